#include "intake/scorecard/bands.h"
#include "intake/scorecard/importing.h"

/* Counts of a few children or young people, not percentages. */
enum { SMALL = 50 };

/* What a row's values look like, over all its figures. */
typedef struct seen_values {
    size_t numbers;
    size_t wholes;
    size_t smalls;   /* whole and under SMALL */
    size_t percents; /* with a percent sign, or `17/20` */
    size_t pounds;   /* with a pound sign     */
    size_t parts;    /* between 0 and 1, with places and without a percent sign */
    size_t ones;     /* 0 or 1                */
} seen_values;

static bool is_within_one(const wm_value *value)
{
    wm_ratio number = wm_ratio_of_decimal(value->number);
    return value->kind == WM_VALUE_NUMBER && !value->percent_sign &&
           !value->only_counts && !value->pounds &&
           wm_ratio_compare(number, wm_ratio_whole(0)) >= 0 &&
           wm_ratio_compare(number, wm_ratio_whole(1)) <= 0;
}

static seen_values look(wm_importing *importing, const wm_entry_row *row)
{
    seen_values seen = {0};
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (!wm_meaning_is_figure(column->heading.meaning))
            continue;
        wm_value value = wm_import_value(importing, row, column);
        if (value.kind != WM_VALUE_NUMBER)
            continue;
        seen.numbers++;
        seen.wholes += wm_value_is_whole(&value);
        seen.smalls += wm_value_is_whole(&value) && value.number.digits < SMALL;
        seen.percents += value.percent_sign || value.only_counts;
        seen.pounds += value.pounds;
        seen.parts += is_within_one(&value) && value.number.places > 0;
        seen.ones += is_within_one(&value) && value.number.places == 0;
    }
    return seen;
}

static bool has_word(wm_str title, const char *word)
{
    return wm_str_find_fold(title, wm_str_of(word)) != SIZE_MAX;
}

static bool starts_with(wm_str title, const char *word)
{
    return wm_str_starts_fold(title, wm_str_of(word));
}

/* False: the title does not say. Its first words weigh most: `Number of children with 3
 * or more placements, as a percentage of ...` is rare, `Percentage of ... number` not. */
static bool unit_of_title(wm_str title, wm_unit *unit)
{
    bool rate =
        has_word(title, "10,000") || has_word(title, "10000") || has_word(title, "10k");
    if (rate)
        *unit = WM_UNIT_PER_10000;
    else if (starts_with(title, "number") || starts_with(title, "no of ") ||
             starts_with(title, "no. of ") || starts_with(title, "count of ") ||
             starts_with(title, "total "))
        *unit = WM_UNIT_COUNT;
    else if (starts_with(title, "average") || starts_with(title, "mean ") ||
             starts_with(title, "ratio"))
        *unit = WM_UNIT_RATIO;
    else if (has_word(title, "percent") || has_word(title, "per cent") ||
             has_word(title, "%") || has_word(title, "proportion"))
        *unit = WM_UNIT_PERCENT;
    else if (has_word(title, "highest") || has_word(title, "maximum"))
        *unit = WM_UNIT_HIGHEST;
    else if (has_word(title, "average") || has_word(title, "ratio") ||
             has_word(title, "caseload"))
        *unit = WM_UNIT_RATIO;
    else if (has_word(title, "number of") || has_word(title, "no of "))
        *unit = WM_UNIT_COUNT;
    else
        return false;
    return true;
}

static bool unit_of_cell(wm_str text, wm_unit *unit)
{
    if (has_word(text, "%") || has_word(text, "percent"))
        *unit = WM_UNIT_PERCENT;
    else if (has_word(text, "10,000") || has_word(text, "10000") || has_word(text, "10k"))
        *unit = WM_UNIT_PER_10000;
    else if (has_word(text, "number") || has_word(text, "count") ||
             wm_str_equal_fold(text, WM_STR("no")) || wm_str_equal(text, WM_STR("#")))
        *unit = WM_UNIT_COUNT;
    else if (has_word(text, "average") || has_word(text, "ratio") ||
             has_word(text, "days") || has_word(text, "weeks"))
        *unit = WM_UNIT_RATIO;
    else
        return false;
    return true;
}

static wm_status unit_of_column(wm_importing *importing, wm_entry_row *row, bool *said)
{
    const wm_column *column = wm_import_column(importing, WM_MEANING_UNIT);
    wm_sheet_cell *cell = wm_import_cell(importing, row, column);
    if (!cell)
        return WM_OK;
    *said = unit_of_cell(cell->text, &row->unit);
    if (!*said)
        return WM_OK; /* left for the unread */
    return wm_report_cell(importing, WM_IMPORT_USUAL, cell, "the unit is %s",
                          wm_unit_name(row->unit));
}

static wm_sheet_cell *title_cell(wm_importing *importing, const wm_entry_row *row)
{
    wm_sheet_cell *cell =
        wm_import_cell(importing, row, wm_import_column(importing, WM_MEANING_TITLE));
    return cell ? cell : wm_sheet_first(&importing->sheet.rows.items[row->row]);
}

static const char *pounds_words(unsigned power)
{
    return power == 3   ? "thousands of pounds"
           : power == 6 ? "millions of pounds"
                        : "pounds";
}

/* A figure of the row stands in a column headed `£000s`. */
static bool has_thousands(wm_importing *importing, const wm_entry_row *row)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (column->thousands && wm_meaning_is_figure(column->heading.meaning) &&
            wm_import_value(importing, row, column).kind == WM_VALUE_NUMBER)
            return true;
    }
    return false;
}

/* The language has no unit of money: a sum is a count of pounds, or an average of them,
 * and the measure says so in a note. */
static wm_status settle_pounds(wm_importing *importing, wm_entry_row *row,
                               const seen_values *seen, bool *said)
{
    const wm_column *column = wm_import_column(importing, WM_MEANING_UNIT);
    wm_sheet_cell *cell = wm_import_cell(importing, row, column);
    unsigned unit_power = 0, title_power;
    bool in_unit = cell && wm_pounds_of(cell->text, &unit_power);
    bool in_title = wm_pounds_of(row->title, &title_power);
    row->pounds_in = pounds_words(in_unit ? unit_power : title_power);
    wm_unit unit = WM_UNIT_COUNT;
    bool titled = unit_of_title(row->title, &unit);
    bool share = titled && (unit == WM_UNIT_PERCENT || unit == WM_UNIT_PER_10000);
    row->pounds =
        seen->percents == 0 && (in_unit || seen->pounds > 0 || (!share && in_title) ||
                                (!share && has_thousands(importing, row)));
    if (!row->pounds)
        return WM_OK;
    if (in_unit)
        WM_TRY(wm_report_cell(importing, WM_IMPORT_USUAL, cell, "the unit is money"));
    row->unit = titled && !share               ? unit
                : seen->wholes < seen->numbers ? WM_UNIT_RATIO
                                               : WM_UNIT_COUNT;
    *said = true;
    return wm_report_cell(importing, WM_IMPORT_ASSUMED, title_cell(importing, row),
                          "sums of money, in %s: Waymark has no unit for them, so it is "
                          "a %s and its note says so",
                          row->pounds_in, wm_unit_name(row->unit));
}

/* What fractions are told from: a target, band or comparator that a fraction cannot be
 * held against. */
static bool is_held_against_percentages(wm_importing *importing, const wm_entry_row *row,
                                        bool *fractions_too)
{
    bool found = false;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        wm_meaning meaning = column->heading.meaning;
        wm_sheet_cell *cell = wm_import_cell(importing, row, column);
        wm_printed_band range;
        if (!cell ||
            (!wm_meaning_is_band(meaning) && meaning != WM_MEANING_TARGET &&
             !wm_meaning_is_threshold(meaning) && !wm_meaning_is_comparator(meaning)))
            continue;
        wm_str plain;
        (void)wm_colour_of(cell->text, &plain);
        if (!wm_printed_band_parse(plain, &range))
            continue;
        wm_ratio edge = wm_ratio_of_decimal(range.has_high ? range.high : range.low);
        bool above = wm_ratio_compare(edge, wm_ratio_whole(1)) > 0 ||
                     wm_str_find_byte(cell->text, '%') != SIZE_MAX;
        found = found || above;
        *fractions_too = *fractions_too || (!above && meaning != WM_MEANING_TARGET &&
                                            !wm_meaning_is_comparator(meaning));
    }
    return found;
}

/* 0.865 under a title that says percentage, with a target of 90%: a spreadsheet that lost
 * its number format. Half of the evidence is not enough: there are percentages under 1.
 */
static wm_status settle_fractions(wm_importing *importing, wm_entry_row *row,
                                  const seen_values *seen)
{
    bool bands = false;
    if (row->unit != WM_UNIT_PERCENT || seen->parts == 0 ||
        seen->parts + seen->ones < seen->numbers)
        return WM_OK;
    row->fractions = is_held_against_percentages(importing, row, &bands) && !bands;
    if (row->fractions)
        return wm_report_cell(importing, WM_IMPORT_ASSUMED, title_cell(importing, row),
                              "its figures are fractions, 0.865 for 86.5 %%: all are "
                              "within 1, and what they are held against is not");
    return wm_report_cell(importing, WM_IMPORT_CHECK, title_cell(importing, row),
                          "all its percentages are under 1: nothing in the row says "
                          "whether they are fractions");
}

void wm_import_mean(const wm_entry_row *row, const wm_column *column, wm_value *value)
{
    if (value->only_counts && row->unit != WM_UNIT_PERCENT)
        *value = (wm_value){.kind = WM_VALUE_UNREADABLE,
                            .status = WM_FIGURE_UNREADABLE,
                            .how = "so many of so many, and the measure is no "
                                   "percentage: kept as printed"};
    if (value->kind != WM_VALUE_NUMBER)
        return;
    if (row->fractions && is_within_one(value) && wm_value_shift(&value->number, 2)) {
        value->how = "a fraction, read as a percentage";
        value->usual = false;
        value->rescaled = true;
    }
    if (column && column->thousands && row->unit != WM_UNIT_PERCENT &&
        row->unit != WM_UNIT_PER_10000 && !value->percent_sign &&
        wm_value_shift(&value->number, column->thousands)) {
        value->how = "its column is in thousands or millions of pounds: multiplied out";
        value->usual = false;
        value->rescaled = true;
    }
}

wm_value wm_import_meant(wm_importing *importing, const wm_entry_row *row,
                         const wm_column *column)
{
    wm_value value = wm_import_value(importing, row, column);
    wm_import_mean(row, column, &value);
    return value;
}

/* Neither title nor column says: by the figures. */
static wm_status unit_of_values(wm_importing *importing, wm_entry_row *row,
                                const seen_values *seen)
{
    const char *why = "all its figures are whole";
    row->unit = WM_UNIT_COUNT;
    if (seen->percents > 0) {
        row->unit = WM_UNIT_PERCENT;
        why = "its figures are percentages";
    } else if (seen->wholes < seen->numbers) {
        row->unit = WM_UNIT_RATIO;
        why = "its figures have decimals and no percent sign";
    } else if (seen->numbers == 0) {
        why = "it has no figures to tell by";
    }
    return wm_report_cell(importing, WM_IMPORT_ASSUMED, title_cell(importing, row),
                          "the unit is %s: the title does not say, and %s",
                          wm_unit_name(row->unit), why);
}

/* How the row's printed change is got from its baseline and latest figure. */
static wm_change_way way_of(wm_importing *importing, const wm_entry_row *row,
                            bool *tested)
{
    wm_value change =
        wm_import_value(importing, row, wm_import_column(importing, WM_MEANING_CHANGE));
    wm_value from = wm_value_read(row->baseline ? row->baseline->text : WM_STR(""));
    wm_value to = wm_import_latest_value(importing, row);
    *tested = change.kind == WM_VALUE_NUMBER && from.kind == WM_VALUE_NUMBER &&
              to.kind == WM_VALUE_NUMBER;
    return *tested ? wm_change_way_of(from.number, to.number, change.number)
                   : WM_CHANGE_WAY_NONE;
}

/* Bands, a number for a target, a comparator: what percentages are held against. */
static bool is_held_against_numbers(wm_importing *importing, const wm_entry_row *row)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        wm_meaning meaning = column->heading.meaning;
        wm_sheet_cell *cell = wm_import_cell(importing, row, column);
        if (cell && cell != row->baseline &&
            (wm_meaning_is_band(meaning) || wm_meaning_is_comparator(meaning) ||
             meaning == WM_MEANING_TARGET))
            return true;
    }
    return false;
}

/* A title may say percentage where the row holds counts: small whole figures, and a
 * change in percent of the first, as counts have it and percentages do not. */
static wm_status doubt_percentage(wm_importing *importing, wm_entry_row *row,
                                  const seen_values *seen, wm_change_way way)
{
    if (row->unit != WM_UNIT_PERCENT || way != WM_CHANGE_WAY_PERCENT ||
        seen->percents > 0 || seen->numbers < 1 || seen->smalls < seen->numbers ||
        is_held_against_numbers(importing, row))
        return WM_OK;
    row->unit = WM_UNIT_COUNT;
    return wm_report_cell(
        importing, WM_IMPORT_CHECK, title_cell(importing, row),
        "read as a count: the title says percentage, but the figures "
        "are small and whole and the change is in percent of the first, as it is "
        "for counts");
}

wm_value wm_import_value_before(wm_importing *importing, const wm_entry_row *row)
{
    wm_value latest = {.kind = WM_VALUE_BLANK}, before = latest;
    wm_period latest_period = {WM_PERIOD_NONE, WM_DAY_NONE, WM_DAY_NONE};
    wm_period before_period = latest_period;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        wm_value value = wm_import_value(importing, row, column);
        if (!wm_meaning_is_figure(column->heading.meaning) ||
            column->heading.meaning == WM_MEANING_BASELINE ||
            value.kind != WM_VALUE_NUMBER)
            continue;
        if (wm_period_compare(column->period, latest_period) > 0) {
            before = latest;
            before_period = latest_period;
            latest = value;
            latest_period = column->period;
        } else if (wm_period_compare(column->period, before_period) > 0) {
            before = value;
            before_period = column->period;
        }
    }
    return before;
}

/* What else a change may be, when it is not from the baseline to the latest figure. */
static const char *other_change(wm_importing *importing, const wm_entry_row *row,
                                const wm_sheet_cell *cell)
{
    wm_value change = wm_value_read(cell->text);
    wm_value to = wm_import_latest_value(importing, row);
    wm_value before = wm_import_value_before(importing, row);
    wm_value target =
        wm_import_value(importing, row, wm_import_column(importing, WM_MEANING_TARGET));
    if (change.kind != WM_VALUE_NUMBER || to.kind != WM_VALUE_NUMBER)
        return NULL;
    if (before.kind == WM_VALUE_NUMBER &&
        wm_change_way_of(before.number, to.number, change.number) != WM_CHANGE_WAY_NONE)
        return "this change is from the figure before the latest, not from the baseline";
    if (target.kind == WM_VALUE_NUMBER &&
        wm_change_way_of(target.number, to.number, change.number) != WM_CHANGE_WAY_NONE)
        return "this is the distance to the target, not a change from the baseline";
    return NULL;
}

static wm_status settle_change(wm_importing *importing, wm_entry_row *row,
                               wm_change_way way, bool tested)
{
    wm_sheet_cell *cell =
        wm_import_cell(importing, row, wm_import_column(importing, WM_MEANING_CHANGE));
    if (!cell)
        return WM_OK;
    if (way == WM_CHANGE_WAY_PERCENT)
        row->change = WM_CHANGE_PERCENT;
    if (way != WM_CHANGE_WAY_NONE ||
        (!tested && wm_value_read(cell->text).kind != WM_VALUE_NUMBER))
        return WM_OK;
    const char *other = other_change(importing, row, cell);
    if (!other && tested)
        other = "this change cannot be got from baseline and latest figure, neither as a "
                "difference nor in percent";
    return wm_report_cell(importing, WM_IMPORT_CHECK, cell, "%s",
                          other ? other
                                : "this change cannot be checked: baseline or latest "
                                  "figure is missing");
}

/* A word of the text begins so: `Good to be low`, but not `below`. */
static bool has_start(wm_str text, const char *start)
{
    wm_str rest = text, word;
    while (wm_str_next(&rest, ' ', &word))
        if (starts_with(word, start))
            return true;
    return false;
}

static wm_direction direction_of_word(wm_str text)
{
    static const char *const up[] = {"high", "up", "bigger", "increas", "more", "max"};
    static const char *const down[] = {"low",  "down",  "smaller", "decreas",
                                       "less", "reduc", "min",     "fewer"};
    bool rising = false, falling = false;
    for (size_t i = 0; i < sizeof up / sizeof *up; i++)
        rising = rising || has_start(text, up[i]);
    for (size_t i = 0; i < sizeof down / sizeof *down; i++)
        falling = falling || has_start(text, down[i]);
    if (rising == falling)
        return WM_DIRECTION_NONE;
    return rising ? WM_DIRECTION_HIGHER : WM_DIRECTION_LOWER;
}

/* Only a polarity column or the bands say which way is better; a title never does. */
static wm_status direction_of_column(wm_importing *importing, wm_entry_row *row)
{
    const wm_column *column = wm_import_column(importing, WM_MEANING_POLARITY);
    wm_sheet_cell *cell = wm_import_cell(importing, row, column);
    if (!cell)
        return WM_OK;
    row->direction = direction_of_word(cell->text);
    bool neither = wm_value_read(cell->text).kind == WM_VALUE_SYMBOL ||
                   has_start(cell->text, "neutral") || has_start(cell->text, "none") ||
                   has_start(cell->text, "neither");
    if (row->direction == WM_DIRECTION_NONE)
        return neither ? wm_report_cell(importing, WM_IMPORT_USUAL, cell,
                                        "neither way is better")
                       : WM_OK; /* left for the unread */
    return wm_report_cell(importing, WM_IMPORT_USUAL, cell, "%s is better",
                          wm_direction_name(row->direction));
}

static wm_status settle_row(wm_importing *importing, wm_entry_row *row)
{
    bool said = false, tested;
    seen_values seen = look(importing, row);
    wm_change_way way = way_of(importing, row, &tested);
    WM_TRY(settle_pounds(importing, row, &seen, &said));
    if (!said)
        WM_TRY(unit_of_column(importing, row, &said));
    if (!said && !unit_of_title(row->title, &row->unit))
        WM_TRY(unit_of_values(importing, row, &seen));
    WM_TRY(doubt_percentage(importing, row, &seen, way));
    WM_TRY(settle_fractions(importing, row, &seen));
    WM_TRY(settle_change(importing, row, way, tested));
    return direction_of_column(importing, row);
}

wm_status wm_import_units(wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        (void)wm_pounds_of(column->heading.text, &column->thousands);
    }
    for (size_t i = 0; i < importing->rows.count; i++)
        WM_TRY(settle_row(importing, &importing->rows.items[i]));
    return WM_OK;
}
