#include "publish/opendata.h"

#include "base/limits.h"
#include "publish/opendata_check.h"

#include <stdio.h>

/* Every pair is rendered and screened before the first is written. */

typedef struct rendered {
    wm_str stem; /* `sefton_quarters`; empty: no figures */
    wm_text data;
    wm_text meta;
} rendered;

typedef struct set_writing {
    const wm_publication *publication;
    wm_arena *arena;
    rendered pairs[WM_OPENDATA_GROUPS];
    wm_text notes;
} set_writing;

/* The folder's name with what a file of the standard may be called. */
static wm_status stem_of(const set_writing *writing, wm_opendata_group group, wm_str *out)
{
    wm_str name = writing->publication->judged->folder->name;
    wm_text stem = {0};
    for (size_t i = 0; i < name.len; i++) {
        char c = wm_lower(name.data[i]);
        wm_text_byte(&stem, wm_is_alpha(c) || wm_is_digit(c) || c == '-' ? c : '_');
    }
    wm_text_format(&stem, "%s%s", stem.len ? "_" : "", wm_opendata_group_name(group));
    *out = wm_str_copy(writing->arena, wm_text_str(&stem));
    wm_status status = wm_text_status(&stem);
    wm_text_end(&stem);
    return status == WM_OK && !out->data ? WM_NOMEM : status;
}

static wm_str named(const set_writing *writing, wm_str stem, const char *ending)
{
    return wm_str_format(writing->arena, "%.*s%s", WM_FMT(stem), ending);
}

static void say_failed(const wm_screening *screening, wm_str stem, wm_file_error *error)
{
    for (size_t i = 0; i < screening->count; i++) {
        const wm_screened *each = &screening->items[i];
        if (each->result != WM_SCREEN_FAIL)
            continue;
        snprintf(error->text, sizeof error->text,
                 "the open data %.*s would not meet the standard (%s): %.*s",
                 WM_FMT(wm_str_slice(stem, 0, 80)), each->rule,
                 WM_FMT(wm_str_slice(each->what, 0, 300)));
        return;
    }
}

static wm_status screen(const set_writing *writing, const rendered *pair,
                        wm_file_error *error)
{
    wm_screening screening;
    wm_opendata_pair files = {
        .data_name = named(writing, pair->stem, ".csv"),
        .data = wm_text_str(&pair->data),
        .meta_name = named(writing, pair->stem, ".meta.csv"),
        .meta = wm_text_str(&pair->meta),
    };
    if (!files.data_name.data || !files.meta_name.data)
        return WM_NOMEM;
    WM_TRY(wm_opendata_check(&files, writing->arena, &screening));
    if (wm_opendata_passes(&screening))
        return WM_OK;
    say_failed(&screening, pair->stem, error);
    return WM_REJECTED;
}

static wm_status render_all(set_writing *writing, wm_file_error *error)
{
    for (unsigned g = 0; g < WM_OPENDATA_GROUPS; g++) {
        rendered *pair = &writing->pairs[g];
        WM_TRY(wm_opendata_render(writing->publication, (wm_opendata_group)g,
                                  writing->arena, &pair->data, &pair->meta,
                                  &writing->notes));
        if (pair->data.len == 0)
            continue;
        WM_TRY(stem_of(writing, (wm_opendata_group)g, &pair->stem));
        WM_TRY(screen(writing, pair, error));
    }
    return WM_OK;
}

/* Figures of periods that the standard has no name for. */
static size_t count_unnamed(const set_writing *writing)
{
    const wm_judged *judged = writing->publication->judged;
    int first_month = judged->folder->scorecard.first_month;
    size_t count = 0;
    for (size_t r = 0; r < judged->row_count; r++) {
        const wm_judged_row *row = &judged->rows[r];
        for (size_t i = 0; i < row->figure_count; i++)
            count +=
                row->figures[i].figure &&
                wm_opendata_time_of(row, row->figures[i].period, first_month).group ==
                    WM_OPENDATA_NO_GROUP;
    }
    return count;
}

/* The standard has no place for a marking in its files, so it stands beside them. */
static void write_readme(const set_writing *writing, wm_text *out)
{
    const wm_publication *publication = writing->publication;
    const wm_scorecard *card = &publication->judged->folder->scorecard;
    char as_at[24];
    wm_day_say(publication->judged->as_at, as_at);
    wm_text_format(out, "%.*s\n\n%.*s: %.*s, as at %s\n\n", WM_FMT(publication->marking),
                   WM_FMT(card->authority.name), WM_FMT(card->title), as_at);
    wm_text_add(out,
                WM_STR("NOT FOR PUBLICATION. These files have the form of the "
                       "Department for Education's\nopen data, but small numbers in them "
                       "are not suppressed. They are for the audience\ninternal, and "
                       "stay so until disclosure control has been applied.\n\n"
                       "Symbols: z not applicable, x not available, c suppressed, low "
                       "rounds to nothing.\n\nFiles\n"));
    for (size_t g = 0; g < WM_OPENDATA_GROUPS; g++)
        if (writing->pairs[g].data.len)
            wm_text_format(out, "  %.*s.csv, %.*s.meta.csv\n",
                           WM_FMT(writing->pairs[g].stem),
                           WM_FMT(writing->pairs[g].stem));
    size_t unnamed = count_unnamed(writing);
    if (writing->notes.len || unnamed)
        wm_text_add(out,
                    WM_STR("\nChanged or left out, because the standard has no place "
                           "for it\n"));
    wm_text_add(out, wm_text_str(&writing->notes));
    if (unnamed)
        wm_text_format(out,
                       "  %zu figures of quarters or halves that do not begin in April "
                       "are in no file\n",
                       unnamed);
}

static wm_status write_one(const set_writing *writing, wm_output *output,
                           const char *name, const wm_text *text, wm_file_error *error)
{
    wm_str path = wm_str_format(writing->arena, "opendata/%s", name);
    if (!path.data)
        return WM_NOMEM;
    WM_TRY(wm_text_status(text));
    return wm_output_write(output, path.data, wm_text_str(text), error);
}

static wm_status write_all(const set_writing *writing, wm_output *output,
                           wm_file_error *error)
{
    for (size_t g = 0; g < WM_OPENDATA_GROUPS; g++) {
        const rendered *pair = &writing->pairs[g];
        if (pair->data.len == 0)
            continue;
        wm_str data = named(writing, pair->stem, ".csv");
        wm_str meta = named(writing, pair->stem, ".meta.csv");
        if (!data.data || !meta.data)
            return WM_NOMEM;
        WM_TRY(write_one(writing, output, data.data, &pair->data, error));
        WM_TRY(write_one(writing, output, meta.data, &pair->meta, error));
    }
    wm_text readme = {0};
    write_readme(writing, &readme);
    wm_status status = write_one(writing, output, "README.txt", &readme, error);
    wm_text_end(&readme);
    return status;
}

wm_status wm_publish_opendata(const wm_publication *publication, wm_output *output,
                              wm_file_error *error)
{
    set_writing writing = {.publication = publication};
    writing.arena = wm_arena_new(WM_DOCUMENT_BYTES_MAX);
    if (!writing.arena)
        return WM_NOMEM;
    wm_status status = render_all(&writing, error);
    if (status == WM_OK)
        status = write_all(&writing, output, error);
    for (size_t g = 0; g < WM_OPENDATA_GROUPS; g++) {
        wm_text_end(&writing.pairs[g].data);
        wm_text_end(&writing.pairs[g].meta);
    }
    wm_text_end(&writing.notes);
    status = wm_arena_status(writing.arena, status);
    wm_arena_end(writing.arena);
    return status;
}
