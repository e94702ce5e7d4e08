/* Any bytes as a file of published statistics, beside a neighbour model and a population
 * that are as they should be: refused or read, never more. A line `%%` ends the file and
 * begins a second one, and another begins a map of one's own:
 *
 *     time_period,...             Short Desc,...             ref,unit,value,...
 *     2017,...                    ReReferral,...             KPI-9,percent,...
 *     %%                          %%
 *
 * What is written of it is UTF-8, whatever came in.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/encoding.h"
#include "intake/folder.h"
#include "intake/opendata/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char neighbours[] =
    "old_la_code,SN_1,SN_2,SN_3,SN_4,SN_5,SN_6,SN_7,SN_8,SN_9,SN_10\n"
    "343,344,888,808,392,891,351,359,830,841,381\n";
static const char population[] =
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,age_group,population_estimate\n"
    "2016,Reporting year,Local authority,E92000001,England,E12000002,North West,343,"
    "E08000014,Sefton,Children aged 0 to 17 years,52918\n";

static void make_folder(wm_arena *arena, wm_folder *folder)
{
    static const struct {
        const char *ref;
        const char *title;
        wm_unit unit;
        const char *replaces;
    } measures[] = {
        {"1.1", "referrals", WM_UNIT_PER_10000, ""},
        {"1.2", "re-referrals", WM_UNIT_PERCENT, ""},
        {"1.6", "assessments in 45 days", WM_UNIT_PERCENT, ""},
        {"3.5", "plans", WM_UNIT_PER_10000, "3.5"},
        {"7.5", "3 placements", WM_UNIT_PERCENT, ""},
        {"10.3", "adopted", WM_UNIT_COUNT, ""},
        {"CS4", "looked after", WM_UNIT_PER_10000, "7.4"},
        {"CS5", "reviews", WM_UNIT_PERCENT, ""},
        {"KPI-9", "of one's own", WM_UNIT_PERCENT, ""},
    };
    folder->scorecard.first_month = 4;
    folder->scorecard.year = wm_period_year(2016, 4);
    folder->scorecard.authority = (wm_place_name){WM_STR("E08000014"), WM_STR("Sefton")};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        wm_measure measure = {.ref = wm_str_of(measures[i].ref),
                              .title = wm_str_of(measures[i].title),
                              .unit = measures[i].unit,
                              .replaces = wm_str_of(measures[i].replaces)};
        if (!wm_list_push(arena, &folder->measures, measure))
            abort();
    }
}

enum { PARTS = 3 };

/* Into the two files and the map; those that are not there are empty. */
static void divide(wm_str bytes, wm_str parts[PARTS])
{
    wm_str divider = WM_STR("\n%%\n");
    for (size_t i = 0; i < PARTS; i++) {
        size_t at = i + 1 < PARTS ? wm_str_find(bytes, divider) : SIZE_MAX;
        parts[i] = wm_str_slice(bytes, 0, at == SIZE_MAX ? bytes.len : at + 1);
        bytes = at == SIZE_MAX ? WM_STR("")
                               : wm_str_slice(bytes, at + divider.len, bytes.len);
    }
}

static void must_be_text(const wm_text *text)
{
    wm_str written = wm_text_str(text);
    if (wm_text_status(text) == WM_OK && wm_utf8_valid_length(written) != written.len)
        abort();
}

static void write(const wm_opendata *opendata, const wm_diags *diags)
{
    wm_text csv = {0}, report = {0}, said = {0};
    wm_comparators_csv(opendata->comparators.items, opendata->comparators.count, &csv);
    wm_opendata_report(opendata, &report);
    wm_diags_print(diags, false, &said);
    must_be_text(&csv);
    must_be_text(&report);
    must_be_text(&said);
    wm_text_end(&csv);
    wm_text_end(&report);
    wm_text_end(&said);
}

static void import(wm_arena *arena, const wm_str parts[PARTS])
{
    wm_folder folder = {0};
    wm_map map = {0};
    wm_diags diags;
    wm_opendata opendata = {0};
    wm_file_error error;
    wm_diags_init(&diags, arena);
    make_folder(arena, &folder);
    wm_opendata_input files[] = {
        {.name = WM_STR("sn.csv"), .bytes = wm_str_of(neighbours)},
        {.name = WM_STR("ons.csv"), .bytes = wm_str_of(population)},
        {.name = WM_STR("one.csv"), .bytes = parts[0]},
        {.name = WM_STR("two.csv"), .bytes = parts[1]},
    };
    wm_opendata_request request = {.files = files,
                                   .file_count = wm_str_empty(parts[1]) ? 3 : 4,
                                   .folder = &folder,
                                   .map = &map,
                                   .all = true};
    if (wm_map_built_in(arena, &diags, &map) != WM_OK)
        return;
    if (!wm_str_empty(parts[2]) &&
        wm_map_extend(parts[2], WM_STR("map.csv"), arena, &diags, &map) != WM_OK)
        return;
    if (wm_opendata_import(&request, arena, &diags, &opendata, &error) == WM_OK)
        write(&opendata, &diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_arena *arena = wm_arena_new((size_t)64 << 20);
    wm_str parts[PARTS];
    if (!arena)
        return 0;
    divide((wm_str){(const char *)data, size}, parts);
    import(arena, parts);
    wm_arena_end(arena);
    return 0;
}
