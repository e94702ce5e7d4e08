#ifndef WM_TESTS_ENGINE_MEASURES_H
#define WM_TESTS_ENGINE_MEASURES_H

#include "engine_grammar.h"

/* Random measures, and what stands between them: defines, parameters, a switch. */

static inline void write_define_value(writer *w, place at, sort kind)
{
    if (kind == SORT_CONDITION) {
        /* a bare name would be whatever it names */
        say(w, "not (");
        write_condition(w, at);
        say(w, ")");
    } else if (kind == SORT_DURATION && often(w->chance, 50)) {
        say(w, "case when ");
        write_condition(w, at);
        say(w, " then ");
        write_length(w);
        say(w, " otherwise ");
        write_named_length(w);
        say(w, " end");
    } else if (kind == SORT_DURATION) {
        write_named_length(w);
    } else if (often(w->chance, 30)) {
        write_case_of_days(w, at);
    } else if (often(w->chance, 40)) {
        write_of_rows(w, at);
    } else {
        write_length(w);
        say(w, pick(w->chance, " after ", " before "));
        write_day(w, at, true);
    }
}

static inline void write_define(writer *w)
{
    static const sort kinds[] = {SORT_CONDITION, SORT_DAY, SORT_DAY, SORT_DURATION};
    int table = (int)below(w->chance, w->schema->tables.count);
    sort kind = kinds[below(w->chance, 4)];
    place at = {table, table, false, WM_NO_TABLE, 2};
    wm_str name = wm_str_format(w->arena, "made_%zu", w->define_count);
    wm_text_format(&w->out, "define %.*s for %.*s := ", WM_FMT(name),
                   WM_FMT(def_of(w, table)->name));
    write_define_value(w, at, kind);
    say(w, "\n");
    w->defines[w->define_count++] = (made_define){name, table, kind};
}

static inline void write_settings(writer *w)
{
    static const char *const parameters[] = {"soon", "often_enough"};
    w->parameters = parameters;
    w->parameter_count = 2;
    say(w, "parameter soon := 10 working days; 2 weeks from 2016-02-29; 1 month from "
           "2016-10-01\n");
    say(w, "parameter often_enough := 6 weeks; 3 months from 2016-04-01\n");
    say(w, "switch mode := first way | second way default second way\n");
}

/* measures */

static inline void write_counted_rows(writer *w, int table)
{
    place at = {table, table, false, WM_NO_TABLE, 3};
    size_t times = 1 + often(w->chance, 20);
    if (def_of(w, table)->from == WM_NO_COLUMN || often(w->chance, 5))
        times = often(w->chance, 50);
    wm_text_add(&w->out, def_of(w, table)->name);
    if (often(w->chance, 20))
        write_bracket(w, at);
    int parent = def_of(w, table)->parent;
    if (parent != WM_NO_TABLE && often(w->chance, 15)) {
        wm_text_format(&w->out, " of %.*s", WM_FMT(def_of(w, parent)->name));
        write_bracket(w, (place){parent, table, true, WM_NO_TABLE, 2});
    }
    for (size_t i = 0; i < times; i++)
        write_time(w, at, table, i == 0, i + 1 == times);
    if (!often(w->chance, 40))
        return;
    say(w, " where ");
    write_condition(w, at);
}

static inline bool write_columns(writer *w, int table, const char *word)
{
    place at = {table, table, false, WM_NO_TABLE, 1};
    names list = names_at(w, at, SORT_CODE | SORT_YESNO | SORT_KEY);
    names columns = {0};
    for (size_t i = 0; i < list.count; i++)
        if (wm_str_find(list.texts[i], WM_STR("made_")) == SIZE_MAX &&
            !wm_str_starts(list.texts[i], WM_STR("this.")))
            add_name(&columns, list.texts[i]);
    if (!columns.count)
        return false;
    say(w, word);
    wm_text_add(&w->out, columns.texts[below(w->chance, columns.count)]);
    return true;
}

static inline wm_str total_column(writer *w, int table)
{
    const wm_table_def *def = def_of(w, table);
    for (size_t i = 0; i < def->column_count; i++)
        if (sort_of(&def->columns[i]) == SORT_NUMBER)
            return def->columns[i].name;
    return (wm_str){"", 0};
}

static inline void write_ratio(writer *w, int table)
{
    int to = (int)below(w->chance, w->schema->tables.count);
    say(w, "  ratio of ");
    write_counted_rows(w, table);
    wm_str total = total_column(w, to);
    say(w, " to ");
    if (total.len && often(w->chance, 50))
        wm_text_format(&w->out, "total %.*s of ", WM_FMT(total));
    write_counted_rows(w, to);
    say(w, "\n");
}

static inline void write_by(writer *w, int table)
{
    size_t start = w->out.len;
    say(w, "  by ");
    for (size_t i = often(w->chance, 30) ? 2 : 1; i > 0; i--) {
        bool of_child = is_of_child(w, table);
        if (of_child && w->schema->bands.count && often(w->chance, 35)) {
            say(w, "age");
        } else if (of_child && often(w->chance, 25) &&
                   wm_schema_table(w->schema, WM_STR("allocation")) != WM_NO_TABLE) {
            say(w, "team");
        } else if (!write_columns(w, table, "")) {
            w->out.len = start;
            return;
        }
        say(w, i > 1 ? ", " : "\n");
    }
}

static inline void write_counting(writer *w, int table)
{
    size_t which = below(w->chance, 10);
    if (which < 3 && is_of_child(w, table))
        say(w, "  counting children\n");
    else if (which < 5 && is_of_child(w, table))
        say(w, "  counting children all rows\n");
    else if (which < 6 && write_columns(w, table, "  counting "))
        say(w, "\n");
}

static inline void write_rules(writer *w, int table, bool highest, bool rate)
{
    place at = {table, table, false, WM_NO_TABLE, 3};
    write_counting(w, table);
    if (often(w->chance, 20)) {
        say(w, "  not counting ");
        write_condition(w, at);
        say(w, "\n");
    }
    if (often(w->chance, 20)) {
        say(w, "  once due ");
        write_day(w, at, true);
        say(w, "\n");
    }
    if (!rate && often(w->chance, 35))
        write_by(w, table);
    size_t year = below(w->chance, 6);
    if (year == 0 && !highest) {
        say(w, "  year sums periods\n");
    } else if (year == 1) {
        say(w, "  year uses ");
        write_window(w);
        say(w, "\n");
    }
    if (often(w->chance, 30))
        say(w, "  trend uses period\n");
    if (often(w->chance, 12))
        say(w, "  with hindsight\n");
}

static inline void write_measure(writer *w, size_t number)
{
    int table = (int)below(w->chance, w->schema->tables.count);
    size_t kind = below(w->chance, 12);
    place at = {table, table, false, WM_NO_TABLE, 3};
    bool highest = false, rate = false;
    wm_text_format(&w->out, "measure T%zu \"a measure\"\n", number);
    if (kind < 6) {
        say(w, "  percent of ");
        write_counted_rows(w, table);
        say(w, "\n  that ");
        write_condition(w, at);
        say(w, "\n");
    } else if (kind < 8) {
        say(w, "  count of ");
        write_counted_rows(w, table);
        say(w, "\n");
    } else if (kind < 9 && w->schema->series.count) {
        rate = true;
        say(w, "  rate per 10000 of ");
        write_counted_rows(w, table);
        wm_text_format(&w->out, " over %.*s\n", WM_FMT(w->schema->series.items[0].name));
    } else if (kind < 11) {
        write_ratio(w, table);
    } else {
        size_t start = w->out.len;
        say(w, "  highest count of ");
        write_counted_rows(w, table);
        highest = write_columns(w, table, " per ");
        if (!highest) {
            w->out.len = start;
            say(w, "  count of ");
            write_counted_rows(w, table);
        }
        say(w, "\n");
    }
    write_rules(w, table, highest, rate);
    say(w, "  source \"chance\"\n");
}

/* Defines and measures for a schema, the text in the arena. */
static inline wm_str random_measures(chance *c, const wm_schema *schema, wm_arena *arena,
                                     size_t count)
{
    writer w = {.arena = arena, .chance = c, .schema = schema};
    write_settings(&w);
    for (size_t i = below(c, 7); i > 0; i--)
        write_define(&w);
    for (size_t i = 0; i < count; i++)
        write_measure(&w, i + 1);
    wm_str text = wm_str_copy(arena, wm_text_str(&w.out));
    wm_text_end(&w.out);
    return text;
}

#endif
