#include "publish/machine.h"

const char *wm_grade_id(wm_grade grade)
{
    switch (grade) {
    case WM_GRADE_BELOW:
        return "below";
    case WM_GRADE_REQUIRES_IMPROVEMENT:
        return "requires_improvement";
    case WM_GRADE_GOOD:
        return "good";
    case WM_GRADE_OUTSTANDING:
        return "outstanding";
    case WM_GRADE_NONE:
        break;
    }
    return "";
}

const char *wm_verdict_id(wm_verdict verdict)
{
    switch (verdict) {
    case WM_VERDICT_MET:
        return "met";
    case WM_VERDICT_MISSED:
        return "missed";
    case WM_VERDICT_UNKNOWN:
        return "unknown";
    case WM_VERDICT_NONE:
        break;
    }
    return "";
}

const char *wm_sense_id(wm_sense sense)
{
    switch (sense) {
    case WM_SENSE_BETTER:
        return "better";
    case WM_SENSE_WORSE:
        return "worse";
    case WM_SENSE_SAME:
        return "same";
    case WM_SENSE_NONE:
        break;
    }
    return "";
}

const char *wm_relative_id(wm_relative relative)
{
    switch (relative) {
    case WM_RELATIVE_BASELINE:
        return "baseline";
    case WM_RELATIVE_REGION:
        return "region";
    case WM_RELATIVE_COUNTRY:
        return "country";
    case WM_RELATIVE_NEIGHBOURS:
        return "neighbours";
    case WM_RELATIVE_NONE:
        break;
    }
    return "";
}

const wm_override *wm_override_of(const wm_folder *folder, const wm_figure *figure)
{
    for (size_t i = 0; i < folder->overrides.count; i++)
        if (&folder->overrides.items[i].figure == figure)
            return &folder->overrides.items[i];
    return NULL;
}

wm_figure_status wm_status_of_figure(const wm_figure *figure)
{
    return figure ? figure->status : WM_FIGURE_NOT_AVAILABLE;
}
