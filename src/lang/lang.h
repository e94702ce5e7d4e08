#ifndef WM_LANG_LANG_H
#define WM_LANG_LANG_H

#include "base/diag.h"
#include "figure/measure.h"
#include "figure/scorecard.h"
#include "lang/tree.h"

/* Text that people write becomes plain data: `.scorecard` (docs/scorecard-files.md),
 * `.measures` and `.tables` (docs/language.md). One lexer, one style of message, one
 * formatter. Mistakes go to diags, several per run; a parser recovers at the end of a
 * clause and goes on. Everything is allocated in the arena of the caller and may point
 * into the source, which must outlive it.
 */

typedef WM_LIST(wm_measure) wm_measure_list;

/* WM_OK even with diagnostics: ask wm_diags_status. WM_NOMEM, WM_LIMIT otherwise. */
wm_status wm_lang_scorecard(const wm_source *source, wm_arena *arena, wm_diags *diags,
                            wm_scorecard *scorecard_out);
/* The same file for what it chooses and sets, added to the catalogue: wm_lang_resolve
 * finds of what. Its mistakes are those that reading the scorecard tells. */
wm_status wm_lang_settings(const wm_source *source, wm_arena *arena,
                           wm_catalogue *catalogue);
wm_status wm_lang_measures(const wm_source *source, wm_arena *arena, wm_diags *diags,
                           wm_measure_list *measures_out);

/* `.tables` and whole `.measures`, with bodies, defines, parameters and switches, added
 * to a catalogue that starts as {0}. Statuses as above. Files may be read in any order,
 * save that what a table is made from stands above it; `use` is noted in catalogue->uses.
 */
wm_status wm_lang_tables(const wm_source *source, wm_arena *arena, wm_diags *diags,
                         wm_catalogue *catalogue);
wm_status wm_lang_definitions(const wm_source *source, wm_arena *arena, wm_diags *diags,
                              wm_catalogue *catalogue);

/* What is known of loaded data, for better messages: each may be NULL, and what it
 * answers with -1 or 0 is left unsaid.
 */
typedef struct wm_value_count {
    wm_str value; /* empty: blank */
    int64_t rows;
} wm_value_count;

typedef struct wm_facts {
    void *context;
    int64_t (*rows)(void *context, int table);
    /* The values of a code column, most frequent first, at most `most`. */
    size_t (*values)(void *context, int table, int column, wm_value_count *out,
                     size_t most);
    /* Of the rows of a table those for which a resolved condition holds today. */
    int64_t (*rows_that)(void *context, int table, const wm_condition *condition);
    /* Are conditions of that file held against the values? NULL: those of all are. */
    bool (*is_own)(void *context, const wm_source *source);
} wm_facts;

/* Finds what every name of the catalogue is, checks that it fits, and leaves out the
 * measures that others replace. Once, when all files are read. `facts` may be NULL.
 */
wm_status wm_lang_resolve(wm_catalogue *catalogue, const wm_facts *facts, wm_arena *arena,
                          wm_diags *diags);

/* The same text in the one layout of `waymark format`: comments kept, order kept.
 * Formatting what was formatted changes nothing. Text with mistakes is not formatted:
 * diags says why and *out stays empty. `kind` by the file's ending.
 */
typedef enum wm_lang_kind {
    WM_LANG_SCORECARD,
    WM_LANG_MEASURES,
    WM_LANG_TABLES,
} wm_lang_kind;

wm_status wm_lang_format(const wm_source *source, wm_lang_kind kind, wm_arena *arena,
                         wm_diags *diags, wm_text *out);

/* Plain data back to text, in the formatter's layout: what an import writes. Parsing it
 * gives the same data again.
 */
void wm_lang_write_scorecard(const wm_scorecard *scorecard, wm_text *out);
void wm_lang_write_measures(const wm_measure *measures, size_t count, wm_text *out);

#endif
