#include "lang/tables_reader.h"

/* Tables made from others: which rows, how they are joined, and what a run takes from
 * its rows (column/schema.h).
 */

static const wm_table_def *source_of(const wm_tables_reader *r)
{
    return &r->schema->tables.items[r->source_table];
}

static bool read_source_column(wm_tables_reader *r, int *out)
{
    wm_parser *p = &r->parser;
    wm_named name;
    if (!wm_read_name(p, "a column", &name))
        return false;
    *out = wm_table_column(source_of(r), name.text);
    if (*out != WM_NO_COLUMN)
        return true;
    wm_tell_no_column(p, source_of(r), name);
    return false;
}

/* `status is not one of (V1, V3)`, `start_reason is S`. */
static bool read_code_test(wm_tables_reader *r, wm_code_test *out)
{
    wm_parser *p = &r->parser;
    wm_named *codes = NULL, one;
    p->example = WM_STR("status is not one of (V1, V3, V4)");
    wm_span span = p->token.span;
    if (!read_source_column(r, &out->column))
        return false;
    if (source_of(r)->columns[out->column].type != WM_COLUMN_CODE) {
        wm_mistake(p, span, WM_STR("as in `status is not one of (V1, V3, V4)`"),
                   "only a code decides which rows are joined");
        return false;
    }
    if (!wm_want_word(p, WM_STR("is")))
        return false;
    out->is_not = wm_take_word(p, WM_STR("not"));
    out->count = 1;
    if (wm_at_word(p, WM_STR("one")) && wm_peek_word(p, WM_STR("of"))) {
        wm_parser_advance(p);
        wm_parser_advance(p);
        if (!wm_read_codes(p, &codes, &out->count))
            return false;
    } else {
        codes = &one;
        if (!wm_read_code(p, &one))
            return false;
    }
    out->codes = wm_parser_new(p, out->count, sizeof *out->codes);
    for (size_t i = 0; out->codes && i < out->count; i++)
        out->codes[i] = codes[i].text;
    return out->codes != NULL;
}

static bool read_where(wm_tables_reader *r)
{
    WM_LIST(wm_code_test) tests = {0};
    wm_parser *p = &r->parser;
    do {
        wm_code_test test = {0};
        if (!read_code_test(r, &test))
            return false;
        if (!wm_list_push(p->arena, &tests, test)) {
            wm_parser_refuse(p, WM_NOMEM);
            return false;
        }
    } while (wm_take_word(p, WM_STR("and")));
    r->table.made_from.where = tests.items;
    r->table.made_from.where_count = tests.count;
    return true;
}

bool wm_read_made_from(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    if (!wm_want_word(p, WM_STR("from")) || !wm_read_name(p, "a table", &r->source))
        return false;
    r->source_table = wm_schema_table(r->schema, r->source.text);
    if (r->source_table == WM_NO_TABLE) {
        wm_mistake(p, r->source.span, WM_STR("declare it above"),
                   "no table `%.*s` stands above this one", WM_FMT(r->source.text));
        return false;
    }
    if (source_of(r)->kind != WM_TABLE_SPELLS || !source_of(r)->column_count) {
        wm_mistake(p, r->source.span, WM_STR("as in `made from episode`"),
                   "`%.*s` has no spells that could be joined", WM_FMT(r->source.text));
        return false;
    }
    r->table.made_from.source = r->source_table;
    return !wm_take_word(p, WM_STR("where")) || read_where(r);
}

static bool has_code(const wm_table_def *source, wm_str name)
{
    int column = wm_table_column(source, name);
    return column != WM_NO_COLUMN && source->columns[column].type == WM_COLUMN_CODE;
}

/* `same carer` and `temporary` are read from two columns of the return. */
static bool check_carer(wm_tables_reader *r, wm_span span)
{
    const wm_table_def *source = source_of(r);
    if (has_code(source, WM_STR("start_reason")) && has_code(source, WM_STR("placement")))
        return true;
    wm_mistake(&r->parser, span, WM_STR("declare `start_reason code?, placement code?`"),
               "which carer it is needs the columns start_reason and placement of "
               "`%.*s`",
               WM_FMT(source->name));
    return false;
}

static bool read_while(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    wm_made_from *made = &r->table.made_from;
    uint32_t start = p->token.span.start;
    if (!wm_at_word(p, WM_STR("same"))) {
        made->while_kind = WM_JOIN_SAME_COLUMN;
        p->example = WM_STR("joining touching while status is same");
        return read_source_column(r, &made->while_column) &&
               wm_want_word(p, WM_STR("is")) && wm_want_word(p, WM_STR("same"));
    }
    wm_parser_advance(p);
    p->example = WM_STR("joining touching while same carer or temporary");
    made->while_kind = WM_JOIN_SAME_CARER;
    if (!wm_want_word(p, WM_STR("carer")))
        return false;
    if (wm_take_word(p, WM_STR("or"))) {
        made->while_kind = WM_JOIN_CARER_OR_TEMPORARY;
        if (!wm_want_word(p, WM_STR("temporary")))
            return false;
    }
    return check_carer(r, wm_span_from(p, start));
}

static bool read_unless(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    r->table.made_from.unless = wm_parser_new(p, 1, sizeof *r->table.made_from.unless);
    return r->table.made_from.unless && read_code_test(r, r->table.made_from.unless);
}

static bool read_ending(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    wm_take(p, WM_TOKEN_COMMA);
    if (!wm_take_word(p, WM_STR("ending")))
        return true;
    p->example = WM_STR("unless start_reason is S, ending the spell before");
    r->table.made_from.ends_before = true;
    return wm_want_word(p, WM_STR("the")) && wm_want_word(p, WM_STR("spell")) &&
           wm_want_word(p, WM_STR("before"));
}

bool wm_read_joining(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    if (r->source_table == WM_NO_TABLE) {
        wm_mistake(p, p->token.span, WM_STR("as in `made from episode joining touching`"),
                   "only rows of a table that this one is made from are joined");
        return false;
    }
    if (!wm_want_word(p, WM_STR("touching")))
        return false;
    if (wm_take_word(p, WM_STR("or"))) {
        r->table.made_from.overlapping = true;
        if (!wm_want_word(p, WM_STR("overlapping")))
            return false;
    }
    if (wm_take_word(p, WM_STR("while")) && !read_while(r))
        return false;
    if (wm_take_word(p, WM_STR("unless")) && !read_unless(r))
        return false;
    return read_ending(r);
}

/* A column of the run from one of its rows: the table's own list says which, and of the
 * source the rest is taken as it is called there.
 */
static bool take_column(wm_tables_reader *r, const wm_drafted *from, int source,
                        wm_taking take)
{
    wm_table_def *table = &r->table;
    wm_taken *taken = &table->made_from.taken[table->made_from.taken_count++];
    *taken = (wm_taken){(int)table->column_count, source, take};
    const wm_column_def *of = &source_of(r)->columns[source];
    wm_column_def made = from->def;
    made.table = of->table;
    if (made.type == of->type) {
        table->columns[table->column_count++] = made;
        return true;
    }
    wm_mistake(&r->parser, made.span,
               wm_str_format(r->parser.arena, "write `%.*s %s`", WM_FMT(made.name),
                             wm_column_type_name(of->type)),
               "`%.*s` of `%.*s` is of another type", WM_FMT(of->name),
               WM_FMT(source_of(r)->name));
    return false;
}

static bool take_listed(wm_tables_reader *r, const wm_drafted *from)
{
    wm_named name = from->taken;
    if (!name.text.len)
        name = (wm_named){from->def.name, from->def.span};
    int source = wm_table_column(source_of(r), name.text);
    if (source == WM_NO_COLUMN) {
        wm_tell_no_column(&r->parser, source_of(r), name);
        return false;
    }
    return take_column(r, from, source,
                       from->not_temporary ? WM_TAKE_LATEST_NOT_TEMPORARY
                                           : WM_TAKE_LATEST);
}

static void take_date(wm_tables_reader *r, int source, int *out)
{
    wm_table_def *table = &r->table;
    *out = (int)table->column_count;
    table->columns[table->column_count] = source_of(r)->columns[source];
    table->columns[table->column_count].span = table->span;
    table->column_count++;
}

/* Those that the list does not name, but the dates of the spell and of its entry. */
static bool take_others(wm_tables_reader *r)
{
    const wm_table_def *source = source_of(r);
    for (int i = 0; i < (int)source->column_count; i++) {
        wm_drafted rest = {.def = source->columns[i]};
        bool dates = i == source->from || i == source->to || i == source->recorded;
        if (dates || wm_table_column(&r->table, rest.def.name) != WM_NO_COLUMN)
            continue;
        if (!take_column(r, &rest, i, WM_TAKE_LATEST))
            return false;
    }
    return true;
}

/* `with ended` of the source is `with ended` of the run. */
static void find_known_with(wm_tables_reader *r)
{
    const wm_table_def *source = source_of(r);
    for (size_t i = 0; i < r->table.made_from.taken_count; i++) {
        const wm_taken *taken = &r->table.made_from.taken[i];
        int with = source->columns[taken->source].known_with;
        r->table.columns[taken->column].known_with =
            with == WM_NO_COLUMN ? WM_NO_COLUMN
                                 : wm_table_column(&r->table, source->columns[with].name);
    }
}

bool wm_make_derived(wm_tables_reader *r)
{
    wm_table_def *table = &r->table;
    const wm_table_def *source = source_of(r);
    size_t most = source->column_count + r->columns.count;
    table->columns = wm_parser_new(&r->parser, most, sizeof *table->columns);
    table->made_from.taken =
        wm_parser_new(&r->parser, most, sizeof *table->made_from.taken);
    if (!table->columns || !table->made_from.taken)
        return false;
    table->key = source->key;
    table->inclusive = source->inclusive;
    take_date(r, source->from, &table->from);
    take_date(r, source->to, &table->to);
    for (size_t i = 0; i < r->columns.count; i++)
        if (!take_listed(r, &r->columns.items[i]))
            return false;
    if (!take_others(r))
        return false;
    find_known_with(r);
    return true;
}
