#include "base/encoding.h"
#include "publish/terminal_internal.h"

#include <assert.h>

/* The cells of one row, side by side. `under` stands beneath the figures on the second
 * line where there is no column for it: how the figure has changed. */
typedef struct row_cells {
    wm_terminal_cell ref;
    wm_terminal_cell title;
    wm_terminal_cell figures[WM_TERMINAL_FIGURES_MAX];
    wm_terminal_cell under;
    wm_terminal_cell grade;
    wm_terminal_cell target;
    wm_terminal_cell verdict;
    wm_terminal_cell change;
    wm_terminal_cell comparators[WM_TERMINAL_COMPARATORS_MAX];
} row_cells;

static wm_terminal_cell cell(wm_str text, size_t width, wm_terminal_style style)
{
    wm_terminal_cell cell = {.width = width, .style = style};
    if (text.len)
        cell.lines[cell.count++] = text;
    return cell;
}

static wm_terminal_cell right(wm_str text, size_t width, wm_terminal_style style)
{
    wm_terminal_cell made = cell(text, width, style);
    made.to_right = true;
    return made;
}

static size_t figures_width(const wm_terminal_layout *layout)
{
    size_t width = 0;
    for (size_t i = layout->figure_first; i < layout->figure_count; i++)
        width += layout->figures[i] + (i > layout->figure_first);
    return width;
}

static size_t height(const wm_terminal_layout *layout, const row_cells *grid)
{
    size_t most = 1;
    const wm_terminal_cell *cells[] = {&grid->title, &grid->target, &grid->verdict,
                                       &grid->change};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (cells[i]->count > most)
            most = cells[i]->count;
    for (size_t i = 0; i < layout->comparator_count; i++)
        if (grid->comparators[i].count > most)
            most = grid->comparators[i].count;
    return grid->under.count && most < 2 ? 2 : most;
}

static void put_words(wm_terminal *terminal, const wm_terminal_cell *words, size_t line)
{
    if (words->width == 0)
        return;
    wm_terminal_spaces(terminal, 2);
    wm_terminal_cell_line(terminal, words, line);
}

static void put_figures(wm_terminal *terminal, const row_cells *grid, size_t line)
{
    const wm_terminal_layout *layout = &terminal->layout;
    if (line > 0) {
        wm_terminal_spaces(terminal, 1);
        wm_terminal_cell_line(terminal, &grid->under, line - 1);
        return;
    }
    for (size_t i = layout->figure_first; i < layout->figure_count; i++) {
        wm_terminal_spaces(terminal, 1);
        wm_terminal_cell_line(terminal, &grid->figures[i], line);
    }
}

static void put_line(wm_terminal *terminal, const row_cells *grid, size_t line)
{
    const wm_terminal_layout *layout = &terminal->layout;
    wm_terminal_cell_line(terminal, &grid->ref, line);
    put_words(terminal, &grid->title, line);
    put_figures(terminal, grid, line);
    for (size_t i = 0; i < layout->comparator_count; i++) {
        wm_terminal_spaces(terminal, 1);
        wm_terminal_cell_line(terminal, &grid->comparators[i], line);
    }
    put_words(terminal, &grid->grade, line);
    put_words(terminal, &grid->target, line);
    put_words(terminal, &grid->verdict, line);
    put_words(terminal, &grid->change, line);
    wm_terminal_end_line(terminal);
}

static void put(wm_terminal *terminal, const row_cells *grid)
{
    size_t lines = height(&terminal->layout, grid);
    for (size_t line = 0; line < lines; line++)
        put_line(terminal, grid, line);
}

static void put_headings(wm_terminal *terminal)
{
    const wm_terminal_layout *layout = &terminal->layout;
    const wm_judged_row *row = terminal->judged->rows;
    row_cells grid = {0};
    grid.ref = cell(WM_STR("Ref"), layout->ref, WM_STYLE_DIM);
    grid.title = cell(WM_STR("Measure"), layout->title, WM_STYLE_DIM);
    for (size_t i = layout->figure_first; i < layout->figure_count; i++)
        grid.figures[i] = right(wm_terminal_period(terminal, row->figures[i].period),
                                layout->figures[i], WM_STYLE_DIM);
    grid.under.width = figures_width(layout);
    assert(layout->comparator_count <= WM_TERMINAL_COMPARATORS_MAX);
    for (size_t i = 0; i < layout->comparator_count; i++) {
        grid.comparators[i] =
            wm_terminal_wrapped(wm_terminal_level_name(terminal, layout->levels[i], true),
                                layout->comparators[i], WM_STYLE_DIM);
        grid.comparators[i].to_right = true;
    }
    grid.grade = cell(WM_STR("Grade"), layout->grade, WM_STYLE_DIM);
    grid.target = cell(WM_STR("Target"), layout->target, WM_STYLE_DIM);
    grid.verdict = cell(WM_STR("Result"), layout->verdict, WM_STYLE_DIM);
    grid.change = cell(WM_STR("Since baseline"), layout->change, WM_STYLE_DIM);
    put(terminal, &grid);
    wm_terminal_rule(terminal);
}

static wm_terminal_style figure_style(const wm_judged_row *row, size_t index)
{
    const wm_judged_figure *judged = &row->figures[index];
    if (judged == row->latest)
        return WM_STYLE_BOLD;
    return judged->is_baseline ? WM_STYLE_DIM : WM_STYLE_PLAIN;
}

static void fill_numbers(wm_terminal *terminal, const wm_judged_row *row, row_cells *grid)
{
    const wm_terminal_layout *layout = &terminal->layout;
    for (size_t i = layout->figure_first; i < layout->figure_count; i++)
        grid->figures[i] = right(wm_terminal_figure(terminal, row, &row->figures[i]),
                                 layout->figures[i], figure_style(row, i));
    wm_str change = wm_terminal_change(terminal, row);
    grid->under =
        right(layout->is_wide ? WM_STR("") : change, figures_width(layout), WM_STYLE_DIM);
    for (size_t i = 0; i < layout->comparator_count; i++)
        grid->comparators[i] =
            right(wm_terminal_comparator(terminal, row, layout->levels[i]),
                  layout->comparators[i], WM_STYLE_PLAIN);
    grid->change = wm_terminal_wrapped(change, layout->change, WM_STYLE_PLAIN);
}

static void fill_judgement(wm_terminal *terminal, const wm_judged_row *row,
                           row_cells *grid)
{
    const wm_terminal_layout *layout = &terminal->layout;
    wm_grade grade = wm_latest_grade(row);
    wm_str target = wm_terminal_target(terminal, row);
    wm_str verdict = wm_terminal_verdict(terminal, row);
    bool missed = row->latest && row->latest->verdict == WM_VERDICT_MISSED;
    wm_terminal_style style = missed ? WM_STYLE_BOLD : WM_STYLE_PLAIN;
    grid->grade =
        cell(wm_terminal_grade(terminal, grade), layout->grade, wm_grade_style(grade));
    if (layout->is_wide) {
        grid->target = wm_terminal_wrapped(target, layout->target, WM_STYLE_PLAIN);
        grid->verdict = wm_terminal_wrapped(verdict, layout->verdict, style);
        return;
    }
    grid->target = cell(target, layout->target, style);
    if (verdict.len)
        grid->target.lines[grid->target.count++] = verdict;
}

/* What somebody wrote about it, as far as one line goes. */
static void put_comment(wm_terminal *terminal, const wm_judged_row *row)
{
    if (!terminal->layout.is_wide || !row->comment)
        return;
    wm_str rest = row->comment->text;
    wm_str first;
    wm_str_next(&rest, '\n', &first);
    first = wm_str_trim(first);
    const char *more = wm_str_empty(wm_str_trim(rest)) ? "" : " …";
    bool is_quoted =
        wm_str_starts(first, WM_STR("“")) || wm_str_starts(first, WM_STR("\""));
    wm_str quoted = wm_terminal_kept(
        terminal, wm_str_format(terminal->arena, is_quoted ? "%.*s%s" : "“%.*s%s”",
                                WM_FMT(first), more));
    size_t indent = terminal->layout.ref + 2;
    wm_terminal_cell comment = cell(quoted, terminal->columns - indent, WM_STYLE_DIM);
    wm_terminal_spaces(terminal, indent);
    wm_terminal_cell_line(terminal, &comment, 0);
    wm_terminal_end_line(terminal);
}

static void put_row(wm_terminal *terminal, const wm_judged_row *row)
{
    const wm_terminal_layout *layout = &terminal->layout;
    row_cells grid = {0};
    grid.ref = cell(row->row->ref, layout->ref, WM_STYLE_BOLD);
    grid.title = wm_terminal_wrapped(row->short_title, layout->title, WM_STYLE_PLAIN);
    fill_numbers(terminal, row, &grid);
    fill_judgement(terminal, row, &grid);
    put(terminal, &grid);
    put_comment(terminal, row);
}

static void put_section(wm_terminal *terminal, const wm_judged_section *section)
{
    const wm_judged *judged = terminal->judged;
    wm_text_byte(terminal->out, '\n');
    wm_str heading =
        wm_terminal_kept(terminal, wm_str_format(terminal->arena, "%.*s  %.*s",
                                                 WM_FMT(section->section->id),
                                                 WM_FMT(section->section->title)));
    wm_terminal_line(terminal, heading, WM_STYLE_BOLD);
    put_headings(terminal);
    for (size_t i = section->first; i < section->first + section->count; i++) {
        size_t mark = wm_arena_mark(terminal->arena);
        put_row(terminal, &judged->rows[i]);
        wm_arena_rewind(terminal->arena, mark);
    }
}

void wm_terminal_sections(wm_terminal *terminal)
{
    for (size_t i = 0; i < terminal->judged->section_count; i++)
        if (terminal->judged->sections[i].count)
            put_section(terminal, &terminal->judged->sections[i]);
}
