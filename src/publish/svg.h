#ifndef WM_PUBLISH_SVG_H
#define WM_PUBLISH_SVG_H

#include "publish/page.h"

/* The canvas as SVG within a page: text stays text, and the whole is one picture with a
 * title and a description to whoever does not see it.
 *
 *     wm_svg svg;
 *     wm_canvas canvas = wm_svg_begin(&svg, &page, &picture);
 *     wm_chart_trend(&canvas, ...);
 *     wm_svg_end(&svg);
 *
 * Bars of one colour in a row are joined into one path.
 */
typedef struct wm_svg_picture {
    wm_str id; /* unique on the page: names the title and the description */
    wm_str title;
    wm_str description;
    double width;
    double height;
    bool decorative; /* no title: what it shows stands in the text beside it */
} wm_svg_picture;

typedef struct wm_svg {
    wm_page *page;
    bool in_path;
    wm_colour path_fill;
} wm_svg;

wm_canvas wm_svg_begin(wm_svg *svg, wm_page *page, const wm_svg_picture *picture);
void wm_svg_end(wm_svg *svg);

/* Only the canvas, within an element that is open already. */
wm_canvas wm_svg_canvas(wm_svg *svg, wm_page *page);
void wm_svg_close(wm_svg *svg);

#endif
