/* What a scorecard and its measures become as data, and what is written back. The words
 * that are said about mistakes are cases: tests/cases/lang.
 */
#include "harness.h"
#include "lang_properties.h"

#include "figure/period.h"

static wm_arena *arena;

static lang_read read_scorecard(const char *text)
{
    lang_read read =
        lang_read_text(WM_STR("x.scorecard"), wm_str_of(text), WM_LANG_SCORECARD, arena);
    ck_assert_int_eq(read.status, WM_OK);
    ck_assert_uint_eq(read.diags.errors, 0);
    return read;
}

static lang_read read_measures(const char *text)
{
    lang_read read =
        lang_read_text(WM_STR("x.measures"), wm_str_of(text), WM_LANG_MEASURES, arena);
    ck_assert_int_eq(read.status, WM_OK);
    ck_assert_uint_eq(read.diags.errors, 0);
    return read;
}

static wm_arena *new_arena(void)
{
    arena = wm_arena_new((size_t)64 * 1024 * 1024);
    ck_assert_ptr_nonnull(arena);
    return arena;
}

#define HEADER "scorecard \"One\" authority E08000014 \"Sefton\" year 2016-17\n"

static void assert_decimal(wm_decimal got, int64_t digits, unsigned places)
{
    ck_assert_int_eq(got.digits, digits);
    ck_assert_uint_eq(got.places, places);
}

TEST(a_header_becomes_data)
{
    new_arena();
    lang_read read = read_scorecard(
        "scorecard \"Sefton's \\\"card\\\"\"\n"
        "  comparators printed, then published year 2016 known at 2017-04-30,\n"
        "    neighbours 2025 median\n"
        "  show Q2, H1, Sep, year, 2015-16 Q4, Mar   baseline 2015-16\n"
        "  authority E08000014 \"Sefton\" region \"North West\" year 2016-17 from April\n"
        "  below \"under\" calendar commentary working day 10, freeze working day 5\n"
        "  note \"a\" note \"b\" records \"../records\"\n");
    const wm_scorecard *card = &read.scorecard;
    assert_str(card->title, "Sefton's \"card\"");
    assert_str(card->file, "x.scorecard");
    assert_str(card->authority.code, "E08000014");
    assert_str(card->authority.name, "Sefton");
    assert_str(card->region.code, "");
    assert_str(card->region.name, "North West");
    assert_str(card->below, "under");
    assert_str(card->records, "../records");
    ck_assert(wm_period_equal(card->year, wm_period_year(2016, 4)));
    ck_assert(wm_period_equal(card->baseline, wm_period_year(2015, 4)));
    ck_assert_int_eq(card->first_month, 4);
    ck_assert_uint_eq(card->show.count, 6);
    ck_assert(wm_period_equal(card->show.items[0], wm_period_quarter(2016, 2, 4)));
    ck_assert(wm_period_equal(card->show.items[1], wm_period_half(2016, 1, 4)));
    ck_assert(wm_period_equal(card->show.items[2], wm_period_month(2016, 9)));
    ck_assert(wm_period_equal(card->show.items[3], wm_period_year(2016, 4)));
    ck_assert(wm_period_equal(card->show.items[4], wm_period_quarter(2015, 4, 4)));
    ck_assert(wm_period_equal(card->show.items[5], wm_period_month(2017, 3)));
    ck_assert(card->comparing.printed && card->comparing.published);
    ck_assert_int_eq(card->comparing.published_year, 2016);
    ck_assert_int_eq(card->comparing.known_at, wm_day_of(2017, 4, 30));
    ck_assert_int_eq(card->comparing.neighbour_model, 2025);
    ck_assert_int_eq(card->comparing.average, WM_AVERAGE_MEDIAN);
    ck_assert_uint_eq(card->freeze_working_day, 5);
    ck_assert_uint_eq(card->commentary_working_day, 10);
    ck_assert_uint_eq(card->notes.count, 2);
    assert_str(card->notes.items[1], "b");
    wm_arena_end(arena);
}
END

TEST(what_a_header_leaves_out_has_its_default)
{
    new_arena();
    lang_read read = read_scorecard("scorecard \"One\" year 2016-17\n");
    const wm_scorecard *card = &read.scorecard;
    ck_assert_int_eq(card->first_month, 4);
    ck_assert_int_eq(card->baseline.kind, WM_PERIOD_NONE);
    ck_assert_uint_eq(card->show.count, 0);
    ck_assert_uint_eq(card->show_months, 0);
    ck_assert_int_eq(card->comparing.known_at, WM_DAY_NONE);
    ck_assert(!card->comparing.printed && !card->comparing.published);
    ck_assert_uint_eq(read.diags.warnings, 1); /* whose it is */
    wm_arena_end(arena);
}
END

TEST(a_reporting_year_may_be_a_calendar_year)
{
    new_arena();
    lang_read read = read_scorecard(
        "scorecard \"One\" year 2016 from January show Q1, Dec, 2015 H2 baseline 2015\n");
    const wm_scorecard *card = &read.scorecard;
    ck_assert_int_eq(card->first_month, 1);
    ck_assert(wm_period_equal(card->year, wm_period_year(2016, 1)));
    ck_assert(wm_period_equal(card->show.items[0], wm_period_quarter(2016, 1, 1)));
    ck_assert(wm_period_equal(card->show.items[1], wm_period_month(2016, 12)));
    ck_assert(wm_period_equal(card->show.items[2], wm_period_half(2015, 2, 1)));
    wm_arena_end(arena);
}
END

TEST(rows_keep_their_section_place_and_reference)
{
    new_arena();
    lang_read read = read_scorecard(HEADER "section 1 \"Contact\"\n"
                                           "  1.1\n  1.10 owner \"Jo\" short \"S\"\n"
                                           "section B \"Plans\"\n  H\n");
    const wm_scorecard *card = &read.scorecard;
    ck_assert_uint_eq(card->sections.count, 2);
    assert_str(card->sections.items[1].id, "B");
    assert_str(card->sections.items[1].title, "Plans");
    ck_assert_uint_eq(card->rows.count, 3);
    assert_str(card->rows.items[1].ref, "1.10");
    assert_str(card->rows.items[1].owner, "Jo");
    assert_str(card->rows.items[1].short_title, "S");
    ck_assert_uint_eq(card->rows.items[1].place.line, 4);
    ck_assert_uint_eq(card->rows.items[1].place.column, 3);
    assert_str(card->rows.items[2].ref, "H");
    ck_assert_uint_eq(card->rows.items[2].section, 1);
    wm_arena_end(arena);
}
END

TEST(targets_of_every_kind)
{
    new_arena();
    lang_read read = read_scorecard(
        HEADER "section 1 \"Contact\"\n"
               "  1 target 16.50\n  2 target at least -3\n  3 target at most 5\n"
               "  4 target between 38 and 44.5\n  5 target above country\n"
               "  6 target below neighbours\n  7 target increase on baseline\n"
               "  8 target decrease on baseline from 2016-04-01\n");
    static const wm_target_kind kinds[] = {
        WM_TARGET_VALUE, WM_TARGET_AT_LEAST, WM_TARGET_AT_MOST,  WM_TARGET_RANGE,
        WM_TARGET_ABOVE, WM_TARGET_BELOW,    WM_TARGET_INCREASE, WM_TARGET_DECREASE};
    static const wm_relative relatives[] = {WM_RELATIVE_NONE,     WM_RELATIVE_NONE,
                                            WM_RELATIVE_NONE,     WM_RELATIVE_NONE,
                                            WM_RELATIVE_COUNTRY,  WM_RELATIVE_NEIGHBOURS,
                                            WM_RELATIVE_BASELINE, WM_RELATIVE_BASELINE};
    const wm_row *rows = read.scorecard.rows.items;
    for (size_t i = 0; i < 8; i++) {
        ck_assert_uint_eq(rows[i].targets.count, 1);
        ck_assert_int_eq(rows[i].targets.items[0].kind, kinds[i]);
        ck_assert_int_eq(rows[i].targets.items[0].relative, relatives[i]);
    }
    assert_decimal(rows[0].targets.items[0].low, 1650, 2);
    assert_decimal(rows[1].targets.items[0].low, -3, 0);
    assert_decimal(rows[3].targets.items[0].low, 38, 0);
    assert_decimal(rows[3].targets.items[0].high, 445, 1);
    ck_assert_int_eq(rows[0].targets.items[0].from, WM_DAY_NONE);
    ck_assert_int_eq(rows[7].targets.items[0].from, wm_day_of(2016, 4, 1));
    wm_arena_end(arena);
}
END

TEST(targets_stand_in_the_order_in_which_they_come_into_force)
{
    new_arena();
    lang_read read = read_scorecard(HEADER "section 1 \"Contact\"\n"
                                           "  1 target 3 from 2018-04-01; 1;\n"
                                           "      2 from 2017-04-01\n");
    const wm_target_list *targets = &read.scorecard.rows.items[0].targets;
    ck_assert_uint_eq(targets->count, 3);
    for (int i = 0; i < 3; i++)
        assert_decimal(targets->items[i].low, i + 1, 0);
    wm_arena_end(arena);
}
END

TEST(bands_and_what_was_printed)
{
    new_arena();
    lang_read read = read_scorecard(
        HEADER
        "section 1 \"Contact\"\n"
        "  1.2 bands requires-improvement 25, good 19.5, outstanding 14\n"
        "      printed bands \"20-25\", \"19-15\", \"<14\" printed target \"16%\"\n"
        "      printed change \"4.0\" printed title \"T\" note \"n\"\n"
        "      direction none \"policy\"\n"
        "  1.3\n");
    const wm_row *row = &read.scorecard.rows.items[0];
    ck_assert(row->bands.present);
    assert_decimal(row->bands.requires_improvement, 25, 0);
    assert_decimal(row->bands.good, 195, 1);
    assert_decimal(row->bands.outstanding, 14, 0);
    ck_assert_uint_eq(row->printed_bands.count, 3);
    assert_str(row->printed_bands.items[2], "<14");
    assert_str(row->printed_target, "16%");
    assert_str(row->printed_change, "4.0");
    assert_str(row->printed_title, "T");
    assert_str(row->note, "n");
    ck_assert(row->overrides_direction);
    ck_assert_int_eq(row->direction, WM_DIRECTION_NONE);
    assert_str(row->direction_reason, "policy");
    ck_assert(!row[1].bands.present && !row[1].overrides_direction);
    ck_assert_uint_eq(row[1].printed_bands.count, 0);
    wm_arena_end(arena);
}
END

TEST(measures_become_data)
{
    new_arena();
    lang_read read = read_measures(
        "measure 1.1 \"Rate\" short \"R\" plain \"P\"\n"
        "  entered rate per 10000 lower is better change percent show 2 dp\n"
        "  year uses last  6 weeks trend uses period source \"S\" note \"N\"\n"
        "  replaces 7.5\n"
        "measure H1 \"Count\" entered count source \"S\" year sums periods\n");
    ck_assert_uint_eq(read.measures.count, 2);
    const wm_measure *first = &read.measures.items[0], *second = first + 1;
    assert_str(first->ref, "1.1");
    assert_str(first->title, "Rate");
    assert_str(first->short_title, "R");
    assert_str(first->plain, "P");
    ck_assert_int_eq(first->unit, WM_UNIT_PER_10000);
    ck_assert(first->entered);
    ck_assert_int_eq(first->direction, WM_DIRECTION_LOWER);
    ck_assert_int_eq(first->change, WM_CHANGE_PERCENT);
    ck_assert_int_eq(first->show_places, 2);
    ck_assert_int_eq(first->year_rule, WM_YEAR_WINDOW);
    assert_str(first->year_window, "last 6 weeks");
    ck_assert(first->trend_uses_period);
    assert_str(first->source, "S");
    assert_str(first->note, "N");
    assert_str(first->replaces, "7.5");
    assert_str(first->file, "x.measures");
    ck_assert_uint_eq(second->place.line, 5);
    ck_assert_int_eq(second->unit, WM_UNIT_COUNT);
    ck_assert_int_eq(second->direction, WM_DIRECTION_NONE);
    ck_assert_int_eq(second->change, WM_CHANGE_DEFAULT);
    ck_assert_int_eq(second->show_places, -1);
    ck_assert_int_eq(second->year_rule, WM_YEAR_SUMS);
    ck_assert(!second->trend_uses_period);
    wm_arena_end(arena);
}
END

TEST(a_text_of_any_characters_is_written_and_read_again)
{
    new_arena();
    wm_measure measure = {.ref = WM_STR("1"),
                          .title = WM_STR("a \"b\" \\ c\nd\te\rf – ü # ; \\n"),
                          .entered = true,
                          .show_places = -1};
    wm_text out = {0};
    wm_lang_write_measures(&measure, 1, &out);
    ck_assert_int_eq(wm_text_status(&out), WM_OK);
    wm_text_byte(&out, '\0');
    lang_read read = read_measures(out.data);
    assert_str(read.measures.items[0].title, "a \"b\" \\ c\nd\te f – ü # ; \\n");
    wm_text_end(&out);
    wm_arena_end(arena);
}
END

static wm_str repeated(const char *piece, size_t count)
{
    wm_str one = wm_str_of(piece);
    char *text = wm_arena_alloc(arena, count, one.len);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * one.len, one.data, one.len);
    return (wm_str){text, count * one.len};
}

TEST(a_text_over_the_limit_is_not_written)
{
    new_arena();
    wm_measure measure = {.ref = WM_STR("1"), .entered = true, .show_places = -1};
    wm_text out = {0};
    measure.title = repeated("a", 64 * 1024);
    wm_lang_write_measures(&measure, 1, &out);
    ck_assert_int_eq(wm_text_status(&out), WM_OK);
    wm_text_clear(&out);
    measure.title = repeated("a", 64 * 1024 + 1);
    wm_lang_write_measures(&measure, 1, &out);
    ck_assert_int_eq(wm_text_status(&out), WM_LIMIT);
    ck_assert_uint_eq(out.len, 0);
    wm_text_end(&out);
    wm_arena_end(arena);
}
END

/* The first message of a text that is refused. */
static wm_str refusal(wm_str text, wm_lang_kind kind, wm_status status)
{
    lang_read read = lang_read_text(WM_STR("x"), text, kind, arena);
    ck_assert_int_eq(read.status, status);
    ck_assert_uint_ge(read.diags.errors, 1);
    return read.diags.list.items[0].message;
}

static wm_str join(wm_str a, wm_str b)
{
    wm_str joined = wm_str_format(arena, "%.*s%.*s", WM_FMT(a), WM_FMT(b));
    ck_assert_ptr_nonnull(joined.data);
    return joined;
}

TEST(limits_are_said_and_kept)
{
    new_arena();
    assert_str(refusal(repeated("#", 4 * 1024 * 1024 + 1), WM_LANG_SCORECARD, WM_LIMIT),
               "the file is longer than 4 MiB, the most that is read");
    wm_str text = join(WM_STR("measure 1 \""), repeated("a", 64 * 1024));
    lang_read most =
        lang_read_text(WM_STR("x"), join(text, WM_STR("\" entered count source \"S\"\n")),
                       WM_LANG_MEASURES, arena);
    ck_assert_uint_eq(most.diags.errors, 0);
    assert_str(
        refusal(join(text, WM_STR("a\" entered count\n")), WM_LANG_MEASURES, WM_OK),
        "the text is longer than 64 kB, the most that is read");
    wm_arena_end(arena);
}
END

static wm_str numbered(const char *before, size_t count)
{
    wm_text out = {0};
    for (size_t i = 0; i < count; i++)
        wm_text_format(&out, "%s%zu\n", before, i);
    wm_str text = wm_str_copy(arena, wm_text_str(&out));
    wm_text_end(&out);
    return text;
}

TEST(ten_thousand_rows_are_read_and_not_one_more)
{
    new_arena();
    wm_str header = WM_STR(HEADER "section 1 \"Contact\"\n");
    wm_str text = join(header, numbered("  R", 10000));
    lang_read most = lang_read_text(WM_STR("x"), text, WM_LANG_SCORECARD, arena);
    ck_assert_int_eq(most.status, WM_OK);
    ck_assert_uint_eq(most.diags.errors, 0);
    ck_assert_uint_eq(most.scorecard.rows.count, 10000);
    assert_str(refusal(join(header, numbered("  R", 10001)), WM_LANG_SCORECARD, WM_LIMIT),
               "more than 10000 rows, the most that is read");
    wm_arena_end(arena);
}
END

TEST(lists_have_limits_too)
{
    new_arena();
    wm_str show = join(WM_STR("scorecard \"One\" show Q1"), repeated(", Q1", 120));
    assert_str(refusal(show, WM_LANG_SCORECARD, WM_OK), "more than 120 periods to show");
    wm_str row = join(WM_STR(HEADER "section 1 \"A\"\n1.1 target 5"),
                      repeated("; 5 from 2016-04-01", 100));
    assert_str(refusal(row, WM_LANG_SCORECARD, WM_OK),
               "more than 100 targets, the most that is read");
    wm_arena_end(arena);
}
END

TEST(a_file_that_is_not_utf_8_is_refused)
{
    new_arena();
    lang_read read = lang_read_text(WM_STR("x"), WM_STR(HEADER "  note \"a\xff\"\n"),
                                    WM_LANG_SCORECARD, arena);
    ck_assert_int_eq(read.status, WM_OK);
    ck_assert_uint_eq(read.diags.list.count, 1);
    assert_str(read.diags.list.items[0].message, "this is not UTF-8 text");
    ck_assert_uint_eq(read.diags.list.items[0].place.line, 2);
    ck_assert_uint_eq(read.diags.list.items[0].place.column, 10);
    wm_arena_end(arena);
}
END

TESTS(a_header_becomes_data, what_a_header_leaves_out_has_its_default,
      a_reporting_year_may_be_a_calendar_year,
      rows_keep_their_section_place_and_reference, targets_of_every_kind,
      targets_stand_in_the_order_in_which_they_come_into_force,
      bands_and_what_was_printed, measures_become_data,
      a_text_of_any_characters_is_written_and_read_again,
      a_text_over_the_limit_is_not_written, limits_are_said_and_kept,
      lists_have_limits_too, ten_thousand_rows_are_read_and_not_one_more,
      a_file_that_is_not_utf_8_is_refused)
