#include "intake/scorecard/bands.h"

#define COUNT(words) (sizeof(words) / sizeof *(words))

static int compare(wm_decimal a, wm_decimal b)
{
    return wm_ratio_compare(wm_ratio_of_decimal(a), wm_ratio_of_decimal(b));
}

/* Any edge that is printed; every range has one. */
static wm_decimal some_edge(const wm_printed_band *range)
{
    return range->has_low ? range->low : range->high;
}

static bool edge_towards_worse(const wm_printed_band *range, bool rising,
                               wm_decimal *edge_out)
{
    if (rising ? !range->has_low : !range->has_high)
        return false;
    *edge_out = rising ? range->low : range->high;
    return true;
}

wm_bands_verdict wm_bands_from(const wm_printed_band ranges[3], bool percent,
                               wm_bands *bands_out, wm_direction *direction_out)
{
    *bands_out = (wm_bands){0};
    *direction_out = WM_DIRECTION_NONE;
    int order = compare(some_edge(&ranges[2]), some_edge(&ranges[0]));
    if (order == 0)
        return WM_BANDS_NOT_RISING;
    bool rising = order > 0;
    *direction_out = rising ? WM_DIRECTION_HIGHER : WM_DIRECTION_LOWER;
    wm_bands_verdict verdict = WM_BANDS_READ;
    wm_decimal cuts[3];
    if (!edge_towards_worse(&ranges[0], rising, &cuts[0])) {
        if (!rising && !percent)
            return WM_BANDS_NO_END;
        cuts[0] = (wm_decimal){rising ? 0 : 100, 0};
        verdict = WM_BANDS_OPEN_END;
    }
    if (!edge_towards_worse(&ranges[1], rising, &cuts[1]) ||
        !edge_towards_worse(&ranges[2], rising, &cuts[2]))
        return WM_BANDS_NOT_RISING;
    int first = compare(cuts[1], cuts[0]), second = compare(cuts[2], cuts[1]);
    if (rising ? first <= 0 || second <= 0 : first >= 0 || second >= 0)
        return WM_BANDS_NOT_RISING;
    *bands_out = (wm_bands){.present = true,
                            .requires_improvement = cuts[0],
                            .good = cuts[1],
                            .outstanding = cuts[2]};
    return verdict;
}

static bool has_word(wm_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wm_str_find_fold(text, wm_str_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

static wm_relative relative_of(wm_str text)
{
    static const char *const neighbours[] = {"neighbour", "neighbor"};
    static const char *const region[] = {"region",     "north west", "north east",
                                         "south west", "south east", "midlands"};
    static const char *const country[] = {"national", "england"};
    if (has_word(text, neighbours, COUNT(neighbours)))
        return WM_RELATIVE_NEIGHBOURS;
    if (has_word(text, region, COUNT(region)))
        return WM_RELATIVE_REGION;
    if (has_word(text, country, COUNT(country)))
        return WM_RELATIVE_COUNTRY;
    return WM_RELATIVE_NONE;
}

static bool has_digit(wm_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (wm_is_digit(text.data[i]))
            return true;
    return false;
}

/* `Increase`, `Reduction on last year`, `Below regional average`. Words that name two
 * things at once (`above regional and below national`) or a number (`increase to 85`)
 * are left alone. */
static bool read_words(wm_str text, wm_target *target)
{
    static const char *const above[] = {"above", "higher than", "more than", "exceed"};
    static const char *const below[] = {"below", "lower than", "less than"};
    static const char *const more[] = {"increase", "increasing"};
    static const char *const fewer[] = {"decrease", "reduce", "reduction", "decreasing",
                                        "reducing"};
    bool up = has_word(text, above, COUNT(above));
    bool down = has_word(text, below, COUNT(below));
    bool rise = has_word(text, more, COUNT(more));
    bool fall = has_word(text, fewer, COUNT(fewer));
    if (up + down + rise + fall != 1 || text.len > 60 || has_digit(text))
        return false;
    wm_relative relative = relative_of(text);
    if (rise || fall) {
        if (relative != WM_RELATIVE_NONE)
            return false;
        target->kind = rise ? WM_TARGET_INCREASE : WM_TARGET_DECREASE;
        target->relative = WM_RELATIVE_BASELINE;
        return true;
    }
    if (relative == WM_RELATIVE_NONE)
        return false;
    target->kind = up ? WM_TARGET_ABOVE : WM_TARGET_BELOW;
    target->relative = relative;
    return true;
}

bool wm_target_read(wm_str text, wm_target *target_out, bool *words_out)
{
    *target_out = (wm_target){.from = WM_DAY_NONE};
    *words_out = false;
    wm_printed_band range;
    if (!wm_printed_band_parse(text, &range)) {
        *words_out = read_words(text, target_out);
        return *words_out;
    }
    target_out->low = range.has_low ? range.low : range.high;
    target_out->high = range.high;
    if (range.bare)
        target_out->kind = WM_TARGET_VALUE;
    else if (range.has_low && range.has_high)
        target_out->kind = WM_TARGET_RANGE;
    else
        target_out->kind = range.has_low ? WM_TARGET_AT_LEAST : WM_TARGET_AT_MOST;
    return true;
}
