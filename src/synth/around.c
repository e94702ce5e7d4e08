#include "synth/life.h"

/* What belongs to no case: private fostering, young people without a home, audits,
 * supervision, surveys of staff, alerts of reviewing officers. At most about so many a
 * month for each 100,000 children.
 */
enum {
    FOSTERED = 2,
    HOMELESS = 6,
    AUDITS = 50,
    ALERTS = 9,
    STAFF_ANSWERS = 60, /* once a year */
};

/* Of a rate that gives 2.4 a month, 2 in most months and 3 in the others; and of these
 * from half to a little more than all. */
static int how_many(wm_life *life, int rate)
{
    int64_t due = (int64_t)rate * life->population;
    int64_t whole = due / 100000, part = due % 100000;
    int most = (int)whole + (wm_chance_below(&life->chance, 100000) < part);
    /* Two draws, one after the other: C leaves the order within a sum open. */
    int some = wm_chance_below(&life->chance, most - most / 2 + 1);
    int more = wm_chance_below(&life->chance, most / 2 + 1) / 2;
    return most / 2 + some + more;
}

static wm_day day_in(wm_life *life, wm_day first)
{
    int days = wm_day_month_end(first) - first + 1;
    return wm_life_working(life, first + wm_chance_below(&life->chance, days));
}

static wm_child stranger(wm_life *life, wm_day day, int least, int most)
{
    wm_child child = {.number = ++life->keys[WM_SYNTH_child]};
    child.family = ++life->families;
    int age = wm_chance_between(&life->chance, least, most);
    child.dob = wm_day_add_months(day, -12 * age) - wm_chance_below(&life->chance, 365);
    child.adult = child.ends = wm_day_add_months(child.dob, 18 * 12);
    wm_synth_row row = wm_row_begin(WM_SYNTH_child);
    wm_row_key(&row, WM_COL_child_child_id, 'C', child.number);
    wm_row_day(&row, WM_COL_child_dob, child.dob);
    wm_row_code(&row, WM_COL_child_sex, wm_life_often(life, WM_PERCENT(50)) ? "F" : "M");
    wm_row_code(&row, WM_COL_child_ethnicity, "WBRI");
    wm_row_yesno(&row, WM_COL_child_disabled, false);
    wm_row_key(&row, WM_COL_child_family, 'F', child.family);
    wm_row_yesno(&row, WM_COL_child_restricted, false);
    wm_life_put(life, &row);
    return child;
}

static wm_day in_working_days(wm_life *life, wm_day day, unsigned timely, int limit,
                              int longest)
{
    int days = wm_life_often(life, timely)
                   ? wm_chance_between(&life->chance, 1, limit)
                   : wm_chance_between(&life->chance, limit + 1, longest);
    return wm_life_working_after(life, day, days);
}

static void foster_privately(wm_life *life, wm_day day)
{
    wm_child child = stranger(life, day, 5, 15);
    wm_day to = wm_earlier(day + 40 + wm_chance_span(&life->chance, 200), child.ends);
    bool confirmed = wm_life_often(life, WM_PERCENT(85));
    wm_synth_row row = wm_life_row(life, WM_SYNTH_private_fostering, &child, day);
    wm_row_day(&row, WM_COL_private_fostering_ended, to);
    wm_row_day(&row, WM_COL_private_fostering_began,
               day + wm_chance_between(&life->chance, -60, 30));
    wm_row_day(&row, WM_COL_private_fostering_confirmed,
               confirmed ? in_working_days(life, day, WM_PERCENT(60), 15, 40)
                         : WM_DAY_NONE);
    wm_row_day(&row, WM_COL_private_fostering_visited,
               in_working_days(life, day, WM_PERCENT(78), 7, 25));
    wm_row_day(&row, WM_COL_private_fostering_assessed,
               in_working_days(life, day, WM_PERCENT(35), 7, 60));
    wm_life_put(life, &row);
}

/* A child in the records only when a referral came of it. */
static void be_homeless(wm_life *life, wm_day day)
{
    wm_synth_row row = wm_life_row(life, WM_SYNTH_homeless, NULL, day);
    int age = wm_chance_between(&life->chance, 16, 17);
    wm_day dob = wm_day_add_months(day, -12 * age) - wm_chance_below(&life->chance, 300);
    wm_row_day(&row, WM_COL_homeless_dob, dob);
    if (wm_life_often(life, WM_PERCENT(62)))
        wm_row_day(&row, WM_COL_homeless_referred,
                   wm_life_working_after(life, day, wm_chance_below(&life->chance, 6)));
    wm_life_put(life, &row);
}

static int any_slot(wm_life *life)
{
    return wm_chance_below(&life->chance, life->workforce->social_workers);
}

static void put_answer(wm_life *life, int64_t audit, wm_day day, const char *question)
{
    static const wm_weighted grades[] = {{"OUTSTANDING", 5},
                                         {"GOOD", 43},
                                         {"REQUIRES_IMPROVEMENT", 36},
                                         {"INADEQUATE", 9},
                                         {"NOT_APPLICABLE", 7}};
    wm_synth_row row = wm_row_begin(WM_SYNTH_audit_answer);
    wm_row_key(&row, WM_COL_audit_answer_answer_id, 'Q',
               ++life->keys[WM_SYNTH_audit_answer]);
    wm_row_key(&row, WM_COL_audit_answer_case_id, 'A', audit);
    wm_row_day(&row, WM_COL_audit_answer_dated, day);
    wm_row_code(&row, WM_COL_audit_answer_question, question);
    wm_row_code(&row, WM_COL_audit_answer_grade, WM_PICK(&life->chance, grades));
    wm_life_put(life, &row);
}

static void audit(wm_life *life, wm_day day)
{
    static const char *const questions[] = {
        "ASSESSMENT", "DECISION_MAKING", "PLAN",   "DIVERSITY",           "RISK",
        "PLACEMENT",  "REVIEW",          "IMPACT", "PLACED_WITH_PARENTS", "INDEPENDENCE"};
    static const char *const deep[] = {"RECORDING", "VISIT_TIMELINESS"};
    bool dive = wm_life_often(life, WM_PERCENT(25));
    wm_synth_row row = wm_life_row(life, WM_SYNTH_audit_case, NULL, day);
    int64_t number = life->keys[WM_SYNTH_audit_case];
    int slot = any_slot(life);
    int64_t children = life->keys[WM_SYNTH_child];
    wm_row_code(&row, WM_COL_audit_case_programme, dive ? "DEEP_DIVE" : "CASE_AUDIT");
    if (children)
        wm_row_key(&row, WM_COL_audit_case_child, 'C',
                   1 + wm_chance_below(&life->chance, (int)children));
    wm_row_key(&row, WM_COL_audit_case_team, 'T', life->workforce->posts[slot].team);
    wm_row_key(&row, WM_COL_audit_case_worker, 'W',
               wm_workforce_holder(life->workforce, slot, day));
    wm_row_yesno(&row, WM_COL_audit_case_moderated, wm_life_often(life, WM_PERCENT(30)));
    wm_life_put(life, &row);
    for (int i = 0; i < (dive ? 2 : 10); i++)
        if (dive || i < 5 || wm_life_often(life, WM_PERCENT(50)))
            put_answer(life, number, day, dive ? deep[i] : questions[i]);
}

/* A tenth of the files of the social workers every month. */
static void supervise(wm_life *life, wm_day first)
{
    for (int slot = 0; slot < life->workforce->social_workers; slot++) {
        int64_t worker = wm_workforce_holder(life->workforce, slot, first);
        if (!wm_life_often(life, WM_PERCENT(10)) || !worker)
            continue;
        wm_synth_row row =
            wm_life_row(life, WM_SYNTH_supervision, NULL, day_in(life, first));
        wm_row_key(&row, WM_COL_supervision_worker, 'W', worker);
        wm_row_yesno(&row, WM_COL_supervision_frequency_met,
                     wm_life_often(life, WM_PERCENT(74)));
        wm_row_yesno(&row, WM_COL_supervision_quality_met,
                     wm_life_often(life, WM_PERCENT(61)));
        wm_life_put(life, &row);
    }
}

static void ask_staff(wm_life *life, wm_day day)
{
    static const wm_weighted answers[] = {
        {"VERY_GOOD", 25}, {"GOOD", 45}, {"FAIR", 20}, {"POOR", 10}};
    int count = 1 + (int)((int64_t)STAFF_ANSWERS * life->population / 100000);
    for (int i = 0; i < count; i++) {
        wm_synth_row row = wm_life_row(life, WM_SYNTH_survey_response, NULL, day);
        wm_row_code(&row, WM_COL_survey_response_survey, "STAFF");
        wm_row_code(&row, WM_COL_survey_response_question, "SUPERVISION_BENEFICIAL");
        wm_row_code(&row, WM_COL_survey_response_answer, WM_PICK(&life->chance, answers));
        wm_life_put(life, &row);
    }
}

static void alert(wm_life *life, wm_day day)
{
    wm_synth_row row = wm_life_row(life, WM_SYNTH_practice_alert, NULL, day);
    int64_t children = life->keys[WM_SYNTH_child];
    wm_row_key(&row, WM_COL_practice_alert_worker, 'W',
               wm_workforce_holder(life->workforce, any_slot(life), day));
    if (children)
        wm_row_key(&row, WM_COL_practice_alert_child, 'C',
                   1 + wm_chance_below(&life->chance, (int)children));
    wm_life_put(life, &row);
}

void wm_life_around(wm_life *life)
{
    static const struct {
        int rate;
        void (*happens)(wm_life *, wm_day);
    } kinds[] = {{FOSTERED, foster_privately},
                 {HOMELESS, be_homeless},
                 {AUDITS, audit},
                 {ALERTS, alert}};
    for (wm_day first = life->start; first <= life->last;
         first = wm_day_add_months(first, 1)) {
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            for (int n = how_many(life, kinds[i].rate); n > 0; n--)
                kinds[i].happens(life, day_in(life, first));
        supervise(life, first);
        if (wm_day_civil(first).month == 1)
            ask_staff(life, day_in(life, first));
    }
}
