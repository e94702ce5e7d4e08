#ifndef WM_CLI_PROTECTED_H
#define WM_CLI_PROTECTED_H

#include "base/file.h"
#include "base/text.h"

/* Where lists of children go, and nothing else of ours: a folder that only its owner can
 * enter, outside every git work tree.
 *
 *     ~/.local/share/waymark/lists/      0700, or XDG_DATA_HOME, or as told
 *       log.csv                          0600: who, when, what, why, how many
 *       key                              0600: 32 random bytes, never shown
 *       4.1-2017-03-31-overdue.list.csv  0600: a list; -2, -3 ... when there is one
 *
 * A call is in the log before its list exists. Lists are deleted by the next call after
 * WM_LIST_DAYS.
 */
enum { WM_LIST_DAYS = 28, WM_PSEUDONYM_BYTES = 18 };

typedef struct wm_protected {
    const char *folder;
    wm_arena *arena;
    unsigned char key[32];
    wm_str records; /* of whom pseudonyms are made: the folder's real path */
} wm_protected;

/* `folder` NULL: the user's own. Makes the folder and the key if need be; removes lists
 * that are too old. WM_REJECTED with a reason: it is in a git work tree, or others can
 * enter it. */
wm_status wm_protected_open(const char *folder, const char *records, wm_arena *arena,
                            wm_protected *protected_out, wm_file_error *error);

/* The same for the same key of the same table and folder of records, and for no other:
 * `p` and 16 letters of a keyed hash (BLAKE2b), which cannot be turned back without the
 * key file. `what` keeps children and rows apart. */
void wm_pseudonym(const wm_protected *protected, wm_str what, wm_str key,
                  char out[WM_PSEUDONYM_BYTES]);

typedef struct wm_list_call {
    wm_str measure;
    wm_str at; /* 2017-03-31 */
    wm_str which;
    bool identified;
    bool restricted;
    wm_str reason;
    size_t rows;
    size_t left_out; /* deceased and restricted children's */
} wm_list_call;

/* The call into the log, and then the list; *path_out is where it is. */
wm_status wm_protected_write(const wm_protected *protected, const wm_list_call *call,
                             wm_str list, const char **path_out, wm_file_error *error);

#endif
