#ifndef WM_INTAKE_OPENDATA_IMPORTING_H
#define WM_INTAKE_OPENDATA_IMPORTING_H

#include "base/csv.h"
#include "base/ratio.h"
#include "intake/opendata/import.h"

/* Shared by the files of this folder.
 *
 *     layout.c      what form a file has, and where and when a row of it is
 *     file.c        rows of one file into cells
 *     cell.c        what stands in a cell: a number, a symbol, something else
 *     follow.c      which series of the map a measure is compared with
 *     place.c       countries, regions and authorities, each once
 *     neighbours.c  the ten neighbours of the scorecard's authority
 *     derive.c      cells into comparators
 *     import.c      the whole
 */

/* data/comparator-map.csv, made into C by the build. */
extern const char wm_comparator_map_csv[];
extern const size_t wm_comparator_map_csv_bytes;
extern const char wm_comparator_map_csv_sha256[];

enum {
    WM_NO_PLACE = -1,
    WM_OD_POPULATION_BACK = 4, /* years that a population may be older than it should */
};

typedef struct wm_od_place {
    wm_level level;
    wm_str code;
    wm_str name;
    int number; /* the Department's three digits; 0: none */
    int until;  /* last year of one that was replaced, else 0 */
} wm_od_place;

enum { WM_OD_BUCKETS = 2048, WM_OD_NUMBERS = 1000 };

typedef struct wm_od_places {
    WM_LIST(wm_od_place) list;
    int16_t by_code[WM_OD_BUCKETS]; /* place + 1; 0: free */
    wm_str codes[WM_OD_BUCKETS];
    int16_t by_number[WM_OD_NUMBERS]; /* place + 1 */
    wm_str own_code; /* of the scorecard's authority, which keeps the code it was given */
    int own_number;
    int own; /* its place, or WM_NO_PLACE */
} wm_od_places;

/* A number or the reason why there is none, as a file had it. */
typedef struct wm_od_number {
    wm_str text;    /* in the arena; a number's without what a float adds */
    int64_t digits; /* of a FINAL one, as in a wm_decimal */
    uint8_t places;
    uint8_t status; /* a wm_figure_status */
    bool present;   /* there was a cell */
} wm_od_number;

static inline wm_decimal wm_od_decimal(const wm_od_number *number)
{
    return (wm_decimal){number->digits, number->places};
}

/* What the files say of one series, year and place. */
typedef struct wm_od_cell {
    wm_od_number value;
    wm_od_number numerator;
    wm_od_number denominator;
    uint32_t line;
    int file; /* index + 1; 0: no file says anything */
} wm_od_cell;

/* The places of one year; grows as they are met. */
typedef struct wm_od_year {
    wm_od_cell *cells;
    int capacity;
} wm_od_year;

/* One row of the map, and the cells found for it. */
typedef struct wm_od_series {
    const wm_map_row *map;
    bool is_wanted;    /* for a measure of the request, or population */
    wm_od_year *years; /* [year - first]; NULL: no file has this series */
    int first_seen;    /* years of all rows of it, asked for or not; 0: none */
    int last_seen;
    WM_LIST(int) files;
} wm_od_series;

/* What decides which series a measure is compared with, one for each of the folder. */
typedef struct wm_od_followed {
    wm_str ref;       /* of the map, if the map has it */
    bool by_replaces; /* the measure's `replaces` names it: its title need not fit */
    bool is_asked;    /* printed, or every measure is asked for */
} wm_od_followed;

typedef struct wm_od_model {
    int model;
    int numbers[10];
    bool found; /* a row for the scorecard's authority */
    int file;
} wm_od_model;

typedef struct wm_od {
    const wm_opendata_request *request;
    wm_arena *arena;
    wm_diags *diags;
    wm_opendata *out;
    wm_od_places *places;
    wm_od_series *series; /* one for each row of the map */
    size_t series_count;
    wm_od_followed *followed; /* one for each measure of the folder */
    WM_LIST(wm_od_model) models;
    int first; /* years kept: a few before `from`, for the population */
    int last;
    struct wm_od_candidate *candidates; /* derive.c: one for each place, reused */
    wm_file_error *error;
} wm_od;

/* The series of the map, those wanted marked; measures that follow none are named in
 * out->without, and what can be done for them in diags. */
wm_status wm_od_make_series(wm_od *od);
bool wm_od_is_printed(const wm_scorecard *scorecard, wm_str ref);

/* `measure` is one of the folder's. */
const wm_od_followed *wm_od_followed_by(const wm_od *od, const wm_measure *measure);

/* True when files have the series and the measure follows it. */
bool wm_od_is_for(const wm_od *od, const wm_od_series *series, const wm_measure *measure);

/* Places. WM_NO_PLACE: none. WM_LIMIT: more than WM_OPENDATA_PLACES_MAX, said. */
wm_status wm_od_places_init(wm_od *od);
wm_status wm_od_place_of_code(wm_od *od, wm_level level, wm_str code, wm_str name,
                              wm_str number, int *place_out);
int wm_od_place_of_number(const wm_od *od, int number);
wm_status wm_od_place_of_name(wm_od *od, wm_str name, int *place_out); /* no authority */

/* `343`, `343.0`; -1: neither. */
int wm_od_number_of(wm_str text);

/* Sorted as comparators are written: England, regions, authorities, by code. */
wm_status wm_od_places_order(const wm_od *od, const int **order_out);

/* A cell's text, read. A float's noise is taken off: 17.899999999999999 is 17.9, and
 * *is_float_out says so. Never fails but for memory (text.data NULL then). */
wm_od_number wm_od_read_number(wm_arena *arena, wm_str text, bool *is_float_out);

/* As much of a cell as a message has room for, in whole characters. */
wm_str wm_od_excerpt(wm_str text);

/* NULL: no file says anything. */
const wm_od_cell *wm_od_cell_at(const wm_od *od, const wm_od_series *series, int year,
                                int place);

/* To write into; NULL when memory is refused. */
wm_od_cell *wm_od_cell_make(wm_od *od, wm_od_series *series, int year, int place);

/* Where a row of a file says when and where it is. */
typedef struct wm_od_layout {
    const char *form; /* as wm_opendata_file.form */
    bool is_lait;
    int time, identifier, level; /* of the Department's open data */
    int country_code, region_code, region_name;
    int la_code, la_name, la_number; /* la_name and la_number of LAIT too */
} wm_od_layout;

/* The column of that name, -1: none. */
int wm_od_column(const wm_csv_row *header, wm_str name);

/* False: neither the Department's open data nor LAIT. */
bool wm_od_layout_of(const wm_csv_row *header, wm_od_layout *out);

/* The year a row's time ends in; 0: it says no such year. */
int wm_od_row_year(const wm_od_layout *layout, const wm_csv_row *row);

/* The row's place, or WM_NO_PLACE and why. */
wm_status wm_od_row_place(wm_od *od, const wm_od_layout *layout, const wm_csv_row *row,
                          int *place_out, wm_opendata_skip *why_out);

/* One file, whatever it is. What only it needs is in `file_memory`, which is rewound. */
wm_status wm_od_read_file(wm_od *od, int file, wm_arena *file_memory);

/* The rows of a neighbour model. */
wm_status wm_od_read_model(wm_od *od, int file, const wm_map_row *map,
                           const wm_csv_row *header, wm_csv_reader *reader);

/* A row that is not used. */
void wm_od_skip(wm_od *od, int file, wm_opendata_skip why, uint32_t line);

/* Comparators of one measure from all its series. */
wm_status wm_od_derive(wm_od *od, const wm_measure *measure, const int *order);

/* The bytes of a file, read when its turn comes; `file_memory` holds them. */
wm_status wm_od_bytes(const wm_od *od, int file, wm_arena *file_memory, wm_str *out);

#endif
