/* Memory that lives and dies together: limits, marks, and that all of it is given back
 * (the leak check of the sanitizer speaks for the test it happens in).
 */
#include "harness.h"

#include "base/alloc.h"
#include "base/status.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { PLENTY = 64 * 1024 * 1024 };

static bool filled(const unsigned char *bytes, size_t count, unsigned char fill)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i] != fill)
            return false;
    return true;
}

static bool all_zero(const unsigned char *bytes, size_t count)
{
    return filled(bytes, count, 0);
}

TEST(memory_is_zeroed_aligned_and_apart)
{
    wm_arena *arena = wm_arena_new(PLENTY);
    unsigned char *pieces[200];
    for (size_t i = 0; i < 200; i++) {
        size_t bytes = i * i; /* up to 40 kB: several blocks */
        pieces[i] = wm_arena_alloc(arena, bytes, 1);
        ck_assert_ptr_nonnull(pieces[i]);
        ck_assert_uint_eq((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        ck_assert(all_zero(pieces[i], bytes));
        memset(pieces[i], (int)i, bytes);
    }
    for (size_t i = 0; i < 200; i++)
        ck_assert(filled(pieces[i], i * i, (unsigned char)i));
    wm_arena_end(arena);
}
END

TEST(sizes_that_overflow_are_refused)
{
    wm_arena *arena = wm_arena_new(SIZE_MAX);
    ck_assert_ptr_null(wm_arena_alloc(arena, SIZE_MAX, 2));
    ck_assert_ptr_null(wm_arena_alloc(arena, SIZE_MAX, 1));
    ck_assert_ptr_null(wm_arena_alloc(arena, SIZE_MAX / 2 + 1, 2));
    ck_assert_ptr_nonnull(wm_arena_alloc(arena, 0, 8));
    wm_arena_end(arena);
    wm_arena_end(NULL);
}
END

TEST(the_limit_holds)
{
    wm_arena *arena = wm_arena_new(200 * 1024);
    size_t got = 0;
    while (wm_arena_alloc(arena, 1000, 1))
        got += 1000;
    ck_assert_uint_le(wm_arena_used(arena), 200 * 1024);
    ck_assert_uint_ge(got, 195 * 1024);
    ck_assert_ptr_null(wm_arena_alloc(arena, 200 * 1024 + 1, 1));
    wm_arena_rewind(arena, 0);
    ck_assert_ptr_nonnull(wm_arena_alloc(arena, 200 * 1024, 1));
    ck_assert_ptr_null(wm_arena_alloc(arena, 1, 1));
    wm_arena_end(arena);
}
END

TEST(a_rewind_takes_back_and_zeroes_again)
{
    wm_arena *arena = wm_arena_new(PLENTY);
    unsigned char *kept = wm_arena_alloc(arena, 100, 1);
    memset(kept, 'k', 100);
    size_t mark = wm_arena_mark(arena);
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < 40; i++) {
            unsigned char *piece = wm_arena_alloc(arena, 10000, 1);
            ck_assert(all_zero(piece, 10000));
            memset(piece, 'x', 10000);
        }
        wm_arena_rewind(arena, mark);
        ck_assert_uint_eq(wm_arena_used(arena), mark);
    }
    ck_assert(filled(kept, 100, 'k'));
    wm_arena_end(arena);
}
END

/* A row arena: emptied, then a longer row than the block holds. The emptied block once
 * stayed behind for good.
 */
TEST(an_emptied_arena_gives_every_block_back)
{
    wm_arena *arena = wm_arena_new(PLENTY);
    for (size_t bytes = 50 * 1024; bytes < 8 * 1024 * 1024; bytes = bytes * 3 / 2) {
        ck_assert_ptr_nonnull(wm_arena_alloc(arena, bytes, 1));
        wm_arena_rewind(arena, 0);
        ck_assert_uint_eq(wm_arena_used(arena), 0);
    }
    wm_arena_end(arena);
}
END

/* Marks and rewinds in any order against a stack that remembers what was written. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

typedef struct piece {
    unsigned char *bytes;
    size_t size;
    size_t mark_before;
    unsigned char fill;
} piece;

static size_t edgy_size(uint64_t *state)
{
    static const size_t edges[] = {0, 1, 15, 16, 17, 65535, 65536, 65537, 131072, 300000};
    if (next_random(state) % 3 == 0)
        return edges[next_random(state) % (sizeof edges / sizeof *edges)];
    return next_random(state) % 5000;
}

static void push_piece(wm_arena *arena, piece *pieces, size_t count, uint64_t *state)
{
    piece *p = &pieces[count];
    p->mark_before = wm_arena_mark(arena);
    p->size = edgy_size(state);
    p->fill = (unsigned char)next_random(state);
    p->bytes = wm_arena_alloc(arena, p->size, 1);
    ck_assert_ptr_nonnull(p->bytes);
    ck_assert(all_zero(p->bytes, p->size));
    memset(p->bytes, p->fill, p->size);
}

static void check_pieces(const piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!filled(pieces[i].bytes, pieces[i].size, pieces[i].fill))
            ck_abort_msg("piece %zu of %zu was overwritten", i, count);
}

TEST(marks_and_rewinds_in_any_order)
{
    uint64_t seed = getenv("WM_SEED") ? strtoull(getenv("WM_SEED"), NULL, 10) : 20160331;
    uint64_t state = seed;
    piece pieces[64];
    size_t count = 0;
    printf("base_arena: WM_SEED=%llu\n", (unsigned long long)seed);
    wm_arena *arena = wm_arena_new(PLENTY);
    for (int step = 0; step < 2000; step++) {
        if (count == 64 || (count && next_random(&state) % 8 == 0)) {
            size_t keep = next_random(&state) % 3 ? next_random(&state) % count : 0;
            wm_arena_rewind(arena, pieces[keep].mark_before);
            count = keep;
        }
        push_piece(arena, pieces, count++, &state);
        check_pieces(pieces, count);
    }
    wm_arena_end(arena);
}
END

TEST(a_list_grows_and_keeps_its_items)
{
    wm_arena *arena = wm_arena_new(PLENTY);
    WM_LIST(int) numbers = {0};
    for (int i = 0; i < 5000; i++)
        ck_assert(wm_list_push(arena, &numbers, i * 3));
    ck_assert_uint_eq(numbers.count, 5000);
    for (int i = 0; i < 5000; i++)
        ck_assert_int_eq(numbers.items[i], i * 3);
    wm_arena_end(arena);
}
END

TEST(a_list_with_room_stays_where_it_is)
{
    wm_arena *arena = wm_arena_new(PLENTY);
    size_t capacity = 0;
    int *items = wm_arena_grow(arena, NULL, 0, &capacity, sizeof *items);
    ck_assert_ptr_nonnull(items);
    for (size_t count = 0; count < capacity; count++)
        ck_assert_ptr_eq(wm_arena_grow(arena, items, count, &capacity, sizeof *items),
                         items);
    size_t full = capacity;
    ck_assert_ptr_ne(wm_arena_grow(arena, items, full, &capacity, sizeof *items), items);
    ck_assert_uint_gt(capacity, full);
    wm_arena_end(arena);
}
END

/* When it cannot grow, the list is as it was. */
static wm_status push_many(wm_arena *arena, size_t *count_out)
{
    WM_LIST(size_t) list = {0};
    wm_status status = WM_OK;
    for (size_t i = 0; i < 3000 && status == WM_OK; i++)
        if (!wm_list_push(arena, &list, i))
            status = WM_NOMEM;
    for (size_t i = 0; i < list.count; i++)
        ck_assert_uint_eq(list.items[i], i);
    *count_out = list.count;
    return status;
}

TEST(each_refusal_leaves_the_list_whole)
{
    long refused = 0;
    size_t count = 0;
    wm_status status = WM_NOMEM;
    while (status == WM_NOMEM) {
        wm_alloc_fail_after(refused);
        wm_arena *arena = wm_arena_new(PLENTY);
        if (arena)
            status = push_many(arena, &count);
        wm_alloc_fail_after(-1);
        wm_arena_end(arena);
        refused += status == WM_NOMEM;
    }
    ck_assert_int_eq(status, WM_OK);
    ck_assert_uint_eq(count, 3000);
    ck_assert_int_ge(refused, 8);
}
END

TEST(refusals_are_counted_as_promised)
{
    wm_alloc_fail_after(2);
    void *first = wm_alloc(1), *second = wm_alloc(0);
    void *third = wm_alloc(1), *fourth = wm_realloc(first, 10);
    wm_alloc_fail_after(-1);
    void *fifth = wm_alloc(1);
    ck_assert(first && second && fifth);
    ck_assert(!third && !fourth);
    wm_free(first);
    wm_free(second);
    wm_free(fifth);
    wm_free(NULL);
}
END

TESTS(memory_is_zeroed_aligned_and_apart, sizes_that_overflow_are_refused,
      the_limit_holds, a_rewind_takes_back_and_zeroes_again,
      an_emptied_arena_gives_every_block_back, marks_and_rewinds_in_any_order,
      a_list_grows_and_keeps_its_items, a_list_with_room_stays_where_it_is,
      each_refusal_leaves_the_list_whole, refusals_are_counted_as_promised)
