#ifndef WM_CHECK_CHECK_H
#define WM_CHECK_CHECK_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "judge/judge.h"

/* What is wrong with a scorecard itself: its bands, targets, units, totals and the
 * changes it prints. A finding never alters a figure; it says what, shows the evidence
 * and names a remedy. Each rule is one function in a file of its subject, and the list
 * of rules is check/rules.def.
 */
typedef struct wm_finding {
    wm_str rule; /* `band-gap`: stable, for acceptances and scripts */
    wm_severity severity;
    wm_str_list refs; /* the rows it is about; several when the same was found on many;
                         none: about the scorecard as a whole */
    wm_str message;   /* one sentence, the same for all its rows */
    wm_str evidence;  /* what it was seen in: `65-74, 76-89`     */
    wm_str remedy;
    wm_str file;
    wm_place place; /* of the first row; line 0: none */
    bool accepted;  /* by accepted.csv */
} wm_finding;

typedef struct wm_findings {
    WM_LIST(wm_finding)
    list; /* errors first, then by rule and row; the same on many rows once */
    size_t errors;
    size_t warnings;
    size_t notes;
} wm_findings;

wm_status wm_check(const wm_judged *judged, wm_arena *arena, wm_findings *findings_out);

/* True when a check says that two figures of this row cannot both be right, or that one
 * is impossible: whoever leads with the row says so beside it. */
bool wm_findings_doubt(const wm_findings *findings, wm_str ref);
#define WM_DOUBT_WORDS "a check finds an error in this row"

/* One finding as a JSON object, for those who write several documents of them. */
void wm_finding_json(const wm_finding *finding, wm_json *json);

/* For `waymark check`: text for a person, or the JSON of docs/formats.md. */
wm_status wm_findings_text(const wm_findings *findings, unsigned columns, bool colour,
                           wm_text *out);
wm_status wm_findings_json(const wm_findings *findings, wm_text *out);

#endif
