#include "judge/judge_internal.h"

#include <assert.h>

/* The cut that opens a grade; there is none for the one below all. */
static wm_ratio cut_of(const wm_bands *bands, wm_grade grade)
{
    assert(grade >= WM_GRADE_REQUIRES_IMPROVEMENT && grade <= WM_GRADE_OUTSTANDING);
    if (grade == WM_GRADE_OUTSTANDING)
        return wm_ratio_of_decimal(bands->outstanding);
    return wm_ratio_of_decimal(grade == WM_GRADE_GOOD ? bands->good
                                                      : bands->requires_improvement);
}

/* A cut belongs to the better grade. */
static wm_edge edge_of(wm_direction direction)
{
    return direction == WM_DIRECTION_LOWER ? WM_EDGE_AT_MOST : WM_EDGE_AT_LEAST;
}

wm_grade wm_grade_of(wm_ratio value, const wm_bands *bands, wm_direction direction)
{
    assert(bands->present);
    assert(direction != WM_DIRECTION_NONE);
    for (int grade = WM_GRADE_OUTSTANDING; grade > WM_GRADE_BELOW; grade--) {
        if (wm_edge_holds(edge_of(direction), value, cut_of(bands, (wm_grade)grade)))
            return (wm_grade)grade;
    }
    return WM_GRADE_BELOW;
}

static wm_ungraded why_ungraded(const wm_judged_row *row, const wm_figure *figure)
{
    if (!row->row->bands.present)
        return WM_UNGRADED_NO_BANDS;
    if (row->direction == WM_DIRECTION_NONE)
        return WM_UNGRADED_NO_DIRECTION;
    return figure && figure->has_value ? WM_UNGRADED_NOT : WM_UNGRADED_NO_VALUE;
}

void wm_judge_grade(const wm_judged_row *row, wm_judged_figure *figure)
{
    const wm_bands *bands = &row->row->bands;
    figure->why_ungraded = why_ungraded(row, figure->figure);
    if (figure->why_ungraded != WM_UNGRADED_NOT)
        return;
    figure->grade = wm_grade_of(figure->figure->value, bands, row->direction);
    if (figure->grade == WM_GRADE_OUTSTANDING)
        return;
    figure->next_grade = (wm_grade)(figure->grade + 1);
    figure->to_next_grade =
        wm_gap_to(figure->figure, row->measure->unit, edge_of(row->direction),
                  cut_of(bands, figure->next_grade));
}
