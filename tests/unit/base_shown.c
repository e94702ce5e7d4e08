/* Text from outside, as it is shown and as it is to be typed. */
#include "harness.h"

#include "base/shown.h"

typedef struct shown_case {
    const char *given;
    const char *wanted;
} shown_case;

static void assert_added(void (*add)(wm_text *out, wm_str text), const shown_case *one)
{
    wm_text out = {0};
    add(&out, wm_str_of(one->given));
    ck_assert_int_eq(wm_text_status(&out), WM_OK);
    assert_str(wm_text_str(&out), one->wanted);
    wm_text_end(&out);
}

TEST(what_would_steer_a_terminal_is_a_question_mark)
{
    static const shown_case cases[] = {
        {"St Helens", "St Helens"},
        {"a\tb\nc", "a b c"},
        {"\033[31mred", "?[31mred"},
        {"cut \xE2\x80\xAE turned", "cut ? turned"},
        {"M\xC3\xB4n and \xFF", "M\xC3\xB4n and ?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_added(wm_add_shown, &cases[i]);
}
END

TEST(a_path_can_be_typed_as_it_is_shown)
{
    static const shown_case cases[] = {
        {"sefton-2017", "sefton-2017"},
        {"/srv/x_1/a.b:c@d", "/srv/x_1/a.b:c@d"},
        {"Ynys M\xC3\xB4n", "'Ynys M\xC3\xB4n'"},
        {"M\xC3\xB4n", "M\xC3\xB4n"},
        {"children's cards", "'children'\\''s cards'"},
        {"'", "''\\'''"},
        {"~", "'~'"},
        {"$HOME;x", "'$HOME;x'"},
        {"", "''"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_added(wm_add_shell_word, &cases[i]);
}
END

TESTS(what_would_steer_a_terminal_is_a_question_mark, a_path_can_be_typed_as_it_is_shown)
