#include "harness.h"

#include "base/alloc.h"
#include "judge/words.h"

/* A scorecard of two sections whose rows were written across one another, with every
 * kind of thing to say, for what a single case cannot show: order, counts, and memory
 * refused at every place. */
static wm_arena *made; /* holds the folder */
static wm_folder folder;

static void add_measure(const char *ref, wm_unit unit, wm_direction direction)
{
    wm_measure measure = {.ref = wm_str_of(ref), .unit = unit, .direction = direction};
    measure.title = wm_str_of("Percentage of children seen (audit measure)");
    measure.show_places = -1;
    ck_assert(wm_list_push(made, &folder.measures, measure));
}

static void add_row(const char *ref, size_t section, wm_target target, bool has_bands)
{
    wm_row row = {.ref = wm_str_of(ref), .section = section};
    row.bands.present = has_bands;
    row.bands.requires_improvement = (wm_decimal){25, 0};
    row.bands.good = (wm_decimal){19, 0};
    row.bands.outstanding = (wm_decimal){14, 0};
    ck_assert(wm_list_push(made, &row.targets, target));
    ck_assert(wm_list_push(made, &folder.scorecard.rows, row));
}

static void add_figure(const char *ref, wm_period period, int64_t n, int64_t of)
{
    wm_figure figure = {.ref = wm_str_of(ref), .period = period, .as_at = period.end};
    figure.has_counts = true;
    figure.numerator = n;
    figure.denominator = of;
    figure.has_value = wm_ratio_of(n, of, 100, &figure.value);
    ck_assert(wm_list_push(made, &folder.figures, figure));
}

static void add_comparator(const char *ref, wm_level level, const char *code)
{
    wm_comparator comparator = {.ref = wm_str_of(ref), .level = level};
    comparator.code = wm_str_of(code);
    comparator.name = WM_STR("North West");
    comparator.period = wm_period_year(2015, 4);
    comparator.known = WM_DAY_NONE;
    comparator.has_value = true;
    comparator.value = wm_ratio_whole(20);
    ck_assert(wm_list_push(made, &folder.comparators, comparator));
}

static void add_periods(wm_scorecard *scorecard)
{
    scorecard->first_month = 4;
    scorecard->year = wm_period_year(2016, 4);
    scorecard->baseline = wm_period_year(2015, 4);
    wm_period quarter = wm_period_quarter(2016, 4, 4);
    ck_assert(wm_list_push(made, &scorecard->show, quarter));
    ck_assert(wm_list_push(made, &scorecard->show, scorecard->year));
}

static void set_up(void)
{
    made = wm_arena_new(4u << 20);
    folder = (wm_folder){0};
    wm_scorecard *scorecard = &folder.scorecard;
    add_periods(scorecard);
    scorecard->comparing.known_at = WM_DAY_NONE;
    wm_section first = {.id = WM_STR("1")}, second = {.id = WM_STR("2")};
    ck_assert(wm_list_push(made, &scorecard->sections, first));
    ck_assert(wm_list_push(made, &scorecard->sections, second));
    wm_target number = {.low = {16, 0}, .from = WM_DAY_NONE};
    wm_target word = {.kind = WM_TARGET_BELOW, .from = WM_DAY_NONE};
    word.relative = WM_RELATIVE_REGION;
    wm_target fall = {.kind = WM_TARGET_DECREASE, .from = WM_DAY_NONE};
    fall.relative = WM_RELATIVE_BASELINE;
    add_row("1.1", 0, number, true);
    add_row("2.1", 1, word, false);
    add_row("1.2", 0, fall, true);
    add_measure("1.1", WM_UNIT_PERCENT, WM_DIRECTION_LOWER);
    add_measure("1.2", WM_UNIT_PERCENT, WM_DIRECTION_LOWER);
    add_measure("2.1", WM_UNIT_PERCENT, WM_DIRECTION_LOWER);
    add_figure("1.1", scorecard->baseline, 10, 50);
    add_figure("1.1", scorecard->year, 9, 50);
    add_figure("2.1", scorecard->year, 30, 100);
    add_comparator("2.1", WM_LEVEL_REGION, "E12000002");
    add_comparator("2.1", WM_LEVEL_COUNTRY, "E92000001");
    for (int i = 0; i < 12; i++)
        add_comparator("1.1", WM_LEVEL_AUTHORITY,
                       wm_str_format(made, "E0900%04d", i).data);
    add_comparator("2.1", WM_LEVEL_OTHER, "");
}

TEST(rows_of_a_section_stand_together)
{
    set_up();
    wm_arena *arena = wm_arena_new(4u << 20);
    wm_judged judged;
    ck_assert(wm_judge(&folder, arena, &judged) == WM_OK);
    ck_assert_uint_eq(judged.row_count, 3);
    assert_str(judged.rows[0].row->ref, "1.1");
    assert_str(judged.rows[1].row->ref, "1.2");
    assert_str(judged.rows[2].row->ref, "2.1");
    ck_assert_uint_eq(judged.section_count, 2);
    ck_assert_uint_eq(judged.sections[0].count, 2);
    ck_assert_uint_eq(judged.sections[1].first, 2);
    ck_assert_uint_eq(judged.sections[1].count, 1);
    ck_assert(judged.rows[2].section == &folder.scorecard.sections.items[1]);
    wm_arena_end(arena);
    wm_arena_end(made);
}
END

TEST(every_row_is_counted_once)
{
    set_up();
    wm_arena *arena = wm_arena_new(4u << 20);
    wm_judged judged;
    ck_assert(wm_judge(&folder, arena, &judged) == WM_OK);
    ck_assert_uint_eq(judged.grade_counts[WM_GRADE_GOOD], 1);
    ck_assert_uint_eq(judged.grade_counts[WM_GRADE_NONE], 2);
    ck_assert_uint_eq(judged.met, 0);
    ck_assert_uint_eq(judged.missed, 2);
    ck_assert_int_eq(judged.as_at, wm_day_of(2017, 3, 31));
    wm_arena_end(arena);
    wm_arena_end(made);
}
END

TEST(a_row_may_turn_the_direction_round)
{
    set_up();
    folder.scorecard.rows.items[0].overrides_direction = true;
    folder.scorecard.rows.items[0].direction = WM_DIRECTION_NONE;
    wm_arena *arena = wm_arena_new(4u << 20);
    wm_judged judged;
    ck_assert(wm_judge(&folder, arena, &judged) == WM_OK);
    ck_assert_int_eq(judged.rows[0].direction, WM_DIRECTION_NONE);
    ck_assert_int_eq(judged.rows[0].latest->why_ungraded, WM_UNGRADED_NO_DIRECTION);
    ck_assert_int_eq(judged.rows[0].latest->verdict, WM_VERDICT_UNKNOWN);
    wm_arena_end(arena);
    wm_arena_end(made);
}
END

/* Nothing was printed, so the unit says how many places there are. */
TEST(a_computed_percentage_has_a_place)
{
    set_up();
    wm_arena *arena = wm_arena_new(4u << 20);
    wm_judged judged;
    ck_assert(wm_judge(&folder, arena, &judged) == WM_OK);
    ck_assert_uint_eq(judged.rows[0].places, 1);
    assert_str(wm_say_figure(arena, &judged.rows[0], judged.rows[0].latest->figure),
               "18.0%");
    wm_arena_end(arena);
    wm_arena_end(made);
}
END

/* What everything that can be said of a row comes to; data NULL in one of them when
 * memory was refused. */
static bool say_all(wm_arena *arena, const wm_judged_row *row)
{
    const wm_scorecard *scorecard = &folder.scorecard;
    const wm_judged_figure *figure = &row->figures[row->figure_count - 1];
    const wm_str said[] = {
        wm_say_figure(arena, row, figure->figure),
        wm_say_counts(arena, figure->figure),
        wm_say_target(arena, row, figure),
        wm_say_verdict(arena, row, figure),
        wm_say_next_grade(arena, row, figure, scorecard),
        wm_say_change(arena, row),
        wm_say_standing(arena, &row->standing),
        wm_say_headline(arena, row, scorecard),
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        if (!said[i].data)
            return false;
    }
    return true;
}

static wm_status judge_and_say(void)
{
    wm_arena *arena = wm_arena_new(4u << 20);
    if (!arena)
        return WM_NOMEM;
    wm_judged judged;
    wm_status status = wm_judge(&folder, arena, &judged);
    for (size_t i = 0; status == WM_OK && i < judged.row_count; i++) {
        if (!say_all(arena, &judged.rows[i]))
            status = WM_NOMEM;
    }
    wm_arena_end(arena);
    return status;
}

TEST(refused_memory_is_said_and_nothing_leaks)
{
    set_up();
    wm_status status;
    long refused = 0;
    do {
        wm_alloc_fail_after(refused);
        status = judge_and_say();
        wm_alloc_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        refused += status == WM_NOMEM;
    } while (status == WM_NOMEM);
    ck_assert_int_gt(refused, 60);
    wm_arena_end(made);
}
END

TEST(an_empty_scorecard_is_judged_empty)
{
    wm_folder none = {.scorecard = {.first_month = 4}};
    none.scorecard.year = wm_period_year(2016, 4);
    wm_arena *arena = wm_arena_new(1u << 20);
    wm_judged judged;
    ck_assert(wm_judge(&none, arena, &judged) == WM_OK);
    ck_assert_uint_eq(judged.row_count, 0);
    ck_assert_int_eq(judged.as_at, none.scorecard.year.end);
    wm_arena_end(arena);
}
END

TESTS(rows_of_a_section_stand_together, every_row_is_counted_once,
      a_row_may_turn_the_direction_round, a_computed_percentage_has_a_place,
      refused_memory_is_said_and_nothing_leaks, an_empty_scorecard_is_judged_empty)
