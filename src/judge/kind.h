#ifndef WM_JUDGE_KIND_H
#define WM_JUDGE_KIND_H

#include "judge/judge.h"

/* What the year's figure is to its periods, by the kind of measure:
 *
 *     rolling 12 months   the window that ends on the last day: year = last quarter
 *     cumulative          grows within the year:                year = last quarter
 *     at a point in time  the last day is the same day:         year = last quarter
 *     sum                 a count of each period: the sum of them
 *
 * It is the measure's year rule where it has one, else what its title or its commentary
 * says in so many words; where neither says, nothing is claimed.
 */
typedef enum wm_year_kind {
    WM_YEAR_KIND_UNKNOWN,
    WM_YEAR_KIND_ROLLING,
    WM_YEAR_KIND_CUMULATIVE,
    WM_YEAR_KIND_POINT,
    WM_YEAR_KIND_SUM,
} wm_year_kind;

wm_year_kind wm_row_year_kind(const wm_judged_row *row);

#endif
