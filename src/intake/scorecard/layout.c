#include "intake/scorecard/bands.h"
#include "intake/scorecard/meaning.h"
#include "intake/scorecard/sheet.h"
#include "intake/scorecard/value.h"

/* The heading is looked for in this many rows; above it stand titles and keys. */
enum { HEADING_ROWS = 60, HEADING_CELL_BYTES = 80 };

/* Like a number, a range or a symbol, and no period: `16-17` heads a column, `20-25`
 * stands in one. */
static bool is_figure(wm_str text)
{
    wm_printed_band range;
    wm_value value = wm_value_read(text);
    return value.kind == WM_VALUE_NUMBER || wm_printed_band_parse(text, &range);
}

/* `16-17`, `16/17` and `2017`, which are figures too by their looks. */
static bool looks_like_period(wm_str text)
{
    return text.len == 4 || wm_str_find_byte(text, '-') != SIZE_MAX ||
           wm_str_find_byte(text, '/') != SIZE_MAX;
}

/* `Essex County Council | Monthly performance digest | October 2023`: a row of titles,
 * whatever words of headings are in it. A group never stands over the first column. */
static bool names_the_sheet(const wm_sheet_row *row)
{
    static const char *const words[] = {"council", "borough",   "scorecard", "score card",
                                        "digest",  "dashboard", "report"};
    const wm_sheet_cell *cell = wm_sheet_row_at(row, 0);
    for (size_t i = 0; cell && i < sizeof words / sizeof *words; i++)
        if (wm_str_find_fold(cell->text, wm_str_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

typedef struct row_words {
    size_t known;   /* cells whose words or period are those of headings */
    size_t figures; /* cells that can only stand under a heading         */
    size_t words;   /* cells with words in them, short enough            */
} row_words;

static wm_status count_words(const wm_sheet_row *row, wm_arena *arena, row_words *out)
{
    *out = (row_words){0};
    for (size_t i = 0; i < row->count; i++) {
        const wm_sheet_cell *cell = wm_sheet_row_at(row, i);
        if (!cell || cell->text.len > HEADING_CELL_BYTES)
            continue;
        bool figure = is_figure(cell->text);
        size_t mark = wm_arena_mark(arena);
        wm_heading heading = {.meaning = WM_MEANING_UNKNOWN};
        if (!figure || looks_like_period(cell->text))
            WM_TRY(wm_heading_hear(cell->text, arena, &heading));
        wm_arena_rewind(arena, mark);
        if (heading.meaning != WM_MEANING_UNKNOWN)
            out->known++;
        else if (figure)
            out->figures++;
        else
            out->words++;
    }
    return WM_OK;
}

/* The row with the most words of headings and hardly a figure. */
static wm_status find_by_words(wm_sheet *sheet, wm_arena *arena, bool *found_out)
{
    size_t best = 0;
    for (size_t i = 0; i < sheet->rows.count && i < HEADING_ROWS; i++) {
        row_words words;
        WM_TRY(count_words(&sheet->rows.items[i], arena, &words));
        if (words.known < 2 || words.known < 2 * words.figures ||
            words.known - words.figures <= best)
            continue;
        best = words.known - words.figures;
        sheet->heading = i;
    }
    *found_out = best > 0;
    return WM_OK;
}

/* Words nobody has taught us: the first row of several cells without a figure, right
 * above a row with figures. */
static wm_status find_by_shape(wm_sheet *sheet, wm_arena *arena, bool *found_out)
{
    for (size_t i = 0; i + 1 < sheet->rows.count && i < HEADING_ROWS; i++) {
        row_words here, below;
        WM_TRY(count_words(&sheet->rows.items[i], arena, &here));
        WM_TRY(count_words(&sheet->rows.items[i + 1], arena, &below));
        if (here.words + here.known < 3 || here.figures > 0 || below.figures == 0)
            continue;
        sheet->heading = i;
        *found_out = true;
        return WM_OK;
    }
    return WM_OK;
}

/* `Council: | Stockport | Year: | 2016/17` is a title in several cells. */
static bool has_label(const wm_sheet_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (wm_str_ends(row->cells[i].text, WM_STR(":")))
            return true;
    return false;
}

/* A heading on two lines: neither has a figure, and at least half of what the other line
 * has are words of headings. The line above may be one cell over several columns, but
 * not in the first, where titles stand. */
static wm_status is_other_line(const wm_sheet *sheet, size_t row, bool above,
                               wm_arena *arena, bool *is_out)
{
    *is_out = false;
    if (row >= sheet->rows.count)
        return WM_OK;
    const wm_sheet_row *other = &sheet->rows.items[row];
    row_words words;
    WM_TRY(count_words(other, arena, &words));
    if (words.figures > 0 || words.known == 0 || words.known < words.words)
        return WM_OK;
    if (words.known + words.words != other->filled)
        return WM_OK;
    if (has_label(other) || (above && names_the_sheet(other)))
        return WM_OK;
    *is_out = other->filled > 1 || (above && wm_sheet_row_at(other, 0) == NULL);
    return WM_OK;
}

static bool same_cells(const wm_sheet_row *a, const wm_sheet_row *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!wm_str_equal(a->cells[i].text, b->cells[i].text))
            return false;
    return true;
}

static bool is_footnote(wm_str text)
{
    return wm_str_starts(text, WM_STR("*")) ||
           wm_str_starts_fold(text, WM_STR("note:")) ||
           wm_str_starts_fold(text, WM_STR("notes:")) ||
           wm_str_starts_fold(text, WM_STR("source:"));
}

/* A row with one cell is a section's title between measures and a footnote after the
 * last of them. */
static void name_rows(wm_sheet *sheet)
{
    size_t last = sheet->heading;
    wm_sheet_row *rows = sheet->rows.items;
    for (size_t i = sheet->heading + 1; i < sheet->rows.count; i++)
        if (rows[i].filled > 1)
            last = i;
    for (size_t i = 0; i < sheet->rows.count; i++) {
        wm_sheet_row *row = &rows[i];
        if (i < sheet->heading)
            row->kind = WM_SHEET_TITLE;
        else if (i == sheet->heading)
            row->kind = WM_SHEET_HEADING;
        else if (same_cells(row, &rows[sheet->heading]) ||
                 (sheet->has_group && same_cells(row, &rows[sheet->heading - 1])))
            row->kind = WM_SHEET_REPEATED;
        else if (row->filled > 1)
            row->kind = WM_SHEET_MEASURE;
        else if (i > last || is_footnote(wm_sheet_first(row)->text))
            row->kind = WM_SHEET_FOOTNOTE;
        else
            row->kind = WM_SHEET_SECTION;
    }
    if (sheet->has_group)
        rows[sheet->heading - 1].kind = WM_SHEET_GROUP;
}

wm_status wm_sheet_lay_out(wm_sheet *sheet, wm_arena *arena, bool *found_out)
{
    *found_out = false;
    WM_TRY(find_by_words(sheet, arena, found_out));
    if (!*found_out)
        WM_TRY(find_by_shape(sheet, arena, found_out));
    if (!*found_out)
        return WM_OK;
    bool below;
    WM_TRY(is_other_line(sheet, sheet->heading + 1, false, arena, &below));
    if (below) {
        sheet->heading++;
        sheet->has_group = true;
    } else if (sheet->heading > 0) {
        WM_TRY(is_other_line(sheet, sheet->heading - 1, true, arena, &sheet->has_group));
    }
    name_rows(sheet);
    return WM_OK;
}
