#include "intake/records/header.h"

#include <assert.h>

typedef struct header_row {
    wm_loading *loading;
    const wm_table_def *def;
    int table;
    wm_str file;
    const wm_csv_row *row;
    bool *used; /* by cell */
    wm_status status;
} header_row;

bool wm_row_is_blank(const wm_csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!wm_str_empty(wm_str_trim(row->cells[i].text)))
            return false;
    return true;
}

wm_status wm_row_next(wm_csv_reader *reader, wm_csv_row *row_out, bool *more_out)
{
    do
        WM_TRY(wm_csv_next(reader, row_out, more_out));
    while (*more_out && wm_row_is_blank(row_out));
    return WM_OK;
}

size_t wm_header_cell(const wm_csv_row *row, wm_str name, bool *twice_out)
{
    size_t found = WM_NO_CELL;
    *twice_out = false;
    for (size_t i = 0; i < row->count; i++) {
        if (!wm_str_equal_fold(wm_str_trim(row->cells[i].text), name))
            continue;
        if (found == WM_NO_CELL)
            found = i;
        else
            *twice_out = true;
    }
    return found;
}

static size_t cell_called(header_row *heading, wm_str name)
{
    bool twice;
    size_t cell = wm_header_cell(heading->row, name, &twice);
    if (cell != WM_NO_CELL)
        heading->used[cell] = true;
    if (twice) {
        wm_diag_data(heading->loading->diags, WM_SEVERITY_ERROR, heading->file,
                     (wm_place){heading->row->line, 0},
                     WM_STR("take one of them away, or give it another name"),
                     "column `%.*s` stands twice", WM_FMT(name));
        heading->status = WM_REJECTED;
    }
    return cell;
}

/* The nearest name in the row, for a column that is not there. */
static wm_str nearest_name(const header_row *heading, wm_str name)
{
    wm_arena *scratch = heading->loading->scratch;
    size_t count = heading->row->count;
    wm_str *names = wm_arena_alloc(scratch, count, sizeof *names);
    if (!names)
        return (wm_str){"", 0};
    for (size_t i = 0; i < count; i++)
        names[i] = wm_str_trim(heading->row->cells[i].text);
    return wm_nearest(name, names, count);
}

static void refuse_missing(header_row *heading, wm_str name, const char *why)
{
    wm_str near = nearest_name(heading, name);
    wm_str remedy = WM_STR("the first row of the file names its columns");
    if (!wm_str_empty(near))
        remedy = wm_str_format(heading->loading->scratch, "is it `%.*s`?", WM_FMT(near));
    wm_diag_data(heading->loading->diags, WM_SEVERITY_ERROR, heading->file,
                 (wm_place){heading->row->line, 0}, remedy, "no column `%.*s`, %s",
                 WM_FMT(name), why);
    heading->status = WM_REJECTED;
}

/* A derived table inherits its key from its source; a file that stands in for it may call
 * it after the table as well. */
static size_t find_key(header_row *heading)
{
    const wm_table_def *def = heading->def;
    size_t cell = cell_called(heading, def->key);
    if (cell == WM_NO_CELL && def->made_from.source != WM_NO_TABLE) {
        wm_str own =
            wm_str_format(heading->loading->scratch, "%.*s_id", WM_FMT(def->name));
        if (!own.data)
            heading->status = WM_NOMEM;
        else
            cell = cell_called(heading, own);
    }
    if (cell == WM_NO_CELL && heading->status == WM_OK)
        refuse_missing(heading, def->key, "the key of its rows");
    return cell;
}

static size_t find_parent(header_row *heading)
{
    if (heading->def->parent == WM_NO_TABLE)
        return WM_NO_CELL;
    const wm_table_def *parent =
        &heading->loading->schema->tables.items[heading->def->parent];
    bool is_own = wm_str_equal_fold(parent->key, heading->def->key);
    size_t cell = is_own ? WM_NO_CELL : cell_called(heading, parent->key);
    if (cell == WM_NO_CELL)
        cell = cell_called(heading, parent->name);
    if (cell == WM_NO_CELL && heading->status == WM_OK)
        refuse_missing(heading, is_own ? parent->name : parent->key,
                       "which says whose each row is");
    return cell;
}

static size_t find_child(header_row *heading)
{
    const wm_schema *schema = heading->loading->schema;
    int parent = heading->def->parent;
    if (parent == WM_NO_TABLE || parent == schema->child ||
        !wm_table_of_child(schema, parent))
        return WM_NO_CELL;
    return cell_called(heading, schema->tables.items[schema->child].key);
}

static wm_status find_columns(header_row *heading, wm_header *header)
{
    const wm_table_def *def = heading->def;
    for (size_t i = 0; i < def->column_count; i++) {
        const wm_column_def *column = &def->columns[i];
        header->columns[i] = cell_called(heading, column->name);
        if (header->columns[i] != WM_NO_CELL || heading->status != WM_OK)
            continue;
        if ((int)i == def->from && !column->may_blank)
            refuse_missing(heading, column->name, "the date of its rows");
        else
            WM_TRY(wm_load_note(heading->loading, WM_FAULT_column_missing, heading->table,
                                (int)i, heading->file, 0, column->name));
    }
    return heading->status;
}

static wm_status note_unknown(const header_row *heading)
{
    for (size_t i = 0; i < heading->row->count; i++) {
        wm_str name = wm_str_trim(heading->row->cells[i].text);
        if (heading->used[i] || wm_str_empty(name))
            continue;
        WM_TRY(wm_load_note(heading->loading, WM_FAULT_column_unknown, heading->table,
                            WM_NO_COLUMN, heading->file, heading->row->line, name));
    }
    return WM_OK;
}

wm_status wm_header_read(wm_loading *loading, int table, wm_str file,
                         wm_csv_reader *reader, wm_header *header_out)
{
    wm_csv_row row;
    bool more;
    WM_TRY(wm_row_next(reader, &row, &more));
    if (!more) {
        wm_diag_data(loading->diags, WM_SEVERITY_ERROR, file, (wm_place){0, 0},
                     WM_STR("its first row must name the columns"), "the file is empty");
        return WM_REJECTED;
    }
    const wm_table_def *def = &loading->schema->tables.items[table];
    header_row heading = {loading, def, table, file, &row, NULL, WM_OK};
    heading.used = wm_arena_alloc(loading->scratch, row.count, sizeof *heading.used);
    size_t *columns =
        wm_arena_alloc(loading->scratch, def->column_count, sizeof *columns);
    if (!heading.used || !columns)
        return WM_NOMEM;
    *header_out = (wm_header){.columns = columns, .width = row.count};
    header_out->authority = cell_called(&heading, WM_STR("authority"));
    header_out->key = find_key(&heading);
    header_out->parent = find_parent(&heading);
    header_out->child = find_child(&heading);
    WM_TRY(find_columns(&heading, header_out));
    return note_unknown(&heading);
}
