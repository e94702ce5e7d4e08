#include "engine/reference/reference.h"

#include <assert.h>

wm_truth wm_reference_and(wm_truth a, wm_truth b)
{
    return (wm_truth){a.value && b.value, a.surely && b.surely, a.possibly && b.possibly};
}

static wm_truth either(wm_truth a, wm_truth b)
{
    return (wm_truth){a.value || b.value, a.surely || b.surely, a.possibly || b.possibly};
}

wm_truth wm_reference_not(wm_truth a)
{
    return (wm_truth){!a.value, !a.possibly, !a.surely};
}

/* A blank compared with anything: false as it stands, and it might be true. */
static const wm_truth blank_compared = {false, false, true};

void wm_reference_combine(wm_truth *all, wm_truth one, bool is_value)
{
    if (is_value)
        all->value = one.value;
    all->surely = all->surely && one.surely;
    all->possibly = all->possibly || one.possibly;
}

/* dates */

wm_truth wm_reference_order(wm_possible_day a, wm_order order, wm_possible_day b)
{
    if (a.unknown || b.unknown)
        return blank_compared;
    if (a.day == WM_DAY_NONE || b.day == WM_DAY_NONE)
        return wm_certain(false);
    switch (order) {
    case WM_ORDER_BEFORE:
        return wm_certain(a.day < b.day);
    case WM_ORDER_AFTER:
        return wm_certain(a.day > b.day);
    case WM_ORDER_ON:
        return wm_certain(a.day == b.day);
    case WM_ORDER_ON_OR_BEFORE:
        return wm_certain(a.day <= b.day);
    case WM_ORDER_ON_OR_AFTER:
        return wm_certain(a.day >= b.day);
    }
    assert(false);
    return wm_certain(false);
}

wm_truth wm_reference_orders(const wm_days *a, wm_order order, const wm_days *b)
{
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            wm_reference_combine(&all,
                                 wm_reference_order(a->items[i], order, b->items[j]),
                                 a->items[i].value && b->items[j].value);
    return all;
}

/* D3 and D5. `before period end` is the window `last n` of D2: its start is reckoned from
 * the exclusive end.
 */
bool wm_reference_is_within(const wm_reference *r, wm_day day, wm_possible_span span,
                            bool before, wm_day from, bool from_period_end)
{
    wm_day first = before ? day : from, last = before ? from : day;
    if (day == WM_DAY_NONE || from == WM_DAY_NONE || first > last)
        return false;
    if (span.unit == WM_UNIT_WORKING_DAYS) {
        int between;
        return wm_reference_working_days(r, first, last, &between) &&
               between <= span.count;
    }
    if (before && from_period_end)
        return day >= wm_reference_shift(r, from + 1, span, true);
    wm_day edge = wm_reference_shift(r, from, span, before);
    return edge == WM_DAY_NONE || (before ? day >= edge : day <= edge);
}

wm_truth wm_reference_near(const wm_scope *scope, wm_possible_day day,
                           wm_possible_day start, const wm_duration *duration,
                           bool before, bool period_end)
{
    if (day.unknown || start.unknown)
        return blank_compared;
    if (start.day == WM_DAY_NONE)
        return wm_certain(false);
    wm_spans spans = wm_reference_spans(scope, duration, start.day);
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < spans.count; i++) {
        bool holds = wm_reference_is_within(scope->reference, day.day, spans.items[i],
                                            before, start.day, period_end);
        wm_reference_combine(&all, wm_certain(holds), spans.items[i].value);
    }
    return all;
}

wm_truth wm_reference_within(const wm_scope *scope, const wm_days *days,
                             const wm_duration *duration, bool before,
                             const wm_moment *from)
{
    bool period_end = from->kind == WM_MOMENT_PERIOD_END;
    wm_days starts = wm_reference_moment(scope, from);
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < days->count; i++)
        for (size_t j = 0; j < starts.count; j++)
            wm_reference_combine(&all,
                                 wm_reference_near(scope, days->items[i], starts.items[j],
                                                   duration, before, period_end),
                                 days->items[i].value && starts.items[j].value);
    return all;
}

/* columns and defines */

static bool is_number(const wm_test *test, int64_t number)
{
    switch (test->kind) {
    case WM_TEST_AT_LEAST:
        return number >= test->low;
    case WM_TEST_AT_MOST:
        return number <= test->high;
    default:
        assert(test->kind == WM_TEST_BETWEEN);
        return number >= test->low && number <= test->high;
    }
}

static bool is_one_of(const wm_records *records, const wm_column_def *def, int32_t value,
                      const wm_test *test)
{
    for (size_t i = 0; i < test->code_count; i++) {
        wm_str code = test->codes[i].text;
        bool same = def->type == WM_COLUMN_YESNO
                        ? value == wm_str_equal(code, WM_STR("yes"))
                        : wm_str_equal(records->texts.items[value], code);
        if (same)
            return true;
    }
    return false;
}

static wm_truth test_date(const wm_scope *scope, const wm_days *days, const wm_test *test)
{
    if (test->kind == WM_TEST_WITHIN)
        return wm_reference_within(scope, days, &test->duration, test->before, test->day);
    assert(test->kind == WM_TEST_ORDER);
    wm_days others = wm_reference_moment(scope, test->day);
    return wm_reference_orders(days, test->order, &others);
}

/* Asked whether it is missing, a set of days answers for each; a date that is wholly
 * unknown is missing as it stands.
 */
static wm_truth test_recorded(const wm_days *days)
{
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < days->count; i++)
        wm_reference_combine(&all,
                             days->items[i].unknown
                                 ? blank_compared
                                 : wm_certain(days->items[i].day != WM_DAY_NONE),
                             days->items[i].value);
    return all;
}

static wm_truth test_seen(const wm_scope *scope, wm_seen seen, const wm_column_def *def,
                          const wm_test *test)
{
    if (test->kind == WM_TEST_MISSING || test->kind == WM_TEST_RECORDED)
        return wm_certain(seen.blank == (test->kind == WM_TEST_MISSING));
    bool holds = false;
    if (!seen.blank && test->kind == WM_TEST_BARE)
        holds = seen.value == 1;
    else if (!seen.blank && test->kind == WM_TEST_IS)
        holds = is_one_of(scope->reference->records, def, seen.value, test);
    else if (!seen.blank)
        holds = is_number(test, seen.value);
    wm_truth truth = {holds, holds, holds || seen.open};
    return test->is_not ? wm_reference_not(truth) : truth;
}

/* The row behind a key is not there: everything of it is blank and unknown. */
static const wm_seen no_row = {WM_BLANK, true, true};

static wm_truth test_column(const wm_scope *scope, const wm_path *path,
                            const wm_test *test)
{
    wm_reference *r = scope->reference;
    const wm_column_def *def =
        &r->records->schema->tables.items[path->table].columns[path->column];
    bool compares_days = test->kind == WM_TEST_WITHIN || test->kind == WM_TEST_ORDER;
    if (compares_days) {
        wm_days days = wm_reference_path_days(scope, path);
        return test_date(scope, &days, test);
    }
    wm_subject subject;
    wm_seen seen = no_row;
    if (wm_reference_row_of(scope, path, &subject))
        seen = wm_reference_column(r, subject.table, subject.row, path->column);
    return test_seen(scope, seen, def, test);
}

wm_truth wm_reference_define(wm_reference *r, const wm_define *define, wm_subject subject)
{
    assert(define->kind == WM_DEFINE_CONDITION);
    subject.counted_by = NULL;
    wm_scope scope = {.reference = r, .row = subject, .this = subject};
    return wm_reference_condition(&scope, define->condition);
}

static wm_truth test_define(const wm_scope *scope, const wm_path *path,
                            const wm_test *test)
{
    wm_reference *r = scope->reference;
    const wm_define *define = &r->catalogue->defines.items[path->index];
    if (define->kind == WM_DEFINE_CONDITION) {
        wm_subject subject;
        assert(test->kind == WM_TEST_BARE);
        if (!wm_reference_row_of(scope, path, &subject))
            return blank_compared;
        return wm_reference_define(r, define, subject);
    }
    wm_days days = wm_reference_path_days(scope, path);
    if (test->kind == WM_TEST_RECORDED)
        return test_recorded(&days);
    if (test->kind == WM_TEST_MISSING)
        return wm_reference_not(test_recorded(&days));
    return test_date(scope, &days, test);
}

static wm_truth test_switch(const wm_reference *r, const wm_path *path,
                            const wm_test *test)
{
    const wm_switch *s = &r->catalogue->switches.items[path->index];
    bool holds = false;
    for (size_t i = 0; i < test->code_count; i++)
        holds = holds || wm_str_equal(test->codes[i].text, s->choices[s->chosen].text);
    return wm_certain(holds != test->is_not);
}

static wm_truth test_path(const wm_scope *scope, const wm_condition *c)
{
    switch (c->path.means) {
    case WM_MEANS_COLUMN:
        return test_column(scope, &c->path, &c->test);
    case WM_MEANS_DEFINE:
        return test_define(scope, &c->path, &c->test);
    case WM_MEANS_SWITCH:
        return test_switch(scope->reference, &c->path, &c->test);
    default:
        assert(false);
        return wm_certain(false);
    }
}

static wm_truth test_age(const wm_scope *scope, const wm_condition *c)
{
    wm_days births = wm_reference_path_days(scope, &c->path);
    wm_days days = wm_reference_moment(scope, c->from);
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < births.count; i++) {
        for (size_t j = 0; j < days.count; j++) {
            wm_possible_day born = births.items[i], at = days.items[j];
            wm_truth one = wm_certain(false);
            if (born.unknown || at.unknown)
                one = blank_compared;
            else if (born.day != WM_DAY_NONE && at.day != WM_DAY_NONE)
                one = wm_certain(is_number(&c->test, wm_reference_age(born.day, at.day)));
            wm_reference_combine(&all, one, born.value && at.value);
        }
    }
    return all;
}

/* related rows */

static wm_truth has(const wm_scope *scope, const wm_condition *c)
{
    wm_candidates related = wm_reference_related(scope, c->rows);
    wm_truth any = wm_certain(false);
    for (size_t i = 0; i < related.count; i++)
        any = either(any, related.items[i].passes);
    return c->no ? wm_reference_not(any) : any;
}

/* A row of several possible days stands there once for each. */
static bool met_before(const wm_candidates *rows, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (rows->items[i].row == rows->items[at].row)
            return true;
    return false;
}

/* `>=` alone is in the language, and more rows can only help. */
static wm_truth number_of(const wm_scope *scope, const wm_condition *c)
{
    wm_candidates related = wm_reference_related(scope, c->rows);
    int64_t values = 0, sure = 0, possible = 0;
    for (size_t i = 0; i < related.count; i++) {
        values += related.items[i].passes.value;
        sure += related.items[i].passes.surely;
        possible += !met_before(&related, i);
    }
    return (wm_truth){values >= c->test.low, sure >= c->test.low,
                      possible >= c->test.low};
}

static wm_truth shows(const wm_scope *scope, const wm_condition *c)
{
    wm_reference *r = scope->reference;
    wm_truth missing;
    wm_candidates picked = wm_reference_picked(scope, c->rows, c->first, &missing);
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < picked.count; i++) {
        wm_subject subject = {.table = c->rows->table, .row = picked.items[i].row};
        wm_scope of = {.reference = r, .row = subject, .this = scope->this};
        wm_reference_combine(&all, wm_reference_condition(&of, c->shows),
                             picked.items[i].passes.value);
    }
    if (missing.possibly)
        wm_reference_combine(&all, wm_certain(false), missing.value);
    return all;
}

/* Whether `next` is not too long after `last`, as it is read and for every length that
 * the blanks allow.
 */
static wm_truth soon_enough(const wm_scope *scope, const wm_condition *c, wm_day last,
                            wm_day next)
{
    wm_spans spans = wm_reference_spans(scope, &c->longer, last);
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < spans.count; i++) {
        bool near = wm_reference_is_within(scope->reference, next, spans.items[i], false,
                                           last, false);
        wm_reference_combine(&all, wm_certain(near), spans.items[i].value);
    }
    return all;
}

typedef enum reading { AS_READ, SURELY, POSSIBLY } reading;

static bool read_as(wm_truth truth, reading which)
{
    return which == AS_READ  ? truth.value
           : which == SURELY ? truth.surely
                             : truth.possibly;
}

/* Every next date within so long of the one before it, from `from` to `to`. */
static bool no_gap_between(const wm_scope *scope, const wm_condition *c,
                           const wm_candidates *rows, reading which, wm_day from,
                           wm_day to)
{
    wm_day last = from;
    for (size_t i = 0; i <= rows->count && last < to; i++) {
        bool is_end = i == rows->count;
        const wm_candidate *row = is_end ? NULL : &rows->items[i];
        if (row && !read_as(row->passes, which))
            continue;
        wm_day next = to;
        if (row && row->day.day <= to)
            next = row->day.day;
        if (next <= last)
            continue;
        if (!read_as(soon_enough(scope, c, last, next), which))
            return false;
        last = next;
    }
    return true;
}

static wm_truth no_gap(const wm_scope *scope, const wm_condition *c)
{
    wm_candidates rows = wm_reference_related(scope, c->rows);
    wm_days starts = wm_reference_moment(scope, c->from);
    wm_days ends = wm_reference_moment(scope, c->to);
    wm_truth all = WM_NOTHING_COMBINED;
    for (size_t i = 0; i < starts.count; i++) {
        for (size_t j = 0; j < ends.count; j++) {
            wm_possible_day a = starts.items[i], b = ends.items[j];
            wm_truth one = wm_certain(false);
            if (a.unknown || b.unknown)
                one = blank_compared;
            else if (a.day != WM_DAY_NONE && b.day != WM_DAY_NONE)
                one = (wm_truth){
                    no_gap_between(scope, c, &rows, AS_READ, a.day, b.day),
                    no_gap_between(scope, c, &rows, SURELY, a.day, b.day),
                    no_gap_between(scope, c, &rows, POSSIBLY, a.day, b.day),
                };
            wm_reference_combine(&all, one, a.value && b.value);
        }
    }
    return all;
}

static wm_truth open_for(const wm_scope *scope, const wm_condition *c)
{
    wm_reference *r = scope->reference;
    const wm_table_def *def = r->records->tables[scope->row.table].def;
    wm_day from =
        wm_reference_column(r, scope->row.table, scope->row.row, def->from).value;
    wm_day end = wm_reference_end(r, scope->row.table, scope->row.row);
    bool open = from <= r->at && (end == WM_DAY_NONE || end > r->at);
    return wm_certain(open && from <= wm_reference_add_months(r->at + 1, -c->months_min));
}

static wm_truth all_of(const wm_scope *scope, const wm_condition *c)
{
    wm_truth all = wm_certain(true);
    for (size_t i = 0; i < c->term_count; i++)
        all = wm_reference_and(all, wm_reference_condition(scope, c->terms[i]));
    return all;
}

static wm_truth any_of(const wm_scope *scope, const wm_condition *c)
{
    wm_truth any = wm_certain(false);
    for (size_t i = 0; i < c->term_count; i++)
        any = either(any, wm_reference_condition(scope, c->terms[i]));
    return any;
}

wm_truth wm_reference_condition(const wm_scope *scope, const wm_condition *condition)
{
    if (!condition)
        return wm_certain(true);
    switch (condition->kind) {
    case WM_CONDITION_AND:
        return all_of(scope, condition);
    case WM_CONDITION_OR:
        return any_of(scope, condition);
    case WM_CONDITION_NOT:
        return wm_reference_not(wm_reference_condition(scope, condition->terms[0]));
    case WM_CONDITION_HAS:
        return has(scope, condition);
    case WM_CONDITION_NUMBER:
        return number_of(scope, condition);
    case WM_CONDITION_SHOWS:
        return shows(scope, condition);
    case WM_CONDITION_NO_GAP:
        return no_gap(scope, condition);
    case WM_CONDITION_AGE:
        return test_age(scope, condition);
    case WM_CONDITION_TEST:
        return test_path(scope, condition);
    case WM_CONDITION_OPEN_FOR:
        return open_for(scope, condition);
    }
    assert(false);
    return wm_certain(false);
}
