#include "engine/timeline/runs.h"

#include <assert.h>
#include <string.h>

bool wm_runs_equal(wm_runs a, wm_runs b)
{
    return a.count == b.count &&
           memcmp(wm_edges(&a), wm_edges(&b), 2 * a.count * sizeof(int32_t)) == 0;
}

bool wm_runs_at(wm_runs runs, int32_t point)
{
    const int32_t *edges = wm_edges(&runs);
    for (uint32_t i = 0; i < runs.count && edges[2 * i] <= point; i++)
        if (point < edges[2 * i + 1])
            return true;
    return false;
}

void wm_runs_add(wm_runs_builder *builder, int32_t from, int32_t to)
{
    size_t count = builder->edges.count;
    int32_t *last = count ? &builder->edges.items[count - 1] : NULL;
    if (from >= to)
        return;
    assert(!last || from >= last[-1]);
    if (last && from <= *last) {
        if (to > *last)
            *last = to;
        return;
    }
    if (!wm_list_push(builder->memory->arena, &builder->edges, from) ||
        !wm_list_push(builder->memory->arena, &builder->edges, to))
        builder->memory->refused = true;
}

wm_runs wm_runs_built(const wm_runs_builder *builder)
{
    uint32_t count = (uint32_t)(builder->edges.count / 2);
    if (count <= 1)
        return count ? wm_run(builder->edges.items[0], builder->edges.items[1])
                     : (wm_runs){0};
    return (wm_runs){.count = count, .many = builder->edges.items};
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t sooner(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static bool covers(wm_runs a, wm_runs b)
{
    return a.count == 1 && b.count && a.one[0] <= wm_edges(&b)[0] &&
           a.one[1] >= wm_edges(&b)[2 * b.count - 1];
}

wm_runs wm_runs_and_many(wm_run_memory *memory, const wm_runs *a, const wm_runs *b)
{
    if (!a->count || !b->count)
        return (wm_runs){0};
    if (covers(*a, *b))
        return *b;
    if (covers(*b, *a))
        return *a;
    wm_runs_builder built = {.memory = memory};
    const int32_t *x = wm_edges(a), *y = wm_edges(b);
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        wm_runs_add(&built, later(x[2 * i], y[2 * j]),
                    sooner(x[2 * i + 1], y[2 * j + 1]));
        if (x[2 * i + 1] < y[2 * j + 1])
            i++;
        else
            j++;
    }
    return wm_runs_built(&built);
}

wm_runs wm_runs_or(wm_run_memory *memory, wm_runs a, wm_runs b)
{
    if (!a.count || covers(b, a))
        return b;
    if (!b.count || covers(a, b))
        return a;
    if (a.count == 1 && b.count == 1 && a.one[0] <= b.one[1] && b.one[0] <= a.one[1])
        return wm_run(sooner(a.one[0], b.one[0]), later(a.one[1], b.one[1]));
    wm_runs_builder built = {.memory = memory};
    const int32_t *x = wm_edges(&a), *y = wm_edges(&b);
    for (uint32_t i = 0, j = 0; i < a.count || j < b.count;) {
        bool from_a = j == b.count || (i < a.count && x[2 * i] <= y[2 * j]);
        const int32_t *run = from_a ? &x[2 * i++] : &y[2 * j++];
        wm_runs_add(&built, run[0], run[1]);
    }
    return wm_runs_built(&built);
}

wm_runs wm_runs_not(wm_run_memory *memory, wm_runs runs, int32_t points)
{
    if (!runs.count)
        return wm_run(0, points);
    const int32_t *edges = wm_edges(&runs);
    if (runs.count == 1 && edges[0] <= 0)
        return wm_run(edges[1], points);
    if (runs.count == 1 && edges[1] >= points)
        return wm_run(0, edges[0]);
    wm_runs_builder built = {.memory = memory};
    int32_t from = 0;
    for (uint32_t i = 0; i < runs.count; i++) {
        wm_runs_add(&built, from, edges[2 * i]);
        from = edges[2 * i + 1];
    }
    wm_runs_add(&built, from, points);
    return wm_runs_built(&built);
}

wm_runs wm_runs_without(wm_run_memory *memory, wm_runs a, wm_runs b)
{
    if (!a.count || !b.count)
        return a;
    return wm_runs_and(memory, a, wm_runs_not(memory, b, INT32_MAX));
}

wm_holds wm_holds_of(wm_runs value, wm_runs surely, wm_runs possibly)
{
    if (wm_runs_equal(surely, possibly))
        return wm_holds_certain(value);
    return (wm_holds){.value = value, .surely = surely, .possibly = possibly};
}

wm_holds wm_holds_and(wm_run_memory *memory, wm_holds a, wm_holds b)
{
    wm_runs value = wm_runs_and(memory, a.value, b.value);
    if (a.certain && b.certain)
        return wm_holds_certain(value);
    return wm_holds_of(value, wm_runs_and(memory, wm_surely(&a), wm_surely(&b)),
                       wm_runs_and(memory, wm_possibly(&a), wm_possibly(&b)));
}

wm_holds wm_holds_or(wm_run_memory *memory, wm_holds a, wm_holds b)
{
    wm_runs value = wm_runs_or(memory, a.value, b.value);
    if (a.certain && b.certain)
        return wm_holds_certain(value);
    return wm_holds_of(value, wm_runs_or(memory, wm_surely(&a), wm_surely(&b)),
                       wm_runs_or(memory, wm_possibly(&a), wm_possibly(&b)));
}

wm_holds wm_holds_not(wm_run_memory *memory, wm_holds a, int32_t points)
{
    wm_runs value = wm_runs_not(memory, a.value, points);
    if (a.certain)
        return wm_holds_certain(value);
    return wm_holds_of(value, wm_runs_not(memory, a.possibly, points),
                       wm_runs_not(memory, a.surely, points));
}
