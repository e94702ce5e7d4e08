#include "lang/scorecard_reader.h"

#include <stdlib.h>

/* The clauses of a row: targets, bands, what the sheet printed, who owns it. */

static const wm_str relatives[] = {WM_WORD("baseline"), WM_WORD("region"),
                                   WM_WORD("country"), WM_WORD("neighbours")};
_Static_assert(WM_RELATIVE_BASELINE == 1 && WM_RELATIVE_NEIGHBOURS == 4,
               "the words stand in the order of wm_relative");

static bool read_range(wm_parser *p, wm_target *out)
{
    wm_span span = p->token.span;
    out->kind = WM_TARGET_RANGE;
    if (!wm_want_number(p, "the lower end of a range", &out->low) ||
        !wm_want_word(p, WM_STR("and")) ||
        !wm_want_number(p, "the upper end of a range", &out->high))
        return false;
    if (wm_ratio_compare(wm_ratio_of_decimal(out->low), wm_ratio_of_decimal(out->high)) <=
        0)
        return true;
    span.end = p->last_end;
    wm_mistake(p, span, WM_STR("write the lower number first"),
               "a range that ends before it begins");
    return false;
}

/* What people call them: `target below England` means the country. */
static wm_str meant_relative(const wm_parser *p)
{
    static const struct {
        wm_str said;
        wm_relative meant;
    } names[] = {
        {WM_WORD("england"), WM_RELATIVE_COUNTRY},
        {WM_WORD("wales"), WM_RELATIVE_COUNTRY},
        {WM_WORD("national"), WM_RELATIVE_COUNTRY},
        {WM_WORD("regional"), WM_RELATIVE_REGION},
        {WM_WORD("sn"), WM_RELATIVE_NEIGHBOURS},
        {WM_WORD("peers"), WM_RELATIVE_NEIGHBOURS},
        {WM_WORD("statistical"), WM_RELATIVE_NEIGHBOURS},
        {WM_WORD("last"), WM_RELATIVE_BASELINE},
        {WM_WORD("previous"), WM_RELATIVE_BASELINE},
    };
    if (wm_at_value(p, WM_TOKEN_WORD))
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (wm_str_equal_fold(wm_parser_text(p), names[i].said))
                return relatives[names[i].meant - 1];
    return (wm_str){"", 0};
}

static bool read_relative(wm_parser *p, wm_target_kind kind, wm_target *out)
{
    static const char what[] = "`region`, `country`, `neighbours` or `baseline`";
    size_t which;
    wm_str meant = meant_relative(p);
    out->kind = kind;
    if (meant.len) {
        wm_expected_meant(p, what, wm_did_you_mean(p, meant));
        return false;
    }
    if (!wm_want_choice(p, what, relatives, 4, &which))
        return false;
    out->relative = (wm_relative)(which + 1);
    return true;
}

static bool read_at(wm_parser *p, wm_target *out)
{
    static const wm_str ends[] = {WM_WORD("least"), WM_WORD("most")};
    size_t which;
    p->example = WM_STR("at least 16");
    if (!wm_want_choice(p, "`least` or `most`", ends, 2, &which))
        return false;
    out->kind = which == 0 ? WM_TARGET_AT_LEAST : WM_TARGET_AT_MOST;
    return wm_want_number(p, "a number", &out->low);
}

static bool read_goal(wm_parser *p, wm_target *out)
{
    static const wm_str words[] = {WM_WORD("at"),       WM_WORD("between"),
                                   WM_WORD("above"),    WM_WORD("below"),
                                   WM_WORD("increase"), WM_WORD("decrease")};
    size_t which;
    if (!wm_at_value(p, WM_TOKEN_WORD))
        return wm_want_number(p, "a target", &out->low);
    if (!wm_want_choice(p, "a target", words, 6, &which))
        return false;
    switch (which) {
    case 0:
        return read_at(p, out);
    case 1:
        p->example = WM_STR("between 38 and 44");
        return read_range(p, out);
    case 2:
        p->example = WM_STR("above region");
        return read_relative(p, WM_TARGET_ABOVE, out);
    case 3:
        p->example = WM_STR("below region");
        return read_relative(p, WM_TARGET_BELOW, out);
    default:
        p->example = WM_STR("increase on baseline");
        out->kind = which == 4 ? WM_TARGET_INCREASE : WM_TARGET_DECREASE;
        out->relative = WM_RELATIVE_BASELINE;
        return wm_want_word(p, WM_STR("on")) && wm_want_word(p, relatives[0]);
    }
}

static bool read_targets(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    do {
        wm_target target = {.from = WM_DAY_NONE, .place = p->token.place};
        p->example = wm_clauses[WM_CLAUSE_row_target].example;
        if (r->row.targets.count == WM_TARGETS_MAX) {
            wm_mistake(p, p->token.span, WM_STR("keep those of the years that are shown"),
                       "more than %d targets, the most that is read", WM_TARGETS_MAX);
            return false;
        }
        if (!read_goal(p, &target))
            return false;
        if (wm_take_word(p, WM_STR("from")) && !wm_want_date(p, &target.from))
            return false;
        if (!wm_list_push(p->arena, &r->row.targets, target))
            wm_parser_refuse(p, WM_NOMEM);
    } while (wm_take(p, WM_TOKEN_SEMICOLON) && p->status == WM_OK);
    return true;
}

static int by_from(const void *a, const void *b)
{
    const wm_target *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->place.line != y->place.line)
        return x->place.line < y->place.line ? -1 : 1;
    return (x->place.column > y->place.column) - (x->place.column < y->place.column);
}

void wm_order_targets(wm_scorecard_reader *r)
{
    wm_target_list *targets = &r->row.targets;
    if (targets->count)
        qsort(targets->items, targets->count, sizeof *targets->items, by_from);
    for (size_t i = 1; i < targets->count; i++) {
        if (targets->items[i].from != targets->items[i - 1].from)
            continue;
        char since[11] = "";
        if (targets->items[i].from != WM_DAY_NONE)
            wm_day_print(targets->items[i].from, since);
        wm_diag_data(r->parser.diags, WM_SEVERITY_ERROR, r->parser.source->name,
                     targets->items[i].place,
                     WM_STR("write from when the later one holds: `target 85; 90 from "
                            "2016-04-01`"),
                     "%.*s has two targets in force%s%s", WM_FMT(r->row.ref),
                     since[0] ? " from " : " at once", since);
    }
}

static bool want_cut(wm_parser *p, wm_str grade, wm_decimal *out)
{
    return wm_want_word(p, grade) && wm_want_number(p, "a cut point", out);
}

static void print(wm_decimal decimal, char out[WM_NUMBER_BYTES])
{
    wm_decimal_print(decimal, out);
}

/* All up (higher is better) or all down; two equal cuts would leave a grade empty. */
static bool check_cuts(wm_parser *p, const wm_bands *bands, wm_span span)
{
    wm_ratio first = wm_ratio_of_decimal(bands->requires_improvement);
    wm_ratio second = wm_ratio_of_decimal(bands->good);
    wm_ratio third = wm_ratio_of_decimal(bands->outstanding);
    int step = wm_ratio_compare(second, first);
    if (step != 0 && step == wm_ratio_compare(third, second))
        return true;
    char cuts[3][WM_NUMBER_BYTES];
    print(bands->requires_improvement, cuts[0]);
    print(bands->good, cuts[1]);
    print(bands->outstanding, cuts[2]);
    wm_mistake(
        p, span,
        WM_STR("cuts go up where higher is better (65, 75, 85) and down where lower "
               "is (25, 19, 14)"),
        "the cuts %s, %s, %s go neither all up nor all down", cuts[0], cuts[1], cuts[2]);
    return false;
}

static bool read_bands(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    wm_bands bands = {.present = true, .place = p->token.place};
    wm_span span = p->token.span;
    if (!want_cut(p, WM_STR("requires-improvement"), &bands.requires_improvement))
        return false;
    wm_take(p, WM_TOKEN_COMMA);
    if (!want_cut(p, WM_STR("good"), &bands.good))
        return false;
    wm_take(p, WM_TOKEN_COMMA);
    if (!want_cut(p, WM_STR("outstanding"), &bands.outstanding))
        return false;
    span.end = p->last_end;
    if (!check_cuts(p, &bands, span))
        return false;
    r->row.bands = bands;
    return true;
}

static bool read_printed_bands(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    p->example = WM_STR("printed bands \"65-74\", \"75-84\", \"85+\"");
    for (size_t i = 0; i < 3; i++) {
        wm_str band;
        if (i > 0 && !wm_take(p, WM_TOKEN_COMMA)) {
            wm_expected(p, "`,` and the next of three bands");
            return false;
        }
        if (!wm_want_string(p, "a printed band in quotes", &band))
            return false;
        if (!wm_list_push(p->arena, &r->row.printed_bands, band))
            wm_parser_refuse(p, WM_NOMEM);
    }
    return true;
}

static bool read_printed(wm_scorecard_reader *r)
{
    static const wm_str kinds[] = {WM_WORD("target"), WM_WORD("bands"), WM_WORD("change"),
                                   WM_WORD("title")};
    wm_str *into[] = {&r->row.printed_target, NULL, &r->row.printed_change,
                      &r->row.printed_title};
    wm_parser *p = &r->parser;
    wm_token token = p->token;
    size_t kind;
    r->parser.seen_on[WM_CLAUSE_row_printed] = 0; /* each kind of it once */
    if (!wm_want_choice(p, "`target`, `bands`, `change` or `title`", kinds, 4, &kind))
        return false;
    wm_str what = wm_str_format(p->arena, "printed %s", kinds[kind].data);
    if (!wm_seen_once(p, &r->printed_on[kind], &token, what.data ? what.data : "printed",
                      r->row.ref))
        return false;
    return into[kind] ? wm_want_string(p, "what was printed, in quotes", into[kind])
                      : read_printed_bands(r);
}

static bool read_direction(wm_scorecard_reader *r)
{
    static const wm_str words[] = {WM_WORD("none"), WM_WORD("higher"), WM_WORD("lower")};
    _Static_assert(WM_DIRECTION_NONE == 0 && WM_DIRECTION_LOWER == 2,
                   "the words stand in the order of wm_direction");
    size_t which;
    if (!wm_want_choice(&r->parser, "`higher`, `lower` or `none`", words, 3, &which) ||
        !wm_want_string(&r->parser, "the reason in quotes", &r->row.direction_reason))
        return false;
    r->row.overrides_direction = true;
    r->row.direction = (wm_direction)which;
    return true;
}

static bool read_short(wm_scorecard_reader *r)
{
    wm_span span = r->parser.token.span;
    if (!wm_want_string(&r->parser, "a short title in quotes", &r->row.short_title))
        return false;
    wm_check_short(&r->parser, span, r->row.short_title);
    return true;
}

bool wm_read_row_clause(wm_scorecard_reader *r, wm_clause_id id)
{
    switch (id) {
    case WM_CLAUSE_row_target:
        return read_targets(r);
    case WM_CLAUSE_row_bands:
        return read_bands(r);
    case WM_CLAUSE_row_printed:
        return read_printed(r);
    case WM_CLAUSE_row_owner:
        return wm_want_string(&r->parser, "a name or post in quotes", &r->row.owner);
    case WM_CLAUSE_row_short:
        return read_short(r);
    case WM_CLAUSE_row_direction:
        return read_direction(r);
    default:
        return wm_want_string(&r->parser, "a note in quotes", &r->row.note);
    }
}
