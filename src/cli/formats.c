#include "cli/formats.h"

#include "base/limits.h"
#include "cli/program.h"
#include "cli/say.h"

#include <dlfcn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

const wm_format wm_formats[WM_FORMAT_COUNT] = {
#define FORMAT(name, file, text, path, set) {name, file, text, path, set},
#include "cli/formats.def"
#undef FORMAT
};

static bool choose(wm_str name, wm_format_choice *choice)
{
    if (wm_str_equal(name, WM_STR("terminal"))) {
        choice->terminal = true;
        return true;
    }
    wm_str names[WM_FORMAT_COUNT + 1] = {WM_STR("terminal")};
    for (size_t i = 0; i < WM_FORMAT_COUNT; i++) {
        names[i + 1] = wm_str_of(wm_formats[i].name);
        if (!wm_str_equal(name, names[i + 1]))
            continue;
        choice->file_count += !choice->files[i];
        choice->files[i] = true;
        return true;
    }
    wm_str nearest = wm_nearest(name, names, WM_FORMAT_COUNT + 1);
    if (wm_str_empty(nearest))
        wm_complain("no format called `%.*s`; see `waymark help build`", WM_FMT(name));
    else
        wm_complain("no format called `%.*s`; did you mean `%.*s`?", WM_FMT(name),
                    WM_FMT(nearest));
    return false;
}

bool wm_formats_choose(const char *list, wm_format_choice *choice_out)
{
    *choice_out = (wm_format_choice){0};
    if (!list) {
        choice_out->terminal = true;
        choice_out->file_count = WM_FORMAT_COUNT;
        for (size_t i = 0; i < WM_FORMAT_COUNT; i++)
            choice_out->files[i] = true;
        return true;
    }
    wm_str rest = wm_str_of(list);
    wm_str name;
    while (wm_str_next(&rest, ',', &name))
        if (!choose(wm_str_trim(name), choice_out))
            return false;
    if (choice_out->terminal || choice_out->file_count)
        return true;
    wm_complain("--format names no format; see `waymark help build`");
    return false;
}

static wm_status write_text(const wm_format *format, const wm_publication *publication,
                            wm_output *output, wm_file_error *error)
{
    wm_text text = {0};
    wm_status status = format->text(publication, &text);
    if (status == WM_OK)
        status = wm_output_write(output, format->file, wm_text_str(&text), error);
    wm_text_end(&text);
    return status;
}

/* The workbook and the PDF are in a module, waymark-formats.so, beside the program or,
 * installed, in the library folder: their libraries take longer to load than all else
 * takes to do. NULL: said in error. The module stays loaded to the end.
 */
static wm_path_format load(const char *name, wm_file_error *error)
{
    static const char *const places[] = {"", WM_MODULES "/"};
    char room[4096], path[4300];
    wm_str folder = wm_program_folder(room, sizeof room);
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%.*s%swaymark-formats.so", WM_FMT(folder),
                 places[i]);
        if (wm_file_exists(path))
            break;
    }
    void *module = dlopen(path, RTLD_NOW);
    void *found = module ? dlsym(module, name) : NULL;
    wm_path_format format = NULL;
    if (found)
        memcpy(&format, &found, sizeof format);
    else
        snprintf(error->text, sizeof error->text,
                 "the part that writes workbooks and PDFs cannot be loaded: %.300s",
                 dlerror());
    return format;
}

/* The libraries of fonts and drawing end the program where memory is refused to them,
 * some without a word. So they are not begun without what they take for a small
 * scorecard, the stacks of their threads among it. */
static bool has_room(void)
{
    enum { LIBRARIES_BYTES = 160 * 1024 * 1024 };
    void *room = mmap(NULL, LIBRARIES_BYTES, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return room != MAP_FAILED && munmap(room, LIBRARIES_BYTES) == 0;
}

static wm_status write_path(const wm_format *format, const wm_publication *publication,
                            wm_output *output, wm_file_error *error)
{
    const char *path = wm_output_path(output, format->file);
    if (!path)
        return WM_NOMEM;
    if (!has_room())
        return WM_NOMEM;
    wm_path_format write = load(format->path, error);
    if (!write)
        return WM_IO;
    wm_status status = write(publication, path);
    if (status == WM_IO && !error->text[0])
        snprintf(error->text, sizeof error->text,
                 "cannot write %s: the system refused it (is the disk full?)",
                 format->file);
    return status;
}

/* A document over its limit, which the format itself has no name for. */
static wm_status too_long(const wm_format *format, wm_file_error *error)
{
    char size[WM_SIZE_BYTES];
    snprintf(error->text, sizeof error->text,
             "cannot write %s: there are more than %s of words for it; see "
             "docs/limits.md",
             format->file, wm_size_print(WM_DOCUMENT_BYTES_MAX, size));
    return WM_LIMIT;
}

wm_status wm_format_write(const wm_format *format, const wm_publication *publication,
                          wm_output *output, wm_file_error *error)
{
    if (wm_interrupted())
        return WM_INTERRUPTED;
    wm_status status = format->text   ? write_text(format, publication, output, error)
                       : format->path ? write_path(format, publication, output, error)
                                      : format->set(publication, output, error);
    return status == WM_LIMIT && !error->text[0] ? too_long(format, error) : status;
}
