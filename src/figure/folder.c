#include "figure/folder.h"

const wm_measure *wm_folder_measure(const wm_folder *folder, wm_str ref)
{
    for (size_t i = 0; i < folder->measures.count; i++) {
        if (wm_str_equal(folder->measures.items[i].ref, ref))
            return &folder->measures.items[i];
    }
    return NULL;
}

/* The last month up to the end of the year that has a figure, or else the year's own
 * last. */
static wm_period latest_month(const wm_folder *folder)
{
    wm_civil end = wm_day_civil(folder->scorecard.year.end);
    wm_period latest = wm_period_month(end.year, end.month);
    wm_day found = WM_DAY_NONE;
    for (size_t i = 0; i < folder->figures.count; i++) {
        const wm_figure *figure = &folder->figures.items[i];
        if (figure->period.kind == WM_PERIOD_MONTH && figure->has_value &&
            figure->period.end <= folder->scorecard.year.end &&
            figure->period.end > found) {
            found = figure->period.end;
            latest = figure->period;
        }
    }
    return latest;
}

wm_status wm_folder_shown(const wm_folder *folder, wm_arena *arena,
                          wm_period_list *shown_out)
{
    const wm_scorecard *scorecard = &folder->scorecard;
    *shown_out = (wm_period_list){0};
    for (size_t i = 0; i < scorecard->show.count; i++) {
        if (!wm_list_push(arena, shown_out, scorecard->show.items[i]))
            return WM_NOMEM;
    }
    if (scorecard->show.count > 0 || scorecard->show_months == 0)
        return WM_OK;
    wm_civil last = wm_day_civil(latest_month(folder).end);
    int index = last.year * 12 + last.month - (int)scorecard->show_months;
    for (; index < last.year * 12 + last.month; index++) {
        wm_period month = wm_period_month(index / 12, index % 12 + 1);
        if (month.kind != WM_PERIOD_NONE && !wm_list_push(arena, shown_out, month))
            return WM_NOMEM;
    }
    return WM_OK;
}

wm_day wm_folder_as_at(const wm_folder *folder)
{
    const wm_scorecard *scorecard = &folder->scorecard;
    if (scorecard->show.count == 0 && scorecard->show_months > 0)
        return latest_month(folder).end;
    wm_day latest = WM_DAY_NONE;
    for (size_t i = 0; i < scorecard->show.count; i++) {
        if (scorecard->show.items[i].end > latest)
            latest = scorecard->show.items[i].end;
    }
    return latest != WM_DAY_NONE ? latest : scorecard->year.end;
}

static bool is_asked_for(const wm_figure *figure, const wm_folder *folder, wm_str ref,
                         wm_period period)
{
    return wm_str_equal(figure->ref, ref) && wm_period_equal(figure->period, period) &&
           (wm_str_empty(figure->authority) ||
            wm_str_equal(figure->authority, folder->scorecard.authority.code));
}

const wm_figure *wm_folder_figure(const wm_folder *folder, wm_str ref, wm_period period)
{
    /* Most folders have no overrides, and then the day does not matter. */
    wm_day as_at = folder->overrides.count > 0 ? wm_folder_as_at(folder) : WM_DAY_NONE;
    for (size_t i = folder->overrides.count; i > 0; i--) {
        const wm_override *override = &folder->overrides.items[i - 1];
        bool in_force = override->until == WM_DAY_NONE || override->until >= as_at;
        if (in_force && is_asked_for(&override->figure, folder, ref, period))
            return &override->figure;
    }
    const wm_figure *computed = wm_folder_computed(folder, ref, period);
    return computed ? computed : wm_folder_printed(folder, ref, period);
}

const wm_figure *wm_folder_computed(const wm_folder *folder, wm_str ref, wm_period period)
{
    for (size_t i = 0; i < folder->computed.count; i++)
        if (is_asked_for(&folder->computed.items[i], folder, ref, period))
            return &folder->computed.items[i];
    return NULL;
}

const wm_figure *wm_folder_printed(const wm_folder *folder, wm_str ref, wm_period period)
{
    /* Of several the one known latest, and of those the last written: a revision stands
     * behind what it revises. */
    const wm_figure *found = NULL;
    for (size_t i = 0; i < folder->figures.count; i++) {
        const wm_figure *figure = &folder->figures.items[i];
        if (is_asked_for(figure, folder, ref, period) &&
            (!found || figure->known_at >= found->known_at))
            found = figure;
    }
    return found;
}

static bool is_later(const wm_comment *a, const wm_comment *b)
{
    if (a->date != b->date)
        return a->date > b->date;
    return wm_period_compare(a->period, b->period) >= 0;
}

const wm_comment *wm_folder_comment(const wm_folder *folder, wm_str ref)
{
    const wm_comment *found = NULL;
    for (size_t i = 0; i < folder->comments.count; i++) {
        const wm_comment *comment = &folder->comments.items[i];
        if (wm_str_equal(comment->ref, ref) && (!found || is_later(comment, found)))
            found = comment;
    }
    return found;
}
