#include "judge/judge_internal.h"
#include "judge/words_internal.h"

#include <assert.h>

/* The number of a target as somebody wrote it. */
wm_str wm_phrase_target(wm_arena *arena, const wm_judged_row *row, wm_decimal number)
{
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_add(&phrase, wm_say_number(arena, number));
    if (row->measure->unit == WM_UNIT_PERCENT)
        wm_phrase_say(&phrase, "%");
    return wm_phrase_end(&phrase);
}

static wm_str say_range(wm_arena *arena, const wm_judged_row *row,
                        const wm_target *target)
{
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_add(&phrase, wm_phrase_target(arena, row, target->low));
    wm_phrase_say(&phrase, " to ");
    wm_phrase_add(&phrase, wm_phrase_target(arena, row, target->high));
    return wm_phrase_end(&phrase);
}

/* The name of what a word target is held against, where no comparator names it. */
static const char *relative_words(wm_relative relative)
{
    switch (relative) {
    case WM_RELATIVE_REGION:
        return "the region";
    case WM_RELATIVE_COUNTRY:
        return "the country";
    case WM_RELATIVE_NEIGHBOURS:
        return "statistical neighbours";
    case WM_RELATIVE_NONE:
    case WM_RELATIVE_BASELINE:
        break;
    }
    return "the baseline";
}

/* `North West (583.6)`, `the baseline (3)`, `the region`. */
wm_str wm_say_held_against(wm_arena *arena, const wm_judged_row *row,
                           const wm_judged_figure *figure)
{
    wm_phrase phrase = wm_phrase_start(arena);
    wm_relative relative = figure->target->relative;
    const wm_judged_comparator *comparator = wm_row_comparator(row, relative);
    const wm_figure *baseline = wm_row_baseline(row);
    bool by_baseline = relative == WM_RELATIVE_NONE || relative == WM_RELATIVE_BASELINE;
    if (comparator && !wm_str_empty(comparator->comparator->name))
        wm_phrase_add(&phrase, comparator->comparator->name);
    else
        wm_phrase_say(&phrase, relative_words(relative));
    if (comparator || (by_baseline && baseline)) {
        wm_phrase_say(&phrase, " (");
        wm_phrase_add(&phrase, comparator
                                   ? wm_say_comparator(arena, row, comparator->comparator)
                                   : wm_say_figure(arena, row, baseline));
        wm_phrase_say(&phrase, ")");
    }
    return wm_phrase_end(&phrase);
}

static const char *word_before(const wm_judged_row *row, wm_target_kind kind)
{
    bool is_count = row->measure->unit == WM_UNIT_COUNT;
    switch (kind) {
    case WM_TARGET_INCREASE:
        return is_count ? "more than " : "above ";
    case WM_TARGET_DECREASE:
        return is_count ? "fewer than " : "below ";
    case WM_TARGET_ABOVE:
        return "above ";
    default:
        return "below ";
    }
}

static wm_str say_word(wm_arena *arena, const wm_judged_row *row,
                       const wm_judged_figure *figure)
{
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_say(&phrase, word_before(row, figure->target->kind));
    wm_phrase_add(&phrase, wm_say_held_against(arena, row, figure));
    return wm_phrase_end(&phrase);
}

static wm_str say_number_target(wm_arena *arena, const wm_judged_row *row,
                                const wm_target *target)
{
    bool at_least =
        target->kind == WM_TARGET_AT_LEAST ||
        (target->kind == WM_TARGET_VALUE && row->direction == WM_DIRECTION_HIGHER);
    bool at_most =
        target->kind == WM_TARGET_AT_MOST ||
        (target->kind == WM_TARGET_VALUE && row->direction == WM_DIRECTION_LOWER);
    wm_phrase phrase = wm_phrase_start(arena);
    if (at_least)
        wm_phrase_say(&phrase, "at least ");
    wm_phrase_add(&phrase, wm_phrase_target(arena, row, target->low));
    if (at_most)
        wm_phrase_say(&phrase, " or below");
    return wm_phrase_end(&phrase);
}

wm_str wm_say_target(wm_arena *arena, const wm_judged_row *row,
                     const wm_judged_figure *figure)
{
    const wm_target *target = figure->target;
    if (!target)
        return wm_str_copy(arena, WM_STR("-"));
    switch (target->kind) {
    case WM_TARGET_VALUE:
    case WM_TARGET_AT_LEAST:
    case WM_TARGET_AT_MOST:
        return say_number_target(arena, row, target);
    case WM_TARGET_RANGE:
        return say_range(arena, row, target);
    case WM_TARGET_ABOVE:
    case WM_TARGET_BELOW:
    case WM_TARGET_INCREASE:
    case WM_TARGET_DECREASE:
        break;
    }
    return say_word(arena, row, figure);
}

const char *wm_unjudged_words(const wm_judged_figure *figure)
{
    if (figure->is_unlike)
        return "the baseline is a count of another length of time";
    if (figure->target_known)
        return "neither higher nor lower is said to be better";
    switch (figure->target->relative) {
    case WM_RELATIVE_REGION:
        return "no figure for the region";
    case WM_RELATIVE_COUNTRY:
        return "no figure for the country";
    case WM_RELATIVE_NEIGHBOURS:
        return "no figure for statistical neighbours";
    case WM_RELATIVE_NONE:
    case WM_RELATIVE_BASELINE:
        break;
    }
    return "no baseline figure";
}

/* ` (154 too many)`, ` (7 children too few)`. */
static void add_children_missed(wm_phrase *phrase, const wm_judged_row *row,
                                const wm_judged_figure *figure)
{
    if (!figure->to_target.children_known)
        return;
    const char *people = wm_row_people(row, figure->to_target.children);
    bool too_many = wm_ratio_compare(figure->figure->value, figure->target_low) >= 0;
    if (figure->target->kind == WM_TARGET_ABOVE ||
        figure->target->kind == WM_TARGET_INCREASE)
        too_many = false;
    wm_phrase_say(phrase, " (");
    wm_phrase_add(phrase, wm_say_whole(phrase->arena, figure->to_target.children));
    wm_phrase_say(phrase, *people ? " " : "");
    wm_phrase_say(phrase, people);
    wm_phrase_say(phrase, too_many ? " too many)" : " too few)");
}

static wm_str say_missed(wm_arena *arena, const wm_judged_row *row,
                         const wm_judged_figure *figure)
{
    const wm_gap *gap = &figure->to_target;
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_say(&phrase, "missed");
    if (gap->known && gap->amount.top == 0) {
        wm_phrase_say(&phrase, ": equal");
    } else if (gap->known) {
        wm_phrase_say(&phrase, " by ");
        wm_phrase_add(&phrase, wm_say_distance(arena, row, gap->amount));
    }
    add_children_missed(&phrase, row, figure);
    return wm_phrase_end(&phrase);
}

wm_str wm_say_verdict(wm_arena *arena, const wm_judged_row *row,
                      const wm_judged_figure *figure)
{
    switch (figure->verdict) {
    case WM_VERDICT_MET:
        return wm_str_copy(arena, WM_STR("met"));
    case WM_VERDICT_MISSED:
        return say_missed(arena, row, figure);
    case WM_VERDICT_UNKNOWN:
        return wm_str_format(arena, "cannot be judged: %s", wm_unjudged_words(figure));
    case WM_VERDICT_NONE:
        break;
    }
    return wm_str_copy(arena, WM_STR("-"));
}

wm_str wm_say_next_grade(wm_arena *arena, const wm_judged_row *row,
                         const wm_judged_figure *figure, const wm_scorecard *scorecard)
{
    const wm_gap *gap = &figure->to_next_grade;
    if (figure->next_grade == WM_GRADE_NONE || !gap->known)
        return wm_str_copy(arena, WM_STR(""));
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_add(&phrase, wm_say_distance(arena, row, gap->amount));
    wm_phrase_say(&phrase, " to ");
    wm_phrase_add(&phrase, wm_grade_word(figure->next_grade, scorecard));
    if (gap->children_known) {
        const char *people = wm_row_people(row, gap->children);
        bool fewer = row->direction == WM_DIRECTION_LOWER;
        wm_phrase_say(&phrase, " (");
        wm_phrase_add(&phrase, wm_say_whole(arena, gap->children));
        wm_phrase_say(&phrase, *people ? " " : fewer ? " fewer" : " more");
        wm_phrase_say(&phrase, people);
        wm_phrase_say(&phrase, ")");
    }
    return wm_phrase_end(&phrase);
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
