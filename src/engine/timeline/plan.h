#ifndef WM_ENGINE_TIMELINE_PLAN_H
#define WM_ENGINE_TIMELINE_PLAN_H

#include "engine/timeline/sweep.h"

/* A measure made ready for one axis: names are columns, codes are numbers, windows and
 * lengths are tables by day. It answers for plain rows, which nearly all are: those where
 * no blank leaves anything open, so that the answer is one function of T and not three.
 *
 *     row  ->  plan: plain?  -- yes -->  runs of points
 *                            -- no --->  the sweep (condition.c), with its bounds
 *
 * What the plan has no form of its own for it asks of the sweep too, as an OTHER, and the
 * row is plain if that answer is certain. So a plan never means anything by itself: the
 * sweep says what a row is, the plan says it sooner.
 *
 *     plan.c           made from the resolved tree
 *     plain.c          conditions of plain rows
 *     plain_rows.c     rows of a phrase, and those related to a row
 *     plain_days.c     days of plain rows
 */

typedef struct wm_plan_node wm_plan_node;
typedef struct wm_plan_days wm_plan_days;
typedef struct wm_plan_rows wm_plan_rows;

/* A function of a day, worked out when it is first asked for: 0 is not yet. */
typedef int32_t *wm_day_table;

typedef enum wm_reach {
    WM_REACH_ROW,
    WM_REACH_THIS,
    WM_REACH_CHILD,
    WM_REACH_KEY,
} wm_reach;

/* A column and the way to its row. */
typedef struct wm_plan_column {
    wm_reach reach;
    const uint32_t *child;    /* CHILD: of each row; NULL: the row is the child */
    const int32_t *key;       /* KEY: number of the row in the other table */
    const int32_t *key_dates; /* since when that is there; NULL: always */
    const int32_t *values;
    bool dated;          /* a date, known from its own day */
    bool blank_is_open;  /* and not just missing */
    const int32_t *with; /* known from the day in that column; NULL: with the row */
    const wm_history *history;
} wm_plan_column;

/* A length of time: plain, or of a parameter by the day from which it is counted. */
typedef struct wm_plan_length {
    wm_length plain;
    const wm_parameter *parameter; /* NULL: plain */
    wm_day_table after;            /* of a plain one: `length after day` */
    wm_day_table before;
} wm_plan_length;

/* Where the sweep would look names up. */
typedef struct wm_plan_place {
    int table;
    const wm_time *counted_by;
    int this_table;
    const wm_time *this_counted_by;
} wm_plan_place;

/* A day as a function of T: steps that rise, the first from point 0; each holds until the
 * next. Up to two stand in the struct itself, which is what a column has:
 *
 *     completed     missing |  3 May 2016
 *                   0       7
 */
typedef struct wm_day_step {
    int32_t from;
    wm_day day; /* WM_DAY_NONE: missing */
} wm_day_step;

typedef struct wm_day_steps {
    uint32_t count;
    wm_day_step few[2];
    const wm_day_step *many; /* when there are more */
} wm_day_steps;

static inline const wm_day_step *wm_steps_of(const wm_day_steps *steps)
{
    return steps->count > 2 ? steps->many : steps->few;
}

/* What a define gave for a row, until the child is done with. */
typedef struct wm_plan_memo {
    uint64_t turn; /* of the plan; another: nothing is kept */
    uint32_t row;
    bool plain;
    wm_runs runs;
    wm_day_steps days;
} wm_plan_memo;

typedef enum wm_days_kind {
    WM_DAYS_COLUMN,
    WM_DAYS_SHIFT,
    WM_DAYS_OF_ROWS,
    WM_DAYS_LIST, /* earliest, latest */
    WM_DAYS_CASE,
    WM_DAYS_DEFINE,
    WM_DAYS_OTHER,
} wm_days_kind;

struct wm_plan_days {
    wm_days_kind kind;
    wm_plan_column column; /* DEFINE: the way to its row */
    wm_plan_length length; /* SHIFT */
    bool before;           /* SHIFT */
    bool first;            /* OF_ROWS */
    bool latest;           /* LIST */
    wm_plan_days *from;    /* SHIFT; DEFINE: what it is; OF_ROWS: the date of the row */
    wm_plan_rows *rows;
    wm_plan_days **items; /* LIST; CASE: then */
    wm_plan_node **whens; /* CASE; NULL: otherwise */
    size_t item_count;
    wm_plan_memo memo;       /* DEFINE */
    wm_plan_place place;     /* OTHER */
    const wm_moment *moment; /* OTHER */
};

typedef enum wm_node_kind {
    WM_NODE_AND,
    WM_NODE_OR,
    WM_NODE_NOT,
    WM_NODE_ALL,  /* holds, whatever the row */
    WM_NODE_NONE, /* never holds */
    WM_NODE_HAS,
    WM_NODE_NUMBER,
    WM_NODE_SHOWS,
    WM_NODE_VALUE, /* a column is one of some codes, or in a range */
    WM_NODE_BLANK, /* a column is missing */
    WM_NODE_AGE,   /* at T */
    WM_NODE_ORDER, /* two days */
    WM_NODE_WITHIN,
    WM_NODE_ORDER_END,  /* a day and T */
    WM_NODE_WITHIN_END, /* before T */
    WM_NODE_DEFINE,
    WM_NODE_OTHER,
} wm_node_kind;

struct wm_plan_node {
    wm_node_kind kind;
    wm_plan_node **terms; /* AND, OR; NOT, DEFINE, SHOWS: one */
    size_t term_count;
    wm_plan_column column; /* VALUE, BLANK, AGE; DEFINE: the way to its row */
    bool is_not;           /* VALUE, BLANK */
    int32_t *codes;        /* VALUE; NULL: from low to high */
    size_t code_count;
    int64_t low;
    int64_t high;
    const wm_test *ages;   /* AGE */
    wm_day_table age_from; /* by date of birth, points */
    wm_day_table age_to;
    wm_plan_days *days; /* ORDER, WITHIN and to the end */
    wm_plan_days *from;
    wm_order order;
    bool before; /* WITHIN */
    bool first;  /* SHOWS */
    wm_plan_length length;
    wm_day_table until; /* WITHIN_END: first point that is too late */
    wm_plan_rows *rows;
    wm_plan_memo memo; /* DEFINE */
    wm_plan_place place;
    const wm_condition *condition; /* OTHER */
};

typedef struct wm_plan_time {
    wm_time_kind kind;
    bool at_end;           /* OPEN_AT, WITHIN, ORDER: T */
    wm_plan_days *date;    /* of the row; IN, WITHIN, ORDER */
    const int32_t *until;  /* IN, OPEN_DURING: of the window; OPEN_AT: of the months */
    int months_min;        /* OPEN_AT */
    wm_plan_days *day;     /* of who asks */
    wm_order order;        /* ORDER */
    bool before;           /* WITHIN */
    wm_plan_length length; /* WITHIN */
    wm_day_table near_until;
    /* One run at most, by columns of the row and of who asks that no blank leaves open.
     */
    bool is_span;
    const int32_t *own; /* the date of the row */
    bool own_dated;     /* known from its own day */
} wm_plan_time;

struct wm_plan_rows {
    int number; /* of the table */
    bool is_top;
    const wm_table *table;
    const int32_t *dates; /* primary; NULL: people */
    const int32_t *ends;  /* of spells */
    const uint32_t *child;
    const int32_t *died; /* by child; NULL: nobody dies */
    wm_plan_time *times; /* spans first */
    size_t time_count;
    size_t span_count;
    bool is_spans; /* and nothing else */
    wm_plan_node *where;
    wm_plan_node *parent_where;
    const int32_t *parent_dates;
    wm_tie tie;
    int asker; /* table */
    bool of_child;
    bool by_date;                /* rows come in the order of `date` */
    const uint32_t *asker_child; /* NULL: the asker is the child */
    const int32_t *asker_parent;
    wm_relation relation;
    wm_plan_days *date; /* by which the rows are ordered */
    wm_plan_days *own;  /* EARLIER, LATER: the asker's */
    bool has_within;
    wm_plan_length within;
};

/* A measure on an axis. */
typedef struct wm_plan_side {
    wm_plan_rows *rows;
    wm_plan_node **conditions; /* all must hold for a row to be in */
    size_t condition_count;
} wm_plan_side;

typedef struct wm_plan {
    wm_sweep *sweep;
    wm_axis *axis;
    uint64_t turn; /* goes up when memory is taken back */
    wm_plan_side counted;
    wm_plan_side divisor;
    wm_plan_node *that; /* NULL: there is none */
} wm_plan;

/* The row that is asked, and the points that matter: an answer need not be right outside
 * [from, to), where whoever asks has said no already.
 */
typedef struct wm_plain_at {
    uint32_t row;
    uint32_t self; /* `this` */
    int32_t from;
    int32_t to;
} wm_plain_at;

/* plan.c: NULL when memory is refused. */
wm_plan *wm_plan_make(wm_sweep *sweep, wm_axis *axis, wm_arena *arena);

/* plain.c, false: not plain. */
bool wm_plain_holds(wm_plan *plan, wm_plan_node *node, const wm_plain_at *at,
                    wm_runs *out);
/* Is the row in? */
bool wm_plain_in(wm_plan *plan, const wm_plan_side *side, uint32_t row, wm_runs *out);
bool wm_plain_that(wm_plan *plan, uint32_t row, wm_runs in, wm_runs *out);

/* The row that a column is of. False: it is not there at some point that matters. */
bool wm_plain_reach(const wm_plan *plan, const wm_plan_column *column,
                    const wm_plain_at *at, uint32_t *row);

/* plain_rows.c */
bool wm_plain_passes(wm_plan *plan, wm_plan_rows *rows, const wm_plain_at *asker,
                     uint32_t row, wm_runs *out);
bool wm_plain_has(wm_plan *plan, wm_plan_rows *rows, const wm_plain_at *at, wm_runs *out);
bool wm_plain_many(wm_plan *plan, wm_plan_rows *rows, int64_t least,
                   const wm_plain_at *at, wm_runs *out);

/* The latest row (the first) where it is that. */
typedef struct wm_plain_pick {
    uint32_t row;
    wm_runs runs;
} wm_plain_pick;

typedef WM_LIST(wm_plain_pick) wm_plain_picks;

bool wm_plain_picked(wm_plan *plan, wm_plan_rows *rows, bool first, const wm_plain_at *at,
                     wm_plain_picks *picks, wm_runs *missing);

/* plain_days.c */
bool wm_plain_days(wm_plan *plan, wm_plan_days *days, const wm_plain_at *at,
                   wm_day_steps *out);
/* A column's day and the point from which it is known; NONE: missing throughout. */
bool wm_plain_day(const wm_plan *plan, const wm_plan_column *column,
                  const wm_plain_at *at, wm_day *day, int32_t *from);
bool wm_plain_near(const wm_plan *plan, wm_day day, wm_day from, wm_plan_length *length,
                   bool before);
/* Two days compared; each is asked at a place of its own. */
typedef struct wm_plain_pair {
    wm_plan_days *a;
    const wm_plain_at *a_at;
    wm_plan_days *b;
    const wm_plain_at *b_at;
} wm_plain_pair;

bool wm_plain_order(wm_plan *plan, const wm_plain_pair *pair, wm_order order,
                    wm_runs *out);
/* `a within length before|after b` */
bool wm_plain_within(wm_plan *plan, const wm_plain_pair *pair, wm_plan_length *length,
                     bool before, wm_runs *out);
/* Points at which the day is near enough before T. */
wm_runs wm_near_end(wm_plan *plan, wm_day day, const wm_length *length,
                    wm_day_table until);
/* Where each step of `days` stands rightly to T, put together; `holds` gives one run at
 * most for a day. */
typedef wm_runs wm_to_end_of(wm_plan *plan, const void *how, wm_day day);
bool wm_plain_to_end(wm_plan *plan, wm_plan_days *days, const wm_plain_at *at,
                     wm_to_end_of *holds, const void *how, wm_runs *out);
bool wm_plain_order_end(wm_plan *plan, wm_plan_days *days, wm_order order,
                        const wm_plain_at *at, wm_runs *out);
bool wm_plain_within_end(wm_plan *plan, wm_plan_days *days, wm_plan_length *length,
                         wm_day_table until, const wm_plain_at *at, wm_runs *out);

#endif
