#include "intake/opendata/import.h"

#include "base/file.h"
#include "base/ratio.h"
#include "cli/command.h"
#include "cli/say.h"
#include "intake/folder.h"

#define PUBLISHED_FILE "comparators/published.csv"

typedef struct opendata_request {
    const wm_arguments *arguments;
    const char *into;
    const char *map_file;
    bool has_preset;
    wm_average average;
    wm_folder folder;
    wm_map map;
    wm_opendata_request import;
} opendata_request;

static wm_exit take_preset(const char *name, opendata_request *request)
{
    if (!name)
        return WM_EXIT_DONE;
    request->has_preset = true;
    request->average = WM_AVERAGE_MEAN;
    if (strcmp(name, "lait") == 0)
        return WM_EXIT_DONE;
    request->average = WM_AVERAGE_MEDIAN;
    if (strcmp(name, "dashboard") == 0)
        return WM_EXIT_DONE;
    wm_complain("--preset is `lait` (the mean of the neighbours) or `dashboard` (their "
                "median), not `%s`",
                name);
    return WM_EXIT_USAGE;
}

static bool read_year(wm_str text, int *year)
{
    wm_decimal number;
    if (!wm_decimal_parse(text, &number) || number.places || number.digits < 1950 ||
        number.digits > 2100)
        return false;
    *year = (int)number.digits;
    return true;
}

/* `2015-2017`, or one year. */
static wm_exit take_years(const char *given, wm_opendata_request *import)
{
    if (!given)
        return WM_EXIT_DONE;
    wm_str text = wm_str_of(given);
    size_t dash = wm_str_find_byte(text, '-');
    wm_str second = dash == SIZE_MAX ? text : wm_str_slice(text, dash + 1, text.len);
    if (read_year(wm_str_slice(text, 0, dash), &import->from) &&
        read_year(second, &import->to) && import->from <= import->to &&
        import->to - import->from < WM_OPENDATA_YEARS_MAX)
        return WM_EXIT_DONE;
    wm_complain("--years is as 2015-2017, the years that end in those, at most %d; "
                "not `%s`",
                WM_OPENDATA_YEARS_MAX, given);
    return WM_EXIT_USAGE;
}

static wm_exit take_options(opendata_request *request)
{
    const wm_arguments *arguments = request->arguments;
    request->into = wm_argument(arguments, WM_OPTION_import_opendata_INTO);
    request->map_file = wm_argument(arguments, WM_OPTION_import_opendata_MAP);
    request->import.all = wm_is_given(arguments, WM_OPTION_import_opendata_ALL);
    if (!request->into) {
        wm_complain("say where to: --into FOLDER");
        return WM_EXIT_USAGE;
    }
    if (arguments->operands.count > WM_OPENDATA_FILES_MAX) {
        wm_complain("at most %d files at once", WM_OPENDATA_FILES_MAX);
        return WM_EXIT_USAGE;
    }
    wm_exit exit =
        take_preset(wm_argument(arguments, WM_OPTION_import_opendata_PRESET), request);
    if (exit == WM_EXIT_DONE)
        exit = take_years(wm_argument(arguments, WM_OPTION_import_opendata_YEARS),
                          &request->import);
    return exit;
}

/* Messages are printed; an error among them, or a refusal, ends the command. */
static wm_exit after(const opendata_request *request, wm_status status,
                     const wm_diags *diags, const wm_file_error *error)
{
    wm_print_diags(diags);
    if (diags->errors)
        return WM_EXIT_INPUT;
    if (diags->lost)
        status = WM_NOMEM;
    return wm_refused_of(request->into, diags->arena, status, error);
}

static wm_exit read_folder(opendata_request *request, wm_arena *program)
{
    wm_file_error error = {{0}};
    wm_diags diags;
    wm_diags_init(&diags, program);
    wm_status status =
        wm_folder_read(request->into, program, &diags, &request->folder, &error);
    return after(request, status, &diags, &error);
}

static wm_status read_map_file(opendata_request *request, wm_arena *program,
                               wm_diags *diags, wm_file_error *error)
{
    wm_str bytes;
    WM_TRY(wm_file_read(request->map_file, 1024 * 1024, program, &bytes, error));
    return wm_map_extend(bytes, wm_path_name(request->map_file), program, diags,
                         &request->map);
}

static wm_exit read_map(opendata_request *request, wm_arena *program)
{
    wm_file_error error = {{0}};
    wm_diags diags;
    wm_diags_init(&diags, program);
    wm_status status = wm_map_built_in(program, &diags, &request->map);
    if (status == WM_OK && request->map_file)
        status = read_map_file(request, program, &diags, &error);
    return after(request, status, &diags, &error);
}

static wm_exit name_files(opendata_request *request, wm_arena *program)
{
    size_t count = request->arguments->operands.count;
    wm_opendata_input *files = wm_arena_alloc(program, count, sizeof *files);
    if (!files)
        return wm_refused(WM_NOMEM, NULL);
    for (size_t i = 0; i < count; i++) {
        files[i].path = request->arguments->operands.items[i];
        files[i].name = wm_path_name(files[i].path);
    }
    request->import.files = files;
    request->import.file_count = count;
    request->import.folder = &request->folder;
    request->import.map = &request->map;
    return WM_EXIT_DONE;
}

static wm_exit run_import(const opendata_request *request, wm_arena *program,
                          wm_opendata *out)
{
    wm_file_error error = {{0}};
    wm_diags diags;
    wm_diags_init(&diags, program);
    wm_status status = wm_opendata_import(&request->import, program, &diags, out, &error);
    return after(request, status, &diags, &error);
}

static wm_status write_bytes(const opendata_request *request, wm_str bytes,
                             wm_file_error *error)
{
    wm_additions *additions = NULL;
    wm_status status = wm_additions_open(request->into, &additions, error);
    if (status == WM_OK && wm_interrupted())
        status = WM_INTERRUPTED;
    if (status == WM_OK)
        status = wm_additions_write(additions, PUBLISHED_FILE, bytes, error);
    if (status == WM_OK)
        status = wm_additions_commit(additions, error);
    wm_additions_close(additions);
    return status;
}

static wm_exit write_file(const opendata_request *request, const wm_opendata *opendata)
{
    wm_file_error error = {{0}};
    wm_text text = {0};
    wm_comparators_csv(opendata->comparators.items, opendata->comparators.count, &text);
    wm_status status = wm_text_status(&text);
    if (status == WM_OK)
        status = write_bytes(request, wm_text_str(&text), &error);
    wm_text_end(&text);
    return wm_refused(status, &error);
}

/* The neighbour model of the scorecard's own time, or the first after it. */
static int model_for(const wm_opendata *opendata, int year)
{
    int before = 0;
    int first = 0;
    for (size_t i = 0; i < opendata->models.count; i++) {
        int model = opendata->models.items[i];
        if (model <= year && model > before)
            before = model;
        if (first == 0 || model < first)
            first = model;
    }
    return before ? before : first;
}

/* The line of the .scorecard that shows what was imported, if it is not there already. */
static void advise(const opendata_request *request, const wm_opendata *opendata,
                   wm_text *out)
{
    const wm_scorecard *scorecard = &request->folder.scorecard;
    wm_comparing now = scorecard->comparing;
    wm_comparing wanted = now;
    wanted.published = true;
    int model = model_for(opendata, wm_day_civil(scorecard->year.end).year);
    if (model && (request->has_preset || !now.neighbour_model))
        wanted.neighbour_model = model;
    if (request->has_preset)
        wanted.average = request->average;
    if (now.published && wanted.neighbour_model == now.neighbour_model &&
        (!now.neighbour_model || wanted.average == now.average))
        return;
    wm_text_format(out, "\nTo show them%s, write in %.*s:\n  comparators %spublished",
                   request->has_preset ? " as the preset does" : "",
                   WM_FMT(scorecard->file),
                   wanted.printed || !now.published ? "printed, then " : "");
    if (wanted.published_year)
        wm_text_format(out, " year %d", wanted.published_year);
    else
        wm_text_add(out, WM_STR(" latest"));
    if (wanted.known_at != WM_DAY_NONE) {
        char day[11];
        wm_day_print(wanted.known_at, day);
        wm_text_format(out, " known at %s", day);
    }
    if (wanted.neighbour_model)
        wm_text_format(out, ", neighbours %d %s", wanted.neighbour_model,
                       wanted.average == WM_AVERAGE_MEAN ? "mean" : "median");
    wm_text_byte(out, '\n');
}

/* `known at` chooses years by when they first came out; it cannot take back what a file
 * of today has revised since. */
static void say_revised(const opendata_request *request, const wm_opendata *opendata,
                        wm_text *out)
{
    wm_day known_at = request->folder.scorecard.comparing.known_at;
    size_t revised = 0;
    int last = 0;
    char day[11];
    if (known_at == WM_DAY_NONE)
        return;
    for (size_t i = 0; i < opendata->comparators.count; i++) {
        const wm_comparator *each = &opendata->comparators.items[i];
        revised += each->has_value && each->known <= known_at &&
                   wm_str_ends(each->vintage, WM_STR("revised"));
    }
    for (size_t i = 0; i < opendata->files.count; i++)
        if (opendata->files.items[i].last_year > last)
            last = opendata->files.items[i].last_year;
    if (!revised)
        return;
    wm_day_print(known_at, day);
    wm_text_format(out,
                   "\n%zu are of years that were known at %s, by files that go to %d: "
                   "they may have been\nrevised since. A file of that time would give "
                   "them as they were.\n",
                   revised, day, last);
}

static wm_exit print_report(const opendata_request *request, const wm_opendata *opendata,
                            size_t kept)
{
    wm_text text = {0};
    wm_opendata_report(opendata, &text);
    wm_text_format(&text, "\nWritten to %s/" PUBLISHED_FILE ": %zu comparators",
                   request->into, opendata->comparators.count);
    if (kept)
        wm_text_format(&text, ", of which %zu are of former imports", kept);
    wm_text_byte(&text, '\n');
    if (opendata->neighbours_gone)
        wm_text_format(
            &text,
            "%zu averages of neighbours of a former import are gone, for no "
            "neighbour model\nwas given: import these files together with it\n",
            opendata->neighbours_gone);
    say_revised(request, opendata, &text);
    advise(request, opendata, &text);
    wm_exit exit = wm_refused(wm_text_status(&text), NULL);
    if (exit == WM_EXIT_DONE)
        exit = wm_print(wm_text_str(&text));
    wm_text_end(&text);
    return exit;
}

/* Nothing found is no reason to write: it says so, and leaves the folder as it was. */
static wm_exit finish(const opendata_request *request, wm_arena *program,
                      wm_opendata *opendata)
{
    size_t kept = 0;
    if (opendata->comparators.count == 0) {
        wm_complain("these files have no comparator for this scorecard; nothing was "
                    "changed");
        wm_text text = {0};
        wm_opendata_report(opendata, &text);
        wm_exit exit = wm_print(wm_text_str(&text));
        wm_text_end(&text);
        return exit == WM_EXIT_DONE ? WM_EXIT_INPUT : exit;
    }
    wm_status status = wm_opendata_keep(&request->folder, WM_STR(PUBLISHED_FILE), program,
                                        opendata, &kept);
    wm_exit exit = wm_refused_of(request->into, program, status, NULL);
    if (exit == WM_EXIT_DONE)
        exit = write_file(request, opendata);
    return exit == WM_EXIT_DONE ? print_report(request, opendata, kept) : exit;
}

wm_exit wm_run_import_opendata(const wm_arguments *arguments, wm_arena *program)
{
    opendata_request request = {.arguments = arguments};
    wm_opendata opendata;
    wm_exit exit = take_options(&request);
    if (exit == WM_EXIT_DONE)
        exit = read_folder(&request, program);
    if (exit == WM_EXIT_DONE)
        exit = read_map(&request, program);
    if (exit == WM_EXIT_DONE)
        exit = name_files(&request, program);
    if (exit == WM_EXIT_DONE)
        exit = run_import(&request, program, &opendata);
    return exit == WM_EXIT_DONE ? finish(&request, program, &opendata) : exit;
}
