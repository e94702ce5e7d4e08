#include "judge/words_internal.h"

wm_phrase wm_phrase_start(wm_arena *arena)
{
    return (wm_phrase){.arena = arena};
}

void wm_phrase_add(wm_phrase *phrase, wm_str part)
{
    if (part.data)
        wm_text_add(&phrase->text, part);
    else
        phrase->spoilt = true;
}

void wm_phrase_say(wm_phrase *phrase, const char *words)
{
    wm_text_add(&phrase->text, wm_str_of(words));
}

wm_str wm_phrase_end(wm_phrase *phrase)
{
    wm_str said = {NULL, 0};
    if (!phrase->spoilt && wm_text_status(&phrase->text) == WM_OK)
        said = wm_str_copy(phrase->arena, wm_text_str(&phrase->text));
    wm_text_end(&phrase->text);
    return said;
}

static wm_str below_word(const wm_scorecard *scorecard)
{
    return wm_str_empty(scorecard->below) ? WM_STR(WM_BELOW_DEFAULT) : scorecard->below;
}

wm_str wm_grade_word(wm_grade grade, const wm_scorecard *scorecard)
{
    switch (grade) {
    case WM_GRADE_OUTSTANDING:
        return WM_STR("Outstanding");
    case WM_GRADE_GOOD:
        return WM_STR("Good");
    case WM_GRADE_REQUIRES_IMPROVEMENT:
        return WM_STR("Requires improvement");
    case WM_GRADE_BELOW:
        return below_word(scorecard);
    case WM_GRADE_NONE:
        break;
    }
    return WM_STR("Not graded");
}

/* The capital of the word's first letter; B where it is no English letter. */
static wm_str initial_of(wm_str word)
{
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    size_t at = 1;
    if (word.len > 0 && wm_is_alpha(word.data[0]))
        at = (size_t)(wm_lower(word.data[0]) - 'a');
    return (wm_str){capitals + at, 1};
}

wm_str wm_grade_letter(wm_grade grade, const wm_scorecard *scorecard)
{
    switch (grade) {
    case WM_GRADE_OUTSTANDING:
        return WM_STR("O");
    case WM_GRADE_GOOD:
        return WM_STR("G");
    case WM_GRADE_REQUIRES_IMPROVEMENT:
        return WM_STR("RI");
    case WM_GRADE_BELOW:
        return initial_of(below_word(scorecard));
    case WM_GRADE_NONE:
        break;
    }
    return WM_STR("-");
}

const char *wm_ungraded_words(wm_ungraded why)
{
    switch (why) {
    case WM_UNGRADED_NO_BANDS:
        return "no bands";
    case WM_UNGRADED_NO_VALUE:
        return "no value";
    case WM_UNGRADED_NO_DIRECTION:
        return "no direction";
    case WM_UNGRADED_NOT:
        break;
    }
    return "";
}

const char *wm_sense_words(wm_sense sense)
{
    switch (sense) {
    case WM_SENSE_SAME:
        return "same";
    case WM_SENSE_BETTER:
        return "better";
    case WM_SENSE_WORSE:
        return "worse";
    case WM_SENSE_NONE:
        break;
    }
    return "";
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

const char *wm_direction_words(wm_direction direction)
{
    switch (direction) {
    case WM_DIRECTION_HIGHER:
        return "higher is better";
    case WM_DIRECTION_LOWER:
        return "lower is better";
    case WM_DIRECTION_NONE:
        break;
    }
    return "neither way is better";
}

const char *wm_unit_words(wm_unit unit)
{
    switch (unit) {
    case WM_UNIT_PERCENT:
        return "percent";
    case WM_UNIT_PER_10000:
        return "per 10,000";
    case WM_UNIT_COUNT:
        return "number";
    case WM_UNIT_RATIO:
        return "average";
    case WM_UNIT_HIGHEST:
        break;
    }
    return "highest number";
}

static const char *ordinal_ending(int number)
{
    if (number % 100 >= 11 && number % 100 <= 13)
        return "th";
    switch (number % 10) {
    case 1:
        return "st";
    case 2:
        return "nd";
    case 3:
        return "rd";
    default:
        return "th";
    }
}

wm_str wm_say_standing(wm_arena *arena, const wm_standing *standing)
{
    if (!standing->known)
        return wm_str_copy(arena, WM_STR(""));
    wm_str year = wm_period_text(standing->period,
                                 wm_day_civil(standing->period.start).month, arena);
    return wm_str_format(arena, "%d%s of %d in %.*s", standing->rank,
                         ordinal_ending(standing->rank), standing->of, WM_FMT(year));
}
