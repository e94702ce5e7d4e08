/* The catalogue that is installed reads and resolves without a mistake, and its figures
 * are those of the improvement plan.
 */
#include "cases.h"

#include "lang/lang.h"

static const wm_source *source_of(wm_arena *arena, const char *name)
{
    wm_source *source = wm_arena_alloc(arena, 1, sizeof *source);
    ck_assert_ptr_nonnull(source);
    source->name = wm_str_of(name);
    source->text = read_case_file(arena, WM_TESTS "/../catalogue", name);
    return source;
}

static void say(const wm_diags *diags)
{
    wm_text out = {0};
    wm_diags_print(diags, false, &out);
    fprintf(stderr, "%.*s", WM_FMT(wm_text_str(&out)));
    wm_text_end(&out);
}

static void read_catalogue(wm_arena *arena, wm_diags *diags, wm_catalogue *catalogue)
{
    const wm_source *tables = source_of(arena, "childrens-services.tables");
    const wm_source *measures = source_of(arena, "childrens-services.measures");
    const wm_source *inspection = source_of(arena, "inspection.measures");
    wm_diags_init(diags, arena);
    ck_assert_int_eq(wm_lang_tables(tables, arena, diags, catalogue), WM_OK);
    ck_assert_int_eq(wm_lang_definitions(measures, arena, diags, catalogue), WM_OK);
    ck_assert_int_eq(wm_lang_definitions(inspection, arena, diags, catalogue), WM_OK);
}

TEST(the_catalogue_resolves)
{
    wm_arena *arena = wm_arena_new(CASES_BYTES);
    wm_diags diags;
    wm_catalogue catalogue = {0};
    read_catalogue(arena, &diags, &catalogue);
    ck_assert_int_eq(wm_lang_resolve(&catalogue, NULL, arena, &diags), WM_OK);
    if (diags.errors)
        say(&diags);
    ck_assert_uint_eq(diags.errors, 0);
    ck_assert_uint_gt(catalogue.measures.count, 60);
    ck_assert_uint_eq(catalogue.uses.count, 1);
    wm_arena_end(arena);
}
END

/* a0 := a1, a1 := a2, ... : each is found when the one before it needs it. */
static size_t errors_of_chain(int links)
{
    wm_arena *arena = wm_arena_new(CASES_BYTES);
    wm_text text = {0};
    wm_diags diags;
    wm_catalogue catalogue = {0};
    for (int i = 0; i < links; i++)
        wm_text_format(&text, "define a%d for child := a%d\n", i, i + 1);
    wm_text_format(&text, "define a%d for child := sex is F\n", links);
    wm_source tables = {
        WM_STR("x.tables"),
        WM_STR("table child one row per child key child_id : sex code?\n")};
    wm_source measures = {WM_STR("x.measures"), wm_text_str(&text)};
    wm_diags_init(&diags, arena);
    ck_assert_int_eq(wm_lang_tables(&tables, arena, &diags, &catalogue), WM_OK);
    ck_assert_int_eq(wm_lang_definitions(&measures, arena, &diags, &catalogue), WM_OK);
    ck_assert_int_eq(wm_lang_resolve(&catalogue, NULL, arena, &diags), WM_OK);
    size_t errors = diags.errors;
    wm_text_end(&text);
    wm_arena_end(arena);
    return errors;
}

TEST(a_chain_of_defines_may_be_long_but_not_endless)
{
    ck_assert_uint_eq(errors_of_chain(200), 0);
    ck_assert_uint_gt(errors_of_chain(600), 0);
    ck_assert_uint_gt(errors_of_chain(9000), 0);
}
END

/* docs/measures.md has a row `| 1.2 | title |` for each of them, and short titles fit. */
TEST(every_measure_of_the_catalogue_is_documented)
{
    wm_arena *arena = wm_arena_new(CASES_BYTES);
    wm_diags diags;
    wm_catalogue catalogue = {0};
    read_catalogue(arena, &diags, &catalogue);
    wm_str page = read_case_file(arena, WM_TESTS "/../docs", "measures.md");
    for (size_t i = 0; i < catalogue.measures.count; i++) {
        const wm_measure *measure = &catalogue.measures.items[i].heading;
        wm_str row = wm_str_format(arena, "\n| %.*s | %.*s | ", WM_FMT(measure->ref),
                                   WM_FMT(measure->title));
        ck_assert_msg(strstr(page.data, row.data), "no row%s", row.data);
        ck_assert_msg(measure->short_title.len && measure->plain.len &&
                          measure->source.len,
                      "%s lacks a short title, plain words or a source", row.data);
    }
    wm_arena_end(arena);
}
END

static void stays_as_it_is(wm_arena *arena, const char *name, wm_lang_kind kind)
{
    const wm_source *source = source_of(arena, name);
    wm_text out = {0};
    wm_diags diags;
    wm_diags_init(&diags, arena);
    ck_assert_int_eq(wm_lang_format(source, kind, arena, &diags, &out), WM_OK);
    ck_assert_msg(wm_str_equal(wm_text_str(&out), source->text),
                  "%s is not laid out as `waymark format` does it", name);
    wm_text_end(&out);
}

TEST(formatting_changes_nothing_of_the_catalogue)
{
    wm_arena *arena = wm_arena_new(CASES_BYTES);
    stays_as_it_is(arena, "childrens-services.tables", WM_LANG_TABLES);
    stays_as_it_is(arena, "childrens-services.measures", WM_LANG_MEASURES);
    stays_as_it_is(arena, "inspection.measures", WM_LANG_MEASURES);
    wm_arena_end(arena);
}
END

TESTS(the_catalogue_resolves, formatting_changes_nothing_of_the_catalogue,
      every_measure_of_the_catalogue_is_documented,
      a_chain_of_defines_may_be_long_but_not_endless)
