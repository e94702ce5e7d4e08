#include "intake/records/cell.h"

static bool two_digits(wm_str text, size_t at, int below)
{
    if (at + 2 > text.len || !wm_is_digit(text.data[at]) ||
        !wm_is_digit(text.data[at + 1]))
        return false;
    return (text.data[at] - '0') * 10 + (text.data[at + 1] - '0') < below;
}

static size_t after_digits(wm_str text, size_t at)
{
    while (at < text.len && wm_is_digit(text.data[at]))
        at++;
    return at;
}

/* `Z`, `+01:00`, `-0100` or nothing up to the end. */
static bool is_zone(wm_str text, size_t at)
{
    if (at == text.len)
        return true;
    if (text.data[at] == 'Z')
        return at + 1 == text.len;
    if (text.data[at] != '+' && text.data[at] != '-')
        return false;
    size_t minutes = at + 3 < text.len && text.data[at + 3] == ':' ? at + 4 : at + 3;
    return two_digits(text, at + 1, 24) && two_digits(text, minutes, 60) &&
           minutes + 2 == text.len;
}

/* `09:30`, `09:30:00`, `09:30:00.000` and a zone. The day stands as it was written. */
static bool is_time_of_day(wm_str text, size_t at)
{
    if (!two_digits(text, at, 24) || at + 2 >= text.len || text.data[at + 2] != ':' ||
        !two_digits(text, at + 3, 60))
        return false;
    at += 5;
    if (at < text.len && text.data[at] == ':') {
        if (!two_digits(text, at + 1, 61))
            return false;
        at += 3;
        if (at < text.len && text.data[at] == '.') {
            size_t end = after_digits(text, at + 1);
            if (end == at + 1)
                return false;
            at = end;
        }
    }
    return is_zone(text, at);
}

enum { DAY_BYTES = 10 };

/* `2016-04-01`, digits where digits are. */
static bool is_iso_form(const char *bytes)
{
    bool is_form = bytes[4] == '-' && bytes[7] == '-';
    for (size_t i = 0; i < DAY_BYTES; i++)
        is_form &= i == 4 || i == 7 || (uint8_t)(bytes[i] - '0') < 10;
    return is_form;
}

static int two_at(const char *bytes)
{
    return (bytes[0] - '0') * 10 + (bytes[1] - '0');
}

/* Nearly every cell of a date is written so. */
static bool read_iso(wm_str text, wm_day *out)
{
    if (text.len != DAY_BYTES || !is_iso_form(text.data))
        return false;
    int year = two_at(text.data) * 100 + two_at(text.data + 2);
    wm_day day = wm_day_of(year, two_at(text.data + 5), two_at(text.data + 8));
    if (day == WM_DAY_NONE)
        return false;
    *out = day;
    return true;
}

bool wm_read_day(wm_str text, wm_day *out)
{
    if (read_iso(text, out))
        return true;
    wm_day day = wm_day_parse(wm_str_slice(text, 0, DAY_BYTES));
    if (day == WM_DAY_NONE)
        return false;
    if (text.len > DAY_BYTES) {
        char between = text.data[DAY_BYTES];
        bool parted = between == ' ' || (between == 'T' && text.data[4] == '-');
        if (!parted || !is_time_of_day(text, DAY_BYTES + 1))
            return false;
    }
    *out = day;
    return true;
}

/* One or two digits and a stroke behind them. */
static bool stroke_number(wm_str text, size_t *at, int *out)
{
    size_t end = after_digits(text, *at);
    if (end == *at || end > *at + 2 || end == text.len || text.data[end] != '/')
        return false;
    *out = 0;
    for (; *at < end; ++*at)
        *out = *out * 10 + (text.data[*at] - '0');
    ++*at;
    return true;
}

bool wm_read_strokes(wm_str text, int *first_out, int *second_out)
{
    size_t at = 0;
    return stroke_number(text, &at, first_out) && stroke_number(text, &at, second_out) &&
           after_digits(text, at) == at + 4;
}

/* Digits from `at` times ten to the power of the places asked for, of which up to two are
 * taken from behind the point and the rest rounded. -1: not a number, or too large. */
static int64_t number_from(wm_str text, size_t at, unsigned places, bool *exact_out)
{
    int64_t number = 0;
    size_t digits = 0;
    for (; at < text.len && wm_is_digit(text.data[at]); at++, digits++) {
        number = number * 10 + (text.data[at] - '0');
        if (number > INT32_MAX)
            return -1;
    }
    bool has_point = at < text.len && text.data[at] == '.';
    at += has_point;
    for (unsigned i = 0; i < places; i++) {
        bool is_digit = has_point && at < text.len && wm_is_digit(text.data[at]);
        number = number * 10 + (is_digit ? text.data[at] - '0' : 0);
        at += is_digit;
        digits += is_digit;
    }
    number += has_point && at < text.len && text.data[at] >= '5' && text.data[at] <= '9';
    *exact_out = true;
    for (; has_point && at < text.len && wm_is_digit(text.data[at]); at++, digits++)
        *exact_out = *exact_out && text.data[at] == '0';
    return at == text.len && digits > 0 ? number : -1;
}

static bool read_number(wm_str text, unsigned places, bool *exact_out, int32_t *out)
{
    bool is_negative = text.data[0] == '-';
    size_t at = is_negative || text.data[0] == '+';
    int64_t number = number_from(text, at, places, exact_out);
    if (number < 0 || number > INT32_MAX)
        return false;
    *out = (int32_t)(is_negative ? -number : number);
    return true;
}

bool wm_read_int(wm_str text, int32_t *out)
{
    bool exact = false;
    int32_t number;
    if (!read_number(text, 0, &exact, &number) || !exact)
        return false;
    *out = number;
    return true;
}

bool wm_read_hundredths(wm_str text, int32_t *out)
{
    bool exact;
    return read_number(text, 2, &exact, out);
}

bool wm_read_yesno(wm_str text, int32_t *out)
{
    if (wm_str_equal(text, WM_STR("yes")) || wm_str_equal(text, WM_STR("no"))) {
        *out = text.data[0] == 'y';
        return true;
    }
    static const struct {
        wm_str word;
        int32_t value;
    } words[] = {
        {{"1", 1}, 1},   {{"0", 1}, 0},  {{"y", 1}, 1},    {{"n", 1}, 0},
        {{"yes", 3}, 1}, {{"no", 2}, 0}, {{"true", 4}, 1}, {{"false", 5}, 0},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wm_str_equal_fold(text, words[i].word)) {
            *out = words[i].value;
            return true;
        }
    return false;
}
