#include "base/csv_internal.h"

#include "base/alloc.h"
#include "base/file_system.h"
#include "base/limits.h"

#include <assert.h>
#include <stdio.h>

/* Where the text comes from. It is held as a whole: whether it is UTF-8 or Windows-1252
 * may be decided by its last byte, and the two must not be mixed in one file.
 */

enum { FILE_BYTES = 256 << 20 };
enum { READ_BYTES = 64 * 1024 };

static const char save_as_csv[] = "save it as CSV UTF-8 and use that file";

static wm_csv_limits with_defaults(wm_csv_limits limits)
{
    if (limits.cell_bytes == 0)
        limits.cell_bytes = WM_CELL_BYTES_MAX;
    if (limits.columns == 0)
        limits.columns = WM_COLUMNS_MAX;
    if (limits.file_bytes == 0)
        limits.file_bytes = FILE_BYTES;
    assert(limits.file_bytes < UINT32_MAX); /* lines and columns are 32 bits wide */
    return limits;
}

static void say_of_file(const wm_csv_reader *reader, const char *message,
                        const char *remedy)
{
    wm_diag_data(reader->diags, WM_SEVERITY_ERROR, reader->name, (wm_place){0, 0},
                 wm_str_of(remedy), "%s", message);
}

static wm_status refuse_size(const wm_csv_reader *reader)
{
    char message[80], size[WM_SIZE_BYTES];
    snprintf(message, sizeof message, "file of more than %s",
             wm_size_print(reader->limits.file_bytes, size));
    say_of_file(reader, message, "");
    return WM_LIMIT;
}

static void say_binary(const wm_csv_reader *reader, wm_str bytes)
{
    static const struct {
        wm_str start;
        const char *message;
    } kinds[] = {
        {{"PK\x03\x04", 4}, "an Excel workbook or other ZIP file, not text"},
        {{"\xD0\xCF\x11\xE0", 4}, "an old Excel workbook or Word document, not text"},
        {{"%PDF-", 5}, "a PDF, not text"},
        {{"\x1F\x8B", 2}, "a gzip file, not text"},
        {{"\xFE\xFF", 2}, "UTF-16 with the high byte first, which is not read"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wm_str_starts(bytes, kinds[i].start)) {
            say_of_file(reader, kinds[i].message, save_as_csv);
            return;
        }
    say_of_file(reader, "not text: it holds NUL bytes", save_as_csv);
}

/* Line of the byte at `offset`, counted as the rows are. */
static uint32_t line_of(wm_str text, size_t offset)
{
    uint32_t line = 1;
    assert(text.data && offset < text.len);
    for (size_t i = 0; i < offset; i++) {
        bool first_half = text.data[i] == '\r' && text.data[i + 1] == '\n';
        line += (text.data[i] == '\n' || text.data[i] == '\r') && !first_half;
    }
    return line;
}

/* What could not be read is shown as U+FFFD; the first such place is said. */
static void say_unreadable(const wm_csv_reader *reader)
{
    wm_str text = reader->text;
    const char *found = text.len ? memmem(text.data, text.len, "\xEF\xBF\xBD", 3) : NULL;
    if (!found)
        return;
    char message[80];
    snprintf(message, sizeof message, "a byte that is no character of %s",
             wm_encoding_name(reader->encoding));
    size_t offset = (size_t)(found - text.data);
    wm_csv_say(reader, WM_SEVERITY_WARNING, line_of(text, offset), offset, message,
               "shown as a question mark in a diamond; save the file as CSV UTF-8");
}

/* A file that is UTF-8 up to a bad byte was more likely damaged than written as
 * Windows-1252, and its accents and dashes will look wrong throughout.
 */
static void say_mixed(const wm_csv_reader *reader, wm_str bytes)
{
    size_t valid = wm_utf8_valid_length(bytes);
    if (wm_utf8_count(wm_str_slice(bytes, 0, valid)) == valid)
        return;
    wm_place place = {line_of(bytes, valid), 0};
    wm_diag_data(reader->diags, WM_SEVERITY_WARNING, reader->name, place,
                 WM_STR("save the file as CSV UTF-8"),
                 "UTF-8 as far as this line, but not beyond: the whole file is read as "
                 "Windows-1252");
}

static wm_status take_bytes(wm_csv_reader *reader, wm_str bytes, char separator)
{
    if (bytes.len > reader->limits.file_bytes)
        return refuse_size(reader);
    wm_status status =
        wm_text_decode(bytes, reader->file, &reader->encoding, &reader->text);
    if (status == WM_REJECTED)
        say_binary(reader, bytes);
    WM_TRY(status);
    bool is_as_it_came = reader->text.len <= bytes.len &&
                         reader->text.data == bytes.data + (bytes.len - reader->text.len);
    if (!is_as_it_came)
        say_unreadable(reader);
    if (reader->encoding == WM_ENCODING_WINDOWS_1252)
        say_mixed(reader, bytes);
    wm_csv_rewind(reader, separator ? separator : wm_csv_guess_separator(reader->text));
    return WM_OK;
}

/* For at least so many bytes, of which the first `len` are kept. */
static wm_status grow_room(wm_csv_room *room, size_t len, size_t capacity)
{
    if (capacity <= room->capacity)
        return WM_OK;
    char *grown = wm_alloc(capacity);
    if (!grown)
        return WM_NOMEM;
    if (len)
        memcpy(grown, room->bytes, len);
    wm_free(room->bytes);
    *room = (wm_csv_room){grown, capacity};
    return WM_OK;
}

/* How many bytes there are, or of a pipe, which cannot tell, how many to begin with. */
static size_t bytes_expected(int descriptor, size_t limit_bytes)
{
    struct stat about;
    if (fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode))
        return (size_t)about.st_size;
    return limit_bytes < READ_BYTES ? limit_bytes : READ_BYTES;
}

static wm_status read_all(wm_csv_reader *reader, int descriptor, wm_str *bytes_out)
{
    /* One byte over, to see that a file ends where it says, or goes over the limit. */
    size_t most = reader->limits.file_bytes + 1;
    size_t len = 0, capacity = bytes_expected(descriptor, most - 1) + 1;
    if (capacity > most)
        return refuse_size(reader);
    WM_TRY(grow_room(reader->room, 0, capacity));
    for (;;) {
        char *bytes = reader->room->bytes;
        ssize_t got = wm_system_read(descriptor, bytes + len, capacity - len);
        if (got < 0) {
            wm_file_error error;
            wm_status status = wm_file_refused(&error, "read", "the file");
            say_of_file(reader, error.text, "");
            return status;
        }
        if (got == 0)
            break;
        len += (size_t)got;
        if (len == most)
            return refuse_size(reader);
        if (len < capacity)
            continue;
        capacity = capacity > most / 2 ? most : capacity * 2;
        WM_TRY(grow_room(reader->room, len, capacity));
    }
    *bytes_out = (wm_str){reader->room->bytes, len};
    return WM_OK;
}

static wm_csv_reader *new_reader(wm_str name, wm_csv_limits limits, wm_diags *diags)
{
    wm_csv_reader *reader = wm_alloc(sizeof *reader);
    if (!reader)
        return NULL;
    reader->name = name;
    reader->diags = diags;
    reader->limits = with_defaults(limits);
    /* Both are bounded by the file: decoding makes at most three bytes of one. */
    reader->file = wm_arena_new(SIZE_MAX / 8);
    reader->row = wm_arena_new(SIZE_MAX / 8);
    if (reader->file && reader->row)
        return reader;
    wm_csv_close(reader);
    return NULL;
}

static wm_status opened(wm_csv_reader *reader, wm_status status,
                        wm_csv_reader **reader_out)
{
    if (status == WM_OK) {
        *reader_out = reader;
    } else {
        *reader_out = NULL;
        wm_csv_close(reader);
    }
    return status;
}

wm_status wm_csv_open_memory(wm_str bytes, wm_str name, char separator,
                             wm_csv_limits limits, wm_diags *diags,
                             wm_csv_reader **reader_out)
{
    *reader_out = NULL;
    wm_csv_reader *reader = new_reader(name, limits, diags);
    if (!reader)
        return WM_NOMEM;
    return opened(reader, take_bytes(reader, bytes, separator), reader_out);
}

wm_status wm_csv_open_descriptor(int descriptor, wm_str name, char separator,
                                 wm_csv_limits limits, wm_csv_room *room, wm_diags *diags,
                                 wm_csv_reader **reader_out)
{
    *reader_out = NULL;
    wm_csv_reader *reader = new_reader(name, limits, diags);
    if (!reader)
        return WM_NOMEM;
    reader->room = room ? room : &reader->own;
    wm_str bytes = {0};
    wm_status status = read_all(reader, descriptor, &bytes);
    if (status == WM_OK)
        status = take_bytes(reader, bytes, separator);
    return opened(reader, status, reader_out);
}

size_t wm_csv_progress(const wm_csv_reader *reader, size_t *of_out)
{
    *of_out = reader->text.len;
    return reader->at;
}

char wm_csv_separator(const wm_csv_reader *reader)
{
    return reader->separator;
}

const char *wm_csv_encoding(const wm_csv_reader *reader)
{
    return wm_encoding_name(reader->encoding);
}

void wm_csv_close(wm_csv_reader *reader)
{
    if (!reader)
        return;
    wm_arena_end(reader->file);
    wm_arena_end(reader->row);
    wm_free(reader->own.bytes);
    wm_free(reader->cells);
    wm_free(reader);
}
