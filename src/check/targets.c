#include "check/rule.h"
#include "judge/words.h"

/* Rules that hold the target against the bands and the baseline. */

/* The figure that the row's target is about: the latest, else the last shown. */
static const wm_judged_figure *current(const wm_judged_row *row)
{
    if (row->latest)
        return row->latest;
    return row->figure_count ? &row->figures[row->figure_count - 1] : NULL;
}

/* The number that a figure must reach, for targets that are one number; as written. */
static bool single_target(const wm_judged_row *row, wm_decimal *out)
{
    const wm_judged_figure *figure = current(row);
    const wm_target *target = figure ? figure->target : NULL;
    if (!target || row->direction == WM_DIRECTION_NONE ||
        (target->kind != WM_TARGET_VALUE && target->kind != WM_TARGET_AT_LEAST &&
         target->kind != WM_TARGET_AT_MOST))
        return false;
    *out = target->low;
    return true;
}

void wm_rule_target_in_low_band(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        wm_decimal target;
        if (!row->row->bands.present || !single_target(row, &target))
            continue;
        wm_grade grade =
            wm_grade_of(wm_ratio_of_decimal(target), &row->row->bands, row->direction);
        if (grade >= WM_GRADE_GOOD)
            continue;
        char number[WM_NUMBER_BYTES], cut[WM_NUMBER_BYTES];
        wm_decimal_print(target, number);
        wm_decimal_print(row->row->bands.good, cut);
        wm_found(checking, row, WM_SEVERITY_WARNING,
                 "a figure that just meets the target is graded below good",
                 wm_str_format(checking->arena, "target %s is %.*s; good begins at %s",
                               number, WM_FMT(wm_grade_word(grade, checking->scorecard)),
                               cut),
                 "move the target into the good band, or the bands");
    }
}

void wm_rule_target_behind(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        const wm_figure *baseline = wm_baseline_figure(row);
        wm_decimal target;
        if (!baseline || !baseline->has_value || !single_target(row, &target))
            continue;
        int side = wm_ratio_compare(wm_ratio_of_decimal(target), baseline->value);
        if (row->direction == WM_DIRECTION_HIGHER ? side >= 0 : side <= 0)
            continue;
        char number[WM_NUMBER_BYTES];
        wm_decimal_print(target, number);
        wm_found(checking, row, WM_SEVERITY_WARNING,
                 "the target is worse than what the baseline year reached",
                 wm_str_format(checking->arena, "target %s, baseline %.*s", number,
                               WM_FMT(wm_plain_number(checking->arena, baseline))),
                 "set a target that keeps what was reached, or say why less is enough");
    }
}

void wm_rule_target_not_judged(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        const wm_judged_figure *figure = row->latest;
        if (!figure || !figure->target || figure->verdict != WM_VERDICT_UNKNOWN)
            continue;
        bool is_unlike = figure->is_unlike;
        wm_found(checking, row, WM_SEVERITY_WARNING,
                 is_unlike ? "a part of the year is not judged against a whole one"
                           : "there is nothing to hold the target against",
                 wm_say_verdict(checking->arena, row, figure),
                 is_unlike ? "wait for the figure of the whole year, or say in the title "
                             "that the count is cumulative, rolling or of a day"
                           : "give the comparator or the baseline that the target "
                             "names, or the direction of the measure");
    }
}
