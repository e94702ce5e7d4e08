/* Any bytes as a printed scorecard: no cell is lost, and what is written can be read. */
#include "../scorecard_properties.h"

#include "lang/lang.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool holds, const char *what, const char *which)
{
    if (holds)
        return;
    fprintf(stderr, "%s: %s\n", what, which);
    abort();
}

/* The first mistake in a file that was written, or NULL. */
static const char *mistake(const wm_import_file *file, wm_arena *arena)
{
    wm_diags diags;
    wm_scorecard card;
    wm_measure_list measures;
    wm_source source = {wm_str_of(file->name), file->text};
    wm_diags_init(&diags, arena);
    if (wm_str_ends(source.name, WM_STR(".scorecard")))
        (void)wm_lang_scorecard(&source, arena, &diags, &card);
    if (wm_str_ends(source.name, WM_STR(".measures")))
        (void)wm_lang_measures(&source, arena, &diags, &measures);
    for (size_t i = 0; i < diags.list.count; i++)
        if (diags.list.items[i].severity == WM_SEVERITY_ERROR)
            return diags.list.items[i].message.data;
    return NULL;
}

static void check(wm_str bytes, wm_arena *arena)
{
    wm_diags diags;
    wm_imported imported;
    wm_import_file *files;
    size_t count;
    wm_diags_init(&diags, arena);
    wm_status status =
        wm_import_scorecard(bytes, WM_STR("sheet"), NULL, arena, &diags, &imported);
    expect(status == WM_OK || diags.errors > 0 || status == WM_NOMEM,
           "refused in silence", wm_status_text(status));
    if (status != WM_OK)
        return;
    const char *lost = scorecard_lost(bytes, &imported, arena);
    expect(!lost, "lost", lost ? lost : "");
    status = wm_import_render(&imported, arena, &files, &count);
    expect(status == WM_OK, "cannot be written", wm_status_text(status));
    for (size_t i = 0; i < count; i++) {
        const char *wrong = mistake(&files[i], arena);
        expect(!wrong, files[i].name, wrong ? wrong : "");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_arena *arena = wm_arena_new((size_t)256 * 1024 * 1024);
    if (!arena)
        return 0;
    check((wm_str){(const char *)data, size}, arena);
    wm_arena_end(arena);
    return 0;
}
