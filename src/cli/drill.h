#ifndef WM_CLI_DRILL_H
#define WM_CLI_DRILL_H

#include "cli/records.h"

#define WM_NO_CHILD UINT32_MAX

/* What each row of a measure's table is in one figure: for `list`, `explain` and
 * `reconcile`.
 */
typedef struct wm_drilled {
    uint32_t row;
    uint32_t child; /* WM_NO_CHILD: the row has none */
    wm_row_answer answer;
} wm_drilled;

typedef struct wm_drill {
    const wm_asking *asking;
    const wm_definition *measure;
    const wm_table *table; /* of the counted rows */
    wm_period period;
    wm_day at;
    wm_drilled *rows; /* all of the table, in its order */
    size_t count;
} wm_drill;

/* The figure of the month, quarter or year in which `at` lies, as at that day; without
 * its rows, and how an engine is asked for it (the drill must stay where it is).
 */
wm_drill wm_drill_of(const wm_asking *asking, const wm_definition *measure, wm_day at,
                     wm_period_kind every);
wm_request wm_drill_request(const wm_drill *drill);

/* With the answer for every row. */
wm_exit wm_drill_rows(wm_asking *asking, const wm_definition *measure, wm_day at,
                      wm_period_kind every, wm_drill *drill_out);

/* Is it said of the child that its records are not for everybody? */
bool wm_is_restricted(const wm_records *records, uint32_t child);

/* The clause that decided, in one line of the measure's own words. */
wm_str wm_drill_clause(const wm_drill *drill, const wm_row_answer *answer,
                       wm_arena *arena);

const char *wm_row_state_words(wm_row_state state);

/* Worker or team (`column`) of the row at the day: its own column, else that of its
 * child's latest allocation. WM_BLANK: none; *table_out and *column_out are what
 * wm_column_words wants. */
int32_t wm_drill_allocated(const wm_drill *drill, const wm_drilled *row,
                           const char *column, int *table_out, int *column_out);

/* `--at` and `--every` of a command that asks about one figure. */
bool wm_figure_wanted(const char *at, const char *every, wm_day *at_out,
                      wm_period_kind *every_out);

/* A span of a source as one line, white space folded; comments go with it. */
wm_str wm_source_line(const wm_source *source, wm_span span, wm_arena *arena);

#endif
