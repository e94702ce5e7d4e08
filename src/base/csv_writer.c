#include "base/csv.h"

#include <inttypes.h>

/* What a spreadsheet would run: https://owasp.org/www-community/attacks/CSV_Injection */
static bool starts_a_formula(wm_str text)
{
    static const char starts[] = {'=', '+', '-', '@', '\t', '\r'};
    return text.len > 0 && memchr(starts, text.data[0], sizeof starts) != NULL;
}

/* `-3.1`, `+4.0`, `12`: digits, at most one point, at most a sign. */
static bool is_plain_number(wm_str text)
{
    bool has_sign = text.len > 0 && (text.data[0] == '-' || text.data[0] == '+');
    size_t digits = 0, points = 0;
    for (size_t i = has_sign; i < text.len; i++) {
        digits += wm_is_digit(text.data[i]);
        points += text.data[i] == '.';
    }
    return digits > 0 && points <= 1 && digits + points + has_sign == text.len;
}

/* A formula, or one that already has quotes before it: those get one more, so that
 * reading takes away exactly what writing put there.
 */
static bool needs_guard(wm_str text)
{
    size_t quotes = 0;
    while (quotes < text.len && text.data[quotes] == '\'')
        quotes++;
    wm_str rest = wm_str_slice(text, quotes, text.len);
    return starts_a_formula(rest) && !is_plain_number(rest);
}

/* At the start of a file these would be taken for a byte-order mark, a PDF or a ZIP. */
static bool starts_like_a_file(wm_str cell)
{
    return wm_str_starts(cell, WM_STR("\xEF\xBB\xBF")) ||
           wm_str_starts(cell, WM_STR("%PDF-")) ||
           wm_str_starts(cell, WM_STR("PK\x03\x04"));
}

static bool needs_quotes(wm_str cell)
{
    for (size_t i = 0; i < cell.len; i++) {
        char byte = cell.data[i];
        if (byte == ',' || byte == '"' || byte == '\n' || byte == '\r')
            return true;
    }
    return starts_like_a_file(cell);
}

/* `guard` is put before the text, inside its quotes. */
static void write_cell(wm_text *out, wm_str guard, wm_str cell, bool first)
{
    if (!first)
        wm_text_byte(out, ',');
    if (!needs_quotes(cell)) {
        wm_text_add(out, guard);
        wm_text_add(out, cell);
        return;
    }
    wm_text_byte(out, '"');
    wm_text_add(out, guard);
    for (size_t at; (at = wm_str_find_byte(cell, '"')) < cell.len;) {
        wm_text_add(out, wm_str_slice(cell, 0, at + 1));
        wm_text_byte(out, '"');
        cell = wm_str_slice(cell, at + 1, cell.len);
    }
    wm_text_add(out, cell);
    wm_text_byte(out, '"');
}

void wm_csv_write(wm_text *out, wm_str cell, bool first)
{
    write_cell(out, WM_STR(""), cell, first);
}

void wm_csv_write_text(wm_text *out, wm_str cell, bool first)
{
    write_cell(out, needs_guard(cell) ? WM_STR("'") : WM_STR(""), cell, first);
}

void wm_csv_write_whole(wm_text *out, int64_t number)
{
    wm_text_format(out, ",%" PRId64, number);
}

void wm_csv_write_day(wm_text *out, wm_day day)
{
    char text[11] = "";
    if (day != WM_DAY_NONE)
        wm_day_print(day, text);
    wm_csv_write(out, wm_str_of(text), false);
}

void wm_csv_end_row(wm_text *out)
{
    /* One empty cell would be an empty line, which is a row of no cells. */
    if (out->len == 0 || out->data[out->len - 1] == '\n')
        wm_text_add(out, WM_STR("\"\""));
    wm_text_byte(out, '\n');
}

wm_str wm_csv_read_text(wm_str cell)
{
    if (cell.len == 0 || cell.data[0] != '\'')
        return cell;
    wm_str rest = wm_str_slice(cell, 1, cell.len);
    return needs_guard(rest) ? rest : cell;
}
