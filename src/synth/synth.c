#include "synth/synth.h"

#include "base/file_system.h"
#include "base/text.h"
#include "figure/authority.h"
#include "synth/life.h"
#include "synth/scorecard.h"

/* Authorities one after another, each from a chance of its own. */

/* How long before the first year lives begin: a child may be in care for many years. */
enum { YEARS_BEFORE = 12, REFERRALS_PER_10000 = 545, CHILDREN_PER_FAMILY_100 = 331 };

static const char marker_name[] = "SYNTHETIC";
static const char marker_text[] = "Nobody in these records is real: they were made up by "
                                  "waymark synth.\n";

typedef struct synthesis {
    const wm_synth_options *options;
    wm_output *output;
    wm_working_days *calendar;
    wm_arena *arena;
    wm_text population;
    wm_synth_tally *tally;
    wm_file_error *error;
} synthesis;

static const wm_authority *next_authority(size_t *at)
{
    while (*at < wm_authority_count) {
        const wm_authority *authority = &wm_authorities[(*at)++];
        if (authority->until == 0)
            return authority;
    }
    return NULL;
}

int wm_synth_authorities_most(void)
{
    int count = 0;
    for (size_t at = 0; next_authority(&at);)
        count++;
    return count;
}

static uint64_t seed_of(const synthesis *s, const wm_authority *authority, uint64_t what)
{
    wm_chance chance = {s->options->seed};
    uint64_t seed = wm_chance_next(&chance) ^ what;
    for (const char *c = authority->code; *c; c++) {
        chance.state = seed ^ (uint64_t)(unsigned char)*c;
        seed = wm_chance_next(&chance);
    }
    return seed;
}

/* Children of an authority: 25,000 to 220,000, 77,000 in the middle of it all. */
static int choose_population(const synthesis *s, wm_chance *chance)
{
    /* One draw after the other: C leaves the order within a sum open. */
    int drawn = 25000 + wm_chance_below(chance, 45000);
    bool large = wm_chance_often(chance, WM_PERCENT(35));
    drawn += wm_chance_below(chance, large ? 150000 : 10000);
    return s->options->population ? (int)s->options->population : drawn;
}

/* when families come */

/* Fewer at weekends, on holidays, in August and at Christmas. */
static bool is_likely(wm_life *life, wm_day day)
{
    static const unsigned months[] = {61000, 62000, 65000, 57000, 62000, 62000,
                                      61000, 47000, 59000, 61000, 63000, 51000};
    static const unsigned weekdays[] = {62000, 65000, 64000, 63000, 61000, 3000, 1800};
    unsigned likely = months[wm_day_civil(day).month - 1];
    unsigned week = wm_is_bank_holiday(day) ? 1800 : weekdays[wm_day_weekday(day)];
    return wm_chance_often(&life->chance, likely) && wm_chance_often(&life->chance, week);
}

static wm_day choose_day(wm_life *life, wm_day from, wm_day to)
{
    for (;;) {
        wm_day day = from + wm_chance_below(&life->chance, to - from + 1);
        if (is_likely(life, day))
            return day;
    }
}

/* A month at a time, so that keys come roughly in the order of time. */
static void live_month(wm_life *life, wm_day from, wm_day to)
{
    int64_t families =
        (int64_t)life->population * REFERRALS_PER_10000 / CHILDREN_PER_FAMILY_100 / 100;
    int share = to - from + 1;
    families = families * share / 365;
    for (int64_t i = 0; i < families && !wm_sink_refused(life->sink); i++)
        wm_life_family(life, choose_day(life, from, to));
}

static void live_all(wm_life *life)
{
    for (int month = -12 * YEARS_BEFORE;; month++) {
        wm_day from = wm_day_add_months(life->start, month);
        if (from > life->last)
            return;
        live_month(life, from, wm_day_month_end(from));
    }
}

/* population.csv */

static void add_population(synthesis *s, const wm_authority *authority, int population)
{
    const wm_synth_options *options = s->options;
    wm_chance chance = {seed_of(s, authority, 3)};
    for (int year = options->from_year - 1; year < options->to_year; year++) {
        wm_text_format(&s->population, "%s,%d,%d\n", authority->code, year, population);
        population += population * wm_chance_between(&chance, -5, 12) / 1000;
    }
}

/* authorities */

static bool is_scorecard(const synthesis *s)
{
    return s->options->catalogue && s->options->authorities == 1;
}

/* Of a file of the records; NULL when memory is refused. */
static const char *name_inside(const synthesis *s, const char *file)
{
    return is_scorecard(s) ? wm_path_join(s->arena, "records", file) : file;
}

static void set_days(wm_life *life, const wm_synth_options *options)
{
    life->start = wm_day_of(options->from_year - 1, 4, 1);
    life->last = wm_day_of(options->to_year, 3, 31);
}

static wm_status open_sink(synthesis *s, const wm_authority *authority, wm_day last,
                           wm_sink **sink_out)
{
    bool alone = s->options->authorities == 1;
    wm_sink_options options = {.last = last,
                               .faults = s->options->faults,
                               .seed = seed_of(s, authority, 2),
                               .recorded = s->options->recorded,
                               .name = alone ? authority->code : NULL};
    wm_str folder = is_scorecard(s) ? WM_STR("records")
                    : alone         ? (wm_str){"", 0}
                                    : wm_str_of(authority->code);
    return wm_sink_open(s->output, folder, &options, sink_out, s->error);
}

static wm_status make_authority(synthesis *s, const wm_authority *authority)
{
    wm_life life = {.calendar = s->calendar, .chance = {seed_of(s, authority, 1)}};
    wm_workforce workforce;
    size_t mark = wm_arena_mark(s->arena);
    set_days(&life, s->options);
    life.population = choose_population(s, &life.chance);
    WM_TRY(open_sink(s, authority, life.last, &life.sink));
    wm_day before = wm_day_add_months(life.start, -12 * YEARS_BEFORE);
    wm_status status = wm_workforce_make(&workforce, life.population, before, life.last,
                                         &life.chance, s->arena, life.sink);
    if (status != WM_OK) {
        wm_sink_discard(life.sink);
        return status;
    }
    life.workforce = &workforce;
    live_all(&life);
    wm_life_around(&life);
    add_population(s, authority, life.population);
    wm_arena_rewind(s->arena, mark);
    s->tally->authorities++;
    return wm_sink_close(life.sink, &s->tally->rows, s->error);
}

static wm_status write_file(synthesis *s, const char *file, wm_str bytes)
{
    const char *name = name_inside(s, file);
    return name ? wm_output_write(s->output, name, bytes, s->error) : WM_NOMEM;
}

static wm_status make_all(synthesis *s)
{
    size_t at = 0;
    wm_text_add(&s->population, WM_STR("authority,year,value\n"));
    for (int i = 0; i < s->options->authorities; i++)
        WM_TRY(make_authority(s, next_authority(&at)));
    WM_TRY(wm_text_status(&s->population));
    WM_TRY(write_file(s, "population.csv", wm_text_str(&s->population)));
    return write_file(s, marker_name, wm_str_of(marker_text));
}

/* What the one authority prints of itself. */
static wm_status make_scorecard(synthesis *s)
{
    size_t at = 0;
    const wm_authority *authority = next_authority(&at);
    wm_synth_scorecard wanted = {.authority = authority,
                                 .options = s->options,
                                 .chance = {seed_of(s, authority, 4)}};
    WM_TRY(wm_output_write(s->output, marker_name, wm_str_of(marker_text), s->error));
    return wm_synth_scorecard_write(&wanted, s->output, &s->tally->errors, s->error);
}

/* the folder */

static wm_status look_replaceable(const char *folder, wm_arena *arena,
                                  wm_file_error *error)
{
    wm_str *names;
    size_t count;
    const char *marker = wm_path_join(arena, folder, marker_name);
    if (!marker)
        return WM_NOMEM;
    if (!wm_file_is_folder(folder) || wm_file_exists(marker))
        return WM_OK;
    WM_TRY(wm_folder_list(folder, "", arena, &names, &count, error));
    if (count == 0)
        return WM_OK;
    return wm_file_refuse(error, WM_CONFLICT, "replace", folder,
                          "it does not say that its records are made up (no file "
                          "SYNTHETIC)");
}

static wm_status write_folder(synthesis *s, const char *folder)
{
    WM_TRY(look_replaceable(folder, s->arena, s->error));
    s->calendar = wm_arena_alloc(s->arena, 1, sizeof *s->calendar);
    if (!s->calendar)
        return WM_NOMEM;
    wm_working_days_make(s->calendar, NULL, 0);
    WM_TRY(wm_output_open(folder, &s->output, s->error));
    WM_TRY(make_all(s));
    if (is_scorecard(s))
        WM_TRY(make_scorecard(s));
    return wm_output_commit(s->output, s->error);
}

wm_status wm_synth_write(const wm_synth_options *options, const char *folder,
                         wm_synth_tally *tally_out, wm_file_error *error)
{
    synthesis s = {.options = options, .tally = tally_out, .error = error};
    *tally_out = (wm_synth_tally){0};
    wm_file_error_clear(error);
    s.arena = wm_arena_new(1 << 24);
    wm_status status = s.arena ? write_folder(&s, folder) : WM_NOMEM;
    wm_output_close(s.output);
    wm_text_end(&s.population);
    wm_arena_end(s.arena);
    return status;
}
