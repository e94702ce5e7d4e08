#ifndef WM_BASE_JSON_H
#define WM_BASE_JSON_H

#include "base/ratio.h"
#include "base/text.h"

#include <stdbool.h>

/* Writing JSON, two spaces an indent, keys in the order written. Commas and closing are
 * kept here; a key is asserted where an object wants one. Text is escaped as RFC 8259
 * asks, and also `<`, U+2028 and U+2029, so that it may stand inside a page's script.
 */
enum { WM_JSON_DEPTH_MAX = 32 };

typedef struct wm_json {
    wm_text *out;
    unsigned depth;
    bool started[WM_JSON_DEPTH_MAX]; /* something stands at this depth already */
    bool object[WM_JSON_DEPTH_MAX];
    bool after_key;
} wm_json;

wm_json wm_json_start(wm_text *out);
void wm_json_object(wm_json *json);
void wm_json_array(wm_json *json);
void wm_json_close(wm_json *json); /* the innermost object or array */
void wm_json_key(wm_json *json, const char *key);
void wm_json_text(wm_json *json, wm_str text);
void wm_json_whole(wm_json *json, int64_t number);
void wm_json_ratio(wm_json *json, wm_ratio ratio); /* wm_ratio_print_shortest */
void wm_json_bool(wm_json *json, bool truth);
void wm_json_null(wm_json *json);

/* key and text in one, the commonest pair; an empty text is null. */
void wm_json_pair(wm_json *json, const char *key, wm_str text);

void wm_json_finish(wm_json *json); /* asserts that all is closed; ends with a newline */

#endif
