#ifndef WM_TESTS_ENGINE_WORLD_H
#define WM_TESTS_ENGINE_WORLD_H

/* A small world for the engines: tables, measures and records as the text that people
 * write, so that parser, resolver and loader are asked too; and the one question of all
 * these tests: do two answers agree to the last integer?
 */
#include "cases.h"

#include "engine/engine.h"
#include "intake/records/load.h"
#include "lang/lang.h"

#define world_push(arena, list, item)                                                    \
    do {                                                                                 \
        if (!wm_list_push((arena), (list), (item)))                                      \
            abort();                                                                     \
    } while (0)

/* One CSV: cells as they stand in it, the heading first. */
typedef struct world_line {
    wm_str *cells;
} world_line;

typedef struct world_file {
    wm_str table;
    wm_str authority; /* the folder it lies in */
    size_t columns;
    WM_LIST(world_line) lines;
} world_file;

typedef struct world {
    wm_arena *arena;
    wm_str tables;   /* text */
    wm_str measures; /* text */
    WM_LIST(world_file) files;
    wm_day known_at;
} world;

/* The same, read. Everything lives in `arena`. */
typedef struct loaded {
    wm_arena *arena;
    wm_diags diags;
    wm_catalogue catalogue;
    wm_records records;
    wm_load_report report;
    const wm_definition **measures;
    size_t measure_count;
} loaded;

typedef wm_status (*world_engine)(const wm_request *, wm_arena *, wm_diags *,
                                  wm_result *);

/* Made once: the worlds are many, and the calendar is 22,000 days. */
static inline wm_working_days *world_calendar(void)
{
    static wm_working_days calendar;
    if (calendar.upto[WM_WORKING_LAST - WM_WORKING_FIRST] == 0)
        wm_working_days_make(&calendar, NULL, 0);
    return &calendar;
}

static inline const wm_source *world_source(wm_arena *arena, const char *name,
                                            wm_str text)
{
    wm_source *source = wm_arena_alloc(arena, 1, sizeof *source);
    if (!source)
        abort();
    *source = (wm_source){wm_str_of(name), text};
    return source;
}

static inline wm_str world_csv(wm_arena *arena, const world_file *file)
{
    wm_text text = {0};
    for (size_t i = 0; i < file->lines.count; i++)
        for (size_t c = 0; c < file->columns; c++) {
            wm_text_add(&text, file->lines.items[i].cells[c]);
            wm_text_byte(&text, c + 1 < file->columns ? ',' : '\n');
        }
    wm_str copy = wm_str_copy(arena, wm_text_str(&text));
    wm_text_end(&text);
    return copy;
}

/* Mistakes alone: what is merely doubtful would hide them. */
static inline void world_say(const wm_diags *diags)
{
    wm_text text = {0};
    for (size_t i = 0; i < diags->list.count; i++)
        if (diags->list.items[i].severity == WM_SEVERITY_ERROR)
            wm_diag_print(&diags->list.items[i], false, &text);
    fprintf(stderr, "%.*s\n", WM_FMT(wm_text_str(&text)));
    wm_text_end(&text);
}

/* False with the reasons in diags when the definitions are refused. */
static inline bool world_read(const world *w, wm_arena *arena, loaded *out)
{
    *out = (loaded){.arena = arena};
    wm_diags_init(&out->diags, arena);
    bool read = wm_lang_tables(world_source(arena, "world.tables", w->tables), arena,
                               &out->diags, &out->catalogue) == WM_OK &&
                !out->diags.errors &&
                wm_lang_definitions(world_source(arena, "world.measures", w->measures),
                                    arena, &out->diags, &out->catalogue) == WM_OK &&
                !out->diags.errors &&
                wm_lang_resolve(&out->catalogue, NULL, arena, &out->diags) == WM_OK &&
                !out->diags.errors;
    size_t count = out->catalogue.measures.count;
    out->measures = wm_arena_alloc(arena, count + 1, sizeof *out->measures);
    for (size_t i = 0; out->measures && i < count; i++)
        if (out->catalogue.measures.items[i].body.kind != WM_BODY_NONE)
            out->measures[out->measure_count++] = &out->catalogue.measures.items[i];
    return read && out->measures;
}

static inline bool world_load(const world *w, wm_arena *arena, loaded *out)
{
    WM_LIST(wm_load_file) files = {0};
    wm_load_options options = {.known_at = w->known_at, .any_place = true};
    if (!world_read(w, arena, out))
        return false;
    for (size_t i = 0; i < w->files.count; i++) {
        const world_file *file = &w->files.items[i];
        wm_load_file one = {.name = wm_str_format(arena, "%.*s.csv", WM_FMT(file->table)),
                            .authority = file->authority,
                            .bytes = world_csv(arena, file)};
        world_push(arena, &files, one);
    }
    return wm_records_load_files(files.items, files.count, &out->catalogue.schema,
                                 &options, arena, &out->diags, &out->report,
                                 &out->records) == WM_OK &&
           !out->diags.errors;
}

/* What is asked of all measures; the periods may be changed afterwards. */
static inline wm_request world_request(const loaded *l, const wm_period *periods,
                                       size_t period_count)
{
    return (wm_request){.records = &l->records,
                        .catalogue = &l->catalogue,
                        .calendar = world_calendar(),
                        .measures = l->measures,
                        .measure_count = l->measure_count,
                        .periods = periods,
                        .period_count = period_count,
                        .first_month = 4,
                        .threads = 1};
}

static inline wm_result *world_ask(world_engine engine, const wm_request *request,
                                   wm_arena *arena)
{
    wm_diags diags;
    wm_diags_init(&diags, arena);
    wm_result *results =
        wm_arena_alloc(arena, request->measure_count + 1, sizeof *results);
    if (!results || engine(request, arena, &diags, results) != WM_OK) {
        world_say(&diags);
        abort();
    }
    return results;
}

static inline bool counts_equal(const wm_counts *a, const wm_counts *b)
{
    return a->numerator == b->numerator && a->denominator == b->denominator &&
           a->low_numerator == b->low_numerator &&
           a->low_denominator == b->low_denominator &&
           a->high_numerator == b->high_numerator &&
           a->high_denominator == b->high_denominator;
}

static inline void say_counts(wm_text *out, const char *who, const wm_counts *c)
{
    wm_text_format(out, "  %s %lld/%lld bounds %lld/%lld to %lld/%lld\n", who,
                   (long long)c->numerator, (long long)c->denominator,
                   (long long)c->low_numerator, (long long)c->low_denominator,
                   (long long)c->high_numerator, (long long)c->high_denominator);
}

/* The period of the first difference in *period_out; what it is in *why. */
static inline bool results_equal(const wm_request *request, const wm_result *a,
                                 const wm_result *b, size_t *period_out, wm_text *why)
{
    size_t periods = request->period_count;
    size_t dimensions = a->measure->body.by.count;
    *period_out = SIZE_MAX;
    if (a->group_count != b->group_count) {
        wm_text_format(why, "  %zu groups against %zu\n", a->group_count, b->group_count);
        return false;
    }
    for (size_t g = 0; g < a->group_count; g++) {
        bool same = a->groups[g].authority == b->groups[g].authority;
        for (size_t k = 0; k < dimensions; k++)
            same = same && a->groups[g].keys[k] == b->groups[g].keys[k];
        if (!same) {
            wm_text_format(why, "  group %zu is another\n", g);
            return false;
        }
        for (size_t p = 0; p < periods; p++) {
            const wm_counts *x = &a->counts[g * periods + p];
            const wm_counts *y = &b->counts[g * periods + p];
            if (counts_equal(x, y))
                continue;
            *period_out = p;
            wm_text_format(why, "  group %zu, authority %u\n", g, a->groups[g].authority);
            say_counts(why, "first ", x);
            say_counts(why, "second", y);
            return false;
        }
    }
    for (size_t i = 0; a->stale_series && i < request->records->authority_count * periods;
         i++)
        if (a->stale_series[i] != b->stale_series[i]) {
            *period_out = i % periods;
            wm_text_format(why, "  one has a stale series\n");
            return false;
        }
    return true;
}

/* Months, quarters and years that begin in a reporting year. */
typedef WM_LIST(wm_period) period_list;

static inline void add_year(wm_arena *arena, period_list *list, int year, int first_month)
{
    for (int m = 0; m < 12; m++) {
        int month = (first_month - 1 + m) % 12 + 1;
        world_push(arena, list, wm_period_month(year + (month < first_month), month));
    }
    for (int q = 1; q <= 4; q++)
        world_push(arena, list, wm_period_quarter(year, q, first_month));
    world_push(arena, list, wm_period_year(year, first_month));
}

/* The world as a case of tests/measures, but for what is expected. */
static inline void say_world(const world *w, wm_text *out)
{
    wm_str rest = w->tables, line;
    wm_text_format(out, "tables\n");
    while (wm_str_next(&rest, '\n', &line))
        if (line.len)
            wm_text_format(out, "  %.*s\n", WM_FMT(line));
    wm_text_format(out, "measures\n");
    rest = w->measures;
    while (wm_str_next(&rest, '\n', &line))
        if (line.len)
            wm_text_format(out, "  %.*s\n", WM_FMT(line));
    for (size_t i = 0; i < w->files.count; i++) {
        const world_file *file = &w->files.items[i];
        if (file->lines.count < 2)
            continue;
        wm_text_format(out, "records %.*s\n", WM_FMT(file->table));
        if (file->authority.len)
            wm_text_format(out, "  # of %.*s\n", WM_FMT(file->authority));
        rest = world_csv(w->arena, file);
        while (wm_str_next(&rest, '\n', &line))
            if (line.len)
                wm_text_format(out, "  %.*s\n", WM_FMT(line));
    }
    if (w->known_at != WM_DAY_NONE) {
        char day[11];
        wm_day_print(w->known_at, day);
        wm_text_format(out, "known at %s\n", day);
    }
}

#endif
