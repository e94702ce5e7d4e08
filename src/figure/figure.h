#ifndef WM_FIGURE_FIGURE_H
#define WM_FIGURE_FIGURE_H

#include "base/diag.h"
#include "base/ratio.h"
#include "figure/period.h"

#include <stdbool.h>
#include <stdint.h>

/* The one currency: what a measure amounts to for an authority in a period. Computed,
 * typed in or imported, everything to the right of here treats it alike.
 *
 * The value is exact. Where the source gave n of N (235 of 52,918), value is
 * numerator * scale / denominator; where it gave only a printed number (21.6), value is
 * that decimal and n of N are not known: they are never made up.
 */
typedef enum wm_figure_status {
    WM_FIGURE_FINAL,
    WM_FIGURE_PROVISIONAL,
    WM_FIGURE_NOT_APPLICABLE, /* z: has no meaning here (printed NA)           */
    WM_FIGURE_NOT_AVAILABLE,  /* x: not collected, late, or left blank          */
    WM_FIGURE_SUPPRESSED,     /* c: withheld to protect people                  */
    WM_FIGURE_LOW,            /* low or k: rounds to nothing but is not nothing */
    WM_FIGURE_UNRELIABLE,     /* u: withheld as unreliable                      */
    WM_FIGURE_UNREADABLE,     /* something stands there that is no number       */
} wm_figure_status;

typedef struct wm_figure {
    wm_str ref;
    wm_str authority; /* code; empty: the scorecard's own */
    wm_period period;
    wm_day as_at;    /* the period's end unless said otherwise */
    wm_day known_at; /* WM_DAY_NONE: not said                  */
    wm_figure_status status;
    bool has_value; /* true just for FINAL and PROVISIONAL */
    wm_ratio value;
    unsigned places; /* decimal places as printed or entered */
    bool has_counts;
    int64_t numerator;
    int64_t denominator; /* 0 with has_counts: an empty denominator, no value */
    bool has_bounds;     /* counted from records: what it could be, whatever the */
    wm_ratio low;        /* blanks in them are                                   */
    wm_ratio high;
    wm_str printed; /* exactly as the source printed it: `100%`, `NA` */
    wm_str source;
    wm_str note;
    wm_str file; /* where it was read, for messages */
    wm_place place;
} wm_figure;

/* `final`, `provisional`, `not_applicable`, `not_available`, `suppressed`, `low`,
 * `unreliable`, `unreadable`: the words of files, both ways. False: no such word.
 */
const char *wm_figure_status_name(wm_figure_status status);
bool wm_figure_status_of(wm_str name, wm_figure_status *out);

/* The open-data symbol: z x c low u, or empty for a value. */
const char *wm_figure_symbol(wm_figure_status status);

/* What a page says instead of a number: `not applicable`, `not available`, `withheld`. */
const char *wm_figure_status_words(wm_figure_status status);

#endif
