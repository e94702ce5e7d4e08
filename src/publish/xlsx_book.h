#ifndef WM_PUBLISH_XLSX_BOOK_H
#define WM_PUBLISH_XLSX_BOOK_H

#include "publish/palette.h"
#include "publish/publish.h"

#include <xlsxwriter.h>

/* Private to the workbook: formats made once, cells whose refusals are kept, tables. */

typedef struct wm_book {
    lxw_workbook *workbook;
    const wm_publication *publication;
    wm_arena *arena;  /* of this workbook: sheet names, strings with their NUL */
    wm_status status; /* sticky: the first refusal                            */
    lxw_format *title, *plain, *quiet, *header, *text, *wrapped, *link;
    lxw_format *number[WM_PLACES_MAX + 1]; /* by decimal places, made when needed */
    lxw_format *grade[5];                  /* fills of conditional formats        */
    lxw_format *missed;
    struct {
        const char *name;
        const char *what;
    } contents[256];
    size_t contents_count;
    char nothing[1]; /* stands for text that memory was refused for */
} wm_book;

typedef struct wm_column {
    const char *title;
    double width;
} wm_column;

typedef struct wm_sheet {
    wm_book *book;
    lxw_worksheet *worksheet;
    const char *name;
    lxw_row_t header; /* the row of the table's headings */
    lxw_row_t row;    /* the next free row               */
    lxw_col_t columns;
    unsigned lines;            /* that the current row's longest text takes */
    const wm_column *headings; /* as given to sheet_columns; must outlive the sheet */
} wm_sheet;

/* Rows of every sheet: 0 title, 1 marking and as at, 2 what stands here, 3 headings. */
enum { BOOK_HEADER_ROW = 3 };

wm_status book_open(wm_book *book, const wm_publication *publication, wm_arena *arena,
                    const char *path);
/* Writes the file. Whatever happens, the workbook's memory is given back. */
wm_status book_close(wm_book *book);

/* A sheet of its own with its three opening rows. `name` is made fit for a sheet's name
 * (31 characters, none of []:*?/\) and unlike every other. */
wm_sheet sheet_add(wm_book *book, wm_str name, wm_str title, wm_str what);
/* Names the columns and sets their widths; rows follow by sheet_next. */
void sheet_columns(wm_sheet *sheet, const wm_column *columns, size_t count);
/* After the last row: makes a named table of them, and what printing needs. */
void sheet_table(wm_sheet *sheet, const char *table_name);

void sheet_text(wm_sheet *sheet, lxw_col_t at, wm_str text);
void sheet_wrapped(wm_sheet *sheet, lxw_col_t at, wm_str text);
void sheet_number(wm_sheet *sheet, lxw_col_t at, wm_ratio value, unsigned places);
void sheet_whole(wm_sheet *sheet, lxw_col_t at, int64_t number);
void sheet_link(wm_sheet *sheet, lxw_col_t at, const char *target, wm_str text);
void sheet_next(wm_sheet *sheet);

/* The value as a number, or the words for why there is none. */
void sheet_figure(wm_sheet *sheet, lxw_col_t at, const wm_figure *figure);
/* The comparator of a level: printed before published; an empty cell for none. */
void sheet_comparator(wm_sheet *sheet, lxw_col_t at, const wm_judged_row *row,
                      wm_level level);
/* Conditional formats: grades by their word, outcomes that begin with `missed`. */
void sheet_grades(wm_sheet *sheet, lxw_col_t grade_at, lxw_col_t verdict_at);
/* A status of libxlsxwriter kept in the book. */
void book_keep(wm_book *book, lxw_error error);
/* Text with a NUL, in the book's arena; "" when memory is refused (and kept). */
char *book_chars(wm_book *book, wm_str text);
const char *book_cstr(wm_book *book, wm_str text);

/* `★ O`, `✔ G`, `▲ RI`, `✖ I`, `□ -`: the shape and letter of a grade. */
wm_str grade_shape(wm_arena *arena, wm_grade grade, const wm_scorecard *scorecard);

/* The sheets. */
void xlsx_summary(wm_book *book);
void xlsx_sections(wm_book *book);
void xlsx_comparators(wm_book *book);
void xlsx_definitions(wm_book *book);
void xlsx_checks(wm_book *book);
void xlsx_data(wm_book *book);
void xlsx_notes(wm_book *book);

/* A line chart of one row's figures out of the Data sheet, below a section's table. */
void xlsx_chart(wm_book *book, wm_sheet *sheet, const wm_judged_row *row, size_t index);
/* The first row of the Data sheet (from 0) that belongs to the judged row. */
lxw_row_t xlsx_data_row(const wm_judged *judged, const wm_judged_row *row);

#endif
