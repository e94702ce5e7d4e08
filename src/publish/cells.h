#ifndef WM_PUBLISH_CELLS_H
#define WM_PUBLISH_CELLS_H

#include "figure/figure.h"
#include "figure/period.h"

/* What narrow cells hold, in every format that has them. */

/* As wm_period_label, but months short: `Q2 2016-17`, `Sep 2016`. */
wm_str wm_period_heading(wm_period period, int first_month, wm_arena *arena);

/* What stands in a narrow cell where a number is missing, on a terminal and in a PDF
 * alike: `n/a`, `c` (withheld), `low`, `u`, `?`, and `-` for not available. Where there
 * is room the words of wm_figure_status_words stand instead; a key says what the marks
 * mean.
 */
const char *wm_missing_mark(wm_figure_status status);

#endif
