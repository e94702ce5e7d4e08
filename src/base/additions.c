#include "base/file_system.h"

#include "base/alloc.h"

#include <assert.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Files put among a person's own.
 *
 *     figures/.printed.csv.waymark-new    written and synced, then exchanged with
 *     figures/printed.csv                 the file of before, if there is one
 *     figures/.printed.csv.waymark-old    only where there is no exchange
 *
 * What is not committed is taken back: files, places and the folders made for them.
 */

#define FRESH_SUFFIX  ".waymark-new"
#define FORMER_SUFFIX ".waymark-old"

typedef enum step {
    STEP_NONE,
    STEP_RENAMED,
    STEP_EXCHANGED,
    STEP_TWO_RENAMES,
} step;

typedef struct addition {
    const char *folder;
    const char *place;
    const char *fresh;
    const char *former;
    bool replaces;
    step done;
} addition;

struct wm_additions {
    wm_arena *arena;
    const char *folder;
    wm_folders_made folders;
    WM_LIST(addition) list;
    int lock;
    bool is_committed;
};

/* `.x.csv.waymark-old` beside no `x.csv` is the file of before: a run was cut short
 * between two renames.
 */
static void clear_leftover(wm_arena *arena, const char *folder, const char *name)
{
    wm_str whole = wm_str_of(name);
    bool is_former = wm_str_ends(whole, WM_STR(FORMER_SUFFIX));
    if (name[0] != '.' || (!is_former && !wm_str_ends(whole, WM_STR(FRESH_SUFFIX))))
        return;
    size_t end = whole.len - (sizeof FRESH_SUFFIX - 1);
    const char *path = wm_path_join(arena, folder, name);
    const char *base = wm_str_copy(arena, wm_str_slice(whole, 1, end)).data;
    const char *place = base ? wm_path_join(arena, folder, base) : NULL;
    struct stat about;
    if (!path || !place)
        return;
    if (is_former && !wm_file_about(place, &about))
        rename(path, place);
    else
        unlink(path);
}

/* In the folder and, once, in the folders inside it. */
static void clear_leftovers(wm_arena *arena, const char *path, bool go_deeper)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    struct stat about;
    if (!folder)
        return;
    while ((entry = readdir(folder)) != NULL) {
        clear_leftover(arena, path, entry->d_name);
        if (!go_deeper || entry->d_name[0] == '.')
            continue;
        const char *inside = wm_path_join(arena, path, entry->d_name);
        if (inside && wm_file_about(inside, &about) && S_ISDIR(about.st_mode))
            clear_leftovers(arena, inside, false);
    }
    closedir(folder);
}

static wm_status begin(wm_additions *additions, const char *folder, wm_file_error *error)
{
    additions->folder = wm_str_copy(additions->arena, wm_str_of(folder)).data;
    if (!additions->folder)
        return WM_NOMEM;
    WM_TRY(wm_folders_make(folder, additions->arena, &additions->folders, error));
    WM_TRY(wm_folder_lock(folder, &additions->lock, error));
    clear_leftovers(additions->arena, folder, true);
    return WM_OK;
}

wm_status wm_additions_open(const char *folder, wm_additions **additions_out,
                            wm_file_error *error)
{
    *additions_out = NULL;
    wm_file_error_clear(error);
    wm_additions *additions = wm_alloc(sizeof *additions);
    if (!additions)
        return WM_NOMEM;
    additions->lock = -1;
    additions->arena = wm_arena_new(1 << 24);
    wm_status status = additions->arena ? begin(additions, folder, error) : WM_NOMEM;
    if (status == WM_OK)
        *additions_out = additions;
    else
        wm_additions_close(additions);
    return status;
}

static wm_status name_files(const wm_additions *additions, const char *name,
                            addition *added)
{
    wm_arena *arena = additions->arena;
    added->place = wm_path_join(arena, additions->folder, name);
    added->folder = added->place ? wm_path_parent(arena, added->place) : NULL;
    if (!added->folder)
        return WM_NOMEM;
    wm_str base = wm_path_name(added->place);
    added->fresh =
        wm_str_format(arena, "%s/.%.*s" FRESH_SUFFIX, added->folder, WM_FMT(base)).data;
    added->former =
        wm_str_format(arena, "%s/.%.*s" FORMER_SUFFIX, added->folder, WM_FMT(base)).data;
    return added->fresh && added->former ? WM_OK : WM_NOMEM;
}

/* Whether a file is there to be replaced; refuses what is not a plain file. */
static wm_status look_at_place(const char *place, bool *is_there_out, mode_t *mode_out,
                               wm_file_error *error)
{
    struct stat about;
    *is_there_out = wm_file_about(place, &about);
    *mode_out = *is_there_out ? about.st_mode & 0777 : 0;
    if (!*is_there_out || S_ISREG(about.st_mode))
        return WM_OK;
    return wm_file_refuse(error, WM_CONFLICT, "replace", place,
                          S_ISLNK(about.st_mode)   ? "it is a symbolic link"
                          : S_ISDIR(about.st_mode) ? "it is a folder, not a file"
                                                   : "it is not a plain file");
}

wm_status wm_additions_write(wm_additions *additions, const char *name, wm_str bytes,
                             wm_file_error *error)
{
    addition added = {0};
    mode_t mode;
    assert(!additions->is_committed);
    wm_file_error_clear(error);
    if (wm_interrupted())
        return WM_INTERRUPTED;
    if (!wm_path_is_inside(name))
        return wm_file_refuse(error, WM_IO, "write", name,
                              "not a name inside the folder");
    WM_TRY(name_files(additions, name, &added));
    WM_TRY(look_at_place(added.place, &added.replaces, &mode, error));
    WM_TRY(wm_folders_make(added.folder, additions->arena, &additions->folders, error));
    if (!wm_list_push(additions->arena, &additions->list, added))
        return WM_NOMEM;
    WM_TRY(wm_file_create(added.fresh, 0666, bytes, error));
    if (added.replaces && chmod(added.fresh, mode) < 0)
        return wm_file_refused(error, "write", added.fresh);
    return WM_OK;
}

static wm_status put_in_two_steps(const addition *added, wm_file_error *error)
{
    if (wm_system_rename(added->place, added->former) < 0)
        return wm_file_refused(error, "replace", added->place);
    if (wm_system_rename(added->fresh, added->place) < 0) {
        wm_status status = wm_file_refused(error, "replace", added->place);
        rename(added->former, added->place);
        return status;
    }
    return WM_OK;
}

static wm_status put_in_place(addition *added, wm_file_error *error)
{
    bool is_there;
    mode_t mode;
    WM_TRY(look_at_place(added->place, &is_there, &mode, error));
    if (is_there != added->replaces)
        return wm_file_refuse(error, WM_CONFLICT, "write", added->place,
                              is_there ? "somebody else has just written it"
                                       : "somebody else has just removed it");
    int code = is_there ? wm_system_exchange(added->fresh, added->place)
                        : wm_system_rename(added->fresh, added->place);
    if (code == 0) {
        added->done = is_there ? STEP_EXCHANGED : STEP_RENAMED;
        return WM_OK;
    }
    if (!is_there || !wm_system_lacks_exchange())
        return wm_file_refused(error, "write", added->place);
    WM_TRY(put_in_two_steps(added, error));
    added->done = STEP_TWO_RENAMES;
    return WM_OK;
}

static void take_back(addition *added)
{
    switch (added->done) {
    case STEP_NONE:
        break;
    case STEP_EXCHANGED:
        renameat2(AT_FDCWD, added->fresh, AT_FDCWD, added->place, RENAME_EXCHANGE);
        break;
    case STEP_RENAMED:
        rename(added->place, added->fresh);
        break;
    case STEP_TWO_RENAMES:
        rename(added->place, added->fresh);
        rename(added->former, added->place);
        break;
    }
    added->done = STEP_NONE;
}

static wm_status sync_files(const wm_additions *additions, wm_file_error *error)
{
    for (size_t i = 0; i < additions->list.count; i++)
        WM_TRY(wm_file_sync(additions->list.items[i].fresh, error));
    return WM_OK;
}

/* The folders that have new entries, and those above the folders that were made. */
static wm_status sync_folders(const wm_additions *additions, wm_file_error *error)
{
    const char *last = "";
    for (size_t i = 0; i < additions->list.count; i++) {
        const char *folder = additions->list.items[i].folder;
        if (strcmp(folder, last) != 0)
            WM_TRY(wm_file_sync(folder, error));
        last = folder;
    }
    for (size_t i = 0; i < additions->folders.list.count; i++) {
        const char *above =
            wm_path_parent(additions->arena, additions->folders.list.items[i]);
        if (!above)
            return WM_NOMEM;
        WM_TRY(wm_file_sync(above, error));
    }
    return WM_OK;
}

static wm_status put_all_in_place(wm_additions *additions, wm_file_error *error)
{
    for (size_t i = 0; i < additions->list.count; i++)
        WM_TRY(put_in_place(&additions->list.items[i], error));
    return sync_folders(additions, error);
}

wm_status wm_additions_commit(wm_additions *additions, wm_file_error *error)
{
    assert(!additions->is_committed);
    wm_file_error_clear(error);
    WM_TRY(sync_files(additions, error));
    if (wm_interrupted())
        return WM_INTERRUPTED;
    wm_status status = put_all_in_place(additions, error);
    if (status != WM_OK) {
        for (size_t i = additions->list.count; i-- > 0;)
            take_back(&additions->list.items[i]);
        return status;
    }
    additions->is_committed = true;
    return WM_OK;
}

void wm_additions_close(wm_additions *additions)
{
    if (!additions)
        return;
    for (size_t i = 0; i < additions->list.count; i++) {
        const addition *added = &additions->list.items[i];
        if (added->done != STEP_RENAMED)
            unlink(added->fresh);
        if (added->done == STEP_TWO_RENAMES)
            unlink(added->former);
    }
    if (!additions->is_committed)
        wm_folders_unmake(&additions->folders);
    if (additions->lock >= 0)
        close(additions->lock);
    wm_arena_end(additions->arena);
    wm_free(additions);
}
