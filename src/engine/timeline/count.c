#include "engine/timeline/count.h"

#include "engine/timeline/groups.h"

#include <assert.h>
#include <stdlib.h>

/* A row of the counted table, in one group: where it is in the denominator and where it
 * meets the condition.
 */
typedef struct unit_row {
    int32_t unit; /* what counts once: the row, its child, a value of a column */
    bool unit_is_row;
    int32_t per; /* `highest ... per` */
    int32_t keys[WM_BY_MAX];
    wm_runs grouped; /* where it has these keys, and this `per` */
    wm_holds in;
    wm_holds met;
} unit_row;

typedef WM_LIST(unit_row) entry_list;

typedef struct counting {
    wm_sweep *sweep;
    const wm_body *body;
    wm_tally *tally;
    const wm_rows *rows; /* the counted ones, or the other side of a ratio */
    entry_list entries;  /* of the child (the authority) at hand */
    wm_plan *plan;
    const wm_plan_side *side; /* of these rows; its rows are NULL: there is no plan */
    wm_tally_group *all;      /* the total, where there are no other groups; or NULL */
} counting;

/* tallies */

static uint32_t hash_of(const int32_t *keys, int32_t per)
{
    uint32_t hash = (uint32_t)per * 2654435761u;
    for (size_t i = 0; i < WM_BY_MAX; i++)
        hash = (hash ^ (uint32_t)keys[i]) * 2654435761u;
    return hash ^ (hash >> 15);
}

static bool is_group(const wm_tally_group *group, const int32_t *keys, int32_t per)
{
    return group->per == per && memcmp(group->keys, keys, sizeof group->keys) == 0;
}

static void place(wm_tally *tally, uint32_t number)
{
    const wm_tally_group *group = &tally->groups.items[number];
    uint32_t slot = hash_of(group->keys, group->per) & (tally->slot_count - 1);
    while (tally->slots[slot])
        slot = (slot + 1) & (tally->slot_count - 1);
    tally->slots[slot] = number + 1;
}

static bool more_slots(wm_tally *tally)
{
    uint32_t count = tally->slot_count ? 2 * tally->slot_count : 64;
    uint32_t *slots = wm_arena_alloc(tally->arena, count, sizeof *slots);
    if (!slots)
        return false;
    tally->slots = slots;
    tally->slot_count = count;
    for (uint32_t i = 0; i < tally->groups.count; i++)
        place(tally, i);
    return true;
}

static wm_tally_group *find_group(const wm_tally *tally, const int32_t *keys, int32_t per)
{
    if (!tally->slot_count)
        return NULL;
    uint32_t slot = hash_of(keys, per) & (tally->slot_count - 1);
    for (; tally->slots[slot]; slot = (slot + 1) & (tally->slot_count - 1)) {
        wm_tally_group *group = &tally->groups.items[tally->slots[slot] - 1];
        if (is_group(group, keys, per))
            return group;
    }
    return NULL;
}

static bool make_steps(wm_steps *steps, int32_t points, wm_arena *arena)
{
    size_t each = (size_t)points + 1;
    int64_t *all = wm_arena_alloc(arena, 6 * each, sizeof *all);
    if (!all)
        return false;
    *steps = (wm_steps){
        all, all + each, all + 2 * each, all + 3 * each, all + 4 * each, all + 5 * each};
    return true;
}

static wm_tally_group *group_of(counting *c, const int32_t *keys, int32_t per)
{
    wm_tally *tally = c->tally;
    wm_tally_group *found = find_group(tally, keys, per);
    if (found)
        return found;
    wm_tally_group group = {.per = per};
    memcpy(group.keys, keys, sizeof group.keys);
    bool room = 2 * (tally->groups.count + 1) <= tally->slot_count || more_slots(tally);
    if (!room || !make_steps(&group.steps, c->sweep->axis->count, tally->arena) ||
        !wm_list_push(tally->arena, &tally->groups, group)) {
        c->sweep->memory.refused = true;
        return NULL;
    }
    place(tally, (uint32_t)tally->groups.count - 1);
    return &tally->groups.items[tally->groups.count - 1];
}

static void step(int64_t *steps, wm_runs runs, int64_t by)
{
    if (runs.count == 1) {
        steps[runs.one[0]] += by;
        steps[runs.one[1]] -= by;
        return;
    }
    const int32_t *edges = wm_edges(&runs);
    for (uint32_t i = 0; i < runs.count; i++) {
        steps[edges[2 * i]] += by;
        steps[edges[2 * i + 1]] -= by;
    }
}

/* counts */

/* Row by row the worst and the best that its blanks allow, as differences. */
static void add_percent(counting *c, wm_steps *steps, const wm_holds *in,
                        const wm_holds *met)
{
    wm_run_memory *memory = &c->sweep->memory;
    wm_runs both = wm_runs_and(memory, in->value, met->value);
    step(steps->denominator, in->value, 1);
    step(steps->numerator, both, 1);
    if (in->certain && met->certain)
        return;
    wm_runs sure = wm_surely(in), may = wm_possibly(in);
    wm_runs may_fail = wm_runs_without(memory, may, wm_surely(met));
    wm_runs may_meet = wm_runs_and(memory, may, wm_possibly(met));
    wm_runs low = wm_runs_or(memory, sure, may_fail);
    wm_runs high = wm_runs_or(memory, sure, may_meet);
    step(steps->low_denominator, low, 1);
    step(steps->low_denominator, in->value, -1);
    step(steps->low_numerator, wm_runs_and(memory, low, wm_surely(met)), 1);
    step(steps->low_numerator, both, -1);
    step(steps->high_denominator, high, 1);
    step(steps->high_denominator, in->value, -1);
    step(steps->high_numerator, wm_runs_and(memory, high, wm_possibly(met)), 1);
    step(steps->high_numerator, both, -1);
}

static void add_count(wm_steps *steps, const wm_holds *in)
{
    step(steps->numerator, in->value, 1);
    if (in->certain)
        return;
    step(steps->low_numerator, in->surely, 1);
    step(steps->low_numerator, in->value, -1);
    step(steps->high_numerator, in->possibly, 1);
    step(steps->high_numerator, in->value, -1);
}

/* The other side of a ratio: its low is made of what is possibly there. */
static void add_divisor(wm_steps *steps, const wm_holds *in, int64_t each)
{
    step(steps->denominator, in->value, each);
    if (in->certain)
        return;
    step(steps->low_denominator, in->possibly, each);
    step(steps->low_denominator, in->value, -each);
    step(steps->high_denominator, in->surely, each);
    step(steps->high_denominator, in->value, -each);
}

/* Rows of the other side of a ratio whose column is added up. */
static bool totals(const counting *c)
{
    return c->rows != c->body->rows && c->body->total.first.text.len > 0;
}

static void add_unit(counting *c, const int32_t *keys, int32_t per, const wm_holds *in,
                     const wm_holds *met)
{
    if (wm_runs_none(wm_possibly(in)))
        return;
    bool is_divisor = c->rows != c->body->rows;
    wm_tally_group *group =
        group_of(c, keys, c->body->kind == WM_BODY_HIGHEST ? per : WM_BLANK);
    if (!group)
        return;
    group->seen = group->seen || (!is_divisor && !wm_runs_none(in->value));
    if (is_divisor)
        add_divisor(&group->steps, in, totals(c) ? per : 1);
    else if (c->body->kind == WM_BODY_PERCENT)
        add_percent(c, &group->steps, in, met);
    else
        add_count(&group->steps, in);
}

/* children, families, workers */

static wm_holds in_group(counting *c, const unit_row *entry)
{
    return wm_holds_and(&c->sweep->memory, entry->in, wm_holds_certain(entry->grouped));
}

static bool same_keys(const int32_t *a, const int32_t *b)
{
    return memcmp(a, b, WM_BY_MAX * sizeof *a) == 0;
}

static bool same_unit(const unit_row *a, const unit_row *b)
{
    return a->unit_is_row == b->unit_is_row && a->unit == b->unit && a->per == b->per;
}

/* What rows may turn out to be, each by itself: out, in and met, in and failed. */
typedef struct outcomes {
    wm_runs some_meets; /* may */
    wm_runs some_fails;
    wm_runs one_must_fail; /* cannot be out or met */
    wm_runs one_must_meet;
    wm_runs met;
    wm_runs failed;
    bool certain;
} outcomes;

static void add_outcomes(wm_run_memory *memory, outcomes *all, const wm_holds *in,
                         const wm_holds *met)
{
    wm_runs sure = wm_surely(in), may = wm_possibly(in);
    wm_runs may_meet = wm_runs_and(memory, may, wm_possibly(met));
    wm_runs may_fail = wm_runs_without(memory, may, wm_surely(met));
    all->met = wm_runs_or(memory, all->met, wm_runs_and(memory, in->value, met->value));
    all->failed =
        wm_runs_or(memory, all->failed, wm_runs_without(memory, in->value, met->value));
    all->certain = all->certain && in->certain && met->certain;
    all->some_meets = wm_runs_or(memory, all->some_meets, may_meet);
    all->some_fails = wm_runs_or(memory, all->some_fails, may_fail);
    all->one_must_fail =
        wm_runs_or(memory, all->one_must_fail, wm_runs_without(memory, sure, may_meet));
    all->one_must_meet =
        wm_runs_or(memory, all->one_must_meet, wm_runs_without(memory, sure, may_fail));
}

/* Met where any row that is in is, or where all are. It surely meets where it cannot be
 * in and fail, and possibly where it can be in and meet.
 */
static wm_holds met_of(const counting *c, const outcomes *may)
{
    wm_run_memory *memory = &c->sweep->memory;
    int32_t points = c->sweep->axis->count;
    bool all_rows = c->body->counting == WM_COUNTING_CHILDREN_ALL;
    wm_runs value = all_rows ? wm_runs_not(memory, may->failed, points) : may->met;
    wm_runs fails = may->some_fails, meets = may->some_meets;
    if (may->certain)
        return wm_holds_certain(value);
    if (all_rows)
        meets = wm_runs_without(memory, meets, may->one_must_fail);
    else
        fails = wm_runs_without(memory, fails, may->one_must_meet);
    return (wm_holds){
        .value = value, .surely = wm_runs_not(memory, fails, points), .possibly = meets};
}

typedef struct unit_rows {
    unit_row *const *rows;
    size_t count;
} unit_rows;

/* Nothing is open: only what they are. */
static outcomes certain_outcomes(counting *c, const unit_rows *unit, wm_holds *in)
{
    wm_run_memory *memory = &c->sweep->memory;
    bool all_rows = c->body->counting == WM_COUNTING_CHILDREN_ALL;
    outcomes may = {.certain = true};
    for (size_t i = 0; i < unit->count; i++) {
        const unit_row *row = unit->rows[i];
        wm_runs here = wm_runs_and(memory, row->in.value, row->grouped);
        in->value = wm_runs_or(memory, in->value, here);
        if (all_rows)
            may.failed = wm_runs_or(memory, may.failed,
                                    wm_runs_without(memory, here, row->met.value));
        else
            may.met =
                wm_runs_or(memory, may.met, wm_runs_and(memory, here, row->met.value));
    }
    return may;
}

static bool are_certain(const unit_rows *unit)
{
    for (size_t i = 0; i < unit->count; i++)
        if (!unit->rows[i]->in.certain || !unit->rows[i]->met.certain)
            return false;
    return true;
}

/* In where any of its rows is. */
static void unite(counting *c, const unit_rows *unit, const int32_t *keys)
{
    wm_run_memory *memory = &c->sweep->memory;
    wm_holds in = {.certain = true};
    outcomes may = {.certain = true};
    if (are_certain(unit)) {
        may = certain_outcomes(c, unit, &in);
    } else {
        for (size_t i = 0; i < unit->count; i++) {
            wm_holds here = in_group(c, unit->rows[i]);
            in = wm_holds_or(memory, in, here);
            add_outcomes(memory, &may, &here, &unit->rows[i]->met);
        }
    }
    wm_holds met = met_of(c, &may);
    add_unit(c, keys, unit->rows[0]->per, &in, &met);
}

static int compare_rows(const void *left, const void *right)
{
    const unit_row *a = *(unit_row *const *)left, *b = *(unit_row *const *)right;
    if (a->unit_is_row != b->unit_is_row)
        return a->unit_is_row - b->unit_is_row;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    if (a->per != b->per)
        return a->per < b->per ? -1 : 1;
    int keys = memcmp(a->keys, b->keys, sizeof a->keys);
    return keys ? keys : (a > b) - (a < b);
}

/* The entries so that those of a unit stand together, and of it those of a group. */
static unit_row **sorted_entries(counting *c)
{
    size_t count = c->entries.count;
    unit_row **rows = wm_arena_alloc(c->sweep->memory.arena, count, sizeof(unit_row *));
    if (!rows) {
        c->sweep->memory.refused = true;
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        rows[i] = &c->entries.items[i];
    if (count > 1)
        qsort(rows, count, sizeof *rows, compare_rows);
    return rows;
}

static size_t same_from(unit_row *const *rows, size_t from, size_t count, bool keys)
{
    size_t to = from + 1;
    while (to < count && same_unit(rows[to], rows[from]) &&
           (!keys || same_keys(rows[to]->keys, rows[from]->keys)))
        to++;
    return to;
}

static void total_keys(int32_t *keys)
{
    for (size_t i = 0; i < WM_BY_MAX; i++)
        keys[i] = WM_GROUP_ALL;
}

/* Each unit once in the total, and once in each of its groups. */
static void unite_entries(counting *c)
{
    int32_t all[WM_BY_MAX];
    size_t count = c->entries.count, to;
    unit_row **rows = count ? sorted_entries(c) : NULL;
    total_keys(all);
    for (size_t from = 0; rows && from < count; from = to) {
        to = same_from(rows, from, count, false);
        unit_rows unit = {&rows[from], to - from};
        unite(c, &unit, all);
        for (size_t at = from, end; c->body->by.count && at < to; at = end) {
            end = same_from(rows, at, to, true);
            unit_rows group = {&rows[at], end - at};
            unite(c, &group, rows[at]->keys);
        }
    }
    c->entries.count = 0;
}

/* rows */

static wm_holds is_in(const wm_where *where, const wm_rows *rows,
                      const wm_condition *cond)
{
    wm_sweep *sweep = where->sweep;
    wm_run_memory *memory = &sweep->memory;
    const wm_body *body = &sweep->measure->body;
    wm_holds in = wm_row_passes(where, rows, where->row.row);
    if (cond && !wm_runs_none(wm_possibly(&in)))
        in = wm_holds_and(memory, in, wm_condition_holds(where, cond));
    if (rows != body->rows || wm_runs_none(wm_possibly(&in)))
        return in;
    if (body->not_counting)
        in = wm_holds_and(memory, in,
                          wm_holds_not(memory,
                                       wm_condition_holds(where, body->not_counting),
                                       sweep->axis->count));
    if (body->due) {
        static const wm_moment end = {.kind = WM_MOMENT_PERIOD_END};
        wm_pieces due = wm_moment_pieces(where, body->due);
        wm_holds waiting = wm_order_of(where, &due, WM_ORDER_AFTER, &end);
        in = wm_holds_and(memory, in, wm_holds_not(memory, waiting, sweep->axis->count));
    }
    return in;
}

static void push(counting *c, const unit_row *entry)
{
    if (wm_runs_none(entry->grouped))
        return;
    if (!wm_list_push(c->sweep->memory.arena, &c->entries, *entry))
        c->sweep->memory.refused = true;
}

/* One entry for each combination of keys that the row has in turn. */
static void push_groups(counting *c, const wm_where *where, unit_row *entry, size_t by)
{
    if (by == c->body->by.count) {
        push(c, entry);
        return;
    }
    assert(by < WM_BY_MAX);
    wm_runs before = entry->grouped;
    wm_key_pieces keys = wm_group_keys(where, &c->body->by.items[by]);
    for (size_t i = 0; i < keys.count; i++) {
        entry->keys[by] = keys.items[i].key;
        entry->grouped = wm_runs_and(&c->sweep->memory, before, keys.items[i].runs);
        if (!wm_runs_none(entry->grouped))
            push_groups(c, where, entry, by + 1);
    }
    entry->grouped = before;
}

/* The column a row is counted under (a worker) or adds up (full-time posts). */
static const wm_path *per_of(const counting *c)
{
    if (c->body->kind == WM_BODY_HIGHEST)
        return &c->body->per;
    return totals(c) ? &c->body->total : NULL;
}

static void push_entries(counting *c, const wm_where *where, unit_row *entry)
{
    const wm_path *per = per_of(c);
    entry->per = WM_BLANK;
    entry->grouped = wm_always(c->sweep);
    if (!per) {
        push_groups(c, where, entry, 0);
        return;
    }
    wm_key_pieces pers = wm_column_keys(where, per);
    for (size_t i = 0; i < pers.count; i++) {
        entry->per = pers.items[i].key;
        entry->grouped = pers.items[i].runs;
        if (entry->per != WM_BLANK)
            push_groups(c, where, entry, 0);
    }
}

/* What counts once. A value of a column may change with T, and then so does the unit. */
static void push_units(counting *c, const wm_where *where, unit_row *entry)
{
    const wm_schema *schema = c->sweep->records->schema;
    entry->unit = (int32_t)where->row.row;
    entry->unit_is_row = true;
    if (totals(c)) {
        push_entries(c, where, entry); /* every row adds its own */
        return;
    }
    bool children = c->body->counting == WM_COUNTING_CHILDREN ||
                    c->body->counting == WM_COUNTING_CHILDREN_ALL;
    if (children && wm_table_of_child(schema, where->row.table)) {
        entry->unit =
            (int32_t)wm_row_child(c->sweep->records, where->row.table, where->row.row);
        entry->unit_is_row = false;
    }
    if (c->body->counting != WM_COUNTING_COLUMN) {
        push_entries(c, where, entry);
        return;
    }
    wm_key_pieces units = wm_same_keys(where, &c->body->counted);
    wm_holds in = entry->in;
    for (size_t i = 0; i < units.count; i++) {
        bool blank = units.items[i].key == WM_BLANK;
        entry->unit = blank ? (int32_t)where->row.row : units.items[i].key;
        entry->unit_is_row = blank;
        entry->in =
            wm_holds_and(&c->sweep->memory, in, wm_holds_certain(units.items[i].runs));
        if (!wm_runs_none(wm_possibly(&entry->in)))
            push_entries(c, where, entry);
    }
}

static void count_row(counting *c, uint32_t row)
{
    wm_sweep *sweep = c->sweep;
    bool is_counted = c->rows == c->body->rows;
    wm_row_at at = {
        .table = c->rows->table, .row = row, .counted_by = wm_dated_by(c->rows)};
    wm_where where = {sweep, at, at};
    unit_row entry = {
        .in = is_in(&where, c->rows, is_counted ? c->body->where : c->body->to_where),
        .met = wm_holds_certain(wm_always(sweep))};
    if (wm_runs_none(wm_possibly(&entry.in)))
        return;
    if (is_counted && c->body->that)
        entry.met = wm_condition_holds(&where, c->body->that);
    push_units(c, &where, &entry);
}

/* plain rows */

/* Where a plain row is in and where it meets the condition too. */
static bool plain_row(counting *c, uint32_t row, wm_runs *in, wm_runs *met)
{
    if (!c->side->rows || !wm_plain_in(c->plan, c->side, row, in))
        return false;
    *met = *in;
    return !in->count || c->rows != c->body->rows ||
           wm_plain_that(c->plan, row, *in, met);
}

/* The only group, when there is no `by`; made when something is in it. */
static wm_steps *plain_steps(counting *c)
{
    int32_t all[WM_BY_MAX];
    total_keys(all);
    if (!c->all)
        c->all = group_of(c, all, WM_BLANK);
    if (!c->all)
        return NULL;
    c->all->seen = c->all->seen || c->rows == c->body->rows;
    return &c->all->steps;
}

static void add_plain(counting *c, wm_runs in, wm_runs met)
{
    wm_steps *steps = in.count ? plain_steps(c) : NULL;
    if (!steps)
        return;
    if (c->rows != c->body->rows) {
        step(steps->denominator, in, 1);
        return;
    }
    if (c->body->kind == WM_BODY_PERCENT) {
        step(steps->denominator, in, 1);
        in = met;
    }
    step(steps->numerator, in, 1);
}

/* Into groups, or under a worker. */
static void push_plain(counting *c, uint32_t row, wm_runs in, wm_runs met)
{
    wm_row_at at = {
        .table = c->rows->table, .row = row, .counted_by = wm_dated_by(c->rows)};
    wm_where where = {c->sweep, at, at};
    unit_row entry = {.in = wm_holds_certain(in), .met = wm_holds_certain(met)};
    if (in.count)
        push_units(c, &where, &entry);
}

/* What counts once is the row, a child, or what only the entries can tell. */
typedef enum unit_kind { UNIT_ROW, UNIT_CHILD, UNIT_ENTRY } unit_kind;

static unit_kind kind_of(const counting *c)
{
    bool children = c->body->counting == WM_COUNTING_CHILDREN ||
                    c->body->counting == WM_COUNTING_CHILDREN_ALL;
    if (c->body->by.count || per_of(c) || c->body->counting == WM_COUNTING_COLUMN)
        return UNIT_ENTRY;
    return children && wm_table_of_child(c->sweep->records->schema, c->rows->table)
               ? UNIT_CHILD
               : UNIT_ROW;
}

static void count_by_sweep(counting *c, uint32_t from, uint32_t to)
{
    for (uint32_t row = from; row < to && !c->sweep->memory.refused; row++)
        count_row(c, row);
}

/* A child is in where any of its rows is. Plain if all of them are. */
static bool count_child(counting *c, uint32_t from, uint32_t to)
{
    wm_run_memory *memory = &c->sweep->memory;
    wm_runs any_in = {0}, any_met = {0}, any_failed = {0};
    bool all_rows = c->body->counting == WM_COUNTING_CHILDREN_ALL;
    for (uint32_t row = from; row < to; row++) {
        wm_runs in, met;
        if (!plain_row(c, row, &in, &met))
            return false;
        if (!in.count)
            continue;
        any_in = wm_runs_or(memory, any_in, in);
        if (all_rows)
            any_failed = wm_runs_or(memory, any_failed, wm_runs_without(memory, in, met));
        else
            any_met = wm_runs_or(memory, any_met, met);
    }
    add_plain(c, any_in,
              all_rows ? wm_runs_without(memory, any_in, any_failed) : any_met);
    return true;
}

/* Rows [from, to) of one child, or of an authority where units go beyond one. */
static void count_units(counting *c, unit_kind kind, uint32_t from, uint32_t to)
{
    if (kind == UNIT_CHILD) {
        if (!count_child(c, from, to))
            count_by_sweep(c, from, to);
        return;
    }
    for (uint32_t row = from; row < to && !c->sweep->memory.refused; row++) {
        wm_runs in, met;
        if (!plain_row(c, row, &in, &met))
            count_row(c, row);
        else if (kind == UNIT_ROW)
            add_plain(c, in, met);
        else
            push_plain(c, row, in, met);
    }
}

/* Where the units that begin with `row` end. */
static uint32_t units_end(const counting *c, uint32_t row, uint32_t to)
{
    const wm_records *records = c->sweep->records;
    const uint32_t *child = records->tables[c->rows->table].child;
    bool whole_authority = c->body->counting == WM_COUNTING_COLUMN;
    uint32_t end = row + 1;
    if (whole_authority)
        return to;
    while (child && end < to && child[end] == child[row])
        end++;
    return end;
}

static void count_rows(counting *c, size_t authority)
{
    wm_sweep *sweep = c->sweep;
    uint32_t from, to;
    size_t mark = wm_arena_mark(sweep->memory.arena);
    unit_kind kind = kind_of(c);
    wm_rows_of_authority(sweep->records, c->rows->table, authority, &from, &to);
    for (uint32_t end; from < to && !sweep->memory.refused; from = end) {
        end = units_end(c, from, to);
        count_units(c, kind, from, end);
        unite_entries(c);
        c->entries = (entry_list){0};
        c->plan->turn++;
        wm_arena_rewind(sweep->memory.arena, mark);
    }
}

void wm_count_authority(wm_plan *plan, size_t authority, wm_tally *tally)
{
    wm_sweep *sweep = plan->sweep;
    const wm_body *body = &sweep->measure->body;
    counting c = {.sweep = sweep,
                  .body = body,
                  .tally = tally,
                  .rows = body->rows,
                  .plan = plan,
                  .side = &plan->counted};
    count_rows(&c, authority);
    if (body->kind == WM_BODY_RATIO) {
        c.rows = body->to_rows;
        c.side = &plan->divisor;
        count_rows(&c, authority);
    }
}

/* results */

static void sum(int64_t *steps, int32_t points)
{
    for (int32_t i = 1; i < points; i++)
        steps[i] += steps[i - 1];
}

void wm_tally_sum(wm_tally *tally, int32_t points)
{
    for (size_t i = 0; i < tally->groups.count; i++) {
        wm_steps *steps = &tally->groups.items[i].steps;
        sum(steps->numerator, points);
        sum(steps->denominator, points);
        sum(steps->low_numerator, points);
        sum(steps->low_denominator, points);
        sum(steps->high_numerator, points);
        sum(steps->high_denominator, points);
    }
}

static wm_counts at_point(const wm_steps *steps, int32_t point)
{
    int64_t n = steps->numerator[point], d = steps->denominator[point];
    return (wm_counts){
        .numerator = n,
        .denominator = d,
        .low_numerator = n + steps->low_numerator[point],
        .low_denominator = d + steps->low_denominator[point],
        .high_numerator = n + steps->high_numerator[point],
        .high_denominator = d + steps->high_denominator[point],
    };
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static wm_counts highest(const wm_tally *tally, const int32_t *keys, int32_t point)
{
    wm_counts most = {0};
    for (size_t i = 0; i < tally->groups.count; i++) {
        const wm_tally_group *group = &tally->groups.items[i];
        if (!same_keys(group->keys, keys))
            continue;
        wm_counts one = at_point(&group->steps, point);
        most.numerator = larger(most.numerator, one.numerator);
        most.low_numerator = larger(most.low_numerator, one.low_numerator);
        most.high_numerator = larger(most.high_numerator, one.high_numerator);
    }
    return most;
}

wm_counts wm_tally_counts(const wm_tally *tally, const wm_definition *measure,
                          const int32_t *keys, int32_t point)
{
    wm_counts counts = {0};
    const wm_tally_group *group = find_group(tally, keys, WM_BLANK);
    if (measure->body.kind == WM_BODY_HIGHEST)
        return highest(tally, keys, point);
    if (group)
        counts = at_point(&group->steps, point);
    return counts;
}
