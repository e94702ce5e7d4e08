#include "publish/chart_internal.h"

#include "figure/authority.h"
#include "judge/words.h"

#include <stdlib.h>

/* Two forms. Of a published year, every authority as a thin bar, best first:
 *
 *     60% |                                  ____|
 *         |                     Sefton 21.9% ||||| - - - - England
 *     30% |            ____|||||||||I|||||||||||||             22.3%
 *         |_____|||||||||||||||||||||I|||||||||||||
 *            better                          worse
 *
 * Of a few, bars with names:
 *
 *     North West 2015-16 |||||||||||||||||||| 21.9%
 *     Sefton             |||||||||||||||||||  21.6%
 */
enum { MANY = 10, FEW_MAX = 8 };

typedef struct ranked_bar {
    wm_str name;
    wm_str said; /* the value in words, where there are few */
    wm_ratio value;
    bool is_own;
    bool is_near; /* of the same region */
} ranked_bar;

typedef struct ranked_chart {
    wm_canvas *canvas;
    const wm_judged_row *row;
    const wm_scorecard *scorecard;
    wm_arena *arena;
    double width;
    double height;
    double size;
    ranked_bar *bars;
    size_t count;
} ranked_chart;

static int by_value(const void *a, const void *b)
{
    const ranked_bar *left = a;
    const ranked_bar *right = b;
    int order = wm_ratio_compare(left->value, right->value);
    return order ? order : wm_str_compare(left->name, right->name);
}

/* Best first; where nothing is better, the highest first. */
static void order_bars(ranked_chart *ranked)
{
    qsort(ranked->bars, ranked->count, sizeof *ranked->bars, by_value);
    if (ranked->row->direction == WM_DIRECTION_LOWER)
        return;
    for (size_t i = 0; i < ranked->count / 2; i++) {
        ranked_bar kept = ranked->bars[i];
        ranked->bars[i] = ranked->bars[ranked->count - 1 - i];
        ranked->bars[ranked->count - 1 - i] = kept;
    }
}

static wm_axis axis_of(const ranked_chart *ranked, unsigned ticks)
{
    double low = wm_ratio_for_drawing(ranked->bars[0].value);
    double high = low;
    for (size_t i = 1; i < ranked->count; i++) {
        double value = wm_ratio_for_drawing(ranked->bars[i].value);
        low = value < low ? value : low;
        high = value > high ? value : high;
    }
    return wm_axis_about(low, high, ticks, false, wm_is_percent(ranked->row));
}

/* Every authority. */

static bool is_in_region(const ranked_chart *ranked, const wm_comparator *peer)
{
    const wm_authority *authority = wm_authority_by_code(peer->code);
    return authority && wm_str_equal(wm_str_of(authority->region_code),
                                     ranked->scorecard->region.code);
}

static bool take_peers(ranked_chart *ranked)
{
    const wm_judged_row *row = ranked->row;
    ranked->bars = wm_arena_alloc(ranked->arena, row->peer_count + 1, sizeof(ranked_bar));
    if (!ranked->bars)
        return false;
    bool has_own = false;
    for (size_t i = 0; i < row->peer_count; i++) {
        const wm_comparator *peer = row->peers[i];
        bool is_own = wm_str_equal(peer->code, ranked->scorecard->authority.code);
        has_own = has_own || is_own;
        ranked->bars[ranked->count++] =
            (ranked_bar){.name = peer->name,
                         .value = peer->value,
                         .is_own = is_own,
                         .is_near = is_in_region(ranked, peer)};
    }
    if (!has_own && row->standing.known)
        ranked->bars[ranked->count++] =
            (ranked_bar){.name = ranked->scorecard->authority.name,
                         .value = row->standing.own,
                         .is_own = true};
    order_bars(ranked);
    return true;
}

const wm_comparator *wm_drawn_country(const wm_judged_row *row)
{
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_comparator *one = row->comparators[i].comparator;
        if (one->level == WM_LEVEL_COUNTRY && one->has_value && !one->printed &&
            wm_period_equal(one->period, row->standing.period))
            return one;
    }
    return NULL;
}

typedef struct rank_plot {
    wm_axis y;
    double left;
    double right;
    double ground;
    double pitch;
} rank_plot;

static double near_mark_size(const rank_plot *plot)
{
    return plot->pitch < 3 ? 3 : plot->pitch > 6 ? 6 : plot->pitch;
}

static void draw_bars(const ranked_chart *ranked, const rank_plot *plot, bool own)
{
    for (size_t i = 0; i < ranked->count; i++) {
        const ranked_bar *bar = &ranked->bars[i];
        if (bar->is_own != own)
            continue;
        double y = wm_axis_place(&plot->y, wm_ratio_for_drawing(bar->value));
        double thick = own && plot->pitch < 3 ? 3 : plot->pitch * 0.75;
        double zero = wm_axis_place(&plot->y, plot->y.low > 0 ? plot->y.low : 0);
        double x = plot->left + plot->pitch * ((double)i + 0.5) - thick / 2;
        ranked->canvas->rectangle(ranked->canvas, (wm_point){x, y < zero ? y : zero},
                                  thick, y < zero ? zero - y : y - zero,
                                  own ? WM_DARK_BLUE : WM_BAR, wm_no_edge());
    }
}

static void draw_near(const ranked_chart *ranked, const rank_plot *plot)
{
    for (size_t i = 0; i < ranked->count; i++)
        if (ranked->bars[i].is_near && !ranked->bars[i].is_own)
            ranked->canvas->mark(ranked->canvas, WM_MARK_CIRCLE,
                                 (wm_point){plot->left + plot->pitch * ((double)i + 0.5),
                                            plot->ground + 5},
                                 near_mark_size(plot), WM_PLUM, wm_no_edge());
}

static void draw_england(const ranked_chart *ranked, const rank_plot *plot)
{
    const wm_comparator *england = wm_drawn_country(ranked->row);
    if (!england)
        return;
    double y = wm_axis_place(&plot->y, wm_ratio_for_drawing(england->value));
    const wm_point ends[] = {{plot->left, y}, {plot->right, y}};
    ranked->canvas->line(ranked->canvas, ends, 2, (wm_pen){WM_PAPER, 3, 0});
    ranked->canvas->line(ranked->canvas, ends, 2, (wm_pen){WM_INK, 1.5, 5});
    wm_lettering letters = {.colour = WM_INK, .size = ranked->size};
    ranked->canvas->text(ranked->canvas, (wm_point){plot->right + 5, y}, england->name,
                         letters);
    ranked->canvas->text(ranked->canvas,
                         (wm_point){plot->right + 5, y + ranked->size * 1.1},
                         wm_say_comparator(ranked->arena, ranked->row, england), letters);
}

static size_t own_place(const ranked_chart *ranked)
{
    size_t i = 0;
    while (i < ranked->count && !ranked->bars[i].is_own)
        i++;
    return i;
}

/* Over every bar that the words would lie on, so that they do not. */
static double label_height(const ranked_chart *ranked, const rank_plot *plot, double from,
                           double to)
{
    double y = plot->ground;
    for (size_t i = 0; i < ranked->count; i++) {
        double x = plot->left + plot->pitch * ((double)i + 0.5);
        if (x < from - plot->pitch || x > to + plot->pitch)
            continue;
        double top = wm_axis_place(&plot->y, wm_ratio_for_drawing(ranked->bars[i].value));
        y = top < y ? top : y;
    }
    const wm_comparator *england = wm_drawn_country(ranked->row);
    if (!england)
        return y - 6;
    double line = wm_axis_place(&plot->y, wm_ratio_for_drawing(england->value));
    return y - 6 > line - 3 && y - 6 - ranked->size < line + 3 ? line - 5 : y - 6;
}

static void label_own(const ranked_chart *ranked, const rank_plot *plot)
{
    size_t own = own_place(ranked);
    if (own == ranked->count)
        return;
    const ranked_bar *bar = &ranked->bars[own];
    wm_str value = wm_say_value(ranked->arena, ranked->row, bar->value);
    wm_str text =
        wm_str_format(ranked->arena, "%.*s %.*s", WM_FMT(bar->name), WM_FMT(value));
    double half = wm_text_width(text, ranked->size + 1, true) / 2;
    double x = plot->left + plot->pitch * ((double)own + 0.5);
    double centre = x - half < plot->left    ? plot->left + half
                    : x + half > plot->right ? plot->right - half
                                             : x;
    double y = label_height(ranked, plot, centre - half, centre + half);
    double top = wm_axis_place(&plot->y, wm_ratio_for_drawing(bar->value));
    const wm_point leader[] = {{x, y + 2}, {x, top}};
    ranked->canvas->line(ranked->canvas, leader, 2, (wm_pen){WM_DARK_BLUE, 1, 0});
    ranked->canvas->text(ranked->canvas, (wm_point){centre, y}, text,
                         (wm_lettering){.colour = WM_DARK_BLUE,
                                        .size = ranked->size + 1,
                                        .bold = true,
                                        .anchor = WM_ANCHOR_MIDDLE,
                                        .halo = true});
}

static bool has_near(const ranked_chart *ranked)
{
    for (size_t i = 0; i < ranked->count; i++)
        if (ranked->bars[i].is_near && !ranked->bars[i].is_own)
            return true;
    return false;
}

/* Which end is which, and what the dots are. */
static void draw_foot(const ranked_chart *ranked, const rank_plot *plot)
{
    bool has_sides = ranked->row->direction != WM_DIRECTION_NONE;
    double y = plot->ground + 12 + ranked->size;
    wm_lettering letters = {.colour = WM_INK_QUIET, .size = ranked->size};
    ranked->canvas->text(ranked->canvas, (wm_point){plot->left, y},
                         has_sides ? WM_STR("best") : WM_STR("highest"), letters);
    letters.anchor = WM_ANCHOR_END;
    ranked->canvas->text(ranked->canvas, (wm_point){plot->right, y},
                         has_sides ? WM_STR("worst") : WM_STR("lowest"), letters);
    if (!has_near(ranked))
        return;
    letters.anchor = WM_ANCHOR_MIDDLE;
    double middle = (plot->left + plot->right) / 2;
    double half = wm_text_width(ranked->scorecard->region.name, ranked->size, false) / 2;
    ranked->canvas->mark(ranked->canvas, WM_MARK_CIRCLE,
                         (wm_point){middle - half - 6, y - ranked->size * 0.35}, 6,
                         WM_PLUM, wm_no_edge());
    ranked->canvas->text(ranked->canvas, (wm_point){middle + 2, y},
                         ranked->scorecard->region.name, letters);
}

static double england_label_width(const ranked_chart *ranked)
{
    const wm_comparator *england = wm_drawn_country(ranked->row);
    if (!england)
        return 0;
    double name = wm_text_width(england->name, ranked->size, false);
    double value = wm_text_width(wm_say_comparator(ranked->arena, ranked->row, england),
                                 ranked->size, false);
    return (name > value ? name : value) + 8;
}

static bool draw_many(ranked_chart *ranked)
{
    if (!take_peers(ranked))
        return false;
    bool is_percent = wm_is_percent(ranked->row);
    rank_plot plot = {.y = axis_of(ranked, 4)};
    plot.ground = plot.y.from = ranked->height - ranked->size - 18;
    plot.y.to = ranked->size + 16;
    plot.left = wm_axis_text_width(&plot.y, is_percent, ranked->size, ranked->arena) + 8;
    plot.right = ranked->width - england_label_width(ranked);
    plot.pitch = (plot.right - plot.left) / (double)ranked->count;
    if (!wm_axis_draw_lines(ranked->canvas, &plot.y, plot.left, plot.right, is_percent,
                            ranked->size, ranked->arena))
        return false;
    draw_bars(ranked, &plot, false);
    draw_bars(ranked, &plot, true);
    draw_near(ranked, &plot);
    draw_england(ranked, &plot);
    label_own(ranked, &plot);
    draw_foot(ranked, &plot);
    return true;
}

/* A few. */

static wm_str dated_name(const ranked_chart *ranked, const wm_comparator *comparator)
{
    wm_str name = comparator->level == WM_LEVEL_NEIGHBOURS ? WM_STR("Neighbours")
                                                           : comparator->name;
    if (comparator->period.kind == WM_PERIOD_NONE)
        return name;
    wm_str year =
        wm_period_text(comparator->period, ranked->scorecard->first_month, ranked->arena);
    return wm_str_format(ranked->arena, "%.*s %.*s", WM_FMT(name), WM_FMT(year));
}

static bool take_few(ranked_chart *ranked)
{
    const wm_judged_row *row = ranked->row;
    ranked->bars = wm_arena_alloc(ranked->arena, FEW_MAX, sizeof(ranked_bar));
    if (!ranked->bars)
        return false;
    ranked->bars[ranked->count++] =
        (ranked_bar){.name = ranked->scorecard->authority.name,
                     .said = wm_say_figure(ranked->arena, row, row->latest->figure),
                     .value = row->latest->figure->value,
                     .is_own = true};
    for (size_t i = 0; i < row->comparator_count && ranked->count < FEW_MAX; i++) {
        const wm_comparator *one = row->comparators[i].comparator;
        if (one->has_value)
            ranked->bars[ranked->count++] =
                (ranked_bar){.name = dated_name(ranked, one),
                             .said = wm_say_comparator(ranked->arena, row, one),
                             .value = one->value};
    }
    order_bars(ranked);
    return true;
}

static double widest_name(const ranked_chart *ranked)
{
    double widest = 0;
    for (size_t i = 0; i < ranked->count; i++) {
        const ranked_bar *bar = &ranked->bars[i];
        double width = wm_text_width(bar->name, ranked->size, bar->is_own);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void draw_named(const ranked_chart *ranked, const ranked_bar *bar,
                       const wm_axis *x, double y, double thick)
{
    double zero = wm_axis_place(x, x->low > 0 ? x->low : 0);
    double end = wm_axis_place(x, wm_ratio_for_drawing(bar->value));
    double left = end < zero ? end : zero;
    double right = end < zero ? zero : end;
    double baseline = y + thick / 2 + ranked->size * 0.35;
    wm_lettering letters = {.colour = WM_INK, .size = ranked->size, .bold = bar->is_own};
    ranked->canvas->rectangle(ranked->canvas, (wm_point){left, y}, right - left, thick,
                              bar->is_own ? WM_DARK_BLUE : WM_BAR, wm_no_edge());
    ranked->canvas->text(ranked->canvas, (wm_point){0, baseline}, bar->name, letters);
    ranked->canvas->text(ranked->canvas, (wm_point){right + 6, baseline}, bar->said,
                         letters);
}

static double widest_value(const ranked_chart *ranked)
{
    double widest = 0;
    for (size_t i = 0; i < ranked->count; i++) {
        double width =
            wm_text_width(ranked->bars[i].said, ranked->size, ranked->bars[i].is_own);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static bool draw_few(ranked_chart *ranked)
{
    if (!take_few(ranked))
        return false;
    if (ranked->count < 2)
        return false;
    wm_axis x = axis_of(ranked, 4);
    x.from = widest_name(ranked) + 10;
    x.to = ranked->width - widest_value(ranked) - 8;
    double pitch = ranked->height / (double)ranked->count;
    pitch = pitch > 34 ? 34 : pitch;
    for (size_t i = 0; i < ranked->count; i++)
        draw_named(ranked, &ranked->bars[i], &x, pitch * (double)i + pitch * 0.15,
                   pitch * 0.7);
    return true;
}

bool wm_chart_ranked(wm_canvas *canvas, const wm_judged_row *row,
                     const wm_scorecard *scorecard, double width, double height,
                     wm_arena *arena)
{
    ranked_chart ranked = {.canvas = canvas,
                           .row = row,
                           .scorecard = scorecard,
                           .arena = arena,
                           .width = width,
                           .height = height,
                           .size = wm_letter_size(width)};
    if (row->peer_count >= MANY)
        return draw_many(&ranked);
    return row->latest && draw_few(&ranked);
}
