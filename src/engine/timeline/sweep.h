#ifndef WM_ENGINE_TIMELINE_SWEEP_H
#define WM_ENGINE_TIMELINE_SWEEP_H

#include "engine/internal.h"
#include "engine/timeline/axis.h"
#include "engine/timeline/runs.h"

/* The timeline engine's parts. Where the reference engine asks a question once for every
 * T, here it is asked once, and the answer is a function of T: a condition is runs of
 * points (runs.h), a day a list of pieces. One row is evaluated at a time, over all
 * points. The two share no meaning, and so some functions stand in both on purpose
 * (reference.h).
 *
 *     timeline.c    the request: axes, authorities, threads, results
 *     count.c       rows and children into counts
 *     plan.h        the same for plain rows, sooner; only count.c asks it
 *     groups.c      which group a row is in
 *     rows.c        rows of a phrase: times, windows, the latest
 *     related.c     conditions on related rows
 *     condition.c   conditions
 *     moment.c      days and lengths
 *     value.c       columns as they become known (A5), spells
 *     axis.c        days to points
 *     runs.c        the algebra of step functions
 */
typedef struct wm_code_number {
    const void *of; /* a word of a test in the tree */
    int32_t number; /* of the text; -1: no record has it */
} wm_code_number;

enum { WM_CODE_NUMBERS = 1024 }; /* slots; a catalogue of more codes looks the rest up */

/* What evaluation needs; one for each thread. */
typedef struct wm_sweep {
    const wm_request *request;
    const wm_records *records;
    const wm_catalogue *catalogue;
    wm_axis *axis;
    const wm_definition *measure;
    bool hindsight;
    const wm_window *instead; /* of `last n` windows of the counted rows, or NULL */
    wm_run_memory memory;     /* taken back after each child */
    wm_code_number *codes;
} wm_sweep;

typedef struct wm_row_at {
    int table;
    uint32_t row;
    const wm_time *counted_by; /* NULL: its primary date */
} wm_row_at;

/* Where a name is looked up, as in the reference engine. */
typedef struct wm_where {
    wm_sweep *sweep;
    wm_row_at row;
    wm_row_at this;
} wm_where;

/* A day as a function of T: at a point, the pieces whose `runs` hold are the days it may
 * be, and the one whose `value` holds is what the records as they stand give. Together
 * they cover every point. Where nothing is open `value` is `runs` throughout, and they
 * are not `open`.
 */
typedef struct wm_piece {
    wm_runs runs;
    wm_runs value;
    wm_day day; /* WM_DAY_NONE: missing */
    bool unknown;
} wm_piece;

typedef struct wm_pieces {
    WM_LIST(wm_piece) list;
    bool open;
} wm_pieces;

/* A length, likewise. */
typedef struct wm_length {
    wm_runs runs;
    wm_runs value;
    int count;
    wm_time_unit unit;
} wm_length;

typedef struct wm_lengths {
    WM_LIST(wm_length) list;
    bool open;
} wm_lengths;

/* What a column shows, likewise; one piece holds at each point. */
typedef struct wm_shown {
    wm_runs runs;
    int32_t value;
    bool blank;
    bool open; /* blank, and what stands there might be anything */
} wm_shown;

typedef WM_LIST(wm_shown) wm_showing;

static inline wm_runs wm_always(const wm_sweep *sweep)
{
    return wm_run(0, sweep->axis->count);
}

/* From which point a fact of that day is known: its own, or always with hindsight. */
static inline int32_t wm_known_from(const wm_sweep *sweep, wm_day day)
{
    return sweep->hindsight ? 0 : wm_axis_from(sweep->axis, day);
}

/* value.c */
wm_runs wm_row_exists(wm_sweep *sweep, int table, uint32_t row);
wm_showing wm_column_shows(wm_sweep *sweep, int table, uint32_t row, int column);
/* The days on which a spell begins and ends (NONE: open) as they are in the records; from
 * which point the end is known: before it the spell is open. */
typedef struct wm_spell {
    wm_day from;
    wm_day end;
    int32_t end_known;
} wm_spell;
wm_spell wm_spell_of(wm_sweep *sweep, int table, uint32_t row);
/* The row that a path is read from, and where it leads there. Behind a key that moves
 * with T (of a derived table) it is now one row and now another; at no point two. */
typedef struct wm_lead {
    wm_row_at row;
    wm_runs there;
} wm_lead;
typedef WM_LIST(wm_lead) wm_leads;
wm_leads wm_path_leads(const wm_where *where, const wm_path *path);
wm_runs wm_leads_nowhere(wm_sweep *sweep, const wm_leads *leads);
int32_t wm_code_of(wm_sweep *sweep, const wm_named *word);

/* moment.c */
wm_pieces wm_moment_pieces(const wm_where *where, const wm_moment *moment);
wm_pieces wm_path_pieces(const wm_where *where, const wm_path *path);
wm_pieces wm_counted_pieces(const wm_where *where); /* by which its row is counted */
/* A parameter's value is that in force on `day`, from which it is counted. */
wm_lengths wm_lengths_of(const wm_where *where, const wm_duration *duration, wm_day day);
/* NONE when it cannot be written (D1): missing as a day, no limit as an edge. */
wm_day wm_shifted(const wm_sweep *sweep, wm_day day, const wm_length *length,
                  bool before);

/* The value of a parameter on a day. */
const wm_duration *wm_in_force(const wm_parameter *parameter, wm_day day);

/* condition.c; NULL holds always. */
wm_holds wm_condition_holds(const wm_where *where, const wm_condition *condition);

/* Answers for pieces, put together: the value is that of the values; it holds surely
 * where it does for every piece, possibly where it does for any. Starts with {.sweep}.
 */
typedef struct wm_joining {
    wm_sweep *sweep;
    wm_runs value;
    wm_runs possibly;
    wm_runs not_surely;
} wm_joining;
void wm_join(wm_joining *joining, wm_runs runs, wm_runs value, wm_holds answer);
wm_holds wm_joined(const wm_joining *joining);

/* `moment` compared with days, whatever both are. */
wm_holds wm_order_of(const wm_where *where, const wm_pieces *days, wm_order order,
                     const wm_moment *moment);
wm_holds wm_within_of(const wm_where *where, const wm_pieces *days,
                      const wm_duration *duration, bool before, const wm_moment *from);
wm_holds wm_order_holds(const wm_sweep *sweep, const wm_piece *a, wm_order order,
                        const wm_piece *b);
wm_holds wm_near_holds(const wm_where *where, const wm_piece *day, const wm_piece *from,
                       const wm_duration *duration, bool before);
bool wm_in_order(wm_day a, wm_order order, wm_day b);
/* Points at which `day` stands in that order to T; those of [from, to) at which it is
 * near enough before T. */
wm_runs wm_order_to_end(const wm_sweep *sweep, wm_day day, wm_order order);
wm_runs wm_before_end(const wm_sweep *sweep, wm_day day, const wm_length *length,
                      int32_t from, int32_t to);
bool wm_is_near(const wm_sweep *sweep, wm_day day, wm_day from, const wm_length *length,
                bool before);
wm_holds wm_blank_compared(const wm_sweep *sweep);
/* Where a child born on that day is of those ages, at T or (`day` not NULL) on a day. */
wm_runs wm_age_holds(const wm_sweep *sweep, wm_day born, const wm_day *day,
                     const wm_test *ages);

/* related.c: the conditions that ask related rows. */
wm_holds wm_has_rows(const wm_where *where, const wm_condition *c);
wm_holds wm_number_of_rows(const wm_where *where, const wm_condition *c);
wm_holds wm_row_shows(const wm_where *where, const wm_condition *c);
wm_holds wm_no_gap_in_rows(const wm_where *where, const wm_condition *c);

/* Where at least `least` of the runs hold: their edges in order, and a count that goes up
 * and down. */
typedef struct wm_edge {
    int32_t point;
    int32_t step;
} wm_edge;

typedef WM_LIST(wm_edge) wm_edge_list;

void wm_add_edges(wm_sweep *sweep, wm_edge_list *edges, wm_runs runs);
wm_runs wm_at_least(wm_sweep *sweep, const wm_edge_list *edges, int64_t least);

/* rows.c */
wm_holds wm_row_passes(const wm_where *asker, const wm_rows *rows, uint32_t row);
const wm_time *wm_dated_by(const wm_rows *rows);
/* Where a spell is open, at T or (`day` not NULL) on a day. */
wm_runs wm_open_on(const wm_sweep *sweep, const wm_spell *spell, wm_day day,
                   int months_min);
wm_runs wm_open_runs(wm_sweep *sweep, int table, uint32_t row, const wm_day *day);

/* A related row that passes somewhere, by the day that orders it. */
typedef struct wm_related {
    uint32_t row;
    wm_day day;
    bool unknown;
    wm_holds passes;
} wm_related;
typedef WM_LIST(wm_related) wm_related_list;

wm_related_list wm_related_rows(const wm_where *where, const wm_rows *rows);

/* Those that may be the latest (first), in that order. `where` they may be, and where
 * they are as the records stand; `missing` where there is none. */
typedef struct wm_pick {
    uint32_t row;
    wm_runs value;
    wm_runs possibly;
} wm_pick;
typedef struct wm_picks {
    WM_LIST(wm_pick) list;
    wm_runs missing_value;
    wm_runs missing_possibly;
} wm_picks;
wm_picks wm_picked(const wm_where *where, const wm_rows *rows, bool first);

#endif
