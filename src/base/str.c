#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

wm_str wm_str_slice(wm_str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (wm_str){s.data ? s.data + from : NULL, to - from};
}

bool wm_str_equal(wm_str a, wm_str b)
{
    assert(a.len == 0 || a.data);
    assert(b.len == 0 || b.data);
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool wm_str_equal_fold(wm_str a, wm_str b)
{
    return a.len == b.len && wm_str_starts_fold(a, b);
}

int wm_str_compare(wm_str a, wm_str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool wm_str_starts(wm_str s, wm_str prefix)
{
    return wm_str_equal(wm_str_slice(s, 0, prefix.len), prefix);
}

bool wm_str_starts_fold(wm_str s, wm_str prefix)
{
    if (s.len < prefix.len)
        return false;
    assert(prefix.len == 0 || (s.data && prefix.data));
    for (size_t i = 0; i < prefix.len; i++)
        if (wm_lower(s.data[i]) != wm_lower(prefix.data[i]))
            return false;
    return true;
}

bool wm_str_ends(wm_str s, wm_str suffix)
{
    return s.len >= suffix.len &&
           wm_str_equal(wm_str_slice(s, s.len - suffix.len, s.len), suffix);
}

size_t wm_str_find(wm_str s, wm_str needle)
{
    for (size_t at = 0; at + needle.len <= s.len; at++)
        if (wm_str_equal(wm_str_slice(s, at, at + needle.len), needle))
            return at;
    return SIZE_MAX;
}

size_t wm_str_find_fold(wm_str s, wm_str needle)
{
    for (size_t at = 0; at + needle.len <= s.len; at++)
        if (wm_str_equal_fold(wm_str_slice(s, at, at + needle.len), needle))
            return at;
    return SIZE_MAX;
}

size_t wm_str_find_byte(wm_str s, char byte)
{
    const char *found = s.len ? memchr(s.data, byte, s.len) : NULL;
    return found ? (size_t)(found - s.data) : SIZE_MAX;
}

/* U+00A0, which web pages and Word leave behind, is 0xC2 0xA0 in UTF-8. */
static size_t space_at_start(wm_str s)
{
    if (s.len && wm_is_space(s.data[0]))
        return 1;
    if (s.len >= 2 && (unsigned char)s.data[0] == 0xC2 &&
        (unsigned char)s.data[1] == 0xA0)
        return 2;
    return 0;
}

static size_t space_at_end(wm_str s)
{
    if (s.len && wm_is_space(s.data[s.len - 1]))
        return 1;
    if (s.len >= 2 && (unsigned char)s.data[s.len - 2] == 0xC2 &&
        (unsigned char)s.data[s.len - 1] == 0xA0)
        return 2;
    return 0;
}

wm_str wm_str_trim(wm_str s)
{
    size_t width;
    while ((width = space_at_start(s)) > 0)
        s = wm_str_slice(s, width, s.len);
    while ((width = space_at_end(s)) > 0)
        s.len -= width;
    return s;
}

bool wm_str_next(wm_str *rest, char separator, wm_str *part_out)
{
    if (!rest->data)
        return false;
    size_t at = wm_str_find_byte(*rest, separator);
    if (at == SIZE_MAX) {
        *part_out = *rest;
        *rest = (wm_str){NULL, 0};
        return true;
    }
    *part_out = wm_str_slice(*rest, 0, at);
    *rest = wm_str_slice(*rest, at + 1, rest->len);
    return true;
}

wm_str wm_str_copy(wm_arena *arena, wm_str s)
{
    char *copy = wm_arena_alloc(arena, s.len + 1, 1);
    if (!copy)
        return (wm_str){NULL, 0};
    if (s.len)
        memcpy(copy, s.data, s.len);
    return (wm_str){copy, s.len};
}

wm_str wm_str_format(wm_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        return (wm_str){NULL, 0};
    char *text = wm_arena_alloc(arena, (size_t)len + 1, 1);
    if (!text)
        return (wm_str){NULL, 0};
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return (wm_str){text, (size_t)len};
}

unsigned long wm_str_hash(wm_str s)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.data[i]) * 1099511628211u;
    return (unsigned long)hash;
}

unsigned wm_str_distance(wm_str a, wm_str b, unsigned most)
{
    enum { LONGEST = 64 };
    if (a.len > LONGEST || b.len > LONGEST)
        return most + 1;
    /* Optimal string alignment: three rows of the usual table. */
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *above = rows[1], *here = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        above[j] = (unsigned)j;
    for (size_t i = 1; i <= a.len; i++) {
        here[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            char x = wm_lower(a.data[i - 1]), y = wm_lower(b.data[j - 1]);
            unsigned best = above[j - 1] + (x != y);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (here[j - 1] + 1 < best)
                best = here[j - 1] + 1;
            if (i > 1 && j > 1 && x == wm_lower(b.data[j - 2]) &&
                wm_lower(a.data[i - 2]) == y && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            here[j] = best;
        }
        unsigned *swap = before;
        before = above;
        above = here;
        here = swap;
    }
    return above[b.len] > most ? most + 1 : above[b.len];
}
