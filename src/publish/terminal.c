#include "base/encoding.h"
#include "base/limits.h"
#include "judge/words.h"
#include "publish/terminal_internal.h"

/* The scorecard on a terminal: what it is, how it stands, each section, where to look
 * first. */
enum { BAR_MAX = 30 };

static void put_marking(wm_terminal *terminal)
{
    wm_terminal_line(terminal, terminal->publication->marking, WM_STYLE_BOLD);
}

static void put_title(wm_terminal *terminal)
{
    const wm_scorecard *scorecard = terminal->scorecard;
    char as_at[24];
    wm_day_say(terminal->judged->as_at, as_at);
    wm_terminal_paragraph(terminal, scorecard->title, 0, WM_STYLE_BOLD);
    wm_str line = wm_terminal_kept(
        terminal, wm_str_format(terminal->arena, "%.*s%s%.*s, as at %s",
                                WM_FMT(scorecard->authority.name),
                                wm_str_empty(scorecard->region.name) ? "" : ", ",
                                WM_FMT(scorecard->region.name), as_at));
    wm_terminal_paragraph(terminal, line, 0, WM_STYLE_PLAIN);
}

static void put_bar(wm_terminal *terminal, size_t count, size_t most,
                    wm_terminal_style style)
{
    wm_text bar = {0};
    size_t length = most > BAR_MAX ? (count * BAR_MAX + most - 1) / most : count;
    for (size_t i = 0; i < length; i++)
        wm_text_add(&bar, WM_STR("█"));
    wm_terminal_line(terminal, wm_text_str(&bar), style);
    terminal->lost |= wm_text_status(&bar) != WM_OK;
    wm_text_end(&bar);
}

static size_t most_of(const wm_judged *judged)
{
    size_t most = judged->met > judged->missed ? judged->met : judged->missed;
    for (int grade = WM_GRADE_NONE; grade <= WM_GRADE_OUTSTANDING; grade++)
        if (judged->grade_counts[grade] > most)
            most = judged->grade_counts[grade];
    return most;
}

static void put_count(wm_terminal *terminal, wm_str shape, wm_str word, size_t count,
                      wm_terminal_style style)
{
    wm_terminal_cell name = {.lines = {word}, .count = 1, .width = 28};
    wm_str number =
        wm_terminal_kept(terminal, wm_str_format(terminal->arena, "%4zu  ", count));
    wm_terminal_spaces(terminal, 2);
    wm_terminal_put(terminal, shape, style);
    wm_terminal_spaces(terminal, 1);
    wm_terminal_cell_line(terminal, &name, 0);
    wm_terminal_put(terminal, number, WM_STYLE_PLAIN);
    put_bar(terminal, count, most_of(terminal->judged), style);
}

static void put_summary(wm_terminal *terminal)
{
    const wm_judged *judged = terminal->judged;
    wm_text_byte(terminal->out, '\n');
    wm_str title =
        wm_terminal_kept(terminal, wm_str_format(terminal->arena,
                                                 "%zu measures by the grade of their "
                                                 "latest figure",
                                                 judged->row_count));
    wm_terminal_line(terminal, title, WM_STYLE_BOLD);
    for (int grade = WM_GRADE_OUTSTANDING; grade >= WM_GRADE_NONE; grade--) {
        size_t count = judged->grade_counts[grade];
        put_count(terminal, wm_grade_shape((wm_grade)grade),
                  wm_grade_word((wm_grade)grade, terminal->scorecard), count,
                  wm_grade_style((wm_grade)grade));
    }
    wm_text_byte(terminal->out, '\n');
    wm_terminal_line(terminal, WM_STR("and by their targets"), WM_STYLE_BOLD);
    put_count(terminal, WM_STR(" "), WM_STR("Target met"), judged->met, WM_STYLE_PLAIN);
    put_count(terminal, WM_STR(" "), WM_STR("Target missed"), judged->missed,
              WM_STYLE_PLAIN);
}

static wm_status write_all(wm_terminal *terminal)
{
    wm_terminal_lay_out(terminal);
    put_marking(terminal);
    wm_text_byte(terminal->out, '\n');
    put_title(terminal);
    put_summary(terminal);
    wm_terminal_sections(terminal);
    wm_terminal_attention(terminal);
    wm_terminal_overrides(terminal);
    wm_terminal_findings(terminal);
    wm_terminal_notes(terminal);
    wm_terminal_key(terminal);
    wm_text_byte(terminal->out, '\n');
    put_marking(terminal);
    return terminal->lost ? WM_NOMEM : wm_text_status(terminal->out);
}

wm_status wm_publish_terminal(const wm_publication *publication, unsigned columns,
                              bool colour, wm_text *out)
{
    wm_terminal terminal = {
        .publication = publication,
        .judged = publication->judged,
        .scorecard = &publication->judged->folder->scorecard,
        .arena = wm_arena_new(WM_DOCUMENT_BYTES_MAX),
        .columns = columns,
        .colour = colour,
        .out = out,
    };
    if (!terminal.arena)
        return WM_NOMEM;
    wm_status status = wm_arena_status(terminal.arena, write_all(&terminal));
    wm_arena_end(terminal.arena);
    return status;
}
