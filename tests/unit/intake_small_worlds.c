/* Every small world: each choice of a few spells, events, deaths and birthdays on the
 * days around the edges of every window of a short calendar, blanks included. An
 * authority is a world, so that thousands are loaded and asked at once and no difference
 * can hide in a sum. The measures have every production of the grammar.
 */
#include "engine_coverage.h"

enum { WORLDS_BYTES = 1 << 30, DAYS = 6, WORLDS_AT_ONCE = 1500 };

static const char tables[] =
    "table child one row per child key child_id : dob date?, died date?, sex code?\n"
    "table worker one row per worker key worker_id : role code?\n"
    "table spell spells of child key spell_id from began to ended : kind code?, reason "
    "code? with ended, n int?, by_whom worker?\n"
    "table kept spells of child key kept_id from began to ended inclusive : kind code?\n"
    "table allocation spells of child key allocation_id from began to ended : team "
    "worker?\n"
    "table visit events of child key visit_id on dated : seen yesno?, done date?, due "
    "date? planned\n"
    "table check events of spell key check_id on dated : seen yesno?\n"
    "table run spells of child made from spell joining touching while kind is same : "
    "kind code?\n"
    "series population by year of authority\n"
    "bands age 0-15, 16-17, 18+\n";

static const char measures[] =
    "parameter soon := 10 working days; 2 weeks from 2016-03-01\n"
    "switch way := long | short default short\n"
    "define grown for child := age at period end >= 18\n"
    "define gap for spell := case when kind is A then 1 month otherwise soon end\n"
    "define due for spell := case when has no visit (seen is yes) on or after this.began "
    "then gap after began otherwise 1 month after dated of latest visit (seen is yes) on "
    "or after this.began end\n"
    "define last for spell := latest of (dated of latest visit, began)\n"
    "measure 1 \"a\"\n"
    "  percent of visit in last 1 month\n"
    "  that seen\n"
    "measure 2 \"a\"\n"
    "  percent of visit in last 4 weeks\n"
    "  that seen is not yes\n"
    "  not counting done is missing\n"
    "measure 3 \"a\"\n"
    "  percent of visit in period\n"
    "  that has earlier visit within 1 month\n"
    "measure 4 \"a\"\n"
    "  percent of visit done in year to date\n"
    "  that has later visit within 1 month\n"
    "measure 5 \"a\"\n"
    "  percent of visit in last 12 months\n"
    "  that done within 10 working days after dated\n"
    "measure 6 \"a\"\n"
    "  percent of visit on or before period end\n"
    "  that dated within 1 month before period end\n"
    "  year uses period\n"
    "measure 7 \"a\"\n"
    "  percent of visit by period end\n"
    "  that has other visit (seen is yes)\n"
    "  counting children all rows\n"
    "measure 8 \"a\"\n"
    "  percent of spell open at period end\n"
    "  that due on or after period end\n"
    "  once due due\n"
    "measure 9 \"a\"\n"
    "  percent of spell open at period end for at least 1 month\n"
    "  that latest visit shows (seen is yes)\n"
    "measure 10 \"a\"\n"
    "  percent of spell open during period\n"
    "  that first visit on or after began shows (not seen)\n"
    "measure 11 \"a\"\n"
    "  percent of spell due in last 1 month\n"
    "  that number of visit (seen is yes) within 31 days after due >= 2\n"
    "measure 12 \"a\"\n"
    "  percent of spell ended in last 12 months\n"
    "  that reason is A and not kind is one of (B, C)\n"
    "  counting children\n"
    "measure 13 \"a\"\n"
    "  percent of spell open at period end\n"
    "  that no gap in visit (seen is yes) longer than gap from began to period end\n"
    "measure 14 \"a\"\n"
    "  percent of spell open at period end\n"
    "  that no gap in visit longer than soon from earliest of (began, dob) to last\n"
    "measure 15 \"a\"\n"
    "  count of spell open at period end where open for at least 1 month\n"
    "  by age\n"
    "measure 16 \"a\"\n"
    "  percent of spell open at ended\n"
    "  that grown or way is long\n"
    "measure 17 \"a\"\n"
    "  percent of kept open at period end\n"
    "  that has spell (kind is A) open at this.began\n"
    "measure 18 \"a\"\n"
    "  percent of kept open during last 1 month\n"
    "  that has spell (began after this.began) open during last 1 month\n"
    "measure 19 \"a\"\n"
    "  rate per 10000 of visit in last 1 month over population\n"
    "  year sums periods\n"
    "measure 20 \"a\"\n"
    "  ratio of visit in period to spell open at period end\n"
    "  counting children\n"
    "  trend uses period\n"
    "measure 21 \"a\"\n"
    "  ratio of visit in last 1 month to total n of spell open at period end\n"
    "measure 22 \"a\"\n"
    "  highest count of spell open at period end per by_whom\n"
    "measure 23 \"a\"\n"
    "  count of run open at period end\n"
    "  counting kind\n"
    "  by kind\n"
    "measure 24 \"a\"\n"
    "  percent of run began in last 12 months\n"
    "  that kind is recorded\n"
    "  with hindsight\n"
    "measure 25 \"a\"\n"
    "  percent of check (seen is yes) of spell (kind is A) in last 12 months\n"
    "  that spell.n >= 1 and spell.ended on or before period end\n"
    "  year sums periods\n"
    "measure 26 \"a\"\n"
    "  percent of spell open at period end\n"
    "  that has check (seen is yes) on or after this.began\n"
    "measure 27 \"a\"\n"
    "  percent of check in last 12 months\n"
    "  that has other check and has spell (n between 1 and 2) before period end\n"
    "measure 28 \"a\"\n"
    "  count of visit in last 12 months\n"
    "  by team\n"
    "measure 29 \"a\"\n"
    "  percent of spell began before period end\n"
    "  that by_whom.role is A or n <= 1\n"
    "measure 30 \"a\"\n"
    "  percent of child dob within 216 months before period end\n"
    "  that has visit on began of first spell\n"
    "measure 31 \"a\"\n"
    "  percent of spell open at period end\n"
    "  that age at began between 16 and 17\n"
    "measure 32 \"a\"\n"
    "  percent of visit due after period end\n"
    "  that due before 3 weeks after period end\n"
    "measure 33 \"a\"\n"
    "  percent of spell open at case when kind is A then period end otherwise began end\n"
    "  that due is missing\n"
    "measure 34 \"a\"\n"
    "  percent of visit in last 31 days\n"
    "  that child.sex is missing and has spell (this.dated on or after began) by period "
    "end\n"
    "  year uses year to date\n";

/* Around the beginning and the end of the year, of February and of March 2016. */
static const char *const days[DAYS] = {"2015-03-31", "2016-01-31", "2016-02-29",
                                       "2016-03-01", "2016-03-31", "2016-04-01"};

typedef enum world_table {
    CHILD,
    SPELL,
    VISIT,
    KEPT,
    CHECK,
    ALLOCATION,
    TABLES_MADE
} world_table;

static const struct {
    const char *name;
    const char *heading;
} made_files[TABLES_MADE] = {
    [CHILD] = {"child.csv", "authority,child_id,dob,died\n"},
    [SPELL] = {"spell.csv",
               "authority,child_id,spell_id,began,ended,kind,reason,n,by_whom\n"},
    [VISIT] = {"visit.csv", "authority,child_id,visit_id,dated,seen,done,due\n"},
    [KEPT] = {"kept.csv", "authority,child_id,kept_id,began,ended,kind\n"},
    [CHECK] = {"check.csv", "authority,spell_id,check_id,dated,seen\n"},
    [ALLOCATION] = {"allocation.csv",
                    "authority,child_id,allocation_id,began,ended,team\n"},
};

typedef struct maker {
    wm_arena *arena;
    loaded definitions; /* to see what the measures have */
    wm_text made[TABLES_MADE];
    size_t waiting; /* worlds not asked yet */
    size_t worlds;
    bool with_trend;
    char authority[16];
} maker;

static void begin_files(maker *m)
{
    for (size_t i = 0; i < TABLES_MADE; i++) {
        wm_text_clear(&m->made[i]);
        wm_text_format(&m->made[i], "%s", made_files[i].heading);
    }
    m->waiting = 0;
}

static void load_worlds(maker *m, wm_arena *arena, loaded *l)
{
    wm_load_options options = {.known_at = WM_DAY_NONE, .any_place = true};
    enum { FILES = 2 + TABLES_MADE };
    wm_load_file files[FILES] = {
        {.name = WM_STR("worker.csv"),
         .bytes = WM_STR("authority,worker_id,role\nW1,W,A\n")},
        {.name = WM_STR("population.csv"),
         .bytes = WM_STR("authority,year,value\nW1,2015,100\nW2,2014,7\n")}};
    world w = {
        .arena = arena, .tables = wm_str_of(tables), .measures = wm_str_of(measures)};
    for (size_t i = 0; i < TABLES_MADE; i++) {
        files[2 + i].name = wm_str_of(made_files[i].name);
        files[2 + i].bytes = wm_text_str(&m->made[i]);
    }
    bool read = world_read(&w, arena, l);
    if (read &&
        wm_records_load_files(files, FILES, &l->catalogue.schema, &options, arena,
                              &l->diags, &l->report, &l->records) == WM_OK &&
        !l->diags.errors)
        return;
    world_say(&l->diags);
    ck_abort_msg("a small world is refused");
}

/* The rows of an authority, for the message. */
static void say_rows(maker *m, const loaded *l, unsigned authority, wm_text *out)
{
    wm_str start = wm_str_format(m->arena, "%.*s,",
                                 WM_FMT(l->records.authorities[authority].code.len
                                            ? l->records.authorities[authority].code
                                            : l->records.authorities[authority].name));
    for (size_t i = 0; i < TABLES_MADE; i++) {
        wm_str rest = wm_text_str(&m->made[i]), line;
        wm_str heading;
        wm_str_next(&rest, '\n', &heading);
        while (wm_str_next(&rest, '\n', &line))
            if (wm_str_starts(line, start))
                wm_text_format(out, "  %.*s\n  %.*s\n", WM_FMT(heading), WM_FMT(line));
    }
}

static void ask(maker *m)
{
    static const wm_period periods[] = {
        {WM_PERIOD_MONTH, 16832, 16860},   /* February 2016 */
        {WM_PERIOD_MONTH, 16861, 16891},   /* March         */
        {WM_PERIOD_QUARTER, 16801, 16891}, /* January to March */
        {WM_PERIOD_YEAR, 16526, 16891},    /* 2015-16       */
    };
    loaded l;
    size_t mark = wm_arena_mark(m->arena);
    load_worlds(m, m->arena, &l);
    wm_request request = world_request(&l, periods, sizeof periods / sizeof *periods);
    for (int trend = 0; trend <= m->with_trend; trend++) {
        request.trend = trend;
        const wm_result *a = world_ask(wm_engine_reference, &request, m->arena);
        const wm_result *b = world_ask(wm_engine_timeline, &request, m->arena);
        for (size_t i = 0; i < l.measure_count; i++) {
            wm_text why = {0};
            size_t period;
            if (results_equal(&request, &a[i], &b[i], &period, &why))
                continue;
            for (size_t g = 0; g < a[i].group_count && period != SIZE_MAX; g++)
                if (!counts_equal(&a[i].counts[g * 4 + period],
                                  &b[i].counts[g * 4 + period])) {
                    say_rows(m, &l, a[i].groups[g].authority, &why);
                    break;
                }
            ck_abort_msg("measure %.*s, period %zu, reference and timeline differ\n%.*s",
                         WM_FMT(l.measures[i]->heading.ref), period,
                         WM_FMT(wm_text_str(&why)));
        }
    }
    wm_arena_rewind(m->arena, mark);
    m->worlds += m->waiting;
    begin_files(m);
}

static void begin_world(maker *m)
{
    if (m->waiting == WORLDS_AT_ONCE)
        ask(m);
    m->waiting++;
    snprintf(m->authority, sizeof m->authority, "W%zu", m->waiting);
}

/* choices */

typedef struct spell_choice {
    size_t from;
    size_t to; /* DAYS: open */
    size_t kind;
} spell_choice;

static const char *const kinds[] = {"A", "B", ""};
static const char *const answers[] = {"yes", "no", ""};

enum { SPELLS = DAYS * (DAYS + 1) }; /* those that end before they begin are left out */

static bool spell_of(size_t number, spell_choice *out)
{
    *out = (spell_choice){number / (DAYS + 1), number % (DAYS + 1), 0};
    return out->from <= out->to;
}

static const char *day_or_blank(size_t number)
{
    return number < DAYS ? days[number] : "";
}

static void add_spell(maker *m, const char *key, spell_choice s)
{
    wm_text_format(&m->made[SPELL], "%s,C,%s,%s,%s,%s,%s,%zu,W\n", m->authority, key,
                   days[s.from], day_or_blank(s.to), kinds[s.kind], kinds[s.kind],
                   s.from % 3);
}

static void add_visit(maker *m, const char *key, size_t day, size_t answer)
{
    if (day < DAYS)
        wm_text_format(&m->made[VISIT], "%s,C,%s,%s,%s,%s,%s\n", m->authority, key,
                       days[day], answers[answer], day_or_blank(day + 1),
                       day_or_blank(day + 2));
}

static void begin_maker(maker *m)
{
    *m = (maker){.arena = wm_arena_new(WORLDS_BYTES)};
    begin_files(m);
}

static void end_maker(maker *m, size_t least)
{
    ask(m);
    ck_assert_uint_ge(m->worlds, least);
    for (size_t i = 0; i < TABLES_MADE; i++)
        wm_text_end(&m->made[i]);
    wm_arena_end(m->arena);
}

TEST(the_measures_have_every_production)
{
    maker m;
    coverage c = {0};
    begin_maker(&m);
    load_worlds(&m, m.arena, &m.definitions);
    cover_all(&c, &m.definitions);
    assert_covered(&c);
    end_maker(&m, 0);
}
END

/* One spell of each kind of blank, one visit, one check. */
TEST(a_spell_and_a_visit)
{
    maker m;
    begin_maker(&m);
    for (size_t i = 0; i < SPELLS; i++)
        for (size_t kind = 0; kind < 3; kind++)
            for (size_t v = 0; v < 3 * DAYS + 1; v++) {
                spell_choice s;
                if (!spell_of(i, &s))
                    continue;
                s.kind = kind;
                begin_world(&m);
                add_spell(&m, "S", s);
                add_visit(&m, "V", v / 3, v % 3);
                wm_text_format(&m.made[CHECK], "%s,S,K,%s,%s\n", m.authority,
                               days[v / 3 % DAYS], answers[v % 3]);
            }
    end_maker(&m, 1000);
}
END

/* Two spells, which may overlap, touch, be the same or have no length. */
TEST(two_spells)
{
    maker m;
    begin_maker(&m);
    for (size_t i = 0; i < SPELLS; i++)
        for (size_t j = i; j < SPELLS; j++)
            for (size_t kind = 0; kind < 4; kind++) {
                spell_choice a, b;
                if (!spell_of(i, &a) || !spell_of(j, &b))
                    continue;
                a.kind = kind % 2 * 2;
                b.kind = kind / 2 * 2;
                begin_world(&m);
                add_spell(&m, i % 2 ? "S" : "U", a);
                add_spell(&m, "T", b);
                wm_text_format(&m.made[KEPT], "%s,C,K,%s,%s,A\n", m.authority,
                               days[a.from], day_or_blank(b.to));
                wm_text_format(&m.made[CHECK], "%s,T,K,%s,yes\n", m.authority,
                               days[a.from]);
            }
    end_maker(&m, 1000);
}
END

/* Three visits around a spell: gaps, ties, the latest of several that may be. */
TEST(three_visits)
{
    maker m;
    size_t choices = 3 * DAYS + 1;
    begin_maker(&m);
    m.with_trend = true;
    for (size_t i = 0; i < choices; i++)
        for (size_t j = i; j < choices; j++)
            for (size_t k = j; k < choices; k++) {
                begin_world(&m);
                add_spell(&m, "S", (spell_choice){i % 2, DAYS, k % 3});
                add_visit(&m, "V2", i / 3, i % 3);
                add_visit(&m, "V1", j / 3, j % 3);
                add_visit(&m, "V3", k / 3, k % 3);
            }
    end_maker(&m, 1000);
}
END

/* Birthdays of 18, of 29 February and blank, and every day of death. */
TEST(births_and_deaths)
{
    static const char *const births[] = {"", "1998-03-31", "1998-03-01", "2000-02-29",
                                         "2016-02-29"};
    maker m;
    begin_maker(&m);
    for (size_t i = 0; i < SPELLS; i++)
        for (size_t birth = 0; birth < 5; birth++)
            for (size_t died = 0; died <= DAYS; died++) {
                spell_choice s;
                if (!spell_of(i, &s))
                    continue;
                begin_world(&m);
                wm_text_format(&m.made[CHILD], "%s,C,%s,%s\n", m.authority, births[birth],
                               day_or_blank(died));
                add_spell(&m, "S", s);
                add_visit(&m, "V", s.from, 0);
                wm_text_format(&m.made[KEPT], "%s,C,K,%s,%s,A\n", m.authority,
                               days[s.from], day_or_blank(s.to));
                wm_text_format(&m.made[ALLOCATION], "%s,C,L,%s,%s,W\n", m.authority,
                               days[s.from], day_or_blank(s.to));
            }
    end_maker(&m, 900);
}
END

TESTS(the_measures_have_every_production, a_spell_and_a_visit, two_spells, three_visits,
      births_and_deaths)
