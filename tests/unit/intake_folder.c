/* Runs the cases of tests/cases/folder: files of a scorecard folder, and what is said
 * about them and read from them.
 *
 *     == a number with a comma
 *     -- figures/entered.csv
 *     ref,period,value
 *     1.2,2016-17,"1,234"
 *     -- says
 *     figures/entered.csv:2:3: `1,234` is not a number
 *     -- has
 *     figure 1.2 2016-17 = 21.6 (594 of 2748) final
 *
 * Every case begins with the files of tests/cases/folder/base.folder; a file given in a
 * case replaces the one there, and `-- without NAME` takes one away. `-- says` may be
 * left out when nothing is said, `-- has` when it does not matter. WM_GOLDEN=update
 * writes both into the files, to be read before it is committed.
 */
#include "cases.h"

#include "base/alloc.h"
#include "intake/folder.h"

#include <inttypes.h>
#include <unistd.h>

typedef struct part {
    wm_str heading;
    wm_str text;
} part;

typedef struct folder_case {
    wm_str file;
    wm_str title;
    part parts[12];
    size_t count;
} folder_case;

static wm_arena *whole_run;
static WM_LIST(folder_case) cases;
static folder_case base;

/* Also outside of a test, where libcheck's own may not be asked. */
static void must(bool truth, const char *what)
{
    if (truth)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void extend(wm_str *text, wm_str line)
{
    if (!text->data)
        *text = (wm_str){line.data, 0};
    text->len = (size_t)(line.data + line.len - text->data) + 1;
}

/* The blank line before the next case belongs to nobody. */
static void finish(folder_case *done)
{
    if (done->count == 0)
        return;
    wm_str *text = &done->parts[done->count - 1].text;
    if (wm_str_equal(*text, WM_STR("\n")) || wm_str_ends(*text, WM_STR("\n\n")))
        text->len--;
    if (done->title.len && !wm_list_push(whole_run, &cases, *done))
        abort();
}

static folder_case read_one(wm_str file, wm_str bytes)
{
    folder_case current = {.file = file};
    wm_str rest = bytes, line;
    must(wm_str_ends(bytes, WM_STR("\n")), "a case file ends with a line break");
    rest.len--;
    while (wm_str_next(&rest, '\n', &line)) {
        if (wm_str_starts(line, WM_STR("== "))) {
            finish(&current);
            current =
                (folder_case){.file = file, .title = wm_str_slice(line, 3, line.len)};
        } else if (wm_str_starts(line, WM_STR("-- "))) {
            if (current.count == sizeof current.parts / sizeof *current.parts)
                abort();
            current.parts[current.count++].heading = wm_str_slice(line, 3, line.len);
        } else if (current.count) {
            extend(&current.parts[current.count - 1].text, line);
        }
    }
    finish(&current);
    return current;
}

static void read_cases(wm_str file, wm_str bytes)
{
    read_one(file, bytes);
}

static void read_all(void)
{
    const char *folder = WM_TESTS "/cases/folder";
    read_case_files(folder, &whole_run, read_cases);
    base =
        read_one(WM_STR("base.folder"), read_case_file(whole_run, folder, "base.folder"));
}

static const part *part_called(const folder_case *c, wm_str heading)
{
    for (size_t i = 0; i < c->count; i++)
        if (wm_str_equal(c->parts[i].heading, heading))
            return &c->parts[i];
    return NULL;
}

static bool is_file(wm_str heading)
{
    return wm_str_find_byte(heading, '.') != SIZE_MAX &&
           !wm_str_starts(heading, WM_STR("without "));
}

static void put_file(const char *folder, wm_str name, wm_str text, wm_arena *arena)
{
    wm_file_error error = {{0}};
    wm_additions *additions = NULL;
    wm_str kept = wm_str_copy(arena, name);
    wm_status status = wm_additions_open(folder, &additions, &error);
    if (status == WM_OK)
        status = wm_additions_write(additions, kept.data, text, &error);
    if (status == WM_OK)
        status = wm_additions_commit(additions, &error);
    wm_additions_close(additions);
    must(status == WM_OK, error.text);
}

/* A folder of its own for a case, in the system's place for such. */
static const char *make_folder(const folder_case *c, wm_arena *arena)
{
    wm_str path = wm_str_format(arena, "%s/waymark-folder-XXXXXX", P_tmpdir);
    char *folder = wm_arena_alloc(arena, path.len + 1, 1);
    memcpy(folder, path.data, path.len);
    must(mkdtemp(folder) != NULL, folder);
    for (size_t i = 0; i < base.count; i++) {
        wm_str name = base.parts[i].heading;
        wm_str without = wm_str_format(arena, "without %.*s", WM_FMT(name));
        if (!part_called(c, name) && !part_called(c, without))
            put_file(folder, name, base.parts[i].text, arena);
    }
    for (size_t i = 0; i < c->count; i++)
        if (is_file(c->parts[i].heading))
            put_file(folder, c->parts[i].heading, c->parts[i].text, arena);
    return folder;
}

static void remove_folder(const char *folder, wm_arena *arena)
{
    static const char *const inside[] = {"figures", "comparators", "."};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        wm_file_error error;
        wm_str *names = NULL;
        size_t count = 0;
        const char *path = wm_path_join(arena, folder, inside[i]);
        wm_folder_list(path, "", arena, &names, &count, &error);
        for (size_t n = 0; n < count; n++)
            unlink(wm_path_join(arena, path, names[n].data));
        rmdir(i < 2 ? path : folder);
    }
}

static void describe_figure(const wm_folder *folder, const wm_figure *figure,
                            const char *what, wm_arena *arena, wm_text *out)
{
    wm_str period = wm_period_text(figure->period, folder->scorecard.first_month, arena);
    char value[WM_NUMBER_BYTES] = "none";
    if (figure->has_value)
        wm_ratio_print(figure->value, figure->places, value);
    wm_text_format(out, "%s %.*s %.*s = %s", what, WM_FMT(figure->ref), WM_FMT(period),
                   value);
    if (figure->has_counts)
        wm_text_format(out, " (%" PRId64 " of %" PRId64 ")", figure->numerator,
                       figure->denominator);
    wm_text_format(out, " %s\n", wm_figure_status_name(figure->status));
}

static void describe_comparator(const wm_comparator *comparator, wm_text *out)
{
    char value[WM_NUMBER_BYTES] = "none";
    if (comparator->has_value)
        wm_ratio_print(comparator->value, comparator->places, value);
    wm_text_format(out, "comparator %.*s %s %.*s", WM_FMT(comparator->ref),
                   wm_level_name(comparator->level), WM_FMT(comparator->name));
    if (comparator->period.kind != WM_PERIOD_NONE)
        wm_text_format(out, " %d", wm_day_civil(comparator->period.end).year);
    wm_text_format(out, " = %s %s%s\n", value, wm_figure_status_name(comparator->status),
                   comparator->printed ? " printed" : "");
}

static wm_text has_of(const wm_folder *folder, wm_arena *arena)
{
    wm_text out = {0};
    for (size_t i = 0; i < folder->figures.count; i++)
        describe_figure(folder, &folder->figures.items[i], "figure", arena, &out);
    for (size_t i = 0; i < folder->overrides.count; i++)
        describe_figure(folder, &folder->overrides.items[i].figure, "override", arena,
                        &out);
    for (size_t i = 0; i < folder->comparators.count; i++)
        describe_comparator(&folder->comparators.items[i], &out);
    for (size_t i = 0; i < folder->comments.count; i++)
        wm_text_format(&out, "comment %.*s: %.*s\n",
                       WM_FMT(folder->comments.items[i].ref),
                       WM_FMT(folder->comments.items[i].text));
    return out;
}

typedef struct outcome {
    wm_text says;
    wm_text has;
} outcome;

/* The folder's own name is another each time; messages about it say FOLDER. */
static void add_without_path(wm_text *out, wm_str text, wm_str path)
{
    for (;;) {
        size_t at = wm_str_find(text, path);
        wm_text_add(out, wm_str_slice(text, 0, at));
        if (at == SIZE_MAX)
            return;
        wm_text_add(out, WM_STR("FOLDER"));
        text = wm_str_slice(text, at + path.len, text.len);
    }
}

static outcome run(const folder_case *c)
{
    outcome out = {0};
    wm_arena *arena = wm_arena_new(CASES_BYTES);
    wm_diags diags;
    wm_folder folder;
    wm_file_error error = {{0}};
    wm_text said = {0};
    wm_diags_init(&diags, arena);
    const char *path = make_folder(c, arena);
    wm_status status = wm_folder_read(path, arena, &diags, &folder, &error);
    must(status == WM_OK, error.text);
    wm_diags_print(&diags, false, &said);
    add_without_path(&out.says, wm_text_str(&said), wm_str_of(path));
    out.has = has_of(&folder, arena);
    remove_folder(path, arena);
    wm_text_end(&said);
    wm_arena_end(arena);
    return out;
}

static void compare(const folder_case *c, const char *heading, wm_str got, bool always)
{
    const part *wanted = part_called(c, wm_str_of(heading));
    if (!wanted && !always)
        return;
    wm_str want = wanted ? wanted->text : WM_STR("");
    ck_assert_msg(wm_str_equal(want, got), "%.*s: %.*s: %s\nwant [%.*s]\n got [%.*s]",
                  WM_FMT(c->file), WM_FMT(c->title), heading, WM_FMT(want), WM_FMT(got));
}

TEST(a_case_says_and_has_what_it_should)
{
    const folder_case *c = &cases.items[_i];
    outcome out = run(c);
    compare(c, "says", wm_text_str(&out.says), true);
    compare(c, "has", wm_text_str(&out.has), false);
    wm_text_end(&out.says);
    wm_text_end(&out.has);
}
END

static const folder_case *case_called(const char *title)
{
    for (size_t i = 0; i < cases.count; i++)
        if (wm_str_equal(cases.items[i].title, wm_str_of(title)))
            return &cases.items[i];
    ck_abort_msg("no case called %s", title);
    return NULL;
}

/* What a writer writes, a reader reads, and writes the same again. */
TEST(what_is_written_is_read_again)
{
    const folder_case *c = case_called("everything that a folder can hold");
    wm_arena *arena = wm_arena_new(CASES_BYTES);
    wm_diags diags;
    wm_folder folder;
    wm_file_error error = {{0}};
    wm_diags_init(&diags, arena);
    const char *path = make_folder(c, arena);
    wm_text first[3] = {{0}};
    for (int round = 0; round < 2; round++) {
        ck_assert_int_eq(wm_folder_read(path, arena, &diags, &folder, &error), WM_OK);
        ck_assert_uint_eq(diags.errors, 0);
        wm_text now[3] = {{0}};
        wm_figures_csv(folder.figures.items, folder.figures.count,
                       folder.scorecard.first_month, &now[0]);
        wm_comparators_csv(folder.comparators.items, folder.comparators.count, &now[1]);
        wm_comments_csv(folder.comments.items, folder.comments.count,
                        folder.scorecard.first_month, &now[2]);
        static const char *const names[] = {"figures/entered.csv",
                                            "comparators/printed.csv", "commentary.csv"};
        for (int i = 0; i < 3; i++) {
            ck_assert_int_eq(wm_text_status(&now[i]), WM_OK);
            put_file(path, wm_str_of(names[i]), wm_text_str(&now[i]), arena);
            if (round == 0) {
                first[i] = now[i];
                continue;
            }
            ck_assert_msg(wm_str_equal(wm_text_str(&first[i]), wm_text_str(&now[i])),
                          "%s\n first [%.*s]\nsecond [%.*s]", names[i],
                          WM_FMT(wm_text_str(&first[i])), WM_FMT(wm_text_str(&now[i])));
            wm_text_end(&first[i]);
            wm_text_end(&now[i]);
        }
    }
    remove_folder(path, arena);
    wm_arena_end(arena);
}
END

/* Memory and the system refused at every point in turn: the reason comes back, nothing
 * leaks, and at last it works. */
TEST(every_refusal_comes_back)
{
    const folder_case *c = case_called("everything that a folder can hold");
    wm_arena *kept = wm_arena_new(CASES_BYTES);
    const char *path = make_folder(c, kept);
    for (int kind = 0; kind < 2; kind++) {
        bool done = false;
        for (long after = 0; !done; after++) {
            wm_arena *arena = wm_arena_new(CASES_BYTES);
            wm_diags diags;
            wm_folder folder;
            wm_file_error error = {{0}};
            wm_diags_init(&diags, arena);
            kind == 0 ? wm_alloc_fail_after(after) : wm_file_fail_after(after);
            wm_status status = wm_folder_read(path, arena, &diags, &folder, &error);
            wm_alloc_fail_after(-1);
            wm_file_fail_after(-1);
            done = status == WM_OK && !diags.lost && diags.errors == 0;
            if (!done && status != WM_OK)
                ck_assert_int_eq(status, kind == 0 ? WM_NOMEM : WM_IO);
            if (kind == 1 && status == WM_IO)
                ck_assert_uint_gt(strlen(error.text), 0);
            wm_arena_end(arena);
            ck_assert_int_lt(after, 100000);
        }
    }
    remove_folder(path, kept);
    wm_arena_end(kept);
}
END

static void update_case(FILE *to, const folder_case *c)
{
    outcome out = run(c);
    fprintf(to, "\n== %.*s\n", WM_FMT(c->title));
    for (size_t i = 0; i < c->count; i++) {
        const part *p = &c->parts[i];
        if (!wm_str_equal(p->heading, WM_STR("says")) &&
            !wm_str_equal(p->heading, WM_STR("has")))
            fprintf(to, "-- %.*s\n%.*s", WM_FMT(p->heading), WM_FMT(p->text));
    }
    if (out.says.len)
        fprintf(to, "-- says\n%.*s", WM_FMT(wm_text_str(&out.says)));
    if (part_called(c, WM_STR("has")))
        fprintf(to, "-- has\n%.*s", WM_FMT(wm_text_str(&out.has)));
    wm_text_end(&out.says);
    wm_text_end(&out.has);
}

/* Each file anew, with the comment lines at its head kept. */
static void update(void)
{
    for (size_t i = 0; i < cases.count;) {
        wm_str name = cases.items[i].file;
        wm_str bytes = read_case_file(whole_run, WM_TESTS "/cases/folder", name.data);
        wm_str head = wm_str_slice(bytes, 0, wm_str_find(bytes, WM_STR("\n== ")));
        FILE *to =
            fopen(wm_path_join(whole_run, WM_TESTS "/cases/folder", name.data), "w");
        if (!to)
            abort();
        fprintf(to, "%.*s", WM_FMT(head));
        for (; i < cases.count && wm_str_equal(cases.items[i].file, name); i++)
            update_case(to, &cases.items[i]);
        fclose(to);
    }
}

int main(void)
{
    read_all();
    const char *golden = getenv("WM_GOLDEN");
    if (golden && strcmp(golden, "update") == 0) {
        update();
        return 0;
    }
    const TTest *const others[] = {what_is_written_is_read_again,
                                   every_refusal_comes_back, NULL};
    int failed =
        run_cases(__FILE__, a_case_says_and_has_what_it_should, cases.count, others);
    wm_arena_end(whole_run);
    return failed;
}
