#include "judge/words_internal.h"

/* Percentages of change are given to one place whatever the row's own numbers have. */
enum { PERCENT_PLACES = 1 };

static wm_str say_from_to(wm_arena *arena, const wm_judged_row *row)
{
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_say(&phrase, "from ");
    wm_phrase_add(&phrase, wm_say_figure(arena, row, row->change.from));
    wm_phrase_say(&phrase, " to ");
    wm_phrase_add(&phrase, wm_say_figure(arena, row, row->change.to));
    return wm_phrase_end(&phrase);
}

/* Without its sign: `4.0 points`, `5.7%`, `3.1`. */
wm_str wm_say_change_size(wm_arena *arena, const wm_judged_row *row)
{
    const wm_change *change = &row->change;
    wm_ratio size = wm_ratio_absolute(change->amount);
    if (change->unit != WM_CHANGE_PERCENT)
        return wm_say_distance(arena, row, size);
    wm_decimal rounded = wm_ratio_round(size, PERCENT_PLACES);
    if (rounded.digits == 0)
        return wm_str_copy(arena, WM_STR("less than 0.1%"));
    wm_phrase phrase = wm_phrase_start(arena);
    wm_phrase_add(&phrase, wm_say_number(arena, rounded));
    wm_phrase_say(&phrase, "%");
    return wm_phrase_end(&phrase);
}

wm_str wm_say_change(wm_arena *arena, const wm_judged_row *row)
{
    const wm_change *change = &row->change;
    if (!change->known)
        return wm_str_copy(arena, WM_STR("-"));
    if (change->amount.top == 0)
        return wm_str_copy(arena, WM_STR("no change"));
    if (change->base_too_small)
        return say_from_to(arena, row);
    wm_str size = wm_say_change_size(arena, row);
    bool is_down = change->amount.top < 0;
    wm_phrase phrase = wm_phrase_start(arena);
    /* A sign does not go with words: `down less than 0.1 points`. */
    if (size.len > 0 && !wm_is_digit(size.data[0]))
        wm_phrase_say(&phrase, is_down ? "down " : "up ");
    else
        wm_phrase_say(&phrase, is_down ? "-" : "+");
    wm_phrase_add(&phrase, size);
    return wm_phrase_end(&phrase);
}
