#include "intake/opendata/importing.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

/* Cells into comparators. One series after another, in the map's order, is asked for a
 * place's value; the next is asked only where the former says nothing, or withholds what
 * the value is made of.
 */

/* One measure in one year. */
typedef struct deriving {
    wm_od *od;
    const wm_measure *measure;
    const bool *is_for; /* [series]: the measure follows it */
    wm_opendata_measure *report;
    int year;
} deriving;

typedef struct wm_od_candidate {
    wm_comparator comparator;
    const wm_od_series *series; /* NULL: no file says anything */
    bool has_published;
    wm_ratio published; /* as published, where it was; for averages */
} candidate;

/* D8: the mid-year estimate of the calendar year before the year's end, else the latest
 * earlier one that is not too old, whichever other years are imported. */
static const wm_od_cell *population(const deriving *now, int place, int *of_year)
{
    const wm_od *od = now->od;
    int due = now->year - 1;
    for (int year = due; year >= due - WM_OD_POPULATION_BACK; year--) {
        for (size_t i = 0; i < od->series_count; i++) {
            const wm_od_series *series = &od->series[i];
            if (series->map->use != WM_MAP_POPULATION)
                continue;
            const wm_od_cell *cell = wm_od_cell_at(od, series, year, place);
            *of_year = year;
            if (cell && cell->value.present && cell->value.status == WM_FIGURE_FINAL)
                return cell;
        }
    }
    return NULL;
}

static wm_day published_day(const deriving *now, const wm_map_row *map)
{
    int year = map->published_month < 4 ? now->year + 1 : now->year;
    return wm_day_of(year, map->published_month, map->published_day);
}

/* The last year of a file is as it came out; those before have been revised since, and
 * the file does not say which. */
static wm_status vintage_of(const deriving *now, const wm_od_series *series, wm_str *out)
{
    if (series->first_seen == series->last_seen)
        *out = wm_str_format(now->od->arena, "file of %d alone", series->last_seen);
    else
        *out = wm_str_format(now->od->arena, "%d to %d series%s", series->first_seen,
                             series->last_seen,
                             now->year < series->last_seen ? ", revised" : "");
    return out->data ? WM_OK : WM_NOMEM;
}

static wm_period year_ending(const deriving *now)
{
    int first_month = now->od->request->folder->scorecard.first_month;
    return wm_period_year(first_month == 1 ? now->year : now->year - 1, first_month);
}

static void no_value(wm_comparator *comparator, const wm_od_number *why)
{
    comparator->status =
        why->present ? (wm_figure_status)why->status : WM_FIGURE_NOT_AVAILABLE;
    comparator->printed_text = why->present ? why->text : (wm_str){"", 0};
}

static wm_status disagrees(const deriving *now, const wm_od_place *place,
                           const wm_od_cell *cell, wm_ratio counted)
{
    if (now->report->disagreeing++ > 0)
        return WM_OK;
    char number[WM_NUMBER_BYTES];
    wm_ratio_print(counted, cell->value.places + 1, number);
    now->report->example = wm_str_format(
        now->od->arena, "%.*s %d: %.*s published, %s by its counts (line %" PRIu32 ")",
        WM_FMT(place->name), now->year, WM_FMT(cell->value.text), number, cell->line);
    return now->report->example.data ? WM_OK : WM_NOMEM;
}

/* What the counts are, and over which population. */
typedef struct counts {
    bool known;
    bool has_value; /* the denominator is not nought */
    int64_t numerator;
    int64_t denominator;
    wm_ratio value;
    const wm_od_number *missing; /* why they are not known */
    int population_year;
} counts;

static counts counts_of(const deriving *now, const wm_od_series *series, int place,
                        const wm_od_cell *cell)
{
    static const wm_od_number none = {.status = WM_FIGURE_NOT_AVAILABLE};
    counts found = {.missing = &none};
    const wm_od_number *denominator = &cell->denominator;
    if (series->map->per_population) {
        const wm_od_cell *children = population(now, place, &found.population_year);
        denominator = children ? &children->value : &none;
    }
    if (series->map->numerator.count == 0)
        return found;
    const wm_od_number *parts[] = {&cell->numerator, denominator};
    for (size_t i = 0; i < 2; i++) {
        if (parts[i]->present && parts[i]->status == WM_FIGURE_FINAL)
            continue;
        found.missing = parts[i];
        return found;
    }
    found.known = true;
    found.numerator = cell->numerator.digits;
    found.denominator = denominator->digits;
    found.has_value = wm_ratio_of(found.numerator, found.denominator,
                                  wm_map_scale(series->map->unit), &found.value);
    return found;
}

static void use_counts(wm_comparator *comparator, const counts *found)
{
    comparator->has_counts = true;
    comparator->numerator = found->numerator;
    comparator->denominator = found->denominator;
    comparator->value = found->value;
    comparator->has_value = true;
    comparator->status = WM_FIGURE_FINAL;
}

/* Published, and exact where an authority's own counts give just that. */
static wm_status value_published(const deriving *now, const wm_od_place *place,
                                 const wm_od_cell *cell, const counts *found,
                                 candidate *out)
{
    wm_comparator *comparator = &out->comparator;
    if (cell->value.status != WM_FIGURE_FINAL) {
        no_value(comparator, &cell->value);
        return WM_OK;
    }
    comparator->printed_text = cell->value.text;
    comparator->places = cell->value.places;
    comparator->value = wm_ratio_of_decimal(wm_od_decimal(&cell->value));
    comparator->has_value = true;
    comparator->status = WM_FIGURE_FINAL;
    out->has_published = true;
    out->published = comparator->value;
    if (place->level != WM_LEVEL_AUTHORITY || !found->has_value)
        return WM_OK;
    wm_decimal rounded = wm_ratio_round(found->value, comparator->places);
    if (rounded.digits != cell->value.digits)
        return disagrees(now, place, cell, found->value);
    use_counts(comparator, found);
    return WM_OK;
}

static wm_status value_counted(const deriving *now, const counts *found, candidate *out)
{
    wm_comparator *comparator = &out->comparator;
    comparator->places = wm_unit_places(now->measure->unit);
    if (!found->known)
        no_value(comparator, found->missing);
    else if (!found->has_value)
        comparator->status = WM_FIGURE_NOT_APPLICABLE;
    else
        use_counts(comparator, found);
    return WM_OK;
}

/* A rate of children of another year says so, and so does a sum over authorities. */
static wm_status define(const deriving *now, const wm_map_row *map, wm_level level,
                        int population_year, wm_str *out)
{
    *out = map->definition;
    if (map->unit == WM_UNIT_COUNT && level != WM_LEVEL_AUTHORITY) {
        *out = wm_str_format(now->od->arena, "%.*s; a total", WM_FMT(map->definition));
        return out->data ? WM_OK : WM_NOMEM;
    }
    if (!map->per_population || population_year == now->year - 1)
        return WM_OK;
    *out = wm_str_format(now->od->arena, "%.*s; population of mid-%d",
                         WM_FMT(map->definition), population_year);
    return out->data ? WM_OK : WM_NOMEM;
}

static wm_status derive_from(const deriving *now, const wm_od_series *series, int place,
                             const wm_od_cell *cell, candidate *out)
{
    const wm_od_place *where = &now->od->places->list.items[place];
    const wm_map_row *map = series->map;
    *out = (candidate){.series = series};
    out->comparator = (wm_comparator){
        .ref = now->measure->ref,
        .level = where->level,
        .code = where->code,
        .name = where->name,
        .period = year_ending(now),
        .source = map->source,
        .known = published_day(now, map),
        .status = WM_FIGURE_NOT_AVAILABLE,
    };
    counts found = counts_of(now, series, place, cell);
    WM_TRY(wm_str_empty(map->value) ? value_counted(now, &found, out)
                                    : value_published(now, where, cell, &found, out));
    bool by_population = out->comparator.has_counts && map->per_population;
    return define(now, map, where->level,
                  by_population ? found.population_year : now->year - 1,
                  &out->comparator.definition);
}

/* Another source may know what this one only withholds in part; it is not asked where
 * this one says that there is no figure, or no good one. */
static bool may_be_filled(const wm_comparator *comparator)
{
    return !comparator->has_value && (comparator->status == WM_FIGURE_SUPPRESSED ||
                                      comparator->status == WM_FIGURE_NOT_AVAILABLE);
}

static wm_status derive_place(const deriving *now, int place, candidate *out)
{
    const wm_od *od = now->od;
    *out = (candidate){0};
    for (size_t i = 0; i < od->series_count; i++) {
        const wm_od_series *series = &od->series[i];
        if (!now->is_for[i])
            continue;
        const wm_od_cell *cell = wm_od_cell_at(od, series, now->year, place);
        if (!cell)
            continue;
        candidate next;
        WM_TRY(derive_from(now, series, place, cell, &next));
        bool first = out->series == NULL;
        if (first || next.comparator.has_value) {
            now->report->filled += !first;
            *out = next;
        }
        if (!may_be_filled(&out->comparator))
            break;
    }
    return WM_OK;
}

static wm_status emit(const deriving *now, const wm_comparator *comparator)
{
    wm_opendata_measure *report = now->report;
    report->with_value += comparator->has_value;
    report->without += !comparator->has_value;
    if (comparator->has_value) {
        if (report->first_year == 0)
            report->first_year = now->year;
        report->last_year = now->year;
    }
    return wm_list_push(now->od->arena, &now->od->out->comparators, *comparator)
               ? WM_OK
               : WM_NOMEM;
}

/* The values of the neighbours, to six places, so that adding them is exact. */
enum { AVERAGE_PLACES = 6, NEIGHBOURS = 10 };
static const int64_t average_bottom = 1000000;

typedef struct neighbour_sample {
    int64_t values[NEIGHBOURS];
    size_t count;
    const candidate *first;
    wm_day known;
    wm_str taken; /* their names; and of those who have no value */
    wm_str missing;
} neighbour_sample;

static int by_value(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static wm_ratio average_of(const neighbour_sample *sample, wm_average average)
{
    wm_ratio result = {0, 1};
    int64_t sum = 0;
    size_t middle = sample->count / 2;
    size_t divisor = sample->count;
    if (average == WM_AVERAGE_MEAN) {
        for (size_t i = 0; i < sample->count; i++)
            sum += sample->values[i];
    } else {
        sum = sample->values[middle];
        divisor = 1;
        if (sample->count % 2 == 0) {
            sum += sample->values[middle - 1];
            divisor = 2;
        }
    }
    bool fits = wm_ratio_of(sum, average_bottom * (int64_t)divisor, 1, &result);
    assert(fits);
    (void)fits;
    return result;
}

/* False for a number beyond any statistic, which could not be added up exactly. */
static bool take_value(const candidate *each, neighbour_sample *out)
{
    wm_ratio value = each->has_published ? each->published : each->comparator.value;
    wm_decimal rounded = wm_ratio_round(value, AVERAGE_PLACES);
    if (rounded.places != AVERAGE_PLACES || rounded.digits > INT64_MAX / NEIGHBOURS)
        return false;
    out->values[out->count++] = rounded.digits;
    if (!out->first)
        out->first = each;
    if (each->comparator.known > out->known)
        out->known = each->comparator.known;
    return true;
}

static void add_name(wm_text *names, const char *between, const wm_od *od, int number)
{
    int place = wm_od_place_of_number(od, number);
    wm_text_add(names, names->len ? wm_str_of(between) : WM_STR(""));
    if (place == WM_NO_PLACE)
        wm_text_format(names, "%d", number);
    else
        wm_text_add(names, od->places->list.items[place].name);
}

/* The names kept, or WM_NOMEM. */
static wm_status end_names(wm_text *names, wm_arena *arena, wm_str *out)
{
    *out = wm_str_copy(arena, wm_text_str(names));
    wm_status status = wm_text_status(names);
    wm_text_end(names);
    return status == WM_OK && !out->data ? WM_NOMEM : status;
}

/* Whoever has no value is left out, and named. */
static wm_status gather(const deriving *now, const wm_od_model *model,
                        const candidate *places, neighbour_sample *out)
{
    const wm_od *od = now->od;
    wm_text taken = {0};
    wm_text missing = {0};
    *out = (neighbour_sample){.known = WM_DAY_NONE};
    for (int n = 0; n < NEIGHBOURS; n++) {
        int place = wm_od_place_of_number(od, model->numbers[n]);
        const candidate *each = place == WM_NO_PLACE ? NULL : &places[place];
        if (each && each->series && each->comparator.has_value && take_value(each, out))
            add_name(&taken, WM_NEIGHBOURS_BETWEEN, od, model->numbers[n]);
        else
            add_name(&missing, ", ", od, model->numbers[n]);
    }
    qsort(out->values, out->count, sizeof *out->values, by_value);
    wm_status status = end_names(&taken, od->arena, &out->taken);
    wm_status other = end_names(&missing, od->arena, &out->missing);
    return status != WM_OK ? status : other;
}

static wm_status emit_average(const deriving *now, const wm_od_model *model,
                              wm_average average, const neighbour_sample *sample)
{
    const char *word = average == WM_AVERAGE_MEAN ? "mean" : "median";
    wm_arena *arena = now->od->arena;
    const wm_comparator *first = &sample->first->comparator;
    wm_comparator comparator = {
        .ref = now->measure->ref,
        .level = WM_LEVEL_NEIGHBOURS,
        .name = wm_str_format(arena, "Statistical neighbours (%d model, %s)",
                              model->model, word),
        .period = first->period,
        .value = average_of(sample, average),
        .has_value = true,
        .status = WM_FIGURE_FINAL,
        .places = wm_unit_places(now->measure->unit),
        .source = first->source,
        .vintage = first->vintage,
        .known = sample->known,
    };
    if (now->measure->unit == WM_UNIT_COUNT)
        comparator.places = 1;
    comparator.definition =
        wm_str_empty(sample->missing)
            ? wm_str_format(arena, "%.*s; %s of the 10" WM_NEIGHBOURS_ARE "%.*s",
                            WM_FMT(first->definition), word, WM_FMT(sample->taken))
            : wm_str_format(arena,
                            "%.*s; %s of %zu of the 10, without %.*s" WM_NEIGHBOURS_ARE
                            "%.*s",
                            WM_FMT(first->definition), word, sample->count,
                            WM_FMT(sample->missing), WM_FMT(sample->taken));
    if (!comparator.name.data || !comparator.definition.data)
        return WM_NOMEM;
    return emit(now, &comparator);
}

static wm_status emit_neighbours(const deriving *now, const candidate *places)
{
    for (size_t i = 0; i < now->od->models.count; i++) {
        const wm_od_model *model = &now->od->models.items[i];
        neighbour_sample sample;
        WM_TRY(gather(now, model, places, &sample));
        if (sample.count == 0)
            continue;
        WM_TRY(emit_average(now, model, WM_AVERAGE_MEAN, &sample));
        WM_TRY(emit_average(now, model, WM_AVERAGE_MEDIAN, &sample));
    }
    return WM_OK;
}

/* England and the regions, then the neighbours, then every authority. */
static wm_status emit_year(const deriving *now, const int *order, const candidate *places)
{
    size_t count = now->od->places->list.count;
    bool neighbours = false;
    for (size_t i = 0; i < count; i++) {
        const candidate *each = &places[order[i]];
        const wm_od_place *place = &now->od->places->list.items[order[i]];
        if (place->level == WM_LEVEL_AUTHORITY && !neighbours) {
            WM_TRY(emit_neighbours(now, places));
            neighbours = true;
        }
        bool is_gone = place->until != 0 && now->year > place->until;
        if (each->series && (each->comparator.has_value || !is_gone))
            WM_TRY(emit(now, &each->comparator));
    }
    return WM_OK;
}

static wm_status derive_year(const deriving *now, const int *order, candidate *places)
{
    const wm_od *od = now->od;
    size_t count = od->places->list.count;
    wm_str *vintages = wm_arena_alloc(od->arena, od->series_count, sizeof *vintages);
    if (!vintages)
        return WM_NOMEM;
    for (size_t p = 0; p < count; p++) {
        WM_TRY(derive_place(now, (int)p, &places[p]));
        if (!places[p].series)
            continue;
        wm_str *vintage = &vintages[places[p].series - od->series];
        if (!vintage->data)
            WM_TRY(vintage_of(now, places[p].series, vintage));
        places[p].comparator.vintage = *vintage;
    }
    return emit_year(now, order, places);
}

wm_status wm_od_derive(wm_od *od, const wm_measure *measure, const int *order)
{
    wm_opendata_measure report = {.ref = measure->ref,
                                  .map_ref = wm_od_followed_by(od, measure)->ref};
    bool *is_for = wm_arena_alloc(od->arena, od->series_count, sizeof *is_for);
    if (!is_for)
        return WM_NOMEM;
    for (size_t i = 0; i < od->series_count; i++)
        is_for[i] = wm_od_is_for(od, &od->series[i], measure);
    if (!od->candidates)
        od->candidates =
            wm_arena_alloc(od->arena, od->places->list.count, sizeof *od->candidates);
    if (!od->candidates)
        return WM_NOMEM;
    for (int year = od->out->from; year <= od->out->to; year++) {
        deriving now = {od, measure, is_for, &report, year};
        WM_TRY(derive_year(&now, order, od->candidates));
    }
    return wm_list_push(od->arena, &od->out->measures, report) ? WM_OK : WM_NOMEM;
}
