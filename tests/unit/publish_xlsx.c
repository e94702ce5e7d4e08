/* The workbook of the example: every cell that we wrote comes back from LibreOffice, and
 * every printed figure of every row stands in the Data sheet beside its reference.
 *
 *     our workbook --unzip--> sheet XML ----------+
 *          |                                      +--> cell by cell equal
 *          +--soffice--> one CSV per sheet -------+
 */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/encoding.h"
#include "base/file.h"
#include "intake/folder.h"
#include "publish/publish.h"

enum { ROWS_MAX = 4000, COLUMNS_MAX = 40 };

typedef struct grid {
    wm_str cells[ROWS_MAX][COLUMNS_MAX];
    size_t rows;
} grid;

static wm_arena *arena;
static wm_str_list shared; /* sharedStrings.xml, decoded */

static wm_str slurp(const char *path)
{
    wm_str bytes;
    wm_file_error error;
    ck_assert_msg(wm_file_read(path, 64u << 20, arena, &bytes, &error) == WM_OK, "%s",
                  error.text);
    return bytes;
}

static void run(const char *command)
{
    ck_assert_msg(system(command) == 0, "failed: %s", command);
}

/* &amp; and its four brothers, and _x000D_ which stands for CR. */
static wm_str decoded(wm_str xml)
{
    static const struct {
        const char *entity, *text;
    } entities[] = {{"&amp;", "&"},   {"&lt;", "<"},   {"&gt;", ">"},
                    {"&quot;", "\""}, {"&apos;", "'"}, {"_x000D_", "\r"}};
    wm_text text = {0};
    for (size_t at = 0; at < xml.len;) {
        size_t e = 0;
        wm_str rest = wm_str_slice(xml, at, xml.len);
        while (e < 6 && !wm_str_starts(rest, wm_str_of(entities[e].entity)))
            e++;
        wm_text_add(&text,
                    e < 6 ? wm_str_of(entities[e].text) : wm_str_slice(rest, 0, 1));
        at += e < 6 ? strlen(entities[e].entity) : 1;
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&text));
    wm_text_end(&text);
    return copy;
}

/* What stands between `open` and `close` from *at on; *at moves behind it. */
static bool between(wm_str xml, size_t *at, const char *open, const char *close,
                    wm_str *out)
{
    wm_str rest = wm_str_slice(xml, *at, xml.len);
    size_t from = wm_str_find(rest, wm_str_of(open));
    if (from == SIZE_MAX)
        return false;
    from += strlen(open);
    size_t len = wm_str_find(wm_str_slice(rest, from, rest.len), wm_str_of(close));
    if (len == SIZE_MAX)
        return false;
    *out = wm_str_slice(rest, from, from + len);
    *at += from + len + strlen(close);
    return true;
}

static void read_shared(void)
{
    wm_str xml = slurp("x/xl/sharedStrings.xml"), item, text;
    for (size_t at = 0; between(xml, &at, "<si><t", "</t></si>", &item);) {
        size_t open = wm_str_find_byte(item, '>');
        text = decoded(wm_str_slice(item, open + 1, item.len));
        ck_assert(wm_list_push(arena, &shared, text));
    }
}

static int64_t whole(wm_str text)
{
    wm_decimal number;
    ck_assert_msg(wm_decimal_parse(text, &number) && !number.places, "%.*s",
                  WM_FMT(text));
    return number.digits;
}

/* `C12` is column 2, row 11. */
static void place_of(wm_str ref, size_t *row, size_t *column)
{
    size_t at = 0, letters = 0;
    for (; at < ref.len && wm_is_alpha(ref.data[at]); at++)
        letters = letters * 26 + (size_t)(ref.data[at] - 'A' + 1);
    *column = letters - 1;
    *row = (size_t)whole(wm_str_slice(ref, at, ref.len)) - 1;
}

static void read_sheet(wm_str xml, grid *out)
{
    wm_str cell;
    for (size_t at = 0; between(xml, &at, "<c r=\"", "</c>", &cell);) {
        size_t quote = wm_str_find_byte(cell, '"'), value_at = 0, row, column;
        wm_str ref = wm_str_slice(cell, 0, quote), value;
        if (!between(cell, &value_at, "<v>", "</v>", &value))
            continue;
        place_of(ref, &row, &column);
        ck_assert(row < ROWS_MAX && column < COLUMNS_MAX);
        if (wm_str_find(cell, WM_STR("t=\"s\"")) != SIZE_MAX)
            value = shared.items[whole(value)];
        out->cells[row][column] = value;
        if (row >= out->rows)
            out->rows = row + 1;
    }
}

static void read_csv(const char *path, grid *out)
{
    wm_diags diags;
    wm_csv_reader *reader;
    wm_csv_row row;
    bool more;
    wm_diags_init(&diags, arena);
    ck_assert(wm_csv_open_memory(slurp(path), wm_str_of(path), ',', (wm_csv_limits){0},
                                 &diags, &reader) == WM_OK);
    while (wm_csv_next(reader, &row, &more) == WM_OK && more) {
        ck_assert(out->rows < ROWS_MAX && row.count <= COLUMNS_MAX);
        for (size_t i = 0; i < row.count; i++)
            out->cells[out->rows][i] = wm_str_copy(arena, row.cells[i].text);
        out->rows++;
    }
    wm_csv_close(reader);
}

/* Numbers to 15 digits, which is what a spreadsheet keeps: libxlsxwriter prints 16 of
 * them, and 87.6 as 87.59999999999999. */
static bool same_cell(wm_str a, wm_str b)
{
    char *end_a, *end_b;
    if (wm_str_equal(a, b))
        return true;
    if (!a.len || !b.len)
        return false;
    double x = strtod(wm_str_copy(arena, a).data, &end_a);
    double y = strtod(wm_str_copy(arena, b).data, &end_b);
    return !*end_a && !*end_b && fabs(x - y) <= 1e-15 * 5 * fabs(x);
}

static size_t compare(const grid *wrote, const grid *back, const char *sheet)
{
    size_t compared = 0;
    for (size_t r = 0; r < wrote->rows; r++)
        for (size_t c = 0; c < COLUMNS_MAX; c++) {
            ck_assert_msg(same_cell(wrote->cells[r][c], back->cells[r][c]),
                          "%s, row %zu column %zu: wrote [%.*s], came back [%.*s]", sheet,
                          r + 1, c + 1, WM_FMT(wrote->cells[r][c]),
                          WM_FMT(back->cells[r][c]));
            compared += wrote->cells[r][c].len > 0;
        }
    return compared;
}

/* Words of a cell without the marks around them. */
static bool next_word(wm_str *rest, wm_str *word)
{
    while (wm_str_next(rest, ' ', word)) {
        while (word->len && strchr("+(\";:,", word->data[0]))
            *word = wm_str_slice(*word, 1, word->len);
        while (word->len && strchr(")\";:,.%", word->data[word->len - 1]))
            word->len--;
        if (word->len)
            return true;
    }
    return false;
}

/* Whether the word stands in a row of the sheet that begins with the reference; numbers
 * may have lost their last noughts. */
static bool stands_in(const grid *sheet, wm_str ref, wm_str wanted)
{
    for (size_t r = 0; r < sheet->rows; r++) {
        if (!wm_str_equal(sheet->cells[r][0], ref))
            continue;
        for (size_t c = 1; c < COLUMNS_MAX; c++) {
            wm_str word;
            for (wm_str rest = sheet->cells[r][c]; next_word(&rest, &word);)
                if (same_cell(word, wanted))
                    return true;
        }
    }
    return false;
}

/* Every word and number that the printed sheet has in a row, beside its reference. */
static size_t find_tokens(const grid *const *sheets, size_t count)
{
    wm_diags diags;
    wm_csv_reader *reader;
    wm_csv_row row;
    bool more;
    size_t tokens = 0;
    wm_diags_init(&diags, arena);
    ck_assert(wm_csv_open_memory(
                  slurp(WM_TESTS "/../examples/sefton-2017/source/scorecard.txt"),
                  WM_STR("scorecard.txt"), '\t', (wm_csv_limits){0}, &diags,
                  &reader) == WM_OK);
    while (wm_csv_next(reader, &row, &more) == WM_OK && more) {
        if (row.count < 10 || wm_str_equal(row.cells[1].text, WM_STR("Measure")))
            continue;
        wm_str ref = row.cells[0].text.len ? row.cells[0].text : WM_STR("H"), word;
        for (size_t cell = 1; cell < row.count; cell++)
            for (wm_str rest = row.cells[cell].text; next_word(&rest, &word); tokens++) {
                size_t at = 0;
                while (at < count && !stands_in(sheets[at], ref, word))
                    at++;
                ck_assert_msg(at < count, "%.*s lacks [%.*s]", WM_FMT(ref), WM_FMT(word));
            }
    }
    wm_csv_close(reader);
    return tokens;
}

/* The figures of the model beside their references in the Data sheet. */
static size_t find_figures(const wm_judged *judged, const grid *data)
{
    size_t found = 0, at = 4;
    for (size_t i = 0; i < judged->row_count; i++) {
        const wm_judged_row *row = &judged->rows[i];
        for (size_t f = 0; f < row->figure_count; f++, at++) {
            const wm_figure *figure = row->figures[f].figure;
            assert_str(data->cells[at][0], wm_str_copy(arena, row->row->ref).data);
            if (!figure || wm_str_empty(figure->printed))
                continue;
            ck_assert_msg(wm_str_equal(data->cells[at][13], figure->printed),
                          "%.*s: want [%.*s] got [%.*s]", WM_FMT(row->row->ref),
                          WM_FMT(figure->printed), WM_FMT(data->cells[at][13]));
            found++;
        }
    }
    return found;
}

/* The line of a chart is made of the periods of one kind; baseline and year stand beside
 * it. */
static void check_charts(const wm_judged *judged, const grid *data)
{
    size_t at = 4, in_line = 0;
    for (size_t i = 0; i < judged->row_count; i++)
        for (size_t f = 0; f < judged->rows[i].figure_count; f++, at++) {
            bool is_quarter = wm_str_equal(data->cells[at][4], WM_STR("quarter"));
            wm_str value = data->cells[at][8];
            ck_assert(wm_str_equal(data->cells[at][19], is_quarter ? value : WM_STR("")));
            ck_assert(wm_str_equal(data->cells[at][20], is_quarter ? WM_STR("") : value));
            in_line += is_quarter && value.len;
        }
    ck_assert_uint_gt(in_line, 100);
    wm_str chart = slurp("x/xl/charts/chart1.xml");
    ck_assert(wm_str_find(chart, WM_STR("Data!$T$5:$T$9")) != SIZE_MAX);
    ck_assert(wm_str_find(chart, WM_STR("Data!$U$5:$U$9")) != SIZE_MAX);
    ck_assert(wm_str_find(chart, WM_STR("per 10,000, from 480")) != SIZE_MAX);
}

static void check_name(wm_str name)
{
    static const char *const shortened[] = {
        "1 Contact, referral\xE2\x80\xA6", "2 Supervision, decisions\xE2\x80\xA6",
        "6 Private fostering\xE2\x80\xA6", "9 Reviewing officers, health\xE2\x80\xA6"};
    ck_assert_uint_le(wm_utf8_count(name), 31);
    bool is_known = wm_str_find(name, WM_STR("\xE2\x80\xA6")) == SIZE_MAX;
    for (size_t i = 0; i < sizeof shortened / sizeof *shortened; i++)
        is_known |= wm_str_equal(name, wm_str_of(shortened[i]));
    ck_assert_msg(is_known, "cut: %.*s", WM_FMT(name));
}

static void publish(wm_judged *judged, wm_folder *folder)
{
    static wm_findings findings;
    wm_diags diags;
    wm_file_error error;
    wm_diags_init(&diags, arena);
    ck_assert(wm_folder_read(WM_TESTS "/../examples/sefton-2017", arena, &diags, folder,
                             &error) == WM_OK);
    ck_assert(diags.errors == 0);
    ck_assert(wm_judge(folder, arena, judged) == WM_OK);
    ck_assert(wm_check(judged, arena, &findings) == WM_OK);
    wm_publication publication = {
        .judged = judged,
        .findings = &findings,
        .audience = WM_STR("internal"),
        .marking = WM_STR("OFFICIAL-SENSITIVE"),
        .made = wm_day_of(2017, 5, 2),
    };
    ck_assert(wm_publish_xlsx(&publication, "scorecard.xlsx") == WM_OK);
    ck_assert(wm_publish_xlsx(&publication, "again.xlsx") == WM_OK);
    run("cmp scorecard.xlsx again.xlsx");
}

#define SOFFICE                                                                          \
    "LC_ALL=C.UTF-8 soffice -env:UserInstallation=file://\"$PWD\"/profile --headless "   \
    "--convert-to "                                                                      \
    "'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' "  \
    "scorecard.xlsx >/dev/null 2>&1"

TEST(a_workbook_comes_back_cell_for_cell)
{
    wm_judged judged;
    wm_folder folder;
    char scratch[] = "workbook-XXXXXX";
    ck_assert(mkdtemp(scratch) != NULL);
    ck_assert(chdir(scratch) == 0);
    arena = wm_arena_new(512u << 20);
    publish(&judged, &folder);
    run("unzip -q -d x scorecard.xlsx");
    run(SOFFICE);
    read_shared();

    size_t compared = 0, figures = 0, sheets = 0;
    const grid *all[64];
    wm_str workbook = slurp("x/xl/workbook.xml"), name;
    for (size_t at = 0; between(workbook, &at, "<sheet name=\"", "\"", &name);) {
        grid *wrote = wm_arena_alloc(arena, 1, sizeof *wrote);
        grid *back = wm_arena_alloc(arena, 1, sizeof *back);
        ck_assert(wrote && back);
        wm_str xml = wm_str_format(arena, "x/xl/worksheets/sheet%zu.xml", ++sheets);
        wm_str csv = wm_str_format(arena, "scorecard-%.*s.csv", WM_FMT(decoded(name)));
        read_sheet(slurp(xml.data), wrote);
        read_csv(csv.data, back);
        compared += compare(wrote, back, csv.data);
        ck_assert_uint_lt(sheets, 64);
        all[sheets - 1] = back;
        check_name(decoded(name));
        if (!wm_str_equal(name, WM_STR("Data")))
            continue;
        figures = find_figures(&judged, back);
        check_charts(&judged, back);
    }
    ck_assert_uint_ge(sheets, 8 + judged.section_count - 1);
    ck_assert_uint_gt(compared, 3000);
    ck_assert_uint_gt(figures, 200);
    ck_assert_uint_gt(find_tokens(all, sheets), 1900);
    ck_assert(chdir("..") == 0);
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", scratch);
    run(command);
    wm_arena_end(arena);
}
END

TESTS(a_workbook_comes_back_cell_for_cell)
