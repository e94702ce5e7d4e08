#include "lang/resolve.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* The order of work, and the defines: each is resolved when the first name asks for it,
 * so that its kind is known there.
 */

bool wm_telling(const wm_resolver *r)
{
    return r->diags->list.count < WM_DIAGS_MAX;
}

wm_str wm_resolve_say(wm_resolver *r, const char *format, ...)
{
    if (!wm_telling(r))
        return (wm_str){"", 0};
    char few[1];
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int length = vsnprintf(few, sizeof few, format, list);
    char *made = length < 0 ? NULL : wm_arena_alloc(r->arena, (size_t)length + 1, 1);
    if (made)
        vsnprintf(made, (size_t)length + 1, format, again);
    else
        r->status = WM_NOMEM;
    va_end(again);
    va_end(list);
    return made ? (wm_str){made, (size_t)length} : (wm_str){"", 0};
}

wm_str wm_grouped(wm_resolver *r, int64_t number)
{
    if (number < 1000)
        return wm_resolve_say(r, "%lld", (long long)number);
    wm_str thousands = wm_grouped(r, number / 1000);
    return wm_resolve_say(r, "%.*s,%03lld", WM_FMT(thousands),
                          (long long)(number % 1000));
}

wm_name_list *wm_suggestions(wm_resolver *r)
{
    r->names.count = 0;
    return &r->names;
}

void wm_suggest_name(wm_resolver *r, wm_name_list *names, wm_str name)
{
    if (wm_telling(r) && names->count < WM_SUGGESTED_FROM_MAX &&
        !wm_list_push(r->arena, names, name))
        r->status = WM_NOMEM;
}

wm_str wm_nearest_of(wm_str word, const wm_name_list *names)
{
    return wm_nearest(word, names->items, names->count);
}

wm_str wm_suggest(wm_resolver *r, wm_str near)
{
    if (!near.len)
        return near;
    return wm_resolve_say(r, "did you mean `%.*s`?", WM_FMT(near));
}

wm_str wm_did_you_mean_table(wm_resolver *r, int table)
{
    wm_str name = wm_table_of(r, table)->name;
    int64_t rows = -1;
    if (r->facts && r->facts->rows)
        rows = r->facts->rows(r->facts->context, table);
    if (rows < 0)
        return wm_suggest(r, name);
    wm_str grouped = wm_grouped(r, rows);
    return wm_resolve_say(r, "did you mean `%.*s` (%.*s rows)?", WM_FMT(name),
                          WM_FMT(grouped));
}

static bool too_deep(wm_resolver *r, wm_span span)
{
    wm_wrong(r, span, WM_STR("make the chain of defines shorter"),
             "this and the defines that it uses are more than %d levels deep",
             WM_RESOLVE_DEPTH_MAX);
    return false;
}

bool wm_resolve_enter(wm_resolver *r, wm_span span)
{
    if (r->status != WM_OK)
        return false;
    if (r->depth >= WM_RESOLVE_DEPTH_MAX || r->stack >= WM_RESOLVE_DEPTH_MAX)
        return too_deep(r, span);
    r->depth++;
    r->stack++;
    if (r->depth > r->deepest)
        r->deepest = r->depth;
    return true;
}

void wm_resolve_leave(wm_resolver *r)
{
    assert(r->depth && r->stack);
    r->depth--;
    r->stack--;
}

/* defines */

/* `seen_days after started` is a day when the name is a duration. */
static bool is_shift(const wm_define *define)
{
    const wm_condition *c = define->condition;
    return define->kind == WM_DEFINE_CONDITION && c && c->kind == WM_CONDITION_TEST &&
           c->test.kind == WM_TEST_ORDER &&
           (c->test.order == WM_ORDER_AFTER || c->test.order == WM_ORDER_BEFORE);
}

static void make_shift(wm_resolver *r, const wm_naming *in, wm_define *define)
{
    wm_condition *c = define->condition;
    if (wm_try_sort(r, in, &c->path) != WM_SORT_DURATION)
        return;
    wm_moment *moment = wm_arena_alloc(r->arena, 1, sizeof *moment);
    if (!moment) {
        r->status = WM_NOMEM;
        return;
    }
    *moment = (wm_moment){
        .kind = WM_MOMENT_SHIFT,
        .span = c->span,
        .duration = {.is_named = true, .named = c->path, .span = wm_path_span(&c->path)},
        .before = c->test.order == WM_ORDER_BEFORE,
        .from = c->test.day,
    };
    define->kind = WM_DEFINE_MOMENT;
    define->moment = moment;
    define->condition = NULL;
}

static void make_named_duration(wm_resolver *r, wm_define *define)
{
    define->durations = wm_arena_alloc(r->arena, 1, sizeof *define->durations);
    if (!define->durations) {
        r->status = WM_NOMEM;
        return;
    }
    define->kind = WM_DEFINE_DURATION;
    define->duration_count = 1;
    define->durations->then = (wm_duration){
        .is_named = true, .named = define->named, .span = wm_path_span(&define->named)};
}

/* A name alone is what it names. */
static void make_of_name(wm_resolver *r, const wm_naming *in, wm_define *define)
{
    wm_condition *condition = define->condition;
    define->kind = WM_DEFINE_CONDITION;
    define->condition = NULL;
    if (!wm_resolve_path(r, in, &define->named))
        return;
    wm_sort sort = wm_sort_of(r, &define->named);
    if (sort == WM_SORT_DURATION) {
        make_named_duration(r, define);
    } else if (sort == WM_SORT_DAY) {
        define->moment = wm_arena_alloc(r->arena, 1, sizeof *define->moment);
        if (!define->moment) {
            r->status = WM_NOMEM;
            return;
        }
        define->kind = WM_DEFINE_MOMENT;
        *define->moment = (wm_moment){.kind = WM_MOMENT_PATH,
                                      .span = wm_path_span(&define->named),
                                      .path = define->named};
    } else if (sort != WM_SORT_UNKNOWN) {
        define->condition = condition;
    }
}

/* A case of bare names that turn out to be durations. */
static void make_durations(wm_resolver *r, const wm_naming *in, wm_define *define)
{
    wm_moment *moment = define->moment;
    for (size_t i = 0; i < moment->case_count; i++)
        if (moment->cases[i].then->kind != WM_MOMENT_PATH)
            return;
    if (wm_try_sort(r, in, &moment->cases[0].then->path) != WM_SORT_DURATION)
        return;
    define->durations =
        wm_arena_alloc(r->arena, moment->case_count, sizeof *define->durations);
    if (!define->durations) {
        r->status = WM_NOMEM;
        return;
    }
    define->kind = WM_DEFINE_DURATION;
    define->duration_count = moment->case_count;
    for (size_t i = 0; i < moment->case_count; i++)
        define->durations[i] =
            (wm_case_of_duration){moment->cases[i].when,
                                  {.is_named = true,
                                   .named = moment->cases[i].then->path,
                                   .span = moment->cases[i].then->span}};
}

static void find_kind(wm_resolver *r, const wm_naming *in, wm_define *define)
{
    if (define->kind == WM_DEFINE_NAME)
        make_of_name(r, in, define);
    else if (is_shift(define))
        make_shift(r, in, define);
    else if (define->kind == WM_DEFINE_MOMENT && define->moment &&
             define->moment->kind == WM_MOMENT_CASE)
        make_durations(r, in, define);
}

static void resolve_value(wm_resolver *r, wm_define *define)
{
    wm_naming in = {define->table, define->table, false, WM_NO_TABLE};
    find_kind(r, &in, define);
    if (r->status != WM_OK)
        return;
    if (define->kind == WM_DEFINE_CONDITION && define->condition)
        wm_resolve_condition(r, &in, define->condition);
    else if (define->kind == WM_DEFINE_MOMENT)
        wm_resolve_moment(r, &in, define->moment);
    for (size_t i = 0; define->kind == WM_DEFINE_DURATION && i < define->duration_count;
         i++) {
        if (define->durations[i].when)
            wm_resolve_condition(r, &in, define->durations[i].when);
        wm_resolve_duration(r, &in, &define->durations[i].then);
    }
}

static void tell_circle(wm_resolver *r, const wm_define *define)
{
    const wm_source *before = r->source;
    r->source = define->source;
    wm_wrong(r, define->name.span,
             WM_STR("one of the defines in the circle must do "
                    "without the others"),
             "`%.*s` is defined by itself", WM_FMT(define->name.text));
    r->source = before;
}

/* The depth of its tree counts where it is used too. */
static bool add_depth(wm_resolver *r, const wm_define *define, unsigned depth)
{
    if (r->depth + depth > r->deepest)
        r->deepest = r->depth + depth;
    if (r->deepest <= WM_RESOLVE_DEPTH_MAX)
        return true;
    r->deepest = WM_RESOLVE_DEPTH_MAX;
    const wm_source *before = r->source;
    r->source = define->source;
    too_deep(r, define->name.span);
    r->source = before;
    return false;
}

bool wm_resolve_define(wm_resolver *r, int number)
{
    wm_define *define = &r->catalogue->defines.items[number];
    wm_define_note *note = &r->defines[number];
    if (note->state == WM_DEFINE_OPEN) {
        if (!note->told)
            tell_circle(r, define);
        note->told = true;
        return false;
    }
    if (note->state == WM_DEFINE_NEW && define->table != WM_NO_TABLE) {
        const wm_source *source = r->source;
        unsigned depth = r->depth, deepest = r->deepest;
        note->state = WM_DEFINE_OPEN;
        r->depth = r->deepest = 0;
        r->source = define->source;
        if (wm_resolve_enter(r, define->name.span)) {
            resolve_value(r, define);
            wm_resolve_leave(r);
        }
        note->depth = r->deepest;
        r->depth = depth;
        r->deepest = deepest;
        r->source = source;
    }
    note->state = WM_DEFINE_DONE;
    return add_depth(r, define, note->depth);
}

static void resolve_defines(wm_resolver *r)
{
    wm_catalogue *c = r->catalogue;
    for (size_t i = 0; i < c->defines.count && r->status == WM_OK; i++) {
        r->depth = r->deepest = 0;
        wm_resolve_define(r, (int)i);
    }
}

wm_status wm_lang_resolve(wm_catalogue *catalogue, const wm_facts *facts, wm_arena *arena,
                          wm_diags *diags)
{
    wm_resolver r = {
        .catalogue = catalogue, .facts = facts, .arena = arena, .diags = diags};
    if (!catalogue->schema.tables.count)
        catalogue->schema.child = WM_NO_TABLE;
    r.defines = wm_arena_alloc(arena, catalogue->defines.count, sizeof *r.defines);
    if (!r.defines)
        return WM_NOMEM;
    wm_index_all(&r);
    wm_resolve_settings(&r);
    resolve_defines(&r);
    wm_resolve_measures(&r);
    if (r.status == WM_OK && diags->lost)
        return WM_NOMEM;
    return r.status;
}

const wm_definition *wm_catalogue_measure(const wm_catalogue *catalogue, wm_str ref)
{
    for (size_t i = 0; i < catalogue->measures.count; i++)
        if (wm_str_equal(catalogue->measures.items[i].heading.ref, ref))
            return &catalogue->measures.items[i];
    return NULL;
}
