#include "intake/scorecard/sheet.h"

#include "intake/scorecard/import.h"

static wm_status copy_row(wm_arena *arena, const wm_csv_row *from, wm_sheet_row *row)
{
    *row = (wm_sheet_row){.line = from->line};
    row->cells = wm_arena_alloc(arena, from->count, sizeof *row->cells);
    if (!row->cells)
        return WM_NOMEM;
    for (size_t i = 0; i < from->count; i++) {
        wm_str text = wm_str_trim(from->cells[i].text);
        row->cells[i].place = (wm_place){from->cells[i].line, from->cells[i].column};
        if (wm_str_empty(text))
            continue;
        row->cells[i].text = wm_str_copy(arena, text);
        if (!row->cells[i].text.data)
            return WM_NOMEM;
        row->count = i + 1;
        row->filled++;
    }
    return WM_OK;
}

static wm_status too_many_rows(const wm_sheet *sheet, uint32_t line, wm_diags *diags)
{
    wm_diag_data(diags, WM_SEVERITY_ERROR, sheet->file, (wm_place){line, 1},
                 WM_STR("save the scorecard alone, without the data behind it"),
                 "the sheet has more than %d rows", WM_IMPORT_ROWS_MAX);
    return WM_LIMIT;
}

static wm_status read_rows(wm_csv_reader *reader, wm_arena *arena, wm_diags *diags,
                           wm_sheet *sheet)
{
    for (;;) {
        wm_csv_row from;
        bool more;
        WM_TRY(wm_csv_next(reader, &from, &more));
        if (!more)
            return WM_OK;
        wm_sheet_row row;
        WM_TRY(copy_row(arena, &from, &row));
        if (row.filled == 0)
            continue;
        if (sheet->rows.count == WM_IMPORT_ROWS_MAX)
            return too_many_rows(sheet, row.line, diags);
        if (!wm_list_push(arena, &sheet->rows, row))
            return WM_NOMEM;
        if (row.count > sheet->width)
            sheet->width = row.count;
    }
}

wm_status wm_sheet_read(wm_str bytes, wm_str file, wm_arena *arena, wm_diags *diags,
                        wm_sheet *sheet_out)
{
    const wm_csv_limits limits = {.cell_bytes = WM_IMPORT_CELL_BYTES_MAX,
                                  .columns = WM_IMPORT_COLUMNS_MAX,
                                  .file_bytes = WM_IMPORT_FILE_BYTES_MAX};
    *sheet_out = (wm_sheet){.file = file};
    wm_csv_reader *reader;
    WM_TRY(wm_csv_open_memory(bytes, file, 0, limits, diags, &reader));
    wm_status status = read_rows(reader, arena, diags, sheet_out);
    sheet_out->separator = wm_csv_separator(reader);
    sheet_out->encoding = wm_csv_encoding(reader);
    wm_csv_close(reader);
    WM_TRY(status);
    if (sheet_out->rows.count > 0)
        return WM_OK;
    wm_diag_data(diags, WM_SEVERITY_ERROR, file, (wm_place){0, 0},
                 WM_STR("save the sheet as CSV or tab-separated text"),
                 "the file has nothing in it");
    return WM_REJECTED;
}

wm_sheet_cell *wm_sheet_row_at(const wm_sheet_row *row, size_t column)
{
    if (column >= row->count || wm_str_empty(row->cells[column].text))
        return NULL;
    return &row->cells[column];
}

wm_sheet_cell *wm_sheet_at(const wm_sheet *sheet, size_t row, size_t column)
{
    return wm_sheet_row_at(&sheet->rows.items[row], column);
}

wm_sheet_cell *wm_sheet_first(const wm_sheet_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!wm_str_empty(row->cells[i].text))
            return &row->cells[i];
    return NULL;
}
