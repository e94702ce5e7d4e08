#ifndef WM_ENGINE_TIMELINE_AXIS_H
#define WM_ENGINE_TIMELINE_AXIS_H

#include "base/working_days.h"
#include "figure/period.h"
#include "lang/tree.h"

/* The points in time that are asked: periods of one kind in their order, each with its
 * as-at day T. Everything a day decides becomes a number of a point by a table:
 *
 *     T          31 Jan      29 Feb      31 Mar
 *     point      0           1           2
 *     from(d)    0 ...... 0  1 ...... 1  2 ...... 2  3       first point whose T is not
 *                            |                               before d: d is known
 *     until(d)   of a window: first point whose window begins behind d
 *
 * so that an event on d is in the window at the points [from(d), until(d)).
 */
typedef struct wm_point {
    wm_period period;
    wm_day at; /* T */
} wm_point;

/* The first day of a window at each point, and the table `until`. */
typedef struct wm_axis_window {
    wm_window window;
    wm_day *starts;
    int32_t *until;
} wm_axis_window;

typedef struct wm_axis {
    const wm_point *points; /* T and the starts of periods rise */
    int32_t count;
    int first_month;
    wm_day first; /* the tables hold days [first, last]; others are clamped */
    wm_day last;
    int32_t *from;
    WM_LIST(wm_axis_window) windows;
    wm_arena *arena;
} wm_axis;

wm_status wm_axis_make(wm_axis *axis, const wm_point *points, size_t count,
                       int first_month, wm_arena *arena);

/* Makes the tables of a window, or finds them. NULL when memory is refused. */
const wm_axis_window *wm_axis_window_of(wm_axis *axis, wm_window window);

/* First point at which `day` has come; count: none. */
static inline int32_t wm_axis_from(const wm_axis *axis, wm_day day)
{
    if (day <= axis->first)
        return 0;
    return day > axis->last ? axis->count : axis->from[day - axis->first];
}

/* First point whose window begins behind `day`; by the table `until` of the window. */
static inline int32_t wm_axis_until_in(const wm_axis *axis, const int32_t *until,
                                       wm_day day)
{
    if (day < axis->first)
        return 0;
    return day > axis->last ? axis->count : until[day - axis->first];
}

static inline int32_t wm_axis_until(const wm_axis *axis, const wm_axis_window *window,
                                    wm_day day)
{
    return wm_axis_until_in(axis, window->until, day);
}

#endif
