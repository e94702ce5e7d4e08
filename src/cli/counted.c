#include "cli/counted.h"

#include "cli/reading.h"
#include "cli/say.h"
#include "cli/settings.h"
#include "publish/figures_long.h"

typedef struct folder_counting {
    wm_asking asking;
    wm_folder *folder;
    wm_arena *program; /* of the folder, which outlives the records */
    wm_day known_at;
    WM_LIST(const wm_definition *) measures;
    wm_period_list periods;
    size_t hidden; /* figures that a printed one stands for */
} folder_counting;

static wm_exit choose_measures(folder_counting *c)
{
    const wm_catalogue *catalogue = &c->asking.definitions.catalogue;
    for (size_t i = 0; i < c->folder->scorecard.rows.count; i++) {
        const wm_definition *measure =
            wm_catalogue_measure(catalogue, c->folder->scorecard.rows.items[i].ref);
        if (measure && measure->body.kind != WM_BODY_NONE &&
            !wm_list_push(c->asking.memory, &c->measures, measure))
            return wm_refused(WM_NOMEM, NULL);
    }
    return WM_EXIT_DONE;
}

static wm_measure *heading_of(const folder_counting *c, wm_str ref)
{
    for (size_t i = 0; i < c->folder->measures.count; i++)
        if (wm_str_equal(c->folder->measures.items[i].ref, ref))
            return &c->folder->measures.items[i];
    return NULL;
}

/* Words that stand with the note of a measure, wherever that is read. */
static wm_status add_note(const folder_counting *c, const wm_definition *measure,
                          const char *before, wm_str words)
{
    wm_measure *heading = heading_of(c, measure->heading.ref);
    if (!words.len || !heading)
        return WM_OK;
    heading->note = wm_str_format(c->program, "%.*s%s%s%.*s", WM_FMT(heading->note),
                                  heading->note.len ? "; " : "", before, WM_FMT(words));
    return heading->note.data ? WM_OK : WM_NOMEM;
}

/* What was chosen and set here. */
static wm_status note_settings(const folder_counting *c)
{
    for (size_t i = 0; i < c->measures.count; i++) {
        wm_str words;
        WM_TRY(wm_settings_words(&c->asking.definitions.catalogue, c->measures.items[i],
                                 c->asking.memory, &words));
        WM_TRY(add_note(c, c->measures.items[i], "", words));
    }
    return WM_OK;
}

/* A measure that cannot be counted says why, and stands as it was printed. */
static wm_status keep_counted(folder_counting *c, const wm_reading *reading)
{
    size_t kept = 0;
    for (size_t i = 0; i < reading->count; i++) {
        const wm_definition *measure = c->measures.items[i];
        if (reading->unfit[i].kind == WM_FIT) {
            c->measures.items[kept++] = measure;
            continue;
        }
        wm_str words = wm_unfit_words(reading, i);
        if (!words.data)
            return WM_NOMEM;
        WM_TRY(add_note(c, measure, "not counted: ", words));
    }
    c->measures.count = kept;
    return WM_OK;
}

static wm_exit read_for_measures(folder_counting *c)
{
    wm_reading reading;
    wm_exit exit =
        wm_reading_of(&c->asking, c->measures.items, c->measures.count, &reading);
    if (exit == WM_EXIT_DONE)
        exit = wm_reading_say(&reading);
    return exit == WM_EXIT_DONE ? wm_refused(keep_counted(c, &reading), NULL) : exit;
}

static wm_status choose_periods(folder_counting *c)
{
    wm_period baseline = c->folder->scorecard.baseline;
    WM_TRY(wm_folder_shown(c->folder, c->asking.memory, &c->periods));
    if (baseline.kind == WM_PERIOD_NONE)
        return WM_OK;
    return wm_list_push(c->asking.memory, &c->periods, baseline) ? WM_OK : WM_NOMEM;
}

static wm_status say_reach(const folder_counting *c)
{
    wm_day *ends = wm_arena_alloc(c->asking.memory, c->periods.count, sizeof *ends);
    if (!ends)
        return WM_NOMEM;
    for (size_t i = 0; i < c->periods.count; i++)
        ends[i] = c->periods.items[i].end;
    wm_reach_say(&c->asking.reach, ends, c->periods.count);
    return WM_OK;
}

static unsigned places_of(const wm_measure *heading)
{
    return heading->show_places >= 0 ? (unsigned)heading->show_places
                                     : wm_unit_places(heading->unit);
}

static void set_values(const folder_counting *c, const wm_definition *measure,
                       const wm_counts *counts, wm_figure *figure)
{
    const wm_schema *schema = c->asking.records.schema;
    int64_t scale = wm_counts_scale(schema, measure);
    figure->has_value =
        wm_ratio_of(counts->numerator, counts->denominator, scale, &figure->value);
    figure->has_bounds = figure->has_value &&
                         wm_ratio_of(counts->low_numerator, counts->low_denominator,
                                     scale, &figure->low) &&
                         wm_ratio_of(counts->high_numerator, counts->high_denominator,
                                     scale, &figure->high);
    figure->has_counts = !wm_is_whole_unit(measure->heading.unit) &&
                         !wm_counts_in_hundredths(schema, measure);
    figure->numerator = figure->has_counts ? counts->numerator : 0;
    figure->denominator = figure->has_counts ? counts->denominator : 0;
}

static wm_status add_figure(folder_counting *c, const wm_result *result,
                            const wm_counts *counts, size_t period)
{
    const wm_measure *heading =
        wm_folder_measure(c->folder, result->measure->heading.ref);
    size_t cell = c->asking.authority * c->periods.count + period;
    wm_figure figure = {.ref = heading->ref,
                        .period = c->periods.items[period],
                        .as_at = c->periods.items[period].end,
                        .known_at = c->asking.records.known_at,
                        .places = places_of(heading),
                        .source = WM_STR("counted from records"),
                        .file = WM_STR("records")};
    set_values(c, result->measure, counts, &figure);
    const wm_figure *printed = wm_folder_printed(c->folder, figure.ref, figure.period);
    bool stale = result->stale_series && result->stale_series[cell];
    bool is_provisional = stale || wm_is_beyond(&c->asking.reach, figure.as_at);
    figure.status = is_provisional ? WM_FIGURE_PROVISIONAL : WM_FIGURE_FINAL;
    if (!figure.has_value)
        figure.status = WM_FIGURE_NOT_APPLICABLE;
    if (!figure.has_value && printed && printed->has_value) {
        c->hidden++;
        return WM_OK;
    }
    return wm_list_push(c->program, &c->folder->computed, figure) ? WM_OK : WM_NOMEM;
}

/* The total of the authority stands before its groups. */
static wm_status add_figures(folder_counting *c, const wm_result *result)
{
    for (size_t g = 0; g < result->group_count; g++) {
        if (result->groups[g].authority != c->asking.authority)
            continue;
        for (size_t p = 0; p < c->periods.count; p++)
            WM_TRY(add_figure(c, result, &result->counts[g * c->periods.count + p], p));
        return WM_OK;
    }
    return WM_OK;
}

static wm_exit count_all(folder_counting *c)
{
    wm_diags diags;
    wm_request request = {.records = &c->asking.records,
                          .catalogue = &c->asking.definitions.catalogue,
                          .calendar = &c->asking.calendar,
                          .measures = c->measures.items,
                          .measure_count = c->measures.count,
                          .periods = c->periods.items,
                          .period_count = c->periods.count,
                          .first_month = c->folder->scorecard.first_month};
    wm_result *results =
        wm_arena_alloc(c->asking.memory, c->measures.count, sizeof *results);
    if (!results)
        return wm_refused(WM_NOMEM, NULL);
    wm_diags_init(&diags, c->asking.memory);
    wm_status status = wm_engine_timeline(&request, c->asking.memory, &diags, results);
    wm_print_diags(&diags);
    if (diags.errors)
        return WM_EXIT_INPUT;
    for (size_t m = 0; m < c->measures.count && status == WM_OK; m++) {
        wm_asking_say_nobody(&c->asking, c->measures.items[m]);
        status = add_figures(c, &results[m]);
    }
    if (c->hidden)
        wm_complain("%zu figures have nothing to count and stand as printed", c->hidden);
    return wm_refused(status, NULL);
}

static wm_exit count(folder_counting *c, const char *records)
{
    wm_exit exit = wm_asking_resolve(&c->asking, records);
    if (exit == WM_EXIT_DONE)
        exit = wm_asking_load(&c->asking, records, c->known_at);
    if (exit == WM_EXIT_DONE)
        exit = choose_measures(c);
    if (exit == WM_EXIT_DONE)
        exit = read_for_measures(c);
    if (exit == WM_EXIT_DONE)
        exit = wm_refused(note_settings(c), NULL);
    if (exit == WM_EXIT_DONE)
        exit = wm_refused(choose_periods(c), NULL);
    if (exit == WM_EXIT_DONE)
        exit = wm_refused(say_reach(c), NULL);
    return exit == WM_EXIT_DONE ? count_all(c) : exit;
}

wm_exit wm_count_folder(const char *path, const char *records, wm_day known_at,
                        wm_arena *program, wm_folder *folder)
{
    folder_counting c = {.folder = folder, .program = program, .known_at = known_at};
    wm_exit exit = wm_asking_begin_again(path, &c.asking);
    if (exit == WM_EXIT_DONE)
        exit = count(&c, records);
    wm_asking_end(&c.asking);
    return exit;
}
