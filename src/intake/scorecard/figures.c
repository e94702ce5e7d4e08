#include "intake/scorecard/importing.h"

#include <assert.h>

/* The unusual ways to write a number are reported, and so is what is none. */
static wm_status say_value(wm_importing *importing, wm_sheet_cell *cell,
                           const wm_value *value)
{
    cell->used = true;
    if (!value->how)
        return WM_OK;
    wm_import_kind kind = value->kind == WM_VALUE_UNREADABLE ? WM_IMPORT_CHECK
                          : value->usual                     ? WM_IMPORT_USUAL
                                                             : WM_IMPORT_READ;
    return wm_report_cell(importing, kind, cell, "%s", value->how);
}

/* A page shows a figure as it was printed, with its unit. A cell that is more or other
 * than the number would be shown wrong: it is in the report, and the number stands for
 * it.
 */
static wm_status say_as(wm_importing *importing, const wm_value *value, wm_str *printed)
{
    char number[WM_NUMBER_BYTES];
    if (!value->rescaled)
        return WM_OK;
    size_t len = wm_decimal_print(value->number, number);
    *printed = wm_str_copy(importing->arena, (wm_str){number, len});
    return printed->data ? WM_OK : WM_NOMEM;
}

/* A percentage that is none: as likely a slip of the keys as a count. */
static wm_status say_outside(wm_importing *importing, const wm_entry_row *row,
                             wm_sheet_cell *cell, const wm_figure *figure)
{
    if (row->unit != WM_UNIT_PERCENT || !figure->has_value ||
        (wm_ratio_compare(figure->value, wm_ratio_whole(0)) >= 0 &&
         wm_ratio_compare(figure->value, wm_ratio_whole(100)) <= 0))
        return WM_OK;
    return wm_report_cell(importing, WM_IMPORT_CHECK, cell,
                          "a percentage that is not between 0 and 100");
}

static int64_t scale_of(wm_unit unit)
{
    return unit == WM_UNIT_PERCENT ? 100 : unit == WM_UNIT_PER_10000 ? 10000 : 1;
}

/* The column of a numerator or denominator for this figure: of its period, or without a
 * period for the row's latest figure. */
static wm_column *part_column(wm_importing *importing, wm_meaning meaning,
                              wm_period period, bool is_latest)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        bool fits = column->period.kind == WM_PERIOD_NONE
                        ? is_latest
                        : wm_period_equal(column->period, period);
        if (column->heading.meaning == meaning && fits)
            return column;
    }
    return NULL;
}

/* n of N from their own columns, where they give the printed figure. */
static wm_status add_counts(wm_importing *importing, const wm_entry_row *row,
                            bool is_latest, wm_figure *figure)
{
    wm_sheet_cell *cells[2];
    wm_value parts[2];
    const wm_meaning meanings[2] = {WM_MEANING_NUMERATOR, WM_MEANING_DENOMINATOR};
    for (size_t i = 0; i < 2; i++) {
        wm_column *column =
            part_column(importing, meanings[i], figure->period, is_latest);
        cells[i] = wm_import_own_cell(importing, row, column);
        parts[i] = wm_value_read(cells[i] ? cells[i]->text : WM_STR(""));
        if (!wm_value_is_whole(&parts[i]) || parts[i].number.digits < 0)
            return WM_OK; /* left for the unread */
    }
    assert(cells[0] && cells[1]); /* a blank is no number */
    wm_ratio exact;
    if (!wm_ratio_of(parts[0].number.digits, parts[1].number.digits, scale_of(row->unit),
                     &exact))
        return WM_OK;
    wm_ratio printed = figure->value;
    if (wm_ratio_compare(wm_ratio_of_decimal(wm_ratio_round(exact, figure->places)),
                         printed) != 0)
        return wm_report_cell(importing, WM_IMPORT_CHECK, cells[0],
                              "numerator and denominator do not give the printed %.*s: "
                              "kept here alone",
                              WM_FMT(figure->printed));
    figure->has_counts = true;
    figure->numerator = parts[0].number.digits;
    figure->denominator = parts[1].number.digits;
    figure->value = exact;
    WM_TRY(say_value(importing, cells[0], &parts[0]));
    return say_value(importing, cells[1], &parts[1]);
}

static wm_status add_figure(wm_importing *importing, const wm_entry_row *row,
                            const wm_column *column, wm_sheet_cell *cell, bool is_latest)
{
    wm_value value = wm_value_read(cell->text);
    wm_import_mean(row, column, &value);
    wm_figure figure = {.ref = row->ref,
                        .authority = WM_STR(""),
                        .period = column->period,
                        .as_at = column->period.end,
                        .known_at = WM_DAY_NONE,
                        .status = value.status,
                        .has_value = value.kind == WM_VALUE_NUMBER,
                        .value = wm_ratio_of_decimal(value.number),
                        .places = value.number.places,
                        .printed = cell->text,
                        .source = WM_STR("printed"),
                        .file = importing->sheet.file,
                        .place = cell->place};
    WM_TRY(say_as(importing, &value, &figure.printed));
    if (!figure.has_value)
        figure.value = (wm_ratio){0, 1};
    WM_TRY(say_value(importing, cell, &value));
    if (value.has_counts && row->unit == WM_UNIT_PERCENT) {
        figure.has_counts = true;
        figure.numerator = value.numerator;
        figure.denominator = value.denominator;
        (void)wm_ratio_of(value.numerator, value.denominator, 100, &figure.value);
    }
    if (figure.has_value && !figure.has_counts)
        WM_TRY(add_counts(importing, row, is_latest, &figure));
    WM_TRY(say_outside(importing, row, cell, &figure));
    return wm_list_push(importing->arena, &importing->out->folder.figures, figure)
               ? WM_OK
               : WM_NOMEM;
}

const wm_column *wm_import_latest_number(wm_importing *importing, const wm_entry_row *row)
{
    const wm_column *latest = NULL;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (wm_meaning_is_figure(column->heading.meaning) &&
            column->heading.meaning != WM_MEANING_BASELINE &&
            wm_import_value(importing, row, column).kind == WM_VALUE_NUMBER &&
            (!latest || wm_period_compare(column->period, latest->period) > 0))
            latest = column;
    }
    return latest;
}

static wm_status add_figures(wm_importing *importing, const wm_entry_row *row)
{
    const wm_column *latest = wm_import_latest_number(importing, row);
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        wm_sheet_cell *cell = wm_import_own_cell(importing, row, column);
        if (wm_meaning_is_figure(column->heading.meaning) && cell)
            WM_TRY(add_figure(importing, row, column, cell, column == latest));
    }
    return WM_OK;
}

/* Who the column's figures are of. */
static void name_comparator(const wm_importing *importing, const wm_column *column,
                            wm_comparator *comparator)
{
    const wm_scorecard *card = &importing->out->folder.scorecard;
    const wm_heading *heading = &column->heading;
    comparator->code = WM_STR("");
    comparator->name = heading->text;
    switch (heading->meaning) {
    case WM_MEANING_REGION:
        comparator->level = WM_LEVEL_REGION;
        comparator->code = heading->code;
        if (!wm_str_empty(heading->name)) /* `Regional` of a council of one's own */
            comparator->name = heading->name;
        break;
    case WM_MEANING_COUNTRY:
        comparator->level = WM_LEVEL_COUNTRY;
        comparator->code = card->country.code;
        comparator->name = card->country.name;
        break;
    case WM_MEANING_AUTHORITY:
        comparator->level = WM_LEVEL_AUTHORITY;
        comparator->code = heading->code;
        comparator->name = heading->name;
        break;
    case WM_MEANING_NEIGHBOURS:
        comparator->level = WM_LEVEL_NEIGHBOURS;
        comparator->name = WM_STR("Statistical neighbours");
        break;
    default:
        comparator->level = WM_LEVEL_OTHER;
        break;
    }
}

static wm_status add_comparator(wm_importing *importing, const wm_entry_row *row,
                                const wm_column *column, wm_sheet_cell *cell)
{
    wm_value value = wm_value_read(cell->text);
    wm_import_mean(row, column, &value);
    wm_comparator comparator = {.ref = row->ref,
                                .period = column->period,
                                .printed = true,
                                .status = value.status,
                                .has_value = value.kind == WM_VALUE_NUMBER,
                                .value = wm_ratio_of_decimal(value.number),
                                .places = value.number.places,
                                .printed_text = cell->text,
                                .source = WM_STR("printed"),
                                .known = WM_DAY_NONE,
                                .file = importing->sheet.file,
                                .place = cell->place};
    WM_TRY(say_as(importing, &value, &comparator.printed_text));
    if (!comparator.has_value)
        comparator.value = (wm_ratio){0, 1};
    name_comparator(importing, column, &comparator);
    WM_TRY(say_value(importing, cell, &value));
    return wm_list_push(importing->arena, &importing->out->folder.comparators, comparator)
               ? WM_OK
               : WM_NOMEM;
}

static wm_status add_comparators(wm_importing *importing, const wm_entry_row *row)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        wm_sheet_cell *cell = wm_import_own_cell(importing, row, column);
        if (wm_meaning_is_comparator(column->heading.meaning) && cell)
            WM_TRY(add_comparator(importing, row, column, cell));
    }
    return WM_OK;
}

/* A comment speaks of the sheet's latest period. */
static wm_status add_comment(wm_importing *importing, const wm_entry_row *row)
{
    wm_sheet_cell *cell = wm_import_own_cell(
        importing, row, wm_import_column(importing, WM_MEANING_COMMENT));
    const wm_column *latest = wm_import_latest(importing);
    if (!cell || !latest)
        return WM_OK;
    wm_comment comment = {.ref = row->ref,
                          .period = latest->period,
                          .text = cell->text,
                          .date = WM_DAY_NONE,
                          .file = importing->sheet.file,
                          .place = cell->place};
    cell->used = true;
    return wm_list_push(importing->arena, &importing->out->folder.comments, comment)
               ? WM_OK
               : WM_NOMEM;
}

wm_status wm_import_figures(wm_importing *importing)
{
    for (size_t i = 0; i < importing->rows.count; i++) {
        const wm_entry_row *row = &importing->rows.items[i];
        WM_TRY(add_figures(importing, row));
        WM_TRY(add_comparators(importing, row));
        WM_TRY(add_comment(importing, row));
    }
    return WM_OK;
}
