#include "base/text.h"
#include "cli/command.h"
#include "cli/formats.h"
#include "cli/say.h"
#include "lang/word.h"

/* `waymark completion SHELL`: made of the tables of commands, options and formats, so
 * that a shell offers exactly what the program understands. */

/* The words an option takes, where they are few and known. `--format` of build is
 * formats.def. */
static const struct {
    wm_option_id option;
    const char *words;
} values[] = {
    {WM_OPTION_build_AUDIENCE, "internal"},
    {WM_OPTION_build_COLOUR, "auto always never"},
    {WM_OPTION_check_COLOUR, "auto always never"},
    {WM_OPTION_check_FORMAT, "text json"},
    {WM_OPTION_import_opendata_PRESET, "lait dashboard"},
};

static void add_values(wm_option_id option, wm_text *out)
{
    if (option == WM_OPTION_build_FORMAT) {
        wm_text_add(out, WM_STR("terminal"));
        for (size_t i = 0; i < WM_FORMAT_COUNT; i++)
            wm_text_format(out, " %s", wm_formats[i].name);
    }
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i].option == option)
            wm_text_add(out, wm_str_of(values[i].words));
}

static bool has_values(wm_option_id option)
{
    bool found = option == WM_OPTION_build_FORMAT;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        found |= values[i].option == option;
    return found;
}

/* What help calls the value or operand tells what it is. */
static bool names_folder(const char *value)
{
    return wm_str_find(wm_str_of(value), WM_STR("FOLDER")) != SIZE_MAX ||
           strcmp(value, "DIR") == 0;
}

static bool names_file(const char *value)
{
    return wm_str_find(wm_str_of(value), WM_STR("FILE")) != SIZE_MAX;
}

/* The first words of the commands, `import` once; or, with `first`, the second words. */
static void add_words(const char *first, wm_text *out)
{
    wm_str before = {"", 0};
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++) {
        wm_str word, rest = wm_str_of(wm_commands[i].name);
        wm_str_next(&rest, ' ', &word);
        if (first && (!rest.len || !wm_str_equal(word, wm_str_of(first))))
            continue;
        if (first)
            word = rest;
        if (!wm_str_equal(word, before))
            wm_text_format(out, "%s%.*s", before.len ? " " : "", WM_FMT(word));
        before = word;
    }
}

/* "build) " or "'import scorecard') ", with its options and the kind of its operands. */
static void add_bash_command(wm_command_id id, wm_text *out)
{
    const wm_command *command = &wm_commands[id];
    wm_text_format(out, "    '%s') options='--help", command->name);
    for (size_t i = 0; i < WM_OPTION_COUNT; i++)
        if (wm_options[i].command == id)
            wm_text_format(out, " --%s", wm_options[i].name);
    const char *kind = names_folder(command->operands) ? "folder"
                       : names_file(command->operands) ? "file"
                                                       : "";
    wm_text_format(out, "' operand='%s' ;;\n", kind);
}

static void add_bash_value(size_t option, wm_text *out)
{
    const wm_option *about = &wm_options[option];
    if (!about->value)
        return;
    wm_text_format(out, "    '%s --%s') ", wm_commands[about->command].name, about->name);
    if (has_values((wm_option_id)option)) {
        wm_text_add(out, WM_STR("words='"));
        add_values((wm_option_id)option, out);
        wm_text_format(out, "' kind='%s' ;;\n",
                       option == WM_OPTION_build_FORMAT ? "list" : "words");
        return;
    }
    wm_text_format(out, "kind='%s' ;;\n",
                   names_folder(about->value)          ? "folder"
                   : strcmp(about->value, "FILE") == 0 ? "file"
                                                       : "none");
}

/* The first word, and the second of `import`. */
static void add_bash_begin(wm_text *out)
{
    wm_text_add(out, WM_STR("# bash completion of waymark, made by `waymark completion "
                            "bash`\n"
                            "_waymark() {\n"
                            "  local word=${COMP_WORDS[COMP_CWORD]} before= command= "
                            "options= operand= words= kind=\n"
                            "  ((COMP_CWORD > 0)) && before=${COMP_WORDS[COMP_CWORD-1]}\n"
                            "  COMPREPLY=()\n"
                            "  if ((COMP_CWORD == 1)); then\n"
                            "    COMPREPLY=($(compgen -W '"));
    add_words(NULL, out);
    wm_text_add(out, WM_STR(" --help --version' -- \"$word\"))\n    return\n  fi\n"
                            "  command=${COMP_WORDS[1]}\n"
                            "  if [[ $command == import ]]; then\n"
                            "    if ((COMP_CWORD == 2)); then\n"
                            "      COMPREPLY=($(compgen -W '"));
    add_words("import", out);
    wm_text_add(out, WM_STR("' -- \"$word\"))\n      return\n    fi\n"
                            "    command=\"import ${COMP_WORDS[2]}\"\n  fi\n"
                            "  if [[ $before == = ]]; then before="
                            "${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                            "  if [[ $word == = ]]; then word=; fi\n"
                            "  case $command in\n"));
}

static void add_bash_tables(wm_text *out)
{
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++)
        add_bash_command((wm_command_id)i, out);
    wm_text_add(out, WM_STR("  esac\n  case \"$command $before\" in\n"));
    for (size_t i = 0; i < WM_OPTION_COUNT; i++)
        add_bash_value(i, out);
    wm_text_add(out, WM_STR("    'help '*) kind=words words='"));
    add_words(NULL, out);
    wm_text_add(out, WM_STR("' ;;\n    'completion '*) kind=words words='bash zsh fish' "
                            ";;\n  esac\n"));
}

/* `--format csv,x`: the last of a list is completed, the others are kept. */
static void add_bash(wm_text *out)
{
    add_bash_begin(out);
    add_bash_tables(out);
    wm_text_add(out,
                WM_STR("  [[ $kind || $word == -* ]] || kind=$operand\n"
                       "  case $kind in\n"
                       "    words) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) "
                       ";;\n"
                       "    list) COMPREPLY=($(compgen -P \"$(_waymark_listed "
                       "\"$word\")\" -W \"$words\" -- \"${word##*,}\")) ;;\n"
                       "    folder) compopt -o dirnames 2>/dev/null ;;\n"
                       "    file) compopt -o default 2>/dev/null ;;\n"
                       "    none) ;;\n"
                       "    *) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) "
                       ";;\n"
                       "  esac\n}\n"
                       "# what stands before the last comma of a list\n"
                       "_waymark_listed() {\n"
                       "  if [[ $1 == *,* ]]; then printf '%s,' \"${1%,*}\"; fi\n"
                       "}\n"
                       "complete -F _waymark waymark\n"));
}

/* In single quotes, for zsh and fish. */
static void add_quoted(const char *text, const char *special, wm_text *out)
{
    for (const char *at = text; *at; at++) {
        if (*at == '\'')
            wm_text_add(out, WM_STR("'\\''"));
        else if (strchr(special, *at))
            wm_text_format(out, "\\%c", *at);
        else
            wm_text_byte(out, *at);
    }
}

static void add_zsh_option(size_t option, wm_text *out)
{
    const wm_option *about = &wm_options[option];
    wm_text_format(out, " '--%s%s[", about->name, about->value ? "=" : "");
    add_quoted(about->help, "[]:\\", out);
    wm_text_byte(out, ']');
    if (about->value) {
        wm_text_byte(out, ':');
        add_quoted(about->value, ":\\", out);
        if (has_values((wm_option_id)option)) {
            bool listed = option == WM_OPTION_build_FORMAT;
            wm_text_add(out, listed ? WM_STR(":_values -s , value ") : WM_STR(":("));
            add_values((wm_option_id)option, out);
            wm_text_add(out, listed ? WM_STR("") : WM_STR(")"));
        } else {
            wm_text_add(out, names_folder(about->value)          ? WM_STR(":_files -/")
                             : strcmp(about->value, "FILE") == 0 ? WM_STR(":_files")
                                                                 : WM_STR(": "));
        }
    }
    wm_text_byte(out, '\'');
}

static void add_zsh(wm_text *out)
{
    wm_text_add(out, WM_STR("#compdef waymark\n"
                            "# zsh completion of waymark, made by `waymark completion "
                            "zsh`\n"
                            "_waymark() {\n"
                            "  if ((CURRENT == 2)); then compadd -- "));
    add_words(NULL, out);
    wm_text_add(out, WM_STR(" --help --version; return; fi\n"
                            "  local command=$words[2]\n"
                            "  if [[ $command == import ]]; then\n"
                            "    if ((CURRENT == 3)); then compadd -- "));
    add_words("import", out);
    wm_text_add(out, WM_STR("; return; fi\n    command=\"import $words[3]\"\n"
                            "    words=(waymark \"${(@)words[3,-1]}\"); ((CURRENT--))\n"
                            "  fi\n"
                            "  words=(\"${(@)words[2,-1]}\"); ((CURRENT--))\n"
                            "  case $command in\n"));
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++) {
        const wm_command *command = &wm_commands[i];
        wm_text_format(out, "    '%s') _arguments -S", command->name);
        for (size_t o = 0; o < WM_OPTION_COUNT; o++)
            if (wm_options[o].command == i)
                add_zsh_option(o, out);
        wm_text_format(out, " '*:%s' ;;\n",
                       names_folder(command->operands) ? "folder:_files -/"
                       : names_file(command->operands) ? "file:_files"
                                                       : "word: ");
    }
    wm_text_add(out, WM_STR("  esac\n}\n"
                            "if [[ $funcstack[1] == _waymark ]]; then _waymark \"$@\"; "
                            "else compdef _waymark waymark; fi\n"));
}

static void add_fish_option(size_t option, const char *seen, wm_text *out)
{
    const wm_option *about = &wm_options[option];
    wm_text_format(out, "complete -c waymark -n '%s' -l %s -d '", seen, about->name);
    add_quoted(about->help, "\\", out);
    wm_text_byte(out, '\'');
    if (has_values((wm_option_id)option)) {
        wm_text_add(out, WM_STR(" -x -a '"));
        add_values((wm_option_id)option, out);
        wm_text_byte(out, '\'');
    } else if (about->value) {
        wm_text_add(out, names_folder(about->value)          ? WM_STR(" -x -a "
                                                                               "'(__fish_complete_"
                                                                               "directories)'")
                         : strcmp(about->value, "FILE") == 0 ? WM_STR(" -r -F")
                                                             : WM_STR(" -x"));
    }
    wm_text_byte(out, '\n');
}

static void add_fish(wm_text *out)
{
    wm_text_add(out,
                WM_STR("# fish completion of waymark, made by `waymark completion "
                       "fish`\ncomplete -c waymark -n __fish_use_subcommand -f -a '"));
    add_words(NULL, out);
    wm_text_add(out, WM_STR("'\ncomplete -c waymark -n '__fish_seen_subcommand_from "
                            "import' -a '"));
    add_words("import", out);
    wm_text_add(out, WM_STR("'\n"));
    for (size_t o = 0; o < WM_OPTION_COUNT; o++) {
        wm_str word, rest = wm_str_of(wm_commands[wm_options[o].command].name);
        wm_str_next(&rest, ' ', &word);
        wm_text seen = {0};
        wm_text_format(&seen, "__fish_seen_subcommand_from %.*s",
                       WM_FMT(rest.len ? rest : word));
        wm_text_byte(&seen, '\0');
        if (wm_text_status(&seen) == WM_OK)
            add_fish_option(o, seen.data, out);
        else
            out->status = wm_text_status(&seen);
        wm_text_end(&seen);
    }
}

wm_exit wm_run_completion(const wm_arguments *arguments, wm_arena *program)
{
    (void)program;
    static const wm_str shells[] = {WM_WORD("bash"), WM_WORD("zsh"), WM_WORD("fish")};
    static void (*const scripts[])(wm_text *) = {add_bash, add_zsh, add_fish};
    wm_str wanted = wm_str_of(wm_operand(arguments, 0, ""));
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (!wm_str_equal(wanted, shells[i]))
            continue;
        wm_text text = {0};
        scripts[i](&text);
        wm_exit exit = wm_refused(wm_text_status(&text), NULL);
        if (exit == WM_EXIT_DONE)
            exit = wm_print(wm_text_str(&text));
        wm_text_end(&text);
        return exit;
    }
    wm_complain("no completion for `%.*s`; there are bash, zsh and fish", WM_FMT(wanted));
    return WM_EXIT_USAGE;
}
