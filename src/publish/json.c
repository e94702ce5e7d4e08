#include "base/json.h"

#include "base/limits.h"
#include "judge/words.h"
#include "publish/machine.h"

#include <assert.h>

/* scorecard.json: everything that is known and judged, for programs (docs/formats.md).
 * Numbers are the shortest decimal of the figure rounded to 12 places; where there is
 * none the value is null and `status` says why.
 */
typedef struct writer {
    const wm_publication *publication;
    const wm_judged *judged;
    const wm_scorecard *scorecard;
    wm_arena *arena;
    wm_json json;
    bool lost; /* memory was refused on the way */
} writer;

static wm_str kept(writer *page, wm_str text)
{
    page->lost |= !text.data;
    return text.data ? text : WM_STR("");
}

static void pair_word(writer *page, const char *key, const char *word)
{
    wm_json_pair(&page->json, key, wm_str_of(word));
}

static void pair_day(writer *page, const char *key, wm_day day)
{
    char text[11] = "";
    if (day != WM_DAY_NONE)
        wm_day_print(day, text);
    pair_word(page, key, text);
}

static void pair_bool(writer *page, const char *key, bool truth)
{
    wm_json_key(&page->json, key);
    wm_json_bool(&page->json, truth);
}

static void pair_whole(writer *page, const char *key, bool known, int64_t number)
{
    wm_json_key(&page->json, key);
    if (known)
        wm_json_whole(&page->json, number);
    else
        wm_json_null(&page->json);
}

static void pair_ratio(writer *page, const char *key, bool known, wm_ratio ratio)
{
    wm_json_key(&page->json, key);
    if (known)
        wm_json_ratio(&page->json, ratio);
    else
        wm_json_null(&page->json);
}

static void pair_decimal(writer *page, const char *key, wm_decimal decimal)
{
    pair_ratio(page, key, true, wm_ratio_of_decimal(decimal));
}

static void object(writer *page, const char *key)
{
    if (key)
        wm_json_key(&page->json, key);
    wm_json_object(&page->json);
}

static void array(writer *page, const char *key)
{
    wm_json_key(&page->json, key);
    wm_json_array(&page->json);
}

static void null(writer *page, const char *key)
{
    wm_json_key(&page->json, key);
    wm_json_null(&page->json);
}

static void end(writer *page)
{
    wm_json_close(&page->json);
}

static void write_period(writer *page, const char *key, wm_period period)
{
    if (period.kind == WM_PERIOD_NONE) {
        assert(key);
        null(page, key);
        return;
    }
    int first_month = page->scorecard->first_month;
    object(page, key);
    wm_json_pair(&page->json, "id",
                 kept(page, wm_period_text(period, first_month, page->arena)));
    pair_word(page, "kind", wm_period_kind_name(period.kind));
    pair_day(page, "start", period.start);
    pair_day(page, "end", period.end);
    wm_json_pair(&page->json, "label",
                 kept(page, wm_period_label(period, first_month, page->arena)));
    end(page);
}

static void write_place(writer *page, const char *key, const wm_place_name *place)
{
    object(page, key);
    wm_json_pair(&page->json, "code", place->code);
    wm_json_pair(&page->json, "name", place->name);
    end(page);
}

static void write_summary(writer *page)
{
    const size_t *counts = page->judged->grade_counts;
    object(page, "summary");
    object(page, "grades");
    for (int grade = WM_GRADE_OUTSTANDING; grade >= WM_GRADE_NONE; grade--)
        pair_whole(page, grade == WM_GRADE_NONE ? "none" : wm_grade_id((wm_grade)grade),
                   true, (int64_t)counts[grade]);
    end(page);
    pair_whole(page, "targets_met", true, (int64_t)page->judged->met);
    pair_whole(page, "targets_missed", true, (int64_t)page->judged->missed);
    end(page);
}

static void write_heading(writer *page)
{
    const wm_publication *publication = page->publication;
    pair_whole(page, "layout", true, 1);
    wm_json_pair(&page->json, "title", page->scorecard->title);
    wm_json_pair(&page->json, "marking", publication->marking);
    wm_json_pair(&page->json, "audience", publication->audience);
    write_place(page, "authority", &page->scorecard->authority);
    write_place(page, "region", &page->scorecard->region);
    write_place(page, "country", &page->scorecard->country);
    pair_day(page, "as_at", page->judged->as_at);
    pair_day(page, "made", publication->made);
    pair_word(page, "program", "waymark " WM_VERSION);
    array(page, "periods");
    for (size_t i = 0; i < page->judged->shown.count; i++)
        write_period(page, NULL, page->judged->shown.items[i]);
    end(page);
    write_period(page, "baseline", page->scorecard->baseline);
    write_summary(page);
    array(page, "notes");
    for (size_t i = 0; i < page->scorecard->notes.count; i++)
        wm_json_text(&page->json, page->scorecard->notes.items[i]);
    end(page);
    array(page, "sections");
    for (size_t i = 0; i < page->scorecard->sections.count; i++) {
        object(page, NULL);
        wm_json_pair(&page->json, "id", page->scorecard->sections.items[i].id);
        wm_json_pair(&page->json, "title", page->scorecard->sections.items[i].title);
        end(page);
    }
    end(page);
}

static const char *test_of(const wm_target *target, wm_direction direction)
{
    switch (target->kind) {
    case WM_TARGET_VALUE:
        if (direction == WM_DIRECTION_NONE)
            return "";
        return direction == WM_DIRECTION_LOWER ? "at_most" : "at_least";
    case WM_TARGET_AT_LEAST:
        return "at_least";
    case WM_TARGET_AT_MOST:
        return "at_most";
    case WM_TARGET_RANGE:
        return "between";
    case WM_TARGET_ABOVE:
    case WM_TARGET_INCREASE:
        return "above";
    case WM_TARGET_BELOW:
    case WM_TARGET_DECREASE:
        return "below";
    }
    return "";
}

/* One of value, range and relative_to is there, and the others are not. */
static void write_target(writer *page, const wm_judged_row *row)
{
    const wm_target *target = wm_target_in_force(&row->row->targets, page->judged->as_at);
    if (!target && wm_str_empty(row->row->printed_target)) {
        null(page, "target");
        return;
    }
    object(page, "target");
    if (target) {
        if (target->relative != WM_RELATIVE_NONE) {
            pair_word(page, "relative_to", wm_relative_id(target->relative));
        } else if (target->kind == WM_TARGET_RANGE) {
            array(page, "range");
            wm_json_ratio(&page->json, wm_ratio_of_decimal(target->low));
            wm_json_ratio(&page->json, wm_ratio_of_decimal(target->high));
            end(page);
        } else {
            pair_decimal(page, "value", target->low);
        }
        pair_word(page, "test", test_of(target, row->direction));
        pair_day(page, "from", target->from);
    }
    wm_json_pair(&page->json, "printed", row->row->printed_target);
    end(page);
}

static void write_bands(writer *page, const wm_row *row)
{
    if (!row->bands.present && row->printed_bands.count == 0) {
        null(page, "bands");
        return;
    }
    object(page, "bands");
    if (row->bands.present) {
        pair_decimal(page, "requires_improvement", row->bands.requires_improvement);
        pair_decimal(page, "good", row->bands.good);
        pair_decimal(page, "outstanding", row->bands.outstanding);
    }
    array(page, "printed");
    for (size_t i = 0; i < row->printed_bands.count; i++)
        wm_json_text(&page->json, row->printed_bands.items[i]);
    end(page);
    end(page);
}

static void write_gap(writer *page, const char *key, const wm_gap *gap)
{
    if (!gap->known) {
        null(page, key);
        return;
    }
    object(page, key);
    pair_ratio(page, "amount", true, gap->amount);
    pair_whole(page, "children", gap->children_known, gap->children);
    end(page);
}

static void write_override(writer *page, const wm_override *override)
{
    if (!override)
        return;
    object(page, "override");
    wm_json_pair(&page->json, "by", override->by);
    wm_json_pair(&page->json, "why", override->why);
    pair_day(page, "until", override->until);
    end(page);
}

static void write_number(writer *page, const wm_figure *figure)
{
    static const wm_figure none = {.status = WM_FIGURE_NOT_AVAILABLE,
                                   .known_at = WM_DAY_NONE};
    if (!figure)
        figure = &none;
    pair_day(page, "known_at", figure->known_at);
    pair_ratio(page, "value", figure->has_value, figure->value);
    if (figure->has_bounds) {
        pair_ratio(page, "low", true, figure->low);
        pair_ratio(page, "high", true, figure->high);
    }
    pair_whole(page, "numerator", figure->has_counts, figure->numerator);
    pair_whole(page, "denominator", figure->has_counts, figure->denominator);
    wm_json_pair(&page->json, "printed", figure->printed);
    pair_word(page, "status", wm_figure_status_name(figure->status));
    wm_json_pair(&page->json, "source", figure->source);
    wm_json_pair(&page->json, "note", figure->note);
}

static void write_figure(writer *page, const wm_judged_row *row,
                         const wm_judged_figure *judged)
{
    const wm_figure *figure = judged->figure;
    object(page, NULL);
    write_period(page, "period", judged->period);
    pair_bool(page, "is_baseline", judged->is_baseline);
    pair_day(page, "as_at", figure ? figure->as_at : judged->period.end);
    write_number(page, figure);
    wm_json_pair(&page->json, "said",
                 kept(page, wm_say_figure(page->arena, row, figure)));
    write_override(page, wm_override_of(page->judged->folder, figure));
    pair_word(page, "grade", wm_grade_id(judged->grade));
    pair_word(page, "not_graded_because",
              judged->why_ungraded == WM_UNGRADED_NOT
                  ? ""
                  : wm_ungraded_words(judged->why_ungraded));
    pair_word(page, "verdict", wm_verdict_id(judged->verdict));
    pair_word(page, "not_judged_because",
              judged->verdict == WM_VERDICT_UNKNOWN ? wm_unjudged_words(judged) : "");
    pair_ratio(page, "target_low", judged->target_known, judged->target_low);
    bool range = judged->target && judged->target->kind == WM_TARGET_RANGE;
    pair_ratio(page, "target_high", judged->target_known && range, judged->target_high);
    write_gap(page, "to_target", &judged->to_target);
    pair_word(page, "next_grade", wm_grade_id(judged->next_grade));
    write_gap(page, "to_next_grade", &judged->to_next_grade);
    end(page);
}

static void write_change(writer *page, const wm_judged_row *row)
{
    const wm_change *change = &row->change;
    if (!change->known) {
        null(page, "change");
        return;
    }
    object(page, "change");
    pair_ratio(page, "value", !change->base_too_small, change->amount);
    pair_word(page, "unit", wm_change_name(change->unit));
    pair_ratio(page, "from", change->from->has_value, change->from->value);
    pair_ratio(page, "to", change->to->has_value, change->to->value);
    write_period(page, "from_period", change->from->period);
    write_period(page, "to_period", change->to->period);
    pair_word(page, "sense", wm_sense_id(change->sense));
    wm_json_pair(&page->json, "said", kept(page, wm_say_change(page->arena, row)));
    wm_json_pair(&page->json, "printed", row->row->printed_change);
    end(page);
}

static void write_comparator(writer *page, const wm_comparator *comparator)
{
    wm_json_pair(&page->json, "name", comparator->name);
    wm_json_pair(&page->json, "code", comparator->code);
    pair_word(page, "level", wm_level_name(comparator->level));
    write_period(page, "period", comparator->period);
    pair_ratio(page, "value", comparator->has_value, comparator->value);
    pair_whole(page, "numerator", comparator->has_counts, comparator->numerator);
    pair_whole(page, "denominator", comparator->has_counts, comparator->denominator);
    pair_word(page, "status", wm_figure_status_name(comparator->status));
    wm_json_pair(&page->json, "printed", comparator->printed_text);
    wm_json_pair(&page->json, "source", comparator->source);
    wm_json_pair(&page->json, "vintage", comparator->vintage);
    wm_json_pair(&page->json, "definition", comparator->definition);
    pair_day(page, "known_at", comparator->known);
}

static void write_comparators(writer *page, const wm_judged_row *row)
{
    array(page, "comparators");
    for (size_t i = 0; i < row->comparator_count; i++) {
        const wm_judged_comparator *judged = &row->comparators[i];
        object(page, NULL);
        write_comparator(page, judged->comparator);
        pair_whole(page, "side", judged->comparable, judged->side);
        pair_word(page, "sense", judged->comparable ? wm_sense_id(judged->sense) : "");
        pair_bool(page, "same_year", judged->same_year);
        pair_bool(page, "is_used", judged->is_used);
        pair_bool(page, "is_shown", judged->is_shown);
        end(page);
    }
    end(page);
    array(page, "authorities");
    for (size_t i = 0; i < row->peer_count; i++) {
        object(page, NULL);
        write_comparator(page, row->peers[i]);
        end(page);
    }
    end(page);
}

static void write_standing(writer *page, const wm_standing *standing)
{
    if (!standing->known) {
        null(page, "standing");
        return;
    }
    object(page, "standing");
    write_period(page, "period", standing->period);
    pair_whole(page, "rank", true, standing->rank);
    pair_whole(page, "of", true, standing->of);
    pair_whole(page, "quartile", true, standing->quartile);
    pair_ratio(page, "value", true, standing->own);
    pair_bool(page, "own_is_published", standing->own_is_published);
    end(page);
}

static void write_comment(writer *page, const wm_comment *comment)
{
    if (!comment) {
        null(page, "comment");
        return;
    }
    object(page, "comment");
    wm_json_pair(&page->json, "text", comment->text);
    write_period(page, "period", comment->period);
    wm_json_pair(&page->json, "author", comment->author);
    pair_day(page, "date", comment->date);
    wm_json_pair(&page->json, "state", comment->state);
    end(page);
}

static bool is_about(const wm_finding *finding, wm_str ref)
{
    for (size_t i = 0; i < finding->refs.count; i++)
        if (wm_str_equal(finding->refs.items[i], ref))
            return true;
    return finding->refs.count == 0 && wm_str_empty(ref);
}

/* Those about one measure; with an empty `ref` those about the scorecard as a whole. */
static void write_findings(writer *page, wm_str ref)
{
    const wm_findings *findings = page->publication->findings;
    array(page, "findings");
    for (size_t i = 0; i < findings->list.count; i++) {
        const wm_finding *finding = &findings->list.items[i];
        if (!is_about(finding, ref))
            continue;
        object(page, NULL);
        wm_json_pair(&page->json, "rule", finding->rule);
        pair_word(page, "severity", wm_severity_name(finding->severity));
        wm_json_pair(&page->json, "message", finding->message);
        wm_json_pair(&page->json, "evidence", finding->evidence);
        wm_json_pair(&page->json, "remedy", finding->remedy);
        pair_bool(page, "accepted", finding->accepted);
        end(page);
    }
    end(page);
}

static void write_measure(writer *page, const wm_judged_row *row)
{
    const wm_measure *measure = row->measure;
    object(page, NULL);
    wm_json_pair(&page->json, "ref", row->row->ref);
    wm_json_pair(&page->json, "title", row->title);
    wm_json_pair(&page->json, "short", row->short_title);
    wm_json_pair(&page->json, "plain", measure->plain);
    wm_json_pair(&page->json, "printed_title", row->row->printed_title);
    wm_json_pair(&page->json, "section", row->section->id);
    pair_word(page, "unit", wm_unit_name(measure->unit));
    pair_whole(page, "places", true, row->places);
    pair_word(page, "direction", wm_direction_name(row->direction));
    wm_json_pair(&page->json, "direction_reason", row->row->direction_reason);
    wm_json_pair(&page->json, "owner", row->row->owner);
    wm_json_pair(&page->json, "source", measure->source);
    wm_json_pair(&page->json, "note", measure->note);
    wm_json_pair(&page->json, "row_note", row->row->note);
    write_target(page, row);
    write_bands(page, row->row);
    array(page, "figures");
    for (size_t i = 0; i < row->figure_count; i++)
        write_figure(page, row, &row->figures[i]);
    end(page);
    write_period(page, "latest",
                 row->latest ? row->latest->period : (wm_period){.kind = WM_PERIOD_NONE});
    write_change(page, row);
    write_comparators(page, row);
    write_standing(page, &row->standing);
    write_comment(page, row->comment);
    write_findings(page, row->row->ref);
    end(page);
}

wm_status wm_publish_json(const wm_publication *publication, wm_text *out)
{
    const wm_judged *judged = publication->judged;
    writer page = {
        .publication = publication,
        .judged = judged,
        .scorecard = &judged->folder->scorecard,
        .arena = wm_arena_new(WM_DOCUMENT_BYTES_MAX),
        .json = wm_json_start(out),
    };
    if (!page.arena)
        return WM_NOMEM;
    object(&page, NULL);
    write_heading(&page);
    array(&page, "measures");
    for (size_t i = 0; i < judged->row_count; i++) {
        size_t mark = wm_arena_mark(page.arena);
        write_measure(&page, &judged->rows[i]);
        wm_arena_rewind(page.arena, mark);
    }
    end(&page);
    write_findings(&page, WM_STR(""));
    end(&page);
    wm_json_finish(&page.json);
    wm_status status = page.lost ? WM_NOMEM : wm_text_status(out);
    status = wm_arena_status(page.arena, status);
    wm_arena_end(page.arena);
    return status;
}
