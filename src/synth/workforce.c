#include "synth/workforce.h"

/* Children of the population for each. */
enum { PER_TEAM = 6000, PER_WORKER = 560, PER_REVIEWING = 6500, PER_MANAGER = 4500 };

const char *wm_role_code(int role)
{
    static const char *const codes[] = {"SOCIAL_WORKER", "IRO", "MANAGER"};
    return codes[role];
}

static void write_teams(wm_workforce *workforce, wm_day from, wm_sink *sink)
{
    static const char *const names[] = {"Assessment", "Safeguarding", "Permanence",
                                        "Disabled children", "Leaving care"};
    enum { NAMES = sizeof names / sizeof *names };
    for (int64_t team = 1; team <= workforce->teams; team++) {
        wm_synth_row row = wm_row_begin(WM_SYNTH_team);
        wm_row_key(&row, WM_COL_team_team_id, 'T', team);
        wm_row_day(&row, WM_COL_team_started, from);
        wm_row_code(&row, WM_COL_team_name, names[(team - 1) % NAMES]);
        wm_row_code(&row, WM_COL_team_parent, "CHILDRENS_SOCIAL_CARE");
        wm_row_yesno(&row, WM_COL_team_disability, (team - 1) % NAMES == 3);
        wm_sink_put(sink, &row);
    }
}

static void write_worker(int64_t worker, int role, bool agency, wm_sink *sink)
{
    wm_synth_row row = wm_row_begin(WM_SYNTH_worker);
    wm_row_key(&row, WM_COL_worker_worker_id, 'W', worker);
    wm_row_key(&row, WM_COL_worker_name, 'N', worker);
    wm_row_code(&row, WM_COL_worker_role, wm_role_code(role));
    wm_row_yesno(&row, WM_COL_worker_agency, agency);
    wm_sink_put(sink, &row);
}

static void write_holding(const wm_post *post, const wm_holding *holding, int64_t key,
                          bool agency, int fte, wm_sink *sink)
{
    wm_synth_row row = wm_row_begin(WM_SYNTH_worker_post);
    wm_row_key(&row, WM_COL_worker_post_post_id, 'P', key);
    wm_row_day(&row, WM_COL_worker_post_started, holding->from);
    wm_row_day(&row, WM_COL_worker_post_ended, holding->to);
    wm_row_key(&row, WM_COL_worker_post_worker, 'W', holding->worker);
    wm_row_code(&row, WM_COL_worker_post_role, wm_role_code(post->role));
    wm_row_key(&row, WM_COL_worker_post_team, 'T', post->team);
    wm_row_yesno(&row, WM_COL_worker_post_agency, agency);
    wm_row_yesno(&row, WM_COL_worker_post_vacant, holding->worker == 0);
    wm_row_number(&row, WM_COL_worker_post_fte, fte);
    wm_sink_put(sink, &row);
}

/* One holder after another; six of a hundred posts are vacant at a time. */
static void fill_post(wm_workforce *workforce, wm_post *post, wm_day from, wm_day last,
                      int64_t *key, wm_chance *chance, wm_sink *sink)
{
    wm_day day = from;
    while (day <= last && post->count < WM_HOLDINGS_MAX) {
        bool vacant = wm_chance_often(chance, WM_PERCENT(22));
        bool agency = !vacant && wm_chance_often(chance, WM_PERCENT(18));
        int days = vacant ? 20 + wm_chance_span(chance, 90)
                          : 120 + wm_chance_span(chance, agency ? 200 : 900);
        int fte = wm_chance_often(chance, WM_PERCENT(80))
                      ? 100
                      : wm_chance_between(chance, 2, 4) * 20;
        wm_holding *holding = &post->holdings[post->count++];
        *holding = (wm_holding){day, day + days, 0};
        if (post->count == WM_HOLDINGS_MAX)
            holding->to = last + 1;
        if (!vacant)
            write_worker(holding->worker = ++workforce->workers, post->role, agency,
                         sink);
        write_holding(post, holding, ++*key, agency, fte, sink);
        day = holding->to;
    }
}

wm_status wm_workforce_make(wm_workforce *workforce, int population, wm_day from,
                            wm_day last, wm_chance *chance, wm_arena *arena,
                            wm_sink *sink)
{
    *workforce = (wm_workforce){.teams = 5 + population / PER_TEAM,
                                .social_workers = 4 + population / PER_WORKER,
                                .reviewing = 2 + population / PER_REVIEWING};
    workforce->count =
        workforce->social_workers + workforce->reviewing + 1 + population / PER_MANAGER;
    workforce->posts =
        wm_arena_alloc(arena, (size_t)workforce->count, sizeof *workforce->posts);
    if (!workforce->posts)
        return WM_NOMEM;
    write_teams(workforce, from, sink);
    int64_t key = 0;
    int managers_from = workforce->social_workers + workforce->reviewing;
    for (int i = 0; i < workforce->count; i++) {
        wm_post *post = &workforce->posts[i];
        post->role = i < workforce->social_workers ? WM_SOCIAL_WORKER
                     : i < managers_from           ? WM_IRO
                                                   : WM_MANAGER;
        post->team = 1 + i % workforce->teams;
        fill_post(workforce, post, from, last, &key, chance, sink);
    }
    return WM_OK;
}

int64_t wm_workforce_holder(const wm_workforce *workforce, int slot, wm_day day)
{
    const wm_post *post = &workforce->posts[slot];
    for (int i = 0; i < post->count; i++)
        if (post->holdings[i].from <= day && day < post->holdings[i].to)
            return post->holdings[i].worker;
    return 0;
}
