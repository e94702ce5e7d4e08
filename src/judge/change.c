#include "judge/judge_internal.h"
#include "judge/kind.h"

/* Percentages of a base below this say more than there is to say: from 2 to 9 is not
 * "up 350 %". */
enum { SMALLEST_PERCENT_BASE = 50 };

const wm_figure *wm_row_baseline(const wm_judged_row *row)
{
    if (row->figure_count == 0 || !row->figures[0].is_baseline)
        return NULL;
    const wm_figure *figure = row->figures[0].figure;
    return figure && figure->has_value ? figure : NULL;
}

wm_sense wm_sense_of(wm_ratio from, wm_ratio to, wm_direction direction)
{
    if (direction == WM_DIRECTION_NONE)
        return WM_SENSE_NONE;
    int order = wm_ratio_compare(to, from);
    if (order == 0)
        return WM_SENSE_SAME;
    bool is_better = (order > 0) == (direction == WM_DIRECTION_HIGHER);
    return is_better ? WM_SENSE_BETTER : WM_SENSE_WORSE;
}

/* How many children or things a percentage would be of: the numerator where it is
 * known, else the value itself. */
static wm_ratio base_of(const wm_figure *from)
{
    return from->has_counts ? wm_ratio_whole(from->numerator) : from->value;
}

static bool percent_of(wm_ratio difference, wm_ratio from, wm_ratio *out)
{
    wm_ratio share;
    return wm_ratio_divide(difference, from, &share) &&
           wm_ratio_multiply(share, wm_ratio_whole(100), out);
}

static bool ends_alike(wm_period a, wm_period b)
{
    wm_civil x = wm_day_civil(a.end), y = wm_day_civil(b.end);
    return x.month == y.month;
}

/* 12,480 contacts in a year and 2,987 in a quarter are no fall. Counts of unlike
 * stretches are compared only where the measure says what its year is to its periods, or
 * where the sheet itself printed the change, which is that of the latest figure.
 */
bool wm_are_like(const wm_judged_row *row, const wm_figure *from, const wm_figure *to)
{
    if (row->measure->unit != WM_UNIT_COUNT || from->period.kind == to->period.kind)
        return true;
    switch (wm_row_year_kind(row)) {
    case WM_YEAR_KIND_ROLLING:
    case WM_YEAR_KIND_POINT:
        return true;
    case WM_YEAR_KIND_CUMULATIVE:
        return ends_alike(from->period, to->period);
    case WM_YEAR_KIND_SUM:
        return false;
    case WM_YEAR_KIND_UNKNOWN:
        break;
    }
    bool is_latest = row->latest && row->latest->figure == to;
    return is_latest && !wm_str_empty(row->row->printed_change);
}

void wm_judge_change(wm_judged_row *row)
{
    const wm_figure *from = wm_row_baseline(row);
    const wm_figure *to = row->latest ? row->latest->figure : NULL;
    if (!from || !to || !wm_are_like(row, from, to))
        return;
    wm_change change = {.from = from, .to = to, .unit = wm_measure_change(row->measure)};
    change.known = wm_ratio_subtract(to->value, from->value, &change.amount);
    if (change.unit == WM_CHANGE_PERCENT) {
        wm_ratio smallest = wm_ratio_whole(SMALLEST_PERCENT_BASE);
        change.base_too_small =
            wm_ratio_compare(base_of(from), smallest) < 0 || from->value.top == 0;
        if (change.known && !change.base_too_small)
            change.known = percent_of(change.amount, from->value, &change.amount);
    }
    change.sense = wm_sense_of(from->value, to->value, row->direction);
    row->change = change;
}

/* A count that grows from 1 to 3 has trebled and says little. */
static bool base_is_small(const wm_judged_row *row)
{
    const wm_change *change = &row->change;
    bool counts_things =
        row->measure->unit == WM_UNIT_COUNT || row->measure->unit == WM_UNIT_HIGHEST;
    return change->base_too_small ||
           (counts_things && wm_ratio_compare(change->from->value,
                                              wm_ratio_whole(SMALLEST_PERCENT_BASE)) < 0);
}

bool wm_change_share(const wm_judged_row *row, wm_ratio *share_out)
{
    const wm_change *change = &row->change;
    wm_ratio moved;
    return change->known && !base_is_small(row) &&
           wm_ratio_subtract(change->to->value, change->from->value, &moved) &&
           wm_ratio_divide(wm_ratio_absolute(moved),
                           wm_ratio_absolute(change->from->value), share_out);
}
