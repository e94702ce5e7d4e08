#ifndef WM_LANG_CLAUSES_H
#define WM_LANG_CLAUSES_H

#include "lang/word.h"

#include <stdbool.h>

/* The clauses of the files as a table (lang/clauses.def): for finding the one that a
 * word begins, for suggesting the one that was meant, and for laying them out.
 */
typedef enum wm_clause_where {
    WM_IN_header,
    WM_IN_row,
    WM_IN_measure,
    WM_IN_body,  /* of a measure: how it is counted */
    WM_IN_table, /* of a `.tables` file             */
} wm_clause_where;

typedef enum wm_clause_id {
#define CLAUSE(where, word, line, example) WM_CLAUSE_##where##_##word,
#include "lang/clauses.def"
#undef CLAUSE
    WM_CLAUSES,
} wm_clause_id;

typedef struct wm_clause {
    wm_clause_where where;
    unsigned char line; /* clauses of one number share a line; 0: on its own */
    wm_str word;
    wm_str example;
} wm_clause;

extern const wm_clause wm_clauses[WM_CLAUSES];

/* The clause of that place which begins with `word`, or WM_CLAUSES. */
wm_clause_id wm_clause_find(wm_clause_where where, wm_str word);

/* The word that `word` was meant to be, among those of the place and `also` (which may
 * be empty), or an empty string. A clause that is always the same words is given whole:
 * `low` was meant to be `lower is better`.
 */
wm_str wm_clause_nearest(wm_clause_where where, wm_str word, wm_str also);

/* Does the word, first on its line, begin a part of the file: `measure`, `define`,
 * `parameter`, `switch`, `use`, `choose` or `set`; `table`, `series`, `codes` or `bands`?
 */
bool wm_begins_definition(wm_str word);
bool wm_begins_table(wm_str word);

/* `target, bands, printed ...`: all words of the place, or {NULL, 0}. */
wm_str wm_clause_words(wm_clause_where where, wm_arena *arena);

#endif
