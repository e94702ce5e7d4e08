#ifndef WM_PUBLISH_FIGURES_LONG_H
#define WM_PUBLISH_FIGURES_LONG_H

#include "base/ratio.h"
#include "base/text.h"
#include "engine/scale.h"

/* Computed figures in the long form of data tools, one to a row (docs/records-commands.md
 * has the columns). The value is exact until it is rounded half away from zero to 12
 * places.
 */
typedef struct wm_figures_long {
    const wm_request *request;
    const wm_result *results; /* of each measure of the request */
    wm_day final_to; /* what is as at a later day is provisional; WM_DAY_NONE: nothing */
    bool groups;     /* a row for each group besides the total, and a column for each
                        breakdown that any of the measures has; one that has it not is
                        `(all)` there */
} wm_figures_long;

wm_status wm_figures_long_csv(const wm_figures_long *figures, wm_text *out);
wm_status wm_figures_long_json(const wm_figures_long *figures, wm_text *out);

/* A value of a column as people write it: a code, a key, `yes`, `(not recorded)`. The
 * arena holds what has to be made. */
wm_str wm_column_words(const wm_records *records, int table, int column, int32_t value,
                       wm_arena *arena);

/* `E08000014`, or the name where there is no code. */
wm_str wm_authority_word(const wm_records *records, size_t authority);

#endif
