/* Loading where a case as text cannot go: folders and who may read them, memory and disks
 * that refuse, very large cells, and orders that must not matter.
 */
#include "harness.h"

#include "base/alloc.h"
#include "intake/records/load.h"
#include "lang/lang.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char tables[] =
    "table child one row per child key child_id : dob date?, superseded_by child?\n"
    "table team spells key team_id from started? to ended : name text?\n"
    "table cp_plan spells of child key plan_id from started to ended : category code?\n"
    "table cp_review events of cp_plan key review_id on dated recorded entered_on? : "
    "team "
    "team?\n"
    "table episode spells of child key episode_id from started to ended : start_reason "
    "code?, status code?, placement code?, urn code?\n"
    "table looked_after spells of child made from episode where status is not V4 joining "
    "touching or overlapping unless start_reason is S, ending the spell before\n"
    "table placement spells of child made from episode joining touching while same carer "
    "or temporary : type code from latest placement not temporary\n"
    "table stay_note events of looked_after key note_id on dated\n"
    "series population by year of authority\n"
    "codes category N P E S\n";

typedef struct loaded {
    wm_arena *arena;
    wm_catalogue catalogue;
    wm_diags diags;
    wm_records records;
    wm_load_report report;
    wm_file_error error;
    wm_status status;
} loaded;

static loaded *new_world(void)
{
    wm_arena *arena = wm_arena_new((size_t)1 << 32);
    loaded *made = wm_arena_alloc(arena, 1, sizeof *made);
    made->arena = arena;
    wm_diags_init(&made->diags, arena);
    wm_source *source = wm_arena_alloc(arena, 1, sizeof *source);
    *source = (wm_source){WM_STR("test.tables"), wm_str_of(tables)};
    ck_assert_int_eq(wm_lang_tables(source, arena, &made->diags, &made->catalogue),
                     WM_OK);
    ck_assert_uint_eq(made->diags.errors, 0);
    return made;
}

static void end_world(loaded *world)
{
    wm_arena_end(world->arena);
}

static wm_status load_files(loaded *world, const wm_load_file *files, size_t count)
{
    wm_load_options options = {.known_at = WM_DAY_NONE};
    wm_diags_init(&world->diags, world->arena);
    return wm_records_load_files(files, count, &world->catalogue.schema, &options,
                                 world->arena, &world->diags, &world->report,
                                 &world->records);
}

#define TEXT(literal)                                                                    \
    {                                                                                    \
        "" literal, sizeof(literal) - 1                                                  \
    } /* for a constant */

static const wm_load_file everything[] = {
    {.name = TEXT("child.csv"),
     .bytes = TEXT("child_id,dob,superseded_by\nA,2010-01-01,\nB,bad,A\nC,,Z\n")},
    {.name = TEXT("team.csv"), .bytes = TEXT("team_id,started,ended\nT1,,\n")},
    {.name = TEXT("cp_plan.csv"),
     .bytes = TEXT("plan_id,child_id,started,ended,category,odd\n"
                   "P1,A,2016-01-01,,N,1\nP2,Q,2016-02-01,,\"Z\"\"1\",1\n"
                   "P1,A,2016-01-01,,N,1\nP3,A,no,,N,1\n")},
    {.name = TEXT("cp_review.csv"),
     .bytes = TEXT("plan_id;review_id;dated;team\nP1;V1;2016-03-01;T1\n"
                   "P9;V2;2016-03-01;T2\n")},
    {.name = TEXT("episode.csv"),
     .bytes = TEXT("episode_id,child_id,started,ended,start_reason,status,placement\n"
                   "E1,A,2016-01-01,2016-02-01,S,C1,U6\nE2,B,2016-02-01,,P,C2,T0\n"
                   "E3,A,2016-03-01,,S,C2,U4\nE4,C,2016-03-01,2016-03-02,S,V4,U4\n")},
    {.name = TEXT("stay_note.csv"),
     .bytes = TEXT("note_id,episode_id,dated\nN1,E2,2016-03-01\nN2,E4,2016-03-01\n")},
    {.name = TEXT("population.csv"),
     .bytes = TEXT("authority,year,value\nSefton,2016,53153\n")},
    {.name = TEXT("strange.csv"), .bytes = TEXT("a\n1\n")},
};
enum { EVERYTHING = sizeof everything / sizeof *everything };

TEST(a_refusal_of_memory_at_any_time_is_answered)
{
    long refused = 0;
    wm_status status;
    do {
        loaded *world = new_world();
        wm_alloc_fail_after(refused);
        status = load_files(world, everything, EVERYTHING);
        wm_alloc_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        refused++;
        end_world(world);
    } while (status == WM_NOMEM);
    ck_assert_int_gt(refused, 200);
}
END

TEST(a_cell_of_a_megabyte_is_a_text_and_a_larger_one_is_refused)
{
    enum { SMALL = 1 << 20, LARGE = (1 << 20) + 1 };
    for (int size = SMALL; size <= LARGE; size++) {
        loaded *world = new_world();
        wm_text bytes = {0};
        wm_text_add(&bytes, WM_STR("team_id,started,ended,name\nT1,,,"));
        wm_text_repeat(&bytes, 'x', (size_t)size);
        wm_load_file file = {.name = WM_STR("team.csv"), .bytes = wm_text_str(&bytes)};
        wm_status status = load_files(world, &file, 1);
        ck_assert_int_eq(status, size == SMALL ? WM_OK : WM_LIMIT);
        ck_assert_uint_eq(world->diags.errors, size == SMALL ? 0 : 1);
        if (status == WM_OK)
            ck_assert_uint_eq(world->records.texts.items[0].len, SMALL);
        wm_text_end(&bytes);
        end_world(world);
    }
}
END

TEST(a_value_in_the_report_is_cut_between_characters)
{
    loaded *world = new_world();
    wm_text bytes = {0};
    wm_text_add(&bytes, WM_STR("child_id,dob\nA,x"));
    for (int i = 0; i < 500; i++)
        wm_text_add(&bytes, WM_STR("é"));
    wm_load_file file = {.name = WM_STR("child.csv"), .bytes = wm_text_str(&bytes)};
    ck_assert_int_eq(load_files(world, &file, 1), WM_OK);
    wm_load_entry entry = world->report.entries.items[world->report.entries.count - 1];
    ck_assert_int_eq(entry.fault, WM_FAULT_value_bad);
    ck_assert_uint_eq(entry.value.len, 199);
    wm_text_end(&bytes);
    end_world(world);
}
END

/* Many rows of one child and of many, in an order that a small generator draws. */
static void add_plans(wm_text *bytes, unsigned seed, size_t count)
{
    unsigned *numbers = wm_alloc(count * sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        numbers[i] = (unsigned)i;
    for (size_t i = count; i > 1; i--) {
        seed = seed * 1664525 + 1013904223;
        size_t j = (seed >> 8) % i;
        unsigned kept = numbers[i - 1];
        numbers[i - 1] = numbers[j];
        numbers[j] = kept;
    }
    wm_text_add(bytes, WM_STR("child_id,plan_id,started,ended,category\n"));
    for (size_t i = 0; i < count; i++) {
        unsigned n = numbers[i];
        wm_text_format(bytes, "C%u,P%u,2016-%02u-%02u,,N\n", n % 3 ? 1 : n % 50,
                       n * 7919 % 10007, n % 5 + 1, n % 28 + 1);
    }
    wm_free(numbers);
}

static bool is_before(const wm_table *table, uint32_t a, uint32_t b)
{
    if (table->child[a] != table->child[b])
        return table->child[a] < table->child[b];
    if (table->columns[0][a] != table->columns[0][b])
        return table->columns[0][a] < table->columns[0][b];
    return wm_str_compare(wm_table_key(table, a), wm_table_key(table, b)) < 0;
}

TEST(the_order_of_rows_in_a_file_does_not_matter)
{
    enum { ROWS = 5000 };
    loaded *worlds[2];
    for (unsigned i = 0; i < 2; i++) {
        wm_text bytes = {0};
        worlds[i] = new_world();
        add_plans(&bytes, i + 1, ROWS);
        wm_load_file file = {.name = WM_STR("cp_plan.csv"), .bytes = wm_text_str(&bytes)};
        ck_assert_int_eq(load_files(worlds[i], &file, 1), WM_OK);
        wm_text_end(&bytes);
    }
    int number = wm_schema_table(&worlds[0]->catalogue.schema, WM_STR("cp_plan"));
    const wm_table *a = &worlds[0]->records.tables[number],
                   *b = &worlds[1]->records.tables[number];
    ck_assert_uint_eq(a->count, ROWS);
    ck_assert_uint_eq(b->count, ROWS);
    for (uint32_t i = 0; i < ROWS; i++) {
        ck_assert(i == 0 || is_before(a, i - 1, i));
        ck_assert(wm_str_equal(wm_table_key(a, i), wm_table_key(b, i)));
        ck_assert_int_eq(a->columns[0][i], b->columns[0][i]);
        ck_assert_uint_eq(a->child[i], b->child[i]);
        uint32_t from, to;
        wm_rows_of_child(a, a->child[i], &from, &to);
        ck_assert(from <= i && i < to);
    }
    end_world(worlds[0]);
    end_world(worlds[1]);
}
END

TEST(places_beyond_the_first_hundred_thousand_are_counted)
{
    loaded *world = new_world();
    wm_text bytes = {0}, csv = {0};
    wm_text_add(&bytes, WM_STR("child_id,dob,superseded_by\n"));
    for (int i = 0; i < WM_LOAD_PLACES_MAX + 5; i++)
        wm_text_format(&bytes, "C%d,x,\n", i);
    wm_load_file file = {.name = WM_STR("child.csv"), .bytes = wm_text_str(&bytes)};
    ck_assert_int_eq(load_files(world, &file, 1), WM_OK);
    ck_assert_uint_eq(world->report.counts[WM_FAULT_value_bad], WM_LOAD_PLACES_MAX + 5);
    ck_assert_uint_eq(world->report.entries.count, WM_LOAD_PLACES_MAX);
    wm_load_report_csv(&world->report, &world->catalogue.schema, &csv);
    ck_assert(
        wm_str_ends(wm_text_str(&csv), WM_STR("child,dob,value_bad,,,and 5 more\n")));
    wm_text_end(&csv);
    wm_text_end(&bytes);
    end_world(world);
}
END

/* Folders */

static char root[] = P_tmpdir "/waymark-records-XXXXXX"; /* in no git work tree */

static void put(const char *name, const char *text, mode_t mode)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0755);
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    chmod(path, mode);
}

static loaded *load_folder(wm_load_options options)
{
    loaded *world = new_world();
    world->status =
        wm_records_load(root, &world->catalogue.schema, &options, world->arena,
                        &world->diags, &world->report, &world->records, &world->error);
    return world;
}

static bool says(const loaded *world, const char *part)
{
    wm_text text = {0};
    wm_diags_print(&world->diags, false, &text);
    bool found = wm_str_find(wm_text_str(&text), wm_str_of(part)) != SIZE_MAX;
    wm_text_end(&text);
    return found;
}

static void begin_folder(mode_t mode)
{
    ck_assert_ptr_nonnull(mkdtemp(root));
    chmod(root, mode);
}

static void end_folder(void)
{
    char command[300];
    snprintf(command, sizeof command, "rm -rf '%s'", root);
    ck_assert_int_eq(system(command), 0);
}

static const wm_load_options everything_known = {.known_at = WM_DAY_NONE};

TEST(records_that_others_can_read_are_refused)
{
    begin_folder(0755);
    put("child.csv", "child_id\nA\n", 0644);
    loaded *open = load_folder(everything_known);
    ck_assert_int_eq(open->status, WM_REJECTED);
    ck_assert(says(open, "child.csv: other people of this computer can read"));
    end_world(open);
    put("child.csv", "child_id\nA\n", 0600);
    loaded *closed = load_folder(everything_known);
    ck_assert_int_eq(closed->status, WM_OK);
    end_world(closed);
    put("child.csv", "child_id\nA\n", 0644);
    chmod(root, 0700); /* nobody gets through to the file */
    loaded *inside = load_folder(everything_known);
    ck_assert_int_eq(inside->status, WM_OK);
    ck_assert(!inside->records.synthetic);
    end_world(inside);
    end_folder();
}
END

TEST(records_in_a_git_work_tree_are_refused_unless_made_up)
{
    begin_folder(0700);
    put("child.csv", "child_id\nA\n", 0600);
    put(".git/HEAD", "ref: refs/heads/main\n", 0600);
    loaded *refused = load_folder(everything_known);
    ck_assert_int_eq(refused->status, WM_REJECTED);
    ck_assert(says(refused, "inside the git work tree /"));
    ck_assert(says(refused, root));
    end_world(refused);
    loaded *asked =
        load_folder((wm_load_options){.known_at = WM_DAY_NONE, .any_place = 1});
    ck_assert_int_eq(asked->status, WM_OK);
    end_world(asked);
    put("SYNTHETIC", "", 0600);
    loaded *marked = load_folder(everything_known);
    ck_assert_int_eq(marked->status, WM_OK);
    ck_assert(marked->records.synthetic);
    ck_assert_uint_eq(marked->report.counts[WM_FAULT_file_unknown], 0);
    end_world(marked);
    end_folder();
}
END

TEST(a_folder_for_each_council_and_files_of_all)
{
    begin_folder(0700);
    put("E08000014/child.csv", "child_id\nA\n", 0600);
    put("E08000012/child.csv", "child_id\nA\nB\n", 0600);
    put("E08000012/notes.txt", "seen\n", 0600);
    put("Population.CSV", "authority,year,value\nSefton,2016,53153\n", 0600);
    loaded *world = load_folder(everything_known);
    ck_assert_int_eq(world->status, WM_OK);
    ck_assert_uint_eq(world->records.authority_count, 2);
    assert_str(world->records.authorities[0].code, "E08000012");
    assert_str(world->records.authorities[1].name, "Sefton");
    ck_assert_uint_eq(world->records.authorities[0].children_to, 2);
    ck_assert_uint_eq(world->records.authorities[1].children_from, 2);
    ck_assert_uint_eq(world->records.authorities[1].children_to, 3);
    ck_assert_uint_eq(world->records.series[0].count, 1);
    ck_assert_int_eq(world->records.series[0].values[0].authority, 1);
    ck_assert_uint_eq(world->report.counts[WM_FAULT_file_unknown], 1);
    end_world(world);
    end_folder();
}
END

static size_t children_known_at(const char *day, wm_status wanted)
{
    loaded *world = load_folder(
        (wm_load_options){.known_at = day ? wm_day_parse(wm_str_of(day)) : WM_DAY_NONE});
    ck_assert_int_eq(world->status, wanted);
    size_t count = world->records.child_count;
    ck_assert(wanted == WM_OK || says(world, "no extract had been made by that day"));
    end_world(world);
    return count;
}

TEST(the_newest_extract_on_or_before_the_day_is_read)
{
    begin_folder(0700);
    put("extracts/2017-04-05/child.csv", "child_id\nA\n", 0600);
    put("extracts/2017-05-05/child.csv", "child_id\nA\nB\n", 0600);
    put("extracts/2017-06-05/child.csv", "child_id\nA\nB\nC\n", 0600);
    ck_assert_uint_eq(children_known_at(NULL, WM_OK), 3);
    ck_assert_uint_eq(children_known_at("2017-05-05", WM_OK), 2);
    ck_assert_uint_eq(children_known_at("2017-06-04", WM_OK), 2);
    children_known_at("2017-04-04", WM_REJECTED);
    put("extracts/old/child.csv", "child_id\n", 0600);
    loaded *world = load_folder(everything_known);
    ck_assert_int_eq(world->status, WM_REJECTED);
    ck_assert(
        says(world, "old: a folder of extracts holds something that is no extract"));
    end_world(world);
    end_folder();
}
END

TEST(a_disk_that_refuses_and_a_folder_that_is_not_there_are_said)
{
    begin_folder(0700);
    put("child.csv", "child_id\nA\n", 0600);
    put("E08000014/child.csv", "child_id\nA\n", 0600);
    long refused = 0;
    wm_status status;
    do {
        wm_file_fail_after(refused++);
        loaded *world = load_folder(everything_known);
        wm_file_fail_after(-1);
        status = world->status;
        ck_assert(status == WM_OK || status == WM_IO);
        ck_assert(status == WM_OK || world->error.text[0] || world->diags.errors);
        end_world(world);
    } while (status == WM_IO);
    ck_assert_int_gt(refused, 5);
    end_folder();
    loaded *gone = load_folder(everything_known);
    ck_assert_int_eq(gone->status, WM_IO);
    ck_assert_ptr_nonnull(strstr(gone->error.text, "it is not there"));
    end_world(gone);
}
END

TESTS(a_refusal_of_memory_at_any_time_is_answered,
      a_cell_of_a_megabyte_is_a_text_and_a_larger_one_is_refused,
      a_value_in_the_report_is_cut_between_characters,
      the_order_of_rows_in_a_file_does_not_matter,
      places_beyond_the_first_hundred_thousand_are_counted,
      records_that_others_can_read_are_refused,
      records_in_a_git_work_tree_are_refused_unless_made_up,
      a_folder_for_each_council_and_files_of_all,
      the_newest_extract_on_or_before_the_day_is_read,
      a_disk_that_refuses_and_a_folder_that_is_not_there_are_said)
