#ifndef WM_PUBLISH_PAGE_H
#define WM_PUBLISH_PAGE_H

#include "base/text.h"
#include "publish/canvas.h"

/* Building a page. Text and markup are different types, so that a child's name can
 * reach a page only by way of an escaping function: passing a wm_str where markup is
 * due does not compile.
 *
 * A page writes into a wm_text of the caller's and shares its sticky status: appending
 * returns nothing, and one question is asked at the end.
 */
typedef struct wm_markup {
    wm_str bytes;
} wm_markup; /* trusted */

#define WM_MARKUP(literal) ((wm_markup){WM_STR(literal)})

typedef struct wm_page {
    wm_text *out;
} wm_page;

void wm_page_markup(wm_page *page, wm_markup markup);

/* & < > " ' escaped, so that it may stand between tags or within a quoted attribute;
 * control characters that HTML has no place for become U+FFFD. */
void wm_page_text(wm_page *page, wm_str text);

/* A text that words were made into: `data` is NULL when memory was refused, and then
 * the page is refused too. */
wm_str wm_page_said(wm_page *page, wm_str text);

void wm_page_number(wm_page *page, size_t number);
void wm_page_coordinate(wm_page *page, double units); /* to a tenth: `12.5`, `-3` */
void wm_page_colour(wm_page *page, wm_colour colour); /* `#12436d`, `none`        */

/* Markup with a place `{}` for each of the texts, which are escaped:
 *
 *     wm_page_fill(page, "<td>{}</td><td class=\"n\">{}</td>", row->title, value);
 */
#define wm_page_fill(page, literal, ...)                                                 \
    wm_page_fill_with((page), WM_MARKUP(literal), (const wm_str[]){__VA_ARGS__},         \
                      sizeof((const wm_str[]){__VA_ARGS__}) / sizeof(wm_str))

void wm_page_fill_with(wm_page *page, wm_markup markup, const wm_str *texts,
                       size_t count);

#endif
