#ifndef WM_LANG_LANG_INTERNAL_H
#define WM_LANG_LANG_INTERNAL_H

#include "lang/lang.h"
#include "lang/parser.h"

/* The parsers of lang/lang.h, which also say where things begin when `marks` is not
 * NULL. The formatter is their only other caller. A scorecard's settings go to the
 * catalogue, if there is one.
 */
wm_status wm_lang_read_scorecard(const wm_source *source, wm_arena *arena,
                                 wm_diags *diags, wm_mark_list *marks,
                                 wm_catalogue *catalogue, wm_scorecard *scorecard_out);
wm_status wm_lang_read_definitions(const wm_source *source, wm_arena *arena,
                                   wm_diags *diags, wm_mark_list *marks,
                                   wm_catalogue *catalogue);
wm_status wm_lang_read_tables(const wm_source *source, wm_arena *arena, wm_diags *diags,
                              wm_mark_list *marks, wm_catalogue *catalogue);

#endif
