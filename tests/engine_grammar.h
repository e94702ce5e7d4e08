#ifndef WM_TESTS_ENGINE_GRAMMAR_H
#define WM_TESTS_ENGINE_GRAMMAR_H

#include "engine_chance.h"

/* Random conditions, days and rows as text, from the grammar of language.md section 4,
 * for whatever tables a schema has. Every name is one that the resolver must find in its
 * place and of the kind that is wanted there: a text that is refused is a mistake of this
 * file, or of the resolver.
 */
enum { NAMES_MAX = 256, DEFINES_MAX = 16 };

typedef enum sort {
    SORT_DAY = 1,
    SORT_YESNO = 2,
    SORT_CODE = 4,
    SORT_NUMBER = 8,
    SORT_KEY = 16,
    SORT_CONDITION = 32,
    SORT_DURATION = 64,
} sort;

typedef struct made_define {
    wm_str name;
    int table;
    sort sort;
} made_define;

typedef struct writer {
    wm_arena *arena;
    chance *chance;
    const wm_schema *schema;
    wm_text out;
    made_define defines[DEFINES_MAX];
    size_t define_count;
    const char *const *parameters;
    size_t parameter_count;
} writer;

/* Where a name stands. `related`: in the times of rows of that table, where a column that
 * both have would be unclear.
 */
typedef struct place {
    int row;
    int counted;
    bool in_bracket;
    int related;
    int depth; /* what is left to be said */
} place;

typedef struct names {
    wm_str texts[NAMES_MAX];
    size_t count;
} names;

static inline const wm_table_def *def_of(const writer *w, int table)
{
    return &w->schema->tables.items[table];
}

static inline bool is_of_child(const writer *w, int table)
{
    return wm_table_of_child(w->schema, table);
}

static inline sort sort_of(const wm_column_def *column)
{
    static const sort sorts[] = {
        [WM_COLUMN_DATE] = SORT_DAY,    [WM_COLUMN_INT] = SORT_NUMBER,
        [WM_COLUMN_YESNO] = SORT_YESNO, [WM_COLUMN_HUNDREDTHS] = SORT_NUMBER,
        [WM_COLUMN_CODE] = SORT_CODE,   [WM_COLUMN_TEXT] = 0,
        [WM_COLUMN_KEY] = SORT_KEY,
    };
    return sorts[column->type];
}

static inline void add_name(names *list, wm_str text)
{
    if (list->count < NAMES_MAX)
        list->texts[list->count++] = text;
}

/* Columns and defines of a table behind `before`, which may be empty. */
static inline void add_columns(writer *w, names *list, const char *before, int table,
                               unsigned wanted, int unlike)
{
    const wm_table_def *def = def_of(w, table);
    for (size_t i = 0; i < def->column_count; i++) {
        wm_str name = def->columns[i].name;
        bool taken = unlike != WM_NO_TABLE &&
                     wm_table_column(def_of(w, unlike), name) != WM_NO_COLUMN;
        if (((unsigned)sort_of(&def->columns[i]) & wanted) && !taken)
            add_name(list, wm_str_format(w->arena, "%s%.*s", before, WM_FMT(name)));
    }
}

static inline void add_defines(writer *w, names *list, const char *before, int table,
                               unsigned wanted)
{
    for (size_t i = 0; i < w->define_count; i++)
        if (w->defines[i].table == table && ((unsigned)w->defines[i].sort & wanted))
            add_name(list, wm_str_format(w->arena, "%s%.*s", before,
                                         WM_FMT(w->defines[i].name)));
}

static inline void add_hops(writer *w, names *list, int table, unsigned wanted)
{
    const wm_table_def *def = def_of(w, table);
    for (size_t i = 0; i < def->column_count; i++) {
        const wm_column_def *column = &def->columns[i];
        if (column->type != WM_COLUMN_KEY)
            continue;
        add_columns(w, list, wm_str_format(w->arena, "%.*s.", WM_FMT(column->name)).data,
                    column->table, wanted, WM_NO_TABLE);
    }
    if (def->parent != WM_NO_TABLE && def->parent != w->schema->child)
        add_columns(
            w, list,
            wm_str_format(w->arena, "%.*s.", WM_FMT(def_of(w, def->parent)->name)).data,
            def->parent, wanted, WM_NO_TABLE);
}

/* Every name of these sorts in the order of look-up (language.md, names). */
static inline names names_at(writer *w, place at, unsigned wanted)
{
    names list = {0};
    int child = w->schema->child;
    bool own = at.row == child;
    add_columns(w, &list, "", at.row, wanted,
                at.related == at.row ? WM_NO_TABLE : at.related);
    add_defines(w, &list, "", at.row, wanted);
    add_hops(w, &list, at.row, wanted);
    if (at.in_bracket && at.counted != at.row)
        add_defines(w, &list, "", at.counted, wanted);
    add_columns(w, &list, "this.", at.counted, wanted, WM_NO_TABLE);
    add_defines(w, &list, "this.", at.counted, wanted);
    if (!own && is_of_child(w, at.row)) {
        bool has_child_key = wm_table_column(def_of(w, at.row), WM_STR("child")) >= 0;
        add_columns(w, &list, "", child, wanted, at.row);
        add_defines(w, &list, "", child, wanted);
        if (!has_child_key)
            add_columns(w, &list, "child.", child, wanted, WM_NO_TABLE);
    }
    return list;
}

/* Names with a dot have commas, brackets or words behind them as well as others. */
static inline bool write_name(writer *w, place at, unsigned wanted)
{
    names list = names_at(w, at, wanted);
    if (!list.count)
        return false;
    wm_text_add(&w->out, list.texts[below(w->chance, list.count)]);
    return true;
}

static inline void say(writer *w, const char *words)
{
    wm_text_add(&w->out, wm_str_of(words));
}

static inline void say_number(writer *w, size_t number)
{
    wm_text_format(&w->out, "%zu", number);
}

static inline place deeper(place at)
{
    at.depth--;
    return at;
}

static inline void write_condition(writer *w, place at);
static inline int write_rows(writer *w, place at, int table, bool last);

/* days and lengths */

static inline void write_length(writer *w)
{
    static const size_t counts[] = {0, 1, 1, 2, 3, 5, 6, 10, 12};
    size_t count = counts[below(w->chance, sizeof counts / sizeof *counts)];
    wm_text_format(&w->out, "%zu %s%s", count,
                   pick(w->chance, "month", "month", "working day", "week", "day"),
                   count == 1 ? "" : "s");
}

static inline void write_named_length(writer *w)
{
    if (w->parameter_count && often(w->chance, 40))
        say(w, one_of(w->chance, w->parameters, w->parameter_count));
    else
        write_length(w);
}

static inline void write_duration(writer *w, place at)
{
    if (!often(w->chance, 30) || !write_name(w, at, SORT_DURATION))
        write_named_length(w);
}

static inline void write_window(writer *w)
{
    size_t which = below(w->chance, 6);
    if (which == 0)
        say(w, "period");
    else if (which == 1)
        say(w, "year to date");
    else
        wm_text_format(&w->out, "last %zu %s", 1 + below(w->chance, 13),
                       pick(w->chance, "months", "months", "weeks", "days"));
}

static inline int related_table(writer *w, int asker);

static inline void write_of_rows(writer *w, place at)
{
    int table = related_table(w, at.row);
    place of = {table, at.counted, true, WM_NO_TABLE, at.depth - 1};
    bool dated = table != WM_NO_TABLE && def_of(w, table)->from != WM_NO_COLUMN;
    if (!dated || !write_name(w, of, SORT_DAY)) {
        say(w, "period end");
        return;
    }
    say(w, pick(w->chance, " of latest ", " of first "));
    write_rows(w, deeper(at), table, true);
}

static inline void write_day(writer *w, place at, bool last);

static inline void write_listed(writer *w, place at)
{
    say(w, pick(w->chance, "earliest of (", "latest of ("));
    size_t count = 1 + below(w->chance, 3);
    for (size_t i = 0; i < count; i++) {
        if (i)
            say(w, ", ");
        write_day(w, deeper(at), true);
    }
    say(w, ")");
}

static inline void write_case_of_days(writer *w, place at)
{
    say(w, "case");
    for (size_t i = 1 + below(w->chance, 2); i > 0; i--) {
        say(w, " when ");
        write_condition(w, deeper(at));
        say(w, " then ");
        write_day(w, deeper(at), true);
    }
    say(w, " otherwise ");
    write_day(w, deeper(at), true);
    say(w, " end");
}

/* Rows take what follows them: a day of rows stands last. */
static inline void write_day(writer *w, place at, bool last)
{
    size_t which = below(w->chance, at.depth > 0 ? 12 : 5);
    if (which < 1) {
        say(w, "period end");
    } else if (which < 5 || !last) {
        if (!write_name(w, at, SORT_DAY))
            say(w, "period end");
    } else if (which < 8) {
        write_duration(w, at);
        say(w, pick(w->chance, " after ", " before "));
        write_day(w, deeper(at), last);
    } else if (which < 10) {
        write_of_rows(w, at);
    } else if (which < 11) {
        write_listed(w, at);
    } else {
        write_case_of_days(w, at);
    }
}

static inline void write_order(writer *w)
{
    say(w, pick(w->chance, "by ", "before ", "after ", "on ", "on or before ",
                "on or after "));
}

/* tests */

static inline void write_number_test(writer *w, bool ages)
{
    size_t low = ages ? 10 + below(w->chance, 9) : below(w->chance, 5);
    switch (below(w->chance, 3)) {
    case 0:
        wm_text_format(&w->out, ">= %zu", low);
        break;
    case 1:
        wm_text_format(&w->out, "<= %zu", low);
        break;
    default:
        wm_text_format(&w->out, "between %zu and %zu", low, low + below(w->chance, 3));
    }
}

static inline void write_recorded(writer *w)
{
    say(w, pick(w->chance, " is missing", " is recorded", " is not missing"));
}

static inline void write_codes(writer *w)
{
    static const char *const codes[] = {"A", "B", "C", "ZZ"};
    say(w, pick(w->chance, " is ", " is not "));
    if (often(w->chance, 60)) {
        say(w, one_of(w->chance, codes, 4));
        return;
    }
    wm_text_format(&w->out, "one of (%s, %s)", one_of(w->chance, codes, 4),
                   one_of(w->chance, codes, 3));
}

static inline void write_date_test(writer *w, place at)
{
    size_t which = below(w->chance, 10);
    if (which < 2) {
        write_recorded(w);
    } else if (which < 6) {
        say(w, " within ");
        write_duration(w, at);
        say(w, pick(w->chance, " after ", " before "));
        write_day(w, deeper(at), true);
    } else {
        say(w, " ");
        write_order(w);
        write_day(w, deeper(at), true);
    }
}

static inline bool write_tested(writer *w, place at)
{
    static const sort sorts[] = {SORT_DAY,  SORT_DAY,    SORT_YESNO, SORT_CODE,
                                 SORT_CODE, SORT_NUMBER, SORT_KEY,   SORT_CONDITION};
    sort wanted = sorts[below(w->chance, sizeof sorts / sizeof *sorts)];
    if (!write_name(w, at, wanted))
        return false;
    if (wanted == SORT_DAY)
        write_date_test(w, at);
    else if (wanted == SORT_CONDITION || (wanted == SORT_YESNO && often(w->chance, 40)))
        return true;
    else if (often(w->chance, 15) || wanted == SORT_KEY)
        write_recorded(w);
    else if (wanted == SORT_YESNO)
        say(w, pick(w->chance, " is yes", " is no", " is not yes", " is not no"));
    else if (wanted == SORT_CODE)
        write_codes(w);
    else {
        say(w, " ");
        write_number_test(w, false);
    }
    return true;
}

/* related rows */

static inline bool is_tied(const writer *w, int asker, int table)
{
    const wm_table_def *theirs = def_of(w, table), *ours = def_of(w, asker);
    int child = w->schema->child;
    bool parents = theirs->parent != WM_NO_TABLE && theirs->parent != child &&
                   (theirs->parent == asker || theirs->parent == ours->parent);
    bool above = ours->parent == table && table != child;
    return parents || above ||
           (table != child && is_of_child(w, table) && is_of_child(w, asker));
}

static inline int related_table(writer *w, int asker)
{
    int found[WM_TABLES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < w->schema->tables.count; i++)
        if (is_tied(w, asker, (int)i))
            found[count++] = (int)i;
    return count ? found[below(w->chance, count)] : WM_NO_TABLE;
}

static inline void write_named_time(writer *w, place at, int table, bool must_name,
                                    bool last)
{
    place bracket = {table, at.counted, at.in_bracket, WM_NO_TABLE, at.depth};
    bool undated = def_of(w, table)->from == WM_NO_COLUMN;
    if (must_name || undated || often(w->chance, 40)) {
        if (!write_name(w, bracket, SORT_DAY))
            return;
        say(w, " ");
    }
    size_t which = below(w->chance, 3);
    if (which == 0) {
        say(w, "in ");
        write_window(w);
    } else if (which == 1) {
        say(w, "within ");
        write_duration(w, at);
        say(w, pick(w->chance, " after ", " before "));
        write_day(w, deeper(at), last);
    } else {
        write_order(w);
        write_day(w, deeper(at), last);
    }
}

static inline void write_time(writer *w, place at, int table, bool first, bool last)
{
    bool spells = def_of(w, table)->kind == WM_TABLE_SPELLS;
    say(w, " ");
    if (!spells || often(w->chance, 45)) {
        write_named_time(w, at, table, !first, last);
        return;
    }
    if (often(w->chance, 30)) {
        say(w, "open during ");
        write_window(w);
        return;
    }
    say(w, "open at ");
    if (often(w->chance, 60))
        say(w, "period end");
    else
        write_day(w, deeper(at), last);
    if (often(w->chance, 20))
        wm_text_format(&w->out, " for at least %zu months", 1 + below(w->chance, 13));
}

static inline void write_bracket(writer *w, place at)
{
    say(w, " (");
    write_condition(w, at);
    say(w, ")");
}

/* `at` is the asker. Its depth is what the phrase may still say. */
static inline int write_rows(writer *w, place at, int table, bool last)
{
    const wm_table_def *def = def_of(w, table);
    place bracket = {table, at.counted, true, WM_NO_TABLE, at.depth - 1};
    wm_text_add(&w->out, def->name);
    if (at.depth > 0 && often(w->chance, 40))
        write_bracket(w, bracket);
    if (def->parent != WM_NO_TABLE && often(w->chance, 12)) {
        wm_text_format(&w->out, " of %.*s", WM_FMT(def_of(w, def->parent)->name));
        bracket.row = def->parent;
        if (at.depth > 0)
            write_bracket(w, bracket);
    }
    at.related = table;
    size_t times = below(w->chance, 10);
    times = times < 3 ? 0 : times < 8 ? 1 : 2;
    for (size_t i = 0; i < times; i++)
        write_time(w, at, table, i == 0, last && i + 1 == times);
    return table;
}

/* Names the table after `earlier`, `later` or `other`. */
static inline bool write_related(writer *w, place at)
{
    int table = related_table(w, at.row);
    if (table == WM_NO_TABLE)
        return false;
    bool dated =
        def_of(w, table)->from != WM_NO_COLUMN && def_of(w, at.row)->from != WM_NO_COLUMN;
    size_t which = below(w->chance, 10);
    bool ordered = which < 4 && dated;
    if (ordered)
        say(w, which < 2 ? "earlier " : "later ");
    else if (which < 6 && table == at.row)
        say(w, "other ");
    if (!ordered || often(w->chance, 50)) {
        write_rows(w, deeper(at), table, true);
        return true;
    }
    wm_text_format(&w->out, "%.*s", WM_FMT(def_of(w, table)->name));
    if (at.depth > 0 && often(w->chance, 30))
        write_bracket(w, (place){table, at.counted, true, WM_NO_TABLE, at.depth - 1});
    say(w, " within ");
    place asker = at;
    asker.related = table;
    write_duration(w, asker);
    return true;
}

/* conditions */

static inline bool write_shows(writer *w, place at)
{
    int table = related_table(w, at.row);
    if (table == WM_NO_TABLE || def_of(w, table)->from == WM_NO_COLUMN)
        return false;
    say(w, pick(w->chance, "latest ", "first "));
    write_rows(w, deeper(at), table, true);
    say(w, " shows");
    write_bracket(w, (place){table, at.counted, true, WM_NO_TABLE, at.depth - 1});
    return true;
}

static inline bool write_no_gap(writer *w, place at)
{
    int table = related_table(w, at.row);
    if (table == WM_NO_TABLE || def_of(w, table)->from == WM_NO_COLUMN)
        return false;
    say(w, "no gap in ");
    write_rows(w, deeper(at), table, true);
    say(w, " longer than ");
    write_duration(w, at);
    say(w, " from ");
    write_day(w, deeper(at), true);
    say(w, " to ");
    if (often(w->chance, 50))
        say(w, "period end");
    else
        write_day(w, deeper(at), true);
    return true;
}

static inline bool has_birth(const writer *w, int table)
{
    const wm_schema *schema = w->schema;
    return wm_table_column(def_of(w, table), WM_STR("dob")) != WM_NO_COLUMN ||
           (is_of_child(w, table) &&
            wm_table_column(def_of(w, schema->child), WM_STR("dob")) != WM_NO_COLUMN);
}

static inline bool write_age(writer *w, place at)
{
    if (!has_birth(w, at.row))
        return false;
    say(w, "age at ");
    write_day(w, deeper(at), true);
    say(w, " ");
    write_number_test(w, true);
    return true;
}

static inline bool write_term_kind(writer *w, place at)
{
    size_t which = below(w->chance, 20);
    if (which < 7 || at.depth <= 0)
        return write_tested(w, at);
    if (which < 11) {
        size_t start = w->out.len;
        say(w, pick(w->chance, "has ", "has ", "has no "));
        if (write_related(w, at))
            return true;
        w->out.len = start;
        return false;
    }
    if (which < 13) {
        size_t start = w->out.len;
        say(w, "number of ");
        if (write_related(w, at)) {
            wm_text_format(&w->out, " >= %zu", below(w->chance, 4));
            return true;
        }
        w->out.len = start;
        return false;
    }
    if (which < 15)
        return write_shows(w, at);
    if (which < 17)
        return write_no_gap(w, at);
    if (which < 18)
        return write_age(w, at);
    if (which < 19) {
        if (def_of(w, at.row)->kind != WM_TABLE_SPELLS)
            return false;
        wm_text_format(&w->out, "open for at least %zu months", 1 + below(w->chance, 13));
        return true;
    }
    say(w, pick(w->chance, "mode is first way", "mode is second way",
                "mode is not second way"));
    return true;
}

static inline void write_term(writer *w, place at)
{
    if (often(w->chance, 15))
        say(w, "not ");
    if (at.depth > 0 && often(w->chance, 12)) {
        say(w, "(");
        write_condition(w, deeper(at));
        say(w, ")");
        return;
    }
    for (int tries = 0; tries < 8; tries++)
        if (write_term_kind(w, at))
            return;
    say(w, "mode is first way");
}

static inline void write_condition(writer *w, place at)
{
    size_t terms = at.depth > 0 && often(w->chance, 35) ? 2 : often(w->chance, 8) ? 3 : 1;
    const char *joint = pick(w->chance, " and ", " or ");
    for (size_t i = 0; i < terms; i++) {
        if (i)
            say(w, joint);
        write_term(w, deeper(at));
    }
}

#endif
