/* Importing the real printed scorecard of Sefton, March 2017, and what must hold for any
 * sheet: nothing lost, the same from any separator, encoding and order of columns, what
 * is written can be read, limits kept, refusals passed on. */
#include "harness.h"
#include "scorecard_properties.h"

#include "base/alloc.h"
#include "base/file.h"
#include "intake/folder.h"
#include "lang/lang.h"

#include <stdio.h>
#include <unistd.h>

enum { ROWS = 64, COLUMNS = 15 };

static wm_arena *arena;
static wm_diags diags;
static wm_imported imported;

static wm_str real_sheet(void)
{
    wm_str bytes;
    wm_file_error error;
    ck_assert_int_eq(wm_file_read(WM_TESTS "/data/scorecard/sefton-march-2017.txt",
                                  1u << 20, arena, &bytes, &error),
                     WM_OK);
    return bytes;
}

static wm_status import(wm_str bytes)
{
    wm_diags_init(&diags, arena);
    return wm_import_scorecard(bytes, WM_STR("sheet.txt"), NULL, arena, &diags,
                               &imported);
}

static void import_real_sheet(void)
{
    ck_assert_int_eq(import(real_sheet()), WM_OK);
    ck_assert_uint_eq(diags.list.count, 0);
}

static void set_up(void)
{
    arena = wm_arena_new((size_t)256 << 20);
    ck_assert(arena);
}

static void tear_down(void)
{
    wm_arena_end(arena);
}

/* How many figures there are of a period. */
static size_t figures_of(wm_period period, size_t *numbers)
{
    size_t count = 0;
    *numbers = 0;
    for (size_t i = 0; i < imported.folder.figures.count; i++) {
        const wm_figure *figure = &imported.folder.figures.items[i];
        bool of_period = wm_period_equal(figure->period, period);
        count += of_period;
        *numbers += of_period && figure->has_value;
    }
    return count;
}

/* Counted in the sheet with another program: cells that are not blank, by column; the
 * homeless row's baseline stands in the target's column. */
TEST(all_measures_figures_and_comments_of_the_real_sheet_arrive)
{
    size_t numbers;
    set_up();
    import_real_sheet();
    ck_assert_uint_eq(imported.folder.scorecard.rows.count, 51);
    ck_assert_uint_eq(imported.folder.measures.count, 51);
    ck_assert_uint_eq(imported.folder.comments.count, 31);
    ck_assert_uint_eq(imported.folder.comparators.count, 18);
    ck_assert_uint_eq(imported.folder.scorecard.notes.count, 2);
    ck_assert_uint_eq(figures_of(wm_period_year(2015, 4), &numbers), 45 + 1);
    ck_assert_uint_eq(figures_of(wm_period_quarter(2016, 2, 4), &numbers), 43);
    ck_assert_uint_eq(figures_of(wm_period_quarter(2016, 3, 4), &numbers), 48);
    ck_assert_uint_eq(figures_of(wm_period_quarter(2016, 4, 4), &numbers), 48);
    ck_assert_uint_eq(figures_of(wm_period_year(2016, 4), &numbers), 48);
    ck_assert_uint_eq(numbers, 48 - 25); /* the others are NA */
    ck_assert_uint_eq(imported.kind_counts[WM_IMPORT_UNREAD], 0);
    assert_str(imported.name, "sefton-2017");
    ck_assert_int_eq(imported.as_at, wm_day_of(2017, 3, 31));
    tear_down();
}
END

TEST(no_cell_of_the_real_sheet_is_lost)
{
    set_up();
    wm_str sheet = real_sheet();
    ck_assert_int_eq(import(sheet), WM_OK);
    const char *lost = scorecard_lost(sheet, &imported, arena);
    ck_assert_msg(!lost, "lost `%s`", lost);
    tear_down();
}
END

/* Writes the files and reads them as the folder they become. */
static void read_back(wm_folder *folder)
{
    char path[] = "import-XXXXXX";
    wm_import_file *files;
    size_t count;
    wm_file_error error;
    wm_additions *additions;
    ck_assert(mkdtemp(path));
    ck_assert_int_eq(wm_import_render(&imported, arena, &files, &count), WM_OK);
    ck_assert_int_eq(wm_additions_open(path, &additions, &error), WM_OK);
    for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(
            wm_additions_write(additions, files[i].name, files[i].text, &error), WM_OK);
    ck_assert_int_eq(wm_additions_commit(additions, &error), WM_OK);
    wm_additions_close(additions);
    wm_diags_init(&diags, arena);
    ck_assert_int_eq(wm_folder_read(path, arena, &diags, folder, &error), WM_OK);
    wm_text said = {0};
    wm_diags_print(&diags, false, &said);
    ck_assert_msg(diags.list.count == 0, "%.*s", WM_FMT(wm_text_str(&said)));
    wm_text_end(&said);
    for (size_t i = 0; i < count; i++)
        unlink(wm_path_join(arena, path, files[i].name));
    rmdir(wm_path_join(arena, path, "figures"));
    rmdir(wm_path_join(arena, path, "comparators"));
    rmdir(path);
}

TEST(what_is_written_is_read_back_as_it_was)
{
    set_up();
    import_real_sheet();
    wm_folder read;
    read_back(&read);
    const wm_folder *made = &imported.folder;
    ck_assert_uint_eq(read.scorecard.rows.count, made->scorecard.rows.count);
    ck_assert_uint_eq(read.figures.count, made->figures.count);
    ck_assert_uint_eq(read.comparators.count, made->comparators.count);
    ck_assert_uint_eq(read.comments.count, made->comments.count);
    for (size_t i = 0; i < made->figures.count; i++) {
        const wm_figure *was = &made->figures.items[i], *is = &read.figures.items[i];
        ck_assert(wm_str_equal(was->ref, is->ref) && was->status == is->status);
        ck_assert(wm_str_equal(was->printed, is->printed) && was->places == is->places);
        ck_assert_int_eq(wm_ratio_compare(was->value, is->value), 0);
    }
    for (size_t i = 0; i < made->comments.count; i++)
        ck_assert(
            wm_str_equal(made->comments.items[i].text, read.comments.items[i].text));
    tear_down();
}
END

/* Everything but the report, whose places differ, as one text. */
static wm_str rendering(void)
{
    wm_text all = {0};
    wm_import_file *files;
    size_t count;
    ck_assert_int_eq(wm_import_render(&imported, arena, &files, &count), WM_OK);
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i].name, "import-report.csv") != 0)
            wm_text_add(&all, files[i].text);
    wm_str copy = wm_str_copy(arena, wm_text_str(&all));
    wm_text_end(&all);
    return copy;
}

/* The sheet's cells as they stand, rows of them. */
typedef struct grid {
    wm_str cells[ROWS][16];
    size_t counts[ROWS];
    size_t rows;
} grid;

static grid *read_grid(wm_str bytes)
{
    grid *all = wm_arena_alloc(arena, 1, sizeof *all);
    wm_csv_reader *reader;
    wm_csv_row row;
    bool more = true;
    ck_assert_int_eq(wm_csv_open_memory(bytes, WM_STR("sheet"), '\t', (wm_csv_limits){0},
                                        &diags, &reader),
                     WM_OK);
    while (wm_csv_next(reader, &row, &more) == WM_OK && more) {
        ck_assert_uint_lt(all->rows, ROWS);
        for (size_t i = 0; i < row.count && i < 16; i++)
            all->cells[all->rows][i] = wm_str_copy(arena, row.cells[i].text);
        all->counts[all->rows++] = row.count;
    }
    wm_csv_close(reader);
    return all;
}

static void write_cell(wm_text *out, wm_str cell, char separator, bool first)
{
    if (!first)
        wm_text_byte(out, separator);
    bool quote = wm_str_find_byte(cell, separator) != SIZE_MAX;
    if (quote)
        wm_text_byte(out, '"');
    wm_text_add(out, cell);
    if (quote)
        wm_text_byte(out, '"');
}

static wm_str write_grid(const grid *all, char separator, const char *line_end)
{
    wm_text out = {0};
    for (size_t r = 0; r < all->rows; r++) {
        for (size_t c = 0; c < all->counts[r]; c++)
            write_cell(&out, all->cells[r][c], separator, c == 0);
        wm_text_add(&out, wm_str_of(line_end));
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&out));
    wm_text_end(&out);
    return copy;
}

TEST(any_separator_and_line_end_gives_the_same)
{
    static const char separators[] = {'\t', ',', ';', '|'};
    static const char *const ends[] = {"\n", "\r\n"};
    set_up();
    import_real_sheet();
    wm_str want = rendering();
    const grid *all = read_grid(real_sheet());
    for (size_t s = 0; s < sizeof separators; s++)
        for (size_t e = 0; e < 2; e++) {
            ck_assert_int_eq(import(write_grid(all, separators[s], ends[e])), WM_OK);
            ck_assert_msg(wm_str_equal(rendering(), want), "separator %c, end %zu",
                          separators[s], e);
        }
    tear_down();
}
END

/* One byte a character, or two, with the mark that goes before. */
static wm_str encoded(wm_str text, const char *mark, size_t mark_len, bool wide)
{
    wm_text out = {0};
    wm_text_add(&out, (wm_str){mark, mark_len});
    for (size_t i = 0; i < text.len; i++) {
        wm_text_byte(&out, text.data[i]);
        if (wide)
            wm_text_byte(&out, '\0');
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&out));
    wm_text_end(&out);
    return copy;
}

TEST(any_encoding_gives_the_same)
{
    set_up();
    import_real_sheet();
    wm_str want = rendering(), sheet = real_sheet();
    ck_assert_int_eq(import(encoded(sheet, "\xEF\xBB\xBF", 3, false)), WM_OK);
    ck_assert(wm_str_equal(rendering(), want));
    ck_assert_int_eq(import(encoded(sheet, "\xFF\xFE", 2, true)), WM_OK);
    ck_assert(wm_str_equal(rendering(), want));
    tear_down();
}
END

TEST(windows_1252_becomes_utf8)
{
    set_up();
    ck_assert_int_eq(import(WM_STR("Sefton scorecard - March 2017\n"
                                   "Ref,Measure,Good,2016-17,Comments\n"
                                   "1.1,Percentage of \x93plans\x94,70\x96"
                                   "79,71,caf\xE9\n")),
                     WM_OK);
    assert_str(imported.folder.measures.items[0].title,
               "Percentage of \xE2\x80\x9Cplans\xE2\x80\x9D");
    assert_str(imported.folder.comments.items[0].text, "caf\xC3\xA9");
    assert_str(imported.folder.scorecard.rows.items[0].printed_bands.items[1],
               "70\xE2\x80\x93"
               "79");
    tear_down();
}
END

/* The heading as it was meant, fifteen names over fifteen columns. */
static grid *tidy_grid(void)
{
    grid *all = read_grid(real_sheet());
    for (size_t r = 0; r < all->rows; r++) {
        wm_str *cells = all->cells[r];
        if (all->counts[r] < 16)
            continue;
        if (wm_str_equal(cells[0], WM_STR("IAP Ref"))) {
            cells[10] = WM_STR("Qu 3 16-17");
            cells[11] = WM_STR("Qu 4 16-17");
            cells[12] = WM_STR("16-17 Year End");
            cells[13] = cells[14];
            cells[14] = cells[15];
        }
        all->counts[r] = COLUMNS;
    }
    return all;
}

static void shuffle_columns(grid *all, unsigned *seed)
{
    for (size_t last = COLUMNS - 1; last > 0; last--) {
        *seed = *seed * 1103515245u + 12345u;
        size_t other = (*seed >> 16) % (last + 1);
        for (size_t r = 0; r < all->rows; r++) {
            if (all->counts[r] != COLUMNS)
                continue;
            wm_str kept = all->cells[r][last];
            all->cells[r][last] = all->cells[r][other];
            all->cells[r][other] = kept;
        }
    }
}

/* Figures and comparators come in the order of the columns, so they are counted and
 * looked up, not compared in order. */
static bool same_figures(const wm_folder *a, const wm_folder *b)
{
    if (a->figures.count != b->figures.count)
        return false;
    for (size_t i = 0; i < a->figures.count; i++) {
        const wm_figure *was = &a->figures.items[i];
        const wm_figure *is = wm_folder_figure(b, was->ref, was->period);
        if (!is || !wm_str_equal(was->printed, is->printed))
            return false;
    }
    return a->comparators.count == b->comparators.count &&
           a->comments.count == b->comments.count;
}

/* The homeless row needs its target beside its baseline, so its figure moves back. */
TEST(columns_may_stand_in_any_order)
{
    unsigned seed = 20170331;
    set_up();
    grid *all = tidy_grid();
    for (size_t r = 0; r < all->rows; r++)
        if (all->counts[r] == COLUMNS && !all->cells[r][0].len) {
            all->cells[r][8] = all->cells[r][7];
            all->cells[r][7] = WM_STR("");
        }
    ck_assert_int_eq(import(write_grid(all, '\t', "\n")), WM_OK);
    wm_imported plain = imported;
    wm_text want = {0}, got = {0};
    wm_lang_write_scorecard(&plain.folder.scorecard, &want);
    for (int order = 0; order < 40; order++) {
        shuffle_columns(all, &seed);
        ck_assert_int_eq(import(write_grid(all, ';', "\n")), WM_OK);
        wm_text_clear(&got);
        wm_lang_write_scorecard(&imported.folder.scorecard, &got);
        ck_assert_msg(wm_str_equal(wm_text_str(&want), wm_text_str(&got)),
                      "order %d:\n%.*s", order, WM_FMT(wm_text_str(&got)));
        ck_assert_msg(same_figures(&plain.folder, &imported.folder), "order %d", order);
    }
    wm_text_end(&want);
    wm_text_end(&got);
    tear_down();
}
END

static const char small_sheet[] =
    "Sefton scorecard - March 2017\n"
    "Ref,Measure,NW*,RI,Good,Outstanding,Target,Baseline,Q3 16-17,16-17,Year End,Change,"
    "RAG,Comments\n"
    "1. Assessment\n"
    "1.1,Percentage one,21.9,20-25,19-15,<14,16,17.6,21.0,21.6,4.0,A,Higher than before\n"
    "1.2,Number two,,Increase,,,,3,4,5,66.7,G,\"More\nthan before\"\n"
    "PI 3,Rate three,583.6,,,,5%,\"1,234\",NA,=A1,,,\n"
    ",Percentage of the last one,,,,,4,,,19,375.0,,\n"
    "* CIN census March 2016\n";

/* Rows by period, colours, money, fractions, so many of so many, a footnote's year. */
static const char other_sheet[] =
    "Westmere scorecard 2016-17\n"
    "Ref,Measure,Period,Actual,Target,Green,Amber,Red,Thresholds,RAG,DoT,Polarity,"
    "England\n"
    "1.1,Percentage one,Q3,0.85,,>=90%,80-90%,<80%,,R,Down,High,0.8\n"
    "1.1,Percentage one,Q4,0.95,,>=90%,80-90%,<80%,,G,Down,High,0.8\n"
    "1.2,Cost two,Q3,\xC2\xA3"
    "5.2k,5000,,,,G: <5000 A: 5-6 R: >6,G,,,4\n"
    "1.2,Cost two,Q4,\xC2\xA3"
    "6,5100,,,,,A,Up,,\n"
    "1.3,Percentage three,Q4,17/20,90,,,,,G,Up,Low,\n"
    "England figures are for 2015/16 and neighbours 2014/15\n";

static void refuse_every_allocation(const char *text, const wm_import_options *options)
{
    wm_status status = WM_NOMEM;
    for (long refused = 0; status == WM_NOMEM; refused++) {
        ck_assert_int_lt(refused, 100000);
        wm_arena *sheet = wm_arena_new((size_t)64 << 20);
        ck_assert(sheet);
        wm_diags said;
        wm_diags_init(&said, sheet);
        wm_import_file *files;
        size_t count;
        wm_alloc_fail_after(refused);
        status = wm_import_scorecard(wm_str_of(text), WM_STR("sheet.csv"), options, sheet,
                                     &said, &imported);
        if (status == WM_OK)
            status = wm_import_render(&imported, sheet, &files, &count);
        wm_alloc_fail_after(-1);
        ck_assert_msg(status == WM_OK || status == WM_NOMEM, "%ld: %s", refused,
                      wm_status_text(status));
        wm_arena_end(sheet);
    }
    ck_assert_int_eq(status, WM_OK);
}

TEST(every_refused_allocation_is_passed_on)
{
    const wm_import_options own = {.authority = WM_STR("E06000999 Westmere")};
    set_up();
    refuse_every_allocation(small_sheet, NULL);
    refuse_every_allocation(other_sheet, &own);
    tear_down();
}
END

static bool has_entry(wm_import_kind kind, const char *meaning)
{
    for (size_t i = 0; i < imported.report.count; i++)
        if (imported.report.items[i].kind == kind &&
            wm_str_equal(imported.report.items[i].meaning, wm_str_of(meaning)))
            return true;
    return false;
}

TEST(the_report_says_how_the_bytes_were_read)
{
    set_up();
    ck_assert_int_eq(import(wm_str_of(small_sheet)), WM_OK);
    ck_assert(has_entry(WM_IMPORT_USUAL, "the file is UTF-8, with commas between the "
                                         "cells"));
    ck_assert_int_eq(import(WM_STR("Sefton scorecard - March 2017\r\n"
                                   "Ref;Measure;Target;2016-17\r\n"
                                   "1.1;Cost of care;\xA3"
                                   "5,200;\xA3"
                                   "5,415\r\n")),
                     WM_OK);
    ck_assert(has_entry(WM_IMPORT_READ, "the file is Windows-1252, with semicolons "
                                        "between the cells"));
    ck_assert_int_eq(imported.folder.figures.items[0].value.top, 5415);
    ck_assert_int_eq(import(encoded(wm_str_of(small_sheet), "\xEF\xBB\xBF", 3, false)),
                     WM_OK);
    ck_assert(has_entry(WM_IMPORT_READ, "the file is UTF-8 with a byte-order mark, with "
                                        "commas between the cells"));
    ck_assert_int_eq(import(encoded(wm_str_of(small_sheet), "\xFF\xFE", 2, true)), WM_OK);
    ck_assert(has_entry(WM_IMPORT_READ, "the file is UTF-16LE with a byte-order mark, "
                                        "with commas between the cells"));
    tear_down();
}
END

/* A sheet of so many measures. */
static wm_str sheet_of(size_t rows, size_t columns, size_t comment_bytes)
{
    wm_text out = {0};
    wm_text_add(&out, WM_STR("Sefton scorecard - March 2017\nRef,Measure,2016-17,"
                             "Comments\n"));
    for (size_t r = 0; r < rows; r++) {
        wm_text_format(&out, "%zu.1,Percentage of something,55,", r + 1);
        wm_text_repeat(&out, 'x', comment_bytes);
        if (columns > 4)
            wm_text_repeat(&out, ',', columns - 4);
        wm_text_add(&out, columns > 4 ? WM_STR("y\n") : WM_STR("\n"));
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&out));
    wm_text_end(&out);
    return copy;
}

/* 5,000 rows of the sheet are its title, its heading and 4,998 measures. */
TEST(what_is_larger_than_the_limits_is_refused)
{
    set_up();
    ck_assert_int_eq(import(sheet_of(WM_IMPORT_ROWS_MAX - 2, 4, 1)), WM_OK);
    ck_assert_uint_eq(imported.folder.measures.count, WM_IMPORT_ROWS_MAX - 2);
    ck_assert_int_eq(import(sheet_of(WM_IMPORT_ROWS_MAX - 1, 4, 1)), WM_LIMIT);
    ck_assert_uint_eq(diags.errors, 1);
    ck_assert_int_eq(import(sheet_of(1, WM_IMPORT_COLUMNS_MAX, 1)), WM_OK);
    ck_assert_int_eq(import(sheet_of(1, WM_IMPORT_COLUMNS_MAX + 1, 1)), WM_LIMIT);
    ck_assert_uint_eq(diags.errors, 1);
    ck_assert_int_eq(import(sheet_of(1, 4, WM_IMPORT_CELL_BYTES_MAX)), WM_OK);
    ck_assert_uint_eq(imported.folder.comments.items[0].text.len,
                      WM_IMPORT_CELL_BYTES_MAX);
    ck_assert_int_eq(import(sheet_of(1, 4, WM_IMPORT_CELL_BYTES_MAX + 1)), WM_LIMIT);
    ck_assert_uint_eq(diags.errors, 1);
    tear_down();
}
END

/* Titles stand in text files, which have limits of their own. */
static wm_str sheet_titled(size_t rows, size_t title_bytes)
{
    wm_text out = {0};
    wm_text_add(&out, WM_STR("Sefton scorecard - March 2017\nRef,Measure,2016-17\n"));
    for (size_t r = 0; r < rows; r++) {
        wm_text_format(&out, "%zu.1,a ", r + 1);
        wm_text_repeat(&out, 'x', title_bytes - 2);
        wm_text_add(&out, WM_STR(",55\n"));
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&out));
    wm_text_end(&out);
    return copy;
}

TEST(titles_too_long_for_their_files_are_refused)
{
    const size_t title = WM_IMPORT_TITLE_BYTES_MAX;
    const size_t most = WM_IMPORT_TITLES_BYTES_MAX / title;
    set_up();
    ck_assert_int_eq(import(sheet_titled(2, title)), WM_OK);
    ck_assert_int_eq(import(sheet_titled(2, title + 1)), WM_LIMIT);
    ck_assert_uint_eq(diags.errors, 1);
    ck_assert_int_eq(import(sheet_titled(most - 1, title)), WM_OK);
    wm_folder read;
    read_back(&read);
    ck_assert_uint_eq(read.measures.count, most - 1);
    ck_assert_int_eq(import(sheet_titled(most + 1, title)), WM_LIMIT);
    ck_assert_uint_eq(diags.errors, 1);
    tear_down();
}
END

TEST(what_is_no_text_is_refused)
{
    static const char zip[] = "PK\x03\x04\x14\x00\x06\x00";
    set_up();
    ck_assert_int_eq(import((wm_str){zip, sizeof zip - 1}), WM_REJECTED);
    ck_assert_uint_eq(diags.errors, 1);
    ck_assert_int_eq(import((wm_str){"", 0}), WM_REJECTED);
    ck_assert_uint_eq(diags.errors, 1);
    tear_down();
}
END

TESTS(all_measures_figures_and_comments_of_the_real_sheet_arrive,
      no_cell_of_the_real_sheet_is_lost, what_is_written_is_read_back_as_it_was,
      any_separator_and_line_end_gives_the_same, any_encoding_gives_the_same,
      windows_1252_becomes_utf8, columns_may_stand_in_any_order,
      every_refused_allocation_is_passed_on, the_report_says_how_the_bytes_were_read,
      what_is_larger_than_the_limits_is_refused,
      titles_too_long_for_their_files_are_refused, what_is_no_text_is_refused)
