#include "publish/html_internal.h"

#include "judge/words.h"

/* The one screen a director reads first. */

enum { SINGLED_OUT = 5 };

static void write_grade_counts(wm_html *html)
{
    wm_page *page = &html->page;
    wm_page_markup(page, WM_MARKUP("<ul class=\"counts\">"));
    for (wm_grade grade = WM_GRADE_OUTSTANDING;; grade--) {
        wm_page_markup(page, WM_MARKUP("<li><span class=\"count\">"));
        wm_page_number(page, html->judged->grade_counts[grade]);
        wm_page_markup(page, WM_MARKUP("</span>"));
        wm_html_grade(html, grade);
        wm_page_markup(page, WM_MARKUP("</li>"));
        if (grade == WM_GRADE_NONE)
            break;
    }
    wm_page_markup(page, WM_MARKUP("</ul>\n"));
}

static void write_count(wm_html *html, wm_outcome outcome, size_t count, wm_markup words)
{
    wm_page_markup(&html->page, WM_MARKUP("<li>"));
    wm_html_outcome_mark(html, outcome);
    wm_page_markup(&html->page, WM_MARKUP("<span class=\"count\">"));
    wm_page_number(&html->page, count);
    wm_page_markup(&html->page, WM_MARKUP("</span> "));
    wm_page_markup(&html->page, words);
    wm_page_markup(&html->page, WM_MARKUP("</li>"));
}

static void write_target_counts(wm_html *html)
{
    const wm_judged *judged = html->judged;
    const size_t *counts = judged->outcome_counts;
    wm_page_markup(&html->page, WM_MARKUP("<ul class=\"counts\">"));
    write_count(html, WM_OUTCOME_MET, judged->met,
                judged->met == 1 ? WM_MARKUP("meets its target")
                                 : WM_MARKUP("meet their target"));
    write_count(html, WM_OUTCOME_MISSED, judged->missed,
                judged->missed == 1 ? WM_MARKUP("misses it") : WM_MARKUP("miss it"));
    if (counts[WM_OUTCOME_NEAR])
        write_count(html, WM_OUTCOME_NEAR, counts[WM_OUTCOME_NEAR],
                    WM_MARKUP("of these by no more than a twentieth of it"));
    if (counts[WM_OUTCOME_UNKNOWN])
        write_count(html, WM_OUTCOME_UNKNOWN, counts[WM_OUTCOME_UNKNOWN],
                    WM_MARKUP("cannot be judged"));
    if (counts[WM_OUTCOME_NONE])
        write_count(html, WM_OUTCOME_NONE, counts[WM_OUTCOME_NONE],
                    counts[WM_OUTCOME_NONE] == 1
                        ? WM_MARKUP("has no target or no figure")
                        : WM_MARKUP("have no target or no figure"));
    wm_page_markup(&html->page, WM_MARKUP("</ul>\n"));
}

static void write_sense_counts(wm_html *html)
{
    static const struct {
        wm_sense sense;
        const char *words;
    } said[] = {
        {WM_SENSE_BETTER, "better since the baseline"},
        {WM_SENSE_WORSE, "worse"},
        {WM_SENSE_SAME, "the same"},
        {WM_SENSE_NONE, "cannot be said to be either"},
    };
    wm_page_markup(&html->page, WM_MARKUP("<ul class=\"counts\">"));
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        size_t count = html->judged->sense_counts[said[i].sense];
        if (count == 0 && i > 1)
            continue;
        wm_str sign = wm_sense_sign(said[i].sense);
        wm_page_markup(&html->page, WM_MARKUP("<li>"));
        if (!wm_str_empty(sign))
            wm_page_fill(&html->page, "<b class=\"sign\" aria-hidden=\"true\">{}</b>",
                         sign);
        wm_page_markup(&html->page, WM_MARKUP("<span class=\"count\">"));
        wm_page_number(&html->page, count);
        wm_page_fill(&html->page, "</span> {}", wm_str_of(said[i].words));
        wm_page_markup(&html->page, WM_MARKUP("</li>"));
    }
    wm_page_markup(&html->page, WM_MARKUP("</ul>\n"));
}

/* `8 Good, 9 Requires improvement and 22 Inadequate`: only the grades there are. */
static void write_grades_as_words(wm_html *html)
{
    size_t left = 0;
    for (wm_grade grade = WM_GRADE_NONE; grade <= WM_GRADE_OUTSTANDING; grade++)
        left += html->judged->grade_counts[grade] > 0;
    for (wm_grade grade = WM_GRADE_OUTSTANDING; left > 0; grade--) {
        size_t count = html->judged->grade_counts[grade];
        if (!count)
            continue;
        left--;
        wm_page_markup(&html->page, WM_MARKUP("<strong>"));
        wm_page_number(&html->page, count);
        wm_page_fill(&html->page, " {}</strong>",
                     grade == WM_GRADE_NONE ? WM_STR("not graded")
                                            : wm_grade_word(grade, html->scorecard));
        wm_page_markup(&html->page, left > 1    ? WM_MARKUP(", ")
                                    : left == 1 ? WM_MARKUP(" and ")
                                                : WM_MARKUP(""));
    }
}

static void write_strong(wm_html *html, wm_markup before, size_t count, wm_markup after)
{
    wm_page_markup(&html->page, before);
    wm_page_markup(&html->page, WM_MARKUP("<strong>"));
    wm_page_number(&html->page, count);
    wm_page_markup(&html->page, WM_MARKUP("</strong>"));
    wm_page_markup(&html->page, after);
}

static void write_targets_as_words(wm_html *html)
{
    const wm_judged *judged = html->judged;
    write_strong(html, WM_MARKUP(""), judged->met,
                 judged->met == 1 ? WM_MARKUP(" meets its target and ")
                                  : WM_MARKUP(" meet their target and "));
    write_strong(html, WM_MARKUP(""), judged->missed,
                 judged->missed == 1 ? WM_MARKUP(" misses it") : WM_MARKUP(" miss it"));
}

static void write_senses_as_words(wm_html *html)
{
    const size_t *counts = html->judged->sense_counts;
    write_strong(html, WM_MARKUP("Since the baseline "), counts[WM_SENSE_BETTER],
                 counts[WM_SENSE_BETTER] == 1 ? WM_MARKUP(" is better and ")
                                              : WM_MARKUP(" are better and "));
    write_strong(html, WM_MARKUP(""), counts[WM_SENSE_WORSE],
                 counts[WM_SENSE_WORSE] == 1 ? WM_MARKUP(" is worse")
                                             : WM_MARKUP(" are worse"));
}

/* What there is to go by comes first: the grades, or the targets and the changes. */
static void write_lead(wm_html *html)
{
    wm_page *page = &html->page;
    wm_page_markup(page, WM_MARKUP("<p class=\"lead\">"));
    wm_page_number(page, html->judged->row_count);
    wm_page_markup(page, html->judged->row_count == 1 ? WM_MARKUP(" measure: ")
                                                      : WM_MARKUP(" measures: "));
    if (html->judged->targets_lead) {
        write_targets_as_words(html);
        wm_page_markup(page, WM_MARKUP(". "));
        write_senses_as_words(html);
    } else {
        write_grades_as_words(html);
        wm_page_markup(page, WM_MARKUP(". "));
        write_targets_as_words(html);
    }
    wm_page_markup(page, html->has_grades ? WM_MARKUP(".</p>\n")
                                          : WM_MARKUP(". None is graded.</p>\n"));
}

/* What is singled out. */

typedef struct singled {
    const wm_judged_row *rows[SINGLED_OUT];
    wm_ratio shares[SINGLED_OUT];
    size_t count;
} singled;

/* Keeps the largest shares; of equal ones the earlier row. */
static void keep(singled *kept, const wm_judged_row *row, wm_ratio share)
{
    size_t at = kept->count;
    while (at > 0 && wm_ratio_compare(kept->shares[at - 1], share) < 0)
        at--;
    if (at == SINGLED_OUT)
        return;
    size_t last = kept->count < SINGLED_OUT ? kept->count++ : SINGLED_OUT - 1;
    for (size_t i = last; i > at; i--) {
        kept->rows[i] = kept->rows[i - 1];
        kept->shares[i] = kept->shares[i - 1];
    }
    kept->rows[at] = row;
    kept->shares[at] = share;
}

static singled most_changed(const wm_judged *judged, wm_sense sense)
{
    singled kept = {.count = 0};
    for (size_t i = 0; i < judged->row_count; i++) {
        wm_ratio share;
        if (judged->rows[i].change.sense == sense &&
            wm_change_share(&judged->rows[i], &share))
            keep(&kept, &judged->rows[i], share);
    }
    return kept;
}

static singled furthest(const wm_judged *judged)
{
    singled kept = {.count = 0};
    for (size_t i = 0; i < judged->row_count; i++) {
        wm_ratio share;
        if (wm_target_share(&judged->rows[i], &share))
            keep(&kept, &judged->rows[i], share);
    }
    return kept;
}

static void write_singled_name(wm_html *html, const wm_judged_row *row)
{
    wm_page_fill(&html->page,
                 "<li><a href=\"#m-{}\"><span class=\"ref\">{}</span> {}</a>"
                 "<span class=\"moved\">",
                 row->row->ref, row->row->ref, row->short_title);
}

/* Ends an item; a row that cannot be right as it stands is not led with in silence. */
static void end_singled(wm_html *html, const wm_judged_row *row)
{
    if (wm_findings_doubt(html->publication->findings, row->row->ref))
        wm_page_markup(&html->page, WM_MARKUP("; " WM_DOUBT_WORDS));
    wm_page_markup(&html->page, WM_MARKUP("</span></li>"));
}

/* ` in Q2 2016-17`, where the last period shown has no figure. */
static wm_str when_stale(wm_html *html, const wm_judged_row *row)
{
    return wm_html_said(html, wm_say_stale(html->arena, row, html->scorecard));
}

static void write_changed(wm_html *html, const singled *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        const wm_judged_row *row = kept->rows[i];
        write_singled_name(html, row);
        wm_page_fill(
            &html->page, "<b>{}</b> from {} to {}{}",
            wm_html_said(html, wm_say_change(html->arena, row)),
            wm_html_said(html, wm_say_figure(html->arena, row, row->change.from)),
            wm_html_said(html, wm_say_figure(html->arena, row, row->change.to)),
            when_stale(html, row));
        end_singled(html, row);
    }
}

static void write_furthest(wm_html *html, const singled *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        const wm_judged_row *row = kept->rows[i];
        write_singled_name(html, row);
        wm_page_fill(
            &html->page, "<b>{}</b>{} against {}: {}",
            wm_html_said(html, wm_say_figure(html->arena, row, row->latest->figure)),
            when_stale(html, row),
            wm_html_said(html, wm_say_target(html->arena, row, row->latest)),
            wm_html_said(html, wm_say_verdict(html->arena, row, row->latest)));
        end_singled(html, row);
    }
}

typedef void (*singled_writer)(wm_html *html, const singled *kept);

static void write_list(wm_html *html, wm_markup heading, const singled *kept,
                       singled_writer write, wm_markup when_none)
{
    wm_page_markup(&html->page, WM_MARKUP("<div><h3>"));
    wm_page_markup(&html->page, heading);
    wm_page_markup(&html->page, WM_MARKUP("</h3>"));
    if (kept->count) {
        wm_page_markup(&html->page, WM_MARKUP("<ol>"));
        write(html, kept);
        wm_page_markup(&html->page, WM_MARKUP("</ol>"));
    } else {
        wm_page_markup(&html->page, when_none);
    }
    wm_page_markup(&html->page, WM_MARKUP("</div>\n"));
}

static void write_singled(wm_html *html)
{
    singled worse = most_changed(html->judged, WM_SENSE_WORSE);
    singled better = most_changed(html->judged, WM_SENSE_BETTER);
    singled far = furthest(html->judged);
    wm_page_markup(&html->page, WM_MARKUP("<div class=\"singled\">\n"));
    write_list(html, WM_MARKUP("Changed most for the worse"), &worse, write_changed,
               WM_MARKUP("<p>None has changed for the worse.</p>"));
    write_list(html, WM_MARKUP("Changed most for the better"), &better, write_changed,
               WM_MARKUP("<p>None has changed for the better.</p>"));
    write_list(html, WM_MARKUP("Furthest from target"), &far, write_furthest,
               WM_MARKUP("<p>None misses its target.</p>"));
    wm_page_markup(
        &html->page,
        WM_MARKUP(
            "</div>\n<p class=\"rule\">Up to five of each. Change is since the "
            "baseline, ordered by its size as a share of the baseline; counts that "
            "start under 50 are left out, and so are measures of which nobody said "
            "whether higher or lower is better. Distance is ordered by its size as a "
            "share of the target.</p>\n"));
}

void wm_html_overview(wm_html *html)
{
    wm_page_markup(&html->page, WM_MARKUP("<section class=\"wide\" id=\"overview\" "
                                          "aria-labelledby=\"overview-h\">\n"
                                          "<h2 id=\"overview-h\">Overview</h2>\n"));
    write_lead(html);
    if (html->has_grades && !html->judged->targets_lead)
        write_grade_counts(html);
    write_target_counts(html);
    if (html->judged->targets_lead)
        write_sense_counts(html);
    if (html->has_grades && html->judged->targets_lead)
        write_grade_counts(html);
    wm_html_board(html);
    write_singled(html);
    wm_page_markup(&html->page, WM_MARKUP("</section>\n"));
    wm_arena_rewind(html->arena, 0);
}
