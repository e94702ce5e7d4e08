#include "base/encoding.h"
#include "intake/opendata/importing.h"

/* What may stand where a number is meant. The files use several generations of symbols;
 * none of them, and nothing else that is no number, is ever a nought.
 */
static const struct {
    const char *text;
    wm_figure_status status;
} symbols[] = {
    {"c", WM_FIGURE_SUPPRESSED},
    {"z", WM_FIGURE_NOT_APPLICABLE},
    {"x", WM_FIGURE_NOT_AVAILABLE},
    {"k", WM_FIGURE_LOW},
    {"low", WM_FIGURE_LOW},
    {"u", WM_FIGURE_UNRELIABLE},
    {"-", WM_FIGURE_NOT_AVAILABLE},
    {":", WM_FIGURE_NOT_AVAILABLE},
    {"~", WM_FIGURE_LOW},
    {"", WM_FIGURE_NOT_AVAILABLE},
    {"..", WM_FIGURE_NOT_AVAILABLE},
    {"NA", WM_FIGURE_NOT_AVAILABLE},
};

/* A spreadsheet keeps 15 digits; what follows is the binary's noise. */
enum { FLOAT_DIGITS = 15 };

/* A number with more digits than a decimal holds, `17.899999999999999`, to 15 digits and
 * without the noughts behind. False: no such number. */
static bool read_float(wm_str text, wm_decimal *out)
{
    wm_decimal decimal = {0, 0};
    unsigned digits = 0;
    bool point = false;
    bool up = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '.' && !point && i > 0 && i + 1 < text.len) {
            point = true;
            continue;
        }
        if (!wm_is_digit(c))
            return false;
        if (digits == FLOAT_DIGITS) {
            if (!point)
                return false;
            up = c >= '5';
            digits++;
        } else if (digits < FLOAT_DIGITS) {
            decimal.digits = decimal.digits * 10 + (c - '0');
            decimal.places += point;
            digits += decimal.digits != 0;
        }
    }
    decimal.digits += up;
    while (decimal.places > 0 && decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        decimal.places--;
    }
    *out = decimal;
    return point && decimal.places <= WM_PLACES_MAX;
}

/* More decimals than anybody writes by hand. */
static bool is_noisy(wm_str text)
{
    size_t point = wm_str_find_byte(text, '.');
    return point != SIZE_MAX && text.len - point - 1 > WM_PLACES_MAX;
}

static wm_figure_status status_of(wm_str text)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (wm_str_equal_fold(text, wm_str_of(symbols[i].text)))
            return symbols[i].status;
    return WM_FIGURE_UNREADABLE;
}

wm_od_number wm_od_read_number(wm_arena *arena, wm_str text, bool *is_float_out)
{
    wm_od_number number = {.present = true, .status = WM_FIGURE_FINAL};
    wm_decimal decimal = {0, 0};
    char clean[WM_NUMBER_BYTES];
    text = wm_str_trim(text);
    *is_float_out = is_noisy(text) && read_float(text, &decimal);
    /* A negative number in these files is some program's code for a symbol. */
    if (*is_float_out)
        text = (wm_str){clean, wm_decimal_print(decimal, clean)};
    else if (!wm_decimal_parse(text, &decimal) || decimal.digits < 0)
        number.status = (uint8_t)status_of(text);
    number.digits = decimal.digits;
    number.places = (uint8_t)decimal.places;
    number.text = wm_str_copy(arena, text);
    return number;
}

wm_str wm_od_excerpt(wm_str text)
{
    enum { COLUMNS = 40 };
    size_t width;
    return wm_utf8_fit(text, COLUMNS, &width);
}
