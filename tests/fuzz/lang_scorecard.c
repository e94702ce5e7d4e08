/* Any bytes as a `.scorecard` file: see tests/lang_properties.h for what must hold. */
#include "lang_text.h"

static const char *broken(wm_str text, wm_arena *arena)
{
    return lang_broken_property(text, WM_LANG_SCORECARD, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return lang_must_hold(data, size, broken);
}
