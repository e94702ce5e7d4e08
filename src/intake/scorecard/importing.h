#ifndef WM_INTAKE_SCORECARD_IMPORTING_H
#define WM_INTAKE_SCORECARD_IMPORTING_H

#include "intake/scorecard/import.h"
#include "intake/scorecard/meaning.h"
#include "intake/scorecard/sheet.h"
#include "intake/scorecard/thresholds.h"
#include "intake/scorecard/value.h"

/* One import on its way, in the order of the work:
 *
 *     sheet.c     the cells                    layout.c   which row is what
 *     pivot.c     one row to a measure
 *     align.c     headings over columns,       columns.c  what each column means
 *                 by shape.c and change.c
 *     where.c     authority and region         when.c     year, as-at day, periods
 *     notes.c     titles and footnotes         rows.c     measures, their cells repaired
 *     units.c     units and changes            sections.c which section is whose
 *     assemble.c  scorecard and measures       figures.c  figures, comparators, comments
 *     claims.c    colours and arrows
 *     report.c    what to say about it all
 */

/* What stands in a column, counted over the measures' rows. */
typedef struct wm_shape {
    size_t cells;      /* not blank */
    size_t references; /* like a reference... */
    size_t distinct;   /* ...and about so many different ones */
    size_t numbers;
    size_t wholes;  /* of the numbers: no places */
    size_t symbols; /* NA, .., * */
    size_t ranges;  /* 20-25, <14, 85+; not bare numbers */
    size_t words;   /* words of a target: Increase */
    size_t texts;   /* prose: letters and a space */
    size_t ways;    /* High, Low is good */
    size_t colours; /* G: >=90 A: 80-89 R: <80 */
    size_t bytes;   /* of all cells */
} wm_shape;

typedef struct wm_column {
    size_t index; /* of the cell in its row */
    wm_heading heading;
    wm_shape shape;
    wm_period period;   /* of a figure or comparator; kind NONE: none, or not said */
    unsigned thousands; /* `£000s` in its heading: 3, the power of ten; else 0 */
    bool mapped;        /* by --map: not to be guessed about */
} wm_column;

/* A measure's row, with what was made of its cells. */
typedef struct wm_entry_row {
    size_t row;   /* in the sheet */
    int moved_by; /* cells stand so many columns too far right */
    wm_str ref;
    wm_str title;
    wm_sheet_cell *baseline; /* where it stands, its own column or beside it; or NULL */
    size_t section_row;      /* the section's own row in the sheet, or SIZE_MAX */
    size_t section;          /* of the scorecard */
    wm_unit unit;
    wm_change_unit change;
    wm_direction direction;
    bool pounds;           /* sums of money... */
    const char *pounds_in; /* ...in `pounds`, `thousands of pounds` */
    bool fractions;        /* 0.865 is 86.5 % */
    bool has_threshold[3]; /* by wm_colour, and the range printed for it */
    wm_printed_band thresholds[3];
} wm_entry_row;

typedef struct wm_importing {
    wm_arena *arena;
    wm_diags *diags;
    const wm_import_options *options;
    wm_sheet sheet;
    wm_column *columns;
    size_t column_count;
    int reporting_year; /* starts in; 0: not known yet */
    bool to_date;       /* its figures are cumulative: the year so far */
    WM_LIST(wm_entry_row) rows;
    size_t text_bytes; /* of titles and the like, that stand in the two text files */
    wm_imported *out;
} wm_importing;

enum { WM_IMPORT_FIRST_MONTH = 4 };

/* pivot.c: sheets with several rows to a measure get one. */
wm_status wm_import_pivot(wm_importing *importing);

/* align.c: gives columns[].heading, in the order of the cells of a row. */
wm_status wm_import_align(wm_importing *importing);

/* shape.c */
wm_shape wm_import_shape(const wm_importing *importing, size_t column);
/* How well a column suits a meaning, -1000 to 1000; 0 is no evidence. */
int wm_import_suits(wm_meaning meaning, const wm_shape *shape);

/* columns.c */
wm_status wm_import_columns(wm_importing *importing);
/* The first column of the meaning, or NULL. */
wm_column *wm_import_column(wm_importing *importing, wm_meaning meaning);
/* The row's cell in a column, its shift undone; NULL when blank. */
wm_sheet_cell *wm_import_cell(wm_importing *importing, const wm_entry_row *row,
                              const wm_column *column);

/* when.c */
wm_status wm_import_when(wm_importing *importing);

/* where.c */
wm_status wm_import_where(wm_importing *importing);

/* notes.c: title rows, footnotes, and the comparators' years that footnotes say. */
wm_status wm_import_notes(wm_importing *importing);

/* rows.c: references, titles, repairs, units. */
wm_status wm_import_rows(wm_importing *importing);

/* change.c: how a printed change can be got from two figures. */
typedef enum wm_change_way {
    WM_CHANGE_WAY_NONE = 0,
    WM_CHANGE_WAY_DIFFERENCE = 1,
    WM_CHANGE_WAY_PERCENT = 2,
    WM_CHANGE_WAY_BOTH = 3,
} wm_change_way;
wm_change_way wm_change_way_of(wm_decimal from, wm_decimal to, wm_decimal change);

/* units.c: unit, direction and the meaning of the change, row by row. */
wm_status wm_import_units(wm_importing *importing);

/* The latest figure's column (the year's, else the last of a period), or NULL. */
wm_column *wm_import_latest(wm_importing *importing);
/* What stands in a figure's cell, as printed; BLANK when nothing does. */
wm_value wm_import_value(wm_importing *importing, const wm_entry_row *row,
                         const wm_column *column);
/* The latest figure of a row that is a number; NONE when there is none. */
wm_value wm_import_latest_value(wm_importing *importing, const wm_entry_row *row);

/* units.c: a number as the row means it: a fraction made a percentage, thousands of
 * pounds multiplied out; then `how` and `usual` say so. */
void wm_import_mean(const wm_entry_row *row, const wm_column *column, wm_value *value);
/* What is meant by the figure, comparator or target in a cell; BLANK for none. */
wm_value wm_import_meant(wm_importing *importing, const wm_entry_row *row,
                         const wm_column *column);

/* The column of the row's latest number, or NULL. */
const wm_column *wm_import_latest_number(wm_importing *importing,
                                         const wm_entry_row *row);
/* units.c: the row's number in the period before its latest one. */
wm_value wm_import_value_before(wm_importing *importing, const wm_entry_row *row);

/* The row's cell as wm_import_cell gives it, save that a baseline found beside its column
 * belongs to that column alone. */
wm_sheet_cell *wm_import_own_cell(wm_importing *importing, const wm_entry_row *row,
                                  const wm_column *column);

/* sections.c: which section each row is of; rows then stand in the sections' order. */
wm_status wm_import_sections(wm_importing *importing);

/* assemble.c: the scorecard's header, rows and measures. */
wm_status wm_import_assemble(wm_importing *importing);

/* claims.c: printed colours and arrows that contradict the figures. */
wm_status wm_import_claims(wm_importing *importing);

/* figures.c: figures, comparators and comments. */
wm_status wm_import_figures(wm_importing *importing);

/* report.c. The cell counts as used. */
wm_status wm_report_cell(wm_importing *importing, wm_import_kind kind,
                         wm_sheet_cell *cell, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
wm_status wm_report_sheet(wm_importing *importing, wm_import_kind kind,
                          const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Every cell that nothing has used, then the order and the counts. */
wm_status wm_report_finish(wm_importing *importing);

/* import.c: an error in the diagnostics; WM_REJECTED. */
wm_status wm_import_refuse(wm_importing *importing, wm_place place, const char *remedy,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));

/* White space within becomes single spaces. {NULL, 0} when memory is refused. */
wm_str wm_import_one_line(wm_arena *arena, wm_str text);

/* A cell's text as the `.scorecard` or `.measures` will hold it, on one line. The cell
 * counts as used. WM_LIMIT, said in diags, when it or all of them are too long; see
 * import.h. */
wm_status wm_import_place(wm_importing *importing, wm_sheet_cell *cell, wm_str *out);

#endif
