#ifndef WM_SYNTH_PRINTED_H
#define WM_SYNTH_PRINTED_H

#include "base/file.h"
#include "base/ratio.h"
#include "engine/engine.h"
#include "figure/scorecard.h"
#include "synth/chance.h"

/* What the council of made-up records prints: the figures that the product's own engine
 * counts from them, to the places of a sheet, and among them mistakes put there on
 * purpose.
 *
 *                 Q1    Q2    Q3    Q4    year  baseline | the same, a year earlier
 *     1.1         518.2 510.0 ...                        |
 *     1.2         21.4  20.9                             |
 *
 * Only what stands left of the bar is printed; the rest is there to be mistaken for it.
 */
typedef enum wm_plant {
    WM_PLANT_NONE,
    WM_PLANT_SWAPPED_DIGITS,  /* 85.9 for 89.5                                  */
    WM_PLANT_OTHER_PERIOD,    /* the numerator of the period before             */
    WM_PLANT_OLD_POPULATION,  /* per 10,000 of last year's population           */
    WM_PLANT_ROUNDED_WRONGLY, /* 44.2 for 44.26                                 */
    WM_PLANT_LAST_YEAR,       /* the column of the year before, pasted          */
    WM_PLANT_FRACTION,        /* 0.832 for 83.2 %                               */
    WM_PLANTS,
} wm_plant;

const char *wm_plant_name(wm_plant plant); /* `swapped digits`: for people */

typedef struct wm_printed_cell {
    bool has_value;
    wm_counts counts;
    wm_ratio value;
    wm_decimal printed;
    wm_plant plant;
} wm_printed_cell;

enum { WM_PRINTED_PERIODS_MAX = 12 };

typedef struct wm_printed {
    const wm_definition **measures; /* those of the scorecard that have records */
    size_t measure_count;
    wm_period periods[WM_PRINTED_PERIODS_MAX];
    size_t period_count;
    size_t shown;           /* of these the first so many are printed */
    wm_printed_cell *cells; /* [measure][period]                      */
    const wm_records *records;
    size_t authority;
    wm_day since; /* the first day of the records */
} wm_printed;

unsigned wm_printed_places(const wm_measure *heading); /* of the true figure */

static inline wm_printed_cell *wm_printed_at(const wm_printed *printed, size_t measure,
                                             size_t period)
{
    return &printed->cells[measure * printed->period_count + period];
}

/* Counts the rows of the scorecard from the records in `folder`/records. Everything lives
 * in the arena. What is wrong is in diags or `error`. */
wm_status wm_printed_count(const wm_scorecard *scorecard, const char *folder,
                           const char *catalogue, wm_day since, wm_arena *arena,
                           wm_diags *diags, wm_printed *printed_out,
                           wm_file_error *error);

/* Plants up to `count` mistakes, each in a figure of its own and each to be seen in the
 * number as it is printed; how many found a place. */
size_t wm_printed_plant(wm_printed *printed, size_t count, wm_chance *chance);

#endif
