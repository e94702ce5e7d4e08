#ifndef WM_BASE_DATE_H
#define WM_BASE_DATE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* A day, counted from 1970-01-01 in the proleptic Gregorian calendar (D1 of
 * docs/language.md). Days outside 1900-01-01 to 2100-12-31 are not accepted from any
 * input.
 */
typedef int32_t wm_day;
_Static_assert(sizeof(wm_day) == 4, "dates are packed four bytes a row");

#define WM_DAY_NONE  INT32_MIN /* no day: blank, unknown, open */
#define WM_DAY_FIRST (-25567)  /* 1900-01-01 */
#define WM_DAY_LAST  47846     /* 2100-12-31 */

typedef struct wm_civil {
    int year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
} wm_civil;

wm_civil wm_day_civil(wm_day day);

/* WM_DAY_NONE when there is no such day (30 February) or it is out of range. */
wm_day wm_day_of(int year, int month, int day);

int wm_month_days(int year, int month); /* 28 to 31 */

/* Moves by whole months; the day is clamped to the month's last (D2): 31 March less a
 * month is 28 or 29 February. Not the inverse of itself.
 */
wm_day wm_day_add_months(wm_day day, int months);

/* The last day of the month of `day`. */
wm_day wm_day_month_end(wm_day day);

/* 0 Monday to 6 Sunday. */
int wm_day_weekday(wm_day day);

/* Exactly `2016-03-31`, or in the manner of the country `31/03/2016`; nothing else.
 * WM_DAY_NONE when it is not such a day.
 */
wm_day wm_day_parse(wm_str text);

/* `2016-03-31`. Never fails for a valid day; `out` gets 10 bytes and a NUL. */
void wm_day_print(wm_day day, char out[11]);

/* `31 March 2016`, as a page says it; `out` gets a NUL. */
void wm_day_say(wm_day day, char out[24]);

/* `January` for 1; and the number for a name or its first three letters in any case, or
 * 0. The names are English, whatever the locale.
 */
const char *wm_month_name(int month);
int wm_month_number(wm_str name);

#endif
