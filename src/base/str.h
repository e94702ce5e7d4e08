#ifndef WM_BASE_STR_H
#define WM_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* A borrowed run of bytes. Passed by value, never freed, not NUL-terminated.
 * The owner is always an arena, a file buffer or a string literal. Text is UTF-8
 * once it is past base/encoding.h.
 */
typedef struct wm_str {
    const char *data;
    size_t len;
} wm_str;

#define WM_STR(literal) ((wm_str){"" literal, sizeof(literal) - 1})
#define WM_FMT(s)       (int)(s).len, (s).data /* printf("%.*s", WM_FMT(s)) */

static inline wm_str wm_str_of(const char *text)
{
    return (wm_str){text, text ? strlen(text) : 0};
}

static inline bool wm_str_empty(wm_str s)
{
    return s.len == 0;
}

/* Bytes [from, to), both clamped to the string. */
wm_str wm_str_slice(wm_str s, size_t from, size_t to);

bool wm_str_equal(wm_str a, wm_str b);
bool wm_str_equal_fold(wm_str a, wm_str b); /* ASCII letters without case */
int wm_str_compare(wm_str a, wm_str b);     /* bytewise: <0, 0, >0 */
bool wm_str_starts(wm_str s, wm_str prefix);
bool wm_str_starts_fold(wm_str s, wm_str prefix);
bool wm_str_ends(wm_str s, wm_str suffix);

/* Where needle first stands in s, or SIZE_MAX. */
size_t wm_str_find(wm_str s, wm_str needle);
size_t wm_str_find_fold(wm_str s, wm_str needle);
size_t wm_str_find_byte(wm_str s, char byte);

/* Without white space (space, tab, CR, LF, and U+00A0) at either end. */
wm_str wm_str_trim(wm_str s);

/* The part before the first `separator`; *rest is what follows it (empty at the end).
 * Loop: while (wm_str_next(&rest, '\n', &line)) ...
 */
bool wm_str_next(wm_str *rest, char separator, wm_str *part_out);

/* Copies into the arena, NUL-terminated one past the end; {NULL, 0} when memory is
 * refused (an empty string copies to a non-NULL data).
 */
wm_str wm_str_copy(wm_arena *arena, wm_str s);

/* printf into the arena; {NULL, 0} when memory is refused. */
wm_str wm_str_format(wm_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* FNV-1a, for tables of names. */
unsigned long wm_str_hash(wm_str s);

/* How many single-letter edits (insert, delete, change, swap of neighbours) make b of
 * a, ASCII case ignored; anything over `most` is returned as most + 1. For "did you
 * mean". Strings over 64 bytes count as most + 1.
 */
unsigned wm_str_distance(wm_str a, wm_str b, unsigned most);

static inline bool wm_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool wm_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool wm_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
static inline char wm_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

#endif
