#include "judge/judge_internal.h"

#include "base/checked.h"

#include <assert.h>

bool wm_edge_holds(wm_edge edge, wm_ratio value, wm_ratio bound)
{
    int order = wm_ratio_compare(value, bound);
    switch (edge) {
    case WM_EDGE_AT_LEAST:
        return order >= 0;
    case WM_EDGE_AT_MOST:
        return order <= 0;
    case WM_EDGE_OVER:
        return order > 0;
    case WM_EDGE_UNDER:
        break;
    }
    return order < 0;
}

/* The nearest whole number that holds: at least 2.1 is 3, over 2 is 3, under 2 is 1. */
static bool nearest_whole(wm_edge edge, wm_ratio bound, int64_t *out)
{
    switch (edge) {
    case WM_EDGE_AT_LEAST:
        *out = wm_ratio_ceiling(bound);
        return true;
    case WM_EDGE_AT_MOST:
        *out = wm_ratio_floor(bound);
        return true;
    case WM_EDGE_OVER:
        return wm_add(wm_ratio_floor(bound), 1, out);
    case WM_EDGE_UNDER:
        break;
    }
    return wm_add(wm_ratio_ceiling(bound), -1, out);
}

static int64_t scale_of(wm_unit unit)
{
    return unit == WM_UNIT_PERCENT ? 100 : unit == WM_UNIT_PER_10000 ? 10000 : 1;
}

/* n of N has to become m of N, where m * scale / N holds. Of an average or a highest
 * count the numerator is not a number of children, so nothing is said. */
static bool children_to(const wm_figure *figure, wm_unit unit, wm_edge edge,
                        wm_ratio bound, int64_t *children_out)
{
    if (!figure->has_counts || figure->denominator <= 0 || unit == WM_UNIT_RATIO ||
        unit == WM_UNIT_HIGHEST)
        return false;
    wm_ratio per_child, needed;
    int64_t needed_whole, difference;
    if (!wm_ratio_of(figure->denominator, scale_of(unit), 1, &per_child) ||
        !wm_ratio_multiply(bound, per_child, &needed) ||
        !nearest_whole(edge, needed, &needed_whole))
        return false;
    bool possible = needed_whole >= 0 &&
                    (unit != WM_UNIT_PERCENT || needed_whole <= figure->denominator);
    if (!possible || !wm_add(needed_whole, -figure->numerator, &difference))
        return false;
    *children_out = difference < 0 ? -difference : difference;
    return true;
}

/* Whole things move by whole steps: from 9 to under 2 is 8, not 7. */
static bool is_whole_count(const wm_figure *figure, wm_unit unit)
{
    return wm_is_whole_unit(unit) && figure->value.bottom == 1;
}

wm_gap wm_gap_to(const wm_figure *figure, wm_unit unit, wm_edge edge, wm_ratio bound)
{
    assert(figure->has_value);
    assert(!wm_edge_holds(edge, figure->value, bound));
    wm_gap gap = {0};
    if (is_whole_count(figure, unit)) {
        int64_t whole;
        if (!nearest_whole(edge, bound, &whole))
            return gap;
        bound = wm_ratio_whole(whole);
    }
    gap.known = wm_ratio_subtract(bound, figure->value, &gap.amount);
    gap.amount = wm_ratio_absolute(gap.amount);
    if (gap.known)
        gap.children_known = children_to(figure, unit, edge, bound, &gap.children);
    return gap;
}
