#include "cli/reading.h"
#include "cli/say.h"

#include <stdio.h>

/* What loading records has to say to whoever asks for these measures. */
typedef struct saying {
    const wm_reading *reading;
    size_t lines; /* said */
    size_t more;  /* not said */
} saying;

enum { LINES_MAX = 10 };

static bool may_say(saying *say)
{
    bool may = say->lines < LINES_MAX;
    if (may)
        say->lines++;
    else
        say->more++;
    return may;
}

static const wm_schema *schema_of(const saying *say)
{
    return say->reading->asking->records.schema;
}

/* Does any of the measures read the table, or what is made from it? */
static bool is_read(const saying *say, int table)
{
    const wm_schema *schema = schema_of(say);
    for (size_t m = 0; m < say->reading->count; m++)
        for (size_t i = 0; i < schema->tables.count; i++) {
            int from = say->reading->plans[m].tables[i] ? (int)i : WM_NO_TABLE;
            while (from != WM_NO_TABLE && from != table)
                from = schema->tables.items[from].made_from.source;
            if (from == table)
                return true;
        }
    return false;
}

/* files of no table */

static wm_str nearest_table(const saying *say, wm_str stem)
{
    const wm_asking *asking = say->reading->asking;
    const wm_schema *schema = schema_of(say);
    wm_str *names = wm_arena_alloc(asking->memory, schema->tables.count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; names && i < schema->tables.count; i++)
        if (!asking->report.tables[i].found)
            names[count++] = schema->tables.items[i].name;
    return names ? wm_nearest(stem, names, count) : (wm_str){"", 0};
}

static void say_files(saying *say)
{
    const wm_load_report *report = &say->reading->asking->report;
    for (size_t i = 0; i < report->entries.count; i++) {
        const wm_load_entry *entry = &report->entries.items[i];
        if (entry->fault != WM_FAULT_file_unknown)
            continue;
        wm_str near = nearest_table(say, entry->value);
        if (near.len && may_say(say))
            wm_complain("warning: %.*s is no table of these definitions; did you mean "
                        "%.*s?",
                        WM_FMT(entry->file), WM_FMT(near));
    }
}

/* columns that a measure reads and a file has not */

static wm_str nearest_column(const saying *say, int table, wm_str name)
{
    const wm_load_report *report = &say->reading->asking->report;
    wm_str near = {"", 0};
    for (size_t i = 0; i < report->entries.count && !near.len; i++) {
        const wm_load_entry *entry = &report->entries.items[i];
        if (entry->fault == WM_FAULT_column_unknown && entry->table == table)
            near = wm_nearest(name, &entry->value, 1);
    }
    return near;
}

static void say_column(saying *say, const wm_load_tally *tally)
{
    const wm_reading *reading = say->reading;
    const wm_table_def *table = &schema_of(say)->tables.items[tally->table];
    wm_str name = table->columns[tally->column].name;
    wm_str file = reading->asking->report.entries.items[tally->first].file;
    wm_str near = nearest_column(say, tally->table, name);
    size_t first = reading->count, others = 0;
    for (size_t m = 0; m < reading->count; m++)
        if (reading->plans[m].columns[tally->table][tally->column]) {
            others += first < reading->count;
            first = first < reading->count ? first : m;
        }
    if (first == reading->count || !may_say(say))
        return;
    char more[48] = "";
    if (others)
        snprintf(more, sizeof more, " and %zu more", others);
    wm_complain("warning: %.*s.%.*s, which %.*s%s read%s, is not in %.*s%s%.*s%s",
                WM_FMT(table->name), WM_FMT(name),
                WM_FMT(reading->measures[first]->heading.ref), more, others ? "" : "s",
                WM_FMT(file), near.len ? "; did you mean its `" : "", WM_FMT(near),
                near.len ? "`?" : "");
}

static void say_columns(saying *say)
{
    const wm_load_report *report = &say->reading->asking->report;
    for (size_t i = 0; i < report->tallies.count; i++)
        if (report->tallies.items[i].fault == WM_FAULT_column_missing)
            say_column(say, &report->tallies.items[i]);
}

/* rows and values */

static wm_status say_rows(saying *say)
{
    const wm_load_report *report = &say->reading->asking->report;
    wm_text text = {0};
    for (int severity = WM_SEVERITY_ERROR; severity >= WM_SEVERITY_NOTE; severity--)
        for (size_t i = 0; i < report->tallies.count; i++) {
            const wm_load_tally *tally = &report->tallies.items[i];
            if ((int)wm_load_fault_severity(tally->fault) != severity)
                continue;
            if (severity == WM_SEVERITY_NOTE || !is_read(say, tally->table)) {
                say->more++;
                continue;
            }
            if (!may_say(say))
                continue;
            wm_text_clear(&text);
            wm_load_tally_say(tally, report, schema_of(say), &text);
            wm_complain("%.*s", WM_FMT(wm_str_trim(wm_text_str(&text))));
        }
    wm_status status = wm_text_status(&text);
    wm_text_end(&text);
    return status;
}

/* measures that are not counted */

static bool is_same(const wm_unfit *a, const wm_unfit *b)
{
    bool is_absent = a->kind == WM_UNFIT_ABSENT && b->kind == WM_UNFIT_ABSENT;
    return is_absent ||
           (a->kind == b->kind && a->table == b->table && a->column == b->column);
}

/* The tables without a file, each once. */
static void add_absent(const wm_reading *reading, size_t from, wm_text *out)
{
    const wm_schema *schema = reading->asking->records.schema;
    size_t said = 0;
    for (size_t t = 0; t < schema->tables.count; t++) {
        bool is_absent = false;
        for (size_t m = from; m < reading->count; m++)
            is_absent = is_absent || (reading->unfit[m].kind == WM_UNFIT_ABSENT &&
                                      reading->unfit[m].table == (int)t);
        if (is_absent)
            wm_text_format(out, "%s%.*s.csv", said++ ? ", " : "",
                           WM_FMT(schema->tables.items[t].name));
    }
    wm_text_add(out, WM_STR("; one with headings alone says that there were none"));
}

static wm_status say_unfit(const wm_reading *reading, size_t first, wm_text *out)
{
    size_t count = 0;
    wm_text_clear(out);
    for (size_t m = first; m < reading->count; m++)
        if (is_same(&reading->unfit[m], &reading->unfit[first]))
            wm_text_format(out, "%s%.*s", count++ ? ", " : "",
                           WM_FMT(reading->measures[m]->heading.ref));
    wm_text_format(out, " %s not counted: ", count == 1 ? "is" : "are");
    if (reading->unfit[first].kind == WM_UNFIT_ABSENT) {
        wm_text_add(out, WM_STR("there is no "));
        add_absent(reading, first, out);
    } else {
        wm_str words = wm_unfit_words(reading, first);
        if (!words.data)
            return WM_NOMEM;
        wm_text_add(out, words);
    }
    WM_TRY(wm_text_status(out));
    wm_complain("warning: %.*s", WM_FMT(wm_text_str(out)));
    return WM_OK;
}

static wm_status say_unfit_ones(const wm_reading *reading)
{
    wm_text text = {0};
    wm_status status = WM_OK;
    for (size_t m = 0; m < reading->count && status == WM_OK; m++) {
        bool is_said = reading->unfit[m].kind == WM_FIT;
        for (size_t i = 0; i < m; i++)
            is_said = is_said || is_same(&reading->unfit[i], &reading->unfit[m]);
        if (!is_said)
            status = say_unfit(reading, m, &text);
    }
    wm_text_end(&text);
    return status;
}

static void say_sum(const saying *say)
{
    const wm_asking *asking = say->reading->asking;
    size_t rows = 0, left_out = 0, tables = 0;
    char more[80] = "";
    for (size_t i = 0; i < schema_of(say)->tables.count; i++) {
        const wm_load_table *table = &asking->report.tables[i];
        rows += table->read;
        left_out += table->excluded;
        tables += table->found;
    }
    if (say->more)
        snprintf(more, sizeof more, ", and %zu more %s of note, in compute's --report",
                 say->more, say->more == 1 ? "kind" : "kinds");
    wm_complain("%zu rows of %zu tables read%s%s%s, %zu left out%s", rows, tables,
                asking->is_place_given ? "" : " from ",
                asking->is_place_given ? "" : asking->place,
                asking->records.synthetic ? " (made-up records)" : "", left_out, more);
}

wm_exit wm_reading_say(const wm_reading *reading)
{
    saying say = {.reading = reading};
    say_files(&say);
    say_columns(&say);
    wm_status status = say_rows(&say);
    if (status == WM_OK)
        status = say_unfit_ones(reading);
    if (status != WM_OK)
        return wm_refused(status, NULL);
    say_sum(&say);
    return WM_EXIT_DONE;
}
