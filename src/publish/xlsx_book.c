#include "publish/xlsx_book.h"

#include "base/encoding.h"
#include "base/file_system.h"
#include "judge/words.h"
#include "publish/canvas.h"

#include <assert.h>
#include <stdio.h>

/* Excel's longest string in a cell; longer text is cut between characters. */
enum { CELL_BYTES_MAX = 32767 };

void book_keep(wm_book *book, lxw_error error)
{
    if (error == LXW_NO_ERROR || book->status != WM_OK)
        return;
    book->status = error == LXW_ERROR_MEMORY_MALLOC_FAILED ? WM_NOMEM : WM_IO;
}

char *book_chars(wm_book *book, wm_str text)
{
    if (text.len > CELL_BYTES_MAX) {
        text.len = CELL_BYTES_MAX;
        text.len = wm_utf8_valid_length(text);
    }
    char *copy = wm_arena_alloc(book->arena, text.len + 1, 1);
    if (!copy) {
        book->status = WM_NOMEM;
        return book->nothing;
    }
    if (text.len)
        memcpy(copy, text.data, text.len);
    return copy;
}

const char *book_cstr(wm_book *book, wm_str text)
{
    return book_chars(book, text);
}

static lxw_format *new_format(wm_book *book)
{
    lxw_format *format = workbook_add_format(book->workbook);
    if (!format) {
        book->status = WM_NOMEM;
        return NULL;
    }
    format_set_font_name(format, "Arial");
    format_set_font_size(format, 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static void dress_header(lxw_format *header)
{
    format_set_bold(header);
    format_set_text_wrap(header);
    format_set_bg_color(header, WM_DARK_BLUE);
    format_set_font_color(header, WM_PAPER);
}

static void make_formats(wm_book *book)
{
    book->title = new_format(book);
    book->plain = new_format(book);
    book->quiet = new_format(book);
    book->header = new_format(book);
    book->header_right = new_format(book);
    book->missing = new_format(book);
    book->text = new_format(book);
    book->wrapped = new_format(book);
    book->link = new_format(book);
    book->missed = workbook_add_format(book->workbook);
    for (int grade = 0; grade < 5; grade++)
        book->grade[grade] = workbook_add_format(book->workbook);
    if (book->status != WM_OK || !book->missed || !book->grade[4]) {
        book->status = WM_NOMEM;
        return;
    }
    format_set_bold(book->title);
    format_set_font_size(book->title, 16);
    format_set_font_color(book->title, WM_DARK_BLUE);
    format_set_font_color(book->quiet, WM_INK_QUIET);
    dress_header(book->header);
    dress_header(book->header_right);
    format_set_align(book->header_right, LXW_ALIGN_RIGHT);
    format_set_text_wrap(book->missing);
    format_set_align(book->missing, LXW_ALIGN_RIGHT);
    format_set_font_color(book->missing, WM_INK_QUIET);
    /* Off the number that ends the column before. */
    format_set_indent(book->text, 1);
    format_set_indent(book->wrapped, 1);
    format_set_indent(book->header, 1);
    format_set_text_wrap(book->wrapped);
    format_set_font_color(book->link, WM_DARK_BLUE);
    format_set_underline(book->link, LXW_UNDERLINE_SINGLE);
    for (int grade = 0; grade < 5; grade++) {
        wm_grade_look look = wm_grade_look_of((wm_grade)grade);
        format_set_bg_color(book->grade[grade], look.fill);
        format_set_font_color(book->grade[grade], look.ink);
    }
    format_set_bold(book->missed);
    format_set_font_color(book->missed, WM_PLUM);
}

/* Columns are measured in digits of the default font. Arial's are as wide everywhere,
 * since its stand-ins were drawn to its widths; Calibri, the library's choice, is put in
 * place by fonts a third wider where it is missing. */
static void set_default_font(lxw_workbook *workbook)
{
    lxw_format *normal = STAILQ_FIRST(workbook->formats);
    format_set_font_name(normal, "Arial");
    format_set_font_size(normal, 10);
}

static void set_properties(wm_book *book)
{
    const wm_publication *publication = book->publication;
    const wm_scorecard *scorecard = &publication->judged->folder->scorecard;
    /* libxlsxwriter refuses properties over 255 bytes. */
    lxw_doc_properties properties = {
        .title = book_chars(book, wm_str_slice(scorecard->title, 0, 200)),
        .subject = book_chars(book, WM_STR("Performance scorecard")),
        .company = book_chars(book, wm_str_slice(scorecard->authority.name, 0, 200)),
        .status = book_chars(book, publication->marking),
        .created = (time_t)publication->made * 86400,
    };
    book_keep(book, workbook_set_properties(book->workbook, &properties));
}

wm_status book_open(wm_book *book, const wm_publication *publication, wm_arena *arena,
                    const char *path)
{
    *book = (wm_book){.publication = publication, .arena = arena};
    const char *folder = wm_path_parent(arena, path);
    if (!folder)
        return WM_NOMEM;
    /* The parts wait on the disk that the workbook goes to, not in a folder of all users.
     */
    lxw_workbook_options options = {.tmpdir = book_chars(book, wm_str_of(folder))};
    if (book->status != WM_OK)
        return book->status;
    book->workbook = workbook_new_opt(path, &options);
    if (!book->workbook)
        return WM_NOMEM;
    set_default_font(book->workbook);
    set_properties(book);
    make_formats(book);
    return book->status;
}

wm_status book_close(wm_book *book)
{
    /* A workbook that was refused something is not written at all. */
    if (book->status != WM_OK)
        lxw_workbook_free(book->workbook);
    else
        book_keep(book, workbook_close(book->workbook));
    book->workbook = NULL;
    return book->status;
}

static void opening_rows(wm_sheet *sheet, wm_str title, wm_str what)
{
    wm_book *book = sheet->book;
    const wm_publication *publication = book->publication;
    char as_at[24];
    wm_day_say(publication->judged->as_at, as_at);
    wm_str second = wm_str_format(book->arena, "%.*s. As at %s.",
                                  WM_FMT(publication->marking), as_at);
    lxw_worksheet *w = sheet->worksheet;
    book_keep(book, worksheet_set_row(w, 0, 24, NULL));
    book_keep(book, worksheet_write_string(w, 0, 0, book_cstr(book, title), book->title));
    book_keep(book,
              worksheet_write_string(w, 1, 0, book_cstr(book, second), book->plain));
    book_keep(book, worksheet_write_string(w, 2, 0, book_cstr(book, what), book->quiet));
}

static void print_setup(wm_sheet *sheet)
{
    lxw_worksheet *w = sheet->worksheet;
    worksheet_set_landscape(w);
    worksheet_set_paper(w, 9); /* A4 */
    worksheet_fit_to_pages(w, 1, 0);
    worksheet_set_margins(w, 0.4, 0.4, 0.6, 0.6);
    wm_str marking = sheet->book->publication->marking;
    wm_str footer =
        wm_str_format(sheet->book->arena, "&L%.*s&C&A&RPage &P of &N", WM_FMT(marking));
    book_keep(sheet->book, worksheet_set_footer(w, footer.data ? footer.data : ""));
}

wm_sheet sheet_add(wm_book *book, wm_str name, wm_str title, wm_str what)
{
    wm_sheet sheet = {
        .book = book, .header = BOOK_HEADER_ROW, .row = BOOK_HEADER_ROW + 1};
    if (book->status != WM_OK)
        return sheet;
    sheet.name = book_sheet_name(book, name);
    if (book->status != WM_OK)
        return sheet;
    sheet.worksheet = workbook_add_worksheet(book->workbook, sheet.name);
    if (!sheet.worksheet) {
        book->status = WM_NOMEM;
        return sheet;
    }
    if (book->contents_count < sizeof book->contents / sizeof *book->contents) {
        book->contents[book->contents_count].name = sheet.name;
        book->contents[book->contents_count++].what = book_cstr(book, title);
    }
    opening_rows(&sheet, title, what);
    print_setup(&sheet);
    return sheet;
}

/* A column's width is given in digits, with 5 pixels round them. In points: of the widest
 * program, which does not round a digit to 7 pixels. */
static double column_points(double width)
{
    const double digit = 5.56, around = 0.71;
    return (width + around) * digit;
}

/* Lines that text takes in a column so wide, broken between words. */
static unsigned lines_of(wm_str text, double column_width, bool bold)
{
    const double around = 14, size = 10; /* indent, and air at the cell's edges */
    double room = column_points(column_width) - around;
    double space = wm_text_width(WM_STR(" "), size, bold);
    double used = 0;
    unsigned lines = 1;
    if (room < size)
        room = size;
    for (wm_str rest = text, word; wm_str_next(&rest, ' ', &word);) {
        double width = wm_text_width(word, size, bold);
        if (used > 0 && used + width > room) {
            lines++;
            used = 0;
        }
        while (width > room) {
            width -= room;
            lines++;
        }
        used += width + space;
    }
    return lines;
}

/* Excel fits a row to its text when it is opened; others show what the file says. Returns
 * how high it is. */
static double set_height(wm_sheet *sheet, lxw_row_t row, unsigned lines)
{
    enum { LINES_MAX = 30 };
    if (!sheet->worksheet || lines < 2)
        return BOOK_ROW_POINTS;
    if (lines > LINES_MAX)
        lines = LINES_MAX;
    double height = 3 + 12.75 * lines;
    book_keep(sheet->book, worksheet_set_row(sheet->worksheet, row, height, NULL));
    return height;
}

static void write_heading(wm_sheet *sheet, lxw_col_t at, lxw_format *format)
{
    book_keep(sheet->book, worksheet_write_string(sheet->worksheet, sheet->header, at,
                                                  sheet->headings[at].title, format));
}

void sheet_columns(wm_sheet *sheet, const wm_column *columns, size_t count)
{
    assert(count > 0 && count < LXW_COL_MAX);
    sheet->columns = (lxw_col_t)count;
    sheet->headings = columns;
    if (!sheet->worksheet)
        return;
    unsigned lines = 1;
    for (lxw_col_t at = 0; at < sheet->columns; at++) {
        unsigned here = lines_of(wm_str_of(columns[at].title), columns[at].width, true);
        lines = here > lines ? here : lines;
        book_keep(sheet->book,
                  worksheet_set_column(sheet->worksheet, at, at, columns[at].width,
                                       sheet->book->text));
        write_heading(sheet, at, sheet->book->header);
    }
    sheet->header_height = set_height(sheet, sheet->header, lines);
}

double sheet_width(const wm_sheet *sheet)
{
    double points = 0;
    for (lxw_col_t at = 0; at < sheet->columns; at++)
        points += column_points(sheet->headings[at].width);
    return points;
}

void sheet_pages(wm_sheet *sheet)
{
    /* A4 landscape within its margins, in points, and a little less: printers differ. */
    const double page_width = 0.98 * (842 - 0.8 * 72);
    const double page_height = 0.95 * (595 - 1.2 * 72);
    const double a3 = 1.414; /* as wide and high again as A4 */
    const double legible = 55;
    double percent = 100 * page_width / sheet_width(sheet);
    bool is_large = percent < legible;
    percent *= is_large ? a3 : 1;
    uint16_t scale = percent < 10 ? 10 : percent > 100 ? 100 : (uint16_t)percent;
    sheet->page = page_height * (is_large ? a3 : 1) * 100 / scale;
    sheet->used = 24 + 2 * BOOK_ROW_POINTS + sheet->header_height;
    if (!sheet->worksheet)
        return;
    worksheet_set_paper(sheet->worksheet, is_large ? 8 : 9);
    worksheet_set_print_scale(sheet->worksheet, scale);
}

void sheet_table(wm_sheet *sheet, const char *table_name)
{
    wm_book *book = sheet->book;
    if (!sheet->worksheet || book->status != WM_OK)
        return;
    if (sheet->page <= 0 || sheet->is_over)
        book_keep(book,
                  worksheet_repeat_rows(sheet->worksheet, sheet->header, sheet->header));
    if (sheet->row == sheet->header + 1)
        return; /* no rows: headings alone, and no table */

    /* libxlsxwriter wants the headings again, for the table's own part. */
    lxw_table_column *columns =
        wm_arena_alloc(book->arena, sheet->columns, sizeof *columns);
    lxw_table_column **list =
        wm_arena_alloc(book->arena, sheet->columns + 1u, sizeof *list);
    if (!columns || !list) {
        book->status = WM_NOMEM;
        return;
    }
    for (lxw_col_t at = 0; at < sheet->columns; at++) {
        columns[at].header = book_chars(book, wm_str_of(sheet->headings[at].title));
        columns[at].header_format =
            at < 64 && sheet->numbers >> at & 1 ? book->header_right : book->header;
        list[at] = &columns[at];
    }
    lxw_table_options options = {
        .name = book_chars(book, wm_str_of(table_name)),
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .style_type_number = 1,
        .columns = list,
    };
    book_keep(book,
              worksheet_add_table(sheet->worksheet, sheet->header, 0, sheet->row - 1,
                                  (lxw_col_t)(sheet->columns - 1), &options));
}

void sheet_next(wm_sheet *sheet)
{
    double height = set_height(sheet, sheet->row, sheet->lines);
    if (sheet->page > 0 && sheet->used + height > sheet->page) {
        sheet->used = sheet->header_height;
        sheet->is_over = true;
    }
    sheet->used += height;
    sheet->lines = 0;
    sheet->row++;
}

static void write_string(wm_sheet *sheet, lxw_col_t at, wm_str text, lxw_format *format)
{
    if (!sheet->worksheet || wm_str_empty(text))
        return;
    book_keep(sheet->book, worksheet_write_string(sheet->worksheet, sheet->row, at,
                                                  book_cstr(sheet->book, text), format));
}

void sheet_text(wm_sheet *sheet, lxw_col_t at, wm_str text)
{
    write_string(sheet, at, text, sheet->book->text);
}

static void write_wrapped(wm_sheet *sheet, lxw_col_t at, wm_str text, lxw_format *format)
{
    unsigned lines = lines_of(text, sheet->headings[at].width, false);
    if (lines > sheet->lines)
        sheet->lines = lines;
    write_string(sheet, at, text, format);
}

void sheet_wrapped(wm_sheet *sheet, lxw_col_t at, wm_str text)
{
    write_wrapped(sheet, at, text, sheet->book->wrapped);
}

void sheet_missing(wm_sheet *sheet, lxw_col_t at, wm_str words)
{
    write_wrapped(sheet, at, words, sheet->book->missing);
}

static lxw_format *number_format(wm_book *book, unsigned places)
{
    assert(places <= WM_PLACES_MAX);
    if (!book->number[places]) {
        lxw_format *format = new_format(book);
        if (!format)
            return NULL;
        char pattern[WM_PLACES_MAX + 3] = "0";
        if (places) {
            pattern[1] = '.';
            memset(pattern + 2, '0', places);
        }
        format_set_num_format(format, pattern);
        format_set_align(format, LXW_ALIGN_RIGHT);
        book->number[places] = format;
    }
    return book->number[places];
}

void sheet_number(wm_sheet *sheet, lxw_col_t at, wm_ratio value, unsigned places)
{
    if (!sheet->worksheet)
        return;
    if (at < 64)
        sheet->numbers |= (uint64_t)1 << at;
    book_keep(sheet->book, worksheet_write_number(sheet->worksheet, sheet->row, at,
                                                  wm_ratio_for_drawing(value),
                                                  number_format(sheet->book, places)));
}

void sheet_whole(wm_sheet *sheet, lxw_col_t at, int64_t number)
{
    sheet_number(sheet, at, wm_ratio_whole(number), 0);
}

void sheet_link(wm_sheet *sheet, lxw_col_t at, const char *target, wm_str text)
{
    if (!sheet->worksheet)
        return;
    book_keep(sheet->book, worksheet_write_url_opt(sheet->worksheet, sheet->row, at,
                                                   target, sheet->book->link,
                                                   book_cstr(sheet->book, text), NULL));
}

void sheet_figure(wm_sheet *sheet, lxw_col_t at, const wm_figure *figure)
{
    if (!figure)
        sheet_missing(sheet, at, WM_STR("-"));
    else if (figure->has_value)
        sheet_number(sheet, at, figure->value, figure->places);
    else
        sheet_missing(sheet, at, wm_str_of(wm_figure_status_words(figure->status)));
}

wm_str grade_shape(wm_arena *arena, wm_grade grade, const wm_scorecard *scorecard)
{
    /* Star, tick, triangle, cross, box: all in Arial Unicode and DejaVu. */
    static const char *const shapes[] = {"\u25A1", "\u2716", "\u25B2", "\u2714",
                                         "\u2605"};
    wm_str letter = wm_grade_letter(grade, scorecard);
    return wm_str_format(arena, "%s %.*s", shapes[grade], WM_FMT(letter));
}
