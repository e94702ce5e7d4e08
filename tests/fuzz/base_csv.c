/* Any bytes, as memory and through a pipe: the same rows; cells within the limits and,
 * unless rewritten, valid UTF-8; and what was read, written again, reads the same. The
 * first byte chooses the separator.
 */
#include "base/csv.h"
#include "base/encoding.h"

#include <stdlib.h>
#include <unistd.h>

static const char separators[] = {0, ',', ';', '\t', '|'};
static const wm_csv_limits limits = {
    .cell_bytes = 200, .columns = 20, .file_bytes = 60000};

static void check(bool holds)
{
    if (!holds)
        abort();
}

/* Rows as text, in a form that keeps cells apart: written as CSV, that is. */
static wm_status written(wm_csv_reader *reader, wm_text *out)
{
    wm_csv_row row;
    bool more;
    uint32_t line = 0;
    wm_status status;
    while ((status = wm_csv_next(reader, &row, &more)) == WM_OK && more) {
        check(row.line > line && row.count <= limits.columns);
        line = row.line;
        for (size_t i = 0; i < row.count; i++) {
            const wm_csv_cell *cell = &row.cells[i];
            check(cell->column == i + 1 && cell->line >= line);
            check(cell->text.len <= limits.cell_bytes);
            check(wm_utf8_valid_length(cell->text) == cell->text.len);
            wm_csv_write_text(out, cell->text, i == 0);
        }
        if (row.count)
            wm_csv_end_row(out);
        else
            wm_text_byte(out, '\n');
    }
    return status;
}

static wm_status read_memory(wm_str bytes, char separator, wm_diags *diags,
                             wm_csv_reader **reader_out)
{
    return wm_csv_open_memory(bytes, WM_STR("f"), separator, limits, diags, reader_out);
}

/* A pipe holds 64 kB, so that one process can fill and empty it. */
static wm_status read_pipe(wm_str bytes, char separator, wm_diags *diags,
                           wm_csv_reader **reader_out)
{
    int ends[2];
    check(pipe(ends) == 0);
    check(write(ends[1], bytes.data, bytes.len) == (ssize_t)bytes.len);
    close(ends[1]);
    wm_status status = wm_csv_open_descriptor(ends[0], WM_STR("f"), separator, limits,
                                              NULL, diags, reader_out);
    close(ends[0]);
    return status;
}

typedef wm_status opener(wm_str bytes, char separator, wm_diags *diags,
                         wm_csv_reader **reader_out);

/* What was read, and behind it what was said. */
static wm_status run(opener *open_with, wm_str bytes, char separator, wm_text *rows,
                     wm_text *said)
{
    wm_arena *messages = wm_arena_new(1 << 24);
    check(messages != NULL);
    wm_diags diags;
    wm_csv_reader *reader;
    wm_diags_init(&diags, messages);
    wm_status status = open_with(bytes, separator, &diags, &reader);
    if (status == WM_OK)
        status = written(reader, rows);
    check(status == WM_OK || diags.errors > 0);
    wm_diags_print(&diags, false, said);
    wm_csv_close(reader);
    wm_arena_end(messages);
    return status;
}

static void check_again(wm_str rows)
{
    wm_arena *messages = wm_arena_new(1 << 20);
    check(messages != NULL);
    wm_text again = {0};
    wm_diags diags;
    wm_csv_reader *reader;
    wm_csv_row row;
    bool more;
    wm_diags_init(&diags, messages);
    wm_csv_limits none = {0};
    check(wm_csv_open_memory(rows, WM_STR("f"), ',', none, &diags, &reader) == WM_OK);
    while (wm_csv_next(reader, &row, &more) == WM_OK && more) {
        for (size_t i = 0; i < row.count; i++)
            wm_csv_write_text(&again, wm_csv_read_text(row.cells[i].text), i == 0);
        if (row.count)
            wm_csv_end_row(&again);
        else
            wm_text_byte(&again, '\n');
    }
    check(diags.list.count == 0);
    check(wm_str_equal(wm_text_str(&again), rows));
    wm_csv_close(reader);
    wm_text_end(&again);
    wm_arena_end(messages);
}

static void read_table(wm_str bytes)
{
    static const wm_csv_column columns[] = {{"ref", true}, {"value", false}};
    wm_arena *messages = wm_arena_new(1 << 24);
    check(messages != NULL);
    wm_diags diags;
    wm_csv_reader *reader;
    wm_csv_cell cells[2];
    uint32_t line;
    bool more = true;
    wm_diags_init(&diags, messages);
    wm_status status = wm_csv_open_table(bytes, WM_STR("f"), columns, 2, &diags, &reader);
    while (status == WM_OK && more)
        status = wm_csv_next_record(reader, cells, &line, &more);
    check(status == WM_OK || diags.errors > 0);
    wm_csv_close(reader);
    wm_arena_end(messages);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > 60000)
        return 0;
    char separator = separators[data[0] % sizeof separators];
    wm_str bytes = {(const char *)data + 1, size - 1};
    wm_text rows = {0}, said = {0}, piped = {0}, piped_said = {0};
    wm_status status = run(read_memory, bytes, separator, &rows, &said);
    check(run(read_pipe, bytes, separator, &piped, &piped_said) == status);
    check(wm_str_equal(wm_text_str(&rows), wm_text_str(&piped)));
    check(wm_str_equal(wm_text_str(&said), wm_text_str(&piped_said)));
    check_again(wm_text_str(&rows));
    read_table(bytes);
    wm_text_end(&rows);
    wm_text_end(&said);
    wm_text_end(&piped);
    wm_text_end(&piped_said);
    return 0;
}
