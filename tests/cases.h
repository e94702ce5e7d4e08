#ifndef WM_TESTS_CASES_H
#define WM_TESTS_CASES_H

/* What the runners of text cases share: where cases are found, and how each becomes a
 * test of its own. What a case looks like is the runner's own business.
 */
#include "harness.h"

#include <stdio.h>

#include "base/file.h"

enum { CASE_FILE_BYTES = 16 * 1024 * 1024, CASES_BYTES = 256 * 1024 * 1024 };

/* Takes the cases out of one file. Its text lives as long as the arena. */
typedef void (*case_reader)(wm_str file, wm_str text);

static inline wm_str read_case_file(wm_arena *arena, const char *folder, const char *name)
{
    wm_file_error error = {{0}};
    wm_str text = {0};
    const char *path = wm_path_join(arena, folder, name);
    if (!path || wm_file_read(path, CASE_FILE_BYTES, arena, &text, &error) != WM_OK) {
        fprintf(stderr, "%s\n", error.text);
        abort();
    }
    return text;
}

/* Every .case file of the folder, by name. The arena is made here; whoever runs the cases
 * ends it.
 */
static inline void read_case_files(const char *folder, wm_arena **arena_out,
                                   case_reader read)
{
    wm_file_error error = {{0}};
    wm_str *names;
    size_t count;
    wm_arena *arena = *arena_out = wm_arena_new(CASES_BYTES);
    if (!arena || wm_folder_list(folder, ".case", arena, &names, &count, &error) != WM_OK)
        abort();
    for (size_t i = 0; i < count; i++)
        read(names[i], read_case_file(arena, folder, names[i].data));
}

/* A part of a case is a run of the file's bytes: it grows by whole lines, and the blank
 * line before the next case is nobody's.
 */
static inline void extend_part(wm_str *part, wm_str line)
{
    if (!part->data)
        *part = (wm_str){line.data, 0};
    part->len = (size_t)(line.data + line.len - part->data) + 1;
}

static inline void end_part(wm_str *part)
{
    if (wm_str_equal(*part, WM_STR("\n")) || wm_str_ends(*part, WM_STR("\n\n")))
        part->len--;
}

/* Where the cases of `file` are written again: the file is begun anew when it is another
 * than *last.
 */
static inline void open_again(wm_arena *arena, const char *folder, wm_str file,
                              wm_str *last, FILE **to)
{
    if (wm_str_equal(file, *last))
        return;
    if (*to)
        fclose(*to);
    *to = fopen(wm_path_join(arena, folder, file.data), "wb");
    if (!*to)
        abort();
    *last = file;
}

/* For runners with an `arena` of their own and a scene for each case, which knows the
 * line that it is at and the case that it is `of`.
 */
#define refuse_at(scene, line, ...)                                                      \
    do {                                                                                 \
        wm_str why_ = wm_str_format(arena, __VA_ARGS__);                                 \
        ck_abort_msg("%.*s:%u: %.*s: %.*s", WM_FMT((scene)->of->file), (line),           \
                     WM_FMT((scene)->of->title), WM_FMT(why_));                          \
    } while (0)

#define refuse(scene, ...) refuse_at((scene), (scene)->line, __VA_ARGS__)

#define push(list, item)                                                                 \
    do {                                                                                 \
        if (!wm_list_push(arena, (list), (item)))                                        \
            abort();                                                                     \
    } while (0)

/* `each` once for every case, with its number in _i, then the others (ended by NULL; may
 * be NULL). The answer is what main returns: no cases at all is a failure too.
 */
static inline int run_cases(const char *name, const TTest *each, size_t count,
                            const TTest *const *others)
{
    Suite *suite = suite_create(name);
    TCase *group = tcase_create("all");
    tcase_set_timeout(group, 240);
    tcase_add_loop_test(group, each, 0, (int)count);
    for (; others && *others; others++)
        tcase_add_test(group, *others);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed || !count ? 1 : 0;
}

#endif
