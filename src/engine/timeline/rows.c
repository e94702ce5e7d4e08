#include "engine/timeline/sweep.h"

#include <assert.h>

const wm_time *wm_dated_by(const wm_rows *rows)
{
    for (size_t i = 0; i < rows->time_count; i++)
        if (rows->times[i].date.means != WM_MEANS_NOTHING)
            return &rows->times[i];
    return NULL;
}

static const wm_axis_window *window_of(wm_sweep *sweep, const wm_window *window)
{
    const wm_axis_window *found = wm_axis_window_of(sweep->axis, *window);
    if (!found)
        sweep->memory.refused = true;
    return found;
}

static wm_pieces dates(const wm_where *of, const wm_time *time)
{
    wm_where counted = *of;
    counted.row.counted_by = time->date.means != WM_MEANS_NOTHING ? time : NULL;
    return wm_counted_pieces(&counted);
}

static wm_holds dated_in(const wm_where *of, const wm_time *time, const wm_window *window)
{
    wm_sweep *sweep = of->sweep;
    const wm_axis_window *back = window_of(sweep, window);
    wm_pieces days = dates(of, time);
    wm_joining joining = {.sweep = sweep};
    for (size_t i = 0; back && i < days.list.count; i++) {
        const wm_piece *day = &days.list.items[i];
        wm_holds in = {.certain = true};
        if (day->unknown)
            in = wm_blank_compared(sweep);
        else if (day->day != WM_DAY_NONE)
            in.value = wm_run(wm_axis_from(sweep->axis, day->day),
                              wm_axis_until(sweep->axis, back, day->day));
        wm_join(&joining, day->runs, day->value, in);
    }
    return wm_joined(&joining);
}

/* Points at which a spell is open on T: from its own day until its end is past and known.
 */
static wm_runs open_at_end(wm_sweep *sweep, const wm_spell *spell, int months_min)
{
    wm_axis *axis = sweep->axis;
    int32_t from = wm_axis_from(axis, spell->from), to = axis->count;
    if (spell->end != WM_DAY_NONE) {
        to = wm_axis_from(axis, spell->end);
        to = to > spell->end_known ? to : spell->end_known;
    }
    if (months_min) {
        wm_window window = {
            .kind = WM_WINDOW_LAST, .count = months_min, .unit = WM_UNIT_MONTHS};
        const wm_axis_window *back = window_of(sweep, &window);
        int32_t long_enough = back ? wm_axis_until(axis, back, spell->from - 1) : 0;
        from = from > long_enough ? from : long_enough;
    }
    return wm_run(from, to);
}

/* addmonths(day + 1, -months); the day behind the last cannot be written (D1). */
static wm_day months_before_end_of(wm_day day, int months)
{
    if (day == WM_DAY_LAST)
        return wm_day_add_months(day - 30, 1 - months);
    return wm_day_add_months(day + 1, -months);
}

/* On one day, whatever T: until its end, if that is no later, becomes known. */
wm_runs wm_open_on(const wm_sweep *sweep, const wm_spell *spell, wm_day day,
                   int months_min)
{
    int32_t to = sweep->axis->count;
    if (spell->from > day)
        return (wm_runs){0};
    if (months_min && spell->from > months_before_end_of(day, months_min))
        return (wm_runs){0};
    if (spell->end != WM_DAY_NONE && spell->end <= day)
        to = spell->end_known;
    return wm_run(0, to);
}

wm_runs wm_open_runs(wm_sweep *sweep, int table, uint32_t row, const wm_day *day)
{
    wm_spell spell = wm_spell_of(sweep, table, row);
    return day ? wm_open_on(sweep, &spell, *day, 0) : open_at_end(sweep, &spell, 0);
}

static wm_holds opened_at(const wm_where *asker, const wm_spell *spell,
                          const wm_time *time)
{
    wm_sweep *sweep = asker->sweep;
    wm_joining joining = {.sweep = sweep};
    if (time->day->kind == WM_MOMENT_PERIOD_END)
        return wm_holds_certain(open_at_end(sweep, spell, time->months_min));
    wm_pieces days = wm_moment_pieces(asker, time->day);
    for (size_t i = 0; i < days.list.count; i++) {
        const wm_piece *day = &days.list.items[i];
        wm_holds open = {.certain = true};
        if (day->unknown)
            open = wm_blank_compared(sweep);
        else if (day->day != WM_DAY_NONE)
            open.value = wm_open_on(sweep, spell, day->day, time->months_min);
        wm_join(&joining, day->runs, day->value, open);
    }
    return wm_joined(&joining);
}

/* Begun by T, and not ended before the window began; from = to is never open (D7). */
static wm_holds opened_during(wm_sweep *sweep, const wm_spell *spell,
                              const wm_window *window)
{
    wm_axis *axis = sweep->axis;
    const wm_axis_window *back = window_of(sweep, window);
    int32_t from = wm_axis_from(axis, spell->from), to = axis->count;
    if (!back)
        return (wm_holds){0};
    if (spell->end != WM_DAY_NONE) {
        bool never = spell->end <= spell->from;
        to = never ? 0 : wm_axis_until(axis, back, spell->end - 1);
        to = to > spell->end_known ? to : spell->end_known;
    }
    return wm_holds_certain(wm_run(from, to));
}

static wm_holds timed(const wm_where *asker, const wm_where *of, const wm_rows *rows,
                      const wm_time *time)
{
    wm_sweep *sweep = asker->sweep;
    const wm_body *body = &sweep->measure->body;
    bool is_top = rows == body->rows || rows == body->to_rows;
    const wm_where *at = is_top ? of : asker;
    wm_spell spell = {0};
    wm_pieces days = {0};
    if (time->kind == WM_TIME_OPEN_AT || time->kind == WM_TIME_OPEN_DURING)
        spell = wm_spell_of(sweep, of->row.table, of->row.row);
    if (time->kind == WM_TIME_WITHIN || time->kind == WM_TIME_ORDER)
        days = dates(of, time);
    switch (time->kind) {
    case WM_TIME_IN: {
        bool replaced = is_top && sweep->instead && time->window.kind == WM_WINDOW_LAST;
        return dated_in(of, time, replaced ? sweep->instead : &time->window);
    }
    case WM_TIME_OPEN_AT:
        return opened_at(at, &spell, time);
    case WM_TIME_OPEN_DURING:
        return opened_during(sweep, &spell, &time->window);
    case WM_TIME_WITHIN:
        return wm_within_of(at, &days, &time->duration, time->before, time->day);
    case WM_TIME_ORDER:
        return wm_order_of(at, &days, time->order, time->day);
    }
    assert(false);
    return (wm_holds){0};
}

static wm_holds parent_passes(const wm_where *of, const wm_rows *rows)
{
    wm_sweep *sweep = of->sweep;
    wm_path path = {.table = rows->parent, .whose = WM_WHOSE_PARENT};
    if (rows->parent == sweep->records->schema->child)
        path.whose = WM_WHOSE_CHILD;
    wm_leads leads = wm_path_leads(of, &path);
    wm_runs nowhere = wm_leads_nowhere(sweep, &leads);
    wm_joining joining = {.sweep = sweep};
    for (size_t i = 0; i < leads.count; i++) {
        wm_where above = {sweep, leads.items[i].row, of->this};
        wm_holds holds = wm_condition_holds(&above, rows->parent_where);
        if (wm_runs_none(nowhere))
            return holds;
        wm_join(&joining, leads.items[i].there, leads.items[i].there, holds);
    }
    /* An orphan: nobody knows. */
    wm_join(&joining, nowhere, nowhere, wm_blank_compared(sweep));
    return wm_joined(&joining);
}

wm_holds wm_row_passes(const wm_where *asker, const wm_rows *rows, uint32_t row)
{
    wm_sweep *sweep = asker->sweep;
    const wm_body *body = &sweep->measure->body;
    bool is_top = rows == body->rows || rows == body->to_rows;
    wm_row_at at = {.table = rows->table, .row = row};
    wm_where of = {sweep, at, is_top ? at : asker->this};
    wm_holds all = wm_holds_certain(wm_row_exists(sweep, rows->table, row));
    if (rows->where && !wm_runs_none(wm_possibly(&all)))
        all = wm_holds_and(&sweep->memory, all, wm_condition_holds(&of, rows->where));
    for (size_t i = 0; i < rows->time_count && !wm_runs_none(wm_possibly(&all)); i++)
        all = wm_holds_and(&sweep->memory, all, timed(asker, &of, rows, &rows->times[i]));
    bool of_parent = rows->parent != WM_NO_TABLE && rows->parent_where;
    if (of_parent && !wm_runs_none(wm_possibly(&all)))
        all = wm_holds_and(&sweep->memory, all, parent_passes(&of, rows));
    return all;
}

/* related rows */

static bool is_tied(const wm_where *where, const wm_rows *rows, uint32_t row)
{
    const wm_table *theirs = &where->sweep->records->tables[rows->table];
    const wm_table *ours = &where->sweep->records->tables[where->row.table];
    uint32_t own = where->row.row;
    switch (rows->tie) {
    case WM_TIE_CHILD:
        return true;
    case WM_TIE_CHILDREN:
        return theirs->parent[row] == (int32_t)own;
    case WM_TIE_SIBLINGS:
        return theirs->parent[row] != WM_BLANK &&
               theirs->parent[row] == ours->parent[own];
    case WM_TIE_PARENT:
        return ours->parent[own] == (int32_t)row;
    case WM_TIE_NONE:
        break;
    }
    assert(false);
    return false;
}

/* Strictly earlier or later than the day the asker's row is counted by, and near it. */
static wm_holds related_to(const wm_where *where, const wm_rows *rows,
                           const wm_pieces *days)
{
    wm_sweep *sweep = where->sweep;
    bool before = rows->relation == WM_RELATION_EARLIER;
    wm_order order = before ? WM_ORDER_BEFORE : WM_ORDER_AFTER;
    wm_pieces own = wm_counted_pieces(where);
    wm_joining joining = {.sweep = sweep};
    for (size_t i = 0; i < days->list.count; i++) {
        for (size_t j = 0; j < own.list.count; j++) {
            const wm_piece *a = &days->list.items[i], *b = &own.list.items[j];
            wm_holds one = wm_order_holds(sweep, a, order, b);
            if (rows->has_within && !wm_runs_none(wm_possibly(&one)))
                one = wm_holds_and(&sweep->memory, one,
                                   wm_near_holds(where, a, b, &rows->within, before));
            wm_join(&joining, wm_runs_and(&sweep->memory, a->runs, b->runs),
                    wm_runs_and(&sweep->memory, a->value, b->value), one);
        }
    }
    return wm_joined(&joining);
}

/* One entry for each day that the row may have, where it may have it. It is sure only
 * where that day alone is possible.
 */
static void add_day(wm_sweep *sweep, wm_related_list *related, uint32_t row,
                    const wm_pieces *days, size_t at, wm_holds passes)
{
    wm_run_memory *memory = &sweep->memory;
    const wm_piece *day = &days->list.items[at];
    if (day->day == WM_DAY_NONE && !day->unknown)
        return; /* a date that is missing orders nothing */
    wm_runs alone = day->runs;
    for (size_t i = 0; days->open && i < days->list.count; i++)
        if (i != at)
            alone = wm_runs_without(memory, alone, days->list.items[i].runs);
    wm_related entry = {
        .row = row,
        .day = day->day,
        .unknown = day->unknown,
        .passes = wm_holds_of(wm_runs_and(memory, passes.value, day->value),
                              wm_runs_and(memory, wm_surely(&passes), alone),
                              wm_runs_and(memory, wm_possibly(&passes), day->runs)),
    };
    if (wm_runs_none(wm_possibly(&entry.passes)))
        return;
    if (!wm_list_push(memory->arena, related, entry))
        memory->refused = true;
}

static void add_row(const wm_where *where, const wm_rows *rows, uint32_t row,
                    wm_related_list *related)
{
    wm_sweep *sweep = where->sweep;
    bool is_itself = rows->table == where->row.table && row == where->row.row;
    if (rows->relation == WM_RELATION_OTHER && is_itself)
        return;
    wm_holds passes = wm_row_passes(where, rows, row);
    if (wm_runs_none(wm_possibly(&passes)))
        return;
    wm_where of = *where;
    of.row =
        (wm_row_at){.table = rows->table, .row = row, .counted_by = wm_dated_by(rows)};
    wm_pieces days = wm_counted_pieces(&of);
    if (rows->relation == WM_RELATION_EARLIER || rows->relation == WM_RELATION_LATER)
        passes = wm_holds_and(&sweep->memory, passes, related_to(where, rows, &days));
    for (size_t i = 0; i < days.list.count; i++)
        add_day(sweep, related, row, &days, i, passes);
}

static bool comes_before(const wm_table *table, const wm_related *a, const wm_related *b)
{
    if (a->unknown != b->unknown)
        return a->unknown;
    if (a->day != b->day)
        return a->day < b->day;
    if (a->row == b->row)
        return false;
    return wm_str_compare(wm_table_key(table, a->row), wm_table_key(table, b->row)) < 0;
}

wm_related_list wm_related_rows(const wm_where *where, const wm_rows *rows)
{
    const wm_table *table = &where->sweep->records->tables[rows->table];
    wm_related_list related = {0};
    uint32_t from, to;
    wm_rows_beside(where->sweep->records, rows->table, where->row.table, where->row.row,
                   &from, &to);
    for (uint32_t row = from; row < to; row++)
        if (is_tied(where, rows, row))
            add_row(where, rows, row, &related);
    /* Rows come by primary date: most often there is nothing to move. */
    for (size_t i = 1; i < related.count; i++) {
        wm_related entry = related.items[i];
        size_t at = i;
        for (; at > 0 && comes_before(table, &entry, &related.items[at - 1]); at--)
            related.items[at] = related.items[at - 1];
        related.items[at] = entry;
    }
    return related;
}

wm_picks wm_picked(const wm_where *where, const wm_rows *rows, bool first)
{
    wm_sweep *sweep = where->sweep;
    wm_run_memory *memory = &sweep->memory;
    wm_related_list all = wm_related_rows(where, rows);
    wm_picks picks = {.missing_value = wm_always(sweep),
                      .missing_possibly = wm_always(sweep)};
    for (size_t i = 0; i < all.count && !wm_runs_none(picks.missing_possibly); i++) {
        const wm_related *row = &all.items[first ? i : all.count - 1 - i];
        wm_pick pick = {
            .row = row->row,
            .value = wm_runs_and(memory, row->passes.value, picks.missing_value),
            .possibly =
                wm_runs_and(memory, wm_possibly(&row->passes), picks.missing_possibly),
        };
        if (wm_runs_none(pick.possibly))
            continue;
        if (!wm_list_push(memory->arena, &picks.list, pick))
            memory->refused = true;
        picks.missing_value =
            wm_runs_without(memory, picks.missing_value, row->passes.value);
        picks.missing_possibly =
            wm_runs_without(memory, picks.missing_possibly, wm_surely(&row->passes));
    }
    return picks;
}
