/* Every day that the product accepts is walked, one after the other, beside a calendar
 * that only knows how to add one.
 */
#include "harness.h"

#include "base/date.h"

#include <stdio.h>

static bool is_leap(int year)
{
    return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

static int days_in(int year, int month)
{
    if (month == 2)
        return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static wm_civil tomorrow(wm_civil today)
{
    today.day++;
    if (today.day > days_in(today.year, today.month)) {
        today.day = 1;
        today.month++;
    }
    if (today.month > 12) {
        today.month = 1;
        today.year++;
    }
    return today;
}

static bool same(wm_civil a, wm_civil b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void check_one_day(wm_day day, wm_civil want)
{
    wm_civil last = {want.year, want.month, days_in(want.year, want.month)};
    bool there = same(wm_day_civil(day), want);
    bool back = wm_day_of(want.year, want.month, want.day) == day;
    bool end = same(wm_day_civil(wm_day_month_end(day)), last);
    if (!there || !back || !end)
        ck_abort_msg("day %d is %d-%d-%d: there %d, back %d, month's end %d", day,
                     want.year, want.month, want.day, there, back, end);
}

static void check_day_as_text(wm_day day, wm_civil civil)
{
    char iso[11], want[40], local[40];
    wm_day_print(day, iso);
    snprintf(want, sizeof want, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
    snprintf(local, sizeof local, "%02d/%02d/%04d", civil.day, civil.month, civil.year);
    if (strcmp(iso, want) != 0 || wm_day_parse(wm_str_of(want)) != day ||
        wm_day_parse(wm_str_of(local)) != day)
        ck_abort_msg("%s and %s do not go there and back: %s", want, local, iso);
}

TEST(every_day_of_two_centuries_goes_there_and_back)
{
    wm_civil civil = {1900, 1, 1};
    int weekday = 0; /* 1 January 1900 was a Monday */
    for (wm_day day = WM_DAY_FIRST; day <= WM_DAY_LAST; day++) {
        check_one_day(day, civil);
        check_day_as_text(day, civil);
        if (wm_day_weekday(day) != weekday)
            ck_abort_msg("weekday of %d: %d", day, wm_day_weekday(day));
        civil = tomorrow(civil);
        weekday = (weekday + 1) % 7;
    }
    ck_assert_int_eq(civil.year, 2101);
    ck_assert_int_eq(civil.day, 1);
}
END

TEST(no_other_day_exists)
{
    int accepted = 0;
    for (int year = 1890; year <= 2110; year++)
        for (int month = -1; month <= 14; month++)
            for (int day = -1; day <= 33; day++)
                accepted += wm_day_of(year, month, day) != WM_DAY_NONE;
    ck_assert_int_eq(accepted, WM_DAY_LAST - WM_DAY_FIRST + 1);
    ck_assert_int_eq(wm_day_of(INT32_MAX, 1, 1), WM_DAY_NONE);
    ck_assert_int_eq(wm_day_of(INT32_MIN, 1, 1), WM_DAY_NONE);
    ck_assert_int_eq(wm_day_of(2016, INT32_MAX, 1), WM_DAY_NONE);
    ck_assert_int_eq(wm_day_of(2016, 1, INT32_MIN), WM_DAY_NONE);
}
END

/* One month at a time, with the first day kept in mind: what D2 says in words. */
static wm_day months_by_steps(wm_day day, int months)
{
    wm_civil civil = wm_day_civil(day);
    int step = months < 0 ? -1 : 1;
    for (int i = 0; i != months; i += step) {
        civil.month += step;
        if (civil.month < 1 || civil.month > 12) {
            civil.year += step;
            civil.month -= 12 * step;
        }
    }
    int last = days_in(civil.year, civil.month);
    return wm_day_of(civil.year, civil.month, civil.day < last ? civil.day : last);
}

TEST(months_move_and_clamp)
{
    for (wm_day day = wm_day_of(1998, 1, 1); day <= wm_day_of(2004, 12, 31); day++)
        for (int months = -30; months <= 30; months++)
            ck_assert_int_eq(wm_day_add_months(day, months),
                             months_by_steps(day, months));
    for (int year = 1900; year <= 2100; year++) {
        wm_day end_of_march = wm_day_of(year, 3, 31);
        wm_civil february = wm_day_civil(wm_day_add_months(end_of_march, -1));
        ck_assert_int_eq(february.month, 2);
        ck_assert_int_eq(february.day, is_leap(year) ? 29 : 28);
    }
}
END

TEST(a_month_outside_the_calendar_is_no_day)
{
    wm_day first = WM_DAY_FIRST, last = WM_DAY_LAST;
    ck_assert_int_eq(wm_day_add_months(first, -1), WM_DAY_NONE);
    ck_assert_int_eq(wm_day_add_months(last, 1), WM_DAY_NONE);
    ck_assert_int_eq(wm_day_add_months(first, INT32_MIN), WM_DAY_NONE);
    ck_assert_int_eq(wm_day_add_months(last, INT32_MAX), WM_DAY_NONE);
    ck_assert_int_eq(wm_day_add_months(first, 201 * 12 - 1), wm_day_of(2100, 12, 1));
    ck_assert_int_eq(wm_day_add_months(last, -(201 * 12 - 1)), wm_day_of(1900, 1, 31));
}
END

TEST(a_text_that_is_nearly_a_day_is_none)
{
    static const char *const texts[] = {
        "",           "2016",       "2016-3-31",   "2016-03-31 ", " 2016-03-31",
        "2016-02-30", "30/02/2016", "2016/03/31",  "31-03-2016",  "31/03/16",
        "31/3/2016",  "2016-13-01", "00/01/2016",  "2016-00-10",  "1899-12-31",
        "2101-01-01", "2016-03-3a", "+016-03-31",  "2016-03/31",  "20160331",
        "03/31/2016", "31.03.2016", "2016-03-31T", "0000-00-00",  "----------",
        "//////////", "2015-02-29", "29/02/1900",  "2016-04-31",  "2016--3-31",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(wm_day_parse(wm_str_of(texts[i])) == WM_DAY_NONE, "%s", texts[i]);
    ck_assert_int_eq(wm_day_parse((wm_str){NULL, 0}), WM_DAY_NONE);
}
END

/* Each single-character change of a good day is either refused or another good day
 * that prints as it was written.
 */
TEST(one_wrong_character_never_gives_a_wrong_day)
{
    static const char good[] = "2016-03-31";
    for (size_t at = 0; at < 10; at++) {
        for (int byte = 0; byte < 256; byte++) {
            char text[11], printed[11];
            memcpy(text, good, sizeof text);
            text[at] = (char)byte;
            wm_day day = wm_day_parse((wm_str){text, 10});
            if (day == WM_DAY_NONE)
                continue;
            wm_day_print(day, printed);
            ck_assert_msg(memcmp(printed, text, 10) == 0, "%s read as %s", text, printed);
        }
    }
}
END

TEST(days_are_said_in_english)
{
    char said[24];
    wm_day_say(wm_day_of(2016, 3, 31), said);
    ck_assert_str_eq(said, "31 March 2016");
    wm_day_say(wm_day_of(2100, 9, 5), said);
    ck_assert_str_eq(said, "5 September 2100");
}
END

TEST(months_have_names)
{
    for (int month = 1; month <= 12; month++) {
        wm_str name = wm_str_of(wm_month_name(month));
        ck_assert_int_eq(wm_month_number(name), month);
        ck_assert_int_eq(wm_month_number(wm_str_slice(name, 0, 3)), month);
        ck_assert_int_eq(wm_month_number(wm_str_slice(name, 0, 2)), 0);
    }
    ck_assert_int_eq(wm_month_number(WM_STR("sEp")), 9);
    ck_assert_int_eq(wm_month_number(WM_STR("SEPTEMBER")), 9);
    ck_assert_int_eq(wm_month_number(WM_STR("Septembers")), 0);
    ck_assert_int_eq(wm_month_number(WM_STR("Janu")), 0);
    ck_assert_int_eq(wm_month_number(WM_STR("")), 0);
    ck_assert_int_eq(wm_month_number(WM_STR("3")), 0);
}
END

TESTS(every_day_of_two_centuries_goes_there_and_back, no_other_day_exists,
      months_move_and_clamp, a_month_outside_the_calendar_is_no_day,
      a_text_that_is_nearly_a_day_is_none, one_wrong_character_never_gives_a_wrong_day,
      days_are_said_in_english, months_have_names)
