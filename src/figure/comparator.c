#include "figure/comparator.h"

#include <assert.h>

static const char *const names[] = {
    [WM_LEVEL_COUNTRY] = "country",     [WM_LEVEL_REGION] = "region",
    [WM_LEVEL_AUTHORITY] = "authority", [WM_LEVEL_NEIGHBOURS] = "neighbours",
    [WM_LEVEL_OTHER] = "other",
};

enum { LEVEL_COUNT = sizeof names / sizeof *names };

const char *wm_level_name(wm_level level)
{
    assert((unsigned)level < LEVEL_COUNT);
    return names[level];
}

bool wm_level_of(wm_str name, wm_level *out)
{
    for (unsigned i = 0; i < LEVEL_COUNT; i++) {
        if (wm_str_equal(name, wm_str_of(names[i]))) {
            *out = (wm_level)i;
            return true;
        }
    }
    return false;
}
