#ifndef WM_SYNTH_LIFE_H
#define WM_SYNTH_LIFE_H

#include "base/working_days.h"
#include "synth/sink.h"
#include "synth/workforce.h"

/* Made-up children and what happens to them, drawn step by step. Nothing of a family is
 * kept once it has been written, so that an authority of any size fits.
 *
 *     contact -> referral -> no further action
 *                   |
 *               assessment -> closed           s47 -> conference -> protection plan
 *                   |    \___________________/            |              |
 *               plan of a child in need <-----------------+--------------+
 *                   |                                                    |
 *                   +------> looked after: episodes, visits, reviews <---+
 *                               |         |            |
 *                             home     adopted     care leaver
 *
 * and of 100 families 42 come back.
 */
typedef struct wm_life {
    wm_sink *sink;
    const wm_working_days *calendar;
    const wm_workforce *workforce;
    wm_day start; /* first day asked for */
    wm_day last;  /* and the last        */
    int population;

    /* What the next rehearsal takes back. */
    wm_chance chance;
    int64_t keys[WM_SYNTH_TABLES]; /* the last key given out */
    int64_t families;
} wm_life;

typedef struct wm_child {
    int64_t number;
    int64_t family;
    wm_day dob;
    wm_day adult; /* 18th birthday            */
    wm_day ends;  /* that day, or of death    */
    bool died;
    bool disabled;
    int slot; /* of the social worker's post */
} wm_child;

enum { WM_SIBLINGS_MAX = 5 };

typedef struct wm_family {
    wm_child children[WM_SIBLINGS_MAX];
    int count;
} wm_family;

/* synth/family.c */
void wm_life_family(wm_life *life, wm_day arrival);

/* synth/case.c: from a referral to the day that the last of it is closed. */
typedef enum wm_course {
    WM_COURSE_NOTHING, /* no further action */
    WM_COURSE_ASSESSED,
    WM_COURSE_IN_NEED,
    WM_COURSE_PROTECTED,
    WM_COURSE_LOOKED_AFTER,
} wm_course;

wm_day wm_life_case(wm_life *life, const wm_child *child, wm_day day, wm_course course);

/* synth/plans.c: from the day the plan begins; the day it ends. */
wm_day wm_life_in_need(wm_life *life, const wm_child *child, wm_day day, wm_day limit);
wm_day wm_life_protected(wm_life *life, const wm_child *child, wm_day day);

/* synth/care.c, synth/care_events.c, synth/short_breaks.c, synth/leaver.c */
wm_day wm_life_looked_after(wm_life *life, const wm_child *child, wm_day day);
void wm_life_care_events(wm_life *life, const wm_child *child, wm_day from, wm_day to);
void wm_life_care_visits(wm_life *life, const wm_child *child, wm_day from, wm_day to,
                         wm_day placed, bool settled);
void wm_life_short_breaks(wm_life *life, const wm_child *child, wm_day from, wm_day to);
void wm_life_leaver(wm_life *life, const wm_child *child, wm_day left);

/* synth/around.c: what belongs to no case, month by month. */
void wm_life_around(wm_life *life);

/* Small steps that all of them take. */

static inline bool wm_life_often(wm_life *life, unsigned of_65536)
{
    return wm_chance_often(&life->chance, of_65536);
}

static inline wm_day wm_earlier(wm_day a, wm_day b)
{
    return a < b ? a : b;
}

static inline wm_day wm_later(wm_day a, wm_day b)
{
    return a > b ? a : b;
}

/* The day itself, or the next one on which the council works. */
wm_day wm_life_working(const wm_life *life, wm_day day);
wm_day wm_life_working_after(const wm_life *life, wm_day day, int count);

/* A row with its key, child and primary date; the key is the next of its table. */
wm_synth_row wm_life_row(wm_life *life, wm_synth_table table, const wm_child *child,
                         wm_day day);
void wm_life_put(wm_life *life, const wm_synth_row *row);

/* The child is one of a post's from one day to another: a row for each of its holders. */
void wm_life_allocate(wm_life *life, const wm_child *child, int slot, wm_day from,
                      wm_day to);

int wm_age_on(wm_day dob, wm_day day); /* whole years */

#endif
