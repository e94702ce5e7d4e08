#include "base/checked.h"
#include "intake/opendata/importing.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

/* One file: which series of the map it has columns for, and its rows into their cells. */

enum { SUM_MAX = 16, CONDITIONS_MAX = 8 };

/* Conditions, with the columns found. */
typedef struct condition_set {
    const wm_map_condition *items[CONDITIONS_MAX];
    int columns[CONDITIONS_MAX];
    size_t count;
} condition_set;

/* A row of the map that this file answers. */
typedef struct bound_series {
    wm_od_series *series;
    int value;
    int numerator[SUM_MAX];
    size_t numerator_count;
    int denominator;
    condition_set where;
    condition_set
        denominator_where; /* all that its row must meet; count 0: the same row */
    size_t conflicts;      /* with another row */
    bool conflict_within;  /* this one file */
    wm_place conflict;
    wm_str conflict_text;
} bound_series;

typedef struct reading {
    wm_od *od;
    int file;
    wm_opendata_file *report;
    wm_str name;
    wm_str bytes;
    wm_od_layout layout;
    wm_arena *memory; /* of this file alone */
    WM_LIST(bound_series) bindings;
} reading;

static wm_status wrong(const reading *file, uint32_t line, const char *remedy,
                       const char *message)
{
    wm_diag_data(file->od->diags, WM_SEVERITY_ERROR, file->name, (wm_place){line, 0},
                 wm_str_of(remedy), "%s", message);
    return WM_OK;
}

/* False when a column is missing, or there are more conditions than anyone writes. */
static bool find_conditions(const wm_csv_row *header, const wm_map_conditions *from,
                            const wm_map_conditions *unless, condition_set *out)
{
    for (size_t i = 0; i < from->count; i++) {
        bool replaced = false;
        for (size_t j = 0; unless && j < unless->count; j++)
            replaced |= wm_str_equal(from->items[i].column, unless->items[j].column);
        if (replaced)
            continue;
        int column = wm_od_column(header, from->items[i].column);
        if (column < 0 || out->count == CONDITIONS_MAX)
            return false;
        out->items[out->count] = &from->items[i];
        out->columns[out->count++] = column;
    }
    return true;
}

/* True when the file has every column that the row of the map names. */
static bool bind(const wm_csv_row *header, wm_od_series *series, bound_series *out)
{
    const wm_map_row *map = series->map;
    *out = (bound_series){.series = series, .value = -1, .denominator = -1};
    if (!wm_str_empty(map->value) && (out->value = wm_od_column(header, map->value)) < 0)
        return false;
    if (!wm_str_empty(map->denominator) &&
        (out->denominator = wm_od_column(header, map->denominator)) < 0)
        return false;
    for (size_t i = 0; i < map->numerator.count; i++) {
        int column = wm_od_column(header, map->numerator.items[i]);
        if (column < 0 || i == SUM_MAX)
            return false;
        out->numerator[out->numerator_count++] = column;
    }
    if (!find_conditions(header, &map->where, NULL, &out->where))
        return false;
    return map->denominator_where.count == 0 ||
           (find_conditions(header, &map->denominator_where, NULL,
                            &out->denominator_where) &&
            find_conditions(header, &map->where, &map->denominator_where,
                            &out->denominator_where));
}

static bool meets(const wm_csv_row *row, const condition_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        if (!wm_str_equal(wm_str_trim(row->cells[set->columns[i]].text),
                          set->items[i]->value))
            return false;
    return true;
}

static bool wants_year(const wm_od *od, const wm_od_series *series, int year)
{
    int from = series->map->use == WM_MAP_POPULATION ? od->first : od->out->from;
    return year >= from && year <= od->out->to;
}

static wm_status make_years(wm_od *od, wm_od_series *series)
{
    size_t count = (size_t)(od->last - od->first) + 1;
    if (!series->years)
        series->years = wm_arena_alloc(od->arena, count, sizeof *series->years);
    return series->years ? WM_OK : WM_NOMEM;
}

const wm_od_cell *wm_od_cell_at(const wm_od *od, const wm_od_series *series, int year,
                                int place)
{
    if (!series->years || year < od->first || year > od->last)
        return NULL;
    const wm_od_year *cells = &series->years[year - od->first];
    return place < cells->capacity && cells->cells[place].file ? &cells->cells[place]
                                                               : NULL;
}

enum { PLACES_AT_FIRST = 192 };

wm_od_cell *wm_od_cell_make(wm_od *od, wm_od_series *series, int year, int place)
{
    assert(series->years && year >= od->first && year <= od->last);
    assert(place >= 0 && place < WM_OPENDATA_PLACES_MAX);
    wm_od_year *cells = &series->years[year - od->first];
    if (place >= cells->capacity) {
        int capacity = place < PLACES_AT_FIRST ? PLACES_AT_FIRST : WM_OPENDATA_PLACES_MAX;
        wm_od_cell *more = wm_arena_alloc(od->arena, (size_t)capacity, sizeof *more);
        if (!more)
            return NULL;
        if (cells->capacity > 0)
            memcpy(more, cells->cells, (size_t)cells->capacity * sizeof *more);
        *cells = (wm_od_year){more, capacity};
    }
    return &cells->cells[place];
}

/* The symbol is counted for the report. */
static wm_status count_symbol(const reading *file, const wm_od_number *number,
                              const wm_csv_cell *cell)
{
    wm_opendata_file *report = file->report;
    for (size_t i = 0; i < report->symbols.count; i++) {
        wm_opendata_symbol *each = &report->symbols.items[i];
        if (each->status == number->status && wm_str_equal(each->text, number->text)) {
            each->count++;
            return WM_OK;
        }
    }
    wm_opendata_symbol symbol = {number->text, (wm_figure_status)number->status, 1,
                                 cell->line};
    return wm_list_push(file->od->arena, &report->symbols, symbol) ? WM_OK : WM_NOMEM;
}

static wm_status read_cell(const reading *file, const wm_csv_row *row, int column,
                           wm_od_number *out)
{
    bool is_float;
    const wm_csv_cell *cell = &row->cells[column];
    *out = wm_od_read_number(file->od->arena, cell->text, &is_float);
    if (!out->text.data)
        return WM_NOMEM;
    if (is_float && file->report->floats++ == 0)
        file->report->floats_line = cell->line;
    return out->status == WM_FIGURE_FINAL ? WM_OK : count_symbol(file, out, cell);
}

/* A number of children: a fraction is none. */
static void must_be_whole(wm_od_number *number)
{
    if (number->status == WM_FIGURE_FINAL && number->places > 0)
        number->status = WM_FIGURE_UNREADABLE;
}

static wm_status read_sum(const reading *file, const wm_csv_row *row,
                          const bound_series *binding, wm_od_number *out)
{
    WM_TRY(read_cell(file, row, binding->numerator[0], out));
    must_be_whole(out);
    for (size_t i = 1; i < binding->numerator_count; i++) {
        wm_od_number next;
        WM_TRY(read_cell(file, row, binding->numerator[i], &next));
        must_be_whole(&next);
        if (out->status != WM_FIGURE_FINAL)
            continue;
        if (next.status != WM_FIGURE_FINAL)
            *out = next;
        else if (!wm_add(out->digits, next.digits, &out->digits))
            out->status = WM_FIGURE_UNREADABLE;
    }
    return WM_OK;
}

static bool is_same(const wm_od_number *a, const wm_od_number *b)
{
    return a->status == b->status &&
           (a->status != WM_FIGURE_FINAL ||
            wm_ratio_compare(wm_ratio_of_decimal(wm_od_decimal(a)),
                             wm_ratio_of_decimal(wm_od_decimal(b))) == 0);
}

/* Two that say the same are one; else the first stands and the conflict is told at the
 * end of the file. */
static wm_status settle(const reading *file, bound_series *binding,
                        const wm_od_cell *cell, const wm_csv_row *row, int place,
                        wm_od_number *slot, const wm_od_number *number)
{
    if (!slot->present) {
        *slot = *number;
        return WM_OK;
    }
    if (is_same(slot, number) || binding->conflicts++ > 0)
        return WM_OK;
    const wm_od *od = file->od;
    wm_str other = od->request->files[cell->file - 1].name;
    wm_str where = od->places->list.items[place].name;
    binding->conflict = (wm_place){row->line, 0};
    binding->conflict_within = cell->file == file->file + 1;
    binding->conflict_text = wm_str_format(
        od->arena, "%.*s is %.*s here and %.*s in %.*s, line %" PRIu32, WM_FMT(where),
        WM_FMT(number->text), WM_FMT(slot->text), WM_FMT(other), cell->line);
    return binding->conflict_text.data ? WM_OK : WM_NOMEM;
}

/* Takes what the row says of one series. */
static wm_status take(const reading *file, bound_series *binding, const wm_csv_row *row,
                      int year, int place, bool is_denominator)
{
    wm_od_cell *cell = wm_od_cell_make(file->od, binding->series, year, place);
    if (!cell)
        return WM_NOMEM;
    wm_od_cell before = *cell;
    wm_od_number number;
    if (!cell->file) {
        cell->file = file->file + 1;
        cell->line = row->line;
        before = *cell;
    }
    if (!is_denominator && binding->value >= 0) {
        WM_TRY(read_cell(file, row, binding->value, &number));
        WM_TRY(settle(file, binding, &before, row, place, &cell->value, &number));
    }
    if (!is_denominator && binding->numerator_count > 0) {
        WM_TRY(read_sum(file, row, binding, &number));
        WM_TRY(settle(file, binding, &before, row, place, &cell->numerator, &number));
    }
    if (binding->denominator >= 0 &&
        (is_denominator || binding->denominator_where.count == 0)) {
        WM_TRY(read_cell(file, row, binding->denominator, &number));
        must_be_whole(&number);
        WM_TRY(settle(file, binding, &before, row, place, &cell->denominator, &number));
    }
    return WM_OK;
}

void wm_od_skip(wm_od *od, int file, wm_opendata_skip why, uint32_t line)
{
    wm_opendata_file *report = &od->out->files.items[file];
    if (report->skipped[why]++ == 0)
        report->skipped_line[why] = line;
}

/* The place is looked up once, and only for a row that some series asks for. */
static wm_status take_row(reading *file, const wm_csv_row *row, int year)
{
    int place = WM_NO_PLACE;
    bool is_placed = false;
    wm_opendata_skip why = WM_OPENDATA_NOT_ASKED;
    for (size_t i = 0; i < file->bindings.count; i++) {
        bound_series *each = &file->bindings.items[i];
        if (!each->series->is_wanted)
            continue;
        if (why == WM_OPENDATA_NOT_ASKED)
            why = WM_OPENDATA_OTHER_YEAR;
        if (!wants_year(file->od, each->series, year))
            continue;
        if (why == WM_OPENDATA_OTHER_YEAR)
            why = WM_OPENDATA_OTHER_SERIES;
        bool is_value = meets(row, &each->where);
        bool is_denominator =
            each->denominator_where.count > 0 && meets(row, &each->denominator_where);
        if (!is_value && !is_denominator)
            continue;
        if (!is_placed)
            WM_TRY(wm_od_row_place(file->od, &file->layout, row, &place, &why));
        is_placed = true;
        if (place == WM_NO_PLACE)
            break;
        why = WM_OPENDATA_USED;
        WM_TRY(take(file, each, row, year, place, !is_value));
    }
    wm_od_skip(file->od, file->file, why, row->line);
    return WM_OK;
}

static bool is_blank(const wm_csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!wm_str_empty(wm_str_trim(row->cells[i].text)))
            return false;
    return true;
}

static wm_status read_row(reading *file, const wm_csv_row *row)
{
    wm_opendata_file *report = file->report;
    report->rows++;
    int year = wm_od_row_year(&file->layout, row);
    if (year == 0) {
        wm_od_skip(file->od, file->file, WM_OPENDATA_NO_YEAR, row->line);
        return WM_OK;
    }
    if (report->first_year == 0 || year < report->first_year)
        report->first_year = year;
    if (year > report->last_year)
        report->last_year = year;
    return take_row(file, row, year);
}

/* A row with fewer or more cells than the heading: nothing after it can be trusted. */
static wm_status say_ragged(const reading *file, const wm_csv_row *row, size_t width,
                            wm_csv_reader *reader)
{
    uint32_t line = row->line;
    size_t count = row->count;
    wm_csv_row next;
    bool more;
    WM_TRY(wm_csv_next(reader, &next, &more));
    char message[96];
    snprintf(message, sizeof message, "the row has %zu cells where the heading has %zu",
             count, width);
    return more ? wrong(file, line, "was it edited? use the file as it was published",
                        message)
                : wrong(file, line, "download it again",
                        "the file is cut off in the middle of a row");
}

static wm_status read_rows(reading *file, size_t width, wm_csv_reader *reader)
{
    for (;;) {
        wm_csv_row row;
        bool more;
        WM_TRY(wm_csv_next(reader, &row, &more));
        if (!more)
            return WM_OK;
        if (is_blank(&row))
            continue;
        if (row.count != width)
            return say_ragged(file, &row, width, reader);
        WM_TRY(read_row(file, &row));
    }
}

/* The last cell may have lost digits: `22` of `22.6` looks whole. */
static void doubt_end(const reading *file)
{
    wm_str bytes = file->bytes;
    if (bytes.len == 0 || bytes.data[bytes.len - 1] == '\n' ||
        bytes.data[bytes.len - 1] == '\r' || bytes.data[bytes.len - 1] == '\0')
        return;
    wm_diag_data(file->od->diags, WM_SEVERITY_WARNING, file->name, (wm_place){0},
                 WM_STR("see that its last row is whole"),
                 "the file does not end with the end of a line");
}

static void say_conflicts(const reading *file)
{
    for (size_t i = 0; i < file->bindings.count; i++) {
        const bound_series *each = &file->bindings.items[i];
        if (each->conflicts == 0)
            continue;
        wm_diag_data(file->od->diags, WM_SEVERITY_ERROR, file->name, each->conflict,
                     each->conflict_within
                         ? WM_STR("was it edited? use the file as it was published")
                         : WM_STR("give one of the two, the later release"),
                     "the same series for %.*s with two values: %.*s (%zu such)",
                     WM_FMT(each->series->map->ref), WM_FMT(each->conflict_text),
                     each->conflicts);
    }
}

static wm_status keep_years(const reading *file)
{
    for (size_t i = 0; i < file->bindings.count; i++) {
        wm_od_series *series = file->bindings.items[i].series;
        const wm_opendata_file *report = file->report;
        if (series->first_seen == 0 || report->first_year < series->first_seen)
            series->first_seen = report->first_year;
        if (report->last_year > series->last_seen)
            series->last_seen = report->last_year;
        if (!wm_list_push(file->od->arena, &series->files, file->file))
            return WM_NOMEM;
    }
    return WM_OK;
}

static wm_status keep_ref(const reading *file, wm_str ref)
{
    for (size_t i = 0; i < file->report->refs.count; i++)
        if (wm_str_equal(file->report->refs.items[i], ref))
            return WM_OK;
    return wm_list_push(file->od->arena, &file->report->refs, ref) ? WM_OK : WM_NOMEM;
}

static wm_status bind_series(reading *file, const wm_csv_row *header)
{
    wm_od *od = file->od;
    for (size_t i = 0; i < od->series_count; i++) {
        wm_od_series *series = &od->series[i];
        bound_series bound;
        if (series->map->use == WM_MAP_NEIGHBOURS || !bind(header, series, &bound))
            continue;
        if (!wm_list_push(file->memory, &file->bindings, bound))
            return WM_NOMEM;
        WM_TRY(keep_ref(file, series->map->ref));
        if (series->is_wanted)
            WM_TRY(make_years(od, series));
    }
    return WM_OK;
}

/* Two columns of one name are two answers. False: there are such, and it is said. */
static bool names_differ(const reading *file, const wm_csv_row *header)
{
    for (size_t i = 0; i < header->count; i++) {
        const wm_csv_cell *cell = &header->cells[i];
        wm_str name = wm_str_trim(cell->text);
        if (wm_str_empty(name) || (size_t)wm_od_column(header, name) == i)
            continue;
        wm_diag_data(file->od->diags, WM_SEVERITY_ERROR, file->name,
                     (wm_place){cell->line, cell->column},
                     WM_STR("use the file as it was published"),
                     "a second column called `%.*s`", WM_FMT(wm_od_excerpt(name)));
        return false;
    }
    return true;
}

static void doubt_emptiness(const reading *file)
{
    if (file->report->rows == 0)
        wm_diag_data(file->od->diags, WM_SEVERITY_WARNING, file->name, (wm_place){0},
                     WM_STR("download it again"), "the file has a heading and no rows");
}

static wm_status read_statistics(reading *file, const wm_csv_row *header,
                                 wm_csv_reader *reader)
{
    size_t width = header->count;
    file->report->form = file->layout.form;
    if (!names_differ(file, header))
        return WM_OK;
    WM_TRY(bind_series(file, header));
    size_t errors = file->od->diags->errors;
    WM_TRY(read_rows(file, width, reader));
    WM_TRY(keep_years(file));
    if (file->od->diags->errors == errors) {
        doubt_end(file);
        doubt_emptiness(file);
    }
    say_conflicts(file);
    return WM_OK;
}

/* The neighbour model that the columns are of: ten that begin alike. */
static const wm_map_row *model_of(const wm_od *od, const wm_csv_row *header)
{
    for (size_t i = 0; i < od->series_count; i++) {
        const wm_map_row *map = od->series[i].map;
        if (map->use != WM_MAP_NEIGHBOURS ||
            wm_od_column(header, map->numerator.items[0]) < 0)
            continue;
        char name[80];
        bool all = true;
        for (int n = 1; n <= 10 && all; n++) {
            snprintf(name, sizeof name, "%.*s%d", WM_FMT(wm_str_slice(map->value, 0, 64)),
                     n);
            all = wm_od_column(header, wm_str_of(name)) >= 0;
        }
        if (all)
            return map;
    }
    return NULL;
}

static wm_status say_unknown(const reading *file, const wm_csv_row *header)
{
    wm_text names = {0};
    for (size_t i = 0; i < header->count && i < 8; i++)
        wm_text_format(&names, "%s%.*s", i ? ", " : "",
                       WM_FMT(wm_od_excerpt(wm_str_trim(header->cells[i].text))));
    wm_diag_data(file->od->diags, WM_SEVERITY_ERROR, file->name,
                 (wm_place){header->line, 0},
                 WM_STR("docs/comparators.md lists the files that are"),
                 "no published statistics that are known: the columns are %.*s%s",
                 WM_FMT(wm_text_str(&names)), header->count > 8 ? " ..." : "");
    wm_status status = wm_text_status(&names);
    wm_text_end(&names);
    return status;
}

static wm_status read_known(reading *file, wm_csv_reader *reader)
{
    wm_csv_row header;
    bool more;
    do
        WM_TRY(wm_csv_next(reader, &header, &more));
    while (more && is_blank(&header));
    if (!more)
        return wrong(file, 0, "download it again", "the file is empty");
    if (wm_od_layout_of(&header, &file->layout))
        return read_statistics(file, &header, reader);
    const wm_map_row *model = model_of(file->od, &header);
    if (model) {
        file->report->form = "a statistical neighbour model";
        WM_TRY(keep_ref(file, model->ref));
        doubt_end(file);
        return wm_od_read_model(file->od, file->file, model, &header, reader);
    }
    return say_unknown(file, &header);
}

/* A heading with commas and nothing else that separates needs no further trial. */
static char separator_of(wm_str bytes)
{
    wm_str header = wm_str_slice(bytes, 0, wm_str_find_byte(bytes, '\n'));
    bool plain = wm_str_find_byte(header, ',') != SIZE_MAX &&
                 wm_str_find_byte(header, ';') == SIZE_MAX &&
                 wm_str_find_byte(header, '\t') == SIZE_MAX &&
                 wm_str_find_byte(header, '|') == SIZE_MAX;
    return plain ? ',' : 0;
}

static wm_status read_bytes(reading *file, wm_arena *file_memory)
{
    wm_csv_reader *reader = NULL;
    WM_TRY(wm_od_bytes(file->od, file->file, file_memory, &file->bytes));
    wm_status status =
        wm_csv_open_memory(file->bytes, file->name, separator_of(file->bytes),
                           (wm_csv_limits){0}, file->od->diags, &reader);
    if (status == WM_OK)
        status = read_known(file, reader);
    wm_csv_close(reader);
    return status == WM_REJECTED || status == WM_LIMIT ? WM_OK : status;
}

wm_status wm_od_read_file(wm_od *od, int file, wm_arena *file_memory)
{
    wm_arena_rewind(file_memory, 0);
    reading *now = wm_arena_alloc(file_memory, 1, sizeof *now);
    if (!now)
        return WM_NOMEM;
    *now = (reading){.od = od,
                     .file = file,
                     .name = od->request->files[file].name,
                     .memory = file_memory};
    now->report = &od->out->files.items[file];
    return read_bytes(now, file_memory);
}
