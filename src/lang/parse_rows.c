#include "lang/parse_tree.h"

/* Rows of a table: its name, a bracket, its parent, and the times that restrict it.
 *
 *     audit_answer (question is RISK) of audit_case (programme is A) dated in period
 *     name         where                 parent      parent_where    times
 */

/* Words behind rows that no time begins with: one of them and an order may follow each
 * other all the same, `where on ...`.
 */
static bool at_time_word(const wm_parser *p)
{
    return wm_at_word(p, WM_STR("in")) || wm_at_word(p, WM_STR("within")) ||
           wm_at_order(p) ||
           (wm_at_word(p, WM_STR("open")) &&
            (wm_peek_word(p, WM_STR("at")) || wm_peek_word(p, WM_STR("during"))));
}

static bool joins(const wm_parser *p)
{
    static const wm_str words[] = {
        WM_WORD("and"),  WM_WORD("or"),   WM_WORD("then"),   WM_WORD("where"),
        WM_WORD("over"), WM_WORD("to"),   WM_WORD("per"),    WM_WORD("otherwise"),
        WM_WORD("end"),  WM_WORD("from"), WM_WORD("longer"), WM_WORD("shows"),
        WM_WORD("of")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wm_at_word(p, words[i]))
            return true;
    return false;
}

static bool at_dated_time(const wm_parser *p)
{
    static const wm_str words[] = {WM_WORD("in"),     WM_WORD("within"), WM_WORD("by"),
                                   WM_WORD("before"), WM_WORD("after"),  WM_WORD("on")};
    if (p->token.kind != WM_TOKEN_WORD || joins(p) || wm_at_next_clause(p))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wm_peek_word(p, words[i]))
            return true;
    return false;
}

static bool read_open(wm_parser *p, wm_time *time)
{
    wm_parser_advance(p);
    if (wm_take_word(p, WM_STR("during"))) {
        time->kind = WM_TIME_OPEN_DURING;
        p->example = WM_STR("open during last 12 months");
        return wm_read_window(p, &time->window);
    }
    wm_parser_advance(p); /* `at` */
    time->kind = WM_TIME_OPEN_AT;
    if (!wm_read_moment(p, &time->day))
        return false;
    return !wm_at_word(p, WM_STR("for")) || wm_read_for_months(p, &time->months_min);
}

/* `within 12 months` alone belongs to `earlier` and `later`; with a day behind it, it is
 * a time like the others.
 */
static bool read_within(wm_parser *p, wm_rows *rows, wm_time *time, bool *is_time)
{
    wm_parser_advance(p);
    if (!wm_read_duration(p, &time->duration))
        return false;
    *is_time = wm_at_word(p, WM_STR("after")) || wm_at_word(p, WM_STR("before"));
    if (*is_time) {
        time->before = wm_at_word(p, WM_STR("before"));
        wm_parser_advance(p);
        return wm_read_moment(p, &time->day);
    }
    bool related =
        rows->relation == WM_RELATION_EARLIER || rows->relation == WM_RELATION_LATER;
    if (related && !time->date.first.text.len && !rows->has_within) {
        rows->has_within = true;
        rows->within = time->duration;
        return true;
    }
    wm_mistake(p, time->duration.span,
               WM_STR("as in `within 12 months before period end`; only `earlier` and "
                      "`later` rows are within it of the row itself"),
               "within that of which day?");
    return false;
}

static bool read_time_kind(wm_parser *p, wm_rows *rows, wm_time *time, bool *is_time)
{
    if (wm_at_word(p, WM_STR("open")))
        return read_open(p, time);
    if (wm_at_word(p, WM_STR("within"))) {
        time->kind = WM_TIME_WITHIN;
        return read_within(p, rows, time, is_time);
    }
    if (wm_take_word(p, WM_STR("in"))) {
        time->kind = WM_TIME_IN;
        p->example = WM_STR("in last 12 months");
        return wm_read_window(p, &time->window);
    }
    time->kind = WM_TIME_ORDER;
    return wm_read_order(p, &time->order) && wm_read_moment(p, &time->day);
}

static bool read_times(wm_parser *p, wm_rows *rows)
{
    WM_LIST(wm_time) times = {0};
    while (at_time_word(p) || at_dated_time(p)) {
        wm_time time = {0};
        bool is_time = true;
        uint32_t start = p->token.span.start;
        wm_mark_item(p, true);
        if (!at_time_word(p) && !wm_read_path(p, "a date", &time.date))
            return false;
        if (!read_time_kind(p, rows, &time, &is_time))
            return false;
        time.span = wm_span_from(p, start);
        if (is_time && !wm_list_push(p->arena, &times, time)) {
            wm_parser_refuse(p, WM_NOMEM);
            return false;
        }
    }
    rows->times = times.items;
    rows->time_count = times.count;
    return true;
}

static bool read_table(wm_parser *p, wm_named *name, wm_condition **where)
{
    p->example = WM_STR("referral dated in last 12 months");
    if (p->token.kind != WM_TOKEN_WORD || wm_at_next_clause(p)) {
        wm_expected(p, "a table");
        return false;
    }
    *name = (wm_named){wm_parser_text(p), p->token.span};
    wm_parser_advance(p);
    return p->token.kind != WM_TOKEN_OPEN || wm_read_bracket(p, where);
}

static bool read_into(wm_parser *p, wm_rows *rows)
{
    if (!read_table(p, &rows->name, &rows->where))
        return false;
    if (wm_at_word(p, WM_STR("of")))
        wm_mark_item(p, true);
    if (wm_take_word(p, WM_STR("of")) &&
        !read_table(p, &rows->parent_name, &rows->parent_where))
        return false;
    /* `referrals were dated in ...` */
    if ((wm_at_word(p, WM_STR("were")) || wm_at_word(p, WM_STR("was"))) &&
        !wm_at_next_clause(p) && !wm_test_follows(p))
        wm_parser_advance(p);
    return read_times(p, rows);
}

static bool read_rows(wm_parser *p, wm_relation relation, wm_rows **out)
{
    wm_rows *rows = wm_parser_new(p, 1, sizeof *rows);
    *out = rows;
    if (!rows || !wm_deeper(p))
        return false;
    uint32_t start = p->token.span.start;
    rows->table = WM_NO_TABLE;
    rows->parent = WM_NO_TABLE;
    rows->relation = relation;
    bool read = read_into(p, rows);
    wm_higher(p);
    rows->span = wm_span_from(p, start);
    return read;
}

bool wm_read_rows(wm_parser *p, wm_rows **out)
{
    return read_rows(p, WM_RELATION_ANY, out);
}

bool wm_read_related_rows(wm_parser *p, wm_rows **out)
{
    if (wm_take_word(p, WM_STR("earlier")))
        return read_rows(p, WM_RELATION_EARLIER, out);
    if (wm_take_word(p, WM_STR("later")))
        return read_rows(p, WM_RELATION_LATER, out);
    if (wm_take_word(p, WM_STR("other")))
        return read_rows(p, WM_RELATION_OTHER, out);
    return read_rows(p, WM_RELATION_ANY, out);
}
