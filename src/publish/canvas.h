#ifndef WM_PUBLISH_CANVAS_H
#define WM_PUBLISH_CANVAS_H

#include "base/str.h"

#include <stdbool.h>

/* A place to draw, so that each chart is written once and comes out as SVG on a page
 * (publish/svg.c: real text, a title, a description) and as vectors in a PDF
 * (publish/pdf_canvas.c). Units are points of 1/72 inch in a PDF and CSS pixels on a
 * page; x to the right, y down, (0, 0) at the chart's upper left corner.
 *
 * Widths of text are taken from the metrics of Liberation Sans (those of Arial and
 * Helvetica), so that both back ends place labels alike.
 */
typedef enum wm_anchor {
    WM_ANCHOR_START,
    WM_ANCHOR_MIDDLE,
    WM_ANCHOR_END,
} wm_anchor;

typedef enum wm_mark {
    WM_MARK_CIRCLE,
    WM_MARK_DIAMOND,
    WM_MARK_SQUARE,
    WM_MARK_TRIANGLE, /* point up   */
    WM_MARK_STAR,
    WM_MARK_CROSS,
    WM_MARK_TICK,
    WM_MARK_BOX, /* an empty square */
} wm_mark;

/* 0xRRGGBB; the palette is in publish/palette.h. */
typedef unsigned wm_colour;
#define WM_NO_COLOUR 0xFF000000u

typedef struct wm_point {
    double x;
    double y;
} wm_point;

typedef struct wm_pen {
    wm_colour colour;
    double width;
    double dash; /* length of dash and gap; 0: solid */
} wm_pen;

typedef struct wm_lettering {
    wm_colour colour;
    double size;
    bool bold;
    wm_anchor anchor;
    bool halo; /* white around it, where it lies over lines */
} wm_lettering;

typedef struct wm_canvas wm_canvas;
struct wm_canvas {
    void *state; /* the back end's own */
    void (*line)(wm_canvas *canvas, const wm_point *points, size_t count, wm_pen pen);
    void (*rectangle)(wm_canvas *canvas, wm_point corner, double width, double height,
                      wm_colour fill, wm_pen edge);
    void (*mark)(wm_canvas *canvas, wm_mark mark, wm_point centre, double size,
                 wm_colour fill, wm_pen edge);
    void (*text)(wm_canvas *canvas, wm_point baseline, wm_str text,
                 wm_lettering lettering);
};

/* Width of the text in the canvas' units at a size. */
double wm_text_width(wm_str text, double size, bool bold);

#endif
