#ifndef WM_ENGINE_INTERNAL_H
#define WM_ENGINE_INTERNAL_H

#include "engine/engine.h"

/* What both engines ask of a request before they begin: every period inside the calendar,
 * every as-at day inside its period (asserted). WM_REJECTED with a message.
 */
wm_status wm_engine_check(const wm_request *request, wm_diags *diags);

wm_day wm_engine_as_at(const wm_request *request, size_t period);

/* Where rows of `table` have a column that was named for the rows `counted`: the other
 * side of a ratio has one of the same name and type, its own, its child's or behind the
 * same key, or none (means NOTHING) and all its rows are "not recorded".
 */
wm_path wm_engine_same_path(const wm_schema *schema, const wm_path *path, int counted,
                            int table);

/* The date of birth of rows of `table`: their own, else their child's, else NOTHING. */
wm_path wm_engine_birth_path(const wm_schema *schema, int table);

#endif
