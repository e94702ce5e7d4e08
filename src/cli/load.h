#ifndef WM_CLI_LOAD_H
#define WM_CLI_LOAD_H

#include "check/check.h"
#include "cli/command.h"
#include "judge/judge.h"

/* A folder read, judged and checked: what `build` and `check` both begin with. Lives in
 * the arena it was loaded into. */
typedef struct wm_loaded {
    wm_folder folder;
    wm_judged judged;
    wm_findings findings;
} wm_loaded;

/* Records to count its figures from; NULL: those of the folder, if it has any. */
typedef struct wm_load_wish {
    const char *records;
    wm_day known_at;
} wm_load_wish;

/* All that is wrong with the folder is printed on standard error; with an error among
 * it the exit code is WM_EXIT_INPUT. */
wm_exit wm_load(const char *path, const wm_load_wish *wish, wm_arena *program,
                wm_loaded *loaded_out);

#endif
