#include "engine/reference/reference.h"

/* The whole request: every measure, authority and period, each asked anew; first for the
 * groups that there are, then for their counts.
 */

typedef WM_LIST(wm_group) group_list;

typedef struct computation {
    wm_reference r;
    const wm_definition *measure;
    wm_arena *keep; /* what is answered         */
    wm_arena *work; /* of one authority's period */
    group_list groups;
    wm_result *result;
} computation;

static void add_counts(wm_counts *sum, wm_counts more)
{
    sum->numerator += more.numerator;
    sum->denominator += more.denominator;
    sum->low_numerator += more.low_numerator;
    sum->low_denominator += more.low_denominator;
    sum->high_numerator += more.high_numerator;
    sum->high_denominator += more.high_denominator;
}

static const wm_window whole_period = {.kind = WM_WINDOW_PERIOD};

void wm_reference_at(wm_reference *r, const wm_definition *measure, wm_period period,
                     wm_day at)
{
    const wm_measure *heading = &measure->heading;
    r->period = period;
    r->at = at;
    r->instead = NULL;
    if (r->request->trend && heading->trend_uses_period)
        r->instead = &whole_period;
    else if (period.kind == WM_PERIOD_YEAR && heading->year_rule == WM_YEAR_WINDOW)
        r->instead = &measure->body.year_window;
}

size_t wm_reference_parts(const wm_request *request, const wm_definition *measure,
                          wm_period period, wm_day at, wm_period parts[12])
{
    bool sums =
        period.kind == WM_PERIOD_YEAR && measure->heading.year_rule == WM_YEAR_SUMS;
    bool months = request->summed == WM_PERIOD_MONTH;
    if (!sums) {
        parts[0] = period;
        return 1;
    }
    size_t count = 0;
    for (wm_day start = period.start; start <= at;) {
        wm_day next = wm_reference_add_months(start, months ? 1 : 3);
        parts[count++] = (wm_period){.kind = months ? WM_PERIOD_MONTH : WM_PERIOD_QUARTER,
                                     .start = start,
                                     .end = next - 1};
        start = next;
    }
    return count;
}

static bool same_group(const computation *run, const wm_group *a, const wm_group *b)
{
    bool same = a->authority == b->authority;
    for (size_t i = 0; i < run->measure->body.by.count; i++)
        same = same && a->keys[i] == b->keys[i];
    return same;
}

/* By authority, the total first, then by keys, blanks last. */
static bool group_before(const computation *run, const wm_group *a, const wm_group *b)
{
    if (a->authority != b->authority)
        return a->authority < b->authority;
    for (size_t i = 0; i < run->measure->body.by.count; i++) {
        int32_t x = a->keys[i], y = b->keys[i];
        if (x == y)
            continue;
        if (x == WM_GROUP_ALL || y == WM_GROUP_ALL)
            return x == WM_GROUP_ALL;
        if (x == WM_BLANK || y == WM_BLANK)
            return y == WM_BLANK;
        return x < y;
    }
    return false;
}

static void add_group(computation *run, wm_group group)
{
    size_t at = 0;
    while (at < run->groups.count && group_before(run, &run->groups.items[at], &group))
        at++;
    if (at < run->groups.count && same_group(run, &run->groups.items[at], &group))
        return;
    if (!wm_list_push(run->keep, &run->groups, group)) {
        run->r.status = WM_NOMEM;
        return;
    }
    for (size_t i = run->groups.count - 1; i > at; i--)
        run->groups.items[i] = run->groups.items[i - 1];
    run->groups.items[at] = group;
}

static void add_groups_of(computation *run, const wm_counted_rows *rows, size_t authority)
{
    const wm_by_list *by = &run->measure->body.by;
    wm_group group = {.authority = (uint16_t)authority};
    for (size_t i = 0; i < by->count; i++)
        group.keys[i] = WM_GROUP_ALL;
    add_group(run, group);
    for (size_t row = 0; by->count && row < rows->count; row++) {
        bool of_nobody = run->measure->body.kind == WM_BODY_HIGHEST &&
                         rows->items[row].per == WM_BLANK;
        if (!rows->items[row].in.value || of_nobody)
            continue;
        for (size_t i = 0; i < by->count; i++)
            group.keys[i] = rows->items[row].keys[i];
        add_group(run, group);
    }
}

/* Calls `each` with the rows of every authority in every stretch of every period. */
typedef void (*on_asked)(computation *run, size_t period, size_t authority,
                         const wm_asked *all);

static void each_stretch(computation *run, on_asked each)
{
    const wm_request *request = run->r.request;
    for (size_t p = 0; p < request->period_count; p++) {
        wm_period parts[12];
        size_t count = wm_reference_parts(request, run->measure, request->periods[p],
                                          wm_engine_as_at(request, p), parts);
        for (size_t i = 0; i < count; i++) {
            wm_day at = wm_engine_as_at(request, p);
            wm_reference_at(&run->r, run->measure, parts[i],
                            parts[i].end < at ? parts[i].end : at);
            for (size_t a = 0; a < run->r.records->authority_count; a++) {
                size_t mark = wm_arena_mark(run->work);
                wm_asked all = wm_reference_ask(&run->r, a, run->work);
                if (run->r.status == WM_OK)
                    each(run, p, a, &all);
                wm_arena_rewind(run->work, mark);
            }
        }
    }
}

static void collect_groups(computation *run, size_t period, size_t authority,
                           const wm_asked *all)
{
    (void)period;
    add_groups_of(run, &all->rows, authority);
}

static void fill(computation *run, size_t period, size_t authority, const wm_asked *all)
{
    wm_result *result = run->result;
    size_t periods = run->r.request->period_count;
    for (size_t g = 0; g < result->group_count; g++) {
        bool stale = false;
        if (result->groups[g].authority != authority)
            continue;
        wm_counts counts =
            wm_reference_count(&run->r, all, &result->groups[g], &stale, run->work);
        wm_counts *sum = &result->counts[g * periods + period];
        add_counts(sum, counts);
        /* A count is so many of 1 and a rate of the year's population, over however many
         * stretches it is summed. */
        if (run->measure->body.kind != WM_BODY_PERCENT &&
            run->measure->body.kind != WM_BODY_RATIO)
            sum->denominator = sum->low_denominator = sum->high_denominator =
                counts.denominator;
        if (stale)
            result->stale_series[authority * periods + period] = true;
    }
}

static wm_status compute(computation *run)
{
    wm_result *result = run->result;
    size_t periods = run->r.request->period_count;
    each_stretch(run, collect_groups);
    WM_TRY(run->r.status);
    *result = (wm_result){.measure = run->measure,
                          .groups = run->groups.items,
                          .group_count = run->groups.count};
    result->counts =
        wm_arena_alloc(run->keep, result->group_count * periods, sizeof *result->counts);
    if (run->measure->body.kind == WM_BODY_RATE)
        result->stale_series =
            wm_arena_alloc(run->keep, run->r.records->authority_count * periods, 1);
    if (!result->counts ||
        (run->measure->body.kind == WM_BODY_RATE && !result->stale_series))
        return WM_NOMEM;
    each_stretch(run, fill);
    return run->r.status;
}

wm_reference wm_reference_for(const wm_request *request, const wm_definition *measure,
                              wm_arena *scratch)
{
    return (wm_reference){
        .request = request,
        .records = request->records,
        .catalogue = request->catalogue,
        .body = &measure->body,
        .hindsight = measure->body.with_hindsight,
        .arena = scratch,
    };
}

enum { SCRATCH_BYTES = 1 << 28, WORK_BYTES = 1 << 30 };

wm_status wm_engine_reference(const wm_request *request, wm_arena *arena, wm_diags *diags,
                              wm_result *results_out)
{
    WM_TRY(wm_engine_check(request, diags));
    wm_arena *scratch = wm_arena_new(SCRATCH_BYTES);
    wm_arena *work = wm_arena_new(WORK_BYTES);
    wm_status status = scratch && work ? WM_OK : WM_NOMEM;
    for (size_t i = 0; status == WM_OK && i < request->measure_count; i++) {
        computation run = {.r = wm_reference_for(request, request->measures[i], scratch),
                           .measure = request->measures[i],
                           .keep = arena,
                           .work = work,
                           .result = &results_out[i]};
        status = compute(&run);
    }
    wm_arena_end(work);
    wm_arena_end(scratch);
    return status;
}
