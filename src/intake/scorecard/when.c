#include "intake/scorecard/importing.h"

/* A spreadsheet that fills to the right counts up the last number of a text:
 *
 *     Qu 2 16-17 | Qu 3 18 | Qu 4 19        (also Q3 16-18, or Q3 17-18)
 *
 * The quarters follow one another and so do the last numbers, which no reporting year
 * does. The first says which year is meant.
 */
static int last_number(const wm_heard_period *heard)
{
    return heard->year_form == WM_YEAR_PAIR ? heard->year + 1 : heard->year;
}

static bool goes_on(const wm_heard_period *before, const wm_heard_period *heard,
                    int number)
{
    return before->kind == WM_PERIOD_QUARTER && heard->kind == WM_PERIOD_QUARTER &&
           heard->part == before->part + 1 && heard->year_form != WM_YEAR_UNSAID &&
           !heard->by_months && last_number(heard) % 100 == (number + 1) % 100;
}

/* The same of a first year that stands alone: `Q2 2016 | Q3 2017 | Q4 2018`. Two could be
 * what they say; three quarters in a row, each a year and a quarter on, are not. How many
 * columns go on so from this one. */
static size_t run_of(const wm_importing *importing, size_t first)
{
    size_t c = first + 1;
    for (; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        const wm_heading *before = &importing->columns[c - 1].heading;
        if (column->heading.meaning != WM_MEANING_PERIOD || column->mapped ||
            column->heading.heard.year_form != WM_YEAR_SINGLE ||
            !goes_on(&before->heard, &column->heading.heard, last_number(&before->heard)))
            break;
    }
    return c - first;
}

static wm_status undo_fill_of_years(wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *first = &importing->columns[c];
        if (first->heading.meaning != WM_MEANING_PERIOD || first->mapped ||
            first->heading.heard.year_form != WM_YEAR_SINGLE ||
            first->heading.heard.by_months)
            continue;
        size_t run = run_of(importing, c);
        for (size_t i = 1; run > 2 && i < run; i++) {
            wm_heading *heading = &importing->columns[c + i].heading;
            heading->heard.year = first->heading.heard.year;
            WM_TRY(wm_report_sheet(
                importing, WM_IMPORT_REPAIRED,
                "column %zu `%.*s` is quarter %d of the year of `%.*s`: a spreadsheet's "
                "fill counted up the year",
                c + i + 1, WM_FMT(heading->text), heading->heard.part,
                WM_FMT(first->heading.text)));
        }
        if (run == 2)
            WM_TRY(wm_report_sheet(
                importing, WM_IMPORT_CHECK,
                "columns %zu and %zu, `%.*s` and `%.*s`, are a year and a quarter apart, "
                "as a spreadsheet's fill makes them: read as they stand",
                c + 1, c + 2, WM_FMT(first->heading.text),
                WM_FMT(importing->columns[c + 1].heading.text)));
        c += run - 1;
    }
    return WM_OK;
}

static wm_status undo_fill(wm_importing *importing)
{
    wm_column *before = NULL;
    int number = 0, year = 0;
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        wm_heard_period *heard = &column->heading.heard;
        if (column->heading.meaning != WM_MEANING_PERIOD || column->mapped) {
            before = NULL;
            continue;
        }
        bool filled = before && goes_on(&before->heading.heard, heard, number);
        if (filled) {
            number = last_number(heard);
            heard->year_form = WM_YEAR_PAIR;
            heard->year = year;
            WM_TRY(wm_report_sheet(
                importing, WM_IMPORT_REPAIRED,
                "column %zu `%.*s` is quarter %d of %d-%02d, as the one before it: a "
                "spreadsheet's fill counted up the year",
                column->index + 1, WM_FMT(column->heading.text), heard->part, year,
                (year + 1) % 100));
        } else if (heard->year_form == WM_YEAR_PAIR) {
            number = heard->year + 1;
            year = heard->year;
        }
        before = filled || heard->year_form == WM_YEAR_PAIR ? column : NULL;
    }
    return WM_OK;
}

/* `Mar-17`, `30/09/2016` over every third month are the quarters that end there. */
static wm_status months_are_quarters(wm_importing *importing)
{
    size_t months = 0;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (column->heading.meaning != WM_MEANING_PERIOD)
            continue;
        if (column->heading.heard.kind == WM_PERIOD_QUARTER)
            return WM_OK;
        if (column->heading.heard.kind != WM_PERIOD_MONTH)
            continue;
        if (column->heading.heard.part % 3 != 0 || column->mapped)
            return WM_OK;
        months++;
    }
    if (months < 3)
        return WM_OK;
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_heard_period *heard = &importing->columns[c].heading.heard;
        if (importing->columns[c].heading.meaning != WM_MEANING_PERIOD ||
            heard->kind != WM_PERIOD_MONTH)
            continue;
        heard->kind = WM_PERIOD_QUARTER;
        heard->part = heard->part == 3 ? 4 : heard->part / 3 - 1;
    }
    return wm_report_sheet(importing, WM_IMPORT_ASSUMED,
                           "the columns are three months apart, so each month is read as "
                           "the quarter that it ends");
}

static int year_of(wm_period period)
{
    return wm_period_starts_in(period, WM_IMPORT_FIRST_MONTH);
}

/* What the title rows say of the time: `... - March 2017`, `2016-17`, `Q2 2016/17`. */
static wm_status hear_titles(wm_importing *importing, wm_period *said_out)
{
    wm_sheet *sheet = &importing->sheet;
    *said_out = (wm_period){WM_PERIOD_NONE, WM_DAY_NONE, WM_DAY_NONE};
    for (size_t r = 0; r < sheet->rows.count; r++) {
        if (sheet->rows.items[r].kind != WM_SHEET_TITLE)
            continue;
        for (size_t c = 0; c < sheet->rows.items[r].count; c++) {
            const wm_sheet_cell *cell = wm_sheet_at(sheet, r, c);
            wm_heard_period heard;
            bool assumed;
            if (!cell)
                continue;
            WM_TRY(wm_period_hear(cell->text, importing->arena, &heard));
            if (heard.year_form == WM_YEAR_UNSAID || heard.year_form == WM_YEAR_ODD)
                continue;
            *said_out = wm_period_meant(&heard, 0, WM_IMPORT_FIRST_MONTH, &assumed);
            if (said_out->kind != WM_PERIOD_NONE)
                return WM_OK;
        }
    }
    return WM_OK;
}

/* The latest reporting year that a heading of a figure names in full. */
static int year_of_headings(wm_importing *importing)
{
    int year = 0;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_heading *heading = &importing->columns[c].heading;
        bool assumed;
        if (heading->meaning != WM_MEANING_PERIOD &&
            heading->meaning != WM_MEANING_TARGET)
            continue;
        wm_period period =
            wm_period_meant(&heading->heard, 0, WM_IMPORT_FIRST_MONTH, &assumed);
        if (period.kind == WM_PERIOD_NONE || heading->heard.year_form == WM_YEAR_UNSAID)
            continue;
        if (year_of(period) > year)
            year = year_of(period);
    }
    return year;
}

static wm_status settle_year(wm_importing *importing, wm_period said)
{
    const wm_import_options *options = importing->options;
    if (options->has_as_at) {
        wm_civil day = wm_day_civil(options->as_at);
        importing->reporting_year =
            day.month < WM_IMPORT_FIRST_MONTH ? day.year - 1 : day.year;
        return WM_OK;
    }
    if (said.kind != WM_PERIOD_NONE) {
        importing->reporting_year = year_of(said);
        return WM_OK;
    }
    importing->reporting_year = year_of_headings(importing);
    if (importing->reporting_year == 0)
        return wm_import_refuse(importing, (wm_place){0, 0},
                                "say the day it speaks of with --as-at 2017-03-31",
                                "neither a title nor a heading says which year this is");
    return wm_report_sheet(importing, WM_IMPORT_ASSUMED,
                           "the year is %d-%02d, the latest that a heading names",
                           importing->reporting_year,
                           (importing->reporting_year + 1) % 100);
}

/* `Actual` alone: the sheet's own period. A sheet of March, or of a day, speaks of the
 * year so far, which only March completes. */
static wm_period own_period(const wm_importing *importing, wm_period said)
{
    if (said.kind == WM_PERIOD_QUARTER || said.kind == WM_PERIOD_HALF ||
        (said.kind == WM_PERIOD_MONTH &&
         wm_day_civil(said.end).month != WM_IMPORT_FIRST_MONTH - 1))
        return said;
    return wm_period_year(importing->reporting_year, WM_IMPORT_FIRST_MONTH);
}

/* The day up to which the year so far goes: what was asked or the title says, else the
 * end of the last period that has figures. NONE: nobody says. */
static wm_day reaches_to(const wm_importing *importing, wm_period said)
{
    if (importing->options->has_as_at)
        return importing->options->as_at;
    if (said.kind != WM_PERIOD_NONE && said.kind != WM_PERIOD_YEAR)
        return said.end;
    wm_day last = WM_DAY_NONE;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        bool assumed;
        if (column->heading.meaning != WM_MEANING_PERIOD || column->shape.cells == 0)
            continue;
        wm_period period =
            wm_period_meant(&column->heading.heard, importing->reporting_year,
                            WM_IMPORT_FIRST_MONTH, &assumed);
        if (period.kind != WM_PERIOD_NONE && period.end > last)
            last = period.end;
    }
    return last;
}

static bool has_other_figures(const wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (wm_meaning_is_figure(column->heading.meaning) &&
            column->heading.meaning != WM_MEANING_BASELINE && column->shape.cells > 0)
            return true;
    }
    return false;
}

/* `YTD` is the year's figure once the year has ended. Before that it is a cumulative
 * figure of the last period: the sheet's own where it has no other, and otherwise in the
 * report alone, for no period has two figures. */
static wm_status settle_to_date(wm_importing *importing, wm_period said)
{
    wm_period year = wm_period_year(importing->reporting_year, WM_IMPORT_FIRST_MONTH);
    wm_day last = reaches_to(importing, said);
    bool ended = last == WM_DAY_NONE || last >= year.end;
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (column->heading.meaning != WM_MEANING_TO_DATE || column->shape.cells == 0)
            continue;
        bool alone = !has_other_figures(importing);
        if (ended && !wm_import_column(importing, WM_MEANING_YEAR)) {
            column->heading.meaning = WM_MEANING_YEAR;
            continue;
        }
        if (alone && !ended && said.kind != WM_PERIOD_NONE) {
            column->heading.meaning = WM_MEANING_LATEST;
            importing->to_date = true;
            WM_TRY(wm_report_sheet(importing, WM_IMPORT_ASSUMED,
                                   "column %zu `%.*s` is cumulative, and of the period "
                                   "that the title names",
                                   column->index + 1, WM_FMT(column->heading.text)));
            continue;
        }
        WM_TRY(wm_report_sheet(
            importing, WM_IMPORT_CHECK,
            "column %zu `%.*s` is the year so far%s: not read as the year's figure, and "
            "kept in this report alone",
            column->index + 1, WM_FMT(column->heading.text),
            ended ? ", beside a column of the year" : ", and the year has not ended"));
    }
    return WM_OK;
}

/* Others are compared by the year: `England Mar 2016` and `England 2016` are of 2015-16.
 * Not said: kind NONE, until a footnote says it. */
static wm_period year_of_comparator(const wm_heard_period *heard, wm_period period)
{
    if (heard->year_form == WM_YEAR_UNSAID || heard->year_form == WM_YEAR_ODD)
        return (wm_period){WM_PERIOD_NONE, WM_DAY_NONE, WM_DAY_NONE};
    if (period.kind == WM_PERIOD_NONE)
        return wm_period_year(heard->year - 1, WM_IMPORT_FIRST_MONTH);
    return wm_period_year(year_of(period), WM_IMPORT_FIRST_MONTH);
}

static wm_status settle_period(wm_importing *importing, wm_column *column, wm_period said)
{
    wm_heading *heading = &column->heading;
    int year = importing->reporting_year;
    bool assumed = false;
    column->period = (wm_period){WM_PERIOD_NONE, WM_DAY_NONE, WM_DAY_NONE};
    if (heading->meaning == WM_MEANING_YEAR) {
        column->period = wm_period_year(year, WM_IMPORT_FIRST_MONTH);
        assumed = true;
    } else if (heading->meaning == WM_MEANING_LATEST) {
        column->period = own_period(importing, said);
        assumed = true;
    } else {
        column->period =
            wm_period_meant(&heading->heard, year, WM_IMPORT_FIRST_MONTH, &assumed);
    }
    if (wm_meaning_is_comparator(heading->meaning)) {
        column->period = year_of_comparator(&heading->heard, column->period);
        return WM_OK;
    }
    if (heading->meaning == WM_MEANING_BASELINE &&
        column->period.kind == WM_PERIOD_NONE) {
        bool single = heading->heard.year_form == WM_YEAR_SINGLE;
        column->period = wm_period_year(single ? heading->heard.year - 1 : year - 1,
                                        WM_IMPORT_FIRST_MONTH);
        assumed = true;
    }
    if (!assumed || column->period.kind == WM_PERIOD_NONE || column->shape.cells == 0)
        return WM_OK;
    wm_str label =
        wm_period_text(column->period, WM_IMPORT_FIRST_MONTH, importing->arena);
    if (!label.data)
        return WM_NOMEM;
    return wm_report_sheet(importing, WM_IMPORT_ASSUMED,
                           "column %zu `%.*s` is of %.*s: its heading does not say so in "
                           "full",
                           column->index + 1, WM_FMT(heading->text), WM_FMT(label));
}

/* Without a `Baseline`, the latest year before this one is what changes start from. */
static wm_status find_baseline(wm_importing *importing)
{
    wm_column *found = NULL;
    if (wm_import_column(importing, WM_MEANING_BASELINE))
        return WM_OK;
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (column->heading.meaning == WM_MEANING_PERIOD &&
            column->period.kind == WM_PERIOD_YEAR &&
            year_of(column->period) < importing->reporting_year &&
            (!found || found->period.end < column->period.end))
            found = column;
    }
    if (!found)
        return WM_OK;
    found->heading.meaning = WM_MEANING_BASELINE;
    return wm_report_sheet(importing, WM_IMPORT_ASSUMED,
                           "column %zu `%.*s` is the baseline, the latest year before "
                           "this one",
                           found->index + 1, WM_FMT(found->heading.text));
}

/* Two columns of figures for one period: the first keeps it. */
static wm_status no_period_twice(wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (!wm_meaning_is_figure(column->heading.meaning))
            continue;
        for (size_t before = 0; before < c; before++) {
            const wm_column *first = &importing->columns[before];
            if (!wm_meaning_is_figure(first->heading.meaning) ||
                !wm_period_equal(first->period, column->period))
                continue;
            column->heading.meaning = WM_MEANING_UNKNOWN;
            WM_TRY(wm_report_sheet(importing, WM_IMPORT_CHECK,
                                   "columns %zu and %zu are both of one period: the "
                                   "second is in the unread cells",
                                   before + 1, c + 1));
            break;
        }
    }
    return WM_OK;
}

/* A figure without a period has no place: `Q3 16-18` alone, `year 99`. */
static wm_status every_figure_has_a_period(wm_importing *importing)
{
    bool any = false;
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (!wm_meaning_is_figure(column->heading.meaning))
            continue;
        if (column->period.kind != WM_PERIOD_NONE) {
            any = true;
            continue;
        }
        column->heading.meaning = WM_MEANING_UNKNOWN;
        WM_TRY(wm_report_sheet(importing, WM_IMPORT_CHECK,
                               "column %zu `%.*s`: which period it is of cannot be told",
                               column->index + 1, WM_FMT(column->heading.text)));
    }
    if (any)
        return WM_OK;
    return wm_import_refuse(importing, (wm_place){0, 0},
                            "say it with --map COLUMN=PERIOD, such as --map F=\"2016-17 "
                            "Q2\"",
                            "no column of figures says which period it is of");
}

static void settle_as_at(wm_importing *importing, wm_period said)
{
    wm_day latest = WM_DAY_NONE;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (wm_meaning_is_figure(column->heading.meaning) && column->period.end > latest)
            latest = column->period.end;
    }
    importing->out->as_at = importing->options->has_as_at ? importing->options->as_at
                            : said.kind != WM_PERIOD_NONE ? said.end
                                                          : latest;
}

wm_status wm_import_when(wm_importing *importing)
{
    wm_period said;
    WM_TRY(undo_fill(importing));
    WM_TRY(undo_fill_of_years(importing));
    WM_TRY(months_are_quarters(importing));
    WM_TRY(hear_titles(importing, &said));
    WM_TRY(settle_year(importing, said));
    WM_TRY(settle_to_date(importing, said));
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (wm_meaning_is_figure(column->heading.meaning) ||
            wm_meaning_is_comparator(column->heading.meaning) ||
            column->heading.meaning == WM_MEANING_TARGET ||
            column->heading.meaning == WM_MEANING_NUMERATOR ||
            column->heading.meaning == WM_MEANING_DENOMINATOR)
            WM_TRY(settle_period(importing, column, said));
    }
    WM_TRY(find_baseline(importing));
    WM_TRY(every_figure_has_a_period(importing));
    WM_TRY(no_period_twice(importing));
    settle_as_at(importing, said);
    return WM_OK;
}
