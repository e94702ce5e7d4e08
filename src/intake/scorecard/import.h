#ifndef WM_INTAKE_SCORECARD_IMPORT_H
#define WM_INTAKE_SCORECARD_IMPORT_H

#include "base/diag.h"
#include "figure/folder.h"

/* A printed scorecard, as a council hands it round (TSV or CSV saved from a spreadsheet),
 * becomes a folder that Waymark can judge and publish.
 *
 *     title rows            Children's Services Scorecard - March 2017
 *     heading (1-2 lines)   Ref | Measure | NW Av* | RI | Good | ... | Q2 | Year End
 *     section rows          1. Contact and referral
 *     measures              1.2 | Re-referrals | 21.9 | 20-25 | 19-15 | ... | 21.0 | 21.6
 *     footnotes             * CIN census March 2016
 *
 * What a column means is decided by its words *and* by what stands in it: real headings
 * are wrapped over two cells, filled wrongly by a spreadsheet, or in another council's
 * words. Whatever was assumed, repaired or not understood is in the report, with line,
 * column, what was seen and what was made of it. Nothing is lost: every cell that is not
 * blank ends in a typed place (with its printed text) or in the report.
 */

/* `--map COLUMN=MEANING`. The column is its heading (in any case), a number from 1, or a
 * spreadsheet's letter. Meanings are listed by wm_import_meanings; a period such as
 * `2016-17 Q2` or `2016-17` is one too, and `ignore`.
 */
typedef struct wm_import_map {
    wm_str column;
    wm_str meaning;
} wm_import_map;

/* `--ref LINE=REF`: the reference of the row on that line of the file. */
typedef struct wm_import_ref {
    uint32_t line;
    wm_str ref;
} wm_import_ref;

/* Everything may be left zero. */
typedef struct wm_import_options {
    wm_str name;      /* of the files; empty: authority and year, `sefton-2017` */
    wm_str title;     /* of the scorecard; empty: the sheet's title row                */
    wm_str authority; /* code or name; empty: the one the sheet mentions most          */
    bool has_as_at;   /* else from the title row or the periods                        */
    wm_day as_at;
    const wm_import_map *maps;
    size_t map_count;
    const wm_import_ref *refs;
    size_t ref_count;
} wm_import_options;

/* Sheets above these are refused with WM_LIMIT and a message. */
enum {
    WM_IMPORT_ROWS_MAX = 5000,
    WM_IMPORT_COLUMNS_MAX = 256,
    WM_IMPORT_CELL_BYTES_MAX = 64 * 1024,
    WM_IMPORT_FILE_BYTES_MAX = 32 * 1024 * 1024,
    WM_IMPORT_TITLE_BYTES_MAX = 8 * 1024,     /* a title, target, owner, section... */
    WM_IMPORT_TITLES_BYTES_MAX = 1536 * 1024, /* ...and all of them: what a text file
                                                 may hold, with room for the rest   */
};

typedef enum wm_import_kind {
    WM_IMPORT_COLUMN,   /* what a heading was read as                              */
    WM_IMPORT_ASSUMED,  /* not said by the sheet                                   */
    WM_IMPORT_REPAIRED, /* the sheet says something else                           */
    WM_IMPORT_USUAL,    /* written as many write it: `12.5%`, `1,234`, `Low is good` */
    WM_IMPORT_READ,     /* written in an unusual way: `17/20`, `£1.2m`, a footnote  */
    WM_IMPORT_CHECK,    /* somebody should look: a change that cannot be recomputed */
    WM_IMPORT_KEPT,     /* understood, with no place in a scorecard: a colour, a rank */
    WM_IMPORT_UNREAD,   /* not understood. Both of these are kept in the report alone */
} wm_import_kind;

/* `column`, `assumed`, `repaired`, `usual`, `read`, `check`, `kept`, `unread`. */
const char *wm_import_kind_name(wm_import_kind kind);

typedef struct wm_import_entry {
    wm_import_kind kind;
    wm_place place; /* line 0: the sheet as a whole; column: which cell, from 1 */
    wm_str seen;    /* the cell as it stands in the file */
    wm_str meaning; /* what was made of it, a sentence without full stop */
} wm_import_entry;

typedef struct wm_imported {
    wm_str name;      /* of the files */
    wm_day as_at;     /* what the sheet says of itself, or the latest period's end */
    wm_folder folder; /* scorecard, measures, figures, comparators, comments */
    WM_LIST(wm_import_entry) report; /* by line, then column */
    size_t kind_counts[WM_IMPORT_UNREAD + 1];
} wm_imported;

/* Everything is allocated in `arena`; `bytes` and `file_name` (without its folder) must
 * outlive the result. `options` may be NULL. WM_REJECTED with diagnostics: empty,
 * binary, no heading, no figures, two rows with one reference, an override that fits
 * nothing. WM_LIMIT: larger than the limits above, said in diags.
 */
wm_status wm_import_scorecard(wm_str bytes, wm_str file_name,
                              const wm_import_options *options, wm_arena *arena,
                              wm_diags *diags, wm_imported *imported_out);

/* The files of the folder: `<name>.scorecard`, `<name>.measures`, `figures/printed.csv`,
 * `comparators/printed.csv`, `commentary.csv`, `import-report.csv` (line, column, kind,
 * seen, meaning). Texts live in the arena. Files without rows are left out, the report
 * never is.
 */
typedef struct wm_import_file {
    const char *name; /* NUL-terminated; may hold one folder */
    wm_str text;
} wm_import_file;

wm_status wm_import_render(const wm_imported *imported, wm_arena *arena,
                           wm_import_file **files_out, size_t *count_out);

/* The words that `--map` knows, for help and messages. */
const wm_str *wm_import_meanings(size_t *count_out);

#endif
