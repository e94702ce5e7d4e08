#include "publish/xlsx.h"

#include "base/limits.h"
#include "judge/words.h"
#include "publish/xlsx_book.h"
#include "publish/xlsx_whole.h"

static void cover(wm_book *book, wm_sheet *sheet)
{
    static const wm_column columns[] = {{"About", 26}, {"This scorecard", 90}};
    const wm_scorecard *scorecard = book_scorecard(book);
    const wm_judged *judged = book->publication->judged;
    char day[24];
    *sheet = sheet_add(book, WM_STR("Cover"), scorecard->title,
                       WM_STR("Performance scorecard of children's services."));
    sheet_columns(sheet, columns, 2);
    const struct {
        const char *what;
        wm_str value;
    } rows[] = {
        {"Authority", scorecard->authority.name},
        {"Region", scorecard->region.name},
        {"Period", wm_period_label(judged->period, scorecard->first_month, book->arena)},
        {"Marking", book->publication->marking},
        {"Audience", book->publication->audience},
        {"Measures",
         wm_str_format(book->arena, "%zu in %zu section%s", judged->row_count,
                       judged->section_count, wm_plural(judged->section_count))},
        {"Targets",
         wm_str_format(book->arena, "%zu met, %zu missed", judged->met, judged->missed)},
    };
    wm_day_say(judged->as_at, day);
    sheet_text(sheet, 0, WM_STR("As at"));
    sheet_text(sheet, 1, wm_str_of(day));
    sheet_next(sheet);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sheet_text(sheet, 0, wm_str_of(rows[i].what));
        sheet_wrapped(sheet, 1, rows[i].value);
        sheet_next(sheet);
    }
    for (int grade = WM_GRADE_OUTSTANDING; grade >= WM_GRADE_NONE; grade--) {
        sheet_text(sheet, 0, wm_grade_word((wm_grade)grade, scorecard));
        sheet_wrapped(sheet, 1,
                      wm_str_format(book->arena, "%zu of %zu measure%s",
                                    judged->grade_counts[grade], judged->row_count,
                                    wm_plural(judged->row_count)));
        sheet_next(sheet);
    }
    wm_day_say(book->publication->made, day);
    sheet_text(sheet, 0, WM_STR("Made on"));
    sheet_text(sheet, 1, wm_str_of(day));
    sheet_next(sheet);
    sheet_table(sheet, "Cover");
}

static void contents(wm_book *book, wm_sheet *sheet)
{
    for (size_t i = 0; i < book->contents_count && book->status == WM_OK; i++) {
        wm_str target =
            wm_str_format(book->arena, "internal:'%s'!A1", book->contents[i].name);
        sheet_link(sheet, 0, target.data ? target.data : "",
                   wm_str_of(book->contents[i].name));
        sheet_wrapped(sheet, 1, wm_str_of(book->contents[i].what));
        sheet_next(sheet);
    }
    sheet_table(sheet, "Contents");
}

static void write_sheets(wm_book *book)
{
    static const wm_column columns[] = {{"Sheet", 34}, {"What it holds", 80}};
    wm_sheet first, list;
    cover(book, &first);
    list = sheet_add(book, WM_STR("Contents"), WM_STR("Contents"),
                     WM_STR("A link to each sheet."));
    sheet_columns(&list, columns, 2);
    xlsx_notes(book);
    xlsx_summary(book);
    xlsx_sections(book);
    xlsx_comparators(book);
    xlsx_definitions(book);
    xlsx_checks(book);
    xlsx_data(book);
    contents(book, &list);
}

wm_status wm_publish_xlsx(const wm_publication *publication, const char *path)
{
    wm_arena *arena = wm_arena_new(WM_DOCUMENT_BYTES_MAX);
    if (!arena)
        return WM_NOMEM;
    wm_book book;
    wm_status status = book_open(&book, publication, arena, path);
    if (status == WM_OK)
        write_sheets(&book);
    if (book.workbook) {
        wm_status closed = book_close(&book);
        if (closed == WM_OK)
            closed = wm_xlsx_whole(path);
        status = status == WM_OK ? closed : status;
    }
    status = wm_arena_status(arena, status);
    wm_arena_end(arena);
    return status;
}
