#include "lang/parser.h"

#include "base/encoding.h"
#include "figure/measure.h"

#include <assert.h>
#include <stdint.h>

bool wm_parser_open(wm_parser *parser, const wm_source *source, wm_arena *arena,
                    wm_diags *diags, wm_mark_list *marks)
{
    *parser =
        (wm_parser){.source = source, .arena = arena, .diags = diags, .marks = marks};
    if (source->text.len > WM_LANG_BYTES_MAX) {
        wm_diag_data(diags, WM_SEVERITY_ERROR, source->name, (wm_place){0, 0},
                     WM_STR("is this the right file?"),
                     "the file is longer than 4 MiB, the most that is read");
        wm_parser_refuse(parser, WM_LIMIT);
        return false;
    }
    size_t valid = wm_utf8_valid_length(source->text);
    if (valid < source->text.len) {
        wm_span span = {(uint32_t)valid, (uint32_t)valid + 1};
        wm_mistake(parser, span, WM_STR("save the file as UTF-8"),
                   "this is not UTF-8 text");
        return false;
    }
    parser->lexer = wm_lexer_of(source->text);
    wm_parser_advance(parser);
    parser->last_end = parser->token.span.start;
    return true;
}

wm_status wm_parser_close(const wm_parser *parser)
{
    if (parser->status == WM_OK && parser->diags->lost)
        return WM_NOMEM;
    return parser->status;
}

bool wm_parser_going(const wm_parser *parser)
{
    return parser->status == WM_OK && parser->token.kind != WM_TOKEN_END;
}

void wm_parser_refuse(wm_parser *parser, wm_status status)
{
    if (parser->status == WM_OK)
        parser->status = status;
}

typedef struct problem_words {
    const char *message;
    wm_str remedy;
} problem_words;

static const problem_words problems[] = {
    [WM_TOKEN_SOUND] = {"", {"", 0}},
    [WM_TOKEN_UNCLOSED] = {"the text that begins here has no closing quote",
                           WM_WORD(
                               "a text ends on its line; write `\\n` for a line break "
                               "and `\\\"` for a quote in it")},
    [WM_TOKEN_CURLY] = {"curly quotes, as a word processor makes them",
                        WM_WORD("write the text in straight quotes: \"...\"")},
    [WM_TOKEN_CONTROL] = {"a control character stands in the text",
                          WM_WORD("remove it, or write `\\t` for a tab")},
    [WM_TOKEN_BAD_ESCAPE] = {"a backslash means nothing here",
                             WM_WORD(
                                 "write `\\\\` for a backslash; `\\\"`, `\\n` and `\\t` "
                                 "are a quote, a line break and a tab")},
    [WM_TOKEN_TOO_LONG] = {"the text is longer than 64 kB, the most that is read",
                           {"", 0}},
};

static void tell_problem(wm_parser *parser)
{
    wm_token_problem problem = parser->token.problem;
    if (problem != WM_TOKEN_SOUND)
        wm_mistake(parser, parser->token.problem_span, problems[problem].remedy, "%s",
                   problems[problem].message);
}

void wm_parser_advance(wm_parser *parser)
{
    tell_problem(parser);
    wm_token_kind left = parser->token.kind;
    parser->after_separator = left == WM_TOKEN_COMMA || left == WM_TOKEN_SEMICOLON;
    parser->last_end = parser->token.span.end;
    do {
        parser->token = wm_lex(&parser->lexer);
    } while (parser->token.kind == WM_TOKEN_COMMENT);
}

void wm_parser_mark(wm_parser *parser, wm_mark_kind kind, unsigned char line, bool leads)
{
    wm_mark mark = {parser->token.span.start, (unsigned char)kind, line, leads};
    if (parser->marks && !wm_list_push(parser->arena, parser->marks, mark))
        wm_parser_refuse(parser, WM_NOMEM);
}

wm_str wm_parser_text(const wm_parser *parser)
{
    return wm_token_text(parser->source->text, &parser->token);
}

bool wm_at_word(const wm_parser *parser, wm_str word)
{
    return parser->token.kind == WM_TOKEN_WORD &&
           wm_str_equal(wm_parser_text(parser), word);
}

bool wm_at_string(const wm_parser *parser)
{
    return parser->token.kind == WM_TOKEN_STRING;
}

bool wm_at_reference(const wm_parser *parser)
{
    wm_token_kind kind = parser->token.kind;
    return kind != WM_TOKEN_END && kind != WM_TOKEN_STRING &&
           wm_is_reference(wm_parser_text(parser));
}

bool wm_take(wm_parser *parser, wm_token_kind kind)
{
    if (parser->token.kind != kind)
        return false;
    wm_parser_advance(parser);
    return true;
}

bool wm_take_word(wm_parser *parser, wm_str word)
{
    return wm_at_word(parser, word) && wm_take(parser, WM_TOKEN_WORD);
}

bool wm_at_definition(const wm_parser *parser)
{
    return parser->token.first && parser->token.kind == WM_TOKEN_WORD &&
           wm_begins_definition(wm_parser_text(parser));
}

bool wm_at_table(const wm_parser *parser)
{
    return parser->token.first && parser->token.kind == WM_TOKEN_WORD &&
           wm_begins_table(wm_parser_text(parser));
}

/* What begins a part of a file ends whatever stands before it, a list that was left
 * unfinished too.
 */
static bool at_head(const wm_parser *parser)
{
    return wm_at_definition(parser) || wm_at_table(parser) ||
           (parser->token.first && wm_at_word(parser, WM_STR("section")));
}

void wm_parser_recover(wm_parser *parser, wm_clause_where where)
{
    while (wm_parser_going(parser) && !at_head(parser)) {
        if (!parser->after_separator &&
            (parser->token.first ||
             wm_clause_find(where, wm_parser_text(parser)) != WM_CLAUSES))
            return;
        wm_parser_advance(parser);
    }
}

void wm_parser_next_line(wm_parser *parser)
{
    while (wm_parser_going(parser) && !parser->token.first)
        wm_parser_advance(parser);
}

wm_str wm_did_you_mean(wm_parser *parser, wm_str word)
{
    if (!word.len)
        return word;
    return wm_str_format(parser->arena, "did you mean `%.*s`?", WM_FMT(word));
}

wm_str wm_as_in(wm_parser *parser, wm_str example)
{
    if (!example.len)
        return example;
    return wm_str_format(parser->arena, "as in `%.*s`", WM_FMT(example));
}

/* Enough of a token to know it by. */
static wm_str quoted(const wm_parser *parser)
{
    size_t width;
    return wm_utf8_fit(wm_parser_text(parser), 40, &width);
}

/* A new line begins something new, unless the last one ended in `,` or `;`. Words and
 * texts that a clause still lacks are taken from it all the same, for they can be nothing
 * else; what looks like a number may be the reference of the next row.
 */
static bool clause_over(const wm_parser *parser)
{
    return parser->token.kind == WM_TOKEN_END ||
           (parser->token.first && (!parser->after_separator || at_head(parser)));
}

bool wm_at_value(const wm_parser *parser, wm_token_kind kind)
{
    return parser->token.kind == kind && !clause_over(parser);
}

void wm_expected_meant(wm_parser *parser, const char *what, wm_str remedy)
{
    if (clause_over(parser)) {
        wm_span here = {parser->last_end, parser->last_end};
        wm_mistake(parser, here, remedy, "expected %s here", what);
        return;
    }
    wm_str found = quoted(parser);
    wm_mistake(parser, parser->token.span, remedy, "expected %s but found `%.*s`", what,
               WM_FMT(found));
}

void wm_expected(wm_parser *parser, const char *what)
{
    wm_expected_meant(parser, what, wm_as_in(parser, parser->example));
}

bool wm_want_word(wm_parser *parser, wm_str word)
{
    if (wm_take_word(parser, word))
        return true;
    wm_str what = wm_str_format(parser->arena, "`%.*s`", WM_FMT(word));
    wm_expected(parser, what.data ? what.data : "another word");
    return false;
}

bool wm_want_string(wm_parser *parser, const char *what, wm_str *out)
{
    if (!wm_at_string(parser)) {
        wm_expected(parser, what);
        return false;
    }
    *out = wm_token_string(parser->source->text, &parser->token, parser->arena);
    if (!out->data)
        wm_parser_refuse(parser, WM_NOMEM);
    wm_parser_advance(parser);
    return true;
}

/* The mistakes that a number invites: `85%`, `1,234`, `<14`. */
static wm_str number_remedy(wm_parser *parser)
{
    wm_str text = wm_parser_text(parser);
    if (clause_over(parser))
        return wm_as_in(parser, parser->example);
    if (wm_str_ends(text, WM_STR("%")))
        return wm_str_format(
            parser->arena, "write `%.*s`: that it is a percentage is said by the measure",
            (int)text.len - 1, text.data);
    if (wm_str_starts(text, WM_STR("£")) || wm_str_starts(text, WM_STR("€")) ||
        wm_str_starts(text, WM_STR("$")))
        return WM_STR("write the number alone, without the sign of its currency");
    if (parser->token.kind == WM_TOKEN_OTHER &&
        (text.data[0] == '<' || text.data[0] == '>'))
        return WM_STR("write the number alone; which side is better is known from the "
                      "direction");
    return wm_as_in(parser, parser->example);
}

/* `1,234` reads as `1` and `234` with nothing between them but the comma. */
static bool has_thousands_comma(const wm_parser *parser)
{
    wm_str text = parser->source->text;
    size_t at = parser->last_end;
    return parser->token.kind == WM_TOKEN_COMMA && parser->token.span.start == at &&
           at + 3 < text.len && wm_is_digit(text.data[at + 1]) &&
           wm_is_digit(text.data[at + 2]) && wm_is_digit(text.data[at + 3]) &&
           (at + 4 >= text.len || !wm_is_digit(text.data[at + 4]));
}

bool wm_want_number(wm_parser *parser, const char *what, wm_decimal *out)
{
    if (!wm_at_value(parser, WM_TOKEN_NUMBER)) {
        wm_expected_meant(parser, what, number_remedy(parser));
        return false;
    }
    bool read = wm_decimal_parse(wm_parser_text(parser), out);
    assert(read);
    (void)read;
    uint32_t start = parser->token.span.start;
    wm_parser_advance(parser);
    if (!has_thousands_comma(parser))
        return true;
    wm_mistake(parser, ((wm_span){start, parser->token.span.end + 3}),
               WM_STR("write `1234` for `1,234`"), "a comma stands in a number");
    return false;
}

bool wm_want_whole(wm_parser *parser, const char *what, int least, int most, int *out)
{
    wm_decimal number;
    wm_span span = parser->token.span;
    if (!wm_want_number(parser, what, &number))
        return false;
    if (number.places || number.digits < least || number.digits > most) {
        wm_mistake(parser, span, wm_as_in(parser, parser->example),
                   "expected %s, a whole number from %d to %d", what, least, most);
        return false;
    }
    *out = (int)number.digits;
    return true;
}

bool wm_want_date(wm_parser *parser, wm_day *out)
{
    wm_str text = wm_parser_text(parser);
    wm_day day = wm_day_parse(text);
    if (wm_at_value(parser, WM_TOKEN_DATE) && day != WM_DAY_NONE) {
        *out = day;
        wm_parser_advance(parser);
        return true;
    }
    if (wm_at_value(parser, WM_TOKEN_DATE)) {
        wm_mistake(parser, parser->token.span,
                   WM_STR("a date is a year, month and day from 1900 to 2100"),
                   "there is no day %.*s", WM_FMT(text));
        return false;
    }
    wm_str remedy = WM_STR("as in `2016-04-01`");
    if (day != WM_DAY_NONE && !clause_over(parser)) {
        char right[11];
        wm_day_print(day, right);
        remedy = wm_str_format(parser->arena, "write `%s`", right);
    }
    wm_expected_meant(parser, "a date", remedy);
    return false;
}

bool wm_want_reference(wm_parser *parser, wm_str *out)
{
    if (!wm_at_reference(parser) || clause_over(parser)) {
        wm_expected_meant(parser, "a reference", WM_STR(WM_REFERENCE_IS));
        return false;
    }
    *out = wm_parser_text(parser);
    wm_parser_advance(parser);
    return true;
}

bool wm_want_choice(wm_parser *parser, const char *what, const wm_str *words,
                    size_t count, size_t *index_out)
{
    for (size_t i = 0; i < count; i++) {
        if (wm_take_word(parser, words[i])) {
            *index_out = i;
            return true;
        }
    }
    wm_str meant = {"", 0};
    if (!clause_over(parser))
        meant = wm_nearest(wm_parser_text(parser), words, count);
    wm_str remedy =
        meant.len ? wm_did_you_mean(parser, meant) : wm_as_in(parser, parser->example);
    wm_expected_meant(parser, what, remedy);
    return false;
}

bool wm_seen_once(wm_parser *parser, uint32_t *seen_on, const wm_token *token,
                  const char *what, wm_str whose)
{
    if (!*seen_on) {
        *seen_on = token->place.line;
        return true;
    }
    wm_str remedy = wm_str_format(parser->arena, "the first is on line %u; keep one",
                                  (unsigned)*seen_on);
    wm_mistake(parser, token->span, remedy, "%.*s has `%s` twice", WM_FMT(whose), what);
    return false;
}

bool wm_clause_begin(wm_parser *parser, wm_clause_id id, wm_str whose)
{
    const wm_clause *clause = &wm_clauses[id];
    wm_parser_mark(parser, WM_MARK_CLAUSE, clause->line, id == WM_CLAUSE_row_target);
    parser->example = clause->example;
    wm_token token = parser->token;
    wm_parser_advance(parser);
    return wm_seen_once(parser, &parser->seen_on[id], &token, clause->word.data, whose);
}

void wm_clause_forget(wm_parser *parser, wm_clause_where where)
{
    for (int id = 0; id < WM_CLAUSES; id++)
        if (wm_clauses[id].where == where)
            parser->seen_on[id] = 0;
}

/* All the clauses there are; those of a measure with those of its body. */
static wm_str known_clauses(wm_parser *parser, wm_clause_where where)
{
    wm_str words = wm_clause_words(where, parser->arena);
    if (where != WM_IN_measure && where != WM_IN_body)
        return wm_str_format(parser->arena, "there are %.*s", WM_FMT(words));
    wm_str body = wm_clause_words(WM_IN_body, parser->arena);
    words = wm_clause_words(WM_IN_measure, parser->arena);
    return wm_str_format(parser->arena, "there are %.*s, %.*s", WM_FMT(body),
                         WM_FMT(words));
}

/* What somebody looks for in a measure who knows it from elsewhere. */
static wm_str sought_elsewhere(wm_clause_where where, wm_str word)
{
    static const wm_str sums[] = {WM_WORD("average"), WM_WORD("mean"), WM_WORD("median"),
                                  WM_WORD("sum"), WM_WORD("total")};
    if (where != WM_IN_measure && where != WM_IN_body)
        return (wm_str){"", 0};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (wm_str_equal_fold(word, sums[i]))
            return WM_STR("there are no averages and no sums: ask for the share that is "
                          "in time, with `percent of` and `that`");
    if (wm_begins_table(word))
        return WM_STR("write it into a `.tables` file");
    if (wm_clause_find(WM_IN_row, word) != WM_CLAUSES)
        return WM_STR("it belongs to a row of a `.scorecard` file");
    return (wm_str){"", 0};
}

bool wm_is_foreign_comment(wm_str text)
{
    return wm_str_starts(text, WM_STR("--")) || wm_str_starts(text, WM_STR("//"));
}

void wm_unknown_clause(wm_parser *parser, wm_clause_where where, wm_str also)
{
    wm_str found = quoted(parser);
    if (parser->token.kind != WM_TOKEN_WORD) {
        wm_mistake(parser, parser->token.span,
                   wm_is_foreign_comment(found) ? WM_STR(WM_COMMENT_IS)
                                                : known_clauses(parser, where),
                   "expected a clause but found `%.*s`", WM_FMT(found));
        return;
    }
    if (wm_str_equal(found, WM_STR("use")) ||
        (where == WM_IN_table && wm_begins_definition(found))) {
        wm_mistake(parser, parser->token.span,
                   WM_STR("write it into a .measures file, on a line of its own"),
                   "`%.*s` is no clause", WM_FMT(found));
        return;
    }
    wm_str meant = wm_clause_nearest(where, wm_parser_text(parser), also);
    wm_str remedy = sought_elsewhere(where, wm_parser_text(parser));
    if (!remedy.len)
        remedy =
            meant.len ? wm_did_you_mean(parser, meant) : known_clauses(parser, where);
    wm_mistake(parser, parser->token.span, remedy, "no clause called `%.*s`",
               WM_FMT(found));
}

void wm_check_short(wm_parser *parser, wm_span span, wm_str title)
{
    size_t count = wm_utf8_count(title);
    if (count > WM_SHORT_TITLE_MAX)
        wm_warn(parser, span, WM_STR("a short title has up to 40 characters"),
                "this short title has %zu characters and may be cut where it is shown",
                count);
}
