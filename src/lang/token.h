#ifndef WM_LANG_TOKEN_H
#define WM_LANG_TOKEN_H

#include "base/diag.h"
#include "lang/word.h"

#include <stdbool.h>

/* Text to tokens, one at a time: nothing is allocated and nothing is reported, so that
 * the parser and the formatter can read the same text independently.
 *
 * A run of letters, digits and `_ - . + % / & '` is one token, and its kind is what the
 * whole run looks like:
 *
 *     16  -0.5        NUMBER          2016-04-01   DATE
 *     2016-17         YEAR            region  H1   WORD
 *     1.6b  85%       OTHER
 *
 * A reference is not a kind. Where the grammar expects one it takes the run as it
 * stands, and so `1.10` is never the number 1.1.
 */
typedef enum wm_token_kind {
#define TOKEN(kind, spelling, called) WM_TOKEN_##kind,
#include "lang/token.def"
#undef TOKEN
    WM_TOKEN_KINDS,
} wm_token_kind;

/* What is wrong with a string; it is still one token, so that reading can go on. */
typedef enum wm_token_problem {
    WM_TOKEN_SOUND,
    WM_TOKEN_UNCLOSED,   /* no quote before the end of the line    */
    WM_TOKEN_CURLY,      /* quotes as a word processor makes them  */
    WM_TOKEN_CONTROL,    /* a control character stands in it       */
    WM_TOKEN_BAD_ESCAPE, /* a backslash before any other character */
    WM_TOKEN_TOO_LONG,   /* over WM_STRING_BYTES_MAX               */
} wm_token_problem;

enum { WM_STRING_BYTES_MAX = 64 * 1024 }; /* as written, between the quotes */

typedef struct wm_token {
    wm_token_kind kind;
    wm_span span;   /* with the quotes of a string, the `#` of a comment */
    wm_place place; /* of its first character                            */
    bool first;     /* on its line                                       */
    wm_token_problem problem;
    wm_span problem_span;
} wm_token;

typedef struct wm_lexer {
    wm_str text;
    uint32_t at;
    wm_place place;
    bool line_began; /* nothing but white space since the line began */
} wm_lexer;

/* `text` is valid UTF-8 of less than 4 GiB; a byte-order mark is passed over. */
wm_lexer wm_lexer_of(wm_str text);

/* The next token, comments among them; END again and again at the end. */
wm_token wm_lex(wm_lexer *lexer);

/* `,` in a message, "a number" for a kind that has no single spelling. */
const char *wm_token_called(wm_token_kind kind);

wm_str wm_token_text(wm_str text, const wm_token *token);

/* What a STRING says: without its quotes, escapes resolved (`\"` `\\` `\n` `\t`). It
 * points into the text, or into the arena when there are escapes; data NULL when memory
 * is refused.
 */
wm_str wm_token_string(wm_str text, const wm_token *token, wm_arena *arena);

#endif
