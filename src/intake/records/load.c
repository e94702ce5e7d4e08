#include "intake/records/load.h"

#include "base/alloc.h"
#include "intake/records/derive.h"
#include "intake/records/loading.h"

#include <assert.h>

/* The parts of a loading in their order. What goes with it lies in an arena of its own
 * and in the arrays that rows and keys grow in.
 */
typedef struct record_sources {
    const wm_records_file *files;
    size_t count;
    const wm_str *others; /* files that are not CSV */
    size_t other_count;
} record_sources;

enum { SCRATCH_BYTES_LOG2 = 44 }; /* bounded by the files, which have under 4 GiB each */

static void end_loading(wm_loading *loading)
{
    for (size_t i = 0; i < loading->schema->tables.count; i++) {
        wm_rows *rows = loading->rows ? &loading->rows[i] : NULL;
        size_t columns = loading->schema->tables.items[i].column_count;
        for (size_t c = 0; rows && rows->columns && c < columns; c++)
            wm_free(rows->columns[c]);
        if (rows) {
            wm_free(rows->key);
            wm_free(rows->parent);
            wm_free(rows->child);
            wm_free(rows->line);
        }
        if (loading->keys)
            wm_keys_end(&loading->keys[i]);
    }
    wm_free(loading->room.bytes);
    wm_arena_end(loading->scratch);
}

static wm_status make_room(wm_loading *loading)
{
    const wm_schema *schema = loading->schema;
    size_t tables = schema->tables.count;
    loading->scratch = wm_arena_new((size_t)1 << SCRATCH_BYTES_LOG2);
    if (!loading->scratch)
        return WM_NOMEM;
    loading->rows = wm_arena_alloc(loading->scratch, tables, sizeof *loading->rows);
    loading->keys = wm_arena_alloc(loading->scratch, tables, sizeof *loading->keys);
    loading->runs = wm_arena_alloc(loading->scratch, tables, sizeof *loading->runs);
    loading->mapped =
        wm_arena_alloc(loading->scratch, schema->codes.count, sizeof *loading->mapped);
    if (!loading->rows || !loading->keys || !loading->runs || !loading->mapped)
        return WM_NOMEM;
    for (size_t i = 0; i < tables; i++) {
        size_t columns = schema->tables.items[i].column_count;
        wm_rows *rows = &loading->rows[i];
        rows->columns = wm_arena_alloc(loading->scratch, columns, sizeof *rows->columns);
        rows->lately =
            wm_arena_alloc(loading->scratch, columns * WM_LATELY, sizeof *rows->lately);
        if (!rows->columns || !rows->lately)
            return WM_NOMEM;
    }
    loading->texts.arena = loading->arena;
    loading->authority_texts.arena = loading->scratch;
    loading->nameless = WM_NO_AUTHORITY;
    return WM_OK;
}

static wm_status make_report(wm_loading *loading)
{
    *loading->report = (wm_load_report){0};
    loading->report->tables = wm_arena_alloc(
        loading->arena, loading->schema->tables.count, sizeof *loading->report->tables);
    return loading->report->tables ? WM_OK : WM_NOMEM;
}

/* Which table or series a file is of; both -1: of none. Names are compared without case,
 * for `Referral.CSV` is what some systems make of it. */
static int table_of_file(const wm_schema *schema, const wm_records_file *file)
{
    for (size_t i = 0; i < schema->tables.count; i++)
        if (wm_str_equal_fold(schema->tables.items[i].name, file->stem))
            return (int)i;
    return WM_NO_TABLE;
}

static int series_of_file(const wm_schema *schema, const wm_records_file *file)
{
    for (size_t i = 0; i < schema->series.count; i++)
        if (wm_str_equal_fold(schema->series.items[i].name, file->stem))
            return (int)i;
    return -1;
}

/* Before anything is read it has to be known which tables have files: of a derived one
 * that has none, the rows are known by the keys of its source. */
static wm_status look_at_files(wm_loading *loading, const record_sources *sources)
{
    bool any = false;
    for (size_t i = 0; i < sources->count; i++) {
        const wm_records_file *file = &sources->files[i];
        int table = table_of_file(loading->schema, file);
        any = any || table != WM_NO_TABLE;
        if (table != WM_NO_TABLE)
            loading->report->tables[table].found = true;
        else if (series_of_file(loading->schema, file) < 0)
            WM_TRY(wm_load_note(loading, WM_FAULT_file_unknown, WM_NO_TABLE, WM_NO_COLUMN,
                                file->file.name, 0, file->stem));
    }
    for (size_t i = 0; i < sources->other_count; i++)
        WM_TRY(wm_load_note(loading, WM_FAULT_file_unknown, WM_NO_TABLE, WM_NO_COLUMN,
                            sources->others[i], 0, sources->others[i]));
    if (any)
        return WM_OK;
    wm_diag_data(loading->diags, WM_SEVERITY_ERROR, (wm_str){"", 0}, (wm_place){0, 0},
                 WM_STR("one CSV for each table, called after it: `child.csv`"),
                 "no file of any table");
    return WM_REJECTED;
}

static wm_status read_table(wm_loading *loading, const record_sources *sources, int table)
{
    size_t *left = &loading->rows[table].bytes_left;
    for (size_t i = 0; i < sources->count; i++)
        if (table_of_file(loading->schema, &sources->files[i]) == table)
            *left += wm_records_file_bytes(&sources->files[i]);
    for (size_t i = 0; i < sources->count; i++) {
        if (table_of_file(loading->schema, &sources->files[i]) != table)
            continue;
        size_t bytes = wm_records_file_bytes(&sources->files[i]);
        *left -= bytes < *left ? bytes : *left;
        WM_TRY(wm_load_read(loading, table, &sources->files[i]));
    }
    return WM_OK;
}

/* Parents before those that hang on them, for a row that names no authority has that of
 * its parent. */
static wm_status read_in_order(wm_loading *loading, const record_sources *sources,
                               int table, bool *done)
{
    if (done[table])
        return WM_OK;
    done[table] = true;
    int parent = loading->schema->tables.items[table].parent;
    if (parent != WM_NO_TABLE)
        WM_TRY(read_in_order(loading, sources, wm_load_base(loading, parent), done));
    return read_table(loading, sources, table);
}

static wm_status read_files(wm_loading *loading, const record_sources *sources,
                            uint16_t *of_rows_out)
{
    size_t tables = loading->schema->tables.count;
    bool *done = wm_arena_alloc(loading->scratch, tables, sizeof *done);
    if (!done)
        return WM_NOMEM;
    for (size_t i = 0; i < tables; i++)
        WM_TRY(read_in_order(loading, sources, (int)i, done));
    for (size_t i = 0; i < tables; i++)
        if ((int)i != loading->schema->child) /* whose keys may get more: see child.c */
            wm_keys_close(&loading->keys[i]);
    *of_rows_out = (uint16_t)loading->authorities.count;
    for (size_t i = 0; i < sources->count; i++) {
        int series = series_of_file(loading->schema, &sources->files[i]);
        if (series >= 0 && table_of_file(loading->schema, &sources->files[i]) < 0)
            WM_TRY(wm_load_series_read(loading, series, &sources->files[i]));
    }
    return WM_OK;
}

/* Rows that name no authority although others do, or a series does. */
static wm_status note_nameless(wm_loading *loading)
{
    if (loading->nameless == WM_NO_AUTHORITY || loading->authorities.count == 1)
        return WM_OK;
    for (size_t table = 0; table < loading->schema->tables.count; table++) {
        const wm_rows *rows = &loading->rows[table];
        for (uint32_t row = 0; row < rows->count; row++) {
            uint32_t ref = rows->key[row];
            const wm_keys *keys = &loading->keys[table];
            if (keys->items[ref].authority == loading->nameless)
                WM_TRY(wm_load_note_row(loading, WM_FAULT_authority_unknown, (int)table,
                                        WM_NO_COLUMN, row, wm_key_text(keys, ref)));
        }
    }
    return WM_OK;
}

static wm_status derive_in_order(wm_loading *loading, int table, bool *done)
{
    if (done[table] || !wm_load_is_derived(loading, table))
        return WM_OK;
    done[table] = true;
    WM_TRY(derive_in_order(loading, loading->schema->tables.items[table].made_from.source,
                           done));
    return wm_load_derive(loading, table);
}

static wm_status derive_tables(wm_loading *loading)
{
    size_t tables = loading->schema->tables.count;
    bool *done = wm_arena_alloc(loading->scratch, tables, sizeof *done);
    if (!done)
        return WM_NOMEM;
    for (size_t i = 0; i < tables; i++)
        WM_TRY(derive_in_order(loading, (int)i, done));
    return WM_OK;
}

static wm_status settle(wm_loading *loading, uint16_t of_rows)
{
    wm_records *records = loading->records;
    size_t tables = loading->schema->tables.count;
    wm_load_series_name(loading, of_rows);
    WM_TRY(note_nameless(loading));
    WM_TRY(wm_load_sort_authorities(loading, of_rows));
    WM_TRY(wm_load_children(loading));
    records->tables = wm_arena_alloc(loading->arena, tables, sizeof *records->tables);
    if (!records->tables)
        return WM_NOMEM;
    for (size_t i = 0; i < tables; i++)
        if (!wm_load_is_derived(loading, (int)i))
            WM_TRY(wm_load_settle(loading, (int)i));
    for (size_t i = 0; i < tables; i++)
        WM_TRY(wm_load_link(loading, (int)i, false));
    WM_TRY(derive_tables(loading));
    for (size_t i = 0; i < tables; i++)
        WM_TRY(wm_load_link(loading, (int)i, true));
    WM_TRY(wm_load_series_settle(loading, of_rows));
    records->texts.items = loading->texts.list.items;
    records->texts.count = loading->texts.list.count;
    records->texts.capacity = loading->texts.list.capacity;
    records->text_slots = loading->texts.slots;
    records->text_mask = loading->texts.mask;
    return WM_OK;
}

/* Just one authority is named, and some rows name none: they are its. */
static bool names_one(const wm_loading *loading, uint16_t of_rows)
{
    return loading->nameless != WM_NO_AUTHORITY && of_rows == 2;
}

/* Columns that look American, and whether there are any that were read otherwise. */
static bool find_american(wm_loading *loading)
{
    bool is_news = false;
    for (size_t t = 0; t < loading->schema->tables.count; t++)
        for (size_t c = 0; c < loading->schema->tables.items[t].column_count; c++) {
            wm_stroke_dates *dates = &loading->strokes[t][c];
            if (dates->is_american || dates->month_first <= dates->day_first)
                continue;
            dates->is_american = is_news = true;
        }
    return is_news;
}

static wm_status note_american(wm_loading *loading)
{
    for (size_t t = 0; t < loading->schema->tables.count; t++)
        for (size_t c = 0; c < loading->schema->tables.items[t].column_count; c++) {
            const wm_stroke_dates *dates = &loading->strokes[t][c];
            if (dates->is_american)
                WM_TRY(wm_load_note(loading, WM_FAULT_date_american, (int)t, (int)c,
                                    dates->file, dates->line, dates->value));
        }
    return WM_OK;
}

/* `only`: the authority of rows that name none; empty: not known. Some things are known
 * only when all has been read, and then it is read again. */
static wm_status read_and_settle(wm_loading *loading, const record_sources *sources,
                                 wm_str *only, bool *again_out)
{
    uint16_t of_rows = 0;
    loading->standard = WM_NO_AUTHORITY;
    WM_TRY(make_report(loading));
    if (!wm_str_empty(*only))
        WM_TRY(wm_load_authority(loading, *only, &loading->standard));
    WM_TRY(look_at_files(loading, sources));
    for (size_t i = 0; i < loading->schema->tables.count; i++)
        if (wm_load_is_derived(loading, (int)i))
            WM_TRY(wm_derive_check(loading->schema, (int)i, loading->diags));
    WM_TRY(note_american(loading));
    WM_TRY(read_files(loading, sources, &of_rows));
    *again_out = find_american(loading);
    if (names_one(loading, of_rows)) {
        const wm_records_authority *one =
            &loading->authorities.items[loading->nameless == 0];
        *only = wm_str_empty(one->code) ? one->name : one->code;
        *again_out = true;
    }
    return *again_out ? WM_OK : settle(loading, of_rows);
}

static wm_status load_once(wm_loading *loading, const record_sources *sources,
                           wm_str *only, bool *again_out)
{
    *again_out = false;
    wm_status status = make_room(loading);
    if (status == WM_OK)
        status = read_and_settle(loading, sources, only, again_out);
    end_loading(loading);
    return status;
}

static wm_status make_strokes(wm_loading *loading)
{
    const wm_schema *schema = loading->schema;
    size_t tables = schema->tables.count;
    loading->strokes = wm_arena_alloc(loading->arena, tables, sizeof *loading->strokes);
    if (!loading->strokes)
        return WM_NOMEM;
    for (size_t i = 0; i < tables; i++) {
        loading->strokes[i] =
            wm_arena_alloc(loading->arena, schema->tables.items[i].column_count,
                           sizeof *loading->strokes[i]);
        if (!loading->strokes[i])
            return WM_NOMEM;
    }
    return WM_OK;
}

static wm_status load(wm_loading *begun, const record_sources *sources)
{
    wm_str only = begun->options->authority;
    wm_diags said = *begun->diags;
    bool again = true;
    WM_TRY(make_strokes(begun));
    while (again) {
        *begun->diags = said; /* what has been said since is said again */
        wm_loading loading = *begun;
        WM_TRY(load_once(&loading, sources, &only, &again));
    }
    return WM_OK;
}

static wm_loading begin(const wm_schema *schema, const wm_load_options *options,
                        wm_arena *arena, wm_diags *diags, wm_load_report *report,
                        wm_records *records)
{
    *report = (wm_load_report){0};
    *records = (wm_records){.schema = schema,
                            .known_at = options->known_at,
                            .extracted = WM_DAY_NONE,
                            .latest = WM_DAY_NONE};
    return (wm_loading){.schema = schema,
                        .options = options,
                        .arena = arena,
                        .diags = diags,
                        .report = report,
                        .records = records};
}

wm_status wm_records_load(const char *path, const wm_schema *schema,
                          const wm_load_options *options, wm_arena *arena,
                          wm_diags *diags, wm_load_report *report_out,
                          wm_records *records_out, wm_file_error *error)
{
    wm_loading loading = begin(schema, options, arena, diags, report_out, records_out);
    wm_records_place place;
    WM_TRY(wm_records_find(path, options, arena, diags, &place, error));
    records_out->synthetic = place.synthetic;
    records_out->extracted = place.extracted;
    record_sources sources = {place.files.items, place.files.count, place.others.items,
                              place.others.count};
    return load(&loading, &sources);
}

/* `E08000014/referral.csv` gives `referral`. */
static wm_str stem_of(wm_str name)
{
    size_t start = name.len, end = name.len;
    while (start > 0 && name.data[start - 1] != '/')
        start--;
    for (size_t i = start; i < name.len; i++)
        if (name.data[i] == '.')
            end = i;
    return wm_str_slice(name, start, end);
}

wm_status wm_records_load_files(const wm_load_file *files, size_t count,
                                const wm_schema *schema, const wm_load_options *options,
                                wm_arena *arena, wm_diags *diags,
                                wm_load_report *report_out, wm_records *records_out)
{
    wm_loading loading = begin(schema, options, arena, diags, report_out, records_out);
    wm_records_file *sources_files = wm_arena_alloc(arena, count, sizeof *sources_files);
    if (!sources_files)
        return WM_NOMEM;
    for (size_t i = 0; i < count; i++) {
        sources_files[i].file = files[i];
        sources_files[i].stem = stem_of(files[i].name);
        if (!files[i].bytes.data)
            sources_files[i].file.bytes = WM_STR("");
    }
    record_sources sources = {sources_files, count, NULL, 0};
    return load(&loading, &sources);
}
