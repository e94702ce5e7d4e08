#include "engine/reference/reference.h"

#include <assert.h>

static void add(wm_reference *r, wm_days *days, wm_possible_day day)
{
    for (size_t i = 0; i < days->count; i++) {
        wm_possible_day *same = &days->items[i];
        if (same->day == day.day && same->unknown == day.unknown) {
            same->value = same->value || day.value;
            return;
        }
    }
    if (!wm_list_push(r->arena, days, day))
        r->status = WM_NOMEM;
}

static wm_days one(wm_reference *r, wm_day day)
{
    wm_days days = {0};
    add(r, &days, (wm_possible_day){.day = day, .value = true});
    return days;
}

static wm_days column_days(wm_reference *r, wm_subject subject, int column)
{
    wm_seen seen = wm_reference_column(r, subject.table, subject.row, column);
    wm_days days = {0};
    /* A date of birth nobody knows: as it stands missing, and it may be any day. */
    add(r, &days, (wm_possible_day){.day = seen.value, .value = true});
    if (seen.open)
        add(r, &days, (wm_possible_day){.day = WM_DAY_NONE, .unknown = true});
    return days;
}

static wm_days define_days(wm_reference *r, const wm_define *define, wm_subject subject)
{
    assert(define->kind == WM_DEFINE_MOMENT);
    subject.counted_by = NULL;
    wm_scope scope = {.reference = r, .row = subject, .this = subject};
    return wm_reference_moment(&scope, define->moment);
}

wm_days wm_reference_path_days(const wm_scope *scope, const wm_path *path)
{
    wm_reference *r = scope->reference;
    wm_subject subject;
    if (!wm_reference_row_of(scope, path, &subject))
        return one(r, WM_DAY_NONE);
    if (path->means == WM_MEANS_COLUMN)
        return column_days(r, subject, path->column);
    assert(path->means == WM_MEANS_DEFINE);
    return define_days(r, &r->catalogue->defines.items[path->index], subject);
}

wm_days wm_reference_counted_days(const wm_scope *scope)
{
    wm_reference *r = scope->reference;
    const wm_table_def *def = r->records->tables[scope->row.table].def;
    if (scope->row.counted_by)
        return wm_reference_path_days(scope, &scope->row.counted_by->date);
    if (def->from == WM_NO_COLUMN)
        return one(r, WM_DAY_NONE);
    return column_days(r, scope->row, def->from);
}

/* The last value whose day has come; the first stands for all days before. */
static wm_possible_span in_force(const wm_parameter *parameter, wm_day day)
{
    const wm_duration *found = &parameter->values[0].duration;
    for (size_t i = 1; i < parameter->value_count; i++)
        if (parameter->values[i].from <= day)
            found = &parameter->values[i].duration;
    return (wm_possible_span){found->count, found->unit, true};
}

static void add_spans(wm_reference *r, wm_spans *spans, wm_spans more, bool value)
{
    for (size_t i = 0; i < more.count; i++) {
        wm_possible_span span = more.items[i];
        span.value = span.value && value;
        if (!wm_list_push(r->arena, spans, span))
            r->status = WM_NOMEM;
    }
}

static wm_spans define_spans(const wm_scope *scope, const wm_path *path, wm_day day)
{
    wm_reference *r = scope->reference;
    const wm_define *define = &r->catalogue->defines.items[path->index];
    wm_spans spans = {0};
    wm_subject subject;
    if (!wm_reference_row_of(scope, path, &subject))
        return spans;
    subject.counted_by = NULL;
    wm_scope inner = {.reference = r, .row = subject, .this = subject};
    bool value = true;
    for (size_t i = 0; i < define->duration_count; i++) {
        const wm_case_of_duration *branch = &define->durations[i];
        wm_truth when = wm_reference_condition(&inner, branch->when);
        if (when.possibly)
            add_spans(r, &spans, wm_reference_spans(&inner, &branch->then, day),
                      value && when.value);
        value = value && !when.value;
        if (when.surely)
            break;
    }
    return spans;
}

wm_spans wm_reference_spans(const wm_scope *scope, const wm_duration *duration,
                            wm_day day)
{
    wm_reference *r = scope->reference;
    wm_spans spans = {0};
    wm_possible_span span = {duration->count, duration->unit, true};
    if (duration->is_named && duration->named.means == WM_MEANS_DEFINE)
        return define_spans(scope, &duration->named, day);
    if (duration->is_named)
        span = in_force(&r->catalogue->parameters.items[duration->named.index], day);
    if (!wm_list_push(r->arena, &spans, span))
        r->status = WM_NOMEM;
    return spans;
}

/* Counted on from each of the days it may start at, by each length it may have. */
static wm_days shifted(const wm_scope *scope, const wm_moment *moment)
{
    wm_reference *r = scope->reference;
    wm_days from = wm_reference_moment(scope, moment->from);
    wm_days days = {0};
    for (size_t i = 0; i < from.count; i++) {
        wm_possible_day start = from.items[i];
        if (start.unknown || start.day == WM_DAY_NONE) {
            add(r, &days, start);
            continue;
        }
        wm_spans spans = wm_reference_spans(scope, &moment->duration, start.day);
        for (size_t j = 0; j < spans.count; j++) {
            wm_possible_span span = spans.items[j];
            wm_day day = wm_reference_shift(r, start.day, span, moment->before);
            add(r, &days,
                (wm_possible_day){.day = day, .value = start.value && span.value});
        }
    }
    return days;
}

/* The date wanted of each row that may be the latest. */
static wm_days of_rows(const wm_scope *scope, const wm_moment *moment)
{
    wm_reference *r = scope->reference;
    wm_truth missing;
    wm_candidates picked =
        wm_reference_picked(scope, moment->rows, moment->first, &missing);
    wm_days days = {0};
    for (size_t i = 0; i < picked.count; i++) {
        wm_subject subject = {.table = moment->rows->table, .row = picked.items[i].row};
        wm_scope of = {.reference = r, .row = subject, .this = scope->this};
        wm_days found = wm_reference_path_days(&of, &moment->path);
        for (size_t j = 0; j < found.count; j++) {
            wm_possible_day day = found.items[j];
            day.value = day.value && picked.items[i].passes.value;
            add(r, &days, day);
        }
    }
    if (missing.possibly)
        add(r, &days, (wm_possible_day){.day = WM_DAY_NONE, .value = missing.value});
    return days;
}

/* Of two: missing ones are passed over. */
static wm_possible_day better(wm_possible_day a, wm_possible_day b, bool latest)
{
    bool value = a.value && b.value;
    wm_possible_day chosen = a;
    if (a.unknown || b.unknown)
        chosen = a.unknown ? a : b;
    else if (a.day == WM_DAY_NONE)
        chosen = b;
    else if (b.day != WM_DAY_NONE)
        chosen = (a.day < b.day) == latest ? b : a;
    chosen.value = value;
    return chosen;
}

static wm_days of_list(const wm_scope *scope, const wm_moment *moment)
{
    wm_reference *r = scope->reference;
    bool latest = moment->kind == WM_MOMENT_LATEST;
    wm_days days = wm_reference_moment(scope, moment->items[0]);
    for (size_t i = 1; i < moment->item_count; i++) {
        wm_days next = wm_reference_moment(scope, moment->items[i]);
        wm_days both = {0};
        for (size_t a = 0; a < days.count; a++)
            for (size_t b = 0; b < next.count; b++)
                add(r, &both, better(days.items[a], next.items[b], latest));
        days = both;
    }
    return days;
}

/* The first branch whose condition holds; every branch that may be reached may be it. */
static wm_days of_case(const wm_scope *scope, const wm_moment *moment)
{
    wm_reference *r = scope->reference;
    wm_days days = {0};
    bool value = true;
    for (size_t i = 0; i < moment->case_count; i++) {
        const wm_case_of_moment *branch = &moment->cases[i];
        wm_truth when = wm_reference_condition(scope, branch->when);
        wm_days then = {0};
        if (when.possibly)
            then = wm_reference_moment(scope, branch->then);
        for (size_t j = 0; j < then.count; j++) {
            wm_possible_day day = then.items[j];
            day.value = day.value && value && when.value;
            add(r, &days, day);
        }
        value = value && !when.value;
        if (when.surely)
            break;
    }
    return days;
}

wm_days wm_reference_moment(const wm_scope *scope, const wm_moment *moment)
{
    switch (moment->kind) {
    case WM_MOMENT_PERIOD_END:
        return one(scope->reference, scope->reference->at);
    case WM_MOMENT_PATH:
        return wm_reference_path_days(scope, &moment->path);
    case WM_MOMENT_SHIFT:
        return shifted(scope, moment);
    case WM_MOMENT_OF_ROWS:
        return of_rows(scope, moment);
    case WM_MOMENT_EARLIEST:
    case WM_MOMENT_LATEST:
        return of_list(scope, moment);
    case WM_MOMENT_CASE:
        return of_case(scope, moment);
    }
    assert(false);
    return (wm_days){0};
}
