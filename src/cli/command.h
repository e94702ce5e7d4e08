#ifndef WM_CLI_COMMAND_H
#define WM_CLI_COMMAND_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

#include <stdbool.h>

/* What can be asked of the program: the commands and their options are the table
 * cli/commands.def, and help, parsing and suggestions all come from it.
 */
typedef enum wm_exit {
    WM_EXIT_DONE = 0,
    WM_EXIT_FINDINGS = 1, /* there are findings of severity error             */
    WM_EXIT_USAGE = 2,    /* the command line is not one                      */
    WM_EXIT_INPUT = 3,    /* a file or folder given cannot be used: not there, of another
                             kind, too large, with mistakes, or somebody's work */
    WM_EXIT_SYSTEM = 4,   /* no memory, no space, no permission               */
    WM_EXIT_INTERRUPTED = 130, /* ctrl-C; nothing was changed                 */
} wm_exit;

typedef enum wm_command_id {
#define COMMAND(id, name, operands, least, most, summary, about) WM_COMMAND_##id,
#define OPTION(command, id, name, value, help)
#include "cli/commands.def"
#undef OPTION
#undef COMMAND
    WM_COMMAND_COUNT
} wm_command_id;

typedef enum wm_option_id {
#define COMMAND(id, name, operands, least, most, summary, about)
#define OPTION(command, id, name, value, help) WM_OPTION_##command##_##id,
#include "cli/commands.def"
#undef OPTION
#undef COMMAND
    WM_OPTION_COUNT
} wm_option_id;

typedef struct wm_given {
    wm_option_id option;
    const char *value; /* NULL for an option without one */
} wm_given;

/* A command line that was understood. Texts are argv's own. */
typedef struct wm_arguments {
    wm_command_id command;
    WM_LIST(wm_given) options; /* in the order given */
    WM_LIST(const char *) operands;
} wm_arguments;

typedef wm_exit (*wm_command_run)(const wm_arguments *arguments, wm_arena *program);

typedef struct wm_command {
    const char *name; /* `build`, `import scorecard` */
    const char *operands;
    size_t operands_least;
    size_t operands_most;
    const char *summary;
    const char *about;
    wm_command_run run;
} wm_command;

typedef struct wm_option {
    wm_command_id command;
    const char *name;
    const char *value; /* what help calls it, or NULL: takes none */
    const char *help;
} wm_option;

/* wm_run_build, wm_run_check ... */
#define COMMAND(id, name, operands, least, most, summary, about)                         \
    wm_exit wm_run_##id(const wm_arguments *arguments, wm_arena *program);
#define OPTION(command, id, name, value, help)
#include "cli/commands.def"
#undef OPTION
#undef COMMAND

extern const wm_command wm_commands[WM_COMMAND_COUNT];
extern const wm_option wm_options[WM_OPTION_COUNT];

/* argv without the program's name. Anything but WM_EXIT_DONE has been said on standard
 * error, with the nearest name where one was misspelt. `--help` anywhere makes it the
 * command help. */
wm_exit wm_arguments_parse(int count, char **words, wm_arena *program,
                           wm_arguments *arguments_out);

/* The last value given for an option, or NULL; for one without value, whether given. */
const char *wm_argument(const wm_arguments *arguments, wm_option_id option);
bool wm_is_given(const wm_arguments *arguments, wm_option_id option);

/* The operand, or `otherwise`. */
const char *wm_operand(const wm_arguments *arguments, size_t index,
                       const char *otherwise);

/* The one called exactly so (two words for `import scorecard`), or WM_COMMAND_COUNT. */
wm_command_id wm_command_called(wm_str name);

#endif
