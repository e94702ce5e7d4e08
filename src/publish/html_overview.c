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

static void write_count(wm_html *html, size_t count, wm_str key, wm_markup words)
{
    wm_page_fill(&html->page,
                 "<li><span class=\"verdict {}\"></span><span class=\"count\">", key);
    wm_page_number(&html->page, count);
    wm_page_markup(&html->page, WM_MARKUP("</span> "));
    wm_page_markup(&html->page, words);
    wm_page_markup(&html->page, WM_MARKUP("</li>"));
}

static size_t count_verdicts(const wm_judged *judged, wm_str key)
{
    size_t count = 0;
    for (size_t i = 0; i < judged->row_count; i++)
        count += wm_str_equal(wm_html_verdict_key(&judged->rows[i]), key);
    return count;
}

static void write_target_counts(wm_html *html)
{
    const wm_judged *judged = html->judged;
    wm_page_markup(&html->page, WM_MARKUP("<ul class=\"counts\">"));
    write_count(html, judged->met, WM_STR("met"), WM_MARKUP("meet their target"));
    write_count(html, judged->missed, WM_STR("missed"), WM_MARKUP("miss it"));
    size_t unknown = count_verdicts(judged, WM_STR("unknown"));
    if (unknown)
        write_count(html, unknown, WM_STR("unknown"), WM_MARKUP("cannot be judged"));
    size_t none = count_verdicts(judged, WM_STR("none"));
    if (none)
        write_count(html, none, WM_STR("none"), WM_MARKUP("have no target or no figure"));
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

static void write_lead(wm_html *html)
{
    wm_page *page = &html->page;
    wm_page_markup(page, WM_MARKUP("<p class=\"lead\">"));
    wm_page_number(page, html->judged->row_count);
    wm_page_markup(page, html->judged->row_count == 1 ? WM_MARKUP(" measure: ")
                                                      : WM_MARKUP(" measures: "));
    write_grades_as_words(html);
    wm_page_markup(page, WM_MARKUP(". <strong>"));
    wm_page_number(page, html->judged->met);
    wm_page_markup(page, html->judged->met == 1
                             ? WM_MARKUP("</strong> meets its target and <strong>")
                             : WM_MARKUP("</strong> meet their target and <strong>"));
    wm_page_number(page, html->judged->missed);
    wm_page_markup(page, html->judged->missed == 1
                             ? WM_MARKUP("</strong> misses it.</p>\n")
                             : WM_MARKUP("</strong> miss it.</p>\n"));
}

/* Every measure as a tile. */

static void write_tile(wm_html *html, const wm_judged_row *row)
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

static void write_board(wm_html *html)
{
    const wm_judged *judged = html->judged;
    wm_page_markup(&html->page, WM_MARKUP("<h3>Every measure at a glance</h3>\n"
                                          "<ul class=\"board\">"));
    for (size_t i = 0; i < judged->section_count; i++) {
        const wm_judged_section *section = &judged->sections[i];
        wm_page_fill(&html->page,
                     "<li><a class=\"board-title\" href=\"#section-{}\">{}</a>"
                     "<ul class=\"tiles\">",
                     section->section->id, wm_html_section_name(html, section->section));
        for (size_t j = 0; j < section->count; j++)
            write_tile(html, &judged->rows[section->first + j]);
        wm_page_markup(&html->page, WM_MARKUP("</ul></li>\n"));
    }
    wm_page_markup(&html->page, WM_MARKUP("</ul>\n"));
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
            wm_html_change_share(&judged->rows[i], &share))
            keep(&kept, &judged->rows[i], share);
    }
    return kept;
}

static singled furthest(const wm_judged *judged)
{
    singled kept = {.count = 0};
    for (size_t i = 0; i < judged->row_count; i++) {
        wm_ratio share;
        if (wm_html_target_share(&judged->rows[i], &share))
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
    write_grade_counts(html);
    write_target_counts(html);
    write_board(html);
    write_singled(html);
    wm_page_markup(&html->page, WM_MARKUP("</section>\n"));
    wm_arena_rewind(html->arena, 0);
}
