#ifndef WM_LANG_TREE_H
#define WM_LANG_TREE_H

#include "base/date.h"
#include "column/schema.h"
#include "figure/measure.h"

#include <stdint.h>

/* What a measure means, as a tree (docs/language.md). The parser makes it with the
 * names as they were written; the resolver finds what each name is, checks that it fits,
 * and fills in the numbers. The reference engine walks the resolved tree; the plan of the
 * timeline engine is made from it.
 *
 *     percent of referral dated in last 12 months        body.rows: table, one time
 *     that has earlier referral within 12 months         body.that: HAS, rows EARLIER
 *
 * Everything is plain data in the arena of the catalogue. Indexes are numbers in the
 * schema or in the lists of the catalogue; -1 before resolving.
 */
typedef struct wm_condition wm_condition;
typedef struct wm_moment wm_moment;
typedef struct wm_rows wm_rows;

typedef struct wm_named {
    wm_str text; /* empty: not there */
    wm_span span;
} wm_named;

/* The row that a bare name belongs to. Inside a bracket ROW is the related row, and THIS
 * the row that is counted; in a define both are the row that it is for.
 */
typedef enum wm_whose {
    WM_WHOSE_ROW,
    WM_WHOSE_THIS,
    WM_WHOSE_CHILD,  /* the child of the row            */
    WM_WHOSE_PARENT, /* the parent of the row, no child */
    WM_WHOSE_KEY,    /* one hop: the row that ROW's key column names */
} wm_whose;

typedef enum wm_name_meaning {
    WM_MEANS_NOTHING, /* before resolving, or after a mistake that was told */
    WM_MEANS_COLUMN,
    WM_MEANS_DEFINE,
    WM_MEANS_SWITCH,
    WM_MEANS_PARAMETER,
} wm_name_meaning;

/* `dob`, `this.started`, `child.dob`, `team.disability`, `placed`, `placement_moves`. */
typedef struct wm_path {
    wm_named first;
    wm_named second; /* behind the dot; text empty: none */
    wm_name_meaning means;
    wm_whose whose;
    int key_column; /* of KEY: the column of ROW that is followed            */
    int table;      /* that the column or define belongs to                  */
    int column;     /* COLUMN */
    int index;      /* DEFINE, SWITCH, PARAMETER: number in the catalogue    */
} wm_path;

typedef enum wm_time_unit {
    WM_UNIT_DAYS,
    WM_UNIT_WORKING_DAYS,
    WM_UNIT_WEEKS,
    WM_UNIT_MONTHS,
} wm_time_unit;

/* `45 working days`; a parameter, whose value is that in force on the day from which the
 * duration is counted; a define that is a duration.
 */
typedef struct wm_duration {
    bool is_named;
    int count; /* 0 or more */
    wm_time_unit unit;
    wm_path named;
    wm_span span;
} wm_duration;

typedef enum wm_window_kind {
    WM_WINDOW_LAST, /* `last 12 months`: days, weeks or months */
    WM_WINDOW_PERIOD,
    WM_WINDOW_YEAR_TO_DATE,
} wm_window_kind;

typedef struct wm_window {
    wm_window_kind kind;
    int count;
    wm_time_unit unit;
    wm_span span;
} wm_window;

typedef enum wm_moment_kind {
    WM_MOMENT_PERIOD_END,
    WM_MOMENT_PATH,     /* a date column or a define that is a date        */
    WM_MOMENT_SHIFT,    /* `6 weeks after last_visit`                      */
    WM_MOMENT_OF_ROWS,  /* `dated of latest cla_visit (seen is yes) ...`   */
    WM_MOMENT_EARLIEST, /* of a list; missing ones are passed over         */
    WM_MOMENT_LATEST,
    WM_MOMENT_CASE,
} wm_moment_kind;

/* `when <condition> then <moment>`; the last of a case has no condition: `otherwise`. */
typedef struct wm_case_of_moment {
    wm_condition *when;
    wm_moment *then;
} wm_case_of_moment;

struct wm_moment {
    wm_moment_kind kind;
    wm_span span;
    wm_path path;         /* PATH; OF_ROWS: the date that is wanted, of the rows' table */
    wm_duration duration; /* SHIFT */
    bool before;          /* SHIFT: `before`, else `after` */
    wm_moment *from;      /* SHIFT */
    bool first;           /* OF_ROWS: `first`, else `latest` */
    wm_rows *rows;        /* OF_ROWS */
    wm_moment **items;    /* EARLIEST, LATEST */
    size_t item_count;
    wm_case_of_moment *cases; /* CASE */
    size_t case_count;
};

typedef enum wm_order {
    WM_ORDER_BEFORE,
    WM_ORDER_AFTER,
    WM_ORDER_ON,
    WM_ORDER_ON_OR_BEFORE, /* also written `by` */
    WM_ORDER_ON_OR_AFTER,
} wm_order;

typedef enum wm_time_kind {
    WM_TIME_IN,          /* [date] in <window>                         */
    WM_TIME_OPEN_AT,     /* open at <day> [for at least <n> months]    */
    WM_TIME_OPEN_DURING, /* open during <window>                       */
    WM_TIME_WITHIN,      /* [date] within <duration> before|after <day> */
    WM_TIME_ORDER,       /* [date] on or after <day>                   */
} wm_time_kind;

/* One restriction of rows in time. `date` with means NOTHING and no text: the table's
 * primary date.
 */
typedef struct wm_time {
    wm_time_kind kind;
    wm_span span;
    wm_path date;
    wm_window window;
    wm_moment *day;
    int months_min; /* OPEN_AT: 0 when not said */
    wm_duration duration;
    bool before; /* WITHIN */
    wm_order order;
} wm_time;

typedef enum wm_relation {
    WM_RELATION_ANY,
    WM_RELATION_EARLIER, /* strictly in days than the date the row is counted by */
    WM_RELATION_LATER,
    WM_RELATION_OTHER, /* than the row itself */
} wm_relation;

/* How the rows of a related table belong to the row that asks. */
typedef enum wm_tie {
    WM_TIE_NONE,     /* the counted rows themselves                */
    WM_TIE_CHILD,    /* of the same child                          */
    WM_TIE_CHILDREN, /* rows whose parent is the row (of this plan) */
    WM_TIE_SIBLINGS, /* rows with the same parent as the row       */
    WM_TIE_PARENT,   /* the one row that is the row's parent       */
} wm_tie;

struct wm_rows {
    wm_span span; /* of the whole phrase */
    wm_named name;
    int table;
    wm_condition *where; /* in the bracket; NULL: all */
    wm_named parent_name;
    int parent; /* `of cp_plan (...)`; WM_NO_TABLE: not said */
    wm_condition *parent_where;
    wm_time *times;
    size_t time_count;
    wm_relation relation;
    bool has_within; /* `has earlier referral within 12 months` */
    wm_duration within;
    wm_tie tie;
};

typedef enum wm_test_kind {
    WM_TEST_BARE, /* a define or a yes/no that is a condition by itself: `adult` */
    WM_TEST_IS,   /* `is yes`, `is not one of (A, B)`                            */
    WM_TEST_MISSING,
    WM_TEST_RECORDED,
    WM_TEST_AT_LEAST,
    WM_TEST_AT_MOST,
    WM_TEST_BETWEEN, /* both included */
    WM_TEST_WITHIN,
    WM_TEST_ORDER,
} wm_test_kind;

typedef struct wm_test {
    wm_test_kind kind;
    wm_span span;
    bool is_not;
    wm_named *codes; /* IS: `yes` and `no` for yes/no columns; a choice of a switch may be
                        several words: `every episode` */
    size_t code_count;
    int64_t low;          /* AT_LEAST, BETWEEN; of a hundredths column in hundredths */
    int64_t high;         /* AT_MOST, BETWEEN */
    wm_duration duration; /* WITHIN */
    bool before;
    wm_order order;
    wm_moment *day; /* WITHIN, ORDER */
} wm_test;

typedef enum wm_condition_kind {
    WM_CONDITION_AND,
    WM_CONDITION_OR,
    WM_CONDITION_NOT,
    WM_CONDITION_HAS,      /* `has [no] rows`                                */
    WM_CONDITION_NUMBER,   /* `number of rows >= 3`                          */
    WM_CONDITION_SHOWS,    /* `latest rows shows (condition)`                */
    WM_CONDITION_NO_GAP,   /* `no gap in rows longer than d from a to b`     */
    WM_CONDITION_AGE,      /* `age at period end >= 18`                      */
    WM_CONDITION_TEST,     /* a column, define or switch and what it must be */
    WM_CONDITION_OPEN_FOR, /* `open for at least 24 months`                */
} wm_condition_kind;

struct wm_condition {
    wm_condition_kind kind;
    wm_span span;
    wm_condition **terms; /* AND, OR: two or more; NOT: one */
    size_t term_count;
    bool no; /* HAS: `has no` */
    wm_rows *rows;
    bool first;          /* SHOWS */
    wm_condition *shows; /* SHOWS: of the row found */
    wm_duration longer;  /* NO_GAP */
    wm_moment *from;     /* NO_GAP; AGE: at */
    wm_moment *to;
    wm_path path; /* TEST; AGE: the date of birth (`dob` of the row, else its child's) */
    wm_test test; /* TEST; AGE; NUMBER: `>= n` */
    int months_min; /* OPEN_FOR */
    bool mixed;     /* a mistake that the resolver tells: `and` and `or` without
                       brackets; the terms are the two readings */
    wm_span mixed_at;
};

typedef struct wm_dated_duration {
    wm_day from; /* WM_DAY_NONE: always */
    wm_duration duration;
} wm_dated_duration;

/* In force by day, the first from WM_DAY_NONE. */
typedef struct wm_values {
    wm_dated_duration *items;
    size_t count;
    wm_span span; /* of all of them */
} wm_values;

/* What a council decides of a switch or a parameter that is not its own:
 * `choose placement_moves every episode`, `set cp_visit_every := 10 working days`.
 */
typedef struct wm_setting {
    wm_named name;
    bool is_choice;  /* `choose`, else `set` */
    wm_named chosen; /* words joined by one space */
    wm_values values;
    wm_str why; /* `source "..."`; may be empty */
    const wm_source *source;
} wm_setting;

/* `parameter cp_visit_every := 15 working days; 10 working days from 2016-09-01` */
typedef struct wm_parameter {
    wm_named name;
    wm_dated_duration *values; /* by day, the first from WM_DAY_NONE */
    size_t value_count;
    wm_span written; /* the values, in `origin` */
    wm_str source;
    wm_str file;
    const wm_source *origin;  /* of spans */
    const wm_setting *set_by; /* resolved: whose the values are; NULL: its own */
} wm_parameter;

/* `switch placement_moves := as lait | every episode   default as lait` */
typedef struct wm_switch {
    wm_named name;
    wm_named *choices; /* words joined by one space */
    size_t choice_count;
    int usual;  /* the default                          */
    int chosen; /* it, or what a setting chose          */
    wm_str file;
    const wm_source *origin;
    const wm_setting *set_by; /* resolved: who chose; NULL: it is the default */
} wm_switch;

typedef enum wm_define_kind {
    WM_DEFINE_CONDITION,
    WM_DEFINE_MOMENT,
    WM_DEFINE_DURATION,
    WM_DEFINE_NAME, /* one bare name: what it is, the resolver finds */
} wm_define_kind;

typedef struct wm_case_of_duration {
    wm_condition *when; /* NULL: otherwise */
    wm_duration then;
} wm_case_of_duration;

/* `define adult for looked_after := age at period end >= 18`. What it is for may be used
 * wherever a row of that table is at hand; one for `child` from any table of child.
 */
typedef struct wm_define {
    wm_named name;
    wm_named table_name;
    int table;
    wm_define_kind kind;
    wm_condition *condition;
    wm_moment *moment;
    wm_case_of_duration *durations; /* DURATION: one without `when`, or a case */
    size_t duration_count;
    wm_path named; /* NAME, before it is resolved */
    wm_str file;
    const wm_source *source;
} wm_define;

typedef enum wm_body_kind {
    WM_BODY_NONE, /* entered: figures are typed in or imported */
    WM_BODY_PERCENT,
    WM_BODY_COUNT,
    WM_BODY_RATE,    /* per 10,000 of a series               */
    WM_BODY_RATIO,   /* to other rows, or to the total of one of their columns */
    WM_BODY_HIGHEST, /* count per column, the largest of them */
} wm_body_kind;

typedef enum wm_counting {
    WM_COUNTING_ROWS,
    WM_COUNTING_CHILDREN,     /* a child once; met if any of its rows meets it */
    WM_COUNTING_CHILDREN_ALL, /* met if all do                                 */
    WM_COUNTING_COLUMN,       /* families, workers: a value once; met if any   */
} wm_counting;

/* One dimension of `by`. */
typedef enum wm_by_kind {
    WM_BY_COLUMN, /* of the row, of its child, or one hop          */
    WM_BY_BANDS,  /* age bands, at T or at the event               */
    WM_BY_TEAM,   /* the allocated team at T or at the event       */
} wm_by_kind;

typedef struct wm_by {
    wm_by_kind kind;
    wm_path path;
    int bands;
    wm_span span;
} wm_by;

typedef WM_LIST(wm_by) wm_by_list;

typedef struct wm_body {
    wm_body_kind kind;
    wm_rows *rows;
    wm_condition *where; /* NULL: all */
    wm_condition *that;  /* PERCENT; NULL otherwise */
    wm_named series_name;
    int series;       /* RATE */
    wm_rows *to_rows; /* RATIO: the denominator */
    wm_condition *to_where;
    wm_path total; /* RATIO: `to total <column> of`; text empty: rows are counted */
    wm_path per;   /* HIGHEST: `per worker` */
    wm_counting counting;
    wm_path counted; /* COUNTING_COLUMN */
    wm_condition *not_counting;
    wm_moment *due; /* `once due` */
    wm_by_list by;
    bool with_hindsight;
    wm_window year_window; /* of WM_YEAR_WINDOW */
} wm_body;

typedef struct wm_definition {
    wm_measure heading;
    wm_body body;
    const wm_source *source; /* of spans */
} wm_definition;

/* `use childrens-services`: another file whose definitions are wanted. Which file that
 * is, and reading it once, is the business of whoever reads the folder.
 */
typedef struct wm_use {
    wm_named name;
    const wm_source *source;
} wm_use;

/* All definitions that a scorecard uses: those of the installed catalogue and the local
 * ones, in one namespace.
 */
typedef struct wm_catalogue {
    wm_schema schema;
    WM_LIST(wm_parameter) parameters;
    WM_LIST(wm_switch) switches;
    WM_LIST(wm_define) defines;
    WM_LIST(wm_definition) measures;
    WM_LIST(wm_use) uses;
    WM_LIST(wm_setting) settings;
} wm_catalogue;

/* NULL when there is none. */
const wm_definition *wm_catalogue_measure(const wm_catalogue *catalogue, wm_str ref);

#endif
