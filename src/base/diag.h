#ifndef WM_BASE_DIAG_H
#define WM_BASE_DIAG_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* Mistakes in what people wrote: place, reason and remedy, in their words, several per
 * run. A message is lower case, without a full stop, says the kind of thing, and names
 * no function of ours:
 *
 *     sefton.scorecard:12:8: no clause called `taget`
 *       12 |   1.2  taget 16
 *          |        ^^^^^ did you mean `target`?
 *
 * Library code collects; only cli/ prints.
 */
typedef enum wm_severity {
    WM_SEVERITY_NOTE,    /* an assumption or a repair, said so that it can be undone */
    WM_SEVERITY_WARNING, /* a figure may be wrong                                    */
    WM_SEVERITY_ERROR,   /* the input cannot be used                                 */
} wm_severity;

/* `note`, `warning`, `error`: the words of files. */
const char *wm_severity_name(wm_severity severity);

/* Text that messages point into. The name is what a person calls it (a file's name
 * without its folder). Both are borrowed and must outlive the diagnostics.
 */
typedef struct wm_source {
    wm_str name;
    wm_str text;
} wm_source;

/* Bytes [start, end) of a source. */
typedef struct wm_span {
    uint32_t start;
    uint32_t end;
} wm_span;

/* Lines and columns count from 1; columns count characters, not bytes. A line of 0 is
 * "the file as a whole". */
typedef struct wm_place {
    uint32_t line;
    uint32_t column;
} wm_place;

typedef struct wm_diagnostic {
    wm_severity severity;
    wm_str file;    /* may be empty: about no file */
    wm_place place; /* line 0: the whole file      */
    wm_str message;
    wm_str remedy;     /* printed behind the caret; may be empty         */
    wm_str excerpt;    /* the line itself, when there is text to show    */
    wm_span underline; /* bytes of the excerpt to mark; start == end: none */
} wm_diagnostic;

typedef struct wm_diags {
    wm_arena *arena; /* holds the messages; owned by whoever made the diags */
    WM_LIST(wm_diagnostic) list;
    size_t errors;
    size_t warnings;
    size_t suppressed; /* over WM_DIAGS_MAX: counted, not kept */
    bool lost;         /* memory was refused: some are missing */
} wm_diags;

enum { WM_DIAGS_MAX = 1000 }; /* a file of rubbish says this much and then a count */

void wm_diags_init(wm_diags *diags, wm_arena *arena);

/* About a span of a source, with the line and a caret. `remedy` may be NULL. */
void wm_diag_at(wm_diags *diags, wm_severity severity, const wm_source *source,
                wm_span span, wm_str remedy, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* About a place in data (a cell of a file); line 0 for the file as a whole. */
void wm_diag_data(wm_diags *diags, wm_severity severity, wm_str file, wm_place place,
                  wm_str remedy, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

wm_place wm_source_place(const wm_source *source, uint32_t offset);

/* WM_REJECTED if there is an error, WM_NOMEM if some were lost, else WM_OK. */
wm_status wm_diags_status(const wm_diags *diags);

/* In the form shown above; `colour` adds ANSI colours. */
void wm_diag_print(const wm_diagnostic *diagnostic, bool colour, wm_text *out);
void wm_diags_print(const wm_diags *diags, bool colour, wm_text *out);

/* The candidate nearest to `word` in spelling, near enough to suggest (a third of its
 * length, at most 3 edits), or an empty string.
 */
wm_str wm_nearest(wm_str word, const wm_str *candidates, size_t count);

#endif
