#ifndef WM_CLI_FORMATS_H
#define WM_CLI_FORMATS_H

#include "publish/publish.h"

/* Written by its own library to a path. */
typedef wm_status (*wm_path_format)(const wm_publication *publication, const char *path);

/* The formats that are written as files, by name; `terminal` is printed and no file. */
typedef struct wm_format {
    const char *name;
    const char *file;
    wm_status (*text)(const wm_publication *publication, wm_text *out);
    const char *path; /* the name of a wm_path_format in the module of heavy formats */
    wm_status (*set)(const wm_publication *publication, wm_output *output,
                     wm_file_error *error);
} wm_format;

enum {
#define FORMAT(name, file, text, path, set) +1
    WM_FORMAT_COUNT = 0
#include "cli/formats.def"
#undef FORMAT
};

extern const wm_format wm_formats[WM_FORMAT_COUNT];

typedef struct wm_format_choice {
    bool terminal;
    bool files[WM_FORMAT_COUNT];
    size_t file_count;
} wm_format_choice;

/* `csv,json`; NULL is all of them. False: said on standard error. */
bool wm_formats_choose(const char *list, wm_format_choice *choice_out);

/* One format into the output. WM_INTERRUPTED before it begins, after ctrl-C. */
wm_status wm_format_write(const wm_format *format, const wm_publication *publication,
                          wm_output *output, wm_file_error *error);

#endif
