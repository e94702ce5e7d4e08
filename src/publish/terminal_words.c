#include "judge/words.h"
#include "publish/cells.h"
#include "publish/machine.h"
#include "publish/terminal_internal.h"

wm_grade wm_latest_grade(const wm_judged_row *row)
{
    return row->latest ? row->latest->grade : WM_GRADE_NONE;
}

wm_str wm_grade_shape(wm_grade grade)
{
    switch (grade) {
    case WM_GRADE_OUTSTANDING:
        return WM_STR("★");
    case WM_GRADE_GOOD:
        return WM_STR("✓");
    case WM_GRADE_REQUIRES_IMPROVEMENT:
        return WM_STR("▲");
    case WM_GRADE_BELOW:
        return WM_STR("✗");
    case WM_GRADE_NONE:
        break;
    }
    return WM_STR("□");
}

wm_terminal_style wm_grade_style(wm_grade grade)
{
    switch (grade) {
    case WM_GRADE_OUTSTANDING:
        return WM_STYLE_OUTSTANDING;
    case WM_GRADE_GOOD:
        return WM_STYLE_GOOD;
    case WM_GRADE_REQUIRES_IMPROVEMENT:
        return WM_STYLE_REQUIRES_IMPROVEMENT;
    case WM_GRADE_BELOW:
        return WM_STYLE_BELOW;
    case WM_GRADE_NONE:
        break;
    }
    return WM_STYLE_DIM;
}

wm_str wm_outcome_shape(wm_outcome outcome)
{
    static const char *const shapes[WM_OUTCOMES] = {
        [WM_OUTCOME_NONE] = "□", [WM_OUTCOME_UNKNOWN] = "?", [WM_OUTCOME_MISSED] = "○",
        [WM_OUTCOME_NEAR] = "◐", [WM_OUTCOME_MET] = "●",
    };
    return wm_str_of(shapes[outcome]);
}

/* The colours of grades, which none of these rows has. */
wm_terminal_style wm_outcome_style(wm_outcome outcome)
{
    static const wm_terminal_style styles[WM_OUTCOMES] = {
        [WM_OUTCOME_NONE] = WM_STYLE_DIM,
        [WM_OUTCOME_UNKNOWN] = WM_STYLE_DIM,
        [WM_OUTCOME_MISSED] = WM_STYLE_BELOW,
        [WM_OUTCOME_NEAR] = WM_STYLE_REQUIRES_IMPROVEMENT,
        [WM_OUTCOME_MET] = WM_STYLE_GOOD,
    };
    return styles[outcome];
}

wm_str wm_terminal_grade(wm_terminal *terminal, wm_grade grade)
{
    if (grade == WM_GRADE_NONE)
        return WM_STR("-");
    wm_str shape = wm_grade_shape(grade);
    wm_str letter = wm_grade_letter(grade, terminal->scorecard);
    return wm_terminal_kept(terminal, wm_str_format(terminal->arena, "%.*s %.*s",
                                                    WM_FMT(shape), WM_FMT(letter)));
}

wm_str wm_terminal_figure(wm_terminal *terminal, const wm_judged_row *row,
                          const wm_judged_figure *judged)
{
    const wm_figure *figure = judged->figure;
    if (!figure || !figure->has_value)
        return wm_str_of(wm_missing_mark(wm_status_of_figure(figure)));
    wm_str said = wm_terminal_kept(terminal, wm_say_figure(terminal->arena, row, figure));
    const char *mark = figure->status == WM_FIGURE_PROVISIONAL ? "p" : "";
    if (wm_override_of(terminal->judged->folder, figure))
        mark = "†";
    if (!*mark)
        return said;
    return wm_terminal_kept(terminal,
                            wm_str_format(terminal->arena, "%.*s%s", WM_FMT(said), mark));
}

/* `Q2` within the scorecard's year and `Q2 15-16` outside it, `2016-17`, `Sep 16`. */
wm_str wm_terminal_period(wm_terminal *terminal, wm_period period)
{
    int first_month = terminal->scorecard->first_month;
    int starts_in = wm_period_starts_in(period, first_month);
    int part = wm_period_part(period, first_month);
    bool this_year =
        starts_in == wm_period_starts_in(terminal->scorecard->year, first_month);
    wm_arena *arena = terminal->arena;
    wm_civil first = wm_day_civil(period.start);
    wm_str said;
    if (period.kind == WM_PERIOD_MONTH)
        said = wm_str_format(arena, "%.3s %02d", wm_month_name(first.month),
                             first.year % 100);
    else if (period.kind == WM_PERIOD_YEAR)
        said = wm_period_text(period, first_month, arena);
    else if (this_year)
        said =
            wm_str_format(arena, "%c%d", period.kind == WM_PERIOD_HALF ? 'H' : 'Q', part);
    else
        said = wm_str_format(arena, "%c%d %02d-%02d",
                             period.kind == WM_PERIOD_HALF ? 'H' : 'Q', part,
                             starts_in % 100, (starts_in + 1) % 100);
    return wm_terminal_kept(terminal, said);
}

static wm_str target_number(wm_terminal *terminal, const wm_judged_row *row,
                            const char *sign, wm_decimal number)
{
    char digits[WM_NUMBER_BYTES];
    wm_decimal_print(number, digits);
    const char *percent = row->measure->unit == WM_UNIT_PERCENT ? "%" : "";
    return wm_terminal_kept(
        terminal, wm_str_format(terminal->arena, "%s%s%s", sign, digits, percent));
}

static const char *relative_word(wm_relative relative)
{
    switch (relative) {
    case WM_RELATIVE_REGION:
        return "region";
    case WM_RELATIVE_COUNTRY:
        return "country";
    case WM_RELATIVE_NEIGHBOURS:
        return "neighbours";
    case WM_RELATIVE_NONE:
    case WM_RELATIVE_BASELINE:
        break;
    }
    return "baseline";
}

static wm_str range(wm_terminal *terminal, const wm_target *target)
{
    char low[WM_NUMBER_BYTES];
    char high[WM_NUMBER_BYTES];
    wm_decimal_print(target->low, low);
    wm_decimal_print(target->high, high);
    return wm_terminal_kept(terminal, wm_str_format(terminal->arena, "%s–%s", low, high));
}

static wm_str short_target(wm_terminal *terminal, const wm_judged_row *row,
                           const wm_target *target)
{
    bool lower = row->direction == WM_DIRECTION_LOWER;
    switch (target->kind) {
    case WM_TARGET_VALUE:
        if (row->direction == WM_DIRECTION_NONE)
            return target_number(terminal, row, "", target->low);
        return target_number(terminal, row, lower ? "≤ " : "≥ ", target->low);
    case WM_TARGET_AT_LEAST:
        return target_number(terminal, row, "≥ ", target->low);
    case WM_TARGET_AT_MOST:
        return target_number(terminal, row, "≤ ", target->low);
    case WM_TARGET_RANGE:
        return range(terminal, target);
    case WM_TARGET_ABOVE:
    case WM_TARGET_INCREASE:
        return wm_terminal_kept(terminal, wm_str_format(terminal->arena, "> %s",
                                                        relative_word(target->relative)));
    case WM_TARGET_BELOW:
    case WM_TARGET_DECREASE:
        break;
    }
    return wm_terminal_kept(terminal, wm_str_format(terminal->arena, "< %s",
                                                    relative_word(target->relative)));
}

/* The figure that the row's target is about: the latest, or what is shown last when
 * there is none, so that a target without a figure is seen. */
static const wm_judged_figure *judged_last(const wm_judged_row *row)
{
    if (row->latest)
        return row->latest;
    return row->figure_count ? &row->figures[row->figure_count - 1] : NULL;
}

wm_str wm_terminal_target(wm_terminal *terminal, const wm_judged_row *row)
{
    const wm_judged_figure *last = judged_last(row);
    if (!last || !last->target)
        return WM_STR("-");
    if (terminal->layout.is_wide)
        return wm_terminal_kept(terminal, wm_say_target(terminal->arena, row, last));
    return short_target(terminal, row, last->target);
}

static wm_str short_verdict(const wm_judged_figure *judged)
{
    switch (judged->verdict) {
    case WM_VERDICT_MET:
        return WM_STR("met");
    case WM_VERDICT_MISSED:
        return WM_STR("missed");
    case WM_VERDICT_UNKNOWN:
        return WM_STR("unjudged");
    case WM_VERDICT_NONE:
        break;
    }
    return WM_STR("");
}

/* Where no row is graded the verdict is what the eye looks for, and has the shape. */
wm_str wm_terminal_verdict(wm_terminal *terminal, const wm_judged_row *row)
{
    const wm_judged_figure *last = judged_last(row);
    if (!last || last->verdict == WM_VERDICT_NONE)
        return WM_STR("");
    wm_str said =
        terminal->layout.is_wide
            ? wm_terminal_kept(terminal, wm_say_verdict(terminal->arena, row, last))
            : short_verdict(last);
    if (terminal->layout.grade)
        return said;
    wm_str shape = wm_outcome_shape(wm_outcome_of(row));
    return wm_terminal_kept(terminal, wm_str_format(terminal->arena, "%.*s %.*s",
                                                    WM_FMT(shape), WM_FMT(said)));
}

wm_str wm_terminal_change(wm_terminal *terminal, const wm_judged_row *row)
{
    if (!row->change.known)
        return WM_STR("");
    wm_str change = wm_terminal_kept(terminal, wm_say_change(terminal->arena, row));
    const char *sense = wm_sense_words(row->change.sense);
    if (!*sense || row->change.sense == WM_SENSE_SAME)
        return change;
    return wm_terminal_kept(
        terminal, wm_str_format(terminal->arena, "%.*s, %s", WM_FMT(change), sense));
}

/* Marked when it is not known to be of the figure's own year. */
wm_str wm_terminal_comparator(wm_terminal *terminal, const wm_judged_row *row,
                              wm_level level)
{
    const wm_judged_comparator *judged = wm_shown_comparator(row, level);
    if (!judged)
        return WM_STR("");
    const wm_comparator *comparator = judged->comparator;
    if (!comparator->has_value)
        return wm_str_of(wm_missing_mark(comparator->status));
    wm_str text = wm_str_trim(comparator->printed_text);
    bool percent = row->measure->unit == WM_UNIT_PERCENT;
    char number[WM_NUMBER_BYTES];
    if (wm_str_empty(text)) {
        wm_ratio_print(comparator->value, comparator->places, number);
        text = wm_str_of(number);
    }
    return wm_terminal_kept(
        terminal, wm_str_format(terminal->arena, "%.*s%s%s", WM_FMT(text),
                                percent && !wm_str_ends(text, WM_STR("%")) ? "%" : "",
                                wm_terminal_origin_mark(terminal, judged)));
}
