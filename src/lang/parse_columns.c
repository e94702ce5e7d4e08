#include "lang/tables_reader.h"

/* The columns of a table. */

static bool type_named(wm_str word, wm_column_type *out)
{
    for (int type = 0; type < WM_COLUMN_KEY; type++) {
        if (wm_str_equal(word, wm_str_of(wm_column_type_name((wm_column_type)type)))) {
            *out = (wm_column_type)type;
            return true;
        }
    }
    return false;
}

static bool read_type(wm_tables_reader *r, wm_drafted *column)
{
    wm_parser *p = &r->parser;
    p->example = WM_STR("source code?, nfa yesno?, team team?");
    if (!wm_read_name(p, "a type", &column->type))
        return false;
    if (!type_named(column->type.text, &column->def.type))
        column->def.type = WM_COLUMN_KEY;
    column->def.may_blank = wm_take(p, WM_TOKEN_QUESTION);
    return true;
}

/* `from latest placement not temporary`, of a derived table. */
static bool read_taken(wm_tables_reader *r, wm_drafted *column)
{
    wm_parser *p = &r->parser;
    wm_span span = p->token.span;
    p->example = WM_STR("type code from latest placement not temporary");
    wm_parser_advance(p);
    if (!r->source.text.len) {
        wm_mistake(p, span, WM_STR("leave it out"),
                   "only a table made from another takes a column from its rows");
        return false;
    }
    if (!wm_want_word(p, WM_STR("latest")) ||
        !wm_read_name(p, "a column", &column->taken))
        return false;
    if (!wm_take_word(p, WM_STR("not")))
        return true;
    column->not_temporary = wm_want_word(p, WM_STR("temporary"));
    return column->not_temporary;
}

static bool read_planned(wm_tables_reader *r, wm_drafted *column, wm_span span)
{
    wm_parser *p = &r->parser;
    column->def.planned = true;
    if (column->def.type == WM_COLUMN_DATE)
        return true;
    wm_mistake(p, span, WM_STR("leave out `planned`"),
               "only a date is planned: every other column is as old as its row");
    return false;
}

static bool read_extras(wm_tables_reader *r, wm_drafted *column)
{
    wm_parser *p = &r->parser;
    for (;;) {
        wm_span span = p->token.span;
        if (wm_take_word(p, WM_STR("planned"))) {
            if (!read_planned(r, column, span))
                return false;
        } else if (wm_take_word(p, WM_STR("with"))) {
            if (!wm_read_name(p, "a date", &column->with))
                return false;
        } else if (wm_at_word(p, WM_STR("from")) && !column->taken.text.len) {
            if (!read_taken(r, column))
                return false;
        } else {
            return true;
        }
    }
}

static const wm_drafted *drafted(const wm_tables_reader *r, wm_str name)
{
    for (size_t i = 0; i < r->columns.count; i++)
        if (wm_str_equal(r->columns.items[i].def.name, name))
            return &r->columns.items[i];
    return NULL;
}

bool wm_column_list_push(wm_tables_reader *r, wm_drafted column)
{
    wm_parser *p = &r->parser;
    if (r->columns.count == WM_TABLE_COLUMNS_MAX - 4) {
        wm_mistake(p, column.def.span, WM_STR("leave out what no measure reads"),
                   "more than %d columns, the most that a table may have",
                   WM_TABLE_COLUMNS_MAX - 4);
        return false;
    }
    if (wm_list_push(p->arena, &r->columns, column))
        return true;
    wm_parser_refuse(p, WM_NOMEM);
    return false;
}

bool wm_read_column(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    wm_named name;
    wm_drafted column = {
        .def = {.table = WM_NO_TABLE, .known_with = WM_NO_COLUMN, .codes = -1}};
    p->example = WM_STR("source code?, nfa yesno?, team team?");
    if (!wm_read_name(p, "a column", &name))
        return false;
    column.def.name = name.text;
    column.def.span = name.span;
    if (drafted(r, name.text)) {
        wm_mistake(p, name.span, WM_STR("keep one of them"),
                   "`%.*s` has the column `%.*s` twice", WM_FMT(r->table.name),
                   WM_FMT(name.text));
        return false;
    }
    if (!read_type(r, &column) || !read_extras(r, &column))
        return false;
    column.def.exempt =
        column.def.type == WM_COLUMN_DATE && wm_str_equal(name.text, WM_STR("dob"));
    if (!wm_column_list_push(r, column))
        return false;
    if (p->token.kind == WM_TOKEN_COMMA || p->token.first || !wm_parser_going(p))
        return true;
    wm_expected(p, "`,`, `planned` or `with`");
    return false;
}

static bool own_date(wm_tables_reader *r, wm_named name, bool may_blank)
{
    wm_parser *p = &r->parser;
    wm_table_def *table = &r->table;
    wm_column_def date = {.name = name.text,
                          .type = WM_COLUMN_DATE,
                          .table = WM_NO_TABLE,
                          .may_blank = may_blank,
                          .known_with = WM_NO_COLUMN,
                          .codes = -1,
                          .span = name.span};
    bool twice =
        drafted(r, name.text) || wm_table_column(table, name.text) != WM_NO_COLUMN;
    if (twice)
        wm_mistake(
            p, name.span, WM_STR("it is a column already: leave it out behind `:`"),
            "`%.*s` has the column `%.*s` twice", WM_FMT(table->name), WM_FMT(name.text));
    table->columns[table->column_count++] = date;
    return !twice;
}

void wm_tell_no_column(wm_parser *p, const wm_table_def *table, wm_named name)
{
    wm_str names[WM_TABLE_COLUMNS_MAX];
    wm_str all = {"", 0};
    for (size_t i = 0; i < table->column_count; i++) {
        names[i] = table->columns[i].name;
        if (i < 12)
            all = wm_str_format(p->arena, "%.*s%s%.*s", WM_FMT(all), i ? ", " : "",
                                WM_FMT(names[i]));
    }
    wm_str near = wm_nearest(name.text, names, table->column_count);
    wm_str remedy = wm_did_you_mean(p, near);
    if (!near.len)
        remedy = wm_str_format(p->arena, "it has %.*s%s", WM_FMT(all),
                               table->column_count > 12 ? " ..." : "");
    wm_mistake(p, name.span, remedy, "`%.*s` has no column `%.*s`", WM_FMT(table->name),
               WM_FMT(name.text));
}

static void find_with(wm_tables_reader *r, const wm_drafted *from, wm_column_def *column)
{
    wm_parser *p = &r->parser;
    if (!from->with.text.len)
        return;
    column->known_with = wm_table_column(&r->table, from->with.text);
    if (column->known_with == WM_NO_COLUMN) {
        wm_tell_no_column(p, &r->table, from->with);
    } else if (r->table.columns[column->known_with].type != WM_COLUMN_DATE) {
        column->known_with = WM_NO_COLUMN;
        wm_mistake(p, from->with.span, WM_STR("as in `end_reason code? with ended`"),
                   "`%.*s` is no date, and so says not when the column became known",
                   WM_FMT(from->with.text));
    }
}

static bool add_drafted(wm_tables_reader *r, const wm_drafted *from)
{
    wm_parser *p = &r->parser;
    wm_table_def *table = &r->table;
    wm_awaited awaited = {(int)r->schema->tables.count, (int)table->column_count,
                          from->type};
    table->columns[table->column_count++] = from->def;
    if (from->def.type != WM_COLUMN_KEY || from->def.table != WM_NO_TABLE)
        return true;
    if (wm_list_push(p->arena, &r->awaited, awaited))
        return true;
    wm_parser_refuse(p, WM_NOMEM);
    return false;
}

/* `recorded entered_on?` may name a column that stands behind `:` as well. */
static bool add_recorded(wm_tables_reader *r)
{
    wm_table_def *table = &r->table;
    if (!r->recorded.text.len || drafted(r, r->recorded.text))
        return true;
    table->recorded = (int)table->column_count;
    return own_date(r, r->recorded, true);
}

static bool find_recorded(wm_tables_reader *r)
{
    wm_table_def *table = &r->table;
    if (!r->recorded.text.len || table->recorded != WM_NO_COLUMN)
        return true;
    table->recorded = wm_table_column(table, r->recorded.text);
    if (table->columns[table->recorded].type == WM_COLUMN_DATE)
        return true;
    table->recorded = WM_NO_COLUMN;
    wm_mistake(&r->parser, r->recorded.span, WM_STR("make it a `date?`"),
               "the day on which a row was entered is a date");
    return false;
}

static bool check_key(wm_tables_reader *r)
{
    wm_table_def *table = &r->table;
    if (wm_table_column(table, table->key) == WM_NO_COLUMN)
        return true;
    wm_mistake(&r->parser, r->key.span, WM_STR("give one of them another name"),
               "the key of `%.*s` has the name of a column", WM_FMT(table->name));
    return false;
}

bool wm_make_columns(wm_tables_reader *r)
{
    wm_table_def *table = &r->table;
    table->columns =
        wm_parser_new(&r->parser, r->columns.count + 3, sizeof *table->columns);
    if (!table->columns)
        return false;
    if (r->from.text.len) {
        table->from = (int)table->column_count;
        own_date(r, r->from, r->from_may_blank);
    }
    if (r->to.text.len) {
        table->to = (int)table->column_count;
        own_date(r, r->to, true);
    }
    if (!add_recorded(r))
        return false;
    for (size_t i = 0; i < r->columns.count; i++)
        if (!add_drafted(r, &r->columns.items[i]))
            return false;
    for (size_t i = 0; i < table->column_count; i++) {
        const wm_drafted *from = drafted(r, table->columns[i].name);
        if (from)
            find_with(r, from, &table->columns[i]);
    }
    return find_recorded(r) && check_key(r);
}
