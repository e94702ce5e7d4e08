#include "engine/reference/reference.h"

#include <assert.h>

/* From rows to a figure: which rows are counted, once each or once a child, and into
 * which group (docs/language.md).
 */

static wm_scope scope_of(wm_reference *r, const wm_rows *rows, uint32_t row)
{
    wm_subject subject = {
        .table = rows->table, .row = row, .counted_by = wm_reference_dated_by(rows)};
    return (wm_scope){.reference = r, .row = subject, .this = subject};
}

wm_truth wm_reference_not_due(const wm_scope *scope)
{
    const wm_body *body = scope->reference->body;
    if (!body->due)
        return wm_certain(false);
    wm_days due = wm_reference_moment(scope, body->due);
    wm_possible_day at = {.day = scope->reference->at, .value = true};
    wm_days now = {.items = &at, .count = 1, .capacity = 1};
    return wm_reference_orders(&due, WM_ORDER_AFTER, &now);
}

static wm_truth is_in(const wm_scope *scope, const wm_rows *rows,
                      const wm_condition *where)
{
    const wm_body *body = scope->reference->body;
    wm_truth in = wm_reference_passes(scope, rows, scope->row.row);
    if (in.possibly)
        in = wm_reference_and(in, wm_reference_condition(scope, where));
    if (!in.possibly || rows != body->rows)
        return in;
    if (body->not_counting)
        in = wm_reference_and(
            in, wm_reference_not(wm_reference_condition(scope, body->not_counting)));
    return wm_reference_and(in, wm_reference_not(wm_reference_not_due(scope)));
}

static int32_t path_value(const wm_scope *scope, const wm_path *path)
{
    wm_subject subject;
    if (!wm_reference_row_of(scope, path, &subject))
        return WM_BLANK;
    return wm_reference_column(scope->reference, subject.table, subject.row, path->column)
        .value;
}

/* Of a column that was named for the counted rows; rows of the other side of a ratio may
 * have none.
 */
static int32_t same_value(const wm_scope *scope, const wm_path *path)
{
    const wm_reference *r = scope->reference;
    wm_path same = wm_engine_same_path(r->records->schema, path, r->body->rows->table,
                                       scope->row.table);
    return same.means == WM_MEANS_COLUMN ? path_value(scope, &same) : WM_BLANK;
}

/* groups */

/* At T, or at the event for events. */
static wm_day group_day(const wm_scope *scope)
{
    wm_reference *r = scope->reference;
    if (r->records->tables[scope->row.table].def->kind != WM_TABLE_EVENTS)
        return r->at;
    wm_days days = wm_reference_counted_days(scope);
    for (size_t i = 0; i < days.count; i++)
        if (days.items[i].value)
            return days.items[i].day;
    return WM_DAY_NONE;
}

static int32_t band_of(const wm_scope *scope, int bands)
{
    const wm_schema *schema = scope->reference->records->schema;
    const wm_age_bands *all = &schema->bands.items[bands];
    wm_path birth = wm_engine_birth_path(schema, scope->row.table);
    wm_day born =
        birth.means == WM_MEANS_NOTHING ? WM_DAY_NONE : path_value(scope, &birth);
    wm_day at = group_day(scope);
    if (born == WM_DAY_NONE || at == WM_DAY_NONE)
        return WM_BLANK;
    int age = wm_reference_age(born, at);
    for (size_t i = 0; i < all->count; i++)
        if (age >= all->bands[i].from && age <= all->bands[i].to)
            return (int32_t)i;
    return WM_BLANK;
}

/* The team of the allocation that began last of those open on the day and naming one. */
static int32_t team_of(const wm_scope *scope, const wm_by *by)
{
    wm_reference *r = scope->reference;
    const wm_table *allocations = &r->records->tables[by->path.table];
    wm_day at = group_day(scope);
    uint32_t from = 0, to = 0;
    if (wm_table_of_child(r->records->schema, scope->row.table))
        wm_rows_of_child(allocations,
                         wm_row_child(r->records, scope->row.table, scope->row.row),
                         &from, &to);
    for (uint32_t row = to; row-- > from && at != WM_DAY_NONE;) {
        wm_day began = allocations->columns[allocations->def->from][row];
        wm_day end = wm_reference_end(r, by->path.table, row);
        wm_seen team = wm_reference_column(r, by->path.table, row, by->path.column);
        bool open = began <= at && (end == WM_DAY_NONE || end > at);
        if (wm_reference_exists(r, by->path.table, row) && open && !team.blank)
            return team.value;
    }
    return WM_BLANK;
}

static int32_t key_of(const wm_scope *scope, const wm_by *by)
{
    switch (by->kind) {
    case WM_BY_COLUMN:
        return same_value(scope, &by->path);
    case WM_BY_BANDS:
        return band_of(scope, by->bands);
    case WM_BY_TEAM:
        return team_of(scope, by);
    }
    assert(false);
    return WM_BLANK;
}

/* rows */

static void set_unit(const wm_scope *scope, wm_counted_row *row)
{
    const wm_body *body = scope->reference->body;
    const wm_schema *schema = scope->reference->records->schema;
    row->unit = (int32_t)row->row;
    row->unit_is_row = true;
    switch (body->counting) {
    case WM_COUNTING_ROWS:
        return;
    case WM_COUNTING_CHILDREN:
    case WM_COUNTING_CHILDREN_ALL:
        if (!wm_table_of_child(schema, scope->row.table))
            return;
        row->unit = (int32_t)wm_row_child(scope->reference->records, scope->row.table,
                                          scope->row.row);
        row->unit_is_row = false;
        return;
    case WM_COUNTING_COLUMN: {
        /* Nobody is lost for want of a family: a blank counts as one of its own. */
        int32_t value = same_value(scope, &body->counted);
        if (value != WM_BLANK)
            row->unit = value;
        row->unit_is_row = value == WM_BLANK;
        return;
    }
    }
    assert(false);
}

static void ask_row(wm_reference *r, const wm_rows *rows, uint32_t number,
                    wm_counted_row *row)
{
    wm_scope scope = scope_of(r, rows, number);
    const wm_body *body = r->body;
    bool is_counted = rows == body->rows;
    row->row = number;
    row->in = is_in(&scope, rows, is_counted ? body->where : body->to_where);
    row->met = wm_certain(true);
    row->per = WM_BLANK;
    if (!row->in.possibly)
        return;
    if (is_counted)
        row->met = wm_reference_condition(&scope, body->that);
    set_unit(&scope, row);
    if (body->kind == WM_BODY_HIGHEST)
        row->per = path_value(&scope, &body->per);
    if (body->kind == WM_BODY_RATIO && !is_counted && body->total.first.text.len)
        row->per = path_value(&scope, &body->total);
    for (size_t i = 0; i < body->by.count; i++)
        row->keys[i] = key_of(&scope, &body->by.items[i]);
}

/* Everything but the rows themselves is taken back after each. */
static wm_counted_rows ask_rows(wm_reference *r, const wm_rows *rows, size_t authority,
                                wm_arena *keep)
{
    wm_counted_rows asked = {0};
    uint32_t from, to;
    wm_rows_of_authority(r->records, rows->table, authority, &from, &to);
    for (uint32_t number = from; number < to && r->status == WM_OK; number++) {
        size_t mark = wm_arena_mark(r->arena);
        wm_counted_row row = {0};
        ask_row(r, rows, number, &row);
        wm_arena_rewind(r->arena, mark);
        if (row.in.possibly && !wm_list_push(keep, &asked, row))
            r->status = WM_NOMEM;
    }
    return asked;
}

wm_asked wm_reference_ask(wm_reference *r, size_t authority, wm_arena *keep)
{
    wm_asked all = {.rows = ask_rows(r, r->body->rows, authority, keep)};
    if (r->body->kind == WM_BODY_RATIO)
        all.to = ask_rows(r, r->body->to_rows, authority, keep);
    return all;
}

/* figures */

static bool in_group(const wm_reference *r, const wm_group *group,
                     const wm_counted_row *row)
{
    for (size_t i = 0; i < r->body->by.count; i++)
        if (group->keys[i] != WM_GROUP_ALL && group->keys[i] != row->keys[i])
            return false;
    return true;
}

static bool same_unit(const wm_counted_row *a, const wm_counted_row *b)
{
    return a->unit_is_row == b->unit_is_row && a->unit == b->unit && a->per == b->per;
}

/* Rows come by child, and those of one child lie together. */
static bool may_be_beyond(const wm_reference *r)
{
    return r->body->counting == WM_COUNTING_COLUMN;
}

static bool first_of_unit(const wm_reference *r, const wm_counted_rows *rows, size_t at,
                          const wm_group *group)
{
    if (rows->items[at].unit_is_row)
        return true;
    for (size_t i = at; i-- > 0;) {
        bool same = same_unit(&rows->items[i], &rows->items[at]);
        if (same && in_group(r, group, &rows->items[i]))
            return false;
        if (rows->items[i].unit != rows->items[at].unit && !may_be_beyond(r))
            break;
    }
    return true;
}

/* What rows may turn out to be, each by itself: out, in and met, in and failed. */
typedef struct outcomes {
    bool some_meets; /* may */
    bool some_fails;
    bool none_must_fail; /* each may be out or met */
    bool none_must_meet;
} outcomes;

static void add_outcomes(outcomes *all, const wm_counted_row *row)
{
    bool may_meet = row->in.possibly && row->met.possibly;
    bool may_fail = row->in.possibly && !row->met.surely;
    all->some_meets = all->some_meets || may_meet;
    all->some_fails = all->some_fails || may_fail;
    all->none_must_fail = all->none_must_fail && (!row->in.surely || may_meet);
    all->none_must_meet = all->none_must_meet && (!row->in.surely || may_fail);
}

/* The rows of one child (family, worker's child) in the group become one: in if any is,
 * met if any is in and met, or if all that are in are met. It surely meets if it cannot
 * be in and fail, and possibly if it can be in and meet.
 */
static wm_counted_row united(const wm_reference *r, const wm_counted_rows *rows,
                             size_t first, const wm_group *group)
{
    bool all_rows = r->body->counting == WM_COUNTING_CHILDREN_ALL;
    wm_counted_row unit = rows->items[first];
    outcomes may = {.none_must_fail = true, .none_must_meet = true};
    bool any_met = false, any_failed = false;
    wm_truth out = wm_certain(true);
    for (size_t i = first; i < rows->count; i++) {
        const wm_counted_row *row = &rows->items[i];
        if (row->unit != unit.unit && !may_be_beyond(r))
            break;
        if (!same_unit(row, &unit) || !in_group(r, group, row))
            continue;
        any_met = any_met || (row->in.value && row->met.value);
        any_failed = any_failed || (row->in.value && !row->met.value);
        out = wm_reference_and(out, wm_reference_not(row->in));
        add_outcomes(&may, row);
        if (unit.unit_is_row)
            break;
    }
    unit.in = wm_reference_not(out);
    if (all_rows)
        unit.met = (wm_truth){!any_failed, !may.some_fails,
                              may.some_meets && may.none_must_fail};
    else
        unit.met =
            (wm_truth){any_met, !(may.some_fails && may.none_must_meet), may.some_meets};
    return unit;
}

/* Row by row the worst and the best that its blanks allow. */
static void add_percent(wm_counts *counts, const wm_counted_row *unit)
{
    counts->denominator += unit->in.value;
    counts->numerator += unit->in.value && unit->met.value;
    bool low = unit->in.surely || (unit->in.possibly && !unit->met.surely);
    bool high = unit->in.surely || (unit->in.possibly && unit->met.possibly);
    counts->low_denominator += low;
    counts->low_numerator += low && unit->met.surely;
    counts->high_denominator += high;
    counts->high_numerator += high && unit->met.possibly;
}

static void add_count(wm_counts *counts, const wm_counted_row *unit)
{
    counts->numerator += unit->in.value;
    counts->low_numerator += unit->in.surely;
    counts->high_numerator += unit->in.possibly;
}

static wm_counted_rows units_of_group(wm_reference *r, const wm_counted_rows *rows,
                                      const wm_group *group, wm_arena *arena)
{
    wm_counted_rows units = {0};
    for (size_t i = 0; i < rows->count; i++) {
        if (!in_group(r, group, &rows->items[i]) || !first_of_unit(r, rows, i, group))
            continue;
        if (!wm_list_push(arena, &units, united(r, rows, i, group)))
            r->status = WM_NOMEM;
    }
    return units;
}

/* The largest count of a worker; those of nobody are left out. */
static wm_counts highest(const wm_counted_rows *units)
{
    wm_counts largest = {.denominator = 1, .low_denominator = 1, .high_denominator = 1};
    for (size_t i = 0; i < units->count; i++) {
        wm_counts one = {0};
        for (size_t j = 0; j < units->count; j++)
            if (units->items[j].per == units->items[i].per)
                add_count(&one, &units->items[j]);
        if (units->items[i].per == WM_BLANK)
            continue;
        if (one.numerator > largest.numerator)
            largest.numerator = one.numerator;
        if (one.low_numerator > largest.low_numerator)
            largest.low_numerator = one.low_numerator;
        if (one.high_numerator > largest.high_numerator)
            largest.high_numerator = one.high_numerator;
    }
    return largest;
}

/* D8: the middle of the year (30 June) that lies in the reporting year of T. */
static int population_year(const wm_reference *r)
{
    wm_day start = wm_reference_year_start(r->at, r->request->first_month);
    wm_civil c = wm_day_civil(start);
    return c.month <= 6 ? c.year : c.year + 1;
}

static int64_t series_value(const wm_reference *r, size_t authority, bool *stale_out)
{
    const wm_series *series = &r->records->series[r->body->series];
    int year = population_year(r), best = INT32_MIN;
    int64_t value = 0;
    for (size_t i = 0; i < series->count; i++) {
        const wm_series_value *one = &series->values[i];
        if (one->authority == authority && one->year <= year && one->year > best) {
            best = one->year;
            value = one->value;
        }
    }
    *stale_out = best != year && best != INT32_MIN;
    return value;
}

/* The other side of a ratio: rows, children, or the total of a column. */
static void divide_by(wm_reference *r, wm_counts *counts, const wm_counted_rows *to,
                      const wm_group *group, wm_arena *arena)
{
    bool total = r->body->total.first.text.len > 0;
    wm_counted_rows units = {0};
    if (total)
        units = *to;
    else
        units = units_of_group(r, to, group, arena);
    counts->denominator = counts->low_denominator = counts->high_denominator = 0;
    for (size_t i = 0; i < units.count; i++) {
        const wm_counted_row *unit = &units.items[i];
        if (total && (!in_group(r, group, unit) || unit->per == WM_BLANK))
            continue;
        int64_t each = total ? unit->per : 1;
        counts->denominator += unit->in.value ? each : 0;
        counts->low_denominator += unit->in.possibly ? each : 0;
        counts->high_denominator += unit->in.surely ? each : 0;
    }
}

static wm_counts count_units(const wm_reference *r, const wm_counted_rows *units)
{
    wm_counts counts = {0};
    if (r->body->kind == WM_BODY_HIGHEST)
        return highest(units);
    for (size_t i = 0; i < units->count; i++) {
        if (r->body->kind == WM_BODY_PERCENT)
            add_percent(&counts, &units->items[i]);
        else
            add_count(&counts, &units->items[i]);
    }
    if (r->body->kind == WM_BODY_COUNT)
        counts.denominator = counts.low_denominator = counts.high_denominator = 1;
    return counts;
}

wm_counts wm_reference_count(wm_reference *r, const wm_asked *all, const wm_group *group,
                             bool *stale_out, wm_arena *arena)
{
    wm_counted_rows units = units_of_group(r, &all->rows, group, arena);
    wm_counts counts = count_units(r, &units);
    if (r->body->kind == WM_BODY_RATIO)
        divide_by(r, &counts, &all->to, group, arena);
    if (r->body->kind == WM_BODY_RATE)
        counts.denominator = counts.low_denominator = counts.high_denominator =
            series_value(r, group->authority, stale_out);
    return counts;
}
