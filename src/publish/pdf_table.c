#include "publish/pdf_internal.h"

#include <assert.h>

static const double PAD_X = 3; /* round the words of a cell */
static const double PAD = 4;
static const double PICTURE_GAP = 2;
static const double CELL_MOST = 92; /* seven lines */

double wm_pdf_ref_width(const wm_pdf *pdf)
{
    const double least = 30, most = 110; /* 16 letters as wide as most are */
    double widest = wm_text_width(WM_STR("Ref"), WM_PDF_SIZE, true);
    for (size_t i = 0; i < pdf->judged->row_count; i++) {
        double width = wm_text_width(pdf->judged->rows[i].row->ref, WM_PDF_SIZE, true);
        widest = width > widest ? width : widest;
    }
    widest += 2 * PAD_X + 1;
    return widest < least ? least : widest > most ? most : widest;
}

static double cell_height(wm_pdf *pdf, const wm_pdf_cell *cell, double width)
{
    double height = cell->picture.height > 0 ? cell->picture.height + PICTURE_GAP : 0;
    for (size_t i = 0; i < cell->count; i++)
        height += wm_pdf_measure(pdf, &cell->words[i], width - 2 * PAD_X);
    return height;
}

static double cells_height(wm_pdf *pdf, const wm_pdf_table *table, const wm_pdf_row *row)
{
    double highest = 0;
    for (size_t i = 0; i < table->count; i++) {
        double height = cell_height(pdf, &row->cells[i], table->columns[i].width);
        if (height > highest)
            highest = height;
    }
    return highest + 2 * PAD;
}

static double column_x(const wm_pdf_table *table, size_t column)
{
    double x = WM_PDF_MARGIN;
    for (size_t i = 0; i < column; i++)
        x += table->columns[i].width;
    return x;
}

static double table_width(const wm_pdf_table *table)
{
    return column_x(table, table->count) - WM_PDF_MARGIN;
}

static double under_x(const wm_pdf_table *table)
{
    return column_x(table, table->under_column) + PAD_X;
}

static double under_width(const wm_pdf_table *table)
{
    return WM_PDF_MARGIN + table_width(table) - PAD_X - under_x(table);
}

static double under_height(wm_pdf *pdf, const wm_pdf_table *table, const wm_pdf_row *row)
{
    double height = 0;
    for (size_t i = 0; i < row->under_count; i++)
        height += wm_pdf_measure(pdf, &row->under[i], under_width(table));
    return row->under_count ? height + PAD : 0;
}

/* What must fit for a row to begin here: all of it, or, when no page could hold it, its
 * cells and a few lines. */
static double row_need(const wm_pdf_row *row)
{
    double height = row->cells_height + row->under_height;
    double page = WM_PDF_FOOT - WM_PDF_MARGIN - 3 * WM_PDF_SIZE;
    return height > page ? row->cells_height + 5 * WM_PDF_SIZE : height;
}

static wm_pdf_words heading_words(const wm_pdf_column *column)
{
    return (wm_pdf_words){
        .text = column->heading, .bold = true, .anchor = column->anchor};
}

static double head_height(wm_pdf *pdf, const wm_pdf_table *table)
{
    double highest = 0;
    for (size_t i = 0; i < table->count; i++) {
        wm_pdf_words words = heading_words(&table->columns[i]);
        double height = wm_pdf_measure(pdf, &words, table->columns[i].width - 2 * PAD_X);
        if (height > highest)
            highest = height;
    }
    return highest + 2 * PAD;
}

static void remark_heading(wm_pdf *pdf, wm_pdf_scope scope)
{
    if (!pdf->drawing)
        return;
    if (!wm_list_push(pdf->kept, &pdf->remarks.headings, scope) && pdf->status == WM_OK)
        pdf->status = WM_NOMEM;
}

static void remark_span(wm_pdf *pdf, size_t columns)
{
    if (!pdf->drawing)
        return;
    if (!wm_list_push(pdf->kept, &pdf->remarks.spans, (unsigned)columns) &&
        pdf->status == WM_OK)
        pdf->status = WM_NOMEM;
}

/* The first header of a table is in its structure; its repetitions on further pages are
 * for the eye alone. */
static void set_head(wm_pdf *pdf, const wm_pdf_table *table, bool tagged)
{
    double height = head_height(pdf, table);
    wm_pdf_fill(pdf, WM_WASH, WM_PDF_MARGIN, pdf->y, table_width(table), height);
    if (tagged)
        wm_pdf_tag(pdf, "TR");
    for (size_t i = 0; i < table->count; i++) {
        wm_pdf_words words = heading_words(&table->columns[i]);
        if (tagged) {
            wm_pdf_tag(pdf, "TH");
            remark_heading(pdf, WM_PDF_SCOPE_COLUMN);
        }
        wm_pdf_set(pdf, NULL, &words, column_x(table, i) + PAD_X, pdf->y + PAD,
                   table->columns[i].width - 2 * PAD_X);
        if (tagged)
            wm_pdf_untag(pdf, "TH");
    }
    if (tagged)
        wm_pdf_untag(pdf, "TR");
    pdf->y += height;
    wm_pdf_rule(pdf, WM_INK, WM_PDF_MARGIN, pdf->y, table_width(table));
}

static void set_cell(wm_pdf *pdf, const wm_pdf_table *table, const wm_pdf_cell *cell,
                     size_t column)
{
    const char *tag = column == table->row_heading ? "TH" : "TD";
    wm_pdf_tag(pdf, tag);
    if (column == table->row_heading)
        remark_heading(pdf, WM_PDF_SCOPE_ROW);
    else
        remark_span(pdf, 1);
    const char *inner = cell->count > 1 || cell->picture.height > 0 ? "P" : NULL;
    double x = column_x(table, column) + PAD_X;
    double y = pdf->y + PAD;
    double width = table->columns[column].width - 2 * PAD_X;
    if (cell->picture.height > 0) {
        cell->picture.draw(pdf, cell->picture.what, x, y, width, cell->picture.height);
        y += cell->picture.height + PICTURE_GAP;
    }
    for (size_t i = 0; i < cell->count; i++)
        y += wm_pdf_set(pdf, inner, &cell->words[i], x, y, width);
    wm_pdf_untag(pdf, tag);
}

static void set_under(wm_pdf *pdf, const wm_pdf_table *table, const wm_pdf_row *row)
{
    if (!row->under_count)
        return;
    wm_pdf_tag(pdf, "TR");
    wm_pdf_tag(pdf, "TD");
    remark_span(pdf, table->count);
    for (size_t i = 0; i < row->under_count; i++)
        wm_pdf_flow(pdf, &row->under[i], under_x(table), under_width(table));
    pdf->y += PAD;
    wm_pdf_untag(pdf, "TD");
    wm_pdf_untag(pdf, "TR");
}

static void draw_row(wm_pdf *pdf, const wm_pdf_table *table, const wm_pdf_row *row)
{
    wm_pdf_tag(pdf, "TR");
    for (size_t i = 0; i < table->count; i++)
        set_cell(pdf, table, &row->cells[i], i);
    wm_pdf_untag(pdf, "TR");
    pdf->y += row->cells_height;
    set_under(pdf, table, row);
    wm_pdf_rule(pdf, WM_RULE, WM_PDF_MARGIN, pdf->y, table_width(table));
}

/* A row that is only counted and fits needs nothing but its height. */
static void set_row(wm_pdf *pdf, const wm_pdf_table *table, const wm_pdf_row *row)
{
    double height = row->cells_height + row->under_height;
    if (pdf->drawing || height > wm_pdf_left(pdf))
        draw_row(pdf, table, row);
    else
        pdf->y += height;
}

/* What is too long for a cell goes under the row with the heading of its column, so that
 * one long text neither makes a row taller than a page nor is cut.
 */
typedef struct long_words {
    wm_pdf *pdf;
    const wm_pdf_table *table;
    wm_pdf_cell *cells; /* copies of the row's, without what was moved */
    wm_pdf_words *under;
    size_t under_count;
} long_words;

static void move_words(long_words *moving, size_t column, wm_pdf_words *words)
{
    double width = moving->table->columns[column].width - 2 * PAD_X;
    if (wm_pdf_measure(moving->pdf, words, width) <= CELL_MOST)
        return;
    moving->under[moving->under_count++] = (wm_pdf_words){
        .lead = moving->table->columns[column].heading, .text = words->text, .after = 2};
    words->text = WM_STR("see below");
}

static bool open_moving(long_words *moving, const wm_pdf_row *row)
{
    size_t count = moving->table->count;
    size_t most = count * WM_PDF_CELL_WORDS + row->under_count;
    wm_arena *arena = moving->pdf->arena;
    moving->cells = wm_arena_alloc(arena, count, sizeof *moving->cells);
    moving->under = wm_arena_alloc(arena, most, sizeof *moving->under);
    if (!moving->cells || !moving->under)
        return false;
    memcpy(moving->cells, row->cells, count * sizeof *moving->cells);
    return true;
}

static void move_long(wm_pdf *pdf, const wm_pdf_table *table, wm_pdf_row *row)
{
    long_words moving = {.pdf = pdf, .table = table};
    if (!open_moving(&moving, row)) {
        wm_pdf_said(pdf, (wm_str){0});
        return;
    }
    for (size_t i = 0; i < table->count; i++)
        for (size_t j = 0; j < moving.cells[i].count; j++)
            move_words(&moving, i, &moving.cells[i].words[j]);
    for (size_t i = 0; i < row->under_count; i++)
        moving.under[moving.under_count++] = row->under[i];
    *row = (wm_pdf_row){
        .cells = moving.cells, .under = moving.under, .under_count = moving.under_count};
}

static void measure_row(wm_pdf *pdf, const wm_pdf_table *table, wm_pdf_row *row)
{
    row->cells_height = cells_height(pdf, table, row);
    if (row->cells_height > CELL_MOST + 2 * PAD) {
        move_long(pdf, table, row);
        row->cells_height = cells_height(pdf, table, row);
    }
    row->under_height = under_height(pdf, table, row);
}

double wm_pdf_table_measure(wm_pdf *pdf, const wm_pdf_table *table, wm_pdf_row *rows,
                            size_t count)
{
    double height = head_height(pdf, table);
    for (size_t i = 0; i < count; i++) {
        measure_row(pdf, table, &rows[i]);
        height += rows[i].cells_height + rows[i].under_height;
    }
    return height;
}

void wm_pdf_table_set(wm_pdf *pdf, const wm_pdf_table *table, const wm_pdf_row *rows,
                      size_t count)
{
    assert(table->count <= WM_PDF_COLUMNS_MAX);
    double head = head_height(pdf, table);
    unsigned headed = 0; /* the page that has its header */
    wm_pdf_tag(pdf, "Table");
    for (size_t i = 0; i < count; i++) {
        double need = row_need(&rows[i]);
        wm_pdf_need(pdf, pdf->page == headed ? need : head + need);
        if (pdf->page != headed)
            set_head(pdf, table, i == 0);
        headed = pdf->page;
        set_row(pdf, table, &rows[i]);
    }
    wm_pdf_untag(pdf, "Table");
}
