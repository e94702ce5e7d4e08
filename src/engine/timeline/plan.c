#include "engine/timeline/plan.h"

#include <assert.h>

typedef struct maker {
    wm_sweep *sweep;
    wm_axis *axis;
    wm_arena *arena;
    wm_plan_node **defines; /* by number in the catalogue, so that each is kept once */
    wm_plan_days **day_defines;
    bool refused;
} maker;

static void *make(maker *m, size_t count, size_t bytes)
{
    void *memory = wm_arena_alloc(m->arena, count, bytes);
    m->refused = m->refused || !memory;
    return memory;
}

/* Every day that is accepted; of its pages only those are ever had that are touched. */
static wm_day_table make_table(maker *m)
{
    return make(m, (size_t)(WM_DAY_LAST - WM_DAY_FIRST) + 1, sizeof(int32_t));
}

static const int32_t *make_until(maker *m, const wm_window *window)
{
    const wm_axis_window *made = wm_axis_window_of(m->axis, *window);
    m->refused = m->refused || !made;
    return made ? made->until : NULL;
}

static const wm_table *table_of(const maker *m, int number)
{
    return &m->sweep->records->tables[number];
}

static wm_plan_rows *make_rows(maker *m, const wm_plan_place *place, const wm_rows *rows);
static wm_plan_days *make_days(maker *m, const wm_plan_place *place,
                               const wm_moment *moment);
static wm_plan_node *make_node(maker *m, const wm_plan_place *place,
                               const wm_condition *condition);

/* columns */

static const uint32_t *children_of(const maker *m, int table)
{
    bool is_child = table == m->sweep->records->schema->child;
    return is_child ? NULL : table_of(m, table)->child;
}

static const wm_history *history_of(const wm_table *table, int column)
{
    for (size_t i = 0; i < table->history_count; i++)
        if (table->histories[i].column == column)
            return &table->histories[i];
    return NULL;
}

static bool make_key(const maker *m, int from, const wm_path *path,
                     wm_plan_column *column)
{
    const wm_table *own = table_of(m, from), *other = table_of(m, path->table);
    const wm_column_def *key = &own->def->columns[path->key_column];
    if (history_of(own, path->key_column) || key->known_with != WM_NO_COLUMN)
        return false;
    column->reach = WM_REACH_KEY;
    column->key = own->columns[path->key_column];
    if (other->def->from != WM_NO_COLUMN && !m->sweep->hindsight)
        column->key_dates = other->columns[other->def->from];
    return true;
}

/* The way to the row of a path. False: only the sweep knows it. */
static bool make_reach(const maker *m, const wm_plan_place *place, const wm_path *path,
                       wm_plan_column *column)
{
    switch (path->whose) {
    case WM_WHOSE_ROW:
        column->reach = WM_REACH_ROW;
        return true;
    case WM_WHOSE_THIS:
        column->reach = WM_REACH_THIS;
        return true;
    case WM_WHOSE_CHILD:
        column->reach = WM_REACH_CHILD;
        column->child = children_of(m, place->table);
        return true;
    case WM_WHOSE_KEY:
        return make_key(m, place->table, path, column);
    case WM_WHOSE_PARENT:
        break;
    }
    return false;
}

static bool make_value(const maker *m, int table, int number, wm_plan_column *column)
{
    const wm_table *t = table_of(m, table);
    const wm_column_def *def = &t->def->columns[number];
    if (!t->count || def->type == WM_COLUMN_KEY)
        return false;
    column->values = t->columns[number];
    column->dated = def->type == WM_COLUMN_DATE && !def->planned && !def->exempt;
    column->blank_is_open = def->type != WM_COLUMN_DATE || def->exempt;
    column->history = history_of(t, number);
    if (column->history && column->dated)
        return false;
    if (def->known_with == WM_NO_COLUMN)
        return true;
    column->with = t->columns[def->known_with];
    return !column->history && !history_of(t, def->known_with);
}

static bool make_column(const maker *m, const wm_plan_place *place, const wm_path *path,
                        wm_plan_column *column)
{
    return path->means == WM_MEANS_COLUMN && make_reach(m, place, path, column) &&
           make_value(m, path->table, path->column, column);
}

/* lengths */

static bool make_length(maker *m, const wm_duration *duration, wm_plan_length *length)
{
    const wm_catalogue *catalogue = m->sweep->catalogue;
    if (duration->is_named && duration->named.means == WM_MEANS_DEFINE) {
        const wm_define *define = &catalogue->defines.items[duration->named.index];
        bool one = define->duration_count == 1 && !define->durations[0].when;
        return one && make_length(m, &define->durations[0].then, length);
    }
    const wm_duration *plain = duration;
    if (duration->is_named) {
        const wm_parameter *p = &catalogue->parameters.items[duration->named.index];
        length->parameter = p->value_count > 1 ? p : NULL;
        plain = &p->values[0].duration;
    }
    length->plain.count = plain->count;
    length->plain.unit = plain->unit;
    if (length->parameter)
        return true;
    length->after = make_table(m);
    length->before = make_table(m);
    return true;
}

/* days */

static wm_plan_days *other_days(maker *m, const wm_plan_place *place,
                                const wm_moment *moment)
{
    wm_plan_days *days = make(m, 1, sizeof *days);
    if (days)
        *days = (wm_plan_days){WM_DAYS_OTHER, .place = *place, .moment = moment};
    return days;
}

static wm_plan_days *make_day_define(maker *m, int index)
{
    const wm_define *define = &m->sweep->catalogue->defines.items[index];
    wm_plan_place inner = {.table = define->table, .this_table = define->table};
    if (!m->day_defines[index])
        m->day_defines[index] = make_days(m, &inner, define->moment);
    return m->day_defines[index];
}

/* A column or a define that is a date; NULL: only the sweep can. */
static wm_plan_days *make_path_days(maker *m, const wm_plan_place *place,
                                    const wm_path *path)
{
    wm_plan_days made = {.kind = WM_DAYS_COLUMN};
    if (path->means == WM_MEANS_DEFINE) {
        made.kind = WM_DAYS_DEFINE;
        if (path->whose == WM_WHOSE_KEY || !make_reach(m, place, path, &made.column))
            return NULL;
        made.from = make_day_define(m, path->index);
    } else if (!make_column(m, place, path, &made.column) || made.column.history) {
        return NULL;
    }
    wm_plan_days *days = make(m, 1, sizeof *days);
    if (days)
        *days = made;
    return days;
}

/* By which a row is counted. NULL: only the sweep can. */
static wm_plan_days *make_counted(maker *m, const wm_plan_place *place)
{
    const wm_table_def *def = table_of(m, place->table)->def;
    wm_path primary = {.means = WM_MEANS_COLUMN,
                       .whose = WM_WHOSE_ROW,
                       .table = place->table,
                       .column = def->from};
    if (place->counted_by)
        return make_path_days(m, place, &place->counted_by->date);
    return def->from == WM_NO_COLUMN ? NULL : make_path_days(m, place, &primary);
}

static bool make_items(maker *m, const wm_plan_place *place, const wm_moment *moment,
                       wm_plan_days *days)
{
    bool is_case = moment->kind == WM_MOMENT_CASE;
    days->item_count = is_case ? moment->case_count : moment->item_count;
    days->items = make(m, days->item_count, sizeof *days->items);
    days->whens = make(m, days->item_count, sizeof *days->whens);
    for (size_t i = 0; i < days->item_count && !m->refused; i++) {
        const wm_condition *when = is_case ? moment->cases[i].when : NULL;
        days->items[i] =
            make_days(m, place, is_case ? moment->cases[i].then : moment->items[i]);
        days->whens[i] = when ? make_node(m, place, when) : NULL;
    }
    return true;
}

static bool make_of_rows(maker *m, const wm_plan_place *place, const wm_moment *moment,
                         wm_plan_days *days)
{
    wm_plan_place of = {.table = moment->rows->table,
                        .this_table = place->this_table,
                        .this_counted_by = place->this_counted_by};
    days->first = moment->first;
    days->rows = make_rows(m, place, moment->rows);
    days->from = make_path_days(m, &of, &moment->path);
    return days->from && days->rows && days->rows->by_date;
}

static bool make_days_of(maker *m, const wm_plan_place *place, const wm_moment *moment,
                         wm_plan_days *days)
{
    switch (moment->kind) {
    case WM_MOMENT_SHIFT:
        days->kind = WM_DAYS_SHIFT;
        days->before = moment->before;
        days->from = make_days(m, place, moment->from);
        return make_length(m, &moment->duration, &days->length);
    case WM_MOMENT_OF_ROWS:
        days->kind = WM_DAYS_OF_ROWS;
        return make_of_rows(m, place, moment, days);
    case WM_MOMENT_EARLIEST:
    case WM_MOMENT_LATEST:
        days->kind = WM_DAYS_LIST;
        days->latest = moment->kind == WM_MOMENT_LATEST;
        return make_items(m, place, moment, days);
    case WM_MOMENT_CASE:
        days->kind = WM_DAYS_CASE;
        return make_items(m, place, moment, days);
    default:
        return false;
    }
}

static wm_plan_days *make_days(maker *m, const wm_plan_place *place,
                               const wm_moment *moment)
{
    wm_plan_days *days = NULL, made = {0};
    if (moment->kind == WM_MOMENT_PATH)
        days = make_path_days(m, place, &moment->path);
    else if (make_days_of(m, place, moment, &made) && !m->refused)
        days = make(m, 1, sizeof *days);
    if (!days)
        return other_days(m, place, moment);
    if (moment->kind != WM_MOMENT_PATH)
        *days = made;
    return days;
}

/* conditions */

static bool make_terms(maker *m, const wm_plan_place *place, const wm_condition *c,
                       wm_plan_node *node)
{
    node->kind = c->kind == WM_CONDITION_AND  ? WM_NODE_AND
                 : c->kind == WM_CONDITION_OR ? WM_NODE_OR
                                              : WM_NODE_NOT;
    node->term_count = c->term_count;
    node->terms = make(m, c->term_count, sizeof(wm_plan_node *));
    for (size_t i = 0; i < c->term_count && !m->refused; i++)
        node->terms[i] = make_node(m, place, c->terms[i]);
    return true;
}

static bool one_term(maker *m, wm_plan_node *node, wm_plan_node *term)
{
    node->term_count = 1;
    node->terms = make(m, 1, sizeof(wm_plan_node *));
    if (node->terms)
        node->terms[0] = term;
    return term && node->terms;
}

/* The numbers of the codes; those that no record has are left out. */
static void make_codes(maker *m, const wm_test *test, bool yesno, wm_plan_node *node)
{
    node->codes = make(m, test->code_count, sizeof *node->codes);
    for (size_t i = 0; i < test->code_count && node->codes; i++) {
        bool yes = wm_str_equal(test->codes[i].text, WM_STR("yes"));
        int32_t number = yesno ? yes : wm_code_of(m->sweep, &test->codes[i]);
        if (number >= 0)
            node->codes[node->code_count++] = number;
    }
}

static bool make_value_test(maker *m, const wm_plan_place *place, const wm_condition *c,
                            wm_plan_node *node)
{
    const wm_test *test = &c->test;
    const wm_column_def *def =
        &m->sweep->records->schema->tables.items[c->path.table].columns[c->path.column];
    if (!make_column(m, place, &c->path, &node->column))
        return false;
    node->kind = WM_NODE_VALUE;
    node->is_not = test->is_not;
    node->low = test->kind == WM_TEST_AT_MOST ? INT64_MIN : test->low;
    node->high = test->kind == WM_TEST_AT_LEAST ? INT64_MAX : test->high;
    if (test->kind == WM_TEST_BARE)
        node->low = node->high = 1;
    else if (test->kind == WM_TEST_IS)
        make_codes(m, test, def->type == WM_COLUMN_YESNO, node);
    else if (test->kind == WM_TEST_MISSING || test->kind == WM_TEST_RECORDED)
        node->kind = WM_NODE_BLANK;
    if (node->kind == WM_NODE_BLANK)
        node->is_not = test->kind == WM_TEST_RECORDED;
    return true;
}

static bool make_day_test(maker *m, const wm_plan_place *place, const wm_condition *c,
                          wm_plan_node *node)
{
    const wm_test *test = &c->test;
    bool within = test->kind == WM_TEST_WITHIN;
    bool to_end = test->day->kind == WM_MOMENT_PERIOD_END;
    node->days = make_path_days(m, place, &c->path);
    if (!node->days || (within && !make_length(m, &test->duration, &node->length)))
        return false;
    node->order = test->order;
    node->before = test->before;
    node->kind = within ? WM_NODE_WITHIN : WM_NODE_ORDER;
    if (!to_end || (within && !test->before)) {
        node->from = make_days(m, place, test->day);
        return true;
    }
    node->kind = within ? WM_NODE_WITHIN_END : WM_NODE_ORDER_END;
    node->until = within ? make_table(m) : NULL;
    return !node->length.parameter;
}

static bool make_define(maker *m, const wm_plan_place *place, const wm_condition *c,
                        wm_plan_node *node)
{
    int index = c->path.index;
    const wm_define *define = &m->sweep->catalogue->defines.items[index];
    wm_plan_place inner = {.table = define->table, .this_table = define->table};
    if (define->kind != WM_DEFINE_CONDITION || c->path.whose == WM_WHOSE_KEY ||
        !make_reach(m, place, &c->path, &node->column))
        return false;
    node->kind = WM_NODE_DEFINE;
    if (!m->defines[index]) {
        m->defines[index] = make(m, 1, sizeof **m->defines);
        if (!m->defines[index])
            return false;
        m->defines[index]->kind = WM_NODE_DEFINE;
        one_term(m, m->defines[index], make_node(m, &inner, define->condition));
    }
    return one_term(m, node, m->defines[index]);
}

static bool make_switch(maker *m, const wm_condition *c, wm_plan_node *node)
{
    const wm_switch *s = &m->sweep->catalogue->switches.items[c->path.index];
    bool holds = false;
    for (size_t i = 0; i < c->test.code_count; i++)
        holds = holds || wm_str_equal(c->test.codes[i].text, s->choices[s->chosen].text);
    node->kind = holds != c->test.is_not ? WM_NODE_ALL : WM_NODE_NONE;
    return true;
}

static bool make_test(maker *m, const wm_plan_place *place, const wm_condition *c,
                      wm_plan_node *node)
{
    bool of_day = c->test.kind == WM_TEST_WITHIN || c->test.kind == WM_TEST_ORDER;
    if (c->path.means == WM_MEANS_SWITCH)
        return make_switch(m, c, node);
    if (of_day)
        return make_day_test(m, place, c, node);
    return c->path.means == WM_MEANS_DEFINE ? make_define(m, place, c, node)
                                            : make_value_test(m, place, c, node);
}

static bool make_age(maker *m, const wm_plan_place *place, const wm_condition *c,
                     wm_plan_node *node)
{
    node->kind = WM_NODE_AGE;
    node->ages = &c->test;
    if (c->from->kind != WM_MOMENT_PERIOD_END ||
        !make_column(m, place, &c->path, &node->column) || node->column.history)
        return false;
    node->age_from = make_table(m);
    node->age_to = make_table(m);
    return true;
}

static bool make_shows(maker *m, const wm_plan_place *place, const wm_condition *c,
                       wm_plan_node *node)
{
    wm_plan_place of = {.table = c->rows->table,
                        .this_table = place->this_table,
                        .this_counted_by = place->this_counted_by};
    node->kind = WM_NODE_SHOWS;
    node->first = c->first;
    node->rows = make_rows(m, place, c->rows);
    return node->rows && node->rows->by_date &&
           one_term(m, node, make_node(m, &of, c->shows));
}

/* `has no rows` is `not has rows`. */
static bool make_has(maker *m, const wm_plan_place *place, const wm_condition *c,
                     wm_plan_node *node)
{
    wm_plan_node *has = make(m, 1, sizeof *has);
    wm_plan_rows *rows = make_rows(m, place, c->rows);
    if (!has || !rows || !rows->dates)
        return false;
    has->kind = WM_NODE_HAS;
    has->rows = rows;
    *node = *has;
    if (!c->no)
        return true;
    *node = (wm_plan_node){.kind = WM_NODE_NOT};
    return one_term(m, node, has);
}

static bool make_form(maker *m, const wm_plan_place *place, const wm_condition *c,
                      wm_plan_node *node)
{
    switch (c->kind) {
    case WM_CONDITION_AND:
    case WM_CONDITION_OR:
    case WM_CONDITION_NOT:
        return make_terms(m, place, c, node);
    case WM_CONDITION_HAS:
        return make_has(m, place, c, node);
    case WM_CONDITION_NUMBER:
        node->kind = WM_NODE_NUMBER;
        node->low = c->test.low;
        node->rows = make_rows(m, place, c->rows);
        return node->rows && node->rows->dates;
    case WM_CONDITION_SHOWS:
        return make_shows(m, place, c, node);
    case WM_CONDITION_AGE:
        return make_age(m, place, c, node);
    case WM_CONDITION_TEST:
        return make_test(m, place, c, node);
    case WM_CONDITION_NO_GAP:
    case WM_CONDITION_OPEN_FOR:
        break;
    }
    return false;
}

/* The cheap ones first, which may spare the dear ones: the order changes no answer. */
static int cost_of(const wm_plan_node *node)
{
    switch (node->kind) {
    case WM_NODE_ALL:
    case WM_NODE_NONE:
    case WM_NODE_VALUE:
    case WM_NODE_BLANK:
        return 0;
    case WM_NODE_AGE:
    case WM_NODE_ORDER:
    case WM_NODE_ORDER_END:
    case WM_NODE_WITHIN:
    case WM_NODE_WITHIN_END:
        return 1;
    case WM_NODE_AND:
    case WM_NODE_OR:
    case WM_NODE_NOT:
    case WM_NODE_DEFINE: {
        int most = 0;
        for (size_t i = 0; i < node->term_count; i++) {
            int cost = cost_of(node->terms[i]);
            most = cost > most ? cost : most;
        }
        return most;
    }
    default:
        return node->kind == WM_NODE_OTHER ? 3 : 2;
    }
}

static void cheap_first(wm_plan_node **nodes, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        wm_plan_node *node = nodes[i];
        int cost = cost_of(node);
        size_t at = i;
        for (; at > 0 && cost_of(nodes[at - 1]) > cost; at--)
            nodes[at] = nodes[at - 1];
        nodes[at] = node;
    }
}

static wm_plan_node *make_node(maker *m, const wm_plan_place *place,
                               const wm_condition *condition)
{
    wm_plan_node *node = make(m, 1, sizeof *node);
    if (!node)
        return NULL;
    if (!make_form(m, place, condition, node))
        *node = (wm_plan_node){
            .kind = WM_NODE_OTHER, .place = *place, .condition = condition};
    if (!m->refused && (node->kind == WM_NODE_AND || node->kind == WM_NODE_OR))
        cheap_first(node->terms, node->term_count);
    return node;
}

/* rows of a phrase */

static bool make_near(maker *m, const wm_duration *duration, wm_plan_time *made)
{
    made->near_until = made->at_end ? make_table(m) : NULL;
    return make_length(m, duration, &made->length) &&
           !(made->at_end && made->length.parameter);
}

/* The day, of who asks, with which the rows' time is compared. */
static bool make_day(maker *m, const wm_plan_place *at, const wm_time *time,
                     wm_plan_time *made)
{
    made->at_end = time->day->kind == WM_MOMENT_PERIOD_END &&
                   (time->kind != WM_TIME_WITHIN || time->before);
    made->day = made->at_end ? NULL : make_days(m, at, time->day);
    return true;
}

static bool make_time(maker *m, const wm_plan_place *at, const wm_plan_place *of,
                      bool is_top, const wm_time *time, wm_plan_time *made)
{
    bool of_date = time->kind == WM_TIME_IN || time->kind == WM_TIME_WITHIN ||
                   time->kind == WM_TIME_ORDER;
    bool replaced = is_top && m->sweep->instead && time->window.kind == WM_WINDOW_LAST;
    wm_plan_place counted = *of;
    counted.counted_by = time->date.means != WM_MEANS_NOTHING ? time : NULL;
    *made =
        (wm_plan_time){.kind = time->kind, .order = time->order, .before = time->before};
    if (of_date && !(made->date = make_counted(m, &counted)))
        return false;
    switch (time->kind) {
    case WM_TIME_IN:
        made->until = make_until(m, replaced ? m->sweep->instead : &time->window);
        return true;
    case WM_TIME_OPEN_DURING:
        made->until = make_until(m, &time->window);
        return true;
    case WM_TIME_OPEN_AT: {
        wm_window months = {
            .kind = WM_WINDOW_LAST, .count = time->months_min, .unit = WM_UNIT_MONTHS};
        made->months_min = time->months_min;
        made->until = time->months_min ? make_until(m, &months) : NULL;
        return make_day(m, at, time, made);
    }
    case WM_TIME_WITHIN:
        return make_day(m, at, time, made) && make_near(m, &time->duration, made);
    case WM_TIME_ORDER:
        return make_day(m, at, time, made);
    }
    assert(false);
    return false;
}

static bool is_simple(const wm_plan_days *days)
{
    return days && days->kind == WM_DAYS_COLUMN && days->column.reach != WM_REACH_KEY &&
           !days->column.blank_is_open;
}

/* Which times are spans, and those first. */
static void find_spans(wm_plan_rows *made)
{
    for (size_t i = 0; i < made->time_count; i++) {
        wm_plan_time time = made->times[i];
        bool own = time.date && is_simple(time.date) &&
                   time.date->column.reach == WM_REACH_ROW && !time.date->column.with;
        bool open = time.kind == WM_TIME_OPEN_AT || time.kind == WM_TIME_OPEN_DURING;
        bool day = !time.day || (is_simple(time.day) && !open);
        if (!made->dates || !day || !(own || open))
            continue;
        time.is_span = true;
        time.own = own ? time.date->column.values : NULL;
        time.own_dated = own && time.date->column.dated;
        made->times[i] = made->times[made->span_count];
        made->times[made->span_count++] = time;
    }
}

static bool make_times(maker *m, const wm_plan_place *asker, const wm_plan_place *of,
                       const wm_rows *rows, wm_plan_rows *made)
{
    made->time_count = rows->time_count;
    made->times = make(m, rows->time_count, sizeof *made->times);
    for (size_t i = 0; i < rows->time_count; i++)
        if (m->refused || !make_time(m, made->is_top ? of : asker, of, made->is_top,
                                     &rows->times[i], &made->times[i]))
            return false;
    find_spans(made);
    return true;
}

static void find_columns(const maker *m, int asker, wm_plan_rows *made)
{
    const wm_schema *schema = m->sweep->records->schema;
    const wm_table_def *def = made->table->def;
    if (made->table->count && def->from != WM_NO_COLUMN)
        made->dates = made->table->columns[def->from];
    if (made->table->count && def->kind == WM_TABLE_SPELLS)
        made->ends = made->table->columns[def->to];
    if (wm_table_of_child(schema, made->number)) {
        const wm_table_def *child = &schema->tables.items[schema->child];
        int died = wm_table_column(child, WM_STR("died"));
        made->child = children_of(m, made->number);
        if (died != WM_NO_COLUMN && table_of(m, schema->child)->count)
            made->died = table_of(m, schema->child)->columns[died];
    }
    made->of_child = wm_table_of_child(schema, made->number);
    made->asker = asker;
    made->asker_child = wm_table_of_child(schema, asker) ? children_of(m, asker) : NULL;
    made->asker_parent = table_of(m, asker)->parent;
}

static bool make_parent(maker *m, const wm_plan_place *of, const wm_rows *rows,
                        wm_plan_rows *made)
{
    if (rows->parent == WM_NO_TABLE || !rows->parent_where)
        return true;
    const wm_table *parent = table_of(m, rows->parent);
    wm_plan_place above = {.table = rows->parent,
                           .this_table = of->this_table,
                           .this_counted_by = of->this_counted_by};
    if (rows->parent == m->sweep->records->schema->child || !parent->count)
        return false;
    if (parent->def->from != WM_NO_COLUMN)
        made->parent_dates = parent->columns[parent->def->from];
    made->parent_where = make_node(m, &above, rows->parent_where);
    return true;
}

static bool make_relation(maker *m, const wm_plan_place *asker, const wm_rows *rows,
                          wm_plan_rows *made)
{
    made->tie = rows->tie;
    made->relation = rows->relation;
    if (rows->relation == WM_RELATION_EARLIER || rows->relation == WM_RELATION_LATER) {
        made->own = make_counted(m, asker);
        made->has_within = rows->has_within;
        return made->own && made->date &&
               (!rows->has_within || make_length(m, &rows->within, &made->within));
    }
    return true;
}

/* NULL: only the sweep can. */
static wm_plan_rows *make_rows(maker *m, const wm_plan_place *asker, const wm_rows *rows)
{
    const wm_body *body = &m->sweep->measure->body;
    wm_plan_rows *made = make(m, 1, sizeof *made);
    if (!made)
        return NULL;
    made->number = rows->table;
    made->is_top = rows == body->rows || rows == body->to_rows;
    made->table = table_of(m, rows->table);
    wm_plan_place of = {.table = rows->table,
                        .this_table = made->is_top ? rows->table : asker->this_table,
                        .this_counted_by = made->is_top ? NULL : asker->this_counted_by};
    wm_plan_place counted = of;
    counted.counted_by = wm_dated_by(rows);
    find_columns(m, asker->table, made);
    made->date = made->dates ? make_counted(m, &counted) : NULL;
    made->by_date = made->date && made->date->kind == WM_DAYS_COLUMN &&
                    made->date->column.reach == WM_REACH_ROW &&
                    made->date->column.values == made->dates;
    if (!make_times(m, asker, &of, rows, made) || !make_parent(m, &of, rows, made) ||
        !make_relation(m, asker, rows, made))
        return NULL;
    made->where = rows->where ? make_node(m, &of, rows->where) : NULL;
    made->is_spans =
        made->span_count == made->time_count && !made->where && !made->parent_where;
    return m->refused ? NULL : made;
}

/* the measure */

static wm_plan_node *negated(maker *m, wm_plan_node *node)
{
    wm_plan_node *not = make(m, 1, sizeof *not );
    if (!not )
        return NULL;
    not ->kind = WM_NODE_NOT;
    one_term(m, not, node);
    return not ;
}

/* Due later than T. */
static wm_plan_node *make_waiting(maker *m, const wm_plan_place *place,
                                  const wm_moment *due)
{
    wm_plan_node *node = make(m, 1, sizeof *node);
    if (!node)
        return NULL;
    node->kind = WM_NODE_ORDER_END;
    node->order = WM_ORDER_AFTER;
    node->days = make_days(m, place, due);
    return node;
}

/* False: the rows have no plan. */
static bool make_side(maker *m, const wm_rows *rows, const wm_condition *where,
                      wm_plan_side *side)
{
    const wm_body *body = &m->sweep->measure->body;
    const wm_time *by = wm_dated_by(rows);
    wm_plan_place place = {rows->table, by, rows->table, by};
    wm_plan_node *nodes[3];
    size_t count = 0;
    side->rows = make_rows(m, &place, rows);
    if (!side->rows)
        return false;
    if (where)
        nodes[count++] = make_node(m, &place, where);
    if (rows == body->rows && body->not_counting)
        nodes[count++] = negated(m, make_node(m, &place, body->not_counting));
    if (rows == body->rows && body->due)
        nodes[count++] = negated(m, make_waiting(m, &place, body->due));
    side->conditions = make(m, count, sizeof *side->conditions);
    for (size_t i = 0; i < count && side->conditions; i++)
        side->conditions[side->condition_count++] = nodes[i];
    if (!m->refused)
        cheap_first(side->conditions, count);
    return !m->refused;
}

wm_plan *wm_plan_make(wm_sweep *sweep, wm_axis *axis, wm_arena *arena)
{
    const wm_body *body = &sweep->measure->body;
    size_t defines = sweep->catalogue->defines.count;
    maker m = {.sweep = sweep, .axis = axis, .arena = arena};
    wm_plan *plan = make(&m, 1, sizeof *plan);
    m.defines = make(&m, defines, sizeof *m.defines);
    m.day_defines = make(&m, defines, sizeof *m.day_defines);
    if (m.refused)
        return NULL;
    *plan = (wm_plan){.sweep = sweep, .axis = axis, .turn = 1};
    if (!make_side(&m, body->rows, body->where, &plan->counted))
        plan->counted.rows = NULL;
    if (body->to_rows && !make_side(&m, body->to_rows, body->to_where, &plan->divisor))
        plan->divisor.rows = NULL;
    if (body->that) {
        const wm_time *by = wm_dated_by(body->rows);
        wm_plan_place place = {body->rows->table, by, body->rows->table, by};
        plan->that = make_node(&m, &place, body->that);
    }
    return m.refused ? NULL : plan;
}
