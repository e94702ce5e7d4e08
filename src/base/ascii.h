#ifndef WM_BASE_ASCII_H
#define WM_BASE_ASCII_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Where the run of ASCII that begins at `at` ends. Most text is little else, so it is
 * looked at eight bytes at a time. Private to the files of base/ that decode.
 */
static inline size_t wm_ascii_end(const char *bytes, size_t at, size_t len)
{
    for (; len - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < len && (uint8_t)bytes[at] < 0x80)
        at++;
    return at;
}

#endif
