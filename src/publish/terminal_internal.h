#ifndef WM_PUBLISH_TERMINAL_INTERNAL_H
#define WM_PUBLISH_TERMINAL_INTERNAL_H

#include "publish/publish.h"

/* A scorecard as lines of characters. A cell is a text in so many columns; colour is
 * added outside of what is counted, and nothing is said by colour alone:
 *
 *     1.2  Re-referrals (rolling    17.6%  21.0%  20.0%  21.6%    21.6%  ▲ RI  ≤ 16%
 *          12 months)                              +4.0 points, worse          missed
 */
typedef enum wm_terminal_style {
    WM_STYLE_PLAIN,
    WM_STYLE_BOLD,
    WM_STYLE_DIM,
    WM_STYLE_OUTSTANDING,
    WM_STYLE_GOOD,
    WM_STYLE_REQUIRES_IMPROVEMENT,
    WM_STYLE_BELOW,
} wm_terminal_style;

enum {
    WM_TERMINAL_FIGURES_MAX = 40,
    WM_TERMINAL_COMPARATORS_MAX = 4,
    WM_TERMINAL_ORIGINS_MAX = 5,
    WM_TERMINAL_LINES_MAX = 4, /* of one cell; what is left over ends in `…` */
    WM_TERMINAL_WIDE = 120,    /* columns from which targets and changes are in words */
};

/* How wide everything is, decided once so that all sections line up. Widths are without
 * the gap before them; 0 means that the column is not there. */
typedef struct wm_terminal_layout {
    bool is_wide;
    size_t ref;
    size_t title;
    size_t figure_first; /* earlier ones do not fit */
    size_t figure_count; /* of every row            */
    size_t figures[WM_TERMINAL_FIGURES_MAX];
    size_t grade;
    size_t target;
    size_t verdict;
    size_t change;
    wm_level levels[WM_TERMINAL_COMPARATORS_MAX];
    size_t comparators[WM_TERMINAL_COMPARATORS_MAX];
    size_t comparator_count;
} wm_terminal_layout;

/* Whence comparators are that are not of the figure's year: each has a mark and a line of
 * the key to itself. */
typedef struct wm_terminal_origin {
    const char *mark;
    bool printed;
    wm_period period; /* kind NONE: not said */
} wm_terminal_origin;

typedef struct wm_terminal {
    const wm_publication *publication;
    const wm_judged *judged;
    const wm_scorecard *scorecard;
    wm_arena *arena; /* rewound line by line */
    size_t columns;
    bool colour;
    wm_text *out;
    bool lost; /* memory was refused on the way */
    wm_terminal_layout layout;
    wm_terminal_origin origins[WM_TERMINAL_ORIGINS_MAX];
    size_t origin_count;
    bool more_origins; /* than there are marks: those share WM_TERMINAL_OTHER_MARK */
} wm_terminal;

#define WM_TERMINAL_OTHER_MARK "^"

typedef struct wm_terminal_cell {
    wm_str lines[WM_TERMINAL_LINES_MAX];
    size_t count;
    size_t width;
    bool to_right;
    wm_terminal_style style;
} wm_terminal_cell;

/* terminal_text.c */
void wm_terminal_put(wm_terminal *terminal, wm_str text, wm_terminal_style style);
void wm_terminal_spaces(wm_terminal *terminal, size_t count);
/* Ends the line, without the spaces that would stand at its end. */
void wm_terminal_end_line(wm_terminal *terminal);
void wm_terminal_line(wm_terminal *terminal, wm_str text, wm_terminal_style style);
void wm_terminal_rule(wm_terminal *terminal);
/* One line of a cell, filled to its width; a text that does not fit ends in `…`. */
void wm_terminal_cell_line(wm_terminal *terminal, const wm_terminal_cell *cell,
                           size_t line);
/* The text broken between words into at most WM_TERMINAL_LINES_MAX lines of `width`. */
wm_terminal_cell wm_terminal_wrapped(wm_str text, size_t width, wm_terminal_style style);
/* Words over as many lines as they take, each `indent` from the left. */
void wm_terminal_paragraph(wm_terminal *terminal, wm_str text, size_t indent,
                           wm_terminal_style style);
/* An empty text instead of a refusal, which is remembered. */
wm_str wm_terminal_kept(wm_terminal *terminal, wm_str text);

/* terminal_words.c: the short forms there is room for. */
wm_str wm_terminal_figure(wm_terminal *terminal, const wm_judged_row *row,
                          const wm_judged_figure *judged);
wm_str wm_terminal_period(wm_terminal *terminal, wm_period period);
wm_str wm_terminal_target(wm_terminal *terminal, const wm_judged_row *row);
wm_str wm_terminal_verdict(wm_terminal *terminal, const wm_judged_row *row);
wm_str wm_terminal_change(wm_terminal *terminal, const wm_judged_row *row);
wm_str wm_terminal_grade(wm_terminal *terminal, wm_grade grade);
wm_str wm_terminal_comparator(wm_terminal *terminal, const wm_judged_row *row,
                              wm_level level);
wm_str wm_grade_shape(wm_grade grade); /* ★ ✓ ▲ ✗ □ */
wm_terminal_style wm_grade_style(wm_grade grade);
wm_grade wm_latest_grade(const wm_judged_row *row);
wm_str wm_outcome_shape(wm_outcome outcome); /* ● ◐ ○ ? □ */
wm_terminal_style wm_outcome_style(wm_outcome outcome);

/* terminal_origins.c: the marks of the comparators in the columns laid out. */
void wm_terminal_find_origins(wm_terminal *terminal);
/* Empty for one of the figure's own year. */
const char *wm_terminal_origin_mark(const wm_terminal *terminal,
                                    const wm_judged_comparator *judged);
wm_str wm_terminal_origin_words(wm_terminal *terminal, const wm_terminal_origin *origin);

/* `Statistical neighbours (2021 model, mean)`, and short without what is in brackets. */
wm_str wm_terminal_level_name(const wm_terminal *terminal, wm_level level, bool is_short);

/* terminal_layout.c */
void wm_terminal_lay_out(wm_terminal *terminal);

/* terminal_rows.c */
void wm_terminal_sections(wm_terminal *terminal);

/* terminal_ends.c */
void wm_terminal_attention(wm_terminal *terminal);
void wm_terminal_overrides(wm_terminal *terminal);
void wm_terminal_findings(wm_terminal *terminal);
void wm_terminal_notes(wm_terminal *terminal);
void wm_terminal_key(wm_terminal *terminal);

#endif
