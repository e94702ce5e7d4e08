#include "publish/html_internal.h"

#include "judge/words.h"
#include "publish/chart.h"
#include "publish/chart_internal.h"
#include "publish/svg.h"

/* One table of all measures, in the scorecard's order with a row over each section. On
 * a narrow screen each row becomes a card, the heading of each cell from `data-k`; the
 * roles keep it a table to a screen reader then. The script sorts by `data-v`.
 */
static const double SPARK_WIDTH = 84;
static const double SPARK_HEIGHT = 26;

static void write_heading(wm_html *html, wm_str key, wm_str words, bool is_number)
{
    wm_page_fill(&html->page, "<th scope=\"col\" role=\"columnheader\" data-key=\"{}\"",
                 key);
    wm_page_markup(&html->page, is_number ? WM_MARKUP(" class=\"n\">") : WM_MARKUP(">"));
    wm_page_text(&html->page, words);
    wm_page_markup(&html->page, WM_MARKUP("</th>"));
}

static wm_str country_name(const wm_html *html)
{
    wm_str name = html->scorecard->country.name;
    return wm_str_empty(name) ? WM_STR("England") : name;
}

static wm_str region_name(const wm_html *html)
{
    wm_str name = html->scorecard->region.name;
    return wm_str_empty(name) ? WM_STR("Region") : name;
}

static void write_headings(wm_html *html)
{
    wm_page_markup(&html->page, WM_MARKUP("<thead role=\"rowgroup\"><tr role=\"row\">"));
    write_heading(html, WM_STR("ref"), WM_STR("Ref"), false);
    write_heading(html, WM_STR("measure"), WM_STR("Measure"), false);
    wm_page_markup(&html->page,
                   WM_MARKUP("<th scope=\"col\" role=\"columnheader\">Trend</th>"));
    write_heading(html, WM_STR("latest"), WM_STR("Latest"), true);
    if (html->has_counts)
        write_heading(html, WM_STR("counts"), WM_STR("n of N"), true);
    if (html->has_grades)
        write_heading(html, WM_STR("grade"), WM_STR("Grade"), false);
    write_heading(html, WM_STR("target"), WM_STR("Target"), true);
    write_heading(html, WM_STR("verdict"), WM_STR("Against target"), false);
    write_heading(html, WM_STR("change"), WM_STR("Change"), true);
    if (html->has_country)
        write_heading(html, WM_STR("country"), country_name(html), true);
    if (html->has_region)
        write_heading(html, WM_STR("region"), region_name(html), true);
    wm_page_markup(&html->page, WM_MARKUP("</tr></thead>\n"));
}

/* Kinds of cell. */
static const wm_str WORDS = {"", 0};
static const wm_str NUMBER = {"n", 1};
static const wm_str NUMBER_IN_WORDS = {"n wrap", 6};

/* Opens a cell up to its content; without a value it is sorted last. */
static void open_cell(wm_html *html, wm_str heading, wm_str sorted_by, wm_str kind)
{
    wm_page_fill(&html->page, "<td role=\"cell\" data-k=\"{}\"", heading);
    if (!wm_str_empty(sorted_by))
        wm_page_fill(&html->page, " data-v=\"{}\"", sorted_by);
    if (!wm_str_empty(kind))
        wm_page_fill(&html->page, " class=\"{}\"", kind);
    wm_page_markup(&html->page, WM_MARKUP(">"));
}

static void close_cell(wm_html *html)
{
    wm_page_markup(&html->page, WM_MARKUP("</td>"));
}

static wm_str sortable(wm_html *html, wm_ratio value)
{
    char number[WM_NUMBER_BYTES];
    size_t length = wm_ratio_print_shortest(value, number);
    return wm_html_said(html, wm_str_copy(html->arena, (wm_str){number, length}));
}

static void write_spark_values(wm_html *html, const wm_judged_row *row)
{
    wm_page_markup(&html->page, WM_MARKUP("<span class=\"sr\">"));
    for (size_t i = 0; i < row->figure_count; i++) {
        wm_page_markup(&html->page, i == 0 ? WM_MARKUP("") : WM_MARKUP(", "));
        wm_page_text(
            &html->page,
            wm_html_said(html, wm_say_figure(html->arena, row, row->figures[i].figure)));
    }
    wm_page_markup(&html->page, WM_MARKUP("</span>"));
}

static void write_spark(wm_html *html, const wm_judged_row *row)
{
    wm_svg svg;
    wm_page_markup(&html->page, WM_MARKUP("<td role=\"cell\" data-k=\"Trend\" "
                                          "class=\"spark\">"));
    wm_canvas canvas = wm_svg_begin(&svg, &html->page,
                                    &(wm_svg_picture){.width = SPARK_WIDTH,
                                                      .height = SPARK_HEIGHT,
                                                      .decorative = true});
    wm_chart_spark(&canvas, row, SPARK_WIDTH, SPARK_HEIGHT, html->arena);
    wm_svg_end(&svg);
    write_spark_values(html, row);
    close_cell(html);
}

static void write_latest(wm_html *html, const wm_judged_row *row)
{
    const wm_judged_figure *latest = row->latest;
    open_cell(html, WM_STR("Latest"),
              latest ? sortable(html, latest->figure->value) : WM_STR(""), NUMBER);
    if (latest) {
        wm_str period =
            wm_period_label(latest->period, html->scorecard->first_month, html->arena);
        wm_page_fill(&html->page, "<b>{}</b> <span class=\"when\">{}</span>",
                     wm_html_said(html, wm_say_figure(html->arena, row, latest->figure)),
                     wm_html_said(html, period));
    } else {
        wm_page_markup(&html->page, WM_MARKUP("no figure"));
    }
    close_cell(html);
}

static void write_counts(wm_html *html, const wm_judged_row *row)
{
    if (!html->has_counts)
        return;
    const wm_figure *figure = row->latest ? row->latest->figure : NULL;
    bool known = figure && figure->has_counts;
    open_cell(html, WM_STR("n of N"),
              known ? sortable(html, wm_ratio_whole(figure->numerator)) : WM_STR(""),
              NUMBER);
    if (known)
        wm_page_text(&html->page, wm_html_said(html, wm_say_counts(html->arena, figure)));
    else
        wm_page_markup(&html->page, WM_MARKUP("not given"));
    close_cell(html);
}

static void write_grade(wm_html *html, const wm_judged_row *row)
{
    wm_grade grade = wm_html_latest_grade(row);
    if (!html->has_grades)
        return;
    open_cell(html, WM_STR("Grade"),
              grade == WM_GRADE_NONE ? WM_STR("") : sortable(html, wm_ratio_whole(grade)),
              WORDS);
    wm_html_grade(html, grade);
    close_cell(html);
}

static void write_target(wm_html *html, const wm_judged_row *row)
{
    const wm_judged_figure *current = row->current;
    bool known = current && current->target_known;
    open_cell(html, WM_STR("Target"),
              known ? sortable(html, current->target_low) : WM_STR(""), NUMBER_IN_WORDS);
    if (current && current->target)
        wm_page_text(&html->page,
                     wm_html_said(html, wm_say_target(html->arena, row, current)));
    else
        wm_page_markup(&html->page, WM_MARKUP("none"));
    close_cell(html);
}

/* Missed by most comes first, met last; what cannot be judged has no place. */
static wm_str verdict_order(wm_html *html, const wm_judged_row *row)
{
    wm_ratio share;
    if (row->latest && row->latest->verdict == WM_VERDICT_MET)
        return WM_STR("1");
    if (wm_target_share(row, &share))
        return sortable(html, wm_ratio_negate(share));
    return WM_STR("");
}

static void write_verdict(wm_html *html, const wm_judged_row *row)
{
    const wm_judged_figure *latest = row->latest;
    open_cell(html, WM_STR("Against target"), verdict_order(html, row), WORDS);
    if (latest && latest->verdict != WM_VERDICT_NONE) {
        wm_html_outcome_mark(html, wm_outcome_of(row));
        wm_page_text(&html->page,
                     wm_html_said(html, wm_say_verdict(html->arena, row, latest)));
    } else {
        wm_page_markup(&html->page, WM_MARKUP("-"));
    }
    close_cell(html);
}

/* Worse by most comes first. */
static wm_str change_order(wm_html *html, const wm_judged_row *row)
{
    wm_ratio share;
    switch (row->change.sense) {
    case WM_SENSE_SAME:
        return WM_STR("0");
    case WM_SENSE_BETTER:
    case WM_SENSE_WORSE:
        if (!wm_change_share(row, &share))
            return WM_STR("");
        return sortable(html, row->change.sense == WM_SENSE_WORSE ? wm_ratio_negate(share)
                                                                  : share);
    case WM_SENSE_NONE:
        break;
    }
    return WM_STR("");
}

static void write_change(wm_html *html, const wm_judged_row *row)
{
    open_cell(html, WM_STR("Change"), change_order(html, row), NUMBER);
    wm_page_text(&html->page, wm_html_said(html, wm_say_change(html->arena, row)));
    wm_str sense = wm_str_of(wm_sense_words(row->change.sense));
    if (row->change.known && row->change.sense != WM_SENSE_SAME && !wm_str_empty(sense))
        wm_page_fill(&html->page, " <span class=\"when\">{}</span>", sense);
    close_cell(html);
}

/* Of a comparator that is not of the figure's own year. */
static void write_year(wm_html *html, wm_period period)
{
    wm_str year = wm_period_text(period, html->scorecard->first_month, html->arena);
    bool is_dated = period.kind != WM_PERIOD_NONE;
    wm_page_fill(&html->page, " <span class=\"when\">{}</span>",
                 is_dated ? wm_html_said(html, year) : WM_STR("year not said"));
}

static void write_comparator(wm_html *html, const wm_judged_row *row, wm_level level,
                             wm_str heading)
{
    const wm_judged_comparator *drawn = wm_drawn_comparator(row, level);
    open_cell(html, heading,
              drawn ? sortable(html, drawn->comparator->value) : WM_STR(""), NUMBER);
    if (drawn) {
        wm_page_text(
            &html->page,
            wm_html_said(html, wm_say_comparator(html->arena, row, drawn->comparator)));
        if (!drawn->same_year)
            write_year(html, drawn->comparator->period);
    } else {
        wm_page_markup(&html->page, WM_MARKUP("-"));
    }
    close_cell(html);
}

static void write_name(wm_html *html, const wm_judged_row *row, size_t order)
{
    wm_page_fill(&html->page,
                 "<tr role=\"row\" data-section=\"{}\" data-grade=\"{}\" "
                 "data-verdict=\"{}\"><td role=\"cell\" class=\"ref\" data-v=\"",
                 row->section->id, wm_html_grade_key(wm_html_latest_grade(row)),
                 wm_html_verdict_key(row));
    wm_page_number(&html->page, order);
    wm_page_fill(&html->page,
                 "\">{}</td><th scope=\"row\" role=\"rowheader\"><a href=\"#m-{}\">{}</a>"
                 "</th>",
                 row->row->ref, row->row->ref, row->short_title);
}

static void write_row(wm_html *html, const wm_judged_row *row, size_t order)
{
    write_name(html, row, order);
    write_spark(html, row);
    write_latest(html, row);
    write_counts(html, row);
    write_grade(html, row);
    write_target(html, row);
    write_verdict(html, row);
    write_change(html, row);
    if (html->has_country)
        write_comparator(html, row, WM_LEVEL_COUNTRY, country_name(html));
    if (html->has_region)
        write_comparator(html, row, WM_LEVEL_REGION, region_name(html));
    wm_page_markup(&html->page, WM_MARKUP("</tr>\n"));
    wm_arena_rewind(html->arena, 0);
}

static size_t column_count(const wm_html *html)
{
    return 7U + html->has_grades + html->has_counts + html->has_country +
           html->has_region;
}

static void write_section(wm_html *html, const wm_judged_section *section)
{
    wm_page_markup(&html->page, WM_MARKUP("<tbody role=\"rowgroup\"><tr role=\"row\" "
                                          "class=\"over\"><th scope=\"rowgroup\" "
                                          "role=\"rowheader\" colspan=\""));
    wm_page_number(&html->page, column_count(html));
    wm_page_fill(&html->page, "\">{}</th></tr>\n",
                 wm_html_section_name(html, section->section));
    for (size_t i = 0; i < section->count; i++)
        write_row(html, &html->judged->rows[section->first + i], section->first + i);
    wm_page_markup(&html->page, WM_MARKUP("</tbody>\n"));
}

/* Hidden until the script is there to answer. */

static void write_section_choices(wm_html *html)
{
    wm_page_markup(
        &html->page,
        WM_MARKUP("<div><label for=\"by-section\">Section</label>"
                  "<select id=\"by-section\"><option value=\"\">All</option>"));
    for (size_t i = 0; i < html->judged->section_count; i++) {
        const wm_section *section = html->judged->sections[i].section;
        wm_page_fill(&html->page, "<option value=\"{}\">{}</option>", section->id,
                     wm_html_section_name(html, section));
    }
    wm_page_markup(&html->page, WM_MARKUP("</select></div>"));
}

static void write_grade_choices(wm_html *html)
{
    if (!html->has_grades)
        return;
    wm_page_markup(&html->page,
                   WM_MARKUP("<div><label for=\"by-grade\">Grade</label>"
                             "<select id=\"by-grade\"><option value=\"\">All</option>"));
    for (wm_grade grade = WM_GRADE_OUTSTANDING;; grade--) {
        if (html->judged->grade_counts[grade])
            wm_page_fill(&html->page, "<option value=\"{}\">{}</option>",
                         wm_html_grade_key(grade), wm_grade_word(grade, html->scorecard));
        if (grade == WM_GRADE_NONE)
            break;
    }
    wm_page_markup(&html->page, WM_MARKUP("</select></div>"));
}

static void write_filters(wm_html *html)
{
    wm_page_markup(
        &html->page,
        WM_MARKUP("<div class=\"filters\" role=\"group\" aria-label=\"Filter measures\" "
                  "hidden>"));
    wm_page_markup(&html->page,
                   WM_MARKUP("<div class=\"find\"><label for=\"by-text\">Find</label>"
                             "<input id=\"by-text\" type=\"search\" autocomplete=\"off\">"
                             "</div>"));
    write_section_choices(html);
    write_grade_choices(html);
    wm_page_markup(
        &html->page,
        WM_MARKUP(
            "<div><label for=\"by-verdict\">Target</label><select id=\"by-verdict\">"
            "<option value=\"\">All</option><option value=\"met\">Met</option>"
            "<option value=\"missed\">Missed</option>"
            "<option value=\"unknown\">Cannot be judged</option>"
            "<option value=\"none\">No target or no figure</option></select></div>"
            "<button type=\"button\" id=\"clear\">Clear</button>"
            "<p id=\"shown\" role=\"status\"></p></div>\n"));
}

void wm_html_table(wm_html *html)
{
    wm_page_markup(
        &html->page,
        WM_MARKUP("<section class=\"wide\" id=\"all\" aria-labelledby=\"all-h\">\n"
                  "<h2 id=\"all-h\">All measures</h2>\n"));
    write_filters(html);
    wm_page_markup(
        &html->page,
        WM_MARKUP(
            "<table class=\"all\" role=\"table\"><caption>The latest figure of each "
            "measure. Change is since the baseline. In the trend the dotted line is "
            "the target, where it lies within.</caption>\n"));
    write_headings(html);
    for (size_t i = 0; i < html->judged->section_count; i++)
        write_section(html, &html->judged->sections[i]);
    wm_page_markup(&html->page, WM_MARKUP("</table>\n</section>\n"));
}
