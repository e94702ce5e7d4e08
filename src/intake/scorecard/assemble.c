#include "intake/scorecard/bands.h"
#include "intake/scorecard/importing.h"

wm_sheet_cell *wm_import_own_cell(wm_importing *importing, const wm_entry_row *row,
                                  const wm_column *column)
{
    if (!column)
        return NULL;
    if (column->heading.meaning == WM_MEANING_BASELINE)
        return row->baseline;
    wm_sheet_cell *cell = wm_import_cell(importing, row, column);
    return cell == row->baseline ? NULL : cell;
}

static wm_sheet_cell *cell_of(wm_importing *importing, const wm_entry_row *row,
                              wm_meaning meaning)
{
    return wm_import_own_cell(importing, row, wm_import_column(importing, meaning));
}

/* Empty for a blank cell. */
static wm_status place_text(wm_importing *importing, wm_sheet_cell *cell, wm_str *out)
{
    *out = WM_STR("");
    return cell ? wm_import_place(importing, cell, out) : WM_OK;
}

static bool is_plain_number(wm_str text, wm_decimal number)
{
    char plain[WM_NUMBER_BYTES];
    size_t len = wm_decimal_print(number, plain);
    return wm_str_equal(text, (wm_str){plain, len});
}

static bool has_target_from(const wm_row *row, wm_day from)
{
    for (size_t i = 0; i < row->targets.count; i++)
        if (row->targets.items[i].from == from)
            return true;
    return false;
}

/* A target that is a number has its end in it; `<14` as printed has not. */
static wm_status say_strict(wm_importing *importing, wm_sheet_cell *cell, wm_str text,
                            const wm_target *target)
{
    wm_printed_band band;
    if (!wm_printed_band_parse(text, &band) || !band.strict)
        return WM_OK;
    return wm_report_cell(importing, WM_IMPORT_CHECK, cell,
                          "read as `%s`, which the number itself meets too",
                          target->kind == WM_TARGET_AT_MOST ? "at most" : "at least");
}

/* A target as printed, in its own column or as words across the bands. */
static wm_status read_target(wm_importing *importing, const wm_entry_row *entry,
                             const wm_column *column, wm_sheet_cell *cell, wm_day from,
                             wm_row *row)
{
    wm_target target;
    bool words;
    wm_value value = wm_value_read(cell->text);
    bool read = wm_target_read(cell->text, &target, &words);
    wm_import_mean(entry, column, &value);
    if (value.kind == WM_VALUE_NUMBER) {
        target.kind = WM_TARGET_VALUE;
        target.low = value.number;
        read = true;
    }
    target.from = from;
    target.place = cell->place;
    if (read && has_target_from(row, from))
        return wm_report_cell(importing, WM_IMPORT_CHECK, cell,
                              "a second target: the first one is followed");
    if (read && !wm_list_push(importing->arena, &row->targets, target))
        return WM_NOMEM;
    if (read && target.kind == WM_TARGET_VALUE &&
        is_plain_number(cell->text, target.low)) {
        cell->used = true;
        return WM_OK;
    }
    if (read && value.rescaled)
        return wm_report_cell(importing, WM_IMPORT_READ, cell, "%s", value.how);
    if (wm_str_empty(row->printed_target)) {
        WM_TRY(place_text(importing, cell, &row->printed_target));
        if (read && value.kind == WM_VALUE_NUMBER && value.how && !value.usual)
            return wm_report_cell(importing, WM_IMPORT_READ, cell, "%s", value.how);
        if (read)
            return say_strict(importing, cell, cell->text, &target);
    }
    if (read)
        return wm_report_cell(importing, WM_IMPORT_READ, cell, "a further target");
    return wm_report_cell(importing, WM_IMPORT_CHECK, cell,
                          "not a target that can be judged: kept as printed");
}

/* One target holds always; of several, each holds from where its period starts. */
static wm_status read_targets(wm_importing *importing, const wm_entry_row *entry,
                              wm_row *row)
{
    size_t columns = 0;
    for (size_t c = 0; c < importing->column_count; c++)
        columns += importing->columns[c].heading.meaning == WM_MEANING_TARGET;
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        wm_sheet_cell *cell = wm_import_own_cell(importing, entry, column);
        if (column->heading.meaning != WM_MEANING_TARGET || !cell)
            continue;
        bool dated = columns > 1 && column->period.kind != WM_PERIOD_NONE;
        WM_TRY(read_target(importing, entry, column, cell,
                           dated ? column->period.start : WM_DAY_NONE, row));
    }
    return WM_OK;
}

static void sort_targets(wm_target_list *targets)
{
    for (size_t i = 1; i < targets->count; i++) {
        wm_target target = targets->items[i];
        size_t at = i;
        for (; at > 0 && targets->items[at - 1].from > target.from; at--)
            targets->items[at] = targets->items[at - 1];
        targets->items[at] = target;
    }
}

/* A target printed over every quarter is in force from the first of them on. */
static void join_targets(wm_target_list *targets)
{
    size_t kept = 0;
    for (size_t i = 0; i < targets->count; i++) {
        const wm_target *is = &targets->items[i];
        const wm_target *was = kept ? &targets->items[kept - 1] : NULL;
        if (was && was->kind == is->kind && was->relative == is->relative &&
            was->low.digits == is->low.digits && was->low.places == is->low.places &&
            was->high.digits == is->high.digits && was->high.places == is->high.places)
            continue;
        targets->items[kept++] = *is;
    }
    targets->count = kept;
}

/* A fraction is printed as the points that it is, as its figures are. */
static wm_status read_change(wm_importing *importing, const wm_entry_row *entry,
                             wm_row *row)
{
    wm_sheet_cell *cell = cell_of(importing, entry, WM_MEANING_CHANGE);
    wm_value value = wm_value_read(cell ? cell->text : WM_STR(""));
    WM_TRY(place_text(importing, cell, &row->printed_change));
    if (!entry->fractions || entry->change == WM_CHANGE_PERCENT || value.percent_sign ||
        value.kind != WM_VALUE_NUMBER || !wm_value_shift(&value.number, 2))
        return WM_OK;
    char number[WM_NUMBER_BYTES];
    size_t len = wm_decimal_print(value.number, number);
    row->printed_change = wm_str_copy(importing->arena, (wm_str){number, len});
    return row->printed_change.data
               ? wm_report_cell(importing, WM_IMPORT_READ, cell,
                                "a fraction, read as points of a percentage")
               : WM_NOMEM;
}

/* `Increase` in the first band's cell, the others blank: a target written across the
 * merged cells of the bands. */
static bool is_word_across(wm_sheet_cell *const cells[3])
{
    wm_target target;
    bool words;
    return cells[0] && !cells[1] && !cells[2] &&
           wm_target_read(cells[0]->text, &target, &words) && words;
}

static wm_status keep_bands(wm_importing *importing, wm_sheet_cell *const cells[3],
                            wm_row *row)
{
    for (size_t i = 0; i < 3; i++) {
        wm_str text;
        WM_TRY(place_text(importing, cells[i], &text));
        if (!wm_list_push(importing->arena, &row->printed_bands, text))
            return WM_NOMEM;
    }
    return WM_OK;
}

static wm_status say_bands(wm_importing *importing, wm_bands_verdict verdict,
                           wm_sheet_cell *cell, const wm_row *row)
{
    switch (verdict) {
    case WM_BANDS_READ:
        return WM_OK;
    case WM_BANDS_OPEN_END:
        return wm_report_cell(importing, WM_IMPORT_ASSUMED, cell,
                              "the band has no outer edge: its cut point is %d",
                              row->bands.requires_improvement.digits != 0 ? 100 : 0);
    case WM_BANDS_NOT_RISING:
        return wm_report_cell(importing, WM_IMPORT_CHECK, cell,
                              "the three bands do not follow one another in one "
                              "direction: kept as printed, not judged by");
    case WM_BANDS_NO_END:
        break;
    }
    return wm_report_cell(importing, WM_IMPORT_CHECK, cell,
                          "the band has no outer edge and none is natural: kept as "
                          "printed, not judged by");
}

static wm_status read_bands(wm_importing *importing, wm_entry_row *entry, wm_row *row)
{
    wm_sheet_cell *cells[3] = {cell_of(importing, entry, WM_MEANING_REQUIRES_IMPROVEMENT),
                               cell_of(importing, entry, WM_MEANING_GOOD),
                               cell_of(importing, entry, WM_MEANING_OUTSTANDING)};
    wm_sheet_cell *any = cells[0] ? cells[0] : cells[1] ? cells[1] : cells[2];
    wm_printed_band ranges[3];
    wm_direction direction;
    if (!any)
        return WM_OK;
    if (is_word_across(cells)) {
        WM_TRY(wm_report_cell(importing, WM_IMPORT_READ, cells[0],
                              "a target in words, written across the bands"));
        return read_target(importing, entry, NULL, cells[0], WM_DAY_NONE, row);
    }
    WM_TRY(keep_bands(importing, cells, row));
    for (size_t i = 0; i < 3; i++)
        if (!cells[i] || !wm_printed_band_parse(cells[i]->text, &ranges[i]))
            return wm_report_cell(importing, WM_IMPORT_CHECK, cells[i] ? cells[i] : any,
                                  cells[i]
                                      ? "not a range: the bands are kept as printed, "
                                        "not judged by"
                                      : "one of the three bands is blank: kept as "
                                        "printed, not judged by");
    wm_bands_verdict verdict =
        wm_bands_from(ranges, entry->unit == WM_UNIT_PERCENT, &row->bands, &direction);
    row->bands.place = cells[0]->place;
    WM_TRY(say_bands(importing, verdict, cells[0], row));
    if (!row->bands.present)
        return WM_OK;
    if (entry->direction != WM_DIRECTION_NONE && entry->direction != direction)
        WM_TRY(wm_report_cell(importing, WM_IMPORT_CHECK, cells[0],
                              "the bands say that %s is better, another cell of the row "
                              "says the opposite: the bands are followed",
                              wm_direction_name(direction)));
    entry->direction = direction;
    return WM_OK;
}

/* What the sheet prints for each colour, from columns of their own or from one cell;
 * empty for a colour without. */
static wm_status cut_thresholds(wm_importing *importing, const wm_entry_row *entry,
                                wm_str pieces[3], wm_sheet_cell *cells[3])
{
    static const wm_meaning meanings[3] = {WM_MEANING_RED, WM_MEANING_AMBER,
                                           WM_MEANING_GREEN};
    wm_sheet_cell *whole = cell_of(importing, entry, WM_MEANING_THRESHOLDS);
    wm_str line = WM_STR("");
    for (size_t i = 0; i < 3; i++) {
        cells[i] = cell_of(importing, entry, meanings[i]);
        pieces[i] = WM_STR("");
        if (!cells[i])
            continue;
        WM_TRY(wm_import_place(importing, cells[i], &line));
        wm_str rest;
        bool own = wm_colour_of(line, &rest) == (wm_colour)i;
        pieces[i] = own && !wm_str_empty(rest) ? rest : line;
    }
    wm_str found[3];
    if (!whole || wm_thresholds_cut(whole->text, found) == 0)
        return WM_OK; /* left for the unread */
    WM_TRY(wm_import_place(importing, whole, &line));
    (void)wm_thresholds_cut(line, found);
    for (size_t i = 0; i < 3; i++)
        if (wm_str_empty(pieces[i]) && !wm_str_empty(found[i])) {
            pieces[i] = found[i];
            cells[i] = whole;
        }
    return WM_OK;
}

/* The colours' ranges as printed, for the reader of the row. */
static wm_status note_thresholds(wm_importing *importing, const wm_str pieces[3],
                                 wm_row *row)
{
    for (size_t i = 0; i < 3; i++) {
        if (wm_str_empty(pieces[i]))
            continue;
        row->note = wm_str_format(importing->arena, "%.*s%s%s %.*s", WM_FMT(row->note),
                                  wm_str_empty(row->note) ? "" : "; ",
                                  wm_colour_name((wm_colour)i), WM_FMT(pieces[i]));
        if (!row->note.data)
            return WM_NOMEM;
    }
    return WM_OK;
}

/* Without a target, a figure is where it should be once it is green. */
static wm_status target_of_green(wm_importing *importing, wm_sheet_cell *cell,
                                 wm_str green, wm_row *row)
{
    wm_target target;
    bool words;
    if (row->targets.count > 0 || !wm_str_empty(row->printed_target) ||
        !wm_target_read(green, &target, &words) || words)
        return WM_OK;
    target.place = cell->place;
    if (!wm_list_push(importing->arena, &row->targets, target))
        return WM_NOMEM;
    WM_TRY(say_strict(importing, cell, green, &target));
    return wm_report_cell(importing, WM_IMPORT_ASSUMED, cell,
                          "the row has no target: where green begins is taken for it");
}

/* Green, amber and red are a council's own names of grades. The language has names of its
 * own for four and no others, so these say which way is better, give a target where there
 * is none, and are otherwise kept as printed, in the row's note. */
static wm_status read_thresholds(wm_importing *importing, wm_entry_row *entry,
                                 wm_row *row)
{
    wm_str pieces[3];
    wm_sheet_cell *cells[3];
    WM_TRY(cut_thresholds(importing, entry, pieces, cells));
    WM_TRY(note_thresholds(importing, pieces, row));
    const wm_printed_band *ranges[3] = {NULL, NULL, NULL};
    for (size_t i = 0; i < 3; i++) {
        entry->has_threshold[i] = wm_printed_band_parse(pieces[i], &entry->thresholds[i]);
        if (entry->has_threshold[i])
            ranges[i] = &entry->thresholds[i];
        else if (!wm_str_empty(pieces[i]))
            WM_TRY(wm_report_cell(importing, WM_IMPORT_CHECK, cells[i],
                                  "not a range: kept as printed, in the row's note"));
    }
    if (!ranges[WM_COLOUR_GREEN])
        return WM_OK;
    wm_sheet_cell *green = cells[WM_COLOUR_GREEN];
    wm_direction direction = wm_thresholds_direction(
        ranges[WM_COLOUR_RED], ranges[WM_COLOUR_AMBER], ranges[WM_COLOUR_GREEN]);
    if (direction != WM_DIRECTION_NONE && entry->direction != WM_DIRECTION_NONE &&
        direction != entry->direction)
        WM_TRY(wm_report_cell(importing, WM_IMPORT_CHECK, green,
                              "the colours say that %s is better, another cell of the "
                              "row says the opposite and is followed",
                              wm_direction_name(direction)));
    else if (entry->direction == WM_DIRECTION_NONE)
        entry->direction = direction;
    return target_of_green(importing, green, pieces[WM_COLOUR_GREEN], row);
}

static bool has_pence(wm_importing *importing, const wm_entry_row *entry)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (wm_meaning_is_figure(column->heading.meaning) &&
            wm_import_meant(importing, entry, column).number.places > 0)
            return true;
    }
    return false;
}

static wm_status add_row(wm_importing *importing, wm_entry_row *entry)
{
    wm_folder *folder = &importing->out->folder;
    wm_row row = {.ref = entry->ref,
                  .section = entry->section,
                  .place = {importing->sheet.rows.items[entry->row].line, 1}};
    WM_TRY(read_targets(importing, entry, &row));
    WM_TRY(read_bands(importing, entry, &row));
    sort_targets(&row.targets);
    join_targets(&row.targets);
    WM_TRY(read_change(importing, entry, &row));
    WM_TRY(
        place_text(importing, cell_of(importing, entry, WM_MEANING_OWNER), &row.owner));
    WM_TRY(place_text(importing, cell_of(importing, entry, WM_MEANING_NOTE), &row.note));
    WM_TRY(read_thresholds(importing, entry, &row));
    bool whole =
        entry->pounds && !wm_is_whole_unit(entry->unit) && !has_pence(importing, entry);
    wm_measure measure = {.ref = entry->ref,
                          .title = entry->title,
                          .unit = entry->unit,
                          .entered = true,
                          .direction = entry->direction,
                          .change = entry->change,
                          .show_places = whole ? 0 : -1,
                          .source = WM_STR("the printed scorecard"),
                          .file = importing->sheet.file,
                          .place = row.place};
    if (importing->to_date) {
        measure.year_rule = WM_YEAR_WINDOW;
        measure.year_window = WM_STR("year to date");
    }
    if (entry->pounds) {
        measure.note =
            wm_str_format(importing->arena, "a sum of money, in %s", entry->pounds_in);
        if (!measure.note.data)
            return WM_NOMEM;
    }
    if (!wm_list_push(importing->arena, &folder->scorecard.rows, row) ||
        !wm_list_push(importing->arena, &folder->measures, measure))
        return WM_NOMEM;
    return WM_OK;
}

/* The periods of the sheet's own figures in order of time, without the baseline. */
static wm_status fill_show(wm_importing *importing, wm_scorecard *card)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        const wm_column *column = &importing->columns[c];
        if (!wm_meaning_is_figure(column->heading.meaning))
            continue;
        if (column->heading.meaning == WM_MEANING_BASELINE) {
            card->baseline = column->period;
            continue;
        }
        if (!wm_list_push(importing->arena, &card->show, column->period))
            return WM_NOMEM;
        size_t at = card->show.count - 1;
        for (; at > 0 && wm_period_compare(card->show.items[at - 1], column->period) > 0;
             at--)
            card->show.items[at] = card->show.items[at - 1];
        card->show.items[at] = column->period;
    }
    return WM_OK;
}

/* A scorecard shows no more than this: the latest of them. The figures are all kept. */
enum { SHOW_MAX = 120 };

static wm_status shorten_show(wm_importing *importing, wm_scorecard *card)
{
    if (card->show.count <= SHOW_MAX)
        return WM_OK;
    card->show.items += card->show.count - SHOW_MAX;
    card->show.capacity -= card->show.count - SHOW_MAX;
    card->show.count = SHOW_MAX;
    return wm_report_sheet(importing, WM_IMPORT_CHECK,
                           "the scorecard shows the last %d periods of the sheet",
                           SHOW_MAX);
}

static wm_status fill_header(wm_importing *importing)
{
    wm_scorecard *card = &importing->out->folder.scorecard;
    card->first_month = WM_IMPORT_FIRST_MONTH;
    card->year = wm_period_year(importing->reporting_year, WM_IMPORT_FIRST_MONTH);
    card->comparing.printed = true;
    card->comparing.known_at = WM_DAY_NONE;
    card->file = importing->sheet.file;
    WM_TRY(fill_show(importing, card));
    return shorten_show(importing, card);
}

wm_status wm_import_assemble(wm_importing *importing)
{
    WM_TRY(fill_header(importing));
    for (size_t i = 0; i < importing->rows.count; i++)
        WM_TRY(add_row(importing, &importing->rows.items[i]));
    return WM_OK;
}
