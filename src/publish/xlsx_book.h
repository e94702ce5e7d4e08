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
    lxw_format *title, *plain, *quiet, *header, *header_right;
    lxw_format *text, *wrapped, *missing, *link;
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
    uint64_t numbers;          /* bit n: column n holds numbers */
    double header_height;      /* points, as all heights        */
    double page;               /* what a printed page holds; 0: not asked (sheet_pages) */
    double used;               /* of the page that the next row falls on */
    bool is_over;              /* the table goes on over a further page  */
} wm_sheet;

/* Rows of every sheet: 0 title, 1 marking and as at, 2 what stands here, 3 headings. */
enum { BOOK_HEADER_ROW = 3 };

enum { BOOK_ROW_POINTS = 15 }; /* height of a row whose height is not set */

static inline const wm_scorecard *book_scorecard(const wm_book *book)
{
    return &book->publication->judged->folder->scorecard;
}

wm_status book_open(wm_book *book, const wm_publication *publication, wm_arena *arena,
                    const char *path);
/* Writes the file. Whatever happens, the workbook's memory is given back. */
wm_status book_close(wm_book *book);

/* xlsx_sheet_name.c: `wanted` made fit for a sheet's name (31 characters, none of
 * []:*?/\) and unlike every other. Memory refused: "", and kept in the book. */
const char *book_sheet_name(wm_book *book, wm_str wanted);

/* A sheet of its own with its three opening rows; `name` as book_sheet_name has it. */
wm_sheet sheet_add(wm_book *book, wm_str name, wm_str title, wm_str what);
/* Names the columns and sets their widths; rows follow by sheet_next. */
void sheet_columns(wm_sheet *sheet, const wm_column *columns, size_t count);
/* After sheet_columns: prints as wide as a page, of A3 where a page of A4 could not be
 * read, by a scale of its own instead of `fit to width`, under which Excel takes no
 * notice of page breaks; from then on `used` follows the rows down the pages. */
void sheet_pages(wm_sheet *sheet);
/* Width of the columns, in points. */
double sheet_width(const wm_sheet *sheet);
/* After the last row: makes a named table of them, and what printing needs. */
void sheet_table(wm_sheet *sheet, const char *table_name);

void sheet_text(wm_sheet *sheet, lxw_col_t at, wm_str text);
void sheet_wrapped(wm_sheet *sheet, lxw_col_t at, wm_str text);
void sheet_number(wm_sheet *sheet, lxw_col_t at, wm_ratio value, unsigned places);
void sheet_whole(wm_sheet *sheet, lxw_col_t at, int64_t number);
void sheet_link(wm_sheet *sheet, lxw_col_t at, const char *target, wm_str text);
void sheet_next(wm_sheet *sheet);

/* Words in place of a number. */
void sheet_missing(wm_sheet *sheet, lxw_col_t at, wm_str words);
/* The value as a number, or the words for why there is none; `-` for no figure. */
void sheet_figure(wm_sheet *sheet, lxw_col_t at, const wm_figure *figure);
/* The comparator of a row, as a number where it has one. */
void sheet_compared(wm_sheet *sheet, lxw_col_t at, const wm_comparator *comparator);
/* The comparator shown for a level; an empty cell for none. */
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

/* A column's width for the widest reference. */
double xlsx_ref_width(const wm_judged *judged);

/* The sheets. */
void xlsx_summary(wm_book *book);
void xlsx_sections(wm_book *book);
void xlsx_comparators(wm_book *book);
void xlsx_definitions(wm_book *book);
void xlsx_checks(wm_book *book);
void xlsx_data(wm_book *book);
void xlsx_notes(wm_book *book);

/* xlsx_chart.c: a chart of each row that has a figure, below a section's table. */
void xlsx_charts(wm_book *book, wm_sheet *sheet, const wm_judged_row *rows, size_t count);
/* Whether a figure is part of the line, and not a mark of its own: the periods of the
 * kind that is shown most often are (chart_trend.c has the reason). */
bool xlsx_is_in_line(const wm_judged_row *row, const wm_judged_figure *figure);

/* Columns of the Data sheet that charts read. */
enum {
    DATA_PERIOD = 3,
    DATA_VALUE = 8,
    DATA_TARGET = 16,
    DATA_TARGET_UPPER = 18,
    DATA_LINE = 19,
    DATA_MARK = 20,
};
/* The first row of the Data sheet (from 0) that belongs to the judged row. */
lxw_row_t xlsx_data_row(const wm_judged *judged, const wm_judged_row *row);

#endif
