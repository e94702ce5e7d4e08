#include "base/text.h"
#include "cli/command.h"
#include "cli/say.h"

#include <stdio.h>

static wm_exit print_and_end(wm_text *text)
{
    wm_status status = wm_text_status(text);
    wm_exit exit =
        status == WM_OK ? wm_print(wm_text_str(text)) : wm_refused(status, NULL);
    wm_text_end(text);
    return exit;
}

wm_exit wm_run_version(const wm_arguments *arguments, wm_arena *program)
{
    (void)arguments;
    (void)program;
    return wm_print(WM_STR("waymark " WM_VERSION "\n"));
}

static wm_exit explain_all(void)
{
    wm_text text = {0};
    wm_text_add(&text, WM_STR("Waymark makes a scorecard of children's social care that "
                              "can be trusted.\n\n"));
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++) {
        const wm_command *command = &wm_commands[i];
        char usage[64];
        snprintf(usage, sizeof usage, "%s %s", command->name, command->operands);
        wm_text_format(&text, "  waymark %-22s %s\n", usage, command->summary);
    }
    wm_text_add(&text,
                WM_STR("\nwaymark help COMMAND explains one of them.\n\n"
                       "Exit codes: 0 done, 1 findings that are errors, 2 the command "
                       "line is wrong,\n3 a file or folder named cannot be used (not "
                       "there, of another kind, with mistakes,\ntoo large, or with "
                       "somebody's work in it), 4 the system refused (no space, no\n"
                       "permission, no memory), 130 interrupted.\n"));
    return print_and_end(&text);
}

static void explain_options(wm_command_id command, wm_text *text)
{
    bool any = false;
    for (size_t i = 0; i < WM_OPTION_COUNT; i++) {
        const wm_option *option = &wm_options[i];
        if (option->command != command)
            continue;
        if (!any)
            wm_text_byte(text, '\n');
        any = true;
        char name[48];
        snprintf(name, sizeof name, "--%s%s%s", option->name, option->value ? " " : "",
                 option->value ? option->value : "");
        wm_text_format(text, "  %-22s %s\n", name, option->help);
    }
}

static wm_exit explain(wm_command_id id)
{
    const wm_command *command = &wm_commands[id];
    wm_text text = {0};
    wm_text_format(&text, "waymark %s %s\n\n%s.\n", command->name, command->operands,
                   command->summary);
    if (command->about[0])
        wm_text_format(&text, "\n%s\n", command->about);
    explain_options(id, &text);
    return print_and_end(&text);
}

/* Every command that begins with the word: `import` has several kinds. */
static bool explain_kinds(const char *word)
{
    bool any = false;
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++) {
        wm_str first;
        wm_str rest = wm_str_of(wm_commands[i].name);
        wm_str_next(&rest, ' ', &first);
        if (wm_str_empty(rest) || !wm_str_equal(first, wm_str_of(word)))
            continue;
        if (any)
            wm_print(WM_STR("\n"));
        explain((wm_command_id)i);
        any = true;
    }
    return any;
}

static wm_exit unknown(wm_str name)
{
    wm_str names[WM_COMMAND_COUNT];
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++)
        names[i] = wm_str_of(wm_commands[i].name);
    wm_str nearest = wm_nearest(name, names, WM_COMMAND_COUNT);
    if (wm_str_empty(nearest))
        wm_complain("no command called `%.*s`; see `waymark help`", WM_FMT(name));
    else
        wm_complain("no command called `%.*s`; did you mean `%.*s`?", WM_FMT(name),
                    WM_FMT(nearest));
    return WM_EXIT_USAGE;
}

wm_exit wm_run_help(const wm_arguments *arguments, wm_arena *program)
{
    size_t count = arguments->operands.count;
    if (count == 0)
        return explain_all();
    const char *first = arguments->operands.items[0];
    wm_str name =
        count == 1 ? wm_str_of(first)
                   : wm_str_format(program, "%s %s", first, arguments->operands.items[1]);
    if (!name.data)
        return wm_refused(WM_NOMEM, NULL);
    wm_command_id id = wm_command_called(name);
    if (id != WM_COMMAND_COUNT)
        return explain(id);
    if (count == 1 && explain_kinds(first))
        return WM_EXIT_DONE;
    return unknown(name);
}
