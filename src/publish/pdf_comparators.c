#include "publish/pdf_internal.h"

#include "judge/words.h"

static wm_str plain_name(const wm_comparator *comparator)
{
    return wm_str_empty(comparator->name) ? wm_str_of(wm_level_name(comparator->level))
                                          : comparator->name;
}

static wm_str with_year(wm_pdf *pdf, const wm_comparator *comparator, wm_str name)
{
    if (comparator->period.kind == WM_PERIOD_NONE)
        return name;
    wm_str year = wm_pdf_said(
        pdf, wm_period_text(comparator->period, pdf->scorecard->first_month, pdf->arena));
    return wm_pdf_said(
        pdf, wm_str_format(pdf->arena, "%.*s %.*s", WM_FMT(name), WM_FMT(year)));
}

wm_str wm_pdf_comparator_name(wm_pdf *pdf, const wm_judged_comparator *judged)
{
    return with_year(pdf, judged->comparator, plain_name(judged->comparator));
}

static wm_str value_words(wm_pdf *pdf, const wm_judged_row *row,
                          const wm_comparator *comparator)
{
    if (comparator->has_value)
        return wm_pdf_said(pdf, wm_say_comparator(pdf->arena, row, comparator));
    return wm_str_of(wm_figure_status_words(comparator->status));
}

wm_str wm_pdf_comparator_words(wm_pdf *pdf, const wm_judged_row *row,
                               const wm_judged_comparator *judged)
{
    wm_str name = wm_pdf_comparator_name(pdf, judged);
    wm_str value = value_words(pdf, row, judged->comparator);
    return wm_pdf_said(
        pdf, wm_str_format(pdf->arena, "%.*s %.*s", WM_FMT(name), WM_FMT(value)));
}

wm_str wm_pdf_compared_words(wm_pdf *pdf, const wm_judged_row *row,
                             const wm_judged_comparator *judged, bool says_year)
{
    const wm_comparator *comparator = judged->comparator;
    wm_str name = comparator->level == WM_LEVEL_NEIGHBOURS ? WM_STR(WM_PDF_NEIGHBOURS)
                                                           : plain_name(comparator);
    if (says_year)
        name = with_year(pdf, comparator, name);
    wm_str value = value_words(pdf, row, comparator);
    return wm_pdf_said(
        pdf, wm_str_format(pdf->arena, "%.*s %.*s", WM_FMT(name), WM_FMT(value)));
}
