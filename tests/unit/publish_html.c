/* The page: whole, self-contained, well formed, and nothing of a user's text in it but
 * escaped. What a browser makes of it is in browser.sh. */
#include "publish_example.h"

#include "base/alloc.h"

#include <math.h>

static wm_str page_of(small *world, wm_text *out)
{
    ck_assert_int_eq(wm_publish_html(&world->publication, out), WM_OK);
    return wm_text_str(out);
}

static size_t count(wm_str text, const char *needle)
{
    size_t found = 0;
    wm_str n = wm_str_of(needle);
    for (size_t at; (at = wm_str_find(text, n)) != SIZE_MAX; found++)
        text = wm_str_slice(text, at + n.len, text.len);
    return found;
}

/* The part of the page that is the measure's. */
static wm_str article_of(wm_str page, wm_arena *arena, wm_str ref)
{
    wm_str start =
        wm_str_format(arena, "<article class=\"measure\" id=\"m-%.*s\"", WM_FMT(ref));
    size_t at = wm_str_find(page, start);
    ck_assert_msg(at != SIZE_MAX, "no article for %.*s", WM_FMT(ref));
    page = wm_str_slice(page, at, page.len);
    return wm_str_slice(page, 0, wm_str_find(page, WM_STR("</article>")));
}

static void assert_holds(wm_str article, wm_str ref, wm_str text)
{
    ck_assert_msg(wm_str_empty(text) || wm_str_find(article, text) != SIZE_MAX,
                  "%.*s: `%.*s` is not there", WM_FMT(ref), WM_FMT(text));
}

static wm_str escaped(wm_arena *arena, wm_str text)
{
    wm_text out = {0};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        const char *entity = c == '&'    ? "&amp;"
                             : c == '<'  ? "&lt;"
                             : c == '>'  ? "&gt;"
                             : c == '"'  ? "&quot;"
                             : c == '\'' ? "&#39;"
                                         : NULL;
        wm_text_add(&out, entity ? wm_str_of(entity) : (wm_str){&c, 1});
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&out));
    wm_text_end(&out);
    return copy;
}

TEST(every_printed_figure_stands_with_its_measure)
{
    small world;
    wm_text out = {0};
    example_open(&world);
    wm_str page = page_of(&world, &out);
    ck_assert_uint_eq(count(page, "<article "), world.judged.row_count);
    for (size_t i = 0; i < world.judged.row_count; i++) {
        const wm_judged_row *row = &world.judged.rows[i];
        wm_str ref = row->row->ref;
        wm_str article = article_of(page, world.arena, ref);
        assert_holds(article, ref, escaped(world.arena, row->title));
        assert_holds(article, ref, escaped(world.arena, row->row->printed_change));
        if (row->comment)
            assert_holds(article, ref, escaped(world.arena, row->comment->text));
        for (size_t j = 0; j < row->row->printed_bands.count; j++)
            assert_holds(article, ref,
                         escaped(world.arena, row->row->printed_bands.items[j]));
        for (size_t j = 0; j < row->figure_count; j++)
            if (row->figures[j].figure)
                assert_holds(article, ref, row->figures[j].figure->printed);
        for (size_t j = 0; j < row->comparator_count; j++)
            assert_holds(article, ref, row->comparators[j].comparator->printed_text);
    }
    wm_text_end(&out);
    small_close(&world);
}
END

/* The overview of a sheet without bands is its targets and its changes; nothing on the
 * page speaks of grades then, and each tile says in words what its shape says. */
TEST(without_bands_the_overview_goes_by_targets_and_change)
{
    small world;
    wm_text out = {0};
    example_open(&world);
    small_without_bands(&world);
    wm_str page = page_of(&world, &out);
    ck_assert_uint_eq(count(page, "<use href=\"#shape-none\""), 0);
    ck_assert_uint_eq(count(page, "for=\"by-grade\""), 0);
    ck_assert_uint_eq(count(page, "<dt>Grade</dt>"), 0);
    ck_assert_uint_eq(count(page, "class=\"tile met\" href"), world.judged.met);
    ck_assert_uint_eq(count(page, ": Target met"), world.judged.met);
    ck_assert_uint_eq(count(page, "class=\"tile near\" href"),
                      world.judged.outcome_counts[WM_OUTCOME_NEAR]);
    ck_assert_uint_eq(count(page, ": Target missed"),
                      world.judged.outcome_counts[WM_OUTCOME_MISSED]);
    ck_assert_uint_gt(count(page, ": Target missed, worse"), 0);
    wm_text_end(&out);
    small_close(&world);
}
END

TEST(the_period_is_the_last_one_shown)
{
    small world;
    wm_text out = {0};
    example_open(&world);
    world.folder.scorecard.show.count = 2;
    ck_assert_int_eq(wm_judge(&world.folder, world.arena, &world.judged), WM_OK);
    wm_str page = page_of(&world, &out);
    ck_assert_uint_eq(count(page, "<dt>Period</dt><dd>Q3 2016-17</dd>"), 1);
    ck_assert_uint_eq(count(page, "<dt>As at</dt><dd>31 December 2016</dd>"), 1);
    wm_text_end(&out);
    small_close(&world);
}
END

TEST(it_asks_nothing_of_the_network_and_is_small)
{
    small world;
    wm_text out = {0};
    example_open(&world);
    wm_str page = page_of(&world, &out);
    ck_assert_uint_eq(count(page, "http"),
                      count(page, "xmlns=\"http://www.w3.org/2000/svg\"") +
                          count(page, "http-equiv"));
    ck_assert_uint_eq(count(page, "url("), 0);
    ck_assert_uint_eq(count(page, "@import"), 0);
    ck_assert_uint_eq(count(page, " src="), 0);
    ck_assert_uint_eq(count(page, " style="), 0);
    ck_assert_uint_eq(count(page, " on"
                                  "click="),
                      0);
    ck_assert_uint_eq(count(page, "default-src 'none'; style-src 'sha256-"), 1);
    ck_assert_uint_ge(count(page, "OFFICIAL-SENSITIVE"), 4);
    ck_assert_uint_lt(page.len, 1500000);
    wm_text_end(&out);
    small_close(&world);
}
END

/* Elements nest, every id is there once, and every link within the page leads somewhere.
 */

static bool is_void(wm_str name)
{
    static const char *const names[] = {"meta",   "br",   "input", "path",
                                        "circle", "rect", "use"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wm_str_equal(name, wm_str_of(names[i])))
            return true;
    return false;
}

static wm_str name_of(wm_str tag)
{
    size_t end = 0;
    while (end < tag.len && !wm_is_space(tag.data[end]) && tag.data[end] != '/')
        end++;
    return wm_str_slice(tag, 0, end);
}

static void assert_nested(wm_str page)
{
    wm_str open[64];
    size_t depth = 0;
    for (size_t at; (at = wm_str_find_byte(page, '<')) != SIZE_MAX;) {
        page = wm_str_slice(page, at + 1, page.len);
        wm_str tag = wm_str_slice(page, 0, wm_str_find_byte(page, '>'));
        page = wm_str_slice(page, tag.len + 1, page.len);
        if (tag.data[0] == '!')
            continue;
        bool closes = tag.data[0] == '/';
        wm_str name = name_of(closes ? wm_str_slice(tag, 1, tag.len) : tag);
        if (closes) {
            ck_assert_msg(depth && wm_str_equal(open[depth - 1], name),
                          "</%.*s> closes <%.*s>", WM_FMT(name), WM_FMT(open[depth - 1]));
            depth--;
        } else if (!is_void(name)) {
            ck_assert_uint_lt(depth, 64);
            open[depth++] = name;
        }
        if (!closes &&
            (wm_str_equal(name, WM_STR("script")) || wm_str_equal(name, WM_STR("style"))))
            page = wm_str_slice(page, wm_str_find(page, WM_STR("</")), page.len);
    }
    ck_assert_uint_eq(depth, 0);
}

static int compare_texts(const void *a, const void *b)
{
    return wm_str_compare(*(const wm_str *)a, *(const wm_str *)b);
}

typedef WM_LIST(wm_str) texts;

static texts values_of(wm_str page, wm_arena *arena, const char *before)
{
    texts found = {0};
    wm_str n = wm_str_of(before);
    for (size_t at; (at = wm_str_find(page, n)) != SIZE_MAX;) {
        page = wm_str_slice(page, at + n.len, page.len);
        ck_assert(wm_list_push(arena, &found,
                               wm_str_slice(page, 0, wm_str_find_byte(page, '"'))));
    }
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, compare_texts);
    return found;
}

static void assert_links_lead_somewhere(wm_str page, wm_arena *arena)
{
    texts ids = values_of(page, arena, " id=\"");
    for (size_t i = 1; i < ids.count; i++)
        ck_assert_msg(!wm_str_equal(ids.items[i - 1], ids.items[i]), "id %.*s twice",
                      WM_FMT(ids.items[i]));
    static const char *const kinds[] = {"href=\"#", "aria-labelledby=\"",
                                        "aria-describedby=\"", " for=\""};
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        texts links = values_of(page, arena, kinds[kind]);
        ck_assert_uint_gt(links.count, 0);
        for (size_t i = 0; i < links.count; i++)
            ck_assert_msg(bsearch(&links.items[i], ids.items, ids.count, sizeof(wm_str),
                                  compare_texts) != NULL,
                          "%s%.*s leads nowhere", kinds[kind], WM_FMT(links.items[i]));
    }
}

TEST(it_is_well_formed)
{
    small world;
    wm_text out = {0};
    example_open(&world);
    wm_str page = page_of(&world, &out);
    assert_nested(page);
    assert_links_lead_somewhere(page, world.arena);
    wm_text_end(&out);
    small_close(&world);
}
END

#define HOSTILE "</style><script>alert(1)</script>\" onload=\"x' & <b>"

TEST(text_of_users_is_only_text)
{
    small world;
    wm_text out = {0};
    small_open(&world);
    const wm_str hostile = WM_STR(HOSTILE);
    wm_scorecard *scorecard = &world.folder.scorecard;
    scorecard->title = scorecard->authority.name = scorecard->region.name = hostile;
    scorecard->country.name = scorecard->below = hostile;
    ck_assert(wm_list_push(world.arena, &scorecard->notes, hostile));
    for (size_t i = 0; i < scorecard->sections.count; i++)
        scorecard->sections.items[i].title = hostile;
    for (size_t i = 0; i < scorecard->rows.count; i++) {
        wm_row *row = &scorecard->rows.items[i];
        row->owner = row->short_title = row->note = row->direction_reason = hostile;
        row->printed_change = row->printed_target = row->printed_title = hostile;
    }
    for (size_t i = 0; i < world.folder.measures.count; i++) {
        wm_measure *measure = &world.folder.measures.items[i];
        measure->title = measure->short_title = measure->plain = hostile;
        measure->source = measure->note = measure->year_window = hostile;
    }
    for (size_t i = 0; i < world.folder.figures.count; i++) {
        wm_figure *figure = &world.folder.figures.items[i];
        figure->printed = figure->source = figure->note = hostile;
    }
    for (size_t i = 0; i < world.folder.comparators.count; i++) {
        wm_comparator *comparator = &world.folder.comparators.items[i];
        comparator->name = comparator->source = comparator->vintage = hostile;
        comparator->definition = comparator->printed_text = hostile;
    }
    for (size_t i = 0; i < world.folder.comments.count; i++) {
        wm_comment *comment = &world.folder.comments.items[i];
        comment->text = comment->author = comment->state = hostile;
    }
    world.publication.marking = world.publication.audience = hostile;
    ck_assert_int_eq(wm_judge(&world.folder, world.arena, &world.judged), WM_OK);
    ck_assert_int_eq(wm_check(&world.judged, world.arena, &world.findings), WM_OK);
    wm_str page = page_of(&world, &out);
    ck_assert_uint_eq(count(page, "<script>"), 1);
    ck_assert_uint_eq(count(page, "</style>"), 1);
    ck_assert_uint_eq(count(page, "\" onload"), 0);
    ck_assert_uint_gt(count(page, "&lt;script&gt;alert(1)"), 20);
    assert_nested(page);
    wm_text_end(&out);
    small_close(&world);
}
END

TEST(refused_memory_is_said_and_nothing_is_lost)
{
    small world;
    small_open(&world);
    wm_status status = WM_NOMEM;
    for (long allowed = 0; status != WM_OK; allowed++) {
        wm_text out = {0};
        wm_alloc_fail_after(allowed);
        status = wm_publish_html(&world.publication, &out);
        wm_alloc_fail_after(-1);
        ck_assert_msg(status == WM_OK || status == WM_NOMEM, "status %d after %ld",
                      (int)status, allowed);
        wm_text_end(&out);
        ck_assert_int_lt(allowed, 100000);
    }
    small_close(&world);
}
END

TEST(the_same_scorecard_is_the_same_page)
{
    small world;
    wm_text first = {0}, second = {0};
    small_open(&world);
    wm_str one = page_of(&world, &first);
    wm_str other = page_of(&world, &second);
    ck_assert(wm_str_equal(one, other));
    wm_text_end(&first);
    wm_text_end(&second);
    small_close(&world);
}
END

TESTS(every_printed_figure_stands_with_its_measure,
      without_bands_the_overview_goes_by_targets_and_change,
      the_period_is_the_last_one_shown, it_asks_nothing_of_the_network_and_is_small,
      it_is_well_formed, text_of_users_is_only_text,
      refused_memory_is_said_and_nothing_is_lost, the_same_scorecard_is_the_same_page)
