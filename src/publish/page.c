#include "publish/page.h"

#include <assert.h>
#include <stdint.h>

void wm_page_markup(wm_page *page, wm_markup markup)
{
    wm_text_add(page->out, markup.bytes);
}

/* What a byte becomes; empty when it stays as it is. */
static wm_str escape_of(char byte)
{
    switch (byte) {
    case '&':
        return WM_STR("&amp;");
    case '<':
        return WM_STR("&lt;");
    case '>':
        return WM_STR("&gt;");
    case '"':
        return WM_STR("&quot;");
    case '\'':
        return WM_STR("&#39;");
    case '\t':
    case '\n':
        return WM_STR("");
    default:
        if ((unsigned char)byte < 0x20 || byte == 0x7F)
            return WM_STR("\xEF\xBF\xBD");
        return WM_STR("");
    }
}

void wm_page_text(wm_page *page, wm_str text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        wm_str escape = escape_of(text.data[at]);
        if (wm_str_empty(escape))
            continue;
        wm_text_add(page->out, wm_str_slice(text, from, at));
        wm_text_add(page->out, escape);
        from = at + 1;
    }
    wm_text_add(page->out, wm_str_slice(text, from, text.len));
}

wm_str wm_page_said(wm_page *page, wm_str text)
{
    if (text.data)
        return text;
    if (page->out->status == WM_OK)
        page->out->status = WM_NOMEM;
    return WM_STR("");
}

void wm_page_number(wm_page *page, size_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    wm_text_add(page->out, (wm_str){digits + at, sizeof digits - at});
}

void wm_page_coordinate(wm_page *page, double units)
{
    assert(units > -1e6 && units < 1e6);
    long tenths = (long)(units * 10 + (units < 0 ? -0.5 : 0.5));
    if (tenths < 0) {
        wm_text_byte(page->out, '-');
        tenths = -tenths;
    }
    wm_page_number(page, (size_t)tenths / 10);
    if (tenths % 10 == 0)
        return;
    const char fraction[] = {'.', (char)('0' + tenths % 10)};
    wm_text_add(page->out, (wm_str){fraction, sizeof fraction});
}

void wm_page_colour(wm_page *page, wm_colour colour)
{
    if (colour == WM_NO_COLOUR) {
        wm_page_markup(page, WM_MARKUP("none"));
        return;
    }
    static const char hex[] = "0123456789abcdef";
    char name[7] = {'#'};
    for (size_t i = 0; i < 6; i++)
        name[1 + i] = hex[(colour >> (20 - 4 * i)) & 0xF];
    wm_text_add(page->out, (wm_str){name, sizeof name});
}

void wm_page_fill_with(wm_page *page, wm_markup markup, const wm_str *texts, size_t count)
{
    wm_str rest = markup.bytes;
    for (size_t i = 0; i < count; i++) {
        size_t place = wm_str_find(rest, WM_STR("{}"));
        assert(place != SIZE_MAX);
        wm_text_add(page->out, wm_str_slice(rest, 0, place));
        wm_page_text(page, texts[i]);
        rest = wm_str_slice(rest, place + 2, rest.len);
    }
    assert(wm_str_find(rest, WM_STR("{}")) == SIZE_MAX);
    wm_text_add(page->out, rest);
}
