#include "lang/parse_tree.h"

/* What stands between measures: `use`, `parameter`, `switch` and `define`; settings are
 * in parse_settings.c. */

/* A case while it is read: its branches are days or durations, and a bare name may be
 * either until another branch tells.
 */
typedef struct branch {
    wm_condition *when; /* NULL: otherwise */
    wm_moment *day;     /* NULL: a duration */
    wm_duration duration;
} branch;

typedef WM_LIST(branch) branch_list;

static void recover_definition(wm_parser *p)
{
    while (wm_parser_going(p) && !wm_at_definition(p))
        wm_parser_advance(p);
}

static bool refuse_memory(wm_parser *p)
{
    wm_parser_refuse(p, WM_NOMEM);
    return false;
}

/* `6 weeks` is a duration, `6 weeks after started` a day. */
static bool read_value(wm_parser *p, branch *out)
{
    if (p->token.kind != WM_TOKEN_NUMBER)
        return wm_read_moment(p, &out->day);
    uint32_t start = p->token.span.start;
    wm_duration duration;
    if (!wm_read_duration(p, &duration))
        return false;
    bool before = wm_at_word(p, WM_STR("before"));
    if (!before && !wm_at_word(p, WM_STR("after"))) {
        out->duration = duration;
        return true;
    }
    wm_parser_advance(p);
    out->day = wm_parser_new(p, 1, sizeof *out->day);
    if (!out->day)
        return false;
    out->day->kind = WM_MOMENT_SHIFT;
    out->day->duration = duration;
    out->day->before = before;
    bool read = wm_read_moment(p, &out->day->from);
    out->day->span = wm_span_from(p, start);
    return read;
}

static bool read_branch(wm_parser *p, branch_list *branches)
{
    branch made = {0};
    wm_parser_mark(p, WM_MARK_LINE, 0, false);
    if (wm_take_word(p, WM_STR("when"))) {
        if (!wm_read_condition(p, &made.when))
            return false;
        wm_parser_mark(p, WM_MARK_ITEM, 0, false);
        p->example = WM_STR("when nfa is yes then started");
        if (!wm_want_word(p, WM_STR("then")))
            return false;
    } else {
        wm_parser_advance(p); /* `otherwise` */
    }
    if (!read_value(p, &made))
        return false;
    return wm_list_push(p->arena, branches, made) || refuse_memory(p);
}

/* Behind `case`, up to and with `end`. */
static bool read_branches(wm_parser *p, branch_list *branches)
{
    while (wm_at_word(p, WM_STR("when")))
        if (!read_branch(p, branches))
            return false;
    p->example = WM_STR("case when nfa is yes then started otherwise ended end");
    if (!branches->count) {
        wm_expected(p, "`when`");
        return false;
    }
    if (!wm_at_word(p, WM_STR("otherwise"))) {
        wm_expected(p, "`when` or `otherwise`");
        return false;
    }
    if (!read_branch(p, branches))
        return false;
    wm_parser_mark(p, WM_MARK_LINE, 1, false);
    p->example = WM_STR("case when nfa is yes then started otherwise ended end");
    return wm_want_word(p, WM_STR("end"));
}

static bool make_days(wm_parser *p, const branch_list *branches, wm_moment *moment)
{
    moment->kind = WM_MOMENT_CASE;
    moment->case_count = branches->count;
    moment->cases = wm_parser_new(p, branches->count, sizeof *moment->cases);
    for (size_t i = 0; moment->cases && i < branches->count; i++)
        moment->cases[i] =
            (wm_case_of_moment){branches->items[i].when, branches->items[i].day};
    return moment->cases != NULL;
}

static const branch *first_duration(const branch_list *branches)
{
    for (size_t i = 0; i < branches->count; i++)
        if (!branches->items[i].day)
            return &branches->items[i];
    return NULL;
}

bool wm_read_case_of_days(wm_parser *p, wm_moment *moment)
{
    branch_list branches = {0};
    wm_parser_advance(p);
    if (!read_branches(p, &branches))
        return false;
    const branch *duration = first_duration(&branches);
    if (!duration)
        return make_days(p, &branches, moment);
    wm_mistake(p, duration->duration.span, WM_STR("as in `6 weeks after started`"),
               "a duration stands where a day is needed");
    return false;
}

/* `6 weeks`, and bare names, which then are durations too. */
static bool make_durations(wm_parser *p, const branch_list *branches, wm_define *define)
{
    define->kind = WM_DEFINE_DURATION;
    define->duration_count = branches->count;
    define->durations = wm_parser_new(p, branches->count, sizeof *define->durations);
    for (size_t i = 0; define->durations && i < branches->count; i++) {
        const branch *from = &branches->items[i];
        wm_duration then = from->duration;
        if (from->day && from->day->kind != WM_MOMENT_PATH) {
            wm_mistake(p, from->day->span, WM_STR("all must be days, or all durations"),
                       "this is a day, and another branch of the case is a duration");
            return false;
        }
        if (from->day)
            then = (wm_duration){
                .is_named = true, .named = from->day->path, .span = from->day->span};
        define->durations[i] = (wm_case_of_duration){from->when, then};
    }
    return define->durations != NULL;
}

static bool make_day(wm_parser *p, const branch_list *branches, wm_define *define,
                     uint32_t start)
{
    define->kind = WM_DEFINE_MOMENT;
    define->moment = wm_parser_new(p, 1, sizeof *define->moment);
    if (!define->moment || !make_days(p, branches, define->moment))
        return false;
    define->moment->span = wm_span_from(p, start);
    return true;
}

static bool read_case(wm_parser *p, wm_define *define)
{
    branch_list branches = {0};
    uint32_t start = p->token.span.start;
    if (!wm_deeper(p))
        return false;
    wm_parser_advance(p);
    bool read = read_branches(p, &branches);
    wm_higher(p);
    if (!read)
        return false;
    if (first_duration(&branches))
        return make_durations(p, &branches, define);
    return make_day(p, &branches, define, start);
}

static bool read_day_or_duration(wm_parser *p, wm_define *define)
{
    branch_list branches = {0};
    branch value = {0};
    if (!read_value(p, &value))
        return false;
    define->kind = WM_DEFINE_MOMENT;
    define->moment = value.day;
    if (value.day)
        return true;
    if (!wm_list_push(p->arena, &branches, value))
        return refuse_memory(p);
    return make_durations(p, &branches, define);
}

/* A name alone may be any of the three; `x after y` may be a day or a condition: the
 * resolver sees which.
 */
static bool read_condition_or_name(wm_parser *p, wm_define *define)
{
    define->kind = WM_DEFINE_CONDITION;
    if (!wm_read_condition(p, &define->condition))
        return false;
    const wm_condition *c = define->condition;
    if (c->kind == WM_CONDITION_TEST && c->test.kind == WM_TEST_BARE) {
        define->kind = WM_DEFINE_NAME;
        define->named = c->path;
    }
    return true;
}

static bool at_day(const wm_parser *p)
{
    bool of = wm_peek_word(p, WM_STR("of")) && !wm_at_word(p, WM_STR("number"));
    return p->token.kind == WM_TOKEN_NUMBER || p->token.kind == WM_TOKEN_DATE || of ||
           (wm_at_word(p, WM_STR("period")) && wm_peek_word(p, WM_STR("end")));
}

static bool read_define_value(wm_parser *p, wm_define *define)
{
    if (wm_at_word(p, WM_STR("case")))
        return read_case(p, define);
    wm_parser_mark(p, WM_MARK_ITEM, 0, false);
    if (at_day(p))
        return read_day_or_duration(p, define);
    return read_condition_or_name(p, define);
}

static bool read_define(wm_parser *p, wm_define *define)
{
    p->example = WM_STR("define adult for looked_after := age at period end >= 18");
    if (!wm_read_name(p, "a name", &define->name))
        return false;
    if (!wm_want_word(p, WM_STR("for")) ||
        !wm_read_name(p, "a table", &define->table_name))
        return false;
    if (!wm_take(p, WM_TOKEN_DEFINED)) {
        wm_expected(p, "`:=`");
        return false;
    }
    return read_define_value(p, define);
}

/* One with a mistake in its value is kept without one, so that its uses are not told as
 * mistakes too.
 */
static void add_define(wm_parser *p, wm_catalogue *catalogue)
{
    wm_define define = {.table = WM_NO_TABLE,
                        .kind = WM_DEFINE_CONDITION,
                        .file = p->source->name,
                        .source = p->source};
    bool whole = read_define(p, &define);
    if (!whole) {
        define.kind = WM_DEFINE_CONDITION;
        define.condition = NULL;
        recover_definition(p);
    }
    if (define.table_name.text.len &&
        !wm_list_push(p->arena, &catalogue->defines, define))
        wm_parser_refuse(p, WM_NOMEM);
}

static bool read_dated(wm_parser *p, wm_dated_duration *out, wm_day after)
{
    out->from = WM_DAY_NONE;
    if (p->token.kind != WM_TOKEN_NUMBER) {
        wm_expected(p, "a duration");
        return false;
    }
    if (!wm_read_duration(p, &out->duration))
        return false;
    bool first = after == WM_DAY_NONE;
    uint32_t start = p->token.span.start;
    p->example = WM_STR("15 working days; 10 working days from 2016-09-01");
    if (!wm_at_word(p, WM_STR("from"))) {
        if (first)
            return true;
        wm_expected(p, "`from`");
        return false;
    }
    wm_parser_advance(p);
    if (!wm_want_date(p, &out->from))
        return false;
    if (!first && out->from > after)
        return true;
    wm_mistake(p, wm_span_from(p, start),
               WM_STR("as in `15 working days; 10 working days from 2016-09-01`"),
               first ? "the first value holds from the beginning, and has no day"
                     : "the values of a parameter stand in the order of their days");
    return false;
}

bool wm_read_values(wm_parser *p, wm_values *out)
{
    WM_LIST(wm_dated_duration) values = {0};
    wm_day after = WM_DAY_NONE;
    uint32_t start = p->token.span.start;
    do {
        wm_dated_duration value = {0};
        if (!read_dated(p, &value, after))
            return false;
        after = value.from == WM_DAY_NONE ? WM_DAY_FIRST - 1 : value.from;
        if (!wm_list_push(p->arena, &values, value))
            return refuse_memory(p);
    } while (wm_take(p, WM_TOKEN_SEMICOLON));
    *out = (wm_values){values.items, values.count, wm_span_from(p, start)};
    return true;
}

bool wm_read_source(wm_parser *p, wm_str *out)
{
    return !wm_take_word(p, WM_STR("source")) ||
           wm_want_string(p, "a statute, guidance or return, in quotes", out);
}

static bool read_parameter(wm_parser *p, wm_parameter *parameter)
{
    p->example = WM_STR("parameter seen_days := 10 working days");
    if (!wm_read_name(p, "a name", &parameter->name))
        return false;
    if (!wm_take(p, WM_TOKEN_DEFINED)) {
        wm_expected(p, "`:=`");
        return false;
    }
    wm_values values;
    if (!wm_read_values(p, &values))
        return false;
    parameter->values = values.items;
    parameter->value_count = values.count;
    parameter->written = values.span;
    if (wm_at_word(p, WM_STR("source")))
        wm_parser_mark(p, WM_MARK_CLAUSE, 1, false);
    return wm_read_source(p, &parameter->source);
}

static void add_parameter(wm_parser *p, wm_catalogue *catalogue)
{
    wm_parameter parameter = {.file = p->source->name, .origin = p->source};
    if (!read_parameter(p, &parameter))
        recover_definition(p);
    if (parameter.name.text.len &&
        !wm_list_push(p->arena, &catalogue->parameters, parameter))
        wm_parser_refuse(p, WM_NOMEM);
}

/* Words up to `|`, `default` or the next definition, joined by one space. */
static bool read_choice(wm_parser *p, bool last, wm_named *out)
{
    *out = (wm_named){.span = p->token.span};
    while (p->token.kind == WM_TOKEN_WORD && !wm_at_word(p, WM_STR("default")) &&
           !wm_at_definition(p) && !(last && p->token.first))
        if (!wm_join_word(p, out))
            return false;
    return wm_want_choice_words(p, out);
}

static bool read_choices(wm_parser *p, wm_switch *made)
{
    WM_LIST(wm_named) choices = {0};
    do {
        wm_named choice;
        if (!read_choice(p, false, &choice))
            return false;
        if (!wm_list_push(p->arena, &choices, choice))
            return refuse_memory(p);
    } while (wm_take(p, WM_TOKEN_BAR));
    made->choices = choices.items;
    made->choice_count = choices.count;
    return true;
}

static bool choose(wm_parser *p, wm_switch *made, wm_named chosen)
{
    wm_str words = {"", 0};
    for (size_t i = 0; i < made->choice_count; i++) {
        if (wm_str_equal(made->choices[i].text, chosen.text)) {
            made->usual = made->chosen = (int)i;
            return true;
        }
        words = wm_str_format(p->arena, "%.*s%s`%.*s`", WM_FMT(words),
                              words.len ? ", " : "", WM_FMT(made->choices[i].text));
    }
    wm_mistake(p, chosen.span, wm_str_format(p->arena, "there are %.*s", WM_FMT(words)),
               "`%.*s` is not a choice of %.*s", WM_FMT(chosen.text),
               WM_FMT(made->name.text));
    return false;
}

static bool read_switch(wm_parser *p, wm_switch *made)
{
    wm_named chosen;
    p->example = WM_STR("switch moves := as lait | every episode   default as lait");
    if (!wm_read_name(p, "a name", &made->name))
        return false;
    if (!wm_take(p, WM_TOKEN_DEFINED)) {
        wm_expected(p, "`:=`");
        return false;
    }
    if (!read_choices(p, made))
        return false;
    wm_parser_mark(p, WM_MARK_CLAUSE, 1, false);
    return wm_want_word(p, WM_STR("default")) && read_choice(p, true, &chosen) &&
           choose(p, made, chosen);
}

static void add_switch(wm_parser *p, wm_catalogue *catalogue)
{
    wm_switch made = {.file = p->source->name, .origin = p->source};
    if (!read_switch(p, &made))
        recover_definition(p);
    if (made.name.text.len && !wm_list_push(p->arena, &catalogue->switches, made))
        wm_parser_refuse(p, WM_NOMEM);
}

static void add_use(wm_parser *p, wm_catalogue *catalogue)
{
    wm_use use = {.source = p->source};
    p->example = WM_STR("use childrens-services");
    if (p->token.kind != WM_TOKEN_WORD || wm_at_next_clause(p)) {
        wm_expected(p, "the name of a catalogue");
        recover_definition(p);
        return;
    }
    use.name = (wm_named){wm_parser_text(p), p->token.span};
    wm_parser_advance(p);
    if (!wm_list_push(p->arena, &catalogue->uses, use))
        wm_parser_refuse(p, WM_NOMEM);
}

static void add_setting(wm_parser *p, wm_catalogue *catalogue,
                        bool (*read)(wm_parser *, wm_setting *))
{
    wm_setting setting;
    if (!read(p, &setting))
        recover_definition(p);
    else if (!wm_list_push(p->arena, &catalogue->settings, setting))
        wm_parser_refuse(p, WM_NOMEM);
}

/* Too many of one kind end the file: names are looked up again and again. */
static bool too_many(wm_parser *p, const wm_catalogue *catalogue)
{
    if (catalogue->defines.count < WM_LANG_ROWS_MAX &&
        catalogue->parameters.count < WM_LANG_ROWS_MAX &&
        catalogue->switches.count < WM_LANG_ROWS_MAX &&
        catalogue->uses.count < WM_LANG_ROWS_MAX &&
        catalogue->settings.count < WM_LANG_ROWS_MAX)
        return false;
    wm_mistake(p, p->token.span, WM_STR("is this the right file?"),
               "more than %d definitions, the most that is read", WM_LANG_ROWS_MAX);
    wm_parser_refuse(p, WM_LIMIT);
    return true;
}

/* A word that goes on a definition, `use a b`. */
static void tell_left(wm_parser *p, wm_str definition)
{
    wm_str left = wm_parser_text(p);
    if (p->token.first)
        wm_tell_no_definition(p);
    else
        wm_mistake(p, p->token.span,
                   WM_STR("begin a new line with `define` or `measure`"),
                   "`%.*s` does not belong to this %.*s",
                   (int)(left.len < 40 ? left.len : 40), left.data, WM_FMT(definition));
}

void wm_read_definition(wm_parser *p, wm_catalogue *catalogue)
{
    if (too_many(p, catalogue))
        return;
    wm_parser_mark(p, WM_MARK_DEFINITION, 1, false);
    wm_str word = wm_parser_text(p);
    wm_parser_advance(p);
    if (wm_str_equal(word, WM_STR("define")))
        add_define(p, catalogue);
    else if (wm_str_equal(word, WM_STR("parameter")))
        add_parameter(p, catalogue);
    else if (wm_str_equal(word, WM_STR("switch")))
        add_switch(p, catalogue);
    else if (wm_str_equal(word, WM_STR("choose")))
        add_setting(p, catalogue, wm_read_choose);
    else if (wm_str_equal(word, WM_STR("set")))
        add_setting(p, catalogue, wm_read_set);
    else
        add_use(p, catalogue);
    if (!wm_parser_going(p) || wm_at_definition(p))
        return;
    tell_left(p, word);
    recover_definition(p);
}
