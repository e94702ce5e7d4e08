#include "base/encoding.h"
#include "base/json.h"
#include "base/shown.h"
#include "check/check.h"

#include <stdint.h>

/* Findings for a person, and for a program (docs/formats.md). */

static void wrapped(wm_text *out, wm_str text, unsigned columns, unsigned indent)
{
    size_t width = indent;
    wm_text_repeat(out, ' ', indent);
    bool first = true;
    for (wm_str rest = text, word; wm_str_next(&rest, ' ', &word);) {
        size_t columns_of_word = wm_utf8_width(word);
        if (!first && width + 1 + columns_of_word > columns) {
            wm_text_byte(out, '\n');
            wm_text_repeat(out, ' ', indent);
            width = indent;
            first = true;
        }
        if (!first) {
            wm_text_byte(out, ' ');
            width++;
        }
        wm_add_shown(out, word);
        width += columns_of_word;
        first = false;
    }
    wm_text_byte(out, '\n');
}

static void refs(wm_text *out, const wm_finding *finding)
{
    for (size_t i = 0; i < finding->refs.count; i++) {
        if (i)
            wm_text_add(out, WM_STR(", "));
        wm_text_add(out, finding->refs.items[i]);
    }
}

/* The evidence of the first few rows, `1.2: ...; 1.3: ...`; all of it is in the JSON. */
static void shortened(wm_text *out, const wm_finding *finding)
{
    enum { ROWS_SHOWN = 4 };
    wm_str evidence = finding->evidence;
    if (finding->refs.count > ROWS_SHOWN) {
        wm_text mark = {0};
        wm_text_format(&mark, "; %.*s: ", WM_FMT(finding->refs.items[ROWS_SHOWN]));
        size_t cut = wm_str_find(evidence, wm_text_str(&mark));
        if (wm_text_status(&mark) != WM_OK)
            out->status = wm_text_status(&mark);
        wm_text_end(&mark);
        if (cut != SIZE_MAX) {
            wm_text_add(out, wm_str_slice(evidence, 0, cut));
            wm_text_format(out, "; and %zu more", finding->refs.count - ROWS_SHOWN);
            return;
        }
    }
    wm_text_add(out, evidence);
}

/* Writes the line and begins another; a refusal on the way is not cleared away. */
static void say_line(wm_text *line, unsigned columns, wm_text *out)
{
    if (wm_text_status(line) != WM_OK)
        out->status = wm_text_status(line);
    wrapped(out, wm_text_str(line), columns, 2);
    wm_text_clear(line);
}

static void one_finding(const wm_finding *finding, unsigned columns, bool colour,
                        wm_text *line, wm_text *out)
{
    static const char *const colours[] = {"\x1b[36m", "\x1b[33m", "\x1b[31m"};
    wm_text_format(out, "%s%s%s  %.*s\n", colour ? colours[finding->severity] : "",
                   wm_severity_name(finding->severity), colour ? "\x1b[0m" : "",
                   WM_FMT(finding->rule));
    wrapped(out, finding->message, columns, 2);
    if (finding->refs.count) {
        wm_text_format(line, "%s: ", finding->refs.count == 1 ? "measure" : "measures");
        refs(line, finding);
        say_line(line, columns, out);
    }
    if (!wm_str_empty(finding->evidence)) {
        wm_text_add(line, WM_STR("seen: "));
        shortened(line, finding);
        say_line(line, columns, out);
    }
    wm_text_format(line, "remedy: %.*s", WM_FMT(finding->remedy));
    say_line(line, columns, out);
    wm_text_byte(out, '\n');
}

wm_status wm_findings_text(const wm_findings *findings, unsigned columns, bool colour,
                           wm_text *out)
{
    wm_text line = {0};
    for (size_t i = 0; i < findings->list.count; i++)
        one_finding(&findings->list.items[i], columns, colour, &line, out);
    wm_text_end(&line);
    wm_text_format(out, "%zu error%s, %zu warning%s, %zu note%s\n", findings->errors,
                   wm_plural(findings->errors), findings->warnings,
                   wm_plural(findings->warnings), findings->notes,
                   wm_plural(findings->notes));
    return wm_text_status(out);
}

void wm_finding_json(const wm_finding *finding, wm_json *json)
{
    wm_json_object(json);
    wm_json_pair(json, "measure",
                 finding->refs.count == 1 ? finding->refs.items[0] : WM_STR(""));
    wm_json_key(json, "measures");
    wm_json_array(json);
    for (size_t i = 0; i < finding->refs.count; i++)
        wm_json_text(json, finding->refs.items[i]);
    wm_json_close(json);
    wm_json_pair(json, "rule", finding->rule);
    wm_json_pair(json, "severity", wm_str_of(wm_severity_name(finding->severity)));
    wm_json_pair(json, "message", finding->message);
    wm_json_pair(json, "evidence", finding->evidence);
    wm_json_pair(json, "remedy", finding->remedy);
    wm_json_pair(json, "file", finding->file);
    wm_json_key(json, "line");
    if (finding->place.line)
        wm_json_whole(json, finding->place.line);
    else
        wm_json_null(json);
    wm_json_key(json, "accepted");
    wm_json_bool(json, finding->accepted);
    wm_json_close(json);
}

wm_status wm_findings_json(const wm_findings *findings, wm_text *out)
{
    wm_json json = wm_json_start(out);
    wm_json_array(&json);
    for (size_t i = 0; i < findings->list.count; i++)
        wm_finding_json(&findings->list.items[i], &json);
    wm_json_close(&json);
    wm_json_finish(&json);
    return wm_text_status(out);
}
