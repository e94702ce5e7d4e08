#ifndef WM_CLI_PROGRAM_H
#define WM_CLI_PROGRAM_H

#include "base/arena.h"
#include "base/str.h"

/* Where the program is, and what is kept beside it. */

/* Its folder with a `/` at the end, in `room`; empty when the system does not say. */
wm_str wm_program_folder(char *room, size_t bytes);

/* The folder of the catalogue: WAYMARK_CATALOGUE, else `catalogue` beside the program,
 * else where it is installed. NULL when memory is refused; that it is there is not said.
 */
const char *wm_catalogue_folder(wm_arena *arena);

#endif
