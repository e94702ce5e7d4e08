#include "publish/pdf_internal.h"

#include "judge/words.h"

#include <stdio.h>

static const wm_grade IN_ORDER[] = {WM_GRADE_OUTSTANDING, WM_GRADE_GOOD,
                                    WM_GRADE_REQUIRES_IMPROVEMENT, WM_GRADE_BELOW,
                                    WM_GRADE_NONE};

/* The filled label with shape and letter that stands before or over the word. */
static void label(wm_canvas *canvas, wm_grade grade, wm_str letter, double width,
                  double height)
{
    wm_grade_look look = wm_grade_look_of(grade);
    wm_pen edge = {.colour = grade == WM_GRADE_NONE ? WM_INK_QUIET : look.fill,
                   .width = 0.75};
    canvas->rectangle(canvas, (wm_point){0, 0}, width, height, look.fill, edge);
    double middle = height / 2;
    wm_colour shape = look.mark == WM_MARK_BOX ? WM_NO_COLOUR : look.ink;
    canvas->mark(canvas, look.mark, (wm_point){middle + 2, middle}, height - 6, shape,
                 (wm_pen){.colour = look.ink, .width = 0.5});
    canvas->text(canvas, (wm_point){height + 3, middle + 3.6}, letter,
                 (wm_lettering){.colour = look.ink, .size = WM_PDF_SIZE, .bold = true});
}

void wm_pdf_grade_tag(wm_pdf *pdf, const void *figure, double x, double y, double width,
                      double height)
{
    (void)width;
    if (!pdf->drawing)
        return;
    const wm_judged_figure *judged = figure;
    wm_grade grade = judged ? judged->grade : WM_GRADE_NONE;
    wm_pdf_canvas canvas;
    wm_pdf_canvas_begin(pdf, &canvas, x, y);
    label(&canvas.canvas, grade, wm_grade_letter(grade, pdf->scorecard), 2.4 * height,
          height);
    wm_pdf_canvas_end(&canvas, wm_grade_word(grade, pdf->scorecard));
}

/* How many of each, in words: the bar's alternative text. */
static wm_str counts_in_words(wm_pdf *pdf)
{
    wm_text text = {0};
    for (size_t i = 0; i < 5; i++)
        wm_text_format(&text, "%s%zu %.*s", i ? ", " : "",
                       pdf->judged->grade_counts[IN_ORDER[i]],
                       WM_FMT(wm_grade_word(IN_ORDER[i], pdf->scorecard)));
    return wm_pdf_take(pdf, &text);
}

static void piece(wm_canvas *canvas, const wm_pdf *pdf, wm_grade grade, double x,
                  double width, double height)
{
    wm_grade_look look = wm_grade_look_of(grade);
    wm_pen edge = {.colour = grade == WM_GRADE_NONE ? WM_INK_QUIET : WM_PAPER,
                   .width = 1};
    canvas->rectangle(canvas, (wm_point){x, 0}, width, height, look.fill, edge);
    char count[24];
    int bytes = snprintf(count, sizeof count, "%zu", pdf->judged->grade_counts[grade]);
    wm_colour shape = look.mark == WM_MARK_BOX ? WM_NO_COLOUR : look.ink;
    if (width >= 34)
        canvas->mark(canvas, look.mark, (wm_point){x + 12, height / 2}, 10, shape,
                     (wm_pen){.colour = look.ink, .width = 0.5});
    canvas->text(
        canvas, (wm_point){width >= 34 ? x + 21 : x + width / 2, height / 2 + 4},
        (wm_str){count, (size_t)bytes},
        (wm_lettering){.colour = look.ink,
                       .size = 12,
                       .bold = true,
                       .anchor = width >= 34 ? WM_ANCHOR_START : WM_ANCHOR_MIDDLE});
    wm_str word = wm_grade_word(grade, pdf->scorecard);
    if (wm_text_width(word, WM_PDF_SIZE, false) > width - 46)
        word = wm_grade_letter(grade, pdf->scorecard);
    if (wm_text_width(word, WM_PDF_SIZE, false) <= width - 46)
        canvas->text(canvas, (wm_point){x + 42, height / 2 + 3.6}, word,
                     (wm_lettering){.colour = look.ink, .size = WM_PDF_SIZE});
}

void wm_pdf_grade_bar(wm_pdf *pdf, double x, double y, double width, double height)
{
    size_t all = pdf->judged->row_count;
    if (!pdf->drawing || !all)
        return;
    wm_pdf_canvas canvas;
    wm_pdf_canvas_begin(pdf, &canvas, x, y);
    double from = 0;
    for (size_t i = 0; i < 5; i++) {
        size_t count = pdf->judged->grade_counts[IN_ORDER[i]];
        double share = width * (double)count / (double)all;
        if (count)
            piece(&canvas.canvas, pdf, IN_ORDER[i], from, share, height);
        from += share;
    }
    wm_pdf_canvas_end(&canvas, counts_in_words(pdf));
}
