#ifndef WM_CLI_READING_H
#define WM_CLI_READING_H

#include "cli/plan.h"
#include "cli/records.h"

/* What measures read of the records, and whether that can be counted. Three things make a
 * figure of records that is none, and it is not given:
 *
 *     a table without a file        nobody in it is no fact: visits that are kept
 *                                   elsewhere would all be missing ones. A file with
 *                                   headings alone says that there were none.
 *     rows left out, over 5 %       what is left is no picture of the whole
 *     values unread, over 5 %       likewise, of a column
 *
 * In docs/records-commands.md too. What only a breakdown reads stops no total.
 */
typedef enum wm_unfit_kind {
    WM_FIT,
    WM_UNFIT_ABSENT,
    WM_UNFIT_LEFT_OUT,
    WM_UNFIT_UNREAD,
} wm_unfit_kind;

typedef struct wm_unfit {
    wm_unfit_kind kind;
    int table;
    int column; /* of UNREAD */
} wm_unfit;

typedef struct wm_reading {
    const wm_asking *asking;
    const wm_definition *const *measures; /* borrowed */
    size_t count;
    wm_plan *plans;  /* of each measure: which tables and columns it reads */
    wm_unfit *unfit; /* of each */
} wm_reading;

/* Of measures that are resolved, after the records were loaded. */
wm_exit wm_reading_of(const wm_asking *asking, const wm_definition *const *measures,
                      size_t count, wm_reading *reading_out);

/* On standard error what the load report has about tables that the measures read, which
 * of them are not counted, and how much was read; the rest is a number. */
wm_exit wm_reading_say(const wm_reading *reading);

/* `there is no cp_visit.csv`; empty: the measure is counted. */
wm_str wm_unfit_words(const wm_reading *reading, size_t measure);

/* All of this for one measure, and a refusal where it is not counted. */
wm_exit wm_reading_one(const wm_asking *asking, const wm_definition *measure);

#endif
