#include "figure/figure.h"

#include <assert.h>

static const struct {
    const char *name;
    const char *symbol;
    const char *words;
} statuses[] = {
    [WM_FIGURE_FINAL] = {"final", "", "final"},
    [WM_FIGURE_PROVISIONAL] = {"provisional", "", "provisional"},
    [WM_FIGURE_NOT_APPLICABLE] = {"not_applicable", "z", "not applicable"},
    [WM_FIGURE_NOT_AVAILABLE] = {"not_available", "x", "not available"},
    [WM_FIGURE_SUPPRESSED] = {"suppressed", "c", "withheld"},
    [WM_FIGURE_LOW] = {"low", "low", "rounds to zero"},
    [WM_FIGURE_UNRELIABLE] = {"unreliable", "u", "not reliable"},
    /* Open data have no symbol for a cell that cannot be read; to them it is absent. */
    [WM_FIGURE_UNREADABLE] = {"unreadable", "x", "not readable"},
};

enum { STATUS_COUNT = sizeof statuses / sizeof *statuses };

const char *wm_figure_status_name(wm_figure_status status)
{
    assert((unsigned)status < STATUS_COUNT);
    return statuses[status].name;
}

bool wm_figure_status_of(wm_str name, wm_figure_status *out)
{
    for (unsigned i = 0; i < STATUS_COUNT; i++) {
        if (wm_str_equal(name, wm_str_of(statuses[i].name))) {
            *out = (wm_figure_status)i;
            return true;
        }
    }
    return false;
}

const char *wm_figure_symbol(wm_figure_status status)
{
    assert((unsigned)status < STATUS_COUNT);
    return statuses[status].symbol;
}

const char *wm_figure_status_words(wm_figure_status status)
{
    assert((unsigned)status < STATUS_COUNT);
    return statuses[status].words;
}
