#include "lang/names.h"

#include <assert.h>

enum { NAMES_MIN = 64 };

/* Where the name is, or where it would go: at most half of the slots are taken. */
static wm_name *slot_of(const wm_names *names, wm_str name)
{
    size_t at = wm_str_hash(name) & (names->capacity - 1);
    while (names->slots[at].name.len && !wm_str_equal(names->slots[at].name, name))
        at = (at + 1) & (names->capacity - 1);
    return &names->slots[at];
}

static wm_status make_room(wm_names *names, wm_arena *arena)
{
    if (names->count < names->capacity / 2)
        return WM_OK;
    wm_names larger = {.capacity = names->capacity ? names->capacity * 2 : NAMES_MIN};
    larger.slots = wm_arena_alloc(arena, larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        return WM_NOMEM;
    for (size_t i = 0; i < names->capacity; i++)
        if (names->slots[i].name.len)
            *slot_of(&larger, names->slots[i].name) = names->slots[i];
    larger.count = names->count;
    *names = larger;
    return WM_OK;
}

wm_status wm_names_add(wm_names *names, wm_arena *arena, wm_str name, uint32_t line,
                       uint32_t *first_out)
{
    assert(name.len > 0);
    WM_TRY(make_room(names, arena));
    wm_name *slot = slot_of(names, name);
    *first_out = slot->line;
    if (slot->name.len)
        return WM_OK;
    *slot = (wm_name){name, line};
    names->count++;
    return WM_OK;
}
