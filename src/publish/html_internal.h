#ifndef WM_PUBLISH_HTML_INTERNAL_H
#define WM_PUBLISH_HTML_INTERNAL_H

#include "base/arena.h"
#include "publish/page.h"
#include "publish/publish.h"

/* Shared by the files html*.c alone. Words are made in `arena`, which is rewound after
 * each measure.
 */
typedef struct wm_html {
    wm_page page;
    const wm_publication *publication;
    const wm_judged *judged;
    const wm_scorecard *scorecard;
    wm_arena *arena;
    bool has_grades; /* some latest figure is graded: else nothing speaks of grades */
    bool has_counts; /* some latest figure's n of N is known: there is a column for it */
    bool has_country;
    bool has_region;
} wm_html;

/* The parts, in the page's order. */
void wm_html_overview(wm_html *html);
void wm_html_table(wm_html *html);
void wm_html_measures(wm_html *html);
void wm_html_about(wm_html *html);

/* html_grade.c: a grade as shape, letter and word; all shapes are defined once. */
void wm_html_shapes(wm_html *html);
void wm_html_grade(wm_html *html, wm_grade grade);
/* `outstanding`, `good`, `requires`, `below`, `none`: for classes and filters. */
wm_str wm_html_grade_key(wm_grade grade);
wm_grade wm_html_latest_grade(const wm_judged_row *row);
/* `met`, `missed`, `unknown`, `none`. */
wm_str wm_html_verdict_key(const wm_judged_row *row);

/* html_board.c: every measure as a tile, by its grade, or by its target and its change
 * where hardly any is graded. */
void wm_html_outcome_shapes(wm_html *html);
void wm_html_board(wm_html *html);
/* The mark before what is said of a target: a disc met, half a disc near, a ring missed.
 */
void wm_html_outcome_mark(wm_html *html, wm_outcome outcome);

/* html_measure_tables.c */
void wm_html_figures(wm_html *html, const wm_judged_row *row);
void wm_html_comparators(wm_html *html, const wm_judged_row *row);
void wm_html_peers(wm_html *html, const wm_judged_row *row);
/* html_definition.c */
void wm_html_definition(wm_html *html, const wm_judged_row *row);
/* html_about.c: one finding, as an item of a list, with what it saw in this measure. */
void wm_html_finding(wm_html *html, const wm_finding *finding, wm_str ref);

/* The words are markup's when memory was there, else the page is refused. */
static inline wm_str wm_html_said(wm_html *html, wm_str text)
{
    return wm_page_said(&html->page, text);
}

wm_str wm_html_day(wm_html *html, wm_day day); /* `31 March 2017` */

/* `3 Planning`; `Section 3` where a sheet had no title for it. */
wm_str wm_html_section_name(wm_html *html, const wm_section *section);

extern const char wm_html_css[];
extern const size_t wm_html_css_bytes;
extern const char wm_html_css_sha256[];
extern const char wm_html_js[];
extern const size_t wm_html_js_bytes;
extern const char wm_html_js_sha256[];

#endif
