#include "base/encoding.h"
#include "publish/opendata_screen.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

bool wm_opendata_passes(const wm_screening *screening)
{
    for (size_t i = 0; i < screening->count; i++)
        if (screening->items[i].result == WM_SCREEN_FAIL)
            return false;
    return true;
}

void wm_screen_say(wm_screen *screen, const wm_screen_table *table,
                   wm_screen_result result, const char *rule, uint32_t line,
                   const char *format, ...)
{
    char what[300];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    wm_str said = wm_str_of(what);
    said.len = wm_utf8_valid_length(said);

    bool in_meta = table && table->in_meta;
    for (size_t i = 0; i < screen->out->count; i++) {
        wm_screened *before = &screen->out->items[i];
        if (before->rule == rule && before->in_meta == in_meta &&
            wm_str_equal(before->what, said)) {
            before->count++;
            return;
        }
    }
    wm_screened screened = {result, rule, in_meta, line, wm_str_copy(screen->arena, said),
                            1};
    if (!screened.what.data || !wm_list_push(screen->arena, screen->out, screened))
        screen->status = WM_NOMEM;
}

int wm_screen_column(const wm_screen_table *table, const char *name)
{
    for (size_t i = 0; i < table->columns; i++)
        if (wm_str_equal(table->names[i], wm_str_of(name)))
            return (int)i;
    return -1;
}

bool wm_screen_is_reserved(wm_str column)
{
    static const char *const names[] = {
        "time_period",  "time_identifier", "geographic_level", "country_code",
        "country_name", "region_code",     "region_name",      "old_la_code",
        "new_la_code",  "la_name",         "lad_code",         "lad_name",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wm_str_equal(column, wm_str_of(names[i])))
            return true;
    return false;
}

/* All of a file, each row with as many cells as the heading. False: it has no heading,
 * or rows that are ragged, which was said. */
typedef struct loading {
    wm_screen *screen;
    wm_screen_table *table;
    WM_LIST(wm_str) cells;
    WM_LIST(uint32_t) lines;
} loading;

static wm_status load_row(loading *load, const wm_csv_row *row)
{
    wm_arena *arena = load->screen->arena;
    if (row->count != load->table->columns) {
        wm_screen_say(load->screen, load->table, WM_SCREEN_FAIL, "row_width", row->line,
                      "a row has not as many cells as the heading");
        return WM_OK;
    }
    if (!wm_list_push(arena, &load->lines, row->line))
        return WM_NOMEM;
    for (size_t i = 0; i < row->count; i++) {
        wm_str cell = wm_str_copy(arena, row->cells[i].text);
        if (!cell.data || !wm_list_push(arena, &load->cells, cell))
            return WM_NOMEM;
    }
    return WM_OK;
}

static wm_status load_header(wm_screen *screen, wm_screen_table *table,
                             const wm_csv_row *row)
{
    table->columns = row->count;
    table->names = wm_arena_alloc(screen->arena, row->count, sizeof *table->names);
    if (!table->names)
        return WM_NOMEM;
    for (size_t i = 0; i < row->count; i++) {
        table->names[i] = wm_str_copy(screen->arena, row->cells[i].text);
        if (!table->names[i].data)
            return WM_NOMEM;
    }
    return WM_OK;
}

static wm_status load_rows(wm_screen *screen, wm_screen_table *table,
                           wm_csv_reader *reader)
{
    loading load = {.screen = screen, .table = table};
    wm_csv_row row;
    bool more;
    WM_TRY(wm_csv_next(reader, &row, &more));
    if (!more || row.count == 0) {
        wm_screen_say(screen, table, WM_SCREEN_FAIL, "file_empty", 0,
                      "the file is empty");
        return WM_OK;
    }
    WM_TRY(load_header(screen, table, &row));
    for (;;) {
        WM_TRY(wm_csv_next(reader, &row, &more));
        if (!more)
            break;
        WM_TRY(load_row(&load, &row));
    }
    table->cells = load.cells.items;
    table->lines = load.lines.items;
    table->rows = load.lines.count;
    if (table->rows == 0)
        wm_screen_say(screen, table, WM_SCREEN_FAIL, "file_empty", 0,
                      "there are no rows");
    return WM_OK;
}

static wm_status load_table(wm_screen *screen, wm_str bytes, wm_str name,
                            wm_screen_table *table)
{
    wm_diags diags;
    wm_csv_reader *reader = NULL;
    wm_diags_init(&diags, screen->arena);
    wm_status status =
        wm_csv_open_memory(bytes, name, ',', (wm_csv_limits){0}, &diags, &reader);
    if (status == WM_OK)
        status = load_rows(screen, table, reader);
    wm_csv_close(reader);
    if (status != WM_REJECTED && status != WM_LIMIT)
        return status;
    wm_screen_say(screen, table, WM_SCREEN_FAIL, "file_text", 0,
                  "the file cannot be read as a table");
    return WM_OK;
}

/* Later stages would only repeat what an earlier one has found wrong. */
static wm_status run_stages(wm_screen *screen)
{
    static void (*const stages[])(wm_screen *) = {
        wm_screen_columns, wm_screen_meta,      wm_screen_time,
        wm_screen_filters, wm_screen_geography, wm_screen_cells,
    };
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        if (!wm_opendata_passes(screen->out))
            break;
        stages[i](screen);
        if (screen->status != WM_OK)
            return screen->status;
    }
    return WM_OK;
}

wm_status wm_opendata_check(const wm_opendata_pair *pair, wm_arena *arena,
                            wm_screening *out)
{
    *out = (wm_screening){0};
    wm_screen screen = {.pair = pair, .arena = arena, .out = out};
    screen.meta.in_meta = true;
    wm_screen_files(&screen);
    if (screen.status != WM_OK)
        return screen.status;
    if (!wm_opendata_passes(out))
        return WM_OK;
    WM_TRY(load_table(&screen, pair->data, pair->data_name, &screen.data));
    WM_TRY(load_table(&screen, pair->meta, pair->meta_name, &screen.meta));
    if (screen.status != WM_OK)
        return screen.status;
    return run_stages(&screen);
}
