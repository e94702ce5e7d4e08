#include "lang/parse_tree.h"

/* What a council decides of definitions that are not its own, in its `.measures` or in
 * the header of its `.scorecard`:
 *
 *     choose placement_moves every episode
 *     set cp_visit_every := 10 working days   source "local procedure"
 */

/* The words of a choice go on to the end of the line: any word may be one of them. */
static bool read_chosen(wm_parser *p, wm_named *out)
{
    *out = (wm_named){.span = p->token.span};
    while (p->token.kind == WM_TOKEN_WORD && !p->token.first)
        if (!wm_join_word(p, out))
            return false;
    return wm_want_choice_words(p, out);
}

bool wm_read_choose(wm_parser *p, wm_setting *setting)
{
    p->example = WM_STR("choose placement_moves every episode");
    *setting = (wm_setting){.source = p->source, .is_choice = true};
    return wm_read_name(p, "the name of a switch", &setting->name) &&
           read_chosen(p, &setting->chosen);
}

bool wm_read_set(wm_parser *p, wm_setting *setting)
{
    p->example = WM_STR("set cp_visit_every := 10 working days");
    *setting = (wm_setting){.source = p->source};
    if (!wm_read_name(p, "the name of a parameter", &setting->name))
        return false;
    if (!wm_take(p, WM_TOKEN_DEFINED)) {
        wm_expected(p, "`:=`");
        return false;
    }
    if (!wm_read_values(p, &setting->values))
        return false;
    wm_parser_mark(p, WM_MARK_ITEM, 0, false);
    return wm_read_source(p, &setting->why);
}
