#ifndef WM_COLUMN_TEXTS_H
#define WM_COLUMN_TEXTS_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

#include <endian.h>
#include <stdint.h>

/* Texts numbered in the order they are first met, so that equal texts are equal numbers.
 *
 *     slots   [ 0 | 2 | 0 | 1 | ... ]      number of a text + 1, or 0; open addressing,
 *     texts   0 "1A"  1 "2B"               at most half of the slots in use
 */
typedef struct wm_texts {
    wm_arena *arena; /* holds the texts and the slots */
    WM_LIST(wm_str) list;
    uint32_t *slots;
    size_t mask;
} wm_texts;

typedef struct wm_text_slot {
    int32_t number; /* -1: not there */
    size_t slot;    /* where it is, or belongs */
} wm_text_slot;

/* Fewer than eight bytes as one number, the first in its highest byte. */
static inline uint64_t wm_bytes_word(const char *bytes, size_t len)
{
    uint32_t first, last;
    if (len < sizeof first) {
        uint64_t word = 0;
        for (size_t i = 0; i < len; i++)
            word = word << 8 | (uint8_t)bytes[i];
        return word;
    }
    /* Where the two overlap they are the same. */
    memcpy(&first, bytes, sizeof first);
    memcpy(&last, bytes + len - sizeof last, sizeof last);
    return (uint64_t)be32toh(first) << 8 * (len - sizeof first) | be32toh(last);
}

/* Eight bytes at a time; its high bits are as good as its low ones. */
static inline uint64_t wm_bytes_hash(const char *bytes, size_t len)
{
    const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = len * prime, word = 0;
    for (; len >= sizeof word; len -= sizeof word, bytes += sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = (hash ^ word) * prime;
        hash ^= hash >> 32;
    }
    hash = (hash ^ wm_bytes_word(bytes, len)) * prime;
    return hash ^ hash >> 29;
}

wm_text_slot wm_text_find(const wm_str *texts, const uint32_t *slots, size_t mask,
                          wm_str text, uint64_t hash);

/* The text is copied when it is new. */
wm_status wm_texts_number(wm_texts *texts, wm_str text, int32_t *number_out);

#endif
