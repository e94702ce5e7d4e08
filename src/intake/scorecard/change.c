#include "intake/scorecard/importing.h"

/* Printed figures are rounded, so a change worked out before rounding may differ from
 * theirs by one in its last place; a sheet's own rounding is not ours to prove. */
static bool is_near(wm_ratio exact, wm_decimal printed)
{
    wm_decimal rounded = wm_ratio_round(exact, printed.places);
    int64_t apart = rounded.digits - printed.digits;
    return apart >= -1 && apart <= 1;
}

static bool is_exact(wm_ratio exact, wm_decimal printed)
{
    return wm_ratio_round(exact, printed.places).digits == printed.digits;
}

wm_change_way wm_change_way_of(wm_decimal from, wm_decimal to, wm_decimal change)
{
    wm_ratio base = wm_ratio_of_decimal(from), difference, part, percent;
    if (!wm_ratio_subtract(wm_ratio_of_decimal(to), base, &difference))
        return WM_CHANGE_WAY_NONE;
    bool has_percent = base.top != 0 && wm_ratio_divide(difference, base, &part) &&
                       wm_ratio_multiply(part, wm_ratio_whole(100), &percent);
    bool same = is_exact(difference, change);
    bool share = has_percent && is_exact(percent, change);
    if (!same && !share) {
        same = change.places > 0 && is_near(difference, change);
        share = change.places > 0 && has_percent && is_near(percent, change);
    }
    return (wm_change_way)((same ? WM_CHANGE_WAY_DIFFERENCE : 0) |
                           (share ? WM_CHANGE_WAY_PERCENT : 0));
}
