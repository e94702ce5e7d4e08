#include "intake/records/loading.h"

#include <assert.h>

/* Whose child each row is, and which children there are.
 *
 *     referral.child_id     C1  C2  C7  (blank)
 *     child.csv             C1  C2 (superseded_by C1)
 *     children              C1, with the rows of C2;  C7 and `(referral R4)`, of which
 *                           nothing else is known
 */

/* A child for a row that names none which is known: `(referral R4)` when the row names
 * nobody, `(plan_id P9)` when it names a parent that is not there. */
static wm_status phantom(wm_loading *loading, int table, uint32_t row, uint32_t *ref_out)
{
    const wm_table_def *def = &loading->schema->tables.items[table];
    const wm_rows *rows = &loading->rows[table];
    wm_str what = def->name, key = wm_key_text(&loading->keys[table], rows->key[row]);
    uint16_t authority = loading->keys[table].items[rows->key[row]].authority;
    if (rows->parent[row] != WM_NO_REF) {
        int base = wm_load_base(loading, def->parent);
        what = loading->schema->tables.items[def->parent].key;
        key = wm_key_text(&loading->keys[base], rows->parent[row]);
    }
    size_t mark = wm_arena_mark(loading->scratch);
    wm_str name =
        wm_str_format(loading->scratch, "(%.*s %.*s)", WM_FMT(what), WM_FMT(key));
    if (!name.data)
        return WM_NOMEM;
    wm_status status =
        wm_keys_ref(&loading->keys[loading->schema->child], authority, name, ref_out);
    wm_arena_rewind(loading->scratch, mark);
    return status;
}

static wm_status child_of_row(wm_loading *loading, int table, uint32_t row)
{
    wm_rows *rows = &loading->rows[table];
    int parent = loading->schema->tables.items[table].parent;
    int base = wm_load_base(loading, parent);
    uint32_t ref = rows->parent[row];
    uint32_t parent_row =
        ref == WM_NO_REF ? WM_NO_ROW : loading->keys[base].items[ref].row;
    if (parent == loading->schema->child)
        rows->child[row] = ref;
    else if (parent_row != WM_NO_ROW)
        rows->child[row] = loading->rows[base].child[parent_row];
    if (rows->child[row] == WM_NO_REF)
        WM_TRY(phantom(loading, table, row, &rows->child[row]));
    loading->keys[loading->schema->child].items[rows->child[row]].named = true;
    return parent_row == WM_NO_ROW ? wm_load_note_orphan(loading, table, row) : WM_OK;
}

/* Those of the parent's rows first: a row of `cp_review of cp_plan` is a child's by way
 * of its plan. */
static wm_status children_of_table(wm_loading *loading, int table, bool *done)
{
    int child = loading->schema->child;
    if (done[table] || table == child || !wm_table_of_child(loading->schema, table))
        return WM_OK;
    done[table] = true;
    int parent = loading->schema->tables.items[table].parent;
    WM_TRY(children_of_table(loading, wm_load_base(loading, parent), done));
    for (uint32_t row = 0; row < loading->rows[table].count; row++)
        WM_TRY(child_of_row(loading, table, row));
    return WM_OK;
}

/* The child that supersedes a child, or NO_REF: none, or one that is not in the records,
 * which is reported as a link, and the child stays what it is. */
static uint32_t superseded_by(const wm_loading *loading, int column, uint32_t ref)
{
    int child = loading->schema->child;
    const wm_key *items = loading->keys[child].items;
    if (items[ref].row == WM_NO_ROW)
        return WM_NO_REF;
    int32_t by = loading->rows[child].columns[column][items[ref].row];
    bool is_known = by != WM_BLANK && items[by].row != WM_NO_ROW;
    return is_known ? (uint32_t)by : WM_NO_REF;
}

/* About a row of child that is superseded; the value is the child that it names. */
static wm_status note_child(wm_loading *loading, wm_load_fault fault, int column,
                            uint32_t ref)
{
    int child = loading->schema->child;
    const wm_keys *keys = &loading->keys[child];
    uint32_t by = superseded_by(loading, column, ref);
    assert(by != WM_NO_REF);
    return wm_load_note_row(loading, fault, child, column, keys->items[ref].row,
                            wm_key_text(keys, by));
}

enum { UNSEEN, ON_THE_WAY, FOLLOWED, IN_A_CIRCLE };

/* From a child along those that supersede it to the last one; those on the way to a
 * circle, or in it, stay what they are. */
static wm_status follow(wm_loading *loading, int column, uint32_t ref, uint8_t *state)
{
    uint32_t last = ref;
    while (state[last] == UNSEEN) {
        state[last] = ON_THE_WAY;
        uint32_t next = superseded_by(loading, column, last);
        if (next == WM_NO_REF)
            break;
        last = next;
    }
    uint32_t next_of_last = superseded_by(loading, column, last);
    bool is_circle = state[last] == IN_A_CIRCLE ||
                     (state[last] == ON_THE_WAY && next_of_last != WM_NO_REF);
    uint32_t final = state[last] == FOLLOWED ? loading->child_final[last] : last;
    while (ref != WM_NO_REF && state[ref] == ON_THE_WAY) {
        state[ref] = is_circle ? IN_A_CIRCLE : FOLLOWED;
        loading->child_final[ref] = is_circle ? ref : final;
        if (is_circle)
            WM_TRY(note_child(loading, WM_FAULT_superseded_circle, column, ref));
        ref = superseded_by(loading, column, ref);
    }
    return WM_OK;
}

static wm_status note_superseded(wm_loading *loading, int column)
{
    int child = loading->schema->child;
    wm_load_table *tally = &loading->report->tables[child];
    for (uint32_t row = 0; row < loading->rows[child].count; row++) {
        uint32_t ref = loading->rows[child].key[row];
        if (loading->child_final[ref] == ref)
            continue;
        tally->merged++;
        tally->kept--;
        WM_TRY(note_child(loading, WM_FAULT_superseded, column, ref));
    }
    return WM_OK;
}

static wm_status find_final(wm_loading *loading)
{
    int child = loading->schema->child;
    const wm_table_def *def = &loading->schema->tables.items[child];
    size_t count = loading->keys[child].count;
    uint8_t *state = wm_arena_alloc(loading->scratch, count, sizeof *state);
    loading->child_final =
        wm_arena_alloc(loading->scratch, count, sizeof *loading->child_final);
    if (!state || !loading->child_final)
        return WM_NOMEM;
    for (uint32_t ref = 0; ref < count; ref++)
        loading->child_final[ref] = ref;
    int column = wm_table_column(def, WM_STR("superseded_by"));
    bool is_link = column != WM_NO_COLUMN && def->columns[column].type == WM_COLUMN_KEY &&
                   def->columns[column].table == child;
    if (!is_link || loading->rows[child].count == 0)
        return WM_OK;
    for (uint32_t row = 0; row < loading->rows[child].count; row++)
        WM_TRY(follow(loading, column, loading->rows[child].key[row], state));
    return note_superseded(loading, column);
}

static wm_status number_children(wm_loading *loading)
{
    int child = loading->schema->child;
    const wm_keys *keys = &loading->keys[child];
    wm_sort_row *order = wm_arena_alloc(loading->scratch, keys->count, sizeof *order);
    wm_sort_row *spare = wm_arena_alloc(loading->scratch, keys->count, sizeof *spare);
    loading->child_number =
        wm_arena_alloc(loading->scratch, keys->count, sizeof *loading->child_number);
    if (!order || !spare || !loading->child_number)
        return WM_NOMEM;
    size_t count = 0;
    for (uint32_t ref = 0; ref < keys->count; ref++) {
        const wm_key *item = &keys->items[ref];
        loading->child_number[ref] = WM_NO_ROW;
        if (loading->child_final[ref] != ref || (item->row == WM_NO_ROW && !item->named))
            continue;
        order[count++] = (wm_sort_row){wm_key_prefix(wm_key_text(keys, ref)),
                                       loading->authority_number[item->authority], ref};
        if (item->row == WM_NO_ROW)
            loading->report->tables[child].added++;
        else
            loading->records->authorities[loading->authority_number[item->authority]]
                .children_listed++;
    }
    wm_sort_rows(&(wm_sorting){.keys = keys}, order, spare, count);
    for (uint32_t i = 0; i < count; i++)
        loading->child_number[order[i].row] = i;
    for (uint32_t ref = 0; ref < keys->count; ref++)
        loading->child_number[ref] = loading->child_number[loading->child_final[ref]];
    loading->records->child_count = count;
    return WM_OK;
}

wm_status wm_load_children(wm_loading *loading)
{
    size_t tables = loading->schema->tables.count;
    bool *done = wm_arena_alloc(loading->scratch, tables, sizeof *done);
    if (!done)
        return WM_NOMEM;
    if (loading->schema->child == WM_NO_TABLE)
        return WM_OK;
    for (size_t i = 0; i < tables; i++)
        WM_TRY(children_of_table(loading, (int)i, done));
    wm_keys_close(&loading->keys[loading->schema->child]);
    WM_TRY(find_final(loading));
    return number_children(loading);
}
