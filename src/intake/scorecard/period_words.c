#include "intake/scorecard/period_words.h"

#include "base/text.h"

/* A heading is a few words; longer text is prose, and its numbers are no periods. */
enum { HEADING_BYTES_MAX = 160, WORDS_MAX = 40 };

typedef enum piece_kind {
    PIECE_WORD,
    PIECE_NUMBER,
    PIECE_DASH, /* - and the longer dashes */
    PIECE_SLASH,
    PIECE_DOT,
    PIECE_OTHER,
} piece_kind;

typedef struct piece {
    piece_kind kind;
    wm_str text;
    int number;
    bool spaced; /* white space stands before it */
    bool taken;  /* part of the period, so not of the rest */
} piece;

typedef struct pieces {
    piece items[WORDS_MAX];
    size_t count;
    bool too_many;
} pieces;

/* Letters, and whatever is not ASCII: `Année` is one word. */
static bool is_letter(char c)
{
    return wm_is_alpha(c) || (unsigned char)c >= 0x80;
}

static size_t dash_bytes(wm_str text, size_t at)
{
    wm_str rest = wm_str_slice(text, at, text.len);
    if (wm_str_starts(rest, WM_STR("\xE2\x80\x93")) ||
        wm_str_starts(rest, WM_STR("\xE2\x80\x94")))
        return 3;
    return wm_str_starts(rest, WM_STR("-")) ? 1 : 0;
}

static piece number_piece(wm_str text, size_t *at)
{
    size_t from = *at;
    int number = 0;
    while (*at < text.len && wm_is_digit(text.data[*at])) {
        if (number < 1000000)
            number = number * 10 + (text.data[*at] - '0');
        (*at)++;
    }
    return (piece){
        .kind = PIECE_NUMBER, .text = wm_str_slice(text, from, *at), .number = number};
}

static piece word_piece(wm_str text, size_t *at)
{
    size_t from = *at;
    while (*at < text.len && is_letter(text.data[*at]) && dash_bytes(text, *at) == 0)
        (*at)++;
    return (piece){.kind = PIECE_WORD, .text = wm_str_slice(text, from, *at)};
}

static piece mark_piece(wm_str text, size_t *at)
{
    size_t dash = dash_bytes(text, *at);
    size_t len = dash ? dash : 1;
    char c = text.data[*at];
    piece mark = {.kind = dash       ? PIECE_DASH
                          : c == '/' ? PIECE_SLASH
                          : c == '.' ? PIECE_DOT
                                     : PIECE_OTHER,
                  .text = wm_str_slice(text, *at, *at + len)};
    if (wm_str_starts(wm_str_slice(text, *at, text.len), WM_STR("+/-"))) {
        len = 3;
        mark = (piece){.kind = PIECE_WORD, .text = WM_STR("plusminus")};
    } else if (c == '&') {
        mark = (piece){.kind = PIECE_WORD, .text = WM_STR("and")};
    } else if (c == '%') {
        mark = (piece){.kind = PIECE_WORD, .text = WM_STR("percent")};
    }
    *at += len;
    return mark;
}

static void cut_into_pieces(wm_str text, pieces *all)
{
    size_t at = 0;
    bool spaced = false;
    while (at < text.len) {
        char c = text.data[at];
        if (wm_is_space(c)) {
            spaced = true;
            at++;
            continue;
        }
        if (all->count == WORDS_MAX) {
            all->too_many = true;
            return;
        }
        piece next = wm_is_digit(c)                              ? number_piece(text, &at)
                     : is_letter(c) && dash_bytes(text, at) == 0 ? word_piece(text, &at)
                                                                 : mark_piece(text, &at);
        next.spaced = spaced;
        spaced = false;
        all->items[all->count++] = next;
    }
}

static piece *piece_at(pieces *all, size_t at)
{
    return at < all->count ? &all->items[at] : NULL;
}

static bool is_kind(pieces *all, size_t at, piece_kind kind)
{
    const piece *one = piece_at(all, at);
    return one && !one->taken && one->kind == kind;
}

static bool is_word(pieces *all, size_t at, const char *const *words, size_t count)
{
    if (!is_kind(all, at, PIECE_WORD))
        return false;
    for (size_t i = 0; i < count; i++)
        if (wm_str_equal_fold(all->items[at].text, wm_str_of(words[i])))
            return true;
    return false;
}

static void take(pieces *all, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < all->count; i++)
        all->items[i].taken = true;
}

static int month_of(pieces *all, size_t at)
{
    if (!is_kind(all, at, PIECE_WORD))
        return 0;
    wm_str word = all->items[at].text;
    return wm_str_equal_fold(word, WM_STR("sept")) ? 9 : wm_month_number(word);
}

/* 2016 for `2016`, and for `16`; 0 for a number that is no year. */
static int year_of(const piece *number)
{
    if (number->text.len == 4 && number->number >= 1900 && number->number <= 2099)
        return number->number;
    return number->text.len == 2 ? 2000 + number->number : 0;
}

static bool is_between_mark(pieces *all, size_t at)
{
    return is_kind(all, at, PIECE_DASH) || is_kind(all, at, PIECE_SLASH);
}

/* `30/09/2016`, `30.09.16`, `2016-09-30`: the month in which the day lies. */
static bool hear_date(pieces *all, wm_heard_period *heard)
{
    for (size_t i = 0; i + 4 < all->count; i++) {
        if (!is_kind(all, i, PIECE_NUMBER) || !is_kind(all, i + 2, PIECE_NUMBER) ||
            !is_kind(all, i + 4, PIECE_NUMBER) ||
            all->items[i + 1].kind != all->items[i + 3].kind ||
            (!is_between_mark(all, i + 1) && !is_kind(all, i + 1, PIECE_DOT)))
            continue;
        const piece *first = &all->items[i], *last = &all->items[i + 4];
        bool backwards = first->text.len == 4;
        int year = year_of(backwards ? first : last);
        int month = all->items[i + 2].number;
        int day = backwards ? last->number : first->number;
        if (year == 0 || wm_day_of(year, month, day) == WM_DAY_NONE)
            continue;
        take(all, i, i + 5);
        *heard = (wm_heard_period){.kind = WM_PERIOD_MONTH,
                                   .part = month,
                                   .by_months = true,
                                   .year_form = WM_YEAR_SINGLE,
                                   .year = year};
        return true;
    }
    return false;
}

static bool hear_quarter(pieces *all, wm_heard_period *heard)
{
    static const char *const names[] = {"q", "qu", "qtr", "qrt", "quarter", "quart"};
    static const char *const ordinals[] = {"st", "nd", "rd", "th"};
    const size_t n = sizeof names / sizeof *names;
    for (size_t i = 0; i < all->count; i++) {
        size_t number = SIZE_MAX, from = i, to = i;
        if (is_word(all, i, names, n)) {
            to = i + 1;
            if (is_kind(all, to, PIECE_DOT) || is_kind(all, to, PIECE_DASH))
                to++;
            number = to++;
        } else if (is_kind(all, i, PIECE_NUMBER)) {
            number = i;
            to = i + 1 + (is_word(all, i + 1, ordinals, 4) ? 1 : 0);
            if (!is_word(all, to, names, n))
                continue;
            to++;
        }
        if (number == SIZE_MAX || !is_kind(all, number, PIECE_NUMBER) ||
            all->items[number].text.len != 1 || all->items[number].number < 1 ||
            all->items[number].number > 4)
            continue;
        heard->kind = WM_PERIOD_QUARTER;
        heard->part = all->items[number].number;
        take(all, from, to);
        return true;
    }
    return false;
}

static bool hear_half(pieces *all, wm_heard_period *heard)
{
    static const char *const names[] = {"h", "half"};
    for (size_t i = 0; i + 1 < all->count; i++) {
        if (!is_word(all, i, names, 2) || !is_kind(all, i + 1, PIECE_NUMBER) ||
            all->items[i + 1].text.len != 1 || all->items[i + 1].number < 1 ||
            all->items[i + 1].number > 2)
            continue;
        heard->kind = WM_PERIOD_HALF;
        heard->part = all->items[i + 1].number;
        take(all, i, i + 2);
        return true;
    }
    return false;
}

/* A year right behind a month: `Sep 16`, `Sep-16`, `September 2016`, `Sep '16`. Not the
 * start of a pair, which is the reporting year's. Returns where it ends, or `at`. */
static size_t year_behind(pieces *all, size_t at, int *year_out)
{
    size_t i = at;
    while (i < all->count && i < at + 2 &&
           (is_kind(all, i, PIECE_DASH) || is_kind(all, i, PIECE_OTHER) ||
            is_kind(all, i, PIECE_SLASH)))
        i++;
    if (!is_kind(all, i, PIECE_NUMBER) || year_of(&all->items[i]) == 0)
        return at;
    if (is_between_mark(all, i + 1) && is_kind(all, i + 2, PIECE_NUMBER))
        return at;
    *year_out = year_of(&all->items[i]);
    return i + 1;
}

/* The day before a month, `31 March` or `31st March`, belongs to it. */
static size_t day_before(pieces *all, size_t month)
{
    static const char *const ordinals[] = {"st", "nd", "rd", "th"};
    size_t i = month;
    if (i > 0 && is_word(all, i - 1, ordinals, 4))
        i--;
    if (i > 0 && is_kind(all, i - 1, PIECE_NUMBER) && all->items[i - 1].text.len <= 2 &&
        all->items[i - 1].number >= 1 && all->items[i - 1].number <= 31)
        return i - 1;
    return month;
}

static void take_months(pieces *all, size_t from, size_t to, int first, int last,
                        int year, wm_heard_period *heard)
{
    /* How the reporting year is cut, when it starts in April. */
    int months = (last - first + 12) % 12 + 1;
    int place = (first - 4 + 12) % 12; /* months after April */
    heard->by_months = true;
    if (year) {
        heard->year_form = WM_YEAR_SINGLE;
        heard->year = year;
    }
    if (months == 1) {
        heard->kind = WM_PERIOD_MONTH;
        heard->part = first;
    } else if (months == 3 && place % 3 == 0) {
        heard->kind = WM_PERIOD_QUARTER;
        heard->part = place / 3 + 1;
    } else if (months == 6 && place % 6 == 0) {
        heard->kind = WM_PERIOD_HALF;
        heard->part = place / 6 + 1;
    } else if (months == 12 && place == 0) {
        heard->kind = WM_PERIOD_YEAR;
    } else {
        return;
    }
    take(all, from, to);
}

/* One month, or two with a dash or `to` between them. */
static bool hear_months(pieces *all, wm_heard_period *heard)
{
    static const char *const to_words[] = {"to", "until"};
    for (size_t i = 0; i < all->count; i++) {
        int first = month_of(all, i);
        if (first == 0)
            continue;
        int year = 0;
        size_t end = year_behind(all, i + 1, &year);
        size_t second = end;
        if (is_between_mark(all, second) || is_word(all, second, to_words, 2))
            second++;
        if (is_kind(all, second, PIECE_NUMBER))
            second++; /* `1 July to 30 September` */
        int last = second > end ? month_of(all, second) : 0;
        if (last == 0) {
            take_months(all, day_before(all, i), end, first, first, year, heard);
            return heard->kind != WM_PERIOD_NONE;
        }
        end = year_behind(all, second + 1, &year);
        take_months(all, day_before(all, i), end, first, last, year, heard);
        return heard->kind != WM_PERIOD_NONE;
    }
    return false;
}

/* `16-17`, `2016/17`, `2016/2017`; `16-18` is what a spreadsheet's fill makes of it. */
static bool hear_pair(pieces *all, wm_heard_period *heard)
{
    for (size_t i = 0; i + 2 < all->count; i++) {
        if (!is_kind(all, i, PIECE_NUMBER) || !is_between_mark(all, i + 1) ||
            !is_kind(all, i + 2, PIECE_NUMBER))
            continue;
        int first = year_of(&all->items[i]), second = year_of(&all->items[i + 2]);
        if (first == 0 || second == 0)
            continue;
        bool follows = second % 100 == (first + 1) % 100;
        bool odd =
            second > first && second - first <= 12 && heard->kind == WM_PERIOD_QUARTER;
        if (!follows && !odd)
            continue;
        heard->year_form = follows ? WM_YEAR_PAIR : WM_YEAR_ODD;
        heard->year = follows ? first : second;
        take(all, i, i + 3);
        return true;
    }
    return false;
}

/* A year alone: four digits anywhere, two beside a period. */
static void hear_single(pieces *all, wm_heard_period *heard)
{
    for (size_t i = 0; i < all->count; i++) {
        if (!is_kind(all, i, PIECE_NUMBER))
            continue;
        int year = year_of(&all->items[i]);
        if (year == 0 || (all->items[i].text.len == 2 && heard->kind == WM_PERIOD_NONE))
            continue;
        heard->year_form = WM_YEAR_SINGLE;
        heard->year = year;
        take(all, i, i + 1);
        return;
    }
}

static wm_status write_rest(const pieces *all, wm_arena *arena, wm_heard_period *heard)
{
    size_t bytes = 1;
    for (size_t i = 0; i < all->count; i++)
        bytes += all->items[i].text.len + 1;
    char *rest = wm_arena_alloc(arena, bytes, 1);
    if (!rest)
        return WM_NOMEM;
    size_t len = 0;
    for (size_t i = 0; i < all->count; i++) {
        const piece *one = &all->items[i];
        if (one->taken || (one->kind != PIECE_WORD && one->kind != PIECE_NUMBER))
            continue;
        if (len > 0)
            rest[len++] = ' ';
        for (size_t at = 0; at < one->text.len; at++)
            rest[len++] = wm_lower(one->text.data[at]);
    }
    heard->rest = (wm_str){rest, len};
    return WM_OK;
}

static wm_str without_stars(wm_str text, unsigned *stars)
{
    text = wm_str_trim(text);
    while (text.len > 0 && text.data[text.len - 1] == '*') {
        text = wm_str_slice(text, 0, text.len - 1);
        (*stars)++;
    }
    return wm_str_trim(text);
}

wm_status wm_period_hear(wm_str text, wm_arena *arena, wm_heard_period *heard_out)
{
    *heard_out = (wm_heard_period){.rest = WM_STR("")};
    unsigned stars = 0;
    text = without_stars(text, &stars);
    pieces all = {.count = 0};
    if (text.len <= HEADING_BYTES_MAX)
        cut_into_pieces(text, &all);
    if (all.too_many)
        all.count = 0;
    if (!hear_date(&all, heard_out)) {
        if (!hear_quarter(&all, heard_out) && !hear_half(&all, heard_out))
            hear_months(&all, heard_out);
        if (heard_out->year_form == WM_YEAR_UNSAID && !hear_pair(&all, heard_out))
            hear_single(&all, heard_out);
        if (heard_out->kind == WM_PERIOD_NONE && heard_out->year_form == WM_YEAR_PAIR)
            heard_out->kind = WM_PERIOD_YEAR;
    }
    heard_out->stars = stars;
    return write_rest(&all, arena, heard_out);
}

/* The reporting year a period of months lies in, when a calendar year was said. The end
 * of a stretch carries the year: `Apr 16 - Mar 17` keeps 2017. */
static int year_from_calendar(const wm_heard_period *heard, int first_month)
{
    if (heard->kind == WM_PERIOD_YEAR)
        return heard->year - (first_month > 1 ? 1 : 0);
    int last = heard->kind == WM_PERIOD_QUARTER ? heard->part * 3
               : heard->kind == WM_PERIOD_HALF  ? heard->part * 6
                                                : 0;
    return first_month - 1 + last > 12 ? heard->year - 1 : heard->year;
}

/* The reporting year of what is not a month. */
static int starts_in(const wm_heard_period *heard, int reporting_year, int first_month,
                     bool *assumed)
{
    if (heard->year_form == WM_YEAR_PAIR)
        return heard->year;
    *assumed = true;
    if (heard->year_form != WM_YEAR_SINGLE)
        return reporting_year;
    if (heard->by_months) {
        *assumed = false;
        return year_from_calendar(heard, first_month);
    }
    if (heard->kind == WM_PERIOD_YEAR || heard->kind == WM_PERIOD_NONE)
        return heard->year - (first_month > 1 ? 1 : 0); /* the year it ends in */
    if (reporting_year &&
        (heard->year == reporting_year || heard->year == reporting_year + 1))
        return reporting_year;
    return heard->year;
}

wm_period wm_period_meant(const wm_heard_period *heard, int reporting_year,
                          int first_month, bool *assumed_out)
{
    const wm_period none = {WM_PERIOD_NONE, WM_DAY_NONE, WM_DAY_NONE};
    *assumed_out = false;
    if (heard->kind == WM_PERIOD_NONE)
        return none;
    if (heard->kind == WM_PERIOD_MONTH && heard->year_form == WM_YEAR_SINGLE)
        return wm_period_month(heard->year, heard->part);
    int year = starts_in(heard, reporting_year, first_month, assumed_out);
    if (year < 1901 || year > 2098)
        return none;
    switch (heard->kind) {
    case WM_PERIOD_MONTH:
        return wm_period_month(heard->part < first_month ? year + 1 : year, heard->part);
    case WM_PERIOD_QUARTER:
        return wm_period_quarter(year, heard->part, first_month);
    case WM_PERIOD_HALF:
        return wm_period_half(year, heard->part, first_month);
    case WM_PERIOD_YEAR:
        return wm_period_year(year, first_month);
    case WM_PERIOD_NONE:
        break;
    }
    return none;
}
