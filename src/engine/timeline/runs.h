#ifndef WM_ENGINE_TIMELINE_RUNS_H
#define WM_ENGINE_TIMELINE_RUNS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* A step function of the point in time: where something holds, as runs [a, b) of points.
 *
 *     points     0   1   2   3   4   5   6   7
 *     holds          |-------)       |---)          edges 1 3, 5 6
 *
 * Points are numbers of as-at days in their order (axis.h), so that a run is as short as
 * the facts behind it are few, however many days are asked. Runs of one function rise,
 * are not empty and do not touch. Functions are passed by value and never changed; those
 * of more than one run live in the arena of the child being swept.
 */
typedef struct wm_runs {
    uint32_t count;
    int32_t one[2];      /* of a single run */
    const int32_t *many; /* 2 * count edges, when there are more */
} wm_runs;

static inline const int32_t *wm_edges(const wm_runs *runs)
{
    return runs->count > 1 ? runs->many : runs->one;
}

/* Of nothing when `to` is not beyond `from`. */
static inline wm_runs wm_run(int32_t from, int32_t to)
{
    return from < to ? (wm_runs){.count = 1, .one = {from, to}} : (wm_runs){0};
}

static inline bool wm_runs_none(wm_runs runs)
{
    return runs.count == 0;
}

/* The first point, and the one behind the last; of runs that are not none. */
static inline int32_t wm_runs_first(const wm_runs *runs)
{
    return wm_edges(runs)[0];
}

static inline int32_t wm_runs_end(const wm_runs *runs)
{
    return wm_edges(runs)[2 * runs->count - 1];
}

bool wm_runs_equal(wm_runs a, wm_runs b);
bool wm_runs_at(wm_runs runs, int32_t point);

/* A refusal of memory gives runs that are too few and sets *refused. */
typedef struct wm_run_memory {
    wm_arena *arena;
    bool refused;
} wm_run_memory;

wm_runs wm_runs_and_many(wm_run_memory *memory, const wm_runs *a, const wm_runs *b);
wm_runs wm_runs_or(wm_run_memory *memory, wm_runs a, wm_runs b);
wm_runs wm_runs_without(wm_run_memory *memory, wm_runs a, wm_runs b);
wm_runs wm_runs_not(wm_run_memory *memory, wm_runs runs, int32_t points);

/* Most often of one run each. */
static inline wm_runs wm_runs_and(wm_run_memory *memory, wm_runs a, wm_runs b)
{
    if (a.count > 1 || b.count > 1)
        return wm_runs_and_many(memory, &a, &b);
    if (!a.count || !b.count)
        return (wm_runs){0};
    return wm_run(a.one[0] > b.one[0] ? a.one[0] : b.one[0],
                  a.one[1] < b.one[1] ? a.one[1] : b.one[1]);
}

/* Adds runs in rising order of their starts; those that meet become one. */
typedef struct wm_runs_builder {
    WM_LIST(int32_t) edges;
    wm_run_memory *memory;
} wm_runs_builder;

void wm_runs_add(wm_runs_builder *builder, int32_t from, int32_t to);
wm_runs wm_runs_built(const wm_runs_builder *builder);

/* A condition in three-valued logic: as it is read, and what the blanks allow. Where
 * nothing is left open all three are the same, and only `value` is kept.
 */
typedef struct wm_holds {
    wm_runs value;
    wm_runs surely;
    wm_runs possibly;
    bool certain; /* surely and possibly are not set */
} wm_holds;

static inline wm_holds wm_holds_certain(wm_runs value)
{
    return (wm_holds){.value = value, .certain = true};
}

static inline wm_runs wm_surely(const wm_holds *h)
{
    return h->certain ? h->value : h->surely;
}

static inline wm_runs wm_possibly(const wm_holds *h)
{
    return h->certain ? h->value : h->possibly;
}

wm_holds wm_holds_of(wm_runs value, wm_runs surely, wm_runs possibly);
wm_holds wm_holds_and(wm_run_memory *memory, wm_holds a, wm_holds b);
wm_holds wm_holds_or(wm_run_memory *memory, wm_holds a, wm_holds b);
wm_holds wm_holds_not(wm_run_memory *memory, wm_holds a, int32_t points);

#endif
