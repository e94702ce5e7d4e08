#include "cli/child.h"

#include "cli/plan.h"
#include "cli/say.h"

#include <stdlib.h>

/* A row of the child, of any table that the measure reads. */
typedef struct fact {
    int table;
    uint32_t row;
    wm_day from;
    wm_day to;    /* of a spell; WM_DAY_NONE: open at the day asked about */
    bool counted; /* a row of the measure's own table that is in the figure */
    bool decides;
} fact;

typedef struct child_view {
    const wm_child_question *question;
    wm_text *out;
    wm_plan plan;
    wm_drill drill;
    wm_request request;
    uint32_t child;
    uint32_t from, to; /* rows of the counted table */
    wm_row_answer *answers;
    WM_LIST(fact) facts;
    size_t later; /* facts after the day */
} child_view;

static const wm_records *records_of(const child_view *view)
{
    return &view->question->asking->records;
}

static wm_exit find_child(child_view *view)
{
    const wm_records *records = records_of(view);
    const wm_table *children = &records->tables[records->schema->child];
    wm_str key = view->question->child;
    for (uint32_t child = 0; child < records->child_count; child++) {
        if (!wm_str_equal(wm_table_key(children, child), key))
            continue;
        view->child = child;
        if (view->question->restricted || !wm_is_restricted(records, child))
            return WM_EXIT_DONE;
        wm_complain("the records of this child are restricted; if you may see them, add "
                    "--restricted");
        return WM_EXIT_INPUT;
    }
    wm_complain("no child `%.*s` in these records", WM_FMT(key));
    return WM_EXIT_INPUT;
}

static wm_status ask(const child_view *view, uint32_t row, wm_row_answer *answer)
{
    wm_arena *arena = view->question->asking->memory;
    size_t mark = wm_arena_mark(arena);
    wm_status status =
        wm_engine_row(&view->request, view->question->measure, 0, row, arena, answer);
    wm_arena_rewind(arena, mark);
    return status;
}

static wm_status ask_all(child_view *view)
{
    const wm_table *table = view->drill.table;
    view->from = view->child;
    view->to = view->child + 1;
    if (view->question->measure->body.rows->table != records_of(view)->schema->child)
        view->to = view->from = 0;
    if (table->child && table->count)
        wm_rows_of_child(table, view->child, &view->from, &view->to);
    view->answers = wm_arena_alloc(view->question->asking->memory, view->to - view->from,
                                   sizeof *view->answers);
    if (!view->answers)
        return WM_NOMEM;
    for (uint32_t row = view->from; row < view->to; row++)
        WM_TRY(ask(view, row, &view->answers[row - view->from]));
    return WM_OK;
}

static bool differ(const wm_row_answer *a, const wm_row_answer *b)
{
    return a->state != b->state || a->due != b->due || a->decided != b->decided;
}

/* Would the answer of any row be another without this fact? It is moved behind every day
 * that is asked about, asked again, and moved back. */
static wm_status try_without(child_view *view, fact *one)
{
    const wm_table *table = &records_of(view)->tables[one->table];
    int32_t *from = &table->columns[table->def->from][one->row];
    int32_t kept = *from;
    wm_status status = WM_OK;
    bool own = one->table == view->question->measure->body.rows->table;
    *from = WM_DAY_LAST;
    for (uint32_t row = view->from; row < view->to && status == WM_OK; row++) {
        wm_row_answer answer;
        if (own && row == one->row)
            continue;
        status = ask(view, row, &answer);
        if (status == WM_OK && differ(&answer, &view->answers[row - view->from]))
            one->decides = true;
    }
    *from = kept;
    return status;
}

/* Of two visits of one day neither decides alone. */
static bool is_counted_from(const child_view *view, const fact *one)
{
    const wm_table *table = &records_of(view)->tables[one->table];
    if (table->def->kind != WM_TABLE_EVENTS)
        return false;
    for (uint32_t row = view->from; row < view->to; row++) {
        const wm_row_answer *answer = &view->answers[row - view->from];
        if (answer->state != WM_ROW_OUT && answer->last_done == one->from)
            return true;
    }
    return false;
}

static wm_status add_fact(child_view *view, int table, uint32_t row)
{
    const wm_table *of = &records_of(view)->tables[table];
    fact one = {.table = table,
                .row = row,
                .from = of->columns[of->def->from][row],
                .to = WM_DAY_NONE};
    if (one.from == WM_BLANK || one.from > view->drill.at) {
        view->later++;
        return WM_OK;
    }
    if (of->def->kind == WM_TABLE_SPELLS)
        one.to = wm_value_at(of, of->def->to, row, view->drill.at);
    if (table == view->question->measure->body.rows->table)
        one.counted = view->answers[row - view->from].state != WM_ROW_OUT;
    WM_TRY(try_without(view, &one));
    one.decides = one.decides || is_counted_from(view, &one);
    return wm_list_push(view->question->asking->memory, &view->facts, one) ? WM_OK
                                                                           : WM_NOMEM;
}

static wm_status add_facts(child_view *view)
{
    const wm_records *records = records_of(view);
    for (size_t t = 0; t < records->schema->tables.count; t++) {
        const wm_table *table = &records->tables[t];
        uint32_t from, to;
        if (!view->plan.tables[t] || !table->child || !table->count ||
            table->def->kind == WM_TABLE_PEOPLE)
            continue;
        wm_rows_of_child(table, view->child, &from, &to);
        for (; from < to; from++)
            WM_TRY(add_fact(view, (int)t, from));
    }
    return WM_OK;
}

static int in_order(const void *left, const void *right)
{
    const fact *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* what is said */

static void add_day(wm_text *out, wm_day day)
{
    char text[11] = "          ";
    if (day != WM_DAY_NONE)
        wm_day_print(day, text);
    wm_text_add(out, (wm_str){text, 10});
}

static void say_day(wm_text *out, const char *words, wm_day day)
{
    if (day == WM_DAY_NONE)
        return;
    wm_text_add(out, wm_str_of(words));
    add_day(out, day);
}

static wm_status say_answers(child_view *view)
{
    const wm_table *table = view->drill.table;
    for (uint32_t row = view->from; row < view->to; row++) {
        const wm_row_answer *answer = &view->answers[row - view->from];
        wm_str clause =
            wm_drill_clause(&view->drill, answer, view->question->asking->memory);
        if (!clause.data)
            return WM_NOMEM;
        wm_text_format(view->out, "\n%.*s %.*s: %s, because of `%.*s`\n",
                       WM_FMT(table->def->name), WM_FMT(wm_table_key(table, row)),
                       wm_row_state_words(answer->state), WM_FMT(clause));
        if (answer->state == WM_ROW_OUT)
            continue;
        say_day(view->out, "  due ", answer->due);
        say_day(view->out, ", counted from ", answer->last_done);
        if (answer->due != WM_DAY_NONE)
            wm_text_byte(view->out, '\n');
        if (!answer->surely)
            wm_text_add(view->out,
                        WM_STR("  a blank in the records could change this\n"));
    }
    if (view->from == view->to)
        wm_text_format(view->out, "\nthe child has no row of %.*s\n",
                       WM_FMT(table->def->name));
    return WM_OK;
}

enum { AXIS = 40, NAME = 18 };

static size_t column_of(wm_day day, wm_day first, wm_day last)
{
    if (last <= first)
        return 0;
    return (size_t)(day - first) * (AXIS - 1) / (size_t)(last - first);
}

static void draw(const fact *one, wm_day first, wm_day last, bool spell, wm_text *out)
{
    size_t from = column_of(one->from, first, last);
    size_t to = column_of(one->to == WM_DAY_NONE ? last : one->to, first, last);
    if (!spell)
        to = from;
    for (size_t i = 0; i < AXIS; i++)
        wm_text_byte(out, (char)(i < from || i > to ? ' ' : spell ? '=' : 'o'));
}

static void say_value(const child_view *view, const wm_column_def *column, int32_t value,
                      wm_text *out)
{
    const wm_records *records = records_of(view);
    if (value == WM_BLANK) {
        wm_text_add(out, WM_STR("missing"));
        return;
    }
    switch (column->type) {
    case WM_COLUMN_DATE:
        add_day(out, value);
        return;
    case WM_COLUMN_YESNO:
        wm_text_add(out, value ? WM_STR("yes") : WM_STR("no"));
        return;
    case WM_COLUMN_HUNDREDTHS:
        wm_text_format(out, "%s%d.%02d", value < 0 ? "-" : "", abs(value / 100),
                       abs(value % 100));
        return;
    case WM_COLUMN_INT:
        wm_text_format(out, "%d", value);
        return;
    case WM_COLUMN_CODE:
    case WM_COLUMN_TEXT:
        wm_text_add(out, records->texts.items[value]);
        return;
    case WM_COLUMN_KEY:
        wm_text_add(out, wm_table_key(&records->tables[column->table], (uint32_t)value));
        return;
    }
}

/* The columns that the measure asks of such a row, but for the days that are drawn. */
static void say_asked(const child_view *view, const fact *one)
{
    const wm_table *table = &records_of(view)->tables[one->table];
    const wm_table_def *def = table->def;
    for (int c = 0; (size_t)c < def->column_count; c++) {
        if (!view->plan.columns[one->table][c] || c == def->from || c == def->to)
            continue;
        wm_text_format(view->out, "  %.*s ", WM_FMT(def->columns[c].name));
        say_value(view, &def->columns[c], wm_value_at(table, c, one->row, view->drill.at),
                  view->out);
    }
}

static void say_fact(const child_view *view, const fact *one, wm_day first)
{
    const wm_table *table = &records_of(view)->tables[one->table];
    bool spell = table->def->kind == WM_TABLE_SPELLS;
    wm_text_format(view->out, "%c%c %-*.*s ", one->counted ? '>' : ' ',
                   one->decides ? '*' : ' ', NAME,
                   (int)(table->def->name.len < NAME ? table->def->name.len : NAME),
                   table->def->name.data);
    add_day(view->out, one->from);
    wm_text_add(view->out, one->to == WM_DAY_NONE ? WM_STR("   ") : WM_STR(" - "));
    add_day(view->out, one->to);
    wm_text_add(view->out, WM_STR(" |"));
    draw(one, first, view->drill.at, spell, view->out);
    wm_text_format(view->out, "| %.*s", WM_FMT(wm_table_key(table, one->row)));
    say_asked(view, one);
    wm_text_byte(view->out, '\n');
}

/* The marks that stand before a fact, and no others. */
static void say_legend(const child_view *view)
{
    bool counted = false, decides = false;
    for (size_t i = 0; i < view->facts.count; i++) {
        counted = counted || view->facts.items[i].counted;
        decides = decides || view->facts.items[i].decides;
    }
    if (counted || decides)
        wm_text_format(view->out, "\n%s%s%s\n", counted ? "> a row of this figure" : "",
                       counted && decides ? "   " : "",
                       decides ? "* without it the answer would be another" : "");
}

static void say_facts(child_view *view)
{
    if (!view->facts.count)
        return;
    qsort(view->facts.items, view->facts.count, sizeof *view->facts.items, in_order);
    wm_day first = view->facts.items[0].from;
    wm_text_format(view->out, "\n%*s", 3 + NAME + 1 + 23 + 1, "");
    add_day(view->out, first);
    wm_text_repeat(view->out, ' ', AXIS + 2 - 20);
    add_day(view->out, view->drill.at);
    wm_text_byte(view->out, '\n');
    for (size_t i = 0; i < view->facts.count; i++)
        say_fact(view, &view->facts.items[i], first);
    say_legend(view);
    if (view->later)
        wm_text_format(view->out,
                       "%zu later facts are not shown: that day does not know "
                       "them\n",
                       view->later);
}

static void say_head(const child_view *view)
{
    const wm_measure *heading = &view->question->measure->heading;
    const wm_records *records = records_of(view);
    const wm_table *children = &records->tables[records->schema->child];
    int dob = wm_table_column(children->def, WM_STR("dob"));
    wm_text_format(view->out, "%.*s %.*s\nchild %.*s", WM_FMT(heading->ref),
                   WM_FMT(heading->title), WM_FMT(wm_child_key(records, view->child)));
    if (dob != WM_NO_COLUMN && children->columns[dob][view->child] != WM_BLANK)
        say_day(view->out, ", born ", children->columns[dob][view->child]);
    wm_text_format(view->out, ", in the %s ",
                   wm_period_kind_name(view->drill.period.kind));
    say_day(view->out, "to ", view->drill.period.end);
    say_day(view->out, " as at ", view->drill.at);
    wm_text_byte(view->out, '\n');
}

static wm_status look(child_view *view)
{
    wm_text unread = {0};
    const wm_asking *asking = view->question->asking;
    wm_status status = wm_plan_of(&asking->definitions.catalogue, view->question->measure,
                                  asking->memory, &unread, &view->plan);
    wm_text_end(&unread);
    WM_TRY(status);
    WM_TRY(ask_all(view));
    WM_TRY(add_facts(view));
    say_head(view);
    WM_TRY(say_answers(view));
    say_facts(view);
    return wm_text_status(view->out);
}

wm_exit wm_explain_child(wm_child_question *question, wm_text *out)
{
    wm_asking *asking = question->asking;
    child_view view = {
        .question = question,
        .out = out,
        .drill = wm_drill_of(asking, question->measure, question->at, question->every)};
    view.request = wm_drill_request(&view.drill);
    if (!view.drill.table->def ||
        !wm_table_of_child(asking->records.schema, question->measure->body.rows->table)) {
        wm_complain("the rows of measure %.*s belong to no child",
                    WM_FMT(question->measure->heading.ref));
        return WM_EXIT_INPUT;
    }
    wm_exit exit = find_child(&view);
    return exit == WM_EXIT_DONE ? wm_refused(look(&view), NULL) : exit;
}
