#ifndef WM_INTAKE_FOLDER_H
#define WM_INTAKE_FOLDER_H

#include "base/diag.h"
#include "base/file.h"
#include "figure/folder.h"

/* Reads what a user keeps (docs/formats.md):
 *
 *     sefton-2017/
 *       one .scorecard
 *       .measures              any number: the headings of the measures
 *       figures/               every .csv, and overrides.csv among them
 *       comparators/           every .csv
 *       commentary.csv
 *
 * Every row that is not used is reported with file, line and reason. A reference that
 * the scorecard does not print is a warning; one that no measure has is an error, and so
 * are two figures for one period. `authority` of a figure is empty for the scorecard's
 * own. WM_OK even with diagnostics of severity error: ask wm_diags_status(diags).
 */
wm_status wm_folder_read(const char *path, wm_arena *arena, wm_diags *diags,
                         wm_folder *folder_out, wm_file_error *error);

/* The same, and what its `.measures` use of the catalogue in the folder `catalogue`
 * (intake/definitions.h) may be printed too. */
wm_status wm_folder_read_with(const char *path, const char *catalogue, wm_arena *arena,
                              wm_diags *diags, wm_folder *folder_out,
                              wm_file_error *error);

/* The columns of the files, shared with those who write them (imports). Text columns
 * are read and written with the formula guard of base/csv.h.
 *
 *     figures      ref,period,value,places,numerator,denominator,status,printed,source,
 *                  note,as_at,known_at
 *     overrides    ref,period,value,by,why,until
 *     comparators  ref,level,code,name,year,value,numerator,denominator,status,source,
 *                  vintage,known,printed,definition
 *     commentary   ref,period,text,author,date,state
 *
 * `year` of a comparator is the calendar year it ends in (2016 is the year ending 31
 * March 2016), blank when the sheet does not say; `places` is how many decimals to
 * print. An empty cell is a blank. source `printed` marks a comparator from the sheet.
 */
void wm_figures_csv(const wm_figure *figures, size_t count, int first_month,
                    wm_text *out);
void wm_comparators_csv(const wm_comparator *comparators, size_t count, wm_text *out);
void wm_comments_csv(const wm_comment *comments, size_t count, int first_month,
                     wm_text *out);

#endif
