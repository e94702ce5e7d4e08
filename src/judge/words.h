#ifndef WM_JUDGE_WORDS_H
#define WM_JUDGE_WORDS_H

#include "judge/judge.h"

/* How what was judged is said: once, here, so that terminal, page, workbook and PDF
 * cannot differ. All text is allocated in the arena; {NULL, 0} when memory is refused.
 * Numbers are printed with the row's places; a figure as printed keeps its own.
 */

/* `Outstanding`, `Good`, `Requires improvement`, the scorecard's word for below, or
 * `Not graded`. */
wm_str wm_grade_word(wm_grade grade, const wm_scorecard *scorecard);
/* `O`, `G`, `RI`, `B` (the initial of the word below, `I` if it is Inadequate), `-`. */
wm_str wm_grade_letter(wm_grade grade, const wm_scorecard *scorecard);
/* `no bands`, `no value`, `no direction`. */
const char *wm_ungraded_words(wm_ungraded why);

/* `21.6%`, `517.0`, `5`, `not applicable`; `-` for no figure. */
wm_str wm_say_figure(wm_arena *arena, const wm_judged_row *row, const wm_figure *figure);
/* A bare number of this row: `21.6%`, `44.0`. */
wm_str wm_say_value(wm_arena *arena, const wm_judged_row *row, wm_ratio value);
/* A comparator's number as its source had it, with `%` where the measure has it. */
wm_str wm_say_comparator(wm_arena *arena, const wm_judged_row *row,
                         const wm_comparator *comparator);
/* A target's number or a cut point as somebody wrote it: `16%`. */
wm_str wm_phrase_target(wm_arena *arena, const wm_judged_row *row, wm_decimal number);
/* `594 of 2,748`, or empty. */
wm_str wm_say_counts(wm_arena *arena, const wm_figure *figure);

/* `16% or below`, `at least 85%`, `38 to 44`, `below North West (583.6)`,
 * `more than the baseline (3)`, `85%` where no direction is known; `-` for none. */
wm_str wm_say_target(wm_arena *arena, const wm_judged_row *row,
                     const wm_judged_figure *figure);
/* `met`, `missed by 5.6 points`, `missed by 5.6 points (154 children too many)`,
 * `missed: equal` where more or fewer was asked for, `cannot be judged: ...`, `-`. */
wm_str wm_say_verdict(wm_arena *arena, const wm_judged_row *row,
                      const wm_judged_figure *figure);
/* Why a verdict is unknown: `no figure for the region`, `neither higher nor lower is said
 * to be better`, `the baseline is a count of another length of time`. */
const char *wm_unjudged_words(const wm_judged_figure *figure);
/* `Target met`, `Near target`, `Target missed`, `Cannot be judged`, `No target or no
 * figure`. */
wm_str wm_outcome_words(wm_outcome outcome);
/* `met`, `near`, `missed`, `unknown`, `none`: for files, classes and filters. */
wm_str wm_outcome_id(wm_outcome outcome);
/* `2.6 points to Good (7 children)`, or empty. */
wm_str wm_say_next_grade(wm_arena *arena, const wm_judged_row *row,
                         const wm_judged_figure *figure, const wm_scorecard *scorecard);

/* `+4.0 points`, `+5.7%`, `-3.1`, `up less than 0.1 points`, `from 3 to 5`, `no change`;
 * `-` when not known. */
wm_str wm_say_change(wm_arena *arena, const wm_judged_row *row);
/* `better`, `worse`, `same`, or empty where nothing is better or worse. */
const char *wm_sense_words(wm_sense sense);
/* `+` better, `−` worse, `=` the same; empty where nothing is. Never without its key. */
wm_str wm_sense_sign(wm_sense sense);

/* `26th of 150 in 2015-16`, the year of the others' figures and of the one ranked; or
 * empty. */
wm_str wm_say_standing(wm_arena *arena, const wm_standing *standing);

/* ` in Q2 2016-17` when the row's latest figure is of an earlier day than the last period
 * shown, which has none; else empty. */
wm_str wm_say_stale(wm_arena *arena, const wm_judged_row *row,
                    const wm_scorecard *scorecard);

/* The finding in a sentence, about ten words: `Re-referrals: 21.6%, up 4.0 points, above
 * the target of 16%`. */
wm_str wm_say_headline(wm_arena *arena, const wm_judged_row *row,
                       const wm_scorecard *scorecard);

/* `percent`, `per 10,000`, `number`, `average`, `highest number`: what the numbers of a
 * measure are. */
const char *wm_unit_words(wm_unit unit);
/* `higher is better`, `lower is better`, `neither way is better`. */
const char *wm_direction_words(wm_direction direction);

#endif
