#ifndef WM_CLI_COUNTED_H
#define WM_CLI_COUNTED_H

#include "cli/command.h"
#include "figure/folder.h"

/* The figures of a scorecard counted from records: of every measure that it prints and
 * that has a body, in the periods shown and the baseline, into folder->computed. What was
 * printed or entered stays beside them. A figure without a value does not hide a printed
 * one that has one: records often begin later than the sheet.
 */
wm_exit wm_count_folder(const char *path, const char *records, wm_day known_at,
                        wm_arena *program, wm_folder *folder);

#endif
