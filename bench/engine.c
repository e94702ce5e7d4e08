/* How long counting takes, apart from reading the records. Loads once, then times the
 * engine for each measure alone and for all of them at once.
 *
 *     bench_engine CATALOGUE FOLDER RECORDS [--months N | --days N] [--threads N]
 *                  [--repeat N] [REF...]
 *
 * The last months (or days) of the records are asked. What it prints, best of the
 * repeats, is a name, a tab and milliseconds; behind them processor time, and for each
 * row of the counted table of a measure nanoseconds of it.
 */
#include "engine/engine.h"
#include "base/encoding.h"
#include "intake/definitions.h"
#include "intake/records/load.h"
#include "lang/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct asked {
    const char *catalogue, *folder, *records;
    int months, days, repeat;
    unsigned threads;
    char **refs;
    int ref_count;
} asked;

typedef struct engine_bench {
    asked asked;
    wm_arena *memory;
    wm_definitions definitions;
    wm_records records;
    wm_working_days calendar;
    WM_LIST(wm_period) periods;
    WM_LIST(const wm_definition *) measures;
} engine_bench;

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int fail(const char *what)
{
    fprintf(stderr, "bench_engine: %s\n", what);
    exit(1);
}

static int number_behind(char **arguments, int count, int *at)
{
    long number = *at + 1 < count ? strtol(arguments[++*at], NULL, 10) : 0;
    return number > 0 && number < 100000 ? (int)number : fail("a number is missing");
}

static asked read_arguments(char **arguments, int count)
{
    asked a = {.months = 120, .repeat = 3, .threads = 1};
    int at = 4;
    if (count < 4)
        fail("CATALOGUE FOLDER RECORDS are wanted");
    a.catalogue = arguments[1];
    a.folder = arguments[2];
    a.records = arguments[3];
    for (; at < count && strncmp(arguments[at], "--", 2) == 0; at++) {
        const char *option = arguments[at];
        int number = number_behind(arguments, count, &at);
        if (strcmp(option, "--months") == 0)
            a.months = number;
        else if (strcmp(option, "--days") == 0)
            a.days = number;
        else if (strcmp(option, "--threads") == 0)
            a.threads = (unsigned)number;
        else if (strcmp(option, "--repeat") == 0)
            a.repeat = number;
        else
            fail("no such option");
    }
    a.refs = &arguments[at];
    a.ref_count = count - at;
    return a;
}

static void say(const wm_diags *diags)
{
    for (size_t i = 0; i < diags->list.count; i++)
        fprintf(stderr, "%.*s\n", WM_FMT(diags->list.items[i].message));
}

static void load(engine_bench *b)
{
    wm_file_error error = {{0}};
    wm_load_report report;
    wm_diags diags;
    wm_load_options options = {.known_at = WM_DAY_NONE, .any_place = true};
    wm_catalogue *catalogue = &b->definitions.catalogue;
    wm_diags_init(&diags, b->memory);
    wm_working_days_make(&b->calendar, NULL, 0);
    wm_status status = wm_definitions_read(b->asked.folder, b->asked.catalogue, b->memory,
                                           &diags, &b->definitions, &error);
    if (status == WM_OK)
        status = wm_lang_resolve(catalogue, NULL, b->memory, &diags);
    if (status == WM_OK && !diags.errors)
        status = wm_records_load(b->asked.records, &catalogue->schema, &options,
                                 b->memory, &diags, &report, &b->records, &error);
    say(&diags);
    if (status != WM_OK || diags.errors)
        fail(*error.text ? error.text : "definitions or records cannot be read");
}

static void choose_periods(engine_bench *b)
{
    wm_civil last = wm_day_civil(b->records.latest);
    int count = b->asked.days ? b->asked.days : b->asked.months;
    wm_day end = wm_day_of(last.year, last.month, 1);
    for (int back = count; back > 0; back--) {
        wm_day start = b->asked.days ? end - back : wm_day_add_months(end, -back);
        wm_civil day = wm_day_civil(start);
        wm_period period = wm_period_month(day.year, day.month);
        if (b->asked.days)
            period.end = start;
        wm_list_push(b->memory, &b->periods, period);
    }
}

static void choose_measures(engine_bench *b)
{
    const wm_catalogue *catalogue = &b->definitions.catalogue;
    for (int i = 0; i < b->asked.ref_count; i++) {
        const wm_definition *one =
            wm_catalogue_measure(catalogue, wm_str_of(b->asked.refs[i]));
        if (!one || one->body.kind == WM_BODY_NONE)
            fail("no such measure");
        wm_list_push(b->memory, &b->measures, one);
    }
    for (size_t i = 0; !b->asked.ref_count && i < catalogue->measures.count; i++)
        if (catalogue->measures.items[i].body.kind != WM_BODY_NONE)
            wm_list_push(b->memory, &b->measures, &catalogue->measures.items[i]);
}

static wm_request request_of(const engine_bench *b, size_t from, size_t count)
{
    return (wm_request){.records = &b->records,
                        .catalogue = &b->definitions.catalogue,
                        .calendar = &b->calendar,
                        .measures = &b->measures.items[from],
                        .measure_count = count,
                        .periods = b->periods.items,
                        .period_count = b->periods.count,
                        .first_month = 4,
                        .trend = true,
                        .threads = b->asked.threads};
}

/* On the clock, and of the processors, whom other programs disturb less. */
typedef struct took {
    double wall;
    double cpu;
} took;

static took best_of(const engine_bench *b, size_t from, size_t count)
{
    took best = {1e300, 1e300};
    for (int i = 0; i < b->asked.repeat; i++) {
        wm_arena *answers = wm_arena_new((size_t)8 << 30);
        wm_request request = request_of(b, from, count);
        wm_result *results = wm_arena_alloc(answers, count, sizeof *results);
        wm_diags diags;
        wm_diags_init(&diags, answers);
        double wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
        if (wm_engine_timeline(&request, answers, &diags, results) != WM_OK)
            fail("the engine gave up");
        wall = now(CLOCK_MONOTONIC) - wall;
        cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        best.wall = wall < best.wall ? wall : best.wall;
        best.cpu = cpu < best.cpu ? cpu : best.cpu;
        wm_arena_end(answers);
    }
    return best;
}

int main(int count, char **arguments)
{
    engine_bench b = {.memory = wm_arena_new((size_t)64 << 30)};
    b.asked = read_arguments(arguments, count);
    double start = now(CLOCK_MONOTONIC);
    took sum = {0, 0}, all;
    load(&b);
    printf("load\t%.1f\n", now(CLOCK_MONOTONIC) - start);
    choose_periods(&b);
    choose_measures(&b);
    for (size_t i = 0; i < b.measures.count; i++) {
        const wm_definition *one = b.measures.items[i];
        size_t rows = b.records.tables[one->body.rows->table].count;
        took t = best_of(&b, i, 1);
        sum.wall += t.wall;
        sum.cpu += t.cpu;
        printf("%.*s\t%.2f\t%.2f cpu\t%.1f ns/row of %zu\n", WM_FMT(one->heading.ref),
               t.wall, t.cpu, rows ? t.cpu * 1e6 / (double)rows : 0.0, rows);
    }
    all = best_of(&b, 0, b.measures.count);
    printf("sum\t%.2f\t%.2f cpu\nall\t%.2f\t%.2f cpu\n", sum.wall, sum.cpu, all.wall,
           all.cpu);
    wm_arena_end(b.memory);
    return 0;
}
