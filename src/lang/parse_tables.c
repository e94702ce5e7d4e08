#include "lang/lang.h"
#include "lang/lang_internal.h"
#include "lang/tables_reader.h"

#include <limits.h>

/* A `.tables` file: tables, series, codes and bands (docs/language.md, Tables). */

enum { LISTS_MAX = 1000 }; /* of series, codes and bands each */

static bool at_tables_head(const wm_parser *p)
{
    return p->token.kind == WM_TOKEN_END || wm_at_table(p);
}

static void recover_table(wm_parser *p)
{
    while (wm_parser_going(p) && !at_tables_head(p))
        wm_parser_advance(p);
}

/* To the next column, or where the columns end. */
static void recover_column(wm_parser *p)
{
    while (wm_parser_going(p) && !at_tables_head(p) && p->token.kind != WM_TOKEN_COMMA)
        wm_parser_advance(p);
}

static bool want_table(wm_tables_reader *r, int column, const char *what, wm_named *name)
{
    wm_parser *p = &r->parser;
    if (!wm_read_name(p, what, name))
        return false;
    wm_awaited awaited = {(int)r->schema->tables.count, column, *name};
    if (wm_list_push(p->arena, &r->awaited, awaited))
        return true;
    wm_parser_refuse(p, WM_NOMEM);
    return false;
}

static bool read_one_row(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    wm_named whose;
    if (!wm_want_word(p, WM_STR("row")) || !wm_want_word(p, WM_STR("per")) ||
        !wm_read_name(p, "what a row is of", &whose))
        return false;
    r->table.kind = WM_TABLE_PEOPLE;
    if (wm_str_equal(whose.text, r->table.name))
        return true;
    wm_mistake(p, whose.span,
               WM_STR("write `events of child` or `spells of child` for "
                      "rows that belong to a child"),
               "one row per %.*s is the table `%.*s` itself", WM_FMT(whose.text),
               WM_FMT(whose.text));
    return false;
}

static bool read_kind(wm_tables_reader *r, wm_clause_id id)
{
    wm_parser *p = &r->parser;
    if (r->has_kind) {
        wm_mistake(p, p->token.span,
                   WM_STR("keep one of `events`, `spells` and `one row "
                          "per`"),
                   "`%.*s` is of two kinds", WM_FMT(r->table.name));
        return false;
    }
    r->has_kind = true;
    if (id == WM_CLAUSE_table_one)
        return read_one_row(r);
    r->table.kind = id == WM_CLAUSE_table_events ? WM_TABLE_EVENTS : WM_TABLE_SPELLS;
    return !wm_take_word(p, WM_STR("of")) ||
           want_table(r, WM_NO_COLUMN, "a table", &r->parent);
}

static bool read_from(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    if (!wm_read_name(p, "the date a spell begins", &r->from))
        return false;
    r->from_may_blank = wm_take(p, WM_TOKEN_QUESTION);
    p->example = WM_STR("from started to ended");
    if (!wm_want_word(p, WM_STR("to")) || !wm_read_name(p, "the date it ends", &r->to))
        return false;
    wm_take(p, WM_TOKEN_QUESTION); /* an end may always be blank */
    r->table.inclusive = wm_take_word(p, WM_STR("inclusive"));
    return true;
}

static bool read_table_clause(wm_tables_reader *r, wm_clause_id id)
{
    wm_parser *p = &r->parser;
    if (!wm_clause_begin(p, id, r->table.name))
        return false;
    switch (id) {
    case WM_CLAUSE_table_key:
        return wm_read_name(p, "the key", &r->key);
    case WM_CLAUSE_table_on:
        if (!wm_read_name(p, "the date of an event", &r->from))
            return false;
        r->from_may_blank = wm_take(p, WM_TOKEN_QUESTION);
        return true;
    case WM_CLAUSE_table_from:
        return read_from(r);
    case WM_CLAUSE_table_recorded:
        if (!wm_read_name(p, "the day a row was entered", &r->recorded))
            return false;
        wm_take(p, WM_TOKEN_QUESTION);
        return true;
    case WM_CLAUSE_table_made:
        return wm_read_made_from(r);
    case WM_CLAUSE_table_joining:
        return wm_read_joining(r);
    default:
        return read_kind(r, id);
    }
}

static void read_columns(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    wm_parser_mark(p, WM_MARK_CLAUSE, 0, false);
    wm_parser_advance(p); /* `:` */
    do {
        if (r->columns.count)
            wm_parser_mark(p, WM_MARK_ITEM, 0, false);
        if (!wm_read_column(r))
            recover_column(p);
    } while (wm_take(p, WM_TOKEN_COMMA));
}

/* What the kind of a table needs. */
static bool check_clauses(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    bool derived = r->source.text.len, people = r->table.kind == WM_TABLE_PEOPLE;
    const char *lacks = NULL;
    wm_str remedy = {"", 0};
    if (!r->has_kind) {
        lacks = "does not say what its rows are";
        remedy =
            WM_STR("write `events of child`, `spells of child` or `one row per ...`");
    } else if (derived && r->table.kind != WM_TABLE_SPELLS) {
        lacks = "is made from spells, and so has spells";
        remedy = WM_STR("write `spells of child`");
    } else if (derived && (r->from.text.len || r->key.text.len)) {
        lacks = "takes its key and dates from the table that it is made from";
        remedy = WM_STR("leave out `key` and `from`");
    } else if (!derived && !r->key.text.len) {
        lacks = "has no key";
        remedy = WM_STR("as in `key referral_id`");
    } else if (people && r->from.text.len) {
        lacks = "has one row per person, and so no date of its own";
        remedy = WM_STR("make it a column, as in `: dob date?`");
    } else if (!derived && !people && !r->from.text.len) {
        lacks = "has no date";
        remedy = r->table.kind == WM_TABLE_EVENTS
                     ? WM_STR("as in `on dated`")
                     : WM_STR("as in `from started to ended`");
    } else if (r->table.kind == WM_TABLE_EVENTS && r->to.text.len) {
        lacks = "has events, which have one date";
        remedy = WM_STR("write `on dated`, or `spells` for `events`");
    } else if (!derived && r->table.kind == WM_TABLE_SPELLS && !r->to.text.len) {
        lacks = "has spells, which begin and end";
        remedy = WM_STR("as in `from started to ended`");
    }
    if (lacks)
        wm_mistake(p, r->table.span, remedy, "`%.*s` %s", WM_FMT(r->table.name), lacks);
    return !lacks;
}

static void check_child(wm_tables_reader *r)
{
    if (!wm_str_equal(r->table.name, WM_STR("child")))
        return;
    r->schema->child = (int)r->schema->tables.count;
    if (r->table.kind != WM_TABLE_PEOPLE && r->has_kind)
        wm_mistake(&r->parser, r->table.span, WM_STR("write `one row per child`"),
                   "the table `child` has a row for each child");
}

static void check_new_table(wm_tables_reader *r)
{
    int first = wm_schema_table(r->schema, r->table.name);
    if (first == WM_NO_TABLE)
        return;
    wm_str file = r->schema->tables.items[first].file;
    bool other = !wm_str_equal(file, r->parser.source->name);
    wm_str remedy = wm_str_format(r->parser.arena,
                                  other ? "the first is in %.*s; to change it, copy that "
                                          "file to this folder and change the copy"
                                        : "the first is in %.*s",
                                  WM_FMT(file));
    wm_mistake(&r->parser, r->table.span, remedy, "there are two tables `%.*s`",
               WM_FMT(r->table.name));
}

static void begin_table(wm_tables_reader *r)
{
    r->table = (wm_table_def){
        .parent = WM_NO_TABLE,
        .from = WM_NO_COLUMN,
        .to = WM_NO_COLUMN,
        .recorded = WM_NO_COLUMN,
        .made_from = {.source = WM_NO_TABLE, .while_column = WM_NO_COLUMN},
        .file = r->parser.source->name,
    };
    r->parent = r->key = r->from = r->to = r->recorded = r->source = (wm_named){0};
    r->from_may_blank = false;
    r->has_kind = false;
    r->source_table = WM_NO_TABLE;
    r->columns.items = NULL;
    r->columns.count = r->columns.capacity = 0;
    wm_clause_forget(&r->parser, WM_IN_table);
}

/* A table with a mistake is kept, so that its uses are not told as mistakes too. */
static void end_table(wm_tables_reader *r, bool whole)
{
    wm_parser *p = &r->parser;
    check_new_table(r);
    if (whole && check_clauses(r)) {
        check_child(r);
        r->table.key = r->key.text;
        if (r->source.text.len)
            wm_make_derived(r);
        else
            wm_make_columns(r);
    }
    if (!wm_list_push(p->arena, &r->schema->tables, r->table))
        wm_parser_refuse(p, WM_NOMEM);
}

static bool read_clauses(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    bool whole = true;
    while (wm_parser_going(p) && !at_tables_head(p)) {
        wm_clause_id id = wm_clause_find(WM_IN_table, wm_parser_text(p));
        if (p->token.kind == WM_TOKEN_COLON && !r->columns.count) {
            read_columns(r);
        } else if (p->token.kind != WM_TOKEN_WORD || id == WM_CLAUSES) {
            wm_unknown_clause(p, WM_IN_table, WM_STR("table"));
            recover_table(p);
            return false;
        } else if (!read_table_clause(r, id)) {
            whole = false;
            while (wm_parser_going(p) && !at_tables_head(p) &&
                   p->token.kind != WM_TOKEN_COLON)
                wm_parser_advance(p);
        }
    }
    return whole;
}

static void read_table(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    begin_table(r);
    if (r->schema->tables.count == WM_TABLES_MAX) {
        wm_mistake(p, p->token.span, WM_STR("is this the right file?"),
                   "more than %d tables, the most that is read", WM_TABLES_MAX);
        wm_parser_refuse(p, WM_LIMIT);
        return;
    }
    wm_named name = {0};
    p->example = WM_STR("table referral events of child");
    if (!wm_read_name(p, "the name of a table", &name)) {
        recover_table(p);
        return;
    }
    r->table.name = name.text;
    r->table.span = name.span;
    end_table(r, read_clauses(r));
}

static void read_series(wm_tables_reader *r)
{
    static const wm_str words[] = {WM_WORD("by"), WM_WORD("year"), WM_WORD("of"),
                                   WM_WORD("authority")};
    wm_parser *p = &r->parser;
    wm_named name;
    p->example = WM_STR("series population by year of authority");
    bool read = wm_read_name(p, "the name of a series", &name);
    for (size_t i = 0; read && i < 4; i++)
        read = wm_want_word(p, words[i]);
    if (!read) {
        recover_table(p);
        return;
    }
    if (wm_schema_series(r->schema, name.text) >= 0)
        wm_mistake(p, name.span, WM_STR("keep one of them"),
                   "there are two series `%.*s`", WM_FMT(name.text));
    wm_series_def made = {name.text, name.span};
    if (!wm_list_push(p->arena, &r->schema->series, made))
        wm_parser_refuse(p, WM_NOMEM);
}

/* `role` or `worker_post.role`. */
static bool read_codes_name(wm_parser *p, wm_code_list *out)
{
    wm_path path;
    if (!wm_read_path(p, "the name of a column", &path))
        return false;
    out->name = path.first.text;
    if (path.second.text.len) {
        out->table = path.first.text;
        out->name = path.second.text;
    }
    return true;
}

static void read_codes(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    wm_code_list made = {0};
    WM_LIST(wm_str) codes = {0};
    p->example = WM_STR("codes role SOCIAL_WORKER IRO MANAGER");
    bool read = read_codes_name(p, &made);
    while (read && !at_tables_head(p)) {
        wm_named code;
        read = wm_read_code(p, &code);
        if (read && !wm_list_push(p->arena, &codes, code.text))
            wm_parser_refuse(p, WM_NOMEM);
        wm_take(p, WM_TOKEN_COMMA);
    }
    if (read && !codes.count)
        wm_expected(p, "codes");
    if (!read)
        recover_table(p);
    made.codes = codes.items;
    made.count = codes.count;
    if (read && !wm_list_push(p->arena, &r->schema->codes, made))
        wm_parser_refuse(p, WM_NOMEM);
}

/* `10-15`, `18+` or `0`. */
static bool parse_band(wm_str text, wm_age_band *out)
{
    int bounds[2] = {0, 0};
    size_t which = 0, digits = 0;
    bool open = wm_str_ends(text, WM_STR("+"));
    out->name = text;
    for (size_t i = 0; i < text.len - open; i++) {
        char c = text.data[i];
        if (c == '-' && which == 0 && digits) {
            which = 1;
            digits = 0;
        } else if (wm_is_digit(c) && ++digits <= 4) {
            bounds[which] = bounds[which] * 10 + (c - '0');
        } else {
            return false;
        }
    }
    out->from = bounds[0];
    out->to = open ? INT_MAX : which ? bounds[1] : bounds[0];
    return digits && !(open && which) && out->from <= out->to;
}

static bool read_band(wm_parser *p, const wm_age_band *before, wm_age_band *out)
{
    wm_span span = p->token.span;
    wm_str text = wm_parser_text(p);
    const wm_str remedy = WM_STR("as in `bands age 0-4, 5-9, 10-15, 16-17, 18+`");
    if (at_tables_head(p) || !parse_band(text, out)) {
        wm_expected(p, "a band");
        return false;
    }
    wm_parser_advance(p);
    if (!before || (before->to != INT_MAX && out->from == before->to + 1))
        return true;
    wm_mistake(p, span, remedy,
               before->to == INT_MAX || out->from <= before->to
                   ? "this band and the one before it overlap"
                   : "between this band and the one before it is a gap");
    return false;
}

static void read_bands(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    wm_named name;
    WM_LIST(wm_age_band) bands = {0};
    p->example = WM_STR("bands age 0-4, 5-9, 10-15, 16-17, 18+");
    bool read = wm_read_name(p, "the name of the bands", &name);
    do {
        wm_age_band band;
        read = read &&
               read_band(p, bands.count ? &bands.items[bands.count - 1] : NULL, &band);
        if (read && !wm_list_push(p->arena, &bands, band))
            wm_parser_refuse(p, WM_NOMEM);
    } while (read && wm_take(p, WM_TOKEN_COMMA));
    if (!read) {
        recover_table(p);
        return;
    }
    if (wm_schema_bands(r->schema, name.text) >= 0)
        wm_mistake(p, name.span, WM_STR("keep one of them"), "there are two bands `%.*s`",
                   WM_FMT(name.text));
    wm_age_bands made = {name.text, bands.items, bands.count, name.span};
    if (!wm_list_push(p->arena, &r->schema->bands, made))
        wm_parser_refuse(p, WM_NOMEM);
}

static bool has_room(wm_tables_reader *r)
{
    const wm_schema *schema = r->schema;
    if (schema->series.count < LISTS_MAX && schema->bands.count < LISTS_MAX &&
        schema->codes.count < LISTS_MAX)
        return true;
    wm_mistake(&r->parser, r->parser.token.span, WM_STR("is this the right file?"),
               "more than %d lists, the most that is read", LISTS_MAX);
    wm_parser_refuse(&r->parser, WM_LIMIT);
    return false;
}

static void read_next(wm_tables_reader *r)
{
    wm_parser *p = &r->parser;
    if (!at_tables_head(p) && wm_at_definition(p)) {
        wm_mistake(p, p->token.span, WM_STR("write it into a `.measures` file"),
                   "`%.*s` does not belong in a `.tables` file",
                   WM_FMT(wm_parser_text(p)));
        recover_table(p);
        return;
    }
    if (!at_tables_head(p)) {
        wm_mistake(p, p->token.span,
                   WM_STR("as in `table referral events of child key referral_id on "
                          "dated`"),
                   "expected `table`, `series`, `codes` or `bands`");
        recover_table(p);
        return;
    }
    if (!has_room(r))
        return;
    wm_str word = wm_parser_text(p);
    wm_parser_mark(p, WM_MARK_DEFINITION, 1, false);
    wm_parser_advance(p);
    if (wm_str_equal(word, WM_STR("table")))
        read_table(r);
    else if (wm_str_equal(word, WM_STR("series")))
        read_series(r);
    else if (wm_str_equal(word, WM_STR("codes")))
        read_codes(r);
    else
        read_bands(r);
    if (wm_parser_going(p) && !at_tables_head(p)) {
        wm_expected(p, "a new line with `table`, `series`, `codes` or `bands`");
        recover_table(p);
    }
}

static void tell_no_table(wm_tables_reader *r, const wm_awaited *awaited)
{
    wm_parser *p = &r->parser;
    wm_str names[WM_TABLES_MAX + 7] = {
        WM_WORD("date"), WM_WORD("int"),  WM_WORD("hundredths"), WM_WORD("yesno"),
        WM_WORD("code"), WM_WORD("text"), WM_WORD("key")};
    size_t count = 6;
    if (awaited->column == WM_NO_COLUMN)
        count = 0;
    for (size_t i = 0; i < r->schema->tables.count; i++)
        names[count++] = r->schema->tables.items[i].name;
    wm_str near = wm_nearest(awaited->name.text, names, count);
    wm_str remedy = wm_did_you_mean(p, near);
    if (!near.len && awaited->column != WM_NO_COLUMN)
        remedy =
            WM_STR("a type is `date`, `int`, `hundredths`, `yesno`, `code`, `text` or "
                   "the name of a table");
    wm_mistake(p, awaited->name.span, remedy,
               awaited->column == WM_NO_COLUMN ? "no table `%.*s`"
                                               : "no type or table `%.*s`",
               WM_FMT(awaited->name.text));
}

static bool in_circle(const wm_schema *schema, int table)
{
    int steps = 0;
    for (int at = schema->tables.items[table].parent;
         at != WM_NO_TABLE && steps < WM_TABLES_MAX;
         at = schema->tables.items[at].parent, steps++)
        if (at == table)
            return true;
    return steps == WM_TABLES_MAX;
}

static void find_parent(wm_tables_reader *r, const wm_awaited *awaited, int found)
{
    wm_table_def *table = &r->schema->tables.items[awaited->table];
    table->parent = found;
    if (!in_circle(r->schema, awaited->table))
        return;
    table->parent = WM_NO_TABLE;
    wm_mistake(&r->parser, awaited->name.span, WM_STR("say which of them is the parent"),
               "`%.*s` and `%.*s` belong to each other", WM_FMT(table->name),
               WM_FMT(awaited->name.text));
}

static void find_awaited(wm_tables_reader *r)
{
    for (size_t i = 0; i < r->awaited.count; i++) {
        const wm_awaited *awaited = &r->awaited.items[i];
        int found = wm_schema_table(r->schema, awaited->name.text);
        if (awaited->table >= (int)r->schema->tables.count)
            continue;
        wm_table_def *table = &r->schema->tables.items[awaited->table];
        if (found == WM_NO_TABLE)
            tell_no_table(r, awaited);
        else if (awaited->column == WM_NO_COLUMN)
            find_parent(r, awaited, found);
        else if (awaited->column < (int)table->column_count)
            table->columns[awaited->column].table = found;
    }
}

/* Keys that a run takes from its rows lead where theirs do. */
static void find_taken_keys(const wm_table_def *source, wm_table_def *table)
{
    for (size_t i = 0; i < table->made_from.taken_count; i++) {
        const wm_taken *taken = &table->made_from.taken[i];
        table->columns[taken->column].table = source->columns[taken->source].table;
    }
}

/* The rows of a run are a child's, and so is the run. */
static void check_derived(wm_tables_reader *r, size_t first)
{
    const wm_schema *schema = r->schema;
    for (size_t i = first; i < schema->tables.count; i++) {
        wm_table_def *table = &schema->tables.items[i];
        if (table->made_from.source == WM_NO_TABLE)
            continue;
        const wm_table_def *source = &schema->tables.items[table->made_from.source];
        find_taken_keys(source, table);
        if (table->parent != source->parent)
            wm_mistake(&r->parser, table->span,
                       WM_STR("write the same `of` for both of them"),
                       "`%.*s` does not belong to what `%.*s` belongs to",
                       WM_FMT(table->name), WM_FMT(source->name));
    }
}

/* A list for one table goes before one for every table. */
static void bind_codes(wm_schema *schema, wm_table_def *table)
{
    for (size_t c = 0; c < table->column_count; c++) {
        wm_column_def *column = &table->columns[c];
        column->codes = -1;
        for (size_t i = 0; column->type == WM_COLUMN_CODE && i < schema->codes.count;
             i++) {
            const wm_code_list *list = &schema->codes.items[i];
            bool own = wm_str_equal(list->table, table->name);
            bool taken = column->codes >= 0 && !own;
            if (wm_str_equal(list->name, column->name) && (own || !list->table.len) &&
                !taken)
                column->codes = (int)i;
        }
    }
}

wm_status wm_lang_read_tables(const wm_source *source, wm_arena *arena, wm_diags *diags,
                              wm_mark_list *marks, wm_catalogue *catalogue)
{
    wm_tables_reader reader = {.schema = &catalogue->schema};
    size_t first = catalogue->schema.tables.count;
    if (!first)
        catalogue->schema.child = WM_NO_TABLE;
    if (!wm_parser_open(&reader.parser, source, arena, diags, marks))
        return wm_parser_close(&reader.parser);
    while (wm_parser_going(&reader.parser))
        read_next(&reader);
    if (reader.parser.status == WM_OK) {
        find_awaited(&reader);
        check_derived(&reader, first);
        for (size_t i = 0; i < catalogue->schema.tables.count; i++)
            bind_codes(&catalogue->schema, &catalogue->schema.tables.items[i]);
    }
    return wm_parser_close(&reader.parser);
}

wm_status wm_lang_tables(const wm_source *source, wm_arena *arena, wm_diags *diags,
                         wm_catalogue *catalogue)
{
    return wm_lang_read_tables(source, arena, diags, NULL, catalogue);
}
