#include "check/rule.h"
#include "figure/printed_band.h"

/* Rules about the grades' ranges as they were printed. The cut points have no gaps; the
 * sheet that people saw had.
 *
 *     higher is better    RI 65-79   Good 80-89   Outstanding 90-100
 *     lower is better     RI 25-20   Good 19-16   Outstanding <15
 */

enum { BANDS = 3 };
static const char *const grade_names[BANDS] = {"requires improvement", "good",
                                               "outstanding"};

typedef struct printed {
    const wm_judged_row *row;
    wm_printed_band band[BANDS];
    bool readable;
    bool higher; /* outstanding lies above requires improvement */
} printed;

static bool read_row(const wm_judged_row *row, printed *out)
{
    const wm_str_list *texts = &row->row->printed_bands;
    if (texts->count != BANDS)
        return false;
    *out = (printed){.row = row, .readable = true};
    for (int i = 0; i < BANDS; i++)
        out->readable =
            out->readable && wm_printed_band_parse(texts->items[i], &out->band[i]);
    out->higher = row->direction == WM_DIRECTION_HIGHER;
    return true;
}

static bool readable_row(const wm_judged_row *row, printed *out)
{
    return read_row(row, out) && out->readable && row->direction != WM_DIRECTION_NONE;
}

static wm_str bands_text(const wm_checking *checking, const wm_judged_row *row)
{
    const wm_str_list *texts = &row->row->printed_bands;
    return wm_str_format(checking->arena, "%.*s | %.*s | %.*s", WM_FMT(texts->items[0]),
                         WM_FMT(texts->items[1]), WM_FMT(texts->items[2]));
}

void wm_rule_band_unreadable(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        printed row;
        if (read_row(&checking->judged->rows[r], &row) && !row.readable)
            wm_found(checking, row.row, WM_SEVERITY_WARNING,
                     "a printed range is none of the forms that can be read",
                     bands_text(checking, row.row),
                     "write ranges as `80-89`, `90+` or `<15`");
    }
}

void wm_rule_band_missing_grade(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        printed row;
        if (!readable_row(&checking->judged->rows[r], &row))
            continue;
        wm_printed_band worst = row.band[0];
        if (row.higher ? !worst.has_low : !worst.has_high)
            continue; /* requires improvement runs to the end */
        wm_decimal edge = row.higher ? worst.low : worst.high;
        if (row.higher && edge.digits <= 0)
            continue;
        char number[WM_NUMBER_BYTES];
        wm_decimal_print(edge, number);
        wm_found(
            checking, row.row, WM_SEVERITY_WARNING,
            "no fourth grade is printed: figures beyond requires improvement have no "
            "name",
            wm_str_format(checking->arena, "%s %s", row.higher ? "under" : "over",
                          number),
            "say what such figures are called, with `below \"...\"` in the .scorecard");
    }
}

/* The distance from the worse grade's better edge to the better grade's worse edge, in
 * the direction of better: above 0 a gap, 0 one shared value, below 0 an overlap.
 *
 *     Good 80-89   Outstanding 90-100       90 - 89 = 1
 *     RI 70-85     Good 85-95               85 - 85 = 0
 */
static bool distance(const printed *row, int worse, wm_ratio *out)
{
    const wm_printed_band *from = &row->band[worse], *to = &row->band[worse + 1];
    if (row->higher ? !from->has_high || !to->has_low : !from->has_low || !to->has_high)
        return false;
    wm_ratio a = wm_ratio_of_decimal(row->higher ? from->high : from->low);
    wm_ratio b = wm_ratio_of_decimal(row->higher ? to->low : to->high);
    return row->higher ? wm_ratio_subtract(b, a, out) : wm_ratio_subtract(a, b, out);
}

/* The smallest step that the two edges are printed in: 1 for whole numbers, 0.1 ... */
static wm_ratio printed_step(const printed *row, int worse)
{
    unsigned places = 0;
    for (int i = worse; i <= worse + 1; i++) {
        if (row->band[i].has_low && row->band[i].low.places > places)
            places = row->band[i].low.places;
        if (row->band[i].has_high && row->band[i].high.places > places)
            places = row->band[i].high.places;
    }
    return wm_ratio_of_decimal((wm_decimal){1, places});
}

static wm_str between(const wm_checking *checking, const printed *row, int worse)
{
    return wm_str_format(
        checking->arena, "%.*s is %s, %.*s is %s",
        WM_FMT(row->row->row->printed_bands.items[worse]), grade_names[worse],
        WM_FMT(row->row->row->printed_bands.items[worse + 1]), grade_names[worse + 1]);
}

/* Calls `look` at each place where two grades meet, `apart` being their distance. */
typedef void (*edge_rule)(wm_checking *checking, const printed *row, int worse,
                          wm_ratio apart);

static void each_edge(wm_checking *checking, edge_rule look)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        printed row;
        wm_ratio apart;
        if (!readable_row(&checking->judged->rows[r], &row))
            continue;
        for (int worse = 0; worse < BANDS - 1; worse++)
            if (distance(&row, worse, &apart))
                look(checking, &row, worse, apart);
    }
}

static void overlap(wm_checking *checking, const printed *row, int worse, wm_ratio apart)
{
    bool one_value = apart.top == 0;
    if (apart.top > 0 || (one_value && row->band[worse + 1].strict))
        return;
    wm_found(checking, row->row, one_value ? WM_SEVERITY_NOTE : WM_SEVERITY_WARNING,
             one_value ? "the value where two printed grades meet is in both"
                       : "values are in two printed grades at once",
             between(checking, row, worse),
             "the cut points give the boundary to the better grade; print the "
             "ranges so that they meet without sharing");
}

void wm_rule_band_overlap(wm_checking *checking)
{
    each_edge(checking, overlap);
}

static void gap(wm_checking *checking, const printed *row, int worse, wm_ratio apart)
{
    if (apart.top <= 0 || row->band[worse + 1].strict)
        return;
    bool narrow = wm_ratio_compare(apart, printed_step(row, worse)) <= 0;
    wm_found(checking, row->row, narrow ? WM_SEVERITY_NOTE : WM_SEVERITY_WARNING,
             narrow ? "figures with decimals fall between two printed grades"
                    : "values between two printed grades belong to neither",
             between(checking, row, worse),
             "the cut points give such figures the worse grade; print `80 to under "
             "90` or decimals");
}

void wm_rule_band_gap(wm_checking *checking)
{
    each_edge(checking, gap);
}

static void strict_edge(wm_checking *checking, const printed *row, int worse,
                        wm_ratio apart)
{
    if (apart.top <= 0 || !row->band[worse + 1].strict)
        return;
    wm_found(checking, row->row, WM_SEVERITY_WARNING,
             "a strict edge leaves a whole value in no grade",
             between(checking, row, worse),
             "the cut point gives the edge itself to the better grade; print `14 or "
             "less` if that is meant");
}

void wm_rule_band_strict_edge(wm_checking *checking)
{
    each_edge(checking, strict_edge);
}

void wm_rule_band_direction(wm_checking *checking)
{
    for (size_t r = 0; r < checking->judged->row_count; r++) {
        printed row;
        if (!readable_row(&checking->judged->rows[r], &row))
            continue;
        int up = 0, down = 0;
        for (int i = 0; i < BANDS; i++) {
            if (row.band[i].bare || !row.band[i].has_low || !row.band[i].has_high)
                continue;
            down += row.band[i].descending;
            up += !row.band[i].descending;
        }
        if (up && down)
            wm_found(checking, row.row, WM_SEVERITY_NOTE,
                     "one row writes its ranges in both directions",
                     bands_text(checking, row.row),
                     "write every range from its lower to its higher end");
    }
}
