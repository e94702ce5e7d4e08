/* The open-data pairs: tests/cases/opendata/screen-*.case, breaches of the standard that
 * the checker has to find, and what Waymark writes itself.
 *
 * The parts of a case are `data` and `meta`; its head may have `name FILE` for the data
 * file and `meta-name FILE`. `replace A with B` changes the bytes first (`\xff` in it is
 * that byte). What comes out, a line each, or `passes`:
 *
 *     fail blanks_indicators data 3: a blank in referral_percent
 */
#include "opendata_cases.h"

#include <inttypes.h>

#include "base/alloc.h"
#include "check/check.h"
#include "intake/folder.h"
#include "publish/opendata.h"
#include "publish/opendata_check.h"

static wm_str part_of(const text_case *one, const char *name)
{
    for (size_t i = 0; i < one->parts.count; i++)
        if (wm_str_equal(one->parts.items[i].name, wm_str_of(name)))
            return one->parts.items[i].text;
    ck_abort_msg("%.*s: no part %s", WM_FMT(one->title), name);
    return (wm_str){"", 0};
}

static void say_screening(const wm_screening *screening, wm_text *out)
{
    if (wm_opendata_passes(screening))
        wm_text_add(out, WM_STR("passes\n"));
    for (size_t i = 0; i < screening->count; i++) {
        const wm_screened *each = &screening->items[i];
        wm_text_format(out, "%s %s %s",
                       each->result == WM_SCREEN_FAIL ? "fail" : "warning", each->rule,
                       each->in_meta ? "meta" : "data");
        if (each->line)
            wm_text_format(out, " %" PRIu32, each->line);
        wm_text_format(out, ": %.*s", WM_FMT(each->what));
        if (each->count > 1)
            wm_text_format(out, " (%zu times)", each->count);
        wm_text_byte(out, '\n');
    }
}

/* `invalid` in a case's head: an `é` of Windows-1252, which a text file cannot hold. */
static wm_str spoil(const text_case *one, wm_str text)
{
    if (!head_line(one, "invalid").data)
        return text;
    wm_str copy = wm_str_copy(arena, text);
    char *bytes = wm_arena_alloc(arena, copy.len, 1);
    memcpy(bytes, copy.data, copy.len);
    bytes[copy.len - 2] = (char)0xe9;
    return (wm_str){bytes, copy.len};
}

static wm_opendata_pair pair_of(const text_case *one)
{
    wm_str name = head_line(one, "name");
    wm_str meta = head_line(one, "meta-name");
    return (wm_opendata_pair){
        .data_name = name.data ? name : WM_STR("sefton_year.csv"),
        .data = spoil(one, part_of(one, "data")),
        .meta_name = meta.data ? meta : WM_STR("sefton_year.meta.csv"),
        .meta = part_of(one, "meta"),
    };
}

TEST(a_case_is_screened_as_it_says)
{
    const text_case *one = &cases.items[_i];
    wm_opendata_pair pair = pair_of(one);
    wm_screening screening;
    wm_text out = {0};
    ck_assert(wm_opendata_check(&pair, arena, &screening) == WM_OK);
    say_screening(&screening, &out);
    assert_expected(one, wm_text_str(&out));
    wm_text_end(&out);
    wm_arena_end(arena);
}
END

/* A small folder, judged. */
typedef struct world {
    wm_folder folder;
    wm_judged judged;
    wm_findings findings;
    wm_publication publication;
} world;

static void put(const char *folder, const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL);
    fputs(text, file);
    fclose(file);
}

static void make_world(const char *card, const char *measures, const char *figures,
                       world *out)
{
    char path[] = "opendata-XXXXXX", inside[64], remove[64];
    wm_diags diags;
    wm_file_error error;
    wm_text said = {0};
    ck_assert(mkdtemp(path) != NULL);
    snprintf(inside, sizeof inside, "mkdir ./%s/figures", path);
    ck_assert(system(inside) == 0);
    put(path, "My card.scorecard", card);
    put(path, "s.measures", measures);
    put(path, "figures/f.csv", figures);
    wm_diags_init(&diags, arena);
    *out = (world){0};
    ck_assert(wm_folder_read(path, arena, &diags, &out->folder, &error) == WM_OK);
    snprintf(remove, sizeof remove, "rm -rf ./%s", path);
    ck_assert(system(remove) == 0);
    wm_diags_print(&diags, false, &said);
    ck_assert_msg(diags.errors == 0, "%.*s", WM_FMT(wm_text_str(&said)));
    wm_text_end(&said);
    ck_assert(wm_judge(&out->folder, arena, &out->judged) == WM_OK);
    ck_assert(wm_check(&out->judged, arena, &out->findings) == WM_OK);
    out->publication = (wm_publication){.judged = &out->judged,
                                        .findings = &out->findings,
                                        .audience = WM_STR("internal"),
                                        .marking = WM_STR("OFFICIAL-SENSITIVE"),
                                        .made = 0};
}

static const char card[] =
    "scorecard \"Card\"\n  authority E08000014 \"Sefton\"   region E12000002 \"North "
    "West\"   country E92000001 \"England\"\n  year 2016-17 from April   show Q1, Q2, "
    "H1, year, 2017-03\n  baseline 2015-16\n\nsection 1 \"One, and two\"\n  1.1  target "
    "1\n"
    "  1-1  target 2\n  2.1  target 3\n";
static const char measures[] =
    "measure 1.1 \"Re-referrals\"\n  entered percent\n\n"
    "measure 1-1 \"Plans, \\\"open\\\"\"\n  entered rate per 10000\n\n"
    "measure 2.1 \"Cases open at the end of the period\"\n  entered count\n";
static const char figures[] =
    "ref,period,value,places,numerator,denominator,status\n"
    "1.1,2016-17 Q1,21.60,2,,,\n1.1,2016-17 Q2,,,,,suppressed\n"
    "1.1,2016-17 H1,,,,,low\n1.1,2016-17,22.6,1,623,2758,\n1.1,2015-16,,,,,unreliable\n"
    "1-1,2016-17 Q1,,,,,not_applicable\n1-1,2016-17 Q2,44,0,,,\n1-1,2017-03,1.5,1,,,\n"
    "2.1,2016-17 Q1,7,0,,,\n2.1,2016-17,9,0,,,\n2.1,2015-16,8,0,,,\n";

static void assert_pair(const world *here, wm_opendata_group group, const char *data,
                        const char *meta)
{
    wm_text text = {0}, about = {0}, notes = {0};
    ck_assert(wm_opendata_render(&here->publication, group, arena, &text, &about,
                                 &notes) == WM_OK);
    assert_str(wm_text_str(&text), data);
    if (meta)
        assert_str(wm_text_str(&about), meta);
    wm_text_end(&text);
    wm_text_end(&about);
    wm_text_end(&notes);
}

#define PLACE_COLUMNS                                                                    \
    "time_period,time_identifier,geographic_level,country_code,country_name,"            \
    "region_code,region_name,old_la_code,new_la_code,la_name,"
#define SEFTON                                                                           \
    "Local authority,E92000001,England,E12000002,North West,343,E08000014,Sefton,"
#define META_COLUMNS                                                                     \
    "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,"            \
    "filter_hint,filter_grouping_column\n"

TEST(each_kind_of_time_has_files_of_its_own)
{
    world here;
    make_world(card, measures, figures, &here);
    assert_pair(&here, WM_OPENDATA_QUARTERS,
                PLACE_COLUMNS "m_1_1_percent,m_1_1_same_2_per_10000,m_2_1_number\n"
                              "201617,Financial year Q1," SEFTON "21.60,z,7\n"
                              "201617,Financial year Q2," SEFTON "c,44,x\n",
                META_COLUMNS
                "m_1_1_percent,Indicator,\"1.1 Re-referrals, percent\",\"One, and "
                "two\",%,2,,\n"
                "m_1_1_same_2_per_10000,Indicator,\"1-1 Plans, \"\"open\"\", per "
                "10,000\",\"One, and two\",,0,,\n"
                "m_2_1_number,Indicator,\"2.1 Cases open at the end of the period, "
                "number\",\"One, and two\",,0,,\n");
    assert_pair(&here, WM_OPENDATA_YEAR,
                PLACE_COLUMNS "m_1_1_percent,m_1_1_numerator,m_1_1_denominator\n"
                              "201516,Financial year," SEFTON "x,x,x\n"
                              "201617,Financial year," SEFTON "22.6,623,2758\n",
                NULL);
    assert_pair(&here, WM_OPENDATA_MARCH,
                PLACE_COLUMNS "m_2_1_number\n2016,Reporting year," SEFTON
                              "8\n2017,Reporting year," SEFTON "9\n",
                NULL);
    assert_pair(&here, WM_OPENDATA_MONTHS,
                PLACE_COLUMNS "m_1_1_per_10000\n2017,March," SEFTON "1.5\n", NULL);
    assert_pair(&here, WM_OPENDATA_HALVES,
                PLACE_COLUMNS "m_1_1_percent\n201617,Part 1 (April to "
                              "September)," SEFTON "low\n",
                NULL);
    wm_arena_end(arena);
}
END

static wm_str published_file(const char *folder, const char *name)
{
    wm_str text;
    wm_file_error error;
    const char *path = wm_path_join(arena, folder, name);
    ck_assert_msg(wm_file_read(path, 1u << 20, arena, &text, &error) == WM_OK, "%s",
                  error.text);
    return text;
}

static wm_status publish(const world *here, const char *folder)
{
    wm_file_error error = {{0}};
    wm_output *output = NULL;
    wm_status status = wm_output_open(folder, &output, &error);
    if (status == WM_OK)
        status = wm_publish_opendata(&here->publication, output, &error);
    if (status == WM_OK)
        status = wm_output_commit(output, &error);
    wm_output_close(output);
    return status;
}

TEST(the_files_say_beside_them_for_whom_they_are)
{
    world here;
    char folder[] = "opendata-out-XXXXXX", remove[64];
    make_world(card, measures, figures, &here);
    ck_assert(mkdtemp(folder) != NULL);
    ck_assert(publish(&here, folder) == WM_OK);
    wm_str readme = published_file(folder, "opendata/README.txt");
    wm_opendata_pair pair = {
        .data_name = WM_STR("my_card_year.csv"),
        .data = published_file(folder, "opendata/my_card_year.csv"),
        .meta_name = WM_STR("my_card_year.meta.csv"),
        .meta = published_file(folder, "opendata/my_card_year.meta.csv"),
    };
    snprintf(remove, sizeof remove, "rm -rf ./%s", folder);
    ck_assert(system(remove) == 0);
    ck_assert(wm_str_starts(readme, WM_STR("OFFICIAL-SENSITIVE\n")));
    ck_assert(wm_str_find(readme, WM_STR("as at 31 March 2017")) != SIZE_MAX);
    ck_assert(wm_str_find(readme, WM_STR("NOT FOR PUBLICATION")) != SIZE_MAX);
    ck_assert(wm_str_find(readme, WM_STR("1.1, year: 1 figures that are unreliable")) !=
              SIZE_MAX);
    wm_screening screening;
    ck_assert(wm_opendata_check(&pair, arena, &screening) == WM_OK);
    ck_assert_uint_eq(screening.count, 0);
    wm_arena_end(arena);
}
END

/* 3.5 says nothing of when; the figures that it is compared with do. */
TEST(a_measure_is_of_the_day_that_its_published_figures_are)
{
    static const struct {
        const char *title;
        const char *definition;
        bool printed;
        wm_year_rule rule;
        wm_opendata_group want;
    } rows[] = {
        {"Plans per 10,000", "plans at 31 March", false, WM_YEAR_SAME, WM_OPENDATA_MARCH},
        {"Plans per 10,000", "plans at 31 March; mean of the 10", false, WM_YEAR_SAME,
         WM_OPENDATA_MARCH},
        {"Placements", "children looked after at 31 March, placements in the year", false,
         WM_YEAR_SAME, WM_OPENDATA_YEAR},
        {"Referrals", "referrals in the year to 31 March", false, WM_YEAR_SAME,
         WM_OPENDATA_YEAR},
        {"Plans (cumulative)", "plans at 31 March", false, WM_YEAR_SAME,
         WM_OPENDATA_YEAR},
        {"Plans", "plans at 31 March", false, WM_YEAR_WINDOW, WM_OPENDATA_YEAR},
        {"Plans", "plans at 31 March", true, WM_YEAR_SAME, WM_OPENDATA_YEAR},
        {"Plans at the end of the year", "", true, WM_YEAR_SAME, WM_OPENDATA_MARCH},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wm_measure measure = {.year_rule = rows[i].rule};
        wm_comparator comparator = {.definition = wm_str_of(rows[i].definition),
                                    .printed = rows[i].printed};
        wm_judged_comparator judged = {.comparator = &comparator};
        wm_judged_row row = {.measure = &measure,
                             .title = wm_str_of(rows[i].title),
                             .comparators = &judged,
                             .comparator_count = 1};
        wm_opendata_time time = wm_opendata_time_of(&row, wm_period_year(2016, 4), 4);
        ck_assert_msg(time.group == rows[i].want, "%s, %s", rows[i].title,
                      rows[i].definition);
    }
}
END

/* Q1 of a year that begins in September is no financial year's. */
TEST(periods_without_a_name_are_counted)
{
    world here;
    char folder[] = "opendata-out-XXXXXX", remove[64];
    make_world("scorecard \"Card\"\n  authority \"Nowhere\"\n  year 2016-17 from "
               "September   show Q1, year\n\nsection 1 \"One\"\n  1.1  target 1\n",
               "measure 1.1 \"Re-referrals\"\n  entered percent\n",
               "ref,period,value\n1.1,2016-17 Q1,20\n1.1,2016-17,21\n", &here);
    assert_pair(&here, WM_OPENDATA_QUARTERS, "", NULL);
    assert_pair(&here, WM_OPENDATA_YEAR,
                PLACE_COLUMNS "m_1_1_percent\n201617,Academic year,Local authority,"
                              "E92000001,England,,,x,x,Not available,21\n",
                NULL);
    ck_assert(mkdtemp(folder) != NULL);
    ck_assert(publish(&here, folder) == WM_OK);
    wm_str readme = published_file(folder, "opendata/README.txt");
    snprintf(remove, sizeof remove, "rm -rf ./%s", folder);
    ck_assert(system(remove) == 0);
    ck_assert(wm_str_find(readme, WM_STR("1 figures of quarters or halves")) != SIZE_MAX);
    wm_arena_end(arena);
}
END

TEST(refused_memory_is_answered)
{
    world here;
    char folder[] = "opendata-out-XXXXXX", remove[64];
    make_world(card, measures, figures, &here);
    ck_assert(mkdtemp(folder) != NULL);
    wm_status status = WM_NOMEM;
    long refused = 0;
    for (; status != WM_OK; refused++) {
        wm_alloc_fail_after(refused);
        status = publish(&here, folder);
        wm_alloc_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_NOMEM);
    }
    snprintf(remove, sizeof remove, "rm -rf ./%s", folder);
    ck_assert(system(remove) == 0);
    ck_assert_int_gt(refused, 50);
    wm_arena_end(arena);
}
END

int main(void)
{
    load_cases("screen-");
    const TTest *const others[] = {each_kind_of_time_has_files_of_its_own,
                                   the_files_say_beside_them_for_whom_they_are,
                                   a_measure_is_of_the_day_that_its_published_figures_are,
                                   periods_without_a_name_are_counted,
                                   refused_memory_is_answered,
                                   NULL};
    int failed =
        run_cases("open data", a_case_is_screened_as_it_says, cases.count, others);
    wm_arena_end(arena);
    return failed;
}
