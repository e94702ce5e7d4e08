#include "intake/folder.h"
#include "intake/reading.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    REF,
    LEVEL,
    CODE,
    NAME,
    YEAR,
    VALUE,
    NUMERATOR,
    DENOMINATOR,
    STATUS,
    SOURCE,
    VINTAGE,
    KNOWN,
    PRINTED,
    DEFINITION,
    COLUMNS
};

static const wm_csv_column columns[COLUMNS] = {
    [REF] = {"ref", true},
    [LEVEL] = {"level", true},
    [CODE] = {"code", false},
    [NAME] = {"name", true},
    [YEAR] = {"year", true},
    [VALUE] = {"value", true},
    [NUMERATOR] = {"numerator", false},
    [DENOMINATOR] = {"denominator", false},
    [STATUS] = {"status", false},
    [SOURCE] = {"source", false},
    [VINTAGE] = {"vintage", false},
    [KNOWN] = {"known", false},
    [PRINTED] = {"printed", false},
    [DEFINITION] = {"definition", false},
};

static bool read_level(wm_reading *reading, wm_comparator *comparator)
{
    wm_str text = wm_str_trim(reading->cells[LEVEL].text);
    if (wm_level_of(text, &comparator->level))
        return true;
    wm_cell_wrong(reading, LEVEL,
                  "the levels are country, region, authority, neighbours and other",
                  "no level called `%.*s`", WM_FMT(text));
    return false;
}

/* `year` is the calendar year in which the reporting year ends. */
static bool read_year(wm_reading *reading, wm_comparator *comparator)
{
    wm_str text = wm_str_trim(reading->cells[YEAR].text);
    wm_decimal year;
    if (wm_str_empty(text))
        return true;
    if (!wm_decimal_parse(text, &year) || year.places || year.digits < 1901 ||
        year.digits > 2100) {
        wm_cell_wrong(reading, YEAR, "write the year it ends in: 2016 for 2015-16",
                      "`%.*s` is not a year", WM_FMT(text));
        return false;
    }
    int first_month = reading->folder->scorecard.first_month;
    int ends_in = (int)year.digits;
    comparator->period =
        wm_period_year(first_month == 1 ? ends_in : ends_in - 1, first_month);
    return true;
}

/* Decimal places to print it with: those of what was printed, `10%` none, else those of
 * the value as far as the measure's unit prints any. */
static unsigned places_of(const wm_reading *reading, const wm_measure *measure,
                          const wm_decimal *value)
{
    wm_str printed = wm_str_trim(wm_csv_read_text(reading->cells[PRINTED].text));
    if (wm_str_ends(printed, WM_STR("%")))
        printed = wm_str_trim(wm_str_slice(printed, 0, printed.len - 1));
    wm_decimal decimal;
    if (wm_decimal_parse(printed, &decimal))
        return decimal.places;
    unsigned usual = wm_unit_places(measure->unit);
    return value && value->places < usual ? value->places : usual;
}

/* n of N is exact where it gives what was written; where it does not, the source counted
 * the value over something else, and the value is what it says. */
static void value_from_counts(const wm_measure *measure, const wm_decimal *written,
                              wm_comparator *comparator)
{
    wm_ratio exact;
    if (!wm_value_of_counts(measure, comparator->numerator, comparator->denominator,
                            &exact) ||
        (written && !wm_value_agrees(exact, *written)))
        return;
    comparator->value = exact;
    comparator->has_value = true;
}

static bool read_value(wm_reading *reading, const wm_measure *measure,
                       wm_comparator *comparator)
{
    wm_decimal written;
    wm_found value = wm_cell_decimal(reading, VALUE, &written);
    wm_found counts = wm_cell_counts(reading, NUMERATOR, DENOMINATOR,
                                     &comparator->numerator, &comparator->denominator);
    if (value == WM_FOUND_BAD || counts == WM_FOUND_BAD)
        return false;
    comparator->has_counts = counts == WM_FOUND;
    comparator->has_value = value == WM_FOUND;
    comparator->places = places_of(reading, measure, value == WM_FOUND ? &written : NULL);
    if (value == WM_FOUND)
        comparator->value = wm_ratio_of_decimal(written);
    if (counts == WM_FOUND)
        value_from_counts(measure, value == WM_FOUND ? &written : NULL, comparator);
    return true;
}

static bool read_status(wm_reading *reading, wm_comparator *comparator)
{
    comparator->status =
        comparator->has_value ? WM_FIGURE_FINAL : WM_FIGURE_NOT_AVAILABLE;
    wm_found found = wm_cell_status(reading, STATUS, &comparator->status);
    bool wants_value = comparator->status == WM_FIGURE_FINAL ||
                       comparator->status == WM_FIGURE_PROVISIONAL;
    if (found == WM_FOUND_BAD || wants_value == comparator->has_value)
        return found != WM_FOUND_BAD;
    wm_cell_wrong(reading, STATUS, "give either a value or the reason why there is none",
                  comparator->has_value ? "`%s`, but there is a value"
                                        : "`%s`, but there is no value",
                  wm_figure_status_name(comparator->status));
    return false;
}

static bool read_name(wm_reading *reading)
{
    if (!wm_cell_blank(reading, NAME))
        return true;
    wm_cell_wrong(reading, NAME, "write whose figure it is: `England`, `North West`",
                  "a comparator without a name");
    return false;
}

/* Thousands of rows of one series say the same; the text is kept once. */
static wm_status read_repeated(wm_reading *reading, size_t column, wm_str before,
                               wm_str *out)
{
    wm_str text = wm_str_trim(wm_csv_read_text(reading->cells[column].text));
    if (before.data && wm_str_equal(text, before)) {
        *out = before;
        return WM_OK;
    }
    return wm_cell_text(reading, column, out);
}

static wm_status read_texts(wm_reading *reading, wm_comparator *comparator)
{
    const wm_comparator none = {0};
    size_t count = reading->folder->comparators.count;
    const wm_comparator *before =
        count > 0 ? &reading->folder->comparators.items[count - 1] : &none;
    WM_TRY(wm_cell_text(reading, CODE, &comparator->code));
    WM_TRY(wm_cell_text(reading, NAME, &comparator->name));
    WM_TRY(read_repeated(reading, SOURCE, before->source, &comparator->source));
    WM_TRY(read_repeated(reading, VINTAGE, before->vintage, &comparator->vintage));
    WM_TRY(wm_cell_text(reading, PRINTED, &comparator->printed_text));
    return read_repeated(reading, DEFINITION, before->definition,
                         &comparator->definition);
}

static wm_status record(wm_reading *reading)
{
    const wm_measure *measure = NULL;
    WM_TRY(wm_cell_measure(reading, REF, &measure));
    if (!measure)
        return WM_OK;
    wm_comparator comparator = {
        .ref = measure->ref,
        .file = reading->file,
        .place = wm_cell_place(reading, VALUE),
    };
    bool good = read_level(reading, &comparator);
    good &= read_name(reading);
    good &= read_year(reading, &comparator);
    good &= wm_cell_day(reading, KNOWN, &comparator.known) != WM_FOUND_BAD;
    good = read_value(reading, measure, &comparator) && good;
    good = good && read_status(reading, &comparator);
    if (!good)
        return WM_OK;
    WM_TRY(read_texts(reading, &comparator));
    comparator.printed = wm_str_equal(comparator.source, WM_STR("printed"));
    return wm_list_push(reading->arena, &reading->folder->comparators, comparator)
               ? WM_OK
               : WM_NOMEM;
}

enum { ROWS_AT_ONCE = 8192 };

/* Room for a usual file's rows, so that the list is not moved as it grows. */
static wm_status make_room(wm_reading *reading, wm_str bytes)
{
    wm_folder *folder = reading->folder;
    size_t rows = 0;
    wm_str line;
    while (rows < ROWS_AT_ONCE && wm_str_next(&bytes, '\n', &line))
        rows++;
    size_t capacity = folder->comparators.count + rows;
    if (rows < 2 || capacity <= folder->comparators.capacity)
        return WM_OK;
    wm_comparator *items =
        wm_arena_alloc(reading->arena, capacity, sizeof *folder->comparators.items);
    if (!items)
        return WM_NOMEM;
    if (folder->comparators.count > 0)
        memcpy(items, folder->comparators.items,
               folder->comparators.count * sizeof *items);
    folder->comparators.items = items;
    folder->comparators.capacity = capacity;
    return WM_OK;
}

wm_status wm_comparators_read(wm_reading *reading, wm_str bytes)
{
    WM_TRY(make_room(reading, bytes));
    return wm_reading_run(reading, bytes, columns, COLUMNS, record);
}

/* Whose figure it is, of which year and release; 0 for two that claim to be the same. */
static int compare_claims(const wm_comparator *a, const wm_comparator *b)
{
    int order = wm_str_compare(a->ref, b->ref);
    if (order == 0)
        order = (int)a->level - (int)b->level;
    if (order == 0)
        order = wm_str_compare(a->code, b->code);
    if (order == 0)
        order = wm_str_compare(a->name, b->name);
    if (order == 0)
        order = wm_period_compare(a->period, b->period);
    if (order == 0)
        order = wm_str_compare(a->source, b->source);
    if (order == 0)
        order = wm_str_compare(a->vintage, b->vintage);
    if (order == 0)
        order = wm_str_compare(a->definition, b->definition);
    return order;
}

static int by_claim(const void *left, const void *right)
{
    const wm_comparator *a = *(const wm_comparator *const *)left;
    const wm_comparator *b = *(const wm_comparator *const *)right;
    int order = compare_claims(a, b);
    if (order == 0)
        order = wm_str_compare(a->file, b->file);
    if (order == 0)
        order = a->place.line < b->place.line ? -1 : a->place.line > b->place.line;
    return order;
}

wm_status wm_comparators_once(const wm_folder *folder, wm_arena *arena, wm_diags *diags)
{
    size_t count = folder->comparators.count;
    const wm_comparator **sorted = wm_arena_alloc(arena, count, sizeof(wm_comparator *));
    if (!sorted)
        return WM_NOMEM;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &folder->comparators.items[i];
    qsort(sorted, count, sizeof *sorted, by_claim);

    for (size_t i = 1; i < count; i++) {
        const wm_comparator *first = sorted[i - 1];
        const wm_comparator *second = sorted[i];
        if (compare_claims(first, second) != 0)
            continue;
        wm_diag_data(diags, WM_SEVERITY_ERROR, second->file, second->place,
                     WM_STR("keep one of them, or say in what they differ in `vintage` "
                            "or `definition`"),
                     "a second comparator of measure %.*s for %.*s and the same year; "
                     "the first is in %.*s, line %" PRIu32,
                     WM_FMT(second->ref), WM_FMT(second->name), WM_FMT(first->file),
                     first->place.line);
    }
    return WM_OK;
}

static void write_counts(wm_text *out, const wm_comparator *comparator)
{
    if (comparator->has_counts) {
        wm_csv_write_whole(out, comparator->numerator);
        wm_csv_write_whole(out, comparator->denominator);
        return;
    }
    wm_csv_write(out, WM_STR(""), false);
    wm_csv_write(out, WM_STR(""), false);
}

static void write_comparator(wm_text *out, const wm_comparator *comparator)
{
    wm_csv_write(out, comparator->ref, true);
    wm_csv_write(out, wm_str_of(wm_level_name(comparator->level)), false);
    wm_csv_write(out, comparator->code, false);
    wm_csv_write_text(out, comparator->name, false);
    if (comparator->period.kind == WM_PERIOD_NONE)
        wm_csv_write(out, WM_STR(""), false);
    else
        wm_csv_write_whole(out, wm_day_civil(comparator->period.end).year);
    if (comparator->has_value)
        wm_csv_write_value(out, comparator->value, comparator->places);
    else
        wm_csv_write(out, WM_STR(""), false);
    write_counts(out, comparator);
    wm_csv_write(out, wm_str_of(wm_figure_status_name(comparator->status)), false);
    wm_csv_write_text(out, comparator->source, false);
    wm_csv_write_text(out, comparator->vintage, false);
    wm_csv_write_day(out, comparator->known);
    wm_csv_write_text(out, comparator->printed_text, false);
    wm_csv_write_text(out, comparator->definition, false);
    wm_csv_end_row(out);
}

void wm_comparators_csv(const wm_comparator *comparators, size_t count, wm_text *out)
{
    wm_csv_write_header(out, columns, COLUMNS);
    for (size_t i = 0; i < count; i++)
        write_comparator(out, &comparators[i]);
}
