#ifndef WM_SYNTH_SINK_H
#define WM_SYNTH_SINK_H

#include "base/file.h"
#include "synth/chance.h"
#include "synth/row.h"

/* The files of one authority being written, each through a buffer of its own, and the
 * faults that are put into them on the way. A refusal is kept: later rows are passed
 * over, and wm_sink_close says it.
 */
typedef struct wm_sink wm_sink;

typedef struct wm_sink_options {
    wm_day last;      /* nothing later is known                             */
    unsigned faults;  /* rows of 1,000 with something wrong; 0: none        */
    uint64_t seed;    /* of the faults: the lives stay the same without them */
    bool recorded;    /* also write entered_on                              */
    const char *name; /* a value for a column `authority` of child.csv; or NULL */
} wm_sink_options;

/* `folder` inside the output, or empty for its top. */
wm_status wm_sink_open(wm_output *output, wm_str folder, const wm_sink_options *options,
                       wm_sink **sink_out, wm_file_error *error);
wm_status wm_sink_close(wm_sink *sink, uint64_t *rows, wm_file_error *error);
void wm_sink_discard(wm_sink *sink); /* after a refusal; NULL is a no-op */

void wm_sink_put(wm_sink *sink, const wm_synth_row *row);

/* Between these two nothing is written; the second gives the last day on which anything
 * of what was put happened: the last of all for a spell that is open. */
void wm_sink_rehearse(wm_sink *sink);
wm_day wm_sink_rehearsed(wm_sink *sink);

bool wm_sink_refused(const wm_sink *sink);

#endif
