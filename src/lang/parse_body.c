#include "lang/parse_tree.h"

/* How a measure is counted, clause by clause (docs/language.md). */

static bool read_rows_where(wm_body_reader *r, wm_rows **rows, wm_condition **where)
{
    wm_parser *p = r->parser;
    if (!wm_read_rows(p, rows))
        return false;
    if (!wm_at_word(p, WM_STR("where")))
        return true;
    wm_parser_mark(p, WM_MARK_ITEM, 0, false);
    wm_parser_advance(p);
    return wm_read_condition(p, where);
}

static bool want_of_rows(wm_body_reader *r, wm_rows **rows, wm_condition **where)
{
    return wm_want_word(r->parser, WM_STR("of")) && read_rows_where(r, rows, where);
}

static bool want_marked(wm_parser *p, wm_str word)
{
    if (wm_at_word(p, word))
        wm_parser_mark(p, WM_MARK_ITEM, 0, false);
    return wm_want_word(p, word);
}

static bool read_rate(wm_body_reader *r)
{
    wm_parser *p = r->parser;
    const wm_str example = p->example;
    if (!wm_want_word(p, WM_STR("per")) || !wm_want_10000(p) ||
        !want_of_rows(r, &r->body->rows, &r->body->where))
        return false;
    p->example = example;
    return want_marked(p, WM_STR("over")) &&
           wm_read_name(p, "a series", &r->body->series_name);
}

static bool read_to(wm_body_reader *r)
{
    wm_parser *p = r->parser;
    wm_body *body = r->body;
    p->example = WM_STR("to total fte of worker_post open at period end");
    if (!want_marked(p, WM_STR("to")))
        return false;
    if (wm_at_word(p, WM_STR("total")) && !wm_peek_word(p, WM_STR("of"))) {
        wm_parser_advance(p);
        return wm_read_path(p, "a column", &body->total) &&
               want_of_rows(r, &body->to_rows, &body->to_where);
    }
    return read_rows_where(r, &body->to_rows, &body->to_where);
}

static bool read_highest(wm_body_reader *r)
{
    wm_parser *p = r->parser;
    const wm_str example = p->example;
    if (!wm_want_word(p, WM_STR("count")) ||
        !want_of_rows(r, &r->body->rows, &r->body->where))
        return false;
    p->example = example;
    return want_marked(p, WM_STR("per")) && wm_read_path(p, "a column", &r->body->per);
}

static bool read_counted(wm_body_reader *r, wm_clause_id id)
{
    switch (id) {
    case WM_CLAUSE_body_percent:
        r->body->kind = WM_BODY_PERCENT;
        r->measure->unit = WM_UNIT_PERCENT;
        return want_of_rows(r, &r->body->rows, &r->body->where);
    case WM_CLAUSE_body_count:
        r->body->kind = WM_BODY_COUNT;
        r->measure->unit = WM_UNIT_COUNT;
        return want_of_rows(r, &r->body->rows, &r->body->where);
    case WM_CLAUSE_body_rate:
        r->body->kind = WM_BODY_RATE;
        r->measure->unit = WM_UNIT_PER_10000;
        return read_rate(r);
    case WM_CLAUSE_body_ratio:
        r->body->kind = WM_BODY_RATIO;
        r->measure->unit = WM_UNIT_RATIO;
        return want_of_rows(r, &r->body->rows, &r->body->where) && read_to(r);
    default:
        r->body->kind = WM_BODY_HIGHEST;
        r->measure->unit = WM_UNIT_HIGHEST;
        return read_highest(r);
    }
}

/* `percent of`, `count of`, ...: a measure has one of them. */
static bool begin_counted(wm_body_reader *r, const wm_token *at)
{
    wm_parser *p = r->parser;
    if (r->measure->entered) {
        wm_mistake(p, at->span, WM_STR("keep one of them"),
                   "measure %.*s is entered, and cannot be counted too",
                   WM_FMT(r->measure->ref));
        return false;
    }
    if (r->began_on) {
        wm_mistake(p, at->span,
                   wm_str_format(p->arena, "the first is on line %u; keep one",
                                 (unsigned)r->began_on),
                   "measure %.*s says twice what is counted", WM_FMT(r->measure->ref));
        return false;
    }
    r->began_on = at->place.line;
    return true;
}

static bool read_counting(wm_body_reader *r)
{
    wm_parser *p = r->parser;
    p->example = WM_STR("counting children all rows");
    if (!wm_take_word(p, WM_STR("children"))) {
        r->body->counting = WM_COUNTING_COLUMN;
        return wm_read_path(p, "`children` or a column", &r->body->counted);
    }
    r->body->counting = WM_COUNTING_CHILDREN;
    if (!wm_at_word(p, WM_STR("all")))
        return true;
    wm_parser_advance(p);
    r->body->counting = WM_COUNTING_CHILDREN_ALL;
    return wm_want_word(p, WM_STR("rows"));
}

static bool read_by(wm_body_reader *r)
{
    wm_parser *p = r->parser;
    do {
        wm_by by = {.bands = -1};
        p->example = WM_STR("by sex, age");
        if (!wm_read_path(p, "a column or bands", &by.path))
            return false;
        by.span = by.path.first.span;
        if (by.path.second.text.len)
            by.span.end = by.path.second.span.end;
        if (!wm_list_push(p->arena, &r->body->by, by)) {
            wm_parser_refuse(p, WM_NOMEM);
            return false;
        }
    } while (wm_take(p, WM_TOKEN_COMMA));
    return true;
}

static bool read_words_of(wm_body_reader *r, wm_clause_id id)
{
    wm_parser *p = r->parser;
    switch (id) {
    case WM_CLAUSE_body_that:
        return wm_read_condition(p, &r->body->that);
    case WM_CLAUSE_body_counting:
        return read_counting(r);
    case WM_CLAUSE_body_not:
        return wm_want_word(p, WM_STR("counting")) &&
               wm_read_condition(p, &r->body->not_counting);
    case WM_CLAUSE_body_once:
        return wm_want_word(p, WM_STR("due")) && wm_read_moment(p, &r->body->due);
    case WM_CLAUSE_body_by:
        return read_by(r);
    case WM_CLAUSE_body_with:
        r->body->with_hindsight = wm_want_word(p, WM_STR("hindsight"));
        return r->body->with_hindsight;
    default:
        return read_counted(r, id);
    }
}

static bool is_counted(wm_clause_id id)
{
    return id == WM_CLAUSE_body_percent || id == WM_CLAUSE_body_count ||
           id == WM_CLAUSE_body_rate || id == WM_CLAUSE_body_ratio ||
           id == WM_CLAUSE_body_highest;
}

/* A clause ends where the next begins; what is left between them was to belong to it. */
static void tell_left(wm_parser *p, wm_clause_id id)
{
    if (wm_at_word(p, WM_STR("at")) && id == WM_CLAUSE_body_by)
        wm_mistake(p, p->token.span, WM_STR("write `by age`"),
                   "a breakdown is asked at no day of its own");
    else if (wm_at_word(p, WM_STR("where")))
        wm_mistake(p, p->token.span,
                   WM_STR("as in `percent of referral dated in period where nfa is no`"),
                   "`where` stands right behind the rows that it restricts");
    else if (p->token.kind == WM_TOKEN_CLOSE)
        wm_mistake(p, p->token.span, WM_STR("remove it"), "this `)` closes nothing");
    else if (p->token.kind == WM_TOKEN_COMMA)
        wm_mistake(p, p->token.span, WM_STR(WM_BREAKDOWN_IS "; elsewhere remove it"),
                   "this `,` separates nothing");
    else
        return;
    wm_recover_clause(p);
}

void wm_read_body_clause(wm_body_reader *r, wm_clause_id id)
{
    wm_parser *p = r->parser;
    wm_token at = p->token;
    bool read = wm_clause_begin(p, id, r->measure->ref) &&
                (!is_counted(id) || begin_counted(r, &at)) && read_words_of(r, id);
    if (!read)
        wm_recover_clause(p);
    else
        tell_left(p, id);
}
