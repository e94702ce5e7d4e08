#ifndef WM_FIGURE_PRINTED_BAND_H
#define WM_FIGURE_PRINTED_BAND_H

#include "base/ratio.h"
#include "base/str.h"

#include <stdbool.h>

/* A grade's range as a sheet prints it, in the forms that sheets use:
 *
 *     20-25   25-20   80 to 89   <14   >90   <=14   85+   90 and over   under 15   80
 *
 * Dashes of any kind, percent signs and spaces are allowed. What the ends mean is kept
 * as it was written: `<14` leaves out 14, and `25-20` was written high end first.
 */
typedef struct wm_printed_band {
    bool has_low;
    bool has_high;
    wm_decimal low;
    wm_decimal high;
    bool strict;     /* `<14`, `>90`, `under 15`: the end itself is left out */
    bool descending; /* written from high to low */
    bool bare;       /* a single number: low and high are both it */
} wm_printed_band;

/* False when the text is none of the forms; *out is then untouched. */
bool wm_printed_band_parse(wm_str text, wm_printed_band *out);

#endif
