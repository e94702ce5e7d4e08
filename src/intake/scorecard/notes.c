#include "intake/scorecard/importing.h"

/* `Children's Services Scorecard - March 2017` is a title and a time. The time is cut off
 * when nothing else stands behind the dash; the report keeps the whole. */
static wm_status cut_time(wm_importing *importing, wm_str title, wm_str *out)
{
    static const char *const dashes[] = {" - ", " \xE2\x80\x93 ", ": ", ", "};
    *out = title;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        wm_str dash = wm_str_of(dashes[i]);
        size_t at = wm_str_find(title, dash);
        if (at == SIZE_MAX || at == 0)
            continue;
        wm_heard_period heard;
        WM_TRY(wm_period_hear(wm_str_slice(title, at + dash.len, title.len),
                              importing->arena, &heard));
        if (heard.kind == WM_PERIOD_NONE || !wm_str_empty(heard.rest))
            continue;
        *out = wm_str_trim(wm_str_slice(title, 0, at));
        return WM_OK;
    }
    return WM_OK;
}

static wm_status take_title(wm_importing *importing, wm_sheet_cell *cell)
{
    wm_scorecard *card = &importing->out->folder.scorecard;
    wm_str line;
    WM_TRY(wm_import_place(importing, cell, &line));
    WM_TRY(cut_time(importing, line, &card->title));
    char day[24];
    wm_day_say(importing->out->as_at, day);
    return wm_report_cell(importing, WM_IMPORT_READ, cell,
                          "the scorecard's title is `%.*s`, as at %s",
                          WM_FMT(card->title), day);
}

/* The cell of a title row that names the sheet: not a label (`Council:`), not a time. */
static wm_status naming_cell(wm_importing *importing, wm_sheet_row *row,
                             wm_sheet_cell **out)
{
    *out = NULL;
    for (size_t c = 0; c < row->count; c++) {
        wm_sheet_cell *cell = wm_sheet_row_at(row, c);
        wm_heard_period heard;
        if (!cell || wm_str_ends(cell->text, WM_STR(":")))
            continue;
        WM_TRY(wm_period_hear(cell->text, importing->arena, &heard));
        if (wm_str_empty(heard.rest) && cell->text.len < 60)
            continue;
        *out = cell;
        return WM_OK;
    }
    return WM_OK;
}

static wm_status take_titles(wm_importing *importing)
{
    wm_sheet *sheet = &importing->sheet;
    wm_scorecard *card = &importing->out->folder.scorecard;
    card->title = importing->options->title;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        wm_sheet_row *row = &sheet->rows.items[r];
        if (row->kind != WM_SHEET_TITLE || !wm_str_empty(card->title))
            continue;
        wm_sheet_cell *cell;
        WM_TRY(naming_cell(importing, row, &cell));
        if (cell)
            WM_TRY(take_title(importing, cell));
    }
    if (!wm_str_empty(card->title))
        return WM_OK;
    card->title =
        wm_str_format(importing->arena, "%.*s scorecard", WM_FMT(card->authority.name));
    if (!card->title.data)
        return WM_NOMEM;
    return wm_report_sheet(importing, WM_IMPORT_ASSUMED,
                           "the sheet has no title: it is called `%.*s`",
                           WM_FMT(card->title));
}

static unsigned stars_before(wm_str text)
{
    unsigned stars = 0;
    while (stars < text.len && text.data[stars] == '*')
        stars++;
    return stars;
}

/* `** ... as at March 2016` gives the comparators marked ** their year. */
static wm_status give_year(wm_importing *importing, wm_sheet_cell *cell)
{
    wm_heard_period heard;
    unsigned stars = stars_before(cell->text);
    WM_TRY(wm_period_hear(cell->text, importing->arena, &heard));
    if (stars == 0 || heard.year_form == WM_YEAR_UNSAID)
        return WM_OK;
    bool assumed;
    wm_period said = wm_period_meant(&heard, 0, WM_IMPORT_FIRST_MONTH, &assumed);
    if (said.kind == WM_PERIOD_NONE && heard.year_form == WM_YEAR_SINGLE)
        said = wm_period_year(heard.year - 1, WM_IMPORT_FIRST_MONTH);
    if (said.kind == WM_PERIOD_NONE)
        return WM_OK;
    int year = wm_period_starts_in(said, WM_IMPORT_FIRST_MONTH);
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (!wm_meaning_is_comparator(column->heading.meaning) ||
            column->heading.heard.stars != stars || column->period.kind != WM_PERIOD_NONE)
            continue;
        column->period = wm_period_year(year, WM_IMPORT_FIRST_MONTH);
        WM_TRY(wm_report_cell(importing, WM_IMPORT_READ, cell,
                              "column %zu `%.*s` is of %d-%02d: this footnote says so",
                              column->index + 1, WM_FMT(column->heading.text), year,
                              (year + 1) % 100));
    }
    return WM_OK;
}

static wm_status take_footnotes(wm_importing *importing)
{
    wm_sheet *sheet = &importing->sheet;
    wm_scorecard *card = &importing->out->folder.scorecard;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        if (sheet->rows.items[r].kind != WM_SHEET_FOOTNOTE)
            continue;
        wm_sheet_cell *cell = wm_sheet_first(&sheet->rows.items[r]);
        wm_str note;
        WM_TRY(wm_import_place(importing, cell, &note));
        if (!wm_list_push(importing->arena, &card->notes, note))
            return WM_NOMEM;
        WM_TRY(give_year(importing, cell));
    }
    return WM_OK;
}

static bool same_comparator(const wm_column *a, const wm_column *b)
{
    if (a->heading.meaning != b->heading.meaning ||
        !wm_period_equal(a->period, b->period))
        return false;
    return a->heading.meaning == WM_MEANING_BENCHMARK
               ? wm_str_equal(a->heading.text, b->heading.text)
               : wm_str_equal(a->heading.code, b->heading.code);
}

/* `NW Av` and `North West`, of one year: the first keeps it. */
static wm_status no_comparator_twice(wm_importing *importing)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        for (size_t before = 0; before < c; before++) {
            if (!wm_meaning_is_comparator(column->heading.meaning) ||
                !same_comparator(&importing->columns[before], column))
                continue;
            column->heading.meaning = WM_MEANING_UNKNOWN;
            WM_TRY(wm_report_sheet(importing, WM_IMPORT_CHECK,
                                   "columns %zu and %zu are the same comparator: the "
                                   "second is in the unread cells",
                                   before + 1, c + 1));
        }
    }
    return WM_OK;
}

wm_status wm_import_notes(wm_importing *importing)
{
    WM_TRY(take_titles(importing));
    WM_TRY(take_footnotes(importing));
    WM_TRY(no_comparator_twice(importing));
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (wm_meaning_is_comparator(column->heading.meaning) &&
            column->period.kind == WM_PERIOD_NONE && column->shape.cells > 0)
            WM_TRY(wm_report_sheet(importing, WM_IMPORT_CHECK,
                                   "column %zu `%.*s`: the sheet does not say of which "
                                   "year these are",
                                   column->index + 1, WM_FMT(column->heading.text)));
    }
    return WM_OK;
}
