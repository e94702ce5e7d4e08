#include "synth/life.h"

wm_day wm_life_working(const wm_life *life, wm_day day)
{
    /* The first day d on or after it that is a working day itself. */
    return wm_working_days_after(life->calendar, day - 1, 1);
}

wm_day wm_life_working_after(const wm_life *life, wm_day day, int count)
{
    return wm_working_days_after(life->calendar, day, count);
}

int wm_age_on(wm_day dob, wm_day day)
{
    wm_civil born = wm_day_civil(dob), now = wm_day_civil(day);
    int years = now.year - born.year;
    bool before =
        now.month < born.month || (now.month == born.month && now.day < born.day);
    return years - before;
}

/* The letter of a table's keys is that of its name. */
wm_synth_row wm_life_row(wm_life *life, wm_synth_table table, const wm_child *child,
                         wm_day day)
{
    const wm_synth_shape *shape = &wm_synth_shapes[table];
    wm_synth_row row = wm_row_begin(table);
    char letter = (char)(shape->name[0] - 'a' + 'A');
    int column = shape->first;
    wm_row_key(&row, column++, letter, ++life->keys[table]);
    if (wm_synth_columns[column].kind == WM_SYNTH_PARENT)
        wm_row_key(&row, column++, 'C', child->number);
    wm_row_day(&row, column, day);
    return row;
}

void wm_life_put(wm_life *life, const wm_synth_row *row)
{
    wm_sink_put(life->sink, row);
}

static void put_allocation(wm_life *life, const wm_child *child, const wm_post *post,
                           int64_t worker, wm_day from, wm_day to)
{
    wm_synth_row row = wm_life_row(life, WM_SYNTH_allocation, child, from);
    wm_row_day(&row, WM_COL_allocation_ended, to);
    wm_row_key(&row, WM_COL_allocation_worker, 'W', worker);
    wm_row_code(&row, WM_COL_allocation_role, wm_role_code(post->role));
    wm_row_key(&row, WM_COL_allocation_team, 'T', post->team);
    wm_life_put(life, &row);
}

/* To each holder of the post in turn; three of four vacancies have no row at all. */
void wm_life_allocate(wm_life *life, const wm_child *child, int slot, wm_day from,
                      wm_day to)
{
    const wm_post *post = &life->workforce->posts[slot];
    for (int i = 0; i < post->count; i++) {
        const wm_holding *holding = &post->holdings[i];
        wm_day a = wm_later(from, holding->from), b = wm_earlier(to, holding->to);
        if (a >= b)
            continue;
        if (holding->worker || wm_life_often(life, WM_PERCENT(25)))
            put_allocation(life, child, post, holding->worker, a, b);
    }
}
