#include "base/encoding.h"
#include "base/ratio.h"
#include "publish/opendata_screen.h"

#include <assert.h>

/* Names of files and columns, and the meta file against the data file. */

enum { COLUMN_NAME_MAX = 50, LABEL_MAX = 80 };

static bool is_plain_name(wm_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (!wm_is_alpha(c) && !wm_is_digit(c) && c != '_' && c != '-')
            return false;
    }
    return name.len > 0;
}

static wm_str stem_of(wm_str name, wm_str ending)
{
    return wm_str_ends(name, ending) ? wm_str_slice(name, 0, name.len - ending.len)
                                     : (wm_str){"", 0};
}

static void check_name(wm_screen *screen, wm_str name, wm_str ending,
                       const wm_screen_table *table)
{
    wm_str stem = stem_of(name, ending);
    if (wm_str_find_byte(name, ' ') != SIZE_MAX)
        wm_screen_say(screen, table, WM_SCREEN_FAIL, "filename_spaces", 0,
                      "a space in the name of the file");
    else if (!is_plain_name(stem))
        wm_screen_say(screen, table, WM_SCREEN_FAIL, "filename_special_characters", 0,
                      "the name of the file is not letters, digits, `-` and `_`, ending "
                      "in %.*s",
                      WM_FMT(ending));
}

/* Comma separated: a first line with semicolons or tabs and without commas is not. */
static void check_text(wm_screen *screen, wm_str bytes, const wm_screen_table *table)
{
    if (wm_utf8_valid_length(bytes) != bytes.len)
        wm_screen_say(screen, table, WM_SCREEN_FAIL, "utf8", 0, "the file is not UTF-8");
    wm_str header = wm_str_slice(bytes, 0, wm_str_find_byte(bytes, '\n'));
    if (wm_str_find_byte(header, ',') == SIZE_MAX)
        wm_screen_say(screen, table, WM_SCREEN_FAIL, "file_separator", 1,
                      "the first line has no comma");
}

void wm_screen_files(wm_screen *screen)
{
    const wm_opendata_pair *pair = screen->pair;
    wm_str data = WM_STR(".csv");
    wm_str meta = WM_STR(".meta.csv");
    check_name(screen, pair->data_name, data, &screen->data);
    check_name(screen, pair->meta_name, meta, &screen->meta);
    if (!wm_str_equal(stem_of(pair->data_name, data), stem_of(pair->meta_name, meta)))
        wm_screen_say(screen, &screen->meta, WM_SCREEN_FAIL, "filenames_match", 0,
                      "the two files are not called alike");
    check_text(screen, pair->data, &screen->data);
    check_text(screen, pair->meta, &screen->meta);
}

static void require(wm_screen *screen, const wm_screen_table *table, const char *rule,
                    const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wm_screen_column(table, names[i]) < 0)
            wm_screen_say(screen, table, WM_SCREEN_FAIL, rule, 1, "no column %s",
                          names[i]);
}

/* snake_case that begins with a letter. */
static bool is_snake(wm_str name)
{
    if (name.len == 0 || name.data[0] < 'a' || name.data[0] > 'z')
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (!(c >= 'a' && c <= 'z') && !wm_is_digit(c) && c != '_')
            return false;
    }
    return true;
}

static void check_names(wm_screen *screen, const wm_screen_table *table)
{
    for (size_t i = 0; i < table->columns; i++) {
        wm_str name = table->names[i];
        for (size_t j = 0; j < i; j++)
            if (wm_str_equal(name, table->names[j]))
                wm_screen_say(screen, table, WM_SCREEN_FAIL, "variable_duplicate", 1,
                              "two columns %.*s", WM_FMT(name));
        if (wm_str_find_byte(name, ' ') != SIZE_MAX)
            wm_screen_say(screen, table, WM_SCREEN_FAIL, "variable_name_spaces", 1,
                          "a space in %.*s", WM_FMT(name));
        else if (!is_snake(name))
            wm_screen_say(screen, table, WM_SCREEN_FAIL, "variable_snake_case", 1,
                          "%.*s is not snake_case", WM_FMT(name));
        if (name.len > COLUMN_NAME_MAX)
            wm_screen_say(screen, table, WM_SCREEN_FAIL, "api_char_col_name", 1,
                          "%.*s is longer than %d", WM_FMT(name), COLUMN_NAME_MAX);
    }
}

void wm_screen_columns(wm_screen *screen)
{
    static const char *const data[] = {"time_period", "time_identifier",
                                       "geographic_level", "country_code",
                                       "country_name"};
    static const char *const meta[] = {
        "col_name",       "col_type",     "label",       "indicator_grouping",
        "indicator_unit", "indicator_dp", "filter_hint", "filter_grouping_column"};
    require(screen, &screen->data, "data_mandatory_cols", data,
            sizeof data / sizeof *data);
    require(screen, &screen->meta, "meta_mandatory_cols", meta,
            sizeof meta / sizeof *meta);
    check_names(screen, &screen->data);
    check_names(screen, &screen->meta);
}

/* The cells of one row of the meta file. */
typedef struct meta_row {
    uint32_t line;
    wm_str name, type, label, grouping, unit, places, hint, filter_grouping;
} meta_row;

static wm_str cell_of(const wm_screen_table *meta, size_t row, const char *name)
{
    int column = wm_screen_column(meta, name);
    assert(column >= 0);
    return wm_screen_cell(meta, row, (size_t)column);
}

static meta_row meta_row_of(const wm_screen *screen, size_t row)
{
    const wm_screen_table *meta = &screen->meta;
    return (meta_row){
        .line = meta->lines[row],
        .name = cell_of(meta, row, "col_name"),
        .type = cell_of(meta, row, "col_type"),
        .label = cell_of(meta, row, "label"),
        .grouping = cell_of(meta, row, "indicator_grouping"),
        .unit = cell_of(meta, row, "indicator_unit"),
        .places = cell_of(meta, row, "indicator_dp"),
        .hint = cell_of(meta, row, "filter_hint"),
        .filter_grouping = cell_of(meta, row, "filter_grouping_column"),
    };
}

static void fail(wm_screen *screen, const meta_row *row, const char *rule,
                 const char *what)
{
    wm_screen_say(screen, &screen->meta, WM_SCREEN_FAIL, rule, row->line, "%.*s: %s",
                  WM_FMT(row->name), what);
}

static bool is_unit(wm_str unit)
{
    static const char *const units[] = {"", "%", "pp", "£", "£m", "numberstring"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (wm_str_equal(unit, wm_str_of(units[i])))
            return true;
    return false;
}

static void check_indicator(wm_screen *screen, const meta_row *row)
{
    wm_decimal places;
    if (!is_unit(row->unit))
        fail(screen, row, "indicator_unit_validation",
             "the unit is none of %, pp, £, £m and numberstring");
    if (wm_str_empty(row->places))
        wm_screen_say(screen, &screen->meta, WM_SCREEN_WARNING, "indicator_dp_completed",
                      row->line, "%.*s: no decimal places, 2 will be shown",
                      WM_FMT(row->name));
    else if (!wm_decimal_parse(row->places, &places) || places.places > 0 ||
             places.digits < 0)
        fail(screen, row, "indicator_dp_validation",
             "the decimal places are not 0, 1, 2 ...");
    if (!wm_str_empty(row->hint) || !wm_str_empty(row->filter_grouping))
        fail(screen, row, "filter_hint", "an indicator has no filter hint and grouping");
}

static void check_filter(wm_screen *screen, const meta_row *row)
{
    if (!wm_str_empty(row->grouping) || !wm_str_empty(row->unit) ||
        !wm_str_empty(row->places))
        fail(screen, row, "indicator_grouping",
             "a filter has no indicator grouping, unit and decimal places");
    if (!wm_str_empty(row->filter_grouping)) {
        bool found = false;
        for (size_t i = 0; i < screen->data.columns; i++)
            found |= wm_str_equal(screen->data.names[i], row->filter_grouping);
        if (!found)
            fail(screen, row, "filter_group_match",
                 "the data file has no such grouping column");
    }
}

static void check_label(wm_screen *screen, const meta_row *row, size_t index)
{
    if (wm_str_empty(wm_str_trim(row->label)))
        fail(screen, row, "label", "no label");
    if (wm_utf8_count(row->label) > LABEL_MAX)
        wm_screen_say(screen, &screen->meta, WM_SCREEN_FAIL, "api_char_label", row->line,
                      "%.*s: the label is longer than %d", WM_FMT(row->name), LABEL_MAX);
    for (size_t i = 0; i < index; i++) {
        meta_row before = meta_row_of(screen, i);
        if (wm_str_equal(before.label, row->label))
            fail(screen, row, "duplicate_label", "the label is another column's too");
        if (wm_str_equal(before.name, row->name))
            fail(screen, row, "meta_duplicate", "described twice");
    }
}

/* What the row describes; notes the type of the data column. */
static void match(wm_screen *screen, const meta_row *row, wm_meta_type type)
{
    if (wm_screen_is_reserved(row->name)) {
        fail(screen, row, "col_name_reserved", "a column of time or place is not listed");
        return;
    }
    for (size_t i = 0; i < screen->data.columns; i++) {
        if (!wm_str_equal(screen->data.names[i], row->name))
            continue;
        screen->types[i] = type;
        return;
    }
    fail(screen, row, "meta_to_data_crosscheck", "the data file has no such column");
}

static void check_row(wm_screen *screen, size_t index)
{
    meta_row row = meta_row_of(screen, index);
    wm_meta_type type = WM_META_NONE;
    if (wm_str_equal(row.type, WM_STR("Filter")))
        type = WM_META_FILTER;
    else if (wm_str_equal(row.type, WM_STR("Indicator")))
        type = WM_META_INDICATOR;
    else
        fail(screen, &row, "col_type", "the type is neither Filter nor Indicator");
    match(screen, &row, type);
    check_label(screen, &row, index);
    if (type == WM_META_INDICATOR)
        check_indicator(screen, &row);
    if (type == WM_META_FILTER)
        check_filter(screen, &row);
}

/* A column that groups a filter is not described by a row of its own. */
static bool is_grouping(const wm_screen *screen, wm_str name)
{
    for (size_t i = 0; i < screen->meta.rows; i++)
        if (wm_str_equal(meta_row_of(screen, i).filter_grouping, name))
            return true;
    return false;
}

void wm_screen_meta(wm_screen *screen)
{
    const wm_screen_table *data = &screen->data;
    screen->types = wm_arena_alloc(screen->arena, data->columns, sizeof *screen->types);
    if (!screen->types) {
        screen->status = WM_NOMEM;
        return;
    }
    bool indicator = false;
    for (size_t i = 0; i < screen->meta.rows; i++)
        check_row(screen, i);
    for (size_t i = 0; i < data->columns; i++) {
        indicator |= screen->types[i] == WM_META_INDICATOR;
        if (screen->types[i] == WM_META_NONE && !wm_screen_is_reserved(data->names[i]) &&
            !is_grouping(screen, data->names[i]))
            wm_screen_say(screen, data, WM_SCREEN_FAIL, "data_to_meta_crosscheck", 1,
                          "%.*s is not in the meta file", WM_FMT(data->names[i]));
    }
    if (!indicator)
        wm_screen_say(screen, &screen->meta, WM_SCREEN_FAIL, "indicators_present", 0,
                      "there is no indicator");
}
