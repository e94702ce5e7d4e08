#ifndef WM_LANG_LAYOUT_H
#define WM_LANG_LAYOUT_H

#include "base/text.h"
#include "lang/parser.h"

/* The one layout of our files. What is to be laid out is a list of bits in their order;
 * the formatter makes them from tokens, a writer from data, and so both agree.
 *
 *     scorecard "Children's services"                       HEAD
 *       year 2016-17 from April   show Q2, Q3, Q4, year     CLAUSE CLAUSE
 *
 *     # what comes in                                       COMMENT
 *     section 1 "Contact"                                   HEAD
 *       1.1   target below region   printed change "5.7"    ROW CLAUSE CLAUSE
 *       1.10  target 16             owner "..."  # new      ROW CLAUSE CLAUSE COMMENT
 *
 *     define due for cp_plan := case                        HEAD, tight
 *         when nfa is yes                                   LINE
 *           and seen is no then started                     ITEM ITEM
 *         otherwise ended                                   LINE
 *       end                                                 LINE, which ends
 *
 * Lines have up to 100 columns where that is possible: they are broken between clauses
 * or before an item, and nowhere else, save behind a comment in the middle of one.
 */
typedef enum wm_bit_kind {
    WM_BIT_HEAD,
    WM_BIT_ROW,
    WM_BIT_CLAUSE,
    WM_BIT_LINE, /* of a case: always on a line of its own */
    WM_BIT_ITEM, /* of what stands before it, where it may be broken */
    WM_BIT_REST, /* of the clause or head before it, behind a comment */
    WM_BIT_COMMENT,
} wm_bit_kind;

typedef struct wm_bit {
    wm_bit_kind kind;
    unsigned char line; /* see wm_clause; of an item: how deep inside */
    bool leads;         /* a target: it has a column of its own            */
    bool tight;         /* a head that needs no blank line before the next such */
    bool ends;          /* a LINE that closes the others */
    bool blank_before;  /* somebody left a blank line there                */
    bool own_line;      /* a comment with nothing before it                */
    bool at_margin;     /* such a comment in the first column              */
    wm_str text;
} wm_bit;

typedef WM_LIST(wm_bit) wm_bit_list;

void wm_lay_out(const wm_bit *bits, size_t count, wm_text *out);

#endif
