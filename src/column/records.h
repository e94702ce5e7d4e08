#ifndef WM_COLUMN_RECORDS_H
#define WM_COLUMN_RECORDS_H

#include "base/date.h"
#include "base/status.h"
#include "column/schema.h"

#include <assert.h>
#include <stdint.h>

/* Records in memory: typed columns, clustered by authority and child.
 *
 *     child      0     1     2        tables of child:  rows of child c are
 *     referral   |0 1| |2|   ||       [first[c], first[c + 1]), in the order
 *                                     (primary date, key bytewise)
 *
 * Children are numbered by (authority, key), so that those of an authority are a run
 * [authority.children_from, authority.children_to). Rows of a table that has no child are
 * clustered by authority instead, in the same order (date, key); `first` counts
 * authorities then. `people` tables other than child likewise, in key order.
 *
 * Every column is one int32_t a row, whatever its type:
 *
 *     DATE        wm_day                                  blank WM_BLANK
 *     INT         the number      HUNDREDTHS 100 times it
 *     YESNO       1, 0
 *     CODE, TEXT  number of a text in `texts`             (equal texts, equal numbers)
 *     KEY         row number in the other table           WM_BLANK also when no row has
 *                                                         the key (reported at loading)
 *
 * An unmapped code is the text `(unmapped: Z11)`, which no condition can name. Nothing is
 * changed after loading: engines and lists only read.
 */
#define WM_BLANK WM_DAY_NONE

/* A column of a derived table whose value moves while a run lasts: for each run, from
 * which day it has which value.
 *
 *     episode      U6 |T0|  U4          run           |-----------------)
 *     placement    |--|--|----------)   type          U6         U4
 *                                       from, value   run, U6    third row, U4
 *
 * The column itself holds the last value. A run whose value never moves has no entries.
 */
typedef struct wm_history {
    int column;
    uint32_t *first; /* of each run, count + 1 */
    wm_day *from;    /* rising within a run; the first is the day the run begins */
    int32_t *value;  /* WM_BLANK before the first row that counts */
} wm_history;

typedef struct wm_table {
    const wm_table_def *def;
    size_t count;          /* rows */
    int32_t **columns;     /* def->column_count arrays of count */
    char *key_text;        /* the keys one behind the other: wm_table_key    */
    uint32_t *key_end;     /* of each row's, in key_text                     */
    uint32_t *child;       /* of each row; NULL for tables without a child */
    uint16_t *authority;   /* of each row; NULL for tables of child: the child's */
    int32_t *parent;       /* row of the parent table that is not child, WM_BLANK for an
                              orphan; NULL when the parent is child or there is none */
    uint32_t *first;       /* count of children + 1, or of authorities + 1: see above */
    wm_history *histories; /* of derived tables, by column */
    size_t history_count;
} wm_table;

/* One council of the records. `code` is its official code where known. */
typedef struct wm_records_authority {
    wm_str code;
    wm_str name;
    uint32_t children_from;
    uint32_t children_to;
    uint32_t children_listed; /* those of them that have a row in a file of children */
} wm_records_authority;

/* A number of a series for an authority and a (calendar) year. */
typedef struct wm_series_value {
    uint16_t authority;
    int16_t year;
    int64_t value;
} wm_series_value;

typedef struct wm_series {
    const wm_series_def *def;
    wm_series_value *values; /* by (authority, year) */
    size_t count;
} wm_series;

typedef struct wm_records {
    const wm_schema *schema;
    wm_table *tables; /* one for each of the schema; count 0 when there is no file */
    WM_LIST(wm_str) texts;
    uint32_t *text_slots; /* where wm_records_text looks; NULL: there are no texts */
    size_t text_mask;
    wm_records_authority *authorities;
    size_t authority_count;
    size_t child_count; /* = rows of the table child */
    wm_series *series;
    bool synthetic;   /* the marker of made-up records was found */
    wm_day known_at;  /* only what was known by then was loaded (A6); WM_DAY_NONE: all */
    wm_day extracted; /* of the extract that was read; WM_DAY_NONE: they are of none */
    wm_day latest; /* the latest primary date, for "as at" defaults; WM_DAY_NONE: none */
} wm_records;

/* Where rows lie, as [*from, *to): empty when the table is. Of a child in a table of
 * child; of an authority in any.
 */
static inline void wm_rows_of_child(const wm_table *table, uint32_t child, uint32_t *from,
                                    uint32_t *to)
{
    *from = table->count ? table->first[child] : 0;
    *to = table->count ? table->first[child + 1] : 0;
}

void wm_rows_of_authority(const wm_records *records, int table, size_t authority,
                          uint32_t *from, uint32_t *to);

/* The rows of `table` of the same child as a row, or where it has no child of the same
 * authority: among them are all that can be related to the row.
 */
void wm_rows_beside(const wm_records *records, int table, int row_table, uint32_t row,
                    uint32_t *from, uint32_t *to);

/* Number of a text, or -1: no row has it, and so no row can equal it. */
int32_t wm_records_text(const wm_records *records, wm_str text);

/* What is known on the day `day` about a column of a row (A5): the value its history has
 * by then; blank for a date after it, and for what is known with such a date. Planned
 * dates and dates of birth are known always. INT32_MAX is hindsight: everything. Whether
 * the row itself is there at T (its primary date) is the caller's question.
 */
int32_t wm_value_at(const wm_table *table, int column, uint32_t row, wm_day day);

/* Keys decide ties, bytewise, and are shown in lists. */
static inline wm_str wm_table_key(const wm_table *table, uint32_t row)
{
    uint32_t start = row ? table->key_end[row - 1] : 0;
    return (wm_str){table->key_text + start, table->key_end[row] - start};
}

/* The child a row of a table of child (asserted) belongs to; of the table child, itself.
 */
static inline uint32_t wm_row_child(const wm_records *records, int table, uint32_t row)
{
    if (table == records->schema->child)
        return row;
    assert(records->tables[table].child);
    return records->tables[table].child[row];
}

/* The authority a row belongs to. */
uint16_t wm_row_authority(const wm_records *records, int table, uint32_t row);

#endif
