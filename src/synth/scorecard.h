#ifndef WM_SYNTH_SCORECARD_H
#define WM_SYNTH_SCORECARD_H

#include "base/arena.h"
#include "base/file.h"
#include "figure/authority.h"
#include "synth/chance.h"
#include "synth/synth.h"

/* The folder of a scorecard around made-up records, as build and compute take it:
 *
 *     README.md                how it was made
 *     synthetic.scorecard      sections, targets, bands
 *     synthetic.measures       use childrens-services
 *     figures/printed.csv      what was printed: counted from the records, but for
 *     planted.csv              the mistakes planted in it, for people who check
 *     comparators/printed.csv  England's and the region's, which are real
 *     records/                 there already
 */
typedef struct wm_synth_scorecard {
    const wm_authority *authority;
    const wm_synth_options
        *options;     /* of the records; the last year is the scorecard's */
    wm_chance chance; /* of the mistakes */
} wm_synth_scorecard;

/* Into an output that has the records in it; how many mistakes found a place. */
wm_status wm_synth_scorecard_write(wm_synth_scorecard *wanted, wm_output *output,
                                   size_t *planted_out, wm_file_error *error);

/* data/synthetic.scorecard and data/synthetic-comparators.csv, carried in the program. */
extern const char wm_synthetic_scorecard[];
extern const size_t wm_synthetic_scorecard_bytes;
extern const char wm_synthetic_scorecard_sha256[];
extern const char wm_synthetic_comparators[];
extern const size_t wm_synthetic_comparators_bytes;
extern const char wm_synthetic_comparators_sha256[];

#endif
