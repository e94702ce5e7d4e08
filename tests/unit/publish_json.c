/* scorecard.json, as docs/formats.md promises it. */
#include "publish_small.h"

#include "base/alloc.h"

TEST(it_reads_as_it_was_agreed)
{
    small opened;
    small_open(&opened);
    wm_text text = {0};
    ck_assert_int_eq(wm_publish_json(&opened.publication, &text), WM_OK);
    assert_golden(opened.arena, "scorecard.json", wm_text_str(&text));
    wm_text_end(&text);
    small_close(&opened);
}
END

/* Every name that programs hold on to is in docs/formats.md, in backquotes. */
TEST(every_key_is_documented)
{
    small opened;
    small_open(&opened);
    wm_text text = {0};
    wm_str manual = {0};
    wm_file_error error;
    ck_assert_int_eq(wm_publish_json(&opened.publication, &text), WM_OK);
    ck_assert_int_eq(wm_file_read(WM_TESTS "/../docs/formats.md", 1024 * 1024,
                                  opened.arena, &manual, &error),
                     WM_OK);
    wm_str rest = wm_text_str(&text), line;
    size_t keys = 0;
    while (wm_str_next(&rest, '\n', &line)) {
        line = wm_str_trim(line);
        size_t end = wm_str_find(line, WM_STR("\": "));
        if (!wm_str_starts(line, WM_STR("\"")) || end == SIZE_MAX)
            continue;
        wm_str key = wm_str_slice(line, 1, end);
        wm_str named = wm_str_format(opened.arena, "`%.*s`", WM_FMT(key));
        ck_assert_msg(wm_str_find(manual, named) != SIZE_MAX, "%.*s", WM_FMT(key));
        keys++;
    }
    ck_assert_uint_gt(keys, 200);
    wm_text_end(&text);
    small_close(&opened);
}
END

static size_t count_of(wm_str text, wm_str wanted)
{
    size_t count = 0, at;
    while ((at = wm_str_find(text, wanted)) != SIZE_MAX) {
        text = wm_str_slice(text, at + wanted.len, text.len);
        count++;
    }
    return count;
}

/* `show last 3 months` names none of its periods, and they are listed all the same. */
TEST(the_last_months_are_listed_as_periods)
{
    small opened;
    small_open(&opened);
    opened.folder.scorecard.show = (wm_period_list){0};
    opened.folder.scorecard.show_months = 3;
    ck_assert_int_eq(wm_judge(&opened.folder, opened.arena, &opened.judged), WM_OK);
    wm_text text = {0};
    ck_assert_int_eq(wm_publish_json(&opened.publication, &text), WM_OK);
    wm_str written = wm_text_str(&text);
    wm_str periods = wm_str_slice(written, wm_str_find(written, WM_STR("\"periods\"")),
                                  wm_str_find(written, WM_STR("\"baseline\"")));
    ck_assert_uint_eq(count_of(periods, WM_STR("\"kind\": \"month\"")), 3);
    wm_text_end(&text);
    small_close(&opened);
}
END

TEST(markup_in_a_comment_stays_text)
{
    small opened;
    small_open(&opened);
    wm_text text = {0};
    ck_assert_int_eq(wm_publish_json(&opened.publication, &text), WM_OK);
    ck_assert_uint_eq(wm_str_find(wm_text_str(&text), WM_STR("<b>")), SIZE_MAX);
    ck_assert_uint_ne(wm_str_find(wm_text_str(&text), WM_STR("\\u003cb>")), SIZE_MAX);
    wm_text_end(&text);
    small_close(&opened);
}
END

TEST(every_refusal_of_memory_comes_back)
{
    small opened;
    small_open(&opened);
    wm_status status = WM_NOMEM;
    for (long after = 0; status != WM_OK; after++) {
        wm_text text = {0};
        wm_alloc_fail_after(after);
        status = wm_publish_json(&opened.publication, &text);
        wm_alloc_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        ck_assert_int_lt(after, 100000);
        wm_text_end(&text);
    }
    small_close(&opened);
}
END

TESTS(it_reads_as_it_was_agreed, every_key_is_documented, markup_in_a_comment_stays_text,
      every_refusal_of_memory_comes_back, the_last_months_are_listed_as_periods)
