#include "engine/reference/reference.h"

#include <assert.h>

/* Dates as a person counts them on a wall calendar: a day at a time, a month at a time.
 * Nothing of base/date.h but the number of a day and of its parts is used.
 */
static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* The last window ends behind the last day that can be written (D1). */
static wm_civil civil_of(wm_day day)
{
    return day == WM_DAY_LAST + 1 ? (wm_civil){2101, 1, 1} : wm_day_civil(day);
}

wm_day wm_reference_add_months(wm_day day, int months)
{
    wm_civil c = civil_of(day);
    /* To the first of the month, then month by month, then the day or the month's last.
     */
    wm_day first = day - (c.day - 1);
    for (; months > 0; months--) {
        first += days_of(c.year, c.month);
        c.month = c.month == 12 ? 1 : c.month + 1;
        c.year += c.month == 1;
    }
    for (; months < 0; months++) {
        c.year -= c.month == 1;
        c.month = c.month == 1 ? 12 : c.month - 1;
        first -= days_of(c.year, c.month);
    }
    int last = days_of(c.year, c.month);
    return first + (c.day < last ? c.day : last) - 1;
}

/* Birthdays passed. One of 29 February is on 1 March in other years. Before birth: -1 and
 * less.
 */
int wm_reference_age(wm_day born, wm_day at)
{
    wm_civil b = wm_day_civil(born), t = wm_day_civil(at);
    bool moved = b.month == 2 && b.day == 29 && !is_leap(t.year);
    int month = moved ? 3 : b.month, day = moved ? 1 : b.day;
    bool had_birthday = t.month > month || (t.month == month && t.day >= day);
    return t.year - b.year - (had_birthday ? 0 : 1);
}

static bool is_working(const wm_reference *r, wm_day day)
{
    const int32_t *upto = r->request->calendar->upto;
    int i = day - WM_WORKING_FIRST;
    return i == 0 ? upto[0] == 1 : upto[i] > upto[i - 1];
}

bool wm_reference_working_days(const wm_reference *r, wm_day a, wm_day b, int *out)
{
    *out = 0;
    if (!wm_in_working_days(a) || !wm_in_working_days(b))
        return false;
    for (wm_day day = a + 1; day <= b; day++)
        *out += is_working(r, day);
    return true;
}

static wm_day shift_working(const wm_reference *r, wm_day day, int count, bool before)
{
    if (!wm_in_working_days(day) || count == 0)
        return wm_in_working_days(day) ? day : WM_DAY_NONE;
    if (!before) {
        while (count > 0) {
            if (!wm_in_working_days(++day))
                return WM_DAY_NONE;
            count -= is_working(r, day);
        }
        return day;
    }
    /* The working days of (d, day] are counted: `day` itself is the first of them. */
    while (count > 0) {
        if (!wm_in_working_days(day))
            return WM_DAY_NONE;
        count -= is_working(r, day--);
    }
    while (wm_in_working_days(day) && !is_working(r, day))
        day--;
    return wm_in_working_days(day) ? day : WM_DAY_NONE;
}

wm_day wm_reference_shift(const wm_reference *r, wm_day day, wm_possible_span span,
                          bool before)
{
    int count = before ? -span.count : span.count;
    wm_day to = WM_DAY_NONE;
    switch (span.unit) {
    case WM_UNIT_WORKING_DAYS:
        return shift_working(r, day, span.count, before);
    case WM_UNIT_DAYS:
        to = day + count;
        break;
    case WM_UNIT_WEEKS:
        to = day + 7 * count;
        break;
    case WM_UNIT_MONTHS:
        to = wm_reference_add_months(day, count);
        break;
    }
    return to < WM_DAY_FIRST || to > WM_DAY_LAST ? WM_DAY_NONE : to;
}

wm_day wm_reference_year_start(wm_day at, int first_month)
{
    wm_civil c = wm_day_civil(at);
    wm_day first = at - (c.day - 1);
    while (c.month != first_month) {
        c.year -= c.month == 1;
        c.month = c.month == 1 ? 12 : c.month - 1;
        first -= days_of(c.year, c.month);
    }
    return first;
}
