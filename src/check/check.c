#include "check/check.h"

#include "check/rule.h"

#include <assert.h>

typedef struct rule {
    const char *name;
    void (*run)(wm_checking *);
} rule;

static const rule rules[] = {
#define RULE(function, name, meaning) {name, wm_rule_##function},
#include "check/rules.def"
#undef RULE
};
enum { RULE_COUNT = sizeof rules / sizeof *rules };

void wm_found(wm_checking *checking, const wm_judged_row *row, wm_severity severity,
              const char *message, wm_str evidence, const char *remedy)
{
    if (checking->status != WM_OK)
        return;
    wm_finding finding = {
        .rule = wm_str_of(checking->rule),
        .severity = severity,
        .message = wm_str_of(message),
        .evidence = evidence,
        .remedy = wm_str_of(remedy),
        .file = checking->scorecard->file,
    };
    bool kept = evidence.data != NULL;
    if (row) {
        finding.place = row->row->place;
        kept = kept && wm_list_push(checking->arena, &finding.refs, row->row->ref);
    }
    if (!kept || !wm_list_push(checking->arena, &checking->found, finding))
        checking->status = WM_NOMEM;
}

const wm_figure *wm_baseline_figure(const wm_judged_row *row)
{
    for (size_t i = 0; i < row->figure_count; i++)
        if (row->figures[i].is_baseline)
            return row->figures[i].figure;
    return NULL;
}

const wm_figure *wm_year_figure(const wm_checking *checking, const wm_judged_row *row)
{
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_judged_figure *judged = &row->figures[i];
        if (!judged->is_baseline && judged->figure &&
            wm_period_equal(judged->period, checking->scorecard->year))
            return judged->figure;
    }
    return NULL;
}

const wm_figure *wm_last_part(const wm_judged_row *row)
{
    const wm_figure *last = NULL;
    for (size_t i = 0; i < row->figure_count; i++) {
        const wm_judged_figure *judged = &row->figures[i];
        if (!judged->is_baseline && judged->period.kind != WM_PERIOD_YEAR &&
            (!last || judged->period.end >= last->period.end))
            last = judged->figure ? judged->figure : last;
    }
    return last;
}

wm_str wm_plain_number(wm_arena *arena, const wm_figure *figure)
{
    char number[WM_NUMBER_BYTES];
    if (!figure || !figure->has_value)
        return WM_STR("none");
    size_t len = wm_ratio_print(figure->value, figure->places, number);
    return wm_str_copy(arena, (wm_str){number, len});
}

/* --- Folding -------------------------------------------------------------------------
 */

static bool same_kind(const wm_finding *a, const wm_finding *b)
{
    return a->severity == b->severity && wm_str_equal(a->rule, b->rule) &&
           wm_str_equal(a->message, b->message) && wm_str_equal(a->remedy, b->remedy) &&
           a->refs.count > 0 && b->refs.count > 0;
}

static bool same_row(const wm_finding *a, const wm_finding *b)
{
    return a->refs.count && b->refs.count &&
           wm_str_equal(a->refs.items[0], b->refs.items[0]);
}

/* `1.2: 20-25 | 19-15; 2.9: 25-21 | 20-16`: each row with its own, a row named once. */
static wm_status join_evidence(const wm_finding *found, size_t count,
                               const wm_finding *kind, wm_arena *arena, wm_str *out)
{
    wm_text joined = {0};
    const wm_finding *before = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!same_kind(&found[i], kind) || wm_str_empty(found[i].evidence))
            continue;
        if (before && same_row(before, &found[i])) {
            wm_text_format(&joined, ", %.*s", WM_FMT(found[i].evidence));
        } else {
            wm_text_format(&joined, "%s%.*s: %.*s", joined.len ? "; " : "",
                           WM_FMT(found[i].refs.items[0]), WM_FMT(found[i].evidence));
        }
        before = &found[i];
    }
    *out = wm_str_copy(arena, wm_text_str(&joined));
    wm_status status = wm_text_status(&joined);
    wm_text_end(&joined);
    return status != WM_OK ? status : out->data ? WM_OK : WM_NOMEM;
}

static bool is_said(const wm_findings *findings, const wm_finding *found)
{
    for (size_t i = 0; i < findings->list.count; i++)
        if (same_kind(&findings->list.items[i], found))
            return true;
    return false;
}

static wm_status fold_one(const wm_finding *found, size_t count, size_t at,
                          wm_arena *arena, wm_findings *findings)
{
    wm_finding folded = found[at];
    size_t same = 0;
    if (is_said(findings, &folded))
        return WM_OK;
    folded.refs = (wm_str_list){0};
    for (size_t i = at; i < count; i++) {
        if (i != at && !same_kind(&found[i], &found[at]))
            continue;
        same++;
        bool again =
            folded.refs.count && wm_str_equal(folded.refs.items[folded.refs.count - 1],
                                              found[i].refs.items[0]);
        if (found[i].refs.count && !again &&
            !wm_list_push(arena, &folded.refs, found[i].refs.items[0]))
            return WM_NOMEM;
    }
    if (same > 1)
        WM_TRY(join_evidence(found, count, &found[at], arena, &folded.evidence));
    return wm_list_push(arena, &findings->list, folded) ? WM_OK : WM_NOMEM;
}

static void count(wm_findings *findings)
{
    for (size_t i = 0; i < findings->list.count; i++) {
        switch (findings->list.items[i].severity) {
        case WM_SEVERITY_ERROR:
            findings->errors++;
            break;
        case WM_SEVERITY_WARNING:
            findings->warnings++;
            break;
        case WM_SEVERITY_NOTE:
            findings->notes++;
            break;
        }
    }
}

bool wm_findings_doubt(const wm_findings *findings, wm_str ref)
{
    for (size_t i = 0; i < findings->list.count; i++) {
        const wm_finding *finding = &findings->list.items[i];
        for (size_t r = 0;
             finding->severity == WM_SEVERITY_ERROR && r < finding->refs.count; r++)
            if (wm_str_equal(finding->refs.items[r], ref))
                return true;
    }
    return false;
}

wm_status wm_check(const wm_judged *judged, wm_arena *arena, wm_findings *findings_out)
{
    wm_checking checking = {
        .judged = judged, .scorecard = &judged->folder->scorecard, .arena = arena};
    *findings_out = (wm_findings){0};
    for (size_t i = 0; i < RULE_COUNT; i++) {
        checking.rule = rules[i].name;
        rules[i].run(&checking);
        WM_TRY(checking.status);
    }
    /* Errors first; within a severity the order of rules.def, then of the rows. */
    for (int severity = WM_SEVERITY_ERROR; severity >= WM_SEVERITY_NOTE; severity--)
        for (size_t i = 0; i < checking.found.count; i++)
            if ((int)checking.found.items[i].severity == severity)
                WM_TRY(fold_one(checking.found.items, checking.found.count, i, arena,
                                findings_out));
    count(findings_out);
    return WM_OK;
}
