#include "engine/timeline/plan.h"

#include <assert.h>

/* Rows of a phrase, and those related to a row, where they are plain. */

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* spells: as wm_spell_of */

static wm_spell spell_of(const wm_plan *plan, const wm_plan_rows *rows, uint32_t row)
{
    assert(rows->dates && rows->ends);
    wm_day to = rows->ends[row], died = WM_DAY_NONE;
    wm_day end = to == WM_DAY_NONE ? WM_DAY_NONE : to + rows->table->def->inclusive;
    wm_spell spell = {.from = rows->dates[row], .end = end};
    if (rows->died)
        died = rows->died[rows->child ? rows->child[row] : row];
    bool by_death = died != WM_DAY_NONE && (end == WM_DAY_NONE || died < end);
    if (by_death)
        spell.end = died;
    spell.end_known = plan->axis->count;
    if (spell.end != WM_DAY_NONE)
        spell.end_known = wm_known_from(plan->sweep, by_death ? died : to);
    return spell;
}

/* Points at which the spell is over, and that is known. */
static int32_t over_from(const wm_plan *plan, const wm_spell *spell)
{
    if (spell->end == WM_DAY_NONE)
        return plan->axis->count;
    return later(wm_axis_from(plan->axis, spell->end), spell->end_known);
}

static wm_runs open_at_end(const wm_plan *plan, const wm_plan_time *time,
                           const wm_spell *spell)
{
    int32_t from = wm_axis_from(plan->axis, spell->from);
    if (time->until)
        from = later(from, wm_axis_until_in(plan->axis, time->until, spell->from - 1));
    return wm_run(from, over_from(plan, spell));
}

static wm_runs open_during(const wm_plan *plan, const wm_plan_time *time,
                           const wm_spell *spell)
{
    int32_t to = plan->axis->count;
    if (spell->end != WM_DAY_NONE) {
        bool never = spell->end <= spell->from;
        to = never ? 0 : wm_axis_until_in(plan->axis, time->until, spell->end - 1);
        to = later(to, spell->end_known);
    }
    return wm_run(wm_axis_from(plan->axis, spell->from), to);
}

static bool open_on_days(wm_plan *plan, const wm_plan_time *time, const wm_spell *spell,
                         const wm_plain_at *at, wm_runs *out)
{
    wm_run_memory *memory = &plan->sweep->memory;
    wm_day_steps steps;
    *out = (wm_runs){0};
    if (!wm_plain_days(plan, time->day, at, &steps))
        return false;
    const wm_day_step *step = wm_steps_of(&steps);
    for (uint32_t i = 0; i < steps.count; i++) {
        int32_t end = i + 1 < steps.count ? step[i + 1].from : plan->axis->count;
        if (step[i].day == WM_DAY_NONE)
            continue;
        wm_runs open = wm_open_on(plan->sweep, spell, step[i].day, time->months_min);
        *out = wm_runs_or(memory, *out,
                          wm_runs_and(memory, open, wm_run(step[i].from, end)));
    }
    return true;
}

/* dates */

static wm_runs in_window(wm_plan *plan, const void *until, wm_day day)
{
    return wm_run(wm_axis_from(plan->axis, day),
                  wm_axis_until_in(plan->axis, until, day));
}

static bool timed(wm_plan *plan, const wm_plan_rows *rows, wm_plan_time *time,
                  const wm_plain_at *asker, const wm_plain_at *of, wm_runs *out)
{
    wm_plain_pair pair = {time->date, of, time->day, asker};
    wm_spell spell = {0};
    if (time->kind == WM_TIME_OPEN_AT || time->kind == WM_TIME_OPEN_DURING)
        spell = spell_of(plan, rows, of->row);
    switch (time->kind) {
    case WM_TIME_IN:
        return wm_plain_to_end(plan, time->date, of, in_window, time->until, out);
    case WM_TIME_OPEN_AT:
        if (!time->at_end)
            return open_on_days(plan, time, &spell, asker, out);
        *out = open_at_end(plan, time, &spell);
        return true;
    case WM_TIME_OPEN_DURING:
        *out = open_during(plan, time, &spell);
        return true;
    case WM_TIME_WITHIN:
        return time->at_end
                   ? wm_plain_within_end(plan, time->date, &time->length,
                                         time->near_until, of, out)
                   : wm_plain_within(plan, &pair, &time->length, time->before, out);
    case WM_TIME_ORDER:
        return time->at_end ? wm_plain_order_end(plan, time->date, time->order, of, out)
                            : wm_plain_order(plan, &pair, time->order, out);
    }
    assert(false);
    return false;
}

/* The row's parent is there with it: an orphan is not plain. */
static bool parent_holds(wm_plan *plan, const wm_plan_rows *rows, const wm_plain_at *of,
                         wm_runs *out)
{
    int32_t parent = rows->table->parent[of->row];
    wm_plain_at above = *of;
    if (parent == WM_BLANK)
        return false;
    above.row = (uint32_t)parent;
    if (rows->parent_dates &&
        wm_known_from(plan->sweep, rows->parent_dates[parent]) > of->from)
        return false;
    return wm_plain_holds(plan, rows->parent_where, &above, out);
}

/* spans: the same by the points alone */

typedef struct span {
    int32_t from;
    int32_t to;
} span;

static span both(span a, int32_t from, int32_t to)
{
    return (span){later(a.from, from), a.to < to ? a.to : to};
}

static span none(void)
{
    return (span){0, 0};
}

/* The date of the row compared with a day of who asks. */
static span compared(wm_plan *plan, wm_plan_time *time, const wm_plain_at *asker,
                     wm_day own, span all)
{
    wm_day day;
    int32_t known;
    if (!wm_plain_day(plan, &time->day->column, asker, &day, &known) ||
        day == WM_DAY_NONE)
        return none();
    bool holds = time->kind == WM_TIME_ORDER
                     ? wm_in_order(own, time->order, day)
                     : wm_plain_near(plan, own, day, &time->length, time->before);
    return holds ? both(all, known, all.to) : none();
}

static span dated_span(wm_plan *plan, wm_plan_time *time, const wm_plain_at *asker,
                       uint32_t row, span all)
{
    wm_day own = time->own[row];
    if (own == WM_DAY_NONE)
        return none();
    if (time->own_dated)
        all.from = later(all.from, wm_known_from(plan->sweep, own));
    if (time->kind == WM_TIME_IN)
        return both(all, wm_axis_from(plan->axis, own),
                    wm_axis_until_in(plan->axis, time->until, own));
    if (!time->at_end)
        return compared(plan, time, asker, own, all);
    wm_runs runs = time->kind == WM_TIME_ORDER
                       ? wm_order_to_end(plan->sweep, own, time->order)
                       : wm_near_end(plan, own, &time->length.plain, time->near_until);
    return runs.count ? both(all, runs.one[0], runs.one[1]) : none();
}

static span spans(wm_plan *plan, const wm_plan_rows *rows, const wm_plain_at *asker,
                  uint32_t row, span all)
{
    for (size_t i = 0; i < rows->span_count && all.from < all.to; i++) {
        wm_plan_time *time = &rows->times[i];
        if (time->own) {
            all = dated_span(plan, time, asker, row, all);
            continue;
        }
        wm_spell spell = spell_of(plan, rows, row);
        wm_runs runs = time->kind == WM_TIME_OPEN_AT ? open_at_end(plan, time, &spell)
                                                     : open_during(plan, time, &spell);
        all = runs.count ? both(all, runs.one[0], runs.one[1]) : none();
    }
    return all;
}

/* Less where the next does not hold; what is none needs nothing more. */
static void narrow(wm_plan *plan, wm_runs *all, const wm_runs *next, wm_plain_at *of)
{
    *all = wm_runs_and(&plan->sweep->memory, *all, *next);
    if (!all->count)
        return;
    of->from = wm_runs_first(all);
    of->to = wm_runs_end(all);
}

bool wm_plain_passes(wm_plan *plan, wm_plan_rows *rows, const wm_plain_at *asker,
                     uint32_t row, wm_runs *out)
{
    wm_plain_at of = {row, rows->is_top ? row : asker->self, asker->from, asker->to};
    wm_plain_at from = rows->is_top ? of : *asker;
    wm_runs all, next;
    bool plain = true;
    if (rows->dates)
        of.from = later(of.from, wm_known_from(plan->sweep, rows->dates[row]));
    span first = spans(plan, rows, &from, row, (span){of.from, of.to});
    *out = all = wm_run(first.from, first.to);
    of.from = first.from;
    of.to = first.to;
    if (!all.count || rows->is_spans)
        return true;
    for (size_t i = rows->span_count; i < rows->time_count && all.count; i++) {
        from.from = of.from;
        from.to = of.to;
        if (timed(plan, rows, &rows->times[i], &from, &of, &next))
            narrow(plan, &all, &next, &of);
        else
            plain = false;
    }
    if (all.count && rows->where) {
        if (wm_plain_holds(plan, rows->where, &of, &next))
            narrow(plan, &all, &next, &of);
        else
            plain = false;
    }
    if (all.count && rows->parent_where) {
        if (parent_holds(plan, rows, &of, &next))
            narrow(plan, &all, &next, &of);
        else
            plain = false;
    }
    *out = all;
    return plain || !all.count;
}

/* related rows */

static bool is_tied(const wm_plan_rows *rows, uint32_t asker, uint32_t row)
{
    const int32_t *parent = rows->table->parent;
    switch (rows->tie) {
    case WM_TIE_CHILD:
        return true;
    case WM_TIE_CHILDREN:
        return parent[row] == (int32_t)asker;
    case WM_TIE_SIBLINGS:
        return parent[row] != WM_BLANK && parent[row] == rows->asker_parent[asker];
    case WM_TIE_PARENT:
        return rows->asker_parent[asker] == (int32_t)row;
    case WM_TIE_NONE:
        break;
    }
    assert(false);
    return false;
}

static bool related_to(wm_plan *plan, wm_plan_rows *rows, const wm_plain_at *asker,
                       const wm_plain_at *of, wm_runs *out)
{
    bool before = rows->relation == WM_RELATION_EARLIER;
    wm_plain_pair pair = {rows->date, of, rows->own, asker};
    wm_runs near;
    if (!wm_plain_order(plan, &pair, before ? WM_ORDER_BEFORE : WM_ORDER_AFTER, out))
        return false;
    if (!rows->has_within || !out->count)
        return true;
    if (!wm_plain_within(plan, &pair, &rows->within, before, &near))
        return false;
    *out = wm_runs_and(&plan->sweep->memory, *out, near);
    return true;
}

/* Where the row is related to who asks, and passes. */
static bool related(wm_plan *plan, wm_plan_rows *rows, const wm_plain_at *asker,
                    uint32_t row, wm_runs *out)
{
    wm_plain_at here = *asker, of = {row, asker->self, asker->from, asker->to};
    wm_runs relation;
    bool is_ordered =
        rows->relation == WM_RELATION_EARLIER || rows->relation == WM_RELATION_LATER;
    bool is_itself = rows->number == rows->asker && row == asker->row;
    *out = (wm_runs){0};
    if ((rows->relation == WM_RELATION_OTHER && is_itself) ||
        !is_tied(rows, asker->row, row))
        return true;
    if (!is_ordered)
        return wm_plain_passes(plan, rows, asker, row, out);
    if (!related_to(plan, rows, asker, &of, &relation))
        return false;
    relation = wm_runs_and(&plan->sweep->memory, relation, wm_run(here.from, here.to));
    if (!relation.count)
        return true;
    here.from = wm_runs_first(&relation);
    here.to = wm_runs_end(&relation);
    if (!wm_plain_passes(plan, rows, &here, row, out))
        return false;
    *out = wm_runs_and(&plan->sweep->memory, *out, relation);
    return true;
}

/* Those beside the asker that may be related: rows come by date, and what is known only
 * behind the points that matter is left out.
 */
static void rows_beside(const wm_plan *plan, const wm_plan_rows *rows,
                        const wm_plain_at *asker, uint32_t *from, uint32_t *to)
{
    if (!rows->of_child) {
        wm_rows_beside(plan->sweep->records, rows->number, rows->asker, asker->row, from,
                       to);
        return;
    }
    uint32_t child = rows->asker_child ? rows->asker_child[asker->row] : asker->row;
    wm_rows_of_child(rows->table, child, from, to);
    if (plan->sweep->hindsight || asker->to >= plan->axis->count)
        return;
    wm_day last = plan->axis->points[asker->to - 1].at;
    while (*to > *from && rows->dates[*to - 1] > last)
        (*to)--;
}

/* Runs put together, most often in their order. */
typedef struct gathering {
    wm_plan *plan;
    wm_runs_builder built;
    wm_runs others; /* that came too late for their place */
} gathering;

static void gather(gathering *g, const wm_runs *runs)
{
    size_t count = g->built.edges.count;
    int32_t first = wm_runs_first(runs);
    if (count && first < g->built.edges.items[count - 2]) {
        g->others = wm_runs_or(&g->plan->sweep->memory, g->others, *runs);
        return;
    }
    const int32_t *edges = wm_edges(runs);
    for (uint32_t i = 0; i < runs->count; i++)
        wm_runs_add(&g->built, edges[2 * i], edges[2 * i + 1]);
}

static wm_runs gathered(const gathering *g)
{
    return wm_runs_or(&g->plan->sweep->memory, g->others, wm_runs_built(&g->built));
}

bool wm_plain_has(wm_plan *plan, wm_plan_rows *rows, const wm_plain_at *at, wm_runs *out)
{
    gathering all = {.plan = plan, .built = {.memory = &plan->sweep->memory}};
    uint32_t from, to;
    bool plain = true;
    rows_beside(plan, rows, at, &from, &to);
    for (uint32_t row = from; row < to; row++) {
        wm_runs runs;
        if (!related(plan, rows, at, row, &runs)) {
            plain = false;
            continue;
        }
        if (runs.count == 1 && runs.one[0] <= at->from && runs.one[1] >= at->to) {
            *out = runs;
            return true;
        }
        if (runs.count)
            gather(&all, &runs);
    }
    *out = gathered(&all);
    return plain;
}

bool wm_plain_many(wm_plan *plan, wm_plan_rows *rows, int64_t least,
                   const wm_plain_at *at, wm_runs *out)
{
    wm_edge_list edges = {0};
    uint32_t from, to;
    rows_beside(plan, rows, at, &from, &to);
    for (uint32_t row = from; row < to; row++) {
        wm_runs runs;
        if (!related(plan, rows, at, row, &runs))
            return false;
        wm_add_edges(plan->sweep, &edges, runs);
    }
    *out = wm_at_least(plan->sweep, &edges, least);
    return true;
}

bool wm_plain_picked(wm_plan *plan, wm_plan_rows *rows, bool first, const wm_plain_at *at,
                     wm_plain_picks *picks, wm_runs *missing)
{
    wm_run_memory *memory = &plan->sweep->memory;
    wm_plain_at here = *at;
    uint32_t from, to;
    *missing = wm_run(at->from, at->to);
    rows_beside(plan, rows, at, &from, &to);
    for (uint32_t i = from; i < to && missing->count; i++) {
        wm_plain_pick pick = {.row = first ? i : to - 1 - (i - from)};
        wm_runs passes;
        here.from = wm_runs_first(missing);
        here.to = wm_runs_end(missing);
        if (!related(plan, rows, &here, pick.row, &passes))
            return false;
        pick.runs = wm_runs_and(memory, passes, *missing);
        if (!pick.runs.count)
            continue;
        if (!wm_list_push(memory->arena, picks, pick))
            memory->refused = true;
        *missing = wm_runs_without(memory, *missing, passes);
    }
    return true;
}
