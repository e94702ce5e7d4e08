#include "check/rule.h"

/* Rules that hold the figures against the periods that the scorecard names. */

static bool is_shown(const wm_judged_row *row, wm_period period)
{
    for (size_t i = 0; i < row->figure_count; i++)
        if (wm_period_equal(row->figures[i].period, period))
            return true;
    return false;
}

static wm_str label(const wm_checking *checking, wm_period period)
{
    return wm_period_label(period, checking->scorecard->first_month, checking->arena);
}

static bool is_own(const wm_checking *checking, wm_str authority)
{
    return wm_str_empty(authority) ||
           wm_str_equal(authority, checking->scorecard->authority.code);
}

/* A later period than the scorecard speaks of is a slip of the year; earlier ones are
 * history that is kept. */
void wm_rule_figure_not_shown(wm_checking *checking)
{
    const wm_folder *folder = checking->judged->folder;
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        for (size_t i = 0; i < folder->figures.count; i++) {
            const wm_figure *figure = &folder->figures.items[i];
            if (!wm_str_equal(figure->ref, row->row->ref) ||
                !is_own(checking, figure->authority) || is_shown(row, figure->period))
                continue;
            bool later = figure->period.end > checking->judged->as_at;
            wm_found(checking, row, later ? WM_SEVERITY_WARNING : WM_SEVERITY_NOTE,
                     later ? "a figure is of a later period than the scorecard speaks of"
                           : "a figure is of a period that the scorecard does not show",
                     label(checking, figure->period),
                     "correct its period, or add the period to `show`");
        }
    }
}

void wm_rule_figure_stale(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        if (!row->latest || row->latest->period.end >= checking->judged->as_at)
            continue;
        wm_found(checking, row, WM_SEVERITY_WARNING,
                 "the latest figure is of an earlier period than the scorecard",
                 label(checking, row->latest->period),
                 "give the figure of the last period, or say in the commentary when it "
                 "comes");
    }
}

void wm_rule_baseline_empty(wm_checking *checking)
{
    wm_period baseline = checking->scorecard->baseline;
    if (baseline.kind == WM_PERIOD_NONE)
        return;
    for (size_t r = 0; r < checking->judged->row_count; r++)
        if (wm_baseline_figure(&checking->judged->rows[r]))
            return;
    wm_found(checking, NULL, WM_SEVERITY_WARNING,
             "a baseline is named and no measure has a figure for it",
             label(checking, baseline),
             "correct the period behind `baseline`, or give its figures");
}

/* What was published for the scorecard's own authority in that year. */
static const wm_comparator *own_published(const wm_checking *checking, wm_str ref,
                                          wm_period period)
{
    const wm_folder *folder = checking->judged->folder;
    for (size_t i = 0; i < folder->comparators.count; i++) {
        const wm_comparator *comparator = &folder->comparators.items[i];
        if (comparator->level == WM_LEVEL_AUTHORITY && !comparator->printed &&
            comparator->has_value && wm_str_equal(comparator->ref, ref) &&
            wm_period_equal(comparator->period, period) &&
            wm_str_equal(comparator->code, checking->scorecard->authority.code))
            return comparator;
    }
    return NULL;
}

void wm_rule_baseline_published(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        const wm_figure *baseline = wm_baseline_figure(row);
        const wm_comparator *published =
            baseline && baseline->has_value
                ? own_published(checking, row->row->ref, baseline->period)
                : NULL;
        if (!published)
            continue;
        unsigned places =
            baseline->places < published->places ? baseline->places : published->places;
        if (wm_ratio_round(baseline->value, places).digits ==
            wm_ratio_round(published->value, places).digits)
            continue;
        char number[WM_NUMBER_BYTES];
        wm_ratio_print(published->value, published->places, number);
        wm_found(checking, row, WM_SEVERITY_NOTE,
                 "the baseline is not what was published for that year",
                 wm_str_format(checking->arena, "printed %.*s, published %s",
                               WM_FMT(wm_plain_number(checking->arena, baseline)),
                               number),
                 "say why they differ: another cohort, another day, a later revision");
    }
}
