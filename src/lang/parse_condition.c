#include "lang/parse_tree.h"

/* Conditions: terms joined by `and` or by `or`. */

static const int64_t number_max = 1000 * 1000 * 1000;

/* A date, where a number was to stand: what would be asked of it. */
static bool tell_date(wm_parser *p)
{
    bool fixed = wm_at_fixed_day(p);
    if (!fixed && !wm_at_word(p, WM_STR("period")))
        return false;
    wm_mistake(p, p->token.span,
               WM_STR("as in `on or after period end` or `before started`"),
               "dates are compared by `on or after`, `before` and the like%s",
               fixed ? ", and never with a fixed day" : "");
    return true;
}

/* The number of a test in hundredths, which hold every number that a column may have. */
static bool read_hundredths(wm_parser *p, int64_t *out)
{
    wm_decimal number;
    wm_span span = p->token.span;
    if (tell_date(p) || !wm_want_number(p, "a number", &number))
        return false;
    int64_t value = number.digits;
    if (number.places <= 2 && value <= number_max && value >= -number_max) {
        for (unsigned i = number.places; i < 2; i++)
            value *= 10;
        *out = value;
        return true;
    }
    wm_mistake(p, span, WM_STR("as in `>= 0.75`"),
               "a number of a condition has two decimal places at most, and is at most a "
               "thousand million");
    return false;
}

static bool at_number_test(const wm_parser *p)
{
    return p->token.kind == WM_TOKEN_AT_LEAST || p->token.kind == WM_TOKEN_AT_MOST ||
           wm_at_word(p, WM_STR("between"));
}

static bool read_number_test(wm_parser *p, wm_test *test)
{
    p->example = WM_STR("age at period end >= 16");
    if (wm_take(p, WM_TOKEN_AT_LEAST)) {
        test->kind = WM_TEST_AT_LEAST;
        return read_hundredths(p, &test->low);
    }
    if (wm_take(p, WM_TOKEN_AT_MOST)) {
        test->kind = WM_TEST_AT_MOST;
        return read_hundredths(p, &test->high);
    }
    if (!wm_take_word(p, WM_STR("between"))) {
        wm_expected(p, "`>=`, `<=` or `between`");
        return false;
    }
    test->kind = WM_TEST_BETWEEN;
    uint32_t start = p->token.span.start;
    p->example = WM_STR("age at period end between 16 and 17");
    if (!read_hundredths(p, &test->low) || !wm_want_word(p, WM_STR("and")) ||
        !read_hundredths(p, &test->high))
        return false;
    if (test->low <= test->high)
        return true;
    wm_mistake(p, wm_span_from(p, start), WM_STR("the smaller number stands first"),
               "no number lies between these");
    return false;
}

/* A choice of a switch may be several words; what may follow a code ends it. */
static bool at_more_words(const wm_parser *p)
{
    static const wm_str ends[] = {
        WM_WORD("and"),  WM_WORD("or"),  WM_WORD("then"),      WM_WORD("when"),
        WM_WORD("over"), WM_WORD("per"), WM_WORD("otherwise"), WM_WORD("end"),
        WM_WORD("to"),   WM_WORD("by"),  WM_WORD("where"),     WM_WORD("that")};
    if (p->token.kind != WM_TOKEN_WORD || p->token.first)
        return false;
    wm_str word = wm_parser_text(p);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (wm_str_equal(word, ends[i]))
            return false;
    return wm_clause_find(WM_IN_measure, word) == WM_CLAUSES &&
           wm_clause_find(WM_IN_body, word) == WM_CLAUSES;
}

static bool read_one_code(wm_parser *p, wm_test *test)
{
    test->codes = wm_parser_new(p, 1, sizeof *test->codes);
    if (!test->codes || !wm_read_code(p, test->codes))
        return false;
    test->code_count = 1;
    while (at_more_words(p))
        if (!wm_join_word(p, test->codes))
            return false;
    return true;
}

static bool read_is(wm_parser *p, wm_test *test)
{
    test->kind = WM_TEST_IS;
    test->is_not = wm_take_word(p, WM_STR("not"));
    bool missing = wm_at_word(p, WM_STR("missing"));
    if (missing || wm_at_word(p, WM_STR("recorded"))) {
        wm_parser_advance(p);
        test->kind = missing != test->is_not ? WM_TEST_MISSING : WM_TEST_RECORDED;
        test->is_not = false;
        return true;
    }
    p->example = WM_STR("status is not one of (A, B)");
    if (!wm_at_word(p, WM_STR("one")) || !wm_peek_word(p, WM_STR("of")))
        return read_one_code(p, test);
    wm_parser_advance(p);
    wm_parser_advance(p);
    return wm_read_codes(p, &test->codes, &test->code_count);
}

/* `=`, `<`, `>` and `!=`, as they are written elsewhere. */
static bool at_foreign_test(const wm_parser *p)
{
    wm_str text = wm_parser_text(p);
    return p->token.kind == WM_TOKEN_EQUALS ||
           (p->token.kind == WM_TOKEN_OTHER && text.len && strchr("<>!", text.data[0]));
}

static bool read_foreign_test(wm_parser *p)
{
    wm_str text = wm_parser_text(p);
    wm_token next = wm_peek(p);
    wm_str behind = wm_token_text(p->source->text, &next);
    bool unequal = text.data[0] == '<' && wm_str_equal(behind, WM_STR(">"));
    if (unequal) {
        wm_mistake(p, ((wm_span){p->token.span.start, next.span.end}),
                   WM_STR("write `is not`"), "`<>` is not a test of this language");
        return false;
    }
    bool equals = p->token.kind == WM_TOKEN_EQUALS || text.data[0] == '!';
    wm_mistake(p, p->token.span,
               equals ? WM_STR("write `is` or `is not`")
                      : WM_STR("write `>=` or `<=` with the next whole number"),
               "`%.*s` is not a test of this language", WM_FMT(text));
    return false;
}

/* `in (A, B)` is SQL; `in last 12 months` belongs behind the table. */
static bool tell_in(wm_parser *p)
{
    if (wm_peek(p).kind == WM_TOKEN_OPEN)
        wm_mistake(p, p->token.span, WM_STR("write `is one of (A, B)`"),
                   "`in` is not a test of this language");
    else
        wm_mistake(p, p->token.span,
                   WM_STR("as in `within 12 months before period end`, or put it behind "
                          "the table: `percent of referral dated in last 12 months`"),
                   "a condition asks for no window");
    return false;
}

/* `dated of latest cp_visit before period end`: a day that is made, and tested at once.
 */
static bool tell_made_day(wm_parser *p)
{
    wm_mistake(p, p->token.span,
               WM_STR("give it a name, as in `define last_visit for cp_plan := dated of "
                      "latest cp_visit`, and ask for that"),
               "a condition asks for no day that is made of others");
    return false;
}

static bool read_test(wm_parser *p, wm_test *test)
{
    if (wm_take_word(p, WM_STR("is")))
        return read_is(p, test);
    if (at_number_test(p))
        return read_number_test(p, test);
    if (wm_take_word(p, WM_STR("within"))) {
        test->kind = WM_TEST_WITHIN;
        return wm_read_within(p, &test->duration, &test->before, &test->day);
    }
    if (wm_at_order(p)) {
        test->kind = WM_TEST_ORDER;
        return wm_read_order(p, &test->order) && wm_read_moment(p, &test->day);
    }
    if (at_foreign_test(p))
        return read_foreign_test(p);
    if (wm_at_word(p, WM_STR("in")) && !p->token.first)
        return tell_in(p);
    if (wm_at_word(p, WM_STR("of")) &&
        (wm_peek_word(p, WM_STR("latest")) || wm_peek_word(p, WM_STR("first"))))
        return tell_made_day(p);
    test->kind = WM_TEST_BARE;
    return true;
}

static bool read_tested(wm_parser *p, wm_condition *c)
{
    c->kind = WM_CONDITION_TEST;
    p->example = WM_STR("where nfa is yes");
    if (!wm_read_path(p, "a condition", &c->path))
        return false;
    uint32_t start = p->token.span.start;
    if (!read_test(p, &c->test))
        return false;
    c->test.span = wm_span_from(p, start);
    return true;
}

static bool read_has(wm_parser *p, wm_condition *c)
{
    c->kind = WM_CONDITION_HAS;
    wm_parser_advance(p);
    c->no = wm_take_word(p, WM_STR("no"));
    if (p->token.kind == WM_TOKEN_NUMBER) {
        wm_mistake(p, p->token.span,
                   wm_str_format(p->arena, "write `number of ... >= %.*s`",
                                 WM_FMT(wm_parser_text(p))),
                   "`has` asks for one row or none");
        return false;
    }
    return wm_read_related_rows(p, &c->rows);
}

/* Whole numbers, which the tree holds as such. */
static bool make_whole(wm_parser *p, wm_test *test)
{
    if (test->low % 100 || test->high % 100) {
        wm_mistake(p, test->span, WM_STR("write a whole number"),
                   "a part of a year or of a row is never reached");
        return false;
    }
    test->low /= 100;
    test->high /= 100;
    return true;
}

static bool read_whole_test(wm_parser *p, wm_test *test)
{
    uint32_t start = p->token.span.start;
    if (at_foreign_test(p))
        return read_foreign_test(p);
    if (!read_number_test(p, test))
        return false;
    test->span = wm_span_from(p, start);
    return make_whole(p, test);
}

static bool read_number_of(wm_parser *p, wm_condition *c)
{
    c->kind = WM_CONDITION_NUMBER;
    wm_parser_advance(p);
    wm_parser_advance(p); /* `of` */
    if (!wm_read_related_rows(p, &c->rows))
        return false;
    p->example = WM_STR("number of placement open during last 12 months >= 3");
    if (!at_number_test(p) && !at_foreign_test(p)) {
        wm_expected(p, "`>=`");
        return false;
    }
    if (!read_whole_test(p, &c->test))
        return false;
    if (c->test.kind == WM_TEST_AT_LEAST)
        return true;
    wm_mistake(p, c->test.span,
               wm_str_format(p->arena, "write `not number of ... >= %lld`",
                             (long long)c->test.high + 1),
               "a number of rows is asked with `>=`");
    return false;
}

static bool read_shows(wm_parser *p, wm_condition *c)
{
    c->kind = WM_CONDITION_SHOWS;
    c->first = wm_at_word(p, WM_STR("first"));
    wm_parser_advance(p);
    if (!wm_read_rows(p, &c->rows))
        return false;
    p->example = WM_STR("latest cla_visit shows (seen is yes)");
    return wm_want_word(p, WM_STR("shows")) && wm_read_bracket(p, &c->shows);
}

static bool read_no_gap(wm_parser *p, wm_condition *c)
{
    c->kind = WM_CONDITION_NO_GAP;
    wm_parser_advance(p);
    wm_parser_advance(p); /* `gap` */
    const wm_str example = WM_STR(
        "no gap in cp_review longer than 6 months from this.started to period end");
    p->example = example;
    if (!wm_want_word(p, WM_STR("in")) || !wm_read_rows(p, &c->rows))
        return false;
    p->example = example;
    if (!wm_want_word(p, WM_STR("longer")) || !wm_want_word(p, WM_STR("than")) ||
        !wm_read_duration(p, &c->longer))
        return false;
    p->example = example;
    if (!wm_want_word(p, WM_STR("from")) || !wm_read_moment(p, &c->from))
        return false;
    p->example = example;
    return wm_want_word(p, WM_STR("to")) && wm_read_moment(p, &c->to);
}

static bool read_age(wm_parser *p, wm_condition *c)
{
    c->kind = WM_CONDITION_AGE;
    wm_parser_advance(p);
    wm_parser_advance(p); /* `at` */
    if (!wm_read_moment(p, &c->from))
        return false;
    p->example = WM_STR("age at period end between 16 and 17");
    return read_whole_test(p, &c->test);
}

static bool read_open_for(wm_parser *p, wm_condition *c)
{
    c->kind = WM_CONDITION_OPEN_FOR;
    wm_parser_advance(p);
    return wm_read_for_months(p, &c->months_min);
}

static bool read_term(wm_parser *p, wm_condition **out);

static bool read_not(wm_parser *p, wm_condition *c)
{
    c->kind = WM_CONDITION_NOT;
    c->term_count = 1;
    c->terms = wm_parser_new(p, 1, sizeof *c->terms);
    wm_parser_advance(p);
    return c->terms && read_term(p, c->terms);
}

/* `open at period end` belongs behind a table. */
static bool tell_open_at(wm_parser *p)
{
    wm_mistake(p, p->token.span,
               WM_STR("put it behind the table, as in `percent of looked_after open at "
                      "period end`, or ask `has looked_after open at period end`"),
               "a condition does not ask what is open at a day");
    return false;
}

static bool read_term_kind(wm_parser *p, wm_condition *c)
{
    if (wm_at_next_clause(p) || wm_test_follows(p))
        return read_tested(p, c);
    if (wm_at_word(p, WM_STR("not")))
        return read_not(p, c);
    if (wm_at_word(p, WM_STR("has")) || wm_at_word(p, WM_STR("have")))
        return read_has(p, c);
    if (wm_at_word(p, WM_STR("number")) && wm_peek_word(p, WM_STR("of")))
        return read_number_of(p, c);
    if (wm_at_word(p, WM_STR("latest")) || wm_at_word(p, WM_STR("first")))
        return read_shows(p, c);
    if (wm_at_word(p, WM_STR("no")) && wm_peek_word(p, WM_STR("gap")))
        return read_no_gap(p, c);
    if ((wm_at_word(p, WM_STR("age")) || wm_at_word(p, WM_STR("aged"))) &&
        wm_peek_word(p, WM_STR("at")))
        return read_age(p, c);
    if (wm_at_word(p, WM_STR("open")) && wm_peek_word(p, WM_STR("for")))
        return read_open_for(p, c);
    if (wm_at_word(p, WM_STR("open")) &&
        (wm_peek_word(p, WM_STR("at")) || wm_peek_word(p, WM_STR("during"))))
        return tell_open_at(p);
    return read_tested(p, c);
}

/* `that were seen`, `and was open for ...`: words that read well and say nothing. */
static void skip_small_words(wm_parser *p)
{
    while ((wm_at_word(p, WM_STR("were")) || wm_at_word(p, WM_STR("was"))) &&
           !wm_test_follows(p))
        wm_parser_advance(p);
}

static bool read_term(wm_parser *p, wm_condition **out)
{
    if (!wm_deeper(p))
        return false;
    skip_small_words(p);
    bool read;
    uint32_t start = p->token.span.start;
    if (p->token.kind == WM_TOKEN_OPEN) {
        read = wm_read_bracket(p, out);
        if (read)
            (*out)->span = wm_span_from(p, start);
    } else {
        wm_condition *c = wm_parser_new(p, 1, sizeof *c);
        *out = c;
        read = c && read_term_kind(p, c);
        if (c)
            c->span = wm_span_from(p, start);
    }
    wm_higher(p);
    return read;
}

bool wm_read_bracket(wm_parser *p, wm_condition **out)
{
    p->example = WM_STR("placement (type is P1)");
    if (!wm_take(p, WM_TOKEN_OPEN)) {
        wm_expected(p, "`(`");
        return false;
    }
    p->brackets++;
    bool read = wm_read_condition(p, out);
    p->brackets--;
    if (!read)
        return false;
    if (wm_take(p, WM_TOKEN_CLOSE))
        return true;
    p->example = WM_STR("placement (type is P1)");
    wm_expected(p, "`and`, `or` or `)`");
    return false;
}

/* Terms and what stands before each but the first. */
typedef struct terms_read {
    WM_LIST(wm_condition *) terms;
    WM_LIST(bool) ors; /* before term i + 1: `or`, else `and` */
    bool has_and;
    bool has_or;
    wm_span mixed_at; /* the first joining word that differs from those before */
} terms_read;

static bool add_term(wm_parser *p, terms_read *read)
{
    wm_condition *term;
    if (!read_term(p, &term))
        return false;
    if (wm_list_push(p->arena, &read->terms, term))
        return true;
    wm_parser_refuse(p, WM_NOMEM);
    return false;
}

static bool take_join(wm_parser *p, terms_read *read)
{
    bool is_or = wm_at_word(p, WM_STR("or"));
    if (!is_or && !wm_at_word(p, WM_STR("and")))
        return false;
    if (!wm_list_push(p->arena, &read->ors, is_or)) {
        wm_parser_refuse(p, WM_NOMEM);
        return false;
    }
    bool mixed = read->has_and && read->has_or;
    read->has_and = read->has_and || !is_or;
    read->has_or = read->has_or || is_or;
    if (!mixed && read->has_and && read->has_or)
        read->mixed_at = p->token.span;
    wm_mark_item(p, false);
    wm_parser_advance(p);
    return true;
}

/* Terms [from, to) joined by one word; one term is itself. */
static wm_condition *join(wm_parser *p, wm_condition **terms, size_t count, bool is_or)
{
    if (count == 1)
        return terms[0];
    wm_condition *joined = wm_parser_new(p, 1, sizeof *joined);
    wm_condition **copy = wm_parser_new(p, count, sizeof *copy);
    if (!joined || !copy)
        return NULL;
    memcpy(copy, terms, count * sizeof *copy);
    *joined = (wm_condition){
        .kind = is_or ? WM_CONDITION_OR : WM_CONDITION_AND,
        .span = {terms[0]->span.start, terms[count - 1]->span.end},
        .terms = copy,
        .term_count = count,
    };
    return joined;
}

/* The reading in which `tight_or` (or else `and`) binds closer: runs of it become one
 * term of the other word.
 */
static wm_condition *reading(wm_parser *p, const terms_read *read, bool tight_or)
{
    WM_LIST(wm_condition *) groups = {0};
    size_t start = 0;
    for (size_t i = 0; i < read->terms.count; i++) {
        bool ends = i == read->ors.count || read->ors.items[i] != tight_or;
        if (!ends)
            continue;
        wm_condition *group = join(p, read->terms.items + start, i + 1 - start, tight_or);
        start = i + 1;
        if (!group || !wm_list_push(p->arena, &groups, group)) {
            wm_parser_refuse(p, WM_NOMEM);
            return NULL;
        }
    }
    return join(p, groups.items, groups.count, !tight_or);
}

static bool make_mixed(wm_parser *p, const terms_read *read, wm_condition **out)
{
    wm_condition *readings[2] = {reading(p, read, true), reading(p, read, false)};
    if (!readings[0] || !readings[1])
        return false;
    *out = join(p, readings, 2, true);
    if (!*out)
        return false;
    (*out)->mixed = true;
    (*out)->mixed_at = read->mixed_at;
    (*out)->span = readings[0]->span;
    return true;
}

bool wm_read_condition(wm_parser *p, wm_condition **out)
{
    terms_read read = {0};
    do {
        if (!add_term(p, &read))
            return false;
    } while (take_join(p, &read));
    if (p->status != WM_OK)
        return false;
    if (read.has_and && read.has_or)
        return make_mixed(p, &read, out);
    *out = join(p, read.terms.items, read.terms.count, read.has_or);
    return *out != NULL;
}
