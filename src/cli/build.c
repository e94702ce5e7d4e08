#include "base/limits.h"
#include "cli/formats.h"
#include "cli/load.h"
#include "cli/records.h"
#include "cli/say.h"

#include <stdlib.h>
#include <time.h>

/* `waymark build`: everything that can be wrong with the command line is found before
 * anything is read, and everything that can be wrong with the folder before anything is
 * written. */
typedef struct build_plan {
    const char *folder;
    const char *out;
    wm_format_choice formats;
    unsigned columns;
    bool colour;
    bool quiet;
    wm_load_wish wish;
} build_plan;

static bool is_internal(const char *audience)
{
    if (!audience || strcmp(audience, "internal") == 0)
        return true;
    wm_complain("nothing is made for the audience `%s`: this version has no disclosure "
                "control, so small numbers would be shown to it; leave --audience out, "
                "or say `internal`",
                audience);
    return false;
}

static wm_exit make_plan(const wm_arguments *arguments, wm_arena *program,
                         build_plan *plan)
{
    plan->folder = wm_operand(arguments, 0, ".");
    plan->quiet = wm_is_given(arguments, WM_OPTION_build_QUIET);
    if (!is_internal(wm_argument(arguments, WM_OPTION_build_AUDIENCE)) ||
        !wm_formats_choose(wm_argument(arguments, WM_OPTION_build_FORMAT),
                           &plan->formats) ||
        !wm_columns_wanted(wm_argument(arguments, WM_OPTION_build_WIDTH),
                           &plan->columns) ||
        !wm_colour_wanted(wm_argument(arguments, WM_OPTION_build_COLOUR), &plan->colour))
        return WM_EXIT_USAGE;
    plan->wish.records = wm_argument(arguments, WM_OPTION_build_RECORDS);
    if (!wm_day_wanted("known-at", wm_argument(arguments, WM_OPTION_build_KNOWN_AT),
                       &plan->wish.known_at))
        return WM_EXIT_USAGE;
    plan->out = wm_argument(arguments, WM_OPTION_build_OUT);
    if (!plan->out)
        plan->out = wm_path_join(program, plan->folder, "out");
    return plan->out ? WM_EXIT_DONE : wm_refused(WM_NOMEM, NULL);
}

/* SOURCE_DATE_EPOCH makes the same input give the same bytes on another day. */
static wm_day today(void)
{
    int64_t seconds = (int64_t)time(NULL);
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    wm_decimal decimal;
    if (fixed && wm_decimal_parse(wm_str_of(fixed), &decimal) && decimal.places == 0 &&
        decimal.digits >= 0)
        seconds = decimal.digits;
    int64_t day = seconds / 86400;
    return day > WM_DAY_LAST ? WM_DAY_LAST : (wm_day)day;
}

static wm_status write_formats(const build_plan *plan, const wm_publication *publication,
                               wm_output *output, wm_file_error *error)
{
    for (size_t i = 0; i < WM_FORMAT_COUNT; i++)
        if (plan->formats.files[i])
            WM_TRY(wm_format_write(&wm_formats[i], publication, output, error));
    if (wm_interrupted())
        return WM_INTERRUPTED;
    return wm_output_commit(output, error);
}

static wm_exit write_files(const build_plan *plan, const wm_publication *publication)
{
    wm_file_error error = {{0}};
    wm_output *output = NULL;
    wm_status status = wm_output_open(plan->out, &output, &error);
    if (status == WM_OK)
        status = write_formats(plan, publication, output, &error);
    wm_output_close(output);
    return wm_refused(status, &error);
}

static void say_where(const build_plan *plan, wm_text *text)
{
    if (plan->formats.file_count == 0)
        return;
    wm_text_format(text, "Written to %s: ", plan->out);
    size_t said = 0;
    for (size_t i = 0; i < WM_FORMAT_COUNT; i++)
        if (plan->formats.files[i])
            wm_text_format(text, "%s%s", said++ ? ", " : "", wm_formats[i].file);
    wm_text_byte(text, '\n');
}

static wm_exit refuse_long_print(void)
{
    char size[WM_SIZE_BYTES];
    wm_complain("cannot print the scorecard: there are more than %s of words for it; see "
                "docs/limits.md",
                wm_size_print(WM_DOCUMENT_BYTES_MAX, size));
    return WM_EXIT_INPUT;
}

static wm_exit print_scorecard(const build_plan *plan, const wm_publication *publication)
{
    wm_text text = {0};
    wm_status status = WM_OK;
    if (plan->formats.terminal)
        status = wm_publish_terminal(publication, plan->columns, plan->colour, &text);
    if (plan->formats.terminal && plan->formats.file_count)
        wm_text_byte(&text, '\n');
    say_where(plan, &text);
    if (status == WM_OK)
        status = wm_text_status(&text);
    wm_exit exit = status == WM_OK      ? wm_print(wm_text_str(&text))
                   : status == WM_LIMIT ? refuse_long_print()
                                        : wm_refused(status, NULL);
    wm_text_end(&text);
    return exit;
}

/* Without periods only the baseline is printed, which nobody means. */
static void warn_of_no_periods(const wm_scorecard *card)
{
    if (!card->show.count && !card->show_months)
        wm_complain(
            "warning: the scorecard shows no period, and so no figure of its year; "
            "write `show Q1, Q2, Q3, Q4, year` behind `year`");
}

wm_exit wm_run_build(const wm_arguments *arguments, wm_arena *program)
{
    build_plan plan = {0};
    wm_exit exit = make_plan(arguments, program, &plan);
    if (exit != WM_EXIT_DONE)
        return exit;
    wm_loaded loaded;
    exit = wm_load(plan.folder, &plan.wish, program, &loaded);
    if (exit != WM_EXIT_DONE)
        return exit;
    warn_of_no_periods(&loaded.folder.scorecard);
    wm_publication publication = {
        .judged = &loaded.judged,
        .findings = &loaded.findings,
        .audience = WM_STR("internal"),
        .marking = WM_STR("OFFICIAL-SENSITIVE"),
        .made = today(),
    };
    if (plan.formats.file_count)
        exit = write_files(&plan, &publication);
    if (exit != WM_EXIT_DONE || plan.quiet)
        return exit;
    return print_scorecard(&plan, &publication);
}
