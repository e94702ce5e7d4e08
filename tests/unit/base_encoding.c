#include "harness.h"

#include "base/alloc.h"
#include "base/encoding.h"

#define BYTES(literal)                                                                   \
    {                                                                                    \
        literal, sizeof(literal) - 1                                                     \
    }

/* Decodes an exact-sized copy, so that the sanitizer sees a read past its end. */
static void assert_decoded(wm_str bytes, wm_encoding encoding, wm_str want)
{
    wm_arena *arena = wm_arena_new(1 << 20);
    char *exact = malloc(bytes.len ? bytes.len : 1);
    memcpy(exact, bytes.data, bytes.len);
    wm_encoding got_encoding;
    wm_str got;
    wm_status status =
        wm_text_decode((wm_str){exact, bytes.len}, arena, &got_encoding, &got);
    ck_assert_msg(got_encoding == encoding, "[%.*s] is %s", WM_FMT(bytes),
                  wm_encoding_name(got_encoding));
    if (encoding == WM_ENCODING_BINARY) {
        ck_assert_int_eq(status, WM_REJECTED);
    } else {
        ck_assert_int_eq(status, WM_OK);
        ck_assert_msg(wm_str_equal(got, want), "want [%.*s]\n got [%.*s]", WM_FMT(want),
                      WM_FMT(got));
    }
    free(exact);
    wm_arena_end(arena);
}

TEST(text_is_decoded_by_its_mark_or_its_validity)
{
    static const struct {
        wm_str bytes;
        wm_encoding encoding;
        wm_str want;
    } cases[] = {
        {BYTES(""), WM_ENCODING_UTF8, BYTES("")},
        {BYTES("plain"), WM_ENCODING_UTF8, BYTES("plain")},
        {BYTES("\xEF\xBB\xBF"
               "a"),
         WM_ENCODING_UTF8, BYTES("a")},
        {BYTES("\xEF\xBB\xBF"), WM_ENCODING_UTF8, BYTES("")},
        {BYTES("caf\xC3\xA9"), WM_ENCODING_UTF8, BYTES("caf\xC3\xA9")},
        /* the mark is believed; what fits nowhere is replaced byte by byte */
        {BYTES("\xEF\xBB\xBF\xC3\xA9\xE9x\xF0\x9F"), WM_ENCODING_UTF8,
         BYTES("\xC3\xA9\xEF\xBF\xBDx\xEF\xBF\xBD\xEF\xBF\xBD")},
        {BYTES("caf\xE9"), WM_ENCODING_WINDOWS_1252, BYTES("caf\xC3\xA9")},
        {BYTES("\x80 \x96 \x92"), WM_ENCODING_WINDOWS_1252,
         BYTES("\xE2\x82\xAC \xE2\x80\x93 \xE2\x80\x99")},
        {BYTES("\x81\x8D\x8F\x90\x9D"), WM_ENCODING_WINDOWS_1252,
         BYTES("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD")},
        /* UTF-8 but for one byte, a long way in: Windows-1252 as a whole */
        {BYTES("\xC3\xA9 and sixteen more \xE9"), WM_ENCODING_WINDOWS_1252,
         BYTES("\xC3\x83\xC2\xA9 and sixteen more \xC3\xA9")},
        {BYTES("\xFF\xFE"
               "a\0\xE9\0\xAC\x20"),
         WM_ENCODING_UTF16LE, BYTES("a\xC3\xA9\xE2\x82\xAC")},
        {BYTES("\xFF\xFE"), WM_ENCODING_UTF16LE, BYTES("")},
        {BYTES("a\0,\0"), WM_ENCODING_UTF16LE, BYTES("a,")},
        {BYTES("\xFF\xFE\x3D\xD8\x00\xDE"), WM_ENCODING_UTF16LE,
         BYTES("\xF0\x9F\x98\x80")},
        /* halves of pairs, and half a unit */
        {BYTES("\xFF\xFE\x3D\xD8"
               "a\0\x00\xDE\x3D\xD8"),
         WM_ENCODING_UTF16LE,
         BYTES("\xEF\xBF\xBD"
               "a\xEF\xBF\xBD\xEF\xBF\xBD")},
        {BYTES("\xFF\xFE"
               "a\0b"),
         WM_ENCODING_UTF16LE, BYTES("a\xEF\xBF\xBD")},
        {BYTES("\xFF\xFE"
               "a\0\0\0"),
         WM_ENCODING_BINARY, BYTES("")},
        {BYTES("a\0b"), WM_ENCODING_BINARY, BYTES("")},
        {BYTES("\0"), WM_ENCODING_BINARY, BYTES("")},
        {BYTES("\x01\0\x02\0\x03\0"), WM_ENCODING_BINARY, BYTES("")},
        {BYTES("\x07\0\0\0\x08\0\0\0"), WM_ENCODING_BINARY, BYTES("")},
        {BYTES("\xFE\xFF\0a"), WM_ENCODING_BINARY, BYTES("")},
        {BYTES("PK\x03\x04rest"), WM_ENCODING_BINARY, BYTES("")},
        {BYTES("\xD0\xCF\x11\xE0rest"), WM_ENCODING_BINARY, BYTES("")},
        {BYTES("%PDF-1.4"), WM_ENCODING_BINARY, BYTES("")},
        {BYTES("\x1F\x8B\x08"), WM_ENCODING_BINARY, BYTES("")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_decoded(cases[i].bytes, cases[i].encoding, cases[i].want);
}
END

TEST(what_needs_no_change_is_not_copied)
{
    wm_arena *arena = wm_arena_new(1 << 20);
    wm_str bytes = WM_STR("caf\xC3\xA9"), text;
    wm_encoding encoding;
    ck_assert_int_eq(wm_text_decode(bytes, arena, &encoding, &text), WM_OK);
    ck_assert_ptr_eq(text.data, bytes.data);
    ck_assert_uint_eq(wm_arena_used(arena), 0);
    wm_arena_end(arena);
}
END

TEST(names_are_those_that_people_know)
{
    ck_assert_str_eq(wm_encoding_name(WM_ENCODING_UTF8), "UTF-8");
    ck_assert_str_eq(wm_encoding_name(WM_ENCODING_UTF16LE), "UTF-16LE");
    ck_assert_str_eq(wm_encoding_name(WM_ENCODING_WINDOWS_1252), "Windows-1252");
    ck_assert_str_eq(wm_encoding_name(WM_ENCODING_BINARY), "binary");
}
END

static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(leads[len] | c);
    return len;
}

TEST(every_code_point_is_valid_but_surrogates)
{
    char bytes[4];
    for (uint32_t c = 0; c < 0x110000; c++) {
        wm_str text = {bytes, encode(c, bytes)};
        bool is_surrogate = c >= 0xD800 && c < 0xE000;
        size_t next = 0;
        bool holds = wm_utf8_valid_length(text) == (is_surrogate ? 0 : text.len);
        if (!is_surrogate)
            holds = holds && wm_utf8_decode(text, 0, &next) == c && next == text.len &&
                    wm_utf8_count(text) == 1;
        if (!holds)
            ck_abort_msg("U+%04X", c);
    }
}
END

/* The forms of RFC 3629 section 4, written out as it writes them. */
static bool form_is_valid(const unsigned char *b, size_t len)
{
#define IN(i, low, high) (b[i] >= (low) && b[i] <= (high))
#define TAIL(i)          IN(i, 0x80, 0xBF)
    switch (len) {
    case 1:
        return b[0] < 0x80;
    case 2:
        return IN(0, 0xC2, 0xDF) && TAIL(1);
    case 3:
        return ((b[0] == 0xE0 && IN(1, 0xA0, 0xBF)) || (IN(0, 0xE1, 0xEC) && TAIL(1)) ||
                (b[0] == 0xED && IN(1, 0x80, 0x9F)) || (IN(0, 0xEE, 0xEF) && TAIL(1))) &&
               TAIL(2);
    default:
        return ((b[0] == 0xF0 && IN(1, 0x90, 0xBF)) || (IN(0, 0xF1, 0xF3) && TAIL(1)) ||
                (b[0] == 0xF4 && IN(1, 0x80, 0x8F))) &&
               TAIL(2) && TAIL(3);
    }
}

static size_t slow_valid_length(const unsigned char *bytes, size_t len)
{
    size_t at = 0;
    while (at < len) {
        size_t form = 1;
        while (form <= 4 && (form > len - at || !form_is_valid(bytes + at, form)))
            form++;
        if (form > 4)
            break;
        at += form;
    }
    return at;
}

/* Every text of four bytes out of those where a form begins or ends, at every distance
 * from an eight-byte word's end.
 */
TEST(validity_is_exact_at_every_edge)
{
    static const unsigned char edges[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                          0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEE, 0xEF,
                                          0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    enum { EDGES = sizeof edges };
    for (size_t number = 0; number < EDGES * EDGES * EDGES * EDGES; number++) {
        unsigned char bytes[12] = "aaaaaaaa";
        size_t before = number % 9, rest = number;
        for (size_t i = 0; i < 4; i++, rest /= EDGES)
            bytes[before + i] = edges[rest % EDGES];
        size_t len = before + 4;
        size_t got = wm_utf8_valid_length((wm_str){(const char *)bytes, len});
        size_t want = slow_valid_length(bytes, len);
        if (got != want)
            ck_abort_msg("%02X %02X %02X %02X after %zu: %zu, not %zu", bytes[before],
                         bytes[before + 1], bytes[before + 2], bytes[before + 3], before,
                         got, want);
    }
}
END

TEST(width_is_what_a_terminal_takes)
{
    static const struct {
        wm_str text;
        size_t width;
    } cases[] = {
        {BYTES(""), 0},
        {BYTES("abc"), 3},
        {BYTES("caf\xC3\xA9"), 4},
        {BYTES("cafe\xCC\x81"), 4},             /* e and a combining acute */
        {BYTES("\xE2\x96\xB2\xE2\x80\x93"), 2}, /* a triangle and a dash */
        {BYTES("\xE4\xB8\xAD\xE6\x96\x87"), 4}, /* two wide characters */
        {BYTES("\xF0\x9F\x98\x80"), 2},
        {BYTES("a\tb\x1B"), 2}, /* control characters are not shown */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(wm_utf8_width(cases[i].text) == cases[i].width, "%.*s: %zu",
                      WM_FMT(cases[i].text), wm_utf8_width(cases[i].text));
}
END

TEST(text_is_cut_between_characters)
{
    static const struct {
        const char *text;
        size_t columns;
        const char *fits;
        size_t width;
    } cases[] = {
        {"abc", 2, "ab", 2},
        {"abc", 9, "abc", 3},
        {"abc", 0, "", 0},
        {"caf\xC3\xA9s", 4, "caf\xC3\xA9", 4},
        {"cafe\xCC\x81s", 4, "cafe\xCC\x81", 4},
        {"a\xE4\xB8\xAD\xE6\x96\x87", 4, "a\xE4\xB8\xAD", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t width;
        assert_str(wm_utf8_fit(wm_str_of(cases[i].text), cases[i].columns, &width),
                   cases[i].fits);
        ck_assert_uint_eq(width, cases[i].width);
    }
}
END

TEST(refused_memory_is_said)
{
    wm_arena *arena = wm_arena_new(1 << 20);
    wm_encoding encoding;
    wm_str text;
    wm_alloc_fail_after(0);
    wm_status status = wm_text_decode(WM_STR("caf\xE9"), arena, &encoding, &text);
    wm_alloc_fail_after(-1);
    ck_assert_int_eq(status, WM_NOMEM);
    wm_arena_end(arena);
}
END

TESTS(text_is_decoded_by_its_mark_or_its_validity, what_needs_no_change_is_not_copied,
      names_are_those_that_people_know, every_code_point_is_valid_but_surrogates,
      validity_is_exact_at_every_edge, width_is_what_a_terminal_takes,
      text_is_cut_between_characters, refused_memory_is_said)
