#include "base/text.h"

#include "base/alloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

/* Room for `more` bytes and a NUL, or a sticky refusal. */
static bool room(wm_text *text, size_t more)
{
    if (text->status != WM_OK)
        return false;
    size_t needed;
    if (__builtin_add_overflow(text->len, more, &needed) || needed > SIZE_MAX / 4) {
        text->status = WM_LIMIT;
        return false;
    }
    if (needed < text->capacity)
        return true;
    size_t capacity = text->capacity ? text->capacity * 2 : 256;
    if (capacity < needed + 1)
        capacity = needed + 1;
    char *grown = wm_realloc(text->data, capacity);
    if (!grown) {
        text->status = WM_NOMEM;
        return false;
    }
    text->data = grown;
    text->capacity = capacity;
    return true;
}

void wm_text_add(wm_text *text, wm_str s)
{
    if (!s.len || !room(text, s.len))
        return;
    memcpy(text->data + text->len, s.data, s.len);
    text->len += s.len;
    text->data[text->len] = '\0';
}

void wm_text_byte(wm_text *text, char byte)
{
    wm_text_add(text, (wm_str){&byte, 1});
}

void wm_text_repeat(wm_text *text, char byte, size_t count)
{
    if (!count || !room(text, count))
        return;
    memset(text->data + text->len, byte, count);
    text->len += count;
    text->data[text->len] = '\0';
}

void wm_text_format(wm_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0 && text->status == WM_OK)
        text->status = WM_LIMIT; /* longer than printf can say */
    if (len <= 0 || !room(text, (size_t)len))
        return;
    va_start(args, format);
    vsnprintf(text->data + text->len, (size_t)len + 1, format, args);
    va_end(args);
    text->len += (size_t)len;
}

wm_str wm_text_str(const wm_text *text)
{
    return (wm_str){text->data ? text->data : "", text->len};
}

wm_status wm_text_status(const wm_text *text)
{
    return text->status;
}

void wm_text_clear(wm_text *text)
{
    text->len = 0;
    text->status = WM_OK;
}

void wm_text_end(wm_text *text)
{
    wm_free(text->data);
    *text = (wm_text){0};
}
