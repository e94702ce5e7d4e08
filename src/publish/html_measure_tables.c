#include "publish/html_internal.h"

#include "judge/words.h"

/* The numbers of a measure's charts, and what it is. */

static void write_cell(wm_html *html, wm_str text, bool is_number)
{
    if (is_number)
        wm_page_fill(&html->page, "<td class=\"n\">{}</td>", text);
    else
        wm_page_fill(&html->page, "<td>{}</td>", text);
}

/* What was printed says something that the words do not: more than a missing `%`. */
static bool says_more(wm_str printed, wm_str said)
{
    if (wm_str_empty(printed))
        return false;
    wm_str bare =
        wm_str_ends(said, WM_STR("%")) ? wm_str_slice(said, 0, said.len - 1) : said;
    return !wm_str_equal(printed, said) && !wm_str_equal(printed, bare);
}

static bool differs(wm_html *html, const wm_judged_row *row, const wm_figure *figure)
{
    return figure &&
           says_more(figure->printed,
                     wm_html_said(html, wm_say_figure(html->arena, row, figure)));
}

typedef struct figure_columns {
    bool printed;
    bool counts;
    bool grade;
    bool verdict;
    bool note;
} figure_columns;

static figure_columns columns_of(wm_html *html, const wm_judged_row *row)
{
    figure_columns columns = {.printed = false};
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_judged_figure *one = &row->figures[i];
        const wm_figure *figure = one->figure;
        columns.printed = columns.printed || differs(html, row, figure);
        columns.counts = columns.counts || (figure && figure->has_counts);
        columns.grade = columns.grade || one->grade != WM_GRADE_NONE;
        columns.verdict = columns.verdict || one->verdict != WM_VERDICT_NONE;
        columns.note = columns.note || (figure && !wm_str_empty(figure->note));
    }
    return columns;
}

static void write_figure_headings(wm_html *html, figure_columns columns)
{
    wm_page *page = &html->page;
    wm_page_markup(page, WM_MARKUP("<thead><tr><th scope=\"col\">Period</th>"
                                   "<th scope=\"col\" class=\"n\">Figure</th>"));
    if (columns.printed)
        wm_page_markup(page, WM_MARKUP("<th scope=\"col\" class=\"n\">As printed</th>"));
    if (columns.counts)
        wm_page_markup(page, WM_MARKUP("<th scope=\"col\" class=\"n\">n of N</th>"));
    if (columns.grade)
        wm_page_markup(page, WM_MARKUP("<th scope=\"col\">Grade</th>"));
    if (columns.verdict)
        wm_page_markup(page, WM_MARKUP("<th scope=\"col\">Against target</th>"));
    if (columns.note)
        wm_page_markup(page, WM_MARKUP("<th scope=\"col\">Note</th>"));
    wm_page_markup(page, WM_MARKUP("</tr></thead><tbody>\n"));
}

static void write_figure(wm_html *html, const wm_judged_row *row,
                         const wm_judged_figure *one, figure_columns columns)
{
    wm_arena *arena = html->arena;
    const wm_figure *figure = one->figure;
    wm_page_fill(&html->page, "<tr><th scope=\"row\">{}{}</th>",
                 wm_html_said(html, wm_period_label(one->period,
                                                    html->scorecard->first_month, arena)),
                 one->is_baseline ? WM_STR(" (baseline)") : WM_STR(""));
    write_cell(html, wm_html_said(html, wm_say_figure(arena, row, figure)), true);
    if (columns.printed)
        write_cell(html, figure ? figure->printed : WM_STR(""), true);
    if (columns.counts)
        write_cell(html,
                   figure ? wm_html_said(html, wm_say_counts(arena, figure)) : WM_STR(""),
                   true);
    if (columns.grade) {
        wm_page_markup(&html->page, WM_MARKUP("<td>"));
        wm_html_grade(html, one->grade);
        wm_page_markup(&html->page, WM_MARKUP("</td>"));
    }
    if (columns.verdict)
        write_cell(html, wm_html_said(html, wm_say_verdict(arena, row, one)), false);
    if (columns.note)
        write_cell(html, figure ? figure->note : WM_STR(""), false);
    wm_page_markup(&html->page, WM_MARKUP("</tr>\n"));
}

/* A table that is wider than a narrow screen scrolls in a region of its own, which the
 * keyboard can reach and which has a name. */
static void open_region(wm_html *html, wm_str name, wm_str ref)
{
    wm_page_fill(&html->page,
                 "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
                 "aria-label=\"{}, {}\"><table>",
                 name, ref);
}

void wm_html_figures(wm_html *html, const wm_judged_row *row)
{
    figure_columns columns = columns_of(html, row);
    open_region(html, WM_STR("Figures"), row->row->ref);
    wm_page_markup(&html->page, WM_MARKUP("<caption>Figures</caption>"));
    write_figure_headings(html, columns);
    for (size_t i = 0; i < row->figure_count; i++)
        write_figure(html, row, &row->figures[i], columns);
    wm_page_markup(&html->page, WM_MARKUP("</tbody></table></div>\n"));
}

/* Comparators. */

static wm_str against_words(const wm_judged_comparator *judged)
{
    if (!judged->comparable)
        return WM_STR("");
    if (judged->sense == WM_SENSE_BETTER)
        return judged->side < 0 ? WM_STR("lower: better") : WM_STR("higher: better");
    if (judged->sense == WM_SENSE_WORSE)
        return judged->side < 0 ? WM_STR("lower: worse") : WM_STR("higher: worse");
    return judged->side == 0  ? WM_STR("the same")
           : judged->side < 0 ? WM_STR("lower")
                              : WM_STR("higher");
}

static wm_str comparator_value(wm_html *html, const wm_judged_row *row,
                               const wm_comparator *comparator)
{
    if (comparator->has_value)
        return wm_html_said(html, wm_say_comparator(html->arena, row, comparator));
    return wm_str_of(wm_figure_status_words(comparator->status));
}

/* Source, vintage and what is different about it, in one cell. */
static void write_origin(wm_html *html, const wm_comparator *comparator)
{
    bool is_sheet = wm_str_equal(comparator->source, WM_STR("printed"));
    const wm_str parts[] = {is_sheet ? WM_STR("") : comparator->source,
                            comparator->vintage, comparator->definition};
    wm_page_markup(&html->page, WM_MARKUP("<td class=\"origin\">"));
    wm_page_markup(&html->page, comparator->printed ? WM_MARKUP("the printed sheet")
                                                    : WM_MARKUP("published"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!wm_str_empty(parts[i]))
            wm_page_fill(&html->page, "; {}", parts[i]);
    if (comparator->known != WM_DAY_NONE)
        wm_page_fill(&html->page, "; known {}", wm_html_day(html, comparator->known));
    wm_page_markup(&html->page, WM_MARKUP("</td>"));
}

static void write_comparator(wm_html *html, const wm_judged_row *row,
                             const wm_judged_comparator *judged, bool printed)
{
    const wm_comparator *comparator = judged->comparator;
    wm_str name = wm_str_empty(comparator->name)
                      ? wm_str_of(wm_level_name(comparator->level))
                      : comparator->name;
    bool dated = comparator->period.kind != WM_PERIOD_NONE;
    wm_page_fill(&html->page, "<tr><th scope=\"row\">{}</th>", name);
    write_cell(html, comparator_value(html, row, comparator), true);
    if (printed)
        write_cell(html, comparator->printed_text, true);
    wm_page_fill(&html->page, "<td class=\"year\">{}</td>",
                 dated ? wm_html_said(html, wm_period_text(comparator->period,
                                                           html->scorecard->first_month,
                                                           html->arena))
                       : WM_STR("not said"));
    write_cell(html, against_words(judged), false);
    write_origin(html, comparator);
    wm_page_markup(&html->page, WM_MARKUP("</tr>\n"));
}

static bool any_says_more(wm_html *html, const wm_judged_row *row)
{
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_comparator *comparator = row->comparators[i].comparator;
        if (says_more(comparator->printed_text, comparator_value(html, row, comparator)))
            return true;
    }
    return false;
}

void wm_html_comparators(wm_html *html, const wm_judged_row *row)
{
    if (row->comparator_count == 0)
        return;
    bool printed = any_says_more(html, row);
    open_region(html, WM_STR("Comparators"), row->row->ref);
    wm_page_markup(&html->page, WM_MARKUP("<caption>Comparators</caption><thead><tr>"
                                          "<th scope=\"col\">Whose</th>"
                                          "<th scope=\"col\" class=\"n\">Figure</th>"));
    if (printed)
        wm_page_markup(&html->page,
                       WM_MARKUP("<th scope=\"col\" class=\"n\">As printed</th>"));
    wm_page_markup(&html->page, WM_MARKUP("<th scope=\"col\">Year</th>"
                                          "<th scope=\"col\">Ours is</th>"
                                          "<th scope=\"col\">Source</th></tr></thead>"
                                          "<tbody>\n"));
    for (size_t i = 0; i < row->comparator_count; i++)
        write_comparator(html, row, &row->comparators[i], printed);
    wm_page_markup(&html->page, WM_MARKUP("</tbody></table></div>\n"));
}

void wm_html_peers(wm_html *html, const wm_judged_row *row)
{
    if (row->peer_count == 0)
        return;
    wm_page_markup(&html->page, WM_MARKUP("<details><summary>"));
    wm_page_number(&html->page, row->peer_count);
    wm_page_markup(&html->page, WM_MARKUP(" authorities as a table</summary>"));
    open_region(html, WM_STR("Authorities"), row->row->ref);
    wm_page_markup(&html->page, WM_MARKUP("<thead><tr><th scope=\"col\">Authority</th>"
                                          "<th scope=\"col\" class=\"n\">Figure</th>"
                                          "</tr></thead><tbody>\n"));
    for (size_t i = 0; i < row->peer_count; i++)
        wm_page_fill(&html->page,
                     "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td></tr>\n",
                     row->peers[i]->name, comparator_value(html, row, row->peers[i]));
    wm_page_markup(&html->page, WM_MARKUP("</tbody></table></div></details>\n"));
}
