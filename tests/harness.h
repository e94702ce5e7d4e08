#ifndef WM_TESTS_HARNESS_H
#define WM_TESTS_HARNESS_H

/* libcheck with its bookkeeping hidden. A test file reads:
 *
 *     #include "harness.h"
 *     TEST(a_blank_is_not_a_number) { ck_assert(...); }
 *     TESTS(a_blank_is_not_a_number, ...)
 *
 * Each test runs in its own process, so the sanitizers name the guilty one and the
 * others still run. CK_FORK=no for the debugger.
 */
#include <check.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/str.h"

#define TEST(name) START_TEST(name)
#define END        END_TEST

#define TESTS(...)                                                                       \
    int main(void)                                                                       \
    {                                                                                    \
        const TTest *const tests[] = {__VA_ARGS__};                                      \
        Suite *suite = suite_create(__FILE__);                                           \
        TCase *group = tcase_create("all");                                              \
        tcase_set_timeout(group, 240);                                                   \
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)                        \
            tcase_add_test(group, tests[i]);                                             \
        suite_add_tcase(suite, group);                                                   \
        SRunner *runner = srunner_create(suite);                                         \
        srunner_run_all(runner, CK_NORMAL);                                              \
        int failed = srunner_ntests_failed(runner);                                      \
        srunner_free(runner);                                                            \
        return failed ? 1 : 0;                                                           \
    }

/* The text of a wm_str equals a literal, with both shown when not. */
#define assert_str(got, want)                                                            \
    do {                                                                                 \
        wm_str got_ = (got);                                                             \
        const char *want_ = (want);                                                      \
        ck_assert_msg(wm_str_equal(got_, wm_str_of(want_)), "want [%s]\n got [%.*s]",    \
                      want_, WM_FMT(got_));                                              \
    } while (0)

#endif
