#include "base/csv_internal.h"

#include <assert.h>
#include <stdio.h>

/* Columns by name: the first row says where each stands, and `places` keeps it. */

typedef struct table {
    const wm_csv_column *columns;
    size_t count;
} table;

static size_t column_called(table wanted, wm_str name)
{
    for (size_t i = 0; i < wanted.count; i++)
        if (wm_str_equal_fold(name, wm_str_of(wanted.columns[i].name)))
            return i;
    return SIZE_MAX;
}

static bool is_blank(const wm_csv_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!wm_str_empty(wm_str_trim(cells[i].text)))
            return false;
    return true;
}

/* The next row that says anything. */
static wm_status next_written(wm_csv_reader *reader, wm_csv_row *row_out, bool *more_out)
{
    do
        WM_TRY(wm_csv_next(reader, row_out, more_out));
    while (*more_out && is_blank(row_out->cells, row_out->count));
    return WM_OK;
}

static wm_status known_names(wm_csv_reader *reader, table wanted, size_t *known_out)
{
    wm_csv_row row;
    bool more;
    WM_TRY(next_written(reader, &row, &more));
    *known_out = 0;
    for (size_t i = 0; i < row.count; i++)
        *known_out += column_called(wanted, wm_str_trim(row.cells[i].text)) != SIZE_MAX;
    return WM_OK;
}

/* The separator under which the first row holds the most names we know: surer than
 * counting, for a table may have few rows and long texts.
 */
static wm_status choose_separator(wm_csv_reader *reader, table wanted)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    char best = ',';
    size_t most = 0;
    reader->quiet = true;
    for (size_t i = 0; i < sizeof candidates; i++) {
        size_t known = 0;
        wm_csv_rewind(reader, candidates[i]);
        wm_status status = known_names(reader, wanted, &known);
        if (status == WM_NOMEM)
            return status;
        if (status == WM_OK && known > most) {
            most = known;
            best = candidates[i];
        }
    }
    reader->quiet = false;
    wm_csv_rewind(reader, best);
    return WM_OK;
}

static void say(const wm_csv_reader *reader, wm_severity severity, uint32_t line,
                wm_str remedy, const char *what, wm_str name)
{
    wm_diag_data(reader->diags, severity, reader->name, (wm_place){line, 0}, remedy,
                 "%s `%.*s`", what, WM_FMT(name));
}

static wm_status say_unknown(const wm_csv_reader *reader, table wanted, uint32_t line,
                             wm_str name)
{
    wm_str *names = wm_arena_alloc(reader->file, wanted.count, sizeof *names);
    if (!names)
        return WM_NOMEM;
    for (size_t i = 0; i < wanted.count; i++)
        names[i] = wm_str_of(wanted.columns[i].name);
    wm_str nearest = wm_nearest(name, names, wanted.count);
    char remedy[120] = "nothing reads it";
    if (nearest.len)
        snprintf(remedy, sizeof remedy, "did you mean `%.*s`?", WM_FMT(nearest));
    say(reader, WM_SEVERITY_WARNING, line, wm_str_of(remedy), "unknown column", name);
    return WM_OK;
}

/* One cell of the row that names the columns. Spreadsheets leave empty ones at the end.
 */
static wm_status take_name(wm_csv_reader *reader, table wanted, const wm_csv_cell *cell)
{
    wm_str name = wm_str_trim(cell->text);
    if (name.len == 0)
        return WM_OK;
    size_t column = column_called(wanted, name);
    if (column == SIZE_MAX)
        return say_unknown(reader, wanted, cell->line, name);
    if (reader->places[column] == SIZE_MAX) {
        reader->places[column] = cell->column - 1;
        return WM_OK;
    }
    say(reader, WM_SEVERITY_ERROR, cell->line, WM_STR("take one of them away"),
        "two columns are called", name);
    return WM_REJECTED;
}

static wm_status miss_compulsory(const wm_csv_reader *reader, table wanted, uint32_t line)
{
    wm_status status = WM_OK;
    for (size_t i = 0; i < wanted.count; i++) {
        if (!wanted.columns[i].compulsory || reader->places[i] != SIZE_MAX)
            continue;
        say(reader, WM_SEVERITY_ERROR, line,
            WM_STR("the first row names the columns of the file"), "no column called",
            wm_str_of(wanted.columns[i].name));
        status = WM_REJECTED;
    }
    return status;
}

static wm_status take_names(wm_csv_reader *reader, table wanted)
{
    wm_csv_row row;
    bool more;
    WM_TRY(next_written(reader, &row, &more));
    wm_status status = WM_OK;
    for (size_t i = 0; i < row.count; i++) {
        wm_status taken = take_name(reader, wanted, &row.cells[i]);
        if (taken == WM_NOMEM)
            return taken;
        if (taken != WM_OK)
            status = taken;
    }
    reader->width = row.count;
    wm_status missing = miss_compulsory(reader, wanted, row.line);
    return status == WM_OK ? missing : status;
}

static wm_status open_table(wm_csv_reader *reader, table wanted)
{
    reader->columns = wanted.count;
    reader->places = wm_arena_alloc(reader->file, wanted.count, sizeof *reader->places);
    if (!reader->places)
        return WM_NOMEM;
    for (size_t i = 0; i < wanted.count; i++)
        reader->places[i] = SIZE_MAX;
    WM_TRY(choose_separator(reader, wanted));
    return take_names(reader, wanted);
}

wm_status wm_csv_open_table(wm_str bytes, wm_str name, const wm_csv_column *columns,
                            size_t count, wm_diags *diags, wm_csv_reader **reader_out)
{
    wm_csv_reader *reader;
    *reader_out = NULL;
    WM_TRY(wm_csv_open_memory(bytes, name, ',', (wm_csv_limits){0}, diags, &reader));
    wm_status status = open_table(reader, (table){columns, count});
    if (status == WM_OK)
        *reader_out = reader;
    else
        wm_csv_close(reader);
    return status;
}

static bool all_digits(wm_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!wm_is_digit(text.data[i]))
            return false;
    return text.len > 0;
}

/* `1,251` without quotes: a cell of one to three digits and, right behind the comma, one
 * of three. The first such cell, or the count. */
static size_t thousands_at(const wm_csv_row *row)
{
    for (size_t i = 0; i + 1 < row->count; i++) {
        const wm_csv_cell *left = &row->cells[i], *right = left + 1;
        wm_str whole = wm_str_slice(right->text, 0, wm_str_find_byte(right->text, '.'));
        if (!left->quoted && !right->quoted && left->text.len <= 3 &&
            all_digits(left->text) && whole.len == 3 && all_digits(whole))
            return i;
    }
    return row->count;
}

/* `at`: of a number in two cells, or the count. */
static void say_too_wide(const wm_csv_reader *reader, const wm_csv_row *row, size_t at)
{
    char remedy[160] = "put a cell that has a comma in it in quotes";
    if (at < row->count) {
        wm_str left = row->cells[at].text, right = row->cells[at + 1].text;
        if (right.len <= 20)
            snprintf(remedy, sizeof remedy,
                     "`%.*s,%.*s` is two cells: as one number write `%.*s%.*s`",
                     WM_FMT(left), WM_FMT(right), WM_FMT(left), WM_FMT(right));
    }
    wm_diag_data(reader->diags, WM_SEVERITY_ERROR, reader->name, (wm_place){row->line, 0},
                 wm_str_of(remedy),
                 "row of %zu cells where the first row names %zu columns", row->count,
                 reader->width);
}

/* A row of another width than the first most often has a comma in it that nobody put in
 * quotes, and then its figures stand under the wrong names. Empty cells at the end are
 * a spreadsheet's habit and harmless. False: it was said, and the cells mean nothing.
 */
static bool check_width(const wm_csv_reader *reader, const wm_csv_row *row)
{
    if (row->count < reader->width) {
        wm_diag_data(reader->diags, WM_SEVERITY_WARNING, reader->name,
                     (wm_place){row->line, 0}, WM_STR("the others are taken as empty"),
                     "row of %zu cells where the first row names %zu columns", row->count,
                     reader->width);
        return true;
    }
    size_t more = row->count - reader->width;
    size_t thousands = more && reader->separator == ',' ? thousands_at(row) : row->count;
    if (thousands == row->count && is_blank(row->cells + reader->width, more))
        return true;
    say_too_wide(reader, row, thousands);
    return false;
}

wm_status wm_csv_next_record(wm_csv_reader *reader, wm_csv_cell *cells,
                             uint32_t *line_out, bool *more_out)
{
    wm_csv_row row;
    assert(reader->places);
    do {
        WM_TRY(next_written(reader, &row, more_out));
        if (!*more_out)
            return WM_OK;
    } while (!check_width(reader, &row));
    *line_out = row.line;
    for (size_t i = 0; i < reader->columns; i++) {
        size_t place = reader->places[i];
        if (place < row.count)
            cells[i] = row.cells[place];
        else
            cells[i] = (wm_csv_cell){{"", 0}, false, row.line, (uint32_t)row.count + 1};
    }
    return WM_OK;
}
