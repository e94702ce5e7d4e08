/* Runs every .case file of tests/cases/check: a small folder in, the findings of `waymark
 * check` out. An analyst can add one; tests/cases/README.md says how.
 *
 *     case a target inside requires improvement
 *     because a director who meets the target would still be told to improve
 *     --- s.scorecard
 *     ...
 *     --- s.measures
 *     ...
 *     --- figures/f.csv
 *     ...
 *     --- expect
 *     warning target-in-low-band 2.4: target 65 is Requires improvement; good begins ...
 *
 * `expect` lists every finding: severity, rule, references, evidence. A part `messages`,
 * where there is one, lists their messages.
 */
#include "cases.h"

#include <sys/stat.h>
#include <unistd.h>

#include "check/check.h"
#include "intake/folder.h"

typedef struct text_case {
    wm_str file;
    wm_str title;
    wm_str body; /* the parts, from the first `---` on */
} text_case;

static WM_LIST(text_case) cases;
static wm_arena *arena;

static void read_cases(wm_str file, wm_str text)
{
    size_t at = 0;
    while (at < text.len) {
        wm_str rest = wm_str_slice(text, at, text.len);
        size_t next = wm_str_find(wm_str_slice(rest, 1, rest.len), WM_STR("\ncase "));
        wm_str one = wm_str_slice(rest, 0, next == SIZE_MAX ? rest.len : next + 2);
        size_t first_part = wm_str_find(one, WM_STR("\n--- "));
        size_t line_end = wm_str_find_byte(one, '\n');
        if (wm_str_starts(one, WM_STR("case ")) && first_part != SIZE_MAX) {
            text_case found = {file, wm_str_slice(one, 5, line_end),
                               wm_str_slice(one, first_part + 1, one.len)};
            if (!wm_list_push(arena, &cases, found))
                abort();
        }
        at += one.len;
    }
}

static void write_part(const char *folder, wm_str name, wm_str text)
{
    wm_str path = wm_str_format(arena, "%s/%.*s", folder, WM_FMT(name));
    FILE *file = fopen(path.data, "wb");
    ck_assert_msg(file != NULL, "cannot write %s", path.data);
    fwrite(text.data, 1, text.len, file);
    fclose(file);
}

/* What a case wants, and what it says was counted from records. */
typedef struct wanted {
    wm_str computed; /* lines `ref,period,numerator,denominator` of percentages */
    wm_str findings;
    wm_str messages; /* empty: not said */
} wanted;

/* Writes the files among the parts into the folder. */
static wanted unfold(wm_str body, const char *folder)
{
    wanted want = {0};
    while (body.len) {
        size_t line_end = wm_str_find_byte(body, '\n');
        wm_str name = wm_str_trim(wm_str_slice(body, 4, line_end));
        wm_str rest = wm_str_slice(body, line_end + 1, body.len);
        size_t next =
            wm_str_starts(rest, WM_STR("--- ")) ? 0 : wm_str_find(rest, WM_STR("\n--- "));
        wm_str text =
            next == SIZE_MAX ? rest : wm_str_slice(rest, 0, next ? next + 1 : 0);
        if (wm_str_equal(name, WM_STR("expect")))
            want.findings = text;
        else if (wm_str_equal(name, WM_STR("messages")))
            want.messages = text;
        else if (wm_str_equal(name, WM_STR("computed")))
            want.computed = text;
        else
            write_part(folder, name, text);
        body = wm_str_slice(rest, text.len, rest.len);
    }
    return want;
}

static wm_str cell(wm_str *line)
{
    wm_str text;
    ck_assert(wm_str_next(line, ',', &text));
    return text;
}

static int64_t whole(wm_str text)
{
    wm_decimal number;
    ck_assert(wm_decimal_parse(text, &number) && number.places == 0);
    return number.digits;
}

static void add_computed(wm_str lines, wm_folder *folder)
{
    wm_str line;
    while (wm_str_next(&lines, '\n', &line)) {
        if (!line.len)
            continue;
        wm_figure figure = {.ref = cell(&line), .has_counts = true};
        figure.period = wm_period_parse(cell(&line), folder->scorecard.first_month);
        figure.numerator = whole(cell(&line));
        figure.denominator = whole(cell(&line));
        figure.places = 1;
        figure.has_value =
            wm_ratio_of(figure.numerator, figure.denominator, 100, &figure.value);
        ck_assert(wm_list_push(arena, &folder->computed, figure));
    }
}

static void say_findings(const wm_findings *findings, wm_text *out)
{
    static const char *const severities[] = {"note", "warning", "error"};
    for (size_t i = 0; i < findings->list.count; i++) {
        const wm_finding *finding = &findings->list.items[i];
        wm_text_format(out, "%s %.*s", severities[finding->severity],
                       WM_FMT(finding->rule));
        for (size_t r = 0; r < finding->refs.count; r++)
            wm_text_format(out, "%s %.*s", r ? "," : "", WM_FMT(finding->refs.items[r]));
        if (!wm_str_empty(finding->evidence))
            wm_text_format(out, ": %.*s", WM_FMT(finding->evidence));
        wm_text_byte(out, '\n');
    }
}

static void say_messages(const wm_findings *findings, wm_text *out)
{
    for (size_t i = 0; i < findings->list.count; i++)
        wm_text_format(out, "%.*s\n", WM_FMT(findings->list.items[i].message));
}

static void same(const text_case *one, const wm_text *said, wm_str expected)
{
    wm_str got = wm_str_trim(wm_text_str(said)), want = wm_str_trim(expected);
    ck_assert_msg(wm_str_equal(got, want), "%.*s: %.*s\nwant\n%.*s\ngot\n%.*s",
                  WM_FMT(one->file), WM_FMT(one->title), WM_FMT(want), WM_FMT(got));
}

TEST(a_case_gives_its_findings)
{
    const text_case *one = &cases.items[_i];
    char folder[] = "check-case-XXXXXX";
    ck_assert(mkdtemp(folder) != NULL);
    char sub[64];
    snprintf(sub, sizeof sub, "%s/figures", folder);
    mkdir(sub, 0700);
    snprintf(sub, sizeof sub, "%s/comparators", folder);
    mkdir(sub, 0700);
    wanted want = unfold(one->body, folder);

    wm_folder read;
    wm_diags diags;
    wm_file_error error;
    wm_text said = {0}, problems = {0};
    wm_diags_init(&diags, arena);
    wm_status status = wm_folder_read(folder, arena, &diags, &read, &error);
    char remove[128];
    snprintf(remove, sizeof remove, "rm -rf ./%s", folder);
    ck_assert(system(remove) == 0);
    ck_assert_msg(status == WM_OK, "%s", error.text);
    wm_diags_print(&diags, false, &problems);
    ck_assert_msg(diags.errors == 0, "%.*s: %.*s\n%.*s", WM_FMT(one->file),
                  WM_FMT(one->title), WM_FMT(wm_text_str(&problems)));

    add_computed(want.computed, &read);

    wm_judged judged;
    wm_findings findings;
    ck_assert(wm_judge(&read, arena, &judged) == WM_OK);
    ck_assert(wm_check(&judged, arena, &findings) == WM_OK);
    say_findings(&findings, &said);
    same(one, &said, want.findings);
    if (!wm_str_empty(want.messages)) {
        wm_text_clear(&said);
        say_messages(&findings, &said);
        same(one, &said, want.messages);
    }
    wm_text_end(&said);
    wm_text_end(&problems);
    wm_arena_end(arena);
}
END

int main(void)
{
    read_case_files(WM_TESTS "/cases/check", &arena, read_cases);
    int failed = run_cases("check cases", a_case_gives_its_findings, cases.count, NULL);
    wm_arena_end(arena);
    return failed;
}
