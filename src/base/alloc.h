#ifndef WM_BASE_ALLOC_H
#define WM_BASE_ALLOC_H

#include <stddef.h>

/* Every allocation of our own code passes here, so that a test can refuse the first,
 * the second, the third ... and see that each refusal is answered with WM_NOMEM and
 * that nothing leaks. Foreign libraries (cairo, pango, libxlsxwriter) allocate for
 * themselves.
 */
void *wm_alloc(size_t bytes); /* zeroed, or NULL; wm_free it */
void *wm_realloc(void *memory, size_t bytes);
void wm_free(void *memory);

/* For tests: the allocation after `count` more succeed is refused, and every later
 * one too; -1 refuses none. Arenas ask here once for every wm_arena_alloc.
 */
void wm_alloc_fail_after(long count);

/* True when the next allocation is to be refused; counts it. Used by arenas. */
int wm_alloc_refused(void);

#endif
