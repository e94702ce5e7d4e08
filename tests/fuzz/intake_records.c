/* Any bytes as records: nobody is lost, rows stand in their order, and the report says
 * what became of each.
 *
 * The input is one or more files, each behind a line `= name`:
 *
 *     = referral.csv
 *     child_id,referral_id,dated
 *     A,R1,2016-05-01
 */
#include "intake/records/load.h"
#include "lang/lang.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char tables[] =
    "table child one row per child key child_id : dob date?, sex code?, superseded_by "
    "child?\n"
    "table team spells key team_id from started? to ended : name text?, parent team?\n"
    "table cp_plan spells of child key plan_id from started to ended recorded "
    "entered_on? "
    ": category code?, n int?, f hundredths?\n"
    "table cp_review events of cp_plan key review_id on dated : team team?, seen yesno\n"
    "table audit events key audit_id on dated : child child?\n"
    "table answer events of audit key answer_id on dated : grade code\n"
    "table episode spells of child key episode_id from started to ended : start_reason "
    "code?, status code?, placement code?, urn code?, end_reason code? with ended\n"
    "table looked_after spells of child made from episode where status is not V4 joining "
    "touching or overlapping unless start_reason is S, ending the spell before\n"
    "table placement spells of child made from episode joining touching while same carer "
    "or temporary unless start_reason is S : type code from latest placement not "
    "temporary\n"
    "table note events of placement key note_id on dated : stay looked_after?\n"
    "series population by year of authority\n"
    "codes category N P E S\n";

static void expect(bool holds, const char *what, wm_str which)
{
    if (holds)
        return;
    fprintf(stderr, "%s: %.*s\n", what, WM_FMT(which));
    abort();
}

typedef WM_LIST(wm_load_file) file_list;

static void split(wm_str text, wm_arena *arena, file_list *files)
{
    while (text.len) {
        size_t next = wm_str_find(text, WM_STR("\n= "));
        wm_str part = wm_str_slice(text, 0, next == SIZE_MAX ? text.len : next + 1);
        text = wm_str_slice(text, part.len, text.len);
        wm_str name;
        if (!wm_str_next(&part, '\n', &name))
            continue;
        wm_load_file file = {.name = wm_str_slice(name, 2, name.len), .bytes = part};
        size_t slash = wm_str_find_byte(file.name, '/');
        if (slash != SIZE_MAX)
            file.authority = wm_str_slice(file.name, 0, slash);
        if (!wm_list_push(arena, files, file))
            abort();
    }
}

static bool in_order(const wm_table *table, uint32_t a, uint32_t b)
{
    int from = table->def->from;
    if (from != WM_NO_COLUMN && table->columns[from][a] != table->columns[from][b])
        return table->columns[from][a] < table->columns[from][b];
    return wm_str_compare(wm_table_key(table, a), wm_table_key(table, b)) < 0;
}

static void check_clusters(const wm_records *records, int number)
{
    const wm_table *table = &records->tables[number];
    wm_str name = table->def->name;
    size_t clusters = table->child ? records->child_count : records->authority_count;
    expect(table->first[0] == 0, "the first cluster does not begin", name);
    expect(table->first[clusters] == table->count, "rows in no cluster", name);
    for (uint32_t i = 0; i < clusters; i++) {
        expect(table->first[i] <= table->first[i + 1], "clusters overlap", name);
        for (uint32_t row = table->first[i]; row < table->first[i + 1]; row++) {
            uint32_t of = table->child ? table->child[row] : table->authority[row];
            expect(of == i, "a row in another's cluster", name);
            expect(row == table->first[i] || in_order(table, row - 1, row),
                   "rows out of order", name);
            expect(wm_row_authority(records, number, row) < records->authority_count,
                   "a row of no authority", name);
        }
    }
}

static void check_values(const wm_records *records, const wm_table *table)
{
    for (size_t i = 0; i < table->def->column_count; i++) {
        const wm_column_def *column = &table->def->columns[i];
        for (uint32_t row = 0; row < table->count; row++) {
            int64_t value = table->columns[i][row], most = INT32_MAX, least = -most;
            if (column->type == WM_COLUMN_DATE) {
                least = WM_DAY_FIRST - 1;
                most = WM_DAY_LAST;
            } else if (column->type == WM_COLUMN_KEY) {
                most = (int64_t)records->tables[column->table].count - 1;
                least = 0;
            } else if (column->type == WM_COLUMN_CODE || column->type == WM_COLUMN_TEXT) {
                most = (int64_t)records->texts.count - 1;
                least = 0;
            }
            expect(value == WM_BLANK || (value >= least && value <= most),
                   "a value out of range", column->name);
            expect(wm_value_at(table, (int)i, row, INT32_MAX) == value ||
                       column->known_with != WM_NO_COLUMN,
                   "hindsight does not see", column->name);
        }
    }
}

static bool is_derived(const wm_load_report *report, const wm_records *records,
                       size_t table)
{
    return records->schema->tables.items[table].made_from.source != WM_NO_TABLE &&
           !report->tables[table].found;
}

/* Spells of one child never overlap in a table that is derived. */
static void check_runs(const wm_table *table)
{
    const wm_table_def *def = table->def;
    for (uint32_t row = 1; row < table->count; row++) {
        if (table->child[row - 1] != table->child[row])
            continue;
        wm_day from = table->columns[def->from][row];
        for (uint32_t before = row; before-- > 0;) {
            if (table->child[before] != table->child[row] || row - before > 20)
                break;
            wm_day began = table->columns[def->from][before];
            wm_day to = table->columns[def->to][before];
            bool never = to == began ||
                         table->columns[def->to][row] == table->columns[def->from][row];
            expect(never || (to != WM_BLANK && to <= from), "spells overlap", def->name);
        }
    }
}

static void check_counts(const wm_load_report *report, const wm_records *records)
{
    for (size_t i = 0; i < records->schema->tables.count; i++) {
        const wm_load_table *table = &report->tables[i];
        wm_str name = records->schema->tables.items[i].name;
        expect(!table->found || table->read == table->excluded + table->collapsed +
                                                   table->later + table->merged +
                                                   table->kept,
               "rows lost", name);
        expect(records->tables[i].count == table->kept + table->added,
               "rows kept are not there", name);
    }
    size_t sum = 0, counted = 0;
    for (size_t i = 0; i < WM_FAULTS; i++)
        sum += report->counts[i];
    for (size_t i = 0; i < report->tallies.count; i++)
        counted += report->tallies.items[i].count;
    expect(sum == counted, "faults lost", WM_STR("report"));
}

static void check(wm_str text, wm_arena *arena)
{
    wm_diags diags;
    wm_catalogue catalogue = {0};
    wm_source source = {WM_STR("fuzz.tables"), wm_str_of(tables)};
    file_list files = {0};
    wm_load_options options = {.known_at = WM_DAY_NONE};
    wm_load_report report;
    wm_records records;
    wm_diags_init(&diags, arena);
    expect(wm_lang_tables(&source, arena, &diags, &catalogue) == WM_OK && !diags.errors,
           "the tables are refused", source.name);
    split(text, arena, &files);
    wm_status status = wm_records_load_files(files.items, files.count, &catalogue.schema,
                                             &options, arena, &diags, &report, &records);
    expect(status == WM_OK || diags.errors > 0 || status == WM_NOMEM,
           "refused in silence", wm_str_of(wm_status_text(status)));
    if (status != WM_OK)
        return;
    for (size_t i = 0; i < records.schema->tables.count; i++) {
        check_clusters(&records, (int)i);
        check_values(&records, &records.tables[i]);
        if (is_derived(&report, &records, i))
            check_runs(&records.tables[i]);
    }
    check_counts(&report, &records);
    wm_text out = {0};
    expect(wm_load_report_say(&report, &records, &out) == WM_OK, "cannot be said",
           (wm_str){"", 0});
    wm_load_report_csv(&report, records.schema, &out);
    wm_text_end(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_arena *arena = wm_arena_new((size_t)512 * 1024 * 1024);
    if (!arena)
        return 0;
    check((wm_str){(const char *)data, size}, arena);
    wm_arena_end(arena);
    return 0;
}
