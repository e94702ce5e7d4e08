#ifndef WM_FIGURE_COMMENT_H
#define WM_FIGURE_COMMENT_H

#include "base/diag.h"
#include "figure/period.h"

/* What somebody wrote about a measure in a period: a row of commentary.csv. */
typedef struct wm_comment {
    wm_str ref;
    wm_period period;
    wm_str text;
    wm_str author; /* may be empty */
    wm_day date;   /* WM_DAY_NONE: not said */
    wm_str state;  /* draft, final, ...; may be empty */
    wm_str file;
    wm_place place;
} wm_comment;

#endif
