#include "lang/parse_tree.h"

/* Days, durations and windows. */

enum { COUNT_MAX = 100000 };

typedef struct unit_word {
    wm_str word;
    wm_time_unit unit;
} unit_word;

static const unit_word unit_words[] = {
    {WM_WORD("days"), WM_UNIT_DAYS},     {WM_WORD("day"), WM_UNIT_DAYS},
    {WM_WORD("weeks"), WM_UNIT_WEEKS},   {WM_WORD("week"), WM_UNIT_WEEKS},
    {WM_WORD("months"), WM_UNIT_MONTHS}, {WM_WORD("month"), WM_UNIT_MONTHS},
};

static bool take_unit(wm_parser *p, wm_time_unit *unit_out)
{
    for (size_t i = 0; i < sizeof unit_words / sizeof *unit_words; i++) {
        if (wm_take_word(p, unit_words[i].word)) {
            *unit_out = unit_words[i].unit;
            return true;
        }
    }
    return false;
}

static bool take_working(wm_parser *p, wm_time_unit *unit_out)
{
    if (!wm_at_word(p, WM_STR("working")))
        return take_unit(p, unit_out);
    wm_parser_advance(p);
    bool days = take_unit(p, unit_out) && *unit_out == WM_UNIT_DAYS;
    if (!days)
        wm_mistake(p, p->token.span, WM_STR("as in `10 working days`"),
                   "only days can be working days");
    *unit_out = WM_UNIT_WORKING_DAYS;
    return days;
}

/* `2 years`, `72 hours`, `45`: what could be written instead. */
static void tell_unit(wm_parser *p, wm_span number, int count, bool working)
{
    wm_str word = wm_parser_text(p);
    bool years =
        wm_str_equal(word, WM_STR("years")) || wm_str_equal(word, WM_STR("year"));
    bool hours =
        wm_str_equal(word, WM_STR("hours")) || wm_str_equal(word, WM_STR("hour"));
    if (years && p->token.kind == WM_TOKEN_WORD)
        wm_mistake(p, p->token.span,
                   wm_str_format(p->arena, "write `%d months`", count * 12),
                   "years are counted as months");
    else if (hours && p->token.kind == WM_TOKEN_WORD)
        wm_mistake(p, p->token.span,
                   wm_str_format(p->arena, "write `%d days`", (count + 23) / 24),
                   "records know days, not hours");
    else
        wm_mistake(p, number,
                   working ? wm_str_format(p->arena,
                                           "write `%d working days`, `%d days` or `12 "
                                           "months`",
                                           count, count)
                           : wm_str_format(p->arena,
                                           "write `%d months`, `%d weeks` or `%d days`",
                                           count, count, count),
                   "%d what?", count);
}

/* `12 months`: what a number is of. */
static bool read_counted(wm_parser *p, int least, bool working, int *count_out,
                         wm_time_unit *unit_out)
{
    wm_span span = p->token.span;
    if (!wm_want_whole(p, "a number of days, weeks or months", least, COUNT_MAX,
                       count_out))
        return false;
    if (wm_at_word(p, WM_STR("working")) || !wm_at_next_clause(p)) {
        size_t errors = p->diags->errors;
        if (take_working(p, unit_out))
            return true;
        if (p->diags->errors != errors)
            return false;
    }
    tell_unit(p, span, *count_out, working);
    return false;
}

bool wm_read_duration(wm_parser *p, wm_duration *out)
{
    uint32_t start = p->token.span.start;
    *out = (wm_duration){0};
    p->example = WM_STR("10 working days");
    if (p->token.kind == WM_TOKEN_NUMBER) {
        if (!read_counted(p, 0, true, &out->count, &out->unit))
            return false;
    } else {
        out->is_named = true;
        if (!wm_read_path(p, "a duration", &out->named))
            return false;
    }
    out->span = wm_span_from(p, start);
    return true;
}

static bool read_last(wm_parser *p, wm_window *out)
{
    wm_span number = p->token.span;
    if (!read_counted(p, 1, false, &out->count, &out->unit))
        return false;
    if (out->unit != WM_UNIT_WORKING_DAYS)
        return true;
    wm_mistake(p, wm_span_from(p, number.start),
               wm_str_format(p->arena, "write `within %d working days before period end`",
                             out->count),
               "a window is days, weeks or months, not working days");
    return false;
}

bool wm_read_window(wm_parser *p, wm_window *out)
{
    static const wm_str words[] = {WM_WORD("last"), WM_WORD("period"), WM_WORD("year")};
    uint32_t start = p->token.span.start;
    size_t which;
    *out = (wm_window){0};
    if (!wm_want_choice(p, "`last 12 months`, `year to date` or `period`", words, 3,
                        &which))
        return false;
    static const wm_window_kind kinds[] = {WM_WINDOW_LAST, WM_WINDOW_PERIOD,
                                           WM_WINDOW_YEAR_TO_DATE};
    out->kind = kinds[which];
    if (which == 0 && !read_last(p, out))
        return false;
    if (which == 2 &&
        (!wm_want_word(p, WM_STR("to")) || !wm_want_word(p, WM_STR("date"))))
        return false;
    out->span = wm_span_from(p, start);
    return true;
}

wm_str wm_window_words(wm_window window, wm_arena *arena)
{
    static const char *const units[] = {[WM_UNIT_DAYS] = "day",
                                        [WM_UNIT_WORKING_DAYS] = "working day",
                                        [WM_UNIT_WEEKS] = "week",
                                        [WM_UNIT_MONTHS] = "month"};
    if (window.kind == WM_WINDOW_PERIOD)
        return WM_STR("period");
    if (window.kind == WM_WINDOW_YEAR_TO_DATE)
        return WM_STR("year to date");
    return wm_str_format(arena, "last %d %s%s", window.count, units[window.unit],
                         window.count == 1 ? "" : "s");
}

/* `for less than 8 days`: what ended soon is asked of its end. */
static bool tell_less(wm_parser *p)
{
    wm_mistake(p, p->token.span,
               WM_STR("as in `ended within 7 days after started`, or `not open for at "
                      "least 12 months`"),
               "how long something is open is asked with `at least`");
    return false;
}

bool wm_read_for_months(wm_parser *p, int *out)
{
    wm_time_unit unit = WM_UNIT_MONTHS;
    p->example = WM_STR("for at least 12 months");
    if (!wm_want_word(p, WM_STR("for")))
        return false;
    if (wm_at_word(p, WM_STR("less")) || wm_at_word(p, WM_STR("more")) ||
        (wm_at_word(p, WM_STR("at")) && wm_peek_word(p, WM_STR("most"))))
        return tell_less(p);
    if (!wm_want_word(p, WM_STR("at")) || !wm_want_word(p, WM_STR("least")))
        return false;
    uint32_t start = p->token.span.start;
    if (!read_counted(p, 1, false, out, &unit))
        return false;
    if (unit == WM_UNIT_MONTHS && *out <= 2400)
        return true;
    static const char *const units[] = {[WM_UNIT_DAYS] = "days",
                                        [WM_UNIT_WORKING_DAYS] = "working days",
                                        [WM_UNIT_WEEKS] = "weeks",
                                        [WM_UNIT_MONTHS] = "months"};
    wm_str remedy = WM_STR("as in `for at least 12 months`");
    if (unit != WM_UNIT_MONTHS)
        remedy = wm_str_format(p->arena,
                               "ask for the day it began: `started on or before %d %s "
                               "before period end`",
                               *out, units[unit]);
    wm_mistake(p, wm_span_from(p, start), remedy,
               "how long something is open is asked in months, up to 2400");
    return false;
}

bool wm_read_order(wm_parser *p, wm_order *out)
{
    static const wm_str words[] = {WM_WORD("by"), WM_WORD("before"), WM_WORD("after"),
                                   WM_WORD("on")};
    static const wm_order plain[] = {WM_ORDER_ON_OR_BEFORE, WM_ORDER_BEFORE,
                                     WM_ORDER_AFTER, WM_ORDER_ON};
    size_t which;
    p->example = WM_STR("on or after period end");
    if (!wm_want_choice(p, "`by`, `before`, `after`, `on or before` or `on or after`",
                        words, 4, &which))
        return false;
    *out = plain[which];
    if (which != 3 || !wm_take_word(p, WM_STR("or")))
        return true;
    if (!wm_want_choice(p, "`before` or `after`", words + 1, 2, &which))
        return false;
    *out = which ? WM_ORDER_ON_OR_AFTER : WM_ORDER_ON_OR_BEFORE;
    return true;
}

static bool read_before_or_after(wm_parser *p, bool *before)
{
    static const wm_str words[] = {WM_WORD("after"), WM_WORD("before")};
    size_t which;
    if (!wm_want_choice(p, "`after` or `before`", words, 2, &which))
        return false;
    *before = which == 1;
    return true;
}

bool wm_read_within(wm_parser *p, wm_duration *duration, bool *before, wm_moment **day)
{
    if (!wm_read_duration(p, duration))
        return false;
    p->example = WM_STR("within 10 working days after started");
    return read_before_or_after(p, before) && wm_read_moment(p, day);
}

static bool read_shift(wm_parser *p, wm_moment *moment)
{
    moment->kind = WM_MOMENT_SHIFT;
    if (!wm_read_duration(p, &moment->duration))
        return false;
    p->example = WM_STR("6 weeks after started");
    return read_before_or_after(p, &moment->before) && wm_read_moment(p, &moment->from);
}

static bool read_of_rows(wm_parser *p, wm_moment *moment)
{
    moment->kind = WM_MOMENT_OF_ROWS;
    if (!wm_read_path(p, "a date", &moment->path))
        return false;
    wm_parser_advance(p); /* `of` */
    moment->first = wm_at_word(p, WM_STR("first"));
    p->example = WM_STR("dated of latest cla_visit (seen is yes)");
    if (!moment->first && !wm_at_word(p, WM_STR("latest"))) {
        wm_expected(p, "`latest` or `first`");
        return false;
    }
    wm_parser_advance(p);
    return wm_read_rows(p, &moment->rows);
}

static bool read_listed(wm_parser *p, wm_moment *moment)
{
    WM_LIST(wm_moment *) items = {0};
    moment->kind =
        wm_at_word(p, WM_STR("earliest")) ? WM_MOMENT_EARLIEST : WM_MOMENT_LATEST;
    wm_parser_advance(p);
    wm_parser_advance(p); /* `of` */
    p->example = WM_STR("earliest of (started, placement_order)");
    if (!wm_take(p, WM_TOKEN_OPEN)) {
        wm_expected(p, "`(`");
        return false;
    }
    do {
        wm_moment *item;
        if (!wm_read_moment(p, &item))
            return false;
        if (!wm_list_push(p->arena, &items, item)) {
            wm_parser_refuse(p, WM_NOMEM);
            return false;
        }
    } while (wm_take(p, WM_TOKEN_COMMA));
    moment->items = items.items;
    moment->item_count = items.count;
    if (wm_take(p, WM_TOKEN_CLOSE))
        return true;
    wm_expected(p, "`,` or `)`");
    return false;
}

static bool read_period_end(wm_parser *p, wm_moment *moment)
{
    moment->kind = WM_MOMENT_PERIOD_END;
    wm_parser_advance(p);
    p->example = WM_STR("open at period end");
    return wm_want_word(p, WM_STR("end"));
}

static bool at_listed(const wm_parser *p)
{
    return (wm_at_word(p, WM_STR("earliest")) || wm_at_word(p, WM_STR("latest"))) &&
           wm_peek_word(p, WM_STR("of"));
}

bool wm_at_fixed_day(const wm_parser *p)
{
    return p->token.kind == WM_TOKEN_DATE ||
           (p->token.kind == WM_TOKEN_OTHER &&
            wm_day_parse(wm_parser_text(p)) != WM_DAY_NONE);
}

static bool read_plain_date(wm_parser *p)
{
    wm_mistake(p, p->token.span,
               WM_STR("write `period end`, a date of the row, or a duration before or "
                      "after one"),
               "a fixed day would make the figure of every other period wrong");
    return false;
}

static bool read_kind(wm_parser *p, wm_moment *moment)
{
    if (wm_at_word(p, WM_STR("period")))
        return read_period_end(p, moment);
    if (wm_at_word(p, WM_STR("case")))
        return wm_read_case_of_days(p, moment);
    if (wm_at_fixed_day(p))
        return read_plain_date(p);
    if (at_listed(p))
        return read_listed(p, moment);
    if (p->token.kind == WM_TOKEN_NUMBER || wm_peek_word(p, WM_STR("after")) ||
        wm_peek_word(p, WM_STR("before")))
        return read_shift(p, moment);
    if (wm_peek_word(p, WM_STR("of")))
        return read_of_rows(p, moment);
    moment->kind = WM_MOMENT_PATH;
    p->example = WM_STR("open at period end");
    return wm_read_path(p, "a day", &moment->path);
}

bool wm_read_moment(wm_parser *p, wm_moment **out)
{
    wm_moment *moment = wm_parser_new(p, 1, sizeof *moment);
    *out = moment;
    if (!moment || !wm_deeper(p))
        return false;
    uint32_t start = p->token.span.start;
    bool read = read_kind(p, moment);
    wm_higher(p);
    moment->span = wm_span_from(p, start);
    return read;
}
