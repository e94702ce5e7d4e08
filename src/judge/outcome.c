#include "judge/judge_internal.h"

/* What is near: within a twentieth of the target. */
enum { NEAR_PART = 20 };

/* Of a range the end that the figure is beyond. */
static wm_ratio missed_end(const wm_judged_figure *figure)
{
    bool is_over = figure->target->kind == WM_TARGET_RANGE &&
                   wm_ratio_compare(figure->figure->value, figure->target_high) > 0;
    return is_over ? figure->target_high : figure->target_low;
}

bool wm_target_share(const wm_judged_row *row, wm_ratio *share_out)
{
    const wm_judged_figure *latest = row->latest;
    if (!latest || latest->verdict != WM_VERDICT_MISSED || !latest->target_known ||
        !latest->to_target.known)
        return false;
    wm_ratio target = missed_end(latest);
    *share_out = latest->to_target.amount;
    return target.top == 0 || wm_ratio_divide(latest->to_target.amount,
                                              wm_ratio_absolute(target), share_out);
}

/* More or fewer was asked for than some other number: there is no being near that, nor a
 * twentieth of nothing. */
static bool is_near(const wm_judged_row *row)
{
    const wm_judged_figure *latest = row->latest;
    wm_ratio share;
    return !wm_target_is_word(latest->target->kind) && missed_end(latest).top != 0 &&
           wm_target_share(row, &share) &&
           wm_ratio_compare(share, (wm_ratio){1, NEAR_PART}) <= 0;
}

wm_outcome wm_outcome_of(const wm_judged_row *row)
{
    switch (row->latest ? row->latest->verdict : WM_VERDICT_NONE) {
    case WM_VERDICT_MET:
        return WM_OUTCOME_MET;
    case WM_VERDICT_MISSED:
        return is_near(row) ? WM_OUTCOME_NEAR : WM_OUTCOME_MISSED;
    case WM_VERDICT_UNKNOWN:
        return WM_OUTCOME_UNKNOWN;
    case WM_VERDICT_NONE:
        break;
    }
    return WM_OUTCOME_NONE;
}

void wm_count_row(const wm_judged_row *row, wm_judged *judged)
{
    judged->grade_counts[row->latest ? row->latest->grade : WM_GRADE_NONE]++;
    judged->outcome_counts[wm_outcome_of(row)]++;
    judged->sense_counts[row->change.sense]++;
}

void wm_sum_up(wm_judged *judged)
{
    const size_t *outcomes = judged->outcome_counts;
    judged->met = outcomes[WM_OUTCOME_MET];
    judged->missed = outcomes[WM_OUTCOME_MISSED] + outcomes[WM_OUTCOME_NEAR];
    size_t graded = judged->row_count - judged->grade_counts[WM_GRADE_NONE];
    judged->targets_lead =
        graded * 4 < judged->row_count && graded < judged->met + judged->missed;
}
