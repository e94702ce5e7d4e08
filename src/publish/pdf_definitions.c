#include "publish/pdf_internal.h"

#include "judge/words.h"

/* What each measure is, what it was held against, how grades come about, what the
 * symbols mean, and what checking found. */
enum { DEFINITION_COLUMNS = 5 };

static void add_line(wm_text *text, wm_str line)
{
    if (line.len)
        wm_text_format(text, "%s%.*s", text->len ? "\n" : "", WM_FMT(line));
}

static wm_str year_words(wm_pdf *pdf, const wm_measure *measure)
{
    switch (measure->year_rule) {
    case WM_YEAR_WINDOW:
        return wm_pdf_said(pdf, wm_str_format(pdf->arena, "the year's figure uses %.*s",
                                              WM_FMT(measure->year_window)));
    case WM_YEAR_SUMS:
        return WM_STR("the year's figure sums its periods");
    case WM_YEAR_SAME:
        break;
    }
    return WM_STR("the year's figure covers the whole year");
}

static wm_str kind_words(wm_pdf *pdf, const wm_judged_row *row)
{
    wm_text text = {0};
    wm_str direction = wm_str_of(wm_direction_words(row->direction));
    wm_text_format(&text, "%s, %.*s", wm_unit_words(row->measure->unit),
                   WM_FMT(direction));
    if (row->row->overrides_direction)
        add_line(&text, row->row->direction_reason);
    if (!row->measure->entered)
        add_line(&text, year_words(pdf, row->measure));
    return wm_pdf_take(pdf, &text);
}

static wm_str measure_words(wm_pdf *pdf, const wm_judged_row *row)
{
    wm_text text = {0};
    add_line(&text, row->title);
    add_line(&text, row->measure->plain);
    return wm_pdf_take(pdf, &text);
}

static wm_str source_words(wm_pdf *pdf, const wm_judged_row *row)
{
    wm_text text = {0};
    add_line(&text, row->measure->source);
    wm_str figures = row->latest ? row->latest->figure->source : WM_STR("");
    if (!text.len && wm_str_equal(figures, WM_STR("printed")))
        figures = WM_STR("the printed scorecard");
    if (!wm_str_equal(figures, WM_STR("printed")) &&
        !wm_str_equal(figures, row->measure->source))
        add_line(&text, figures);
    if (row->row->owner.len)
        add_line(&text, wm_pdf_said(pdf, wm_str_format(pdf->arena, "owner: %.*s",
                                                       WM_FMT(row->row->owner))));
    if (!text.len)
        add_line(&text, WM_STR("-"));
    return wm_pdf_take(pdf, &text);
}

/* Name, year, value; where from, which release, in what it differs. */
static wm_str comparator_words(wm_pdf *pdf, const wm_judged_row *row,
                               const wm_judged_comparator *judged)
{
    const wm_comparator *comparator = judged->comparator;
    wm_text text = {0};
    wm_text_add(&text, wm_pdf_comparator_words(pdf, row, judged));
    if (comparator->period.kind == WM_PERIOD_NONE)
        wm_text_add(&text, WM_STR(", year not said"));
    else if (!judged->same_year)
        wm_text_add(&text, WM_STR(", another year than the figure's"));
    if (comparator->printed)
        wm_text_add(&text, WM_STR(", as printed"));
    const wm_str rest[] = {comparator->printed ? WM_STR("") : comparator->source,
                           comparator->vintage, comparator->definition};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (rest[i].len)
            wm_text_format(&text, ", %.*s", WM_FMT(rest[i]));
    return wm_pdf_take(pdf, &text);
}

static wm_str comparators_words(wm_pdf *pdf, const wm_judged_row *row)
{
    wm_text text = {0};
    for (size_t i = 0; i < row->comparator_count; i++)
        add_line(&text, comparator_words(pdf, row, &row->comparators[i]));
    if (row->peer_count)
        add_line(&text, wm_pdf_said(pdf, wm_str_format(pdf->arena, "%zu authorities",
                                                       row->peer_count)));
    if (!text.len)
        add_line(&text, WM_STR("-"));
    return wm_pdf_take(pdf, &text);
}

static void one_cell(wm_pdf_cell *cell, wm_pdf_words words)
{
    cell->words[0] = words;
    cell->count = 1;
}

typedef struct definition_plan {
    wm_pdf_column columns[DEFINITION_COLUMNS];
    wm_pdf_table table;
} definition_plan;

static void plan_definitions(const wm_pdf *pdf, definition_plan *plan)
{
    const double measure = 330, kind = 150, source = 110;
    double ref = wm_pdf_ref_width(pdf);
    const wm_pdf_column columns[DEFINITION_COLUMNS] = {
        {WM_STR("Ref"), ref, WM_ANCHOR_START},
        {WM_STR("Measure"), measure, WM_ANCHOR_START},
        {WM_STR("Kind"), kind, WM_ANCHOR_START},
        {WM_STR("Source"), source, WM_ANCHOR_START},
        {WM_STR("Held against"), WM_PDF_BODY - ref - measure - kind - source,
         WM_ANCHOR_START},
    };
    memcpy(plan->columns, columns, sizeof columns);
    plan->table = (wm_pdf_table){plan->columns, DEFINITION_COLUMNS, 0, 1};
}

static void definition_cells(wm_pdf *pdf, const wm_judged_row *row, wm_pdf_cell *cells)
{
    one_cell(&cells[0], (wm_pdf_words){.text = row->row->ref, .bold = true});
    one_cell(&cells[1], (wm_pdf_words){.text = measure_words(pdf, row)});
    one_cell(&cells[2], (wm_pdf_words){.text = kind_words(pdf, row)});
    one_cell(&cells[3], (wm_pdf_words){.text = source_words(pdf, row)});
    one_cell(&cells[4], (wm_pdf_words){.text = comparators_words(pdf, row)});
}

static bool definition_row(wm_pdf *pdf, const wm_judged_row *judged, wm_pdf_row *row)
{
    wm_pdf_cell *cells = wm_arena_alloc(pdf->arena, DEFINITION_COLUMNS, sizeof *cells);
    wm_pdf_words *under = wm_arena_alloc(pdf->arena, 1, sizeof *under);
    if (!cells || !under)
        return false;
    definition_cells(pdf, judged, cells);
    *row = (wm_pdf_row){.cells = cells, .under = under};
    if (judged->measure->note.len) {
        under[0] = (wm_pdf_words){.lead = WM_STR("Note"), .text = judged->measure->note};
        row->under_count = 1;
    }
    return true;
}

static void definitions(wm_pdf *pdf)
{
    size_t count = pdf->judged->row_count;
    wm_pdf_row *rows = wm_arena_alloc(pdf->arena, count, sizeof *rows);
    bool filled = rows != NULL;
    for (size_t i = 0; filled && i < count; i++)
        filled = definition_row(pdf, &pdf->judged->rows[i], &rows[i]);
    if (!filled && pdf->status == WM_OK)
        pdf->status = WM_NOMEM;
    if (!filled)
        return;
    definition_plan plan;
    plan_definitions(pdf, &plan);
    wm_pdf_table_measure(pdf, &plan.table, rows, count);
    wm_pdf_tag(pdf, "Sect");
    wm_pdf_heading(pdf, 2, WM_STR("Definitions and comparators"), 0);
    pdf->running = WM_STR("Definitions and comparators (continued)");
    wm_pdf_table_set(pdf, &plan.table, rows, count);
    pdf->running = WM_STR("");
    wm_pdf_untag(pdf, "Sect");
}

static void paragraph(wm_pdf *pdf, wm_str lead, wm_str text)
{
    wm_pdf_words words = {.lead = lead, .text = text, .after = 5};
    wm_pdf_flow(pdf, &words, WM_PDF_MARGIN, WM_PDF_BODY);
}

static wm_str grade_notes(wm_pdf *pdf)
{
    wm_str below = wm_grade_word(WM_GRADE_BELOW, pdf->scorecard);
    return wm_pdf_said(
        pdf, wm_str_format(
                 pdf->arena,
                 "Outstanding (star, O), Good (tick, G), Requires improvement "
                 "(triangle, RI), %.*s (cross, %.*s), not graded (empty box). A figure "
                 "is graded by its exact value against the bands of its row; on a "
                 "boundary it has the better grade. A measure is not graded when it "
                 "has no bands, no value or no direction.",
                 WM_FMT(below), WM_FMT(wm_grade_letter(WM_GRADE_BELOW, pdf->scorecard))));
}

static void notes(wm_pdf *pdf)
{
    wm_pdf_tag(pdf, "Sect");
    wm_pdf_need(pdf, 120);
    pdf->y += 10;
    wm_pdf_heading(pdf, 2, WM_STR("Notes"), 0);
    paragraph(pdf, WM_STR("Grades"), grade_notes(pdf));
    paragraph(
        pdf, WM_STR("Latest"),
        WM_STR("the last period shown that has a figure; it is in bold and is what is "
               "graded, held against the target and compared."));
    paragraph(
        pdf, WM_STR("Change"),
        WM_STR("from the baseline to the latest figure: in points for percentages, in "
               "percent only where the baseline is 50 or more."));
    paragraph(
        pdf, WM_STR("Symbols"),
        WM_STR("- not available: no figure was given; n/a not applicable; c withheld "
               "to protect people; low rounds to nothing but is not nothing; u not "
               "reliable; ? not readable as a number. What the sheet printed instead "
               "stands under the row."));
    for (size_t i = 0; i < pdf->scorecard->notes.count; i++)
        paragraph(pdf, WM_STR("As printed"), pdf->scorecard->notes.items[i]);
    wm_pdf_untag(pdf, "Sect");
}

/* Findings: what checking the scorecard itself found. */

static wm_str refs_words(wm_pdf *pdf, const wm_finding *finding)
{
    wm_text text = {0};
    for (size_t i = 0; i < finding->refs.count; i++)
        wm_text_format(&text, "%s%.*s", i ? ", " : "", WM_FMT(finding->refs.items[i]));
    if (!finding->refs.count)
        wm_text_add(&text, WM_STR("the scorecard"));
    return wm_pdf_take(pdf, &text);
}

static wm_str severity_words(wm_severity severity)
{
    switch (severity) {
    case WM_SEVERITY_NOTE:
        return WM_STR("Note");
    case WM_SEVERITY_WARNING:
        return WM_STR("Warning");
    case WM_SEVERITY_ERROR:
        break;
    }
    return WM_STR("Error");
}

/* The first of what was seen, `a; b; c; and 31 more`, as much as a paper can use: each
 * measure has its own beside it on the page, all of them `waymark check`. */
static wm_str seen_words(wm_pdf *pdf, wm_str evidence)
{
    enum { BYTES_MAX = 200 };
    if (evidence.len <= BYTES_MAX)
        return evidence;
    size_t end = 0, more = 0;
    for (size_t at = 0; at + 1 < evidence.len; at++) {
        if (evidence.data[at] != ';' || evidence.data[at + 1] != ' ')
            continue;
        if (at <= BYTES_MAX)
            end = at;
        else
            more++;
    }
    if (!end)
        return evidence;
    return wm_pdf_said(pdf, wm_str_format(pdf->arena, "%.*s; and %zu more", (int)end,
                                          evidence.data, more + 1));
}

enum { FINDING_COLUMNS = 5 };

static const wm_pdf_table *finding_table(void)
{
    static const wm_pdf_column columns[FINDING_COLUMNS] = {
        {{"Severity", 8}, 60, WM_ANCHOR_START},
        {{"Measures", 8}, 160, WM_ANCHOR_START},
        {{"What", 4}, 195, WM_ANCHOR_START},
        {{"Seen in", 7}, 200, WM_ANCHOR_START},
        {{"Remedy", 6}, WM_PDF_BODY - 60 - 160 - 195 - 200, WM_ANCHOR_START},
    };
    static const wm_pdf_table table = {columns, FINDING_COLUMNS, 2, 1};
    return &table;
}

static bool finding_row(wm_pdf *pdf, const wm_finding *finding, wm_pdf_row *row)
{
    wm_pdf_cell *cells = wm_arena_alloc(pdf->arena, FINDING_COLUMNS, sizeof *cells);
    if (!cells)
        return false;
    wm_str severity = severity_words(finding->severity);
    if (finding->accepted)
        severity = wm_pdf_said(
            pdf, wm_str_format(pdf->arena, "%.*s, accepted", WM_FMT(severity)));
    one_cell(&cells[0], (wm_pdf_words){.text = severity});
    one_cell(&cells[1], (wm_pdf_words){.text = refs_words(pdf, finding)});
    one_cell(&cells[2], (wm_pdf_words){.text = finding->message});
    one_cell(&cells[3], (wm_pdf_words){.text = seen_words(pdf, finding->evidence)});
    one_cell(&cells[4], (wm_pdf_words){.text = finding->remedy});
    *row = (wm_pdf_row){.cells = cells};
    return true;
}

static void findings(wm_pdf *pdf)
{
    const wm_findings *found = pdf->publication->findings;
    if (!found->list.count)
        return;
    wm_pdf_row *rows = wm_arena_alloc(pdf->arena, found->list.count, sizeof *rows);
    bool filled = rows != NULL;
    for (size_t i = 0; filled && i < found->list.count; i++)
        filled = finding_row(pdf, &found->list.items[i], &rows[i]);
    if (!filled && pdf->status == WM_OK)
        pdf->status = WM_NOMEM;
    if (!filled)
        return;
    wm_pdf_table_measure(pdf, finding_table(), rows, found->list.count);
    wm_pdf_tag(pdf, "Sect");
    wm_pdf_need(pdf, 160);
    pdf->y += 10;
    wm_pdf_heading(pdf, 2, WM_STR("What checking this scorecard found"), 0);
    pdf->running = WM_STR("What checking this scorecard found (continued)");
    wm_pdf_table_set(pdf, finding_table(), rows, found->list.count);
    pdf->running = WM_STR("");
    wm_pdf_untag(pdf, "Sect");
}

void wm_pdf_definitions(wm_pdf *pdf)
{
    wm_pdf_turn(pdf);
    definitions(pdf);
    notes(pdf);
    findings(pdf);
}
