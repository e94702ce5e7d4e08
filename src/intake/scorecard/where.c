#include "figure/authority.h"
#include "intake/scorecard/importing.h"

#include <assert.h>

/* A name in a title counts for more than any number of comments. */
enum { IN_TITLE = 1000 };

static bool is_name_byte(char c)
{
    return wm_is_alpha(c) || wm_is_digit(c) || (unsigned char)c >= 0x80;
}

static bool stands_at(wm_str text, size_t at, wm_str name)
{
    size_t end = at + name.len;
    return end <= text.len && memcmp(text.data + at, name.data, name.len) == 0 &&
           (end == text.len || !is_name_byte(text.data[end]));
}

/* Adds what a text mentions as whole words, with capitals: `Reading` is a town, `reading`
 * is not. A name inside a longer one counts for both, and the longer wins a draw. */
static void count_mentions(wm_str text, size_t weight, size_t *counts)
{
    for (size_t at = 0; at < text.len; at++) {
        if ((at > 0 && is_name_byte(text.data[at - 1])) || text.data[at] < 'A' ||
            text.data[at] > 'Z')
            continue;
        for (size_t i = 0; i < wm_authority_count; i++)
            if (wm_authorities[i].name[0] == text.data[at] &&
                stands_at(text, at, wm_str_of(wm_authorities[i].name)))
                counts[i] += weight;
    }
}

/* NULL with WM_OK when none is mentioned. */
static wm_status most_mentioned(wm_importing *importing, const wm_authority **best_out,
                                bool *in_title)
{
    const wm_sheet *sheet = &importing->sheet;
    size_t *counts = wm_arena_alloc(importing->arena, wm_authority_count, sizeof *counts);
    size_t best = 0;
    if (!counts)
        return WM_NOMEM;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        const wm_sheet_row *row = &sheet->rows.items[r];
        for (size_t c = 0; c < row->count; c++)
            count_mentions(row->cells[c].text, row->kind == WM_SHEET_TITLE ? IN_TITLE : 1,
                           counts);
    }
    for (size_t i = 1; i < wm_authority_count; i++)
        if (counts[i] > counts[best] ||
            (counts[i] == counts[best] &&
             strlen(wm_authorities[i].name) > strlen(wm_authorities[best].name)))
            best = i;
    *best_out = counts[best] > 0 ? &wm_authorities[best] : NULL;
    *in_title = counts[best] >= IN_TITLE;
    return WM_OK;
}

/* By code or name, the one that was an authority then. */
static const wm_authority *named(wm_str text)
{
    const wm_authority *found = wm_authority_by_code(text);
    return found ? found : wm_authority_by_name(text);
}

/* `E06000999 Westmere`: a code of nine and a name of one's own, for a council that is
 * not in the list. */
static bool is_own(wm_str text, wm_str *code, wm_str *name)
{
    *code = wm_str_slice(text, 0, wm_str_find_byte(text, ' '));
    *name = wm_str_trim(wm_str_slice(text, code->len, text.len));
    if (code->len != 9 || code->data[0] != 'E' || wm_str_empty(*name))
        return false;
    for (size_t i = 1; i < code->len; i++)
        if (!wm_is_digit(code->data[i]))
            return false;
    return true;
}

/* The name of the list that is nearest in spelling; empty when none is near. */
static wm_str nearest_name(wm_importing *importing, wm_str asked)
{
    wm_str *all = wm_arena_alloc(importing->arena, wm_authority_count, sizeof *all);
    for (size_t i = 0; all && i < wm_authority_count; i++)
        all[i] = wm_str_of(wm_authorities[i].name);
    return all ? wm_nearest(asked, all, wm_authority_count) : WM_STR("");
}

static wm_status refuse_name(wm_importing *importing, wm_str asked)
{
    wm_str near = nearest_name(importing, asked);
    wm_str remedy =
        wm_str_empty(near)
            ? WM_STR("by its name or its code; a council of your own has both: "
                     "--authority \"E06000999 Westmere\"")
            : wm_str_format(importing->arena, "did you mean %.*s?", WM_FMT(near));
    if (!remedy.data)
        return WM_NOMEM;
    return wm_import_refuse(importing, (wm_place){0, 0}, remedy.data,
                            "no children's services authority is called `%.*s`",
                            WM_FMT(asked));
}

/* *out is NULL for a council of one's own, which stands in the scorecard already. */
static wm_status asked_authority(wm_importing *importing, wm_str asked,
                                 const wm_authority **out)
{
    wm_str code, name;
    bool own = is_own(asked, &code, &name);
    *out = named(own ? code : asked);
    if (*out)
        return WM_OK;
    if (!own)
        return refuse_name(importing, asked);
    importing->out->folder.scorecard.authority = (wm_place_name){code, name};
    return wm_report_sheet(importing, WM_IMPORT_ASSUMED,
                           "%.*s (%.*s) is a council of your own: its region and what is "
                           "published of it are not known",
                           WM_FMT(name), WM_FMT(code));
}

static wm_status choose_authority(wm_importing *importing, const wm_authority **out)
{
    wm_str asked = wm_str_trim(importing->options->authority);
    if (!wm_str_empty(asked))
        return asked_authority(importing, asked, out);
    bool in_title;
    WM_TRY(most_mentioned(importing, out, &in_title));
    if (!*out)
        return wm_import_refuse(importing, (wm_place){0, 0},
                                "say whose it is with --authority NAME; a council of "
                                "your own has a code and a name, --authority "
                                "\"E06000999 Westmere\"",
                                "the sheet names no children's services authority");
    /* The current row of an authority whose code has changed. */
    const wm_authority *current = wm_authority_by_name(wm_str_of((*out)->name));
    *out = current ? current : *out;
    return wm_report_sheet(
        importing, WM_IMPORT_ASSUMED,
        in_title ? "the authority is %s (%s): the title names it"
                 : "the authority is %s (%s): the sheet names it most often",
        (*out)->name, (*out)->code);
}

/* A column headed with the council's own name holds its own figures; `Regional` is its
 * own region. */
static void own_columns(wm_importing *importing, const wm_scorecard *card)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (column->heading.meaning == WM_MEANING_REGION &&
            wm_str_empty(column->heading.code)) {
            column->heading.code = card->region.code;
            column->heading.name = card->region.name;
        }
        if (column->heading.meaning == WM_MEANING_AUTHORITY &&
            wm_str_equal(column->heading.name, card->authority.name))
            column->heading.meaning = column->heading.heard.kind == WM_PERIOD_NONE
                                          ? WM_MEANING_LATEST
                                          : WM_MEANING_PERIOD;
    }
}

wm_status wm_import_where(wm_importing *importing)
{
    const wm_authority *own;
    wm_scorecard *card = &importing->out->folder.scorecard;
    WM_TRY(choose_authority(importing, &own));
    assert(own || !wm_str_empty(card->authority.name));
    if (own) {
        card->authority = (wm_place_name){wm_str_of(own->code), wm_str_of(own->name)};
        card->region =
            (wm_place_name){wm_str_of(own->region_code), wm_str_of(own->region)};
    }
    card->country = (wm_place_name){WM_STR(WM_ENGLAND_CODE), WM_STR(WM_ENGLAND_NAME)};
    own_columns(importing, card);
    return WM_OK;
}
