/* docs/limits.md says the numbers that the program has, row by row; and the limits that
 * are too large to meet for real are met here, with a smaller one or a larger text.
 */
#include "harness.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/ratio.h"
#include "engine/engine.h"
#include "figure/measure.h"
#include "intake/folder.h"
#include "intake/opendata/import.h"
#include "intake/scorecard/import.h"
#include "lang/parser.h"
#include "lang/scorecard_reader.h"
#include "publish/publish.h"
#include "publish/terminal_internal.h"

#include <stdio.h>
#include <stdlib.h>

#define PAGE  WM_TESTS "/../docs/limits.md"
#define SMALL WM_TESTS "/data/small"

enum { ARENA_BYTES = 32 * 1024 * 1024 };

/* `10,000` */
static void add_number(wm_text *out, long number)
{
    if (number >= 1000)
        wm_text_format(out, "%ld,%03ld", number / 1000, number % 1000);
    else
        wm_text_format(out, "%ld", number);
}

/* `%` numbers and `&` sizes in the order of the values, as the page has them. */
static void print_limit(const char *form, const size_t *values, wm_text *out)
{
    char size[WM_SIZE_BYTES];
    for (; *form; form++)
        if (*form == '%')
            add_number(out, (long)*values++);
        else if (*form == '&')
            wm_text_add(out, wm_str_of(wm_size_print(*values++, size)));
        else
            wm_text_byte(out, *form);
}

/* Rows of the page in its order. What a row has no number of stands in the form; what
 * the program has no name for (a reference's letters) is tried below. */
static const struct {
    const char *what;
    const char *limit;
    size_t values[4];
} rows[] = {
    {"a `.scorecard` or `.measures` file", "&", {WM_SOURCE_BYTES_MAX}},
    {"rows of a scorecard; measures of a `.measures` file", "%", {WM_LANG_ROWS_MAX}},
    {"a text in quotes", "&", {WM_STRING_BYTES_MAX}},
    {"a short title",
     "% characters; a longer one is warned of and may be cut",
     {WM_SHORT_TITLE_MAX}},
    {"targets of one row; periods in `show`", "%; %", {WM_TARGETS_MAX, WM_SHOW_MAX}},
    {"a file in `figures/` or `comparators/`, and `commentary.csv`",
     "&",
     {WM_DATA_BYTES_MAX}},
    {"one cell of those", "&", {WM_CELL_BYTES_MAX}},
    {"columns of those", "%", {WM_COLUMNS_MAX}},
    {"all that one command keeps in memory", "&", {WM_PROGRAM_BYTES_MAX}},
    {"and of records, definitions and figures counted from them", "32 GB", {0}},
    {"catalogues that use each other", "100", {0}},
    {"breakdowns of one measure", "%", {WM_BY_MAX}},
    {"days before a list of children is deleted", "28", {0}},
    {"an analyst's list to compare with", "64 MB", {0}},
    {"words of one page, workbook or PDF; of one print in a terminal",
     "&",
     {WM_DOCUMENT_BYTES_MAX}},
    {"a printed scorecard to import: file, rows, columns, one cell",
     "&, %, %, &",
     {WM_IMPORT_FILE_BYTES_MAX, WM_IMPORT_ROWS_MAX, WM_IMPORT_COLUMNS_MAX,
      WM_IMPORT_CELL_BYTES_MAX}},
    {"its titles, targets, owners and notes: one, and all together",
     "&, &",
     {WM_IMPORT_TITLE_BYTES_MAX, WM_IMPORT_TITLES_BYTES_MAX}},
    {"published statistics to import: files, one file, years, places (all authorities "
     "of England are among them)",
     "%, &, %, %",
     {WM_OPENDATA_FILES_MAX, WM_OPENDATA_FILE_BYTES_MAX, WM_OPENDATA_YEARS_MAX,
      WM_OPENDATA_PLACES_MAX}},
    {"a number", "18 digits, % of them behind the point", {WM_PLACES_MAX}},
    {"a day", "1 January 1900 to 31 December 2100", {0}},
    {"a reference", "16 letters, digits, `.` and `-`", {0}},
    {"messages printed of one run", "%; the rest is counted", {WM_DIAGS_MAX}},
    {"width of the printed scorecard", "80 to 200 columns", {0}},
    {"periods shown side by side in a terminal",
     "as many as fit, at most %; the latest ones",
     {WM_TERMINAL_FIGURES_MAX}},
};

TEST(the_page_says_what_the_program_has)
{
    wm_arena *arena = wm_arena_new(ARENA_BYTES);
    wm_file_error error = {{0}};
    wm_str page = {0}, line;
    size_t row = 0;
    ck_assert_int_eq(wm_file_read(PAGE, 1 << 20, arena, &page, &error), WM_OK);
    for (wm_str rest = page; wm_str_next(&rest, '\n', &line);) {
        if (!wm_str_starts(line, WM_STR("| ")) ||
            wm_str_equal(line, WM_STR("| what | limit |")))
            continue;
        wm_text wanted = {0};
        ck_assert_msg(row < sizeof rows / sizeof *rows, "%.*s: add it to this test",
                      WM_FMT(line));
        wm_text_format(&wanted, "| %s | ", rows[row].what);
        print_limit(rows[row].limit, rows[row].values, &wanted);
        wm_text_add(&wanted, WM_STR(" |"));
        assert_str(line, wm_text_str(&wanted).data);
        wm_text_end(&wanted);
        row++;
    }
    ck_assert_uint_eq(row, sizeof rows / sizeof *rows);
    ck_assert_uint_eq(WM_SOURCE_BYTES_MAX, WM_LANG_BYTES_MAX);
    ck_assert_uint_eq(WM_WORD_BYTES_MAX, 1000);
    ck_assert(wm_str_find(page, WM_STR("more than 1,000 bytes")) != SIZE_MAX);
    ck_assert_int_eq(wm_day_parse(WM_STR("1900-01-01")), WM_DAY_FIRST);
    ck_assert_int_eq(wm_day_parse(WM_STR("2100-12-31")), WM_DAY_LAST);
    ck_assert(wm_is_reference(WM_STR("abcdefgh-1.23456")));
    ck_assert(!wm_is_reference(WM_STR("abcdefgh-1.234567")));
    wm_arena_end(arena);
}
END

TEST(sizes_are_said_as_people_say_them)
{
    static const struct {
        size_t bytes;
        const char *text;
    } cases[] = {
        {0, "0 bytes"},       {1023, "1023 bytes"},       {1024, "1 kB"},
        {1025, "1025 bytes"}, {65536, "64 kB"},           {1048576, "1 MB"},
        {1572864, "1.5 MB"},  {1048577, "1048577 bytes"}, {33554432, "32 MB"},
        {1310720, "1280 kB"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char size[WM_SIZE_BYTES];
        ck_assert_str_eq(wm_size_print(cases[i].bytes, size), cases[i].text);
    }
}
END

/* Less room than the folder takes: whichever file it is that has no place any more, it
 * and the limit are named. */
TEST(a_folder_larger_than_memory_is_refused_by_name)
{
    size_t refused = 0;
    for (size_t limit = 4096; limit < ARENA_BYTES; limit += limit / 8) {
        wm_arena *arena = wm_arena_new(limit);
        wm_diags diags;
        wm_folder folder;
        wm_file_error error = {{0}};
        wm_diags_init(&diags, arena);
        wm_status status = wm_folder_read(SMALL, arena, &diags, &folder, &error);
        bool is_whole = status == WM_OK && !diags.lost;
        if (status == WM_LIMIT) {
            char size[WM_SIZE_BYTES], wanted[80];
            snprintf(wanted, sizeof wanted, "with it, more than %s would be kept",
                     wm_size_print(limit, size));
            ck_assert_msg(strstr(error.text, wanted) != NULL, "%s", error.text);
            ck_assert_msg(strstr(error.text, ".csv") || strstr(error.text, ".measures"),
                          "%s", error.text);
            refused++;
        } else if (!is_whole) {
            ck_assert_int_eq(wm_arena_status(arena, WM_NOMEM), WM_LIMIT);
        }
        wm_arena_end(arena);
        if (is_whole)
            break;
    }
    ck_assert_uint_gt(refused, 3);
}
END

/* A commentary over all that a document may have, in one piece. */
TEST(a_document_of_too_many_words_is_refused)
{
    wm_arena *arena = wm_arena_new(ARENA_BYTES);
    wm_folder folder;
    wm_judged judged;
    wm_findings findings;
    wm_diags diags;
    wm_file_error error = {{0}};
    wm_text words = {0}, out = {0};
    wm_diags_init(&diags, arena);
    ck_assert_int_eq(wm_folder_read(SMALL, arena, &diags, &folder, &error), WM_OK);
    ck_assert_uint_gt(folder.comments.count, 0);
    ck_assert_int_eq(wm_judge(&folder, arena, &judged), WM_OK);
    ck_assert_int_eq(wm_check(&judged, arena, &findings), WM_OK);
    wm_text_repeat(&words, 'a', WM_DOCUMENT_BYTES_MAX);
    folder.comments.items[0].text = wm_text_str(&words);
    wm_publication publication = {.judged = &judged,
                                  .findings = &findings,
                                  .audience = WM_STR("internal"),
                                  .marking = WM_STR("OFFICIAL-SENSITIVE")};
    ck_assert_int_eq(wm_publish_html(&publication, &out), WM_LIMIT);
    ck_assert_int_eq(wm_publish_pdf(&publication, "/dev/null"), WM_LIMIT);
    wm_text_end(&out);
    wm_text_end(&words);
    wm_arena_end(arena);
}
END

TESTS(the_page_says_what_the_program_has, sizes_are_said_as_people_say_them,
      a_folder_larger_than_memory_is_refused_by_name,
      a_document_of_too_many_words_is_refused)
