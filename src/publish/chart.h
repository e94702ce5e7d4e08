#ifndef WM_PUBLISH_CHART_H
#define WM_PUBLISH_CHART_H

#include "base/arena.h"
#include "publish/canvas.h"
#include "publish/publish.h"

/* The charts of a measure, each drawn once on a canvas of the given size. Every chart
 * has its numbers in a table beside it; what it shows is said in wm_chart_describe. A
 * chart that has nothing to show draws nothing and returns false.
 */

/* Baseline and periods as points on a line, each labelled; the target line from the day
 * it is in force; the last point emphasised. A missing period is a gap, not a zero. */
bool wm_chart_trend(wm_canvas *canvas, const wm_judged_row *row,
                    const wm_scorecard *scorecard, double width, double height,
                    wm_arena *arena);

/* One line: the grade bands as a strip with own figure, target, England, region and
 * neighbours as marks upon it. */
bool wm_chart_strip(wm_canvas *canvas, const wm_judged_row *row,
                    const wm_scorecard *scorecard, double width, double height,
                    wm_arena *arena);

/* Every authority of the published year as a bar, ranked, own one dark, statistical
 * neighbours marked with a diamond and the region's with a ring, England's line; or,
 * where only a few comparators are known, those as bars. */
bool wm_chart_ranked(wm_canvas *canvas, const wm_judged_row *row,
                     const wm_scorecard *scorecard, double width, double height,
                     wm_arena *arena);

/* A sparkline for a table cell. */
bool wm_chart_spark(wm_canvas *canvas, const wm_judged_row *row, double width,
                    double height, wm_arena *arena);

typedef enum wm_chart_kind {
    WM_CHART_TREND,
    WM_CHART_STRIP,
    WM_CHART_RANKED,
} wm_chart_kind;

/* What the chart shows, in a sentence or two: alternative text. */
wm_str wm_chart_describe(wm_arena *arena, wm_chart_kind kind, const wm_judged_row *row,
                         const wm_scorecard *scorecard);

#endif
