#include "column/records.h"

#include "column/texts.h"

#include <assert.h>

int32_t wm_records_text(const wm_records *records, wm_str text)
{
    if (records->text_slots) {
        wm_text_slot found =
            wm_text_find(records->texts.items, records->text_slots, records->text_mask,
                         text, wm_bytes_hash(text.data, text.len));
        return found.number;
    }
    for (size_t i = 0; i < records->texts.count; i++)
        if (wm_str_equal(records->texts.items[i], text))
            return (int32_t)i;
    return -1;
}

static const wm_history *history_of(const wm_table *table, int column)
{
    for (size_t i = 0; i < table->history_count; i++)
        if (table->histories[i].column == column)
            return &table->histories[i];
    return NULL;
}

/* The last entry from no later than the day, of those of the run: never many. */
static int32_t value_in_history(const wm_history *history, uint32_t row, wm_day day,
                                int32_t last_value)
{
    uint32_t from = history->first[row], to = history->first[row + 1];
    if (from == to)
        return last_value;
    int32_t value = WM_BLANK;
    for (uint32_t i = from; i < to && history->from[i] <= day; i++)
        value = history->value[i];
    return value;
}

int32_t wm_value_at(const wm_table *table, int column, uint32_t row, wm_day day)
{
    assert(column >= 0 && (size_t)column < table->def->column_count);
    assert(row < table->count);
    const wm_column_def *def = &table->def->columns[column];
    int32_t value = table->columns[column][row];
    const wm_history *history = history_of(table, column);
    if (history)
        value = value_in_history(history, row, day, value);
    bool is_later = def->type == WM_COLUMN_DATE && value > day;
    if (is_later && !def->planned && !def->exempt)
        return WM_BLANK;
    if (def->known_with == WM_NO_COLUMN)
        return value;
    wm_day with = table->columns[def->known_with][row];
    return with == WM_BLANK || with > day ? WM_BLANK : value;
}

uint16_t wm_row_authority(const wm_records *records, int table, uint32_t row)
{
    const wm_table *of = &records->tables[table];
    assert(row < of->count);
    if (of->authority)
        return of->authority[row];
    uint32_t child = table == records->schema->child ? row : of->child[row];
    size_t low = 0, high = records->authority_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (records->authorities[middle].children_from <= child)
            low = middle;
        else
            high = middle;
    }
    return (uint16_t)low;
}
