#include "harness.h"

#include "figure/comparator.h"
#include "figure/figure.h"
#include "figure/measure.h"

TEST(references_are_told_from_words)
{
    static const char *const good[] = {"1.10", "1.6b", "H", "H1", "KPI-12", "7", "1.2.3"};
    static const char *const bad[] = {
        "",     "Measure",          "h", "KPI", ".1", "-1", "1 2", "1,2", "NW*1",
        "Q2/3", "12345678901234567"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(wm_is_reference(wm_str_of(good[i])), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!wm_is_reference(wm_str_of(bad[i])), "%s", bad[i]);
}
END

TEST(references_are_ordered_as_people_read_them)
{
    static const char *const ordered[] = {"1.1", "1.2", "1.6",   "1.6b",  "1.10",
                                          "2",   "9.7", "10.1",  "H",     "H1",
                                          "H2",  "H10", "KPI-2", "KPI-12"};
    size_t count = sizeof ordered / sizeof *ordered;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            int order =
                wm_reference_compare(wm_str_of(ordered[i]), wm_str_of(ordered[j]));
            int want = i < j ? -1 : i > j;
            ck_assert_msg((order > 0) - (order < 0) == want, "%s and %s", ordered[i],
                          ordered[j]);
        }
    }
}
END

/* 1.1 and 1.10 and 1.01 are three references, and none equals another. */
TEST(a_reference_is_not_a_number)
{
    ck_assert(wm_reference_compare(WM_STR("1.1"), WM_STR("1.10")) < 0);
    ck_assert(wm_reference_compare(WM_STR("1.01"), WM_STR("1.1")) != 0);
    ck_assert(wm_reference_compare(WM_STR("1.1"), WM_STR("1.01")) != 0);
}
END

TEST(a_change_is_said_in_points_only_of_percentages)
{
    wm_measure measure = {.unit = WM_UNIT_PERCENT};
    ck_assert_int_eq(wm_measure_change(&measure), WM_CHANGE_POINTS);
    measure.unit = WM_UNIT_PER_10000;
    ck_assert_int_eq(wm_measure_change(&measure), WM_CHANGE_NUMBER);
    measure.unit = WM_UNIT_COUNT;
    ck_assert_int_eq(wm_measure_change(&measure), WM_CHANGE_NUMBER);
    measure.change = WM_CHANGE_PERCENT;
    ck_assert_int_eq(wm_measure_change(&measure), WM_CHANGE_PERCENT);
}
END

TEST(counts_are_whole_and_the_rest_has_a_place)
{
    ck_assert_uint_eq(wm_unit_places(WM_UNIT_COUNT), 0);
    ck_assert_uint_eq(wm_unit_places(WM_UNIT_HIGHEST), 0);
    ck_assert_uint_eq(wm_unit_places(WM_UNIT_PERCENT), 1);
    ck_assert_uint_eq(wm_unit_places(WM_UNIT_PER_10000), 1);
    ck_assert_uint_eq(wm_unit_places(WM_UNIT_RATIO), 1);
}
END

TEST(every_status_is_a_word_both_ways)
{
    static const char *const symbols[] = {"", "", "z", "x", "c", "low", "u", "x"};
    for (int i = WM_FIGURE_FINAL; i <= WM_FIGURE_UNREADABLE; i++) {
        wm_figure_status found;
        const char *name = wm_figure_status_name((wm_figure_status)i);
        ck_assert(wm_figure_status_of(wm_str_of(name), &found));
        ck_assert_int_eq((int)found, i);
        ck_assert_str_eq(wm_figure_symbol((wm_figure_status)i), symbols[i]);
        ck_assert(wm_figure_status_words((wm_figure_status)i)[0] != '\0');
    }
    wm_figure_status found = WM_FIGURE_LOW;
    ck_assert(!wm_figure_status_of(WM_STR("Final"), &found));
    ck_assert_int_eq(found, WM_FIGURE_LOW);
}
END

TEST(every_level_is_a_word_both_ways)
{
    for (int i = WM_LEVEL_COUNTRY; i <= WM_LEVEL_OTHER; i++) {
        wm_level found;
        ck_assert(wm_level_of(wm_str_of(wm_level_name((wm_level)i)), &found));
        ck_assert_int_eq((int)found, i);
    }
    wm_level found;
    ck_assert(!wm_level_of(WM_STR("England"), &found));
}
END

TESTS(references_are_told_from_words, references_are_ordered_as_people_read_them,
      a_reference_is_not_a_number, a_change_is_said_in_points_only_of_percentages,
      counts_are_whole_and_the_rest_has_a_place, every_status_is_a_word_both_ways,
      every_level_is_a_word_both_ways)
