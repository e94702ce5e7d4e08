#include "base/encoding.h"
#include "publish/terminal_internal.h"

#include <assert.h>

/* Columns are as wide as what stands in them, the title gets what is left, and when that
 * is too little the comparators go first and the earliest periods next. */
enum {
    GAP = 1,
    WIDE_GAP = 2, /* before words, after a column of numbers */
    TITLE_MIN = 20,
    WIDE_TITLE_MIN = 28,
    TARGET_MAX = 16,
    WORDS_MAX = 22,
    NAME_MAX = 12, /* of a line of a comparator's name */
};

static void widen(size_t *width, wm_str text, size_t most)
{
    size_t columns = wm_utf8_width(text);
    if (columns > most)
        columns = most;
    if (columns > *width)
        *width = columns;
}

static void measure_figures(wm_terminal *terminal, const wm_judged_row *row)
{
    wm_terminal_layout *layout = &terminal->layout;
    for (size_t i = 0; i < layout->figure_count && i < row->figure_count; i++) {
        widen(&layout->figures[i], wm_terminal_period(terminal, row->figures[i].period),
              SIZE_MAX);
        widen(&layout->figures[i], wm_terminal_figure(terminal, row, &row->figures[i]),
              SIZE_MAX);
    }
}

static void measure_row(wm_terminal *terminal, const wm_judged_row *row)
{
    wm_terminal_layout *layout = &terminal->layout;
    widen(&layout->ref, row->row->ref, SIZE_MAX);
    measure_figures(terminal, row);
    if (layout->grade)
        widen(&layout->grade, wm_terminal_grade(terminal, wm_latest_grade(row)),
              SIZE_MAX);
    widen(&layout->target, wm_terminal_target(terminal, row), TARGET_MAX);
    if (!layout->is_wide) {
        widen(&layout->target, wm_terminal_verdict(terminal, row), WORDS_MAX);
        return;
    }
    widen(&layout->verdict, wm_terminal_verdict(terminal, row), WORDS_MAX);
    widen(&layout->change, wm_terminal_change(terminal, row), WORDS_MAX);
}

/* A name is broken between its words. */
static void widen_to_word(size_t *width, wm_str name)
{
    wm_str rest = name, word;
    while (wm_str_next(&rest, ' ', &word))
        widen(width, word, NAME_MAX);
}

static const wm_level shown_levels[] = {WM_LEVEL_REGION, WM_LEVEL_COUNTRY,
                                        WM_LEVEL_NEIGHBOURS, WM_LEVEL_OTHER};

static void measure_comparators(wm_terminal *terminal)
{
    wm_terminal_layout *layout = &terminal->layout;
    const wm_judged *judged = terminal->judged;
    for (size_t i = 0; i < sizeof shown_levels / sizeof *shown_levels; i++) {
        size_t width = 0;
        for (size_t r = 0; r < judged->row_count; r++) {
            const wm_judged_row *row = &judged->rows[r];
            const wm_judged_comparator *found = wm_shown_comparator(row, shown_levels[i]);
            if (!found)
                continue;
            widen(&width, wm_terminal_comparator(terminal, row, shown_levels[i]),
                  SIZE_MAX);
        }
        if (width == 0)
            continue;
        widen_to_word(&width, wm_terminal_level_name(terminal, shown_levels[i], true));
        layout->levels[layout->comparator_count] = shown_levels[i];
        layout->comparators[layout->comparator_count++] = width;
    }
}

static size_t words(size_t width)
{
    return width ? width + WIDE_GAP : 0;
}

static size_t taken(const wm_terminal_layout *layout)
{
    size_t sum = layout->ref + WIDE_GAP + words(layout->grade) + words(layout->target) +
                 words(layout->verdict) + words(layout->change);
    for (size_t i = layout->figure_first; i < layout->figure_count; i++)
        sum += layout->figures[i] + GAP;
    for (size_t i = 0; i < layout->comparator_count; i++)
        sum += layout->comparators[i] + GAP;
    return sum;
}

void wm_terminal_lay_out(wm_terminal *terminal)
{
    wm_terminal_layout *layout = &terminal->layout;
    const wm_judged *judged = terminal->judged;
    layout->is_wide = terminal->columns >= WM_TERMINAL_WIDE;
    layout->ref = 3;
    layout->target = 6;
    layout->grade = wm_any_graded(judged) ? 5 : 0;
    if (judged->row_count)
        layout->figure_count = judged->rows[0].figure_count;
    if (layout->figure_count > WM_TERMINAL_FIGURES_MAX)
        layout->figure_count = WM_TERMINAL_FIGURES_MAX;
    for (size_t i = 0; i < judged->row_count; i++) {
        size_t mark = wm_arena_mark(terminal->arena);
        measure_row(terminal, &judged->rows[i]);
        wm_arena_rewind(terminal->arena, mark);
    }
    if (layout->is_wide)
        measure_comparators(terminal);
    size_t least = layout->is_wide ? WIDE_TITLE_MIN : TITLE_MIN;
    while (taken(layout) + least > terminal->columns && layout->comparator_count)
        layout->comparator_count--;
    while (taken(layout) + least > terminal->columns &&
           layout->figure_first + 1 < layout->figure_count)
        layout->figure_first++;
    size_t used = taken(layout);
    layout->title = used + 8 < terminal->columns ? terminal->columns - used : 8;
    if (layout->title > 60)
        layout->title = 60;
    wm_terminal_find_origins(terminal);
}
