#include "publish/pdf_internal.h"

#include "judge/words.h"

#include <stdio.h>

/* Page 1: what a director reads when there is time for one page.
 *
 *     title, as at
 *     51 measures: 5 Outstanding ...      (in words, then as a bar)
 *     what is good          | what is worrying
 *     furthest from target  | how we compare
 */
enum { MOST = 8 };
static const double GUTTER = 24;

/* A quarter of the page: filled from y down, never past bottom. */
typedef struct quarter {
    double x;
    double y;
    double width;
    double bottom;
} quarter;

static void box_set(wm_pdf *pdf, quarter *box, const char *tag, wm_pdf_words words)
{
    box->y += wm_pdf_set(pdf, tag, &words, box->x, box->y, box->width);
}

static void box_open(wm_pdf *pdf, quarter *box, wm_str heading, wm_str rule)
{
    wm_pdf_rule(pdf, WM_DARK_BLUE, box->x, box->y, box->width);
    box->y += 5;
    box_set(pdf, box, "H2",
            (wm_pdf_words){.text = heading,
                           .size = 13,
                           .bold = true,
                           .colour = WM_DARK_BLUE,
                           .after = 2});
    box_set(pdf, box, "P",
            (wm_pdf_words){.text = rule, .colour = WM_INK_QUIET, .after = 4});
}

static wm_pdf_words item(wm_pdf *pdf, const wm_judged_row *row, wm_str more)
{
    wm_str headline = wm_pdf_said(pdf, wm_say_headline(pdf->arena, row, pdf->scorecard));
    bool doubt = wm_findings_doubt(pdf->publication->findings, row->row->ref);
    return (wm_pdf_words){
        .lead = row->row->ref,
        .text =
            wm_pdf_said(pdf, wm_str_format(pdf->arena, "%.*s%s%.*s%s", WM_FMT(headline),
                                           more.len ? "; " : "", WM_FMT(more),
                                           doubt ? " (" WM_DOUBT_WORDS ")" : "")),
        .after = 3,
    };
}

/* As many as fit, and how many were left out. */
static void box_items(wm_pdf *pdf, quarter *box, const wm_pdf_choice *choice, wm_str none,
                      wm_str (*more)(wm_pdf *pdf, const wm_judged_row *row))
{
    double last_line = WM_PDF_SIZE * 1.4;
    size_t shown = 0;
    for (; shown < choice->count; shown++) {
        const wm_judged_row *row = choice->rows[shown];
        wm_pdf_words words = item(pdf, row, more ? more(pdf, row) : WM_STR(""));
        double under = box->y + wm_pdf_measure(pdf, &words, box->width);
        if (under > box->bottom - (shown + 1 < choice->of ? last_line : 0))
            break;
        box_set(pdf, box, "P", words);
    }
    if (!choice->of) {
        box_set(pdf, box, "P", (wm_pdf_words){.text = none});
    } else if (shown < choice->of) {
        wm_str rest = wm_str_format(pdf->arena, "and %zu more, in the sections",
                                    choice->of - shown);
        box_set(pdf, box, "P", (wm_pdf_words){.text = wm_pdf_said(pdf, rest)});
    }
}

static wm_str missed_by(wm_pdf *pdf, const wm_judged_row *row)
{
    return wm_pdf_said(pdf, wm_say_verdict(pdf->arena, row, row->latest));
}

/* A box of the measures that a rule singles out; `rules` says it, by wm_pdf_basis. */
static double single_out(wm_pdf *pdf, quarter box, const char *heading,
                         const char *const *rules,
                         wm_pdf_choice (*choose)(wm_pdf *pdf, size_t most))
{
    wm_pdf_choice choice = choose(pdf, MOST);
    box_open(pdf, &box, wm_str_of(heading),
             wm_str_of(rules[wm_pdf_basis_of(pdf->judged)]));
    box_items(pdf, &box, &choice, WM_STR("No measure meets this rule."), NULL);
    return box.y;
}

static double good(wm_pdf *pdf, quarter box)
{
    static const char *const rules[] = {
        "Outstanding or Good and no target missed; the largest change first.",
        "Target met and no worse than the baseline; the largest change first.",
        "Better than the baseline; the largest change first.",
    };
    return single_out(pdf, box, "What is good", rules, wm_pdf_choose_good);
}

static double worrying(wm_pdf *pdf, quarter box)
{
    static const char *const rules[] = {
        "In the lowest grade and worse than the baseline; the largest change first.",
        "Target missed and worse than the baseline; the largest change first.",
        "Worse than the baseline; the largest change first.",
    };
    return single_out(pdf, box, "What is worrying", rules, wm_pdf_choose_worrying);
}

static void furthest(wm_pdf *pdf, quarter box)
{
    wm_pdf_choice choice = wm_pdf_choose_furthest(pdf, MOST);
    box_open(
        pdf, &box, WM_STR("Furthest from target"),
        WM_STR("Targets missed; the gap as a share of the target, the widest first."));
    box_items(pdf, &box, &choice, WM_STR("No target was missed."), missed_by);
}

/* The measures that are better, worse or the same as the comparator of a level, by
 * reference. */
typedef struct comparison {
    size_t of;
    wm_str name;
    size_t counts[4]; /* by wm_sense */
    wm_text refs[4];
} comparison;

static comparison compare(const wm_pdf *pdf, wm_level level)
{
    comparison result = {0};
    for (size_t i = 0; i < pdf->judged->row_count; i++) {
        const wm_judged_row *row = &pdf->judged->rows[i];
        const wm_judged_comparator *one = wm_shown_comparator(row, level);
        if (!one || !one->comparable || one->sense == WM_SENSE_NONE)
            continue;
        result.of++;
        wm_text_format(&result.refs[one->sense], "%s%.*s",
                       result.counts[one->sense]++ ? ", " : "", WM_FMT(row->row->ref));
        if (wm_str_empty(result.name))
            result.name = one->comparator->name;
    }
    return result;
}

static wm_str comparison_words(wm_pdf *pdf, comparison *result)
{
    static const wm_sense senses[] = {WM_SENSE_BETTER, WM_SENSE_SAME, WM_SENSE_WORSE};
    static const char *const words[] = {"better on", "the same on", "worse on"};
    wm_text text = {0};
    for (size_t i = 0; i < 3; i++) {
        wm_str refs = wm_pdf_take(pdf, &result->refs[senses[i]]);
        if (refs.len)
            wm_text_format(&text, "%s%s %zu of %zu (%.*s)", text.len ? ", " : "",
                           words[i], result->counts[senses[i]], result->of, WM_FMT(refs));
    }
    return wm_pdf_take(pdf, &text);
}

static bool say_comparison(wm_pdf *pdf, quarter *box, wm_level level, wm_str otherwise)
{
    comparison result = compare(pdf, level);
    wm_str words = comparison_words(pdf, &result);
    if (!result.of)
        return false;
    wm_str name = result.name.len ? result.name : otherwise;
    wm_str lead = wm_str_format(pdf->arena, "Against %.*s", WM_FMT(name));
    box_set(pdf, box, "P",
            (wm_pdf_words){.lead = wm_pdf_said(pdf, lead), .text = words, .after = 3});
    return true;
}

/* The measures that stand in the first or last quarter of authorities. */
static void say_quartile(wm_pdf *pdf, quarter *box, int quartile, wm_str lead)
{
    wm_text text = {0};
    for (size_t i = 0; i < pdf->judged->row_count; i++) {
        const wm_judged_row *row = &pdf->judged->rows[i];
        if (!row->standing.known || row->standing.quartile != quartile ||
            row->direction == WM_DIRECTION_NONE)
            continue;
        wm_str standing = wm_pdf_said(pdf, wm_say_standing(pdf->arena, &row->standing));
        wm_text_format(&text, "%s%.*s %.*s (%.*s)", text.len ? "; " : "",
                       WM_FMT(row->row->ref), WM_FMT(row->short_title), WM_FMT(standing));
    }
    wm_str words = wm_pdf_take(pdf, &text);
    if (words.len)
        box_set(pdf, box, "P", (wm_pdf_words){.lead = lead, .text = words, .after = 3});
}

static void comparators(wm_pdf *pdf, quarter box)
{
    box_open(pdf, &box, WM_STR("How we compare"),
             WM_STR("Our latest figures, of measures with a direction, against the "
                    "comparator shown in the sections; its year stands there."));
    bool any = say_comparison(pdf, &box, WM_LEVEL_COUNTRY, WM_STR("the country"));
    any |= say_comparison(pdf, &box, WM_LEVEL_REGION, WM_STR("the region"));
    any |=
        say_comparison(pdf, &box, WM_LEVEL_NEIGHBOURS, WM_STR("statistical neighbours"));
    if (!any)
        box_set(pdf, &box, "P",
                (wm_pdf_words){.text = WM_STR("No measure has a comparator and a "
                                              "direction.")});
    say_quartile(pdf, &box, 1, WM_STR("Best quarter of authorities"));
    say_quartile(pdf, &box, 4, WM_STR("Last quarter of authorities"));
}

static void title(wm_pdf *pdf)
{
    wm_pdf_heading(pdf, 1, pdf->scorecard->title, 0);
    char as_at[24];
    char made[24];
    wm_day_say(pdf->judged->as_at, as_at);
    wm_day_say(pdf->publication->made, made);
    wm_str year =
        wm_pdf_said(pdf, wm_period_label(pdf->judged->period, pdf->scorecard->first_month,
                                         pdf->arena));
    wm_str line =
        wm_str_format(pdf->arena, "%.*s. %.*s, as at %s. Made on %s for %.*s use.",
                      WM_FMT(pdf->scorecard->authority.name), WM_FMT(year), as_at, made,
                      WM_FMT(pdf->publication->audience));
    wm_pdf_words words = {
        .text = wm_pdf_said(pdf, line), .colour = WM_INK_QUIET, .after = 8};
    pdf->y += wm_pdf_set(pdf, "P", &words, WM_PDF_MARGIN, pdf->y, WM_PDF_BODY);
}

static void set_count(wm_pdf *pdf, wm_str words, double after)
{
    wm_pdf_words line = {.text = words, .size = 12, .bold = true, .after = after};
    pdf->y += wm_pdf_set(pdf, "P", &line, WM_PDF_MARGIN, pdf->y, WM_PDF_BODY);
}

/* `51 measures: 5 Outstanding, 12 Good, ... 11 not graded.` */
static void grade_counts(wm_pdf *pdf)
{
    const wm_judged *judged = pdf->judged;
    wm_text text = {0};
    wm_text_format(&text, "%zu measure%s: ", judged->row_count,
                   wm_plural(judged->row_count));
    for (int grade = WM_GRADE_OUTSTANDING; grade > WM_GRADE_NONE; grade--)
        wm_text_format(&text, "%zu %.*s, ", judged->grade_counts[grade],
                       WM_FMT(wm_grade_word((wm_grade)grade, pdf->scorecard)));
    wm_text_format(&text, "%zu not graded.", judged->grade_counts[WM_GRADE_NONE]);
    set_count(pdf, wm_pdf_take(pdf, &text), 1);
}

/* `14 targets met, 22 missed, 1 cannot be judged, 2 have no target or no figure.` */
static void target_counts(wm_pdf *pdf)
{
    const wm_judged *judged = pdf->judged;
    size_t unknown = judged->outcome_counts[WM_OUTCOME_UNKNOWN];
    size_t none = judged->outcome_counts[WM_OUTCOME_NONE];
    wm_text text = {0};
    wm_text_format(&text, "%zu target%s met, %zu missed", judged->met,
                   wm_plural(judged->met), judged->missed);
    if (unknown)
        wm_text_format(&text, ", %zu cannot be judged", unknown);
    if (none)
        wm_text_format(&text, ", %zu %s no target or no figure", none,
                       none == 1 ? "has" : "have");
    wm_text_byte(&text, '.');
    set_count(pdf, wm_pdf_take(pdf, &text), 6);
}

/* Without a single grade a bar of them would be empty. */
static void counts(wm_pdf *pdf)
{
    if (wm_any_graded(pdf->judged)) {
        grade_counts(pdf);
        target_counts(pdf);
        wm_pdf_grade_bar(pdf, WM_PDF_MARGIN, pdf->y, WM_PDF_BODY, 24);
        pdf->y += 24 + 14;
        return;
    }
    size_t rows = pdf->judged->row_count;
    wm_str none = wm_str_format(pdf->arena, "%zu measure%s, %s graded.", rows,
                                wm_plural(rows), rows == 1 ? "not" : "none of them");
    set_count(pdf, wm_pdf_said(pdf, none), 1);
    target_counts(pdf);
    pdf->y += 14;
}

void wm_pdf_summary(wm_pdf *pdf)
{
    wm_pdf_tag(pdf, "Sect");
    title(pdf);
    counts(pdf);
    double width = (WM_PDF_BODY - GUTTER) / 2;
    double right = WM_PDF_MARGIN + width + GUTTER;
    double half = pdf->y + (wm_pdf_left(pdf) - 10) / 2;
    double left_end = good(pdf, (quarter){WM_PDF_MARGIN, pdf->y, width, half});
    double right_end = worrying(pdf, (quarter){right, pdf->y, width, half});
    double middle = (left_end > right_end ? left_end : right_end) + 10;
    furthest(pdf, (quarter){WM_PDF_MARGIN, middle, width, WM_PDF_FOOT});
    comparators(pdf, (quarter){right, middle, width, WM_PDF_FOOT});
    wm_pdf_untag(pdf, "Sect");
}
