#include "intake/folder.h"
#include "intake/reading.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

enum {
    REF,
    PERIOD,
    VALUE,
    PLACES,
    NUMERATOR,
    DENOMINATOR,
    STATUS,
    PRINTED,
    SOURCE,
    NOTE,
    AS_AT,
    KNOWN_AT,
    COLUMNS
};

static const wm_csv_column columns[COLUMNS] = {
    [REF] = {"ref", true},
    [PERIOD] = {"period", true},
    [VALUE] = {"value", true},
    [PLACES] = {"places", false},
    [NUMERATOR] = {"numerator", false},
    [DENOMINATOR] = {"denominator", false},
    [STATUS] = {"status", false},
    [PRINTED] = {"printed", false},
    [SOURCE] = {"source", false},
    [NOTE] = {"note", false},
    [AS_AT] = {"as_at", false},
    [KNOWN_AT] = {"known_at", false},
};

/* n of N is exact and the written value is that number rounded, so n of N decides and
 * the value only has to agree with it. */
static bool value_from_counts(wm_reading *reading, const wm_measure *measure,
                              const wm_decimal *written, wm_figure *figure)
{
    if (wm_is_whole_unit(measure->unit) && figure->denominator != 1) {
        wm_cell_wrong(reading, NUMERATOR, "write the number itself as `value`",
                      "measure %.*s is a count, which has no numerator and denominator",
                      WM_FMT(measure->ref));
        return false;
    }
    if (measure->unit == WM_UNIT_PERCENT && figure->numerator > figure->denominator) {
        wm_cell_wrong(reading, NUMERATOR, "the numerator is part of the denominator",
                      "%" PRId64 " of %" PRId64 " is more than all of them",
                      figure->numerator, figure->denominator);
        return false;
    }
    figure->has_counts = true;
    if (figure->denominator == 0)
        return true;
    if (!wm_value_of_counts(measure, figure->numerator, figure->denominator,
                            &figure->value)) {
        wm_cell_wrong(reading, NUMERATOR, NULL, "these numbers are too large");
        return false;
    }
    figure->has_value = true;
    if (!written || wm_value_agrees(figure->value, *written))
        return true;
    char number[WM_NUMBER_BYTES];
    wm_ratio_print(figure->value, written->places, number);
    wm_cell_wrong(reading, VALUE, "correct it, or leave the value or the counts blank",
                  "the value is not that of its counts: %" PRId64 " of %" PRId64 " is %s",
                  figure->numerator, figure->denominator, number);
    return false;
}

static bool read_value(wm_reading *reading, const wm_measure *measure, wm_figure *figure)
{
    wm_decimal written;
    wm_found value = wm_cell_decimal(reading, VALUE, &written);
    wm_found counts = wm_cell_counts(reading, NUMERATOR, DENOMINATOR, &figure->numerator,
                                     &figure->denominator);
    if (value == WM_FOUND_BAD || counts == WM_FOUND_BAD)
        return false;
    figure->places = measure->show_places >= 0 ? (unsigned)measure->show_places
                                               : wm_unit_places(measure->unit);
    if (value == WM_FOUND) {
        figure->value = wm_ratio_of_decimal(written);
        figure->has_value = true;
        figure->places = written.places;
    }
    if (counts != WM_FOUND)
        return true;
    figure->has_value = false;
    return value_from_counts(reading, measure, value == WM_FOUND ? &written : NULL,
                             figure);
}

static bool read_places(wm_reading *reading, wm_figure *figure)
{
    int64_t places;
    wm_found found = wm_cell_whole(reading, PLACES, &places);
    if (found == WM_FOUND && places > WM_PLACES_MAX) {
        wm_cell_wrong(reading, PLACES,
                      "`places` says how many are printed; a number is written without "
                      "commas, `1251`",
                      "at most %d decimal places can be printed", (int)WM_PLACES_MAX);
        return false;
    }
    if (found == WM_FOUND)
        figure->places = (unsigned)places;
    return found != WM_FOUND_BAD;
}

/* A value needs no status and a blank needs no excuse; where both stand they have to
 * agree, because what is withheld must not be printed all the same. */
static bool read_status(wm_reading *reading, wm_figure *figure)
{
    wm_figure_status blank =
        figure->has_counts ? WM_FIGURE_NOT_APPLICABLE : WM_FIGURE_NOT_AVAILABLE;
    figure->status = figure->has_value ? WM_FIGURE_FINAL : blank;
    wm_found found = wm_cell_status(reading, STATUS, &figure->status);
    if (found != WM_FOUND)
        return found == WM_FOUND_BLANK;
    bool wants_value =
        figure->status == WM_FIGURE_FINAL || figure->status == WM_FIGURE_PROVISIONAL;
    if (wants_value == figure->has_value)
        return true;
    const char *name = wm_figure_status_name(figure->status);
    if (wants_value)
        wm_cell_wrong(reading, STATUS, "give the value, or say why there is none",
                      "`%s`, but there is no value", name);
    else
        wm_cell_wrong(reading, STATUS, "leave the value blank, or the status",
                      "`%s`, but there is a value", name);
    return false;
}

static bool read_days(wm_reading *reading, wm_figure *figure)
{
    wm_found as_at = wm_cell_day(reading, AS_AT, &figure->as_at);
    wm_found known = wm_cell_day(reading, KNOWN_AT, &figure->known_at);
    if (as_at == WM_FOUND_BLANK)
        figure->as_at = figure->period.end;
    return as_at != WM_FOUND_BAD && known != WM_FOUND_BAD;
}

/* Every part is looked at, so that all that is wrong with a row is said at once. */
static wm_status record(wm_reading *reading)
{
    const wm_measure *measure = NULL;
    WM_TRY(wm_cell_measure(reading, REF, &measure));
    wm_figure figure = {.file = reading->file, .place = wm_cell_place(reading, VALUE)};
    bool good = measure != NULL;
    good &= wm_cell_period(reading, PERIOD, &figure.period) == WM_FOUND;
    if (!good)
        return WM_OK;
    good &= read_value(reading, measure, &figure);
    good &= read_places(reading, &figure);
    good = good && read_status(reading, &figure);
    good &= read_days(reading, &figure);
    if (!good)
        return WM_OK;
    figure.ref = measure->ref;
    WM_TRY(wm_cell_text(reading, PRINTED, &figure.printed));
    WM_TRY(wm_cell_text(reading, SOURCE, &figure.source));
    WM_TRY(wm_cell_text(reading, NOTE, &figure.note));
    return wm_list_push(reading->arena, &reading->folder->figures, figure) ? WM_OK
                                                                           : WM_NOMEM;
}

wm_status wm_figures_read(wm_reading *reading, wm_str bytes)
{
    return wm_reading_run(reading, bytes, columns, COLUMNS, record);
}

static int by_period(const void *left, const void *right)
{
    const wm_figure *a = *(const wm_figure *const *)left;
    const wm_figure *b = *(const wm_figure *const *)right;
    int order = wm_str_compare(a->ref, b->ref);
    if (order == 0)
        order = wm_period_compare(a->period, b->period);
    if (order == 0)
        order = (int)a->period.kind - (int)b->period.kind;
    if (order == 0)
        order = wm_str_compare(a->file, b->file);
    if (order == 0)
        order = a->place.line < b->place.line ? -1 : a->place.line > b->place.line;
    return order;
}

wm_status wm_figures_once(const wm_folder *folder, wm_arena *arena, wm_diags *diags)
{
    size_t count = folder->figures.count;
    const wm_figure **sorted = wm_arena_alloc(arena, count, sizeof(wm_figure *));
    if (!sorted)
        return WM_NOMEM;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &folder->figures.items[i];
    qsort(sorted, count, sizeof *sorted, by_period);

    for (size_t i = 1; i < count; i++) {
        const wm_figure *first = sorted[i - 1];
        const wm_figure *second = sorted[i];
        if (!wm_str_equal(first->ref, second->ref) ||
            !wm_period_equal(first->period, second->period))
            continue;
        wm_str period =
            wm_period_text(second->period, folder->scorecard.first_month, arena);
        if (!period.data)
            return WM_NOMEM;
        wm_diag_data(diags, WM_SEVERITY_ERROR, second->file, second->place,
                     WM_STR("keep one of them; to replace a figure use "
                            "figures/overrides.csv"),
                     "a second figure of measure %.*s for %.*s; the first is in %.*s, "
                     "line %" PRIu32,
                     WM_FMT(second->ref), WM_FMT(period), WM_FMT(first->file),
                     first->place.line);
    }
    return WM_OK;
}

static void write_counts(wm_text *out, const wm_figure *figure)
{
    if (!figure->has_counts) {
        wm_csv_write(out, WM_STR(""), false);
        wm_csv_write(out, WM_STR(""), false);
        return;
    }
    wm_csv_write_whole(out, figure->numerator);
    wm_csv_write_whole(out, figure->denominator);
}

static void write_figure(wm_text *out, const wm_figure *figure, wm_str period)
{
    wm_csv_write(out, figure->ref, true);
    wm_csv_write(out, period, false);
    if (figure->has_value)
        wm_csv_write_value(out, figure->value, figure->places);
    else
        wm_csv_write(out, WM_STR(""), false);
    wm_csv_write_whole(out, figure->places);
    write_counts(out, figure);
    wm_csv_write(out, wm_str_of(wm_figure_status_name(figure->status)), false);
    wm_csv_write_text(out, figure->printed, false);
    wm_csv_write_text(out, figure->source, false);
    wm_csv_write_text(out, figure->note, false);
    wm_csv_write_day(out,
                     figure->as_at == figure->period.end ? WM_DAY_NONE : figure->as_at);
    wm_csv_write_day(out, figure->known_at);
    wm_csv_end_row(out);
}

void wm_figures_csv(const wm_figure *figures, size_t count, int first_month, wm_text *out)
{
    wm_csv_write_header(out, columns, COLUMNS);
    wm_arena *row = wm_arena_new(WM_READING_ROW_BYTES);
    for (size_t i = 0; i < count; i++) {
        size_t mark = row ? wm_arena_mark(row) : 0;
        wm_str period = wm_csv_period(row, figures[i].period, first_month, out);
        write_figure(out, &figures[i], period);
        if (row)
            wm_arena_rewind(row, mark);
    }
    wm_arena_end(row);
}
