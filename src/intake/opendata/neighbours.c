#include "intake/opendata/importing.h"

#include <stdio.h>

/* A statistical neighbour model: for each authority the ten most like it.
 *
 *     LA number, LA Name, ..., SN1, SNP, SN2, SNP, ... SN10, SNP
 *
 * The model of 2021 goes on, behind a gap and a heading `Old SNs:`, with authorities
 * that were replaced; they are read as the others are, for a sheet of 2017 may be theirs.
 */
enum { NEIGHBOURS = 10 };

typedef struct model_columns {
    int number;
    int neighbours[NEIGHBOURS];
} model_columns;

static model_columns columns_of(const wm_map_row *map, const wm_csv_row *header)
{
    model_columns columns = {.number = wm_od_column(header, map->numerator.items[0])};
    for (int n = 0; n < NEIGHBOURS; n++) {
        char name[80];
        snprintf(name, sizeof name, "%.*s%d", WM_FMT(wm_str_slice(map->value, 0, 64)),
                 n + 1);
        columns.neighbours[n] = wm_od_column(header, wm_str_of(name));
    }
    return columns;
}

static int number_at(const wm_csv_row *row, int column)
{
    return (size_t)column < row->count ? wm_od_number_of(row->cells[column].text) : -1;
}

static void wrong(wm_od *od, int file, wm_place place, const char *remedy,
                  const char *message)
{
    wm_diag_data(od->diags, WM_SEVERITY_ERROR, od->request->files[file].name, place,
                 wm_str_of(remedy), "%s", message);
}

/* The ten of the scorecard's authority; all of them must be numbers. */
static bool read_ten(wm_od *od, int file, const model_columns *columns,
                     const wm_csv_row *row, wm_od_model *model)
{
    for (int n = 0; n < NEIGHBOURS; n++) {
        int column = columns->neighbours[n];
        model->numbers[n] = number_at(row, column);
        if (model->numbers[n] > 0)
            continue;
        wrong(od, file, (wm_place){row->line, (uint32_t)column + 1}, "download it again",
              "a neighbour of the scorecard's authority is not three digits");
        return false;
    }
    return true;
}

static bool is_same(const wm_od_model *a, const wm_od_model *b)
{
    for (int n = 0; n < NEIGHBOURS; n++)
        if (a->numbers[n] != b->numbers[n])
            return false;
    return true;
}

static wm_status keep_model(wm_od *od, const wm_od_model *model)
{
    for (size_t i = 0; i < od->models.count; i++) {
        if (od->models.items[i].model != model->model)
            continue;
        if (!is_same(&od->models.items[i], model))
            wrong(od, model->file, (wm_place){0}, "give one of the two",
                  "another file of the same model has other neighbours");
        return WM_OK;
    }
    if (!wm_list_push(od->arena, &od->models, *model) ||
        !wm_list_push(od->arena, &od->out->models, model->model))
        return WM_NOMEM;
    return WM_OK;
}

wm_status wm_od_read_model(wm_od *od, int file, const wm_map_row *map,
                           const wm_csv_row *header, wm_csv_reader *reader)
{
    model_columns columns = columns_of(map, header);
    size_t width = header->count;
    wm_od_model model = {.model = map->model, .file = file};
    for (;;) {
        wm_csv_row row;
        bool more;
        WM_TRY(wm_csv_next(reader, &row, &more));
        if (!more)
            break;
        od->out->files.items[file].rows++;
        int number = number_at(&row, columns.number);
        if (number > 0 && row.count != width) {
            wrong(od, file, (wm_place){row.line, 0}, "download it again",
                  "the row has not as many cells as the heading");
            return WM_OK;
        }
        bool is_own = number > 0 && number == od->places->own_number;
        if (is_own)
            model.found = read_ten(od, file, &columns, &row, &model);
        wm_od_skip(od, file, number > 0 ? WM_OPENDATA_USED : WM_OPENDATA_NO_ENTRY,
                   row.line);
    }
    if (model.found)
        return keep_model(od, &model);
    wm_diag_data(od->diags, WM_SEVERITY_WARNING, od->request->files[file].name,
                 (wm_place){0}, WM_STR("no average of neighbours is made by this model"),
                 "no neighbours of the scorecard's authority");
    return WM_OK;
}
