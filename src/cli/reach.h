#ifndef WM_CLI_REACH_H
#define WM_CLI_REACH_H

#include "intake/records/load.h"

/* How far records reach in time. A figure as at a day long after their last row counts
 * what nobody has recorded yet, a visit as missing and a referral as none, and is not
 * final:
 *
 *     referral   | | |  | ||  |   |
 *     cp_visit    | |  | |  |   |  |
 *                                 last      final_to          a period's end
 *                                  |---------)                 |  provisional
 *                                   tolerance
 */
typedef struct wm_reach {
    wm_day last;     /* of the rows; but for those few in a thousand that are later */
    wm_day final_to; /* figures as at a later day are provisional                  */
    bool tells_when_known; /* they have days of recording, or are an extract */
} wm_reach;

/* Of no row at all: WM_DAY_NONE. The arena is as it was afterwards. */
wm_status wm_reach_of(const wm_records *records, const wm_load_report *report,
                      wm_arena *arena, wm_reach *reach_out);

static inline bool wm_is_beyond(const wm_reach *reach, wm_day day)
{
    return reach->final_to != WM_DAY_NONE && day > reach->final_to;
}

/* How many of the days of periods lie beyond, if any do, on standard error. */
void wm_reach_say(const wm_reach *reach, const wm_day *as_at, size_t count);
/* The same of the one day of a list. */
void wm_reach_say_day(const wm_reach *reach, wm_day at);

#endif
