#include "lang/lang.h"

#include "base/encoding.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/say.h"

#include <stdio.h>

/* `waymark format`: rewrites a file only when its layout changes, in one step, so that
 * nobody ever meets half a file. */

static bool kind_of(wm_str name, wm_lang_kind *kind_out)
{
    if (wm_str_ends(name, WM_STR(".scorecard")))
        *kind_out = WM_LANG_SCORECARD;
    else if (wm_str_ends(name, WM_STR(".measures")))
        *kind_out = WM_LANG_MEASURES;
    else if (wm_str_ends(name, WM_STR(".tables")))
        *kind_out = WM_LANG_TABLES;
    else
        return false;
    return true;
}

static wm_exit read_source(const char *path, wm_arena *program, wm_source *source)
{
    wm_file_error error = {{0}};
    wm_str bytes = {0};
    wm_status status = wm_file_read(path, WM_SOURCE_BYTES_MAX, program, &bytes, &error);
    if (status == WM_OK) {
        wm_encoding encoding;
        status = wm_text_decode(bytes, program, &encoding, &source->text);
        if (status == WM_REJECTED)
            snprintf(error.text, sizeof error.text, "%s is not a text file", path);
    }
    return wm_refused(status, &error);
}

/* The folder that a file stands in, for wm_additions: `a/b.scorecard` is in `a`. */
static const char *folder_of(const char *path, wm_arena *program)
{
    size_t length = strlen(path) - wm_path_name(path).len;
    if (length == 0)
        return ".";
    return wm_str_copy(program, (wm_str){path, length > 1 ? length - 1 : 1}).data;
}

static wm_exit replace(const char *path, wm_arena *program, wm_str text)
{
    wm_file_error error = {{0}};
    wm_additions *additions = NULL;
    wm_str name = wm_str_copy(program, wm_path_name(path));
    const char *folder = folder_of(path, program);
    if (!name.data || !folder)
        return wm_refused(WM_NOMEM, NULL);
    wm_status status = wm_additions_open(folder, &additions, &error);
    if (status == WM_OK)
        status = wm_additions_write(additions, name.data, text, &error);
    if (status == WM_OK)
        status = wm_additions_commit(additions, &error);
    wm_additions_close(additions);
    return wm_refused(status, &error);
}

static wm_exit lay_out(const wm_source *source, wm_lang_kind kind, wm_arena *program,
                       wm_text *text)
{
    wm_diags diags;
    wm_diags_init(&diags, program);
    wm_status status = wm_lang_format(source, kind, program, &diags, text);
    wm_print_diags(&diags);
    if (status == WM_REJECTED || diags.errors)
        return WM_EXIT_INPUT;
    if (status == WM_OK)
        status = wm_text_status(text);
    return wm_refused(status, NULL);
}

static wm_exit format_file(const char *path, bool only_check, wm_arena *program)
{
    wm_source source = {.name = wm_path_name(path)};
    wm_lang_kind kind;
    if (!kind_of(source.name, &kind)) {
        wm_complain("%s: only .scorecard, .measures and .tables files are formatted",
                    path);
        return WM_EXIT_INPUT;
    }
    wm_exit exit = read_source(path, program, &source);
    if (exit != WM_EXIT_DONE)
        return exit;
    wm_text text = {0};
    exit = lay_out(&source, kind, program, &text);
    if (exit == WM_EXIT_DONE && !wm_str_equal(source.text, wm_text_str(&text))) {
        if (only_check) {
            wm_complain("%s is not laid out as `waymark format` does it", path);
            exit = WM_EXIT_FINDINGS;
        } else {
            exit = replace(path, program, wm_text_str(&text));
        }
    }
    wm_text_end(&text);
    return exit;
}

/* Every file is looked at; the exit code is that of the worst. */
wm_exit wm_run_format(const wm_arguments *arguments, wm_arena *program)
{
    bool only_check = wm_is_given(arguments, WM_OPTION_format_CHECK);
    wm_exit worst = WM_EXIT_DONE;
    for (size_t i = 0; i < arguments->operands.count; i++) {
        if (wm_interrupted())
            return wm_refused(WM_INTERRUPTED, NULL);
        wm_exit exit = format_file(arguments->operands.items[i], only_check, program);
        if (exit > worst)
            worst = exit;
    }
    return worst;
}
