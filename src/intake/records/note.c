#include "intake/records/loading.h"

#include "base/encoding.h"

enum { VALUE_BYTES = 200 }; /* of a value in the report; a cell may have a megabyte */

static wm_load_tally *tally_of(wm_loading *loading, wm_load_fault fault, int table,
                               int column)
{
    wm_load_report *report = loading->report;
    for (size_t i = report->tallies.count; i-- > 0;) {
        wm_load_tally *tally = &report->tallies.items[i];
        if (tally->fault == fault && tally->table == table && tally->column == column)
            return tally;
    }
    wm_load_tally tally = {
        .fault = fault, .table = table, .column = column, .first = report->entries.count};
    if (!wm_list_push(loading->arena, &report->tallies, tally))
        return NULL;
    return &report->tallies.items[report->tallies.count - 1];
}

static wm_str shortened(wm_str value)
{
    if (value.len <= VALUE_BYTES)
        return value;
    size_t end = VALUE_BYTES;
    while (end > 0 && ((uint8_t)value.data[end] & 0xC0) == 0x80)
        end--;
    return wm_str_slice(value, 0, end);
}

wm_status wm_load_note(wm_loading *loading, wm_load_fault fault, int table, int column,
                       wm_str file, uint32_t line, wm_str value)
{
    wm_load_report *report = loading->report;
    wm_load_tally *tally = tally_of(loading, fault, table, column);
    if (!tally)
        return WM_NOMEM;
    report->counts[fault]++;
    if (++tally->count > WM_LOAD_PLACES_MAX)
        return WM_OK;
    wm_load_entry entry = {fault, table, column, file, line, {"", 0}};
    if (value.len)
        entry.value = wm_str_copy(loading->arena, shortened(value));
    if (!entry.value.data || !wm_list_push(loading->arena, &report->entries, entry))
        return WM_NOMEM;
    return WM_OK;
}

wm_str wm_load_file_of(const wm_loading *loading, int table, uint32_t row)
{
    const wm_rows *rows = &loading->rows[table];
    size_t low = 0, high = rows->files.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (rows->files.items[middle].first <= row)
            low = middle;
        else
            high = middle;
    }
    return rows->files.items[low].name;
}

wm_status wm_load_note_row(wm_loading *loading, wm_load_fault fault, int table,
                           int column, uint32_t row, wm_str value)
{
    return wm_load_note(loading, fault, table, column,
                        wm_load_file_of(loading, table, row),
                        loading->rows[table].line[row], value);
}

wm_status wm_load_note_orphan(wm_loading *loading, int table, uint32_t row)
{
    uint32_t ref = loading->rows[table].parent[row];
    int parent = loading->schema->tables.items[table].parent;
    wm_str named = {"", 0};
    if (ref != WM_NO_REF)
        named = wm_key_text(&loading->keys[wm_load_base(loading, parent)], ref);
    return wm_load_note_row(loading, WM_FAULT_parent_unknown, table, WM_NO_COLUMN, row,
                            named);
}
