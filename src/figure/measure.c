#include "figure/measure.h"

enum { REFERENCE_BYTES_MAX = 16 };

bool wm_is_reference(wm_str text)
{
    if (text.len == 0 || text.len > REFERENCE_BYTES_MAX)
        return false;
    if (!wm_is_digit(text.data[0]) && !wm_is_alpha(text.data[0]))
        return false;
    bool has_digit = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (!wm_is_digit(c) && !wm_is_alpha(c) && c != '.' && c != '-')
            return false;
        has_digit = has_digit || wm_is_digit(c);
    }
    return has_digit || (text.len == 1 && text.data[0] >= 'A' && text.data[0] <= 'Z');
}

/* The run of digits at `at`, leading zeros left off; *next is where it ends. */
static wm_str digits_at(wm_str text, size_t at, size_t *next)
{
    size_t end = at;
    while (end < text.len && wm_is_digit(text.data[end]))
        end++;
    while (at + 1 < end && text.data[at] == '0')
        at++;
    *next = end;
    return wm_str_slice(text, at, end);
}

static int compare_digits(wm_str a, wm_str b)
{
    if (a.len != b.len)
        return a.len < b.len ? -1 : 1;
    return wm_str_compare(a, b);
}

int wm_reference_compare(wm_str a, wm_str b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        int order;
        if (wm_is_digit(a.data[i]) && wm_is_digit(b.data[j])) {
            wm_str left = digits_at(a, i, &i);
            wm_str right = digits_at(b, j, &j);
            order = compare_digits(left, right);
        } else {
            order = (unsigned char)a.data[i++] - (unsigned char)b.data[j++];
        }
        if (order != 0)
            return order;
    }
    if (i < a.len || j < b.len)
        return i < a.len ? 1 : -1;
    return wm_str_compare(a, b);
}

const char *wm_unit_name(wm_unit unit)
{
    switch (unit) {
    case WM_UNIT_PERCENT:
        return "percent";
    case WM_UNIT_PER_10000:
        return "per_10000";
    case WM_UNIT_COUNT:
        return "count";
    case WM_UNIT_RATIO:
        return "ratio";
    case WM_UNIT_HIGHEST:
        break;
    }
    return "highest";
}

const char *wm_direction_name(wm_direction direction)
{
    switch (direction) {
    case WM_DIRECTION_HIGHER:
        return "higher";
    case WM_DIRECTION_LOWER:
        return "lower";
    case WM_DIRECTION_NONE:
        break;
    }
    return "none";
}

const char *wm_change_name(wm_change_unit change)
{
    switch (change) {
    case WM_CHANGE_POINTS:
        return "points";
    case WM_CHANGE_PERCENT:
        return "percent";
    case WM_CHANGE_NUMBER:
        return "number";
    case WM_CHANGE_DEFAULT:
        break;
    }
    return "default";
}

unsigned wm_unit_places(wm_unit unit)
{
    return wm_is_whole_unit(unit) ? 0 : 1;
}

wm_change_unit wm_measure_change(const wm_measure *measure)
{
    if (measure->change != WM_CHANGE_DEFAULT)
        return measure->change;
    return measure->unit == WM_UNIT_PERCENT ? WM_CHANGE_POINTS : WM_CHANGE_NUMBER;
}
