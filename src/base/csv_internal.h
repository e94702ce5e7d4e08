#ifndef WM_BASE_CSV_INTERNAL_H
#define WM_BASE_CSV_INTERNAL_H

#include "base/csv.h"
#include "base/encoding.h"

/* Shared by csv_reader.c (where text comes from), csv_scan.c (rows out of text) and
 * csv_table.c (columns by name).
 */

/* Which of 64 bytes end something: bit i stands for text[block + i], set for the
 * separator, a quote, CR and LF. Kept, because most blocks hold several cells.
 */
typedef struct wm_csv_marks {
    size_t block;
    uint64_t bits;
} wm_csv_marks;

struct wm_csv_reader {
    wm_arena *file;    /* decoded text, the columns of a table */
    wm_arena *row;     /* cells that had to be rewritten; rewound per row */
    wm_csv_room *room; /* what was read from a descriptor */
    wm_csv_room own;   /* where the caller gives none */
    wm_str text;       /* all of it, UTF-8 */
    wm_str name;
    wm_diags *diags;
    wm_csv_limits limits;
    wm_encoding encoding;
    char separator;

    size_t at; /* where the next row begins */
    uint32_t line;
    wm_csv_marks marks;
    wm_csv_cell *cells;
    size_t count;
    size_t capacity;
    bool stray_said;  /* one stray quote a row is enough */
    bool quiet;       /* while a separator is only being tried */
    wm_status status; /* sticky: after a refusal there are no more rows */

    size_t *places; /* of a table: cell of the row for each column, or SIZE_MAX */
    size_t columns;
    size_t width; /* cells of the row that names them */
};

/* Says it about the byte at `offset` of the text; the place's column counts characters
 * from the beginning of that line. Nothing while the reader is `quiet`.
 */
void wm_csv_say(const wm_csv_reader *reader, wm_severity severity, uint32_t line,
                size_t offset, const char *message, const char *remedy);

/* Back to the first row, with another separator. */
void wm_csv_rewind(wm_csv_reader *reader, char separator);

/* As the header says for wm_csv_open_*. */
char wm_csv_guess_separator(wm_str text);

#endif
