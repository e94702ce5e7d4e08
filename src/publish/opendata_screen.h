#ifndef WM_PUBLISH_OPENDATA_SCREEN_H
#define WM_PUBLISH_OPENDATA_SCREEN_H

#include "base/csv.h"
#include "publish/opendata_check.h"

/* Shared by the stages of the checker: two tables in memory, and how a breach is said. */
typedef struct wm_screen_table {
    wm_str *names; /* of the columns */
    size_t columns;
    wm_str *cells; /* [row][column] */
    uint32_t *lines;
    size_t rows;
    bool in_meta;
} wm_screen_table;

typedef enum wm_meta_type {
    WM_META_NONE,
    WM_META_FILTER,
    WM_META_INDICATOR
} wm_meta_type;

typedef struct wm_screen {
    const wm_opendata_pair *pair;
    wm_arena *arena;
    wm_screening *out;
    wm_screen_table data;
    wm_screen_table meta;
    wm_meta_type *types; /* of each data column, by the meta file */
    wm_status status;    /* sticky: WM_NOMEM */
} wm_screen;

/* One breach; the same rule about the same `what` again is only counted. `line` 0: the
 * file as a whole. */
void wm_screen_say(wm_screen *screen, const wm_screen_table *table,
                   wm_screen_result result, const char *rule, uint32_t line,
                   const char *format, ...) __attribute__((format(printf, 6, 7)));

/* -1: no such column. */
int wm_screen_column(const wm_screen_table *table, const char *name);

static inline wm_str wm_screen_cell(const wm_screen_table *table, size_t row,
                                    size_t column)
{
    return table->cells[row * table->columns + column];
}

/* Required on every row, or part of a place's name: neither filter nor indicator. */
bool wm_screen_is_reserved(wm_str column);

void wm_screen_files(wm_screen *screen);
void wm_screen_columns(wm_screen *screen);
void wm_screen_meta(wm_screen *screen);
void wm_screen_time(wm_screen *screen);
void wm_screen_filters(wm_screen *screen);
void wm_screen_geography(wm_screen *screen);
void wm_screen_cells(wm_screen *screen);

#endif
