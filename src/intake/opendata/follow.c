#include "intake/opendata/importing.h"

/* Which of the map's series a measure is compared with. References are each council's
 * own numbering, so the first of these that speaks decides:
 *
 *     a map of one's own has the measure's reference   by unit and words of the title
 *     the measure says `replaces 1.2`                  by unit: a person has said it
 *     the built-in map has the measure's reference     by unit and words of the title
 *
 * A measure that none of them helps is never given a series by its title alone: what
 * looks like it is named, and how to say so.
 */

bool wm_od_is_printed(const wm_scorecard *scorecard, wm_str ref)
{
    for (size_t i = 0; i < scorecard->rows.count; i++)
        if (wm_str_equal(scorecard->rows.items[i].ref, ref))
            return true;
    return false;
}

static wm_str title_of(const wm_folder *folder, const wm_measure *measure)
{
    const wm_scorecard *scorecard = &folder->scorecard;
    for (size_t i = 0; i < scorecard->rows.count; i++) {
        const wm_row *row = &scorecard->rows.items[i];
        if (wm_str_equal(row->ref, measure->ref) && !wm_str_empty(row->printed_title))
            return row->printed_title;
    }
    return measure->title;
}

static bool title_fits(const wm_od *od, const wm_map_row *map, const wm_measure *measure)
{
    return wm_map_title_fits(map, title_of(od->request->folder, measure)) ||
           wm_map_title_fits(map, measure->title);
}

static const wm_map_row *row_of(const wm_map *map, wm_str ref)
{
    for (size_t i = 0; i < map->count; i++)
        if (map->items[i].use == WM_MAP_MEASURE && wm_str_equal(map->items[i].ref, ref))
            return &map->items[i];
    return NULL;
}

static wm_od_followed choose(const wm_map *map, const wm_measure *measure)
{
    const wm_map_row *own = row_of(map, measure->ref);
    bool replaces = !wm_str_empty(measure->replaces) && !(own && own->is_own);
    return (wm_od_followed){.ref = replaces ? measure->replaces : measure->ref,
                            .by_replaces = replaces};
}

static bool follows(const wm_od *od, const wm_od_followed *followed,
                    const wm_measure *measure, const wm_map_row *map)
{
    return followed->is_asked && map->use == WM_MAP_MEASURE &&
           wm_str_equal(map->ref, followed->ref) && map->unit == measure->unit &&
           (followed->by_replaces || title_fits(od, map, measure));
}

const wm_od_followed *wm_od_followed_by(const wm_od *od, const wm_measure *measure)
{
    return &od->followed[measure - od->request->folder->measures.items];
}

bool wm_od_is_for(const wm_od *od, const wm_od_series *series, const wm_measure *measure)
{
    return series->years &&
           follows(od, wm_od_followed_by(od, measure), measure, series->map);
}

/* The series that the title and the unit speak of and no measure follows yet; of several
 * the one that asks for the most words. */
static const wm_map_row *near_miss(const wm_od *od, const wm_measure *measure)
{
    const wm_map_row *best = NULL;
    for (size_t i = 0; i < od->series_count; i++) {
        const wm_map_row *map = od->series[i].map;
        if (map->use == WM_MAP_MEASURE && map->unit == measure->unit &&
            !wm_str_empty(map->title_has) && !od->series[i].is_wanted &&
            title_fits(od, map, measure) &&
            (!best || map->title_has.len > best->title_has.len))
            best = map;
    }
    return best;
}

static void say(const wm_od *od, const wm_measure *measure, const wm_map_row *near,
                wm_str message)
{
    wm_str remedy = WM_STR("docs/comparators.md says how to write a map of your own");
    if (near) {
        bool defined = !wm_str_empty(near->definition);
        wm_str what = defined ? near->definition : near->title_has;
        remedy = wm_str_format(od->arena,
                               "the map's %.*s (%.*s) looks like it: if it is that, "
                               "write `replaces %.*s` in the measure",
                               WM_FMT(near->ref), WM_FMT(what), WM_FMT(near->ref));
    }
    if (!message.data || !remedy.data)
        od->diags->lost = true;
    else
        wm_diag_data(od->diags, WM_SEVERITY_WARNING, measure->file, measure->place,
                     remedy, "%.*s", WM_FMT(message));
}

/* The map has the reference, of something else. */
static void say_collision(const wm_od *od, const wm_od_followed *followed,
                          const wm_measure *measure, const wm_map_row *map)
{
    const wm_map_row *near = followed->by_replaces ? NULL : near_miss(od, measure);
    if (map->unit != measure->unit)
        say(od, measure, near,
            wm_str_format(od->arena,
                          "measure %.*s is in %s, but the map's %.*s (%.*s)%s is in %s: "
                          "it gets no published comparators",
                          WM_FMT(measure->ref), wm_unit_name(measure->unit),
                          WM_FMT(map->ref), WM_FMT(map->definition),
                          followed->by_replaces ? ", which it replaces," : "",
                          wm_unit_name(map->unit)));
    else
        say(od, measure, near,
            wm_str_format(od->arena,
                          "the title of measure %.*s has not the words of the map's "
                          "%.*s (%.*s): it gets no published comparators",
                          WM_FMT(measure->ref), WM_FMT(map->ref),
                          WM_FMT(map->title_has)));
}

static void say_why_not(const wm_od *od, const wm_od_followed *followed,
                        const wm_measure *measure)
{
    const wm_map_row *map = row_of(od->request->map, followed->ref);
    const wm_map_row *near = NULL;
    if (map)
        say_collision(od, followed, measure, map);
    else if (!followed->by_replaces && (near = near_miss(od, measure)) != NULL)
        say(od, measure, near,
            wm_str_format(od->arena,
                          "the map has no %.*s: it gets no published "
                          "comparators",
                          WM_FMT(measure->ref)));
}

static bool is_wanted(const wm_od *od, const wm_map_row *map)
{
    const wm_folder *folder = od->request->folder;
    for (size_t i = 0; i < folder->measures.count; i++)
        if (follows(od, &od->followed[i], &folder->measures.items[i], map))
            return true;
    return false;
}

static bool has_any(const wm_od *od, const wm_od_followed *followed,
                    const wm_measure *measure)
{
    for (size_t i = 0; i < od->series_count; i++)
        if (follows(od, followed, measure, od->series[i].map))
            return true;
    return false;
}

static wm_status choose_all(wm_od *od)
{
    const wm_folder *folder = od->request->folder;
    od->followed =
        wm_arena_alloc(od->arena, folder->measures.count + 1, sizeof *od->followed);
    if (!od->followed)
        return WM_NOMEM;
    for (size_t i = 0; i < folder->measures.count; i++) {
        const wm_measure *measure = &folder->measures.items[i];
        od->followed[i] = choose(od->request->map, measure);
        od->followed[i].is_asked =
            od->request->all || wm_od_is_printed(&folder->scorecard, measure->ref);
    }
    return WM_OK;
}

wm_status wm_od_make_series(wm_od *od)
{
    const wm_map *map = od->request->map;
    const wm_folder *folder = od->request->folder;
    od->series = wm_arena_alloc(od->arena, map->count, sizeof *od->series);
    if (!od->series)
        return WM_NOMEM;
    WM_TRY(choose_all(od));
    for (size_t i = 0; i < map->count; i++) {
        const wm_map_row *row = &map->items[i];
        od->series[od->series_count++] = (wm_od_series){
            .map = row,
            .is_wanted = row->use == WM_MAP_POPULATION || is_wanted(od, row),
        };
    }
    for (size_t i = 0; i < folder->measures.count; i++) {
        const wm_measure *measure = &folder->measures.items[i];
        if (!od->followed[i].is_asked || has_any(od, &od->followed[i], measure))
            continue;
        if (!wm_list_push(od->arena, &od->out->without, measure->ref))
            return WM_NOMEM;
        say_why_not(od, &od->followed[i], measure);
    }
    return WM_OK;
}
