#ifndef WM_PUBLISH_CHART_INTERNAL_H
#define WM_PUBLISH_CHART_INTERNAL_H

#include "publish/chart.h"
#include "publish/palette.h"

/* What the charts share: where a value lies, which values an axis names, how labels
 * keep out of each other's way. Doubles are places on a page and nothing else.
 */

/* Values [low, high] laid from `from` to `to`; from > to turns the axis round. */
typedef struct wm_axis {
    double low;
    double high;
    double from;
    double to;
    double step;     /* between the values that are named */
    bool is_cropped; /* it does not begin at nothing */
} wm_axis;

double wm_axis_place(const wm_axis *axis, double value);

/* An axis about the values [low, high], to round numbers with about `ticks` of them
 * named. It begins at 0 unless the values are all far from it and `may_crop`. A
 * percentage does not run past 100 when no value does. */
wm_axis wm_axis_about(double low, double high, unsigned ticks, bool may_crop,
                      bool is_percent);

/* `60%`, `0.5`: a value that the axis names. */
wm_str wm_axis_text(wm_arena *arena, const wm_axis *axis, double value, bool is_percent);

/* Horizontal lines at the named values, with the values left of `left`; it returns
 * false when memory is refused. */
bool wm_axis_draw_lines(wm_canvas *canvas, const wm_axis *axis, double left, double right,
                        bool is_percent, double size, wm_arena *arena);

/* Room that the named values need. */
double wm_axis_text_width(const wm_axis *axis, bool is_percent, double size,
                          wm_arena *arena);

/* A label for the place x: `left` to `right` is where it ended up, `row` which row. */
typedef struct wm_label {
    wm_str text;
    double at;
    double centre;
    double width;
    unsigned row;
} wm_label;

/* Puts labels, each centred on its place as nearly as [left, right] allows, in as few
 * rows as keep them `gap` apart; at most `rows`. Orders them by place. */
void wm_labels_place(wm_label *labels, size_t count, double left, double right,
                     double gap, unsigned rows);

double wm_value_for_drawing(const wm_figure *figure);

bool wm_is_percent(const wm_judged_row *row);

/* The number of a target, or the upper one of a range: `16%`. */
wm_str wm_chart_target_words(wm_arena *arena, const wm_judged_row *row,
                             const wm_judged_figure *figure, bool upper);

static inline bool wm_is_drawn(const wm_judged_figure *figure)
{
    return figure->figure && figure->figure->has_value;
}

/* The country's published figure of the year that authorities are ranked in, whose line
 * the ranked chart draws; NULL: none. */
const wm_comparator *wm_drawn_country(const wm_judged_row *row);

/* The comparator shown for a level, when it has a value to draw; else NULL. */
const wm_judged_comparator *wm_drawn_comparator(const wm_judged_row *row, wm_level level);

/* Size of a chart's letters: smaller on a chart made for a narrow screen. */
double wm_letter_size(double width);

static inline wm_pen wm_no_edge(void)
{
    return (wm_pen){WM_NO_COLOUR, 0, 0};
}

#endif
