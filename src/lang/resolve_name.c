#include "lang/resolve.h"

/* A name in its place (the order of look-up is that of docs/language.md):
 *
 *     nfa            a column of the row, a define of its table, inside a bracket a
 *                    define of the counted row, a column or define of the child, a
 * setting this.started   of the row that is counted team.leader    behind a key of the
 * row, its child or its parent
 */

static bool is_of_child(const wm_resolver *r, int table)
{
    return wm_table_of_child(&r->catalogue->schema, table);
}

static bool found_column(const wm_resolver *r, wm_path *path, wm_whose whose, int table,
                         wm_str name)
{
    int column = wm_table_column(wm_table_of(r, table), name);
    if (column == WM_NO_COLUMN)
        return false;
    path->means = WM_MEANS_COLUMN;
    path->whose = whose;
    path->table = table;
    path->column = column;
    return true;
}

static bool found_define(const wm_resolver *r, wm_path *path, wm_whose whose, int table,
                         wm_str name)
{
    int define = wm_index_find(&r->index, table, name);
    if (define < 0)
        return false;
    path->means = WM_MEANS_DEFINE;
    path->whose = whose;
    path->table = table;
    path->index = define;
    return true;
}

static bool found_of(const wm_resolver *r, wm_path *path, wm_whose whose, int table,
                     wm_str name)
{
    return found_column(r, path, whose, table, name) ||
           found_define(r, path, whose, table, name);
}

static bool found_setting(const wm_resolver *r, wm_path *path, wm_str name)
{
    path->index = wm_index_find(&r->index, WM_INDEX_PARAMETER, name);
    if (path->index >= 0) {
        path->means = WM_MEANS_PARAMETER;
        return true;
    }
    path->index = wm_index_find(&r->index, WM_INDEX_SWITCH, name);
    if (path->index >= 0)
        path->means = WM_MEANS_SWITCH;
    return path->index >= 0;
}

static bool found_bare(const wm_resolver *r, const wm_naming *in, wm_path *path)
{
    wm_str name = path->first.text;
    int child = r->catalogue->schema.child;
    if (found_of(r, path, WM_WHOSE_ROW, in->row, name))
        return true;
    if (in->in_bracket && found_define(r, path, WM_WHOSE_THIS, in->counted, name))
        return true;
    if (in->row != child && is_of_child(r, in->row) &&
        found_of(r, path, WM_WHOSE_CHILD, child, name))
        return true;
    return found_setting(r, path, name);
}

static bool found_this(const wm_resolver *r, const wm_naming *in, wm_path *path)
{
    wm_str name = path->second.text;
    int child = r->catalogue->schema.child;
    if (found_of(r, path, WM_WHOSE_THIS, in->counted, name))
        return true;
    /* The child of the counted row is that of the related row as well. */
    return is_of_child(r, in->counted) && is_of_child(r, in->row) &&
           found_of(r, path, in->row == child ? WM_WHOSE_ROW : WM_WHOSE_CHILD, child,
                    name);
}

/* What stands before the dot decides: WM_NO_TABLE when it is nothing. */
static int table_before_dot(const wm_resolver *r, const wm_naming *in, wm_path *path)
{
    const wm_table_def *row = wm_table_of(r, in->row);
    int child = r->catalogue->schema.child;
    int key = wm_table_column(row, path->first.text);
    if (key != WM_NO_COLUMN && row->columns[key].type == WM_COLUMN_KEY) {
        path->whose = WM_WHOSE_KEY;
        path->key_column = key;
        return row->columns[key].table;
    }
    if (wm_str_equal(path->first.text, row->name)) {
        path->whose = WM_WHOSE_ROW;
        return in->row;
    }
    if (wm_str_equal(path->first.text, WM_STR("child")) && is_of_child(r, in->row)) {
        path->whose = WM_WHOSE_CHILD;
        return child;
    }
    if (row->parent != WM_NO_TABLE && row->parent != child &&
        wm_str_equal(path->first.text, wm_table_of(r, row->parent)->name)) {
        path->whose = WM_WHOSE_PARENT;
        return row->parent;
    }
    return WM_NO_TABLE;
}

wm_span wm_path_span(const wm_path *path)
{
    wm_span span = path->first.span;
    if (path->second.text.len)
        span.end = path->second.span.end;
    return span;
}

wm_str wm_path_text(const wm_resolver *r, const wm_path *path)
{
    wm_span span = wm_path_span(path);
    return wm_str_slice(r->source->text, span.start, span.end);
}

/* messages */

void wm_suggest_columns(wm_resolver *r, int table, wm_name_list *names)
{
    const wm_table_def *def = wm_table_of(r, table);
    for (size_t i = 0; i < def->column_count; i++)
        wm_suggest_name(r, names, def->columns[i].name);
}

static void suggest_defines(wm_resolver *r, int table, wm_name_list *names)
{
    const wm_catalogue *c = r->catalogue;
    for (size_t i = 0; i < c->defines.count && wm_telling(r); i++)
        if (c->defines.items[i].table == table)
            wm_suggest_name(r, names, c->defines.items[i].name.text);
}

static void suggest_settings(wm_resolver *r, wm_name_list *names)
{
    const wm_catalogue *c = r->catalogue;
    for (size_t i = 0; i < c->parameters.count; i++)
        wm_suggest_name(r, names, c->parameters.items[i].name.text);
    for (size_t i = 0; i < c->switches.count; i++)
        wm_suggest_name(r, names, c->switches.items[i].name.text);
}

/* `legal_status, episode`: where there is such a column, if not here. */
static wm_str tables_with(wm_resolver *r, wm_str column)
{
    const wm_schema *schema = &r->catalogue->schema;
    wm_str all = {"", 0};
    size_t count = 0;
    for (size_t i = 0; i < schema->tables.count; i++) {
        if (wm_table_column(&schema->tables.items[i], column) == WM_NO_COLUMN)
            continue;
        if (++count > 4)
            return wm_resolve_say(r, "%.*s ...", WM_FMT(all));
        all = wm_resolve_say(r, "%.*s%s`%.*s`", WM_FMT(all), all.len ? ", " : "",
                             WM_FMT(schema->tables.items[i].name));
    }
    return all;
}

static wm_str columns_of(wm_resolver *r, int table)
{
    const wm_table_def *def = wm_table_of(r, table);
    wm_str all = {"", 0};
    for (size_t i = 0; i < def->column_count && i < 12; i++)
        all = wm_resolve_say(r, "%.*s%s%.*s", WM_FMT(all), i ? ", " : "",
                             WM_FMT(def->columns[i].name));
    if (!all.len)
        return all;
    return wm_resolve_say(r, "it has %.*s%s", WM_FMT(all),
                          def->column_count > 12 ? " ..." : "");
}

/* `age`, which is asked at a day; `today`, which is the end of the period. */
static wm_str known_remedy(wm_resolver *r, const wm_naming *in, wm_str name)
{
    static const wm_str days[] = {WM_WORD("today"), WM_WORD("now"), WM_WORD("getdate"),
                                  WM_WORD("current_date")};
    const wm_table_def *row = wm_table_of(r, in->row);
    if (wm_str_equal(name, WM_STR("age")) && row->from != WM_NO_COLUMN)
        return wm_resolve_say(r, "as in `age at %.*s >= 16`",
                              WM_FMT(row->columns[row->from].name));
    if (wm_str_equal(name, WM_STR("age")))
        return WM_STR("as in `age at period end >= 16`");
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (wm_str_equal_fold(name, days[i]))
            return WM_STR("write `period end`: the day is that of the figure");
    return (wm_str){"", 0};
}

static wm_str bare_remedy(wm_resolver *r, const wm_naming *in, wm_str name)
{
    wm_str known = known_remedy(r, in, name);
    if (known.len)
        return known;
    wm_name_list *names = wm_suggestions(r);
    int child = r->catalogue->schema.child;
    if (!wm_telling(r))
        return (wm_str){"", 0};
    wm_suggest_columns(r, in->row, names);
    suggest_defines(r, in->row, names);
    if (in->in_bracket)
        suggest_defines(r, in->counted, names);
    if (is_of_child(r, in->row) && in->row != child) {
        wm_suggest_columns(r, child, names);
        suggest_defines(r, child, names);
    }
    suggest_settings(r, names);
    wm_str near = wm_nearest_of(name, names);
    if (near.len)
        return wm_suggest(r, near);
    if (in->in_bracket &&
        wm_table_column(wm_table_of(r, in->counted), name) != WM_NO_COLUMN)
        return wm_resolve_say(r, "`this.%.*s` is that of the row that is counted",
                              WM_FMT(name));
    wm_str elsewhere = tables_with(r, name);
    if (elsewhere.len)
        return wm_resolve_say(r, "it is a column of %.*s", WM_FMT(elsewhere));
    return columns_of(r, in->row);
}

static void tell_no_bare(wm_resolver *r, const wm_naming *in, const wm_path *path)
{
    wm_str name = path->first.text;
    const wm_table_def *row = wm_table_of(r, in->row);
    if (wm_str_equal(name, row->key))
        wm_wrong(r, path->first.span, WM_STR("ask about another column"),
                 "`%.*s` is the key of `%.*s`, which no condition asks", WM_FMT(name),
                 WM_FMT(row->name));
    else if (in->related != WM_NO_TABLE &&
             wm_table_column(wm_table_of(r, in->related), name) != WM_NO_COLUMN)
        wm_wrong(r, path->first.span,
                 wm_resolve_say(r,
                                "for that of `%.*s` itself write the condition into a "
                                "bracket: `%.*s (...)`",
                                WM_FMT(wm_table_of(r, in->related)->name),
                                WM_FMT(wm_table_of(r, in->related)->name)),
                 "`%.*s` has no `%.*s`", WM_FMT(row->name), WM_FMT(name));
    else
        wm_wrong(r, path->first.span, bare_remedy(r, in, name), "`%.*s` has no `%.*s`",
                 WM_FMT(row->name), WM_FMT(name));
}

static void tell_no_dotted(wm_resolver *r, int table, const wm_path *path)
{
    wm_name_list *names = wm_suggestions(r);
    wm_suggest_columns(r, table, names);
    suggest_defines(r, table, names);
    wm_str near = wm_nearest_of(path->second.text, names);
    wm_wrong(r, path->second.span, near.len ? wm_suggest(r, near) : columns_of(r, table),
             "`%.*s` has no `%.*s`", WM_FMT(wm_table_of(r, table)->name),
             WM_FMT(path->second.text));
}

static void tell_no_first(wm_resolver *r, const wm_naming *in, const wm_path *path)
{
    const wm_table_def *row = wm_table_of(r, in->row);
    wm_name_list *names = wm_suggestions(r);
    for (size_t i = 0; i < row->column_count; i++)
        if (row->columns[i].type == WM_COLUMN_KEY)
            wm_suggest_name(r, names, row->columns[i].name);
    wm_suggest_name(r, names, WM_STR("this"));
    wm_suggest_name(r, names, WM_STR("child"));
    wm_str near = wm_nearest_of(path->first.text, names);
    wm_str remedy = WM_STR("before the dot stands `this`, `child`, the parent, or a key "
                           "of the row into another table");
    if (near.len)
        remedy = wm_suggest(r, near);
    wm_wrong(r, path->first.span, remedy, "`%.*s` leads from `%.*s` to no other row",
             WM_FMT(path->first.text), WM_FMT(row->name));
}

/* `has cp_plan ended after started`: whose? */
static bool is_clear(wm_resolver *r, const wm_naming *in, const wm_path *path)
{
    wm_str name = path->first.text;
    if (in->related == WM_NO_TABLE || in->related == in->row ||
        path->means != WM_MEANS_COLUMN || path->whose != WM_WHOSE_ROW ||
        wm_table_column(wm_table_of(r, in->related), name) == WM_NO_COLUMN)
        return true;
    wm_wrong(r, path->first.span,
             wm_resolve_say(r,
                            "write `this.%.*s`, or for that of `%.*s` write the "
                            "condition into its bracket",
                            WM_FMT(name), WM_FMT(wm_table_of(r, in->related)->name)),
             "`%.*s` may be that of `%.*s` or of `%.*s`", WM_FMT(name),
             WM_FMT(wm_table_of(r, in->row)->name),
             WM_FMT(wm_table_of(r, in->related)->name));
    return false;
}

static bool resolve_bare(wm_resolver *r, const wm_naming *in, wm_path *path)
{
    if (!found_bare(r, in, path)) {
        tell_no_bare(r, in, path);
        return false;
    }
    return is_clear(r, in, path);
}

/* Behind a key or a parent stand columns alone: a define there would be a second hop. */
static bool found_dotted(const wm_resolver *r, const wm_naming *in, wm_path *path)
{
    if (wm_str_equal(path->first.text, WM_STR("this")))
        return found_this(r, in, path);
    int table = table_before_dot(r, in, path);
    wm_whose whose = path->whose;
    if (table == WM_NO_TABLE)
        return false;
    return found_column(r, path, whose, table, path->second.text) ||
           (whose != WM_WHOSE_KEY && whose != WM_WHOSE_PARENT &&
            found_define(r, path, whose, table, path->second.text));
}

static bool resolve_dotted(wm_resolver *r, const wm_naming *in, wm_path *path)
{
    if (found_dotted(r, in, path))
        return true;
    bool is_this = wm_str_equal(path->first.text, WM_STR("this"));
    int table = is_this ? in->counted : table_before_dot(r, in, path);
    if (table == WM_NO_TABLE)
        tell_no_first(r, in, path);
    else
        tell_no_dotted(r, table, path);
    return false;
}

wm_sort wm_try_sort(wm_resolver *r, const wm_naming *in, const wm_path *path)
{
    wm_path tried = *path;
    bool found =
        tried.second.text.len ? found_dotted(r, in, &tried) : found_bare(r, in, &tried);
    if (!found || (tried.means == WM_MEANS_DEFINE && !wm_resolve_define(r, tried.index)))
        return WM_SORT_UNKNOWN;
    return wm_sort_of(r, &tried);
}

bool wm_resolve_path(wm_resolver *r, const wm_naming *in, wm_path *path)
{
    if (path->means != WM_MEANS_NOTHING)
        return true;
    if (in->row == WM_NO_TABLE || in->counted == WM_NO_TABLE || !path->first.text.len)
        return false;
    bool found =
        path->second.text.len ? resolve_dotted(r, in, path) : resolve_bare(r, in, path);
    if (found && path->means == WM_MEANS_DEFINE)
        found = wm_resolve_define(r, path->index);
    if (!found)
        path->means = WM_MEANS_NOTHING;
    return found;
}

bool wm_resolve_birth(wm_resolver *r, const wm_naming *in, wm_path *path, wm_span span)
{
    *path = (wm_path){.first = {WM_STR("dob"), span},
                      .whose = WM_WHOSE_ROW,
                      .key_column = WM_NO_COLUMN,
                      .table = WM_NO_TABLE,
                      .column = WM_NO_COLUMN,
                      .index = -1};
    if (in->row == WM_NO_TABLE || in->counted == WM_NO_TABLE)
        return false;
    int child = r->catalogue->schema.child;
    bool found = found_column(r, path, WM_WHOSE_ROW, in->row, WM_STR("dob")) ||
                 (is_of_child(r, in->row) &&
                  found_column(r, path, WM_WHOSE_CHILD, child, WM_STR("dob")));
    if (found && wm_sort_of(r, path) == WM_SORT_DAY)
        return true;
    path->means = WM_MEANS_NOTHING;
    wm_wrong(r, span, WM_STR("declare `dob date?` for it, or tie it to a child"),
             "rows of `%.*s` have no date of birth, and so no age",
             WM_FMT(wm_table_of(r, in->row)->name));
    return false;
}

const char *wm_sort_called(wm_sort sort)
{
    static const char *const called[] = {
        [WM_SORT_UNKNOWN] = "unknown",
        [WM_SORT_CONDITION] = "a condition",
        [WM_SORT_DAY] = "a date",
        [WM_SORT_DURATION] = "a duration",
        [WM_SORT_SWITCH] = "a switch",
        [WM_SORT_YESNO] = "yes or no",
        [WM_SORT_CODE] = "a code",
        [WM_SORT_INT] = "a number",
        [WM_SORT_HUNDREDTHS] = "a number",
        [WM_SORT_TEXT] = "text",
        [WM_SORT_KEY] = "a row of another table",
    };
    return called[sort];
}

/* `x after started`, where nothing is called x, could have been a day. */
static bool is_open(const wm_condition *c)
{
    return c->kind == WM_CONDITION_TEST && c->test.kind == WM_TEST_ORDER &&
           c->path.means == WM_MEANS_NOTHING;
}

static wm_sort sort_of_define(const wm_define *define)
{
    switch (define->kind) {
    case WM_DEFINE_CONDITION:
        return define->condition && !is_open(define->condition) ? WM_SORT_CONDITION
                                                                : WM_SORT_UNKNOWN;
    case WM_DEFINE_MOMENT:
        return define->moment ? WM_SORT_DAY : WM_SORT_UNKNOWN;
    case WM_DEFINE_DURATION:
        return WM_SORT_DURATION;
    case WM_DEFINE_NAME:
        break;
    }
    return WM_SORT_UNKNOWN;
}

wm_sort wm_sort_of(const wm_resolver *r, const wm_path *path)
{
    static const wm_sort sorts[] = {
        [WM_COLUMN_DATE] = WM_SORT_DAY,    [WM_COLUMN_INT] = WM_SORT_INT,
        [WM_COLUMN_YESNO] = WM_SORT_YESNO, [WM_COLUMN_HUNDREDTHS] = WM_SORT_HUNDREDTHS,
        [WM_COLUMN_CODE] = WM_SORT_CODE,   [WM_COLUMN_TEXT] = WM_SORT_TEXT,
        [WM_COLUMN_KEY] = WM_SORT_KEY,
    };
    switch (path->means) {
    case WM_MEANS_COLUMN:
        return sorts[wm_table_of(r, path->table)->columns[path->column].type];
    case WM_MEANS_DEFINE:
        return sort_of_define(&r->catalogue->defines.items[path->index]);
    case WM_MEANS_SWITCH:
        return WM_SORT_SWITCH;
    case WM_MEANS_PARAMETER:
        return WM_SORT_DURATION;
    case WM_MEANS_NOTHING:
        break;
    }
    return WM_SORT_UNKNOWN;
}

/* `referrals` is the table `referral`, `enquiries` the table `enquiry`. */
static int singular(wm_resolver *r, wm_str name)
{
    const wm_schema *schema = &r->catalogue->schema;
    int found = wm_schema_table(schema, name);
    if (found == WM_NO_TABLE && wm_str_ends(name, WM_STR("s")))
        found = wm_schema_table(schema, wm_str_slice(name, 0, name.len - 1));
    if (found == WM_NO_TABLE && wm_str_ends(name, WM_STR("ies")))
        found = wm_schema_table(schema,
                                wm_resolve_say(r, "%.*sy", (int)name.len - 3, name.data));
    if (found == WM_NO_TABLE && wm_str_equal(name, WM_STR("children")))
        found = schema->child;
    return found;
}

int wm_resolve_table(wm_resolver *r, wm_named name)
{
    const wm_schema *schema = &r->catalogue->schema;
    int found = singular(r, name.text);
    if (found != WM_NO_TABLE || !wm_telling(r))
        return found;
    wm_name_list *names = wm_suggestions(r);
    for (size_t i = 0; i < schema->tables.count; i++)
        wm_suggest_name(r, names, schema->tables.items[i].name);
    wm_str near = wm_nearest_of(name.text, names);
    wm_str remedy = {"", 0};
    if (near.len)
        remedy = wm_did_you_mean_table(r, wm_schema_table(schema, near));
    else if (!schema->tables.count)
        remedy = WM_STR("no tables are declared: a `.tables` file says what can be read");
    wm_wrong(r, name.span, remedy, "no table `%.*s`", WM_FMT(name.text));
    return WM_NO_TABLE;
}
