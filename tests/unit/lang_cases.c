/* Runs the cases of tests/cases/lang and the examples of docs/scorecard-files.md.
 *
 *     == a word that is no clause
 *     -- scorecard
 *     scorecard "..."
 *       taget 16
 *     -- says
 *     test.scorecard:2:3: no clause called `taget`
 *
 * begins a case; `-- scorecard`, `-- measures` or `-- tables` its text; `-- says` what is
 * said about it (nothing, when left out); `-- becomes` what the formatter makes of it and
 * `-- reads as` the tree it is (lang_tree.h), when given.
 * Lines before the first case are comments, and a blank line between cases is nobody's.
 * WM_GOLDEN=update writes what is said and made into the files, to be read before it is
 * committed.
 */
#include "cases.h"
#include "lang_properties.h"

typedef struct lang_case {
    wm_str file;
    wm_str preface; /* of the file; of its first case only */
    wm_str title;
    wm_lang_kind kind;
    wm_str text;
    wm_str says;
    wm_str becomes;
    bool has_becomes;
    wm_str tree; /* what the text reads as: see lang_tree.h */
    bool has_tree;
    bool example; /* of the manual: no warnings, and stable under the formatter */
} lang_case;

static wm_arena *whole_run;
static WM_LIST(lang_case) cases;

static void add_case(lang_case added)
{
    if (!wm_list_push(whole_run, &cases, added))
        abort();
}

/* The part of a case that a `-- ` line begins. */
static void start_part(lang_case *in, wm_str heading, wm_str **part)
{
    if (wm_str_equal(heading, WM_STR("scorecard")) ||
        wm_str_equal(heading, WM_STR("measures")) ||
        wm_str_equal(heading, WM_STR("tables"))) {
        in->kind = heading.data[0] == 's'   ? WM_LANG_SCORECARD
                   : heading.data[0] == 'm' ? WM_LANG_MEASURES
                                            : WM_LANG_TABLES;
        *part = &in->text;
    } else if (wm_str_equal(heading, WM_STR("says"))) {
        *part = &in->says;
    } else if (wm_str_equal(heading, WM_STR("reads as"))) {
        in->has_tree = true;
        *part = &in->tree;
    } else if (wm_str_equal(heading, WM_STR("becomes"))) {
        in->has_becomes = true;
        *part = &in->becomes;
    } else {
        fprintf(stderr, "%.*s: no part called %.*s\n", WM_FMT(in->file), WM_FMT(heading));
        abort();
    }
}

static void read_cases(wm_str file, wm_str bytes)
{
    lang_case current = {.file = file};
    wm_str *part = &current.preface;
    wm_str rest = bytes, line;
    if (!wm_str_ends(bytes, WM_STR("\n")))
        abort();
    rest.len--;
    while (wm_str_next(&rest, '\n', &line)) {
        if (wm_str_starts(line, WM_STR("== "))) {
            end_part(part);
            if (current.title.len) {
                add_case(current);
                current = (lang_case){.file = file};
            }
            current.title = wm_str_slice(line, 3, line.len);
        } else if (wm_str_starts(line, WM_STR("-- "))) {
            start_part(&current, wm_str_slice(line, 3, line.len), &part);
        } else {
            extend_part(part, line);
        }
    }
    add_case(current);
}

static void read_examples(wm_str file, wm_str bytes)
{
    wm_str rest = bytes, line;
    lang_case current = {0};
    bool inside = false;
    while (wm_str_next(&rest, '\n', &line)) {
        bool scorecard = wm_str_equal(line, WM_STR("```scorecard"));
        if (inside && wm_str_equal(line, WM_STR("```"))) {
            inside = false;
            add_case(current);
        } else if (inside) {
            extend_part(&current.text, line);
        } else if (scorecard || wm_str_equal(line, WM_STR("```measures"))) {
            inside = true;
            current = (lang_case){
                .file = file,
                .title = WM_STR("an example of the manual"),
                .kind = scorecard ? WM_LANG_SCORECARD : WM_LANG_MEASURES,
                .example = true,
            };
        }
    }
}

static void read_all(void)
{
    read_case_files(WM_TESTS "/cases/lang", &whole_run, read_cases);
    read_examples(WM_STR("scorecard-files.md"),
                  read_case_file(whole_run, WM_TESTS "/../docs", "scorecard-files.md"));
}

static wm_text said_of(const lang_case *c, wm_arena *arena)
{
    wm_text out = {0};
    static const char *const names[] = {"test.scorecard", "test.measures", "test.tables"};
    wm_str name = wm_str_of(names[c->kind]);
    lang_read read = lang_read_text(name, c->text, c->kind, arena);
    wm_diags_print(&read.diags, false, &out);
    return out;
}

static wm_text tree_of(const lang_case *c, wm_arena *arena)
{
    lang_read read = lang_read_text(WM_STR("test"), c->text, c->kind, arena);
    return lang_tree_of(&read);
}

static void check_tree(const lang_case *c, wm_arena *arena)
{
    if (!c->has_tree)
        return;
    wm_text tree = tree_of(c, arena);
    ck_assert_msg(wm_str_equal(wm_text_str(&tree), c->tree),
                  "%.*s: %.*s\nwant [%.*s]\n got [%.*s]", WM_FMT(c->file),
                  WM_FMT(c->title), WM_FMT(c->tree), WM_FMT(wm_text_str(&tree)));
    wm_text_end(&tree);
}

TEST(a_case_says_and_becomes_what_it_should)
{
    const lang_case *c = &cases.items[_i];
    wm_arena *arena = wm_arena_new((size_t)256 * 1024 * 1024);
    wm_text said = said_of(c, arena);
    wm_text made = lang_formatted(c->text, c->kind, arena);
    ck_assert_msg(wm_str_equal(wm_text_str(&said), c->says),
                  "%.*s: %.*s\nwant [%.*s]\n got [%.*s]", WM_FMT(c->file),
                  WM_FMT(c->title), WM_FMT(c->says), WM_FMT(wm_text_str(&said)));
    wm_str becomes = c->example ? c->text : c->becomes;
    if (c->has_becomes || c->example)
        ck_assert_msg(wm_str_equal(wm_text_str(&made), becomes),
                      "%.*s: %.*s\nwant [%.*s]\n got [%.*s]", WM_FMT(c->file),
                      WM_FMT(c->title), WM_FMT(becomes), WM_FMT(wm_text_str(&made)));
    check_tree(c, arena);
    const char *broken = lang_broken_property(c->text, c->kind, arena);
    ck_assert_msg(!broken, "%.*s: %.*s: %s", WM_FMT(c->file), WM_FMT(c->title), broken);
    wm_text_end(&said);
    wm_text_end(&made);
    wm_arena_end(arena);
}
END

static void write_part(FILE *to, const char *heading, wm_str text)
{
    fprintf(to, "-- %s\n%.*s", heading, WM_FMT(text));
}

static void update_case(FILE *to, const lang_case *c)
{
    wm_arena *arena = wm_arena_new((size_t)256 * 1024 * 1024);
    wm_text said = said_of(c, arena);
    wm_text made = lang_formatted(c->text, c->kind, arena);
    if (c->preface.len)
        fprintf(to, "%.*s", WM_FMT(c->preface));
    fprintf(to, "\n== %.*s\n", WM_FMT(c->title));
    static const char *const kinds[] = {"scorecard", "measures", "tables"};
    write_part(to, kinds[c->kind], c->text);
    if (said.len)
        write_part(to, "says", wm_text_str(&said));
    if (c->has_tree) {
        wm_text tree = tree_of(c, arena);
        write_part(to, "reads as", wm_text_str(&tree));
        wm_text_end(&tree);
    }
    if (c->has_becomes)
        write_part(to, "becomes", wm_text_str(&made));
    wm_text_end(&said);
    wm_text_end(&made);
    wm_arena_end(arena);
}

static void update_all(void)
{
    FILE *to = NULL;
    wm_str last = {"", 0};
    for (size_t i = 0; i < cases.count; i++) {
        const lang_case *c = &cases.items[i];
        if (c->example)
            continue;
        open_again(whole_run, WM_TESTS "/cases/lang", c->file, &last, &to);
        update_case(to, c);
    }
    if (to)
        fclose(to);
}

int main(void)
{
    read_all();
    const char *golden = getenv("WM_GOLDEN");
    if (golden && strcmp(golden, "update") == 0) {
        update_all();
        return 0;
    }
    int failed =
        run_cases(__FILE__, a_case_says_and_becomes_what_it_should, cases.count, NULL);
    wm_arena_end(whole_run);
    return failed;
}
