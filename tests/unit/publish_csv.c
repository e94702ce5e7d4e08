/* scorecard.csv: read again with our own reader, it says what was judged. */
#include "publish_small.h"

#include "base/alloc.h"
#include "base/csv.h"

enum { MEASURE, START, END_, VALUE, STATUS, NUMERATOR, NOTE, MARKING, COLUMNS };

static const wm_csv_column columns[COLUMNS] = {
    {"measure", true}, {"period_start", true}, {"period_end", true}, {"value", true},
    {"status", true},  {"numerator", true},    {"note", true},       {"marking", true},
};

TEST(it_reads_as_it_was_agreed)
{
    small opened;
    small_open(&opened);
    wm_text text = {0};
    ck_assert_int_eq(wm_publish_csv(&opened.publication, &text), WM_OK);
    assert_golden(opened.arena, "scorecard.csv", wm_text_str(&text));
    wm_text_end(&text);
    small_close(&opened);
}
END

static void assert_row(const wm_judged_row *row, const wm_judged_figure *judged,
                       const wm_csv_cell *cells)
{
    const wm_figure *figure = judged->figure;
    ck_assert(wm_str_equal(cells[MEASURE].text, row->row->ref));
    ck_assert_int_eq(wm_day_parse(cells[START].text), judged->period.start);
    ck_assert_int_eq(wm_day_parse(cells[END_].text), judged->period.end);
    assert_str(cells[MARKING].text, "OFFICIAL-SENSITIVE");
    assert_str(cells[STATUS].text,
               figure ? wm_figure_status_name(figure->status) : "not_available");
    wm_decimal value;
    bool has_value = wm_decimal_parse(cells[VALUE].text, &value);
    ck_assert_int_eq(has_value, figure && figure->has_value);
    if (has_value)
        ck_assert_int_eq(
            wm_ratio_compare(wm_ratio_of_decimal(value),
                             wm_ratio_of_decimal(wm_ratio_round(figure->value, 12))),
            0);
    ck_assert_int_eq(!wm_str_empty(cells[NUMERATOR].text), figure && figure->has_counts);
    if (figure)
        ck_assert(wm_str_equal(wm_csv_read_text(cells[NOTE].text), figure->note));
}

TEST(every_figure_is_there_in_order)
{
    small opened;
    small_open(&opened);
    wm_text text = {0};
    wm_diags diags;
    wm_csv_reader *reader;
    wm_csv_cell cells[COLUMNS];
    uint32_t line;
    bool more;
    wm_diags_init(&diags, opened.arena);
    ck_assert_int_eq(wm_publish_csv(&opened.publication, &text), WM_OK);
    ck_assert_int_eq(wm_csv_open_table(wm_text_str(&text), WM_STR("scorecard.csv"),
                                       columns, COLUMNS, &diags, &reader),
                     WM_OK);
    for (size_t r = 0; r < opened.judged.row_count; r++) {
        const wm_judged_row *row = &opened.judged.rows[r];
        for (size_t f = 0; f < row->figure_count; f++) {
            ck_assert_int_eq(wm_csv_next_record(reader, cells, &line, &more), WM_OK);
            ck_assert(more);
            assert_row(row, &row->figures[f], cells);
        }
    }
    ck_assert_int_eq(wm_csv_next_record(reader, cells, &line, &more), WM_OK);
    ck_assert(!more);
    wm_csv_close(reader);
    wm_text_end(&text);
    small_close(&opened);
}
END

TEST(every_refusal_of_memory_comes_back)
{
    small opened;
    small_open(&opened);
    wm_status status = WM_NOMEM;
    for (long after = 0; status != WM_OK; after++) {
        wm_text text = {0};
        wm_alloc_fail_after(after);
        status = wm_publish_csv(&opened.publication, &text);
        wm_alloc_fail_after(-1);
        ck_assert(status == WM_OK || status == WM_NOMEM);
        ck_assert_int_lt(after, 100000);
        wm_text_end(&text);
    }
    small_close(&opened);
}
END

TESTS(it_reads_as_it_was_agreed, every_figure_is_there_in_order,
      every_refusal_of_memory_comes_back)
