#include "publish/pdf_internal.h"

#include "judge/words.h"
#include "publish/cells.h"

/* A table for each section of the scorecard: a row of cells for each measure, and under
 * it everything that does not fit a cell, in full.
 *
 *     Ref  Measure   Baseline Q2 Q3 Q4 Year  Trend  Grade  Target  Change  Compared
 *          Commentary ...
 *          As printed ...
 */
enum {
    PERIODS_MAX = 5, /* columns of figures: the baseline and the latest periods; what
                        lies between is said under the row */
    UNDER_MAX = 3,
};

typedef struct section_plan {
    wm_pdf_column columns[WM_PDF_COLUMNS_MAX];
    wm_pdf_table table;
    bool has_baseline; /* figure 0 is one, and has the first column of figures */
    size_t first;      /* figures [first, figures) have columns            */
    size_t figures;    /* of every row: baseline and what is shown         */
    wm_str neighbours; /* who `Neighbours` are; empty: the section has none */
    bool one_year;     /* all comparators of the table are of one, said in the heading */
    wm_period year;
} section_plan;

static void add_column(section_plan *plan, wm_str heading, double width, wm_anchor anchor)
{
    plan->columns[plan->table.count++] = (wm_pdf_column){heading, width, anchor};
}

static wm_str period_heading(wm_pdf *pdf, const wm_judged_figure *figure)
{
    int first_month = pdf->scorecard->first_month;
    if (!figure->is_baseline)
        return wm_pdf_said(pdf,
                           wm_period_heading(figure->period, first_month, pdf->arena));
    wm_str period =
        wm_pdf_said(pdf, wm_period_text(figure->period, first_month, pdf->arena));
    return wm_pdf_said(pdf, wm_str_format(pdf->arena, "Baseline %.*s", WM_FMT(period)));
}

/* The comparators that have a line of their own in a row's last cell. */
static const wm_level SHOWN_LEVELS[] = {WM_LEVEL_COUNTRY, WM_LEVEL_REGION,
                                        WM_LEVEL_NEIGHBOURS};
enum { SHOWN_LEVEL_COUNT = sizeof SHOWN_LEVELS / sizeof *SHOWN_LEVELS };

/* When all of them are of one year it is said once, over them. */
static void find_year(section_plan *plan, const wm_judged_row *rows, size_t count)
{
    plan->one_year = true;
    for (size_t i = 0; i < count * SHOWN_LEVEL_COUNT; i++) {
        const wm_judged_comparator *one = wm_shown_comparator(
            &rows[i / SHOWN_LEVEL_COUNT], SHOWN_LEVELS[i % SHOWN_LEVEL_COUNT]);
        if (!one)
            continue;
        if (one->comparator->level == WM_LEVEL_NEIGHBOURS)
            plan->neighbours = one->comparator->name;
        wm_period year = one->comparator->period;
        if (plan->year.kind == WM_PERIOD_NONE)
            plan->year = year;
        plan->one_year &= wm_period_equal(plan->year, year);
    }
    plan->one_year &= plan->year.kind != WM_PERIOD_NONE;
}

static wm_str compared_heading(wm_pdf *pdf, const section_plan *plan)
{
    if (!plan->one_year)
        return WM_STR("Compared");
    wm_str year = wm_pdf_said(
        pdf, wm_period_text(plan->year, pdf->scorecard->first_month, pdf->arena));
    return wm_pdf_said(pdf, wm_str_format(pdf->arena, "Compared %.*s", WM_FMT(year)));
}

static const double PERIOD_WIDTH = 49;

/* As many as leave the measure's title a column worth having. */
static size_t columns_of_figures(size_t figures, double room)
{
    const double title_least = 110;
    size_t shown = figures < PERIODS_MAX ? figures : PERIODS_MAX;
    while (shown > 2 && room - PERIOD_WIDTH * (double)shown < title_least)
        shown--;
    return shown;
}

static section_plan plan_section(wm_pdf *pdf, const wm_judged_row *rows, size_t count)
{
    section_plan plan = {.figures = rows->figure_count};
    plan.has_baseline = plan.figures && rows->figures[0].is_baseline;
    plan.first = plan.has_baseline ? 1 : 0;
    find_year(&plan, rows, count);
    double ref = wm_pdf_ref_width(pdf);
    double room = WM_PDF_BODY - ref - 50 - 75 - 80 - 58 - 98;
    size_t shown = columns_of_figures(plan.figures, room);
    plan.first += plan.figures - shown;
    add_column(&plan, WM_STR("Ref"), ref, WM_ANCHOR_START);
    add_column(&plan, WM_STR("Measure"), room - PERIOD_WIDTH * (double)shown,
               WM_ANCHOR_START);
    if (plan.has_baseline)
        add_column(&plan, period_heading(pdf, &rows->figures[0]), PERIOD_WIDTH,
                   WM_ANCHOR_END);
    for (size_t i = plan.first; i < plan.figures; i++)
        add_column(&plan, period_heading(pdf, &rows->figures[i]), PERIOD_WIDTH,
                   WM_ANCHOR_END);
    add_column(&plan, WM_STR("Trend"), 50, WM_ANCHOR_MIDDLE);
    add_column(&plan, WM_STR("Grade"), 75, WM_ANCHOR_START);
    add_column(&plan, WM_STR("Target"), 80, WM_ANCHOR_START);
    add_column(&plan, WM_STR("Change"), 58, WM_ANCHOR_START);
    add_column(&plan, compared_heading(pdf, &plan), 98, WM_ANCHOR_START);
    plan.table.row_heading = 0;
    plan.table.under_column = 1;
    return plan;
}

/* Cells. */

static void add_words(wm_pdf_cell *cell, wm_pdf_words words)
{
    if (cell->count < WM_PDF_CELL_WORDS && words.text.len)
        cell->words[cell->count++] = words;
}

/* The number, or the mark for why there is none. */
static wm_str figure_in_cell(wm_pdf *pdf, const wm_judged_row *row,
                             const wm_figure *figure)
{
    if (figure && figure->has_value)
        return wm_pdf_said(pdf, wm_say_figure(pdf->arena, row, figure));
    return wm_str_of(wm_missing_mark(figure ? figure->status : WM_FIGURE_NOT_AVAILABLE));
}

static void figure_cell(wm_pdf *pdf, const wm_judged_row *row,
                        const wm_judged_figure *figure, wm_pdf_cell *cell)
{
    add_words(cell, (wm_pdf_words){.text = figure_in_cell(pdf, row, figure->figure),
                                   .bold = figure == row->latest,
                                   .anchor = WM_ANCHOR_END});
}

static void draw_spark(wm_pdf *pdf, const void *what, double x, double y, double width,
                       double height)
{
    if (!pdf->drawing)
        return;
    const wm_judged_row *row = what;
    wm_pdf_canvas canvas;
    wm_pdf_canvas_begin(pdf, &canvas, x, y);
    wm_chart_spark(&canvas.canvas, row, width, height, pdf->arena);
    wm_pdf_canvas_end(&canvas,
                      wm_pdf_said(pdf, wm_chart_describe(pdf->arena, WM_CHART_TREND, row,
                                                         pdf->scorecard)));
}

static void grade_cell(wm_pdf *pdf, const wm_judged_row *row, wm_pdf_cell *cell)
{
    wm_grade grade = row->latest ? row->latest->grade : WM_GRADE_NONE;
    cell->picture = (wm_pdf_picture){14, wm_pdf_grade_tag, row->latest};
    add_words(cell, (wm_pdf_words){.text = wm_grade_word(grade, pdf->scorecard)});
    if (grade != WM_GRADE_NONE)
        return;
    wm_ungraded why = row->latest ? row->latest->why_ungraded : WM_UNGRADED_NO_VALUE;
    add_words(cell, (wm_pdf_words){.text = wm_str_of(wm_ungraded_words(why)),
                                   .colour = WM_INK_QUIET});
}

/* The latest figure, or, while there is none, the period for which it is awaited. */
static const wm_judged_figure *judged_figure(const wm_judged_row *row)
{
    if (row->latest)
        return row->latest;
    return row->figure_count ? &row->figures[row->figure_count - 1] : NULL;
}

static void target_cell(wm_pdf *pdf, const wm_judged_row *row, wm_pdf_cell *cell)
{
    const wm_judged_figure *judged = judged_figure(row);
    wm_str target =
        judged ? wm_pdf_said(pdf, wm_say_target(pdf->arena, row, judged)) : WM_STR("-");
    add_words(cell, (wm_pdf_words){.text = target});
    if (!judged || judged->verdict == WM_VERDICT_NONE)
        return;
    wm_str verdict = wm_pdf_said(pdf, wm_say_verdict(pdf->arena, row, judged));
    add_words(cell, (wm_pdf_words){.text = verdict,
                                   .bold = judged->verdict == WM_VERDICT_MISSED});
}

static void change_cell(wm_pdf *pdf, const wm_judged_row *row, wm_pdf_cell *cell)
{
    add_words(cell,
              (wm_pdf_words){.text = wm_pdf_said(pdf, wm_say_change(pdf->arena, row))});
    if (row->change.known && row->change.sense != WM_SENSE_SAME)
        add_words(cell,
                  (wm_pdf_words){.text = wm_str_of(wm_sense_words(row->change.sense))});
}

static void compared_cell(wm_pdf *pdf, const section_plan *plan, const wm_judged_row *row,
                          wm_pdf_cell *cell)
{
    for (size_t i = 0; i < SHOWN_LEVEL_COUNT; i++) {
        const wm_judged_comparator *one = wm_shown_comparator(row, SHOWN_LEVELS[i]);
        if (one)
            add_words(cell, (wm_pdf_words){.text = wm_pdf_compared_words(
                                               pdf, row, one, !plan->one_year)});
    }
    if (!cell->count)
        add_words(cell, (wm_pdf_words){.text = WM_STR("-")});
}

static void fill_cells(wm_pdf *pdf, const section_plan *plan, const wm_judged_row *row,
                       wm_pdf_cell *cells)
{
    size_t column = 0;
    add_words(&cells[column++], (wm_pdf_words){.text = row->row->ref, .bold = true});
    add_words(&cells[column++], (wm_pdf_words){.text = row->title});
    if (plan->has_baseline)
        figure_cell(pdf, row, &row->figures[0], &cells[column++]);
    for (size_t i = plan->first; i < plan->figures; i++)
        figure_cell(pdf, row, &row->figures[i], &cells[column++]);
    cells[column++].picture = (wm_pdf_picture){22, draw_spark, row};
    grade_cell(pdf, row, &cells[column++]);
    target_cell(pdf, row, &cells[column++]);
    change_cell(pdf, row, &cells[column++]);
    compared_cell(pdf, plan, row, &cells[column++]);
}

/* Under a row. */

static wm_str commentary(wm_pdf *pdf, const wm_comment *comment)
{
    wm_text text = {0};
    wm_text_add(&text, wm_str_trim(comment->text));
    if (comment->author.len || comment->date != WM_DAY_NONE)
        wm_text_add(&text, WM_STR(" ("));
    wm_text_add(&text, comment->author);
    if (comment->date != WM_DAY_NONE) {
        char day[24];
        wm_day_say(comment->date, day);
        wm_text_format(&text, "%s%s", comment->author.len ? ", " : "", day);
    }
    if (comment->author.len || comment->date != WM_DAY_NONE)
        wm_text_byte(&text, ')');
    return wm_pdf_take(pdf, &text);
}

static void add_fact(wm_text *text, wm_str label, wm_str fact)
{
    if (wm_str_empty(fact))
        return;
    wm_text_format(text, "%s%.*s%s%.*s", text->len ? "; " : "", WM_FMT(label),
                   label.len ? " " : "", WM_FMT(fact));
}

static void add_sentence(wm_text *text, const char *label, wm_str words)
{
    if (words.len)
        wm_text_format(text, "%s%s%.*s.", text->len ? " " : "", label, WM_FMT(words));
}

/* Comparators that found no room in the row's last cell. */
static wm_str other_comparators(wm_pdf *pdf, const wm_judged_row *row)
{
    wm_text text = {0};
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_judged_comparator *one = &row->comparators[i];
        if (one->is_shown && one->comparator->level != WM_LEVEL_OTHER)
            continue;
        wm_str kind = one->comparator->printed ? WM_STR("printed") : WM_STR("published");
        add_fact(&text, kind, wm_pdf_comparator_words(pdf, row, one));
    }
    return wm_pdf_take(pdf, &text);
}

/* n of N, the distance to the next grade, where the authority stands. */
static void add_position(wm_pdf *pdf, const wm_judged_row *row, wm_text *text)
{
    wm_arena *arena = pdf->arena;
    if (row->latest) {
        add_sentence(text, "",
                     wm_pdf_said(pdf, wm_say_counts(arena, row->latest->figure)));
        add_sentence(
            text, "Next grade: ",
            wm_pdf_said(pdf, wm_say_next_grade(arena, row, row->latest, pdf->scorecard)));
    }
    add_sentence(text,
                 "Position: ", wm_pdf_said(pdf, wm_say_standing(arena, &row->standing)));
    add_sentence(text, "Also compared: ", other_comparators(pdf, row));
}

/* Whether a printed cell stands in the text, and not only as part of a longer number:
 * `82` does not stand in `82.0%`. */
static bool is_said(wm_str text, wm_str printed)
{
    size_t at;
    while ((at = wm_str_find(text, printed)) != SIZE_MAX) {
        size_t end = at + printed.len;
        bool begins =
            at == 0 || !(wm_is_digit(text.data[at - 1]) || text.data[at - 1] == '.');
        bool ends =
            end == text.len || !(wm_is_digit(text.data[end]) || text.data[end] == '.');
        if (begins && ends)
            return true;
        text = wm_str_slice(text, at + 1, text.len);
    }
    return false;
}

/* What the sheet printed, unless it stands in what is said of it already. */
static void add_unsaid(wm_text *text, wm_str label, wm_str printed, wm_str said)
{
    if (!is_said(said, wm_str_trim(printed)))
        add_fact(text, label, printed);
}

/* Figures without a column of their own: `Apr 2016 21.0%; May 2016 20.4%`. */
static wm_str earlier_figures(wm_pdf *pdf, const section_plan *plan,
                              const wm_judged_row *row)
{
    wm_text text = {0};
    for (size_t i = plan->has_baseline ? 1 : 0; i < plan->first; i++)
        if (row->figures[i].figure)
            add_fact(&text, period_heading(pdf, &row->figures[i]),
                     figure_in_cell(pdf, row, row->figures[i].figure));
    return wm_pdf_take(pdf, &text);
}

/* What was printed otherwise than it is said. */
static void add_figures(wm_pdf *pdf, const wm_judged_row *row, wm_text *text)
{
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_figure *figure = row->figures[i].figure;
        if (figure)
            add_unsaid(text, period_heading(pdf, &row->figures[i]), figure->printed,
                       figure_in_cell(pdf, row, figure));
    }
}

static void add_bands(const wm_row *row, wm_text *text)
{
    static const char *const labels[] = {"Requires improvement", "Good", "Outstanding"};
    for (size_t i = 0; i < row->printed_bands.count && i < 3; i++)
        add_fact(text, wm_str_of(labels[i]), row->printed_bands.items[i]);
}

static void add_printed_comparators(wm_pdf *pdf, const wm_judged_row *row, wm_text *text)
{
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_comparator *one = row->comparators[i].comparator;
        if (one->printed)
            add_unsaid(text,
                       one->name.len ? one->name : wm_str_of(wm_level_name(one->level)),
                       one->printed_text,
                       wm_pdf_comparator_words(pdf, row, &row->comparators[i]));
    }
}

/* The sheet's own words, so that anybody can hold this page against it. */
static wm_str as_printed(wm_pdf *pdf, const wm_judged_row *row)
{
    wm_text text = {0};
    add_figures(pdf, row, &text);
    const wm_judged_figure *judged = judged_figure(row);
    wm_str target =
        judged ? wm_pdf_said(pdf, wm_say_target(pdf->arena, row, judged)) : WM_STR("");
    add_unsaid(&text, WM_STR("target"), row->row->printed_target, target);
    add_bands(row->row, &text);
    add_unsaid(&text, WM_STR("change"), row->row->printed_change,
               wm_pdf_said(pdf, wm_say_change(pdf->arena, row)));
    add_printed_comparators(pdf, row, &text);
    add_fact(&text, WM_STR("title"), row->row->printed_title);
    return wm_pdf_take(pdf, &text);
}

/* One paragraph: 594 of 2,748. Next grade: 2.6 points to Good. As printed: ... */
static wm_str small_print(wm_pdf *pdf, const section_plan *plan, const wm_judged_row *row)
{
    wm_text text = {0};
    add_sentence(&text, "Earlier: ", earlier_figures(pdf, plan, row));
    add_position(pdf, row, &text);
    add_sentence(&text, "As printed: ", as_printed(pdf, row));
    return wm_pdf_take(pdf, &text);
}

static wm_str notes(wm_pdf *pdf, const wm_judged_row *row)
{
    wm_text text = {0};
    add_fact(&text, WM_STR(""), row->measure->note);
    add_fact(&text, WM_STR(""), row->row->note);
    for (size_t i = 0; i < row->figure_count; i++)
        if (row->figures[i].figure)
            add_fact(&text, WM_STR(""), row->figures[i].figure->note);
    return wm_pdf_take(pdf, &text);
}

static void add_under(wm_pdf_words *under, size_t *count, wm_str lead, wm_str text,
                      wm_colour colour)
{
    if (text.len)
        under[(*count)++] =
            (wm_pdf_words){.lead = lead, .text = text, .colour = colour, .after = 2};
}

static size_t fill_under(wm_pdf *pdf, const section_plan *plan, const wm_judged_row *row,
                         wm_pdf_words *under)
{
    size_t count = 0;
    if (row->comment)
        add_under(under, &count, WM_STR("Commentary"), commentary(pdf, row->comment), 0);
    add_under(under, &count, WM_STR("Note"), notes(pdf, row), 0);
    add_under(under, &count, WM_STR(""), small_print(pdf, plan, row), WM_INK_QUIET);
    return count;
}

static bool fill_row(wm_pdf *pdf, const section_plan *plan, const wm_judged_row *judged,
                     wm_pdf_row *row)
{
    wm_pdf_cell *cells = wm_arena_alloc(pdf->arena, plan->table.count, sizeof *cells);
    wm_pdf_words *under = wm_arena_alloc(pdf->arena, UNDER_MAX, sizeof *under);
    if (!cells || !under)
        return false;
    fill_cells(pdf, plan, judged, cells);
    *row = (wm_pdf_row){.cells = cells,
                        .under = under,
                        .under_count = fill_under(pdf, plan, judged, under)};
    return true;
}

/* Who is meant by the short name in the cells. */
static void set_key(wm_pdf *pdf, const section_plan *plan)
{
    if (wm_str_empty(plan->neighbours))
        return;
    wm_str key =
        wm_str_format(pdf->arena, WM_PDF_NEIGHBOURS ": %.*s.", WM_FMT(plan->neighbours));
    wm_pdf_words words = {
        .text = wm_pdf_said(pdf, key), .colour = WM_INK_QUIET, .after = 4};
    pdf->y += wm_pdf_set(pdf, "P", &words, WM_PDF_MARGIN, pdf->y, WM_PDF_BODY);
}

/* A section goes on below the last one as long as its heading and first row fit there. */
static void set_section(wm_pdf *pdf, const wm_judged_section *section,
                        const section_plan *plan, wm_pdf_row *rows)
{
    const wm_pdf_table *table = &plan->table;
    const wm_section *of = section->section;
    wm_str heading =
        wm_pdf_said(pdf, wm_str_format(pdf->arena, "%.*s%s%.*s", WM_FMT(of->id),
                                       of->id.len ? " " : "", WM_FMT(of->title)));
    const double heading_height = 90; /* with the key and the table's own head */
    pdf->running = WM_STR("");
    wm_pdf_table_measure(pdf, table, rows, section->count);
    double height = heading_height + rows[0].cells_height + rows[0].under_height;
    if (wm_pdf_left(pdf) < height || pdf->page == 1)
        wm_pdf_turn(pdf);
    else
        pdf->y += 16;
    pdf->running =
        wm_pdf_said(pdf, wm_str_format(pdf->arena, "%.*s (continued)", WM_FMT(heading)));
    wm_pdf_tag(pdf, "Sect");
    wm_pdf_heading(pdf, 2, heading, 0);
    set_key(pdf, plan);
    wm_pdf_table_set(pdf, table, rows, section->count);
    wm_pdf_untag(pdf, "Sect");
    pdf->running = WM_STR("");
}

static void section(wm_pdf *pdf, const wm_judged_section *section)
{
    if (!section->count)
        return;
    const wm_judged_row *judged = &pdf->judged->rows[section->first];
    section_plan plan = plan_section(pdf, judged, section->count);
    plan.table.columns = plan.columns;
    wm_pdf_row *rows = wm_arena_alloc(pdf->arena, section->count, sizeof *rows);
    bool filled = rows != NULL;
    for (size_t i = 0; filled && i < section->count; i++)
        filled = fill_row(pdf, &plan, &judged[i], &rows[i]);
    if (filled)
        set_section(pdf, section, &plan, rows);
    else if (pdf->status == WM_OK)
        pdf->status = WM_NOMEM;
}

void wm_pdf_sections(wm_pdf *pdf)
{
    for (size_t i = 0; i < pdf->judged->section_count && pdf->status == WM_OK; i++)
        section(pdf, &pdf->judged->sections[i]);
}
