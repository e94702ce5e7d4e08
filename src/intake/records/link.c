#include "intake/records/loading.h"

/* Refs become rows, once all tables stand in their order. */

bool wm_load_is_derived(const wm_loading *loading, int table)
{
    return loading->schema->tables.items[table].made_from.source != WM_NO_TABLE &&
           !loading->report->tables[table].found;
}

int wm_load_base(const wm_loading *loading, int table)
{
    while (wm_load_is_derived(loading, table))
        table = loading->schema->tables.items[table].made_from.source;
    return table;
}

uint32_t wm_load_row_of_ref(const wm_loading *loading, int table, uint32_t ref)
{
    if (table == loading->schema->child)
        return loading->child_number[ref];
    if (wm_load_is_derived(loading, table)) {
        int source = loading->schema->tables.items[table].made_from.source;
        uint32_t row = wm_load_row_of_ref(loading, source, ref);
        return row == WM_NO_ROW ? WM_NO_ROW : loading->runs[table].of_source[row];
    }
    uint32_t row = loading->keys[table].items[ref].row;
    return row == WM_NO_ROW ? WM_NO_ROW : loading->rows[table].sorted[row];
}

/* Nothing can be linked to a table that has no file: said once for the column. */
static bool has_rows(const wm_loading *loading, int table)
{
    return table == loading->schema->child ||
           loading->report->tables[wm_load_base(loading, table)].found;
}

static wm_status note_no_file(wm_loading *loading, int table, int column, int other)
{
    wm_str name = loading->schema->tables.items[other].name;
    wm_str file = wm_str_format(loading->arena, "%.*s.csv", WM_FMT(name));
    if (!file.data)
        return WM_NOMEM;
    return wm_load_note(loading, WM_FAULT_link_unknown, table, column, file, 0,
                        WM_STR("there is no such file"));
}

static wm_status link_column(wm_loading *loading, int table, int column)
{
    wm_table *of = &loading->records->tables[table];
    int other = of->def->columns[column].table;
    const wm_keys *keys = &loading->keys[wm_load_base(loading, other)];
    int32_t *values = of->columns[column];
    bool is_any = has_rows(loading, other), is_named = false;
    for (size_t i = 0; i < of->count; i++) {
        if (values[i] == WM_BLANK)
            continue;
        uint32_t ref = (uint32_t)values[i];
        uint32_t row = is_any ? wm_load_row_of_ref(loading, other, ref) : WM_NO_ROW;
        values[i] = row == WM_NO_ROW ? WM_BLANK : (int32_t)row;
        is_named = true;
        if (row == WM_NO_ROW && is_any)
            WM_TRY(wm_load_note_row(loading, WM_FAULT_link_unknown, table, column,
                                    loading->rows[table].origin[i],
                                    wm_key_text(keys, ref)));
    }
    return is_named && !is_any ? note_no_file(loading, table, column, other) : WM_OK;
}

/* Says of the orphans what child.c has not: those without a child, and those whose parent
 * is a row that no run of the derived table took. */
static wm_status link_parent(wm_loading *loading, int table)
{
    wm_table *of = &loading->records->tables[table];
    int parent = of->def->parent;
    const wm_rows *rows = &loading->rows[table];
    const wm_keys *keys = &loading->keys[wm_load_base(loading, parent)];
    of->parent = wm_arena_alloc(loading->arena, of->count, sizeof *of->parent);
    if (!of->parent)
        return WM_NOMEM;
    for (size_t i = 0; i < of->count; i++) {
        uint32_t ref = rows->parent[rows->origin[i]];
        uint32_t row =
            ref == WM_NO_REF ? WM_NO_ROW : wm_load_row_of_ref(loading, parent, ref);
        of->parent[i] = row == WM_NO_ROW ? WM_BLANK : (int32_t)row;
        bool is_said =
            of->child && (ref == WM_NO_REF || keys->items[ref].row == WM_NO_ROW);
        if (row == WM_NO_ROW && !is_said)
            WM_TRY(wm_load_note_orphan(loading, table, rows->origin[i]));
    }
    return WM_OK;
}

wm_status wm_load_link(wm_loading *loading, int table, bool to_derived)
{
    const wm_table_def *def = &loading->schema->tables.items[table];
    if (wm_load_is_derived(loading, table))
        return WM_OK; /* it takes what its source has */
    for (size_t i = 0; i < def->column_count; i++) {
        const wm_column_def *column = &def->columns[i];
        if (column->type == WM_COLUMN_KEY &&
            wm_load_is_derived(loading, column->table) == to_derived)
            WM_TRY(link_column(loading, table, (int)i));
    }
    if (!to_derived || def->parent == WM_NO_TABLE ||
        def->parent == loading->schema->child)
        return WM_OK;
    return link_parent(loading, table);
}
