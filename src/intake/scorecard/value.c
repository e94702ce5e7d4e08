#include "intake/scorecard/value.h"

#include "base/checked.h"

/* People write NA for both: whoever knows the sheet may have to say otherwise. */
#define NA "read as not applicable; it may mean not available"

static const struct {
    const char *text;
    wm_figure_status status;
    const char *how; /* NULL: usual */
} symbols[] = {
    {"na", WM_FIGURE_NOT_APPLICABLE, NA},
    {"n/a", WM_FIGURE_NOT_APPLICABLE, NA},
    {"n.a.", WM_FIGURE_NOT_APPLICABLE, NA},
    {"not applicable", WM_FIGURE_NOT_APPLICABLE, NULL},
    {"z", WM_FIGURE_NOT_APPLICABLE, NULL},
    {"x", WM_FIGURE_NOT_AVAILABLE, NULL},
    {"..", WM_FIGURE_NOT_AVAILABLE, NULL},
    {":", WM_FIGURE_NOT_AVAILABLE, NULL},
    {"-", WM_FIGURE_NOT_AVAILABLE, "a dash: read as not available"},
    {"\xE2\x80\x93", WM_FIGURE_NOT_AVAILABLE, "a dash: read as not available"},
    {"n/av", WM_FIGURE_NOT_AVAILABLE, NULL},
    {"not available", WM_FIGURE_NOT_AVAILABLE, NULL},
    {"no data", WM_FIGURE_NOT_AVAILABLE, NULL},
    {"tbc", WM_FIGURE_NOT_AVAILABLE, "to be confirmed: read as not available"},
    {"tba", WM_FIGURE_NOT_AVAILABLE, "to be announced: read as not available"},
    {"c", WM_FIGURE_SUPPRESSED, NULL},
    {"*", WM_FIGURE_SUPPRESSED, "a star: read as withheld"},
    {"supp", WM_FIGURE_SUPPRESSED, NULL},
    {"suppressed", WM_FIGURE_SUPPRESSED, NULL},
    {"low", WM_FIGURE_LOW, NULL},
    {"k", WM_FIGURE_LOW, NULL},
    {"u", WM_FIGURE_UNRELIABLE, NULL},
};

static bool read_symbol(wm_str text, wm_value *value)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        if (!wm_str_equal_fold(text, wm_str_of(symbols[i].text)))
            continue;
        *value = (wm_value){
            .kind = WM_VALUE_SYMBOL, .status = symbols[i].status, .how = symbols[i].how};
        return true;
    }
    return false;
}

/* `<5`: a small number withheld. */
static bool read_withheld(wm_str text, wm_value *value)
{
    wm_decimal under;
    if (!wm_str_starts(text, WM_STR("<")) ||
        !wm_decimal_parse(wm_str_trim(wm_str_slice(text, 1, text.len)), &under))
        return false;
    *value = (wm_value){.kind = WM_VALUE_SYMBOL,
                        .status = WM_FIGURE_SUPPRESSED,
                        .how = "under a limit: read as withheld"};
    return true;
}

/* Digits with commas every three, `1,234` or `12,345.6`, without the commas. `room` holds
 * 32 bytes. False for anything else: `12,5` is not guessed at. */
static bool drop_commas(wm_str text, char *room, wm_str *plain_out)
{
    size_t len = 0, run = 0, at = 0;
    bool comma_seen = false, in_whole = true;
    if (text.len > 31)
        return false;
    if (at < text.len && (text.data[at] == '-' || text.data[at] == '+'))
        room[len++] = text.data[at++];
    for (; at < text.len; at++) {
        char c = text.data[at];
        if (c == ',' && in_whole) {
            if (comma_seen ? run != 3 : run < 1 || run > 3)
                return false;
            comma_seen = true;
            run = 0;
            continue;
        }
        if (c == '.' && in_whole) {
            if (comma_seen && run != 3)
                return false;
            in_whole = false;
        } else if (!wm_is_digit(c)) {
            return false;
        }
        run++;
        room[len++] = c;
    }
    if (!comma_seen || (in_whole && run != 3))
        return false;
    *plain_out = (wm_str){room, len};
    return true;
}

bool wm_value_shift(wm_decimal *number, unsigned power)
{
    int64_t digits = number->digits;
    unsigned places = number->places;
    for (; power > 0; power--) {
        if (places > 0)
            places--;
        else if (!wm_multiply(digits, 10, &digits))
            return false;
    }
    *number = (wm_decimal){digits, places};
    return true;
}

/* `k` and not `kept`. */
static bool is_letter_alone(wm_str text, char letter)
{
    return text.len > 0 && wm_lower(text.data[0]) == letter &&
           (text.len == 1 || !wm_is_alpha(text.data[1]));
}

/* `in thousands`; not what it is per, `per thousand children`. */
static bool speaks_of(wm_str text, const char *number)
{
    size_t at = wm_str_find_fold(text, wm_str_of(number));
    wm_str before = wm_str_trim(wm_str_slice(text, 0, at));
    return at != SIZE_MAX && !wm_str_ends(before, WM_STR("per"));
}

bool wm_pounds_of(wm_str text, unsigned *power_out)
{
    size_t at = wm_str_find(text, WM_STR("\xC2\xA3"));
    *power_out = 0;
    if (at == SIZE_MAX)
        return wm_str_equal_fold(text, WM_STR("pounds")) ||
               wm_str_equal_fold(text, WM_STR("gbp"));
    wm_str rest = wm_str_trim(wm_str_slice(text, at + 2, text.len));
    if (wm_str_starts(rest, WM_STR("000")) || is_letter_alone(rest, 'k') ||
        speaks_of(rest, "thousand"))
        *power_out = 3;
    else if (is_letter_alone(rest, 'm') || speaks_of(rest, "million"))
        *power_out = 6;
    return true;
}

/* The `k` of `£5.2k` and the `m` of `£1.2m`, which without the pound sign could be
 * anything: the power of ten, cut off. */
static unsigned take_thousands(wm_str *text, wm_value *value)
{
    static const struct {
        const char *mark;
        unsigned power;
        const char *how;
    } marks[] = {
        {"bn", 9, "a sum of money in thousand millions of pounds: multiplied out"},
        {"m", 6, "a sum of money in millions of pounds: multiplied out"},
        {"k", 3, "a sum of money in thousands of pounds: multiplied out"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i].mark);
        if (text->len <= len ||
            !wm_str_equal_fold(wm_str_slice(*text, text->len - len, text->len),
                               wm_str_of(marks[i].mark)))
            continue;
        *text = wm_str_trim(wm_str_slice(*text, 0, text->len - len));
        value->how = marks[i].how;
        return marks[i].power;
    }
    return 0;
}

/* The number without the marks around it: pound sign before, percent sign or footnote
 * stars behind. */
static wm_str without_marks(wm_str text, wm_value *value, unsigned *power)
{
    *power = 0;
    if (wm_str_starts(text, WM_STR("\xC2\xA3"))) {
        text = wm_str_trim(wm_str_slice(text, 2, text.len));
        value->how = "a sum of money, in pounds";
        value->pounds = value->usual = true;
        *power = take_thousands(&text, value);
        value->usual = *power == 0;
    }
    if (text.len > 1 && text.data[text.len - 1] == '*') {
        while (text.len > 1 && text.data[text.len - 1] == '*')
            text = wm_str_slice(text, 0, text.len - 1);
        text = wm_str_trim(text);
        value->how = "a number with a footnote mark: the mark is left out";
        value->usual = false;
    }
    if (text.len > 1 && wm_str_ends(text, WM_STR("%"))) {
        text = wm_str_trim(wm_str_slice(text, 0, text.len - 1));
        value->percent_sign = value->usual = true;
        value->how = "a number with a percent sign";
    }
    return text;
}

static bool read_number(wm_str text, wm_value *value)
{
    char room[32];
    unsigned power;
    wm_str plain;
    *value = (wm_value){.kind = WM_VALUE_NUMBER, .status = WM_FIGURE_FINAL};
    text = without_marks(text, value, &power);
    if (wm_decimal_parse(text, &value->number))
        return wm_value_shift(&value->number, power);
    if (!drop_commas(text, room, &plain) || !wm_decimal_parse(plain, &value->number) ||
        !wm_value_shift(&value->number, power))
        return false;
    if (value->how && !value->percent_sign)
        return true; /* money or a footnote mark, which matter more */
    value->how = value->percent_sign ? "a percentage with commas between the thousands"
                                     : "a number with commas between the thousands";
    value->usual = true;
    return true;
}

/* `3 of 5`, `3/5`, `3 out of 5`: both whole. */
static bool read_counts(wm_str text, int64_t *numerator, int64_t *denominator)
{
    static const char *const between[] = {" out of ", " of ", "/"};
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        wm_str word = wm_str_of(between[i]);
        size_t at = wm_str_find_fold(text, word);
        wm_decimal n, of;
        if (at == SIZE_MAX ||
            !wm_decimal_parse(wm_str_trim(wm_str_slice(text, 0, at)), &n) ||
            !wm_decimal_parse(wm_str_trim(wm_str_slice(text, at + word.len, text.len)),
                              &of))
            continue;
        if (n.places || of.places || n.digits < 0 || of.digits <= 0 ||
            n.digits > of.digits)
            return false;
        *numerator = n.digits;
        *denominator = of.digits;
        return true;
    }
    return false;
}

/* `60% (3 of 5)`: taken only when the count gives the printed percentage. */
static bool read_with_counts(wm_str text, wm_value *value)
{
    size_t open = wm_str_find_byte(text, '(');
    if (open == SIZE_MAX || !wm_str_ends(text, WM_STR(")")))
        return false;
    wm_value number;
    int64_t n, of;
    if (!read_number(wm_str_trim(wm_str_slice(text, 0, open)), &number) ||
        !read_counts(wm_str_slice(text, open + 1, text.len - 1), &n, &of))
        return false;
    wm_ratio exact;
    if (!wm_ratio_of(n, of, 100, &exact))
        return false;
    wm_decimal rounded = wm_ratio_round(exact, number.number.places);
    if (rounded.digits != number.number.digits)
        return false;
    *value = number;
    value->has_counts = true;
    value->numerator = n;
    value->denominator = of;
    value->how = "a percentage with its counts, which give it";
    value->usual = false;
    value->rescaled = true;
    return true;
}

/* `17/20`, `17 of 20`. */
static bool read_only_counts(wm_str text, wm_value *value)
{
    wm_ratio exact;
    int64_t n, of;
    if (!read_counts(text, &n, &of) || !wm_ratio_of(n, of, 100, &exact))
        return false;
    *value = (wm_value){.kind = WM_VALUE_NUMBER,
                        .status = WM_FIGURE_FINAL,
                        .number = wm_ratio_round(exact, 1),
                        .has_counts = true,
                        .only_counts = true,
                        .rescaled = true,
                        .numerator = n,
                        .denominator = of,
                        .how = "so many of so many: the percentage is theirs"};
    return true;
}

/* Why an unreadable cell is one, for the report. */
static const char *why_unreadable(wm_str text)
{
    if (wm_str_starts(text, WM_STR("=")))
        return "a formula, not its result: kept as printed";
    if (wm_str_starts(text, WM_STR("#")))
        return "a spreadsheet's error: kept as printed";
    return "not a number that can be read for certain: kept as printed";
}

wm_value wm_value_read(wm_str text)
{
    wm_value value = {.kind = WM_VALUE_BLANK};
    text = wm_str_trim(text);
    if (wm_str_empty(text))
        return value;
    if (read_symbol(text, &value) || read_withheld(text, &value) ||
        read_number(text, &value) || read_with_counts(text, &value) ||
        read_only_counts(text, &value))
        return value;
    return (wm_value){.kind = WM_VALUE_UNREADABLE,
                      .status = WM_FIGURE_UNREADABLE,
                      .how = why_unreadable(text)};
}

bool wm_value_is_whole(const wm_value *value)
{
    return value->kind == WM_VALUE_NUMBER && value->number.places == 0 &&
           !value->percent_sign && !value->only_counts;
}
