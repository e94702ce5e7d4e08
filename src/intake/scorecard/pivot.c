/* Sheets with several rows to a measure become sheets with one, before anything else is
 * asked of them:
 *
 *     Measure  | Period | Value          a row for each period
 *     Visits   | Q1     | 80
 *     Visits   | Q2     | 85         ->  Measure | Q1 | Q2
 *                                        Visits  | 80 | 85
 *
 *     Measure  |        | Q1 | Q2        a row for each kind of figure
 *     Visits   | Actual | 80 | 85
 *              | Target | 90 | 90    ->  Measure | Q1 | Q2 | Target Q1 | Target Q2
 *
 * The columns that are there keep their places, so that a letter in `--map` means what it
 * means in the spreadsheet, and so do the cells, so that the report says where they
 * stand.
 */
#include "intake/scorecard/importing.h"

enum { VARIANTS_MAX = 64, KEYS_MAX = 4 };

/* What the rows of one measure differ by: a period, or a kind of figure. */
typedef struct variant {
    wm_str text;
    wm_sheet_cell *cell; /* where it is first named */
    wm_meaning meaning;
    wm_period period;
} variant;

typedef struct pivot {
    wm_importing *importing;
    wm_heading *headings;  /* of the sheet's columns */
    size_t keys[KEYS_MAX]; /* the columns of references and titles */
    size_t key_count;
    size_t section; /* the column of sections, or SIZE_MAX */
    size_t by;      /* the column that names the variant */
    bool by_period;
    variant variants[VARIANTS_MAX];
    size_t variant_count;
    bool *moves;        /* by column: it is spread over columns of the variants */
    size_t *goes;       /* by variant, then column: the column it goes to */
    size_t *variant_of; /* by row; SIZE_MAX: no measure */
    size_t *group_of;   /* by row: the first row of its measure */
    size_t width;
    bool several; /* some measure has more than one row */
    bool certain; /* the heading says that they are periods */
} pivot;

static wm_sheet_row *row_at(const pivot *all, size_t r)
{
    return &all->importing->sheet.rows.items[r];
}

static size_t row_count(const pivot *all)
{
    return all->importing->sheet.rows.count;
}

static wm_status hear_headings(pivot *all)
{
    wm_importing *importing = all->importing;
    wm_sheet *sheet = &importing->sheet;
    const wm_sheet_row *row = &sheet->rows.items[sheet->heading];
    all->headings = wm_arena_alloc(importing->arena, sheet->width, sizeof *all->headings);
    if (!all->headings)
        return WM_NOMEM;
    for (size_t c = 0; c < sheet->width; c++) {
        const wm_sheet_cell *cell = wm_sheet_row_at(row, c);
        WM_TRY(wm_heading_hear(cell ? cell->text : WM_STR(""), importing->arena,
                               &all->headings[c]));
        wm_meaning meaning = all->headings[c].meaning;
        if ((meaning == WM_MEANING_REFERENCE || meaning == WM_MEANING_TITLE) &&
            all->key_count < KEYS_MAX)
            all->keys[all->key_count++] = c;
        if (meaning == WM_MEANING_SECTION && all->section == SIZE_MAX)
            all->section = c;
    }
    return WM_OK;
}

/* A cell that can name a row's period, `Q1 2016/17`, or its kind of figure, `Target`. */
static wm_status hear_variant(pivot *all, wm_str text, bool by_period, variant *out,
                              bool *is_out)
{
    wm_heading heading;
    bool assumed;
    WM_TRY(wm_heading_hear(text, all->importing->arena, &heading));
    *out = (variant){.text = text, .meaning = heading.meaning};
    if (by_period) {
        out->period = wm_period_meant(&heading.heard, 2000, WM_IMPORT_FIRST_MONTH,
                                      &assumed); /* for their order alone */
        *is_out = out->period.kind != WM_PERIOD_NONE && wm_str_empty(heading.heard.rest);
        return WM_OK;
    }
    *is_out =
        heading.heard.kind == WM_PERIOD_NONE && text.len < 30 &&
        (heading.meaning == WM_MEANING_LATEST || heading.meaning == WM_MEANING_TARGET ||
         heading.meaning == WM_MEANING_NUMERATOR ||
         heading.meaning == WM_MEANING_DENOMINATOR ||
         wm_meaning_is_comparator(heading.meaning));
    return WM_OK;
}

static variant *known_variant(pivot *all, wm_str text)
{
    for (size_t i = 0; i < all->variant_count; i++)
        if (wm_str_equal(all->variants[i].text, text))
            return &all->variants[i];
    return NULL;
}

/* Whether the column names a variant in every row of a measure, at least two of them, and
 * so gives all->variants and all->variant_of. */
static wm_status names_variants(pivot *all, size_t column, bool by_period, bool *is_out)
{
    bool actual = by_period;
    *is_out = false;
    all->variant_count = 0;
    for (size_t r = 0; r < row_count(all); r++) {
        wm_sheet_cell *cell = wm_sheet_row_at(row_at(all, r), column);
        all->variant_of[r] = SIZE_MAX;
        if (row_at(all, r)->kind != WM_SHEET_MEASURE)
            continue;
        if (!cell)
            return WM_OK;
        variant *known = known_variant(all, cell->text);
        if (!known) {
            variant heard;
            bool one;
            WM_TRY(hear_variant(all, cell->text, by_period, &heard, &one));
            if (!one || all->variant_count == VARIANTS_MAX)
                return WM_OK;
            heard.cell = cell;
            known = &all->variants[all->variant_count++];
            *known = heard;
            actual = actual || heard.meaning == WM_MEANING_LATEST;
        }
        all->variant_of[r] = (size_t)(known - all->variants);
    }
    *is_out = actual && all->variant_count > (by_period ? 0 : 1);
    return WM_OK;
}

/* The same references and titles; a blank one means the one above, where a cell is merged
 * downwards. */
static bool same_measure(const pivot *all, size_t first, size_t r)
{
    bool any = false;
    if (all->section != SIZE_MAX) {
        const wm_sheet_cell *was = wm_sheet_row_at(row_at(all, first), all->section);
        const wm_sheet_cell *is = wm_sheet_row_at(row_at(all, r), all->section);
        if (is && was && !wm_str_equal(was->text, is->text))
            return false;
    }
    for (size_t i = 0; i < all->key_count; i++) {
        size_t c = all->keys[i];
        const wm_sheet_cell *was = wm_sheet_row_at(row_at(all, first), c);
        const wm_sheet_cell *is = wm_sheet_row_at(row_at(all, r), c);
        if (is && (!was || !wm_str_equal(was->text, is->text)))
            return false;
        any = any || is;
    }
    return any;
}

static bool has_key(const pivot *all, size_t r)
{
    for (size_t i = 0; i < all->key_count; i++)
        if (wm_sheet_row_at(row_at(all, r), all->keys[i]))
            return true;
    return false;
}

/* Which rows are of one measure. False when too few measures have two for it to be a
 * habit of the sheet. */
static bool group_rows(pivot *all)
{
    size_t last = SIZE_MAX, groups = 0, rows = 0;
    for (size_t r = 0; r < row_count(all); r++) {
        all->group_of[r] = SIZE_MAX;
        if (row_at(all, r)->kind != WM_SHEET_MEASURE)
            continue;
        rows++;
        if (!has_key(all, r)) {
            all->group_of[r] = last;
        } else {
            for (size_t first = r; first-- > 0 && all->group_of[r] == SIZE_MAX;)
                if (all->group_of[first] == first && same_measure(all, first, r))
                    all->group_of[r] = first;
        }
        if (all->group_of[r] == SIZE_MAX) {
            all->group_of[r] = r;
            groups++;
        }
        last = all->group_of[r];
    }
    all->several = rows > groups;
    return groups > 0 &&
           (all->by_period ? rows >= 2 * groups || all->certain : all->several);
}

/* `Period`, `Quarter`, `Data as at`: even one row to a measure is of the period it names.
 */
static bool says_period(wm_str heading)
{
    static const char *const words[] = {"period", "quarter", "month", "as at"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wm_str_find_fold(heading, wm_str_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

/* The first row whose measure has another of the same variant; SIZE_MAX for none. */
static size_t find_twice(const pivot *all, size_t *before_out)
{
    for (size_t r = 0; r < row_count(all); r++)
        for (size_t before = 0; before < r && all->group_of[r] != SIZE_MAX; before++)
            if (all->group_of[before] == all->group_of[r] &&
                all->variant_of[before] == all->variant_of[r]) {
                *before_out = before;
                return r;
            }
    return SIZE_MAX;
}

/* Read as measures of their own, two rows of one would each give the year a figure that
 * is a quarter's. */
static wm_status refuse_twice(pivot *all, size_t r, size_t before)
{
    return wm_import_refuse(all->importing, (wm_place){row_at(all, r)->line, 1},
                            "give each measure a reference of its own, or take one of "
                            "the rows out",
                            "line %u is of the same measure and period, `%.*s`",
                            row_at(all, before)->line,
                            WM_FMT(all->variants[all->variant_of[r]].text));
}

/* Rows by period spread the figures, and targets that are not one for all periods; rows
 * by kind of figure spread the periods. */
static bool choose_columns(pivot *all)
{
    size_t count = 0;
    for (size_t c = 0; c < all->importing->sheet.width; c++) {
        wm_meaning meaning = all->headings[c].meaning;
        all->moves[c] = c != all->by && (all->by_period ? meaning == WM_MEANING_LATEST
                                                        : meaning == WM_MEANING_PERIOD);
        count += all->moves[c];
    }
    if (!all->by_period)
        return count > 0;
    for (size_t r = 0; r < row_count(all); r++) {
        for (size_t c = 0; c < all->importing->sheet.width; c++) {
            if (all->headings[c].meaning != WM_MEANING_TARGET ||
                all->group_of[r] == SIZE_MAX)
                continue;
            const wm_sheet_cell *is = wm_sheet_row_at(row_at(all, r), c);
            const wm_sheet_cell *was = wm_sheet_row_at(row_at(all, all->group_of[r]), c);
            if (is && (!was || !wm_str_equal(is->text, was->text)))
                all->moves[c] = true;
        }
    }
    return count == 1;
}

/* The figures of a kind stay where they stand. */
static bool stays(const pivot *all, size_t v)
{
    return !all->by_period && all->variants[v].meaning == WM_MEANING_LATEST;
}

/* Gives each pair of variant and column that has a cell a column of its own. */
static bool lay_columns(pivot *all)
{
    size_t width = all->importing->sheet.width;
    all->width = width;
    for (size_t v = 0; v < all->variant_count; v++) {
        for (size_t c = 0; c < width; c++) {
            size_t *goes = &all->goes[v * width + c];
            *goes = c;
            bool any = false;
            for (size_t r = 0; r < row_count(all) && all->moves[c] && !any; r++)
                any = all->variant_of[r] == v && wm_sheet_row_at(row_at(all, r), c);
            if (any && !stays(all, v))
                *goes = all->width++;
        }
    }
    return all->width <= WM_IMPORT_COLUMNS_MAX;
}

static wm_status widen(pivot *all, wm_sheet_row *row)
{
    wm_sheet_cell *cells =
        wm_arena_alloc(all->importing->arena, all->width, sizeof *cells);
    if (!cells)
        return WM_NOMEM;
    if (row->count)
        memcpy(cells, row->cells, row->count * sizeof *cells);
    row->cells = cells;
    return WM_OK;
}

static void put(wm_sheet_row *row, size_t column, wm_sheet_cell cell)
{
    row->filled += wm_str_empty(row->cells[column].text);
    row->cells[column] = cell;
    if (column >= row->count)
        row->count = column + 1;
}

static wm_sheet_cell take(wm_sheet_row *row, size_t column)
{
    wm_sheet_cell cell = row->cells[column];
    row->cells[column].text = WM_STR("");
    row->filled--;
    return cell;
}

/* `Q1`, `Target Q1`. */
static wm_status write_headings(pivot *all)
{
    wm_importing *importing = all->importing;
    size_t width = importing->sheet.width;
    wm_sheet_row *heading = &importing->sheet.rows.items[importing->sheet.heading];
    WM_TRY(widen(all, heading));
    for (size_t v = 0; v < all->variant_count; v++) {
        const variant *one = &all->variants[v];
        for (size_t c = 0; c < width; c++) {
            size_t goes = all->goes[v * width + c];
            if (goes == c)
                continue;
            wm_str own = heading->cells[c].text;
            bool figure = all->headings[c].meaning == WM_MEANING_LATEST;
            wm_str text = all->by_period && figure ? one->text
                          : all->by_period
                              ? wm_str_format(importing->arena, "%.*s %.*s", WM_FMT(own),
                                              WM_FMT(one->text))
                              : wm_str_format(importing->arena, "%.*s %.*s",
                                              WM_FMT(one->text), WM_FMT(own));
            if (!text.data)
                return WM_NOMEM;
            put(heading, goes, (wm_sheet_cell){.text = text, .place = one->cell->place});
        }
    }
    return WM_OK;
}

/* Says which columns the rows were spread by, and takes their headings away. */
static wm_status say(pivot *all)
{
    wm_importing *importing = all->importing;
    wm_sheet_row *heading = &importing->sheet.rows.items[importing->sheet.heading];
    for (size_t c = 0; c < importing->sheet.width; c++) {
        bool gone = c == all->by || (all->by_period && all->moves[c]);
        if (!gone || !wm_sheet_row_at(heading, c))
            continue;
        wm_sheet_cell cell = take(heading, c);
        WM_TRY(wm_report_cell(importing, WM_IMPORT_COLUMN, &cell, "column %zu: %s", c + 1,
                              c != all->by ? "figures or targets, of each row's period"
                              : all->by_period ? "the period of each row"
                                               : "what the figures of each row are"));
    }
    for (size_t v = 0; !all->by_period && v < all->variant_count; v++)
        WM_TRY(wm_report_cell(importing, WM_IMPORT_COLUMN, all->variants[v].cell,
                              "rows of this name: %.*s",
                              WM_FMT(wm_meaning_name(all->variants[v].meaning))));
    if (!all->several)
        return WM_OK;
    return wm_report_sheet(importing, WM_IMPORT_ASSUMED,
                           "a measure has several rows, one for each %s: they are read "
                           "as one",
                           all->by_period ? "period" : "kind of figure");
}

/* Of what is not spread the latest period's stands, or the first row's. */
static bool is_later(const pivot *all, size_t row, size_t than)
{
    if (!all->by_period)
        return false;
    return wm_period_compare(all->variants[all->variant_of[row]].period,
                             all->variants[all->variant_of[than]].period) > 0;
}

static wm_status merge_cell(pivot *all, size_t r, size_t c, bool later)
{
    wm_sheet_row *into = row_at(all, all->group_of[r]), *from = row_at(all, r);
    if (!wm_sheet_row_at(from, c))
        return WM_OK;
    wm_sheet_cell cell = take(from, c);
    if (wm_str_empty(into->cells[c].text)) {
        put(into, c, cell);
        return WM_OK;
    }
    if (wm_str_equal(into->cells[c].text, cell.text))
        return WM_OK;
    if (later) {
        wm_sheet_cell was = into->cells[c];
        into->cells[c] = cell;
        cell = was;
    }
    return wm_report_cell(all->importing, WM_IMPORT_KEPT, &cell,
                          "of another row of the measure, which has one of its own");
}

static wm_status merge_row(pivot *all, size_t r, size_t *latest)
{
    size_t width = all->importing->sheet.width, first = all->group_of[r];
    wm_sheet_row *into = row_at(all, first), *from = row_at(all, r);
    const size_t *goes = &all->goes[all->variant_of[r] * width];
    bool later = is_later(all, r, latest[first]);
    if (first == r)
        WM_TRY(widen(all, into));
    for (size_t c = 0; c < width; c++) {
        if (c == all->by && wm_sheet_row_at(from, c))
            (void)take(from, c);
        else if (all->moves[c] && wm_sheet_row_at(from, c) &&
                 (goes[c] != c || r != first))
            put(into, goes[c], take(from, c));
        else if (r != first)
            WM_TRY(merge_cell(all, r, c, later));
    }
    if (later)
        latest[first] = r;
    return WM_OK;
}

static void drop_merged_rows(pivot *all)
{
    wm_sheet *sheet = &all->importing->sheet;
    size_t kept = 0, heading = sheet->heading;
    for (size_t r = 0; r < sheet->rows.count; r++) {
        if (all->group_of[r] != SIZE_MAX && all->group_of[r] != r)
            continue;
        if (r == heading)
            sheet->heading = kept;
        sheet->rows.items[kept++] = sheet->rows.items[r];
    }
    sheet->rows.count = kept;
}

static wm_status spread(pivot *all)
{
    wm_sheet *sheet = &all->importing->sheet;
    size_t *latest =
        wm_arena_alloc(all->importing->arena, sheet->rows.count, sizeof *latest);
    if (!latest)
        return WM_NOMEM;
    WM_TRY(write_headings(all));
    WM_TRY(say(all));
    for (size_t r = 0; r < sheet->rows.count; r++)
        latest[r] = r;
    for (size_t r = 0; r < sheet->rows.count; r++)
        if (all->group_of[r] != SIZE_MAX)
            WM_TRY(merge_row(all, r, latest));
    drop_merged_rows(all);
    sheet->width = all->width;
    return WM_OK;
}

/* Somebody who says what the column is knows better. */
static bool is_mapped(const pivot *all, size_t column)
{
    const wm_import_options *options = all->importing->options;
    for (size_t i = 0; i < options->map_count; i++)
        if (wm_str_equal_fold(wm_str_trim(options->maps[i].column),
                              all->headings[column].text) &&
            !wm_str_empty(all->headings[column].text))
            return true;
    return false;
}

/* A heading that can stand over periods or kinds of figures: any but that of a figure,
 * a title or another thing that is known. */
static bool may_name(const pivot *all, size_t column)
{
    wm_meaning meaning = all->headings[column].meaning;
    return (meaning == WM_MEANING_UNKNOWN || meaning == WM_MEANING_YEAR ||
            meaning == WM_MEANING_UNIT) &&
           !is_mapped(all, column);
}

static wm_status try_column(pivot *all, size_t column, bool by_period, bool *done)
{
    bool names;
    size_t width = all->importing->sheet.width;
    WM_TRY(names_variants(all, column, by_period, &names));
    all->by = column;
    all->by_period = by_period;
    all->certain = by_period && says_period(all->headings[column].text);
    if (!names || !group_rows(all))
        return WM_OK;
    size_t before, twice = find_twice(all, &before);
    if (twice != SIZE_MAX)
        return all->certain && choose_columns(all) ? refuse_twice(all, twice, before)
                                                   : WM_OK;
    all->goes =
        wm_arena_alloc(all->importing->arena, all->variant_count * width, sizeof(size_t));
    if (!all->goes)
        return WM_NOMEM;
    if (!choose_columns(all) || !lay_columns(all))
        return WM_OK;
    *done = true;
    return spread(all);
}

wm_status wm_import_pivot(wm_importing *importing)
{
    wm_sheet *sheet = &importing->sheet;
    pivot *all = wm_arena_alloc(importing->arena, 1, sizeof *all);
    if (!all)
        return WM_NOMEM;
    all->importing = importing;
    all->section = SIZE_MAX;
    all->moves = wm_arena_alloc(importing->arena, sheet->width, sizeof *all->moves);
    all->variant_of =
        wm_arena_alloc(importing->arena, sheet->rows.count, sizeof *all->variant_of);
    all->group_of =
        wm_arena_alloc(importing->arena, sheet->rows.count, sizeof *all->group_of);
    if (!all->moves || !all->variant_of || !all->group_of)
        return WM_NOMEM;
    WM_TRY(hear_headings(all));
    bool done = sheet->has_group;
    for (size_t c = 0; c < sheet->width && !done; c++) {
        if (!may_name(all, c))
            continue;
        WM_TRY(try_column(all, c, true, &done));
        if (!done)
            WM_TRY(try_column(all, c, false, &done));
    }
    return WM_OK;
}
