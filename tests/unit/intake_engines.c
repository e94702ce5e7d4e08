/* The two engines on worlds of chance: random records, random measures from the grammar
 * and those of the catalogue. They agree in every count of every group and period, or the
 * world is made as small as it can be and printed as a case.
 *
 *     intake_engines                 a short run, always the same
 *     intake_engines SEED WORLDS     another, as long as wanted (script/fuzz engines)
 */
#include "engine_grammar.h"
#include "engine_tables.h"

enum { WORLD_BYTES = 1 << 28, SHORT_RUN = 400, MEASURES_IN_WORLD = 10 };

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

static void random_periods(trial *t, chance *c)
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

static wm_request request_of(const trial *t, const loaded *l)
{
    wm_request request = world_request(l, t->periods.items, t->periods.count);
    request.as_at = t->as_at;
    request.first_month = t->first_month;
    request.summed = t->summed;
    request.trend = t->trend;
    request.threads = t->threads;
    return request;
}

/* The measure that differs, or NULL. A world that is refused agrees with itself: only
 * worlds that are being made smaller are.
 */
static const wm_definition *differing(trial *t, size_t *period_out, wm_text *why,
                                      bool *refused)
{
    loaded l;
    const wm_definition *found = NULL;
    *refused = !world_load(&t->world, t->work, &l);
    if (*refused) {
        if (why)
            world_say(&l.diags);
        return NULL;
    }
    wm_request request = request_of(t, &l);
    const wm_result *a = world_ask(wm_engine_reference, &request, t->work);
    const wm_result *b = world_ask(wm_engine_timeline, &request, t->work);
    wm_text text = {0};
    for (size_t i = 0; i < l.measure_count && !found; i++)
        if (!results_equal(&request, &a[i], &b[i], period_out, &text))
            found = l.measures[i];
    if (why)
        wm_text_add(why, wm_text_str(&text));
    wm_text_end(&text);
    return found;
}

static bool differs(trial *t)
{
    size_t period, mark = wm_arena_mark(t->work);
    bool refused;
    bool found = differing(t, &period, NULL, &refused) != NULL;
    wm_arena_rewind(t->work, mark);
    return found;
}

/* making it smaller */

static wm_str without_line(trial *t, wm_str text, size_t number, size_t lines)
{
    wm_text out = {0};
    wm_str rest = text, line;
    for (size_t i = 0; wm_str_next(&rest, '\n', &line); i++)
        if (i < number || i >= number + lines) {
            wm_text_add(&out, line);
            wm_text_byte(&out, '\n');
        }
    wm_str copy = wm_str_copy(t->arena, wm_text_str(&out));
    wm_text_end(&out);
    return copy;
}

/* Measures, one after another, then clauses, defines and tables. */
static bool drop_lines(trial *t, wm_str *text, size_t lines)
{
    bool any = false;
    for (size_t i = 0; i < 400; i++) {
        wm_str before = *text;
        *text = without_line(t, before, i, lines);
        if (text->len == before.len)
            break;
        if (differs(t)) {
            any = true;
            i--;
        } else {
            *text = before;
        }
    }
    return any;
}

static bool drop_rows(trial *t)
{
    bool any = false;
    for (size_t f = 0; f < t->world.files.count; f++) {
        world_file *file = &t->world.files.items[f];
        for (size_t i = file->lines.count; i-- > 1;) {
            world_line line = file->lines.items[i];
            memmove(&file->lines.items[i], &file->lines.items[i + 1],
                    (file->lines.count - i - 1) * sizeof line);
            file->lines.count--;
            if (differs(t)) {
                any = true;
                continue;
            }
            memmove(&file->lines.items[i + 1], &file->lines.items[i],
                    (file->lines.count - i) * sizeof line);
            file->lines.items[i] = line;
            file->lines.count++;
        }
    }
    return any;
}

static bool drop_cells(trial *t)
{
    bool any = false;
    for (size_t f = 0; f < t->world.files.count; f++) {
        world_file *file = &t->world.files.items[f];
        for (size_t i = 1; i < file->lines.count; i++)
            for (size_t c = 0; c < file->columns; c++) {
                wm_str *cell = &file->lines.items[i].cells[c], before = *cell;
                *cell = WM_STR("");
                if (before.len && differs(t))
                    any = true;
                else
                    *cell = before;
            }
    }
    return any;
}

/* Columns that are blank throughout say nothing, but for the key and the parent. */
static void drop_columns(trial *t)
{
    for (size_t f = 0; f < t->world.files.count; f++) {
        world_file *file = &t->world.files.items[f];
        for (size_t c = file->lines.count > 1 ? file->columns : 0; c-- > 2;) {
            bool said = false;
            for (size_t i = 1; i < file->lines.count; i++)
                said = said || file->lines.items[i].cells[c].len;
            for (size_t i = 0; !said && i < file->lines.count; i++)
                memmove(&file->lines.items[i].cells[c],
                        &file->lines.items[i].cells[c + 1],
                        (file->columns - c - 1) * sizeof(wm_str));
            file->columns -= !said;
        }
    }
}

static void one_period(trial *t, size_t period)
{
    if (period == SIZE_MAX)
        return;
    period_list all = t->periods;
    wm_day *as_at = t->as_at;
    t->periods.items += period;
    t->periods.count = 1;
    if (as_at)
        t->as_at = as_at + period;
    if (differs(t))
        return;
    t->periods = all;
    t->as_at = as_at;
}

static void make_small(trial *t, size_t period)
{
    one_period(t, period);
    for (int round = 0; round < 4; round++) {
        bool any = drop_rows(t);
        for (size_t lines = 4; lines > 0; lines--)
            any = drop_lines(t, &t->world.measures, lines) || any;
        any = drop_cells(t) || any;
        any = drop_lines(t, &t->world.tables, 1) || any;
        if (!any)
            break;
    }
    drop_columns(t);
}

static void say_small(trial *t)
{
    wm_text out = {0}, why = {0};
    size_t period = 0;
    bool refused;
    const wm_definition *measure = differing(t, &period, &why, &refused);
    wm_text_format(&out, "\nseed %llu, made small:\n", (unsigned long long)t->seed);
    say_world(&t->world, &out);
    if (measure && period != SIZE_MAX) {
        wm_period p = t->periods.items[period];
        wm_text_format(&out, "expect %.*s %.*s\n", WM_FMT(measure->heading.ref),
                       WM_FMT(wm_period_text(p, t->first_month, t->work)));
        char at[11];
        wm_day_print(t->as_at ? t->as_at[period] : p.end, at);
        wm_text_format(&out, "# as at %s, year from month %d, %s%s\n", at, t->first_month,
                       t->trend ? "trend, " : "",
                       t->summed == WM_PERIOD_MONTH ? "summed by month" : "");
    }
    wm_text_format(&out, "# reference first, timeline second\n");
    wm_text_add(&out, wm_text_str(&why));
    fprintf(stderr, "%.*s\n", WM_FMT(wm_text_str(&out)));
    wm_text_end(&out);
    wm_text_end(&why);
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

static void know_codes(ground *g)
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
static void learn_codes(ground *g, wm_str text)
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

static void make_ground(ground *g, wm_str tables, wm_str measures)
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

static void make_trial(trial *t, const ground *g, uint64_t seed)
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

/* False, and a case printed, when the engines differ. */
static bool try_world(const ground *g, uint64_t seed, wm_arena *arena, wm_arena *work)
{
    size_t marks[] = {wm_arena_mark(arena), wm_arena_mark(work)};
    trial t = {.arena = arena, .work = work};
    wm_text why = {0};
    size_t period;
    bool refused;
    make_trial(&t, g, seed);
    const wm_definition *measure = differing(&t, &period, &why, &refused);
    if (refused)
        fprintf(stderr, "seed %llu: refused\n%.*s\n", (unsigned long long)seed,
                WM_FMT(t.world.measures));
    if (measure) {
        make_small(&t, period);
        say_small(&t);
    }
    wm_text_end(&why);
    wm_arena_rewind(arena, marks[0]);
    wm_arena_rewind(work, marks[1]);
    return !measure && !refused;
}

static int run(const ground *g, uint64_t seed, size_t worlds, size_t most_wrong)
{
    wm_arena *arena = wm_arena_new(WORLD_BYTES), *work = wm_arena_new(WORLD_BYTES);
    size_t wrong = 0;
    for (size_t i = 0; i < worlds && wrong < most_wrong; i++)
        wrong += !try_world(g, seed + i, arena, work);
    wm_arena_end(work);
    wm_arena_end(arena);
    return (int)wrong;
}

static ground small, whole;

static void make_grounds(void)
{
    static wm_arena *arena;
    const char *folder = WM_TESTS "/../catalogue";
    arena = wm_arena_new(WORLD_BYTES);
    make_ground(&small, wm_str_of(small_tables), (wm_str){"", 0});
    wm_str measures = wm_str_format(
        arena, "%.*s\n%.*s",
        WM_FMT(read_case_file(arena, folder, "childrens-services.measures")),
        WM_FMT(read_case_file(arena, folder, "inspection.measures")));
    make_ground(&whole, read_case_file(arena, folder, "childrens-services.tables"),
                measures);
}

TEST(measures_of_chance_agree)
{
    ck_assert_int_eq(run(&small, 1, SHORT_RUN, 1), 0);
}
END

TEST(measures_of_the_catalogue_agree)
{
    ck_assert_int_eq(run(&whole, 1, SHORT_RUN / 20, 1), 0);
}
END

static int run_suite(void)
{
    Suite *suite = suite_create("engines");
    TCase *group = tcase_create("all");
    tcase_set_timeout(group, 240);
    tcase_add_test(group, measures_of_chance_agree);
    tcase_add_test(group, measures_of_the_catalogue_agree);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed;
}

int main(int argc, char **argv)
{
    int failed;
    make_grounds();
    if (argc > 2) {
        uint64_t seed = strtoull(argv[1], NULL, 10);
        size_t worlds = strtoull(argv[2], NULL, 10);
        failed = run(&small, seed, worlds, 5);
        failed += run(&whole, seed, worlds / 20, 5);
        printf("%zu worlds of chance, %zu of the catalogue, %d wrong\n", worlds,
               worlds / 20, failed);
    } else {
        failed = run_suite();
    }
    wm_arena_end(small.arena);
    wm_arena_end(whole.arena);
    return failed ? 1 : 0;
}
