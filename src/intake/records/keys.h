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
 *
 * Each authority has slots of its own, for a file is of one authority and what is looked
 * up for its rows should fit into the caches, which those of a country do not.
 */
#define WM_NO_REF UINT32_MAX
#define WM_NO_ROW UINT32_MAX

typedef struct wm_key {
    uint32_t at;  /* in `text`, where it goes on to the next one's beginning */
    uint32_t row; /* in the order of the files, or NO_ROW */
    uint16_t authority;
    bool named; /* by a kept row of another table, as its parent */
} wm_key;

typedef struct wm_key_slots {
    uint64_t *slots; /* high half: of the hash, low half: ref + 1; 0: empty */
    size_t mask;
    size_t count;
} wm_key_slots;

typedef struct wm_keys {
    char *text;
    size_t text_len;
    size_t text_capacity;
    wm_key *items;
    size_t count;
    size_t capacity;
    wm_key_slots *slots; /* by authority */
    size_t slots_count;
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
    size_t at = keys->items[ref].at;
    size_t end = (size_t)ref + 1 < keys->count ? keys->items[ref + 1].at : keys->text_len;
    return (wm_str){keys->text + at, end - at};
}

/* Nothing more will be looked up: only refs are followed. */
void wm_keys_close(wm_keys *keys);
void wm_keys_end(wm_keys *keys);

#endif
