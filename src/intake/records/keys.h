#ifndef WM_INTAKE_RECORDS_KEYS_H
#define WM_INTAKE_RECORDS_KEYS_H

#include "base/status.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The keys of one table: those that its rows have and those that rows of other tables
 * name, each once for an authority, numbered in the order they are met. The number is
 * called a ref. A key that no kept row has keeps WM_NO_ROW, which is what an orphan is.
 *
 *     referral.csv   child_id C1, C7         refs 0: C1   row 2
 *     child.csv      child_id C5, C6, C1          1: C7   no row: an orphan's child
 *                                                 2: C5   row 0 ...
 */
#define WM_NO_REF UINT32_MAX
#define WM_NO_ROW UINT32_MAX

typedef struct wm_key {
    uint32_t at; /* in `text` */
    uint32_t len;
    uint32_t hash;
    uint32_t row; /* in the order of the files, or NO_ROW */
    uint16_t authority;
    bool named; /* by a kept row of another table, as its parent */
} wm_key;

typedef struct wm_keys {
    char *text;
    size_t text_len;
    size_t text_capacity;
    wm_key *items;
    size_t count;
    size_t capacity;
    uint64_t *slots; /* high half: hash, low half: ref + 1; 0: empty */
    size_t mask;
    uint32_t last; /* rows of one child stand together, so the last is asked for again */
} wm_keys;

/* WM_LIMIT: more than 4 GB of keys. */
wm_status wm_keys_ref(wm_keys *keys, uint16_t authority, wm_str key, uint32_t *ref_out);

/* Room for so many keys in all, so that nothing moves until then. */
wm_status wm_keys_reserve(wm_keys *keys, size_t count);

/* WM_NO_REF when it is not there. */
uint32_t wm_keys_find(const wm_keys *keys, uint16_t authority, wm_str key);

static inline wm_str wm_key_text(const wm_keys *keys, uint32_t ref)
{
    return (wm_str){keys->text + keys->items[ref].at, keys->items[ref].len};
}

void wm_keys_end(wm_keys *keys);

#endif
