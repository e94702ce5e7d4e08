#include "synth/life.h"

/* A period of being looked after, as the return (SSDA903) has it: an episode for each
 * change of legal status or placement.
 *
 *     S  V2 U6 |P  V2 U6 |L  C1 U6 |L  C2 U6 |B E1 A6 | E12
 *
 * An adoption with the parents' consent needs no placement order: A3 with the carer of
 * before, A4 with others; under an order it is A5 and A6.
 *
 * Reasons to begin: S started, L legal status, P placement and carer, T placement with
 * the same carer, B status and placement and carer, U status and placement, same carer.
 */
typedef enum plan_of_care {
    PLAN_HOME_SOON,
    PLAN_HOME,
    PLAN_LONG_TERM,
    PLAN_GUARDIANSHIP,
    PLAN_ADOPTION,
} plan_of_care;

typedef struct period {
    wm_life *life;
    const wm_child *child;
    wm_day from;
    wm_day to;
    plan_of_care plan;
    const char *end_reason;

    const char *need;
    const char *status;
    const char *reason; /* by which the coming episode begins */
    const char *placement;
    const char *provider;
    int64_t placement_number;
    int64_t homes; /* placements so far */
    wm_day placed;
    bool outside, temporary, before_assessment;
    int distance; /* hundredths of a mile */
    wm_day approved;

    wm_day interim; /* C1, C2 and E1 from these days; NONE: never */
    wm_day full;
    wm_day placement_order;
    wm_day adopters; /* placed with them */
} period;

/* where */

static const char *choose_placement(period *p, wm_day day)
{
    static const wm_weighted young[] = {{"U6", 62}, {"U3", 14}, {"U1", 4}, {"U4", 12},
                                        {"R3", 3},  {"P1", 4},  {"R2", 1}};
    static const wm_weighted old[] = {{"U6", 45}, {"U3", 8}, {"U1", 4}, {"U4", 14},
                                      {"K2", 16}, {"P1", 4}, {"S1", 2}, {"R1", 2},
                                      {"K1", 1},  {"Z1", 1}};
    static const wm_weighted eldest[] = {{"U6", 32}, {"U4", 12}, {"K2", 20}, {"H5", 20},
                                         {"P2", 10}, {"R5", 2},  {"P1", 3},  {"Z1", 1}};
    int age = wm_age_on(p->child->dob, day);
    wm_chance *chance = &p->life->chance;
    const char *code = age < 10   ? WM_PICK(chance, young)
                       : age < 16 ? WM_PICK(chance, old)
                                  : WM_PICK(chance, eldest);
    bool order = p->status[0] == 'C' || p->status[0] == 'E';
    if (code[0] == 'P' && code[1] == '1' && !order)
        return "U6";
    if (order && wm_life_often(p->life, WM_PERCENT(7)))
        return "P1";
    return code;
}

static void place(period *p, const char *code, wm_day day)
{
    static const wm_weighted providers[] = {
        {"PR1", 55}, {"PR2", 5}, {"PR4", 33}, {"PR5", 5}, {"PR3", 2}};
    wm_chance *chance = &p->life->chance;
    bool relative = code[0] == 'U' && (code[1] == '1' || code[1] == '3');
    bool parents = code[0] == 'P' && code[1] == '1';
    p->placement = code;
    p->provider = parents ? "PR0" : WM_PICK(chance, providers);
    p->placement_number = ++p->homes;
    p->placed = day;
    p->outside = !parents && wm_life_often(p->life, WM_PERCENT(32));
    p->distance = p->outside ? wm_chance_between(chance, 600, 9000)
                             : wm_chance_between(chance, 10, 1500);
    p->temporary = relative && wm_life_often(p->life, WM_PERCENT(45));
    p->approved = p->temporary ? day + wm_chance_between(chance, 70, 170) : WM_DAY_NONE;
    p->before_assessment = parents && wm_life_often(p->life, WM_PERCENT(12));
}

/* one row */

static void put_episode(period *p, wm_day from, wm_day to, const char *end_reason,
                        const char *move_reason)
{
    wm_synth_row row = wm_life_row(p->life, WM_SYNTH_episode, p->child, from);
    wm_row_day(&row, WM_COL_episode_ended, to);
    wm_row_code(&row, WM_COL_episode_start_reason, p->reason);
    wm_row_code(&row, WM_COL_episode_status, p->status);
    wm_row_code(&row, WM_COL_episode_need, p->need);
    wm_row_code(&row, WM_COL_episode_placement, p->placement);
    wm_row_code(&row, WM_COL_episode_provider, p->provider);
    int64_t home = p->child->number * 100 + p->placement_number;
    bool asked = move_reason && move_reason[0] == 'C' && move_reason[1] == 'R';
    bool disrupted = asked || (move_reason && p->placement[0] == 'A');
    if (p->placement[0] == 'K' || p->provider[2] == '4')
        wm_row_number(&row, WM_COL_episode_urn, 1030000 + home % 997);
    wm_row_key(&row, WM_COL_episode_placement_id, 'H', home);
    wm_row_number(&row, WM_COL_episode_distance, p->distance);
    wm_row_yesno(&row, WM_COL_episode_outside_area, p->outside);
    wm_row_code(&row, WM_COL_episode_end_reason, end_reason);
    wm_row_code(&row, WM_COL_episode_move_reason, move_reason);
    wm_row_yesno(&row, WM_COL_episode_before_assessment, p->before_assessment);
    wm_row_yesno(&row, WM_COL_episode_temporary_approval, p->temporary);
    wm_row_day(&row, WM_COL_episode_approved, p->approved);
    wm_row_yesno(&row, WM_COL_episode_disrupted, disrupted);
    wm_life_put(p->life, &row);
}

/* what happens next */

static const char *status_on(const period *p, wm_day day)
{
    if (p->placement_order != WM_DAY_NONE && day >= p->placement_order)
        return "E1";
    if (p->full != WM_DAY_NONE && day >= p->full)
        return "C2";
    if (p->interim != WM_DAY_NONE && day >= p->interim)
        return "C1";
    return p->status;
}

static wm_day next_order(const period *p, wm_day day)
{
    const wm_day days[] = {p->interim, p->full, p->placement_order, p->adopters};
    wm_day next = p->to;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (days[i] != WM_DAY_NONE && days[i] > day)
            next = wm_earlier(next, days[i]);
    return next;
}

/* The first move comes soon, later ones seldom. */
static wm_day next_move(period *p, wm_day day)
{
    int mean = day < p->from + 200 ? 130 : p->plan == PLAN_LONG_TERM ? 420 : 210;
    if (p->placement[0] == 'T')
        return day + wm_chance_between(&p->life->chance, 1, 10);
    if (p->placement[0] == 'A')
        return wm_life_often(p->life, WM_PERCENT(5))
                   ? day + wm_chance_span(&p->life->chance, 120)
                   : p->to;
    return day + 3 + wm_chance_span(&p->life->chance, mean);
}

/* Every second move is one for some days: in hospital, on holiday, while the carers are
 * on holiday. */
static const char *choose_next(period *p, wm_day day)
{
    static const wm_weighted absences[] = {
        {"T0", 10}, {"T1", 15}, {"T2", 25}, {"T3", 30}, {"T4", 20}};
    if (wm_life_often(p->life, WM_PERCENT(50)))
        return WM_PICK(&p->life->chance, absences);
    return choose_placement(p, day);
}

/* To the next home. From an absence (T0 to T4) the child goes back to the last one. */
static void move(period *p, const period *home, wm_day day, bool new_status)
{
    if (p->adopters == day) {
        bool same_carer = wm_life_often(p->life, WM_PERCENT(12));
        bool order = p->placement_order != WM_DAY_NONE;
        place(p, order ? same_carer ? "A5" : "A6" : same_carer ? "A3" : "A4", day);
        p->reason = same_carer ? (new_status ? "U" : "T") : (new_status ? "B" : "P");
        return;
    }
    if (p->placement[0] == 'T') {
        const char *status = p->status;
        int64_t homes = p->homes;
        *p = *home;
        p->status = status;
        p->homes = homes;
        p->reason = new_status ? "B" : "P";
        return;
    }
    bool same_carer = p->placement[0] == 'U' && wm_life_often(p->life, WM_PERCENT(7));
    if (same_carer) {
        p->placement = p->placement[1] == '6' ? "U4" : p->placement;
        p->reason = new_status ? "U" : "T";
        return;
    }
    place(p, choose_next(p, day), day);
    p->reason = new_status ? "B" : "P";
}

static const char *why_moved(period *p, bool to_adopters)
{
    static const wm_weighted reasons[] = {{"PLANP", 40}, {"CREQB", 14}, {"CREQO", 8},
                                          {"CARPL", 10}, {"CHILD", 6},  {"STAND", 3},
                                          {"ALLEG", 2},  {"LAREQ", 5},  {"OTHER", 12}};
    const char *reason = WM_PICK(&p->life->chance, reasons);
    return to_adopters || p->placement[0] == 'T' ? "PLANP" : reason;
}

static void walk(period *p)
{
    wm_day day = p->from, order = next_order(p, day), moved = next_move(p, day);
    wm_day visited = day;
    period home = *p;
    for (;;) {
        wm_day next = wm_earlier(order, wm_earlier(moved, p->to));
        if (next >= p->to)
            break;
        bool moves = next == moved || next == p->adopters;
        const char *status = status_on(p, next);
        bool new_status = strcmp(status, p->status) != 0;
        put_episode(p, day, next, "X1", moves ? why_moved(p, next == p->adopters) : NULL);
        if (p->placement[0] != 'T')
            home = *p;
        p->status = status;
        p->reason = "L";
        if (moves) {
            move(p, &home, next, new_status);
            if (p->placement[0] != 'T' && p->placed != home.placed) {
                wm_life_care_visits(p->life, p->child, visited, next, home.placed,
                                    p->plan == PLAN_LONG_TERM);
                visited = next;
            }
        }
        day = next;
        order = next_order(p, day);
        if (moves)
            moved = next_move(p, day);
    }
    if (p->end_reason[1] == '1' && p->placement[0] != 'A')
        p->end_reason = "E8"; /* the adopters gave up */
    put_episode(p, day, p->to, p->end_reason, NULL);
    wm_day placed = p->placement[0] == 'T' ? home.placed : p->placed;
    wm_life_care_visits(p->life, p->child, visited, p->to, placed,
                        p->plan == PLAN_LONG_TERM);
}

/* plans */

static plan_of_care choose_plan(period *p)
{
    int age = wm_age_on(p->child->dob, p->from);
    int kind = wm_chance_below(&p->life->chance, 100);
    if (age < 6 && kind < 30)
        return PLAN_ADOPTION;
    if (kind < 44)
        return kind < 32 ? PLAN_HOME_SOON : PLAN_GUARDIANSHIP;
    return kind < 66 ? PLAN_HOME : PLAN_LONG_TERM;
}

static int days_of(period *p)
{
    wm_chance *chance = &p->life->chance;
    switch (p->plan) {
    case PLAN_HOME_SOON:
        return 2 + wm_chance_span(chance, 40);
    case PLAN_HOME:
        return 60 + wm_chance_span(chance, 300);
    case PLAN_GUARDIANSHIP:
        return 250 + wm_chance_span(chance, 250);
    case PLAN_ADOPTION:
        return 500 + wm_chance_span(chance, 250);
    case PLAN_LONG_TERM:
        break;
    }
    return 700 + wm_chance_span(chance, 1800);
}

static const char *choose_end(period *p)
{
    static const wm_weighted home[] = {{"E4A", 60}, {"E4B", 20}, {"E8", 15}, {"E41", 5}};
    static const wm_weighted guardian[] = {
        {"E43", 45}, {"E44", 25}, {"E45", 20}, {"E46", 10}};
    static const wm_weighted grown[] = {{"E5", 35}, {"E6", 25}, {"E7", 5}, {"E8", 35}};
    wm_chance *chance = &p->life->chance;
    if (p->to >= p->child->ends)
        return p->child->died ? "E2" : WM_PICK(chance, grown);
    if (p->plan == PLAN_ADOPTION)
        return wm_life_often(p->life, WM_PERCENT(94)) ? "E12" : "E11";
    return p->plan == PLAN_GUARDIANSHIP ? WM_PICK(chance, guardian)
                                        : WM_PICK(chance, home);
}

/* The court: an interim order soon, a full one within half a year or so. */
static void choose_orders(period *p)
{
    wm_chance *chance = &p->life->chance;
    bool court = p->plan == PLAN_ADOPTION || p->plan == PLAN_GUARDIANSHIP ||
                 (p->plan == PLAN_LONG_TERM && wm_life_often(p->life, WM_PERCENT(80)));
    p->interim = p->full = p->placement_order = p->adopters = WM_DAY_NONE;
    static const wm_weighted first[] = {{"V2", 70}, {"L1", 4}, {"L2", 6}, {"C1", 20}};
    p->status = court ? WM_PICK(chance, first) : "V2";
    if (!court)
        return;
    if (p->status[0] != 'C')
        p->interim = p->from + (p->status[0] == 'L' ? wm_chance_between(chance, 3, 8)
                                                    : wm_chance_between(chance, 5, 120));
    wm_day from = p->interim == WM_DAY_NONE ? p->from : p->interim;
    p->full = from + wm_chance_between(chance, 120, 260);
    if (p->plan != PLAN_ADOPTION)
        return;
    p->placement_order = p->full + wm_chance_below(chance, 20);
    p->adopters = p->placement_order + wm_chance_between(chance, 20, 260);
    if (wm_life_often(p->life, WM_PERCENT(7)))
        p->placement_order = WM_DAY_NONE;
    p->to = wm_later(p->to, p->adopters + wm_chance_between(chance, 100, 300));
}

static void put_adoption(period *p)
{
    wm_chance *chance = &p->life->chance;
    int before = wm_chance_between(chance, 10, 60);
    if (p->plan != PLAN_ADOPTION)
        return;
    wm_day decided = p->full - before;
    if (decided <= p->from || decided >= p->to)
        return;
    bool adopted = p->end_reason[1] == '1' && p->to > p->adopters;
    wm_synth_row row = wm_life_row(p->life, WM_SYNTH_adoption_case, p->child, decided);
    wm_row_day(&row, WM_COL_adoption_case_ended, p->to);
    wm_row_day(&row, WM_COL_adoption_case_placement_order,
               p->placement_order < p->to ? p->placement_order : WM_DAY_NONE);
    wm_row_day(&row, WM_COL_adoption_case_matched,
               p->adopters < p->to ? p->adopters - wm_chance_between(chance, 5, 20)
                                   : WM_DAY_NONE);
    wm_row_day(&row, WM_COL_adoption_case_adopted, adopted ? p->to : WM_DAY_NONE);
    wm_life_put(p->life, &row);
}

static void put_care_plan(period *p)
{
    static const char *const permanence[] = {"RETURN_HOME", "RETURN_HOME",
                                             "LONG_TERM_FOSTERING", "SGO", "ADOPTION"};
    wm_day from = wm_life_working(p->life, p->from + 5);
    bool settled = p->plan == PLAN_LONG_TERM;
    wm_day later = p->from + wm_chance_between(&p->life->chance, 120, 300);
    if (from >= p->to)
        return;
    for (int i = 0; i < 2 && from < p->to; i++) {
        bool final = i == 1 || later >= p->to;
        wm_synth_row row = wm_life_row(p->life, WM_SYNTH_care_plan, p->child, from);
        wm_row_day(&row, WM_COL_care_plan_ended, final ? p->to : later);
        wm_row_code(&row, WM_COL_care_plan_permanence,
                    i == 1 ? permanence[p->plan] : "RETURN_HOME");
        wm_row_yesno(&row, WM_COL_care_plan_to_18, i == 1 && settled);
        wm_row_yesno(&row, WM_COL_care_plan_six_monthly_agreed,
                     i == 1 && settled && wm_life_often(p->life, WM_PERCENT(12)));
        wm_life_put(p->life, &row);
        from = later;
    }
}

/* A child who died in care left it on that day, one who grows up on the birthday. */
wm_day wm_life_looked_after(wm_life *life, const wm_child *child, wm_day day)
{
    static const wm_weighted needs[] = {{"N1", 60}, {"N2", 4}, {"N3", 3}, {"N4", 9},
                                        {"N5", 15}, {"N6", 3}, {"N8", 6}};
    period p = {.life = life, .child = child, .from = day, .reason = "S"};
    p.plan = choose_plan(&p);
    p.need = WM_PICK(&life->chance, needs);
    p.to = day + days_of(&p);
    choose_orders(&p);
    p.to = wm_earlier(p.to, child->ends);
    if (p.to <= day)
        return day;
    p.end_reason = choose_end(&p);
    place(&p, choose_placement(&p, day), day);
    put_care_plan(&p);
    walk(&p);
    put_adoption(&p);
    wm_life_care_events(life, child, p.from, p.to);
    if (wm_age_on(child->dob, p.to) >= 16 && p.to - p.from >= 91 && !child->died)
        wm_life_leaver(life, child, p.to);
    return p.to;
}
