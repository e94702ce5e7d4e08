#include "judge/kind.h"

static bool says(wm_str text, const char *words)
{
    return wm_str_find_fold(text, wm_str_of(words)) != SIZE_MAX;
}

wm_year_kind wm_row_year_kind(const wm_judged_row *row)
{
    wm_str comment = row->comment ? row->comment->text : WM_STR("");
    if (row->measure->year_rule == WM_YEAR_SUMS)
        return WM_YEAR_KIND_SUM;
    /* What is counted from records may have another window in its quarters. */
    if ((row->measure->entered && says(row->measure->year_window, "year to date")) ||
        says(row->title, "cumulative") || says(row->title, "ytd") ||
        says(row->title, "year to date"))
        return WM_YEAR_KIND_CUMULATIVE;
    if (says(row->title, "rolling 12") || says(row->title, "12 month rolling") ||
        says(row->title, "12-month rolling"))
        return WM_YEAR_KIND_ROLLING;
    if (says(row->title, "at the end of") || says(row->title, "at 31 ") ||
        says(row->title, "at 31st") || says(comment, "at 31st march") ||
        says(comment, "at 31 march"))
        return WM_YEAR_KIND_POINT;
    return WM_YEAR_KIND_UNKNOWN;
}
