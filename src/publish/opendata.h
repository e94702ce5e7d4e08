#ifndef WM_PUBLISH_OPENDATA_H
#define WM_PUBLISH_OPENDATA_H

#include "publish/publish.h"

/* A scorecard as pairs of the Department's open-data standard (docs/open-data.md):
 *
 *     opendata/sefton_quarters.csv, .meta.csv     201617, Financial year Q2
 *     opendata/sefton_year.csv, .meta.csv         201617, Financial year
 *     opendata/sefton_31_march.csv, .meta.csv     2017, Reporting year
 *     opendata/README.txt                         for whom, as at, and what was mapped
 *
 * Times that may not share a file have one each; a group without figures has none. One
 * indicator column per measure, and two more where n of N is known. Every pair passes
 * publish/opendata_check.h before any is written; else WM_REJECTED with the reason.
 */
typedef enum wm_opendata_group {
    WM_OPENDATA_QUARTERS,
    WM_OPENDATA_YEAR,
    WM_OPENDATA_MARCH, /* figures of one day, 31 March */
    WM_OPENDATA_MONTHS,
    WM_OPENDATA_HALVES,
    WM_OPENDATA_GROUPS,
    WM_OPENDATA_NO_GROUP = WM_OPENDATA_GROUPS, /* the standard has no name for it */
} wm_opendata_group;

/* `201617` and `Financial year Q2`. */
typedef struct wm_opendata_time {
    wm_opendata_group group;
    wm_day end;
    char period[8];
    char identifier[32];
} wm_opendata_time;

/* What a judged figure's period is in the standard. */
wm_opendata_time wm_opendata_time_of(const wm_judged_row *row, wm_period period,
                                     int first_month);

/* One group as a pair. `notes` gets a line for each thing that had to be mapped. Empty
 * data: the group has no figures. */
wm_status wm_opendata_render(const wm_publication *publication, wm_opendata_group group,
                             wm_arena *arena, wm_text *data, wm_text *meta,
                             wm_text *notes);

/* `quarters`, `year`, `31_march`, `months`, `halves`. */
const char *wm_opendata_group_name(wm_opendata_group group);

#endif
