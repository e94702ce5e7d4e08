#ifndef WM_BASE_TEXT_H
#define WM_BASE_TEXT_H

#include "base/status.h"
#include "base/str.h"

/* Text that grows as it is written. Appending returns nothing: the first failure is
 * kept and one question is asked at the end (wm_text_status). A text with a failure
 * ignores further appends. Start with {0}; wm_text_end gives the memory back.
 */
typedef struct wm_text {
    char *data;
    size_t len;
    size_t capacity;
    wm_status status;
} wm_text;

void wm_text_add(wm_text *text, wm_str s);
void wm_text_byte(wm_text *text, char byte);
void wm_text_repeat(wm_text *text, char byte, size_t count);
void wm_text_format(wm_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The end of a word that is counted: `1 target`, `2 targets`. */
static inline const char *wm_plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* What has been written so far; borrowed until the next append. */
wm_str wm_text_str(const wm_text *text);
wm_status wm_text_status(const wm_text *text);

/* Empty again, the memory kept for reuse; the status is reset. */
void wm_text_clear(wm_text *text);
void wm_text_end(wm_text *text);

#endif
