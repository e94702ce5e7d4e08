#include "lang/lang.h"
#include "lang/lang_internal.h"
#include "lang/layout.h"

#include <assert.h>

/* The formatter: parses, and if there is no mistake reads the tokens again, comments
 * among them, and lays them out by where the parser said that things begin.
 */
typedef struct formatter {
    wm_str text;
    wm_arena *arena;
    const wm_mark_list *marks;
    size_t mark;   /* the next to come        */
    uint32_t line; /* of the token before     */
    wm_token_kind last;
    wm_text spelling; /* of the bit being made   */
    wm_bit_list bits;
} formatter;

static wm_status end_bit(formatter *f)
{
    if (!f->spelling.len)
        return WM_OK;
    WM_TRY(wm_text_status(&f->spelling));
    assert(f->bits.count);
    wm_str text = wm_str_copy(f->arena, wm_text_str(&f->spelling));
    if (!text.data)
        return WM_NOMEM;
    f->bits.items[f->bits.count - 1].text = text;
    wm_text_clear(&f->spelling);
    return WM_OK;
}

static wm_status begin_bit(formatter *f, wm_bit bit, const wm_token *token)
{
    WM_TRY(end_bit(f));
    bit.blank_before = f->line && token->place.line > f->line + 1;
    return wm_list_push(f->arena, &f->bits, bit) ? WM_OK : WM_NOMEM;
}

static bool at_mark(const formatter *f, const wm_token *token)
{
    return f->mark < f->marks->count &&
           f->marks->items[f->mark].start == token->span.start;
}

static wm_bit bit_of_mark(const wm_mark *mark)
{
    static const wm_bit_kind kinds[] = {
        [WM_MARK_HEAD] = WM_BIT_HEAD,     [WM_MARK_ROW] = WM_BIT_ROW,
        [WM_MARK_CLAUSE] = WM_BIT_CLAUSE, [WM_MARK_DEFINITION] = WM_BIT_HEAD,
        [WM_MARK_LINE] = WM_BIT_LINE,     [WM_MARK_ITEM] = WM_BIT_ITEM,
    };
    return (wm_bit){
        .kind = kinds[mark->kind],
        .line = mark->line,
        .leads = mark->leads,
        .tight = mark->kind == WM_MARK_DEFINITION,
        .ends = mark->kind == WM_MARK_LINE && mark->line,
    };
}

static void spell(formatter *f, const wm_token *token)
{
    bool tight = !f->spelling.len || f->last == WM_TOKEN_OPEN ||
                 token->kind == WM_TOKEN_COMMA || token->kind == WM_TOKEN_SEMICOLON ||
                 token->kind == WM_TOKEN_CLOSE || token->kind == WM_TOKEN_QUESTION;
    if (!tight)
        wm_text_byte(&f->spelling, ' ');
    wm_text_add(&f->spelling, wm_token_text(f->text, token));
    f->last = token->kind;
}

static wm_status take_comment(formatter *f, const wm_token *token)
{
    wm_bit bit = {.kind = WM_BIT_COMMENT,
                  .own_line = token->first,
                  .at_margin = token->place.column == 1};
    WM_TRY(begin_bit(f, bit, token));
    wm_text_add(&f->spelling, wm_str_trim(wm_token_text(f->text, token)));
    return WM_OK;
}

static wm_status take_token(formatter *f, const wm_token *token)
{
    bool behind_comment =
        f->bits.count && f->bits.items[f->bits.count - 1].kind == WM_BIT_COMMENT;
    if (token->kind == WM_TOKEN_COMMENT)
        WM_TRY(take_comment(f, token));
    else if (at_mark(f, token))
        WM_TRY(begin_bit(f, bit_of_mark(&f->marks->items[f->mark++]), token));
    else if (behind_comment)
        WM_TRY(begin_bit(f, (wm_bit){.kind = WM_BIT_REST}, token));
    if (token->kind != WM_TOKEN_COMMENT)
        spell(f, token);
    f->line = token->place.line;
    return WM_OK;
}

static wm_status make_bits(formatter *f)
{
    wm_lexer lexer = wm_lexer_of(f->text);
    for (wm_token token = wm_lex(&lexer); token.kind != WM_TOKEN_END;
         token = wm_lex(&lexer))
        WM_TRY(take_token(f, &token));
    return end_bit(f);
}

static wm_status lay_out(wm_str text, const wm_mark_list *marks, wm_arena *arena,
                         wm_text *out)
{
    formatter f = {.text = text, .arena = arena, .marks = marks};
    wm_status status = make_bits(&f);
    wm_text_end(&f.spelling);
    WM_TRY(status);
    wm_lay_out(f.bits.items, f.bits.count, out);
    return wm_text_status(out);
}

wm_status wm_lang_format(const wm_source *source, wm_lang_kind kind, wm_arena *arena,
                         wm_diags *diags, wm_text *out)
{
    wm_mark_list marks = {0};
    wm_scorecard scorecard;
    wm_catalogue catalogue = {0};
    size_t errors = diags->errors;
    if (kind == WM_LANG_SCORECARD)
        WM_TRY(wm_lang_read_scorecard(source, arena, diags, &marks, NULL, &scorecard));
    else if (kind == WM_LANG_MEASURES)
        WM_TRY(wm_lang_read_definitions(source, arena, diags, &marks, &catalogue));
    else
        WM_TRY(wm_lang_read_tables(source, arena, diags, &marks, &catalogue));
    if (diags->errors > errors)
        return WM_OK;
    return lay_out(source->text, &marks, arena, out);
}
