#include "cli/child.h"
#include "cli/plan.h"
#include "cli/reading.h"
#include "cli/records.h"
#include "cli/say.h"
#include "cli/settings.h"
#include "lang/clauses.h"
#include "lang/token.h"

#include <inttypes.h>

/* `waymark explain`: what a measure says, and everything that it comes to; or one child
 * in it. */

static bool begins_another(const wm_token *token, wm_str text)
{
    return token->kind == WM_TOKEN_WORD && token->first &&
           wm_begins_definition(wm_token_text(text, token));
}

static size_t line_start(wm_str text, size_t at)
{
    while (at > 0 && text.data[at - 1] != '\n')
        at--;
    return at;
}

/* The whole of what has its name at `name`: from the start of that line to the end of the
 * last one before something else begins, with the comments on its lines. */
static wm_str whole_of(const wm_source *source, size_t name)
{
    size_t start = line_start(source->text, name);
    wm_str rest = wm_str_slice(source->text, start, source->text.len);
    wm_lexer lexer = wm_lexer_of(rest);
    wm_token token = wm_lex(&lexer);
    size_t end = token.span.end;
    for (token = wm_lex(&lexer); token.kind != WM_TOKEN_END; token = wm_lex(&lexer)) {
        if (begins_another(&token, rest))
            break;
        if (token.kind != WM_TOKEN_COMMENT)
            end = token.span.end;
    }
    wm_str tail = wm_str_slice(rest, end, rest.len);
    size_t line = wm_str_find_byte(tail, '\n');
    return wm_str_trim(wm_str_slice(rest, 0, end + (line < tail.len ? line : tail.len)));
}

static void say_whole(const wm_source *source, size_t name, wm_text *out)
{
    wm_place place = wm_source_place(source, (uint32_t)name);
    wm_text_format(out, "\n%.*s:%" PRIu32 ":\n", WM_FMT(source->name), place.line);
    wm_str rest = whole_of(source, name), line;
    while (wm_str_next(&rest, '\n', &line))
        wm_text_format(out, "  %.*s\n", WM_FMT(line));
}

/* Where a value was set or a choice made, if not where it is defined. */
static void say_set_by(const wm_setting *setting, wm_text *out)
{
    if (setting) {
        wm_place place = wm_source_place(setting->source, setting->name.span.start);
        wm_text_format(out, ", %s in %.*s:%" PRIu32,
                       setting->is_choice ? "chosen" : "set",
                       WM_FMT(setting->source->name), place.line);
    }
    wm_text_add(out, WM_STR(")\n"));
}

static wm_status say_parameters(const wm_plan *plan, wm_text *out)
{
    const wm_catalogue *catalogue = plan->catalogue;
    for (size_t i = 0; i < catalogue->parameters.count; i++) {
        const wm_parameter *one = &catalogue->parameters.items[i];
        if (!plan->parameters[i])
            continue;
        say_whole(one->origin, one->name.span.start, out);
        if (!one->set_by)
            continue;
        wm_str values = wm_setting_values(one->set_by, plan->arena);
        if (!values.data)
            return WM_NOMEM;
        wm_text_format(out, "  (here it is: %.*s", WM_FMT(values));
        say_set_by(one->set_by, out);
    }
    return WM_OK;
}

static void say_switches(const wm_plan *plan, wm_text *out)
{
    const wm_catalogue *catalogue = plan->catalogue;
    for (size_t i = 0; i < catalogue->switches.count; i++) {
        const wm_switch *one = &catalogue->switches.items[i];
        if (!plan->switches[i])
            continue;
        say_whole(one->origin, one->name.span.start, out);
        wm_text_format(out, "  (%s: %.*s", one->set_by ? "here it is" : "it is",
                       WM_FMT(one->choices[one->chosen].text));
        say_set_by(one->set_by, out);
    }
}

static void say_tables(const wm_plan *plan, wm_text *out)
{
    const wm_schema *schema = &plan->catalogue->schema;
    wm_text_add(out, WM_STR("\nit reads"));
    for (size_t i = 0, said = 0; i < schema->tables.count; i++)
        if (plan->tables[i])
            wm_text_format(out, "%s %.*s", said++ ? "," : "",
                           WM_FMT(schema->tables.items[i].name));
    wm_text_byte(out, '\n');
}

static wm_status say_measure(const wm_definition *measure, const wm_plan *plan,
                             wm_text *out)
{
    const wm_measure *heading = &measure->heading;
    wm_str text = measure->source->text;
    wm_text_format(out, "%.*s %.*s\n", WM_FMT(heading->ref), WM_FMT(heading->title));
    if (heading->plain.len)
        wm_text_format(out, "%.*s\n", WM_FMT(heading->plain));
    say_whole(measure->source, (size_t)(heading->ref.data - text.data), out);
    for (size_t i = 0; i < plan->met.count; i++) {
        const wm_define *define = &plan->catalogue->defines.items[plan->met.items[i]];
        say_whole(define->source, define->name.span.start, out);
    }
    WM_TRY(say_parameters(plan, out));
    say_switches(plan, out);
    say_tables(plan, out);
    return WM_OK;
}

static wm_exit print_text(wm_status status, wm_text *text)
{
    if (status == WM_OK)
        status = wm_text_status(text);
    return status == WM_OK ? wm_print(wm_text_str(text)) : wm_refused(status, NULL);
}

static wm_exit explain_measure(const wm_arguments *arguments, const wm_asking *asking,
                               const wm_definition *measure)
{
    wm_text text = {0}, plan_text = {0};
    wm_plan plan;
    bool wants_plan = wm_is_given(arguments, WM_OPTION_explain_PLAN);
    wm_status status = wm_plan_of(&asking->definitions.catalogue, measure, asking->memory,
                                  &plan_text, &plan);
    if (status == WM_OK && !wants_plan)
        status = say_measure(measure, &plan, &text);
    wm_exit exit = print_text(status, wants_plan ? &plan_text : &text);
    wm_text_end(&plan_text);
    wm_text_end(&text);
    return exit;
}

static wm_exit explain_child(const wm_arguments *arguments, wm_asking *asking,
                             const wm_definition *measure)
{
    wm_child_question question = {
        .asking = asking,
        .measure = measure,
        .child = wm_str_of(wm_argument(arguments, WM_OPTION_explain_CHILD)),
        .restricted = wm_is_given(arguments, WM_OPTION_explain_RESTRICTED)};
    wm_day known_at;
    if (!wm_figure_wanted(wm_argument(arguments, WM_OPTION_explain_AT),
                          wm_argument(arguments, WM_OPTION_explain_EVERY), &question.at,
                          &question.every) ||
        !wm_day_wanted("known-at", wm_argument(arguments, WM_OPTION_explain_KNOWN_AT),
                       &known_at))
        return WM_EXIT_USAGE;
    wm_exit exit = wm_asking_load(
        asking, wm_argument(arguments, WM_OPTION_explain_RECORDS), known_at);
    if (exit == WM_EXIT_DONE)
        exit = wm_reading_one(asking, measure);
    if (exit == WM_EXIT_DONE)
        exit = wm_settings_say(asking, measure);
    if (exit != WM_EXIT_DONE)
        return exit;
    wm_reach_say_day(&asking->reach, question.at);
    wm_text text = {0};
    exit = wm_explain_child(&question, &text);
    if (exit == WM_EXIT_DONE)
        exit = print_text(WM_OK, &text);
    wm_text_end(&text);
    return exit;
}

/* One that is typed in has a text too, but nothing to plan. */
static wm_exit explain_entered(const wm_definition *measure)
{
    wm_text text = {0};
    const wm_measure *heading = &measure->heading;
    wm_text_format(&text, "%.*s %.*s\n", WM_FMT(heading->ref), WM_FMT(heading->title));
    say_whole(measure->source, (size_t)(heading->ref.data - measure->source->text.data),
              &text);
    wm_exit exit = print_text(WM_OK, &text);
    wm_text_end(&text);
    return exit;
}

static wm_exit explain(const wm_arguments *arguments, wm_asking *asking)
{
    wm_str ref = wm_str_of(arguments->operands.items[0]);
    bool of_child = wm_is_given(arguments, WM_OPTION_explain_CHILD);
    wm_exit exit =
        wm_asking_resolve(asking, wm_argument(arguments, WM_OPTION_explain_RECORDS));
    if (exit != WM_EXIT_DONE)
        return exit;
    const wm_definition *measure =
        wm_catalogue_measure(&asking->definitions.catalogue, ref);
    if (measure && measure->body.kind == WM_BODY_NONE && !of_child &&
        !wm_is_given(arguments, WM_OPTION_explain_PLAN))
        return explain_entered(measure);
    measure = wm_asking_measure(asking, ref);
    if (!measure)
        return WM_EXIT_INPUT;
    return of_child ? explain_child(arguments, asking, measure)
                    : explain_measure(arguments, asking, measure);
}

wm_exit wm_run_explain(const wm_arguments *arguments, wm_arena *program)
{
    wm_asking asking;
    (void)program;
    if (wm_is_given(arguments, WM_OPTION_explain_PLAN) &&
        wm_is_given(arguments, WM_OPTION_explain_CHILD)) {
        wm_complain("say --plan or --child, not both");
        return WM_EXIT_USAGE;
    }
    wm_exit exit = wm_asking_begin(wm_operand(arguments, 1, NULL), &asking);
    if (exit == WM_EXIT_DONE)
        exit = explain(arguments, &asking);
    wm_asking_end(&asking);
    return exit;
}
