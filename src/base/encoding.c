#include "base/encoding.h"

#include "base/ascii.h"

#include <assert.h>

enum { REPLACEMENT = 0xFFFD, UTF16_SAMPLE_BYTES = 4096 };

const char *wm_encoding_name(wm_encoding encoding)
{
    static const char *const names[] = {
        [WM_ENCODING_UTF8] = "UTF-8",
        [WM_ENCODING_UTF16LE] = "UTF-16LE",
        [WM_ENCODING_WINDOWS_1252] = "Windows-1252",
        [WM_ENCODING_BINARY] = "binary",
    };
    assert((size_t)encoding < sizeof names / sizeof *names);
    return names[encoding];
}

/* Each decoder runs twice over its input: with `data` NULL it only measures. */
typedef struct writer {
    char *data;
    size_t len;
} writer;

static void put_long(writer *out, uint32_t code_point)
{
    size_t len = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const uint8_t leads[] = {[2] = 0xC0, [3] = 0xE0, [4] = 0xF0};
    char bytes[4];
    bytes[0] = (char)(leads[len] | code_point >> 6 * (len - 1));
    for (size_t i = 1; i < len; i++)
        bytes[i] = (char)(0x80 | (code_point >> 6 * (len - 1 - i) & 0x3F));
    if (out->data)
        memcpy(out->data + out->len, bytes, len);
    out->len += len;
}

static inline void put(writer *out, uint32_t code_point)
{
    if (code_point >= 0x80) {
        put_long(out, code_point);
        return;
    }
    if (out->data)
        out->data[out->len] = (char)code_point;
    out->len++;
}

static void put_bytes(writer *out, wm_str bytes)
{
    if (out->data && bytes.len)
        memcpy(out->data + out->len, bytes.data, bytes.len);
    out->len += bytes.len;
}

/* Text whose mark says UTF-8 and that is not: the mark is believed, and every byte
 * that fits nowhere becomes U+FFFD.
 */
static void decode_damaged_utf8(wm_str bytes, writer *out)
{
    while (bytes.len > 0) {
        size_t valid = wm_utf8_valid_length(bytes);
        put_bytes(out, wm_str_slice(bytes, 0, valid));
        if (valid < bytes.len)
            put(out, REPLACEMENT);
        bytes = wm_str_slice(bytes, valid + 1, bytes.len);
    }
}

static uint32_t unit_at(wm_str bytes, size_t at)
{
    return (uint32_t)(uint8_t)bytes.data[at] | (uint32_t)(uint8_t)bytes.data[at + 1] << 8;
}

static void decode_utf16le(wm_str bytes, writer *out)
{
    size_t at = 0;
    while (bytes.len - at >= 2) {
        uint32_t unit = unit_at(bytes, at);
        at += 2;
        if (unit < 0xD800 || unit > 0xDFFF) {
            put(out, unit);
            continue;
        }
        uint32_t low = bytes.len - at >= 2 ? unit_at(bytes, at) : 0;
        if (unit <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF) {
            put(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            at += 2;
        } else {
            put(out, REPLACEMENT); /* half a pair */
        }
    }
    if (at < bytes.len)
        put(out, REPLACEMENT); /* half a unit: the file was cut off */
}

/* https://encoding.spec.whatwg.org/#index-windows-1252 for 80..9F, but with the five
 * bytes that Microsoft leaves undefined left undefined. A0..FF are Latin-1.
 */
static void decode_windows_1252(wm_str bytes, writer *out)
{
    static const uint16_t high[32] = {
        0x20AC, REPLACEMENT, 0x201A,      0x0192, 0x201E, 0x2026, 0x2020,
        0x2021, 0x02C6,      0x2030,      0x0160, 0x2039, 0x0152, REPLACEMENT,
        0x017D, REPLACEMENT, REPLACEMENT, 0x2018, 0x2019, 0x201C, 0x201D,
        0x2022, 0x2013,      0x2014,      0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, REPLACEMENT, 0x017E,      0x0178,
    };
    for (size_t at = 0; at < bytes.len;) {
        size_t end = wm_ascii_end(bytes.data, at, bytes.len);
        put_bytes(out, wm_str_slice(bytes, at, end));
        for (at = end; at < bytes.len && (uint8_t)bytes.data[at] >= 0x80; at++) {
            uint8_t byte = (uint8_t)bytes.data[at];
            put(out, byte < 0xA0 ? high[byte - 0x80] : byte);
        }
    }
}

typedef void decoder(wm_str bytes, writer *out);

static wm_status decode(decoder *decode_with, wm_str bytes, wm_arena *arena,
                        wm_str *text_out)
{
    writer measure = {0};
    decode_with(bytes, &measure);
    writer out = {.data = wm_arena_alloc(arena, measure.len + 1, 1)};
    if (!out.data)
        return WM_NOMEM;
    decode_with(bytes, &out);
    assert(out.len == measure.len);
    *text_out = (wm_str){out.data, out.len};
    return WM_OK;
}

static bool is_known_binary(wm_str bytes)
{
    static const wm_str starts[] = {
        {"PK\x03\x04", 4},       /* ZIP: xlsx, docx */
        {"\xD0\xCF\x11\xE0", 4}, /* OLE: xls        */
        {"%PDF-", 5},
        {"\x1F\x8B", 2}, /* gzip */
    };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (wm_str_starts(bytes, starts[i]))
            return true;
    return false;
}

static bool has_nul(wm_str bytes)
{
    return bytes.len > 0 && memchr(bytes.data, 0, bytes.len) != NULL;
}

/* UTF-16LE that lost its mark: most units are printable ASCII, thus with a high byte
 * of zero, and none is a control character. Numbers stored as binary fail the second.
 */
static bool looks_like_utf16le(wm_str bytes)
{
    size_t units = 0, ascii = 0;
    wm_str sample = wm_str_slice(bytes, 0, UTF16_SAMPLE_BYTES);
    for (size_t at = 0; sample.len - at >= 2; at += 2) {
        uint32_t unit = unit_at(sample, at);
        if (unit < 0x20 && unit != '\t' && unit != '\r' && unit != '\n')
            return false;
        units++;
        ascii += unit < 0x80;
    }
    return ascii * 2 > units && bytes.len % 2 == 0;
}

static wm_encoding encoding_of(wm_str bytes, size_t *mark_bytes_out)
{
    *mark_bytes_out = 0;
    if (is_known_binary(bytes))
        return WM_ENCODING_BINARY;
    if (wm_str_starts(bytes, WM_STR("\xFF\xFE"))) {
        *mark_bytes_out = 2;
        return WM_ENCODING_UTF16LE;
    }
    if (has_nul(bytes))
        return looks_like_utf16le(bytes) ? WM_ENCODING_UTF16LE : WM_ENCODING_BINARY;
    if (wm_str_starts(bytes, WM_STR("\xEF\xBB\xBF"))) {
        *mark_bytes_out = 3;
        return WM_ENCODING_UTF8;
    }
    return wm_utf8_valid_length(bytes) == bytes.len ? WM_ENCODING_UTF8
                                                    : WM_ENCODING_WINDOWS_1252;
}

wm_status wm_text_decode(wm_str bytes, wm_arena *arena, wm_encoding *encoding_out,
                         wm_str *text_out)
{
    size_t mark_bytes;
    *encoding_out = encoding_of(bytes, &mark_bytes);
    wm_str body = wm_str_slice(bytes, mark_bytes, bytes.len);
    *text_out = body;
    switch (*encoding_out) {
    case WM_ENCODING_UTF8:
        if (mark_bytes > 0 && wm_utf8_valid_length(body) < body.len)
            WM_TRY(decode(decode_damaged_utf8, body, arena, text_out));
        break;
    case WM_ENCODING_WINDOWS_1252:
        WM_TRY(decode(decode_windows_1252, body, arena, text_out));
        break;
    case WM_ENCODING_UTF16LE:
        WM_TRY(decode(decode_utf16le, body, arena, text_out));
        if (has_nul(*text_out))
            *encoding_out = WM_ENCODING_BINARY;
        break;
    case WM_ENCODING_BINARY:
        break;
    }
    return *encoding_out == WM_ENCODING_BINARY ? WM_REJECTED : WM_OK;
}
