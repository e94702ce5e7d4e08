#include "harness.h"

#include "figure/period.h"

static wm_arena *arena;

static void assert_days(wm_period period, const char *start, const char *end)
{
    char from[11], to[11];
    ck_assert(period.kind != WM_PERIOD_NONE);
    wm_day_print(period.start, from);
    wm_day_print(period.end, to);
    ck_assert_str_eq(from, start);
    ck_assert_str_eq(to, end);
}

TEST(a_year_is_named_by_the_year_in_which_it_starts)
{
    assert_days(wm_period_year(2016, 4), "2016-04-01", "2017-03-31");
    assert_days(wm_period_year(2016, 1), "2016-01-01", "2016-12-31");
    assert_days(wm_period_year(2015, 9), "2015-09-01", "2016-08-31");
    ck_assert_int_eq(wm_period_year(2100, 4).kind, WM_PERIOD_NONE);
    assert_days(wm_period_year(2100, 1), "2100-01-01", "2100-12-31");
}
END

TEST(quarters_and_halves_run_from_the_first_month)
{
    assert_days(wm_period_quarter(2016, 1, 4), "2016-04-01", "2016-06-30");
    assert_days(wm_period_quarter(2016, 4, 4), "2017-01-01", "2017-03-31");
    assert_days(wm_period_quarter(2015, 2, 9), "2015-12-01", "2016-02-29");
    assert_days(wm_period_half(2016, 2, 4), "2016-10-01", "2017-03-31");
    assert_days(wm_period_month(2016, 2), "2016-02-01", "2016-02-29");
}
END

/* Q4, March and the year end on one day and are three periods. */
TEST(three_periods_may_end_on_one_day)
{
    wm_period year = wm_period_year(2016, 4);
    wm_period quarter = wm_period_quarter(2016, 4, 4);
    wm_period month = wm_period_month(2017, 3);
    ck_assert_int_eq(year.end, quarter.end);
    ck_assert_int_eq(year.end, month.end);
    ck_assert(!wm_period_equal(year, quarter));
    ck_assert(!wm_period_equal(quarter, month));
    ck_assert(wm_period_compare(month, quarter) < 0);
    ck_assert(wm_period_compare(quarter, year) < 0);
    ck_assert(wm_period_compare(year, month) > 0);
    ck_assert(wm_period_compare(wm_period_quarter(2016, 3, 4), month) < 0);
    ck_assert_int_eq(wm_period_compare(year, year), 0);
}
END

TEST(a_period_knows_its_year_and_its_part_of_it)
{
    ck_assert_int_eq(wm_period_starts_in(wm_period_month(2017, 3), 4), 2016);
    ck_assert_int_eq(wm_period_starts_in(wm_period_month(2017, 4), 4), 2017);
    ck_assert_int_eq(wm_period_part(wm_period_quarter(2016, 3, 4), 4), 3);
    ck_assert_int_eq(wm_period_part(wm_period_half(2016, 2, 9), 9), 2);
    ck_assert_int_eq(wm_period_part(wm_period_year(2016, 4), 4), 0);
}
END

TEST(a_year_earlier_keeps_the_end_of_february)
{
    wm_period february = wm_period_month(2017, 2);
    assert_days(wm_period_move_years(february, -1), "2016-02-01", "2016-02-29");
    assert_days(wm_period_move_years(wm_period_month(2016, 2), 1), "2017-02-01",
                "2017-02-28");
    ck_assert(wm_period_equal(wm_period_move_years(wm_period_year(2016, 4), -1),
                              wm_period_year(2015, 4)));
    ck_assert_int_eq(wm_period_move_years(february, -200).kind, WM_PERIOD_NONE);
}
END

static const struct {
    const char *text;
    const char *label;
    int first_month;
} written[] = {
    {"2016-17", "Year 2016-17", 4},
    {"2016-17 Q2", "Q2 2016-17", 4},
    {"2016-17 H1", "H1 2016-17", 4},
    {"2016-09", "September 2016", 4},
    {"1999-00", "Year 1999-00", 4},
    {"2016", "Year 2016", 1},
    {"2016 Q4", "Q4 2016", 1},
    {"2009-10", "Year 2009-10", 4},
    {"2009-10 month", "October 2009", 4},
    {"2009-10", "October 2009", 1},
};

TEST(what_is_written_is_read_again)
{
    arena = wm_arena_new(1u << 16);
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        int first = written[i].first_month;
        wm_period period = wm_period_parse(wm_str_of(written[i].text), first);
        ck_assert_msg(period.kind != WM_PERIOD_NONE, "%s", written[i].text);
        assert_str(wm_period_text(period, first, arena), written[i].text);
        assert_str(wm_period_label(period, first, arena), written[i].label);
    }
    wm_arena_end(arena);
}
END

/* Every period of a century, in every reporting year there may be. */
TEST(no_two_periods_are_written_alike)
{
    arena = wm_arena_new(1u << 20);
    for (int first = 1; first <= 12; first++) {
        for (int year = 1990; year < 2090; year++) {
            for (int month = 1; month <= 12; month++) {
                wm_period period = wm_period_month(year, month);
                wm_str text = wm_period_text(period, first, arena);
                ck_assert_msg(wm_period_equal(wm_period_parse(text, first), period),
                              "%.*s, years from month %d", WM_FMT(text), first);
            }
            wm_period whole = wm_period_year(year, first);
            wm_str text = wm_period_text(whole, first, arena);
            ck_assert_msg(wm_period_equal(wm_period_parse(text, first), whole), "%.*s",
                          WM_FMT(text));
            wm_arena_rewind(arena, 0);
        }
    }
    wm_arena_end(arena);
}
END

TEST(nothing_else_is_a_period)
{
    static const char *const others[] = {
        "",           "2016",      "16-17",      "2016-18",    "2016-17 Q5",
        "2016-17 Q0", "2016-17Q2", "2016-17 H3", "2016/17",    "2016-00",
        "2016-13",    "2016-9",    "2016-09-30", "2016-17 q2", "2016-17 Q2 ",
        "2016-",      "201-17",    "2016 Q2",    "1800-01",    "\xd9\xa2\xd9\xa0",
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(wm_period_parse(wm_str_of(others[i]), 4).kind == WM_PERIOD_NONE,
                      "`%s`", others[i]);
}
END

TESTS(a_year_is_named_by_the_year_in_which_it_starts,
      quarters_and_halves_run_from_the_first_month, three_periods_may_end_on_one_day,
      a_period_knows_its_year_and_its_part_of_it,
      a_year_earlier_keeps_the_end_of_february, what_is_written_is_read_again,
      no_two_periods_are_written_alike, nothing_else_is_a_period)
