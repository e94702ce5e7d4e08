#ifndef WM_CLI_SAY_H
#define WM_CLI_SAY_H

#include "base/diag.h"
#include "base/file.h"
#include "cli/command.h"

/* Speaking to a person. Results go to standard output, everything else to standard
 * error, each line of which begins with `waymark: `.
 */
void wm_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* All of it, or a complaint and WM_EXIT_SYSTEM. A reader that has gone away (`| head`) is
 * no failure. */
wm_exit wm_print(wm_str text);

/* Messages about the input, on standard error; how many were not kept is said too. */
void wm_print_diags(const wm_diags *diags);

/* The exit code of a refusal, said with the reason in `error` (which may be NULL). */
wm_exit wm_refused(wm_status status, const wm_file_error *error);

/* The same of a command that reads `path` into `program`: when it is the limit of what
 * one command keeps in memory that was met, that is said. */
wm_exit wm_refused_of(const char *path, const wm_arena *program, wm_status status,
                      const wm_file_error *error);

/* `--colour`: auto means standard output is a terminal and NO_COLOR is not set. False:
 * said. */
bool wm_colour_wanted(const char *when, bool *colour_out);

/* `--width`, else COLUMNS, else the terminal's, else 80; kept within 80 to 200. False:
 * said. */
bool wm_columns_wanted(const char *width, unsigned *columns_out);

#endif
