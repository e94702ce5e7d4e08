#include "cli/program.h"

#include "base/file.h"

#include <stdlib.h>
#include <unistd.h>

wm_str wm_program_folder(char *room, size_t bytes)
{
    ssize_t len = readlink("/proc/self/exe", room, bytes);
    wm_str path = {room, len > 0 ? (size_t)len : 0};
    while (path.len && path.data[path.len - 1] != '/')
        path.len--;
    return path;
}

const char *wm_catalogue_folder(wm_arena *arena)
{
    static const char *const places[] = {"catalogue", WM_CATALOGUE};
    const char *chosen = getenv("WAYMARK_CATALOGUE");
    const char *path = NULL;
    char room[4096];
    if (chosen && *chosen)
        return chosen;
    wm_str folder = wm_program_folder(room, sizeof room);
    for (size_t i = 0; i < 2; i++) {
        path = wm_str_format(arena, "%.*s%s", WM_FMT(folder), places[i]).data;
        if (!path || wm_file_is_folder(path))
            break;
    }
    return path;
}
