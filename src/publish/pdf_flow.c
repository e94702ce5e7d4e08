#include "publish/pdf_internal.h"

#include "base/encoding.h"
#include "base/limits.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <stdio.h>

/* A little air between lines, as a share of the letters' size. */
static const double LEADING = 0.12;

/* A paragraph no higher than this (four lines) is not broken over pages. */
static const double SHORT = 52;

wm_str wm_pdf_said(wm_pdf *pdf, wm_str text)
{
    if (text.data)
        return text;
    if (pdf->status == WM_OK)
        pdf->status = WM_NOMEM;
    return WM_STR("");
}

wm_str wm_pdf_take(wm_pdf *pdf, wm_text *text)
{
    wm_str words = {0};
    if (wm_text_status(text) == WM_OK)
        words = wm_str_copy(pdf->arena, text->len ? wm_text_str(text) : WM_STR(""));
    wm_text_end(text);
    return wm_pdf_said(pdf, words);
}

static void set_source(wm_pdf *pdf, wm_colour colour)
{
    cairo_set_source_rgb(pdf->cairo, ((colour >> 16) & 0xFF) / 255.0,
                         ((colour >> 8) & 0xFF) / 255.0, (colour & 0xFF) / 255.0);
}

/* The bold part in front, when there is one; and no hyphen where a long word breaks. */
static void set_attributes(PangoLayout *layout, size_t bold_bytes)
{
    PangoAttrList *list = pango_attr_list_new();
    pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
    if (bold_bytes) {
        PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
        bold->start_index = 0;
        bold->end_index = (guint)bold_bytes;
        pango_attr_list_insert(list, bold);
    }
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
}

/* Pango shapes what is left of a word again for every line of it, which takes minutes
 * for a commentary without a space. No word is so long: it is broken into words that are
 * not. */
static size_t word_bytes(wm_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && !wm_is_space(text.data[end]))
        end++;
    return end - at;
}

static bool has_endless_word(wm_str text)
{
    for (size_t at = 0, bytes; at < text.len; at += bytes + 1) {
        bytes = word_bytes(text, at);
        if (bytes > WM_WORD_BYTES_MAX)
            return true;
    }
    return false;
}

static wm_str broken(wm_pdf *pdf, wm_str text)
{
    size_t most = text.len + text.len / (WM_WORD_BYTES_MAX / 2) + 1;
    char *copy = wm_arena_alloc(pdf->arena, most, 1);
    if (!copy)
        return wm_pdf_said(pdf, (wm_str){0});
    size_t length = 0, word = 0;
    for (size_t at = 0, next; at < text.len; at = next) {
        wm_utf8_decode(text, at, &next);
        word = wm_is_space(text.data[at]) ? 0 : word + (next - at);
        if (word > WM_WORD_BYTES_MAX) {
            copy[length++] = '\n';
            word = next - at;
        }
        memcpy(copy + length, text.data + at, next - at);
        length += next - at;
    }
    return (wm_str){copy, length};
}

static void set_text(wm_pdf *pdf, const wm_pdf_words *words)
{
    set_attributes(pdf->layout, words->lead.len);
    size_t mark = wm_arena_mark(pdf->arena);
    wm_str whole = words->text;
    if (has_endless_word(whole))
        whole = broken(pdf, whole);
    if (!wm_str_empty(words->lead))
        whole = wm_pdf_said(pdf, wm_str_format(pdf->arena, "%.*s  %.*s",
                                               WM_FMT(words->lead), WM_FMT(whole)));
    pango_layout_set_text(pdf->layout, whole.data, (int)whole.len);
    wm_arena_rewind(pdf->arena, mark);
}

static void compose(wm_pdf *pdf, const wm_pdf_words *words, double width)
{
    static const PangoAlignment alignments[] = {
        [WM_ANCHOR_START] = PANGO_ALIGN_LEFT,
        [WM_ANCHOR_MIDDLE] = PANGO_ALIGN_CENTER,
        [WM_ANCHOR_END] = PANGO_ALIGN_RIGHT,
    };
    double size = words->size > 0 ? words->size : WM_PDF_SIZE;
    PangoFontDescription *font = pdf->fonts[words->bold ? 1 : 0];
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(pdf->layout, font);
    pango_layout_set_width(pdf->layout, pango_units_from_double(width));
    pango_layout_set_alignment(pdf->layout, alignments[words->anchor]);
    pango_layout_set_spacing(pdf->layout, pango_units_from_double(size * LEADING));
    set_text(pdf, words);
}

static double layout_height(PangoLayout *layout)
{
    int height = 0;
    pango_layout_get_size(layout, NULL, &height);
    return pango_units_to_double(height);
}

double wm_pdf_measure(wm_pdf *pdf, const wm_pdf_words *words, double width)
{
    if (pdf->drawing) {
        assert(pdf->height_next < pdf->heights.count || pdf->status != WM_OK);
        return pdf->height_next < pdf->heights.count
                   ? pdf->heights.items[pdf->height_next++]
                   : 0;
    }
    compose(pdf, words, width);
    double height = layout_height(pdf->layout) + words->after;
    if (!wm_list_push(pdf->kept, &pdf->heights, height) && pdf->status == WM_OK)
        pdf->status = WM_NOMEM;
    return height;
}

/* What is composed, drawn inside the tag. */
static void draw_composed(wm_pdf *pdf, const char *tag, const wm_pdf_words *words,
                          double x, double y)
{
    if (!pdf->drawing || wm_str_empty(words->text))
        return;
    if (tag)
        wm_pdf_tag(pdf, tag);
    set_source(pdf, words->colour ? words->colour : WM_INK);
    cairo_move_to(pdf->cairo, x, y);
    pango_cairo_show_layout(pdf->cairo, pdf->layout);
    if (tag)
        wm_pdf_untag(pdf, tag);
}

double wm_pdf_set(wm_pdf *pdf, const char *tag, const wm_pdf_words *words, double x,
                  double y, double width)
{
    compose(pdf, words, width);
    draw_composed(pdf, tag, words, x, y);
    return layout_height(pdf->layout) + words->after;
}

/* One line of the layout with the top of the piece it belongs to at `top`. */
static void set_line(wm_pdf *pdf, PangoLayoutIter *line, double x, double top)
{
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(line, NULL, &logical);
    double baseline = pango_units_to_double(pango_layout_iter_get_baseline(line));
    cairo_move_to(pdf->cairo, x + pango_units_to_double(logical.x), top + baseline);
    pango_cairo_show_layout_line(pdf->cairo, pango_layout_iter_get_line_readonly(line));
}

/* Sets lines until the page is full; the pen is then under them, and `line` at the first
 * that has no room. False: all are set. */
static bool set_lines(wm_pdf *pdf, const wm_pdf_words *words, PangoLayoutIter *line,
                      double x)
{
    int first_top;
    pango_layout_iter_get_line_yrange(line, &first_top, NULL);
    double top = pdf->y - pango_units_to_double(first_top);
    bool is_first = true, more = true;
    if (pdf->drawing) {
        wm_pdf_tag(pdf, "P");
        set_source(pdf, words->colour ? words->colour : WM_INK);
    }
    for (; more; more = pango_layout_iter_next_line(line)) {
        int bottom;
        pango_layout_iter_get_line_yrange(line, NULL, &bottom);
        double under = top + pango_units_to_double(bottom);
        if (under > WM_PDF_FOOT && (!is_first || pdf->y > pdf->top))
            break;
        if (pdf->drawing)
            set_line(pdf, line, x, top);
        pdf->y = under;
        is_first = false;
    }
    if (pdf->drawing)
        wm_pdf_untag(pdf, "P");
    return more;
}

/* Over as many pages as it takes. Turning a page composes its footer, and so the lines
 * are kept in a layout of their own: composed again for each page, a commentary of many
 * pages would take minutes. */
static void set_over_pages(wm_pdf *pdf, const wm_pdf_words *words, double x)
{
    PangoLayout *whole = pango_layout_copy(pdf->layout);
    PangoLayoutIter *line = pango_layout_get_iter(whole);
    while (set_lines(pdf, words, line, x))
        wm_pdf_turn(pdf);
    pango_layout_iter_free(line);
    g_object_unref(whole);
}

void wm_pdf_flow(wm_pdf *pdf, const wm_pdf_words *words, double x, double width)
{
    compose(pdf, words, width);
    double height = layout_height(pdf->layout);
    if (height <= wm_pdf_left(pdf)) {
        draw_composed(pdf, "P", words, x, pdf->y);
        pdf->y += height + words->after;
        return;
    }
    if (height <= SHORT && wm_pdf_need(pdf, height)) {
        pdf->y += wm_pdf_set(pdf, "P", words, x, pdf->y, width);
        return;
    }
    set_over_pages(pdf, words, x);
    pdf->y += words->after;
}

void wm_pdf_tag(wm_pdf *pdf, const char *tag)
{
    if (pdf->drawing)
        cairo_tag_begin(pdf->cairo, tag, "");
}

void wm_pdf_untag(wm_pdf *pdf, const char *tag)
{
    if (pdf->drawing)
        cairo_tag_end(pdf->cairo, tag);
}

void wm_pdf_fill(wm_pdf *pdf, wm_colour colour, double x, double y, double width,
                 double height)
{
    if (!pdf->drawing)
        return;
    set_source(pdf, colour);
    cairo_rectangle(pdf->cairo, x, y, width, height);
    cairo_fill(pdf->cairo);
}

void wm_pdf_rule(wm_pdf *pdf, wm_colour colour, double x, double y, double width)
{
    wm_pdf_fill(pdf, colour, x, y - 0.25, width, 0.5);
}

double wm_pdf_left(const wm_pdf *pdf)
{
    return WM_PDF_FOOT - pdf->y;
}

bool wm_pdf_need(wm_pdf *pdf, double height)
{
    if (height <= wm_pdf_left(pdf) || pdf->y <= pdf->top)
        return false;
    wm_pdf_turn(pdf);
    return true;
}

/* A title too long for its room loses words from its end. */
static wm_str fitting(wm_pdf *pdf, wm_str title, double width)
{
    const wm_str dots = WM_STR("\u2026");
    if (wm_text_width(title, WM_PDF_SIZE, false) <= width)
        return title;
    wm_str cut = title;
    while (cut.len && wm_text_width(cut, WM_PDF_SIZE, false) +
                              wm_text_width(dots, WM_PDF_SIZE, false) >
                          width)
        cut.len = wm_utf8_valid_length(wm_str_slice(cut, 0, cut.len - 1));
    size_t word = cut.len;
    while (word && cut.data[word] != ' ')
        word--;
    return wm_pdf_said(pdf,
                       wm_str_format(pdf->arena, "%.*s%.*s", (int)(word ? word : cut.len),
                                     cut.data, WM_FMT(dots)));
}

/*  OFFICIAL-SENSITIVE   Children's scorecard, as at 31 March 2017   page 1 of 20
 */
void wm_pdf_foot(wm_pdf *pdf)
{
    char day[24];
    wm_day_say(pdf->judged->as_at, day);
    size_t mark = wm_arena_mark(pdf->arena);
    wm_pdf_words place = {
        .text = wm_pdf_said(
            pdf, wm_str_format(pdf->arena, "page %u of %u", pdf->page, pdf->pages)),
        .anchor = WM_ANCHOR_END,
        .colour = WM_INK_QUIET,
    };
    double side = WM_PDF_BODY / 5;
    wm_str as_at = wm_pdf_said(pdf, wm_str_format(pdf->arena, ", as at %s", day));
    double room = WM_PDF_BODY - 2 * side - wm_text_width(as_at, WM_PDF_SIZE, false) - 4;
    wm_str name = fitting(pdf, pdf->scorecard->title, room);
    wm_pdf_words title = {
        .text = wm_pdf_said(
            pdf, wm_str_format(pdf->arena, "%.*s%.*s", WM_FMT(name), WM_FMT(as_at))),
        .anchor = WM_ANCHOR_MIDDLE,
        .colour = WM_INK_QUIET,
    };
    wm_pdf_words marking = {.text = pdf->publication->marking, .bold = true};
    double y = WM_PDF_FOOT + 8;
    wm_pdf_rule(pdf, WM_RULE, WM_PDF_MARGIN, y - 4, WM_PDF_BODY);
    wm_pdf_set(pdf, NULL, &marking, WM_PDF_MARGIN, y, side);
    wm_pdf_set(pdf, NULL, &title, WM_PDF_MARGIN + side, y, WM_PDF_BODY - 2 * side);
    wm_pdf_set(pdf, NULL, &place, WM_PDF_WIDTH - WM_PDF_MARGIN - side, y, side);
    wm_arena_rewind(pdf->arena, mark);
}

void wm_pdf_turn(wm_pdf *pdf)
{
    wm_pdf_foot(pdf);
    if (pdf->drawing)
        cairo_show_page(pdf->cairo);
    pdf->page++;
    pdf->y = WM_PDF_MARGIN;
    pdf->top = pdf->y;
    if (wm_str_empty(pdf->running))
        return;
    wm_pdf_words running = {.text = pdf->running, .colour = WM_INK_QUIET, .after = 5};
    pdf->y += wm_pdf_set(pdf, NULL, &running, WM_PDF_MARGIN, pdf->y, WM_PDF_BODY);
    pdf->top = pdf->y;
}

static int add_outline(wm_pdf *pdf, wm_str text, int under)
{
    char where[64];
    snprintf(where, sizeof where, "page=%u pos=[%d %d]", pdf->page, 0, (int)pdf->y);
    size_t mark = wm_arena_mark(pdf->arena);
    wm_str copy = wm_pdf_said(pdf, wm_str_copy(pdf->arena, text));
    int entry = cairo_pdf_surface_add_outline(pdf->surface, under, copy.data, where,
                                              under ? 0 : CAIRO_PDF_OUTLINE_FLAG_OPEN);
    wm_arena_rewind(pdf->arena, mark);
    return entry;
}

int wm_pdf_heading(wm_pdf *pdf, int level, wm_str text, int under)
{
    static const char *const tags[] = {"H1", "H2", "H3"};
    static const double sizes[] = {20, 15, 12};
    assert(level >= 1 && level <= 3);
    wm_pdf_words words = {
        .text = text,
        .size = sizes[level - 1],
        .bold = true,
        .colour = WM_DARK_BLUE,
        .after = 4,
    };
    int entry = pdf->drawing ? add_outline(pdf, text, under) : 0;
    pdf->y +=
        wm_pdf_set(pdf, tags[level - 1], &words, WM_PDF_MARGIN, pdf->y, WM_PDF_BODY);
    return entry;
}
