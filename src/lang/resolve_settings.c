#include "lang/resolve.h"

/* What a council chose and set of definitions that are not its own. */

static void tell_unknown(wm_resolver *r, const wm_setting *setting)
{
    const wm_catalogue *c = r->catalogue;
    wm_name_list *names = wm_suggestions(r);
    wm_str name = setting->name.text;
    for (size_t i = 0; setting->is_choice && i < c->switches.count; i++)
        wm_suggest_name(r, names, c->switches.items[i].name.text);
    for (size_t i = 0; !setting->is_choice && i < c->parameters.count; i++)
        wm_suggest_name(r, names, c->parameters.items[i].name.text);
    wm_wrong(r, setting->name.span, wm_suggest(r, wm_nearest_of(name, names)),
             "no %s `%.*s`", setting->is_choice ? "switch" : "parameter", WM_FMT(name));
}

/* `set` a switch, or `choose` a parameter. */
static void tell_other(wm_resolver *r, const wm_setting *setting)
{
    wm_str name = setting->name.text;
    if (setting->is_choice)
        wm_wrong(
            r, setting->name.span,
            wm_resolve_say(r, "write `set %.*s := ...` with a duration", WM_FMT(name)),
            "`%.*s` is a parameter, and has no choices", WM_FMT(name));
    else
        wm_wrong(r, setting->name.span,
                 wm_resolve_say(r, "write `choose %.*s ...`", WM_FMT(name)),
                 "`%.*s` is a switch, and is no duration", WM_FMT(name));
}

static void choose(wm_resolver *r, wm_switch *of, const wm_setting *setting)
{
    wm_str words = {"", 0};
    for (size_t i = 0; i < of->choice_count; i++) {
        if (wm_str_equal(of->choices[i].text, setting->chosen.text)) {
            of->chosen = (int)i;
            of->set_by = setting;
            return;
        }
        words = wm_resolve_say(r, "%.*s%s`%.*s`", WM_FMT(words), words.len ? ", " : "",
                               WM_FMT(of->choices[i].text));
    }
    wm_wrong(r, setting->chosen.span, wm_resolve_say(r, "there are %.*s", WM_FMT(words)),
             "`%.*s` is not a choice of %.*s", WM_FMT(setting->chosen.text),
             WM_FMT(of->name.text));
}

/* Whose setting it is already, if it is. */
static const wm_setting **setting_of(wm_resolver *r, bool is_choice, int number)
{
    return is_choice ? &r->catalogue->switches.items[number].set_by
                     : &r->catalogue->parameters.items[number].set_by;
}

static void apply(wm_resolver *r, const wm_setting *setting, int number)
{
    const wm_setting **set_by = setting_of(r, setting->is_choice, number);
    if (*set_by) {
        wm_place place = wm_source_place((*set_by)->source, (*set_by)->name.span.start);
        wm_wrong(r, setting->name.span,
                 wm_resolve_say(r, "it is on line %u of %.*s already; keep one of them",
                                (unsigned)place.line, WM_FMT((*set_by)->source->name)),
                 "`%.*s` is %s twice", WM_FMT(setting->name.text),
                 setting->is_choice ? "chosen" : "set");
    } else if (setting->is_choice) {
        choose(r, &r->catalogue->switches.items[number], setting);
    } else {
        wm_parameter *parameter = &r->catalogue->parameters.items[number];
        parameter->values = setting->values.items;
        parameter->value_count = setting->values.count;
        if (setting->why.len)
            parameter->source = setting->why;
        *set_by = setting;
    }
}

void wm_resolve_settings(wm_resolver *r)
{
    for (size_t i = 0; i < r->catalogue->settings.count; i++) {
        const wm_setting *setting = &r->catalogue->settings.items[i];
        int kind = setting->is_choice ? WM_INDEX_SWITCH : WM_INDEX_PARAMETER;
        int other = setting->is_choice ? WM_INDEX_PARAMETER : WM_INDEX_SWITCH;
        int number = wm_index_find(&r->index, kind, setting->name.text);
        r->source = setting->source;
        if (number >= 0)
            apply(r, setting, number);
        else if (wm_index_find(&r->index, other, setting->name.text) >= 0)
            tell_other(r, setting);
        else
            tell_unknown(r, setting);
    }
}
