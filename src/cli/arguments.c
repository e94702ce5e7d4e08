#include "cli/command.h"
#include "cli/say.h"

#include "base/diag.h"

#include <assert.h>
#include <stdint.h>

const wm_command wm_commands[WM_COMMAND_COUNT] = {
#define COMMAND(id, name, operands, least, most, summary, about)                         \
    {name, operands, least, most, summary, about, wm_run_##id},
#define OPTION(command, id, name, value, help)
#include "cli/commands.def"
#undef OPTION
#undef COMMAND
};

const wm_option wm_options[WM_OPTION_COUNT] = {
#define COMMAND(id, name, operands, least, most, summary, about)
#define OPTION(command, id, name, value, help) {WM_COMMAND_##command, name, value, help},
#include "cli/commands.def"
#undef OPTION
#undef COMMAND
};

/* The words of a command line, and how far they have been understood. */
typedef struct command_line {
    char **words;
    int count;
    int next;
    wm_arena *program;
    wm_arguments *arguments;
} command_line;

static void suggest(wm_str word, const wm_str *names, size_t count, const char *what,
                    const char *prefix, const char *where)
{
    wm_str nearest = wm_nearest(word, names, count);
    if (wm_str_empty(nearest))
        wm_complain("no %s called `%s%.*s`; see `waymark help%s`", what, prefix,
                    WM_FMT(word), where);
    else
        wm_complain("no %s called `%s%.*s`; did you mean `%s%.*s`?", what, prefix,
                    WM_FMT(word), prefix, WM_FMT(nearest));
}

wm_command_id wm_command_called(wm_str name)
{
    size_t id = 0;
    while (id < WM_COMMAND_COUNT && !wm_str_equal(wm_str_of(wm_commands[id].name), name))
        id++;
    return (wm_command_id)id;
}

static bool is_begun_by(const wm_command *command, wm_str word)
{
    wm_str first;
    wm_str rest = wm_str_of(command->name);
    return wm_str_next(&rest, ' ', &first) && wm_str_equal(first, word) &&
           !wm_str_empty(rest);
}

/* `import` alone, or with a word that is none of its kinds. */
static bool said_kinds(wm_str first, const char *second)
{
    wm_str kinds[WM_COMMAND_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++)
        if (is_begun_by(&wm_commands[i], first))
            kinds[count++] = wm_str_of(wm_commands[i].name + first.len + 1);
    if (count == 0)
        return false;
    if (second) {
        suggest(wm_str_of(second), kinds, count, "kind of import", "", "");
        return true;
    }
    for (size_t i = 0; i < count; i++)
        wm_complain("%.*s what? for example `waymark %.*s %.*s`", WM_FMT(first),
                    WM_FMT(first), WM_FMT(kinds[i]));
    return true;
}

static wm_exit unknown_command(const command_line *line)
{
    wm_str names[WM_COMMAND_COUNT];
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++)
        names[i] = wm_str_of(wm_commands[i].name);
    wm_str word = wm_str_of(line->words[0]);
    if (!said_kinds(word, line->count > 1 ? line->words[1] : NULL))
        suggest(word, names, WM_COMMAND_COUNT, "command", "", "");
    return WM_EXIT_USAGE;
}

static wm_exit find_command(command_line *line)
{
    for (int words = 2; words >= 1; words--) {
        if (line->count < words)
            continue;
        wm_str name = words == 1 ? wm_str_of(line->words[0])
                                 : wm_str_format(line->program, "%s %s", line->words[0],
                                                 line->words[1]);
        if (!name.data)
            return wm_refused(WM_NOMEM, NULL);
        line->arguments->command = wm_command_called(name);
        line->next = words;
        if (line->arguments->command != WM_COMMAND_COUNT)
            return WM_EXIT_DONE;
    }
    return unknown_command(line);
}

static bool is_option_of(size_t option, wm_command_id command, wm_str name)
{
    return wm_options[option].command == command &&
           wm_str_equal(wm_str_of(wm_options[option].name), name);
}

static wm_exit unknown_option(const command_line *line, wm_str name, const char *prefix)
{
    wm_command_id command = line->arguments->command;
    wm_str names[WM_OPTION_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < WM_OPTION_COUNT; i++)
        if (wm_options[i].command == command)
            names[count++] = wm_str_of(wm_options[i].name);
    wm_str where = wm_str_format(line->program, " %s", wm_commands[command].name);
    suggest(name, names, count, "option", prefix, where.data ? where.data : "");
    return WM_EXIT_USAGE;
}

/* Of two values one would be dropped without a word. Which options may be repeated is
 * said by their help. */
static bool is_given_twice(const command_line *line, size_t option)
{
    const wm_option *about = &wm_options[option];
    return about->value && !strstr(about->help, "may be repeated") &&
           wm_is_given(line->arguments, (wm_option_id)option);
}

static wm_exit keep(command_line *line, size_t option, const char *value)
{
    if (is_given_twice(line, option)) {
        wm_complain("--%s is given twice; keep one", wm_options[option].name);
        return WM_EXIT_USAGE;
    }
    wm_given given = {(wm_option_id)option, value};
    if (!wm_list_push(line->program, &line->arguments->options, given))
        return wm_refused(WM_NOMEM, NULL);
    return WM_EXIT_DONE;
}

/* `--name`, `--name value` or `--name=value`. */
static wm_exit take_option(command_line *line)
{
    const char *word = line->words[line->next++] + 2;
    wm_str rest = wm_str_of(word);
    wm_str name = wm_str_slice(rest, 0, wm_str_find_byte(rest, '='));
    const char *value = name.len < rest.len ? word + name.len + 1 : NULL;
    size_t option = 0;
    while (option < WM_OPTION_COUNT &&
           !is_option_of(option, line->arguments->command, name))
        option++;
    if (option == WM_OPTION_COUNT)
        return unknown_option(line, name, "--");

    bool wants_value = wm_options[option].value != NULL;
    if (!wants_value && value) {
        wm_complain("--%s takes no value", wm_options[option].name);
        return WM_EXIT_USAGE;
    }
    if (wants_value && !value && line->next < line->count)
        value = line->words[line->next++];
    if (wants_value && !value) {
        wm_complain("--%s wants a value: --%s %s", wm_options[option].name,
                    wm_options[option].name, wm_options[option].value);
        return WM_EXIT_USAGE;
    }
    return keep(line, option, value);
}

static wm_exit count_operands(const wm_arguments *arguments)
{
    const wm_command *command = &wm_commands[arguments->command];
    size_t count = arguments->operands.count;
    if (count >= command->operands_least && count <= command->operands_most)
        return WM_EXIT_DONE;
    wm_complain("%s %s: waymark %s%s%s", command->name,
                count < command->operands_least ? "wants more" : "takes less",
                command->name, command->operands[0] ? " " : "", command->operands);
    return WM_EXIT_USAGE;
}

/* `waymark --help`, `waymark build --help`, `waymark build -h`. */
static bool asks_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static wm_exit to_help(command_line *line)
{
    wm_arguments *arguments = line->arguments;
    const char *name = arguments->command < WM_COMMAND_COUNT
                           ? wm_commands[arguments->command].name
                           : NULL;
    *arguments = (wm_arguments){.command = WM_COMMAND_help};
    if (name && !wm_list_push(line->program, &arguments->operands, name))
        return wm_refused(WM_NOMEM, NULL);
    return WM_EXIT_DONE;
}

static wm_exit take_words(command_line *line)
{
    bool options = true;
    while (line->next < line->count) {
        const char *word = line->words[line->next];
        bool is_option = options && word[0] == '-' && word[1] != '\0';
        if (is_option && asks_help(word))
            return to_help(line);
        if (is_option && strcmp(word, "--") == 0) {
            options = false;
            line->next++;
        } else if (is_option && word[1] == '-') {
            wm_exit taken = take_option(line);
            if (taken != WM_EXIT_DONE)
                return taken;
        } else if (is_option) {
            return unknown_option(line, wm_str_of(word + 1), "-");
        } else {
            if (!wm_list_push(line->program, &line->arguments->operands, word))
                return wm_refused(WM_NOMEM, NULL);
            line->next++;
        }
    }
    return count_operands(line->arguments);
}

wm_exit wm_arguments_parse(int count, char **words, wm_arena *program,
                           wm_arguments *arguments_out)
{
    *arguments_out = (wm_arguments){.command = WM_COMMAND_COUNT};
    command_line line = {words, count, 0, program, arguments_out};
    if (count == 0 || asks_help(words[0]))
        return to_help(&line);
    if (strcmp(words[0], "--version") == 0) {
        arguments_out->command = WM_COMMAND_version;
        return WM_EXIT_DONE;
    }
    wm_exit found = find_command(&line);
    return found == WM_EXIT_DONE ? take_words(&line) : found;
}

const char *wm_argument(const wm_arguments *arguments, wm_option_id option)
{
    assert(wm_options[option].command == arguments->command);
    for (size_t i = arguments->options.count; i > 0; i--)
        if (arguments->options.items[i - 1].option == option)
            return arguments->options.items[i - 1].value;
    return NULL;
}

bool wm_is_given(const wm_arguments *arguments, wm_option_id option)
{
    assert(wm_options[option].command == arguments->command);
    for (size_t i = 0; i < arguments->options.count; i++)
        if (arguments->options.items[i].option == option)
            return true;
    return false;
}

const char *wm_operand(const wm_arguments *arguments, size_t index, const char *otherwise)
{
    return index < arguments->operands.count ? arguments->operands.items[index]
                                             : otherwise;
}
