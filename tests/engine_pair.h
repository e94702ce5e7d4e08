#ifndef WM_TESTS_ENGINE_PAIR_H
#define WM_TESTS_ENGINE_PAIR_H

/* A trial for tests that ask neither engine what is right: where one is wrong the other
 * may be wrong in the same way. Worlds and measures of chance, asked of the timeline
 * engine, before a change and after it.
 */
#include "engine_trial.h"

enum { TRIALS = 24 };

/* Two worlds side by side. */
typedef struct pair {
    wm_arena *arena;
    trial t;
    chance c;
    loaded before;
    loaded after;
} pair;

static inline pair *begin_pair(uint64_t seed)
{
    pair *p = calloc(1, sizeof *p);
    wm_arena *arena = wm_arena_new(WORLD_BYTES);
    if (!p || !arena)
        abort();
    p->arena = arena;
    p->t = (trial){.arena = p->arena, .work = p->arena};
    p->c.state = seed * 977;
    make_trial(&p->t, &of_chance, seed);
    p->t.as_at = NULL;
    return p;
}

static inline void end_pair(pair *p)
{
    wm_arena_end(p->arena);
    free(p);
}

static inline void load_into(pair *p, const world *w, loaded *l)
{
    if (world_load(w, p->arena, l))
        return;
    world_say(&l->diags);
    ck_abort_msg("seed %llu is refused", (unsigned long long)p->t.seed);
}

static inline wm_request whole_request(pair *p)
{
    return request_of(&p->t, &p->before);
}

static inline bool is_later(wm_str cell, wm_day at)
{
    wm_day day = wm_day_parse(cell);
    return day != WM_DAY_NONE && day > at;
}

static inline wm_counts sum_of_all(const wm_result *r, size_t periods, size_t period)
{
    wm_counts sum = {0};
    for (size_t g = 0; g < r->group_count; g++) {
        const wm_counts *c = &r->counts[g * periods + period];
        bool total = true;
        for (size_t i = 0; i < r->measure->body.by.count; i++)
            total = total && r->groups[g].keys[i] == WM_GROUP_ALL;
        if (!total)
            continue;
        sum.numerator += c->numerator;
        sum.denominator += c->denominator;
        sum.low_numerator += c->low_numerator;
        sum.low_denominator += c->low_denominator;
        sum.high_numerator += c->high_numerator;
        sum.high_denominator += c->high_denominator;
    }
    if (r->measure->body.kind == WM_BODY_COUNT)
        sum.denominator = sum.low_denominator = sum.high_denominator = 1;
    return sum;
}

#endif
