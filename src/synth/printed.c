#include "synth/printed.h"

#include "engine/scale.h"
#include "intake/definitions.h"
#include "intake/records/load.h"
#include "lang/lang.h"

typedef struct counting {
    const wm_scorecard *scorecard;
    const char *folder;
    wm_arena *arena;
    wm_diags *diags;
    wm_file_error *error;
    wm_definitions definitions;
    wm_records records;
    wm_working_days calendar;
} counting;

static wm_status load(counting *c, const char *catalogue)
{
    wm_load_report report;
    wm_load_options options = {.known_at = WM_DAY_NONE,
                               .authority = c->scorecard->authority.code};
    const char *records = wm_path_join(c->arena, c->folder, "records");
    if (!records)
        return WM_NOMEM;
    WM_TRY(wm_definitions_read(c->folder, catalogue, c->arena, c->diags, &c->definitions,
                               c->error));
    WM_TRY(wm_diags_status(c->diags));
    WM_TRY(wm_lang_resolve(&c->definitions.catalogue, NULL, c->arena, c->diags));
    WM_TRY(wm_diags_status(c->diags));
    return wm_records_load(records, &c->definitions.catalogue.schema, &options, c->arena,
                           c->diags, &report, &c->records, c->error);
}

/* As a build does: what has no records at all is kept elsewhere. */
static wm_status choose_measures(const counting *c, wm_printed *printed)
{
    const wm_row_list *rows = &c->scorecard->rows;
    printed->measures = wm_arena_alloc(c->arena, rows->count, sizeof(wm_definition *));
    if (!printed->measures)
        return WM_NOMEM;
    for (size_t i = 0; i < rows->count; i++) {
        const wm_definition *measure =
            wm_catalogue_measure(&c->definitions.catalogue, rows->items[i].ref);
        if (measure && measure->body.kind != WM_BODY_NONE &&
            c->records.tables[measure->body.rows->table].count)
            printed->measures[printed->measure_count++] = measure;
    }
    return WM_OK;
}

static void choose_periods(const counting *c, wm_printed *printed)
{
    const wm_scorecard *scorecard = c->scorecard;
    for (size_t i = 0; i < scorecard->show.count; i++)
        printed->periods[printed->shown++] = scorecard->show.items[i];
    if (scorecard->baseline.kind != WM_PERIOD_NONE)
        printed->periods[printed->shown++] = scorecard->baseline;
    assert(2 * printed->shown <= WM_PRINTED_PERIODS_MAX);
    for (size_t i = 0; i < printed->shown; i++)
        printed->periods[printed->shown + i] =
            wm_period_move_years(printed->periods[i], -1);
    printed->period_count = 2 * printed->shown;
}

unsigned wm_printed_places(const wm_measure *heading)
{
    return heading->show_places >= 0 ? (unsigned)heading->show_places
                                     : wm_unit_places(heading->unit);
}

/* The total of the authority stands before its groups. */
static void keep_counts(const counting *c, wm_printed *printed, size_t measure,
                        const wm_result *result)
{
    int64_t scale = wm_counts_scale(c->records.schema, result->measure);
    size_t group = 0;
    while (group < result->group_count &&
           result->groups[group].authority != printed->authority)
        group++;
    for (size_t p = 0; p < printed->period_count && group < result->group_count; p++) {
        wm_printed_cell *cell = wm_printed_at(printed, measure, p);
        cell->counts = result->counts[group * printed->period_count + p];
        cell->has_value = wm_ratio_of(cell->counts.numerator, cell->counts.denominator,
                                      scale, &cell->value);
        if (cell->has_value)
            cell->printed =
                wm_ratio_round(cell->value, wm_printed_places(&result->measure->heading));
    }
}

static wm_status count_all(counting *c, wm_printed *printed)
{
    size_t cells = printed->measure_count * printed->period_count;
    wm_request request = {.records = &c->records,
                          .catalogue = &c->definitions.catalogue,
                          .calendar = &c->calendar,
                          .measures = printed->measures,
                          .measure_count = printed->measure_count,
                          .periods = printed->periods,
                          .period_count = printed->period_count,
                          .first_month = c->scorecard->first_month};
    wm_result *results =
        wm_arena_alloc(c->arena, printed->measure_count, sizeof *results);
    printed->cells = wm_arena_alloc(c->arena, cells, sizeof *printed->cells);
    if (!results || !printed->cells)
        return WM_NOMEM;
    WM_TRY(wm_engine_timeline(&request, c->arena, c->diags, results));
    WM_TRY(wm_diags_status(c->diags));
    for (size_t m = 0; m < printed->measure_count; m++)
        keep_counts(c, printed, m, &results[m]);
    return WM_OK;
}

static size_t find_authority(const counting *c)
{
    size_t at = 0;
    while (at < c->records.authority_count &&
           !wm_str_equal(c->records.authorities[at].code, c->scorecard->authority.code))
        at++;
    return at;
}

wm_status wm_printed_count(const wm_scorecard *scorecard, const char *folder,
                           const char *catalogue, wm_day since, wm_arena *arena,
                           wm_diags *diags, wm_printed *printed_out, wm_file_error *error)
{
    counting *c = wm_arena_alloc(arena, 1, sizeof *c);
    if (!c)
        return WM_NOMEM;
    *c = (counting){.scorecard = scorecard,
                    .folder = folder,
                    .arena = arena,
                    .diags = diags,
                    .error = error};
    *printed_out = (wm_printed){.records = &c->records, .since = since};
    wm_working_days_make(&c->calendar, NULL, 0);
    WM_TRY(load(c, catalogue));
    printed_out->authority = find_authority(c);
    WM_TRY(choose_measures(c, printed_out));
    choose_periods(c, printed_out);
    return count_all(c, printed_out);
}
