#ifndef WM_TESTS_SCORECARD_PROPERTIES_H
#define WM_TESTS_SCORECARD_PROPERTIES_H

/* Shared by the tests and the fuzz target of imported scorecards. */
#include "base/csv.h"
#include "intake/scorecard/import.h"

/* Everything that an import gave back, as one text: a cell that is not lost is in it. */
static inline void scorecard_add(wm_text *all, wm_str text)
{
    wm_text_add(all, text);
    wm_text_byte(all, '\n');
}

static inline void scorecard_add_rows(wm_text *all, const wm_scorecard *card)
{
    scorecard_add(all, card->title);
    for (size_t i = 0; i < card->notes.count; i++)
        scorecard_add(all, card->notes.items[i]);
    for (size_t i = 0; i < card->sections.count; i++)
        scorecard_add(all, card->sections.items[i].title);
    for (size_t i = 0; i < card->rows.count; i++) {
        const wm_row *row = &card->rows.items[i];
        scorecard_add(all, row->ref);
        scorecard_add(all, row->printed_target);
        scorecard_add(all, row->printed_change);
        scorecard_add(all, row->owner);
        scorecard_add(all, row->note);
        for (size_t b = 0; b < row->printed_bands.count; b++)
            scorecard_add(all, row->printed_bands.items[b]);
        for (size_t t = 0; t < row->targets.count; t++) {
            char number[WM_NUMBER_BYTES];
            wm_decimal_print(row->targets.items[t].low, number);
            scorecard_add(all, wm_str_of(number));
        }
    }
}

static inline void scorecard_add_folder(wm_text *all, const wm_folder *folder)
{
    scorecard_add_rows(all, &folder->scorecard);
    for (size_t i = 0; i < folder->measures.count; i++) {
        const wm_measure *measure = &folder->measures.items[i];
        wm_text_format(all, "%.*s ", WM_FMT(measure->ref));
        scorecard_add(all, measure->title);
    }
    for (size_t i = 0; i < folder->figures.count; i++) {
        const wm_figure *figure = &folder->figures.items[i];
        scorecard_add(all, figure->printed);
        if (figure->has_counts)
            wm_text_format(all, "%lld\n%lld\n", (long long)figure->numerator,
                           (long long)figure->denominator);
    }
    for (size_t i = 0; i < folder->comparators.count; i++)
        scorecard_add(all, folder->comparators.items[i].printed_text);
    for (size_t i = 0; i < folder->comments.count; i++)
        scorecard_add(all, folder->comments.items[i].text);
}

/* White space within becomes one space, as titles have it. */
static inline wm_str scorecard_one_line(wm_arena *arena, wm_str text)
{
    char *line = wm_arena_alloc(arena, text.len + 1, 1);
    size_t len = 0;
    text = wm_str_trim(text);
    for (size_t i = 0; line && i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c > ' ' && c != 0x7F)
            line[len++] = text.data[i];
        else if (len > 0 && line[len - 1] != ' ')
            line[len++] = ' ';
    }
    return wm_str_trim((wm_str){line, len});
}

/* The first cell that is nowhere in the folder or the report, or NULL. */
static inline const char *scorecard_lost(wm_str sheet, const wm_imported *imported,
                                         wm_arena *arena)
{
    wm_text all = {0};
    wm_diags diags;
    wm_csv_reader *reader;
    const wm_csv_limits limits = {.cell_bytes = WM_IMPORT_CELL_BYTES_MAX,
                                  .columns = WM_IMPORT_COLUMNS_MAX};
    const char *lost = NULL;
    wm_diags_init(&diags, arena);
    scorecard_add_folder(&all, &imported->folder);
    for (size_t i = 0; i < imported->report.count; i++)
        scorecard_add(&all, imported->report.items[i].seen);
    if (wm_csv_open_memory(sheet, WM_STR("sheet"), 0, limits, &diags, &reader) != WM_OK)
        return "the sheet itself";
    wm_csv_row row;
    bool more = true;
    while (!lost && wm_csv_next(reader, &row, &more) == WM_OK && more) {
        for (size_t i = 0; i < row.count; i++) {
            wm_str cell = wm_str_trim(row.cells[i].text);
            wm_str line = scorecard_one_line(arena, cell);
            if (wm_str_find(wm_text_str(&all), cell) == SIZE_MAX &&
                wm_str_find(wm_text_str(&all), line) == SIZE_MAX)
                lost = wm_str_copy(arena, cell).data;
        }
    }
    wm_csv_close(reader);
    wm_text_end(&all);
    return lost;
}

#endif
