#include "intake/scorecard/import.h"

#include "base/file.h"
#include "base/ratio.h"
#include "base/shown.h"
#include "cli/command.h"
#include "cli/import_report.h"
#include "cli/say.h"

#include <stdio.h>

typedef struct import_request {
    const char *file;
    const char *into;
    WM_LIST(wm_import_map) maps;
    WM_LIST(wm_import_ref) refs;
    wm_import_options options;
    bool replace;
    bool quiet;
} import_request;

static bool split(const char *given, const char *form, wm_str *left, wm_str *right)
{
    wm_str text = wm_str_of(given);
    size_t at = wm_str_find_byte(text, '=');
    if (at != SIZE_MAX) {
        *left = wm_str_trim(wm_str_slice(text, 0, at));
        *right = wm_str_trim(wm_str_slice(text, at + 1, text.len));
        if (!wm_str_empty(*left) && !wm_str_empty(*right))
            return true;
    }
    wm_complain("%s is wanted, not `%s`", form, given);
    return false;
}

static wm_exit take_map(const char *given, wm_arena *program, import_request *request)
{
    wm_import_map map;
    if (!split(given, "--map COLUMN=MEANING", &map.column, &map.meaning))
        return WM_EXIT_USAGE;
    if (!wm_list_push(program, &request->maps, map))
        return wm_refused(WM_NOMEM, NULL);
    return WM_EXIT_DONE;
}

static wm_exit take_ref(const char *given, wm_arena *program, import_request *request)
{
    wm_str line;
    wm_import_ref ref;
    wm_decimal number;
    if (!split(given, "--ref LINE=REF", &line, &ref.ref))
        return WM_EXIT_USAGE;
    if (!wm_decimal_parse(line, &number) || number.places || number.digits < 1 ||
        number.digits > WM_IMPORT_FILE_BYTES_MAX) {
        wm_complain("--ref LINE=REF wants the number of a line, not `%.*s`",
                    WM_FMT(line));
        return WM_EXIT_USAGE;
    }
    ref.line = (uint32_t)number.digits;
    if (!wm_list_push(program, &request->refs, ref))
        return wm_refused(WM_NOMEM, NULL);
    return WM_EXIT_DONE;
}

static wm_exit take_repeated(const wm_arguments *arguments, wm_arena *program,
                             import_request *request)
{
    wm_exit exit = WM_EXIT_DONE;
    for (size_t i = 0; i < arguments->options.count && exit == WM_EXIT_DONE; i++) {
        const wm_given *given = &arguments->options.items[i];
        if (given->option == WM_OPTION_import_scorecard_MAP)
            exit = take_map(given->value, program, request);
        else if (given->option == WM_OPTION_import_scorecard_REF)
            exit = take_ref(given->value, program, request);
    }
    request->options.maps = request->maps.items;
    request->options.map_count = request->maps.count;
    request->options.refs = request->refs.items;
    request->options.ref_count = request->refs.count;
    return exit;
}

static wm_str text_of(const wm_arguments *arguments, wm_option_id option)
{
    const char *value = wm_argument(arguments, option);
    return value ? wm_str_of(value) : (wm_str){"", 0};
}

static wm_exit take_day(const char *given, wm_import_options *options)
{
    if (!given)
        return WM_EXIT_DONE;
    options->as_at = wm_day_parse(wm_str_of(given));
    options->has_as_at = true;
    if (options->as_at != WM_DAY_NONE)
        return WM_EXIT_DONE;
    wm_complain("--as-at is a day as 2017-03-31, not `%s`", given);
    return WM_EXIT_USAGE;
}

/* The name becomes file names, so it must not lead out of the folder. */
static wm_exit take_name(wm_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (wm_is_alpha(c) || wm_is_digit(c) || (i > 0 && (c == '-' || c == '_')))
            continue;
        wm_complain("--name is letters, digits, `-` and `_`, not `%.*s`", WM_FMT(name));
        return WM_EXIT_USAGE;
    }
    return WM_EXIT_DONE;
}

static wm_exit make_request(const wm_arguments *arguments, wm_arena *program,
                            import_request *request)
{
    request->file = wm_operand(arguments, 0, NULL);
    request->into = wm_argument(arguments, WM_OPTION_import_scorecard_INTO);
    request->replace = wm_is_given(arguments, WM_OPTION_import_scorecard_REPLACE);
    request->quiet = wm_is_given(arguments, WM_OPTION_import_scorecard_QUIET);
    if (!request->into) {
        wm_complain("say where to: --into FOLDER");
        return WM_EXIT_USAGE;
    }
    wm_import_options *options = &request->options;
    options->name = text_of(arguments, WM_OPTION_import_scorecard_NAME);
    options->title = text_of(arguments, WM_OPTION_import_scorecard_TITLE);
    options->authority = text_of(arguments, WM_OPTION_import_scorecard_AUTHORITY);
    wm_exit exit = take_name(options->name);
    if (exit == WM_EXIT_DONE)
        exit =
            take_day(wm_argument(arguments, WM_OPTION_import_scorecard_AS_AT), options);
    return exit == WM_EXIT_DONE ? take_repeated(arguments, program, request) : exit;
}

/* A folder holds one scorecard; somebody may have worked on it since it was imported. */
static wm_exit refuse_existing(const import_request *request, wm_str name,
                               wm_arena *program)
{
    wm_file_error error = {{0}};
    wm_str *names = NULL;
    size_t count = 0;
    wm_status status =
        wm_folder_list(request->into, ".scorecard", program, &names, &count, &error);
    if (status != WM_OK)
        return wm_refused(status, &error);
    for (size_t i = 0; i < count; i++) {
        wm_str stem = wm_str_slice(names[i], 0, names[i].len - strlen(".scorecard"));
        if (request->replace && wm_str_equal(stem, name))
            continue;
        if (wm_str_equal(stem, name))
            wm_complain("%s has %.*s already; --replace replaces it", request->into,
                        WM_FMT(names[i]));
        else
            wm_complain("%s has another scorecard, %.*s; a folder holds one",
                        request->into, WM_FMT(names[i]));
        return WM_EXIT_INPUT;
    }
    return WM_EXIT_DONE;
}

static wm_status write_all(const char *folder, const wm_import_file *files, size_t count,
                           wm_file_error *error)
{
    wm_additions *additions = NULL;
    wm_status status = wm_additions_open(folder, &additions, error);
    for (size_t i = 0; status == WM_OK && i < count; i++)
        status = wm_interrupted()
                     ? WM_INTERRUPTED
                     : wm_additions_write(additions, files[i].name, files[i].text, error);
    if (status == WM_OK)
        status = wm_additions_commit(additions, error);
    wm_additions_close(additions);
    return status;
}

static wm_exit write_folder(const import_request *request, const wm_imported *imported,
                            wm_arena *program)
{
    wm_import_file *files = NULL;
    size_t count = 0;
    wm_exit exit = refuse_existing(request, imported->name, program);
    if (exit != WM_EXIT_DONE)
        return exit;
    exit = wm_refused_of(request->file, program,
                         wm_import_render(imported, program, &files, &count), NULL);
    if (exit != WM_EXIT_DONE)
        return exit;
    wm_file_error error = {{0}};
    return wm_refused(write_all(request->into, files, count, &error), &error);
}

static wm_exit print_report(const import_request *request, const wm_imported *imported)
{
    wm_text text = {0};
    wm_import_report(imported, request->quiet, &text);
    if (!request->quiet) {
        wm_text_add(&text, WM_STR("\nNow: waymark build "));
        wm_add_shell_word(&text, wm_str_of(request->into));
        wm_text_byte(&text, '\n');
    }
    wm_exit exit = wm_refused(wm_text_status(&text), NULL);
    if (exit == WM_EXIT_DONE)
        exit = wm_print(wm_text_str(&text));
    wm_text_end(&text);
    return exit;
}

static wm_exit read_sheet(const import_request *request, wm_arena *program,
                          wm_imported *imported)
{
    wm_file_error error = {{0}};
    wm_str bytes = {0};
    wm_status status =
        wm_file_read(request->file, WM_IMPORT_FILE_BYTES_MAX, program, &bytes, &error);
    if (status != WM_OK)
        return wm_refused_of(request->file, program, status, &error);
    wm_diags diags;
    wm_diags_init(&diags, program);
    status = wm_import_scorecard(bytes, wm_path_name(request->file), &request->options,
                                 program, &diags, imported);
    wm_print_diags(&diags);
    if (diags.errors)
        return WM_EXIT_INPUT;
    return wm_refused_of(request->file, program, status, NULL);
}

wm_exit wm_run_import_scorecard(const wm_arguments *arguments, wm_arena *program)
{
    import_request request = {0};
    wm_imported imported = {0};
    wm_exit exit = make_request(arguments, program, &request);
    if (exit == WM_EXIT_DONE)
        exit = read_sheet(&request, program, &imported);
    if (exit == WM_EXIT_DONE)
        exit = write_folder(&request, &imported, program);
    return exit == WM_EXIT_DONE ? print_report(&request, &imported) : exit;
}
