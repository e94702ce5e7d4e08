#ifndef WM_ENGINE_TIMELINE_GROUPS_H
#define WM_ENGINE_TIMELINE_GROUPS_H

#include "engine/timeline/sweep.h"

/* A key as a function of T; the pieces cover every point and share none. */
typedef struct wm_key_piece {
    wm_runs runs;
    int32_t key; /* WM_BLANK: not recorded */
} wm_key_piece;

typedef WM_LIST(wm_key_piece) wm_key_pieces;

/* One dimension of `by`, for a row: its column, its band of ages, its team; at T, or on
 * the day of an event.
 */
wm_key_pieces wm_group_keys(const wm_where *where, const wm_by *by);

wm_key_pieces wm_column_keys(const wm_where *where, const wm_path *path);
/* Of a column that was named for the counted rows: the other side of a ratio may have it.
 */
wm_key_pieces wm_same_keys(const wm_where *where, const wm_path *path);

#endif
