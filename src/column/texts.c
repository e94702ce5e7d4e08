#include "column/texts.h"

#include <assert.h>

enum { FIRST_SLOTS = 256 };

wm_text_slot wm_text_find(const wm_str *texts, const uint32_t *slots, size_t mask,
                          wm_str text, uint64_t hash)
{
    size_t slot = hash & mask;
    while (slots[slot]) {
        uint32_t number = slots[slot] - 1;
        if (wm_str_equal(texts[number], text))
            return (wm_text_slot){(int32_t)number, slot};
        slot = (slot + 1) & mask;
    }
    return (wm_text_slot){-1, slot};
}

static wm_status more_slots(wm_texts *texts)
{
    size_t count = texts->slots ? (texts->mask + 1) * 2 : FIRST_SLOTS;
    uint32_t *slots = wm_arena_alloc(texts->arena, count, sizeof *slots);
    if (!slots)
        return WM_NOMEM;
    for (size_t i = 0; i < texts->list.count; i++) {
        wm_str text = texts->list.items[i];
        wm_text_slot place = wm_text_find(texts->list.items, slots, count - 1, text,
                                          wm_bytes_hash(text.data, text.len));
        slots[place.slot] = (uint32_t)i + 1;
    }
    texts->slots = slots;
    texts->mask = count - 1;
    return WM_OK;
}

wm_status wm_texts_number(wm_texts *texts, wm_str text, int32_t *number_out)
{
    if (!texts->slots || texts->list.count * 2 > texts->mask)
        WM_TRY(more_slots(texts));
    wm_text_slot found = wm_text_find(texts->list.items, texts->slots, texts->mask, text,
                                      wm_bytes_hash(text.data, text.len));
    if (found.number < 0) {
        if (texts->list.count == INT32_MAX - 1)
            return WM_LIMIT;
        wm_str kept = wm_str_copy(texts->arena, text);
        if (!kept.data || !wm_list_push(texts->arena, &texts->list, kept))
            return WM_NOMEM;
        found.number = (int32_t)texts->list.count - 1;
        texts->slots[found.slot] = (uint32_t)texts->list.count;
    }
    *number_out = found.number;
    return WM_OK;
}
