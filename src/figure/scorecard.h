#ifndef WM_FIGURE_SCORECARD_H
#define WM_FIGURE_SCORECARD_H

#include "base/arena.h"
#include "base/ratio.h"
#include "figure/measure.h"
#include "figure/period.h"

/* What is printed, for whom and against what: the `.scorecard` file as plain data
 * (docs/scorecard-files.md). Everything lives in the arena it was read into.
 */

typedef struct wm_place_name {
    wm_str code; /* E08000014 */
    wm_str name; /* Sefton    */
} wm_place_name;

/* A target: a number, a range, or a word relative to a comparator or the baseline. */
typedef enum wm_target_kind {
    WM_TARGET_VALUE,    /* `target 16`; at least or at most by the direction    */
    WM_TARGET_AT_LEAST, /* `target at least 16`                                 */
    WM_TARGET_AT_MOST,  /* `target at most 16`                                  */
    WM_TARGET_RANGE,    /* `target between 38 and 44`, both ends in             */
    WM_TARGET_ABOVE,    /* `target above region` (strictly)                     */
    WM_TARGET_BELOW,    /* `target below region`                                */
    WM_TARGET_INCREASE, /* `target increase on baseline` (strictly)             */
    WM_TARGET_DECREASE, /* `target decrease on baseline`                        */
} wm_target_kind;

typedef enum wm_relative {
    WM_RELATIVE_NONE,
    WM_RELATIVE_BASELINE,
    WM_RELATIVE_REGION,
    WM_RELATIVE_COUNTRY,
    WM_RELATIVE_NEIGHBOURS,
} wm_relative;

static inline bool wm_target_is_word(wm_target_kind kind)
{
    return kind >= WM_TARGET_ABOVE;
}

typedef struct wm_target {
    wm_target_kind kind;
    wm_decimal low;  /* the number, or the range's lower end */
    wm_decimal high; /* the range's upper end                */
    wm_relative relative;
    wm_day from; /* in force from; WM_DAY_NONE: always */
    wm_place place;
} wm_target;

/* Cut points, so that bands cannot have gaps or overlap:
 *
 *     higher is better, 70 / 80 / 90
 *         below 70 | RI [70,80) | Good [80,90) | Outstanding from 90
 *     lower is better, 25 / 19 / 14
 *         over 25  | RI (19,25] | Good (14,19] | Outstanding to 14
 */
typedef struct wm_bands {
    bool present;
    wm_decimal requires_improvement;
    wm_decimal good;
    wm_decimal outstanding;
    wm_place place;
} wm_bands;

typedef WM_LIST(wm_str) wm_str_list;
typedef WM_LIST(wm_target) wm_target_list;

typedef struct wm_row {
    wm_str ref;
    size_t section;         /* index into sections */
    wm_target_list targets; /* by `from`, earliest first; empty: no target */
    wm_bands bands;
    wm_str printed_target;     /* as the sheet had it; may be empty       */
    wm_str_list printed_bands; /* none, or three: RI, Good, Outstanding   */
    wm_str printed_change;     /* may be empty                            */
    wm_str printed_title;      /* when it differs from the measure's      */
    wm_str owner;
    wm_str short_title;
    bool overrides_direction;
    wm_direction direction;
    wm_str direction_reason;
    wm_str note;
    wm_place place;
} wm_row;

typedef struct wm_section {
    wm_str id; /* `1` */
    wm_str title;
    wm_place place;
} wm_section;

typedef enum wm_average {
    WM_AVERAGE_MEAN,
    WM_AVERAGE_MEDIAN,
} wm_average;

/* `comparators printed, then published year 2016 known at 2017-04-30,
 *              neighbours 2021 mean` */
typedef struct wm_comparing {
    bool printed;
    bool published;
    int published_year;  /* year ending in: 2016 is the year ending March 2016; 0: latest
                          */
    wm_day known_at;     /* WM_DAY_NONE: the scorecard's as-at day */
    int neighbour_model; /* 2021 or 2025; 0: no neighbours */
    wm_average average;
} wm_comparing;

typedef WM_LIST(wm_section) wm_section_list;
typedef WM_LIST(wm_row) wm_row_list;
typedef WM_LIST(wm_period) wm_period_list;

typedef struct wm_scorecard {
    wm_str title;
    wm_place_name authority;
    wm_place_name region;
    wm_place_name country;
    wm_period year;
    int first_month;      /* of the reporting year; 4 for April */
    wm_period_list show;  /* in order, resolved from `show Q2, Q3, Q4, year` */
    unsigned show_months; /* or `show last 13 months`; 0: not so */
    wm_period baseline;   /* kind NONE: no baseline */
    wm_str below;         /* the word under the lowest band; empty: the default */
    wm_comparing comparing;
    unsigned freeze_working_day;     /* 0: not said */
    unsigned commentary_working_day; /* 0: not said */
    wm_str records;    /* where children's records are, from the scorecard's folder;
                          empty: `records` beside it, if there is such a folder */
    bool no_records;   /* `records none`: even then, nothing is counted */
    wm_str_list notes; /* footnotes, as printed */
    wm_section_list sections;
    wm_row_list rows;
    wm_str file;
} wm_scorecard;

/* The word under the lowest band when none is set: not one that only an inspector may
 * say. */
#define WM_BELOW_DEFAULT "Below requires improvement"

#endif
