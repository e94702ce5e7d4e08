#include "engine/reference/reference.h"

/* Drill-down: what one row is in one figure, and which clause decided it. */

/* The term of a list of `and` that first fails, or the condition itself. */
static const wm_condition *failing(const wm_scope *scope, const wm_condition *condition)
{
    if (!condition || condition->kind != WM_CONDITION_AND)
        return condition;
    for (size_t i = 0; i < condition->term_count; i++)
        if (!wm_reference_condition(scope, condition->terms[i]).value)
            return failing(scope, condition->terms[i]);
    return condition;
}

static wm_day value_of(const wm_days *days)
{
    for (size_t i = 0; i < days->count; i++)
        if (days->items[i].value)
            return days->items[i].day;
    return WM_DAY_NONE;
}

/* `visit_due on or after period end`: done, the date moves on. */
static bool asks_due_date(const wm_condition *condition)
{
    return condition->kind == WM_CONDITION_TEST &&
           condition->test.kind == WM_TEST_ORDER &&
           condition->test.order == WM_ORDER_ON_OR_AFTER &&
           condition->test.day->kind == WM_MOMENT_PERIOD_END;
}

/* `seen by seen_due`: is the date of a test to be there by another day? */
static bool is_by(const wm_condition *condition)
{
    wm_order order = condition->test.order;
    return condition->kind == WM_CONDITION_TEST &&
           condition->test.kind == WM_TEST_ORDER &&
           (order == WM_ORDER_ON_OR_BEFORE || order == WM_ORDER_BEFORE) &&
           condition->test.day->kind != WM_MOMENT_PERIOD_END;
}

/* `seen within 10 days after started` */
static bool is_within_after(const wm_condition *condition)
{
    return condition->kind == WM_CONDITION_TEST &&
           condition->test.kind == WM_TEST_WITHIN && !condition->test.before;
}

/* The first term of its kind, however deep. */
static const wm_condition *due_test(const wm_condition *condition,
                                    bool (*is_one)(const wm_condition *))
{
    if (!condition)
        return NULL;
    for (size_t i = 0; i < condition->term_count; i++) {
        const wm_condition *found = due_test(condition->terms[i], is_one);
        if (found)
            return found;
    }
    return is_one(condition) ? condition : NULL;
}

/* The fact from which a due date was counted: of the branch that holds, the day that is
 * counted on from, through defines.
 */
static wm_day counted_from(const wm_scope *scope, const wm_moment *moment)
{
    const wm_catalogue *catalogue = scope->reference->catalogue;
    if (moment->kind == WM_MOMENT_SHIFT) {
        wm_days from = wm_reference_moment(scope, moment->from);
        return value_of(&from);
    }
    if (moment->kind == WM_MOMENT_CASE)
        for (size_t i = 0; i < moment->case_count; i++)
            if (wm_reference_condition(scope, moment->cases[i].when).value)
                return counted_from(scope, moment->cases[i].then);
    wm_subject subject;
    if (moment->kind == WM_MOMENT_PATH && moment->path.means == WM_MEANS_DEFINE &&
        wm_reference_row_of(scope, &moment->path, &subject)) {
        wm_scope inner = {scope->reference, subject, subject};
        return counted_from(&inner, catalogue->defines.items[moment->path.index].moment);
    }
    return WM_DAY_NONE;
}

/* The due date of a measure as a day: its own, else the one that `that` asks. Made of
 * `made`, where the measure has it as no day by itself. */
static const wm_moment *due_moment(const wm_body *body, wm_moment *made)
{
    if (body->due)
        return body->due;
    const wm_condition *test = due_test(body->that, asks_due_date);
    if (test) {
        *made = (wm_moment){.kind = WM_MOMENT_PATH, .path = test->path};
        return made;
    }
    test = due_test(body->that, is_by);
    if (test)
        return test->test.day;
    test = due_test(body->that, is_within_after);
    if (!test)
        return NULL;
    *made = (wm_moment){
        .kind = WM_MOMENT_SHIFT, .duration = test->test.duration, .from = test->test.day};
    return made;
}

static void set_due(const wm_scope *scope, wm_row_answer *answer)
{
    wm_moment made;
    const wm_moment *due = due_moment(scope->reference->body, &made);
    answer->due = answer->last_done = WM_DAY_NONE;
    if (!due)
        return;
    wm_days days = wm_reference_moment(scope, due);
    answer->due = value_of(&days);
    answer->last_done = counted_from(scope, due);
}

/* done, in time or late */

/* The same rows without an end to their time: `within 3 months after this.started` is
 * from that day on. */
static bool has_late(const wm_scope *scope, const wm_condition *condition)
{
    wm_rows rows = *condition->rows;
    wm_condition late = *condition;
    rows.times =
        wm_arena_alloc(scope->reference->arena, rows.time_count, sizeof *rows.times);
    if (!rows.times) {
        scope->reference->status = WM_NOMEM;
        return false;
    }
    rows.time_count = 0;
    rows.has_within = false;
    for (size_t i = 0; i < condition->rows->time_count; i++) {
        wm_time time = condition->rows->times[i];
        if (time.kind == WM_TIME_ORDER &&
            (time.order == WM_ORDER_ON_OR_BEFORE || time.order == WM_ORDER_BEFORE))
            continue;
        if (time.kind == WM_TIME_WITHIN && !time.before) {
            time.kind = WM_TIME_ORDER;
            time.order = WM_ORDER_ON_OR_AFTER;
        }
        rows.times[rows.time_count++] = time;
    }
    late.rows = &rows;
    return wm_reference_condition(scope, &late).value;
}

static bool asks_to_be_done(const wm_condition *condition)
{
    return due_test(condition, asks_due_date) || due_test(condition, is_by) ||
           due_test(condition, is_within_after);
}

static bool is_done(const wm_scope *scope, const wm_condition *condition)
{
    /* A measure that counts what is overdue: `not visit_due on or after period end`. */
    if (condition->kind == WM_CONDITION_NOT && asks_to_be_done(condition->terms[0]))
        return is_done(scope, condition->terms[0]);
    if (condition->kind == WM_CONDITION_AND || condition->kind == WM_CONDITION_OR) {
        bool all = condition->kind == WM_CONDITION_AND;
        for (size_t i = 0; i < condition->term_count; i++)
            if (is_done(scope, condition->terms[i]) != all)
                return !all;
        return all;
    }
    if (asks_due_date(condition))
        return false;
    if (is_by(condition) || is_within_after(condition)) {
        wm_days days = wm_reference_path_days(scope, &condition->path);
        return value_of(&days) != WM_DAY_NONE;
    }
    if (condition->kind == WM_CONDITION_HAS && !condition->no)
        return has_late(scope, condition);
    return wm_reference_condition(scope, condition).value;
}

/* Is it only because its due date is ahead that the row is not in the figure? Times by
 * that date, and how long a spell must have been open, wait for it. */
static bool is_awaited(const wm_scope *scope, const wm_row_answer *answer)
{
    const wm_body *body = scope->reference->body;
    wm_rows rows = *body->rows;
    wm_moment made;
    const wm_moment *due = due_moment(body, &made);
    if (answer->due == WM_DAY_NONE || answer->due <= scope->reference->at)
        return false;
    rows.times =
        wm_arena_alloc(scope->reference->arena, rows.time_count, sizeof *rows.times);
    if (!rows.times) {
        scope->reference->status = WM_NOMEM;
        return false;
    }
    rows.time_count = 0;
    for (size_t i = 0; i < body->rows->time_count; i++) {
        wm_time time = body->rows->times[i];
        bool by_due = time.date.means == WM_MEANS_DEFINE && due->kind == WM_MOMENT_PATH &&
                      due->path.means == WM_MEANS_DEFINE &&
                      time.date.index == due->path.index;
        time.months_min = 0;
        if (!by_due)
            rows.times[rows.time_count++] = time;
    }
    return wm_reference_passes(scope, &rows, scope->row.row).value &&
           wm_reference_condition(scope, body->where).value &&
           !(body->not_counting &&
             wm_reference_condition(scope, body->not_counting).value);
}

bool wm_has_due_date(const wm_definition *measure)
{
    wm_moment made;
    return due_moment(&measure->body, &made) != NULL;
}

bool wm_row_is_overdue(const wm_row_answer *answer, wm_day at)
{
    bool is_of_figure =
        answer->state == WM_ROW_COUNTED || answer->state == WM_ROW_NOT_COUNTED;
    return is_of_figure && !answer->done && answer->due != WM_DAY_NONE &&
           answer->due < at;
}

bool wm_row_falls_due(const wm_row_answer *answer, wm_day at, int days)
{
    bool is_of_figure = answer->state == WM_ROW_COUNTED ||
                        answer->state == WM_ROW_NOT_COUNTED ||
                        answer->state == WM_ROW_NOT_DUE || answer->awaited;
    return is_of_figure && !answer->done && answer->due != WM_DAY_NONE &&
           answer->due >= at && answer->due <= at + days;
}

static wm_truth one_time(const wm_scope *scope, const wm_rows *rows, size_t time)
{
    wm_rows only = *rows;
    only.where = NULL;
    only.parent_where = NULL;
    only.times = &rows->times[time];
    only.time_count = 1;
    return wm_reference_passes(scope, &only, scope->row.row);
}

static void why_out(const wm_scope *scope, wm_row_answer *answer)
{
    const wm_rows *rows = scope->reference->body->rows;
    answer->state = WM_ROW_OUT;
    if (rows->where && !wm_reference_condition(scope, rows->where).value) {
        answer->decided = failing(scope, rows->where);
        return;
    }
    for (size_t i = 0; i < rows->time_count; i++)
        if (!one_time(scope, rows, i).value) {
            answer->decided_time = &rows->times[i];
            return;
        }
}

static void decide(const wm_scope *scope, wm_row_answer *answer)
{
    const wm_body *body = scope->reference->body;
    wm_truth in = wm_reference_passes(scope, body->rows, scope->row.row);
    wm_truth where = wm_reference_condition(scope, body->where);
    wm_truth left_out = wm_certain(false);
    if (body->not_counting)
        left_out = wm_reference_condition(scope, body->not_counting);
    wm_truth waiting = wm_reference_not_due(scope);
    wm_truth met = wm_reference_condition(scope, body->that);
    set_due(scope, answer);
    answer->done = body->that ? is_done(scope, body->that) : met.value;
    if (!in.value) {
        why_out(scope, answer);
        answer->awaited = is_awaited(scope, answer);
    } else if (!where.value) {
        answer->state = WM_ROW_OUT;
        answer->decided = failing(scope, body->where);
    } else if (left_out.value) {
        answer->state = WM_ROW_EXCLUDED;
        answer->decided = body->not_counting;
    } else if (waiting.value) {
        answer->state = WM_ROW_NOT_DUE;
    } else {
        answer->state = met.value ? WM_ROW_COUNTED : WM_ROW_NOT_COUNTED;
        answer->decided = met.value ? body->that : failing(scope, body->that);
    }
    bool is_in = in.value && where.value && !left_out.value && !waiting.value;
    wm_truth all = wm_reference_and(
        wm_reference_and(in, where),
        wm_reference_and(wm_reference_not(left_out), wm_reference_not(waiting)));
    answer->surely = all.surely == all.possibly && (!is_in || met.surely == met.possibly);
}

/* Of two parts of a year the answer that says more. */
static void take_part(wm_row_answer *all, const wm_row_answer *part)
{
    unsigned counted_in = all->counted_in + (part->state == WM_ROW_COUNTED);
    unsigned failed_in = all->failed_in + (part->state == WM_ROW_NOT_COUNTED);
    if (part->state >= all->state)
        *all = *part;
    all->counted_in = counted_in;
    all->failed_in = failed_in;
}

wm_status wm_engine_row(const wm_request *request, const wm_definition *measure,
                        size_t period, uint32_t row, wm_arena *arena,
                        wm_row_answer *answer_out)
{
    wm_reference r = wm_reference_for(request, measure, arena);
    wm_day at = wm_engine_as_at(request, period);
    wm_period parts[12];
    size_t count =
        wm_reference_parts(request, measure, request->periods[period], at, parts);
    wm_subject subject = {.table = measure->body.rows->table,
                          .row = row,
                          .counted_by = wm_reference_dated_by(measure->body.rows)};
    wm_scope scope = {.reference = &r, .row = subject, .this = subject};
    *answer_out = (wm_row_answer){.due = WM_DAY_NONE, .last_done = WM_DAY_NONE};
    for (size_t i = 0; i < count; i++) {
        wm_row_answer part = {.due = WM_DAY_NONE, .last_done = WM_DAY_NONE};
        wm_reference_at(&r, measure, parts[i], parts[i].end < at ? parts[i].end : at);
        decide(&scope, &part);
        take_part(answer_out, &part);
    }
    return r.status;
}
