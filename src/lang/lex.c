#include "lang/token.h"

#include "base/date.h"
#include "base/ratio.h"

#include <assert.h>
#include <stdint.h>

typedef struct token_row {
    wm_str spelling;
    const char *called;
} token_row;

static const token_row token_rows[WM_TOKEN_KINDS] = {
#define TOKEN(kind, spelling, called) [WM_TOKEN_##kind] = {WM_WORD(spelling), called},
#include "lang/token.def"
#undef TOKEN
};

static const wm_str byte_order_mark = {"\xEF\xBB\xBF", 3};
static const wm_str no_break_space = {"\xC2\xA0", 2};
static const wm_str curly_open = {"\xE2\x80\x9C", 3};
static const wm_str curly_close = {"\xE2\x80\x9D", 3};

wm_lexer wm_lexer_of(wm_str text)
{
    assert(text.len < UINT32_MAX);
    bool marked = wm_str_starts(text, byte_order_mark);
    return (wm_lexer){
        .text = text,
        .at = marked ? (uint32_t)byte_order_mark.len : 0,
        .place = {1, 1},
        .line_began = true,
    };
}

const char *wm_token_called(wm_token_kind kind)
{
    assert(kind < WM_TOKEN_KINDS);
    return token_rows[kind].called;
}

wm_str wm_token_text(wm_str text, const wm_token *token)
{
    return wm_str_slice(text, token->span.start, token->span.end);
}

static bool at_end(const wm_lexer *lexer)
{
    return lexer->at >= lexer->text.len;
}

static char byte_at(const wm_lexer *lexer, uint32_t at)
{
    return at < lexer->text.len ? lexer->text.data[at] : '\0';
}

static bool looks_at(const wm_lexer *lexer, wm_str what)
{
    if (byte_at(lexer, lexer->at) != what.data[0]) /* most often, and quick to see */
        return false;
    return wm_str_equal(wm_str_slice(lexer->text, lexer->at, lexer->at + what.len), what);
}

/* Over one character. */
static void step(wm_lexer *lexer)
{
    assert(!at_end(lexer));
    if (lexer->text.data[lexer->at++] == '\n') {
        lexer->place.line++;
        lexer->place.column = 1;
        lexer->line_began = true;
        return;
    }
    while (((unsigned char)byte_at(lexer, lexer->at) & 0xC0) == 0x80)
        lexer->at++;
    lexer->place.column++;
}

static void skip_space(wm_lexer *lexer)
{
    while (!at_end(lexer) &&
           (wm_is_space(lexer->text.data[lexer->at]) || looks_at(lexer, no_break_space)))
        step(lexer);
}

static bool is_run_byte(char c)
{
    return wm_is_alpha(c) || wm_is_digit(c) || (unsigned char)c >= 0x80 ||
           (c && strchr("_-.+%/&'", c));
}

static void read_run(wm_lexer *lexer)
{
    do {
        step(lexer);
    } while (is_run_byte(byte_at(lexer, lexer->at)) && !looks_at(lexer, no_break_space) &&
             !looks_at(lexer, curly_open) && !looks_at(lexer, curly_close));
}

/* `d` in the shape stands for any digit. */
static bool has_shape(wm_str text, const char *shape)
{
    if (text.len != strlen(shape))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (shape[i] == 'd' ? !wm_is_digit(text.data[i]) : text.data[i] != shape[i])
            return false;
    return true;
}

static wm_token_kind kind_of_run(wm_str run)
{
    wm_decimal ignored;
    if (wm_decimal_parse(run, &ignored))
        return WM_TOKEN_NUMBER;
    if (has_shape(run, "dddd-dd-dd"))
        return WM_TOKEN_DATE;
    if (has_shape(run, "dddd-dd"))
        return WM_TOKEN_YEAR;
    if (wm_is_alpha(run.data[0]) || run.data[0] == '_')
        return WM_TOKEN_WORD;
    return WM_TOKEN_OTHER;
}

/* The first problem of a token is the one that is told. */
static void note_problem(wm_token *token, wm_token_problem problem, uint32_t start,
                         uint32_t end)
{
    if (token->problem != WM_TOKEN_SOUND)
        return;
    token->problem = problem;
    token->problem_span = (wm_span){start, end};
}

static bool is_line_end(const wm_lexer *lexer)
{
    char c = byte_at(lexer, lexer->at);
    return at_end(lexer) || c == '\n' ||
           (c == '\r' && byte_at(lexer, lexer->at + 1) == '\n');
}

static void read_escape(wm_lexer *lexer, wm_token *token)
{
    uint32_t start = lexer->at;
    step(lexer);
    bool known = !is_line_end(lexer) && byte_at(lexer, lexer->at) &&
                 strchr("\"\\nt", byte_at(lexer, lexer->at));
    if (!is_line_end(lexer))
        step(lexer);
    if (!known)
        note_problem(token, WM_TOKEN_BAD_ESCAPE, start, lexer->at);
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

static void read_string(wm_lexer *lexer, wm_token *token)
{
    bool curly = !looks_at(lexer, WM_STR("\""));
    wm_str quote = curly ? curly_close : WM_STR("\"");
    uint32_t start = lexer->at;
    step(lexer);
    if (curly)
        note_problem(token, WM_TOKEN_CURLY, start, lexer->at);
    uint32_t content = lexer->at;
    while (!is_line_end(lexer) && !looks_at(lexer, quote)) {
        char c = byte_at(lexer, lexer->at);
        if (c == '\\' && !curly) {
            read_escape(lexer, token);
            continue;
        }
        if (is_control(c))
            note_problem(token, WM_TOKEN_CONTROL, lexer->at, lexer->at + 1);
        step(lexer);
    }
    if (lexer->at - content > WM_STRING_BYTES_MAX)
        note_problem(token, WM_TOKEN_TOO_LONG, start, lexer->at);
    if (is_line_end(lexer))
        note_problem(token, WM_TOKEN_UNCLOSED, start, lexer->at);
    else
        step(lexer);
}

static wm_token_kind read_punctuation(wm_lexer *lexer)
{
    for (size_t kind = 0; kind < WM_TOKEN_KINDS; kind++) {
        wm_str spelling = token_rows[kind].spelling;
        if (spelling.len && looks_at(lexer, spelling)) {
            for (size_t i = 0; i < spelling.len; i++)
                step(lexer);
            return (wm_token_kind)kind;
        }
    }
    step(lexer);
    return WM_TOKEN_OTHER;
}

static void read_token(wm_lexer *lexer, wm_token *token)
{
    char c = byte_at(lexer, lexer->at);
    if (at_end(lexer)) {
        token->kind = WM_TOKEN_END;
    } else if (c == '#') {
        token->kind = WM_TOKEN_COMMENT;
        while (!is_line_end(lexer))
            step(lexer);
    } else if (c == '"' || looks_at(lexer, curly_open) || looks_at(lexer, curly_close)) {
        token->kind = WM_TOKEN_STRING;
        read_string(lexer, token);
    } else if (is_run_byte(c)) {
        uint32_t start = lexer->at;
        read_run(lexer);
        token->kind = kind_of_run(wm_str_slice(lexer->text, start, lexer->at));
    } else {
        token->kind = read_punctuation(lexer);
    }
}

wm_token wm_lex(wm_lexer *lexer)
{
    skip_space(lexer);
    wm_token token = {
        .span = {lexer->at, lexer->at},
        .place = lexer->place,
        .first = lexer->line_began,
    };
    lexer->line_began = false;
    read_token(lexer, &token);
    token.span.end = lexer->at;
    assert(token.kind == WM_TOKEN_END || token.span.end > token.span.start);
    return token;
}

static char escaped(char c)
{
    return c == 'n' ? '\n' : c == 't' ? '\t' : c;
}

wm_str wm_token_string(wm_str text, const wm_token *token, wm_arena *arena)
{
    assert(token->kind == WM_TOKEN_STRING);
    wm_str raw = wm_token_text(text, token);
    size_t quote = raw.data[0] == '"' ? 1 : curly_open.len;
    bool closed = token->problem != WM_TOKEN_UNCLOSED && raw.len >= 2 * quote;
    raw = wm_str_slice(raw, quote, closed ? raw.len - quote : raw.len);
    if (wm_str_find_byte(raw, '\\') == SIZE_MAX)
        return raw;
    char *plain = wm_arena_alloc(arena, raw.len, 1);
    size_t len = 0;
    for (size_t i = 0; plain && i < raw.len; i++) {
        bool escape = raw.data[i] == '\\' && i + 1 < raw.len;
        plain[len++] = escape ? escaped(raw.data[++i]) : raw.data[i];
    }
    return (wm_str){plain, len};
}
