#include "base/arena.h"

#include "base/alloc.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A chain of blocks, newest first. An offset counts bytes over the whole chain, so a
 * mark is one number:
 *
 *     block 0 [0 ........ 64k)   block 1 [64k ............ 192k)
 *                                             ^ mark = 64k + used in block 1
 */
typedef struct block {
    struct block *older;
    size_t base;
    size_t capacity;
    size_t used;
    size_t dirty; /* most that was ever used: beyond it the bytes are zero as they came */
    alignas(max_align_t) unsigned char bytes[];
} block;

struct wm_arena {
    block *newest;
    size_t limit;
    bool is_full; /* more was asked for than the limit lets it hold */
};

enum { BLOCK_BYTES_MIN = 64 * 1024 };

wm_arena *wm_arena_new(size_t limit_bytes)
{
    wm_arena *arena = wm_alloc(sizeof *arena);
    if (arena)
        arena->limit = limit_bytes;
    return arena;
}

static void drop_newest(wm_arena *arena)
{
    block *gone = arena->newest;
    arena->newest = gone->older;
    wm_free(gone);
}

void wm_arena_end(wm_arena *arena)
{
    if (!arena)
        return;
    while (arena->newest)
        drop_newest(arena);
    wm_free(arena);
}

static size_t aligned(size_t bytes)
{
    size_t unit = alignof(max_align_t);
    return (bytes + unit - 1) / unit * unit;
}

static void *refuse(wm_arena *arena)
{
    arena->is_full = true;
    return NULL;
}

static block *new_block(wm_arena *arena, size_t bytes)
{
    size_t base = arena->newest ? arena->newest->base + arena->newest->used : 0;
    assert(bytes <= arena->limit);
    if (base > arena->limit - bytes)
        return refuse(arena);
    size_t capacity = bytes > BLOCK_BYTES_MIN ? bytes : BLOCK_BYTES_MIN;
    /* Doubling keeps the number of blocks small without a large first step. */
    if (arena->newest && arena->newest->capacity < 4u * 1024 * 1024 &&
        capacity < arena->newest->capacity * 2)
        capacity = arena->newest->capacity * 2;
    /* A block that was rewound to nothing and is too small would stay for good, and an
     * arena rewound per row would gather one for every longer row.
     */
    if (arena->newest && arena->newest->used == 0)
        drop_newest(arena);
    block *added = wm_alloc(sizeof *added + capacity);
    if (!added)
        return NULL;
    added->older = arena->newest;
    added->base = base;
    added->capacity = capacity;
    arena->newest = added;
    return added;
}

void *wm_arena_alloc(wm_arena *arena, size_t count, size_t item_bytes)
{
    size_t bytes;
    if (wm_alloc_refused())
        return NULL;
    if (__builtin_mul_overflow(count, item_bytes, &bytes) || bytes > SIZE_MAX / 4)
        return refuse(arena);
    bytes = aligned(bytes ? bytes : 1);
    if (bytes > arena->limit)
        return refuse(arena);
    block *from = arena->newest;
    if (!from || from->capacity - from->used < bytes) {
        from = new_block(arena, bytes);
        if (!from)
            return NULL;
    }
    if (from->base + from->used > arena->limit - bytes)
        return refuse(arena);
    void *memory = from->bytes + from->used;
    if (from->dirty > from->used)
        memset(memory, 0,
               bytes < from->dirty - from->used ? bytes : from->dirty - from->used);
    from->used += bytes;
    if (from->dirty < from->used)
        from->dirty = from->used;
    return memory;
}

void *wm_arena_grow(wm_arena *arena, void *items, size_t count, size_t *capacity,
                    size_t item_bytes)
{
    assert(count <= *capacity);
    if (count < *capacity)
        return items;
    size_t larger = *capacity ? *capacity * 2 : 8;
    void *moved = wm_arena_alloc(arena, larger, item_bytes);
    if (!moved)
        return NULL;
    if (count)
        memcpy(moved, items, count * item_bytes);
    *capacity = larger;
    return moved;
}

int wm_list_more(wm_arena *arena, void **items, size_t count, size_t *capacity,
                 size_t item_bytes)
{
    void *grown = wm_arena_grow(arena, *items, count, capacity, item_bytes);
    if (!grown)
        return 0;
    *items = grown;
    return 1;
}

size_t wm_arena_mark(const wm_arena *arena)
{
    return arena->newest ? arena->newest->base + arena->newest->used : 0;
}

void wm_arena_rewind(wm_arena *arena, size_t mark)
{
    assert(mark <= wm_arena_mark(arena));
    while (arena->newest && arena->newest->base > mark)
        drop_newest(arena);
    if (arena->newest)
        arena->newest->used = mark - arena->newest->base;
}

size_t wm_arena_limit(const wm_arena *arena)
{
    return arena->limit;
}

wm_status wm_arena_status(const wm_arena *arena, wm_status status)
{
    return status == WM_NOMEM && arena->is_full ? WM_LIMIT : status;
}

size_t wm_arena_used(const wm_arena *arena)
{
    return wm_arena_mark(arena);
}
