#include "publish/html_internal.h"

#include "judge/words.h"
#include "publish/chart.h"
#include "publish/svg.h"

/* A measure: its finding, its figure and what to think of it, its charts with their
 * numbers, what was written about it, what it is.
 */

/* Each chart is drawn twice, for a wide page and for a narrow one, so that its letters
 * are never scaled; the style shows one of them. */
typedef struct chart_size {
    double width;
    double height;
} chart_size;

static const chart_size wide_sizes[] = {
    [WM_CHART_TREND] = {540, 250},
    [WM_CHART_STRIP] = {540, 124},
    [WM_CHART_RANKED] = {540, 224},
};
static const chart_size narrow_sizes[] = {
    [WM_CHART_TREND] = {300, 220},
    [WM_CHART_STRIP] = {300, 140},
    [WM_CHART_RANKED] = {300, 204},
};

/* A few bars need less room than every authority, and a strip only the rows of labels
 * under it. */
static double height_of(const wm_judged_row *row, wm_chart_kind kind, double height)
{
    size_t bars = row->comparator_count + 1;
    size_t labels = row->comparator_count > 3 ? 3 : row->comparator_count;
    if (kind == WM_CHART_STRIP)
        return 84 + 16 * (double)labels;
    if (kind == WM_CHART_RANKED && row->peer_count < 10)
        return bars < 7 ? 30 * (double)bars : 200;
    return height;
}

static bool draw(wm_html *html, wm_canvas *canvas, wm_chart_kind kind,
                 const wm_judged_row *row, chart_size size)
{
    switch (kind) {
    case WM_CHART_TREND:
        return wm_chart_trend(canvas, row, html->scorecard, size.width, size.height,
                              html->arena);
    case WM_CHART_STRIP:
        return wm_chart_strip(canvas, row, html->scorecard, size.width, size.height,
                              html->arena);
    case WM_CHART_RANKED:
        return wm_chart_ranked(canvas, row, html->scorecard, size.width, size.height,
                               html->arena);
    }
    return false;
}

static bool write_picture(wm_html *html, wm_chart_kind kind, const wm_judged_row *row,
                          wm_str title, bool narrow)
{
    static const char letters[] = "tsr";
    chart_size size = (narrow ? narrow_sizes : wide_sizes)[kind];
    size.height = height_of(row, kind, size.height);
    wm_str id =
        wm_html_said(html, wm_str_format(html->arena, "%c%s%.*s", letters[kind],
                                         narrow ? "n-" : "w-", WM_FMT(row->row->ref)));
    wm_svg_picture picture = {
        .id = id,
        .title = title,
        .description = wm_html_said(
            html, wm_chart_describe(html->arena, kind, row, html->scorecard)),
        .width = size.width,
        .height = size.height};
    wm_svg svg;
    wm_page_markup(&html->page, narrow ? WM_MARKUP("<div class=\"narrow-chart\">")
                                       : WM_MARKUP("<div class=\"wide-chart\">"));
    wm_canvas canvas = wm_svg_begin(&svg, &html->page, &picture);
    bool drawn = draw(html, &canvas, kind, row, size);
    wm_svg_end(&svg);
    wm_page_markup(&html->page, WM_MARKUP("</div>"));
    return drawn;
}

/* The chart is written and, when there turned out to be nothing to draw, taken back. */
static bool write_chart(wm_html *html, wm_chart_kind kind, const wm_judged_row *row,
                        wm_str title)
{
    size_t before = html->page.out->len;
    wm_page_fill(&html->page, "<figure><figcaption>{}</figcaption>", title);
    bool drawn = write_picture(html, kind, row, title, false) &&
                 write_picture(html, kind, row, title, true);
    wm_page_markup(&html->page, WM_MARKUP("</figure>\n"));
    if (drawn)
        return true;
    wm_html_said(html, wm_str_copy(html->arena, WM_STR(""))); /* or memory was refused */
    if (wm_text_status(html->page.out) == WM_OK)
        html->page.out->len = before;
    return false;
}

static wm_str ranked_title(wm_html *html, const wm_judged_row *row)
{
    if (!row->standing.known)
        return WM_STR("Compared with others");
    wm_str year =
        wm_period_label(row->standing.period, html->scorecard->first_month, html->arena);
    return wm_html_said(
        html, wm_str_format(html->arena, "Authorities of England, %.*s", WM_FMT(year)));
}

/* The strip is turned round where lower is better. */
static wm_str strip_title(const wm_judged_row *row)
{
    if (row->direction == WM_DIRECTION_NONE)
        return WM_STR("Where the figure lies");
    return row->row->bands.present
               ? WM_STR("Where the figure lies among the grades: better to the right")
               : WM_STR("Where the figure lies: better to the right");
}

/* The finding and the figure. */

static void write_big_figure(wm_html *html, const wm_judged_row *row)
{
    const wm_judged_figure *latest = row->latest;
    wm_page_markup(&html->page, WM_MARKUP("<div class=\"figure\">"));
    if (!latest) {
        wm_page_markup(&html->page,
                       WM_MARKUP("<p class=\"big none\">No figure</p></div>"));
        return;
    }
    wm_page_fill(
        &html->page, "<p class=\"big\">{}</p><p>{}",
        wm_html_said(html, wm_say_figure(html->arena, row, latest->figure)),
        wm_html_said(html, wm_period_label(latest->period, html->scorecard->first_month,
                                           html->arena)));
    if (latest->figure->has_counts)
        wm_page_fill(&html->page, "<br>{}",
                     wm_html_said(html, wm_say_counts(html->arena, latest->figure)));
    if (latest->figure->status == WM_FIGURE_PROVISIONAL)
        wm_page_markup(&html->page, WM_MARKUP("<br>provisional"));
    wm_page_markup(&html->page, WM_MARKUP("</p></div>\n"));
}

static void write_grade(wm_html *html, const wm_judged_row *row)
{
    const wm_judged_figure *latest = row->latest;
    if (!html->has_grades)
        return;
    wm_page_markup(&html->page, WM_MARKUP("<div><dt>Grade</dt><dd>"));
    wm_html_grade(html, wm_html_latest_grade(row));
    if (latest && latest->grade == WM_GRADE_NONE &&
        latest->why_ungraded != WM_UNGRADED_NOT)
        wm_page_fill(&html->page, "<small>{}</small>",
                     wm_str_of(wm_ungraded_words(latest->why_ungraded)));
    wm_str next = latest ? wm_html_said(html, wm_say_next_grade(html->arena, row, latest,
                                                                html->scorecard))
                         : WM_STR("");
    if (!wm_str_empty(next))
        wm_page_fill(&html->page, "<small>{}</small>", next);
    wm_page_markup(&html->page, WM_MARKUP("</dd></div>\n"));
}

static void write_target(wm_html *html, const wm_judged_row *row)
{
    const wm_judged_figure *current = row->current;
    wm_page_markup(&html->page, WM_MARKUP("<div><dt>Target</dt><dd>"));
    if (!current || !current->target) {
        wm_page_markup(&html->page, WM_MARKUP("none</dd></div>\n"));
        return;
    }
    wm_page_text(&html->page,
                 wm_html_said(html, wm_say_target(html->arena, row, current)));
    wm_page_markup(&html->page, WM_MARKUP("<small>"));
    wm_html_outcome_mark(html, wm_outcome_of(row));
    wm_page_fill(&html->page, "{}</small></dd></div>\n",
                 wm_html_said(html, wm_say_verdict(html->arena, row, current)));
}

static void write_change(wm_html *html, const wm_judged_row *row)
{
    if (!row->change.known)
        return;
    wm_page_fill(
        &html->page,
        "<div><dt>Change since baseline</dt><dd>{}<small>{}</small></dd></div>\n",
        wm_html_said(html, wm_say_change(html->arena, row)),
        wm_str_of(wm_sense_words(row->change.sense)));
}

static void write_standing(wm_html *html, const wm_judged_row *row)
{
    if (!row->standing.known)
        return;
    wm_str year =
        wm_period_label(row->standing.period, html->scorecard->first_month, html->arena);
    wm_page_fill(&html->page,
                 "<div><dt>Position</dt><dd>{}<small>{}{}</small></dd></div>\n",
                 wm_html_said(html, wm_say_standing(html->arena, &row->standing)),
                 wm_html_said(html, year),
                 row->standing.own_is_published ? WM_STR(", published figures")
                                                : WM_STR(", own figure among published"));
}

static void write_heading(wm_html *html, const wm_judged_row *row)
{
    wm_page_fill(&html->page,
                 "<article class=\"measure\" id=\"m-{}\" aria-labelledby=\"m-{}-h\">\n"
                 "<h3 id=\"m-{}-h\"><span class=\"ref\">{}</span> {}</h3>\n"
                 "<p class=\"title\">{}</p>\n",
                 row->row->ref, row->row->ref, row->row->ref, row->row->ref,
                 wm_html_said(html, wm_say_headline(html->arena, row, html->scorecard)),
                 row->title);
    wm_page_markup(&html->page, WM_MARKUP("<div class=\"summary\">"));
    write_big_figure(html, row);
    wm_page_markup(&html->page, WM_MARKUP("<dl>"));
    write_grade(html, row);
    write_target(html, row);
    write_change(html, row);
    write_standing(html, row);
    wm_page_markup(&html->page, WM_MARKUP("</dl></div>\n"));
}

static void write_commentary(wm_html *html, const wm_judged_row *row)
{
    const wm_comment *comment = row->comment;
    if (!comment)
        return;
    wm_page_fill(&html->page,
                 "<div class=\"commentary\"><h4>Commentary</h4><p>{}</p><p class=\"by\">",
                 comment->text);
    wm_str period =
        wm_period_label(comment->period, html->scorecard->first_month, html->arena);
    wm_str parts[] = {
        comment->author, wm_html_day(html, comment->date), comment->state,
        comment->period.kind == WM_PERIOD_NONE ? WM_STR("") : wm_html_said(html, period)};
    bool any = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (wm_str_empty(parts[i]))
            continue;
        wm_page_markup(&html->page, any ? WM_MARKUP(" \xC2\xB7 ") : WM_MARKUP(""));
        wm_page_text(&html->page, parts[i]);
        any = true;
    }
    wm_page_markup(&html->page, WM_MARKUP("</p></div>\n"));
}

static bool is_about(const wm_finding *finding, wm_str ref)
{
    for (size_t i = 0; i < finding->refs.count; i++)
        if (wm_str_equal(finding->refs.items[i], ref))
            return true;
    return false;
}

static void write_findings(wm_html *html, const wm_judged_row *row)
{
    const wm_findings *findings = html->publication->findings;
    bool any = false;
    for (size_t i = 0; i < findings->list.count; i++) {
        const wm_finding *finding = &findings->list.items[i];
        if (!is_about(finding, row->row->ref))
            continue;
        if (!any)
            wm_page_markup(&html->page, WM_MARKUP("<div class=\"findings\"><h4>Worth "
                                                  "checking</h4><ul>"));
        any = true;
        wm_html_finding(html, finding, row->row->ref);
    }
    if (any)
        wm_page_markup(&html->page, WM_MARKUP("</ul></div>\n"));
}

/* Published comparators make the right column long; then the definition is in the left.
 */
static void write_measure(wm_html *html, const wm_judged_row *row)
{
    wm_page *page = &html->page;
    bool is_long = row->comparator_count > 3;
    write_heading(html, row);
    wm_page_markup(page, WM_MARKUP("<div class=\"columns\"><div>\n"));
    write_chart(html, WM_CHART_TREND, row, WM_STR("Trend"));
    wm_html_figures(html, row);
    write_commentary(html, row);
    if (is_long)
        wm_html_definition(html, row);
    wm_page_markup(page, WM_MARKUP("</div><div>\n"));
    write_chart(html, WM_CHART_STRIP, row, strip_title(row));
    write_chart(html, WM_CHART_RANKED, row, ranked_title(html, row));
    wm_html_comparators(html, row);
    wm_html_peers(html, row);
    if (!is_long)
        wm_html_definition(html, row);
    write_findings(html, row);
    wm_page_markup(page, WM_MARKUP("</div></div>\n<p class=\"back\"><a href=\"#all\">"
                                   "All measures</a></p>\n</article>\n"));
    wm_arena_rewind(html->arena, 0);
}

void wm_html_measures(wm_html *html)
{
    const wm_judged *judged = html->judged;
    for (size_t i = 0; i < judged->section_count; i++) {
        const wm_judged_section *section = &judged->sections[i];
        wm_page_fill(
            &html->page,
            "<section class=\"group wide\" id=\"section-{}\" "
            "aria-labelledby=\"section-{}-h\">\n<h2 id=\"section-{}-h\">{}</h2>\n",
            section->section->id, section->section->id, section->section->id,
            wm_html_section_name(html, section->section));
        for (size_t j = 0; j < section->count; j++)
            write_measure(html, &judged->rows[section->first + j]);
        wm_page_markup(&html->page, WM_MARKUP("</section>\n"));
    }
}
