#include "engine/timeline/sweep.h"

#include <assert.h>

/* Pieces of one day are one piece where blanks are at work, so that "only this day is
 * possible" can be seen; where there are none no two pieces share a point.
 */
static void add(wm_sweep *sweep, wm_pieces *pieces, wm_piece piece)
{
    wm_run_memory *memory = &sweep->memory;
    if (wm_runs_none(piece.runs))
        return;
    pieces->open = pieces->open || !wm_runs_equal(piece.runs, piece.value);
    for (size_t i = 0; pieces->open && i < pieces->list.count; i++) {
        wm_piece *same = &pieces->list.items[i];
        if (same->day != piece.day || same->unknown != piece.unknown)
            continue;
        same->runs = wm_runs_or(memory, same->runs, piece.runs);
        same->value = wm_runs_or(memory, same->value, piece.value);
        return;
    }
    if (!wm_list_push(memory->arena, &pieces->list, piece))
        memory->refused = true;
}

static void add_certain(wm_sweep *sweep, wm_pieces *pieces, wm_runs runs, wm_day day)
{
    add(sweep, pieces, (wm_piece){.runs = runs, .value = runs, .day = day});
}

static wm_pieces column_pieces(wm_sweep *sweep, const wm_row_at *row, int column)
{
    wm_showing showing = wm_column_shows(sweep, row->table, row->row, column);
    wm_pieces pieces = {0};
    for (size_t i = 0; i < showing.count; i++) {
        const wm_shown *shown = &showing.items[i];
        add_certain(sweep, &pieces, shown->runs, shown->value);
        if (shown->open)
            add(sweep, &pieces,
                (wm_piece){.runs = shown->runs, .day = WM_DAY_NONE, .unknown = true});
    }
    return pieces;
}

static wm_pieces lead_pieces(wm_sweep *sweep, const wm_path *path, wm_row_at row)
{
    if (path->means == WM_MEANS_COLUMN)
        return column_pieces(sweep, &row, path->column);
    assert(path->means == WM_MEANS_DEFINE);
    const wm_define *define = &sweep->catalogue->defines.items[path->index];
    assert(define->kind == WM_DEFINE_MOMENT);
    row.counted_by = NULL;
    wm_where inner = {sweep, row, row};
    return wm_moment_pieces(&inner, define->moment);
}

wm_pieces wm_path_pieces(const wm_where *where, const wm_path *path)
{
    wm_sweep *sweep = where->sweep;
    wm_leads leads = wm_path_leads(where, path);
    wm_runs nowhere = wm_leads_nowhere(sweep, &leads);
    wm_pieces pieces = {0};
    if (leads.count == 1 && wm_runs_none(nowhere))
        return lead_pieces(sweep, path, leads.items[0].row);
    for (size_t i = 0; i < leads.count; i++) {
        wm_pieces some = lead_pieces(sweep, path, leads.items[i].row);
        for (size_t j = 0; j < some.list.count; j++) {
            wm_piece piece = some.list.items[j];
            piece.runs = wm_runs_and(&sweep->memory, piece.runs, leads.items[i].there);
            piece.value = wm_runs_and(&sweep->memory, piece.value, leads.items[i].there);
            add(sweep, &pieces, piece);
        }
    }
    add_certain(sweep, &pieces, nowhere, WM_DAY_NONE);
    return pieces;
}

wm_pieces wm_counted_pieces(const wm_where *where)
{
    wm_sweep *sweep = where->sweep;
    const wm_table_def *def = sweep->records->tables[where->row.table].def;
    wm_pieces pieces = {0};
    if (where->row.counted_by)
        return wm_path_pieces(where, &where->row.counted_by->date);
    if (def->from != WM_NO_COLUMN)
        return column_pieces(sweep, &where->row, def->from);
    add_certain(sweep, &pieces, wm_always(sweep), WM_DAY_NONE);
    return pieces;
}

const wm_duration *wm_in_force(const wm_parameter *parameter, wm_day day)
{
    size_t at = parameter->value_count - 1;
    while (at > 0 && parameter->values[at].from > day)
        at--;
    return &parameter->values[at].duration;
}

static void add_length(wm_sweep *sweep, wm_lengths *lengths, wm_length length)
{
    if (wm_runs_none(length.runs))
        return;
    lengths->open = lengths->open || !wm_runs_equal(length.runs, length.value);
    if (!wm_list_push(sweep->memory.arena, &lengths->list, length))
        sweep->memory.refused = true;
}

static wm_lengths case_lengths(const wm_where *where, const wm_define *define, wm_day day)
{
    wm_sweep *sweep = where->sweep;
    wm_run_memory *memory = &sweep->memory;
    wm_lengths lengths = {0};
    wm_runs left = wm_always(sweep), value_left = left;
    for (size_t i = 0; i < define->duration_count && !wm_runs_none(left); i++) {
        const wm_case_of_duration *branch = &define->durations[i];
        wm_holds when = wm_condition_holds(where, branch->when);
        wm_runs reached = wm_runs_and(memory, left, wm_possibly(&when));
        wm_runs value = wm_runs_and(memory, value_left, when.value);
        wm_lengths then = {0};
        if (!wm_runs_none(reached))
            then = wm_lengths_of(where, &branch->then, day);
        for (size_t j = 0; j < then.list.count; j++) {
            wm_length length = then.list.items[j];
            length.runs = wm_runs_and(memory, length.runs, reached);
            length.value = wm_runs_and(memory, length.value, value);
            add_length(sweep, &lengths, length);
        }
        value_left = wm_runs_without(memory, value_left, when.value);
        left = wm_runs_without(memory, left, wm_surely(&when));
    }
    return lengths;
}

wm_lengths wm_lengths_of(const wm_where *where, const wm_duration *duration, wm_day day)
{
    wm_sweep *sweep = where->sweep;
    wm_lengths lengths = {0};
    const wm_duration *plain = duration;
    if (duration->is_named && duration->named.means == WM_MEANS_DEFINE) {
        const wm_define *define = &sweep->catalogue->defines.items[duration->named.index];
        wm_leads leads = wm_path_leads(where, &duration->named);
        if (!leads.count)
            return lengths; /* memory was refused: such a define is of a row at hand */
        wm_row_at row = leads.items[0].row;
        row.counted_by = NULL;
        wm_where inner = {sweep, row, row};
        return case_lengths(&inner, define, day);
    }
    if (duration->is_named)
        plain =
            wm_in_force(&sweep->catalogue->parameters.items[duration->named.index], day);
    add_length(
        sweep, &lengths,
        (wm_length){wm_always(sweep), wm_always(sweep), plain->count, plain->unit});
    return lengths;
}

static wm_day or_missing(wm_day day)
{
    return day < WM_DAY_FIRST || day > WM_DAY_LAST ? WM_DAY_NONE : day;
}

wm_day wm_shifted(const wm_sweep *sweep, wm_day day, const wm_length *length, bool before)
{
    int count = before ? -length->count : length->count;
    switch (length->unit) {
    case WM_UNIT_DAYS:
        return or_missing(day + count);
    case WM_UNIT_WEEKS:
        return or_missing(day + 7 * count);
    case WM_UNIT_MONTHS:
        return wm_day_add_months(day, count);
    case WM_UNIT_WORKING_DAYS:
        return before
                   ? wm_working_days_before(sweep->request->calendar, day, length->count)
                   : wm_working_days_after(sweep->request->calendar, day, length->count);
    }
    assert(false);
    return WM_DAY_NONE;
}

/* From a day that is T itself every point has a day of its own. */
static wm_pieces end_pieces(wm_sweep *sweep)
{
    wm_pieces pieces = {0};
    for (int32_t i = 0; i < sweep->axis->count; i++)
        add_certain(sweep, &pieces, wm_run(i, i + 1), sweep->axis->points[i].at);
    return pieces;
}

static wm_pieces shift_pieces(const wm_where *where, const wm_moment *moment)
{
    wm_sweep *sweep = where->sweep;
    wm_pieces from = wm_moment_pieces(where, moment->from);
    wm_pieces pieces = {0};
    for (size_t i = 0; i < from.list.count; i++) {
        wm_piece start = from.list.items[i];
        if (start.unknown || start.day == WM_DAY_NONE) {
            add(sweep, &pieces, start);
            continue;
        }
        wm_lengths lengths = wm_lengths_of(where, &moment->duration, start.day);
        for (size_t j = 0; j < lengths.list.count; j++) {
            const wm_length *length = &lengths.list.items[j];
            wm_piece piece = {
                .runs = wm_runs_and(&sweep->memory, start.runs, length->runs),
                .value = wm_runs_and(&sweep->memory, start.value, length->value),
                .day = wm_shifted(sweep, start.day, length, moment->before),
            };
            add(sweep, &pieces, piece);
        }
    }
    return pieces;
}

static wm_pieces rows_pieces(const wm_where *where, const wm_moment *moment)
{
    wm_sweep *sweep = where->sweep;
    wm_picks picks = wm_picked(where, moment->rows, moment->first);
    wm_pieces pieces = {0};
    for (size_t i = 0; i < picks.list.count; i++) {
        const wm_pick *pick = &picks.list.items[i];
        wm_row_at row = {.table = moment->rows->table, .row = pick->row};
        wm_where of = {sweep, row, where->this};
        wm_pieces found = wm_path_pieces(&of, &moment->path);
        for (size_t j = 0; j < found.list.count; j++) {
            wm_piece piece = found.list.items[j];
            piece.runs = wm_runs_and(&sweep->memory, piece.runs, pick->possibly);
            piece.value = wm_runs_and(&sweep->memory, piece.value, pick->value);
            add(sweep, &pieces, piece);
        }
    }
    add(sweep, &pieces,
        (wm_piece){picks.missing_possibly, picks.missing_value, WM_DAY_NONE, false});
    return pieces;
}

/* Of two: missing ones are passed over. */
static wm_piece better(wm_sweep *sweep, const wm_piece *a, const wm_piece *b, bool latest)
{
    wm_piece chosen = *a;
    if (a->unknown || b->unknown)
        chosen = a->unknown ? *a : *b;
    else if (a->day == WM_DAY_NONE)
        chosen = *b;
    else if (b->day != WM_DAY_NONE)
        chosen = (a->day < b->day) == latest ? *b : *a;
    chosen.runs = wm_runs_and(&sweep->memory, a->runs, b->runs);
    chosen.value = wm_runs_and(&sweep->memory, a->value, b->value);
    return chosen;
}

static wm_pieces list_pieces(const wm_where *where, const wm_moment *moment)
{
    wm_sweep *sweep = where->sweep;
    bool latest = moment->kind == WM_MOMENT_LATEST;
    wm_pieces pieces = wm_moment_pieces(where, moment->items[0]);
    for (size_t i = 1; i < moment->item_count; i++) {
        wm_pieces next = wm_moment_pieces(where, moment->items[i]);
        wm_pieces both = {0};
        for (size_t a = 0; a < pieces.list.count; a++)
            for (size_t b = 0; b < next.list.count; b++)
                add(sweep, &both,
                    better(sweep, &pieces.list.items[a], &next.list.items[b], latest));
        pieces = both;
    }
    return pieces;
}

static wm_pieces case_pieces(const wm_where *where, const wm_moment *moment)
{
    wm_sweep *sweep = where->sweep;
    wm_run_memory *memory = &sweep->memory;
    wm_pieces pieces = {0};
    wm_runs left = wm_always(sweep), value_left = left;
    for (size_t i = 0; i < moment->case_count && !wm_runs_none(left); i++) {
        wm_holds when = wm_condition_holds(where, moment->cases[i].when);
        wm_runs reached = wm_runs_and(memory, left, wm_possibly(&when));
        wm_runs value = wm_runs_and(memory, value_left, when.value);
        wm_pieces then = {0};
        if (!wm_runs_none(reached))
            then = wm_moment_pieces(where, moment->cases[i].then);
        for (size_t j = 0; j < then.list.count; j++) {
            wm_piece piece = then.list.items[j];
            piece.runs = wm_runs_and(memory, piece.runs, reached);
            piece.value = wm_runs_and(memory, piece.value, value);
            add(sweep, &pieces, piece);
        }
        value_left = wm_runs_without(memory, value_left, when.value);
        left = wm_runs_without(memory, left, wm_surely(&when));
    }
    return pieces;
}

wm_pieces wm_moment_pieces(const wm_where *where, const wm_moment *moment)
{
    switch (moment->kind) {
    case WM_MOMENT_PERIOD_END:
        return end_pieces(where->sweep);
    case WM_MOMENT_PATH:
        return wm_path_pieces(where, &moment->path);
    case WM_MOMENT_SHIFT:
        return shift_pieces(where, moment);
    case WM_MOMENT_OF_ROWS:
        return rows_pieces(where, moment);
    case WM_MOMENT_EARLIEST:
    case WM_MOMENT_LATEST:
        return list_pieces(where, moment);
    case WM_MOMENT_CASE:
        return case_pieces(where, moment);
    }
    assert(false);
    return (wm_pieces){0};
}
