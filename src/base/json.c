#include "base/json.h"

#include "base/encoding.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

wm_json wm_json_start(wm_text *out)
{
    return (wm_json){.out = out};
}

static void break_line(wm_json *json)
{
    wm_text_byte(json->out, '\n');
    wm_text_repeat(json->out, ' ', (size_t)json->depth * 2);
}

/* The comma and the new line before an item of the innermost object or array. */
static void next_item(wm_json *json)
{
    if (json->started[json->depth])
        wm_text_byte(json->out, ',');
    json->started[json->depth] = true;
    if (json->depth)
        break_line(json);
}

/* Every value comes through here, so none can stand where a key is due. */
static void before_value(wm_json *json)
{
    if (json->object[json->depth]) {
        assert(json->after_key);
        json->after_key = false;
        return;
    }
    assert(json->depth > 0 || !json->started[0]); /* one value makes a document */
    next_item(json);
}

static void open(wm_json *json, bool object)
{
    before_value(json);
    assert(json->depth + 1 < WM_JSON_DEPTH_MAX);
    wm_text_byte(json->out, object ? '{' : '[');
    json->depth++;
    json->started[json->depth] = false;
    json->object[json->depth] = object;
}

void wm_json_object(wm_json *json)
{
    open(json, true);
}

void wm_json_array(wm_json *json)
{
    open(json, false);
}

void wm_json_close(wm_json *json)
{
    assert(json->depth > 0);
    assert(!json->after_key);
    bool object = json->object[json->depth], filled = json->started[json->depth];
    json->depth--;
    if (filled)
        break_line(json);
    wm_text_byte(json->out, object ? '}' : ']');
}

/* How many bytes from the start of `rest` stand for themselves. */
static size_t plain_length(wm_str rest)
{
    size_t at = 0;
    while (at < rest.len && (unsigned char)rest.data[at] >= 0x20 &&
           (unsigned char)rest.data[at] < 0x7F && !strchr("\"\\<", rest.data[at]))
        at++;
    return at;
}

static void add_escaped(wm_text *out, uint32_t character, wm_str itself)
{
    static const char named[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    const char *name =
        character && character < 0x80 ? strchr(named, (int)character) : NULL;
    if (name)
        wm_text_format(out, "\\%c", letters[name - named]);
    else if (character < 0x20 || character == '<' || character == 0x2028 ||
             character == 0x2029)
        wm_text_format(out, "\\u%04" PRIx32, character);
    else
        wm_text_add(out, itself);
}

/* Bytes that are not UTF-8 become U+FFFD: a reader would refuse the whole document. */
static void add_quoted(wm_text *out, wm_str text)
{
    wm_text_byte(out, '"');
    size_t valid = wm_utf8_valid_length(text);
    for (size_t at = 0, next; at < text.len; at = next) {
        size_t plain = plain_length(wm_str_slice(text, at, text.len));
        if (plain) {
            next = at + plain;
            wm_text_add(out, wm_str_slice(text, at, next));
        } else if (at == valid) {
            next = at + 1;
            wm_text_add(out, WM_STR("\\ufffd"));
            valid = next + wm_utf8_valid_length(wm_str_slice(text, next, text.len));
        } else {
            uint32_t character = wm_utf8_decode(text, at, &next);
            add_escaped(out, character, wm_str_slice(text, at, next));
        }
    }
    wm_text_byte(out, '"');
}

void wm_json_key(wm_json *json, const char *key)
{
    assert(json->object[json->depth]);
    assert(!json->after_key);
    next_item(json);
    add_quoted(json->out, wm_str_of(key));
    wm_text_add(json->out, WM_STR(": "));
    json->after_key = true;
}

void wm_json_text(wm_json *json, wm_str text)
{
    before_value(json);
    add_quoted(json->out, text);
}

void wm_json_whole(wm_json *json, int64_t number)
{
    before_value(json);
    wm_text_format(json->out, "%" PRId64, number);
}

void wm_json_ratio(wm_json *json, wm_ratio ratio)
{
    char number[WM_NUMBER_BYTES];
    before_value(json);
    size_t len = wm_ratio_print_shortest(ratio, number);
    wm_text_add(json->out, (wm_str){number, len});
}

void wm_json_bool(wm_json *json, bool truth)
{
    before_value(json);
    wm_text_add(json->out, truth ? WM_STR("true") : WM_STR("false"));
}

void wm_json_null(wm_json *json)
{
    before_value(json);
    wm_text_add(json->out, WM_STR("null"));
}

void wm_json_pair(wm_json *json, const char *key, wm_str text)
{
    wm_json_key(json, key);
    if (wm_str_empty(text))
        wm_json_null(json);
    else
        wm_json_text(json, text);
}

void wm_json_finish(wm_json *json)
{
    assert(json->depth == 0);
    assert(json->started[0]);
    wm_text_byte(json->out, '\n');
}
