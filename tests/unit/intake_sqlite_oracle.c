/* An oracle that shares nothing with the engines: measures of the catalogue written by
 * hand as plain SQL and answered by SQLite over the same rows, with a calendar that
 * SQLite makes itself and bank holidays from gov.uk/bank-holidays.
 *
 * SQLite adds months by letting days run over (31 January and a month is 2 or 3 March):
 * ADDM clamps to the last day of the month (D2). Texts of days order as days do.
 */
#include "engine_trial.h"

#include <sqlite3.h>

enum { ORACLE_WORLDS = 40, ORACLE_CHILDREN = 9 };

/* clang-format off */
#define FIRST_OF(d, n) "date(" d ",'start of month','" n " months')"
#define ADDM(d, n)                                                                       \
    "min(date(" FIRST_OF(d, n) ",'+'||(strftime('%d'," d ")-1)||' days'),"               \
    "date(" FIRST_OF(d, n) ",'+1 month','-1 day'))"
#define LAST(n) ADDM("date(:T,'+1 day')", n)
/* clang-format on */
#define AGE(b, d)                                                                        \
    "(strftime('%Y'," d ")-strftime('%Y'," b ")-(strftime('%m-%d'," d                    \
    ")<strftime('%m-%d'," b ")))"
#define W(d) "(select w from calendar where day=" d ")"
/* A5: an end after T is not known; a child's spells end with its life. */
#define OPEN(x, from, to)                                                                \
    x "." from "<=:T and (" x "." to " is null or " x "." to ">:T) and not exists "      \
      "(select 1 from child k where k.authority=" x ".authority and k.child_id=" x       \
      ".child_id and k.died<=:T)"
#define POPULATION                                                                       \
    "coalesce((select value from population p where p.authority=:A and p.year<="         \
    "strftime('%Y',:Y) order by p.year desc limit 1),0)"
#define OURS(x)      x ".authority=:A"
#define NOT_OTHER(x) "coalesce(" x ".other_authority,'')<>'yes'"
#define LATEST_UPDATE(column, more)                                                      \
    "(select u." column " from leaver_update u where u.authority=l.authority and "       \
    "u.child_id=l.child_id and u.dated<=:T" more                                         \
    " order by u.dated desc,u.update_id desc limit 1)"
#define DOB(x)                                                                           \
    "(select k.dob from child k where k.authority=" x ".authority and k.child_id=" x     \
    ".child_id)"

/* Numerator and denominator. :A the authority, :S and :T the period, :Y the first day of
 * its year, :V 1 where the period is a year. Laid out as SQL is read.
 */
/* clang-format off */
static const struct {
    const char *ref;
    const char *sql;
} oracles[] = {
    {"1.1",
     "select count(*)," POPULATION
     " from referral r"
     " where " OURS("r") " and r.dated between " LAST("-12") " and :T"},
    {"1.2",
     "select sum(exists(select 1 from referral e"
     "   where e.authority=r.authority and e.child_id=r.child_id and e.dated<r.dated"
     "   and e.dated>=" ADDM("r.dated", "-12") ")),"
     " count(*)"
     " from referral r"
     " where " OURS("r") " and r.dated between " LAST("-12") " and :T"},
    {"1.4",
     "select sum(" W("a.completed") "-" W("a.started") "<=15 and a.completed>=a.started),"
     " count(*)"
     " from assessment a"
     " where " OURS("a") " and a.started<=:T and a.completed<=:T"
     " and a.completed>=case when :V=1 then :Y else " LAST("-3") " end"},
    {"1.6b",
     "select count(*),1"
     " from assessment a"
     " where " OURS("a") " and a.started<=:T"
     " and (a.completed is null or a.completed>:T)"
     " and " W("date(:T,'-1 day')") "-" W("a.started") ">=45"},
    {"2.1",
     "select sum(s.frequency_met='yes'),count(*)"
     " from supervision s"
     " where " OURS("s") " and s.dated between :S and :T and s.frequency_met is not null"},
    {"2.9F",
     "select count(distinct case when e.end_reason='NOT_ENGAGED' then f end),"
     " count(distinct f)"
     " from (select *,coalesce('f'||family,'k'||episode_id) f from early_help) e"
     " where " OURS("e") " and e.started<=:T and e.ended between " LAST("-12") " and :T"},
    {"3.5",
     "select count(distinct p.child_id)," POPULATION
     " from cp_plan p"
     " where " OURS("p") " and " NOT_OTHER("p") " and " OPEN("p", "started", "ended")},
    {"3.6",
     "select sum(exists(select 1 from cp_plan e"
     "   where e.authority=p.authority and e.child_id=p.child_id"
     "   and e.started<p.started and " NOT_OTHER("e") ")"
     "   or coalesce(cast(p.previous_plans as integer),0)>=1),"
     " count(*)"
     " from cp_plan p"
     " where " OURS("p") " and " NOT_OTHER("p")
     " and p.started between " LAST("-12") " and :T"},
    {"4.5",
     "select sum(v.seen_in_timescale='yes'),count(*)"
     " from cp_review v join cp_plan p on p.authority=v.authority and p.plan_id=v.plan_id"
     " and p.started<=:T and " NOT_OTHER("p")
     " where " OURS("v") " and v.dated between :Y and :T"
     " and v.seen_in_timescale is not null"},
    /* d: a plan's first day, its reviews and T; g: each with the one before it */
    {"4.5R",
     "with p as (select * from cp_plan p"
     "   where " OURS("p") " and " NOT_OTHER("p") " and " OPEN("p", "started", "ended")
     "   and p.started<=" LAST("-3") " and " ADDM("p.started", "+3") "<=:T),"
     " d as (select plan_id,started day from p"
     "   union select v.plan_id,v.dated"
     "     from cp_review v join p using (authority,plan_id)"
     "     where v.dated>p.started and v.dated<=:T"
     "   union select plan_id,:T from p),"
     " g as (select plan_id,day,"
     "   lag(day) over (partition by plan_id order by day) before from d),"
     " m as (select p.child_id,"
     "   exists(select 1 from cp_review v"
     "     where v.authority=p.authority and v.plan_id=p.plan_id and v.dated<=:T"
     "     and v.dated between p.started and " ADDM("p.started", "+3") ")"
     "   and not exists(select 1 from g"
     "     where g.plan_id=p.plan_id and before is not null"
     "     and day>" ADDM("before", "+6") ") met"
     "   from p)"
     "select sum(met),count(*) from (select min(met) met from m group by child_id)"},
    {"6.1",
     "select count(*),1"
     " from private_fostering f"
     " where " OURS("f") " and f.notified between :Y and :T"},
    {"6.2",
     "select count(distinct f.child_id),1"
     " from private_fostering f"
     " where " OURS("f") " and " OPEN("f", "notified", "ended")
     " and f.confirmed<=:T and f.began<=:T"},
    {"H",
     "select sum(h.referred is not null and h.referred<=:T),count(*)"
     " from homeless h"
     " where " OURS("h") " and h.dated between :Y and :T"
     " and " AGE("h.dob", "h.dated") " between 16 and 17"},
    {"9.1",
     "select (select count(*) from practice_alert a"
     "   where " OURS("a") " and a.raised between " LAST("-3") " and :T),"
     " coalesce(sum(cast(round(q.fte*100) as integer)),0)"
     " from worker_post q"
     " where " OURS("q") " and q.role='IRO' and coalesce(q.vacant,'')<>'yes'"
     " and q.started<=:T and (q.ended is null or q.ended>:T)"},
    {"9.6",
     "select coalesce(max(n),0),1"
     " from (select count(distinct a.child_id) n from allocation a"
     "   where " OURS("a") " and a.role='SOCIAL_WORKER'"
     "   and " OPEN("a", "started", "ended")
     "   and a.worker in (select worker_id from worker w where " OURS("w") ")"
     "   group by a.worker)"},
    {"10.3",
     "select count(distinct e.child_id),1"
     " from episode e"
     " where " OURS("e") " and e.started<=:T and e.end_reason in ('E11','E12')"
     " and e.ended between :Y and :T"},
    {"11.1",
     "select sum(met),count(*)"
     " from (select min(coalesce("
     "     " LATEST_UPDATE("suitable", " and u.dated>=" LAST("-12")) "='yes',0)) met"
     "   from care_leaver l"
     "   where " OURS("l") " and l.eligibility='FORMER_RELEVANT'"
     "   and " OPEN("l", "started", "ended")
     "   and " AGE(DOB("l"), ":T") " between 19 and 21"
     "   and coalesce(" LATEST_UPDATE("in_touch", "") ",'') not in ('DIED','RHOM')"
     "   and coalesce(" LATEST_UPDATE("accommodation", "") ",'') not in ('G','H','R')"
     "   group by l.child_id)"},
};
/* clang-format on */

enum { ORACLES = sizeof oracles / sizeof *oracles };

static void run_sql(sqlite3 *db, const char *sql)
{
    char *error = NULL;
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &error) == SQLITE_OK, "%s\n%s",
                  error ? error : "", sql);
}

static void make_calendar(sqlite3 *db)
{
    run_sql(db,
            "create table holiday(day);"
            "insert into holiday values ('2013-01-01'),('2013-03-29'),('2013-04-01'),"
            "('2013-05-06'),('2013-05-27'),('2013-08-26'),('2013-12-25'),('2013-12-26'),"
            "('2014-01-01'),('2014-04-18'),('2014-04-21'),('2014-05-05'),('2014-05-26'),"
            "('2014-08-25'),('2014-12-25'),('2014-12-26'),('2015-01-01'),('2015-04-03'),"
            "('2015-04-06'),('2015-05-04'),('2015-05-25'),('2015-08-31'),('2015-12-25'),"
            "('2015-12-28'),('2016-01-01'),('2016-03-25'),('2016-03-28'),('2016-05-02'),"
            "('2016-05-30'),('2016-08-29'),('2016-12-26'),('2016-12-27'),('2017-01-02'),"
            "('2017-04-14'),('2017-04-17'),('2017-05-01'),('2017-05-29'),('2017-08-28'),"
            "('2017-12-25'),('2017-12-26'),('2018-01-01'),('2018-03-30'),('2018-04-02'),"
            "('2018-05-07'),('2018-05-28'),('2018-08-27'),('2018-12-25'),('2018-12-26');"
            "create table calendar(day primary key,w);"
            "with recursive d(day) as (select '2013-01-01' union all select "
            "date(day,'+1 day') from d where day<'2018-12-31') insert into calendar "
            "select day,sum(strftime('%w',day) not in ('0','6') and day not in (select "
            "day from holiday)) over (order by day) from d;");
}

static void insert_line(sqlite3 *db, const world_file *file, size_t line)
{
    wm_text sql = {0};
    sqlite3_stmt *insert;
    wm_text_format(&sql, "insert into %.*s values (?", WM_FMT(file->table));
    for (size_t c = 0; c < file->columns; c++)
        wm_text_format(&sql, ",nullif(?,'')");
    wm_text_format(&sql, ")");
    wm_text_byte(&sql, '\0');
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql.data, -1, &insert, NULL), SQLITE_OK);
    sqlite3_bind_text(insert, 1, file->authority.data, (int)file->authority.len,
                      SQLITE_TRANSIENT);
    for (size_t c = 0; c < file->columns; c++) {
        wm_str cell = file->lines.items[line].cells[c];
        sqlite3_bind_text(insert, (int)c + 2, cell.len ? cell.data : "", (int)cell.len,
                          SQLITE_TRANSIENT);
    }
    ck_assert_int_eq(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_finalize(insert);
    wm_text_end(&sql);
}

/* The same cells, blanks null; `from` is a word of SQL, and so names are quoted. */
static void fill_tables(sqlite3 *db, const world *w)
{
    for (size_t f = 0; f < w->files.count; f++) {
        const world_file *file = &w->files.items[f];
        wm_text sql = {0};
        wm_text_format(&sql, "create table if not exists %.*s (authority",
                       WM_FMT(file->table));
        for (size_t c = 0; c < file->columns; c++)
            wm_text_format(&sql, ",\"%.*s\"", WM_FMT(file->lines.items[0].cells[c]));
        wm_text_format(&sql, ")");
        wm_text_byte(&sql, '\0');
        run_sql(db, sql.data);
        for (size_t i = 1; i < file->lines.count; i++)
            insert_line(db, file, i);
        wm_text_end(&sql);
    }
}

/* The days stay within the oracle's calendar, some are old enough to have left care,
 * nobody is merged, and spells end after they begin: what the loader makes of others is
 * the business of its own cases.
 */
static void tame(world *w, const wm_schema *schema)
{
    for (size_t f = 0; f < w->files.count; f++) {
        world_file *file = &w->files.items[f];
        int table = wm_schema_table(schema, file->table);
        if (table == WM_NO_TABLE)
            continue;
        const wm_table_def *def = &schema->tables.items[table];
        size_t before = def->parent == WM_NO_TABLE ? 1 : 2;
        for (size_t i = 1; i < file->lines.count; i++) {
            wm_str *cells = file->lines.items[i].cells + before;
            for (size_t c = 0; c < def->column_count; c++) {
                const wm_column_def *column = &def->columns[c];
                wm_day day = wm_day_parse(cells[c]);
                if (wm_str_equal(column->name, WM_STR("superseded_by")))
                    cells[c] = WM_STR("");
                bool leaves_out = wm_str_equal(column->name, WM_STR("in_touch")) ||
                                  wm_str_equal(column->name, WM_STR("accommodation"));
                if (leaves_out && i % 3)
                    cells[c] = WM_STR("YES");
                if (column->exempt && i % 2)
                    cells[c] = wm_str_of(i % 4 == 1 ? "1996-02-29" : "1997-03-31");
                if (column->type == WM_COLUMN_DATE && !column->exempt &&
                    day != WM_DAY_NONE &&
                    (day < wm_day_of(2013, 1, 1) || day > wm_day_of(2018, 12, 31)))
                    cells[c] = WM_STR("2016-03-31");
            }
            if (def->kind == WM_TABLE_SPELLS && cells[def->to].len &&
                wm_str_compare(cells[def->to], cells[def->from]) < 0)
                cells[def->to] = cells[def->from];
        }
    }
}

static void bind_day(sqlite3_stmt *s, const char *name, wm_day day)
{
    char text[11];
    int at = sqlite3_bind_parameter_index(s, name);
    wm_day_print(day, text);
    if (at)
        sqlite3_bind_text(s, at, text, -1, SQLITE_TRANSIENT);
}

static void answer_sql(sqlite3 *db, const char *sql, wm_str authority, wm_period p,
                       int64_t *n, int64_t *d)
{
    sqlite3_stmt *s;
    int year = wm_period_starts_in(p, 4);
    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK, "%s\n%s",
                  sqlite3_errmsg(db), sql);
    sqlite3_bind_text(s, sqlite3_bind_parameter_index(s, ":A"), authority.data,
                      (int)authority.len, SQLITE_TRANSIENT);
    bind_day(s, ":T", p.end);
    bind_day(s, ":S", p.start);
    bind_day(s, ":Y", wm_day_of(year, 4, 1));
    int at = sqlite3_bind_parameter_index(s, ":V");
    if (at)
        sqlite3_bind_int(s, at, p.kind == WM_PERIOD_YEAR);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
    *n = sqlite3_column_int64(s, 0);
    *d = sqlite3_column_int64(s, 1);
    sqlite3_finalize(s);
}

static const wm_counts *engine_answer(const loaded *l, const wm_result *results,
                                      const char *ref, wm_str authority, size_t periods)
{
    for (size_t m = 0; m < l->measure_count; m++) {
        if (!wm_str_equal(l->measures[m]->heading.ref, wm_str_of(ref)))
            continue;
        for (size_t g = 0; g < results[m].group_count; g++)
            if (wm_str_equal(l->records.authorities[results[m].groups[g].authority].code,
                             authority))
                return &results[m].counts[g * periods];
    }
    ck_abort_msg("no measure %s", ref);
    return NULL;
}

/* More children and rows than the other worlds have, so that few answers are 0. */
static void make_world(trial *t, uint64_t seed)
{
    chance c = {seed};
    const ground *g = &of_catalogue;
    records_maker maker = {.arena = t->arena,
                           .chance = &c,
                           .schema = &g->catalogue.schema,
                           .codes = g->codes,
                           .code_count = g->code_count};
    t->world = (world){.arena = t->arena,
                       .tables = g->tables,
                       .measures = g->measures,
                       .known_at = WM_DAY_NONE};
    make_pool(&maker);
    maker.blanks = below(&c, 2) * 15;
    maker.children = ORACLE_CHILDREN;
    for (size_t i = 0; i < g->catalogue.schema.tables.count; i++)
        if (g->catalogue.schema.tables.items[i].made_from.source == WM_NO_TABLE) {
            world_file file = random_file(&maker, (int)i);
            file.authority = WM_STR("E08000001");
            world_push(t->arena, &t->world.files, file);
        }
    world_file series = series_file(&maker, &g->catalogue.schema.series.items[0]);
    series.authority = WM_STR("E08000001");
    world_push(t->arena, &t->world.files, series);
    add_year(t->arena, &t->periods, 2015, 4);
    add_year(t->arena, &t->periods, 2016, 4);
    tame(&t->world, &g->catalogue.schema);
}

static void compare_world(trial *t, uint64_t seed, size_t *met)
{
    loaded l;
    sqlite3 *db;
    make_world(t, seed);
    ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    make_calendar(db);
    fill_tables(db, &t->world);
    ck_assert(world_load(&t->world, t->arena, &l));
    wm_request request = world_request(&l, t->periods.items, t->periods.count);
    const wm_result *results = world_ask(wm_engine_timeline, &request, t->arena);
    for (size_t o = 0; o < ORACLES; o++) {
        const wm_counts *c = engine_answer(&l, results, oracles[o].ref,
                                           WM_STR("E08000001"), t->periods.count);
        for (size_t p = 0; p < t->periods.count; p++) {
            int64_t n, d;
            answer_sql(db, oracles[o].sql, WM_STR("E08000001"), t->periods.items[p], &n,
                       &d);
            met[o] += n > 0;
            ck_assert_msg(
                n == c[p].numerator && d == c[p].denominator,
                "seed %llu, %s, %.*s: SQLite says %lld of %lld, the engine %lld of %lld",
                (unsigned long long)seed, oracles[o].ref,
                WM_FMT(wm_period_text(t->periods.items[p], 4, t->arena)), (long long)n,
                (long long)d, (long long)c[p].numerator, (long long)c[p].denominator);
        }
    }
    sqlite3_close(db);
}

TEST(sqlite_says_the_same)
{
    size_t met[ORACLES] = {0};
    for (uint64_t seed = 1; seed <= ORACLE_WORLDS; seed++) {
        wm_arena *arena = wm_arena_new(WORLD_BYTES);
        trial t = {.arena = arena, .work = arena};
        compare_world(&t, seed, met);
        wm_arena_end(arena);
    }
    for (size_t o = 0; o < ORACLES; o++)
        ck_assert_msg(met[o] > 0, "%s was nowhere met", oracles[o].ref);
}
END

int main(void)
{
    const TTest *const tests[] = {sqlite_says_the_same};
    make_grounds();
    int failed = run_trials("sqlite", tests, 1);
    end_grounds();
    return failed ? 1 : 0;
}
