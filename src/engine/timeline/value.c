#include "engine/timeline/sweep.h"

#include <assert.h>

uint32_t wm_child_of(const wm_records *records, int table, uint32_t row)
{
    return table == records->schema->child ? row : records->tables[table].child[row];
}

wm_runs wm_row_exists(wm_sweep *sweep, int table, uint32_t row)
{
    const wm_table *t = &sweep->records->tables[table];
    if (t->def->from == WM_NO_COLUMN)
        return wm_always(sweep);
    return wm_run(wm_known_from(sweep, t->columns[t->def->from][row]),
                  sweep->axis->count);
}

static void show(wm_sweep *sweep, wm_showing *showing, wm_shown shown)
{
    if (wm_runs_none(shown.runs))
        return;
    if (!wm_list_push(sweep->memory.arena, showing, shown))
        sweep->memory.refused = true;
}

/* Where a column is not hidden: with the date it becomes known with, and a date from its
 * own day (A5).
 */
static int32_t visible_from(wm_sweep *sweep, const wm_table *t, uint32_t row,
                            const wm_column_def *def, int32_t value)
{
    int32_t from = 0;
    bool is_later_hidden = def->type == WM_COLUMN_DATE && !def->planned && !def->exempt;
    if (value != WM_BLANK && is_later_hidden)
        from = wm_known_from(sweep, value);
    if (def->known_with != WM_NO_COLUMN) {
        wm_day with = t->columns[def->known_with][row];
        int32_t known =
            with == WM_BLANK ? sweep->axis->count : wm_known_from(sweep, with);
        from = known > from ? known : from;
    }
    return from;
}

static const wm_history *history_of(const wm_table *t, int column, uint32_t row)
{
    for (size_t i = 0; i < t->history_count; i++)
        if (t->histories[i].column == column &&
            t->histories[i].first[row] < t->histories[i].first[row + 1])
            return &t->histories[i];
    return NULL;
}

static void show_value(wm_sweep *sweep, wm_showing *showing, const wm_column_def *def,
                       int32_t from, int32_t to, int32_t value)
{
    bool blank = value == WM_BLANK;
    bool open = blank && (def->type != WM_COLUMN_DATE || def->exempt);
    show(sweep, showing, (wm_shown){wm_run(from, to), value, blank, open});
}

static void show_history(wm_sweep *sweep, wm_showing *showing, const wm_history *history,
                         const wm_column_def *def, uint32_t row, int32_t from)
{
    int32_t value = WM_BLANK;
    for (uint32_t i = history->first[row]; i < history->first[row + 1]; i++) {
        int32_t next = wm_known_from(sweep, history->from[i]);
        if (next > from) {
            show_value(sweep, showing, def, from, next, value);
            from = next;
        }
        value = history->value[i];
    }
    show_value(sweep, showing, def, from, sweep->axis->count, value);
}

wm_showing wm_column_shows(wm_sweep *sweep, int table, uint32_t row, int column)
{
    const wm_table *t = &sweep->records->tables[table];
    const wm_column_def *def = &t->def->columns[column];
    int32_t value = t->columns[column][row];
    int32_t from = visible_from(sweep, t, row, def, value);
    const wm_history *history = history_of(t, column, row);
    wm_showing showing = {0};
    show(sweep, &showing, (wm_shown){wm_run(0, from), WM_BLANK, true, false});
    if (history)
        show_history(sweep, &showing, history, def, row, from);
    else
        show_value(sweep, &showing, def, from, sweep->axis->count, value);
    return showing;
}

static wm_day death_of(const wm_sweep *sweep, int table, uint32_t row)
{
    const wm_schema *schema = sweep->records->schema;
    if (!wm_table_of_child(schema, table))
        return WM_DAY_NONE;
    int died = wm_table_column(&schema->tables.items[schema->child], WM_STR("died"));
    if (died == WM_NO_COLUMN)
        return WM_DAY_NONE;
    uint32_t child = wm_child_of(sweep->records, table, row);
    return sweep->records->tables[schema->child].columns[died][child];
}

/* The earlier of its own end and the child's death. Both become known on their own day,
 * and so the earlier one hides the later: `to inclusive` moves the spell's end a day
 * behind the day on which it is known.
 */
wm_spell wm_spell_of(wm_sweep *sweep, int table, uint32_t row)
{
    const wm_table *t = &sweep->records->tables[table];
    assert(t->def->kind == WM_TABLE_SPELLS);
    wm_day to = t->columns[t->def->to][row];
    wm_day died = death_of(sweep, table, row);
    wm_day end = to == WM_DAY_NONE ? WM_DAY_NONE : to + t->def->inclusive;
    bool by_death = died != WM_DAY_NONE && (end == WM_DAY_NONE || died < end);
    return (wm_spell){
        .from = t->columns[t->def->from][row],
        .end = by_death ? died : end,
        .end_known = by_death             ? wm_known_from(sweep, died)
                     : end == WM_DAY_NONE ? sweep->axis->count
                                          : wm_known_from(sweep, to),
    };
}

static bool row_behind_key(const wm_where *where, const wm_path *path, wm_row_at *row_out,
                           wm_runs *there_out)
{
    wm_sweep *sweep = where->sweep;
    const wm_table *t = &sweep->records->tables[where->row.table];
    int32_t row = t->columns[path->key_column][where->row.row];
    *there_out = (wm_runs){0};
    if (row == WM_BLANK)
        return false;
    *row_out = (wm_row_at){.table = path->table, .row = (uint32_t)row};
    int32_t from =
        visible_from(sweep, t, where->row.row, &t->def->columns[path->key_column], row);
    *there_out =
        wm_runs_and(&sweep->memory, wm_row_exists(sweep, path->table, row_out->row),
                    wm_run(from, sweep->axis->count));
    return true;
}

bool wm_row_of_path(const wm_where *where, const wm_path *path, wm_row_at *row_out,
                    wm_runs *there_out)
{
    wm_sweep *sweep = where->sweep;
    const wm_table *t = &sweep->records->tables[where->row.table];
    *there_out = wm_always(sweep);
    switch (path->whose) {
    case WM_WHOSE_ROW:
        *row_out = where->row;
        return true;
    case WM_WHOSE_THIS:
        *row_out = where->this;
        return true;
    case WM_WHOSE_CHILD:
        *row_out = (wm_row_at){
            .table = sweep->records->schema->child,
            .row = wm_child_of(sweep->records, where->row.table, where->row.row),
        };
        return true;
    case WM_WHOSE_PARENT:
        *there_out = (wm_runs){0};
        if (t->parent[where->row.row] == WM_BLANK)
            return false;
        *row_out = (wm_row_at){.table = t->def->parent,
                               .row = (uint32_t)t->parent[where->row.row]};
        *there_out = wm_row_exists(sweep, row_out->table, row_out->row);
        return true;
    case WM_WHOSE_KEY:
        return row_behind_key(where, path, row_out, there_out);
    }
    assert(false);
    return false;
}

/* The number of a code's text, looked up once. */
int32_t wm_code_of(wm_sweep *sweep, const wm_named *word)
{
    size_t slot = ((uintptr_t)word / sizeof *word) % WM_CODE_NUMBERS;
    wm_code_number *code = &sweep->codes[slot];
    if (code->of == word)
        return code->number;
    code->of = word;
    code->number = wm_records_text(sweep->records, word->text);
    return code->number;
}
