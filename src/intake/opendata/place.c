#include "intake/opendata/importing.h"

#include "figure/authority.h"

#include <assert.h>
#include <stdlib.h>

/* Countries, regions and authorities of the files, each once however it is named. An
 * authority is one by its three digits: it keeps them when it gets another E-code, so
 * that Barnsley's figures of 2017 and of 2026 are of one authority.
 */

static size_t bucket_of(const wm_od_places *places, wm_str code)
{
    size_t at = wm_str_hash(code) % WM_OD_BUCKETS;
    while (places->by_code[at] && !wm_str_equal(places->codes[at], code))
        at = (at + 1) % WM_OD_BUCKETS;
    return at;
}

static wm_status add_place(wm_od *od, wm_od_place place, int *place_out)
{
    wm_od_places *places = od->places;
    if (places->list.count == WM_OPENDATA_PLACES_MAX) {
        wm_diag_data(od->diags, WM_SEVERITY_ERROR, (wm_str){"", 0}, (wm_place){0},
                     WM_STR("see docs/limits.md"), "the files name more than %d places",
                     WM_OPENDATA_PLACES_MAX);
        return WM_LIMIT;
    }
    *place_out = (int)places->list.count;
    if (!wm_list_push(od->arena, &places->list, place))
        return WM_NOMEM;
    if (place.number > 0 && place.number < WM_OD_NUMBERS)
        places->by_number[place.number] = (int16_t)(*place_out + 1);
    if (place.level == WM_LEVEL_AUTHORITY &&
        ((places->own_number && place.number == places->own_number) ||
         wm_str_equal(place.code, places->own_code)))
        places->own = *place_out;
    return WM_OK;
}

static wm_status remember_code(wm_od *od, wm_str code, int place)
{
    wm_od_places *places = od->places;
    size_t at = bucket_of(places, code);
    if (places->by_code[at])
        return WM_OK;
    places->codes[at] = wm_str_copy(od->arena, code);
    if (!places->codes[at].data)
        return WM_NOMEM;
    places->by_code[at] = (int16_t)(place + 1);
    return WM_OK;
}

/* The authorities that are known, so that LAIT's numbers find them. */
static wm_status add_authorities(wm_od *od)
{
    wm_od_places *places = od->places;
    for (size_t i = 0; i < wm_authority_count; i++) {
        const wm_authority *each = &wm_authorities[i];
        const wm_authority *now = wm_authority_by_old_code(each->old_code);
        int place = wm_od_place_of_number(od, each->old_code);
        if (place == WM_NO_PLACE) {
            bool is_own = each->old_code == places->own_number;
            wm_od_place added = {
                .level = WM_LEVEL_AUTHORITY,
                .code = is_own ? places->own_code : wm_str_of(now->code),
                .name = wm_str_of(now->name),
                .number = each->old_code,
                .until = now->until,
            };
            WM_TRY(add_place(od, added, &place));
        }
        WM_TRY(remember_code(od, wm_str_of(each->code), place));
    }
    return WM_OK;
}

wm_status wm_od_places_init(wm_od *od)
{
    od->places = wm_arena_alloc(od->arena, 1, sizeof *od->places);
    if (!od->places)
        return WM_NOMEM;
    const wm_place_name *own = &od->request->folder->scorecard.authority;
    const wm_authority *known = wm_authority_by_code(own->code);
    if (!known)
        known = wm_authority_by_name(own->name);
    od->places->own_code =
        wm_str_empty(own->code) && known ? wm_str_of(known->code) : own->code;
    od->places->own_number = known ? known->old_code : 0;
    od->places->own = WM_NO_PLACE;

    int place;
    wm_od_place england = {WM_LEVEL_COUNTRY, WM_STR(WM_ENGLAND_CODE),
                           WM_STR(WM_ENGLAND_NAME), 970, 0};
    WM_TRY(add_place(od, england, &place));
    WM_TRY(remember_code(od, england.code, place));
    return add_authorities(od);
}

int wm_od_number_of(wm_str text)
{
    text = wm_str_trim(text);
    if (wm_str_ends(text, WM_STR(".0")))
        text.len -= 2;
    if (text.len == 0 || text.len > 4)
        return -1;
    int number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!wm_is_digit(text.data[i]))
            return -1;
        number = number * 10 + (text.data[i] - '0');
    }
    return number;
}

int wm_od_place_of_number(const wm_od *od, int number)
{
    if (number <= 0 || number >= WM_OD_NUMBERS)
        return WM_NO_PLACE;
    return od->places->by_number[number] - 1;
}

static int place_of_code(const wm_od *od, wm_str code)
{
    return od->places->by_code[bucket_of(od->places, code)] - 1;
}

/* `E08000014`; a joint return's `E09000021 / E09000027` and an `x` are none. */
static bool is_code(wm_str code)
{
    if (code.len != 9 || code.data[0] != 'E')
        return false;
    for (size_t i = 1; i < code.len; i++)
        if (!wm_is_digit(code.data[i]))
            return false;
    return true;
}

/* An authority that is younger than this program is taken as the file has it. */
static wm_status add_unknown(wm_od *od, wm_str code, wm_str name, wm_str number,
                             int *place_out)
{
    int digits = wm_od_number_of(number);
    wm_od_place place = {
        .level = WM_LEVEL_AUTHORITY,
        .code = wm_str_copy(od->arena, code),
        .name = wm_str_copy(od->arena, name),
        .number = digits > 0 ? digits : 0,
    };
    if (!place.code.data || !place.name.data)
        return WM_NOMEM;
    WM_TRY(add_place(od, place, place_out));
    return remember_code(od, code, *place_out);
}

static wm_status add_region(wm_od *od, const wm_region *region, int *place_out)
{
    wm_od_place place = {WM_LEVEL_REGION, wm_str_of(region->code),
                         wm_str_of(region->name), 0, 0};
    WM_TRY(add_place(od, place, place_out));
    return remember_code(od, place.code, *place_out);
}

wm_status wm_od_place_of_code(wm_od *od, wm_level level, wm_str code, wm_str name,
                              wm_str number, int *place_out)
{
    *place_out = place_of_code(od, code);
    if (*place_out != WM_NO_PLACE)
        return WM_OK;
    const wm_region *region = level == WM_LEVEL_REGION ? wm_region_by_code(code) : NULL;
    if (region)
        return add_region(od, region, place_out);
    if (level == WM_LEVEL_AUTHORITY && is_code(code) && !wm_str_empty(name))
        return add_unknown(od, code, name, number, place_out);
    return WM_OK;
}

wm_status wm_od_place_of_name(wm_od *od, wm_str name, int *place_out)
{
    *place_out = WM_NO_PLACE;
    if (wm_str_equal_fold(name, WM_STR(WM_ENGLAND_NAME))) {
        *place_out = place_of_code(od, WM_STR(WM_ENGLAND_CODE));
        return WM_OK;
    }
    const wm_region *region = wm_region_by_name(name);
    if (!region || wm_str_empty(wm_str_of(region->code)))
        return WM_OK;
    *place_out = place_of_code(od, wm_str_of(region->code));
    return *place_out == WM_NO_PLACE ? add_region(od, region, place_out) : WM_OK;
}

static int by_level_and_code(const void *left, const void *right)
{
    const wm_od_place *const *a = left;
    const wm_od_place *const *b = right;
    if ((*a)->level != (*b)->level)
        return (*a)->level < (*b)->level ? -1 : 1;
    return wm_str_compare((*a)->code, (*b)->code);
}

wm_status wm_od_places_order(const wm_od *od, const int **order_out)
{
    size_t count = od->places->list.count;
    const wm_od_place *items = od->places->list.items;
    const wm_od_place **sorted = wm_arena_alloc(od->arena, count, sizeof *sorted);
    int *order = wm_arena_alloc(od->arena, count, sizeof *order);
    if (!sorted || !order)
        return WM_NOMEM;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &items[i];
    qsort(sorted, count, sizeof *sorted, by_level_and_code);
    for (size_t i = 0; i < count; i++)
        order[i] = (int)(sorted[i] - items);
    *order_out = order;
    return WM_OK;
}
