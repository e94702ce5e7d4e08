#include "base/alloc.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

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

/* The pages of a large allocation are asked for in one call: touched one by one each
 * costs more than the 4 kB that are read into it. Where the kernel does not know how
 * (before Linux 5.14), they come one by one. */
enum { PAGE_BYTES = 4096, POPULATED_BYTES = 256 * 1024 };

/* Columns of records are larger still: for them pages of 2 MB are wished for, which come
 * in one step each. */
enum { HUGE_BYTES = 8 * 1024 * 1024 };

static void populate(void *memory, size_t bytes)
{
#ifdef MADV_POPULATE_WRITE
    size_t skip = (PAGE_BYTES - (uintptr_t)memory % PAGE_BYTES) % PAGE_BYTES;
    char *from = (char *)memory + skip;
    size_t whole = (bytes - skip) / PAGE_BYTES * PAGE_BYTES;
    if (bytes >= HUGE_BYTES)
        madvise(from, whole, MADV_HUGEPAGE);
    madvise(from, whole, MADV_POPULATE_WRITE);
#else
    (void)memory;
    (void)bytes;
#endif
}

void *wm_alloc(size_t bytes)
{
    if (wm_alloc_refused())
        return NULL;
    void *memory = calloc(1, bytes ? bytes : 1);
    if (memory && bytes >= POPULATED_BYTES)
        populate(memory, bytes);
    return memory;
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
