#include "engine/timeline/sweep.h"

#include <assert.h>

/* putting answers together */

void wm_join(wm_joining *joining, wm_runs runs, wm_runs value, wm_holds answer)
{
    wm_sweep *sweep = joining->sweep;
    wm_run_memory *memory = &sweep->memory;
    joining->value =
        wm_runs_or(memory, joining->value, wm_runs_and(memory, value, answer.value));
    joining->possibly = wm_runs_or(memory, joining->possibly,
                                   wm_runs_and(memory, runs, wm_possibly(&answer)));
    wm_runs fails = wm_runs_without(memory, runs, wm_surely(&answer));
    joining->not_surely = wm_runs_or(memory, joining->not_surely, fails);
}

wm_holds wm_joined(const wm_joining *joining)
{
    wm_sweep *sweep = joining->sweep;
    wm_runs surely = wm_runs_not(&sweep->memory, joining->not_surely, sweep->axis->count);
    return wm_holds_of(joining->value, surely, joining->possibly);
}

static wm_holds all_or_nothing(const wm_sweep *sweep, bool holds)
{
    return wm_holds_certain(holds ? wm_always(sweep) : (wm_runs){0});
}

wm_holds wm_blank_compared(const wm_sweep *sweep)
{
    return (wm_holds){.possibly = wm_always(sweep)};
}

/* days */

bool wm_in_order(wm_day a, wm_order order, wm_day b)
{
    switch (order) {
    case WM_ORDER_BEFORE:
        return a < b;
    case WM_ORDER_AFTER:
        return a > b;
    case WM_ORDER_ON:
        return a == b;
    case WM_ORDER_ON_OR_BEFORE:
        return a <= b;
    case WM_ORDER_ON_OR_AFTER:
        return a >= b;
    }
    assert(false);
    return false;
}

wm_holds wm_order_holds(const wm_sweep *sweep, const wm_piece *a, wm_order order,
                        const wm_piece *b)
{
    if (a->unknown || b->unknown)
        return wm_blank_compared(sweep);
    if (a->day == WM_DAY_NONE || b->day == WM_DAY_NONE)
        return all_or_nothing(sweep, false);
    return all_or_nothing(sweep, wm_in_order(a->day, order, b->day));
}

/* Points at which `day` stands in that order to T. */
wm_runs wm_order_to_end(const wm_sweep *sweep, wm_day day, wm_order order)
{
    const wm_axis *axis = sweep->axis;
    int32_t on = wm_axis_from(axis, day), behind = wm_axis_from(axis, day + 1);
    switch (order) {
    case WM_ORDER_BEFORE:
        return wm_run(behind, axis->count);
    case WM_ORDER_AFTER:
        return wm_run(0, on);
    case WM_ORDER_ON:
        return wm_run(on, behind);
    case WM_ORDER_ON_OR_BEFORE:
        return wm_run(on, axis->count);
    case WM_ORDER_ON_OR_AFTER:
        return wm_run(0, behind);
    }
    assert(false);
    return (wm_runs){0};
}

static wm_holds piece_to_end(const wm_sweep *sweep, const wm_piece *day, wm_order order)
{
    if (day->unknown)
        return wm_blank_compared(sweep);
    if (day->day == WM_DAY_NONE)
        return all_or_nothing(sweep, false);
    return wm_holds_certain(wm_order_to_end(sweep, day->day, order));
}

wm_holds wm_order_of(const wm_where *where, const wm_pieces *days, wm_order order,
                     const wm_moment *moment)
{
    wm_sweep *sweep = where->sweep;
    wm_joining joining = {.sweep = sweep};
    if (moment->kind == WM_MOMENT_PERIOD_END) {
        for (size_t i = 0; i < days->list.count; i++) {
            const wm_piece *day = &days->list.items[i];
            wm_join(&joining, day->runs, day->value, piece_to_end(sweep, day, order));
        }
        return wm_joined(&joining);
    }
    wm_pieces others = wm_moment_pieces(where, moment);
    for (size_t i = 0; i < days->list.count; i++) {
        for (size_t j = 0; j < others.list.count; j++) {
            const wm_piece *a = &days->list.items[i], *b = &others.list.items[j];
            wm_join(&joining, wm_runs_and(&sweep->memory, a->runs, b->runs),
                    wm_runs_and(&sweep->memory, a->value, b->value),
                    wm_order_holds(sweep, a, order, b));
        }
    }
    return wm_joined(&joining);
}

bool wm_is_near(const wm_sweep *sweep, wm_day day, wm_day from, const wm_length *length,
                bool before)
{
    wm_day first = before ? day : from, last = before ? from : day;
    if (first > last)
        return false;
    if (length->unit != WM_UNIT_WORKING_DAYS) {
        wm_day edge = wm_shifted(sweep, from, length, before);
        return edge == WM_DAY_NONE || (before ? day >= edge : day <= edge);
    }
    return wm_in_working_days(first) && wm_in_working_days(last) &&
           wm_working_days_between(sweep->request->calendar, first, last) <=
               length->count;
}

wm_holds wm_near_holds(const wm_where *where, const wm_piece *day, const wm_piece *from,
                       const wm_duration *duration, bool before)
{
    wm_sweep *sweep = where->sweep;
    wm_joining joining = {.sweep = sweep};
    if (day->unknown || from->unknown)
        return wm_blank_compared(sweep);
    if (day->day == WM_DAY_NONE || from->day == WM_DAY_NONE)
        return all_or_nothing(sweep, false);
    wm_lengths lengths = wm_lengths_of(where, duration, from->day);
    for (size_t i = 0; i < lengths.list.count; i++) {
        const wm_length *length = &lengths.list.items[i];
        wm_join(&joining, length->runs, length->value,
                all_or_nothing(sweep,
                               wm_is_near(sweep, day->day, from->day, length, before)));
    }
    return wm_joined(&joining);
}

/* Before T: a window whose start is reckoned from T + 1 (D2), save working days. The
 * length may change with T when it is a parameter: that of the day T is taken.
 */
static bool near_end(const wm_sweep *sweep, wm_day day, wm_day end,
                     const wm_length *length)
{
    if (day > end)
        return false;
    if (length->unit == WM_UNIT_WORKING_DAYS)
        return wm_is_near(sweep, day, end, length, true);
    return day >= wm_shifted(sweep, end + 1, length, true);
}

/* The points in [from, to) at which `day` is near enough to T: as T rises it is so for
 * one run, whose end is found by halving.
 */
wm_runs wm_before_end(const wm_sweep *sweep, wm_day day, const wm_length *length,
                      int32_t from, int32_t to)
{
    int32_t low = wm_axis_from(sweep->axis, day), high = to;
    low = low > from ? low : from;
    int32_t start = low;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (near_end(sweep, day, sweep->axis->points[middle].at, length))
            low = middle + 1;
        else
            high = middle;
    }
    return wm_run(start, low);
}

/* The first point behind `from` at which another value of a parameter is in force. */
static int32_t same_value_to(const wm_sweep *sweep, int parameter, int32_t from,
                             int32_t to)
{
    const wm_parameter *p = &sweep->catalogue->parameters.items[parameter];
    for (size_t i = 1; i < p->value_count; i++) {
        int32_t next = wm_axis_from(sweep->axis, p->values[i].from);
        if (next > from && next < to)
            to = next;
    }
    return to;
}

/* Points [from, to) for which a length is the same on every T, as far as parameters go,
 * which a define may name too.
 */
static int32_t same_length_to(const wm_where *where, const wm_duration *duration,
                              int32_t from)
{
    const wm_sweep *sweep = where->sweep;
    int32_t to = sweep->axis->count;
    if (!duration->is_named)
        return to;
    if (duration->named.means == WM_MEANS_PARAMETER)
        return same_value_to(sweep, duration->named.index, from, to);
    const wm_define *define = &sweep->catalogue->defines.items[duration->named.index];
    for (size_t i = 0; i < define->duration_count; i++) {
        int32_t next = same_length_to(where, &define->durations[i].then, from);
        to = next < to ? next : to;
    }
    return to;
}

static wm_holds within_before_end(const wm_where *where, const wm_piece *day,
                                  const wm_duration *duration)
{
    wm_sweep *sweep = where->sweep;
    wm_joining joining = {.sweep = sweep};
    if (day->unknown)
        return wm_blank_compared(sweep);
    if (day->day == WM_DAY_NONE)
        return all_or_nothing(sweep, false);
    for (int32_t from = 0, to; from < sweep->axis->count; from = to) {
        to = same_length_to(where, duration, from);
        wm_lengths lengths = wm_lengths_of(where, duration, sweep->axis->points[from].at);
        for (size_t i = 0; i < lengths.list.count; i++) {
            const wm_length *length = &lengths.list.items[i];
            wm_runs stretch = wm_run(from, to);
            wm_join(&joining, wm_runs_and(&sweep->memory, length->runs, stretch),
                    wm_runs_and(&sweep->memory, length->value, stretch),
                    wm_holds_certain(wm_before_end(sweep, day->day, length, from, to)));
        }
    }
    return wm_joined(&joining);
}

wm_holds wm_within_of(const wm_where *where, const wm_pieces *days,
                      const wm_duration *duration, bool before, const wm_moment *from)
{
    wm_sweep *sweep = where->sweep;
    wm_joining joining = {.sweep = sweep};
    if (before && from->kind == WM_MOMENT_PERIOD_END) {
        for (size_t i = 0; i < days->list.count; i++) {
            const wm_piece *day = &days->list.items[i];
            wm_join(&joining, day->runs, day->value,
                    within_before_end(where, day, duration));
        }
        return wm_joined(&joining);
    }
    wm_pieces starts = wm_moment_pieces(where, from);
    for (size_t i = 0; i < days->list.count; i++) {
        for (size_t j = 0; j < starts.list.count; j++) {
            const wm_piece *a = &days->list.items[i], *b = &starts.list.items[j];
            wm_runs runs = wm_runs_and(&sweep->memory, a->runs, b->runs);
            if (!wm_runs_none(runs))
                wm_join(&joining, runs, wm_runs_and(&sweep->memory, a->value, b->value),
                        wm_near_holds(where, a, b, duration, before));
        }
    }
    return wm_joined(&joining);
}

/* columns and defines */

static bool is_number(const wm_test *test, int64_t number)
{
    bool low = test->kind == WM_TEST_AT_MOST || number >= test->low;
    bool high = test->kind == WM_TEST_AT_LEAST || number <= test->high;
    return low && high;
}

static bool is_one_of(wm_sweep *sweep, const wm_column_def *def, int32_t value,
                      const wm_test *test)
{
    for (size_t i = 0; i < test->code_count; i++) {
        int32_t wanted = def->type == WM_COLUMN_YESNO
                             ? wm_str_equal(test->codes[i].text, WM_STR("yes"))
                             : wm_code_of(sweep, &test->codes[i]);
        if (value == wanted)
            return true;
    }
    return false;
}

static wm_holds test_shown(wm_sweep *sweep, const wm_shown *shown,
                           const wm_column_def *def, const wm_test *test)
{
    bool holds = false;
    if (test->kind == WM_TEST_MISSING || test->kind == WM_TEST_RECORDED)
        return all_or_nothing(sweep, shown->blank == (test->kind == WM_TEST_MISSING));
    if (shown->blank && shown->open) {
        wm_holds open = wm_blank_compared(sweep);
        return test->is_not ? wm_holds_not(&sweep->memory, open, sweep->axis->count)
                            : open;
    }
    if (!shown->blank && test->kind == WM_TEST_BARE)
        holds = shown->value == 1;
    else if (!shown->blank && test->kind == WM_TEST_IS)
        holds = is_one_of(sweep, def, shown->value, test);
    else if (!shown->blank)
        holds = is_number(test, shown->value);
    return all_or_nothing(sweep, holds != test->is_not);
}

static wm_holds test_days(const wm_where *where, const wm_pieces *days,
                          const wm_test *test)
{
    if (test->kind == WM_TEST_WITHIN)
        return wm_within_of(where, days, &test->duration, test->before, test->day);
    assert(test->kind == WM_TEST_ORDER);
    return wm_order_of(where, days, test->order, test->day);
}

static wm_holds test_column(const wm_where *where, const wm_condition *c)
{
    wm_sweep *sweep = where->sweep;
    const wm_path *path = &c->path;
    const wm_column_def *def =
        &sweep->records->schema->tables.items[path->table].columns[path->column];
    if (c->test.kind == WM_TEST_WITHIN || c->test.kind == WM_TEST_ORDER) {
        wm_pieces days = wm_path_pieces(where, path);
        return test_days(where, &days, &c->test);
    }
    wm_leads leads = wm_path_leads(where, path);
    wm_joining joining = {.sweep = sweep};
    for (size_t i = 0; i < leads.count; i++) {
        const wm_lead *lead = &leads.items[i];
        wm_showing showing =
            wm_column_shows(sweep, lead->row.table, lead->row.row, path->column);
        for (size_t j = 0; j < showing.count; j++) {
            wm_runs runs =
                wm_runs_and(&sweep->memory, showing.items[j].runs, lead->there);
            wm_join(&joining, runs, runs,
                    test_shown(sweep, &showing.items[j], def, &c->test));
        }
    }
    /* Where the row behind a key is not there everything of it is blank and unknown. */
    wm_shown nowhere = {.value = WM_BLANK, .blank = true, .open = true};
    wm_runs rest = wm_leads_nowhere(sweep, &leads);
    if (!wm_runs_none(rest))
        wm_join(&joining, rest, rest, test_shown(sweep, &nowhere, def, &c->test));
    return wm_joined(&joining);
}

static wm_holds test_recorded(wm_sweep *sweep, const wm_pieces *days)
{
    wm_joining joining = {.sweep = sweep};
    for (size_t i = 0; i < days->list.count; i++) {
        const wm_piece *day = &days->list.items[i];
        wm_join(&joining, day->runs, day->value,
                day->unknown ? wm_blank_compared(sweep)
                             : all_or_nothing(sweep, day->day != WM_DAY_NONE));
    }
    return wm_joined(&joining);
}

static wm_holds define_holds(const wm_where *where, const wm_path *path,
                             const wm_define *define)
{
    wm_sweep *sweep = where->sweep;
    wm_leads leads = wm_path_leads(where, path);
    wm_runs nowhere = wm_leads_nowhere(sweep, &leads);
    wm_joining joining = {.sweep = sweep};
    for (size_t i = 0; i < leads.count; i++) {
        wm_row_at row = leads.items[i].row;
        row.counted_by = NULL;
        wm_where inner = {sweep, row, row};
        wm_holds holds = wm_condition_holds(&inner, define->condition);
        if (wm_runs_none(nowhere) && leads.count == 1)
            return holds;
        wm_join(&joining, leads.items[i].there, leads.items[i].there, holds);
    }
    wm_join(&joining, nowhere, nowhere, wm_blank_compared(sweep));
    return wm_joined(&joining);
}

static wm_holds test_define(const wm_where *where, const wm_condition *c)
{
    wm_sweep *sweep = where->sweep;
    const wm_define *define = &sweep->catalogue->defines.items[c->path.index];
    if (define->kind == WM_DEFINE_CONDITION)
        return define_holds(where, &c->path, define);
    wm_pieces days = wm_path_pieces(where, &c->path);
    if (c->test.kind == WM_TEST_RECORDED)
        return test_recorded(sweep, &days);
    if (c->test.kind == WM_TEST_MISSING)
        return wm_holds_not(&sweep->memory, test_recorded(sweep, &days),
                            sweep->axis->count);
    return test_days(where, &days, &c->test);
}

static wm_holds test_switch(const wm_sweep *sweep, const wm_condition *c)
{
    const wm_switch *s = &sweep->catalogue->switches.items[c->path.index];
    bool holds = false;
    for (size_t i = 0; i < c->test.code_count; i++)
        holds = holds || wm_str_equal(c->test.codes[i].text, s->choices[s->chosen].text);
    return all_or_nothing(sweep, holds != c->test.is_not);
}

static wm_holds test_path(const wm_where *where, const wm_condition *c)
{
    switch (c->path.means) {
    case WM_MEANS_COLUMN:
        return test_column(where, c);
    case WM_MEANS_DEFINE:
        return test_define(where, c);
    case WM_MEANS_SWITCH:
        return test_switch(where->sweep, c);
    default:
        assert(false);
        return (wm_holds){0};
    }
}

/* ages */

/* D4: one of 29 February has its birthday on 1 March in other years. */
static wm_day birthday(wm_civil born, int age)
{
    int year = born.year + age;
    bool moved = born.day > wm_month_days(year, born.month);
    return moved ? wm_day_of(year, 3, 1) : wm_day_of(year, born.month, born.day);
}

static int age_on(wm_day born, wm_day day)
{
    wm_civil b = wm_day_civil(born), d = wm_day_civil(day);
    int age = d.year - b.year;
    return day < birthday(b, age) ? age - 1 : age;
}

/* First point at which the child is `age` or older. */
static int32_t grown_from(const wm_sweep *sweep, wm_day born, int64_t age)
{
    wm_civil b = wm_day_civil(born);
    if (age > 400)
        return sweep->axis->count;
    if (age < -400 || b.year + age < 1900)
        return 0;
    if (b.year + age > 2100)
        return sweep->axis->count;
    return wm_axis_from(sweep->axis, birthday(b, (int)age));
}

wm_runs wm_age_holds(const wm_sweep *sweep, wm_day born, const wm_day *day,
                     const wm_test *ages)
{
    int32_t from = 0, to = sweep->axis->count;
    if (day)
        return is_number(ages, age_on(born, *day)) ? wm_always(sweep) : (wm_runs){0};
    if (ages->kind != WM_TEST_AT_MOST)
        from = grown_from(sweep, born, ages->low);
    if (ages->kind != WM_TEST_AT_LEAST)
        to = grown_from(sweep, born, ages->high + 1);
    return wm_run(from, to);
}

static wm_holds age_of(const wm_sweep *sweep, const wm_piece *born, const wm_piece *day,
                       const wm_test *test)
{
    if (born->unknown || (day && day->unknown))
        return wm_blank_compared(sweep);
    if (born->day == WM_DAY_NONE || (day && day->day == WM_DAY_NONE))
        return all_or_nothing(sweep, false);
    return wm_holds_certain(wm_age_holds(sweep, born->day, day ? &day->day : NULL, test));
}

static wm_holds test_age(const wm_where *where, const wm_condition *c)
{
    wm_sweep *sweep = where->sweep;
    bool at_end = c->from->kind == WM_MOMENT_PERIOD_END;
    wm_pieces births = wm_path_pieces(where, &c->path), days = {0};
    wm_joining joining = {.sweep = sweep};
    if (!at_end)
        days = wm_moment_pieces(where, c->from);
    for (size_t i = 0; i < births.list.count; i++) {
        const wm_piece *born = &births.list.items[i];
        if (at_end)
            wm_join(&joining, born->runs, born->value,
                    age_of(sweep, born, NULL, &c->test));
        for (size_t j = 0; j < days.list.count; j++) {
            const wm_piece *day = &days.list.items[j];
            wm_join(&joining, wm_runs_and(&sweep->memory, born->runs, day->runs),
                    wm_runs_and(&sweep->memory, born->value, day->value),
                    age_of(sweep, born, day, &c->test));
        }
    }
    return wm_joined(&joining);
}

/* the rest */

static wm_holds open_for(const wm_where *where, const wm_condition *c)
{
    wm_sweep *sweep = where->sweep;
    wm_spell spell = wm_spell_of(sweep, where->row.table, where->row.row);
    wm_window window = {
        .kind = WM_WINDOW_LAST, .count = c->months_min, .unit = WM_UNIT_MONTHS};
    const wm_axis_window *back = wm_axis_window_of(sweep->axis, window);
    int32_t to = sweep->axis->count;
    if (!back) {
        sweep->memory.refused = true;
        return (wm_holds){0};
    }
    if (spell.end != WM_DAY_NONE) {
        int32_t over = wm_axis_from(sweep->axis, spell.end);
        to = over > spell.end_known ? over : spell.end_known;
    }
    return wm_holds_certain(wm_run(wm_axis_until(sweep->axis, back, spell.from - 1), to));
}

static wm_holds every_term(const wm_where *where, const wm_condition *c, bool any)
{
    wm_sweep *sweep = where->sweep;
    wm_holds all = wm_condition_holds(where, c->terms[0]);
    for (size_t i = 1; i < c->term_count; i++) {
        wm_holds next;
        /* Where all are false already (true already) no other term can change it. */
        if (!any && wm_runs_none(wm_possibly(&all)))
            return all;
        if (any && wm_runs_equal(wm_surely(&all), wm_always(sweep)))
            return all;
        next = wm_condition_holds(where, c->terms[i]);
        all = any ? wm_holds_or(&sweep->memory, all, next)
                  : wm_holds_and(&sweep->memory, all, next);
    }
    return all;
}

wm_holds wm_condition_holds(const wm_where *where, const wm_condition *condition)
{
    wm_sweep *sweep = where->sweep;
    if (!condition)
        return all_or_nothing(sweep, true);
    switch (condition->kind) {
    case WM_CONDITION_AND:
        return every_term(where, condition, false);
    case WM_CONDITION_OR:
        return every_term(where, condition, true);
    case WM_CONDITION_NOT:
        return wm_holds_not(&sweep->memory,
                            wm_condition_holds(where, condition->terms[0]),
                            sweep->axis->count);
    case WM_CONDITION_HAS:
        return wm_has_rows(where, condition);
    case WM_CONDITION_NUMBER:
        return wm_number_of_rows(where, condition);
    case WM_CONDITION_SHOWS:
        return wm_row_shows(where, condition);
    case WM_CONDITION_NO_GAP:
        return wm_no_gap_in_rows(where, condition);
    case WM_CONDITION_AGE:
        return test_age(where, condition);
    case WM_CONDITION_TEST:
        return test_path(where, condition);
    case WM_CONDITION_OPEN_FOR:
        return open_for(where, condition);
    }
    assert(false);
    return (wm_holds){0};
}
