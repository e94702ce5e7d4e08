#ifndef WM_JUDGE_JUDGE_INTERNAL_H
#define WM_JUDGE_JUDGE_INTERNAL_H

#include "judge/judge.h"

/* The steps of judging one row, in the order they are taken. Each fills its part of the
 * row and needs only what the steps before it filled.
 */

/* What the steps need besides the row. */
typedef struct wm_judging {
    const wm_folder *folder;
    wm_arena *arena;
    wm_period_list shown;
    wm_day as_at;
    wm_day known_at; /* nothing published later is used */
    /* Where the comparators of one reference stand together in the folder's list. */
    struct wm_comparator_run *runs;
    size_t run_count;
} wm_judging;

typedef struct wm_comparator_run {
    wm_str ref;
    size_t first; /* [first, first + count) of folder->comparators */
    size_t count;
} wm_comparator_run;

/* The comparators of all rows, once, before the first row. */
wm_status wm_index_comparators(wm_judging *judging);

/* Comparators the scorecard asks for, and the peers; without side, sense and use, which
 * need the latest figure. */
wm_status wm_gather_comparators(const wm_judging *judging, wm_judged_row *row);
void wm_compare_with_latest(const wm_judging *judging, wm_judged_row *row);

/* The row's comparator for a word target: the first of that level that has a value. They
 * are sorted so that a printed one comes first. NULL when there is none. */
const wm_judged_comparator *wm_row_comparator(const wm_judged_row *row,
                                              wm_relative relative);

/* Grade and distance to the next one. */
void wm_judge_grade(const wm_judged_row *row, wm_judged_figure *figure);

/* Target in force, its numbers, verdict and distance. */
void wm_judge_target(const wm_judged_row *row, wm_judged_figure *figure);

void wm_judge_change(wm_judged_row *row);

/* Whether a figure may be held against another: not counts of unlike stretches, unless
 * the measure or the sheet says how they go together. */
bool wm_are_like(const wm_judged_row *row, const wm_figure *from, const wm_figure *to);

/* What a row adds to the scorecard's counts; and, after the last row, what they say. */
void wm_count_row(const wm_judged_row *row, wm_judged *judged);
void wm_sum_up(wm_judged *judged);
void wm_judge_standing(const wm_judging *judging, wm_judged_row *row);

/* The baseline's figure when it has a value, or NULL. */
const wm_figure *wm_row_baseline(const wm_judged_row *row);

/* Better or worse, going from one value to another. */
wm_sense wm_sense_of(wm_ratio from, wm_ratio to, wm_direction direction);

/* The side of a number on which a value has to be. */
typedef enum wm_edge {
    WM_EDGE_AT_LEAST,
    WM_EDGE_AT_MOST,
    WM_EDGE_OVER,  /* strictly */
    WM_EDGE_UNDER, /* strictly */
} wm_edge;

bool wm_edge_holds(wm_edge edge, wm_ratio value, wm_ratio bound);

/* How far a figure that does not hold is from one that would. */
wm_gap wm_gap_to(const wm_figure *figure, wm_unit unit, wm_edge edge, wm_ratio bound);

#endif
