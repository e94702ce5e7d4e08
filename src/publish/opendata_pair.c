#include "base/csv.h"
#include "base/encoding.h"
#include "figure/authority.h"
#include "judge/words.h"
#include "publish/machine.h"
#include "publish/opendata.h"

/* One pair: a row per time, a column per measure and unit. */

enum { LABEL_MAX = 80 };

typedef struct measure_column {
    const wm_judged_row *row;
    wm_str name; /* `m_1_2`; the unit, `numerator` and `denominator` come behind */
    unsigned places;
    bool has_counts;
    size_t withheld; /* figures whose symbol the standard has not: u and unreadable */
} measure_column;

typedef struct data_pair {
    const wm_publication *publication;
    const wm_scorecard *scorecard;
    wm_opendata_group group;
    wm_arena *arena;
    WM_LIST(measure_column) columns;
    WM_LIST(wm_opendata_time) times; /* in order */
} data_pair;

static const wm_judged_figure *figure_at(const data_pair *pair, const wm_judged_row *row,
                                         const wm_opendata_time *time)
{
    for (size_t i = 0; i < row->figure_count; i++) {
        wm_opendata_time here = wm_opendata_time_of(row, row->figures[i].period,
                                                    pair->scorecard->first_month);
        if (here.group == pair->group && here.end == time->end)
            return &row->figures[i];
    }
    return NULL;
}

static wm_status add_time(data_pair *pair, const wm_opendata_time *time)
{
    size_t at = 0;
    while (at < pair->times.count && pair->times.items[at].end < time->end)
        at++;
    if (at < pair->times.count && pair->times.items[at].end == time->end)
        return WM_OK;
    if (!wm_list_push(pair->arena, &pair->times, *time))
        return WM_NOMEM;
    for (size_t i = pair->times.count - 1; i > at; i--)
        pair->times.items[i] = pair->times.items[i - 1];
    pair->times.items[at] = *time;
    return WM_OK;
}

/* `m_1_10` of 1.10; two references that would give one name are told apart by number. */
static wm_status name_column(const data_pair *pair, wm_str ref, wm_str *out)
{
    char name[48] = "m_";
    size_t length = 2;
    for (size_t i = 0; i < ref.len && length < sizeof name - 8; i++) {
        char c = wm_lower(ref.data[i]);
        name[length++] = wm_is_alpha(c) || wm_is_digit(c) ? c : '_';
    }
    unsigned same = 1;
    for (size_t i = 0; i < pair->columns.count; i++) {
        wm_str other = pair->columns.items[i].name;
        same += wm_str_equal(wm_str_slice(other, 0, length), (wm_str){name, length}) &&
                (other.len == length ||
                 wm_str_starts(wm_str_slice(other, length, other.len), WM_STR("_same_")));
    }
    *out = same == 1
               ? wm_str_copy(pair->arena, (wm_str){name, length})
               : wm_str_format(pair->arena, "%.*s_same_%u", (int)length, name, same);
    return out->data ? WM_OK : WM_NOMEM;
}

static void note_figure(measure_column *column, const wm_figure *figure)
{
    if (figure->has_value && figure->places > column->places)
        column->places = figure->places;
    column->has_counts |=
        figure->has_counts && column->row->measure->unit != WM_UNIT_COUNT;
    column->withheld +=
        figure->status == WM_FIGURE_UNRELIABLE || figure->status == WM_FIGURE_UNREADABLE;
}

/* A measure has a column where it has a figure in this group. */
static wm_status add_row(data_pair *pair, const wm_judged_row *row)
{
    measure_column column = {.row = row};
    bool any = false;
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_judged_figure *judged = &row->figures[i];
        wm_opendata_time time =
            wm_opendata_time_of(row, judged->period, pair->scorecard->first_month);
        if (time.group != pair->group || !judged->figure)
            continue;
        any = true;
        note_figure(&column, judged->figure);
        WM_TRY(add_time(pair, &time));
    }
    if (!any)
        return WM_OK;
    WM_TRY(name_column(pair, row->row->ref, &column.name));
    return wm_list_push(pair->arena, &pair->columns, column) ? WM_OK : WM_NOMEM;
}

static const char *unit_name(wm_unit unit)
{
    switch (unit) {
    case WM_UNIT_PERCENT:
        return "percent";
    case WM_UNIT_PER_10000:
        return "per_10000";
    case WM_UNIT_COUNT:
        return "number";
    case WM_UNIT_RATIO:
        return "average";
    case WM_UNIT_HIGHEST:
        return "highest";
    }
    return "number";
}

static void write_names(const data_pair *pair, wm_text *out)
{
    wm_text_add(out, WM_STR("time_period,time_identifier,geographic_level,country_code,"
                            "country_name,region_code,region_name,old_la_code,"
                            "new_la_code,la_name"));
    for (size_t i = 0; i < pair->columns.count; i++) {
        const measure_column *each = &pair->columns.items[i];
        wm_text_format(out, ",%.*s_%s", WM_FMT(each->name),
                       unit_name(each->row->measure->unit));
        if (each->has_counts)
            wm_text_format(out, ",%.*s_numerator,%.*s_denominator", WM_FMT(each->name),
                           WM_FMT(each->name));
    }
    wm_csv_end_row(out);
}

/* The symbols of the standard; it has none for `unreliable`, which is not available. */
static const char *symbol_of(wm_figure_status status)
{
    switch (status) {
    case WM_FIGURE_NOT_APPLICABLE:
        return "z";
    case WM_FIGURE_SUPPRESSED:
        return "c";
    case WM_FIGURE_LOW:
        return "low";
    case WM_FIGURE_FINAL:
    case WM_FIGURE_PROVISIONAL:
    case WM_FIGURE_NOT_AVAILABLE:
    case WM_FIGURE_UNRELIABLE:
    case WM_FIGURE_UNREADABLE:
        break;
    }
    return "x";
}

static void write_figure(const measure_column *column, const wm_figure *figure,
                         wm_text *out)
{
    char number[WM_NUMBER_BYTES];
    const char *symbol = symbol_of(wm_status_of_figure(figure));
    if (figure && figure->has_value) {
        wm_ratio_print(figure->value, figure->places, number);
        wm_csv_write(out, wm_str_of(number), false);
    } else {
        wm_csv_write(out, wm_str_of(symbol), false);
    }
    if (!column->has_counts)
        return;
    bool known = figure && figure->has_counts;
    if (known) {
        wm_csv_write_whole(out, figure->numerator);
        wm_csv_write_whole(out, figure->denominator);
        return;
    }
    wm_text_format(out, ",%s,%s", symbol, symbol);
}

/* An authority that has no code is a place that is not available. */
static void write_place(const data_pair *pair, wm_text *out)
{
    const wm_scorecard *card = pair->scorecard;
    const wm_authority *known = wm_authority_by_code(card->authority.code);
    bool is_named = !wm_str_empty(card->authority.code);
    wm_csv_write(out, WM_STR("Local authority"), false);
    wm_csv_write(out, WM_STR(WM_ENGLAND_CODE), false);
    wm_csv_write(out, WM_STR(WM_ENGLAND_NAME), false);
    bool region = !wm_str_empty(card->region.code) && !wm_str_empty(card->region.name);
    wm_csv_write(out, region ? card->region.code : (wm_str){"", 0}, false);
    wm_csv_write(out, region ? card->region.name : (wm_str){"", 0}, false);
    if (known)
        wm_text_format(out, ",%03d", known->old_code);
    else
        wm_csv_write(out, WM_STR("x"), false);
    wm_csv_write(out, is_named ? card->authority.code : WM_STR("x"), false);
    wm_csv_write_text(out, is_named ? card->authority.name : WM_STR("Not available"),
                      false);
}

static void write_data(const data_pair *pair, wm_text *out)
{
    write_names(pair, out);
    for (size_t t = 0; t < pair->times.count; t++) {
        const wm_opendata_time *time = &pair->times.items[t];
        wm_csv_write(out, wm_str_of(time->period), true);
        wm_csv_write(out, wm_str_of(time->identifier), false);
        write_place(pair, out);
        for (size_t i = 0; i < pair->columns.count; i++) {
            const measure_column *each = &pair->columns.items[i];
            const wm_judged_figure *judged = figure_at(pair, each->row, time);
            write_figure(each, judged ? judged->figure : NULL, out);
        }
        wm_csv_end_row(out);
    }
}

/* At most so many characters, cut between them. */
static wm_str cut(wm_str text, size_t characters)
{
    size_t at = 0;
    for (size_t i = 0; i < characters && at < text.len; i++)
        wm_utf8_decode(text, at, &at);
    return wm_str_slice(text, 0, at);
}

/* `1.2 Re-referrals (12 months), percent`: the reference keeps labels apart. */
static void write_label(const measure_column *column, const char *what, wm_text *out)
{
    wm_str ref = column->row->row->ref;
    size_t room = LABEL_MAX - ref.len - strlen(what) - 3;
    wm_text label = {0};
    wm_text_format(&label, "%.*s %.*s, %s", WM_FMT(ref),
                   WM_FMT(wm_str_trim(cut(column->row->short_title, room))), what);
    wm_csv_write_text(out, wm_text_str(&label), false);
    if (wm_text_status(&label) != WM_OK && out->status == WM_OK)
        out->status = wm_text_status(&label);
    wm_text_end(&label);
}

static void write_meta_row(const measure_column *column, const char *ending,
                           const char *what, const char *unit, unsigned places,
                           wm_text *out)
{
    wm_text_format(out, "%.*s_%s,Indicator", WM_FMT(column->name), ending);
    write_label(column, what, out);
    wm_csv_write_text(out, column->row->section->title, false);
    wm_text_format(out, ",%s,%u,,", unit, places);
    wm_csv_end_row(out);
}

static void write_meta(const data_pair *pair, wm_text *out)
{
    wm_text_add(out, WM_STR("col_name,col_type,label,indicator_grouping,indicator_unit,"
                            "indicator_dp,filter_hint,filter_grouping_column"));
    wm_csv_end_row(out);
    for (size_t i = 0; i < pair->columns.count; i++) {
        const measure_column *each = &pair->columns.items[i];
        wm_unit unit = each->row->measure->unit;
        write_meta_row(each, unit_name(unit), wm_unit_words(unit),
                       unit == WM_UNIT_PERCENT ? "%" : "", each->places, out);
        if (!each->has_counts)
            continue;
        write_meta_row(each, "numerator", "numerator", "", 0, out);
        write_meta_row(each, "denominator", "denominator", "", 0, out);
    }
}

static void write_notes(const data_pair *pair, wm_text *out)
{
    for (size_t i = 0; i < pair->columns.count; i++) {
        const measure_column *each = &pair->columns.items[i];
        if (each->withheld)
            wm_text_format(out,
                           "  %.*s, %s: %zu figures that are unreliable or unreadable "
                           "are written as x, not available\n",
                           WM_FMT(each->row->row->ref),
                           wm_opendata_group_name(pair->group), each->withheld);
    }
}

wm_status wm_opendata_render(const wm_publication *publication, wm_opendata_group group,
                             wm_arena *arena, wm_text *data, wm_text *meta,
                             wm_text *notes)
{
    const wm_judged *judged = publication->judged;
    data_pair pair = {
        .publication = publication,
        .scorecard = &judged->folder->scorecard,
        .group = group,
        .arena = arena,
    };
    for (size_t i = 0; i < judged->row_count; i++)
        WM_TRY(add_row(&pair, &judged->rows[i]));
    if (pair.columns.count == 0)
        return WM_OK;
    write_data(&pair, data);
    write_meta(&pair, meta);
    write_notes(&pair, notes);
    WM_TRY(wm_text_status(data));
    WM_TRY(wm_text_status(meta));
    return wm_text_status(notes);
}
