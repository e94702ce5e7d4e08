#include "engine/internal.h"

#include <assert.h>

/* A figure is asked as at a day of its period; the holidays of a day outside the calendar
 * are not known, and so nothing can be due then (D5).
 */
wm_status wm_engine_check(const wm_request *request, wm_diags *diags)
{
    for (size_t i = 0; i < request->period_count; i++) {
        wm_period period = request->periods[i];
        wm_day at = wm_engine_as_at(request, i);
        assert(period.start <= at && at <= period.end);
        if (wm_in_working_days(period.start) && wm_in_working_days(at))
            continue;
        char day[11];
        wm_day_print(at, day);
        wm_diag_data(diags, WM_SEVERITY_ERROR, WM_STR(""), (wm_place){0, 0},
                     WM_STR("figures can be computed from 1990 to 2050, the years whose "
                            "working days are known"),
                     "the period that ends on %s cannot be computed", day);
        return WM_REJECTED;
    }
    return WM_OK;
}

wm_day wm_engine_as_at(const wm_request *request, size_t period)
{
    return request->as_at ? request->as_at[period] : request->periods[period].end;
}

static const wm_path no_path = {.means = WM_MEANS_NOTHING};

static wm_path column_of(int table, wm_whose whose, int column)
{
    return (wm_path){
        .means = WM_MEANS_COLUMN, .whose = whose, .table = table, .column = column};
}

/* The column of `table` that has the name and the type of another. */
static int same_column(const wm_schema *schema, const wm_column_def *like, int table)
{
    const wm_table_def *def = &schema->tables.items[table];
    int column = wm_table_column(def, like->name);
    if (column == WM_NO_COLUMN || def->columns[column].type != like->type ||
        def->columns[column].table != like->table)
        return WM_NO_COLUMN;
    return column;
}

wm_path wm_engine_same_path(const wm_schema *schema, const wm_path *path, int counted,
                            int table)
{
    const wm_table_def *def = &schema->tables.items[table];
    wm_path same = *path;
    int column;
    if (table == counted)
        return same;
    switch (path->whose) {
    case WM_WHOSE_ROW:
    case WM_WHOSE_THIS:
        column = same_column(
            schema, &schema->tables.items[path->table].columns[path->column], table);
        if (column != WM_NO_COLUMN)
            return column_of(table, WM_WHOSE_ROW, column);
        same.whose = WM_WHOSE_CHILD;
        return path->table == schema->child && wm_table_of_child(schema, table) ? same
                                                                                : no_path;
    case WM_WHOSE_CHILD:
        return wm_table_of_child(schema, table) ? same : no_path;
    case WM_WHOSE_PARENT:
        return def->parent == path->table ? same : no_path;
    case WM_WHOSE_KEY:
        same.key_column = same_column(
            schema, &schema->tables.items[counted].columns[path->key_column], table);
        return same.key_column != WM_NO_COLUMN ? same : no_path;
    }
    assert(false);
    return no_path;
}

static int birth_column(const wm_schema *schema, int table)
{
    const wm_table_def *def = &schema->tables.items[table];
    int column = wm_table_column(def, WM_STR("dob"));
    bool is_date = column != WM_NO_COLUMN && def->columns[column].type == WM_COLUMN_DATE;
    return is_date ? column : WM_NO_COLUMN;
}

wm_path wm_engine_birth_path(const wm_schema *schema, int table)
{
    int column = birth_column(schema, table);
    if (column != WM_NO_COLUMN)
        return column_of(table, WM_WHOSE_ROW, column);
    if (!wm_table_of_child(schema, table))
        return no_path;
    column = birth_column(schema, schema->child);
    return column == WM_NO_COLUMN ? no_path
                                  : column_of(schema->child, WM_WHOSE_CHILD, column);
}
