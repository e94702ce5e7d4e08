#ifndef WM_TESTS_PUBLISH_SMALL_H
#define WM_TESTS_PUBLISH_SMALL_H

/* The small folder of tests/data/small, read, judged and checked, and what is made of it
 * held against a file of tests/golden. WM_GOLDEN=update writes that file, to be read
 * before it is committed.
 */
#include "harness.h"

#include "base/file.h"
#include "intake/folder.h"
#include "publish/publish.h"

#include <stdio.h>

typedef struct small {
    wm_arena *arena;
    wm_folder folder;
    wm_judged judged;
    wm_findings findings;
    wm_publication publication;
} small;

static inline void small_open(small *out)
{
    wm_file_error error = {{0}};
    wm_diags diags;
    *out = (small){.arena = wm_arena_new(64 * 1024 * 1024)};
    wm_diags_init(&diags, out->arena);
    ck_assert_int_eq(
        wm_folder_read(WM_TESTS "/data/small", out->arena, &diags, &out->folder, &error),
        WM_OK);
    ck_assert_uint_eq(diags.errors, 0);
    out->folder.path = WM_STR("small"); /* as a person beside it would call it */
    ck_assert_int_eq(wm_judge(&out->folder, out->arena, &out->judged), WM_OK);
    ck_assert_int_eq(wm_check(&out->judged, out->arena, &out->findings), WM_OK);
    out->publication = (wm_publication){
        .judged = &out->judged,
        .findings = &out->findings,
        .audience = WM_STR("internal"),
        .marking = WM_STR("OFFICIAL-SENSITIVE"),
        .made = wm_day_of(2017, 5, 2),
    };
}

/* The same sheet as a council without bands would print it. */
static inline void small_without_bands(small *opened)
{
    wm_row_list *rows = &opened->folder.scorecard.rows;
    for (size_t i = 0; i < rows->count; i++) {
        rows->items[i].bands.present = false;
        rows->items[i].printed_bands.count = 0;
    }
    ck_assert_int_eq(wm_judge(&opened->folder, opened->arena, &opened->judged), WM_OK);
}

static inline void small_close(small *opened)
{
    wm_arena_end(opened->arena);
}

static inline void golden_update(const char *path, wm_str text)
{
    FILE *file = fopen(path, "w");
    ck_assert(file && fwrite(text.data, 1, text.len, file) == text.len);
    ck_assert_int_eq(fclose(file), 0);
}

/* Line by line, so that the first difference is what is shown. */
static inline void assert_golden(wm_arena *arena, const char *name, wm_str got)
{
    const char *golden = getenv("WM_GOLDEN");
    const char *path = wm_path_join(arena, WM_TESTS "/golden", name);
    if (golden && strcmp(golden, "update") == 0)
        golden_update(path, got);
    wm_str want = {0};
    wm_file_error error;
    ck_assert_int_eq(wm_file_read(path, 16 * 1024 * 1024, arena, &want, &error), WM_OK);
    wm_str got_line, want_line;
    for (int line = 1; want.len || got.len; line++) {
        bool more_got = wm_str_next(&got, '\n', &got_line);
        bool more_want = wm_str_next(&want, '\n', &want_line);
        ck_assert_msg(more_got && more_want && wm_str_equal(got_line, want_line),
                      "%s:%d\nwant [%.*s]\n got [%.*s]", name, line,
                      WM_FMT(more_want ? want_line : WM_STR("the end")),
                      WM_FMT(more_got ? got_line : WM_STR("the end")));
    }
}

#endif
