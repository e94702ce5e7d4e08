#include "engine/reference/reference.h"

#include <assert.h>

static const wm_table *table_of(const wm_reference *r, int table)
{
    return &r->records->tables[table];
}

/* A5: a row whose date is after T is not there yet. People are undated. */
bool wm_reference_exists(const wm_reference *r, int table, uint32_t row)
{
    const wm_table *t = table_of(r, table);
    return t->def->from == WM_NO_COLUMN || r->hindsight ||
           t->columns[t->def->from][row] <= r->at;
}

/* What stands in the column, or stood there on the day: a derived column may move while
 * its run lasts, and has nothing before its first row that counts.
 */
static int32_t stood(const wm_reference *r, int table, uint32_t row, int column)
{
    const wm_table *t = table_of(r, table);
    for (size_t i = 0; i < t->history_count; i++) {
        const wm_history *history = &t->histories[i];
        uint32_t from = history->first[row], to = history->first[row + 1];
        if (history->column != column || from == to)
            continue;
        int32_t value = WM_BLANK;
        for (uint32_t at = from; at < to; at++)
            if (r->hindsight || history->from[at] <= r->at)
                value = history->value[at];
        return value;
    }
    return t->columns[column][row];
}

/* A column that becomes known on the day in another is not asked before: there is nothing
 * yet that could be unknown. The day decides, also where it is planned.
 */
static bool not_yet(const wm_reference *r, int table, uint32_t row,
                    const wm_column_def *column)
{
    if (column->known_with == WM_NO_COLUMN)
        return false;
    wm_day with = stood(r, table, row, column->known_with);
    return with == WM_BLANK || (!r->hindsight && with > r->at);
}

wm_seen wm_reference_column(const wm_reference *r, int table, uint32_t row, int column)
{
    const wm_table *t = table_of(r, table);
    const wm_column_def *def = &t->def->columns[column];
    int32_t value = stood(r, table, row, column);
    bool is_date = def->type == WM_COLUMN_DATE;
    if (not_yet(r, table, row, def))
        return (wm_seen){WM_BLANK, true, false};
    if (is_date && value != WM_BLANK && !def->planned && !def->exempt && !r->hindsight &&
        value > r->at)
        return (wm_seen){WM_BLANK, true, false};
    bool nowhere = def->type == WM_COLUMN_KEY && value != WM_BLANK &&
                   !wm_reference_exists(r, def->table, (uint32_t)value);
    if (nowhere)
        return (wm_seen){WM_BLANK, true, true}; /* the row is not there yet */
    bool blank = value == WM_BLANK;
    return (wm_seen){value, blank, blank && (!is_date || def->exempt)};
}

static wm_day earlier(wm_day a, wm_day b)
{
    if (a == WM_DAY_NONE || b == WM_DAY_NONE)
        return a == WM_DAY_NONE ? b : a;
    return a < b ? a : b;
}

static wm_day death(const wm_reference *r, int table, uint32_t row)
{
    const wm_schema *schema = r->records->schema;
    if (!wm_table_of_child(schema, table))
        return WM_DAY_NONE;
    int died = wm_table_column(&schema->tables.items[schema->child], WM_STR("died"));
    if (died == WM_NO_COLUMN)
        return WM_DAY_NONE;
    uint32_t child = wm_row_child(r->records, table, row);
    return wm_reference_column(r, schema->child, child, died).value;
}

/* The spell is open on [from, end). `to inclusive` shifts the spell and not the column
 * (A4), and a child's spells end with its life.
 */
wm_day wm_reference_end(const wm_reference *r, int table, uint32_t row)
{
    const wm_table_def *def = table_of(r, table)->def;
    assert(def->kind == WM_TABLE_SPELLS);
    wm_seen to = wm_reference_column(r, table, row, def->to);
    wm_day end = to.blank ? WM_DAY_NONE : to.value + def->inclusive;
    return earlier(end, death(r, table, row));
}

static bool follow_key(const wm_reference *r, wm_subject from, int column, int table,
                       wm_subject *out)
{
    wm_seen key = wm_reference_column(r, from.table, from.row, column);
    *out = (wm_subject){.table = table, .row = (uint32_t)key.value};
    return !key.blank;
}

bool wm_reference_row_of(const wm_scope *scope, const wm_path *path, wm_subject *out)
{
    const wm_reference *r = scope->reference;
    const wm_table *t = table_of(r, scope->row.table);
    switch (path->whose) {
    case WM_WHOSE_ROW:
        *out = scope->row;
        return true;
    case WM_WHOSE_THIS:
        *out = scope->this;
        return true;
    case WM_WHOSE_CHILD:
        *out = (wm_subject){
            .table = r->records->schema->child,
            .row = wm_row_child(r->records, scope->row.table, scope->row.row),
        };
        return true;
    case WM_WHOSE_PARENT:
        if (t->parent[scope->row.row] == WM_BLANK)
            return false;
        *out = (wm_subject){.table = t->def->parent,
                            .row = (uint32_t)t->parent[scope->row.row]};
        return wm_reference_exists(r, out->table, out->row);
    case WM_WHOSE_KEY:
        return follow_key(r, scope->row, path->key_column, path->table, out);
    }
    assert(false);
    return false;
}
