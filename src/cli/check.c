#include "check/check.h"

#include "cli/load.h"
#include "cli/records.h"
#include "cli/say.h"

static bool wants_json(const char *form, bool *json_out)
{
    wm_str word = wm_str_of(form ? form : "text");
    *json_out = wm_str_equal(word, WM_STR("json"));
    if (*json_out || wm_str_equal(word, WM_STR("text")))
        return true;
    wm_complain("--format is text or json, not `%s`", form);
    return false;
}

wm_exit wm_run_check(const wm_arguments *arguments, wm_arena *program)
{
    bool json;
    bool colour;
    unsigned columns;
    if (!wants_json(wm_argument(arguments, WM_OPTION_check_FORMAT), &json) ||
        !wm_columns_wanted(wm_argument(arguments, WM_OPTION_check_WIDTH), &columns) ||
        !wm_colour_wanted(wm_argument(arguments, WM_OPTION_check_COLOUR), &colour))
        return WM_EXIT_USAGE;
    wm_loaded loaded;
    wm_load_wish wish = {.records = wm_argument(arguments, WM_OPTION_check_RECORDS)};
    if (!wm_day_wanted("known-at", wm_argument(arguments, WM_OPTION_check_KNOWN_AT),
                       &wish.known_at))
        return WM_EXIT_USAGE;
    wm_exit exit = wm_load(wm_operand(arguments, 0, "."), &wish, program, &loaded);
    if (exit != WM_EXIT_DONE)
        return exit;
    wm_text text = {0};
    wm_status status = json ? wm_findings_json(&loaded.findings, &text)
                            : wm_findings_text(&loaded.findings, columns, colour, &text);
    exit = status == WM_OK ? wm_print(wm_text_str(&text)) : wm_refused(status, NULL);
    wm_text_end(&text);
    if (exit != WM_EXIT_DONE)
        return exit;
    return loaded.findings.errors ? WM_EXIT_FINDINGS : WM_EXIT_DONE;
}
