#include "synth/life.h"

/* Plans of children in need and for their protection: versions, visits, reviews. */

/* Versions of a plan from one day to another: the first by `first` days, the others
 * within `every` of the one before, but for one in eight.
 */
static void put_versions(wm_life *life, const wm_child *child, const char *type,
                         wm_day from, wm_day to, int first, int every)
{
    wm_day day = wm_life_working(life, from + wm_chance_below(&life->chance, first + 1));
    while (day < to) {
        wm_synth_row row = wm_life_row(life, WM_SYNTH_plan_version, child, day);
        wm_row_code(&row, WM_COL_plan_version_plan_type, type);
        wm_life_put(life, &row);
        bool late = wm_life_often(life, WM_PERCENT(12));
        int days = late ? every + wm_chance_span(&life->chance, every / 2)
                        : wm_chance_between(&life->chance, every * 17 / 20, every);
        day = wm_life_working(life, day + days - 3);
    }
}

wm_day wm_life_in_need(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    to = wm_earlier(to, child->ends);
    if (from >= to)
        return to;
    wm_synth_row row = wm_life_row(life, WM_SYNTH_cin_plan, child, from);
    wm_row_day(&row, WM_COL_cin_plan_ended, to);
    wm_row_key(&row, WM_COL_cin_plan_team, 'T', life->workforce->posts[child->slot].team);
    wm_life_put(life, &row);
    put_versions(life, child, "CIN", from, to, 10, 42);
    if (child->disabled && wm_life_often(life, WM_PERCENT(30)))
        wm_life_short_breaks(life, child, from, to);
    wm_day day = from;
    for (;;) {
        int days = wm_life_often(life, WM_PERCENT(85))
                       ? wm_chance_between(&life->chance, 32, 52)
                       : wm_chance_between(&life->chance, 53, 100);
        day = wm_life_working(life, day + days);
        if (day >= to)
            return to;
        row = wm_life_row(life, WM_SYNTH_cin_visit, child, day);
        wm_row_yesno(&row, WM_COL_cin_visit_seen, wm_life_often(life, WM_PERCENT(88)));
        wm_life_put(life, &row);
    }
}

static void put_protection_visits(wm_life *life, const wm_child *child, int64_t plan,
                                  wm_day from, wm_day to)
{
    wm_day day =
        wm_life_working_after(life, from, wm_chance_between(&life->chance, 1, 9));
    while (day < to) {
        wm_synth_row row = wm_life_row(life, WM_SYNTH_cp_visit, child, day);
        bool seen = wm_life_often(life, WM_PERCENT(93));
        wm_row_key(&row, WM_COL_cp_visit_plan_id, 'C', plan);
        wm_row_yesno(&row, WM_COL_cp_visit_seen, seen);
        wm_row_yesno(&row, WM_COL_cp_visit_seen_alone,
                     seen && wm_age_on(child->dob, day) >= 3 &&
                         wm_life_often(life, WM_PERCENT(70)));
        wm_life_put(life, &row);
        int days = wm_life_often(life, WM_PERCENT(88))
                       ? wm_chance_between(&life->chance, 13, 15)
                       : wm_chance_between(&life->chance, 16, 35);
        day = wm_life_working_after(life, day, days);
    }
}

/* Within three months of the conference, then within six; six of a hundred are late. */
static void put_protection_reviews(wm_life *life, int64_t plan, wm_day from, wm_day to)
{
    int months = 3;
    for (wm_day before = from;; months = 6) {
        wm_day due = wm_day_add_months(before, months);
        bool late = wm_life_often(life, WM_PERCENT(6));
        int days = late ? wm_chance_span(&life->chance, 15)
                        : -wm_chance_between(&life->chance, 3, 20);
        wm_day day = wm_life_working(life, due + days);
        if (day >= to)
            return;
        wm_synth_row row = wm_row_begin(WM_SYNTH_cp_review);
        wm_row_key(&row, WM_COL_cp_review_review_id, 'R',
                   ++life->keys[WM_SYNTH_cp_review]);
        wm_row_key(&row, WM_COL_cp_review_plan_id, 'C', plan);
        wm_row_day(&row, WM_COL_cp_review_dated, day);
        wm_row_day(&row, WM_COL_cp_review_due, due);
        wm_row_yesno(&row, WM_COL_cp_review_seen_in_timescale,
                     wm_life_often(life, WM_PERCENT(90)));
        wm_life_put(life, &row);
        before = day;
    }
}

static int64_t put_protection_plan(wm_life *life, const wm_child *child, wm_day from,
                                   wm_day to)
{
    static const wm_weighted categories[] = {
        {"NEG", 46}, {"EMO", 35}, {"PHY", 8}, {"SAB", 5}, {"MUL", 6}};
    wm_chance *chance = &life->chance;
    wm_synth_row row = wm_life_row(life, WM_SYNTH_cp_plan, child, from);
    bool other = wm_life_often(life, WM_PERCENT(2));
    wm_row_day(&row, WM_COL_cp_plan_ended, to);
    wm_row_code(&row, WM_COL_cp_plan_category, WM_PICK(chance, categories));
    wm_row_yesno(&row, WM_COL_cp_plan_other_authority, other);
    wm_row_yesno(&row, WM_COL_cp_plan_transfer_in, wm_life_often(life, WM_PERCENT(3)));
    wm_row_number(&row, WM_COL_cp_plan_previous_plans,
                  wm_life_often(life, WM_PERCENT(11)) ? wm_chance_between(chance, 1, 2)
                                                      : 0);
    wm_life_put(life, &row);
    return life->keys[WM_SYNTH_cp_plan];
}

wm_day wm_life_protected(wm_life *life, const wm_child *child, wm_day from)
{
    int days = 60 + wm_chance_span(&life->chance, 230);
    wm_day to = wm_earlier(wm_life_working(life, from + days), child->ends);
    if (to <= from)
        return from;
    int64_t plan = put_protection_plan(life, child, from, to);
    put_versions(life, child, "CP", from, to, 12, 90);
    put_protection_visits(life, child, plan, wm_later(from, child->dob), to);
    put_protection_reviews(life, plan, from, to);
    wm_life_allocate(life, child, wm_workforce_reviewing(life->workforce, child->family),
                     from, to);
    return to;
}
