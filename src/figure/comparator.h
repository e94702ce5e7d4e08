#ifndef WM_FIGURE_COMPARATOR_H
#define WM_FIGURE_COMPARATOR_H

#include "figure/figure.h"

/* What a figure is held against: England's, the region's, another authority's. Labelled
 * with its year, vintage and definition wherever it is shown, and never of a later year
 * than was known at the publication unless asked (docs/comparators.md).
 */
typedef enum wm_level {
    WM_LEVEL_COUNTRY,
    WM_LEVEL_REGION,
    WM_LEVEL_AUTHORITY,
    WM_LEVEL_NEIGHBOURS, /* the mean or median of the statistical neighbours */
    WM_LEVEL_OTHER,      /* a group that a sheet printed without saying which */
} wm_level;

typedef struct wm_comparator {
    wm_str ref;
    wm_level level;
    wm_str code; /* E92000001, E12000002, E08000014; empty for others */
    wm_str name;
    wm_period period; /* a year; kind NONE: the sheet does not say */
    bool printed;     /* from the printed sheet, not from published statistics */
    wm_figure_status status;
    bool has_value;
    wm_ratio value;
    unsigned places;
    bool has_counts;
    int64_t numerator;
    int64_t denominator;
    wm_str printed_text; /* as the sheet or file had it: `10%`, `c` */
    wm_str source;
    wm_str vintage;    /* which release or revision */
    wm_str definition; /* in what it differs from the measure; may be empty */
    wm_day known;      /* when it was published; WM_DAY_NONE: not said */
    wm_str file;
    wm_place place;
} wm_comparator;

/* The average of the neighbours says at the end of its definition whose figures it is of,
 * which is all that a folder knows of who the neighbours are:
 *
 *     re-referrals in the year to 31 March; mean of the 10: Wirral; Lancashire; ...
 */
#define WM_NEIGHBOURS_ARE     ": "
#define WM_NEIGHBOURS_BETWEEN "; "

/* `country`, `region`, `authority`, `neighbours`, `other`: the words of files. */
const char *wm_level_name(wm_level level);
bool wm_level_of(wm_str name, wm_level *out);

#endif
