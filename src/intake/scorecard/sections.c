#include "intake/scorecard/importing.h"

/* `1. Contact and referral`, `Section 1: Contact`, `A - Contact`: an id and a title. No
 * id gives an empty one. */
static void split_section(wm_str text, wm_str *id, wm_str *title)
{
    if (wm_str_starts_fold(text, WM_STR("section ")))
        text = wm_str_trim(wm_str_slice(text, 8, text.len));
    size_t end = 0;
    while (end < text.len && end < 4 &&
           (wm_is_digit(text.data[end]) || wm_is_alpha(text.data[end])))
        end++;
    wm_str first = wm_str_slice(text, 0, end);
    size_t from = end;
    while (from < text.len &&
           (wm_is_space(text.data[from]) || text.data[from] == '.' ||
            text.data[from] == ':' || text.data[from] == '-' || text.data[from] == ')'))
        from++;
    bool marked = from > end && wm_is_reference(first) && first.len <= 3;
    *id = marked ? first : WM_STR("");
    *title = marked && from < text.len ? wm_str_slice(text, from, text.len) : text;
}

static size_t find_id(const wm_scorecard *card, wm_str id)
{
    for (size_t i = 0; i < card->sections.count; i++)
        if (wm_str_equal(card->sections.items[i].id, id))
            return i;
    return SIZE_MAX;
}

static size_t find_title(const wm_scorecard *card, wm_str title)
{
    for (size_t i = 0; i < card->sections.count; i++)
        if (wm_str_equal(card->sections.items[i].title, title))
            return i;
    return SIZE_MAX;
}

/* An id that is empty or taken becomes the next number that is free. */
static wm_status add_section(wm_importing *importing, wm_str id, wm_str title,
                             wm_place place, size_t *index_out)
{
    wm_scorecard *card = &importing->out->folder.scorecard;
    for (size_t n = card->sections.count + 1;
         wm_str_empty(id) || find_id(card, id) != SIZE_MAX; n++) {
        id = wm_str_format(importing->arena, "%zu", n);
        if (!id.data)
            return WM_NOMEM;
    }
    wm_section section = {id, title, place};
    if (!wm_list_push(importing->arena, &card->sections, section))
        return WM_NOMEM;
    *index_out = card->sections.count - 1;
    return WM_OK;
}

/* A section with a title that is new becomes one; a known one is used again. */
static wm_status section_of_text(wm_importing *importing, wm_sheet_cell *cell,
                                 size_t *index_out)
{
    wm_scorecard *card = &importing->out->folder.scorecard;
    wm_str id, title, line;
    WM_TRY(wm_import_place(importing, cell, &line));
    split_section(line, &id, &title);
    *index_out = find_title(card, title);
    if (*index_out != SIZE_MAX)
        return WM_OK;
    WM_TRY(add_section(importing, id, title, cell->place, index_out));
    wm_str given = card->sections.items[*index_out].id;
    return wm_report_cell(importing, WM_IMPORT_USUAL, cell, "section %.*s `%.*s`",
                          WM_FMT(given), WM_FMT(title));
}

/* `1 | Contact and referral`, in two cells. */
static wm_status section_of_cells(wm_importing *importing, wm_sheet_row *row,
                                  size_t *index_out)
{
    wm_sheet_cell *id = wm_sheet_first(row);
    wm_sheet_cell *title = wm_sheet_row_at(row, row->count - 1);
    wm_str line;
    WM_TRY(wm_import_place(importing, title, &line));
    *index_out = find_title(&importing->out->folder.scorecard, line);
    if (*index_out != SIZE_MAX)
        return WM_OK;
    WM_TRY(add_section(importing, wm_is_reference(id->text) ? id->text : WM_STR(""), line,
                       id->place, index_out));
    return wm_report_cell(importing, WM_IMPORT_USUAL, id, "section `%.*s`", WM_FMT(line));
}

/* Nothing but the references says it: 1.2 is of section 1. Without a whole part there is
 * one section. */
static wm_status section_of_reference(wm_importing *importing, const wm_entry_row *row,
                                      size_t *index_out)
{
    size_t point = wm_str_find_byte(row->ref, '.');
    wm_str id = point == SIZE_MAX ? WM_STR("1") : wm_str_slice(row->ref, 0, point);
    if (!wm_is_reference(id))
        id = WM_STR("1");
    *index_out = find_id(&importing->out->folder.scorecard, id);
    if (*index_out != SIZE_MAX)
        return WM_OK;
    wm_str title = wm_str_format(importing->arena, "Section %.*s", WM_FMT(id));
    if (!title.data)
        return WM_NOMEM;
    wm_place place = {importing->sheet.rows.items[row->row].line, 1};
    return add_section(importing, id, title, place, index_out);
}

static bool was_made(wm_importing *importing, const wm_entry_row *row)
{
    const wm_column *column = wm_import_column(importing, WM_MEANING_REFERENCE);
    return column && !wm_import_cell(importing, row, column);
}

static wm_status settle_row(wm_importing *importing, wm_entry_row *row, bool has_rows,
                            size_t *current)
{
    const wm_column *column = wm_import_column(importing, WM_MEANING_SECTION);
    wm_sheet_cell *cell = wm_import_cell(importing, row, column);
    wm_sheet_row *rows = importing->sheet.rows.items;
    bool keeps = *current != SIZE_MAX;
    if (cell)
        WM_TRY(section_of_text(importing, cell, current));
    else if (column && keeps)
        ; /* a merged cell: the section of the row above */
    else if (row->section_row != SIZE_MAX && rows[row->section_row].filled == 1)
        WM_TRY(
            section_of_text(importing, wm_sheet_first(&rows[row->section_row]), current));
    else if (row->section_row != SIZE_MAX)
        WM_TRY(section_of_cells(importing, &rows[row->section_row], current));
    else if (!keeps || (!has_rows && !was_made(importing, row)))
        WM_TRY(section_of_reference(importing, row, current));
    row->section = *current;
    return WM_OK;
}

/* A scorecard's rows stand under their sections; a sheet may come back to one. */
static wm_status order_by_section(wm_importing *importing)
{
    size_t count = importing->rows.count, at = 0;
    wm_entry_row *ordered = wm_arena_alloc(importing->arena, count, sizeof *ordered);
    if (!ordered)
        return WM_NOMEM;
    for (size_t s = 0; s < importing->out->folder.scorecard.sections.count; s++)
        for (size_t i = 0; i < count; i++)
            if (importing->rows.items[i].section == s)
                ordered[at++] = importing->rows.items[i];
    memcpy(importing->rows.items, ordered, count * sizeof *ordered);
    return WM_OK;
}

wm_status wm_import_sections(wm_importing *importing)
{
    size_t current = SIZE_MAX;
    bool has_rows = false;
    for (size_t i = 0; i < importing->rows.count; i++)
        has_rows = has_rows || importing->rows.items[i].section_row != SIZE_MAX;
    for (size_t i = 0; i < importing->rows.count; i++)
        WM_TRY(settle_row(importing, &importing->rows.items[i], has_rows, &current));
    return order_by_section(importing);
}
