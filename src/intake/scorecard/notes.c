#include "intake/scorecard/importing.h"

static bool has_any(wm_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wm_str_find_fold(text, wm_str_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

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
static wm_status naming_cell(wm_importing *importing, wm_sheet_row *row, bool only_named,
                             wm_sheet_cell **out)
{
    static const char *const names[] = {"scorecard", "score card",  "digest",    "report",
                                        "dashboard", "performance", "indicators"};
    *out = NULL;
    for (size_t c = 0; c < row->count; c++) {
        wm_sheet_cell *cell = wm_sheet_row_at(row, c);
        wm_heard_period heard;
        if (!cell || wm_str_ends(cell->text, WM_STR(":")) ||
            (only_named && !has_any(cell->text, names, sizeof names / sizeof *names)))
            continue;
        WM_TRY(wm_period_hear(cell->text, importing->arena, &heard));
        if (wm_str_empty(heard.rest) && cell->text.len < 60)
            continue;
        *out = cell;
        return WM_OK;
    }
    return WM_OK;
}

static wm_status look_for_title(wm_importing *importing, bool only_named)
{
    wm_sheet *sheet = &importing->sheet;
    wm_scorecard *card = &importing->out->folder.scorecard;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        wm_sheet_row *row = &sheet->rows.items[r];
        if (row->kind != WM_SHEET_TITLE || !wm_str_empty(card->title))
            continue;
        wm_sheet_cell *cell;
        WM_TRY(naming_cell(importing, row, only_named, &cell));
        if (cell)
            WM_TRY(take_title(importing, cell));
    }
    return WM_OK;
}

/* A row that says what it is, `Improvement board scorecard`, before a council's name. */
static wm_status take_titles(wm_importing *importing)
{
    wm_scorecard *card = &importing->out->folder.scorecard;
    card->title = importing->options->title;
    WM_TRY(look_for_title(importing, true));
    WM_TRY(look_for_title(importing, false));
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

/* Whether a part of a footnote speaks of the column's comparators. */
static bool speaks_of(wm_str text, const wm_column *column)
{
    static const char *const all[] = {"comparator", "benchmark"};
    static const char *const neighbours[] = {"neighbour", "sn "};
    static const char *const region[] = {"region"};
    static const char *const country[] = {"england", "national"};
    wm_str name = column->heading.name;
    if (!wm_meaning_is_comparator(column->heading.meaning))
        return false;
    if (has_any(text, all, 2) ||
        (!wm_str_empty(name) && wm_str_find(text, name) != SIZE_MAX))
        return true;
    switch (column->heading.meaning) {
    case WM_MEANING_NEIGHBOURS:
        return has_any(text, neighbours, 2);
    case WM_MEANING_REGION:
        return has_any(text, region, 1);
    case WM_MEANING_COUNTRY:
        return has_any(text, country, 2);
    default:
        return false;
    }
}

/* The part of a sentence up to `;`, `,`, `. ` or ` and `. */
static wm_str next_part(wm_str *rest)
{
    wm_str text = *rest;
    for (size_t at = 0; at < text.len; at++) {
        wm_str here = wm_str_slice(text, at, text.len);
        size_t mark = here.data[0] == ';' || here.data[0] == ','  ? 1
                      : wm_str_starts(here, WM_STR(". "))         ? 2
                      : wm_str_starts_fold(here, WM_STR(" and ")) ? 5
                                                                  : 0;
        if (mark == 0)
            continue;
        *rest = wm_str_slice(text, at + mark, text.len);
        return wm_str_slice(text, 0, at);
    }
    *rest = WM_STR("");
    return text;
}

/* The reporting year that a part of a footnote names; 0 for none, or for more than one.
 */
static wm_status year_of_part(wm_importing *importing, wm_str part, int *year_out)
{
    wm_heard_period heard, again;
    bool assumed;
    *year_out = 0;
    WM_TRY(wm_period_hear(part, importing->arena, &heard));
    if (heard.year_form != WM_YEAR_PAIR && heard.year_form != WM_YEAR_SINGLE)
        return WM_OK;
    WM_TRY(wm_period_hear(heard.rest, importing->arena, &again));
    if (again.year_form != WM_YEAR_UNSAID)
        return WM_OK;
    wm_period said = wm_period_meant(&heard, 0, WM_IMPORT_FIRST_MONTH, &assumed);
    if (said.kind == WM_PERIOD_NONE && heard.year_form == WM_YEAR_SINGLE)
        said = wm_period_year(heard.year - 1, WM_IMPORT_FIRST_MONTH);
    if (said.kind != WM_PERIOD_NONE)
        *year_out = wm_period_starts_in(said, WM_IMPORT_FIRST_MONTH);
    return WM_OK;
}

static wm_status give_spoken(wm_importing *importing, wm_sheet_cell *cell, bool *spoken,
                             int year)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (!spoken[c] || column->period.kind != WM_PERIOD_NONE)
            continue;
        column->period = wm_period_year(year, WM_IMPORT_FIRST_MONTH);
        WM_TRY(wm_report_cell(importing, WM_IMPORT_ASSUMED, cell,
                              "column %zu `%.*s` is of %d-%02d: the footnote names both",
                              column->index + 1, WM_FMT(column->heading.text), year,
                              (year + 1) % 100));
    }
    return WM_OK;
}

/* `England and statistical neighbour figures are for 2022/23, North West for 2021/22`:
 * the year is that of who was named since the year before it. */
static wm_status give_spoken_years(wm_importing *importing, wm_sheet_cell *cell)
{
    wm_str rest = cell->text;
    bool *spoken =
        wm_arena_alloc(importing->arena, importing->column_count, sizeof *spoken);
    if (!spoken)
        return WM_NOMEM;
    if (wm_str_find_fold(rest, WM_STR("target")) != SIZE_MAX)
        return WM_OK; /* `the national target is of 2022` */
    while (!wm_str_empty(rest)) {
        int year;
        wm_str part = next_part(&rest);
        bool any = false;
        for (size_t c = 0; c < importing->column_count; c++) {
            spoken[c] = spoken[c] || speaks_of(part, &importing->columns[c]);
            any = any || spoken[c];
        }
        WM_TRY(year_of_part(importing, part, &year));
        if (year == 0 || !any)
            continue;
        WM_TRY(give_spoken(importing, cell, spoken, year));
        memset(spoken, 0, importing->column_count * sizeof *spoken);
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
        WM_TRY(give_spoken_years(importing, cell));
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
