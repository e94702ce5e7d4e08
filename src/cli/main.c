#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/say.h"

#include <signal.h>

int main(int count, char **words)
{
    /* A reader that has gone away is answered by the write, not by a signal that would
     * end us between two files. */
    signal(SIGPIPE, SIG_IGN);
    wm_interrupt_watch();
    wm_arena *program = wm_arena_new(WM_PROGRAM_BYTES_MAX);
    if (!program)
        return (int)wm_refused(WM_NOMEM, NULL);
    wm_arguments arguments;
    wm_exit exit = wm_arguments_parse(count - 1, words + 1, program, &arguments);
    if (exit == WM_EXIT_DONE)
        exit = wm_commands[arguments.command].run(&arguments, program);
    wm_arena_end(program);
    return (int)exit;
}
