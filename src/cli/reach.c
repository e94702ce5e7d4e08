#include "cli/reach.h"

#include "cli/say.h"

enum {
    /* Extracts end some days before the day they were made, and small councils have weeks
     * without a row: docs/decisions.md. */
    TOLERANCE_DAYS = 31,
    DAYS = WM_DAY_LAST - WM_DAY_FIRST + 1,
};

/* One row in so many may be later than the last day: one typed as 2071 is no reach. */
static const uint64_t late_in = 1000;

static uint64_t count_days(const wm_table *table, uint64_t *counts)
{
    uint64_t rows = 0;
    int from = table->def->from;
    for (size_t i = 0; from != WM_NO_COLUMN && i < table->count; i++) {
        wm_day day = table->columns[from][i];
        if (day == WM_BLANK)
            continue;
        counts[day - WM_DAY_FIRST]++;
        rows++;
    }
    return rows;
}

static wm_day last_day(const wm_records *records, uint64_t *counts)
{
    uint64_t rows = 0, later = 0;
    for (size_t i = 0; i < records->schema->tables.count; i++)
        if (records->schema->tables.items[i].made_from.source == WM_NO_TABLE)
            rows += count_days(&records->tables[i], counts);
    for (int day = DAYS - 1; day >= 0; day--) {
        later += counts[day];
        if (later * late_in > rows)
            return day + WM_DAY_FIRST;
    }
    return WM_DAY_NONE;
}

static bool has_days_of_recording(const wm_records *records, const wm_load_report *report)
{
    for (size_t i = 0; i < records->schema->tables.count; i++) {
        const wm_table *table = &records->tables[i];
        int column = records->schema->tables.items[i].recorded;
        if (report->tables[i].later)
            return true;
        for (size_t row = 0; column != WM_NO_COLUMN && row < table->count; row++)
            if (table->columns[column][row] != WM_BLANK)
                return true;
    }
    return false;
}

static wm_day earlier_of(wm_day day, wm_day bound)
{
    return bound != WM_DAY_NONE && bound < day ? bound : day;
}

wm_status wm_reach_of(const wm_records *records, const wm_load_report *report,
                      wm_arena *arena, wm_reach *reach_out)
{
    size_t mark = wm_arena_mark(arena);
    uint64_t *counts = wm_arena_alloc(arena, DAYS, sizeof *counts);
    if (!counts)
        return WM_NOMEM;
    wm_reach reach = {.last = last_day(records, counts), .final_to = WM_DAY_NONE};
    wm_arena_rewind(arena, mark);
    reach.tells_when_known =
        records->extracted != WM_DAY_NONE || has_days_of_recording(records, report);
    if (reach.last != WM_DAY_NONE) {
        reach.final_to = earlier_of(reach.last + TOLERANCE_DAYS, records->extracted);
        if (reach.tells_when_known)
            reach.final_to = earlier_of(reach.final_to, records->known_at);
        reach.last = earlier_of(reach.last, reach.final_to);
    }
    *reach_out = reach;
    return WM_OK;
}

void wm_reach_say(const wm_reach *reach, const wm_day *as_at, size_t count)
{
    char last[24];
    size_t beyond = 0;
    for (size_t i = 0; i < count; i++)
        beyond += wm_is_beyond(reach, as_at[i]);
    if (!beyond)
        return;
    wm_day_say(reach->last, last);
    wm_complain(
        "warning: the records reach to %s; %zu %s after that, and what is counted "
        "there is provisional",
        last, beyond, beyond == 1 ? "period ends" : "periods end");
}

void wm_reach_say_day(const wm_reach *reach, wm_day at)
{
    char last[24], day[24];
    if (!wm_is_beyond(reach, at))
        return;
    wm_day_say(reach->last, last);
    wm_day_say(at, day);
    wm_complain(
        "warning: the records reach to %s; what happened from then to %s is not in "
        "them",
        last, day);
}
