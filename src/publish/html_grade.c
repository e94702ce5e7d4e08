#include "publish/html_internal.h"

#include "judge/words.h"
#include "publish/palette.h"
#include "publish/svg.h"

wm_str wm_html_grade_key(wm_grade grade)
{
    switch (grade) {
    case WM_GRADE_OUTSTANDING:
        return WM_STR("outstanding");
    case WM_GRADE_GOOD:
        return WM_STR("good");
    case WM_GRADE_REQUIRES_IMPROVEMENT:
        return WM_STR("requires");
    case WM_GRADE_BELOW:
        return WM_STR("below");
    case WM_GRADE_NONE:
        break;
    }
    return WM_STR("none");
}

wm_grade wm_html_latest_grade(const wm_judged_row *row)
{
    return row->latest ? row->latest->grade : WM_GRADE_NONE;
}

wm_str wm_html_verdict_key(const wm_judged_row *row)
{
    switch (row->latest ? row->latest->verdict : WM_VERDICT_NONE) {
    case WM_VERDICT_MET:
        return WM_STR("met");
    case WM_VERDICT_MISSED:
        return WM_STR("missed");
    case WM_VERDICT_UNKNOWN:
        return WM_STR("unknown");
    case WM_VERDICT_NONE:
        break;
    }
    return WM_STR("none");
}

static void shape(wm_html *html, wm_grade grade)
{
    wm_grade_look look = wm_grade_look_of(grade);
    bool is_box = look.mark == WM_MARK_BOX;
    wm_svg svg;
    wm_canvas canvas = wm_svg_canvas(&svg, &html->page);
    wm_page_fill(&html->page, "<symbol id=\"shape-{}\" viewBox=\"0 0 14 14\">",
                 wm_html_grade_key(grade));
    canvas.mark(&canvas, look.mark, (wm_point){7, 7}, 13,
                is_box ? WM_NO_COLOUR : look.ink,
                (wm_pen){look.ink, is_box ? 1.5 : 0, 0});
    wm_page_markup(&html->page, WM_MARKUP("</symbol>"));
}

void wm_html_shapes(wm_html *html)
{
    wm_page_markup(&html->page,
                   WM_MARKUP("<svg class=\"shapes\" width=\"0\" height=\"0\" "
                             "aria-hidden=\"true\" focusable=\"false\">"));
    for (wm_grade grade = WM_GRADE_NONE; grade <= WM_GRADE_OUTSTANDING; grade++)
        shape(html, grade);
    wm_html_outcome_shapes(html);
    wm_page_markup(&html->page, WM_MARKUP("</svg>\n"));
}

void wm_html_grade(wm_html *html, wm_grade grade)
{
    wm_str key = wm_html_grade_key(grade);
    wm_page_fill(&html->page,
                 "<span class=\"grade {}\"><span class=\"badge\" aria-hidden=\"true\">"
                 "<svg><use href=\"#shape-{}\"/></svg>{}</span> {}</span>",
                 key, key, wm_grade_letter(grade, html->scorecard),
                 wm_grade_word(grade, html->scorecard));
}
