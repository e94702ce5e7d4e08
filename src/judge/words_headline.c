#include "judge/words_internal.h"

/* The finding in a sentence: what, how much, which way since the baseline, and how that
 * stands to the target, or else the grade. It says what is so and never why.
 *
 *     Re-referrals within 12 months: 21.6%, up 4.0 points, above the target of 16%
 */

/* A rate says what it is a rate of, unless its title has said so. */
static void add_value(wm_phrase *phrase, const wm_judged_row *row, wm_str title)
{
    wm_phrase_add(phrase, wm_say_figure(phrase->arena, row, row->latest->figure));
    if (row->measure->unit == WM_UNIT_PER_10000 &&
        wm_str_find(title, WM_STR("10,000")) == SIZE_MAX)
        wm_phrase_say(phrase, " per 10,000");
}

/* `, up 4.0 points`; of a count or a small base `, up from 20`. */
static void add_change(wm_phrase *phrase, const wm_judged_row *row)
{
    const wm_change *change = &row->change;
    if (!change->known)
        return;
    if (change->amount.top == 0) {
        wm_phrase_say(phrase, ", the same as the baseline");
        return;
    }
    wm_phrase_say(phrase, change->amount.top > 0 ? ", up " : ", down ");
    bool from = change->base_too_small || (wm_is_whole_unit(row->measure->unit) &&
                                           change->unit == WM_CHANGE_NUMBER);
    if (from)
        wm_phrase_say(phrase, "from ");
    wm_phrase_add(phrase, from ? wm_say_figure(phrase->arena, row, change->from)
                               : wm_say_change_size(phrase->arena, row));
}

/* `above the target of 16%`, `outside the target range of 38 to 44`. */
static void add_number_outcome(wm_phrase *phrase, const wm_judged_row *row,
                               const wm_judged_figure *figure)
{
    bool is_range = figure->target->kind == WM_TARGET_RANGE;
    if (figure->verdict == WM_VERDICT_MET) {
        wm_phrase_say(phrase, is_range ? "within the target range of "
                                       : "meeting the target of ");
        wm_phrase_add(phrase, wm_say_target(phrase->arena, row, figure));
        return;
    }
    bool is_over = wm_ratio_compare(figure->figure->value, figure->target_low) > 0;
    wm_phrase_say(phrase, is_over ? "above " : "below ");
    wm_phrase_say(phrase, is_range ? "the target range of " : "the target of ");
    wm_phrase_add(phrase,
                  is_range ? wm_say_target(phrase->arena, row, figure)
                           : wm_phrase_target(phrase->arena, row, figure->target->low));
}

/* `below North West (583.6), as targeted`; against the baseline the change has been said
 * already, so `meeting the target to increase`. */
static void add_word_outcome(wm_phrase *phrase, const wm_judged_row *row,
                             const wm_judged_figure *figure)
{
    const wm_target *target = figure->target;
    bool is_met = figure->verdict == WM_VERDICT_MET;
    bool wants_more =
        target->kind == WM_TARGET_INCREASE || target->kind == WM_TARGET_ABOVE;
    if (target->relative == WM_RELATIVE_BASELINE ||
        target->relative == WM_RELATIVE_NONE) {
        wm_phrase_say(phrase, is_met ? "meeting" : "missing");
        wm_phrase_say(phrase,
                      wants_more ? " the target to increase" : " the target to decrease");
        return;
    }
    int order = wm_ratio_compare(figure->figure->value, figure->target_low);
    wm_phrase_say(phrase, order > 0 ? "above " : order < 0 ? "below " : "the same as ");
    wm_phrase_add(phrase, wm_say_held_against(phrase->arena, row, figure));
    wm_phrase_say(phrase, is_met ? ", meeting the target" : ", missing the target");
}

static void add_outcome(wm_phrase *phrase, const wm_judged_row *row,
                        const wm_scorecard *scorecard)
{
    const wm_judged_figure *latest = row->latest;
    bool has_verdict =
        latest->verdict == WM_VERDICT_MET || latest->verdict == WM_VERDICT_MISSED;
    if (has_verdict) {
        wm_phrase_say(phrase, ", ");
        if (wm_target_is_word(latest->target->kind))
            add_word_outcome(phrase, row, latest);
        else
            add_number_outcome(phrase, row, latest);
    } else if (latest->grade != WM_GRADE_NONE) {
        wm_phrase_say(phrase, ", graded ");
        wm_phrase_add(phrase, wm_grade_word(latest->grade, scorecard));
    }
}

wm_str wm_say_stale(wm_arena *arena, const wm_judged_row *row,
                    const wm_scorecard *scorecard)
{
    wm_day last = WM_DAY_NONE;
    for (size_t i = 0; i < row->figure_count; i++)
        if (row->figures[i].period.end > last)
            last = row->figures[i].period.end;
    if (!row->latest || row->latest->period.end == last)
        return wm_str_copy(arena, WM_STR(""));
    wm_str label = wm_period_label(row->latest->period, scorecard->first_month, arena);
    return label.data ? wm_str_format(arena, " in %.*s", WM_FMT(label)) : label;
}

wm_str wm_say_headline(wm_arena *arena, const wm_judged_row *row,
                       const wm_scorecard *scorecard)
{
    wm_phrase phrase = wm_phrase_start(arena);
    wm_str title = wm_say_title(arena, row);
    wm_phrase_add(&phrase, title);
    wm_phrase_say(&phrase, ": ");
    if (row->latest) {
        add_value(&phrase, row, title);
        wm_phrase_add(&phrase, wm_say_stale(arena, row, scorecard));
        add_change(&phrase, row);
        add_outcome(&phrase, row, scorecard);
    } else {
        wm_phrase_say(&phrase, "no figure for any period shown");
    }
    return wm_phrase_end(&phrase);
}
