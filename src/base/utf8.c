#include "base/ascii.h"
#include "base/encoding.h"

#include <assert.h>
#include <uniwidth.h>

/* The second byte decides what is overlong, a surrogate or over U+10FFFF; RFC 3629,
 * section 4:
 *
 *     C2..DF 80..BF              E0 A0..BF 80..BF           ED 80..9F 80..BF
 *     E1..EC, EE..EF 80..BF x 2  F0 90..BF 80..BF x 2       F4 80..8F 80..BF x 2
 *     F1..F3 80..BF x 3
 */
static bool second_byte_fits(uint8_t lead, uint8_t second)
{
    switch (lead) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return second >= 0x80 && second <= 0xBF;
    }
}

static size_t length_by_lead(uint8_t lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Bytes of the character at the start, or 0 when there is none. */
static size_t character_length(const uint8_t *bytes, size_t left)
{
    size_t length = length_by_lead(bytes[0]);
    if (length == 0 || length > left)
        return 0;
    if (length > 1 && !second_byte_fits(bytes[0], bytes[1]))
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

size_t wm_utf8_valid_length(wm_str text)
{
    const uint8_t *bytes = (const uint8_t *)text.data;
    size_t at = 0;
    while (at < text.len) {
        at = wm_ascii_end(text.data, at, text.len);
        if (at == text.len)
            break;
        size_t length = character_length(bytes + at, text.len - at);
        if (length == 0)
            break;
        at += length;
    }
    return at;
}

uint32_t wm_utf8_decode(wm_str text, size_t at, size_t *next)
{
    static const uint8_t lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const uint8_t *bytes = (const uint8_t *)text.data;
    assert(at < text.len);
    size_t length = length_by_lead(bytes[at]);
    assert(length > 0 && length <= text.len - at);
    uint32_t code_point = bytes[at] & lead_bits[length];
    for (size_t i = 1; i < length; i++)
        code_point = code_point << 6 | (bytes[at + i] & 0x3F);
    *next = at + length;
    return code_point;
}

/* Control characters take no column: they are not shown. */
static size_t columns_of(uint32_t code_point)
{
    if (code_point >= 0x20 && code_point < 0x7F)
        return 1;
    int width = uc_width(code_point, "UTF-8");
    return width > 0 ? (size_t)width : 0;
}

size_t wm_utf8_width(wm_str text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.len;)
        width += columns_of(wm_utf8_decode(text, at, &at));
    return width;
}

/* Goes on through what takes no column, so that an accent stays with its letter. */
wm_str wm_utf8_fit(wm_str text, size_t columns, size_t *width_out)
{
    size_t width = 0, at = 0;
    while (at < text.len) {
        size_t next;
        size_t more = columns_of(wm_utf8_decode(text, at, &next));
        if (more > columns - width)
            break;
        width += more;
        at = next;
    }
    *width_out = width;
    return wm_str_slice(text, 0, at);
}

size_t wm_utf8_count(wm_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((uint8_t)text.data[i] & 0xC0) != 0x80;
    return count;
}
