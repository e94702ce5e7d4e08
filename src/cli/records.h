#ifndef WM_CLI_RECORDS_H
#define WM_CLI_RECORDS_H

#include "cli/command.h"
#include "cli/reach.h"
#include "engine/engine.h"
#include "figure/scorecard.h"
#include "intake/definitions.h"
#include "intake/records/load.h"

/* What `compute`, `list`, `explain` and `reconcile` begin with: definitions read,
 * records loaded, a measure found by its reference. Everything lives in `memory`, which
 * is larger than the program's own arena: records are.
 */
typedef struct wm_asking {
    wm_arena *memory;
    const char *folder; /* of the definitions; the catalogue's when there is none */
    bool of_catalogue;  /* the catalogue itself, no folder of a user's            */
    bool has_scorecard; /* and then: */
    wm_scorecard scorecard;
    const wm_source *scorecard_source;
    wm_definitions definitions;
    const char *place;   /* of the records: as given, or found        */
    bool is_place_given; /* on the command line                       */
    size_t authority;    /* of the records: the scorecard's, if there is one */
    wm_records records;
    wm_load_report report;
    wm_reach reach; /* of the records */
    wm_working_days calendar;
} wm_asking;

/* `folder` as given on the command line, or NULL: the current one if it has definitions,
 * else the catalogue itself. Nothing is resolved yet. Whatever is wrong is said on
 * standard error. */
wm_exit wm_asking_begin(const char *folder, wm_asking *asking);
/* The same for a folder that was read, and whose warnings were said, before. */
wm_exit wm_asking_begin_again(const char *folder, wm_asking *asking);
void wm_asking_end(wm_asking *asking);

/* Mistakes are told with what the records say of them, if there are any: `records` as
 * given, or NULL. */
wm_exit wm_asking_resolve(wm_asking *asking, const char *records);

/* Where the records of a folder are: as given on the command line, or in `records` there;
 * else where its scorecard (may be NULL) says, else `records` in it. *place_out is NULL
 * where there are none. */
wm_status wm_records_place(const char *given, const char *folder,
                           const wm_scorecard *scorecard, wm_arena *arena,
                           const char **place_out);

/* `records` as given, or NULL: those of the folder; that there are none is said, and that
 * they are of another council than the scorecard. */
wm_exit wm_asking_load(wm_asking *asking, const char *records, wm_day known_at);

/* The whole load report as CSV in a new file that only its owner can read: it names keys.
 */
wm_exit wm_asking_keep_report(const wm_asking *asking, const char *path);

/* A measure that is counted; else it is said why not, and NULL. */
const wm_definition *wm_asking_measure(const wm_asking *asking, wm_str ref);

/* On standard error: how many rows of a `highest count of ... per worker` name no worker,
 * and so are in nobody's count. */
void wm_asking_say_nobody(const wm_asking *asking, const wm_definition *measure);

int wm_asking_first_month(const wm_asking *asking); /* of the reporting year */

/* The key of a child, as its records have it. */
wm_str wm_child_key(const wm_records *records, uint32_t child);

/* `--at DATE`. False: said. WM_DAY_NONE when it was not given. */
bool wm_day_wanted(const char *option, const char *text, wm_day *day_out);

/* The same of a day up to which rows are counted: its working days must be known. */
bool wm_counted_day_wanted(const char *option, const char *text, wm_day *day_out);

/* `--every`; *kind_out stays as it is when it was not given. False: said. */
bool wm_every_wanted(const char *text, wm_period_kind *kind_out);

/* The month, quarter or year that a day lies in. */
wm_period wm_period_around(wm_day day, wm_period_kind kind, int first_month);

#endif
