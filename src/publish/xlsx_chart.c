#include "publish/xlsx_book.h"

#include "judge/words.h"
#include "publish/chart_internal.h"

/* Charts of a section's measures, side by side below its table, reading the Data sheet.
 * The line joins periods of one kind; the baseline, and the year beside its own quarters,
 * are marks of their own.
 *
 *     93 |              o
 *        |  <>      o--'   <>
 *     80 |- - - - - - - - - - -   target
 *          2015-16  Q3 Q4  Year
 */
enum { CHART_ROWS = 16, CHART_WIDTH = 450, CHART_GAP = 20 };

static size_t count_of_kind(const wm_judged_row *row, wm_period_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < row->figure_count; i++)
        count += !row->figures[i].is_baseline && row->figures[i].period.kind == kind;
    return count;
}

bool xlsx_is_in_line(const wm_judged_row *row, const wm_judged_figure *figure)
{
    size_t own = count_of_kind(row, figure->period.kind);
    for (int kind = WM_PERIOD_MONTH; kind <= WM_PERIOD_YEAR; kind++) {
        size_t others = count_of_kind(row, (wm_period_kind)kind);
        bool is_shorter = kind < (int)figure->period.kind;
        if (others > own || (others == own && is_shorter))
            return false;
    }
    return true;
}

typedef struct wm_data_rows {
    lxw_row_t first, last; /* rows of the Data sheet */
} wm_data_rows;

static lxw_chart_series *add_series(wm_book *book, lxw_chart *chart, wm_data_rows span,
                                    lxw_col_t values, const char *name)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (!series) {
        book->status = WM_NOMEM;
        return NULL;
    }
    chart_series_set_categories(series, "Data", span.first, DATA_PERIOD, span.last,
                                DATA_PERIOD);
    chart_series_set_values(series, "Data", span.first, values, span.last, values);
    chart_series_set_name(series, name);
    return series;
}

static void label(lxw_chart_series *series)
{
    chart_series_set_labels(series);
    chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_ABOVE);
}

/* With many points labels lie over each other: the last alone is labelled, the table
 * above has the others. */
static void label_last(wm_book *book, lxw_chart_series *series, const wm_judged_row *row)
{
    size_t count = row->figure_count, last = count;
    lxw_chart_data_label *labels = wm_arena_alloc(book->arena, count, sizeof *labels);
    lxw_chart_data_label **list = wm_arena_alloc(book->arena, count + 1, sizeof *list);
    if (!labels || !list) {
        book->status = WM_NOMEM;
        return;
    }
    while (last > 0 && !(wm_is_drawn(&row->figures[last - 1]) &&
                         xlsx_is_in_line(row, &row->figures[last - 1])))
        last--;
    for (size_t i = 0; i < count; i++) {
        labels[i].hide = i + 1 == last ? LXW_FALSE : LXW_TRUE;
        list[i] = &labels[i];
    }
    book_keep(book, chart_series_set_labels_custom(series, list));
}

static void add_line(wm_book *book, lxw_chart *chart, wm_data_rows span,
                     const wm_judged_row *row)
{
    enum { LABELS_MAX = 7 };
    lxw_chart_series *series = add_series(book, chart, span, DATA_LINE, "Figure");
    if (!series)
        return;
    lxw_chart_line line = {.color = WM_DARK_BLUE, .width = 2.25f};
    lxw_chart_fill fill = {.color = WM_DARK_BLUE};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, 7);
    chart_series_set_marker_fill(series, &fill);
    label(series);
    if (row->figure_count > LABELS_MAX)
        label_last(book, series, row);
}

static void add_marks(wm_book *book, lxw_chart *chart, wm_data_rows span,
                      const char *name)
{
    lxw_chart_series *series = add_series(book, chart, span, DATA_MARK, name);
    if (!series)
        return;
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_fill fill = {.color = WM_DARK_BLUE};
    chart_series_set_line(series, &none);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_DIAMOND);
    chart_series_set_marker_size(series, 9);
    chart_series_set_marker_fill(series, &fill);
    label(series);
}

static void add_target(wm_book *book, lxw_chart *chart, wm_data_rows span,
                       lxw_col_t values, const char *name)
{
    lxw_chart_series *series = add_series(book, chart, span, values, name);
    if (!series)
        return;
    lxw_chart_line line = {
        .color = WM_PLUM, .width = 1.5f, .dash_type = LXW_CHART_LINE_DASH_DASH};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
}

/* What is on the chart: which series there are, and the values they cover. */
typedef struct wm_charted {
    bool line, baseline, other, target, range;
    double low, high;
} wm_charted;

static void cover(wm_charted *drawn, wm_ratio number)
{
    double value = wm_ratio_for_drawing(number);
    drawn->low = value < drawn->low ? value : drawn->low;
    drawn->high = value > drawn->high ? value : drawn->high;
}

static wm_charted what_is_drawn(const wm_judged_row *row)
{
    wm_charted drawn = {.low = 1e300, .high = -1e300};
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_judged_figure *figure = &row->figures[i];
        if (wm_is_drawn(figure)) {
            bool in_line = xlsx_is_in_line(row, figure);
            drawn.line |= in_line;
            drawn.baseline |= !in_line && figure->is_baseline;
            drawn.other |= !in_line && !figure->is_baseline;
            cover(&drawn, figure->figure->value);
        }
        if (!figure->target_known)
            continue;
        drawn.target = true;
        drawn.range |= figure->target->kind == WM_TARGET_RANGE;
        cover(&drawn, figure->target_low);
        cover(&drawn, figure->target_high);
    }
    return drawn;
}

static void add_all_series(wm_book *book, lxw_chart *chart, const wm_judged_row *row,
                           const wm_charted *drawn, wm_data_rows span)
{
    if (drawn->line)
        add_line(book, chart, span, row);
    if (drawn->baseline || drawn->other)
        add_marks(book, chart, span, drawn->other ? "Other periods" : "Baseline");
    if (drawn->target)
        add_target(book, chart, span, DATA_TARGET,
                   drawn->range ? "Target from" : "Target");
    if (drawn->range)
        add_target(book, chart, span, DATA_TARGET_UPPER, "Target to");
}

/* An axis that does not begin at nothing makes a small change look large: it says so. */
static void set_values_axis(wm_book *book, lxw_chart *chart, const wm_judged_row *row,
                            const wm_charted *drawn)
{
    wm_axis axis = wm_axis_about(drawn->low, drawn->high, 5, true, wm_is_percent(row));
    chart_axis_set_min(chart->y_axis, axis.low);
    chart_axis_set_max(chart->y_axis, axis.high);
    chart_axis_set_major_unit(chart->y_axis, axis.step);
    wm_str name = wm_str_of(wm_unit_words(row->measure->unit));
    if (axis.is_cropped) {
        wm_str begin = wm_axis_text(book->arena, &axis, axis.low, false);
        name = wm_str_format(book->arena, "%.*s, from %.*s", WM_FMT(name), WM_FMT(begin));
    }
    chart_axis_set_name(chart->y_axis, book_cstr(book, name));
}

static void dress_axes(lxw_chart *chart)
{
    lxw_chart_line quiet = {.color = WM_RULE, .width = 0.75f};
    lxw_chart_font small = {.size = 9};
    chart_axis_set_num_font(chart->x_axis, &small);
    chart_axis_set_num_font(chart->y_axis, &small);
    chart_axis_set_name_font(chart->y_axis, &small);
    chart_axis_major_gridlines_set_line(chart->y_axis, &quiet);
    chart_axis_set_line(chart->x_axis, &quiet);
    chart_axis_set_line(chart->y_axis, &quiet);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
}

static void set_title(wm_book *book, lxw_chart *chart, const wm_judged_row *row)
{
    wm_str title = wm_str_format(book->arena, "%.*s %.*s", WM_FMT(row->measure->ref),
                                 WM_FMT(row->short_title));
    lxw_chart_font font = {.size = 11, .bold = LXW_TRUE, .color = WM_INK};
    chart_title_set_name(chart, book_cstr(book, title));
    chart_title_set_name_font(chart, &font);
}

static void insert_chart(wm_book *book, wm_sheet *sheet, const wm_judged_row *row,
                         lxw_row_t at, unsigned column)
{
    lxw_row_t first = xlsx_data_row(book->publication->judged, row);
    wm_data_rows span = {first, first + (lxw_row_t)row->figure_count - 1};
    lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_LINE);
    if (!chart) {
        book->status = WM_NOMEM;
        return;
    }
    wm_charted drawn = what_is_drawn(row);
    add_all_series(book, chart, row, &drawn, span);
    dress_axes(chart);
    set_values_axis(book, chart, row, &drawn);
    set_title(book, chart, row);
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
    lxw_chart_options options = {
        .y_offset = 4, /* off the row above: its edge would stand on the page before */
        .x_offset = (int32_t)(column * (CHART_WIDTH + CHART_GAP)),
        .x_scale = CHART_WIDTH / 480.0,
        .description =
            book_chars(book, wm_say_headline(book->arena, row, book_scorecard(book))),
    };
    book_keep(book, worksheet_insert_chart_opt(sheet->worksheet, at, 0, chart, &options));
}

/* A row of charts that a page's end would cut begins the next page. */
static bool turn_page(wm_sheet *sheet, double height)
{
    bool turns = sheet->used + height > sheet->page;
    if (turns)
        sheet->used = sheet->is_over ? sheet->header_height : 0;
    sheet->used += height;
    return turns;
}

void xlsx_charts(wm_book *book, wm_sheet *sheet, const wm_judged_row *rows, size_t count)
{
    lxw_row_t *breaks = wm_arena_alloc(book->arena, count + 1, sizeof *breaks);
    if (!breaks)
        book->status = WM_NOMEM;
    /* In pixels, of the program with the narrowest columns. */
    unsigned width = (unsigned)(sheet_width(sheet) / 0.75 * 0.94);
    unsigned across = (width + CHART_GAP) / (CHART_WIDTH + CHART_GAP);
    unsigned column = 0;
    size_t broken = 0;
    lxw_row_t at = sheet->row + 1;
    sheet->used += BOOK_ROW_POINTS;
    for (size_t i = 0; i < count && book->status == WM_OK; i++) {
        if (!rows[i].latest)
            continue;
        if (column == 0 && turn_page(sheet, CHART_ROWS * BOOK_ROW_POINTS))
            breaks[broken++] = at;
        insert_chart(book, sheet, &rows[i], at, column);
        if (++column < across)
            continue;
        column = 0;
        at += CHART_ROWS;
    }
    if (broken && book->status == WM_OK)
        book_keep(book, worksheet_set_h_pagebreaks(sheet->worksheet, breaks));
}
