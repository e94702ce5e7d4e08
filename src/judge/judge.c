#include "judge/judge_internal.h"

#include <assert.h>

/* The baseline, if there is one, and then what is shown, in order. */
static wm_status gather_figures(const wm_judging *judging, wm_judged_row *row)
{
    const wm_scorecard *scorecard = &judging->folder->scorecard;
    bool has_baseline = scorecard->baseline.kind != WM_PERIOD_NONE;
    size_t count = judging->shown.count + (has_baseline ? 1 : 0);
    row->figures = wm_arena_alloc(judging->arena, count, sizeof *row->figures);
    if (!row->figures)
        return WM_NOMEM;
    row->figure_count = count;
    for (size_t i = 0; i < count; i++) {
        wm_judged_figure *figure = &row->figures[i];
        figure->is_baseline = has_baseline && i == 0;
        figure->period = figure->is_baseline
                             ? scorecard->baseline
                             : judging->shown.items[has_baseline ? i - 1 : i];
        figure->figure = wm_folder_figure(judging->folder, row->row->ref, figure->period);
    }
    return WM_OK;
}

static const wm_judged_figure *latest_of(const wm_judged_row *row)
{
    for (size_t i = row->figure_count; i > 0; i--) {
        const wm_judged_figure *figure = &row->figures[i - 1];
        if (!figure->is_baseline && figure->figure && figure->figure->has_value)
            return figure;
    }
    return NULL;
}

/* More than two decimal places in a number we computed are never asked for, even where
 * a spreadsheet printed 22.588832487310; `show <n> dp` says otherwise. */
enum { PLACES_GUESSED_MAX = 2 };

/* As many places as the row's figures show, so that 534, 530 and 517.0 change by 28.1. */
static unsigned places_of(const wm_judged_row *row)
{
    if (row->measure->show_places >= 0)
        return (unsigned)row->measure->show_places;
    unsigned usual = wm_unit_places(row->measure->unit);
    unsigned places = 0;
    bool has_any = false;
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_figure *figure = row->figures[i].figure;
        if (!figure || !figure->has_value)
            continue;
        has_any = true;
        if (figure->places > places)
            places = figure->places;
        if (wm_str_empty(figure->printed) && usual > places)
            places = usual;
    }
    if (!has_any)
        return usual;
    return places < PLACES_GUESSED_MAX ? places : PLACES_GUESSED_MAX;
}

static void name_row(wm_judged_row *row)
{
    row->direction =
        row->row->overrides_direction ? row->row->direction : row->measure->direction;
    row->title = row->measure->title;
    row->short_title = !wm_str_empty(row->row->short_title) ? row->row->short_title
                       : !wm_str_empty(row->measure->short_title)
                           ? row->measure->short_title
                           : row->title;
}

static wm_status judge_row(const wm_judging *judging, wm_judged_row *row)
{
    row->measure = wm_folder_measure(judging->folder, row->row->ref);
    assert(row->measure);
    name_row(row);
    row->comment = wm_folder_comment(judging->folder, row->row->ref);
    WM_TRY(gather_figures(judging, row));
    WM_TRY(wm_gather_comparators(judging, row));
    row->places = places_of(row);
    row->latest = latest_of(row);
    row->current = row->latest;
    if (!row->current && row->figure_count)
        row->current = &row->figures[row->figure_count - 1];
    for (size_t i = 0; i < row->figure_count; i++) {
        wm_judge_grade(row, &row->figures[i]);
        wm_judge_target(row, &row->figures[i]);
    }
    wm_judge_change(row);
    wm_compare_with_latest(judging, row);
    wm_judge_standing(judging, row);
    return WM_OK;
}

/* Rows of one section stand together, in the order they were written. */
static wm_status judge_section(const wm_judging *judging, size_t index, wm_judged *judged)
{
    const wm_scorecard *scorecard = &judging->folder->scorecard;
    wm_judged_section *section = &judged->sections[index];
    section->section = &scorecard->sections.items[index];
    section->first = judged->row_count;
    for (size_t i = 0; i < scorecard->rows.count; i++) {
        if (scorecard->rows.items[i].section != index)
            continue;
        wm_judged_row *row = &judged->rows[judged->row_count++];
        row->row = &scorecard->rows.items[i];
        row->section = section->section;
        WM_TRY(judge_row(judging, row));
        wm_count_row(row, judged);
    }
    section->count = judged->row_count - section->first;
    return WM_OK;
}

static wm_period period_of(const wm_judged *judged)
{
    wm_period period = judged->folder->scorecard.year;
    for (size_t i = 0; i < judged->shown.count; i++)
        if (i == 0 || judged->shown.items[i].end >= period.end)
            period = judged->shown.items[i];
    return period;
}

wm_status wm_judge(const wm_folder *folder, wm_arena *arena, wm_judged *judged_out)
{
    const wm_scorecard *scorecard = &folder->scorecard;
    wm_judged judged = {.folder = folder};
    WM_TRY(wm_folder_shown(folder, arena, &judged.shown));
    judged.as_at = wm_folder_as_at(folder);
    judged.period = period_of(&judged);
    wm_judging judging = {.folder = folder, .arena = arena, .as_at = judged.as_at};
    judging.shown = judged.shown;
    judging.known_at = scorecard->comparing.known_at != WM_DAY_NONE
                           ? scorecard->comparing.known_at
                           : judged.as_at;
    WM_TRY(wm_index_comparators(&judging));
    judged.section_count = scorecard->sections.count;
    judged.sections =
        wm_arena_alloc(arena, judged.section_count, sizeof *judged.sections);
    judged.rows = wm_arena_alloc(arena, scorecard->rows.count, sizeof *judged.rows);
    if (!judged.sections || !judged.rows)
        return WM_NOMEM;
    for (size_t i = 0; i < judged.section_count; i++)
        WM_TRY(judge_section(&judging, i, &judged));
    assert(judged.row_count == scorecard->rows.count);
    wm_sum_up(&judged);
    *judged_out = judged;
    return WM_OK;
}
