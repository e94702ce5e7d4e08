#include "harness.h"

#include "figure/folder.h"

/* A folder with two figures of 1.2 for the year, one of another authority, and an
 * override. */
static wm_arena *arena;
static wm_folder folder;

static wm_figure figure_of(const char *ref, int64_t value)
{
    wm_period year = wm_period_year(2016, 4);
    return (wm_figure){.ref = wm_str_of(ref),
                       .period = year,
                       .as_at = year.end,
                       .known_at = WM_DAY_NONE,
                       .has_value = true,
                       .value = wm_ratio_whole(value)};
}

static void add_figure(wm_figure figure)
{
    ck_assert(wm_list_push(arena, &folder.figures, figure));
}

static void set_up(void)
{
    arena = wm_arena_new(1u << 20);
    folder = (wm_folder){.scorecard = {.first_month = 4}};
    folder.scorecard.authority.code = WM_STR("E08000014");
    folder.scorecard.year = wm_period_year(2016, 4);
    add_figure(figure_of("1.2", 20));
    wm_figure other = figure_of("1.2", 99);
    other.authority = WM_STR("E08000011");
    add_figure(other);
}

static int64_t found_value(const char *ref)
{
    const wm_figure *found =
        wm_folder_figure(&folder, wm_str_of(ref), wm_period_year(2016, 4));
    return found ? found->value.top : -1;
}

TEST(a_figure_is_found_by_reference_and_period)
{
    set_up();
    ck_assert_int_eq(found_value("1.2"), 20);
    ck_assert_int_eq(found_value("1.20"), -1);
    ck_assert(wm_folder_figure(&folder, WM_STR("1.2"), wm_period_quarter(2016, 4, 4)) ==
              NULL);
    wm_arena_end(arena);
}
END

TEST(a_revision_stands_behind_what_it_revises)
{
    set_up();
    add_figure(figure_of("1.2", 21));
    ck_assert_int_eq(found_value("1.2"), 21);
    wm_figure known = figure_of("1.2", 22);
    known.known_at = wm_day_of(2017, 4, 7);
    add_figure(known);
    known.value = wm_ratio_whole(23);
    known.known_at = wm_day_of(2017, 4, 6);
    add_figure(known);
    ck_assert_int_eq(found_value("1.2"), 22);
    wm_arena_end(arena);
}
END

/* By the scorecard's own day, so that the same folder gives the same page any day. */
TEST(an_override_holds_until_its_day)
{
    set_up();
    wm_override override = {.figure = figure_of("1.2", 30), .until = WM_DAY_NONE};
    ck_assert(wm_list_push(arena, &folder.overrides, override));
    ck_assert_int_eq(found_value("1.2"), 30);
    folder.overrides.items[0].until = wm_day_of(2017, 3, 31);
    ck_assert_int_eq(found_value("1.2"), 30);
    folder.overrides.items[0].until = wm_day_of(2017, 3, 30);
    ck_assert_int_eq(found_value("1.2"), 20);
    wm_period quarter = wm_period_quarter(2016, 2, 4);
    ck_assert(wm_list_push(arena, &folder.scorecard.show, quarter));
    ck_assert_int_eq(found_value("1.2"), 30);
    wm_arena_end(arena);
}
END

TEST(the_latest_comment_is_the_one)
{
    set_up();
    wm_comment first = {.ref = WM_STR("1.2"), .text = WM_STR("first")};
    first.date = WM_DAY_NONE;
    first.period = wm_period_year(2016, 4);
    wm_comment second = first, dated = first, other = first;
    second.text = WM_STR("second");
    dated.text = WM_STR("dated");
    dated.date = wm_day_of(2017, 4, 10);
    dated.period = wm_period_quarter(2016, 2, 4);
    other.ref = WM_STR("1.3");
    ck_assert(wm_folder_comment(&folder, WM_STR("1.2")) == NULL);
    ck_assert(wm_list_push(arena, &folder.comments, first));
    ck_assert(wm_list_push(arena, &folder.comments, second));
    assert_str(wm_folder_comment(&folder, WM_STR("1.2"))->text, "second");
    ck_assert(wm_list_push(arena, &folder.comments, dated));
    ck_assert(wm_list_push(arena, &folder.comments, first));
    ck_assert(wm_list_push(arena, &folder.comments, other));
    assert_str(wm_folder_comment(&folder, WM_STR("1.2"))->text, "dated");
    wm_arena_end(arena);
}
END

TEST(a_measure_is_found_by_its_reference)
{
    set_up();
    wm_measure measure = {.ref = WM_STR("1.10")};
    ck_assert(wm_list_push(arena, &folder.measures, measure));
    ck_assert(wm_folder_measure(&folder, WM_STR("1.10")) == &folder.measures.items[0]);
    ck_assert(wm_folder_measure(&folder, WM_STR("1.1")) == NULL);
    wm_arena_end(arena);
}
END

/* The last that has a figure, and not beyond the year. */
TEST(the_last_months_end_with_a_month_that_has_a_figure)
{
    set_up();
    wm_period_list shown;
    ck_assert(wm_folder_shown(&folder, arena, &shown) == WM_OK);
    ck_assert_uint_eq(shown.count, 0);
    folder.scorecard.show_months = 13;
    ck_assert(wm_folder_shown(&folder, arena, &shown) == WM_OK);
    ck_assert_uint_eq(shown.count, 13);
    ck_assert(wm_period_equal(shown.items[0], wm_period_month(2016, 3)));
    ck_assert(wm_period_equal(shown.items[12], wm_period_month(2017, 3)));
    wm_figure figure = figure_of("1.3", 5);
    figure.period = wm_period_month(2017, 1);
    add_figure(figure);
    figure.period = wm_period_month(2016, 12);
    add_figure(figure);
    figure.period = wm_period_month(2017, 4);
    add_figure(figure);
    ck_assert(wm_folder_shown(&folder, arena, &shown) == WM_OK);
    ck_assert(wm_period_equal(shown.items[0], wm_period_month(2016, 1)));
    ck_assert(wm_period_equal(shown.items[12], wm_period_month(2017, 1)));
    wm_arena_end(arena);
}
END

/* The page ends with January, so an override until then holds, whenever the year ends. */
TEST(an_override_holds_until_the_last_month_that_is_shown)
{
    set_up();
    folder.scorecard.show_months = 13;
    wm_figure figure = figure_of("1.3", 5);
    figure.period = wm_period_month(2017, 1);
    add_figure(figure);
    ck_assert_int_eq(wm_folder_as_at(&folder), wm_day_of(2017, 1, 31));
    wm_override override = {.figure = figure_of("1.2", 30)};
    override.until = wm_day_of(2017, 1, 31);
    ck_assert(wm_list_push(arena, &folder.overrides, override));
    ck_assert_int_eq(found_value("1.2"), 30);
    wm_arena_end(arena);
}
END

TESTS(a_figure_is_found_by_reference_and_period, a_revision_stands_behind_what_it_revises,
      an_override_holds_until_its_day, the_latest_comment_is_the_one,
      a_measure_is_found_by_its_reference,
      the_last_months_end_with_a_month_that_has_a_figure,
      an_override_holds_until_the_last_month_that_is_shown)
