#ifndef WM_LANG_PARSER_H
#define WM_LANG_PARSER_H

#include "base/date.h"
#include "base/ratio.h"
#include "figure/period.h"
#include "lang/clauses.h"
#include "lang/token.h"

/* What the parsers of the files share: one token in hand, the verbs `take` (if it is
 * there) and `want` (it must be there: says so and answers false if not), and recovery
 * at the end of a clause.
 *
 * Only a refusal of the system stops a parser (status); a mistake is told and passed.
 */
enum {
    WM_LANG_BYTES_MAX = 4 * 1024 * 1024, /* of a file                      */
    WM_LANG_ROWS_MAX = 10 * 1000,        /* of a scorecard; measures alike */
    WM_SHORT_TITLE_MAX = 40,             /* characters                     */
    WM_LANG_DEPTH_MAX = 200,             /* brackets within brackets       */
};

/* Where the things begin that the formatter lays out: what stands at the margin (a
 * scorecard, section or measure), a row, a clause. Each lasts until the next.
 */
typedef enum wm_mark_kind {
    WM_MARK_HEAD,
    WM_MARK_ROW,
    WM_MARK_CLAUSE,
    WM_MARK_DEFINITION, /* at the margin too, but in a list without blank lines */
    WM_MARK_LINE,       /* of a case: always on a line of its own               */
    WM_MARK_ITEM,       /* where a clause may be broken                         */
} wm_mark_kind;

typedef struct wm_mark {
    uint32_t start;
    unsigned char kind;
    unsigned char line; /* of wm_clause; of a head: clauses that may stand behind it */
    bool leads;         /* a target, which has a column of its own                   */
} wm_mark;

typedef WM_LIST(wm_mark) wm_mark_list;

typedef struct wm_parser {
    const wm_source *source;
    wm_lexer lexer;
    wm_token token;       /* in hand, never a comment     */
    uint32_t last_end;    /* of the token before it       */
    bool after_separator; /* the one before was `,` or `;` */
    wm_arena *arena;
    wm_diags *diags;
    wm_status status;
    wm_mark_list *marks; /* NULL: nobody formats */
    wm_str example;      /* how what is being read is written */
    unsigned brackets;   /* that are open: what is in them is broken last   */
    unsigned depth;      /* of brackets and the like, of WM_LANG_DEPTH_MAX */
    /* The line of each clause of this row or measure; 0: none. */
    uint32_t seen_on[WM_CLAUSES];
} wm_parser;

/* False when there is nothing to parse: the file is too long (status WM_LIMIT) or is not
 * UTF-8; diags says so.
 */
bool wm_parser_open(wm_parser *parser, const wm_source *source, wm_arena *arena,
                    wm_diags *diags, wm_mark_list *marks);

/* The status, or WM_NOMEM when messages were lost for want of memory. */
wm_status wm_parser_close(const wm_parser *parser);

bool wm_parser_going(const wm_parser *parser); /* there is more, and no refusal */
void wm_parser_advance(wm_parser *parser);
void wm_parser_refuse(wm_parser *parser, wm_status status);
void wm_parser_mark(wm_parser *parser, wm_mark_kind kind, unsigned char line, bool leads);

/* After a mistake: to the next clause of `where`, or the next line that cannot belong to
 * the clause left behind.
 */
void wm_parser_recover(wm_parser *parser, wm_clause_where where);
void wm_parser_next_line(wm_parser *parser);

wm_str wm_parser_text(const wm_parser *parser); /* of the token in hand */
bool wm_at_word(const wm_parser *parser, wm_str word);
/* Are the words that begin a definition, or a table or list, in hand? */
bool wm_at_definition(const wm_parser *parser);
bool wm_at_table(const wm_parser *parser);
/* Of that kind, and not the beginning of something new on a new line. */
bool wm_at_value(const wm_parser *parser, wm_token_kind kind);
bool wm_at_string(const wm_parser *parser);
bool wm_at_reference(const wm_parser *parser);
bool wm_take_word(wm_parser *parser, wm_str word);
bool wm_take(wm_parser *parser, wm_token_kind kind);

bool wm_want_word(wm_parser *parser, wm_str word);
/* `what` names it in a message: "expected `what` but found ...". */
bool wm_want_string(wm_parser *parser, const char *what, wm_str *out);
bool wm_want_number(wm_parser *parser, const char *what, wm_decimal *out);
bool wm_want_whole(wm_parser *parser, const char *what, int least, int most, int *out);
bool wm_want_date(wm_parser *parser, wm_day *out);
bool wm_want_reference(wm_parser *parser, wm_str *out);
/* One of the words; *index_out says which. */
bool wm_want_choice(wm_parser *parser, const char *what, const wm_str *words,
                    size_t count, size_t *index_out);

/* Begins a clause whose word is in hand: marks it, goes over the word, and answers false,
 * with a message, when this row or measure (`whose`) has had one.
 */
bool wm_clause_begin(wm_parser *parser, wm_clause_id id, wm_str whose);
/* A new row or measure has had none. */
void wm_clause_forget(wm_parser *parser, wm_clause_where where);

/* The same question for any token: `printed target` and `printed title` are two things,
 * each to be given once. *seen_on is the line of the first, 0 before there is one.
 */
bool wm_seen_once(wm_parser *parser, uint32_t *seen_on, const wm_token *token,
                  const char *what, wm_str whose);

/* "expected `what` but found `x`", or "expected `what` here" at the end of a clause. */
void wm_expected(wm_parser *parser, const char *what);

/* The same with a remedy of one's own, where what was meant can be known. */
void wm_expected_meant(wm_parser *parser, const char *what, wm_str remedy);

/* About a word that begins no clause: with the one that was meant, or all there are. */
void wm_unknown_clause(wm_parser *parser, wm_clause_where where, wm_str also);

/* `-- a comment` and `// a comment`. */
bool wm_is_foreign_comment(wm_str text);

/* Warns about a short title over 40 characters. */
void wm_check_short(wm_parser *parser, wm_span span, wm_str title);

/* "did you mean `x`?", "as in `x`"; empty for an empty x. */
wm_str wm_did_you_mean(wm_parser *parser, wm_str word);
wm_str wm_as_in(wm_parser *parser, wm_str example);

#define WM_REFERENCE_IS                                                                  \
    "a reference is up to 16 letters, digits, `.` and `-`, with a digit in it, such as " \
    "`1.10` or `KPI-12`"

#define WM_COMMENT_IS "a comment begins with `#`"

#define WM_BREAKDOWN_IS "a breakdown, `by ...`, stands on a line of its own"

#define wm_mistake(parser, span, remedy, ...)                                            \
    wm_diag_at((parser)->diags, WM_SEVERITY_ERROR, (parser)->source, (span), (remedy),   \
               __VA_ARGS__)
#define wm_warn(parser, span, remedy, ...)                                               \
    wm_diag_at((parser)->diags, WM_SEVERITY_WARNING, (parser)->source, (span), (remedy), \
               __VA_ARGS__)

#endif
