#include "base/working_days.h"

#include <assert.h>
#include <string.h>

enum { FIRST_YEAR = 1990, LAST_YEAR = 2050, MONDAY = 0, SATURDAY = 5, SUNDAY = 6 };

_Static_assert(WM_WORKING_FIRST > WM_DAY_FIRST && WM_WORKING_LAST < WM_DAY_LAST,
               "the calendar lies inside the days that are accepted");

/* Days by which a proclamation differed from the rule. */
typedef struct proclaimed {
    int year, month, day;
    bool holiday;
} proclaimed;

static const proclaimed differences[] = {
    {1995, 5, 1, false},  {1995, 5, 8, true}, /* 50 years after the war in Europe */
    {1999, 12, 31, true},                     /* the millennium */
    {2002, 5, 27, false}, {2002, 6, 3, true}, {2002, 6, 4, true}, /* golden jubilee */
    {2011, 4, 29, true},                                          /* royal wedding */
    {2012, 5, 28, false}, {2012, 6, 4, true}, {2012, 6, 5, true}, /* diamond jubilee */
    {2020, 5, 4, false},  {2020, 5, 8, true}, /* 75 years after the war in Europe */
    {2022, 5, 30, false}, {2022, 6, 2, true}, {2022, 6, 3, true}, /* platinum jubilee */
    {2022, 9, 19, true}, /* funeral of the Queen */
    {2023, 5, 8, true},  /* coronation of the King */
};

/* Easter Sunday, after Meeus, Astronomical Algorithms, chapter 8. */
static wm_day easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return wm_day_of(year, n / 31, n % 31 + 1);
}

static bool is_weekend(wm_day day)
{
    return wm_day_weekday(day) >= SATURDAY;
}

/* New Year's Day, or the Monday after a weekend. */
static bool is_new_year(wm_day day, wm_civil c)
{
    if (c.month != 1 || c.day > 3)
        return false;
    return c.day == 1 ? !is_weekend(day) : wm_day_weekday(day) == MONDAY;
}

/* Christmas and Boxing Day; whichever falls on a weekend moves to the next days that are
 * neither:   Fri 25 -> 25, 28   Sat 25 -> 27, 28   Sun 25 -> 26, 27
 */
static bool is_christmas(wm_day day, wm_civil c)
{
    if (c.month != 12 || c.day < 25 || is_weekend(day))
        return false;
    int weekday_of_25 = wm_day_weekday(day - (c.day - 25));
    switch (c.day) {
    case 25:
    case 26:
        return true;
    case 27:
        return weekday_of_25 == SATURDAY || weekday_of_25 == SUNDAY;
    case 28:
        return weekday_of_25 == SATURDAY || weekday_of_25 == SATURDAY - 1;
    default:
        return false;
    }
}

static bool is_may_or_august(wm_day day, wm_civil c)
{
    if (wm_day_weekday(day) != MONDAY)
        return false;
    return (c.month == 5 && (c.day <= 7 || c.day > 24)) || (c.month == 8 && c.day > 24);
}

bool wm_is_bank_holiday(wm_day day)
{
    wm_civil c = wm_day_civil(day);
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++) {
        const proclaimed *p = &differences[i];
        if (p->year == c.year && p->month == c.month && p->day == c.day)
            return p->holiday;
    }
    wm_day sunday = easter(c.year);
    return day == sunday - 2 || day == sunday + 1 || is_new_year(day, c) ||
           is_christmas(day, c) || is_may_or_august(day, c);
}

void wm_working_days_make(wm_working_days *calendar, const wm_day *closures,
                          size_t closure_count)
{
    enum { DAYS = WM_WORKING_LAST - WM_WORKING_FIRST + 1 };
    bool shut[DAYS] = {false};
    for (size_t i = 0; i < closure_count; i++)
        if (wm_in_working_days(closures[i]))
            shut[closures[i] - WM_WORKING_FIRST] = true;
    int32_t count = 0;
    for (int i = 0; i < DAYS; i++) {
        wm_day day = WM_WORKING_FIRST + i;
        if (!shut[i] && !is_weekend(day) && !wm_is_bank_holiday(day))
            count++;
        calendar->upto[i] = count;
    }
}

static int32_t upto(const wm_working_days *calendar, wm_day day)
{
    assert(wm_in_working_days(day));
    return calendar->upto[day - WM_WORKING_FIRST];
}

int wm_working_days_between(const wm_working_days *calendar, wm_day a, wm_day b)
{
    return upto(calendar, b) - upto(calendar, a);
}

/* The first day with a running count of `wanted` or more. */
static wm_day first_with(const wm_working_days *calendar, int32_t wanted)
{
    int low = 0, high = WM_WORKING_LAST - WM_WORKING_FIRST + 1;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (calendar->upto[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    wm_day day = WM_WORKING_FIRST + low;
    return wm_in_working_days(day) ? day : WM_DAY_NONE;
}

wm_day wm_working_days_after(const wm_working_days *calendar, wm_day day, int count)
{
    if (!wm_in_working_days(day) || count == 0)
        return wm_in_working_days(day) ? day : WM_DAY_NONE;
    return first_with(calendar, upto(calendar, day) + count);
}

wm_day wm_working_days_before(const wm_working_days *calendar, wm_day day, int count)
{
    if (!wm_in_working_days(day) || count == 0)
        return wm_in_working_days(day) ? day : WM_DAY_NONE;
    int32_t wanted = upto(calendar, day) - count;
    /* The working day that raised the count to `wanted` is the first with it. */
    return wanted >= 1 ? first_with(calendar, wanted) : WM_DAY_NONE;
}
