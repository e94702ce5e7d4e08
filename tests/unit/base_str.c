/* Borrowed text: finding, trimming, splitting, and how far two words are apart. */
#include "harness.h"

#include "base/alloc.h"

#include <stdint.h>
#include <stdio.h>

TEST(a_slice_is_clamped)
{
    wm_str s = WM_STR("target");
    assert_str(wm_str_slice(s, 0, 3), "tar");
    assert_str(wm_str_slice(s, 3, 99), "get");
    assert_str(wm_str_slice(s, 99, 3), "");
    assert_str(wm_str_slice(s, 4, 2), "");
    assert_str(wm_str_slice((wm_str){NULL, 0}, 0, 4), "");
    assert_str(wm_str_slice(s, SIZE_MAX, SIZE_MAX), "");
}
END

TEST(equality_and_order)
{
    ck_assert(wm_str_equal(WM_STR(""), (wm_str){NULL, 0}));
    ck_assert(!wm_str_equal(WM_STR("a"), WM_STR("A")));
    ck_assert(wm_str_equal_fold(WM_STR("Not Applicable"), WM_STR("NOT applicable")));
    ck_assert(!wm_str_equal_fold(WM_STR("ab"), WM_STR("abc")));
    ck_assert(!wm_str_equal_fold(WM_STR("@"), WM_STR("`"))); /* 32 apart, no letters */
    ck_assert(!wm_str_equal_fold(WM_STR("["), WM_STR("{")));
    ck_assert_int_lt(wm_str_compare(WM_STR("1"), WM_STR("1.1")), 0);
    ck_assert_int_gt(wm_str_compare(WM_STR("\xC3\xA9"), WM_STR("z")), 0);
    ck_assert_int_eq(wm_str_compare(WM_STR("a"), WM_STR("a")), 0);
    ck_assert_int_lt(wm_str_compare((wm_str){NULL, 0}, WM_STR("a")), 0);
}
END

TEST(starts_and_ends)
{
    ck_assert(wm_str_starts(WM_STR("targets"), WM_STR("target")));
    ck_assert(!wm_str_starts(WM_STR("tar"), WM_STR("target")));
    ck_assert(wm_str_starts(WM_STR("x"), WM_STR("")));
    ck_assert(wm_str_starts_fold(WM_STR("TARGETs"), WM_STR("target")));
    ck_assert(!wm_str_starts_fold(WM_STR("tar"), WM_STR("target")));
    ck_assert(wm_str_ends(WM_STR("a.csv"), WM_STR(".csv")));
    ck_assert(!wm_str_ends(WM_STR("csv"), WM_STR(".csv")));
}
END

/* Every needle of up to 3 letters in every text of up to 5, from an alphabet of 2,
 * against the definition.
 */
static bool stands_at(const char *text, const char *needle, size_t at)
{
    return strncmp(text + at, needle, strlen(needle)) == 0;
}

static void word(char *out, size_t length, unsigned number)
{
    for (size_t i = 0; i < length; i++)
        out[i] = (number >> i) & 1 ? 'b' : 'a';
    out[length] = '\0';
}

static void check_find(const char *text, const char *needle)
{
    size_t want = SIZE_MAX;
    for (size_t at = strlen(text) + 1; at-- > 0;)
        if (stands_at(text, needle, at))
            want = at;
    ck_assert_uint_eq(wm_str_find(wm_str_of(text), wm_str_of(needle)), want);
    ck_assert_uint_eq(wm_str_find_fold(wm_str_of(text), wm_str_of(needle)), want);
}

TEST(finding_in_every_short_text)
{
    char text[8], needle[8];
    for (size_t n = 0; n <= 5; n++)
        for (unsigned i = 0; i < 1u << n; i++)
            for (size_t m = 0; m <= 3; m++)
                for (unsigned j = 0; j < 1u << m; j++) {
                    word(text, n, i);
                    word(needle, m, j);
                    check_find(text, needle);
                }
    ck_assert_uint_eq(wm_str_find_fold(WM_STR("the TARGET is"), WM_STR("target")), 4);
    ck_assert_uint_eq(wm_str_find_byte(WM_STR("a\0b"), 'b'), 2);
    ck_assert_uint_eq(wm_str_find_byte(WM_STR("abc"), 'x'), SIZE_MAX);
    ck_assert_uint_eq(wm_str_find_byte((wm_str){NULL, 0}, 'x'), SIZE_MAX);
}
END

TEST(trim_takes_white_space_of_every_kind)
{
    assert_str(wm_str_trim(WM_STR(" \t\r\n 4.6 \xC2\xA0\n")), "4.6");
    assert_str(wm_str_trim(WM_STR("\xC2\xA0\xC2\xA0")), "");
    assert_str(wm_str_trim(WM_STR("   ")), "");
    assert_str(wm_str_trim(WM_STR("")), "");
    assert_str(wm_str_trim((wm_str){NULL, 0}), "");
    assert_str(wm_str_trim(WM_STR("a b")), "a b");
    /* Letters that share a byte with the no-break space stay whole. */
    assert_str(wm_str_trim(WM_STR("\xC3\xA0")), "\xC3\xA0");
    assert_str(wm_str_trim(WM_STR("\xC2\xA3")), "\xC2\xA3");
}
END

static void check_parts(const char *text, const char *want)
{
    char got[64] = "";
    size_t len = 0;
    wm_str rest = wm_str_of(text), part;
    while (wm_str_next(&rest, ',', &part))
        len += (size_t)snprintf(got + len, sizeof got - len, "[%.*s]", WM_FMT(part));
    ck_assert_str_eq(got, want);
}

TEST(splitting_keeps_every_part)
{
    check_parts("a,b,c", "[a][b][c]");
    check_parts("a", "[a]");
    check_parts("", "[]");
    check_parts(",", "[][]");
    check_parts("a,", "[a][]");
    check_parts(",,b", "[][][b]");
    wm_str nothing = {NULL, 0}, part;
    ck_assert(!wm_str_next(&nothing, ',', &part));
}
END

TEST(copies_live_in_the_arena_and_end_with_a_nul)
{
    wm_arena *arena = wm_arena_new(1000);
    char original[] = "stays";
    wm_str copy = wm_str_copy(arena, wm_str_of(original));
    original[0] = 'X';
    assert_str(copy, "stays");
    ck_assert_int_eq(copy.data[copy.len], '\0');
    wm_str empty = wm_str_copy(arena, (wm_str){NULL, 0});
    ck_assert_ptr_nonnull(empty.data);
    ck_assert_uint_eq(empty.len, 0);
    assert_str(wm_str_format(arena, "%s %d%%", "over", 12), "over 12%");
    assert_str(wm_str_format(arena, "%s", ""), "");
    wm_str too_long = wm_str_format(arena, "%2000d", 1);
    ck_assert_ptr_null(too_long.data);
    ck_assert_uint_eq(too_long.len, 0);
    wm_arena_end(arena);
}
END

TEST(a_refused_copy_is_nothing)
{
    wm_arena *arena = wm_arena_new(1000);
    wm_alloc_fail_after(0);
    wm_str copy = wm_str_copy(arena, WM_STR("a"));
    wm_str text = wm_str_format(arena, "%d", 1);
    wm_alloc_fail_after(-1);
    ck_assert_ptr_null(copy.data);
    ck_assert_ptr_null(text.data);
    ck_assert_uint_eq(copy.len + text.len, 0);
    wm_arena_end(arena);
}
END

TEST(hashes_are_fnv_1a)
{
    /* From the authors' test vectors. */
    ck_assert_uint_eq(wm_str_hash(WM_STR("")), 0xcbf29ce484222325u);
    ck_assert_uint_eq(wm_str_hash(WM_STR("a")), 0xaf63dc4c8601ec8cu);
    ck_assert_uint_eq(wm_str_hash(WM_STR("foobar")), 0x85944171f73967e8u);
}
END

TEST(distance_counts_edits)
{
    static const struct {
        const char *a, *b;
        unsigned distance;
    } rows[] = {
        {"target", "target", 0}, {"taget", "target", 1}, {"tragte", "target", 2},
        {"Target", "tARGET", 0}, {"", "abc", 3},         {"abc", "", 3},
        {"ab", "ba", 1},         {"abcd", "acbd", 1},    {"kitten", "sitting", 3},
        {"strat", "start", 1},   {"x", "y", 1},          {"", "", 0},
        {"grade", "band", 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wm_str a = wm_str_of(rows[i].a), b = wm_str_of(rows[i].b);
        ck_assert_msg(wm_str_distance(a, b, 9) == rows[i].distance, "%s %s: %u",
                      rows[i].a, rows[i].b, wm_str_distance(a, b, 9));
        ck_assert_uint_eq(wm_str_distance(b, a, 9), rows[i].distance);
    }
    ck_assert_uint_eq(wm_str_distance(WM_STR("abc"), WM_STR("xyz"), 1), 2);
}
END

TEST(distance_stops_at_64_bytes)
{
    char a[66], b[66];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    b[40] = 'b';
    ck_assert_uint_eq(wm_str_distance((wm_str){a, 64}, (wm_str){b, 64}, 3), 1);
    ck_assert_uint_eq(wm_str_distance((wm_str){a, 65}, (wm_str){a, 64}, 3), 4);
    ck_assert_uint_eq(wm_str_distance((wm_str){a, 64}, (wm_str){a, 65}, 3), 4);
}
END

/* Words of up to 4 letters: symmetric, nothing only for the same word, and never more
 * than one edit away after one edit.
 */
TEST(distance_in_a_small_world)
{
    char a[8], b[8];
    for (size_t n = 0; n <= 4; n++)
        for (unsigned i = 0; i < 1u << n; i++)
            for (size_t m = 0; m <= 4; m++)
                for (unsigned j = 0; j < 1u << m; j++) {
                    word(a, n, i);
                    word(b, m, j);
                    unsigned there = wm_str_distance(wm_str_of(a), wm_str_of(b), 9);
                    ck_assert_uint_eq(wm_str_distance(wm_str_of(b), wm_str_of(a), 9),
                                      there);
                    ck_assert_int_eq(there == 0, strcmp(a, b) == 0);
                    ck_assert_uint_le(there, n > m ? n : m);
                    ck_assert_uint_ge(there, n > m ? n - m : m - n);
                }
}
END

TESTS(a_slice_is_clamped, equality_and_order, starts_and_ends,
      finding_in_every_short_text, trim_takes_white_space_of_every_kind,
      splitting_keeps_every_part, copies_live_in_the_arena_and_end_with_a_nul,
      a_refused_copy_is_nothing, hashes_are_fnv_1a, distance_counts_edits,
      distance_stops_at_64_bytes, distance_in_a_small_world)
