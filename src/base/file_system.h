#ifndef WM_BASE_FILE_SYSTEM_H
#define WM_BASE_FILE_SYSTEM_H

#include "base/file.h"

#include <sys/stat.h>
#include <sys/types.h>

/* The calls by which the system can refuse us, private to the files of base/ that read
 * and write. Each is the call of the same name, except that a test can have it refused
 * (wm_file_fail_after), and answers -1 with errno. What undoes or removes is not among
 * them: it needs no room on the disk, and without it no refusal could be cleaned up.
 */
int wm_system_open(const char *path, int flags, mode_t mode);
ssize_t wm_system_read(int descriptor, void *buffer, size_t bytes);
int wm_system_write(int descriptor, wm_str bytes); /* all of it, or -1 */
int wm_system_sync(int descriptor);
int wm_system_mkdir(const char *path, mode_t mode);
int wm_system_rename(const char *from, const char *to);

/* Both names change places in one step. ENOSYS or EINVAL where that does not exist. */
int wm_system_exchange(const char *a, const char *b);

/* True when errno says so: the caller may do it in two renames. */
bool wm_system_lacks_exchange(void);

/* For tests: as if the file system had no exchange; and a refused call ends the process
 * on the spot, as a power cut does.
 */
void wm_file_without_exchange(bool without);
void wm_file_die_when_refused(bool die);

/* What a call refused before says nothing about this one. `error` may be NULL. */
static inline void wm_file_error_clear(wm_file_error *error)
{
    if (error)
        error->text[0] = '\0';
}

/* "cannot <act> <path>: <what errno says>", and WM_UNUSABLE where it is missing or of
 * another kind, else WM_IO. `error` may be NULL. */
wm_status wm_file_refused(wm_file_error *error, const char *act, const char *path);

/* The same with a reason of ours. */
wm_status wm_file_refuse(wm_file_error *error, wm_status status, const char *act,
                         const char *path, const char *reason);

/* Opens, syncs and closes a file or folder. */
wm_status wm_file_sync(const char *path, wm_file_error *error);

/* A new file; refused when there is one. */
wm_status wm_file_create(const char *path, mode_t mode, wm_str bytes,
                         wm_file_error *error);

/* Whether something of that name is there, links not followed, and what. Any other
 * failure to look counts as absent and shows at the next call.
 */
bool wm_file_about(const char *path, struct stat *about_out);

/* The folder and its missing parents; each one made is added to `made`, parents first,
 * as paths in the arena, so that it can be taken back.
 */
typedef struct wm_folders_made {
    WM_LIST(const char *) list;
} wm_folders_made;

wm_status wm_folders_make(const char *path, wm_arena *arena, wm_folders_made *made,
                          wm_file_error *error);
void wm_folders_unmake(wm_folders_made *made); /* those that are empty */

/* "a/b" of "a/b/c", "." of "c", "/" of "/c"; NULL when memory is refused. */
const char *wm_path_parent(wm_arena *arena, const char *path);

/* `name` or `folder/name`, without `..`, and not the marker. */
bool wm_path_is_inside(const char *name);

/* An open folder that no other waymark has locked, in *descriptor_out. WM_CONFLICT
 * when one has; the lock goes when the descriptor is closed.
 */
wm_status wm_folder_lock(const char *path, int *descriptor_out, wm_file_error *error);

#endif
