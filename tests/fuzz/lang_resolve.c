/* A `.tables` file, a line of `%`, and a `.measures` file: whatever they say, names are
 * looked up without a fall, and where nothing is told every name of a body is something.
 */
#include "lang_text.h"

static int64_t some_rows(void *context, int table)
{
    (void)context;
    return table;
}

static size_t some_values(void *context, int table, int column, wm_value_count *out,
                          size_t most)
{
    (void)context;
    out[0] = (wm_value_count){WM_STR("A"), table};
    out[1] = (wm_value_count){WM_STR(""), column};
    return most < 2 ? most : 2;
}

static int64_t rows_that(void *context, int table, const wm_condition *condition)
{
    (void)context;
    (void)condition;
    return table;
}

static const char *broken_body(const wm_definition *made)
{
    const wm_body *body = &made->body;
    if (body->kind == WM_BODY_NONE)
        return NULL;
    if (!body->rows || body->rows->table == WM_NO_TABLE)
        return "a measure counts rows of no table";
    if (body->kind == WM_BODY_RATE && body->series < 0)
        return "a rate is over no series";
    if (body->per.first.text.len && body->per.means == WM_MEANS_NOTHING)
        return "a name means nothing";
    return NULL;
}

static const char *broken_tree(const wm_catalogue *catalogue)
{
    const char *broken = NULL;
    wm_text out = {0};
    lang_tree tree = {catalogue, &out};
    for (size_t i = 0; i < catalogue->measures.count && !broken; i++)
        broken = broken_body(&catalogue->measures.items[i]);
    for (size_t i = 0; i < catalogue->defines.count && !broken; i++)
        if (catalogue->defines.items[i].kind == WM_DEFINE_NAME)
            broken = "a define is of no kind";
    lang_put_tables(&tree);
    lang_put_measures(&tree);
    wm_text_end(&out);
    return broken;
}

static const char *resolve(wm_arena *arena, const wm_source *tables,
                           const wm_source *measures)
{
    wm_catalogue catalogue = {0};
    wm_facts facts = {.rows = some_rows, .values = some_values, .rows_that = rows_that};
    wm_diags diags;
    wm_diags_init(&diags, arena);
    if (wm_lang_tables(tables, arena, &diags, &catalogue) != WM_OK ||
        wm_lang_definitions(measures, arena, &diags, &catalogue) != WM_OK ||
        wm_lang_resolve(&catalogue, &facts, arena, &diags) != WM_OK)
        return NULL;
    return diags.errors ? NULL : broken_tree(&catalogue);
}

static const char *broken(wm_str text, wm_arena *arena)
{
    wm_str line = WM_STR("\n%\n");
    size_t at = wm_str_find(text, line);
    if (at == SIZE_MAX)
        at = text.len;
    wm_source tables = {WM_STR("x.tables"), wm_str_slice(text, 0, at)};
    wm_source measures = {WM_STR("x.measures"),
                          wm_str_slice(text, at + line.len, text.len)};
    return resolve(arena, &tables, &measures);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return lang_must_hold(data, size, broken);
}
