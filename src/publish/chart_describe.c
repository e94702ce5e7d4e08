#include "publish/chart_internal.h"

#include "judge/words.h"

/* Sentences are gathered in a text and copied into the arena at the end. */

static wm_str finish(wm_text *text, wm_arena *arena)
{
    wm_str copy = {NULL, 0};
    if (wm_text_status(text) == WM_OK)
        copy = wm_str_copy(arena, wm_text_str(text));
    wm_text_end(text);
    return copy;
}

static void describe_target(wm_text *text, const wm_judged_row *row, wm_arena *arena)
{
    if (!row->latest || !row->latest->target)
        return;
    wm_str target = wm_say_target(arena, row, row->latest);
    wm_text_format(text, " The target is %.*s.", WM_FMT(target));
}

static void describe_trend(wm_text *text, const wm_judged_row *row,
                           const wm_scorecard *scorecard, wm_arena *arena)
{
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_judged_figure *figure = &row->figures[i];
        wm_str period = wm_period_label(figure->period, scorecard->first_month, arena);
        bool has_value = figure->figure && figure->figure->has_value;
        wm_str value =
            has_value ? wm_say_figure(arena, row, figure->figure) : WM_STR("no figure");
        wm_text_format(text, "%s%.*s%s: %.*s", i == 0 ? "" : "; ", WM_FMT(period),
                       figure->is_baseline ? " (baseline)" : "", WM_FMT(value));
    }
    wm_text_add(text, WM_STR("."));
    describe_target(text, row, arena);
}

static void describe_level(wm_text *text, const wm_judged_row *row, wm_level level,
                           wm_arena *arena)
{
    const wm_judged_comparator *drawn = wm_drawn_comparator(row, level);
    if (!drawn)
        return;
    wm_str value = wm_say_comparator(arena, row, drawn->comparator);
    wm_text_format(text, " %.*s: %.*s.", WM_FMT(drawn->comparator->name), WM_FMT(value));
}

static void describe_strip(wm_text *text, const wm_judged_row *row,
                           const wm_scorecard *scorecard, wm_arena *arena)
{
    if (!row->latest)
        return;
    wm_str value = wm_say_figure(arena, row, row->latest->figure);
    wm_str grade = wm_grade_word(row->latest->grade, scorecard);
    wm_text_format(text, "%.*s: %.*s, %.*s.", WM_FMT(scorecard->authority.name),
                   WM_FMT(value), WM_FMT(grade));
    describe_target(text, row, arena);
    describe_level(text, row, WM_LEVEL_COUNTRY, arena);
    describe_level(text, row, WM_LEVEL_REGION, arena);
    describe_level(text, row, WM_LEVEL_NEIGHBOURS, arena);
    describe_level(text, row, WM_LEVEL_OTHER, arena);
}

/* `Of its 10 statistical neighbours 4 stand before it.` */
static void describe_neighbours(wm_text *text, const wm_judged_row *row)
{
    size_t count = 0;
    size_t before = 0;
    for (size_t i = 0; i < row->peer_count; i++) {
        if (!wm_is_neighbour(row, row->peers[i]))
            continue;
        int order = wm_ratio_compare(row->peers[i]->value, row->standing.own);
        count++;
        before += row->direction == WM_DIRECTION_LOWER ? order < 0 : order > 0;
    }
    if (count)
        wm_text_format(text, " Of its %zu statistical neighbours %zu %s %s.", count,
                       before, before == 1 ? "is" : "are",
                       row->direction == WM_DIRECTION_NONE ? "higher" : "better");
}

static void describe_ranked(wm_text *text, const wm_judged_row *row,
                            const wm_scorecard *scorecard, wm_arena *arena)
{
    if (!row->standing.known) {
        describe_strip(text, row, scorecard, arena);
        return;
    }
    wm_str year = wm_period_text(row->standing.period, scorecard->first_month, arena);
    wm_str own = wm_say_value(arena, row, row->standing.own);
    wm_str rank = wm_say_standing(arena, &row->standing);
    wm_text_format(text, "Authorities of England in %.*s. %.*s: %.*s, %.*s.",
                   WM_FMT(year), WM_FMT(scorecard->authority.name), WM_FMT(own),
                   WM_FMT(rank));
    const wm_comparator *england = wm_drawn_country(row);
    if (england) {
        wm_str value = wm_say_comparator(arena, row, england);
        wm_text_format(text, " %.*s: %.*s.", WM_FMT(england->name), WM_FMT(value));
    }
    describe_neighbours(text, row);
}

wm_str wm_chart_describe(wm_arena *arena, wm_chart_kind kind, const wm_judged_row *row,
                         const wm_scorecard *scorecard)
{
    wm_text text = {0};
    switch (kind) {
    case WM_CHART_TREND:
        describe_trend(&text, row, scorecard, arena);
        break;
    case WM_CHART_STRIP:
        describe_strip(&text, row, scorecard, arena);
        break;
    case WM_CHART_RANKED:
        describe_ranked(&text, row, scorecard, arena);
        break;
    }
    return finish(&text, arena);
}
