#include "intake/opendata/map.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/ratio.h"
#include "intake/opendata/importing.h"

enum {
    REF,
    TITLE_HAS,
    UNIT,
    VALUE,
    NUMERATOR,
    DENOMINATOR,
    WHERE,
    DENOMINATOR_WHERE,
    PUBLISHED,
    SOURCE,
    DEFINITION,
    COLUMNS
};

static const wm_csv_column columns[COLUMNS] = {
    [REF] = {"ref", true},
    [TITLE_HAS] = {"title_has", false},
    [UNIT] = {"unit", true},
    [VALUE] = {"value", true},
    [NUMERATOR] = {"numerator", false},
    [DENOMINATOR] = {"denominator", false},
    [WHERE] = {"where", false},
    [DENOMINATOR_WHERE] = {"denominator_where", false},
    [PUBLISHED] = {"published", true},
    [SOURCE] = {"source", true},
    [DEFINITION] = {"definition", false},
};

/* One line of the map being read. */
typedef struct map_line {
    const wm_csv_cell *cells;
    uint32_t line;
    wm_str file;
    wm_arena *arena;
    wm_diags *diags;
} map_line;

static wm_str text_of(const map_line *line, size_t column)
{
    return wm_str_trim(line->cells[column].text);
}

static void wrong(const map_line *line, size_t column, const char *message,
                  const char *remedy)
{
    wm_place place = {line->line, line->cells[column].column};
    wm_diag_data(line->diags, WM_SEVERITY_ERROR, line->file, place, wm_str_of(remedy),
                 "%s: `%.*s`", message, WM_FMT(text_of(line, column)));
}

static wm_status keep(const map_line *line, size_t column, wm_str *out)
{
    *out = wm_str_copy(line->arena, wm_csv_read_text(text_of(line, column)));
    return out->data ? WM_OK : WM_NOMEM;
}

int64_t wm_map_scale(wm_unit unit)
{
    switch (unit) {
    case WM_UNIT_PERCENT:
        return 100;
    case WM_UNIT_PER_10000:
        return 10000;
    case WM_UNIT_COUNT:
    case WM_UNIT_RATIO:
    case WM_UNIT_HIGHEST:
        break;
    }
    return 1;
}

/* One word, or one of several with bars between: `3|three`. */
static bool has_word(wm_str title, wm_str words)
{
    wm_str word;
    while (wm_str_next(&words, '|', &word))
        if (!wm_str_empty(word) && wm_str_find_fold(title, word) != SIZE_MAX)
            return true;
    return false;
}

bool wm_map_title_fits(const wm_map_row *row, wm_str title)
{
    wm_str rest = row->title_has;
    wm_str words;
    while (wm_str_next(&rest, ' ', &words))
        if (!wm_str_empty(words) && !has_word(title, words))
            return false;
    return true;
}

static bool read_unit(const map_line *line, wm_map_row *row)
{
    wm_str text = text_of(line, UNIT);
    for (unsigned unit = 0; unit <= WM_UNIT_HIGHEST; unit++) {
        if (wm_str_equal(text, wm_str_of(wm_unit_name((wm_unit)unit)))) {
            row->unit = (wm_unit)unit;
            return true;
        }
    }
    if (row->use == WM_MAP_NEIGHBOURS)
        return true;
    wrong(line, UNIT, "no such unit",
          "the units are percent, per_10000, count, ratio and highest");
    return false;
}

static bool read_model(const map_line *line, wm_str text, wm_map_row *row)
{
    wm_decimal year;
    if (wm_decimal_parse(wm_str_trim(text), &year) && year.places == 0 &&
        year.digits >= 2000 && year.digits <= 2100) {
        row->model = (int)year.digits;
        return true;
    }
    wrong(line, REF, "no year of the model", "write it as `neighbours 2021`");
    return false;
}

static bool read_ref(const map_line *line, wm_map_row *row)
{
    wm_str prefix = WM_STR("neighbours ");
    if (wm_str_equal(row->ref, WM_STR("population"))) {
        row->use = WM_MAP_POPULATION;
        return true;
    }
    if (wm_str_starts(row->ref, prefix)) {
        row->use = WM_MAP_NEIGHBOURS;
        return read_model(line, wm_str_slice(row->ref, prefix.len, row->ref.len), row);
    }
    if (wm_is_reference(row->ref))
        return true;
    wrong(line, REF, "neither a reference, nor `population` or `neighbours 2021`",
          "write the measure's reference, `1.2`");
    return false;
}

static wm_status read_sum(const map_line *line, wm_map_row *row)
{
    wm_str rest = {0};
    WM_TRY(keep(line, NUMERATOR, &rest));
    while (!wm_str_empty(rest)) {
        size_t at = wm_str_find(rest, WM_STR(" + "));
        wm_str part = wm_str_trim(wm_str_slice(rest, 0, at));
        rest = at == SIZE_MAX ? (wm_str){"", 0} : wm_str_slice(rest, at + 3, rest.len);
        if (!wm_list_push(line->arena, &row->numerator, part))
            return WM_NOMEM;
    }
    return WM_OK;
}

static wm_status read_conditions(const map_line *line, size_t column,
                                 wm_map_conditions *out, bool *good)
{
    wm_str rest = {0};
    wm_str part;
    WM_TRY(keep(line, column, &rest));
    while (wm_str_next(&rest, ';', &part)) {
        part = wm_str_trim(part);
        if (wm_str_empty(part))
            continue;
        size_t at = wm_str_find_byte(part, '=');
        if (at == SIZE_MAX || at == 0) {
            wrong(line, column, "no condition", "write `column=value; column=value`");
            *good = false;
            continue;
        }
        wm_map_condition condition = {
            wm_str_trim(wm_str_slice(part, 0, at)),
            wm_str_trim(wm_str_slice(part, at + 1, part.len)),
        };
        if (!wm_list_push(line->arena, out, condition))
            return WM_NOMEM;
    }
    return WM_OK;
}

/* `10-31`: month and day of the year in which the figures' year ends, or, before April,
 * of the next. */
static bool read_published(const map_line *line, wm_map_row *row)
{
    wm_str text = text_of(line, PUBLISHED);
    if (row->use == WM_MAP_NEIGHBOURS)
        return true;
    wm_decimal month, day;
    if (text.len == 5 && text.data[2] == '-' &&
        wm_decimal_parse(wm_str_slice(text, 0, 2), &month) &&
        wm_decimal_parse(wm_str_slice(text, 3, 5), &day) && month.digits > 0 &&
        month.digits <= 12 && day.digits > 0 &&
        day.digits <= wm_month_days(2001, (int)month.digits)) {
        row->published_month = (int)month.digits;
        row->published_day = (int)day.digits;
        return true;
    }
    wrong(line, PUBLISHED, "not a month and day", "write it as `10-31`");
    return false;
}

/* What a row must have to be of any use. */
static bool is_complete(const map_line *line, const wm_map_row *row)
{
    bool counts = row->numerator.count > 0 &&
                  (row->per_population || !wm_str_empty(row->denominator));
    if (row->use == WM_MAP_NEIGHBOURS
            ? !wm_str_empty(row->value) && row->numerator.count == 1
            : !wm_str_empty(row->value) || counts)
        return true;
    wrong(line, VALUE, "neither a column with the figure, nor numerator and denominator",
          row->use == WM_MAP_NEIGHBOURS
              ? "write how the ten columns begin, and into `numerator` the column of the "
                "authority's three digits"
              : "name the column in `value`, or both in `numerator` and `denominator`");
    return false;
}

static wm_status read_row(const map_line *line, wm_map_row *row, bool *good)
{
    WM_TRY(keep(line, REF, &row->ref));
    WM_TRY(keep(line, TITLE_HAS, &row->title_has));
    WM_TRY(keep(line, VALUE, &row->value));
    WM_TRY(keep(line, DENOMINATOR, &row->denominator));
    WM_TRY(keep(line, SOURCE, &row->source));
    WM_TRY(keep(line, DEFINITION, &row->definition));
    WM_TRY(read_sum(line, row));
    WM_TRY(read_conditions(line, WHERE, &row->where, good));
    WM_TRY(read_conditions(line, DENOMINATOR_WHERE, &row->denominator_where, good));
    row->per_population = wm_str_equal(row->denominator, WM_STR("population"));
    if (row->per_population)
        row->denominator = (wm_str){"", 0};
    *good &= read_ref(line, row);
    *good &= read_unit(line, row);
    *good &= read_published(line, row);
    *good = *good && is_complete(line, row);
    return WM_OK;
}

static wm_status read_map(wm_csv_reader *reader, wm_str name, wm_arena *arena,
                          wm_diags *diags, wm_map *map)
{
    for (;;) {
        wm_csv_cell cells[COLUMNS];
        map_line line = {cells, 0, name, arena, diags};
        bool more = false;
        WM_TRY(wm_csv_next_record(reader, cells, &line.line, &more));
        if (!more)
            return WM_OK;
        wm_map_row row = {.file = name, .place = {line.line, 1}};
        bool good = true;
        WM_TRY(read_row(&line, &row, &good));
        if (good && !wm_list_push(arena, map, row))
            return WM_NOMEM;
    }
}

static wm_status read_bytes(wm_str bytes, wm_str name, wm_arena *arena, wm_diags *diags,
                            wm_map *map)
{
    wm_csv_reader *reader = NULL;
    wm_status status = wm_csv_open_table(bytes, name, columns, COLUMNS, diags, &reader);
    if (status == WM_OK)
        status = read_map(reader, name, arena, diags, map);
    wm_csv_close(reader);
    return status == WM_REJECTED || status == WM_LIMIT ? WM_OK : status;
}

wm_status wm_map_built_in(wm_arena *arena, wm_diags *diags, wm_map *map)
{
    wm_str bytes = {wm_comparator_map_csv, wm_comparator_map_csv_bytes};
    return read_bytes(bytes, WM_STR("comparator-map.csv"), arena, diags, map);
}

static bool has_ref(const wm_map *map, wm_str ref)
{
    for (size_t i = 0; i < map->count; i++)
        if (wm_str_equal(map->items[i].ref, ref))
            return true;
    return false;
}

wm_status wm_map_extend(wm_str bytes, wm_str name, wm_arena *arena, wm_diags *diags,
                        wm_map *map)
{
    wm_map own = {0};
    WM_TRY(read_bytes(bytes, name, arena, diags, &own));
    size_t count = own.count;
    for (size_t i = 0; i < count; i++)
        own.items[i].is_own = true;
    for (size_t i = 0; i < map->count; i++) {
        wm_map first = {own.items, count, count};
        if (!has_ref(&first, map->items[i].ref) &&
            !wm_list_push(arena, &own, map->items[i]))
            return WM_NOMEM;
    }
    *map = own;
    return WM_OK;
}
