#ifndef WM_JUDGE_WORDS_INTERNAL_H
#define WM_JUDGE_WORDS_INTERNAL_H

#include "base/text.h"
#include "judge/words.h"

/* A phrase is put together out of parts and copied into the arena at its end. A part
 * that could not be had (NULL) spoils the phrase, so nothing half-said is shown.
 */
typedef struct wm_phrase {
    wm_arena *arena;
    wm_text text;
    bool spoilt;
} wm_phrase;

wm_phrase wm_phrase_start(wm_arena *arena);
void wm_phrase_add(wm_phrase *phrase, wm_str part);
void wm_phrase_say(wm_phrase *phrase, const char *words);
wm_str wm_phrase_end(wm_phrase *phrase); /* {NULL, 0} when memory was refused */

/* `1,234.50`: a number as a page writes it, its sign only when it is below nothing. */
wm_str wm_say_number(wm_arena *arena, wm_decimal number);
wm_str wm_say_whole(wm_arena *arena, int64_t number);

/* A distance: `5.6 points`, `3.1`, `1`; one that would round to nothing is
 * `less than 0.1 points`. Never negative. */
wm_str wm_say_distance(wm_arena *arena, const wm_judged_row *row, wm_ratio amount);

/* How much a known change is, without its direction: `4.0 points`, `5.7%`, `3.1`. */
wm_str wm_say_change_size(wm_arena *arena, const wm_judged_row *row);

/* What a word target is held against: `North West (583.6)`, `the baseline (3)`. */
wm_str wm_say_held_against(wm_arena *arena, const wm_judged_row *row,
                           const wm_judged_figure *figure);

/* The short title, or the title without the words that say how it is counted. */
wm_str wm_say_title(wm_arena *arena, const wm_judged_row *row);

/* A title from what it counts on, without `The proportion of all`; `also` is one more
 * such front. */
wm_str wm_without_fronts(wm_str title, const char *also);

/* Whom the measure counts, for `7 children`: `child`, `children`, `care leavers`,
 * `young people`, or empty where its title does not say (visits, audits, plans). */
const char *wm_row_people(const wm_judged_row *row, int64_t count);

#endif
