#ifndef WM_TESTS_PUBLISH_EXAMPLE_H
#define WM_TESTS_PUBLISH_EXAMPLE_H

/* The example, read, judged and checked: a real scorecard with all its oddities. Close
 * it with small_close. */
#include "publish_small.h"

static inline void example_open(small *out)
{
    wm_file_error error = {{0}};
    wm_diags diags;
    *out = (small){.arena = wm_arena_new(256 * 1024 * 1024)};
    wm_diags_init(&diags, out->arena);
    ck_assert_int_eq(wm_folder_read(WM_TESTS "/../examples/sefton-2017", out->arena,
                                    &diags, &out->folder, &error),
                     WM_OK);
    ck_assert_uint_eq(diags.errors, 0);
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

#endif
