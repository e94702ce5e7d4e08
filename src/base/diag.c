#include "base/diag.h"

#include "base/characters.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* Collecting; how a message is printed is in diag_print.c. */

/* A message quotes what somebody wrote, and that may be a cell of a megabyte. */
enum { MESSAGE_BYTES_MAX = 1000 };

void wm_diags_init(wm_diags *diags, wm_arena *arena)
{
    assert(arena);
    *diags = (wm_diags){.arena = arena};
}

/* `text` and no byte over `most`, with `...` in place of what is left out. */
static wm_str shortened(wm_arena *arena, const char *text, size_t most)
{
    wm_str whole = wm_str_of(text);
    if (whole.len <= most)
        return wm_str_copy(arena, whole);
    size_t kept = wm_character_start(whole, most - 3);
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
    size_t from = wm_character_start(text, span.start < text.len ? span.start : text.len);
    wm_span line = line_around(text, from);
    size_t to = wm_character_end(text, span.end < line.end ? span.end : line.end);
    if (to <= from)
        to = wm_character_end(text, from + 1);
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
    size_t at = wm_character_start(text, offset < text.len ? offset : text.len);
    wm_place place = {1, 1};
    size_t line_start = 0, line_end;
    /* Whole lines by memchr: a file of mistakes asks this a thousand times. */
    while ((line_end = wm_str_find_byte(wm_str_slice(text, line_start, at), '\n')) !=
           SIZE_MAX) {
        line_start += line_end + 1;
        place.line++;
    }
    for (size_t i = line_start; i < at; i++)
        if (!wm_is_continuation(text.data[i]))
            place.column++;
    return place;
}

wm_status wm_diags_status(const wm_diags *diags)
{
    if (diags->errors)
        return WM_REJECTED;
    return diags->lost ? WM_NOMEM : WM_OK;
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

const char *wm_severity_name(wm_severity severity)
{
    static const char *const names[] = {
        [WM_SEVERITY_NOTE] = "note",
        [WM_SEVERITY_WARNING] = "warning",
        [WM_SEVERITY_ERROR] = "error",
    };
    return names[severity];
}
