#ifndef WM_TESTS_FUZZ_LANG_TEXT_H
#define WM_TESTS_FUZZ_LANG_TEXT_H

#include "../lang_properties.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* What the fuzz targets of lang/ share: bytes become a text in an arena of their own, and
 * what does not hold of it (NULL: nothing) ends the program.
 */
typedef const char *(*lang_property)(wm_str text, wm_arena *arena);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline int lang_must_hold(const uint8_t *data, size_t size, lang_property property)
{
    wm_arena *arena = wm_arena_new((size_t)256 * 1024 * 1024);
    if (!arena)
        return 0;
    const char *broken = property((wm_str){(const char *)data, size}, arena);
    if (broken) {
        fprintf(stderr, "%s\n", broken);
        abort();
    }
    wm_arena_end(arena);
    return 0;
}

#endif
