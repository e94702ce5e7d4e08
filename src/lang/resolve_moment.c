#include "lang/resolve.h"

/* Days and durations. */

static void tell_no_day(wm_resolver *r, const wm_path *path, wm_sort sort)
{
    wm_str text = wm_path_text(r, path);
    wm_str remedy = WM_STR("a day is a date of the row, a define that is one, or `period "
                           "end`");
    if (sort == WM_SORT_DURATION)
        remedy = wm_resolve_say(r, "as in `%.*s after ...`", WM_FMT(text));
    wm_wrong(r, wm_path_span(path), remedy, "`%.*s` is %s, not a date", WM_FMT(text),
             wm_sort_called(sort));
}

bool wm_resolve_day(wm_resolver *r, const wm_naming *in, wm_path *path)
{
    if (!wm_resolve_path(r, in, path))
        return false;
    wm_sort sort = wm_sort_of(r, path);
    if (sort != WM_SORT_DAY && sort != WM_SORT_UNKNOWN)
        tell_no_day(r, path, sort);
    return sort == WM_SORT_DAY;
}

void wm_resolve_duration(wm_resolver *r, const wm_naming *in, wm_duration *duration)
{
    if (!duration->is_named || !wm_resolve_path(r, in, &duration->named))
        return;
    wm_sort sort = wm_sort_of(r, &duration->named);
    if (sort == WM_SORT_DURATION || sort == WM_SORT_UNKNOWN)
        return;
    wm_str remedy = WM_STR("write a duration such as `10 working days`, or its name");
    if (sort == WM_SORT_DAY)
        remedy = WM_STR("to ask a second thing of the rows name the date first, as in "
                        "`dated before period end`");
    wm_wrong(r, duration->span, remedy, "`%.*s` is %s, not a duration",
             WM_FMT(wm_path_text(r, &duration->named)), wm_sort_called(sort));
}

static void resolve_of_rows(wm_resolver *r, const wm_naming *in, wm_moment *moment)
{
    wm_resolve_rows(r, in, moment->rows);
    wm_naming of_row = {moment->rows->table, in->counted, true, WM_NO_TABLE};
    wm_resolve_day(r, &of_row, &moment->path);
}

static void resolve_kind(wm_resolver *r, const wm_naming *in, wm_moment *moment)
{
    switch (moment->kind) {
    case WM_MOMENT_PERIOD_END:
        break;
    case WM_MOMENT_PATH:
        wm_resolve_day(r, in, &moment->path);
        break;
    case WM_MOMENT_SHIFT:
        wm_resolve_duration(r, in, &moment->duration);
        wm_resolve_moment(r, in, moment->from);
        break;
    case WM_MOMENT_OF_ROWS:
        resolve_of_rows(r, in, moment);
        break;
    case WM_MOMENT_EARLIEST:
    case WM_MOMENT_LATEST:
        for (size_t i = 0; i < moment->item_count; i++)
            wm_resolve_moment(r, in, moment->items[i]);
        break;
    case WM_MOMENT_CASE:
        for (size_t i = 0; i < moment->case_count; i++) {
            if (moment->cases[i].when)
                wm_resolve_condition(r, in, moment->cases[i].when);
            wm_resolve_moment(r, in, moment->cases[i].then);
        }
        break;
    }
}

void wm_resolve_moment(wm_resolver *r, const wm_naming *in, wm_moment *moment)
{
    if (!wm_resolve_enter(r, moment->span))
        return;
    resolve_kind(r, in, moment);
    wm_resolve_leave(r);
}
