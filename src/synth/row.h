#ifndef WM_SYNTH_ROW_H
#define WM_SYNTH_ROW_H

#include "base/date.h"

/* A made-up row on its way to its file. Cells are set by the names of their columns; one
 * that is not set is blank.
 *
 *     wm_synth_row row = wm_row_begin(WM_SYNTH_cp_visit);
 *     wm_row_key(&row, WM_COL_cp_visit_visit_id, 'V', 12);
 *     wm_row_day(&row, WM_COL_cp_visit_dated, day);
 *     wm_sink_put(sink, &row);
 */
typedef enum wm_synth_table {
#define TABLE(table) WM_SYNTH_##table,
#define COLUMN(table, name, kind)
#include "synth/tables.def"
#undef COLUMN
#undef TABLE
    WM_SYNTH_TABLES,
} wm_synth_table;

/* Columns of all tables in one count; WM_FIRST_<table> is that of the table's key. */
enum {
#define TABLE(table)              WM_FIRST_##table, WM_BEFORE_##table = WM_FIRST_##table - 1,
#define COLUMN(table, name, kind) WM_COL_##table##_##name,
#include "synth/tables.def"
#undef COLUMN
#undef TABLE
    WM_SYNTH_COLUMNS,
};

typedef enum wm_synth_kind {
    WM_SYNTH_KEY,
    WM_SYNTH_PARENT,
    WM_SYNTH_START, /* a row whose primary date is after the last day is not written */
    WM_SYNTH_END,   /* this and other dates are blank when they lie after it         */
    WM_SYNTH_DATE,
    WM_SYNTH_PLANNED,      /* may lie after it                                       */
    WM_SYNTH_CODE_AT_END,  /* blank while the row has no end                         */
    WM_SYNTH_YESNO_AT_END, /* likewise                                               */
    WM_SYNTH_LINK,
    WM_SYNTH_CODE,
    WM_SYNTH_TEXT,
    WM_SYNTH_YESNO,
    WM_SYNTH_INT,
    WM_SYNTH_HUNDREDTHS,
} wm_synth_kind;

typedef struct wm_synth_column {
    const char *name;
    wm_synth_kind kind;
} wm_synth_column;

typedef struct wm_synth_shape {
    const char *name;
    int first; /* column, of wm_synth_columns */
    int count;
} wm_synth_shape;

extern const wm_synth_column wm_synth_columns[WM_SYNTH_COLUMNS];
extern const wm_synth_shape wm_synth_shapes[WM_SYNTH_TABLES];

enum { WM_ROW_CELLS = 20 };

typedef struct wm_synth_cell {
    const char *code; /* lives as long as the program, or NULL */
    int64_t number;   /* day, count, hundredths, 1 or 0, what stands behind the prefix */
    char prefix;      /* of a key                                                     */
    bool set;
} wm_synth_cell;

typedef struct wm_synth_row {
    wm_synth_table table;
    wm_synth_cell cells[WM_ROW_CELLS];
} wm_synth_row;

/* The first cell of a kind, or NULL: the table has none. */
wm_synth_cell *wm_row_cell_of_kind(wm_synth_row *row, wm_synth_kind kind);

wm_synth_row wm_row_begin(wm_synth_table table);
void wm_row_key(wm_synth_row *row, int column, char prefix,
                int64_t number);                                   /* 0: blank */
void wm_row_day(wm_synth_row *row, int column, wm_day day);        /* NONE: blank */
void wm_row_code(wm_synth_row *row, int column, const char *code); /* NULL: blank */
void wm_row_yesno(wm_synth_row *row, int column, bool yes);
void wm_row_number(wm_synth_row *row, int column, int64_t number);

#endif
