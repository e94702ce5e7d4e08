#include "synth/row.h"

#include <assert.h>

const wm_synth_column wm_synth_columns[WM_SYNTH_COLUMNS] = {
#define TABLE(table)
#define COLUMN(table, name, kind) {#name, WM_SYNTH_##kind},
#include "synth/tables.def"
#undef COLUMN
#undef TABLE
};

/* A structure of a byte for each column is as long as they are many. */
#define TABLE(table)                                                                     \
    }                                                                                    \
    ;                                                                                    \
    struct width_of_##table {
#define COLUMN(table, name, kind) char name;
struct width_of_none {
    char none;
#include "synth/tables.def"
};
#undef COLUMN
#undef TABLE

const wm_synth_shape wm_synth_shapes[WM_SYNTH_TABLES] = {
#define TABLE(table) {#table, WM_FIRST_##table, (int)sizeof(struct width_of_##table)},
#define COLUMN(table, name, kind)
#include "synth/tables.def"
#undef COLUMN
#undef TABLE
};

wm_synth_cell *wm_row_cell_of_kind(wm_synth_row *row, wm_synth_kind kind)
{
    const wm_synth_shape *shape = &wm_synth_shapes[row->table];
    for (int i = 0; i < shape->count; i++)
        if (wm_synth_columns[shape->first + i].kind == kind)
            return &row->cells[i];
    return NULL;
}

wm_synth_row wm_row_begin(wm_synth_table table)
{
    return (wm_synth_row){.table = table};
}

static wm_synth_cell *cell_of(wm_synth_row *row, int column)
{
    const wm_synth_shape *shape = &wm_synth_shapes[row->table];
    int cell = column - shape->first;
    assert(cell >= 0 && cell < shape->count && cell < WM_ROW_CELLS);
    return &row->cells[cell];
}

void wm_row_key(wm_synth_row *row, int column, char prefix, int64_t number)
{
    *cell_of(row, column) =
        (wm_synth_cell){.number = number, .prefix = prefix, .set = number != 0};
}

void wm_row_day(wm_synth_row *row, int column, wm_day day)
{
    *cell_of(row, column) = (wm_synth_cell){.number = day, .set = day != WM_DAY_NONE};
}

void wm_row_code(wm_synth_row *row, int column, const char *code)
{
    *cell_of(row, column) = (wm_synth_cell){.code = code, .set = code != NULL};
}

void wm_row_yesno(wm_synth_row *row, int column, bool yes)
{
    *cell_of(row, column) = (wm_synth_cell){.number = yes, .set = true};
}

void wm_row_number(wm_synth_row *row, int column, int64_t number)
{
    *cell_of(row, column) = (wm_synth_cell){.number = number, .set = true};
}
