#include "publish/chart_internal.h"

#include "judge/words.h"

#include <math.h>

double wm_axis_place(const wm_axis *axis, double value)
{
    double share = (value - axis->low) / (axis->high - axis->low);
    return axis->from + share * (axis->to - axis->from);
}

/* 1, 2 or 5 times a power of ten, at least `least`. */
static double round_step(double least)
{
    double power = pow(10, floor(log10(least)));
    double digit = least / power;
    if (digit <= 1)
        return power;
    return digit <= 2 ? 2 * power : digit <= 5 ? 5 * power : 10 * power;
}

/* A range that is nothing wide cannot be drawn on. */
static void widen(double *low, double *high)
{
    if (*high - *low > 1e-9)
        return;
    double margin = fabs(*high) > 1 ? fabs(*high) / 10 : 1;
    *low -= margin;
    *high += margin;
}

wm_axis wm_axis_about(double low, double high, unsigned ticks, bool may_crop,
                      bool is_percent)
{
    double lowest = low;
    double highest = high;
    if (!may_crop || low < high * 0.5)
        low = low < 0 ? low : 0;
    if (high < 0)
        high = 0;
    widen(&low, &high);
    wm_axis axis = {.step = round_step((high - low) / ticks)};
    axis.low = floor(low / axis.step + 1e-9) * axis.step;
    axis.high = ceil(high / axis.step - 1e-9) * axis.step;
    if (axis.low < 0 && lowest >= 0)
        axis.low = 0;
    if (is_percent && highest <= 100 && axis.high > 100)
        axis.high = 100;
    axis.is_cropped = axis.low > 0;
    return axis;
}

wm_str wm_axis_text(wm_arena *arena, const wm_axis *axis, double value, bool is_percent)
{
    int places = axis->step >= 1 ? 0 : (int)ceil(-log10(axis->step) - 1e-9);
    return wm_str_format(arena, "%.*f%s", places, value, is_percent ? "%" : "");
}

/* How many values are named, both ends among them. */
static size_t tick_count(const wm_axis *axis)
{
    return (size_t)floor((axis->high - axis->low) / axis->step + 1e-6) + 1;
}

bool wm_axis_draw_lines(wm_canvas *canvas, const wm_axis *axis, double left, double right,
                        bool is_percent, double size, wm_arena *arena)
{
    for (size_t i = 0; i < tick_count(axis); i++) {
        double value = axis->low + (double)i * axis->step;
        double y = wm_axis_place(axis, value);
        wm_str text = wm_axis_text(arena, axis, value, is_percent);
        if (!text.data)
            return false;
        bool is_ground = i == 0 && !axis->is_cropped;
        wm_pen pen = {is_ground ? WM_INK_QUIET : WM_RULE, 1, 0};
        canvas->line(canvas, (const wm_point[]){{left, y}, {right, y}}, 2, pen);
        canvas->text(canvas, (wm_point){left - 6, y + size * 0.35}, text,
                     (wm_lettering){
                         .colour = WM_INK_QUIET, .size = size, .anchor = WM_ANCHOR_END});
    }
    return true;
}

double wm_axis_text_width(const wm_axis *axis, bool is_percent, double size,
                          wm_arena *arena)
{
    double widest = 0;
    for (size_t i = 0; i < tick_count(axis); i++) {
        wm_str text =
            wm_axis_text(arena, axis, axis->low + (double)i * axis->step, is_percent);
        double width = wm_text_width(text, size, false);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void order_by_place(wm_label *labels, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        wm_label label = labels[i];
        size_t j = i;
        for (; j > 0 && labels[j - 1].at > label.at; j--)
            labels[j] = labels[j - 1];
        labels[j] = label;
    }
}

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

enum { ROWS_MAX = 6 };

void wm_labels_place(wm_label *labels, size_t count, double left, double right,
                     double gap, unsigned rows)
{
    double taken_to[ROWS_MAX];
    rows = rows > ROWS_MAX ? ROWS_MAX : rows;
    for (unsigned row = 0; row < rows; row++)
        taken_to[row] = left - gap;
    order_by_place(labels, count);
    for (size_t i = 0; i < count; i++) {
        wm_label *label = &labels[i];
        double half = label->width / 2;
        label->centre = clamp(label->at, left + half, right - half);
        unsigned row = 0;
        while (row + 1 < rows && taken_to[row] + gap > label->centre - half)
            row++;
        label->row = row;
        taken_to[row] = label->centre + half;
    }
}

double wm_value_for_drawing(const wm_figure *figure)
{
    return wm_ratio_for_drawing(figure->value);
}

bool wm_is_percent(const wm_judged_row *row)
{
    return row->measure->unit == WM_UNIT_PERCENT;
}

wm_str wm_chart_target_words(wm_arena *arena, const wm_judged_row *row,
                             const wm_judged_figure *figure, bool upper)
{
    switch (figure->target->kind) {
    case WM_TARGET_VALUE:
    case WM_TARGET_AT_LEAST:
    case WM_TARGET_AT_MOST:
        return wm_phrase_target(arena, row, figure->target->low);
    case WM_TARGET_RANGE:
        return wm_phrase_target(arena, row,
                                upper ? figure->target->high : figure->target->low);
    case WM_TARGET_ABOVE:
    case WM_TARGET_BELOW:
    case WM_TARGET_INCREASE:
    case WM_TARGET_DECREASE:
        break;
    }
    return wm_say_value(arena, row, figure->target_low);
}

const wm_judged_comparator *wm_drawn_comparator(const wm_judged_row *row, wm_level level)
{
    const wm_judged_comparator *shown = wm_shown_comparator(row, level);
    return shown && shown->comparator->has_value ? shown : NULL;
}

double wm_letter_size(double width)
{
    return width < 400 ? 11 : 12;
}
