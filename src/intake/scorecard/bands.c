#include "intake/scorecard/bands.h"

/* Takes the first of `words` that starts (or ends) the text away from it. */
static bool take_start(wm_str *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        wm_str word = wm_str_of(words[i]);
        if (!wm_str_starts_fold(*text, word))
            continue;
        *text = wm_str_trim(wm_str_slice(*text, word.len, text->len));
        return true;
    }
    return false;
}

static bool take_end(wm_str *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        wm_str word = wm_str_of(words[i]);
        if (text->len < word.len ||
            !wm_str_equal_fold(wm_str_slice(*text, text->len - word.len, text->len),
                               word))
            continue;
        *text = wm_str_trim(wm_str_slice(*text, 0, text->len - word.len));
        return true;
    }
    return false;
}

#define COUNT(words) (sizeof(words) / sizeof *(words))

static bool read_edge(wm_str text, wm_decimal *out)
{
    text = wm_str_trim(text);
    if (wm_str_ends(text, WM_STR("%")))
        text = wm_str_trim(wm_str_slice(text, 0, text.len - 1));
    return wm_decimal_parse(text, out) && out->digits >= 0;
}

static bool read_open(wm_str text, wm_printed_range *range)
{
    static const char *const at_most[] = {"<=",     "=<",       "\xE2\x89\xA4",
                                          "up to ", "at most ", "no more than "};
    static const char *const below[] = {"<", "under ", "below ", "less than "};
    static const char *const at_least[] = {">=", "=>", "\xE2\x89\xA5", "at least "};
    static const char *const above[] = {">", "over ", "above ", "more than "};
    static const char *const or_more[] = {"+",       "and over", "and above",
                                          "or more", "or above", "or over"};
    static const char *const or_less[] = {"and under", "and below", "or less",
                                          "or below"};
    bool low = false, high = false, strict = false;
    if (take_start(&text, at_most, COUNT(at_most)))
        high = true;
    else if (take_start(&text, below, COUNT(below)))
        high = strict = true;
    else if (take_start(&text, at_least, COUNT(at_least)))
        low = true;
    else if (take_start(&text, above, COUNT(above)))
        low = strict = true;
    else if (take_end(&text, or_more, COUNT(or_more)))
        low = true;
    else if (take_end(&text, or_less, COUNT(or_less)))
        high = true;
    wm_decimal edge;
    if ((!low && !high) || !read_edge(text, &edge))
        return false;
    *range = (wm_printed_range){
        .has_low = low, .has_high = high, .strict = strict, .low = edge, .high = edge};
    return true;
}

static bool read_between(wm_str text, wm_printed_range *range)
{
    static const char *const between[] = {" and ", " to ", "\xE2\x80\x93", "\xE2\x80\x94",
                                          "-"};
    static const char *const lead[] = {"between "};
    take_start(&text, lead, COUNT(lead));
    for (size_t i = 0; i < COUNT(between); i++) {
        wm_str word = wm_str_of(between[i]);
        size_t at = wm_str_find_fold(text, word);
        wm_decimal a, b;
        if (at == SIZE_MAX || !read_edge(wm_str_slice(text, 0, at), &a) ||
            !read_edge(wm_str_slice(text, at + word.len, text.len), &b))
            continue;
        bool swapped =
            wm_ratio_compare(wm_ratio_of_decimal(a), wm_ratio_of_decimal(b)) > 0;
        *range = (wm_printed_range){.has_low = true,
                                    .has_high = true,
                                    .low = swapped ? b : a,
                                    .high = swapped ? a : b};
        return true;
    }
    return false;
}

bool wm_range_read(wm_str text, wm_printed_range *range_out)
{
    text = wm_str_trim(text);
    wm_decimal bare;
    if (read_edge(text, &bare)) {
        *range_out = (wm_printed_range){
            .has_low = true, .has_high = true, .bare = true, .low = bare, .high = bare};
        return true;
    }
    return read_open(text, range_out) || read_between(text, range_out);
}

static int compare(wm_decimal a, wm_decimal b)
{
    return wm_ratio_compare(wm_ratio_of_decimal(a), wm_ratio_of_decimal(b));
}

/* Any edge that is printed; every range has one. */
static wm_decimal some_edge(const wm_printed_range *range)
{
    return range->has_low ? range->low : range->high;
}

static bool edge_towards_worse(const wm_printed_range *range, bool rising,
                               wm_decimal *edge_out)
{
    if (rising ? !range->has_low : !range->has_high)
        return false;
    *edge_out = rising ? range->low : range->high;
    return true;
}

wm_bands_verdict wm_bands_from(const wm_printed_range ranges[3], bool percent,
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
    wm_printed_range range;
    if (!wm_range_read(text, &range)) {
        *words_out = read_words(text, target_out);
        return *words_out;
    }
    target_out->low = range.low;
    target_out->high = range.high;
    if (range.bare)
        target_out->kind = WM_TARGET_VALUE;
    else if (range.has_low && range.has_high)
        target_out->kind = WM_TARGET_RANGE;
    else
        target_out->kind = range.has_low ? WM_TARGET_AT_LEAST : WM_TARGET_AT_MOST;
    return true;
}
