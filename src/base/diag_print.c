#include "base/diag.h"

#include "base/characters.h"
#include "base/encoding.h"
#include "base/shown.h"

#include <stdio.h>

/* A message as a person reads it: place, reason, the line with what is meant underlined,
 * remedy. Text from outside is made safe to show.
 */

/* A terminal is rarely narrower than 100 columns; the gutter takes the rest. */
enum { EXCERPT_COLUMNS = 90, LEAD_COLUMNS = 30 };

/* Of a longer line only this much is looked at on each side of the underline. */
enum { PIECE_BYTES_MAX = 600 };

static void add_colour(wm_text *out, bool colour, const char *code)
{
    if (colour)
        wm_text_format(out, "\x1b[%sm", code);
}

static const char *const severity_colours[] = {
    [WM_SEVERITY_NOTE] = "36",
    [WM_SEVERITY_WARNING] = "33",
    [WM_SEVERITY_ERROR] = "31",
};
static const char *const severity_words[] = {
    [WM_SEVERITY_NOTE] = "note: ",
    [WM_SEVERITY_WARNING] = "warning: ",
    [WM_SEVERITY_ERROR] = "",
};

static void add_place(const wm_diagnostic *diagnostic, bool colour, wm_text *out)
{
    if (!diagnostic->file.len && !diagnostic->place.line)
        return;
    add_colour(out, colour, "1");
    wm_add_shown(out, diagnostic->file);
    if (diagnostic->place.line)
        wm_text_format(out, diagnostic->file.len ? ":%u" : "line %u",
                       (unsigned)diagnostic->place.line);
    if (diagnostic->place.line && diagnostic->place.column)
        wm_text_format(out, ":%u", (unsigned)diagnostic->place.column);
    wm_text_byte(out, ':');
    add_colour(out, colour, "0");
    wm_text_byte(out, ' ');
}

/* The excerpt in three, each already safe to show:
 *
 *     ...and the team have agreed that taget 16 is the right one for ...
 *        [ before                     )[mark)[ after                 )
 */
typedef struct window {
    wm_text before;
    wm_text mark;
    wm_text after;
    wm_str shown[3]; /* what of each fits */
    bool cut_start;
    bool cut_end;
} window;

/* The longest tail of `text` that takes no more than `columns`. */
static wm_str tail(wm_str text, size_t columns)
{
    while (text.len && wm_utf8_width(text) > columns)
        text = wm_str_slice(text, wm_character_end(text, 1), text.len);
    return text;
}

static wm_str head(wm_str text, size_t columns)
{
    size_t width;
    return wm_utf8_fit(text, columns, &width);
}

static void read_pieces(window *w, const wm_diagnostic *diagnostic)
{
    wm_str line = diagnostic->excerpt;
    size_t start = diagnostic->underline.start, end = diagnostic->underline.end;
    size_t from = start > PIECE_BYTES_MAX ? start - PIECE_BYTES_MAX : 0;
    from = wm_character_start(line, from);
    size_t mark_end = end > start + PIECE_BYTES_MAX ? start + PIECE_BYTES_MAX : end;
    mark_end = wm_character_start(line, mark_end);
    size_t to = wm_character_start(line, mark_end + PIECE_BYTES_MAX);
    wm_add_shown(&w->before, wm_str_slice(line, from, start));
    wm_add_shown(&w->mark, wm_str_slice(line, start, mark_end));
    wm_add_shown(&w->after, wm_str_slice(line, mark_end, to));
    w->cut_start = from > 0;
    w->cut_end = to < line.len;
}

/* Chooses what to show so that the underline is in sight with some text before it. */
static void fit_window(window *w)
{
    wm_str before = wm_text_str(&w->before), mark = wm_text_str(&w->mark),
           after = wm_text_str(&w->after);
    size_t lead = wm_utf8_width(before),
           rest = wm_utf8_width(mark) + wm_utf8_width(after);
    size_t room = EXCERPT_COLUMNS;
    if (w->cut_start || w->cut_end || lead + rest > room) {
        size_t spare = rest + 6 < room ? room - 6 - rest : 0;
        size_t most = spare > LEAD_COLUMNS ? spare : LEAD_COLUMNS;
        if (lead > most + 3) {
            before = tail(before, most);
            w->cut_start = true;
        }
        room -= wm_utf8_width(before) + (w->cut_start ? 3 : 0);
        if (w->cut_end || rest > room) {
            room -= 3;
            w->cut_end = true;
        }
        mark = head(mark, room);
        after = mark.len < w->mark.len ? (wm_str){after.data, 0}
                                       : head(after, room - wm_utf8_width(mark));
    }
    w->shown[0] = before;
    w->shown[1] = mark;
    w->shown[2] = after;
}

static void add_gutter(const wm_diagnostic *diagnostic, bool numbered, bool colour,
                       wm_text *out)
{
    char number[12];
    int digits = snprintf(number, sizeof number, "%u", (unsigned)diagnostic->place.line);
    add_colour(out, colour, "2");
    wm_text_format(out, "  %*s |", digits, numbered ? number : "");
    add_colour(out, colour, "0");
}

static void add_excerpt(const wm_diagnostic *diagnostic, const window *w, bool colour,
                        wm_text *out)
{
    add_gutter(diagnostic, true, colour, out);
    if (diagnostic->excerpt.len)
        wm_text_byte(out, ' ');
    if (w->cut_start)
        wm_text_add(out, WM_STR("..."));
    for (size_t i = 0; i < 3; i++)
        wm_text_add(out, w->shown[i]);
    if (w->cut_end)
        wm_text_add(out, WM_STR("..."));
    wm_text_byte(out, '\n');
}

static void add_carets(const wm_diagnostic *diagnostic, const window *w, bool colour,
                       wm_text *out)
{
    size_t indent = wm_utf8_width(w->shown[0]) + (w->cut_start ? 3 : 0);
    size_t carets = wm_utf8_width(w->shown[1]);
    carets += carets == 0; /* past the end of the line, or a mark on a combining one */
    wm_str remedy = diagnostic->remedy;
    add_gutter(diagnostic, false, colour, out);
    wm_text_repeat(out, ' ', indent + 1);
    add_colour(out, colour, severity_colours[diagnostic->severity]);
    wm_text_repeat(out, '^', carets);
    if (remedy.len && indent + carets + 1 + wm_utf8_width(remedy) > EXCERPT_COLUMNS) {
        add_colour(out, colour, "0");
        wm_text_byte(out, '\n');
        add_gutter(diagnostic, false, colour, out);
        add_colour(out, colour, severity_colours[diagnostic->severity]);
    }
    if (remedy.len) {
        wm_text_byte(out, ' ');
        wm_add_shown(out, remedy);
    }
    add_colour(out, colour, "0");
    wm_text_byte(out, '\n');
}

static void add_window(const wm_diagnostic *diagnostic, bool colour, wm_text *out)
{
    window w = {0};
    read_pieces(&w, diagnostic);
    fit_window(&w);
    add_excerpt(diagnostic, &w, colour, out);
    add_carets(diagnostic, &w, colour, out);
    wm_text *pieces[] = {&w.before, &w.mark, &w.after};
    for (size_t i = 0; i < 3; i++) {
        if (wm_text_status(pieces[i]) != WM_OK && out->status == WM_OK)
            out->status = wm_text_status(pieces[i]);
        wm_text_end(pieces[i]);
    }
}

void wm_diag_print(const wm_diagnostic *diagnostic, bool colour, wm_text *out)
{
    bool marked = diagnostic->underline.end > diagnostic->underline.start;
    add_place(diagnostic, colour, out);
    add_colour(out, colour, severity_colours[diagnostic->severity]);
    wm_text_add(out, wm_str_of(severity_words[diagnostic->severity]));
    add_colour(out, colour, "0");
    wm_add_shown(out, diagnostic->message);
    if (diagnostic->remedy.len && !marked) {
        wm_text_add(out, WM_STR("; "));
        wm_add_shown(out, diagnostic->remedy);
    }
    wm_text_byte(out, '\n');
    if (marked)
        add_window(diagnostic, colour, out);
}

void wm_diags_print(const wm_diags *diags, bool colour, wm_text *out)
{
    for (size_t i = 0; i < diags->list.count; i++)
        wm_diag_print(&diags->list.items[i], colour, out);
    if (diags->suppressed)
        wm_text_format(out, "and %zu more that are not shown\n", diags->suppressed);
    if (diags->lost)
        wm_text_add(out, WM_STR("some messages are missing: not enough memory\n"));
}
