#include "base/csv.h"
#include "base/file_system.h"
#include "intake/records/loading.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* Which files there are below a folder of records, and whether children's records may lie
 * there.
 */
static const char marker[] = "SYNTHETIC";

typedef struct place_looking {
    wm_arena *arena;
    wm_diags *diags;
    wm_records_place *place;
    wm_file_error *error;
} place_looking;

static wm_status refuse(const place_looking *looking, wm_str name, const char *remedy,
                        const char *message)
{
    wm_diag_data(looking->diags, WM_SEVERITY_ERROR, name, (wm_place){0, 0},
                 wm_str_of(remedy), "%s", message);
    return WM_REJECTED;
}

static bool is_csv(wm_str name)
{
    return name.len > 4 &&
           wm_str_equal_fold(wm_str_slice(name, name.len - 4, name.len), WM_STR(".csv"));
}

/* `authority` empty: the files of the folder itself, else those of a council's. */
static wm_status add_file(place_looking *looking, const char *folder, wm_str name,
                          wm_str authority)
{
    if (wm_str_equal(name, wm_str_of(marker)))
        return WM_OK;
    wm_str shown = name;
    if (!wm_str_empty(authority))
        shown =
            wm_str_format(looking->arena, "%.*s/%.*s", WM_FMT(authority), WM_FMT(name));
    if (!shown.data)
        return WM_NOMEM;
    if (!is_csv(name))
        return wm_list_push(looking->arena, &looking->place->others, shown) ? WM_OK
                                                                            : WM_NOMEM;
    wm_records_file file = {.file = {.name = shown, .authority = authority},
                            .stem = wm_str_slice(name, 0, name.len - 4),
                            .path = wm_path_join(looking->arena, folder, name.data)};
    if (!file.path || !wm_list_push(looking->arena, &looking->place->files, file))
        return WM_NOMEM;
    return WM_OK;
}

static wm_status list(place_looking *looking, const char *folder, wm_str **names_out,
                      size_t *count_out)
{
    return wm_folder_list(folder, "", looking->arena, names_out, count_out,
                          looking->error);
}

static wm_status add_council(place_looking *looking, const char *folder, wm_str authority)
{
    wm_str *names;
    size_t count;
    WM_TRY(list(looking, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *path = wm_path_join(looking->arena, folder, names[i].data);
        if (!path)
            return WM_NOMEM;
        if (!wm_file_is_folder(path))
            WM_TRY(add_file(looking, folder, names[i], authority));
    }
    return WM_OK;
}

static wm_status add_folder(place_looking *looking, const char *folder)
{
    wm_str *names;
    size_t count;
    WM_TRY(list(looking, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *path = wm_path_join(looking->arena, folder, names[i].data);
        if (!path)
            return WM_NOMEM;
        if (!wm_file_is_folder(path))
            WM_TRY(add_file(looking, folder, names[i], (wm_str){"", 0}));
        else if (!wm_str_equal(names[i], WM_STR("extracts")))
            WM_TRY(add_council(looking, path, names[i]));
    }
    return WM_OK;
}

/* The newest whole extract that was there by the day; `extracts/2017-04-05`. */
static wm_status choose_extract(place_looking *looking, const char **folder,
                                wm_day known_at)
{
    wm_str *names;
    size_t count;
    wm_day newest = WM_DAY_NONE;
    const char *extracts = wm_path_join(looking->arena, *folder, "extracts");
    const char *chosen = NULL;
    if (!extracts)
        return WM_NOMEM;
    if (!wm_file_is_folder(extracts))
        return WM_OK;
    WM_TRY(list(looking, extracts, &names, &count));
    for (size_t i = 0; i < count; i++) {
        wm_day day = wm_day_parse(names[i]);
        if (day == WM_DAY_NONE)
            return refuse(looking, names[i], "name it for its day: `2017-04-05`",
                          "a folder of extracts holds something that is no extract");
        if ((known_at != WM_DAY_NONE && day > known_at) || day <= newest)
            continue;
        newest = day;
        chosen = wm_path_join(looking->arena, extracts, names[i].data);
        if (!chosen)
            return WM_NOMEM;
    }
    if (!chosen)
        return refuse(looking, wm_path_name(extracts),
                      "ask for a later day, or add an earlier extract",
                      "no extract had been made by that day");
    *folder = chosen;
    looking->place->extracted = newest;
    return WM_OK;
}

/* Bits of the folders from the root down to this one: only what all of them let through
 * can be reached. And how much of the path the innermost of them has that is under
 * version control; SIZE_MAX: none is. */
static void look_up(const char *folder, mode_t *open_out, size_t *git_out)
{
    char path[PATH_MAX + sizeof "/.git"];
    *open_out = S_IXGRP | S_IXOTH;
    *git_out = SIZE_MAX;
    if (strlen(folder) >= PATH_MAX)
        return;
    memcpy(path, folder, strlen(folder) + 1);
    for (size_t len = strlen(path);; len--) {
        struct stat about;
        if (len > 0 && path[len] != '/' && path[len] != '\0')
            continue;
        memcpy(path + len, "/.git", sizeof "/.git");
        if (*git_out == SIZE_MAX && wm_file_exists(path))
            *git_out = len;
        path[len] = '\0';
        if (stat(len ? path : "/", &about) == 0)
            *open_out &= about.st_mode;
        if (len == 0)
            return;
    }
}

/* The file that others may read, or NULL. */
static const wm_records_file *readable_file(const wm_records_place *place, mode_t open)
{
    mode_t wanted = (open & S_IXGRP ? S_IRGRP : 0) | (open & S_IXOTH ? S_IROTH : 0);
    for (size_t i = 0; i < place->files.count; i++) {
        struct stat about;
        if (stat(place->files.items[i].path, &about) == 0 && about.st_mode & wanted)
            return &place->files.items[i];
    }
    return NULL;
}

static wm_status refuse_git(const place_looking *looking, const char *folder, wm_str tree)
{
    if (!tree.len)
        tree = WM_STR("/");
    wm_diag_data(looking->diags, WM_SEVERITY_ERROR, wm_str_of(folder), (wm_place){0, 0},
                 WM_STR("move the folder elsewhere; or, if nobody in it is real, add an "
                        "empty file `SYNTHETIC` beside the records"),
                 "children's records inside the git work tree %.*s may be published by "
                 "mistake",
                 WM_FMT(tree));
    return WM_REJECTED;
}

static wm_status refuse_unsafe(const place_looking *looking, const char *folder)
{
    char real[PATH_MAX];
    mode_t open;
    size_t git;
    if (!realpath(folder, real))
        return wm_file_refused(looking->error, "read folder", folder);
    look_up(real, &open, &git);
    if (git != SIZE_MAX)
        return refuse_git(looking, folder, (wm_str){real, git});
    const wm_records_file *readable = readable_file(looking->place, open);
    if (!readable)
        return WM_OK;
    return refuse(looking, readable->file.name,
                  "`chmod -R go-rwx` the folder; or, if nobody in it is real, add an "
                  "empty file `SYNTHETIC` beside the records",
                  "other people of this computer can read children's records");
}

wm_status wm_records_find(const char *path, const wm_load_options *options,
                          wm_arena *arena, wm_diags *diags, wm_records_place *place_out,
                          wm_file_error *error)
{
    place_looking looking = {arena, diags, place_out, error};
    const char *folder = path;
    *place_out = (wm_records_place){.extracted = WM_DAY_NONE};
    wm_file_error_clear(error);
    if (!wm_file_exists(path))
        return wm_file_refuse(error, WM_IO, "read folder", path, "it is not there");
    WM_TRY(choose_extract(&looking, &folder, options->known_at));
    WM_TRY(add_folder(&looking, folder));
    const char *beside = wm_path_join(arena, path, marker);
    const char *inside = wm_path_join(arena, folder, marker);
    if (!beside || !inside)
        return WM_NOMEM;
    place_out->synthetic = wm_file_exists(beside) || wm_file_exists(inside);
    if (place_out->synthetic || options->any_place)
        return WM_OK;
    return refuse_unsafe(&looking, folder);
}

static wm_status open_path(const wm_records_file *file, wm_csv_limits limits,
                           wm_csv_room *room, wm_diags *diags, wm_csv_reader **reader_out)
{
    /* Not blocking, for a pipe that nobody writes to would be waited for. */
    int descriptor = wm_system_open(file->path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
    wm_file_error error;
    wm_status status = WM_OK;
    struct stat about;
    if (descriptor < 0)
        status = wm_file_refused(&error, "read", file->path);
    else if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode))
        status = wm_file_refuse(&error, WM_IO, "read", file->path, "it is not a file");
    if (status != WM_OK)
        wm_diag_data(diags, WM_SEVERITY_ERROR, file->file.name, (wm_place){0, 0},
                     (wm_str){"", 0}, "%s", error.text);
    else
        status = wm_csv_open_descriptor(descriptor, file->file.name, 0, limits, room,
                                        diags, reader_out);
    if (descriptor >= 0)
        close(descriptor);
    return status;
}

size_t wm_records_file_bytes(const wm_records_file *file)
{
    struct stat about;
    if (!file->path)
        return file->file.bytes.len;
    return stat(file->path, &about) == 0 ? (size_t)about.st_size : 0;
}

wm_status wm_records_file_open(const wm_records_file *file, wm_csv_room *room,
                               wm_diags *diags, wm_csv_reader **reader_out)
{
    /* Places are 32 bits wide, so a file may have just under 4 GiB. */
    wm_csv_limits limits = {.file_bytes = UINT32_MAX - 1};
    *reader_out = NULL;
    if (file->path)
        return open_path(file, limits, room, diags, reader_out);
    return wm_csv_open_memory(file->file.bytes, file->file.name, 0, limits, diags,
                              reader_out);
}
