#include "judge/judge_internal.h"
#include "judge/words.h"

/* What is near: within a twentieth of the target. */
enum { NEAR_PART = 20 };

static wm_ratio absolute(wm_ratio a)
{
    return a.top < 0 ? wm_ratio_negate(a) : a;
}

bool wm_target_share(const wm_judged_row *row, wm_ratio *share_out)
{
    const wm_judged_figure *latest = row->latest;
    if (!latest || latest->verdict != WM_VERDICT_MISSED || !latest->target_known ||
        !latest->to_target.known)
        return false;
    bool is_over = latest->target->kind == WM_TARGET_RANGE &&
                   wm_ratio_compare(latest->figure->value, latest->target_high) > 0;
    wm_ratio target = is_over ? latest->target_high : latest->target_low;
    *share_out = latest->to_target.amount;
    return target.top == 0 ||
           wm_ratio_divide(latest->to_target.amount, absolute(target), share_out);
}

/* More or fewer was asked for than some other number: there is no being near that. */
static bool is_near(const wm_judged_row *row)
{
    const wm_judged_figure *latest = row->latest;
    wm_ratio share;
    return !wm_target_is_word(latest->target->kind) && latest->target_low.top != 0 &&
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

wm_str wm_outcome_words(wm_outcome outcome)
{
    static const char *const words[WM_OUTCOMES] = {
        [WM_OUTCOME_NONE] = "No target or no figure",
        [WM_OUTCOME_UNKNOWN] = "Cannot be judged",
        [WM_OUTCOME_MISSED] = "Target missed",
        [WM_OUTCOME_NEAR] = "Near target",
        [WM_OUTCOME_MET] = "Target met",
    };
    return wm_str_of(words[outcome]);
}

wm_str wm_outcome_id(wm_outcome outcome)
{
    static const char *const ids[WM_OUTCOMES] = {
        [WM_OUTCOME_NONE] = "none",     [WM_OUTCOME_UNKNOWN] = "unknown",
        [WM_OUTCOME_MISSED] = "missed", [WM_OUTCOME_NEAR] = "near",
        [WM_OUTCOME_MET] = "met",
    };
    return wm_str_of(ids[outcome]);
}

wm_str wm_sense_sign(wm_sense sense)
{
    static const char *const signs[WM_SENSES] = {
        [WM_SENSE_NONE] = "",
        [WM_SENSE_SAME] = "=",
        [WM_SENSE_BETTER] = "+",
        [WM_SENSE_WORSE] = "−",
    };
    return wm_str_of(signs[sense]);
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
