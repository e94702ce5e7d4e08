#include "figure/printed_band.h"

/* A number at the start of *rest, a percent sign behind it passed over. */
static bool take_number(wm_str *rest, wm_decimal *out)
{
    *rest = wm_str_trim(*rest);
    size_t len = 0;
    while (len < rest->len && (wm_is_digit(rest->data[len]) || rest->data[len] == '.'))
        len++;
    if (!wm_decimal_parse(wm_str_slice(*rest, 0, len), out))
        return false;
    *rest = wm_str_trim(wm_str_slice(*rest, len, rest->len));
    if (wm_str_starts(*rest, WM_STR("%")))
        *rest = wm_str_trim(wm_str_slice(*rest, 1, rest->len));
    return true;
}

static bool take(wm_str *rest, wm_str word)
{
    *rest = wm_str_trim(*rest);
    if (!wm_str_starts_fold(*rest, word))
        return false;
    *rest = wm_str_trim(wm_str_slice(*rest, word.len, rest->len));
    return true;
}

static bool take_any(wm_str *rest, const char *const *words)
{
    for (; *words; words++)
        if (take(rest, wm_str_of(*words)))
            return true;
    return false;
}

/* Hyphen, en dash, em dash, minus, or the word. */
static const char *const joins[] = {
    "-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92", "to ", NULL};
/* The longer spelling first, or `<` would take the half of `<=`. */
static const char *const at_most[] = {"<=", "\xE2\x89\xA4", "up to ", "at most ", NULL};
static const char *const at_least[] = {">=", "\xE2\x89\xA5", "at least ", NULL};
static const char *const below[] = {"<", "under ", "below ", "less than ", NULL};
static const char *const above[] = {">", "over ", "above ", "more than ", NULL};
static const char *const or_more[] = {"+",        "and over", "and above", "or more",
                                      "or above", "or over",  NULL};
static const char *const or_less[] = {"and under", "and below", "or less",
                                      "or below",  "or under",  NULL};

static bool one_sided(wm_str rest, wm_printed_band *band)
{
    bool upper = take_any(&rest, at_most), lower = false;
    if (!upper)
        lower = take_any(&rest, at_least);
    if (!upper && !lower) {
        band->strict = true;
        upper = take_any(&rest, below);
        lower = !upper && take_any(&rest, above);
    }
    if (!upper && !lower)
        return false;
    band->has_low = lower;
    band->has_high = upper;
    return take_number(&rest, upper ? &band->high : &band->low) && wm_str_empty(rest);
}

static bool from_a_number(wm_str rest, wm_printed_band *band)
{
    wm_decimal first, second;
    if (!take_number(&rest, &first))
        return false;
    if (take_any(&rest, joins)) {
        if (!take_number(&rest, &second) || !wm_str_empty(rest))
            return false;
        band->descending =
            wm_ratio_compare(wm_ratio_of_decimal(first), wm_ratio_of_decimal(second)) > 0;
        band->low = band->descending ? second : first;
        band->high = band->descending ? first : second;
        band->has_low = band->has_high = true;
        return true;
    }
    band->low = band->high = first;
    band->has_low = band->has_high = true;
    if (take_any(&rest, or_more))
        band->has_high = false;
    else if (take_any(&rest, or_less))
        band->has_low = false;
    else
        band->bare = true;
    return wm_str_empty(rest);
}

bool wm_printed_band_parse(wm_str text, wm_printed_band *out)
{
    wm_printed_band band = {0};
    text = wm_str_trim(text);
    if (!one_sided(text, &band)) {
        band = (wm_printed_band){0};
        if (!from_a_number(text, &band))
            return false;
    }
    *out = band;
    return true;
}
