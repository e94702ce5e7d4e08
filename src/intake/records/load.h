#ifndef WM_INTAKE_RECORDS_LOAD_H
#define WM_INTAKE_RECORDS_LOAD_H

#include "base/diag.h"
#include "base/file.h"
#include "column/records.h"

/* Children's records into memory, and nobody lost (docs/records.md).
 *
 *     records/                      of one council: child.csv, referral.csv, ...
 *     records/E08000014/            or a folder for each
 *     records/extracts/2017-04-05/  or extracts, each whole, named for their day
 *
 * One CSV for each table, called after it; the first row names the columns in any order;
 * `authority` is a column of any of them. Columns that the table does not have are
 * reported and passed over; a missing one is blank throughout and reported.
 *
 * What excludes a row: a blank or malformed key, a bad primary date, an end before its
 * start. Everything else keeps it:
 *
 *     unknown code          `(unmapped: Z11)`, a group of its own, equal to no code
 *     bad optional value    blank
 *     exact duplicate       one is kept
 *     key twice             the first in file order is kept
 *     unknown child         the row is kept, with a child of which nothing else is known
 *     superseded child      its rows count as those of the child that supersedes it
 *     blank in a column     kept
 *       without `?`
 *
 * and is in the report with file and line.
 */
typedef enum wm_load_fault {
#define FAULT(name, severity, excludes, text) WM_FAULT_##name,
#include "intake/records/faults.def"
#undef FAULT
    WM_FAULTS,
} wm_load_fault;

typedef struct wm_load_entry {
    wm_load_fault fault;
    int table;  /* WM_NO_TABLE: about a file that belongs to none */
    int column; /* WM_NO_COLUMN: the row, or its key */
    wm_str file;
    uint32_t line; /* 0: the whole file */
    wm_str value;  /* as it stood there */
} wm_load_entry;

typedef struct wm_load_table {
    size_t read; /* rows in the files */
    size_t excluded;
    size_t collapsed; /* exact duplicates and keys twice */
    size_t later;     /* recorded after the day asked for */
    size_t merged;    /* of child: superseded by another */
    size_t kept;      /* read less all of these; of a derived table, its rows */
    size_t added;     /* of child: known only from rows of other tables */
    bool found;       /* there was a file */
} wm_load_table;

/* How often a fault was found in a column of a table, and where first. */
typedef struct wm_load_tally {
    wm_load_fault fault;
    int table;
    int column;
    size_t count;
    size_t first; /* entry */
} wm_load_tally;

/* Of one fault in one column so many places are kept; the rest are counted. Nobody walks
 * through more, and a column that is blank throughout has millions. */
enum { WM_LOAD_PLACES_MAX = 100000 };

typedef struct wm_load_report {
    /* Every row not used and every value not understood, in the order they were met. */
    WM_LIST(wm_load_entry) entries;
    WM_LIST(wm_load_tally) tallies;
    size_t counts[WM_FAULTS];
    wm_load_table *tables; /* one for each of the schema */
} wm_load_report;

typedef struct wm_load_options {
    wm_day known_at;  /* WM_DAY_NONE: everything */
    wm_str authority; /* of a folder that names none; may be empty: then `(this
                         authority)` */
    bool any_place;   /* skip the question whether the place is safe for records */
} wm_load_options;

/* WM_REJECTED with a message in diags: no table at all, a file without its key column, a
 * place where records may be published (inside a git work tree, or readable by others)
 * unless `any_place` or the records carry the marker of made-up ones (the file
 * `SYNTHETIC` beside them). Otherwise WM_OK, whatever the report says. */
wm_status wm_records_load(const char *path, const wm_schema *schema,
                          const wm_load_options *options, wm_arena *arena,
                          wm_diags *diags, wm_load_report *report_out,
                          wm_records *records_out, wm_file_error *error);

/* From memory, for tests and fuzzing: the same, each file a name and its bytes. */
typedef struct wm_load_file {
    wm_str name;      /* `referral.csv` */
    wm_str authority; /* from the folder; may be empty */
    wm_str bytes;
} wm_load_file;

wm_status wm_records_load_files(const wm_load_file *files, size_t count,
                                const wm_schema *schema, const wm_load_options *options,
                                wm_arena *arena, wm_diags *diags,
                                wm_load_report *report_out, wm_records *records_out);

/* One line for each kind of fault and table, with a count and the first place: what a
 * person reads. */
wm_status wm_load_report_say(const wm_load_report *report, const wm_records *records,
                             wm_text *out);
/* The line of one of them, and how grave a fault is. */
void wm_load_tally_say(const wm_load_tally *tally, const wm_load_report *report,
                       const wm_schema *schema, wm_text *out);
wm_severity wm_load_fault_severity(wm_load_fault fault);
/* Every entry: `table,column,fault,file,line,value`. */
void wm_load_report_csv(const wm_load_report *report, const wm_schema *schema,
                        wm_text *out);

#endif
