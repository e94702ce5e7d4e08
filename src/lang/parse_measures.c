#include "lang/lang.h"
#include "lang/lang_internal.h"
#include "lang/names.h"
#include "lang/parse_tree.h"

/* A `.measures` file: one measure after another, each a heading and its clauses, and
 * between them what they use. */

typedef struct measures_reader {
    wm_parser parser;
    wm_catalogue *catalogue;
    bool in_measure;
    wm_measure measure; /* while in_measure; added to the list when it is whole */
    wm_body body;       /* of that measure */
    wm_body_reader body_reader;
    wm_span ref_span;
    wm_span change_span;
    bool began; /* a `measure` was met */
    wm_names references;
} measures_reader;

static bool at_measure(const wm_parser *p)
{
    return p->token.first && wm_at_word(p, WM_STR("measure"));
}

static bool read_entered(measures_reader *r, wm_token at)
{
    static const wm_str units[] = {WM_WORD("percent"), WM_WORD("rate"), WM_WORD("count"),
                                   WM_WORD("ratio"), WM_WORD("highest")};
    _Static_assert(WM_UNIT_PERCENT == 0 && WM_UNIT_HIGHEST == 4,
                   "the words stand in the order of wm_unit");
    wm_parser *p = &r->parser;
    size_t unit;
    if (!wm_want_choice(p, "`percent`, `rate per 10000`, `count`, `ratio` or `highest`",
                        units, 5, &unit))
        return false;
    if (r->body_reader.began_on) {
        wm_mistake(p, at.span, WM_STR("keep one of them"),
                   "measure %.*s is counted, and cannot be entered too",
                   WM_FMT(r->measure.ref));
        return false;
    }
    r->measure.entered = true;
    r->measure.unit = (wm_unit)unit;
    if (unit != WM_UNIT_PER_10000)
        return true;
    p->example = WM_STR("entered rate per 10000");
    return wm_want_word(p, WM_STR("per")) && wm_want_10000(p);
}

static bool read_better(measures_reader *r, wm_direction direction, wm_token at)
{
    wm_parser *p = &r->parser;
    if (!wm_want_word(p, WM_STR("is")) || !wm_want_word(p, WM_STR("better")))
        return false;
    if (r->measure.direction != WM_DIRECTION_NONE) {
        wm_mistake(p, at.span, WM_STR("keep one of them"),
                   "%.*s is better both higher and lower", WM_FMT(r->measure.ref));
        return false;
    }
    r->measure.direction = direction;
    return true;
}

static bool read_change(measures_reader *r, wm_token at)
{
    static const wm_str units[] = {WM_WORD("points"), WM_WORD("percent"),
                                   WM_WORD("number")};
    _Static_assert(WM_CHANGE_POINTS == 1 && WM_CHANGE_NUMBER == 3,
                   "the words stand in the order of wm_change_unit");
    size_t unit;
    if (!wm_want_choice(&r->parser, "`points`, `percent` or `number`", units, 3, &unit))
        return false;
    r->measure.change = (wm_change_unit)(unit + 1);
    r->change_span = (wm_span){at.span.start, r->parser.last_end};
    return true;
}

static bool read_show(measures_reader *r)
{
    return wm_want_whole(&r->parser, "a number of decimal places", 0, WM_PLACES_MAX,
                         &r->measure.show_places) &&
           wm_want_word(&r->parser, WM_STR("dp"));
}

static bool read_window(measures_reader *r)
{
    wm_parser *p = &r->parser;
    if (!wm_read_window(p, &r->body.year_window))
        return false;
    r->measure.year_window = wm_window_words(r->body.year_window, p->arena);
    if (!r->measure.year_window.data)
        wm_parser_refuse(p, WM_NOMEM);
    return true;
}

static bool read_year(measures_reader *r)
{
    static const wm_str rules[] = {WM_WORD("uses"), WM_WORD("sums")};
    wm_parser *p = &r->parser;
    size_t rule;
    if (!wm_want_choice(p, "`uses` or `sums`", rules, 2, &rule))
        return false;
    r->measure.year_rule = rule == 0 ? WM_YEAR_WINDOW : WM_YEAR_SUMS;
    if (rule == 0)
        return read_window(r);
    p->example = WM_STR("year sums periods");
    return wm_want_word(p, WM_STR("periods"));
}

static bool read_trend(measures_reader *r)
{
    r->measure.trend_uses_period = wm_want_word(&r->parser, WM_STR("uses")) &&
                                   wm_want_word(&r->parser, WM_STR("period"));
    return r->measure.trend_uses_period;
}

static bool read_short(measures_reader *r)
{
    wm_span span = r->parser.token.span;
    if (!wm_want_string(&r->parser, "a short title in quotes", &r->measure.short_title))
        return false;
    wm_check_short(&r->parser, span, r->measure.short_title);
    return true;
}

static bool read_words_of(measures_reader *r, wm_clause_id id, wm_token at)
{
    wm_parser *p = &r->parser;
    switch (id) {
    case WM_CLAUSE_measure_short:
        return read_short(r);
    case WM_CLAUSE_measure_plain:
        return wm_want_string(p, "words for members, in quotes", &r->measure.plain);
    case WM_CLAUSE_measure_entered:
        return read_entered(r, at);
    case WM_CLAUSE_measure_higher:
        return read_better(r, WM_DIRECTION_HIGHER, at);
    case WM_CLAUSE_measure_lower:
        return read_better(r, WM_DIRECTION_LOWER, at);
    case WM_CLAUSE_measure_change:
        return read_change(r, at);
    case WM_CLAUSE_measure_show:
        return read_show(r);
    case WM_CLAUSE_measure_year:
        return read_year(r);
    case WM_CLAUSE_measure_trend:
        return read_trend(r);
    case WM_CLAUSE_measure_source:
        return wm_want_string(p, "a statute, guidance or return, in quotes",
                              &r->measure.source);
    case WM_CLAUSE_measure_note:
        return wm_want_string(p, "a note in quotes", &r->measure.note);
    default:
        return wm_want_reference(p, &r->measure.replaces);
    }
}

static void read_clause(measures_reader *r)
{
    wm_parser *p = &r->parser;
    wm_token at = p->token;
    wm_clause_id id = WM_CLAUSES, body_id = WM_CLAUSES;
    if (at.kind == WM_TOKEN_WORD) {
        id = wm_clause_find(WM_IN_measure, wm_parser_text(p));
        body_id = wm_clause_find(WM_IN_body, wm_parser_text(p));
    }
    if (body_id != WM_CLAUSES) {
        wm_read_body_clause(&r->body_reader, body_id);
        return;
    }
    if (id == WM_CLAUSES) {
        wm_str word = wm_parser_text(p), none = {"", 0};
        bool near_body = !wm_clause_nearest(WM_IN_measure, word, none).len &&
                         wm_clause_nearest(WM_IN_body, word, none).len;
        wm_unknown_clause(p, near_body ? WM_IN_body : WM_IN_measure, WM_STR("measure"));
        wm_parser_advance(p);
        wm_parser_recover(p, WM_IN_measure);
        return;
    }
    if (!wm_clause_begin(p, id, r->measure.ref) || !read_words_of(r, id, at))
        wm_parser_recover(p, WM_IN_measure);
}

static void check_change(measures_reader *r)
{
    static const char *const units[] = {"a percentage", "a rate per 10,000", "a count",
                                        "a ratio", "a highest count"};
    bool known = r->measure.entered || r->body_reader.began_on;
    if (r->measure.change == WM_CHANGE_POINTS && known &&
        r->measure.unit != WM_UNIT_PERCENT)
        wm_mistake(&r->parser, r->change_span, WM_STR("write `change number`"),
                   "`points` is for percentages; %s changes by a `number` or `percent`",
                   units[r->measure.unit]);
}

/* A percentage says what the rows must meet; nothing else does. */
static void check_that(measures_reader *r)
{
    wm_parser *p = &r->parser;
    bool said = p->seen_on[WM_CLAUSE_body_that];
    if (r->body.kind == WM_BODY_PERCENT && !said)
        wm_mistake(p, r->ref_span,
                   WM_STR("as in `that seen within 10 days after started`"),
                   "measure %.*s does not say which of the rows it is the percentage of",
                   WM_FMT(r->measure.ref));
    else if (r->body.kind != WM_BODY_PERCENT && r->body_reader.began_on && said)
        wm_mistake(p, r->ref_span, WM_STR("write `where` behind the rows"),
                   "measure %.*s is no percentage, and so has no `that`",
                   WM_FMT(r->measure.ref));
}

/* Whoever types figures in has counted them already. That such a measure is counted too
 * was told where it says so.
 */
static void check_entered(measures_reader *r)
{
    wm_parser *p = &r->parser;
    for (int id = 0; r->measure.entered && id < WM_CLAUSES; id++)
        if (wm_clauses[id].where == WM_IN_body && p->seen_on[id] &&
            id >= WM_CLAUSE_body_that)
            wm_mistake(p, r->ref_span,
                       wm_str_format(p->arena, "remove it from line %u",
                                     (unsigned)p->seen_on[id]),
                       "measure %.*s is entered, and so has no `%.*s`",
                       WM_FMT(r->measure.ref), WM_FMT(wm_clauses[id].word));
}

static void end_measure(measures_reader *r)
{
    wm_parser *p = &r->parser;
    if (!r->in_measure)
        return;
    r->in_measure = false;
    check_change(r);
    bool counted = r->body_reader.began_on;
    if (!counted && !p->seen_on[WM_CLAUSE_measure_entered])
        wm_mistake(
            p, r->ref_span,
            WM_STR("write `percent of`, `count of`, `rate per 10000 of`, `ratio of` "
                   "or `highest count of`; if it is typed in, `entered percent`, "
                   "`entered count` ..."),
            "measure %.*s does not say what kind of number it is",
            WM_FMT(r->measure.ref));
    if (!p->seen_on[WM_CLAUSE_measure_source])
        wm_warn(p, r->ref_span, WM_STR("as in `source \"CIN census\"`"),
                "measure %.*s names no source", WM_FMT(r->measure.ref));
    check_that(r);
    check_entered(r);
    wm_definition made = {r->measure, r->body, p->source};
    if (!wm_list_push(p->arena, &r->catalogue->measures, made))
        wm_parser_refuse(p, WM_NOMEM);
}

static void check_new(measures_reader *r)
{
    wm_parser *p = &r->parser;
    wm_str ref = r->measure.ref;
    uint32_t first = 0;
    if (wm_names_add(&r->references, p->arena, ref, r->measure.place.line, &first) !=
        WM_OK)
        wm_parser_refuse(p, WM_NOMEM);
    if (first)
        wm_mistake(p, r->ref_span,
                   wm_str_format(p->arena, "the first is on line %u", (unsigned)first),
                   "there are two measures %.*s", WM_FMT(ref));
}

/* A title that is left out may be followed by any clause, on the same line. */
static void recover_heading(wm_parser *p)
{
    while (wm_parser_going(p) && !wm_at_next_clause(p) && !wm_at_table(p) &&
           wm_clause_find(WM_IN_measure, wm_parser_text(p)) == WM_CLAUSES &&
           wm_clause_find(WM_IN_body, wm_parser_text(p)) == WM_CLAUSES)
        wm_parser_advance(p);
}

static void read_measure(measures_reader *r)
{
    wm_parser *p = &r->parser;
    end_measure(r);
    r->began = true;
    if (r->catalogue->measures.count >= WM_LANG_ROWS_MAX) {
        wm_mistake(p, p->token.span, WM_STR("is this the right file?"),
                   "more than %d measures, the most that is read", WM_LANG_ROWS_MAX);
        wm_parser_refuse(p, WM_LIMIT);
        return;
    }
    r->measure =
        (wm_measure){.show_places = -1, .file = p->source->name, .place = p->token.place};
    wm_parser_mark(p, WM_MARK_HEAD, wm_clauses[WM_CLAUSE_measure_short].line, false);
    wm_clause_forget(p, WM_IN_measure);
    wm_clause_forget(p, WM_IN_body);
    r->body = (wm_body){.series = -1};
    r->body_reader = (wm_body_reader){p, &r->measure, &r->body, 0};
    p->example = WM_STR("measure 1.2 \"Re-referrals within a year\"");
    wm_parser_advance(p);
    r->ref_span = p->token.span;
    r->in_measure = wm_want_reference(p, &r->measure.ref);
    if (r->in_measure)
        check_new(r);
    if (!r->in_measure)
        wm_parser_recover(p, WM_IN_measure);
    else if (!wm_want_string(p, "a title in quotes", &r->measure.title))
        recover_heading(p);
}

/* What follows a measure without a reference is passed over: it was said what is wrong.
 */
static void read_next(measures_reader *r)
{
    wm_parser *p = &r->parser;
    if (at_measure(p)) {
        read_measure(r);
    } else if (wm_at_definition(p)) {
        end_measure(r);
        r->began = true;
        wm_read_definition(p, r->catalogue);
    } else if (r->in_measure) {
        read_clause(r);
    } else {
        if (!r->began)
            wm_tell_no_definition(p);
        do {
            wm_parser_advance(p);
        } while (wm_parser_going(p) && !wm_at_definition(p));
    }
}

wm_status wm_lang_read_definitions(const wm_source *source, wm_arena *arena,
                                   wm_diags *diags, wm_mark_list *marks,
                                   wm_catalogue *catalogue)
{
    measures_reader reader = {.catalogue = catalogue};
    if (!wm_parser_open(&reader.parser, source, arena, diags, marks))
        return wm_parser_close(&reader.parser);
    while (wm_parser_going(&reader.parser))
        read_next(&reader);
    if (reader.parser.status == WM_OK)
        end_measure(&reader);
    return wm_parser_close(&reader.parser);
}

wm_status wm_lang_definitions(const wm_source *source, wm_arena *arena, wm_diags *diags,
                              wm_catalogue *catalogue)
{
    return wm_lang_read_definitions(source, arena, diags, NULL, catalogue);
}

wm_status wm_lang_measures(const wm_source *source, wm_arena *arena, wm_diags *diags,
                           wm_measure_list *measures_out)
{
    wm_catalogue catalogue = {0};
    *measures_out = (wm_measure_list){0};
    WM_TRY(wm_lang_read_definitions(source, arena, diags, NULL, &catalogue));
    for (size_t i = 0; i < catalogue.measures.count; i++)
        if (!wm_list_push(arena, measures_out, catalogue.measures.items[i].heading))
            return WM_NOMEM;
    return WM_OK;
}
