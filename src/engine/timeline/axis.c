#include "engine/timeline/axis.h"

#include <assert.h>

/* First day of the window at a point (D2, and the reporting year of T). */
static wm_day start_of(const wm_axis *axis, const wm_window *window, int32_t at)
{
    wm_day end = axis->points[at].at + 1;
    switch (window->kind) {
    case WM_WINDOW_PERIOD:
        return axis->points[at].period.start;
    case WM_WINDOW_YEAR_TO_DATE: {
        wm_civil c = wm_day_civil(axis->points[at].at);
        return wm_day_of(c.month < axis->first_month ? c.year - 1 : c.year,
                         axis->first_month, 1);
    }
    case WM_WINDOW_LAST:
        break;
    }
    if (window->unit == WM_UNIT_MONTHS)
        return wm_day_add_months(end, -window->count);
    assert(window->unit != WM_UNIT_WORKING_DAYS);
    return end - window->count * (window->unit == WM_UNIT_WEEKS ? 7 : 1);
}

/* table[d] is the first point for which days[point] >= d + beyond. */
static void fill(const wm_axis *axis, int32_t *table, const wm_day *days, int beyond)
{
    int32_t point = 0;
    for (wm_day day = axis->first; day <= axis->last; day++) {
        while (point < axis->count && days[point] < day + beyond)
            point++;
        table[day - axis->first] = point;
    }
}

static int32_t *table_of(const wm_axis *axis)
{
    int64_t days = (int64_t)axis->last - axis->first + 1;
    return wm_arena_alloc(axis->arena, (size_t)days, sizeof(int32_t));
}

wm_status wm_axis_make(wm_axis *axis, const wm_point *points, size_t count,
                       int first_month, wm_arena *arena)
{
    assert(count && count < INT32_MAX);
    *axis = (wm_axis){.points = points,
                      .count = (int32_t)count,
                      .first_month = first_month,
                      .arena = arena};
    /* Every day that is accepted, of which only the stretch with facts in it is ever
     * touched; and the day before, behind which a window begins that holds them all.
     */
    axis->first = WM_DAY_FIRST - 1;
    axis->last = WM_DAY_LAST;
    wm_day *days = wm_arena_alloc(arena, count, sizeof *days);
    axis->from = table_of(axis);
    if (!days || !axis->from)
        return WM_NOMEM;
    for (size_t i = 0; i < count; i++) {
        assert(!i || (points[i - 1].at <= points[i].at &&
                      points[i - 1].period.start <= points[i].period.start));
        days[i] = points[i].at;
    }
    fill(axis, axis->from, days, 0);
    return WM_OK;
}

static bool same_window(const wm_window *a, const wm_window *b)
{
    if (a->kind != b->kind || a->kind != WM_WINDOW_LAST)
        return a->kind == b->kind;
    return a->count == b->count && a->unit == b->unit;
}

const wm_axis_window *wm_axis_window_of(wm_axis *axis, wm_window window)
{
    for (size_t i = 0; i < axis->windows.count; i++)
        if (same_window(&axis->windows.items[i].window, &window))
            return &axis->windows.items[i];
    wm_axis_window made = {.window = window};
    made.starts = wm_arena_alloc(axis->arena, (size_t)axis->count, sizeof *made.starts);
    made.until = table_of(axis);
    if (!made.starts || !made.until)
        return NULL;
    for (int32_t i = 0; i < axis->count; i++)
        made.starts[i] = start_of(axis, &window, i);
    fill(axis, made.until, made.starts, 1);
    if (!wm_list_push(axis->arena, &axis->windows, made))
        return NULL;
    return &axis->windows.items[axis->windows.count - 1];
}
