/* Runs the cases of tests/cases/import: a small printed scorecard, and what an import
 * makes of it.
 *
 *     == bands in both directions
 *     -- because
 *     the cut of a grade is the edge of its own range that faces the worse grade
 *     -- sheet
 *     Ref | Measure | RI | Good | Outstanding | 2016-17
 *     ...
 *     -- options
 *     map F=target
 *     -- scorecard
 *     ...
 *
 * `== ` begins a case and `-- ` a part of it. `because` and `sheet` are compulsory.
 * `options` are `name`, `title`, `authority`, `as at`, `map COLUMN=MEANING`, `ref
 * LINE=REF`, one a line. What is expected: `says` (messages; none when left out) and any
 * of `scorecard`, `measures`, `figures`, `comparators`, `commentary`, `report`; only what
 * is given is compared. Lines before the first case are comments, and a blank line
 * between cases is nobody's. WM_GOLDEN=update writes what was made into the files, to be
 * read before it is committed. Whatever a case expects, no cell of its sheet may be lost.
 */
#include "cases.h"
#include "scorecard_properties.h"

enum part {
    PART_BECAUSE,
    PART_SHEET,
    PART_OPTIONS,
    PART_SAYS,
    PART_SCORECARD,
    PART_MEASURES,
    PART_FIGURES,
    PART_COMPARATORS,
    PART_COMMENTARY,
    PART_REPORT,
    PART_COUNT,
};

static const char *const part_names[PART_COUNT] = {
    "because",  "sheet",   "options",     "says",       "scorecard",
    "measures", "figures", "comparators", "commentary", "report",
};

typedef struct import_case {
    wm_str file;
    wm_str preface;
    wm_str title;
    wm_str parts[PART_COUNT];
    bool has[PART_COUNT];
} import_case;

static wm_arena *whole_run;
static WM_LIST(import_case) cases;

static void add_case(import_case added)
{
    if (!added.title.len)
        return;
    if (!added.has[PART_BECAUSE] || !added.has[PART_SHEET]) {
        fprintf(stderr, "%.*s: `%.*s` has no because or no sheet\n", WM_FMT(added.file),
                WM_FMT(added.title));
        abort();
    }
    for (size_t i = 0; i < PART_COUNT; i++) /* blank lines between cases */
        while (wm_str_ends(added.parts[i], WM_STR("\n\n")))
            added.parts[i].len--;
    if (!wm_list_push(whole_run, &cases, added))
        abort();
}

static wm_str *start_part(import_case *in, wm_str heading)
{
    for (size_t i = 0; i < PART_COUNT; i++) {
        if (!wm_str_equal(heading, wm_str_of(part_names[i])))
            continue;
        in->has[i] = true;
        return &in->parts[i];
    }
    fprintf(stderr, "%.*s: no part called %.*s\n", WM_FMT(in->file), WM_FMT(heading));
    abort();
}

/* The part grows by a line, which stands right behind it in the file. */
static void extend(wm_str *part, wm_str line, wm_str file)
{
    const char *end = line.data + line.len;
    if (!part->data)
        part->data = line.data;
    part->len = (size_t)(end - part->data) + (end < file.data + file.len);
}

static void read_cases(wm_str file, wm_str bytes)
{
    wm_str rest = bytes, line;
    import_case current = {.file = file};
    wm_str *part = &current.preface;
    while (wm_str_next(&rest, '\n', &line)) {
        if (wm_str_starts(line, WM_STR("== "))) {
            add_case(current);
            wm_str preface = current.title.len ? (wm_str){NULL, 0} : current.preface;
            current = (import_case){.file = file, .preface = preface};
            current.title = wm_str_slice(line, 3, line.len);
            part = NULL;
        } else if (wm_str_starts(line, WM_STR("-- "))) {
            part = start_part(&current, wm_str_slice(line, 3, line.len));
        } else if (part) {
            extend(part, line, bytes);
        }
    }
    add_case(current);
}

/* `map C=target`: the word, then the two sides of the sign. */
static bool takes(wm_str line, const char *word, wm_str *value)
{
    wm_str lead = wm_str_of(word);
    if (!wm_str_starts(line, lead))
        return false;
    *value = wm_str_trim(wm_str_slice(line, lead.len, line.len));
    return true;
}

typedef struct case_options {
    wm_import_options given;
    wm_import_map maps[8];
    wm_import_ref refs[8];
} case_options;

static void take_option(case_options *options, wm_str line)
{
    wm_import_options *given = &options->given;
    wm_str value;
    if (takes(line, "name ", &given->name) || takes(line, "title ", &given->title) ||
        takes(line, "authority ", &given->authority))
        return;
    if (takes(line, "as at ", &value)) {
        given->has_as_at = true;
        given->as_at = wm_day_parse(value);
        return;
    }
    bool map = takes(line, "map ", &value);
    if (!map && !takes(line, "ref ", &value)) {
        fprintf(stderr, "no option `%.*s`\n", WM_FMT(line));
        abort();
    }
    size_t sign = wm_str_find_byte(value, '=');
    wm_str left = wm_str_slice(value, 0, sign);
    wm_str right = wm_str_slice(value, sign + 1, value.len);
    if (map) {
        options->maps[given->map_count++] = (wm_import_map){left, right};
    } else {
        wm_decimal number;
        if (!wm_decimal_parse(left, &number))
            abort();
        options->refs[given->ref_count++] =
            (wm_import_ref){(uint32_t)number.digits, right};
    }
}

static void read_options(const import_case *c, case_options *options)
{
    wm_str rest = c->parts[PART_OPTIONS], line;
    *options = (case_options){.given = {.has_as_at = false}};
    while (wm_str_next(&rest, '\n', &line))
        if (line.len)
            take_option(options, line);
    options->given.maps = options->maps;
    options->given.refs = options->refs;
}

static void print_figures(const wm_folder *folder, wm_arena *arena, wm_text *out)
{
    for (size_t i = 0; i < folder->figures.count; i++) {
        const wm_figure *figure = &folder->figures.items[i];
        wm_str period = wm_period_text(figure->period, 4, arena);
        char value[WM_NUMBER_BYTES] = "-";
        if (figure->has_value)
            wm_ratio_print(figure->value, figure->places, value);
        wm_text_format(out, "%.*s %.*s: %s", WM_FMT(figure->ref), WM_FMT(period), value);
        if (figure->has_counts)
            wm_text_format(out, " (%lld of %lld)", (long long)figure->numerator,
                           (long long)figure->denominator);
        if (!figure->has_value)
            wm_text_format(out, " %s", wm_figure_status_name(figure->status));
        if (!wm_str_equal(figure->printed, wm_str_of(value)))
            wm_text_format(out, " printed `%.*s`", WM_FMT(figure->printed));
        wm_text_byte(out, '\n');
    }
}

static void print_comparators(const wm_folder *folder, wm_arena *arena, wm_text *out)
{
    for (size_t i = 0; i < folder->comparators.count; i++) {
        const wm_comparator *one = &folder->comparators.items[i];
        wm_str year = wm_period_text(one->period, 4, arena);
        if (one->period.kind == WM_PERIOD_NONE)
            year = WM_STR("year not said");
        wm_text_format(out, "%.*s %s %.*s, %.*s: %.*s\n", WM_FMT(one->ref),
                       wm_level_name(one->level), WM_FMT(one->name), WM_FMT(year),
                       WM_FMT(one->printed_text));
    }
}

static void print_comments(const wm_folder *folder, wm_arena *arena, wm_text *out)
{
    for (size_t i = 0; i < folder->comments.count; i++) {
        const wm_comment *comment = &folder->comments.items[i];
        wm_str period = wm_period_text(comment->period, 4, arena);
        wm_text_format(out, "%.*s %.*s: %.*s\n", WM_FMT(comment->ref), WM_FMT(period),
                       WM_FMT(comment->text));
    }
}

static void print_report(const wm_imported *imported, wm_text *out)
{
    for (size_t i = 0; i < imported->report.count; i++) {
        const wm_import_entry *entry = &imported->report.items[i];
        if (entry->place.line)
            wm_text_format(out, "%u:%u ", entry->place.line, entry->place.column);
        wm_text_format(out, "%s", wm_import_kind_name(entry->kind));
        if (entry->seen.len)
            wm_text_format(out, " `%.*s`", WM_FMT(entry->seen));
        wm_text_format(out, ": %.*s\n", WM_FMT(entry->meaning));
    }
}

static wm_str rendered(const wm_imported *imported, const char *ending, wm_arena *arena)
{
    wm_import_file *files;
    size_t count;
    if (wm_import_render(imported, arena, &files, &count) != WM_OK)
        return WM_STR("cannot be rendered");
    for (size_t i = 0; i < count; i++)
        if (wm_str_ends(wm_str_of(files[i].name), wm_str_of(ending)))
            return files[i].text;
    return WM_STR("");
}

static wm_str kept(wm_text *text, wm_arena *arena)
{
    wm_str copy = wm_str_copy(arena, wm_text_str(text));
    wm_text_end(text);
    return copy;
}

/* What came of a case, part by part; the cell that was lost, or NULL. */
static const char *run(const import_case *c, wm_arena *arena, wm_str made[PART_COUNT])
{
    case_options options;
    wm_imported imported;
    wm_diags diags;
    wm_text text = {0};
    read_options(c, &options);
    wm_diags_init(&diags, arena);
    wm_status status = wm_import_scorecard(c->parts[PART_SHEET], WM_STR("sheet.csv"),
                                           &options.given, arena, &diags, &imported);
    wm_diags_print(&diags, false, &text);
    made[PART_SAYS] = kept(&text, arena);
    if (status != WM_OK)
        return NULL;
    made[PART_SCORECARD] = rendered(&imported, ".scorecard", arena);
    made[PART_MEASURES] = rendered(&imported, ".measures", arena);
    text = (wm_text){0};
    print_figures(&imported.folder, arena, &text);
    made[PART_FIGURES] = kept(&text, arena);
    text = (wm_text){0};
    print_comparators(&imported.folder, arena, &text);
    made[PART_COMPARATORS] = kept(&text, arena);
    text = (wm_text){0};
    print_comments(&imported.folder, arena, &text);
    made[PART_COMMENTARY] = kept(&text, arena);
    text = (wm_text){0};
    print_report(&imported, &text);
    made[PART_REPORT] = kept(&text, arena);
    return scorecard_lost(c->parts[PART_SHEET], &imported, arena);
}

TEST(a_sheet_becomes_what_the_case_expects)
{
    const import_case *c = &cases.items[_i];
    wm_arena *arena = wm_arena_new((size_t)256 * 1024 * 1024);
    wm_str made[PART_COUNT] = {{NULL, 0}};
    const char *lost = run(c, arena, made);
    ck_assert_msg(!lost, "%.*s: %.*s: lost `%s`", WM_FMT(c->file), WM_FMT(c->title),
                  lost);
    for (size_t i = PART_SAYS; i < PART_COUNT; i++)
        if (c->has[i] || i == PART_SAYS)
            ck_assert_msg(wm_str_equal(made[i], c->parts[i]),
                          "%.*s: %.*s: %s\nwant [%.*s]\n got [%.*s]\nbecause %.*s",
                          WM_FMT(c->file), WM_FMT(c->title), part_names[i],
                          WM_FMT(c->parts[i]), WM_FMT(made[i]),
                          WM_FMT(c->parts[PART_BECAUSE]));
    wm_arena_end(arena);
}
END

static void update_case(FILE *to, const import_case *c)
{
    wm_arena *arena = wm_arena_new((size_t)256 * 1024 * 1024);
    wm_str made[PART_COUNT] = {{NULL, 0}};
    (void)run(c, arena, made);
    fprintf(to, "%.*s== %.*s\n", WM_FMT(c->preface), WM_FMT(c->title));
    for (size_t i = 0; i < PART_COUNT; i++) {
        wm_str text = i < PART_SAYS ? c->parts[i] : made[i];
        if (c->has[i] || (i == PART_SAYS && text.len))
            fprintf(to, "-- %s\n%.*s", part_names[i], WM_FMT(text));
    }
    fprintf(to, "\n");
    wm_arena_end(arena);
}

static void update_all(void)
{
    FILE *to = NULL;
    wm_str file = {"", 0};
    for (size_t i = 0; i < cases.count; i++) {
        if (!wm_str_equal(cases.items[i].file, file)) {
            if (to)
                fclose(to);
            file = cases.items[i].file;
            to =
                fopen(wm_path_join(whole_run, WM_TESTS "/cases/import", file.data), "wb");
            if (!to)
                abort();
        }
        update_case(to, &cases.items[i]);
    }
    if (to)
        fclose(to);
}

int main(void)
{
    read_case_files(WM_TESTS "/cases/import", &whole_run, read_cases);
    const char *golden = getenv("WM_GOLDEN");
    if (golden && strcmp(golden, "update") == 0) {
        update_all();
        return 0;
    }
    int failed =
        run_cases(__FILE__, a_sheet_becomes_what_the_case_expects, cases.count, NULL);
    wm_arena_end(whole_run);
    return failed;
}
