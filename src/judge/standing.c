#include "judge/judge_internal.h"

/* Fewer authorities than this make no ranking. */
enum { PEERS_MIN = 10 };

static const wm_comparator *own_peer(const wm_judging *judging, const wm_judged_row *row)
{
    wm_str code = judging->folder->scorecard.authority.code;
    for (size_t i = 0; i < row->peer_count; i++) {
        if (!wm_str_empty(code) && wm_str_equal(row->peers[i]->code, code))
            return row->peers[i];
    }
    return NULL;
}

/* The scorecard's own figure for the year of the others; else the latest there is. */
static const wm_figure *own_figure(const wm_judged_row *row, wm_period year)
{
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_figure *figure = row->figures[i].figure;
        if (figure && figure->has_value && wm_period_equal(figure->period, year))
            return figure;
    }
    return row->latest ? row->latest->figure : NULL;
}

static bool is_better(wm_ratio a, wm_ratio b, wm_direction direction)
{
    int order = wm_ratio_compare(a, b);
    return direction == WM_DIRECTION_LOWER ? order < 0 : order > 0;
}

void wm_judge_standing(const wm_judging *judging, wm_judged_row *row)
{
    /* A large authority has more of everything: counts make no ranking. */
    if (row->peer_count == 0 || row->measure->unit == WM_UNIT_COUNT ||
        row->measure->unit == WM_UNIT_HIGHEST)
        return;
    wm_standing standing = {.period = row->peers[0]->period, .rank = 1};
    const wm_comparator *published = own_peer(judging, row);
    const wm_figure *figure = published ? NULL : own_figure(row, standing.period);
    if (!published && !figure)
        return;
    standing.own_is_published = published != NULL;
    standing.own = published ? published->value : figure->value;
    standing.of = (int)row->peer_count + (published ? 0 : 1);
    if (standing.of < PEERS_MIN)
        return;
    for (size_t i = 0; i < row->peer_count; i++) {
        if (is_better(row->peers[i]->value, standing.own, row->direction))
            standing.rank++;
    }
    standing.quartile = (standing.rank - 1) * 4 / standing.of + 1;
    standing.known = true;
    row->standing = standing;
}
