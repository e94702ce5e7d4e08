#include "base/csv.h"
#include "cli/drill.h"
#include "cli/protected.h"
#include "cli/reading.h"
#include "cli/say.h"
#include "cli/settings.h"
#include "publish/figures_long.h"

#include <stdlib.h>

/* `waymark list`: the rows behind a figure. On standard output only how many there are
 * and where; names of children go nowhere but into the protected place. */
typedef enum wanted_rows {
    WANTED_COUNTED,
    WANTED_NOT_COUNTED,
    WANTED_EXCLUDED,
    WANTED_NOT_DUE,
    WANTED_OVERDUE,
    WANTED_DUE,
} wanted_rows;

static const struct {
    wm_option_id option;
    const char *name;
} wanted_options[] = {
    [WANTED_COUNTED] = {WM_OPTION_list_COUNTED, "counted"},
    [WANTED_NOT_COUNTED] = {WM_OPTION_list_NOT_COUNTED, "not-counted"},
    [WANTED_EXCLUDED] = {WM_OPTION_list_EXCLUDED, "excluded"},
    [WANTED_NOT_DUE] = {WM_OPTION_list_NOT_DUE, "not-due"},
    [WANTED_OVERDUE] = {WM_OPTION_list_OVERDUE, "overdue"},
    [WANTED_DUE] = {WM_OPTION_list_DUE, "due"},
};
enum {
    WANTED_COUNT = sizeof wanted_options / sizeof *wanted_options,
    DUE_DAYS_MAX = 366
};

/* One line of the list. */
typedef struct listed {
    const wm_drilled *of;
    wm_str team;
    wm_str worker;
    bool by_team; /* the order wanted: team, worker, due, as they stand */
    bool by_worker;
} listed;

typedef struct list_plan {
    const wm_arguments *arguments;
    const char *reason;
    wanted_rows wanted;
    int due_days;
    bool by_team, by_worker;
    bool identified, restricted;
    wm_day at, known_at;
    wm_period_kind every;
    wm_drill drill;
    WM_LIST(listed) rows;
    size_t left_out;
} list_plan;

/* the command line */

static bool choose_due(list_plan *plan)
{
    const char *text = wm_argument(plan->arguments, WM_OPTION_list_DUE);
    wm_decimal days = {0, 0};
    if (!text)
        return true;
    if (wm_decimal_parse(wm_str_of(text), &days) && days.places == 0 &&
        days.digits >= 0 && days.digits <= DUE_DAYS_MAX) {
        plan->due_days = (int)days.digits;
        return true;
    }
    wm_complain("--due is a number of days up to %d, not `%s`", (int)DUE_DAYS_MAX, text);
    return false;
}

static bool choose_wanted(list_plan *plan)
{
    int given = 0;
    for (size_t i = 0; i < WANTED_COUNT; i++)
        if (wm_is_given(plan->arguments, wanted_options[i].option)) {
            plan->wanted = (wanted_rows)i;
            given++;
        }
    if (given == 1)
        return choose_due(plan);
    wm_complain("which rows? say one of --counted, --not-counted, --excluded, --not-due, "
                "--overdue, --due DAYS");
    return false;
}

static bool choose_order(list_plan *plan)
{
    const char *list = wm_argument(plan->arguments, WM_OPTION_list_BY);
    wm_str rest = wm_str_of(list), name;
    while (list && wm_str_next(&rest, ',', &name)) {
        name = wm_str_trim(name);
        if (wm_str_equal(name, WM_STR("team")))
            plan->by_team = true;
        else if (wm_str_equal(name, WM_STR("worker")))
            plan->by_worker = true;
        else {
            wm_complain("--by of a list is team, worker or `team,worker`, not `%.*s`",
                        WM_FMT(name));
            return false;
        }
    }
    return true;
}

static bool choose_permission(list_plan *plan)
{
    const wm_arguments *arguments = plan->arguments;
    plan->identified = wm_is_given(arguments, WM_OPTION_list_IDENTIFIED);
    plan->restricted = wm_is_given(arguments, WM_OPTION_list_RESTRICTED);
    plan->reason = wm_argument(arguments, WM_OPTION_list_REASON);
    bool reasoned = plan->reason && wm_str_trim(wm_str_of(plan->reason)).len > 0;
    if (reasoned || (!plan->identified && !plan->restricted))
        return true;
    wm_complain("--%s needs --reason \"...\", which is kept in the log",
                plan->identified ? "identified" : "restricted");
    return false;
}

static bool make_plan(list_plan *plan)
{
    const wm_arguments *arguments = plan->arguments;
    return choose_wanted(plan) && choose_order(plan) && choose_permission(plan) &&
           wm_day_wanted("known-at", wm_argument(arguments, WM_OPTION_list_KNOWN_AT),
                         &plan->known_at) &&
           wm_figure_wanted(wm_argument(arguments, WM_OPTION_list_AT),
                            wm_argument(arguments, WM_OPTION_list_EVERY), &plan->at,
                            &plan->every);
}

/* which rows */

static bool is_wanted(const list_plan *plan, const wm_row_answer *answer)
{
    switch (plan->wanted) {
    case WANTED_COUNTED:
        return answer->state == WM_ROW_COUNTED;
    case WANTED_NOT_COUNTED:
        return answer->state == WM_ROW_NOT_COUNTED;
    case WANTED_EXCLUDED:
        return answer->state == WM_ROW_EXCLUDED;
    case WANTED_NOT_DUE:
        return answer->state == WM_ROW_NOT_DUE;
    case WANTED_OVERDUE:
        return wm_row_is_overdue(answer, plan->at);
    case WANTED_DUE:
        return wm_row_falls_due(answer, plan->at, plan->due_days);
    }
    return false;
}

/* Whoever has died, at whatever time, and whoever is restricted. */
static bool is_kept_apart(const wm_records *records, uint32_t child)
{
    if (child == WM_NO_CHILD)
        return false;
    const wm_table *children = &records->tables[records->schema->child];
    int died = wm_table_column(children->def, WM_STR("died"));
    return (died != WM_NO_COLUMN && children->columns[died][child] != WM_BLANK) ||
           wm_is_restricted(records, child);
}

static wm_str allocated(const list_plan *plan, const wm_drilled *row, const char *column,
                        wm_arena *arena)
{
    int table, number;
    int32_t value = wm_drill_allocated(&plan->drill, row, column, &table, &number);
    if (value == WM_BLANK)
        return WM_STR("");
    return wm_column_words(&plan->drill.asking->records, table, number, value, arena);
}

static wm_status choose_rows(list_plan *plan, wm_arena *arena)
{
    for (size_t i = 0; i < plan->drill.count; i++) {
        const wm_drilled *row = &plan->drill.rows[i];
        if (!is_wanted(plan, &row->answer))
            continue;
        if (!plan->restricted &&
            is_kept_apart(&plan->drill.asking->records, row->child)) {
            plan->left_out++;
            continue;
        }
        listed one = {.of = row,
                      .team = allocated(plan, row, "team", arena),
                      .worker = allocated(plan, row, "worker", arena),
                      .by_team = plan->by_team,
                      .by_worker = plan->by_worker};
        if (!one.team.data || !one.worker.data || !wm_list_push(arena, &plan->rows, one))
            return WM_NOMEM;
    }
    return WM_OK;
}

/* A blank comes last. */
static int compare_words(wm_str a, wm_str b)
{
    if (wm_str_empty(a) != wm_str_empty(b))
        return wm_str_empty(a) ? 1 : -1;
    return wm_str_compare(a, b);
}

static int in_order(const void *left, const void *right)
{
    const listed *a = left, *b = right;
    wm_day due_a = a->of->answer.due, due_b = b->of->answer.due;
    int order = a->by_team ? compare_words(a->team, b->team) : 0;
    if (order == 0 && a->by_worker)
        order = compare_words(a->worker, b->worker);
    if (order == 0 && due_a != due_b) /* no due date sorts before all others */
        order = due_a < due_b ? -1 : 1;
    if (order == 0)
        order = a->of->row < b->of->row ? -1 : 1;
    return order;
}

/* the list */

static void write_key(const list_plan *plan, const wm_protected *protected, wm_str what,
                      wm_str key, bool first, wm_text *out)
{
    char pseudonym[WM_PSEUDONYM_BYTES];
    if (plan->identified) {
        wm_csv_write_text(out, key, first);
        return;
    }
    wm_pseudonym(protected, what, key, pseudonym);
    wm_csv_write(out, wm_str_of(pseudonym), first);
}

/* Children of two councils may have one key. */
static wm_str child_name(const list_plan *plan, const wm_drilled *row, wm_arena *arena)
{
    const wm_records *records = &plan->drill.asking->records;
    uint16_t authority = wm_row_authority(records, records->schema->child, row->child);
    wm_str word = wm_authority_word(records, authority);
    return wm_str_format(arena, "child %.*s", WM_FMT(word));
}

static wm_status write_keys(const list_plan *plan, const wm_protected *protected,
                            const wm_drilled *row, wm_arena *arena, wm_text *out)
{
    const wm_records *records = &plan->drill.asking->records;
    int table = plan->drill.measure->body.rows->table;
    if (row->child == WM_NO_CHILD) {
        wm_csv_write(out, WM_STR(""), true);
    } else {
        wm_str name = child_name(plan, row, arena);
        if (!name.data)
            return WM_NOMEM;
        write_key(plan, protected, name, wm_child_key(records, row->child), true, out);
    }
    write_key(plan, protected, plan->drill.table->def->name,
              wm_table_key(plan->drill.table, row->row), false, out);
    wm_csv_write_text(
        out, wm_authority_word(records, wm_row_authority(records, table, row->row)),
        false);
    return WM_OK;
}

static wm_status write_row(const list_plan *plan, const wm_protected *protected,
                           const listed *one, wm_arena *arena, wm_text *out)
{
    const wm_row_answer *answer = &one->of->answer;
    size_t mark = wm_arena_mark(arena);
    wm_str clause = wm_drill_clause(&plan->drill, answer, arena);
    if (!clause.data)
        return WM_NOMEM;
    WM_TRY(write_keys(plan, protected, one->of, arena, out));
    wm_csv_write(out, wm_str_of(wm_row_state_words(answer->state)), false);
    wm_csv_write_text(out, clause, false);
    wm_csv_write_day(out, answer->due);
    wm_csv_write_day(out, answer->last_done);
    if (answer->due != WM_DAY_NONE && answer->due < plan->at)
        wm_csv_write_whole(out, plan->at - answer->due);
    else
        wm_csv_write(out, WM_STR(""), false);
    wm_csv_write_text(out, one->worker, false);
    wm_csv_write_text(out, one->team, false);
    wm_csv_write(out, answer->surely ? WM_STR("yes") : WM_STR("no"), false);
    wm_csv_end_row(out);
    wm_arena_rewind(arena, mark);
    return wm_text_status(out);
}

static wm_status write_list(const list_plan *plan, const wm_protected *protected,
                            wm_arena *arena, wm_text *out)
{
    wm_text_format(out,
                   "child,%.*s,authority,state,clause,due,last_done,days_over,worker,"
                   "team,sure\r\n",
                   WM_FMT(plan->drill.table->def->name));
    for (size_t i = 0; i < plan->rows.count; i++)
        WM_TRY(write_row(plan, protected, &plan->rows.items[i], arena, out));
    return wm_text_status(out);
}

/* what is said */

static bool same_group(const listed *a, const listed *b)
{
    return (!a->by_team || wm_str_equal(a->team, b->team)) &&
           (!a->by_worker || wm_str_equal(a->worker, b->worker));
}

static void say_groups(const list_plan *plan, wm_text *out)
{
    const listed *rows = plan->rows.items;
    for (size_t i = 0, from = 0; i < plan->rows.count; i++) {
        if (i + 1 < plan->rows.count && same_group(&rows[from], &rows[i + 1]))
            continue;
        wm_str team = rows[from].team, worker = rows[from].worker;
        if (plan->by_team)
            wm_text_format(out, "  team %.*s", WM_FMT(team.len ? team : WM_STR("-")));
        if (plan->by_worker)
            wm_text_format(out, "  worker %.*s",
                           WM_FMT(worker.len ? worker : WM_STR("-")));
        wm_text_format(out, "  %zu\n", i + 1 - from);
        from = i + 1;
    }
}

static int by_child(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static wm_status count_children(const list_plan *plan, wm_arena *arena, size_t *count_out)
{
    uint32_t *children = wm_arena_alloc(arena, plan->rows.count, sizeof *children);
    if (!children)
        return WM_NOMEM;
    for (size_t i = 0; i < plan->rows.count; i++)
        children[i] = plan->rows.items[i].of->child;
    qsort(children, plan->rows.count, sizeof *children, by_child);
    *count_out = 0;
    for (size_t i = 0; i < plan->rows.count; i++)
        *count_out +=
            children[i] != WM_NO_CHILD && (i == 0 || children[i] != children[i - 1]);
    return WM_OK;
}

static wm_exit say(const list_plan *plan, const char *path, wm_arena *arena)
{
    wm_text text = {0};
    size_t children = 0;
    wm_status status = count_children(plan, arena, &children);
    const wm_measure *heading = &plan->drill.measure->heading;
    wm_text_format(&text, "%.*s %.*s\n%zu rows of %.*s, %zu children, written to %s\n",
                   WM_FMT(heading->ref), WM_FMT(heading->title), plan->rows.count,
                   WM_FMT(plan->drill.table->def->name), children, path);
    if (plan->left_out)
        wm_text_format(&text,
                       "%zu rows of deceased or restricted children are left out\n",
                       plan->left_out);
    if (plan->by_team || plan->by_worker)
        say_groups(plan, &text);
    if (status == WM_OK)
        status = wm_text_status(&text);
    wm_exit exit =
        status == WM_OK ? wm_print(wm_text_str(&text)) : wm_refused(status, NULL);
    wm_text_end(&text);
    return exit;
}

static wm_status keep_list(const list_plan *plan, wm_arena *arena, const char **path_out,
                           wm_file_error *error)
{
    wm_protected protected;
    wm_text list = {0};
    char at[11];
    wm_day_print(plan->at, at);
    wm_list_call call = {.measure = plan->drill.measure->heading.ref,
                         .at = wm_str_of(at),
                         .which = wm_str_of(wanted_options[plan->wanted].name),
                         .identified = plan->identified,
                         .restricted = plan->restricted,
                         .reason = wm_str_of(plan->reason ? plan->reason : ""),
                         .rows = plan->rows.count,
                         .left_out = plan->left_out};
    WM_TRY(wm_protected_open(wm_argument(plan->arguments, WM_OPTION_list_INTO),
                             plan->drill.asking->place, arena, &protected, error));
    wm_status status = write_list(plan, &protected, arena, &list);
    if (status == WM_OK && wm_interrupted())
        status = WM_INTERRUPTED;
    if (status == WM_OK)
        status =
            wm_protected_write(&protected, &call, wm_text_str(&list), path_out, error);
    wm_text_end(&list);
    return status;
}

/* An empty list of a measure that has no due date would say that all is well. */
static bool can_be_due(const list_plan *plan, const wm_definition *measure)
{
    bool asks_due = plan->wanted == WANTED_OVERDUE || plan->wanted == WANTED_DUE;
    if (!asks_due || wm_has_due_date(measure))
        return true;
    wm_complain("%.*s has no due date, and so nothing of it is overdue or falls due; "
                "--counted and --not-counted list its rows",
                WM_FMT(measure->heading.ref));
    return false;
}

static wm_exit make_list(list_plan *plan, wm_asking *asking)
{
    wm_file_error error = {{0}};
    const char *path = NULL;
    wm_exit exit =
        wm_asking_resolve(asking, wm_argument(plan->arguments, WM_OPTION_list_RECORDS));
    if (exit != WM_EXIT_DONE)
        return exit;
    const wm_definition *measure =
        wm_asking_measure(asking, wm_str_of(plan->arguments->operands.items[0]));
    if (!measure)
        return WM_EXIT_INPUT;
    if (!can_be_due(plan, measure))
        return WM_EXIT_USAGE;
    exit = wm_asking_load(asking, wm_argument(plan->arguments, WM_OPTION_list_RECORDS),
                          plan->known_at);
    if (exit == WM_EXIT_DONE)
        exit = wm_reading_one(asking, measure);
    if (exit == WM_EXIT_DONE)
        exit = wm_settings_say(asking, measure);
    if (exit == WM_EXIT_DONE)
        wm_reach_say_day(&asking->reach, plan->at);
    if (exit == WM_EXIT_DONE)
        exit = wm_drill_rows(asking, measure, plan->at, plan->every, &plan->drill);
    if (exit != WM_EXIT_DONE)
        return exit;
    wm_status status = choose_rows(plan, asking->memory);
    if (status == WM_OK && plan->rows.count)
        qsort(plan->rows.items, plan->rows.count, sizeof *plan->rows.items, in_order);
    if (status == WM_OK)
        status = keep_list(plan, asking->memory, &path, &error);
    return status == WM_OK ? say(plan, path, asking->memory) : wm_refused(status, &error);
}

wm_exit wm_run_list(const wm_arguments *arguments, wm_arena *program)
{
    list_plan plan = {.arguments = arguments};
    wm_asking asking;
    (void)program;
    if (!make_plan(&plan))
        return WM_EXIT_USAGE;
    wm_exit exit = wm_asking_begin(wm_operand(arguments, 1, NULL), &asking);
    if (exit == WM_EXIT_DONE)
        exit = make_list(&plan, &asking);
    wm_asking_end(&asking);
    return exit;
}
