#include "synth/life.h"

/* One child's way through one referral. */
typedef struct referral_case {
    wm_life *life;
    const wm_child *child;
    wm_day day;
    int64_t referral; /* its key, as the assessment and the enquiry name it */
} referral_case;

static const wm_weighted sources[] = {
    {"1A", 8}, {"1B", 4},  {"1C", 3}, {"2A", 15}, {"2B", 3}, {"3A", 8}, {"3D", 6},
    {"4", 5},  {"5A", 10}, {"5B", 5}, {"6", 27},  {"7", 3},  {"8", 5},  {"10", 4}};

static void put_contact(const referral_case *c, bool referred)
{
    static const wm_weighted outcomes[] = {
        {"INFORMATION", 45}, {"EARLY_HELP", 30}, {"NO_FURTHER_ACTION", 25}};
    wm_life *life = c->life;
    wm_chance *chance = &life->chance;
    wm_synth_row row = wm_life_row(life, WM_SYNTH_contact, c->child, c->day);
    int days = wm_life_often(life, WM_PERCENT(86)) ? wm_chance_below(chance, 2)
                                                   : wm_chance_between(chance, 2, 8);
    wm_row_code(&row, WM_COL_contact_source, WM_PICK(chance, sources));
    wm_row_code(&row, WM_COL_contact_outcome,
                referred ? "REFERRAL" : WM_PICK(chance, outcomes));
    wm_row_day(&row, WM_COL_contact_decided, wm_life_working_after(life, c->day, days));
    wm_life_put(life, &row);
}

/* Others that led to nothing, in the year after. */
static void put_other_contacts(const referral_case *c)
{
    int contacts = wm_chance_below(&c->life->chance, 2);
    for (int i = 0; i < contacts; i++) {
        referral_case later = *c;
        int days = wm_chance_between(&c->life->chance, 10, 400);
        later.day = wm_life_working(c->life, c->day + days);
        if (later.day < c->child->ends)
            put_contact(&later, false);
    }
}

static void put_referral(referral_case *c, bool nfa)
{
    wm_life *life = c->life;
    wm_synth_row row = wm_life_row(life, WM_SYNTH_referral, c->child, c->day);
    c->referral = life->keys[WM_SYNTH_referral];
    wm_row_code(&row, WM_COL_referral_source, WM_PICK(&life->chance, sources));
    wm_row_yesno(&row, WM_COL_referral_nfa, nfa);
    wm_row_key(&row, WM_COL_referral_team, 'T',
               life->workforce->posts[c->child->slot].team);
    wm_life_put(life, &row);
}

static void put_episode(const referral_case *c, wm_day closed, bool nfa)
{
    static const wm_weighted needs[] = {{"N1", 52}, {"N2", 9}, {"N3", 3}, {"N4", 9},
                                        {"N5", 16}, {"N6", 4}, {"N7", 2}, {"N8", 5}};
    static const wm_weighted reasons[] = {
        {"RC3", 2}, {"RC4", 4}, {"RC6", 3}, {"RC7", 62}, {"RC9", 5}};
    wm_life *life = c->life;
    wm_synth_row row = wm_row_begin(WM_SYNTH_cin_episode);
    wm_row_key(&row, WM_COL_cin_episode_referral_id, 'R', c->referral);
    wm_row_key(&row, WM_COL_cin_episode_child_id, 'C', c->child->number);
    wm_row_day(&row, WM_COL_cin_episode_referred, c->day);
    wm_row_day(&row, WM_COL_cin_episode_closed, closed);
    wm_row_yesno(&row, WM_COL_cin_episode_nfa, nfa);
    wm_row_code(&row, WM_COL_cin_episode_primary_need, WM_PICK(&life->chance, needs));
    const char *reason = WM_PICK(&life->chance, reasons);
    bool dead = c->child->died && closed >= c->child->ends;
    wm_row_code(&row, WM_COL_cin_episode_closure_reason,
                dead  ? "RC2"
                : nfa ? "RC8"
                      : reason);
    wm_life_put(life, &row);
}

/* Working days to an assessment's end: eight of ten within the 45, many at the very
 * end. */
static int assessment_days(wm_chance *chance)
{
    int kind = wm_chance_below(chance, 100);
    if (kind < 18)
        return wm_chance_between(chance, 1, 15);
    if (kind < 45)
        return wm_chance_between(chance, 16, 35);
    if (kind < 82)
        return wm_chance_between(chance, 36, 45);
    return kind < 95 ? wm_chance_between(chance, 46, 60)
                     : wm_chance_between(chance, 61, 120);
}

static wm_day put_assessment(const referral_case *c, wm_day day)
{
    wm_life *life = c->life;
    wm_chance *chance = &life->chance;
    wm_day start = wm_life_working_after(life, day, wm_chance_below(chance, 3));
    wm_day done = wm_life_working_after(life, start, assessment_days(chance));
    int wait = wm_life_often(life, WM_PERCENT(80)) ? wm_chance_between(chance, 0, 10)
                                                   : wm_chance_between(chance, 11, 35);
    wm_day seen = wm_earlier(wm_life_working_after(life, start, wait), done);
    bool is_seen = wm_life_often(life, WM_PERCENT(96)) && c->child->dob <= seen;
    wm_synth_row row = wm_life_row(life, WM_SYNTH_assessment, c->child, start);
    wm_row_day(&row, WM_COL_assessment_seen, is_seen ? seen : WM_DAY_NONE);
    if (done <= life->last)
        wm_row_yesno(&row, WM_COL_assessment_child_seen, is_seen);
    wm_row_day(&row, WM_COL_assessment_completed, done);
    wm_row_key(&row, WM_COL_assessment_referral_id, 'R', c->referral);
    wm_row_code(&row, WM_COL_assessment_type, "SINGLE");
    wm_row_key(&row, WM_COL_assessment_team, 'T',
               life->workforce->posts[c->child->slot].team);
    wm_life_put(life, &row);
    return done;
}

static wm_day put_enquiry(const referral_case *c, bool substantiated)
{
    wm_life *life = c->life;
    wm_day start = wm_life_working(life, c->day + wm_chance_span(&life->chance, 5) - 1);
    wm_synth_row row = wm_life_row(life, WM_SYNTH_s47, c->child, start);
    int days = wm_chance_between(&life->chance, 3, 16);
    wm_row_day(&row, WM_COL_s47_ended, wm_life_working_after(life, start, days));
    wm_row_code(&row, WM_COL_s47_outcome,
                substantiated ? "SUBSTANTIATED_RISK" : "NOT_SUBSTANTIATED");
    wm_row_key(&row, WM_COL_s47_referral_id, 'R', c->referral);
    wm_life_put(life, &row);
    return start;
}

/* Three of four within 15 working days of the strategy discussion. */
static wm_day put_conference(const referral_case *c, wm_day strategy, bool plan)
{
    wm_life *life = c->life;
    wm_chance *chance = &life->chance;
    int days = wm_life_often(life, WM_PERCENT(77)) ? wm_chance_between(chance, 7, 15)
                                                   : wm_chance_between(chance, 16, 40);
    wm_day held = wm_life_working_after(life, strategy, days);
    wm_synth_row row = wm_life_row(life, WM_SYNTH_icpc, c->child, held);
    wm_row_day(&row, WM_COL_icpc_strategy_date, strategy);
    wm_row_day(&row, WM_COL_icpc_target, wm_life_working_after(life, strategy, 15));
    wm_row_key(&row, WM_COL_icpc_s47_id, 'S', life->keys[WM_SYNTH_s47]);
    wm_row_yesno(&row, WM_COL_icpc_transfer_in, wm_life_often(life, WM_PERCENT(2)));
    wm_row_code(&row, WM_COL_icpc_outcome, plan ? "PLAN" : "NO_PLAN");
    wm_life_put(life, &row);
    return held;
}

/* The day on which work after the assessment ends. */
static wm_day help_in_need(const referral_case *c, wm_day assessed)
{
    wm_life *life = c->life;
    if (wm_life_often(life, WM_PERCENT(45))) {
        wm_day enquiry = put_enquiry(c, false);
        if (wm_life_often(life, WM_PERCENT(8)))
            put_conference(c, enquiry, false);
    }
    wm_day from = wm_life_working_after(life, assessed, 3);
    wm_day to = from + 40 + wm_chance_span(&life->chance, c->child->disabled ? 400 : 120);
    return wm_life_in_need(life, c->child, from, wm_life_working(life, to));
}

static wm_day protect(const referral_case *c)
{
    wm_life *life = c->life;
    wm_day held = put_conference(c, put_enquiry(c, true), true);
    if (held >= c->child->ends)
        return held;
    wm_day ended = wm_life_protected(life, c->child, held);
    if (ended >= c->child->ends)
        return ended;
    if (wm_life_often(life, WM_PERCENT(16)))
        return wm_life_looked_after(life, c->child, ended);
    if (wm_life_often(life, WM_PERCENT(55)))
        ended = wm_life_in_need(life, c->child, wm_life_working_after(life, ended, 2),
                                ended + 60 + wm_chance_span(&life->chance, 90));
    return ended;
}

/* Not before the child is born: a care order has to wait for that. */
static wm_day take_into_care(const referral_case *c)
{
    wm_life *life = c->life;
    if (wm_life_often(life, WM_PERCENT(60)))
        put_enquiry(c, true);
    wm_day day = wm_later(c->day + wm_chance_span(&life->chance, 14), c->child->dob + 1);
    if (day >= c->child->ends)
        return c->child->ends;
    return wm_life_looked_after(life, c->child, day);
}

static wm_day go(const referral_case *c, wm_course course)
{
    wm_life *life = c->life;
    if (course == WM_COURSE_NOTHING)
        return wm_life_working_after(life, c->day, wm_chance_below(&life->chance, 4));
    wm_day assessed = put_assessment(c, c->day);
    wm_day closed = assessed;
    switch (course) {
    case WM_COURSE_IN_NEED:
        closed = help_in_need(c, assessed);
        break;
    case WM_COURSE_PROTECTED:
        closed = protect(c);
        break;
    case WM_COURSE_LOOKED_AFTER:
        closed = take_into_care(c);
        break;
    default:
        if (wm_life_often(life, WM_PERCENT(22)))
            put_enquiry(c, false);
        break;
    }
    wm_day work = wm_later(assessed, closed);
    return wm_life_working_after(life, work, wm_chance_below(&life->chance, 8));
}

wm_day wm_life_case(wm_life *life, const wm_child *child, wm_day day, wm_course course)
{
    referral_case c = {life, child, day, 0};
    bool nfa = course == WM_COURSE_NOTHING;
    put_contact(&c, true);
    put_other_contacts(&c);
    put_referral(&c, nfa);
    wm_day closed = wm_later(day, wm_earlier(go(&c, course), child->ends));
    put_episode(&c, closed, nfa);
    if (!nfa && closed > day)
        wm_life_allocate(
            life, child, child->slot,
            wm_life_working_after(life, day, wm_chance_below(&life->chance, 3)), closed);
    return closed;
}
