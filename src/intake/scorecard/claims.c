/* What a sheet says of its own figures by a colour or an arrow: Waymark works both out
 * anew, and says where they cannot be reconciled with the figures beside them. */
#include "intake/scorecard/importing.h"

typedef enum way {
    WAY_DOWN = -1,
    WAY_SAME = 0,
    WAY_UP = 1,
    WAY_NONE,
} way;

typedef struct travel {
    way way;
    bool of_quality; /* `Improving` speaks of better and worse, an arrow of either */
} travel;

static bool begins(wm_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wm_str_starts_fold(text, wm_str_of(words[i])))
            return true;
    return false;
}

static travel travel_of(wm_str text)
{
    static const char *const up[] = {"up",          "increas",      "rising",
                                     "higher",      "\xE2\x86\x91", "\xE2\x96\xB2",
                                     "\xE2\xAC\x86"};
    static const char *const down[] = {"down",        "decreas",      "falling",
                                       "lower",       "\xE2\x86\x93", "\xE2\x96\xBC",
                                       "\xE2\xAC\x87"};
    static const char *const better[] = {"improv", "better"};
    static const char *const worse[] = {"worse", "declin", "deteriorat"};
    if (text.len > 24)
        return (travel){WAY_NONE, false};
    if (begins(text, up, sizeof up / sizeof *up))
        return (travel){WAY_UP, false};
    if (begins(text, down, sizeof down / sizeof *down))
        return (travel){WAY_DOWN, false};
    if (begins(text, better, sizeof better / sizeof *better))
        return (travel){WAY_UP, true};
    if (begins(text, worse, sizeof worse / sizeof *worse))
        return (travel){WAY_DOWN, true};
    return (travel){WAY_NONE, false};
}

/* Whether a figure that moved so can be called so. An arrow up may mean that the figure
 * rose or that things got better; where nobody says which way is better it is the former.
 */
static bool fits(travel said, int moved, wm_direction direction)
{
    int better = direction == WM_DIRECTION_LOWER ? -moved : moved;
    if (said.of_quality)
        return direction == WM_DIRECTION_NONE || better == (int)said.way;
    return moved == (int)said.way ||
           (direction == WM_DIRECTION_LOWER && better == (int)said.way);
}

static int move(const wm_value *from, const wm_value *to)
{
    return wm_ratio_compare(wm_ratio_of_decimal(to->number),
                            wm_ratio_of_decimal(from->number));
}

/* Against the figure before and against the baseline: one that fits is enough. */
static wm_status check_travel(wm_importing *importing, const wm_entry_row *row,
                              wm_sheet_cell *cell)
{
    travel said = travel_of(cell->text);
    wm_value to = wm_import_latest_value(importing, row);
    wm_value before = wm_import_value_before(importing, row);
    wm_value base = wm_value_read(row->baseline ? row->baseline->text : WM_STR(""));
    if (said.way == WAY_NONE || to.kind != WM_VALUE_NUMBER)
        return WM_OK;
    const wm_value *from = before.kind == WM_VALUE_NUMBER ? &before : &base;
    if (from->kind != WM_VALUE_NUMBER || fits(said, move(from, &to), row->direction) ||
        (base.kind == WM_VALUE_NUMBER && fits(said, move(&base, &to), row->direction)))
        return WM_OK;
    char was[WM_NUMBER_BYTES], is[WM_NUMBER_BYTES];
    wm_decimal_print(from->number, was);
    wm_decimal_print(to.number, is);
    return wm_report_cell(importing, WM_IMPORT_CHECK, cell,
                          "the direction of travel is not that of the figures, %s and "
                          "then %s: kept here alone",
                          was, is);
}

/* 1 met, -1 missed, 0: cannot be told here. */
static int stands_to_target(const wm_target *target, wm_direction direction,
                            wm_ratio figure)
{
    int to_low = wm_ratio_compare(figure, wm_ratio_of_decimal(target->low));
    int to_high = wm_ratio_compare(figure, wm_ratio_of_decimal(target->high));
    switch (target->kind) {
    case WM_TARGET_VALUE:
        return direction == WM_DIRECTION_NONE     ? 0
               : direction == WM_DIRECTION_HIGHER ? (to_low >= 0 ? 1 : -1)
                                                  : (to_low <= 0 ? 1 : -1);
    case WM_TARGET_AT_LEAST:
        return to_low >= 0 ? 1 : -1;
    case WM_TARGET_AT_MOST:
        return to_low <= 0 ? 1 : -1;
    case WM_TARGET_RANGE:
        return to_low >= 0 && to_high <= 0 ? 1 : -1;
    default:
        return 0;
    }
}

static size_t count_columns(const wm_importing *importing, wm_meaning meaning)
{
    size_t count = 0;
    for (size_t c = 0; c < importing->column_count; c++)
        count += importing->columns[c].heading.meaning == meaning;
    return count;
}

/* The column whose figure a colour is of: the row's latest, or, where every quarter has a
 * colour, the one before it. */
static const wm_column *coloured(wm_importing *importing, const wm_entry_row *row,
                                 const wm_column *colour)
{
    if (count_columns(importing, WM_MEANING_RAG) == 1)
        return wm_import_latest_number(importing, row);
    for (size_t c = colour->index; c-- > 0;)
        if (wm_meaning_is_figure(importing->columns[c].heading.meaning))
            return &importing->columns[c];
    return NULL;
}

static wm_status check_colour(wm_importing *importing, const wm_entry_row *row,
                              const wm_row *made, const wm_column *column,
                              wm_sheet_cell *cell)
{
    wm_str rest;
    wm_colour colour = wm_colour_of(cell->text, &rest);
    const wm_column *figures = coloured(importing, row, column);
    wm_value value = {.kind = WM_VALUE_BLANK};
    if (figures)
        value = wm_import_meant(importing, row, figures);
    if (colour == WM_COLOUR_NONE || !wm_str_empty(rest) || value.kind != WM_VALUE_NUMBER)
        return WM_OK;
    wm_ratio figure = wm_ratio_of_decimal(value.number);
    char number[WM_NUMBER_BYTES];
    wm_decimal_print(value.number, number);
    if (row->has_threshold[colour]) {
        if (wm_threshold_holds(&row->thresholds[colour], figure))
            return WM_OK;
        return wm_report_cell(importing, WM_IMPORT_CHECK, cell,
                              "%s is printed beside %s, which is not in the row's range "
                              "of that colour: kept here alone",
                              wm_colour_name(colour), number);
    }
    if (made->targets.count != 1)
        return WM_OK;
    int stands = stands_to_target(&made->targets.items[0], row->direction, figure);
    if (!(colour == WM_COLOUR_GREEN && stands < 0) &&
        !(colour == WM_COLOUR_RED && stands > 0))
        return WM_OK;
    return wm_report_cell(importing, WM_IMPORT_CHECK, cell,
                          "%s is printed beside %s, which %s the row's target: kept here "
                          "alone",
                          wm_colour_name(colour), number,
                          stands > 0 ? "meets" : "misses");
}

/* Where the sheet says of other rows which way is better, a blank is an oversight:
 * without a direction nothing is better or worse, and a number to reach is not judged. */
static wm_status miss_direction(wm_importing *importing, const wm_entry_row *row)
{
    const wm_column *ways = wm_import_column(importing, WM_MEANING_POLARITY);
    wm_sheet_cell *title =
        wm_import_cell(importing, row, wm_import_column(importing, WM_MEANING_TITLE));
    if (!ways || !title || row->direction != WM_DIRECTION_NONE ||
        wm_import_cell(importing, row, ways))
        return WM_OK;
    return wm_report_cell(importing, WM_IMPORT_CHECK, title,
                          "nothing says which way is better: its figures are neither "
                          "better nor worse");
}

wm_status wm_import_claims(wm_importing *importing)
{
    const wm_row_list *made = &importing->out->folder.scorecard.rows;
    size_t travels = count_columns(importing, WM_MEANING_TRAVEL);
    for (size_t i = 0; i < importing->rows.count; i++) {
        const wm_entry_row *row = &importing->rows.items[i];
        WM_TRY(miss_direction(importing, row));
        for (size_t c = 0; c < importing->column_count; c++) {
            const wm_column *column = &importing->columns[c];
            wm_sheet_cell *cell = wm_import_cell(importing, row, column);
            if (!cell || cell->used)
                continue;
            if (column->heading.meaning == WM_MEANING_TRAVEL && travels == 1)
                WM_TRY(check_travel(importing, row, cell));
            else if (column->heading.meaning == WM_MEANING_RAG)
                WM_TRY(check_colour(importing, row, &made->items[i], column, cell));
        }
    }
    return WM_OK;
}
