#include "check/rule.h"

#include "judge/kind.h"

/* Rules that hold the year's figure against its periods, by the kind of measure
 * (judge/kind.h). Of a measure of each period nothing is known but that a percentage
 * pools them and lies between the lowest and the highest.
 */

static wm_str pair(const wm_checking *checking, const char *what, const wm_figure *part,
                   const wm_figure *year)
{
    return wm_str_format(checking->arena, "%s %.*s, year %.*s", what,
                         WM_FMT(wm_plain_number(checking->arena, part)),
                         WM_FMT(wm_plain_number(checking->arena, year)));
}

/* Two printed numbers are equal when the finer, rounded to the places of the coarser, is
 * the coarser. */
static bool equal_as_printed(const wm_figure *a, const wm_figure *b)
{
    unsigned places = a->places < b->places ? a->places : b->places;
    wm_decimal x = wm_ratio_round(a->value, places), y = wm_ratio_round(b->value, places);
    return x.digits == y.digits;
}

/* The year's figure and its last part, when both have values and end on one day. */
static bool year_and_last(const wm_checking *checking, const wm_judged_row *row,
                          const wm_figure **year, const wm_figure **last)
{
    *year = wm_year_figure(checking, row);
    *last = wm_last_part(row);
    return *year && *last && (*year)->has_value && (*last)->has_value &&
           (*year)->period.end == (*last)->period.end;
}

void wm_rule_year_not_last(wm_checking *checking)
{
    static const char *const messages[] = {
        [WM_YEAR_KIND_ROLLING] =
            "the year of a rolling 12 months differs from its last period, "
            "which ends on the same day",
        [WM_YEAR_KIND_CUMULATIVE] =
            "the year of a cumulative measure differs from its last period",
        [WM_YEAR_KIND_POINT] =
            "the year of a figure on one day differs from the last period's, "
            "which is of the same day",
    };
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        const wm_figure *year, *last;
        wm_year_kind kind = wm_row_year_kind(row);
        if (kind == WM_YEAR_KIND_UNKNOWN || kind == WM_YEAR_KIND_SUM ||
            !year_and_last(checking, row, &year, &last) || equal_as_printed(year, last))
            continue;
        wm_found(checking, row, WM_SEVERITY_ERROR, messages[kind],
                 pair(checking, "last period", last, year),
                 "one of the two is wrong: recompute both from the records");
    }
}

void wm_rule_year_falls(wm_checking *checking)
{
    int first_month = checking->scorecard->first_month;
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        const wm_figure *before = NULL;
        if (wm_row_year_kind(row) != WM_YEAR_KIND_CUMULATIVE ||
            row->measure->unit != WM_UNIT_COUNT)
            continue;
        for (size_t i = 0; i < row->figure_count; i++) {
            const wm_judged_figure *here = &row->figures[i];
            if (here->is_baseline || here->period.kind == WM_PERIOD_YEAR ||
                !here->figure || !here->figure->has_value)
                continue;
            if (before && wm_period_starts_in(here->period, first_month) !=
                              wm_period_starts_in(before->period, first_month))
                before = NULL; /* it begins at nothing again */
            if (before && wm_ratio_compare(here->figure->value, before->value) < 0)
                wm_found(
                    checking, row, WM_SEVERITY_ERROR,
                    "a cumulative count goes down within the year",
                    wm_str_format(checking->arena, "%.*s, then %.*s",
                                  WM_FMT(wm_plain_number(checking->arena, before)),
                                  WM_FMT(wm_plain_number(checking->arena, here->figure))),
                    "something was taken back, or the periods are not cumulative");
            before = here->figure;
        }
    }
}

/* The shown figures of parts of the scorecard's year, taken together. */
typedef struct year_parts {
    size_t count;
    wm_ratio lowest;
    wm_ratio highest;
    wm_ratio sum;
    bool is_whole; /* they follow each other and cover all of the year */
} year_parts;

/* False when there are not several, or they cannot be added up: Q1, Q2 and H1 would
 * count the first half twice.
 */
static bool read_parts(const wm_checking *checking, const wm_judged_row *row,
                       year_parts *out)
{
    const wm_period *year = &checking->scorecard->year;
    year_parts parts = {.sum = wm_ratio_whole(0), .is_whole = true};
    wm_day next = year->start;
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_judged_figure *part = &row->figures[i];
        if (part->is_baseline || part->period.kind == WM_PERIOD_YEAR || !part->figure ||
            !part->figure->has_value || part->period.end < year->start ||
            part->period.start > year->end)
            continue;
        wm_ratio value = part->figure->value;
        if (part->period.start < next || part->period.end > year->end ||
            !wm_ratio_add(parts.sum, value, &parts.sum))
            return false;
        parts.is_whole = parts.is_whole && part->period.start == next;
        next = part->period.end + 1;
        if (!parts.count || wm_ratio_compare(value, parts.lowest) < 0)
            parts.lowest = value;
        if (!parts.count || wm_ratio_compare(value, parts.highest) > 0)
            parts.highest = value;
        parts.count++;
    }
    parts.is_whole = parts.is_whole && next == year->end + 1;
    *out = parts;
    return parts.count > 1;
}

void wm_rule_year_outside(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        const wm_figure *year = wm_year_figure(checking, row);
        year_parts parts;
        if (!year || !year->has_value || row->measure->unit != WM_UNIT_PERCENT ||
            wm_row_year_kind(row) != WM_YEAR_KIND_UNKNOWN ||
            !read_parts(checking, row, &parts) || !parts.is_whole ||
            (wm_ratio_compare(year->value, parts.lowest) >= 0 &&
             wm_ratio_compare(year->value, parts.highest) <= 0))
            continue;
        wm_found(checking, row, WM_SEVERITY_ERROR,
                 "the year's percentage lies outside those of its own periods",
                 wm_plain_number(checking->arena, year),
                 "pool the year's numerators and denominators; do not average or retype");
    }
}

static bool is_counted_by_period(const wm_judged_row *row)
{
    wm_year_kind kind = wm_row_year_kind(row);
    return kind == WM_YEAR_KIND_SUM ||
           (kind == WM_YEAR_KIND_UNKNOWN && row->measure->unit == WM_UNIT_COUNT);
}

void wm_rule_year_sum(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        const wm_judged_row *row = &checking->judged->rows[r];
        const wm_figure *year = wm_year_figure(checking, row), *last = wm_last_part(row);
        year_parts parts;
        if (!year || !year->has_value || !is_counted_by_period(row) ||
            !read_parts(checking, row, &parts) ||
            (last && last->has_value && equal_as_printed(year, last)))
            continue;
        int side = wm_ratio_compare(year->value, parts.sum);
        if (side == 0 && !parts.is_whole)
            wm_found(
                checking, row, WM_SEVERITY_WARNING,
                "the year is the sum of the periods shown, and not all of the year is "
                "shown",
                wm_str_format(checking->arena, "%zu periods add up to %.*s", parts.count,
                              WM_FMT(wm_plain_number(checking->arena, year))),
                "add the period that is missing, or show that it was nought");
        else if (side < 0 || (side > 0 && parts.is_whole))
            wm_found(checking, row, WM_SEVERITY_ERROR,
                     "the year of a count is not the sum of its periods",
                     wm_plain_number(checking->arena, year),
                     "recompute the year, or say `year sums periods` only where it does");
    }
}
