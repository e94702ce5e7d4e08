#include "lang/lang.h"
#include "lang/layout.h"

#include "base/encoding.h"

#include <assert.h>
#include <stdarg.h>

/* Plain data back to text: each clause that has something to say becomes a bit of the
 * layout. A refusal is kept in the text that is written (base/text.h).
 */
typedef struct writer {
    wm_arena *arena;
    wm_bit_list bits;
    wm_text clause; /* what is being put together */
    wm_status status;
} writer;

static const size_t arena_bytes_max = (size_t)256 * 1024 * 1024;

static void refuse(writer *w, wm_status status)
{
    if (w->status == WM_OK)
        w->status = status;
}

/* The clause put together becomes a bit. */
static void end_bit(writer *w, wm_bit bit)
{
    refuse(w, wm_text_status(&w->clause));
    bit.text = wm_str_copy(w->arena, wm_text_str(&w->clause));
    if (!bit.text.data || !wm_list_push(w->arena, &w->bits, bit))
        refuse(w, WM_NOMEM);
    wm_text_clear(&w->clause);
}

static void end_clause(writer *w, wm_clause_id id)
{
    end_bit(w, (wm_bit){.kind = WM_BIT_CLAUSE,
                        .line = wm_clauses[id].line,
                        .leads = id == WM_CLAUSE_row_target});
}

static void say(writer *w, const char *words)
{
    wm_text_add(&w->clause, wm_str_of(words));
}

static void say_str(writer *w, wm_str words)
{
    wm_text_add(&w->clause, words);
}

/* The next word of a clause, after a space. */
static void say_next(writer *w, const char *word)
{
    say(w, " ");
    say(w, word);
}

static void say_number(writer *w, wm_decimal number)
{
    char text[WM_NUMBER_BYTES];
    wm_decimal_print(number, text);
    say(w, text);
}

static void say_day(writer *w, wm_day day)
{
    char text[11];
    wm_day_print(day, text);
    say(w, text);
}

/* A control character that no escape names can be in no file of ours: a space stands for
 * it, as it would on the page.
 */
static void say_character(writer *w, char c)
{
    if (c == '"' || c == '\\')
        wm_text_byte(&w->clause, '\\');
    if (c == '\n')
        say(w, "\\n");
    else if (c == '\t')
        say(w, "\\t");
    else
        wm_text_byte(&w->clause, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
}

static void say_quoted(writer *w, wm_str text)
{
    assert(wm_utf8_valid_length(text) == text.len);
    say(w, "\"");
    size_t start = w->clause.len;
    for (size_t i = 0; i < text.len; i++)
        say_character(w, text.data[i]);
    if (w->clause.len - start > WM_STRING_BYTES_MAX)
        refuse(w, WM_LIMIT);
    say(w, "\"");
}

static void say_word_quoted(writer *w, wm_clause_id id, wm_str text)
{
    say_str(w, wm_clauses[id].word);
    say(w, " ");
    say_quoted(w, text);
    end_clause(w, id);
}

/* Most clauses are a word and a text, and are left out where there is none. */
static void write_quoted(writer *w, wm_clause_id id, wm_str text)
{
    if (text.len)
        say_word_quoted(w, id, text);
}

static writer open_writer(void)
{
    writer w = {.arena = wm_arena_new(arena_bytes_max)};
    if (!w.arena)
        refuse(&w, WM_NOMEM);
    return w;
}

static void close_writer(writer *w, wm_text *out)
{
    if (w->status == WM_OK)
        wm_lay_out(w->bits.items, w->bits.count, out);
    else if (out->status == WM_OK)
        out->status = w->status;
    wm_text_end(&w->clause);
    wm_arena_end(w->arena);
}

/* The scorecard. */

static void write_place(writer *w, wm_clause_id id, const wm_place_name *place)
{
    if (!place->code.len && !place->name.len)
        return;
    say_str(w, wm_clauses[id].word);
    if (place->code.len) {
        say(w, " ");
        say_str(w, place->code);
    }
    say(w, " ");
    say_quoted(w, place->name);
    end_clause(w, id);
}

static void say_str_or_refuse(writer *w, wm_str text)
{
    if (!text.data)
        refuse(w, WM_NOMEM);
    say_str(w, text);
}

static void write_year(writer *w, const wm_scorecard *card)
{
    if (card->year.kind == WM_PERIOD_NONE)
        return;
    say(w, "year ");
    say_str_or_refuse(w, wm_period_text(card->year, card->first_month, w->arena));
    say(w, " from ");
    say(w, wm_month_name(card->first_month));
    end_clause(w, WM_CLAUSE_header_year);
}

/* `Q2` where the year goes without saying, else `2015-16 Q2`. */
static void say_period(writer *w, const wm_scorecard *card, wm_period period)
{
    int first = card->first_month;
    bool this_year =
        period.kind != WM_PERIOD_NONE && card->year.kind != WM_PERIOD_NONE &&
        wm_period_starts_in(period, first) == wm_period_starts_in(card->year, first);
    if (this_year && period.kind == WM_PERIOD_YEAR)
        say(w, "year");
    else if (this_year && period.kind == WM_PERIOD_MONTH)
        say_str(w, wm_str_slice(
                       wm_str_of(wm_month_name(wm_day_civil(period.start).month)), 0, 3));
    else if (this_year)
        wm_text_format(&w->clause, "%c%d", period.kind == WM_PERIOD_QUARTER ? 'Q' : 'H',
                       wm_period_part(period, first));
    else
        say_str_or_refuse(w, wm_period_text(period, first, w->arena));
}

static void write_show(writer *w, const wm_scorecard *card)
{
    if (card->show_months) {
        wm_text_format(&w->clause, "show last %u months", card->show_months);
        end_clause(w, WM_CLAUSE_header_show);
    } else if (card->show.count) {
        for (size_t i = 0; i < card->show.count; i++) {
            say(w, i ? ", " : "show ");
            say_period(w, card, card->show.items[i]);
        }
        end_clause(w, WM_CLAUSE_header_show);
    }
}

static void write_baseline(writer *w, const wm_scorecard *card)
{
    if (card->baseline.kind == WM_PERIOD_NONE)
        return;
    say(w, "baseline ");
    say_str_or_refuse(w, wm_period_text(card->baseline, card->first_month, w->arena));
    end_clause(w, WM_CLAUSE_header_baseline);
}

static void say_published(writer *w, const wm_comparing *comparing)
{
    say(w, comparing->printed ? ", then published" : " published");
    if (comparing->published_year)
        wm_text_format(&w->clause, " year %d", comparing->published_year);
    else
        say(w, " latest");
    if (comparing->known_at != WM_DAY_NONE) {
        say(w, " known at ");
        say_day(w, comparing->known_at);
    }
    if (comparing->neighbour_model)
        wm_text_format(&w->clause, ", neighbours %d %s", comparing->neighbour_model,
                       comparing->average == WM_AVERAGE_MEAN ? "mean" : "median");
}

static void write_comparators(writer *w, const wm_comparing *comparing)
{
    if (!comparing->printed && !comparing->published)
        return;
    say(w, comparing->printed ? "comparators printed" : "comparators");
    if (comparing->published)
        say_published(w, comparing);
    end_clause(w, WM_CLAUSE_header_comparators);
}

static void write_calendar(writer *w, const wm_scorecard *card)
{
    if (!card->freeze_working_day && !card->commentary_working_day)
        return;
    say(w, "calendar");
    if (card->freeze_working_day)
        wm_text_format(&w->clause, " freeze working day %u", card->freeze_working_day);
    if (card->freeze_working_day && card->commentary_working_day)
        say(w, ",");
    if (card->commentary_working_day)
        wm_text_format(&w->clause, " commentary working day %u",
                       card->commentary_working_day);
    end_clause(w, WM_CLAUSE_header_calendar);
}

static void write_records(writer *w, const wm_scorecard *card)
{
    write_quoted(w, WM_CLAUSE_header_records, card->records);
    if (!card->no_records)
        return;
    say(w, "records none");
    end_clause(w, WM_CLAUSE_header_records);
}

static void write_header(writer *w, const wm_scorecard *card)
{
    say(w, "scorecard ");
    say_quoted(w, card->title);
    end_bit(w, (wm_bit){.kind = WM_BIT_HEAD});
    write_place(w, WM_CLAUSE_header_authority, &card->authority);
    write_place(w, WM_CLAUSE_header_region, &card->region);
    write_place(w, WM_CLAUSE_header_country, &card->country);
    write_year(w, card);
    write_show(w, card);
    write_baseline(w, card);
    write_quoted(w, WM_CLAUSE_header_below, card->below);
    write_comparators(w, &card->comparing);
    write_calendar(w, card);
    write_records(w, card);
    for (size_t i = 0; i < card->notes.count; i++)
        say_word_quoted(w, WM_CLAUSE_header_note, card->notes.items[i]);
}

static const char *relative_word(wm_relative relative)
{
    static const char *const words[] = {
        [WM_RELATIVE_NONE] = "",
        [WM_RELATIVE_BASELINE] = "baseline",
        [WM_RELATIVE_REGION] = "region",
        [WM_RELATIVE_COUNTRY] = "country",
        [WM_RELATIVE_NEIGHBOURS] = "neighbours",
    };
    return words[relative];
}

static void say_target(writer *w, const wm_target *target)
{
    static const char *const words[] = {
        [WM_TARGET_VALUE] = "",
        [WM_TARGET_AT_LEAST] = "at least ",
        [WM_TARGET_AT_MOST] = "at most ",
        [WM_TARGET_RANGE] = "between ",
        [WM_TARGET_ABOVE] = "above",
        [WM_TARGET_BELOW] = "below",
        [WM_TARGET_INCREASE] = "increase on",
        [WM_TARGET_DECREASE] = "decrease on",
    };
    say(w, words[target->kind]);
    if (target->relative != WM_RELATIVE_NONE)
        say_next(w, relative_word(target->relative));
    else
        say_number(w, target->low);
    if (target->kind == WM_TARGET_RANGE) {
        say(w, " and ");
        say_number(w, target->high);
    }
    if (target->from != WM_DAY_NONE) {
        say(w, " from ");
        say_day(w, target->from);
    }
}

static void write_targets(writer *w, const wm_row *row)
{
    for (size_t i = 0; i < row->targets.count; i++) {
        say(w, i ? "; " : "target ");
        say_target(w, &row->targets.items[i]);
    }
    if (row->targets.count)
        end_clause(w, WM_CLAUSE_row_target);
}

static void write_bands(writer *w, const wm_bands *bands)
{
    if (!bands->present)
        return;
    say(w, "bands requires-improvement ");
    say_number(w, bands->requires_improvement);
    say(w, ", good ");
    say_number(w, bands->good);
    say(w, ", outstanding ");
    say_number(w, bands->outstanding);
    end_clause(w, WM_CLAUSE_row_bands);
}

static void write_printed(writer *w, const char *kind, wm_str text)
{
    if (!text.len)
        return;
    say(w, kind);
    say_quoted(w, text);
    end_clause(w, WM_CLAUSE_row_printed);
}

static void write_printed_bands(writer *w, const wm_str_list *bands)
{
    for (size_t i = 0; i < bands->count; i++) {
        say(w, i ? ", " : "printed bands ");
        say_quoted(w, bands->items[i]);
    }
    if (bands->count)
        end_clause(w, WM_CLAUSE_row_printed);
}

static void write_direction(writer *w, const wm_row *row)
{
    if (!row->overrides_direction)
        return;
    say(w, "direction ");
    say(w, wm_direction_name(row->direction));
    say(w, " ");
    say_quoted(w, row->direction_reason);
    end_clause(w, WM_CLAUSE_row_direction);
}

static void write_row(writer *w, const wm_row *row)
{
    say_str(w, row->ref);
    end_bit(w, (wm_bit){.kind = WM_BIT_ROW});
    write_targets(w, row);
    write_bands(w, &row->bands);
    write_printed(w, "printed target ", row->printed_target);
    write_printed_bands(w, &row->printed_bands);
    write_printed(w, "printed change ", row->printed_change);
    write_printed(w, "printed title ", row->printed_title);
    write_quoted(w, WM_CLAUSE_row_owner, row->owner);
    write_quoted(w, WM_CLAUSE_row_short, row->short_title);
    write_direction(w, row);
    write_quoted(w, WM_CLAUSE_row_note, row->note);
}

static void write_section(writer *w, const wm_scorecard *card, size_t index)
{
    const wm_section *section = &card->sections.items[index];
    wm_text_format(&w->clause, "section %.*s ", WM_FMT(section->id));
    say_quoted(w, section->title);
    end_bit(w, (wm_bit){.kind = WM_BIT_HEAD});
    for (size_t i = 0; i < card->rows.count && w->status == WM_OK; i++) {
        assert(card->rows.items[i].section < card->sections.count);
        if (card->rows.items[i].section == index)
            write_row(w, &card->rows.items[i]);
    }
}

void wm_lang_write_scorecard(const wm_scorecard *card, wm_text *out)
{
    writer w = open_writer();
    if (w.status == WM_OK)
        write_header(&w, card);
    assert(card->rows.count == 0 || card->sections.count > 0);
    for (size_t i = 0; i < card->sections.count && w.status == WM_OK; i++)
        write_section(&w, card, i);
    close_writer(&w, out);
}

/* Measures. */

static void write_words(writer *w, wm_clause_id id, const char *words)
{
    say(w, words);
    end_clause(w, id);
}

static void write_unit(writer *w, const wm_measure *measure)
{
    static const char *const entered[] = {
        [WM_UNIT_PERCENT] = "entered percent",
        [WM_UNIT_PER_10000] = "entered rate per 10000",
        [WM_UNIT_COUNT] = "entered count",
        [WM_UNIT_RATIO] = "entered ratio",
        [WM_UNIT_HIGHEST] = "entered highest",
    };
    write_words(w, WM_CLAUSE_measure_entered, entered[measure->unit]);
    if (measure->direction == WM_DIRECTION_HIGHER)
        write_words(w, WM_CLAUSE_measure_higher, "higher is better");
    if (measure->direction == WM_DIRECTION_LOWER)
        write_words(w, WM_CLAUSE_measure_lower, "lower is better");
    if (measure->change != WM_CHANGE_DEFAULT) {
        say(w, "change ");
        write_words(w, WM_CLAUSE_measure_change, wm_change_name(measure->change));
    }
    if (measure->show_places >= 0) {
        wm_text_format(&w->clause, "show %d dp", measure->show_places);
        end_clause(w, WM_CLAUSE_measure_show);
    }
}

static void write_year_rule(writer *w, const wm_measure *measure)
{
    if (measure->year_rule == WM_YEAR_SUMS)
        write_words(w, WM_CLAUSE_measure_year, "year sums periods");
    if (measure->year_rule == WM_YEAR_WINDOW) {
        say(w, "year uses ");
        say_str(w, measure->year_window);
        end_clause(w, WM_CLAUSE_measure_year);
    }
    if (measure->trend_uses_period)
        write_words(w, WM_CLAUSE_measure_trend, "trend uses period");
}

static void write_measure(writer *w, const wm_measure *measure)
{
    wm_text_format(&w->clause, "measure %.*s ", WM_FMT(measure->ref));
    say_quoted(w, measure->title);
    end_bit(w, (wm_bit){.kind = WM_BIT_HEAD,
                        .line = wm_clauses[WM_CLAUSE_measure_short].line});
    write_quoted(w, WM_CLAUSE_measure_short, measure->short_title);
    write_quoted(w, WM_CLAUSE_measure_plain, measure->plain);
    write_unit(w, measure);
    write_year_rule(w, measure);
    write_quoted(w, WM_CLAUSE_measure_source, measure->source);
    write_quoted(w, WM_CLAUSE_measure_note, measure->note);
    if (measure->replaces.len) {
        say(w, "replaces ");
        say_str(w, measure->replaces);
        end_clause(w, WM_CLAUSE_measure_replaces);
    }
}

void wm_lang_write_measures(const wm_measure *measures, size_t count, wm_text *out)
{
    writer w = open_writer();
    for (size_t i = 0; i < count && w.status == WM_OK; i++)
        write_measure(&w, &measures[i]);
    close_writer(&w, out);
}
