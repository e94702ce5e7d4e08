#include "harness.h"

#include "base/alloc.h"
#include "base/csv.h"
#include "base/diag.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* What a reader gives, as text: cells in brackets (a `q` before a quoted one), rows with
 * their line, then what was said and how it ended.
 *
 *     1 [a][b]
 *     2 q[c]
 */
static void show_cell(wm_text *out, const wm_csv_cell *cell)
{
    wm_text_format(out, "%s[%.*s]", cell->quoted ? "q" : "", WM_FMT(cell->text));
}

static wm_status add_rows(wm_csv_reader *reader, wm_text *out)
{
    wm_csv_row row;
    bool more;
    wm_status status;
    while ((status = wm_csv_next(reader, &row, &more)) == WM_OK && more) {
        wm_text_format(out, "%u ", row.line);
        for (size_t i = 0; i < row.count; i++)
            show_cell(out, &row.cells[i]);
        wm_text_byte(out, '\n');
    }
    return status;
}

/* What ended the rows is said again as often as it is asked. */
static wm_status show_rows(wm_csv_reader *reader, wm_text *out)
{
    wm_csv_row again;
    bool more;
    wm_status status = add_rows(reader, out);
    ck_assert_int_eq(wm_csv_next(reader, &again, &more), status);
    ck_assert(!more);
    return status;
}

static wm_status show_end(wm_status status, const wm_diags *diags, wm_text *out)
{
    wm_diags_print(diags, false, out);
    if (status != WM_OK)
        wm_text_format(out, "%s\n", wm_status_text(status));
    return wm_text_status(out) == WM_OK ? status : wm_text_status(out);
}

typedef wm_status opener(wm_str bytes, char separator, wm_csv_limits limits,
                         wm_diags *diags, wm_csv_reader **reader_out);

static wm_status open_memory(wm_str bytes, char separator, wm_csv_limits limits,
                             wm_diags *diags, wm_csv_reader **reader_out)
{
    return wm_csv_open_memory(bytes, WM_STR("t.csv"), separator, limits, diags,
                              reader_out);
}

static wm_status shown(opener *open_with, wm_str bytes, char separator,
                       wm_csv_limits limits, wm_text *out)
{
    wm_arena *messages = wm_arena_new(1 << 24);
    if (!messages)
        return WM_NOMEM;
    wm_diags diags;
    wm_diags_init(&diags, messages);
    wm_csv_reader *reader = NULL;
    wm_status status = open_with(bytes, separator, limits, &diags, &reader);
    ck_assert((status == WM_OK) == (reader != NULL));
    if (status == WM_OK)
        status = show_rows(reader, out);
    status = show_end(status, &diags, out);
    wm_csv_close(reader);
    wm_arena_end(messages);
    return status;
}

/* Text in an exact-sized copy, so that the sanitizer sees a read past its end. */
static void assert_rows(wm_str bytes, char separator, wm_csv_limits limits,
                        const char *want)
{
    char *exact = malloc(bytes.len ? bytes.len : 1);
    memcpy(exact, bytes.data, bytes.len);
    wm_text out = {0};
    shown(open_memory, (wm_str){exact, bytes.len}, separator, limits, &out);
    assert_str(wm_text_str(&out), want);
    wm_text_end(&out);
    free(exact);
}

#define ROWS(literal, separator, want)                                                   \
    assert_rows(WM_STR(literal), separator, (wm_csv_limits){0}, want)

TEST(rows_end_at_any_line_break)
{
    ROWS("a,b\nc,d\n", ',', "1 [a][b]\n2 [c][d]\n");
    ROWS("a,b\r\nc,d", ',', "1 [a][b]\n2 [c][d]\n");
    ROWS("a,b\rc,d\r", ',', "1 [a][b]\n2 [c][d]\n");
    ROWS("a\r\n\n\rb", ',', "1 [a]\n2 \n3 \n4 [b]\n");
    ROWS("", ',', "");
    ROWS("\n", ',', "1 \n");
    ROWS(",", ',', "1 [][]\n");
    ROWS("a,\n,b\n", ',', "1 [a][]\n2 [][b]\n");
}
END

TEST(quotes_keep_separators_and_line_breaks)
{
    ROWS("\"a,b\",\"c\"\"d\"\n", ',', "1 q[a,b]q[c\"d]\n");
    ROWS("\"a\nb\r\nc\rd\",e\nf\n", ',', "1 q[a\nb\r\nc\rd][e]\n5 [f]\n");
    ROWS("\"\",\"\"\"\"\n", ',', "1 q[]q[\"]\n");
    ROWS("\"a\"", ',', "1 q[a]\n");
}
END

TEST(stray_quotes_are_kept_and_said)
{
    ROWS("x\n\xC3\xA9,5\" pipe,\"\n", ',',
         "1 [x]\n"
         "t.csv:2:4: warning: quote inside a cell that does not begin with one; "
         "put the whole cell in quotes and write the inner one twice\n"
         "t.csv:2:11: quote that is never closed; "
         "close it, or take it away if it is part of the text\n"
         "the input has mistakes\n");
}
END

TEST(text_around_quotes_is_kept_and_said)
{
    ROWS("\"a\"b\"c,d\n", ',',
         "1 q[ab\"c][d]\n"
         "t.csv:1:4: warning: text after the quote that closes a cell; "
         "put the whole cell in quotes and write an inner quote twice\n");
    ROWS("\"a\nb\" ,c\"\n", ',',
         "1 q[a\nb ][c\"]\n"
         "t.csv:2:3: warning: text after the quote that closes a cell; "
         "put the whole cell in quotes and write an inner quote twice\n");
    ROWS(" \"a\",b\n", ',',
         "1 [ \"a\"][b]\n"
         "t.csv:1:2: warning: quote inside a cell that does not begin with one; "
         "put the whole cell in quotes and write the inner one twice\n");
}
END

TEST(the_separator_is_decided_by_the_text)
{
    ROWS("a\tb\nc\td\n", 0, "1 [a][b]\n2 [c][d]\n");
    ROWS("a;b\n1,5;2,5\n", 0, "1 [a][b]\n2 [1,5][2,5]\n");
    ROWS("a|b|c\n1,5|2|3\n", 0, "1 [a][b][c]\n2 [1,5][2][3]\n");
    ROWS("\"a;b;c\";\"x,y\"\n1;2\n", 0, "1 q[a;b;c]q[x,y]\n2 [1][2]\n");
    ROWS("\"a\"\"\tb\",c\n\"\t\",d\n", 0, "1 q[a\"\tb][c]\n2 q[\t][d]\n");
    ROWS("title\na,b\nc,d;e\n", 0, "1 [title]\n2 [a][b]\n3 [c][d;e]\n");
    ROWS("one\ntwo\n", 0, "1 [one]\n2 [two]\n");
    ROWS("", 0, "");
    /* a given one is not argued with */
    ROWS("a,b\nc,d\n", ';', "1 [a,b]\n2 [c,d]\n");
}
END

/* A sample of 64 kB decides, and the row that it cuts in two is not counted. */
TEST(the_separator_is_decided_by_the_beginning)
{
    wm_text text = {0};
    for (size_t i = 0; i < 8192; i++)
        wm_text_add(&text, WM_STR("a,b;c,d\n"));
    for (size_t i = 0; i < 100000; i++)
        wm_text_add(&text, WM_STR("a;b\n"));
    wm_arena *messages = wm_arena_new(1 << 20);
    wm_diags diags;
    wm_diags_init(&diags, messages);
    wm_csv_reader *reader;
    ck_assert_int_eq(wm_csv_open_memory(wm_text_str(&text), WM_STR("t"), 0,
                                        (wm_csv_limits){0}, &diags, &reader),
                     WM_OK);
    ck_assert_int_eq(wm_csv_separator(reader), ',');
    wm_csv_close(reader);
    wm_arena_end(messages);
    wm_text_end(&text);
}
END

TEST(every_encoding_gives_the_same_rows)
{
    static const char want[] = "1 [caf\xC3\xA9][\xE2\x82\xAC]\n2 [b][c]\n";
    ROWS("caf\xC3\xA9,\xE2\x82\xAC\nb,c\n", 0, want);
    ROWS("\xEF\xBB\xBF"
         "caf\xC3\xA9,\xE2\x82\xAC\nb,c\n",
         0, want);
    ROWS("caf\xE9,\x80\nb,c\n", 0, want);
    ROWS("\xFF\xFE"
         "c\0a\0f\0\xE9\0,\0\xAC\x20\n\0b\0,\0c\0\n\0",
         0, want);
    ROWS("c\0a\0f\0\xE9\0,\0\xAC\x20\n\0b\0,\0c\0\n\0", 0, want);
    /* a quote after the mark is the first of its cell */
    ROWS("\xEF\xBB\xBF\"a,b\",c\n", ',', "1 q[a,b][c]\n");
}
END

TEST(what_cannot_be_read_is_said)
{
    ROWS("a\n\xE9,\x81\n", ',',
         "1 [a]\n2 [\xC3\xA9][\xEF\xBF\xBD]\n"
         "t.csv:2:3: warning: a byte that is no character of Windows-1252; "
         "shown as a question mark in a diamond; save the file as CSV UTF-8\n");
    ROWS("\xC3\xA9\r\n\xE9\n", ',',
         "1 [\xC3\x83\xC2\xA9]\n2 [\xC3\xA9]\n"
         "t.csv:2: warning: UTF-8 as far as this line, but not beyond: the whole file "
         "is read as Windows-1252; save the file as CSV UTF-8\n");
    ROWS("a\0b", ',',
         "t.csv: not text: it holds NUL bytes; save it as CSV UTF-8 and use that file\n"
         "the input has mistakes\n");
    ROWS("PK\x03\x04", ',',
         "t.csv: an Excel workbook or other ZIP file, not text; "
         "save it as CSV UTF-8 and use that file\n"
         "the input has mistakes\n");
    ROWS("%PDF-1.7", ',',
         "t.csv: a PDF, not text; save it as CSV UTF-8 and use that file\n"
         "the input has mistakes\n");
    ROWS("\xFE\xFF\0a", ',',
         "t.csv: UTF-16 with the high byte first, which is not read; "
         "save it as CSV UTF-8 and use that file\n"
         "the input has mistakes\n");
}
END

TEST(limits_are_exact)
{
    wm_csv_limits cells = {.cell_bytes = 3}, columns = {.columns = 2},
                  file = {.file_bytes = 4};
    assert_rows(WM_STR("abc,\"d\"\"e\",\"f\"gh\n"), ',', cells,
                "1 [abc]q[d\"e]q[fgh]\n"
                "t.csv:1:15: warning: text after the quote that closes a cell; "
                "put the whole cell in quotes and write an inner quote twice\n");
    const wm_str longer[] = {WM_STR("x\nabcd\n"), WM_STR("x\n\"abcd\"\n"),
                             WM_STR("x\n\"a\"\"cd\"\n")};
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
        assert_rows(longer[i], ',', cells,
                    "1 [x]\n"
                    "t.csv:2:1: cell of more than 3 bytes; "
                    "is a quote before it never closed?\n"
                    "the input is larger than a limit\n");
    assert_rows(WM_STR("a,b\nc,d,e\n"), ',', columns,
                "1 [a][b]\n"
                "t.csv:2:5: row of more than 2 cells\n"
                "the input is larger than a limit\n");
    assert_rows(WM_STR("a,b\n"), ',', file, "1 [a][b]\n");
    assert_rows(WM_STR("a,b\nc"), ',', file,
                "t.csv: file of more than 4 bytes\nthe input is larger than a limit\n");
}
END

/* The same grammar again, a byte at a time, the slow and obvious way. */
typedef struct slow {
    wm_str text;
    size_t at;
    unsigned line;
} slow;

static bool slow_ends_cell(const slow *s)
{
    return s->at == s->text.len || strchr(",\r\n", s->text.data[s->at]);
}

/* One byte onto the output, with line breaks counted. */
static void slow_take(slow *s, wm_text *out)
{
    char byte = s->text.data[s->at++];
    bool more = s->at < s->text.len;
    s->line += byte == '\n' || (byte == '\r' && !(more && s->text.data[s->at] == '\n'));
    if (out)
        wm_text_byte(out, byte);
}

static bool slow_cell(slow *s, wm_text *out)
{
    if (!slow_ends_cell(s) && s->text.data[s->at] == '"') {
        wm_text_add(out, WM_STR("q["));
        for (s->at++;; slow_take(s, out)) {
            if (s->at == s->text.len)
                return false;
            if (s->text.data[s->at] != '"')
                continue;
            s->at++;
            if (s->at == s->text.len || s->text.data[s->at] != '"')
                break;
        }
    } else {
        wm_text_byte(out, '[');
    }
    while (!slow_ends_cell(s))
        slow_take(s, out);
    wm_text_byte(out, ']');
    return true;
}

static void slow_rows(wm_str text, wm_text *out)
{
    slow s = {text, 0, 1};
    while (s.at < text.len) {
        size_t before = out->len;
        wm_text_format(out, "%u ", s.line);
        bool more = !slow_ends_cell(&s) || text.data[s.at] == ',';
        while (more) {
            if (!slow_cell(&s, out)) {
                out->len = before; /* an open quote gives no row */
                return;
            }
            more = s.at < text.len && text.data[s.at] == ',';
            s.at += more;
        }
        if (s.at < text.len && text.data[s.at] == '\r' && s.at + 1 < text.len &&
            text.data[s.at + 1] == '\n')
            s.at++;
        if (s.at < text.len) {
            s.at++;
            s.line++;
        }
        wm_text_byte(out, '\n');
    }
}

/* libcheck writes each assertion it passes to a pipe: among thousands of texts only
 * what fails is said.
 */
static void rows_only(wm_str text, wm_arena *messages, wm_text *out)
{
    wm_diags diags;
    wm_csv_reader *reader;
    wm_diags_init(&diags, messages);
    if (wm_csv_open_memory(text, WM_STR("t"), ',', (wm_csv_limits){0}, &diags, &reader))
        ck_abort_msg("[%.*s] does not open", WM_FMT(text));
    add_rows(reader, out);
    wm_csv_close(reader);
    wm_arena_rewind(messages, 0);
}

/* Every text of up to seven of these bytes, begun at the start of a block of 64 and so
 * that it lies across the end of one.
 */
TEST(all_short_texts_read_as_the_slow_way_reads_them)
{
    static const char letters[] = "a,\"\n\r";
    static const size_t starts[] = {0, 57, 62};
    wm_arena *messages = wm_arena_new(1 << 20);
    wm_text fast = {0}, slowly = {0};
    unsigned long texts = 0;
    for (size_t len = 0, count = 1; len <= 6; len++, count *= 5) {
        for (size_t number = 0; number < count; number++) {
            char bytes[80];
            size_t start = starts[number % 3], rest = number;
            memset(bytes, 'x', start);
            for (size_t i = 0; i < len; i++, rest /= 5)
                bytes[start + i] = letters[rest % 5];
            wm_str text = {bytes, start + len};
            wm_text_clear(&fast);
            wm_text_clear(&slowly);
            rows_only(text, messages, &fast);
            slow_rows(text, &slowly);
            if (!wm_str_equal(wm_text_str(&fast), wm_text_str(&slowly)))
                ck_abort_msg("[%.*s]\nfast %.*s\nslow %.*s", WM_FMT(text),
                             WM_FMT(wm_text_str(&fast)), WM_FMT(wm_text_str(&slowly)));
            texts++;
        }
    }
    ck_assert_uint_eq(texts, 1 + 5 + 25 + 125 + 625 + 3125 + 15625);
    wm_text_end(&fast);
    wm_text_end(&slowly);
    wm_arena_end(messages);
}
END

/* Reproducible: splitmix64, by Sebastiano Vigna, public domain. */
static uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* Characters that matter three times out of four. */
static void random_cell(uint64_t *state, wm_text *out)
{
    static const char *const pieces[] = {"\"", ",", "\n", "\r",       "=",
                                         "-",  "'", "\t", "\xC3\xA9", "\xEF\xBB\xBF"};
    for (uint64_t left = random_next(state) % 9; left > 0; left--) {
        uint64_t roll = random_next(state) % 13;
        wm_text_add(out, roll < 10 ? wm_str_of(pieces[roll]) : WM_STR("1.5 per cent"));
    }
}

TEST(what_is_written_reads_back)
{
    uint64_t state = 2017;
    wm_text written = {0}, want = {0}, got = {0}, cell = {0};
    wm_arena *messages = wm_arena_new(1 << 20);
    for (size_t file = 0; file < 500; file++) {
        wm_text_clear(&written);
        wm_text_clear(&want);
        wm_text_clear(&got);
        for (uint64_t rows = random_next(&state) % 5; rows > 0; rows--) {
            uint64_t cells = 1 + random_next(&state) % 4;
            for (uint64_t i = 0; i < cells; i++) {
                wm_text_clear(&cell);
                random_cell(&state, &cell);
                wm_csv_write_text(&written, wm_text_str(&cell), i == 0);
                wm_text_format(&want, "[%.*s]", WM_FMT(wm_text_str(&cell)));
            }
            wm_csv_end_row(&written);
            wm_text_byte(&want, '\n');
        }
        wm_diags diags;
        wm_csv_reader *reader;
        wm_csv_row row;
        bool more;
        wm_diags_init(&diags, messages);
        ck_assert_int_eq(wm_csv_open_memory(wm_text_str(&written), WM_STR("t"), ',',
                                            (wm_csv_limits){0}, &diags, &reader),
                         WM_OK);
        while (wm_csv_next(reader, &row, &more) == WM_OK && more) {
            for (size_t i = 0; i < row.count; i++)
                wm_text_format(&got, "[%.*s]",
                               WM_FMT(wm_csv_read_text(row.cells[i].text)));
            wm_text_byte(&got, '\n');
        }
        ck_assert_uint_eq(diags.list.count, 0);
        wm_csv_close(reader);
        ck_assert_msg(wm_str_equal(wm_text_str(&got), wm_text_str(&want)),
                      "file %zu\nwant %.*s\n got %.*s", file, WM_FMT(wm_text_str(&want)),
                      WM_FMT(wm_text_str(&got)));
    }
    wm_text_end(&written);
    wm_text_end(&want);
    wm_text_end(&got);
    wm_text_end(&cell);
    wm_arena_end(messages);
}
END

TEST(text_that_would_run_as_a_formula_is_guarded)
{
    static const struct {
        const char *text, *written;
    } cases[] = {
        {"=1+1", "'=1+1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"-3.1", "-3.1"},
        {"+4.0", "+4.0"},
        {"-3.1 points", "'-3.1 points"},
        {"+", "'+"},
        {"-1.2.3", "'-1.2.3"},
        {"--1", "'--1"},
        {"'=1", "''=1"},
        {"'tis", "'tis"},
        {"\t=1", "'\t=1"},
        {"\r1", "\"'\r1\""},
        {"-a,b", "\"'-a,b\""},
        {"a=1", "a=1"},
        {"", ""},
        {"=\"x\"", "\"'=\"\"x\"\"\""},
    };
    wm_text out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        wm_text_clear(&out);
        wm_csv_write_text(&out, wm_str_of(cases[i].text), true);
        assert_str(wm_text_str(&out), cases[i].written);
    }
    /* codes and numbers are written as they are */
    wm_text_clear(&out);
    wm_csv_write(&out, WM_STR("-x"), true);
    wm_csv_write(&out, WM_STR("b"), false);
    wm_csv_end_row(&out);
    assert_str(wm_text_str(&out), "-x,b\n");
    wm_text_end(&out);
}
END

static const wm_csv_column columns[] = {{"ref", true}, {"value", true}, {"note", false}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static wm_status table_shown(wm_str bytes, wm_text *out)
{
    wm_arena *messages = wm_arena_new(1 << 20);
    if (!messages)
        return WM_NOMEM;
    wm_diags diags;
    wm_csv_reader *reader = NULL;
    wm_csv_cell cells[COLUMNS];
    uint32_t line;
    bool more = true;
    wm_diags_init(&diags, messages);
    wm_status status =
        wm_csv_open_table(bytes, WM_STR("t.csv"), columns, COLUMNS, &diags, &reader);
    while (status == WM_OK) {
        status = wm_csv_next_record(reader, cells, &line, &more);
        if (status != WM_OK || !more)
            break;
        wm_text_format(out, "%u ", line);
        for (size_t i = 0; i < COLUMNS; i++)
            show_cell(out, &cells[i]);
        wm_text_byte(out, '\n');
    }
    if (status == WM_OK && diags.lost)
        status = WM_NOMEM;
    status = show_end(status, &diags, out);
    wm_csv_close(reader);
    wm_arena_end(messages);
    return status;
}

TEST(a_table_gives_its_columns_by_name)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"ref,value,note\n1,2,3\n", "2 [1][2][3]\n"},
        {"note,Value, REF \n3,2,1\n", "2 [1][2][3]\n"},
        {"value,ref\n2,1\n", "2 [1][2][]\n"},
        {"ref;value;note\n1;2,5;a|b\n", "2 [1][2,5][a|b]\n"},
        {"ref\tvalue\n1\t\"2\"\n", "2 [1]q[2][]\n"},
        {"\n\nref,value\n\n1,2\n,,\n3,4\n", "5 [1][2][]\n7 [3][4][]\n"},
        /* what a spreadsheet adds to make a rectangle */
        {"ref,value,note,,\n1,2,3,,\n", "2 [1][2][3]\n"},
        {"ref,value\n1,2,,\n", "2 [1][2][]\n"},
        {"ref,value,nota\n1,2,x\n",
         "2 [1][2][]\n"
         "t.csv:1: warning: unknown column `nota`; did you mean `note`?\n"},
        {"ref,value,colour\n1,2,x\n",
         "2 [1][2][]\n"
         "t.csv:1: warning: unknown column `colour`; nothing reads it\n"},
        {"ref,note\n1,2\n", "t.csv:1: no column called `value`; "
                            "the first row names the columns of the file\n"
                            "the input has mistakes\n"},
        {"",
         "t.csv: no column called `ref`; the first row names the columns of the file\n"
         "t.csv: no column called `value`; the first row names the columns of the file\n"
         "the input has mistakes\n"},
        {"ref,value,Ref\n1,2,3\n",
         "t.csv:1: two columns are called `Ref`; take one of them away\n"
         "the input has mistakes\n"},
        {"ref,value,note\n1,2\n",
         "2 [1][2][]\n"
         "t.csv:2: warning: row of 2 cells where the first row names 3 columns; "
         "the others are taken as empty\n"},
        {"ref,value\n1,2,5\n",
         "t.csv:2: row of 3 cells where the first row names 2 columns; "
         "put a cell that has a comma in it in quotes\n"},
        {"ref,value,note\n1,1,251,seen\n1,12,0.5,x\n1,2,,\n",
         "4 [1][2][]\n"
         "t.csv:2: row of 4 cells where the first row names 3 columns; "
         "`1,251` is two cells: as one number write `1251`\n"
         "t.csv:3: row of 4 cells where the first row names 3 columns; "
         "put a cell that has a comma in it in quotes\n"},
        {"ref,value,note\n1,1,251.5,\n",
         "t.csv:2: row of 4 cells where the first row names 3 columns; "
         "`1,251.5` is two cells: as one number write `1251.5`\n"},
        /* what was said while separators were tried is said once */
        {"ref,value\"\n1,2\n",
         "t.csv:1:10: warning: quote inside a cell that does not begin with one; "
         "put the whole cell in quotes and write the inner one twice\n"
         "t.csv:1: warning: unknown column `value\"`; did you mean `value`?\n"
         "t.csv:1: no column called `value`; "
         "the first row names the columns of the file\n"
         "the input has mistakes\n"},
        {"ref,value\n1,\"2\n", "t.csv:2:3: quote that is never closed; "
                               "close it, or take it away if it is part of the text\n"
                               "the input has mistakes\n"},
    };
    wm_text out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        wm_text_clear(&out);
        table_shown(wm_str_of(cases[i].text), &out);
        assert_str(wm_text_str(&out), cases[i].want);
    }
    wm_text_end(&out);
}
END

/* A pipe that keeps what is written to it apart gives the reader the chunks as they
 * are: O_DIRECT, pipe(2).
 */
static size_t chunk_bytes;

static wm_status open_in_chunks(wm_str bytes, char separator, wm_csv_limits limits,
                                wm_diags *diags, wm_csv_reader **reader_out)
{
    int ends[2];
    ck_assert_int_eq(pipe2(ends, O_DIRECT), 0);
    /* One slot for each packet: of 256, so that nobody has to read meanwhile. */
    ck_assert_int_ge(fcntl(ends[1], F_SETPIPE_SZ, 256 * 4096), 256 * 4096);
    ck_assert_uint_lt(bytes.len, 256);
    for (size_t at = 0; at < bytes.len; at += chunk_bytes) {
        wm_str chunk = wm_str_slice(bytes, at, at + chunk_bytes);
        ck_assert_int_eq(write(ends[1], chunk.data, chunk.len), (ssize_t)chunk.len);
    }
    close(ends[1]);
    wm_status status = wm_csv_open_descriptor(ends[0], WM_STR("t.csv"), separator, limits,
                                              NULL, diags, reader_out);
    close(ends[0]);
    return status;
}

#define SAMPLE(literal)                                                                  \
    {                                                                                    \
        literal, sizeof(literal) - 1                                                     \
    }

static const wm_str samples[] = {
    SAMPLE("a,\"b\r\nc\"\"\",d\r\ncaf\xC3\xA9,\xE2\x82\xAC,\r\n"),
    SAMPLE("\xEF\xBB\xBF\"a\";b\n1,5;2\n"),
    SAMPLE("\xFF\xFE\"\0a\0\"\0,\0\x3D\xD8\x00\xDE\r\0\n\0x\0"),
    SAMPLE("caf\xE9\t5\" pipe\r\x96\t\"x"),
    SAMPLE("a,b\nc,d,\0"),
    SAMPLE(""),
};

TEST(chunks_change_nothing)
{
    wm_text whole = {0}, pieces = {0};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        wm_text_clear(&whole);
        shown(open_memory, samples[i], 0, (wm_csv_limits){0}, &whole);
        for (chunk_bytes = 1; chunk_bytes <= samples[i].len + 1; chunk_bytes++) {
            wm_text_clear(&pieces);
            shown(open_in_chunks, samples[i], 0, (wm_csv_limits){0}, &pieces);
            ck_assert_msg(wm_str_equal(wm_text_str(&pieces), wm_text_str(&whole)),
                          "sample %zu by %zu\n%.*s", i, chunk_bytes,
                          WM_FMT(wm_text_str(&pieces)));
        }
    }
    wm_text_end(&whole);
    wm_text_end(&pieces);
}
END

static wm_status open_file(wm_str bytes, char separator, wm_csv_limits limits,
                           wm_diags *diags, wm_csv_reader **reader_out)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes.data, 1, bytes.len, file), bytes.len);
    ck_assert_int_eq(fflush(file), 0);
    ck_assert_int_eq(lseek(fileno(file), 0, SEEK_SET), 0);
    wm_status status = wm_csv_open_descriptor(fileno(file), WM_STR("t.csv"), separator,
                                              limits, NULL, diags, reader_out);
    fclose(file);
    return status;
}

TEST(a_descriptor_keeps_to_the_limit)
{
    wm_csv_limits four = {.file_bytes = 4};
    opener *const openers[] = {open_in_chunks, open_file};
    wm_text out = {0};
    for (size_t i = 0; i < 2; i++)
        for (chunk_bytes = 1; chunk_bytes <= 5; chunk_bytes++) {
            wm_text_clear(&out);
            shown(openers[i], WM_STR("a,b\n"), 0, four, &out);
            assert_str(wm_text_str(&out), "1 [a][b]\n");
            wm_text_clear(&out);
            shown(openers[i], WM_STR("a,b\nc"), 0, four, &out);
            assert_str(
                wm_text_str(&out),
                "t.csv: file of more than 4 bytes\nthe input is larger than a limit\n");
        }
    wm_text_end(&out);
}
END

TEST(a_descriptor_that_cannot_be_read_is_said)
{
    wm_arena *messages = wm_arena_new(1 << 20);
    wm_text out = {0};
    wm_diags diags;
    wm_csv_reader *reader;
    wm_diags_init(&diags, messages);
    ck_assert_int_eq(wm_csv_open_descriptor(-1, WM_STR("t.csv"), 0, (wm_csv_limits){0},
                                            NULL, &diags, &reader),
                     WM_IO);
    ck_assert_ptr_null(reader);
    wm_diags_print(&diags, false, &out);
    assert_str(wm_text_str(&out), "t.csv: cannot read the file: bad file descriptor\n");
    wm_text_end(&out);
    wm_arena_end(messages);
}
END

static wm_status read_all_samples(wm_text *out)
{
    chunk_bytes = 7;
    for (size_t i = 0; i < 4; i++) {
        wm_status status = shown(open_in_chunks, samples[i], 0, (wm_csv_limits){0}, out);
        if (status != WM_OK && status != WM_REJECTED)
            return status;
    }
    WM_TRY(table_shown(WM_STR("ref,value,x,y\n1,\"2\"\"\",3,4\n5,6,7,8,9\n"), out));
    return WM_OK;
}

TEST(refused_memory_is_said_and_leaks_nothing)
{
    long refused = 0;
    wm_status status;
    wm_text out = {0};
    do {
        wm_text_clear(&out);
        wm_alloc_fail_after(refused);
        status = read_all_samples(&out);
        wm_alloc_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        refused += status != WM_OK;
    } while (status != WM_OK);
    ck_assert_int_gt(refused, 40);
    wm_text_end(&out);
}
END

TESTS(rows_end_at_any_line_break, quotes_keep_separators_and_line_breaks,
      stray_quotes_are_kept_and_said, text_around_quotes_is_kept_and_said,
      the_separator_is_decided_by_the_text, the_separator_is_decided_by_the_beginning,
      every_encoding_gives_the_same_rows, what_cannot_be_read_is_said, limits_are_exact,
      all_short_texts_read_as_the_slow_way_reads_them, what_is_written_reads_back,
      text_that_would_run_as_a_formula_is_guarded, a_table_gives_its_columns_by_name,
      chunks_change_nothing, a_descriptor_keeps_to_the_limit,
      a_descriptor_that_cannot_be_read_is_said, refused_memory_is_said_and_leaks_nothing)
