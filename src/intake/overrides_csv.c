#include "intake/reading.h"

/* One number replaced by hand, until somebody mends the records: by whom, why, and until
 * which day. Whether it is in force is decided where figures are looked up. */
enum { REF, PERIOD, VALUE, BY, WHY, UNTIL, COLUMNS };

static const wm_csv_column columns[COLUMNS] = {
    [REF] = {"ref", true}, [PERIOD] = {"period", true}, [VALUE] = {"value", true},
    [BY] = {"by", true},   [WHY] = {"why", true},       [UNTIL] = {"until", false},
};

static bool said_by_whom_and_why(wm_reading *reading)
{
    bool by = !wm_cell_blank(reading, BY);
    bool why = !wm_cell_blank(reading, WHY);
    if (!by)
        wm_cell_wrong(reading, BY, "write the name of whoever answers for the number",
                      "an override without `by`");
    if (!why)
        wm_cell_wrong(reading, WHY, "write the reason; it is shown with the figure",
                      "an override without `why`");
    return by && why;
}

static bool read_figure(wm_reading *reading, wm_figure *figure)
{
    wm_decimal value;
    wm_found found = wm_cell_decimal(reading, VALUE, &value);
    if (found == WM_FOUND_BLANK)
        wm_cell_wrong(reading, VALUE, "write the number that is to be shown",
                      "an override without a value");
    if (found != WM_FOUND)
        return false;
    figure->value = wm_ratio_of_decimal(value);
    figure->has_value = true;
    figure->places = value.places;
    figure->status = WM_FIGURE_FINAL;
    figure->as_at = figure->period.end;
    figure->known_at = WM_DAY_NONE;
    return true;
}

static wm_status record(wm_reading *reading)
{
    const wm_measure *measure = NULL;
    WM_TRY(wm_cell_measure(reading, REF, &measure));
    wm_override override = {0};
    wm_figure *figure = &override.figure;
    bool good = measure != NULL;
    good &= wm_cell_period(reading, PERIOD, &figure->period) == WM_FOUND;
    good &= read_figure(reading, figure);
    good &= said_by_whom_and_why(reading);
    good &= wm_cell_day(reading, UNTIL, &override.until) != WM_FOUND_BAD;
    if (!good)
        return WM_OK;
    figure->ref = measure->ref;
    figure->file = reading->file;
    figure->place = wm_cell_place(reading, VALUE);
    WM_TRY(wm_cell_text(reading, VALUE, &figure->printed));
    WM_TRY(wm_cell_text(reading, BY, &override.by));
    WM_TRY(wm_cell_text(reading, WHY, &override.why));
    figure->source = WM_STR("override");
    figure->note = wm_str_format(reading->arena, "overridden by %.*s: %.*s",
                                 WM_FMT(override.by), WM_FMT(override.why));
    if (!figure->note.data)
        return WM_NOMEM;
    return wm_list_push(reading->arena, &reading->folder->overrides, override) ? WM_OK
                                                                               : WM_NOMEM;
}

wm_status wm_overrides_read(wm_reading *reading, wm_str bytes)
{
    return wm_reading_run(reading, bytes, columns, COLUMNS, record);
}
