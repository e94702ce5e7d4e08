#include "lang/clauses.h"

#include "base/diag.h"

const wm_clause wm_clauses[WM_CLAUSES] = {
#define CLAUSE(where, word, line, example)                                               \
    [WM_CLAUSE_##where##_##                                                              \
        word] = {WM_IN_##where, line, WM_WORD(#word), WM_WORD(example)},
#include "lang/clauses.def"
#undef CLAUSE
};

static bool is_one_of(wm_str word, const wm_str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wm_str_equal(word, words[i]))
            return true;
    return false;
}

bool wm_begins_definition(wm_str word)
{
    static const wm_str heads[] = {
        WM_WORD("measure"), WM_WORD("define"), WM_WORD("parameter"), WM_WORD("switch"),
        WM_WORD("use"),     WM_WORD("choose"), WM_WORD("set")};
    return is_one_of(word, heads, sizeof heads / sizeof *heads);
}

bool wm_begins_table(wm_str word)
{
    static const wm_str heads[] = {WM_WORD("table"), WM_WORD("series"), WM_WORD("codes"),
                                   WM_WORD("bands")};
    return is_one_of(word, heads, sizeof heads / sizeof *heads);
}

wm_clause_id wm_clause_find(wm_clause_where where, wm_str word)
{
    for (int id = 0; id < WM_CLAUSES; id++)
        if (wm_clauses[id].where == where && wm_str_equal(wm_clauses[id].word, word))
            return (wm_clause_id)id;
    return WM_CLAUSES;
}

/* `low`, `high`, `comparator`: the beginning of one clause's word, and of no other's. */
static wm_clause_id begun_by(wm_clause_where where, wm_str word)
{
    wm_clause_id found = WM_CLAUSES;
    for (int id = 0; id < WM_CLAUSES; id++) {
        if (wm_clauses[id].where != where || word.len < 3 ||
            !wm_str_equal_fold(wm_str_slice(wm_clauses[id].word, 0, word.len), word))
            continue;
        if (found != WM_CLAUSES)
            return WM_CLAUSES;
        found = (wm_clause_id)id;
    }
    return found;
}

static wm_str nearest_word(wm_clause_where where, wm_str word, wm_str also)
{
    wm_str candidates[WM_CLAUSES + 1];
    size_t count = 0;
    for (int id = 0; id < WM_CLAUSES; id++)
        if (wm_clauses[id].where == where)
            candidates[count++] = wm_clauses[id].word;
    if (also.len)
        candidates[count++] = also;
    return wm_nearest(word, candidates, count);
}

wm_str wm_clause_nearest(wm_clause_where where, wm_str word, wm_str also)
{
    wm_str nearest = nearest_word(where, word, also);
    wm_clause_id id = wm_clause_find(where, nearest);
    if (!nearest.len)
        id = begun_by(where, word);
    if (id == WM_CLAUSES)
        return nearest;
    bool same_words = id == WM_CLAUSE_measure_higher || id == WM_CLAUSE_measure_lower;
    return same_words ? wm_clauses[id].example : wm_clauses[id].word;
}

wm_str wm_clause_words(wm_clause_where where, wm_arena *arena)
{
    wm_str words = {"", 0};
    for (int id = 0; id < WM_CLAUSES && words.data; id++)
        if (wm_clauses[id].where == where)
            words = wm_str_format(arena, "%.*s%s`%.*s`", WM_FMT(words),
                                  words.len ? ", " : "", WM_FMT(wm_clauses[id].word));
    return words;
}
