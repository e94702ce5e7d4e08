#ifndef WM_LANG_NAMES_H
#define WM_LANG_NAMES_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

#include <stdint.h>

/* The references met so far and the line of each, so that the second of two can name
 * the first. Starts as {0}; lives in the arena; names are borrowed.
 */
typedef struct wm_name {
    wm_str name;
    uint32_t line;
} wm_name;

typedef struct wm_names {
    wm_name *slots; /* open addressing; an empty name is a free slot */
    size_t count;
    size_t capacity;
} wm_names;

/* *first_out is the line on which the name stood before, or 0 when it is new. */
WM_NODISCARD wm_status wm_names_add(wm_names *names, wm_arena *arena, wm_str name,
                                    uint32_t line, uint32_t *first_out);

#endif
