#ifndef WM_INTAKE_SCORECARD_VALUE_H
#define WM_INTAKE_SCORECARD_VALUE_H

#include "base/ratio.h"
#include "figure/figure.h"

/* A cell where a number belongs, as people print them. Read exactly or not at all:
 *
 *     21.6  -1.0  1,234  12.5%  £48     a number
 *     £5.2k  £1.2m                      a number of pounds, multiplied out
 *     17/20  17 of 20  85% (17/20)      n of N, and the percentage that it gives
 *     NA  ..  *  -  not available       a symbol: why there is no number
 *     1.2m  1e3  ٣٤  =A1+B1  #REF!      unreadable: kept as printed, never guessed
 */
typedef enum wm_value_kind {
    WM_VALUE_BLANK,
    WM_VALUE_NUMBER,
    WM_VALUE_SYMBOL,
    WM_VALUE_UNREADABLE,
} wm_value_kind;

typedef struct wm_value {
    wm_decimal number;
    int64_t numerator;
    int64_t denominator;
    const char *how; /* what the report says of the way to write it, or NULL */
    wm_value_kind kind;
    wm_figure_status status; /* FINAL for a number, else why there is none */
    bool percent_sign;
    bool pounds;      /* `£48` */
    bool has_counts;  /* `60% (3 of 5)` */
    bool only_counts; /* `3 of 5`: number is the percentage, to one place */
    bool rescaled;    /* `17/20`, 0.865 for 86.5: a page shows the number, not the cell */
    bool usual;       /* many write it so */
} wm_value;

wm_value wm_value_read(wm_str text);

/* Times ten to the power, exactly. False, and nothing changed, above what a decimal
 * holds. */
bool wm_value_shift(wm_decimal *number, unsigned power);

/* What numbers under `Actual £000s`, `Spend (£m)`, `£` or `GBP` are in, as the power of
 * ten of a pound: 3, 6, 0, 0. False: it speaks of no money. */
bool wm_pounds_of(wm_str text, unsigned *power_out);

/* A whole number as printed: no places, no percent sign. */
bool wm_value_is_whole(const wm_value *value);

#endif
