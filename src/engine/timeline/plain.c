#include "engine/timeline/plan.h"

#include <assert.h>

/* Conditions of plain rows. */

bool wm_plain_reach(const wm_plan *plan, const wm_plan_column *column,
                    const wm_plain_at *at, uint32_t *row)
{
    switch (column->reach) {
    case WM_REACH_ROW:
        *row = at->row;
        return true;
    case WM_REACH_THIS:
        *row = at->self;
        return true;
    case WM_REACH_CHILD:
        *row = column->child ? column->child[at->row] : at->row;
        return true;
    case WM_REACH_KEY:
        break;
    }
    int32_t other = column->key[at->row];
    if (other == WM_BLANK)
        return false;
    *row = (uint32_t)other;
    return !column->key_dates ||
           wm_axis_from(plan->axis, column->key_dates[other]) <= at->from;
}

/* values */

static bool fits(const wm_plan_node *node, int32_t value)
{
    if (!node->codes)
        return (value >= node->low && value <= node->high) != node->is_not;
    for (size_t i = 0; i < node->code_count; i++)
        if (node->codes[i] == value)
            return !node->is_not;
    return node->is_not;
}

/* On the points [from, to) the value stands there. What is blank fits nothing, if it is
 * not known that it is just missing.
 */
static bool value_fits(const wm_plan_node *node, int32_t value, bool *holds)
{
    bool blank = value == WM_BLANK;
    *holds = blank ? node->is_not : fits(node, value);
    if (node->kind == WM_NODE_BLANK)
        *holds = blank != node->is_not;
    return node->kind == WM_NODE_BLANK || !blank || !node->column.blank_is_open;
}

static bool holds_by_history(wm_plan *plan, const wm_plan_node *node, uint32_t row,
                             const wm_plain_at *at, wm_runs *out)
{
    const wm_history *history = node->column.history;
    wm_runs_builder built = {.memory = &plan->sweep->memory};
    int32_t value = WM_BLANK, from = 0;
    for (uint32_t i = history->first[row]; i <= history->first[row + 1]; i++) {
        bool last = i == history->first[row + 1];
        int32_t next =
            last ? plan->axis->count : wm_known_from(plan->sweep, history->from[i]);
        bool holds, matters = from < next && from < at->to && next > at->from;
        if (matters && !value_fits(node, value, &holds))
            return false;
        if (matters && holds)
            wm_runs_add(&built, from, next);
        from = next > from ? next : from;
        if (!last)
            value = history->value[i];
    }
    *out = wm_runs_built(&built);
    return true;
}

/* A date, or what is known with one: blank, and just missing, until then. */
static bool holds_from(wm_plan *plan, const wm_plan_node *node, uint32_t row,
                       const wm_plain_at *at, wm_runs *out)
{
    const wm_plan_column *column = &node->column;
    wm_sweep *sweep = plan->sweep;
    int32_t value = column->values[row], known = 0;
    bool before = node->kind == WM_NODE_BLANK ? !node->is_not : node->is_not;
    bool behind = before;
    if (column->dated && value != WM_BLANK)
        known = wm_known_from(sweep, value);
    if (column->with && column->with[row] == WM_BLANK)
        known = plan->axis->count;
    else if (column->with && wm_known_from(sweep, column->with[row]) > known)
        known = wm_known_from(sweep, column->with[row]);
    if (known < at->to && !value_fits(node, value, &behind))
        return false;
    *out = wm_runs_or(&sweep->memory, before ? wm_run(0, known) : (wm_runs){0},
                      behind ? wm_run(known, plan->axis->count) : (wm_runs){0});
    return true;
}

static bool value_holds(wm_plan *plan, const wm_plan_node *node, const wm_plain_at *at,
                        wm_runs *out)
{
    const wm_plan_column *column = &node->column;
    uint32_t row;
    bool holds;
    if (!wm_plain_reach(plan, column, at, &row))
        return false;
    if (column->history && column->history->first[row] < column->history->first[row + 1])
        return holds_by_history(plan, node, row, at, out);
    if (column->dated || column->with)
        return holds_from(plan, node, row, at, out);
    if (!value_fits(node, column->values[row], &holds))
        return false;
    *out = holds ? wm_run(0, plan->axis->count) : (wm_runs){0};
    return true;
}

static bool age_holds(wm_plan *plan, wm_plan_node *node, const wm_plain_at *at,
                      wm_runs *out)
{
    wm_day born;
    int32_t known;
    *out = (wm_runs){0};
    if (!wm_plain_day(plan, &node->column, at, &born, &known))
        return false;
    if (born == WM_DAY_NONE)
        return true;
    assert(born >= WM_DAY_FIRST && born <= WM_DAY_LAST);
    int32_t *from = &node->age_from[born - WM_DAY_FIRST];
    int32_t *to = &node->age_to[born - WM_DAY_FIRST];
    if (!*from) {
        wm_runs ages = wm_age_holds(plan->sweep, born, NULL, node->ages);
        *from = (ages.count ? ages.one[0] : 0) + 1;
        *to = (ages.count ? ages.one[1] : 0) + 1;
    }
    *out = wm_run(*from - 1 > known ? *from - 1 : known, *to - 1);
    return true;
}

/* terms */

/* Where one term holds nowhere the others need not be plain. */
static bool every_holds(wm_plan *plan, wm_plan_node *const *terms, size_t count,
                        const wm_plain_at *at, wm_runs *out)
{
    wm_plain_at here = *at;
    bool plain = true;
    wm_runs all = wm_run(at->from, at->to);
    for (size_t i = 0; i < count && all.count; i++) {
        wm_runs next;
        if (!wm_plain_holds(plan, terms[i], &here, &next)) {
            plain = false;
            continue;
        }
        all = wm_runs_and(&plan->sweep->memory, all, next);
        if (!all.count)
            break;
        here.from = wm_runs_first(&all);
        here.to = wm_runs_end(&all);
    }
    *out = all;
    return plain || !all.count;
}

static bool covers(const wm_runs *runs, const wm_plain_at *at)
{
    return runs->count == 1 && runs->one[0] <= at->from && runs->one[1] >= at->to;
}

static bool any_holds(wm_plan *plan, const wm_plan_node *node, const wm_plain_at *at,
                      wm_runs *out)
{
    bool plain = true;
    *out = (wm_runs){0};
    for (size_t i = 0; i < node->term_count; i++) {
        wm_runs next;
        if (!wm_plain_holds(plan, node->terms[i], at, &next)) {
            plain = false;
            continue;
        }
        *out = wm_runs_or(&plan->sweep->memory, *out, next);
        if (covers(out, at))
            return true;
    }
    return plain;
}

static bool shows_holds(wm_plan *plan, wm_plan_node *node, const wm_plain_at *at,
                        wm_runs *out)
{
    wm_run_memory *memory = &plan->sweep->memory;
    wm_plain_picks picks = {0};
    wm_runs missing;
    *out = (wm_runs){0};
    if (!wm_plain_picked(plan, node->rows, node->first, at, &picks, &missing))
        return false;
    for (size_t i = 0; i < picks.count; i++) {
        wm_runs runs = picks.items[i].runs, shown;
        wm_plain_at of = {picks.items[i].row, at->self, wm_runs_first(&runs),
                          wm_runs_end(&runs)};
        if (!wm_plain_holds(plan, node->terms[0], &of, &shown))
            return false;
        *out = wm_runs_or(memory, *out, wm_runs_and(memory, runs, shown));
    }
    return true;
}

/* Of a define everything is kept, also what does not matter to who asks first. */
static bool define_holds(wm_plan *plan, wm_plan_node *node, const wm_plain_at *at,
                         wm_runs *out)
{
    uint32_t row;
    wm_plan_node *define = node->terms[0];
    wm_plan_memo *memo = &define->memo;
    if (!wm_plain_reach(plan, &node->column, at, &row))
        return false;
    if (memo->turn != plan->turn || memo->row != row) {
        wm_plain_at inner = {row, row, 0, plan->axis->count};
        wm_plan_memo made = {.turn = plan->turn, .row = row};
        made.plain = wm_plain_holds(plan, define->terms[0], &inner, &made.runs);
        *memo = made;
    }
    *out = memo->runs;
    return memo->plain;
}

static bool other_holds(wm_plan *plan, const wm_plan_node *node, const wm_plain_at *at,
                        wm_runs *out)
{
    const wm_plan_place *place = &node->place;
    wm_where where = {plan->sweep,
                      {place->table, at->row, place->counted_by},
                      {place->this_table, at->self, place->this_counted_by}};
    wm_holds holds = wm_condition_holds(&where, node->condition);
    *out = holds.value;
    return holds.certain;
}

static bool days_hold(wm_plan *plan, wm_plan_node *node, const wm_plain_at *at,
                      wm_runs *out)
{
    wm_plain_pair pair = {node->days, at, node->from, at};
    switch (node->kind) {
    case WM_NODE_ORDER:
        return wm_plain_order(plan, &pair, node->order, out);
    case WM_NODE_WITHIN:
        return wm_plain_within(plan, &pair, &node->length, node->before, out);
    case WM_NODE_ORDER_END:
        return wm_plain_order_end(plan, node->days, node->order, at, out);
    default:
        return wm_plain_within_end(plan, node->days, &node->length, node->until, at, out);
    }
}

static bool not_holds(wm_plan *plan, const wm_plan_node *node, const wm_plain_at *at,
                      wm_runs *out)
{
    if (!wm_plain_holds(plan, node->terms[0], at, out))
        return false;
    *out = wm_runs_not(&plan->sweep->memory, *out, plan->axis->count);
    return true;
}

bool wm_plain_holds(wm_plan *plan, wm_plan_node *node, const wm_plain_at *at,
                    wm_runs *out)
{
    switch (node->kind) {
    case WM_NODE_AND:
        return every_holds(plan, node->terms, node->term_count, at, out);
    case WM_NODE_OR:
        return any_holds(plan, node, at, out);
    case WM_NODE_NOT:
        return not_holds(plan, node, at, out);
    case WM_NODE_ALL:
    case WM_NODE_NONE:
        *out = node->kind == WM_NODE_ALL ? wm_run(0, plan->axis->count) : (wm_runs){0};
        return true;
    case WM_NODE_HAS:
        return wm_plain_has(plan, node->rows, at, out);
    case WM_NODE_NUMBER:
        return wm_plain_many(plan, node->rows, node->low, at, out);
    case WM_NODE_SHOWS:
        return shows_holds(plan, node, at, out);
    case WM_NODE_VALUE:
    case WM_NODE_BLANK:
        return value_holds(plan, node, at, out);
    case WM_NODE_AGE:
        return age_holds(plan, node, at, out);
    case WM_NODE_ORDER:
    case WM_NODE_WITHIN:
    case WM_NODE_ORDER_END:
    case WM_NODE_WITHIN_END:
        return days_hold(plan, node, at, out);
    case WM_NODE_DEFINE:
        return define_holds(plan, node, at, out);
    case WM_NODE_OTHER:
        return other_holds(plan, node, at, out);
    }
    assert(false);
    return false;
}

/* the measure */

bool wm_plain_in(wm_plan *plan, const wm_plan_side *side, uint32_t row, wm_runs *out)
{
    wm_plain_at at = {row, row, 0, plan->axis->count};
    wm_runs more;
    if (!wm_plain_passes(plan, side->rows, &at, row, out))
        return false;
    if (!out->count || !side->condition_count)
        return true;
    at.from = wm_runs_first(out);
    at.to = wm_runs_end(out);
    bool plain = every_holds(plan, side->conditions, side->condition_count, &at, &more);
    *out = wm_runs_and(&plan->sweep->memory, *out, more);
    return plain;
}

bool wm_plain_that(wm_plan *plan, uint32_t row, wm_runs in, wm_runs *out)
{
    wm_plain_at at = {row, row, wm_runs_first(&in), wm_runs_end(&in)};
    wm_runs holds;
    *out = in;
    if (!plan->that)
        return true;
    bool plain = wm_plain_holds(plan, plan->that, &at, &holds);
    *out = plain ? wm_runs_and(&plan->sweep->memory, in, holds) : in;
    return plain;
}
