#ifndef WM_INTAKE_SCORECARD_PERIOD_WORDS_H
#define WM_INTAKE_SCORECARD_PERIOD_WORDS_H

#include "base/status.h"
#include "figure/period.h"

/* A stretch of time in a heading or a title, as people write it:
 *
 *     Qu 2 16-17   Q2 16/17   Quarter 2 2016/17   2nd Qtr      a quarter
 *     Jul-Sep 16   July to September 2016                     a quarter, by its months
 *     Sept 2016    Sep-16    30/09/2016   30 September 2016   a month
 *     H1 2016/17   Apr-Sep 16                                 a half
 *     2016-17      Outturn 2016/17        Apr 16 - Mar 17     a year
 *
 * What is said is kept apart from what it means: `Q4 17` can be of 2016-17 or of
 * 2017-18, and only the sheet as a whole tells.
 */
typedef enum wm_year_form {
    WM_YEAR_UNSAID,
    WM_YEAR_PAIR,   /* `16-17`: the reporting year, year is 2016            */
    WM_YEAR_SINGLE, /* `2016`, `16` beside a month or quarter               */
    WM_YEAR_ODD,    /* `16-18`: no reporting year; year is the last number  */
} wm_year_form;

typedef struct wm_heard_period {
    wm_period_kind kind; /* NONE: no period in the text (but perhaps a year) */
    int part;            /* quarter 1 to 4, half 1 or 2, month 1 to 12       */
    bool by_months;      /* `Jul-Sep 16`: a single year is the calendar's    */
    wm_year_form year_form;
    int year;
    wm_str rest;    /* the other words: lower case, one space apart, `%` as `percent` and
                       `+/-` as `plusminus`; stars left out */
    unsigned stars; /* footnote marks at the end */
} wm_heard_period;

/* `text` that is longer than a heading can be gives kind NONE and no rest. `rest` is in
 * the arena; WM_NOMEM. */
wm_status wm_period_hear(wm_str text, wm_arena *arena, wm_heard_period *heard_out);

/* The period meant, in a sheet of the reporting year that starts in `reporting_year` (0:
 * not known). Kind NONE when it cannot be told. `assumed_out`: the year was not said, or
 * could be read in two ways. */
wm_period wm_period_meant(const wm_heard_period *heard, int reporting_year,
                          int first_month, bool *assumed_out);

#endif
