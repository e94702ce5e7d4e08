#ifndef WM_LANG_PARSE_TREE_H
#define WM_LANG_PARSE_TREE_H

#include "lang/parser.h"
#include "lang/tree.h"

/* The parsers of what stands in a body or a define, by recursive descent over
 * lang/parser.h. Each reads one thing from the token in hand and answers false after it
 * has told a mistake; who called passes that on, up to the clause, which recovers.
 *
 *     condition   and, or, brackets, has, number of ...     parse_condition.c
 *     rows        a table, its bracket, its times           parse_rows.c
 *     moment      days, durations and windows               parse_moment.c
 */
bool wm_read_condition(wm_parser *p, wm_condition **out);
bool wm_read_bracket(wm_parser *p, wm_condition **out); /* `(` condition `)` */
bool wm_read_rows(wm_parser *p, wm_rows **out);
/* Behind `has`: with `earlier`, `later` or `other`, and `within`. */
bool wm_read_related_rows(wm_parser *p, wm_rows **out);
bool wm_read_moment(wm_parser *p, wm_moment **out);
bool wm_read_case_of_days(wm_parser *p, wm_moment *moment); /* `case` is in hand */
bool wm_read_duration(wm_parser *p, wm_duration *out);
bool wm_read_window(wm_parser *p, wm_window *out);
bool wm_read_for_months(wm_parser *p, int *out); /* `for at least 12 months` */

/* Is a day of the calendar in hand, `2016-04-01` or `01/04/2016`? */
bool wm_at_fixed_day(const wm_parser *p);

/* `last 12 months`, as the heading of a measure keeps it; {NULL, 0}: no memory. */
wm_str wm_window_words(wm_window window, wm_arena *arena);

/* `before`, `after`, `on or before`, ...: is one in hand, and which. */
bool wm_at_order(const wm_parser *p);
bool wm_read_order(wm_parser *p, wm_order *out);
/* `<duration> before|after <day>` behind `within`. */
bool wm_read_within(wm_parser *p, wm_duration *duration, bool *before, wm_moment **day);

/* `10000`, behind `rate per`: there is no other rate. */
bool wm_want_10000(wm_parser *p);

/* `dob`, `this.started`, `team.disability`. */
bool wm_read_path(wm_parser *p, const char *what, wm_path *out);
/* A name that is declared: letters, digits and `_`, and none of the words of the
 * language.
 */
bool wm_read_name(wm_parser *p, const char *what, wm_named *out);
/* `A`, `E11`, `"Not known"`; `(A, B)` behind `one of`. */
bool wm_read_code(wm_parser *p, wm_named *out);
bool wm_read_codes(wm_parser *p, wm_named **out, size_t *count_out);

/* The word in hand behind those that `out` has, with one space between: a choice of a
 * switch may be several. */
bool wm_join_word(wm_parser *p, wm_named *out);
bool wm_want_choice_words(wm_parser *p, const wm_named *read); /* were there any? */

/* Are the words of the next clause, or of the next definition, in hand? */
bool wm_at_next_clause(const wm_parser *p);
/* To the line on which the next clause or definition begins. */
void wm_recover_clause(wm_parser *p);

/* The token behind the one in hand. */
wm_token wm_peek(const wm_parser *p);
bool wm_peek_word(const wm_parser *p, wm_str word);
/* Does the word in hand stand for a column, because a test follows it? */
bool wm_test_follows(const wm_parser *p);

/* One level of brackets or the like deeper; false, with a message, over 200 of them. */
bool wm_deeper(wm_parser *p);
void wm_higher(wm_parser *p);

/* Here a line may be broken: outside of brackets rather than inside, and where a term
 * begins rather than within it.
 */
void wm_mark_item(wm_parser *p, bool within_term);

/* Zeroed, in the arena; NULL when memory is refused, and then the parser is too. */
void *wm_parser_new(wm_parser *p, size_t count, size_t bytes);

wm_span wm_span_from(const wm_parser *p, uint32_t start); /* to the last token read */

/* The body of a measure, clause by clause. */
typedef struct wm_body_reader {
    wm_parser *parser;
    wm_measure *measure;
    wm_body *body;
    uint32_t began_on; /* line of `percent of`, `count of`, ...; 0: none so far */
} wm_body_reader;

void wm_read_body_clause(wm_body_reader *reader, wm_clause_id id);

/* `15 working days; 10 working days from 2016-09-01`, and `source "..."` if it follows.
 */
bool wm_read_values(wm_parser *p, wm_values *out);
bool wm_read_source(wm_parser *p, wm_str *out);

/* Behind `choose` and `set`. */
bool wm_read_choose(wm_parser *p, wm_setting *setting);
bool wm_read_set(wm_parser *p, wm_setting *setting);

/* `parameter`, `switch`, `define`, `use`, `choose` or `set`, which is in hand. */
void wm_read_definition(wm_parser *p, wm_catalogue *catalogue);
/* About a line that begins neither a measure nor a definition. */
void wm_tell_no_definition(wm_parser *p);

#endif
