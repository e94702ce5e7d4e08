#ifndef WM_INTAKE_SCORECARD_MEANING_H
#define WM_INTAKE_SCORECARD_MEANING_H

#include "figure/comparator.h"
#include "intake/scorecard/period_words.h"

/* What a column of a printed scorecard is. Of two meanings that a heading's words allow,
 * the one named first wins: `Year End Target` is a target, `RAG against target` a RAG.
 */
typedef enum wm_meaning {
    WM_MEANING_RAG,      /* colours and ratings: they are worked out anew  */
    WM_MEANING_TRAVEL,   /* arrows: likewise                               */
    WM_MEANING_VARIANCE, /* latest less target: likewise                   */
    WM_MEANING_CHANGE,
    WM_MEANING_COMMENT,
    WM_MEANING_POLARITY,
    WM_MEANING_OWNER,
    WM_MEANING_UNIT,
    WM_MEANING_OTHER, /* known, and no place for it: source, frequency, rank */
    WM_MEANING_NOTE,
    WM_MEANING_NUMERATOR,
    WM_MEANING_DENOMINATOR,
    WM_MEANING_THRESHOLDS, /* red, amber and green in one cell: where they begin */
    WM_MEANING_RED,
    WM_MEANING_AMBER,
    WM_MEANING_GREEN,
    WM_MEANING_TARGET,
    WM_MEANING_WORST, /* a printed band under the lowest of ours */
    WM_MEANING_REQUIRES_IMPROVEMENT,
    WM_MEANING_GOOD,
    WM_MEANING_OUTSTANDING,
    WM_MEANING_REFERENCE,
    WM_MEANING_SECTION,
    WM_MEANING_NEIGHBOURS,
    WM_MEANING_REGION,
    WM_MEANING_COUNTRY,
    WM_MEANING_AUTHORITY,
    WM_MEANING_BENCHMARK, /* a group that the heading does not name */
    WM_MEANING_TO_DATE,   /* the year so far: the year's, once that has ended */
    WM_MEANING_BASELINE,
    WM_MEANING_YEAR,   /* `Outturn`: the year's figure          */
    WM_MEANING_PERIOD, /* `Q2 16-17`                            */
    WM_MEANING_LATEST, /* `Actual`: of the sheet's own period   */
    WM_MEANING_TITLE,
    WM_MEANING_UNKNOWN,
    WM_MEANING_IGNORED, /* by `--map COLUMN=ignore` */
} wm_meaning;

/* One heading, understood as far as its words go. */
typedef struct wm_heading {
    wm_str text;
    wm_place place;
    wm_meaning meaning;
    wm_heard_period heard;
    wm_str code; /* of a region or authority that is named */
    wm_str name;
    wm_str group; /* of the line above: `2016/17` over `Q1 | Q2`; may be empty */
} wm_heading;

wm_status wm_heading_hear(wm_str text, wm_arena *arena, wm_heading *heading_out);

/* What `--map` and the report call it: `reference`, `requires improvement`. */
wm_str wm_meaning_name(wm_meaning meaning);

/* The meaning of `--map COLUMN=MEANING`, a period included. False: no such meaning. */
wm_status wm_meaning_parse(wm_str text, wm_arena *arena, wm_heading *heading_out,
                           bool *known_out);

static inline bool wm_meaning_is_comparator(wm_meaning meaning)
{
    return meaning >= WM_MEANING_NEIGHBOURS && meaning <= WM_MEANING_BENCHMARK;
}

/* A figure of the council itself. */
static inline bool wm_meaning_is_figure(wm_meaning meaning)
{
    return meaning >= WM_MEANING_BASELINE && meaning <= WM_MEANING_LATEST;
}

/* Understood, and with no place in a scorecard: the report keeps it. */
static inline bool wm_meaning_is_kept(wm_meaning meaning)
{
    return meaning == WM_MEANING_RAG || meaning == WM_MEANING_TRAVEL ||
           meaning == WM_MEANING_VARIANCE || meaning == WM_MEANING_OTHER ||
           meaning == WM_MEANING_WORST || meaning == WM_MEANING_TO_DATE ||
           meaning == WM_MEANING_IGNORED;
}

static inline bool wm_meaning_is_threshold(wm_meaning meaning)
{
    return meaning >= WM_MEANING_THRESHOLDS && meaning <= WM_MEANING_GREEN;
}

static inline bool wm_meaning_is_band(wm_meaning meaning)
{
    return meaning >= WM_MEANING_REQUIRES_IMPROVEMENT &&
           meaning <= WM_MEANING_OUTSTANDING;
}

#endif
