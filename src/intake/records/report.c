#include "base/csv.h"
#include "intake/records/load.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct fault_words {
    const char *name;
    wm_severity severity;
    const char *text;
} fault_words;

static const fault_words faults[] = {
#define FAULT(name, severity, excludes, text)                                            \
    [WM_FAULT_##name] = {#name, WM_SEVERITY_##severity, text},
#include "intake/records/faults.def"
#undef FAULT
};
_Static_assert(sizeof faults / sizeof *faults == WM_FAULTS, "a fault has its words");

static wm_str table_name(const wm_schema *schema, int table)
{
    return table == WM_NO_TABLE ? (wm_str){"", 0} : schema->tables.items[table].name;
}

static wm_str column_name(const wm_schema *schema, int table, int column)
{
    if (table == WM_NO_TABLE || column == WM_NO_COLUMN)
        return (wm_str){"", 0};
    return schema->tables.items[table].columns[column].name;
}

/* 24,113 */
static void add_count(wm_text *out, size_t count)
{
    if (count >= 1000) {
        add_count(out, count / 1000);
        wm_text_format(out, ",%03zu", count % 1000);
    } else {
        wm_text_format(out, "%zu", count);
    }
}

static void add_part(wm_text *out, size_t count, const char *words)
{
    if (count == 0)
        return;
    wm_text_add(out, WM_STR(", "));
    add_count(out, count);
    wm_text_format(out, " %s", words);
}

/* `referral: 1,204 rows read, 2 left out, 1 twice: 1,201` */
static void say_table(const wm_load_table *table, wm_str name, wm_text *out)
{
    if (!table->found && !table->kept && !table->added)
        return;
    wm_text_format(out, "%.*s: ", WM_FMT(name));
    if (table->found) {
        add_count(out, table->read);
        wm_text_add(out, table->read == 1 ? WM_STR(" row") : WM_STR(" rows"));
    } else {
        wm_text_add(out,
                    table->kept ? WM_STR("made from other rows") : WM_STR("no file"));
    }
    add_part(out, table->excluded, "left out");
    add_part(out, table->collapsed, "twice");
    add_part(out, table->later, "recorded later");
    add_part(out, table->merged, "superseded");
    add_part(out, table->added, "known from other tables only");
    wm_text_add(out, WM_STR("; kept "));
    add_count(out, table->kept + table->added);
    wm_text_byte(out, '\n');
}

/* Keys are people's identifiers and not for a screen; the line leads to them. */
static bool is_of_key(const wm_load_entry *entry, const wm_schema *schema)
{
    if (entry->table == WM_NO_TABLE || !entry->line)
        return false;
    return entry->column == WM_NO_COLUMN ||
           schema->tables.items[entry->table].columns[entry->column].type ==
               WM_COLUMN_KEY;
}

static void say_place(const wm_load_entry *entry, const wm_schema *schema, wm_text *out)
{
    wm_text_add(out, entry->file);
    if (entry->line)
        wm_text_format(out, ":%" PRIu32, entry->line);
    if (!wm_str_empty(entry->value) && !is_of_key(entry, schema))
        wm_text_format(out, " `%.*s`", WM_FMT(entry->value));
}

/* `warning: referral.source: 12 times: has a code that is not in the list (first
 * referral.csv:118 `Z11`)`; of one, `once`. */
void wm_load_tally_say(const wm_load_tally *tally, const wm_load_report *report,
                       const wm_schema *schema, wm_text *out)
{
    const fault_words *words = &faults[tally->fault];
    wm_str table = table_name(schema, tally->table);
    wm_str column = column_name(schema, tally->table, tally->column);
    wm_text_format(out, "%s: ", wm_severity_name(words->severity));
    if (!wm_str_empty(table))
        wm_text_format(out, "%.*s%s%.*s: ", WM_FMT(table), column.len ? "." : "",
                       WM_FMT(column));
    if (tally->count == 1) {
        wm_text_format(out, "%s (", words->text);
    } else {
        add_count(out, tally->count);
        wm_text_format(out, " times: %s (first ", words->text);
    }
    say_place(&report->entries.items[tally->first], schema, out);
    wm_text_add(out, WM_STR(")\n"));
}

wm_severity wm_load_fault_severity(wm_load_fault fault)
{
    return faults[fault].severity;
}

wm_status wm_load_report_say(const wm_load_report *report, const wm_records *records,
                             wm_text *out)
{
    const wm_schema *schema = records->schema;
    for (size_t i = 0; i < schema->tables.count; i++)
        say_table(&report->tables[i], schema->tables.items[i].name, out);
    for (int severity = WM_SEVERITY_ERROR; severity >= WM_SEVERITY_NOTE; severity--)
        for (size_t i = 0; i < report->tallies.count; i++)
            if ((int)faults[report->tallies.items[i].fault].severity == severity)
                wm_load_tally_say(&report->tallies.items[i], report, schema, out);
    return wm_text_status(out);
}

static void write_row(const wm_schema *schema, int table, int column, wm_load_fault fault,
                      wm_text *out)
{
    wm_csv_write(out, table_name(schema, table), true);
    wm_csv_write(out, column_name(schema, table, column), false);
    wm_csv_write(out, wm_str_of(faults[fault].name), false);
}

void wm_load_report_csv(const wm_load_report *report, const wm_schema *schema,
                        wm_text *out)
{
    wm_text_add(out, WM_STR("table,column,fault,file,line,value"));
    wm_csv_end_row(out);
    for (size_t i = 0; i < report->entries.count; i++) {
        const wm_load_entry *entry = &report->entries.items[i];
        write_row(schema, entry->table, entry->column, entry->fault, out);
        wm_csv_write_text(out, entry->file, false);
        if (entry->line)
            wm_csv_write_whole(out, entry->line);
        else
            wm_csv_write(out, (wm_str){"", 0}, false);
        wm_csv_write_text(out, entry->value, false);
        wm_csv_end_row(out);
    }
    for (size_t i = 0; i < report->tallies.count; i++) {
        const wm_load_tally *tally = &report->tallies.items[i];
        char more[64];
        if (tally->count <= WM_LOAD_PLACES_MAX)
            continue;
        snprintf(more, sizeof more, "and %zu more", tally->count - WM_LOAD_PLACES_MAX);
        write_row(schema, tally->table, tally->column, tally->fault, out);
        wm_csv_write(out, (wm_str){"", 0}, false);
        wm_csv_write(out, (wm_str){"", 0}, false);
        wm_csv_write(out, wm_str_of(more), false);
        wm_csv_end_row(out);
    }
}
