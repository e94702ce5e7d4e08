#include "base/file_system.h"

#include "base/limits.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static wm_status refuse_kind(const char *path, mode_t mode, wm_file_error *error)
{
    const char *kind = S_ISDIR(mode)    ? "it is a folder, not a file"
                       : S_ISFIFO(mode) ? "it is a pipe, not a file"
                       : S_ISSOCK(mode) ? "it is a socket, not a file"
                                        : "it is a device, not a file";
    return wm_file_refuse(error, WM_UNUSABLE, "read", path, kind);
}

static wm_status read_bytes(int descriptor, const char *path, size_t size,
                            wm_arena *arena, wm_str *bytes_out, wm_file_error *error)
{
    /* One byte more than the file has, to see that it ends where it said; it also
     * leaves a NUL behind the bytes. */
    char *bytes = wm_arena_alloc(arena, size + 1, 1);
    if (!bytes)
        return WM_NOMEM;
    size_t len = 0;
    while (len <= size) {
        ssize_t got = wm_system_read(descriptor, bytes + len, size + 1 - len);
        if (got < 0)
            return wm_file_refused(error, "read", path);
        if (got == 0)
            break;
        len += (size_t)got;
    }
    if (len > size)
        return wm_file_refuse(error, WM_IO, "read", path,
                              "it grew while it was being read");
    *bytes_out = (wm_str){bytes, len};
    return WM_OK;
}

static wm_status read_opened(int descriptor, const char *path, size_t limit_bytes,
                             wm_arena *arena, wm_str *bytes_out, wm_file_error *error)
{
    struct stat about;
    if (fstat(descriptor, &about) < 0)
        return wm_file_refused(error, "read", path);
    if (!S_ISREG(about.st_mode))
        return refuse_kind(path, about.st_mode, error);
    if ((uintmax_t)about.st_size > limit_bytes) {
        char reason[80], size[WM_SIZE_BYTES];
        snprintf(reason, sizeof reason, "it is larger than %s",
                 wm_size_print(limit_bytes, size));
        return wm_file_refuse(error, WM_LIMIT, "read", path, reason);
    }
    return read_bytes(descriptor, path, (size_t)about.st_size, arena, bytes_out, error);
}

wm_status wm_file_read(const char *path, size_t limit_bytes, wm_arena *arena,
                       wm_str *bytes_out, wm_file_error *error)
{
    *bytes_out = (wm_str){"", 0};
    wm_file_error_clear(error);
    /* Not blocking, for a pipe that nobody writes to would be waited for. */
    int descriptor = wm_system_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
    if (descriptor < 0 && errno == ENXIO)
        return wm_file_refuse(error, WM_UNUSABLE, "read", path,
                              "it is a device or socket, not a file");
    if (descriptor < 0)
        return wm_file_refused(error, "read", path);
    wm_status status =
        read_opened(descriptor, path, limit_bytes, arena, bytes_out, error);
    close(descriptor);
    return status;
}

wm_status wm_file_kept(const char *path, const wm_arena *arena, wm_status status,
                       wm_file_error *error)
{
    char reason[120], size[WM_SIZE_BYTES];
    if (wm_arena_status(arena, status) == status)
        return status;
    snprintf(reason, sizeof reason,
             "with it, more than %s would be kept in memory; see docs/limits.md",
             wm_size_print(wm_arena_limit(arena), size));
    return wm_file_refuse(error, WM_LIMIT, "read", path, reason);
}

bool wm_file_exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}

bool wm_file_is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

typedef WM_LIST(wm_str) names;

static wm_status list_opened(DIR *folder, const char *path, wm_str suffix,
                             wm_arena *arena, names *found, wm_file_error *error)
{
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(folder);
        if (!entry)
            break;
        wm_str name = wm_str_of(entry->d_name);
        if (name.data[0] == '.' || !wm_str_ends(name, suffix))
            continue;
        wm_str kept = wm_str_copy(arena, name);
        if (!kept.data || !wm_list_push(arena, found, kept))
            return WM_NOMEM;
    }
    return errno ? wm_file_refused(error, "read folder", path) : WM_OK;
}

static int by_bytes(const void *a, const void *b)
{
    return wm_str_compare(*(const wm_str *)a, *(const wm_str *)b);
}

wm_status wm_folder_list(const char *path, const char *suffix, wm_arena *arena,
                         wm_str **names_out, size_t *count_out, wm_file_error *error)
{
    *names_out = NULL;
    *count_out = 0;
    wm_file_error_clear(error);
    int descriptor = wm_system_open(path, O_RDONLY | O_DIRECTORY, 0);
    if (descriptor < 0 && errno == ENOENT)
        return WM_OK;
    DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (!folder) {
        wm_status status = wm_file_refused(error, "read folder", path);
        if (descriptor >= 0)
            close(descriptor);
        return status;
    }
    names found = {0};
    wm_status status = list_opened(folder, path, wm_str_of(suffix), arena, &found, error);
    closedir(folder);
    WM_TRY(status);
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, by_bytes);
    *names_out = found.items;
    *count_out = found.count;
    return WM_OK;
}

const char *wm_path_join(wm_arena *arena, const char *folder, const char *name)
{
    size_t len = strlen(folder);
    bool needs_slash = len > 0 && folder[len - 1] != '/';
    return wm_str_format(arena, "%s%s%s", folder, needs_slash ? "/" : "", name).data;
}

wm_str wm_path_name(const char *path)
{
    wm_str rest = wm_str_of(path);
    while (rest.len > 1 && rest.data[rest.len - 1] == '/')
        rest.len--;
    size_t from = rest.len;
    while (from > 0 && rest.data[from - 1] != '/')
        from--;
    return rest.len == 1 ? rest : wm_str_slice(rest, from, rest.len);
}

const char *wm_path_parent(wm_arena *arena, const char *path)
{
    wm_str name = wm_path_name(path);
    size_t len = (size_t)(name.data - path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    return wm_str_copy(arena, len ? (wm_str){path, len} : WM_STR(".")).data;
}

static bool is_a_part(wm_str part)
{
    return part.len > 0 && !wm_str_equal(part, WM_STR(".")) &&
           !wm_str_equal(part, WM_STR("..")) && part.len < 200;
}

bool wm_path_is_inside(const char *name)
{
    wm_str rest = wm_str_of(name), first, second;
    if (!wm_str_next(&rest, '/', &first) || !is_a_part(first) ||
        wm_str_equal(first, WM_STR(".waymark")))
        return false;
    if (!wm_str_next(&rest, '/', &second))
        return true;
    return is_a_part(second) && !rest.data;
}

wm_status wm_folder_make(const char *path, wm_file_error *error)
{
    wm_file_error_clear(error);
    wm_arena *arena = wm_arena_new(1 << 20);
    if (!arena)
        return WM_NOMEM;
    wm_folders_made made = {0};
    wm_status status = wm_folders_make(path, arena, &made, error);
    if (status != WM_OK)
        wm_folders_unmake(&made);
    wm_arena_end(arena);
    return status;
}

static volatile sig_atomic_t interrupted;

static void note_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

void wm_interrupt_watch(void)
{
    /* A second ctrl-C ends the process at once; what it was writing is cleared away
     * when the output is next opened. */
    struct sigaction action = {.sa_handler = note_interrupt,
                               .sa_flags = (int)(SA_RESTART | SA_RESETHAND)};
    sigemptyset(&action.sa_mask);
    interrupted = 0;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool wm_interrupted(void)
{
    return interrupted != 0;
}
