#include "publish/html.h"

#include "publish/html_internal.h"

#include "base/limits.h"
#include "judge/words.h"

wm_str wm_html_day(wm_html *html, wm_day day)
{
    char said[24] = "";
    if (day == WM_DAY_NONE)
        return WM_STR("");
    wm_day_say(day, said);
    return wm_html_said(html, wm_str_copy(html->arena, wm_str_of(said)));
}

wm_str wm_html_section_name(wm_html *html, const wm_section *section)
{
    wm_str untitled = wm_html_said(
        html, wm_str_format(html->arena, "Section %.*s", WM_FMT(section->id)));
    if (wm_str_equal(section->title, untitled))
        return untitled;
    return wm_html_said(html, wm_str_format(html->arena, "%.*s %.*s", WM_FMT(section->id),
                                            WM_FMT(section->title)));
}

/* Only what is in this file may run or style, and nothing may be fetched or sent. */
static void write_policy(wm_html *html)
{
    wm_page_fill(&html->page,
                 "<meta http-equiv=\"Content-Security-Policy\" content=\""
                 "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; "
                 "base-uri 'none'; form-action 'none'\">\n",
                 wm_str_of(wm_html_css_sha256), wm_str_of(wm_html_js_sha256));
}

static void write_head(wm_html *html)
{
    wm_page *page = &html->page;
    wm_page_markup(page, WM_MARKUP("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n"
                                   "<meta charset=\"utf-8\">\n"));
    write_policy(html);
    wm_page_fill(
        page,
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<meta name=\"generator\" content=\"Waymark {}\">\n"
        "<title>{}, {}: {}</title>\n<style>",
        WM_STR(WM_VERSION), html->scorecard->title, html->scorecard->authority.name,
        html->publication->marking);
    wm_page_markup(page, (wm_markup){{wm_html_css, wm_html_css_bytes}});
    wm_page_markup(page, WM_MARKUP("</style>\n</head>\n"));
}

static void write_fact(wm_html *html, wm_str name, wm_str value)
{
    if (!wm_str_empty(value))
        wm_page_fill(&html->page, "<div><dt>{}</dt><dd>{}</dd></div>", name, value);
}

static void write_header(wm_html *html)
{
    const wm_scorecard *scorecard = html->scorecard;
    bool has_page =
        wm_str_equal(html->publication->marking, WM_STR("OFFICIAL-SENSITIVE"));
    wm_page_markup(&html->page, has_page
                                    ? WM_MARKUP("<body class=\"official-sensitive\">\n")
                                    : WM_MARKUP("<body>\n"));
    wm_page_fill(&html->page,
                 "<a class=\"skip\" href=\"#main\">Skip to the scorecard</a>\n"
                 "<header><p class=\"marking\"><strong>{}</strong></p>\n"
                 "<div class=\"top\"><div class=\"wide\">\n"
                 "<p class=\"authority\">{}</p>\n<h1>{}</h1>\n<dl class=\"facts\">",
                 html->publication->marking, scorecard->authority.name, scorecard->title);
    wm_period period = html->judged->period;
    wm_str label = wm_period_label(period, scorecard->first_month, html->arena);
    if (period.kind != WM_PERIOD_NONE)
        write_fact(html, WM_STR("Period"), wm_html_said(html, label));
    write_fact(html, WM_STR("As at"), wm_html_day(html, html->judged->as_at));
    write_fact(html, WM_STR("Made on"), wm_html_day(html, html->publication->made));
    write_fact(html, WM_STR("Audience"), html->publication->audience);
    wm_page_markup(&html->page, WM_MARKUP("</dl>\n</div></div></header>\n"));
}

static void write_navigation(wm_html *html)
{
    wm_page *page = &html->page;
    wm_page_markup(page, WM_MARKUP("<nav class=\"wide contents\" aria-label=\"Contents\">"
                                   "<ul><li><a href=\"#overview\">Overview</a></li>"
                                   "<li><a href=\"#all\">All measures</a></li>"));
    for (size_t i = 0; i < html->judged->section_count; i++) {
        const wm_section *section = html->judged->sections[i].section;
        wm_page_fill(page, "<li><a href=\"#section-{}\">{}</a></li>", section->id,
                     wm_html_section_name(html, section));
    }
    wm_page_markup(page, WM_MARKUP("<li><a href=\"#about\">About this scorecard</a></li>"
                                   "</ul></nav>\n"));
}

static void write_footer(wm_html *html)
{
    wm_page_fill(&html->page,
                 "</main>\n<footer class=\"bottom\"><div class=\"wide\"><p>"
                 "<strong>{}</strong></p><p>{} \xC2\xB7 {} \xC2\xB7 as at {} \xC2\xB7 "
                 "made on {} with Waymark {}</p></div></footer>\n",
                 html->publication->marking, html->scorecard->title,
                 html->scorecard->authority.name, wm_html_day(html, html->judged->as_at),
                 wm_html_day(html, html->publication->made), WM_STR(WM_VERSION));
    wm_page_fill(&html->page,
                 "<div class=\"print-marking\" aria-hidden=\"true\">{}</div>\n",
                 html->publication->marking);
    wm_page_markup(&html->page, WM_MARKUP("<script>"));
    wm_page_markup(&html->page, (wm_markup){{wm_html_js, wm_html_js_bytes}});
    wm_page_markup(&html->page, WM_MARKUP("</script>\n</body>\n</html>\n"));
}

static bool has_level(const wm_judged *judged, wm_level level)
{
    for (size_t i = 0; i < judged->row_count; i++)
        for (size_t j = 0; j < judged->rows[i].comparator_count; j++)
            if (judged->rows[i].comparators[j].comparator->level == level)
                return true;
    return false;
}

static bool has_counts(const wm_judged *judged)
{
    for (size_t i = 0; i < judged->row_count; i++)
        if (judged->rows[i].latest && judged->rows[i].latest->figure->has_counts)
            return true;
    return false;
}

static void write_page(wm_html *html)
{
    write_head(html);
    write_header(html);
    wm_html_shapes(html);
    write_navigation(html);
    wm_page_markup(&html->page, WM_MARKUP("<main id=\"main\" tabindex=\"-1\">\n"));
    wm_html_overview(html);
    wm_html_table(html);
    wm_html_measures(html);
    wm_html_about(html);
    write_footer(html);
}

wm_status wm_publish_html(const wm_publication *publication, wm_text *out)
{
    wm_html html = {.page = {out},
                    .publication = publication,
                    .judged = publication->judged,
                    .scorecard = &publication->judged->folder->scorecard};
    html.has_grades = wm_any_graded(html.judged);
    html.has_counts = has_counts(html.judged);
    html.has_country = has_level(html.judged, WM_LEVEL_COUNTRY);
    html.has_region = has_level(html.judged, WM_LEVEL_REGION);
    html.arena = wm_arena_new(WM_DOCUMENT_BYTES_MAX);
    if (!html.arena)
        return WM_NOMEM;
    write_page(&html);
    wm_status status = wm_arena_status(html.arena, wm_text_status(out));
    if (status == WM_OK && wm_text_str(out).len > WM_DOCUMENT_BYTES_MAX)
        status = WM_LIMIT;
    wm_arena_end(html.arena);
    return status;
}
