#include "publish/pdf.h"

#include "base/file_system.h"
#include "base/limits.h"
#include "publish/pdf_internal.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char FONT[] = "Liberation Sans";

/* Always taken: the text keeps its own refusal, and cairo 1.16 does not survive one while
 * it finishes a page. */
static cairo_status_t take_bytes(void *out, const unsigned char *bytes, unsigned count)
{
    wm_text_add(out, (wm_str){(const char *)bytes, count});
    return CAIRO_STATUS_SUCCESS;
}

/* Letters keep their drawn shapes and widths at every size: nothing is fitted to the
 * dots of a screen. */
static void set_font_options(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
}

static void open_fonts(wm_pdf *pdf)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pdf->context = pango_font_map_create_context(map);
    g_object_unref(map);
    set_font_options(pdf->context);
    pango_context_set_language(pdf->context, pango_language_from_string("en-gb"));
    pango_cairo_update_context(pdf->cairo, pdf->context);
    pdf->layout = pango_layout_new(pdf->context);
    pango_layout_set_wrap(pdf->layout, PANGO_WRAP_WORD_CHAR);
    for (int i = 0; i < 2; i++) {
        pdf->fonts[i] = pango_font_description_new();
        pango_font_description_set_family_static(pdf->fonts[i], FONT);
        pango_font_description_set_weight(pdf->fonts[i],
                                          i ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    }
}

static void set_metadata(wm_pdf *pdf, cairo_pdf_metadata_t which, wm_str text)
{
    wm_str copy = wm_pdf_said(pdf, wm_str_copy(pdf->kept, text));
    cairo_pdf_surface_set_metadata(pdf->surface, which, copy.data);
}

/* The dates are the publication's, so that the same publication is the same file. */
static void describe_document(wm_pdf *pdf)
{
    char day[11];
    char moment[32];
    wm_day_print(pdf->publication->made, day);
    snprintf(moment, sizeof moment, "%sT00:00:00Z", day);
    set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, pdf->scorecard->title);
    set_metadata(pdf, CAIRO_PDF_METADATA_AUTHOR, pdf->scorecard->authority.name);
    set_metadata(pdf, CAIRO_PDF_METADATA_SUBJECT, pdf->publication->marking);
    set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, WM_STR("Waymark " WM_VERSION));
    set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, wm_str_of(moment));
}

static bool open_document(wm_pdf *pdf, const wm_publication *publication, wm_text *out)
{
    *pdf = (wm_pdf){
        .publication = publication,
        .judged = publication->judged,
        .scorecard = &publication->judged->folder->scorecard,
        .arena = wm_arena_new(WM_DOCUMENT_BYTES_MAX),
        .kept = wm_arena_new(WM_DOCUMENT_BYTES_MAX),
    };
    if (!pdf->arena || !pdf->kept)
        return false;
    pdf->surface =
        cairo_pdf_surface_create_for_stream(take_bytes, out, WM_PDF_WIDTH, WM_PDF_HEIGHT);
    pdf->cairo = cairo_create(pdf->surface);
    describe_document(pdf);
    open_fonts(pdf);
    return true;
}

static void close_document(wm_pdf *pdf)
{
    for (int i = 0; i < 2; i++)
        if (pdf->fonts[i])
            pango_font_description_free(pdf->fonts[i]);
    g_clear_object(&pdf->layout);
    g_clear_object(&pdf->context);
    if (pdf->cairo)
        cairo_destroy(pdf->cairo);
    if (pdf->surface)
        cairo_surface_destroy(pdf->surface);
    wm_arena_end(pdf->arena);
    wm_arena_end(pdf->kept);
}

static void set_document(wm_pdf *pdf, bool drawing)
{
    wm_arena_rewind(pdf->arena, 0);
    pdf->drawing = drawing;
    pdf->page = 1;
    pdf->y = pdf->top = WM_PDF_MARGIN;
    pdf->running = WM_STR("");
    wm_pdf_tag(pdf, "Document");
    wm_pdf_summary(pdf);
    wm_pdf_sections(pdf);
    wm_pdf_exceptions(pdf);
    wm_pdf_definitions(pdf);
    wm_pdf_foot(pdf);
    if (drawing)
        cairo_show_page(pdf->cairo);
    wm_pdf_untag(pdf, "Document");
    pdf->pages = pdf->page;
}

/* The system's and the libraries' refusals: of memory, since nothing is written but to
 * memory. */
static wm_status finish(wm_pdf *pdf, wm_text *out)
{
    cairo_status_t drawn = cairo_status(pdf->cairo);
    cairo_surface_finish(pdf->surface);
    if (drawn == CAIRO_STATUS_SUCCESS)
        drawn = cairo_surface_status(pdf->surface);
    if (drawn != CAIRO_STATUS_SUCCESS)
        return WM_NOMEM;
    WM_TRY(wm_text_status(out));
    wm_pdf_describe(out, &pdf->remarks);
    return wm_text_status(out);
}

wm_status wm_pdf_render(const wm_publication *publication, wm_text *out)
{
    wm_pdf pdf;
    wm_status status = WM_NOMEM;
    if (open_document(&pdf, publication, out)) {
        set_document(&pdf, false);
        if (pdf.status == WM_OK)
            set_document(&pdf, true);
        status = pdf.status;
        if (status == WM_OK)
            status = finish(&pdf, out);
        status = wm_arena_status(pdf.arena, wm_arena_status(pdf.kept, status));
    }
    close_document(&pdf);
    return status;
}

static wm_status write_file(const char *path, wm_str bytes)
{
    int file = wm_system_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return WM_IO;
    int written = wm_system_write(file, bytes);
    return close(file) != 0 || written != 0 ? WM_IO : WM_OK;
}

wm_status wm_publish_pdf(const wm_publication *publication, const char *path)
{
    wm_text bytes = {0};
    wm_status status = wm_pdf_render(publication, &bytes);
    if (status == WM_OK)
        status = write_file(path, wm_text_str(&bytes));
    wm_text_end(&bytes);
    return status;
}
