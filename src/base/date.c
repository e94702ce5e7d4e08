#include "base/date.h"

#include <assert.h>
#include <stdio.h>

/* Days and civil dates after Howard Hinnant, "chrono-compatible low-level date
 * algorithms": years start in March, so the leap day is a year's last and every
 * 400 years are alike.
 */
static int32_t days_from_civil(int year, int month, int day)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

wm_civil wm_day_civil(wm_day day)
{
    assert(day >= WM_DAY_FIRST && day <= WM_DAY_LAST);
    int shifted = day + 719468;
    int era = shifted / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    wm_civil civil;
    civil.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    civil.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    civil.year = year_of_era + era * 400 + (civil.month <= 2);
    return civil;
}

int wm_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    assert(month >= 1 && month <= 12);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

wm_day wm_day_of(int year, int month, int day)
{
    if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 ||
        day > wm_month_days(year, month))
        return WM_DAY_NONE;
    return days_from_civil(year, month, day);
}

wm_day wm_day_add_months(wm_day day, int months)
{
    wm_civil civil = wm_day_civil(day);
    int64_t index = (int64_t)civil.year * 12 + civil.month - 1 + months;
    if (index < 1900 * 12 || index >= 2101 * 12)
        return WM_DAY_NONE;
    int year = (int)(index / 12), month = (int)(index % 12) + 1;
    int last = wm_month_days(year, month);
    return days_from_civil(year, month, civil.day < last ? civil.day : last);
}

wm_day wm_day_month_end(wm_day day)
{
    wm_civil civil = wm_day_civil(day);
    return days_from_civil(civil.year, civil.month,
                           wm_month_days(civil.year, civil.month));
}

int wm_day_weekday(wm_day day)
{
    /* 1970-01-01 was a Thursday. */
    int from_monday = (day + 3) % 7;
    return from_monday < 0 ? from_monday + 7 : from_monday;
}

static bool number_in(wm_str text, size_t from, size_t count, int *out)
{
    int value = 0;
    for (size_t i = from; i < from + count; i++) {
        if (!wm_is_digit(text.data[i]))
            return false;
        value = value * 10 + (text.data[i] - '0');
    }
    *out = value;
    return true;
}

wm_day wm_day_parse(wm_str text)
{
    int year, month, day;
    if (text.len != 10)
        return WM_DAY_NONE;
    if (text.data[4] == '-' && text.data[7] == '-') {
        if (number_in(text, 0, 4, &year) && number_in(text, 5, 2, &month) &&
            number_in(text, 8, 2, &day))
            return wm_day_of(year, month, day);
    } else if (text.data[2] == '/' && text.data[5] == '/') {
        if (number_in(text, 6, 4, &year) && number_in(text, 3, 2, &month) &&
            number_in(text, 0, 2, &day))
            return wm_day_of(year, month, day);
    }
    return WM_DAY_NONE;
}

void wm_day_print(wm_day day, char out[11])
{
    wm_civil civil = wm_day_civil(day);
    out[0] = (char)('0' + civil.year / 1000);
    out[1] = (char)('0' + civil.year / 100 % 10);
    out[2] = (char)('0' + civil.year / 10 % 10);
    out[3] = (char)('0' + civil.year % 10);
    out[4] = out[7] = '-';
    out[5] = (char)('0' + civil.month / 10);
    out[6] = (char)('0' + civil.month % 10);
    out[8] = (char)('0' + civil.day / 10);
    out[9] = (char)('0' + civil.day % 10);
    out[10] = '\0';
}

void wm_day_say(wm_day day, char out[24])
{
    wm_civil civil = wm_day_civil(day);
    snprintf(out, 24, "%d %s %d", civil.day, wm_month_name(civil.month), civil.year);
}

static const char *const month_names[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

const char *wm_month_name(int month)
{
    assert(month >= 1 && month <= 12);
    return month_names[month - 1];
}

int wm_month_number(wm_str name)
{
    for (int month = 1; month <= 12; month++) {
        wm_str full = wm_str_of(month_names[month - 1]);
        if (wm_str_equal_fold(name, full) ||
            wm_str_equal_fold(name, wm_str_slice(full, 0, 3)) ||
            (month == 9 && wm_str_equal_fold(name, WM_STR("Sept"))))
            return month;
    }
    return 0;
}
