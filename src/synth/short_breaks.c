#include "synth/life.h"

/* Nights away from home of a child who lives there, by the return (SSDA903): each stay is
 * an episode under V3, or all those of one agreement are one episode under V4. Neither
 * makes a child looked after in the figures.
 *
 *     V3  |-|      |-|       |--|      |-|
 *     V4  |-------------------------------)
 */
static void put_stay(wm_life *life, const wm_child *child, wm_day from, wm_day to,
                     const char *status, int64_t home)
{
    static const wm_weighted places[] = {{"U5", 55}, {"K2", 25}, {"R1", 5}, {"U2", 15}};
    wm_synth_row row = wm_life_row(life, WM_SYNTH_episode, child, from);
    wm_row_day(&row, WM_COL_episode_ended, to);
    wm_row_code(&row, WM_COL_episode_start_reason, "S");
    wm_row_code(&row, WM_COL_episode_status, status);
    wm_row_code(&row, WM_COL_episode_need, "N2");
    wm_row_code(&row, WM_COL_episode_placement, WM_PICK(&life->chance, places));
    wm_row_code(&row, WM_COL_episode_provider, "PR1");
    wm_row_key(&row, WM_COL_episode_placement_id, 'H', home);
    wm_row_number(&row, WM_COL_episode_distance,
                  wm_chance_between(&life->chance, 50, 2500));
    wm_row_yesno(&row, WM_COL_episode_outside_area, wm_life_often(life, WM_PERCENT(20)));
    wm_row_code(&row, WM_COL_episode_end_reason, "E8");
    wm_row_yesno(&row, WM_COL_episode_before_assessment, false);
    wm_row_yesno(&row, WM_COL_episode_temporary_approval, false);
    wm_row_yesno(&row, WM_COL_episode_disrupted, false);
    wm_life_put(life, &row);
}

void wm_life_short_breaks(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    wm_chance *chance = &life->chance;
    int64_t home = child->number * 100 + 99; /* no child has so many placements */
    bool agreed = wm_life_often(life, WM_PERCENT(60));
    wm_day day = wm_later(from, child->dob) + wm_chance_between(chance, 10, 60);
    if (agreed && day < to) {
        put_stay(life, child, day, to, "V4", home);
        return;
    }
    while (day < to) {
        int nights = wm_chance_between(chance, 1, 4);
        put_stay(life, child, day, wm_earlier(day + nights, to), "V3", home);
        day += nights + wm_chance_between(chance, 12, 40);
    }
}
