#include "publish/xlsx_book.h"

#include "judge/words.h"
#include "publish/cells.h"

#include <assert.h>

/* A sheet per section: each measure in full, then a chart of each. Data: the same figures
 * a row each, which the charts read and which come back as scorecard.csv. */

enum { FIXED_BEFORE = 2, FIXED_AFTER = 7 };

/* Room for `Year 2016-17`, `Q2 2016-17`, `Sep 2016`, and for `not applicable` in two
 * lines. */
static double period_width(wm_period_kind kind)
{
    return kind == WM_PERIOD_YEAR ? 12.4 : kind == WM_PERIOD_MONTH ? 9 : 10.5;
}

/* Baseline and periods of the scorecard: every row has them in the same order. */
static wm_column *section_columns(wm_book *book, const wm_judged_row *row,
                                  size_t *count_out)
{
    const wm_column before[FIXED_BEFORE] = {
        {"Ref", xlsx_ref_width(book->publication->judged)}, {"Measure", 27}};
    static const wm_column after[FIXED_AFTER] = {
        {"Grade", 14},          {"Mark", 7},    {"Target", 14},
        {"Target outcome", 15}, {"Change", 12}, {"Better or worse", 8},
        {"Commentary", 46},
    };
    size_t count = FIXED_BEFORE + row->figure_count + FIXED_AFTER;
    wm_column *columns = wm_arena_alloc(book->arena, count, sizeof *columns);
    if (!columns) {
        book->status = WM_NOMEM;
        return NULL;
    }
    memcpy(columns, before, sizeof before);
    for (size_t i = 0; i < row->figure_count; i++) {
        wm_period period = row->figures[i].period;
        wm_str label =
            wm_period_heading(period, book_scorecard(book)->first_month, book->arena);
        if (row->figures[i].is_baseline)
            label = wm_str_format(book->arena, "Baseline (%.*s)", WM_FMT(label));
        columns[FIXED_BEFORE + i] =
            (wm_column){book_cstr(book, label), period_width(period.kind)};
    }
    memcpy(columns + FIXED_BEFORE + row->figure_count, after, sizeof after);
    *count_out = count;
    return columns;
}

static void section_row(wm_sheet *sheet, const wm_judged_row *row)
{
    wm_book *book = sheet->book;
    const wm_scorecard *scorecard = book_scorecard(book);
    const wm_judged_figure *latest = row->latest;
    wm_grade grade = latest ? latest->grade : WM_GRADE_NONE;
    sheet_text(sheet, 0, row->measure->ref);
    sheet_wrapped(sheet, 1, row->short_title);
    for (size_t i = 0; i < row->figure_count; i++)
        sheet_figure(sheet, (lxw_col_t)(FIXED_BEFORE + i), row->figures[i].figure);
    lxw_col_t at = (lxw_col_t)(FIXED_BEFORE + row->figure_count);
    sheet_wrapped(sheet, at, wm_grade_word(grade, scorecard));
    sheet_text(sheet, at + 1, grade_shape(book->arena, grade, scorecard));
    if (row->current) {
        sheet_wrapped(sheet, at + 2, wm_say_target(book->arena, row, row->current));
        sheet_wrapped(sheet, at + 3, wm_say_verdict(book->arena, row, row->current));
    }
    sheet_wrapped(sheet, at + 4, wm_say_change(book->arena, row));
    sheet_text(sheet, at + 5, wm_str_of(wm_sense_words(row->change.sense)));
    if (row->comment)
        sheet_wrapped(sheet, at + 6, row->comment->text);
    sheet_next(sheet);
}

static void section_sheet(wm_book *book, const wm_judged_section *section)
{
    const wm_judged *judged = book->publication->judged;
    wm_str id = section->section->id, title = section->section->title;
    wm_str name = wm_str_format(book->arena, "%.*s %.*s", WM_FMT(id), WM_FMT(title));
    wm_sheet sheet =
        sheet_add(book, name, name,
                  WM_STR("One row per measure; a chart of each measure stands "
                         "below the table."));
    size_t count;
    wm_column *columns = section_columns(book, &judged->rows[section->first], &count);
    if (!columns)
        return;
    sheet_columns(&sheet, columns, count);
    sheet_pages(&sheet);
    for (size_t i = 0; i < section->count && book->status == WM_OK; i++)
        section_row(&sheet, &judged->rows[section->first + i]);
    wm_str table = wm_str_format(book->arena, "Section_%zu",
                                 (size_t)(section - judged->sections) + 1);
    sheet_table(&sheet, table.data ? table.data : "Section");
    lxw_col_t grade_at = (lxw_col_t)(count - FIXED_AFTER);
    sheet_grades(&sheet, grade_at, grade_at + 3);
    xlsx_charts(book, &sheet, &judged->rows[section->first], section->count);
}

void xlsx_sections(wm_book *book)
{
    const wm_judged *judged = book->publication->judged;
    for (size_t i = 0; i < judged->section_count && book->status == WM_OK; i++)
        if (judged->sections[i].count)
            section_sheet(book, &judged->sections[i]);
}

/* --- Data ----------------------------------------------------------------------------
 */

lxw_row_t xlsx_data_row(const wm_judged *judged, const wm_judged_row *row)
{
    lxw_row_t at = BOOK_HEADER_ROW + 1;
    for (const wm_judged_row *before = judged->rows; before < row; before++)
        at += (lxw_row_t)before->figure_count;
    return at;
}

static void data_row(wm_sheet *sheet, const wm_judged_row *row,
                     const wm_judged_figure *judged)
{
    wm_book *book = sheet->book;
    const wm_scorecard *scorecard = book_scorecard(book);
    const wm_figure *figure = judged->figure;
    char day[11];
    sheet_text(sheet, 0, row->measure->ref);
    sheet_text(sheet, 1, row->title);
    sheet_text(sheet, 2, row->section->title);
    wm_str label = wm_period_label(judged->period, scorecard->first_month, book->arena);
    sheet_text(sheet, DATA_PERIOD, label);
    sheet_text(sheet, 4, wm_str_of(wm_period_kind_name(judged->period.kind)));
    wm_day_print(judged->period.start, day);
    sheet_text(sheet, 5, wm_str_of(day));
    wm_day_print(judged->period.end, day);
    sheet_text(sheet, 6, wm_str_of(day));
    sheet_text(sheet, 7, judged->is_baseline ? WM_STR("baseline") : WM_STR("shown"));
    if (figure && figure->has_value)
        sheet_number(sheet, DATA_VALUE, figure->value, figure->places);
    sheet_text(sheet, 9, wm_str_of(wm_unit_words(row->measure->unit)));
    if (figure && figure->has_counts) {
        sheet_whole(sheet, 10, figure->numerator);
        sheet_whole(sheet, 11, figure->denominator);
    }
    sheet_text(sheet, 12,
               wm_str_of(wm_figure_status_name(figure ? figure->status
                                                      : WM_FIGURE_NOT_AVAILABLE)));
    if (figure) {
        sheet_text(sheet, 13, figure->printed);
        sheet_text(sheet, 17, figure->source);
    }
    sheet_text(sheet, 14, wm_grade_word(judged->grade, scorecard));
    sheet_text(sheet, 15, wm_say_verdict(book->arena, row, judged));
    if (judged->target_known)
        sheet_number(sheet, DATA_TARGET, judged->target_low, row->places);
    if (judged->target_known && judged->target->kind == WM_TARGET_RANGE)
        sheet_number(sheet, DATA_TARGET_UPPER, judged->target_high, row->places);
    if (figure && figure->has_value)
        sheet_number(sheet, xlsx_is_in_line(row, judged) ? DATA_LINE : DATA_MARK,
                     figure->value, figure->places);
    sheet_next(sheet);
}

void xlsx_data(wm_book *book)
{
    const wm_column columns[] = {
        {"Ref", xlsx_ref_width(book->publication->judged)},
        {"Measure", 46},
        {"Section", 26},
        {"Period", 16},
        {"Period kind", 11},
        {"Period start", 12},
        {"Period end", 12},
        {"Role", 10},
        {"Value", 11},
        {"Unit", 11},
        {"Numerator", 11},
        {"Denominator", 12},
        {"Status", 15},
        {"As printed", 12},
        {"Grade", 22},
        {"Target outcome", 26},
        {"Target", 10},
        {"Source", 40},
        {"Target to", 10},
        {"In the chart's line", 11},
        {"Beside the line", 11},
    };
    const wm_judged *judged = book->publication->judged;
    wm_sheet sheet = sheet_add(book, WM_STR("Data"), WM_STR("Data: every figure"),
                               WM_STR("One row per figure, for other programs. The table "
                                      "starts in row 4."));
    sheet_columns(&sheet, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < judged->row_count; i++) {
        const wm_judged_row *row = &judged->rows[i];
        assert(sheet.row == xlsx_data_row(judged, row));
        for (size_t f = 0; f < row->figure_count && book->status == WM_OK; f++)
            data_row(&sheet, row, &row->figures[f]);
        if (book->status != WM_OK)
            return;
    }
    sheet_table(&sheet, "Data");
}
