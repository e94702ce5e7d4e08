#include "base/encoding.h"
#include "base/ratio.h"
#include "publish/opendata_screen.h"

#include <stdlib.h>

/* Time, filters, places and cells of the data file. */

enum { LOCATION_CODE_MAX = 30, NAME_MAX_CHARACTERS = 120 };

/* Time identifiers: how many digits they go with, and which may share a file. */
static const struct identifier {
    const char *name;
    size_t digits;
    int group;
} identifiers[] = {
    {"Calendar year", 4, 1},
    {"Reporting year", 4, 2},
    {"January", 4, 3},
    {"February", 4, 3},
    {"March", 4, 3},
    {"April", 4, 3},
    {"May", 4, 3},
    {"June", 4, 3},
    {"July", 4, 3},
    {"August", 4, 3},
    {"September", 4, 3},
    {"October", 4, 3},
    {"November", 4, 3},
    {"December", 4, 3},
    {"Academic year", 6, 4},
    {"Financial year", 6, 5},
    {"Tax year", 6, 6},
    {"Financial year Q1", 6, 7},
    {"Financial year Q2", 6, 7},
    {"Financial year Q3", 6, 7},
    {"Financial year Q4", 6, 7},
    {"Autumn term", 6, 8},
    {"Spring term", 6, 8},
    {"Summer term", 6, 8},
    {"Autumn and spring term", 6, 8},
    {"Part 1 (April to September)", 6, 9},
    {"Part 2 (October to March)", 6, 9},
};

static wm_str data_cell(const wm_screen *screen, size_t row, const char *name)
{
    int column = wm_screen_column(&screen->data, name);
    return column < 0 ? (wm_str){"", 0}
                      : wm_screen_cell(&screen->data, row, (size_t)column);
}

static int number_of(wm_str text)
{
    int number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!wm_is_digit(text.data[i]) || number > 999999)
            return -1;
        number = number * 10 + (text.data[i] - '0');
    }
    return number;
}

/* `Week 1` to `Week 52`. */
static bool is_week(wm_str name)
{
    wm_str prefix = WM_STR("Week ");
    if (!wm_str_starts(name, prefix) || name.len == prefix.len)
        return false;
    int week = number_of(wm_str_slice(name, prefix.len, name.len));
    return week >= 1 && week <= 52;
}

static const struct identifier *identifier_of(wm_str name)
{
    static const struct identifier week = {"Week", 4, 10};
    for (size_t i = 0; i < sizeof identifiers / sizeof *identifiers; i++)
        if (wm_str_equal(name, wm_str_of(identifiers[i].name)))
            return &identifiers[i];
    return is_week(name) ? &week : NULL;
}

static void check_period(wm_screen *screen, uint32_t line, wm_str period,
                         const struct identifier *identifier)
{
    int number = period.len == identifier->digits ? number_of(period) : -1;
    const char *rule = identifier->digits == 6 ? "time_period_six" : "time_period";
    bool follows = identifier->digits == 4 || (number / 100 + 1) % 100 == number % 100;
    if (number < 0 || !follows)
        wm_screen_say(screen, &screen->data, WM_SCREEN_FAIL, rule, line,
                      identifier->digits == 6
                          ? "%.*s is not as 201617, a year and the next"
                          : "%.*s is not a year of four digits",
                      WM_FMT(period));
}

void wm_screen_time(wm_screen *screen)
{
    int group = 0;
    for (size_t row = 0; row < screen->data.rows; row++) {
        uint32_t line = screen->data.lines[row];
        wm_str name = data_cell(screen, row, "time_identifier");
        const struct identifier *identifier = identifier_of(name);
        if (!identifier) {
            wm_screen_say(screen, &screen->data, WM_SCREEN_FAIL, "time_identifier", line,
                          "no time identifier `%.*s`", WM_FMT(name));
            continue;
        }
        if (group && group != identifier->group)
            wm_screen_say(screen, &screen->data, WM_SCREEN_FAIL, "time_identifier_mix",
                          line, "`%.*s` may not share a file with those before it",
                          WM_FMT(name));
        else
            group = identifier->group;
        check_period(screen, line, data_cell(screen, row, "time_period"), identifier);
    }
}

static void check_filter_cell(wm_screen *screen, size_t row, size_t column)
{
    wm_str name = screen->data.names[column];
    wm_str cell = wm_screen_cell(&screen->data, row, column);
    uint32_t line = screen->data.lines[row];
    if (wm_str_empty(wm_str_trim(cell)))
        wm_screen_say(screen, &screen->data, WM_SCREEN_FAIL, "blanks_filters", line,
                      "a blank in %.*s", WM_FMT(name));
    else if (wm_str_trim(cell).len != cell.len)
        wm_screen_say(screen, &screen->data, WM_SCREEN_FAIL, "filter_whitespace", line,
                      "space around a cell of %.*s", WM_FMT(name));
    if (wm_utf8_count(cell) > NAME_MAX_CHARACTERS)
        wm_screen_say(screen, &screen->data, WM_SCREEN_FAIL, "api_char_filter_item", line,
                      "an item of %.*s is longer than %d", WM_FMT(name),
                      NAME_MAX_CHARACTERS);
}

static void check_filter(wm_screen *screen, size_t column)
{
    wm_str name = screen->data.names[column];
    wm_str first = {0};
    bool several = false;
    bool total = false;
    for (size_t row = 0; row < screen->data.rows; row++) {
        wm_str cell = wm_screen_cell(&screen->data, row, column);
        check_filter_cell(screen, row, column);
        first = row == 0 ? cell : first;
        several |= !wm_str_equal(cell, first);
        total |= wm_str_equal(cell, WM_STR("Total"));
    }
    if (!several)
        wm_screen_say(screen, &screen->data, WM_SCREEN_FAIL, "filter_level", 0,
                      "%.*s has only one value", WM_FMT(name));
    if (!total && wm_screen_column(&screen->meta, "filter_default") < 0)
        wm_screen_say(screen, &screen->data, WM_SCREEN_WARNING, "total", 0,
                      "%.*s has no item `Total`", WM_FMT(name));
}

void wm_screen_filters(wm_screen *screen)
{
    for (size_t i = 0; i < screen->data.columns; i++)
        if (screen->types[i] == WM_META_FILTER)
            check_filter(screen, i);
}

/* Which columns a level fills: C country, R region, L local authority. */
typedef enum wm_geography { LEVEL_NATIONAL, LEVEL_REGIONAL, LEVEL_AUTHORITY } geography;

static bool level_of(wm_str text, geography *out)
{
    static const char *const names[] = {"National", "Regional", "Local authority"};
    for (unsigned i = 0; i < 3; i++) {
        if (wm_str_equal(text, wm_str_of(names[i]))) {
            *out = (geography)i;
            return true;
        }
    }
    return false;
}

static void geography_says(wm_screen *screen, size_t row, wm_screen_result result,
                           const char *rule, const char *what)
{
    wm_screen_say(screen, &screen->data, result, rule, screen->data.lines[row], "%s",
                  what);
}

/* An unknown place is `x` and `Not available`, both or neither. */
static void check_pair(wm_screen *screen, size_t row, const char *code_column,
                       const char *name_column)
{
    wm_str code = data_cell(screen, row, code_column);
    wm_str name = data_cell(screen, row, name_column);
    bool unknown = wm_str_equal(code, WM_STR("x"));
    if (wm_str_empty(code) != wm_str_empty(name))
        geography_says(screen, row, WM_SCREEN_FAIL, "incomplete_location",
                       "a place with a code and no name, or a name and no code");
    if (unknown != wm_str_equal(name, WM_STR("Not available")))
        geography_says(screen, row, WM_SCREEN_FAIL, "na_geography_code",
                       "`x` goes with `Not available`, and with nothing else");
    if (code.len > LOCATION_CODE_MAX)
        geography_says(screen, row, WM_SCREEN_FAIL, "api_char_loc_code",
                       "the code of a place is longer than 30");
    if (wm_utf8_count(name) > NAME_MAX_CHARACTERS)
        geography_says(screen, row, WM_SCREEN_FAIL, "api_char_loc_name",
                       "the name of a place is longer than 120");
}

static bool is_filled(const wm_screen *screen, size_t row, const char *column)
{
    return !wm_str_empty(data_cell(screen, row, column));
}

static void check_level(wm_screen *screen, size_t row, geography level)
{
    bool region =
        is_filled(screen, row, "region_code") || is_filled(screen, row, "region_name");
    bool authority = is_filled(screen, row, "new_la_code") ||
                     is_filled(screen, row, "la_name") ||
                     is_filled(screen, row, "old_la_code");
    if ((level == LEVEL_NATIONAL && (region || authority)) ||
        (level == LEVEL_REGIONAL && authority))
        geography_says(screen, row, WM_SCREEN_FAIL, "overcompleted_cols",
                       "columns of a smaller place are filled");
    if ((level == LEVEL_REGIONAL && !region) || (level == LEVEL_AUTHORITY && !authority))
        geography_says(screen, row, WM_SCREEN_FAIL, "incomplete_location",
                       "the columns of the place are blank");
    if (level == LEVEL_AUTHORITY && authority && !is_filled(screen, row, "old_la_code"))
        geography_says(screen, row, WM_SCREEN_FAIL, "incomplete_location",
                       "an authority without its three digits");
    if (level == LEVEL_AUTHORITY && !region)
        geography_says(screen, row, WM_SCREEN_WARNING, "region_for_la",
                       "an authority without its region");
}

static void check_country(wm_screen *screen, size_t row)
{
    if (!wm_str_equal(data_cell(screen, row, "country_code"), WM_STR("E92000001")) ||
        !wm_str_equal(data_cell(screen, row, "country_name"), WM_STR("England")))
        geography_says(screen, row, WM_SCREEN_FAIL, "country_code",
                       "the country is E92000001, England");
}

/* One code has one name, and one name one code. */
static void check_same_names(wm_screen *screen, const char *code_column,
                             const char *name_column)
{
    for (size_t row = 1; row < screen->data.rows; row++) {
        wm_str code = data_cell(screen, row, code_column);
        wm_str name = data_cell(screen, row, name_column);
        for (size_t before = 0; before < row && !wm_str_empty(code); before++) {
            bool codes = wm_str_equal(code, data_cell(screen, before, code_column));
            bool names = wm_str_equal(name, data_cell(screen, before, name_column));
            if (codes == names)
                continue;
            geography_says(screen, row, WM_SCREEN_FAIL, "geography_code_name",
                           "a code with two names, or a name with two codes");
            break;
        }
    }
}

void wm_screen_geography(wm_screen *screen)
{
    for (size_t row = 0; row < screen->data.rows; row++) {
        geography level;
        if (!level_of(data_cell(screen, row, "geographic_level"), &level)) {
            geography_says(screen, row, WM_SCREEN_FAIL, "geography_level",
                           "the level is none of National, Regional, Local authority");
            continue;
        }
        check_country(screen, row);
        check_level(screen, row, level);
        check_pair(screen, row, "region_code", "region_name");
        check_pair(screen, row, "new_la_code", "la_name");
    }
    check_same_names(screen, "region_code", "region_name");
    check_same_names(screen, "new_la_code", "la_name");
}

static bool is_one_of(wm_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wm_str_equal(text, wm_str_of(words[i])))
            return true;
    return false;
}

static void cell_says(wm_screen *screen, size_t row, size_t column,
                      wm_screen_result result, const char *rule, const char *what)
{
    wm_screen_say(screen, &screen->data, result, rule, screen->data.lines[row],
                  "%s in %.*s", what, WM_FMT(screen->data.names[column]));
}

static bool is_null(wm_str cell)
{
    static const char *const nulls[] = {"NULL", "Null", "null", "NA", "na", "NaN"};
    return is_one_of(cell, nulls, sizeof nulls / sizeof *nulls);
}

/* A plain number or a symbol: z x c low. */
static void check_indicator_cell(wm_screen *screen, size_t row, size_t column)
{
    static const char *const symbols[] = {"z", "x", "c", "low"};
    static const char *const legacy[] = {"N/A", "n/a", ".", "..", "-"};
    wm_str cell = wm_screen_cell(&screen->data, row, column);
    wm_decimal number;
    if (wm_str_empty(wm_str_trim(cell)))
        cell_says(screen, row, column, WM_SCREEN_FAIL, "blanks_indicators", "a blank");
    else if (is_null(cell))
        cell_says(screen, row, column, WM_SCREEN_FAIL, "null", "a null");
    else if (wm_str_equal(cell, WM_STR("~")))
        cell_says(screen, row, column, WM_SCREEN_FAIL, "roundedzero_symbols",
                  "`~`, which is now `low`,");
    else if (wm_str_equal(cell, WM_STR(":")))
        cell_says(screen, row, column, WM_SCREEN_FAIL, "notavailable_symbols",
                  "`:`, which is now `x`,");
    else if (is_one_of(cell, legacy, sizeof legacy / sizeof *legacy))
        cell_says(screen, row, column, WM_SCREEN_WARNING, "no_data_symbols",
                  "a former symbol for no data");
    else if (!is_one_of(cell, symbols, sizeof symbols / sizeof *symbols) &&
             (!wm_decimal_parse(cell, &number) || cell.data[0] == '+'))
        cell_says(screen, row, column, WM_SCREEN_FAIL, "indicator_values",
                  "neither a plain number nor a symbol");
}

/* Words that belong to a filter: a column of girls is half a filter. */
static void check_smushed(wm_screen *screen, size_t column)
{
    static const char *const words[] = {"male",  "female", "boys",  "girls",
                                        "white", "asian",  "black", "mixed"};
    wm_str rest = screen->data.names[column];
    wm_str word;
    while (wm_str_next(&rest, '_', &word))
        if (is_one_of(word, words, sizeof words / sizeof *words))
            wm_screen_say(screen, &screen->data, WM_SCREEN_FAIL, "indicators_smushed", 1,
                          "%.*s has the word of a filter, %.*s",
                          WM_FMT(screen->data.names[column]), WM_FMT(word));
}

/* All that tells one row from another, one behind the other. */
typedef struct row_key {
    const wm_screen *screen;
    size_t row;
} row_key;

static int by_key(const void *left, const void *right)
{
    const row_key *a = left;
    const row_key *b = right;
    const wm_screen_table *data = &a->screen->data;
    for (size_t i = 0; i < data->columns; i++) {
        if (a->screen->types[i] == WM_META_INDICATOR)
            continue;
        int order = wm_str_compare(wm_screen_cell(data, a->row, i),
                                   wm_screen_cell(data, b->row, i));
        if (order != 0)
            return order;
    }
    return 0;
}

static void check_duplicates(wm_screen *screen)
{
    size_t count = screen->data.rows;
    row_key *keys = wm_arena_alloc(screen->arena, count, sizeof *keys);
    if (!keys) {
        screen->status = WM_NOMEM;
        return;
    }
    for (size_t i = 0; i < count; i++)
        keys[i] = (row_key){screen, i};
    qsort(keys, count, sizeof *keys, by_key);
    for (size_t i = 1; i < count; i++) {
        if (by_key(&keys[i - 1], &keys[i]) != 0)
            continue;
        size_t later = keys[i].row > keys[i - 1].row ? keys[i].row : keys[i - 1].row;
        geography_says(screen, later, WM_SCREEN_FAIL, "duplicate_rows",
                       "two rows of the same time, place and filters");
    }
}

void wm_screen_cells(wm_screen *screen)
{
    const wm_screen_table *data = &screen->data;
    for (size_t i = 0; i < data->columns; i++) {
        if (screen->types[i] == WM_META_INDICATOR)
            check_smushed(screen, i);
        for (size_t row = 0; row < data->rows; row++) {
            if (screen->types[i] == WM_META_INDICATOR)
                check_indicator_cell(screen, row, i);
            else if (is_null(wm_screen_cell(data, row, i)))
                cell_says(screen, row, i, WM_SCREEN_FAIL, "null", "a null");
        }
    }
    check_duplicates(screen);
}
