/* The two engines on worlds of chance: random records, random measures from the grammar
 * and those of the catalogue. They agree in every count of every group and period, or the
 * world is made as small as it can be and printed as a case.
 *
 *     intake_engines                 a short run, always the same
 *     intake_engines SEED WORLDS     another, as long as wanted (script/fuzz engines)
 */
#include "engine_trial.h"

enum { SHORT_RUN = 60 };

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

TEST(measures_of_chance_agree)
{
    ck_assert_int_eq(run(&of_chance, 1, SHORT_RUN, 1), 0);
}
END

TEST(measures_of_the_catalogue_agree)
{
    ck_assert_int_eq(run(&of_catalogue, 1, SHORT_RUN / 20, 1), 0);
}
END

int main(int argc, char **argv)
{
    int failed;
    make_grounds();
    if (argc > 2) {
        uint64_t seed = strtoull(argv[1], NULL, 10);
        size_t worlds = strtoull(argv[2], NULL, 10);
        failed = run(&of_chance, seed, worlds, 5);
        failed += run(&of_catalogue, seed, worlds / 20, 5);
        printf("%zu worlds of chance, %zu of the catalogue, %d wrong\n", worlds,
               worlds / 20, failed);
    } else {
        const TTest *const tests[] = {measures_of_chance_agree,
                                      measures_of_the_catalogue_agree};
        failed = run_trials("engines", tests, 2);
    }
    end_grounds();
    return failed ? 1 : 0;
}
