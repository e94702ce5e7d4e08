#include "intake/records/keys.h"

#include "base/alloc.h"
#include "column/texts.h"

#include <endian.h>

/* Keys are numbers that programs count up, with a letter or a year before them, and those
 * that stand together in a file are near each other. So a key's place is its number and
 * not a hash: what is asked for next lies beside what was asked for last.
 *
 *     C1041 C1042 C1043   |. . . C1041 C1042 C1043 . .|   groups of eight slots
 *
 * Where a group is full, as when two kinds of numbers meet, a hash says which groups are
 * tried next. At most half of the slots are in use, so that is over soon, whatever the
 * keys are.
 */
enum { FIRST_KEYS = 32, GROUP = 8 };

typedef struct key_place {
    size_t slot; /* where it lies if it lies where its number says */
    size_t step; /* odd: between the groups that are tried */
    uint64_t tag;
} key_place;

/* Eight characters, the last in the low byte, as if all were digits. */
static uint64_t number_of(uint64_t word)
{
    word &= UINT64_C(0x0F0F0F0F0F0F0F0F);
    word = (word & UINT64_C(0x00FF00FF00FF00FF)) +
           (word >> 8 & UINT64_C(0x00FF00FF00FF00FF)) * 10;
    word = (word & UINT64_C(0x0000FFFF0000FFFF)) +
           (word >> 16 & UINT64_C(0x0000FFFF0000FFFF)) * 100;
    return (word & UINT32_MAX) + (word >> 32) * 10000;
}

static key_place place_of(wm_str key)
{
    uint64_t last = 0, before = 0;
    if (key.len >= sizeof last) {
        memcpy(&last, key.data + key.len - sizeof last, sizeof last);
        last = be64toh(last);
        if (key.len > sizeof last)
            before = wm_bytes_hash(key.data, key.len - sizeof last);
    } else {
        last = wm_bytes_word(key.data, key.len);
    }
    uint64_t hash = (last ^ before) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 32;
    hash = (hash + key.len) * UINT64_C(0x9E3779B97F4A7C15);
    return (key_place){number_of(last) + before, (size_t)(hash >> 8) | 1, hash >> 32};
}

static bool is_key(const wm_keys *keys, uint32_t ref, wm_str key)
{
    wm_str text = wm_key_text(keys, ref);
    if (text.len != key.len)
        return false;
    if (key.len < sizeof(uint64_t))
        return wm_bytes_word(text.data, key.len) == wm_bytes_word(key.data, key.len);
    return memcmp(text.data, key.data, key.len) == 0;
}

/* Where the key lies, or where it belongs. */
static size_t find_slot(const wm_keys *keys, const wm_key_slots *of, key_place place,
                        wm_str key)
{
    size_t group = place.slot & of->mask & ~(size_t)(GROUP - 1);
    for (;; group = (group + place.step * GROUP) & of->mask)
        for (size_t i = 0; i < GROUP; i++) {
            size_t slot = group + ((place.slot + i) & (GROUP - 1));
            uint64_t entry = of->slots[slot];
            if (!entry ||
                (entry >> 32 == place.tag && is_key(keys, (uint32_t)entry - 1, key)))
                return slot;
        }
}

uint32_t wm_keys_find(const wm_keys *keys, uint16_t authority, wm_str key)
{
    if (authority >= keys->slots_count || !keys->slots[authority].slots)
        return WM_NO_REF;
    const wm_key_slots *of = &keys->slots[authority];
    uint64_t entry = of->slots[find_slot(keys, of, place_of(key), key)];
    return entry ? (uint32_t)entry - 1 : WM_NO_REF;
}

/* Keys that differ have slots of their own, so none is compared. */
static size_t empty_slot(const uint64_t *slots, size_t mask, key_place place)
{
    size_t group = place.slot & mask & ~(size_t)(GROUP - 1);
    for (;; group = (group + place.step * GROUP) & mask)
        for (size_t i = 0; i < GROUP; i++) {
            size_t slot = group + ((place.slot + i) & (GROUP - 1));
            if (!slots[slot])
                return slot;
        }
}

static wm_status more_slots(const wm_keys *keys, wm_key_slots *of)
{
    size_t count = of->slots ? (of->mask + 1) * 2 : (size_t)FIRST_KEYS * 2;
    uint64_t *slots = wm_alloc(count * sizeof *slots);
    if (!slots)
        return WM_NOMEM;
    for (size_t i = 0; of->slots && i <= of->mask; i++) {
        uint64_t entry = of->slots[i];
        if (!entry)
            continue;
        key_place place = place_of(wm_key_text(keys, (uint32_t)entry - 1));
        slots[empty_slot(slots, count - 1, place)] = entry;
    }
    wm_free(of->slots);
    of->slots = slots;
    of->mask = count - 1;
    return WM_OK;
}

static wm_status slots_of(wm_keys *keys, uint16_t authority, wm_key_slots **of_out)
{
    if (authority >= keys->slots_count) {
        size_t count = (size_t)authority + 8;
        wm_key_slots *grown = wm_realloc(keys->slots, count * sizeof *grown);
        if (!grown)
            return WM_NOMEM;
        memset(grown + keys->slots_count, 0, (count - keys->slots_count) * sizeof *grown);
        keys->slots = grown;
        keys->slots_count = count;
    }
    *of_out = &keys->slots[authority];
    if (!(*of_out)->slots || (*of_out)->count * 2 > (*of_out)->mask)
        return more_slots(keys, *of_out);
    return WM_OK;
}

static wm_status room_for_text(wm_keys *keys, size_t needed)
{
    if (needed <= keys->text_capacity && keys->text)
        return WM_OK;
    size_t capacity = needed < 512 ? 1024 : needed + needed / 4;
    char *grown = wm_alloc(capacity);
    if (!grown)
        return WM_NOMEM;
    if (keys->text)
        memcpy(grown, keys->text, keys->text_len);
    wm_free(keys->text);
    keys->text = grown;
    keys->text_capacity = capacity;
    return WM_OK;
}

/* Of the text too, if the others are as long as those that are there. */
wm_status wm_keys_reserve(wm_keys *keys, size_t count)
{
    if (count <= keys->capacity)
        return WM_OK;
    wm_key *grown = wm_alloc(count * sizeof *grown);
    if (!grown)
        return WM_NOMEM;
    if (keys->count)
        memcpy(grown, keys->items, keys->count * sizeof *grown);
    wm_free(keys->items);
    keys->items = grown;
    keys->capacity = count;
    size_t a_key = keys->count ? keys->text_len / keys->count + 1 : 0;
    size_t text = a_key * count;
    return text < UINT32_MAX ? room_for_text(keys, text) : WM_OK;
}

static wm_status room_for_key(wm_keys *keys)
{
    if (keys->count == INT32_MAX)
        return WM_LIMIT;
    if (keys->count < keys->capacity)
        return WM_OK;
    return wm_keys_reserve(keys, keys->capacity ? keys->capacity * 2 : FIRST_KEYS);
}

static wm_status add_key(wm_keys *keys, uint16_t authority, wm_str key)
{
    WM_TRY(room_for_key(keys));
    if (keys->text_len + key.len > UINT32_MAX)
        return WM_LIMIT;
    WM_TRY(room_for_text(keys, keys->text_len + key.len));
    memcpy(keys->text + keys->text_len, key.data, key.len);
    keys->items[keys->count++] = (wm_key){
        .at = (uint32_t)keys->text_len, .row = WM_NO_ROW, .authority = authority};
    keys->text_len += key.len;
    return WM_OK;
}

wm_status wm_keys_ref(wm_keys *keys, uint16_t authority, wm_str key, uint32_t *ref_out)
{
    *ref_out = keys->last;
    if (keys->count && keys->items[keys->last].authority == authority &&
        is_key(keys, keys->last, key))
        return WM_OK;
    wm_key_slots *of = NULL;
    WM_TRY(slots_of(keys, authority, &of));
    key_place place = place_of(key);
    size_t slot = find_slot(keys, of, place, key);
    if (!of->slots[slot]) {
        WM_TRY(add_key(keys, authority, key));
        of->slots[slot] = place.tag << 32 | keys->count;
        of->count++;
    }
    *ref_out = keys->last = (uint32_t)of->slots[slot] - 1;
    return WM_OK;
}

void wm_keys_close(wm_keys *keys)
{
    for (size_t i = 0; i < keys->slots_count; i++)
        wm_free(keys->slots[i].slots);
    wm_free(keys->slots);
    keys->slots = NULL;
    keys->slots_count = 0;
}

void wm_keys_end(wm_keys *keys)
{
    wm_keys_close(keys);
    wm_free(keys->text);
    wm_free(keys->items);
    *keys = (wm_keys){0};
}
