#include "engine/timeline/plan.h"

#include <assert.h>

/* Days of plain rows. */

/* tables of days */

enum { TABLE_MISSING = 1, TABLE_DAY = 2 };

static wm_day shifted(const wm_plan *plan, wm_day day, wm_plan_length *length,
                      bool before)
{
    wm_day_table table = before ? length->before : length->after;
    wm_length plain = length->plain;
    if (day < WM_DAY_FIRST || day > WM_DAY_LAST)
        return wm_shifted(plan->sweep, day, &plain, before);
    int32_t *cell = &table[day - WM_DAY_FIRST];
    if (!*cell) {
        wm_day to = wm_shifted(plan->sweep, day, &plain, before);
        *cell = to == WM_DAY_NONE ? TABLE_MISSING : to - WM_DAY_FIRST + TABLE_DAY;
        assert(*cell > 0);
    }
    return *cell == TABLE_MISSING ? WM_DAY_NONE : *cell - TABLE_DAY + WM_DAY_FIRST;
}

static const wm_length *length_on(const wm_plan_length *length, wm_day day,
                                  wm_length *room)
{
    if (!length->parameter)
        return &length->plain;
    const wm_duration *plain = wm_in_force(length->parameter, day);
    *room = (wm_length){.count = plain->count, .unit = plain->unit};
    return room;
}

bool wm_plain_near(const wm_plan *plan, wm_day day, wm_day from, wm_plan_length *length,
                   bool before)
{
    wm_day first = before ? day : from, last = before ? from : day;
    wm_length room;
    if (first > last)
        return false;
    const wm_length *plain = length_on(length, from, &room);
    if (plain->unit == WM_UNIT_WORKING_DAYS) {
        const int32_t *upto = plan->sweep->request->calendar->upto;
        return wm_in_working_days(first) && wm_in_working_days(last) &&
               upto[last - WM_WORKING_FIRST] - upto[first - WM_WORKING_FIRST] <=
                   plain->count;
    }
    wm_day edge = length->parameter ? wm_shifted(plan->sweep, from, plain, before)
                                    : shifted(plan, from, length, before);
    return edge == WM_DAY_NONE || (before ? day >= edge : day <= edge);
}

/* steps */

static wm_day_steps one_step(wm_day day)
{
    return (wm_day_steps){.count = 1, .few = {{0, day}}};
}

/* Missing until `from`, then the day. */
static wm_day_steps known_from(const wm_plan *plan, wm_day day, int32_t from)
{
    if (day == WM_DAY_NONE || from >= plan->axis->count)
        return one_step(WM_DAY_NONE);
    if (from <= 0)
        return one_step(day);
    return (wm_day_steps){.count = 2, .few = {{0, WM_DAY_NONE}, {from, day}}};
}

typedef WM_LIST(wm_day_step) step_list;

/* `from` must not fall. */
static void add_step(wm_plan *plan, step_list *steps, int32_t from, wm_day day)
{
    wm_day_step *last = steps->count ? &steps->items[steps->count - 1] : NULL;
    assert(!last || from >= last->from);
    if (last && last->day == day)
        return;
    if (last && last->from == from) {
        last->day = day;
        return;
    }
    if (!wm_list_push(plan->sweep->memory.arena, steps, ((wm_day_step){from, day})))
        plan->sweep->memory.refused = true;
}

static wm_day_steps steps_of(const step_list *list)
{
    wm_day_steps steps = {.count = (uint32_t)list->count, .many = list->items};
    if (!list->count)
        return one_step(WM_DAY_NONE); /* memory was refused */
    for (uint32_t i = 0; i < steps.count && steps.count <= 2; i++)
        steps.few[i] = list->items[i];
    return steps;
}

/* Days on stretches of points, put in their order at the end. */
typedef struct stretch {
    int32_t from;
    int32_t to;
    wm_day day;
} stretch;

typedef WM_LIST(stretch) stretch_list;

static void add_stretch(wm_plan *plan, stretch_list *list, stretch one)
{
    if (!wm_list_push(plan->sweep->memory.arena, list, one))
        plan->sweep->memory.refused = true;
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t sooner(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* The steps where the runs hold. */
static void add_where(wm_plan *plan, stretch_list *list, const wm_day_steps *steps,
                      wm_runs runs)
{
    const wm_day_step *step = wm_steps_of(steps);
    const int32_t *edges = wm_edges(&runs);
    uint32_t at = 0;
    for (uint32_t i = 0; i < runs.count; i++) {
        while (at + 1 < steps->count && step[at + 1].from <= edges[2 * i])
            at++;
        for (uint32_t s = at; s < steps->count && step[s].from < edges[2 * i + 1]; s++) {
            int32_t end = s + 1 < steps->count ? step[s + 1].from : plan->axis->count;
            add_stretch(plan, list,
                        (stretch){later(step[s].from, edges[2 * i]),
                                  sooner(end, edges[2 * i + 1]), step[s].day});
        }
    }
}

static void in_order(stretch_list *list)
{
    size_t count = list->count;
    bool falls = count > 1 && list->items[0].from > list->items[count - 1].from;
    for (size_t i = 0; falls && i < count / 2; i++) {
        stretch swapped = list->items[i];
        list->items[i] = list->items[count - 1 - i];
        list->items[count - 1 - i] = swapped;
    }
    for (size_t i = 1; i < count; i++) {
        stretch one = list->items[i];
        size_t at = i;
        for (; at > 0 && list->items[at - 1].from > one.from; at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = one;
    }
}

/* Missing where no stretch is. */
static wm_day_steps of_stretches(wm_plan *plan, stretch_list *list)
{
    step_list steps = {0};
    int32_t end = 0;
    in_order(list);
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].from > end)
            add_step(plan, &steps, end, WM_DAY_NONE);
        add_step(plan, &steps, list->items[i].from, list->items[i].day);
        end = list->items[i].to;
    }
    if (end < plan->axis->count)
        add_step(plan, &steps, end, WM_DAY_NONE);
    return steps_of(&steps);
}

/* columns */

bool wm_plain_day(const wm_plan *plan, const wm_plan_column *column,
                  const wm_plain_at *at, wm_day *day, int32_t *from)
{
    uint32_t row;
    *from = 0;
    if (!wm_plain_reach(plan, column, at, &row))
        return false;
    *day = column->values[row];
    if (*day == WM_DAY_NONE)
        return !column->blank_is_open;
    if (column->dated)
        *from = wm_known_from(plan->sweep, *day);
    if (!column->with)
        return true;
    if (column->with[row] == WM_DAY_NONE)
        *day = WM_DAY_NONE;
    else
        *from = later(*from, wm_known_from(plan->sweep, column->with[row]));
    return true;
}

/* moments */

static bool shift_days(wm_plan *plan, wm_plan_days *days, const wm_plain_at *at,
                       wm_day_steps *out)
{
    wm_day_steps from;
    step_list steps = {0};
    if (!wm_plain_days(plan, days->from, at, &from))
        return false;
    const wm_day_step *step = wm_steps_of(&from);
    *out = from;
    for (uint32_t i = 0; i < from.count; i++) {
        wm_length room;
        wm_day day = step[i].day;
        if (day != WM_DAY_NONE && days->length.parameter)
            day = wm_shifted(plan->sweep, day, length_on(&days->length, day, &room),
                             days->before);
        else if (day != WM_DAY_NONE)
            day = shifted(plan, day, &days->length, days->before);
        if (from.count <= 2)
            out->few[i].day = day;
        else
            add_step(plan, &steps, step[i].from, day);
    }
    if (from.count > 2)
        *out = steps_of(&steps);
    return true;
}

static bool rows_days(wm_plan *plan, wm_plan_days *days, const wm_plain_at *at,
                      wm_day_steps *out)
{
    wm_plain_picks picks = {0};
    wm_runs missing;
    stretch_list list = {0};
    if (!wm_plain_picked(plan, days->rows, days->first, at, &picks, &missing))
        return false;
    for (size_t i = 0; i < picks.count; i++) {
        const wm_plain_pick *pick = &picks.items[i];
        wm_plain_at of = {pick->row, at->self, at->from, at->to};
        wm_day_steps found;
        if (!wm_plain_days(plan, days->from, &of, &found))
            return false;
        add_where(plan, &list, &found, pick->runs);
    }
    *out = of_stretches(plan, &list);
    return true;
}

static wm_day better(wm_day a, wm_day b, bool latest)
{
    if (a == WM_DAY_NONE || b == WM_DAY_NONE)
        return a == WM_DAY_NONE ? b : a;
    return (a < b) == latest ? b : a;
}

static wm_day_steps better_steps(wm_plan *plan, const wm_day_steps *a,
                                 const wm_day_steps *b, bool latest)
{
    const wm_day_step *x = wm_steps_of(a), *y = wm_steps_of(b);
    step_list steps = {0};
    for (uint32_t i = 0, j = 0;;) {
        add_step(plan, &steps, later(x[i].from, y[j].from),
                 better(x[i].day, y[j].day, latest));
        int32_t next_x = i + 1 < a->count ? x[i + 1].from : INT32_MAX;
        int32_t next_y = j + 1 < b->count ? y[j + 1].from : INT32_MAX;
        if (next_x == INT32_MAX && next_y == INT32_MAX)
            return steps_of(&steps);
        i += next_x <= next_y;
        j += next_y <= next_x;
    }
}

static bool list_days(wm_plan *plan, wm_plan_days *days, const wm_plain_at *at,
                      wm_day_steps *out)
{
    if (!wm_plain_days(plan, days->items[0], at, out))
        return false;
    for (size_t i = 1; i < days->item_count; i++) {
        wm_day_steps next;
        if (!wm_plain_days(plan, days->items[i], at, &next))
            return false;
        *out = better_steps(plan, out, &next, days->latest);
    }
    return true;
}

static bool case_days(wm_plan *plan, wm_plan_days *days, const wm_plain_at *at,
                      wm_day_steps *out)
{
    wm_run_memory *memory = &plan->sweep->memory;
    wm_runs left = wm_run(at->from, at->to);
    stretch_list list = {0};
    for (size_t i = 0; i < days->item_count && left.count; i++) {
        wm_runs reached = left;
        wm_plain_at where = {at->row, at->self, wm_runs_first(&left), wm_runs_end(&left)};
        wm_day_steps then;
        if (days->whens[i]) {
            if (!wm_plain_holds(plan, days->whens[i], &where, &reached))
                return false;
            reached = wm_runs_and(memory, left, reached);
        }
        if (!reached.count)
            continue;
        where.from = wm_runs_first(&reached);
        where.to = wm_runs_end(&reached);
        if (!wm_plain_days(plan, days->items[i], &where, &then))
            return false;
        add_where(plan, &list, &then, reached);
        left = wm_runs_without(memory, left, reached);
    }
    *out = of_stretches(plan, &list);
    return true;
}

/* Of a define everything is kept, also what does not matter to who asks first. */
static bool define_days(wm_plan *plan, wm_plan_days *days, const wm_plain_at *at,
                        wm_day_steps *out)
{
    uint32_t row;
    wm_plan_memo *memo = &days->from->memo;
    if (!wm_plain_reach(plan, &days->column, at, &row))
        return false;
    if (memo->turn != plan->turn || memo->row != row) {
        wm_plain_at inner = {row, row, 0, plan->axis->count};
        wm_plan_memo made = {.turn = plan->turn, .row = row};
        made.plain = wm_plain_days(plan, days->from, &inner, &made.days);
        *memo = made;
    }
    *out = memo->days;
    return memo->plain;
}

static bool other_days(wm_plan *plan, const wm_plan_days *days, const wm_plain_at *at,
                       wm_day_steps *out)
{
    const wm_plan_place *place = &days->place;
    wm_where where = {plan->sweep,
                      {place->table, at->row, place->counted_by},
                      {place->this_table, at->self, place->this_counted_by}};
    wm_pieces pieces = wm_moment_pieces(&where, days->moment);
    stretch_list list = {0};
    for (size_t i = 0; i < pieces.list.count; i++) {
        const wm_piece *piece = &pieces.list.items[i];
        const int32_t *edges = wm_edges(&piece->value);
        if (pieces.open || piece->unknown)
            return false;
        for (uint32_t r = 0; r < piece->value.count; r++)
            add_stretch(plan, &list,
                        (stretch){edges[2 * r], edges[2 * r + 1], piece->day});
    }
    *out = of_stretches(plan, &list);
    return true;
}

static bool column_days(const wm_plan *plan, const wm_plan_days *days,
                        const wm_plain_at *at, wm_day_steps *out)
{
    wm_day day;
    int32_t from;
    if (!wm_plain_day(plan, &days->column, at, &day, &from))
        return false;
    *out = known_from(plan, day, from);
    return true;
}

bool wm_plain_days(wm_plan *plan, wm_plan_days *days, const wm_plain_at *at,
                   wm_day_steps *out)
{
    switch (days->kind) {
    case WM_DAYS_COLUMN:
        return column_days(plan, days, at, out);
    case WM_DAYS_SHIFT:
        return shift_days(plan, days, at, out);
    case WM_DAYS_OF_ROWS:
        return rows_days(plan, days, at, out);
    case WM_DAYS_LIST:
        return list_days(plan, days, at, out);
    case WM_DAYS_CASE:
        return case_days(plan, days, at, out);
    case WM_DAYS_DEFINE:
        return define_days(plan, days, at, out);
    case WM_DAYS_OTHER:
        return other_days(plan, days, at, out);
    }
    assert(false);
    return false;
}

/* two days compared */

typedef struct comparing {
    bool near; /* else in order */
    wm_order order;
    wm_plan_length *length;
    bool before;
} comparing;

static bool compare(const wm_plan *plan, const comparing *how, wm_day a, wm_day b)
{
    if (a == WM_DAY_NONE || b == WM_DAY_NONE)
        return false;
    return how->near ? wm_plain_near(plan, a, b, how->length, how->before)
                     : wm_in_order(a, how->order, b);
}

static wm_runs compare_steps(wm_plan *plan, const comparing *how, const wm_day_steps *a,
                             const wm_day_steps *b)
{
    const wm_day_step *x = wm_steps_of(a), *y = wm_steps_of(b);
    wm_runs_builder built = {.memory = &plan->sweep->memory};
    wm_runs one = {0};
    bool several = a->count + b->count > 4;
    for (uint32_t i = 0, j = 0;;) {
        int32_t next_x = i + 1 < a->count ? x[i + 1].from : INT32_MAX;
        int32_t next_y = j + 1 < b->count ? y[j + 1].from : INT32_MAX;
        int32_t next = sooner(next_x, next_y), end = sooner(next, plan->axis->count);
        if (compare(plan, how, x[i].day, y[j].day)) {
            wm_runs here = wm_run(later(x[i].from, y[j].from), end);
            if (several)
                wm_runs_add(&built, here.one[0], here.one[1]);
            else
                one = wm_runs_or(&plan->sweep->memory, one, here);
        }
        if (next == INT32_MAX)
            return several ? wm_runs_built(&built) : one;
        i += next_x <= next_y;
        j += next_y <= next_x;
    }
}

static bool compare_days(wm_plan *plan, const comparing *how, const wm_plain_pair *pair,
                         wm_runs *out)
{
    if (pair->a->kind == WM_DAYS_COLUMN && pair->b->kind == WM_DAYS_COLUMN) {
        wm_day a, b;
        int32_t a_from, b_from;
        if (!wm_plain_day(plan, &pair->a->column, pair->a_at, &a, &a_from) ||
            !wm_plain_day(plan, &pair->b->column, pair->b_at, &b, &b_from))
            return false;
        *out = compare(plan, how, a, b) ? wm_run(later(a_from, b_from), plan->axis->count)
                                        : (wm_runs){0};
        return true;
    }
    wm_day_steps a, b;
    if (!wm_plain_days(plan, pair->a, pair->a_at, &a) ||
        !wm_plain_days(plan, pair->b, pair->b_at, &b))
        return false;
    *out = compare_steps(plan, how, &a, &b);
    return true;
}

bool wm_plain_order(wm_plan *plan, const wm_plain_pair *pair, wm_order order,
                    wm_runs *out)
{
    comparing how = {.order = order};
    return compare_days(plan, &how, pair, out);
}

bool wm_plain_within(wm_plan *plan, const wm_plain_pair *pair, wm_plan_length *length,
                     bool before, wm_runs *out)
{
    comparing how = {.near = true, .length = length, .before = before};
    return compare_days(plan, &how, pair, out);
}

/* a day and T */

bool wm_plain_to_end(wm_plan *plan, wm_plan_days *days, const wm_plain_at *at,
                     wm_to_end_of *holds, const void *how, wm_runs *out)
{
    wm_day_steps steps;
    *out = (wm_runs){0};
    if (days->kind == WM_DAYS_COLUMN) {
        wm_day day;
        int32_t from;
        if (!wm_plain_day(plan, &days->column, at, &day, &from))
            return false;
        if (day != WM_DAY_NONE)
            *out = wm_runs_and(&plan->sweep->memory, holds(plan, how, day),
                               wm_run(from, plan->axis->count));
        return true;
    }
    if (!wm_plain_days(plan, days, at, &steps))
        return false;
    const wm_day_step *step = wm_steps_of(&steps);
    wm_runs_builder built = {.memory = &plan->sweep->memory};
    for (uint32_t i = 0; i < steps.count; i++) {
        int32_t end = i + 1 < steps.count ? step[i + 1].from : plan->axis->count;
        wm_runs here = {0};
        if (step[i].day != WM_DAY_NONE)
            here = holds(plan, how, step[i].day);
        if (here.count)
            wm_runs_add(&built, later(here.one[0], step[i].from),
                        sooner(here.one[1], end));
    }
    *out = wm_runs_built(&built);
    return true;
}

static wm_runs ordered_to_end(wm_plan *plan, const void *how, wm_day day)
{
    return wm_order_to_end(plan->sweep, day, *(const wm_order *)how);
}

bool wm_plain_order_end(wm_plan *plan, wm_plan_days *days, wm_order order,
                        const wm_plain_at *at, wm_runs *out)
{
    return wm_plain_to_end(plan, days, at, ordered_to_end, &order, out);
}

wm_runs wm_near_end(wm_plan *plan, wm_day day, const wm_length *length,
                    wm_day_table until)
{
    bool kept = day >= WM_DAY_FIRST && day <= WM_DAY_LAST;
    int32_t *cell = kept ? &until[day - WM_DAY_FIRST] : NULL;
    if (cell && *cell)
        return wm_run(wm_axis_from(plan->axis, day), *cell - 1);
    wm_runs runs = wm_before_end(plan->sweep, day, length, 0, plan->axis->count);
    if (cell)
        *cell = (runs.count ? runs.one[1] : 0) + 1;
    return runs;
}

typedef struct near_end {
    const wm_length *length;
    wm_day_table until;
} near_end;

static wm_runs near_to_end(wm_plan *plan, const void *how, wm_day day)
{
    const near_end *near = how;
    return wm_near_end(plan, day, near->length, near->until);
}

bool wm_plain_within_end(wm_plan *plan, wm_plan_days *days, wm_plan_length *length,
                         wm_day_table until, const wm_plain_at *at, wm_runs *out)
{
    near_end near = {&length->plain, until};
    return wm_plain_to_end(plan, days, at, near_to_end, &near, out);
}
