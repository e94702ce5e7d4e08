#include "publish/pdf_internal.h"

#include "judge/words.h"

/* Half a page for each measure that needs talking about:
 *
 *     1.2 Re-referrals rose to 21.6%, above the target
 *     facts in words   |  trend                |  strip of the grade bands
 *                      |                       |  ranked authorities
 *     commentary in full
 */
static const double FACTS_WIDTH = 180;
static const double GAP = 14;
static const double CHARTS_HEIGHT = 164;

enum { FACTS_MAX = 12 };

typedef struct exception {
    const wm_judged_row *row;
    wm_str heading;
    wm_pdf_words title;
    wm_pdf_words facts[FACTS_MAX];
    size_t fact_count;
    wm_pdf_words comment;
} exception;

static void add_fact(exception *entry, wm_str lead, wm_str text)
{
    if (text.len && entry->fact_count < FACTS_MAX)
        entry->facts[entry->fact_count++] =
            (wm_pdf_words){.lead = lead, .text = text, .after = 2};
}

static bool same_comparator(const wm_comparator *a, const wm_comparator *b)
{
    return a->level == b->level && wm_str_equal(a->name, b->name) &&
           wm_period_equal(a->period, b->period);
}

/* Another than `self` of the same area and year among the first `count`, with the same
 * value or with a different one. */
static bool has_double(const wm_judged_row *row, size_t count, size_t self,
                       bool same_value)
{
    const wm_comparator *own = row->comparators[self].comparator;
    for (size_t i = 0; i < count; i++) {
        const wm_comparator *one = row->comparators[i].comparator;
        if (i == self || !one->has_value || !same_comparator(one, own))
            continue;
        if ((wm_ratio_compare(one->value, own->value) == 0) == same_value)
            return true;
    }
    return false;
}

/* `England 2015-16  49.0%, worse`. What was printed and published alike is said once;
 * where they differ it is said which is which. */
static void add_comparators(wm_pdf *pdf, exception *entry)
{
    const wm_judged_row *row = entry->row;
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_judged_comparator *one = &row->comparators[i];
        if (!one->comparator->has_value || has_double(row, i, i, true))
            continue;
        wm_str value =
            wm_pdf_said(pdf, wm_say_comparator(pdf->arena, row, one->comparator));
        const char *sense = one->comparable ? wm_sense_words(one->sense) : "";
        const char *kind = "";
        if (has_double(row, row->comparator_count, i, false))
            kind = one->comparator->printed ? " printed" : " published";
        add_fact(entry, wm_pdf_comparator_name(pdf, one),
                 wm_pdf_said(pdf, wm_str_format(pdf->arena, "%.*s%s%s%s", WM_FMT(value),
                                                kind, *sense ? ", " : "", sense)));
    }
}

/* `a`, or `a, b`. */
static wm_str joined(wm_pdf *pdf, wm_str a, wm_str b)
{
    wm_pdf_said(pdf, a);
    wm_pdf_said(pdf, b);
    return wm_pdf_said(pdf, wm_str_format(pdf->arena, "%.*s%s%.*s", WM_FMT(a),
                                          b.len ? ", " : "", WM_FMT(b)));
}

static void add_facts(wm_pdf *pdf, exception *entry)
{
    wm_arena *arena = pdf->arena;
    const wm_judged_row *row = entry->row;
    const wm_judged_figure *latest = row->latest;
    wm_str verdict = WM_STR("");
    if (latest->verdict != WM_VERDICT_NONE)
        verdict = wm_say_verdict(arena, row, latest);
    const char *sense = "";
    if (row->change.known && row->change.sense != WM_SENSE_SAME)
        sense = wm_sense_words(row->change.sense);
    add_fact(entry, WM_STR("Latest"),
             joined(pdf, wm_say_figure(arena, row, latest->figure),
                    wm_say_counts(arena, latest->figure)));
    add_fact(entry, WM_STR("Target"),
             joined(pdf, wm_say_target(arena, row, latest), verdict));
    add_fact(entry, WM_STR("Next grade"),
             wm_pdf_said(pdf, wm_say_next_grade(arena, row, latest, pdf->scorecard)));
    add_fact(entry, WM_STR("Change"),
             joined(pdf, wm_say_change(arena, row), wm_str_of(sense)));
    add_comparators(pdf, entry);
    add_fact(entry, WM_STR("Position"),
             wm_pdf_said(pdf, wm_say_standing(arena, &row->standing)));
}

static void compose_entry(wm_pdf *pdf, const wm_judged_row *row, exception *entry)
{
    *entry = (exception){.row = row};
    wm_str headline = wm_pdf_said(pdf, wm_say_headline(pdf->arena, row, pdf->scorecard));
    entry->heading =
        wm_pdf_said(pdf, wm_str_format(pdf->arena, "%.*s %.*s", WM_FMT(row->row->ref),
                                       WM_FMT(headline)));
    entry->title = (wm_pdf_words){.text = row->title, .colour = WM_INK_QUIET, .after = 6};
    if (row->comment)
        entry->comment = (wm_pdf_words){.lead = WM_STR("Commentary"),
                                        .text = wm_str_trim(row->comment->text)};
    add_facts(pdf, entry);
}

static double facts_height(wm_pdf *pdf, const exception *entry)
{
    double height = 18;
    for (size_t i = 0; i < entry->fact_count; i++)
        height += wm_pdf_measure(pdf, &entry->facts[i], FACTS_WIDTH);
    return height;
}

static void set_facts(wm_pdf *pdf, const exception *entry)
{
    double y = pdf->y;
    wm_pdf_grade_tag(pdf, entry->row->latest, WM_PDF_MARGIN, y, FACTS_WIDTH, 14);
    wm_pdf_words grade = {
        .text = wm_grade_word(entry->row->latest->grade, pdf->scorecard), .bold = true};
    wm_pdf_set(pdf, "P", &grade, WM_PDF_MARGIN + 40, y + 1, FACTS_WIDTH - 40);
    y += 18;
    for (size_t i = 0; i < entry->fact_count; i++)
        y += wm_pdf_set(pdf, "P", &entry->facts[i], WM_PDF_MARGIN, y, FACTS_WIDTH);
}

typedef bool (*chart)(wm_canvas *canvas, const wm_judged_row *row,
                      const wm_scorecard *scorecard, double width, double height,
                      wm_arena *arena);

static double set_chart(wm_pdf *pdf, chart draw, wm_chart_kind kind,
                        const wm_judged_row *row, double x, double y, double width,
                        double height)
{
    wm_pdf_canvas canvas;
    wm_pdf_canvas_begin(pdf, &canvas, x, y);
    draw(&canvas.canvas, row, pdf->scorecard, width, height, pdf->arena);
    wm_pdf_canvas_end(&canvas, wm_pdf_said(pdf, wm_chart_describe(pdf->arena, kind, row,
                                                                  pdf->scorecard)));
    return canvas.bottom;
}

/* Where all authorities are ranked, three charts side by side, the ranks the widest; else
 * the few comparators are bars under the strip. */
static void set_charts(wm_pdf *pdf, const wm_judged_row *row)
{
    if (!pdf->drawing)
        return;
    bool side_by_side = row->peer_count > 0;
    double x = WM_PDF_MARGIN + FACTS_WIDTH + GAP;
    double room = WM_PDF_WIDTH - WM_PDF_MARGIN - x;
    double trend = side_by_side ? 0.29 * room : (room - GAP) / 2;
    double strip = side_by_side ? 0.27 * room : trend;
    double ranked = side_by_side ? room - trend - strip - 2 * GAP : strip;
    set_chart(pdf, wm_chart_trend, WM_CHART_TREND, row, x, pdf->y, trend, CHARTS_HEIGHT);
    x += trend + GAP;
    double bottom = set_chart(pdf, wm_chart_strip, WM_CHART_STRIP, row, x, pdf->y, strip,
                              CHARTS_HEIGHT / 2);
    x += side_by_side ? strip + GAP : 0;
    double above = bottom > 0 && !side_by_side ? bottom + 10 : 0;
    set_chart(pdf, wm_chart_ranked, WM_CHART_RANKED, row, x, pdf->y + above, ranked,
              CHARTS_HEIGHT - above);
}

static void set_entry(wm_pdf *pdf, const exception *entry, int outline)
{
    double facts = facts_height(pdf, entry);
    double middle = facts > CHARTS_HEIGHT ? facts : CHARTS_HEIGHT;
    double comment = wm_pdf_measure(pdf, &entry->comment, WM_PDF_BODY);
    double title = wm_pdf_measure(pdf, &entry->title, WM_PDF_BODY);
    const double heading = 36; /* room for two lines */
    double whole = heading + title + middle + comment + 8;
    if (whole > WM_PDF_FOOT - WM_PDF_MARGIN - 20)
        whole = heading + title + middle + 40;
    wm_pdf_need(pdf, whole);
    wm_pdf_tag(pdf, "Sect");
    wm_pdf_rule(pdf, WM_DARK_BLUE, WM_PDF_MARGIN, pdf->y, WM_PDF_BODY);
    pdf->y += 5;
    wm_pdf_heading(pdf, 3, entry->heading, outline);
    pdf->y += wm_pdf_set(pdf, "P", &entry->title, WM_PDF_MARGIN, pdf->y, WM_PDF_BODY);
    set_facts(pdf, entry);
    set_charts(pdf, entry->row);
    pdf->y += middle + 4;
    if (entry->comment.text.len)
        wm_pdf_flow(pdf, &entry->comment, WM_PDF_MARGIN, WM_PDF_BODY);
    pdf->y += 12;
    wm_pdf_untag(pdf, "Sect");
}

static wm_str rule(wm_pdf *pdf, const wm_pdf_choice *choice)
{
    wm_str below = wm_grade_word(WM_GRADE_BELOW, pdf->scorecard);
    wm_str graded = WM_STR("");
    if (wm_pdf_basis_of(pdf->judged) == WM_PDF_BY_GRADES)
        graded =
            wm_pdf_said(pdf, wm_str_format(pdf->arena, "graded %.*s or ", WM_FMT(below)));
    return wm_pdf_said(
        pdf, wm_str_format(pdf->arena,
                           "Measures %.*swhose target was missed, the widest gap to the "
                           "target (as a share of the target) first: %zu of %zu are "
                           "shown; the others are in the sections.",
                           WM_FMT(graded), choice->count, choice->of));
}

void wm_pdf_exceptions(wm_pdf *pdf)
{
    wm_pdf_choice choice = wm_pdf_choose_exceptions(pdf, WM_PDF_EXCEPTIONS_MAX);
    if (!choice.count)
        return;
    wm_pdf_turn(pdf);
    wm_pdf_tag(pdf, "Sect");
    int outline = wm_pdf_heading(pdf, 2, WM_STR("Exceptions"), 0);
    pdf->running = WM_STR("Exceptions (continued)");
    wm_pdf_words words = {.text = rule(pdf, &choice), .colour = WM_INK_QUIET, .after = 8};
    wm_pdf_flow(pdf, &words, WM_PDF_MARGIN, WM_PDF_BODY);
    for (size_t i = 0; i < choice.count && pdf->status == WM_OK; i++) {
        exception entry;
        compose_entry(pdf, choice.rows[i], &entry);
        set_entry(pdf, &entry, outline);
    }
    wm_pdf_untag(pdf, "Sect");
    pdf->running = WM_STR("");
}
