#ifndef WM_BASE_CSV_H
#define WM_BASE_CSV_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/status.h"
#include "base/str.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* Comma-, semicolon-, tab- or bar-separated text, pulled a row at a time.
 *
 *     bytes in (a file descriptor, or memory)
 *        -> UTF-8 (mark, UTF-16LE and Windows-1252 as in base/encoding.h)
 *        -> rows of borrowed cells, each with the line and column it came from
 *
 * Quoting as RFC 4180: a cell that begins with a quote runs to the closing one, `""` is
 * a quote, line breaks inside are kept. LF, CRLF and a lone CR end a row. A quote inside
 * an unquoted cell is kept as it is and reported. Nothing is global; a reader may be
 * used in a child process.
 */
typedef struct wm_csv_reader wm_csv_reader;

typedef struct wm_csv_limits {
    size_t cell_bytes; /* 0: 1 MiB  */
    size_t columns;    /* 0: 4,096  */
    size_t file_bytes; /* 0: 256 MiB */
} wm_csv_limits;

typedef struct wm_csv_cell {
    wm_str text; /* unquoted; borrowed until the next row */
    bool quoted;
    uint32_t line;   /* where the cell begins, from 1 */
    uint32_t column; /* which cell of the row, from 1 */
} wm_csv_cell;

typedef struct wm_csv_row {
    const wm_csv_cell *cells;
    size_t count; /* an empty line is a row of no cells */
    uint32_t line;
} wm_csv_row;

/* `separator` 0: decided by the first 64 kB (the one of tab, comma, semicolon and bar
 * that gives the most rows of one same width above 1, outside quotes). `name` is what
 * messages call the file. Problems of the text (a stray quote, a quote never closed, a
 * byte that is no text) go to diags with line and column. WM_REJECTED: binary, or a
 * quote never closed; WM_LIMIT: a cell, row or file over its limit, said in diags.
 *
 * `bytes` must outlive the reader. A descriptor is read to its end at once, for the last
 * byte may decide the encoding of the first, and stays the caller's to close.
 *
 * Files that are read one after the other may share `room`, which the reader has until
 * it is closed: fresh memory for each costs more than to read it. Of NULL the reader gets
 * its own. Begins as zeros; its bytes are wm_free'd by the caller.
 */
typedef struct wm_csv_room {
    char *bytes;
    size_t capacity;
} wm_csv_room;

wm_status wm_csv_open_memory(wm_str bytes, wm_str name, char separator,
                             wm_csv_limits limits, wm_diags *diags,
                             wm_csv_reader **reader_out);
wm_status wm_csv_open_descriptor(int descriptor, wm_str name, char separator,
                                 wm_csv_limits limits, wm_csv_room *room, wm_diags *diags,
                                 wm_csv_reader **reader_out);

/* *row_out stays valid until the next call; *more_out is false at the end. */
wm_status wm_csv_next(wm_csv_reader *reader, wm_csv_row *row_out, bool *more_out);

/* Bytes that the rows so far took, of so many: to know how much room the rest needs. */
size_t wm_csv_progress(const wm_csv_reader *reader, size_t *of_out);

char wm_csv_separator(const wm_csv_reader *reader);
const char *wm_csv_encoding(const wm_csv_reader *reader); /* as wm_encoding_name */
void wm_csv_close(wm_csv_reader *reader);

/* A file whose first row names its columns, as all of ours do. Rows come with the cells
 * in the order asked for; a column that is absent gives empty cells. Unknown columns,
 * missing compulsory ones, columns twice and ragged rows go to diags. Names are compared
 * without case and the spaces around them; rows of empty cells are passed over. The
 * separator is the one under which the first row has the most names that are asked for.
 * WM_REJECTED from opening: a compulsory column is missing or a column is there twice.
 *
 *     static const wm_csv_column columns[] = {{"ref", true}, {"value", false}};
 */
typedef struct wm_csv_column {
    const char *name;
    bool compulsory;
} wm_csv_column;

wm_status wm_csv_open_table(wm_str bytes, wm_str name, const wm_csv_column *columns,
                            size_t count, wm_diags *diags, wm_csv_reader **reader_out);

/* cells[i] belongs to columns[i]; an absent cell has an empty text. A row with more cells
 * than there are columns is said in diags and passed over. */
wm_status wm_csv_next_record(wm_csv_reader *reader, wm_csv_cell *cells,
                             uint32_t *line_out, bool *more_out);

/* Writing. A cell is quoted where it must be. Text that somebody typed and that begins
 * with `= + - @` tab or CR would run as a formula in a spreadsheet, so
 * wm_csv_write_text puts a `'` before it unless it is a plain number; wm_csv_read_text
 * takes it away again. Sticky as wm_text.
 */
void wm_csv_write(wm_text *out, wm_str cell, bool first); /* codes and numbers */
void wm_csv_write_text(wm_text *out, wm_str cell, bool first);
void wm_csv_write_whole(wm_text *out, int64_t number); /* never the first of a row */
void wm_csv_write_day(wm_text *out,
                      wm_day day); /* `2017-03-31`; empty for none; as well */
void wm_csv_end_row(wm_text *out);
wm_str wm_csv_read_text(wm_str cell);

#endif
