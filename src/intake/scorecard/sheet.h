#ifndef WM_INTAKE_SCORECARD_SHEET_H
#define WM_INTAKE_SCORECARD_SHEET_H

#include "base/csv.h"

/* The sheet as a grid in memory: every cell that is not blank, trimmed, with its place.
 * A cell is `used` once its text stands in a typed place or in the report; what is left
 * unused at the end becomes the report's list of unread cells, so nothing is lost.
 */
typedef struct wm_sheet_cell {
    wm_str text; /* trimmed; empty: blank */
    wm_place place;
    bool used;
} wm_sheet_cell;

typedef enum wm_sheet_row_kind {
    WM_SHEET_MEASURE,
    WM_SHEET_TITLE,
    WM_SHEET_GROUP, /* the upper line of a heading on two lines */
    WM_SHEET_HEADING,
    WM_SHEET_SECTION,
    WM_SHEET_FOOTNOTE,
    WM_SHEET_REPEATED, /* the heading again, at the top of a page */
} wm_sheet_row_kind;

typedef struct wm_sheet_row {
    wm_sheet_cell *cells;
    size_t count;  /* up to and with the last cell that is not blank */
    size_t filled; /* how many are not blank; never 0                */
    uint32_t line;
    wm_sheet_row_kind kind;
} wm_sheet_row;

typedef struct wm_sheet {
    wm_str file;                /* its name */
    WM_LIST(wm_sheet_row) rows; /* without empty ones */
    size_t width;               /* of the widest row  */
    size_t heading;             /* the (lower) heading row */
    bool has_group;             /* heading - 1 belongs to it */
    char separator;
    const char *encoding;
} wm_sheet;

/* WM_REJECTED for a sheet that is empty or no text, WM_LIMIT over the limits of
 * import.h; both said in diags. */
wm_status wm_sheet_read(wm_str bytes, wm_str file, wm_arena *arena, wm_diags *diags,
                        wm_sheet *sheet_out);

/* Which rows are title, heading, sections, measures and footnotes. *found_out is false
 * when no row can be the heading. */
wm_status wm_sheet_lay_out(wm_sheet *sheet, wm_arena *arena, bool *found_out);

/* NULL for a blank or absent cell. */
wm_sheet_cell *wm_sheet_at(const wm_sheet *sheet, size_t row, size_t column);
wm_sheet_cell *wm_sheet_row_at(const wm_sheet_row *row, size_t column);

/* The first cell of the row that is not blank. */
wm_sheet_cell *wm_sheet_first(const wm_sheet_row *row);

#endif
