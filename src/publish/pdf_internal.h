#ifndef WM_PUBLISH_PDF_INTERNAL_H
#define WM_PUBLISH_PDF_INTERNAL_H

#include "base/arena.h"
#include "publish/chart.h"
#include "publish/palette.h"
#include "publish/pdf.h"

#include <cairo.h>
#include <pango/pangocairo.h>

/* Shared by the files pdf*.c alone.
 *
 * The document is set twice: the first time nothing is drawn and the pages are counted,
 * the second time "page x of y" is known. Both run the same code and ask the same
 * questions in the same order, so heights measured the first time are kept for the
 * second.
 *
 * Units are points; y runs down the page. Only leaves of the tag tree may hold text
 * (cairo 1.16 drops the marks of a tag that has both text and children).
 */
#define WM_PDF_WIDTH  841.89
#define WM_PDF_HEIGHT 595.28
#define WM_PDF_MARGIN 30.0
#define WM_PDF_BODY   (WM_PDF_WIDTH - 2 * WM_PDF_MARGIN)
#define WM_PDF_FOOT   (WM_PDF_HEIGHT - 40.0) /* nothing of the body is lower */
#define WM_PDF_SIZE   10.0                   /* the smallest text but a chart's */

/* Words set alike, with an optional bold lead: **Commentary** The rate rose ... */
typedef struct wm_pdf_words {
    wm_str lead;
    wm_str text;
    double size; /* 0: WM_PDF_SIZE */
    bool bold;
    wm_colour colour; /* 0: ink */
    wm_anchor anchor;
    double after; /* space under it */
} wm_pdf_words;

/* What the tags of cairo 1.16 cannot carry, in the order the tags are opened; added to
 * the finished file by wm_pdf_describe (pdf_tags.c). */
typedef enum wm_pdf_scope {
    WM_PDF_SCOPE_COLUMN,
    WM_PDF_SCOPE_ROW,
} wm_pdf_scope;

typedef struct wm_pdf_remarks {
    WM_LIST(wm_str) figures;        /* alternative text of each Figure */
    WM_LIST(wm_pdf_scope) headings; /* scope of each TH                */
    WM_LIST(unsigned) spans;        /* columns under each TD           */
} wm_pdf_remarks;

typedef struct wm_pdf {
    const wm_publication *publication;
    const wm_judged *judged;
    const wm_scorecard *scorecard;
    wm_arena *arena; /* words, once for each setting       */
    wm_arena *kept;  /* heights and remarks, through both  */
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoContext *context;
    PangoLayout *layout;
    PangoFontDescription *fonts[2]; /* regular, bold */
    bool drawing;                   /* false: counting pages */
    unsigned page;
    unsigned pages;
    double y;       /* where the next block begins         */
    double top;     /* where the first of this page began  */
    wm_str running; /* said at the top of a page that continues a part */
    WM_LIST(double) heights;
    size_t height_next;
    wm_pdf_remarks remarks;
    wm_status status; /* sticky */
} wm_pdf;

/* pdf_flow.c: words, tags, pages. */

/* Height of the words set into the width. */
double wm_pdf_measure(wm_pdf *pdf, const wm_pdf_words *words, double width);

/* Sets them with the upper left corner at (x, y), inside the tag `tag` (NULL: none);
 * returns their height. */
double wm_pdf_set(wm_pdf *pdf, const char *tag, const wm_pdf_words *words, double x,
                  double y, double width);

/* At the pen, line by line onto further pages where they do not fit. */
void wm_pdf_flow(wm_pdf *pdf, const wm_pdf_words *words, double x, double width);

void wm_pdf_tag(wm_pdf *pdf, const char *tag);
void wm_pdf_untag(wm_pdf *pdf, const char *tag);

/* A page ends with its footer; the next begins. */
void wm_pdf_turn(wm_pdf *pdf);
void wm_pdf_foot(wm_pdf *pdf);
/* Turns when less than `height` is left and there is something on the page. True when it
 * did. */
bool wm_pdf_need(wm_pdf *pdf, double height);
double wm_pdf_left(const wm_pdf *pdf);

/* An H1 to H3 at the pen and its place in the outline; `under` is the entry it belongs
 * to, 0 for the document. Returns the entry. */
int wm_pdf_heading(wm_pdf *pdf, int level, wm_str text, int under);

void wm_pdf_fill(wm_pdf *pdf, wm_colour colour, double x, double y, double width,
                 double height);
void wm_pdf_rule(wm_pdf *pdf, wm_colour colour, double x, double y, double width);

/* Passes text on; {NULL, 0} becomes a sticky refusal of memory and an empty text. */
wm_str wm_pdf_said(wm_pdf *pdf, wm_str text);

/* What was written, in the arena; the text is ended. */
wm_str wm_pdf_take(wm_pdf *pdf, wm_text *text);

/* pdf_canvas.c: a canvas whose corner is at (x, y). The Figure begins with the first
 * thing drawn, and wm_pdf_canvas_end gives it its alternative text; nothing drawn,
 * nothing said. */
typedef struct wm_pdf_canvas {
    wm_canvas canvas;
    wm_pdf *pdf;
    double x;
    double y;
    double bottom; /* the lowest that was drawn, from y */
    bool drawn;
} wm_pdf_canvas;

void wm_pdf_canvas_begin(wm_pdf *pdf, wm_pdf_canvas *canvas, double x, double y);
void wm_pdf_canvas_end(wm_pdf_canvas *canvas, wm_str alternative);

/* pdf_table.c */
typedef struct wm_pdf_column {
    wm_str heading;
    double width;
    wm_anchor anchor;
} wm_pdf_column;

/* Drawn above the words of a cell, `height` high, as wide as the cell. */
typedef struct wm_pdf_picture {
    double height; /* 0: no picture */
    void (*draw)(wm_pdf *pdf, const void *what, double x, double y, double width,
                 double height);
    const void *what;
} wm_pdf_picture;

enum { WM_PDF_CELL_WORDS = 4, WM_PDF_COLUMNS_MAX = 16 };

typedef struct wm_pdf_cell {
    wm_pdf_picture picture;
    wm_pdf_words words[WM_PDF_CELL_WORDS];
    size_t count;
} wm_pdf_cell;

typedef struct wm_pdf_table {
    const wm_pdf_column *columns;
    size_t count;
    size_t row_heading;  /* the column whose cells head their rows */
    size_t under_column; /* where the words under a row begin */
} wm_pdf_table;

typedef struct wm_pdf_row {
    const wm_pdf_cell *cells;  /* one for each column */
    const wm_pdf_words *under; /* paragraphs across the row, below its cells */
    size_t under_count;
    double cells_height; /* by wm_pdf_table_measure */
    double under_height;
} wm_pdf_row;

/* Finds the heights of the rows; returns that of all of them under their header. */
double wm_pdf_table_measure(wm_pdf *pdf, const wm_pdf_table *table, wm_pdf_row *rows,
                            size_t count);

/* The measured rows with the header over them, repeated on every further page. A row
 * moves to the next page whole; only one that is taller than a page is broken, between
 * lines of what is under it. */
void wm_pdf_table_set(wm_pdf *pdf, const wm_pdf_table *table, const wm_pdf_row *rows,
                      size_t count);

/* pdf_grade.c: a grade as shape, letter and word. */
void wm_pdf_grade_tag(wm_pdf *pdf, const void *figure, double x, double y, double width,
                      double height);
void wm_pdf_grade_bar(wm_pdf *pdf, double x, double y, double width, double height);

/* pdf_choose.c: which measures are singled out. The rules are said on the page. */
typedef struct wm_pdf_choice {
    const wm_judged_row **rows;
    size_t count;
    size_t of; /* how many meet the rule; `count` of them are kept */
} wm_pdf_choice;

enum { WM_PDF_EXCEPTIONS_MAX = 12 };

wm_pdf_choice wm_pdf_choose_good(wm_pdf *pdf, size_t most);
wm_pdf_choice wm_pdf_choose_worrying(wm_pdf *pdf, size_t most);
wm_pdf_choice wm_pdf_choose_furthest(wm_pdf *pdf, size_t most);
wm_pdf_choice wm_pdf_choose_exceptions(wm_pdf *pdf, size_t most);

/* By what measures are singled out: grades; targets where hardly any measure has a grade
 * (judged->targets_lead); the direction of change where there are no targets either. */
typedef enum wm_pdf_basis {
    WM_PDF_BY_GRADES,
    WM_PDF_BY_TARGETS,
    WM_PDF_BY_DIRECTION,
} wm_pdf_basis;

wm_pdf_basis wm_pdf_basis_of(const wm_judged *judged);

/* pdf_comparators.c: `England 2015-16`. */
wm_str wm_pdf_comparator_name(wm_pdf *pdf, const wm_judged_comparator *comparator);
/* `England 2015-16 22.3%`. */
wm_str wm_pdf_comparator_words(wm_pdf *pdf, const wm_judged_row *row,
                               const wm_judged_comparator *comparator);
/* As a cell has room for: `England 22.3%`, `Neighbours 22.0%`; what the short name stands
 * for is said under the heading of the section. */
#define WM_PDF_NEIGHBOURS "Neighbours"
wm_str wm_pdf_compared_words(wm_pdf *pdf, const wm_judged_row *row,
                             const wm_judged_comparator *comparator, bool says_year);

/* pdf_table.c: the width of a column of references: as wide as the widest, within reason.
 */
double wm_pdf_ref_width(const wm_pdf *pdf);

/* The parts of the document, in their order. */
void wm_pdf_summary(wm_pdf *pdf);
void wm_pdf_sections(wm_pdf *pdf);
void wm_pdf_exceptions(wm_pdf *pdf);
void wm_pdf_definitions(wm_pdf *pdf);

/* pdf_tags.c: adds language, alternative texts, scopes and spans by an incremental
 * update at the file's end (ISO 32000-1, 7.5.6). A file that is not laid out as cairo
 * 1.16 does (newer ones may compress their objects) is left as it is: valid, tagged,
 * only without these. False then; memory refused is in the text's status. */
bool wm_pdf_describe(wm_text *file, const wm_pdf_remarks *remarks);

#endif
