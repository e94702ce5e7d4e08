#include "intake/scorecard/importing.h"

#include "base/limits.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_BYTES = 512 };

wm_status wm_import_refuse(wm_importing *importing, wm_place place, const char *remedy,
                           const char *format, ...)
{
    char message[MESSAGE_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    wm_diag_data(importing->diags, WM_SEVERITY_ERROR, importing->sheet.file, place,
                 wm_str_of(remedy), "%s", message);
    return WM_REJECTED;
}

wm_str wm_import_one_line(wm_arena *arena, wm_str text)
{
    char *line = wm_arena_alloc(arena, text.len + 1, 1);
    size_t len = 0;
    if (!line)
        return (wm_str){NULL, 0};
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c > ' ' && c != 0x7F)
            line[len++] = text.data[i];
        else if (len > 0 && line[len - 1] != ' ')
            line[len++] = ' ';
    }
    return wm_str_trim((wm_str){line, len});
}

static wm_status too_long(wm_importing *importing, wm_place place, const char *what,
                          size_t bytes)
{
    char size[WM_SIZE_BYTES];
    (void)wm_import_refuse(importing, place, "move what is long into the comments",
                           "%s than %s", what, wm_size_print(bytes, size));
    return WM_LIMIT;
}

wm_status wm_import_place(wm_importing *importing, wm_sheet_cell *cell, wm_str *out)
{
    if (cell->text.len > WM_IMPORT_TITLE_BYTES_MAX)
        return too_long(importing, cell->place, "this text is longer",
                        WM_IMPORT_TITLE_BYTES_MAX);
    importing->text_bytes += cell->text.len;
    if (importing->text_bytes > WM_IMPORT_TITLES_BYTES_MAX)
        return too_long(importing, cell->place,
                        "the sheet's titles, targets and notes are together longer",
                        WM_IMPORT_TITLES_BYTES_MAX);
    *out = wm_import_one_line(importing->arena, cell->text);
    cell->used = true;
    return out->data ? WM_OK : WM_NOMEM;
}

static wm_str column_place(const wm_column *column, wm_arena *arena)
{
    wm_meaning meaning = column->heading.meaning;
    if (meaning == WM_MEANING_UNKNOWN || wm_meaning_is_kept(meaning))
        return WM_STR(", kept in this report alone");
    if (column->period.kind == WM_PERIOD_NONE)
        return WM_STR("");
    wm_str label = wm_period_text(column->period, WM_IMPORT_FIRST_MONTH, arena);
    return label.data ? wm_str_format(arena, " of %.*s", WM_FMT(label)) : label;
}

/* What each heading was read as; a heading left out stays among the unread. */
static wm_status report_columns(wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        wm_meaning meaning = column->heading.meaning;
        if (wm_str_empty(column->heading.text))
            continue;
        wm_str name = wm_meaning_name(meaning);
        wm_str when = column_place(column, importing->arena);
        if (!when.data)
            return WM_NOMEM;
        bool figures = meaning == WM_MEANING_PERIOD || meaning == WM_MEANING_YEAR ||
                       meaning == WM_MEANING_LATEST;
        wm_sheet_cell cell = {.text = column->heading.text,
                              .place = column->heading.place};
        WM_TRY(wm_report_cell(importing, WM_IMPORT_COLUMN, &cell, "column %zu: %.*s%.*s",
                              c + 1, figures ? 7 : (int)name.len,
                              figures ? "figures" : name.data, WM_FMT(when)));
    }
    return WM_OK;
}

/* How the bytes were read: what nobody sees in the sheet, and every cell depends on. */
static wm_status report_file(wm_importing *importing, wm_str bytes)
{
    const wm_sheet *sheet = &importing->sheet;
    const char *between = sheet->separator == '\t'  ? "tabs"
                          : sheet->separator == ';' ? "semicolons"
                          : sheet->separator == '|' ? "bars"
                                                    : "commas";
    bool marked = wm_str_starts(bytes, WM_STR("\xEF\xBB\xBF")) ||
                  wm_str_starts(bytes, WM_STR("\xFF\xFE"));
    bool usual = wm_str_equal(wm_str_of(sheet->encoding), WM_STR("UTF-8")) && !marked &&
                 (sheet->separator == ',' || sheet->separator == '\t');
    return wm_report_sheet(importing, usual ? WM_IMPORT_USUAL : WM_IMPORT_READ,
                           "the file is %s%s, with %s between the cells", sheet->encoding,
                           marked ? " with a byte-order mark" : "", between);
}

/* A heading is its own cell, the one above it, and, when two were joined, the next. */
static bool is_in_heading(const wm_importing *importing, const wm_sheet_cell *cell)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_heading *heading = &importing->columns[c].heading;
        bool own = heading->place.column == cell->place.column;
        bool next = heading->place.column + 1 == cell->place.column &&
                    wm_str_ends(heading->text, cell->text);
        if ((own || next) && wm_str_find(heading->text, cell->text) != SIZE_MAX)
            return true;
    }
    return false;
}

static void use_headings(wm_importing *importing)
{
    wm_sheet *sheet = &importing->sheet;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        wm_sheet_row *row = &sheet->rows.items[r];
        bool heading = row->kind == WM_SHEET_HEADING || row->kind == WM_SHEET_GROUP ||
                       row->kind == WM_SHEET_REPEATED;
        for (size_t c = 0; heading && c < row->count; c++)
            row->cells[c].used = is_in_heading(importing, &row->cells[c]);
    }
}

/* `sefton-2017` from the authority and the year's end, unless a name was asked for. */
static wm_status name_files(wm_importing *importing)
{
    wm_imported *out = importing->out;
    wm_str authority = out->folder.scorecard.authority.name;
    out->name = importing->options->name;
    if (!wm_str_empty(out->name))
        return WM_OK;
    char slug[64];
    size_t len = 0;
    for (size_t i = 0; i < authority.len && len < sizeof slug; i++) {
        char c = wm_lower(authority.data[i]);
        if (wm_is_alpha(c) || wm_is_digit(c))
            slug[len++] = c;
        else if (len > 0 && slug[len - 1] != '-')
            slug[len++] = '-';
    }
    out->name = wm_str_format(importing->arena, "%.*s-%d", (int)len, slug,
                              importing->reporting_year + 1);
    return out->name.data ? WM_OK : WM_NOMEM;
}

static wm_status lay_out(wm_importing *importing)
{
    bool found;
    WM_TRY(wm_sheet_lay_out(&importing->sheet, importing->arena, &found));
    if (found)
        return WM_OK;
    return wm_import_refuse(importing, (wm_place){0, 0},
                            "above the measures stands a row such as: Ref, Measure, "
                            "Target, Baseline, Q2 2016-17, Comments",
                            "no row of the sheet names its columns");
}

static wm_status import(wm_importing *importing, wm_str bytes, wm_str file_name)
{
    WM_TRY(wm_sheet_read(bytes, file_name, importing->arena, importing->diags,
                         &importing->sheet));
    WM_TRY(report_file(importing, bytes));
    WM_TRY(lay_out(importing));
    WM_TRY(wm_import_pivot(importing));
    WM_TRY(wm_import_columns(importing));
    WM_TRY(wm_import_where(importing));
    WM_TRY(wm_import_when(importing));
    WM_TRY(wm_import_notes(importing));
    WM_TRY(wm_import_rows(importing));
    WM_TRY(wm_import_units(importing));
    WM_TRY(wm_import_sections(importing));
    WM_TRY(wm_import_assemble(importing));
    WM_TRY(wm_import_figures(importing));
    WM_TRY(wm_import_claims(importing));
    WM_TRY(name_files(importing));
    WM_TRY(report_columns(importing));
    use_headings(importing);
    WM_TRY(wm_report_finish(importing));
    importing->out->folder.name = importing->out->name;
    return wm_diags_status(importing->diags);
}

wm_status wm_import_scorecard(wm_str bytes, wm_str file_name,
                              const wm_import_options *options, wm_arena *arena,
                              wm_diags *diags, wm_imported *imported_out)
{
    static const wm_import_options nothing_said = {.has_as_at = false};
    wm_importing importing = {.arena = arena,
                              .diags = diags,
                              .options = options ? options : &nothing_said,
                              .out = imported_out};
    *imported_out = (wm_imported){.as_at = WM_DAY_NONE};
    return import(&importing, bytes, file_name);
}
