/* The scorecard on a terminal. */
#include "publish_small.h"

#include "base/alloc.h"
#include "base/encoding.h"

static wm_text printed(const small *opened, unsigned columns, bool colour)
{
    wm_text text = {0};
    ck_assert_int_eq(wm_publish_terminal(&opened->publication, columns, colour, &text),
                     WM_OK);
    return text;
}

TEST(it_reads_as_it_was_agreed)
{
    small opened;
    small_open(&opened);
    wm_text narrow = printed(&opened, 80, false);
    wm_text wide = printed(&opened, 160, false);
    assert_golden(opened.arena, "terminal-80.txt", wm_text_str(&narrow));
    assert_golden(opened.arena, "terminal-160.txt", wm_text_str(&wide));
    wm_text_end(&narrow);
    wm_text_end(&wide);
    small_close(&opened);
}
END

/* Most councils print targets and no bands: then those are what a summary goes by. */
TEST(without_bands_it_goes_by_targets_and_change)
{
    small opened;
    small_open(&opened);
    small_without_bands(&opened);
    ck_assert(opened.judged.targets_lead);
    wm_text narrow = printed(&opened, 80, false);
    wm_text wide = printed(&opened, 160, false);
    assert_golden(opened.arena, "terminal-targets-80.txt", wm_text_str(&narrow));
    assert_golden(opened.arena, "terminal-targets-160.txt", wm_text_str(&wide));
    wm_text_end(&narrow);
    wm_text_end(&wide);
    small_close(&opened);
}
END

static bool is_said(const wm_text *text, const char *words)
{
    return wm_str_find(wm_text_str(text), wm_str_of(words)) != SIZE_MAX;
}

TEST(one_measure_is_not_measures)
{
    small opened;
    small_open(&opened);
    wm_row_list *rows = &opened.folder.scorecard.rows;
    rows->items[0] = rows->items[1];
    rows->items[0].bands.requires_improvement = (wm_decimal){3, 0};
    rows->items[0].bands.good = (wm_decimal){2, 0};
    rows->items[0].bands.outstanding = (wm_decimal){1, 0};
    rows->count = 1;
    ck_assert_int_eq(wm_judge(&opened.folder, opened.arena, &opened.judged), WM_OK);
    wm_text text = printed(&opened, 80, false);
    ck_assert(is_said(&text, "\n1 measure by the grade"));
    ck_assert(is_said(&text, ": 1 measure\n"));
    ck_assert(!is_said(&text, "1 measures"));
    wm_text_end(&text);
    small_close(&opened);
}
END

/* What is to be typed next can be typed as it stands. */
TEST(the_command_for_the_findings_names_the_folder)
{
    static const struct {
        const char *folder;
        const char *command;
    } cases[] = {
        {"sefton-2017", "`waymark check sefton-2017` says"},
        {"my scorecards/x", "`waymark check 'my scorecards/x'` says"},
        {".", "`waymark check` says"},
    };
    small opened;
    small_open(&opened);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        opened.folder.path = wm_str_of(cases[i].folder);
        wm_text text = printed(&opened, 160, false);
        ck_assert_msg(is_said(&text, cases[i].command), "%s", cases[i].folder);
        wm_text_end(&text);
    }
    small_close(&opened);
}
END

TEST(no_line_is_too_wide_nor_ends_in_spaces)
{
    small opened;
    small_open(&opened);
    for (unsigned columns = 80; columns <= 200; columns++) {
        wm_text text = printed(&opened, columns, false);
        wm_str rest = wm_text_str(&text), line;
        while (wm_str_next(&rest, '\n', &line)) {
            ck_assert_msg(wm_utf8_width(line) <= columns, "%u: %.*s", columns,
                          WM_FMT(line));
            ck_assert_msg(!wm_str_ends(line, WM_STR(" ")), "%u: [%.*s]", columns,
                          WM_FMT(line));
        }
        wm_text_end(&text);
    }
    small_close(&opened);
}
END

/* Taking the colours out leaves exactly what is printed without them. */
TEST(colour_says_nothing_of_its_own)
{
    small opened;
    small_open(&opened);
    wm_text plain = printed(&opened, 120, false);
    wm_text coloured = printed(&opened, 120, true);
    wm_text bare = {0};
    size_t colours = 0;
    for (size_t i = 0; i < coloured.len; i++) {
        if (coloured.data[i] != '\033') {
            wm_text_byte(&bare, coloured.data[i]);
            continue;
        }
        colours++;
        while (coloured.data[i] != 'm')
            i++;
    }
    ck_assert_uint_gt(colours, 20);
    assert_str(wm_text_str(&bare), wm_str_copy(opened.arena, wm_text_str(&plain)).data);
    wm_text_end(&plain);
    wm_text_end(&coloured);
    wm_text_end(&bare);
    small_close(&opened);
}
END

/* Text that somebody wrote cannot move the cursor or set the window's title. */
TEST(written_text_does_not_steer_the_terminal)
{
    small opened;
    small_open(&opened);
    opened.folder.scorecard.title = WM_STR("a\033]0;gone\007b\xc2\x9b"
                                           "2Jc\rd\te");
    wm_text text = printed(&opened, 160, false);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        ck_assert_msg(byte == '\n' || byte >= 0x20, "byte %u", byte);
        ck_assert(!(byte == 0xC2 && (unsigned char)text.data[i + 1] < 0xA0));
    }
    wm_text_end(&text);
    small_close(&opened);
}
END

TEST(many_periods_leave_the_latest)
{
    small opened;
    small_open(&opened);
    opened.folder.scorecard.show.count = 0;
    for (int month = 0; month < 13; month++) {
        wm_period period = wm_period_month(2016 + (month + 2) / 12, (month + 2) % 12 + 1);
        ck_assert(wm_list_push(opened.arena, &opened.folder.scorecard.show, period));
    }
    ck_assert_int_eq(wm_judge(&opened.folder, opened.arena, &opened.judged), WM_OK);
    wm_text text = printed(&opened, 80, false);
    ck_assert_uint_ne(wm_str_find(wm_text_str(&text), WM_STR("Mar 17")), SIZE_MAX);
    ck_assert_uint_eq(wm_str_find(wm_text_str(&text), WM_STR("Mar 16")), SIZE_MAX);
    ck_assert_uint_ne(wm_str_find(wm_text_str(&text), WM_STR("earlier periods")),
                      SIZE_MAX);
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
        status = wm_publish_terminal(&opened.publication, 160, true, &text);
        wm_alloc_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        ck_assert_int_lt(after, 100000);
        wm_text_end(&text);
    }
    small_close(&opened);
}
END

TESTS(it_reads_as_it_was_agreed, without_bands_it_goes_by_targets_and_change,
      one_measure_is_not_measures, the_command_for_the_findings_names_the_folder,
      no_line_is_too_wide_nor_ends_in_spaces, colour_says_nothing_of_its_own,
      written_text_does_not_steer_the_terminal, many_periods_leave_the_latest,
      every_refusal_of_memory_comes_back)
