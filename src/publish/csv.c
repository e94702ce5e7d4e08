#include "base/csv.h"

#include "base/limits.h"
#include "judge/words.h"
#include "publish/machine.h"

/* scorecard.csv: a row per measure and period, every one of them, so that a blank is
 * seen as a blank. `low` and `high` are the bounds that blanks in records leave; an
 * entered or imported figure has none. */
static const char *const columns[] = {
    "measure",  "authority", "period_kind", "period_start", "period_end", "as_at",
    "known_at", "numerator", "denominator", "value",        "low",        "high",
    "status",   "printed",   "title",       "section",      "unit",       "places",
    "grade",    "target",    "verdict",     "source",       "note",       "marking",
};

static void blank(wm_text *out)
{
    wm_csv_write(out, WM_STR(""), false);
}

static void word(wm_text *out, const char *text)
{
    wm_csv_write(out, wm_str_of(text), false);
}

static void write_period(wm_text *out, wm_period period)
{
    word(out, wm_period_kind_name(period.kind));
    wm_csv_write_day(out, period.start);
    wm_csv_write_day(out, period.end);
}

static void write_number(wm_text *out, const wm_figure *figure)
{
    if (figure && figure->has_counts) {
        wm_csv_write_whole(out, figure->numerator);
        wm_csv_write_whole(out, figure->denominator);
    } else {
        blank(out);
        blank(out);
    }
    char value[WM_NUMBER_BYTES] = "";
    if (figure && figure->has_value)
        wm_ratio_print_shortest(figure->value, value);
    word(out, value);
    char low[WM_NUMBER_BYTES] = "", high[WM_NUMBER_BYTES] = "";
    if (figure && figure->has_bounds) {
        wm_ratio_print_shortest(figure->low, low);
        wm_ratio_print_shortest(figure->high, high);
    }
    word(out, low);
    word(out, high);
    word(out, wm_figure_status_name(wm_status_of_figure(figure)));
}

static void write_judgement(wm_text *out, const wm_judged_row *row,
                            const wm_judged_figure *judged, wm_str target)
{
    unsigned places = judged->figure ? judged->figure->places : row->places;
    word(out, wm_unit_name(row->measure->unit));
    wm_csv_write_whole(out, places);
    word(out, wm_grade_id(judged->grade));
    if (judged->target)
        wm_csv_write_text(out, target, false);
    else
        blank(out);
    word(out, wm_verdict_id(judged->verdict));
}

static wm_status write_figure(const wm_publication *publication, const wm_judged_row *row,
                              const wm_judged_figure *judged, wm_arena *line,
                              wm_text *out)
{
    const wm_figure *figure = judged->figure;
    wm_str authority = publication->judged->folder->scorecard.authority.code;
    wm_str target = wm_say_target(line, row, judged);
    if (!target.data)
        return WM_NOMEM;
    wm_csv_write(out, row->row->ref, true);
    wm_csv_write(
        out, figure && !wm_str_empty(figure->authority) ? figure->authority : authority,
        false);
    write_period(out, judged->period);
    wm_csv_write_day(out, figure ? figure->as_at : judged->period.end);
    wm_csv_write_day(out, figure ? figure->known_at : WM_DAY_NONE);
    write_number(out, figure);
    wm_csv_write_text(out, figure ? figure->printed : WM_STR(""), false);
    wm_csv_write_text(out, row->title, false);
    wm_csv_write_text(out, row->section->id, false);
    write_judgement(out, row, judged, target);
    wm_csv_write_text(out, figure ? figure->source : WM_STR(""), false);
    wm_csv_write_text(out, figure ? figure->note : WM_STR(""), false);
    wm_csv_write(out, publication->marking, false);
    wm_csv_end_row(out);
    return WM_OK;
}

static wm_status write_rows(const wm_publication *publication, wm_arena *line,
                            wm_text *out)
{
    const wm_judged *judged = publication->judged;
    for (size_t r = 0; r < judged->row_count; r++) {
        const wm_judged_row *row = &judged->rows[r];
        for (size_t f = 0; f < row->figure_count; f++) {
            size_t mark = wm_arena_mark(line);
            WM_TRY(write_figure(publication, row, &row->figures[f], line, out));
            wm_arena_rewind(line, mark);
        }
    }
    return WM_OK;
}

wm_status wm_publish_csv(const wm_publication *publication, wm_text *out)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        wm_csv_write(out, wm_str_of(columns[i]), i == 0);
    wm_csv_end_row(out);
    wm_arena *line = wm_arena_new(WM_DOCUMENT_BYTES_MAX);
    if (!line)
        return WM_NOMEM;
    wm_status status = write_rows(publication, line, out);
    if (status == WM_OK)
        status = wm_text_status(out);
    status = wm_arena_status(line, status);
    wm_arena_end(line);
    return status;
}
