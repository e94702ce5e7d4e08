#ifndef WM_CLI_IMPORT_REPORT_H
#define WM_CLI_IMPORT_REPORT_H

#include "base/text.h"
#include "intake/scorecard/import.h"

/* What an import made of a sheet, for whoever has to trust it: first how much arrived,
 * then what was assumed, repaired, unusual and not read, the same on many rows folded
 * into one with the lines named. With `only_unread` just what could not be read.
 */
void wm_import_report(const wm_imported *imported, bool only_unread, wm_text *out);

#endif
