#ifndef WM_INTAKE_SCORECARD_THRESHOLDS_H
#define WM_INTAKE_SCORECARD_THRESHOLDS_H

#include "figure/measure.h"
#include "figure/printed_band.h"

/* Red, amber and green, as a status beside a figure or as what the colours mean:
 *
 *     R   Amber   green ●                         a status
 *     Green >=90   >=90 (under `Green`)           one threshold
 *     G: >=90 A: 80-89 R: <80                     three of them in a cell
 */
typedef enum wm_colour {
    WM_COLOUR_RED,
    WM_COLOUR_AMBER,
    WM_COLOUR_GREEN,
    WM_COLOUR_NONE,
} wm_colour;

/* `Red`, `Amber`, `Green`. */
const char *wm_colour_name(wm_colour colour);

/* The colour that the text begins with, and what stands behind it. NONE with the whole
 * text when it begins with none. `rest_out` may be NULL. */
wm_colour wm_colour_of(wm_str text, wm_str *rest_out);

/* What stands behind each colour in one cell; empty for a colour that is not there. How
 * many of them are ranges: a cell of thresholds has two or three. */
size_t wm_thresholds_cut(wm_str text, wm_str pieces_out[3]);

/* Which way is better, by where green lies from amber and red; NONE when they do not say.
 * NULL for a colour without a range. */
wm_direction wm_thresholds_direction(const wm_printed_band *red,
                                     const wm_printed_band *amber,
                                     const wm_printed_band *green);

/* Both ends in, whatever the signs say: a status on an edge is not disputed. */
bool wm_threshold_holds(const wm_printed_band *range, wm_ratio figure);

#endif
