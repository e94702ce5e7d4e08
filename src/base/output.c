#include "base/file_system.h"

#include "base/alloc.h"

#include <assert.h>
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

/* A whole folder, new or former, and never a mixture.
 *
 *     out.new   being written; locked by its writer
 *     out       what was written last
 *     out.old   only where the file system has no exchange, between two renames
 *
 * All three hold the marker. A folder of one of these names that holds something else
 * belongs to a person and is left alone.
 */

#define MARKER ".waymark"

static const char marker_text[] =
    "Written by waymark. This folder is replaced as a whole each time: keep nothing of\n"
    "your own in it.\n";

struct wm_output {
    wm_arena *arena;
    const char *folder;
    const char *fresh;  /* folder.new */
    const char *former; /* folder.old */
    const char *parent;
    wm_folders_made parents;
    WM_LIST(const char *) paths; /* of the files in fresh */
    int lock;                    /* of fresh, or -1 */
    bool is_made;                /* fresh is there and ours to remove */
};

typedef enum kind {
    KIND_ABSENT,
    KIND_OURS, /* a folder with the marker, or an empty one */
    KIND_LINK,
    KIND_FILE,
    KIND_FOREIGN, /* somebody's files */
} kind;

static bool is_empty_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    size_t entries = 0;
    while (readdir(folder))
        entries++;
    closedir(folder);
    return entries <= 2; /* `.` and `..` */
}

static wm_status look_at(const char *path, wm_arena *arena, kind *kind_out)
{
    struct stat about;
    const char *marker = wm_path_join(arena, path, MARKER);
    if (!marker)
        return WM_NOMEM;
    if (!wm_file_about(path, &about))
        *kind_out = KIND_ABSENT;
    else if (S_ISLNK(about.st_mode))
        *kind_out = KIND_LINK;
    else if (!S_ISDIR(about.st_mode))
        *kind_out = KIND_FILE;
    else if (wm_file_about(marker, &about) || is_empty_folder(path))
        *kind_out = KIND_OURS;
    else
        *kind_out = KIND_FOREIGN;
    return WM_OK;
}

/* Absent or ours, or else why not. */
static wm_status look_replaceable(const char *path, wm_arena *arena, kind *kind_out,
                                  wm_file_error *error)
{
    WM_TRY(look_at(path, arena, kind_out));
    switch (*kind_out) {
    case KIND_ABSENT:
    case KIND_OURS:
        return WM_OK;
    case KIND_LINK:
        return wm_file_refuse(error, WM_CONFLICT, "replace", path,
                              "it is a symbolic link; name the folder it leads to");
    case KIND_FILE:
        return wm_file_refuse(error, WM_CONFLICT, "replace", path,
                              "it is a file, not a folder");
    case KIND_FOREIGN:
        break;
    }
    return wm_file_refuse(error, WM_CONFLICT, "replace", path,
                          "it holds files that waymark did not write");
}

static int remove_entry(const char *path, const struct stat *about, int type,
                        struct FTW *walk)
{
    (void)about;
    bool is_marker = walk->level == 1 && strcmp(path + walk->base, MARKER) == 0;
    if (walk->level > 0 && !is_marker) {
        if (type == FTW_DP)
            rmdir(path);
        else
            unlink(path);
    }
    return 0;
}

/* As far as the system lets us; links are not followed. The marker goes last, so that
 * a removal that was cut short is known for ours and finished next time.
 */
static void remove_folder(const char *path)
{
    enum { DESCRIPTORS = 16 };
    nftw(path, remove_entry, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
    char marker[PATH_MAX];
    if (snprintf(marker, sizeof marker, "%s/" MARKER, path) < PATH_MAX)
        unlink(marker);
    rmdir(path);
}

static wm_status remove_leftover(const char *path, wm_arena *arena, wm_file_error *error)
{
    kind found;
    WM_TRY(look_replaceable(path, arena, &found, error));
    if (found == KIND_ABSENT)
        return WM_OK;
    int lock;
    WM_TRY(wm_folder_lock(path, &lock, error));
    remove_folder(path);
    close(lock);
    return WM_OK;
}

/* What an interrupted run left: between its two renames the former output is called
 * out.old and nothing is called out.
 */
static wm_status recover(wm_output *output, wm_file_error *error)
{
    kind folder, former;
    WM_TRY(look_replaceable(output->folder, output->arena, &folder, error));
    WM_TRY(look_at(output->former, output->arena, &former));
    if (folder == KIND_ABSENT && former == KIND_OURS) {
        if (wm_system_rename(output->former, output->folder) < 0)
            return wm_file_refused(error, "restore", output->folder);
    } else {
        WM_TRY(remove_leftover(output->former, output->arena, error));
    }
    return remove_leftover(output->fresh, output->arena, error);
}

static wm_status make_fresh(wm_output *output, wm_file_error *error)
{
    const char *marker = wm_path_join(output->arena, output->fresh, MARKER);
    if (!marker || !wm_list_push(output->arena, &output->paths, marker))
        return WM_NOMEM;
    WM_TRY(wm_folders_make(output->parent, output->arena, &output->parents, error));
    if (wm_system_mkdir(output->fresh, 0777) < 0)
        return wm_file_refused(error, "make folder", output->fresh);
    output->is_made = true;
    WM_TRY(wm_folder_lock(output->fresh, &output->lock, error));
    WM_TRY(wm_file_create(marker, 0666, wm_str_of(marker_text), error));
    /* A former output that was closed to others stays closed. */
    struct stat about;
    if (wm_file_about(output->folder, &about) &&
        chmod(output->fresh, about.st_mode & 0777) < 0)
        return wm_file_refused(error, "write", output->fresh);
    return WM_OK;
}

static wm_status name_folders(wm_output *output, const char *folder, wm_file_error *error)
{
    wm_str path = wm_str_of(folder), name = wm_path_name(folder);
    while (path.len > 1 && path.data[path.len - 1] == '/')
        path.len--;
    if (name.len == 0 || wm_str_equal(name, WM_STR("/")) ||
        wm_str_equal(name, WM_STR(".")) || wm_str_equal(name, WM_STR("..")))
        return wm_file_refuse(error, WM_CONFLICT, "replace", folder,
                              "give the output a folder of its own name");
    output->folder = wm_str_copy(output->arena, path).data;
    output->fresh = wm_str_format(output->arena, "%.*s.new", WM_FMT(path)).data;
    output->former = wm_str_format(output->arena, "%.*s.old", WM_FMT(path)).data;
    if (!output->folder || !output->fresh || !output->former)
        return WM_NOMEM;
    output->parent = wm_path_parent(output->arena, output->folder);
    return output->parent ? WM_OK : WM_NOMEM;
}

static wm_status begin(wm_output *output, const char *folder, wm_file_error *error)
{
    WM_TRY(name_folders(output, folder, error));
    WM_TRY(recover(output, error));
    return make_fresh(output, error);
}

wm_status wm_output_open(const char *folder, wm_output **output_out, wm_file_error *error)
{
    *output_out = NULL;
    wm_file_error_clear(error);
    wm_output *output = wm_alloc(sizeof *output);
    if (!output)
        return WM_NOMEM;
    output->lock = -1;
    output->arena = wm_arena_new(1 << 24);
    wm_status status = output->arena ? begin(output, folder, error) : WM_NOMEM;
    if (status == WM_OK)
        *output_out = output;
    else
        wm_output_close(output);
    return status;
}

/* Where the file goes, its folder made. */
static wm_status place_for(wm_output *output, const char *name, const char **path_out,
                           wm_file_error *error)
{
    assert(output->is_made);
    if (!wm_path_is_inside(name))
        return wm_file_refuse(error, WM_IO, "write", name,
                              "not a name inside the output");
    const char *path = wm_path_join(output->arena, output->fresh, name);
    const char *folder = path ? wm_path_parent(output->arena, path) : NULL;
    if (!folder || !wm_list_push(output->arena, &output->paths, path))
        return WM_NOMEM;
    wm_folders_made inside = {0}; /* goes with fresh */
    WM_TRY(wm_folders_make(folder, output->arena, &inside, error));
    *path_out = path;
    return WM_OK;
}

wm_status wm_output_write(wm_output *output, const char *name, wm_str bytes,
                          wm_file_error *error)
{
    const char *path = NULL;
    wm_file_error_clear(error);
    if (wm_interrupted())
        return WM_INTERRUPTED;
    WM_TRY(place_for(output, name, &path, error));
    return wm_file_create(path, 0666, bytes, error);
}

const char *wm_output_path(wm_output *output, const char *name)
{
    const char *path = NULL;
    return place_for(output, name, &path, NULL) == WM_OK ? path : NULL;
}

/* Files first, then the folders that name them. */
static wm_status sync_fresh(wm_output *output, wm_file_error *error)
{
    for (size_t i = 0; i < output->paths.count; i++)
        WM_TRY(wm_file_sync(output->paths.items[i], error));
    for (size_t i = 0; i < output->paths.count; i++) {
        const char *folder = wm_path_parent(output->arena, output->paths.items[i]);
        if (!folder)
            return WM_NOMEM;
        if (strcmp(folder, output->fresh) != 0)
            WM_TRY(wm_file_sync(folder, error));
    }
    return wm_file_sync(output->fresh, error);
}

/* How the new output came into its place, and thus how it is taken back. */
typedef enum step {
    STEP_RENAMED,
    STEP_EXCHANGED,
    STEP_TWO_RENAMES,
} step;

static wm_status put_in_two_steps(wm_output *output, wm_file_error *error)
{
    if (wm_system_rename(output->folder, output->former) < 0)
        return wm_file_refused(error, "replace", output->folder);
    if (wm_system_rename(output->fresh, output->folder) < 0) {
        wm_status status = wm_file_refused(error, "replace", output->folder);
        rename(output->former, output->folder);
        return status;
    }
    return WM_OK;
}

static wm_status put_in_place(wm_output *output, kind before, step *step_out,
                              wm_file_error *error)
{
    *step_out = before == KIND_ABSENT ? STEP_RENAMED : STEP_EXCHANGED;
    int code = before == KIND_ABSENT ? wm_system_rename(output->fresh, output->folder)
                                     : wm_system_exchange(output->fresh, output->folder);
    if (code == 0)
        return WM_OK;
    if (before == KIND_ABSENT || !wm_system_lacks_exchange())
        return wm_file_refused(error, "replace", output->folder);
    *step_out = STEP_TWO_RENAMES;
    return put_in_two_steps(output, error);
}

static void take_back(wm_output *output, step done)
{
    if (done == STEP_EXCHANGED) {
        renameat2(AT_FDCWD, output->fresh, AT_FDCWD, output->folder, RENAME_EXCHANGE);
        return;
    }
    rename(output->folder, output->fresh);
    if (done == STEP_TWO_RENAMES)
        rename(output->former, output->folder);
}

wm_status wm_output_commit(wm_output *output, wm_file_error *error)
{
    kind before;
    step done;
    assert(output->is_made);
    wm_file_error_clear(error);
    WM_TRY(sync_fresh(output, error));
    WM_TRY(look_replaceable(output->folder, output->arena, &before, error));
    if (wm_interrupted())
        return WM_INTERRUPTED;
    WM_TRY(put_in_place(output, before, &done, error));
    wm_status status = wm_file_sync(output->parent, error);
    if (status != WM_OK) {
        take_back(output, done);
        return status;
    }
    /* From here on the new output stands, whatever happens to the former one. */
    output->is_made = false;
    output->parents.list.count = 0;
    if (done == STEP_EXCHANGED)
        remove_folder(output->fresh);
    else if (done == STEP_TWO_RENAMES)
        remove_folder(output->former);
    return WM_OK;
}

void wm_output_close(wm_output *output)
{
    if (!output)
        return;
    if (output->is_made)
        remove_folder(output->fresh);
    wm_folders_unmake(&output->parents);
    if (output->lock >= 0)
        close(output->lock);
    wm_arena_end(output->arena);
    wm_free(output);
}
