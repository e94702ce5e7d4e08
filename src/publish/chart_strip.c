#include "publish/chart_internal.h"

#include "judge/words.h"

/*                     Sefton 21.6%
 *                         |          target 16%
 *     +---------+---------|--------+----|----+---------------+
 *     | B       | RI      *        | G  |    | O             |      better to the right,
 *     +---------+---o-----|--o-----+----|----+---------------+      whatever the number
 *             25%   |        |    19%       14%
 *         England 22.3%   North West 21.9%
 */
enum { MARKS_MAX = 6, CUTS = 3 };

typedef struct strip_mark {
    double value;
    wm_str text;
    wm_mark shape;
} strip_mark;

typedef struct strip_chart {
    wm_canvas *canvas;
    const wm_judged_row *row;
    const wm_scorecard *scorecard;
    wm_arena *arena;
    wm_axis x;
    double size;
    double width;
    double top; /* of the bar */
    double bottom;
    bool has_bands;
    double cuts[CUTS]; /* worst first: requires improvement, good, outstanding */
    strip_mark above[MARKS_MAX];
    size_t above_count;
    strip_mark below[MARKS_MAX];
    size_t below_count;
} strip_chart;

static const double BAR_HEIGHT = 24;
static const double EDGE = 3; /* so that a mark at the end is whole */

static double drawn_decimal(wm_decimal decimal)
{
    return wm_ratio_for_drawing(wm_ratio_of_decimal(decimal));
}

static void add_mark(strip_mark *marks, size_t *count, strip_mark mark)
{
    if (*count < MARKS_MAX)
        marks[(*count)++] = mark;
}

static void add_own(strip_chart *strip)
{
    const wm_judged_figure *latest = strip->row->latest;
    wm_str value = wm_say_figure(strip->arena, strip->row, latest->figure);
    wm_str text = wm_str_format(strip->arena, "%.*s %.*s",
                                WM_FMT(strip->scorecard->authority.name), WM_FMT(value));
    add_mark(strip->above, &strip->above_count,
             (strip_mark){wm_value_for_drawing(latest->figure), text, WM_MARK_CIRCLE});
}

static void add_target(strip_chart *strip, wm_ratio target, const char *word, bool upper)
{
    wm_str value =
        wm_chart_target_words(strip->arena, strip->row, strip->row->latest, upper);
    wm_str text = wm_str_format(strip->arena, "%s %.*s", word, WM_FMT(value));
    add_mark(strip->above, &strip->above_count,
             (strip_mark){wm_ratio_for_drawing(target), text, WM_MARK_DIAMOND});
}

static void add_targets(strip_chart *strip)
{
    const wm_judged_figure *latest = strip->row->latest;
    if (!latest->target_known)
        return;
    bool is_range = latest->target->kind == WM_TARGET_RANGE;
    add_target(strip, latest->target_low, is_range ? "target from" : "target", false);
    if (is_range)
        add_target(strip, latest->target_high, "to", true);
}

static wm_str name_of(const wm_comparator *comparator)
{
    return comparator->level == WM_LEVEL_NEIGHBOURS ? WM_STR("Neighbours")
                                                    : comparator->name;
}

static void add_comparator(strip_chart *strip, wm_level level, wm_mark shape)
{
    const wm_judged_comparator *drawn = wm_drawn_comparator(strip->row, level);
    if (!drawn)
        return;
    const wm_comparator *comparator = drawn->comparator;
    wm_str value = wm_say_comparator(strip->arena, strip->row, comparator);
    wm_str text = wm_str_format(strip->arena, "%.*s %.*s", WM_FMT(name_of(comparator)),
                                WM_FMT(value));
    add_mark(strip->below, &strip->below_count,
             (strip_mark){wm_ratio_for_drawing(comparator->value), text, shape});
}

static void take_cuts(strip_chart *strip)
{
    const wm_bands *bands = &strip->row->row->bands;
    strip->has_bands = bands->present && strip->row->direction != WM_DIRECTION_NONE;
    if (!strip->has_bands)
        return;
    strip->cuts[0] = drawn_decimal(bands->requires_improvement);
    strip->cuts[1] = drawn_decimal(bands->good);
    strip->cuts[2] = drawn_decimal(bands->outstanding);
}

static void include(double value, double *low, double *high)
{
    *low = value < *low ? value : *low;
    *high = value > *high ? value : *high;
}

static void include_marks(const strip_mark *marks, size_t count, double *low,
                          double *high)
{
    for (size_t i = 0; i < count; i++)
        include(marks[i].value, low, high);
}

/* Everything marked, the lowest and highest band as wide as they have to be to be seen,
 * and never a value that cannot be. */
static void set_range(strip_chart *strip)
{
    double low = strip->above[0].value;
    double high = low;
    include_marks(strip->above, strip->above_count, &low, &high);
    include_marks(strip->below, strip->below_count, &low, &high);
    double lowest = low;
    double highest = high;
    if (strip->has_bands) {
        double span = strip->cuts[2] - strip->cuts[0];
        include(strip->cuts[0] - span * 0.5, &low, &high);
        include(strip->cuts[2] + span * 0.4, &low, &high);
    }
    double margin = high > low ? (high - low) * 0.06 : high > 0 ? high * 0.1 : 1;
    low -= margin;
    high += margin;
    if (low < 0 && lowest >= 0)
        low = 0;
    if (wm_is_percent(strip->row) && high > 100 && highest <= 100)
        high = 100;
    strip->x.low = low;
    strip->x.high = high;
}

static void set_places(strip_chart *strip)
{
    bool is_turned = strip->row->direction == WM_DIRECTION_LOWER;
    strip->x.from = is_turned ? strip->width - EDGE : EDGE;
    strip->x.to = is_turned ? EDGE : strip->width - EDGE;
}

static double place_of(const strip_chart *strip, double value)
{
    double place = wm_axis_place(&strip->x, value);
    return place < EDGE                  ? EDGE
           : place > strip->width - EDGE ? strip->width - EDGE
                                         : place;
}

/* Nothing marked above lies on [left, right]. */
static bool is_clear(const strip_chart *strip, double left, double right)
{
    for (size_t i = 0; i < strip->above_count; i++) {
        double x = place_of(strip, strip->above[i].value);
        double half = i == 0 ? 10 : 3;
        if (x + half > left && x - half < right)
            return false;
    }
    return true;
}

/* Where in the band the text stands clear of the marks: the middle, the left, the
 * right; -1 when nowhere. */
static double clear_centre(const strip_chart *strip, wm_str text, double left,
                           double right)
{
    double half = wm_text_width(text, strip->size - 1, false) / 2 + 4;
    const double centres[] = {(left + right) / 2, left + half, right - half};
    for (size_t i = 0; i < sizeof centres / sizeof *centres; i++)
        if (centres[i] - half >= left && centres[i] + half <= right + 0.5 &&
            is_clear(strip, centres[i] - half, centres[i] + half))
            return centres[i];
    return -1;
}

/* The grade's word where there is room, else its letter, else nothing. */
static void letter_band(const strip_chart *strip, wm_grade grade, double left,
                        double right)
{
    wm_str text = wm_grade_word(grade, strip->scorecard);
    double centre = clear_centre(strip, text, left, right);
    if (centre < 0) {
        text = wm_grade_letter(grade, strip->scorecard);
        centre = clear_centre(strip, text, left, right);
    }
    if (centre < 0)
        return;
    strip->canvas->text(
        strip->canvas,
        (wm_point){centre, (strip->top + strip->bottom) / 2 + strip->size * 0.33}, text,
        (wm_lettering){.colour = wm_grade_look_of(grade).ink,
                       .size = strip->size - 1,
                       .anchor = WM_ANCHOR_MIDDLE});
}

static void draw_bands(const strip_chart *strip)
{
    static const wm_grade grades[] = {WM_GRADE_BELOW, WM_GRADE_REQUIRES_IMPROVEMENT,
                                      WM_GRADE_GOOD, WM_GRADE_OUTSTANDING};
    for (size_t i = 0; i < CUTS + 1; i++) {
        double left = i == 0 ? EDGE : place_of(strip, strip->cuts[i - 1]);
        double right = i == CUTS ? strip->width - EDGE : place_of(strip, strip->cuts[i]);
        if (right <= left)
            continue;
        strip->canvas->rectangle(
            strip->canvas, (wm_point){left, strip->top}, right - left, BAR_HEIGHT,
            wm_grade_look_of(grades[i]).fill, (wm_pen){WM_PAPER, 1, 0});
        letter_band(strip, grades[i], left, right);
    }
}

static void draw_bar(const strip_chart *strip)
{
    strip->canvas->rectangle(strip->canvas, (wm_point){EDGE, strip->top},
                             strip->width - 2 * EDGE, BAR_HEIGHT, WM_WASH,
                             (wm_pen){WM_RULE, 1, 0});
}

static bool draw_cuts(const strip_chart *strip)
{
    const wm_bands *bands = &strip->row->row->bands;
    const wm_decimal cuts[] = {bands->requires_improvement, bands->good,
                               bands->outstanding};
    double taken_from = -1e6;
    double taken_to = -1e6;
    for (size_t i = 0; i < CUTS; i++) {
        wm_str text = wm_phrase_target(strip->arena, strip->row, cuts[i]);
        if (!text.data)
            return false;
        double half = wm_text_width(text, strip->size - 1, false) / 2;
        double x = place_of(strip, strip->cuts[i]);
        x = x < half ? half : x > strip->width - half ? strip->width - half : x;
        if (x - half < taken_to + 4 && x + half > taken_from - 4)
            continue;
        taken_from = x - half;
        taken_to = x + half;
        strip->canvas->text(strip->canvas, (wm_point){x, strip->bottom + strip->size + 1},
                            text,
                            (wm_lettering){.colour = WM_INK_QUIET,
                                           .size = strip->size - 1,
                                           .anchor = WM_ANCHOR_MIDDLE,
                                           .halo = true});
    }
    return true;
}

static void place_labels(const strip_chart *strip, const strip_mark *marks, size_t count,
                         bool bold_first, unsigned rows, wm_label labels[MARKS_MAX])
{
    for (size_t i = 0; i < count; i++)
        labels[i] =
            (wm_label){.text = marks[i].text,
                       .at = place_of(strip, marks[i].value),
                       .width = wm_text_width(marks[i].text, strip->size, bold_first)};
    wm_labels_place(labels, count, 0, strip->width, 8, rows);
}

/* A line from the label to the bar, cased in white where it crosses colours. */
static void draw_pin(const strip_chart *strip, double x, double from, double to,
                     double width)
{
    const wm_point ends[] = {{x, from}, {x, to}};
    strip->canvas->line(strip->canvas, ends, 2, (wm_pen){WM_PAPER, width + 2, 0});
    strip->canvas->line(strip->canvas, ends, 2, (wm_pen){WM_INK, width, 0});
}

static void draw_above(const strip_chart *strip)
{
    wm_label labels[MARKS_MAX];
    place_labels(strip, strip->above, strip->above_count, true, 2, labels);
    double leading = strip->size * 1.25;
    for (size_t i = 0; i < strip->above_count; i++) {
        double baseline = strip->top - 8 - leading * labels[i].row;
        draw_pin(strip, labels[i].at, baseline + 3, strip->bottom, 2);
    }
    for (size_t i = 0; i < strip->above_count; i++) {
        double baseline = strip->top - 8 - leading * labels[i].row;
        bool is_own = labels[i].text.data == strip->above[0].text.data;
        strip->canvas->text(strip->canvas, (wm_point){labels[i].centre, baseline},
                            labels[i].text,
                            (wm_lettering){.colour = is_own ? WM_INK : WM_PLUM,
                                           .size = strip->size,
                                           .bold = true,
                                           .anchor = WM_ANCHOR_MIDDLE,
                                           .halo = true});
    }
    for (size_t i = 0; i < strip->above_count; i++) {
        wm_point centre = {place_of(strip, strip->above[i].value),
                           strip->top + BAR_HEIGHT / 2};
        if (i == 0)
            strip->canvas->mark(strip->canvas, strip->above[i].shape, centre, 15, WM_INK,
                                (wm_pen){WM_PAPER, 2, 0});
    }
}

/* Text under which no pin of a lower label shows. */
static void draw_label(const strip_chart *strip, const wm_label *label, double baseline)
{
    strip->canvas->rectangle(
        strip->canvas,
        (wm_point){label->centre - label->width / 2 - 1, baseline - strip->size * 0.85},
        label->width + 2, strip->size * 1.1, WM_PAPER, wm_no_edge());
    strip->canvas->text(strip->canvas, (wm_point){label->centre, baseline}, label->text,
                        (wm_lettering){.colour = WM_INK,
                                       .size = strip->size,
                                       .anchor = WM_ANCHOR_MIDDLE});
}

static void draw_below(const strip_chart *strip)
{
    wm_label labels[MARKS_MAX];
    double leading = strip->size * 1.3;
    double first = strip->bottom + (strip->has_bands ? leading : 0) + strip->size + 6;
    place_labels(strip, strip->below, strip->below_count, false, 3, labels);
    for (size_t i = 0; i < strip->below_count; i++)
        draw_pin(strip, labels[i].at, strip->bottom - 5,
                 first - strip->size + leading * labels[i].row, 1);
    for (size_t i = 0; i < strip->below_count; i++)
        draw_label(strip, &labels[i], first + leading * labels[i].row);
    for (size_t i = 0; i < strip->below_count; i++)
        strip->canvas->mark(
            strip->canvas, strip->below[i].shape,
            (wm_point){place_of(strip, strip->below[i].value), strip->bottom}, 10,
            WM_PAPER, (wm_pen){WM_INK, 1.5, 0});
}

bool wm_chart_strip(wm_canvas *canvas, const wm_judged_row *row,
                    const wm_scorecard *scorecard, double width, double height,
                    wm_arena *arena)
{
    if (!row->latest)
        return false;
    strip_chart strip = {.canvas = canvas,
                         .row = row,
                         .scorecard = scorecard,
                         .arena = arena,
                         .size = wm_letter_size(width),
                         .width = width};
    take_cuts(&strip);
    add_own(&strip);
    add_targets(&strip);
    add_comparator(&strip, WM_LEVEL_COUNTRY, WM_MARK_CIRCLE);
    add_comparator(&strip, WM_LEVEL_REGION, WM_MARK_SQUARE);
    add_comparator(&strip, WM_LEVEL_NEIGHBOURS, WM_MARK_DIAMOND);
    add_comparator(&strip, WM_LEVEL_OTHER, WM_MARK_TRIANGLE);
    if (!strip.has_bands && strip.above_count + strip.below_count < 2)
        return false;
    set_range(&strip);
    set_places(&strip);
    strip.top = strip.size * 2.25 + 10;
    strip.bottom = strip.top + BAR_HEIGHT;
    (void)height; /* rows of labels under the bar take what they need, down to it */
    if (strip.has_bands)
        draw_bands(&strip);
    else
        draw_bar(&strip);
    if (strip.has_bands && !draw_cuts(&strip))
        return false;
    draw_below(&strip);
    draw_above(&strip);
    return true;
}
