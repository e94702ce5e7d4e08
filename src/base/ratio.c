#include "base/ratio.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 wide_unsigned;

static const int64_t power_of_ten[] = {
    1,        10,        100,        1000,        10000,        100000,        1000000,
    10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
};
_Static_assert(sizeof power_of_ten / sizeof *power_of_ten == WM_PLACES_MAX + 1,
               "a power for every count of places");

static wide_unsigned common_divisor(wide_unsigned a, wide_unsigned b)
{
    while (b) {
        wide_unsigned rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static bool reduced(wide top, wide bottom, wm_ratio *out)
{
    assert(bottom > 0);
    wide_unsigned size = (wide_unsigned)(top < 0 ? -top : top);
    wide divisor = (wide)common_divisor(size, (wide_unsigned)bottom);
    top /= divisor;
    bottom /= divisor;
    if (top > INT64_MAX || top < -INT64_MAX || bottom > INT64_MAX)
        return false;
    *out = (wm_ratio){(int64_t)top, (int64_t)bottom};
    return true;
}

bool wm_ratio_of(int64_t top, int64_t bottom, int64_t scale, wm_ratio *out)
{
    if (bottom <= 0)
        return false;
    return reduced((wide)top * scale, bottom, out);
}

wm_ratio wm_ratio_of_decimal(wm_decimal decimal)
{
    assert(decimal.places <= WM_PLACES_MAX);
    wm_ratio ratio = {0, 1};
    bool fits = reduced(decimal.digits, power_of_ten[decimal.places], &ratio);
    assert(fits);
    return ratio;
}

int wm_ratio_compare(wm_ratio a, wm_ratio b)
{
    wide left = (wide)a.top * b.bottom, right = (wide)b.top * a.bottom;
    return (left > right) - (left < right);
}

bool wm_ratio_add(wm_ratio a, wm_ratio b, wm_ratio *out)
{
    /* Each product is under 2^126, so their sum is under 2^127. */
    wide top = (wide)a.top * b.bottom + (wide)b.top * a.bottom;
    return reduced(top, (wide)a.bottom * b.bottom, out);
}

wm_ratio wm_ratio_negate(wm_ratio a)
{
    assert(a.top >= -INT64_MAX);
    return (wm_ratio){-a.top, a.bottom};
}

wm_ratio wm_ratio_absolute(wm_ratio a)
{
    return a.top < 0 ? wm_ratio_negate(a) : a;
}

bool wm_ratio_subtract(wm_ratio a, wm_ratio b, wm_ratio *out)
{
    return wm_ratio_add(a, wm_ratio_negate(b), out);
}

bool wm_ratio_multiply(wm_ratio a, wm_ratio b, wm_ratio *out)
{
    return reduced((wide)a.top * b.top, (wide)a.bottom * b.bottom, out);
}

bool wm_ratio_divide(wm_ratio a, wm_ratio b, wm_ratio *out)
{
    if (b.top == 0)
        return false;
    wide top = (wide)a.top * b.bottom, bottom = (wide)a.bottom * b.top;
    return bottom < 0 ? reduced(-top, -bottom, out) : reduced(top, bottom, out);
}

int64_t wm_ratio_floor(wm_ratio a)
{
    int64_t whole = a.top / a.bottom;
    return a.top % a.bottom < 0 ? whole - 1 : whole;
}

int64_t wm_ratio_ceiling(wm_ratio a)
{
    int64_t whole = a.top / a.bottom;
    return a.top % a.bottom > 0 ? whole + 1 : whole;
}

static wide rounded_size(wm_ratio a, unsigned places)
{
    wide scaled = (wide)a.top * power_of_ten[places];
    wide size = scaled < 0 ? -scaled : scaled;
    return (size * 2 + a.bottom) / ((wide)a.bottom * 2);
}

/* A number too large for so many places gets fewer: 10,000,000 has 12 places only in 20
 * digits, and a figure with fewer places is right where one cut short would be wrong.
 */
wm_decimal wm_ratio_round(wm_ratio a, unsigned places)
{
    assert(places <= WM_PLACES_MAX);
    wide size = rounded_size(a, places);
    while (size > INT64_MAX && places > 0)
        size = rounded_size(a, --places);
    assert(size <= INT64_MAX);
    return (wm_decimal){(int64_t)(a.top < 0 ? -size : size), places};
}

enum { DIGITS_MAX = 18 }; /* the most that always fit 63 bits */

bool wm_decimal_parse(wm_str text, wm_decimal *out)
{
    bool negative = false;
    if (text.len && (text.data[0] == '-' || text.data[0] == '+')) {
        negative = text.data[0] == '-';
        text = wm_str_slice(text, 1, text.len);
    } else if (wm_str_starts(text, WM_STR("\xE2\x88\x92"))) {
        negative = true;
        text = wm_str_slice(text, 3, text.len);
    }
    int64_t digits = 0;
    unsigned count = 0, places = 0;
    bool point = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '.' && !point && i > 0 && i + 1 < text.len) {
            point = true;
        } else if (wm_is_digit(text.data[i]) && count < DIGITS_MAX) {
            digits = digits * 10 + (text.data[i] - '0');
            places += point;
            count++;
        } else {
            return false;
        }
    }
    if (!count || places > WM_PLACES_MAX)
        return false;
    *out = (wm_decimal){negative ? -digits : digits, places};
    return true;
}

size_t wm_decimal_print(wm_decimal decimal, char out[WM_NUMBER_BYTES])
{
    assert(decimal.places <= WM_PLACES_MAX && decimal.digits >= -INT64_MAX);
    const char *sign = decimal.digits < 0 ? "-" : "";
    int64_t size = decimal.digits < 0 ? -decimal.digits : decimal.digits;
    int64_t unit = power_of_ten[decimal.places];
    int len = snprintf(out, WM_NUMBER_BYTES, "%s%" PRId64, sign, size / unit);
    if (decimal.places)
        len += snprintf(out + len, WM_NUMBER_BYTES - (size_t)len, ".%0*" PRId64,
                        (int)decimal.places, size % unit);
    return (size_t)len;
}

size_t wm_ratio_print(wm_ratio a, unsigned places, char out[WM_NUMBER_BYTES])
{
    return wm_decimal_print(wm_ratio_round(a, places), out);
}

size_t wm_ratio_print_shortest(wm_ratio a, char out[WM_NUMBER_BYTES])
{
    wm_decimal decimal = wm_ratio_round(a, 12);
    while (decimal.places && decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        decimal.places--;
    }
    return wm_decimal_print(decimal, out);
}

double wm_ratio_for_drawing(wm_ratio a)
{
    return (double)a.top / (double)a.bottom;
}
