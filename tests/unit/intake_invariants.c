/* What must hold of every answer, whatever the world and the measure. */
#include "engine_pair.h"

static bool is_at_most(int64_t n, int64_t d, int64_t other_n, int64_t other_d)
{
    return d <= 0 || other_d <= 0 || n * other_d <= other_n * d;
}

static void check_counts(const pair *p, const wm_definition *measure, const wm_counts *c)
{
    bool percent = measure->body.kind == WM_BODY_PERCENT;
    bool holds = c->numerator >= 0 && c->low_numerator >= 0 && c->denominator >= 0 &&
                 c->low_denominator >= 0 && c->high_denominator >= 0;
    holds = holds && (!percent || (c->numerator <= c->denominator &&
                                   c->low_numerator <= c->low_denominator &&
                                   c->high_numerator <= c->high_denominator));
    holds =
        holds &&
        is_at_most(c->low_numerator, c->low_denominator, c->numerator, c->denominator) &&
        is_at_most(c->numerator, c->denominator, c->high_numerator,
                   c->high_denominator) &&
        is_at_most(c->low_numerator, c->low_denominator, c->high_numerator,
                   c->high_denominator);
    wm_text why = {0};
    say_counts(&why, "counts", c);
    ck_assert_msg(holds, "seed %llu, %.*s: out of order\n%.*s",
                  (unsigned long long)p->t.seed, WM_FMT(measure->heading.ref),
                  WM_FMT(wm_text_str(&why)));
    wm_text_end(&why);
}

TEST(low_is_no_more_than_the_value_and_high_no_less)
{
    for (uint64_t seed = 701; seed <= 700 + 2 * TRIALS; seed++) {
        pair *p = begin_pair(seed);
        load_into(p, &p->t.world, &p->before);
        wm_request request = whole_request(p);
        const wm_result *r = world_ask(wm_engine_timeline, &request, p->arena);
        for (size_t m = 0; m < request.measure_count; m++)
            for (size_t i = 0; i < r[m].group_count * request.period_count; i++)
                check_counts(p, request.measures[m], &r[m].counts[i]);
        end_pair(p);
    }
}
END

TEST(the_number_of_threads_does_not_matter)
{
    for (uint64_t seed = 801; seed <= 800 + TRIALS / 2; seed++) {
        pair *p = begin_pair(seed);
        load_into(p, &p->t.world, &p->before);
        wm_request request = whole_request(p);
        const wm_result *answers[3];
        static const unsigned threads[] = {1, 2, 8};
        for (size_t i = 0; i < 3; i++) {
            request.threads = threads[i];
            answers[i] = world_ask(wm_engine_timeline, &request, p->arena);
        }
        for (size_t m = 0; m < request.measure_count; m++)
            for (size_t i = 1; i < 3; i++) {
                wm_text why = {0};
                size_t period;
                ck_assert(results_equal(&request, &answers[0][m], &answers[i][m], &period,
                                        &why));
            }
        end_pair(p);
    }
}
END

/* `year sums periods`: the figures of its quarters, or months, added up. */
TEST(a_year_that_sums_is_its_periods)
{
    size_t asked = 0;
    for (uint64_t seed = 901; seed <= 900 + TRIALS; seed++) {
        pair *p = begin_pair(seed);
        load_into(p, &p->t.world, &p->before);
        wm_request request = whole_request(p);
        wm_period_kind part =
            request.summed == WM_PERIOD_MONTH ? WM_PERIOD_MONTH : WM_PERIOD_QUARTER;
        const wm_result *r = world_ask(wm_engine_timeline, &request, p->arena);
        for (size_t m = 0; m < request.measure_count; m++) {
            const wm_definition *measure = request.measures[m];
            bool of_one = measure->body.kind != WM_BODY_PERCENT &&
                          measure->body.kind != WM_BODY_RATIO;
            for (size_t y = 0; y < request.period_count; y++) {
                wm_period year = request.periods[y];
                if (measure->heading.year_rule != WM_YEAR_SUMS ||
                    year.kind != WM_PERIOD_YEAR)
                    continue;
                for (size_t g = 0; g < r[m].group_count; g++) {
                    const wm_counts *all = &r[m].counts[g * request.period_count];
                    wm_counts sum = {0};
                    for (size_t i = 0; i < request.period_count; i++) {
                        wm_period in = request.periods[i];
                        if (in.kind != part || in.start < year.start || in.end > year.end)
                            continue;
                        sum.numerator += all[i].numerator;
                        sum.denominator += all[i].denominator;
                        sum.high_numerator += all[i].high_numerator;
                    }
                    asked++;
                    ck_assert_int_eq(sum.numerator, all[y].numerator);
                    ck_assert_int_eq(sum.high_numerator, all[y].high_numerator);
                    ck_assert(of_one || sum.denominator == all[y].denominator);
                }
            }
        }
        end_pair(p);
    }
    ck_assert_uint_gt(asked, 5);
}
END

/* The same figures by other words: measures that must agree where they are compared. */
static const char other_words[] =
    "measure A \"a\"\n  percent of event done in last 12 months\n  that yes_or_no\n"
    "  year uses last 3 months\n  trend uses period\n"
    "measure B \"b\"\n  percent of event done in last 3 months\n  that yes_or_no\n"
    "measure C \"c\"\n  percent of event done in period\n  that yes_or_no\n"
    "measure D \"d\"\n  percent of event done in last 12 months\n  that yes_or_no\n"
    "measure E \"e\"\n  percent of event in year to date\n  that has earlier stay\n"
    "measure F \"f\"\n  percent of event in last 12 months\n  that has earlier stay\n"
    "measure G \"g\"\n  percent of stay open at period end\n  that reason is A\n"
    "measure H \"h\"\n  percent of stay open at period end\n  that reason is A\n"
    "  with hindsight\n";

static const wm_counts *of_measure(const wm_result *r, char ref)
{
    const wm_result *one = &r[ref - 'A'];
    ck_assert(one->measure->heading.ref.data[0] == ref);
    return one->counts;
}

static void same_at(const pair *p, const wm_result *r, char a, char b, size_t period)
{
    const wm_counts *x = of_measure(r, a), *y = of_measure(r, b);
    ck_assert_msg(counts_equal(&x[period], &y[period]), "seed %llu: %c is not %c in %zu",
                  (unsigned long long)p->t.seed, a, b, period);
}

TEST(a_window_that_stands_in_is_that_window)
{
    size_t differ = 0;
    for (uint64_t seed = 1001; seed <= 1000 + TRIALS; seed++) {
        pair *p = begin_pair(seed);
        p->t.world.measures = wm_str_of(other_words);
        load_into(p, &p->t.world, &p->before);
        wm_request request = whole_request(p);
        request.trend = false;
        const wm_result *plain = world_ask(wm_engine_timeline, &request, p->arena);
        request.trend = true;
        const wm_result *trend = world_ask(wm_engine_timeline, &request, p->arena);
        for (size_t i = 0; i < request.period_count; i++) {
            bool year = request.periods[i].kind == WM_PERIOD_YEAR;
            same_at(p, plain, 'A', year ? 'B' : 'D', i);
            same_at(p, trend, 'A', 'C', i);
            if (year)
                same_at(p, plain, 'E', 'F', i);
            const wm_counts *then = of_measure(plain, 'G');
            const wm_counts *now = of_measure(plain, 'H');
            differ += !counts_equal(&then[i], &now[i]);
        }
        end_pair(p);
    }
    ck_assert_uint_gt(differ, 10); /* hindsight is not for nothing */
}
END

/* With hindsight everything is seen as it will be on the last day. */
TEST(hindsight_is_what_will_be_known)
{
    static const char text[] =
        "measure A \"a\"\n  count of event where plan is recorded and done is recorded\n"
        "  with hindsight\n"
        "measure B \"b\"\n  count of event where plan is recorded and done is recorded\n"
        "measure C \"c\"\n  count of stay where reason is A\n  with hindsight\n"
        "measure D \"d\"\n  count of stay where reason is A\n"
        "measure E \"e\"\n  count of placed where type is A\n  with hindsight\n"
        "measure F \"f\"\n  count of placed where type is A\n";
    wm_period last = wm_period_year(2049, 4), early = wm_period_year(2015, 4);
    wm_period periods[] = {early, last};
    for (uint64_t seed = 1101; seed <= 1100 + TRIALS; seed++) {
        pair *p = begin_pair(seed);
        bool beyond = false;
        p->t.world.measures = wm_str_of(text);
        for (size_t f = 0; f < p->t.world.files.count; f++)
            for (size_t i = 1; i < p->t.world.files.items[f].lines.count; i++)
                for (size_t c = 0; c < p->t.world.files.items[f].columns; c++)
                    beyond = beyond ||
                             is_later(p->t.world.files.items[f].lines.items[i].cells[c],
                                      last.end);
        load_into(p, &p->t.world, &p->before);
        wm_request request = world_request(&p->before, periods, 2);
        const wm_result *r = world_ask(wm_engine_timeline, &request, p->arena);
        for (char ref = 'A'; ref <= 'E' && !beyond; ref += 2) {
            same_at(p, r, ref, (char)(ref + 1), 1);
            const wm_counts *c = of_measure(r, ref);
            ck_assert(counts_equal(&c[0], &c[1]));
        }
        end_pair(p);
    }
}
END

/* The rows behind a figure are as many as the figure says. */
TEST(the_list_is_the_figure)
{
    size_t asked = 0;
    for (uint64_t seed = 1201; seed <= 1200 + TRIALS; seed++) {
        pair *p = begin_pair(seed);
        load_into(p, &p->t.world, &p->before);
        wm_request request = whole_request(p);
        const wm_result *r = world_ask(wm_engine_timeline, &request, p->arena);
        for (size_t m = 0; m < request.measure_count; m++) {
            const wm_definition *measure = request.measures[m];
            const wm_table *table = &p->before.records.tables[measure->body.rows->table];
            size_t period = below(&p->c, request.period_count);
            int64_t counted = 0, others = 0;
            if (measure->body.kind != WM_BODY_PERCENT ||
                measure->body.counting != WM_COUNTING_ROWS)
                continue;
            for (uint32_t row = 0; row < table->count; row++) {
                wm_row_answer answer;
                ck_assert(wm_engine_row(&request, measure, period, row, p->arena,
                                        &answer) == WM_OK);
                counted += answer.counted_in;
                others += answer.failed_in;
            }
            wm_counts all = sum_of_all(&r[m], request.period_count, period);
            ck_assert_int_eq(all.numerator, counted);
            ck_assert_int_eq(all.denominator, counted + others);
            asked++;
        }
        end_pair(p);
    }
    ck_assert_uint_gt(asked, 20);
}
END

int main(void)
{
    const TTest *const tests[] = {
        low_is_no_more_than_the_value_and_high_no_less,
        the_number_of_threads_does_not_matter,
        a_year_that_sums_is_its_periods,
        a_window_that_stands_in_is_that_window,
        hindsight_is_what_will_be_known,
        the_list_is_the_figure,
    };
    make_grounds();
    int failed = run_trials("invariants", tests, sizeof tests / sizeof *tests);
    end_grounds();
    return failed ? 1 : 0;
}
