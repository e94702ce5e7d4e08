#include "base/diag.h"

#include "base/encoding.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* A message quotes what somebody wrote, and that may be a cell of a megabyte. */
enum { MESSAGE_BYTES_MAX = 1000 };

/* A terminal is rarely narrower than 100 columns; the gutter takes the rest. */
enum { EXCERPT_COLUMNS = 90, LEAD_COLUMNS = 30 };

/* Of a longer line only this much is looked at on each side of the underline. */
enum { PIECE_BYTES_MAX = 600 };

void wm_diags_init(wm_diags *diags, wm_arena *arena)
{
    assert(arena);
    *diags = (wm_diags){.arena = arena};
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The start of the character that the byte at `at` belongs to. */
static size_t character_start(wm_str text, size_t at)
{
    while (at > 0 && at < text.len && is_continuation(text.data[at]))
        at--;
    return at;
}

static size_t character_end(wm_str text, size_t at)
{
    while (at < text.len && is_continuation(text.data[at]))
        at++;
    return at;
}

/* `text` and no byte over `most`, with `...` in place of what is left out. */
static wm_str shortened(wm_arena *arena, const char *text, size_t most)
{
    wm_str whole = wm_str_of(text);
    if (whole.len <= most)
        return wm_str_copy(arena, whole);
    size_t kept = character_start(whole, most - 3);
    return wm_str_format(arena, "%.*s...", (int)kept, text);
}

static __attribute__((format(printf, 2, 0))) wm_str
message_of(wm_arena *arena, const char *format, va_list args)
{
    /* One byte over the most, so that shortened() can see that it was longer. */
    char text[MESSAGE_BYTES_MAX + 2];
    int len = vsnprintf(text, sizeof text, format, args);
    if (len < 0)
        return (wm_str){NULL, 0};
    return shortened(arena, text, MESSAGE_BYTES_MAX);
}

/* When there are too many, an error takes the place of the last warning and a warning
 * that of the last note: whoever is told that a file is refused must see why.
 */
static bool make_room(wm_diags *diags, wm_severity severity)
{
    if (diags->list.count < WM_DIAGS_MAX)
        return true;
    diags->suppressed++;
    for (size_t i = diags->list.count; i-- > 0;) {
        if (diags->list.items[i].severity < severity) {
            memmove(&diags->list.items[i], &diags->list.items[i + 1],
                    (diags->list.count - i - 1) * sizeof *diags->list.items);
            diags->list.count--;
            return true;
        }
    }
    return false;
}

/* Counted whether or not it can be kept. */
static bool counted(wm_diags *diags, wm_severity severity)
{
    diags->errors += severity == WM_SEVERITY_ERROR;
    diags->warnings += severity == WM_SEVERITY_WARNING;
    return make_room(diags, severity);
}

static void keep(wm_diags *diags, wm_diagnostic diagnostic, wm_str remedy)
{
    diagnostic.remedy = wm_str_copy(diags->arena, remedy);
    if (!diagnostic.message.data || !diagnostic.remedy.data ||
        !wm_list_push(diags->arena, &diags->list, diagnostic))
        diags->lost = true;
}

/* The line that holds the byte at `at`, as [start, end) without its line break. */
static wm_span line_around(wm_str text, size_t at)
{
    size_t start = at, end = at;
    while (start > 0 && text.data[start - 1] != '\n')
        start--;
    while (end < text.len && text.data[end] != '\n')
        end++;
    if (end > start && text.data[end - 1] == '\r')
        end--;
    return (wm_span){(uint32_t)start, (uint32_t)end};
}

/* Marks what of the span lies on its first line. A span of nothing marks the character
 * that stands there, or one column past the end of the line: something is missing there.
 */
static void show_line(wm_diagnostic *diagnostic, wm_str text, wm_span span)
{
    size_t from = character_start(text, span.start < text.len ? span.start : text.len);
    wm_span line = line_around(text, from);
    size_t to = character_end(text, span.end < line.end ? span.end : line.end);
    if (to <= from)
        to = character_end(text, from + 1);
    diagnostic->excerpt = wm_str_slice(text, line.start, line.end);
    diagnostic->underline =
        (wm_span){(uint32_t)from - line.start, (uint32_t)to - line.start};
}

void wm_diag_at(wm_diags *diags, wm_severity severity, const wm_source *source,
                wm_span span, wm_str remedy, const char *format, ...)
{
    if (!counted(diags, severity))
        return;
    wm_diagnostic diagnostic = {
        .severity = severity,
        .file = source->name,
        .place = wm_source_place(source, span.start),
    };
    show_line(&diagnostic, source->text, span);
    va_list args;
    va_start(args, format);
    diagnostic.message = message_of(diags->arena, format, args);
    va_end(args);
    keep(diags, diagnostic, remedy);
}

void wm_diag_data(wm_diags *diags, wm_severity severity, wm_str file, wm_place place,
                  wm_str remedy, const char *format, ...)
{
    if (!counted(diags, severity))
        return;
    wm_diagnostic diagnostic = {.severity = severity, .file = file, .place = place};
    va_list args;
    va_start(args, format);
    diagnostic.message = message_of(diags->arena, format, args);
    va_end(args);
    keep(diags, diagnostic, remedy);
}

wm_place wm_source_place(const wm_source *source, uint32_t offset)
{
    wm_str text = source->text;
    size_t at = character_start(text, offset < text.len ? offset : text.len);
    wm_place place = {1, 1};
    size_t line_start = 0, line_end;
    /* Whole lines by memchr: a file of mistakes asks this a thousand times. */
    while ((line_end = wm_str_find_byte(wm_str_slice(text, line_start, at), '\n')) !=
           SIZE_MAX) {
        line_start += line_end + 1;
        place.line++;
    }
    for (size_t i = line_start; i < at; i++)
        if (!is_continuation(text.data[i]))
            place.column++;
    return place;
}

wm_status wm_diags_status(const wm_diags *diags)
{
    if (diags->errors)
        return WM_REJECTED;
    return diags->lost ? WM_NOMEM : WM_OK;
}

/* Characters that would move the cursor, colour the screen or turn the line around. */
static bool would_disturb(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) ||
           (character >= 0x202A && character <= 0x202E) || character == 0x2028 ||
           character == 0x2029 || (character >= 0x2066 && character <= 0x2069);
}

/* Text from outside, safe to show: one column each for a tab (a space) and for what
 * would disturb the terminal or is no text at all (`?`).
 */
static void add_shown(wm_text *out, wm_str text)
{
    size_t valid = wm_utf8_valid_length(text);
    for (size_t at = 0, next; at < text.len; at = next) {
        if (at == valid) {
            wm_text_byte(out, '?');
            next = at + 1;
            valid = next + wm_utf8_valid_length(wm_str_slice(text, next, text.len));
            continue;
        }
        uint32_t character = wm_utf8_decode(text, at, &next);
        if (character == '\t')
            wm_text_byte(out, ' ');
        else if (would_disturb(character))
            wm_text_byte(out, '?');
        else
            wm_text_add(out, wm_str_slice(text, at, next));
    }
}

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
    add_shown(out, diagnostic->file);
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
        text = wm_str_slice(text, character_end(text, 1), text.len);
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
    from = character_start(line, from);
    size_t mark_end = end > start + PIECE_BYTES_MAX ? start + PIECE_BYTES_MAX : end;
    mark_end = character_start(line, mark_end);
    size_t to = character_start(line, mark_end + PIECE_BYTES_MAX);
    add_shown(&w->before, wm_str_slice(line, from, start));
    add_shown(&w->mark, wm_str_slice(line, start, mark_end));
    add_shown(&w->after, wm_str_slice(line, mark_end, to));
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
        add_shown(out, remedy);
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
    add_shown(out, diagnostic->message);
    if (diagnostic->remedy.len && !marked) {
        wm_text_add(out, WM_STR("; "));
        add_shown(out, diagnostic->remedy);
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

wm_str wm_nearest(wm_str word, const wm_str *candidates, size_t count)
{
    unsigned most = word.len >= 9 ? 3 : (unsigned)word.len / 3;
    wm_str nearest = {"", 0};
    for (size_t i = 0; i < count; i++) {
        unsigned distance = wm_str_distance(word, candidates[i], most);
        if (distance <= most) {
            nearest = candidates[i];
            if (distance == 0)
                break;
            most = distance - 1;
        }
    }
    return nearest;
}
