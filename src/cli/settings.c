#include "cli/settings.h"

#include "cli/drill.h"
#include "cli/plan.h"
#include "cli/say.h"

wm_str wm_setting_values(const wm_setting *setting, wm_arena *arena)
{
    return wm_source_line(setting->source, setting->values.span, arena);
}

static void add_words(wm_text *text, wm_str name, wm_str here, wm_str usual)
{
    wm_text_format(text, "%s %.*s %.*s in place of %.*s",
                   text->len ? "," : "counted here with", WM_FMT(name), WM_FMT(here),
                   WM_FMT(usual));
}

static wm_status add_parameters(const wm_plan *plan, wm_arena *arena, wm_text *text)
{
    const wm_catalogue *catalogue = plan->catalogue;
    for (size_t i = 0; i < catalogue->parameters.count; i++) {
        const wm_parameter *one = &catalogue->parameters.items[i];
        if (!plan->parameters[i] || !one->set_by)
            continue;
        wm_str here = wm_setting_values(one->set_by, arena);
        wm_str usual = wm_source_line(one->origin, one->written, arena);
        if (!here.data || !usual.data)
            return WM_NOMEM;
        add_words(text, one->name.text, here, usual);
    }
    return WM_OK;
}

static void add_switches(const wm_plan *plan, wm_text *text)
{
    const wm_catalogue *catalogue = plan->catalogue;
    for (size_t i = 0; i < catalogue->switches.count; i++) {
        const wm_switch *one = &catalogue->switches.items[i];
        if (plan->switches[i] && one->chosen != one->usual)
            add_words(text, one->name.text, one->choices[one->chosen].text,
                      one->choices[one->usual].text);
    }
}

wm_status wm_settings_words(const wm_catalogue *catalogue, const wm_definition *measure,
                            wm_arena *arena, wm_str *words_out)
{
    wm_text tree = {0}, text = {0};
    wm_plan plan;
    *words_out = (wm_str){"", 0};
    wm_status status = wm_plan_of(catalogue, measure, arena, &tree, &plan);
    if (status == WM_OK)
        status = add_parameters(&plan, arena, &text);
    if (status == WM_OK) {
        add_switches(&plan, &text);
        status = wm_text_status(&text);
    }
    if (status == WM_OK && text.len)
        *words_out = wm_str_copy(arena, wm_text_str(&text));
    wm_text_end(&tree);
    wm_text_end(&text);
    return words_out->data ? status : WM_NOMEM;
}

wm_exit wm_settings_say(const wm_asking *asking, const wm_definition *measure)
{
    wm_str words;
    wm_status status = wm_settings_words(&asking->definitions.catalogue, measure,
                                         asking->memory, &words);
    if (status == WM_OK && words.len)
        wm_complain("%.*s is %.*s", WM_FMT(measure->heading.ref), WM_FMT(words));
    return wm_refused(status, NULL);
}
