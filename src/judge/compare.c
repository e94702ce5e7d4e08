#include "judge/judge_internal.h"

#include <stdlib.h>

/* Which comparators a row shows, and which of them it is held against. */

wm_status wm_index_comparators(wm_judging *judging)
{
    const wm_folder *folder = judging->folder;
    WM_LIST(wm_comparator_run) runs = {0};
    for (size_t i = 0; i < folder->comparators.count; i++) {
        wm_str ref = folder->comparators.items[i].ref;
        wm_comparator_run *last = runs.count > 0 ? &runs.items[runs.count - 1] : NULL;
        if (last && wm_str_equal(last->ref, ref)) {
            last->count++;
            continue;
        }
        wm_comparator_run run = {ref, i, 1};
        if (!wm_list_push(judging->arena, &runs, run))
            return WM_NOMEM;
    }
    judging->runs = runs.items;
    judging->run_count = runs.count;
    return WM_OK;
}

typedef WM_LIST(const wm_comparator *) candidate_list;
typedef WM_LIST(wm_judged_comparator) comparator_list;

/* A scorecard that says nothing of comparators shows whatever the folder has. */
static bool wants_printed(const wm_comparing *comparing)
{
    return comparing->printed || !comparing->published;
}

static bool wants_published(const wm_comparing *comparing)
{
    return comparing->published || !comparing->printed;
}

static bool was_known(const wm_judging *judging, const wm_comparator *comparator)
{
    return comparator->known == WM_DAY_NONE || comparator->known <= judging->known_at;
}

static wm_status candidates_of(const wm_judging *judging, wm_str ref,
                               candidate_list *candidates)
{
    for (size_t r = 0; r < judging->run_count; r++) {
        const wm_comparator_run *run = &judging->runs[r];
        if (!wm_str_equal(run->ref, ref))
            continue;
        for (size_t i = run->first; i < run->first + run->count; i++) {
            const wm_comparator *each = &judging->folder->comparators.items[i];
            if (!each->printed && !was_known(judging, each))
                continue;
            if (!wm_list_push(judging->arena, candidates, each))
                return WM_NOMEM;
        }
    }
    return WM_OK;
}

/* The model and the average stand in the name or the definition: `Statistical
 * neighbours (2021 model, mean)`. */
static bool is_wanted_neighbours(const wm_comparing *comparing,
                                 const wm_comparator *comparator)
{
    char digits[5] = {0};
    int model = comparing->neighbour_model;
    if (model < 1000 || model > 9999)
        return false;
    for (int i = 3; i >= 0; i--, model /= 10)
        digits[i] = (char)('0' + model % 10);
    wm_str average =
        comparing->average == WM_AVERAGE_MEDIAN ? WM_STR("median") : WM_STR("mean");
    wm_str places[] = {comparator->name, comparator->definition};
    for (size_t i = 0; i < 2; i++) {
        if (wm_str_find(places[i], (wm_str){digits, 4}) != SIZE_MAX &&
            wm_str_find_fold(places[i], average) != SIZE_MAX)
            return true;
    }
    return false;
}

static bool is_place(const wm_comparator *comparator, wm_place_name place)
{
    return wm_str_empty(place.code) || wm_str_equal(comparator->code, place.code);
}

/* Of our own country or region, or the neighbours by the model asked for. */
static bool is_ours(const wm_scorecard *scorecard, const wm_comparator *comparator)
{
    switch (comparator->level) {
    case WM_LEVEL_COUNTRY:
        return is_place(comparator, scorecard->country);
    case WM_LEVEL_REGION:
        return is_place(comparator, scorecard->region);
    case WM_LEVEL_NEIGHBOURS:
        return is_wanted_neighbours(&scorecard->comparing, comparator);
    case WM_LEVEL_AUTHORITY:
    case WM_LEVEL_OTHER:
        break;
    }
    return false;
}

static int year_ending(wm_period period)
{
    return period.kind == WM_PERIOD_NONE ? 0 : wm_day_civil(period.end).year;
}

/* The year asked for; or else the latest that has a value, and none that ends after the
 * scorecard's own day, in case its file does not say when it was published. 0: none. */
static int year_used(const wm_judging *judging, const candidate_list *candidates,
                     wm_level level)
{
    const wm_scorecard *scorecard = &judging->folder->scorecard;
    if (scorecard->comparing.published_year != 0)
        return scorecard->comparing.published_year;
    int latest = 0;
    for (size_t i = 0; i < candidates->count; i++) {
        const wm_comparator *each = candidates->items[i];
        bool counts = !each->printed && each->level == level && each->has_value &&
                      (level == WM_LEVEL_AUTHORITY || is_ours(scorecard, each));
        if (counts && each->period.end <= judging->as_at &&
            year_ending(each->period) > latest)
            latest = year_ending(each->period);
    }
    return latest;
}

/* A later release of the same number replaces an earlier one; another definition is
 * another number and is shown beside it. */
static bool same_number(const wm_comparator *a, const wm_comparator *b)
{
    return a->level == b->level && wm_str_equal(a->code, b->code) &&
           wm_str_equal(a->name, b->name) && wm_str_equal(a->definition, b->definition) &&
           wm_period_equal(a->period, b->period);
}

static wm_status add_published(const wm_judging *judging, comparator_list *list,
                               const wm_comparator *comparator)
{
    for (size_t i = 0; i < list->count; i++) {
        const wm_comparator **kept = &list->items[i].comparator;
        if (!(*kept)->printed && same_number(*kept, comparator)) {
            if (comparator->known >= (*kept)->known)
                *kept = comparator;
            return WM_OK;
        }
    }
    wm_judged_comparator judged = {.comparator = comparator};
    return wm_list_push(judging->arena, list, judged) ? WM_OK : WM_NOMEM;
}

static wm_status gather_printed(const wm_judging *judging,
                                const candidate_list *candidates, comparator_list *list)
{
    for (size_t i = 0; i < candidates->count; i++) {
        wm_judged_comparator judged = {.comparator = candidates->items[i]};
        if (judged.comparator->printed && !wm_list_push(judging->arena, list, judged))
            return WM_NOMEM;
    }
    return WM_OK;
}

/* A count of a country or region is the sum of its authorities: one authority's number
 * cannot be held against it (10 adoptions, and 4,370 in England), nor drawn beside it. */
static bool is_total(const wm_judged_row *row, wm_level level)
{
    return row->measure->unit == WM_UNIT_COUNT &&
           (level == WM_LEVEL_COUNTRY || level == WM_LEVEL_REGION);
}

static wm_status gather_published(const wm_judging *judging,
                                  const candidate_list *candidates, wm_level level,
                                  comparator_list *list)
{
    int year = year_used(judging, candidates, level);
    for (size_t i = 0; i < candidates->count; i++) {
        const wm_comparator *each = candidates->items[i];
        if (!each->printed && each->level == level && year != 0 &&
            year_ending(each->period) == year &&
            is_ours(&judging->folder->scorecard, each))
            WM_TRY(add_published(judging, list, each));
    }
    return WM_OK;
}

/* Printed before published within a level; a stable order, so that a page does not
 * depend on how a library sorts. */
static bool stands_before(const wm_comparator *a, const wm_comparator *b)
{
    if (a->level != b->level)
        return a->level < b->level;
    return a->printed && !b->printed;
}

static void sort_comparators(comparator_list *list)
{
    for (size_t i = 1; i < list->count; i++) {
        wm_judged_comparator moved = list->items[i];
        size_t at = i;
        for (; at > 0 && stands_before(moved.comparator, list->items[at - 1].comparator);
             at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = moved;
    }
}

typedef WM_LIST(const wm_comparator *) peer_list;

static int by_code(const void *a, const void *b)
{
    const wm_comparator *left = *(const wm_comparator *const *)a;
    const wm_comparator *right = *(const wm_comparator *const *)b;
    int order = wm_str_compare(left->code, right->code);
    if (order == 0)
        order = wm_str_compare(left->name, right->name);
    if (order == 0 && left->known != right->known)
        order = left->known > right->known ? -1 : 1;
    /* Both stand in the folder's one list, so their places in it decide. */
    return order != 0 ? order : left > right ? -1 : left < right;
}

/* Every authority of the year once, the one known latest. */
static void keep_one_each(peer_list *peers)
{
    if (peers->count == 0)
        return;
    qsort(peers->items, peers->count, sizeof *peers->items, by_code);
    size_t kept = 1;
    for (size_t i = 1; i < peers->count; i++) {
        const wm_comparator *last = peers->items[kept - 1];
        const wm_comparator *next = peers->items[i];
        if (!wm_str_equal(last->code, next->code) ||
            !wm_str_equal(last->name, next->name))
            peers->items[kept++] = next;
    }
    peers->count = kept;
}

static wm_status gather_peers(const wm_judging *judging, const candidate_list *candidates,
                              wm_judged_row *row)
{
    peer_list peers = {0};
    int year = year_used(judging, candidates, WM_LEVEL_AUTHORITY);
    for (size_t i = 0; i < candidates->count; i++) {
        const wm_comparator *each = candidates->items[i];
        if (each->printed || each->level != WM_LEVEL_AUTHORITY || !each->has_value ||
            year == 0 || year_ending(each->period) != year)
            continue;
        if (!wm_list_push(judging->arena, &peers, each))
            return WM_NOMEM;
    }
    keep_one_each(&peers);
    row->peers = peers.items;
    row->peer_count = peers.count;
    return WM_OK;
}

wm_status wm_gather_comparators(const wm_judging *judging, wm_judged_row *row)
{
    const wm_comparing *comparing = &judging->folder->scorecard.comparing;
    candidate_list candidates = {0};
    comparator_list list = {0};
    WM_TRY(candidates_of(judging, row->row->ref, &candidates));
    if (wants_printed(comparing))
        WM_TRY(gather_printed(judging, &candidates, &list));
    if (wants_published(comparing)) {
        const wm_level levels[] = {WM_LEVEL_COUNTRY, WM_LEVEL_REGION,
                                   WM_LEVEL_NEIGHBOURS};
        for (size_t i = 0; i < 3; i++)
            if (!is_total(row, levels[i]))
                WM_TRY(gather_published(judging, &candidates, levels[i], &list));
        WM_TRY(gather_peers(judging, &candidates, row));
    }
    sort_comparators(&list);
    row->comparators = list.items;
    row->comparator_count = list.count;
    return WM_OK;
}

static bool level_of(wm_relative relative, wm_level *out)
{
    switch (relative) {
    case WM_RELATIVE_COUNTRY:
        *out = WM_LEVEL_COUNTRY;
        return true;
    case WM_RELATIVE_REGION:
        *out = WM_LEVEL_REGION;
        return true;
    case WM_RELATIVE_NEIGHBOURS:
        *out = WM_LEVEL_NEIGHBOURS;
        return true;
    case WM_RELATIVE_NONE:
    case WM_RELATIVE_BASELINE:
        break;
    }
    return false;
}

const wm_judged_comparator *wm_row_comparator(const wm_judged_row *row,
                                              wm_relative relative)
{
    wm_level level;
    if (!level_of(relative, &level))
        return NULL;
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_comparator *comparator = row->comparators[i].comparator;
        if (comparator->level == level && comparator->has_value)
            return &row->comparators[i];
    }
    return NULL;
}

/* The one the latest target speaks of; without such a target the region's, England's,
 * the neighbours', in this order: the nearest that is a whole. */
static const wm_judged_comparator *used_comparator(const wm_judged_row *row)
{
    const wm_target *target = row->latest ? row->latest->target : NULL;
    if (target) {
        const wm_judged_comparator *asked = wm_row_comparator(row, target->relative);
        if (asked)
            return asked;
    }
    const wm_relative order[] = {WM_RELATIVE_REGION, WM_RELATIVE_COUNTRY,
                                 WM_RELATIVE_NEIGHBOURS};
    for (size_t i = 0; i < 3; i++) {
        const wm_judged_comparator *found = wm_row_comparator(row, order[i]);
        if (found)
            return found;
    }
    return NULL;
}

/* Whether the one is to be shown rather than the other, which stands before it. */
static bool is_better_shown(const wm_judged_comparator *one,
                            const wm_judged_comparator *other)
{
    if (one->is_used != other->is_used)
        return one->is_used;
    if (one->comparator->has_value != other->comparator->has_value)
        return one->comparator->has_value;
    return one->same_year && !other->same_year;
}

const wm_judged_comparator *wm_shown_comparator(const wm_judged_row *row, wm_level level)
{
    const wm_judged_comparator *shown = NULL;
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_judged_comparator *one = &row->comparators[i];
        if (one->comparator->level == level && (!shown || is_better_shown(one, shown)))
            shown = one;
    }
    return shown;
}

static bool is_named_in(wm_str definition, wm_str name)
{
    wm_str are = WM_STR(WM_NEIGHBOURS_ARE), between = WM_STR(WM_NEIGHBOURS_BETWEEN);
    for (size_t at; (at = wm_str_find(definition, are)) != SIZE_MAX;)
        definition = wm_str_slice(definition, at + are.len, definition.len);
    while (!wm_str_empty(definition)) {
        size_t end = wm_str_find(definition, between);
        if (wm_str_equal(wm_str_slice(definition, 0, end), name))
            return true;
        definition = end == SIZE_MAX
                         ? WM_STR("")
                         : wm_str_slice(definition, end + between.len, definition.len);
    }
    return false;
}

bool wm_is_neighbour(const wm_judged_row *row, const wm_comparator *peer)
{
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_comparator *average = row->comparators[i].comparator;
        if (average->level == WM_LEVEL_NEIGHBOURS && !average->printed &&
            is_named_in(average->definition, peer->name))
            return true;
    }
    return false;
}

/* The country's count is not one that an authority can be above or below. */
static bool is_comparable(const wm_judged_row *row, const wm_comparator *comparator)
{
    return comparator->level == WM_LEVEL_AUTHORITY ||
           (row->measure->unit != WM_UNIT_COUNT && row->measure->unit != WM_UNIT_HIGHEST);
}

void wm_compare_with_latest(const wm_judging *judging, wm_judged_row *row)
{
    const wm_judged_comparator *used = used_comparator(row);
    int first_month = judging->folder->scorecard.first_month;
    const wm_figure *latest = row->latest ? row->latest->figure : NULL;
    for (size_t i = 0; i < row->comparator_count; i++) {
        wm_judged_comparator *judged = &row->comparators[i];
        const wm_comparator *comparator = judged->comparator;
        judged->is_used = judged == used;
        judged->comparable =
            latest && comparator->has_value && is_comparable(row, comparator);
        if (!judged->comparable)
            continue;
        int order = wm_ratio_compare(latest->value, comparator->value);
        judged->side = (order > 0) - (order < 0);
        judged->sense = wm_sense_of(comparator->value, latest->value, row->direction);
        judged->same_year = comparator->period.kind != WM_PERIOD_NONE &&
                            wm_period_starts_in(comparator->period, first_month) ==
                                wm_period_starts_in(latest->period, first_month);
    }
    for (size_t i = 0; i < row->comparator_count; i++) {
        wm_judged_comparator *judged = &row->comparators[i];
        judged->is_shown = judged == wm_shown_comparator(row, judged->comparator->level);
    }
}
