#include "cli/reading.h"
#include "cli/say.h"
#include "cli/settings.h"
#include "publish/figures_long.h"

/* `waymark compute`: figures from records, as data. */
typedef struct compute_plan {
    const wm_arguments *arguments;
    wm_day from, to, as_at, known_at;
    wm_period_kind every; /* NONE: not said */
    bool json;
    bool reference; /* the engine that is the specification */
    unsigned threads;
    const char *by;
    WM_LIST(wm_str) refs; /* asked for; none: all */
    WM_LIST(const wm_definition *) measures;
    wm_period_list periods;
    WM_LIST(wm_day) as_at_days;
} compute_plan;

/* One of two words; the first when none was given. */
static bool choose(const char *option, const char *word, const char *const words[2],
                   size_t *chosen_out)
{
    *chosen_out = 0;
    for (size_t i = 0; word && i < 2; i++)
        if (strcmp(word, words[i]) == 0) {
            *chosen_out = i;
            return true;
        }
    if (!word)
        return true;
    wm_complain("--%s is %s or %s, not `%s`", option, words[0], words[1], word);
    return false;
}

static bool choose_words(compute_plan *plan)
{
    static const char *const engines[] = {"timeline", "reference"};
    static const char *const formats[] = {"csv", "json"};
    const wm_arguments *arguments = plan->arguments;
    size_t engine, format;
    if (!wm_every_wanted(wm_argument(arguments, WM_OPTION_compute_EVERY), &plan->every) ||
        !choose("engine", wm_argument(arguments, WM_OPTION_compute_ENGINE), engines,
                &engine) ||
        !choose("format", wm_argument(arguments, WM_OPTION_compute_FORMAT), formats,
                &format))
        return false;
    plan->reference = engine == 1;
    plan->json = format == 1;
    return true;
}

enum { THREADS_MAX = 64 };

static bool choose_threads(compute_plan *plan)
{
    const char *text = wm_argument(plan->arguments, WM_OPTION_compute_THREADS);
    wm_decimal number = {0, 0};
    if (text && (!wm_decimal_parse(wm_str_of(text), &number) || number.places ||
                 number.digits < 1 || number.digits > THREADS_MAX)) {
        wm_complain("--threads is a number from 1 to %d, not `%s`", THREADS_MAX, text);
        return false;
    }
    plan->threads = (unsigned)number.digits;
    return true;
}

static bool choose_days(compute_plan *plan)
{
    const wm_arguments *arguments = plan->arguments;
    if (!wm_counted_day_wanted("from", wm_argument(arguments, WM_OPTION_compute_FROM),
                               &plan->from) ||
        !wm_counted_day_wanted("to", wm_argument(arguments, WM_OPTION_compute_TO),
                               &plan->to) ||
        !wm_counted_day_wanted("as-at", wm_argument(arguments, WM_OPTION_compute_AS_AT),
                               &plan->as_at) ||
        !wm_day_wanted("known-at", wm_argument(arguments, WM_OPTION_compute_KNOWN_AT),
                       &plan->known_at))
        return false;
    if (plan->from == WM_DAY_NONE || plan->to == WM_DAY_NONE || plan->from <= plan->to)
        return true;
    wm_complain("--from is later than --to");
    return false;
}

/* `--measure 1.1 --measure 1.2`, `--measure 1.1,1.2`. */
static bool list_refs(compute_plan *plan, wm_arena *program)
{
    for (size_t i = 0; i < plan->arguments->options.count; i++) {
        const wm_given *given = &plan->arguments->options.items[i];
        wm_str rest = wm_str_of(given->value), ref;
        if (given->option != WM_OPTION_compute_MEASURE)
            continue;
        while (wm_str_next(&rest, ',', &ref))
            if (!wm_list_push(program, &plan->refs, wm_str_trim(ref)))
                return false;
    }
    return true;
}

static wm_exit make_plan(compute_plan *plan, wm_arena *program)
{
    if (!choose_words(plan) || !choose_threads(plan) || !choose_days(plan))
        return WM_EXIT_USAGE;
    if (!list_refs(plan, program))
        return wm_refused(WM_NOMEM, NULL);
    plan->by = wm_argument(plan->arguments, WM_OPTION_compute_BY);
    if (!plan->by || plan->refs.count)
        return WM_EXIT_DONE;
    wm_complain("--by goes with --measure: not every measure has the same breakdowns");
    return WM_EXIT_USAGE;
}

/* measures */

/* Before names are resolved; a local measure and the one it replaces have one reference.
 */
static wm_exit break_down(const compute_plan *plan, wm_asking *asking)
{
    wm_catalogue *catalogue = &asking->definitions.catalogue;
    for (size_t i = 0; plan->by && i < plan->refs.count; i++)
        for (size_t m = 0; m < catalogue->measures.count; m++) {
            wm_definition *measure = &catalogue->measures.items[m];
            if (!wm_str_equal(measure->heading.ref, plan->refs.items[i]) ||
                measure->body.kind == WM_BODY_NONE)
                continue;
            wm_status status =
                wm_definitions_break_down(measure, wm_str_of(plan->by), asking->memory);
            if (status != WM_OK)
                return wm_refused(status, NULL);
        }
    return WM_EXIT_DONE;
}

static wm_exit add_measure(compute_plan *plan, wm_asking *asking,
                           const wm_definition *measure)
{
    if (!wm_list_push(asking->memory, &plan->measures, measure))
        return wm_refused(WM_NOMEM, NULL);
    return WM_EXIT_DONE;
}

static wm_exit measures_of_scorecard(compute_plan *plan, wm_asking *asking)
{
    const wm_catalogue *catalogue = &asking->definitions.catalogue;
    size_t entered = 0;
    wm_exit exit = WM_EXIT_DONE;
    for (size_t i = 0; i < asking->scorecard.rows.count && exit == WM_EXIT_DONE; i++) {
        const wm_definition *measure =
            wm_catalogue_measure(catalogue, asking->scorecard.rows.items[i].ref);
        if (measure && measure->body.kind != WM_BODY_NONE)
            exit = add_measure(plan, asking, measure);
        else
            entered++;
    }
    if (entered)
        wm_complain("%zu measures of the scorecard are not counted from records",
                    entered);
    return exit;
}

static wm_exit choose_measures(compute_plan *plan, wm_asking *asking)
{
    const wm_catalogue *catalogue = &asking->definitions.catalogue;
    wm_exit exit = WM_EXIT_DONE;
    for (size_t i = 0; i < plan->refs.count && exit == WM_EXIT_DONE; i++) {
        const wm_definition *measure = wm_asking_measure(asking, plan->refs.items[i]);
        exit = measure ? add_measure(plan, asking, measure) : WM_EXIT_INPUT;
    }
    if (exit != WM_EXIT_DONE || plan->refs.count)
        return exit;
    if (asking->has_scorecard)
        return measures_of_scorecard(plan, asking);
    for (size_t i = 0; i < catalogue->measures.count && exit == WM_EXIT_DONE; i++)
        if (catalogue->measures.items[i].body.kind != WM_BODY_NONE)
            exit = add_measure(plan, asking, &catalogue->measures.items[i]);
    return exit;
}

/* periods */

static bool add_period(compute_plan *plan, wm_arena *memory, wm_period period)
{
    wm_day as_at = period.end;
    if (period.kind == WM_PERIOD_NONE)
        return true;
    if (plan->as_at != WM_DAY_NONE && plan->as_at < period.start)
        return true;
    if (plan->as_at != WM_DAY_NONE && plan->as_at < as_at)
        as_at = plan->as_at;
    return wm_list_push(memory, &plan->periods, period) &&
           wm_list_push(memory, &plan->as_at_days, as_at);
}

static bool periods_of_scorecard(compute_plan *plan, const wm_asking *asking)
{
    const wm_scorecard *scorecard = &asking->scorecard;
    for (size_t i = 0; i < scorecard->show.count; i++)
        if (!add_period(plan, asking->memory, scorecard->show.items[i]))
            return false;
    for (unsigned back = scorecard->show_months; back > 0; back--) {
        wm_day day = wm_day_add_months(scorecard->year.end, 1 - (int)back);
        wm_period month = wm_period_around(day, WM_PERIOD_MONTH, scorecard->first_month);
        if (!add_period(plan, asking->memory, month))
            return false;
    }
    return true;
}

/* The last period that is over by the day. */
static wm_period last_whole(wm_day day, wm_period_kind kind, int first_month)
{
    wm_period period = wm_period_around(day, kind, first_month);
    if (period.end <= day)
        return period;
    return wm_period_around(period.start - 1, kind, first_month);
}

enum { PERIODS_BY_DEFAULT = 4 };

/* Where nothing was said: to the last whole period of the records, four of them. */
static void default_days(compute_plan *plan, const wm_asking *asking)
{
    int first_month = wm_asking_first_month(asking);
    wm_day latest = asking->records.latest;
    if (plan->to == WM_DAY_NONE && plan->as_at != WM_DAY_NONE)
        plan->to = wm_period_around(plan->as_at, plan->every, first_month).end;
    if (plan->to == WM_DAY_NONE && latest != WM_DAY_NONE && wm_in_working_days(latest))
        plan->to = last_whole(latest, plan->every, first_month).end;
    if (plan->to == WM_DAY_NONE)
        plan->to = plan->from;
    if (plan->from != WM_DAY_NONE || plan->to == WM_DAY_NONE)
        return;
    wm_period period = wm_period_around(plan->to, plan->every, first_month);
    plan->from = period.end;
    for (int i = 1; i < PERIODS_BY_DEFAULT && plan->as_at == WM_DAY_NONE; i++) {
        period = wm_period_around(period.start - 1, plan->every, first_month);
        plan->from = period.end;
    }
}

static wm_exit choose_periods(compute_plan *plan, wm_asking *asking)
{
    bool said = plan->every != WM_PERIOD_NONE || plan->from != WM_DAY_NONE ||
                plan->to != WM_DAY_NONE;
    if (asking->has_scorecard && !said) {
        if (!periods_of_scorecard(plan, asking))
            return wm_refused(WM_NOMEM, NULL);
    } else {
        if (plan->every == WM_PERIOD_NONE)
            plan->every = WM_PERIOD_QUARTER;
        default_days(plan, asking);
        for (wm_day day = plan->from; day != WM_DAY_NONE && day <= plan->to;) {
            wm_period period =
                wm_period_around(day, plan->every, wm_asking_first_month(asking));
            day = period.end + 1;
            if (period.end > plan->to)
                break;
            if (!add_period(plan, asking->memory, period))
                return wm_refused(WM_NOMEM, NULL);
        }
    }
    if (plan->periods.count)
        return WM_EXIT_DONE;
    wm_complain("no whole period lies there; say --from, --to and --every");
    return WM_EXIT_USAGE;
}

/* what has to be known with the figures */

static void note_forecast(const compute_plan *plan)
{
    for (size_t i = 0; i < plan->periods.count; i++)
        if (wm_day_civil(plan->periods.items[i].end).year > WM_PROCLAIMED_LAST_YEAR) {
            wm_complain("bank holidays after %d are not proclaimed yet and follow the "
                        "rule",
                        WM_PROCLAIMED_LAST_YEAR);
            return;
        }
}

/* A rate is of one group for each authority: a series is known by nothing else. */
static void note_series(const wm_result *result, size_t cells)
{
    const wm_definition *measure = result->measure;
    size_t stale = 0, missing = 0;
    for (size_t i = 0; i < cells; i++) {
        stale += result->stale_series[i];
        missing += result->counts[i].denominator == 0;
    }
    if (stale)
        wm_complain("%.*s: %zu figures stand on the %.*s of an earlier year, and are "
                    "provisional",
                    WM_FMT(measure->heading.ref), stale,
                    WM_FMT(measure->body.series_name.text));
    if (missing)
        wm_complain("%.*s: %zu figures have no %.*s to stand on, and so no value",
                    WM_FMT(measure->heading.ref), missing,
                    WM_FMT(measure->body.series_name.text));
}

static wm_exit note_results(const compute_plan *plan, const wm_asking *asking,
                            const wm_result *results)
{
    wm_exit exit = WM_EXIT_DONE;
    size_t cells = asking->records.authority_count * plan->periods.count;
    for (size_t m = 0; m < plan->measures.count && exit == WM_EXIT_DONE; m++) {
        const wm_definition *measure = plan->measures.items[m];
        exit = wm_settings_say(asking, measure);
        wm_asking_say_nobody(asking, measure);
        if (results[m].stale_series)
            note_series(&results[m], cells);
        if (measure->body.with_hindsight)
            wm_complain("%.*s is counted with hindsight: what was only known later is "
                        "used",
                        WM_FMT(measure->heading.ref));
    }
    return exit;
}

static wm_exit print_figures(const compute_plan *plan, const wm_figures_long *figures)
{
    wm_text text = {0};
    wm_status status = plan->json ? wm_figures_long_json(figures, &text)
                                  : wm_figures_long_csv(figures, &text);
    wm_exit exit =
        status == WM_OK ? wm_print(wm_text_str(&text)) : wm_refused(status, NULL);
    wm_text_end(&text);
    return exit;
}

/* Their own, or those of the command line. */
static bool has_breakdowns(const compute_plan *plan)
{
    for (size_t i = 0; i < plan->measures.count; i++)
        if (plan->measures.items[i]->body.by.count)
            return true;
    return plan->by != NULL;
}

static wm_exit count(compute_plan *plan, wm_asking *asking)
{
    wm_diags diags;
    wm_request request = {.records = &asking->records,
                          .catalogue = &asking->definitions.catalogue,
                          .calendar = &asking->calendar,
                          .measures = plan->measures.items,
                          .measure_count = plan->measures.count,
                          .periods = plan->periods.items,
                          .period_count = plan->periods.count,
                          .as_at = plan->as_at_days.items,
                          .first_month = wm_asking_first_month(asking),
                          .threads = plan->threads};
    wm_result *results =
        wm_arena_alloc(asking->memory, plan->measures.count, sizeof *results);
    if (!results)
        return wm_refused(WM_NOMEM, NULL);
    wm_diags_init(&diags, asking->memory);
    wm_status status =
        plan->reference ? wm_engine_reference(&request, asking->memory, &diags, results)
                        : wm_engine_timeline(&request, asking->memory, &diags, results);
    wm_print_diags(&diags);
    if (diags.errors)
        return WM_EXIT_INPUT;
    if (status != WM_OK)
        return wm_refused(status, NULL);
    note_forecast(plan);
    wm_reach_say(&asking->reach, plan->as_at_days.items, plan->as_at_days.count);
    wm_exit exit = note_results(plan, asking, results);
    if (exit != WM_EXIT_DONE)
        return exit;
    wm_figures_long figures = {.request = &request,
                               .results = results,
                               .final_to = asking->reach.final_to,
                               .groups = has_breakdowns(plan)};
    return print_figures(plan, &figures);
}

/* Of the measures those that can be counted. */
static wm_exit keep_counted(compute_plan *plan, const wm_asking *asking)
{
    wm_reading reading;
    size_t kept = 0;
    wm_exit exit =
        wm_reading_of(asking, plan->measures.items, plan->measures.count, &reading);
    if (exit == WM_EXIT_DONE)
        exit = wm_reading_say(&reading);
    if (exit != WM_EXIT_DONE)
        return exit;
    for (size_t i = 0; i < plan->measures.count; i++)
        if (reading.unfit[i].kind == WM_FIT)
            plan->measures.items[kept++] = plan->measures.items[i];
    bool none_left = plan->measures.count > 0 && kept == 0;
    plan->measures.count = kept;
    return none_left ? WM_EXIT_INPUT : WM_EXIT_DONE;
}

static wm_exit load(compute_plan *plan, wm_asking *asking)
{
    const char *report = wm_argument(plan->arguments, WM_OPTION_compute_REPORT);
    wm_exit exit = wm_asking_load(
        asking, wm_argument(plan->arguments, WM_OPTION_compute_RECORDS), plan->known_at);
    if (exit == WM_EXIT_DONE && report)
        exit = wm_asking_keep_report(asking, report);
    return exit == WM_EXIT_DONE ? keep_counted(plan, asking) : exit;
}

static wm_exit compute(compute_plan *plan, wm_asking *asking)
{
    wm_exit exit = break_down(plan, asking);
    if (exit == WM_EXIT_DONE)
        exit = wm_asking_resolve(asking,
                                 wm_argument(plan->arguments, WM_OPTION_compute_RECORDS));
    if (exit == WM_EXIT_DONE)
        exit = choose_measures(plan, asking);
    if (exit == WM_EXIT_DONE)
        exit = load(plan, asking);
    if (exit == WM_EXIT_DONE)
        exit = choose_periods(plan, asking);
    return exit == WM_EXIT_DONE ? count(plan, asking) : exit;
}

wm_exit wm_run_compute(const wm_arguments *arguments, wm_arena *program)
{
    compute_plan plan = {.arguments = arguments};
    wm_asking asking;
    wm_exit exit = make_plan(&plan, program);
    if (exit != WM_EXIT_DONE)
        return exit;
    exit = wm_asking_begin(wm_operand(arguments, 0, NULL), &asking);
    if (exit == WM_EXIT_DONE)
        exit = compute(&plan, &asking);
    wm_asking_end(&asking);
    return exit;
}
