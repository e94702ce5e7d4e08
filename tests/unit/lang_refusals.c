/* Every allocation of reading, formatting and writing is refused in turn: each refusal
 * is answered with WM_NOMEM, nothing leaks (the sanitizer sees to that) and the text
 * that was to be made stays empty.
 */
#include "harness.h"
#include "lang_properties.h"

#include "base/alloc.h"

#define SCORECARD                                                                        \
    "# a comment\n"                                                                      \
    "scorecard \"One\"\n"                                                                \
    "  authority E08000014 \"Sef\\\"ton\"   year 2016-17   show Q2, 2015-16 Q4, year\n"  \
    "  baseline 2015-16 Q4   note \"n\"\n"                                               \
    "section 1 \"Contact\"\n"                                                            \
    "  1.1  target 5; 6 from 2017-04-01  # comment\n"                                    \
    "       printed bands \"1\", \"2\", \"3\"   owner \"Jo\"\n"                          \
    "  1.2  bands requires-improvement 1, good 2, outstanding 3\n"
#define MEASURES                                                                         \
    "measure 1.1 \"R\\\"ate\"   short \"R\"\n"                                           \
    "  entered percent   year uses last 12 months\n"                                     \
    "  source \"S\"  # comment\n"
#define TABLES                                                                           \
    "table child one row per child key child_id : dob date?, sex code?\n"                \
    "table episode spells of child key episode_id from started to ended : status "       \
    "code?, "                                                                            \
    "end_reason code? with ended\n"                                                      \
    "table looked_after spells of child made from episode where status is not V1 "       \
    "joining touching unless status is S # comment\n"                                    \
    "codes sex F M\nseries population by year of authority\nbands age 0-4, 5+\n"
#define BODIES                                                                           \
    "use catalogue\nparameter every := 6 weeks; 4 weeks from 2016-04-01 source \"S\"\n"  \
    "switch moves := as lait | every one default as lait\n"                              \
    "define due for looked_after := case when sex is F and moves is as lait then every " \
    "after started otherwise latest of (started, ended) end\n"                           \
    "define later for looked_after := every after due\n"                                 \
    "define one for looked_after := later\n"                                             \
    "measure 1.1 \"A\" percent of looked_afters (status is one of (C1, C2)) open at "    \
    "period end where age at period end >= 5 or sex is F\n"                              \
    "  that has earlier episode within 12 months and number of episode in last 12 "      \
    "months >= 2\n  by sex, age\n  once due one\n  source \"S\" # comment\n"             \
    "measure 1.2 \"B\" rate per 10000 of episode in period over population source "      \
    "\"S\"\n"
#define BAD_BODIES                                                                       \
    "define a for child := b\ndefine b for child := a\n"                                 \
    "measure 1.1 \"A\" count of episodd in period source \"S\"\n"                        \
    "measure 1.2 \"A\" count of episode in period where statu is X source \"S\"\n"       \
    "measure 1.3 \"A\" count of episode in period where sex is X or sex is F and "       \
    "status "                                                                            \
    "is C source \"S\"\n"                                                                \
    "measure 1.4 \"A\" count of child open at period end source \"S\" replaces 9.9\n"
#define MISTAKES                                                                         \
    "scorecard \"One\"\n  yaer 2016-17\nsection 1 \"A\"\n"                               \
    "  1.1 target x bands none\n  1.1 colour red\n"

typedef wm_status act(wm_arena *arena, wm_str text, wm_lang_kind kind);

static wm_status reads(wm_arena *arena, wm_str text, wm_lang_kind kind)
{
    lang_read read = lang_read_text(WM_STR("x"), text, kind, arena);
    return read.status;
}

static wm_status formats(wm_arena *arena, wm_str text, wm_lang_kind kind)
{
    wm_text out = lang_formatted(text, kind, arena);
    wm_status status = wm_text_status(&out);
    wm_text_end(&out);
    return status;
}

/* Reads with all memory there is and then writes with less. */
static wm_status writes(wm_arena *arena, wm_str text, wm_lang_kind kind, long refused)
{
    lang_read read = lang_read_text(WM_STR("x"), text, kind, arena);
    ck_assert_int_eq(read.status, WM_OK);
    wm_alloc_fail_after(refused);
    wm_text out = lang_written(&read, kind);
    wm_alloc_fail_after(-1);
    wm_status status = wm_text_status(&out);
    wm_text_end(&out);
    return status;
}

/* How many allocations there were to refuse. */
static long refuse_each(act *what, const char *text, wm_lang_kind kind)
{
    long refused = 0;
    wm_status status;
    do {
        wm_arena *arena = wm_arena_new((size_t)64 * 1024 * 1024);
        ck_assert_ptr_nonnull(arena);
        wm_alloc_fail_after(refused);
        status = what(arena, wm_str_of(text), kind);
        wm_alloc_fail_after(-1);
        wm_arena_end(arena);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        refused += status == WM_NOMEM;
    } while (status == WM_NOMEM);
    return refused;
}

/* Tables and measures with their names looked up. */
static wm_status resolves(wm_arena *arena, wm_str text, wm_lang_kind kind)
{
    wm_source tables = {WM_STR("x.tables"), WM_STR(TABLES)};
    wm_source measures = {WM_STR("x.measures"), text};
    wm_catalogue catalogue = {0};
    wm_diags diags;
    (void)kind;
    wm_diags_init(&diags, arena);
    WM_TRY(wm_lang_tables(&tables, arena, &diags, &catalogue));
    WM_TRY(wm_lang_definitions(&measures, arena, &diags, &catalogue));
    return wm_lang_resolve(&catalogue, NULL, arena, &diags);
}

TEST(looking_names_up_answers_every_refusal)
{
    ck_assert_int_gt(refuse_each(resolves, BODIES, WM_LANG_MEASURES), 50);
    ck_assert_int_gt(refuse_each(resolves, BAD_BODIES, WM_LANG_MEASURES), 50);
}
END

TEST(reading_answers_every_refusal)
{
    ck_assert_int_gt(refuse_each(reads, SCORECARD, WM_LANG_SCORECARD), 10);
    ck_assert_int_gt(refuse_each(reads, MEASURES, WM_LANG_MEASURES), 4);
    ck_assert_int_gt(refuse_each(reads, MISTAKES, WM_LANG_SCORECARD), 10);
    ck_assert_int_gt(refuse_each(reads, TABLES, WM_LANG_TABLES), 10);
}
END

TEST(formatting_answers_every_refusal)
{
    ck_assert_int_gt(refuse_each(formats, SCORECARD, WM_LANG_SCORECARD), 20);
    ck_assert_int_gt(refuse_each(formats, MEASURES, WM_LANG_MEASURES), 8);
    ck_assert_int_gt(refuse_each(formats, BODIES, WM_LANG_MEASURES), 20);
    ck_assert_int_gt(refuse_each(formats, TABLES, WM_LANG_TABLES), 20);
}
END

static void refuse_writing(const char *text, wm_lang_kind kind)
{
    long refused = 0;
    wm_status status;
    do {
        wm_arena *arena = wm_arena_new((size_t)64 * 1024 * 1024);
        ck_assert_ptr_nonnull(arena);
        status = writes(arena, wm_str_of(text), kind, refused);
        wm_arena_end(arena);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        refused += status == WM_NOMEM;
    } while (status == WM_NOMEM);
    ck_assert_int_gt(refused, 5);
}

TEST(writing_answers_every_refusal)
{
    refuse_writing(SCORECARD, WM_LANG_SCORECARD);
    refuse_writing(MEASURES, WM_LANG_MEASURES);
}
END

TESTS(reading_answers_every_refusal, looking_names_up_answers_every_refusal,
      formatting_answers_every_refusal, writing_answers_every_refusal)
