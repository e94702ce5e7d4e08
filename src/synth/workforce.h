#ifndef WM_SYNTH_WORKFORCE_H
#define WM_SYNTH_WORKFORCE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/status.h"
#include "synth/chance.h"
#include "synth/sink.h"

/* Teams and their posts, and who held each when. A case goes with the post: when its
 * holder leaves, the child has another worker, or for a time none.
 *
 *     post 7   |--- W12 ---|vacant|------ W31 ------|-- W40 (agency) ...
 */
typedef struct wm_holding {
    wm_day from;
    wm_day to;      /* later than anything written: still held */
    int64_t worker; /* 0: vacant */
} wm_holding;

enum { WM_HOLDINGS_MAX = 24, WM_SOCIAL_WORKER = 0, WM_IRO = 1, WM_MANAGER = 2 };

typedef struct wm_post {
    int role;
    int64_t team;
    int count;
    wm_holding holdings[WM_HOLDINGS_MAX];
} wm_post;

typedef struct wm_workforce {
    wm_post *posts; /* social workers, reviewing officers, managers, in this order */
    int count;
    int social_workers;
    int reviewing;
    int64_t teams;
    int64_t workers;
} wm_workforce;

/* As many as a population of children has; written to the sink as they are made. */
wm_status wm_workforce_make(wm_workforce *workforce, int population, wm_day from,
                            wm_day last, wm_chance *chance, wm_arena *arena,
                            wm_sink *sink);

const char *wm_role_code(int role);

/* Who holds a post on a day; 0 when nobody does. */
int64_t wm_workforce_holder(const wm_workforce *workforce, int slot, wm_day day);

static inline int wm_workforce_reviewing(const wm_workforce *workforce, int64_t number)
{
    return workforce->social_workers + (int)(number % workforce->reviewing);
}

#endif
