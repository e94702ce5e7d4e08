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

wm_path wm_engine_by_path(const wm_schema *schema, const wm_by *by, int table)
{
    wm_path path = by->path;
    if (path.whose != WM_WHOSE_ROW || path.table == table)
        return path;
    wm_str name = schema->tables.items[path.table].columns[path.column].name;
    path.table = table;
    path.column = wm_table_column(&schema->tables.items[table], name);
    if (path.column == WM_NO_COLUMN)
        path.means = WM_MEANS_NOTHING;
    return path;
}
