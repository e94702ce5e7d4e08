#include "judge/words_internal.h"

#include <assert.h>

/* Thousands get a comma; what stands behind the point is left alone. */
static wm_str with_commas(wm_arena *arena, wm_str number)
{
    wm_phrase phrase = wm_phrase_start(arena);
    size_t first = number.len > 0 && number.data[0] == '-' ? 1 : 0;
    size_t point = wm_str_find_byte(number, '.');
    size_t whole_end = point < number.len ? point : number.len;
    for (size_t i = 0; i < number.len; i++) {
        if (i > first && i < whole_end && (whole_end - i) % 3 == 0)
            wm_phrase_say(&phrase, ",");
        wm_phrase_add(&phrase, wm_str_slice(number, i, i + 1));
    }
    return wm_phrase_end(&phrase);
}

wm_str wm_say_number(wm_arena *arena, wm_decimal number)
{
    char digits[WM_NUMBER_BYTES];
    size_t len = wm_decimal_print(number, digits);
    return with_commas(arena, (wm_str){digits, len});
}

wm_str wm_say_whole(wm_arena *arena, int64_t number)
{
    wm_ratio whole = wm_ratio_whole(number);
    return wm_say_number(arena, wm_ratio_round(whole, 0));
}

static void add_percent_sign(wm_phrase *phrase, const wm_judged_row *row, wm_str number)
{
    if (row->measure->unit == WM_UNIT_PERCENT && !wm_str_ends(number, WM_STR("%")))
        wm_phrase_say(phrase, "%");
}

/* Digits that stand in a source, as they stand there. */
static wm_str as_printed(wm_arena *arena, const wm_judged_row *row, wm_str printed)
{
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_add(&phrase, printed);
    add_percent_sign(&phrase, row, printed);
    return wm_phrase_end(&phrase);
}

wm_str wm_say_value(wm_arena *arena, const wm_judged_row *row, wm_ratio value)
{
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_add(&phrase, wm_say_number(arena, wm_ratio_round(value, row->places)));
    add_percent_sign(&phrase, row, WM_STR(""));
    return wm_phrase_end(&phrase);
}

wm_str wm_say_figure(wm_arena *arena, const wm_judged_row *row, const wm_figure *figure)
{
    if (!figure)
        return wm_str_copy(arena, WM_STR("-"));
    if (!figure->has_value)
        return wm_str_copy(arena, wm_str_of(wm_figure_status_words(figure->status)));
    if (wm_str_empty(figure->printed))
        return wm_say_value(arena, row, figure->value);
    return as_printed(arena, row, wm_str_trim(figure->printed));
}

wm_str wm_say_comparator(wm_arena *arena, const wm_judged_row *row,
                         const wm_comparator *comparator)
{
    assert(comparator->has_value);
    if (!wm_str_empty(comparator->printed_text))
        return as_printed(arena, row, wm_str_trim(comparator->printed_text));
    wm_decimal rounded = wm_ratio_round(comparator->value, comparator->places);
    return as_printed(arena, row, wm_say_number(arena, rounded));
}

wm_str wm_say_counts(wm_arena *arena, const wm_figure *figure)
{
    bool is_bare_count = figure && figure->has_counts && figure->denominator == 1 &&
                         figure->has_value && figure->value.bottom == 1 &&
                         figure->value.top == figure->numerator;
    if (!figure || !figure->has_counts || is_bare_count)
        return wm_str_copy(arena, WM_STR(""));
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_add(&phrase, wm_say_whole(arena, figure->numerator));
    wm_phrase_say(&phrase, " of ");
    wm_phrase_add(&phrase, wm_say_whole(arena, figure->denominator));
    return wm_phrase_end(&phrase);
}

static wm_ratio smallest_shown(unsigned places)
{
    wm_ratio smallest = {1, 1};
    for (unsigned i = 0; i < places; i++)
        smallest.bottom *= 10;
    return smallest;
}

/* `points` but `1 point`. */
static const char *unit_behind(const wm_judged_row *row, wm_decimal amount)
{
    if (row->measure->unit != WM_UNIT_PERCENT)
        return "";
    return amount.digits == 1 && amount.places == 0 ? " point" : " points";
}

wm_str wm_say_distance(wm_arena *arena, const wm_judged_row *row, wm_ratio amount)
{
    assert(amount.top >= 0);
    wm_phrase phrase = wm_phrase_start(arena);
    unsigned places = row->places;
    /* What is counted in whole things is not 3.0 away from anything. */
    if (wm_is_whole_unit(row->measure->unit) && amount.bottom == 1)
        places = 0;
    wm_decimal rounded = wm_ratio_round(amount, places);
    if (rounded.digits == 0 && amount.top != 0) {
        wm_phrase_say(&phrase, "less than ");
        rounded = wm_ratio_round(smallest_shown(places), places);
    }
    wm_phrase_add(&phrase, wm_say_number(arena, rounded));
    wm_phrase_say(&phrase, unit_behind(row, rounded));
    return wm_phrase_end(&phrase);
}
