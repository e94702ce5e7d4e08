#include "base/file.h"
#include "cli/command.h"
#include "cli/say.h"

/* `waymark new`: a folder to begin from. The authority is made up, so that nobody's
 * figures are taken for real ones. */
static const char scorecard[] =
    "# What is printed, for whom and against what. `waymark build` makes it.\n"
    "scorecard \"Children's services scorecard\"\n"
    "  authority E06000999 \"Example\"   region E12000002 \"North West\""
    "   country E92000001 \"England\"\n"
    "  year 2024-25 from April   show Q3, Q4, year\n"
    "  baseline 2023-24\n"
    "  comparators printed\n"
    "\n"
    "section 1 \"Referral and assessment\"\n"
    "  # A lower figure is better, so the bands are the most that each grade allows.\n"
    "  KPI-1  target 16   bands requires-improvement 25, good 19, outstanding 14\n"
    "  KPI-2  target 85   bands requires-improvement 65, good 75, outstanding 85\n"
    "\n"
    "section 2 \"Children looked after\"\n"
    "  KPI-3  target below region\n";

static const char measures[] =
    "use childrens-services\n"
    "\n"
    "# What each measure means. Figures that are `entered` stand in figures/. The\n"
    "# references are your own; `replaces` says which national measure is meant.\n"
    "measure KPI-1 \"Referrals that were re-referrals within 12 months\""
    "   short \"Re-referrals\"\n"
    "  entered percent   lower is better\n"
    "  source \"CIN census\"\n"
    "  replaces 1.2\n"
    "\n"
    "measure KPI-2 \"Assessments completed within 45 working days\""
    "   short \"Assessments in 45 days\"\n"
    "  entered percent   higher is better\n"
    "  source \"CIN census\"\n"
    "  replaces 1.6\n"
    "\n"
    "measure KPI-3 \"Children looked after per 10,000 children\""
    "   short \"Looked after\"\n"
    "  entered rate per 10000\n"
    "  source \"SSDA903\"\n"
    "  replaces 7.4\n";

/* One with n of N, one printed alone, one that is missing and says why. */
static const char figures[] =
    "ref,period,value,numerator,denominator,status,printed,source,note\n"
    "KPI-1,2023-24,19.1,,,,,case system,\n"
    "KPI-1,2024-25 Q3,,118,602,,,case system,\n"
    "KPI-1,2024-25 Q4,,104,587,,,case system,\n"
    "KPI-1,2024-25,,428,2391,,,case system,\n"
    "KPI-2,2023-24,81.4,,,,,case system,\n"
    "KPI-2,2024-25 Q3,84.0,,,,,case system,\n"
    "KPI-2,2024-25 Q4,,,,not_available,,case system,late; due on 9 May\n"
    "KPI-2,2024-25,85.2,,,provisional,,case system,\n"
    "KPI-3,2023-24,,231,30412,,,case system,\n"
    "KPI-3,2024-25,,240,30575,,,case system,\n";

static const char comparators[] = "ref,level,code,name,year,value,source\n"
                                  "KPI-1,country,E92000001,England,2025,22.4,printed\n"
                                  "KPI-1,region,E12000002,North West,2025,21.8,printed\n"
                                  "KPI-3,country,E92000001,England,2025,70,printed\n"
                                  "KPI-3,region,E12000002,North West,2025,96,printed\n";

static const char commentary[] =
    "ref,period,text,author,date,state\n"
    "KPI-1,2024-25,Fewer families came back after the new step-down meetings.,"
    "Head of service,2025-04-22,draft\n";

static const struct {
    const char *name;
    const char *text;
    const char *what;
} files[] = {
    {"example.scorecard", scorecard, "what is printed: sections, targets, bands"},
    {"example.measures", measures, "what each measure means"},
    {"figures/entered.csv", figures, "the figures, a row for each measure and period"},
    {"comparators/printed.csv", comparators, "what they are compared with"},
    {"commentary.csv", commentary, "what managers say about them"},
};

static wm_status write_all(const char *folder, wm_file_error *error)
{
    wm_additions *additions = NULL;
    wm_status status = wm_additions_open(folder, &additions, error);
    for (size_t i = 0; status == WM_OK && i < sizeof files / sizeof *files; i++)
        status =
            wm_additions_write(additions, files[i].name, wm_str_of(files[i].text), error);
    if (status == WM_OK)
        status = wm_additions_commit(additions, error);
    wm_additions_close(additions);
    return status;
}

/* A folder with anything in it is somebody's work. */
static wm_exit refuse_used(const char *folder, wm_arena *program)
{
    wm_file_error error = {{0}};
    wm_str *names = NULL;
    size_t count = 0;
    if (wm_file_exists(folder) && !wm_file_is_folder(folder)) {
        wm_complain("%s is a file; name a folder to make", folder);
        return WM_EXIT_INPUT;
    }
    wm_status status = wm_folder_list(folder, "", program, &names, &count, &error);
    if (status == WM_OK && count) {
        wm_complain("%s has files in it already; name a folder to make", folder);
        return WM_EXIT_INPUT;
    }
    return wm_refused(status, &error);
}

/* As it can be typed again. */
static void add_typed(const char *folder, wm_text *text)
{
    bool plain = strpbrk(folder, " \t'\"\\$&;()<>|*?[]`!#~") == NULL;
    if (plain) {
        wm_text_add(text, wm_str_of(folder));
        return;
    }
    wm_text_byte(text, '\'');
    for (const char *at = folder; *at; at++) {
        if (*at == '\'')
            wm_text_add(text, WM_STR("'\\''"));
        else
            wm_text_byte(text, *at);
    }
    wm_text_byte(text, '\'');
}

static void say_made(const char *folder, wm_text *text)
{
    wm_text_format(text, "Made in %s, for a made-up authority with made-up figures:\n",
                   folder);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        wm_text_format(text, "  %-24s %s\n", files[i].name, files[i].what);
    wm_text_add(text, WM_STR("It builds as it stands:\n  waymark build "));
    add_typed(folder, text);
    wm_text_add(text,
                WM_STR("\nThen put your authority, measures and figures in place of "
                       "these; after a change\n  waymark check "));
    add_typed(folder, text);
    wm_text_add(text, WM_STR("\nsays what does not fit together.\n"));
}

wm_exit wm_run_new(const wm_arguments *arguments, wm_arena *program)
{
    const char *folder = wm_operand(arguments, 0, ".");
    wm_exit exit = refuse_used(folder, program);
    if (exit != WM_EXIT_DONE)
        return exit;
    wm_file_error error = {{0}};
    exit = wm_refused(write_all(folder, &error), &error);
    if (exit != WM_EXIT_DONE)
        return exit;
    wm_text text = {0};
    say_made(folder, &text);
    exit = wm_refused(wm_text_status(&text), NULL);
    if (exit == WM_EXIT_DONE)
        exit = wm_print(wm_text_str(&text));
    wm_text_end(&text);
    return exit;
}
