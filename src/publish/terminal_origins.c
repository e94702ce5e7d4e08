#include "publish/terminal_internal.h"

#include <stdint.h>

/* A comparator of another year is marked, and the key says of which year and whose it is:
 *
 *     583.6*   532.2‡       *  printed on the sheet, 2014-15
 *                           ‡  published, 2015-16
 */

wm_str wm_terminal_level_name(const wm_terminal *terminal, wm_level level, bool is_short)
{
    const wm_judged *judged = terminal->judged;
    wm_str name = WM_STR("");
    for (size_t i = 0; i < judged->row_count && wm_str_empty(name); i++) {
        const wm_judged_comparator *found = wm_shown_comparator(&judged->rows[i], level);
        if (found)
            name = found->comparator->name;
    }
    size_t bracket = wm_str_find(name, WM_STR(" ("));
    return is_short && bracket != SIZE_MAX ? wm_str_slice(name, 0, bracket) : name;
}

/* A sheet's own footnotes begin with marks as well. */
static bool is_in_notes(const wm_terminal *terminal, wm_str mark)
{
    const wm_str_list *notes = &terminal->scorecard->notes;
    for (size_t i = 0; i < notes->count; i++)
        if (wm_str_starts(wm_str_trim(notes->items[i]), mark))
            return true;
    return false;
}

static const char *next_mark(const wm_terminal *terminal)
{
    static const char *const marks[] = {"*", "‡", "§", "¶", "#"};
    size_t free = terminal->origin_count;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (!is_in_notes(terminal, wm_str_of(marks[i])) && free-- == 0)
            return marks[i];
    return NULL;
}

static const wm_terminal_origin *origin_of(const wm_terminal *terminal,
                                           const wm_comparator *comparator)
{
    for (size_t i = 0; i < terminal->origin_count; i++) {
        const wm_terminal_origin *origin = &terminal->origins[i];
        if (origin->printed == comparator->printed &&
            wm_period_equal(origin->period, comparator->period))
            return origin;
    }
    return NULL;
}

static void add_origin(wm_terminal *terminal, const wm_judged_comparator *judged)
{
    if (!judged || judged->same_year || !judged->comparator->has_value ||
        origin_of(terminal, judged->comparator))
        return;
    const char *mark = next_mark(terminal);
    terminal->more_origins |= !mark;
    if (mark)
        terminal->origins[terminal->origin_count++] = (wm_terminal_origin){
            mark, judged->comparator->printed, judged->comparator->period};
}

void wm_terminal_find_origins(wm_terminal *terminal)
{
    const wm_judged *judged = terminal->judged;
    for (size_t r = 0; r < judged->row_count; r++)
        for (size_t i = 0; i < terminal->layout.comparator_count; i++)
            add_origin(terminal,
                       wm_shown_comparator(&judged->rows[r], terminal->layout.levels[i]));
}

const char *wm_terminal_origin_mark(const wm_terminal *terminal,
                                    const wm_judged_comparator *judged)
{
    if (judged->same_year)
        return "";
    const wm_terminal_origin *origin = origin_of(terminal, judged->comparator);
    return origin ? origin->mark : WM_TERMINAL_OTHER_MARK;
}

wm_str wm_terminal_origin_words(wm_terminal *terminal, const wm_terminal_origin *origin)
{
    if (origin->period.kind == WM_PERIOD_NONE)
        return origin->printed ? WM_STR("printed on the sheet, without its year")
                               : WM_STR("published, without its year");
    wm_str year = wm_terminal_kept(
        terminal, wm_period_text(origin->period, terminal->scorecard->first_month,
                                 terminal->arena));
    return wm_terminal_kept(
        terminal, wm_str_format(terminal->arena, "%s, %.*s",
                                origin->printed ? "printed on the sheet" : "published",
                                WM_FMT(year)));
}
