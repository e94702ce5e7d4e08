#include "synth/life.h"

/* A young person after care: relevant until 18, then formerly so until 21 or 25. */
static void put_eligibility(wm_life *life, const wm_child *child, wm_day from, wm_day to,
                            const char *code)
{
    wm_synth_row row = wm_life_row(life, WM_SYNTH_care_leaver, child, from);
    wm_row_day(&row, WM_COL_care_leaver_ended, to);
    wm_row_code(&row, WM_COL_care_leaver_eligibility, code);
    wm_life_put(life, &row);
}

static const char *activity(wm_life *life)
{
    static const wm_weighted codes[] = {{"F1", 6},  {"P1", 1},  {"F2", 16}, {"P2", 3},
                                        {"F4", 5},  {"P4", 1},  {"F5", 15}, {"P5", 5},
                                        {"G4", 10}, {"G5", 27}, {"G6", 6},  {"0", 5}};
    return WM_PICK(&life->chance, codes);
}

static const char *in_touch(wm_life *life)
{
    static const wm_weighted codes[] = {
        {"YES", 88}, {"NO", 7}, {"REFU", 2}, {"NREQ", 2}, {"RHOM", 1}};
    return WM_PICK(&life->chance, codes);
}

static void put_update(wm_life *life, const wm_child *child, wm_day day,
                       const char *accommodation, bool suitable)
{
    wm_synth_row row = wm_life_row(life, WM_SYNTH_leaver_update, child, day);
    wm_row_code(&row, WM_COL_leaver_update_in_touch, in_touch(life));
    wm_row_yesno(&row, WM_COL_leaver_update_suitable, suitable);
    wm_row_code(&row, WM_COL_leaver_update_accommodation, accommodation);
    wm_row_code(&row, WM_COL_leaver_update_activity, activity(life));
    wm_life_put(life, &row);
}

static void put_pathway(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    wm_day day = wm_life_working(life, from + wm_chance_below(&life->chance, 30));
    while (day < to) {
        wm_synth_row row = wm_life_row(life, WM_SYNTH_plan_version, child, day);
        wm_row_code(&row, WM_COL_plan_version_plan_type, "PATHWAY");
        wm_life_put(life, &row);
        int days = 120 + wm_chance_span(&life->chance, 45);
        day = wm_life_working(life, day + days);
    }
}

/* One home after another, with a talk every eight weeks or so. */
static void put_homes(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    static const wm_weighted homes[] = {
        {"B", 12}, {"C", 4}, {"D", 8}, {"E", 8}, {"H", 1}, {"K", 6}, {"S", 2}, {"T", 10},
        {"U", 34}, {"V", 3}, {"W", 2}, {"X", 3}, {"Y", 2}, {"Z", 5}, {"G", 1}, {"R", 2}};
    wm_chance *chance = &life->chance;
    wm_day spoken = from + wm_chance_span(chance, 30);
    while (from < to) {
        const char *home = WM_PICK(chance, homes);
        bool emergency = home[0] == 'V';
        bool suitable = !emergency && home[0] != 'W' && home[0] != 'X' &&
                        wm_life_often(life, WM_PERCENT(92));
        int days =
            emergency ? wm_chance_span(chance, 20) : 60 + wm_chance_span(chance, 350);
        wm_day moved = wm_earlier(from + days, to);
        wm_synth_row row = wm_life_row(life, WM_SYNTH_leaver_accommodation, child, from);
        wm_row_day(&row, WM_COL_leaver_accommodation_ended, moved);
        wm_row_code(&row, WM_COL_leaver_accommodation_type, home);
        wm_life_put(life, &row);
        for (; spoken < moved; spoken += 25 + wm_chance_span(chance, 30))
            put_update(life, child, wm_life_working(life, spoken), home, suitable);
        from = moved;
    }
}

void wm_life_leaver(wm_life *life, const wm_child *child, wm_day left)
{
    int until = wm_life_often(life, WM_PERCENT(15)) ? 25 : 21;
    wm_day grown = child->adult, to = wm_day_add_months(child->dob, until * 12);
    if (left < grown)
        put_eligibility(life, child, left, grown, "RELEVANT");
    put_eligibility(life, child, wm_later(left, grown), to, "FORMER_RELEVANT");
    put_pathway(life, child, left, to);
    put_homes(life, child, left, to);
}
