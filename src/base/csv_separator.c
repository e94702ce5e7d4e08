#include "base/csv_internal.h"

enum { SAMPLE_BYTES = 64 * 1024, WIDTHS = 4096 };

/* How many rows of the sample have the width that most of them have, were `separator`
 * the right one. Widths of 0 and 1 say nothing, and a last row that the sample cuts off
 * says something wrong.
 */
typedef struct tally {
    uint32_t rows[WIDTHS + 1]; /* by width */
    uint32_t most;
} tally;

static void count_row(tally *counts, size_t width)
{
    if (width < 2 || width > WIDTHS)
        return;
    if (++counts->rows[width] > counts->most)
        counts->most = counts->rows[width];
}

static uint32_t rows_of_one_width(wm_str sample, bool is_whole, char separator)
{
    tally counts = {0};
    size_t width = 1;
    bool in_quotes = false, at_start = true;
    for (size_t i = 0; i < sample.len; i++) {
        char byte = sample.data[i];
        bool was_start = at_start;
        at_start = false;
        if (byte == '"' && (in_quotes || was_start)) {
            /* A doubled quote closes and at once opens again. */
            in_quotes = !in_quotes;
            at_start = !in_quotes;
        } else if (in_quotes) {
            continue;
        } else if (byte == separator) {
            width++;
            at_start = true;
        } else if (byte == '\n' || byte == '\r') {
            count_row(&counts, width);
            width = 1;
            at_start = true;
        }
    }
    if (is_whole)
        count_row(&counts, width);
    return counts.most;
}

char wm_csv_guess_separator(wm_str text)
{
    static const char candidates[] = {'\t', ',', ';', '|'};
    wm_str sample = wm_str_slice(text, 0, SAMPLE_BYTES);
    char best = ',';
    uint32_t most = 0;
    for (size_t i = 0; i < sizeof candidates; i++) {
        uint32_t rows = rows_of_one_width(sample, sample.len == text.len, candidates[i]);
        if (rows > most) {
            most = rows;
            best = candidates[i];
        }
    }
    return best;
}
