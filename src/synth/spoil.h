#ifndef WM_SYNTH_SPOIL_H
#define WM_SYNTH_SPOIL_H

#include "synth/chance.h"
#include "synth/row.h"

/* What is wrong with made-up rows, as it is with real ones: values that nobody filled in,
 * days that are none, keys and rows that stand twice, children and workers whom nobody
 * knows, two identities of one child.
 */
typedef struct wm_spoiling {
    wm_chance chance; /* of its own: the lives are the same with faults and without */
    unsigned rate;    /* so many rows of 65,536; 0: none                            */

    /* The last row of each table, for keys that stand twice. */
    wm_synth_row before[WM_SYNTH_TABLES];
    bool has_before[WM_SYNTH_TABLES];
    bool circle; /* the last child is said to be replaced by the next */
} wm_spoiling;

/* How the row is to be written. */
typedef struct wm_spoilt {
    bool twice;
    bool ragged; /* with a cell too many */
} wm_spoilt;

/* The rows of an authority one after the other; what is wrong with one is changed in it.
 */
wm_spoilt wm_spoil(wm_spoiling *spoiling, wm_synth_row *row);

#endif
