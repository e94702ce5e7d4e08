#include "intake/scorecard/bands.h"
#include "intake/scorecard/importing.h"

wm_column *wm_import_latest(wm_importing *importing)
{
    wm_column *latest = NULL;
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (!wm_meaning_is_figure(column->heading.meaning) ||
            column->heading.meaning == WM_MEANING_BASELINE)
            continue;
        if (!latest || wm_period_compare(column->period, latest->period) > 0)
            latest = column;
    }
    return latest;
}

wm_value wm_import_value(wm_importing *importing, const wm_entry_row *row,
                         const wm_column *column)
{
    const wm_sheet_cell *cell = wm_import_cell(importing, row, column);
    return wm_value_read(cell ? cell->text : WM_STR(""));
}

wm_value wm_import_latest_value(wm_importing *importing, const wm_entry_row *row)
{
    const wm_column *latest = NULL;
    wm_value value = {.kind = WM_VALUE_BLANK};
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (!wm_meaning_is_figure(column->heading.meaning) ||
            column->heading.meaning == WM_MEANING_BASELINE)
            continue;
        wm_value here = wm_import_value(importing, row, column);
        if (here.kind != WM_VALUE_NUMBER ||
            (latest && wm_period_compare(column->period, latest->period) < 0))
            continue;
        latest = column;
        value = here;
    }
    return value;
}

/* Whether a cell could stand in a column of that meaning: 1, -1, or 0 for no telling. */
static int cell_suits(wm_meaning meaning, wm_str text)
{
    wm_value value = wm_value_read(text);
    wm_printed_band range;
    bool number = value.kind == WM_VALUE_NUMBER || value.kind == WM_VALUE_SYMBOL;
    if (meaning == WM_MEANING_REFERENCE)
        return wm_is_reference(text) ? 1 : -1;
    if (meaning == WM_MEANING_TITLE || meaning == WM_MEANING_COMMENT)
        return number || wm_printed_band_parse(text, &range) ? -1 : text.len > 12 ? 1 : 0;
    if (wm_meaning_is_figure(meaning) || wm_meaning_is_comparator(meaning) ||
        meaning == WM_MEANING_CHANGE)
        return number ? 1 : -1;
    if (wm_meaning_is_band(meaning))
        return text.len > 30 ? -1 : wm_printed_band_parse(text, &range) ? 1 : 0;
    return 0;
}

static int row_suits(wm_importing *importing, const wm_entry_row *row, int *against)
{
    int suits = 0;
    *against = 0;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        const wm_sheet_cell *cell = wm_import_cell(importing, row, column);
        if (!cell)
            continue;
        int one = cell_suits(column->heading.meaning, cell->text);
        suits += one;
        *against += one < 0;
    }
    return suits;
}

/* A row pushed by a cell to the left or right: nothing suits its column, and everything
 * suits the next. */
static wm_status undo_shift(wm_importing *importing, wm_entry_row *row)
{
    int against, best = row_suits(importing, row, &against);
    if (against < 2)
        return WM_OK;
    int found = 0;
    for (int by = -1; by <= 1; by += 2) {
        row->moved_by = by;
        int suits = row_suits(importing, row, &against);
        if (suits > best + 3 && against == 0) {
            best = suits;
            found = by;
        }
    }
    row->moved_by = found;
    if (found == 0)
        return WM_OK;
    return wm_report_cell(importing, WM_IMPORT_REPAIRED,
                          wm_sheet_first(&importing->sheet.rows.items[row->row]),
                          "the row is pushed a cell to the %s: read one cell to the %s",
                          found > 0 ? "right" : "left", found > 0 ? "left" : "right");
}

static wm_status refer_by_option(wm_importing *importing, wm_entry_row *row,
                                 uint32_t line)
{
    for (size_t i = 0; i < importing->options->ref_count; i++) {
        const wm_import_ref *given = &importing->options->refs[i];
        if (given->line != line)
            continue;
        if (!wm_is_reference(given->ref))
            return wm_import_refuse(importing, (wm_place){line, 0},
                                    "letters, digits, `.` and `-`, at most 16",
                                    "`%.*s` is no reference", WM_FMT(given->ref));
        row->ref = given->ref;
    }
    return WM_OK;
}

static bool is_taken(const wm_importing *importing, wm_str ref)
{
    for (size_t i = 0; i < importing->rows.count; i++)
        if (wm_str_equal_fold(importing->rows.items[i].ref, ref))
            return true;
    const wm_sheet *sheet = &importing->sheet;
    for (size_t c = 0; c < importing->column_count; c++) {
        if (importing->columns[c].heading.meaning != WM_MEANING_REFERENCE)
            continue;
        for (size_t r = 0; r < sheet->rows.count; r++) {
            const wm_sheet_cell *cell = wm_sheet_at(sheet, r, c);
            if (cell && wm_str_equal_fold(cell->text, ref))
                return true;
        }
    }
    return false;
}

static wm_status make_reference(wm_importing *importing, wm_entry_row *row,
                                wm_sheet_cell *title, unsigned *made)
{
    do {
        row->ref = wm_str_format(importing->arena, "X%u", ++*made);
        if (!row->ref.data)
            return WM_NOMEM;
    } while (is_taken(importing, row->ref));
    return wm_report_cell(importing, WM_IMPORT_ASSUMED, title,
                          "the row has no reference and is called %.*s; --ref %u=REF "
                          "gives it another",
                          WM_FMT(row->ref), title->place.line);
}

/* `PI 12` is PI12; `1.2.` is 1.2. */
static wm_str tidy_reference(wm_arena *arena, wm_str text)
{
    char *tidy = wm_arena_alloc(arena, text.len + 1, 1);
    size_t len = 0;
    if (!tidy)
        return (wm_str){NULL, 0};
    for (size_t i = 0; i < text.len; i++)
        if (!wm_is_space(text.data[i]))
            tidy[len++] = text.data[i] == '_' || text.data[i] == '/' ? '-' : text.data[i];
    while (len > 0 && (tidy[len - 1] == '.' || tidy[len - 1] == ':'))
        len--;
    return (wm_str){tidy, len};
}

static wm_status read_reference(wm_importing *importing, wm_entry_row *row)
{
    const wm_column *column = wm_import_column(importing, WM_MEANING_REFERENCE);
    wm_sheet_cell *cell = wm_import_cell(importing, row, column);
    uint32_t line = importing->sheet.rows.items[row->row].line;
    WM_TRY(refer_by_option(importing, row, line));
    if (!cell)
        return WM_OK;
    if (!wm_str_empty(row->ref))
        return wm_report_cell(importing, WM_IMPORT_READ, cell, "called %.*s, as asked",
                              WM_FMT(row->ref));
    if (wm_is_reference(cell->text)) {
        row->ref = cell->text;
        cell->used = true;
        return WM_OK;
    }
    wm_str tidy = tidy_reference(importing->arena, cell->text);
    if (!tidy.data)
        return WM_NOMEM;
    if (!wm_is_reference(tidy))
        return wm_report_cell(importing, WM_IMPORT_CHECK, cell, "not a reference");
    row->ref = tidy;
    return wm_report_cell(importing, WM_IMPORT_REPAIRED, cell, "the reference is %.*s",
                          WM_FMT(tidy));
}

/* The reference at the front of a title, where no column has it: `1.1 Referrals`. */
static void split_title(wm_importing *importing, wm_entry_row *row)
{
    size_t space = wm_str_find_byte(row->title, ' ');
    wm_str first = wm_str_slice(row->title, 0, space);
    if (space == SIZE_MAX || !wm_str_empty(row->ref) ||
        wm_import_column(importing, WM_MEANING_REFERENCE) || !wm_is_reference(first) ||
        !wm_is_digit(first.data[first.len - 1]) ||
        (first.len == 4 && wm_str_find_byte(first, '.') == SIZE_MAX))
        return;
    row->ref = first;
    row->title = wm_str_trim(wm_str_slice(row->title, space, row->title.len));
}

static wm_status read_title(wm_importing *importing, wm_entry_row *row)
{
    const wm_column *column = wm_import_column(importing, WM_MEANING_TITLE);
    wm_sheet_cell *cell = wm_import_cell(importing, row, column);
    row->title = WM_STR("");
    if (!cell)
        return WM_OK;
    WM_TRY(wm_import_place(importing, cell, &row->title));
    split_title(importing, row);
    return WM_OK;
}

/* A cell that says something of a measure: a figure, a target, a band. */
static bool speaks_of_measure(wm_meaning meaning, wm_str text)
{
    wm_target target;
    bool words;
    if (wm_meaning_is_figure(meaning))
        return wm_value_read(text).kind != WM_VALUE_UNREADABLE;
    if (wm_meaning_is_threshold(meaning))
        return true;
    return (meaning == WM_MEANING_TARGET || wm_meaning_is_band(meaning)) &&
           wm_target_read(text, &target, &words);
}

/* A row that is no measure after all: notes and keys in several cells. Its cells stay
 * unused, so the report lists them. */
static bool is_measure(wm_importing *importing, const wm_entry_row *row)
{
    if (!wm_str_empty(row->ref))
        return true;
    if (wm_str_empty(row->title))
        return false;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        const wm_sheet_cell *cell = wm_import_cell(importing, row, column);
        if (cell && speaks_of_measure(column->heading.meaning, cell->text))
            return true;
    }
    return false;
}

/* Which of the two cells beside the baseline's, if any, makes the printed change come
 * out:
 *
 *     Target | Baseline | ... | 16-17 | Change
 *     4      |          | ... | 19    | 375.0      (19 - 4) / 4 = 375 %
 */
static wm_status find_baseline(wm_importing *importing, wm_entry_row *row)
{
    wm_column *baseline = wm_import_column(importing, WM_MEANING_BASELINE);
    const wm_column *change = wm_import_column(importing, WM_MEANING_CHANGE);
    row->baseline = wm_import_cell(importing, row, baseline);
    if (!baseline || !change || row->baseline)
        return WM_OK;
    wm_value printed = wm_import_value(importing, row, change);
    wm_value to = wm_import_latest_value(importing, row);
    if (printed.kind != WM_VALUE_NUMBER || to.kind != WM_VALUE_NUMBER ||
        printed.number.digits == 0)
        return WM_OK;
    for (int by = -1; by <= 1; by += 2) {
        wm_entry_row beside = *row;
        beside.moved_by += by;
        wm_sheet_cell *cell = wm_import_cell(importing, &beside, baseline);
        wm_value from = wm_import_value(importing, &beside, baseline);
        if (!cell || from.kind != WM_VALUE_NUMBER ||
            wm_change_way_of(from.number, to.number, printed.number) ==
                WM_CHANGE_WAY_NONE)
            continue;
        row->baseline = cell;
        return wm_report_cell(importing, WM_IMPORT_REPAIRED, cell,
                              "the baseline, one cell from its column: the printed "
                              "change can be got from it");
    }
    return WM_OK;
}

/* Of a row that is no measure the title is kept nowhere but in the report. */
static void forget_title(wm_importing *importing, const wm_entry_row *row)
{
    wm_sheet_cell *cell =
        wm_import_cell(importing, row, wm_import_column(importing, WM_MEANING_TITLE));
    if (cell)
        cell->used = false;
}

static wm_status read_row(wm_importing *importing, size_t at, size_t section,
                          unsigned *made)
{
    wm_entry_row row = {.row = at, .section_row = section};
    WM_TRY(undo_shift(importing, &row));
    WM_TRY(read_reference(importing, &row));
    WM_TRY(read_title(importing, &row));
    if (!is_measure(importing, &row)) {
        forget_title(importing, &row);
        return WM_OK;
    }
    wm_sheet_cell *first = wm_sheet_first(&importing->sheet.rows.items[at]);
    wm_sheet_cell *title =
        wm_import_cell(importing, &row, wm_import_column(importing, WM_MEANING_TITLE));
    if (wm_str_empty(row.ref))
        WM_TRY(make_reference(importing, &row, title ? title : first, made));
    if (wm_str_empty(row.title)) {
        row.title = row.ref;
        WM_TRY(wm_report_cell(importing, WM_IMPORT_CHECK, first,
                              "the row has no title: it is called %.*s",
                              WM_FMT(row.ref)));
    }
    WM_TRY(find_baseline(importing, &row));
    return wm_list_push(importing->arena, &importing->rows, row) ? WM_OK : WM_NOMEM;
}

/* Two rows with one reference are an error: which of them a figure is of, nobody could
 * tell. A spreadsheet makes 1.1 of 1.10, so the remedy names the line. */
static wm_status no_reference_twice(wm_importing *importing)
{
    bool refused = false;
    for (size_t i = 0; i < importing->rows.count; i++) {
        for (size_t before = 0; before < i; before++) {
            const wm_entry_row *first = &importing->rows.items[before];
            const wm_entry_row *row = &importing->rows.items[i];
            if (!wm_str_equal_fold(first->ref, row->ref))
                continue;
            uint32_t line = importing->sheet.rows.items[row->row].line;
            wm_str remedy = wm_str_format(importing->arena,
                                          "give one of them its own: --ref %u=REF", line);
            if (!remedy.data)
                return WM_NOMEM;
            (void)wm_import_refuse(importing, (wm_place){line, 1}, remedy.data,
                                   "line %u has the reference %.*s already",
                                   importing->sheet.rows.items[first->row].line,
                                   WM_FMT(row->ref));
            refused = true;
            break;
        }
    }
    return refused ? WM_REJECTED : WM_OK;
}

static wm_status every_ref_option_fits(wm_importing *importing)
{
    for (size_t i = 0; i < importing->options->ref_count; i++) {
        const wm_import_ref *given = &importing->options->refs[i];
        bool found = false;
        for (size_t r = 0; r < importing->rows.count; r++)
            found =
                found || importing->sheet.rows.items[importing->rows.items[r].row].line ==
                             given->line;
        if (!found)
            return wm_import_refuse(importing, (wm_place){given->line, 0},
                                    "count lines from 1, empty ones too",
                                    "no measure stands on line %u", given->line);
    }
    return WM_OK;
}

wm_status wm_import_rows(wm_importing *importing)
{
    wm_sheet *sheet = &importing->sheet;
    size_t section = SIZE_MAX;
    unsigned made = 0;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        wm_sheet_row *row = &sheet->rows.items[r];
        if (row->kind == WM_SHEET_SECTION)
            section = r;
        else if (row->kind == WM_SHEET_MEASURE)
            WM_TRY(read_row(importing, r, section, &made));
    }
    if (importing->rows.count == 0)
        return wm_import_refuse(importing, (wm_place){0, 0},
                                "under the heading stand rows with a title and figures",
                                "the sheet has a heading and no measures");
    WM_TRY(every_ref_option_fits(importing));
    return no_reference_twice(importing);
}
