#ifndef WM_BASE_WORKING_DAYS_H
#define WM_BASE_WORKING_DAYS_H

#include "base/date.h"
#include "base/status.h"

/* Working days of England and Wales, 1990 to 2050 (D5 of docs/language.md): Monday to
 * Friday that is no bank holiday. The rule:
 *
 *     New Year      1 January; on a weekend the Monday after
 *     Easter        Good Friday and Easter Monday (Meeus)
 *     May           first Monday; last Monday
 *     August        last Monday
 *     Christmas     25 and 26 December; on a weekend the next working days
 *
 * and the days by which proclamations differ from it: VE Day on 8 May 1995 and 2020 for
 * the first Monday, 31 December 1999, the jubilees of 2002, 2012 and 2022 (whose late May
 * holiday moved), 29 April 2011, 19 September 2022, 8 May 2023. Banking and Financial
 * Dealings Act 1971, Schedule 1; gov.uk/bank-holidays, division england-and-wales.
 *
 * From a to b there are W[b] - W[a] working days, W being the running count: day a is day
 * 0, and so `within 1 working day` of a Friday still holds on the Monday.
 */
enum {
    WM_WORKING_FIRST = 7305,        /* 1990-01-01 */
    WM_WORKING_LAST = 29584,        /* 2050-12-31 */
    WM_PROCLAIMED_LAST_YEAR = 2027, /* holidays behind it are a forecast by the rule */
};

typedef struct wm_working_days {
    /* Running count of working days up to and with each day; WM_WORKING_FIRST is at 0. */
    int32_t upto[WM_WORKING_LAST - WM_WORKING_FIRST + 1];
} wm_working_days;

/* `closures`: days on which the council is shut besides; may be NULL with count 0. Days
 * outside the calendar, weekends and holidays among them change nothing.
 */
void wm_working_days_make(wm_working_days *calendar, const wm_day *closures,
                          size_t closure_count);

static inline bool wm_in_working_days(wm_day day)
{
    return day >= WM_WORKING_FIRST && day <= WM_WORKING_LAST;
}

bool wm_is_bank_holiday(wm_day day); /* by the rule and the proclaimed days */

/* W[b] - W[a]; both inside the calendar (asserted). Negative when b is before a. */
int wm_working_days_between(const wm_working_days *calendar, wm_day a, wm_day b);

/* The first day d on or after `day` with `count` working days from `day` to d: 1 working
 * day after a Friday, Saturday or Sunday is the Monday. 0 after is the day itself.
 * WM_DAY_NONE when it, or `day`, lies outside the calendar.
 */
wm_day wm_working_days_after(const wm_working_days *calendar, wm_day day, int count);

/* The last working day d before `day` with `count` working days from d to `day`: 1 before
 * a Monday is the Friday. 0 before is the day itself. WM_DAY_NONE as above.
 */
wm_day wm_working_days_before(const wm_working_days *calendar, wm_day day, int count);

#endif
