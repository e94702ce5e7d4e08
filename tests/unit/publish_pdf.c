#include "harness.h"

#include "base/alloc.h"
#include "publish/pdf_internal.h"

#include <stdio.h>

/* A scorecard made by hand: as many rows as asked for, in one section. */
typedef struct handmade {
    wm_arena *arena;
    wm_folder folder;
    wm_judged judged;
    wm_findings findings;
    wm_publication publication;
} handmade;

static wm_ratio percent(int64_t n)
{
    return wm_ratio_whole(n);
}

static void add_figure(handmade *world, wm_str ref, wm_period period, int64_t value)
{
    wm_figure figure = {.ref = ref,
                        .period = period,
                        .as_at = period.end,
                        .known_at = WM_DAY_NONE,
                        .has_value = true,
                        .value = percent(value),
                        .printed = wm_str_format(world->arena, "%d", (int)value),
                        .source = WM_STR("printed")};
    ck_assert(wm_list_push(world->arena, &world->folder.figures, figure));
}

static void add_row(handmade *world, int number, wm_str title, wm_str comment)
{
    wm_scorecard *scorecard = &world->folder.scorecard;
    wm_str ref = wm_str_format(world->arena, "1.%d", number);
    wm_measure measure = {.ref = ref,
                          .title = title,
                          .entered = true,
                          .direction = WM_DIRECTION_HIGHER,
                          .show_places = -1};
    wm_row row = {.ref = ref,
                  .bands = {.present = true,
                            .requires_improvement = {50, 0},
                            .good = {70, 0},
                            .outstanding = {90, 0}}};
    wm_target target = {.low = {80, 0}, .from = WM_DAY_NONE};
    wm_comment said = {
        .ref = ref, .period = scorecard->year, .text = comment, .date = WM_DAY_NONE};
    ck_assert(wm_list_push(world->arena, &row.targets, target));
    ck_assert(wm_list_push(world->arena, &world->folder.measures, measure));
    ck_assert(wm_list_push(world->arena, &scorecard->rows, row));
    ck_assert(wm_list_push(world->arena, &world->folder.comments, said));
    add_figure(world, ref, scorecard->baseline, 40);
    add_figure(world, ref, scorecard->year, 40 + number % 60);
}

static void begin(handmade *world)
{
    *world = (handmade){.arena = wm_arena_new(64u << 20)};
    ck_assert_ptr_nonnull(world->arena);
    wm_scorecard *scorecard = &world->folder.scorecard;
    scorecard->title = WM_STR("Children\xE2\x80\x99s services");
    scorecard->authority.name = WM_STR("Sefton");
    scorecard->first_month = 4;
    scorecard->year = wm_period_year(2016, 4);
    scorecard->baseline = wm_period_year(2015, 4);
    ck_assert(wm_list_push(world->arena, &scorecard->show, scorecard->year));
    wm_section section = {.id = WM_STR("1"), .title = WM_STR("Contact")};
    ck_assert(wm_list_push(world->arena, &scorecard->sections, section));
}

static void judge(handmade *world)
{
    ck_assert_int_eq(wm_judge(&world->folder, world->arena, &world->judged), WM_OK);
    world->publication = (wm_publication){.judged = &world->judged,
                                          .findings = &world->findings,
                                          .audience = WM_STR("internal"),
                                          .marking = WM_STR("OFFICIAL-SENSITIVE"),
                                          .made = wm_day_of(2017, 4, 30)};
}

static void small(handmade *world)
{
    begin(world);
    add_row(world, 1, WM_STR("Visits in time"), WM_STR("A slight increase."));
    judge(world);
}

static bool holds(const wm_text *pdf, const char *what)
{
    return wm_str_find(wm_text_str(pdf), wm_str_of(what)) != SIZE_MAX;
}

static size_t pages(const wm_text *pdf)
{
    wm_str rest = wm_text_str(pdf);
    size_t at = wm_str_find(rest, WM_STR("/Type /Pages"));
    ck_assert(at != SIZE_MAX);
    rest = wm_str_slice(rest, at, rest.len);
    at = wm_str_find(rest, WM_STR("/Count "));
    ck_assert(at != SIZE_MAX);
    return strtoul(rest.data + at + 7, NULL, 10);
}

TEST(a_document_says_its_language_title_and_pictures)
{
    handmade world;
    small(&world);
    wm_text pdf = {0};
    ck_assert_int_eq(wm_pdf_render(&world.publication, &pdf), WM_OK);
    ck_assert(wm_str_starts(wm_text_str(&pdf), WM_STR("%PDF-1.")));
    ck_assert(wm_str_ends(wm_text_str(&pdf), WM_STR("%%EOF\n")));
    const char *const wanted[] = {"/Lang (en-GB)",  "/DisplayDocTitle true", "/Alt <FEFF",
                                  "/Scope /Column", "/Scope /Row",           "/ColSpan ",
                                  "/S /H1",         "/Marked true",          "/Prev "};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_assert_msg(holds(&pdf, wanted[i]), "no %s", wanted[i]);
    wm_text_end(&pdf);
    wm_arena_end(world.arena);
}
END

TEST(the_same_publication_gives_the_same_bytes)
{
    handmade world;
    small(&world);
    wm_text first = {0};
    wm_text second = {0};
    ck_assert_int_eq(wm_pdf_render(&world.publication, &first), WM_OK);
    ck_assert_int_eq(wm_pdf_render(&world.publication, &second), WM_OK);
    ck_assert(wm_str_equal(wm_text_str(&first), wm_text_str(&second)));
    wm_text_end(&first);
    wm_text_end(&second);
    wm_arena_end(world.arena);
}
END

static wm_str repeated(wm_arena *arena, const char *word, size_t bytes)
{
    wm_text text = {0};
    while (text.len < bytes)
        wm_text_format(&text, "%s ", word);
    wm_str words = wm_str_copy(arena, wm_text_str(&text));
    ck_assert_ptr_nonnull(words.data);
    wm_text_end(&text);
    return words;
}

/* A comment of three pages, a title that no cell could hold, a word without an end: all
 * of it is set, on more pages. */
TEST(what_is_longer_than_a_page_is_set_in_full)
{
    handmade world;
    begin(&world);
    add_row(&world, 1, WM_STR("Visits in time"), WM_STR("Short."));
    judge(&world);
    wm_text pdf = {0};
    ck_assert_int_eq(wm_pdf_render(&world.publication, &pdf), WM_OK);
    size_t before = pages(&pdf);
    wm_text_clear(&pdf);
    add_row(&world, 2, repeated(world.arena, "measure", 4000),
            repeated(world.arena, "comment", 20000));
    char endless[3001];
    memset(endless, 'x', 3000);
    endless[3000] = '\0';
    add_row(&world, 3, wm_str_of(endless), wm_str_of(endless));
    judge(&world);
    ck_assert_int_eq(wm_pdf_render(&world.publication, &pdf), WM_OK);
    ck_assert_uint_ge(pages(&pdf), before + 6);
    ck_assert(holds(&pdf, "/DisplayDocTitle true"));
    wm_text_end(&pdf);
    wm_arena_end(world.arena);
}
END

TEST(three_hundred_measures_and_none)
{
    handmade world;
    begin(&world);
    judge(&world);
    wm_text pdf = {0};
    ck_assert_int_eq(wm_pdf_render(&world.publication, &pdf), WM_OK);
    ck_assert_uint_ge(pages(&pdf), 2);
    wm_text_clear(&pdf);
    for (int i = 1; i <= 300; i++)
        add_row(&world, i, WM_STR("Visits in time"), WM_STR("A slight increase."));
    judge(&world);
    ck_assert_int_eq(wm_pdf_render(&world.publication, &pdf), WM_OK);
    ck_assert_uint_ge(pages(&pdf), 20);
    wm_text_end(&pdf);
    wm_arena_end(world.arena);
}
END

static wm_str chosen(const wm_pdf_choice *choice)
{
    ck_assert_uint_eq(choice->count, 1);
    return choice->rows[0]->row->ref;
}

/* Without bands nothing is graded: targets and direction say what is good. */
TEST(without_grades_targets_single_out)
{
    handmade world;
    begin(&world);
    add_row(&world, 45, WM_STR("Seen"), WM_STR("Met: 85 of a target of 80, from 40."));
    add_row(&world, 59, WM_STR("Fell"), WM_STR("Missed, and worse than its baseline."));
    wm_scorecard *scorecard = &world.folder.scorecard;
    for (size_t i = 0; i < scorecard->rows.count; i++)
        scorecard->rows.items[i].bands.present = false;
    world.folder.figures.items[2].value = percent(90);
    world.folder.figures.items[3].value = percent(70);
    judge(&world);
    ck_assert_int_eq(wm_pdf_basis_of(&world.judged), WM_PDF_BY_TARGETS);
    wm_pdf pdf = {.judged = &world.judged, .scorecard = scorecard, .arena = world.arena};
    wm_pdf_choice good = wm_pdf_choose_good(&pdf, 8);
    wm_pdf_choice worrying = wm_pdf_choose_worrying(&pdf, 8);
    assert_str(chosen(&good), "1.45");
    assert_str(chosen(&worrying), "1.59");

    for (size_t i = 0; i < scorecard->rows.count; i++)
        scorecard->rows.items[i].targets.count = 0;
    judge(&world);
    ck_assert_int_eq(wm_pdf_basis_of(&world.judged), WM_PDF_BY_DIRECTION);
    good = wm_pdf_choose_good(&pdf, 8);
    worrying = wm_pdf_choose_worrying(&pdf, 8);
    assert_str(chosen(&good), "1.45");
    assert_str(chosen(&worrying), "1.59");
    wm_arena_end(world.arena);
}
END

/* 95 over a range that ends at 90 is nearer than 70 under 80, and a target of nothing has
 * a distance too. */
TEST(a_gap_is_a_share_of_the_end_that_was_missed)
{
    handmade world;
    begin(&world);
    add_row(&world, 55, WM_STR("Range"), WM_STR("95 of 10 to 90."));
    add_row(&world, 30, WM_STR("Least"), WM_STR("70 of 80."));
    add_row(&world, 20, WM_STR("Nothing"), WM_STR("60 of no more than none."));
    wm_row *rows = world.folder.scorecard.rows.items;
    rows[0].targets.items[0] = (wm_target){
        .kind = WM_TARGET_RANGE, .low = {10, 0}, .high = {90, 0}, .from = WM_DAY_NONE};
    rows[2].targets.items[0] =
        (wm_target){.kind = WM_TARGET_AT_MOST, .low = {0, 0}, .from = WM_DAY_NONE};
    judge(&world);
    wm_pdf pdf = {.judged = &world.judged,
                  .scorecard = &world.folder.scorecard,
                  .arena = world.arena};
    wm_pdf_choice furthest = wm_pdf_choose_furthest(&pdf, 8);
    ck_assert_uint_eq(furthest.count, 3);
    assert_str(furthest.rows[0]->row->ref, "1.20");
    assert_str(furthest.rows[1]->row->ref, "1.30");
    assert_str(furthest.rows[2]->row->ref, "1.55");
    wm_arena_end(world.arena);
}
END

/* From 40 to 120 things is a larger share than from 60 to 90, and says less. */
TEST(a_change_from_few_is_no_large_one)
{
    handmade world;
    begin(&world);
    add_row(&world, 50, WM_STR("Few"), WM_STR("40 to 120."));
    add_row(&world, 51, WM_STR("Many"), WM_STR("60 to 90."));
    for (size_t i = 0; i < 2; i++) {
        world.folder.measures.items[i].unit = WM_UNIT_COUNT;
        world.folder.scorecard.rows.items[i].bands.present = false;
        world.folder.scorecard.rows.items[i].targets.count = 0;
    }
    world.folder.figures.items[1].value = percent(120);
    world.folder.figures.items[2].value = percent(60);
    world.folder.figures.items[3].value = percent(90);
    judge(&world);
    wm_pdf pdf = {.judged = &world.judged,
                  .scorecard = &world.folder.scorecard,
                  .arena = world.arena};
    wm_pdf_choice good = wm_pdf_choose_good(&pdf, 8);
    ck_assert_uint_eq(good.count, 2);
    assert_str(good.rows[0]->row->ref, "1.51");
    wm_arena_end(world.arena);
}
END

/* A reference of sixteen characters stands in one line. */
TEST(the_column_of_references_fits_the_widest)
{
    handmade world;
    small(&world);
    wm_pdf pdf = {.judged = &world.judged};
    ck_assert(wm_pdf_ref_width(&pdf) < 31);
    world.folder.scorecard.rows.items[0].ref = WM_STR("CASELOAD-2016-01");
    double words = wm_text_width(WM_STR("CASELOAD-2016-01"), WM_PDF_SIZE, true);
    ck_assert(wm_pdf_ref_width(&pdf) > words + 6);
    ck_assert(wm_pdf_ref_width(&pdf) < words + 10);
    wm_arena_end(world.arena);
}
END

/* Refused at every allocation in turn, until none is. */
TEST(refused_memory_is_said_and_nothing_leaks)
{
    handmade world;
    small(&world);
    wm_status status = WM_NOMEM;
    for (long count = 0; status != WM_OK; count++) {
        wm_text pdf = {0};
        wm_alloc_fail_after(count);
        status = wm_pdf_render(&world.publication, &pdf);
        wm_alloc_fail_after(-1);
        ck_assert_msg(status == WM_OK || status == WM_NOMEM, "status %d after %ld",
                      (int)status, count);
        wm_text_end(&pdf);
        ck_assert_int_lt(count, 100000);
    }
    wm_arena_end(world.arena);
}
END

TEST(a_place_that_cannot_be_written_is_said)
{
    handmade world;
    small(&world);
    ck_assert_int_eq(wm_publish_pdf(&world.publication, "/nowhere/scorecard.pdf"), WM_IO);
    ck_assert_int_eq(wm_publish_pdf(&world.publication, "/dev/full"), WM_IO);
    for (long count = 0; count < 2; count++) {
        wm_file_fail_after(count);
        wm_status status = wm_publish_pdf(&world.publication, "/dev/null");
        wm_file_fail_after(-1);
        ck_assert_int_eq(status, WM_IO);
    }
    ck_assert_int_eq(wm_publish_pdf(&world.publication, "/dev/null"), WM_OK);
    wm_arena_end(world.arena);
}
END

static void assert_left_alone(const char *bytes)
{
    wm_text file = {0};
    wm_text_add(&file, wm_str_of(bytes));
    const wm_pdf_remarks remarks = {0};
    ck_assert_msg(!wm_pdf_describe(&file, &remarks), "described: %s", bytes);
    assert_str(wm_text_str(&file), bytes);
    wm_text_end(&file);
}

/* What is not laid out as expected stays as it is. */
TEST(an_unknown_layout_is_left_alone)
{
    assert_left_alone("");
    assert_left_alone("%PDF-1.5\n");
    assert_left_alone("startxref\n");
    assert_left_alone("startxref\n99999\n%%EOF\n");
    assert_left_alone("9 0 obj\n<< /Type /XRef >>\nendobj\nstartxref\n0\n%%EOF\n");
    assert_left_alone("xref\n0 9999999999\ntrailer\nstartxref\n0\n%%EOF\n");
    assert_left_alone("xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\n"
                      "startxref\n0\n%%EOF\n");
    assert_left_alone("xref\n0 2\n0000000000 65535 f \n0000000000 00000 n \n"
                      "trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
}
END

/* A tree whose branch is its own root ends. */
TEST(a_tree_in_a_ring_is_left_alone)
{
    assert_left_alone("1 0 obj\n<< /StructTreeRoot 2 0 R >>\nendobj\n"
                      "2 0 obj\n<< /S /Sect /K 2 0 R >>\nendobj\n"
                      "xref\n0 3\n0000000000 65535 f \n0000000000 00000 n \n"
                      "0000000045 00000 n \n"
                      "trailer\n<< /Root 1 0 R /Info 1 0 R >>\nstartxref\n90\n%%EOF\n");
}
END

/* Cut anywhere, a real file is never read past its end. */
TEST(a_file_cut_short_is_left_alone)
{
    handmade world;
    small(&world);
    wm_text whole = {0};
    ck_assert_int_eq(wm_pdf_render(&world.publication, &whole), WM_OK);
    const wm_pdf_remarks remarks = {0};
    for (size_t cut = 1; cut < whole.len; cut += 1 + cut / 40) {
        wm_text file = {0};
        wm_text_add(&file, wm_str_slice(wm_text_str(&whole), 0, whole.len - cut));
        size_t before = file.len;
        ck_assert(!wm_pdf_describe(&file, &remarks));
        ck_assert_uint_eq(file.len, before);
        wm_text_end(&file);
    }
    wm_text_end(&whole);
    wm_arena_end(world.arena);
}
END

TESTS(a_document_says_its_language_title_and_pictures,
      the_same_publication_gives_the_same_bytes,
      what_is_longer_than_a_page_is_set_in_full, three_hundred_measures_and_none,
      without_grades_targets_single_out, a_gap_is_a_share_of_the_end_that_was_missed,
      a_change_from_few_is_no_large_one, the_column_of_references_fits_the_widest,
      refused_memory_is_said_and_nothing_leaks, a_place_that_cannot_be_written_is_said,
      an_unknown_layout_is_left_alone, a_tree_in_a_ring_is_left_alone,
      a_file_cut_short_is_left_alone)
