#include "intake/scorecard/importing.h"

wm_column *wm_import_column(wm_importing *importing, wm_meaning meaning)
{
    for (size_t c = 0; c < importing->column_count; c++)
        if (importing->columns[c].heading.meaning == meaning)
            return &importing->columns[c];
    return NULL;
}

/* `C`, `AB`: a spreadsheet's letters, from 1; 0 when it is no such thing. */
static size_t column_of_letters(wm_str text)
{
    size_t number = 0;
    if (text.len == 0 || text.len > 2)
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!wm_is_alpha(text.data[i]))
            return 0;
        number = number * 26 + (size_t)(wm_lower(text.data[i]) - 'a') + 1;
    }
    return number;
}

static size_t column_of_number(wm_str text)
{
    size_t number = 0;
    if (text.len == 0 || text.len > 3)
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!wm_is_digit(text.data[i]))
            return 0;
        number = number * 10 + (size_t)(text.data[i] - '0');
    }
    return number;
}

/* A heading's own words go before letters and numbers: a column may be called `SN`. */
static wm_column *find_mapped(wm_importing *importing, wm_str name)
{
    name = wm_str_trim(name);
    for (size_t c = 0; c < importing->column_count; c++)
        if (!wm_str_empty(importing->columns[c].heading.text) &&
            wm_str_equal_fold(importing->columns[c].heading.text, name))
            return &importing->columns[c];
    size_t number = column_of_number(name);
    if (number == 0)
        number = column_of_letters(name);
    return number >= 1 && number <= importing->column_count
               ? &importing->columns[number - 1]
               : NULL;
}

static wm_status apply_map(wm_importing *importing, const wm_import_map *map)
{
    wm_column *column = find_mapped(importing, map->column);
    if (!column)
        return wm_import_refuse(importing, (wm_place){0, 0},
                                "name it by its heading, its number or its letter",
                                "the sheet has no column `%.*s`", WM_FMT(map->column));
    wm_heading heading;
    bool known;
    WM_TRY(wm_meaning_parse(map->meaning, importing->arena, &heading, &known));
    if (!known)
        return wm_import_refuse(
            importing, (wm_place){0, 0},
            "such as reference, title, target, baseline, comment, 2016-17 Q2, ignore",
            "a column cannot mean `%.*s`", WM_FMT(map->meaning));
    column->heading.meaning = heading.meaning;
    column->heading.heard.kind = heading.heard.kind;
    column->heading.heard.part = heading.heard.part;
    column->heading.heard.by_months = heading.heard.by_months;
    column->heading.heard.year_form = heading.heard.year_form;
    column->heading.heard.year = heading.heard.year;
    column->heading.code = heading.code;
    column->heading.name = heading.name;
    column->mapped = true;
    return WM_OK;
}

/* `KPI` and `Indicator` head numbers in one council and titles in the next. */
static void settle_reference_and_title(wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        wm_meaning meaning = column->heading.meaning;
        int as_reference = wm_import_suits(WM_MEANING_REFERENCE, &column->shape);
        int as_title = wm_import_suits(WM_MEANING_TITLE, &column->shape);
        if (column->mapped || column->shape.cells == 0)
            continue;
        if (meaning == WM_MEANING_TITLE && as_reference > 300 && as_title < 0)
            column->heading.meaning = WM_MEANING_REFERENCE;
        else if (meaning == WM_MEANING_REFERENCE && as_title > 300 && as_reference < 0)
            column->heading.meaning = WM_MEANING_TITLE;
    }
}

/* `RAG` heads colours in one council and what they mean in the next; `Green` heads ticks
 * as well as ranges. */
static void settle_colours(wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        wm_meaning meaning = column->heading.meaning;
        if (column->mapped || column->shape.cells == 0)
            continue;
        bool may_be = meaning == WM_MEANING_RAG || meaning == WM_MEANING_UNKNOWN ||
                      meaning == WM_MEANING_TARGET || meaning == WM_MEANING_OTHER ||
                      wm_meaning_is_threshold(meaning);
        if (may_be && wm_import_suits(WM_MEANING_THRESHOLDS, &column->shape) > 0)
            column->heading.meaning = WM_MEANING_THRESHOLDS;
        else if (wm_meaning_is_threshold(meaning) &&
                 2 * (column->shape.ranges + column->shape.numbers) < column->shape.cells)
            column->heading.meaning =
                meaning == WM_MEANING_THRESHOLDS ? WM_MEANING_OTHER : WM_MEANING_RAG;
    }
}

static size_t mean_bytes(const wm_shape *shape)
{
    return shape->cells ? shape->bytes / shape->cells : 0;
}

static bool is_free(const wm_column *column)
{
    return column->heading.meaning == WM_MEANING_UNKNOWN && !column->mapped &&
           column->shape.cells > 0;
}

static wm_status guess(wm_importing *importing, wm_column *column, wm_meaning meaning)
{
    column->heading.meaning = meaning;
    wm_str name = wm_meaning_name(meaning);
    return wm_report_sheet(importing, WM_IMPORT_ASSUMED,
                           "column %zu `%.*s` is the %.*s, by what stands in it",
                           column->index + 1, WM_FMT(column->heading.text), WM_FMT(name));
}

/* What no heading named, by shape: titles are the first prose, references the first
 * codes before them, comments the last and longest prose. */
static wm_status guess_title(wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (is_free(column) && wm_import_suits(WM_MEANING_TITLE, &column->shape) > 500)
            return guess(importing, column, WM_MEANING_TITLE);
    }
    return WM_OK;
}

static wm_status guess_reference(wm_importing *importing, size_t title)
{
    for (size_t c = 0; c < title; c++) {
        wm_column *column = &importing->columns[c];
        if (is_free(column) &&
            wm_import_suits(WM_MEANING_REFERENCE, &column->shape) > 700)
            return guess(importing, column, WM_MEANING_REFERENCE);
    }
    return WM_OK;
}

static wm_status guess_comment(wm_importing *importing, size_t title)
{
    for (size_t c = importing->column_count; c-- > title + 1;) {
        wm_column *column = &importing->columns[c];
        if (is_free(column) && mean_bytes(&column->shape) > 40 &&
            wm_import_suits(WM_MEANING_COMMENT, &column->shape) > 500)
            return guess(importing, column, WM_MEANING_COMMENT);
    }
    return WM_OK;
}

/* A sheet has one column of each of these; the one that suits best keeps the name. */
static wm_status keep_one(wm_importing *importing, wm_meaning meaning)
{
    wm_column *kept = NULL;
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (column->heading.meaning != meaning)
            continue;
        wm_column *loser = column;
        if (!kept || (column->mapped && !kept->mapped) ||
            (column->mapped == kept->mapped &&
             wm_import_suits(meaning, &column->shape) >
                 wm_import_suits(meaning, &kept->shape))) {
            loser = kept;
            kept = column;
        }
        if (!loser)
            continue;
        wm_str name = wm_meaning_name(meaning);
        loser->heading.meaning = WM_MEANING_UNKNOWN;
        WM_TRY(wm_report_sheet(importing, WM_IMPORT_CHECK,
                               "columns %zu and %zu could both be the %.*s: column %zu "
                               "is taken, the other is in the unread cells",
                               kept->index + 1, loser->index + 1, WM_FMT(name),
                               kept->index + 1));
    }
    return WM_OK;
}

/* A column whose heading says one thing and whose cells are plainly another is not
 * believed: figures under `Owner` would be lost in silence, prose under `Q2` would be 50
 * unreadable figures. It is reported, cell by cell, as unread. */
static wm_status disbelieve(wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (column->mapped || column->shape.cells < 3 ||
            wm_import_suits(column->heading.meaning, &column->shape) > -600 ||
            column->heading.meaning == WM_MEANING_TITLE ||
            column->heading.meaning == WM_MEANING_COMMENT ||
            column->heading.meaning == WM_MEANING_REFERENCE)
            continue;
        wm_str name = wm_meaning_name(column->heading.meaning);
        WM_TRY(wm_report_sheet(importing, WM_IMPORT_CHECK,
                               "column %zu `%.*s` is headed as %.*s, and what stands in "
                               "it is not: it is in the unread cells",
                               column->index + 1, WM_FMT(column->heading.text),
                               WM_FMT(name)));
        column->heading.meaning = WM_MEANING_UNKNOWN;
    }
    return WM_OK;
}

static wm_status fill_gaps(wm_importing *importing)
{
    if (!wm_import_column(importing, WM_MEANING_TITLE))
        WM_TRY(guess_title(importing));
    wm_column *title = wm_import_column(importing, WM_MEANING_TITLE);
    if (!title)
        return wm_import_refuse(importing, (wm_place){0, 0},
                                "say which one with --map COLUMN=title",
                                "no column holds the titles of the measures");
    if (!wm_import_column(importing, WM_MEANING_REFERENCE))
        WM_TRY(guess_reference(importing, title->index));
    if (!wm_import_column(importing, WM_MEANING_COMMENT))
        WM_TRY(guess_comment(importing, title->index));
    return WM_OK;
}

/* `1 | Contact and referral` above 1.1, 1.2: a section's title in two cells. */
static void settle_sections(wm_importing *importing)
{
    const wm_column *ref = wm_import_column(importing, WM_MEANING_REFERENCE);
    const wm_column *title = wm_import_column(importing, WM_MEANING_TITLE);
    wm_sheet *sheet = &importing->sheet;
    for (size_t r = 0; ref && title && r + 1 < sheet->rows.count; r++) {
        wm_sheet_row *row = &sheet->rows.items[r];
        const wm_sheet_cell *own = wm_sheet_row_at(row, ref->index);
        const wm_sheet_cell *next = wm_sheet_at(sheet, r + 1, ref->index);
        if (row->kind != WM_SHEET_MEASURE || row->filled != 2 || !own || !next ||
            !wm_sheet_row_at(row, title->index) ||
            wm_str_find_byte(own->text, '.') != SIZE_MAX)
            continue;
        if (wm_str_starts(next->text, own->text) && next->text.len > own->text.len &&
            next->text.data[own->text.len] == '.')
            row->kind = WM_SHEET_SECTION;
    }
}

wm_status wm_import_columns(wm_importing *importing)
{
    static const wm_meaning single[] = {
        WM_MEANING_REFERENCE,
        WM_MEANING_TITLE,
        WM_MEANING_COMMENT,
        WM_MEANING_CHANGE,
        WM_MEANING_REQUIRES_IMPROVEMENT,
        WM_MEANING_GOOD,
        WM_MEANING_OUTSTANDING,
        WM_MEANING_THRESHOLDS,
        WM_MEANING_RED,
        WM_MEANING_AMBER,
        WM_MEANING_GREEN,
        WM_MEANING_SECTION,
        WM_MEANING_OWNER,
        WM_MEANING_POLARITY,
        WM_MEANING_UNIT,
        WM_MEANING_NOTE,
        WM_MEANING_YEAR,
        WM_MEANING_LATEST,
    };
    WM_TRY(wm_import_align(importing));
    for (size_t i = 0; i < importing->options->map_count; i++)
        WM_TRY(apply_map(importing, &importing->options->maps[i]));
    settle_reference_and_title(importing);
    settle_colours(importing);
    WM_TRY(disbelieve(importing));
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        WM_TRY(keep_one(importing, single[i]));
    WM_TRY(fill_gaps(importing));
    settle_sections(importing);
    return WM_OK;
}

wm_sheet_cell *wm_import_cell(wm_importing *importing, const wm_entry_row *row,
                              const wm_column *column)
{
    if (!column)
        return NULL;
    int at = (int)column->index + row->moved_by;
    return at < 0 ? NULL : wm_sheet_at(&importing->sheet, row->row, (size_t)at);
}
