#include "publish/html_internal.h"

static wm_ratio absolute(wm_ratio a)
{
    return wm_ratio_compare(a, wm_ratio_whole(0)) < 0 ? wm_ratio_negate(a) : a;
}

/* A count that grows from 1 to 3 has trebled and says little. */
static bool base_is_small(const wm_change *change, wm_unit unit)
{
    bool counts_things = unit == WM_UNIT_COUNT || unit == WM_UNIT_HIGHEST;
    return change->base_too_small ||
           (counts_things &&
            wm_ratio_compare(change->from->value, wm_ratio_whole(50)) < 0);
}

bool wm_html_change_share(const wm_judged_row *row, wm_ratio *share_out)
{
    const wm_change *change = &row->change;
    if (!change->known || !change->from->has_value || !change->to->has_value ||
        base_is_small(change, row->measure->unit))
        return false;
    wm_ratio moved;
    return wm_ratio_subtract(change->to->value, change->from->value, &moved) &&
           wm_ratio_divide(absolute(moved), absolute(change->from->value), share_out);
}
