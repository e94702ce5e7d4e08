#include "cli/drill.h"

#include "cli/say.h"

/* Of a table of child the child; of `audit_case` that of its column `child`. */
static uint32_t child_of(const wm_records *records, int table, uint32_t row)
{
    const wm_table *of = &records->tables[table];
    if (table == records->schema->child)
        return row;
    if (of->child)
        return of->child[row];
    int column = wm_table_column(of->def, WM_STR("child"));
    if (column == WM_NO_COLUMN ||
        of->def->columns[column].table != records->schema->child)
        return WM_NO_CHILD;
    int32_t child = of->columns[column][row];
    return child == WM_BLANK ? WM_NO_CHILD : (uint32_t)child;
}

bool wm_is_restricted(const wm_records *records, uint32_t child)
{
    if (child == WM_NO_CHILD)
        return false;
    const wm_table *children = &records->tables[records->schema->child];
    int column = wm_table_column(children->def, WM_STR("restricted"));
    return column != WM_NO_COLUMN && children->columns[column][child] == 1;
}

static wm_status answer_rows(wm_drill *drill, const wm_request *request, wm_arena *work)
{
    const wm_records *records = &drill->asking->records;
    int table = drill->measure->body.rows->table;
    for (uint32_t row = 0; row < drill->count; row++) {
        size_t mark = wm_arena_mark(work);
        wm_drilled *drilled = &drill->rows[row];
        drilled->row = row;
        drilled->child = child_of(records, table, row);
        WM_TRY(wm_engine_row(request, drill->measure, 0, row, work, &drilled->answer));
        wm_arena_rewind(work, mark);
        if (wm_interrupted())
            return WM_INTERRUPTED;
    }
    return WM_OK;
}

wm_drill wm_drill_of(const wm_asking *asking, const wm_definition *measure, wm_day at,
                     wm_period_kind every)
{
    return (wm_drill){.asking = asking,
                      .measure = measure,
                      .table = &asking->records.tables[measure->body.rows->table],
                      .period =
                          wm_period_around(at, every, wm_asking_first_month(asking)),
                      .at = at};
}

wm_request wm_drill_request(const wm_drill *drill)
{
    return (wm_request){.records = &drill->asking->records,
                        .catalogue = &drill->asking->definitions.catalogue,
                        .calendar = &drill->asking->calendar,
                        .measures = &drill->measure,
                        .measure_count = 1,
                        .periods = &drill->period,
                        .period_count = 1,
                        .as_at = &drill->at,
                        .first_month = wm_asking_first_month(drill->asking)};
}

wm_exit wm_drill_rows(wm_asking *asking, const wm_definition *measure, wm_day at,
                      wm_period_kind every, wm_drill *drill_out)
{
    *drill_out = wm_drill_of(asking, measure, at, every);
    wm_request request = wm_drill_request(drill_out);
    drill_out->count = drill_out->table->count;
    drill_out->rows =
        wm_arena_alloc(asking->memory, drill_out->count, sizeof *drill_out->rows);
    if (!drill_out->rows)
        return wm_refused(WM_NOMEM, NULL);
    return wm_refused(answer_rows(drill_out, &request, asking->memory), NULL);
}

wm_str wm_source_line(const wm_source *source, wm_span span, wm_arena *arena)
{
    wm_str text = wm_str_slice(source->text, span.start, span.end);
    char *line = wm_arena_alloc(arena, text.len + 1, 1);
    size_t len = 0;
    if (!line)
        return (wm_str){0};
    for (size_t i = 0; i < text.len; i++)
        if (!wm_is_space(text.data[i]))
            line[len++] = text.data[i];
        else if (len && line[len - 1] != ' ')
            line[len++] = ' ';
    return wm_str_trim((wm_str){line, len});
}

wm_str wm_drill_clause(const wm_drill *drill, const wm_row_answer *answer,
                       wm_arena *arena)
{
    const wm_source *source = drill->measure->source;
    const wm_body *body = &drill->measure->body;
    if (answer->decided)
        return wm_source_line(source, answer->decided->span, arena);
    if (answer->decided_time)
        return wm_source_line(source, answer->decided_time->span, arena);
    if (answer->state == WM_ROW_COUNTED && body->where)
        return wm_source_line(source, body->where->span, arena);
    if (answer->state == WM_ROW_NOT_DUE && body->due)
        return wm_source_line(source, body->due->span, arena);
    return wm_source_line(source, body->rows->span, arena);
}

const char *wm_row_state_words(wm_row_state state)
{
    static const char *const words[] = {
        [WM_ROW_OUT] = "not of this figure", [WM_ROW_EXCLUDED] = "excluded",
        [WM_ROW_NOT_DUE] = "not yet due",    [WM_ROW_NOT_COUNTED] = "not counted",
        [WM_ROW_COUNTED] = "counted",
    };
    return words[state];
}

int32_t wm_drill_allocated(const wm_drill *drill, const wm_drilled *row,
                           const char *column, int *table_out, int *column_out)
{
    const wm_records *records = &drill->asking->records;
    wm_str name = wm_str_of(column);
    *table_out = drill->measure->body.rows->table;
    *column_out = wm_table_column(drill->table->def, name);
    if (*column_out != WM_NO_COLUMN) {
        int32_t own = wm_value_at(drill->table, *column_out, row->row, drill->at);
        if (own != WM_BLANK)
            return own;
    }
    int table = wm_schema_table(records->schema, WM_STR("allocation"));
    if (table == WM_NO_TABLE || row->child == WM_NO_CHILD ||
        !records->tables[table].count || !records->tables[table].child)
        return WM_BLANK;
    const wm_table *allocation = &records->tables[table];
    *table_out = table;
    *column_out = wm_table_column(allocation->def, name);
    if (*column_out == WM_NO_COLUMN || allocation->def->kind != WM_TABLE_SPELLS)
        return WM_BLANK;
    uint32_t from, to;
    wm_rows_of_child(allocation, row->child, &from, &to);
    while (to-- > from) {
        wm_day started = allocation->columns[allocation->def->from][to];
        wm_day ended = wm_value_at(allocation, allocation->def->to, to, drill->at);
        int32_t value = wm_value_at(allocation, *column_out, to, drill->at);
        if (started <= drill->at && (ended == WM_BLANK || ended > drill->at) &&
            value != WM_BLANK)
            return value;
    }
    return WM_BLANK;
}

bool wm_figure_wanted(const char *at, const char *every, wm_day *at_out,
                      wm_period_kind *every_out)
{
    *every_out = WM_PERIOD_QUARTER;
    if (!at) {
        wm_complain("as at which day? say --at DATE");
        return false;
    }
    return wm_counted_day_wanted("at", at, at_out) && wm_every_wanted(every, every_out);
}
