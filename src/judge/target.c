#include "judge/judge_internal.h"

#include <assert.h>

const wm_target *wm_target_in_force(const wm_target_list *targets, wm_day day)
{
    const wm_target *found = NULL;
    for (size_t i = 0; i < targets->count; i++) {
        const wm_target *target = &targets->items[i];
        if (target->from <= day && (!found || target->from >= found->from))
            found = target;
    }
    return found;
}

/* What a word target is relative to; `increase` and `decrease` need not say it. */
static wm_relative relative_of(const wm_target *target)
{
    if (target->relative != WM_RELATIVE_NONE)
        return target->relative;
    return WM_RELATIVE_BASELINE;
}

/* The number behind a word. A baseline is not held against itself. */
static bool resolve_word(const wm_judged_row *row, wm_judged_figure *figure)
{
    wm_relative relative = relative_of(figure->target);
    if (relative == WM_RELATIVE_BASELINE) {
        const wm_figure *baseline = wm_row_baseline(row);
        if (!baseline)
            return false;
        figure->is_unlike = figure->figure && figure->figure->has_value &&
                            !wm_are_like(row, baseline, figure->figure);
        figure->target_low = baseline->value;
        return !figure->is_unlike;
    }
    const wm_judged_comparator *comparator = wm_row_comparator(row, relative);
    if (comparator)
        figure->target_low = comparator->comparator->value;
    return comparator != NULL;
}

static bool resolve(const wm_judged_row *row, wm_judged_figure *figure)
{
    const wm_target *target = figure->target;
    if (wm_target_is_word(target->kind))
        return resolve_word(row, figure);
    figure->target_low = wm_ratio_of_decimal(target->low);
    if (target->kind == WM_TARGET_RANGE)
        figure->target_high = wm_ratio_of_decimal(target->high);
    return true;
}

/* False: a number without a direction, which says nothing about more or less. */
static bool edge_of(const wm_target *target, wm_direction direction, wm_edge *out)
{
    switch (target->kind) {
    case WM_TARGET_VALUE:
        *out = direction == WM_DIRECTION_LOWER ? WM_EDGE_AT_MOST : WM_EDGE_AT_LEAST;
        return direction != WM_DIRECTION_NONE;
    case WM_TARGET_AT_LEAST:
    case WM_TARGET_RANGE:
        *out = WM_EDGE_AT_LEAST;
        return true;
    case WM_TARGET_AT_MOST:
        *out = WM_EDGE_AT_MOST;
        return true;
    case WM_TARGET_ABOVE:
    case WM_TARGET_INCREASE:
        *out = WM_EDGE_OVER;
        return true;
    case WM_TARGET_BELOW:
    case WM_TARGET_DECREASE:
        break;
    }
    *out = WM_EDGE_UNDER;
    return true;
}

static void hold_to(wm_judged_figure *figure, wm_unit unit, wm_edge edge, wm_ratio bound)
{
    if (wm_edge_holds(edge, figure->figure->value, bound)) {
        figure->verdict = WM_VERDICT_MET;
        return;
    }
    figure->verdict = WM_VERDICT_MISSED;
    figure->to_target = wm_gap_to(figure->figure, unit, edge, bound);
}

static bool is_held_against_itself(const wm_judged_figure *figure)
{
    return figure->is_baseline && wm_target_is_word(figure->target->kind) &&
           relative_of(figure->target) == WM_RELATIVE_BASELINE;
}

void wm_judge_target(const wm_judged_row *row, wm_judged_figure *figure)
{
    wm_day day = figure->figure ? figure->figure->as_at : figure->period.end;
    figure->target = wm_target_in_force(&row->row->targets, day);
    if (figure->target && is_held_against_itself(figure))
        figure->target = NULL;
    if (!figure->target)
        return;
    figure->target_known = resolve(row, figure);
    if (!figure->figure || !figure->figure->has_value)
        return;
    wm_edge edge;
    if (!figure->target_known || !edge_of(figure->target, row->direction, &edge)) {
        figure->verdict = WM_VERDICT_UNKNOWN;
        return;
    }
    wm_unit unit = row->measure->unit;
    hold_to(figure, unit, edge, figure->target_low);
    if (figure->target->kind == WM_TARGET_RANGE && figure->verdict == WM_VERDICT_MET)
        hold_to(figure, unit, WM_EDGE_AT_MOST, figure->target_high);
}
