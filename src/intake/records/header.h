#ifndef WM_INTAKE_RECORDS_HEADER_H
#define WM_INTAKE_RECORDS_HEADER_H

#include "base/csv.h"
#include "intake/records/cell.h"
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
} wm_header;

/* WM_REJECTED with a message: no first row, a column that must be there is not, or one
 * that is wanted stands twice. Others are entries of the report. */
wm_status wm_header_read(wm_loading *loading, int table, wm_str file,
                         wm_csv_reader *reader, wm_header *header_out);

/* Which cell of the first row has this name, compared without case and the spaces around
 * it; NO_CELL: none. */
size_t wm_header_cell(const wm_csv_row *row, wm_str name, bool *twice_out);

/* The text of a cell as wm_cell_trimmed gives it; empty for one that is not there. */
static inline wm_str wm_row_cell(const wm_csv_row *row, size_t cell)
{
    if (cell >= row->count) /* also NO_CELL */
        return (wm_str){"", 0};
    return wm_cell_trimmed(row->cells[cell].text);
}

/* Nothing but spaces in any cell: such a row says nothing, and the next is looked for. */
bool wm_row_is_blank(const wm_csv_row *row);
wm_status wm_row_next(wm_csv_reader *reader, wm_csv_row *row_out, bool *more_out);

#endif
