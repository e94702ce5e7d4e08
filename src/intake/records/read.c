#include "base/alloc.h"
#include "intake/records/cell.h"
#include "intake/records/header.h"
#include "intake/records/loading.h"

#include <assert.h>

/* Rows of one file into numbers, a row at a time: nothing is allocated for a cell, except
 * for a text or key that was never met before. What is wrong with a row's values waits
 * until it is known that the row is kept, for of a row that is left out one reason is
 * enough.
 */
typedef struct waiting_fault {
    wm_load_fault fault;
    int column;
    wm_str value; /* borrowed until the next row */
} waiting_fault;

typedef struct row_reading {
    wm_loading *loading;
    const wm_table_def *def;
    int table;
    wm_str file;
    uint16_t folder; /* the authority of its folder, or NO_AUTHORITY */
    wm_header header;
    wm_csv_row row;
    wm_rows *rows;
    wm_load_table *tally;
    waiting_fault *waiting; /* at most one for each column, and two for the row */
    size_t waiting_count;
} row_reading;

typedef enum row_verdict {
    KEPT,
    LEFT_OUT, /* said, and counted */
} row_verdict;

static inline wm_str cell_at(const row_reading *reading, size_t cell)
{
    return wm_row_cell(&reading->row, cell);
}

static void wait_with(row_reading *reading, wm_load_fault fault, int column, wm_str value)
{
    assert(reading->waiting_count < reading->def->column_count + 2);
    reading->waiting[reading->waiting_count++] = (waiting_fault){fault, column, value};
}

/* Says why the row is not used. */
static wm_status leave_out(row_reading *reading, wm_load_fault fault, int column,
                           wm_str value, size_t *counter, row_verdict *verdict_out)
{
    *verdict_out = LEFT_OUT;
    ++*counter;
    return wm_load_note(reading->loading, fault, reading->table, column, reading->file,
                        reading->row.line, value);
}

/* What `mapped` holds for a text: not looked at yet, or the number it has as a code,
 * which is its own or that of `(unmapped: it)`. */
enum { NOT_LOOKED_AT = -1 };

static bool is_in_list(const wm_code_list *list, wm_str code)
{
    for (size_t i = 0; i < list->count; i++)
        if (wm_str_equal(list->codes[i], code))
            return true;
    return false;
}

static wm_status map_code(wm_loading *loading, int list, int32_t text)
{
    while (loading->mapped[list].count < loading->texts.list.count)
        if (!wm_list_push(loading->scratch, &loading->mapped[list], NOT_LOOKED_AT))
            return WM_NOMEM;
    if (loading->mapped[list].items[text] != NOT_LOOKED_AT)
        return WM_OK;
    int32_t number = text;
    wm_str code = loading->texts.list.items[text];
    if (!is_in_list(&loading->schema->codes.items[list], code)) {
        wm_str unmapped =
            wm_str_format(loading->scratch, "(unmapped: %.*s)", WM_FMT(code));
        if (!unmapped.data)
            return WM_NOMEM;
        WM_TRY(wm_texts_number(&loading->texts, unmapped, &number));
    }
    loading->mapped[list].items[text] = number;
    return WM_OK;
}

/* Where a text of the column would stand that was met lately; NULL: it is too long. */
static wm_lately *lately(const row_reading *reading, int column, wm_str text,
                         uint64_t *word_out)
{
    if (text.len >= sizeof *word_out)
        return NULL;
    *word_out = wm_bytes_word(text.data, text.len) | (uint64_t)text.len << 56;
    uint64_t place = *word_out * UINT64_C(0x9E3779B97F4A7C15) >> (64 - WM_LATELY_BITS);
    return &reading->rows->lately[(size_t)column * WM_LATELY + place];
}

static wm_status read_code(row_reading *reading, int column, wm_str cell, int32_t *out)
{
    wm_loading *loading = reading->loading;
    int list = reading->def->columns[column].codes;
    int32_t text;
    WM_TRY(wm_texts_number(&loading->texts, cell, &text));
    *out = text;
    if (list < 0)
        return WM_OK;
    WM_TRY(map_code(loading, list, text));
    *out = loading->mapped[list].items[text];
    if (*out != text)
        wait_with(reading, WM_FAULT_code_unmapped, column, cell);
    return WM_OK;
}

/* Of a code that is in no list each place is said, so that is never remembered. */
static wm_status read_text(row_reading *reading, int column, wm_str cell, int32_t *out)
{
    uint64_t word = 0;
    wm_lately *known = lately(reading, column, cell, &word);
    if (known && known->word == word) {
        *out = known->number;
        return WM_OK;
    }
    size_t waiting = reading->waiting_count;
    if (reading->def->columns[column].type == WM_COLUMN_CODE)
        WM_TRY(read_code(reading, column, cell, out));
    else
        WM_TRY(wm_texts_number(&reading->loading->texts, cell, out));
    if (known && reading->waiting_count == waiting)
        *known = (wm_lately){word, *out};
    return WM_OK;
}

static wm_status read_link(row_reading *reading, int column, uint16_t authority,
                           wm_str cell, int32_t *out)
{
    wm_loading *loading = reading->loading;
    int base = wm_load_base(loading, reading->def->columns[column].table);
    uint32_t ref;
    WM_TRY(wm_keys_ref(&loading->keys[base], authority, cell, &ref));
    assert(ref < INT32_MAX);
    *out = (int32_t)ref;
    return WM_OK;
}

/* Remembers which of the two ways a date with strokes can only be read. */
static bool read_day(row_reading *reading, int column, wm_str cell, int32_t *out)
{
    bool is_read = wm_read_day(cell, out);
    int first, second;
    if ((is_read && cell.data[4] == '-') || !wm_read_strokes(cell, &first, &second))
        return is_read;
    wm_stroke_dates *dates = &reading->loading->strokes[reading->table][column];
    dates->day_first += first > 12 && second <= 12;
    if (first <= 12 && second > 12 && dates->month_first++ == 0) {
        dates->file = reading->file;
        dates->line = reading->row.line;
        dates->value = wm_str_copy(reading->loading->arena, cell);
    }
    if (is_read && !dates->is_american)
        return true;
    *out = WM_BLANK;
    return false;
}

static wm_status read_value(row_reading *reading, int column, uint16_t authority,
                            wm_str cell, int32_t *out)
{
    bool is_read = true;
    switch (reading->def->columns[column].type) {
    case WM_COLUMN_DATE:
        is_read = read_day(reading, column, cell, out);
        break;
    case WM_COLUMN_INT:
        is_read = wm_read_int(cell, out);
        break;
    case WM_COLUMN_HUNDREDTHS:
        is_read = wm_read_hundredths(cell, out);
        break;
    case WM_COLUMN_YESNO:
        is_read = wm_read_yesno(cell, out);
        break;
    case WM_COLUMN_CODE:
    case WM_COLUMN_TEXT:
        return read_text(reading, column, cell, out);
    case WM_COLUMN_KEY:
        return read_link(reading, column, authority, cell, out);
    }
    if (!is_read)
        wait_with(reading, WM_FAULT_value_bad, column, cell);
    return WM_OK;
}

/* A blank that says something: a spell without an end is open. */
static bool blank_is_expected(const wm_table_def *def, int column)
{
    return def->columns[column].may_blank || column == def->to;
}

static wm_status read_columns(row_reading *reading, uint16_t authority)
{
    const wm_table_def *def = reading->def;
    for (int i = 0; (size_t)i < def->column_count; i++) {
        int32_t *value = &reading->rows->columns[i][reading->rows->count];
        size_t cell = reading->header.columns[i];
        *value = WM_BLANK;
        if (cell == WM_NO_CELL)
            continue;
        wm_str text = cell_at(reading, cell);
        if (!wm_str_empty(text))
            WM_TRY(read_value(reading, i, authority, text, value));
        else if (!blank_is_expected(def, i))
            wait_with(reading, WM_FAULT_value_blank, i, text);
    }
    return WM_OK;
}

/* Of the authorities the one that has this key among its rows, if it is just one. */
static uint16_t authority_of_parent(const wm_loading *loading, int parent, wm_str key)
{
    const wm_keys *keys = &loading->keys[wm_load_base(loading, parent)];
    uint16_t found = WM_NO_AUTHORITY;
    for (size_t i = 0; i < loading->authorities.count; i++) {
        uint32_t ref = wm_keys_find(keys, (uint16_t)i, key);
        if (ref == WM_NO_REF || keys->items[ref].row == WM_NO_ROW)
            continue;
        if (found != WM_NO_AUTHORITY)
            return WM_NO_AUTHORITY;
        found = (uint16_t)i;
    }
    return found;
}

/* The row's own, else the folder's, else that of its parent, else the one that was asked
 * for or is the only one; else it is nobody's. While the one asked for is the only one,
 * the parent can have no other. */
static wm_status find_authority(row_reading *reading, uint16_t *authority_out)
{
    wm_loading *loading = reading->loading;
    wm_str named = cell_at(reading, reading->header.authority);
    if (!wm_str_empty(named))
        return wm_load_authority(loading, named, authority_out);
    bool is_only =
        loading->standard != WM_NO_AUTHORITY && loading->authorities.count == 1;
    *authority_out = reading->folder;
    if (*authority_out == WM_NO_AUTHORITY && !is_only &&
        reading->def->parent != WM_NO_TABLE)
        *authority_out = authority_of_parent(loading, reading->def->parent,
                                             cell_at(reading, reading->header.parent));
    if (*authority_out == WM_NO_AUTHORITY)
        *authority_out = loading->standard;
    if (*authority_out == WM_NO_AUTHORITY)
        return wm_load_nameless(loading, authority_out);
    return WM_OK;
}

/* Whether a fault about this column waits: its value could not be read. */
static bool is_bad(const row_reading *reading, int column)
{
    for (size_t i = 0; i < reading->waiting_count; i++)
        if (reading->waiting[i].column == column &&
            reading->waiting[i].fault == WM_FAULT_value_bad)
            return true;
    return false;
}

static wm_status judge_dates(row_reading *reading, row_verdict *verdict_out)
{
    const wm_table_def *def = reading->def;
    wm_load_table *tally = reading->tally;
    size_t row = reading->rows->count;
    if (def->from == WM_NO_COLUMN)
        return WM_OK;
    wm_day from = reading->rows->columns[def->from][row];
    wm_str text = cell_at(reading, reading->header.columns[def->from]);
    if (is_bad(reading, def->from))
        return leave_out(reading, WM_FAULT_date_bad, def->from, text, &tally->excluded,
                         verdict_out);
    if (from == WM_BLANK && !def->columns[def->from].may_blank)
        return leave_out(reading, WM_FAULT_date_blank, def->from, text, &tally->excluded,
                         verdict_out);
    wm_day to = def->to == WM_NO_COLUMN ? WM_BLANK : reading->rows->columns[def->to][row];
    if (to != WM_BLANK && to < from)
        return leave_out(reading, WM_FAULT_end_before_start, def->to,
                         cell_at(reading, reading->header.columns[def->to]),
                         &tally->excluded, verdict_out);
    return WM_OK;
}

static wm_status judge_recorded(row_reading *reading, row_verdict *verdict_out)
{
    int column = reading->def->recorded;
    wm_day known_at = reading->loading->options->known_at;
    if (column == WM_NO_COLUMN || known_at == WM_DAY_NONE)
        return WM_OK;
    wm_day recorded = reading->rows->columns[column][reading->rows->count];
    if (recorded == WM_BLANK || recorded <= known_at)
        return WM_OK;
    return leave_out(reading, WM_FAULT_known_later, column,
                     cell_at(reading, reading->header.columns[column]),
                     &reading->tally->later, verdict_out);
}

static bool is_same_row(const wm_rows *rows, size_t columns, size_t a, size_t b)
{
    bool is_same = rows->parent[a] == rows->parent[b] && rows->child[a] == rows->child[b];
    for (size_t i = 0; i < columns && is_same; i++)
        is_same = rows->columns[i][a] == rows->columns[i][b];
    return is_same;
}

/* The first row in the order of the files keeps the key. */
static wm_status judge_key(row_reading *reading, wm_str key, row_verdict *verdict_out)
{
    wm_rows *rows = reading->rows;
    wm_key *item = &reading->loading->keys[reading->table].items[rows->key[rows->count]];
    if (item->row == WM_NO_ROW) {
        item->row = (uint32_t)rows->count;
        return WM_OK;
    }
    bool is_same = is_same_row(rows, reading->def->column_count, item->row, rows->count);
    return leave_out(reading, is_same ? WM_FAULT_duplicate : WM_FAULT_key_twice,
                     WM_NO_COLUMN, key, &reading->tally->collapsed, verdict_out);
}

static wm_status read_refs(row_reading *reading, uint16_t authority, wm_str key)
{
    wm_loading *loading = reading->loading;
    wm_rows *rows = reading->rows;
    size_t row = rows->count;
    rows->parent[row] = rows->child[row] = WM_NO_REF;
    wm_str parent = cell_at(reading, reading->header.parent);
    if (!wm_str_empty(parent)) {
        int base = wm_load_base(loading, reading->def->parent);
        WM_TRY(wm_keys_ref(&loading->keys[base], authority, parent, &rows->parent[row]));
    }
    wm_str child = cell_at(reading, reading->header.child);
    if (!wm_str_empty(child))
        WM_TRY(wm_keys_ref(&loading->keys[loading->schema->child], authority, child,
                           &rows->child[row]));
    rows->line[row] = reading->row.line;
    return wm_keys_ref(&loading->keys[reading->table], authority, key, &rows->key[row]);
}

/* Cells behind the heading's last that say nothing are the commas that Excel leaves. */
static void look_at_width(row_reading *reading)
{
    const wm_csv_row *row = &reading->row;
    bool is_ragged = row->count < reading->header.width;
    for (size_t i = reading->header.width; i < row->count; i++)
        is_ragged = is_ragged || !wm_str_empty(cell_at(reading, i));
    if (is_ragged)
        wait_with(reading, WM_FAULT_row_ragged, WM_NO_COLUMN, (wm_str){"", 0});
}

static wm_status judge_row(row_reading *reading, row_verdict *verdict_out)
{
    wm_str key = cell_at(reading, reading->header.key);
    uint16_t authority = WM_NO_AUTHORITY;
    reading->waiting_count = 0;
    *verdict_out = KEPT;
    if (wm_str_empty(key))
        return leave_out(reading, WM_FAULT_key_blank, WM_NO_COLUMN, key,
                         &reading->tally->excluded, verdict_out);
    look_at_width(reading);
    WM_TRY(find_authority(reading, &authority));
    WM_TRY(read_columns(reading, authority));
    WM_TRY(judge_dates(reading, verdict_out));
    if (*verdict_out == KEPT)
        WM_TRY(judge_recorded(reading, verdict_out));
    if (*verdict_out == LEFT_OUT)
        return WM_OK;
    WM_TRY(read_refs(reading, authority, key));
    return judge_key(reading, key, verdict_out);
}

static wm_status keep_row(row_reading *reading)
{
    for (size_t i = 0; i < reading->waiting_count; i++) {
        const waiting_fault *waiting = &reading->waiting[i];
        WM_TRY(wm_load_note(reading->loading, waiting->fault, reading->table,
                            waiting->column, reading->file, reading->row.line,
                            waiting->value));
    }
    reading->tally->kept++;
    reading->rows->count++;
    return WM_OK;
}

/* A large array is made anew, in pages that come together; of a small one the zeros would
 * cost more. */
static wm_status grow(void *array, size_t count, size_t capacity, size_t item_bytes)
{
    enum { LARGE_BYTES = 1024 * 1024 };
    void **items = array;
    bool is_large = capacity >= LARGE_BYTES / item_bytes;
    void *grown = is_large ? wm_alloc(capacity * item_bytes)
                           : wm_realloc(*items, capacity * item_bytes);
    if (!grown)
        return WM_NOMEM;
    if (is_large) {
        if (count)
            memcpy(grown, *items, count * item_bytes);
        wm_free(*items);
    }
    *items = grown;
    return WM_OK;
}

/* As many rows as there will be, if the rest of the file and the table's other files are
 * like what was read of it: what has to be moved later costs more than some room too
 * much, which nobody touches. */
static size_t rows_expected(const row_reading *reading, wm_csv_reader *reader)
{
    enum { SURE_FROM = 1000, TOO_MANY = 32 };
    const wm_rows *rows = reading->rows;
    size_t of, at = wm_csv_progress(reader, &of);
    size_t before = rows->files.items[rows->files.count - 1].first;
    size_t twice = rows->capacity ? rows->capacity * 2 : 64;
    if (rows->count - before < SURE_FROM || at == 0)
        return twice;
    size_t left = (of - at) + rows->bytes_left;
    size_t rest =
        left / at * (rows->count - before) + left % at * (rows->count - before) / at;
    size_t expected = rows->count + rest + rest / TOO_MANY + SURE_FROM;
    size_t least = rows->capacity + rows->capacity / 4;
    return expected < least ? least : expected;
}

static wm_status room_for_row(row_reading *reading, wm_csv_reader *reader)
{
    wm_rows *rows = reading->rows;
    if (rows->count < rows->capacity)
        return WM_OK;
    if (rows->count == INT32_MAX - 1) /* a KEY column numbers them */
        return WM_LIMIT;
    size_t count = rows->count, capacity = rows_expected(reading, reader);
    for (size_t i = 0; i < reading->def->column_count; i++)
        WM_TRY(grow(&rows->columns[i], count, capacity, sizeof *rows->columns[i]));
    WM_TRY(grow(&rows->key, count, capacity, sizeof *rows->key));
    WM_TRY(grow(&rows->parent, count, capacity, sizeof *rows->parent));
    WM_TRY(grow(&rows->child, count, capacity, sizeof *rows->child));
    WM_TRY(grow(&rows->line, count, capacity, sizeof *rows->line));
    WM_TRY(wm_keys_reserve(&reading->loading->keys[reading->table], capacity));
    rows->capacity = capacity;
    return WM_OK;
}

static wm_status read_rows(row_reading *reading, wm_csv_reader *reader)
{
    for (;;) {
        bool more;
        WM_TRY(wm_csv_next(reader, &reading->row, &more));
        if (!more)
            return WM_OK;
        bool may_be_blank = wm_str_empty(cell_at(reading, reading->header.key));
        if (may_be_blank && wm_row_is_blank(&reading->row))
            continue;
        row_verdict verdict = KEPT;
        WM_TRY(room_for_row(reading, reader));
        reading->tally->read++;
        WM_TRY(judge_row(reading, &verdict));
        if (verdict == KEPT)
            WM_TRY(keep_row(reading));
    }
}

static wm_status read_opened(row_reading *reading, wm_csv_reader *reader)
{
    wm_loading *loading = reading->loading;
    wm_rows_file file = {reading->file, (uint32_t)reading->rows->count};
    reading->tally->found = true;
    WM_TRY(
        wm_header_read(loading, reading->table, reading->file, reader, &reading->header));
    reading->waiting = wm_arena_alloc(loading->scratch, reading->def->column_count + 2,
                                      sizeof *reading->waiting);
    if (!reading->waiting || !wm_list_push(loading->scratch, &reading->rows->files, file))
        return WM_NOMEM;
    return read_rows(reading, reader);
}

wm_status wm_load_read(wm_loading *loading, int table, const wm_records_file *file)
{
    row_reading reading = {.loading = loading,
                           .def = &loading->schema->tables.items[table],
                           .table = table,
                           .file = file->file.name,
                           .folder = WM_NO_AUTHORITY,
                           .rows = &loading->rows[table],
                           .tally = &loading->report->tables[table]};
    if (!wm_str_empty(file->file.authority))
        WM_TRY(wm_load_authority(loading, file->file.authority, &reading.folder));
    wm_csv_reader *reader = NULL;
    WM_TRY(wm_records_file_open(file, &loading->room, loading->diags, &reader));
    wm_status status = read_opened(&reading, reader);
    wm_csv_close(reader);
    return status;
}
