#include "intake/folder.h"

#include "base/encoding.h"
#include "base/limits.h"
#include "intake/definitions.h"
#include "intake/reading.h"
#include "lang/lang.h"

#include <stdio.h>

/* What every step of reading a folder needs. */
typedef struct folder_walk {
    const char *path;
    const char *catalogue; /* NULL: what the folder uses is not looked for */
    wm_arena *arena;
    wm_diags *diags;
    wm_folder *folder;
    wm_file_error *error;
} folder_walk;

static void wrong(const folder_walk *walk, wm_str file, const char *remedy,
                  const char *message)
{
    wm_diag_data(walk->diags, WM_SEVERITY_ERROR, file, (wm_place){0}, wm_str_of(remedy),
                 "%s", message);
}

/* The file's bytes; *readable_out is false when it is too large, which was said. */
static wm_status read_bytes(const folder_walk *walk, const char *name, size_t limit_bytes,
                            wm_str *bytes_out, bool *readable_out)
{
    const char *path = wm_path_join(walk->arena, walk->path, name);
    if (!path)
        return WM_NOMEM;
    wm_status status =
        wm_file_read(path, limit_bytes, walk->arena, bytes_out, walk->error);
    *readable_out = status == WM_OK;
    if (status != WM_LIMIT)
        return status;
    char message[80], size[WM_SIZE_BYTES];
    snprintf(message, sizeof message, "the file is larger than %s",
             wm_size_print(limit_bytes, size));
    wrong(walk, wm_str_of(name), "see docs/limits.md", message);
    return WM_OK;
}

/* The text of a file that people write; empty and not readable when it is no text. */
static wm_status read_source(const folder_walk *walk, wm_str name, wm_source *source_out,
                             bool *readable_out)
{
    wm_str bytes = {0};
    WM_TRY(read_bytes(walk, name.data, WM_SOURCE_BYTES_MAX, &bytes, readable_out));
    if (!*readable_out)
        return WM_OK;
    wm_encoding encoding;
    source_out->name = name;
    wm_status status = wm_text_decode(bytes, walk->arena, &encoding, &source_out->text);
    if (status != WM_REJECTED)
        return status;
    *readable_out = false;
    wrong(walk, name, "save it as plain text", "this is not a text file");
    return WM_OK;
}

static wm_status list(const folder_walk *walk, const char *inside, const char *suffix,
                      wm_str **names_out, size_t *count_out)
{
    const char *path = wm_path_join(walk->arena, walk->path, inside);
    if (!path)
        return WM_NOMEM;
    return wm_folder_list(path, suffix, walk->arena, names_out, count_out, walk->error);
}

static wm_status read_scorecard(const folder_walk *walk, bool *readable_out)
{
    wm_str *names = NULL;
    size_t count = 0;
    *readable_out = false;
    WM_TRY(list(walk, ".", ".scorecard", &names, &count));
    if (count == 0)
        wrong(walk, walk->folder->path,
              "`waymark new` makes one, `waymark import scorecard` reads a printed one",
              "there is no .scorecard file in this folder");
    for (size_t i = 1; i < count; i++)
        wm_diag_data(walk->diags, WM_SEVERITY_ERROR, names[i], (wm_place){0},
                     WM_STR("keep one scorecard in a folder"),
                     "a second scorecard beside %.*s", WM_FMT(names[0]));
    if (count != 1)
        return WM_OK;
    wm_source *source = wm_arena_alloc(walk->arena, 1, sizeof *source);
    if (!source)
        return WM_NOMEM;
    WM_TRY(read_source(walk, names[0], source, readable_out));
    if (!*readable_out)
        return WM_OK;
    walk->folder->name =
        wm_str_slice(names[0], 0, names[0].len - sizeof ".scorecard" + 1);
    size_t errors = walk->diags->errors;
    WM_TRY(wm_lang_scorecard(source, walk->arena, walk->diags, &walk->folder->scorecard));
    walk->folder->scorecard.file = names[0];
    *readable_out = walk->diags->errors == errors;
    return WM_OK;
}

/* Within one file the language has seen to it that references are unique. */
static wm_status add_measures(const folder_walk *walk, const wm_measure_list *measures)
{
    wm_folder *folder = walk->folder;
    for (size_t i = 0; i < measures->count; i++) {
        const wm_measure *measure = &measures->items[i];
        const wm_measure *before = wm_folder_measure(folder, measure->ref);
        if (before && !wm_str_equal(before->file, measure->file))
            wm_diag_data(walk->diags, WM_SEVERITY_ERROR, measure->file, measure->place,
                         WM_STR("define a measure once"),
                         "measure %.*s is defined in %.*s already", WM_FMT(measure->ref),
                         WM_FMT(before->file));
        else if (!wm_list_push(walk->arena, &folder->measures, *measure))
            return WM_NOMEM;
    }
    return WM_OK;
}

static wm_status read_measures_of(const folder_walk *walk, wm_str name)
{
    wm_source *source = wm_arena_alloc(walk->arena, 1, sizeof *source);
    bool readable = false;
    wm_measure_list measures = {0};
    if (!source)
        return WM_NOMEM;
    WM_TRY(read_source(walk, name, source, &readable));
    if (!readable)
        return WM_OK;
    WM_TRY(wm_lang_measures(source, walk->arena, walk->diags, &measures));
    for (size_t m = 0; m < measures.count; m++)
        measures.items[m].file = name;
    return add_measures(walk, &measures);
}

static wm_status read_measures(const folder_walk *walk, bool *readable_out)
{
    wm_str *names = NULL;
    size_t count = 0;
    size_t errors = walk->diags->errors;
    WM_TRY(list(walk, ".", ".measures", &names, &count));
    for (size_t i = 0; i < count; i++)
        WM_TRY(wm_file_kept(names[i].data, walk->arena, read_measures_of(walk, names[i]),
                            walk->error));
    *readable_out = walk->diags->errors == errors;
    return WM_OK;
}

static bool is_replaced_by_own(const folder_walk *walk, wm_str ref)
{
    for (size_t i = 0; i < walk->folder->measures.count; i++)
        if (wm_str_equal(walk->folder->measures.items[i].replaces, ref))
            return true;
    return false;
}

static void keep_errors(const folder_walk *walk, const wm_diags *diags)
{
    for (size_t i = 0; i < diags->list.count; i++) {
        const wm_diagnostic *one = &diags->list.items[i];
        if (one->severity != WM_SEVERITY_ERROR)
            continue;
        walk->diags->errors++;
        if (!wm_list_push(walk->arena, &walk->diags->list, *one))
            walk->diags->lost = true;
    }
    walk->diags->lost = walk->diags->lost || diags->lost;
}

/* The headings of what the folder uses. Its own files have been read: what is wrong with
 * them is known, and a warning about the catalogue is no business of its user's. */
static wm_status read_used(const folder_walk *walk)
{
    wm_definitions definitions;
    wm_diags diags;
    wm_diags_init(&diags, walk->arena);
    WM_TRY(wm_definitions_read(walk->path, walk->catalogue, walk->arena, &diags,
                               &definitions, walk->error));
    keep_errors(walk, &diags);
    const wm_catalogue *all = &definitions.catalogue;
    for (size_t i = 0; all->uses.count && i < all->measures.count; i++) {
        const wm_measure *heading = &all->measures.items[i].heading;
        if (!wm_folder_measure(walk->folder, heading->ref) &&
            !is_replaced_by_own(walk, heading->ref) &&
            !wm_list_push(walk->arena, &walk->folder->measures, *heading))
            return WM_NOMEM;
    }
    return WM_OK;
}

/* Cuts that go up where lower is better would call the worst figure outstanding. */
static void cuts_go_with_direction(const folder_walk *walk, const wm_row *row,
                                   const wm_measure *measure)
{
    wm_direction direction =
        row->overrides_direction ? row->direction : measure->direction;
    if (!row->bands.present || direction == WM_DIRECTION_NONE)
        return;
    wm_ratio first = wm_ratio_of_decimal(row->bands.requires_improvement);
    bool go_up = wm_ratio_compare(first, wm_ratio_of_decimal(row->bands.outstanding)) < 0;
    if (go_up == (direction == WM_DIRECTION_HIGHER))
        return;
    wm_diag_data(walk->diags, WM_SEVERITY_ERROR, walk->folder->scorecard.file,
                 row->bands.place,
                 WM_STR("turn the cuts round, or correct which way is better"),
                 "the cuts of %.*s go %s, but %s is better", WM_FMT(row->ref),
                 go_up ? "up" : "down", wm_direction_name(direction));
}

static void rows_have_measures(const folder_walk *walk)
{
    const wm_scorecard *scorecard = &walk->folder->scorecard;
    for (size_t i = 0; i < scorecard->rows.count; i++) {
        const wm_row *row = &scorecard->rows.items[i];
        const wm_measure *measure = wm_folder_measure(walk->folder, row->ref);
        if (measure)
            cuts_go_with_direction(walk, row, measure);
        else
            wm_diag_data(walk->diags, WM_SEVERITY_ERROR, scorecard->file, row->place,
                         WM_STR("define it in a .measures file beside the scorecard"),
                         "no measure %.*s", WM_FMT(row->ref));
    }
}

static wm_status read_data(const folder_walk *walk, const char *name,
                           wm_status (*read)(wm_reading *, wm_str))
{
    wm_reading reading = {
        .folder = walk->folder,
        .arena = walk->arena,
        .diags = walk->diags,
        .file = wm_str_of(name),
    };
    wm_str bytes = {0};
    bool readable = false;
    wm_status status = read_bytes(walk, name, WM_DATA_BYTES_MAX, &bytes, &readable);
    if (status == WM_OK && readable)
        status = read(&reading, bytes);
    return wm_file_kept(name, walk->arena, status, walk->error);
}

static wm_status read_figures(const folder_walk *walk)
{
    wm_str *names = NULL;
    size_t count = 0;
    WM_TRY(list(walk, "figures", ".csv", &names, &count));
    for (size_t i = 0; i < count; i++) {
        bool overrides = wm_str_equal(names[i], WM_STR("overrides.csv"));
        const char *name = wm_path_join(walk->arena, "figures", names[i].data);
        if (!name)
            return WM_NOMEM;
        WM_TRY(read_data(walk, name, overrides ? wm_overrides_read : wm_figures_read));
    }
    return WM_OK;
}

static wm_status read_comparators(const folder_walk *walk)
{
    wm_str *names = NULL;
    size_t count = 0;
    WM_TRY(list(walk, "comparators", ".csv", &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *name = wm_path_join(walk->arena, "comparators", names[i].data);
        if (!name)
            return WM_NOMEM;
        WM_TRY(read_data(walk, name, wm_comparators_read));
    }
    return WM_OK;
}

static wm_status read_comments(const folder_walk *walk)
{
    const char *path = wm_path_join(walk->arena, walk->path, "commentary.csv");
    if (!path)
        return WM_NOMEM;
    return wm_file_exists(path) ? read_data(walk, "commentary.csv", wm_comments_read)
                                : WM_OK;
}

static bool is_replaced(const wm_folder *folder, size_t index, const wm_figure *shown)
{
    for (size_t i = index + 1; i < folder->overrides.count; i++)
        if (shown == &folder->overrides.items[i].figure)
            return true;
    return false;
}

/* An override that is not shown must not be believed to be shown. */
static void idle_overrides(const folder_walk *walk)
{
    const wm_folder *folder = walk->folder;
    for (size_t i = 0; i < folder->overrides.count; i++) {
        const wm_override *override = &folder->overrides.items[i];
        const wm_figure *figure = &override->figure;
        const wm_figure *shown = wm_folder_figure(folder, figure->ref, figure->period);
        if (shown == figure)
            continue;
        char ended[48] = " is replaced by a later one";
        if (!is_replaced(folder, i, shown)) {
            char until[11] = "";
            wm_day_print(override->until, until);
            snprintf(ended, sizeof ended, " ended on %s and is not used", until);
        }
        wm_diag_data(walk->diags, WM_SEVERITY_WARNING, figure->file, figure->place,
                     WM_STR("take it out, or set another `until`"),
                     "the override of %.*s%s", WM_FMT(figure->ref), ended);
    }
}

static wm_status read_all(const folder_walk *walk)
{
    bool scorecard = false;
    bool measures = false;
    WM_TRY(read_scorecard(walk, &scorecard));
    WM_TRY(read_measures(walk, &measures));
    if (measures && walk->catalogue) {
        size_t errors = walk->diags->errors;
        WM_TRY(read_used(walk));
        measures = walk->diags->errors == errors;
    }
    /* Without its measures and periods every row of data would be called wrong. */
    if (!scorecard || !measures)
        return WM_OK;
    rows_have_measures(walk);
    WM_TRY(read_figures(walk));
    WM_TRY(read_comparators(walk));
    WM_TRY(read_comments(walk));
    WM_TRY(wm_figures_once(walk->folder, walk->arena, walk->diags));
    WM_TRY(wm_comparators_once(walk->folder, walk->arena, walk->diags));
    idle_overrides(walk);
    return WM_OK;
}

wm_status wm_folder_read(const char *path, wm_arena *arena, wm_diags *diags,
                         wm_folder *folder_out, wm_file_error *error)
{
    return wm_folder_read_with(path, NULL, arena, diags, folder_out, error);
}

wm_status wm_folder_read_with(const char *path, const char *catalogue, wm_arena *arena,
                              wm_diags *diags, wm_folder *folder_out,
                              wm_file_error *error)
{
    *folder_out = (wm_folder){0};
    folder_out->path = wm_str_copy(arena, wm_str_of(path));
    if (!folder_out->path.data)
        return WM_NOMEM;
    folder_walk walk = {path, catalogue, arena, diags, folder_out, error};
    if (!wm_file_is_folder(path)) {
        wrong(&walk, folder_out->path, "name the folder that holds the .scorecard file",
              wm_file_exists(path) ? "this is a file, not a folder"
                                   : "there is no such folder");
        return WM_OK;
    }
    return read_all(&walk);
}
