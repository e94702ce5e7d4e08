#include "publish/xlsx_book.h"

#include "base/encoding.h"
#include "judge/words.h"

#include <assert.h>

/* The sheets that are one table each: Summary, Comparators, Definitions, Checks, Notes.
 */

static void grade_colours(wm_sheet *sheet, lxw_col_t at)
{
    if (!sheet->worksheet || sheet->row == sheet->header + 1)
        return;
    for (int grade = WM_GRADE_BELOW; grade <= WM_GRADE_OUTSTANDING; grade++) {
        wm_str word = wm_grade_word((wm_grade)grade, book_scorecard(sheet->book));
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

void sheet_compared(wm_sheet *sheet, lxw_col_t at, const wm_comparator *comparator)
{
    if (comparator->has_value)
        sheet_number(sheet, at, comparator->value, comparator->places);
    else
        sheet_missing(sheet, at, wm_str_of(wm_figure_status_words(comparator->status)));
}

void sheet_comparator(wm_sheet *sheet, lxw_col_t at, const wm_judged_row *row,
                      wm_level level)
{
    const wm_judged_comparator *shown = wm_shown_comparator(row, level);
    if (shown)
        sheet_compared(sheet, at, shown->comparator);
}

static const wm_level SUMMARY_LEVELS[] = {WM_LEVEL_COUNTRY, WM_LEVEL_REGION,
                                          WM_LEVEL_NEIGHBOURS};
enum { SUMMARY_LEVEL_COUNT = sizeof SUMMARY_LEVELS / sizeof *SUMMARY_LEVELS };

static wm_str year_of(wm_book *book, const wm_comparator *comparator)
{
    if (comparator->period.kind == WM_PERIOD_NONE)
        return WM_STR("year not said");
    return wm_period_text(comparator->period, book_scorecard(book)->first_month,
                          book->arena);
}

/* `2015-16`, or, where they are not of one year, `England 2015-16; region year not said`.
 */
static wm_str years_compared(wm_book *book, const wm_judged_row *row)
{
    wm_text text = {0};
    wm_str first = WM_STR("");
    bool is_one = true;
    for (size_t i = 0; i < SUMMARY_LEVEL_COUNT; i++) {
        const wm_judged_comparator *shown = wm_shown_comparator(row, SUMMARY_LEVELS[i]);
        if (!shown)
            continue;
        wm_str year = year_of(book, shown->comparator);
        wm_text_format(&text, "%s%s %.*s", text.len ? "; " : "",
                       wm_level_name(SUMMARY_LEVELS[i]), WM_FMT(year));
        is_one &= wm_str_empty(first) || wm_str_equal(first, year);
        first = year;
    }
    wm_str all = wm_str_copy(book->arena, wm_text_str(&text));
    if (wm_text_status(&text) != WM_OK)
        book->status = wm_text_status(&text);
    wm_text_end(&text);
    return is_one ? first : all;
}

enum {
    SUMMARY_REF,
    SUMMARY_MEASURE,
    SUMMARY_LATEST,
    SUMMARY_UNIT,
    SUMMARY_PERIOD,
    SUMMARY_GRADE,
    SUMMARY_MARK,
    SUMMARY_NEXT,
    SUMMARY_TARGET,
    SUMMARY_OUTCOME,
    SUMMARY_CHANGE,
    SUMMARY_SENSE,
    SUMMARY_COUNTRY, /* and the levels after it */
    SUMMARY_YEARS = SUMMARY_COUNTRY + SUMMARY_LEVEL_COUNT,
    SUMMARY_RANK,
    SUMMARY_SECTION,
    SUMMARY_COLUMNS,
};

static void summary_row(wm_sheet *sheet, const wm_judged_row *row,
                        const wm_scorecard *scorecard)
{
    wm_arena *arena = sheet->book->arena;
    const wm_judged_figure *latest = row->latest;
    wm_grade grade = latest ? latest->grade : WM_GRADE_NONE;
    sheet_text(sheet, SUMMARY_REF, row->measure->ref);
    sheet_wrapped(sheet, SUMMARY_MEASURE, row->short_title);
    sheet_figure(sheet, SUMMARY_LATEST, latest ? latest->figure : NULL);
    sheet_wrapped(sheet, SUMMARY_UNIT, wm_str_of(wm_unit_words(row->measure->unit)));
    sheet_wrapped(sheet, SUMMARY_GRADE, wm_grade_word(grade, scorecard));
    sheet_text(sheet, SUMMARY_MARK, grade_shape(arena, grade, scorecard));
    if (latest) {
        sheet_wrapped(sheet, SUMMARY_PERIOD,
                      wm_period_label(latest->period, scorecard->first_month, arena));
        sheet_wrapped(sheet, SUMMARY_NEXT,
                      wm_say_next_grade(arena, row, latest, scorecard));
    }
    if (row->current) {
        sheet_wrapped(sheet, SUMMARY_TARGET, wm_say_target(arena, row, row->current));
        sheet_wrapped(sheet, SUMMARY_OUTCOME, wm_say_verdict(arena, row, row->current));
    }
    sheet_wrapped(sheet, SUMMARY_CHANGE, wm_say_change(arena, row));
    sheet_wrapped(sheet, SUMMARY_SENSE, wm_str_of(wm_sense_words(row->change.sense)));
    for (size_t i = 0; i < SUMMARY_LEVEL_COUNT; i++)
        sheet_comparator(sheet, (lxw_col_t)(SUMMARY_COUNTRY + i), row, SUMMARY_LEVELS[i]);
    sheet_wrapped(sheet, SUMMARY_YEARS, years_compared(sheet->book, row));
    sheet_wrapped(sheet, SUMMARY_RANK, wm_say_standing(arena, &row->standing));
    sheet_wrapped(sheet, SUMMARY_SECTION, row->section->title);
    sheet_next(sheet);
}

double xlsx_ref_width(const wm_judged *judged)
{
    size_t most = 4;
    for (size_t i = 0; i < judged->row_count; i++) {
        size_t width = wm_utf8_width(judged->rows[i].measure->ref);
        most = width > most ? width : most;
    }
    return (double)most + 2;
}

/* Names a column after a place. A table's headings are unlike each other, so that one
 * that stands there already keeps the level's name. */
static void head_by_name(wm_book *book, wm_column *columns, size_t at, wm_str name)
{
    for (size_t i = 0; i < SUMMARY_COLUMNS; i++)
        if (wm_str_equal_fold(name, wm_str_of(columns[i].title)))
            return;
    if (!wm_str_empty(name))
        columns[at].title = book_cstr(book, name);
}

void xlsx_summary(wm_book *book)
{
    wm_column columns[SUMMARY_COLUMNS] = {
        {"Ref", 6},
        {"Measure", 31},
        {"Latest", 8},
        {"Unit", 9},
        {"Latest period", 12.5},
        {"Grade", 14},
        {"Mark", 7},
        {"To the next grade", 22},
        {"Target", 14},
        {"Target outcome", 16},
        {"Change", 12},
        {"Better or worse", 8},
        {"Country", 9},
        {"Region", 9},
        {"Neighbours", 11},
        {"Years compared", 11},
        {"Rank", 12},
        {"Section", 22},
    };
    const wm_judged *judged = book->publication->judged;
    const wm_scorecard *scorecard = book_scorecard(book);
    columns[SUMMARY_REF].width = xlsx_ref_width(judged);
    head_by_name(book, columns, SUMMARY_COUNTRY, scorecard->country.name);
    head_by_name(book, columns, SUMMARY_COUNTRY + 1, scorecard->region.name);
    wm_sheet sheet =
        sheet_add(book, WM_STR("Summary"), WM_STR("Summary of all measures"),
                  WM_STR("One row per measure. Neighbours are statistical neighbours; "
                         "comparators stand with their sources in Comparators."));
    sheet_columns(&sheet, columns, SUMMARY_COLUMNS);
    for (size_t i = 0; i < judged->row_count && book->status == WM_OK; i++)
        summary_row(&sheet, &judged->rows[i], scorecard);
    sheet_table(&sheet, "Summary");
    sheet_grades(&sheet, SUMMARY_GRADE, SUMMARY_OUTCOME);
    /* The reference says the section on paper, which has no room for its title. */
    if (sheet.worksheet)
        book_keep(book, worksheet_print_area(sheet.worksheet, 0, 0, sheet.row - 1,
                                             SUMMARY_SECTION - 1));
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
        sheet_text(sheet, 5,
                   wm_period_text(comparator->period,
                                  book_scorecard(sheet->book)->first_month,
                                  sheet->book->arena));
    sheet_compared(sheet, 6, comparator);
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
    const wm_column columns[] = {
        {"Ref", xlsx_ref_width(book->publication->judged)},
        {"Measure", 36},
        {"Level", 13},
        {"Code", 13},
        {"Name", 30},
        {"Year", 10},
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
    const wm_column columns[] = {
        {"Ref", xlsx_ref_width(book->publication->judged)},
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
    const wm_scorecard *scorecard = book_scorecard(book);
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
