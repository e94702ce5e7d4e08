#include "engine/timeline/sweep.h"

#include <assert.h>

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

/* First point at which what stands in a column is shown: a date from its own day, a key
 * from that of the row that it names (A5).
 */
static int32_t shown_from(wm_sweep *sweep, const wm_column_def *def, int32_t value)
{
    bool is_date = def->type == WM_COLUMN_DATE && !def->planned && !def->exempt;
    if (value == WM_BLANK)
        return 0;
    if (def->type == WM_COLUMN_KEY) {
        const wm_table *t = &sweep->records->tables[def->table];
        bool dated = t->def->from != WM_NO_COLUMN;
        return dated ? wm_known_from(sweep, t->columns[t->def->from][value]) : 0;
    }
    return is_date ? wm_known_from(sweep, value) : 0;
}

static const wm_history *history_of(const wm_table *t, int column, uint32_t row)
{
    for (size_t i = 0; i < t->history_count; i++)
        if (t->histories[i].column == column &&
            t->histories[i].first[row] < t->histories[i].first[row + 1])
            return &t->histories[i];
    return NULL;
}

/* Points in [from, to) at which a day has come. */
static wm_runs day_has_come(wm_sweep *sweep, wm_day day, int32_t from, int32_t to)
{
    if (day == WM_BLANK)
        return (wm_runs){0};
    int32_t come = wm_known_from(sweep, day);
    return wm_run(from > come ? from : come, to);
}

/* Where the day has come with which a column becomes known, planned or not. */
static wm_runs known_where(wm_sweep *sweep, int table, uint32_t row, int with)
{
    const wm_table *t = &sweep->records->tables[table];
    int32_t end = sweep->axis->count;
    if (with == WM_NO_COLUMN)
        return wm_always(sweep);
    const wm_history *history = history_of(t, with, row);
    if (!history)
        return day_has_come(sweep, t->columns[with][row], 0, end);
    wm_runs known = {0};
    for (uint32_t i = history->first[row]; i < history->first[row + 1]; i++) {
        bool last = i + 1 == history->first[row + 1];
        int32_t from = wm_known_from(sweep, history->from[i]);
        int32_t to = last ? end : wm_known_from(sweep, history->from[i + 1]);
        known = wm_runs_or(&sweep->memory, known,
                           day_has_come(sweep, history->value[i], from, to));
    }
    return known;
}

/* `value` stands there at the points [from, to). */
static void show_value(wm_sweep *sweep, wm_showing *showing, const wm_column_def *def,
                       wm_runs known, int32_t from, int32_t to, int32_t value)
{
    bool blank = value == WM_BLANK;
    bool open = blank && (def->type != WM_COLUMN_DATE || def->exempt);
    bool is_key = def->type == WM_COLUMN_KEY;
    int32_t seen = shown_from(sweep, def, value);
    wm_runs all = wm_run(from, to);
    wm_runs runs =
        wm_runs_and(&sweep->memory, wm_run(from > seen ? from : seen, to), known);
    show(sweep, showing, (wm_shown){runs, value, blank, open});
    wm_runs hidden = wm_runs_without(&sweep->memory, all, runs);
    /* The row that a key names is unknown before it is there. */
    wm_runs unknown = is_key ? wm_runs_and(&sweep->memory, hidden, known) : (wm_runs){0};
    show(sweep, showing, (wm_shown){unknown, WM_BLANK, true, true});
    show(sweep, showing,
         (wm_shown){wm_runs_without(&sweep->memory, hidden, unknown), WM_BLANK, true,
                    false});
}

static void show_history(wm_sweep *sweep, wm_showing *showing, const wm_history *history,
                         const wm_column_def *def, wm_runs known, uint32_t row)
{
    int32_t value = WM_BLANK, from = 0;
    for (uint32_t i = history->first[row]; i < history->first[row + 1]; i++) {
        int32_t next = wm_known_from(sweep, history->from[i]);
        if (next > from) {
            show_value(sweep, showing, def, known, from, next, value);
            from = next;
        }
        value = history->value[i];
    }
    show_value(sweep, showing, def, known, from, sweep->axis->count, value);
}

wm_showing wm_column_shows(wm_sweep *sweep, int table, uint32_t row, int column)
{
    const wm_table *t = &sweep->records->tables[table];
    const wm_column_def *def = &t->def->columns[column];
    const wm_history *history = history_of(t, column, row);
    wm_runs known = known_where(sweep, table, row, def->known_with);
    wm_showing showing = {0};
    if (history)
        show_history(sweep, &showing, history, def, known, row);
    else
        show_value(sweep, &showing, def, known, 0, sweep->axis->count,
                   t->columns[column][row]);
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
    uint32_t child = wm_row_child(sweep->records, table, row);
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

static void lead_to(wm_sweep *sweep, wm_leads *leads, wm_row_at row, wm_runs there)
{
    if (!wm_runs_none(there) &&
        !wm_list_push(sweep->memory.arena, leads, ((wm_lead){row, there})))
        sweep->memory.refused = true;
}

static void lead_behind_key(const wm_where *where, const wm_path *path, wm_leads *leads)
{
    wm_sweep *sweep = where->sweep;
    wm_showing showing =
        wm_column_shows(sweep, where->row.table, where->row.row, path->key_column);
    for (size_t i = 0; i < showing.count; i++) {
        const wm_shown *shown = &showing.items[i];
        if (shown->blank)
            continue;
        wm_row_at row = {.table = path->table, .row = (uint32_t)shown->value};
        lead_to(sweep, leads, row, shown->runs);
    }
}

static void lead_to_parent(const wm_where *where, wm_leads *leads)
{
    wm_sweep *sweep = where->sweep;
    const wm_table *t = &sweep->records->tables[where->row.table];
    int32_t parent = t->parent[where->row.row];
    if (parent == WM_BLANK)
        return;
    wm_row_at row = {.table = t->def->parent, .row = (uint32_t)parent};
    lead_to(sweep, leads, row, wm_row_exists(sweep, row.table, row.row));
}

wm_leads wm_path_leads(const wm_where *where, const wm_path *path)
{
    wm_sweep *sweep = where->sweep;
    wm_leads leads = {0};
    wm_row_at child = {.table = sweep->records->schema->child};
    switch (path->whose) {
    case WM_WHOSE_ROW:
        lead_to(sweep, &leads, where->row, wm_always(sweep));
        return leads;
    case WM_WHOSE_THIS:
        lead_to(sweep, &leads, where->this, wm_always(sweep));
        return leads;
    case WM_WHOSE_CHILD:
        child.row = wm_row_child(sweep->records, where->row.table, where->row.row);
        lead_to(sweep, &leads, child, wm_always(sweep));
        return leads;
    case WM_WHOSE_PARENT:
        lead_to_parent(where, &leads);
        return leads;
    case WM_WHOSE_KEY:
        lead_behind_key(where, path, &leads);
        return leads;
    }
    assert(false);
    return leads;
}

wm_runs wm_leads_nowhere(wm_sweep *sweep, const wm_leads *leads)
{
    wm_runs nowhere = wm_always(sweep);
    for (size_t i = 0; i < leads->count; i++)
        nowhere = wm_runs_without(&sweep->memory, nowhere, leads->items[i].there);
    return nowhere;
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
