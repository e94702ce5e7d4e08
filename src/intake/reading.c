#include "intake/reading.h"

#include "base/encoding.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* A file that is no text or too large has been said so in diags by its reader; the rest
 * of the folder is still worth reading, so that all mistakes are shown at once. */
static wm_status said(wm_status status)
{
    return status == WM_REJECTED || status == WM_LIMIT ? WM_OK : status;
}

wm_status wm_reading_run(wm_reading *reading, wm_str bytes, const wm_csv_column *columns,
                         size_t count, wm_record record)
{
    assert(count <= WM_READING_COLUMNS_MAX);

    wm_csv_reader *reader = NULL;
    wm_status status =
        wm_csv_open_table(bytes, reading->file, columns, count, reading->diags, &reader);
    if (status != WM_OK)
        return said(status);
    for (;;) {
        bool more = false;
        status = wm_csv_next_record(reader, reading->cells, &reading->line, &more);
        if (status != WM_OK || !more)
            break;
        status = record(reading);
        if (status != WM_OK)
            break;
    }
    wm_csv_close(reader);
    return said(status);
}

static wm_str cell(const wm_reading *reading, size_t column)
{
    assert(column < WM_READING_COLUMNS_MAX);
    return wm_str_trim(reading->cells[column].text);
}

bool wm_cell_blank(const wm_reading *reading, size_t column)
{
    return wm_str_empty(cell(reading, column));
}

wm_place wm_cell_place(const wm_reading *reading, size_t column)
{
    const wm_csv_cell *at = &reading->cells[column];
    return (wm_place){at->line ? at->line : reading->line, at->column};
}

void wm_cell_wrong(wm_reading *reading, size_t column, const char *remedy,
                   const char *format, ...)
{
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    assert(length >= 0);

    /* A long cell may be cut in the middle of a character; the message stays text. */
    wm_str text = wm_str_of(message);
    text.len = wm_utf8_valid_length(text);
    wm_diag_data(reading->diags, WM_SEVERITY_ERROR, reading->file,
                 wm_cell_place(reading, column), wm_str_of(remedy), "%.*s", WM_FMT(text));
}

/* Why a cell that looks like a number to a person is none. */
static const char *number_remedy(wm_str text)
{
    size_t digits = 0;
    bool foreign = false;
    size_t point = wm_str_find_byte(text, '.');
    for (size_t i = 0; i < text.len; i++) {
        digits += wm_is_digit(text.data[i]);
        foreign |= (unsigned char)text.data[i] >= 0x80;
    }
    if (wm_str_find_byte(text, '%') != SIZE_MAX)
        return "leave the percent sign out; the unit is the measure's";
    if (wm_str_find(text, WM_STR("£")) != SIZE_MAX ||
        wm_str_find(text, WM_STR("€")) != SIZE_MAX ||
        wm_str_find_byte(text, '$') != SIZE_MAX)
        return "leave the sign of the currency out, and commas, `5200`";
    if (wm_str_find_byte(text, ',') != SIZE_MAX)
        return "write it without commas, `1234.5`";
    if (digits > 0 && wm_str_find_fold(text, WM_STR("e")) != SIZE_MAX)
        return "write all its digits; a spreadsheet has shortened it";
    if (foreign)
        return "write it with the digits 0 to 9";
    /* But for a sign and a point it is all digits: there are only too many of them. */
    bool is_too_fine = point != SIZE_MAX && digits + 2 >= text.len &&
                       text.len - point - 1 > WM_PLACES_MAX;
    if (digits > 18 || is_too_fine)
        return "a number has at most 18 digits, 12 of them behind the point";
    return "write digits and at most one point, `12.5`; why there is no number goes into "
           "`status`, what was printed into `printed`";
}

wm_found wm_cell_decimal(wm_reading *reading, size_t column, wm_decimal *out)
{
    wm_str text = cell(reading, column);
    if (wm_str_empty(text))
        return WM_FOUND_BLANK;
    if (wm_decimal_parse(text, out))
        return WM_FOUND;
    wm_cell_wrong(reading, column, number_remedy(text), "`%.*s` is not a number",
                  WM_FMT(text));
    return WM_FOUND_BAD;
}

wm_found wm_cell_whole(wm_reading *reading, size_t column, int64_t *out)
{
    wm_decimal decimal;
    wm_found found = wm_cell_decimal(reading, column, &decimal);
    if (found != WM_FOUND)
        return found;
    if (decimal.places == 0 && decimal.digits >= 0) {
        *out = decimal.digits;
        return WM_FOUND;
    }
    wm_str text = cell(reading, column);
    wm_cell_wrong(reading, column, "a number of children or cases is 0, 1, 2 ...",
                  "`%.*s` is not a whole number", WM_FMT(text));
    return WM_FOUND_BAD;
}

wm_found wm_cell_day(wm_reading *reading, size_t column, wm_day *out)
{
    *out = WM_DAY_NONE;
    wm_str text = cell(reading, column);
    if (wm_str_empty(text))
        return WM_FOUND_BLANK;
    *out = wm_day_parse(text);
    if (*out != WM_DAY_NONE)
        return WM_FOUND;
    wm_cell_wrong(reading, column, "write it as `2017-03-31`", "`%.*s` is not a day",
                  WM_FMT(text));
    return WM_FOUND_BAD;
}

wm_found wm_cell_period(wm_reading *reading, size_t column, wm_period *out)
{
    wm_str text = cell(reading, column);
    if (wm_str_empty(text)) {
        wm_cell_wrong(reading, column, "write it as `2016-17`, `2016-17 Q2` or `2016-09`",
                      "no period");
        return WM_FOUND_BAD;
    }
    *out = wm_period_parse(text, reading->folder->scorecard.first_month);
    if (out->kind != WM_PERIOD_NONE)
        return WM_FOUND;
    char remedy[80] = "write it as `2016-17`, `2016-17 Q2`, `2016-17 H1` or `2016-09`";
    wm_str meant =
        wm_period_suggest(text, reading->folder->scorecard.first_month, reading->arena);
    if (!wm_str_empty(meant))
        snprintf(remedy, sizeof remedy, "write it as `%.*s`", WM_FMT(meant));
    wm_cell_wrong(reading, column, remedy, "`%.*s` is not a period", WM_FMT(text));
    return WM_FOUND_BAD;
}

/* The word of files that is spelt nearest to what stands there. */
static wm_str nearest_status(wm_str text)
{
    wm_str words[WM_FIGURE_UNREADABLE + 1];
    size_t count = sizeof words / sizeof *words;
    for (size_t i = 0; i < count; i++)
        words[i] = wm_str_of(wm_figure_status_name((wm_figure_status)i));
    return wm_nearest(text, words, count);
}

wm_found wm_cell_status(wm_reading *reading, size_t column, wm_figure_status *out)
{
    wm_str text = cell(reading, column);
    if (wm_str_empty(text))
        return WM_FOUND_BLANK;
    if (wm_figure_status_of(text, out))
        return WM_FOUND;
    wm_str nearest = nearest_status(text);
    char remedy[80] = "the statuses are final, provisional, not_applicable, "
                      "not_available ...";
    if (!wm_str_empty(nearest))
        snprintf(remedy, sizeof remedy, "did you mean `%.*s`?", WM_FMT(nearest));
    wm_cell_wrong(reading, column, remedy, "no status called `%.*s`", WM_FMT(text));
    return WM_FOUND_BAD;
}

wm_found wm_cell_counts(wm_reading *reading, size_t numerator, size_t denominator,
                        int64_t *numerator_out, int64_t *denominator_out)
{
    wm_found top = wm_cell_whole(reading, numerator, numerator_out);
    wm_found bottom = wm_cell_whole(reading, denominator, denominator_out);
    if (top == WM_FOUND_BAD || bottom == WM_FOUND_BAD)
        return WM_FOUND_BAD;
    if (top == bottom)
        return top;
    wm_cell_wrong(reading, top == WM_FOUND ? denominator : numerator,
                  "give both, or neither; a number is written without commas, `1251`",
                  top == WM_FOUND ? "a numerator without its denominator"
                                  : "a denominator without its numerator");
    return WM_FOUND_BAD;
}

static bool is_printed(const wm_scorecard *scorecard, wm_str ref)
{
    for (size_t i = 0; i < scorecard->rows.count; i++)
        if (wm_str_equal(scorecard->rows.items[i].ref, ref))
            return true;
    return false;
}

static wm_status warn_unprinted(wm_reading *reading, size_t column, wm_str ref)
{
    if (is_printed(&reading->folder->scorecard, ref))
        return WM_OK;
    for (size_t i = 0; i < reading->unprinted.count; i++)
        if (wm_str_equal(reading->unprinted.items[i], ref))
            return WM_OK;
    wm_diag_data(reading->diags, WM_SEVERITY_WARNING, reading->file,
                 wm_cell_place(reading, column),
                 WM_STR("add a row for it, or take it out here"),
                 "measure %.*s is not printed by the scorecard", WM_FMT(ref));
    return wm_list_push(reading->arena, &reading->unprinted, ref) ? WM_OK : WM_NOMEM;
}

static void no_measure(wm_reading *reading, size_t column, wm_str ref)
{
    if (wm_str_empty(ref)) {
        wm_cell_wrong(reading, column, "write the measure's reference, `1.10`",
                      "no reference");
        return;
    }
    wm_cell_wrong(reading, column,
                  "define it in a .measures file, or correct the reference; a "
                  "spreadsheet makes 1.1 of 1.10",
                  "no measure %.*s", WM_FMT(ref));
}

wm_status wm_cell_measure(wm_reading *reading, size_t column, const wm_measure **out)
{
    wm_str ref = cell(reading, column);
    if (!reading->found || !wm_str_equal(ref, reading->found_ref)) {
        reading->found = wm_folder_measure(reading->folder, ref);
        reading->found_ref = reading->found ? reading->found->ref : ref;
        if (reading->found)
            WM_TRY(warn_unprinted(reading, column, reading->found->ref));
    }
    if (!reading->found)
        no_measure(reading, column, ref);
    *out = reading->found;
    return WM_OK;
}

wm_status wm_cell_text(wm_reading *reading, size_t column, wm_str *out)
{
    wm_str text = wm_str_trim(wm_csv_read_text(reading->cells[column].text));
    *out = wm_str_copy(reading->arena, text);
    return out->data ? WM_OK : WM_NOMEM;
}

bool wm_value_of_counts(const wm_measure *measure, int64_t numerator, int64_t denominator,
                        wm_ratio *out)
{
    switch (measure->unit) {
    case WM_UNIT_PERCENT:
        return wm_ratio_of(numerator, denominator, 100, out);
    case WM_UNIT_PER_10000:
        return wm_ratio_of(numerator, denominator, 10000, out);
    case WM_UNIT_RATIO:
        return wm_ratio_of(numerator, denominator, 1, out);
    case WM_UNIT_COUNT:
    case WM_UNIT_HIGHEST:
        return denominator == 1 && wm_ratio_of(numerator, 1, 1, out);
    }
    return false;
}

bool wm_value_agrees(wm_ratio value, wm_decimal written)
{
    return wm_ratio_round(value, written.places).digits == written.digits;
}

void wm_csv_write_value(wm_text *out, wm_ratio value, unsigned places)
{
    char number[WM_NUMBER_BYTES];
    wm_ratio rounded = wm_ratio_of_decimal(wm_ratio_round(value, places));
    size_t length = wm_ratio_compare(rounded, value) == 0
                        ? wm_ratio_print(value, places, number)
                        : wm_ratio_print_shortest(value, number);
    wm_csv_write(out, (wm_str){number, length}, false);
}

void wm_csv_write_header(wm_text *out, const wm_csv_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        wm_csv_write(out, wm_str_of(columns[i].name), i == 0);
    wm_csv_end_row(out);
}

wm_str wm_csv_period(wm_arena *row, wm_period period, int first_month, wm_text *out)
{
    wm_str text = {0};
    if (row)
        text = wm_period_text(period, first_month, row);
    if (!text.data && out->status == WM_OK)
        out->status = WM_NOMEM;
    return text;
}
