#include "intake/opendata/importing.h"

#include <inttypes.h>

/* The whole of an import: which measures and years, every file, then the comparators. */

enum { USUAL_YEARS = 3 };

static void choose_years(wm_od *od)
{
    const wm_opendata_request *request = od->request;
    int last = wm_day_civil(request->folder->scorecard.year.end).year;
    od->out->from = request->from ? request->from : last - USUAL_YEARS + 1;
    od->out->to = request->to ? request->to : last;
    od->first = od->out->from - 1 - WM_OD_POPULATION_BACK;
    od->last = od->out->to;
}

static wm_status make_reports(wm_od *od)
{
    for (size_t i = 0; i < od->request->file_count; i++) {
        wm_opendata_file file = {.name = od->request->files[i].name};
        if (!wm_list_push(od->arena, &od->out->files, file))
            return WM_NOMEM;
    }
    return WM_OK;
}

static bool has_series(const wm_od *od, const wm_measure *measure, bool *needs_population)
{
    bool any = false;
    *needs_population = true;
    for (size_t i = 0; i < od->series_count; i++) {
        const wm_od_series *series = &od->series[i];
        if (!wm_od_is_for(od, series, measure))
            continue;
        any = true;
        *needs_population = *needs_population && series->map->per_population &&
                            wm_str_empty(series->map->value);
    }
    return any;
}

/* What was not found where somebody would look for it. */
static void say_missing_population(const wm_od *od, wm_str ref)
{
    wm_diag_data(od->diags, WM_SEVERITY_WARNING, (wm_str){"", 0}, (wm_place){0},
                 WM_STR("give the ONS mid-year population estimates together with them"),
                 "measure %.*s is a rate, and no file has the population: it gets no "
                 "published comparators",
                 WM_FMT(ref));
}

/* How many comparators there will be, at most, so that their list need not be moved. */
static wm_status make_room(wm_od *od)
{
    bool unused;
    size_t measures = 0;
    for (size_t i = 0; i < od->request->folder->measures.count; i++) {
        const wm_measure *measure = &od->request->folder->measures.items[i];
        measures += has_series(od, measure, &unused);
    }
    size_t years = (size_t)(od->out->to - od->out->from) + 1;
    size_t each = od->places->list.count + 2 * od->models.count;
    size_t capacity = measures * years * each;
    od->out->comparators.items =
        wm_arena_alloc(od->arena, capacity, sizeof *od->out->comparators.items);
    if (!od->out->comparators.items)
        return WM_NOMEM;
    od->out->comparators.capacity = capacity;
    return WM_OK;
}

static wm_status derive_all(wm_od *od)
{
    const wm_folder *folder = od->request->folder;
    const int *order = NULL;
    WM_TRY(wm_od_places_order(od, &order));
    WM_TRY(make_room(od));
    for (size_t pass = 0; pass < 2; pass++) {
        size_t count = pass ? folder->measures.count : folder->scorecard.rows.count;
        for (size_t i = 0; i < count; i++) {
            wm_str ref = pass ? folder->measures.items[i].ref
                              : folder->scorecard.rows.items[i].ref;
            const wm_measure *measure = wm_folder_measure(folder, ref);
            bool needs_population;
            bool again = pass && wm_od_is_printed(&folder->scorecard, ref);
            if (!measure || again || !has_series(od, measure, &needs_population))
                continue;
            if (needs_population && !od->out->has_population)
                say_missing_population(od, ref);
            else
                WM_TRY(wm_od_derive(od, measure, order));
        }
    }
    return WM_OK;
}

static void note_population(wm_od *od)
{
    for (size_t i = 0; i < od->series_count; i++)
        if (od->series[i].map->use == WM_MAP_POPULATION && od->series[i].years)
            od->out->has_population = true;
}

wm_status wm_od_bytes(const wm_od *od, int file, wm_arena *file_memory, wm_str *out)
{
    const wm_opendata_input *input = &od->request->files[file];
    *out = input->bytes;
    if (!input->path)
        return WM_OK;
    return wm_file_read(input->path, WM_OPENDATA_FILE_BYTES_MAX, file_memory, out,
                        od->error);
}

/* Room for files as they are published, taken once: a page of memory that is touched for
 * the first time costs more than the 4 kB read into it. */
enum { USUAL_FILE_BYTES = 2 * 1024 * 1024 };

static wm_status read_all(wm_od *od)
{
    wm_arena *file_memory = wm_arena_new((size_t)WM_OPENDATA_FILE_BYTES_MAX * 2);
    if (!file_memory)
        return WM_NOMEM;
    wm_status status = WM_OK;
    if (!wm_arena_alloc(file_memory, 1, USUAL_FILE_BYTES))
        status = WM_NOMEM;
    for (size_t i = 0; i < od->request->file_count && status == WM_OK; i++)
        status = wm_file_kept(od->request->files[i].name.data, od->arena,
                              wm_od_read_file(od, (int)i, file_memory), od->error);
    wm_arena_end(file_memory);
    return status;
}

wm_status wm_opendata_import(const wm_opendata_request *request, wm_arena *arena,
                             wm_diags *diags, wm_opendata *out, wm_file_error *error)
{
    *out = (wm_opendata){0};
    wm_od od = {
        .request = request, .arena = arena, .diags = diags, .out = out, .error = error};
    choose_years(&od);
    WM_TRY(make_reports(&od));
    WM_TRY(wm_od_places_init(&od));
    WM_TRY(wm_od_make_series(&od));
    WM_TRY(read_all(&od));
    note_population(&od);
    return diags->errors > 0 ? WM_OK : derive_all(&od);
}

static bool is_replaced(const wm_opendata *opendata, size_t count,
                        const wm_comparator *former)
{
    for (size_t i = 0; i < count; i++) {
        const wm_comparator *each = &opendata->comparators.items[i];
        if (wm_str_equal(each->ref, former->ref) &&
            wm_period_equal(each->period, former->period))
            return true;
    }
    return false;
}

wm_status wm_opendata_keep(const wm_folder *folder, wm_str file, wm_arena *arena,
                           wm_opendata *opendata, size_t *kept_out)
{
    size_t count = opendata->comparators.count;
    const wm_comparator *last = NULL;
    bool replaced = false;
    *kept_out = 0;
    for (size_t i = 0; i < folder->comparators.count; i++) {
        const wm_comparator *former = &folder->comparators.items[i];
        if (!wm_str_equal(former->file, file))
            continue;
        /* They come in runs of one measure and year. */
        if (!last || !wm_str_equal(last->ref, former->ref) ||
            !wm_period_equal(last->period, former->period))
            replaced = is_replaced(opendata, count, former);
        last = former;
        if (replaced) {
            opendata->neighbours_gone +=
                former->level == WM_LEVEL_NEIGHBOURS && opendata->models.count == 0;
            continue;
        }
        if (!wm_list_push(arena, &opendata->comparators, *former))
            return WM_NOMEM;
        ++*kept_out;
    }
    return WM_OK;
}
