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
 *                  ◆   ◆o    ◆ o       ◆  o
 *            best                            worst
 *            ◆ Statistical neighbours  o North West
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
    bool is_neighbour; /* statistical: what an authority is held against first */
    bool is_in_region;
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
                         .is_neighbour = wm_is_neighbour(row, peer),
                         .is_in_region = is_in_region(ranked, peer)};
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

/* What stands under the bars, and what the foot says of it: neighbours first. */
typedef struct rank_sign {
    bool (*is)(const ranked_bar *bar);
    wm_mark mark;
    wm_colour fill;
    wm_colour edge;
    double below; /* the ground */
} rank_sign;

static bool is_neighbour(const ranked_bar *bar)
{
    return bar->is_neighbour && !bar->is_own;
}

static bool is_of_region(const ranked_bar *bar)
{
    return bar->is_in_region && !bar->is_own;
}

static const rank_sign signs[] = {
    {is_neighbour, WM_MARK_DIAMOND, WM_PLUM, WM_NO_COLOUR, 6},
    {is_of_region, WM_MARK_CIRCLE, WM_PAPER, WM_INK_QUIET, 14},
};
enum { SIGNS = sizeof signs / sizeof *signs };

static bool has_sign(const ranked_chart *ranked, const rank_sign *sign)
{
    for (size_t i = 0; i < ranked->count; i++)
        if (sign->is(&ranked->bars[i]))
            return true;
    return false;
}

static void draw_sign(const ranked_chart *ranked, const rank_sign *sign, wm_point at,
                      double size)
{
    bool has_edge = sign->edge != WM_NO_COLOUR;
    ranked->canvas->mark(ranked->canvas, sign->mark, at, size, sign->fill,
                         has_edge ? (wm_pen){sign->edge, 1, 0} : wm_no_edge());
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
                                  own                 ? WM_DARK_BLUE
                                  : bar->is_neighbour ? WM_PLUM
                                                      : WM_BAR,
                                  wm_no_edge());
    }
}

static double sign_size(const rank_plot *plot, const rank_sign *sign)
{
    double most = sign->mark == WM_MARK_DIAMOND ? 8 : 5;
    double least = sign->mark == WM_MARK_DIAMOND ? 5.5 : 3.5;
    double size = plot->pitch * 1.4;
    return size < least ? least : size > most ? most : size;
}

static void draw_signs(const ranked_chart *ranked, const rank_plot *plot)
{
    for (size_t s = 0; s < SIGNS; s++)
        for (size_t i = 0; i < ranked->count; i++)
            if (signs[s].is(&ranked->bars[i]))
                draw_sign(ranked, &signs[s],
                          (wm_point){plot->left + plot->pitch * ((double)i + 0.5),
                                     plot->ground + signs[s].below},
                          sign_size(plot, &signs[s]));
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

/* The best bar stands at the left. */
static void draw_sides(const ranked_chart *ranked, const rank_plot *plot, double y)
{
    bool has_sides = ranked->row->direction != WM_DIRECTION_NONE;
    wm_lettering letters = {.colour = WM_INK_QUIET, .size = ranked->size};
    ranked->canvas->text(ranked->canvas, (wm_point){plot->left, y},
                         has_sides ? WM_STR("best") : WM_STR("highest"), letters);
    letters.anchor = WM_ANCHOR_END;
    ranked->canvas->text(ranked->canvas, (wm_point){plot->right, y},
                         has_sides ? WM_STR("worst") : WM_STR("lowest"), letters);
}

static const double SIGN_GAP = 12; /* from a sign's middle to its words */
static const double KEY_GAP = 18;  /* from one to the next */

static void draw_key(const ranked_chart *ranked, const rank_plot *plot, double y)
{
    wm_str words[SIGNS] = {WM_STR("Statistical neighbours"),
                           ranked->scorecard->region.name};
    double both = wm_text_width(words[0], ranked->size, false) +
                  wm_text_width(words[1], ranked->size, false) + 2 * SIGN_GAP + KEY_GAP;
    if (plot->left + both > ranked->width)
        words[0] = WM_STR("Neighbours");
    double x = plot->left + 4;
    for (size_t s = 0; s < SIGNS; s++) {
        if (!has_sign(ranked, &signs[s]))
            continue;
        draw_sign(ranked, &signs[s], (wm_point){x, y - ranked->size * 0.35},
                  signs[s].mark == WM_MARK_DIAMOND ? 8 : 5);
        ranked->canvas->text(
            ranked->canvas, (wm_point){x + SIGN_GAP - 3, y}, words[s],
            (wm_lettering){.colour = WM_INK_QUIET, .size = ranked->size});
        x += SIGN_GAP + wm_text_width(words[s], ranked->size, false) + KEY_GAP;
    }
}

/* Under the ground: the signs, which end is which, and what the signs are. */
typedef struct rank_foot {
    double sides;
    double key;
    double height;
} rank_foot;

static rank_foot foot_of(const ranked_chart *ranked)
{
    rank_foot foot = {.sides = 6 + ranked->size};
    for (size_t s = 0; s < SIGNS; s++)
        if (has_sign(ranked, &signs[s]))
            foot.sides = signs[s].below + 6 + ranked->size;
    bool has_key = has_sign(ranked, &signs[0]) || has_sign(ranked, &signs[1]);
    foot.key = foot.sides + (has_key ? ranked->size + 5 : 0);
    foot.height = foot.key + 4;
    return foot;
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
    rank_foot foot = foot_of(ranked);
    plot.ground = plot.y.from = ranked->height - foot.height;
    plot.y.to = ranked->size + 16;
    plot.left = wm_axis_text_width(&plot.y, is_percent, ranked->size, ranked->arena) + 8;
    plot.right = ranked->width - england_label_width(ranked);
    plot.pitch = (plot.right - plot.left) / (double)ranked->count;
    if (!wm_axis_draw_lines(ranked->canvas, &plot.y, plot.left, plot.right, is_percent,
                            ranked->size, ranked->arena))
        return false;
    draw_bars(ranked, &plot, false);
    draw_bars(ranked, &plot, true);
    draw_signs(ranked, &plot);
    draw_england(ranked, &plot);
    label_own(ranked, &plot);
    draw_sides(ranked, &plot, plot.ground + foot.sides);
    if (foot.key > foot.sides)
        draw_key(ranked, &plot, plot.ground + foot.key);
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
