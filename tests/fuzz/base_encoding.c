/* Any bytes: what comes out is valid UTF-8 without NUL, or refused as binary; its width
 * and its cut agree with each other.
 */
#include "base/encoding.h"

#include <stdlib.h>

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_text(wm_str text)
{
    check(wm_utf8_valid_length(text) == text.len);
    check(text.len == 0 || memchr(text.data, 0, text.len) == NULL);
    size_t characters = 0;
    for (size_t at = 0; at < text.len; characters++)
        check(wm_utf8_decode(text, at, &at) <= 0x10FFFF);
    check(wm_utf8_count(text) == characters);
    size_t width, whole = wm_utf8_width(text);
    wm_str half = wm_utf8_fit(text, whole / 2, &width);
    check(width <= whole / 2 && wm_utf8_width(half) == width);
    check(wm_utf8_valid_length(half) == half.len);
    check(wm_utf8_fit(text, whole, &width).len == text.len && width == whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_arena *arena = wm_arena_new(1 << 24);
    wm_encoding encoding;
    wm_str text;
    if (!arena)
        return 0;
    wm_str bytes = {(const char *)data, size};
    wm_status status = wm_text_decode(bytes, arena, &encoding, &text);
    check((status == WM_REJECTED) == (encoding == WM_ENCODING_BINARY));
    if (status == WM_OK)
        check_text(text);
    wm_arena_end(arena);
    return 0;
}
