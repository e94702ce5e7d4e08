#include "lang/lang.h"
#include "lang/lang_internal.h"
#include "lang/scorecard_reader.h"

/* A `.scorecard`: its title and header, then sections of rows. */

static const wm_str title_example = WM_WORD("scorecard \"Children's services\"");
static const wm_str section_example = WM_WORD("section 1 \"Contact and referral\"");

static bool in_body(const wm_scorecard_reader *r)
{
    return r->card->sections.count > 0;
}

static void end_row(wm_scorecard_reader *r)
{
    if (!r->in_row)
        return;
    r->in_row = false;
    wm_order_targets(r);
    if (!wm_list_push(r->parser.arena, &r->card->rows, r->row))
        wm_parser_refuse(&r->parser, WM_NOMEM);
}

static void read_title(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    if (r->titled)
        wm_mistake(p, p->token.span, WM_STR("keep each scorecard in a file of its own"),
                   "a second scorecard in one file");
    wm_parser_mark(p, WM_MARK_HEAD, 0, false);
    p->example = title_example;
    wm_parser_advance(p);
    if (!wm_want_string(p, "a title in quotes", &r->card->title))
        wm_parser_recover(p, WM_IN_header);
    r->titled = true;
}

static void tell_missing_title(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    r->titled = true;
    if (p->token.kind == WM_TOKEN_END)
        wm_diag_data(p->diags, WM_SEVERITY_ERROR, p->source->name, (wm_place){0, 0},
                     wm_as_in(p, title_example), "there is no scorecard in the file");
    else
        wm_mistake(p, p->token.span, wm_as_in(p, title_example),
                   "a scorecard begins with its title");
}

/* Remembers a reference or section id and tells if there is one already. */
static void check_new(wm_scorecard_reader *r, wm_names *names, wm_str name,
                      const wm_token *token, const char *what)
{
    wm_parser *p = &r->parser;
    uint32_t first = 0;
    if (wm_names_add(names, p->arena, name, token->place.line, &first) != WM_OK)
        wm_parser_refuse(p, WM_NOMEM);
    if (first)
        wm_mistake(p, token->span,
                   wm_str_format(p->arena, "the first is on line %u", (unsigned)first),
                   "there are two %s %.*s", what, WM_FMT(name));
}

static void add_section(wm_scorecard_reader *r, wm_section section)
{
    if (!wm_list_push(r->parser.arena, &r->card->sections, section))
        wm_parser_refuse(&r->parser, WM_NOMEM);
}

static void read_section(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    wm_section section = {.place = p->token.place};
    end_row(r);
    wm_parser_mark(p, WM_MARK_HEAD, 0, false);
    p->example = section_example;
    wm_parser_advance(p);
    wm_token token = p->token;
    bool read = wm_want_reference(p, &section.id);
    if (read)
        check_new(r, &r->sections, section.id, &token, "sections");
    if (!read || !wm_want_string(p, "a title in quotes", &section.title))
        wm_parser_recover(p, WM_IN_row);
    add_section(r, section);
}

/* What begins a line and is no clause is a row, if it looks like a reference or like
 * somebody's idea of one.
 */
static bool at_row(const wm_parser *p)
{
    wm_token_kind kind = p->token.kind;
    bool is_number = kind == WM_TOKEN_NUMBER || kind == WM_TOKEN_YEAR ||
                     kind == WM_TOKEN_DATE ||
                     (kind == WM_TOKEN_OTHER && wm_is_digit(wm_parser_text(p).data[0]));
    return p->token.first && (is_number || wm_at_reference(p));
}

static void read_row(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    wm_token token = p->token;
    end_row(r);
    if (!wm_at_reference(p))
        wm_mistake(p, token.span, WM_STR(WM_REFERENCE_IS), "`%.*s` is not a reference",
                   WM_FMT(wm_parser_text(p)));
    if (!in_body(r)) {
        wm_mistake(p, token.span, wm_as_in(p, section_example),
                   "a row before the first section");
        add_section(r, (wm_section){.place = token.place});
    }
    if (r->card->rows.count == WM_LANG_ROWS_MAX) {
        wm_mistake(p, token.span, WM_STR("is this the right file?"),
                   "more than %d rows, the most that is read", WM_LANG_ROWS_MAX);
        wm_parser_refuse(p, WM_LIMIT);
        return;
    }
    wm_parser_mark(p, WM_MARK_ROW, 0, false);
    r->row = (wm_row){.ref = wm_parser_text(p),
                      .section = r->card->sections.count - 1,
                      .place = token.place};
    r->in_row = true;
    memset(r->printed_on, 0, sizeof r->printed_on);
    wm_clause_forget(p, WM_IN_row);
    check_new(r, &r->references, r->row.ref, &token, "rows");
    wm_parser_advance(p);
}

static void skip_clause(wm_scorecard_reader *r, wm_clause_where where)
{
    wm_parser_advance(&r->parser);
    wm_parser_recover(&r->parser, where);
}

/* A word that is no clause here: of the other half of the file, a row that does not
 * begin its line, or a slip.
 */
static void tell_misplaced(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    wm_str word = wm_parser_text(p);
    wm_span span = p->token.span;
    if (in_body(r) && wm_clause_find(WM_IN_header, word) != WM_CLAUSES &&
        wm_clause_find(WM_IN_row, word) == WM_CLAUSES)
        wm_mistake(p, span, WM_STR("move it up, below the title"),
                   "`%.*s` stands above the first section", WM_FMT(word));
    else if (!r->in_row && wm_clause_find(WM_IN_row, word) != WM_CLAUSES)
        wm_mistake(
            p, span,
            WM_STR("a row begins with its reference, below a section: `1.2 target 85`"),
            "`%.*s` belongs to a row", WM_FMT(word));
    else if (!p->token.first && wm_at_reference(p))
        wm_mistake(p, span, WM_STR("begin a row on a line of its own"),
                   "expected a clause but found `%.*s`", WM_FMT(word));
    else
        wm_unknown_clause(p, in_body(r) ? WM_IN_row : WM_IN_header, WM_STR("section"));
}

static void read_clause(wm_scorecard_reader *r)
{
    wm_clause_where where = in_body(r) ? WM_IN_row : WM_IN_header;
    wm_clause_id id = WM_CLAUSES;
    if (r->parser.token.kind == WM_TOKEN_WORD && (r->in_row || !in_body(r)))
        id = wm_clause_find(where, wm_parser_text(&r->parser));
    if (id == WM_CLAUSES) {
        tell_misplaced(r);
        skip_clause(r, where);
        return;
    }
    bool once = wm_clause_begin(
        &r->parser, id, where == WM_IN_row ? r->row.ref : WM_STR("the scorecard"));
    bool read = once && (where == WM_IN_row ? wm_read_row_clause(r, id)
                                            : wm_read_header_clause(r, id));
    if (!read)
        wm_parser_recover(&r->parser, where);
}

static void read_next(wm_scorecard_reader *r)
{
    wm_parser *p = &r->parser;
    if (wm_at_word(p, WM_STR("scorecard")) && p->token.first)
        read_title(r);
    else if (!r->titled)
        tell_missing_title(r);
    else if (wm_at_word(p, WM_STR("section")))
        read_section(r);
    else if (at_row(p))
        read_row(r);
    else
        read_clause(r);
}

static void check_whole(wm_scorecard_reader *r)
{
    if (!r->titled) {
        tell_missing_title(r);
        return;
    }
    wm_resolve_periods(r);
    if (!r->parser.seen_on[WM_CLAUSE_header_authority])
        wm_diag_data(r->parser.diags, WM_SEVERITY_WARNING, r->parser.source->name,
                     (wm_place){0, 0},
                     WM_STR("write `authority E08000014 \"Sefton\"` below the title"),
                     "the scorecard does not say whose it is");
}

wm_status wm_lang_read_scorecard(const wm_source *source, wm_arena *arena,
                                 wm_diags *diags, wm_mark_list *marks,
                                 wm_catalogue *catalogue, wm_scorecard *scorecard_out)
{
    *scorecard_out = (wm_scorecard){.first_month = 4, .file = source->name};
    scorecard_out->comparing.known_at = WM_DAY_NONE;
    wm_scorecard_reader reader = {.card = scorecard_out, .catalogue = catalogue};
    if (!wm_parser_open(&reader.parser, source, arena, diags, marks))
        return wm_parser_close(&reader.parser);
    while (wm_parser_going(&reader.parser))
        read_next(&reader);
    end_row(&reader);
    if (reader.parser.status == WM_OK)
        check_whole(&reader);
    return wm_parser_close(&reader.parser);
}

wm_status wm_lang_scorecard(const wm_source *source, wm_arena *arena, wm_diags *diags,
                            wm_scorecard *scorecard_out)
{
    return wm_lang_read_scorecard(source, arena, diags, NULL, NULL, scorecard_out);
}

wm_status wm_lang_settings(const wm_source *source, wm_arena *arena,
                           wm_catalogue *catalogue)
{
    wm_scorecard scorecard;
    wm_diags diags;
    wm_diags_init(&diags, arena);
    return wm_lang_read_scorecard(source, arena, &diags, NULL, catalogue, &scorecard);
}
