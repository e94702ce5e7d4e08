#include "cli/import_report.h"

#include "base/encoding.h"
#include "base/shown.h"

#include <inttypes.h>

enum { SEEN_COLUMNS = 40, SEEN_SHOWN = 3, PLACES_SHOWN = 6 };

static const struct {
    wm_import_kind kind;
    const char *heading;
} parts[] = {
    {WM_IMPORT_COLUMN, "Columns were read as"},
    {WM_IMPORT_ASSUMED, "Assumed, because the sheet does not say"},
    {WM_IMPORT_REPAIRED, "Repaired, because the sheet says something else"},
    {WM_IMPORT_READ, "Written in an unusual way, and read so"},
    {WM_IMPORT_CHECK, "To be looked at by somebody"},
    {WM_IMPORT_KEPT, "Read, and kept in import-report.csv alone"},
    {WM_IMPORT_UNREAD, "Could not be read, and is only in import-report.csv"},
};

static void write_counts(const wm_imported *imported, wm_text *out)
{
    const wm_folder *folder = &imported->folder;
    char as_at[24] = "a day it does not say";
    if (imported->as_at != WM_DAY_NONE)
        wm_day_say(imported->as_at, as_at);
    wm_add_shown(out, folder->scorecard.title);
    wm_text_format(out, ", as at %s\n", as_at);
    const struct {
        const char *before, *word;
        size_t count;
    } counts[] = {
        {"", "measure", folder->scorecard.rows.count},
        {" in ", "section", folder->scorecard.sections.count},
        {", ", "figure", folder->figures.count},
        {", ", "comparator", folder->comparators.count},
        {", ", "comment", folder->comments.count},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        wm_text_format(out, "%s%zu %s%s", counts[i].before, counts[i].count,
                       counts[i].word, wm_plural(counts[i].count));
    wm_text_byte(out, '\n');
    wm_text_add(out, WM_STR("Places in the sheet are [line:column]; import-report.csv "
                            "holds all of this, cell by cell.\n"));
}

static bool is_same(const wm_import_entry *a, const wm_import_entry *b)
{
    return a->kind == b->kind && wm_str_equal(a->meaning, b->meaning);
}

static bool is_repeat(const wm_imported *imported, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (is_same(&imported->report.items[i], &imported->report.items[index]))
            return true;
    return false;
}

static void write_place(wm_place place, wm_text *out)
{
    if (place.line == 0)
        return;
    wm_text_format(out, "%" PRIu32, place.line);
    if (place.column)
        wm_text_format(out, ":%" PRIu32, place.column);
}

/* `14:3, 15:3, 22:3 and 9 more`: the places in the sheet, as line:column. */
static void write_places(const wm_imported *imported, size_t index, wm_text *out)
{
    const wm_import_entry *first = &imported->report.items[index];
    size_t count = 0;
    for (size_t i = index; i < imported->report.count; i++) {
        const wm_import_entry *entry = &imported->report.items[i];
        if (!is_same(first, entry) || entry->place.line == 0)
            continue;
        if (count < PLACES_SHOWN) {
            wm_text_add(out, count ? WM_STR(", ") : WM_STR("  ["));
            write_place(entry->place, out);
        }
        count++;
    }
    if (count > PLACES_SHOWN)
        wm_text_format(out, " and %zu more", count - PLACES_SHOWN);
    if (count)
        wm_text_byte(out, ']');
}

static void write_seen(wm_str seen, wm_text *out)
{
    size_t width = 0;
    wm_str part = wm_utf8_fit(seen, SEEN_COLUMNS, &width);
    wm_text_byte(out, '`');
    wm_add_shown(out, part);
    wm_text_add(out, part.len < seen.len ? WM_STR("…`") : WM_STR("`"));
}

static bool is_new_here(const wm_imported *imported, size_t first, size_t index)
{
    for (size_t i = first; i < index; i++)
        if (is_same(&imported->report.items[i], &imported->report.items[index]) &&
            wm_str_equal(imported->report.items[i].seen,
                         imported->report.items[index].seen))
            return false;
    return true;
}

/* `100%`, `10%`: what stood in the cells that were treated alike. */
static void write_all_seen(const wm_imported *imported, size_t first, wm_text *out)
{
    size_t count = 0;
    for (size_t i = first; i < imported->report.count; i++) {
        const wm_import_entry *entry = &imported->report.items[i];
        if (!is_same(&imported->report.items[first], entry) ||
            wm_str_empty(entry->seen) || !is_new_here(imported, first, i))
            continue;
        if (count < SEEN_SHOWN) {
            wm_text_add(out, count ? WM_STR(", ") : WM_STR(""));
            write_seen(entry->seen, out);
        }
        count++;
    }
    if (count > SEEN_SHOWN)
        wm_text_format(out, " and %zu others", count - SEEN_SHOWN);
    if (count)
        wm_text_add(out, WM_STR(": "));
}

static void write_part(const wm_imported *imported, size_t part, wm_text *out)
{
    bool headed = false;
    for (size_t i = 0; i < imported->report.count; i++) {
        const wm_import_entry *entry = &imported->report.items[i];
        if (entry->kind != parts[part].kind || is_repeat(imported, i))
            continue;
        if (!headed)
            wm_text_format(out, "\n%s (%zu)\n", parts[part].heading,
                           imported->kind_counts[parts[part].kind]);
        headed = true;
        wm_text_add(out, WM_STR("  "));
        write_all_seen(imported, i, out);
        wm_add_shown(out, entry->meaning);
        write_places(imported, i, out);
        wm_text_byte(out, '\n');
    }
}

/* One line for all of them: what is written as everybody writes it needs no look. */
static void write_usual(const wm_imported *imported, wm_text *out)
{
    size_t shown = 0;
    for (size_t i = 0; i < imported->report.count && shown < SEEN_SHOWN; i++) {
        const wm_import_entry *entry = &imported->report.items[i];
        if (entry->kind != WM_IMPORT_USUAL || wm_str_empty(entry->seen) ||
            is_repeat(imported, i))
            continue;
        if (shown++ == 0)
            wm_text_format(out, "\nWritten in a usual way, and read so (%zu): ",
                           imported->kind_counts[WM_IMPORT_USUAL]);
        else
            wm_text_add(out, WM_STR(", "));
        write_seen(entry->seen, out);
    }
    if (shown)
        wm_text_add(out, WM_STR(" and the like\n"));
}

void wm_import_report(const wm_imported *imported, bool only_unread, wm_text *out)
{
    if (!only_unread)
        write_counts(imported, out);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!only_unread || parts[i].kind == WM_IMPORT_UNREAD)
            write_part(imported, i, out);
    if (!only_unread)
        write_usual(imported, out);
}
