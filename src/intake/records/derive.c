#include "intake/records/derive.h"

static int32_t text_number(const wm_loading *loading, wm_str text)
{
    const wm_texts *texts = &loading->texts;
    if (!texts->slots)
        return -1;
    uint64_t hash = wm_bytes_hash(text.data, text.len);
    return wm_text_find(texts->list.items, texts->slots, texts->mask, text, hash).number;
}

/* -1 for no such text is no row's: texts count from 0 and a blank is far below. */
static bool is_text(const wm_deriving *deriving, int column, uint32_t row, wm_str text)
{
    if (column == WM_NO_COLUMN)
        return false;
    int32_t number = text_number(deriving->loading, text);
    return number >= 0 && deriving->from->columns[column][row] == number;
}

static bool passes_test(const wm_deriving *deriving, const wm_code_test *test,
                        uint32_t row)
{
    bool is_one = false;
    for (size_t i = 0; i < test->count && !is_one; i++)
        is_one = is_text(deriving, test->column, row, test->codes[i]);
    return is_one != test->is_not;
}

static bool passes(const wm_deriving *deriving, uint32_t row)
{
    const wm_made_from *made = &deriving->def->made_from;
    for (size_t i = 0; i < made->where_count; i++)
        if (!passes_test(deriving, &made->where[i], row))
            return false;
    return true;
}

bool wm_row_is_temporary(const wm_deriving *deriving, uint32_t row)
{
    int column = deriving->carer.placement;
    if (column == WM_NO_COLUMN)
        return false;
    int32_t placement = deriving->from->columns[column][row];
    for (size_t i = 0; i < sizeof deriving->temporary / sizeof *deriving->temporary; i++)
        if (placement >= 0 && placement == deriving->temporary[i])
            return true;
    return false;
}

/* Both recorded: 1 equal, 0 different; -1 when one is missing and nothing follows. */
static int compared(const wm_deriving *deriving, int column, uint32_t a, uint32_t b)
{
    if (column == WM_NO_COLUMN)
        return -1;
    const int32_t *values = deriving->from->columns[column];
    if (values[a] == WM_BLANK || values[b] == WM_BLANK)
        return -1;
    return values[a] == values[b];
}

static bool is_same_place(const wm_deriving *deriving, uint32_t a, uint32_t b)
{
    const wm_carer_columns *carer = &deriving->carer;
    int same = compared(deriving, carer->placement_id, a, b);
    if (same < 0)
        same = compared(deriving, carer->urn, a, b);
    if (same < 0)
        same = compared(deriving, carer->provider, a, b) == 1 &&
               compared(deriving, carer->postcode, a, b) == 1;
    return same == 1;
}

static bool is_same_carer(const wm_deriving *deriving, const wm_run *run, uint32_t row)
{
    const wm_carer_columns *carer = &deriving->carer;
    static const wm_str reasons[] = {{"L", 1}, {"T", 1}, {"U", 1}};
    static const wm_str placements[] = {{"A3", 2}, {"A5", 2}};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (is_text(deriving, carer->start_reason, row, reasons[i]))
            return true;
    for (size_t i = 0; i < sizeof placements / sizeof *placements; i++)
        if (is_text(deriving, carer->placement, row, placements[i]))
            return true;
    return is_same_place(deriving, run->carer_row, row);
}

static bool goes_on(const wm_deriving *deriving, const wm_run *run, uint32_t row)
{
    const wm_made_from *made = &deriving->def->made_from;
    wm_day from = deriving->from->columns[deriving->from->def->from][row];
    if (made->unless && passes_test(deriving, made->unless, row))
        return false;
    bool is_temporary = made->while_kind == WM_JOIN_CARER_OR_TEMPORARY &&
                        wm_row_is_temporary(deriving, row);
    bool may_overlap = made->overlapping || is_temporary;
    if (from > run->end || (from < run->end && !may_overlap))
        return false;
    switch (made->while_kind) {
    case WM_JOIN_ALWAYS:
        return true;
    case WM_JOIN_SAME_COLUMN:
        return deriving->from->columns[made->while_column][run->last_row] ==
               deriving->from->columns[made->while_column][row];
    case WM_JOIN_SAME_CARER:
        return is_same_carer(deriving, run, row);
    case WM_JOIN_CARER_OR_TEMPORARY:
        return is_temporary || is_same_carer(deriving, run, row);
    }
    return false;
}

/* A row of the source is of a file, or a run that begins with one. */
static wm_status note(const wm_deriving *deriving, wm_load_fault fault, uint32_t row)
{
    const wm_loading *loading = deriving->loading;
    wm_str key = wm_table_key(deriving->from, row);
    int source = deriving->source;
    while (wm_load_is_derived(loading, source)) {
        row = loading->runs[source].first_row[row];
        source = loading->schema->tables.items[source].made_from.source;
    }
    uint32_t origin = loading->rows[source].origin[row];
    return wm_load_note(deriving->loading, fault, deriving->table, WM_NO_COLUMN,
                        wm_load_file_of(loading, source, origin),
                        loading->rows[source].line[origin], key);
}

static int64_t end_of_row(const wm_deriving *deriving, uint32_t row)
{
    const wm_table_def *def = deriving->from->def;
    wm_day to = deriving->from->columns[def->to][row];
    return to == WM_BLANK ? INT32_MAX : (int64_t)to + def->inclusive;
}

static wm_status join(wm_deriving *deriving, wm_run *run, uint32_t row)
{
    int64_t end = end_of_row(deriving, row);
    run->end = end > run->end ? end : run->end;
    run->last_row = row;
    if (!wm_row_is_temporary(deriving, row))
        run->carer_row = row;
    return note(deriving, WM_FAULT_joined, row);
}

static wm_status begin(wm_deriving *deriving, uint32_t row, size_t *current)
{
    wm_run run = {.first_row = row,
                  .last_row = row,
                  .carer_row = row,
                  .from = deriving->from->columns[deriving->from->def->from][row],
                  .end = end_of_row(deriving, row)};
    bool is_never_open = run.end == run.from;
    if (*current != SIZE_MAX && !is_never_open) {
        wm_run *before = &deriving->runs.items[*current];
        if (before->end > run.from) {
            before->end = run.from;
            WM_TRY(note(deriving, WM_FAULT_cut, before->first_row));
        }
    }
    if (!wm_list_push(deriving->loading->scratch, &deriving->runs, run))
        return WM_NOMEM;
    if (*current == SIZE_MAX || !is_never_open)
        *current = deriving->runs.count - 1;
    return WM_OK;
}

static wm_status runs_of_child(wm_deriving *deriving, uint32_t child)
{
    uint32_t from, to;
    size_t current = SIZE_MAX;
    wm_rows_of_child(deriving->from, child, &from, &to);
    for (uint32_t row = from; row < to; row++) {
        if (!passes(deriving, row)) {
            deriving->of_source[row] = WM_NO_ROW;
            WM_TRY(note(deriving, WM_FAULT_left_out, row));
            continue;
        }
        wm_run *run = current == SIZE_MAX ? NULL : &deriving->runs.items[current];
        if (run && goes_on(deriving, run, row)) {
            WM_TRY(join(deriving, run, row));
            deriving->of_source[row] = (uint32_t)current;
        } else {
            WM_TRY(begin(deriving, row, &current));
            deriving->of_source[row] = (uint32_t)deriving->runs.count - 1;
        }
    }
    return WM_OK;
}

static wm_status make_runs(wm_deriving *deriving)
{
    wm_loading *loading = deriving->loading;
    size_t children = loading->records->child_count;
    wm_table *to = deriving->to;
    deriving->of_source = wm_arena_alloc(loading->scratch, deriving->from->count,
                                         sizeof *deriving->of_source);
    to->first = wm_arena_alloc(loading->arena, children + 1, sizeof *to->first);
    if (!deriving->of_source || !to->first)
        return WM_NOMEM;
    for (uint32_t child = 0; child < children; child++) {
        WM_TRY(runs_of_child(deriving, child));
        to->first[child + 1] = (uint32_t)deriving->runs.count;
    }
    to->count = deriving->runs.count;
    loading->report->tables[deriving->table].kept = to->count;
    return WM_OK;
}

/* For messages about what is made from this table in its turn. */
static wm_status keep_runs(const wm_deriving *deriving)
{
    wm_runs *runs = &deriving->loading->runs[deriving->table];
    runs->of_source = deriving->of_source;
    runs->first_row = wm_arena_alloc(deriving->loading->scratch, deriving->runs.count,
                                     sizeof *runs->first_row);
    if (!runs->first_row)
        return WM_NOMEM;
    for (size_t i = 0; i < deriving->runs.count; i++)
        runs->first_row[i] = deriving->runs.items[i].first_row;
    return WM_OK;
}

static wm_carer_columns carer_columns(const wm_table_def *source)
{
    return (wm_carer_columns){
        .placement = wm_table_column(source, WM_STR("placement")),
        .start_reason = wm_table_column(source, WM_STR("start_reason")),
        .placement_id = wm_table_column(source, WM_STR("placement_id")),
        .urn = wm_table_column(source, WM_STR("urn")),
        .provider = wm_table_column(source, WM_STR("provider")),
        .postcode = wm_table_column(source, WM_STR("postcode")),
    };
}

wm_status wm_load_derive(wm_loading *loading, int table)
{
    const wm_table_def *def = &loading->schema->tables.items[table];
    int source = def->made_from.source;
    wm_deriving deriving = {.loading = loading,
                            .table = table,
                            .source = source,
                            .def = def,
                            .from = &loading->records->tables[source],
                            .to = &loading->records->tables[table],
                            .carer =
                                carer_columns(&loading->schema->tables.items[source])};
    static const wm_str temporary[] = {
        {"T0", 2}, {"T1", 2}, {"T2", 2}, {"T3", 2}, {"T4", 2}};
    for (size_t i = 0; i < sizeof temporary / sizeof *temporary; i++)
        deriving.temporary[i] = text_number(loading, temporary[i]);
    deriving.to->def = def;
    WM_TRY(make_runs(&deriving));
    WM_TRY(keep_runs(&deriving));
    return wm_load_take(&deriving);
}

static wm_status refuse(wm_diags *diags, const wm_table_def *def, const char *what)
{
    wm_diag_data(diags, WM_SEVERITY_ERROR, def->file, (wm_place){0, 0},
                 WM_STR("only spells of child can be made, from spells of child"),
                 "table `%.*s` cannot be made from %s", WM_FMT(def->name), what);
    return WM_REJECTED;
}

static bool is_spells_of_child(const wm_schema *schema, int table)
{
    const wm_table_def *def = &schema->tables.items[table];
    return def->from != WM_NO_COLUMN && def->to != WM_NO_COLUMN &&
           def->parent != WM_NO_TABLE && def->parent == schema->child;
}

wm_status wm_derive_check(const wm_schema *schema, int table, wm_diags *diags)
{
    const wm_table_def *def = &schema->tables.items[table];
    int source = def->made_from.source;
    if (source == WM_NO_TABLE)
        return WM_OK;
    if (!is_spells_of_child(schema, table) || !is_spells_of_child(schema, source))
        return refuse(diags, def, "this");
    size_t steps = 0;
    for (; source != WM_NO_TABLE; source = schema->tables.items[source].made_from.source)
        if (steps++ == schema->tables.count)
            return refuse(diags, def, "itself");
    return WM_OK;
}
