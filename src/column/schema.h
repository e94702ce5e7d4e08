#ifndef WM_COLUMN_SCHEMA_H
#define WM_COLUMN_SCHEMA_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

#include <stdbool.h>

/* What the records are: tables, their keys, dates and columns, as `.tables` files say it
 * (docs/language.md, Tables). Plain data, made by lang/ and read by everything that
 * touches records.
 *
 *     table cp_plan  spells of child  key plan_id  from started to ended : category code?
 *           |        |         |          |             |          |       |
 *           name     kind      parent     key           from       to      columns
 *
 * A table is known by its number in the schema. Numbers of columns count every column of
 * the table but its key: first the primary date, then the end of a spell, then the rest
 * in the order they were written.
 */
enum {
    WM_TABLES_MAX = 250,
    WM_TABLE_COLUMNS_MAX = 250, /* of one table, the key not counted */
    WM_NO_TABLE = -1,
    WM_NO_COLUMN = -1,
};

typedef enum wm_table_kind {
    WM_TABLE_EVENTS, /* one date a row: `on dated`                              */
    WM_TABLE_SPELLS, /* open on [from, to): `from started to ended`             */
    WM_TABLE_PEOPLE, /* `one row per child`, `one row per worker`: undated      */
} wm_table_kind;

typedef enum wm_column_type {
    WM_COLUMN_DATE,
    WM_COLUMN_INT,
    WM_COLUMN_HUNDREDTHS, /* 0.85 is 85 */
    WM_COLUMN_YESNO,      /* 1 yes, 0 no */
    WM_COLUMN_CODE,
    WM_COLUMN_TEXT, /* for lists, never for conditions       */
    WM_COLUMN_KEY,  /* of another table: `team team?`, one hop */
} wm_column_type;

typedef struct wm_column_def {
    wm_str name;
    wm_column_type type;
    int table;      /* a KEY's other table, else WM_NO_TABLE                           */
    bool may_blank; /* `?`: a blank is expected; elsewhere it is kept and reported      */
    bool planned;   /* `date? planned`: known with the row, never blanked (A5)          */
    bool exempt;    /* a date of birth: known always (A5)                               */
    int known_with; /* `with ended`: blank before the day in that column; or NO_COLUMN  */
    int codes;    /* number of the code list of that name, or -1: learnt from the data */
    wm_span span; /* of the name, in the source of the table                          */
} wm_column_def;

/* A list of codes that a column may have: `codes role SOCIAL_WORKER IRO MANAGER` binds
 * every code column called `role`; `codes worker_post.role ...` that of one table.
 */
typedef struct wm_code_list {
    wm_str name;
    wm_str table; /* empty: of every table */
    wm_str *codes;
    size_t count;
} wm_code_list;

/* `bands age 0-4, 5-9, 10-15, 16-17, 18+`: whole years, both ends included. */
typedef struct wm_age_band {
    int from;
    int to; /* INT_MAX for `18+` */
    wm_str name;
} wm_age_band;

typedef struct wm_age_bands {
    wm_str name;
    wm_age_band *bands;
    size_t count;
    wm_span span;
} wm_age_bands;

/* `series population by year of authority`: numbers per authority and year from a file of
 * its own (`population.csv`: authority, year, value).
 */
typedef struct wm_series_def {
    wm_str name;
    wm_span span;
} wm_series_def;

/* A derived table: rows of `source` that pass every test, joined child by child into
 * spells (intake/records/derive.h has the pictures).
 *
 *     made from episode where status is not one of (V1, V3, V4)
 *       joining touching or overlapping unless start_reason is S, ending the spell before
 */
typedef struct wm_code_test {
    int column; /* of the source table */
    bool is_not;
    wm_str *codes;
    size_t count;
} wm_code_test;

typedef enum wm_join_while {
    WM_JOIN_ALWAYS,
    WM_JOIN_SAME_COLUMN,        /* `while status is same`                      */
    WM_JOIN_SAME_CARER,         /* `while same carer`                          */
    WM_JOIN_CARER_OR_TEMPORARY, /* `while same carer or temporary`       */
} wm_join_while;

typedef enum wm_taking {
    WM_TAKE_LATEST,               /* the column of the run's latest row begun by T  */
    WM_TAKE_LATEST_NOT_TEMPORARY, /* `type code from latest placement not temporary` */
} wm_taking;

typedef struct wm_taken {
    int column; /* of the derived table */
    int source; /* column of the source */
    wm_taking take;
} wm_taken;

typedef struct wm_made_from {
    int source;          /* table; WM_NO_TABLE: the table is read from a file */
    wm_code_test *where; /* all must hold */
    size_t where_count;
    bool overlapping; /* `touching or overlapping`; else touching only */
    wm_join_while while_kind;
    int while_column;     /* of SAME_COLUMN */
    wm_code_test *unless; /* a row that passes begins a spell; NULL: none */
    bool ends_before;     /* `ending the spell before`: on the day a new one begins */
    wm_taken *taken;      /* columns that come from the rows of the run */
    size_t taken_count;
} wm_made_from;

typedef struct wm_table_def {
    wm_str name;
    wm_table_kind kind;
    int parent; /* `of child`, `of cp_plan`; WM_NO_TABLE */
    wm_str key;
    int from;       /* number of the primary date column; NO_COLUMN for people      */
    int to;         /* of a spell's end                                             */
    bool inclusive; /* `to inclusive`: the spell is open on the day of its end (A4) */
    int recorded;   /* column of the day a row was entered (A6), or NO_COLUMN       */
    wm_column_def *columns;
    size_t column_count;
    wm_made_from made_from;
    wm_str file; /* where it was declared, for messages */
    wm_span span;
} wm_table_def;

typedef struct wm_schema {
    WM_LIST(wm_table_def) tables;
    WM_LIST(wm_series_def) series;
    WM_LIST(wm_age_bands) bands;
    WM_LIST(wm_code_list) codes;
    int child; /* number of the table `child`, or WM_NO_TABLE */
} wm_schema;

/* Numbers by name; -1 when there is none. */
int wm_schema_table(const wm_schema *schema, wm_str name);
int wm_schema_series(const wm_schema *schema, wm_str name);
int wm_schema_bands(const wm_schema *schema, wm_str name);
int wm_table_column(const wm_table_def *table, wm_str name);

/* `date`, `code`, ... as files say it. */
const char *wm_column_type_name(wm_column_type type);

/* Does a row of this table belong to a child, itself or by way of its parents? */
bool wm_table_of_child(const wm_schema *schema, int table);

#endif
