#include "lang/resolve.h"

/* Rows of a table: which it is, how they belong to the row that asks, and their times. */

enum { OPEN_TABLES_SHOWN = 3 };

static const wm_table_def *def_of(const wm_resolver *r, const wm_rows *rows)
{
    return wm_table_of(r, rows->table);
}

static bool tied_to(const wm_resolver *r, int asker, wm_rows *rows)
{
    const wm_schema *schema = &r->catalogue->schema;
    const wm_table_def *theirs = def_of(r, rows), *ours = wm_table_of(r, asker);
    int child = schema->child;
    if (theirs->parent == asker && asker != child)
        rows->tie = WM_TIE_CHILDREN;
    else if (ours->parent == rows->table && rows->table != child)
        rows->tie = WM_TIE_PARENT;
    else if (theirs->parent != WM_NO_TABLE && theirs->parent == ours->parent &&
             theirs->parent != child)
        rows->tie = WM_TIE_SIBLINGS;
    else if (rows->table != child && wm_table_of_child(schema, rows->table) &&
             wm_table_of_child(schema, asker))
        rows->tie = WM_TIE_CHILD;
    else
        return false;
    return true;
}

static void tell_untied(wm_resolver *r, int asker, const wm_rows *rows)
{
    int child = r->catalogue->schema.child;
    if (rows->table == child)
        wm_wrong(r, rows->name.span,
                 WM_STR("write its columns like those of the row, such as `dob`"),
                 "the child of a row is not asked for: it is always there");
    else
        wm_wrong(r, rows->name.span,
                 WM_STR("tables are tied by `of child`, or by `of` and a common parent"),
                 "nothing ties rows of `%.*s` to a row of `%.*s`",
                 WM_FMT(def_of(r, rows)->name), WM_FMT(wm_table_of(r, asker)->name));
}

static void check_relation(wm_resolver *r, int asker, const wm_rows *rows)
{
    const wm_table_def *theirs = def_of(r, rows), *ours = wm_table_of(r, asker);
    if (rows->relation == WM_RELATION_ANY)
        return;
    if (rows->relation == WM_RELATION_OTHER) {
        if (rows->table != asker)
            wm_wrong(r, rows->name.span, WM_STR("leave out `other`"),
                     "rows of `%.*s` are all other than a row of `%.*s`",
                     WM_FMT(theirs->name), WM_FMT(ours->name));
        return;
    }
    if (theirs->from == WM_NO_COLUMN || ours->from == WM_NO_COLUMN)
        wm_wrong(r, rows->name.span, WM_STR("leave it out"),
                 "`%.*s` has no date that is earlier or later than another",
                 WM_FMT(theirs->from == WM_NO_COLUMN ? theirs->name : ours->name));
}

/* `cp_plan, looked_after, placement ...` */
static wm_str open_tables(wm_resolver *r)
{
    const wm_schema *schema = &r->catalogue->schema;
    wm_str all = {"", 0};
    size_t count = 0;
    for (size_t i = 0; i < schema->tables.count; i++) {
        const wm_table_def *table = &schema->tables.items[i];
        if (table->kind != WM_TABLE_SPELLS || table->parent == WM_NO_TABLE)
            continue;
        if (++count > OPEN_TABLES_SHOWN)
            return wm_resolve_say(r, "%.*s ...", WM_FMT(all));
        all = wm_resolve_say(r, "%.*s%s%.*s", WM_FMT(all), all.len ? ", " : "",
                             WM_FMT(table->name));
    }
    return all;
}

static void tell_never_open(wm_resolver *r, const wm_table_def *table, wm_span span)
{
    wm_str tables = open_tables(r), hint = {"", 0};
    if (tables.len)
        hint = wm_resolve_say(r, "; tables that can be open: %.*s", WM_FMT(tables));
    span.end = span.start + 4; /* `open` */
    if (table->kind == WM_TABLE_PEOPLE || table->from == WM_NO_COLUMN) {
        wm_wrong(r, span, wm_resolve_say(r, "leave it out%.*s", WM_FMT(hint)),
                 "cannot ask whether `%.*s` is open: its rows have no dates",
                 WM_FMT(table->name));
        return;
    }
    wm_wrong(
        r, span,
        wm_resolve_say(r, "try `%.*s %.*s in last 12 months`%.*s", WM_FMT(table->name),
                       WM_FMT(table->columns[table->from].name), WM_FMT(hint)),
        "cannot ask whether `%.*s` is open: it has a single date", WM_FMT(table->name));
}

/* The date of a time is that of the rows; its day is that of whoever asks. */
static void resolve_date(wm_resolver *r, const wm_naming *bracket, wm_rows *rows,
                         wm_time *time)
{
    const wm_table_def *table = def_of(r, rows);
    if (time->date.first.text.len) {
        wm_resolve_day(r, bracket, &time->date);
        return;
    }
    if (table->from == WM_NO_COLUMN && table->column_count)
        wm_wrong(r, time->span, WM_STR("name a date, as in `dob before period end`"),
                 "rows of `%.*s` have no date of their own", WM_FMT(table->name));
}

/* `open at period end by team`, all on one line: what may break rows down is no day. */
static bool is_breakdown(wm_resolver *r, const wm_naming *in, const wm_time *time)
{
    if (time->kind != WM_TIME_ORDER || time->order != WM_ORDER_ON_OR_BEFORE ||
        time->day->kind != WM_MOMENT_PATH)
        return false;
    const wm_path *path = &time->day->path;
    wm_str name = path->first.text;
    switch (wm_try_sort(r, in, path)) {
    case WM_SORT_CODE:
    case WM_SORT_KEY:
    case WM_SORT_YESNO:
    case WM_SORT_INT:
        return true;
    case WM_SORT_UNKNOWN:
        return !path->second.text.len &&
               (wm_schema_bands(&r->catalogue->schema, name) >= 0 ||
                wm_str_equal(name, WM_STR("team")));
    default:
        return false;
    }
}

static void resolve_time(wm_resolver *r, const wm_naming *asker, const wm_naming *bracket,
                         wm_rows *rows, wm_time *time)
{
    bool open = time->kind == WM_TIME_OPEN_AT || time->kind == WM_TIME_OPEN_DURING;
    if (open && def_of(r, rows)->kind != WM_TABLE_SPELLS)
        tell_never_open(r, def_of(r, rows), time->span);
    else if (!open)
        resolve_date(r, bracket, rows, time);
    if (time->kind == WM_TIME_WITHIN)
        wm_resolve_duration(r, asker, &time->duration);
    if (is_breakdown(r, asker, time))
        wm_wrong(r, time->day->span, WM_STR(WM_BREAKDOWN_IS), "`%.*s` is no date",
                 WM_FMT(wm_path_text(r, &time->day->path)));
    else if (time->day)
        wm_resolve_moment(r, asker, time->day);
}

static void resolve_parent(wm_resolver *r, const wm_naming *bracket, wm_rows *rows)
{
    const wm_table_def *table = def_of(r, rows);
    if (!rows->parent_name.text.len)
        return;
    int named = wm_resolve_table(r, rows->parent_name);
    if (named == WM_NO_TABLE)
        return;
    bool of_child = named == r->catalogue->schema.child &&
                    wm_table_of_child(&r->catalogue->schema, rows->table) &&
                    named != rows->table;
    if (named != table->parent && !of_child) {
        wm_str remedy = WM_STR("leave it out");
        if (table->parent != WM_NO_TABLE)
            remedy = wm_resolve_say(r, "write `of %.*s`",
                                    WM_FMT(wm_table_of(r, table->parent)->name));
        wm_wrong(r, rows->parent_name.span, remedy, "rows of `%.*s` are not of `%.*s`",
                 WM_FMT(table->name), WM_FMT(wm_table_of(r, named)->name));
        return;
    }
    rows->parent = named;
    wm_naming above = {named, bracket->counted, true, WM_NO_TABLE};
    if (rows->parent_where)
        wm_resolve_condition(r, &above, rows->parent_where);
}

static void resolve_inside(wm_resolver *r, const wm_naming *asker,
                           const wm_naming *bracket, wm_rows *rows)
{
    if (rows->where)
        wm_resolve_condition(r, bracket, rows->where);
    resolve_parent(r, bracket, rows);
    for (size_t i = 0; i < rows->time_count; i++)
        resolve_time(r, asker, bracket, rows, &rows->times[i]);
}

void wm_resolve_rows(wm_resolver *r, const wm_naming *in, wm_rows *rows)
{
    rows->table = wm_resolve_table(r, rows->name);
    if (rows->table == WM_NO_TABLE || in->row == WM_NO_TABLE ||
        !wm_resolve_enter(r, rows->span))
        return;
    if (tied_to(r, in->row, rows))
        check_relation(r, in->row, rows);
    else
        tell_untied(r, in->row, rows);
    wm_naming asker = *in;
    asker.related = rows->table;
    if (rows->has_within)
        wm_resolve_duration(r, &asker, &rows->within);
    wm_naming bracket = {rows->table, in->counted, true, WM_NO_TABLE};
    resolve_inside(r, &asker, &bracket, rows);
    wm_resolve_leave(r);
}

void wm_resolve_counted_rows(wm_resolver *r, wm_rows *rows)
{
    rows->table = wm_resolve_table(r, rows->name);
    if (rows->table == WM_NO_TABLE || !wm_resolve_enter(r, rows->span))
        return;
    rows->tie = WM_TIE_NONE;
    wm_naming counted = {rows->table, rows->table, false, WM_NO_TABLE};
    resolve_inside(r, &counted, &counted, rows);
    wm_resolve_leave(r);
}
