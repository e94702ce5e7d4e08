#include "base/csv.h"
#include "cli/drill.h"
#include "cli/reading.h"
#include "cli/say.h"
#include "cli/settings.h"

#include <stdlib.h>

/* `waymark reconcile`: an analyst's own list beside ours. Whoever is only in ours is
 * counted and not named: `waymark list` names them, in its protected place. */
enum { MINE_BYTES_MAX = 64 * 1024 * 1024 };

/* A row or a child, by its key; the same key of two councils is two of them. */
typedef struct subject {
    wm_str key;
    const wm_drilled *best; /* of a child's rows the one nearest to being counted */
    bool is_restricted;
    bool is_ours;
    bool is_mine;
} subject;

typedef struct reconciling {
    const char *file;
    wm_drill drill;
    bool of_denominator;
    bool by_child; /* the list names children, else rows */
    WM_LIST(wm_str) mine;
    size_t blank;
    WM_LIST(subject) subjects; /* by key */
    wm_arena *arena;
} reconciling;

/* the analyst's list */

/* The column that holds keys: the rows' own, else the children's, if there are any. */
static bool find_column(reconciling *r, const wm_csv_row *heading, size_t *column_out)
{
    const wm_schema *schema = r->drill.asking->records.schema;
    wm_str names[2] = {r->drill.table->def->key};
    size_t count = 1;
    if (schema->child != WM_NO_TABLE)
        names[count++] = schema->tables.items[schema->child].key;
    for (size_t n = 0; n < count; n++)
        for (size_t i = 0; i < heading->count; i++)
            if (wm_str_equal_fold(wm_str_trim(heading->cells[i].text), names[n])) {
                *column_out = i;
                r->by_child = n == 1;
                return true;
            }
    wm_complain("%s: no column `%.*s`%s%.*s%s in its first line", r->file,
                WM_FMT(names[0]), count > 1 ? " or `" : "", WM_FMT(names[1]),
                count > 1 ? "`" : "");
    return false;
}

static wm_status read_rows(reconciling *r, wm_csv_reader *reader, size_t column)
{
    wm_csv_row row;
    bool more = true;
    WM_TRY(wm_csv_next(reader, &row, &more));
    for (; more;) {
        wm_str key = {0};
        if (column < row.count)
            key = wm_str_trim(wm_csv_read_text(row.cells[column].text));
        if (wm_str_empty(key)) {
            r->blank += row.count > 0;
        } else {
            key = wm_str_copy(r->arena, key);
            if (!key.data || !wm_list_push(r->arena, &r->mine, key))
                return WM_NOMEM;
        }
        WM_TRY(wm_csv_next(reader, &row, &more));
    }
    return WM_OK;
}

static int by_text(const void *left, const void *right)
{
    return wm_str_compare(*(const wm_str *)left, *(const wm_str *)right);
}

/* In order, each once. */
static void sort_mine(reconciling *r)
{
    size_t kept = 0;
    if (r->mine.count)
        qsort(r->mine.items, r->mine.count, sizeof *r->mine.items, by_text);
    for (size_t i = 0; i < r->mine.count; i++)
        if (!kept || !wm_str_equal(r->mine.items[i], r->mine.items[kept - 1]))
            r->mine.items[kept++] = r->mine.items[i];
    if (kept < r->mine.count)
        wm_complain("%s: %zu identifiers stand there again and are taken once", r->file,
                    r->mine.count - kept);
    r->mine.count = kept;
}

static wm_exit read_list(reconciling *r, wm_csv_reader *reader)
{
    wm_csv_row heading;
    bool more;
    size_t column;
    wm_status status = wm_csv_next(reader, &heading, &more);
    if (status == WM_OK && more && !find_column(r, &heading, &column))
        return WM_EXIT_INPUT;
    if (status == WM_OK && !more) {
        wm_complain("%s: there is nothing in it", r->file);
        return WM_EXIT_INPUT;
    }
    if (status == WM_OK)
        status = read_rows(r, reader, column);
    return wm_refused(status, NULL);
}

static wm_exit read_mine(reconciling *r)
{
    wm_file_error error = {{0}};
    wm_str bytes;
    wm_diags diags;
    wm_csv_reader *reader = NULL;
    wm_status status = wm_file_read(r->file, MINE_BYTES_MAX, r->arena, &bytes, &error);
    if (status != WM_OK)
        return wm_refused(status, &error);
    wm_diags_init(&diags, r->arena);
    status = wm_csv_open_memory(bytes, wm_path_name(r->file), 0, (wm_csv_limits){0},
                                &diags, &reader);
    wm_exit exit = status == WM_OK ? read_list(r, reader) : WM_EXIT_DONE;
    wm_csv_close(reader);
    wm_print_diags(&diags);
    if (diags.errors)
        return WM_EXIT_INPUT;
    if (status != WM_OK)
        return wm_refused(status, &error);
    if (exit == WM_EXIT_DONE)
        sort_mine(r);
    return exit;
}

/* our list */

static bool in_denominator(const wm_row_answer *answer)
{
    return answer->state == WM_ROW_COUNTED || answer->state == WM_ROW_NOT_COUNTED;
}

/* A child of whom all rows must meet the condition is explained by one that does not. */
static int rank(const reconciling *r, const wm_drilled *row)
{
    bool all = r->drill.measure->body.counting == WM_COUNTING_CHILDREN_ALL;
    if (all && r->by_child && row->answer.state == WM_ROW_NOT_COUNTED)
        return WM_ROW_COUNTED + 1;
    return (int)row->answer.state;
}

static void take_row(const reconciling *r, subject *of, const wm_drilled *row)
{
    if (!of->best || rank(r, row) > rank(r, of->best))
        of->best = row;
    const wm_row_answer *answer = &of->best->answer;
    of->is_ours =
        r->of_denominator ? in_denominator(answer) : answer->state == WM_ROW_COUNTED;
}

static wm_status take_rows(reconciling *r)
{
    const wm_records *records = &r->drill.asking->records;
    for (size_t i = 0; i < r->drill.count; i++) {
        const wm_drilled *row = &r->drill.rows[i];
        subject one = {.key = wm_table_key(r->drill.table, row->row),
                       .is_restricted = wm_is_restricted(records, row->child)};
        take_row(r, &one, row);
        if (!wm_list_push(r->arena, &r->subjects, one))
            return WM_NOMEM;
    }
    return WM_OK;
}

static wm_status take_children(reconciling *r)
{
    const wm_records *records = &r->drill.asking->records;
    for (uint32_t child = 0; child < records->child_count; child++) {
        subject one = {.key = wm_child_key(records, child),
                       .is_restricted = wm_is_restricted(records, child)};
        if (!wm_list_push(r->arena, &r->subjects, one))
            return WM_NOMEM;
    }
    for (size_t i = 0; i < r->drill.count; i++)
        if (r->drill.rows[i].child != WM_NO_CHILD)
            take_row(r, &r->subjects.items[r->drill.rows[i].child], &r->drill.rows[i]);
    return WM_OK;
}

static int by_key(const void *left, const void *right)
{
    return wm_str_compare(((const subject *)left)->key, ((const subject *)right)->key);
}

/* The first of that key, or NULL. */
static subject *find_subject(const reconciling *r, wm_str key)
{
    size_t low = 0, high = r->subjects.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (wm_str_compare(r->subjects.items[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < r->subjects.count && wm_str_equal(r->subjects.items[low].key, key);
    return found ? &r->subjects.items[low] : NULL;
}

/* what is said */

static wm_status say_why(const reconciling *r, const subject *one, wm_text *out)
{
    if (!one) {
        wm_text_add(out, WM_STR("not in these records"));
    } else if (one->is_restricted) {
        wm_text_add(out, WM_STR("the records are restricted"));
    } else if (!one->best) {
        wm_text_format(out, "has no row of %.*s", WM_FMT(r->drill.table->def->name));
    } else {
        wm_str clause = wm_drill_clause(&r->drill, &one->best->answer, r->arena);
        if (!clause.data)
            return WM_NOMEM;
        wm_text_format(out, "%s: %.*s", wm_row_state_words(one->best->answer.state),
                       WM_FMT(clause));
    }
    return WM_OK;
}

static wm_status say_only_mine(const reconciling *r, wm_text *out, size_t *both_out)
{
    size_t only = 0;
    *both_out = 0;
    for (size_t i = 0; i < r->mine.count; i++) {
        subject *one = find_subject(r, r->mine.items[i]);
        bool both = false;
        for (; one && one < r->subjects.items + r->subjects.count &&
               wm_str_equal(one->key, r->mine.items[i]);
             one++) {
            one->is_mine = true;
            both = both || one->is_ours;
        }
        *both_out += both;
        if (both)
            continue;
        if (only++ == 0)
            wm_text_add(out, WM_STR("\nonly in yours, and why it is not in ours\n"));
        wm_text_format(out, "  %.*s  ", WM_FMT(r->mine.items[i]));
        WM_TRY(say_why(r, find_subject(r, r->mine.items[i]), out));
        wm_text_byte(out, '\n');
    }
    return wm_text_status(out);
}

/* Clauses of those only in ours, each with how many there are. */
typedef struct reason {
    wm_str words;
    size_t count;
} reason;

static wm_status say_only_ours(const reconciling *r, wm_text *out, size_t *only_out)
{
    WM_LIST(reason) reasons = {0};
    *only_out = 0;
    for (size_t i = 0; i < r->subjects.count; i++) {
        const subject *one = &r->subjects.items[i];
        if (!one->is_ours || one->is_mine)
            continue;
        wm_text why = {0};
        subject open = *one;
        open.is_restricted = false;
        wm_status status = say_why(r, &open, &why);
        wm_str words = wm_str_copy(r->arena, wm_text_str(&why));
        wm_text_end(&why);
        WM_TRY(status);
        size_t at = 0;
        while (at < reasons.count && !wm_str_equal(reasons.items[at].words, words))
            at++;
        if (!words.data || (at == reasons.count &&
                            !wm_list_push(r->arena, &reasons, ((reason){words, 0}))))
            return WM_NOMEM;
        reasons.items[at].count++;
        ++*only_out;
    }
    if (reasons.count)
        wm_text_add(out, WM_STR("\nonly in ours, by the clause that decided (`waymark "
                                "list` names them)\n"));
    for (size_t i = 0; i < reasons.count; i++)
        wm_text_format(out, "  %zu  %.*s\n", reasons.items[i].count,
                       WM_FMT(reasons.items[i].words));
    return wm_text_status(out);
}

static wm_status say_all(const reconciling *r, wm_text *out)
{
    wm_text mine = {0}, ours = {0};
    size_t both = 0, only_ours = 0;
    const wm_measure *heading = &r->drill.measure->heading;
    wm_status status = say_only_mine(r, &mine, &both);
    if (status == WM_OK)
        status = say_only_ours(r, &ours, &only_ours);
    wm_text_format(out,
                   "%.*s %.*s\n%s, by %s\nin both        %zu\nonly in yours  %zu\n"
                   "only in ours   %zu\n",
                   WM_FMT(heading->ref), WM_FMT(heading->title),
                   r->of_denominator ? "denominator" : "numerator",
                   r->by_child ? "child" : "row", both, r->mine.count - both, only_ours);
    wm_text_add(out, wm_text_str(&mine));
    wm_text_add(out, wm_text_str(&ours));
    wm_text_end(&mine);
    wm_text_end(&ours);
    return status == WM_OK ? wm_text_status(out) : status;
}

static wm_exit compare(reconciling *r)
{
    wm_exit exit = read_mine(r);
    if (exit != WM_EXIT_DONE)
        return exit;
    if (r->blank)
        wm_complain("%s: %zu lines have no identifier and are passed over", r->file,
                    r->blank);
    wm_text text = {0};
    wm_status status = r->by_child ? take_children(r) : take_rows(r);
    if (status == WM_OK && r->subjects.count)
        qsort(r->subjects.items, r->subjects.count, sizeof *r->subjects.items, by_key);
    if (status == WM_OK)
        status = say_all(r, &text);
    exit = status == WM_OK ? wm_print(wm_text_str(&text)) : wm_refused(status, NULL);
    wm_text_end(&text);
    return exit;
}

static bool choose_part(const wm_arguments *arguments, bool *denominator_out)
{
    const char *part = wm_argument(arguments, WM_OPTION_reconcile_OF);
    *denominator_out = part && strcmp(part, "denominator") == 0;
    if (!part || *denominator_out || strcmp(part, "numerator") == 0)
        return true;
    wm_complain("--of is numerator or denominator, not `%s`", part);
    return false;
}

typedef struct reconcile_plan {
    wm_day at, known_at;
    wm_period_kind every;
} reconcile_plan;

static wm_exit reconcile(const wm_arguments *arguments, const reconcile_plan *plan,
                         reconciling *r, wm_asking *asking)
{
    wm_exit exit =
        wm_asking_resolve(asking, wm_argument(arguments, WM_OPTION_reconcile_RECORDS));
    if (exit != WM_EXIT_DONE)
        return exit;
    const wm_definition *measure =
        wm_asking_measure(asking, wm_str_of(arguments->operands.items[0]));
    if (!measure)
        return WM_EXIT_INPUT;
    exit = wm_asking_load(asking, wm_argument(arguments, WM_OPTION_reconcile_RECORDS),
                          plan->known_at);
    if (exit == WM_EXIT_DONE)
        exit = wm_reading_one(asking, measure);
    if (exit == WM_EXIT_DONE)
        exit = wm_settings_say(asking, measure);
    if (exit == WM_EXIT_DONE)
        wm_reach_say_day(&asking->reach, plan->at);
    if (exit == WM_EXIT_DONE)
        exit = wm_drill_rows(asking, measure, plan->at, plan->every, &r->drill);
    r->arena = asking->memory;
    return exit == WM_EXIT_DONE ? compare(r) : exit;
}

wm_exit wm_run_reconcile(const wm_arguments *arguments, wm_arena *program)
{
    reconciling r = {.file = arguments->operands.items[1]};
    reconcile_plan plan;
    wm_asking asking;
    (void)program;
    if (!choose_part(arguments, &r.of_denominator) ||
        !wm_figure_wanted(wm_argument(arguments, WM_OPTION_reconcile_AT),
                          wm_argument(arguments, WM_OPTION_reconcile_EVERY), &plan.at,
                          &plan.every) ||
        !wm_day_wanted("known-at", wm_argument(arguments, WM_OPTION_reconcile_KNOWN_AT),
                       &plan.known_at))
        return WM_EXIT_USAGE;
    wm_exit exit = wm_asking_begin(wm_operand(arguments, 2, NULL), &asking);
    if (exit == WM_EXIT_DONE)
        exit = reconcile(arguments, &plan, &r, &asking);
    wm_asking_end(&asking);
    return exit;
}
