#ifndef WM_INTAKE_READING_H
#define WM_INTAKE_READING_H

#include "base/csv.h"
#include "figure/folder.h"

/* One of the folder's CSV files being read into the folder, a row at a time. A cell is
 * asked for as what it should be; when it is not that, the message is written here and
 * the row is not used:
 *
 *     printed.csv:14:3: `1,234` is not a number: write it without commas, `1234`
 */
enum { WM_READING_COLUMNS_MAX = 16 };

typedef struct wm_reading {
    wm_folder *folder;
    wm_arena *arena;
    wm_diags *diags;
    wm_str file; /* as messages call it: `figures/printed.csv` */
    wm_csv_cell cells[WM_READING_COLUMNS_MAX]; /* the row being read */
    uint32_t line;
    wm_str found_ref; /* the reference looked up last: rows of one come in runs */
    const wm_measure *found;
    WM_LIST(wm_str) unprinted; /* references already warned of in this file */
} wm_reading;

/* Takes the row in reading->cells into the folder, or says why not. */
typedef wm_status (*wm_record)(wm_reading *reading);

/* Every row of the file. Mistakes are in diags and the status is WM_OK. */
wm_status wm_reading_run(wm_reading *reading, wm_str bytes, const wm_csv_column *columns,
                         size_t count, wm_record record);

typedef enum wm_found {
    WM_FOUND_BLANK,
    WM_FOUND,
    WM_FOUND_BAD, /* said already */
} wm_found;

wm_found wm_cell_decimal(wm_reading *reading, size_t column, wm_decimal *out);
wm_found wm_cell_whole(wm_reading *reading, size_t column, int64_t *out); /* 0 or more */
wm_found wm_cell_day(wm_reading *reading, size_t column, wm_day *out);
wm_found wm_cell_period(wm_reading *reading, size_t column, wm_period *out);
wm_found wm_cell_status(wm_reading *reading, size_t column, wm_figure_status *out);

/* n of N from two cells, both or neither. Both are known when WM_FOUND. */
wm_found wm_cell_counts(wm_reading *reading, size_t numerator, size_t denominator,
                        int64_t *numerator_out, int64_t *denominator_out);

/* The measure of a reference, or NULL with an error said. A reference that the
 * scorecard does not print is warned of, once a file. WM_NOMEM. */
wm_status wm_cell_measure(wm_reading *reading, size_t column, const wm_measure **out);

/* Trimmed, without the guard against formulas, copied into the arena. */
wm_status wm_cell_text(wm_reading *reading, size_t column, wm_str *out);

bool wm_cell_blank(const wm_reading *reading, size_t column);
wm_place wm_cell_place(const wm_reading *reading, size_t column);

/* An error about a cell of the row. */
void wm_cell_wrong(wm_reading *reading, size_t column, const char *remedy,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));

/* numerator * scale / denominator in the measure's unit: 594 of 2,748 is 21.6; a count is
 * so many of 1. False for an empty denominator, or when it does not fit. */
bool wm_value_of_counts(const wm_measure *measure, int64_t numerator, int64_t denominator,
                        wm_ratio *out);

/* True when `value` is what was written, to as many places as were written. */
bool wm_value_agrees(wm_ratio value, wm_decimal written);

/* The parts of the folder, one file each. Called with the file's bytes. */
wm_status wm_figures_read(wm_reading *reading, wm_str bytes);
wm_status wm_overrides_read(wm_reading *reading, wm_str bytes);
wm_status wm_comparators_read(wm_reading *reading, wm_str bytes);
wm_status wm_comments_read(wm_reading *reading, wm_str bytes);

/* Two of the same, wherever they stand, are an error that names both places. */
wm_status wm_figures_once(const wm_folder *folder, wm_arena *arena, wm_diags *diags);
wm_status wm_comparators_once(const wm_folder *folder, wm_arena *arena, wm_diags *diags);

/* For the writers: with its places where they say it all, else the shortest. */
void wm_csv_write_value(wm_text *out, wm_ratio value, unsigned places);
void wm_csv_write_header(wm_text *out, const wm_csv_column *columns, size_t count);

/* The text of a period in the arena `row`, which may be NULL; a refusal of memory goes
 * into the status of `out`, so that one question at the end answers for all. */
enum { WM_READING_ROW_BYTES = 65536 };
wm_str wm_csv_period(wm_arena *row, wm_period period, int first_month, wm_text *out);

#endif
