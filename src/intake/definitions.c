#include "intake/definitions.h"

#include "base/encoding.h"
#include "base/file_system.h"
#include "base/limits.h"
#include "lang/lang.h"

#include <stdio.h>

/* One that uses another that uses another ...; docs/limits.md holds it too. */
enum { CATALOGUES_MAX = 100 };

typedef struct definition_walk {
    const char *folder;
    const char *catalogue;
    wm_arena *arena;
    wm_diags *diags;
    wm_definitions *definitions;
    WM_LIST(wm_str) begun; /* names that somebody uses, and are read or being read */
    WM_LIST(const char *) tables; /* paths, in the order in which they are to be read */
    wm_file_error *error;
} definition_walk;

static wm_status read_source(definition_walk *walk, const char *path, wm_source *source,
                             bool *readable_out)
{
    wm_str bytes = {0};
    wm_encoding encoding;
    source->name = wm_path_name(path);
    wm_status status =
        wm_file_read(path, WM_SOURCE_BYTES_MAX, walk->arena, &bytes, walk->error);
    *readable_out = status == WM_OK;
    if (status == WM_LIMIT) {
        char size[WM_SIZE_BYTES];
        wm_diag_data(walk->diags, WM_SEVERITY_ERROR, source->name, (wm_place){0},
                     WM_STR("see docs/limits.md"), "the file is larger than %s",
                     wm_size_print(WM_SOURCE_BYTES_MAX, size));
        return WM_OK;
    }
    WM_TRY(status);
    status = wm_text_decode(bytes, walk->arena, &encoding, &source->text);
    if (status != WM_REJECTED)
        return status;
    *readable_out = false;
    wm_diag_data(walk->diags, WM_SEVERITY_ERROR, source->name, (wm_place){0},
                 WM_STR("save it as plain text"), "this is not a text file");
    return WM_OK;
}

typedef wm_status (*definition_reader)(const wm_source *, wm_arena *, wm_diags *,
                                       wm_catalogue *);

static wm_status read_file(definition_walk *walk, const char *path,
                           definition_reader read)
{
    wm_source *source = wm_arena_alloc(walk->arena, 1, sizeof *source);
    bool readable = false;
    if (!source)
        return WM_NOMEM;
    WM_TRY(read_source(walk, path, source, &readable));
    if (!readable)
        return WM_OK;
    if (!wm_list_push(walk->arena, &walk->definitions->files, source->name))
        return WM_NOMEM;
    return read(source, walk->arena, walk->diags, &walk->definitions->catalogue);
}

/* `childrens-services` in the folder, else in the catalogue; NULL when there is none. */
static wm_status find_file(const definition_walk *walk, wm_str name, const char *ending,
                           const char **path_out)
{
    const char *const places[] = {walk->folder, walk->catalogue};
    wm_str file = wm_str_format(walk->arena, "%.*s%s", WM_FMT(name), ending);
    *path_out = NULL;
    if (!file.data)
        return WM_NOMEM;
    if (!wm_path_is_inside(file.data) || wm_str_find_byte(file, '/') != SIZE_MAX)
        return WM_OK;
    for (size_t i = 0; i < 2 && !*path_out; i++) {
        const char *path = wm_path_join(walk->arena, places[i], file.data);
        if (!path)
            return WM_NOMEM;
        if (wm_file_exists(path))
            *path_out = path;
    }
    return WM_OK;
}

static bool is_begun(const definition_walk *walk, wm_str name)
{
    for (size_t i = 0; i < walk->begun.count; i++)
        if (wm_str_equal(walk->begun.items[i], name))
            return true;
    return false;
}

static wm_status tell_unknown(definition_walk *walk, const wm_use *use)
{
    wm_str *names = NULL;
    size_t count = 0;
    WM_TRY(wm_folder_list(walk->catalogue, ".measures", walk->arena, &names, &count,
                          walk->error));
    for (size_t i = 0; i < count; i++)
        names[i].len -= sizeof ".measures" - 1;
    wm_str near = wm_nearest(use->name.text, names, count);
    wm_str remedy = count ? wm_str_format(walk->arena, "%s `%.*s`",
                                          near.len ? "did you mean" : "there is",
                                          WM_FMT(near.len ? near : names[0]))
                          : WM_STR("there is no catalogue beside the program; say where "
                                   "in WAYMARK_CATALOGUE");
    if (!remedy.data)
        return WM_NOMEM;
    wm_diag_at(walk->diags, WM_SEVERITY_ERROR, use->source, use->name.span, remedy,
               "no catalogue `%.*s`", WM_FMT(use->name.text));
    return WM_OK;
}

static wm_status follow_uses(definition_walk *walk, size_t first);

/* Its measures, what these use, and then its tables: those may be made from tables of
 * what it uses. */
static wm_status read_used(definition_walk *walk, const wm_use *use)
{
    const char *tables, *measures;
    if (is_begun(walk, use->name.text))
        return WM_OK;
    if (walk->begun.count == CATALOGUES_MAX) {
        wm_diag_at(walk->diags, WM_SEVERITY_ERROR, use->source, use->name.span,
                   WM_STR("put some of them into one file"),
                   "more than %d catalogues are used", CATALOGUES_MAX);
        return WM_OK;
    }
    if (!wm_list_push(walk->arena, &walk->begun, use->name.text))
        return WM_NOMEM;
    WM_TRY(find_file(walk, use->name.text, ".tables", &tables));
    WM_TRY(find_file(walk, use->name.text, ".measures", &measures));
    if (!tables && !measures)
        return tell_unknown(walk, use);
    size_t first = walk->definitions->catalogue.uses.count;
    if (measures)
        WM_TRY(read_file(walk, measures, wm_lang_definitions));
    WM_TRY(follow_uses(walk, first));
    if (tables && !wm_list_push(walk->arena, &walk->tables, tables))
        return WM_NOMEM;
    return WM_OK;
}

/* What was noted from `first` on; the list grows meanwhile, and may move. */
static wm_status follow_uses(definition_walk *walk, size_t first)
{
    size_t end = walk->definitions->catalogue.uses.count;
    for (size_t i = first; i < end; i++) {
        wm_use use = walk->definitions->catalogue.uses.items[i];
        WM_TRY(read_used(walk, &use));
    }
    return WM_OK;
}

static wm_status list(definition_walk *walk, const char *ending, wm_str **names_out,
                      size_t *count_out)
{
    return wm_folder_list(walk->folder, ending, walk->arena, names_out, count_out,
                          walk->error);
}

/* Every name of the folder as if it were used, so that none is read twice. */
static wm_status read_own(definition_walk *walk, const char *ending)
{
    wm_str *names = NULL;
    size_t count = 0;
    wm_source *folder = wm_arena_alloc(walk->arena, 1, sizeof *folder);
    if (!folder)
        return WM_NOMEM;
    folder->name = wm_str_of(walk->folder);
    WM_TRY(list(walk, ending, &names, &count));
    for (size_t i = 0; i < count; i++) {
        wm_use own = {.source = folder};
        own.name.text = wm_str_slice(names[i], 0, names[i].len - strlen(ending));
        WM_TRY(read_used(walk, &own));
    }
    return WM_OK;
}

wm_status wm_definitions_read(const char *folder, const char *catalogue, wm_arena *arena,
                              wm_diags *diags, wm_definitions *definitions_out,
                              wm_file_error *error)
{
    *definitions_out = (wm_definitions){.catalogue.schema.child = WM_NO_TABLE};
    definition_walk walk = {.folder = folder,
                            .catalogue = catalogue,
                            .arena = arena,
                            .diags = diags,
                            .definitions = definitions_out,
                            .error = error};
    WM_TRY(read_own(&walk, ".measures"));
    WM_TRY(read_own(&walk, ".tables"));
    for (size_t i = 0; i < walk.tables.count; i++)
        WM_TRY(read_file(&walk, walk.tables.items[i], wm_lang_tables));
    return WM_OK;
}

bool wm_has_definitions(const char *folder, wm_arena *arena, wm_file_error *error)
{
    static const char *const endings[] = {".measures", ".tables"};
    wm_str *names = NULL;
    size_t count = 0;
    for (size_t i = 0; i < 2 && count == 0; i++)
        if (wm_folder_list(folder, endings[i], arena, &names, &count, error) != WM_OK)
            return false;
    return count > 0;
}

/* What was asked on the command line becomes a last line of the measure's file, so that
 * messages can point into it. */
static wm_status add_line(wm_definition *measure, wm_str list, wm_arena *arena,
                          uint32_t *start_out)
{
    static const char before[] = "\n--by ";
    wm_source *source = wm_arena_alloc(arena, 1, sizeof *source);
    if (!source)
        return WM_NOMEM;
    *source = *measure->source;
    source->text = wm_str_format(arena, "%.*s%s%.*s", WM_FMT(measure->source->text),
                                 before, WM_FMT(list));
    if (!source->text.data)
        return WM_NOMEM;
    size_t at = (size_t)(measure->heading.ref.data - measure->source->text.data);
    measure->heading.ref = wm_str_slice(source->text, at, at + measure->heading.ref.len);
    *start_out = (uint32_t)(measure->source->text.len + sizeof before - 1);
    measure->source = source;
    return WM_OK;
}

static wm_named named(const wm_source *source, wm_str text)
{
    wm_span span = {.start = (uint32_t)(text.data - source->text.data)};
    span.end = span.start + (uint32_t)text.len;
    return (wm_named){text, span};
}

static wm_by breakdown(const wm_source *source, wm_str name)
{
    wm_by by = {.bands = -1, .path = {.table = WM_NO_TABLE, .index = -1}};
    size_t dot = wm_str_find_byte(name, '.');
    by.path.column = by.path.key_column = WM_NO_COLUMN;
    by.path.first = named(source, wm_str_slice(name, 0, dot));
    if (dot < name.len)
        by.path.second = named(source, wm_str_slice(name, dot + 1, name.len));
    by.span = named(source, name).span;
    return by;
}

wm_status wm_definitions_break_down(wm_definition *measure, wm_str list, wm_arena *arena)
{
    uint32_t start = 0;
    wm_str name;
    WM_TRY(add_line(measure, list, arena, &start));
    wm_str rest = wm_str_slice(measure->source->text, start, measure->source->text.len);
    measure->body.by.count = 0;
    measure->body.by.items = NULL;
    measure->body.by.capacity = 0;
    while (wm_str_next(&rest, ',', &name)) {
        name = wm_str_trim(name);
        if (wm_str_empty(name) || wm_str_equal(name, WM_STR("authority")))
            continue;
        wm_by by = breakdown(measure->source, name);
        if (!wm_list_push(arena, &measure->body.by, by))
            return WM_NOMEM;
    }
    return WM_OK;
}
