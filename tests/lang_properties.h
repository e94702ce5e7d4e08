#ifndef WM_TESTS_LANG_PROPERTIES_H
#define WM_TESTS_LANG_PROPERTIES_H

#include "lang_tree.h"

/* What holds for every text whatever it says, for the cases and for the fuzz targets:
 * a text without mistakes can be formatted, formatting changes nothing that was
 * formatted, and parse, format and write agree on what it says.
 */
typedef struct lang_read {
    wm_status status;
    wm_diags diags;
    wm_scorecard scorecard;
    wm_measure_list measures;
    wm_catalogue catalogue;
} lang_read;

static inline lang_read lang_read_text(wm_str name, wm_str text, wm_lang_kind kind,
                                       wm_arena *arena)
{
    lang_read read = {0};
    wm_source *source = wm_arena_alloc(arena, 1, sizeof *source);
    wm_diags_init(&read.diags, arena);
    if (!source) {
        read.status = WM_NOMEM;
        return read;
    }
    *source = (wm_source){name, text};
    if (kind == WM_LANG_SCORECARD)
        read.status = wm_lang_scorecard(source, arena, &read.diags, &read.scorecard);
    else if (kind == WM_LANG_TABLES)
        read.status = wm_lang_tables(source, arena, &read.diags, &read.catalogue);
    else
        read.status = wm_lang_definitions(source, arena, &read.diags, &read.catalogue);
    for (size_t i = 0; i < read.catalogue.measures.count && read.status == WM_OK; i++)
        if (!wm_list_push(arena, &read.measures,
                          read.catalogue.measures.items[i].heading))
            read.status = WM_NOMEM;
    return read;
}

/* What was read but headings and scorecards, as a tree. */
static inline wm_text lang_tree_of(const lang_read *read)
{
    wm_text out = {0};
    lang_tree tree = {&read->catalogue, &out};
    lang_put_tables(&tree);
    lang_put_measures(&tree);
    return out;
}

/* The data as text; a wm_text to be ended by the caller. */
static inline wm_text lang_written(const lang_read *read, wm_lang_kind kind)
{
    wm_text out = {0};
    if (kind == WM_LANG_SCORECARD)
        wm_lang_write_scorecard(&read->scorecard, &out);
    else
        wm_lang_write_measures(read->measures.items, read->measures.count, &out);
    return out;
}

static inline wm_text lang_formatted(wm_str text, wm_lang_kind kind, wm_arena *arena)
{
    wm_text out = {0};
    wm_source source = {WM_STR("text"), text};
    wm_diags diags;
    wm_diags_init(&diags, arena);
    wm_status status = wm_lang_format(&source, kind, arena, &diags, &out);
    if (status != WM_OK && out.status == WM_OK)
        out.status = status;
    return out;
}

static inline bool lang_says_the_same(wm_str a, wm_str b, wm_lang_kind kind, bool trees,
                                      wm_arena *arena)
{
    lang_read first = lang_read_text(WM_STR("a"), a, kind, arena);
    lang_read second = lang_read_text(WM_STR("b"), b, kind, arena);
    wm_text one = lang_written(&first, kind), two = lang_written(&second, kind);
    wm_text tree = lang_tree_of(&first), other = lang_tree_of(&second);
    bool same = first.status == second.status &&
                first.diags.errors == second.diags.errors && one.status == two.status &&
                wm_str_equal(wm_text_str(&one), wm_text_str(&two)) &&
                (!trees || wm_str_equal(wm_text_str(&tree), wm_text_str(&other)));
    wm_text_end(&tree);
    wm_text_end(&other);
    wm_text_end(&one);
    wm_text_end(&two);
    return same;
}

/* NULL, or what does not hold. */
static inline const char *lang_broken_property(wm_str text, wm_lang_kind kind,
                                               wm_arena *arena)
{
    const char *broken = NULL;
    lang_read read = lang_read_text(WM_STR("text"), text, kind, arena);
    if (read.status != WM_OK || read.diags.errors) {
        wm_text none = lang_formatted(text, kind, arena);
        broken = none.len ? "a text with mistakes was formatted" : NULL;
        wm_text_end(&none);
        return broken;
    }
    wm_text once = lang_formatted(text, kind, arena);
    wm_text twice = lang_formatted(wm_text_str(&once), kind, arena);
    wm_text written = lang_written(&read, kind);
    wm_text laid_out = lang_formatted(wm_text_str(&written), kind, arena);
    if (once.status != WM_OK || twice.status != WM_OK)
        broken = "a text without mistakes is not formatted";
    else if (!wm_str_equal(wm_text_str(&once), wm_text_str(&twice)))
        broken = "formatting again changes the text";
    else if (!lang_says_the_same(text, wm_text_str(&once), kind, true, arena))
        broken = "formatting changes what the text says";
    else if (kind == WM_LANG_TABLES)
        broken = NULL; /* nobody writes tables */
    else if (written.status != WM_OK && written.status != WM_LIMIT)
        broken = "what was read cannot be written";
    else if (written.status == WM_OK &&
             !lang_says_the_same(text, wm_text_str(&written), kind, false, arena))
        broken = "what was written says something else";
    else if (written.status == WM_OK &&
             !wm_str_equal(wm_text_str(&written), wm_text_str(&laid_out)))
        broken = "the formatter changes what was written";
    wm_text_end(&once);
    wm_text_end(&twice);
    wm_text_end(&written);
    wm_text_end(&laid_out);
    return broken;
}

#endif
