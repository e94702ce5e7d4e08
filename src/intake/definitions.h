#ifndef WM_INTAKE_DEFINITIONS_H
#define WM_INTAKE_DEFINITIONS_H

#include "base/diag.h"
#include "base/file.h"
#include "lang/tree.h"

/* The definitions of a folder: its `*.tables` and `*.measures`, and what these `use`.
 *
 *     sefton-2017/local.measures       use childrens-services
 *     catalogue/childrens-services.tables
 *     catalogue/childrens-services.measures
 *
 * `use <name>` means the files of that name in the folder, else those of the catalogue;
 * each file is read once, and what is used stands before what uses it.
 *
 * The catalogue's folder is a folder like any other, so that it may be read by itself.
 */
typedef struct wm_definitions {
    wm_catalogue catalogue;
    WM_LIST(wm_str) files; /* read, in their order */
} wm_definitions;

/* Reads the files, without resolving them; so that somebody can still change what was
 * asked (a breakdown) before wm_lang_resolve. WM_OK even with diagnostics of
 * severity error: ask wm_diags_status(diags). Everything lives in the arena.
 */
wm_status wm_definitions_read(const char *folder, const char *catalogue, wm_arena *arena,
                              wm_diags *diags, wm_definitions *definitions_out,
                              wm_file_error *error);

/* Replaces the breakdowns of a measure that is not resolved yet: `age, team.disability`;
 * `authority` among them is passed over, for every figure is an authority's anyway.
 */
wm_status wm_definitions_break_down(wm_definition *measure, wm_str list, wm_arena *arena);

/* Is there a file of definitions in the folder? */
bool wm_has_definitions(const char *folder, wm_arena *arena, wm_file_error *error);

#endif
