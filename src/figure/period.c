#include "figure/period.h"

#include <assert.h>

static const wm_period none = {WM_PERIOD_NONE, WM_DAY_NONE, WM_DAY_NONE};

/* `months` whole months from the first day of (year, month), where month may lie beyond
 * December. NONE when a day of it is outside the calendar (base/date.h). */
static wm_period stretch(wm_period_kind kind, int year, int month, int months)
{
    assert(month >= 1 && months >= 1);
    wm_day start = wm_day_of(year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
    if (start == WM_DAY_NONE)
        return none;
    wm_day last = wm_day_add_months(start, months - 1);
    if (last == WM_DAY_NONE)
        return none;
    return (wm_period){kind, start, wm_day_month_end(last)};
}

wm_period wm_period_year(int starts_in, int first_month)
{
    assert(first_month >= 1 && first_month <= 12);
    return stretch(WM_PERIOD_YEAR, starts_in, first_month, 12);
}

wm_period wm_period_quarter(int starts_in, int quarter, int first_month)
{
    assert(first_month >= 1 && first_month <= 12);
    assert(quarter >= 1 && quarter <= 4);
    return stretch(WM_PERIOD_QUARTER, starts_in, first_month + 3 * (quarter - 1), 3);
}

wm_period wm_period_half(int starts_in, int half, int first_month)
{
    assert(first_month >= 1 && first_month <= 12);
    assert(half == 1 || half == 2);
    return stretch(WM_PERIOD_HALF, starts_in, first_month + 6 * (half - 1), 6);
}

wm_period wm_period_month(int year, int month)
{
    assert(month >= 1 && month <= 12);
    return stretch(WM_PERIOD_MONTH, year, month, 1);
}

int wm_period_starts_in(wm_period period, int first_month)
{
    assert(period.kind != WM_PERIOD_NONE);
    wm_civil start = wm_day_civil(period.start);
    return start.year - (start.month < first_month);
}

int wm_period_part(wm_period period, int first_month)
{
    if (period.kind != WM_PERIOD_QUARTER && period.kind != WM_PERIOD_HALF)
        return 0;
    int month = wm_day_civil(period.start).month;
    int into_year = (month - first_month + 12) % 12;
    return into_year / (period.kind == WM_PERIOD_QUARTER ? 3 : 6) + 1;
}

wm_period wm_period_move_years(wm_period period, int years)
{
    if (period.kind == WM_PERIOD_NONE)
        return none;
    wm_day start = wm_day_add_months(period.start, 12 * years);
    wm_day end = wm_day_add_months(period.end, 12 * years);
    if (start == WM_DAY_NONE || end == WM_DAY_NONE)
        return none;
    return (wm_period){period.kind, start, wm_day_month_end(end)};
}

bool wm_period_equal(wm_period a, wm_period b)
{
    return a.kind == b.kind && a.start == b.start && a.end == b.end;
}

int wm_period_compare(wm_period a, wm_period b)
{
    if (a.end != b.end)
        return a.end < b.end ? -1 : 1;
    if (a.start != b.start)
        return a.start > b.start ? -1 : 1;
    return (a.kind > b.kind) - (a.kind < b.kind);
}

const char *wm_period_kind_name(wm_period_kind kind)
{
    switch (kind) {
    case WM_PERIOD_MONTH:
        return "month";
    case WM_PERIOD_QUARTER:
        return "quarter";
    case WM_PERIOD_HALF:
        return "half";
    case WM_PERIOD_YEAR:
        return "year";
    case WM_PERIOD_NONE:
        break;
    }
    return "none";
}
