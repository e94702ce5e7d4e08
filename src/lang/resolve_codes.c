#include "lang/resolve.h"

/* What stands behind `is` and `is one of`: codes, `yes` and `no`, choices of a switch,
 * and what is taken for one of them.
 */

enum { VALUES_SHOWN = 8 };

wm_str wm_choices_of(wm_resolver *r, const wm_switch *s)
{
    wm_str all = {"", 0};
    for (size_t i = 0; i < s->choice_count; i++)
        all = wm_resolve_say(r, "%.*s%s`%.*s`", WM_FMT(all), i ? ", " : "",
                             WM_FMT(s->choices[i].text));
    return all;
}

/* `yes` and `no`. */
static void check_yes_no(wm_resolver *r, const wm_condition *c)
{
    for (size_t i = 0; i < c->test.code_count; i++) {
        wm_named code = c->test.codes[i];
        if (!wm_str_equal(code.text, WM_STR("yes")) &&
            !wm_str_equal(code.text, WM_STR("no")))
            wm_wrong(r, code.span, WM_STR("write `yes` or `no`"),
                     "`%.*s` is yes or no, never `%.*s`",
                     WM_FMT(wm_path_text(r, &c->path)), WM_FMT(code.text));
    }
}

static void check_choices(wm_resolver *r, const wm_condition *c)
{
    const wm_switch *s = &r->catalogue->switches.items[c->path.index];
    wm_str choices = wm_choices_of(r, s);
    for (size_t i = 0; i < c->test.code_count; i++) {
        wm_named code = c->test.codes[i];
        bool found = !s->choice_count; /* a mistake of its own */
        for (size_t j = 0; j < s->choice_count; j++)
            found = found || wm_str_equal(s->choices[j].text, code.text);
        if (!found)
            wm_wrong(r, code.span, wm_resolve_say(r, "there are %.*s", WM_FMT(choices)),
                     "`%.*s` is not a choice of %.*s", WM_FMT(code.text),
                     WM_FMT(s->name.text));
    }
}

static const wm_code_list *codes_of(const wm_resolver *r, const wm_path *path)
{
    int codes = wm_table_of(r, path->table)->columns[path->column].codes;
    return codes < 0 ? NULL : &r->catalogue->schema.codes.items[codes];
}

static bool is_listed(const wm_code_list *list, wm_str code)
{
    for (size_t i = 0; i < list->count; i++)
        if (wm_str_equal(list->codes[i], code))
            return true;
    return false;
}

static void tell_not_listed(wm_resolver *r, const wm_condition *c, wm_named code,
                            const wm_code_list *list)
{
    wm_str all = {"", 0};
    for (size_t i = 0; i < list->count && i < VALUES_SHOWN; i++)
        all = wm_resolve_say(r, "%.*s%s%.*s", WM_FMT(all), i ? ", " : "",
                             WM_FMT(list->codes[i]));
    wm_str near = wm_nearest(code.text, list->codes, list->count);
    wm_wrong(r, code.span,
             near.len ? wm_suggest(r, near)
                      : wm_resolve_say(r, "there are %.*s%s", WM_FMT(all),
                                       list->count > VALUES_SHOWN ? " ..." : ""),
             "`%.*s` is not a code of %.*s", WM_FMT(code.text),
             WM_FMT(wm_path_text(r, &c->path)));
}

typedef struct found_values {
    wm_value_count items[64];
    size_t count;
    wm_str text; /* `GOOD 312, OUTSTANDING 41, blank 9` */
} found_values;

static bool find_values(wm_resolver *r, const wm_path *path, found_values *out)
{
    const wm_facts *facts = r->facts;
    *out = (found_values){.text = {"", 0}};
    if (!facts || !facts->values || !wm_telling(r))
        return false;
    if (facts->is_own && !facts->is_own(facts->context, r->source))
        return false;
    out->count = facts->values(facts->context, path->table, path->column, out->items,
                               sizeof out->items / sizeof *out->items);
    for (size_t i = 0; i < out->count && i < VALUES_SHOWN; i++) {
        wm_str value = out->items[i].value, rows = wm_grouped(r, out->items[i].rows);
        if (!value.len)
            value = WM_STR("blank");
        out->text = wm_resolve_say(r, "%.*s%s%.*s %.*s", WM_FMT(out->text), i ? ", " : "",
                                   WM_FMT(value), WM_FMT(rows));
    }
    if (out->count > VALUES_SHOWN)
        out->text = wm_resolve_say(r, "%.*s ...", WM_FMT(out->text));
    return out->count > 0;
}

/* 1 the very value, 0 none, -1 one that differs in nothing but its capitals. */
static int found_as(const found_values *found, wm_str code)
{
    int as = 0;
    for (size_t i = 0; i < found->count; i++) {
        if (wm_str_equal(found->items[i].value, code))
            return 1;
        if (wm_str_equal_fold(found->items[i].value, code))
            as = -1;
    }
    return as;
}

/* A code that is not in the data may be a rare one; none of several is a doubt, and
 * another case of letters a mistake.
 */
static void check_found(wm_resolver *r, const wm_condition *c)
{
    found_values found;
    bool any = false;
    if (!find_values(r, &c->path, &found))
        return;
    for (size_t i = 0; i < c->test.code_count; i++) {
        wm_named code = c->test.codes[i];
        int as = found_as(&found, code.text);
        any = any || as;
        if (as < 0)
            wm_wrong(r, code.span,
                     wm_resolve_say(r, "values found: %.*s", WM_FMT(found.text)),
                     "`%.*s` is not a value of %.*s", WM_FMT(code.text),
                     WM_FMT(wm_path_text(r, &c->path)));
    }
    bool all_seen = found.count < sizeof found.items / sizeof *found.items;
    if (any || !all_seen)
        return;
    wm_diag_at(r->diags, WM_SEVERITY_WARNING, r->source, c->test.codes[0].span,
               wm_resolve_say(r, "values found: %.*s", WM_FMT(found.text)),
               c->test.code_count == 1 ? "`%.*s` is not a value of %.*s"
                                       : "`%.*s` and the others are not values of %.*s",
               WM_FMT(c->test.codes[0].text), WM_FMT(wm_path_text(r, &c->path)));
}

static void check_codes(wm_resolver *r, const wm_condition *c)
{
    const wm_code_list *list = codes_of(r, &c->path);
    bool sound = true;
    for (size_t i = 0; i < c->test.code_count; i++) {
        wm_named code = c->test.codes[i];
        bool quoted = r->source->text.data[code.span.start] == '"';
        if (wm_str_find_byte(code.text, ' ') != SIZE_MAX && !quoted) {
            wm_wrong(r, code.span,
                     WM_STR("join conditions by `and` or `or`; a code of several words "
                            "stands in quotes"),
                     "a code is one word");
            sound = false;
        } else if (list && !is_listed(list, code.text)) {
            tell_not_listed(r, c, code, list);
            sound = false;
        }
    }
    if (!list && sound)
        check_found(r, c);
}

/* `blank`, `null` and `empty`, as others write what is missing. */
static bool is_called_missing(wm_str word)
{
    static const wm_str words[] = {WM_WORD("blank"), WM_WORD("null"), WM_WORD("empty")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wm_str_equal_fold(word, words[i]))
            return true;
    return false;
}

/* `this.source`, `child.family`, `team`: what is rather a column than a code. */
static bool is_name(wm_resolver *r, const wm_naming *in, wm_str word)
{
    const wm_schema *schema = &r->catalogue->schema;
    int child = schema->child;
    size_t dot = wm_str_find_byte(word, '.');
    wm_str first = dot == SIZE_MAX ? word : wm_str_slice(word, 0, dot);
    bool known = wm_table_column(wm_table_of(r, in->row), first) != WM_NO_COLUMN ||
                 wm_table_column(wm_table_of(r, in->counted), first) != WM_NO_COLUMN ||
                 wm_schema_table(schema, first) != WM_NO_TABLE;
    if (dot != SIZE_MAX)
        return known || wm_str_equal(first, WM_STR("this"));
    return known || (wm_table_of_child(schema, in->row) &&
                     wm_table_column(wm_table_of(r, child), first) != WM_NO_COLUMN);
}

static bool is_code_of(const wm_resolver *r, const wm_condition *c, wm_str word,
                       wm_sort sort)
{
    const wm_code_list *list = sort == WM_SORT_CODE ? codes_of(r, &c->path) : NULL;
    return list && is_listed(list, word);
}

static void tell_name(wm_resolver *r, wm_named name, wm_sort sort)
{
    wm_str remedy = WM_STR("a code of that name stands in quotes");
    if (sort == WM_SORT_DAY)
        remedy = wm_resolve_say(r, "write `on %.*s`, or `by`, `before` or `after`",
                                WM_FMT(name.text));
    else if (sort != WM_SORT_CODE)
        remedy = (wm_str){"", 0};
    wm_wrong(r, name.span, remedy,
             sort == WM_SORT_DAY
                 ? "days are not compared by `is`"
                 : "a column is compared with codes, not with another column");
}

/* What was meant by a word that is no code; false, told, if it was something else. */
static bool check_meant(wm_resolver *r, const wm_naming *in, const wm_condition *c,
                        wm_sort sort, wm_named code)
{
    bool quoted = r->source->text.data[code.span.start] == '"';
    if (quoted || is_code_of(r, c, code.text, sort))
        return true;
    if (is_called_missing(code.text)) {
        wm_wrong(r, code.span,
                 wm_resolve_say(r, "write `%.*s is %s`",
                                WM_FMT(wm_path_text(r, &c->path)),
                                c->test.is_not ? "recorded" : "missing"),
                 "`%.*s` is not a word of this language", WM_FMT(code.text));
        return false;
    }
    if (in->row == WM_NO_TABLE || in->counted == WM_NO_TABLE ||
        !is_name(r, in, code.text))
        return true;
    tell_name(r, code, sort);
    return false;
}

bool wm_check_values(wm_resolver *r, const wm_naming *in, const wm_condition *c,
                     wm_sort sort)
{
    bool sound = true;
    if (sort == WM_SORT_SWITCH) {
        check_choices(r, c);
        return false;
    }
    for (size_t i = 0; i < c->test.code_count; i++)
        sound = check_meant(r, in, c, sort, c->test.codes[i]) && sound;
    if (!sound)
        return false;
    if (sort == WM_SORT_YESNO)
        check_yes_no(r, c);
    else if (sort == WM_SORT_CODE)
        check_codes(r, c);
    return sort != WM_SORT_YESNO && sort != WM_SORT_CODE;
}
