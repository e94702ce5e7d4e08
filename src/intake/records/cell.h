#ifndef WM_INTAKE_RECORDS_CELL_H
#define WM_INTAKE_RECORDS_CELL_H

#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* What a cell of records says, by the type of its column. The text has no space at its
 * ends and is not empty. False: it cannot be read as that, and *out is untouched.
 *
 *     date         2016-04-01   01/04/2016, and with a time of day behind it, which is
 *                  dropped: 2016-04-01T00:00:00, 2016-04-01 09:30, 01/04/2016 00:00
 *     int          12   -3   12.0 (as programs write that keep whole numbers as others)
 *     hundredths   0.85   1   .5   0.8333, which is 0.83: half is rounded away from zero
 *     yesno        yes no y n true false 1 0, in any case
 */
bool wm_read_day(wm_str text, wm_day *out);
/* The first two numbers of `09/16/2016`, `9/16/2016`. */
bool wm_read_strokes(wm_str text, int *first_out, int *second_out);
bool wm_read_int(wm_str text, int32_t *out);
bool wm_read_hundredths(wm_str text, int32_t *out);
bool wm_read_yesno(wm_str text, int32_t *out);

/* Without spaces at its ends; empty also for `NULL`, which SQL Server writes for a blank.
 */
static inline wm_str wm_cell_trimmed(wm_str text)
{
    if (text.len == 0)
        return text;
    uint8_t first = (uint8_t)text.data[0], last = (uint8_t)text.data[text.len - 1];
    bool is_trim = first > ' ' && first < 0x80 && last > ' ' && last < 0x80;
    if (!is_trim)
        text = wm_str_trim(text);
    if (text.len == 4 && wm_str_equal_fold(text, WM_STR("null")))
        text.len = 0;
    return text;
}

#endif
