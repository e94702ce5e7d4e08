#include "check/rule.h"

/* Rules about what figures are held against. */

void wm_rule_comparator_year(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        for (size_t i = 0; i < row->comparator_count; i++) {
            const wm_judged_comparator *judged = &row->comparators[i];
            const wm_comparator *comparator = judged->comparator;
            if (!comparator->printed || !judged->comparable || judged->same_year ||
                comparator->period.kind == WM_PERIOD_NONE)
                continue;
            bool is_earlier = comparator->period.end < row->latest->period.end;
            char end[24];
            wm_day_say(comparator->period.end, end);
            wm_str message = wm_str_format(checking->arena,
                                           "printed comparators are of the year ending "
                                           "%s, %s than the figures beside them",
                                           end, is_earlier ? "earlier" : "later");
            if (!message.data) {
                checking->status = WM_NOMEM;
                return;
            }
            wm_found(checking, row, WM_SEVERITY_WARNING, message.data, comparator->name,
                     "print the year at the comparator, and replace it when the next is "
                     "published");
        }
    }
}

void wm_rule_comparator_no_year(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        for (size_t i = 0; i < row->comparator_count; i++) {
            const wm_comparator *comparator = row->comparators[i].comparator;
            if (!comparator->printed || !comparator->has_value ||
                comparator->period.kind != WM_PERIOD_NONE)
                continue;
            wm_found(checking, row, WM_SEVERITY_WARNING,
                     "printed comparators do not say which year they are of",
                     comparator->name, "fill in `year` in comparators/printed.csv");
        }
    }
}
