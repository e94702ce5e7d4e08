/* Made-up records: always the same, as the catalogue's tables have them, loaded as they
 * are, and a ground on which the two engines agree in every measure of the catalogue.
 */
#include "harness.h"

#include "engine_world.h"

#include "base/alloc.h"
#include "base/file_system.h"
#include "synth/row.h"
#include "synth/synth.h"

#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

enum { MEMORY = 1 << 30 };

static const wm_synth_options small = {
    .authorities = 1, .from_year = 2016, .to_year = 2017, .seed = 7, .population = 2500};

static char place[] = "/tmp/waymark-synth-XXXXXX";

static int remove_one(const char *path, const struct stat *about, int type,
                      struct FTW *walk)
{
    (void)about, (void)type, (void)walk;
    return remove(path);
}

static void remove_place(void)
{
    nftw(place, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* A folder of each test's own, gone when it ends. */
static const char *scratch(const char *name)
{
    static char path[128];
    static bool made = false;
    if (!made) {
        ck_assert_ptr_nonnull(mkdtemp(place));
        ck_assert_int_eq(atexit(remove_place), 0);
        made = true;
    }
    snprintf(path, sizeof path, "%s/%s", place, name);
    return path;
}

static void write_records(const wm_synth_options *options, const char *name)
{
    wm_synth_tally tally;
    wm_file_error error = {{0}};
    wm_status status = wm_synth_write(options, scratch(name), &tally, &error);
    ck_assert_msg(status == WM_OK, "%s", error.text);
    ck_assert_uint_eq(tally.authorities, (unsigned)options->authorities);
}

/* FNV-1a in 64 bits, over the names and bytes of all files. */
static uint64_t hash_bytes(uint64_t hash, wm_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        hash = (hash ^ (unsigned char)bytes.data[i]) * 0x100000001b3u;
    return hash;
}

static wm_str read_from(const char *name, const char *file, wm_arena *arena)
{
    wm_file_error error = {{0}};
    wm_str bytes = {0};
    const char *path = wm_path_join(arena, scratch(name), file);
    ck_assert_msg(wm_file_read(path, MEMORY, arena, &bytes, &error) == WM_OK, "%s",
                  error.text);
    return bytes;
}

static uint64_t hash_records(const char *name)
{
    wm_arena *arena = wm_arena_new(MEMORY);
    wm_file_error error = {{0}};
    wm_str *names = NULL;
    size_t count = 0;
    uint64_t hash = 0xcbf29ce484222325u;
    ck_assert_int_eq(wm_folder_list(scratch(name), "", arena, &names, &count, &error),
                     WM_OK);
    ck_assert_uint_eq(count, WM_SYNTH_TABLES + 2);
    for (size_t i = 0; i < count; i++)
        hash =
            hash_bytes(hash_bytes(hash, names[i]), read_from(name, names[i].data, arena));
    wm_arena_end(arena);
    return hash;
}

/* with the catalogue */

static void read_catalogue(wm_arena *arena, loaded *out)
{
    wm_str measures =
        read_case_file(arena, WM_TESTS "/../catalogue", "childrens-services.measures");
    world w = {
        .tables =
            read_case_file(arena, WM_TESTS "/../catalogue", "childrens-services.tables"),
        .measures = wm_str_format(arena, "%.*s\n%.*s", WM_FMT(measures),
                                  WM_FMT(read_case_file(arena, WM_TESTS "/../catalogue",
                                                        "inspection.measures")))};
    if (!world_read(&w, arena, out)) {
        world_say(&out->diags);
        abort();
    }
}

static void load_records(const char *name, wm_arena *arena, loaded *out)
{
    wm_load_options options = {.known_at = WM_DAY_NONE};
    wm_file_error error = {{0}};
    read_catalogue(arena, out);
    wm_status status =
        wm_records_load(scratch(name), &out->catalogue.schema, &options, arena,
                        &out->diags, &out->report, &out->records, &error);
    ck_assert_msg(status == WM_OK, "%s", error.text);
}

static void assert_engines_agree(const loaded *l, wm_arena *arena)
{
    period_list periods = {0};
    wm_text why = {0};
    size_t period;
    add_year(arena, &periods, 2015, 4);
    add_year(arena, &periods, 2016, 4);
    wm_request request = world_request(l, periods.items, periods.count);
    const wm_result *a = world_ask(wm_engine_reference, &request, arena);
    const wm_result *b = world_ask(wm_engine_timeline, &request, arena);
    ck_assert_uint_gt(l->measure_count, 60);
    for (size_t i = 0; i < l->measure_count; i++)
        ck_assert_msg(results_equal(&request, &a[i], &b[i], &period, &why),
                      "%.*s, period %zu:\n%.*s", WM_FMT(l->measures[i]->heading.ref),
                      period, WM_FMT(wm_text_str(&why)));
    wm_text_end(&why);
}

TEST(the_columns_are_those_of_the_catalogue)
{
    wm_arena *arena = wm_arena_new(MEMORY);
    loaded l;
    size_t tables = 0;
    read_catalogue(arena, &l);
    for (size_t t = 0; t < l.catalogue.schema.tables.count; t++) {
        const wm_table_def *table = &l.catalogue.schema.tables.items[t];
        if (table->made_from.source != WM_NO_TABLE)
            continue;
        tables++;
        const wm_synth_shape *shape = wm_synth_shapes;
        while (shape < wm_synth_shapes + WM_SYNTH_TABLES &&
               !wm_str_equal(table->name, wm_str_of(shape->name)))
            shape++;
        ck_assert_msg(shape < wm_synth_shapes + WM_SYNTH_TABLES, "no %.*s",
                      WM_FMT(table->name));
        assert_str(table->key, wm_synth_columns[shape->first].name);
        size_t others = table->column_count + 1 + (table->parent != WM_NO_TABLE);
        ck_assert_uint_eq((size_t)shape->count, others);
        ck_assert_int_le(shape->count, WM_ROW_CELLS);
        for (int c = 1; c < shape->count; c++) {
            const wm_synth_column *column = &wm_synth_columns[shape->first + c];
            if (column->kind != WM_SYNTH_PARENT)
                ck_assert_msg(wm_table_column(table, wm_str_of(column->name)) >= 0,
                              "%s.%s is not in the catalogue", shape->name, column->name);
        }
    }
    ck_assert_uint_eq(tables, WM_SYNTH_TABLES);
    wm_arena_end(arena);
}
END

/* The number was made on one machine and is asked of all. Whoever changes the lives
 * changes it. */
TEST(the_same_options_give_the_same_bytes)
{
    wm_synth_options other = small;
    other.seed++;
    write_records(&small, "once");
    write_records(&small, "twice");
    write_records(&other, "other");
    uint64_t hash = hash_records("once");
    ck_assert_uint_eq(hash, hash_records("twice"));
    ck_assert_uint_ne(hash, hash_records("other"));
    ck_assert_msg(hash == 0xde1ac98d0ed216bdu, "0x%llx", (unsigned long long)hash);
}
END

TEST(an_authority_is_the_same_beside_another)
{
    wm_arena *arena = wm_arena_new(MEMORY);
    wm_synth_options two = small;
    two.authorities = 2;
    write_records(&small, "one");
    write_records(&two, "two");
    wm_str alone = read_from("one", "episode.csv", arena);
    ck_assert_uint_gt(alone.len, 1000);
    ck_assert(wm_str_equal(alone, read_from("two", "E06000001/episode.csv", arena)));
    ck_assert(!wm_str_equal(alone, read_from("two", "E06000002/episode.csv", arena)));
    loaded l;
    load_records("two", arena, &l);
    ck_assert_uint_eq(l.records.authority_count, 2);
    wm_arena_end(arena);
}
END

TEST(without_faults_there_is_nothing_to_report)
{
    wm_arena *arena = wm_arena_new(MEMORY);
    loaded l;
    write_records(&small, "clean");
    load_records("clean", arena, &l);
    for (int fault = 0; fault < WM_FAULTS; fault++)
        if (fault != WM_FAULT_joined && fault != WM_FAULT_left_out &&
            fault != WM_FAULT_cut)
            ck_assert_msg(l.report.counts[fault] == 0, "fault %d: %zu times", fault,
                          l.report.counts[fault]);
    assert_engines_agree(&l, arena);
    wm_arena_end(arena);
}
END

TEST(with_faults_every_kind_is_met_and_the_engines_agree)
{
    static const wm_load_fault kinds[] = {
        WM_FAULT_key_blank,      WM_FAULT_date_blank,        WM_FAULT_date_bad,
        WM_FAULT_row_ragged,     WM_FAULT_duplicate,         WM_FAULT_key_twice,
        WM_FAULT_parent_unknown, WM_FAULT_value_bad,         WM_FAULT_end_before_start,
        WM_FAULT_link_unknown,   WM_FAULT_value_blank,       WM_FAULT_superseded,
        WM_FAULT_column_unknown, WM_FAULT_superseded_circle, WM_FAULT_column_missing,
    };
    wm_arena *arena = wm_arena_new(MEMORY);
    wm_synth_options options = small;
    options.faults = 200;
    loaded l;
    write_records(&options, "faulty");
    load_records("faulty", arena, &l);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        ck_assert_msg(l.report.counts[kinds[i]] > 0, "fault %d is not met",
                      (int)kinds[i]);
    assert_engines_agree(&l, arena);
    wm_arena_end(arena);
}
END

/* The country over ten years is to have about 6.5 million referrals, 6 million
 * assessments, 0.7 million protection plans, 3 million episodes and 17 to 25 million
 * visits: so many to each referral. */
static double rows_of(const char *table, wm_arena *arena)
{
    size_t mark = wm_arena_mark(arena);
    wm_str bytes = read_from("decade", table, arena);
    double rows = -1; /* the heading */
    for (size_t i = 0; i < bytes.len; i++)
        rows += bytes.data[i] == '\n';
    wm_arena_rewind(arena, mark);
    return rows;
}

/* Short breaks, absences and adoptions with consent and without. */
static void assert_codes(wm_arena *arena)
{
    static const char *const wanted[] = {",S,V3,", ",S,V4,", ",T1,", ",T2,",
                                         ",T3,",   ",T4,",   ",A4,", ",A5,",
                                         ",A6,",   ",E11,",  ",E12"};
    wm_str bytes = read_from("decade", "episode.csv", arena);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_assert_msg(wm_str_find_fold(bytes, wm_str_of(wanted[i])) != SIZE_MAX,
                      "no episode has %s", wanted[i]);
}

TEST(there_are_as_many_rows_of_a_kind_as_a_country_has)
{
    wm_arena *arena = wm_arena_new(MEMORY);
    wm_synth_options options = small;
    options.from_year = 2015;
    options.to_year = 2024;
    options.population = 20000;
    write_records(&options, "decade");
    double referrals = rows_of("referral.csv", arena);
    double visits = rows_of("cin_visit.csv", arena) + rows_of("cp_visit.csv", arena) +
                    rows_of("cla_visit.csv", arena);
    ck_assert_double_ge(referrals / 20000, 0.5); /* in ten years */
    ck_assert_double_le(referrals / 20000, 0.65);
    ck_assert_double_ge(rows_of("assessment.csv", arena) / referrals, 0.88);
    ck_assert_double_le(rows_of("assessment.csv", arena) / referrals, 1.02);
    ck_assert_double_ge(rows_of("cp_plan.csv", arena) / referrals, 0.09);
    ck_assert_double_le(rows_of("cp_plan.csv", arena) / referrals, 0.13);
    ck_assert_double_ge(rows_of("episode.csv", arena) / referrals, 0.40);
    ck_assert_double_le(rows_of("episode.csv", arena) / referrals, 0.56);
    ck_assert_double_ge(visits / referrals, 2.6);
    ck_assert_double_le(visits / referrals, 3.9);
    assert_codes(arena);
    wm_arena_end(arena);
}
END

/* folders */

TEST(what_is_not_made_up_is_never_replaced)
{
    wm_synth_tally tally;
    wm_file_error error = {{0}};
    char path[256], folder[128];
    write_records(&small, "mine");
    write_records(&small, "mine"); /* made up: replaced */
    snprintf(folder, sizeof folder, "%s", scratch("mine"));
    snprintf(path, sizeof path, "%s/SYNTHETIC", folder);
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(wm_synth_write(&small, folder, &tally, &error), WM_CONFLICT);
    ck_assert_ptr_nonnull(strstr(error.text, "made up"));
    snprintf(path, sizeof path, "%s/child.csv", folder);
    ck_assert(wm_file_exists(path));
}
END

/* Every so many-th call of the disk or for memory refused, until none is. */
static long refuse_in_turn(const wm_synth_options *options, const char *name,
                           void (*fail_after)(long), long step)
{
    long refused = 0;
    char fresh[256];
    snprintf(fresh, sizeof fresh, "%s.new", scratch(name));
    for (long after = 0;; after += step) {
        wm_synth_tally tally;
        wm_file_error error = {{0}};
        fail_after(after);
        wm_status status = wm_synth_write(options, scratch(name), &tally, &error);
        fail_after(-1);
        ck_assert((status == WM_OK) == wm_file_exists(scratch(name)));
        ck_assert(!wm_file_exists(fresh));
        if (status == WM_OK)
            return refused;
        refused++;
    }
}

TEST(a_refusal_of_the_disk_leaves_nothing)
{
    wm_synth_options options = small;
    options.population = 300;
    ck_assert_int_gt(refuse_in_turn(&options, "disk", wm_file_fail_after, 3), 20);
    options.catalogue = WM_TESTS "/../catalogue";
    options.errors = 3;
    ck_assert_int_gt(refuse_in_turn(&options, "disk-all", wm_file_fail_after, 9), 5);
}
END

TEST(a_refusal_of_memory_leaves_nothing)
{
    wm_synth_options options = small;
    options.population = 300;
    refuse_in_turn(&options, "memory", wm_alloc_fail_after, 5);
    options.catalogue = WM_TESTS "/../catalogue";
    options.errors = 3;
    ck_assert_int_gt(refuse_in_turn(&options, "memory-all", wm_alloc_fail_after, 37), 20);
}
END

TESTS(the_columns_are_those_of_the_catalogue, the_same_options_give_the_same_bytes,
      an_authority_is_the_same_beside_another, without_faults_there_is_nothing_to_report,
      with_faults_every_kind_is_met_and_the_engines_agree,
      there_are_as_many_rows_of_a_kind_as_a_country_has,
      what_is_not_made_up_is_never_replaced, a_refusal_of_the_disk_leaves_nothing,
      a_refusal_of_memory_leaves_nothing)
