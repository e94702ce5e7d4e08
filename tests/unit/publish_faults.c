/* The whole way from the real example to its outputs, refused at every point: memory in
 * each step, every call to the system while the outputs and an import are written.
 *
 *     read -> judge -> check -> terminal, csv, json, html, workbook, pdf, open data
 *
 * A refusal comes back as such, nothing leaks (the sanitizer's part), what stood before
 * still stands, and what is not refused is the same as ever.
 */
#include "harness.h"

#include "base/alloc.h"
#include "base/file_system.h"
#include "intake/folder.h"
#include "intake/scorecard/import.h"
#include "publish/publish.h"
#include "publish/xlsx_whole.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

#define EXAMPLE WM_TESTS "/../examples/sefton-2017"
#define SMALL   WM_TESTS "/data/small"

enum { ARENA_BYTES = 256 * 1024 * 1024 };

/* A folder taken through every step before it is published. */
typedef struct made {
    wm_arena *arena;
    wm_diags diags;
    wm_folder folder;
    wm_judged judged;
    wm_findings findings;
    wm_publication publication;
} made;

static wm_status step_read(made *m, const char *path)
{
    wm_file_error error = {{0}};
    wm_diags_init(&m->diags, m->arena);
    WM_TRY(wm_folder_read(path, m->arena, &m->diags, &m->folder, &error));
    return m->diags.lost ? WM_NOMEM : WM_OK;
}

static wm_status step_check(made *m)
{
    WM_TRY(wm_judge(&m->folder, m->arena, &m->judged));
    return wm_check(&m->judged, m->arena, &m->findings);
}

/* In place, for what is judged points at its folder. */
static void make(made *m, const char *path)
{
    *m = (made){.arena = wm_arena_new(ARENA_BYTES)};
    ck_assert(m->arena);
    ck_assert_int_eq(step_read(m, path), WM_OK);
    ck_assert_uint_eq(m->diags.errors, 0);
    ck_assert_int_eq(step_check(m), WM_OK);
    m->publication = (wm_publication){
        .judged = &m->judged,
        .findings = &m->findings,
        .audience = WM_STR("internal"),
        .marking = WM_STR("OFFICIAL-SENSITIVE"),
        .made = wm_day_parse(WM_STR("2017-04-30")),
    };
}

/* Folders of a test's own. */
static int remove_one(const char *path, const struct stat *about, int type,
                      struct FTW *walk)
{
    (void)about;
    (void)type;
    (void)walk;
    return remove(path);
}

static char home[64];

static const char *in_home(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", home, name);
    return path;
}

static void set_home(void)
{
    snprintf(home, sizeof home, "%s/waymark-faults-XXXXXX", P_tmpdir);
    ck_assert(mkdtemp(home) != NULL);
}

static void clear_home(void)
{
    nftw(home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* One step in an arena of its own, its text into `out`. */
typedef wm_status (*step)(made *m, wm_arena *arena, wm_text *out);

static wm_status reading(made *m, wm_arena *arena, wm_text *out)
{
    (void)m;
    (void)out;
    made again = {.arena = arena};
    return step_read(&again, EXAMPLE);
}

static wm_status judging(made *m, wm_arena *arena, wm_text *out)
{
    made again = {.arena = arena, .folder = m->folder};
    WM_TRY(step_check(&again));
    return wm_findings_json(&again.findings, out);
}

static wm_status listing(made *m, wm_arena *arena, wm_text *out)
{
    (void)arena;
    return wm_findings_text(&m->findings, 100, true, out);
}

static wm_status terminal(made *m, wm_arena *arena, wm_text *out)
{
    (void)arena;
    return wm_publish_terminal(&m->publication, 160, true, out);
}

static wm_status csv(made *m, wm_arena *arena, wm_text *out)
{
    (void)arena;
    return wm_publish_csv(&m->publication, out);
}

static wm_status json(made *m, wm_arena *arena, wm_text *out)
{
    (void)arena;
    return wm_publish_json(&m->publication, out);
}

static wm_status html(made *m, wm_arena *arena, wm_text *out)
{
    (void)arena;
    return wm_publish_html(&m->publication, out);
}

static wm_status xlsx(made *m, wm_arena *arena, wm_text *out)
{
    (void)arena;
    (void)out;
    return wm_publish_xlsx(&m->publication, in_home("scorecard.xlsx"));
}

static wm_status pdf(made *m, wm_arena *arena, wm_text *out)
{
    (void)arena;
    (void)out;
    return wm_publish_pdf(&m->publication, "/dev/null");
}

static wm_status import_bytes(wm_str bytes, wm_arena *arena, wm_import_file **files,
                              size_t *count)
{
    wm_diags diags;
    wm_imported imported;
    wm_diags_init(&diags, arena);
    WM_TRY(wm_import_scorecard(bytes, WM_STR("scorecard.txt"), NULL, arena, &diags,
                               &imported));
    if (diags.lost)
        return WM_NOMEM;
    return wm_import_render(&imported, arena, files, count);
}

static wm_str sheet_bytes(wm_arena *arena)
{
    wm_str bytes = {0};
    wm_file_error error = {{0}};
    ck_assert_int_eq(
        wm_file_read(EXAMPLE "/source/scorecard.txt", 1 << 20, arena, &bytes, &error),
        WM_OK);
    return bytes;
}

static wm_str the_sheet;

static wm_status importing(made *m, wm_arena *arena, wm_text *out)
{
    (void)m;
    wm_import_file *files = NULL;
    size_t count = 0;
    WM_TRY(import_bytes(the_sheet, arena, &files, &count));
    for (size_t i = 0; i < count; i++)
        wm_text_add(out, files[i].text);
    return wm_text_status(out);
}

static wm_status run_refused(step run, made *m, long after, wm_text *out)
{
    wm_arena *arena = wm_arena_new(ARENA_BYTES);
    ck_assert(arena);
    wm_alloc_fail_after(after);
    wm_status status = run(m, arena, out);
    wm_alloc_fail_after(-1);
    wm_arena_end(arena);
    return status;
}

/* How many allocations the step asks for, found by halving. */
static long allocations_of(step run, made *m)
{
    long too_few = -1, enough = 1 << 22;
    while (enough - too_few > 1) {
        long middle = too_few + (enough - too_few) / 2;
        wm_text out = {0};
        wm_status status = run_refused(run, m, middle, &out);
        wm_text_end(&out);
        if (status == WM_OK)
            enough = middle;
        else
            too_few = middle;
    }
    return enough;
}

/* Every allocation of the first `each`, then every so many, and the last ones. */
static void refuse_throughout(const char *what, step run, made *m, long each, long runs)
{
    wm_text plain = {0}, last = {0};
    ck_assert_int_eq(run_refused(run, m, -1, &plain), WM_OK);
    long total = allocations_of(run, m);
    long stride = 1 + (total > each ? (total - each) / runs : 0);
    for (long after = 0; after < total; after += after < each ? 1 : stride) {
        wm_text out = {0};
        wm_status status = run_refused(run, m, after, &out);
        wm_text_end(&out);
        ck_assert_msg(status == WM_NOMEM, "%s, allocation %ld of %ld: %s", what, after,
                      total, wm_status_text(status));
    }
    ck_assert_int_eq(run_refused(run, m, total, &last), WM_OK);
    ck_assert_msg(wm_str_equal(wm_text_str(&plain), wm_text_str(&last)),
                  "%s is another after refusals", what);
    wm_text_end(&plain);
    wm_text_end(&last);
}

TEST(refused_memory_stops_reading_and_judging)
{
    made m;
    make(&m, EXAMPLE);
    refuse_throughout("reading", reading, &m, 400, 150);
    refuse_throughout("judging", judging, &m, 400, 150);
    wm_arena_end(m.arena);
}
END

TEST(refused_memory_stops_text_formats)
{
    made m;
    make(&m, EXAMPLE);
    refuse_throughout("findings", listing, &m, 400, 100);
    refuse_throughout("terminal", terminal, &m, 400, 100);
    refuse_throughout("csv", csv, &m, 400, 100);
    refuse_throughout("json", json, &m, 400, 100);
    refuse_throughout("html", html, &m, 300, 100);
    wm_arena_end(m.arena);
}
END

/* Foreign libraries take their time, so a small folder and fewer points. */
TEST(refused_memory_stops_drawn_formats)
{
    made m;
    make(&m, SMALL);
    set_home();
    refuse_throughout("workbook", xlsx, &m, 40, 40);
    refuse_throughout("pdf", pdf, &m, 20, 20);
    clear_home();
    wm_arena_end(m.arena);
}
END

TEST(refused_memory_stops_an_import)
{
    wm_arena *arena = wm_arena_new(ARENA_BYTES);
    ck_assert(arena);
    the_sheet = sheet_bytes(arena);
    refuse_throughout("importing", importing, NULL, 400, 150);
    wm_arena_end(arena);
}
END

/* Name, size and bytes of everything under a folder, in order. */
static void describe(const char *path, int depth, wm_text *out)
{
    wm_arena *arena = wm_arena_new(ARENA_BYTES);
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        const char *inside = wm_path_join(arena, path, name);
        wm_str bytes = {"", 0};
        wm_file_error error = {{0}};
        bool skip = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
        if (!skip)
            wm_text_format(out, "%d %s\n", depth, name);
        if (!skip && wm_file_is_folder(inside))
            describe(inside, depth + 1, out);
        else if (!skip && wm_file_read(inside, 1 << 24, arena, &bytes, &error) == WM_OK)
            wm_text_add(out, bytes);
        free(entries[i]);
    }
    free(entries);
    wm_arena_end(arena);
}

static wm_text described(void)
{
    wm_text out = {0};
    describe(home, 0, &out);
    ck_assert_int_eq(wm_text_status(&out), WM_OK);
    return out;
}

/* What `waymark build` writes, in its order. */
static wm_status write_outputs(made *m, wm_output *output, wm_file_error *error)
{
    static const struct {
        const char *name;
        step run;
    } texts[] = {
        {"scorecard.csv", csv}, {"scorecard.json", json}, {"scorecard.html", html}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        wm_text text = {0};
        wm_status status = texts[i].run(m, NULL, &text);
        if (status == WM_OK)
            status = wm_output_write(output, texts[i].name, wm_text_str(&text), error);
        wm_text_end(&text);
        WM_TRY(status);
    }
    const char *path = wm_output_path(output, "scorecard.pdf");
    WM_TRY(path ? wm_publish_pdf(&m->publication, path) : WM_IO);
    WM_TRY(wm_publish_opendata(&m->publication, output, error));
    return wm_output_commit(output, error);
}

static wm_status build(made *m, wm_file_error *error)
{
    wm_output *output = NULL;
    wm_status status = wm_output_open(in_home("out"), &output, error);
    if (status == WM_OK)
        status = write_outputs(m, output, error);
    wm_output_close(output);
    return status;
}

/* A refusal at each call: the former output is whole and nothing is beside it. */
TEST(a_refused_write_leaves_the_former_outputs)
{
    made m;
    make(&m, SMALL);
    set_home();
    wm_file_error error = {{0}};
    ck_assert_msg(build(&m, &error) == WM_OK, "%s", error.text);
    m.publication.marking = WM_STR("OFFICIAL");
    wm_text former = described();
    wm_status status = WM_IO;
    long after = 0;
    for (; status != WM_OK; after++) {
        wm_file_fail_after(after);
        status = build(&m, &error);
        wm_file_fail_after(-1);
        if (status == WM_OK)
            break;
        ck_assert_msg(status == WM_IO, "call %ld: %s", after, wm_status_text(status));
        wm_text now = described();
        ck_assert_msg(wm_str_equal(wm_text_str(&former), wm_text_str(&now)),
                      "call %ld changed the outputs", after);
        wm_text_end(&now);
        ck_assert_int_lt(after, 1000);
    }
    ck_assert_int_gt(after, 20);
    wm_text now = described();
    ck_assert(!wm_str_equal(wm_text_str(&former), wm_text_str(&now)));
    wm_text_end(&now);
    wm_text_end(&former);
    clear_home();
    wm_arena_end(m.arena);
}
END

static void put_bytes(const char *path, wm_str bytes)
{
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL);
    ck_assert_uint_eq(fwrite(bytes.data, 1, bytes.len, file), bytes.len);
    ck_assert_int_eq(fclose(file), 0);
}

/* A workbook is read again when it is written; each call for that refused, and then what
 * a disk that is full leaves of one. */
TEST(a_workbook_that_is_cut_off_is_refused)
{
    made m;
    make(&m, SMALL);
    set_home();
    const char *path = in_home("scorecard.xlsx");
    wm_status status = WM_IO;
    long after = 0;
    for (; status != WM_OK && after < 100; after++) {
        wm_file_fail_after(after);
        status = wm_publish_xlsx(&m.publication, path);
        wm_file_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_IO);
    }
    ck_assert_int_gt(after, 2);
    wm_str whole = {0};
    ck_assert_int_eq(wm_file_read(path, 1 << 24, m.arena, &whole, NULL), WM_OK);
    ck_assert_int_eq(wm_xlsx_whole(path), WM_OK);
    for (size_t len = 0; len < whole.len; len += 1 + len / 4) {
        put_bytes(path, wm_str_slice(whole, 0, len));
        ck_assert_msg(wm_xlsx_whole(path) == WM_IO, "%zu bytes of %zu", len, whole.len);
    }
    /* Whatever stands in the directory, nothing beyond the file is looked at. */
    char *damaged = wm_arena_alloc(m.arena, whole.len, 1);
    for (size_t back = 1; back < 400; back++) {
        memcpy(damaged, whole.data, whole.len);
        damaged[whole.len - back] = (char)(damaged[whole.len - back] ^ 0xff);
        put_bytes(path, (wm_str){damaged, whole.len});
        status = wm_xlsx_whole(path);
        ck_assert(status == WM_OK || status == WM_IO);
    }
    clear_home();
    wm_arena_end(m.arena);
}
END

static wm_status add_files(const wm_import_file *files, size_t count,
                           wm_file_error *error)
{
    wm_additions *additions = NULL;
    wm_status status = wm_additions_open(in_home("folder"), &additions, error);
    for (size_t i = 0; status == WM_OK && i < count; i++)
        status = wm_additions_write(additions, files[i].name, files[i].text, error);
    if (status == WM_OK)
        status = wm_additions_commit(additions, error);
    wm_additions_close(additions);
    return status;
}

/* Refuses each call of writing the import until it goes through; returns how many. */
static long import_refused(const wm_import_file *files, size_t count)
{
    wm_text former = described();
    wm_file_error error = {{0}};
    wm_status status = WM_IO;
    long after = 0;
    for (; status != WM_OK; after++) {
        wm_file_fail_after(after);
        status = add_files(files, count, &error);
        wm_file_fail_after(-1);
        if (status == WM_OK)
            break;
        ck_assert_msg(status == WM_IO, "call %ld: %s", after, wm_status_text(status));
        ck_assert_uint_gt(strlen(error.text), 0);
        wm_text now = described();
        ck_assert_msg(wm_str_equal(wm_text_str(&former), wm_text_str(&now)),
                      "call %ld changed the folder", after);
        wm_text_end(&now);
        ck_assert_int_lt(after, 1000);
    }
    wm_text_end(&former);
    return after;
}

TEST(a_refused_import_leaves_the_folder)
{
    wm_arena *arena = wm_arena_new(ARENA_BYTES);
    wm_import_file *files = NULL;
    size_t count = 0;
    ck_assert_int_eq(import_bytes(sheet_bytes(arena), arena, &files, &count), WM_OK);
    ck_assert_uint_gt(count, 4);
    set_home();
    ck_assert_int_gt(import_refused(files, count), 15);
    wm_text imported = described();
    for (size_t i = 0; i < count; i++)
        files[i].text.len /= 2;
    ck_assert_int_gt(import_refused(files, count), 15);
    wm_text replaced = described();
    ck_assert(!wm_str_equal(wm_text_str(&imported), wm_text_str(&replaced)));
    wm_text_end(&imported);
    wm_text_end(&replaced);
    clear_home();
    wm_arena_end(arena);
}
END

TESTS(refused_memory_stops_reading_and_judging, refused_memory_stops_text_formats,
      refused_memory_stops_drawn_formats, refused_memory_stops_an_import,
      a_refused_write_leaves_the_former_outputs, a_workbook_that_is_cut_off_is_refused,
      a_refused_import_leaves_the_folder)
