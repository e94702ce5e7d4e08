#include "intake/scorecard/bands.h"
#include "intake/scorecard/importing.h"

/* Distinct references are counted in a table of bits: two that fall on one bit count as
 * one, which matters to no decision. */
static void count_references(const wm_importing *importing, size_t column,
                             wm_shape *shape)
{
    unsigned char seen[2048] = {0};
    const wm_sheet *sheet = &importing->sheet;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        const wm_sheet_cell *cell = wm_sheet_at(sheet, r, column);
        if (!cell || sheet->rows.items[r].kind != WM_SHEET_MEASURE ||
            !wm_is_reference(cell->text))
            continue;
        unsigned long bit = wm_str_hash(cell->text) % (sizeof seen * 8);
        shape->references++;
        if (!(seen[bit / 8] & (1u << bit % 8)))
            shape->distinct++;
        seen[bit / 8] = (unsigned char)(seen[bit / 8] | 1u << bit % 8);
    }
}

/* `High`, `Low is good`, `Bigger`, `Up`. */
static bool says_way(wm_str text)
{
    static const char *const words[] = {"high", "low", "bigger", "smaller", "up", "down"};
    if (text.len > 24)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wm_str_starts_fold(text, wm_str_of(words[i])))
            return true;
    return false;
}

static bool is_prose(wm_str text)
{
    bool letter = false, space = false;
    for (size_t i = 0; i < text.len; i++) {
        letter = letter || wm_is_alpha(text.data[i]);
        space = space || wm_is_space(text.data[i]);
    }
    return letter && space;
}

static void count_cell(wm_str text, wm_shape *shape)
{
    wm_value value = wm_value_read(text);
    wm_printed_band range;
    wm_target target;
    bool words;
    wm_str plain, pieces[3];
    (void)wm_colour_of(text, &plain);
    shape->cells++;
    shape->bytes += text.len;
    shape->colours += wm_thresholds_cut(text, pieces) > 1;
    if (value.kind == WM_VALUE_NUMBER) {
        shape->numbers++;
        shape->wholes += value.number.places == 0;
    } else if (value.kind == WM_VALUE_SYMBOL && text.data[0] != '<') {
        shape->symbols++;
    } else if (wm_printed_band_parse(plain, &range)) {
        shape->ranges++;
    } else if (wm_target_read(text, &target, &words)) {
        shape->words++;
    } else if (is_prose(text)) {
        shape->texts++;
    }
    shape->ways += says_way(text);
}

wm_shape wm_import_shape(const wm_importing *importing, size_t column)
{
    wm_shape shape = {0};
    const wm_sheet *sheet = &importing->sheet;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        const wm_sheet_cell *cell = wm_sheet_at(sheet, r, column);
        if (cell && sheet->rows.items[r].kind == WM_SHEET_MEASURE)
            count_cell(cell->text, &shape);
    }
    count_references(importing, column, &shape);
    return shape;
}

/* -1000 when none of the cells are so, 1000 when all are. */
static int share(size_t part, const wm_shape *shape)
{
    return (int)(2000 * part / shape->cells) - 1000;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

int wm_import_suits(wm_meaning meaning, const wm_shape *shape)
{
    if (shape->cells == 0)
        return meaning == WM_MEANING_REFERENCE || meaning == WM_MEANING_TITLE ? -500 : 0;
    switch (meaning) {
    case WM_MEANING_REFERENCE:
        return smaller(share(shape->references, shape), share(shape->distinct, shape));
    case WM_MEANING_TITLE:
    case WM_MEANING_COMMENT:
        return share(shape->texts + shape->words, shape);
    case WM_MEANING_REQUIRES_IMPROVEMENT:
    case WM_MEANING_GOOD:
    case WM_MEANING_OUTSTANDING:
    case WM_MEANING_WORST:
        return smaller(share(shape->ranges + shape->numbers + shape->words, shape),
                       shape->ranges > 0 ? 1000 : 300);
    case WM_MEANING_THRESHOLDS:
        return share(shape->colours, shape);
    case WM_MEANING_RED:
    case WM_MEANING_AMBER:
    case WM_MEANING_GREEN:
        return larger(share(shape->ranges + shape->numbers, shape), 0);
    case WM_MEANING_TARGET:
        return share(shape->numbers + shape->ranges + shape->words + shape->symbols,
                     shape);
    case WM_MEANING_CHANGE:
    case WM_MEANING_VARIANCE:
    case WM_MEANING_TO_DATE:
    case WM_MEANING_BASELINE:
    case WM_MEANING_YEAR:
    case WM_MEANING_PERIOD:
    case WM_MEANING_LATEST:
    case WM_MEANING_NEIGHBOURS:
    case WM_MEANING_REGION:
    case WM_MEANING_COUNTRY:
    case WM_MEANING_AUTHORITY:
    case WM_MEANING_BENCHMARK:
        return share(shape->numbers + shape->symbols, shape);
    case WM_MEANING_NUMERATOR:
    case WM_MEANING_DENOMINATOR:
        return share(shape->wholes + shape->symbols, shape);
    case WM_MEANING_POLARITY:
        return share(shape->ways, shape) / 2;
    case WM_MEANING_OWNER:
    case WM_MEANING_SECTION:
    case WM_MEANING_NOTE:
    case WM_MEANING_UNIT:
    case WM_MEANING_TRAVEL:
    case WM_MEANING_RAG:
        return -share(shape->numbers + shape->ranges, shape) / 2;
    case WM_MEANING_OTHER:
    case WM_MEANING_UNKNOWN:
    case WM_MEANING_IGNORED:
        break;
    }
    return 0;
}
