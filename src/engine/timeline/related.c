#include "engine/timeline/sweep.h"

wm_holds wm_has_rows(const wm_where *where, const wm_condition *c)
{
    wm_sweep *sweep = where->sweep;
    wm_related_list related = wm_related_rows(where, c->rows);
    wm_holds any = {.certain = true};
    for (size_t i = 0; i < related.count; i++)
        any = wm_holds_or(&sweep->memory, any, related.items[i].passes);
    return c->no ? wm_holds_not(&sweep->memory, any, sweep->axis->count) : any;
}

static void add_edge(wm_sweep *sweep, wm_edge_list *edges, wm_edge next)
{
    if (!wm_list_push(sweep->memory.arena, edges, next)) {
        sweep->memory.refused = true;
        return;
    }
    size_t at = edges->count - 1;
    for (; at > 0 && edges->items[at - 1].point > next.point; at--)
        edges->items[at] = edges->items[at - 1];
    edges->items[at] = next;
}

void wm_add_edges(wm_sweep *sweep, wm_edge_list *edges, wm_runs runs)
{
    const int32_t *at = wm_edges(&runs);
    for (uint32_t i = 0; i < runs.count; i++) {
        add_edge(sweep, edges, (wm_edge){at[2 * i], 1});
        add_edge(sweep, edges, (wm_edge){at[2 * i + 1], -1});
    }
}

wm_runs wm_at_least(wm_sweep *sweep, const wm_edge_list *edges, int64_t least)
{
    wm_runs_builder built = {.memory = &sweep->memory};
    int64_t count = 0;
    if (least <= 0)
        return wm_always(sweep);
    for (size_t i = 0; i < edges->count; i++) {
        count += edges->items[i].step;
        if (count >= least && i + 1 < edges->count)
            wm_runs_add(&built, edges->items[i].point, edges->items[i + 1].point);
    }
    return wm_runs_built(&built);
}

/* A row of several possible days stands there once for each: it is one row. */
static wm_runs possibly_of_row(wm_sweep *sweep, const wm_related_list *related, size_t at)
{
    wm_runs all = wm_possibly(&related->items[at].passes);
    for (size_t i = 0; i < related->count; i++) {
        if (i == at || related->items[i].row != related->items[at].row)
            continue;
        if (i < at)
            return (wm_runs){0};
        all = wm_runs_or(&sweep->memory, all, wm_possibly(&related->items[i].passes));
    }
    return all;
}

wm_holds wm_number_of_rows(const wm_where *where, const wm_condition *c)
{
    wm_sweep *sweep = where->sweep;
    wm_related_list related = wm_related_rows(where, c->rows);
    wm_edge_list value = {0}, surely = {0}, possibly = {0};
    bool certain = true;
    for (size_t i = 0; i < related.count; i++) {
        wm_add_edges(sweep, &value, related.items[i].passes.value);
        certain = certain && related.items[i].passes.certain;
    }
    wm_runs enough = wm_at_least(sweep, &value, c->test.low);
    if (certain)
        return wm_holds_certain(enough);
    for (size_t i = 0; i < related.count; i++) {
        wm_add_edges(sweep, &surely, wm_surely(&related.items[i].passes));
        wm_add_edges(sweep, &possibly, possibly_of_row(sweep, &related, i));
    }
    return wm_holds_of(enough, wm_at_least(sweep, &surely, c->test.low),
                       wm_at_least(sweep, &possibly, c->test.low));
}

wm_holds wm_row_shows(const wm_where *where, const wm_condition *c)
{
    wm_sweep *sweep = where->sweep;
    wm_picks picks = wm_picked(where, c->rows, c->first);
    wm_joining joining = {.sweep = sweep};
    for (size_t i = 0; i < picks.list.count; i++) {
        const wm_pick *pick = &picks.list.items[i];
        wm_row_at row = {.table = c->rows->table, .row = pick->row};
        wm_where of = {sweep, row, where->this};
        wm_join(&joining, pick->possibly, pick->value, wm_condition_holds(&of, c->shows));
    }
    wm_join(&joining, picks.missing_possibly, picks.missing_value,
            (wm_holds){.certain = true});
    return wm_joined(&joining);
}

/* No gap. Every row makes a step where it holds; a gap between one date and the next that
 * holds is bad there. For a given set of points the rows that hold are a chain of dates;
 * going through the dates in order, `stands` says which chains stand at which date:
 *
 *
 *     date      1 Mar      1 Jun      1 Dec      to
 *     holds     |------    |---------------------
 *     stands at 1 Mar ...  1 Jun ...                    too long to 1 Dec: bad there
 */
typedef struct stand {
    wm_day day;
    wm_runs runs;
} stand;

typedef WM_LIST(stand) stand_list;

typedef enum reading { VALUE, SURELY, POSSIBLY } reading;

typedef struct gap_chain {
    const wm_where *where;
    const wm_condition *c;
    reading which;
    stand_list stands;
    wm_runs bad;
} gap_chain;

static void stand_at(gap_chain *chain, wm_day day, wm_runs runs)
{
    wm_run_memory *memory = &chain->where->sweep->memory;
    if (wm_runs_none(runs))
        return;
    if (!wm_list_push(memory->arena, &chain->stands, ((stand){day, runs})))
        memory->refused = true;
}

/* First point at which T is too long after `from`. */
static int32_t late_from(const wm_sweep *sweep, wm_day from, const wm_length *length)
{
    wm_length over = *length;
    bool working = length->unit == WM_UNIT_WORKING_DAYS;
    if (working && !wm_in_working_days(from))
        return wm_axis_from(sweep->axis, from + 1);
    /* The last day in time; of working days the first that is too late. */
    over.count += working;
    wm_day day = wm_shifted(sweep, from, &over, false);
    return day == WM_DAY_NONE ? sweep->axis->count
                              : wm_axis_from(sweep->axis, day + !working);
}

/* Where `to` (NONE: T) is too long after `from`, in one reading of a length that may
 * change with T and with blanks: too long for that which is read, for any that it may be,
 * or for each.
 */
static wm_runs too_long(const gap_chain *chain, wm_day from, wm_day to)
{
    wm_sweep *sweep = chain->where->sweep;
    wm_run_memory *memory = &sweep->memory;
    wm_lengths lengths = wm_lengths_of(chain->where, &chain->c->longer, from);
    wm_runs late = {0}, in_time = {0};
    for (size_t i = 0; i < lengths.list.count; i++) {
        const wm_length *length = &lengths.list.items[i];
        wm_runs over = {0};
        if (to == WM_DAY_NONE)
            over = wm_run(late_from(sweep, from, length), sweep->axis->count);
        else if (!wm_is_near(sweep, to, from, length, false))
            over = wm_always(sweep);
        wm_runs runs = chain->which == VALUE ? length->value : length->runs;
        late = wm_runs_or(memory, late, wm_runs_and(memory, runs, over));
        in_time = wm_runs_or(memory, in_time, wm_runs_without(memory, runs, over));
    }
    return chain->which == POSSIBLY ? wm_runs_without(memory, late, in_time) : late;
}

/* Where the date holds every chain steps to it. */
static void step_to(gap_chain *chain, wm_day day, wm_runs holds)
{
    wm_run_memory *memory = &chain->where->sweep->memory;
    wm_runs here = {0};
    for (size_t i = 0; i < chain->stands.count; i++) {
        stand *from = &chain->stands.items[i];
        wm_runs stepping = wm_runs_and(memory, from->runs, holds);
        if (day <= from->day || wm_runs_none(stepping))
            continue;
        chain->bad =
            wm_runs_or(memory, chain->bad,
                       wm_runs_and(memory, stepping, too_long(chain, from->day, day)));
        from->runs = wm_runs_without(memory, from->runs, stepping);
        here = wm_runs_or(memory, here, stepping);
    }
    stand_at(chain, day, here);
}

static wm_runs runs_of(const wm_holds *holds, reading which)
{
    return which == VALUE    ? holds->value
           : which == SURELY ? wm_surely(holds)
                             : wm_possibly(holds);
}

static void through_rows(gap_chain *chain, const wm_related_list *rows, wm_day to)
{
    for (size_t i = 0; i < rows->count; i++) {
        const wm_related *row = &rows->items[i];
        if (!row->unknown && row->day < to)
            step_to(chain, row->day, runs_of(&row->passes, chain->which));
    }
}

/* From `from` to `to`, both the same at every point of `runs`. */
static wm_runs no_gap_between(const wm_where *where, const wm_condition *c,
                              const wm_related_list *rows, reading which, wm_day from,
                              wm_day to, wm_runs runs)
{
    gap_chain chain = {.where = where, .c = c, .which = which};
    if (to <= from)
        return runs;
    stand_at(&chain, from, runs);
    through_rows(&chain, rows, to);
    step_to(&chain, to, runs);
    return wm_runs_without(&where->sweep->memory, runs, chain.bad);
}

/* To T, which differs at every point. The rows that hold at a point are dated by then,
 * and so the chain is walked once; the last stretch is bad from the point at which T is
 * too far from where the chain stands.
 */
static wm_runs no_gap_to_end(const wm_where *where, const wm_condition *c,
                             const wm_related_list *rows, reading which, wm_day from,
                             wm_runs runs)
{
    wm_sweep *sweep = where->sweep;
    wm_run_memory *memory = &sweep->memory;
    gap_chain chain = {.where = where, .c = c, .which = which};
    stand_at(&chain, from, runs);
    through_rows(&chain, rows, WM_DAY_LAST + 1);
    for (size_t i = 0; i < chain.stands.count; i++) {
        const stand *last = &chain.stands.items[i];
        wm_runs late =
            wm_runs_and(memory, last->runs, too_long(&chain, last->day, WM_DAY_NONE));
        chain.bad = wm_runs_or(memory, chain.bad, late);
    }
    return wm_runs_without(memory, runs, chain.bad);
}

/* The rows dated behind T do not count: planned dates may be. */
static wm_related_list dated_by_end(wm_sweep *sweep, wm_related_list rows)
{
    for (size_t i = 0; i < rows.count; i++) {
        wm_related *row = &rows.items[i];
        if (row->unknown)
            continue;
        wm_runs by_then = wm_run(wm_axis_from(sweep->axis, row->day), sweep->axis->count);
        row->passes =
            wm_holds_and(&sweep->memory, row->passes, wm_holds_certain(by_then));
    }
    return rows;
}

static wm_holds no_gap_from(const wm_where *where, const wm_condition *c,
                            const wm_related_list *rows, const wm_piece *from,
                            const wm_piece *to)
{
    wm_sweep *sweep = where->sweep;
    if (from->unknown || (to && to->unknown))
        return wm_blank_compared(sweep);
    if (from->day == WM_DAY_NONE || (to && to->day == WM_DAY_NONE))
        return (wm_holds){.certain = true};
    wm_runs runs[3];
    for (int i = VALUE; i <= POSSIBLY; i++)
        runs[i] =
            to ? no_gap_between(where, c, rows, (reading)i, from->day, to->day,
                                wm_always(sweep))
               : no_gap_to_end(where, c, rows, (reading)i, from->day, wm_always(sweep));
    return wm_holds_of(runs[VALUE], runs[SURELY], runs[POSSIBLY]);
}

wm_holds wm_no_gap_in_rows(const wm_where *where, const wm_condition *c)
{
    wm_sweep *sweep = where->sweep;
    bool to_end = c->to->kind == WM_MOMENT_PERIOD_END;
    wm_related_list rows = wm_related_rows(where, c->rows);
    wm_pieces starts = wm_moment_pieces(where, c->from), ends = {0};
    wm_joining joining = {.sweep = sweep};
    if (to_end)
        rows = dated_by_end(sweep, rows);
    else
        ends = wm_moment_pieces(where, c->to);
    for (size_t i = 0; i < starts.list.count; i++) {
        const wm_piece *from = &starts.list.items[i];
        if (to_end)
            wm_join(&joining, from->runs, from->value,
                    no_gap_from(where, c, &rows, from, NULL));
        for (size_t j = 0; j < ends.list.count; j++) {
            const wm_piece *to = &ends.list.items[j];
            wm_join(&joining, wm_runs_and(&sweep->memory, from->runs, to->runs),
                    wm_runs_and(&sweep->memory, from->value, to->value),
                    no_gap_from(where, c, &rows, from, to));
        }
    }
    return wm_joined(&joining);
}
