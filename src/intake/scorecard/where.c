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

static wm_status choose_authority(wm_importing *importing, const wm_authority **out)
{
    wm_str asked = importing->options->authority;
    if (!wm_str_empty(asked)) {
        *out = named(wm_str_trim(asked));
        if (*out)
            return WM_OK;
        return wm_import_refuse(
            importing, (wm_place){0, 0}, "by its name or its code, such as E08000014",
            "no children's services authority is called `%.*s`", WM_FMT(asked));
    }
    bool in_title;
    WM_TRY(most_mentioned(importing, out, &in_title));
    if (!*out)
        return wm_import_refuse(importing, (wm_place){0, 0},
                                "say whose it is with --authority NAME",
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
static void own_columns(wm_importing *importing, const wm_authority *own)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
        if (column->heading.meaning == WM_MEANING_REGION &&
            wm_str_empty(column->heading.code)) {
            column->heading.code = wm_str_of(own->region_code);
            column->heading.name = wm_str_of(own->region);
        }
        if (column->heading.meaning == WM_MEANING_AUTHORITY &&
            wm_str_equal(column->heading.name, wm_str_of(own->name)))
            column->heading.meaning = column->heading.heard.kind == WM_PERIOD_NONE
                                          ? WM_MEANING_LATEST
                                          : WM_MEANING_PERIOD;
    }
}

wm_status wm_import_where(wm_importing *importing)
{
    const wm_authority *own;
    WM_TRY(choose_authority(importing, &own));
    assert(own);
    wm_scorecard *card = &importing->out->folder.scorecard;
    card->authority = (wm_place_name){wm_str_of(own->code), wm_str_of(own->name)};
    card->region = (wm_place_name){wm_str_of(own->region_code), wm_str_of(own->region)};
    card->country = (wm_place_name){WM_STR(WM_ENGLAND_CODE), WM_STR(WM_ENGLAND_NAME)};
    own_columns(importing, own);
    return WM_OK;
}
