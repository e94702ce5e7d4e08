#include "synth/life.h"

/* A family from its first referral on. */
static const wm_weighted sizes[] = {{"1", 46}, {"2", 30}, {"3", 15}, {"4", 7}, {"5", 2}};

static wm_day birth(wm_life *life, wm_day arrival)
{
    /* Babies and teenagers are referred most. */
    static const wm_weighted years[] = {{"A", 13}, {"B", 6}, {"C", 6}, {"D", 6}, {"E", 6},
                                        {"F", 5},  {"G", 5}, {"H", 5}, {"I", 5}, {"J", 5},
                                        {"K", 5},  {"L", 5}, {"M", 5}, {"N", 6}, {"O", 6},
                                        {"P", 6},  {"Q", 5}, {"R", 1}};
    int age = WM_PICK(&life->chance, years)[0] - 'A';
    wm_day dob = arrival - age * 365 - age / 4 - wm_chance_below(&life->chance, 365);
    return dob;
}

/* Not born yet: two of a hundred. */
static wm_day unborn(wm_life *life, wm_day arrival)
{
    return arrival + wm_chance_between(&life->chance, 20, 150);
}

static wm_child make_child(wm_life *life, wm_day arrival, int64_t family)
{
    wm_child child = {.family = family};
    child.number = ++life->keys[WM_SYNTH_child];
    child.dob =
        wm_life_often(life, WM_PERCENT(2)) ? unborn(life, arrival) : birth(life, arrival);
    child.adult = wm_day_add_months(child.dob, 18 * 12);
    child.ends = child.adult;
    child.disabled = wm_life_often(life, WM_PERCENT(12));
    child.slot = wm_chance_below(&life->chance, life->workforce->social_workers);
    wm_day death = wm_later(arrival, child.dob) + wm_chance_span(&life->chance, 900);
    child.died = wm_life_often(life, WM_PER_1000(2)) && death < child.adult;
    if (child.died)
        child.ends = death;
    return child;
}

static void put_child(wm_life *life, const wm_child *child, bool female, bool restricted,
                      const char *ethnicity)
{
    wm_synth_row row = wm_row_begin(WM_SYNTH_child);
    bool born = child->dob <= life->last;
    wm_row_key(&row, WM_COL_child_child_id, 'C', child->number);
    wm_row_day(&row, WM_COL_child_dob, child->dob);
    wm_row_day(&row, WM_COL_child_expected_dob, born ? WM_DAY_NONE : child->dob);
    wm_row_day(&row, WM_COL_child_died, child->died ? child->ends : WM_DAY_NONE);
    wm_row_code(&row, WM_COL_child_sex, !born ? "U" : female ? "F" : "M");
    wm_row_code(&row, WM_COL_child_ethnicity, ethnicity);
    wm_row_yesno(&row, WM_COL_child_disabled, child->disabled);
    wm_row_key(&row, WM_COL_child_family, 'F', child->family);
    wm_row_yesno(&row, WM_COL_child_restricted, restricted);
    wm_life_put(life, &row);
}

static void make_family(wm_life *life, wm_family *family, wm_day arrival)
{
    static const wm_weighted ethnicities[] = {{"WBRI", 740}, {"WOTH", 50}, {"MWBC", 25},
                                              {"MWAS", 15},  {"MOTH", 35}, {"APKN", 30},
                                              {"AIND", 10},  {"AOTH", 20}, {"BAFR", 35},
                                              {"BCRB", 15},  {"OOTH", 15}, {"NOBT", 10}};
    int64_t number = ++life->families;
    const char *ethnicity = WM_PICK(&life->chance, ethnicities);
    family->count = WM_PICK(&life->chance, sizes)[0] - '0';
    for (int i = 0; i < family->count; i++) {
        family->children[i] = make_child(life, arrival, number);
        bool female = wm_life_often(life, WM_PERCENT(49));
        bool restricted = wm_life_often(life, WM_PER_1000(5));
        put_child(life, &family->children[i], female, restricted, ethnicity);
    }
}

/* Of 1,000 children referred: 140 to nothing, 390 assessed and closed, 335 in need, 100
 * to a protection plan, 35 into care. Brothers and sisters mostly fare alike.
 */
static wm_course choose_course(wm_life *life)
{
    static const wm_weighted courses[] = {
        {"0", 140}, {"1", 390}, {"2", 335}, {"3", 100}, {"4", 35}};
    return (wm_course)(WM_PICK(&life->chance, courses)[0] - '0');
}

static wm_day refer(wm_life *life, const wm_family *family, wm_day day)
{
    wm_course course = choose_course(life);
    wm_day closed = WM_DAY_NONE;
    for (int i = 0; i < family->count; i++) {
        const wm_child *child = &family->children[i];
        bool alike = wm_life_often(life, WM_PERCENT(88));
        wm_course own = alike ? course : choose_course(life);
        if (day >= child->ends || child->dob > day + 200)
            continue;
        closed = wm_later(closed, wm_life_case(life, child, day, own));
    }
    return closed;
}

static void help_early(wm_life *life, const wm_family *family, wm_day day)
{
    static const wm_weighted reasons[] = {{"NEEDS_MET", 55},
                                          {"NOT_ENGAGED", 18},
                                          {"STEPPED_UP", 17},
                                          {"MOVED_AWAY", 5},
                                          {"OTHER", 5}};
    wm_day ended = wm_life_working(life, day + 30 + wm_chance_span(&life->chance, 130));
    const char *reason = WM_PICK(&life->chance, reasons);
    for (int i = 0; i < family->count; i++) {
        const wm_child *child = &family->children[i];
        if (day >= child->ends || child->dob > day)
            continue;
        wm_synth_row row = wm_life_row(life, WM_SYNTH_early_help, child, day);
        wm_row_day(&row, WM_COL_early_help_ended, wm_earlier(ended, child->ends));
        wm_row_key(&row, WM_COL_early_help_family, 'F', child->family);
        wm_row_code(&row, WM_COL_early_help_end_reason, reason);
        wm_life_put(life, &row);
    }
}

static void live(wm_life *life, wm_day arrival)
{
    wm_family family;
    make_family(life, &family, arrival);
    wm_day day = arrival;
    for (int referrals = 0; referrals < 8; referrals++) {
        wm_day closed = refer(life, &family, day);
        if (closed == WM_DAY_NONE)
            return;
        if (wm_life_often(life, WM_PERCENT(32)))
            help_early(life, &family, wm_life_working(life, closed + 1));
        if (!wm_life_often(life, WM_PERCENT(42)))
            return;
        int gap = wm_chance_span(&life->chance, 170);
        day = wm_life_working(life, closed + gap);
        if (day > life->last)
            return;
    }
}

/* A family of before the first year is written only if anything of it reaches into it:
 * it is lived once to see that, and then again from the same chance.
 */
void wm_life_family(wm_life *life, wm_day arrival)
{
    if (arrival < life->start) {
        wm_life before = *life;
        wm_sink_rehearse(life->sink);
        live(life, arrival);
        bool reaches = wm_sink_rehearsed(life->sink) >= life->start;
        wm_chance after = life->chance;
        *life = before;
        if (!reaches) {
            life->chance = after;
            return;
        }
    }
    live(life, arrival);
}
