#include "cli/reading.h"

#include "cli/say.h"

/* More than one row, and over one in twenty. */
static bool is_large_share(size_t part, size_t whole)
{
    enum { ONE_IN = 20 };
    return part > 1 && part * ONE_IN > whole;
}

/* The table that has the file: of a derived one, what it is made from. */
static int with_file(const wm_asking *asking, int table)
{
    while (!asking->report.tables[table].found) {
        table = asking->records.schema->tables.items[table].made_from.source;
        if (table == WM_NO_TABLE)
            return WM_NO_TABLE;
    }
    return table;
}

static bool is_unread(const wm_asking *asking, const wm_load_tally *tally)
{
    return tally->fault == WM_FAULT_value_bad && tally->column != WM_NO_COLUMN &&
           is_large_share(tally->count, asking->report.tables[tally->table].read);
}

static wm_unfit judge(const wm_asking *asking, const wm_plan *plan)
{
    const wm_load_report *report = &asking->report;
    size_t tables = asking->records.schema->tables.count;
    for (size_t i = 0; i < tables; i++)
        if (plan->counted[i] && with_file(asking, (int)i) == WM_NO_TABLE)
            return (wm_unfit){WM_UNFIT_ABSENT, (int)i, WM_NO_COLUMN};
    for (size_t i = 0; i < tables; i++) {
        int table = plan->counted[i] ? with_file(asking, (int)i) : WM_NO_TABLE;
        if (table != WM_NO_TABLE &&
            is_large_share(report->tables[table].excluded, report->tables[table].read))
            return (wm_unfit){WM_UNFIT_LEFT_OUT, table, WM_NO_COLUMN};
    }
    for (size_t i = 0; i < report->tallies.count; i++) {
        const wm_load_tally *tally = &report->tallies.items[i];
        if (is_unread(asking, tally) && plan->columns[tally->table][tally->column])
            return (wm_unfit){WM_UNFIT_UNREAD, tally->table, tally->column};
    }
    return (wm_unfit){WM_FIT, WM_NO_TABLE, WM_NO_COLUMN};
}

wm_exit wm_reading_of(const wm_asking *asking, const wm_definition *const *measures,
                      size_t count, wm_reading *reading_out)
{
    wm_reading reading = {.asking = asking, .measures = measures, .count = count};
    wm_text text = {0};
    reading.plans = wm_arena_alloc(asking->memory, count, sizeof *reading.plans);
    reading.unfit = wm_arena_alloc(asking->memory, count, sizeof *reading.unfit);
    wm_status status = reading.plans && reading.unfit ? WM_OK : WM_NOMEM;
    for (size_t i = 0; i < count && status == WM_OK; i++) {
        wm_text_clear(&text);
        status = wm_plan_of(&asking->definitions.catalogue, measures[i], asking->memory,
                            &text, &reading.plans[i]);
        if (status == WM_OK)
            reading.unfit[i] = judge(asking, &reading.plans[i]);
    }
    wm_text_end(&text);
    *reading_out = reading;
    return wm_refused(status, NULL);
}

static int percent_of(size_t part, size_t whole)
{
    return (int)((part * 200 + whole) / (whole * 2));
}

static int percent_unread(const wm_asking *asking, const wm_unfit *unfit)
{
    size_t count = 0;
    for (size_t i = 0; i < asking->report.tallies.count; i++) {
        const wm_load_tally *tally = &asking->report.tallies.items[i];
        if (tally->fault == WM_FAULT_value_bad && tally->table == unfit->table &&
            tally->column == unfit->column)
            count += tally->count;
    }
    return percent_of(count, asking->report.tables[unfit->table].read);
}

wm_str wm_unfit_words(const wm_reading *reading, size_t measure)
{
    const wm_asking *asking = reading->asking;
    const wm_unfit *unfit = &reading->unfit[measure];
    if (unfit->kind == WM_FIT)
        return (wm_str){"", 0};
    const wm_table_def *table = &asking->records.schema->tables.items[unfit->table];
    const wm_load_table *of = &asking->report.tables[unfit->table];
    switch (unfit->kind) {
    case WM_UNFIT_LEFT_OUT:
        return wm_str_format(asking->memory, "%d%% of the rows of %.*s are left out",
                             percent_of(of->excluded, of->read), WM_FMT(table->name));
    case WM_UNFIT_UNREAD:
        return wm_str_format(asking->memory, "%d%% of %.*s.%.*s cannot be read",
                             percent_unread(asking, unfit), WM_FMT(table->name),
                             WM_FMT(table->columns[unfit->column].name));
    case WM_UNFIT_ABSENT:
    case WM_FIT:
        break;
    }
    return wm_str_format(asking->memory, "there is no %.*s.csv", WM_FMT(table->name));
}

wm_exit wm_reading_one(const wm_asking *asking, const wm_definition *measure)
{
    const wm_definition **one = wm_arena_alloc(asking->memory, 1, sizeof *one);
    wm_reading reading;
    if (!one)
        return wm_refused(WM_NOMEM, NULL);
    *one = measure;
    wm_exit exit = wm_reading_of(asking, one, 1, &reading);
    if (exit == WM_EXIT_DONE)
        exit = wm_reading_say(&reading);
    if (exit == WM_EXIT_DONE && reading.unfit[0].kind != WM_FIT)
        exit = WM_EXIT_INPUT;
    return exit;
}
