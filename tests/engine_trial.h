#ifndef WM_TESTS_ENGINE_TRIAL_H
#define WM_TESTS_ENGINE_TRIAL_H

/* A trial: a world of chance and what is asked of it, the same for the same seed. On the
 * tables below and measures from the grammar, or on those of the catalogue.
 */
#include "engine_measures.h"
#include "engine_tables.h"

enum { WORLD_BYTES = 1 << 28, MEASURES_IN_WORLD = 10 };

static const char small_tables[] =
    "table child one row per child key child_id : dob date?, expected date? planned, "
    "died date?, sex code?, disabled yesno?, size int?, superseded_by child?\n"
    "table worker one row per worker key worker_id : role code?, agency yesno?\n"
    "table team spells key team_id from opened to closed : disability yesno?, leader "
    "worker?, grade int?\n"
    "table post spells key post_id from started to ended : worker worker?, role code?, "
    "team team?, fte hundredths?\n"
    "table allocation spells of child key allocation_id from started to ended : worker "
    "worker?, team team?\n"
    "table event events of child key event_id on dated recorded entered_on? : kind "
    "code?, sex code?, yes_or_no yesno?, n int?, done date?, plan date? planned, area "
    "team?, outcome code? with done, h hundredths?\n"
    "table stay spells of child key stay_id from started to ended inclusive : kind "
    "code?, other date?, reason code? with ended, n int?\n"
    "table plan spells of child key plan_id from started to ended : kind code?, "
    "flagged yesno?, leader worker?, seen date?, dob date?\n"
    "table review events of plan key review_id on held : seen yesno?, due date? planned, "
    "done date?, grade code?\n"
    "table note events of plan key note_id on written : text_code code?\n"
    "table audit events key audit_id on dated : programme code?, child child?, worker "
    "worker?, dob date?\n"
    "table answer events of audit key answer_id on dated : grade code?, sound yesno?\n"
    "table episode spells of child key episode_id from started to ended : start_reason "
    "code?, status code?, placement code?, provider code?, urn code?, placement_id "
    "code?, postcode code?, end_reason code? with ended, approved date?, leader worker?\n"
    "table looked_after spells of child made from episode where status is not one of "
    "(V1, V3) joining touching or overlapping unless start_reason is S, ending the spell "
    "before\n"
    "table placed spells of child made from episode where status is not one of (V1, V3) "
    "joining touching while same carer or temporary unless start_reason is S : type code "
    "from latest placement not temporary, status code, leader worker?, end_reason code? "
    "with ended, approved date?\n"
    "table legal spells of child made from episode joining touching while status is same "
    ": status code, approved date?\n"
    "series population by year of authority\n"
    "bands age 0-4, 5-9, 10-15, 16-17, 18+\n"
    "codes kind A B C ZZ\n";

static const char *const worth_having[][10] = {
    {"kind", "A", "B", "C", "D"},
    {"status", "A", "B", "C", "V1"},
    {"start_reason", "S", "L", "P", "U", "T"},
    {"placement", "A", "B", "T0", "T1", "A3", "P1"},
};

typedef struct trial {
    uint64_t seed;
    wm_arena *arena; /* of the world  */
    wm_arena *work;  /* of one answer */
    world world;
    period_list periods;
    wm_day *as_at;
    int first_month;
    wm_period_kind summed;
    bool trend;
    unsigned threads;
    wm_str wrong; /* the measure that differs */
} trial;

/* what is asked */

static inline void random_periods(trial *t, chance *c)
{
    t->first_month = often(c, 70) ? 4 : 1 + (int)below(c, 12);
    t->summed = often(c, 50) ? WM_PERIOD_MONTH : WM_PERIOD_NONE;
    t->trend = often(c, 20);
    t->threads = (unsigned)below(c, 4);
    for (int year = 2015; year <= 2016 + often(c, 30); year++)
        add_year(t->arena, &t->periods, year, t->first_month);
    if (!often(c, 20))
        return;
    t->as_at = wm_arena_alloc(t->arena, t->periods.count, sizeof *t->as_at);
    for (size_t i = 0; t->as_at && i < t->periods.count; i++) {
        wm_period p = t->periods.items[i];
        t->as_at[i] = p.start + (wm_day)below(c, (size_t)(p.end - p.start + 1));
    }
}

static inline wm_request request_of(const trial *t, const loaded *l)
{
    wm_request request = world_request(l, t->periods.items, t->periods.count);
    request.as_at = t->as_at;
    request.first_month = t->first_month;
    request.summed = t->summed;
    request.trend = t->trend;
    request.threads = t->threads;
    return request;
}

/* worlds */

typedef struct ground {
    wm_arena *arena;
    wm_str tables;
    wm_str measures; /* of the catalogue; empty: by chance */
    wm_catalogue catalogue;
    known_codes codes[64];
    size_t code_count;
} ground;

static inline void know_codes(ground *g)
{
    for (size_t i = 0; i < sizeof worth_having / sizeof *worth_having; i++) {
        known_codes *known = &g->codes[g->code_count++];
        known->column = wm_str_of(worth_having[i][0]);
        for (size_t j = 1; worth_having[i][j]; j++)
            world_push(g->arena, &known->codes, wm_str_of(worth_having[i][j]));
    }
}

/* `status is not one of (V1, V3)`: what the definitions ask of a column is worth having
 * in it. Found in the text, so that no walk over trees has to be right first.
 */
static inline void learn_codes(ground *g, wm_str text)
{
    wm_str rest = text, line, word, column = {0}, last = {0};
    while (wm_str_next(&rest, '\n', &line)) {
        for (size_t i = 0; i < line.len;) {
            size_t start = i;
            while (i < line.len && (wm_is_alpha(line.data[i]) || line.data[i] == '_' ||
                                    wm_is_digit(line.data[i])))
                i++;
            word = wm_str_slice(line, start, i);
            i += i == start;
            if (!word.len)
                continue;
            if (wm_str_equal(word, WM_STR("is")))
                column = last;
            last = word;
            bool code = word.data[0] >= 'A' && word.data[0] <= 'Z' && column.len;
            known_codes *known = NULL;
            for (size_t k = 0; code && k < g->code_count; k++)
                if (wm_str_equal(g->codes[k].column, column))
                    known = &g->codes[k];
            if (code && !known && g->code_count < 64) {
                known = &g->codes[g->code_count++];
                known->column = column;
            }
            if (known)
                world_push(g->arena, &known->codes, word);
        }
    }
}

static inline void make_ground(ground *g, wm_str tables, wm_str measures)
{
    loaded l;
    *g = (ground){
        .arena = wm_arena_new(WORLD_BYTES), .tables = tables, .measures = measures};
    world w = {.tables = tables};
    if (!g->arena || !world_read(&w, g->arena, &l)) {
        world_say(&l.diags);
        abort();
    }
    g->catalogue = l.catalogue;
    if (measures.len) {
        learn_codes(g, tables);
        learn_codes(g, measures);
    } else {
        know_codes(g);
    }
}

static inline void make_trial(trial *t, const ground *g, uint64_t seed)
{
    chance c = {seed};
    t->seed = seed;
    records_maker maker = {.arena = t->arena,
                           .chance = &c,
                           .schema = &g->catalogue.schema,
                           .codes = g->codes,
                           .code_count = g->code_count};
    t->world = (world){.arena = t->arena,
                       .tables = g->tables,
                       .measures = g->measures,
                       .known_at = WM_DAY_NONE};
    if (!g->measures.len)
        t->world.measures =
            random_measures(&c, &g->catalogue.schema, t->arena, MEASURES_IN_WORLD);
    random_records(&maker, &t->world);
    if (often(&c, 10))
        t->world.known_at = pool_day(&maker);
    random_periods(t, &c);
}

static ground of_chance, of_catalogue;
static wm_arena *of_text; /* the catalogue's files */

static inline void make_grounds(void)
{
    wm_arena *arena;
    const char *folder = WM_TESTS "/../catalogue";
    arena = of_text = wm_arena_new(WORLD_BYTES);
    make_ground(&of_chance, wm_str_of(small_tables), (wm_str){"", 0});
    wm_str measures = wm_str_format(
        arena, "%.*s\n%.*s",
        WM_FMT(read_case_file(arena, folder, "childrens-services.measures")),
        WM_FMT(read_case_file(arena, folder, "inspection.measures")));
    make_ground(&of_catalogue, read_case_file(arena, folder, "childrens-services.tables"),
                measures);
}

static inline void end_grounds(void)
{
    wm_arena_end(of_chance.arena);
    wm_arena_end(of_catalogue.arena);
    wm_arena_end(of_text);
}

/* What TESTS does of tests that have the grounds beneath them; how many failed. */
static inline int run_trials(const char *name, const TTest *const *tests, size_t count)
{
    Suite *suite = suite_create(name);
    TCase *group = tcase_create("all");
    tcase_set_timeout(group, 240);
    for (size_t i = 0; i < count; i++)
        tcase_add_test(group, tests[i]);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed;
}

#endif
