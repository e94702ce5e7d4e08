#ifndef WM_FIGURE_PERIOD_H
#define WM_FIGURE_PERIOD_H

#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>

/* What stretch of time a figure speaks of. Q4, March and the year all end on 31 March
 * and are three figures (docs/language.md, Time), so a period is a kind and two days:
 *
 *     year 2016-17     [1 April 2016 ................................ 31 March 2017]
 *     2016-17 Q4                                    [1 Jan ......... 31 March 2017]
 *     2017-03                                                 [1 March ... 31 March]
 *
 * The as-at day of a figure is the period's end unless said otherwise. A snapshot (a
 * figure "on 31 March") is the period it closes.
 */
typedef enum wm_period_kind {
    WM_PERIOD_NONE,
    WM_PERIOD_MONTH,
    WM_PERIOD_QUARTER,
    WM_PERIOD_HALF,
    WM_PERIOD_YEAR,
} wm_period_kind;

typedef struct wm_period {
    wm_period_kind kind;
    wm_day start; /* its first day */
    wm_day end;   /* its last day  */
} wm_period;

/* `first_month` is the month in which the reporting year starts, 4 for April. A year is
 * named by the calendar year in which it starts: 2016 is 2016-17.
 */
wm_period wm_period_year(int starts_in, int first_month);
wm_period wm_period_quarter(int starts_in, int quarter, int first_month); /* 1 to 4 */
wm_period wm_period_half(int starts_in, int half, int first_month);       /* 1 or 2 */
wm_period wm_period_month(int year, int month);

/* The year (of the reporting year's start) a period lies in, and which quarter or half
 * of it (0 for other kinds). */
int wm_period_starts_in(wm_period period, int first_month);
int wm_period_part(wm_period period, int first_month);

/* The same stretch a year earlier, or later. */
wm_period wm_period_move_years(wm_period period, int years);

bool wm_period_equal(wm_period a, wm_period b);
/* By end, then shorter first: Q4 before the year it ends. */
int wm_period_compare(wm_period a, wm_period b);

/* The form of our files: `2016-17`, `2016-17 Q2`, `2016-17 H1`, `2016-09`; a reporting
 * year that is a calendar year is `2016`. A month that would read as a year is written
 * `2009-10 month`. Parsing accepts exactly these; kind NONE when the text is none of
 * them.
 */
wm_str wm_period_text(wm_period period, int first_month, wm_arena *arena);
wm_period wm_period_parse(wm_str text, int first_month);

/* What was meant by `2023/24`, `2023-2024`, `23/24 q3` or `Q3 2023/24`, in the form of
 * our files; an empty text when nothing can be made of it, or memory is refused. */
wm_str wm_period_suggest(wm_str text, int first_month, wm_arena *arena);

/* As a page's heading says it: `Q2 2016-17`, `Year 2016-17`, `September 2016`. */
wm_str wm_period_label(wm_period period, int first_month, wm_arena *arena);

/* `month`, `quarter`, `half`, `year`. */
const char *wm_period_kind_name(wm_period_kind kind);

#endif
