#ifndef WM_TESTS_ENGINE_CHANCE_H
#define WM_TESTS_ENGINE_CHANCE_H

#include "engine_world.h"

/* Chance that can be had again: the same seed, the same world (splitmix64). */
typedef struct chance {
    uint64_t state;
} chance;

static inline uint64_t next_bits(chance *c)
{
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* 0 to below - 1 */
static inline size_t below(chance *c, size_t bound)
{
    return (size_t)(next_bits(c) % bound);
}

/* so often of a hundred */
static inline bool often(chance *c, size_t percent)
{
    return below(c, 100) < percent;
}

static inline const char *one_of(chance *c, const char *const *words, size_t count)
{
    return words[below(c, count)];
}

#define pick(c, ...)                                                                     \
    one_of((c), (const char *const[]){__VA_ARGS__},                                      \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

#endif
