#ifndef WM_FIGURE_FOLDER_H
#define WM_FIGURE_FOLDER_H

#include "base/status.h"
#include "figure/comment.h"
#include "figure/comparator.h"
#include "figure/figure.h"
#include "figure/measure.h"
#include "figure/scorecard.h"

/* What a user keeps, read into memory: the folder with a .scorecard, its measures,
 * figures, comparators and commentary (docs/formats.md). Everything
 * lives in one arena owned by whoever read it (intake/folder.h).
 */
typedef struct wm_override {
    wm_figure figure; /* replaces the one of the same ref and period */
    wm_str by;
    wm_str why;
    wm_day until; /* WM_DAY_NONE: until removed */
} wm_override;

typedef struct wm_folder {
    wm_str path;
    wm_str name; /* of the .scorecard without its ending */
    wm_scorecard scorecard;
    WM_LIST(wm_measure) measures;
    WM_LIST(wm_figure) figures;
    WM_LIST(wm_figure) computed; /* counted from records, of those with a body */
    WM_LIST(wm_comparator) comparators;
    WM_LIST(wm_comment) comments;
    WM_LIST(wm_override) overrides;
} wm_folder;

/* The periods a page shows, in order: those the scorecard names, or its last so many
 * months, which end with the latest month that has a figure and does not lie beyond the
 * year (with the year itself where none has). Their number is at most the larger of
 * show.count and show_months.
 */
wm_status wm_folder_shown(const wm_folder *folder, wm_arena *arena,
                          wm_period_list *shown_out);

/* The day the scorecard speaks of: the latest end of what is shown, or of the year. By it
 * and not by the clock it is known whether an override still holds, so that the same
 * folder gives the same page on every day it is built.
 */
wm_day wm_folder_as_at(const wm_folder *folder);

/* NULL when there is none. The figure is the override's while one is in force, else what
 * was counted from records, else what was printed or entered. */
const wm_measure *wm_folder_measure(const wm_folder *folder, wm_str ref);
const wm_figure *wm_folder_figure(const wm_folder *folder, wm_str ref, wm_period period);
const wm_figure *wm_folder_computed(const wm_folder *folder, wm_str ref,
                                    wm_period period);
const wm_figure *wm_folder_printed(const wm_folder *folder, wm_str ref, wm_period period);
/* The latest by date for that ref, whatever the period. */
const wm_comment *wm_folder_comment(const wm_folder *folder, wm_str ref);

#endif
