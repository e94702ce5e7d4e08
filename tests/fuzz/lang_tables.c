/* Any bytes as a `.tables` file, read, laid out and read again: see
 * tests/lang_properties.h for what must hold.
 */
#include "../lang_properties.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_arena *arena = wm_arena_new((size_t)256 * 1024 * 1024);
    if (!arena)
        return 0;
    wm_str text = {(const char *)data, size};
    const char *broken = lang_broken_property(text, WM_LANG_TABLES, arena);
    if (broken) {
        fprintf(stderr, "%s\n", broken);
        abort();
    }
    wm_arena_end(arena);
    return 0;
}
