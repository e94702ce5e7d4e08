#ifndef WM_PUBLISH_XLSX_WHOLE_H
#define WM_PUBLISH_XLSX_WHOLE_H

#include "base/status.h"

/* libxlsxwriter sets each part of a workbook in a temporary file and does not ask whether
 * that could be written: on a full disk a sheet is cut off, and the workbook is closed as
 * if nothing had been. So what was written is read again.
 *
 * WM_OK when every part of the workbook at `path` is there to the end of its last
 * element; WM_IO when one is not, or cannot be read. WM_NOMEM.
 */
wm_status wm_xlsx_whole(const char *path);

#endif
