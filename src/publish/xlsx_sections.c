#include "publish/xlsx_book.h"

#include "judge/words.h"

#include <assert.h>

/* A sheet per section: each measure in full, then a chart of each. Data: the same figures
 * a row each, which the charts read and which come back as scorecard.csv. */

enum { FIXED_BEFORE = 2, FIXED_AFTER = 7, CHART_ROWS = 16, CHART_WIDTH = 460 };

static const wm_scorecard *scorecard_of(const wm_book *book)
{
    return &book->publication->judged->folder->scorecard;
}

/* Baseline and periods of the scorecard: every row has them in the same order. */
static wm_column *section_columns(wm_book *book, const wm_judged_row *row,
                                  size_t *count_out)
{
    static const wm_column before[FIXED_BEFORE] = {{"Ref", 6}, {"Measure", 30}};
    static const wm_column after[FIXED_AFTER] = {
        {"Grade", 13},          {"Mark", 6},    {"Target", 15},
        {"Target outcome", 17}, {"Change", 13}, {"Better or worse", 8},
        {"Commentary", 52},
    };
    size_t count = FIXED_BEFORE + row->figure_count + FIXED_AFTER;
    wm_column *columns = wm_arena_alloc(book->arena, count, sizeof *columns);
    if (!columns) {
        book->status = WM_NOMEM;
        return NULL;
    }
    memcpy(columns, before, sizeof before);
    for (size_t i = 0; i < row->figure_count; i++) {
        wm_str label = wm_period_label(row->figures[i].period,
                                       scorecard_of(book)->first_month, book->arena);
        if (row->figures[i].is_baseline)
            label = wm_str_format(book->arena, "Baseline (%.*s)", WM_FMT(label));
        columns[FIXED_BEFORE + i] = (wm_column){book_cstr(book, label), 10};
    }
    memcpy(columns + FIXED_BEFORE + row->figure_count, after, sizeof after);
    *count_out = count;
    return columns;
}

static void section_row(wm_sheet *sheet, const wm_judged_row *row)
{
    wm_book *book = sheet->book;
    const wm_scorecard *scorecard = scorecard_of(book);
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
    for (size_t i = 0; i < section->count && book->status == WM_OK; i++)
        section_row(&sheet, &judged->rows[section->first + i]);
    wm_str table = wm_str_format(book->arena, "Section_%zu",
                                 (size_t)(section - judged->sections) + 1);
    sheet_table(&sheet, table.data ? table.data : "Section");
    lxw_col_t grade_at = (lxw_col_t)(count - FIXED_AFTER);
    sheet_grades(&sheet, grade_at, grade_at + 3);
    size_t drawn = 0;
    for (size_t i = 0; i < section->count && book->status == WM_OK; i++)
        if (judged->rows[section->first + i].latest)
            xlsx_chart(book, &sheet, &judged->rows[section->first + i], drawn++);
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

enum { DATA_PERIOD = 3, DATA_VALUE = 8, DATA_TARGET = 16 };

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
    const wm_scorecard *scorecard = scorecard_of(book);
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
    sheet_next(sheet);
}

void xlsx_data(wm_book *book)
{
    static const wm_column columns[] = {
        {"Ref", 7},          {"Measure", 46},
        {"Section", 26},     {"Period", 16},
        {"Period kind", 11}, {"Period start", 12},
        {"Period end", 12},  {"Role", 10},
        {"Value", 11},       {"Unit", 11},
        {"Numerator", 11},   {"Denominator", 12},
        {"Status", 15},      {"As printed", 12},
        {"Grade", 22},       {"Target outcome", 26},
        {"Target", 10},      {"Source", 40},
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

/* --- Charts --------------------------------------------------------------------------
 */

static lxw_chart_series *line_series(lxw_chart *chart, lxw_row_t first, lxw_row_t last,
                                     lxw_col_t values, const char *name)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (!series)
        return NULL;
    chart_series_set_categories(series, "Data", first, DATA_PERIOD, last, DATA_PERIOD);
    chart_series_set_values(series, "Data", first, values, last, values);
    chart_series_set_name(series, name);
    return series;
}

static void dress_own(lxw_chart_series *series)
{
    lxw_chart_line line = {.color = WM_DARK_BLUE, .width = 2.25f};
    lxw_chart_fill fill = {.color = WM_DARK_BLUE};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, 7);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_labels(series);
    chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_ABOVE);
}

static void dress_target(lxw_chart_series *series)
{
    lxw_chart_line line = {
        .color = WM_PLUM, .width = 1.5f, .dash_type = LXW_CHART_LINE_DASH_DASH};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
}

static void dress_axes(lxw_chart *chart)
{
    lxw_chart_line quiet = {.color = WM_RULE, .width = 0.75f};
    lxw_chart_font small = {.name = NULL, .size = 9};
    chart_axis_set_num_font(chart->x_axis, &small);
    chart_axis_set_num_font(chart->y_axis, &small);
    chart_axis_major_gridlines_set_line(chart->y_axis, &quiet);
    chart_axis_set_line(chart->x_axis, &quiet);
    chart_axis_set_line(chart->y_axis, &quiet);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
}

static bool has_target(const wm_judged_row *row)
{
    for (size_t i = 0; i < row->figure_count; i++)
        if (row->figures[i].target_known)
            return true;
    return false;
}

void xlsx_chart(wm_book *book, wm_sheet *sheet, const wm_judged_row *row, size_t index)
{
    lxw_row_t first = xlsx_data_row(book->publication->judged, row);
    lxw_row_t last = first + (lxw_row_t)row->figure_count - 1;
    lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_LINE);
    lxw_chart_series *own =
        chart ? line_series(chart, first, last, DATA_VALUE, "Figure") : NULL;
    if (!own) {
        book->status = WM_NOMEM;
        return;
    }
    dress_own(own);
    if (has_target(row)) {
        lxw_chart_series *target = line_series(chart, first, last, DATA_TARGET, "Target");
        if (target)
            dress_target(target);
    }
    dress_axes(chart);
    wm_str title = wm_str_format(book->arena, "%.*s %.*s", WM_FMT(row->measure->ref),
                                 WM_FMT(row->short_title));
    lxw_chart_font font = {.size = 11, .bold = LXW_TRUE, .color = WM_INK};
    chart_title_set_name(chart, book_cstr(book, title));
    chart_title_set_name_font(chart, &font);
    chart_axis_set_name(chart->y_axis, wm_unit_words(row->measure->unit));
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);

    lxw_chart_options options = {
        .x_offset = (int32_t)(index % 2 * (CHART_WIDTH + 20)),
        .x_scale = CHART_WIDTH / 480.0,
        .description =
            book_chars(book, wm_say_headline(book->arena, row, scorecard_of(book))),
    };
    lxw_row_t at = sheet->row + 1 + (lxw_row_t)(index / 2 * CHART_ROWS);
    book_keep(book, worksheet_insert_chart_opt(sheet->worksheet, at, 0, chart, &options));
}
