#ifndef WM_CLI_SETTINGS_H
#define WM_CLI_SETTINGS_H

#include "cli/records.h"

/* What a council chose and set of the switches and parameters that a measure comes to, in
 * words to stand beside its figures:
 *
 *     counted here with cp_visit_every 10 working days in place of 15 working days
 *
 * Empty where nothing was. The definitions are resolved.
 */
wm_status wm_settings_words(const wm_catalogue *catalogue, const wm_definition *measure,
                            wm_arena *arena, wm_str *words_out);

/* The same on standard error, behind the measure's reference. */
wm_exit wm_settings_say(const wm_asking *asking, const wm_definition *measure);

/* `10 working days; 5 working days from 2017-04-01`, in one line. */
wm_str wm_setting_values(const wm_setting *setting, wm_arena *arena);

#endif
