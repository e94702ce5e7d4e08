#include "check/rule.h"

#include <assert.h>

/* Rules about the change that a sheet prints. From the baseline b to a figure t it may
 * be the difference t - b, or the percentage (t - b) / b; each is recomputed from the
 * printed figures and compared at the change's own decimal places. The figures were
 * rounded before they were printed, so half a unit of the last place of each is allowed.
 */

typedef enum meaning {
    MEANING_DIFFERENCE = 1,
    MEANING_PERCENT = 2,
} meaning;

typedef struct printed_change {
    wm_decimal value;
    int meanings; /* bits of `meaning` that fit; 0: none */
} printed_change;

static wm_ratio half_unit(unsigned places)
{
    wm_ratio unit = wm_ratio_of_decimal((wm_decimal){1, places});
    wm_ratio half = unit;
    bool fits = wm_ratio_divide(unit, wm_ratio_whole(2), &half);
    assert(fits);
    return half;
}

static bool within(wm_ratio a, wm_ratio b, wm_ratio allowance)
{
    wm_ratio apart;
    if (!wm_ratio_subtract(a, b, &apart))
        return false;
    if (apart.top < 0)
        apart = wm_ratio_negate(apart);
    return wm_ratio_compare(apart, allowance) <= 0;
}

static bool fits_difference(wm_ratio change, wm_ratio from, wm_ratio to,
                            wm_ratio rounding)
{
    wm_ratio difference;
    return wm_ratio_subtract(to, from, &difference) &&
           within(change, difference, rounding);
}

static bool fits_percent(wm_ratio change, wm_ratio from, wm_ratio to, unsigned places)
{
    wm_ratio difference, share, percent;
    return from.top > 0 && wm_ratio_subtract(to, from, &difference) &&
           wm_ratio_divide(difference, from, &share) &&
           wm_ratio_multiply(share, wm_ratio_whole(100), &percent) &&
           within(change, percent, half_unit(places));
}

static int meanings_from(wm_decimal printed, const wm_figure *from, const wm_figure *to)
{
    wm_ratio change = wm_ratio_of_decimal(printed);
    wm_ratio rounding = half_unit(printed.places);
    unsigned coarsest = from->places < to->places ? from->places : to->places;
    /* 61 and 65.6 were rounded; 3 and 5 children were not, but whole numbers print a
     * whole difference anyway. */
    if (coarsest > 0 && coarsest < printed.places)
        rounding = half_unit(coarsest);
    int meanings = 0;
    if (fits_difference(change, from->value, to->value, rounding))
        meanings |= MEANING_DIFFERENCE;
    if (fits_percent(change, from->value, to->value, printed.places))
        meanings |= MEANING_PERCENT;
    return meanings;
}

/* False when the row prints no change that is a number, or has nothing to recompute it
 * from. */
static bool read_change(const wm_judged_row *row, printed_change *out)
{
    const wm_figure *from = wm_baseline_figure(row);
    wm_str text = wm_str_trim(row->row->printed_change);
    if (wm_str_ends(text, WM_STR("%")))
        text.len--;
    if (!wm_decimal_parse(wm_str_trim(text), &out->value) || !from || !from->has_value)
        return false;
    out->meanings = 0;
    bool any = false;
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_judged_figure *to = &row->figures[i];
        if (to->is_baseline || !to->figure || !to->figure->has_value)
            continue;
        any = true;
        /* The latest is what a change speaks of; others only if it does not fit. */
        if (to == row->latest)
            out->meanings = meanings_from(out->value, from, to->figure);
    }
    for (size_t i = 0; i < row->figure_count && !out->meanings; i++) {
        const wm_judged_figure *to = &row->figures[i];
        if (!to->is_baseline && to->figure && to->figure->has_value)
            out->meanings = meanings_from(out->value, from, to->figure);
    }
    return any;
}

static wm_str change_text(const wm_checking *checking, const wm_judged_row *row)
{
    return wm_str_format(
        checking->arena, "printed %.*s, from %.*s to %.*s",
        WM_FMT(row->row->printed_change),
        WM_FMT(wm_plain_number(checking->arena, wm_baseline_figure(row))),
        WM_FMT(
            wm_plain_number(checking->arena, row->latest ? row->latest->figure : NULL)));
}

void wm_rule_change_not_recomputed(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        printed_change change;
        if (read_change(row, &change) && !change.meanings)
            wm_found(checking, row, WM_SEVERITY_WARNING,
                     "the printed change follows from no printed figures",
                     change_text(checking, row),
                     "recompute it; Waymark prints its own change with its unit");
    }
}

/* Of the rows of one unit: how many print the difference, how many the percentage. */
static void tally(const wm_checking *checking, wm_unit unit, size_t *differences,
                  size_t *percents)
{
    *differences = *percents = 0;
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        printed_change change;
        if (checking->judged->rows[r].measure->unit != unit ||
            !read_change(&checking->judged->rows[r], &change))
            continue;
        *differences += change.meanings == MEANING_DIFFERENCE;
        *percents += change.meanings == MEANING_PERCENT;
    }
}

static void unlike_their_unit(wm_checking *checking, wm_unit unit)
{
    size_t differences, percents;
    tally(checking, unit, &differences, &percents);
    if (!differences || !percents || differences == percents)
        return;
    int unlike = differences > percents ? MEANING_PERCENT : MEANING_DIFFERENCE;
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        printed_change change;
        if (row->measure->unit == unit && read_change(row, &change) &&
            change.meanings == unlike)
            wm_found(
                checking, row, WM_SEVERITY_WARNING,
                unlike == MEANING_PERCENT
                    ? "the printed change is a percentage of the baseline, where other "
                      "measures of its unit print the difference"
                    : "the printed change is a difference, where other measures of its "
                      "unit print a percentage of the baseline",
                change_text(checking, row),
                "say every change of one unit in the same way, and name it");
    }
}

void wm_rule_change_unit(wm_checking *checking)
{
    size_t differences = 0, percents = 0;
    for (int unit = WM_UNIT_PERCENT; unit <= WM_UNIT_HIGHEST; unit++) {
        size_t d, p;
        unlike_their_unit(checking, (wm_unit)unit);
        tally(checking, (wm_unit)unit, &d, &p);
        differences += d;
        percents += p;
    }
    if (differences && percents)
        wm_found(checking, NULL, WM_SEVERITY_WARNING,
                 "one column of changes holds differences and percentages without saying "
                 "which",
                 wm_str_format(checking->arena,
                               "%zu rows print the difference, %zu the percentage of the "
                               "baseline",
                               differences, percents),
                 "print the unit with each change");
}

void wm_rule_change_small_base(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        const wm_figure *from = wm_baseline_figure(row);
        printed_change change;
        if (row->measure->unit != WM_UNIT_COUNT || !read_change(row, &change) ||
            change.meanings != MEANING_PERCENT ||
            wm_ratio_compare(from->value, wm_ratio_whole(50)) >= 0)
            continue;
        wm_found(checking, row, WM_SEVERITY_WARNING,
                 "a percentage is printed for the change of a number under 50",
                 change_text(checking, row), "say it as numbers: `from 3 to 5`");
    }
}
