#include "base/encoding.h"
#include "publish/terminal_internal.h"

#include <assert.h>

/* Colours that stand out from black and from white alike; no red and green. */
static const char *const starts[] = {
    [WM_STYLE_PLAIN] = "",
    [WM_STYLE_BOLD] = "\033[1m",
    [WM_STYLE_DIM] = "\033[2m",
    [WM_STYLE_OUTSTANDING] = "\033[1;38;5;32m",
    [WM_STYLE_GOOD] = "\033[1;38;5;36m",
    [WM_STYLE_REQUIRES_IMPROVEMENT] = "\033[1;38;5;202m",
    [WM_STYLE_BELOW] = "\033[1;38;5;162m",
};

/* What people wrote must not steer the terminal it is printed on. */
static void put_safely(wm_text *out, wm_str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        bool c1 =
            byte == 0xC2 && i + 1 < text.len && (unsigned char)text.data[i + 1] < 0xA0;
        if (byte >= 0x20 && byte != 0x7F && !c1)
            continue;
        wm_text_add(out, wm_str_slice(text, from, i));
        wm_text_byte(out, ' ');
        i += c1;
        from = i + 1;
    }
    wm_text_add(out, wm_str_slice(text, from, text.len));
}

void wm_terminal_put(wm_terminal *terminal, wm_str text, wm_terminal_style style)
{
    bool styled = terminal->colour && style != WM_STYLE_PLAIN && text.len;
    if (styled)
        wm_text_add(terminal->out, wm_str_of(starts[style]));
    put_safely(terminal->out, text);
    if (styled)
        wm_text_add(terminal->out, WM_STR("\033[0m"));
}

void wm_terminal_spaces(wm_terminal *terminal, size_t count)
{
    wm_text_repeat(terminal->out, ' ', count);
}

void wm_terminal_end_line(wm_terminal *terminal)
{
    wm_text *out = terminal->out;
    while (out->len && out->data[out->len - 1] == ' ')
        out->len--;
    wm_text_byte(out, '\n');
}

void wm_terminal_line(wm_terminal *terminal, wm_str text, wm_terminal_style style)
{
    wm_terminal_put(terminal, text, style);
    wm_terminal_end_line(terminal);
}

void wm_terminal_rule(wm_terminal *terminal)
{
    bool colour = terminal->colour;
    if (colour)
        wm_text_add(terminal->out, wm_str_of(starts[WM_STYLE_DIM]));
    for (size_t i = 0; i < terminal->columns; i++)
        wm_text_add(terminal->out, WM_STR("─"));
    wm_text_add(terminal->out, colour ? WM_STR("\033[0m\n") : WM_STR("\n"));
}

void wm_terminal_cell_line(wm_terminal *terminal, const wm_terminal_cell *cell,
                           size_t line)
{
    wm_str text = line < cell->count ? cell->lines[line] : WM_STR("");
    size_t width = wm_utf8_width(text);
    bool cut = width > cell->width;
    if (cut && cell->width)
        text = wm_utf8_fit(text, cell->width - 1, &width);
    if (cut)
        width++;
    size_t padding = cell->width > width ? cell->width - width : 0;
    if (cell->to_right)
        wm_terminal_spaces(terminal, padding);
    wm_terminal_put(terminal, text, cell->style);
    if (cut)
        wm_terminal_put(terminal, WM_STR("…"), cell->style);
    if (!cell->to_right)
        wm_terminal_spaces(terminal, padding);
}

/* Takes what fits into `width` off the front of *rest, broken at a space where there is
 * one, and the spaces after it. */
static wm_str take_line(wm_str *rest, size_t width)
{
    size_t fitted = 0;
    wm_str part = wm_utf8_fit(*rest, width, &fitted);
    if (part.len < rest->len) {
        size_t at = part.len;
        while (at > 0 && rest->data[at] != ' ')
            at--;
        if (at > 0)
            part.len = at;
    }
    if (part.len == 0) /* a character wider than the column: it goes on all the same */
        wm_utf8_decode(*rest, 0, &part.len);
    *rest = wm_str_slice(*rest, part.len, rest->len);
    while (rest->len && rest->data[0] == ' ')
        *rest = wm_str_slice(*rest, 1, rest->len);
    return wm_str_trim(part);
}

wm_terminal_cell wm_terminal_wrapped(wm_str text, size_t width, wm_terminal_style style)
{
    wm_terminal_cell cell = {.width = width, .style = style};
    wm_str rest = wm_str_trim(text);
    while (rest.len && width && cell.count < WM_TERMINAL_LINES_MAX) {
        wm_str whole = rest;
        wm_str line = take_line(&rest, width);
        /* The last line is left too long, so that it is seen to go on. */
        bool last = cell.count + 1 == WM_TERMINAL_LINES_MAX && rest.len;
        cell.lines[cell.count++] = last ? whole : line;
    }
    return cell;
}

void wm_terminal_paragraph(wm_terminal *terminal, wm_str text, size_t indent,
                           wm_terminal_style style)
{
    assert(indent < terminal->columns);
    wm_str rest = text;
    wm_str line;
    while (wm_str_next(&rest, '\n', &line)) {
        line = wm_str_trim(line);
        while (line.len) {
            wm_terminal_spaces(terminal, indent);
            wm_str part = take_line(&line, terminal->columns - indent);
            wm_terminal_line(terminal, part, style);
        }
    }
}

wm_str wm_terminal_kept(wm_terminal *terminal, wm_str text)
{
    terminal->lost |= !text.data;
    return text.data ? text : WM_STR("");
}
