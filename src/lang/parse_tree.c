#include "lang/parse_tree.h"

/* What the parsers of bodies and defines share. */

wm_token wm_peek(const wm_parser *p)
{
    wm_lexer lexer = p->lexer;
    wm_token token;
    do {
        token = wm_lex(&lexer);
    } while (token.kind == WM_TOKEN_COMMENT);
    return token;
}

bool wm_peek_word(const wm_parser *p, wm_str word)
{
    wm_token next = wm_peek(p);
    return next.kind == WM_TOKEN_WORD &&
           wm_str_equal(wm_token_text(p->source->text, &next), word);
}

static bool is_one_of(wm_str word, const wm_str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wm_str_equal(word, words[i]))
            return true;
    return false;
}

#define IS_ONE_OF(word, words) is_one_of((word), (words), sizeof(words) / sizeof *(words))

static const wm_str orders[] = {WM_WORD("by"), WM_WORD("before"), WM_WORD("after"),
                                WM_WORD("on")};
static const wm_str tests[] = {WM_WORD("is"), WM_WORD("between"), WM_WORD("within"),
                               WM_WORD("in")};

bool wm_test_follows(const wm_parser *p)
{
    wm_token next = wm_peek(p);
    wm_str word = wm_token_text(p->source->text, &next);
    if (next.kind == WM_TOKEN_AT_LEAST || next.kind == WM_TOKEN_AT_MOST)
        return true;
    return next.kind == WM_TOKEN_WORD &&
           (IS_ONE_OF(word, orders) || IS_ONE_OF(word, tests));
}

/* `by` at the beginning of a line begins the breakdowns. */
bool wm_at_order(const wm_parser *p)
{
    return p->token.kind == WM_TOKEN_WORD && IS_ONE_OF(wm_parser_text(p), orders) &&
           !(p->token.first && wm_at_word(p, WM_STR("by")));
}

/* A column may be called `source` or `note`: then a test follows it. */
bool wm_at_next_clause(const wm_parser *p)
{
    wm_str word = wm_parser_text(p);
    if (p->token.kind == WM_TOKEN_END || wm_at_definition(p))
        return true;
    if (!p->token.first || p->token.kind != WM_TOKEN_WORD)
        return false;
    if (wm_str_equal(word, WM_STR("higher")) || wm_str_equal(word, WM_STR("lower")))
        return true;
    if (wm_str_equal(word, WM_STR("not")))
        return wm_peek_word(p, WM_STR("counting"));
    bool known = wm_clause_find(WM_IN_measure, word) != WM_CLAUSES ||
                 wm_clause_find(WM_IN_body, word) != WM_CLAUSES;
    return known && !wm_test_follows(p);
}

void wm_recover_clause(wm_parser *p)
{
    while (wm_parser_going(p) && !wm_at_next_clause(p))
        wm_parser_advance(p);
}

bool wm_deeper(wm_parser *p)
{
    if (p->depth < WM_LANG_DEPTH_MAX) {
        p->depth++;
        return true;
    }
    wm_mistake(p, p->token.span, WM_STR("give a part of it a name with `define`"),
               "more than %d levels of brackets, the most that is read",
               WM_LANG_DEPTH_MAX);
    return false;
}

void wm_higher(wm_parser *p)
{
    p->depth--;
}

void wm_mark_item(wm_parser *p, bool within_term)
{
    unsigned level = 2 * p->brackets + within_term;
    wm_parser_mark(p, WM_MARK_ITEM, (unsigned char)(level < 255 ? level : 255), false);
}

void *wm_parser_new(wm_parser *p, size_t count, size_t bytes)
{
    void *made = wm_arena_alloc(p->arena, count, bytes);
    if (!made)
        wm_parser_refuse(p, WM_NOMEM);
    return made;
}

wm_span wm_span_from(const wm_parser *p, uint32_t start)
{
    return (wm_span){start, p->last_end > start ? p->last_end : start};
}

/* Words that would be taken for something else wherever a column may stand. */
static const wm_str reserved[] = {WM_WORD("and"),  WM_WORD("or"),    WM_WORD("not"),
                                  WM_WORD("is"),   WM_WORD("this"),  WM_WORD("case"),
                                  WM_WORD("when"), WM_WORD("then"),  WM_WORD("otherwise"),
                                  WM_WORD("end"),  WM_WORD("where"), WM_WORD("that"),
                                  WM_WORD("of")};

static bool is_name(wm_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!wm_is_alpha(text.data[i]) && !wm_is_digit(text.data[i]) &&
            text.data[i] != '_')
            return false;
    return text.len && !wm_is_digit(text.data[0]);
}

bool wm_want_10000(wm_parser *p)
{
    if (wm_at_value(p, WM_TOKEN_NUMBER) &&
        wm_str_equal(wm_parser_text(p), WM_STR("10000")))
        return wm_take(p, WM_TOKEN_NUMBER);
    wm_expected(p, "`10000`");
    return false;
}

/* What a line begins with is no name that was left out on the line before. */
bool wm_read_name(wm_parser *p, const char *what, wm_named *out)
{
    if (p->token.kind != WM_TOKEN_WORD || wm_at_definition(p) || wm_at_table(p)) {
        wm_expected(p, what);
        return false;
    }
    *out = (wm_named){wm_parser_text(p), p->token.span};
    if (IS_ONE_OF(out->text, reserved)) {
        wm_mistake(p, out->span, WM_STR("choose another name"),
                   "`%.*s` is a word of the language and cannot be a name",
                   WM_FMT(out->text));
        return false;
    }
    if (!is_name(out->text)) {
        wm_mistake(p, out->span, WM_STR("a name is letters, digits and `_`"),
                   "`%.*s` cannot be a name", WM_FMT(out->text));
        return false;
    }
    wm_parser_advance(p);
    return true;
}

bool wm_read_path(wm_parser *p, const char *what, wm_path *out)
{
    wm_str text = wm_parser_text(p);
    if (p->token.kind != WM_TOKEN_WORD || wm_at_next_clause(p) ||
        (IS_ONE_OF(text, reserved) && !wm_str_starts(text, WM_STR("this.")))) {
        wm_expected(p, what);
        return false;
    }
    wm_span span = p->token.span;
    size_t dot = wm_str_find_byte(text, '.');
    size_t end = dot == SIZE_MAX ? text.len : dot;
    *out = (wm_path){
        .first = {wm_str_slice(text, 0, end), {span.start, span.start + (uint32_t)end}},
        .whose = WM_WHOSE_ROW,
        .key_column = WM_NO_COLUMN,
        .table = WM_NO_TABLE,
        .column = WM_NO_COLUMN,
        .index = -1,
    };
    if (dot != SIZE_MAX)
        out->second = (wm_named){wm_str_slice(text, dot + 1, text.len),
                                 {span.start + (uint32_t)dot + 1, span.end}};
    bool more = wm_str_find_byte(out->second.text, '.') != SIZE_MAX;
    if (more || !out->first.text.len || (dot != SIZE_MAX && !out->second.text.len)) {
        wm_mistake(p, span, WM_STR("as in `team.disability`"),
                   "a name has one dot at most, between two names");
        return false;
    }
    wm_parser_advance(p);
    return true;
}

bool wm_read_code(wm_parser *p, wm_named *out)
{
    wm_span span = p->token.span;
    if (p->token.kind == WM_TOKEN_STRING) {
        out->span = span;
        return wm_want_string(p, "a code", &out->text);
    }
    bool is_run = p->token.kind == WM_TOKEN_WORD || p->token.kind == WM_TOKEN_NUMBER ||
                  p->token.kind == WM_TOKEN_DATE || p->token.kind == WM_TOKEN_YEAR ||
                  p->token.kind == WM_TOKEN_OTHER;
    char first = is_run ? wm_parser_text(p).data[0] : '<';
    if (!is_run || first == '<' || first == '>' || wm_at_next_clause(p)) {
        wm_expected(p, "a code");
        return false;
    }
    *out = (wm_named){wm_parser_text(p), span};
    wm_parser_advance(p);
    return true;
}

bool wm_join_word(wm_parser *p, wm_named *out)
{
    wm_str word = wm_parser_text(p);
    uint32_t start = out->span.start;
    out->text = out->text.len ? wm_str_format(p->arena, "%.*s %.*s", WM_FMT(out->text),
                                              WM_FMT(word))
                              : word;
    if (!out->text.data) {
        wm_parser_refuse(p, WM_NOMEM);
        return false;
    }
    wm_parser_advance(p);
    out->span = wm_span_from(p, start);
    return true;
}

bool wm_want_choice_words(wm_parser *p, const wm_named *read)
{
    if (!read->text.len)
        wm_expected(p, "a choice");
    return read->text.len > 0;
}

bool wm_read_codes(wm_parser *p, wm_named **out, size_t *count_out)
{
    WM_LIST(wm_named) codes = {0};
    p->example = WM_STR("status is one of (A, B)");
    if (!wm_take(p, WM_TOKEN_OPEN)) {
        wm_expected(p, "`(`");
        return false;
    }
    do {
        wm_named code;
        if (!wm_read_code(p, &code))
            return false;
        if (!wm_list_push(p->arena, &codes, code)) {
            wm_parser_refuse(p, WM_NOMEM);
            return false;
        }
    } while (wm_take(p, WM_TOKEN_COMMA));
    *out = codes.items;
    *count_out = codes.count;
    if (wm_take(p, WM_TOKEN_CLOSE))
        return true;
    wm_expected(p, "`,` or `)`");
    return false;
}

void wm_tell_no_definition(wm_parser *p)
{
    wm_str found = wm_parser_text(p);
    bool clause = wm_clause_find(WM_IN_measure, found) != WM_CLAUSES ||
                  wm_clause_find(WM_IN_body, found) != WM_CLAUSES;
    int shown = (int)(found.len < 40 ? found.len : 40);
    if (wm_at_table(p))
        wm_mistake(p, p->token.span, WM_STR("write it into a `.tables` file"),
                   "`%.*s` does not belong in a `.measures` file", shown, found.data);
    else if (wm_is_foreign_comment(found))
        wm_mistake(p, p->token.span, WM_STR(WM_COMMENT_IS), "`%.*s` is no comment", shown,
                   found.data);
    else if (clause)
        wm_mistake(p, p->token.span, WM_STR("as in `measure 1.2 \"Re-referrals\"`"),
                   "`%.*s` belongs to a measure, and there is none before it", shown,
                   found.data);
    else
        wm_mistake(p, p->token.span,
                   WM_STR("a line here begins with `measure`, `define`, `parameter`, "
                          "`switch`, `use`, `choose` or `set`"),
                   "`%.*s` begins nothing", shown, found.data);
}
