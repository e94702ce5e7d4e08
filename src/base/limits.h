#ifndef WM_BASE_LIMITS_H
#define WM_BASE_LIMITS_H

#include <stddef.h>

/* The limits of docs/limits.md that more than one folder of the source has to do with.
 * Those of one reader stand in its header: lang/parser.h, intake/scorecard/import.h,
 * intake/opendata/import.h. A test holds the page against all of them.
 */
enum {
    WM_PROGRAM_BYTES_MAX = 512 * 1024 * 1024, /* all that one command keeps in memory */
    WM_DOCUMENT_BYTES_MAX = 64 * 1024 * 1024, /* words of one page, workbook or PDF   */
    WM_SOURCE_BYTES_MAX = 4 * 1024 * 1024,    /* a .scorecard or .measures file       */
    WM_DATA_BYTES_MAX = 64 * 1024 * 1024,     /* a CSV file of a folder               */
    WM_CELL_BYTES_MAX = 1024 * 1024,          /* a cell of it                         */
    WM_COLUMNS_MAX = 4096,                    /* its columns                          */
    WM_WORD_BYTES_MAX = 1000,                 /* of one word that stays whole in PDF  */
};

/* A size as people say it: `64 MB`, `1.5 MB`, `64 kB`, `9 bytes`. Exact, and returned. */
enum { WM_SIZE_BYTES = 32 };
const char *wm_size_print(size_t bytes, char size[WM_SIZE_BYTES]);

#endif
