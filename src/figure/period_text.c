#include "figure/period.h"

#include <assert.h>

/* The written forms of a period: of our files, and of a page's heading. */

/* `2016-17`, or `2016` where the reporting year is the calendar year. */
static wm_str year_text(int starts_in, int first_month, wm_arena *arena)
{
    if (first_month == 1)
        return wm_str_format(arena, "%04d", starts_in);
    return wm_str_format(arena, "%04d-%02d", starts_in, (starts_in + 1) % 100);
}

/* `2009-10` is a year to everybody, so the October is written `2009-10 month`. */
static bool reads_as_year(int year, int month, int first_month)
{
    return first_month != 1 && month == (year + 1) % 100;
}

static wm_str month_text(wm_day start, int first_month, wm_arena *arena)
{
    wm_civil civil = wm_day_civil(start);
    bool say_month = reads_as_year(civil.year, civil.month, first_month);
    return wm_str_format(arena, "%04d-%02d%s", civil.year, civil.month,
                         say_month ? " month" : "");
}

wm_str wm_period_text(wm_period period, int first_month, wm_arena *arena)
{
    if (period.kind == WM_PERIOD_NONE)
        return wm_str_copy(arena, WM_STR(""));
    if (period.kind == WM_PERIOD_MONTH)
        return month_text(period.start, first_month, arena);
    wm_str year = year_text(wm_period_starts_in(period, first_month), first_month, arena);
    if (period.kind == WM_PERIOD_YEAR || !year.data)
        return year;
    return wm_str_format(arena, "%.*s %c%d", WM_FMT(year),
                         period.kind == WM_PERIOD_QUARTER ? 'Q' : 'H',
                         wm_period_part(period, first_month));
}

wm_str wm_period_label(wm_period period, int first_month, wm_arena *arena)
{
    if (period.kind == WM_PERIOD_NONE)
        return wm_str_copy(arena, WM_STR(""));
    if (period.kind == WM_PERIOD_MONTH) {
        wm_civil civil = wm_day_civil(period.start);
        return wm_str_format(arena, "%s %d", wm_month_name(civil.month), civil.year);
    }
    wm_str year = year_text(wm_period_starts_in(period, first_month), first_month, arena);
    if (!year.data)
        return year;
    if (period.kind == WM_PERIOD_YEAR)
        return wm_str_format(arena, "Year %.*s", WM_FMT(year));
    return wm_str_format(arena, "%c%d %.*s", period.kind == WM_PERIOD_QUARTER ? 'Q' : 'H',
                         wm_period_part(period, first_month), WM_FMT(year));
}

/* The number of exactly `digits` digits at the front, or -1; *text moves past it. */
static int take_number(wm_str *text, size_t digits)
{
    if (text->len < digits)
        return -1;
    int number = 0;
    for (size_t i = 0; i < digits; i++) {
        if (!wm_is_digit(text->data[i]))
            return -1;
        number = number * 10 + (text->data[i] - '0');
    }
    *text = wm_str_slice(*text, digits, text->len);
    return number;
}

/* What follows the year: nothing, ` Q1` to ` Q4`, ` H1` or ` H2`. */
static wm_period part_of_year(wm_str rest, int starts_in, int first_month)
{
    static const wm_period none = {WM_PERIOD_NONE, WM_DAY_NONE, WM_DAY_NONE};
    if (rest.len == 0)
        return wm_period_year(starts_in, first_month);
    if (rest.len != 3 || rest.data[0] != ' ' || !wm_is_digit(rest.data[2]))
        return none;
    int part = rest.data[2] - '0';
    if (rest.data[1] == 'Q' && part >= 1 && part <= 4)
        return wm_period_quarter(starts_in, part, first_month);
    if (rest.data[1] == 'H' && (part == 1 || part == 2))
        return wm_period_half(starts_in, part, first_month);
    return none;
}

wm_period wm_period_parse(wm_str text, int first_month)
{
    static const wm_period none = {WM_PERIOD_NONE, WM_DAY_NONE, WM_DAY_NONE};
    assert(first_month >= 1 && first_month <= 12);
    int year = take_number(&text, 4);
    if (year < 0)
        return none;
    if (text.len == 0 || text.data[0] != '-')
        return first_month == 1 ? part_of_year(text, year, 1) : none;
    text = wm_str_slice(text, 1, text.len);
    int second = take_number(&text, 2);
    if (second < 0)
        return none;
    bool says_month = wm_str_equal(text, WM_STR(" month"));
    if (first_month != 1 && second == (year + 1) % 100 && !says_month)
        return part_of_year(text, year, first_month);
    if ((text.len != 0 && !says_month) || second < 1 || second > 12)
        return none;
    return wm_period_month(year, second);
}

/* `2023/24`, `2023-2024` or `23/24`: a year with two names. False for anything else. */
static bool take_year(wm_str word, int *first_out, int *second_out)
{
    size_t digits = 0;
    while (digits < word.len && wm_is_digit(word.data[digits]))
        digits++;
    if ((digits != 2 && digits != 4) || digits == word.len)
        return false;
    *first_out = take_number(&word, digits) + (digits == 2 ? 2000 : 0);
    if (word.data[0] != '/' && word.data[0] != '-')
        return false;
    word = wm_str_slice(word, 1, word.len);
    size_t rest = word.len;
    if (rest != 2 && rest != 4)
        return false;
    *second_out = take_number(&word, rest);
    return *second_out >= 0 && (rest == 2 || *second_out / 100 == *first_out / 100);
}

/* `Q3`, `q3`, `H1`. */
static bool is_part(wm_str word)
{
    return word.len == 2 && wm_is_digit(word.data[1]) &&
           (word.data[0] == 'Q' || word.data[0] == 'q' || word.data[0] == 'H' ||
            word.data[0] == 'h');
}

wm_str wm_period_suggest(wm_str text, int first_month, wm_arena *arena)
{
    wm_str rest = text, word, meant = {"", 0};
    char part[4] = "";
    int first = -1, second = 0;
    while (wm_str_next(&rest, ' ', &word)) {
        if (is_part(word) && !part[0]) {
            part[0] = ' ';
            part[1] = word.data[0] == 'Q' || word.data[0] == 'q' ? 'Q' : 'H';
            part[2] = word.data[1];
        } else if (first >= 0 || !take_year(word, &first, &second)) {
            return meant;
        }
    }
    if (first < 0)
        return meant;
    wm_str written = wm_str_format(arena, "%04d-%02d%s", first, second % 100, part);
    if (!written.data || wm_str_equal(written, text) ||
        wm_period_parse(written, first_month).kind == WM_PERIOD_NONE)
        return meant;
    return written;
}
