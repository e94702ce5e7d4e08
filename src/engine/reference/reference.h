#ifndef WM_ENGINE_REFERENCE_REFERENCE_H
#define WM_ENGINE_REFERENCE_REFERENCE_H

#include "engine/internal.h"

#include <stdbool.h>

/* The specification of the measure language (docs/language.md), written to be read and
 * not to be fast: it walks the resolved tree for each period, each row, each condition,
 * and asks for every fact anew. It shares with the timeline engine nothing but the
 * parser, the resolver (also that of internal.h) and the records: where the rows of a
 * child lie is shared, which of them are tied to a row, and what is known at T, is not.
 * What stands in both engines alike stands twice on purpose, so that a mistake in the one
 * is seen by the other. Its calendar is its own.
 *
 *     request.c     every measure, authority and period; groups; years that sum
 *     measure.c     which rows, how they are counted, in which groups
 *     rows.c        related rows, times, windows
 *     condition.c   conditions in three-valued logic
 *     moment.c      days, which may be several when blanks leave them open
 *     value.c       what a column shows at T (A5)
 *     calendar.c    months, years and working days, a day at a time
 */

/* A condition answered: as it is read, and what the blanks allow.
 * surely implies value, value implies possibly.
 */
typedef struct wm_truth {
    bool value;
    bool surely;
    bool possibly;
} wm_truth;

/* Starts the answer for a set of days or lengths, each asked in turn: the value is that
 * of the values; it holds surely if it does for each, possibly if for any.
 */
#define WM_NOTHING_COMBINED ((wm_truth){false, true, false})
void wm_reference_combine(wm_truth *all, wm_truth one, bool is_value);

static inline wm_truth wm_certain(bool value)
{
    return (wm_truth){value, value, value};
}

/* One of the days a moment may be. Exactly one of a set is the value, that is, the day
 * that the records as they stand give; the others are what blanks leave open.
 */
typedef struct wm_possible_day {
    wm_day day;   /* WM_DAY_NONE: missing */
    bool unknown; /* a blank date of birth: any day */
    bool value;
} wm_possible_day;

typedef WM_LIST(wm_possible_day) wm_days;

typedef struct wm_possible_span {
    int count;
    wm_time_unit unit;
    bool value;
} wm_possible_span;

typedef WM_LIST(wm_possible_span) wm_spans;

/* A row at hand and the date it is counted by. */
typedef struct wm_subject {
    int table;
    uint32_t row;
    const wm_time *counted_by; /* NULL: its primary date */
} wm_subject;

/* One evaluation: everything is asked as at T. */
typedef struct wm_reference {
    const wm_request *request;
    const wm_records *records;
    const wm_catalogue *catalogue;
    const wm_body *body;
    wm_period period;
    wm_day at;                /* T */
    bool hindsight;           /* A5 is off */
    const wm_window *instead; /* of `last n` windows of the counted rows, or NULL */
    wm_arena *arena;          /* scratch, rewound by whoever asks for a whole row */
    wm_status status;         /* the first refusal; answers are worthless after it */
} wm_reference;

/* Where a name is looked up: the row in the bracket and the row that is counted. */
typedef struct wm_scope {
    wm_reference *reference;
    wm_subject row;
    wm_subject this;
} wm_scope;

/* calendar.c: walked a day and a month at a time; `within` and ages are defined on it.
 * Months may lead out of 1900 to 2100 (D1), to a number that is no day. */
wm_day wm_reference_add_months(wm_day day, int months);
int wm_reference_age(wm_day born, wm_day at);
/* Working days in (a, b], 0 when b is not after a; false when either lies outside the
 * calendar. */
bool wm_reference_working_days(const wm_reference *r, wm_day a, wm_day b, int *out);
/* The day `count` units after (or before) `day`; NONE when the calendar ends before: a
 * day that cannot be written is missing, and an edge there is no limit. */
wm_day wm_reference_shift(const wm_reference *r, wm_day day, wm_possible_span span,
                          bool before);
/* First day of the reporting year that T lies in. */
wm_day wm_reference_year_start(wm_day at, int first_month);

/* value.c */
typedef struct wm_seen {
    int32_t value;
    bool blank;
    bool open; /* blank, and what stands there might be anything: widens the bounds */
} wm_seen;

bool wm_reference_exists(const wm_reference *r, int table, uint32_t row); /* at T */
wm_seen wm_reference_column(const wm_reference *r, int table, uint32_t row, int column);
/* The end of a spell: NONE while open. */
wm_day wm_reference_end(const wm_reference *r, int table, uint32_t row);
/* The row that the path's column or define is read from; false: there is none. */
bool wm_reference_row_of(const wm_scope *scope, const wm_path *path, wm_subject *out);

/* moment.c */
wm_days wm_reference_moment(const wm_scope *scope, const wm_moment *moment);
wm_days wm_reference_path_days(const wm_scope *scope, const wm_path *path);
/* The days by which the row of the scope is counted. */
wm_days wm_reference_counted_days(const wm_scope *scope);
/* A parameter's value is that in force on `day`, from which it is counted. */
wm_spans wm_reference_spans(const wm_scope *scope, const wm_duration *duration,
                            wm_day day);

/* condition.c; NULL holds. */
wm_truth wm_reference_condition(const wm_scope *scope, const wm_condition *condition);
wm_truth wm_reference_and(wm_truth a, wm_truth b);
wm_truth wm_reference_not(wm_truth a);
wm_truth wm_reference_define(wm_reference *r, const wm_define *define,
                             wm_subject subject);

/* `within`, `on or after` and the like between one day and one day. */
wm_truth wm_reference_order(wm_possible_day a, wm_order order, wm_possible_day b);
wm_truth wm_reference_near(const wm_scope *scope, wm_possible_day day,
                           wm_possible_day start, const wm_duration *duration,
                           bool before, bool period_end);
/* Is `day` at most so long after (before) `from`, and not before (after) it? */
bool wm_reference_is_within(const wm_reference *r, wm_day day, wm_possible_span span,
                            bool before, wm_day from, bool from_period_end);
wm_truth wm_reference_orders(const wm_days *a, wm_order order, const wm_days *b);
wm_truth wm_reference_within(const wm_scope *scope, const wm_days *days,
                             const wm_duration *duration, bool before,
                             const wm_moment *from);

/* request.c */
wm_reference wm_reference_for(const wm_request *request, const wm_definition *measure,
                              wm_arena *scratch);
/* Turns to a figure of that period, as at that day: T, and the windows that stand in. */
void wm_reference_at(wm_reference *r, const wm_definition *measure, wm_period period,
                     wm_day at);

/* The stretches whose figures are added up for a period: itself, or its quarters. */
size_t wm_reference_parts(const wm_request *request, const wm_definition *measure,
                          wm_period period, wm_day at, wm_period parts[12]);

/* measure.c */
/* A row of the counted table, asked. */
typedef struct wm_counted_row {
    uint32_t row;
    wm_truth in;  /* the denominator */
    wm_truth met; /* the condition; of a row that is in */
    int32_t unit; /* what counts once: the row, its child, a value of a column */
    bool unit_is_row;
    int32_t per; /* `highest ... per`, or what a total adds; WM_BLANK: not recorded */
    int32_t keys[WM_BY_MAX];
} wm_counted_row;

typedef WM_LIST(wm_counted_row) wm_counted_rows;

/* The rows of one authority in one stretch of time, asked once for all its groups. */
typedef struct wm_asked {
    wm_counted_rows rows;
    wm_counted_rows to; /* of a ratio */
} wm_asked;

wm_asked wm_reference_ask(wm_reference *r, size_t authority, wm_arena *keep);
wm_counts wm_reference_count(wm_reference *r, const wm_asked *all, const wm_group *group,
                             bool *stale_out, wm_arena *arena);
/* `once due` with a deadline after T; one that is missing leaves the row in. */
wm_truth wm_reference_not_due(const wm_scope *scope);

/* rows.c */
/* Does this row belong to the phrase: bracket, parent, times? It exists at T. */
wm_truth wm_reference_passes(const wm_scope *asker, const wm_rows *rows, uint32_t row);
/* The time by whose date the rows of a phrase are ordered and counted; NULL: primary. */
const wm_time *wm_reference_dated_by(const wm_rows *rows);

/* A related row that passes, or may. `day` is the date it is ordered by. */
typedef struct wm_candidate {
    uint32_t row;
    wm_possible_day day;
    wm_truth passes;
} wm_candidate;

typedef WM_LIST(wm_candidate) wm_candidates;

/* All that possibly pass, by (day, key), relation and `within` asked too. */
wm_candidates wm_reference_related(const wm_scope *scope, const wm_rows *rows);

/* Those that may be the latest (first): the value's is marked in .passes.value, and
 * *missing_out says what is known of there being none. */
wm_candidates wm_reference_picked(const wm_scope *scope, const wm_rows *rows, bool first,
                                  wm_truth *missing_out);

#endif
