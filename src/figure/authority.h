#ifndef WM_FIGURE_AUTHORITY_H
#define WM_FIGURE_AUTHORITY_H

#include "base/str.h"

#include <stdbool.h>

/* The children's services authorities of England: codes, names and regions
 * (figure/authority.def; sources and licence are named there), those that were replaced
 * among them, so that a sheet of 2017 finds its Dorset.
 */
typedef struct wm_authority {
    const char *code;        /* E08000014 */
    const char *name;        /* Sefton */
    const char *region_code; /* E12000002 */
    const char *region;      /* North West */
    int old_code;            /* 343: the Department's three digits */
    int until;               /* last year of data (ending March); 0: still an authority */
} wm_authority;

extern const wm_authority wm_authorities[];
extern const size_t wm_authority_count;

/* By E-code, by three-digit code, by name in any case (`St. Helens`, `St Helens`,
 * `Herefordshire, County of`). NULL when there is none. */
const wm_authority *wm_authority_by_code(wm_str code);
const wm_authority *wm_authority_by_old_code(int old_code);
const wm_authority *wm_authority_by_name(wm_str name);

/* The nine regions. Short forms as people write them are known: `NW`, `N West`,
 * `Yorks & Humber`, `East Mids`, `EoE`. Empty code when it is none of them. */
typedef struct wm_region {
    const char *code;
    const char *name;
} wm_region;
const wm_region *wm_region_by_name(wm_str name);
const wm_region *wm_region_by_code(wm_str code);

#define WM_ENGLAND_CODE "E92000001"
#define WM_ENGLAND_NAME "England"

#endif
