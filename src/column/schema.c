#include "column/schema.h"

int wm_schema_table(const wm_schema *schema, wm_str name)
{
    for (size_t i = 0; i < schema->tables.count; i++)
        if (wm_str_equal(schema->tables.items[i].name, name))
            return (int)i;
    return WM_NO_TABLE;
}

int wm_schema_series(const wm_schema *schema, wm_str name)
{
    for (size_t i = 0; i < schema->series.count; i++)
        if (wm_str_equal(schema->series.items[i].name, name))
            return (int)i;
    return -1;
}

int wm_schema_bands(const wm_schema *schema, wm_str name)
{
    for (size_t i = 0; i < schema->bands.count; i++)
        if (wm_str_equal(schema->bands.items[i].name, name))
            return (int)i;
    return -1;
}

int wm_table_column(const wm_table_def *table, wm_str name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (wm_str_equal(table->columns[i].name, name))
            return (int)i;
    return WM_NO_COLUMN;
}

const char *wm_column_type_name(wm_column_type type)
{
    static const char *const names[] = {
        [WM_COLUMN_DATE] = "date",   [WM_COLUMN_INT] = "int",
        [WM_COLUMN_YESNO] = "yesno", [WM_COLUMN_HUNDREDTHS] = "hundredths",
        [WM_COLUMN_CODE] = "code",   [WM_COLUMN_TEXT] = "text",
        [WM_COLUMN_KEY] = "key",
    };
    return names[type];
}

bool wm_table_of_child(const wm_schema *schema, int table)
{
    /* Parents form no circle: the reader of `.tables` sees to that. */
    while (table != WM_NO_TABLE && table != schema->child)
        table = schema->tables.items[table].parent;
    return table != WM_NO_TABLE;
}
