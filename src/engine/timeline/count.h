#ifndef WM_ENGINE_TIMELINE_COUNT_H
#define WM_ENGINE_TIMELINE_COUNT_H

#include "engine/timeline/plan.h"

/* Rows into counts. What a row adds is a run of points in a group, and so two entries in
 * an array of differences; the sums are taken once, when all rows are in.
 *
 *     row counted at [2, 5)      step  0 0 +1 0 0 -1        sum  0 0 1 1 1 0
 *
 * Low and high differ from the value only where blanks are: their arrays hold the
 * difference and most often nothing.
 */
typedef struct wm_steps {
    int64_t *numerator; /* points + 1 of each */
    int64_t *denominator;
    int64_t *low_numerator;
    int64_t *low_denominator;
    int64_t *high_numerator;
    int64_t *high_denominator;
} wm_steps;

/* One group of an authority; `per` is the worker of a `highest`, else WM_BLANK. */
typedef struct wm_tally_group {
    int32_t keys[WM_BY_MAX];
    int32_t per;
    bool seen; /* some row as it stands is in it */
    wm_steps steps;
} wm_tally_group;

typedef struct wm_tally {
    WM_LIST(wm_tally_group) groups;
    uint32_t *slots; /* hashed by keys and per; 0 is free, else number + 1 */
    uint32_t slot_count;
    wm_arena *arena; /* of the authority */
} wm_tally;

/* Counts every row of an authority on the plan's axis. sweep->memory.refused tells of a
 * refusal. */
void wm_count_authority(wm_plan *plan, size_t authority, wm_tally *tally);

/* The counts of a group at a point, of the group that has these keys; `highest` looks
 * through its workers. Sums must have been taken.
 */
void wm_tally_sum(wm_tally *tally, int32_t points);
wm_counts wm_tally_counts(const wm_tally *tally, const wm_definition *measure,
                          const int32_t *keys, int32_t point);

#endif
