#ifndef WM_BASE_FILE_H
#define WM_BASE_FILE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Files in and files out, so that a bad file changes nothing and a full disk loses
 * nothing. Every system call that can refuse goes through here, and a test refuses each
 * in turn.
 */

/* What the system said, for the person: "cannot write out/scorecard.csv: no space left
 * on device". Kept per call, not in a global.
 */
typedef struct wm_file_error {
    char text[512];
} wm_file_error;

/* The whole file into the arena. WM_LIMIT when it is longer than limit_bytes (nothing is
 * read then), WM_UNUSABLE for a missing file, a folder, a device, WM_IO for what the
 * system refuses; both with a reason.
 */
wm_status wm_file_read(const char *path, size_t limit_bytes, wm_arena *arena,
                       wm_str *bytes_out, wm_file_error *error);

/* The status of reading and keeping the file in the arena. Where the arena's limit
 * refused it, that is WM_LIMIT with the file and the limit in `error`.
 */
wm_status wm_file_kept(const char *path, const wm_arena *arena, wm_status status,
                       wm_file_error *error);

bool wm_file_exists(const char *path);
bool wm_file_is_folder(const char *path);

/* Names of the entries of a folder that end in `suffix`, bytewise sorted, without hidden
 * ones. An absent folder has none and is WM_OK.
 */
wm_status wm_folder_list(const char *path, const char *suffix, wm_arena *arena,
                         wm_str **names_out, size_t *count_out, wm_file_error *error);

/* `folder/name` in the arena, NUL-terminated; NULL when memory is refused. */
const char *wm_path_join(wm_arena *arena, const char *folder, const char *name);

/* The last part of a path: `a/b.csv` gives `b.csv`. */
wm_str wm_path_name(const char *path);

/* Makes the folder and its parents. */
wm_status wm_folder_make(const char *path, wm_file_error *error);

/* A set of files that appear together or not at all.
 *
 *     wm_output_open("sefton/out")           makes sefton/out.new
 *     wm_output_write(... "scorecard.csv")   writes into it
 *     wm_output_commit                       syncs, exchanges out.new with out in one
 *                                            step (renameat2), removes the old
 *     wm_output_close                        after no commit: removes out.new; the
 *                                            former output stays whole
 *
 * Where the file system has no exchange, two renames through out.old; an interrupted
 * one is recovered by the next wm_output_open. A folder that has files in it which are
 * not an output of ours (it lacks the marker `.waymark`) is never replaced, nor is a
 * symbolic link, nor what another waymark is writing: WM_CONFLICT. Any refusal of commit
 * leaves the former output in place.
 */
typedef struct wm_output wm_output;

wm_status wm_output_open(const char *folder, wm_output **output_out,
                         wm_file_error *error);
wm_status wm_output_write(wm_output *output, const char *name, wm_str bytes,
                          wm_file_error *error);
/* For a writer that wants a path of its own (libxlsxwriter, cairo): the path inside
 * out.new, NUL-terminated, owned by the output and valid until the next call; the file
 * is synced at commit.
 */
const char *wm_output_path(wm_output *output, const char *name);
wm_status wm_output_commit(wm_output *output, wm_file_error *error);
void wm_output_close(wm_output *output); /* NULL is a quiet no-op */

/* Files added to a folder that people also edit (an import): all are written beside
 * their places and synced, then renamed into place one by one; before the first rename
 * nothing has changed, and the renames cannot run out of space. Should one be refused all
 * the same, those before it are taken back. WM_CONFLICT: another waymark is at it, a
 * place holds a link or a folder, or somebody changed it meanwhile.
 */
typedef struct wm_additions wm_additions;

wm_status wm_additions_open(const char *folder, wm_additions **additions_out,
                            wm_file_error *error);
/* `name` may hold one folder, `figures/printed.csv`. */
wm_status wm_additions_write(wm_additions *additions, const char *name, wm_str bytes,
                             wm_file_error *error);
wm_status wm_additions_commit(wm_additions *additions, wm_file_error *error);
void wm_additions_close(wm_additions *additions);

/* ctrl-C sets a flag; writers look at it between files and stop with WM_INTERRUPTED. */
void wm_interrupt_watch(void);
bool wm_interrupted(void);

/* For tests: the system call after `count` more succeed is refused as if the disk were
 * full, and every later one too, until -1.
 */
void wm_file_fail_after(long count);

#endif
