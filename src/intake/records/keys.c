#include "intake/records/keys.h"

#include "base/alloc.h"
#include "column/texts.h"

enum { FIRST_KEYS = 64 };

static uint32_t hash_of(uint16_t authority, wm_str key)
{
    uint64_t hash = wm_bytes_hash(key.data, key.len) + authority;
    return (uint32_t)(hash * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

static bool is_key(const wm_keys *keys, uint32_t ref, uint16_t authority, wm_str key)
{
    const wm_key *item = &keys->items[ref];
    return item->authority == authority && item->len == key.len &&
           memcmp(keys->text + item->at, key.data, key.len) == 0;
}

/* The ref, or NO_REF and through *slot_out where it belongs. */
static uint32_t look_up(const wm_keys *keys, uint16_t authority, wm_str key,
                        uint32_t hash, size_t *slot_out)
{
    size_t slot = hash & keys->mask;
    for (; keys->slots[slot]; slot = (slot + 1) & keys->mask) {
        uint32_t ref = (uint32_t)keys->slots[slot] - 1;
        if (keys->slots[slot] >> 32 == hash && is_key(keys, ref, authority, key))
            return ref;
    }
    *slot_out = slot;
    return WM_NO_REF;
}

uint32_t wm_keys_find(const wm_keys *keys, uint16_t authority, wm_str key)
{
    size_t slot;
    if (!keys->slots)
        return WM_NO_REF;
    return look_up(keys, authority, key, hash_of(authority, key), &slot);
}

static wm_status move_to_slots(wm_keys *keys, size_t count)
{
    uint64_t *slots = wm_alloc(count * sizeof *slots);
    if (!slots)
        return WM_NOMEM;
    for (size_t i = 0; i < keys->count; i++) {
        size_t slot = keys->items[i].hash & (count - 1);
        while (slots[slot])
            slot = (slot + 1) & (count - 1);
        slots[slot] = (uint64_t)keys->items[i].hash << 32 | (i + 1);
    }
    wm_free(keys->slots);
    keys->slots = slots;
    keys->mask = count - 1;
    return WM_OK;
}

/* At most half of the slots are in use. */
wm_status wm_keys_reserve(wm_keys *keys, size_t count)
{
    size_t slots = keys->slots ? keys->mask + 1 : (size_t)FIRST_KEYS * 2;
    while (slots < count * 2)
        slots *= 2;
    if (!keys->slots || slots > keys->mask + 1)
        WM_TRY(move_to_slots(keys, slots));
    if (count <= keys->capacity)
        return WM_OK;
    wm_key *grown = wm_realloc(keys->items, count * sizeof *grown);
    if (!grown)
        return WM_NOMEM;
    keys->items = grown;
    keys->capacity = count;
    return WM_OK;
}

static wm_status room_for_text(wm_keys *keys, size_t len)
{
    size_t needed = keys->text_len + len;
    if (needed > UINT32_MAX)
        return WM_LIMIT;
    if (needed <= keys->text_capacity && keys->text)
        return WM_OK;
    size_t capacity = needed < 512 ? 1024 : needed * 2;
    char *grown = wm_realloc(keys->text, capacity);
    if (!grown)
        return WM_NOMEM;
    keys->text = grown;
    keys->text_capacity = capacity;
    return WM_OK;
}

static wm_status room_for_key(wm_keys *keys)
{
    if (keys->count == INT32_MAX)
        return WM_LIMIT;
    if (keys->count < keys->capacity)
        return WM_OK;
    return wm_keys_reserve(keys, keys->capacity ? keys->capacity * 2 : FIRST_KEYS);
}

wm_status wm_keys_ref(wm_keys *keys, uint16_t authority, wm_str key, uint32_t *ref_out)
{
    size_t slot = 0;
    *ref_out = keys->last;
    if (keys->count && is_key(keys, keys->last, authority, key))
        return WM_OK;
    WM_TRY(room_for_key(keys));
    uint32_t hash = hash_of(authority, key);
    uint32_t ref = look_up(keys, authority, key, hash, &slot);
    if (ref == WM_NO_REF) {
        WM_TRY(room_for_text(keys, key.len));
        memcpy(keys->text + keys->text_len, key.data, key.len);
        ref = (uint32_t)keys->count++;
        keys->items[ref] = (wm_key){.at = (uint32_t)keys->text_len,
                                    .len = (uint32_t)key.len,
                                    .hash = hash,
                                    .row = WM_NO_ROW,
                                    .authority = authority};
        keys->text_len += key.len;
        keys->slots[slot] = (uint64_t)hash << 32 | (ref + 1);
    }
    *ref_out = keys->last = ref;
    return WM_OK;
}

void wm_keys_end(wm_keys *keys)
{
    wm_free(keys->text);
    wm_free(keys->items);
    wm_free(keys->slots);
    *keys = (wm_keys){0};
}
