#include "publish/chart_internal.h"

/* The course in the height of a line of text: no axis and no numbers, which stand in
 * the cells beside it. */
typedef struct spark_chart {
    wm_canvas *canvas;
    const wm_judged_row *row;
    wm_axis y;
    double step;
} spark_chart;

static const double MARGIN = 4;

static wm_point point_of(const spark_chart *spark, size_t i)
{
    double value = wm_value_for_drawing(spark->row->figures[i].figure);
    return (wm_point){MARGIN + spark->step * (double)i, wm_axis_place(&spark->y, value)};
}

static size_t range_of(const wm_judged_row *row, double *low, double *high)
{
    size_t count = 0;
    for (size_t i = 0; i < row->figure_count; i++) {
        if (!wm_is_drawn(&row->figures[i]))
            continue;
        double value = wm_value_for_drawing(row->figures[i].figure);
        *low = count == 0 || value < *low ? value : *low;
        *high = count == 0 || value > *high ? value : *high;
        count++;
    }
    return count;
}

static void draw_target(const spark_chart *spark, double width)
{
    const wm_judged_figure *latest = spark->row->latest;
    if (!latest || !latest->target_known)
        return;
    double target = wm_ratio_for_drawing(latest->target_low);
    if (target < spark->y.low || target > spark->y.high)
        return;
    double y = wm_axis_place(&spark->y, target);
    const wm_point ends[] = {{0, y}, {width, y}};
    spark->canvas->line(spark->canvas, ends, 2, (wm_pen){WM_PLUM, 1, 2});
}

bool wm_chart_spark(wm_canvas *canvas, const wm_judged_row *row, double width,
                    double height, wm_arena *arena)
{
    (void)arena;
    double low = 0, high = 0;
    if (range_of(row, &low, &high) < 2)
        return false;
    bool is_flat = high - low < 1e-9;
    spark_chart spark = {.canvas = canvas, .row = row};
    spark.y = (wm_axis){.low = is_flat ? low - 1 : low,
                        .high = is_flat ? high + 1 : high,
                        .from = height - MARGIN,
                        .to = MARGIN};
    spark.step = (width - 2 * MARGIN) / (double)(row->figure_count - 1);
    draw_target(&spark, width);
    for (size_t i = 1; i < row->figure_count; i++) {
        if (!wm_is_drawn(&row->figures[i - 1]) || !wm_is_drawn(&row->figures[i]))
            continue;
        const wm_point ends[] = {point_of(&spark, i - 1), point_of(&spark, i)};
        canvas->line(canvas, ends, 2, (wm_pen){WM_DARK_BLUE, 1.5, 0});
    }
    for (size_t i = 0; i < row->figure_count; i++) {
        if (!wm_is_drawn(&row->figures[i]))
            continue;
        bool is_latest = &row->figures[i] == row->latest;
        canvas->mark(canvas, WM_MARK_CIRCLE, point_of(&spark, i), is_latest ? 6 : 3,
                     WM_DARK_BLUE, wm_no_edge());
    }
    return true;
}
