#include "base/alloc.h"
#include "intake/records/loading.h"

#include <assert.h>

/* From the order of the files into clusters: by child or authority, then by date and key.
 *
 *     counted        rows of each cluster, and so where each begins (`first`)
 *     dealt out      each row to its cluster, as (date, beginning of the key, row)
 *     sorted         each cluster for itself
 *     gathered       every column in that order
 */
typedef struct table_settling {
    wm_loading *loading;
    const wm_table_def *def;
    wm_rows *rows;
    const wm_keys *keys;
    wm_table *table;
    size_t clusters;
    bool is_child;
    bool by_child;
} table_settling;

static uint32_t cluster_of(const table_settling *settling, size_t row)
{
    const wm_loading *loading = settling->loading;
    if (settling->by_child)
        return loading->child_number[settling->rows->child[row]];
    uint32_t ref = settling->rows->key[row];
    return loading->authority_number[settling->keys->items[ref].authority];
}

/* first[c + 1] counts up while rows are dealt out, and so ends where c + 1 begins. */
static void deal_out(const table_settling *settling, wm_sort_row *dealt)
{
    const wm_rows *rows = settling->rows;
    uint32_t *first = settling->table->first;
    int from = settling->def->from;
    for (size_t row = 0; row < rows->count; row++)
        first[cluster_of(settling, row) + 1]++;
    uint32_t total = 0;
    for (size_t i = 1; i <= settling->clusters; i++) {
        uint32_t count = first[i];
        first[i] = total;
        total += count;
    }
    for (size_t row = 0; row < rows->count; row++) {
        wm_day day = from == WM_NO_COLUMN ? 0 : rows->columns[from][row];
        wm_str key = wm_key_text(settling->keys, rows->key[row]);
        dealt[first[cluster_of(settling, row) + 1]++] =
            (wm_sort_row){wm_key_prefix(key), day, (uint32_t)row};
    }
}

static wm_status sort_clusters(const table_settling *settling, wm_sort_row *dealt)
{
    const uint32_t *first = settling->table->first;
    size_t largest = 0;
    for (size_t i = 0; i < settling->clusters; i++)
        if (first[i + 1] - first[i] > largest)
            largest = first[i + 1] - first[i];
    wm_sort_row *spare =
        wm_arena_alloc(settling->loading->scratch, largest, sizeof *spare);
    if (!spare)
        return WM_NOMEM;
    wm_sorting sorting = {settling->keys, settling->rows->key};
    for (size_t i = 0; i < settling->clusters; i++)
        wm_sort_rows(&sorting, dealt + first[i], spare, first[i + 1] - first[i]);
    return WM_OK;
}

static wm_status order_rows(table_settling *settling)
{
    wm_arena *scratch = settling->loading->scratch;
    size_t count = settling->rows->count;
    size_t mark = wm_arena_mark(scratch);
    uint32_t *origin = settling->rows->origin;
    wm_sort_row *dealt = wm_arena_alloc(scratch, count, sizeof *dealt);
    if (!dealt)
        return WM_NOMEM;
    deal_out(settling, dealt);
    WM_TRY(sort_clusters(settling, dealt));
    for (size_t i = 0; i < count; i++)
        origin[i] = dealt[i].row;
    wm_arena_rewind(scratch, mark);
    return WM_OK;
}

/* Children stand in their own order, those that only other tables know among them. */
static void order_children(table_settling *settling)
{
    const wm_loading *loading = settling->loading;
    const wm_keys *keys = settling->keys;
    uint32_t *first = settling->table->first;
    for (uint32_t ref = 0; ref < keys->count; ref++) {
        uint32_t number = loading->child_number[ref];
        if (number == WM_NO_ROW || loading->child_final[ref] != ref)
            continue;
        settling->rows->origin[number] = keys->items[ref].row;
        first[loading->authority_number[keys->items[ref].authority] + 1]++;
        settling->table->key_end[number] = ref; /* until the keys are gathered */
    }
    for (size_t i = 0; i < settling->clusters; i++)
        first[i + 1] += first[i];
    for (size_t i = 0; i < settling->clusters; i++) {
        loading->records->authorities[i].children_from = first[i];
        loading->records->authorities[i].children_to = first[i + 1];
    }
}

static uint32_t ref_of(const table_settling *settling, size_t i)
{
    if (settling->is_child)
        return settling->table->key_end[i];
    return settling->rows->key[settling->rows->origin[i]];
}

static wm_status gather_keys(table_settling *settling)
{
    wm_table *table = settling->table;
    const wm_keys *keys = settling->keys;
    size_t bytes = 0;
    for (size_t i = 0; i < table->count; i++)
        bytes += wm_key_text(keys, ref_of(settling, i)).len;
    table->key_text = wm_arena_alloc(settling->loading->arena, bytes, 1);
    if (!table->key_text)
        return WM_NOMEM;
    size_t end = 0;
    for (size_t i = 0; i < table->count; i++) {
        uint32_t ref = ref_of(settling, i);
        wm_str key = wm_key_text(keys, ref);
        memcpy(table->key_text + end, key.data, key.len);
        end += key.len;
        table->key_end[i] = (uint32_t)end;
        if (table->authority)
            table->authority[i] =
                settling->loading->authority_number[keys->items[ref].authority];
    }
    return WM_OK;
}

static void gather(int32_t *out, const int32_t *from, const uint32_t *origin,
                   size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = origin[i] == WM_NO_ROW ? WM_BLANK : from[origin[i]];
}

/* A column after the other, and what it came from goes at once: they are the largest part
 * of a loading, and both are never there as a whole. */
static wm_status gather_columns(table_settling *settling)
{
    wm_table *table = settling->table;
    wm_rows *rows = settling->rows;
    for (size_t i = 0; i < settling->def->column_count; i++) {
        table->columns[i] = wm_arena_alloc(settling->loading->arena, table->count,
                                           sizeof *table->columns[i]);
        if (!table->columns[i])
            return WM_NOMEM;
        gather(table->columns[i], rows->columns[i], rows->origin, table->count);
        wm_free(rows->columns[i]);
        rows->columns[i] = NULL;
    }
    return WM_OK;
}

static wm_status gather_children(table_settling *settling)
{
    wm_table *table = settling->table;
    wm_rows *rows = settling->rows;
    if (settling->by_child) {
        table->child =
            wm_arena_alloc(settling->loading->arena, table->count, sizeof *table->child);
        if (!table->child)
            return WM_NOMEM;
        for (size_t i = 0; i < table->count; i++)
            table->child[i] =
                settling->loading->child_number[rows->child[rows->origin[i]]];
    }
    wm_free(rows->child);
    rows->child = NULL;
    return WM_OK;
}

/* Whether rows of another table, or of this one, may name those of this one; or rows of
 * what is made from it. */
static bool is_named(const wm_loading *loading, int table)
{
    const wm_schema *schema = loading->schema;
    for (size_t t = 0; t < schema->tables.count; t++) {
        const wm_table_def *def = &schema->tables.items[t];
        if (def->parent != WM_NO_TABLE && wm_load_base(loading, def->parent) == table)
            return true;
        for (size_t i = 0; i < def->column_count; i++)
            if (def->columns[i].type == WM_COLUMN_KEY &&
                wm_load_base(loading, def->columns[i].table) == table)
                return true;
    }
    return false;
}

/* The way from rows of the files to those in memory. */
static wm_status keep_sorted(table_settling *settling)
{
    wm_rows *rows = settling->rows;
    wm_arena *scratch = settling->loading->scratch;
    rows->sorted = wm_arena_alloc(scratch, rows->count, sizeof *rows->sorted);
    if (!rows->sorted)
        return WM_NOMEM;
    for (size_t i = 0; i < rows->count; i++)
        rows->sorted[i] = WM_NO_ROW;
    for (uint32_t i = 0; i < settling->table->count; i++)
        if (rows->origin[i] != WM_NO_ROW)
            rows->sorted[rows->origin[i]] = i;
    return WM_OK;
}

static void find_latest(const table_settling *settling)
{
    wm_records *records = settling->loading->records;
    int from = settling->def->from;
    for (size_t i = 0; from != WM_NO_COLUMN && i < settling->table->count; i++) {
        wm_day day = settling->table->columns[from][i];
        if (day > records->latest) /* a blank is before every day */
            records->latest = day;
    }
}

static wm_status make_room(table_settling *settling)
{
    wm_table *table = settling->table;
    wm_arena *arena = settling->loading->arena;
    size_t count = table->count;
    table->columns =
        wm_arena_alloc(arena, settling->def->column_count, sizeof *table->columns);
    table->key_end = wm_arena_alloc(arena, count, sizeof *table->key_end);
    table->first = wm_arena_alloc(arena, settling->clusters + 1, sizeof *table->first);
    settling->rows->origin =
        wm_arena_alloc(settling->loading->scratch, count, sizeof *settling->rows->origin);
    if (!settling->by_child)
        table->authority = wm_arena_alloc(arena, count, sizeof *table->authority);
    bool is_made = table->columns && table->key_end && table->first &&
                   settling->rows->origin && (settling->by_child || table->authority);
    return is_made ? WM_OK : WM_NOMEM;
}

/* Its keys go too, unless other tables have refs to them. */
static wm_status gather_all(table_settling *settling)
{
    wm_loading *loading = settling->loading;
    int table = (int)(settling->rows - loading->rows);
    WM_TRY(gather_keys(settling));
    wm_free(settling->rows->key);
    settling->rows->key = NULL;
    WM_TRY(gather_children(settling));
    WM_TRY(gather_columns(settling));
    if (!is_named(loading, table)) {
        wm_keys_end(&loading->keys[table]);
        return WM_OK;
    }
    return keep_sorted(settling);
}

wm_status wm_load_settle(wm_loading *loading, int table)
{
    const wm_table_def *def = &loading->schema->tables.items[table];
    table_settling settling = {.loading = loading,
                               .def = def,
                               .rows = &loading->rows[table],
                               .keys = &loading->keys[table],
                               .table = &loading->records->tables[table]};
    settling.is_child = table == loading->schema->child;
    settling.by_child = !settling.is_child && wm_table_of_child(loading->schema, table);
    settling.clusters = settling.by_child ? loading->records->child_count
                                          : loading->records->authority_count;
    settling.table->def = def;
    settling.table->count =
        settling.is_child ? loading->records->child_count : settling.rows->count;
    WM_TRY(make_room(&settling));
    if (settling.is_child)
        order_children(&settling);
    else
        WM_TRY(order_rows(&settling));
    WM_TRY(gather_all(&settling));
    find_latest(&settling);
    return WM_OK;
}
