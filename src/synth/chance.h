#ifndef WM_SYNTH_CHANCE_H
#define WM_SYNTH_CHANCE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Chance that falls alike on every machine: SplitMix64 (Steele, Lea and Flood 2014), in
 * whole numbers only. A probability is so many of 65,536.
 */
typedef struct wm_chance {
    uint64_t state;
} wm_chance;

#define WM_PERCENT(n)  ((unsigned)((n)*65536 / 100))
#define WM_PER_1000(n) ((unsigned)((n)*65536 / 1000))

static inline uint64_t wm_chance_next(wm_chance *chance)
{
    uint64_t z = chance->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* 0 to count - 1; counts here are far below 2^32, so that the rest is no bias one sees.
 */
static inline int wm_chance_below(wm_chance *chance, int count)
{
    assert(count > 0);
    return (int)((wm_chance_next(chance) >> 32) * (uint64_t)count >> 32);
}

/* Both ends included. */
static inline int wm_chance_between(wm_chance *chance, int least, int most)
{
    return least + wm_chance_below(chance, most - least + 1);
}

static inline bool wm_chance_often(wm_chance *chance, unsigned of_65536)
{
    return (wm_chance_next(chance) >> 48) < of_65536;
}

/* A length with a long tail: most are short, the mean is about `mean`. */
static inline int wm_chance_span(wm_chance *chance, int mean)
{
    int span = 1 + wm_chance_below(chance, mean);
    for (int i = 0; i < 12 && wm_chance_often(chance, 32768); i++)
        span += wm_chance_below(chance, mean);
    return span;
}

/* Codes by their weights: `{"N1", 20}, {"N4", 5}`. */
typedef struct wm_weighted {
    const char *code;
    int weight;
} wm_weighted;

static inline const char *wm_chance_pick(wm_chance *chance, const wm_weighted *from,
                                         size_t count)
{
    int total = 0;
    for (size_t i = 0; i < count; i++)
        total += from[i].weight;
    int left = wm_chance_below(chance, total);
    size_t i = 0;
    while (left >= from[i].weight)
        left -= from[i++].weight;
    return from[i].code;
}

#define WM_PICK(chance, from)                                                            \
    wm_chance_pick((chance), (from), sizeof(from) / sizeof *(from))

#endif
