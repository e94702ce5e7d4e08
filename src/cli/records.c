#include "cli/records.h"

#include "base/encoding.h"
#include "base/file_system.h"
#include "base/limits.h"
#include "cli/facts.h"
#include "cli/program.h"
#include "cli/say.h"
#include "lang/lang.h"

#include <stdio.h>

/* docs/limits.md holds it too. */
static const size_t memory_bytes_max = (size_t)32 * 1024 * 1024 * 1024;

static wm_exit after(wm_status status, const wm_diags *diags, const wm_file_error *error)
{
    wm_print_diags(diags);
    if (diags->errors)
        return WM_EXIT_INPUT;
    if (status == WM_OK && diags->lost)
        status = WM_NOMEM;
    return wm_refused(status, error);
}

/* As reading the whole folder does: none of them is the one. */
static void tell_others(const wm_str *names, size_t count, wm_diags *diags)
{
    for (size_t i = 1; i < count; i++)
        wm_diag_data(diags, WM_SEVERITY_ERROR, names[i], (wm_place){0},
                     WM_STR("keep one scorecard in a folder"),
                     "a second scorecard beside %.*s", WM_FMT(names[0]));
}

/* The scorecard of the folder, for its authority, year and rows; one without is fine. */
static wm_status read_scorecard(wm_asking *asking, wm_diags *diags, wm_file_error *error)
{
    wm_str *names = NULL;
    size_t count = 0;
    wm_str bytes = {0};
    wm_encoding encoding;
    WM_TRY(wm_folder_list(asking->folder, ".scorecard", asking->memory, &names, &count,
                          error));
    tell_others(names, count, diags);
    if (count != 1)
        return WM_OK;
    wm_source *source = wm_arena_alloc(asking->memory, 1, sizeof *source);
    const char *path = wm_path_join(asking->memory, asking->folder, names[0].data);
    if (!source || !path)
        return WM_NOMEM;
    source->name = names[0];
    WM_TRY(wm_file_read(path, WM_SOURCE_BYTES_MAX, asking->memory, &bytes, error));
    WM_TRY(wm_text_decode(bytes, asking->memory, &encoding, &source->text));
    WM_TRY(wm_lang_scorecard(source, asking->memory, diags, &asking->scorecard));
    asking->has_scorecard = true;
    asking->scorecard_source = source;
    return WM_OK;
}

static wm_status read_all(wm_asking *asking, const char *catalogue, wm_diags *diags,
                          wm_file_error *error)
{
    if (!wm_file_is_folder(asking->folder)) {
        snprintf(error->text, sizeof error->text,
                 wm_file_exists(asking->folder) ? "%.400s is no folder"
                                                : "there is no folder %.400s",
                 asking->folder);
        return WM_REJECTED;
    }
    if (!asking->of_catalogue)
        WM_TRY(read_scorecard(asking, diags, error));
    WM_TRY(wm_definitions_read(asking->folder, catalogue, asking->memory, diags,
                               &asking->definitions, error));
    if (!asking->has_scorecard)
        return WM_OK;
    return wm_lang_settings(asking->scorecard_source, asking->memory,
                            &asking->definitions.catalogue);
}

static wm_exit begin(const char *folder, bool again, wm_asking *asking)
{
    wm_file_error error = {{0}};
    wm_diags diags;
    *asking = (wm_asking){.memory = wm_arena_new(memory_bytes_max)};
    if (!asking->memory)
        return wm_refused(WM_NOMEM, NULL);
    const char *catalogue = wm_catalogue_folder(asking->memory);
    if (!catalogue)
        return wm_refused(WM_NOMEM, NULL);
    if (!folder && wm_has_definitions(".", asking->memory, &error))
        folder = ".";
    asking->of_catalogue = !folder;
    asking->folder = folder ? folder : catalogue;
    wm_diags_init(&diags, asking->memory);
    wm_working_days_make(&asking->calendar, NULL, 0);
    wm_status status = read_all(asking, catalogue, &diags, &error);
    if (again && !diags.errors)
        diags.list.count = diags.warnings = diags.suppressed = 0;
    return after(status, &diags, &error);
}

wm_exit wm_asking_begin(const char *folder, wm_asking *asking)
{
    return begin(folder, false, asking);
}

wm_exit wm_asking_begin_again(const char *folder, wm_asking *asking)
{
    return begin(folder, true, asking);
}

void wm_asking_end(wm_asking *asking)
{
    wm_arena_end(asking->memory);
}

wm_exit wm_asking_resolve(wm_asking *asking, const char *records)
{
    wm_diags diags;
    wm_diags_init(&diags, asking->memory);
    wm_status status =
        wm_lang_resolve(&asking->definitions.catalogue, NULL, asking->memory, &diags);
    if (status == WM_OK && diags.errors)
        status = wm_facts_add(asking, records, &diags);
    return after(status, &diags, NULL);
}

/* The folder of a scorecard is not one of councils, of which one is called `records`. */
static wm_status inside(const char *given, wm_arena *arena, const char **place_out)
{
    const char *records = wm_path_join(arena, given, "records");
    if (!records)
        return WM_NOMEM;
    *place_out = wm_file_is_folder(records) ? records : given;
    return WM_OK;
}

wm_status wm_records_place(const char *given, const char *folder,
                           const wm_scorecard *scorecard, wm_arena *arena,
                           const char **place_out)
{
    bool said = scorecard && scorecard->records.len;
    wm_str name = said ? scorecard->records : WM_STR("records");
    *place_out = NULL;
    if (given)
        return inside(given, arena, place_out);
    if (scorecard && scorecard->no_records)
        return WM_OK;
    const char *text = wm_str_copy(arena, name).data;
    const char *path = text && *text != '/' ? wm_path_join(arena, folder, text) : text;
    if (!path)
        return WM_NOMEM;
    *place_out = said || wm_file_is_folder(path) ? path : NULL;
    return WM_OK;
}

/* In the folder of a user's definitions records may lie; the catalogue has none. */
static wm_exit find_records(wm_asking *asking, const char *given)
{
    asking->place = NULL;
    if ((given || !asking->of_catalogue) &&
        wm_records_place(given, asking->folder,
                         asking->has_scorecard ? &asking->scorecard : NULL,
                         asking->memory, &asking->place) != WM_OK)
        return wm_refused(WM_NOMEM, NULL);
    asking->is_place_given = given && asking->place == given;
    if (!asking->place) {
        wm_complain("whose records? say where they are: --records DIR");
        return WM_EXIT_USAGE;
    }
    if (wm_file_is_folder(asking->place))
        return WM_EXIT_DONE;
    wm_complain(wm_file_exists(asking->place) ? "%s is no folder of records"
                                              : "there is no folder %s",
                asking->place);
    return WM_EXIT_INPUT;
}

/* What the scorecard calls its council: the code, else the name. */
static wm_str council(const wm_asking *asking)
{
    const wm_place_name *authority = &asking->scorecard.authority;
    return authority->code.len ? authority->code : authority->name;
}

/* Are any children in the records, and those that a file of children names the
 * authority's? Whom only rows of other tables name is the scorecard's by default. */
static bool has_children(const wm_records *records, const wm_records_authority *authority)
{
    size_t listed = 0;
    for (size_t i = 0; i < records->authority_count; i++)
        listed += records->authorities[i].children_listed;
    if (listed)
        return authority->children_listed > 0;
    return authority->children_from < authority->children_to || !records->child_count;
}

/* Rows that name no authority, themselves or by their child, are the scorecard's; where
 * all of them name others, it has no child among them. */
static wm_exit find_authority(wm_asking *asking)
{
    const wm_records *records = &asking->records;
    wm_str wanted = council(asking);
    for (size_t i = 0; i < records->authority_count; i++) {
        const wm_records_authority *one = &records->authorities[i];
        if (!wm_str_equal(one->code, wanted) && !wm_str_equal(one->name, wanted))
            continue;
        if (!has_children(records, one))
            break;
        asking->authority = i;
        return WM_EXIT_DONE;
    }
    wm_complain("the records are not of %.*s, which the scorecard is for",
                WM_FMT(wanted));
    return WM_EXIT_INPUT;
}

/* A day by which nothing is known to have been recorded changes no figure, and stands
 * with none. */
static void forget_known_at(wm_asking *asking)
{
    char day[11];
    wm_day known_at = asking->records.known_at;
    if (known_at == WM_DAY_NONE || asking->reach.tells_when_known)
        return;
    wm_day_print(known_at, day);
    wm_complain("warning: --known-at %s changes nothing: no table read has the day its "
                "rows were recorded, and there are no extracts",
                day);
    asking->records.known_at = WM_DAY_NONE;
}

wm_exit wm_asking_load(wm_asking *asking, const char *records, wm_day known_at)
{
    wm_file_error error = {{0}};
    wm_diags diags;
    wm_load_options options = {.known_at = known_at};
    wm_exit exit = find_records(asking, records);
    if (exit != WM_EXIT_DONE)
        return exit;
    if (asking->has_scorecard)
        options.authority = council(asking);
    wm_diags_init(&diags, asking->memory);
    wm_status status = wm_records_load(
        asking->place, &asking->definitions.catalogue.schema, &options, asking->memory,
        &diags, &asking->report, &asking->records, &error);
    exit = after(status, &diags, &error);
    if (exit == WM_EXIT_DONE && asking->has_scorecard && council(asking).len)
        exit = find_authority(asking);
    if (exit != WM_EXIT_DONE)
        return exit;
    if (wm_reach_of(&asking->records, &asking->report, asking->memory, &asking->reach) !=
        WM_OK)
        return wm_refused(WM_NOMEM, NULL);
    forget_known_at(asking);
    return wm_facts_check(asking);
}

wm_exit wm_asking_keep_report(const wm_asking *asking, const char *path)
{
    wm_file_error error = {{0}};
    wm_text text = {0};
    wm_load_report_csv(&asking->report, asking->records.schema, &text);
    wm_status status = wm_text_status(&text);
    if (status == WM_OK)
        status = wm_file_create(path, 0600, wm_text_str(&text), &error);
    wm_text_end(&text);
    return wm_refused(status, &error);
}

static void suggest(const wm_asking *asking, wm_str ref)
{
    const wm_catalogue *catalogue = &asking->definitions.catalogue;
    wm_str *names =
        wm_arena_alloc(asking->memory, catalogue->measures.count, sizeof *names);
    wm_str near = {0};
    for (size_t i = 0; names && i < catalogue->measures.count; i++)
        names[i] = catalogue->measures.items[i].heading.ref;
    if (names)
        near = wm_nearest(ref, names, catalogue->measures.count);
    if (near.len)
        wm_complain("no measure %.*s; did you mean %.*s?", WM_FMT(ref), WM_FMT(near));
    else
        wm_complain("no measure %.*s in %s", WM_FMT(ref),
                    asking->of_catalogue ? "the catalogue" : asking->folder);
}

const wm_definition *wm_asking_measure(const wm_asking *asking, wm_str ref)
{
    const wm_definition *measure =
        wm_catalogue_measure(&asking->definitions.catalogue, ref);
    if (!measure) {
        suggest(asking, ref);
        return NULL;
    }
    if (measure->body.kind != WM_BODY_NONE)
        return measure;
    wm_complain("measure %.*s is typed in or imported, and not counted from records",
                WM_FMT(ref));
    return NULL;
}

void wm_asking_say_nobody(const wm_asking *asking, const wm_definition *measure)
{
    const wm_body *body = &measure->body;
    if (body->kind != WM_BODY_HIGHEST || body->per.whose != WM_WHOSE_ROW)
        return;
    const wm_table *table = &asking->records.tables[body->rows->table];
    size_t nobody = 0;
    for (size_t row = 0; row < table->count; row++)
        nobody += table->columns[body->per.column][row] == WM_BLANK;
    if (nobody)
        wm_complain(
            "%.*s: %zu of %zu rows of %.*s name no %.*s, and are in nobody's count",
            WM_FMT(measure->heading.ref), nobody, table->count, WM_FMT(table->def->name),
            WM_FMT(body->per.first.text));
}

int wm_asking_first_month(const wm_asking *asking)
{
    return asking->has_scorecard ? asking->scorecard.first_month : 4;
}

wm_str wm_child_key(const wm_records *records, uint32_t child)
{
    return wm_table_key(&records->tables[records->schema->child], child);
}

bool wm_day_wanted(const char *option, const char *text, wm_day *day_out)
{
    *day_out = WM_DAY_NONE;
    if (!text)
        return true;
    *day_out = wm_day_parse(wm_str_of(text));
    if (*day_out != WM_DAY_NONE)
        return true;
    wm_complain("--%s is a day as 2017-03-31, not `%s`", option, text);
    return false;
}

bool wm_counted_day_wanted(const char *option, const char *text, wm_day *day_out)
{
    if (!wm_day_wanted(option, text, day_out))
        return false;
    if (*day_out == WM_DAY_NONE || wm_in_working_days(*day_out))
        return true;
    wm_complain("--%s is outside 1990 to 2050, the years whose working days are known",
                option);
    return false;
}

bool wm_every_wanted(const char *text, wm_period_kind *kind_out)
{
    static const wm_period_kind kinds[] = {WM_PERIOD_MONTH, WM_PERIOD_QUARTER,
                                           WM_PERIOD_YEAR};
    if (!text)
        return true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(text, wm_period_kind_name(kinds[i])) == 0) {
            *kind_out = kinds[i];
            return true;
        }
    wm_complain("--every is month, quarter or year, not `%s`", text);
    return false;
}

wm_period wm_period_around(wm_day day, wm_period_kind kind, int first_month)
{
    wm_civil civil = wm_day_civil(day);
    wm_period month = wm_period_month(civil.year, civil.month);
    int starts_in = civil.month < first_month ? civil.year - 1 : civil.year;
    int into = (civil.month - first_month + 12) % 12;
    if (kind == WM_PERIOD_MONTH)
        return month;
    if (kind == WM_PERIOD_QUARTER)
        return wm_period_quarter(starts_in, into / 3 + 1, first_month);
    return wm_period_year(starts_in, first_month);
}
