/* What people read when something they wrote is wrong, as they read it. */
#include "harness.h"

#include "base/alloc.h"
#include "base/diag.h"
#include "base/encoding.h"

#include <stdio.h>

typedef struct sheet {
    wm_arena *arena;
    wm_diags diags;
    wm_text text;
    wm_source source;
} sheet;

static sheet sheet_of(const char *text)
{
    sheet s = {.arena = wm_arena_new(8 * 1024 * 1024)};
    wm_diags_init(&s.diags, s.arena);
    s.source = (wm_source){WM_STR("sefton.scorecard"), wm_str_of(text)};
    return s;
}

static void end(sheet *s)
{
    wm_text_end(&s->text);
    wm_arena_end(s->arena);
}

static const char *printed(sheet *s, bool colour)
{
    wm_text_clear(&s->text);
    wm_diags_print(&s->diags, colour, &s->text);
    ck_assert_int_eq(wm_text_status(&s->text), WM_OK);
    wm_text_byte(&s->text, '\0');
    return s->text.data;
}

static wm_span span_of(const char *text, const char *part)
{
    const char *at = strstr(text, part);
    ck_assert_ptr_nonnull(at);
    uint32_t start = (uint32_t)(at - text);
    return (wm_span){start, start + (uint32_t)strlen(part)};
}

/* One error about `span` of `text`, printed whole. */
static void check_span(const char *text, wm_span span, const char *remedy,
                       const char *want)
{
    sheet s = sheet_of(text);
    wm_diag_at(&s.diags, WM_SEVERITY_ERROR, &s.source, span, wm_str_of(remedy),
               "not this way");
    ck_assert_str_eq(printed(&s, false), want);
    end(&s);
}

static void check_part(const char *text, const char *part, const char *remedy,
                       const char *want)
{
    check_span(text, span_of(text, part), remedy, want);
}

TEST(the_picture_in_the_header)
{
    static const char text[] = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n  1.2  taget 16\nl\n";
    sheet s = sheet_of(text);
    wm_diag_at(&s.diags, WM_SEVERITY_ERROR, &s.source, span_of(text, "taget"),
               WM_STR("did you mean `target`?"), "no clause called `%s`", "taget");
    ck_assert_str_eq(printed(&s, false),
                     "sefton.scorecard:12:8: no clause called `taget`\n"
                     "  12 |   1.2  taget 16\n"
                     "     |        ^^^^^ did you mean `target`?\n");
    end(&s);
}
END

TEST(without_a_remedy_the_carets_stand_alone)
{
    check_part("target 16", "16", NULL,
               "sefton.scorecard:1:8: not this way\n"
               "  1 | target 16\n"
               "    |        ^^\n");
}
END

TEST(columns_count_characters_and_carets_count_columns)
{
    /* An accent is one column, a wide character two, a combining one none. */
    check_part("caf\xC3\xA9 \xE6\x97\xA5\xE6\x9C\xAC e\xCC\x81 bad", "bad", "here",
               "sefton.scorecard:1:12: not this way\n"
               "  1 | caf\xC3\xA9 \xE6\x97\xA5\xE6\x9C\xAC e\xCC\x81 bad\n"
               "    |             ^^^ here\n");
    check_part("x \xE6\x97\xA5\xE6\x9C\xAC", "\xE6\x97\xA5\xE6\x9C\xAC", "wide",
               "sefton.scorecard:1:3: not this way\n"
               "  1 | x \xE6\x97\xA5\xE6\x9C\xAC\n"
               "    |   ^^^^ wide\n");
}
END

TEST(tabs_and_control_characters_keep_the_carets_in_place)
{
    check_part("\ttarget\t16\x1B[31m\x07 bad\r\nnext", "bad", NULL,
               "sefton.scorecard:1:18: not this way\n"
               "  1 |  target 16?[31m? bad\n"
               "    |                  ^^^\n");
    /* A right-to-left override and a next-line (C1) would rearrange the screen. */
    check_part("\xE2\x80\xAE"
               "a\xC2\x85"
               "b bad",
               "bad", NULL,
               "sefton.scorecard:1:6: not this way\n"
               "  1 | ?a?b bad\n"
               "    |      ^^^\n");
}
END

TEST(a_span_over_several_lines_marks_the_first)
{
    check_span("one two\nthree\n", (wm_span){4, 13}, NULL,
               "sefton.scorecard:1:5: not this way\n"
               "  1 | one two\n"
               "    |     ^^^\n");
    check_span("one two\r\nthree\r\n", (wm_span){4, 14}, NULL,
               "sefton.scorecard:1:5: not this way\n"
               "  1 | one two\n"
               "    |     ^^^\n");
}
END

TEST(something_missing_is_marked_where_it_should_be)
{
    check_span("target\nnext", (wm_span){6, 6}, "write a number here",
               "sefton.scorecard:1:7: not this way\n"
               "  1 | target\n"
               "    |       ^ write a number here\n");
    check_span("target\r\nnext", (wm_span){6, 6}, NULL,
               "sefton.scorecard:1:7: not this way\n"
               "  1 | target\n"
               "    |       ^\n");
    check_span("target 16", (wm_span){7, 7}, NULL,
               "sefton.scorecard:1:8: not this way\n"
               "  1 | target 16\n"
               "    |        ^\n");
    check_span("target\n", (wm_span){7, 7}, "`end` is missing",
               "sefton.scorecard:2:1: not this way\n"
               "  2 |\n"
               "    | ^ `end` is missing\n");
    check_span("", (wm_span){0, 0}, NULL,
               "sefton.scorecard:1:1: not this way\n"
               "  1 |\n"
               "    | ^\n");
}
END

TEST(data_has_a_place_and_no_excerpt)
{
    sheet s = sheet_of("");
    wm_diag_data(&s.diags, WM_SEVERITY_ERROR, WM_STR("903.csv"), (wm_place){1184, 3},
                 WM_STR("row kept aside"), "\"%s\" is not a day", "31/02/2024");
    wm_diag_data(&s.diags, WM_SEVERITY_WARNING, WM_STR("903.csv"), (wm_place){7, 0},
                 (wm_str){NULL, 0}, "an empty row");
    wm_diag_data(&s.diags, WM_SEVERITY_NOTE, WM_STR("903.csv"), (wm_place){0, 0},
                 WM_STR("save as UTF-8 to be sure"), "read as %s", "Windows-1252");
    wm_diag_data(&s.diags, WM_SEVERITY_ERROR, (wm_str){NULL, 0}, (wm_place){0, 0},
                 (wm_str){NULL, 0}, "no file to read");
    ck_assert_str_eq(printed(&s, false),
                     "903.csv:1184:3: \"31/02/2024\" is not a day; row kept aside\n"
                     "903.csv:7: warning: an empty row\n"
                     "903.csv: note: read as Windows-1252; save as UTF-8 to be sure\n"
                     "no file to read\n");
    ck_assert_uint_eq(s.diags.errors, 2);
    ck_assert_uint_eq(s.diags.warnings, 1);
    end(&s);
}
END

TEST(warnings_and_notes_say_what_they_are)
{
    static const char text[] = "1.2  target 16";
    sheet s = sheet_of(text);
    wm_diag_at(&s.diags, WM_SEVERITY_WARNING, &s.source, span_of(text, "16"),
               (wm_str){NULL, 0}, "far from every figure");
    ck_assert_int_eq(wm_diags_status(&s.diags), WM_OK);
    wm_diag_at(&s.diags, WM_SEVERITY_NOTE, &s.source, span_of(text, "1.2"),
               (wm_str){NULL, 0}, "taken as a percentage");
    ck_assert_str_eq(printed(&s, false),
                     "sefton.scorecard:1:13: warning: far from every figure\n"
                     "  1 | 1.2  target 16\n"
                     "    |             ^^\n"
                     "sefton.scorecard:1:1: note: taken as a percentage\n"
                     "  1 | 1.2  target 16\n"
                     "    | ^^^\n");
    end(&s);
}
END

/* Taking the colour away leaves the plain form. */
TEST(colour_changes_nothing_but_colour)
{
    static const char text[] = "1.2  taget 16";
    sheet s = sheet_of(text);
    wm_diag_at(&s.diags, WM_SEVERITY_ERROR, &s.source, span_of(text, "taget"),
               WM_STR("did you mean `target`?"), "no clause called `taget`");
    wm_diag_data(&s.diags, WM_SEVERITY_WARNING, WM_STR("a.csv"), (wm_place){1, 2},
                 WM_STR("so"), "no");
    char plain[1000];
    snprintf(plain, sizeof plain, "%s", printed(&s, false));
    const char *coloured = printed(&s, true);
    ck_assert_ptr_nonnull(strstr(coloured, "\x1b[31m^^^^^"));
    ck_assert_ptr_null(strchr(plain, '\x1b'));
    char stripped[1000];
    size_t len = 0;
    for (const char *c = coloured; *c; c++) {
        if (*c == '\x1b')
            c = strchr(c, 'm');
        else
            stripped[len++] = *c;
    }
    stripped[len] = '\0';
    ck_assert_str_eq(stripped, plain);
    end(&s);
}
END

TEST(what_somebody_wrote_cannot_drive_the_terminal)
{
    sheet s = sheet_of("");
    wm_diag_data(&s.diags, WM_SEVERITY_ERROR, WM_STR("a\x1B[2J.csv"), (wm_place){1, 1},
                 WM_STR("was \xFF\x08"), "`%s` is no figure", "1\n2\x1B]0;x\x07");
    ck_assert_str_eq(printed(&s, false),
                     "a?[2J.csv:1:1: `1 2?]0;x?` is no figure; was ??\n");
    end(&s);
}
END

/* A comment of 500 characters: the mark is in sight wherever it stands, and the
 * excerpt is no wider than a terminal.
 */
static void check_long_line(size_t length, size_t start, size_t size)
{
    char text[1200];
    memset(text, 'a', length);
    memset(text + start, 'b', size);
    text[length] = '\0';
    sheet s = sheet_of(text);
    wm_diag_at(&s.diags, WM_SEVERITY_ERROR, &s.source,
               (wm_span){(uint32_t)start, (uint32_t)(start + size)},
               WM_STR("say it shorter"), "too much");
    wm_str rest = wm_str_of(printed(&s, false)), head, excerpt, carets;
    ck_assert(wm_str_next(&rest, '\n', &head));
    ck_assert(wm_str_next(&rest, '\n', &excerpt));
    ck_assert(wm_str_next(&rest, '\n', &carets));
    ck_assert_uint_le(excerpt.len, 100);
    ck_assert_uint_le(carets.len, 120);
    size_t first = wm_str_find_byte(excerpt, 'b');
    ck_assert_uint_eq(first, wm_str_find_byte(carets, '^'));
    size_t marked = 0, shown = 0;
    for (size_t i = 0; i < carets.len; i++)
        marked += carets.data[i] == '^';
    for (size_t i = 0; i < excerpt.len; i++)
        shown += excerpt.data[i] == 'b';
    ck_assert_uint_eq(marked, shown);
    ck_assert(shown == size || size > 50);
    /* Three dots never stand for three characters or fewer. */
    bool cut_before = wm_str_starts(wm_str_slice(excerpt, 6, excerpt.len), WM_STR("..."));
    ck_assert(!cut_before || start > 33);
    bool whole = excerpt.len == 6 + length;
    ck_assert_int_eq(whole, wm_str_find(excerpt, WM_STR("...")) == SIZE_MAX);
    end(&s);
}

TEST(a_long_line_is_shown_around_its_mark)
{
    static const size_t lengths[] = {80, 90, 91, 95, 120, 500, 1150};
    static const size_t sizes[] = {1, 5, 30, 50, 80, 400};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++)
            for (size_t start = 0; start + sizes[j] <= lengths[i];
                 start += lengths[i] < 130 ? 1 : 7)
                check_long_line(lengths[i], start, sizes[j]);
}
END

TEST(a_long_line_as_people_see_it)
{
    static const char text[] =
        "comment 1.2 \"The number of assessments has risen again this quarter, which "
        "reflects the higher rate of contacts since September; the team expects the rate "
        "to settle at about twelv per cent once the new front door has been running for "
        "three months, and it will be looked at again in the spring.\"";
    check_part(text, "twelv", "did you mean `twelve`?",
               "sefton.scorecard:1:175: not this way\n"
               "  1 | ...s the rate to settle at about twelv per cent once the new front "
               "door has been runnin...\n"
               "    |                                  ^^^^^ did you mean `twelve`?\n");
}
END

/* A letter under a heap of accents is narrow and still too long to print whole. */
TEST(a_heap_of_accents_is_cut)
{
    char text[1200] = "e";
    for (size_t i = 1; i < 1001; i += 2)
        memcpy(text + i, "\xCC\x81", 2);
    memcpy(text + 1001, " bad", 5);
    sheet s = sheet_of(text);
    wm_diag_at(&s.diags, WM_SEVERITY_ERROR, &s.source, span_of(text, "bad"),
               (wm_str){NULL, 0}, "too much");
    wm_str out = wm_str_of(printed(&s, false));
    ck_assert_uint_ne(wm_str_find(out, WM_STR("  1 | ...\xCC\x81")), SIZE_MAX);
    ck_assert(wm_str_ends(out, WM_STR(" bad\n    |     ^^^\n")));
    end(&s);
}
END

TEST(a_long_remedy_has_a_line_of_its_own)
{
    check_part("1.2 Number of children in need, per 10,000 children  taget 16", "taget",
               "a measure line takes `target`, `band`, `aim` or `owner` after its name",
               "sefton.scorecard:1:54: not this way\n"
               "  1 | 1.2 Number of children in need, per 10,000 children  taget 16\n"
               "    |                                                      ^^^^^\n"
               "    | a measure line takes `target`, `band`, `aim` or `owner` after its "
               "name\n");
}
END

TEST(a_message_that_quotes_a_whole_file_is_cut)
{
    char long_cell[5001];
    for (size_t i = 0; i + 1 < sizeof long_cell; i += 2)
        memcpy(long_cell + i, "\xC3\xA9", 2); /* the cut falls between characters */
    long_cell[5000] = '\0';
    sheet s = sheet_of("");
    for (int odd = 0; odd < 2; odd++)
        wm_diag_data(&s.diags, WM_SEVERITY_ERROR, WM_STR("a.csv"), (wm_place){1, 1},
                     (wm_str){NULL, 0}, "%s%s", odd ? "x" : "", long_cell);
    for (size_t i = 0; i < 2; i++) {
        wm_str message = s.diags.list.items[i].message;
        ck_assert_uint_le(message.len, 1000);
        ck_assert_uint_ge(message.len, 990);
        ck_assert(wm_str_ends(message, WM_STR("...")));
        ck_assert_uint_eq(wm_utf8_valid_length(message), message.len);
    }
    end(&s);
}
END

TEST(places_of_every_offset)
{
    static const char text[] = "a\xC3\xA9"
                               "b\n\nc\r\n\xE6\x97\xA5x";
    static const wm_place want[] = {
        {1, 1}, {1, 2}, {1, 2}, {1, 3}, {1, 4}, {2, 1}, {3, 1}, {3, 2},
        {3, 3}, {4, 1}, {4, 1}, {4, 1}, {4, 2}, {4, 3}, {4, 3}, {4, 3},
    };
    wm_source source = {WM_STR("t"), wm_str_of(text)};
    for (uint32_t at = 0; at < sizeof want / sizeof *want; at++) {
        wm_place got = wm_source_place(&source, at);
        ck_assert_msg(got.line == want[at].line && got.column == want[at].column,
                      "offset %u: %u:%u", at, got.line, got.column);
    }
    ck_assert_uint_eq(wm_source_place(&source, UINT32_MAX).line, 4);
}
END

/* Any span of any short text, torn characters and all: something readable is printed. */
TEST(every_span_of_every_short_text)
{
    static const char letters[] = "a\n\r\t\xC3\xA9\xFF";
    enum { KINDS = sizeof letters - 1, LENGTH = 4 };
    for (unsigned number = 0; number < KINDS * KINDS * KINDS * KINDS; number++) {
        char text[LENGTH + 1] = "";
        unsigned rest = number;
        for (size_t i = 0; i < LENGTH; i++, rest /= KINDS)
            text[i] = letters[rest % KINDS];
        sheet s = sheet_of(text);
        for (uint32_t start = 0; start <= LENGTH + 1; start++)
            for (uint32_t stop = 0; stop <= LENGTH + 1; stop++)
                wm_diag_at(&s.diags, WM_SEVERITY_NOTE, &s.source, (wm_span){start, stop},
                           (wm_str){NULL, 0}, "x");
        wm_str out = wm_str_of(printed(&s, false));
        ck_assert_uint_eq(wm_utf8_valid_length(out), out.len);
        size_t lines = 0;
        for (size_t i = 0; i < out.len; i++)
            lines += out.data[i] == '\n';
        ck_assert_uint_eq(lines, 3 * (LENGTH + 2) * (LENGTH + 2));
        end(&s);
    }
}
END

static void add_many(wm_diags *diags, wm_severity severity, size_t count)
{
    for (size_t i = 0; i < count; i++)
        wm_diag_data(diags, severity, WM_STR("a.csv"), (wm_place){1, 1},
                     (wm_str){NULL, 0}, "no %zu", i);
}

TEST(a_file_of_rubbish_says_so_much_and_a_count)
{
    sheet s = sheet_of("");
    add_many(&s.diags, WM_SEVERITY_ERROR, WM_DIAGS_MAX + 234);
    ck_assert_uint_eq(s.diags.list.count, WM_DIAGS_MAX);
    ck_assert_uint_eq(s.diags.errors, WM_DIAGS_MAX + 234);
    ck_assert_uint_eq(s.diags.suppressed, 234);
    const char *text = printed(&s, false);
    ck_assert(wm_str_ends(wm_str_of(text),
                          WM_STR("no 999\nand 234 more that are not shown\n")));
    end(&s);
}
END

TEST(an_error_after_many_warnings_is_still_seen)
{
    sheet s = sheet_of("");
    add_many(&s.diags, WM_SEVERITY_NOTE, 10);
    add_many(&s.diags, WM_SEVERITY_WARNING, WM_DIAGS_MAX);
    add_many(&s.diags, WM_SEVERITY_NOTE, 3);
    add_many(&s.diags, WM_SEVERITY_ERROR, 2);
    ck_assert_uint_eq(s.diags.list.count, WM_DIAGS_MAX);
    ck_assert_uint_eq(s.diags.suppressed, 15);
    ck_assert_uint_eq(s.diags.errors, 2);
    ck_assert_uint_eq(s.diags.warnings, WM_DIAGS_MAX);
    const wm_diagnostic *items = s.diags.list.items;
    ck_assert_int_eq(items[0].severity, WM_SEVERITY_WARNING);
    assert_str(items[0].message, "no 0");
    assert_str(items[WM_DIAGS_MAX - 3].message, "no 997");
    ck_assert_int_eq(items[WM_DIAGS_MAX - 1].severity, WM_SEVERITY_ERROR);
    assert_str(items[WM_DIAGS_MAX - 1].message, "no 1");
    ck_assert_int_eq(wm_diags_status(&s.diags), WM_REJECTED);
    end(&s);
}
END

/* The refused-allocation loop over collecting and printing. */
static wm_status collect_and_print(wm_arena *arena, wm_text *out, bool *lost_out)
{
    static const char text[] = "1.2  taget 16";
    wm_source source = {WM_STR("sefton.scorecard"), WM_STR("1.2  taget 16")};
    wm_diags diags;
    wm_diags_init(&diags, arena);
    for (int i = 0; i < 20; i++)
        wm_diag_at(&diags, WM_SEVERITY_WARNING, &source, span_of(text, "taget"),
                   WM_STR("did you mean `target`?"), "no clause called `%s`", "taget");
    ck_assert_uint_eq(diags.warnings, 20);
    ck_assert(diags.lost || diags.list.count == 20);
    *lost_out = diags.lost;
    WM_TRY(wm_diags_status(&diags));
    wm_diags_print(&diags, true, out);
    return wm_text_status(out);
}

TEST(each_refusal_is_answered)
{
    long refused = 0, lost = 0;
    wm_status status = WM_NOMEM;
    while (status == WM_NOMEM) {
        bool lost_some = false;
        wm_text out = {0};
        wm_alloc_fail_after(refused);
        wm_arena *arena = wm_arena_new(1024 * 1024);
        if (arena)
            status = collect_and_print(arena, &out, &lost_some);
        wm_alloc_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        ck_assert(!lost_some || status == WM_NOMEM);
        lost += lost_some;
        refused += status == WM_NOMEM;
        wm_text_end(&out);
        wm_arena_end(arena);
    }
    ck_assert_int_ge(lost, 40);           /* each message and each remedy */
    ck_assert_int_ge(refused - lost, 20); /* the arena, and the printing */
}
END

TEST(lost_messages_are_said)
{
    sheet s = sheet_of("");
    wm_alloc_fail_after(0);
    wm_diag_data(&s.diags, WM_SEVERITY_ERROR, WM_STR("a.csv"), (wm_place){1, 1},
                 (wm_str){NULL, 0}, "never kept");
    wm_alloc_fail_after(-1);
    ck_assert(s.diags.lost);
    ck_assert_int_eq(wm_diags_status(&s.diags), WM_REJECTED);
    ck_assert_str_eq(printed(&s, false),
                     "some messages are missing: not enough memory\n");
    end(&s);
}
END

TEST(the_nearest_word_is_suggested_when_it_is_near)
{
    static const wm_str words[] = {
        {"target", 6},      {"band", 4},  {"aim", 3},
        {"comparator", 10}, {"owner", 5}, {"bands", 5},
    };
    static const struct {
        const char *word, *want;
    } rows[] = {
        {"taget", "target"},
        {"TARGET", "target"},
        {"trgaet", "target"},
        {"tgt", ""},
        {"bands", "bands"},
        {"bandz", "band"},
        {"bnad", "band"},
        {"ai", ""},
        {"aims", "aim"},
        {"x", ""},
        {"", ""},
        {"comprator", "comparator"},
        {"komparitors", "comparator"},
        {"comment", ""},
        {"AIM", "aim"},
        {"conparaters", "comparator"},
        {"konparaterz", ""},
        {"comparatorxxx", "comparator"},
        {"comparatorxxxx", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wm_str got = wm_nearest(wm_str_of(rows[i].word), words, 6);
        ck_assert_msg(wm_str_equal(got, wm_str_of(rows[i].want)), "%s: [%.*s]",
                      rows[i].word, WM_FMT(got));
    }
    ck_assert_uint_eq(wm_nearest(WM_STR("target"), NULL, 0).len, 0);
}
END

TESTS(the_picture_in_the_header, without_a_remedy_the_carets_stand_alone,
      columns_count_characters_and_carets_count_columns,
      tabs_and_control_characters_keep_the_carets_in_place,
      a_span_over_several_lines_marks_the_first,
      something_missing_is_marked_where_it_should_be, data_has_a_place_and_no_excerpt,
      warnings_and_notes_say_what_they_are, colour_changes_nothing_but_colour,
      what_somebody_wrote_cannot_drive_the_terminal, a_long_line_is_shown_around_its_mark,
      a_long_line_as_people_see_it, a_heap_of_accents_is_cut,
      a_long_remedy_has_a_line_of_its_own, a_message_that_quotes_a_whole_file_is_cut,
      places_of_every_offset, every_span_of_every_short_text,
      a_file_of_rubbish_says_so_much_and_a_count,
      an_error_after_many_warnings_is_still_seen, each_refusal_is_answered,
      lost_messages_are_said, the_nearest_word_is_suggested_when_it_is_near)
