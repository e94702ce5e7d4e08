#include "intake/records/loading.h"

#include "figure/authority.h"

#include <assert.h>

/* The council that a text names, with its official code where that is known. */
static wm_records_authority authority_called(wm_str named)
{
    const wm_authority *found = wm_authority_by_code(named);
    if (!found)
        found = wm_authority_by_name(named);
    if (!found && named.len == 3 && wm_is_digit(named.data[0]) &&
        wm_is_digit(named.data[1]) && wm_is_digit(named.data[2]))
        found =
            wm_authority_by_old_code((named.data[0] - '0') * 100 +
                                     (named.data[1] - '0') * 10 + (named.data[2] - '0'));
    if (!found)
        return (wm_records_authority){.code = {"", 0}, .name = named};
    return (wm_records_authority){.code = wm_str_of(found->code),
                                  .name = wm_str_of(found->name)};
}

static wm_status add_authority(wm_loading *loading, wm_records_authority authority,
                               uint16_t *number_out)
{
    size_t count = loading->authorities.count;
    if (count == WM_AUTHORITIES_MAX) {
        wm_diag_data(loading->diags, WM_SEVERITY_ERROR, (wm_str){"", 0}, (wm_place){0, 0},
                     WM_STR("is `authority` the right column?"),
                     "more than %d authorities", (int)WM_AUTHORITIES_MAX);
        return WM_LIMIT;
    }
    if (!wm_list_push(loading->scratch, &loading->authorities, authority))
        return WM_NOMEM;
    *number_out = (uint16_t)count;
    return WM_OK;
}

static wm_status add_named(wm_loading *loading, wm_str named, uint16_t *number_out)
{
    wm_records_authority authority = authority_called(named);
    for (size_t i = 0; i < loading->authorities.count; i++) {
        const wm_records_authority *known = &loading->authorities.items[i];
        if (wm_str_equal(known->code, authority.code) &&
            wm_str_equal(known->name, authority.name)) {
            *number_out = (uint16_t)i;
            return WM_OK;
        }
    }
    authority.name = wm_str_copy(loading->arena, authority.name);
    if (!authority.name.data)
        return WM_NOMEM;
    return add_authority(loading, authority, number_out);
}

wm_status wm_load_authority(wm_loading *loading, wm_str named, uint16_t *authority_out)
{
    int32_t text;
    WM_TRY(wm_texts_number(&loading->authority_texts, named, &text));
    size_t count = loading->authority_of_text.count;
    assert((size_t)text <= count);
    if ((size_t)text == count) {
        uint16_t number = 0;
        WM_TRY(add_named(loading, named, &number));
        if (!wm_list_push(loading->scratch, &loading->authority_of_text, number))
            return WM_NOMEM;
    }
    *authority_out = loading->authority_of_text.items[text];
    return WM_OK;
}

wm_status wm_load_nameless(wm_loading *loading, uint16_t *authority_out)
{
    if (loading->nameless == WM_NO_AUTHORITY) {
        wm_records_authority none = {.code = {"", 0}, .name = WM_STR("(this authority)")};
        WM_TRY(add_authority(loading, none, &loading->nameless));
    }
    *authority_out = loading->nameless;
    return WM_OK;
}

static wm_str sort_name(const wm_records_authority *authority)
{
    return wm_str_empty(authority->code) ? authority->name : authority->code;
}

/* Few, and the order they come in is nearly that of their codes: by insertion. */
wm_status wm_load_sort_authorities(wm_loading *loading, size_t count)
{
    wm_records *records = loading->records;
    uint16_t *order = wm_arena_alloc(loading->scratch, count, sizeof *order);
    loading->authority_number =
        wm_arena_alloc(loading->scratch, count, sizeof *loading->authority_number);
    records->authorities =
        wm_arena_alloc(loading->arena, count, sizeof *records->authorities);
    if (!order || !loading->authority_number || !records->authorities)
        return WM_NOMEM;
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        wm_str name = sort_name(&loading->authorities.items[i]);
        for (; at > 0; at--) {
            wm_str before = sort_name(&loading->authorities.items[order[at - 1]]);
            if (wm_str_compare(before, name) <= 0)
                break;
            order[at] = order[at - 1];
        }
        order[at] = (uint16_t)i;
    }
    for (size_t i = 0; i < count; i++) {
        records->authorities[i] = loading->authorities.items[order[i]];
        loading->authority_number[order[i]] = (uint16_t)i;
    }
    records->authority_count = count;
    return WM_OK;
}
