#include "figure/authority.h"
#include "intake/scorecard/importing.h"

/* A name in a title counts for more than any number of comments. */
enum { IN_TITLE = 1000 };

static bool is_name_byte(char c)
{
    return wm_is_alpha(c) || wm_is_digit(c) || (unsigned char)c >= 0x80;
}

/* How often the name stands in the text as whole words, with its capitals: `Reading` is
 * a town, `reading` is not. */
static size_t mentions(wm_str text, wm_str name)
{
    size_t count = 0;
    while (text.len >= name.len) {
        size_t at = wm_str_find(text, name);
        if (at == SIZE_MAX)
            break;
        size_t end = at + name.len;
        bool starts = at == 0 || !is_name_byte(text.data[at - 1]);
        bool ends = end == text.len || !is_name_byte(text.data[end]);
        count += starts && ends;
        text = wm_str_slice(text, end, text.len);
    }
    return count;
}

static size_t mentions_in_sheet(const wm_sheet *sheet, wm_str name)
{
    size_t count = 0;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        const wm_sheet_row *row = &sheet->rows.items[r];
        bool is_title = row->kind == WM_SHEET_TITLE;
        for (size_t c = 0; c < row->count; c++)
            count += mentions(row->cells[c].text, name) * (is_title ? IN_TITLE : 1);
    }
    return count;
}

static const wm_authority *most_mentioned(const wm_sheet *sheet, size_t *times_out)
{
    const wm_authority *best = NULL;
    *times_out = 0;
    for (size_t i = 0; i < wm_authority_count; i++) {
        wm_str name = wm_str_of(wm_authorities[i].name);
        size_t times = mentions_in_sheet(sheet, name);
        bool longer = best && name.len > strlen(best->name);
        if (times > *times_out || (times == *times_out && times > 0 && longer)) {
            best = &wm_authorities[i];
            *times_out = times;
        }
    }
    return best;
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
    size_t times;
    *out = most_mentioned(&importing->sheet, &times);
    if (!*out)
        return wm_import_refuse(importing, (wm_place){0, 0},
                                "say whose it is with --authority NAME",
                                "the sheet names no children's services authority");
    /* The current row of an authority whose code has changed. */
    const wm_authority *current = wm_authority_by_name(wm_str_of((*out)->name));
    *out = current ? current : *out;
    bool in_title = times >= IN_TITLE;
    return wm_report_sheet(
        importing, WM_IMPORT_ASSUMED,
        in_title ? "the authority is %s (%s): the title names it"
                 : "the authority is %s (%s): the sheet names it most often",
        (*out)->name, (*out)->code);
}

/* A column headed with the council's own name holds its own figures. */
static void own_columns(wm_importing *importing, const wm_authority *own)
{
    for (size_t c = 0; c < importing->column_count; c++) {
        wm_column *column = &importing->columns[c];
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
    wm_scorecard *card = &importing->out->folder.scorecard;
    card->authority = (wm_place_name){wm_str_of(own->code), wm_str_of(own->name)};
    card->region = (wm_place_name){wm_str_of(own->region_code), wm_str_of(own->region)};
    card->country = (wm_place_name){WM_STR(WM_ENGLAND_CODE), WM_STR(WM_ENGLAND_NAME)};
    own_columns(importing, own);
    return WM_OK;
}
