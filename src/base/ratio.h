#ifndef WM_BASE_RATIO_H
#define WM_BASE_RATIO_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Exact numbers. A figure is never a floating point number: it is a ratio of two
 * integers until the moment it is printed, and then it is rounded half away from zero,
 * once. 234 of 53,153 children prints 44.0 per 10,000 and is still
 * more than 44.
 *
 * Always in lowest terms, bottom > 0; zero is 0/1.
 */
typedef struct wm_ratio {
    int64_t top;
    int64_t bottom;
} wm_ratio;

/* A number as somebody wrote it: `21.60` is digits 2160, places 2. */
typedef struct wm_decimal {
    int64_t digits;
    unsigned places; /* 0 to 12 */
} wm_decimal;

enum { WM_PLACES_MAX = 12 };

static inline wm_ratio wm_ratio_whole(int64_t n)
{
    return (wm_ratio){n, 1};
}

/* top * scale / bottom. False when bottom is not above 0 or it does not fit 63 bits. */
bool wm_ratio_of(int64_t top, int64_t bottom, int64_t scale, wm_ratio *out);
wm_ratio wm_ratio_of_decimal(wm_decimal decimal);

/* <0, 0, >0; always exact. */
int wm_ratio_compare(wm_ratio a, wm_ratio b);

/* False, and *out untouched, when the exact answer does not fit 63 bits over 63 bits. */
bool wm_ratio_add(wm_ratio a, wm_ratio b, wm_ratio *out);
bool wm_ratio_subtract(wm_ratio a, wm_ratio b, wm_ratio *out);
bool wm_ratio_multiply(wm_ratio a, wm_ratio b, wm_ratio *out);
bool wm_ratio_divide(wm_ratio a, wm_ratio b, wm_ratio *out); /* b 0: false */
wm_ratio wm_ratio_negate(wm_ratio a);
wm_ratio wm_ratio_absolute(wm_ratio a);

/* Whole number at or above / at or below. */
int64_t wm_ratio_ceiling(wm_ratio a);
int64_t wm_ratio_floor(wm_ratio a);

/* Rounded half away from zero to `places`. */
wm_decimal wm_ratio_round(wm_ratio a, unsigned places);

/* An optional sign (+, -, U+2212), digits, and at most one point with digits on both
 * sides: `12`, `-0.5`, `+4.0`. No commas, percent signs, exponents, spaces or other
 * scripts' digits. False otherwise, or over 18 digits or 12 places.
 */
bool wm_decimal_parse(wm_str text, wm_decimal *out);

/* Exactly `places` places: `-0.5`, `21.60`; a rounded nothing is never `-0.0`. `out`
 * gets at most 23 bytes and a NUL; the length is returned.
 */
enum { WM_NUMBER_BYTES = 24 };
size_t wm_decimal_print(wm_decimal decimal, char out[WM_NUMBER_BYTES]);

/* wm_ratio_round and wm_decimal_print in one. */
size_t wm_ratio_print(wm_ratio a, unsigned places, char out[WM_NUMBER_BYTES]);

/* The shortest decimal of the value rounded to 12 places: `21.6`, `22.588832487310`
 * without its last zero; the form of machine-readable files.
 */
size_t wm_ratio_print_shortest(wm_ratio a, char out[WM_NUMBER_BYTES]);

/* For drawing only: where a point lies on a page. Never for comparing. */
double wm_ratio_for_drawing(wm_ratio a);

#endif
