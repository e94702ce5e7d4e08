#include "publish/pdf_internal.h"

/* A whole turn; not every C library names it. */
static const double TURN = 6.283185307179586;

/* The charts' canvas on a page of the PDF. */

static wm_pdf_canvas *of(wm_canvas *canvas)
{
    return canvas->state;
}

static cairo_t *start(wm_canvas *canvas)
{
    wm_pdf_canvas *self = of(canvas);
    if (!self->drawn) {
        wm_pdf_tag(self->pdf, "Figure");
        self->drawn = true;
    }
    cairo_new_path(self->pdf->cairo);
    return self->pdf->cairo;
}

static void set_colour(cairo_t *cairo, wm_colour colour)
{
    cairo_set_source_rgb(cairo, ((colour >> 16) & 0xFF) / 255.0,
                         ((colour >> 8) & 0xFF) / 255.0, (colour & 0xFF) / 255.0);
}

/* Strokes the path and clears it. */
static void stroke(cairo_t *cairo, wm_pen pen)
{
    if (pen.colour != WM_NO_COLOUR && pen.width > 0) {
        set_colour(cairo, pen.colour);
        cairo_set_line_width(cairo, pen.width);
        cairo_set_dash(cairo, &pen.dash, pen.dash > 0 ? 1 : 0, 0);
        cairo_stroke(cairo);
        cairo_set_dash(cairo, NULL, 0, 0);
    }
    cairo_new_path(cairo);
}

static void fill_and_stroke(cairo_t *cairo, wm_colour fill, wm_pen edge)
{
    if (fill != WM_NO_COLOUR) {
        set_colour(cairo, fill);
        cairo_fill_preserve(cairo);
    }
    stroke(cairo, edge);
}

static void reach(wm_canvas *canvas, double y)
{
    if (y > of(canvas)->bottom)
        of(canvas)->bottom = y;
}

static void canvas_line(wm_canvas *canvas, const wm_point *points, size_t count,
                        wm_pen pen)
{
    if (count < 2)
        return;
    const wm_pdf_canvas *self = of(canvas);
    cairo_t *cairo = start(canvas);
    for (size_t i = 0; i < count; i++) {
        cairo_line_to(cairo, self->x + points[i].x, self->y + points[i].y);
        reach(canvas, points[i].y);
    }
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    stroke(cairo, pen);
}

static void canvas_rectangle(wm_canvas *canvas, wm_point corner, double width,
                             double height, wm_colour fill, wm_pen edge)
{
    const wm_pdf_canvas *self = of(canvas);
    cairo_t *cairo = start(canvas);
    reach(canvas, corner.y + height);
    cairo_rectangle(cairo, self->x + corner.x, self->y + corner.y, width, height);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_MITER);
    fill_and_stroke(cairo, fill, edge);
}

static void polygon(cairo_t *cairo, wm_point centre, double radius,
                    const wm_point *corners, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cairo_line_to(cairo, centre.x + radius * corners[i].x,
                      centre.y + radius * corners[i].y);
    cairo_close_path(cairo);
}

/* The outline of a mark as wide as `size`, in units of half that. */
static void outline(cairo_t *cairo, wm_mark mark, wm_point centre, double size)
{
    static const wm_point diamond[] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};
    static const wm_point triangle[] = {{0, -0.95}, {1, 0.8}, {-1, 0.8}};
    static const wm_point square[] = {
        {-0.85, -0.85}, {0.85, -0.85}, {0.85, 0.85}, {-0.85, 0.85}};
    /* Five points at 1, the notches between them at 0.45. */
    static const wm_point star[] = {
        {0, -1},   {0.264, -0.364}, {0.951, -0.309}, {0.428, 0.139},   {0.588, 0.809},
        {0, 0.45}, {-0.588, 0.809}, {-0.428, 0.139}, {-0.951, -0.309}, {-0.264, -0.364}};
    static const wm_point tick[] = {{-1, 0.1},   {-0.65, -0.25}, {-0.25, 0.2},
                                    {0.7, -0.8}, {1, -0.45},     {-0.25, 0.85}};
    static const wm_point cross[] = {
        {-0.9, -0.55}, {-0.55, -0.9}, {0, -0.35}, {0.55, -0.9}, {0.9, -0.55}, {0.35, 0},
        {0.9, 0.55},   {0.55, 0.9},   {0, 0.35},  {-0.55, 0.9}, {-0.9, 0.55}, {-0.35, 0}};
    double radius = size / 2;
    switch (mark) {
    case WM_MARK_CIRCLE:
        cairo_arc(cairo, centre.x, centre.y, radius, 0, TURN);
        break;
    case WM_MARK_DIAMOND:
        polygon(cairo, centre, radius, diamond, 4);
        break;
    case WM_MARK_SQUARE:
    case WM_MARK_BOX:
        polygon(cairo, centre, radius, square, 4);
        break;
    case WM_MARK_TRIANGLE:
        polygon(cairo, centre, radius, triangle, 3);
        break;
    case WM_MARK_STAR:
        polygon(cairo, centre, radius, star, 10);
        break;
    case WM_MARK_CROSS:
        polygon(cairo, centre, radius, cross, 12);
        break;
    case WM_MARK_TICK:
        polygon(cairo, centre, radius, tick, 6);
        break;
    }
}

static void canvas_mark(wm_canvas *canvas, wm_mark mark, wm_point centre, double size,
                        wm_colour fill, wm_pen edge)
{
    const wm_pdf_canvas *self = of(canvas);
    cairo_t *cairo = start(canvas);
    reach(canvas, centre.y + size / 2);
    wm_point on_page = {self->x + centre.x, self->y + centre.y};
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_MITER);
    outline(cairo, mark, on_page, size);
    fill_and_stroke(cairo, fill, edge);
}

/* Where a line of text begins that is anchored at x. */
static double anchored(PangoLayoutLine *line, double x, wm_anchor anchor)
{
    PangoRectangle logical;
    pango_layout_line_get_extents(line, NULL, &logical);
    double width = pango_units_to_double(logical.width);
    switch (anchor) {
    case WM_ANCHOR_MIDDLE:
        return x - width / 2;
    case WM_ANCHOR_END:
        return x - width;
    case WM_ANCHOR_START:
        break;
    }
    return x;
}

static void halo(cairo_t *cairo, PangoLayoutLine *line, double x, double y)
{
    cairo_move_to(cairo, x, y);
    pango_cairo_layout_line_path(cairo, line);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    stroke(cairo, (wm_pen){.colour = WM_PAPER, .width = 2.5});
}

static void canvas_text(wm_canvas *canvas, wm_point baseline, wm_str text,
                        wm_lettering lettering)
{
    const wm_pdf_canvas *self = of(canvas);
    if (wm_str_empty(text))
        return;
    cairo_t *cairo = start(canvas);
    PangoLayout *layout = self->pdf->layout;
    PangoFontDescription *font = self->pdf->fonts[lettering.bold ? 1 : 0];
    pango_font_description_set_absolute_size(font, lettering.size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, -1);
    pango_layout_set_attributes(layout, NULL);
    pango_layout_set_text(layout, text.data, (int)text.len);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    double x = anchored(line, self->x + baseline.x, lettering.anchor);
    double y = self->y + baseline.y;
    reach(canvas, baseline.y + 0.25 * lettering.size);
    if (lettering.halo)
        halo(cairo, line, x, y);
    set_colour(cairo, lettering.colour);
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout_line(cairo, line);
    cairo_new_path(cairo);
}

void wm_pdf_canvas_begin(wm_pdf *pdf, wm_pdf_canvas *canvas, double x, double y)
{
    *canvas = (wm_pdf_canvas){
        .canvas = {.line = canvas_line,
                   .rectangle = canvas_rectangle,
                   .mark = canvas_mark,
                   .text = canvas_text},
        .pdf = pdf,
        .x = x,
        .y = y,
    };
    canvas->canvas.state = canvas;
}

void wm_pdf_canvas_end(wm_pdf_canvas *canvas, wm_str alternative)
{
    if (!canvas->drawn)
        return;
    wm_pdf *pdf = canvas->pdf;
    wm_pdf_untag(pdf, "Figure");
    wm_str kept = wm_pdf_said(pdf, wm_str_copy(pdf->kept, alternative));
    if (!wm_list_push(pdf->kept, &pdf->remarks.figures, kept) && pdf->status == WM_OK)
        pdf->status = WM_NOMEM;
}
