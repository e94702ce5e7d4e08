#ifndef WM_LANG_RESOLVE_H
#define WM_LANG_RESOLVE_H

#include "lang/lang.h"
#include "lang/parser.h"

/* From names to numbers: what the parsers left open in the trees of a catalogue is found
 * and checked here (docs/language.md).
 *
 *     resolve.c             defines, in the order in which they need each other
 *     resolve_index.c       what has which name, and what has one twice
 *     resolve_settings.c    what is chosen and set here
 *     resolve_name.c        a name in its place
 *     resolve_condition.c   conditions and tests
 *     resolve_codes.c       what stands behind `is`
 *     resolve_moment.c      days and durations
 *     resolve_rows.c        tables, ties and times
 *     resolve_measure.c     bodies, and what belongs to their headings
 *
 * Each function tells what is wrong and goes on, so that all mistakes are seen; nothing
 * that has a mistake is evaluated.
 */
enum {
    WM_RESOLVE_DEPTH_MAX = 500, /* of a tree with the defines that it uses */
    WM_SUGGESTED_FROM_MAX = 500,
};

/* Where a name stands: names are those of `row`, and behind `this.` of `counted`. */
typedef struct wm_naming {
    int row;
    int counted;
    bool in_bracket; /* of rows related to the counted row */
    /* In a time of rows of that table, whose names could be meant; else WM_NO_TABLE. */
    int related;
} wm_naming;

typedef enum wm_sort {
    WM_SORT_UNKNOWN, /* a mistake that was told */
    WM_SORT_CONDITION,
    WM_SORT_DAY,
    WM_SORT_DURATION,
    WM_SORT_SWITCH,
    WM_SORT_YESNO,
    WM_SORT_CODE,
    WM_SORT_INT,
    WM_SORT_HUNDREDTHS,
    WM_SORT_TEXT,
    WM_SORT_KEY,
} wm_sort;

typedef enum wm_define_state {
    WM_DEFINE_NEW,
    WM_DEFINE_OPEN, /* it is being resolved: whoever needs it now goes in a circle */
    WM_DEFINE_DONE,
} wm_define_state;

typedef struct wm_define_note {
    wm_define_state state;
    unsigned depth; /* of its tree, with the defines in it */
    bool told;      /* that it goes in a circle            */
} wm_define_note;

/* Numbers by (kind or table, name): open addressing. */
enum { WM_INDEX_PARAMETER = -2, WM_INDEX_SWITCH = -3, WM_INDEX_MEASURE = -4 };

typedef struct wm_index_slot {
    int kind;
    int number;
    wm_str name; /* empty: free */
} wm_index_slot;

typedef struct wm_index {
    wm_index_slot *slots;
    size_t count;
    size_t capacity;
} wm_index;

typedef WM_LIST(wm_str) wm_name_list;

typedef struct wm_resolver {
    wm_catalogue *catalogue;
    const wm_facts *facts; /* may be NULL */
    wm_arena *arena;
    wm_diags *diags;
    wm_status status;
    const wm_source *source; /* of the tree in hand */
    wm_index index;
    wm_define_note *defines;
    wm_name_list names; /* for wm_suggestions */
    unsigned depth;     /* of the tree in hand, here */
    unsigned deepest;   /* and so far                */
    unsigned stack;     /* of everything that is open */
} wm_resolver;

#define wm_wrong(r, span, remedy, ...)                                                   \
    wm_diag_at((r)->diags, WM_SEVERITY_ERROR, (r)->source, (span), (remedy), __VA_ARGS__)

static inline const wm_table_def *wm_table_of(const wm_resolver *r, int table)
{
    return &r->catalogue->schema.tables.items[table];
}

/* -1 when there is none. */
int wm_index_find(const wm_index *index, int kind, wm_str name);
/* The number that has the name already, or -1 when it is new (or memory is refused). */
int wm_index_add(wm_resolver *r, int kind, wm_str name, int number);
/* Fills the index, and tells of names that are given twice. */
void wm_index_all(wm_resolver *r);

/* Once it is filled: settings take the place of defaults. */
void wm_resolve_settings(wm_resolver *r);

/* Resolves a define when it is first needed; false, told, when it needs itself. */
bool wm_resolve_define(wm_resolver *r, int number);

bool wm_resolve_path(wm_resolver *r, const wm_naming *in, wm_path *path);
/* What a name would be, without a word when it is nothing. */
wm_sort wm_try_sort(wm_resolver *r, const wm_naming *in, const wm_path *path);
/* The date of birth of a row: its own column `dob`, else its child's. */
bool wm_resolve_birth(wm_resolver *r, const wm_naming *in, wm_path *path, wm_span span);
wm_sort wm_sort_of(const wm_resolver *r, const wm_path *path);
const char *wm_sort_called(wm_sort sort); /* `a code`, `a date` */
wm_span wm_path_span(const wm_path *path);
wm_str wm_path_text(const wm_resolver *r, const wm_path *path);
/* A table of that name, also in the plural; told when there is none. */
int wm_resolve_table(wm_resolver *r, wm_named name);

void wm_resolve_condition(wm_resolver *r, const wm_naming *in, wm_condition *condition);
/* What stands behind `is`: told when it does not fit. True: what is tested is of a sort
 * that `is` never asks, which is still to be told. */
bool wm_check_values(wm_resolver *r, const wm_naming *in, const wm_condition *c,
                     wm_sort sort);
/* "`as lait`, `every episode`" */
wm_str wm_choices_of(wm_resolver *r, const wm_switch *s);
void wm_resolve_moment(wm_resolver *r, const wm_naming *in, wm_moment *moment);
void wm_resolve_duration(wm_resolver *r, const wm_naming *in, wm_duration *duration);
/* A path that must be a day. */
bool wm_resolve_day(wm_resolver *r, const wm_naming *in, wm_path *path);

/* Rows related to the row of `in`. */
void wm_resolve_rows(wm_resolver *r, const wm_naming *in, wm_rows *rows);
void wm_resolve_counted_rows(wm_resolver *r, wm_rows *rows);

void wm_resolve_measures(wm_resolver *r);

/* One level deeper; false, told, when it is too deep. */
bool wm_resolve_enter(wm_resolver *r, wm_span span);
void wm_resolve_leave(wm_resolver *r);

/* Room for more messages: what is only for them may be left out without it. */
bool wm_telling(const wm_resolver *r);
/* "did you mean `x` (24,113 rows)?" for a table; no count without facts. */
wm_str wm_did_you_mean_table(wm_resolver *r, int table);
/* printf into the arena; a refusal is kept in the status. */
wm_str wm_resolve_say(wm_resolver *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* `24,113`. */
wm_str wm_grouped(wm_resolver *r, int64_t number);

/* Names to suggest from: one list for all messages, begun again for each. */
wm_name_list *wm_suggestions(wm_resolver *r);
void wm_suggest_name(wm_resolver *r, wm_name_list *names, wm_str name);
void wm_suggest_columns(wm_resolver *r, int table, wm_name_list *names);
wm_str wm_nearest_of(wm_str word, const wm_name_list *names);
wm_str wm_suggest(wm_resolver *r, wm_str near); /* "did you mean `x`?", or empty */

#endif
