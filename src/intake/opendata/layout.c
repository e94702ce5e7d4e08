#include "intake/opendata/importing.h"

/* The two forms that published statistics come in.
 *
 *     the Department's open data                        LAIT
 *     time_period 2017 (or 201617)                      Years 2017
 *     geographic_level National / Regional / Local ...  LA Number 970.0, 981.0, 343.0
 *     country_code, region_code, new_la_code            LA and Regions England, Sefton
 */

int wm_od_column(const wm_csv_row *header, wm_str name)
{
    for (size_t i = 0; i < header->count; i++)
        if (wm_str_equal_fold(wm_str_trim(header->cells[i].text), name))
            return (int)i;
    return -1;
}

static bool open_data(const wm_csv_row *header, wm_od_layout *out)
{
    *out = (wm_od_layout){
        .form = "the Department's open data",
        .time = wm_od_column(header, WM_STR("time_period")),
        .identifier = wm_od_column(header, WM_STR("time_identifier")),
        .level = wm_od_column(header, WM_STR("geographic_level")),
        .country_code = wm_od_column(header, WM_STR("country_code")),
        .region_code = wm_od_column(header, WM_STR("region_code")),
        .region_name = wm_od_column(header, WM_STR("region_name")),
        .la_code = wm_od_column(header, WM_STR("new_la_code")),
        .la_name = wm_od_column(header, WM_STR("la_name")),
        .la_number = wm_od_column(header, WM_STR("old_la_code")),
    };
    return out->time >= 0 && out->identifier >= 0 && out->level >= 0 &&
           out->country_code >= 0 && out->region_code >= 0 && out->region_name >= 0 &&
           out->la_code >= 0 && out->la_name >= 0 && out->la_number >= 0;
}

static bool lait(const wm_csv_row *header, wm_od_layout *out)
{
    *out = (wm_od_layout){
        .form = "LAIT",
        .is_lait = true,
        .time = wm_od_column(header, WM_STR("Years")),
        .la_name = wm_od_column(header, WM_STR("LA and Regions")),
        .la_number = wm_od_column(header, WM_STR("LA Number")),
    };
    return out->time >= 0 && out->la_name >= 0 && out->la_number >= 0 &&
           wm_od_column(header, WM_STR("Short Desc")) >= 0 &&
           wm_od_column(header, WM_STR("Values")) >= 0;
}

bool wm_od_layout_of(const wm_csv_row *header, wm_od_layout *out)
{
    return open_data(header, out) || lait(header, out);
}

static wm_str cell(const wm_csv_row *row, int column)
{
    return wm_str_trim(row->cells[column].text);
}

static int digits_of(wm_str text)
{
    int number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!wm_is_digit(text.data[i]))
            return 0;
        number = number * 10 + (text.data[i] - '0');
    }
    return number;
}

/* `2017` is the year ending March 2017; so is `201617`, when the two parts follow. */
int wm_od_row_year(const wm_od_layout *layout, const wm_csv_row *row)
{
    wm_str text = cell(row, layout->time);
    if (layout->is_lait && wm_str_ends(text, WM_STR(".0")))
        text.len -= 2;
    wm_str identifier =
        layout->is_lait ? WM_STR("Reporting year") : cell(row, layout->identifier);
    int year = 0;
    if (text.len == 4 && wm_str_equal_fold(identifier, WM_STR("Reporting year")))
        year = digits_of(text);
    if (text.len == 6 && wm_str_equal_fold(identifier, WM_STR("Financial year"))) {
        int first = digits_of(wm_str_slice(text, 0, 4));
        int second = digits_of(wm_str_slice(text, 4, 6));
        year = first > 0 && (first + 1) % 100 == second ? first + 1 : 0;
    }
    return year >= 1901 && year <= 2100 ? year : 0;
}

/* LAIT numbers regions from 980; 987 and 988 are Inner and Outer London. */
static wm_status lait_place(wm_od *od, const wm_od_layout *layout, const wm_csv_row *row,
                            int *place_out, wm_opendata_skip *why_out)
{
    wm_str name = cell(row, layout->la_name);
    *place_out = wm_od_place_of_number(od, wm_od_number_of(cell(row, layout->la_number)));
    if (*place_out == WM_NO_PLACE)
        WM_TRY(wm_od_place_of_name(od, name, place_out));
    bool part = wm_str_starts_fold(name, WM_STR("London (")) ||
                wm_str_equal_fold(name, WM_STR("Inner London")) ||
                wm_str_equal_fold(name, WM_STR("Outer London"));
    if (part)
        *place_out = WM_NO_PLACE;
    *why_out = part ? WM_OPENDATA_PART_OF_REGION : WM_OPENDATA_NO_PLACE;
    return WM_OK;
}

static wm_status region_place(wm_od *od, const wm_od_layout *layout,
                              const wm_csv_row *row, int *place_out,
                              wm_opendata_skip *why_out)
{
    wm_str code = cell(row, layout->region_code);
    *why_out = wm_str_starts(code, WM_STR("E13")) ? WM_OPENDATA_PART_OF_REGION
                                                  : WM_OPENDATA_NO_PLACE;
    return wm_od_place_of_code(od, WM_LEVEL_REGION, code, cell(row, layout->region_name),
                               (wm_str){"", 0}, place_out);
}

wm_status wm_od_row_place(wm_od *od, const wm_od_layout *layout, const wm_csv_row *row,
                          int *place_out, wm_opendata_skip *why_out)
{
    if (layout->is_lait)
        return lait_place(od, layout, row, place_out, why_out);
    wm_str level = cell(row, layout->level);
    *why_out = WM_OPENDATA_NO_PLACE;
    if (wm_str_equal_fold(level, WM_STR("Local authority")))
        return wm_od_place_of_code(od, WM_LEVEL_AUTHORITY, cell(row, layout->la_code),
                                   cell(row, layout->la_name),
                                   cell(row, layout->la_number), place_out);
    if (wm_str_equal_fold(level, WM_STR("Regional")))
        return region_place(od, layout, row, place_out, why_out);
    if (wm_str_equal_fold(level, WM_STR("National")))
        return wm_od_place_of_code(od, WM_LEVEL_COUNTRY, cell(row, layout->country_code),
                                   (wm_str){"", 0}, (wm_str){"", 0}, place_out);
    *place_out = WM_NO_PLACE;
    *why_out = WM_OPENDATA_OTHER_LEVEL;
    return WM_OK;
}
