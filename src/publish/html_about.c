#include "publish/html_internal.h"

#include <stdint.h>

static wm_str severity_word(wm_severity severity)
{
    switch (severity) {
    case WM_SEVERITY_ERROR:
        return WM_STR("Error");
    case WM_SEVERITY_WARNING:
        return WM_STR("Warning");
    case WM_SEVERITY_NOTE:
        break;
    }
    return WM_STR("Note");
}

/* Of the evidence for several rows, `1.2: over 25; 1.3: under 65`, the parts of one. */
static void write_evidence(wm_html *html, const wm_finding *finding, wm_str ref)
{
    wm_str rest = finding->evidence;
    bool any = false;
    while (!wm_str_empty(rest)) {
        size_t end = wm_str_find(rest, WM_STR("; "));
        wm_str part = wm_str_slice(rest, 0, end);
        rest = end == SIZE_MAX ? WM_STR("") : wm_str_slice(rest, end + 2, rest.len);
        if (finding->refs.count > 1) {
            wm_str after = wm_str_slice(part, ref.len, part.len);
            if (!wm_str_starts(part, ref) || !wm_str_starts(after, WM_STR(": ")))
                continue;
            part = wm_str_slice(after, 2, after.len);
        }
        wm_page_fill(&html->page, "{}{}", any ? WM_STR("; ") : WM_STR(" ("), part);
        any = true;
    }
    if (any)
        wm_page_markup(&html->page, WM_MARKUP(")"));
}

void wm_html_finding(wm_html *html, const wm_finding *finding, wm_str ref)
{
    wm_page_fill(&html->page, "<li><b>{}:</b> {}", severity_word(finding->severity),
                 finding->message);
    write_evidence(html, finding, ref);
    if (finding->accepted)
        wm_page_markup(&html->page, WM_MARKUP(" (accepted)"));
    if (!wm_str_empty(finding->remedy))
        wm_page_fill(&html->page, "<small>{}</small>", finding->remedy);
    wm_page_markup(&html->page, WM_MARKUP("</li>\n"));
}

/* Measures the finding is about, each a link. */
static void write_refs(wm_html *html, const wm_finding *finding)
{
    for (size_t i = 0; i < finding->refs.count; i++)
        wm_page_fill(&html->page, "{}<a href=\"#m-{}\">{}</a>",
                     i ? WM_STR(", ") : WM_STR(""), finding->refs.items[i],
                     finding->refs.items[i]);
}

static void write_findings(wm_html *html)
{
    const wm_findings *findings = html->publication->findings;
    wm_page_markup(&html->page, WM_MARKUP("<h3>Worth checking</h3>\n"));
    if (findings->list.count == 0) {
        wm_page_markup(&html->page, WM_MARKUP("<p>Nothing was found.</p>\n"));
        return;
    }
    wm_page_markup(&html->page,
                   WM_MARKUP("<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
                             "aria-label=\"Worth checking\"><table><thead><tr>"
                             "<th scope=\"col\">Kind</th><th scope=\"col\">Finding</th>"
                             "<th scope=\"col\">Measures</th></tr></thead><tbody>\n"));
    for (size_t i = 0; i < findings->list.count; i++) {
        const wm_finding *finding = &findings->list.items[i];
        wm_page_fill(&html->page, "<tr><td>{}</td><td>{}",
                     severity_word(finding->severity), finding->message);
        if (!wm_str_empty(finding->remedy))
            wm_page_fill(&html->page, "<small>{}</small>", finding->remedy);
        wm_page_markup(&html->page, WM_MARKUP("</td><td>"));
        write_refs(html, finding);
        wm_page_markup(&html->page, WM_MARKUP("</td></tr>\n"));
    }
    wm_page_markup(&html->page, WM_MARKUP("</tbody></table></div>\n"));
}

static void write_notes(wm_html *html)
{
    const wm_str_list *notes = &html->scorecard->notes;
    if (notes->count == 0)
        return;
    wm_page_markup(&html->page, WM_MARKUP("<h3>Footnotes of the scorecard</h3>\n<ul>"));
    for (size_t i = 0; i < notes->count; i++)
        wm_page_fill(&html->page, "<li>{}</li>\n", notes->items[i]);
    wm_page_markup(&html->page, WM_MARKUP("</ul>\n"));
}

static void write_reading(wm_html *html)
{
    wm_page_markup(&html->page, WM_MARKUP("<h3>How to read it</h3>\n<ul>"));
    if (html->has_grades)
        wm_page_markup(
            &html->page,
            WM_MARKUP(
                "<li>A grade is found from the exact figure, not the printed one, and a "
                "figure on a boundary has the better grade. It is the scorecard's own "
                "grade and not an inspector's.</li>"));
    wm_page_markup(
        &html->page,
        WM_MARKUP(
            "<li>A target is near when it is missed by no more than a twentieth of it: "
            "81% against at least 85%. It is missed nevertheless.</li>"
            "<li>The latest figure is the last of the periods shown that has a "
            "value.</li>"
            "<li>Change is from the baseline to the latest figure; as a percentage "
            "only from a base of 50 or more.</li>"
            "<li>Comparators carry their own year, which may not be the figure's."
            "</li></ul>\n"));
}

void wm_html_about(wm_html *html)
{
    wm_page_markup(&html->page,
                   WM_MARKUP("<section class=\"wide about\" id=\"about\" "
                             "aria-labelledby=\"about-h\">\n"
                             "<h2 id=\"about-h\">About this scorecard</h2>\n"));
    write_reading(html);
    write_notes(html);
    write_findings(html);
    wm_page_markup(&html->page, WM_MARKUP("</section>\n"));
}
