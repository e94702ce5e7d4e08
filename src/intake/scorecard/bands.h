#ifndef WM_INTAKE_SCORECARD_BANDS_H
#define WM_INTAKE_SCORECARD_BANDS_H

#include "figure/printed_band.h"
#include "figure/scorecard.h"

/* What three printed bands say. */
typedef enum wm_bands_verdict {
    WM_BANDS_READ,
    WM_BANDS_OPEN_END,   /* read; the lowest band's outer edge was taken as 0 or 100 */
    WM_BANDS_NOT_RISING, /* the cut points do not follow one another in one direction */
    WM_BANDS_NO_END,     /* the lowest band has no outer edge and none is natural     */
} wm_bands_verdict;

/* The cut of a grade is the edge of its own printed range that faces the worse grade:
 *
 *     20-25 | 19-15 | <14     lower is better    25  19  14
 *     65-75 | 75-84 | 85+     higher is better   65  75  85
 *
 * ranges[] are requires improvement, good, outstanding. `percent` gives a lowest band
 * that is open (`>25`) its natural end. The direction is told whenever the edges show
 * one.
 */
wm_bands_verdict wm_bands_from(const wm_printed_band ranges[3], bool percent,
                               wm_bands *bands_out, wm_direction *direction_out);

/* A target as printed: a number, a range, `85+`, or words (`Increase`, `Below regional
 * average`). False when it is none of these. `words_out`: it was words. */
bool wm_target_read(wm_str text, wm_target *target_out, bool *words_out);

#endif
