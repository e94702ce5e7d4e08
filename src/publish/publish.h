#ifndef WM_PUBLISH_PUBLISH_H
#define WM_PUBLISH_PUBLISH_H

#include "base/file.h"
#include "base/text.h"
#include "check/check.h"
#include "judge/judge.h"

/* A scorecard, judged and checked, in the forms people hold. Each format is a file of
 * its own; the words all come from judge/words.h. What goes into a publication is here.
 */
typedef struct wm_publication {
    const wm_judged *judged;     /* judged->folder is the folder     */
    const wm_findings *findings; /* never NULL; may be empty         */
    wm_str audience;             /* `internal`: the only one so far  */
    wm_str marking;              /* `OFFICIAL-SENSITIVE`, in every format */
    wm_day made;                 /* the day of making (SOURCE_DATE_EPOCH if set) */
} wm_publication;

/* Text on a terminal or in a file, `columns` wide (80 to 200). */
wm_status wm_publish_terminal(const wm_publication *publication, unsigned columns,
                              bool colour, wm_text *out);

/* Tidy: a row per measure and period, those without a figure among them; the columns are
 * in docs/formats.md. */
wm_status wm_publish_csv(const wm_publication *publication, wm_text *out);

/* scorecard.json, as docs/formats.md. */
wm_status wm_publish_json(const wm_publication *publication, wm_text *out);

/* One self-contained page: no network, readable without JavaScript. */
wm_status wm_publish_html(const wm_publication *publication, wm_text *out);

/* Written by their libraries to a path (wm_output_path). A refused write is WM_IO. */
wm_status wm_publish_xlsx(const wm_publication *publication, const char *path);
wm_status wm_publish_pdf(const wm_publication *publication, const char *path);

/* The Department's open-data pairs, data and meta, and what is to be known of them, into
 * the folder opendata/ of the output (publish/opendata.h). */
wm_status wm_publish_opendata(const wm_publication *publication, wm_output *output,
                              wm_file_error *error);

#endif
