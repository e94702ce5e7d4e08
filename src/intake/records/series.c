#include "base/csv.h"
#include "intake/records/header.h"
#include "intake/records/loading.h"

#include <stdio.h>
#include <stdlib.h>

/* `population.csv`: a number for an authority and a year. Only authorities that have
 * records are wanted; a file for the whole country is as good as one of a single council.
 */
typedef struct series_reading {
    wm_loading *loading;
    wm_str file;
    wm_str folder; /* the authority of its folder, or empty */
    size_t authority;
    size_t year;
    size_t value;
    wm_csv_row row;
} series_reading;

static wm_status note(const series_reading *reading, wm_load_fault fault, wm_str value)
{
    return wm_load_note(reading->loading, fault, WM_NO_TABLE, WM_NO_COLUMN, reading->file,
                        reading->row.line, value);
}

static wm_status find_cells(series_reading *reading)
{
    static const struct {
        const char *name;
        bool compulsory;
    } names[] = {{"authority", false}, {"year", true}, {"value", true}};
    size_t *const cells[] = {&reading->authority, &reading->year, &reading->value};
    wm_status status = WM_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool twice;
        *cells[i] = wm_header_cell(&reading->row, wm_str_of(names[i].name), &twice);
        if (!twice && (!names[i].compulsory || *cells[i] != WM_NO_CELL))
            continue;
        wm_diag_data(reading->loading->diags, WM_SEVERITY_ERROR, reading->file,
                     (wm_place){reading->row.line, 0},
                     WM_STR("the columns are `authority,year,value`"), "%s column `%s`",
                     twice ? "more than one" : "no", names[i].name);
        status = WM_REJECTED;
    }
    return status;
}

/* Whole and not negative; `1,234` is a mistake, as in every file of ours. */
static bool read_whole(wm_str text, int64_t *out)
{
    enum { DIGITS_MAX = 15 };
    int64_t number = 0;
    if (text.len == 0 || text.len > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (!wm_is_digit(text.data[i]))
            return false;
        number = number * 10 + (text.data[i] - '0');
    }
    *out = number;
    return true;
}

static wm_status find_authority(const series_reading *reading, uint16_t *authority_out)
{
    wm_str named = wm_row_cell(&reading->row, reading->authority);
    if (wm_str_empty(named))
        named = reading->folder;
    if (!wm_str_empty(named))
        return wm_load_authority(reading->loading, named, authority_out);
    *authority_out = reading->loading->standard;
    return WM_OK;
}

static wm_status read_row(series_reading *reading)
{
    int64_t year = 0, number = 0;
    wm_str year_text = wm_row_cell(&reading->row, reading->year);
    wm_str value_text = wm_row_cell(&reading->row, reading->value);
    if (!read_whole(year_text, &year) || year < 1900 || year > 2100)
        return note(reading, WM_FAULT_value_bad, year_text);
    if (wm_str_empty(value_text))
        return note(reading, WM_FAULT_value_blank, value_text);
    if (!read_whole(value_text, &number))
        return note(reading, WM_FAULT_value_bad, value_text);
    wm_series_row row = {.line = reading->row.line, .file = reading->file};
    row.value.year = (int16_t)year;
    row.value.value = number;
    WM_TRY(find_authority(reading, &row.value.authority));
    if (!wm_list_push(reading->loading->scratch, &reading->loading->series_rows, row))
        return WM_NOMEM;
    return WM_OK;
}

static wm_status read_opened(series_reading *reading, wm_csv_reader *reader)
{
    bool more;
    WM_TRY(wm_row_next(reader, &reading->row, &more));
    WM_TRY(find_cells(reading));
    for (;;) {
        WM_TRY(wm_row_next(reader, &reading->row, &more));
        if (!more)
            return WM_OK;
        WM_TRY(read_row(reading));
    }
}

wm_status wm_load_series_read(wm_loading *loading, int series,
                              const wm_records_file *file)
{
    series_reading reading = {
        .loading = loading, .file = file->file.name, .folder = file->file.authority};
    wm_csv_reader *reader = NULL;
    size_t first = loading->series_rows.count;
    WM_TRY(wm_records_file_open(file, &loading->room, loading->diags, &reader));
    wm_status status = read_opened(&reading, reader);
    wm_csv_close(reader);
    for (size_t i = first; i < loading->series_rows.count; i++) {
        loading->series_rows.items[i].series = series;
        loading->series_rows.items[i].order = i;
    }
    return status;
}

/* The number the authority has in the records, or NO_AUTHORITY: it has no rows there. */
static uint16_t number_of(const wm_loading *loading, uint16_t authority, uint16_t of_rows)
{
    if (authority == WM_NO_AUTHORITY)
        return of_rows == 1 ? 0 : WM_NO_AUTHORITY;
    return authority < of_rows ? loading->authority_number[authority] : WM_NO_AUTHORITY;
}

static int by_authority_and_year(const void *a, const void *b)
{
    const wm_series_row *x = a, *y = b;
    if (x->series != y->series)
        return x->series < y->series ? -1 : 1;
    if (x->value.authority != y->value.authority)
        return x->value.authority < y->value.authority ? -1 : 1;
    if (x->value.year != y->value.year)
        return x->value.year < y->value.year ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

static wm_status note_row(wm_loading *loading, wm_load_fault fault,
                          const wm_series_row *row)
{
    char text[8];
    snprintf(text, sizeof text, "%d", row->value.year);
    return wm_load_note(loading, fault, WM_NO_TABLE, WM_NO_COLUMN, row->file, row->line,
                        wm_str_of(text));
}

static wm_status keep_known(wm_loading *loading, uint16_t of_rows, size_t *kept_out)
{
    wm_series_row *rows = loading->series_rows.items;
    *kept_out = 0;
    for (size_t i = 0; i < loading->series_rows.count; i++) {
        uint16_t named = rows[i].value.authority;
        rows[i].value.authority = number_of(loading, named, of_rows);
        if (rows[i].value.authority != WM_NO_AUTHORITY)
            rows[(*kept_out)++] = rows[i];
        else
            WM_TRY(note_row(loading,
                            named == WM_NO_AUTHORITY ? WM_FAULT_authority_unknown
                                                     : WM_FAULT_series_other,
                            &rows[i]));
    }
    return WM_OK;
}

/* The values of one series out of its sorted rows; the first in the order of the files
 * is kept of two for one year. */
static wm_status settle_one(wm_loading *loading, size_t first, size_t count,
                            wm_series *series)
{
    if (count == 0)
        return WM_OK;
    const wm_series_row *rows = loading->series_rows.items + first;
    series->values = wm_arena_alloc(loading->arena, count, sizeof *series->values);
    if (!series->values)
        return WM_NOMEM;
    for (size_t i = 0; i < count; i++) {
        const wm_series_value *last =
            series->count ? &series->values[series->count - 1] : NULL;
        bool is_again = last && last->authority == rows[i].value.authority &&
                        last->year == rows[i].value.year;
        if (!is_again)
            series->values[series->count++] = rows[i].value;
        else
            WM_TRY(note_row(loading,
                            last->value == rows[i].value.value ? WM_FAULT_duplicate
                                                               : WM_FAULT_key_twice,
                            &rows[i]));
    }
    return WM_OK;
}

wm_status wm_load_series_settle(wm_loading *loading, uint16_t of_rows)
{
    const wm_schema *schema = loading->schema;
    wm_records *records = loading->records;
    wm_series_row *rows = loading->series_rows.items;
    size_t kept, at = 0;
    records->series =
        wm_arena_alloc(loading->arena, schema->series.count, sizeof *records->series);
    if (!records->series)
        return WM_NOMEM;
    WM_TRY(keep_known(loading, of_rows, &kept));
    if (kept)
        qsort(rows, kept, sizeof *rows, by_authority_and_year);
    for (size_t i = 0; i < schema->series.count; i++) {
        size_t first = at;
        while (at < kept && rows[at].series == (int)i)
            at++;
        records->series[i].def = &schema->series.items[i];
        WM_TRY(settle_one(loading, first, at - first, &records->series[i]));
    }
    return WM_OK;
}

void wm_load_series_name(wm_loading *loading, uint16_t of_rows)
{
    bool is_one = of_rows == 1 && loading->nameless == 0 &&
                  loading->authorities.count == (size_t)of_rows + 1;
    if (!is_one)
        return;
    loading->authorities.items[0] = loading->authorities.items[1];
    loading->nameless = WM_NO_AUTHORITY;
    for (size_t i = 0; i < loading->series_rows.count; i++)
        loading->series_rows.items[i].value.authority = 0;
}
