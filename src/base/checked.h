#ifndef WM_BASE_CHECKED_H
#define WM_BASE_CHECKED_H

#include <stdbool.h>
#include <stdint.h>

/* Arithmetic on numbers that come from outside: false when the answer does not fit,
 * and then *out is untouched. (C17 has no ckd_add.)
 */
static inline bool wm_add(int64_t a, int64_t b, int64_t *out)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return false;
    *out = sum;
    return true;
}

static inline bool wm_multiply(int64_t a, int64_t b, int64_t *out)
{
    int64_t product;
    if (__builtin_mul_overflow(a, b, &product))
        return false;
    *out = product;
    return true;
}

#endif
