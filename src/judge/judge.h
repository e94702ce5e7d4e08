#ifndef WM_JUDGE_JUDGE_H
#define WM_JUDGE_JUDGE_H

#include "base/arena.h"
#include "base/status.h"
#include "figure/folder.h"

/* What to think of each figure: target, grade, distance, change, position. Only exact
 * values are judged, never printed ones; the words for what is
 * decided here are in judge/words.h, so that every format says the same.
 */

typedef enum wm_grade {
    WM_GRADE_NONE,
    WM_GRADE_BELOW, /* under the lowest printed band; its word is a setting */
    WM_GRADE_REQUIRES_IMPROVEMENT,
    WM_GRADE_GOOD,
    WM_GRADE_OUTSTANDING,
} wm_grade;

/* Why a figure has no grade. */
typedef enum wm_ungraded {
    WM_UNGRADED_NOT, /* it has one */
    WM_UNGRADED_NO_BANDS,
    WM_UNGRADED_NO_VALUE,
    WM_UNGRADED_NO_DIRECTION,
} wm_ungraded;

typedef enum wm_verdict {
    WM_VERDICT_NONE,    /* no target in force, or no value to judge            */
    WM_VERDICT_UNKNOWN, /* a word target whose comparator or baseline is absent or
                           of another stretch, or a number with no direction   */
    WM_VERDICT_MET,
    WM_VERDICT_MISSED,
} wm_verdict;

/* How far to the target or the next grade, in the measure's own unit and, where n of N
 * is known, in children: the fewest whose answer would have to change. Never negative;
 * known is false when there is nowhere to go.
 */
typedef struct wm_gap {
    bool known;
    wm_ratio amount;
    bool children_known;
    int64_t children;
} wm_gap;

typedef struct wm_judged_figure {
    wm_period period;
    bool is_baseline;
    const wm_figure *figure; /* NULL: none was given for this period */
    wm_grade grade;
    wm_ungraded why_ungraded;
    const wm_target *target; /* the one in force at the figure's as-at day, or NULL */
    bool target_known;       /* target_low (and target_high of a range) are numbers */
    wm_ratio target_low;
    wm_ratio target_high;
    bool is_unlike; /* a count, and the baseline of its target is of another stretch */
    wm_verdict verdict;
    wm_gap to_target;
    wm_grade next_grade; /* NONE at the top, or ungraded */
    wm_gap to_next_grade;
} wm_judged_figure;

/* The verdict on the latest figure, with those apart that are just short: a number or a
 * range that is missed by no more than a twentieth of it. Near is missed too.
 */
typedef enum wm_outcome {
    WM_OUTCOME_NONE,    /* no target or no figure */
    WM_OUTCOME_UNKNOWN, /* cannot be judged       */
    WM_OUTCOME_MISSED,
    WM_OUTCOME_NEAR,
    WM_OUTCOME_MET,
} wm_outcome;

enum { WM_OUTCOMES = WM_OUTCOME_MET + 1 };

typedef enum wm_sense {
    WM_SENSE_NONE, /* no direction: neither better nor worse */
    WM_SENSE_SAME,
    WM_SENSE_BETTER,
    WM_SENSE_WORSE,
} wm_sense;

enum { WM_SENSES = WM_SENSE_WORSE + 1 };

/* From the baseline to the latest figure. */
typedef struct wm_change {
    bool known;
    const wm_figure *from;
    const wm_figure *to;
    wm_change_unit unit; /* points, percent or number */
    wm_ratio amount;     /* in that unit, signed      */
    bool base_too_small; /* percent asked for, base under 50: said "from 3 to 5" */
    wm_sense sense;
} wm_change;

typedef struct wm_judged_comparator {
    const wm_comparator *comparator;
    int side;        /* the latest figure is below -1, equal 0, above +1 it */
    bool comparable; /* both have a value; side and sense mean something    */
    wm_sense sense;  /* the latest figure, against this                     */
    bool same_year;  /* the comparator's year is the figure's               */
    bool is_used;    /* the one a word target or the row's line refers to   */
    bool is_shown;   /* wm_shown_comparator of its level                    */
} wm_judged_comparator;

/* Among the authorities of one published year. Rank 1 is best by the direction (the
 * highest where there is none); ties share the better rank. Quartile 1 holds the best.
 */
typedef struct wm_standing {
    bool known;
    wm_period period;
    bool own_is_published; /* ranked by its published figure; else by the scorecard's */
    int rank;
    int of;
    int quartile;
    wm_ratio own;
} wm_standing;

typedef struct wm_judged_row {
    const wm_row *row;
    const wm_section *section;
    const wm_measure *measure; /* never NULL: a row without one is an error before here */
    wm_direction direction;    /* the row's override, else the measure's */
    wm_str title;              /* the measure's  */
    wm_str short_title;        /* the row's, else the measure's, else the title */
    unsigned places;           /* to print computed numbers of this row with */
    wm_judged_figure *figures; /* baseline first if there is one, then as shown */
    size_t figure_count;
    const wm_judged_figure *latest;  /* last shown one with a value, or NULL */
    const wm_judged_figure *current; /* the latest, else the last shown: has the target in
                                        force where there is no figure; or NULL */
    wm_change change;
    wm_judged_comparator *comparators; /* country, region, neighbours, other; not each
                                          authority (those are in `peers`) */
    size_t comparator_count;
    const wm_comparator **peers; /* authorities of the year used, with values */
    size_t peer_count;
    wm_standing standing;
    const wm_comment *comment; /* or NULL */
} wm_judged_row;

typedef struct wm_judged_section {
    const wm_section *section;
    size_t first; /* rows [first, first + count) */
    size_t count;
} wm_judged_section;

typedef struct wm_judged {
    const wm_folder *folder;
    wm_day as_at;         /* wm_folder_as_at */
    wm_period_list shown; /* the periods of the figures, without the baseline */
    wm_period period;     /* what the scorecard is of: the one of those shown that ends
                             last, of two the later named; or the reporting year */
    wm_judged_row *rows;  /* in the scorecard's order */
    size_t row_count;
    wm_judged_section *sections;
    size_t section_count;
    size_t grade_counts[5]; /* of the latest figures, by wm_grade */
    size_t outcome_counts[WM_OUTCOMES];
    size_t sense_counts[WM_SENSES]; /* of the changes since the baseline */
    size_t met;
    size_t missed;     /* the near ones among them */
    bool targets_lead; /* so few are graded that an overview goes by the targets and by
                          the changes: under a quarter, and fewer than have a verdict */
} wm_judged;

/* Whether anything is to be said of grades at all. */
static inline bool wm_any_graded(const wm_judged *judged)
{
    return judged->grade_counts[WM_GRADE_NONE] < judged->row_count;
}

/* The one comparator that stands for a level wherever there is room for one, so that all
 * formats show the same: the one in use, else one of the latest figure's year, else the
 * first with a value (printed before published); where none has a value the first, which
 * says why not (`withheld`). NULL: the row has none of this level. Not for charts and
 * ranks of one published year, whose England has to be of that year.
 */
const wm_judged_comparator *wm_shown_comparator(const wm_judged_row *row, wm_level level);

/* Whether an authority of the row's peers is one of the statistical neighbours whose
 * average the row shows; false where the average does not say whose it is. */
bool wm_is_neighbour(const wm_judged_row *row, const wm_comparator *peer);

wm_outcome wm_outcome_of(const wm_judged_row *row);

/* How far a missed target is, as a share of it: 5.6 points over 16 is further than 5.6
 * under 90. Of a range, as a share of the end that was missed; of a target of nothing,
 * the distance itself. False: nothing was missed, or the distance is not known.
 */
bool wm_target_share(const wm_judged_row *row, wm_ratio *share_out);

/* How far the latest figure has moved, as a share of the baseline, so that percentages,
 * rates and counts can be put in one order. False: no change is known, or the baseline
 * is nothing or so small that a share of it would mislead.
 */
bool wm_change_share(const wm_judged_row *row, wm_ratio *share_out);

/* Everything is allocated in `arena`, and points into `folder`, which must outlive it. */
wm_status wm_judge(const wm_folder *folder, wm_arena *arena, wm_judged *judged_out);

/* The parts, for tests and for others. Bands and direction must both be present. */
wm_grade wm_grade_of(wm_ratio value, const wm_bands *bands, wm_direction direction);
const wm_target *wm_target_in_force(const wm_target_list *targets, wm_day day);

#endif
