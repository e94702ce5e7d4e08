#ifndef WM_ENGINE_SCALE_H
#define WM_ENGINE_SCALE_H

#include "engine/engine.h"

/* From counts to the value of a figure, which no engine does itself. */

/* What numerator / denominator is multiplied by: 100 for a percentage. */
int64_t wm_counts_scale(const wm_schema *schema, const wm_definition *measure);

/* Of a ratio to a total of hundredths, the denominator is in hundredths. */
bool wm_counts_in_hundredths(const wm_schema *schema, const wm_definition *measure);

#endif
