/* The same records written in other forms, and in another order, are the same records;
 * and keys of every shape are told apart.
 */
#include "harness.h"

#include "intake/records/keys.h"
#include "intake/records/load.h"
#include "lang/lang.h"

#include <stdio.h>

static const char tables[] =
    "table child one row per child key child_id : dob date?, number int?\n"
    "table plan spells of child key plan_id from started to ended : kind code?, seen "
    "yesno?, said text?\n"
    "table visit events of plan key visit_id on dated : share hundredths?, later plan?\n"
    "codes kind N P E\n";

enum { ROWS = 700, CELLS_MAX = 8 };

/* How a file is written. */
typedef struct file_form {
    bool quoted;
    bool padded;
    bool turned; /* rows and columns from last to first */
    char separator;
    const char *line_end;
    const char *mark;
} file_form;

static const file_form forms[] = {
    {false, false, false, ',', "\n", ""},
    {true, false, false, ',', "\n", ""},
    {false, false, false, ',', "\r\n", ""},
    {false, true, false, ',', "\n", ""},
    {false, false, false, ';', "\n", ""},
    {false, false, false, '\t', "\r", ""},
    {true, true, false, ',', "\r\n", ""},
    {false, false, true, ',', "\n", ""},
    {true, false, true, '|', "\r\n", ""},
    {false, false, false, ',', "\n", "\xEF\xBB\xBF"},
};

static void write_cell(const file_form *form, const char *cell, wm_text *out)
{
    const char *quote = form->quoted ? "\"" : "";
    const char *blank = form->padded ? "  " : "";
    wm_text_format(out, "%s%s%s%s%s", quote, blank, cell, blank, quote);
}

static void write_row(const file_form *form, char cells[][40], size_t count, wm_text *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            wm_text_byte(out, form->separator);
        write_cell(form, cells[form->turned ? count - 1 - i : i], out);
    }
    wm_text_add(out, wm_str_of(form->line_end));
}

/* Of few digits and many, with letters before and behind, longer than eight bytes. */
static void key_of(char prefix, unsigned i, char cell[40])
{
    switch (i % 4) {
    case 0:
        snprintf(cell, 40, "%c%u", prefix, i);
        break;
    case 1:
        snprintf(cell, 40, "%c/2016/%06u", prefix, i * 7);
        break;
    case 2:
        snprintf(cell, 40, "%u%c", i, prefix);
        break;
    default:
        snprintf(cell, 40, "%c-%u-of-the-long-kind-%u", prefix, i % 10, i);
        break;
    }
}

static void day_of(unsigned i, char cell[40])
{
    char day[11];
    wm_day_print(wm_day_of(2010 + (int)(i % 8), 1 + (int)(i % 12), 1 + (int)(i % 28)),
                 day);
    if (i % 5 == 0)
        snprintf(cell, 40, "%.2s/%.2s/%.4s", day + 8, day + 5, day);
    else
        snprintf(cell, 40, "%s%s", day, i % 7 ? "" : "T09:30:00");
}

static size_t child_row(unsigned i, char cells[][40])
{
    key_of('C', i, cells[0]);
    day_of(i * 3, cells[1]);
    snprintf(cells[2], 40, "%s%u%s", i % 3 ? "" : "-", i, i % 2 ? "" : ".0");
    return 3;
}

static size_t plan_row(unsigned i, char cells[][40])
{
    static const char *const kinds[] = {"N", "P", "E", ""};
    static const char *const seen[] = {"yes", "no", "Y", "FALSE", "1", ""};
    key_of('P', i, cells[0]);
    key_of('C', i * 5 % ROWS, cells[1]);
    day_of(i, cells[2]);
    snprintf(cells[3], 40, "%s", i % 4 ? "2019-12-31" : "");
    snprintf(cells[4], 40, "%s", kinds[i % 4]);
    snprintf(cells[5], 40, "%s", seen[i % 6]);
    snprintf(cells[6], 40, "said %u", i % 50);
    return 7;
}

static size_t visit_row(unsigned i, char cells[][40])
{
    key_of('V', i, cells[0]);
    key_of('P', i * 3 % ROWS, cells[1]);
    day_of(i * 11, cells[2]);
    snprintf(cells[3], 40, "%u.%u", i % 3, i);
    if (i % 6)
        key_of('P', i % ROWS, cells[4]);
    else
        cells[4][0] = '\0';
    return 5;
}

typedef size_t row_maker(unsigned i, char cells[][40]);

static wm_str written(const file_form *form, const char *heading, row_maker *make,
                      wm_text *out)
{
    char cells[CELLS_MAX][40];
    size_t count = 0;
    wm_str rest = wm_str_of(heading), name;
    while (wm_str_next(&rest, ' ', &name))
        snprintf(cells[count++], 40, "%.*s", WM_FMT(name));
    wm_text_add(out, wm_str_of(form->mark));
    write_row(form, cells, count, out);
    for (unsigned i = 0; i < ROWS; i++) {
        ck_assert_uint_eq(make(form->turned ? ROWS - 1 - i : i, cells), count);
        write_row(form, cells, count, out);
    }
    return wm_text_str(out);
}

/* Texts by what they say, for their numbers follow the order of the files. */
static void show_value(const wm_records *records, const wm_column_def *column,
                       int32_t value, wm_text *out)
{
    bool is_text = column->type == WM_COLUMN_CODE || column->type == WM_COLUMN_TEXT;
    if (value == WM_BLANK)
        wm_text_add(out, WM_STR(" -"));
    else if (is_text)
        wm_text_format(out, " %.*s", WM_FMT(records->texts.items[value]));
    else
        wm_text_format(out, " %d", value);
}

static void show_table(const wm_records *records, size_t number, wm_text *out)
{
    const wm_table *table = &records->tables[number];
    for (uint32_t row = 0; row < table->count; row++) {
        wm_text_format(out, "%.*s", WM_FMT(wm_table_key(table, row)));
        wm_text_format(out, " of %d %d", table->child ? (int)table->child[row] : -1,
                       table->parent ? table->parent[row] : -1);
        for (size_t i = 0; i < table->def->column_count; i++)
            show_value(records, &table->def->columns[i], table->columns[i][row], out);
        wm_text_byte(out, '\n');
    }
}

static void load_in_form(const file_form *form, wm_text *out)
{
    wm_arena *arena = wm_arena_new((size_t)1 << 30);
    wm_catalogue catalogue = {0};
    wm_diags diags;
    wm_diags_init(&diags, arena);
    wm_source source = {WM_STR("test.tables"), wm_str_of(tables)};
    ck_assert_int_eq(wm_lang_tables(&source, arena, &diags, &catalogue), WM_OK);
    wm_text child = {0}, plan = {0}, visit = {0};
    wm_load_file files[] = {
        {.name = WM_STR("child.csv"),
         .bytes = written(form, "child_id dob number", child_row, &child)},
        {.name = WM_STR("plan.csv"),
         .bytes = written(form, "plan_id child_id started ended kind seen said", plan_row,
                          &plan)},
        {.name = WM_STR("visit.csv"),
         .bytes = written(form, "visit_id plan_id dated share later", visit_row, &visit)},
    };
    wm_load_options options = {.known_at = WM_DAY_NONE};
    wm_load_report report;
    wm_records records;
    ck_assert_int_eq(wm_records_load_files(files, 3, &catalogue.schema, &options, arena,
                                           &diags, &report, &records),
                     WM_OK);
    ck_assert_uint_eq(diags.errors, 0);
    for (size_t i = 0; i < WM_FAULTS; i++)
        ck_assert_uint_eq(report.counts[i], 0);
    ck_assert_uint_eq(records.tables[2].count, ROWS);
    for (size_t i = 0; i < catalogue.schema.tables.count; i++)
        show_table(&records, i, out);
    wm_text_end(&child);
    wm_text_end(&plan);
    wm_text_end(&visit);
    wm_arena_end(arena);
}

TEST(records_in_other_forms_are_the_same_records)
{
    wm_text plain = {0};
    load_in_form(&forms[0], &plain);
    ck_assert_uint_gt(plain.len, (size_t)ROWS * 3 * 20);
    for (size_t i = 1; i < sizeof forms / sizeof *forms; i++) {
        wm_text other = {0};
        load_in_form(&forms[i], &other);
        ck_assert(wm_str_equal(wm_text_str(&other), wm_text_str(&plain)));
        wm_text_end(&other);
    }
    wm_text_end(&plain);
}
END

/* Two kinds of key whose characters have the same low halves, so that all of them want
 * the places of the others; and runs of numbers that lie over each other. */
static void crowded_key(unsigned i, char cell[40])
{
    static const char *const kinds[] = {"A", "Q", "a", "q", "", "longer/A"};
    snprintf(cell, 40, "%s%u", kinds[i % 6], i / 6 + (i % 3) * 50);
}

TEST(each_key_has_a_ref_for_each_authority)
{
    enum { KEYS = 6000, AUTHORITIES = 3 };
    wm_keys keys = {0};
    char cell[40];
    for (unsigned i = 0; i < KEYS; i++)
        for (uint16_t a = 0; a < AUTHORITIES; a++) {
            uint32_t ref;
            crowded_key(i, cell);
            ck_assert_uint_eq(wm_keys_find(&keys, a, wm_str_of(cell)), WM_NO_REF);
            ck_assert_int_eq(wm_keys_ref(&keys, a, wm_str_of(cell), &ref), WM_OK);
            ck_assert_uint_eq(ref, i * AUTHORITIES + a);
        }
    for (unsigned i = 0; i < KEYS; i++)
        for (uint16_t a = 0; a < AUTHORITIES; a++) {
            uint32_t ref;
            crowded_key(i, cell);
            ck_assert_uint_eq(wm_keys_find(&keys, a, wm_str_of(cell)),
                              i * AUTHORITIES + a);
            ck_assert_int_eq(wm_keys_ref(&keys, a, wm_str_of(cell), &ref), WM_OK);
            ck_assert_uint_eq(ref, i * AUTHORITIES + a);
            assert_str(wm_key_text(&keys, ref), cell);
        }
    ck_assert_uint_eq(wm_keys_find(&keys, AUTHORITIES, WM_STR("A1")), WM_NO_REF);
    ck_assert_uint_eq(wm_keys_find(&keys, 0, WM_STR("")), WM_NO_REF);
    wm_keys_end(&keys);
}
END

TESTS(records_in_other_forms_are_the_same_records, each_key_has_a_ref_for_each_authority)
