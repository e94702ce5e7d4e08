#include "engine/timeline/groups.h"

#include <assert.h>

/* The groups of a row as they change with T. */

static void add(wm_sweep *sweep, wm_key_pieces *pieces, wm_runs runs, int32_t key)
{
    if (wm_runs_none(runs))
        return;
    if (!wm_list_push(sweep->memory.arena, pieces, ((wm_key_piece){runs, key})))
        sweep->memory.refused = true;
}

wm_key_pieces wm_column_keys(const wm_where *where, const wm_path *path)
{
    wm_sweep *sweep = where->sweep;
    wm_key_pieces pieces = {0};
    wm_leads leads = {0};
    if (path->means == WM_MEANS_COLUMN)
        leads = wm_path_leads(where, path);
    for (size_t i = 0; i < leads.count; i++) {
        const wm_lead *lead = &leads.items[i];
        wm_showing showing =
            wm_column_shows(sweep, lead->row.table, lead->row.row, path->column);
        for (size_t j = 0; j < showing.count; j++)
            add(sweep, &pieces,
                wm_runs_and(&sweep->memory, showing.items[j].runs, lead->there),
                showing.items[j].value);
    }
    add(sweep, &pieces, wm_leads_nowhere(sweep, &leads), WM_BLANK);
    return pieces;
}

/* The day at which an event is put into its group, as the records stand; none for others,
 * which are where they are at T.
 */
static wm_pieces event_days(const wm_where *where)
{
    const wm_table *table = &where->sweep->records->tables[where->row.table];
    bool is_event = table->def->kind == WM_TABLE_EVENTS;
    return is_event ? wm_counted_pieces(where) : (wm_pieces){0};
}

static void add_bands(const wm_where *where, const wm_age_bands *bands, wm_day born,
                      const wm_piece *day, wm_runs runs, wm_key_pieces *pieces)
{
    wm_sweep *sweep = where->sweep;
    wm_runs rest = runs;
    for (size_t i = 0; i < bands->count; i++) {
        wm_test ages = {.kind = WM_TEST_BETWEEN,
                        .low = bands->bands[i].from,
                        .high = bands->bands[i].to};
        wm_runs in =
            wm_runs_and(&sweep->memory, rest,
                        wm_age_holds(sweep, born, day ? &day->day : NULL, &ages));
        add(sweep, pieces, in, (int32_t)i);
        rest = wm_runs_without(&sweep->memory, rest, in);
    }
    add(sweep, pieces, rest, WM_BLANK);
}

static void add_born(const wm_where *where, const wm_age_bands *bands,
                     const wm_piece *born, const wm_pieces *days, wm_key_pieces *pieces)
{
    wm_sweep *sweep = where->sweep;
    if (born->day == WM_DAY_NONE)
        add(sweep, pieces, born->value, WM_BLANK);
    else if (!days->list.count)
        add_bands(where, bands, born->day, NULL, born->value, pieces);
    for (size_t i = 0; born->day != WM_DAY_NONE && i < days->list.count; i++) {
        const wm_piece *day = &days->list.items[i];
        wm_runs runs = wm_runs_and(&sweep->memory, born->value, day->value);
        if (day->day == WM_DAY_NONE)
            add(sweep, pieces, runs, WM_BLANK);
        else
            add_bands(where, bands, born->day, day, runs, pieces);
    }
}

static wm_key_pieces band_keys(const wm_where *where, const wm_age_bands *bands)
{
    wm_sweep *sweep = where->sweep;
    wm_path birth = wm_engine_birth_path(sweep->records->schema, where->row.table);
    wm_key_pieces pieces = {0};
    if (birth.means == WM_MEANS_NOTHING) {
        add(sweep, &pieces, wm_always(sweep), WM_BLANK);
        return pieces;
    }
    wm_pieces births = wm_path_pieces(where, &birth), days = event_days(where);
    for (size_t i = 0; i < births.list.count; i++)
        add_born(where, bands, &births.list.items[i], &days, &pieces);
    return pieces;
}

/* Of the allocations open on the day (NULL: T) and naming a team, the one that began
 * last.
 */
static void add_teams(const wm_where *where, const wm_by *by, const wm_piece *day,
                      wm_runs runs, wm_key_pieces *pieces)
{
    wm_sweep *sweep = where->sweep;
    wm_run_memory *memory = &sweep->memory;
    const wm_table *allocations = &sweep->records->tables[by->path.table];
    uint32_t from = 0, to = 0;
    if (wm_table_of_child(sweep->records->schema, where->row.table))
        wm_rows_of_child(allocations,
                         wm_row_child(sweep->records, where->row.table, where->row.row),
                         &from, &to);
    for (uint32_t row = to; row-- > from && !wm_runs_none(runs);) {
        wm_runs open = wm_open_runs(sweep, by->path.table, row, day ? &day->day : NULL);
        open = wm_runs_and(memory, open, wm_row_exists(sweep, by->path.table, row));
        open = wm_runs_and(memory, open, runs);
        wm_showing showing = wm_column_shows(sweep, by->path.table, row, by->path.column);
        for (size_t i = 0; i < showing.count; i++) {
            wm_runs in = wm_runs_and(memory, open, showing.items[i].runs);
            if (showing.items[i].blank)
                continue;
            add(sweep, pieces, in, showing.items[i].value);
            runs = wm_runs_without(memory, runs, in);
        }
    }
    add(sweep, pieces, runs, WM_BLANK);
}

static wm_key_pieces team_keys(const wm_where *where, const wm_by *by)
{
    wm_sweep *sweep = where->sweep;
    wm_key_pieces pieces = {0};
    wm_pieces days = event_days(where);
    if (!days.list.count)
        add_teams(where, by, NULL, wm_always(sweep), &pieces);
    for (size_t i = 0; i < days.list.count; i++) {
        const wm_piece *day = &days.list.items[i];
        if (day->day == WM_DAY_NONE)
            add(sweep, &pieces, day->value, WM_BLANK);
        else
            add_teams(where, by, day, day->value, &pieces);
    }
    return pieces;
}

wm_key_pieces wm_same_keys(const wm_where *where, const wm_path *path)
{
    const wm_sweep *sweep = where->sweep;
    wm_path same = wm_engine_same_path(
        sweep->records->schema, path, sweep->measure->body.rows->table, where->row.table);
    return wm_column_keys(where, &same);
}

wm_key_pieces wm_group_keys(const wm_where *where, const wm_by *by)
{
    const wm_schema *schema = where->sweep->records->schema;
    switch (by->kind) {
    case WM_BY_COLUMN:
        return wm_same_keys(where, &by->path);
    case WM_BY_BANDS:
        return band_keys(where, &schema->bands.items[by->bands]);
    case WM_BY_TEAM:
        return team_keys(where, by);
    }
    assert(false);
    return (wm_key_pieces){0};
}
