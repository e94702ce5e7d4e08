#include "harness.h"

#include "base/alloc.h"
#include "base/csv.h"
#include "base/diag.h"

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

static wm_status show_rows(wm_csv_reader *reader, wm_text *out)
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
    wm_csv_row again;
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

TESTS(rows_end_at_any_line_break, quotes_keep_separators_and_line_breaks,
      stray_quotes_are_kept_and_said)
