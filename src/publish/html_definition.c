#include "publish/html_internal.h"

#include "judge/words.h"

/* What a measure is, where it comes from, and how the sheet had it. */

static void write_entry(wm_html *html, wm_str name, wm_str value)
{
    if (!wm_str_empty(value))
        wm_page_fill(&html->page, "<div><dt>{}</dt><dd>{}</dd></div>\n", name, value);
}

static void write_direction(wm_html *html, const wm_judged_row *row)
{
    wm_str words = wm_str_of(wm_direction_words(row->direction));
    if (row->row->overrides_direction && !wm_str_empty(row->row->direction_reason))
        words = wm_html_said(html,
                             wm_str_format(html->arena, "%.*s here: %.*s", WM_FMT(words),
                                           WM_FMT(row->row->direction_reason)));
    write_entry(html, WM_STR("Direction"), words);
}

/* `Outstanding from 90%, Good from 80%, ...`: the cut points. */
static void write_bands(wm_html *html, const wm_judged_row *row)
{
    const wm_bands *bands = &row->row->bands;
    if (!bands->present || row->direction == WM_DIRECTION_NONE)
        return;
    const wm_decimal cuts[] = {bands->outstanding, bands->good,
                               bands->requires_improvement};
    wm_page_markup(&html->page, WM_MARKUP("<div><dt>Grades</dt><dd>"));
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        wm_str value = wm_html_said(html, wm_phrase_target(html->arena, row, cuts[i]));
        wm_page_fill(
            &html->page, "{}{} {} {}", i ? WM_STR(", ") : WM_STR(""),
            wm_grade_word((wm_grade)(WM_GRADE_OUTSTANDING - i), html->scorecard),
            row->direction == WM_DIRECTION_HIGHER ? WM_STR("from") : WM_STR("to"), value);
    }
    wm_page_fill(&html->page, ", else {}</dd></div>\n",
                 wm_grade_word(WM_GRADE_BELOW, html->scorecard));
}

static void write_printed_bands(wm_html *html, const wm_row *row)
{
    if (row->printed_bands.count == 0)
        return;
    wm_page_markup(&html->page, WM_MARKUP("<div><dt>Bands as printed</dt><dd>"));
    for (size_t i = 0; i < row->printed_bands.count; i++)
        wm_page_fill(&html->page, "{}<span class=\"printed\">{}</span>",
                     i ? WM_STR(" | ") : WM_STR(""), row->printed_bands.items[i]);
    wm_page_markup(&html->page, WM_MARKUP("</dd></div>\n"));
}

static wm_str year_words(wm_html *html, const wm_measure *measure)
{
    switch (measure->year_rule) {
    case WM_YEAR_SUMS:
        return WM_STR("the sum of its periods");
    case WM_YEAR_WINDOW:
        return wm_html_said(
            html, wm_str_format(html->arena, "uses %.*s", WM_FMT(measure->year_window)));
    case WM_YEAR_SAME:
        break;
    }
    return WM_STR("");
}

void wm_html_definition(wm_html *html, const wm_judged_row *row)
{
    const wm_measure *measure = row->measure;
    wm_page_markup(&html->page,
                   WM_MARKUP("<div class=\"definition\"><h4>What it is</h4><dl>\n"));
    write_entry(html, WM_STR("Measure"), row->title);
    write_entry(html, WM_STR("In plain words"), measure->plain);
    write_entry(html, WM_STR("Counted in"), wm_str_of(wm_unit_words(measure->unit)));
    write_direction(html, row);
    write_bands(html, row);
    write_entry(html, WM_STR("The year's figure"), year_words(html, measure));
    write_entry(html, WM_STR("Owner"), row->row->owner);
    write_entry(html, WM_STR("Source"), measure->source);
    write_entry(html, WM_STR("Note"), measure->note);
    write_entry(html, WM_STR("Note here"), row->row->note);
    write_entry(html, WM_STR("Title as printed"), row->row->printed_title);
    write_entry(html, WM_STR("Target as printed"), row->row->printed_target);
    write_printed_bands(html, row->row);
    write_entry(html, WM_STR("Change as printed"), row->row->printed_change);
    wm_page_markup(&html->page, WM_MARKUP("</dl></div>\n"));
}
