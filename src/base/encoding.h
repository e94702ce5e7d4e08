#ifndef WM_BASE_ENCODING_H
#define WM_BASE_ENCODING_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Text as it comes: UTF-8 with or without a byte-order mark, UTF-16LE (Excel's "Unicode
 * text") and Windows-1252 (Excel's CSV). Everything past this header is valid UTF-8
 * without a mark.
 */
typedef enum wm_encoding {
    WM_ENCODING_UTF8,
    WM_ENCODING_UTF16LE,
    WM_ENCODING_WINDOWS_1252,
    WM_ENCODING_BINARY, /* NUL bytes or other signs that it is no text at all */
} wm_encoding;

/* `UTF-8`, `UTF-16LE`, `Windows-1252`, `binary`. */
const char *wm_encoding_name(wm_encoding encoding);

/* Decides by the mark, else by validity: text that is not UTF-8 is Windows-1252 (the
 * five bytes it leaves undefined become U+FFFD), unless it holds a NUL or starts as a
 * ZIP, OLE, PDF or gzip file does. UTF-16LE without a mark is known by its zero high
 * bytes. Gives UTF-8 text in the arena, or the input itself when nothing has to change.
 * WM_REJECTED for binary; WM_LIMIT never; WM_NOMEM.
 */
wm_status wm_text_decode(wm_str bytes, wm_arena *arena, wm_encoding *encoding_out,
                         wm_str *text_out);

/* Offset of the first byte that is not UTF-8, or len. Refuses overlong forms,
 * surrogates and code points over U+10FFFF.
 */
size_t wm_utf8_valid_length(wm_str text);

/* The code point at `at` (valid UTF-8) and, through *next, where the following begins. */
uint32_t wm_utf8_decode(wm_str text, size_t at, size_t *next);

/* Columns the text takes on a terminal, and the part of it that fits into `columns`
 * (cut between characters).
 */
size_t wm_utf8_width(wm_str text);
wm_str wm_utf8_fit(wm_str text, size_t columns, size_t *width_out);

size_t wm_utf8_count(wm_str text); /* characters (code points) */

#endif
