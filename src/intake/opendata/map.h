#ifndef WM_INTAKE_OPENDATA_MAP_H
#define WM_INTAKE_OPENDATA_MAP_H

#include "base/diag.h"
#include "figure/measure.h"

/* The comparator map: which published series is compared with which measure, as a table
 * that an analyst can read and extend (data/comparator-map.csv; docs/comparators.md
 * explains its columns). Columns of the published files are named there and nowhere in
 * the program; a file is known by having the columns that a row of the map names.
 */

/* `cla_group=CLA on 31 March`: only rows of the file with that cell. */
typedef struct wm_map_condition {
    wm_str column;
    wm_str value;
} wm_map_condition;

typedef WM_LIST(wm_map_condition) wm_map_conditions;
typedef WM_LIST(wm_str) wm_map_columns;

typedef enum wm_map_use {
    WM_MAP_MEASURE,
    WM_MAP_POPULATION, /* the number of children that rates are of            */
    WM_MAP_NEIGHBOURS, /* value is how the ten columns begin, numerator the
                          column with the authority's own three digits        */
} wm_map_use;

typedef struct wm_map_row {
    wm_map_use use;
    wm_str ref;
    wm_str title_has; /* words that the measure's title must have; `3|three` either */
    wm_unit unit;
    int model;    /* of neighbours: 2021 */
    wm_str value; /* the column of the published figure; empty: always computed */
    wm_map_columns numerator; /* columns that are added up; may be none */
    wm_str denominator;       /* a column; empty with per_population    */
    bool per_population;
    wm_map_conditions where;
    wm_map_conditions denominator_where; /* the denominator stands in another row, that
                                            meets these and the rest of `where` */
    int published_month; /* first published on about this day after the year's end */
    int published_day;
    wm_str source;
    wm_str definition;
    bool is_own; /* of a user's map */
    wm_str file;
    wm_place place;
} wm_map_row;

typedef WM_LIST(wm_map_row) wm_map;

/* The map that the program carries, and one of a user's, whose rows replace all rows of
 * the same reference. Mistakes go to diags, with line and column.
 */
wm_status wm_map_built_in(wm_arena *arena, wm_diags *diags, wm_map *map);
wm_status wm_map_extend(wm_str bytes, wm_str name, wm_arena *arena, wm_diags *diags,
                        wm_map *map);

/* numerator over denominator times this: 100 for a percentage. */
int64_t wm_map_scale(wm_unit unit);

/* True when a measure with that title may be what the row speaks of. */
bool wm_map_title_fits(const wm_map_row *row, wm_str title);

#endif
