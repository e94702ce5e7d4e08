#include "check/rule.h"

/* Rules about the figures themselves and what the titles say of them. */

void wm_rule_figure_unreadable(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        for (size_t i = 0; i < row->figure_count; i++) {
            const wm_figure *figure = row->figures[i].figure;
            if (!figure || figure->status != WM_FIGURE_UNREADABLE)
                continue;
            wm_str label = wm_period_label(
                figure->period, checking->scorecard->first_month, checking->arena);
            wm_found(checking, row, WM_SEVERITY_ERROR,
                     "a figure is printed as something that is not a number",
                     wm_str_format(checking->arena, "`%.*s` in %.*s",
                                   WM_FMT(figure->printed), WM_FMT(label)),
                     "find the number in the source and enter it");
        }
    }
}

void wm_rule_figure_out_of_range(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        if (row->measure->unit != WM_UNIT_PERCENT)
            continue;
        for (size_t i = 0; i < row->figure_count; i++) {
            const wm_figure *figure = row->figures[i].figure;
            if (!figure || !figure->has_value ||
                (wm_ratio_compare(figure->value, wm_ratio_whole(0)) >= 0 &&
                 wm_ratio_compare(figure->value, wm_ratio_whole(100)) <= 0))
                continue;
            wm_found(checking, row, WM_SEVERITY_ERROR,
                     "a percentage lies outside 0 to 100",
                     wm_plain_number(checking->arena, figure),
                     "correct the figure, or say `entered ratio` if it is no percentage");
        }
    }
}

void wm_rule_figure_none(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++)
        if (!checking->judged->rows[r].latest)
            wm_found(
                checking, &checking->judged->rows[r], WM_SEVERITY_WARNING,
                "no period that is shown has a figure", WM_STR(""),
                "give a figure, say when the next is due, or leave the measure out of "
                "this scorecard");
}

/* The row whose figure was replaced by the override; NULL: it is not shown, because it
 * has ended, a later one stands before it or its period is not among the shown.
 */
static const wm_judged_row *row_overridden(const wm_checking *checking,
                                           const wm_override *override)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        for (size_t i = 0; i < row->figure_count; i++)
            if (row->figures[i].figure == &override->figure)
                return row;
    }
    return NULL;
}

void wm_rule_override_in_force(wm_checking *checking)
{
    const wm_folder *folder = checking->judged->folder;
    for (size_t i = 0; i < folder->overrides.count; i++) {
        const wm_override *override = &folder->overrides.items[i];
        const wm_judged_row *row = row_overridden(checking, override);
        if (!row)
            continue;
        char until[24] = "it is removed";
        if (override->until != WM_DAY_NONE)
            wm_day_say(override->until, until);
        wm_found(checking, row, WM_SEVERITY_WARNING, "a figure was replaced by hand",
                 wm_str_format(checking->arena, "by %.*s until %s: %.*s",
                               WM_FMT(override->by), until, WM_FMT(override->why)),
                 "mend the source and remove the line from figures/overrides.csv");
    }
}

static bool says(wm_str title, const char *words)
{
    return wm_str_find_fold(title, wm_str_of(words)) != SIZE_MAX;
}

void wm_rule_unit_against_title(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        wm_unit unit = row->measure->unit;
        bool percent = says(row->title, "percentage") || says(row->title, "proportion") ||
                       says(row->title, "%");
        bool rate = says(row->title, "per 10,000") || says(row->title, "per 10000");
        if ((percent && unit == WM_UNIT_PERCENT) || (rate && unit == WM_UNIT_PER_10000) ||
            (!percent && !rate))
            continue;
        wm_found(checking, row, WM_SEVERITY_WARNING,
                 "the title names another unit than the figures have",
                 wm_str_format(checking->arena, "entered as %s", wm_unit_name(unit)),
                 "mend the title, or the unit behind `entered`");
    }
}

void wm_rule_title_says_change(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        wm_str title = wm_str_trim(row->title);
        if (!wm_str_starts_fold(title, WM_STR("reduction in")) &&
            !wm_str_starts_fold(title, WM_STR("increase in")) &&
            !wm_str_ends(title, WM_STR(" increases")) &&
            !wm_str_ends(title, WM_STR(" decreases")))
            continue;
        wm_found(checking, row, WM_SEVERITY_NOTE,
                 "the title speaks of a change, and the figures are levels",
                 wm_str_format(checking->arena, "\"%.*s\"", WM_FMT(title)),
                 "name what is counted, and let the target say which way it should go");
    }
}
