#include "intake/records/loading.h"

enum { BY_INSERTION = 16 }; /* a child has few rows, and they often stand in order */

uint64_t wm_key_prefix(wm_str key)
{
    uint64_t prefix;
    if (key.len < sizeof prefix)
        return key.len ? wm_bytes_word(key.data, key.len) << 8 * (sizeof prefix - key.len)
                       : 0;
    memcpy(&prefix, key.data, sizeof prefix);
    return be64toh(prefix);
}

static wm_str key_of(const wm_sorting *sorting, const wm_sort_row *row)
{
    uint32_t ref = sorting->refs ? sorting->refs[row->row] : row->row;
    return wm_key_text(sorting->keys, ref);
}

/* Never equal: a key stands once in a cluster, or rows of several authorities, merged
 * into one child, have it in the order of their files. */
static bool is_before(const wm_sorting *sorting, const wm_sort_row *a,
                      const wm_sort_row *b)
{
    if (a->day != b->day)
        return a->day < b->day;
    if (a->prefix != b->prefix)
        return a->prefix < b->prefix;
    int compared = wm_str_compare(key_of(sorting, a), key_of(sorting, b));
    return compared < 0 || (compared == 0 && a->row < b->row);
}

static void by_insertion(const wm_sorting *sorting, wm_sort_row *rows, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        wm_sort_row row = rows[i];
        size_t at = i;
        for (; at > 0 && is_before(sorting, &row, &rows[at - 1]); at--)
            rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

static void merge(const wm_sorting *sorting, wm_sort_row *rows, wm_sort_row *spare,
                  size_t middle, size_t count)
{
    size_t a = 0, b = middle;
    memcpy(spare, rows, middle * sizeof *rows);
    for (size_t i = 0; a < middle; i++) {
        bool take_b = b < count && is_before(sorting, &rows[b], &spare[a]);
        rows[i] = take_b ? rows[b++] : spare[a++];
    }
}

void wm_sort_rows(const wm_sorting *sorting, wm_sort_row *rows, wm_sort_row *spare,
                  size_t count)
{
    for (size_t at = 0; at < count; at += BY_INSERTION)
        by_insertion(sorting, rows + at,
                     count - at < BY_INSERTION ? count - at : BY_INSERTION);
    for (size_t run = BY_INSERTION; run < count; run *= 2)
        for (size_t at = 0; count - at > run; at += 2 * run) {
            size_t both = count - at < 2 * run ? count - at : 2 * run;
            if (is_before(sorting, &rows[at + run], &rows[at + run - 1]))
                merge(sorting, rows + at, spare, run, both);
            if (both < 2 * run)
                break;
        }
}
