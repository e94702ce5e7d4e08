#ifndef WM_ENGINE_INTERNAL_H
#define WM_ENGINE_INTERNAL_H

#include "engine/engine.h"

/* What both engines ask of a request before they begin: every period inside the calendar,
 * every as-at day inside its period (asserted). WM_REJECTED with a message.
 */
wm_status wm_engine_check(const wm_request *request, wm_diags *diags);

wm_day wm_engine_as_at(const wm_request *request, size_t period);

/* Where rows of `table` have the column of a breakdown: the other side of a ratio has one
 * of the same name, or none (means NOTHING) and all its rows are "not recorded".
 */
wm_path wm_engine_by_path(const wm_schema *schema, const wm_by *by, int table);

#endif
