#include "engine/reference/reference.h"

#include <assert.h>

/* Windows (D2): [start, T + 1). */
static wm_day window_start(const wm_reference *r, const wm_window *window)
{
    switch (window->kind) {
    case WM_WINDOW_PERIOD:
        return r->period.start;
    case WM_WINDOW_YEAR_TO_DATE:
        return wm_reference_year_start(r->at, r->request->first_month);
    case WM_WINDOW_LAST: {
        wm_possible_span span = {window->count, window->unit, true};
        return wm_reference_shift(r, r->at + 1, span, true);
    }
    }
    assert(false);
    return WM_DAY_NONE;
}

const wm_time *wm_reference_dated_by(const wm_rows *rows)
{
    for (size_t i = 0; i < rows->time_count; i++)
        if (rows->times[i].date.means != WM_MEANS_NOTHING)
            return &rows->times[i];
    return NULL;
}

static wm_days dates(const wm_scope *of, const wm_time *time)
{
    wm_scope counted = *of;
    counted.row.counted_by = time->date.means != WM_MEANS_NOTHING ? time : NULL;
    return wm_reference_counted_days(&counted);
}

static bool in_window(const wm_reference *r, const wm_window *window, wm_day day)
{
    return day != WM_DAY_NONE && day >= window_start(r, window) && day <= r->at;
}

static wm_truth dated_in(const wm_scope *of, const wm_time *time, const wm_window *window)
{
    wm_days days = dates(of, time);
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < days.count; i++) {
        wm_possible_day day = days.items[i];
        bool in = !day.unknown && in_window(of->reference, window, day.day);
        wm_reference_combine(&all, (wm_truth){in, in, in || day.unknown}, day.value);
    }
    return all;
}

static bool open_at(const wm_reference *r, int table, uint32_t row, wm_day day,
                    int months_min)
{
    const wm_table_def *def = r->records->tables[table].def;
    wm_day from = wm_reference_column(r, table, row, def->from).value;
    wm_day end = wm_reference_end(r, table, row);
    if (day == WM_DAY_NONE || from > day || (end != WM_DAY_NONE && end <= day))
        return false;
    return !months_min || from <= wm_reference_add_months(day + 1, -months_min);
}

/* `asker` is where the phrase stands: its moments are about that row. */
static wm_truth opened_at(const wm_scope *asker, const wm_rows *rows, uint32_t row,
                          const wm_time *time)
{
    wm_days days = wm_reference_moment(asker, time->day);
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < days.count; i++) {
        wm_possible_day day = days.items[i];
        bool open = !day.unknown && open_at(asker->reference, rows->table, row, day.day,
                                            time->months_min);
        wm_reference_combine(&all, (wm_truth){open, open, open || day.unknown},
                             day.value);
    }
    return all;
}

/* Open on some day of the window; from = to is never open (D7). */
static bool open_during(const wm_reference *r, int table, uint32_t row,
                        const wm_window *window)
{
    const wm_table_def *def = r->records->tables[table].def;
    wm_day from = wm_reference_column(r, table, row, def->from).value;
    wm_day end = wm_reference_end(r, table, row);
    if (from > r->at)
        return false;
    return end == WM_DAY_NONE || (end > window_start(r, window) && end > from);
}

static wm_truth timed(const wm_scope *asker, const wm_rows *rows, uint32_t row,
                      const wm_time *time)
{
    wm_reference *r = asker->reference;
    wm_subject subject = {.table = rows->table, .row = row};
    wm_scope of = {.reference = r, .row = subject, .this = asker->this};
    wm_days days;
    switch (time->kind) {
    case WM_TIME_IN: {
        bool counted = rows == r->body->rows || rows == r->body->to_rows;
        bool replaced = counted && r->instead && time->window.kind == WM_WINDOW_LAST;
        return dated_in(&of, time, replaced ? r->instead : &time->window);
    }
    case WM_TIME_OPEN_AT:
        return opened_at(asker, rows, row, time);
    case WM_TIME_OPEN_DURING:
        return wm_certain(open_during(r, rows->table, row, &time->window));
    case WM_TIME_WITHIN:
        days = dates(&of, time);
        return wm_reference_within(asker, &days, &time->duration, time->before,
                                   time->day);
    case WM_TIME_ORDER: {
        days = dates(&of, time);
        wm_days others = wm_reference_moment(asker, time->day);
        return wm_reference_orders(&days, time->order, &others);
    }
    }
    assert(false);
    return wm_certain(false);
}

static wm_truth parent_passes(const wm_scope *of, const wm_rows *rows)
{
    wm_reference *r = of->reference;
    if (rows->parent == WM_NO_TABLE || !rows->parent_where)
        return wm_certain(true);
    wm_path path = {.whose = rows->parent == r->records->schema->child ? WM_WHOSE_CHILD
                                                                       : WM_WHOSE_PARENT,
                    .table = rows->parent};
    wm_subject parent;
    if (!wm_reference_row_of(of, &path, &parent))
        return (wm_truth){false, false, true}; /* an orphan: nobody knows */
    wm_scope above = {.reference = r, .row = parent, .this = of->this};
    return wm_reference_condition(&above, rows->parent_where);
}

wm_truth wm_reference_passes(const wm_scope *asker, const wm_rows *rows, uint32_t row)
{
    wm_reference *r = asker->reference;
    if (!wm_reference_exists(r, rows->table, row))
        return wm_certain(false);
    wm_subject subject = {.table = rows->table, .row = row};
    /* At the top the row that is counted is the one asked about. */
    bool is_top = rows == r->body->rows || rows == r->body->to_rows;
    wm_scope of = {
        .reference = r, .row = subject, .this = is_top ? subject : asker->this};
    wm_truth all = wm_reference_condition(&of, rows->where);
    all = wm_reference_and(all, parent_passes(&of, rows));
    for (size_t i = 0; i < rows->time_count; i++)
        all = wm_reference_and(all,
                               timed(is_top ? &of : asker, rows, row, &rows->times[i]));
    return all;
}

static bool is_tied(const wm_scope *scope, const wm_rows *rows, uint32_t row)
{
    const wm_table *theirs = &scope->reference->records->tables[rows->table];
    const wm_table *ours = &scope->reference->records->tables[scope->row.table];
    uint32_t own = scope->row.row;
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

/* Strictly earlier or later in days than the date the asker's row is counted by, and at
 * most so long before or after it.
 */
static wm_truth days_related(const wm_scope *scope, const wm_rows *rows,
                             wm_possible_day day, wm_possible_day own)
{
    bool before = rows->relation == WM_RELATION_EARLIER;
    wm_truth in_order =
        wm_reference_order(day, before ? WM_ORDER_BEFORE : WM_ORDER_AFTER, own);
    if (!rows->has_within)
        return in_order;
    return wm_reference_and(
        in_order, wm_reference_near(scope, day, own, &rows->within, before, false));
}

static wm_truth relation_holds(const wm_scope *scope, const wm_rows *rows, uint32_t row,
                               const wm_days *days)
{
    if (rows->relation == WM_RELATION_OTHER)
        return wm_certain(rows->table != scope->row.table || row != scope->row.row);
    if (rows->relation == WM_RELATION_ANY)
        return wm_certain(true);
    wm_days own = wm_reference_counted_days(scope);
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < days->count; i++)
        for (size_t j = 0; j < own.count; j++)
            wm_reference_combine(&all,
                                 days_related(scope, rows, days->items[i], own.items[j]),
                                 days->items[i].value && own.items[j].value);
    return all;
}

static bool comes_before(const wm_reference *r, int table, const wm_candidate *a,
                         const wm_candidate *b)
{
    if (a->day.unknown != b->day.unknown)
        return a->day.unknown; /* whenever it was, it cannot hide a row that is known */
    if (a->day.day != b->day.day)
        return a->day.day < b->day.day;
    return wm_str_compare(wm_table_key(&r->records->tables[table], a->row),
                          wm_table_key(&r->records->tables[table], b->row)) < 0;
}

static void insert(wm_reference *r, int table, wm_candidates *rows, wm_candidate row)
{
    if (!wm_list_push(r->arena, rows, row)) {
        r->status = WM_NOMEM;
        return;
    }
    size_t i = rows->count - 1;
    for (; i > 0 && comes_before(r, table, &row, &rows->items[i - 1]); i--)
        rows->items[i] = rows->items[i - 1];
    rows->items[i] = row;
}

/* One entry for each day that the row may have; more than one, and none is sure. */
static void add_related(const wm_scope *scope, const wm_rows *rows, uint32_t row,
                        wm_candidates *related)
{
    wm_reference *r = scope->reference;
    wm_truth passes = wm_reference_passes(scope, rows, row);
    if (!passes.possibly)
        return;
    wm_scope of = *scope;
    of.row = (wm_subject){
        .table = rows->table, .row = row, .counted_by = wm_reference_dated_by(rows)};
    wm_days days = wm_reference_counted_days(&of);
    passes = wm_reference_and(passes, relation_holds(scope, rows, row, &days));
    for (size_t i = 0; i < days.count && passes.possibly; i++) {
        if (days.items[i].day == WM_DAY_NONE && !days.items[i].unknown)
            continue; /* a date that is missing orders nothing */
        wm_candidate one = {.row = row, .day = days.items[i], .passes = passes};
        one.passes.value = passes.value && days.items[i].value;
        one.passes.surely = passes.surely && days.count == 1;
        insert(r, rows->table, related, one);
    }
}

wm_candidates wm_reference_related(const wm_scope *scope, const wm_rows *rows)
{
    wm_candidates related = {0};
    uint32_t from, to;
    wm_rows_beside(scope->reference->records, rows->table, scope->row.table,
                   scope->row.row, &from, &to);
    for (uint32_t row = from; row < to; row++)
        if (is_tied(scope, rows, row))
            add_related(scope, rows, row, &related);
    return related;
}

wm_candidates wm_reference_picked(const wm_scope *scope, const wm_rows *rows, bool first,
                                  wm_truth *missing_out)
{
    wm_reference *r = scope->reference;
    wm_candidates all = wm_reference_related(scope, rows);
    wm_candidates picked = {0};
    wm_truth missing = wm_certain(true);
    bool found = false;
    for (size_t i = 0; i < all.count && missing.possibly; i++) {
        wm_candidate row = all.items[first ? i : all.count - 1 - i];
        wm_truth passes = row.passes;
        row.passes.value = passes.value && !found;
        found = found || passes.value;
        if (!wm_list_push(r->arena, &picked, row))
            r->status = WM_NOMEM;
        missing = wm_reference_and(missing, wm_reference_not(passes));
    }
    *missing_out = missing;
    return picked;
}
