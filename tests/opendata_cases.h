#ifndef WM_TESTS_OPENDATA_CASES_H
#define WM_TESTS_OPENDATA_CASES_H

/* Text cases of tests/cases/opendata: a head of lines, then parts.
 *
 *     case a missing value keeps its symbol
 *     because a withheld number is not a nought
 *     --- c1.csv
 *     ...
 *     --- expect
 *     a line that must come out
 *     absent a line that must not
 */
#include "cases.h"

typedef struct case_part {
    wm_str name;
    wm_str text; /* without the line end before the next part */
} case_part;

typedef struct text_case {
    wm_str file;
    wm_str title;
    wm_str head;
    WM_LIST(case_part) parts;
    wm_str expect;
} text_case;

static WM_LIST(text_case) cases;
static wm_arena *arena;

static inline void read_part(text_case *into, wm_str text)
{
    size_t line_end = wm_str_find_byte(text, '\n');
    case_part part = {wm_str_trim(wm_str_slice(text, 4, line_end)),
                      wm_str_slice(text, line_end + 1, text.len)};
    if (wm_str_equal(part.name, WM_STR("expect")))
        into->expect = part.text;
    else if (!wm_list_push(arena, &into->parts, part))
        abort();
}

/* Where the next line that begins so stands, from `at` on; the end when there is none. */
static inline size_t next_line(wm_str text, size_t at, const char *beginning)
{
    char wanted[16];
    snprintf(wanted, sizeof wanted, "\n%s", beginning);
    size_t found = wm_str_find(wm_str_slice(text, at, text.len), wm_str_of(wanted));
    return found == SIZE_MAX ? text.len : at + found + 1;
}

static inline void read_case(wm_str file, wm_str text)
{
    text_case one = {.file = file};
    one.title = wm_str_slice(text, 5, wm_str_find_byte(text, '\n'));
    size_t at = next_line(text, 0, "--- ");
    one.head = wm_str_slice(text, 0, at);
    while (at < text.len) {
        size_t next = next_line(text, at, "--- ");
        read_part(&one, wm_str_slice(text, at, next));
        at = next;
    }
    if (!wm_list_push(arena, &cases, one))
        abort();
}

static const char *wanted_prefix; /* of the files that are read */

static inline void read_cases(wm_str file, wm_str text)
{
    if (!wm_str_starts(file, wm_str_of(wanted_prefix)))
        return;
    size_t at = wm_str_starts(text, WM_STR("case ")) ? 0 : next_line(text, 0, "case ");
    while (at < text.len) {
        size_t next = next_line(text, at, "case ");
        read_case(file, wm_str_slice(text, at, next));
        at = next;
    }
}

/* Every .case file whose name begins with `prefix`. */
static inline void load_cases(const char *prefix)
{
    wanted_prefix = prefix;
    read_case_files(WM_TESTS "/cases/opendata", &arena, read_cases);
}

/* The rest of the head's line that begins with `word`; data NULL: there is none. */
static inline wm_str head_line(const text_case *one, const char *word)
{
    wm_str rest = one->head, line;
    while (wm_str_next(&rest, '\n', &line)) {
        if (wm_str_equal(line, wm_str_of(word)))
            return (wm_str){"", 0};
        size_t length = strlen(word);
        if (wm_str_starts(line, wm_str_of(word)) && line.len > length &&
            line.data[length] == ' ')
            return wm_str_trim(wm_str_slice(line, length, line.len));
    }
    return (wm_str){NULL, 0};
}

static inline bool has_line(wm_str text, wm_str wanted)
{
    wm_str line;
    while (wm_str_next(&text, '\n', &line))
        if (wm_str_equal(wm_str_trim(line), wanted))
            return true;
    return false;
}

/* Every expected line came out, and none that must not. */
static inline void assert_expected(const text_case *one, wm_str got)
{
    wm_str rest = one->expect, line;
    size_t asked = 0;
    while (wm_str_next(&rest, '\n', &line)) {
        line = wm_str_trim(line);
        if (wm_str_empty(line) || line.data[0] == '#')
            continue;
        asked++;
        wm_str absent = WM_STR("absent ");
        bool wanted = !wm_str_starts(line, absent);
        wm_str text = wanted ? line : wm_str_slice(line, absent.len, line.len);
        ck_assert_msg(has_line(got, text) == wanted, "%.*s: %.*s\n%s\n  %.*s\ngot\n%.*s",
                      WM_FMT(one->file), WM_FMT(one->title),
                      wanted ? "want the line" : "this line must not come out",
                      WM_FMT(text), WM_FMT(got));
    }
    ck_assert_msg(asked > 0, "%.*s: nothing is expected", WM_FMT(one->title));
    ck_assert_msg(head_line(one, "because").data, "%.*s: no `because`",
                  WM_FMT(one->title));
}

#endif
