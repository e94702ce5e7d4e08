/* Bank holidays against lists that others published, and every count against walking. */
#include "harness.h"

#include "base/working_days.h"

#include <stdio.h>

static wm_working_days calendar;

static wm_day day(const char *text)
{
    wm_day found = wm_day_parse(wm_str_of(text));
    ck_assert_msg(found != WM_DAY_NONE, "%s is no day", text);
    return found;
}

/* Every holiday of those years, in order, and no other; from gov.uk and the London
 * Gazette's proclamations. A year, then its days. */
static const char *const published[] = {
    "1995", "01-02 04-14 04-17 05-08 05-29 08-28 12-25 12-26",
    "1999", "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 12-31",
    "2002", "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26",
    "2011", "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    "2012", "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    "2015", "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    "2016", "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    "2017", "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    "2018", "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    "2020", "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    "2021", "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    "2022", "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    "2023", "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    "2024", "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    "2025", "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    "2026", "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    "2027", "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
};

TEST(the_holidays_are_those_that_were_published)
{
    for (size_t i = 0; i < sizeof published / sizeof *published; i += 2) {
        char got[200] = "";
        size_t len = 0;
        int year = (published[i][0] - '0') * 1000 + (published[i][1] - '0') * 100 +
                   (published[i][2] - '0') * 10 + (published[i][3] - '0');
        for (wm_day d = wm_day_of(year, 1, 1); d <= wm_day_of(year, 12, 31); d++) {
            if (!wm_is_bank_holiday(d))
                continue;
            wm_civil c = wm_day_civil(d);
            len += (size_t)snprintf(got + len, sizeof got - len, "%s%02d-%02d",
                                    len ? " " : "", c.month, c.day);
        }
        ck_assert_msg(strcmp(got, published[i + 1]) == 0, "%s\nwant %s\n got %s",
                      published[i], published[i + 1], got);
    }
}
END

/* Eight holidays a year by the rule alone: where nothing was proclaimed, on a working day
 * each, since those that fall on a weekend move. */
TEST(every_other_year_has_eight_on_weekdays)
{
    static const int more[] = {1999, 2002, 2011, 2012, 2022, 2023};
    for (int year = 1990; year <= 2050; year++) {
        int count = 0, want = 8;
        for (size_t i = 0; i < sizeof more / sizeof *more; i++)
            if (more[i] == year)
                want = year == 2022 ? 10 : 9;
        for (wm_day d = wm_day_of(year, 1, 1); d <= wm_day_of(year, 12, 31); d++) {
            if (!wm_is_bank_holiday(d))
                continue;
            ck_assert_msg(wm_day_weekday(d) < 5, "a holiday of %d on a weekend", year);
            count++;
        }
        ck_assert_msg(count == want, "%d has %d holidays", year, count);
    }
}
END

TEST(targets_in_working_days_count_from_day_0)
{
    wm_working_days_make(&calendar, NULL, 0);
    /* Conference targets, day 0 the strategy discussion. */
    ck_assert_int_eq(wm_working_days_after(&calendar, day("2016-06-02"), 15),
                     day("2016-06-23"));
    /* 45 back from Friday 31 March 2023 (day-0 counting). */
    ck_assert_int_eq(wm_working_days_before(&calendar, day("2023-03-31"), 45),
                     day("2023-01-27"));
    ck_assert_int_eq(
        wm_working_days_between(&calendar, day("2023-01-27"), day("2023-03-31")), 45);
}
END

static bool is_working(wm_day d)
{
    return wm_day_weekday(d) < 5 && !wm_is_bank_holiday(d);
}

TEST(after_and_before_are_where_walking_arrives)
{
    wm_working_days_make(&calendar, NULL, 0);
    for (wm_day from = day("2015-12-20"); from <= day("2016-04-10"); from++) {
        wm_day after = from, before = from;
        for (int count = 0; count <= 12; count++) {
            ck_assert_int_eq(wm_working_days_after(&calendar, from, count), after);
            ck_assert_int_eq(wm_working_days_before(&calendar, from, count), before);
            ck_assert_int_eq(wm_working_days_between(&calendar, from, after), count);
            do
                after++;
            while (!is_working(after));
            /* From a day off the first step back only reaches the day before. */
            do
                before--;
            while (!is_working(before) ||
                   wm_working_days_between(&calendar, before, from) != count + 1);
        }
    }
}
END

TEST(a_local_closure_is_no_working_day)
{
    wm_day closures[] = {day("2016-12-28"), day("2016-12-25"), day("1980-01-01")};
    wm_working_days_make(&calendar, closures, 3);
    ck_assert_int_eq(wm_working_days_after(&calendar, day("2016-12-23"), 1),
                     day("2016-12-29"));
}
END

TEST(outside_the_calendar_there_is_no_answer)
{
    wm_working_days_make(&calendar, NULL, 0);
    ck_assert(!wm_in_working_days(day("1989-12-31")));
    ck_assert(wm_in_working_days(day("1990-01-01")));
    ck_assert(wm_in_working_days(day("2050-12-31")));
    ck_assert(!wm_in_working_days(day("2051-01-01")));
    ck_assert_int_eq(wm_working_days_after(&calendar, day("2050-12-30"), 2), WM_DAY_NONE);
    ck_assert_int_eq(wm_working_days_before(&calendar, day("1990-01-03"), 3),
                     WM_DAY_NONE);
    ck_assert_int_eq(wm_working_days_after(&calendar, day("2091-01-01"), 0), WM_DAY_NONE);
    ck_assert_int_eq(wm_working_days_before(&calendar, day("1985-01-01"), 0),
                     WM_DAY_NONE);
}
END

TESTS(the_holidays_are_those_that_were_published, every_other_year_has_eight_on_weekdays,
      targets_in_working_days_count_from_day_0,
      after_and_before_are_where_walking_arrives, a_local_closure_is_no_working_day,
      outside_the_calendar_there_is_no_answer)
