/* JSON as written, and that every text stays inside its quotes. */
#include "harness.h"

#include "base/alloc.h"
#include "base/json.h"

#include <signal.h>

static wm_str written(wm_text *text)
{
    ck_assert_int_eq(wm_text_status(text), WM_OK);
    return wm_text_str(text);
}

TEST(a_document_of_everything)
{
    wm_text text = {0};
    wm_json json = wm_json_start(&text);
    wm_json_object(&json);
    wm_json_pair(&json, "measure", WM_STR("1.2"));
    wm_json_pair(&json, "comment", WM_STR(""));
    wm_json_key(&json, "figures");
    wm_json_array(&json);
    wm_json_whole(&json, -3);
    wm_json_ratio(&json, (wm_ratio){31150, 1379});
    wm_json_bool(&json, true);
    wm_json_bool(&json, false);
    wm_json_null(&json);
    wm_json_object(&json);
    wm_json_close(&json);
    wm_json_array(&json);
    wm_json_close(&json);
    wm_json_object(&json);
    wm_json_key(&json, "a");
    wm_json_whole(&json, INT64_MIN);
    wm_json_close(&json);
    wm_json_close(&json);
    wm_json_key(&json, "last");
    wm_json_text(&json, WM_STR(""));
    wm_json_close(&json);
    wm_json_finish(&json);
    assert_str(written(&text), "{\n"
                               "  \"measure\": \"1.2\",\n"
                               "  \"comment\": null,\n"
                               "  \"figures\": [\n"
                               "    -3,\n"
                               "    22.58883248731,\n"
                               "    true,\n"
                               "    false,\n"
                               "    null,\n"
                               "    {},\n"
                               "    [],\n"
                               "    {\n"
                               "      \"a\": -9223372036854775808\n"
                               "    }\n"
                               "  ],\n"
                               "  \"last\": \"\"\n"
                               "}\n");
    wm_text_end(&text);
}
END

TEST(a_single_value_is_a_document)
{
    wm_text text = {0};
    wm_json json = wm_json_start(&text);
    wm_json_text(&json, WM_STR("alone"));
    wm_json_finish(&json);
    assert_str(written(&text), "\"alone\"\n");
    wm_text_end(&text);
}
END

static void check_quoted(wm_str value, const char *want)
{
    wm_text text = {0};
    wm_json json = wm_json_start(&text);
    wm_json_array(&json);
    wm_json_text(&json, value);
    wm_json_close(&json);
    wm_json_finish(&json);
    wm_str got = written(&text);
    assert_str(wm_str_slice(got, 4, got.len - 3),
               want); /* `[\n  ` before, `\n]\n` after */
    wm_text_end(&text);
}

TEST(text_is_escaped)
{
    check_quoted(WM_STR("say \"no\" \\ yes"), "\"say \\\"no\\\" \\\\ yes\"");
    check_quoted(WM_STR("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
    check_quoted(WM_STR("\0\x01\x1F"), "\"\\u0000\\u0001\\u001f\"");
    check_quoted(WM_STR("</script><!--"), "\"\\u003c/script>\\u003c!--\"");
    check_quoted(WM_STR("\xE2\x80\xA8\xE2\x80\xA9"), "\"\\u2028\\u2029\"");
    check_quoted(WM_STR("caf\xC3\xA9 \xE2\x86\x91 \xF0\x9F\x8F\xA0"),
                 "\"caf\xC3\xA9 \xE2\x86\x91 \xF0\x9F\x8F\xA0\"");
    check_quoted(WM_STR("\x7F"), "\"\x7F\"");
    check_quoted(WM_STR("/'&"), "\"/'&\"");
}
END

TEST(bytes_that_are_no_text_become_a_replacement)
{
    check_quoted(WM_STR("a\xFF"
                        "b"),
                 "\"a\\ufffdb\"");
    check_quoted(WM_STR("\xC3"), "\"\\ufffd\"");
    check_quoted(WM_STR("\x80\xC3\xA9\xED\xA0\x80"),
                 "\"\\ufffd\xC3\xA9\\ufffd\\ufffd\\ufffd\"");
}
END

/* Every text of two bytes: between the quotes stands nothing that ends the string, the
 * line or the script.
 */
TEST(nothing_escapes_from_its_quotes)
{
    for (unsigned pair = 0; pair < 65536; pair++) {
        char bytes[2] = {(char)(pair >> 8), (char)pair};
        wm_text text = {0};
        wm_json json = wm_json_start(&text);
        wm_json_text(&json, (wm_str){bytes, 2});
        wm_json_finish(&json);
        wm_str inside = wm_str_slice(written(&text), 1, text.len - 2);
        for (size_t i = 0; i < inside.len; i++) {
            unsigned char byte = (unsigned char)inside.data[i];
            if (byte < 0x20 || byte == '"' || byte == '<')
                ck_abort_msg("%02x escaped from the text %04x", byte, pair);
            if (byte == '\\')
                i++; /* what follows belongs to it */
            if (i >= inside.len)
                ck_abort_msg("the text %04x swallows its closing quote", pair);
        }
        wm_text_end(&text);
    }
}
END

TEST(keys_are_escaped_too)
{
    wm_text text = {0};
    wm_json json = wm_json_start(&text);
    wm_json_object(&json);
    wm_json_key(&json, "a \"b\"");
    wm_json_null(&json);
    wm_json_close(&json);
    wm_json_finish(&json);
    assert_str(written(&text), "{\n  \"a \\\"b\\\"\": null\n}\n");
    wm_text_end(&text);
}
END

TEST(the_deepest_document)
{
    wm_text text = {0};
    wm_json json = wm_json_start(&text);
    for (int i = 0; i < WM_JSON_DEPTH_MAX - 1; i++)
        wm_json_array(&json);
    for (int i = 0; i < WM_JSON_DEPTH_MAX - 1; i++)
        wm_json_close(&json);
    wm_json_finish(&json);
    size_t open = 0, closed = 0;
    for (size_t i = 0; i < text.len; i++) {
        open += text.data[i] == '[';
        closed += text.data[i] == ']';
    }
    ck_assert_uint_eq(open, WM_JSON_DEPTH_MAX - 1);
    ck_assert_uint_eq(closed, WM_JSON_DEPTH_MAX - 1);
    wm_text_end(&text);
}
END

TEST(a_refusal_is_told_at_the_end)
{
    wm_text text = {0};
    wm_json json = wm_json_start(&text);
    wm_alloc_fail_after(1);
    wm_json_array(&json);
    for (int i = 0; i < 200; i++)
        wm_json_whole(&json, i);
    wm_json_close(&json);
    wm_json_finish(&json);
    wm_alloc_fail_after(-1);
    ck_assert_int_eq(wm_text_status(&text), WM_NOMEM);
    wm_text_end(&text);
}
END

/* Our own mistakes stop the program and do not write a file that nobody can read. */
typedef void mistake(wm_json *json);

static void value_without_key(wm_json *json)
{
    wm_json_object(json);
    wm_json_null(json);
}

static void key_in_array(wm_json *json)
{
    wm_json_array(json);
    wm_json_key(json, "a");
}

static void two_keys(wm_json *json)
{
    wm_json_object(json);
    wm_json_key(json, "a");
    wm_json_key(json, "b");
}

static void key_without_value(wm_json *json)
{
    wm_json_object(json);
    wm_json_key(json, "a");
    wm_json_close(json);
}

static void two_documents(wm_json *json)
{
    wm_json_null(json);
    wm_json_null(json);
}

static void unclosed(wm_json *json)
{
    wm_json_array(json);
    wm_json_finish(json);
}

static void closed_twice(wm_json *json)
{
    wm_json_array(json);
    wm_json_close(json);
    wm_json_close(json);
}

static void too_deep(wm_json *json)
{
    for (int i = 0; i < WM_JSON_DEPTH_MAX; i++)
        wm_json_array(json);
}

static mistake *const mistakes[] = {
    value_without_key, key_in_array, two_keys,     key_without_value,
    two_documents,     unclosed,     closed_twice, too_deep,
};

START_TEST(a_mistake_of_ours_stops)
{
    wm_text text = {0};
    wm_json json = wm_json_start(&text);
    mistakes[_i](&json);
}
END

int main(void)
{
    const TTest *const tests[] = {
        a_document_of_everything,
        a_single_value_is_a_document,
        text_is_escaped,
        bytes_that_are_no_text_become_a_replacement,
        nothing_escapes_from_its_quotes,
        keys_are_escaped_too,
        the_deepest_document,
        a_refusal_is_told_at_the_end,
    };
    Suite *suite = suite_create(__FILE__);
    TCase *group = tcase_create("all");
    tcase_set_timeout(group, 240);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(group, tests[i]);
    tcase_add_loop_test_raise_signal(group, a_mistake_of_ours_stops, SIGABRT, 0,
                                     (int)(sizeof mistakes / sizeof *mistakes));
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
