#include "publish/html_internal.h"

#include "judge/words.h"

/* Every measure as a tile, at a glance. A tile's colour says again what its shape and its
 * words say.
 *
 *     by grade    [ ✓ 1.2 ]
 *     by target   [ ◐ 1.2 + ]   near its target, better than the baseline
 */

static void disc(wm_html *html, wm_outcome outcome, wm_markup inside)
{
    wm_page_fill(&html->page, "<symbol id=\"shape-target-{}\" viewBox=\"0 0 14 14\">",
                 wm_outcome_id(outcome));
    wm_page_markup(&html->page, inside);
    wm_page_markup(&html->page, WM_MARKUP("</symbol>"));
}

#define RING                                                                             \
    "<circle cx=\"7\" cy=\"7\" r=\"5.5\" stroke-width=\"2\" "                            \
    "stroke=\"currentColor\" "

void wm_html_outcome_shapes(wm_html *html)
{
    disc(html, WM_OUTCOME_MET, WM_MARKUP(RING "fill=\"currentColor\"/>"));
    disc(html, WM_OUTCOME_NEAR,
         WM_MARKUP(RING "fill=\"none\"/><path fill=\"currentColor\" "
                        "d=\"M7 1.5a5.5 5.5 0 0 0 0 11z\"/>"));
    disc(html, WM_OUTCOME_MISSED, WM_MARKUP(RING "fill=\"none\"/>"));
    disc(html, WM_OUTCOME_UNKNOWN,
         WM_MARKUP(RING "fill=\"none\" stroke-dasharray=\"2 2\"/>"));
    disc(html, WM_OUTCOME_NONE,
         WM_MARKUP("<path d=\"M2 2h10v10h-10z\" fill=\"none\" stroke-width=\"1.5\" "
                   "stroke=\"currentColor\"/>"));
}

void wm_html_outcome_mark(wm_html *html, wm_outcome outcome)
{
    wm_page_fill(&html->page,
                 "<svg class=\"verdict\" aria-hidden=\"true\">"
                 "<use href=\"#shape-target-{}\"/></svg>",
                 wm_outcome_id(outcome));
}

static void write_grade_tile(wm_html *html, const wm_judged_row *row)
{
    wm_grade grade = wm_html_latest_grade(row);
    wm_str key = wm_html_grade_key(grade);
    wm_page_fill(&html->page,
                 "<li><a class=\"tile {}\" href=\"#m-{}\"><svg aria-hidden=\"true\">"
                 "<use href=\"#shape-{}\"/></svg><b>{}</b> "
                 "<span class=\"sr\">{}: {}</span></a></li>",
                 key, row->row->ref, key, row->row->ref, row->short_title,
                 wm_grade_word(grade, html->scorecard));
}

static void write_target_tile(wm_html *html, const wm_judged_row *row)
{
    wm_outcome outcome = wm_outcome_of(row);
    wm_str key = wm_outcome_id(outcome);
    wm_str sense = wm_str_of(wm_sense_words(row->change.sense));
    wm_page_fill(&html->page,
                 "<li><a class=\"tile {}\" href=\"#m-{}\"><svg aria-hidden=\"true\">"
                 "<use href=\"#shape-target-{}\"/></svg><b>{}</b>"
                 "<span class=\"sign\" aria-hidden=\"true\">{}</span> "
                 "<span class=\"sr\">{}: {}{}{}</span></a></li>",
                 key, row->row->ref, key, row->row->ref, wm_sense_sign(row->change.sense),
                 row->short_title, wm_outcome_words(outcome),
                 wm_str_empty(sense) ? WM_STR("") : WM_STR(", "), sense);
}

static void write_sign(wm_html *html, wm_sense sense, wm_str words)
{
    wm_page_fill(&html->page, "<li><b class=\"sign\" aria-hidden=\"true\">{}</b>{}</li>",
                 wm_sense_sign(sense), words);
}

/* What the tiles mean, of those that are there. */
static void write_key(wm_html *html)
{
    wm_page_markup(&html->page, WM_MARKUP("<ul class=\"key\">"));
    for (int outcome = WM_OUTCOME_MET; outcome >= WM_OUTCOME_NONE; outcome--) {
        wm_str id = wm_outcome_id((wm_outcome)outcome);
        if (html->judged->outcome_counts[outcome])
            wm_page_fill(&html->page,
                         "<li><span class=\"tile {}\" aria-hidden=\"true\"><svg>"
                         "<use href=\"#shape-target-{}\"/></svg></span>{}</li>",
                         id, id, wm_outcome_words((wm_outcome)outcome));
    }
    static const struct {
        wm_sense sense;
        const char *words;
    } signs[] = {
        {WM_SENSE_BETTER, "better than the baseline"},
        {WM_SENSE_WORSE, "worse"},
        {WM_SENSE_SAME, "the same"},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (html->judged->sense_counts[signs[i].sense])
            write_sign(html, signs[i].sense, wm_str_of(signs[i].words));
    wm_page_markup(&html->page, WM_MARKUP("</ul>\n"));
}

void wm_html_board(wm_html *html)
{
    const wm_judged *judged = html->judged;
    wm_page_markup(&html->page, WM_MARKUP("<h3>Every measure at a glance</h3>\n"));
    if (judged->targets_lead)
        write_key(html);
    wm_page_markup(&html->page, WM_MARKUP("<ul class=\"board\">"));
    for (size_t i = 0; i < judged->section_count; i++) {
        const wm_judged_section *section = &judged->sections[i];
        wm_page_fill(&html->page,
                     "<li><a class=\"board-title\" href=\"#section-{}\">{}</a>"
                     "<ul class=\"tiles\">",
                     section->section->id, wm_html_section_name(html, section->section));
        for (size_t j = section->first; j < section->first + section->count; j++) {
            if (judged->targets_lead)
                write_target_tile(html, &judged->rows[j]);
            else
                write_grade_tile(html, &judged->rows[j]);
        }
        wm_page_markup(&html->page, WM_MARKUP("</ul></li>\n"));
    }
    wm_page_markup(&html->page, WM_MARKUP("</ul>\n"));
}
