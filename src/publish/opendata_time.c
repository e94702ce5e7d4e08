#include "judge/kind.h"
#include "publish/opendata.h"

#include <assert.h>
#include <stdio.h>

/* Periods in the words of the standard. It names the quarters and halves of financial
 * years only, so those of a year that begins in another month have no name.
 */
enum { APRIL = 4, SEPTEMBER = 9, JANUARY = 1 };

const char *wm_opendata_group_name(wm_opendata_group group)
{
    static const char *const names[] = {"quarters", "year", "31_march", "months",
                                        "halves"};
    assert((unsigned)group < WM_OPENDATA_GROUPS);
    return names[group];
}

static void name_time(wm_opendata_time *time, wm_opendata_group group,
                      const char *identifier)
{
    time->group = group;
    snprintf(time->identifier, sizeof time->identifier, "%s", identifier);
}

static void four_digits(wm_opendata_time *time, int year)
{
    snprintf(time->period, sizeof time->period, "%04u", (unsigned)year % 10000);
}

/* 2016 is `201617`, 1999 `199900`. */
static void six_digits(wm_opendata_time *time, int starts_in)
{
    snprintf(time->period, sizeof time->period, "%04u%02u", (unsigned)starts_in % 10000,
             (unsigned)(starts_in + 1) % 100);
}

static void year_time(wm_opendata_time *time, bool is_point, int starts_in,
                      int first_month)
{
    if (first_month == APRIL && is_point) {
        four_digits(time, starts_in + 1);
        name_time(time, WM_OPENDATA_MARCH, "Reporting year");
    } else if (first_month == JANUARY) {
        four_digits(time, starts_in);
        name_time(time, WM_OPENDATA_YEAR, "Calendar year");
    } else if (first_month == APRIL || first_month == SEPTEMBER) {
        six_digits(time, starts_in);
        name_time(time, WM_OPENDATA_YEAR,
                  first_month == APRIL ? "Financial year" : "Academic year");
    }
}

/* Of one day: the measure says so itself, or the published figures say it that it is
 * compared with: `plans at 31 March`, but not `children looked after at 31 March,
 * placements in the year`. The headings of measures have no clause for it. */
static bool is_of_one_day(const wm_judged_row *row)
{
    wm_year_kind kind = wm_row_year_kind(row);
    if (kind != WM_YEAR_KIND_UNKNOWN || row->measure->year_rule != WM_YEAR_SAME)
        return kind == WM_YEAR_KIND_POINT;
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_comparator *each = row->comparators[i].comparator;
        wm_str what =
            wm_str_slice(each->definition, 0, wm_str_find_byte(each->definition, ';'));
        if (!each->printed && wm_str_ends(wm_str_trim(what), WM_STR("at 31 March")))
            return true;
    }
    return false;
}

wm_opendata_time wm_opendata_time_of(const wm_judged_row *row, wm_period period,
                                     int first_month)
{
    static const char *const quarters[] = {"Financial year Q1", "Financial year Q2",
                                           "Financial year Q3", "Financial year Q4"};
    static const char *const halves[] = {"Part 1 (April to September)",
                                         "Part 2 (October to March)"};
    wm_opendata_time time = {.group = WM_OPENDATA_NO_GROUP, .end = period.end};
    int starts_in = wm_period_starts_in(period, first_month);
    int part = wm_period_part(period, first_month);
    six_digits(&time, starts_in);
    if (period.kind == WM_PERIOD_YEAR)
        year_time(&time, is_of_one_day(row), starts_in, first_month);
    else if (period.kind == WM_PERIOD_QUARTER && first_month == APRIL)
        name_time(&time, WM_OPENDATA_QUARTERS, quarters[part - 1]);
    else if (period.kind == WM_PERIOD_HALF && first_month == APRIL)
        name_time(&time, WM_OPENDATA_HALVES, halves[part - 1]);
    else if (period.kind == WM_PERIOD_MONTH) {
        wm_civil end = wm_day_civil(period.end);
        four_digits(&time, end.year);
        name_time(&time, WM_OPENDATA_MONTHS, wm_month_name(end.month));
    }
    return time;
}
