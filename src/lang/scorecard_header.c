#include "lang/parse_tree.h"
#include "lang/scorecard_reader.h"

/* What stands above the first section: for whom, for when, against what. */

/* A letter and eight digits, as the Office for National Statistics gives out. */
static bool is_area_code(wm_str text)
{
    if (text.len != 9 || text.data[0] < 'A' || text.data[0] > 'Z')
        return false;
    for (size_t i = 1; i < text.len; i++)
        if (!wm_is_digit(text.data[i]))
            return false;
    return true;
}

/* A printed sheet names its region and not the region's code; such a place can be shown
 * but not looked up.
 */
static bool read_place(wm_parser *p, wm_place_name *out)
{
    wm_str text = wm_parser_text(p);
    if (wm_at_value(p, WM_TOKEN_WORD)) {
        if (!is_area_code(text)) {
            wm_mistake(p, p->token.span, wm_as_in(p, p->example),
                       "`%.*s` is not the code of an area", WM_FMT(text));
            return false;
        }
        out->code = text;
        wm_parser_advance(p);
    } else if (wm_at_string(p)) {
        wm_warn(p, p->token.span, wm_as_in(p, p->example),
                "no area code: published statistics cannot be found for it");
    }
    return wm_want_string(p, "a code and a name in quotes", &out->name);
}

/* `2015-16`, `2016`, `2015-16 Q4`, `2016-09`, `2009-10 month`, with one space. */
static bool read_written_period(wm_parser *p, wm_written_period *out)
{
    wm_token first = p->token;
    out->span = first.span;
    out->text = wm_parser_text(p);
    wm_parser_advance(p);
    if (first.kind == WM_TOKEN_WORD || p->token.kind != WM_TOKEN_WORD || p->token.first)
        return true;
    wm_str part = wm_parser_text(p);
    bool is_part = part.len == 2 && (part.data[0] == 'Q' || part.data[0] == 'H');
    if (!is_part && !wm_str_equal(part, WM_STR("month")))
        return true;
    out->span.end = p->token.span.end;
    out->text = wm_str_format(p->arena, "%.*s %.*s", WM_FMT(out->text), WM_FMT(part));
    if (!out->text.data)
        wm_parser_refuse(p, WM_NOMEM);
    wm_parser_advance(p);
    return true;
}

static bool want_written_period(wm_parser *p, const char *what, wm_written_period *out)
{
    if (wm_at_value(p, WM_TOKEN_WORD) || wm_at_value(p, WM_TOKEN_YEAR) ||
        wm_at_value(p, WM_TOKEN_NUMBER) || wm_at_value(p, WM_TOKEN_OTHER))
        return read_written_period(p, out);
    wm_expected(p, what);
    return false;
}

static bool read_year(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    if (!want_written_period(p, "a year", &r->year))
        return false;
    if (!wm_take_word(p, WM_STR("from")))
        return true;
    int month = p->token.kind == WM_TOKEN_WORD ? wm_month_number(wm_parser_text(p)) : 0;
    if (!month) {
        wm_expected(p, "the name of a month");
        return false;
    }
    r->card->first_month = month;
    wm_parser_advance(p);
    return true;
}

static bool read_show_months(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    int months;
    p->example = WM_STR("show last 13 months");
    if (!wm_want_whole(p, "a number of months", 1, WM_SHOW_MAX, &months) ||
        !wm_want_word(p, WM_STR("months")))
        return false;
    r->card->show_months = (unsigned)months;
    return true;
}

/* `year` in a list of periods, and not the clause of that name, which is followed by a
 * year on its line. */
static bool is_year_shown(const wm_parser *p)
{
    wm_lexer ahead = p->lexer;
    wm_token next = wm_lex(&ahead);
    return p->seen_on[WM_CLAUSE_header_year] || next.first ||
           next.kind == WM_TOKEN_WORD || next.kind == WM_TOKEN_COMMA ||
           next.kind == WM_TOKEN_END;
}

/* `Q1 Q2 Q3`: one period right behind another. */
static bool misses_comma(const wm_parser *p)
{
    wm_str text = wm_parser_text(p);
    if (wm_at_value(p, WM_TOKEN_YEAR))
        return true;
    if (!wm_at_value(p, WM_TOKEN_WORD))
        return false;
    if (wm_str_equal(text, WM_STR("year")))
        return is_year_shown(p);
    bool is_part = text.len == 2 && (text.data[0] == 'Q' || text.data[0] == 'H') &&
                   wm_is_digit(text.data[1]);
    return is_part || wm_month_number(text);
}

/* To the next of the list; said once that commas are missing. */
static bool more_to_show(wm_parser *p, bool *told)
{
    if (wm_take(p, WM_TOKEN_COMMA))
        return true;
    if (!misses_comma(p))
        return false;
    if (!*told)
        wm_expected_meant(p, "`,`",
                          WM_STR("write a comma between two periods: `show Q1, Q2`"));
    *told = true;
    return true;
}

static bool read_show(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    if (wm_take_word(p, WM_STR("last")))
        return read_show_months(r);
    bool told = false;
    do {
        wm_written_period item;
        if (!want_written_period(p, "a period", &item))
            return false;
        if (r->show.count == WM_SHOW_MAX) {
            wm_mistake(p, item.span, WM_STR("a page has no room for them"),
                       "more than %d periods to show", WM_SHOW_MAX);
            return false;
        }
        if (!wm_list_push(p->arena, &r->show, item))
            wm_parser_refuse(p, WM_NOMEM);
    } while (more_to_show(p, &told) && p->status == WM_OK);
    return true;
}

static bool read_published(wm_parser *p, wm_comparing *out)
{
    int year = 0;
    out->published = true;
    bool says_year = wm_take_word(p, WM_STR("year"));
    if (!wm_take_word(p, WM_STR("latest"))) {
        if (!says_year && !wm_want_word(p, WM_STR("year")))
            return false;
        if (!wm_want_whole(p, "`latest` or the year it ends in", 1990, 2100, &year))
            return false;
    }
    out->published_year = year;
    if (!wm_take_word(p, WM_STR("known")))
        return true;
    return wm_want_word(p, WM_STR("at")) && wm_want_date(p, &out->known_at);
}

static bool read_neighbours(wm_parser *p, wm_comparing *out)
{
    static const wm_str averages[] = {WM_WORD("mean"), WM_WORD("median")};
    p->example = WM_STR("neighbours 2021 mean");
    wm_span span = p->token.span;
    size_t average;
    if (!wm_want_whole(p, "the year of a neighbour model", 1990, 2100,
                       &out->neighbour_model))
        return false;
    if (out->neighbour_model != 2021 && out->neighbour_model != 2025) {
        wm_mistake(p, span, WM_STR("there are `2021` and `2025`"),
                   "no neighbour model of %d", out->neighbour_model);
        return false;
    }
    if (!wm_want_choice(p, "`mean` or `median`", averages, 2, &average))
        return false;
    out->average = average == 0 ? WM_AVERAGE_MEAN : WM_AVERAGE_MEDIAN;
    return true;
}

static bool read_comparators(wm_parser *p, wm_comparing *out)
{
    out->printed = wm_take_word(p, WM_STR("printed"));
    if (out->printed && !wm_take(p, WM_TOKEN_COMMA))
        return true;
    if (out->printed)
        wm_take_word(p, WM_STR("then"));
    if (!wm_take_word(p, WM_STR("published"))) {
        wm_expected(p, out->printed ? "`published`" : "`printed` or `published`");
        return false;
    }
    if (!read_published(p, out))
        return false;
    if (!wm_take(p, WM_TOKEN_COMMA))
        return true;
    return wm_want_word(p, WM_STR("neighbours")) && read_neighbours(p, out);
}

static bool read_calendar(wm_scorecard_reader *r)
{
    static const wm_str days[] = {WM_WORD("freeze"), WM_WORD("commentary")};
    wm_parser *p = &r->parser;
    unsigned *into[] = {&r->card->freeze_working_day, &r->card->commentary_working_day};
    do {
        size_t which;
        int day;
        wm_token token = p->token;
        if (!wm_want_choice(p, "`freeze` or `commentary`", days, 2, &which) ||
            !wm_want_word(p, WM_STR("working")) || !wm_want_word(p, WM_STR("day")) ||
            !wm_want_whole(p, "a working day", 1, 99, &day))
            return false;
        uint32_t seen_on = *into[which] ? token.place.line : 0;
        if (!wm_seen_once(p, &seen_on, &token, days[which].data, WM_STR("the calendar")))
            return false;
        *into[which] = (unsigned)day;
    } while (wm_take(p, WM_TOKEN_COMMA));
    return true;
}

/* `none` where a folder of that name holds something else. */
static bool read_records(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    r->card->no_records = wm_take_word(p, WM_STR("none"));
    if (r->card->no_records)
        return true;
    wm_span span = p->token.span;
    if (!wm_want_string(p, "a folder in quotes, or `none`", &r->card->records))
        return false;
    if (r->card->records.len)
        return true;
    wm_mistake(p, span, wm_as_in(p, p->example), "the folder of the records has no name");
    return false;
}

/* Of definitions that are not at hand: whether there is such a switch, the resolver says.
 */
static bool read_setting(wm_scorecard_reader *r, wm_clause_id id)
{
    wm_parser *p = &r->parser;
    wm_setting setting;
    p->seen_on[id] = 0; /* as many as there are switches */
    bool read = id == WM_CLAUSE_header_choose ? wm_read_choose(p, &setting)
                                              : wm_read_set(p, &setting);
    if (read && r->catalogue && !wm_list_push(p->arena, &r->catalogue->settings, setting))
        wm_parser_refuse(p, WM_NOMEM);
    return read;
}

static bool read_note(wm_scorecard_reader *r)
{
    wm_str note;
    r->parser.seen_on[WM_CLAUSE_header_note] = 0; /* as many as there are footnotes */
    if (!wm_want_string(&r->parser, "a footnote in quotes", &note))
        return false;
    if (!wm_list_push(r->parser.arena, &r->card->notes, note))
        wm_parser_refuse(&r->parser, WM_NOMEM);
    return true;
}

bool wm_read_header_clause(wm_scorecard_reader *r, wm_clause_id id)
{
    wm_parser *p = &r->parser;
    switch (id) {
    case WM_CLAUSE_header_authority:
        return read_place(p, &r->card->authority);
    case WM_CLAUSE_header_region:
        return read_place(p, &r->card->region);
    case WM_CLAUSE_header_country:
        return read_place(p, &r->card->country);
    case WM_CLAUSE_header_year:
        return read_year(r);
    case WM_CLAUSE_header_show:
        return read_show(r);
    case WM_CLAUSE_header_baseline:
        return want_written_period(p, "a period", &r->baseline);
    case WM_CLAUSE_header_below:
        return wm_want_string(p, "words in quotes", &r->card->below);
    case WM_CLAUSE_header_comparators:
        if (!read_comparators(p, &r->card->comparing))
            wm_parser_next_line(p); /* its `year` is not the clause of that name */
        return true;
    case WM_CLAUSE_header_calendar:
        return read_calendar(r);
    case WM_CLAUSE_header_choose:
    case WM_CLAUSE_header_set:
        return read_setting(r, id);
    case WM_CLAUSE_header_records:
        return read_records(r);
    default:
        return read_note(r);
    }
}

static bool resolve_year(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    int first_month = r->card->first_month;
    if (!r->year.text.len) {
        if (!p->seen_on[WM_CLAUSE_header_year])
            wm_diag_data(p->diags, WM_SEVERITY_ERROR, p->source->name, (wm_place){0, 0},
                         WM_STR("write `year 2016-17` below the title"),
                         "the scorecard does not say its year");
        return false;
    }
    r->card->year = wm_period_parse(r->year.text, first_month);
    if (r->card->year.kind == WM_PERIOD_YEAR)
        return true;
    wm_str meant = wm_period_suggest(r->year.text, first_month, p->arena);
    if (wm_period_parse(meant, first_month).kind == WM_PERIOD_YEAR) {
        wm_mistake(p, r->year.span,
                   wm_str_format(p->arena, "write `%.*s`", WM_FMT(meant)),
                   "expected a year but found `%.*s`", WM_FMT(r->year.text));
        return false;
    }
    wm_str remedy = first_month == 1 ? WM_STR("as in `2016`")
                                     : WM_STR("as in `2016-17`, or `2016 from January`");
    wm_mistake(p, r->year.span, remedy, "`%.*s` is not a year that begins in %s",
               WM_FMT(r->year.text), wm_month_name(first_month));
    return false;
}

/* `Q2` and its like are of the scorecard's year; anything longer says its own. */
static wm_period period_of(const wm_scorecard *card, wm_str text)
{
    int first = card->first_month;
    int starts_in = wm_period_starts_in(card->year, first);
    int month = wm_month_number(text);
    if (wm_str_equal(text, WM_STR("year")))
        return card->year;
    if (month)
        return wm_period_month(month >= first ? starts_in : starts_in + 1, month);
    if (text.len == 2 && text.data[0] == 'Q' && text.data[1] >= '1' &&
        text.data[1] <= '4')
        return wm_period_quarter(starts_in, text.data[1] - '0', first);
    if (text.len == 2 && text.data[0] == 'H' && text.data[1] >= '1' &&
        text.data[1] <= '2')
        return wm_period_half(starts_in, text.data[1] - '0', first);
    return wm_period_parse(text, first);
}

static wm_period resolve(wm_scorecard_reader *r, const wm_written_period *written)
{
    wm_period period = period_of(r->card, written->text);
    if (period.kind != WM_PERIOD_NONE)
        return period;
    wm_str remedy = WM_STR("write `Q1` to `Q4`, `H1`, `H2`, a month, `year`, or with its "
                           "year `2015-16 Q4`");
    wm_str meant =
        wm_period_suggest(written->text, r->card->first_month, r->parser.arena);
    if (meant.len)
        remedy = wm_str_format(r->parser.arena, "write `%.*s`", WM_FMT(meant));
    wm_mistake(&r->parser, written->span, remedy, "`%.*s` is not a period",
               WM_FMT(written->text));
    return period;
}

static bool is_shown(const wm_scorecard *card, wm_period period)
{
    for (size_t i = 0; i < card->show.count; i++)
        if (wm_period_equal(card->show.items[i], period))
            return true;
    return false;
}

void wm_resolve_periods(wm_scorecard_reader *r)
{
    if (!resolve_year(r))
        return;
    if (r->baseline.text.len)
        r->card->baseline = resolve(r, &r->baseline);
    for (size_t i = 0; i < r->show.count; i++) {
        wm_period period = resolve(r, &r->show.items[i]);
        if (period.kind == WM_PERIOD_NONE)
            continue;
        if (is_shown(r->card, period))
            wm_mistake(&r->parser, r->show.items[i].span, WM_STR("keep one of them"),
                       "`%.*s` is shown twice", WM_FMT(r->show.items[i].text));
        else if (!wm_list_push(r->parser.arena, &r->card->show, period))
            wm_parser_refuse(&r->parser, WM_NOMEM);
    }
}
