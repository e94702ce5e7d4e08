#include "base/csv_internal.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <assert.h>
#include <endian.h>
#include <stdio.h>

/* Rows out of text that lies in memory as a whole. A cell without quotes is a slice of
 * it; what ends a cell is looked for 64 bytes at a time, so a cell costs a few
 * instructions and not some for each byte.
 */

enum { MARKS_BYTES = 64 };

#ifdef __SSE2__
typedef char sixteen __attribute__((vector_size(16)));

static uint64_t marks_of(const char *bytes, char separator)
{
    const sixteen zero = {0};
    const sixteen separators = zero + separator, quotes = zero + '"',
                  returns = zero + '\r', feeds = zero + '\n';
    uint64_t bits = 0;
    for (unsigned i = 0; i < MARKS_BYTES / sizeof(sixteen); i++) {
        sixteen part;
        memcpy(&part, bytes + i * sizeof part, sizeof part);
        sixteen is = (sixteen)(part == separators) | (sixteen)(part == quotes) |
                     (sixteen)(part == returns) | (sixteen)(part == feeds);
        uint64_t sixteen_bits = (uint16_t)__builtin_ia32_pmovmskb128(is);
        bits |= sixteen_bits << i * sizeof part;
    }
    return bits;
}
#else
enum { WORD_BYTES = 8 };

#define EVERY_BYTE(byte) (UINT64_C(0x0101010101010101) * (uint8_t)(byte))

/* The high bit of every byte that equals `wanted`'s, and no other: adding 7F to the low
 * seven bits carries into the high one unless they are all zero, and never further.
 */
static inline uint64_t equal_bytes(uint64_t word, uint64_t wanted)
{
    const uint64_t low = EVERY_BYTE(0x7F);
    uint64_t different = word ^ wanted;
    return ~(((different & low) + low) | different | low);
}

static uint64_t marks_of(const char *bytes, char separator)
{
    const uint64_t separators = EVERY_BYTE(separator), quotes = EVERY_BYTE('"'),
                   returns = EVERY_BYTE('\r'), feeds = EVERY_BYTE('\n');
    uint64_t bits = 0;
    for (unsigned i = 0; i < MARKS_BYTES / WORD_BYTES; i++) {
        uint64_t word;
        memcpy(&word, bytes + i * WORD_BYTES, sizeof word);
        word = le64toh(word);
        uint64_t high = equal_bytes(word, separators) | equal_bytes(word, quotes) |
                        equal_bytes(word, returns) | equal_bytes(word, feeds);
        /* The product moves the eight high bits next to each other, first byte lowest. */
        uint64_t eight = (high >> 7) * UINT64_C(0x0102040810204080) >> 56;
        bits |= eight << i * WORD_BYTES;
    }
    return bits;
}
#endif

static uint64_t marks_at(const wm_csv_reader *reader, size_t block)
{
    size_t left = reader->text.len - block;
    if (left >= MARKS_BYTES)
        return marks_of(reader->text.data + block, reader->separator);
    char last[MARKS_BYTES] = {0};
    memcpy(last, reader->text.data + block, left);
    return marks_of(last, reader->separator);
}

/* The first separator, quote, CR or LF at or after `from`, or the end of the text. */
static inline size_t next_mark(wm_csv_reader *reader, size_t from)
{
    size_t len = reader->text.len;
    if (from >= len)
        return len;
    wm_csv_marks *marks = &reader->marks;
    size_t block = from / MARKS_BYTES * MARKS_BYTES;
    if (block != marks->block)
        *marks = (wm_csv_marks){block, marks_at(reader, block)};
    uint64_t bits = marks->bits & ~UINT64_C(0) << from % MARKS_BYTES;
    while (!bits) {
        block += MARKS_BYTES;
        if (block >= len)
            return len;
        *marks = (wm_csv_marks){block, marks_at(reader, block)};
        bits = marks->bits;
    }
    return block + (size_t)__builtin_ctzll(bits);
}

void wm_csv_say(const wm_csv_reader *reader, wm_severity severity, uint32_t line,
                size_t offset, const char *message, const char *remedy)
{
    if (reader->quiet)
        return;
    wm_str text = reader->text;
    size_t start = offset;
    while (start > 0 && text.data[start - 1] != '\n' && text.data[start - 1] != '\r')
        start--;
    size_t before = wm_utf8_count(wm_str_slice(text, start, offset));
    wm_place place = {line, (uint32_t)before + 1};
    wm_diag_data(reader->diags, severity, reader->name, place, wm_str_of(remedy), "%s",
                 message);
}

static void say_stray(wm_csv_reader *reader, uint32_t line, size_t offset,
                      const char *message, const char *remedy)
{
    if (!reader->stray_said)
        wm_csv_say(reader, WM_SEVERITY_WARNING, line, offset, message, remedy);
    reader->stray_said = true;
}

static wm_status refuse_cell(wm_csv_reader *reader, size_t offset, uint32_t line)
{
    char message[80], size[WM_SIZE_BYTES];
    snprintf(message, sizeof message, "cell of more than %s",
             wm_size_print(reader->limits.cell_bytes, size));
    wm_csv_say(reader, WM_SEVERITY_ERROR, line, offset, message,
               "is a quote before it never closed?");
    return WM_LIMIT;
}

/* LF, CRLF and a lone CR are each one line break. */
static size_t after_break(wm_str text, size_t at)
{
    bool both = text.data[at] == '\r' && at + 1 < text.len && text.data[at + 1] == '\n';
    return at + (both ? 2 : 1);
}

/* The end of a run without quotes around it that begins at `from`. A quote in it is
 * text, and said.
 */
static size_t plain_end(wm_csv_reader *reader, size_t from, uint32_t line)
{
    size_t at = next_mark(reader, from);
    while (at < reader->text.len && reader->text.data[at] == '"') {
        say_stray(reader, line, at, "quote inside a cell that does not begin with one",
                  "put the whole cell in quotes and write the inner one twice");
        at = next_mark(reader, at + 1);
    }
    return at;
}

/* What lies between the quotes of a cell. */
typedef struct quotation {
    size_t end;      /* the closing quote, or SIZE_MAX */
    size_t doubled;  /* quotes that are written twice */
    uint32_t breaks; /* line breaks */
} quotation;

static quotation quotation_from(wm_csv_reader *reader, size_t open)
{
    wm_str text = reader->text;
    quotation found = {.end = SIZE_MAX};
    for (size_t at = open + 1; (at = next_mark(reader, at)) < text.len; at++) {
        char next = at + 1 < text.len ? text.data[at + 1] : '\0';
        switch (text.data[at]) {
        case '"':
            if (next != '"') {
                found.end = at;
                return found;
            }
            found.doubled++;
            at++;
            break;
        case '\n':
            found.breaks++;
            break;
        case '\r':
            found.breaks += next != '\n';
            break;
        default: /* a separator, which is text here */
            break;
        }
    }
    return found;
}

/* `inside` with its doubled quotes made single, and `behind` put after it. */
static wm_status rewritten(wm_csv_reader *reader, wm_str inside, wm_str behind,
                           wm_str *text_out)
{
    char *copy = wm_arena_alloc(reader->row, inside.len + behind.len, 1);
    if (!copy)
        return WM_NOMEM;
    size_t len = 0;
    for (size_t i = 0; i < inside.len; i++) {
        copy[len++] = inside.data[i];
        i += inside.data[i] == '"';
    }
    if (behind.len)
        memcpy(copy + len, behind.data, behind.len);
    *text_out = (wm_str){copy, len + behind.len};
    return WM_OK;
}

static wm_status quoted_cell(wm_csv_reader *reader, size_t open, wm_csv_cell *cell,
                             size_t *end_out)
{
    wm_str text = reader->text;
    quotation found = quotation_from(reader, open);
    if (found.end == SIZE_MAX) {
        wm_csv_say(reader, WM_SEVERITY_ERROR, cell->line, open,
                   "quote that is never closed",
                   "close it, or take it away if it is part of the text");
        return WM_REJECTED;
    }
    size_t close = found.end;
    wm_str inside = wm_str_slice(text, open + 1, close);
    uint32_t line = cell->line + found.breaks;
    size_t end = next_mark(reader, close + 1);
    if (end > close + 1 && inside.len <= reader->limits.cell_bytes) {
        say_stray(reader, line, close + 1, "text after the quote that closes a cell",
                  "put the whole cell in quotes and write an inner quote twice");
        end = plain_end(reader, close + 1, line);
    }
    wm_str behind = wm_str_slice(text, close + 1, end);
    if (inside.len - found.doubled + behind.len > reader->limits.cell_bytes)
        return refuse_cell(reader, open, cell->line);
    cell->text = inside;
    if (found.doubled || behind.len)
        WM_TRY(rewritten(reader, inside, behind, &cell->text));
    cell->quoted = true;
    reader->line = line;
    *end_out = end;
    return WM_OK;
}

static wm_status plain_cell(wm_csv_reader *reader, size_t from, wm_csv_cell *cell,
                            size_t *end_out)
{
    size_t end = plain_end(reader, from, cell->line);
    if (end - from > reader->limits.cell_bytes)
        return refuse_cell(reader, from, cell->line);
    cell->text = wm_str_slice(reader->text, from, end);
    *end_out = end;
    return WM_OK;
}

static wm_status more_cells(wm_csv_reader *reader, size_t from)
{
    if (reader->count == reader->limits.columns) {
        char message[80];
        snprintf(message, sizeof message, "row of more than %zu cells",
                 reader->limits.columns);
        wm_csv_say(reader, WM_SEVERITY_ERROR, reader->line, from, message, "");
        return WM_LIMIT;
    }
    if (reader->count < reader->capacity)
        return WM_OK;
    size_t capacity = reader->capacity ? reader->capacity * 2 : 32;
    wm_csv_cell *grown = wm_realloc(reader->cells, capacity * sizeof *grown);
    if (!grown)
        return WM_NOMEM;
    reader->cells = grown;
    reader->capacity = capacity;
    return WM_OK;
}

/* Cells up to the end of the row, which is at *end_out: a line break or the end. */
static wm_status cells_of_row(wm_csv_reader *reader, size_t from, size_t *end_out)
{
    wm_str text = reader->text;
    for (;;) {
        WM_TRY(more_cells(reader, from));
        wm_csv_cell *cell = &reader->cells[reader->count++];
        *cell = (wm_csv_cell){.line = reader->line, .column = (uint32_t)reader->count};
        size_t end;
        if (from < text.len && text.data[from] == '"')
            WM_TRY(quoted_cell(reader, from, cell, &end));
        else
            WM_TRY(plain_cell(reader, from, cell, &end));
        if (end == text.len || text.data[end] != reader->separator) {
            *end_out = end;
            return WM_OK;
        }
        from = end + 1;
    }
}

static wm_status next_row(wm_csv_reader *reader, wm_csv_row *row_out)
{
    wm_str text = reader->text;
    size_t end = reader->at;
    wm_arena_rewind(reader->row, 0);
    reader->count = 0;
    reader->stray_said = false;
    row_out->line = reader->line;
    bool is_empty = text.data[end] == '\n' || text.data[end] == '\r';
    if (!is_empty)
        WM_TRY(cells_of_row(reader, reader->at, &end));
    row_out->cells = reader->cells;
    row_out->count = reader->count;
    if (end < text.len) {
        end = after_break(text, end);
        reader->line++;
    }
    assert(end > reader->at);
    reader->at = end;
    return WM_OK;
}

wm_status wm_csv_next(wm_csv_reader *reader, wm_csv_row *row_out, bool *more_out)
{
    *row_out = (wm_csv_row){0};
    *more_out = false;
    if (reader->status != WM_OK || reader->at == reader->text.len)
        return reader->status;
    reader->status = next_row(reader, row_out);
    *more_out = reader->status == WM_OK;
    return reader->status;
}

void wm_csv_rewind(wm_csv_reader *reader, char separator)
{
    reader->separator = separator;
    reader->at = 0;
    reader->line = 1;
    reader->marks.block = SIZE_MAX; /* of no block */
    reader->status = WM_OK;
}
