#include "intake/folder.h"
#include "intake/reading.h"

enum { REF, PERIOD, TEXT, AUTHOR, DATE, STATE, COLUMNS };

static const wm_csv_column columns[COLUMNS] = {
    [REF] = {"ref", true},        [PERIOD] = {"period", true}, [TEXT] = {"text", true},
    [AUTHOR] = {"author", false}, [DATE] = {"date", false},    [STATE] = {"state", false},
};

static wm_status record(wm_reading *reading)
{
    const wm_measure *measure = NULL;
    WM_TRY(wm_cell_measure(reading, REF, &measure));
    wm_comment comment = {.file = reading->file, .place = wm_cell_place(reading, TEXT)};
    bool good = measure != NULL;
    good &= wm_cell_period(reading, PERIOD, &comment.period) == WM_FOUND;
    good &= wm_cell_day(reading, DATE, &comment.date) != WM_FOUND_BAD;
    if (wm_cell_blank(reading, TEXT)) {
        wm_cell_wrong(reading, TEXT, "write the comment, or take the row out",
                      "a comment without text");
        good = false;
    }
    if (!good)
        return WM_OK;
    comment.ref = measure->ref;
    WM_TRY(wm_cell_text(reading, TEXT, &comment.text));
    WM_TRY(wm_cell_text(reading, AUTHOR, &comment.author));
    WM_TRY(wm_cell_text(reading, STATE, &comment.state));
    return wm_list_push(reading->arena, &reading->folder->comments, comment) ? WM_OK
                                                                             : WM_NOMEM;
}

wm_status wm_comments_read(wm_reading *reading, wm_str bytes)
{
    return wm_reading_run(reading, bytes, columns, COLUMNS, record);
}

void wm_comments_csv(const wm_comment *comments, size_t count, int first_month,
                     wm_text *out)
{
    wm_csv_write_header(out, columns, COLUMNS);
    wm_arena *row = wm_arena_new(WM_READING_ROW_BYTES);
    for (size_t i = 0; i < count; i++) {
        const wm_comment *comment = &comments[i];
        size_t mark = row ? wm_arena_mark(row) : 0;
        wm_str period = wm_csv_period(row, comment->period, first_month, out);
        wm_csv_write(out, comment->ref, true);
        wm_csv_write(out, period, false);
        wm_csv_write_text(out, comment->text, false);
        wm_csv_write_text(out, comment->author, false);
        wm_csv_write_day(out, comment->date);
        wm_csv_write_text(out, comment->state, false);
        wm_csv_end_row(out);
        if (row)
            wm_arena_rewind(row, mark);
    }
    wm_arena_end(row);
}
