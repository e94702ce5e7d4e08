#include "publish/cells.h"

#include "base/date.h"

wm_str wm_period_heading(wm_period period, int first_month, wm_arena *arena)
{
    if (period.kind != WM_PERIOD_MONTH)
        return wm_period_label(period, first_month, arena);
    wm_civil first = wm_day_civil(period.start);
    return wm_str_format(arena, "%.3s %d", wm_month_name(first.month), first.year);
}

const char *wm_missing_mark(wm_figure_status status)
{
    switch (status) {
    case WM_FIGURE_NOT_APPLICABLE:
        return "n/a";
    case WM_FIGURE_SUPPRESSED:
        return "c";
    case WM_FIGURE_LOW:
        return "low";
    case WM_FIGURE_UNRELIABLE:
        return "u";
    case WM_FIGURE_UNREADABLE:
        return "?";
    case WM_FIGURE_NOT_AVAILABLE:
    case WM_FIGURE_FINAL:
    case WM_FIGURE_PROVISIONAL:
        break;
    }
    return "-";
}
