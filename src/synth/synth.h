#ifndef WM_SYNTH_SYNTH_H
#define WM_SYNTH_SYNTH_H

#include "base/file.h"

#include <stdbool.h>
#include <stdint.h>

/* Made-up children's records, to try things with that nobody's life is in
 * (docs/synthetic-records.md). Of one authority it is the folder of a scorecard
 * (synth/scorecard.h), of several, or where no catalogue is given, just of records as
 * intake/records/load.h takes them:
 *
 *     SYNTHETIC                nobody in it is real
 *     records/SYNTHETIC        or these at the top, with a folder for each of several:
 *     records/child.csv ...    E06000001/child.csv ...
 *     records/population.csv   population.csv
 *
 * The same options give the same bytes on any machine, and an authority's lives are the
 * same however many others are written beside it.
 */
typedef struct wm_synth_options {
    int authorities; /* the first so many of figure/authority.def that still exist */
    int from_year;   /* first and last reporting year, by the calendar year in which */
    int to_year;     /* it ends: 2017 is April 2016 to March 2017                    */
    uint64_t seed;
    unsigned faults;       /* rows of 1,000 with something wrong, up to 1,000 */
    bool recorded;         /* also the day on which each row was entered       */
    int64_t population;    /* children of each authority; 0: by its size       */
    const char *catalogue; /* folder of definitions; NULL: records only     */
    size_t errors;         /* mistakes planted in the printed figures       */
} wm_synth_options;

enum {
    WM_SYNTH_YEAR_FIRST = 2003, /* so that all days lie in the calendar of working days */
    WM_SYNTH_YEAR_LAST = 2025,
    WM_SYNTH_ERRORS_MAX = 100,
};

typedef struct wm_synth_tally {
    uint64_t rows;
    uint64_t authorities;
    size_t errors; /* planted */
} wm_synth_tally;

int wm_synth_authorities_most(void);

/* `folder` appears whole or not at all. WM_CONFLICT: it holds something that is not made
 * up. */
wm_status wm_synth_write(const wm_synth_options *options, const char *folder,
                         wm_synth_tally *tally_out, wm_file_error *error);

#endif
