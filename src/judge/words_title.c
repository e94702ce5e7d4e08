#include "judge/words_internal.h"

/* A printed title made short enough for a sentence, where nobody gave a short one:
 *
 *     Rate of referrals to Children's Social Care per 10,000 population (12 month rolling
 *     period)
 *     -> Referrals to Children's Social Care
 *
 * Only words go that say how it is counted, which the number's unit says again.
 */

static const char *const fronts[] = {
    "the ",   "percentage of ", "proportion of ", "rate of ", "number of ",
    "no of ", "no. of ",        "those ",         "all ",
};

static const char *const backs[] = {
    " per 10,000 population",
    " per 10,000 children",
    " per 10,000",
    " per 10000",
};

/* What a bracket at the end says when it speaks of the way of counting. */
static const char *const counting[] = {"rolling", "audit", "cumulative", "ytd"};

static wm_str without_bracket(wm_str title)
{
    if (!wm_str_ends(title, WM_STR(")")))
        return title;
    size_t open = title.len;
    while (open > 0 && title.data[open - 1] != '(')
        open--;
    if (open < 2)
        return title;
    wm_str inside = wm_str_slice(title, open, title.len - 1);
    for (size_t i = 0; i < sizeof counting / sizeof *counting; i++) {
        if (wm_str_find_fold(inside, wm_str_of(counting[i])) != SIZE_MAX)
            return wm_str_trim(wm_str_slice(title, 0, open - 1));
    }
    return title;
}

static wm_str without_back(wm_str title)
{
    for (size_t i = 0; i < sizeof backs / sizeof *backs; i++) {
        wm_str back = wm_str_of(backs[i]);
        if (title.len > back.len && wm_str_ends(title, back))
            return wm_str_slice(title, 0, title.len - back.len);
    }
    return title;
}

static bool take_front(wm_str *title, const char *words)
{
    wm_str front = wm_str_of(words);
    if (title->len <= front.len || !wm_str_starts_fold(*title, front))
        return false;
    *title = wm_str_slice(*title, front.len, title->len);
    return true;
}

wm_str wm_without_fronts(wm_str title, const char *also)
{
    size_t i = 0; /* begins again after each: several may stand before one another */
    while (i < sizeof fronts / sizeof *fronts) {
        bool goes = take_front(&title, fronts[i]) || take_front(&title, also);
        i = goes ? 0 : i + 1;
    }
    return title;
}

wm_str wm_say_title(wm_arena *arena, const wm_judged_row *row)
{
    if (!wm_str_equal(row->short_title, row->title))
        return row->short_title;
    wm_str title = wm_without_fronts(
        without_back(without_bracket(wm_str_trim(row->title))), "reduction in ");
    wm_phrase phrase = wm_phrase_start(arena);
    char first = title.len > 0 ? title.data[0] : '\0';
    if (first >= 'a' && first <= 'z') {
        const char capital[2] = {(char)(first - 'a' + 'A'), '\0'};
        wm_phrase_say(&phrase, capital);
        title = wm_str_slice(title, 1, title.len);
    }
    wm_phrase_add(&phrase, title);
    return wm_phrase_end(&phrase);
}
