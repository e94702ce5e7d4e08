#ifndef WM_PUBLISH_MACHINE_H
#define WM_PUBLISH_MACHINE_H

#include "publish/publish.h"

/* The fixed words of files that programs read (docs/formats.md). What people read is in
 * judge/words.h and may be worded better one day; these may not.
 */

/* `below`, `requires_improvement`, `good`, `outstanding`; empty for none. */
const char *wm_grade_id(wm_grade grade);

/* `met`, `missed`, `unknown`; empty for none. */
const char *wm_verdict_id(wm_verdict verdict);

/* `better`, `worse`, `same`; empty for none. */
const char *wm_sense_id(wm_sense sense);

/* `baseline`, `region`, `country`, `neighbours`; empty for none. */
const char *wm_relative_id(wm_relative relative);

/* The override that a figure came from, or NULL: who answers for it, and why. */
const wm_override *wm_override_of(const wm_folder *folder, const wm_figure *figure);

/* Why there is no value; a figure that nobody gave is `not_available`. */
wm_figure_status wm_status_of_figure(const wm_figure *figure);

#endif
