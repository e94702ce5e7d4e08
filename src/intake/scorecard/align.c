#include "intake/scorecard/importing.h"

#include <assert.h>

/* Which heading belongs to which column.
 *
 * Usually the third heading is the third column's. Not so when a heading was wrapped
 * over two cells, which pushes all that follow one cell to the right:
 *
 *     heading   ... | Qu 4 | 16-17 | Year End | Change % | Comments |
 *     row       ... | 21.6 | 21.6  | 4.0      | Re-referrals have ... |
 *
 * So several ways of laying the headings over the columns are tried: two neighbours
 * joined, one left out, a column left without one. Each is weighed by how well what
 * stands in the columns suits what is said over them, by whether the changes can be
 * recomputed from baseline and latest figure, and by whether the year's figure is the
 * last quarter's. The plain way wins unless another has clearly more evidence.
 */
enum {
    EDITS_MAX = 3,
    BEAM = 4,         /* ways kept after each edit */
    SAMPLE_ROWS = 64, /* for recomputing */
    COST_JOIN = 600,
    COST_JOIN_ALIKE = 150, /* one says nothing alone, or both say the year */
    COST_LEAVE_OUT = 700,
    COST_UNNAMED = 500,
    CLEARLY = 400,
};

/* headings[from] and, when joined, headings[from + 1] stand over a column. */
typedef struct place_over {
    int from; /* -1: no heading */
    bool joined;
} place_over;

typedef struct laying {
    place_over over[WM_IMPORT_COLUMNS_MAX + EDITS_MAX];
    size_t count;
    int cost;
    int evidence;
} laying;

typedef struct aligning {
    wm_importing *importing;
    wm_heading *single; /* by cell of the heading row      */
    wm_heading *joined; /* cell i with cell i + 1          */
    size_t heading_count;
    wm_shape *shapes; /* by column */
    size_t column_count;
    wm_value *sample; /* rows x columns */
    size_t sample_count;
    laying beams[2][BEAM];
    laying trial;
} aligning;

static const wm_heading *heading_over(const aligning *all, const laying *way,
                                      size_t column)
{
    if (column >= way->count || way->over[column].from < 0)
        return NULL;
    size_t from = (size_t)way->over[column].from;
    return way->over[column].joined ? &all->joined[from] : &all->single[from];
}

static size_t column_with(const aligning *all, const laying *way, wm_meaning meaning)
{
    for (size_t c = 0; c < all->column_count; c++) {
        const wm_heading *heading = heading_over(all, way, c);
        if (heading && heading->meaning == meaning)
            return c;
    }
    return SIZE_MAX;
}

/* The column of the year's figure, else the last one of a period. */
static size_t latest_column(const aligning *all, const laying *way)
{
    size_t last = SIZE_MAX;
    for (size_t c = 0; c < all->column_count; c++) {
        const wm_heading *heading = heading_over(all, way, c);
        if (!heading)
            continue;
        if (heading->meaning == WM_MEANING_YEAR)
            return c;
        if (heading->meaning == WM_MEANING_PERIOD ||
            heading->meaning == WM_MEANING_LATEST)
            last = c;
    }
    return last;
}

static const wm_value *sample_at(const aligning *all, size_t row, size_t column)
{
    return &all->sample[row * all->column_count + column];
}

static int change_evidence(const aligning *all, const laying *way)
{
    size_t change = column_with(all, way, WM_MEANING_CHANGE);
    size_t from = column_with(all, way, WM_MEANING_BASELINE);
    size_t to = latest_column(all, way);
    int tested = 0, right = 0;
    if (change == SIZE_MAX || from == SIZE_MAX || to == SIZE_MAX)
        return 0;
    for (size_t r = 0; r < all->sample_count; r++) {
        const wm_value *a = sample_at(all, r, from), *b = sample_at(all, r, to);
        const wm_value *c = sample_at(all, r, change);
        if (a->kind != WM_VALUE_NUMBER || b->kind != WM_VALUE_NUMBER ||
            c->kind != WM_VALUE_NUMBER)
            continue;
        tested++;
        right += wm_change_way_of(a->number, b->number, c->number) != WM_CHANGE_WAY_NONE;
    }
    return tested < 2 ? 0 : 1500 * right / tested;
}

/* A year's figure is often its last quarter's. */
static int year_evidence(const aligning *all, const laying *way)
{
    size_t year = latest_column(all, way);
    int tested = 0, same = 0;
    if (year == SIZE_MAX || year == 0)
        return 0;
    const wm_heading *before = heading_over(all, way, year - 1);
    if (!before || before->meaning != WM_MEANING_PERIOD)
        return 0;
    for (size_t r = 0; r < all->sample_count; r++) {
        const wm_value *a = sample_at(all, r, year - 1), *b = sample_at(all, r, year);
        if (a->kind != WM_VALUE_NUMBER || b->kind != WM_VALUE_NUMBER)
            continue;
        tested++;
        same += wm_ratio_compare(wm_ratio_of_decimal(a->number),
                                 wm_ratio_of_decimal(b->number)) == 0;
    }
    return tested < 2 ? 0 : 400 * same / tested;
}

static void weigh(const aligning *all, laying *way)
{
    way->evidence = -way->cost + change_evidence(all, way) + year_evidence(all, way);
    for (size_t c = 0; c < all->column_count; c++) {
        const wm_heading *heading = heading_over(all, way, c);
        if (heading)
            way->evidence += wm_import_suits(heading->meaning, &all->shapes[c]);
    }
    /* A heading pushed past the last column was said of nothing. */
    for (size_t c = all->column_count; c < way->count; c++) {
        const wm_heading *heading = heading_over(all, way, c);
        if (heading && !wm_str_empty(heading->text))
            way->evidence -= COST_LEAVE_OUT;
    }
}

static bool is_filled(const aligning *all, const laying *way, size_t at)
{
    return at < way->count && way->over[at].from >= 0 && !way->over[at].joined &&
           !wm_str_empty(all->single[way->over[at].from].text);
}

static void remove_at(laying *way, size_t at)
{
    way->count--;
    memmove(&way->over[at], &way->over[at + 1], (way->count - at) * sizeof *way->over);
}

static bool is_of_year(const wm_heading *heading)
{
    return heading->meaning == WM_MEANING_YEAR ||
           (heading->meaning == WM_MEANING_PERIOD &&
            heading->heard.kind == WM_PERIOD_YEAR);
}

/* A heading is two cells when the two together say one thing. */
static bool try_join(const aligning *all, const laying *way, size_t at, laying *out)
{
    if (!is_filled(all, way, at) || !is_filled(all, way, at + 1) ||
        way->over[at + 1].from != way->over[at].from + 1)
        return false;
    const wm_heading *first = &all->single[way->over[at].from];
    const wm_heading *second = first + 1;
    if (all->joined[way->over[at].from].meaning == WM_MEANING_UNKNOWN)
        return false;
    bool alike = first->meaning == WM_MEANING_UNKNOWN ||
                 second->meaning == WM_MEANING_UNKNOWN ||
                 (is_of_year(first) && is_of_year(second));
    *out = *way;
    remove_at(out, at + 1);
    out->over[at].joined = true;
    out->cost += alike ? COST_JOIN_ALIKE : COST_JOIN;
    return true;
}

static bool try_leave_out(const aligning *all, const laying *way, size_t at, laying *out)
{
    if (!is_filled(all, way, at))
        return false;
    *out = *way;
    remove_at(out, at);
    out->cost += COST_LEAVE_OUT;
    return true;
}

static bool try_unnamed(const aligning *all, const laying *way, size_t at, laying *out)
{
    (void)all;
    if (way->count + 1 > sizeof out->over / sizeof *out->over || at >= way->count)
        return false;
    *out = *way;
    memmove(&out->over[at + 1], &out->over[at], (way->count - at) * sizeof *out->over);
    out->over[at] = (place_over){-1, false};
    out->count++;
    out->cost += COST_UNNAMED;
    return true;
}

/* Keeps the best few, best first. */
static void keep_best(laying *beam, size_t *count, const laying *way)
{
    size_t at = *count;
    while (at > 0 && way->evidence > beam[at - 1].evidence)
        at--;
    if (at == BEAM)
        return;
    if (*count < BEAM)
        (*count)++;
    for (size_t i = *count - 1; i > at; i--)
        beam[i] = beam[i - 1];
    beam[at] = *way;
}

static void edit_each(aligning *all, const laying *from, laying *beam, size_t *count)
{
    bool (*const edits[])(const aligning *, const laying *, size_t,
                          laying *) = {try_join, try_leave_out, try_unnamed};
    for (size_t at = 0; at < from->count; at++) {
        for (size_t e = 0; e < sizeof edits / sizeof *edits; e++) {
            if (!edits[e](all, from, at, &all->trial))
                continue;
            weigh(all, &all->trial);
            keep_best(beam, count, &all->trial);
        }
    }
}

static void choose(aligning *all, laying *plain, laying *best_out)
{
    size_t now_count = 1;
    laying *now = all->beams[0], *next = all->beams[1];
    now[0] = *plain;
    *best_out = *plain;
    int to_beat = plain->evidence + CLEARLY;
    for (int edit = 0; edit < EDITS_MAX && now_count > 0; edit++) {
        size_t next_count = 0;
        for (size_t i = 0; i < now_count; i++)
            edit_each(all, &now[i], next, &next_count);
        if (next_count > 0 && next[0].evidence > to_beat) {
            *best_out = next[0];
            to_beat = next[0].evidence + 100;
        }
        laying *swap = now;
        now = next;
        next = swap;
        now_count = next_count;
    }
}

/* Headings as cells say them; the line above joins in. A cell above spans the blank ones
 * after it when something stands under it in the lower line. */
static wm_status hear_cell(aligning *all, size_t column, wm_str *group)
{
    wm_importing *importing = all->importing;
    const wm_sheet *sheet = &importing->sheet;
    const wm_sheet_cell *own = wm_sheet_at(sheet, sheet->heading, column);
    const wm_sheet_cell *above =
        sheet->has_group ? wm_sheet_at(sheet, sheet->heading - 1, column) : NULL;
    if (above)
        *group = own ? above->text : WM_STR("");
    wm_str text = own ? own->text : above ? above->text : WM_STR("");
    if (own && above) {
        text = wm_str_format(importing->arena, "%.*s %.*s", WM_FMT(above->text),
                             WM_FMT(own->text));
        if (!text.data)
            return WM_NOMEM;
    }
    wm_heading *heading = &all->single[column];
    WM_TRY(wm_heading_hear(text, importing->arena, heading));
    heading->place = own     ? own->place
                     : above ? above->place
                             : (wm_place){sheet->rows.items[sheet->heading].line,
                                          (uint32_t)column + 1};
    heading->group = own && !above ? *group : WM_STR("");
    return WM_OK;
}

/* `Q1` under `2016/17`; `Q1` under `Target`. */
static wm_status add_group(wm_importing *importing, wm_heading *heading)
{
    if (wm_str_empty(heading->group))
        return WM_OK;
    wm_heading group;
    WM_TRY(wm_heading_hear(heading->group, importing->arena, &group));
    bool plain =
        heading->meaning == WM_MEANING_PERIOD || heading->meaning == WM_MEANING_UNKNOWN;
    if (heading->heard.year_form == WM_YEAR_UNSAID &&
        group.heard.kind == WM_PERIOD_YEAR) {
        heading->heard.year_form = group.heard.year_form;
        heading->heard.year = group.heard.year;
    }
    if (plain &&
        (group.meaning <= WM_MEANING_TARGET || wm_meaning_is_comparator(group.meaning))) {
        heading->meaning = group.meaning;
        heading->code = group.code;
        heading->name = group.name;
    }
    return WM_OK;
}

static wm_status hear_headings(aligning *all)
{
    wm_importing *importing = all->importing;
    wm_str group = WM_STR("");
    for (size_t i = 0; i < all->heading_count; i++) {
        WM_TRY(hear_cell(all, i, &group));
        WM_TRY(add_group(importing, &all->single[i]));
    }
    for (size_t i = 0; i + 1 < all->heading_count; i++) {
        wm_str text =
            wm_str_format(importing->arena, "%.*s %.*s", WM_FMT(all->single[i].text),
                          WM_FMT(all->single[i + 1].text));
        if (!text.data)
            return WM_NOMEM;
        WM_TRY(wm_heading_hear(text, importing->arena, &all->joined[i]));
        all->joined[i].place = all->single[i].place;
    }
    return WM_OK;
}

static void take_sample(aligning *all)
{
    const wm_sheet *sheet = &all->importing->sheet;
    for (size_t r = 0; r < sheet->rows.count && all->sample_count < SAMPLE_ROWS; r++) {
        if (sheet->rows.items[r].kind != WM_SHEET_MEASURE)
            continue;
        for (size_t c = 0; c < all->column_count; c++) {
            const wm_sheet_cell *cell = wm_sheet_at(sheet, r, c);
            all->sample[all->sample_count * all->column_count + c] =
                wm_value_read(cell ? cell->text : WM_STR(""));
        }
        all->sample_count++;
    }
}

static wm_status report_laying(wm_importing *importing, const aligning *all,
                               const laying *way)
{
    if (way->cost == 0)
        return WM_OK;
    for (size_t c = 0; c < way->count && c < all->column_count; c++) {
        const place_over *over = &way->over[c];
        assert(all->single);
        if (over->from >= 0 && over->joined)
            WM_TRY(wm_report_sheet(
                importing, WM_IMPORT_REPAIRED,
                "the heading cells %d `%.*s` and %d `%.*s` are one heading, of column "
                "%zu: what stands under the headings after them fits only so",
                over->from + 1, WM_FMT(all->single[over->from].text), over->from + 2,
                WM_FMT(all->single[over->from + 1].text), c + 1));
        else if (over->from < 0)
            WM_TRY(wm_report_sheet(importing, WM_IMPORT_REPAIRED,
                                   "column %zu has no heading: those after it fit what "
                                   "stands under them only so",
                                   c + 1));
    }
    return WM_OK;
}

static wm_status prepare(aligning *all)
{
    wm_importing *importing = all->importing;
    wm_arena *arena = importing->arena;
    size_t headings = all->heading_count, columns = all->column_count;
    all->single = wm_arena_alloc(arena, headings, sizeof *all->single);
    all->joined = wm_arena_alloc(arena, headings, sizeof *all->joined);
    all->shapes = wm_arena_alloc(arena, columns, sizeof *all->shapes);
    all->sample = wm_arena_alloc(arena, columns * SAMPLE_ROWS, sizeof *all->sample);
    if (!all->single || !all->joined || !all->shapes || !all->sample)
        return WM_NOMEM;
    WM_TRY(hear_headings(all));
    for (size_t c = 0; c < columns; c++)
        all->shapes[c] = wm_import_shape(importing, c);
    take_sample(all);
    return WM_OK;
}

static wm_status give_columns(wm_importing *importing, const aligning *all,
                              const laying *way)
{
    importing->column_count = all->column_count;
    importing->columns =
        wm_arena_alloc(importing->arena, all->column_count, sizeof *importing->columns);
    if (!importing->columns)
        return WM_NOMEM;
    for (size_t c = 0; c < all->column_count; c++) {
        const wm_heading *heading = heading_over(all, way, c);
        importing->columns[c] = (wm_column){.index = c, .shape = all->shapes[c]};
        if (heading)
            importing->columns[c].heading = *heading;
        else
            importing->columns[c].heading.meaning = WM_MEANING_UNKNOWN;
    }
    return report_laying(importing, all, way);
}

wm_status wm_import_align(wm_importing *importing)
{
    const wm_sheet *sheet = &importing->sheet;
    aligning *all = wm_arena_alloc(importing->arena, 1, sizeof *all);
    laying *plain = wm_arena_alloc(importing->arena, 2, sizeof *plain);
    if (!all || !plain)
        return WM_NOMEM;
    all->importing = importing;
    all->column_count = sheet->width;
    all->heading_count = sheet->rows.items[sheet->heading].count;
    if (sheet->has_group &&
        sheet->rows.items[sheet->heading - 1].count > all->heading_count)
        all->heading_count = sheet->rows.items[sheet->heading - 1].count;
    WM_TRY(prepare(all));
    for (size_t i = 0; i < all->heading_count; i++)
        plain->over[i] = (place_over){(int)i, false};
    plain->count = all->heading_count;
    weigh(all, plain);
    choose(all, plain, plain + 1);
    return give_columns(importing, all, plain + 1);
}
