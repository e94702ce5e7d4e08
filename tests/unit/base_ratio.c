/* Exact numbers: a small world walked whole, the table of the rounding rule, and large
 * numbers drawn mostly from the edges, each against 128-bit arithmetic.
 */
#include "harness.h"

#include "base/ratio.h"

#include <stdio.h>

__extension__ typedef __int128 wide;

static wm_ratio ratio(int64_t top, int64_t bottom)
{
    wm_ratio out;
    ck_assert(wm_ratio_of(top, bottom, 1, &out));
    return out;
}

static wm_ratio of_text(const char *text)
{
    wm_decimal decimal;
    ck_assert_msg(wm_decimal_parse(wm_str_of(text), &decimal), "%s", text);
    return wm_ratio_of_decimal(decimal);
}

static void check_print(wm_ratio value, unsigned places, const char *want)
{
    char got[WM_NUMBER_BYTES];
    size_t len = wm_ratio_print(value, places, got);
    ck_assert_str_eq(got, want);
    ck_assert_uint_eq(len, strlen(want));
}

/* The values on which common tools disagree; half goes away from zero. */
TEST(rounding_follows_the_table)
{
    static const struct {
        const char *value;
        unsigned places;
        const char *want;
    } rows[] = {
        {"2.85", 0, "3"},     {"2.5", 0, "3"},       {"2.85", 1, "2.9"},
        {"2.86", 2, "2.86"},  {"2.675", 2, "2.68"},  {"-4.65", 1, "-4.7"},
        {"-0.04", 1, "0.0"},  {"-0.05", 1, "-0.1"},  {"0.5", 0, "1"},
        {"-0.5", 0, "-1"},    {"-0.49", 0, "0"},     {"1.005", 2, "1.01"},
        {"0.15", 1, "0.2"},   {"99.95", 1, "100.0"}, {"0", 2, "0.00"},
        {"21.6", 2, "21.60"}, {"12", 0, "12"},       {"-0.5", 1, "-0.5"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_print(of_text(rows[i].value), rows[i].places, rows[i].want);
}
END

TEST(figures_of_the_printed_scorecard)
{
    wm_ratio figure;
    ck_assert(wm_ratio_of(55, 79, 100, &figure));
    check_print(figure, 0, "70");
    ck_assert(wm_ratio_of(234, 53153, 10000, &figure));
    check_print(figure, 1, "44.0");
    ck_assert_int_gt(wm_ratio_compare(figure, wm_ratio_whole(44)), 0);
    ck_assert(wm_ratio_of(623, 2758, 100, &figure));
    check_print(figure, 12, "22.588832487310");
    char shortest[WM_NUMBER_BYTES];
    wm_ratio_print_shortest(figure, shortest);
    ck_assert_str_eq(shortest, "22.58883248731");
}
END

/* What a child with a pencil does: count the units below, look at what is left. */
static int64_t rounded_by_counting(int64_t top, int64_t bottom, int64_t unit)
{
    int64_t size = (top < 0 ? -top : top) * unit, whole = 0;
    while (size >= bottom) {
        size -= bottom;
        whole++;
    }
    whole += size * 2 >= bottom;
    return top < 0 ? -whole : whole;
}

static void check_pair(int64_t top, int64_t bottom)
{
    wm_ratio value = ratio(top, bottom);
    ck_assert_int_eq((int64_t)value.top * bottom, top * value.bottom);
    ck_assert_int_eq(wm_ratio_round(value, 0).digits,
                     rounded_by_counting(top, bottom, 1));
    ck_assert_int_eq(wm_ratio_round(value, 1).digits,
                     rounded_by_counting(top, bottom, 10));
    int64_t floor = wm_ratio_floor(value), ceiling = wm_ratio_ceiling(value);
    ck_assert(floor * bottom <= top && (floor + 1) * bottom > top);
    ck_assert(ceiling * bottom >= top && (ceiling - 1) * bottom < top);
}

TEST(a_small_world_of_ratios)
{
    for (int64_t top = -60; top <= 60; top++)
        for (int64_t bottom = 1; bottom <= 24; bottom++)
            check_pair(top, bottom);
}
END

static void check_sums(wm_ratio a, wm_ratio b)
{
    wm_ratio sum, difference, product, quotient;
    ck_assert(wm_ratio_add(a, b, &sum));
    ck_assert(wm_ratio_subtract(sum, b, &difference));
    ck_assert_int_eq(wm_ratio_compare(difference, a), 0);
    ck_assert(wm_ratio_multiply(a, b, &product));
    ck_assert_int_eq(product.top * (a.bottom * b.bottom), a.top * b.top * product.bottom);
    ck_assert_int_eq(sum.top * (a.bottom * b.bottom),
                     (a.top * b.bottom + b.top * a.bottom) * sum.bottom);
    ck_assert_int_eq(wm_ratio_divide(product, b, &quotient), b.top != 0);
    if (b.top)
        ck_assert_int_eq(wm_ratio_compare(quotient, a), 0);
    ck_assert_int_gt(sum.bottom, 0);
    ck_assert_int_gt(product.bottom, 0);
}

TEST(arithmetic_of_small_ratios)
{
    for (int64_t a = -6; a <= 6; a++)
        for (int64_t b = 1; b <= 6; b++)
            for (int64_t c = -6; c <= 6; c++)
                for (int64_t d = 1; d <= 6; d++)
                    check_sums(ratio(a, b), ratio(c, d));
}
END

/* A plain generator, so that a seed gives the same numbers everywhere. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static int64_t edgy(uint64_t *state)
{
    static const int64_t edges[] = {
        0,
        1,
        -1,
        2,
        -2,
        10,
        100,
        10000,
        INT32_MAX,
        INT32_MIN,
        INT64_MAX,
        -INT64_MAX,
        INT64_MAX - 1,
        INT64_MAX / 2,
        INT64_MAX / 2 + 1,
        999999999999999999,
        -999999999999999999,
        1000000000000,
        4611686018427387904,
    };
    uint64_t draw = next_random(state);
    if (draw % 3 == 0)
        return edges[next_random(state) % (sizeof edges / sizeof *edges)];
    int64_t number = (int64_t)(next_random(state) >> (1 + next_random(state) % 62));
    return draw % 2 ? number : -number;
}

static wm_ratio edgy_ratio(uint64_t *state)
{
    for (;;) {
        int64_t bottom = edgy(state);
        if (bottom < 0)
            bottom = -bottom;
        if (bottom)
            return ratio(edgy(state), bottom);
    }
}

static int wide_compare(wm_ratio a, wm_ratio b)
{
    wide left = (wide)a.top * b.bottom, right = (wide)b.top * a.bottom;
    return left < right ? -1 : left > right;
}

/* The answer is exact, or it is refused and nothing was written. */
static void check_product(wm_ratio a, wm_ratio b)
{
    wm_ratio product = {7, 3};
    if (!wm_ratio_multiply(a, b, &product)) {
        ck_assert_int_eq(product.top, 7);
        ck_assert_int_eq(product.bottom, 3);
        return;
    }
    if (b.top == 0)
        return;
    wm_ratio back;
    ck_assert(wm_ratio_divide(product, b, &back));
    ck_assert_int_eq(wm_ratio_compare(back, a), 0);
}

static void check_rounding(wm_ratio a, unsigned places)
{
    char printed[WM_NUMBER_BYTES];
    wm_decimal rounded = wm_ratio_round(a, places);
    ck_assert_uint_le(rounded.places, places);
    size_t len = wm_decimal_print(rounded, printed);
    ck_assert_uint_eq(len, strlen(printed));
    ck_assert_uint_lt(len, WM_NUMBER_BYTES);
    /* No further off than half a unit of the last place:
     * |digits * bottom - top * unit| * 2 <= bottom.
     */
    wide unit = 1;
    for (unsigned i = 0; i < rounded.places; i++)
        unit *= 10;
    wide off = (wide)rounded.digits * a.bottom - (wide)a.top * unit;
    off = off < 0 ? -off : off;
    ck_assert(off * 2 <= a.bottom);
}

TEST(large_numbers_against_wide_arithmetic)
{
    uint64_t seed = getenv("WM_SEED") ? strtoull(getenv("WM_SEED"), NULL, 10) : 20160331;
    uint64_t state = seed;
    printf("base_ratio: WM_SEED=%llu\n", (unsigned long long)seed);
    for (int i = 0; i < 30000; i++) {
        wm_ratio a = edgy_ratio(&state), b = edgy_ratio(&state);
        int order = wm_ratio_compare(a, b);
        ck_assert_int_eq((order > 0) - (order < 0), wide_compare(a, b));
        check_product(a, b);
        check_rounding(a, (unsigned)(next_random(&state) % (WM_PLACES_MAX + 1)));
        wm_ratio sum;
        if (wm_ratio_add(a, b, &sum)) {
            wm_ratio back;
            ck_assert(wm_ratio_subtract(sum, b, &back) == false ||
                      wm_ratio_compare(back, a) == 0);
        }
    }
}
END

TEST(what_does_not_fit_is_refused)
{
    wm_ratio out = {7, 3};
    ck_assert(!wm_ratio_of(1, 0, 100, &out));
    ck_assert(!wm_ratio_of(1, -1, 100, &out));
    ck_assert(!wm_ratio_of(INT64_MAX, 1, 100, &out));
    ck_assert(!wm_ratio_add(wm_ratio_whole(INT64_MAX), wm_ratio_whole(1), &out));
    ck_assert(!wm_ratio_divide(wm_ratio_whole(1), wm_ratio_whole(0), &out));
    ck_assert(!wm_ratio_multiply(ratio(1, INT64_MAX), ratio(1, 2), &out));
    ck_assert_int_eq(out.top, 7);
    ck_assert_int_eq(out.bottom, 3);
    ck_assert(wm_ratio_of(INT64_MAX, 100, 100, &out));
    ck_assert_int_eq(out.top, INT64_MAX);
}
END

/* 10,000,000 with 12 places needs 20 digits: it has fewer places and is not cut short. */
TEST(a_large_number_keeps_its_value)
{
    char printed[WM_NUMBER_BYTES];
    wm_ratio_print_shortest(wm_ratio_whole(10000000), printed);
    ck_assert_str_eq(printed, "10000000");
    wm_ratio_print_shortest(wm_ratio_whole(INT64_MAX), printed);
    ck_assert_str_eq(printed, "9223372036854775807");
    wm_ratio_print_shortest(wm_ratio_whole(-INT64_MAX), printed);
    ck_assert_str_eq(printed, "-9223372036854775807");
    wm_ratio_print_shortest(ratio(56000000 * 3 + 1, 3), printed);
    ck_assert_str_eq(printed, "56000000.33333333333");
    wm_ratio_print_shortest(of_text("99999999999999999.9"), printed);
    ck_assert_str_eq(printed, "99999999999999999.9");
}
END

TEST(decimals_are_read_as_written)
{
    static const struct {
        const char *text;
        int64_t digits;
        unsigned places;
    } rows[] = {
        {"12", 12, 0},
        {"21.60", 2160, 2},
        {"-0.5", -5, 1},
        {"+4.0", 40, 1},
        {"\xE2\x88\x92"
         "3",
         -3, 0},
        {"007", 7, 0},
        {"0", 0, 0},
        {"-0", 0, 0},
        {"0.000000000001", 1, 12},
        {"999999999999999999", 999999999999999999, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wm_decimal got;
        ck_assert_msg(wm_decimal_parse(wm_str_of(rows[i].text), &got), "%s",
                      rows[i].text);
        ck_assert_int_eq(got.digits, rows[i].digits);
        ck_assert_uint_eq(got.places, rows[i].places);
    }
}
END

TEST(what_is_no_decimal)
{
    static const char *const texts[] = {
        "",
        "-",
        "+",
        ".",
        ".5",
        "5.",
        "-.5",
        "1,000",
        "12%",
        "1e3",
        " 1",
        "1 ",
        "1.2.3",
        "--1",
        "+-1",
        "0x10",
        "c",
        "1..2",
        "\xC2\xBD",
        "\xD9\xA3",
        "inf",
        "nan",
        "\xE2\x88",
        "\xE2\x88\x92",
        "1-",
        "\xEF\xBC\x91",
        "1000000000000000000",
        "9999999999999999999",
        "0.0000000000001",
        "1_000",
        "\xC2\xA0 1",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        wm_decimal out = {77, 7};
        ck_assert_msg(!wm_decimal_parse(wm_str_of(texts[i]), &out), "%s", texts[i]);
        ck_assert_int_eq(out.digits, 77);
    }
    wm_decimal out;
    ck_assert(!wm_decimal_parse((wm_str){NULL, 0}, &out));
    ck_assert(!wm_decimal_parse((wm_str){"1\0", 2}, &out));
}
END

TEST(print_and_parse_are_inverse)
{
    for (int64_t digits = -1200; digits <= 1200; digits++) {
        for (unsigned places = 0; places <= 4; places++) {
            char text[WM_NUMBER_BYTES];
            wm_decimal back;
            size_t len = wm_decimal_print((wm_decimal){digits, places}, text);
            ck_assert(wm_decimal_parse((wm_str){text, len}, &back));
            ck_assert_int_eq(back.digits, digits);
            ck_assert_uint_eq(back.places, places);
        }
    }
}
END

TEST(drawing_may_be_near)
{
    ck_assert_double_eq_tol(wm_ratio_for_drawing(ratio(-1, 3)), -0.333333, 0.00001);
    ck_assert_double_eq_tol(wm_ratio_for_drawing(ratio(70, 1)), 70, 0.00001);
}
END

TESTS(rounding_follows_the_table, figures_of_the_printed_scorecard,
      a_small_world_of_ratios, arithmetic_of_small_ratios,
      large_numbers_against_wide_arithmetic, what_does_not_fit_is_refused,
      a_large_number_keeps_its_value, decimals_are_read_as_written, what_is_no_decimal,
      print_and_parse_are_inverse, drawing_may_be_near)
