#ifndef WM_PUBLISH_PDF_H
#define WM_PUBLISH_PDF_H

#include "base/text.h"
#include "publish/publish.h"

/* The scorecard as a PDF for a meeting: A4 landscape, tagged, readable in greyscale.
 *
 *     page 1          the summary: counts in words, what is good, what is worrying,
 *                     furthest from target, how we compare
 *     a table         for each section, commentary in full under its row
 *     exceptions      a half page for each of the measures furthest from their target
 *     definitions     what each measure is, comparators and their years, symbols,
 *                     footnotes
 *
 * The document's bytes, so that they can be written by whoever writes the other formats.
 * The same publication gives the same bytes on machines with the same libraries and
 * fonts. Memory refused is WM_NOMEM.
 */
wm_status wm_pdf_render(const wm_publication *publication, wm_text *out);

#endif
