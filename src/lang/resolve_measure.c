#include "lang/resolve.h"

/* Bodies of measures, and the measures that others replace. */

enum { BY_MAX = 4 }; /* breakdowns of one measure */

static void check_groupable(wm_resolver *r, const wm_naming *in, wm_path *path,
                            const char *what)
{
    if (!wm_resolve_path(r, in, path))
        return;
    wm_sort sort = wm_sort_of(r, path);
    bool column = path->means == WM_MEANS_COLUMN;
    if (sort == WM_SORT_UNKNOWN ||
        (column && (sort == WM_SORT_CODE || sort == WM_SORT_KEY ||
                    sort == WM_SORT_YESNO || sort == WM_SORT_INT)))
        return;
    wm_wrong(r, wm_path_span(path), WM_STR("name a column of codes or a key"),
             "%s by `%.*s` would give a group for every row", what,
             WM_FMT(wm_path_text(r, path)));
}

static bool of_child_with_birth(const wm_resolver *r, int table)
{
    const wm_schema *schema = &r->catalogue->schema;
    if (!wm_table_of_child(schema, table))
        return false;
    const wm_table_def *child = wm_table_of(r, schema->child);
    int dob = wm_table_column(child, WM_STR("dob"));
    return dob != WM_NO_COLUMN && child->columns[dob].type == WM_COLUMN_DATE;
}

static void resolve_bands(wm_resolver *r, const wm_naming *in, wm_by *by)
{
    by->kind = WM_BY_BANDS;
    if (of_child_with_birth(r, in->row))
        wm_resolve_birth(r, in, &by->path, by->span);
    else
        wm_wrong(r, by->span, WM_STR("break it down by a column instead"),
                 "rows of `%.*s` belong to no child with a date of birth, and so to no "
                 "age band",
                 WM_FMT(wm_table_of(r, in->row)->name));
}

/* `by team` of a table that has none of its own: that of the child's allocation. */
static bool resolve_team(wm_resolver *r, const wm_naming *in, wm_by *by)
{
    const wm_schema *schema = &r->catalogue->schema;
    int table = wm_schema_table(schema, WM_STR("allocation"));
    if (!wm_str_equal(by->path.first.text, WM_STR("team")) || by->path.second.text.len ||
        table == WM_NO_TABLE || !wm_table_of_child(schema, table) ||
        !wm_table_of_child(schema, in->row) ||
        wm_table_of(r, table)->kind != WM_TABLE_SPELLS)
        return false;
    int column = wm_table_column(wm_table_of(r, table), WM_STR("team"));
    if (column == WM_NO_COLUMN)
        return false;
    by->kind = WM_BY_TEAM;
    by->path.means = WM_MEANS_COLUMN;
    by->path.table = table;
    by->path.column = column;
    return true;
}

static void resolve_by(wm_resolver *r, const wm_naming *in, wm_by *by)
{
    const wm_schema *schema = &r->catalogue->schema;
    wm_str name = by->path.first.text;
    bool own = wm_table_column(wm_table_of(r, in->row), name) != WM_NO_COLUMN;
    bool dotted = by->path.second.text.len > 0;
    by->bands = own || dotted ? -1 : wm_schema_bands(schema, name);
    if (by->bands >= 0)
        resolve_bands(r, in, by);
    else if (own || dotted || !resolve_team(r, in, by))
        check_groupable(r, in, &by->path, "a breakdown");
}

static void resolve_breakdowns(wm_resolver *r, const wm_naming *in, wm_body *body)
{
    if (body->kind == WM_BODY_RATE && body->by.count)
        wm_wrong(r, body->by.items[0].span,
                 WM_STR("break down a count instead: the series has no such groups, and "
                        "the whole of it would be wrong for each"),
                 "a rate over `%.*s` cannot be broken down",
                 WM_FMT(body->series_name.text));
    if (body->by.count > BY_MAX)
        wm_wrong(r, body->by.items[BY_MAX].span, WM_STR("make two measures of it"),
                 "a measure is broken down by %d things at most", BY_MAX);
    for (size_t i = 0; i < body->by.count; i++)
        resolve_by(r, in, &body->by.items[i]);
}

static void resolve_series(wm_resolver *r, wm_body *body)
{
    const wm_schema *schema = &r->catalogue->schema;
    body->series = wm_schema_series(schema, body->series_name.text);
    if (body->series >= 0 || !body->series_name.text.len)
        return;
    wm_name_list *names = wm_suggestions(r);
    for (size_t i = 0; i < schema->series.count; i++)
        wm_suggest_name(r, names, schema->series.items[i].name);
    wm_str near = wm_nearest_of(body->series_name.text, names);
    wm_str remedy = WM_STR("as in `series population by year of authority` in a "
                           "`.tables` file");
    if (near.len)
        remedy = wm_suggest(r, near);
    else if (names->count)
        remedy = wm_resolve_say(r, "there is `%.*s`", WM_FMT(names->items[0]));
    wm_wrong(r, body->series_name.span, remedy, "no series `%.*s`",
             WM_FMT(body->series_name.text));
}

static void resolve_total(wm_resolver *r, const wm_naming *in, wm_body *body)
{
    if (!body->total.first.text.len || !wm_resolve_path(r, in, &body->total))
        return;
    wm_sort sort = wm_sort_of(r, &body->total);
    bool number = sort == WM_SORT_INT || sort == WM_SORT_HUNDREDTHS;
    if (sort == WM_SORT_UNKNOWN || (number && body->total.whose == WM_WHOSE_ROW))
        return;
    wm_wrong(r, wm_path_span(&body->total), WM_STR("as in `to total fte of worker_post`"),
             "`%.*s` is not a number of these rows, and has no total",
             WM_FMT(wm_path_text(r, &body->total)));
}

static void resolve_to(wm_resolver *r, wm_body *body)
{
    if (!body->to_rows)
        return;
    wm_resolve_counted_rows(r, body->to_rows);
    if (body->to_rows->table == WM_NO_TABLE)
        return;
    wm_naming to = {body->to_rows->table, body->to_rows->table, false, WM_NO_TABLE};
    if (body->to_where)
        wm_resolve_condition(r, &to, body->to_where);
    resolve_total(r, &to, body);
}

static void resolve_counting(wm_resolver *r, const wm_naming *in, wm_definition *made)
{
    wm_body *body = &made->body;
    if (body->counting == WM_COUNTING_ROWS)
        return;
    if (body->counting == WM_COUNTING_COLUMN) {
        check_groupable(r, in, &body->counted, "counting");
        return;
    }
    if (wm_table_of_child(&r->catalogue->schema, in->row))
        return;
    const wm_table_def *table = wm_table_of(r, in->row);
    int column = wm_table_column(table, WM_STR("child"));
    wm_str remedy = WM_STR("leave out `counting children`");
    if (column != WM_NO_COLUMN && table->columns[column].type == WM_COLUMN_KEY)
        remedy = WM_STR("write `counting child`, its column");
    wm_wrong(r, body->rows->name.span, remedy,
             "rows of `%.*s` are not of a child, so children cannot be counted",
             WM_FMT(table->name));
}

/* Might the condition keep rows of long ago out? Whatever asks of a day might, and so
 * might a define, which may ask of one.
 */
static bool may_restrict_time(const wm_condition *c)
{
    switch (c->kind) {
    case WM_CONDITION_AND:
    case WM_CONDITION_OR:
    case WM_CONDITION_NOT:
        for (size_t i = 0; i < c->term_count; i++)
            if (may_restrict_time(c->terms[i]))
                return true;
        return false;
    case WM_CONDITION_TEST:
        return c->test.day || c->path.means != WM_MEANS_COLUMN;
    case WM_CONDITION_OPEN_FOR:
    case WM_CONDITION_AGE:
        return true;
    default:
        return false;
    }
}

static bool is_timeless(const wm_rows *rows, const wm_condition *where)
{
    const wm_condition *conditions[] = {rows->where, rows->parent_where, where};
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (conditions[i] && may_restrict_time(conditions[i]))
            return false;
    return !rows->time_count;
}

/* A time that was forgotten counts every row since the records began. What has mistakes
 * may have lost its time with them.
 */
static void check_time(wm_resolver *r, const wm_rows *rows, const wm_condition *where)
{
    const wm_table_def *table = wm_table_of(r, rows->table);
    if (table->kind == WM_TABLE_PEOPLE || table->from == WM_NO_COLUMN ||
        !is_timeless(rows, where))
        return;
    wm_str name = table->name, date = table->columns[table->from].name;
    wm_str remedy =
        wm_resolve_say(r, "as in `%.*s %.*s in period`", WM_FMT(name), WM_FMT(date));
    if (table->kind == WM_TABLE_SPELLS)
        remedy = wm_resolve_say(r, "%.*s or `%.*s open at period end`", WM_FMT(remedy),
                                WM_FMT(name));
    wm_diag_at(r->diags, WM_SEVERITY_WARNING, r->source, rows->name.span, remedy,
               "every row of `%.*s` up to the day is counted, however old: no time is "
               "said",
               WM_FMT(name));
}

static void check_times(wm_resolver *r, const wm_body *body)
{
    if (r->diags->errors)
        return;
    check_time(r, body->rows, body->where);
    if (body->to_rows && body->to_rows->table != WM_NO_TABLE)
        check_time(r, body->to_rows, body->to_where);
}

static void check_heading(wm_resolver *r, const wm_definition *made)
{
    const wm_measure *heading = &made->heading;
    if (heading->year_rule == WM_YEAR_SUMS && made->body.kind == WM_BODY_HIGHEST)
        wm_wrong(r, made->body.rows->span, WM_STR("leave out `year sums periods`"),
                 "the highest counts of %.*s cannot be summed to that of a year",
                 WM_FMT(heading->ref));
}

static void resolve_body(wm_resolver *r, wm_definition *made)
{
    wm_body *body = &made->body;
    r->source = made->source;
    r->depth = r->deepest = 0;
    if (body->kind == WM_BODY_NONE || !body->rows)
        return;
    wm_resolve_counted_rows(r, body->rows);
    resolve_to(r, body);
    if (body->kind == WM_BODY_RATE)
        resolve_series(r, body);
    wm_naming in = {body->rows->table, body->rows->table, false, WM_NO_TABLE};
    if (in.row == WM_NO_TABLE)
        return;
    wm_condition *conditions[] = {body->where, body->that, body->not_counting};
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (conditions[i])
            wm_resolve_condition(r, &in, conditions[i]);
    if (body->due)
        wm_resolve_moment(r, &in, body->due);
    if (body->kind == WM_BODY_HIGHEST && body->per.first.text.len)
        check_groupable(r, &in, &body->per, "a highest count");
    resolve_counting(r, &in, made);
    resolve_breakdowns(r, &in, body);
    check_heading(r, made);
    check_times(r, body);
}

/* replaces */

static wm_span place_span(const wm_definition *made)
{
    /* The reference behind `measure`; the heading keeps the place of that word alone. */
    wm_str ref = made->heading.ref;
    size_t start = (size_t)(ref.data - made->source->text.data);
    return (wm_span){(uint32_t)start, (uint32_t)(start + ref.len)};
}

/* Measures of one reference, each with the next of them. */
typedef struct chains {
    int *next;
    bool *gone;
} chains;

static void tell_nothing_replaced(wm_resolver *r, const wm_definition *made)
{
    r->source = made->source;
    wm_wrong(
        r, place_span(made),
        WM_STR("write `use childrens-services` on the first line if it is one of the "
               "national catalogue, else leave out `replaces`"),
        "%.*s replaces %.*s, but there is no other measure %.*s",
        WM_FMT(made->heading.ref), WM_FMT(made->heading.replaces),
        WM_FMT(made->heading.replaces));
}

/* Of two that replace each other neither goes: they are told as two of one reference. */
static void replace(wm_resolver *r, const chains *all, const wm_definition *made)
{
    wm_catalogue *c = r->catalogue;
    wm_str replaced = made->heading.replaces;
    bool found = false;
    if (!replaced.len)
        return;
    for (int i = wm_index_find(&r->index, WM_INDEX_MEASURE, replaced); i >= 0;
         i = all->next[i]) {
        const wm_definition *other = &c->measures.items[i];
        if (other == made)
            continue;
        found = true;
        if (!wm_str_equal(other->heading.replaces, made->heading.ref))
            all->gone[i] = true;
    }
    if (!found)
        tell_nothing_replaced(r, made);
}

/* Two of one file were told when it was read. */
static void tell_twice(wm_resolver *r, const chains *all, int number)
{
    const wm_definition *items = r->catalogue->measures.items;
    for (int i = all->next[number]; i >= 0; i = all->next[i]) {
        if (all->gone[number] || all->gone[i] || items[i].source == items[number].source)
            continue;
        r->source = items[i].source;
        wm_wrong(r, place_span(&items[i]),
                 wm_resolve_say(r,
                                "the first is in %.*s; write `replaces %.*s` in the one "
                                "that is to count",
                                WM_FMT(items[number].source->name),
                                WM_FMT(items[i].heading.ref)),
                 "there are two measures %.*s", WM_FMT(items[i].heading.ref));
        return;
    }
}

static bool chain(wm_resolver *r, chains *all)
{
    wm_catalogue *c = r->catalogue;
    all->next = wm_arena_alloc(r->arena, c->measures.count, sizeof *all->next);
    all->gone = wm_arena_alloc(r->arena, c->measures.count, sizeof *all->gone);
    if (!all->next || !all->gone) {
        r->status = WM_NOMEM;
        return false;
    }
    for (size_t i = 0; i < c->measures.count; i++) {
        wm_str ref = c->measures.items[i].heading.ref;
        int first = wm_index_add(r, WM_INDEX_MEASURE, ref, (int)i);
        all->next[i] = -1;
        if (first < 0)
            continue;
        all->next[i] = all->next[first];
        all->next[first] = (int)i;
    }
    return r->status == WM_OK;
}

static void leave_out_replaced(wm_resolver *r)
{
    wm_catalogue *c = r->catalogue;
    chains all;
    if (!chain(r, &all))
        return;
    for (size_t i = 0; i < c->measures.count; i++)
        replace(r, &all, &c->measures.items[i]);
    for (size_t i = 0; i < c->measures.count; i++)
        tell_twice(r, &all, (int)i);
    size_t kept = 0;
    for (size_t i = 0; i < c->measures.count; i++)
        if (!all.gone[i])
            c->measures.items[kept++] = c->measures.items[i];
    c->measures.count = kept;
}

void wm_resolve_measures(wm_resolver *r)
{
    for (size_t i = 0; i < r->catalogue->measures.count && r->status == WM_OK; i++)
        resolve_body(r, &r->catalogue->measures.items[i]);
    if (r->status == WM_OK)
        leave_out_replaced(r);
}
