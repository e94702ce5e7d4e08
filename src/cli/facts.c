#include "cli/facts.h"

#include "base/file_system.h"
#include "cli/program.h"
#include "cli/say.h"
#include "lang/lang.h"

#include <stdlib.h>

typedef struct known_facts {
    const wm_asking *asking;
    const wm_records *records;
    wm_arena *arena;
} known_facts;

static int64_t rows_of(void *context, int table)
{
    const known_facts *known = context;
    return (int64_t)known->records->tables[table].count;
}

/* The most frequent first; a text that is a number higher stands behind one as frequent.
 */
static int by_rows(const void *left, const void *right)
{
    const wm_value_count *a = left, *b = right;
    if (a->rows != b->rows)
        return a->rows > b->rows ? -1 : 1;
    return wm_str_compare(a->value, b->value);
}

/* Rows by the number of their text, those of blanks behind all of them. */
static void count_rows(const wm_table *table, int column, int64_t *counts, size_t texts)
{
    for (size_t row = 0; row < table->count; row++) {
        int32_t value = table->columns[column][row];
        counts[value == WM_BLANK ? texts : (size_t)value]++;
    }
}

static size_t values_of(void *context, int number, int column, wm_value_count *out,
                        size_t most)
{
    const known_facts *known = context;
    const wm_table *table = &known->records->tables[number];
    size_t texts = known->records->texts.count, count = 0, mark;
    if (!table->count || table->def->columns[column].type != WM_COLUMN_CODE)
        return 0;
    mark = wm_arena_mark(known->arena);
    int64_t *counts = wm_arena_alloc(known->arena, texts + 1, sizeof *counts);
    wm_value_count *all = wm_arena_alloc(known->arena, texts + 1, sizeof *all);
    if (counts && all) {
        count_rows(table, column, counts, texts);
        for (size_t i = 0; i <= texts; i++)
            if (counts[i])
                all[count++] = (wm_value_count){i < texts ? known->records->texts.items[i]
                                                          : (wm_str){"", 0},
                                                counts[i]};
        qsort(all, count, sizeof *all, by_rows);
        count = count < most ? count : most;
        memcpy(out, all, count * sizeof *out);
    }
    wm_arena_rewind(known->arena, mark);
    return count;
}

static bool is_own(void *context, const wm_source *source)
{
    const known_facts *known = context;
    const wm_asking *asking = known->asking;
    if (asking->has_scorecard && source == asking->scorecard_source)
        return true;
    const char *path = wm_path_join(known->arena, asking->folder, source->name.data);
    return path && wm_file_exists(path);
}

/* The definitions again, from the files, and resolved with what is known. */
static wm_status resolve_again(known_facts *known, wm_diags *diags)
{
    const wm_asking *asking = known->asking;
    const char *catalogue = wm_catalogue_folder(known->arena);
    wm_definitions definitions;
    wm_file_error error = {{0}};
    wm_facts facts = {
        .context = known, .rows = rows_of, .values = values_of, .is_own = is_own};
    if (!catalogue)
        return WM_NOMEM;
    WM_TRY(wm_definitions_read(asking->folder, catalogue, known->arena, diags,
                               &definitions, &error));
    if (asking->has_scorecard)
        WM_TRY(wm_lang_settings(asking->scorecard_source, known->arena,
                                &definitions.catalogue));
    diags->list.count = diags->warnings = diags->errors = diags->suppressed = 0;
    return wm_lang_resolve(&definitions.catalogue, &facts, known->arena, diags);
}

wm_exit wm_facts_check(wm_asking *asking)
{
    known_facts known = {asking, &asking->records, asking->memory};
    wm_diags diags;
    if (asking->of_catalogue)
        return WM_EXIT_DONE;
    wm_diags_init(&diags, asking->memory);
    wm_status status = resolve_again(&known, &diags);
    wm_print_diags(&diags);
    return diags.errors ? WM_EXIT_INPUT : wm_refused(status, NULL);
}

wm_status wm_facts_add(wm_asking *asking, const char *records, wm_diags *diags)
{
    known_facts known = {asking, &asking->records, asking->memory};
    wm_diags loading, again;
    wm_file_error error = {{0}};
    wm_load_options options = {.known_at = WM_DAY_NONE};
    const char *place = records;
    if (asking->of_catalogue)
        return WM_OK;
    WM_TRY(wm_records_place(records, asking->folder,
                            asking->has_scorecard ? &asking->scorecard : NULL,
                            asking->memory, &place));
    if (!place || !wm_file_is_folder(place))
        return WM_OK;
    wm_diags_init(&loading, asking->memory);
    wm_diags_init(&again, asking->memory);
    wm_status status = wm_records_load(place, &asking->definitions.catalogue.schema,
                                       &options, asking->memory, &loading,
                                       &asking->report, &asking->records, &error);
    if (status != WM_OK || loading.errors)
        return status == WM_NOMEM || status == WM_INTERRUPTED ? status : WM_OK;
    WM_TRY(resolve_again(&known, &again));
    /* A breakdown of the command line is in no file: what is wrong with it is kept. */
    if (again.errors >= diags->errors)
        *diags = again;
    return WM_OK;
}
