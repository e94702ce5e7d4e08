#include "publish/xlsx_book.h"

#include "judge/words.h"

#include <assert.h>

/* The sheets that are one table each: Summary, Comparators, Definitions, Checks, Notes.
 */

static const wm_scorecard *scorecard_of(const wm_book *book)
{
    return &book->publication->judged->folder->scorecard;
}

static void grade_colours(wm_sheet *sheet, lxw_col_t at)
{
    if (!sheet->worksheet || sheet->row == sheet->header + 1)
        return;
    for (int grade = WM_GRADE_BELOW; grade <= WM_GRADE_OUTSTANDING; grade++) {
        wm_str word = wm_grade_word((wm_grade)grade, scorecard_of(sheet->book));
        lxw_conditional_format rule = {
            .type = LXW_CONDITIONAL_TYPE_CELL,
            .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
            .format = sheet->book->grade[grade],
        };
        /* A quote in the word would end the formula's string. */
        if (wm_str_find_byte(word, '"') != SIZE_MAX)
            continue;
        wm_str value = wm_str_format(sheet->book->arena, "\"%.*s\"", WM_FMT(word));
        rule.value_string = book_chars(sheet->book, value);
        book_keep(sheet->book,
                  worksheet_conditional_format_range(sheet->worksheet, sheet->header + 1,
                                                     at, sheet->row - 1, at, &rule));
    }
}

static void missed_colour(wm_sheet *sheet, lxw_col_t at)
{
    if (!sheet->worksheet || sheet->row == sheet->header + 1)
        return;
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_TEXT,
        .criteria = LXW_CONDITIONAL_CRITERIA_TEXT_BEGINS_WITH,
        .value_string = book_chars(sheet->book, WM_STR("missed")),
        .format = sheet->book->missed,
    };
    book_keep(sheet->book,
              worksheet_conditional_format_range(sheet->worksheet, sheet->header + 1, at,
                                                 sheet->row - 1, at, &rule));
}

void sheet_grades(wm_sheet *sheet, lxw_col_t grade_at, lxw_col_t verdict_at)
{
    grade_colours(sheet, grade_at);
    missed_colour(sheet, verdict_at);
}

/* The figure of a level that stands first: printed before published. */
static const wm_comparator *comparator_of(const wm_judged_row *row, wm_level level)
{
    for (size_t i = 0; i < row->comparator_count; i++)
        if (row->comparators[i].comparator->level == level)
            return row->comparators[i].comparator;
    return NULL;
}

void sheet_comparator(wm_sheet *sheet, lxw_col_t at, const wm_judged_row *row,
                      wm_level level)
{
    const wm_comparator *comparator = comparator_of(row, level);
    if (!comparator)
        return;
    if (comparator->has_value)
        sheet_number(sheet, at, comparator->value, comparator->places);
    else
        sheet_text(sheet, at, wm_str_of(wm_figure_status_words(comparator->status)));
}

static void summary_row(wm_sheet *sheet, const wm_judged_row *row,
                        const wm_scorecard *scorecard)
{
    wm_arena *arena = sheet->book->arena;
    const wm_judged_figure *latest = row->latest;
    wm_grade grade = latest ? latest->grade : WM_GRADE_NONE;
    sheet_text(sheet, 0, row->measure->ref);
    sheet_wrapped(sheet, 1, row->short_title);
    sheet_text(sheet, 3, wm_str_of(wm_unit_words(row->measure->unit)));
    sheet_wrapped(sheet, 5, wm_grade_word(grade, scorecard));
    sheet_text(sheet, 6, grade_shape(arena, grade, scorecard));
    if (latest) {
        sheet_figure(sheet, 2, latest->figure);
        sheet_wrapped(sheet, 4,
                      wm_period_label(latest->period, scorecard->first_month, arena));
        sheet_wrapped(sheet, 7, wm_say_next_grade(arena, row, latest, scorecard));
    }
    if (row->current) {
        sheet_wrapped(sheet, 8, wm_say_target(arena, row, row->current));
        sheet_wrapped(sheet, 9, wm_say_verdict(arena, row, row->current));
    }
    sheet_wrapped(sheet, 10, wm_say_change(arena, row));
    sheet_text(sheet, 11, wm_str_of(wm_sense_words(row->change.sense)));
    sheet_comparator(sheet, 12, row, WM_LEVEL_COUNTRY);
    sheet_comparator(sheet, 13, row, WM_LEVEL_REGION);
    sheet_comparator(sheet, 14, row, WM_LEVEL_NEIGHBOURS);
    sheet_text(sheet, 15, wm_say_standing(arena, &row->standing));
    sheet_wrapped(sheet, 16, row->section->title);
    sheet_next(sheet);
}

void xlsx_summary(wm_book *book)
{
    static const wm_column columns[] = {
        {"Ref", 6},
        {"Measure", 34},
        {"Latest", 10},
        {"Unit", 11},
        {"Latest period", 11},
        {"Grade", 13},
        {"Mark", 6},
        {"To the next grade", 19},
        {"Target", 16},
        {"Target outcome", 18},
        {"Change on baseline", 14},
        {"Better or worse", 8},
        {"England", 9},
        {"Region", 9},
        {"Statistical neighbours", 12},
        {"Rank", 12},
        {"Section", 22},
    };
    const wm_judged *judged = book->publication->judged;
    const wm_scorecard *scorecard = scorecard_of(book);
    wm_sheet sheet = sheet_add(book, WM_STR("Summary"), WM_STR("Summary of all measures"),
                               WM_STR("One row per measure. The table starts in row 4."));
    sheet_columns(&sheet, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < judged->row_count && book->status == WM_OK; i++)
        summary_row(&sheet, &judged->rows[i], scorecard);
    sheet_table(&sheet, "Summary");
    sheet_grades(&sheet, 5, 9);
}

static void comparator_row(wm_sheet *sheet, const wm_judged_row *row,
                           const wm_comparator *comparator,
                           const wm_judged_comparator *judged)
{
    sheet_text(sheet, 0, row->measure->ref);
    sheet_wrapped(sheet, 1, row->short_title);
    sheet_text(sheet, 2, wm_str_of(wm_level_name(comparator->level)));
    sheet_text(sheet, 3, comparator->code);
    sheet_text(sheet, 4, comparator->name);
    if (comparator->period.kind != WM_PERIOD_NONE)
        sheet_whole(sheet, 5, wm_day_civil(comparator->period.end).year);
    if (comparator->has_value)
        sheet_number(sheet, 6, comparator->value, comparator->places);
    else
        sheet_text(sheet, 6, wm_str_of(wm_figure_status_words(comparator->status)));
    sheet_text(sheet, 7, wm_str_of(wm_unit_words(row->measure->unit)));
    if (comparator->has_counts) {
        sheet_whole(sheet, 8, comparator->numerator);
        sheet_whole(sheet, 9, comparator->denominator);
    }
    if (judged && judged->comparable) {
        sheet_text(sheet, 10,
                   wm_str_of(judged->side < 0   ? "below"
                             : judged->side > 0 ? "above"
                                                : "equal"));
        sheet_text(sheet, 11, wm_str_of(wm_sense_words(judged->sense)));
    }
    sheet_text(sheet, 12,
               comparator->printed ? WM_STR("as printed") : WM_STR("published"));
    sheet_wrapped(sheet, 13, comparator->source);
    sheet_wrapped(sheet, 14, comparator->vintage);
    sheet_wrapped(sheet, 15, comparator->definition);
    sheet_text(sheet, 16, comparator->printed_text);
    sheet_next(sheet);
}

void xlsx_comparators(wm_book *book)
{
    static const wm_column columns[] = {
        {"Ref", 7},
        {"Measure", 36},
        {"Level", 13},
        {"Code", 13},
        {"Name", 30},
        {"Year ending March", 10},
        {"Value", 11},
        {"Unit", 11},
        {"Numerator", 11},
        {"Denominator", 12},
        {"This authority is", 12},
        {"Better or worse", 11},
        {"Printed or published", 13},
        {"Source", 40},
        {"Vintage", 20},
        {"Definition", 40},
        {"As printed", 11},
    };
    const wm_judged *judged = book->publication->judged;
    wm_sheet sheet = sheet_add(book, WM_STR("Comparators"),
                               WM_STR("Comparators: what each measure is held against"),
                               WM_STR("One row per measure and place. Values of the year "
                                      "named, from the source named."));
    sheet_columns(&sheet, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < judged->row_count; i++) {
        const wm_judged_row *row = &judged->rows[i];
        for (size_t c = 0; c < row->comparator_count && book->status == WM_OK; c++)
            comparator_row(&sheet, row, row->comparators[c].comparator,
                           &row->comparators[c]);
        for (size_t c = 0; c < row->peer_count && book->status == WM_OK; c++)
            comparator_row(&sheet, row, row->peers[c], NULL);
    }
    sheet_table(&sheet, "Comparators");
}

static wm_str bands_text(wm_book *book, const wm_bands *bands)
{
    char ri[WM_NUMBER_BYTES], good[WM_NUMBER_BYTES], outstanding[WM_NUMBER_BYTES];
    if (!bands->present)
        return WM_STR("");
    wm_decimal_print(bands->requires_improvement, ri);
    wm_decimal_print(bands->good, good);
    wm_decimal_print(bands->outstanding, outstanding);
    return wm_str_format(book->arena, "Requires improvement %s, Good %s, Outstanding %s",
                         ri, good, outstanding);
}

static wm_str printed_bands_text(wm_book *book, const wm_row *row)
{
    if (row->printed_bands.count != 3)
        return WM_STR("");
    return wm_str_format(
        book->arena, "%.*s | %.*s | %.*s", WM_FMT(row->printed_bands.items[0]),
        WM_FMT(row->printed_bands.items[1]), WM_FMT(row->printed_bands.items[2]));
}

void xlsx_definitions(wm_book *book)
{
    static const wm_column columns[] = {
        {"Ref", 7},
        {"Measure", 60},
        {"In plain words", 40},
        {"Unit", 12},
        {"Better is", 10},
        {"Why this direction", 30},
        {"Cut points", 40},
        {"Bands as printed", 26},
        {"Target as printed", 22},
        {"Change is said in", 12},
        {"Source", 50},
        {"Note", 50},
        {"Owner", 22},
        {"Change as printed", 11},
    };
    const wm_judged *judged = book->publication->judged;
    wm_sheet sheet =
        sheet_add(book, WM_STR("Definitions"), WM_STR("Definitions of the measures"),
                  WM_STR("One row per measure."));
    sheet_columns(&sheet, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < judged->row_count && book->status == WM_OK; i++) {
        const wm_judged_row *row = &judged->rows[i];
        const wm_measure *measure = row->measure;
        sheet_text(&sheet, 0, measure->ref);
        sheet_wrapped(&sheet, 1, measure->title);
        sheet_wrapped(&sheet, 2, measure->plain);
        sheet_text(&sheet, 3, wm_str_of(wm_unit_words(measure->unit)));
        sheet_text(&sheet, 4, wm_str_of(wm_direction_name(row->direction)));
        sheet_wrapped(&sheet, 5, row->row->direction_reason);
        sheet_wrapped(&sheet, 6, bands_text(book, &row->row->bands));
        sheet_text(&sheet, 7, printed_bands_text(book, row->row));
        sheet_text(&sheet, 8, row->row->printed_target);
        sheet_text(&sheet, 9, wm_str_of(wm_change_name(wm_measure_change(measure))));
        sheet_wrapped(&sheet, 10, measure->source);
        sheet_wrapped(&sheet, 11,
                      wm_str_empty(row->row->note) ? measure->note : row->row->note);
        sheet_text(&sheet, 12, row->row->owner);
        sheet_text(&sheet, 13, row->row->printed_change);
        sheet_next(&sheet);
    }
    sheet_table(&sheet, "Definitions");
}

static wm_str refs_text(wm_book *book, const wm_str_list *refs)
{
    wm_text joined = {0};
    for (size_t i = 0; i < refs->count; i++) {
        if (i)
            wm_text_add(&joined, WM_STR(", "));
        wm_text_add(&joined, refs->items[i]);
    }
    wm_str copy = wm_str_copy(book->arena, wm_text_str(&joined));
    if (wm_text_status(&joined) != WM_OK)
        book->status = wm_text_status(&joined);
    wm_text_end(&joined);
    return copy;
}

void xlsx_checks(wm_book *book)
{
    static const wm_column columns[] = {
        {"Severity", 11}, {"Rule", 24},     {"Measures", 26},
        {"What", 60},     {"Evidence", 50}, {"Remedy", 60},
    };
    const wm_findings *findings = book->publication->findings;
    if (!findings->list.count)
        return;
    wm_sheet sheet =
        sheet_add(book, WM_STR("Checks"), WM_STR("What the checks found"),
                  WM_STR("One row per finding about the scorecard itself: its "
                         "bands, targets, units and printed changes."));
    sheet_columns(&sheet, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < findings->list.count && book->status == WM_OK; i++) {
        const wm_finding *finding = &findings->list.items[i];
        sheet_text(&sheet, 0, wm_str_of(wm_severity_name(finding->severity)));
        sheet_text(&sheet, 1, finding->rule);
        sheet_wrapped(&sheet, 2, refs_text(book, &finding->refs));
        sheet_wrapped(&sheet, 3, finding->message);
        sheet_wrapped(&sheet, 4, finding->evidence);
        sheet_wrapped(&sheet, 5, finding->remedy);
        sheet_next(&sheet);
    }
    sheet_table(&sheet, "Checks");
}

static void note(wm_sheet *sheet, const char *subject, wm_str text)
{
    sheet_text(sheet, 0, wm_str_of(subject));
    sheet_wrapped(sheet, 1, text);
    sheet_next(sheet);
}

void xlsx_notes(wm_book *book)
{
    static const wm_column columns[] = {{"Subject", 26}, {"Note", 110}};
    const wm_scorecard *scorecard = scorecard_of(book);
    wm_sheet sheet = sheet_add(book, WM_STR("Notes"), WM_STR("Notes"),
                               WM_STR("How to read this workbook."));
    sheet_columns(&sheet, columns, 2);
    note(&sheet, "Marking", book->publication->marking);
    note(&sheet, "Audience", book->publication->audience);
    note(&sheet, "Figures",
         WM_STR(
             "A number is a figure; `not applicable` has no meaning in that period; `not "
             "available` was not collected, came late or was left blank; `withheld` is "
             "kept back to protect people. A missing figure is never zero."));
    note(&sheet, "Rounding",
         WM_STR("Figures are judged exactly and rounded half away from zero only when "
                "printed: a figure that prints as its target may still miss it."));
    note(
        &sheet, "Grades",
        WM_STR("Each grade begins at a cut point and the boundary belongs to the better "
               "grade. Mark shows the grade as a shape and letters, for printing without "
               "colour. A grade is of one figure; it is not an inspector's judgement."));
    note(&sheet, "Change",
         WM_STR(
             "From the baseline to the latest figure: points for percentages, otherwise "
             "the number; percent only on a base of 50 or more."));
    note(&sheet, "Comparators",
         WM_STR("As printed where the scorecard prints them; published ones stand beside "
                "them with their year, source and vintage."));
    for (size_t i = 0; i < scorecard->notes.count && book->status == WM_OK; i++)
        note(&sheet, "Footnote", scorecard->notes.items[i]);
    sheet_table(&sheet, "Notes");
}
