#ifndef WM_LANG_TABLES_READER_H
#define WM_LANG_TABLES_READER_H

#include "lang/parse_tree.h"

/* A `.tables` file while it is read. Names of tables may stand above the table that they
 * name, and are found when all are known; what a table is made from stands above it.
 */
typedef struct wm_awaited {
    int table;
    int column; /* a key into another table; WM_NO_COLUMN: the parent */
    wm_named name;
} wm_awaited;

/* A column while its table is read. */
typedef struct wm_drafted {
    wm_column_def def;
    wm_named type;  /* of a key: the name of the other table */
    wm_named with;  /* `with ended`                          */
    wm_named taken; /* `from latest placement`, derived only */
    bool not_temporary;
} wm_drafted;

typedef struct wm_tables_reader {
    wm_parser parser;
    wm_schema *schema;
    WM_LIST(wm_awaited) awaited;

    /* Of the table being read. */
    wm_table_def table;
    wm_named parent;
    wm_named key, from, to, recorded;
    bool from_may_blank;
    bool has_kind;
    WM_LIST(wm_drafted) columns;
    wm_named source; /* `made from episode` */
    int source_table;
} wm_tables_reader;

/* Behind `made` and behind `joining`, which were read. */
bool wm_read_made_from(wm_tables_reader *r);
bool wm_read_joining(wm_tables_reader *r);

/* `name type? ...` up to the next comma, into r->columns. */
bool wm_read_column(wm_tables_reader *r);

/* The columns that were drafted, with the dates before them, become the table's. */
bool wm_make_columns(wm_tables_reader *r);
bool wm_make_derived(wm_tables_reader *r);

bool wm_column_list_push(wm_tables_reader *r, wm_drafted column);

/* `x` is no column of the table: with the nearest, or all there are. */
void wm_tell_no_column(wm_parser *p, const wm_table_def *table, wm_named name);

#endif
