#include "base/encoding.h"
#include "base/shown.h"
#include "judge/words.h"
#include "publish/terminal_internal.h"

#include <stdlib.h>

/* What comes after the sections: where to look first, what was changed by hand, what is
 * wrong with the scorecard itself, its footnotes and the key. */
enum { FURTHEST_MAX = 8 };

static void heading(wm_terminal *terminal, const char *text)
{
    wm_text_byte(terminal->out, '\n');
    wm_terminal_line(terminal, wm_str_of(text), WM_STYLE_BOLD);
}

typedef struct distance {
    const wm_judged_row *row;
    wm_ratio share; /* of the target */
} distance;

static int further_first(const void *left, const void *right)
{
    const distance *a = left;
    const distance *b = right;
    int order = wm_ratio_compare(b->share, a->share);
    if (order == 0)
        order = wm_reference_compare(a->row->row->ref, b->row->row->ref);
    return order;
}

static void put_distance(wm_terminal *terminal, const wm_judged_row *row)
{
    wm_arena *arena = terminal->arena;
    wm_grade grade = wm_latest_grade(row);
    wm_terminal_cell ref = {.lines = {row->row->ref},
                            .count = 1,
                            .width = terminal->layout.ref,
                            .style = WM_STYLE_BOLD};
    wm_terminal_cell shape = {.lines = {wm_terminal_grade(terminal, grade)},
                              .count = 1,
                              .width = terminal->layout.grade,
                              .style = wm_grade_style(grade)};
    wm_str said =
        wm_terminal_kept(terminal, wm_say_headline(arena, row, terminal->scorecard));
    wm_str verdict = wm_terminal_kept(terminal, wm_say_verdict(arena, row, row->latest));
    wm_str whole = wm_terminal_kept(
        terminal, wm_str_format(arena, "%.*s; %.*s", WM_FMT(said), WM_FMT(verdict)));
    size_t indent = ref.width + 2 + (shape.width ? shape.width + 2 : 0);
    wm_terminal_cell text =
        wm_terminal_wrapped(whole, terminal->columns - indent, WM_STYLE_PLAIN);
    for (size_t line = 0; line == 0 || line < text.count; line++) {
        wm_terminal_cell_line(terminal, &ref, line);
        wm_terminal_spaces(terminal, 2);
        if (shape.width) {
            wm_terminal_cell_line(terminal, &shape, line);
            wm_terminal_spaces(terminal, 2);
        }
        wm_terminal_line(terminal, line < text.count ? text.lines[line] : WM_STR(""),
                         WM_STYLE_PLAIN);
    }
}

static void put_furthest(wm_terminal *terminal)
{
    const wm_judged *judged = terminal->judged;
    distance *missed = wm_arena_alloc(terminal->arena, judged->row_count, sizeof *missed);
    if (!missed) {
        terminal->lost = true;
        return;
    }
    size_t count = 0;
    for (size_t i = 0; i < judged->row_count; i++) {
        distance found = {&judged->rows[i], {0, 1}};
        if (wm_target_share(found.row, &found.share))
            missed[count++] = found;
    }
    if (count == 0)
        return;
    qsort(missed, count, sizeof *missed, further_first);
    heading(terminal, "Furthest from target");
    wm_terminal_paragraph(terminal,
                          WM_STR("in the order of the distance as a share of the target"),
                          2, WM_STYLE_DIM);
    for (size_t i = 0; i < count && i < FURTHEST_MAX; i++)
        put_distance(terminal, missed[i].row);
}

static void put_lowest(wm_terminal *terminal)
{
    const wm_judged *judged = terminal->judged;
    wm_text refs = {0};
    for (size_t i = 0; i < judged->row_count; i++)
        if (wm_latest_grade(&judged->rows[i]) == WM_GRADE_BELOW)
            wm_text_format(&refs, "%s%.*s", refs.len ? ", " : "",
                           WM_FMT(judged->rows[i].row->ref));
    if (refs.len) {
        wm_str word = wm_grade_word(WM_GRADE_BELOW, terminal->scorecard);
        wm_str title = wm_terminal_kept(
            terminal, wm_str_format(terminal->arena, "%.*s: %zu measure%s", WM_FMT(word),
                                    judged->grade_counts[WM_GRADE_BELOW],
                                    wm_plural(judged->grade_counts[WM_GRADE_BELOW])));
        wm_text_byte(terminal->out, '\n');
        wm_terminal_line(terminal, title, WM_STYLE_BOLD);
        wm_terminal_paragraph(terminal, wm_text_str(&refs), 2, WM_STYLE_PLAIN);
    }
    terminal->lost |= wm_text_status(&refs) != WM_OK;
    wm_text_end(&refs);
}

void wm_terminal_attention(wm_terminal *terminal)
{
    size_t mark = wm_arena_mark(terminal->arena);
    put_furthest(terminal);
    put_lowest(terminal);
    wm_arena_rewind(terminal->arena, mark);
}

static bool is_shown(const wm_judged *judged, const wm_figure *figure)
{
    for (size_t r = 0; r < judged->row_count; r++)
        for (size_t f = 0; f < judged->rows[r].figure_count; f++)
            if (judged->rows[r].figures[f].figure == figure)
                return true;
    return false;
}

static void put_override(wm_terminal *terminal, const wm_override *override)
{
    wm_arena *arena = terminal->arena;
    char until[24] = "it is taken out";
    if (override->until != WM_DAY_NONE)
        wm_day_say(override->until, until);
    wm_str period = wm_terminal_kept(
        terminal, wm_period_label(override->figure.period,
                                  terminal->scorecard->first_month, arena));
    wm_str said = wm_terminal_kept(
        terminal, wm_str_format(arena, "† %.*s, %.*s: by %.*s until %s; %.*s",
                                WM_FMT(override->figure.ref), WM_FMT(period),
                                WM_FMT(override->by), until, WM_FMT(override->why)));
    wm_terminal_paragraph(terminal, said, 2, WM_STYLE_PLAIN);
}

void wm_terminal_overrides(wm_terminal *terminal)
{
    const wm_folder *folder = terminal->judged->folder;
    bool headed = false;
    for (size_t i = 0; i < folder->overrides.count; i++) {
        const wm_override *override = &folder->overrides.items[i];
        if (!is_shown(terminal->judged, &override->figure))
            continue;
        if (!headed)
            heading(terminal, "Figures replaced by hand");
        headed = true;
        put_override(terminal, override);
    }
}

/* `waymark check sefton-2017`, or without a folder where the program stands in it. */
static void add_check_command(wm_text *out, wm_str folder)
{
    wm_text_add(out, WM_STR("waymark check"));
    if (wm_str_empty(folder) || wm_str_equal(folder, WM_STR(".")))
        return;
    wm_text_byte(out, ' ');
    wm_add_shell_word(out, folder);
}

void wm_terminal_findings(wm_terminal *terminal)
{
    const wm_findings *findings = terminal->publication->findings;
    if (findings->list.count == 0)
        return;
    wm_text said = {0};
    wm_text_format(&said, "%zu error%s, %zu warning%s, %zu note%s; `", findings->errors,
                   wm_plural(findings->errors), findings->warnings,
                   wm_plural(findings->warnings), findings->notes,
                   wm_plural(findings->notes));
    add_check_command(&said, terminal->judged->folder->path);
    wm_text_add(&said, WM_STR("` says what they are"));
    heading(terminal, "Findings about the scorecard itself");
    wm_terminal_paragraph(terminal, wm_text_str(&said), 2, WM_STYLE_PLAIN);
    terminal->lost |= wm_text_status(&said) != WM_OK;
    wm_text_end(&said);
}

void wm_terminal_notes(wm_terminal *terminal)
{
    const wm_scorecard *scorecard = terminal->scorecard;
    if (scorecard->notes.count)
        heading(terminal, "Notes");
    for (size_t i = 0; i < scorecard->notes.count; i++)
        wm_terminal_paragraph(terminal, scorecard->notes.items[i], 2, WM_STYLE_PLAIN);
}

static bool any_status(const wm_judged *judged, wm_figure_status status)
{
    for (size_t r = 0; r < judged->row_count; r++)
        for (size_t f = 0; f < judged->rows[r].figure_count; f++) {
            const wm_figure *figure = judged->rows[r].figures[f].figure;
            if ((figure ? figure->status : WM_FIGURE_NOT_AVAILABLE) == status)
                return true;
        }
    return false;
}

static void put_key(wm_terminal *terminal, bool *headed, const char *mark, wm_str words)
{
    if (!*headed)
        heading(terminal, "Key");
    *headed = true;
    wm_terminal_cell cell = {.lines = {wm_str_of(mark)}, .count = 1, .width = 5};
    wm_terminal_spaces(terminal, 2);
    wm_terminal_cell_line(terminal, &cell, 0);
    wm_terminal_line(terminal, words, WM_STYLE_PLAIN);
}

static void put_origins(wm_terminal *terminal, bool *headed)
{
    for (size_t i = 0; i < terminal->origin_count; i++) {
        const wm_terminal_origin *origin = &terminal->origins[i];
        put_key(terminal, headed, origin->mark,
                wm_terminal_origin_words(terminal, origin));
    }
    if (terminal->more_origins)
        put_key(terminal, headed, WM_TERMINAL_OTHER_MARK,
                WM_STR("of other years; the files say which"));
}

static size_t count_levels(const wm_judged *judged)
{
    size_t count = 0;
    for (int level = WM_LEVEL_COUNTRY; level <= WM_LEVEL_OTHER; level++) {
        bool any = false;
        for (size_t r = 0; r < judged->row_count && !any; r++)
            any = wm_shown_comparator(&judged->rows[r], (wm_level)level) != NULL;
        count += any;
    }
    return count;
}

/* A heading that leaves out by which model and which average. */
static void put_long_names(wm_terminal *terminal, bool *headed)
{
    for (size_t i = 0; i < terminal->layout.comparator_count; i++) {
        wm_level level = terminal->layout.levels[i];
        wm_str name = wm_terminal_level_name(terminal, level, false);
        if (name.len > wm_terminal_level_name(terminal, level, true).len)
            put_key(terminal, headed, "", name);
    }
}

/* What there is besides, so that nobody thinks there is nothing. */
static void put_left_out(wm_terminal *terminal, bool *headed)
{
    const wm_terminal_layout *layout = &terminal->layout;
    if (layout->figure_first)
        put_key(terminal, headed, "",
                WM_STR("earlier periods do not fit; they are in the files"));
    if (layout->comparator_count >= count_levels(terminal->judged))
        return;
    put_key(terminal, headed, "",
            layout->is_wide ? WM_STR("some comparators do not fit; they are in the files")
                            : WM_STR("comparators are shown from 120 columns on: "
                                     "--width 160"));
}

/* Only the marks that were used are explained. */
void wm_terminal_key(wm_terminal *terminal)
{
    static const struct {
        wm_figure_status status;
        const char *mark;
        const char *words;
    } marks[] = {
        {WM_FIGURE_NOT_AVAILABLE, "-", "not available"},
        {WM_FIGURE_NOT_APPLICABLE, "n/a", "not applicable"},
        {WM_FIGURE_PROVISIONAL, "p", "provisional"},
        {WM_FIGURE_SUPPRESSED, "c", "withheld to protect people"},
        {WM_FIGURE_LOW, "low", "rounds to nothing but is not nothing"},
        {WM_FIGURE_UNRELIABLE, "u", "withheld as unreliable"},
        {WM_FIGURE_UNREADABLE, "?", "what was printed is no number"},
    };
    bool headed = false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (any_status(terminal->judged, marks[i].status))
            put_key(terminal, &headed, marks[i].mark, wm_str_of(marks[i].words));
    put_origins(terminal, &headed);
    put_long_names(terminal, &headed);
    put_left_out(terminal, &headed);
}
