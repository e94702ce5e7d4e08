#include "synth/scorecard.h"

#include "base/csv.h"
#include "base/file_system.h"
#include "figure/comparator.h"
#include "intake/folder.h"
#include "lang/lang.h"
#include "synth/printed.h"

#include <inttypes.h>
#include <stdio.h>

static const size_t memory_bytes_max = (size_t)8 * 1024 * 1024 * 1024;

static const char uses_text[] =
    "# What is counted is what the catalogue says.\nuse childrens-services\n";

typedef struct printing {
    wm_synth_scorecard *wanted;
    wm_output *output;
    wm_arena *arena;
    wm_diags diags;
    wm_file_error *error;
    wm_scorecard scorecard;
    wm_printed printed;
} printing;

/* the .scorecard */

static wm_status choose_periods(printing *p)
{
    wm_scorecard *scorecard = &p->scorecard;
    int starts_in = p->wanted->options->to_year - 1;
    scorecard->year = wm_period_year(starts_in, 4);
    scorecard->show = (wm_period_list){0};
    for (int quarter = 1; quarter <= 4; quarter++)
        if (!wm_list_push(p->arena, &scorecard->show,
                          wm_period_quarter(starts_in, quarter, 4)))
            return WM_NOMEM;
    if (p->wanted->options->from_year < p->wanted->options->to_year)
        scorecard->baseline = wm_period_move_years(scorecard->year, -1);
    return wm_list_push(p->arena, &scorecard->show, scorecard->year) ? WM_OK : WM_NOMEM;
}

static wm_status read_scorecard(printing *p)
{
    const wm_authority *authority = p->wanted->authority;
    wm_source *source = wm_arena_alloc(p->arena, 1, sizeof *source);
    if (!source)
        return WM_NOMEM;
    source->name = WM_STR("synthetic.scorecard");
    source->text = (wm_str){wm_synthetic_scorecard, wm_synthetic_scorecard_bytes};
    WM_TRY(wm_lang_scorecard(source, p->arena, &p->diags, &p->scorecard));
    WM_TRY(wm_diags_status(&p->diags));
    p->scorecard.authority.code = wm_str_of(authority->code);
    p->scorecard.authority.name =
        wm_str_format(p->arena, "%s (made up)", authority->name);
    p->scorecard.region =
        (wm_place_name){wm_str_of(authority->region_code), wm_str_of(authority->region)};
    p->scorecard.country =
        (wm_place_name){WM_STR(WM_ENGLAND_CODE), WM_STR(WM_ENGLAND_NAME)};
    return p->scorecard.authority.name.data ? choose_periods(p) : WM_NOMEM;
}

static wm_status write_text(printing *p, const char *name, wm_text *text)
{
    wm_status status = wm_text_status(text);
    if (status == WM_OK)
        status = wm_output_write(p->output, name, wm_text_str(text), p->error);
    wm_text_end(text);
    return status;
}

static wm_status write_scorecard(printing *p)
{
    wm_text text = {0};
    wm_text_add(&text, WM_STR("# Made up by waymark synth, with its records.\n\n"));
    wm_lang_write_scorecard(&p->scorecard, &text);
    WM_TRY(write_text(p, "synthetic.scorecard", &text));
    return wm_output_write(p->output, "synthetic.measures", wm_str_of(uses_text),
                           p->error);
}

/* figures/printed.csv and planted.csv */

static wm_status print_figure(const printing *p, const wm_printed_cell *cell, wm_str ref,
                              wm_period period, wm_figure *out)
{
    char number[WM_NUMBER_BYTES];
    size_t length = wm_decimal_print(cell->printed, number);
    *out = (wm_figure){.ref = ref,
                       .period = period,
                       .as_at = period.end,
                       .known_at = WM_DAY_NONE,
                       .status = WM_FIGURE_FINAL,
                       .has_value = true,
                       .value = wm_ratio_of_decimal(cell->printed),
                       .places = cell->printed.places,
                       .source = WM_STR("printed"),
                       .printed = wm_str_copy(p->arena, (wm_str){number, length})};
    return out->printed.data ? WM_OK : WM_NOMEM;
}

static void say_planted(const wm_figure *figure, const wm_printed_cell *cell,
                        unsigned places, wm_arena *arena, wm_text *out)
{
    char right[WM_NUMBER_BYTES];
    wm_ratio_print(cell->value, places, right);
    wm_csv_write(out, figure->ref, true);
    wm_csv_write(out, wm_period_text(figure->period, 4, arena), false);
    wm_csv_write(out, wm_str_of(wm_plant_name(cell->plant)), false);
    wm_csv_write(out, figure->printed, false);
    wm_csv_write(out, wm_str_of(right), false);
    wm_csv_end_row(out);
}

static wm_status write_figures(printing *p)
{
    const wm_printed *printed = &p->printed;
    WM_LIST(wm_figure) figures = {0};
    wm_text planted = {0}, text = {0};
    wm_status status = WM_OK;
    wm_text_add(&planted, WM_STR("ref,period,kind,printed,true\n"));
    for (size_t i = 0; i < printed->measure_count * printed->shown; i++) {
        size_t m = i / printed->shown, period = i % printed->shown;
        const wm_measure *heading = &printed->measures[m]->heading;
        const wm_printed_cell *cell = wm_printed_at(printed, m, period);
        wm_figure figure;
        if (status != WM_OK || !cell->has_value)
            continue;
        status = print_figure(p, cell, heading->ref, printed->periods[period], &figure);
        if (status == WM_OK && !wm_list_push(p->arena, &figures, figure))
            status = WM_NOMEM;
        if (status == WM_OK && cell->plant != WM_PLANT_NONE)
            say_planted(&figure, cell, wm_printed_places(heading), p->arena, &planted);
    }
    wm_figures_csv(figures.items, figures.count, 4, &text);
    if (status == WM_OK)
        status = write_text(p, "figures/printed.csv", &text);
    if (status == WM_OK)
        status = write_text(p, "planted.csv", &planted);
    wm_text_end(&text);
    wm_text_end(&planted);
    return status;
}

/* comparators/printed.csv */

enum { REF, CODE, YEAR, VALUE, COLUMNS };

/* The published one of the year before, the latest that a sheet of this year could have.
 */
static bool is_wanted(const printing *p, const wm_csv_cell *cells)
{
    wm_decimal year;
    return wm_decimal_parse(cells[YEAR].text, &year) &&
           year.digits == p->wanted->options->to_year - 1 &&
           (wm_str_equal(cells[CODE].text, p->scorecard.region.code) ||
            wm_str_equal(cells[CODE].text, p->scorecard.country.code));
}

static wm_status take_comparator(const printing *p, const wm_csv_cell *cells,
                                 wm_comparator *out)
{
    bool region = wm_str_equal(cells[CODE].text, p->scorecard.region.code);
    wm_place_name place = region ? p->scorecard.region : p->scorecard.country;
    wm_decimal value;
    if (!wm_decimal_parse(cells[VALUE].text, &value))
        return WM_REJECTED;
    *out = (wm_comparator){.ref = wm_str_copy(p->arena, cells[REF].text),
                           .level = region ? WM_LEVEL_REGION : WM_LEVEL_COUNTRY,
                           .code = place.code,
                           .name = place.name,
                           .period = wm_period_year(p->wanted->options->to_year - 2, 4),
                           .printed = true,
                           .status = WM_FIGURE_FINAL,
                           .has_value = true,
                           .value = wm_ratio_of_decimal(value),
                           .places = value.places,
                           .source = WM_STR("printed"),
                           .printed_text = wm_str_copy(p->arena, cells[VALUE].text),
                           .known = WM_DAY_NONE};
    return out->ref.data && out->printed_text.data ? WM_OK : WM_NOMEM;
}

static wm_status take_comparators(printing *p, wm_csv_reader *reader, wm_text *out)
{
    WM_LIST(wm_comparator) comparators = {0};
    wm_csv_cell cells[COLUMNS];
    uint32_t line;
    bool more = true;
    for (;;) {
        wm_comparator comparator;
        WM_TRY(wm_csv_next_record(reader, cells, &line, &more));
        if (!more)
            break;
        if (!is_wanted(p, cells))
            continue;
        WM_TRY(take_comparator(p, cells, &comparator));
        if (!wm_list_push(p->arena, &comparators, comparator))
            return WM_NOMEM;
    }
    wm_comparators_csv(comparators.items, comparators.count, out);
    return WM_OK;
}

static wm_status write_comparators(printing *p)
{
    static const wm_csv_column columns[COLUMNS] = {
        {"ref", true}, {"code", true}, {"year", true}, {"value", true}};
    wm_str bytes = {wm_synthetic_comparators, wm_synthetic_comparators_bytes};
    wm_csv_reader *reader;
    wm_text text = {0};
    WM_TRY(wm_csv_open_table(bytes, WM_STR("synthetic-comparators.csv"), columns, COLUMNS,
                             &p->diags, &reader));
    wm_status status = take_comparators(p, reader, &text);
    wm_csv_close(reader);
    if (status == WM_OK)
        return write_text(p, "comparators/printed.csv", &text);
    wm_text_end(&text);
    return status;
}

/* README.md */

static void say_command(const wm_synth_options *options, wm_text *out)
{
    wm_text_format(out, "    waymark synth --from %d --to %d", options->from_year,
                   options->to_year);
    if (options->population)
        wm_text_format(out, " --population %" PRId64, options->population);
    wm_text_format(out, " --seed %" PRIu64 " --faults %u --errors %zu%s --out FOLDER\n\n",
                   options->seed, options->faults, options->errors,
                   options->recorded ? " --recorded" : "");
}

static wm_status write_readme(printing *p, size_t planted)
{
    wm_text text = {0};
    wm_text_add(&text,
                WM_STR("# A made-up council\n\nNobody in this folder is real, and it "
                       "tells nothing about the council whose name\nand code it "
                       "borrows. It was made by\n\n"));
    say_command(p->wanted->options, &text);
    wm_text_add(&text,
                WM_STR("and the same options give the same bytes again. What can be "
                       "done with it:\n\n"
                       "    waymark build FOLDER     its scorecard, counted from "
                       "its records\n"
                       "    waymark check FOLDER     what is wrong with what was "
                       "printed\n"
                       "    waymark compute FOLDER --every quarter\n\n"));
    if (planted)
        wm_text_format(
            &text,
            "Of the printed figures (`figures/printed.csv`) %zu %s wrong on "
            "purpose. `planted.csv` lists\nthem; a check that finds others, or "
            "not all of these, is wrong itself.\n\n",
            planted, planted == 1 ? "is" : "are");
    wm_text_add(
        &text,
        WM_STR("The comparators are real: Department for Education, Open Government "
               "Licence v3.0.\n"));
    return write_text(p, "README.md", &text);
}

/* all of it */

static wm_status print_all(printing *p, size_t *planted_out)
{
    wm_synth_scorecard *wanted = p->wanted;
    const char *inside = wm_output_path(p->output, "synthetic.measures");
    const char *folder = inside ? wm_path_parent(p->arena, inside) : NULL;
    if (!folder)
        return WM_NOMEM;
    WM_TRY(read_scorecard(p));
    WM_TRY(write_scorecard(p));
    WM_TRY(write_comparators(p));
    WM_TRY(wm_printed_count(&p->scorecard, folder, wanted->options->catalogue,
                            wm_day_of(wanted->options->from_year - 1, 4, 1), p->arena,
                            &p->diags, &p->printed, p->error));
    *planted_out =
        wm_printed_plant(&p->printed, wanted->options->errors, &wanted->chance);
    WM_TRY(write_readme(p, *planted_out));
    return write_figures(p);
}

/* The first thing that was wrong, where nothing else has been said. */
static void say_first(const printing *p)
{
    if (p->diags.list.count && !p->error->text[0])
        snprintf(p->error->text, sizeof p->error->text, "cannot count the records: %.*s",
                 WM_FMT(p->diags.list.items[0].message));
}

wm_status wm_synth_scorecard_write(wm_synth_scorecard *wanted, wm_output *output,
                                   size_t *planted_out, wm_file_error *error)
{
    printing p = {.wanted = wanted, .output = output, .error = error};
    *planted_out = 0;
    p.arena = wm_arena_new(memory_bytes_max);
    if (!p.arena)
        return WM_NOMEM;
    wm_diags_init(&p.diags, p.arena);
    wm_status status = print_all(&p, planted_out);
    if (status != WM_OK && status != WM_NOMEM)
        say_first(&p);
    wm_arena_end(p.arena);
    return status;
}
