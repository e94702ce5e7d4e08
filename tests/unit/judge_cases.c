/* Runs the cases of tests/cases/judge: a measure, its figures and what they are held
 * against in; grade, verdict, change and words out. The form is described in
 * tests/cases/README.md, so that an analyst can add one without C.
 */
#include "cases.h"

#include "judge/words.h"

/* One case, as the lines build it up. */
typedef struct text_case {
    wm_str file;
    wm_str title;
    wm_str because;
    uint32_t line; /* of its `case` */
    wm_str body;
} text_case;

static WM_LIST(text_case) cases;
static wm_arena *arena;

enum { YEAR = 2016, FIRST_MONTH = 4 };

/* The folder a case describes, and what it expects. */
typedef struct expectation {
    uint32_t line;
    wm_str period; /* empty: the latest */
    wm_str what;
    wm_str want;
} expectation;

typedef struct scene {
    const text_case *of;
    uint32_t line;
    wm_folder folder;
    wm_measure measure;
    wm_row row;
    WM_LIST(expectation) expected;
} scene;

/* The first word of a line; *rest moves past it. Commas separate like spaces. */
static wm_str word(wm_str *rest)
{
    size_t at = 0;
    while (at < rest->len && (rest->data[at] == ' ' || rest->data[at] == ','))
        at++;
    size_t end = at;
    while (end < rest->len && rest->data[end] != ' ' && rest->data[end] != ',')
        end++;
    wm_str found = wm_str_slice(*rest, at, end);
    *rest = wm_str_slice(*rest, end, rest->len);
    return found;
}

static bool next_is(wm_str *rest, const char *want)
{
    wm_str ahead = *rest;
    if (!wm_str_equal(word(&ahead), wm_str_of(want)))
        return false;
    *rest = ahead;
    return true;
}

static wm_decimal decimal(scene *at, wm_str text)
{
    wm_decimal number;
    if (!wm_decimal_parse(text, &number))
        refuse(at, "`%.*s` is not a number", WM_FMT(text));
    return number;
}

static int whole(scene *at, wm_str text)
{
    return (int)decimal(at, text).digits;
}

static wm_day day(scene *at, wm_str text)
{
    wm_day found = wm_day_parse(text);
    if (found == WM_DAY_NONE)
        refuse(at, "`%.*s` is not a day", WM_FMT(text));
    return found;
}

/* `Q4`, `year`, `baseline`; the reporting year is 2016-17 and the baseline 2015-16. */
static bool period_of(wm_str name, wm_period *out)
{
    if (wm_str_equal(name, WM_STR("year")))
        *out = wm_period_year(YEAR, FIRST_MONTH);
    else if (wm_str_equal(name, WM_STR("baseline")))
        *out = wm_period_year(YEAR - 1, FIRST_MONTH);
    else if (name.len == 2 && name.data[0] == 'Q' && name.data[1] >= '1' &&
             name.data[1] <= '4')
        *out = wm_period_quarter(YEAR, name.data[1] - '0', FIRST_MONTH);
    else
        return false;
    return true;
}

/* `measure percent, lower is better, change percent, show 1 dp` */
static void read_measure(scene *at, wm_str rest)
{
    wm_str name = word(&rest);
    bool found = false;
    for (int unit = WM_UNIT_PERCENT; unit <= WM_UNIT_HIGHEST; unit++) {
        if (wm_str_equal(name, wm_str_of(wm_unit_name((wm_unit)unit)))) {
            at->measure.unit = (wm_unit)unit;
            found = true;
        }
    }
    if (!found)
        refuse(at, "no unit called `%.*s`", WM_FMT(name));
    wm_str next;
    while ((next = word(&rest)).len > 0) {
        if (wm_str_equal(next, WM_STR("higher"))) {
            at->measure.direction = WM_DIRECTION_HIGHER;
        } else if (wm_str_equal(next, WM_STR("lower"))) {
            at->measure.direction = WM_DIRECTION_LOWER;
        } else if (wm_str_equal(next, WM_STR("change"))) {
            wm_str unit = word(&rest);
            at->measure.change = wm_str_equal(unit, WM_STR("percent")) ? WM_CHANGE_PERCENT
                                 : wm_str_equal(unit, WM_STR("points"))
                                     ? WM_CHANGE_POINTS
                                     : WM_CHANGE_NUMBER;
        } else if (wm_str_equal(next, WM_STR("show"))) {
            at->measure.show_places = whole(at, word(&rest));
            next_is(&rest, "dp");
        } else if (!wm_str_equal(next, WM_STR("is")) &&
                   !wm_str_equal(next, WM_STR("better"))) {
            refuse(at, "`%.*s` says nothing about a measure", WM_FMT(next));
        }
    }
}

static void read_bands(scene *at, wm_str rest)
{
    at->row.bands.requires_improvement = decimal(at, word(&rest));
    at->row.bands.good = decimal(at, word(&rest));
    at->row.bands.outstanding = decimal(at, word(&rest));
    at->row.bands.present = true;
}

static wm_relative relative_of(scene *at, wm_str name)
{
    static const char *const names[] = {"baseline", "region", "country", "neighbours"};
    for (int i = 0; i < 4; i++) {
        if (wm_str_equal(name, wm_str_of(names[i])))
            return (wm_relative)(WM_RELATIVE_BASELINE + i);
    }
    refuse(at, "a target cannot be relative to `%.*s`", WM_FMT(name));
    return WM_RELATIVE_NONE;
}

static void read_number_target(scene *at, wm_target *target, wm_str *rest)
{
    bool at_what = next_is(rest, "at");
    if (next_is(rest, "between")) {
        target->kind = WM_TARGET_RANGE;
        target->low = decimal(at, word(rest));
        next_is(rest, "and");
        target->high = decimal(at, word(rest));
        return;
    }
    if (at_what)
        target->kind = next_is(rest, "least")  ? WM_TARGET_AT_LEAST
                       : next_is(rest, "most") ? WM_TARGET_AT_MOST
                                               : WM_TARGET_VALUE;
    target->low = decimal(at, word(rest));
}

/* `target 16 from 2016-04-01`, and every other form of the scorecard's own language. */
static void read_target(scene *at, wm_str rest)
{
    wm_target target = {.kind = WM_TARGET_VALUE, .from = WM_DAY_NONE};
    if (next_is(&rest, "above")) {
        target.kind = WM_TARGET_ABOVE;
        target.relative = relative_of(at, word(&rest));
    } else if (next_is(&rest, "below")) {
        target.kind = WM_TARGET_BELOW;
        target.relative = relative_of(at, word(&rest));
    } else if (next_is(&rest, "increase")) {
        target.kind = WM_TARGET_INCREASE;
        next_is(&rest, "on");
        target.relative = relative_of(at, word(&rest));
    } else if (next_is(&rest, "decrease")) {
        target.kind = WM_TARGET_DECREASE;
        next_is(&rest, "on");
        target.relative = relative_of(at, word(&rest));
    } else {
        read_number_target(at, &target, &rest);
    }
    if (next_is(&rest, "from"))
        target.from = day(at, word(&rest));
    push(&at->row.targets, target);
}

/* A number with or without thousands' commas. */
static int64_t count_of(scene *at, wm_str text)
{
    int64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (wm_is_digit(text.data[i]))
            number = number * 10 + (text.data[i] - '0');
        else if (text.data[i] != ',')
            refuse(at, "`%.*s` is not a count", WM_FMT(text));
    }
    return number;
}

/* `594 of 2,748`: false when it is something else. */
static bool read_counts(scene *at, wm_str text, wm_figure *figure)
{
    size_t of = wm_str_find(text, WM_STR(" of "));
    if (of == SIZE_MAX)
        return false;
    figure->has_counts = true;
    figure->numerator = count_of(at, wm_str_slice(text, 0, of));
    figure->denominator = count_of(at, wm_str_slice(text, of + 4, text.len));
    int64_t scale = at->measure.unit == WM_UNIT_PERCENT     ? 100
                    : at->measure.unit == WM_UNIT_PER_10000 ? 10000
                                                            : 1;
    figure->has_value =
        wm_ratio_of(figure->numerator, figure->denominator, scale, &figure->value);
    figure->places = wm_unit_places(at->measure.unit);
    return true;
}

static void read_printed(scene *at, wm_str text, wm_figure *figure)
{
    wm_decimal number;
    wm_str digits =
        wm_str_ends(text, WM_STR("%")) ? wm_str_slice(text, 0, text.len - 1) : text;
    figure->printed = text;
    if (wm_str_equal(text, WM_STR("NA"))) {
        figure->status = WM_FIGURE_NOT_APPLICABLE;
    } else if (wm_figure_status_of(text, &figure->status)) {
        figure->printed = WM_STR("");
    } else if (wm_decimal_parse(digits, &number)) {
        figure->places = number.places;
        figure->has_value = true;
        if (!figure->has_counts)
            figure->value = wm_ratio_of_decimal(number);
    } else {
        refuse(at, "`%.*s` is neither a number nor a status", WM_FMT(text));
    }
}

/* `Q4 21.6`, `594 of 2,748`, `year 21.6 (594 of 2,748)`, `NA`, `suppressed` */
static void read_figure(scene *at, wm_str rest, wm_period period)
{
    wm_str text = wm_str_trim(rest);
    wm_figure figure = {.ref = at->measure.ref, .known_at = WM_DAY_NONE};
    figure.period = period;
    figure.as_at = period.end;
    size_t open = wm_str_find(text, WM_STR(" ("));
    if (open != SIZE_MAX) {
        read_counts(at, wm_str_slice(text, open + 2, text.len - 1), &figure);
        text = wm_str_slice(text, 0, open);
    }
    if (!read_counts(at, text, &figure))
        read_printed(at, text, &figure);
    push(&at->folder.figures, figure);
}

static void read_figure_line(scene *at, wm_str rest)
{
    wm_period period = wm_period_year(YEAR, FIRST_MONTH);
    wm_str ahead = rest;
    if (period_of(word(&ahead), &period))
        rest = ahead;
    read_figure(at, rest, period);
}

static wm_place_name place_of(wm_level level)
{
    if (level == WM_LEVEL_COUNTRY)
        return (wm_place_name){WM_STR("E92000001"), WM_STR("England")};
    if (level == WM_LEVEL_REGION)
        return (wm_place_name){WM_STR("E12000002"), WM_STR("North West")};
    if (level == WM_LEVEL_OTHER)
        return (wm_place_name){WM_STR(""), WM_STR("Family group")};
    return (wm_place_name){WM_STR(""),
                           WM_STR("Statistical neighbours (2021 model, mean)")};
}

/* `published 2016 known 2016-11-03` behind a comparator's value. */
static void read_published(scene *at, wm_comparator *comparator, wm_str *rest)
{
    comparator->printed = !next_is(rest, "published");
    if (comparator->printed && !next_is(rest, "printed"))
        return;
    wm_str year = word(rest);
    if (year.len == 0)
        return;
    comparator->period = wm_period_year(whole(at, year) - 1, FIRST_MONTH);
    if (next_is(rest, "known"))
        comparator->known = day(at, word(rest));
}

static void fill_value(scene *at, wm_comparator *comparator, wm_str text)
{
    if (wm_figure_status_of(text, &comparator->status))
        return;
    wm_str digits =
        wm_str_ends(text, WM_STR("%")) ? wm_str_slice(text, 0, text.len - 1) : text;
    wm_decimal number = decimal(at, digits);
    comparator->has_value = true;
    comparator->value = wm_ratio_of_decimal(number);
    comparator->places = number.places;
    comparator->printed_text = text;
}

/* `region 21.9 printed`, `country 22.3 published 2016 known 2016-11-03` */
static void read_comparator(scene *at, wm_level level, wm_str rest)
{
    wm_place_name place = place_of(level);
    wm_comparator comparator = {.ref = at->measure.ref, .level = level};
    comparator.code = place.code;
    comparator.name = place.name;
    comparator.known = WM_DAY_NONE;
    fill_value(at, &comparator, word(&rest));
    read_published(at, &comparator, &rest);
    push(&at->folder.comparators, comparator);
}

/* `authorities 2016: 12.1 own 14 15.0 ...`: the number after `own` is our authority's. */
static void read_authorities(scene *at, wm_str rest)
{
    wm_str year = word(&rest);
    if (wm_str_ends(year, WM_STR(":")))
        year.len--;
    wm_period period = wm_period_year(whole(at, year) - 1, FIRST_MONTH);
    wm_str ahead = rest;
    for (int n = 1; word(&ahead).len > 0; n++) {
        wm_comparator peer = {.ref = at->measure.ref, .level = WM_LEVEL_AUTHORITY};
        bool own = next_is(&rest, "own");
        peer.period = period;
        peer.known = WM_DAY_NONE;
        peer.code = own ? WM_STR("E08000014") : wm_str_format(arena, "E09%06d", n);
        peer.name = own ? WM_STR("Sefton") : wm_str_format(arena, "Authority %d", n);
        fill_value(at, &peer, word(&rest));
        push(&at->folder.comparators, peer);
        ahead = rest;
    }
}

/* `comparing printed, published 2016, known at 2017-04-30, neighbours 2021 mean` */
static void read_comparing(scene *at, wm_str rest)
{
    wm_comparing *comparing = &at->folder.scorecard.comparing;
    wm_str next;
    while ((next = word(&rest)).len > 0) {
        if (wm_str_equal(next, WM_STR("printed"))) {
            comparing->printed = true;
        } else if (wm_str_equal(next, WM_STR("published"))) {
            comparing->published = true;
            if (!next_is(&rest, "latest"))
                comparing->published_year = whole(at, word(&rest));
        } else if (wm_str_equal(next, WM_STR("known"))) {
            next_is(&rest, "at");
            comparing->known_at = day(at, word(&rest));
        } else if (wm_str_equal(next, WM_STR("neighbours"))) {
            comparing->neighbour_model = whole(at, word(&rest));
            comparing->average =
                next_is(&rest, "median") ? WM_AVERAGE_MEDIAN : WM_AVERAGE_MEAN;
            next_is(&rest, "mean");
        } else {
            refuse(at, "`%.*s` says nothing about comparing", WM_FMT(next));
        }
    }
}

/* `expect verdict met`, `expect Q2 grade Good`; the value is the rest of the line. */
static void read_expect(scene *at, wm_str rest)
{
    expectation expected = {.line = at->line};
    wm_period period;
    expected.what = word(&rest);
    if (period_of(expected.what, &period)) {
        expected.period = expected.what;
        expected.what = word(&rest);
    }
    if (wm_str_equal(expected.what, WM_STR("next"))) {
        next_is(&rest, "grade");
        expected.what = WM_STR("next grade");
    } else if (wm_str_equal(expected.what, WM_STR("shown"))) {
        wm_str level = word(&rest);
        expected.what = wm_str_format(arena, "shown %.*s", WM_FMT(level));
    }
    expected.want = wm_str_trim(rest);
    push(&at->expected, expected);
}

static void read_line(scene *at, wm_str line)
{
    wm_str rest = line;
    wm_str key = word(&rest);
    wm_level level;
    if (wm_str_equal(key, WM_STR("measure")))
        read_measure(at, rest);
    else if (wm_str_equal(key, WM_STR("title")))
        at->measure.title = wm_str_trim(rest);
    else if (wm_str_equal(key, WM_STR("short")))
        at->measure.short_title = wm_str_trim(rest);
    else if (wm_str_equal(key, WM_STR("below")))
        at->folder.scorecard.below = wm_str_trim(rest);
    else if (wm_str_equal(key, WM_STR("bands")))
        read_bands(at, rest);
    else if (wm_str_equal(key, WM_STR("target")))
        read_target(at, rest);
    else if (wm_str_equal(key, WM_STR("baseline")))
        read_figure(at, rest, wm_period_year(YEAR - 1, FIRST_MONTH));
    else if (wm_str_equal(key, WM_STR("figure")))
        read_figure_line(at, rest);
    else if (wm_str_equal(key, WM_STR("authorities")))
        read_authorities(at, rest);
    else if (wm_str_equal(key, WM_STR("comparing")))
        read_comparing(at, rest);
    else if (wm_str_equal(key, WM_STR("expect")))
        read_expect(at, rest);
    else if (wm_level_of(key, &level))
        read_comparator(at, level, rest);
    else if (!wm_str_equal(key, WM_STR("because")))
        refuse(at, "a case has no line `%.*s`", WM_FMT(key));
}

static scene scene_of(const text_case *one)
{
    static const char *const shown[] = {"Q1", "Q2", "Q3", "Q4", "year"};
    scene at = {.of = one, .line = one->line};
    wm_scorecard *scorecard = &at.folder.scorecard;
    at.measure.ref = WM_STR("1.2");
    at.measure.title = WM_STR("Percentage of those referrals that were re-referrals");
    at.measure.show_places = -1;
    scorecard->authority = (wm_place_name){WM_STR("E08000014"), WM_STR("Sefton")};
    scorecard->region = place_of(WM_LEVEL_REGION);
    scorecard->country = place_of(WM_LEVEL_COUNTRY);
    scorecard->first_month = FIRST_MONTH;
    scorecard->year = wm_period_year(YEAR, FIRST_MONTH);
    scorecard->baseline = wm_period_year(YEAR - 1, FIRST_MONTH);
    scorecard->comparing.known_at = WM_DAY_NONE;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        wm_period period;
        ck_assert(period_of(wm_str_of(shown[i]), &period));
        push(&scorecard->show, period);
    }
    at.row.ref = at.measure.ref;
    wm_str rest = one->body, line;
    while (wm_str_next(&rest, '\n', &line)) {
        at.line++;
        line = wm_str_trim(line);
        if (line.len > 0 && line.data[0] != '#')
            read_line(&at, line);
    }
    wm_section section = {.id = WM_STR("1"), .title = WM_STR("Referral")};
    push(&scorecard->sections, section);
    push(&scorecard->rows, at.row);
    push(&at.folder.measures, at.measure);
    return at;
}

static wm_str yes_no(bool truth)
{
    return truth ? WM_STR("yes") : WM_STR("no");
}

static wm_str comparator_name(const wm_judged_comparator *one)
{
    const wm_comparator *of = one->comparator;
    wm_str value =
        of->has_value ? of->printed_text : wm_str_of(wm_figure_status_words(of->status));
    return wm_str_format(arena, "%.*s %.*s, %s%s%s", WM_FMT(of->name), WM_FMT(value),
                         of->printed ? "printed" : "published",
                         one->same_year ? ", same year" : "",
                         one->sense == WM_SENSE_NONE     ? ""
                         : one->sense == WM_SENSE_BETTER ? ", better than it"
                         : one->sense == WM_SENSE_WORSE  ? ", worse than it"
                                                         : ", the same as it");
}

static wm_str used_name(const wm_judged_row *row)
{
    for (size_t i = 0; i < row->comparator_count; i++)
        if (row->comparators[i].is_used)
            return comparator_name(&row->comparators[i]);
    return WM_STR("none");
}

/* `shown region`: the level's name is that of files. */
static wm_str shown_name(const wm_judged_row *row, wm_str level_name)
{
    wm_level level;
    ck_assert(wm_level_of(level_name, &level));
    const wm_judged_comparator *shown = wm_shown_comparator(row, level);
    ck_assert(!shown || shown->is_shown);
    return shown ? comparator_name(shown) : WM_STR("none");
}

/* What was judged, about the row as a whole; empty data: no such thing. */
static wm_str said_of_row(const wm_judged_row *row, wm_str what,
                          const wm_scorecard *scorecard)
{
    if (wm_str_equal(what, WM_STR("change")))
        return wm_say_change(arena, row);
    if (wm_str_equal(what, WM_STR("sense")))
        return wm_str_of(wm_sense_words(row->change.sense));
    if (wm_str_equal(what, WM_STR("standing")))
        return wm_say_standing(arena, &row->standing);
    if (wm_str_equal(what, WM_STR("quartile")))
        return wm_str_format(arena, "%d", row->standing.quartile);
    if (wm_str_equal(what, WM_STR("own-published")))
        return yes_no(row->standing.own_is_published);
    if (wm_str_equal(what, WM_STR("comparators")))
        return wm_str_format(arena, "%zu", row->comparator_count);
    if (wm_str_equal(what, WM_STR("used")))
        return used_name(row);
    if (wm_str_starts(what, WM_STR("shown ")))
        return shown_name(row, wm_str_slice(what, 6, what.len));
    if (wm_str_equal(what, WM_STR("outcome")))
        return wm_outcome_id(wm_outcome_of(row));
    if (wm_str_equal(what, WM_STR("headline")))
        return wm_say_headline(arena, row, scorecard);
    return (wm_str){NULL, 0};
}

static wm_str said_of_figure(const wm_judged_row *row, const wm_judged_figure *figure,
                             wm_str what, const wm_scorecard *scorecard)
{
    if (wm_str_equal(what, WM_STR("grade")))
        return wm_grade_word(figure->grade, scorecard);
    if (wm_str_equal(what, WM_STR("letter")))
        return wm_grade_letter(figure->grade, scorecard);
    if (wm_str_equal(what, WM_STR("ungraded")))
        return wm_str_of(wm_ungraded_words(figure->why_ungraded));
    if (wm_str_equal(what, WM_STR("next grade")))
        return wm_say_next_grade(arena, row, figure, scorecard);
    if (wm_str_equal(what, WM_STR("target")))
        return wm_say_target(arena, row, figure);
    if (wm_str_equal(what, WM_STR("verdict")))
        return wm_say_verdict(arena, row, figure);
    if (wm_str_equal(what, WM_STR("figure")))
        return wm_say_figure(arena, row, figure->figure);
    if (wm_str_equal(what, WM_STR("counts")))
        return wm_say_counts(arena, figure->figure);
    return (wm_str){NULL, 0};
}

static const wm_judged_figure *figure_of(const wm_judged_row *row, wm_str name)
{
    wm_period period;
    if (!period_of(name, &period))
        return row->latest;
    for (size_t i = 0; i < row->figure_count; i++) {
        if (wm_period_equal(row->figures[i].period, period))
            return &row->figures[i];
    }
    return NULL;
}

static wm_str answer(scene *at, const wm_judged_row *row, const expectation *expected)
{
    const wm_scorecard *scorecard = &at->folder.scorecard;
    wm_str said = said_of_row(row, expected->what, scorecard);
    if (said.data)
        return said;
    const wm_judged_figure *figure = figure_of(row, expected->period);
    at->line = expected->line;
    if (!figure)
        refuse(at, "there is no figure to expect anything of");
    said = said_of_figure(row, figure, expected->what, scorecard);
    if (!said.data)
        refuse(at, "a case cannot expect `%.*s`", WM_FMT(expected->what));
    return said;
}

TEST(a_case_is_judged_as_it_says)
{
    const text_case *one = &cases.items[_i];
    scene at = scene_of(one);
    ck_assert_msg(at.expected.count > 0, "%.*s:%u: the case expects nothing",
                  WM_FMT(one->file), one->line);
    ck_assert_msg(one->because.len > 0, "%.*s:%u: the case says no `because`",
                  WM_FMT(one->file), one->line);
    wm_judged judged;
    ck_assert(wm_judge(&at.folder, arena, &judged) == WM_OK);
    wm_text wrong = {0};
    for (size_t i = 0; i < at.expected.count; i++) {
        const expectation *expected = &at.expected.items[i];
        wm_str got = answer(&at, &judged.rows[0], expected);
        if (!wm_str_equal(got, expected->want))
            wm_text_format(&wrong, "\n%.*s:%u: %.*s\n  want  %.*s\n  got   %.*s",
                           WM_FMT(one->file), expected->line, WM_FMT(expected->what),
                           WM_FMT(expected->want), WM_FMT(got));
    }
    wm_str all = wm_str_copy(arena, wm_text_str(&wrong));
    wm_text_end(&wrong);
    ck_assert_msg(all.len == 0, "%.*s%.*s\n  because %.*s", WM_FMT(one->title),
                  WM_FMT(all), WM_FMT(one->because));
    wm_arena_end(arena);
}
END

/* Cuts a file at its `case` lines. */
static void read_cases(wm_str file, wm_str text)
{
    text_case *open = NULL;
    wm_str rest = text, line;
    uint32_t number = 0;
    while (wm_str_next(&rest, '\n', &line)) {
        number++;
        if (wm_str_starts(line, WM_STR("case "))) {
            text_case found = {.file = file, .line = number};
            found.title = wm_str_trim(wm_str_slice(line, 5, line.len));
            found.body = wm_str_slice(rest, 0, 0);
            push(&cases, found);
            open = &cases.items[cases.count - 1];
        } else if (open) {
            open->body.len = (size_t)(line.data + line.len - open->body.data);
            if (wm_str_starts(line, WM_STR("because ")))
                open->because = wm_str_trim(wm_str_slice(line, 8, line.len));
        }
    }
}

int main(void)
{
    read_case_files(WM_TESTS "/cases/judge", &arena, read_cases);
    int failed = run_cases("judge cases", a_case_is_judged_as_it_says, cases.count, NULL);
    wm_arena_end(arena);
    return failed;
}
