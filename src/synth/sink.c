#include "synth/sink.h"

#include "base/alloc.h"
#include "base/file_system.h"
#include "synth/spoil.h"

#include <fcntl.h>
#include <unistd.h>

/* Rows into files. A line is made in the buffer of its file and the buffer goes out when
 * it might not hold another.
 */
enum { BUFFER_BYTES = 1 << 16, LINE_BYTES = 1 << 10 };

typedef struct sink_file {
    int descriptor; /* -1: not open */
    const char *path;
    char *bytes;
    size_t used;
    int missing; /* number of the column that the file does not have, or -1 */
    bool extra;  /* a column that the table does not have                   */
    uint64_t rows;
} sink_file;

struct wm_sink {
    wm_arena *arena;
    wm_sink_options options;
    wm_spoiling spoiling;
    wm_status status;
    wm_file_error error;
    bool rehearsing;
    wm_day rehearsed;
    sink_file files[WM_SYNTH_TABLES];
};

static void refuse(wm_sink *sink, wm_status status)
{
    if (sink->status == WM_OK)
        sink->status = status;
}

/* bytes */

static void flush(wm_sink *sink, sink_file *file)
{
    if (sink->status == WM_OK && wm_interrupted())
        refuse(sink, WM_INTERRUPTED);
    if (sink->status == WM_OK &&
        wm_system_write(file->descriptor, (wm_str){file->bytes, file->used}) < 0)
        refuse(sink, wm_file_refused(&sink->error, "write", file->path));
    file->used = 0;
}

static void add_byte(sink_file *file, char byte)
{
    assert(file->used < BUFFER_BYTES);
    file->bytes[file->used++] = byte;
}

static void add_text(sink_file *file, const char *text)
{
    for (; *text; text++)
        add_byte(file, *text);
}

static void add_number(sink_file *file, int64_t number)
{
    char digits[20];
    size_t count = 0;
    assert(number >= 0);
    do
        digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (count > 0)
        add_byte(file, digits[--count]);
}

static void add_hundredths(sink_file *file, int64_t number)
{
    add_number(file, number / 100);
    add_byte(file, '.');
    add_byte(file, (char)('0' + number / 10 % 10));
    add_byte(file, (char)('0' + number % 10));
}

static void add_day(sink_file *file, wm_day day)
{
    char text[11];
    wm_day_print(day, text);
    add_text(file, text);
}

static void add_cell(sink_file *file, const wm_synth_cell *cell, wm_synth_kind kind)
{
    if (!cell->set)
        return;
    if (cell->code) {
        add_text(file, cell->code);
        return;
    }
    if (cell->prefix) {
        add_byte(file, cell->prefix);
        add_number(file, cell->number);
        return;
    }
    switch (kind) {
    case WM_SYNTH_START:
    case WM_SYNTH_END:
    case WM_SYNTH_DATE:
    case WM_SYNTH_PLANNED:
        add_day(file, (wm_day)cell->number);
        break;
    case WM_SYNTH_YESNO:
    case WM_SYNTH_YESNO_AT_END:
        add_text(file, cell->number ? "yes" : "no");
        break;
    case WM_SYNTH_HUNDREDTHS:
        add_hundredths(file, cell->number);
        break;
    default:
        add_number(file, cell->number);
        break;
    }
}

/* what is known on the last day */

/* False: the row begins later. */
static bool cut_row(const wm_sink *sink, wm_synth_row *row)
{
    const wm_synth_shape *shape = &wm_synth_shapes[row->table];
    bool open = false;
    for (int i = 0; i < shape->count; i++) {
        wm_synth_cell *cell = &row->cells[i];
        wm_synth_kind kind = wm_synth_columns[shape->first + i].kind;
        bool later = cell->set && !cell->code && cell->number > sink->options.last;
        if (kind == WM_SYNTH_START && later)
            return false;
        if ((kind == WM_SYNTH_END || kind == WM_SYNTH_DATE) && later)
            cell->set = false;
        if (kind == WM_SYNTH_END)
            open = !cell->set;
        if ((kind == WM_SYNTH_CODE_AT_END || kind == WM_SYNTH_YESNO_AT_END) && open)
            cell->set = false;
    }
    return true;
}

static void rehearse(wm_sink *sink, wm_synth_row *row)
{
    const wm_synth_cell *start = wm_row_cell_of_kind(row, WM_SYNTH_START);
    const wm_synth_cell *end = wm_row_cell_of_kind(row, WM_SYNTH_END);
    if (!start || !cut_row(sink, row))
        return;
    wm_day day = (wm_day)start->number;
    if (end)
        day = end->set ? (wm_day)end->number : sink->options.last;
    if (day > sink->rehearsed)
        sink->rehearsed = day;
}

/* rows */

/* Three of five rows are entered on the day, one of ten after more than a week. */
static wm_day entered_on(wm_sink *sink, const wm_synth_row *row)
{
    wm_synth_row copy = *row;
    const wm_synth_cell *start = wm_row_cell_of_kind(&copy, WM_SYNTH_START);
    wm_chance *chance = &sink->spoiling.chance;
    int kind = wm_chance_below(chance, 10);
    int late = kind < 6   ? 0
               : kind < 9 ? wm_chance_between(chance, 1, 7)
                          : wm_chance_between(chance, 8, 40);
    return start && start->set && !start->code ? (wm_day)start->number + late
                                               : WM_DAY_NONE;
}

static void write_line(wm_sink *sink, const wm_synth_row *row, bool ragged)
{
    const wm_synth_shape *shape = &wm_synth_shapes[row->table];
    sink_file *file = &sink->files[row->table];
    for (int i = 0; i < shape->count; i++) {
        if (i == file->missing)
            continue;
        if (i > 0)
            add_byte(file, ',');
        add_cell(file, &row->cells[i], wm_synth_columns[shape->first + i].kind);
    }
    if (row->table == WM_SYNTH_child && sink->options.name) {
        add_byte(file, ',');
        add_text(file, sink->options.name);
    }
    if (sink->options.recorded && row->table > WM_SYNTH_worker) {
        wm_day day = entered_on(sink, row);
        add_byte(file, ',');
        if (day != WM_DAY_NONE)
            add_day(file, day);
    }
    if (file->extra)
        add_text(file, ",1");
    add_text(file, ragged ? ",see notes\n" : "\n");
    file->rows++;
    if (file->used > BUFFER_BYTES - LINE_BYTES)
        flush(sink, file);
}

void wm_sink_put(wm_sink *sink, const wm_synth_row *put)
{
    wm_synth_row row = *put;
    if (sink->status != WM_OK)
        return;
    if (sink->rehearsing) {
        rehearse(sink, &row);
        return;
    }
    if (!cut_row(sink, &row))
        return;
    wm_spoilt how = wm_spoil(&sink->spoiling, &row);
    for (int i = 0; i < 1 + how.twice; i++)
        write_line(sink, &row, how.ragged);
}

void wm_sink_rehearse(wm_sink *sink)
{
    sink->rehearsing = true;
    sink->rehearsed = WM_DAY_FIRST;
}

wm_day wm_sink_rehearsed(wm_sink *sink)
{
    sink->rehearsing = false;
    return sink->rehearsed;
}

bool wm_sink_refused(const wm_sink *sink)
{
    return sink->status != WM_OK;
}

/* files */

static void write_heading(wm_sink *sink, wm_synth_table table)
{
    const wm_synth_shape *shape = &wm_synth_shapes[table];
    sink_file *file = &sink->files[table];
    for (int i = 0; i < shape->count; i++) {
        if (i == file->missing)
            continue;
        if (i > 0)
            add_byte(file, ',');
        add_text(file, wm_synth_columns[shape->first + i].name);
    }
    if (table == WM_SYNTH_child && sink->options.name)
        add_text(file, ",authority");
    if (sink->options.recorded && table > WM_SYNTH_worker)
        add_text(file, ",entered_on");
    add_text(file, file->extra ? ",local_flag\n" : "\n");
}

/* Now and then a file lacks a column that may be blank, or has one too many. */
static void choose_columns(wm_sink *sink, wm_synth_table table)
{
    const wm_synth_shape *shape = &wm_synth_shapes[table];
    sink_file *file = &sink->files[table];
    unsigned rate = sink->options.faults * 2 * 65536 / 1000;
    wm_chance *chance = &sink->spoiling.chance;
    int column = wm_chance_below(chance, shape->count);
    bool missing = wm_chance_often(chance, rate);
    file->missing = -1;
    if (missing && wm_synth_columns[shape->first + column].kind > WM_SYNTH_END)
        file->missing = column;
    file->extra = wm_chance_often(chance, rate);
}

static wm_status open_file(wm_sink *sink, wm_output *output, wm_str folder,
                           wm_synth_table table)
{
    sink_file *file = &sink->files[table];
    const char *name = wm_synth_shapes[table].name;
    wm_str inside = wm_str_format(sink->arena, "%.*s%s%s.csv", WM_FMT(folder),
                                  folder.len ? "/" : "", name);
    const char *path = inside.data ? wm_output_path(output, inside.data) : NULL;
    file->bytes = wm_arena_alloc(sink->arena, BUFFER_BYTES, 1);
    file->path = inside.data;
    if (!path || !file->bytes)
        return WM_NOMEM;
    file->descriptor =
        wm_system_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file->descriptor < 0)
        return wm_file_refused(&sink->error, "write", inside.data);
    choose_columns(sink, table);
    write_heading(sink, table);
    return WM_OK;
}

static wm_status open_all(wm_sink *sink, wm_output *output, wm_str folder)
{
    for (int table = 0; table < WM_SYNTH_TABLES; table++)
        WM_TRY(open_file(sink, output, folder, (wm_synth_table)table));
    return WM_OK;
}

wm_status wm_sink_open(wm_output *output, wm_str folder, const wm_sink_options *options,
                       wm_sink **sink_out, wm_file_error *error)
{
    *sink_out = NULL;
    wm_arena *arena = wm_arena_new(1 << 23);
    wm_sink *sink = arena ? wm_arena_alloc(arena, 1, sizeof *sink) : NULL;
    if (!sink) {
        wm_arena_end(arena);
        return WM_NOMEM;
    }
    sink->arena = arena;
    sink->options = *options;
    sink->spoiling =
        (wm_spoiling){.chance = {options->seed}, .rate = options->faults * 65536 / 1000};
    for (int i = 0; i < WM_SYNTH_TABLES; i++)
        sink->files[i].descriptor = -1;
    wm_status status = open_all(sink, output, folder);
    if (status == WM_OK) {
        *sink_out = sink;
        return WM_OK;
    }
    *error = sink->error;
    wm_sink_discard(sink);
    return status;
}

wm_status wm_sink_close(wm_sink *sink, uint64_t *rows, wm_file_error *error)
{
    for (int i = 0; i < WM_SYNTH_TABLES; i++) {
        flush(sink, &sink->files[i]);
        *rows += sink->files[i].rows;
    }
    wm_status status = sink->status;
    if (status != WM_OK)
        *error = sink->error;
    wm_sink_discard(sink);
    return status;
}

void wm_sink_discard(wm_sink *sink)
{
    if (!sink)
        return;
    for (int i = 0; i < WM_SYNTH_TABLES; i++)
        if (sink->files[i].descriptor >= 0)
            close(sink->files[i].descriptor);
    wm_arena_end(sink->arena);
}
