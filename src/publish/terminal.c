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

static size_t most_of(const size_t *counts, size_t count, size_t most)
{
    for (size_t i = 0; i < count; i++)
        if (counts[i] > most)
            most = counts[i];
    return most;
}

/* The longest bar of all, so that those of one kind can be held against another's. */
static size_t longest(const wm_judged *judged)
{
    size_t most = most_of(&judged->missed, 1, judged->met);
    most = most_of(judged->grade_counts, 5, most);
    most = most_of(judged->outcome_counts, WM_OUTCOMES, most);
    return most_of(judged->sense_counts, WM_SENSES, most);
}

static void put_count(wm_terminal *terminal, wm_str shape, wm_str word, size_t count,
                      wm_terminal_style style)
{
    wm_terminal_cell mark = {.lines = {shape}, .count = 1, .width = 1, .style = style};
    wm_terminal_cell name = {.lines = {word}, .count = 1, .width = 28};
    wm_str number =
        wm_terminal_kept(terminal, wm_str_format(terminal->arena, "%4zu  ", count));
    wm_terminal_spaces(terminal, 2);
    wm_terminal_cell_line(terminal, &mark, 0);
    wm_terminal_spaces(terminal, 1);
    wm_terminal_cell_line(terminal, &name, 0);
    wm_terminal_put(terminal, number, WM_STYLE_PLAIN);
    put_bar(terminal, count, longest(terminal->judged), style);
}

/* The first heading says of how many measures all of them are. */
static void put_heading(wm_terminal *terminal, const char *by, bool *is_first)
{
    wm_text_byte(terminal->out, '\n');
    size_t rows = terminal->judged->row_count;
    wm_str title = wm_terminal_kept(
        terminal, *is_first ? wm_str_format(terminal->arena, "%zu measure%s %s", rows,
                                            wm_plural(rows), by)
                            : wm_str_format(terminal->arena, "and %s", by));
    wm_terminal_line(terminal, title, WM_STYLE_BOLD);
    *is_first = false;
}

static void put_grades(wm_terminal *terminal, bool *is_first)
{
    if (!wm_any_graded(terminal->judged))
        return;
    put_heading(terminal, "by the grade of their latest figure", is_first);
    for (int grade = WM_GRADE_OUTSTANDING; grade >= WM_GRADE_NONE; grade--) {
        size_t count = terminal->judged->grade_counts[grade];
        put_count(terminal, wm_grade_shape((wm_grade)grade),
                  wm_grade_word((wm_grade)grade, terminal->scorecard), count,
                  wm_grade_style((wm_grade)grade));
    }
}

static void put_outcome(wm_terminal *terminal, wm_outcome outcome, wm_str word,
                        size_t count)
{
    put_count(terminal, wm_outcome_shape(outcome), word, count,
              terminal->judged->targets_lead ? wm_outcome_style(outcome)
                                             : WM_STYLE_PLAIN);
}

static void put_targets(wm_terminal *terminal, bool *is_first)
{
    const wm_judged *judged = terminal->judged;
    put_heading(terminal, "by the target of their latest figure", is_first);
    put_outcome(terminal, WM_OUTCOME_MET, WM_STR("Target met"), judged->met);
    put_outcome(terminal, WM_OUTCOME_MISSED, WM_STR("Target missed"), judged->missed);
    if (judged->outcome_counts[WM_OUTCOME_NEAR])
        put_outcome(terminal, WM_OUTCOME_NEAR, WM_STR("  by a twentieth or less"),
                    judged->outcome_counts[WM_OUTCOME_NEAR]);
    for (int outcome = WM_OUTCOME_UNKNOWN; outcome >= WM_OUTCOME_NONE; outcome--)
        if (judged->outcome_counts[outcome])
            put_outcome(terminal, (wm_outcome)outcome,
                        wm_outcome_words((wm_outcome)outcome),
                        judged->outcome_counts[outcome]);
}

static void put_changes(wm_terminal *terminal, bool *is_first)
{
    static const struct {
        wm_sense sense;
        const char *words;
    } said[] = {
        {WM_SENSE_BETTER, "Better"},
        {WM_SENSE_WORSE, "Worse"},
        {WM_SENSE_SAME, "The same"},
        {WM_SENSE_NONE, "Cannot be said"},
    };
    put_heading(terminal, "by the change since the baseline", is_first);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        put_count(terminal, wm_sense_sign(said[i].sense), wm_str_of(said[i].words),
                  terminal->judged->sense_counts[said[i].sense], WM_STYLE_PLAIN);
}

static void put_summary(wm_terminal *terminal)
{
    bool is_first = true;
    if (!terminal->judged->targets_lead)
        put_grades(terminal, &is_first);
    put_targets(terminal, &is_first);
    if (terminal->judged->targets_lead) {
        put_changes(terminal, &is_first);
        put_grades(terminal, &is_first);
    }
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
