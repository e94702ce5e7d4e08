#ifndef WM_TESTS_ENGINE_COVERAGE_H
#define WM_TESTS_ENGINE_COVERAGE_H

/* Which productions of the grammar a set of measures has: every kind of every enumeration
 * of the tree, so that no test of the engines leaves one out unseen.
 */
#include "engine_world.h"

typedef enum covered_kind {
    COVERS_BODY,
    COVERS_COUNTING,
    COVERS_BY,
    COVERS_CONDITION,
    COVERS_TEST,
    COVERS_ORDER,
    COVERS_TIME,
    COVERS_WINDOW,
    COVERS_MOMENT,
    COVERS_UNIT,
    COVERS_RELATION,
    COVERS_TIE,
    COVERS_WHOSE,
    COVERS_MEANS,
    COVERS_KINDS,
} covered_kind;

typedef struct coverage {
    unsigned seen[COVERS_KINDS]; /* a bit for each value */
} coverage;

static const struct {
    const char *name;
    unsigned wanted;
} covered_names[COVERS_KINDS] = {
    [COVERS_BODY] = {"body", (2u << WM_BODY_HIGHEST) - 2u},
    [COVERS_COUNTING] = {"counting", (2u << WM_COUNTING_COLUMN) - 1u},
    [COVERS_BY] = {"by", (2u << WM_BY_TEAM) - 1u},
    [COVERS_CONDITION] = {"condition", (2u << WM_CONDITION_OPEN_FOR) - 1u},
    [COVERS_TEST] = {"test", (2u << WM_TEST_ORDER) - 1u},
    [COVERS_ORDER] = {"order", (2u << WM_ORDER_ON_OR_AFTER) - 1u},
    [COVERS_TIME] = {"time", (2u << WM_TIME_ORDER) - 1u},
    [COVERS_WINDOW] = {"window", (2u << WM_WINDOW_YEAR_TO_DATE) - 1u},
    [COVERS_MOMENT] = {"moment", (2u << WM_MOMENT_CASE) - 1u},
    [COVERS_UNIT] = {"unit", (2u << WM_UNIT_MONTHS) - 1u},
    [COVERS_RELATION] = {"relation", (2u << WM_RELATION_OTHER) - 1u},
    [COVERS_TIE] = {"tie", (2u << WM_TIE_PARENT) - 1u},
    [COVERS_WHOSE] = {"whose", (2u << WM_WHOSE_KEY) - 1u},
    [COVERS_MEANS] = {"means", (2u << WM_MEANS_PARAMETER) - 2u},
};

static inline void cover(coverage *c, covered_kind kind, unsigned value)
{
    c->seen[kind] |= 1u << value;
}

static inline void cover_condition(coverage *c, const wm_condition *condition);
static inline void cover_rows(coverage *c, const wm_rows *rows);

static inline void cover_path(coverage *c, const wm_path *path)
{
    if (path->means == WM_MEANS_NOTHING)
        return;
    cover(c, COVERS_MEANS, path->means);
    if (path->means == WM_MEANS_COLUMN || path->means == WM_MEANS_DEFINE)
        cover(c, COVERS_WHOSE, path->whose);
}

static inline void cover_duration(coverage *c, const wm_duration *duration)
{
    if (duration->is_named)
        cover_path(c, &duration->named);
    else
        cover(c, COVERS_UNIT, duration->unit);
}

static inline void cover_moment(coverage *c, const wm_moment *moment)
{
    if (!moment)
        return;
    cover(c, COVERS_MOMENT, moment->kind);
    cover_path(c, &moment->path);
    cover_moment(c, moment->from);
    if (moment->kind == WM_MOMENT_SHIFT)
        cover_duration(c, &moment->duration);
    if (moment->rows)
        cover_rows(c, moment->rows);
    for (size_t i = 0; i < moment->item_count; i++)
        cover_moment(c, moment->items[i]);
    for (size_t i = 0; i < moment->case_count; i++) {
        cover_condition(c, moment->cases[i].when);
        cover_moment(c, moment->cases[i].then);
    }
}

static inline void cover_time(coverage *c, const wm_time *time)
{
    cover(c, COVERS_TIME, time->kind);
    cover_path(c, &time->date);
    cover_moment(c, time->day);
    if (time->kind == WM_TIME_IN || time->kind == WM_TIME_OPEN_DURING)
        cover(c, COVERS_WINDOW, time->window.kind);
    if (time->kind == WM_TIME_WITHIN)
        cover_duration(c, &time->duration);
    if (time->kind == WM_TIME_ORDER)
        cover(c, COVERS_ORDER, time->order);
}

static inline void cover_rows(coverage *c, const wm_rows *rows)
{
    cover(c, COVERS_RELATION, rows->relation);
    cover(c, COVERS_TIE, rows->tie);
    cover_condition(c, rows->where);
    cover_condition(c, rows->parent_where);
    for (size_t i = 0; i < rows->time_count; i++)
        cover_time(c, &rows->times[i]);
    if (rows->has_within)
        cover_duration(c, &rows->within);
}

static inline void cover_test(coverage *c, const wm_test *test)
{
    cover(c, COVERS_TEST, test->kind);
    cover_moment(c, test->day);
    if (test->kind == WM_TEST_WITHIN)
        cover_duration(c, &test->duration);
    if (test->kind == WM_TEST_ORDER)
        cover(c, COVERS_ORDER, test->order);
}

static inline void cover_condition(coverage *c, const wm_condition *condition)
{
    if (!condition)
        return;
    cover(c, COVERS_CONDITION, condition->kind);
    for (size_t i = 0; i < condition->term_count; i++)
        cover_condition(c, condition->terms[i]);
    if (condition->rows)
        cover_rows(c, condition->rows);
    cover_condition(c, condition->shows);
    cover_moment(c, condition->from);
    cover_moment(c, condition->to);
    cover_path(c, &condition->path);
    if (condition->kind == WM_CONDITION_NO_GAP)
        cover_duration(c, &condition->longer);
    if (condition->kind == WM_CONDITION_TEST)
        cover_test(c, &condition->test);
}

static inline void cover_measure(coverage *c, const wm_body *body)
{
    cover(c, COVERS_BODY, body->kind);
    cover(c, COVERS_COUNTING, body->counting);
    cover_rows(c, body->rows);
    if (body->to_rows)
        cover_rows(c, body->to_rows);
    cover_condition(c, body->where);
    cover_condition(c, body->that);
    cover_condition(c, body->to_where);
    cover_condition(c, body->not_counting);
    cover_moment(c, body->due);
    for (size_t i = 0; i < body->by.count; i++)
        cover(c, COVERS_BY, body->by.items[i].kind);
}

static inline void cover_all(coverage *c, const loaded *l)
{
    for (size_t i = 0; i < l->measure_count; i++)
        cover_measure(c, &l->measures[i]->body);
    for (size_t i = 0; i < l->catalogue.defines.count; i++) {
        const wm_define *define = &l->catalogue.defines.items[i];
        cover_condition(c, define->condition);
        cover_moment(c, define->moment);
        for (size_t j = 0; j < define->duration_count; j++) {
            cover_condition(c, define->durations[j].when);
            cover_duration(c, &define->durations[j].then);
        }
    }
}

static inline void assert_covered(const coverage *c)
{
    for (size_t i = 0; i < COVERS_KINDS; i++) {
        unsigned left_out = covered_names[i].wanted & ~c->seen[i];
        ck_assert_msg(!left_out, "kinds of %s that no measure has: %x",
                      covered_names[i].name, left_out);
    }
}

#endif
