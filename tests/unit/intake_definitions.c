#include "harness.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "intake/definitions.h"
#include "lang/lang.h"

static char place[32];

static void put(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", place, name);
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL);
    fputs(text, file);
    fclose(file);
}

#define MEASURE(ref, uses)                                                               \
    uses "measure " ref                                                                  \
         " \"Rows\"\n  count of thing dated in period\n  source \"local\"\n"

/* A folder `own` that uses a catalogue `all`, whose two parts use each other. */
static void make_place(void)
{
    static const char *const folders[] = {"own", "all"};
    char path[256];
    snprintf(place, sizeof place, "definitions-XXXXXX");
    ck_assert(mkdtemp(place) != NULL);
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", place, folders[i]);
        ck_assert(mkdir(path, 0700) == 0);
    }
    put("all/base.tables", "table child one row per child key child_id : dob date?\n"
                           "table thing events of child key thing_id on dated\n");
    put("all/base.measures", MEASURE("B1", "use more\n"));
    put("all/more.measures", MEASURE("M1", "use base\n"));
    put("own/own.measures", MEASURE("O1", "use base\nuse base\n"));
}

static void remove_place(wm_arena *arena)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf ./%s", place);
    ck_assert(system(command) == 0);
    wm_arena_end(arena);
}

static wm_status read_place(wm_arena *arena, wm_diags *diags, wm_definitions *out)
{
    char own[256], all[256];
    wm_file_error error;
    snprintf(own, sizeof own, "%s/own", place);
    snprintf(all, sizeof all, "%s/all", place);
    wm_diags_init(diags, arena);
    return wm_definitions_read(own, all, arena, diags, out, &error);
}

TEST(each_file_is_read_once_though_they_use_each_other)
{
    wm_arena *arena = wm_arena_new(1 << 22);
    wm_definitions read;
    wm_diags diags;
    make_place();
    ck_assert(read_place(arena, &diags, &read) == WM_OK);
    ck_assert(diags.errors == 0);
    ck_assert_uint_eq(read.files.count, 4);
    ck_assert_uint_eq(read.catalogue.measures.count, 3);
    ck_assert(wm_lang_resolve(&read.catalogue, NULL, arena, &diags) == WM_OK);
    ck_assert(diags.errors == 0);
    remove_place(arena);
}
END

TEST(a_file_beside_goes_before_the_catalogues)
{
    wm_arena *arena = wm_arena_new(1 << 22);
    wm_definitions read;
    wm_diags diags;
    make_place();
    put("own/base.measures", MEASURE("X1", ""));
    ck_assert(read_place(arena, &diags, &read) == WM_OK);
    ck_assert(wm_catalogue_measure(&read.catalogue, WM_STR("X1")) != NULL);
    ck_assert(wm_catalogue_measure(&read.catalogue, WM_STR("B1")) == NULL);
    ck_assert_uint_eq(read.catalogue.schema.tables.count, 2);
    remove_place(arena);
}
END

TEST(what_is_not_there_is_told)
{
    wm_arena *arena = wm_arena_new(1 << 22);
    wm_definitions read;
    wm_diags diags;
    make_place();
    put("own/own.measures", MEASURE("O1", "use bse\n"));
    ck_assert(read_place(arena, &diags, &read) == WM_OK);
    ck_assert_uint_eq(diags.errors, 1);
    assert_str(diags.list.items[0].message, "no catalogue `bse`");
    assert_str(diags.list.items[0].remedy, "did you mean `base`");
    put("own/own.measures", MEASURE("O1", "use ../all/base\n"));
    ck_assert(read_place(arena, &diags, &read) == WM_OK);
    ck_assert(diags.errors > 0);
    ck_assert(wm_catalogue_measure(&read.catalogue, WM_STR("B1")) == NULL);
    remove_place(arena);
}
END

TEST(a_breakdown_is_told_of_where_it_was_asked)
{
    wm_arena *arena = wm_arena_new(1 << 22);
    wm_definitions read;
    wm_diags diags;
    make_place();
    ck_assert(read_place(arena, &diags, &read) == WM_OK);
    wm_definition *measure = &read.catalogue.measures.items[0];
    wm_str ref = measure->heading.ref;
    ck_assert(wm_definitions_break_down(measure, WM_STR("authority, colour"), arena) ==
              WM_OK);
    ck_assert(wm_str_equal(measure->heading.ref, ref));
    ck_assert_uint_eq(measure->body.by.count, 1);
    ck_assert(wm_lang_resolve(&read.catalogue, NULL, arena, &diags) == WM_OK);
    ck_assert_uint_eq(diags.errors, 1);
    assert_str(diags.list.items[0].excerpt, "--by authority, colour");
    remove_place(arena);
}
END

TEST(every_refusal_of_memory_is_passed_up)
{
    make_place();
    long refused = 0;
    for (wm_status status = WM_NOMEM; status != WM_OK; refused++) {
        wm_arena *arena = wm_arena_new(1 << 22);
        wm_definitions read;
        wm_diags diags;
        wm_alloc_fail_after(refused);
        status = read_place(arena, &diags, &read);
        if (status == WM_OK)
            status = wm_definitions_break_down(&read.catalogue.measures.items[0],
                                               WM_STR("colour"), arena);
        wm_alloc_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        wm_arena_end(arena);
    }
    ck_assert_int_gt(refused, 20);
    remove_place(NULL);
}
END

TESTS(each_file_is_read_once_though_they_use_each_other,
      a_file_beside_goes_before_the_catalogues, what_is_not_there_is_told,
      a_breakdown_is_told_of_where_it_was_asked, every_refusal_of_memory_is_passed_up)
