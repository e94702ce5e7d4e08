#include "publish/palette.h"

wm_grade_look wm_grade_look_of(wm_grade grade)
{
    switch (grade) {
    case WM_GRADE_OUTSTANDING:
        return (wm_grade_look){WM_DARK_BLUE, WM_PAPER, WM_MARK_STAR};
    case WM_GRADE_GOOD:
        return (wm_grade_look){WM_TEAL, WM_INK, WM_MARK_TICK};
    case WM_GRADE_REQUIRES_IMPROVEMENT:
        return (wm_grade_look){WM_ORANGE, WM_INK, WM_MARK_TRIANGLE};
    case WM_GRADE_BELOW:
        return (wm_grade_look){WM_PLUM, WM_PAPER, WM_MARK_CROSS};
    case WM_GRADE_NONE:
        break;
    }
    return (wm_grade_look){WM_PAPER, WM_INK_QUIET, WM_MARK_BOX};
}
