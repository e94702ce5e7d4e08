#include "synth/synth.h"
#include "base/ratio.h"
#include "cli/command.h"
#include "cli/program.h"
#include "cli/say.h"

#include <inttypes.h>

/* `waymark synth`: a folder of made-up records. */

/* A whole number between two, or said what it may be. */
static bool take_number(const wm_arguments *arguments, wm_option_id option,
                        const char *name, int64_t least, int64_t most, int64_t otherwise,
                        int64_t *number_out)
{
    const char *text = wm_argument(arguments, option);
    wm_decimal number = {otherwise, 0};
    if (text && (!wm_decimal_parse(wm_str_of(text), &number) || number.places ||
                 number.digits < least || number.digits > most)) {
        wm_complain("--%s is a number from %" PRId64 " to %" PRId64 ", not `%s`", name,
                    least, most, text);
        return false;
    }
    *number_out = number.digits;
    return true;
}

static bool take_years(const wm_arguments *arguments, wm_synth_options *options)
{
    int64_t from, to;
    if (!wm_argument(arguments, WM_OPTION_synth_FROM) ||
        !wm_argument(arguments, WM_OPTION_synth_TO)) {
        wm_complain("say for which years: --from 2015 --to 2017, the years in which "
                    "they end");
        return false;
    }
    if (!take_number(arguments, WM_OPTION_synth_FROM, "from", WM_SYNTH_YEAR_FIRST,
                     WM_SYNTH_YEAR_LAST, 0, &from) ||
        !take_number(arguments, WM_OPTION_synth_TO, "to", WM_SYNTH_YEAR_FIRST,
                     WM_SYNTH_YEAR_LAST, 0, &to))
        return false;
    options->from_year = (int)from;
    options->to_year = (int)to;
    if (from > to)
        wm_complain("--from is later than --to");
    return from <= to;
}

static bool take_options(const wm_arguments *arguments, wm_synth_options *options)
{
    int64_t authorities, seed, faults, errors;
    if (!take_years(arguments, options) ||
        !take_number(arguments, WM_OPTION_synth_AUTHORITIES, "authorities", 1,
                     wm_synth_authorities_most(), 1, &authorities) ||
        !take_number(arguments, WM_OPTION_synth_SEED, "seed", 0, 999999999999, 1,
                     &seed) ||
        !take_number(arguments, WM_OPTION_synth_FAULTS, "faults", 0, 1000, 10, &faults) ||
        !take_number(arguments, WM_OPTION_synth_ERRORS, "errors", 0, WM_SYNTH_ERRORS_MAX,
                     6, &errors) ||
        !take_number(arguments, WM_OPTION_synth_POPULATION, "population", 300, 1000000, 0,
                     &options->population))
        return false;
    options->authorities = (int)authorities;
    options->seed = (uint64_t)seed;
    options->faults = (unsigned)faults;
    options->errors = (size_t)errors;
    options->recorded = wm_is_given(arguments, WM_OPTION_synth_RECORDED);
    return true;
}

static wm_exit say_made(const wm_synth_tally *tally, const char *folder)
{
    wm_text text = {0};
    wm_text_format(&text,
                   "Made up %" PRIu64 " rows of %" PRIu64
                   " %s in %s. Nobody in them is real.\n",
                   tally->rows, tally->authorities,
                   tally->authorities == 1 ? "authority" : "authorities", folder);
    if (tally->errors)
        wm_text_format(&text,
                       "%zu mistake%s planted in the printed figures: %s/planted.csv.\n",
                       tally->errors, tally->errors == 1 ? " is" : "s are", folder);
    wm_exit exit = wm_refused(wm_text_status(&text), NULL);
    if (exit == WM_EXIT_DONE)
        exit = wm_print(wm_text_str(&text));
    wm_text_end(&text);
    return exit;
}

wm_exit wm_run_synth(const wm_arguments *arguments, wm_arena *program)
{
    wm_synth_options options = {0};
    wm_synth_tally tally;
    wm_file_error error = {{0}};
    const char *folder = wm_argument(arguments, WM_OPTION_synth_OUT);
    if (!folder) {
        wm_complain("say where: --out DIR");
        return WM_EXIT_USAGE;
    }
    if (!take_options(arguments, &options))
        return WM_EXIT_USAGE;
    if (!wm_is_given(arguments, WM_OPTION_synth_ONLY_RECORDS)) {
        options.catalogue = wm_catalogue_folder(program);
        if (!options.catalogue)
            return wm_refused(WM_NOMEM, NULL);
    }
    wm_exit exit = wm_refused(wm_synth_write(&options, folder, &tally, &error), &error);
    if (exit != WM_EXIT_DONE || wm_is_given(arguments, WM_OPTION_synth_QUIET))
        return exit;
    return say_made(&tally, folder);
}
