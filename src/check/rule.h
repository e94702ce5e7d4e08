#ifndef WM_CHECK_RULE_H
#define WM_CHECK_RULE_H

#include "check/check.h"

/* Private to check/: what a rule is given, and how it says what it found.
 *
 * A rule is run once for the whole scorecard and walks the rows it cares about. What it
 * says about each row is written so that the same finding on many rows folds into one:
 * the message and the remedy speak of the kind, the evidence of the row.
 */
typedef struct wm_checking {
    const wm_judged *judged;
    const wm_scorecard *scorecard;
    wm_arena *arena;
    const char *rule;          /* the one being run */
    WM_LIST(wm_finding) found; /* one per row, not yet folded */
    wm_status status;          /* sticky */
} wm_checking;

/* `row` NULL: about the scorecard. `evidence` may be empty; without data memory was
 * refused for it. All three texts must live as long as the findings. */
void wm_found(wm_checking *checking, const wm_judged_row *row, wm_severity severity,
              const char *message, wm_str evidence, const char *remedy);

/* The shown figure of the scorecard's year; NULL: none. */
const wm_figure *wm_year_figure(const wm_checking *checking, const wm_judged_row *row);
/* The figure of the last shown period within a year: a quarter, half or month. */
const wm_figure *wm_last_part(const wm_judged_row *row);
const wm_figure *wm_baseline_figure(const wm_judged_row *row);

/* `21.6` with the figure's own places, in the arena. */
wm_str wm_plain_number(wm_arena *arena, const wm_figure *figure);

#define RULE(function, name, meaning) void wm_rule_##function(wm_checking *checking);
#include "check/rules.def"
#undef RULE

#endif
