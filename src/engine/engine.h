#ifndef WM_ENGINE_ENGINE_H
#define WM_ENGINE_ENGINE_H

#include "base/working_days.h"
#include "column/records.h"
#include "figure/period.h"
#include "lang/tree.h"

/* Counting: definitions and records in, numerators and denominators out, for every
 * measure, authority, group and period at once (docs/language.md).
 *
 * Two engines answer the same question and must agree to the last integer: `reference`
 * walks the resolved tree day by day and is the specification; `timeline` is the product.
 * Integers only; no engine divides.
 */

/* What is asked. Everything is borrowed. */
typedef struct wm_request {
    const wm_records *records;
    const wm_catalogue *catalogue;
    const wm_working_days *calendar;
    const wm_definition *const *measures;
    size_t measure_count;
    const wm_period *periods; /* of any kinds, any order */
    size_t period_count;
    const wm_day *as_at;   /* of each period; NULL: their ends */
    int first_month;       /* of the reporting year, for `year to date` */
    wm_period_kind summed; /* what `year sums periods` sums: QUARTER (also for NONE) or
                              MONTH */
    bool trend;       /* `trend uses period`: windows of counted rows that are `last n`
                         are replaced by the period, for measures that say so */
    unsigned threads; /* 0: as many as the machine has */
} wm_request;

/* One figure, before anybody divides. Bounds from blanks (docs/language.md): per row,
 * in three-valued logic, the worst and the best that the blanks allow.
 *
 *                percent           count            rate            ratio
 *   numerator    rows that meet    rows             rows            rows
 *   denominator  rows              1                series value    other rows or a total
 *
 * `highest`: the largest count, denominator 1. A denominator of 0: no value. A total of a
 * hundredths column is in hundredths.
 */
typedef struct wm_counts {
    int64_t numerator;
    int64_t denominator;
    int64_t low_numerator;
    int64_t low_denominator;
    int64_t high_numerator;
    int64_t high_denominator;
} wm_counts;

enum { WM_BY_MAX = 4 }; /* dimensions of one measure */

#define WM_GROUP_ALL                                                                     \
    (INT32_MAX - 1) /* the total over a dimension; WM_BLANK: not recorded */

/* A group of one authority. Keys as the columns have them (number of a text, of a band,
 * row of a team); `all` groups come first, then by keys, blanks last.
 */
typedef struct wm_group {
    uint16_t authority;
    int32_t keys[WM_BY_MAX];
} wm_group;

typedef struct wm_result {
    const wm_definition *measure;
    wm_group *groups; /* by authority, then keys; one `all` group for every authority */
    size_t group_count;
    wm_counts *counts;  /* [group][period], periods as in the request */
    bool *stale_series; /* rate: [authority][period]: the year was missing and the latest
                           earlier one taken (D8); else NULL */
} wm_result;

/* One result for each measure, in their order; their trees are resolved. WM_REJECTED and
 * a message when a period lies outside the calendar of working days (D5).
 */
wm_status wm_engine_reference(const wm_request *request, wm_arena *arena, wm_diags *diags,
                              wm_result *results_out);
wm_status wm_engine_timeline(const wm_request *request, wm_arena *arena, wm_diags *diags,
                             wm_result *results_out);

/* Drill-down: what a row is in a figure (docs/records-commands.md). */
typedef enum wm_row_state {
    WM_ROW_OUT,         /* not of this figure: wrong time, wrong kind, `where` fails  */
    WM_ROW_EXCLUDED,    /* `not counting`                                             */
    WM_ROW_NOT_DUE,     /* its deadline is after T                                    */
    WM_ROW_NOT_COUNTED, /* in the denominator, the condition does not hold            */
    WM_ROW_COUNTED,
} wm_row_state;

typedef struct wm_row_answer {
    wm_row_state state;
    const wm_condition *decided; /* the clause that decided; NULL: the rows' own time */
    const wm_time *decided_time; /* or this */
    wm_day due; /* `once due`, or the due date that `that` asks; NONE: there is none */
    wm_day last_done;    /* the fact the due date was counted from; NONE: not known */
    bool done;           /* by T, in time or late, and so nothing is due any more */
    bool awaited;        /* out, and for no other reason than that it is not due yet */
    bool surely;         /* no blank could change it */
    unsigned counted_in; /* of a year that sums its periods: in how many of them, and */
    unsigned failed_in;  /* in how many not counted; else 1 and 0, 0 and 1, or 0 and 0 */
} wm_row_answer;

/* Whether rows of a measure have a due date at all: `once due`, or one that `that` asks.
 */
bool wm_has_due_date(const wm_definition *measure);
/* Not done by T, and due before it: a row of the figure, counted or not, for a measure
 * may count the overdue ones. */
bool wm_row_is_overdue(const wm_row_answer *answer, wm_day at);
/* Not done by T, and due on it or at most so many days after it: a row of the figure, or
 * one that will be. */
bool wm_row_falls_due(const wm_row_answer *answer, wm_day at, int days);

/* For one row of the counted table of a measure, in the period number `period`; by the
 * reference engine, which asks one row at a time. In a year that sums its periods the row
 * is answered for that of them in which it is counted, else not counted, else excluded or
 * not due; of several the last.
 */
wm_status wm_engine_row(const wm_request *request, const wm_definition *measure,
                        size_t period, uint32_t row, wm_arena *arena,
                        wm_row_answer *answer_out);

#endif
