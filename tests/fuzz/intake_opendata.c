/* Any bytes as a file of published statistics, beside a neighbour model and a population
 * that are as they should be: refused or read, never more. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

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
    } measures[] = {
        {"1.1", "referrals", WM_UNIT_PER_10000},
        {"1.2", "re-referrals", WM_UNIT_PERCENT},
        {"1.6", "assessments in 45 days", WM_UNIT_PERCENT},
        {"7.5", "3 placements", WM_UNIT_PERCENT},
        {"10.3", "adopted", WM_UNIT_COUNT},
    };
    folder->scorecard.first_month = 4;
    folder->scorecard.year = wm_period_year(2016, 4);
    folder->scorecard.authority = (wm_place_name){WM_STR("E08000014"), WM_STR("Sefton")};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        wm_measure measure = {.ref = wm_str_of(measures[i].ref),
                              .title = wm_str_of(measures[i].title),
                              .unit = measures[i].unit};
        if (!wm_list_push(arena, &folder->measures, measure))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_arena *arena = wm_arena_new((size_t)64 << 20);
    wm_folder folder = {0};
    wm_map map = {0};
    wm_diags diags;
    wm_opendata opendata;
    wm_file_error error;
    wm_text csv = {0}, report = {0};
    if (!arena)
        return 0;
    wm_diags_init(&diags, arena);
    make_folder(arena, &folder);
    wm_opendata_input files[] = {
        {.name = WM_STR("sn.csv"), .bytes = wm_str_of(neighbours)},
        {.name = WM_STR("ons.csv"), .bytes = wm_str_of(population)},
        {.name = WM_STR("fuzz.csv"), .bytes = {(const char *)data, size}},
    };
    wm_opendata_request request = {
        .files = files, .file_count = 3, .folder = &folder, .map = &map, .all = true};
    if (wm_map_built_in(arena, &diags, &map) == WM_OK &&
        wm_opendata_import(&request, arena, &diags, &opendata, &error) == WM_OK &&
        diags.errors == 0) {
        wm_comparators_csv(opendata.comparators.items, opendata.comparators.count, &csv);
        wm_opendata_report(&opendata, &report);
    }
    wm_text_end(&csv);
    wm_text_end(&report);
    wm_arena_end(arena);
    return 0;
}
