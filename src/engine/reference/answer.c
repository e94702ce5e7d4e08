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

/* A due date that a condition asks about: `visit_due on or after period end`. */
static const wm_condition *due_test(const wm_condition *condition)
{
    if (!condition)
        return NULL;
    for (size_t i = 0; i < condition->term_count; i++) {
        const wm_condition *found = due_test(condition->terms[i]);
        if (found)
            return found;
    }
    bool is_due = condition->kind == WM_CONDITION_TEST &&
                  condition->test.kind == WM_TEST_ORDER &&
                  condition->test.order == WM_ORDER_ON_OR_AFTER &&
                  condition->test.day->kind == WM_MOMENT_PERIOD_END;
    return is_due ? condition : NULL;
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

static void set_due(const wm_scope *scope, wm_row_answer *answer)
{
    const wm_body *body = scope->reference->body;
    const wm_condition *test = due_test(body->that);
    wm_moment by_path = {.kind = WM_MOMENT_PATH};
    const wm_moment *due = body->due;
    answer->due = answer->last_done = WM_DAY_NONE;
    if (!due && test) {
        by_path.path = test->path;
        due = &by_path;
    }
    if (!due)
        return;
    wm_days days = wm_reference_moment(scope, due);
    answer->due = value_of(&days);
    answer->last_done = counted_from(scope, due);
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
    if (!in.value) {
        why_out(scope, answer);
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

wm_status wm_engine_row(const wm_request *request, const wm_definition *measure,
                        size_t period, uint32_t row, wm_arena *arena,
                        wm_row_answer *answer_out)
{
    wm_reference r = wm_reference_for(request, measure, arena);
    wm_reference_at(&r, measure, request->periods[period],
                    wm_engine_as_at(request, period));
    wm_subject subject = {.table = measure->body.rows->table,
                          .row = row,
                          .counted_by = wm_reference_dated_by(measure->body.rows)};
    wm_scope scope = {.reference = &r, .row = subject, .this = subject};
    *answer_out = (wm_row_answer){.due = WM_DAY_NONE, .last_done = WM_DAY_NONE};
    decide(&scope, answer_out);
    return r.status;
}
