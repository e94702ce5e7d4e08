#include "publish/xlsx_book.h"

#include "base/encoding.h"
#include "judge/words.h"

#include <assert.h>
#include <stdio.h>

/* Excel's longest string in a cell; longer text is cut between characters. */
enum { CELL_BYTES_MAX = 32767, SHEET_NAME_CHARACTERS = 31 };

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

static void make_formats(wm_book *book)
{
    book->title = new_format(book);
    book->plain = new_format(book);
    book->quiet = new_format(book);
    book->header = new_format(book);
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
    format_set_bold(book->header);
    format_set_text_wrap(book->header);
    format_set_bg_color(book->header, WM_DARK_BLUE);
    format_set_font_color(book->header, WM_PAPER);
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
    book->workbook = workbook_new(path);
    if (!book->workbook)
        return WM_NOMEM;
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

static bool name_is_taken(const wm_book *book, wm_str name)
{
    for (size_t i = 0; i < book->contents_count; i++)
        if (wm_str_equal_fold(wm_str_of(book->contents[i].name), name))
            return true;
    return false;
}

/* A sheet's name as Excel allows it: no []:*?/\ and no ' at the ends, 31 characters. */
static const char *sheet_name(wm_book *book, wm_str wanted)
{
    char clean[4 * SHEET_NAME_CHARACTERS + 1];
    size_t len = 0, characters = 0;
    size_t most = SHEET_NAME_CHARACTERS, word_end = 0;
    if (wm_utf8_count(wanted) > most)
        most -= 3; /* room for the number of a second one */
    for (size_t at = 0; at < wanted.len && characters < most;) {
        size_t next;
        wm_utf8_decode(wanted, at, &next);
        bool allowed = next - at > 1 || (!strchr("[]:*?/\\'", wanted.data[at]) &&
                                         (unsigned char)wanted.data[at] >= ' ');
        memcpy(clean + len, wanted.data + at, next - at);
        if (!allowed)
            clean[len] = ' ';
        if (clean[len] == ' ')
            word_end = len;
        len += next - at;
        characters++;
        at = next;
    }
    bool cut = wm_utf8_count(wanted) > most;
    wm_str trimmed = wm_str_trim((wm_str){clean, cut && word_end ? word_end : len});
    while (cut && wm_str_ends(trimmed, WM_STR(",")))
        trimmed.len--;
    if (wm_str_empty(trimmed))
        trimmed = WM_STR("Section");
    const char *name = book_cstr(book, trimmed);
    for (int copy = 2; name_is_taken(book, wm_str_of(name)) && copy < 100; copy++) {
        wm_str numbered = wm_str_format(book->arena, "%.*s %d", WM_FMT(trimmed), copy);
        name = numbered.data ? numbered.data : name;
    }
    return name;
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
    sheet.name = sheet_name(book, name);
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

/* A column's width is given in digits; running text is narrower. */
#define LETTERS_PER_DIGIT 1.15

/* Lines that text takes in a column so many characters wide, broken between words. */
static unsigned lines_of(wm_str text, double column_width)
{
    size_t columns = column_width > 1 ? (size_t)column_width : 1;
    unsigned lines = 1;
    size_t used = 0;
    for (wm_str rest = text, word; wm_str_next(&rest, ' ', &word);) {
        size_t width = wm_utf8_width(word);
        if (used > 0 && used + 1 + width > columns) {
            lines++;
            used = 0;
        }
        for (; width > columns; width -= columns)
            lines++;
        used += (used > 0 ? 1 : 0) + width;
    }
    return lines;
}

/* Excel fits a row to its text when it is opened; others show what the file says. */
static void set_height(wm_sheet *sheet, lxw_row_t row, unsigned lines)
{
    enum { LINES_MAX = 30 };
    if (!sheet->worksheet || lines < 2)
        return;
    if (lines > LINES_MAX)
        lines = LINES_MAX;
    book_keep(sheet->book,
              worksheet_set_row(sheet->worksheet, row, 3 + 12.75 * lines, NULL));
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
        unsigned here = lines_of(wm_str_of(columns[at].title), columns[at].width - 2);
        lines = here > lines ? here : lines;
        book_keep(sheet->book,
                  worksheet_set_column(sheet->worksheet, at, at, columns[at].width,
                                       sheet->book->text));
        book_keep(sheet->book,
                  worksheet_write_string(sheet->worksheet, sheet->header, at,
                                         columns[at].title, sheet->book->header));
    }
    set_height(sheet, sheet->header, lines);
}

void sheet_table(wm_sheet *sheet, const char *table_name)
{
    wm_book *book = sheet->book;
    if (!sheet->worksheet || book->status != WM_OK)
        return;
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
        columns[at].header_format = book->header;
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
    set_height(sheet, sheet->row, sheet->lines);
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

void sheet_wrapped(wm_sheet *sheet, lxw_col_t at, wm_str text)
{
    unsigned lines = lines_of(text, sheet->headings[at].width * LETTERS_PER_DIGIT);
    if (lines > sheet->lines)
        sheet->lines = lines;
    write_string(sheet, at, text, sheet->book->wrapped);
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
        return;
    if (figure->has_value)
        sheet_number(sheet, at, figure->value, figure->places);
    else
        sheet_wrapped(sheet, at, wm_str_of(wm_figure_status_words(figure->status)));
}

wm_str grade_shape(wm_arena *arena, wm_grade grade, const wm_scorecard *scorecard)
{
    /* Star, tick, triangle, cross, box: all in Arial Unicode and DejaVu. */
    static const char *const shapes[] = {"\u25A1", "\u2716", "\u25B2", "\u2714",
                                         "\u2605"};
    wm_str letter = wm_grade_letter(grade, scorecard);
    return wm_str_format(arena, "%s %.*s", shapes[grade], WM_FMT(letter));
}
