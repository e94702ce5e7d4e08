/* Runs the cases of tests/cases/resolve: what is said when names are looked up.
 *
 *     == a table that there is not
 *     -- tables
 *     table child one row per child key child_id
 *     -- measures
 *     measure 1 "A" count of chid source "x"
 *     -- facts
 *     rows child 1200
 *     -- says
 *     test.measures:1:24: no table `chid`
 *
 * begins a case. `-- tables` holds for the cases behind it as well; `-- more measures` is
 * a second file, more.measures. `-- means` is the tree that the measures are then
 * (lang_tree.h), when given. Facts are what is known of loaded records:
 *
 *     rows child 1200                      the rows of a table
 *     values referral.source A 3, 9        of a column, most frequent first; a number
 *                                          without a value is that of the blanks
 *     that 11 940                          rows for which conditions hold, in the order
 *                                          in which they are asked
 *
 * WM_GOLDEN=update writes what is said and meant into the files.
 */
#include "cases.h"
#include "lang_tree.h"

typedef enum part {
    PART_TABLES,
    PART_MEASURES,
    PART_MORE,
    PART_FACTS,
    PART_SAYS,
    PART_MEANS,
    PARTS,
} part;

static const char *const part_names[PARTS] = {"tables", "measures", "more measures",
                                              "facts",  "says",     "means"};

typedef struct resolve_case {
    wm_str file;
    wm_str preface;
    wm_str title;
    wm_str parts[PARTS];
    bool has[PARTS];
    wm_str tables; /* its own, or those of a case before it */
} resolve_case;

static wm_arena *whole_run;
static WM_LIST(resolve_case) cases;

static void add_case(resolve_case *added, wm_str *tables)
{
    if (added->has[PART_TABLES])
        *tables = added->parts[PART_TABLES];
    added->tables = *tables;
    if (!wm_list_push(whole_run, &cases, *added))
        abort();
}

static part part_named(wm_str file, wm_str heading)
{
    for (int i = 0; i < PARTS; i++)
        if (wm_str_equal(heading, wm_str_of(part_names[i])))
            return (part)i;
    fprintf(stderr, "%.*s: no part called %.*s\n", WM_FMT(file), WM_FMT(heading));
    abort();
}

static void read_cases(wm_str file, wm_str bytes)
{
    resolve_case current = {.file = file};
    wm_str tables = {0}, rest = bytes, line;
    wm_str *at = &current.preface;
    rest.len--;
    while (wm_str_next(&rest, '\n', &line)) {
        if (wm_str_starts(line, WM_STR("== "))) {
            end_part(at);
            if (current.title.len) {
                add_case(&current, &tables);
                current = (resolve_case){.file = file};
            }
            current.title = wm_str_slice(line, 3, line.len);
        } else if (wm_str_starts(line, WM_STR("-- "))) {
            part which = part_named(file, wm_str_slice(line, 3, line.len));
            current.has[which] = true;
            at = &current.parts[which];
        } else {
            extend_part(at, line);
        }
    }
    add_case(&current, &tables);
}

/* facts */

typedef struct facts {
    wm_str text;
    const wm_schema *schema;
    wm_str counts; /* what is left of `that` */
} facts;

static int64_t number_of(wm_str text)
{
    int64_t number = 0;
    for (size_t i = 0; i < text.len; i++)
        number = number * 10 + (text.data[i] - '0');
    return number;
}

/* What stands behind `word` on its line; false when there is no such line. */
static bool find_fact(const facts *f, const char *word, wm_str *out)
{
    wm_str rest = f->text, line, start = wm_str_of(word);
    while (wm_str_next(&rest, '\n', &line)) {
        if (wm_str_starts(line, start) && line.len > start.len &&
            line.data[start.len] == ' ') {
            *out = wm_str_slice(line, start.len + 1, line.len);
            return true;
        }
    }
    return false;
}

static int64_t rows_of(void *context, int table)
{
    const facts *f = context;
    char word[100];
    wm_str found;
    snprintf(word, sizeof word, "rows %.*s", WM_FMT(f->schema->tables.items[table].name));
    return find_fact(f, word, &found) ? number_of(found) : -1;
}

static size_t values_of(void *context, int table, int column, wm_value_count *out,
                        size_t most)
{
    const facts *f = context;
    const wm_table_def *def = &f->schema->tables.items[table];
    char word[100];
    wm_str rest, item;
    size_t count = 0;
    snprintf(word, sizeof word, "values %.*s.%.*s", WM_FMT(def->name),
             WM_FMT(def->columns[column].name));
    if (!find_fact(f, word, &rest))
        return 0;
    while (count < most && wm_str_next(&rest, ',', &item)) {
        wm_str value;
        item = wm_str_trim(item);
        wm_str number = item;
        if (wm_str_find_byte(item, ' ') != SIZE_MAX)
            wm_str_next(&number, ' ', &value);
        else
            value = WM_STR("");
        out[count++] = (wm_value_count){value, number_of(number)};
    }
    return count;
}

static int64_t rows_that(void *context, int table, const wm_condition *condition)
{
    facts *f = context;
    wm_str number;
    (void)table;
    (void)condition;
    if (!f->counts.data && !find_fact(f, "that", &f->counts))
        return -1;
    return wm_str_next(&f->counts, ' ', &number) ? number_of(number) : -1;
}

/* running */

typedef struct outcome {
    wm_text said;
    wm_text meant;
} outcome;

/* Also outside of a test, where libcheck cannot be asked. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

static void read_part(wm_arena *arena, const char *name, wm_str text, bool tables,
                      wm_diags *diags, wm_catalogue *catalogue)
{
    wm_source *source = wm_arena_alloc(arena, 1, sizeof *source);
    must(source != NULL);
    *source = (wm_source){wm_str_of(name), text};
    wm_status status = tables ? wm_lang_tables(source, arena, diags, catalogue)
                              : wm_lang_definitions(source, arena, diags, catalogue);
    must(status == WM_OK);
}

static outcome run(const resolve_case *c, wm_arena *arena)
{
    outcome out = {{0}, {0}};
    wm_diags diags;
    wm_catalogue catalogue = {0};
    wm_diags_init(&diags, arena);
    read_part(arena, "test.tables", c->tables, true, &diags, &catalogue);
    read_part(arena, "test.measures", c->parts[PART_MEASURES], false, &diags, &catalogue);
    if (c->has[PART_MORE])
        read_part(arena, "more.measures", c->parts[PART_MORE], false, &diags, &catalogue);
    facts known = {c->parts[PART_FACTS], &catalogue.schema, {0}};
    wm_facts asked = {
        .context = &known, .rows = rows_of, .values = values_of, .rows_that = rows_that};
    must(wm_lang_resolve(&catalogue, c->has[PART_FACTS] ? &asked : NULL, arena, &diags) ==
         WM_OK);
    wm_diags_print(&diags, false, &out.said);
    lang_tree tree = {&catalogue, &out.meant};
    lang_put_measures(&tree);
    return out;
}

static void check_part(const resolve_case *c, part which, const wm_text *got)
{
    ck_assert_msg(wm_str_equal(wm_text_str(got), c->parts[which]),
                  "%.*s: %.*s\nwant [%.*s]\n got [%.*s]", WM_FMT(c->file),
                  WM_FMT(c->title), WM_FMT(c->parts[which]), WM_FMT(wm_text_str(got)));
}

TEST(a_case_says_and_means_what_it_should)
{
    const resolve_case *c = &cases.items[_i];
    wm_arena *arena = wm_arena_new((size_t)64 * 1024 * 1024);
    outcome out = run(c, arena);
    check_part(c, PART_SAYS, &out.said);
    if (c->has[PART_MEANS])
        check_part(c, PART_MEANS, &out.meant);
    wm_text_end(&out.said);
    wm_text_end(&out.meant);
    wm_arena_end(arena);
}
END

static void update_case(FILE *to, const resolve_case *c)
{
    wm_arena *arena = wm_arena_new((size_t)64 * 1024 * 1024);
    outcome out = run(c, arena);
    fprintf(to, "%.*s\n== %.*s\n", WM_FMT(c->preface), WM_FMT(c->title));
    for (int i = 0; i < PART_SAYS; i++)
        if (c->has[i])
            fprintf(to, "-- %s\n%.*s", part_names[i], WM_FMT(c->parts[i]));
    if (out.said.len)
        fprintf(to, "-- says\n%.*s", WM_FMT(wm_text_str(&out.said)));
    if (c->has[PART_MEANS])
        fprintf(to, "-- means\n%.*s", WM_FMT(wm_text_str(&out.meant)));
    wm_text_end(&out.said);
    wm_text_end(&out.meant);
    wm_arena_end(arena);
}

static void update_all(void)
{
    FILE *to = NULL;
    wm_str last = {"", 0};
    for (size_t i = 0; i < cases.count; i++) {
        const resolve_case *c = &cases.items[i];
        open_again(whole_run, WM_TESTS "/cases/resolve", c->file, &last, &to);
        update_case(to, c);
    }
    if (to)
        fclose(to);
}

int main(void)
{
    read_case_files(WM_TESTS "/cases/resolve", &whole_run, read_cases);
    const char *golden = getenv("WM_GOLDEN");
    if (golden && strcmp(golden, "update") == 0) {
        update_all();
        return 0;
    }
    int failed =
        run_cases(__FILE__, a_case_says_and_means_what_it_should, cases.count, NULL);
    wm_arena_end(whole_run);
    return failed;
}
