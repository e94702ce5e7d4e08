/* Published statistics into comparators: tests/cases/opendata/import-*.case, which an
 * analyst can add to, and the real files of tests/data/dfe against the figures that were
 * published for Sefton, the North West and England.
 *
 * The head of a case may have `years 2015-2017` and `all`. Each part is a file, but
 * `map.csv`, which is given as --map, and `measures`, which replaces the usual ones. What
 * comes out, a line each:
 *
 *     1.2 2017 Sefton 22.6 (623 of 2758)
 *     1.2 2017 North West suppressed `c`
 *     error b.csv:3: ...
 *     remedy ...
 */
#include "opendata_cases.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "intake/folder.h"
#include "intake/opendata/import.h"

static const char usual_measures[] =
    "measure 1.1 \"Referrals per 10,000 children\"\n  entered rate per 10000\n\n"
    "measure 1.2 \"Percentage of referrals that were re-referrals\"\n"
    "  entered percent\n\n"
    "measure 1.6 \"Assessments within 45 days\"\n  entered percent\n\n"
    "measure 3.5 \"Children subject to a child protection plan per 10,000\"\n"
    "  entered rate per 10000\n\n"
    "measure 3.6 \"Children subject to a plan for a second time\"\n"
    "  entered percent\n\n"
    "measure 4.5 \"Child protection reviews in time\"\n  entered percent\n\n"
    "measure 7.4 \"Children looked after per 10,000\"\n  entered rate per 10000\n\n"
    "measure 7.5 \"Looked after with 3 or more placements\"\n  entered percent\n\n"
    "measure 9.5 \"Looked after children with a health check\"\n  entered percent\n\n"
    "measure 10.3 \"Children adopted\"\n  entered count\n\n"
    "measure 11.1 \"Care leavers in suitable accommodation\"\n  entered percent\n\n"
    "measure 11.4 \"Care leavers in education\"\n  entered percent\n";

static void put(const char *folder, const char *name, wm_str text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    ck_assert_msg(file != NULL, "cannot write %s", path);
    fwrite(text.data, 1, text.len, file);
    fclose(file);
}

/* A scorecard of Sefton for 2016-17 that prints every measure but those named `other`. */
static void read_folder(wm_str measures, wm_folder *folder)
{
    char path[] = "opendata-XXXXXX";
    char remove[64];
    ck_assert(mkdtemp(path) != NULL);
    wm_text card = {0};
    wm_text_add(&card,
                WM_STR("scorecard \"S\"\n  authority E08000014 \"Sefton\"   region "
                       "E12000002 \"North West\"   country E92000001 "
                       "\"England\"\n  year 2016-17 from April   show year\n\n"
                       "section 1 \"All\"\n"));
    wm_str rest = measures, line;
    while (wm_str_next(&rest, '\n', &line)) {
        wm_str word = WM_STR("measure ");
        if (!wm_str_starts(line, word) || wm_str_find(line, WM_STR("other")) != SIZE_MAX)
            continue;
        line = wm_str_slice(line, word.len, line.len);
        wm_text_format(&card, "  %.*s  target 1\n",
                       WM_FMT(wm_str_slice(line, 0, wm_str_find_byte(line, ' '))));
    }
    put(path, "s.scorecard", wm_text_str(&card));
    put(path, "s.measures", measures);
    wm_text_end(&card);

    wm_file_error error;
    wm_diags diags;
    wm_text said = {0};
    wm_diags_init(&diags, arena);
    ck_assert(wm_folder_read(path, arena, &diags, folder, &error) == WM_OK);
    snprintf(remove, sizeof remove, "rm -rf ./%s", path);
    ck_assert(system(remove) == 0);
    wm_diags_print(&diags, false, &said);
    ck_assert_msg(diags.errors == 0, "%.*s", WM_FMT(wm_text_str(&said)));
    wm_text_end(&said);
}

static void say_comparator(const wm_comparator *one, wm_text *out)
{
    char number[WM_NUMBER_BYTES];
    wm_text_format(out, "%.*s %d %.*s ", WM_FMT(one->ref),
                   wm_day_civil(one->period.end).year, WM_FMT(one->name));
    if (!one->has_value) {
        wm_text_format(out, "%s `%.*s`\n", wm_figure_status_name(one->status),
                       WM_FMT(one->printed_text));
        return;
    }
    unsigned places = one->places;
    wm_ratio_print(one->value, places, number);
    wm_text_add(out, wm_str_of(number));
    if (one->has_counts)
        wm_text_format(out, " (%" PRId64 " of %" PRId64 ")", one->numerator,
                       one->denominator);
    wm_text_byte(out, '\n');
}

/* The same again with what a line of the file says besides. */
static void say_source(const wm_comparator *one, wm_text *out)
{
    char known[11];
    wm_day_print(one->known, known);
    wm_text_format(out, "%.*s %d %.*s from %.*s, %.*s, known %s, code %.*s\n",
                   WM_FMT(one->ref), wm_day_civil(one->period.end).year,
                   WM_FMT(one->name), WM_FMT(one->source), WM_FMT(one->vintage), known,
                   WM_FMT(one->code));
    wm_text_format(out, "%.*s %d %.*s is %.*s\n", WM_FMT(one->ref),
                   wm_day_civil(one->period.end).year, WM_FMT(one->name),
                   WM_FMT(one->definition));
}

static void say_diags(const wm_diags *diags, wm_text *out)
{
    static const char *const severities[] = {"note", "warning", "error"};
    for (size_t i = 0; i < diags->list.count; i++) {
        const wm_diagnostic *each = &diags->list.items[i];
        wm_text_format(out, "%s %.*s", severities[each->severity], WM_FMT(each->file));
        if (each->place.line)
            wm_text_format(out, ":%" PRIu32, each->place.line);
        wm_text_format(out, ": %.*s\n", WM_FMT(each->message));
        if (!wm_str_empty(each->remedy))
            wm_text_format(out, "remedy %.*s\n", WM_FMT(each->remedy));
    }
}

static void say_all(const wm_opendata *opendata, const wm_diags *diags, wm_text *out)
{
    say_diags(diags, out);
    for (size_t i = 0; i < opendata->comparators.count; i++) {
        say_comparator(&opendata->comparators.items[i], out);
        say_source(&opendata->comparators.items[i], out);
    }
    wm_opendata_report(opendata, out);
}

/* A case's files as inputs; its map into `map`. */
static wm_opendata_request request_of(const text_case *one, wm_diags *diags, wm_map *map,
                                      wm_folder *folder)
{
    wm_opendata_input *files = wm_arena_alloc(arena, one->parts.count + 1, sizeof *files);
    wm_opendata_request request = {.files = files, .folder = folder, .map = map};
    wm_str measures = wm_str_of(usual_measures);
    ck_assert(files != NULL);
    ck_assert(wm_map_built_in(arena, diags, map) == WM_OK);
    for (size_t i = 0; i < one->parts.count; i++) {
        const case_part *part = &one->parts.items[i];
        if (wm_str_equal(part->name, WM_STR("measures")))
            measures = part->text;
        else if (wm_str_equal(part->name, WM_STR("map.csv")))
            ck_assert(wm_map_extend(part->text, part->name, arena, diags, map) == WM_OK);
        else
            files[request.file_count++] =
                (wm_opendata_input){.name = part->name, .bytes = part->text};
    }
    wm_str years = head_line(one, "years");
    if (years.data) {
        ck_assert(years.len == 9);
        request.from = atoi(wm_str_copy(arena, wm_str_slice(years, 0, 4)).data);
        request.to = atoi(wm_str_copy(arena, wm_str_slice(years, 5, 9)).data);
    }
    request.all = head_line(one, "all").data != NULL;
    read_folder(measures, folder);
    return request;
}

/* `cut 20` takes that many bytes off the end of the last file. */
static void cut_last(const text_case *one, wm_opendata_request *request)
{
    wm_str bytes = head_line(one, "cut");
    if (!bytes.data)
        return;
    wm_opendata_input *files = wm_arena_alloc(arena, request->file_count, sizeof *files);
    memcpy(files, request->files, request->file_count * sizeof *files);
    files[request->file_count - 1].bytes.len -=
        (size_t)atoi(wm_str_copy(arena, bytes).data);
    request->files = files;
}

TEST(a_case_gives_its_comparators)
{
    const text_case *one = &cases.items[_i];
    wm_diags diags;
    wm_map map = {0};
    wm_folder folder;
    wm_opendata opendata;
    wm_file_error error;
    wm_text out = {0};
    wm_diags_init(&diags, arena);
    wm_opendata_request request = request_of(one, &diags, &map, &folder);
    cut_last(one, &request);
    ck_assert(wm_opendata_import(&request, arena, &diags, &opendata, &error) == WM_OK);
    say_all(&opendata, &diags, &out);
    ck_assert(wm_text_status(&out) == WM_OK);
    assert_expected(one, wm_text_str(&out));
    wm_text_end(&out);
    wm_arena_end(arena);
}
END

/* All of the real files at once. */
static void import_real(int from, int to, wm_opendata *opendata)
{
    static const char folder_path[] = WM_TESTS "/data/dfe";
    wm_str *names;
    size_t count;
    wm_file_error error;
    wm_diags diags;
    wm_map map = {0};
    wm_folder folder;
    wm_diags_init(&diags, arena);
    ck_assert(wm_folder_list(folder_path, ".csv", arena, &names, &count, &error) ==
              WM_OK);
    ck_assert_uint_eq(count, 16);
    wm_opendata_input *files = wm_arena_alloc(arena, count, sizeof *files);
    for (size_t i = 0; i < count; i++)
        files[i] = (wm_opendata_input){
            .name = names[i], .path = wm_path_join(arena, folder_path, names[i].data)};
    ck_assert(wm_map_built_in(arena, &diags, &map) == WM_OK);
    read_folder(wm_str_of(usual_measures), &folder);
    wm_opendata_request request = {.files = files,
                                   .file_count = count,
                                   .folder = &folder,
                                   .map = &map,
                                   .from = from,
                                   .to = to};
    ck_assert(wm_opendata_import(&request, arena, &diags, opendata, &error) == WM_OK);
    ck_assert_uint_eq(diags.list.count, 0);
}

static const wm_comparator *find(const wm_opendata *opendata, const char *ref, int year,
                                 const char *name)
{
    for (size_t i = 0; i < opendata->comparators.count; i++) {
        const wm_comparator *each = &opendata->comparators.items[i];
        if (wm_str_equal(each->ref, wm_str_of(ref)) &&
            wm_day_civil(each->period.end).year == year &&
            wm_str_equal(each->name, wm_str_of(name)))
            return each;
    }
    return NULL;
}

static void assert_value(const wm_opendata *opendata, const char *ref, int year,
                         const char *name, unsigned places, const char *want)
{
    char got[WM_NUMBER_BYTES] = "none";
    const wm_comparator *found = find(opendata, ref, year, name);
    if (found && found->has_value)
        wm_ratio_print(found->value, places, got);
    ck_assert_msg(strcmp(got, want) == 0, "%s %d %s: want %s, got %s", ref, year, name,
                  want, got);
}

TEST(what_was_published_for_sefton_comes_out)
{
    static const char *const places[] = {"Sefton", "North West", "England"};
    static const struct {
        const char *ref;
        unsigned decimals;
        const char *values[3][3]; /* 2015, 2016, 2017 of each place */
    } published[] = {
        {"1.1",
         1,
         {{"492.4", "491.7", "521.2"},
          {"616.7", "583.7", "593.6"},
          {"551.0", "536.0", "553.6"}}},
        {"1.2",
         1,
         {{"26.6", "17.6", "22.6"}, {"25.7", "22.2", "21.8"}, {"24.2", "22.5", "21.9"}}},
        {"1.6",
         1,
         {{"84.8", "75.9", "74.0"}, {"82.2", "83.3", "80.9"}, {"81.5", "83.4", "82.9"}}},
        {"3.5",
         1,
         {{"47.5", "48.2", "44.4"}, {"49.9", "55.2", "54.1"}, {"43.1", "43.4", "43.8"}}},
        {"3.6",
         1,
         {{"19.8", "20.7", "21.4"}, {"17.8", "18.2", "18.4"}, {"16.6", "17.9", "18.7"}}},
        {"4.5",
         1,
         {{"99.3", "99.4", "99.3"}, {"93.8", "94.3", "92.8"}, {"93.9", "93.6", "92.1"}}},
        {"7.4", 0, {{"none", "87", "85"}, {"none", "82", "86"}, {"none", "60", "62"}}},
        {"7.5", 0, {{"none", "10", "12"}, {"none", "9", "9"}, {"none", "10", "10"}}},
        {"9.5",
         0,
         {{"none", "none", "none"}, {"none", "none", "none"}, {"none", "none", "none"}}},
        {"10.3",
         0,
         {{"none", "11", "10"}, {"none", "840", "750"}, {"none", "4710", "4370"}}},
        {"11.1", 0, {{"none", "90", "90"}, {"none", "85", "87"}, {"none", "83", "84"}}},
        {"11.4", 0, {{"none", "54", "46"}, {"none", "48", "49"}, {"none", "49", "50"}}},
    };
    wm_opendata opendata;
    import_real(0, 0, &opendata);
    ck_assert_int_eq(opendata.from, 2015);
    for (size_t m = 0; m < sizeof published / sizeof *published; m++)
        for (int p = 0; p < 3; p++)
            for (int y = 0; y < 3; y++)
                assert_value(&opendata, published[m].ref, 2015 + y, places[p],
                             published[m].decimals, published[m].values[p][y]);
    wm_arena_end(arena);
}
END

TEST(a_rate_keeps_its_counts)
{
    wm_opendata opendata;
    import_real(0, 0, &opendata);
    const wm_comparator *referrals = find(&opendata, "1.1", 2017, "Sefton");
    const wm_comparator *plans = find(&opendata, "3.5", 2017, "Sefton");
    ck_assert_int_eq(referrals->numerator, 2758);
    ck_assert_int_eq(referrals->denominator, 52918);
    ck_assert_int_eq(plans->numerator, 235);
    ck_assert_int_eq(plans->denominator, 52918);
    assert_str(plans->code, "E08000014");
    wm_arena_end(arena);
}
END

/* Recomputed from LAIT: the mean of ten by each model; 19.15 is 19.2. */
TEST(the_mean_of_the_neighbours_is_laits)
{
    static const struct {
        const char *ref;
        int year;
        const char *of_2021;
        const char *of_2025;
    } means[] = {
        {"1.1", 2016, "595.7", "637.0"}, {"1.1", 2017, "587.7", "601.4"},
        {"1.2", 2017, "23.0", "21.8"},   {"3.5", 2017, "49.6", "52.1"},
        {"3.6", 2017, "19.2", "17.6"},   {"7.4", 2017, "76.4", "91.5"},
        {"7.5", 2017, "8.5", "9.2"},     {"11.1", 2017, "91.4", "89.9"},
        {"11.4", 2017, "50.0", "47.8"},  {"1.6", 2017, "84.8", "85.9"},
        {"4.5", 2017, "94.5", "91.8"},
    };
    wm_opendata opendata;
    import_real(0, 0, &opendata);
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        assert_value(&opendata, means[i].ref, means[i].year,
                     "Statistical neighbours (2021 model, mean)", 1, means[i].of_2021);
        assert_value(&opendata, means[i].ref, means[i].year,
                     "Statistical neighbours (2025 model, mean)", 1, means[i].of_2025);
    }
    wm_arena_end(arena);
}
END

TEST(the_latest_years_come_out_too)
{
    static const struct {
        const char *ref;
        unsigned places;
        const char *sefton;
        const char *region;
        const char *england;
    } latest[] = {
        {"1.1", 1, "687.4", "529.1", "519.4"}, {"1.2", 1, "26.2", "21.7", "22.6"},
        {"1.6", 1, "78.1", "81.9", "85.7"},    {"3.5", 1, "71.6", "50.9", "40.6"},
        {"3.6", 1, "25.4", "23.3", "24.5"},    {"4.5", 1, "99.3", "89.3", "90.6"},
        {"7.4", 0, "92", "90", "67"},          {"7.5", 0, "10", "9", "10"},
        {"9.5", 0, "99", "94", "90"},          {"10.3", 0, "23", "500", "3040"},
        {"11.1", 0, "98", "91", "89"},         {"11.4", 0, "59", "55", "54"},
    };
    wm_opendata opendata;
    import_real(2025, 2025, &opendata);
    for (size_t i = 0; i < sizeof latest / sizeof *latest; i++) {
        assert_value(&opendata, latest[i].ref, 2025, "Sefton", latest[i].places,
                     latest[i].sefton);
        assert_value(&opendata, latest[i].ref, 2025, "North West", latest[i].places,
                     latest[i].region);
        assert_value(&opendata, latest[i].ref, 2025, "England", latest[i].places,
                     latest[i].england);
    }
    const wm_comparator *suitable = find(&opendata, "11.1", 2025, "Sefton");
    ck_assert_int_eq(suitable->numerator, 164);
    ck_assert_int_eq(suitable->denominator, 168);
    wm_arena_end(arena);
}
END

/* England, nine regions and every authority of the time, once each. */
TEST(every_authority_and_region_is_there_once)
{
    wm_opendata opendata;
    import_real(2017, 2017, &opendata);
    size_t levels[5] = {0};
    for (size_t i = 0; i < opendata.comparators.count; i++) {
        const wm_comparator *each = &opendata.comparators.items[i];
        if (!wm_str_equal(each->ref, WM_STR("1.2")))
            continue;
        levels[each->level]++;
        for (size_t j = 0; j < i; j++) {
            const wm_comparator *other = &opendata.comparators.items[j];
            ck_assert(!wm_str_equal(other->ref, each->ref) ||
                      !wm_str_equal(other->name, each->name) ||
                      !wm_str_equal(other->code, each->code));
        }
    }
    ck_assert_uint_eq(levels[WM_LEVEL_COUNTRY], 1);
    ck_assert_uint_eq(levels[WM_LEVEL_REGION], 9);
    ck_assert_uint_eq(levels[WM_LEVEL_NEIGHBOURS], 4);
    ck_assert_uint_ge(levels[WM_LEVEL_AUTHORITY], 152);
    wm_arena_end(arena);
}
END

/* The file that is written is read back as it was, by whoever reads the folder. */
TEST(what_is_written_is_read_back)
{
    char path[] = "opendata-XXXXXX";
    char inside[64], remove[64];
    wm_opendata opendata;
    wm_text csv = {0};
    wm_folder folder;
    wm_diags diags;
    wm_file_error error;
    import_real(2017, 2017, &opendata);
    wm_comparators_csv(opendata.comparators.items, opendata.comparators.count, &csv);
    ck_assert(mkdtemp(path) != NULL);
    snprintf(inside, sizeof inside, "%s/comparators", path);
    mkdir(inside, 0700);
    put(path, "s.scorecard",
        WM_STR("scorecard \"S\"\n  authority E08000014 \"Sefton\"\n  year 2016-17 from "
               "April   show year\n\nsection 1 \"A\"\n  1.1  target 1\n"));
    put(path, "s.measures", wm_str_of(usual_measures));
    put(inside, "published.csv", wm_text_str(&csv));
    wm_diags_init(&diags, arena);
    ck_assert(wm_folder_read(path, arena, &diags, &folder, &error) == WM_OK);
    snprintf(remove, sizeof remove, "rm -rf ./%s", path);
    ck_assert(system(remove) == 0);
    ck_assert_uint_eq(diags.errors, 0);
    ck_assert_uint_eq(folder.comparators.count, opendata.comparators.count);
    for (size_t i = 0; i < folder.comparators.count; i++) {
        const wm_comparator *a = &opendata.comparators.items[i];
        const wm_comparator *b = &folder.comparators.items[i];
        ck_assert(wm_str_equal(a->name, b->name) && a->status == b->status &&
                  a->has_value == b->has_value && a->has_counts == b->has_counts &&
                  a->known == b->known && wm_period_equal(a->period, b->period));
        ck_assert(!a->has_value || wm_ratio_compare(a->value, b->value) == 0);
    }
    wm_text_end(&csv);
    wm_arena_end(arena);
}
END

TEST(a_former_import_stays_where_this_one_says_nothing)
{
    wm_opendata opendata;
    wm_folder folder = {0};
    size_t kept;
    wm_str file = WM_STR("comparators/published.csv");
    import_real(2017, 2017, &opendata);
    size_t count = opendata.comparators.count;
    wm_comparator same = opendata.comparators.items[0];
    wm_comparator earlier = same, elsewhere = same, average = same;
    same.file = earlier.file = average.file = file;
    average.level = WM_LEVEL_NEIGHBOURS;
    elsewhere.file = WM_STR("comparators/printed.csv");
    earlier.period = wm_period_year(2013, 4);
    ck_assert(wm_list_push(arena, &folder.comparators, same) &&
              wm_list_push(arena, &folder.comparators, earlier) &&
              wm_list_push(arena, &folder.comparators, average) &&
              wm_list_push(arena, &folder.comparators, elsewhere));
    wm_opendata without = opendata;
    without.models.count = 0;
    ck_assert(wm_opendata_keep(&folder, file, arena, &without, &kept) == WM_OK);
    ck_assert_uint_eq(without.neighbours_gone, 1);
    ck_assert(wm_opendata_keep(&folder, file, arena, &opendata, &kept) == WM_OK);
    ck_assert_uint_eq(kept, 1);
    ck_assert_uint_eq(opendata.neighbours_gone, 0);
    ck_assert_uint_eq(opendata.comparators.count, count + 1);
    wm_arena_end(arena);
}
END

/* A small import with every allocation refused in turn. */
TEST(refused_memory_is_answered)
{
    const text_case *one = &cases.items[0];
    wm_diags diags;
    wm_map map = {0};
    wm_folder folder;
    wm_file_error error;
    wm_diags_init(&diags, arena);
    wm_opendata_request request = request_of(one, &diags, &map, &folder);
    size_t mark = wm_arena_mark(arena);
    long refused = 0;
    for (;; refused++) {
        wm_opendata opendata;
        wm_diags again;
        wm_diags_init(&again, arena);
        wm_alloc_fail_after(refused);
        wm_status status = wm_opendata_import(&request, arena, &again, &opendata, &error);
        wm_alloc_fail_after(-1);
        if (status == WM_OK)
            break;
        ck_assert_int_eq(status, WM_NOMEM);
        wm_arena_rewind(arena, mark);
    }
    ck_assert_int_gt(refused, 20);
    wm_arena_end(arena);
}
END

int main(void)
{
    load_cases("import-");
    const TTest *const others[] = {what_was_published_for_sefton_comes_out,
                                   a_rate_keeps_its_counts,
                                   the_mean_of_the_neighbours_is_laits,
                                   the_latest_years_come_out_too,
                                   every_authority_and_region_is_there_once,
                                   what_is_written_is_read_back,
                                   a_former_import_stays_where_this_one_says_nothing,
                                   refused_memory_is_answered,
                                   NULL};
    int failed = run_cases("published statistics", a_case_gives_its_comparators,
                           cases.count, others);
    wm_arena_end(arena);
    return failed;
}
