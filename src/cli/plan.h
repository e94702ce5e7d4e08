#ifndef WM_CLI_PLAN_H
#define WM_CLI_PLAN_H

#include "base/text.h"
#include "lang/tree.h"

/* What a measure is made of, all names found: a line for each node of its tree, and then
 * every define it comes to. `waymark explain --plan` prints the text; `explain` wants to
 * know what was met on the way.
 */
typedef struct wm_plan {
    const wm_catalogue *catalogue;
    wm_arena *arena;
    wm_text *out;
    unsigned depth;
    bool *defines; /* by their numbers: met */
    bool *parameters;
    bool *switches;
    bool *tables;
    bool *counted;  /* tables that the figure reads, and not a breakdown alone */
    bool **columns; /* by table: columns likewise */
    bool is_breakdown;
    WM_LIST(int) met; /* defines, in the order met */
    bool refused;     /* memory */
} wm_plan;

/* `out` gets the text; the lists live in the arena. */
wm_status wm_plan_of(const wm_catalogue *catalogue, const wm_definition *measure,
                     wm_arena *arena, wm_text *out, wm_plan *plan_out);

#endif
