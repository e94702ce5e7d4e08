#include "publish/svg.h"

static wm_page *page_of(wm_canvas *canvas)
{
    wm_svg *svg = canvas->state;
    return svg->page;
}

static void attribute(wm_page *page, wm_markup name, double value)
{
    wm_page_markup(page, name);
    wm_page_coordinate(page, value);
    wm_page_markup(page, WM_MARKUP("\""));
}

static void fill_attribute(wm_page *page, wm_colour colour)
{
    wm_page_markup(page, WM_MARKUP(" fill=\""));
    wm_page_colour(page, colour);
    wm_page_markup(page, WM_MARKUP("\""));
}

static bool is_drawn(wm_pen pen)
{
    return pen.colour != WM_NO_COLOUR && pen.width > 0;
}

static void pen_attributes(wm_page *page, wm_pen pen)
{
    if (!is_drawn(pen))
        return;
    wm_page_markup(page, WM_MARKUP(" stroke=\""));
    wm_page_colour(page, pen.colour);
    wm_page_markup(page, WM_MARKUP("\""));
    if (pen.width < 1 || pen.width > 1)
        attribute(page, WM_MARKUP(" stroke-width=\""), pen.width);
    if (pen.dash > 0)
        attribute(page, WM_MARKUP(" stroke-dasharray=\""), pen.dash);
}

/* Numbers of a path or a list of points. */
static void number(wm_page *page, wm_markup before, double value)
{
    wm_page_markup(page, before);
    wm_page_coordinate(page, value);
}

void wm_svg_close(wm_svg *svg)
{
    if (!svg->in_path)
        return;
    wm_page_markup(svg->page, WM_MARKUP("\"/>"));
    svg->in_path = false;
}

static void draw_line(wm_canvas *canvas, const wm_point *points, size_t count, wm_pen pen)
{
    wm_page *page = page_of(canvas);
    if (!is_drawn(pen) || count == 0)
        return;
    wm_svg_close(canvas->state);
    wm_page_markup(page, WM_MARKUP("<path d=\""));
    for (size_t i = 0; i < count; i++) {
        number(page, i == 0 ? WM_MARKUP("M") : WM_MARKUP("L"), points[i].x);
        number(page, WM_MARKUP(" "), points[i].y);
    }
    wm_page_markup(page, WM_MARKUP("\" fill=\"none\""));
    pen_attributes(page, pen);
    wm_page_markup(page, WM_MARKUP("/>"));
}

/* A bar without an edge, added to the path that is open in its colour. */
static void add_bar(wm_svg *svg, wm_point corner, double width, double height,
                    wm_colour fill)
{
    if (!svg->in_path || svg->path_fill != fill) {
        wm_svg_close(svg);
        wm_page_markup(svg->page, WM_MARKUP("<path"));
        fill_attribute(svg->page, fill);
        wm_page_markup(svg->page, WM_MARKUP(" d=\""));
        svg->in_path = true;
        svg->path_fill = fill;
    }
    number(svg->page, WM_MARKUP("M"), corner.x);
    number(svg->page, WM_MARKUP(" "), corner.y);
    number(svg->page, WM_MARKUP("h"), width);
    number(svg->page, WM_MARKUP("v"), height);
    number(svg->page, WM_MARKUP("h"), -width);
    wm_page_markup(svg->page, WM_MARKUP("z"));
}

static void draw_rectangle(wm_canvas *canvas, wm_point corner, double width,
                           double height, wm_colour fill, wm_pen edge)
{
    wm_page *page = page_of(canvas);
    if (!is_drawn(edge) && fill != WM_NO_COLOUR) {
        add_bar(canvas->state, corner, width, height, fill);
        return;
    }
    wm_svg_close(canvas->state);
    attribute(page, WM_MARKUP("<rect x=\""), corner.x);
    attribute(page, WM_MARKUP(" y=\""), corner.y);
    attribute(page, WM_MARKUP(" width=\""), width);
    attribute(page, WM_MARKUP(" height=\""), height);
    fill_attribute(page, fill);
    pen_attributes(page, edge);
    wm_page_markup(page, WM_MARKUP("/>"));
}

/* The outlines of marks about (0, 0), within a circle of radius 1. The star is that of
 * five points, its inner radius 0.45. */
typedef struct outline {
    size_t count;
    wm_point points[12];
} outline;

static const outline outlines[] = {
    [WM_MARK_DIAMOND] = {4, {{0, -1}, {1, 0}, {0, 1}, {-1, 0}}},
    [WM_MARK_SQUARE] = {4, {{-.8, -.8}, {.8, -.8}, {.8, .8}, {-.8, .8}}},
    [WM_MARK_TRIANGLE] = {3, {{0, -.95}, {1, .8}, {-1, .8}}},
    [WM_MARK_STAR] = {10,
                      {{0, -1},
                       {.265, -.364},
                       {.951, -.309},
                       {.428, .139},
                       {.588, .809},
                       {0, .45},
                       {-.588, .809},
                       {-.428, .139},
                       {-.951, -.309},
                       {-.265, -.364}}},
    [WM_MARK_CROSS] = {12,
                       {{-.85, -.5},
                        {-.5, -.85},
                        {0, -.35},
                        {.5, -.85},
                        {.85, -.5},
                        {.35, 0},
                        {.85, .5},
                        {.5, .85},
                        {0, .35},
                        {-.5, .85},
                        {-.85, .5},
                        {-.35, 0}}},
    [WM_MARK_TICK] =
        {6, {{-.95, .1}, {-.55, -.3}, {-.2, .1}, {.6, -.75}, {.98, -.35}, {-.2, .85}}},
    [WM_MARK_BOX] = {4, {{-.75, -.75}, {.75, -.75}, {.75, .75}, {-.75, .75}}},
};

static void draw_circle(wm_page *page, wm_point centre, double radius)
{
    attribute(page, WM_MARKUP("<circle cx=\""), centre.x);
    attribute(page, WM_MARKUP(" cy=\""), centre.y);
    attribute(page, WM_MARKUP(" r=\""), radius);
}

static void draw_outline(wm_page *page, const outline *shape, wm_point centre,
                         double radius)
{
    wm_page_markup(page, WM_MARKUP("<path d=\""));
    for (size_t i = 0; i < shape->count; i++) {
        number(page, i == 0 ? WM_MARKUP("M") : WM_MARKUP("L"),
               centre.x + radius * shape->points[i].x);
        number(page, WM_MARKUP(" "), centre.y + radius * shape->points[i].y);
    }
    wm_page_markup(page, WM_MARKUP("z\""));
}

static void draw_mark(wm_canvas *canvas, wm_mark mark, wm_point centre, double size,
                      wm_colour fill, wm_pen edge)
{
    wm_page *page = page_of(canvas);
    wm_svg_close(canvas->state);
    if (mark == WM_MARK_CIRCLE)
        draw_circle(page, centre, size / 2);
    else
        draw_outline(page, &outlines[mark], centre, size / 2);
    fill_attribute(page, fill);
    pen_attributes(page, edge);
    wm_page_markup(page, WM_MARKUP("/>"));
}

static void draw_text(wm_canvas *canvas, wm_point baseline, wm_str text,
                      wm_lettering lettering)
{
    wm_page *page = page_of(canvas);
    wm_svg_close(canvas->state);
    attribute(page, WM_MARKUP("<text x=\""), baseline.x);
    attribute(page, WM_MARKUP(" y=\""), baseline.y);
    attribute(page, WM_MARKUP(" font-size=\""), lettering.size);
    fill_attribute(page, lettering.colour);
    if (lettering.bold)
        wm_page_markup(page, WM_MARKUP(" font-weight=\"700\""));
    if (lettering.anchor == WM_ANCHOR_MIDDLE)
        wm_page_markup(page, WM_MARKUP(" text-anchor=\"middle\""));
    if (lettering.anchor == WM_ANCHOR_END)
        wm_page_markup(page, WM_MARKUP(" text-anchor=\"end\""));
    if (lettering.halo)
        wm_page_markup(page, WM_MARKUP(" stroke=\"#fff\" stroke-width=\"3\""
                                       " paint-order=\"stroke\""
                                       " stroke-linejoin=\"round\""));
    wm_page_markup(page, WM_MARKUP(">"));
    wm_page_text(page, wm_page_said(page, text));
    wm_page_markup(page, WM_MARKUP("</text>"));
}

wm_canvas wm_svg_canvas(wm_svg *svg, wm_page *page)
{
    *svg = (wm_svg){.page = page};
    return (wm_canvas){.state = svg,
                       .line = draw_line,
                       .rectangle = draw_rectangle,
                       .mark = draw_mark,
                       .text = draw_text};
}

wm_canvas wm_svg_begin(wm_svg *svg, wm_page *page, const wm_svg_picture *picture)
{
    attribute(page, WM_MARKUP("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""),
              picture->width);
    attribute(page, WM_MARKUP(" height=\""), picture->height);
    number(page, WM_MARKUP(" viewBox=\"0 0 "), picture->width);
    number(page, WM_MARKUP(" "), picture->height);
    if (picture->decorative)
        wm_page_markup(page, WM_MARKUP("\" aria-hidden=\"true\" focusable=\"false\">"));
    else
        wm_page_fill(page,
                     "\" role=\"img\" aria-labelledby=\"{}-t\" aria-describedby=\"{}-d\">"
                     "<title id=\"{}-t\">{}</title><desc id=\"{}-d\">{}</desc>",
                     picture->id, picture->id, picture->id, picture->title, picture->id,
                     picture->description);
    return wm_svg_canvas(svg, page);
}

void wm_svg_end(wm_svg *svg)
{
    wm_svg_close(svg);
    wm_page_markup(svg->page, WM_MARKUP("</svg>"));
}
