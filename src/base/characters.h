#ifndef WM_BASE_CHARACTERS_H
#define WM_BASE_CHARACTERS_H

#include "base/str.h"

/* Where characters begin and end in UTF-8. Private to the files of base/ that cut text.
 */
static inline bool wm_is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The start of the character that the byte at `at` belongs to. */
static inline size_t wm_character_start(wm_str text, size_t at)
{
    while (at > 0 && at < text.len && wm_is_continuation(text.data[at]))
        at--;
    return at;
}

/* `at`, or where the character ends that it lies inside of. */
static inline size_t wm_character_end(wm_str text, size_t at)
{
    while (at < text.len && wm_is_continuation(text.data[at]))
        at++;
    return at;
}

#endif
