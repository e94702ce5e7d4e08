/* What the charts of the example draw, taken down by a canvas that keeps notes: every
 * label readable, nothing outside, nothing made up. */
#include "publish_example.h"

#include "judge/words.h"
#include "publish/chart.h"
#include "publish/palette.h"

#include <math.h>

enum { NOTES_MAX = 2000 };

typedef struct note {
    wm_str text; /* of a label; empty: a shape */
    double left, right, top, bottom;
    bool is_bar;
    bool is_mark;
    size_t points; /* of a line */
    wm_pen pen;
} note;

typedef struct notes {
    note items[NOTES_MAX];
    size_t count;
} notes;

static notes taken;

static void take(note one)
{
    ck_assert(taken.count < NOTES_MAX);
    taken.items[taken.count++] = one;
}

static void take_line(wm_canvas *canvas, const wm_point *points, size_t count, wm_pen pen)
{
    (void)canvas;
    note one = {.points = count,
                .pen = pen,
                .left = 1e9,
                .top = 1e9,
                .right = -1e9,
                .bottom = -1e9};
    for (size_t i = 0; i < count; i++) {
        one.left = fmin(one.left, points[i].x);
        one.right = fmax(one.right, points[i].x);
        one.top = fmin(one.top, points[i].y);
        one.bottom = fmax(one.bottom, points[i].y);
    }
    take(one);
}

static void take_rectangle(wm_canvas *canvas, wm_point corner, double width,
                           double height, wm_colour fill, wm_pen edge)
{
    (void)canvas, (void)fill, (void)edge;
    ck_assert(width >= 0 && height >= 0);
    take((note){.is_bar = true,
                .left = corner.x,
                .right = corner.x + width,
                .top = corner.y,
                .bottom = corner.y + height});
}

static void take_mark(wm_canvas *canvas, wm_mark mark, wm_point centre, double size,
                      wm_colour fill, wm_pen edge)
{
    (void)canvas, (void)mark, (void)fill, (void)edge;
    take((note){.is_mark = true,
                .left = centre.x - size / 2,
                .right = centre.x + size / 2,
                .top = centre.y - size / 2,
                .bottom = centre.y + size / 2});
}

static void take_text(wm_canvas *canvas, wm_point baseline, wm_str text,
                      wm_lettering letters)
{
    (void)canvas;
    ck_assert(text.data != NULL);
    double width = wm_text_width(text, letters.size, letters.bold);
    double left = letters.anchor == WM_ANCHOR_START    ? baseline.x
                  : letters.anchor == WM_ANCHOR_MIDDLE ? baseline.x - width / 2
                                                       : baseline.x - width;
    take((note){.text = text,
                .left = left,
                .right = left + width,
                .top = baseline.y - letters.size * 0.72,
                .bottom = baseline.y});
}

static wm_canvas notebook(void)
{
    taken.count = 0;
    return (wm_canvas){.line = take_line,
                       .rectangle = take_rectangle,
                       .mark = take_mark,
                       .text = take_text};
}

static bool overlap(const note *a, const note *b)
{
    const double slack = 0.6;
    return a->left + slack < b->right && b->left + slack < a->right &&
           a->top + slack < b->bottom && b->top + slack < a->bottom;
}

static void assert_readable(const char *chart, wm_str ref, double width, double height)
{
    for (size_t i = 0; i < taken.count; i++) {
        const note *one = &taken.items[i];
        ck_assert_msg(one->left >= -1 && one->right <= width + 1 && one->top >= -1 &&
                          one->bottom <= height + 1,
                      "%s of %.*s, %g wide: `%.*s` at %g..%g, %g..%g is outside", chart,
                      WM_FMT(ref), width, WM_FMT(one->text), one->left, one->right,
                      one->top, one->bottom);
        for (size_t j = 0; j < i; j++)
            ck_assert_msg(wm_str_empty(one->text) || wm_str_empty(taken.items[j].text) ||
                              !overlap(one, &taken.items[j]),
                          "%s of %.*s, %g wide: `%.*s` lies on `%.*s`", chart,
                          WM_FMT(ref), width, WM_FMT(one->text),
                          WM_FMT(taken.items[j].text));
    }
}

static const struct {
    double width, height;
} sizes[] = {{540, 250}, {300, 220}, {420, 200}};

TEST(labels_of_every_chart_keep_apart_and_inside)
{
    small world;
    example_open(&world);
    size_t drawn = 0;
    for (size_t i = 0; i < world.judged.row_count; i++)
        for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
            const wm_judged_row *row = &world.judged.rows[i];
            const wm_scorecard *scorecard = &world.folder.scorecard;
            double width = sizes[size].width, height = sizes[size].height;
            wm_canvas canvas = notebook();
            drawn += wm_chart_trend(&canvas, row, scorecard, width, height, world.arena);
            assert_readable("trend", row->row->ref, width, height);
            canvas = notebook();
            drawn += wm_chart_strip(&canvas, row, scorecard, width, 132, world.arena);
            assert_readable("strip", row->row->ref, width, 132);
            canvas = notebook();
            drawn += wm_chart_ranked(&canvas, row, scorecard, width, height, world.arena);
            assert_readable("ranked", row->row->ref, width, height);
            canvas = notebook();
            drawn += wm_chart_spark(&canvas, row, 84, 26, world.arena);
            assert_readable("spark", row->row->ref, 84, 26);
        }
    ck_assert_uint_gt(drawn, 300);
    small_close(&world);
}
END

static const wm_judged_row *row_of(const small *world, const char *ref)
{
    for (size_t i = 0; i < world->judged.row_count; i++)
        if (wm_str_equal(world->judged.rows[i].row->ref, wm_str_of(ref)))
            return &world->judged.rows[i];
    ck_abort_msg("no row %s", ref);
    return NULL;
}

static size_t count_marks(void)
{
    size_t count = 0;
    for (size_t i = 0; i < taken.count; i++)
        count += taken.items[i].is_mark;
    return count;
}

static bool is_said(const char *text)
{
    for (size_t i = 0; i < taken.count; i++)
        if (wm_str_equal(taken.items[i].text, wm_str_of(text)))
            return true;
    return false;
}

/* 4.3 was first audited in quarter 3: no baseline, no quarter 2, no year. */
TEST(a_missing_period_is_a_gap)
{
    small world;
    example_open(&world);
    wm_canvas canvas = notebook();
    ck_assert(wm_chart_trend(&canvas, row_of(&world, "4.3"), &world.folder.scorecard, 540,
                             250, world.arena));
    ck_assert_uint_eq(count_marks(), 2);
    ck_assert(is_said("no figure"));
    size_t solid = 0;
    for (size_t i = 0; i < taken.count; i++)
        solid += taken.items[i].points == 2 && taken.items[i].pen.colour == WM_DARK_BLUE;
    ck_assert_uint_eq(solid, 1);
    small_close(&world);
}
END

/* 4.5 has a baseline and nothing since. */
TEST(nothing_to_show_is_not_drawn)
{
    small world;
    example_open(&world);
    const wm_judged_row *row = row_of(&world, "4.5");
    wm_canvas canvas = notebook();
    ck_assert(
        !wm_chart_trend(&canvas, row, &world.folder.scorecard, 540, 250, world.arena));
    ck_assert(!wm_chart_spark(&canvas, row, 84, 26, world.arena));
    ck_assert(
        !wm_chart_strip(&canvas, row, &world.folder.scorecard, 540, 132, world.arena));
    ck_assert_uint_eq(taken.count, 0);
    small_close(&world);
}
END

TEST(a_cropped_axis_says_so_and_bars_begin_at_nothing)
{
    small world;
    example_open(&world);
    wm_canvas canvas = notebook();
    const wm_judged_row *row = row_of(&world, "1.2");
    ck_assert(
        wm_chart_trend(&canvas, row, &world.folder.scorecard, 540, 250, world.arena));
    ck_assert(is_said("Axis starts at 16%"));
    ck_assert(is_said("Target") && is_said("16%") && is_said("Baseline"));
    /* Only the printed comparators, so that there are few bars. */
    wm_judged_row few = *row_of(&world, "1.1");
    few.peer_count = 0;
    few.comparator_count = 2;
    canvas = notebook();
    ck_assert(
        wm_chart_ranked(&canvas, &few, &world.folder.scorecard, 540, 90, world.arena));
    ck_assert(is_said("517.0") && is_said("Sefton"));
    double shortest = 1e9, longest = 0;
    for (size_t i = 0; i < taken.count; i++) {
        double length = taken.items[i].right - taken.items[i].left;
        shortest = taken.items[i].is_bar ? fmin(shortest, length) : shortest;
        longest = taken.items[i].is_bar ? fmax(longest, length) : longest;
    }
    double most = 517.0, least = 517.0;
    for (size_t i = 0; i < few.comparator_count; i++) {
        double value = wm_ratio_for_drawing(few.comparators[i].comparator->value);
        most = fmax(most, value);
        least = fmin(least, value);
    }
    ck_assert_double_eq_tol(shortest / longest, least / most, 0.001);
    small_close(&world);
}
END

/* Lower is better for 1.2: better lies to the right all the same. */
TEST(the_strip_puts_better_to_the_right)
{
    small world;
    example_open(&world);
    wm_canvas canvas = notebook();
    ck_assert(wm_chart_strip(&canvas, row_of(&world, "1.2"), &world.folder.scorecard, 540,
                             132, world.arena));
    double cuts[3] = {0};
    const char *texts[] = {"25%", "19%", "14%"};
    for (size_t i = 0; i < taken.count; i++)
        for (size_t cut = 0; cut < 3; cut++)
            if (wm_str_equal(taken.items[i].text, wm_str_of(texts[cut])))
                cuts[cut] = taken.items[i].left;
    ck_assert(cuts[0] > 0 && cuts[0] < cuts[1] && cuts[1] < cuts[2]);
    ck_assert(is_said("Sefton 21.6%") && is_said("target 16%") &&
              is_said("England 22.3%"));
    small_close(&world);
}
END

/* Sefton's ten are named in the average's definition; nobody else is one of them, not
 * even whose name is part of one: Nottingham is not Nottinghamshire. */
TEST(statistical_neighbours_are_marked_among_the_authorities)
{
    small world;
    example_open(&world);
    const wm_judged_row *row = row_of(&world, "1.2");
    size_t neighbours = 0;
    for (size_t i = 0; i < row->peer_count; i++) {
        neighbours += wm_is_neighbour(row, row->peers[i]);
        if (wm_str_equal(row->peers[i]->name, WM_STR("Nottingham")) ||
            wm_str_equal(row->peers[i]->name, WM_STR("Sefton")))
            ck_assert(!wm_is_neighbour(row, row->peers[i]));
    }
    ck_assert_uint_eq(neighbours, 10);
    wm_canvas canvas = notebook();
    ck_assert(
        wm_chart_ranked(&canvas, row, &world.folder.scorecard, 540, 224, world.arena));
    ck_assert(is_said("Statistical neighbours") && is_said("North West"));
    /* Ten neighbours and 22 others of the region, and one of each in the key. */
    ck_assert_uint_eq(count_marks(), 10 + 22 + 2);
    wm_str said =
        wm_chart_describe(world.arena, WM_CHART_RANKED, row, &world.folder.scorecard);
    ck_assert_uint_ne(wm_str_find(said, WM_STR("Of its 10 statistical neighbours 1 is "
                                               "better.")),
                      SIZE_MAX);

    wm_judged_row without = *row;
    without.comparator_count = 0;
    canvas = notebook();
    ck_assert(wm_chart_ranked(&canvas, &without, &world.folder.scorecard, 540, 224,
                              world.arena));
    ck_assert(!is_said("Statistical neighbours") && is_said("North West"));
    small_close(&world);
}
END

TEST(a_description_says_every_number)
{
    small world;
    example_open(&world);
    wm_str said = wm_chart_describe(world.arena, WM_CHART_TREND, row_of(&world, "1.2"),
                                    &world.folder.scorecard);
    assert_str(said,
               "Year 2015-16 (baseline): 17.6%; Q2 2016-17: 21.0%; Q3 2016-17: 20.0%; "
               "Q4 2016-17: 21.6%; Year 2016-17: 21.6%. The target is 16% or below.");
    small_close(&world);
}
END

TESTS(labels_of_every_chart_keep_apart_and_inside, a_missing_period_is_a_gap,
      nothing_to_show_is_not_drawn, a_cropped_axis_says_so_and_bars_begin_at_nothing,
      the_strip_puts_better_to_the_right,
      statistical_neighbours_are_marked_among_the_authorities,
      a_description_says_every_number)
