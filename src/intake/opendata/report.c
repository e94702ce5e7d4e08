#include "intake/opendata/importing.h"

#include <inttypes.h>

static const char *const reasons[WM_OPENDATA_SKIPS] = {
    [WM_OPENDATA_USED] = "used",
    [WM_OPENDATA_NOT_ASKED] =
        "of series that no measure of this scorecard is compared with",
    [WM_OPENDATA_OTHER_YEAR] = "of other years",
    [WM_OPENDATA_OTHER_SERIES] = "of other breakdowns",
    [WM_OPENDATA_PART_OF_REGION] = "of Inner and Outer London, which are no regions",
    [WM_OPENDATA_OTHER_LEVEL] = "of another level than country, region and authority",
    [WM_OPENDATA_NO_PLACE] = "of a place that is not known",
    [WM_OPENDATA_NO_YEAR] = "of a time that is no year ending in March",
    [WM_OPENDATA_NO_ENTRY] = "of headings and gaps",
};

static void write_rows(const wm_opendata_file *file, wm_text *out)
{
    wm_text_format(out, "      %zu row%s: %zu used", file->rows, wm_plural(file->rows),
                   file->skipped[0]);
    for (size_t i = 1; i < WM_OPENDATA_SKIPS; i++) {
        if (file->skipped[i] == 0)
            continue;
        wm_text_format(out, ", %zu %s", file->skipped[i], reasons[i]);
        if (i >= WM_OPENDATA_OTHER_LEVEL)
            wm_text_format(out, " (first in line %" PRIu32 ")", file->skipped_line[i]);
    }
    wm_text_byte(out, '\n');
}

static void write_symbols(const wm_opendata_file *file, wm_text *out)
{
    for (size_t i = 0; i < file->symbols.count; i++) {
        const wm_opendata_symbol *each = &file->symbols.items[i];
        wm_text_add(out, i ? WM_STR(", ") : WM_STR("      no number: "));
        if (wm_str_empty(each->text))
            wm_text_add(out, WM_STR("blank"));
        else
            wm_text_format(out, "`%.*s`", WM_FMT(wm_od_excerpt(each->text)));
        wm_text_format(out, " %zu time%s, %s", each->count, wm_plural(each->count),
                       wm_figure_status_words(each->status));
        if (each->status == WM_FIGURE_UNREADABLE)
            wm_text_format(out, " (first in line %" PRIu32 ")", each->line);
    }
    if (file->symbols.count)
        wm_text_byte(out, '\n');
}

static void write_file(const wm_opendata_file *file, wm_text *out)
{
    wm_text_format(out, "  %.*s: %s", WM_FMT(file->name), file->form ? file->form : "-");
    if (file->first_year)
        wm_text_format(out, ", %d to %d", file->first_year, file->last_year);
    for (size_t i = 0; i < file->refs.count; i++)
        wm_text_format(out, "%s%.*s", i ? ", " : "; the map's ",
                       WM_FMT(file->refs.items[i]));
    if (file->refs.count == 0) {
        wm_text_format(out, "; the map asks for none of its %zu rows\n", file->rows);
        return;
    }
    wm_text_byte(out, '\n');
    write_rows(file, out);
    write_symbols(file, out);
    if (file->floats)
        wm_text_format(out,
                       "      %zu numbers written as a computer keeps them were read to "
                       "15 digits (first in line %" PRIu32 ")\n",
                       file->floats, file->floats_line);
}

static void write_count(const wm_opendata_measure *measure, wm_text *out)
{
    if (measure->with_value == 0 && measure->without == 0) {
        wm_text_add(out, WM_STR("nothing in these years"));
        return;
    }
    if (measure->first_year == 0)
        wm_text_add(out, WM_STR("no value in these years"));
    else if (measure->first_year == measure->last_year)
        wm_text_format(out, "%d", measure->first_year);
    else
        wm_text_format(out, "%d to %d", measure->first_year, measure->last_year);
    wm_text_format(out, ": %zu with a value, %zu without", measure->with_value,
                   measure->without);
}

static void write_measure(const wm_opendata_measure *measure, wm_text *out)
{
    wm_text_format(out, "  %-6.*s", WM_FMT(measure->ref));
    write_count(measure, out);
    if (!wm_str_equal(measure->ref, measure->map_ref))
        wm_text_format(out, "; as the map's %.*s", WM_FMT(measure->map_ref));
    if (measure->filled)
        wm_text_format(out,
                       "; %zu from a second source, because the first withholds a part",
                       measure->filled);
    if (measure->disagreeing)
        wm_text_format(out,
                       "; %zu as published although their counts give another number, "
                       "such as %.*s",
                       measure->disagreeing, WM_FMT(measure->example));
    wm_text_byte(out, '\n');
}

/* References of measures, as many to a line as a terminal has room for. */
static void write_without(const wm_opendata *opendata, wm_text *out)
{
    enum { LINE = 88 };
    size_t count = opendata->without.count;
    size_t used = LINE;
    if (count == 0)
        return;
    wm_text_format(out, "  without a series of the map (%zu):", count);
    for (size_t i = 0; i < count; i++) {
        wm_str ref = opendata->without.items[i];
        if (used + ref.len + 2 > LINE) {
            wm_text_add(out, WM_STR("\n   "));
            used = 3;
        }
        wm_text_format(out, " %.*s%s", WM_FMT(ref), i + 1 < count ? "," : "\n");
        used += ref.len + 2;
    }
}

void wm_opendata_report(const wm_opendata *opendata, wm_text *out)
{
    wm_text_add(out, WM_STR("Files\n"));
    for (size_t i = 0; i < opendata->files.count; i++)
        write_file(&opendata->files.items[i], out);
    wm_text_format(out, "\nComparators of the years ending March %d to %d\n",
                   opendata->from, opendata->to);
    for (size_t i = 0; i < opendata->measures.count; i++)
        write_measure(&opendata->measures.items[i], out);
    if (opendata->measures.count == 0)
        wm_text_add(out, WM_STR("  none: no measure of this scorecard is compared with a "
                                "series of these files\n"));
    write_without(opendata, out);
    for (size_t i = 0; i < opendata->models.count; i++)
        wm_text_format(out, "%s%d",
                       i ? ", " : "  statistical neighbours by the models of ",
                       opendata->models.items[i]);
    if (opendata->models.count)
        wm_text_byte(out, '\n');
}
