#include "publish/chart_internal.h"

#include "judge/words.h"

#include <stdint.h>

/*   100% |      o 89%
 *        | o       \        o 93%          each period has a slot of equal width; the
 *    85% |- - - - - - - - - - - - Target   target crosses the slots it is in force in
 *        |                          85%
 *          Baseline  Q3     Q4
 */
typedef struct trend_chart {
    wm_canvas *canvas;
    const wm_judged_row *row;
    const wm_scorecard *scorecard;
    wm_arena *arena;
    wm_axis y;
    double left;
    double right;
    double bottom;
    double slot;
    double size;
} trend_chart;

static double place_of(const trend_chart *trend, size_t i)
{
    return trend->left + trend->slot * ((double)i + 0.5);
}

static double height_of(const trend_chart *trend, size_t i)
{
    return wm_axis_place(&trend->y, wm_value_for_drawing(trend->row->figures[i].figure));
}

static void include(double value, double *low, double *high)
{
    *low = value < *low ? value : *low;
    *high = value > *high ? value : *high;
}

/* How many have a value; [low, high] covers them and their targets. */
static size_t range_of(const wm_judged_row *row, double *low, double *high)
{
    size_t count = 0;
    *low = 1e300;
    *high = -1e300;
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_judged_figure *figure = &row->figures[i];
        if (wm_is_drawn(figure)) {
            include(wm_value_for_drawing(figure->figure), low, high);
            count++;
        }
        if (figure->target_known) {
            include(wm_ratio_for_drawing(figure->target_low), low, high);
            include(wm_ratio_for_drawing(figure->target_high), low, high);
        }
    }
    return count;
}

static bool is_range(const wm_judged_figure *figure)
{
    return figure->target && figure->target->kind == WM_TARGET_RANGE;
}

static wm_str target_value(const trend_chart *trend, const wm_judged_figure *figure)
{
    wm_str low = wm_chart_target_words(trend->arena, trend->row, figure, false);
    if (!is_range(figure))
        return low;
    wm_str high = wm_chart_target_words(trend->arena, trend->row, figure, true);
    return wm_str_format(trend->arena, "%.*s\u2013%.*s", WM_FMT(low), WM_FMT(high));
}

static const wm_judged_figure *last_target(const wm_judged_row *row)
{
    for (size_t i = row->figure_count; i-- > 0;)
        if (row->figures[i].target_known)
            return &row->figures[i];
    return NULL;
}

static double target_label_width(const trend_chart *trend)
{
    const wm_judged_figure *figure = last_target(trend->row);
    if (!figure)
        return 0;
    double word = wm_text_width(WM_STR("Target"), trend->size, true);
    double value = wm_text_width(target_value(trend, figure), trend->size, true);
    return word > value ? word : value;
}

static void draw_target_label(const trend_chart *trend)
{
    const wm_judged_figure *figure = last_target(trend->row);
    if (!figure)
        return;
    double y = wm_axis_place(&trend->y, wm_ratio_for_drawing(figure->target_low));
    double lowest = trend->bottom - trend->size * 0.4;
    wm_lettering letters = {.colour = WM_PLUM, .size = trend->size, .bold = true};
    wm_point at = {trend->right + 6, y - trend->size * 0.15};
    if (at.y + trend->size * 1.1 > lowest)
        at.y = lowest - trend->size * 1.1;
    if (at.y < trend->size)
        at.y = trend->size;
    trend->canvas->text(trend->canvas, at, WM_STR("Target"), letters);
    at.y += trend->size * 1.1;
    trend->canvas->text(trend->canvas, at, target_value(trend, figure), letters);
}

static bool same_target(const wm_judged_figure *a, const wm_judged_figure *b)
{
    return b->target_known && wm_ratio_compare(a->target_low, b->target_low) == 0 &&
           wm_ratio_compare(a->target_high, b->target_high) == 0;
}

static void draw_level(const trend_chart *trend, size_t from, size_t to, wm_ratio value)
{
    double y = wm_axis_place(&trend->y, wm_ratio_for_drawing(value));
    const wm_point ends[] = {{trend->left + trend->slot * (double)from, y},
                             {trend->left + trend->slot * (double)to, y}};
    trend->canvas->line(trend->canvas, ends, 2, (wm_pen){WM_PLUM, 2, 6});
}

/* The target over the slots [from, to) it stays the same in. */
static void draw_targets(const trend_chart *trend)
{
    const wm_judged_figure *figures = trend->row->figures;
    size_t to;
    for (size_t from = 0; from < trend->row->figure_count; from = to) {
        to = from + 1;
        if (!figures[from].target_known)
            continue;
        while (to < trend->row->figure_count && same_target(&figures[from], &figures[to]))
            to++;
        draw_level(trend, from, to, figures[from].target_low);
        if (is_range(&figures[from]))
            draw_level(trend, from, to, figures[from].target_high);
    }
    draw_target_label(trend);
}

/* Periods of one kind that follow each other are joined. From the baseline, and to the
 * year beside its own quarters, a line would claim a course nobody measured: the first
 * is dashed and the second left out. */
static void draw_course(const trend_chart *trend)
{
    const wm_judged_row *row = trend->row;
    for (size_t i = 1; i < row->figure_count; i++) {
        const wm_judged_figure *before = &row->figures[i - 1];
        const wm_judged_figure *here = &row->figures[i];
        if (!wm_is_drawn(before) || !wm_is_drawn(here))
            continue;
        bool same_kind = before->period.kind == here->period.kind;
        if (!same_kind && !before->is_baseline)
            continue;
        const wm_point ends[] = {{place_of(trend, i - 1), height_of(trend, i - 1)},
                                 {place_of(trend, i), height_of(trend, i)}};
        wm_pen pen = {WM_DARK_BLUE, same_kind ? 2.5 : 1.5, same_kind ? 0 : 3};
        trend->canvas->line(trend->canvas, ends, 2, pen);
    }
}

static void draw_point(const trend_chart *trend, size_t i)
{
    const wm_judged_figure *figure = &trend->row->figures[i];
    bool is_latest = figure == trend->row->latest;
    wm_point centre = {place_of(trend, i), height_of(trend, i)};
    bool is_hollow = figure->is_baseline;
    trend->canvas->mark(trend->canvas, WM_MARK_CIRCLE, centre, is_latest ? 12 : 8,
                        is_hollow ? WM_PAPER : WM_DARK_BLUE,
                        (wm_pen){is_hollow ? WM_DARK_BLUE : WM_PAPER, 2, 0});
}

/* +1 when the figure at `other` lies higher than the one at `i`, -1 lower, 0 level or
 * not there. */
static int side_of(const trend_chart *trend, size_t other, size_t i)
{
    const wm_judged_row *row = trend->row;
    if (other >= row->figure_count || !wm_is_drawn(&row->figures[other]))
        return 0;
    double rise = height_of(trend, i) - height_of(trend, other);
    return rise > 1 ? 1 : rise < -1 ? -1 : 0;
}

/* In a dip the course runs above the point, so that its label belongs below. */
static bool lies_in_a_dip(const trend_chart *trend, size_t i)
{
    int left = i > 0 ? side_of(trend, i - 1, i) : 0;
    int right = side_of(trend, i + 1, i);
    return left >= 0 && right >= 0 && left + right > 0;
}

static bool meets_target_line(const trend_chart *trend, size_t i, double baseline)
{
    const wm_judged_figure *figure = &trend->row->figures[i];
    if (!figure->target_known)
        return false;
    double y = wm_axis_place(&trend->y, wm_ratio_for_drawing(figure->target_low));
    return y > baseline - trend->size && y < baseline + 3;
}

static void draw_value(const trend_chart *trend, size_t i)
{
    const wm_judged_figure *figure = &trend->row->figures[i];
    bool is_latest = figure == trend->row->latest;
    double above = height_of(trend, i) - 9;
    double below = height_of(trend, i) + 9 + trend->size * 0.75;
    bool under = lies_in_a_dip(trend, i);
    if (meets_target_line(trend, i, under ? below : above))
        under = meets_target_line(trend, i, under ? above : below) ? under : !under;
    if (under && below > trend->bottom - 2)
        under = false;
    wm_str text = wm_say_figure(trend->arena, trend->row, figure->figure);
    trend->canvas->text(trend->canvas,
                        (wm_point){place_of(trend, i), under ? below : above}, text,
                        (wm_lettering){.colour = WM_INK,
                                       .size = is_latest ? trend->size + 2 : trend->size,
                                       .bold = is_latest,
                                       .anchor = WM_ANCHOR_MIDDLE,
                                       .halo = true});
}

/* Every nth slot is labelled where labels so wide have no room in each; the last always
 * is. */
static bool is_labelled(const trend_chart *trend, size_t i, double widest)
{
    size_t nth = 1;
    while (trend->slot * (double)nth < widest + 3)
        nth++;
    return (trend->row->figure_count - 1 - i) % nth == 0;
}

static double widest_value(const trend_chart *trend)
{
    double widest = 0;
    for (size_t i = 0; i < trend->row->figure_count; i++) {
        if (!wm_is_drawn(&trend->row->figures[i]))
            continue;
        wm_str text =
            wm_say_figure(trend->arena, trend->row, trend->row->figures[i].figure);
        double width = wm_text_width(text, trend->size + 1, false);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* `Q2` over `2016-17`; `Baseline` over its period. */
static void split_label(const trend_chart *trend, size_t i, wm_str lines[2])
{
    const wm_judged_figure *figure = &trend->row->figures[i];
    wm_str label =
        wm_period_label(figure->period, trend->scorecard->first_month, trend->arena);
    size_t space = wm_str_find_byte(label, ' ');
    bool has_two = space != SIZE_MAX;
    lines[0] = has_two ? wm_str_slice(label, 0, space) : label;
    lines[1] = has_two ? wm_str_slice(label, space + 1, label.len) : WM_STR("");
    if (!figure->is_baseline)
        return;
    if (figure->period.kind != WM_PERIOD_YEAR)
        lines[1] = label;
    lines[0] = WM_STR("Baseline");
}

static double widest_period(const trend_chart *trend, double size)
{
    double widest = 0;
    for (size_t i = 0; i < trend->row->figure_count; i++) {
        wm_str lines[2];
        split_label(trend, i, lines);
        for (size_t line = 0; line < 2; line++) {
            double width = wm_text_width(lines[line], size, false);
            widest = width > widest ? width : widest;
        }
    }
    return widest;
}

static void draw_period(const trend_chart *trend, size_t i, double size)
{
    wm_str lines[2];
    split_label(trend, i, lines);
    wm_lettering letters = {
        .colour = WM_INK_QUIET, .size = size, .anchor = WM_ANCHOR_MIDDLE};
    wm_point at = {place_of(trend, i), trend->bottom + size + 5};
    trend->canvas->text(trend->canvas, at, lines[0], letters);
    at.y += size * 1.15;
    if (!wm_str_empty(lines[1]))
        trend->canvas->text(trend->canvas, at, lines[1], letters);
}

static void draw_missing(const trend_chart *trend, size_t i)
{
    wm_point at = {place_of(trend, i), trend->bottom - 6};
    trend->canvas->text(trend->canvas, at, WM_STR("no figure"),
                        (wm_lettering){.colour = WM_INK_QUIET,
                                       .size = trend->size - 1,
                                       .anchor = WM_ANCHOR_MIDDLE,
                                       .halo = true});
}

static void draw_periods(const trend_chart *trend)
{
    double size = trend->size;
    if (trend->slot < widest_period(trend, size) + 3)
        size -= 1;
    double widest = widest_period(trend, size);
    for (size_t i = 0; i < trend->row->figure_count; i++)
        if (is_labelled(trend, i, widest))
            draw_period(trend, i, size);
}

static void draw_figures(const trend_chart *trend)
{
    double widest = widest_value(trend);
    bool roomy = trend->slot >= wm_text_width(WM_STR("no figure"), trend->size, false);
    for (size_t i = 0; i < trend->row->figure_count; i++) {
        const wm_judged_figure *figure = &trend->row->figures[i];
        if (wm_is_drawn(figure))
            draw_point(trend, i);
        else if (roomy)
            draw_missing(trend, i);
    }
    for (size_t i = 0; i < trend->row->figure_count; i++) {
        const wm_judged_figure *figure = &trend->row->figures[i];
        bool is_latest = figure == trend->row->latest;
        if (wm_is_drawn(figure) && (is_latest || is_labelled(trend, i, widest)))
            draw_value(trend, i);
    }
}

static void draw_crop_note(const trend_chart *trend)
{
    if (!trend->y.is_cropped)
        return;
    wm_str low =
        wm_axis_text(trend->arena, &trend->y, trend->y.low, wm_is_percent(trend->row));
    wm_str note = wm_str_format(trend->arena, "Axis starts at %.*s", WM_FMT(low));
    trend->canvas->text(trend->canvas, (wm_point){0, trend->size}, note,
                        (wm_lettering){.colour = WM_INK_QUIET, .size = trend->size - 1});
}

bool wm_chart_trend(wm_canvas *canvas, const wm_judged_row *row,
                    const wm_scorecard *scorecard, double width, double height,
                    wm_arena *arena)
{
    double low, high;
    if (range_of(row, &low, &high) < 2)
        return false;
    bool is_percent = wm_is_percent(row);
    trend_chart trend = {
        .canvas = canvas, .row = row, .scorecard = scorecard, .arena = arena};
    trend.size = wm_letter_size(width);
    trend.y = wm_axis_about(low, high, 4, true, is_percent);
    trend.y.from = trend.bottom = height - trend.size * 2.15 - 8;
    trend.y.to = trend.size * 2 + 14;
    trend.left = wm_axis_text_width(&trend.y, is_percent, trend.size, arena) + 8;
    double label = target_label_width(&trend);
    trend.right = width - (label > 0 ? label + 10 : 2);
    trend.slot = (trend.right - trend.left) / (double)row->figure_count;
    if (!wm_axis_draw_lines(canvas, &trend.y, trend.left, trend.right, is_percent,
                            trend.size, arena))
        return false;
    draw_crop_note(&trend);
    draw_targets(&trend);
    draw_course(&trend);
    draw_periods(&trend);
    draw_figures(&trend);
    return true;
}
