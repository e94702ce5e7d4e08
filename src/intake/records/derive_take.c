#include "intake/records/derive.h"

#include <assert.h>

/* What a run takes from its rows: the key of the first, the days of the run, and for each
 * column the value of the latest row begun, with the days on which it moved.
 */
typedef struct column_taking {
    wm_deriving *deriving;
    int column; /* of the derived table */
    int source; /* column of the source */
    wm_taking take;
    WM_LIST(wm_day) from;
    WM_LIST(int32_t) value;
    uint32_t *first;
} column_taking;

static int source_column(const wm_deriving *deriving, int column, wm_taking *take_out)
{
    const wm_made_from *made = &deriving->def->made_from;
    *take_out = WM_TAKE_LATEST;
    for (size_t i = 0; i < made->taken_count; i++)
        if (made->taken[i].column == column) {
            *take_out = made->taken[i].take;
            return made->taken[i].source;
        }
    return wm_table_column(deriving->from->def, deriving->def->columns[column].name);
}

static wm_status put(column_taking *taking, wm_day from, int32_t value)
{
    wm_arena *scratch = taking->deriving->loading->scratch;
    if (!wm_list_push(scratch, &taking->from, from) ||
        !wm_list_push(scratch, &taking->value, value))
        return WM_NOMEM;
    return WM_OK;
}

/* One row of the run: of rows that begin on one day the last decides. */
static wm_status take_row(column_taking *taking, size_t start, uint32_t row)
{
    const wm_table *source = taking->deriving->from;
    wm_day day = source->columns[source->def->from][row];
    int32_t value = source->columns[taking->source][row];
    size_t last = taking->from.count;
    if (taking->take == WM_TAKE_LATEST_NOT_TEMPORARY &&
        wm_row_is_temporary(taking->deriving, row)) {
        if (last > start)
            return WM_OK;
        value = WM_BLANK;
    }
    if (last > start && taking->from.items[last - 1] == day) {
        taking->value.items[last - 1] = value;
        return WM_OK;
    }
    if (last > start && taking->value.items[last - 1] == value)
        return WM_OK;
    return put(taking, day, value);
}

static wm_status take_run(column_taking *taking, uint32_t run)
{
    wm_deriving *deriving = taking->deriving;
    const wm_run *of = &deriving->runs.items[run];
    size_t start = taking->from.count;
    for (uint32_t row = of->first_row; row <= of->last_row; row++)
        if (deriving->of_source[row] == run)
            WM_TRY(take_row(taking, start, row));
    assert(taking->from.count > start && taking->from.items[start] == of->from);
    deriving->to->columns[taking->column][run] =
        taking->value.items[taking->value.count - 1];
    if (taking->from.count == start + 1)
        taking->from.count = taking->value.count = start;
    taking->first[run + 1] = (uint32_t)taking->from.count;
    return WM_OK;
}

static wm_status keep_history(column_taking *taking)
{
    wm_table *to = taking->deriving->to;
    wm_arena *arena = taking->deriving->loading->arena;
    size_t count = taking->from.count;
    if (count == 0)
        return WM_OK;
    wm_history history = {taking->column, taking->first,
                          wm_arena_alloc(arena, count, sizeof(wm_day)),
                          wm_arena_alloc(arena, count, sizeof(int32_t))};
    if (!history.from || !history.value)
        return WM_NOMEM;
    memcpy(history.from, taking->from.items, count * sizeof *history.from);
    memcpy(history.value, taking->value.items, count * sizeof *history.value);
    to->histories[to->history_count++] = history;
    return WM_OK;
}

/* A key into another derived table is not taken: which of its rows is meant is not known
 * before all are made. */
static bool can_take(const wm_deriving *deriving, int column, int source)
{
    if (source == WM_NO_COLUMN)
        return false;
    const wm_column_def *def = &deriving->from->def->columns[source];
    return def->type == deriving->def->columns[column].type &&
           (def->type != WM_COLUMN_KEY ||
            !wm_load_is_derived(deriving->loading, def->table));
}

static wm_status take_column(wm_deriving *deriving, int column)
{
    wm_table *to = deriving->to;
    wm_loading *loading = deriving->loading;
    column_taking taking = {.deriving = deriving, .column = column};
    taking.source = source_column(deriving, column, &taking.take);
    if (!can_take(deriving, column, taking.source)) {
        for (size_t run = 0; run < to->count; run++)
            to->columns[column][run] = WM_BLANK;
        return wm_load_note(loading, WM_FAULT_column_missing, deriving->table, column,
                            deriving->from->def->name, 0,
                            deriving->def->columns[column].name);
    }
    taking.first = wm_arena_alloc(loading->arena, to->count + 1, sizeof *taking.first);
    if (!taking.first)
        return WM_NOMEM;
    for (uint32_t run = 0; run < to->count; run++)
        WM_TRY(take_run(&taking, run));
    return keep_history(&taking);
}

static void take_days(wm_deriving *deriving)
{
    const wm_table_def *def = deriving->def;
    wm_table *to = deriving->to;
    for (size_t i = 0; i < to->count; i++) {
        const wm_run *run = &deriving->runs.items[i];
        to->columns[def->from][i] = run->from;
        to->columns[def->to][i] =
            run->end == INT32_MAX ? WM_BLANK : (int32_t)(run->end - def->inclusive);
        to->child[i] = deriving->from->child[run->first_row];
    }
}

static wm_status take_keys(wm_deriving *deriving)
{
    wm_table *to = deriving->to;
    size_t bytes = 0;
    for (size_t i = 0; i < to->count; i++)
        bytes += wm_table_key(deriving->from, deriving->runs.items[i].first_row).len;
    to->key_text = wm_arena_alloc(deriving->loading->arena, bytes, 1);
    if (!to->key_text)
        return WM_NOMEM;
    size_t end = 0;
    for (size_t i = 0; i < to->count; i++) {
        wm_str key = wm_table_key(deriving->from, deriving->runs.items[i].first_row);
        memcpy(to->key_text + end, key.data, key.len);
        end += key.len;
        to->key_end[i] = (uint32_t)end;
    }
    return WM_OK;
}

static wm_status make_room(wm_deriving *deriving)
{
    wm_table *to = deriving->to;
    wm_arena *arena = deriving->loading->arena;
    size_t columns = deriving->def->column_count;
    to->columns = wm_arena_alloc(arena, columns, sizeof *to->columns);
    to->histories = wm_arena_alloc(arena, columns, sizeof *to->histories);
    to->key_end = wm_arena_alloc(arena, to->count, sizeof *to->key_end);
    to->child = wm_arena_alloc(arena, to->count, sizeof *to->child);
    if (!to->columns || !to->histories || !to->key_end || !to->child)
        return WM_NOMEM;
    for (size_t i = 0; i < columns; i++) {
        to->columns[i] = wm_arena_alloc(arena, to->count, sizeof *to->columns[i]);
        if (!to->columns[i])
            return WM_NOMEM;
    }
    return WM_OK;
}

wm_status wm_load_take(wm_deriving *deriving)
{
    WM_TRY(make_room(deriving));
    take_days(deriving);
    WM_TRY(take_keys(deriving));
    for (int i = 0; (size_t)i < deriving->def->column_count; i++)
        if (i != deriving->def->from && i != deriving->def->to)
            WM_TRY(take_column(deriving, i));
    return WM_OK;
}
