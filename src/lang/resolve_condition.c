#include "lang/resolve.h"

/* Conditions: what a test may ask of what is tested. */

static wm_span test_or_path(const wm_condition *c)
{
    return c->test.span.end > c->test.span.start ? c->test.span : wm_path_span(&c->path);
}

/* A name alone: only a condition or a yes/no can stand so. */
static void tell_bare(wm_resolver *r, const wm_condition *c, wm_sort sort)
{
    wm_str name = wm_path_text(r, &c->path);
    wm_span span = wm_path_span(&c->path);
    const char *what = "a code";
    wm_str remedy = wm_resolve_say(r, "write which, as in `%.*s is A`", WM_FMT(name));
    if (sort == WM_SORT_DAY) {
        what = "a day";
        remedy = wm_resolve_say(r, "write `%.*s is recorded` or `%.*s by period end`",
                                WM_FMT(name), WM_FMT(name));
    } else if (sort == WM_SORT_DURATION) {
        what = "a duration";
        remedy =
            wm_resolve_say(r, "as in `seen within %.*s after started`", WM_FMT(name));
    } else if (sort == WM_SORT_SWITCH) {
        wm_str choices = wm_choices_of(r, &r->catalogue->switches.items[c->path.index]);
        what = "a switch";
        remedy = wm_resolve_say(r, "ask for a choice: there are %.*s", WM_FMT(choices));
    } else if (sort == WM_SORT_INT || sort == WM_SORT_HUNDREDTHS) {
        what = "a number";
        remedy = wm_resolve_say(r, "as in `%.*s >= 1`", WM_FMT(name));
    } else if (sort == WM_SORT_KEY) {
        what = "a row of another table";
        remedy = wm_resolve_say(r,
                                "write `%.*s is recorded`, or a column behind it: "
                                "`%.*s.`",
                                WM_FMT(name), WM_FMT(name));
    }
    wm_wrong(r, span, remedy, "`%.*s` is %s, not a condition", WM_FMT(name), what);
}

static void tell_wrong_test(wm_resolver *r, const wm_condition *c, wm_sort sort,
                            const char *asked, wm_str remedy)
{
    wm_wrong(r, test_or_path(c), remedy, "`%.*s` is %s, which cannot be %s",
             WM_FMT(wm_path_text(r, &c->path)), wm_sort_called(sort), asked);
}

static void check_is(wm_resolver *r, const wm_naming *in, const wm_condition *c,
                     wm_sort sort)
{
    wm_str name = wm_path_text(r, &c->path);
    if (!wm_check_values(r, in, c, sort))
        return;
    if (sort == WM_SORT_CONDITION)
        tell_wrong_test(
            r, c, sort, "yes or no besides",
            wm_resolve_say(r, "write `%.*s` or `not %.*s`", WM_FMT(name), WM_FMT(name)));
    else if (sort == WM_SORT_INT || sort == WM_SORT_HUNDREDTHS)
        tell_wrong_test(r, c, sort, "compared as a code",
                        wm_resolve_say(r, "as in `%.*s >= 1`", WM_FMT(name)));
    else if (sort == WM_SORT_KEY)
        tell_wrong_test(r, c, sort, "compared as a code",
                        WM_STR("ask `is recorded`, or for a column of it"));
    else
        tell_wrong_test(r, c, sort, "compared as a code",
                        sort == WM_SORT_DAY
                            ? WM_STR("as in `by period end` or `is recorded`")
                            : (wm_str){"", 0});
}

/* Numbers of the tree are hundredths until it is known what they are compared with. */
static void check_number(wm_resolver *r, wm_condition *c, wm_sort sort)
{
    if (sort == WM_SORT_HUNDREDTHS)
        return;
    if (sort != WM_SORT_INT) {
        tell_wrong_test(r, c, sort, "compared with a number",
                        sort == WM_SORT_DAY
                            ? WM_STR("as in `age at period end >= 16` or `by period end`")
                            : (wm_str){"", 0});
        return;
    }
    if (c->test.low % 100 || c->test.high % 100)
        wm_wrong(r, c->test.span, WM_STR("write a whole number"),
                 "`%.*s` is a whole number", WM_FMT(wm_path_text(r, &c->path)));
    c->test.low /= 100;
    c->test.high /= 100;
}

static void check_recorded(wm_resolver *r, const wm_condition *c, wm_sort sort)
{
    if (sort == WM_SORT_CONDITION || sort == WM_SORT_DURATION || sort == WM_SORT_SWITCH)
        tell_wrong_test(r, c, sort, "missing or recorded", (wm_str){"", 0});
}

/* Inside a bracket both names are of the related row: `dated after dated` asks nothing.
 */
static bool is_itself(const wm_condition *c)
{
    const wm_path *path = &c->path;
    if (!c->test.day || c->test.day->kind != WM_MOMENT_PATH)
        return false;
    const wm_path *other = &c->test.day->path;
    return path->means == WM_MEANS_COLUMN && other->means == WM_MEANS_COLUMN &&
           path->whose == other->whose && path->table == other->table &&
           path->column == other->column && path->key_column == other->key_column;
}

static void tell_itself(wm_resolver *r, const wm_naming *in, const wm_condition *c)
{
    wm_str name = wm_path_text(r, &c->test.day->path), remedy = {"", 0};
    if (in->in_bracket)
        remedy = wm_resolve_say(r, "`this.%.*s` is that of the row that is counted",
                                WM_FMT(name));
    wm_diag_at(r->diags, WM_SEVERITY_WARNING, r->source, c->test.day->span, remedy,
               "`%.*s` is compared with itself", WM_FMT(name));
}

static void check_date(wm_resolver *r, const wm_naming *in, wm_condition *c, wm_sort sort)
{
    if (c->test.kind == WM_TEST_WITHIN)
        wm_resolve_duration(r, in, &c->test.duration);
    if (c->test.day)
        wm_resolve_moment(r, in, c->test.day);
    if (is_itself(c))
        tell_itself(r, in, c);
    if (sort == WM_SORT_DURATION)
        tell_wrong_test(r, c, sort, "compared with a day",
                        WM_STR("a duration before or after a day is a day: give it a "
                               "name with `define`"));
    else if (sort != WM_SORT_DAY)
        tell_wrong_test(r, c, sort, "compared with a day",
                        c->test.kind == WM_TEST_ORDER &&
                                c->test.order == WM_ORDER_ON_OR_BEFORE
                            ? WM_STR(WM_BREAKDOWN_IS)
                            : (wm_str){"", 0});
}

static void check_test(wm_resolver *r, const wm_naming *in, wm_condition *c, wm_sort sort)
{
    if (sort == WM_SORT_TEXT) {
        wm_wrong(r, wm_path_span(&c->path), WM_STR("declare it as `code` if it is one"),
                 "`%.*s` is text, for lists and never for conditions",
                 WM_FMT(wm_path_text(r, &c->path)));
        return;
    }
    switch (c->test.kind) {
    case WM_TEST_BARE:
        if (sort != WM_SORT_CONDITION && sort != WM_SORT_YESNO)
            tell_bare(r, c, sort);
        break;
    case WM_TEST_IS:
        check_is(r, in, c, sort);
        break;
    case WM_TEST_MISSING:
    case WM_TEST_RECORDED:
        check_recorded(r, c, sort);
        break;
    case WM_TEST_AT_LEAST:
    case WM_TEST_AT_MOST:
    case WM_TEST_BETWEEN:
        check_number(r, c, sort);
        break;
    case WM_TEST_WITHIN:
    case WM_TEST_ORDER:
        check_date(r, in, c, sort);
        break;
    }
}

static void resolve_test(wm_resolver *r, const wm_naming *in, wm_condition *c)
{
    bool seen = c->path.means != WM_MEANS_NOTHING;
    bool found = wm_resolve_path(r, in, &c->path);
    wm_sort sort = found ? wm_sort_of(r, &c->path) : WM_SORT_UNKNOWN;
    if (sort == WM_SORT_UNKNOWN) {
        if (c->test.kind == WM_TEST_WITHIN)
            wm_resolve_duration(r, in, &c->test.duration);
        if (c->test.day)
            wm_resolve_moment(r, in, c->test.day);
    } else if (!seen) {
        check_test(r, in, c, sort);
    }
}

static void resolve_open_for(wm_resolver *r, const wm_naming *in, const wm_condition *c)
{
    if (in->row == WM_NO_TABLE)
        return;
    const wm_table_def *table = wm_table_of(r, in->row);
    if (table->kind != WM_TABLE_SPELLS)
        wm_wrong(r, c->span, WM_STR("leave it out"),
                 "cannot ask how long `%.*s` is open: it has no spells",
                 WM_FMT(table->name));
}

/* The reading as text: what was joined first gets brackets, unless it has them. */
static wm_str reading_text(wm_resolver *r, const wm_condition *reading)
{
    wm_str source = r->source->text, all = {"", 0};
    const char *joint = reading->kind == WM_CONDITION_OR ? " or " : " and ";
    for (size_t i = 0; i < reading->term_count; i++) {
        const wm_condition *term = reading->terms[i];
        wm_str text = wm_str_slice(source, term->span.start, term->span.end);
        bool joined = term->kind == WM_CONDITION_AND || term->kind == WM_CONDITION_OR;
        bool bare = joined && source.data[term->span.start] != '(';
        all = wm_resolve_say(r, bare ? "%.*s%s(%.*s)" : "%.*s%s%.*s", WM_FMT(all),
                             i ? joint : "", WM_FMT(text));
    }
    return all;
}

static wm_str reading_rows(wm_resolver *r, int table, const wm_condition *reading)
{
    const wm_facts *facts = r->facts;
    int64_t rows = -1;
    if (facts && facts->rows_that && table != WM_NO_TABLE)
        rows = facts->rows_that(facts->context, table, reading);
    if (rows < 0)
        return (wm_str){"", 0};
    wm_str grouped = wm_grouped(r, rows);
    return wm_resolve_say(r, " (%.*s rows)", WM_FMT(grouped));
}

static void tell_mixed(wm_resolver *r, const wm_naming *in, const wm_condition *c)
{
    if (!wm_telling(r))
        return;
    wm_str texts[2], rows[2];
    bool plain = true;
    for (size_t i = 0; i < 2; i++) {
        texts[i] = reading_text(r, c->terms[i]);
        rows[i] = reading_rows(r, in->row, c->terms[i]);
        plain = plain && texts[i].len <= 200 &&
                wm_str_find_byte(texts[i], '\n') == SIZE_MAX &&
                wm_str_find_byte(texts[i], '#') == SIZE_MAX;
    }
    wm_str remedy = WM_STR("put brackets around what belongs together");
    if (plain)
        remedy = wm_resolve_say(r, "try `%.*s`%.*s or `%.*s`%.*s", WM_FMT(texts[0]),
                                WM_FMT(rows[0]), WM_FMT(texts[1]), WM_FMT(rows[1]));
    wm_wrong(r, c->mixed_at, remedy, "`and` and `or` are mixed without brackets");
}

static void resolve_rows_kind(wm_resolver *r, const wm_naming *in, wm_condition *c)
{
    wm_resolve_rows(r, in, c->rows);
    if (c->kind == WM_CONDITION_SHOWS) {
        wm_naming shown = {c->rows->table, in->counted, true, WM_NO_TABLE};
        wm_resolve_condition(r, &shown, c->shows);
    }
    if (c->kind == WM_CONDITION_SHOWS || c->kind == WM_CONDITION_NO_GAP) {
        bool dated = c->rows->table == WM_NO_TABLE ||
                     wm_table_of(r, c->rows->table)->from != WM_NO_COLUMN ||
                     !wm_table_of(r, c->rows->table)->column_count;
        if (!dated)
            wm_wrong(r, c->rows->name.span, WM_STR("ask `has` instead"),
                     "rows of `%.*s` have no date, and so no order",
                     WM_FMT(c->rows->name.text));
    }
    if (c->kind == WM_CONDITION_NO_GAP) {
        wm_resolve_duration(r, in, &c->longer);
        wm_resolve_moment(r, in, c->from);
        wm_resolve_moment(r, in, c->to);
    }
}

static void resolve_kind(wm_resolver *r, const wm_naming *in, wm_condition *c)
{
    switch (c->kind) {
    case WM_CONDITION_AND:
    case WM_CONDITION_OR:
    case WM_CONDITION_NOT:
        /* The two readings share their terms: each is looked at once. */
        for (size_t i = 0; i < c->term_count; i++)
            wm_resolve_condition(r, in, c->terms[i]);
        break;
    case WM_CONDITION_HAS:
    case WM_CONDITION_NUMBER:
    case WM_CONDITION_SHOWS:
    case WM_CONDITION_NO_GAP:
        resolve_rows_kind(r, in, c);
        break;
    case WM_CONDITION_AGE:
        wm_resolve_birth(r, in, &c->path, c->span);
        wm_resolve_moment(r, in, c->from);
        break;
    case WM_CONDITION_TEST:
        resolve_test(r, in, c);
        break;
    case WM_CONDITION_OPEN_FOR:
        resolve_open_for(r, in, c);
        break;
    }
}

void wm_resolve_condition(wm_resolver *r, const wm_naming *in, wm_condition *c)
{
    if (!wm_resolve_enter(r, c->span))
        return;
    if (c->mixed) {
        wm_resolve_condition(r, in, c->terms[0]);
        tell_mixed(r, in, c);
    } else {
        resolve_kind(r, in, c);
    }
    wm_resolve_leave(r);
}
