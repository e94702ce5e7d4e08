#include "base/alloc.h"

#include <stdatomic.h>
#include <stdlib.h>

static atomic_long remaining = -1;

void wm_alloc_fail_after(long count)
{
    atomic_store(&remaining, count);
}

int wm_alloc_refused(void)
{
    long left = atomic_load_explicit(&remaining, memory_order_relaxed);
    if (left < 0)
        return 0;
    if (left == 0)
        return 1;
    atomic_store_explicit(&remaining, left - 1, memory_order_relaxed);
    return 0;
}

void *wm_alloc(size_t bytes)
{
    if (wm_alloc_refused())
        return NULL;
    return calloc(1, bytes ? bytes : 1);
}

void *wm_realloc(void *memory, size_t bytes)
{
    if (wm_alloc_refused())
        return NULL;
    return realloc(memory, bytes ? bytes : 1);
}

void wm_free(void *memory)
{
    free(memory);
}
