#include "harness.h"

#include "base/alloc.h"
#include "base/file_system.h"
#include "base/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Every test works in a folder of its own, which is the current one. */
static char home[64];

static void go_home(void)
{
    snprintf(home, sizeof home, "%s/waymark-test-XXXXXX", P_tmpdir);
    ck_assert(mkdtemp(home) != NULL);
    ck_assert_int_eq(chdir(home), 0);
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    ck_assert_msg(file != NULL, "%s", path);
    ck_assert_int_eq(fputs(text, file) >= 0, 1);
    ck_assert_int_eq(fclose(file), 0);
}

static void make(const char *path)
{
    ck_assert_int_eq(mkdir(path, 0755), 0);
}

static void show_file(const char *path, wm_text *out)
{
    char bytes[256];
    FILE *file = fopen(path, "rb");
    ck_assert(file != NULL);
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    wm_text_format(out, "%s=%.*s\n", path, (int)len, bytes);
}

/* All that is below a folder, sorted: `path=text`, `path/`, `path->`. Markers are named
 * only: their text may change.
 */
static void show_tree(const char *folder, wm_text *out)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    ck_assert(count >= 0);
    for (int i = 0; i < count; i++) {
        char path[512];
        const char *name = entries[i]->d_name;
        struct stat about;
        snprintf(path, sizeof path, "%s%s%s", strcmp(folder, ".") ? folder : "",
                 strcmp(folder, ".") ? "/" : "", name);
        if (strcmp(name, ".") && strcmp(name, "..")) {
            ck_assert_int_eq(lstat(path, &about), 0);
            if (S_ISDIR(about.st_mode)) {
                wm_text_format(out, "%s/\n", path);
                show_tree(path, out);
            } else if (S_ISLNK(about.st_mode) || !strcmp(name, ".waymark")) {
                wm_text_format(out, "%s\n", path);
            } else {
                show_file(path, out);
            }
        }
        free(entries[i]);
    }
    free(entries);
}

static void assert_tree(const char *want)
{
    wm_text out = {0};
    show_tree(".", &out);
    assert_str(wm_text_str(&out), want);
    wm_text_end(&out);
}

static void clear_home(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(system(command), 0);
}

/* The act, with the error it gave when it did. */
static void assert_refused(wm_status got, wm_status want, const wm_file_error *error,
                           const char *text)
{
    ck_assert_int_eq(got, want);
    ck_assert_str_eq(error->text, text);
}

TEST(reads_a_file_whole)
{
    go_home();
    wm_arena *arena = wm_arena_new(1 << 20);
    wm_file_error error;
    wm_str bytes;
    put("a.csv", "ref,value\n");
    ck_assert_int_eq(wm_file_read("a.csv", 10, arena, &bytes, &error), WM_OK);
    assert_str(bytes, "ref,value\n");
    put("none.csv", "");
    ck_assert_int_eq(wm_file_read("none.csv", 0, arena, &bytes, &error), WM_OK);
    ck_assert_uint_eq(bytes.len, 0);
    wm_arena_end(arena);
    clear_home();
}
END

TEST(says_why_it_cannot_read)
{
    go_home();
    wm_arena *arena = wm_arena_new(1 << 20);
    wm_file_error error;
    wm_str bytes;
    make("folder");
    ck_assert_int_eq(mkfifo("pipe", 0600), 0);
    put("long.csv", "0123456789");
    int huge = open("huge.csv", O_CREAT | O_WRONLY, 0600);
    ck_assert_int_eq(ftruncate(huge, (off_t)1 << 40), 0);
    close(huge);
    static const struct {
        const char *path;
        wm_status status;
        const char *text;
    } cases[] = {
        {"folder", WM_UNUSABLE, "cannot read folder: it is a folder, not a file"},
        {"pipe", WM_UNUSABLE, "cannot read pipe: it is a pipe, not a file"},
        {"/dev/null", WM_UNUSABLE, "cannot read /dev/null: it is a device, not a file"},
        {"absent", WM_UNUSABLE, "cannot read absent: no such file or directory"},
        {"long.csv", WM_LIMIT, "cannot read long.csv: it is larger than 9 bytes"},
        {"huge.csv", WM_LIMIT, "cannot read huge.csv: it is larger than 9 bytes"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        wm_status status = wm_file_read(cases[i].path, 9, arena, &bytes, &error);
        assert_refused(status, cases[i].status, &error, cases[i].text);
        ck_assert_uint_eq(bytes.len, 0);
    }
    wm_arena_end(arena);
    clear_home();
}
END

TEST(lists_a_folder_in_order)
{
    go_home();
    wm_arena *arena = wm_arena_new(1 << 20);
    wm_file_error error;
    wm_str *names;
    size_t count;
    make("f");
    put("f/b.csv", "");
    put("f/B.csv", "");
    put("f/a.csv", "");
    put("f/.c.csv", "");
    put("f/d.txt", "");
    ck_assert_int_eq(wm_folder_list("f", ".csv", arena, &names, &count, &error), WM_OK);
    ck_assert_uint_eq(count, 3);
    assert_str(names[0], "B.csv");
    assert_str(names[1], "a.csv");
    assert_str(names[2], "b.csv");
    ck_assert_int_eq(wm_folder_list("g", ".csv", arena, &names, &count, &error), WM_OK);
    ck_assert_uint_eq(count, 0);
    assert_refused(wm_folder_list("f/a.csv", "", arena, &names, &count, &error),
                   WM_UNUSABLE, &error, "cannot read folder f/a.csv: not a directory");
    wm_arena_end(arena);
    clear_home();
}
END

TEST(takes_paths_apart)
{
    wm_arena *arena = wm_arena_new(1 << 20);
    static const struct {
        const char *path, *parent, *name;
    } cases[] = {
        {"a/b.csv", "a", "b.csv"}, {"a", ".", "a"},     {"/a", "/", "a"},
        {"a//b/", "a", "b"},       {"/a/b", "/a", "b"}, {"/", "/", "/"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_str(wm_path_name(cases[i].path), cases[i].name);
        if (strcmp(cases[i].path, "/"))
            ck_assert_str_eq(wm_path_parent(arena, cases[i].path), cases[i].parent);
    }
    ck_assert_str_eq(wm_path_join(arena, "a", "b"), "a/b");
    ck_assert_str_eq(wm_path_join(arena, "a/", "b"), "a/b");
    ck_assert_str_eq(wm_path_join(arena, "", "b"), "b");
    static const char *const outside[] = {"",      "/a", "..", "../a",     "a/..",
                                          "a/b/c", "a/", ".",  ".waymark", "a//b"};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        ck_assert_msg(!wm_path_is_inside(outside[i]), "%s", outside[i]);
    ck_assert(wm_path_is_inside("a") && wm_path_is_inside("a/b.csv"));
    wm_arena_end(arena);
}
END

TEST(makes_folders_and_their_parents)
{
    go_home();
    wm_file_error error;
    ck_assert_int_eq(wm_folder_make("a/b//c/", &error), WM_OK);
    ck_assert_int_eq(wm_folder_make("a/b/c", &error), WM_OK);
    assert_tree("a/\na/b/\na/b/c/\n");
    put("a/file", "");
    assert_refused(wm_folder_make("a/d/../file/e", &error), WM_UNUSABLE, &error,
                   "cannot make folder a/d/../file: there is a file of that name");
    assert_refused(wm_folder_make("a/file", &error), WM_UNUSABLE, &error,
                   "cannot make folder a/file: there is a file of that name");
    wm_file_fail_after(1);
    ck_assert_int_eq(wm_folder_make("x/y/z", &error), WM_IO);
    wm_file_fail_after(-1);
    ck_assert(!wm_file_exists("x"));
    clear_home();
}
END

/* One whole output, `text` in each of its files. */
static wm_status write_output(const char *folder, const char *text, wm_file_error *error)
{
    wm_output *output;
    WM_TRY(wm_output_open(folder, &output, error));
    wm_status status = wm_output_write(output, "a.csv", wm_str_of(text), error);
    if (status == WM_OK)
        status = wm_output_write(output, "more/b.csv", wm_str_of(text), error);
    const char *path = status == WM_OK ? wm_output_path(output, "c.pdf") : "";
    if (!path)
        status = WM_NOMEM;
    if (status == WM_OK) {
        put(path, text);
        status = wm_output_commit(output, error);
    }
    wm_output_close(output);
    return status;
}

#define OUTPUT(text)                                                                     \
    "out/\nout/.waymark\nout/a.csv=" text "\nout/c.pdf=" text "\nout/more/\n"            \
    "out/more/b.csv=" text "\n"

TEST(an_output_is_replaced_whole)
{
    go_home();
    wm_file_error error;
    ck_assert_int_eq(write_output("out", "1", &error), WM_OK);
    assert_tree(OUTPUT("1"));
    put("out/extra", "x");
    ck_assert_int_eq(chmod("out", 0700), 0);
    ck_assert_int_eq(write_output("out/", "2", &error), WM_OK);
    assert_tree(OUTPUT("2"));
    struct stat about;
    ck_assert_int_eq(stat("out", &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0700);
    wm_file_without_exchange(true);
    ck_assert_int_eq(write_output("./out", "3", &error), WM_OK);
    wm_file_without_exchange(false);
    assert_tree(OUTPUT("3"));
    clear_home();
}
END

TEST(an_output_not_committed_was_never_there)
{
    go_home();
    wm_file_error error;
    wm_output *output;
    ck_assert_int_eq(wm_output_open("a/b/out", &output, &error), WM_OK);
    ck_assert_int_eq(wm_output_write(output, "x", WM_STR("1"), &error), WM_OK);
    wm_output_close(output);
    assert_tree("");
    ck_assert_int_eq(write_output("out", "1", &error), WM_OK);
    ck_assert_int_eq(wm_output_open("out", &output, &error), WM_OK);
    ck_assert_int_eq(wm_output_write(output, "x", WM_STR("2"), &error), WM_OK);
    wm_output_close(output);
    assert_tree(OUTPUT("1"));
    wm_output_close(NULL);
    clear_home();
}
END

TEST(a_file_that_was_promised_must_be_there)
{
    go_home();
    wm_file_error error;
    wm_output *output;
    ck_assert_int_eq(wm_output_open("out", &output, &error), WM_OK);
    ck_assert_ptr_nonnull(wm_output_path(output, "c.pdf"));
    assert_refused(wm_output_commit(output, &error), WM_IO, &error,
                   "cannot write out.new/c.pdf: no such file or directory");
    assert_refused(wm_output_write(output, "../c", WM_STR(""), &error), WM_IO, &error,
                   "cannot write ../c: not a name inside the output");
    ck_assert_ptr_null(wm_output_path(output, "../c"));
    wm_output_close(output);
    assert_tree("");
    clear_home();
}
END

TEST(what_a_person_keeps_is_not_replaced)
{
    go_home();
    wm_file_error error;
    make("mine");
    put("mine/letter", "x");
    make("elsewhere");
    ck_assert_int_eq(symlink("elsewhere", "link"), 0);
    ck_assert_int_eq(symlink("nowhere", "broken"), 0);
    put("file", "x");
    make("late.new");
    put("late.new/letter", "x");
    static const struct {
        const char *folder, *text;
    } cases[] = {
        {"mine", "cannot replace mine: it holds files that waymark did not write"},
        {"link", "cannot replace link: it is a symbolic link; name the folder it leads "
                 "to"},
        {"broken", "cannot replace broken: it is a symbolic link; name the folder it "
                   "leads to"},
        {"file", "cannot replace file: it is a file, not a folder"},
        {"late", "cannot replace late.new: it holds files that waymark did not write"},
        {".", "cannot replace .: give the output a folder of its own name"},
        {"mine/..", "cannot replace mine/..: give the output a folder of its own name"},
        {"/", "cannot replace /: give the output a folder of its own name"},
        {"", "cannot replace : give the output a folder of its own name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(write_output(cases[i].folder, "1", &error), WM_CONFLICT, &error,
                       cases[i].text);
    assert_tree("broken\nelsewhere/\nfile=x\nlate.new/\nlate.new/letter=x\nlink\n"
                "mine/\nmine/letter=x\n");
    /* An empty folder holds nothing that could be lost. */
    ck_assert_int_eq(write_output("elsewhere", "1", &error), WM_OK);
    clear_home();
}
END

TEST(a_link_inside_a_former_output_is_not_followed)
{
    go_home();
    wm_file_error error;
    make("kept");
    put("kept/letter", "x");
    ck_assert_int_eq(write_output("out", "1", &error), WM_OK);
    ck_assert_int_eq(symlink("../kept", "out/link"), 0);
    ck_assert_int_eq(write_output("out", "2", &error), WM_OK);
    assert_tree("kept/\nkept/letter=x\n" OUTPUT("2"));
    clear_home();
}
END

TEST(an_interrupted_run_is_recovered)
{
    go_home();
    wm_file_error error;
    wm_output *output;
    ck_assert_int_eq(write_output("out", "1", &error), WM_OK);
    /* while it was being written */
    make("out.new");
    put("out.new/.waymark", "");
    put("out.new/a.csv", "half");
    ck_assert_int_eq(write_output("out", "2", &error), WM_OK);
    assert_tree(OUTPUT("2"));
    /* between the two renames: the former output is put back before anything else */
    ck_assert_int_eq(rename("out", "out.old"), 0);
    make("out.new");
    put("out.new/.waymark", "");
    ck_assert_int_eq(wm_output_open("out", &output, &error), WM_OK);
    wm_output_close(output);
    assert_tree(OUTPUT("2"));
    /* before the former output was removed */
    make("out.old");
    put("out.old/.waymark", "");
    ck_assert_int_eq(write_output("out", "3", &error), WM_OK);
    assert_tree(OUTPUT("3"));
    clear_home();
}
END

TEST(two_writers_do_not_meet)
{
    go_home();
    wm_file_error error;
    wm_output *first;
    ck_assert_int_eq(wm_output_open("out", &first, &error), WM_OK);
    ck_assert_int_eq(wm_output_write(first, "a", WM_STR("1"), &error), WM_OK);
    assert_refused(write_output("out", "2", &error), WM_CONFLICT, &error,
                   "cannot write out.new: another waymark is writing there");
    ck_assert_int_eq(wm_output_commit(first, &error), WM_OK);
    wm_output_close(first);
    assert_tree("out/\nout/.waymark\nout/a=1\n");
    wm_additions *additions, *others;
    ck_assert_int_eq(wm_additions_open(".", &additions, &error), WM_OK);
    assert_refused(wm_additions_open(".", &others, &error), WM_CONFLICT, &error,
                   "cannot write .: another waymark is writing there");
    wm_additions_close(additions);
    clear_home();
}
END

/* Refuses the first system call, the second, the third ... until the act succeeds.
 * After each refusal the tree is as it was.
 */
typedef wm_status act(wm_file_error *error);

static void refuse_each_call(act *acts, const char *before, const char *after)
{
    long refused = 0;
    wm_status status;
    do {
        wm_file_error error;
        wm_file_fail_after(refused);
        status = acts(&error);
        wm_file_fail_after(-1);
        if (status != WM_OK) {
            ck_assert_int_eq(status, WM_IO);
            ck_assert(wm_str_find(wm_str_of(error.text),
                                  WM_STR("no space left on device")) != SIZE_MAX);
            assert_tree(before);
            refused++;
        }
    } while (status != WM_OK);
    ck_assert_int_gt(refused, 8);
    assert_tree(after);
}

static void refuse_each_allocation(act *acts, const char *before, const char *after)
{
    long refused = 0;
    wm_status status;
    do {
        wm_file_error error;
        wm_alloc_fail_after(refused);
        status = acts(&error);
        wm_alloc_fail_after(-1);
        if (status != WM_OK) {
            ck_assert_int_eq(status, WM_NOMEM);
            assert_tree(before);
            refused++;
        }
    } while (status != WM_OK);
    ck_assert_int_gt(refused, 8);
    assert_tree(after);
}

/* The act in a process that ends at its `count`th call; true when it got to its end. */
static bool survives(act *acts, long count)
{
    int code;
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        wm_file_error error;
        wm_file_die_when_refused(true);
        wm_file_fail_after(count);
        _exit(acts(&error) == WM_OK ? 0 : 2);
    }
    ck_assert_int_eq(waitpid(child, &code, 0), child);
    ck_assert(WIFEXITED(code) && WEXITSTATUS(code) != 2);
    return WEXITSTATUS(code) == 0;
}

static wm_status write_deep_2(wm_file_error *error)
{
    return write_output("deep/er/out", "2", error);
}

static wm_status write_2(wm_file_error *error)
{
    return write_output("out", "2", error);
}

static void start_with_1(void)
{
    wm_file_error error;
    go_home();
    ck_assert_int_eq(write_output("out", "1", &error), WM_OK);
}

#define DEEP_OUTPUT                                                                      \
    "deep/\ndeep/er/\ndeep/er/out/\ndeep/er/out/.waymark\ndeep/er/out/a.csv=2\n"         \
    "deep/er/out/c.pdf=2\ndeep/er/out/more/\ndeep/er/out/more/b.csv=2\n"

TEST(a_full_disk_loses_no_output)
{
    start_with_1();
    refuse_each_call(write_2, OUTPUT("1"), OUTPUT("2"));
    clear_home();
    start_with_1();
    wm_file_without_exchange(true);
    refuse_each_call(write_2, OUTPUT("1"), OUTPUT("2"));
    wm_file_without_exchange(false);
    clear_home();
    go_home();
    refuse_each_call(write_deep_2, "", DEEP_OUTPUT);
    clear_home();
}
END

TEST(no_memory_loses_no_output)
{
    start_with_1();
    refuse_each_allocation(write_2, OUTPUT("1"), OUTPUT("2"));
    clear_home();
    go_home();
    refuse_each_allocation(write_deep_2, "", DEEP_OUTPUT);
    clear_home();
}
END

/* Opening is what recovers; nothing is written. */
static wm_status only_open(wm_file_error *error)
{
    wm_output *output;
    WM_TRY(wm_output_open("out", &output, error));
    wm_output_close(output);
    return WM_OK;
}

/* Whenever the process dies, the next one finds the former output or the new one. */
static void die_at_each_call(void)
{
    wm_file_error error;
    bool done = false;
    long deaths = 0;
    for (; !done; deaths++) {
        ck_assert_int_eq(write_output("out", "1", &error), WM_OK);
        done = survives(write_2, deaths);
        ck_assert_int_eq(only_open(&error), WM_OK);
        wm_text out = {0};
        show_tree(".", &out);
        if (done || wm_str_find(wm_text_str(&out), WM_STR("=2")) != SIZE_MAX)
            assert_str(wm_text_str(&out), OUTPUT("2"));
        else
            assert_str(wm_text_str(&out), OUTPUT("1"));
        wm_text_end(&out);
    }
    ck_assert_int_gt(deaths, 8);
}

TEST(a_power_cut_leaves_one_output_or_the_other)
{
    go_home();
    die_at_each_call();
    wm_file_without_exchange(true);
    die_at_each_call();
    wm_file_without_exchange(false);
    clear_home();
}
END

/* Two files that are there and two that are not, in folders that are there or not. */
static wm_status add_files(wm_file_error *error)
{
    static const char *const names[] = {"figures/printed.csv", "s.scorecard", "new.csv",
                                        "comparators/c.csv"};
    wm_additions *additions;
    WM_TRY(wm_additions_open("sefton/2017", &additions, error));
    wm_status status = WM_OK;
    for (size_t i = 0; i < 4 && status == WM_OK; i++)
        status = wm_additions_write(additions, names[i], WM_STR("2"), error);
    if (status == WM_OK)
        status = wm_additions_commit(additions, error);
    wm_additions_close(additions);
    return status;
}

#define ADDED_BEFORE                                                                     \
    "sefton/\nsefton/2017/\nsefton/2017/figures/\nsefton/2017/figures/mine.csv=m\n"      \
    "sefton/2017/figures/printed.csv=1\nsefton/2017/s.scorecard=1\n"
#define ADDED_AFTER                                                                      \
    "sefton/\nsefton/2017/\nsefton/2017/comparators/\nsefton/2017/comparators/c.csv=2\n" \
    "sefton/2017/figures/\nsefton/2017/figures/mine.csv=m\n"                             \
    "sefton/2017/figures/printed.csv=2\nsefton/2017/new.csv=2\n"                         \
    "sefton/2017/s.scorecard=2\n"
#define ADDED_TO_NOTHING                                                                 \
    "sefton/\nsefton/2017/\nsefton/2017/comparators/\nsefton/2017/comparators/c.csv=2\n" \
    "sefton/2017/figures/\nsefton/2017/figures/printed.csv=2\nsefton/2017/new.csv=2\n"   \
    "sefton/2017/s.scorecard=2\n"

static void start_with_a_project(void)
{
    go_home();
    make("sefton");
    make("sefton/2017");
    make("sefton/2017/figures");
    put("sefton/2017/figures/mine.csv", "m");
    put("sefton/2017/figures/printed.csv", "1");
    put("sefton/2017/s.scorecard", "1");
    ck_assert_int_eq(chmod("sefton/2017/s.scorecard", 0600), 0);
}

TEST(a_full_disk_adds_all_or_nothing)
{
    start_with_a_project();
    refuse_each_call(add_files, ADDED_BEFORE, ADDED_AFTER);
    struct stat about;
    ck_assert_int_eq(stat("sefton/2017/s.scorecard", &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0600);
    clear_home();
    start_with_a_project();
    wm_file_without_exchange(true);
    refuse_each_call(add_files, ADDED_BEFORE, ADDED_AFTER);
    wm_file_without_exchange(false);
    clear_home();
    go_home();
    refuse_each_call(add_files, "", ADDED_TO_NOTHING);
    clear_home();
}
END

TEST(no_memory_adds_all_or_nothing)
{
    start_with_a_project();
    refuse_each_allocation(add_files, ADDED_BEFORE, ADDED_AFTER);
    clear_home();
    go_home();
    refuse_each_allocation(add_files, "", ADDED_TO_NOTHING);
    clear_home();
}
END

/* What was cut short leaves each file as it was or as it was to be, and what lies
 * beside them is gone after the next import.
 */
static void cut_additions_short(void)
{
    wm_file_error error;
    long deaths = 0;
    do {
        clear_home();
        start_with_a_project();
        bool done = survives(add_files, deaths);
        wm_additions *additions;
        ck_assert_int_eq(wm_additions_open("sefton/2017", &additions, &error), WM_OK);
        wm_additions_close(additions);
        wm_text out = {0};
        show_tree(".", &out);
        wm_str tree = wm_text_str(&out);
        ck_assert(wm_str_find(tree, WM_STR("waymark-")) == SIZE_MAX);
        ck_assert(wm_str_find(tree, WM_STR("/printed.csv=")) != SIZE_MAX);
        ck_assert(wm_str_find(tree, WM_STR("/s.scorecard=")) != SIZE_MAX);
        ck_assert(wm_str_find(tree, WM_STR("/mine.csv=m\n")) != SIZE_MAX);
        wm_text_end(&out);
        if (done)
            break;
    } while (++deaths);
    ck_assert_int_gt(deaths, 8);
    assert_tree(ADDED_AFTER);
}

TEST(a_power_cut_leaves_no_half_file)
{
    go_home();
    cut_additions_short();
    wm_file_without_exchange(true);
    cut_additions_short();
    wm_file_without_exchange(false);
    clear_home();
}
END

TEST(an_addition_does_not_go_where_it_surprises)
{
    start_with_a_project();
    wm_file_error error;
    wm_additions *additions;
    ck_assert_int_eq(symlink("s.scorecard", "sefton/2017/link"), 0);
    ck_assert_int_eq(wm_additions_open("sefton/2017", &additions, &error), WM_OK);
    static const struct {
        const char *name;
        wm_status status;
        const char *text;
    } cases[] = {
        {"link", WM_CONFLICT, "cannot replace sefton/2017/link: it is a symbolic link"},
        {"figures", WM_CONFLICT,
         "cannot replace sefton/2017/figures: it is a folder, not a file"},
        {"../x", WM_IO, "cannot write ../x: not a name inside the folder"},
        {"s.scorecard/x", WM_UNUSABLE,
         "cannot make folder sefton/2017/s.scorecard: there is a file of that name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(wm_additions_write(additions, cases[i].name, WM_STR("2"), &error),
                       cases[i].status, &error, cases[i].text);
    ck_assert_int_eq(wm_additions_write(additions, "new.csv", WM_STR("2"), &error),
                     WM_OK);
    put("sefton/2017/new.csv", "theirs");
    assert_refused(wm_additions_commit(additions, &error), WM_CONFLICT, &error,
                   "cannot write sefton/2017/new.csv: somebody else has just written "
                   "it");
    wm_additions_close(additions);
    assert_tree("sefton/\nsefton/2017/\nsefton/2017/figures/\n"
                "sefton/2017/figures/mine.csv=m\nsefton/2017/figures/printed.csv=1\n"
                "sefton/2017/link\nsefton/2017/new.csv=theirs\n"
                "sefton/2017/s.scorecard=1\n");
    clear_home();
}
END

TEST(an_interrupted_import_is_cleared_away)
{
    start_with_a_project();
    wm_file_error error;
    wm_additions *additions;
    put("sefton/2017/.new.csv.waymark-new", "half");
    put("sefton/2017/figures/.printed.csv.waymark-new", "half");
    put("sefton/2017/figures/.mine.csv.waymark-old", "stale");
    ck_assert_int_eq(rename("sefton/2017/figures/printed.csv",
                            "sefton/2017/figures/.printed.csv.waymark-old"),
                     0);
    ck_assert_int_eq(wm_additions_open("sefton/2017", &additions, &error), WM_OK);
    wm_additions_close(additions);
    assert_tree(ADDED_BEFORE);
    clear_home();
}
END

TEST(ctrl_c_stops_between_files)
{
    start_with_1();
    wm_file_error error;
    wm_output *output;
    wm_interrupt_watch();
    ck_assert(!wm_interrupted());
    ck_assert_int_eq(wm_output_open("out", &output, &error), WM_OK);
    ck_assert_int_eq(wm_output_write(output, "a", WM_STR("2"), &error), WM_OK);
    ck_assert_int_eq(raise(SIGINT), 0);
    ck_assert(wm_interrupted());
    ck_assert_int_eq(wm_output_write(output, "b", WM_STR("2"), &error), WM_INTERRUPTED);
    ck_assert_int_eq(wm_output_commit(output, &error), WM_INTERRUPTED);
    wm_output_close(output);
    assert_tree(OUTPUT("1"));
    wm_additions *additions;
    ck_assert_int_eq(wm_additions_open(".", &additions, &error), WM_OK);
    ck_assert_int_eq(wm_additions_write(additions, "b", WM_STR("2"), &error),
                     WM_INTERRUPTED);
    ck_assert_int_eq(wm_additions_commit(additions, &error), WM_INTERRUPTED);
    wm_additions_close(additions);
    assert_tree(OUTPUT("1"));
    clear_home();
}
END

TESTS(reads_a_file_whole, says_why_it_cannot_read, lists_a_folder_in_order,
      takes_paths_apart, makes_folders_and_their_parents, an_output_is_replaced_whole,
      an_output_not_committed_was_never_there, a_file_that_was_promised_must_be_there,
      what_a_person_keeps_is_not_replaced, a_link_inside_a_former_output_is_not_followed,
      an_interrupted_run_is_recovered, two_writers_do_not_meet,
      a_full_disk_loses_no_output, a_power_cut_leaves_one_output_or_the_other,
      a_power_cut_leaves_no_half_file, no_memory_loses_no_output,
      a_full_disk_adds_all_or_nothing, no_memory_adds_all_or_nothing,
      an_addition_does_not_go_where_it_surprises, an_interrupted_import_is_cleared_away,
      ctrl_c_stops_between_files)
