#ifndef WM_INTAKE_OPENDATA_IMPORT_H
#define WM_INTAKE_OPENDATA_IMPORT_H

#include "base/file.h"
#include "figure/folder.h"
#include "intake/opendata/map.h"

/* Published statistics become comparators for the measures of a scorecard:
 *
 *     the Department's open data, LAIT, ONS population, neighbour models
 *        -> recognised by their columns, never by their names
 *        -> cells by series (a row of the comparator map), year and place
 *        -> comparators: England, nine regions, every authority, and the mean and median
 *           of the statistical neighbours by each model
 *
 * A value is computed from counts where both are unrounded counts of one authority, else
 * it is what was published. A missing value keeps its symbol as a status and is never a
 * nought. Whatever is not used is counted with its reason.
 */
typedef struct wm_opendata_input {
    wm_str name;      /* as messages call the file */
    const char *path; /* read when its turn comes; NULL: `bytes` holds it */
    wm_str bytes;
} wm_opendata_input;

typedef struct wm_opendata_request {
    const wm_opendata_input *files;
    size_t file_count;
    const wm_folder *folder; /* for whom, and which measures */
    const wm_map *map;
    int from; /* years ending in; both 0: the three ending with the scorecard's */
    int to;
    bool all; /* every measure of the folder, not just those printed */
} wm_opendata_request;

enum {
    WM_OPENDATA_YEARS_MAX = 40,
    WM_OPENDATA_PLACES_MAX = 512,
    WM_OPENDATA_FILES_MAX = 64,
    WM_OPENDATA_FILE_BYTES_MAX = 256 * 1024 * 1024,
};

/* Why a row of a file was not used. */
typedef enum wm_opendata_skip {
    WM_OPENDATA_USED,
    WM_OPENDATA_NOT_ASKED,      /* of series that no measure is compared with       */
    WM_OPENDATA_OTHER_YEAR,     /* not one of the years asked for                   */
    WM_OPENDATA_OTHER_SERIES,   /* another breakdown than any the map asks for      */
    WM_OPENDATA_PART_OF_REGION, /* Inner and Outer London                           */
    WM_OPENDATA_OTHER_LEVEL,    /* neither country, region nor authority            */
    WM_OPENDATA_NO_PLACE,       /* names no place that is known                     */
    WM_OPENDATA_NO_YEAR,        /* its time is not a year ending in March           */
    WM_OPENDATA_NO_ENTRY,       /* a heading or a gap among the neighbours          */
    WM_OPENDATA_SKIPS
} wm_opendata_skip;

typedef struct wm_opendata_symbol {
    wm_str text;
    wm_figure_status status;
    size_t count;
    uint32_t line; /* the first */
} wm_opendata_symbol;

/* What was made of one file. */
typedef struct wm_opendata_file {
    wm_str name;
    const char *form; /* `the Department's open data`, `LAIT` ... */
    int first_year;   /* of all its rows; 0: it has no years */
    int last_year;
    size_t rows;
    size_t skipped[WM_OPENDATA_SKIPS];
    uint32_t skipped_line[WM_OPENDATA_SKIPS]; /* the first */
    WM_LIST(wm_str) refs; /* of the map, for which it has columns; wanted or not */
    WM_LIST(wm_opendata_symbol) symbols; /* of cells used */
    size_t floats; /* numbers as a computer writes them, 17.899999999999999 */
    uint32_t floats_line;
} wm_opendata_file;

/* What came of one measure. */
typedef struct wm_opendata_measure {
    wm_str ref;
    wm_str map_ref;    /* the map's name of its series, equal to ref unless replaced */
    size_t with_value; /* comparators of it with a value, neighbours among them */
    size_t without;
    int first_year; /* with any value; 0: none */
    int last_year;
    size_t filled;      /* authorities whose value came from another source, because the
                           first withheld a part of it */
    size_t disagreeing; /* published values that their own counts do not give */
    wm_str example;     /* of those */
} wm_opendata_measure;

typedef struct wm_opendata {
    int from;
    int to;
    WM_LIST(wm_comparator) comparators; /* in the scorecard's order of measures */
    WM_LIST(wm_opendata_file) files;
    WM_LIST(wm_opendata_measure) measures;
    WM_LIST(wm_str) without; /* references of measures that follow no series of the map */
    WM_LIST(int) models;     /* of neighbours, for which the authority was found */
    bool has_population;
    size_t neighbours_gone; /* averages of a former import that these files, without a
                               neighbour model, replace by nothing */
} wm_opendata;

/* Everything is allocated in `arena`. Mistakes are in diags: an unknown file, one that is
 * cut off, two files that disagree. With an error among them the result is not to be
 * used. WM_IO or WM_LIMIT with the reason in `error`: a file cannot be read. WM_NOMEM.
 */
wm_status wm_opendata_import(const wm_opendata_request *request, wm_arena *arena,
                             wm_diags *diags, wm_opendata *out, wm_file_error *error);

/* The comparators of a former import that this one does not replace (another measure or
 * another year) are put behind it, so that files may be imported one after the other. */
wm_status wm_opendata_keep(const wm_folder *folder, wm_str file, wm_arena *arena,
                           wm_opendata *opendata, size_t *kept_out);

/* What was recognised, used and not used, for whoever has to trust it. */
void wm_opendata_report(const wm_opendata *opendata, wm_text *out);

#endif
