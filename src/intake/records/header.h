#ifndef WM_INTAKE_RECORDS_HEADER_H
#define WM_INTAKE_RECORDS_HEADER_H

#include "base/csv.h"
#include "intake/records/loading.h"

/* Which cell of a row is which column of the table, by the names in the first row.
 *
 *     key       `plan_id`                                        must be there
 *     parent    the key of the parent, `child_id`, else its name, `child`   must be there
 *     child     of a table of a table of child: its own `child_id`, for orphans
 *     columns   by their names; one cell may be two (`plan_id`, also a code)
 */
#define WM_NO_CELL SIZE_MAX

typedef struct wm_header {
    size_t key;
    size_t parent;
    size_t child;
    size_t authority;
    size_t *columns; /* of each column of the table */
    size_t width;
    uint32_t line;
} wm_header;

/* WM_REJECTED with a message: no first row, a column that must be there is not, or one
 * that is wanted stands twice. Others are entries of the report. */
wm_status wm_header_read(wm_loading *loading, int table, wm_str file,
                         wm_csv_reader *reader, wm_header *header_out);

/* Where the names stand in the next row that says anything; names in the order given.
 * Compared without case and the spaces around them. */
wm_status wm_header_row(wm_csv_reader *reader, wm_csv_row *row_out, bool *more_out);
size_t wm_header_cell(const wm_csv_row *row, wm_str name, bool *twice_out);

#endif
