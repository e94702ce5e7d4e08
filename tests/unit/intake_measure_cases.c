/* Runs the cases of tests/measures: definitions and a few records in; numerators,
 * denominators, bounds and the rows behind them out, by every engine. The form is in
 * tests/measures/README.md, so that an analyst can add one without C. The manual's
 * worlds, the ```case blocks of docs, are cases too.
 */
#include "cases.h"

#include "engine/engine.h"
#include "intake/records/load.h"
#include "lang/lang.h"

typedef struct measure_case {
    wm_str file;
    wm_str title;
    wm_str body; /* the lines below `case` */
    uint32_t line;
} measure_case;

static WM_LIST(measure_case) cases;
static wm_arena *arena;

typedef struct expectation {
    uint32_t line;
    wm_str text;
} expectation;

/* A case being run. */
typedef struct scene {
    const measure_case *of;
    uint32_t line;
    wm_diags diags;
    wm_catalogue catalogue;
    WM_LIST(wm_load_file) files;
    WM_LIST(expectation) expected;
    wm_records records;
    wm_load_report report;
    wm_day known_at;
    wm_working_days *calendar;
    /* The period of what is expected at 0, behind it those of the whole case, and their
     * as-at days: a period's end unless it says `at`. */
    WM_LIST(wm_period) periods;
    WM_LIST(wm_day) as_at;
    bool trend;
    bool because;
} scene;

static void refuse_with_messages(scene *at, const char *what)
{
    wm_text text = {0};
    wm_diags_print(&at->diags, false, &text);
    refuse(at, "%s\n%.*s", what, WM_FMT(wm_text_str(&text)));
}

/* The indented lines that follow, without their indent. */
static wm_str block(scene *at, wm_str *rest)
{
    wm_text text = {0};
    while (rest->len && (rest->data[0] == ' ' || rest->data[0] == '\n')) {
        wm_str line;
        wm_str_next(rest, '\n', &line);
        wm_text_add(&text, wm_str_slice(line, 2, line.len));
        wm_text_byte(&text, '\n');
        at->line++;
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&text));
    wm_text_end(&text);
    return copy;
}

static const wm_source *source_of(wm_str name, wm_str text)
{
    wm_source *source = wm_arena_alloc(arena, 1, sizeof *source);
    *source = (wm_source){name, text};
    return source;
}

static void read_tables(scene *at, wm_str name, wm_str text)
{
    if (wm_lang_tables(source_of(name, text), arena, &at->diags, &at->catalogue) !=
            WM_OK ||
        at->diags.errors)
        refuse_with_messages(at, "the tables are refused");
}

static void read_measures(scene *at, wm_str name, wm_str text)
{
    if (wm_lang_definitions(source_of(name, text), arena, &at->diags, &at->catalogue) !=
            WM_OK ||
        at->diags.errors)
        refuse_with_messages(at, "the measures are refused");
}

static void read_catalogue(scene *at)
{
    wm_str folder = WM_STR(WM_TESTS "/../catalogue");
    read_tables(at, WM_STR("childrens-services.tables"),
                read_case_file(arena, folder.data, "childrens-services.tables"));
    read_measures(at, WM_STR("childrens-services.measures"),
                  read_case_file(arena, folder.data, "childrens-services.measures"));
}

static bool starts(wm_str *line, const char *word)
{
    if (!wm_str_starts(*line, wm_str_of(word)))
        return false;
    *line = wm_str_trim(wm_str_slice(*line, strlen(word), line->len));
    return true;
}

/* `choose adoption_waits from placement order` */
static void choose(scene *at, wm_str line)
{
    wm_str name;
    wm_str_next(&line, ' ', &name);
    for (size_t i = 0; i < at->catalogue.switches.count; i++) {
        wm_switch *one = &at->catalogue.switches.items[i];
        for (size_t c = 0; wm_str_equal(one->name.text, name) && c < one->choice_count;
             c++)
            if (wm_str_equal(one->choices[c].text, line)) {
                one->chosen = (int)c;
                return;
            }
    }
    refuse(at, "no switch %.*s with the choice `%.*s`", WM_FMT(name), WM_FMT(line));
}

static void read_line(scene *at, wm_str line, wm_str *rest)
{
    if (!line.len || line.data[0] == '#')
        return;
    if (starts(&line, "because")) {
        at->because = line.len > 0;
    } else if (starts(&line, "catalogue")) {
        read_catalogue(at);
    } else if (starts(&line, "inspection")) {
        read_measures(
            at, WM_STR("inspection.measures"),
            read_case_file(arena, WM_TESTS "/../catalogue", "inspection.measures"));
    } else if (starts(&line, "tables")) {
        read_tables(at, WM_STR("case.tables"), block(at, rest));
    } else if (starts(&line, "measures")) {
        read_measures(at, WM_STR("case.measures"), block(at, rest));
    } else if (starts(&line, "records")) {
        wm_load_file file = {.name = wm_str_format(arena, "%.*s.csv", WM_FMT(line)),
                             .bytes = block(at, rest)};
        push(&at->files, file);
    } else if (starts(&line, "choose")) {
        choose(at, line);
    } else if (starts(&line, "known at")) {
        at->known_at = wm_day_parse(line);
    } else if (starts(&line, "expect")) {
        push(&at->expected, ((expectation){at->line, line}));
    } else {
        refuse(at, "`%.*s` says nothing a case knows", WM_FMT(line));
    }
}

/* A case without people has them made from the rows: the loader keeps orphans. */
static void load(scene *at)
{
    wm_load_options options = {.known_at = at->known_at, .any_place = true};
    if (wm_lang_resolve(&at->catalogue, NULL, arena, &at->diags) != WM_OK ||
        at->diags.errors)
        refuse_with_messages(at, "the measures do not resolve");
    wm_status status =
        wm_records_load_files(at->files.items, at->files.count, &at->catalogue.schema,
                              &options, arena, &at->diags, &at->report, &at->records);
    if (status != WM_OK || at->diags.errors)
        refuse_with_messages(at, "the records are refused");
}

/* what is expected */

static const wm_definition *measure_of(scene *at, wm_str *text)
{
    wm_str ref;
    wm_str_next(text, ' ', &ref);
    const wm_definition *measure = wm_catalogue_measure(&at->catalogue, ref);
    if (!measure)
        refuse(at, "no measure %.*s", WM_FMT(ref));
    return measure;
}

/* `2016-17`, `2016-17 Q2`, `2016-09`. */
static wm_period period_of(scene *at, wm_str *text)
{
    wm_str first, second, rest = *text;
    wm_str_next(&rest, ' ', &first);
    wm_str after = rest;
    wm_str_next(&after, ' ', &second);
    wm_str both = wm_str_format(arena, "%.*s %.*s", WM_FMT(first), WM_FMT(second));
    wm_period period = wm_period_parse(both, 4);
    if (period.kind != WM_PERIOD_NONE) {
        *text = after;
        return period;
    }
    period = wm_period_parse(first, 4);
    if (period.kind == WM_PERIOD_NONE)
        refuse(at, "`%.*s` is no period", WM_FMT(first));
    *text = rest;
    return period;
}

/* `at 2017-03-21`: within the period, as at that day; `trend`: the companion series. */
static void read_how(scene *at, wm_period period, wm_str *text, wm_day *as_at_out)
{
    *as_at_out = period.end;
    if (starts(text, "at ")) {
        wm_str day;
        wm_str_next(text, ' ', &day);
        *as_at_out = wm_day_parse(day);
        if (*as_at_out < period.start || *as_at_out > period.end)
            refuse(at, "`%.*s` is no day of the period", WM_FMT(day));
    }
    at->trend = starts(text, "trend ");
}

/* A place for the period at hand, then the periods of all that is expected: figures of
 * one are computed beside those of the others, and groups of one appear in all. */
static void read_periods(scene *at)
{
    push(&at->periods, ((wm_period){0}));
    push(&at->as_at, WM_DAY_NONE);
    for (size_t i = 0; i < at->expected.count; i++) {
        wm_str ref, text = at->expected.items[i].text;
        wm_day as_at;
        at->line = at->expected.items[i].line;
        wm_str_next(&text, ' ', &ref);
        wm_period period = period_of(at, &text);
        read_how(at, period, &text, &as_at);
        push(&at->periods, period);
        push(&at->as_at, as_at);
    }
}

static wm_request request_of(scene *at, const wm_definition *const *measure)
{
    return (wm_request){
        .records = &at->records,
        .catalogue = &at->catalogue,
        .calendar = at->calendar,
        .measures = measure,
        .measure_count = 1,
        .periods = at->periods.items,
        .period_count = at->periods.count,
        .as_at = at->as_at.items,
        .trend = at->trend,
        .first_month = 4,
    };
}

typedef wm_status (*engine)(const wm_request *, wm_arena *, wm_diags *, wm_result *);

static const struct {
    const char *name;
    engine run;
} engines[] = {
    {"reference", wm_engine_reference},
    {"timeline", wm_engine_timeline},
};

/* The key of a group as an analyst writes it. */
static wm_str group_name(scene *at, const wm_definition *measure, size_t by, int32_t key)
{
    const wm_by *dimension = &measure->body.by.items[by];
    if (key == WM_GROUP_ALL)
        return WM_STR("all");
    if (key == WM_BLANK)
        return WM_STR("(not recorded)");
    if (dimension->kind == WM_BY_BANDS)
        return at->catalogue.schema.bands.items[dimension->bands].bands[key].name;
    const wm_column_def *column =
        &at->catalogue.schema.tables.items[dimension->path.table]
             .columns[dimension->path.column];
    if (column->type == WM_COLUMN_KEY)
        return wm_table_key(&at->records.tables[column->table], (uint32_t)key);
    if (column->type == WM_COLUMN_YESNO)
        return key ? WM_STR("yes") : WM_STR("no");
    if (column->type == WM_COLUMN_CODE)
        return at->records.texts.items[key];
    return wm_str_format(arena, "%d", key);
}

/* `F, 5-9`: the keys of all dimensions; the total is `all`. */
static wm_str group_label(scene *at, const wm_result *result, const wm_group *group)
{
    wm_str label = WM_STR("all");
    for (size_t i = 0; i < result->measure->body.by.count; i++) {
        wm_str name = group_name(at, result->measure, i, group->keys[i]);
        label =
            i ? wm_str_format(arena, "%.*s, %.*s", WM_FMT(label), WM_FMT(name)) : name;
        if (group->keys[i] == WM_GROUP_ALL)
            return WM_STR("all");
    }
    return label;
}

static const wm_counts *counts_of(scene *at, const wm_result *result, wm_str group)
{
    for (size_t g = 0; g < result->group_count; g++)
        if (wm_str_equal(group_label(at, result, &result->groups[g]), group))
            return &result->counts[g * at->periods.count];
    refuse(at, "no group `%.*s`", WM_FMT(group));
    return NULL;
}

static wm_str n_of_N(int64_t numerator, int64_t denominator)
{
    return wm_str_format(arena, "%lld of %lld", (long long)numerator,
                         (long long)denominator);
}

static void check_counts(scene *at, const wm_definition *measure, wm_str group,
                         wm_str want)
{
    bool bounds = starts(&want, "bounds");
    for (size_t e = 0; e < sizeof engines / sizeof *engines; e++) {
        wm_request request = request_of(at, &measure);
        wm_result result;
        if (engines[e].run(&request, arena, &at->diags, &result) != WM_OK)
            refuse_with_messages(at, "the engine refused");
        const wm_counts *c = counts_of(at, &result, group);
        wm_str got = n_of_N(c->numerator, c->denominator);
        if (bounds)
            got = wm_str_format(arena, "%.*s to %.*s",
                                WM_FMT(n_of_N(c->low_numerator, c->low_denominator)),
                                WM_FMT(n_of_N(c->high_numerator, c->high_denominator)));
        if (!wm_str_equal(got, want))
            refuse(at, "%s: want %.*s\n got %.*s", engines[e].name, WM_FMT(want),
                   WM_FMT(got));
    }
}

/* Is the row one of those that are listed? */
typedef bool (*row_is)(const wm_row_answer *answer, wm_day at, int number);

static bool is_in_state(const wm_row_answer *answer, wm_day at, int state)
{
    (void)at;
    return answer->state == (wm_row_state)state;
}

static bool is_overdue(const wm_row_answer *answer, wm_day at, int number)
{
    (void)number;
    return wm_row_is_overdue(answer, at);
}

/* Keys of the rows listed, in the order of the records. */
static void check_rows(scene *at, const wm_definition *measure, row_is listed, int number,
                       wm_str want)
{
    wm_request request = request_of(at, &measure);
    const wm_table *table = &at->records.tables[measure->body.rows->table];
    wm_text got = {0};
    for (uint32_t row = 0; row < table->count; row++) {
        wm_row_answer answer;
        size_t mark = wm_arena_mark(arena);
        if (wm_engine_row(&request, measure, 0, row, arena, &answer) != WM_OK)
            refuse(at, "the engine refused a row");
        wm_arena_rewind(arena, mark);
        if (!listed(&answer, request.as_at[0], number))
            continue;
        wm_text_add(&got, got.len ? WM_STR(", ") : WM_STR(""));
        wm_text_add(&got, wm_table_key(table, row));
    }
    if (!got.len)
        wm_text_add(&got, WM_STR("nobody"));
    if (!wm_str_equal(wm_text_str(&got), want))
        refuse(at, "want %.*s\n got %.*s", WM_FMT(want), WM_FMT(wm_text_str(&got)));
    wm_text_end(&got);
}

/* `due in 7: R1, R2` */
static void check_falls_due(scene *at, const wm_definition *measure, wm_str text)
{
    wm_str days;
    wm_decimal number;
    wm_str_next(&text, ':', &days);
    if (!wm_decimal_parse(wm_str_trim(days), &number))
        refuse(at, "`%.*s` is no number of days", WM_FMT(days));
    check_rows(at, measure, wm_row_falls_due, (int)number.digits, wm_str_trim(text));
}

/* `due K1 2017-03-31`: the deadline, or the due date, of one row; `-` for none. */
static void check_due(scene *at, const wm_definition *measure, wm_str want)
{
    wm_request request = request_of(at, &measure);
    const wm_table *table = &at->records.tables[measure->body.rows->table];
    wm_str key;
    wm_str_next(&want, ' ', &key);
    for (uint32_t row = 0; row < table->count; row++) {
        wm_row_answer answer;
        char day[11] = "-";
        if (!wm_str_equal(wm_table_key(table, row), key))
            continue;
        if (wm_engine_row(&request, measure, 0, row, arena, &answer) != WM_OK)
            refuse(at, "the engine refused a row");
        if (answer.due != WM_DAY_NONE)
            wm_day_print(answer.due, day);
        if (!wm_str_equal(wm_str_of(day), want))
            refuse(at, "due: want %.*s\n got %s", WM_FMT(want), day);
        return;
    }
    refuse(at, "no row `%.*s`", WM_FMT(key));
}

/* `police: 1 of 3`; there may be a colon in its name too: `(unmapped: Z11): 1 of 3`. */
static wm_str group_of(wm_str *text)
{
    size_t end = text->len;
    while (end > 0 && text->data[end - 1] != ':')
        end--;
    wm_str group = wm_str_slice(*text, 0, end ? end - 1 : 0);
    *text = wm_str_slice(*text, end, text->len);
    return group;
}

static void check_one(scene *at, const expectation *expected)
{
    wm_str text = expected->text;
    at->line = expected->line;
    const wm_definition *measure = measure_of(at, &text);
    at->periods.items[0] = period_of(at, &text);
    read_how(at, at->periods.items[0], &text, &at->as_at.items[0]);
    wm_str group = WM_STR("all");
    if (starts(&text, "not counted:"))
        check_rows(at, measure, is_in_state, WM_ROW_NOT_COUNTED, text);
    else if (starts(&text, "counted:"))
        check_rows(at, measure, is_in_state, WM_ROW_COUNTED, text);
    else if (starts(&text, "excluded:"))
        check_rows(at, measure, is_in_state, WM_ROW_EXCLUDED, text);
    else if (starts(&text, "not due:"))
        check_rows(at, measure, is_in_state, WM_ROW_NOT_DUE, text);
    else if (starts(&text, "overdue:"))
        check_rows(at, measure, is_overdue, 0, text);
    else if (starts(&text, "due in"))
        check_falls_due(at, measure, text);
    else if (starts(&text, "due"))
        check_due(at, measure, text);
    else {
        if (starts(&text, "group"))
            group = group_of(&text);
        check_counts(at, measure, group, wm_str_trim(text));
    }
}

START_TEST(a_case_holds)
{
    scene at = {.of = &cases.items[_i], .known_at = WM_DAY_NONE};
    at.line = at.of->line;
    wm_diags_init(&at.diags, arena);
    at.calendar = wm_arena_alloc(arena, 1, sizeof *at.calendar);
    wm_working_days_make(at.calendar, NULL, 0);
    wm_str rest = at.of->body, line;
    while (wm_str_next(&rest, '\n', &line)) {
        at.line++;
        read_line(&at, line, &rest);
    }
    if (!at.because || !at.expected.count)
        refuse(&at, "a case says `because`, and expects something");
    load(&at);
    read_periods(&at);
    for (size_t i = 0; i < at.expected.count; i++)
        check_one(&at, &at.expected.items[i]);
}
END_TEST

static void read_cases(wm_str file, wm_str text)
{
    uint32_t number = 0;
    size_t before = cases.count;
    wm_str rest = text, line;
    while (wm_str_next(&rest, '\n', &line)) {
        number++;
        if (wm_str_starts(line, WM_STR("case "))) {
            measure_case one = {.file = file,
                                .title = wm_str_slice(line, 5, line.len),
                                .line = number,
                                .body = {rest.data, 0}};
            push(&cases, one);
        } else if (cases.count > before) {
            measure_case *last = &cases.items[cases.count - 1];
            last->body.len = (size_t)(line.data + line.len + 1 - last->body.data);
            if (last->body.data + last->body.len > text.data + text.len)
                last->body.len = (size_t)(text.data + text.len - last->body.data);
        }
    }
}

/* The page with nothing left but its ```case blocks, on the lines where they stand. */
static wm_str blocks_of(wm_str page)
{
    wm_text text = {0};
    wm_str line;
    bool in_case = false;
    while (wm_str_next(&page, '\n', &line)) {
        bool fence = wm_str_starts(line, WM_STR("```"));
        if (in_case && !fence)
            wm_text_add(&text, line);
        wm_text_byte(&text, '\n');
        if (fence)
            in_case = wm_str_equal(line, WM_STR("```case"));
    }
    wm_str copy = wm_str_copy(arena, wm_text_str(&text));
    wm_text_end(&text);
    return copy;
}

static void read_pages(const char *folder)
{
    wm_file_error error = {{0}};
    wm_str *names;
    size_t count;
    if (wm_folder_list(folder, ".md", arena, &names, &count, &error) != WM_OK)
        abort();
    for (size_t i = 0; i < count; i++)
        read_cases(names[i], blocks_of(read_case_file(arena, folder, names[i].data)));
}

int main(void)
{
    read_case_files(WM_TESTS "/measures", &arena, read_cases);
    read_pages(WM_TESTS "/../docs");
    int failed = run_cases("measures", a_case_holds, cases.count, NULL);
    wm_arena_end(arena);
    return failed;
}
