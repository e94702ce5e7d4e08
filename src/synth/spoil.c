#include "synth/spoil.h"

static void blank(wm_synth_row *row, wm_synth_kind kind)
{
    wm_synth_cell *cell = wm_row_cell_of_kind(row, kind);
    if (cell)
        cell->set = false;
}

static void garble(wm_synth_row *row, wm_synth_kind kind, const char *code)
{
    wm_synth_cell *cell = wm_row_cell_of_kind(row, kind);
    if (cell && cell->set)
        *cell = (wm_synth_cell){.code = code, .set = true};
}

static void end_before_start(wm_synth_row *row)
{
    const wm_synth_cell *start = wm_row_cell_of_kind(row, WM_SYNTH_START);
    wm_synth_cell *end = wm_row_cell_of_kind(row, WM_SYNTH_END);
    if (end && end->set && start)
        end->number = start->number - 1 - end->number % 100;
}

/* Any value but the key, the parent and the primary date. */
static void blank_one(wm_chance *chance, wm_synth_row *row)
{
    const wm_synth_shape *shape = &wm_synth_shapes[row->table];
    int i = wm_chance_below(chance, shape->count);
    if (wm_synth_columns[shape->first + i].kind >= WM_SYNTH_END)
        row->cells[i].set = false;
}

/* Half of what goes wrong is a value that nobody filled in. */
static void spoil_row(wm_spoiling *spoiling, wm_synth_row *row, wm_spoilt *how)
{
    switch (wm_chance_below(&spoiling->chance, 24)) {
    case 0:
        blank(row, WM_SYNTH_KEY);
        break;
    case 1:
        blank(row, WM_SYNTH_START);
        break;
    case 2:
        garble(row, WM_SYNTH_START, "31/02/2016");
        break;
    case 3:
        end_before_start(row);
        break;
    case 4:
        how->ragged = true;
        break;
    case 5:
        how->twice = true;
        break;
    case 6: /* the key of the row before */
        if (spoiling->has_before[row->table])
            row->cells[0] = spoiling->before[row->table].cells[0];
        break;
    case 7:
        garble(row, WM_SYNTH_PARENT, "X999999");
        break;
    case 8:
        garble(row, WM_SYNTH_CODE, "Z99");
        break;
    case 9:
        garble(row, WM_SYNTH_DATE, "not known");
        break;
    case 10:
        garble(row, WM_SYNTH_YESNO, "maybe");
        break;
    case 11:
        garble(row, WM_SYNTH_LINK, "X999999");
        break;
    default:
        blank_one(&spoiling->chance, row);
        break;
    }
}

/* Two identities of one child: the earlier one stands for both. Of ten pairs two are said
 * to replace each other, for which the next child has to come.
 */
static void supersede(wm_spoiling *spoiling, wm_synth_row *row)
{
    enum { BY = WM_COL_child_superseded_by - WM_FIRST_child };
    const wm_synth_row *before = &spoiling->before[WM_SYNTH_child];
    bool circle = wm_chance_often(&spoiling->chance, WM_PERCENT(20));
    row->cells[BY] = circle ? row->cells[0] : before->cells[0];
    row->cells[BY].number += circle;
    spoiling->circle = circle;
}

static void spoil_child(wm_spoiling *spoiling, wm_synth_row *row)
{
    bool circle = spoiling->circle;
    spoiling->circle = false;
    if (circle)
        row->cells[WM_COL_child_superseded_by - WM_FIRST_child] =
            spoiling->before[WM_SYNTH_child].cells[0];
    else if (wm_chance_often(&spoiling->chance, spoiling->rate / 4))
        supersede(spoiling, row);
}

wm_spoilt wm_spoil(wm_spoiling *spoiling, wm_synth_row *row)
{
    wm_spoilt how = {0};
    if (spoiling->rate && wm_chance_often(&spoiling->chance, spoiling->rate))
        spoil_row(spoiling, row, &how);
    if (spoiling->rate && row->table == WM_SYNTH_child)
        spoil_child(spoiling, row);
    spoiling->before[row->table] = *row;
    spoiling->has_before[row->table] = true;
    return how;
}
