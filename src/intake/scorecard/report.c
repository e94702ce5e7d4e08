#include "intake/scorecard/importing.h"

#include "base/csv.h"
#include "intake/folder.h"
#include "lang/lang.h"

#include <stdarg.h>
#include <stdio.h>

enum { MEANING_BYTES = 512 };

const char *wm_import_kind_name(wm_import_kind kind)
{
    static const char *const names[] = {"column", "assumed", "repaired", "usual",
                                        "read",   "check",   "kept",     "unread"};
    return names[kind];
}

static wm_status add(wm_importing *importing, wm_import_entry entry, const char *meaning)
{
    entry.meaning = wm_str_copy(importing->arena, wm_str_of(meaning));
    if (!entry.meaning.data ||
        !wm_list_push(importing->arena, &importing->out->report, entry))
        return WM_NOMEM;
    return WM_OK;
}

wm_status wm_report_cell(wm_importing *importing, wm_import_kind kind,
                         wm_sheet_cell *cell, const char *format, ...)
{
    char meaning[MEANING_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(meaning, sizeof meaning, format, args);
    va_end(args);
    cell->used = true;
    return add(importing, (wm_import_entry){kind, cell->place, cell->text, {0}}, meaning);
}

wm_status wm_report_sheet(wm_importing *importing, wm_import_kind kind,
                          const char *format, ...)
{
    char meaning[MEANING_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(meaning, sizeof meaning, format, args);
    va_end(args);
    return add(importing, (wm_import_entry){kind, {0, 0}, WM_STR(""), {0}}, meaning);
}

/* Under which heading a cell stands that is in no other file. *kind_out tells what is
 * understood from what is not. */
static const char *why_unread(const wm_importing *importing, const wm_sheet_row *row,
                              size_t column, wm_import_kind *kind_out)
{
    *kind_out = row->kind == WM_SHEET_TITLE ? WM_IMPORT_KEPT : WM_IMPORT_UNREAD;
    if (row->kind == WM_SHEET_TITLE)
        return "stands above the heading";
    if (row->kind != WM_SHEET_MEASURE)
        return "not part of a measure";
    if (column >= importing->column_count)
        return "beyond the last column";
    wm_meaning meaning = importing->columns[column].heading.meaning;
    if (wm_meaning_is_kept(meaning))
        *kind_out = WM_IMPORT_KEPT;
    switch (meaning) {
    case WM_MEANING_RAG:
        return "a colour or rating: grades are worked out from the figures";
    case WM_MEANING_TRAVEL:
        return "a direction of travel: it is worked out from the figures";
    case WM_MEANING_VARIANCE:
        return "a distance to the target: it is worked out from the figures";
    case WM_MEANING_WORST:
        return "a band under the lowest: what is outside requires improvement";
    case WM_MEANING_TO_DATE:
        return "the year so far, before the year has ended: not the year's figure";
    case WM_MEANING_IGNORED:
        return "its column is ignored, as asked";
    case WM_MEANING_OTHER:
    case WM_MEANING_UNKNOWN:
        return "its column has no place in a scorecard";
    default:
        return "no place for it in this row";
    }
}

static int compare_entries(const wm_import_entry *a, const wm_import_entry *b)
{
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column ? -1 : 1;
    return 0;
}

/* A merge sort: stable, so that what was said first about a cell stays first. */
static void sort(wm_import_entry *items, wm_import_entry *room, size_t count)
{
    if (count < 2)
        return;
    size_t half = count / 2, i = 0, j = half;
    sort(items, room, half);
    sort(items + half, room, count - half);
    for (size_t k = 0; k < count; k++) {
        bool left =
            j == count || (i < half && compare_entries(&items[i], &items[j]) <= 0);
        room[k] = left ? items[i++] : items[j++];
    }
    memcpy(items, room, count * sizeof *items);
}

wm_status wm_report_finish(wm_importing *importing)
{
    wm_sheet *sheet = &importing->sheet;
    wm_imported *out = importing->out;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        wm_sheet_row *row = &sheet->rows.items[r];
        for (size_t c = 0; c < row->count; c++) {
            wm_sheet_cell *cell = wm_sheet_row_at(row, c);
            if (!cell || cell->used)
                continue;
            wm_import_kind kind;
            const char *why = why_unread(importing, row, c, &kind);
            WM_TRY(wm_report_cell(importing, kind, cell, "%s", why));
        }
    }
    wm_import_entry *room =
        wm_arena_alloc(importing->arena, out->report.count, sizeof *room);
    if (!room)
        return WM_NOMEM;
    sort(out->report.items, room, out->report.count);
    for (size_t i = 0; i < out->report.count; i++)
        out->kind_counts[out->report.items[i].kind]++;
    return WM_OK;
}

static void write_number(wm_text *out, uint32_t number, bool first)
{
    char text[16] = "";
    int len = number ? snprintf(text, sizeof text, "%u", number) : 0;
    wm_csv_write(out, (wm_str){text, (size_t)len}, first);
}

static void write_report(const wm_imported *imported, wm_text *out)
{
    wm_text_add(out, WM_STR("line,column,kind,seen,meaning\n"));
    for (size_t i = 0; i < imported->report.count; i++) {
        const wm_import_entry *entry = &imported->report.items[i];
        write_number(out, entry->place.line, true);
        write_number(out, entry->place.column, false);
        wm_csv_write(out, wm_str_of(wm_import_kind_name(entry->kind)), false);
        wm_csv_write_text(out, entry->seen, false);
        wm_csv_write_text(out, entry->meaning, false);
        wm_csv_end_row(out);
    }
}

typedef WM_LIST(wm_import_file) file_list;

/* Moves what was written into the arena, under a name, and empties the text. */
static wm_status keep(wm_arena *arena, file_list *files, const char *stem,
                      const char *name, wm_text *text)
{
    wm_import_file file;
    wm_str path = wm_str_format(arena, "%s%s", stem, name);
    wm_status status = wm_text_status(text);
    file.text = wm_str_copy(arena, wm_text_str(text));
    file.name = path.data;
    wm_text_clear(text);
    if (status != WM_OK)
        return status;
    if (!path.data || !file.text.data || !wm_list_push(arena, files, file))
        return WM_NOMEM;
    return WM_OK;
}

static wm_status render(const wm_imported *imported, wm_arena *arena, file_list *files,
                        wm_text *text)
{
    const wm_folder *folder = &imported->folder;
    int first_month = folder->scorecard.first_month;
    wm_str name = wm_str_copy(arena, imported->name);
    if (!name.data)
        return WM_NOMEM;
    wm_lang_write_scorecard(&folder->scorecard, text);
    WM_TRY(keep(arena, files, name.data, ".scorecard", text));
    wm_lang_write_measures(folder->measures.items, folder->measures.count, text);
    WM_TRY(keep(arena, files, name.data, ".measures", text));
    if (folder->figures.count > 0) {
        wm_figures_csv(folder->figures.items, folder->figures.count, first_month, text);
        WM_TRY(keep(arena, files, "", "figures/printed.csv", text));
    }
    if (folder->comparators.count > 0) {
        wm_comparators_csv(folder->comparators.items, folder->comparators.count, text);
        WM_TRY(keep(arena, files, "", "comparators/printed.csv", text));
    }
    if (folder->comments.count > 0) {
        wm_comments_csv(folder->comments.items, folder->comments.count, first_month,
                        text);
        WM_TRY(keep(arena, files, "", "commentary.csv", text));
    }
    write_report(imported, text);
    return keep(arena, files, "", "import-report.csv", text);
}

wm_status wm_import_render(const wm_imported *imported, wm_arena *arena,
                           wm_import_file **files_out, size_t *count_out)
{
    file_list files = {0};
    wm_text text = {0};
    wm_status status = render(imported, arena, &files, &text);
    wm_text_end(&text);
    *files_out = files.items;
    *count_out = files.count;
    return status;
}
