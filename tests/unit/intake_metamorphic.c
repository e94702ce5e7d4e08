/* What must stay the same when a world is changed in a way that should not matter. */
#include "engine_pair.h"

/* A copy whose rows and cells may be changed. */
static world copy_world(pair *p)
{
    world copy = p->t.world;
    memset(&copy.files, 0, sizeof copy.files);
    for (size_t f = 0; f < p->t.world.files.count; f++) {
        world_file file = p->t.world.files.items[f], *from = &p->t.world.files.items[f];
        memset(&file.lines, 0, sizeof file.lines);
        for (size_t i = 0; i < from->lines.count; i++) {
            world_line line;
            line.cells = wm_arena_alloc(p->arena, from->columns + 1, sizeof *line.cells);
            if (!line.cells)
                abort();
            memcpy(line.cells, from->lines.items[i].cells,
                   from->columns * sizeof *line.cells);
            world_push(p->arena, &file.lines, line);
        }
        world_push(p->arena, &copy.files, file);
    }
    return copy;
}

static const wm_table_def *table_of_file(const world_file *file)
{
    const wm_schema *schema = &of_chance.catalogue.schema;
    int table = wm_schema_table(schema, file->table);
    return table == WM_NO_TABLE ? NULL : &schema->tables.items[table];
}

/* Cells of a column of the schema, behind key and parent. */
static wm_str *cell_of(const wm_table_def *def, const world_line *line, int column)
{
    return &line->cells[(def->parent == WM_NO_TABLE ? 1u : 2u) + (size_t)column];
}

static void remove_line(world_file *file, size_t number)
{
    for (size_t i = number; i + 1 < file->lines.count; i++)
        file->lines.items[i] = file->lines.items[i + 1];
    file->lines.count--;
}

/* groups by what they are called: numbers of texts depend on the order of rows */

static wm_str key_text(pair *p, const loaded *l, const wm_by *by, int32_t key)
{
    if (key == WM_GROUP_ALL)
        return WM_STR("all");
    if (key == WM_BLANK)
        return WM_STR("(not recorded)");
    if (by->kind == WM_BY_BANDS)
        return wm_str_format(p->arena, "%d", key);
    const wm_column_def *column =
        &l->catalogue.schema.tables.items[by->path.table].columns[by->path.column];
    if (column->type == WM_COLUMN_KEY)
        return wm_table_key(&l->records.tables[column->table], (uint32_t)key);
    if (column->type == WM_COLUMN_CODE)
        return l->records.texts.items[key];
    return wm_str_format(p->arena, "%d", key);
}

static wm_str group_text(pair *p, const loaded *l, const wm_result *r, size_t group)
{
    const wm_by_list *by = &r->measure->body.by;
    const wm_records_authority *authority =
        &l->records.authorities[r->groups[group].authority];
    wm_str text = wm_str_format(p->arena, "%.*s", WM_FMT(authority->code));
    for (size_t i = 0; i < by->count; i++)
        text = wm_str_format(
            p->arena, "%.*s|%.*s", WM_FMT(text),
            WM_FMT(key_text(p, l, &by->items[i], r->groups[group].keys[i])));
    return text;
}

static const wm_counts *counts_called(pair *p, const loaded *l, const wm_result *r,
                                      wm_str name, size_t periods)
{
    for (size_t g = 0; g < r->group_count; g++)
        if (wm_str_equal(group_text(p, l, r, g), name))
            return &r->counts[g * periods];
    return NULL;
}

static void same_answers(pair *p, const wm_result *a, const wm_result *b, size_t periods,
                         const char *what)
{
    wm_str ref = a->measure->heading.ref;
    ck_assert_msg(a->group_count == b->group_count, "seed %llu, %.*s: other groups %s",
                  (unsigned long long)p->t.seed, WM_FMT(ref), what);
    for (size_t g = 0; g < a->group_count; g++) {
        wm_str name = group_text(p, &p->before, a, g);
        const wm_counts *theirs = counts_called(p, &p->after, b, name, periods);
        for (size_t i = 0; i < periods; i++) {
            const wm_counts *ours = &a->counts[g * periods + i];
            wm_text why = {0};
            if (theirs && counts_equal(ours, &theirs[i]))
                continue;
            say_counts(&why, "before", ours);
            if (theirs)
                say_counts(&why, "after ", &theirs[i]);
            if (getenv("WM_SAY_WORLD")) {
                wm_text all = {0};
                say_world(&p->t.world, &all);
                fprintf(stderr, "%.*s", WM_FMT(wm_text_str(&all)));
            }
            ck_abort_msg("seed %llu, %.*s, group %.*s, period %zu: changed %s\n%.*s",
                         (unsigned long long)p->t.seed, WM_FMT(ref), WM_FMT(name), i,
                         what, WM_FMT(wm_text_str(&why)));
        }
    }
}

/* Answers before and after, for all measures but those that `leaves_out`. */
static void compare(pair *p, const world *after, wm_request request, const char *what,
                    bool (*leaves_out)(const wm_definition *))
{
    load_into(p, &p->t.world, &p->before);
    load_into(p, after, &p->after);
    wm_request others = request;
    request.records = &p->before.records;
    request.catalogue = &p->before.catalogue;
    request.measures = p->before.measures;
    request.measure_count = p->before.measure_count;
    others.records = &p->after.records;
    others.catalogue = &p->after.catalogue;
    others.measures = p->after.measures;
    others.measure_count = p->after.measure_count;
    const wm_result *a = world_ask(wm_engine_timeline, &request, p->arena);
    const wm_result *b = world_ask(wm_engine_timeline, &others, p->arena);
    for (size_t i = 0; i < request.measure_count; i++)
        if (!leaves_out || !leaves_out(request.measures[i]))
            same_answers(p, &a[i], &b[i], request.period_count, what);
}

/* rows in another order, a column nobody asked for */

TEST(the_order_of_rows_does_not_matter)
{
    for (uint64_t seed = 1; seed <= TRIALS; seed++) {
        pair *p = begin_pair(seed);
        world after = copy_world(p);
        for (size_t f = 0; f < after.files.count; f++) {
            world_file *file = &after.files.items[f];
            for (size_t i = file->lines.count; i-- > 2;) {
                size_t j = 1 + below(&p->c, i);
                world_line line = file->lines.items[i];
                file->lines.items[i] = file->lines.items[j];
                file->lines.items[j] = line;
            }
        }
        compare(p, &after, whole_request(p), "by the order of rows", NULL);
        end_pair(p);
    }
}
END

TEST(another_column_does_not_matter)
{
    for (uint64_t seed = 101; seed <= 100 + TRIALS / 2; seed++) {
        pair *p = begin_pair(seed);
        world after = copy_world(p);
        for (size_t f = 0; f < after.files.count; f++) {
            world_file *file = &after.files.items[f];
            for (size_t i = 0; i < file->lines.count; i++)
                file->lines.items[i].cells[file->columns] =
                    i ? a_code(&(records_maker){.chance = &p->c},
                               &(wm_column_def){.name = WM_STR("x")})
                      : WM_STR("of_no_interest");
            file->columns++;
        }
        compare(p, &after, whole_request(p), "by a column nobody asked for", NULL);
        end_pair(p);
    }
}
END

/* A5 */

/* Children have no date: one that is known from later rows alone is counted before them.
 */
static bool sees_later(const wm_definition *measure)
{
    int child = of_chance.catalogue.schema.child;
    const wm_body *body = &measure->body;
    return body->with_hindsight || body->rows->table == child ||
           (body->to_rows && body->to_rows->table == child);
}

/* A row of a plan that is dated before the plan began has its child from a fact of the
 * future: only then would the plan's deletion take the child away.
 */
static bool parent_is_later(const world *w, const world_file *file,
                            const wm_table_def *def, const world_line *line, wm_day at)
{
    const wm_schema *schema = &of_chance.catalogue.schema;
    if (def->parent == WM_NO_TABLE || def->parent == schema->child)
        return false;
    const wm_table_def *parent = &schema->tables.items[def->parent];
    for (size_t f = 0; f < w->files.count; f++) {
        const world_file *theirs = &w->files.items[f];
        if (!wm_str_equal(theirs->table, parent->name) ||
            !wm_str_equal(theirs->authority, file->authority))
            continue;
        for (size_t i = 1; i < theirs->lines.count; i++)
            if (wm_str_equal(theirs->lines.items[i].cells[0], line->cells[1]))
                return is_later(*cell_of(parent, &theirs->lines.items[i], parent->from),
                                at);
    }
    return false;
}

static void drop_early_children(world *w, wm_day at)
{
    for (size_t f = 0; f < w->files.count; f++) {
        world_file *file = &w->files.items[f];
        const wm_table_def *def = table_of_file(file);
        for (size_t i = file->lines.count; def && i-- > 1;)
            if (parent_is_later(w, file, def, &file->lines.items[i], at))
                remove_line(file, i);
    }
}

static void forget_later(world *w, wm_day at)
{
    for (size_t f = 0; f < w->files.count; f++) {
        world_file *file = &w->files.items[f];
        const wm_table_def *def = table_of_file(file);
        for (size_t i = file->lines.count; def && i-- > 1;) {
            world_line *line = &file->lines.items[i];
            if (def->from != WM_NO_COLUMN &&
                is_later(*cell_of(def, line, def->from), at)) {
                remove_line(file, i);
                continue;
            }
            for (size_t c = 0; c < def->column_count; c++) {
                const wm_column_def *column = &def->columns[c];
                bool dated =
                    column->type == WM_COLUMN_DATE && !column->planned && !column->exempt;
                wm_str *cell = cell_of(def, line, (int)c);
                if (dated && is_later(*cell, at))
                    *cell = WM_STR("");
            }
        }
    }
}

TEST(what_is_dated_later_does_not_matter)
{
    for (uint64_t seed = 201; seed <= 200 + 7 * TRIALS; seed++) {
        pair *p = begin_pair(seed);
        wm_period period = p->t.periods.items[below(&p->c, p->t.periods.count)];
        p->t.world.known_at = WM_DAY_NONE;
        p->t.world = copy_world(p);
        drop_early_children(&p->t.world, period.end);
        world after = copy_world(p);
        forget_later(&after, period.end);
        wm_request request = whole_request(p);
        request.periods = &period;
        request.period_count = 1;
        compare(p, &after, request, "by what is dated later", sees_later);
        end_pair(p);
    }
}
END

/* A6: what was recorded later is as if it were not there. */
TEST(what_is_recorded_later_does_not_matter)
{
    size_t removed = 0;
    for (uint64_t seed = 501; seed <= 500 + TRIALS; seed++) {
        pair *p = begin_pair(seed);
        wm_day known_at = wm_day_of(2015, 6, 1) + (wm_day)below(&p->c, 600);
        p->t.world.known_at = known_at;
        world after = copy_world(p);
        after.known_at = WM_DAY_NONE;
        for (size_t f = 0; f < after.files.count; f++) {
            world_file *file = &after.files.items[f];
            const wm_table_def *def = table_of_file(file);
            for (size_t i = file->lines.count; def && def->recorded >= 0 && i-- > 1;)
                if (is_later(*cell_of(def, &file->lines.items[i], def->recorded),
                             known_at)) {
                    remove_line(file, i);
                    removed++;
                }
        }
        compare(p, &after, whole_request(p), "by what was recorded later", NULL);
        end_pair(p);
    }
    ck_assert_uint_gt(removed, 10);
}
END

/* two authorities and their sum */

static bool is_second(wm_str child)
{
    return child.len && (child.data[child.len - 1] & 1);
}

/* The child of a row, through its parent; empty: nobody's. */
static wm_str child_of_line(const world *w, const wm_table_def *def,
                            const world_line *line)
{
    const wm_schema *schema = &of_chance.catalogue.schema;
    if (def == &schema->tables.items[schema->child])
        return line->cells[0];
    if (def->parent == schema->child)
        return line->cells[1];
    const wm_table_def *parent = &schema->tables.items[def->parent];
    for (size_t f = 0; f < w->files.count; f++)
        for (size_t i = 1; wm_str_equal(w->files.items[f].table, parent->name) &&
                           i < w->files.items[f].lines.count;
             i++)
            if (wm_str_equal(w->files.items[f].lines.items[i].cells[0], line->cells[1]))
                return child_of_line(w, parent, &w->files.items[f].lines.items[i]);
    return (wm_str){"", 0};
}

static world one_authority(pair *p)
{
    world all = copy_world(p), one = all;
    memset(&one.files, 0, sizeof one.files);
    for (size_t f = 0; f < all.files.count; f++) {
        world_file *file = &all.files.items[f];
        const wm_table_def *def = table_of_file(file);
        int merged = def ? wm_table_column(def, WM_STR("superseded_by")) : -1;
        if (!wm_str_equal(file->authority, WM_STR("E08000001")))
            continue;
        for (size_t i = 1; merged >= 0 && i < file->lines.count; i++)
            *cell_of(def, &file->lines.items[i], merged) = WM_STR("");
        world_push(p->arena, &one.files, *file);
    }
    return one;
}

/* Tables that are of no child stand in both, so that keys lead to them. */
static world split(pair *p, const world *all)
{
    const wm_schema *schema = &of_chance.catalogue.schema;
    world two = *all;
    memset(&two.files, 0, sizeof two.files);
    for (size_t half = 0; half < 2; half++)
        for (size_t f = 0; f < all->files.count; f++) {
            world_file file = all->files.items[f];
            int table = wm_schema_table(schema, file.table);
            if (half)
                file.authority = WM_STR("E08000002");
            if (table != WM_NO_TABLE && wm_table_of_child(schema, table)) {
                const world_file *from = &all->files.items[f];
                memset(&file.lines, 0, sizeof file.lines);
                for (size_t i = 0; i < from->lines.count; i++) {
                    wm_str child = child_of_line(all, &schema->tables.items[table],
                                                 &from->lines.items[i]);
                    if (i == 0 || is_second(child) == (half == 1))
                        world_push(p->arena, &file.lines, from->lines.items[i]);
                }
            }
            world_push(p->arena, &two.files, file);
        }
    return two;
}

static bool adds_up(const wm_definition *measure, const wm_schema *schema)
{
    const wm_body *body = &measure->body;
    bool of_child = wm_table_of_child(schema, body->rows->table) &&
                    (!body->to_rows || wm_table_of_child(schema, body->to_rows->table));
    return of_child && body->counting != WM_COUNTING_COLUMN &&
           body->kind != WM_BODY_RATE && body->kind != WM_BODY_HIGHEST;
}

TEST(two_authorities_add_up_to_one)
{
    size_t asked = 0;
    for (uint64_t seed = 601; seed <= 600 + TRIALS; seed++) {
        pair *p = begin_pair(seed);
        world all = one_authority(p), two = split(p, &all);
        load_into(p, &all, &p->before);
        load_into(p, &two, &p->after);
        wm_request request = request_of(&p->t, &p->before);
        wm_request others = request_of(&p->t, &p->after);
        const wm_result *a = world_ask(wm_engine_timeline, &request, p->arena);
        const wm_result *b = world_ask(wm_engine_timeline, &others, p->arena);
        for (size_t m = 0; m < request.measure_count; m++)
            for (size_t i = 0; i < request.period_count; i++) {
                wm_counts x = sum_of_all(&a[m], request.period_count, i);
                wm_counts y = sum_of_all(&b[m], request.period_count, i);
                if (!adds_up(request.measures[m], &p->before.catalogue.schema))
                    break;
                asked++;
                ck_assert_msg(counts_equal(&x, &y), "seed %llu, %.*s, period %zu",
                              (unsigned long long)seed,
                              WM_FMT(request.measures[m]->heading.ref), i);
            }
        end_pair(p);
    }
    ck_assert_uint_gt(asked, 1000);
}
END

int main(void)
{
    const TTest *const tests[] = {
        the_order_of_rows_does_not_matter,   another_column_does_not_matter,
        what_is_dated_later_does_not_matter, what_is_recorded_later_does_not_matter,
        two_authorities_add_up_to_one,
    };
    make_grounds();
    int failed = run_trials("metamorphic", tests, sizeof tests / sizeof *tests);
    end_grounds();
    return failed ? 1 : 0;
}
