#include "publish/figures_long.h"

#include "base/csv.h"
#include "base/json.h"
#include "figure/figure.h"

/* One figure of one group in one period, ready to be written. */
typedef struct long_row {
    const wm_definition *measure;
    wm_str authority;
    wm_str *groups; /* one for each name of the writer */
    wm_period period;
    wm_day as_at;
    const wm_counts *counts;
    int64_t scale;
    bool hundredths;
    wm_figure_status status;
    bool has[3]; /* value, low, high */
    wm_ratio values[3];
} long_row;

typedef struct long_writer {
    const wm_figures_long *figures;
    wm_arena *row; /* rewound for each row */
    wm_str *names; /* of breakdowns, NUL-terminated, in the order met */
    size_t name_count;
    wm_text *out;
    wm_json json;
    void (*write)(struct long_writer *writer, const long_row *row);
} long_writer;

wm_str wm_column_words(const wm_records *records, int table, int column, int32_t value,
                       wm_arena *arena)
{
    if (value == WM_BLANK)
        return WM_STR("(not recorded)");
    const wm_column_def *def = &records->schema->tables.items[table].columns[column];
    switch (def->type) {
    case WM_COLUMN_KEY:
        return wm_table_key(&records->tables[def->table], (uint32_t)value);
    case WM_COLUMN_YESNO:
        return value ? WM_STR("yes") : WM_STR("no");
    case WM_COLUMN_CODE:
    case WM_COLUMN_TEXT:
        return records->texts.items[value];
    case WM_COLUMN_DATE: {
        char day[11];
        wm_day_print(value, day);
        return wm_str_copy(arena, wm_str_of(day));
    }
    case WM_COLUMN_HUNDREDTHS: {
        char number[WM_NUMBER_BYTES];
        wm_decimal_print((wm_decimal){value, 2}, number);
        return wm_str_copy(arena, wm_str_of(number));
    }
    case WM_COLUMN_INT:
        break;
    }
    return wm_str_format(arena, "%d", value);
}

wm_str wm_authority_word(const wm_records *records, size_t authority)
{
    const wm_records_authority *of = &records->authorities[authority];
    return wm_str_empty(of->code) ? of->name : of->code;
}

static wm_str group_words(const wm_figures_long *figures, const wm_by *by, int32_t key,
                          wm_arena *arena)
{
    const wm_schema *schema = figures->request->records->schema;
    if (key == WM_GROUP_ALL)
        return WM_STR("(all)");
    if (by->kind == WM_BY_BANDS && key != WM_BLANK)
        return schema->bands.items[by->bands].bands[key].name;
    return wm_column_words(figures->request->records, by->path.table, by->path.column,
                           key, arena);
}

static bool is_total(const wm_group *group, size_t dimensions)
{
    for (size_t i = 0; i < dimensions; i++)
        if (group->keys[i] != WM_GROUP_ALL)
            return false;
    return true;
}

static void set_values(long_row *row, bool provisional)
{
    const wm_counts *c = row->counts;
    const int64_t parts[3][2] = {{c->numerator, c->denominator},
                                 {c->low_numerator, c->low_denominator},
                                 {c->high_numerator, c->high_denominator}};
    for (size_t i = 0; i < 3; i++)
        row->has[i] = wm_ratio_of(parts[i][0], parts[i][1], row->scale, &row->values[i]);
    row->status = provisional ? WM_FIGURE_PROVISIONAL : WM_FIGURE_FINAL;
    if (!row->has[0])
        row->status = c->denominator ? WM_FIGURE_NOT_AVAILABLE : WM_FIGURE_NOT_APPLICABLE;
}

/* `team`, `child.sex` as the measure says it; `age` for bands of ages. */
static wm_str dimension_name(const wm_schema *schema, const wm_by *by, wm_arena *arena)
{
    const wm_path *path = &by->path;
    if (by->kind == WM_BY_BANDS)
        return wm_str_copy(arena, schema->bands.items[by->bands].name);
    return wm_str_format(arena, "%.*s%s%.*s", WM_FMT(path->first.text),
                         path->second.text.len ? "." : "", WM_FMT(path->second.text));
}

static size_t name_number(const long_writer *writer, wm_str name)
{
    size_t i = 0;
    while (i < writer->name_count && !wm_str_equal(writer->names[i], name))
        i++;
    return i;
}

static wm_status set_groups(const long_writer *writer, const wm_group *group,
                            long_row *row)
{
    const wm_by_list *by = &row->measure->body.by;
    const wm_schema *schema = writer->figures->request->records->schema;
    row->groups = wm_arena_alloc(writer->row, writer->name_count, sizeof *row->groups);
    if (!row->groups)
        return WM_NOMEM;
    for (size_t i = 0; i < writer->name_count; i++)
        row->groups[i] = WM_STR("(all)");
    for (size_t i = 0; writer->name_count && i < by->count; i++) {
        wm_str name = dimension_name(schema, &by->items[i], writer->row);
        wm_str words =
            group_words(writer->figures, &by->items[i], group->keys[i], writer->row);
        if (!name.data || !words.data)
            return WM_NOMEM;
        row->groups[name_number(writer, name)] = words;
    }
    return WM_OK;
}

/* While its period lasts, when it stands on the population of an earlier year (D8), and
 * where the records do not reach. */
static bool is_provisional(const wm_figures_long *figures, const wm_result *result,
                           size_t authority, size_t p, wm_day as_at)
{
    const wm_request *request = figures->request;
    size_t cell = authority * request->period_count + p;
    return as_at < request->periods[p].end ||
           (result->stale_series && result->stale_series[cell]) ||
           (figures->final_to != WM_DAY_NONE && as_at > figures->final_to);
}

/* The periods of one group. */
static wm_status write_group(long_writer *writer, const wm_result *result, size_t g)
{
    const wm_request *request = writer->figures->request;
    const wm_schema *schema = request->records->schema;
    const wm_group *group = &result->groups[g];
    size_t mark = wm_arena_mark(writer->row);
    long_row row = {.measure = result->measure,
                    .authority = wm_authority_word(request->records, group->authority),
                    .scale = wm_counts_scale(schema, result->measure),
                    .hundredths = wm_counts_in_hundredths(schema, result->measure)};
    WM_TRY(set_groups(writer, group, &row));
    for (size_t p = 0; p < request->period_count; p++) {
        row.period = request->periods[p];
        row.as_at = request->as_at ? request->as_at[p] : row.period.end;
        row.counts = &result->counts[g * request->period_count + p];
        set_values(&row, is_provisional(writer->figures, result, group->authority, p,
                                        row.as_at));
        writer->write(writer, &row);
    }
    wm_arena_rewind(writer->row, mark);
    return wm_text_status(writer->out);
}

static wm_status write_results(long_writer *writer)
{
    const wm_figures_long *figures = writer->figures;
    for (size_t m = 0; m < figures->request->measure_count; m++) {
        const wm_result *result = &figures->results[m];
        for (size_t g = 0; g < result->group_count; g++)
            if (figures->groups ||
                is_total(&result->groups[g], result->measure->body.by.count))
                WM_TRY(write_group(writer, result, g));
    }
    return WM_OK;
}

static wm_status name_breakdowns(long_writer *writer, const wm_by_list *by)
{
    const wm_schema *schema = writer->figures->request->records->schema;
    for (size_t i = 0; i < by->count; i++) {
        wm_str name = dimension_name(schema, &by->items[i], writer->row);
        if (!name.data)
            return WM_NOMEM;
        size_t number = name_number(writer, name);
        writer->names[number] = name;
        writer->name_count += number == writer->name_count;
    }
    return WM_OK;
}

static wm_status name_dimensions(long_writer *writer)
{
    const wm_request *request = writer->figures->request;
    if (!writer->figures->groups)
        return WM_OK;
    size_t most = 0;
    for (size_t m = 0; m < request->measure_count; m++)
        most += request->measures[m]->body.by.count;
    writer->names = wm_arena_alloc(writer->row, most, sizeof *writer->names);
    if (!writer->names)
        return WM_NOMEM;
    for (size_t m = 0; m < request->measure_count; m++)
        WM_TRY(name_breakdowns(writer, &request->measures[m]->body.by));
    return WM_OK;
}

static void write_csv_values(long_writer *writer, const long_row *row)
{
    wm_text *out = writer->out;
    char number[WM_NUMBER_BYTES];
    wm_csv_write_whole(out, row->counts->numerator);
    if (row->hundredths) {
        wm_decimal_print((wm_decimal){row->counts->denominator, 2}, number);
        wm_csv_write(out, wm_str_of(number), false);
    } else {
        wm_csv_write_whole(out, row->counts->denominator);
    }
    for (size_t i = 0; i < 3; i++) {
        number[0] = '\0';
        if (row->has[i])
            wm_ratio_print_shortest(row->values[i], number);
        wm_csv_write(out, wm_str_of(number), false);
    }
    wm_csv_write(out, wm_str_of(wm_figure_status_name(row->status)), false);
    wm_csv_end_row(out);
}

static void write_csv_row(long_writer *writer, const long_row *row)
{
    wm_text *out = writer->out;
    wm_csv_write(out, row->measure->heading.ref, true);
    wm_csv_write_text(out, row->authority, false);
    for (size_t i = 0; i < writer->name_count; i++)
        wm_csv_write_text(out, row->groups[i], false);
    wm_csv_write(out, wm_str_of(wm_period_kind_name(row->period.kind)), false);
    wm_csv_write_day(out, row->period.start);
    wm_csv_write_day(out, row->period.end);
    wm_csv_write_day(out, row->as_at);
    wm_csv_write_day(out, writer->figures->request->records->known_at);
    write_csv_values(writer, row);
}

static void write_csv_heading(long_writer *writer)
{
    static const char *const last[] = {
        "period_kind", "period_start", "period_end", "as_at", "known_at", "numerator",
        "denominator", "value",        "low",        "high",  "status"};
    wm_csv_write(writer->out, WM_STR("measure"), true);
    wm_csv_write(writer->out, WM_STR("authority"), false);
    for (size_t i = 0; i < writer->name_count; i++)
        wm_csv_write_text(writer->out, writer->names[i], false);
    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        wm_csv_write(writer->out, wm_str_of(last[i]), false);
    wm_csv_end_row(writer->out);
}

static void write_json_day(wm_json *json, const char *key, wm_day day)
{
    char text[11] = "";
    if (day != WM_DAY_NONE)
        wm_day_print(day, text);
    wm_json_pair(json, key, wm_str_of(text));
}

static void write_json_values(wm_json *json, const long_row *row)
{
    static const char *const names[] = {"value", "low", "high"};
    wm_json_key(json, "numerator");
    wm_json_whole(json, row->counts->numerator);
    wm_json_key(json, "denominator");
    if (row->hundredths)
        wm_json_ratio(json,
                      wm_ratio_of_decimal((wm_decimal){row->counts->denominator, 2}));
    else
        wm_json_whole(json, row->counts->denominator);
    for (size_t i = 0; i < 3; i++) {
        wm_json_key(json, names[i]);
        if (row->has[i])
            wm_json_ratio(json, row->values[i]);
        else
            wm_json_null(json);
    }
    wm_json_pair(json, "status", wm_str_of(wm_figure_status_name(row->status)));
}

static void write_json_groups(long_writer *writer, const long_row *row)
{
    wm_json *json = &writer->json;
    if (!writer->name_count)
        return;
    wm_json_key(json, "groups");
    wm_json_object(json);
    for (size_t i = 0; i < writer->name_count; i++)
        wm_json_pair(json, writer->names[i].data, row->groups[i]);
    wm_json_close(json);
}

static void write_json_row(long_writer *writer, const long_row *row)
{
    wm_json *json = &writer->json;
    wm_json_object(json);
    wm_json_pair(json, "measure", row->measure->heading.ref);
    wm_json_pair(json, "authority", row->authority);
    write_json_groups(writer, row);
    wm_json_pair(json, "period_kind", wm_str_of(wm_period_kind_name(row->period.kind)));
    write_json_day(json, "period_start", row->period.start);
    write_json_day(json, "period_end", row->period.end);
    write_json_day(json, "as_at", row->as_at);
    write_json_day(json, "known_at", writer->figures->request->records->known_at);
    write_json_values(json, row);
    wm_json_close(json);
}

enum { ROW_BYTES = 1024 * 1024 };

static wm_status write_long(const wm_figures_long *figures, bool json, wm_text *out)
{
    long_writer writer = {.figures = figures,
                          .row = wm_arena_new(ROW_BYTES),
                          .out = out,
                          .write = json ? write_json_row : write_csv_row};
    if (!writer.row)
        return WM_NOMEM;
    wm_status status = name_dimensions(&writer);
    if (json) {
        writer.json = wm_json_start(out);
        wm_json_array(&writer.json);
    } else {
        write_csv_heading(&writer);
    }
    if (status == WM_OK)
        status = write_results(&writer);
    if (status == WM_OK && json) {
        wm_json_close(&writer.json);
        wm_json_finish(&writer.json);
    }
    wm_arena_end(writer.row);
    return status == WM_OK ? wm_text_status(out) : status;
}

wm_status wm_figures_long_csv(const wm_figures_long *figures, wm_text *out)
{
    return write_long(figures, false, out);
}

wm_status wm_figures_long_json(const wm_figures_long *figures, wm_text *out)
{
    return write_long(figures, true, out);
}
