#include "intake/scorecard/meaning.h"

#include "figure/authority.h"
#include "intake/scorecard/import.h"

static const struct {
    wm_meaning meaning;
    const char *words;
} headings[] = {
#define HEADING(meaning, words) {WM_MEANING_##meaning, words},
#include "intake/scorecard/words.def"
#undef HEADING
};

/* Where `phrase` stands in `words` as whole words. */
static bool has_phrase(wm_str words, wm_str phrase)
{
    wm_str rest = words;
    for (;;) {
        size_t at = wm_str_find(rest, phrase);
        if (at == SIZE_MAX)
            return false;
        size_t end = at + phrase.len;
        bool starts = at == 0 || rest.data[at - 1] == ' ';
        bool ends = end == rest.len || rest.data[end] == ' ';
        if (starts && ends)
            return true;
        rest = wm_str_slice(rest, at + 1, rest.len);
        /* The byte before is inside a word now, so the start is not mistaken for one. */
        if (rest.len > 0 && rest.data[0] != ' ') {
            size_t gap = wm_str_find_byte(rest, ' ');
            if (gap == SIZE_MAX)
                return false;
            rest = wm_str_slice(rest, gap + 1, rest.len);
        }
    }
}

static wm_meaning meaning_of_words(wm_str words)
{
    wm_meaning best = WM_MEANING_UNKNOWN;
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (headings[i].meaning < best && has_phrase(words, wm_str_of(headings[i].words)))
            best = headings[i].meaning;
    return best;
}

/* Words around the name of a place: `NW Av`, `Rochdale average`, `latest England`. */
static bool is_filler(wm_str word)
{
    static const char *const fillers[] = {
        "av",          "ave",       "avg",        "average",      "mean",
        "median",      "latest",    "percent",    "rate",         "published",
        "the",         "figure",    "region",     "council",      "comparator",
        "comparators", "benchmark", "benchmarks", "benchmarking", "performance",
        "bands"};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (wm_str_equal(word, wm_str_of(fillers[i])))
            return true;
    return false;
}

/* The words without fillers at either end. */
static wm_str without_fillers(wm_str words)
{
    wm_str kept = words;
    for (bool changed = true; changed && kept.len > 0;) {
        changed = false;
        size_t first = wm_str_find_byte(kept, ' ');
        if (is_filler(wm_str_slice(kept, 0, first))) {
            kept = wm_str_trim(wm_str_slice(kept, first, kept.len));
            changed = true;
            continue;
        }
        size_t last = kept.len;
        while (last > 0 && kept.data[last - 1] != ' ')
            last--;
        if (is_filler(wm_str_slice(kept, last, kept.len))) {
            kept = wm_str_trim(wm_str_slice(kept, 0, last));
            changed = true;
        }
    }
    return kept;
}

/* The longest names, `bournemouth, christchurch and poole` and the like, are shorter. */
enum { PLACE_BYTES_MAX = 48 };

static bool name_place(wm_str words, wm_heading *heading)
{
    wm_str place = without_fillers(words);
    if (place.len < 2 || place.len > PLACE_BYTES_MAX)
        return false;
    const wm_region *region = wm_region_by_name(place);
    if (region) {
        heading->meaning = WM_MEANING_REGION;
        heading->code = wm_str_of(region->code);
        heading->name = wm_str_of(region->name);
        return true;
    }
    const wm_authority *authority = wm_authority_by_name(place);
    if (!authority)
        return false;
    heading->meaning = WM_MEANING_AUTHORITY;
    heading->code = wm_str_of(authority->code);
    heading->name = wm_str_of(authority->name);
    return true;
}

wm_status wm_heading_hear(wm_str text, wm_arena *arena, wm_heading *heading_out)
{
    *heading_out = (wm_heading){.text = text, .meaning = WM_MEANING_UNKNOWN};
    WM_TRY(wm_period_hear(text, arena, &heading_out->heard));
    wm_str words = heading_out->heard.rest;
    heading_out->meaning = meaning_of_words(words);
    bool has_period = heading_out->heard.kind != WM_PERIOD_NONE;
    if (heading_out->meaning >= WM_MEANING_REGION && words.len > 0)
        name_place(words, heading_out);
    /* `Performance 2016/17`, `Year 16-17`: the words only say that it is a figure. */
    bool only_figure = heading_out->meaning == WM_MEANING_YEAR ||
                       heading_out->meaning == WM_MEANING_LATEST ||
                       heading_out->meaning == WM_MEANING_UNKNOWN;
    if (has_period && only_figure)
        heading_out->meaning = WM_MEANING_PERIOD;
    if (heading_out->meaning == WM_MEANING_YEAR &&
        heading_out->heard.year_form == WM_YEAR_SINGLE) {
        heading_out->heard.kind = WM_PERIOD_YEAR; /* `Outturn 2017` */
        heading_out->meaning = WM_MEANING_PERIOD;
    }
    /* `2017` alone over a column. */
    if (heading_out->meaning == WM_MEANING_UNKNOWN && words.len == 0 &&
        heading_out->heard.year_form == WM_YEAR_SINGLE) {
        heading_out->heard.kind = WM_PERIOD_YEAR;
        heading_out->meaning = WM_MEANING_PERIOD;
    }
    return WM_OK;
}

/* In the order of wm_meaning. */
static const wm_str names[] = {
    [WM_MEANING_RAG] = {"rag", 3},
    [WM_MEANING_TRAVEL] = {"travel", 6},
    [WM_MEANING_VARIANCE] = {"variance", 8},
    [WM_MEANING_CHANGE] = {"change", 6},
    [WM_MEANING_COMMENT] = {"comment", 7},
    [WM_MEANING_POLARITY] = {"polarity", 8},
    [WM_MEANING_OWNER] = {"owner", 5},
    [WM_MEANING_UNIT] = {"unit", 4},
    [WM_MEANING_OTHER] = {"other", 5},
    [WM_MEANING_NOTE] = {"note", 4},
    [WM_MEANING_NUMERATOR] = {"numerator", 9},
    [WM_MEANING_DENOMINATOR] = {"denominator", 11},
    [WM_MEANING_THRESHOLDS] = {"thresholds", 10},
    [WM_MEANING_RED] = {"red", 3},
    [WM_MEANING_AMBER] = {"amber", 5},
    [WM_MEANING_GREEN] = {"green", 5},
    [WM_MEANING_TARGET] = {"target", 6},
    [WM_MEANING_WORST] = {"inadequate", 10},
    [WM_MEANING_REQUIRES_IMPROVEMENT] = {"requires improvement", 20},
    [WM_MEANING_GOOD] = {"good", 4},
    [WM_MEANING_OUTSTANDING] = {"outstanding", 11},
    [WM_MEANING_REFERENCE] = {"reference", 9},
    [WM_MEANING_SECTION] = {"section", 7},
    [WM_MEANING_NEIGHBOURS] = {"neighbours", 10},
    [WM_MEANING_REGION] = {"region", 6},
    [WM_MEANING_COUNTRY] = {"country", 7},
    [WM_MEANING_AUTHORITY] = {"authority", 9},
    [WM_MEANING_BENCHMARK] = {"comparator", 10},
    [WM_MEANING_TO_DATE] = {"year to date", 12},
    [WM_MEANING_BASELINE] = {"baseline", 8},
    [WM_MEANING_YEAR] = {"year", 4},
    [WM_MEANING_PERIOD] = {"period", 6},
    [WM_MEANING_LATEST] = {"latest", 6},
    [WM_MEANING_TITLE] = {"title", 5},
    [WM_MEANING_UNKNOWN] = {"unknown", 7},
    [WM_MEANING_IGNORED] = {"ignore", 6},
};

wm_str wm_meaning_name(wm_meaning meaning)
{
    return names[meaning];
}

const wm_str *wm_import_meanings(size_t *count_out)
{
    *count_out = sizeof names / sizeof *names;
    return names;
}

wm_status wm_meaning_parse(wm_str text, wm_arena *arena, wm_heading *heading_out,
                           bool *known_out)
{
    text = wm_str_trim(text);
    *known_out = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (i == WM_MEANING_PERIOD || i == WM_MEANING_UNKNOWN ||
            !wm_str_equal_fold(text, names[i]))
            continue;
        *heading_out = (wm_heading){.text = text, .meaning = (wm_meaning)i};
        heading_out->heard.rest = WM_STR("");
        return WM_OK;
    }
    WM_TRY(wm_heading_hear(text, arena, heading_out));
    *known_out = heading_out->meaning != WM_MEANING_UNKNOWN;
    return WM_OK;
}
