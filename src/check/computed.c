#include "check/rule.h"

#include <inttypes.h>

/* What was printed or entered beside what was counted from records. */

/* To as many places as were printed; n of N, where both are known, to the last one. */
static bool agrees(const wm_figure *printed, const wm_figure *computed)
{
    if (printed->has_counts && computed->has_counts)
        return printed->numerator == computed->numerator &&
               printed->denominator == computed->denominator;
    wm_decimal rounded = wm_ratio_round(computed->value, printed->places);
    return wm_ratio_compare(wm_ratio_of_decimal(rounded), printed->value) == 0 ||
           wm_ratio_compare(computed->value, printed->value) == 0;
}

static wm_str evidence(wm_checking *checking, const wm_figure *printed,
                       const wm_figure *computed)
{
    char counted[WM_NUMBER_BYTES];
    wm_str label = wm_period_label(printed->period, checking->scorecard->first_month,
                                   checking->arena);
    wm_str was = wm_plain_number(checking->arena, printed);
    wm_ratio_print(computed->value, printed->places, counted);
    if (!label.data || !was.data)
        return (wm_str){0};
    if (!computed->has_counts)
        return wm_str_format(checking->arena, "%.*s: %.*s printed, %s counted",
                             WM_FMT(label), WM_FMT(was), counted);
    return wm_str_format(
        checking->arena, "%.*s: %.*s printed, %s counted (%" PRId64 " of %" PRId64 ")",
        WM_FMT(label), WM_FMT(was), counted, computed->numerator, computed->denominator);
}

void wm_rule_printed_differs_from_computed(wm_checking *checking)
{
    const wm_folder *folder = checking->judged->folder;
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        for (size_t i = 0; i < row->figure_count; i++) {
            wm_period period = row->figures[i].period;
            const wm_figure *computed = wm_folder_computed(folder, row->row->ref, period);
            const wm_figure *printed = wm_folder_printed(folder, row->row->ref, period);
            if (!computed || !printed || !computed->has_value || !printed->has_value ||
                agrees(printed, computed))
                continue;
            wm_found(checking, row, WM_SEVERITY_WARNING,
                     "a printed figure is not what the records give",
                     evidence(checking, printed, computed),
                     "`waymark reconcile` compares the rows; then mend the records, or "
                     "the printed figure");
        }
    }
}
