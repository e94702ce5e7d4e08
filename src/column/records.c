#include "column/records.h"

#include "column/texts.h"

#include <assert.h>

int32_t wm_records_text(const wm_records *records, wm_str text)
{
    if (!records->text_slots)
        return -1;
    return wm_text_find(records->texts.items, records->text_slots, records->text_mask,
                        text, wm_bytes_hash(text.data, text.len))
        .number;
}

static const wm_history *history_of(const wm_table *table, int column)
{
    for (size_t i = 0; i < table->history_count; i++)
        if (table->histories[i].column == column)
            return &table->histories[i];
    return NULL;
}

/* What stands in the column, or stood there on the day: of the entries of the run, never
 * many, the last from no later than it.
 */
static int32_t stood(const wm_table *table, int column, uint32_t row, wm_day day)
{
    const wm_history *history = history_of(table, column);
    if (!history || history->first[row] == history->first[row + 1])
        return table->columns[column][row];
    int32_t value = WM_BLANK;
    for (uint32_t i = history->first[row];
         i < history->first[row + 1] && history->from[i] <= day; i++)
        value = history->value[i];
    return value;
}

int32_t wm_value_at(const wm_table *table, int column, uint32_t row, wm_day day)
{
    assert(column >= 0 && (size_t)column < table->def->column_count);
    assert(row < table->count);
    const wm_column_def *def = &table->def->columns[column];
    int32_t value = stood(table, column, row, day);
    bool is_later = def->type == WM_COLUMN_DATE && value > day;
    if (is_later && !def->planned && !def->exempt)
        return WM_BLANK;
    if (def->known_with == WM_NO_COLUMN)
        return value;
    wm_day with = stood(table, def->known_with, row, day);
    return with == WM_BLANK || with > day ? WM_BLANK : value;
}

uint16_t wm_row_authority(const wm_records *records, int table, uint32_t row)
{
    const wm_table *of = &records->tables[table];
    assert(row < of->count);
    if (of->authority)
        return of->authority[row];
    uint32_t child = wm_row_child(records, table, row);
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

void wm_rows_of_authority(const wm_records *records, int table, size_t authority,
                          uint32_t *from, uint32_t *to)
{
    const wm_table *of = &records->tables[table];
    const wm_records_authority *a = &records->authorities[authority];
    *from = *to = 0;
    if (!of->count)
        return;
    if (table == records->schema->child) {
        *from = a->children_from;
        *to = a->children_to;
        return;
    }
    bool by_child = wm_table_of_child(records->schema, table);
    *from = of->first[by_child ? a->children_from : authority];
    *to = of->first[by_child ? a->children_to : authority + 1];
}

void wm_rows_beside(const wm_records *records, int table, int row_table, uint32_t row,
                    uint32_t *from, uint32_t *to)
{
    if (wm_table_of_child(records->schema, table))
        wm_rows_of_child(&records->tables[table], wm_row_child(records, row_table, row),
                         from, to);
    else
        wm_rows_of_authority(records, table, wm_row_authority(records, row_table, row),
                             from, to);
}
