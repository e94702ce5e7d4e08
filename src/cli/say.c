#include "cli/say.h"

#include "base/ratio.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLUMNS_MIN = 80, COLUMNS_MAX = 200 };

void wm_complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("waymark: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

wm_exit wm_print(wm_str text)
{
    size_t done = 0;
    while (done < text.len) {
        ssize_t wrote = write(STDOUT_FILENO, text.data + done, text.len - done);
        if (wrote < 0 && errno == EPIPE)
            return WM_EXIT_DONE;
        if (wrote < 0 && errno != EINTR) {
            wm_complain("cannot write to standard output: %s", strerror(errno));
            return WM_EXIT_SYSTEM;
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return WM_EXIT_DONE;
}

static bool is_colourful(int descriptor)
{
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return (!refused || !*refused) && isatty(descriptor) &&
           !(terminal && strcmp(terminal, "dumb") == 0);
}

void wm_print_diags(const wm_diags *diags)
{
    wm_text text = {0};
    wm_diags_print(diags, is_colourful(STDERR_FILENO), &text);
    if (text.len)
        fwrite(text.data, 1, text.len, stderr);
    wm_text_end(&text);
}

wm_exit wm_refused(wm_status status, const wm_file_error *error)
{
    if (status == WM_OK)
        return WM_EXIT_DONE;
    const char *reason = error && error->text[0] ? error->text : wm_status_text(status);
    wm_complain("%s", reason);
    if (status == WM_INTERRUPTED)
        return WM_EXIT_INTERRUPTED;
    return status == WM_IO || status == WM_NOMEM ? WM_EXIT_SYSTEM : WM_EXIT_INPUT;
}

wm_exit wm_refused_of(const char *path, const wm_arena *program, wm_status status,
                      const wm_file_error *error)
{
    wm_file_error limit = {{0}};
    wm_status kept = wm_file_kept(path, program, status, &limit);
    return wm_refused(kept, kept == status ? error : &limit);
}

bool wm_colour_wanted(const char *when, bool *colour_out)
{
    wm_str word = wm_str_of(when ? when : "auto");
    *colour_out = wm_str_equal(word, WM_STR("always"));
    if (wm_str_equal(word, WM_STR("auto")))
        *colour_out = is_colourful(STDOUT_FILENO);
    else if (!*colour_out && !wm_str_equal(word, WM_STR("never"))) {
        wm_complain("--colour is auto, always or never, not `%s`", when);
        return false;
    }
    return true;
}

static int64_t terminal_columns(void)
{
    const char *text = getenv("COLUMNS");
    wm_decimal columns;
    if (text && wm_decimal_parse(wm_str_of(text), &columns) && columns.places == 0)
        return columns.digits;
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        return size.ws_col;
    return COLUMNS_MIN;
}

bool wm_columns_wanted(const char *width, unsigned *columns_out)
{
    int64_t columns = 0;
    if (width) {
        wm_decimal decimal;
        if (!wm_decimal_parse(wm_str_of(width), &decimal) || decimal.places ||
            decimal.digits < COLUMNS_MIN || decimal.digits > COLUMNS_MAX) {
            wm_complain("--width is a number from %d to %d, not `%s`", COLUMNS_MIN,
                        COLUMNS_MAX, width);
            return false;
        }
        columns = decimal.digits;
    } else {
        columns = terminal_columns();
    }
    if (columns < COLUMNS_MIN)
        columns = COLUMNS_MIN;
    if (columns > COLUMNS_MAX)
        columns = COLUMNS_MAX;
    *columns_out = (unsigned)columns;
    return true;
}
