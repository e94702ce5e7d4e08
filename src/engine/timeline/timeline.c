#include "engine/timeline/count.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

/* The whole request: which points each measure is asked at, authority by authority, on as
 * many threads as wanted. Authorities share nothing that changes, so that the answer is
 * the same whatever the number of threads.
 */

/* Points of one kind, and where their counts go: many points may add to one period (`year
 * sums periods`).
 */
typedef struct stretch {
    WM_LIST(wm_point) points;
    WM_LIST(size_t) periods; /* of each point: number in the request */
    const wm_window *instead;
} stretch;

typedef WM_LIST(stretch) stretch_list;

/* An authority's answer for a measure. */
typedef struct authority_part {
    WM_LIST(wm_group) groups;
    wm_counts *counts; /* [group][period] */
} authority_part;

typedef struct counting_job {
    const wm_request *request;
    stretch_list *stretches; /* of each measure */
    authority_part *parts;   /* [authority][measure] */
    atomic_size_t next;      /* authority */
    _Atomic(wm_status) status;
} counting_job;

typedef struct worker {
    counting_job *job;
    wm_arena *keep; /* answers; ended by whoever has copied them */
    pthread_t thread;
} worker;

enum {
    THREADS_MAX = 64,
    SWEEP_BYTES = 1 << 30,
};

static const size_t keep_bytes = (size_t)64 << 30;

/* points */

static const wm_window whole_period = {.kind = WM_WINDOW_PERIOD};

static bool point_before(const wm_point *a, const wm_point *b)
{
    return a->at != b->at ? a->at < b->at : a->period.start < b->period.start;
}

static wm_status add_point(stretch *s, wm_arena *arena, wm_point point, size_t period)
{
    if (!wm_list_push(arena, &s->points, point) ||
        !wm_list_push(arena, &s->periods, period))
        return WM_NOMEM;
    size_t at = s->points.count - 1;
    for (; at > 0 && point_before(&point, &s->points.items[at - 1]); at--) {
        s->points.items[at] = s->points.items[at - 1];
        s->periods.items[at] = s->periods.items[at - 1];
    }
    s->points.items[at] = point;
    s->periods.items[at] = period;
    return WM_OK;
}

/* Periods of one kind whose ends rise have starts that rise; those of different kinds are
 * kept apart, and so are two for which another window stands in.
 */
static stretch *stretch_for(stretch_list *list, wm_arena *arena, wm_period_kind kind,
                            const wm_window *instead)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].points.items[0].period.kind == kind &&
            list->items[i].instead == instead)
            return &list->items[i];
    if (!wm_list_push(arena, list, ((stretch){.instead = instead})))
        return NULL;
    return &list->items[list->count - 1];
}

static wm_status add_period(stretch_list *list, wm_arena *arena, wm_period period,
                            wm_day at, size_t number, const wm_window *instead)
{
    stretch *s = stretch_for(list, arena, period.kind, instead);
    return s ? add_point(s, arena, (wm_point){period, at}, number) : WM_NOMEM;
}

static wm_status add_parts(stretch_list *list, wm_arena *arena, const wm_request *request,
                           size_t number, const wm_window *instead)
{
    bool months = request->summed == WM_PERIOD_MONTH;
    wm_day at = wm_engine_as_at(request, number);
    for (wm_day start = request->periods[number].start; start <= at;) {
        wm_day next = wm_day_add_months(start, months ? 1 : 3);
        wm_period part = {.kind = months ? WM_PERIOD_MONTH : WM_PERIOD_QUARTER,
                          .start = start,
                          .end = next - 1};
        WM_TRY(add_period(list, arena, part, part.end < at ? part.end : at, number,
                          instead));
        start = next;
    }
    return WM_OK;
}

static wm_status points_of(const wm_request *request, const wm_definition *measure,
                           wm_arena *arena, stretch_list *out)
{
    const wm_measure *heading = &measure->heading;
    for (size_t i = 0; i < request->period_count; i++) {
        wm_period period = request->periods[i];
        bool is_year = period.kind == WM_PERIOD_YEAR;
        const wm_window *instead = NULL;
        if (request->trend && heading->trend_uses_period)
            instead = &whole_period;
        if (is_year && heading->year_rule == WM_YEAR_SUMS) {
            WM_TRY(add_parts(out, arena, request, i, instead));
            continue;
        }
        if (!instead && is_year && heading->year_rule == WM_YEAR_WINDOW)
            instead = &measure->body.year_window;
        WM_TRY(add_period(out, arena, period, wm_engine_as_at(request, i), i, instead));
    }
    return WM_OK;
}

/* series (D8) */

static int64_t series_value(const wm_request *request, const wm_definition *measure,
                            size_t authority, size_t period, bool *stale_out)
{
    const wm_series *series = &request->records->series[measure->body.series];
    wm_civil at = wm_day_civil(wm_engine_as_at(request, period));
    int begins = at.month < request->first_month ? at.year - 1 : at.year;
    int year = request->first_month <= 6 ? begins : begins + 1;
    int best = INT32_MIN;
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

/* one authority */

static void add_counts(wm_counts *sum, wm_counts more)
{
    sum->numerator += more.numerator;
    sum->denominator += more.denominator;
    sum->low_numerator += more.low_numerator;
    sum->low_denominator += more.low_denominator;
    sum->high_numerator += more.high_numerator;
    sum->high_denominator += more.high_denominator;
}

static int compare_keys(const int32_t *a, const int32_t *b)
{
    for (size_t i = 0; i < WM_BY_MAX; i++) {
        if (a[i] == b[i])
            continue;
        if (a[i] == WM_GROUP_ALL || b[i] == WM_GROUP_ALL)
            return a[i] == WM_GROUP_ALL ? -1 : 1;
        if (a[i] == WM_BLANK || b[i] == WM_BLANK)
            return b[i] == WM_BLANK ? -1 : 1;
        return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

static wm_status add_group(authority_part *part, wm_arena *arena, size_t authority,
                           const int32_t *keys)
{
    wm_group group = {.authority = (uint16_t)authority};
    memcpy(group.keys, keys, sizeof group.keys);
    size_t at = 0;
    while (at < part->groups.count && compare_keys(part->groups.items[at].keys, keys) < 0)
        at++;
    if (at < part->groups.count && compare_keys(part->groups.items[at].keys, keys) == 0)
        return WM_OK;
    if (!wm_list_push(arena, &part->groups, group))
        return WM_NOMEM;
    memmove(&part->groups.items[at + 1], &part->groups.items[at],
            (part->groups.count - 1 - at) * sizeof group);
    part->groups.items[at] = group;
    return WM_OK;
}

static wm_status all_groups(authority_part *part, wm_arena *arena, size_t authority,
                            const wm_tally *tallies, size_t tally_count)
{
    int32_t all[WM_BY_MAX];
    for (size_t i = 0; i < WM_BY_MAX; i++)
        all[i] = WM_GROUP_ALL;
    WM_TRY(add_group(part, arena, authority, all));
    for (size_t t = 0; t < tally_count; t++)
        for (size_t g = 0; g < tallies[t].groups.count; g++)
            if (tallies[t].groups.items[g].seen)
                WM_TRY(
                    add_group(part, arena, authority, tallies[t].groups.items[g].keys));
    return WM_OK;
}

static void fill(authority_part *part, const wm_request *request,
                 const wm_definition *measure, const stretch *s, const wm_tally *tally)
{
    size_t periods = request->period_count;
    for (size_t g = 0; g < part->groups.count; g++)
        for (size_t p = 0; p < s->points.count; p++)
            add_counts(
                &part->counts[g * periods + s->periods.items[p]],
                wm_tally_counts(tally, measure, part->groups.items[g].keys, (int32_t)p));
}

/* What is not counted from rows: a count is of 1, a rate of its series. */
static void set_denominators(authority_part *part, const wm_request *request,
                             const wm_definition *measure, size_t authority)
{
    wm_body_kind kind = measure->body.kind;
    size_t periods = request->period_count;
    if (kind == WM_BODY_PERCENT || kind == WM_BODY_RATIO)
        return;
    for (size_t i = 0; i < part->groups.count * periods; i++) {
        bool stale;
        int64_t denominator = 1;
        if (kind == WM_BODY_RATE)
            denominator = series_value(request, measure, authority, i % periods, &stale);
        wm_counts *c = &part->counts[i];
        c->denominator = c->low_denominator = c->high_denominator = denominator;
    }
}

static wm_status count_measure(wm_sweep *sweep, wm_plan *const *plans,
                               const stretch_list *list, size_t authority, wm_arena *keep,
                               wm_arena *work, authority_part *out)
{
    const wm_request *request = sweep->request;
    wm_tally *tallies = wm_arena_alloc(work, list->count, sizeof *tallies);
    if (!tallies)
        return WM_NOMEM;
    for (size_t s = 0; s < list->count; s++) {
        tallies[s].arena = work;
        sweep->axis = plans[s]->axis;
        sweep->instead = list->items[s].instead;
        wm_count_authority(plans[s], authority, &tallies[s]);
        if (sweep->memory.refused)
            return WM_NOMEM;
        wm_tally_sum(&tallies[s], sweep->axis->count);
    }
    WM_TRY(all_groups(out, keep, authority, tallies, list->count));
    out->counts = wm_arena_alloc(keep, out->groups.count * request->period_count,
                                 sizeof *out->counts);
    if (!out->counts)
        return WM_NOMEM;
    for (size_t s = 0; s < list->count; s++)
        fill(out, request, sweep->measure, &list->items[s], &tallies[s]);
    set_denominators(out, request, sweep->measure, authority);
    return WM_OK;
}

/* one thread */

typedef struct bench {
    wm_sweep sweep;
    wm_plan ***plans;        /* [measure][stretch] */
    WM_LIST(wm_axis *) made; /* those of the same points are one */
    wm_arena *lasting;       /* axes and tables */
    wm_arena *work;          /* of one measure of one authority */
} bench;

static bool same_points(const wm_axis *axis, const stretch *s)
{
    bool same = (size_t)axis->count == s->points.count;
    for (size_t i = 0; same && i < s->points.count; i++)
        same = axis->points[i].at == s->points.items[i].at &&
               wm_period_equal(axis->points[i].period, s->points.items[i].period);
    return same;
}

static wm_status axis_of(bench *b, const counting_job *job, const stretch *s,
                         wm_axis **out)
{
    for (size_t i = 0; i < b->made.count; i++)
        if (same_points(b->made.items[i], s)) {
            *out = b->made.items[i];
            return WM_OK;
        }
    *out = wm_arena_alloc(b->lasting, 1, sizeof **out);
    if (!*out || !wm_list_push(b->lasting, &b->made, *out))
        return WM_NOMEM;
    return wm_axis_make(*out, s->points.items, s->points.count, job->request->first_month,
                        b->lasting);
}

static void choose_measure(wm_sweep *sweep, const wm_definition *measure)
{
    sweep->measure = measure;
    sweep->hindsight = measure->body.with_hindsight;
}

static wm_status make_plans_of(bench *b, const counting_job *job, size_t m)
{
    const stretch_list *list = &job->stretches[m];
    b->plans[m] = wm_arena_alloc(b->lasting, list->count, sizeof **b->plans);
    if (!b->plans[m])
        return WM_NOMEM;
    choose_measure(&b->sweep, job->request->measures[m]);
    for (size_t s = 0; s < list->count; s++) {
        WM_TRY(axis_of(b, job, &list->items[s], &b->sweep.axis));
        b->sweep.instead = list->items[s].instead;
        b->plans[m][s] = wm_plan_make(&b->sweep, b->sweep.axis, b->lasting);
        if (!b->plans[m][s])
            return WM_NOMEM;
    }
    return WM_OK;
}

static wm_status make_plans(bench *b, const counting_job *job)
{
    const wm_request *request = job->request;
    b->plans = wm_arena_alloc(b->lasting, request->measure_count, sizeof *b->plans);
    b->sweep.codes = wm_arena_alloc(b->lasting, WM_CODE_NUMBERS, sizeof *b->sweep.codes);
    if (!b->plans || !b->sweep.codes)
        return WM_NOMEM;
    for (size_t m = 0; m < request->measure_count; m++)
        WM_TRY(make_plans_of(b, job, m));
    return WM_OK;
}

static wm_status count_authorities(bench *b, counting_job *job, wm_arena *keep)
{
    const wm_request *request = job->request;
    for (;;) {
        size_t authority = atomic_fetch_add(&job->next, 1);
        if (authority >= request->records->authority_count ||
            atomic_load(&job->status) != WM_OK)
            return WM_OK;
        for (size_t m = 0; m < request->measure_count; m++) {
            size_t mark = wm_arena_mark(b->work);
            choose_measure(&b->sweep, request->measures[m]);
            WM_TRY(count_measure(&b->sweep, b->plans[m], &job->stretches[m], authority,
                                 keep, b->work,
                                 &job->parts[authority * request->measure_count + m]));
            wm_arena_rewind(b->work, mark);
        }
    }
}

static void *run_worker(void *argument)
{
    worker *w = argument;
    counting_job *job = w->job;
    bench b = {.lasting = wm_arena_new(SWEEP_BYTES), .work = wm_arena_new(SWEEP_BYTES)};
    wm_arena *sweep = wm_arena_new(SWEEP_BYTES);
    b.sweep = (wm_sweep){.request = job->request,
                         .records = job->request->records,
                         .catalogue = job->request->catalogue,
                         .memory = {.arena = sweep}};
    wm_status status = b.lasting && b.work && sweep ? make_plans(&b, job) : WM_NOMEM;
    if (status == WM_OK)
        status = count_authorities(&b, job, w->keep);
    if (status != WM_OK)
        atomic_store(&job->status, status);
    wm_arena_end(sweep);
    wm_arena_end(b.work);
    wm_arena_end(b.lasting);
    return NULL;
}

static size_t thread_count(const wm_request *request)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted =
        request->threads ? request->threads : (size_t)(online > 0 ? online : 1);
    size_t most = request->records->authority_count;
    if (wanted > THREADS_MAX)
        wanted = THREADS_MAX;
    return wanted < most ? wanted : (most ? most : 1);
}

/* The first works here; where no thread can be had its share is done by the others. */
static void run_workers(worker *workers, size_t count)
{
    bool started[THREADS_MAX] = {false};
    for (size_t i = 1; i < count; i++)
        started[i] =
            pthread_create(&workers[i].thread, NULL, run_worker, &workers[i]) == 0;
    run_worker(&workers[0]);
    for (size_t i = 1; i < count; i++)
        if (started[i])
            pthread_join(workers[i].thread, NULL);
}

/* answers together */

static wm_status collect(const counting_job *job, size_t m, wm_arena *arena,
                         wm_result *result)
{
    const wm_request *request = job->request;
    size_t authorities = request->records->authority_count;
    size_t periods = request->period_count, count = 0;
    for (size_t a = 0; a < authorities; a++)
        count += job->parts[a * request->measure_count + m].groups.count;
    *result = (wm_result){.measure = request->measures[m], .group_count = count};
    result->groups = wm_arena_alloc(arena, count, sizeof *result->groups);
    result->counts = wm_arena_alloc(arena, count * periods, sizeof *result->counts);
    if (!result->groups || !result->counts)
        return WM_NOMEM;
    for (size_t a = 0, at = 0; a < authorities; a++) {
        const authority_part *part = &job->parts[a * request->measure_count + m];
        memcpy(&result->groups[at], part->groups.items,
               part->groups.count * sizeof *result->groups);
        memcpy(&result->counts[at * periods], part->counts,
               part->groups.count * periods * sizeof *result->counts);
        at += part->groups.count;
    }
    return WM_OK;
}

static wm_status set_stale(const counting_job *job, size_t m, wm_arena *arena,
                           wm_result *result)
{
    const wm_request *request = job->request;
    size_t periods = request->period_count;
    size_t cells = request->records->authority_count * periods;
    if (request->measures[m]->body.kind != WM_BODY_RATE)
        return WM_OK;
    result->stale_series = wm_arena_alloc(arena, cells, sizeof *result->stale_series);
    if (!result->stale_series)
        return WM_NOMEM;
    for (size_t i = 0; i < cells; i++)
        series_value(request, request->measures[m], i / periods, i % periods,
                     &result->stale_series[i]);
    return WM_OK;
}

static wm_status prepare(counting_job *job, wm_arena *work)
{
    const wm_request *request = job->request;
    size_t cells = request->records->authority_count * request->measure_count;
    job->stretches = wm_arena_alloc(work, request->measure_count, sizeof *job->stretches);
    job->parts = wm_arena_alloc(work, cells, sizeof *job->parts);
    if (!job->stretches || !job->parts)
        return WM_NOMEM;
    for (size_t m = 0; m < request->measure_count; m++)
        WM_TRY(points_of(request, request->measures[m], work, &job->stretches[m]));
    return WM_OK;
}

static wm_status answer(counting_job *job, worker *workers, size_t threads,
                        wm_arena *arena, wm_result *results)
{
    for (size_t i = 0; i < threads; i++) {
        workers[i].job = job;
        workers[i].keep = wm_arena_new(keep_bytes);
        if (!workers[i].keep)
            return WM_NOMEM;
    }
    run_workers(workers, threads);
    WM_TRY(atomic_load(&job->status));
    for (size_t m = 0; m < job->request->measure_count; m++) {
        WM_TRY(collect(job, m, arena, &results[m]));
        WM_TRY(set_stale(job, m, arena, &results[m]));
    }
    return WM_OK;
}

wm_status wm_engine_timeline(const wm_request *request, wm_arena *arena, wm_diags *diags,
                             wm_result *results_out)
{
    WM_TRY(wm_engine_check(request, diags));
    counting_job job = {.request = request};
    worker workers[THREADS_MAX] = {0};
    size_t threads = thread_count(request);
    wm_arena *work = wm_arena_new(keep_bytes);
    if (!work)
        return WM_NOMEM;
    wm_status status = prepare(&job, work);
    if (status == WM_OK)
        status = answer(&job, workers, threads, arena, results_out);
    for (size_t i = 0; i < threads; i++)
        wm_arena_end(workers[i].keep);
    wm_arena_end(work);
    return status;
}
