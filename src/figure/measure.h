#ifndef WM_FIGURE_MEASURE_H
#define WM_FIGURE_MEASURE_H

#include "base/diag.h"
#include "base/str.h"

#include <stdbool.h>

/* The heading of a measure: everything about it but how it is counted. It comes from a
 * `.measures` file (docs/language.md) and is what judging, checking and publishing
 * know of a measure.
 */
typedef enum wm_unit {
    WM_UNIT_PERCENT,
    WM_UNIT_PER_10000,
    WM_UNIT_COUNT,
    WM_UNIT_RATIO,   /* so many of these for each of those: an average */
    WM_UNIT_HIGHEST, /* the largest of several counts                  */
} wm_unit;

/* Which way is better. None unless somebody said so: more children protected is neither
 * good nor bad in itself.
 */
typedef enum wm_direction {
    WM_DIRECTION_NONE,
    WM_DIRECTION_HIGHER,
    WM_DIRECTION_LOWER,
} wm_direction;

/* How a change is said. DEFAULT: points for percentages, else number. */
typedef enum wm_change_unit {
    WM_CHANGE_DEFAULT,
    WM_CHANGE_POINTS,
    WM_CHANGE_PERCENT,
    WM_CHANGE_NUMBER,
} wm_change_unit;

/* What the year's figure is. */
typedef enum wm_year_rule {
    WM_YEAR_SAME,   /* the same text with the year as its period */
    WM_YEAR_WINDOW, /* `year uses <window>`                      */
    WM_YEAR_SUMS,   /* `year sums periods`                       */
} wm_year_rule;

typedef struct wm_measure {
    wm_str ref; /* `1.10`, never a number */
    wm_str title;
    wm_str short_title; /* up to 40 characters; empty: none given */
    wm_str plain;       /* words for members; may be empty        */
    wm_unit unit;
    bool entered; /* typed in or imported, not computed from records */
    wm_direction direction;
    wm_change_unit change;
    wm_year_rule year_rule;
    wm_str year_window;     /* `year to date`, `last 12 months`; as written */
    bool trend_uses_period; /* `trend uses period`: charts use the period, not the window
                             */
    int show_places;        /* decimal places to print; -1: default for the unit */
    wm_str source;          /* statute, guidance, return */
    wm_str note;            /* caveat; may be empty      */
    wm_str replaces;        /* reference in the catalogue; may be empty */
    wm_str file;            /* where it was read, for messages */
    wm_place place;
} wm_measure;

/* A reference: a letter or digit, then letters, digits, `.` or `-`, at most 16 bytes,
 * with at least one digit or a single capital (`1.10`, `1.6b`, `H`, `H1`, `KPI-12`).
 */
bool wm_is_reference(wm_str text);

/* Order of references as people read them: 1.2 before 1.10, 10.1 after 9.7. */
int wm_reference_compare(wm_str a, wm_str b);

/* `percent`, `per_10000`, `count`, `ratio`, `highest`: the words of files. */
const char *wm_unit_name(wm_unit unit);
const char *wm_direction_name(wm_direction direction); /* higher, lower, none */
const char *wm_change_name(wm_change_unit change);     /* points, percent, number */

/* Whole things are counted: a count, and the highest of several. */
static inline bool wm_is_whole_unit(wm_unit unit)
{
    return unit == WM_UNIT_COUNT || unit == WM_UNIT_HIGHEST;
}

/* Places printed by default: 1, and 0 for a count or highest. A figure that was printed
 * with more keeps its own. */
unsigned wm_unit_places(wm_unit unit);

/* DEFAULT resolved for the unit. */
wm_change_unit wm_measure_change(const wm_measure *measure);

#endif
