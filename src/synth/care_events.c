#include "synth/life.h"

/* What happens to a child in care beside moves: visits on the rhythm of regulation 28,
 * reviews, health, going missing, the survey of the pledge.
 */

/* A week after the placement, then every six weeks; three months in a settled one after
 * a year. One of eight is late.
 */
void wm_life_care_visits(wm_life *life, const wm_child *child, wm_day from, wm_day to,
                         wm_day placed, bool settled)
{
    wm_chance *chance = &life->chance;
    bool early = wm_life_often(life, WM_PERCENT(90));
    wm_day day = wm_life_working(
        life, from + wm_chance_between(chance, early ? 0 : 8, early ? 5 : 20));
    while (day < to) {
        wm_synth_row row = wm_life_row(life, WM_SYNTH_cla_visit, child, day);
        wm_row_yesno(&row, WM_COL_cla_visit_seen, wm_life_often(life, WM_PERCENT(95)));
        wm_life_put(life, &row);
        int every = settled && day > placed + 365 ? 90 : 42;
        int days = wm_life_often(life, WM_PERCENT(88))
                       ? wm_chance_between(chance, every * 17 / 20, every - 4)
                       : every + wm_chance_span(chance, 18);
        day = wm_life_working(life, day + days);
    }
}

static const char *participation(wm_life *life, const wm_child *child, wm_day day)
{
    static const wm_weighted codes[] = {{"PN1", 50}, {"PN2", 6},  {"PN3", 3}, {"PN4", 1},
                                        {"PN5", 14}, {"PN6", 20}, {"PN7", 6}};
    const char *code = WM_PICK(&life->chance, codes);
    return wm_age_on(child->dob, day) < 4 ? "PN0" : code;
}

/* 20 working days, three months, then every six. */
static void put_reviews(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    wm_chance *chance = &life->chance;
    wm_day due = wm_life_working_after(life, from, 20);
    for (int number = 1;; number++) {
        bool late = wm_life_often(life, WM_PERCENT(10));
        int days = late ? wm_chance_span(chance, 25)
                        : -wm_chance_below(chance, number == 1 ? 5 : 15);
        wm_day day = wm_life_working(life, due + days);
        if (day >= to)
            return;
        if (wm_life_often(life, WM_PERCENT(3))) {
            wm_synth_row off = wm_life_row(life, WM_SYNTH_cla_review, child,
                                           wm_life_working(life, day - 4));
            wm_row_day(&off, WM_COL_cla_review_due, due);
            wm_row_yesno(&off, WM_COL_cla_review_cancelled, true);
            wm_life_put(life, &off);
        }
        wm_synth_row row = wm_life_row(life, WM_SYNTH_cla_review, child, day);
        wm_row_day(&row, WM_COL_cla_review_due, due);
        wm_row_yesno(&row, WM_COL_cla_review_cancelled, false);
        wm_row_code(&row, WM_COL_cla_review_participation,
                    participation(life, child, day));
        wm_life_put(life, &row);
        due = wm_day_add_months(day, number == 1 ? 3 : 6);
    }
}

static void put_check(wm_life *life, const wm_child *child, wm_day day, const char *type,
                      int score)
{
    static const wm_weighted states[] = {{"DONE", 95}, {"REFUSED", 4}, {"CANCELLED", 1}};
    wm_synth_row row = wm_life_row(life, WM_SYNTH_health_check, child, day);
    wm_row_code(&row, WM_COL_health_check_type, type);
    wm_row_code(&row, WM_COL_health_check_status, WM_PICK(&life->chance, states));
    if (score >= 0)
        wm_row_number(&row, WM_COL_health_check_sdq_score, score);
    wm_life_put(life, &row);
}

static void put_health(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    wm_chance *chance = &life->chance;
    int days = wm_life_often(life, WM_PERCENT(55)) ? wm_chance_between(chance, 8, 20)
                                                   : wm_chance_between(chance, 21, 70);
    wm_day day = wm_life_working_after(life, from, days);
    const char *type = "INITIAL";
    while (day < to) {
        put_check(life, child, day, type, -1);
        type = "REVIEW";
        int every = wm_age_on(child->dob, day) < 5 ? 182 : 365;
        day = wm_life_working(life, day + every - 15 + wm_chance_span(chance, 20));
    }
    day = wm_life_working(life, from + wm_chance_between(chance, 20, 200));
    while (day < to) {
        int age = wm_age_on(child->dob, day);
        if (age >= 1)
            put_check(life, child, day, "DENTAL", -1);
        if (age >= 4 && age <= 16 && wm_life_often(life, WM_PERCENT(75)))
            put_check(life, child, day, "SDQ", wm_chance_below(chance, 30));
        day = wm_life_working(life, day + 330 + wm_chance_span(chance, 50));
    }
}

static void put_missing(wm_life *life, const wm_child *child, wm_day day, wm_day to)
{
    wm_chance *chance = &life->chance;
    wm_day back = day + wm_chance_span(chance, 2) - 1;
    back = wm_earlier(back, to);
    wm_synth_row row = wm_life_row(life, WM_SYNTH_missing, child, day);
    bool offered = wm_life_often(life, WM_PERCENT(85));
    bool accepted = offered && wm_life_often(life, WM_PERCENT(60));
    int wait = wm_life_often(life, WM_PERCENT(70)) ? wm_chance_below(chance, 4)
                                                   : wm_chance_between(chance, 4, 15);
    wm_row_day(&row, WM_COL_missing_ended, back);
    wm_row_code(&row, WM_COL_missing_type,
                wm_life_often(life, WM_PERCENT(88)) ? "M" : "A");
    wm_row_yesno(&row, WM_COL_missing_interview_offered, offered);
    wm_row_day(&row, WM_COL_missing_offered, offered ? back + wait : WM_DAY_NONE);
    wm_row_yesno(&row, WM_COL_missing_interview_accepted, accepted);
    wm_row_day(&row, WM_COL_missing_interviewed,
               accepted ? back + wait + wm_chance_below(chance, 4) : WM_DAY_NONE);
    wm_life_put(life, &row);
}

/* One teenager of seven, and then again and again. */
static void put_absences(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    if (!wm_life_often(life, WM_PERCENT(15)))
        return;
    wm_day day = wm_later(from + 5, wm_day_add_months(child->dob, 12 * 12));
    for (day += wm_chance_span(&life->chance, 120); day < to - 1;
         day += 15 + wm_chance_span(&life->chance, 60))
        put_missing(life, child, day, to);
}

/* Everyone aged 5 and over in care on the day the survey of the year closes. */
static void put_surveys(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    for (int year = wm_day_civil(from).year; year <= wm_day_civil(to).year; year++) {
        wm_day closed = wm_life_working(life, wm_day_of(year, 2, 14));
        if (closed < from || closed >= to || wm_age_on(child->dob, closed) < 5)
            continue;
        wm_synth_row row = wm_life_row(life, WM_SYNTH_pledge_survey, child, closed);
        wm_row_code(&row, WM_COL_pledge_survey_survey, "PLEDGE");
        wm_row_yesno(&row, WM_COL_pledge_survey_took_part,
                     wm_life_often(life, WM_PERCENT(44)));
        wm_life_put(life, &row);
    }
}

/* Assessed again every year or so; two of ten are forgotten. */
static void put_assessments(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    wm_chance *chance = &life->chance;
    wm_day day = wm_life_working(life, from + wm_chance_between(chance, 150, 330));
    while (day < to) {
        int days = wm_chance_between(chance, 10, 50);
        wm_day seen = wm_life_working_after(life, day, wm_chance_between(chance, 1, 9));
        wm_day next = wm_life_working(life, day + wm_chance_between(chance, 250, 370));
        if (wm_life_often(life, WM_PERCENT(80))) {
            wm_synth_row row = wm_life_row(life, WM_SYNTH_assessment, child, day);
            wm_row_day(&row, WM_COL_assessment_seen, seen);
            wm_row_yesno(&row, WM_COL_assessment_child_seen, true);
            wm_row_day(&row, WM_COL_assessment_completed,
                       wm_life_working_after(life, day, days));
            wm_row_code(&row, WM_COL_assessment_type, "LOOKED_AFTER");
            wm_row_key(&row, WM_COL_assessment_team, 'T',
                       life->workforce->posts[child->slot].team);
            wm_life_put(life, &row);
        }
        day = next;
    }
}

void wm_life_care_events(wm_life *life, const wm_child *child, wm_day from, wm_day to)
{
    put_reviews(life, child, from, to);
    put_health(life, child, from, to);
    put_absences(life, child, from, to);
    put_surveys(life, child, from, to);
    put_assessments(life, child, from, to);
    wm_life_allocate(life, child, wm_workforce_reviewing(life->workforce, child->family),
                     from, to);
}
