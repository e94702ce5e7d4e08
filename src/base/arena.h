#ifndef WM_BASE_ARENA_H
#define WM_BASE_ARENA_H

#include "base/status.h"

#include <stddef.h>

/* Memory that lives and dies together.
 *
 * One arena per lifetime, and the lifetime is in the variable's name: `folder` (what
 * a user keeps, read once), `sheet` (one import), `row` (rewound per row). Nothing in
 * an arena is freed alone; whoever made the arena ends it. A limit is part of every
 * arena, so a hostile file costs a refused import and not the process.
 */
typedef struct wm_arena wm_arena;

/* NULL when memory is refused. */
wm_arena *wm_arena_new(size_t limit_bytes);

/* NULL is a quiet no-op. */
void wm_arena_end(wm_arena *arena);

/* Zeroed bytes aligned for any type, or NULL once the limit is met, memory is
 * refused, or count * item_bytes overflows. count 0 gives a valid pointer.
 */
void *wm_arena_alloc(wm_arena *arena, size_t count, size_t item_bytes);

/* Makes room for one more item in a growing array whose items live in the arena.
 * Returns the items (moved when they had to grow; the old run stays in the arena), or
 * NULL. `capacity` is kept by the caller and starts at 0 with items NULL.
 */
void *wm_arena_grow(wm_arena *arena, void *items, size_t count, size_t *capacity,
                    size_t item_bytes);

/* Everything allocated after the mark is taken back by the rewind. */
size_t wm_arena_mark(const wm_arena *arena);
void wm_arena_rewind(wm_arena *arena, size_t mark);

size_t wm_arena_limit(const wm_arena *arena);

/* Why what was made in the arena stopped: WM_NOMEM is WM_LIMIT when it was the arena's
 * own limit that refused, once or at any time before, and not the system. Every other
 * status is handed back as it is.
 */
wm_status wm_arena_status(const wm_arena *arena, wm_status status);

/* Bytes handed out since the arena was made or rewound, for limits and tests. */
size_t wm_arena_used(const wm_arena *arena);

/* A growing array in an arena:
 *
 *     WM_LIST(wm_figure) figures = {0};
 *     if (!wm_list_push(arena, &figures, figure))
 *         return WM_NOMEM;
 */
#define WM_LIST(type)                                                                    \
    struct {                                                                             \
        type *items;                                                                     \
        size_t count;                                                                    \
        size_t capacity;                                                                 \
    }

#define wm_list_push(arena, list, value)                                                 \
    (((list)->count < (list)->capacity ||                                                \
      wm_list_more((arena), (void **)&(list)->items, (list)->count, &(list)->capacity,   \
                   sizeof *(list)->items))                                               \
         ? ((list)->items[(list)->count++] = (value), 1)                                 \
         : 0)

/* 1 when one more item fits; `items` and `capacity` are updated. */
int wm_list_more(wm_arena *arena, void **items, size_t count, size_t *capacity,
                 size_t item_bytes);

#endif
