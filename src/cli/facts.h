#ifndef WM_CLI_FACTS_H
#define WM_CLI_FACTS_H

#include "cli/records.h"

/* What the records say of the definitions: messages with how many rows a table has, and
 * which values a column has, beside the codes that a condition asks. Only definitions in
 * the folder itself are held against them: that a council has no child of some code of
 * the catalogue is no mistake.
 */

/* Once the records are loaded: tells codes that they do not have. */
wm_exit wm_facts_check(wm_asking *asking);

/* After mistakes in `diags`: the same mistakes with what the records say, where there are
 * records that can be read; else `diags` stays as it is. `records` as in
 * wm_asking_load. */
wm_status wm_facts_add(wm_asking *asking, const char *records, wm_diags *diags);

#endif
