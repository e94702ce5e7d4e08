#ifndef WM_TESTS_LANG_TREE_H
#define WM_TESTS_LANG_TREE_H

#include "lang/lang.h"

/* Trees as text, brackets everywhere and nothing of the layout: what two spellings of one
 * thing have in common. Resolved names are shown as what they are:
 *
 *     placement.type               a column of the row
 *     this/looked_after.started    of the counted row; child/, parent/ and team>team.x
 *     looked_after.adult()         a define
 */
typedef struct lang_tree {
    const wm_catalogue *catalogue;
    wm_text *out;
} lang_tree;

#define lang_put(t, ...) wm_text_format((t)->out, __VA_ARGS__)

static inline void lang_put_condition(lang_tree *t, const wm_condition *c);
static inline void lang_put_moment(lang_tree *t, const wm_moment *moment);

static inline void lang_put_path(lang_tree *t, const wm_path *path)
{
    static const char *const whose[] = {"", "this/", "child/", "parent/", ""};
    const wm_catalogue *c = t->catalogue;
    if (path->means == WM_MEANS_NOTHING) {
        lang_put(t, "%.*s%s%.*s", WM_FMT(path->first.text),
                 path->second.text.len ? "." : "", WM_FMT(path->second.text));
        return;
    }
    if (path->means == WM_MEANS_PARAMETER || path->means == WM_MEANS_SWITCH) {
        wm_str name = path->means == WM_MEANS_SWITCH
                          ? c->switches.items[path->index].name.text
                          : c->parameters.items[path->index].name.text;
        lang_put(t, "%s:%.*s", path->means == WM_MEANS_SWITCH ? "switch" : "parameter",
                 WM_FMT(name));
        return;
    }
    const wm_table_def *table = &c->schema.tables.items[path->table];
    if (path->whose == WM_WHOSE_KEY)
        lang_put(t, "%.*s>", WM_FMT(path->first.text));
    lang_put(t, "%s%.*s.", whose[path->whose], WM_FMT(table->name));
    if (path->means == WM_MEANS_COLUMN)
        lang_put(t, "%.*s", WM_FMT(table->columns[path->column].name));
    else
        lang_put(t, "%.*s()", WM_FMT(c->defines.items[path->index].name.text));
}

static inline void lang_put_duration(lang_tree *t, const wm_duration *duration)
{
    static const char *const units[] = {"days", "working days", "weeks", "months"};
    if (duration->is_named)
        lang_put_path(t, &duration->named);
    else
        lang_put(t, "%d %s", duration->count, units[duration->unit]);
}

static inline void lang_put_window(lang_tree *t, const wm_window *window)
{
    static const char *const units[] = {"days", "working days", "weeks", "months"};
    if (window->kind == WM_WINDOW_LAST)
        lang_put(t, "last %d %s", window->count, units[window->unit]);
    else
        lang_put(t, window->kind == WM_WINDOW_PERIOD ? "period" : "year to date");
}

static inline const char *lang_order(wm_order order)
{
    static const char *const orders[] = {"<", ">", "=", "<=", ">="};
    return orders[order];
}

static inline void lang_put_time(lang_tree *t, const wm_time *time)
{
    lang_put(t, " [");
    if (time->date.first.text.len) {
        lang_put_path(t, &time->date);
        lang_put(t, " ");
    }
    switch (time->kind) {
    case WM_TIME_IN:
        lang_put(t, "in ");
        lang_put_window(t, &time->window);
        break;
    case WM_TIME_OPEN_AT:
        lang_put(t, "open at ");
        lang_put_moment(t, time->day);
        if (time->months_min)
            lang_put(t, " for %d months", time->months_min);
        break;
    case WM_TIME_OPEN_DURING:
        lang_put(t, "open during ");
        lang_put_window(t, &time->window);
        break;
    case WM_TIME_WITHIN:
        lang_put(t, "within ");
        lang_put_duration(t, &time->duration);
        lang_put(t, time->before ? " before " : " after ");
        lang_put_moment(t, time->day);
        break;
    case WM_TIME_ORDER:
        lang_put(t, "%s ", lang_order(time->order));
        lang_put_moment(t, time->day);
        break;
    }
    lang_put(t, "]");
}

static inline void lang_put_rows(lang_tree *t, const wm_rows *rows)
{
    static const char *const ties[] = {"", "child's ", "its ", "its parent's ",
                                       "parent "};
    static const char *const relations[] = {"", "earlier ", "later ", "other "};
    const wm_schema *schema = &t->catalogue->schema;
    wm_str name = rows->table == WM_NO_TABLE ? rows->name.text
                                             : schema->tables.items[rows->table].name;
    lang_put(t, "%s%s%.*s", ties[rows->tie], relations[rows->relation], WM_FMT(name));
    if (rows->where)
        lang_put_condition(t, rows->where);
    if (rows->parent_name.text.len)
        lang_put(t, " of %.*s", WM_FMT(rows->parent_name.text));
    if (rows->parent_where)
        lang_put_condition(t, rows->parent_where);
    if (rows->has_within) {
        lang_put(t, " within ");
        lang_put_duration(t, &rows->within);
    }
    for (size_t i = 0; i < rows->time_count; i++)
        lang_put_time(t, &rows->times[i]);
}

static inline void lang_put_moment(lang_tree *t, const wm_moment *moment)
{
    switch (moment->kind) {
    case WM_MOMENT_PERIOD_END:
        lang_put(t, "T");
        break;
    case WM_MOMENT_PATH:
        lang_put_path(t, &moment->path);
        break;
    case WM_MOMENT_SHIFT:
        lang_put(t, "{");
        lang_put_duration(t, &moment->duration);
        lang_put(t, moment->before ? " before " : " after ");
        lang_put_moment(t, moment->from);
        lang_put(t, "}");
        break;
    case WM_MOMENT_OF_ROWS:
        lang_put(t, "{");
        lang_put_path(t, &moment->path);
        lang_put(t, moment->first ? " of first " : " of latest ");
        lang_put_rows(t, moment->rows);
        lang_put(t, "}");
        break;
    case WM_MOMENT_EARLIEST:
    case WM_MOMENT_LATEST:
        lang_put(t, moment->kind == WM_MOMENT_EARLIEST ? "earliest{" : "latest{");
        for (size_t i = 0; i < moment->item_count; i++) {
            lang_put(t, i ? ", " : "");
            lang_put_moment(t, moment->items[i]);
        }
        lang_put(t, "}");
        break;
    case WM_MOMENT_CASE:
        for (size_t i = 0; i < moment->case_count; i++) {
            lang_put(t, i ? "; " : "case{");
            if (moment->cases[i].when)
                lang_put_condition(t, moment->cases[i].when);
            lang_put(t, "=> ");
            lang_put_moment(t, moment->cases[i].then);
        }
        lang_put(t, "}");
        break;
    }
}

static inline void lang_put_test(lang_tree *t, const wm_test *test)
{
    switch (test->kind) {
    case WM_TEST_BARE:
        break;
    case WM_TEST_IS:
        lang_put(t, test->is_not ? " not in {" : " in {");
        for (size_t i = 0; i < test->code_count; i++)
            lang_put(t, "%s%.*s", i ? ", " : "", WM_FMT(test->codes[i].text));
        lang_put(t, "}");
        break;
    case WM_TEST_MISSING:
        lang_put(t, " missing");
        break;
    case WM_TEST_RECORDED:
        lang_put(t, " recorded");
        break;
    case WM_TEST_AT_LEAST:
        lang_put(t, " >= %lld", (long long)test->low);
        break;
    case WM_TEST_AT_MOST:
        lang_put(t, " <= %lld", (long long)test->high);
        break;
    case WM_TEST_BETWEEN:
        lang_put(t, " from %lld to %lld", (long long)test->low, (long long)test->high);
        break;
    case WM_TEST_WITHIN:
        lang_put(t, " within ");
        lang_put_duration(t, &test->duration);
        lang_put(t, test->before ? " before " : " after ");
        lang_put_moment(t, test->day);
        break;
    case WM_TEST_ORDER:
        lang_put(t, " %s ", lang_order(test->order));
        lang_put_moment(t, test->day);
        break;
    }
}

static inline void lang_put_gap(lang_tree *t, const wm_condition *c)
{
    lang_put(t, "no gap in ");
    lang_put_rows(t, c->rows);
    lang_put(t, " over ");
    lang_put_duration(t, &c->longer);
    lang_put(t, " from ");
    lang_put_moment(t, c->from);
    lang_put(t, " to ");
    lang_put_moment(t, c->to);
}

static inline void lang_put_terms(lang_tree *t, const wm_condition *c)
{
    static const char *const words[] = {" and ", " or ", ""};
    if (c->mixed)
        lang_put(t, "mixed: ");
    if (c->kind == WM_CONDITION_NOT)
        lang_put(t, "not ");
    for (size_t i = 0; i < c->term_count; i++) {
        lang_put(t, "%s", i ? words[c->kind] : "");
        lang_put_condition(t, c->terms[i]);
    }
}

static inline void lang_put_condition(lang_tree *t, const wm_condition *c)
{
    lang_put(t, "(");
    switch (c->kind) {
    case WM_CONDITION_AND:
    case WM_CONDITION_OR:
    case WM_CONDITION_NOT:
        lang_put_terms(t, c);
        break;
    case WM_CONDITION_HAS:
        lang_put(t, c->no ? "has no " : "has ");
        lang_put_rows(t, c->rows);
        break;
    case WM_CONDITION_NUMBER:
        lang_put(t, "number of ");
        lang_put_rows(t, c->rows);
        lang_put_test(t, &c->test);
        break;
    case WM_CONDITION_SHOWS:
        lang_put(t, c->first ? "first " : "latest ");
        lang_put_rows(t, c->rows);
        lang_put(t, " shows ");
        lang_put_condition(t, c->shows);
        break;
    case WM_CONDITION_NO_GAP:
        lang_put_gap(t, c);
        break;
    case WM_CONDITION_AGE:
        lang_put(t, "age ");
        lang_put_path(t, &c->path);
        lang_put(t, " at ");
        lang_put_moment(t, c->from);
        lang_put_test(t, &c->test);
        break;
    case WM_CONDITION_TEST:
        lang_put_path(t, &c->path);
        lang_put_test(t, &c->test);
        break;
    case WM_CONDITION_OPEN_FOR:
        lang_put(t, "open for %d months", c->months_min);
        break;
    }
    lang_put(t, ")");
}

static inline void lang_put_define(lang_tree *t, const wm_define *define)
{
    lang_put(t, "define %.*s for %.*s: ", WM_FMT(define->name.text),
             WM_FMT(define->table_name.text));
    if (define->kind == WM_DEFINE_NAME)
        lang_put_path(t, &define->named);
    else if (define->kind == WM_DEFINE_CONDITION && define->condition)
        lang_put_condition(t, define->condition);
    else if (define->kind == WM_DEFINE_MOMENT && define->moment)
        lang_put_moment(t, define->moment);
    for (size_t i = 0; define->kind == WM_DEFINE_DURATION && i < define->duration_count;
         i++) {
        lang_put(t, i ? "; " : "duration ");
        if (define->durations[i].when)
            lang_put_condition(t, define->durations[i].when);
        lang_put_duration(t, &define->durations[i].then);
    }
    lang_put(t, "\n");
}

static inline void lang_put_settings(lang_tree *t)
{
    const wm_catalogue *c = t->catalogue;
    for (size_t i = 0; i < c->uses.count; i++)
        lang_put(t, "use %.*s\n", WM_FMT(c->uses.items[i].name.text));
    for (size_t i = 0; i < c->parameters.count; i++) {
        const wm_parameter *p = &c->parameters.items[i];
        lang_put(t, "parameter %.*s:", WM_FMT(p->name.text));
        for (size_t j = 0; j < p->value_count; j++) {
            char from[11] = "";
            if (p->values[j].from != WM_DAY_NONE)
                wm_day_print(p->values[j].from, from);
            lang_put(t, " %s ", from);
            lang_put_duration(t, &p->values[j].duration);
        }
        lang_put(t, " \"%.*s\"\n", WM_FMT(p->source));
    }
    for (size_t i = 0; i < c->switches.count; i++) {
        const wm_switch *s = &c->switches.items[i];
        lang_put(t, "switch %.*s:", WM_FMT(s->name.text));
        for (size_t j = 0; j < s->choice_count; j++)
            lang_put(t, "%s %.*s", (int)j == s->chosen ? " *" : " ",
                     WM_FMT(s->choices[j].text));
        lang_put(t, "\n");
    }
}

static inline void lang_put_rest(lang_tree *t, const wm_body *body)
{
    static const char *const counting[] = {"", "children", "children all", ""};
    if (body->counting != WM_COUNTING_ROWS) {
        lang_put(t, "\n  counting %s", counting[body->counting]);
        if (body->counting == WM_COUNTING_COLUMN)
            lang_put_path(t, &body->counted);
    }
    if (body->not_counting) {
        lang_put(t, "\n  not counting ");
        lang_put_condition(t, body->not_counting);
    }
    if (body->due) {
        lang_put(t, "\n  due ");
        lang_put_moment(t, body->due);
    }
    for (size_t i = 0; i < body->by.count; i++) {
        static const char *const kinds[] = {"column", "bands", "team"};
        lang_put(t, "\n  by %s ", kinds[body->by.items[i].kind]);
        lang_put_path(t, &body->by.items[i].path);
    }
    if (body->with_hindsight)
        lang_put(t, "\n  hindsight");
}

static inline void lang_put_measure(lang_tree *t, const wm_definition *made)
{
    static const char *const kinds[] = {"entered", "percent", "count",
                                        "rate",    "ratio",   "highest"};
    const wm_body *body = &made->body;
    lang_put(t, "measure %.*s %s", WM_FMT(made->heading.ref), kinds[body->kind]);
    if (made->heading.year_rule == WM_YEAR_WINDOW) {
        lang_put(t, " year ");
        lang_put_window(t, &body->year_window);
    }
    if (body->rows) {
        lang_put(t, "\n  of ");
        lang_put_rows(t, body->rows);
    }
    if (body->where) {
        lang_put(t, "\n  where ");
        lang_put_condition(t, body->where);
    }
    if (body->that) {
        lang_put(t, "\n  that ");
        lang_put_condition(t, body->that);
    }
    if (body->series_name.text.len)
        lang_put(t, "\n  over %.*s", WM_FMT(body->series_name.text));
    if (body->per.first.text.len) {
        lang_put(t, "\n  per ");
        lang_put_path(t, &body->per);
    }
    if (body->to_rows) {
        lang_put(t, "\n  to ");
        if (body->total.first.text.len)
            lang_put_path(t, &body->total);
        lang_put(t, " of ");
        lang_put_rows(t, body->to_rows);
    }
    if (body->to_where)
        lang_put_condition(t, body->to_where);
    lang_put_rest(t, body);
    lang_put(t, "\n");
}

static inline void lang_put_code_test(lang_tree *t, const wm_table_def *source,
                                      const wm_code_test *test)
{
    lang_put(t, " %.*s%s", WM_FMT(source->columns[test->column].name),
             test->is_not ? " not" : "");
    for (size_t i = 0; i < test->count; i++)
        lang_put(t, " %.*s", WM_FMT(test->codes[i]));
}

static inline void lang_put_made_from(lang_tree *t, const wm_table_def *table)
{
    static const char *const whiles[] = {"", " same ", " carer", " carer or temporary"};
    const wm_made_from *made = &table->made_from;
    if (made->source == WM_NO_TABLE)
        return;
    const wm_table_def *source = &t->catalogue->schema.tables.items[made->source];
    lang_put(t, "\n  from %.*s%s%s%s", WM_FMT(source->name),
             made->overlapping ? " overlapping" : "", whiles[made->while_kind],
             made->ends_before ? " ends before" : "");
    if (made->while_column != WM_NO_COLUMN)
        lang_put(t, "%.*s", WM_FMT(source->columns[made->while_column].name));
    for (size_t i = 0; i < made->where_count; i++) {
        lang_put(t, " where");
        lang_put_code_test(t, source, &made->where[i]);
    }
    if (made->unless) {
        lang_put(t, " unless");
        lang_put_code_test(t, source, made->unless);
    }
    lang_put(t, "\n  taking");
    for (size_t i = 0; i < made->taken_count; i++)
        lang_put(t, " %.*s=%.*s%s", WM_FMT(table->columns[made->taken[i].column].name),
                 WM_FMT(source->columns[made->taken[i].source].name),
                 made->taken[i].take == WM_TAKE_LATEST ? "" : "!temporary");
}

static inline void lang_put_column(lang_tree *t, const wm_table_def *table,
                                   const wm_column_def *column)
{
    const wm_schema *schema = &t->catalogue->schema;
    wm_str type = wm_str_of(wm_column_type_name(column->type));
    if (column->type == WM_COLUMN_KEY && column->table != WM_NO_TABLE)
        type = schema->tables.items[column->table].name;
    lang_put(t, "\n  %.*s %.*s%s%s%s", WM_FMT(column->name), WM_FMT(type),
             column->may_blank ? "?" : "", column->planned ? " planned" : "",
             column->exempt ? " exempt" : "");
    if (column->known_with != WM_NO_COLUMN)
        lang_put(t, " with %.*s", WM_FMT(table->columns[column->known_with].name));
    if (column->codes >= 0) {
        const wm_code_list *list = &schema->codes.items[column->codes];
        lang_put(t, " codes");
        for (size_t i = 0; i < list->count; i++)
            lang_put(t, " %.*s", WM_FMT(list->codes[i]));
    }
}

static inline void lang_put_table(lang_tree *t, const wm_table_def *table)
{
    static const char *const kinds[] = {"events", "spells", "people"};
    const wm_schema *schema = &t->catalogue->schema;
    lang_put(t, "table %.*s %s", WM_FMT(table->name), kinds[table->kind]);
    if (table->parent != WM_NO_TABLE)
        lang_put(t, " of %.*s", WM_FMT(schema->tables.items[table->parent].name));
    lang_put(t, " key %.*s from %d to %d%s recorded %d", WM_FMT(table->key), table->from,
             table->to, table->inclusive ? " inclusive" : "", table->recorded);
    for (size_t i = 0; i < table->column_count; i++)
        lang_put_column(t, table, &table->columns[i]);
    lang_put_made_from(t, table);
    lang_put(t, "\n");
}

/* Everything of a catalogue but the headings of its measures. */
static inline void lang_put_tables(lang_tree *t)
{
    const wm_schema *schema = &t->catalogue->schema;
    for (size_t i = 0; i < schema->tables.count; i++)
        lang_put_table(t, &schema->tables.items[i]);
    for (size_t i = 0; i < schema->series.count; i++)
        lang_put(t, "series %.*s\n", WM_FMT(schema->series.items[i].name));
    for (size_t i = 0; i < schema->bands.count; i++) {
        const wm_age_bands *bands = &schema->bands.items[i];
        lang_put(t, "bands %.*s:", WM_FMT(bands->name));
        for (size_t j = 0; j < bands->count; j++)
            lang_put(t, " %d..%d", bands->bands[j].from, bands->bands[j].to);
        lang_put(t, "\n");
    }
}

static inline void lang_put_measures(lang_tree *t)
{
    const wm_catalogue *c = t->catalogue;
    lang_put_settings(t);
    for (size_t i = 0; i < c->defines.count; i++)
        lang_put_define(t, &c->defines.items[i]);
    for (size_t i = 0; i < c->measures.count; i++)
        lang_put_measure(t, &c->measures.items[i]);
}

#endif
