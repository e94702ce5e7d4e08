#ifndef WM_LANG_SCORECARD_READER_H
#define WM_LANG_SCORECARD_READER_H

#include "figure/scorecard.h"
#include "lang/names.h"
#include "lang/parser.h"
#include "lang/tree.h"

/* The parts of reading a `.scorecard`: its header (scorecard_header.c), the clauses of a
 * row (scorecard_row.c), and what holds them together (parse_scorecard.c).
 */

/* A period as written, kept until the header is whole: what Q2 is depends on the year,
 * and the year may stand below it.
 */
typedef struct wm_written_period {
    wm_str text; /* `Q2`, `year`, `Sep`, `2015-16 Q4`; empty: not given */
    wm_span span;
} wm_written_period;

enum {
    WM_SHOW_MAX = 120,    /* ten years of months                       */
    WM_TARGETS_MAX = 100, /* of a row: one a quarter for a generation  */
};

typedef struct wm_scorecard_reader {
    wm_parser parser;
    wm_scorecard *card;
    wm_catalogue *catalogue; /* for its settings; NULL: nobody wants them */
    bool titled;             /* `scorecard "..."` was read */
    bool in_row;
    wm_row row;             /* while in_row; added to the card when it is whole */
    uint32_t printed_on[4]; /* lines of its `printed` clauses, by kind */
    wm_written_period year;
    wm_written_period baseline;
    WM_LIST(wm_written_period) show;
    wm_names references;
    wm_names sections;
} wm_scorecard_reader;

/* Each reads what follows the clause's word, and answers false after a mistake. */
bool wm_read_header_clause(wm_scorecard_reader *reader, wm_clause_id id);
bool wm_read_row_clause(wm_scorecard_reader *reader, wm_clause_id id);

/* Once the header is whole: gives the written periods their days. */
void wm_resolve_periods(wm_scorecard_reader *reader);

/* Once the row is whole: its targets in the order in which they come into force. */
void wm_order_targets(wm_scorecard_reader *reader);

#endif
