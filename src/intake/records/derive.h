#ifndef WM_INTAKE_RECORDS_DERIVE_H
#define WM_INTAKE_RECORDS_DERIVE_H

#include "intake/records/loading.h"

/* Tables made from others (docs/language.md): the rows of a child that pass, in the
 * order (date, key), joined into runs. A row goes on with the run before it, or begins
 * one; nothing looks ahead, so that what is open on a day is decided by that day.
 *
 *     looked_after: touching or overlapping, unless start_reason is S
 *
 *     episode  1 S  |----------)                       touching: joined
 *              2 L             |--------)              a gap: a new run
 *              3 S                         |-------->  S inside 3, which is still open:
 *              4 S                              |-->   ends 3 that day, begins a run
 *     runs          |-------------------)  |----)|-->
 *
 *     placement: touching, while same carer or temporary, unless start_reason is S
 *
 *     episode  1 S U6  |-----)                     T0 always goes on with the run
 *              2 P T0        |---)                 that it follows, whoever comes next
 *              3 T U4            |-----)           T: the same carer
 *              4 P U3                  |------->   P: another, who begins a run
 *     runs             |---------------|------->
 *     type             U6        U4    U3          of the latest row not temporary
 *
 * Spells of one child never overlap: a row that begins a run ends the one before it that
 * day. A row that begins and ends on one day is never open (D7): where it joins nothing
 * it is a run of its own and ends no other.
 *
 * `same carer`, of a row and the last not temporary row of the run: the start reason is
 * L, T or U (SSDA903: legal status only, placement, or both, with the same carer); or the
 * placement is A3 or A5 (adopted by the current foster carer); or the placement ids are
 * equal, where one is missing the URNs, where one is missing provider and postcode.
 */
wm_status wm_load_derive(wm_loading *loading, int table);

/* Whether a derived table can be: spells of child made from spells of child. WM_REJECTED
 * and a message. */
wm_status wm_derive_check(const wm_schema *schema, int table, wm_diags *diags);

/* Between a run and the row that might go on with it. */
typedef struct wm_carer_columns {
    int placement;
    int start_reason;
    int placement_id;
    int urn;
    int provider;
    int postcode;
} wm_carer_columns;

typedef struct wm_run {
    uint32_t first_row; /* of the source */
    uint32_t last_row;
    uint32_t carer_row; /* the last not temporary, or the first while there is none */
    wm_day from;
    int64_t end; /* the first day it is not open; INT32_MAX: none yet */
} wm_run;

/* The columns of the derived table from the rows of each run (derive_take.c). */
typedef struct wm_deriving {
    wm_loading *loading;
    int table;
    int source;
    const wm_table_def *def;
    const wm_table *from; /* the source */
    wm_table *to;
    wm_carer_columns carer;
    int32_t temporary[5]; /* numbers of the texts T0 to T4, -1 where nobody has it */
    WM_LIST(wm_run) runs;
    uint32_t *of_source;
} wm_deriving;

bool wm_row_is_temporary(const wm_deriving *deriving, uint32_t row);
wm_status wm_load_take(wm_deriving *deriving);

#endif
