/* Text that grows, and that remembers its first failure. */
#include "harness.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdint.h>
#include <wchar.h>

TEST(an_untouched_text_is_empty)
{
    wm_text text = {0};
    assert_str(wm_text_str(&text), "");
    ck_assert_ptr_nonnull(wm_text_str(&text).data);
    ck_assert_int_eq(wm_text_status(&text), WM_OK);
    wm_text_end(&text);
}
END

TEST(everything_written_stands_in_order)
{
    wm_text text = {0};
    wm_text_add(&text, WM_STR("1.2"));
    wm_text_byte(&text, ' ');
    wm_text_repeat(&text, '^', 5);
    wm_text_repeat(&text, 'x', 0);
    wm_text_add(&text, (wm_str){NULL, 0});
    wm_text_format(&text, " %d of %s", 55, "79");
    wm_text_format(&text, "%s", "");
    assert_str(wm_text_str(&text), "1.2 ^^^^^ 55 of 79");
    ck_assert_int_eq(text.data[text.len], '\0');
    wm_text_byte(&text, '\0');
    ck_assert_uint_eq(wm_text_str(&text).len, 19);
    wm_text_end(&text);
    ck_assert_ptr_null(text.data);
}
END

/* Lengths on both sides of every size it grows through. */
TEST(it_grows_past_every_size)
{
    for (size_t length = 0; length <= 1100; length++) {
        wm_text text = {0};
        for (size_t i = 0; i < length; i++)
            wm_text_byte(&text, (char)('a' + i % 26));
        wm_text_format(&text, "%s", "!");
        wm_str got = wm_text_str(&text);
        ck_assert_uint_eq(got.len, length + 1);
        for (size_t i = 0; i < length; i++)
            if (got.data[i] != (char)('a' + i % 26))
                ck_abort_msg("byte %zu of %zu was lost", i, length);
        ck_assert_int_eq(got.data[length], '!');
        ck_assert_int_eq(text.data[got.len], '\0');
        wm_text_end(&text);
    }
}
END

TEST(one_long_piece_fits_at_once)
{
    for (int width = 250; width <= 520; width++) {
        wm_text text = {0};
        wm_text_format(&text, "%*d", width, 7);
        ck_assert_uint_eq(wm_text_str(&text).len, (size_t)width);
        ck_assert_int_eq(text.data[width - 1], '7');
        wm_text_end(&text);
    }
}
END

TEST(clear_keeps_the_memory_and_forgets_the_failure)
{
    wm_text text = {0};
    wm_text_repeat(&text, 'a', 300);
    char *memory = text.data;
    text.status = WM_NOMEM;
    wm_text_clear(&text);
    ck_assert_int_eq(wm_text_status(&text), WM_OK);
    wm_text_add(&text, WM_STR("again"));
    ck_assert_ptr_eq(text.data, memory);
    assert_str(wm_text_str(&text), "again");
    wm_text_end(&text);
}
END

TEST(more_than_memory_can_hold_is_a_limit)
{
    wm_text text = {0};
    wm_text_byte(&text, 'a');
    wm_text_repeat(&text, 'b', SIZE_MAX);
    ck_assert_int_eq(wm_text_status(&text), WM_LIMIT);
    wm_text_add(&text, WM_STR("ignored"));
    assert_str(wm_text_str(&text), "a");
    wm_text_end(&text);
}
END

/* A piece that printf cannot say (here a character the C locale has no bytes for, in life
 * one over 2 GB) fails the text and is not dropped in silence.
 */
TEST(what_printf_refuses_is_a_limit)
{
    wm_text text = {0};
    wm_text_format(&text, "%lc", (wint_t)0x20AC);
    ck_assert_int_eq(wm_text_status(&text), WM_LIMIT);
    wm_text_end(&text);
}
END

static wm_status write_much(wm_text *text)
{
    for (int i = 0; i < 200; i++) {
        wm_text_add(text, WM_STR("a line of text "));
        wm_text_format(text, "%d", i);
        wm_text_byte(text, '\n');
        wm_text_repeat(text, '-', 20);
    }
    return wm_text_status(text);
}

TEST(each_refusal_is_kept_and_nothing_leaks)
{
    size_t whole = 0;
    long refused = 0;
    wm_status status;
    do {
        wm_text text = {0};
        wm_alloc_fail_after(refused);
        status = write_much(&text);
        wm_alloc_fail_after(-1);
        if (status != WM_OK) {
            ck_assert_int_eq(status, WM_NOMEM);
            size_t len = wm_text_str(&text).len;
            wm_text_add(&text, WM_STR("memory is back, the failure stays"));
            ck_assert_uint_eq(wm_text_str(&text).len, len);
            refused++;
        }
        whole = wm_text_str(&text).len;
        wm_text_end(&text);
    } while (status != WM_OK);
    ck_assert_int_ge(refused, 3);
    ck_assert_uint_eq(whole, 200 * (15 + 1 + 20) + 10 + 90 * 2 + 100 * 3);
}
END

TESTS(an_untouched_text_is_empty, everything_written_stands_in_order,
      it_grows_past_every_size, one_long_piece_fits_at_once,
      clear_keeps_the_memory_and_forgets_the_failure,
      more_than_memory_can_hold_is_a_limit, what_printf_refuses_is_a_limit,
      each_refusal_is_kept_and_nothing_leaks)
