#include "lang/resolve.h"

/* What has which name. */

enum { SLOTS_MIN = 64 };

static wm_index_slot *slot_of(const wm_index *index, int kind, wm_str name)
{
    size_t hash = wm_str_hash(name) + (size_t)(unsigned)kind * 0x9E3779B1u;
    size_t at = hash & (index->capacity - 1);
    while (index->slots[at].name.len &&
           (index->slots[at].kind != kind || !wm_str_equal(index->slots[at].name, name)))
        at = (at + 1) & (index->capacity - 1);
    return &index->slots[at];
}

int wm_index_find(const wm_index *index, int kind, wm_str name)
{
    if (!index->capacity || !name.len)
        return -1;
    const wm_index_slot *slot = slot_of(index, kind, name);
    return slot->name.len ? slot->number : -1;
}

static bool make_room(wm_resolver *r)
{
    wm_index *index = &r->index;
    if (index->count < index->capacity / 2)
        return true;
    wm_index larger = {.capacity = index->capacity ? index->capacity * 2 : SLOTS_MIN};
    larger.slots = wm_arena_alloc(r->arena, larger.capacity, sizeof *larger.slots);
    if (!larger.slots) {
        r->status = WM_NOMEM;
        return false;
    }
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i].name.len)
            *slot_of(&larger, index->slots[i].kind, index->slots[i].name) =
                index->slots[i];
    larger.count = index->count;
    *index = larger;
    return true;
}

int wm_index_add(wm_resolver *r, int kind, wm_str name, int number)
{
    if (!name.len || !make_room(r))
        return -1;
    wm_index_slot *slot = slot_of(&r->index, kind, name);
    if (slot->name.len)
        return slot->number;
    *slot = (wm_index_slot){kind, number, name};
    r->index.count++;
    return -1;
}

static void tell_twice(wm_resolver *r, const wm_source *source, wm_named name,
                       const char *what, wm_str first_file)
{
    r->source = source;
    wm_wrong(r, name.span, wm_resolve_say(r, "the first is in %.*s", WM_FMT(first_file)),
             "there are two %s `%.*s`", what, WM_FMT(name.text));
}

static void index_defines(wm_resolver *r)
{
    wm_catalogue *c = r->catalogue;
    for (size_t i = 0; i < c->defines.count; i++) {
        wm_define *define = &c->defines.items[i];
        r->source = define->source;
        define->table = wm_resolve_table(r, define->table_name);
        if (define->table == WM_NO_TABLE)
            continue;
        int first = wm_index_add(r, define->table, define->name.text, (int)i);
        if (first >= 0)
            tell_twice(r, define->source, define->name, "defines",
                       c->defines.items[first].file);
        else if (wm_table_column(wm_table_of(r, define->table), define->name.text) !=
                 WM_NO_COLUMN)
            wm_wrong(r, define->name.span, WM_STR("choose another name"),
                     "`%.*s` is a column of `%.*s`, which a name finds first",
                     WM_FMT(define->name.text),
                     WM_FMT(wm_table_of(r, define->table)->name));
    }
}

static void index_settings(wm_resolver *r)
{
    wm_catalogue *c = r->catalogue;
    for (size_t i = 0; i < c->parameters.count; i++) {
        const wm_parameter *made = &c->parameters.items[i];
        int first = wm_index_add(r, WM_INDEX_PARAMETER, made->name.text, (int)i);
        if (first >= 0)
            tell_twice(r, made->origin, made->name, "parameters",
                       c->parameters.items[first].file);
    }
    for (size_t i = 0; i < c->switches.count; i++) {
        const wm_switch *made = &c->switches.items[i];
        int first = wm_index_add(r, WM_INDEX_SWITCH, made->name.text, (int)i);
        int parameter = wm_index_find(&r->index, WM_INDEX_PARAMETER, made->name.text);
        if (first >= 0)
            tell_twice(r, made->origin, made->name, "switches",
                       c->switches.items[first].file);
        else if (parameter >= 0)
            tell_twice(r, made->origin, made->name, "settings",
                       c->parameters.items[parameter].file);
    }
}

void wm_index_all(wm_resolver *r)
{
    index_defines(r);
    index_settings(r);
}
