#ifndef WM_PUBLISH_OPENDATA_CHECK_H
#define WM_PUBLISH_OPENDATA_CHECK_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

#include <stdint.h>

/* The Department's open-data standard, as its screener asks for it, held against a pair
 * of files: `name.csv` and `name.meta.csv`. What Waymark writes passes before it is
 * written; any other pair can be looked at as well.
 *
 * The rules carry the screener's names where it has one. A stage in which something fails
 * is the last: files, columns, meta, time, filters and geography, then cells.
 */
typedef enum wm_screen_result {
    WM_SCREEN_WARNING, /* the screener lets it pass, and says so */
    WM_SCREEN_FAIL,
} wm_screen_result;

typedef struct wm_screened {
    wm_screen_result result;
    const char *rule;
    bool in_meta;  /* of the meta file, else of the data file    */
    uint32_t line; /* 0: the file as a whole; the first of `count` */
    wm_str what;   /* `blank in re_referral_percent`             */
    size_t count;
} wm_screened;

typedef struct wm_opendata_pair {
    wm_str data_name; /* `sefton_year.csv`      */
    wm_str data;
    wm_str meta_name; /* `sefton_year.meta.csv` */
    wm_str meta;
} wm_opendata_pair;

typedef WM_LIST(wm_screened) wm_screening;

/* Every breach, in the order of the stages. WM_NOMEM. */
wm_status wm_opendata_check(const wm_opendata_pair *pair, wm_arena *arena,
                            wm_screening *out);

/* True when nothing failed; warnings do not count. */
bool wm_opendata_passes(const wm_screening *screening);

#endif
