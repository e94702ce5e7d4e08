#include "intake/scorecard/thresholds.h"

static const char *const names[] = {"Red", "Amber", "Green"};

const char *wm_colour_name(wm_colour colour)
{
    return names[colour];
}

/* The colour whose name or letter stands at `at` as a whole word. */
static wm_colour colour_at(wm_str text, size_t at, size_t *end_out)
{
    if (at > 0 && wm_is_alpha(text.data[at - 1]))
        return WM_COLOUR_NONE;
    for (int colour = WM_COLOUR_RED; colour <= WM_COLOUR_GREEN; colour++) {
        wm_str name = wm_str_of(names[colour]);
        wm_str rest = wm_str_slice(text, at, text.len);
        size_t len = wm_str_starts_fold(rest, name) ? name.len
                     : rest.data[0] == name.data[0] ? 1 /* a capital: `a` is a word */
                                                    : 0;
        if (len == 0 || (len < rest.len && wm_is_alpha(rest.data[len])))
            continue;
        *end_out = at + len;
        return (wm_colour)colour;
    }
    return WM_COLOUR_NONE;
}

static bool is_mark(char c)
{
    return wm_is_space(c) || c == ':' || c == '=' || c == ',' || c == ';' || c == '/' ||
           c == '|' || c == '(' || c == ')';
}

/* Without the marks that part a colour from its range and the ranges from each other. */
static wm_str bare(wm_str text)
{
    while (text.len > 0 && is_mark(text.data[0]))
        text = wm_str_slice(text, 1, text.len);
    while (text.len > 0 && is_mark(text.data[text.len - 1]))
        text = wm_str_slice(text, 0, text.len - 1);
    if (wm_str_starts(text, WM_STR("- "))) /* `Red - <80` */
        text = bare(wm_str_slice(text, 2, text.len));
    return text;
}

wm_colour wm_colour_of(wm_str text, wm_str *rest_out)
{
    size_t end = 0;
    text = wm_str_trim(text);
    wm_colour colour = text.len > 0 ? colour_at(text, 0, &end) : WM_COLOUR_NONE;
    if (rest_out)
        *rest_out =
            colour == WM_COLOUR_NONE ? text : bare(wm_str_slice(text, end, text.len));
    return colour;
}

size_t wm_thresholds_cut(wm_str text, wm_str pieces_out[3])
{
    wm_colour open = WM_COLOUR_NONE;
    size_t from = 0, ranges = 0;
    for (size_t i = 0; i < 3; i++)
        pieces_out[i] = WM_STR("");
    for (size_t at = 0; at <= text.len; at++) {
        size_t end = at;
        wm_colour next = at < text.len ? colour_at(text, at, &end) : WM_COLOUR_NONE;
        if (next == WM_COLOUR_NONE && at < text.len)
            continue;
        if (open != WM_COLOUR_NONE && wm_str_empty(pieces_out[open])) {
            wm_printed_band range;
            pieces_out[open] = bare(wm_str_slice(text, from, at));
            ranges += wm_printed_band_parse(pieces_out[open], &range);
        }
        open = next;
        from = end;
    }
    return ranges;
}

static int compare(wm_decimal a, wm_decimal b)
{
    return wm_ratio_compare(wm_ratio_of_decimal(a), wm_ratio_of_decimal(b));
}

/* 1 when all of `a` lies above `b`, -1 when below, 0 when they overlap by more than an
 * edge or when an open end leaves it unsaid. */
static int lies(const wm_printed_band *a, const wm_printed_band *b)
{
    if (a->bare && b->bare)
        return compare(a->low, b->low);
    if (a->has_low && b->has_high && compare(a->low, b->high) >= 0)
        return 1;
    if (a->has_high && b->has_low && compare(a->high, b->low) <= 0)
        return -1;
    return 0;
}

wm_direction wm_thresholds_direction(const wm_printed_band *red,
                                     const wm_printed_band *amber,
                                     const wm_printed_band *green)
{
    if (!green)
        return WM_DIRECTION_NONE;
    int over_red = red ? lies(green, red) : 0;
    int over_amber = amber ? lies(green, amber) : over_red;
    if (!red)
        over_red = over_amber;
    if (over_red == 0 || over_red != over_amber)
        return WM_DIRECTION_NONE;
    return over_red > 0 ? WM_DIRECTION_HIGHER : WM_DIRECTION_LOWER;
}

bool wm_threshold_holds(const wm_printed_band *range, wm_ratio figure)
{
    if (range->has_low && wm_ratio_compare(figure, wm_ratio_of_decimal(range->low)) < 0)
        return false;
    return !range->has_high ||
           wm_ratio_compare(figure, wm_ratio_of_decimal(range->high)) <= 0;
}
