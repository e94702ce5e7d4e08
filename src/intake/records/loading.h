#ifndef WM_INTAKE_RECORDS_LOADING_H
#define WM_INTAKE_RECORDS_LOADING_H

#include "base/csv.h"
#include "column/texts.h"
#include "intake/records/keys.h"
#include "intake/records/load.h"

/* One load under way, shared by the files of this folder, which run in this order:
 *
 *     place.c    which files there are, and whether they may lie there
 *     header.c   which cell of a row is which column
 *     read.c     rows in the order of the files; keys and texts become numbers
 *     child.c    who is whose child: orphans, merged identities, the numbers of children
 *     settle.c   rows sorted into clusters
 *     link.c     keys of other tables become rows
 *     derive.c   runs of tables that are made from others
 *     series.c   numbers by authority and year
 */

/* Short texts that were met in a column lately, with the number that stood for them then:
 * most columns have a few codes, and those need not be looked up each time. */
enum { WM_LATELY_BITS = 4, WM_LATELY = 1 << WM_LATELY_BITS };

typedef struct wm_lately {
    uint64_t word; /* the text, its length in the highest byte; 0: none */
    int32_t number;
} wm_lately;

/* Rows of one table in the order of the files: column by column, not yet sorted. */
typedef struct wm_rows_file {
    wm_str name;
    uint32_t first; /* row */
} wm_rows_file;

typedef struct wm_rows {
    size_t count;
    size_t capacity;
    int32_t **columns; /* a KEY is a ref into the keys of its table, or WM_BLANK */
    uint32_t *key;     /* refs */
    uint32_t *parent;  /* refs into the keys of the parent's table, or NO_REF */
    uint32_t *child;   /* refs into the keys of child, of a table of child; filled by
                          child.c, but read from the file for a table of a table of child
                          that names the child too */
    uint32_t *line;
    wm_lately *lately; /* WM_LATELY for each column */
    size_t bytes_left; /* of the table's files, those not read yet */
    WM_LIST(wm_rows_file) files;
    uint32_t *sorted; /* row of the table in memory, by row here; NO_ROW: merged. NULL
                         of a table that no other names */
    uint32_t *origin; /* the other way about; NO_ROW: of no file */
} wm_rows;

/* What a derived table knows of its source: which run a row of it belongs to. */
typedef struct wm_runs {
    uint32_t *of_source; /* by row of the source in memory, or NO_ROW: left out */
    uint32_t *first_row; /* of the source, by run */
} wm_runs;

typedef WM_LIST(int32_t) wm_number_list;

/* A number of a series, before it is known which authorities have records. */
typedef struct wm_series_row {
    wm_series_value value; /* authority in the order met, or NO_AUTHORITY */
    int series;
    uint32_t line;
    wm_str file;
    size_t order; /* of the files */
} wm_series_row;

/* Dates of a column that can only be read one way: 16/09/2016, and 09/16/2016. If there
 * are more of these the column is American, and then 01/02/2016 is read as no day. */
typedef struct wm_stroke_dates {
    size_t day_first;
    size_t month_first;
    bool is_american;
    wm_str file; /* of the first with the month before the day */
    uint32_t line;
    wm_str value;
} wm_stroke_dates;

typedef struct wm_loading {
    const wm_schema *schema;
    const wm_load_options *options;
    wm_arena *arena;   /* what stays */
    wm_arena *scratch; /* what goes with the loading */
    wm_diags *diags;
    wm_load_report *report;
    wm_records *records;

    wm_stroke_dates **strokes; /* by table and column; kept when all is read again */

    wm_csv_room room; /* of the file that is being read */
    wm_texts texts;
    wm_number_list *mapped; /* by code list and text: see read.c */
    wm_rows *rows;          /* by table */
    wm_keys *keys;          /* by table */
    wm_runs *runs;          /* by table */

    WM_LIST(wm_records_authority) authorities; /* in the order they were met */
    wm_texts authority_texts;                  /* as cells and folders have them */
    WM_LIST(uint16_t) authority_of_text;
    uint16_t nameless;          /* authority of rows that name none, or NO_AUTHORITY */
    uint16_t standard;          /* of rows that name none, once it is known */
    uint16_t *authority_number; /* by the order met: the order by code */

    WM_LIST(wm_series_row) series_rows;

    uint32_t *child_number; /* by ref of child: its row in memory, or NO_ROW */
    uint32_t *child_final;  /* by ref: the child that supersedes it, or itself */
} wm_loading;

enum {
    WM_NO_AUTHORITY = UINT16_MAX,
    WM_AUTHORITIES_MAX = 5000, /* England has 153: more is another column */
};

/* A file of the records, in memory or by its path. */
typedef struct wm_records_file {
    wm_load_file file; /* name as messages call it: `E08000014/referral.csv` */
    wm_str stem;       /* `referral` */
    const char *path;  /* NULL: the bytes are in `file` */
} wm_records_file;

/* Adds an entry; the value is copied, cut where it is very long. `line` 0: the file. */
wm_status wm_load_note(wm_loading *loading, wm_load_fault fault, int table, int column,
                       wm_str file, uint32_t line, wm_str value);
/* About a row in the order of the files. */
wm_status wm_load_note_row(wm_loading *loading, wm_load_fault fault, int table,
                           int column, uint32_t row, wm_str value);

/* About one whose parent is not there. */
wm_status wm_load_note_orphan(wm_loading *loading, int table, uint32_t row);

/* The file that a row, in the order of the files, stands in. */
wm_str wm_load_file_of(const wm_loading *loading, int table, uint32_t row);

/* Number of the authority that a cell or a folder names: by code, name or as it is. */
wm_status wm_load_authority(wm_loading *loading, wm_str named, uint16_t *authority_out);
wm_status wm_load_nameless(wm_loading *loading, uint16_t *authority_out);
/* The first `count` that were met, by code or name, bytewise, into the records. */
wm_status wm_load_sort_authorities(wm_loading *loading, size_t count);

/* The table whose keys name the rows of this one: itself, or for a derived table that has
 * no file what it is made from, down to a file. */
int wm_load_base(const wm_loading *loading, int table);
bool wm_load_is_derived(const wm_loading *loading, int table);

/* The row in memory that a ref of a table's base names, or NO_ROW. */
uint32_t wm_load_row_of_ref(const wm_loading *loading, int table, uint32_t ref);

/* The steps. */
wm_status wm_load_read(wm_loading *loading, int table, const wm_records_file *file);
wm_status wm_load_children(wm_loading *loading);
wm_status wm_load_settle(wm_loading *loading, int table);
/* Columns that name rows of tables with a file, before anything is derived; then those
 * that name rows of derived tables, and parents. */
wm_status wm_load_link(wm_loading *loading, int table, bool to_derived);
wm_status wm_load_series_read(wm_loading *loading, int series,
                              const wm_records_file *file);
/* Authorities met after the first `of_rows` are named by series only. Where the records
 * name no council and the series one, that is whose they are. */
void wm_load_series_name(wm_loading *loading, uint16_t of_rows);
wm_status wm_load_series_settle(wm_loading *loading, uint16_t of_rows);

/* Opens a file of the records as CSV. */
wm_status wm_records_file_open(const wm_records_file *file, wm_csv_room *room,
                               wm_diags *diags, wm_csv_reader **reader_out);
/* What it takes; 0 where that cannot be told. */
size_t wm_records_file_bytes(const wm_records_file *file);

/* Finds the files below a folder of records (see load.h), and says whether they may lie
 * there. */
typedef struct wm_records_place {
    WM_LIST(wm_records_file) files;
    WM_LIST(wm_str) others; /* files that are not CSV */
    bool synthetic;
    wm_day extracted; /* day of the extract, or WM_DAY_NONE */
} wm_records_place;

wm_status wm_records_find(const char *path, const wm_load_options *options,
                          wm_arena *arena, wm_diags *diags, wm_records_place *place_out,
                          wm_file_error *error);

/* Puts rows of one cluster into the order (day, key). `prefix` is the key's beginning, so
 * that most are told apart without looking at the key itself. */
typedef struct wm_sort_row {
    uint64_t prefix;
    wm_day day;
    uint32_t row;
} wm_sort_row;

typedef struct wm_sorting {
    const wm_keys *keys;
    const uint32_t *refs; /* of each row, into the keys; NULL: the row is the ref */
} wm_sorting;

uint64_t wm_key_prefix(wm_str key);
/* `spare` has room for as many. */
void wm_sort_rows(const wm_sorting *sorting, wm_sort_row *rows, wm_sort_row *spare,
                  size_t count);

#endif
