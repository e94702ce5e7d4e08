/* Runs the cases of tests/cases/records: tables and CSV files in; the rows that were
 * loaded, what the report says, or why the files are refused, out. The form is in
 * tests/cases/records/README.md, so that an analyst can add one without C.
 */
#include "cases.h"

#include "base/csv.h"
#include "intake/records/load.h"
#include "lang/lang.h"

typedef struct records_case {
    wm_str file;
    wm_str title;
    wm_str body; /* the lines below `case` */
    uint32_t line;
} records_case;

static WM_LIST(records_case) cases;
static wm_arena *arena;

typedef struct expectation {
    uint32_t line;
    wm_str what; /* `rows referral`, `report`, `csv`, `refused` */
    wm_str text;
} expectation;

/* A case being run. */
typedef struct scene {
    const records_case *of;
    uint32_t line;
    wm_diags diags;
    wm_catalogue catalogue;
    WM_LIST(wm_load_file) files;
    WM_LIST(expectation) expected;
    wm_load_options options;
    wm_records records;
    wm_load_report report;
    wm_status status;
    bool because;
} scene;

static wm_str said(const scene *at)
{
    wm_text text = {0};
    wm_diags_print(&at->diags, false, &text);
    wm_str copy = wm_str_copy(arena, wm_text_str(&text));
    wm_text_end(&text);
    return copy;
}

/* The indented lines that follow, without their indent. */
static wm_str block(scene *at, wm_str *rest)
{
    wm_text text = {0};
    while (wm_str_starts(*rest, WM_STR("  "))) {
        wm_str line;
        wm_str_next(rest, '\n', &line);
        wm_text_add(&text, wm_str_slice(line, 2, line.len));
        wm_text_byte(&text, '\n');
        at->line++;
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&text));
    wm_text_end(&text);
    return copy;
}

static void read_tables(scene *at, wm_str text)
{
    wm_source *source = wm_arena_alloc(arena, 1, sizeof *source);
    *source = (wm_source){WM_STR("case.tables"), text};
    if (wm_lang_tables(source, arena, &at->diags, &at->catalogue) != WM_OK ||
        at->diags.errors)
        refuse(at, "the tables are refused\n%.*s", WM_FMT(said(at)));
}

/* `\xNN` is that byte: for files that no editor would write. */
static wm_str unescaped(wm_str text)
{
    char *out = wm_arena_alloc(arena, text.len + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned byte;
        if (i + 3 < text.len && text.data[i] == '\\' && text.data[i + 1] == 'x' &&
            sscanf(text.data + i + 2, "%2x", &byte) == 1) {
            out[len++] = (char)byte;
            i += 3;
        } else {
            out[len++] = text.data[i];
        }
    }
    return (wm_str){out, len};
}

static void add_file(scene *at, wm_str name, wm_str bytes)
{
    wm_load_file file = {.name = name, .bytes = unescaped(bytes)};
    size_t slash = wm_str_find_byte(name, '/');
    if (slash != SIZE_MAX)
        file.authority = wm_str_slice(name, 0, slash);
    push(&at->files, file);
}

static bool starts(wm_str *line, const char *word)
{
    if (!wm_str_starts(*line, wm_str_of(word)))
        return false;
    *line = wm_str_trim(wm_str_slice(*line, strlen(word), line->len));
    return true;
}

static void read_line(scene *at, wm_str line, wm_str *rest)
{
    if (!line.len || line.data[0] == '#')
        return;
    if (starts(&line, "because")) {
        at->because = line.len > 0;
    } else if (starts(&line, "tables")) {
        read_tables(at, block(at, rest));
    } else if (starts(&line, "file ")) {
        add_file(at, line, block(at, rest));
    } else if (starts(&line, "known at")) {
        at->options.known_at = wm_day_parse(line);
    } else if (starts(&line, "authority")) {
        at->options.authority = line;
    } else if (starts(&line, "expect ")) {
        uint32_t number = at->line;
        push(&at->expected, ((expectation){number, line, block(at, rest)}));
    } else {
        refuse(at, "`%.*s` says nothing a case knows", WM_FMT(line));
    }
}

static void read_scene(scene *at)
{
    wm_str rest = at->of->body, line;
    at->line = at->of->line;
    at->options = (wm_load_options){.known_at = WM_DAY_NONE, .any_place = true};
    while (wm_str_next(&rest, '\n', &line)) {
        at->line++;
        read_line(at, line, &rest);
    }
    if (!at->because)
        refuse_at(at, at->of->line, "a case says why, in a line `because ...`");
    if (!at->expected.count)
        refuse_at(at, at->of->line, "a case expects something");
}

/* Rows as they are in memory */

static void add_value(const scene *at, const wm_column_def *column, int32_t value,
                      wm_text *out)
{
    char day[11];
    if (value == WM_BLANK) {
        wm_text_byte(out, '-');
        return;
    }
    switch (column->type) {
    case WM_COLUMN_DATE:
        wm_day_print(value, day);
        wm_text_format(out, "%s", day);
        break;
    case WM_COLUMN_INT:
        wm_text_format(out, "%d", value);
        break;
    case WM_COLUMN_HUNDREDTHS:
        wm_text_format(out, "%s%d.%02d", value < 0 ? "-" : "", abs(value) / 100,
                       abs(value) % 100);
        break;
    case WM_COLUMN_YESNO:
        wm_text_add(out, value ? WM_STR("yes") : WM_STR("no"));
        break;
    case WM_COLUMN_CODE:
    case WM_COLUMN_TEXT:
        wm_text_add(out, at->records.texts.items[value]);
        break;
    case WM_COLUMN_KEY:
        wm_text_add(out,
                    wm_table_key(&at->records.tables[column->table], (uint32_t)value));
        break;
    }
}

/* `U6; 2016-03-01 U4`: the first value, and from which days it is another. */
static void add_history(const scene *at, const wm_table *table, int column, uint32_t row,
                        wm_text *out)
{
    const wm_column_def *def = &table->def->columns[column];
    for (size_t i = 0; i < table->history_count; i++) {
        const wm_history *history = &table->histories[i];
        if (history->column != column || history->first[row] == history->first[row + 1])
            continue;
        for (uint32_t j = history->first[row]; j < history->first[row + 1]; j++) {
            char day[11];
            wm_day_print(history->from[j], day);
            if (j > history->first[row])
                wm_text_format(out, "; %s ", day);
            add_value(at, def, history->value[j], out);
        }
        return;
    }
    add_value(at, def, table->columns[column][row], out);
}

static bool add_cell(scene *at, int number, wm_str name, uint32_t row, wm_text *out)
{
    const wm_table *table = &at->records.tables[number];
    const wm_records_authority *council =
        &at->records.authorities[wm_row_authority(&at->records, number, row)];
    int column = wm_table_column(table->def, name);
    if (column != WM_NO_COLUMN) {
        add_history(at, table, column, row, out);
    } else if (wm_str_equal(name, table->def->key)) {
        wm_text_add(out, wm_table_key(table, row));
    } else if (wm_str_equal(name, WM_STR("child")) && table->child) {
        wm_text_add(out, wm_table_key(&at->records.tables[at->records.schema->child],
                                      table->child[row]));
    } else if (wm_str_equal(name, WM_STR("parent")) && table->parent) {
        if (table->parent[row] == WM_BLANK)
            wm_text_byte(out, '-');
        else
            wm_text_add(out, wm_table_key(&at->records.tables[table->def->parent],
                                          (uint32_t)table->parent[row]));
    } else if (wm_str_equal(name, WM_STR("authority"))) {
        wm_text_add(out, council->code.len ? council->code : council->name);
    } else {
        return false;
    }
    return true;
}

/* Columns as the first expected line names them, one row a line. */
static wm_str rows_as_expected(scene *at, const expectation *wanted, int table)
{
    wm_text out = {0};
    wm_str rest = wanted->text, heading;
    wm_str_next(&rest, '\n', &heading);
    wm_text_add(&out, heading);
    wm_text_byte(&out, '\n');
    for (uint32_t row = 0; row < at->records.tables[table].count; row++) {
        wm_str names = heading, name;
        bool first = true;
        while (wm_str_next(&names, ',', &name)) {
            if (!first)
                wm_text_byte(&out, ',');
            first = false;
            if (!add_cell(at, table, wm_str_trim(name), row, &out))
                refuse_at(at, wanted->line, "no column `%.*s`", WM_FMT(name));
        }
        wm_text_byte(&out, '\n');
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&out));
    wm_text_end(&out);
    return copy;
}

static wm_str series_as_expected(const scene *at)
{
    wm_text out = {0};
    for (size_t i = 0; i < at->records.schema->series.count; i++) {
        const wm_series *series = &at->records.series[i];
        for (size_t j = 0; j < series->count; j++) {
            const wm_records_authority *council =
                &at->records.authorities[series->values[j].authority];
            wm_text_format(&out, "%.*s,%d,%lld\n",
                           WM_FMT(council->code.len ? council->code : council->name),
                           series->values[j].year, (long long)series->values[j].value);
        }
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&out));
    wm_text_end(&out);
    return copy;
}

static wm_str report_as_expected(const scene *at, bool csv)
{
    wm_text out = {0};
    if (csv)
        wm_load_report_csv(&at->report, at->records.schema, &out);
    else if (wm_load_report_say(&at->report, &at->records, &out) != WM_OK)
        abort();
    wm_str copy = wm_str_copy(arena, wm_text_str(&out));
    wm_text_end(&out);
    return copy;
}

/* `value type E3 2016-03-10 U4`: what is known of a column of a row on a day. */
static void check_value(scene *at, const expectation *wanted, wm_str rest)
{
    wm_str name, column, key, day;
    wm_str_next(&rest, '.', &name);
    wm_str_next(&rest, ' ', &column);
    wm_str_next(&rest, ' ', &key);
    wm_str_next(&rest, ' ', &day);
    int number = wm_schema_table(at->records.schema, name);
    const wm_table *table = &at->records.tables[number];
    int at_column = wm_table_column(table->def, column);
    for (uint32_t row = 0; row < table->count; row++) {
        if (!wm_str_equal(wm_table_key(table, row), key))
            continue;
        wm_text out = {0};
        int32_t value = wm_value_at(table, at_column, row, wm_day_parse(day));
        add_value(at, &table->def->columns[at_column], value, &out);
        if (!wm_str_equal(wm_text_str(&out), rest))
            refuse_at(at, wanted->line, "want `%.*s`, got `%.*s`", WM_FMT(rest),
                      WM_FMT(wm_text_str(&out)));
        wm_text_end(&out);
        return;
    }
    refuse_at(at, wanted->line, "no row `%.*s`", WM_FMT(key));
}

static void check(scene *at, const expectation *wanted)
{
    wm_str what = wanted->what, got = {"", 0};
    if (starts(&what, "refused")) {
        got = said(at);
        if (at->status == WM_OK)
            refuse_at(at, wanted->line, "want a refusal, got none");
    } else if (at->status != WM_OK) {
        refuse_at(at, wanted->line, "refused: %s\n%.*s", wm_status_text(at->status),
                  WM_FMT(said(at)));
    } else if (starts(&what, "rows ")) {
        int table = wm_schema_table(at->records.schema, what);
        if (table == WM_NO_TABLE)
            refuse_at(at, wanted->line, "no table `%.*s`", WM_FMT(what));
        got = rows_as_expected(at, wanted, table);
    } else if (starts(&what, "value ")) {
        check_value(at, wanted, what);
        return;
    } else if (starts(&what, "series")) {
        got = series_as_expected(at);
    } else if (starts(&what, "report")) {
        got = report_as_expected(at, false);
    } else if (starts(&what, "csv")) {
        got = report_as_expected(at, true);
    } else if (starts(&what, "said")) {
        got = said(at);
    } else {
        refuse_at(at, wanted->line, "cannot expect `%.*s`", WM_FMT(what));
    }
    if (!wm_str_equal(got, wanted->text))
        refuse_at(at, wanted->line, "\nwant\n%.*s\ngot\n%.*s", WM_FMT(wanted->text),
                  WM_FMT(got));
}

TEST(a_case_loads_what_it_should)
{
    scene at = {.of = &cases.items[_i]};
    wm_diags_init(&at.diags, arena);
    read_scene(&at);
    at.status =
        wm_records_load_files(at.files.items, at.files.count, &at.catalogue.schema,
                              &at.options, arena, &at.diags, &at.report, &at.records);
    for (size_t i = 0; i < at.expected.count; i++)
        check(&at, &at.expected.items[i]);
}
END

static void read_cases(wm_str file, wm_str text)
{
    records_case current = {0};
    wm_str rest = text, line;
    uint32_t number = 0;
    while (wm_str_next(&rest, '\n', &line)) {
        number++;
        if (wm_str_starts(line, WM_STR("case "))) {
            if (current.title.len)
                push(&cases, current);
            current = (records_case){.file = file,
                                     .title = wm_str_slice(line, 5, line.len),
                                     .body = {rest.data, 0},
                                     .line = number};
        } else if (current.title.len) {
            current.body.len = (size_t)(line.data + line.len - current.body.data);
        }
    }
    if (current.title.len)
        push(&cases, current);
}

int main(void)
{
    read_case_files(WM_TESTS "/cases/records", &arena, read_cases);
    int failed = run_cases("records", a_case_loads_what_it_should, cases.count, NULL);
    wm_arena_end(arena);
    return failed;
}
