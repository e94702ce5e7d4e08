#ifndef WM_BASE_SHOWN_H
#define WM_BASE_SHOWN_H

#include "base/text.h"

/* Text from outside, safe to show on a terminal: one column each for a tab or line break
 * (a space) and for what would move the cursor, colour the screen, turn the line around
 * or is no text at all (`?`).
 */
void wm_add_shown(wm_text *out, wm_str text);

/* A path as it can be typed after a command: as it stands, or in single quotes where a
 * shell would make something else of it: `sefton-2017`, `'my folder'`.
 */
void wm_add_shell_word(wm_text *out, wm_str word);

#endif
