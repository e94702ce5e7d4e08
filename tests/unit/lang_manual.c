/* Runs the examples of the manual, docs/language.md:
 *
 *     ```tables     is read by itself, and nothing is said of it
 *     ```measures   is read and resolved against the catalogue's tables; likewise
 *                   and measures, if it begins with `use childrens-services`
 *     ```message    is definitions, and below them what is said of them, word for word
 *
 * Its ```case blocks are run by intake_measure_cases.
 */
#include "cases.h"

#include "lang/lang.h"

typedef struct example {
    wm_str kind;
    wm_str text;
    wm_str says; /* of a message */
    uint32_t line;
} example;

static wm_arena *arena;
static WM_LIST(example) examples;

static void add_example(wm_str kind, wm_str text, uint32_t line)
{
    wm_str said = WM_STR("\nlocal.measures:");
    example one = {.kind = kind, .text = text, .line = line};
    for (size_t i = 0; i + said.len <= text.len && !one.says.len; i++)
        if (wm_str_equal(wm_str_slice(text, i, i + said.len), said)) {
            one.text = wm_str_slice(text, 0, i + 1);
            one.says = wm_str_slice(text, i + 1, text.len);
        }
    if (!wm_list_push(arena, &examples, one))
        abort();
}

static bool is_run(wm_str kind)
{
    return wm_str_equal(kind, WM_STR("tables")) ||
           wm_str_equal(kind, WM_STR("measures")) ||
           wm_str_equal(kind, WM_STR("message"));
}

static void read_examples(wm_str page)
{
    wm_str rest = page, line, kind = {"", 0};
    const char *start = NULL;
    uint32_t number = 0, first = 0;
    while (wm_str_next(&rest, '\n', &line)) {
        number++;
        if (!wm_str_starts(line, WM_STR("```")))
            continue;
        if (start && is_run(kind))
            add_example(kind, (wm_str){start, (size_t)(line.data - start)}, first);
        kind = wm_str_slice(line, 3, line.len);
        start = start ? NULL : rest.data;
        first = number;
    }
}

static wm_source *catalogue_file(const char *file)
{
    wm_source *source = wm_arena_alloc(arena, 1, sizeof *source);
    *source = (wm_source){wm_str_of(file),
                          read_case_file(arena, WM_TESTS "/../catalogue", file)};
    return source;
}

static void read_catalogue(const example *one, wm_diags *diags, wm_catalogue *catalogue)
{
    ck_assert_int_eq(wm_lang_tables(catalogue_file("childrens-services.tables"), arena,
                                    diags, catalogue),
                     WM_OK);
    if (wm_str_starts(one->text, WM_STR("use childrens-services\n")))
        ck_assert_int_eq(
            wm_lang_definitions(catalogue_file("childrens-services.measures"), arena,
                                diags, catalogue),
            WM_OK);
    ck_assert_uint_eq(diags->errors, 0);
}

START_TEST(an_example_is_as_the_manual_says)
{
    const example *one = &examples.items[_i];
    bool tables = wm_str_equal(one->kind, WM_STR("tables"));
    wm_source source = {tables ? WM_STR("local.tables") : WM_STR("local.measures"),
                        one->text};
    wm_catalogue catalogue = {0};
    wm_diags diags;
    wm_text said = {0};
    wm_diags_init(&diags, arena);
    if (!tables)
        read_catalogue(one, &diags, &catalogue);
    wm_status status = tables ? wm_lang_tables(&source, arena, &diags, &catalogue)
                              : wm_lang_definitions(&source, arena, &diags, &catalogue);
    ck_assert_int_eq(status, WM_OK);
    ck_assert_int_eq(wm_lang_resolve(&catalogue, NULL, arena, &diags), WM_OK);
    wm_diags_print(&diags, false, &said);
    if (!wm_str_equal(wm_text_str(&said), one->says))
        ck_abort_msg("language.md:%u: want\n%.*s\ngot\n%.*s", one->line,
                     WM_FMT(one->says), WM_FMT(wm_text_str(&said)));
    wm_text_end(&said);
}
END_TEST

int main(void)
{
    arena = wm_arena_new(CASES_BYTES);
    if (!arena)
        abort();
    read_examples(read_case_file(arena, WM_TESTS "/../docs", "language.md"));
    int failed =
        run_cases("manual", an_example_is_as_the_manual_says, examples.count, NULL);
    wm_arena_end(arena);
    return failed;
}
