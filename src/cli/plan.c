#include "cli/plan.h"

#include <inttypes.h>
#include <stdarg.h>

static void print_condition(wm_plan *p, const wm_condition *condition);
static void print_moment(wm_plan *p, const wm_moment *moment);

/* A line is begun, filled and ended; what is inside it stands on lines two deeper. */
static void begin(wm_plan *p, const char *words)
{
    wm_text_repeat(p->out, ' ', (size_t)p->depth * 2);
    wm_text_add(p->out, wm_str_of(words));
}

static void end(wm_plan *p)
{
    wm_text_byte(p->out, '\n');
}

static void line(wm_plan *p, const char *words)
{
    begin(p, words);
    end(p);
}

static const wm_table_def *table_of(wm_plan *p, int table)
{
    p->tables[table] = true;
    if (!p->is_breakdown)
        p->counted[table] = true;
    return &p->catalogue->schema.tables.items[table];
}

static void put_define(wm_plan *p, int index)
{
    const wm_define *define = &p->catalogue->defines.items[index];
    wm_text_format(p->out, "%.*s (define for %.*s)", WM_FMT(define->name.text),
                   WM_FMT(define->table_name.text));
    if (p->defines[index])
        return;
    p->defines[index] = true;
    if (!wm_list_push(p->arena, &p->met, index))
        p->refused = true;
}

static void put_path(wm_plan *p, const wm_path *path)
{
    static const char *const whose[] = {"", "this ", "", "parent's ", ""};
    switch (path->means) {
    case WM_MEANS_NOTHING:
        wm_text_add(p->out, path->first.text);
        return;
    case WM_MEANS_PARAMETER:
        p->parameters[path->index] = true;
        wm_text_format(p->out, "%.*s (parameter)", WM_FMT(path->first.text));
        return;
    case WM_MEANS_SWITCH:
        p->switches[path->index] = true;
        wm_text_format(p->out, "%.*s (switch)", WM_FMT(path->first.text));
        return;
    case WM_MEANS_COLUMN:
    case WM_MEANS_DEFINE:
        break;
    }
    wm_text_add(p->out, wm_str_of(whose[path->whose]));
    if (path->whose == WM_WHOSE_KEY)
        wm_text_format(p->out, "%.*s's ", WM_FMT(path->first.text));
    if (path->means == WM_MEANS_DEFINE) {
        put_define(p, path->index);
        return;
    }
    const wm_table_def *table = table_of(p, path->table);
    if (!p->is_breakdown)
        p->columns[path->table][path->column] = true;
    wm_text_format(p->out, "%.*s.%.*s", WM_FMT(table->name),
                   WM_FMT(table->columns[path->column].name));
}

static void put_units(wm_plan *p, int count, wm_time_unit unit)
{
    static const char *const words[] = {"day", "working day", "week", "month"};
    wm_text_format(p->out, "%d %s%s", count, words[unit], count == 1 ? "" : "s");
}

static void put_duration(wm_plan *p, const wm_duration *duration)
{
    if (duration->is_named)
        put_path(p, &duration->named);
    else
        put_units(p, duration->count, duration->unit);
}

static void put_window(wm_plan *p, const wm_window *window)
{
    static const char *const words[] = {"last", "period", "year to date"};
    wm_text_add(p->out, wm_str_of(words[window->kind]));
    if (window->kind == WM_WINDOW_LAST) {
        wm_text_byte(p->out, ' ');
        put_units(p, window->count, window->unit);
    }
}

static const char *order_words(wm_order order)
{
    static const char *const words[] = {"before", "after", "on", "on or before",
                                        "on or after"};
    return words[order];
}

/* Whether a spell is open, its end says. */
static void meet_end(wm_plan *p, const wm_rows *rows, const wm_time *time)
{
    int to = table_of(p, rows->table)->to;
    bool is_open = time->kind == WM_TIME_OPEN_AT || time->kind == WM_TIME_OPEN_DURING;
    if (is_open && to != WM_NO_COLUMN)
        p->columns[rows->table][to] = true;
}

/* Behind a line: `heading:` and the moment below it. */
static void print_under(wm_plan *p, const char *heading, const wm_moment *moment)
{
    line(p, heading);
    p->depth++;
    print_moment(p, moment);
    p->depth--;
}

static void print_that(wm_plan *p, const char *heading, const wm_condition *condition)
{
    if (!condition)
        return;
    line(p, heading);
    p->depth++;
    print_condition(p, condition);
    p->depth--;
}

static void put_date(wm_plan *p, const wm_time *time)
{
    if (time->date.means == WM_MEANS_NOTHING)
        wm_text_add(p->out, WM_STR("its date"));
    else
        put_path(p, &time->date);
}

static void print_time(wm_plan *p, const wm_time *time)
{
    begin(p, "time: ");
    switch (time->kind) {
    case WM_TIME_IN:
        put_date(p, time);
        wm_text_add(p->out, WM_STR(" in "));
        put_window(p, &time->window);
        break;
    case WM_TIME_OPEN_AT:
        wm_text_add(p->out, WM_STR("open"));
        if (time->months_min)
            wm_text_format(p->out, " for at least %d months", time->months_min);
        wm_text_add(p->out, WM_STR(" at"));
        break;
    case WM_TIME_OPEN_DURING:
        wm_text_add(p->out, WM_STR("open during "));
        put_window(p, &time->window);
        break;
    case WM_TIME_WITHIN:
        put_date(p, time);
        wm_text_add(p->out, WM_STR(" within "));
        put_duration(p, &time->duration);
        wm_text_add(p->out, time->before ? WM_STR(" before") : WM_STR(" after"));
        break;
    case WM_TIME_ORDER:
        put_date(p, time);
        wm_text_format(p->out, " %s", order_words(time->order));
        break;
    }
    end(p);
    p->depth++;
    if (time->day)
        print_moment(p, time->day);
    p->depth--;
}

static void print_rows(wm_plan *p, const char *heading, const wm_rows *rows)
{
    static const char *const relations[] = {"", "earlier ", "later ", "other "};
    static const char *const ties[] = {"", " of the same child",
                                       " that belong to the row", " of the same parent",
                                       ", the row's parent"};
    begin(p, heading);
    wm_text_format(p->out, "rows of %s%.*s%s", relations[rows->relation],
                   WM_FMT(table_of(p, rows->table)->name), ties[rows->tie]);
    if (rows->has_within) {
        wm_text_add(p->out, WM_STR(", within "));
        put_duration(p, &rows->within);
    }
    end(p);
    p->depth++;
    print_that(p, "which are", rows->where);
    if (rows->parent != WM_NO_TABLE) {
        begin(p, "of rows of ");
        wm_text_add(p->out, table_of(p, rows->parent)->name);
        end(p);
    }
    print_that(p, "which are", rows->parent_where);
    for (size_t i = 0; i < rows->time_count; i++) {
        meet_end(p, rows, &rows->times[i]);
        print_time(p, &rows->times[i]);
    }
    p->depth--;
}

static void print_cases(wm_plan *p, const wm_moment *moment)
{
    line(p, "the first of");
    p->depth++;
    for (size_t i = 0; i < moment->case_count; i++) {
        if (moment->cases[i].when)
            print_that(p, "when", moment->cases[i].when);
        print_under(p, moment->cases[i].when ? "then" : "otherwise",
                    moment->cases[i].then);
    }
    p->depth--;
}

static void print_moment(wm_plan *p, const wm_moment *moment)
{
    switch (moment->kind) {
    case WM_MOMENT_PERIOD_END:
        line(p, "the as-at day");
        return;
    case WM_MOMENT_PATH:
        begin(p, "day: ");
        put_path(p, &moment->path);
        end(p);
        return;
    case WM_MOMENT_SHIFT:
        begin(p, "day: ");
        put_duration(p, &moment->duration);
        wm_text_add(p->out, moment->before ? WM_STR(" before") : WM_STR(" after"));
        end(p);
        p->depth++;
        print_moment(p, moment->from);
        p->depth--;
        return;
    case WM_MOMENT_OF_ROWS:
        begin(p, "day: ");
        put_path(p, &moment->path);
        end(p);
        p->depth++;
        print_rows(p, moment->first ? "of the first of " : "of the latest of ",
                   moment->rows);
        p->depth--;
        return;
    case WM_MOMENT_EARLIEST:
    case WM_MOMENT_LATEST:
        line(p, moment->kind == WM_MOMENT_EARLIEST ? "the earliest of" : "the latest of");
        p->depth++;
        for (size_t i = 0; i < moment->item_count; i++)
            print_moment(p, moment->items[i]);
        p->depth--;
        return;
    case WM_MOMENT_CASE:
        print_cases(p, moment);
        return;
    }
}

static void put_number(wm_plan *p, int64_t number)
{
    wm_text_format(p->out, "%" PRId64, number);
}

static void put_codes(wm_plan *p, const wm_test *test)
{
    wm_text_add(p->out, test->is_not ? WM_STR(" is not ") : WM_STR(" is "));
    for (size_t i = 0; i < test->code_count; i++)
        wm_text_format(p->out, "%s%.*s", i ? " or " : "", WM_FMT(test->codes[i].text));
}

/* Ends the line. */
static void put_test(wm_plan *p, const wm_test *test)
{
    switch (test->kind) {
    case WM_TEST_BARE:
        break;
    case WM_TEST_IS:
        put_codes(p, test);
        break;
    case WM_TEST_MISSING:
        wm_text_add(p->out, WM_STR(" is missing"));
        break;
    case WM_TEST_RECORDED:
        wm_text_add(p->out, WM_STR(" is recorded"));
        break;
    case WM_TEST_AT_LEAST:
        wm_text_add(p->out, WM_STR(" >= "));
        put_number(p, test->low);
        break;
    case WM_TEST_AT_MOST:
        wm_text_add(p->out, WM_STR(" <= "));
        put_number(p, test->high);
        break;
    case WM_TEST_BETWEEN:
        wm_text_add(p->out, WM_STR(" between "));
        put_number(p, test->low);
        wm_text_add(p->out, WM_STR(" and "));
        put_number(p, test->high);
        break;
    case WM_TEST_WITHIN:
        wm_text_add(p->out, WM_STR(" within "));
        put_duration(p, &test->duration);
        wm_text_add(p->out, test->before ? WM_STR(" before") : WM_STR(" after"));
        break;
    case WM_TEST_ORDER:
        wm_text_format(p->out, " %s", order_words(test->order));
        break;
    }
    end(p);
    p->depth++;
    if (test->day && (test->kind == WM_TEST_WITHIN || test->kind == WM_TEST_ORDER))
        print_moment(p, test->day);
    p->depth--;
}

static void print_terms(wm_plan *p, const char *heading, const wm_condition *condition)
{
    line(p, heading);
    p->depth++;
    for (size_t i = 0; i < condition->term_count; i++)
        print_condition(p, condition->terms[i]);
    p->depth--;
}

static void print_gap(wm_plan *p, const wm_condition *condition)
{
    begin(p, "no gap longer than ");
    put_duration(p, &condition->longer);
    end(p);
    p->depth++;
    print_rows(p, "in ", condition->rows);
    print_under(p, "from", condition->from);
    print_under(p, "to", condition->to);
    p->depth--;
}

static void print_condition(wm_plan *p, const wm_condition *condition)
{
    switch (condition->kind) {
    case WM_CONDITION_AND:
        print_terms(p, "all of", condition);
        return;
    case WM_CONDITION_OR:
        print_terms(p, "any of", condition);
        return;
    case WM_CONDITION_NOT:
        print_terms(p, "not", condition);
        return;
    case WM_CONDITION_HAS:
        print_rows(p, condition->no ? "has no " : "has ", condition->rows);
        return;
    case WM_CONDITION_NUMBER:
        begin(p, "number");
        put_test(p, &condition->test);
        p->depth++;
        print_rows(p, "of ", condition->rows);
        p->depth--;
        return;
    case WM_CONDITION_SHOWS:
        print_rows(p, condition->first ? "the first of " : "the latest of ",
                   condition->rows);
        print_that(p, "shows", condition->shows);
        return;
    case WM_CONDITION_NO_GAP:
        print_gap(p, condition);
        return;
    case WM_CONDITION_AGE:
        begin(p, "age by ");
        put_path(p, &condition->path);
        put_test(p, &condition->test);
        p->depth++;
        print_under(p, "at", condition->from);
        p->depth--;
        return;
    case WM_CONDITION_TEST:
        begin(p, "");
        put_path(p, &condition->path);
        put_test(p, &condition->test);
        return;
    case WM_CONDITION_OPEN_FOR:
        begin(p, "open for at least ");
        wm_text_format(p->out, "%d months\n", condition->months_min);
        return;
    }
}

static void print_durations(wm_plan *p, const wm_define *define)
{
    for (size_t i = 0; i < define->duration_count; i++) {
        print_that(p, "when", define->durations[i].when);
        begin(p, define->durations[i].when ? "then " : "otherwise ");
        put_duration(p, &define->durations[i].then);
        end(p);
    }
}

static void print_define(wm_plan *p, const wm_define *define)
{
    begin(p, "define ");
    wm_text_format(p->out, "%.*s for %.*s", WM_FMT(define->name.text),
                   WM_FMT(define->table_name.text));
    end(p);
    p->depth++;
    if (define->condition)
        print_condition(p, define->condition);
    if (define->moment)
        print_moment(p, define->moment);
    print_durations(p, define);
    p->depth--;
}

static void put_body_kind(wm_plan *p, const wm_body *body)
{
    static const char *const kinds[] = {"entered",        "percent", "count",
                                        "rate per 10000", "ratio",   "highest count"};
    static const char *const counting[] = {"", ", counting children",
                                           ", counting children whose rows all meet it",
                                           ", counting each "};
    wm_text_format(p->out, "%s%s", kinds[body->kind], counting[body->counting]);
    if (body->counting == WM_COUNTING_COLUMN)
        put_path(p, &body->counted);
    if (body->kind == WM_BODY_RATE)
        wm_text_format(p->out, " over %.*s", WM_FMT(body->series_name.text));
    if (body->kind == WM_BODY_HIGHEST) {
        wm_text_add(p->out, WM_STR(" per "));
        put_path(p, &body->per);
    }
    wm_text_add(p->out, body->with_hindsight ? WM_STR(", with hindsight") : WM_STR(""));
}

static void print_to(wm_plan *p, const wm_body *body)
{
    if (!body->to_rows)
        return;
    if (body->total.first.text.len) {
        begin(p, "to the total of ");
        put_path(p, &body->total);
        end(p);
    }
    print_rows(p, "to ", body->to_rows);
    print_that(p, "where", body->to_where);
}

static void print_measure(wm_plan *p, const wm_definition *measure)
{
    const wm_body *body = &measure->body;
    wm_text_format(p->out, "measure %.*s: ", WM_FMT(measure->heading.ref));
    put_body_kind(p, body);
    end(p);
    p->depth++;
    print_rows(p, "", body->rows);
    print_that(p, "where", body->where);
    print_that(p, "that", body->that);
    print_to(p, body);
    print_that(p, "not counting", body->not_counting);
    if (body->due)
        print_under(p, "once due", body->due);
    p->is_breakdown = true;
    for (size_t i = 0; i < body->by.count; i++) {
        begin(p, "by ");
        put_path(p, &body->by.items[i].path);
        end(p);
    }
    p->is_breakdown = false;
    p->depth--;
}

static bool make_columns(wm_plan *p)
{
    const wm_schema *schema = &p->catalogue->schema;
    size_t tables = schema->tables.count;
    p->counted = wm_arena_alloc(p->arena, tables, sizeof *p->counted);
    p->columns = wm_arena_alloc(p->arena, tables, sizeof *p->columns);
    bool made = p->counted && p->columns;
    for (size_t i = 0; i < tables && made; i++) {
        p->columns[i] = wm_arena_alloc(p->arena, schema->tables.items[i].column_count,
                                       sizeof *p->columns[i]);
        made = p->columns[i] != NULL;
    }
    return made;
}

wm_status wm_plan_of(const wm_catalogue *catalogue, const wm_definition *measure,
                     wm_arena *arena, wm_text *out, wm_plan *plan_out)
{
    wm_plan *p = plan_out;
    *p = (wm_plan){.catalogue = catalogue, .arena = arena, .out = out};
    p->defines = wm_arena_alloc(arena, catalogue->defines.count, sizeof *p->defines);
    p->parameters =
        wm_arena_alloc(arena, catalogue->parameters.count, sizeof *p->parameters);
    p->switches = wm_arena_alloc(arena, catalogue->switches.count, sizeof *p->switches);
    p->tables = wm_arena_alloc(arena, catalogue->schema.tables.count, sizeof *p->tables);
    if (!p->defines || !p->parameters || !p->switches || !p->tables || !make_columns(p))
        return WM_NOMEM;
    print_measure(p, measure);
    for (size_t i = 0; i < p->met.count; i++)
        print_define(p, &catalogue->defines.items[p->met.items[i]]);
    return p->refused ? WM_NOMEM : wm_text_status(out);
}
