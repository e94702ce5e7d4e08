#ifndef WM_TESTS_ENGINE_TABLES_H
#define WM_TESTS_ENGINE_TABLES_H

#include "engine_chance.h"

/* Random records for any tables: few days and few children, so that ties, same days,
 * spells that touch and rows on the edges of windows are the rule and not the exception.
 */

/* Codes worth having in a column, by its name; others are A, B and C. */
typedef struct known_codes {
    wm_str column;
    WM_LIST(wm_str) codes;
} known_codes;

typedef struct records_maker {
    wm_arena *arena;
    chance *chance;
    const wm_schema *schema;
    const known_codes *codes;
    size_t code_count;
    wm_day pool[16]; /* the days of this world */
    size_t pool_count;
    size_t blanks; /* percent */
    size_t children;
} records_maker;

/* Days on which something ends, or a year, a quarter, a month or a day away from it. */
static inline wm_day edge_day(chance *c)
{
    static const int ends[][3] = {{2016, 3, 31}, {2016, 2, 29}, {2017, 3, 31},
                                  {2017, 2, 28}, {2016, 9, 30}, {2016, 12, 31},
                                  {2016, 5, 31}, {2016, 8, 29}, {2015, 3, 31}};
    static const int months[] = {0, 0, 0, -1, -3, -6, -12, -12, -24, 1, 3};
    const int *end = ends[below(c, sizeof ends / sizeof *ends)];
    wm_day day = wm_day_of(end[0], end[1], end[2]) + (wm_day)below(c, 3) - 1;
    day = wm_day_add_months(day, months[below(c, sizeof months / sizeof *months)]);
    return day + (wm_day)below(c, 3) - 1;
}

static inline wm_day any_day(chance *c)
{
    static const wm_day far[] = {WM_DAY_FIRST,     WM_DAY_FIRST + 1, WM_WORKING_FIRST - 1,
                                 WM_WORKING_FIRST, WM_WORKING_LAST,  WM_WORKING_LAST + 1,
                                 WM_DAY_LAST};
    if (often(c, 2))
        return far[below(c, sizeof far / sizeof *far)];
    if (often(c, 60))
        return edge_day(c);
    return wm_day_of(2014, 6, 1) + (wm_day)below(c, 1400);
}

static inline void make_pool(records_maker *m)
{
    m->pool_count = 2 + below(m->chance, sizeof m->pool / sizeof *m->pool - 2);
    for (size_t i = 0; i < m->pool_count; i++)
        m->pool[i] = any_day(m->chance);
}

static inline wm_day pool_day(records_maker *m)
{
    wm_day day = m->pool[below(m->chance, m->pool_count)];
    return often(m->chance, 15) ? day + (wm_day)below(m->chance, 5) - 2 : day;
}

/* Birthdays on the days of the world, on 29 February, and after T. */
static inline wm_day birth_day(records_maker *m)
{
    static const int leap[] = {1996, 2000, 2004, 2012, 2016};
    if (often(m->chance, 20))
        return wm_day_of(leap[below(m->chance, 5)], 2, 29);
    wm_day day = pool_day(m);
    bool written = day >= WM_DAY_FIRST && day <= WM_DAY_LAST;
    return written ? wm_day_add_months(day, -12 * (int)below(m->chance, 20)) : day;
}

static inline wm_str say_day(wm_arena *arena, wm_day day)
{
    char text[11];
    if (day < WM_DAY_FIRST || day > WM_DAY_LAST)
        return WM_STR("");
    wm_day_print(day, text);
    return wm_str_copy(arena, wm_str_of(text));
}

static inline wm_str a_code(records_maker *m, const wm_column_def *column)
{
    for (size_t i = 0; i < m->code_count; i++)
        if (wm_str_equal(m->codes[i].column, column->name) && often(m->chance, 90))
            return m->codes[i].codes.items[below(m->chance, m->codes[i].codes.count)];
    return wm_str_of(pick(m->chance, "A", "B", "C", "A", "B"));
}

static inline wm_str key_of_table(records_maker *m, const wm_table_def *table, size_t n)
{
    return wm_str_format(m->arena, "%c%zu", table->name.data[0] - 'a' + 'A', n);
}

static inline size_t rows_of_table(records_maker *m, int table)
{
    return table == m->schema->child ? m->children : 6;
}

/* A row of another table, now and then one that is not there. */
static inline wm_str a_key(records_maker *m, int table)
{
    size_t count = rows_of_table(m, table) + often(m->chance, 5);
    return key_of_table(m, &m->schema->tables.items[table], below(m->chance, count));
}

static inline wm_str a_cell(records_maker *m, const wm_column_def *column)
{
    chance *c = m->chance;
    if (often(c, m->blanks))
        return WM_STR("");
    switch (column->type) {
    case WM_COLUMN_DATE:
        return say_day(m->arena, column->exempt ? birth_day(m) : pool_day(m));
    case WM_COLUMN_INT:
        return wm_str_format(m->arena, "%zu", below(c, 5));
    case WM_COLUMN_HUNDREDTHS:
        return wm_str_format(m->arena, "%zu.%zu", below(c, 3), below(c, 100));
    case WM_COLUMN_YESNO:
        return wm_str_of(pick(c, "yes", "no"));
    case WM_COLUMN_CODE:
        return a_code(m, column);
    case WM_COLUMN_TEXT:
        return WM_STR("words");
    case WM_COLUMN_KEY:
        return a_key(m, column->table);
    }
    return WM_STR("");
}

/* The two days of a spell: in order but for a rare mistake, open at times, at times of no
 * length.
 */
static inline void spell_cells(records_maker *m, wm_str *from, wm_str *to)
{
    wm_day a = pool_day(m), b = pool_day(m);
    bool in_order = a <= b || often(m->chance, 3);
    *from = say_day(m->arena, in_order ? a : b);
    *to = say_day(m->arena, in_order ? b : a);
    if (often(m->chance, 30))
        *to = WM_STR("");
}

/* Heading: key, parent, columns. */
static inline world_file heading_of(records_maker *m, const wm_table_def *table)
{
    world_file file = {.table = table->name};
    world_line line = {0};
    bool parent = table->parent != WM_NO_TABLE;
    file.columns = 1 + parent + table->column_count;
    line.cells = wm_arena_alloc(m->arena, file.columns, sizeof *line.cells);
    if (!line.cells)
        abort();
    line.cells[0] = table->key;
    if (parent)
        line.cells[1] = m->schema->tables.items[table->parent].key;
    for (size_t i = 0; i < table->column_count; i++)
        line.cells[1 + parent + i] = table->columns[i].name;
    world_push(m->arena, &file.lines, line);
    return file;
}

static inline void add_row(records_maker *m, const wm_table_def *table, world_file *file,
                           size_t number)
{
    world_line line = {0};
    bool parent = table->parent != WM_NO_TABLE;
    line.cells = wm_arena_alloc(m->arena, file->columns, sizeof *line.cells);
    if (!line.cells)
        abort();
    wm_str *cells = line.cells + 1 + parent;
    line.cells[0] = key_of_table(m, table, number);
    if (parent)
        line.cells[1] = a_key(m, table->parent);
    for (size_t i = 0; i < table->column_count; i++)
        cells[i] = a_cell(m, &table->columns[i]);
    if (table->from != WM_NO_COLUMN && !cells[table->from].len)
        cells[table->from] = say_day(m->arena, pool_day(m));
    if (table->kind == WM_TABLE_SPELLS)
        spell_cells(m, &cells[table->from], &cells[table->to]);
    world_push(m->arena, &file->lines, line);
}

/* Keys count downwards at times, so that their order is not that of the days. */
static inline world_file random_file(records_maker *m, int number)
{
    const wm_table_def *table = &m->schema->tables.items[number];
    world_file file = heading_of(m, table);
    size_t count = rows_of_table(m, number);
    if (table->parent != WM_NO_TABLE)
        count = below(m->chance, 2 + 3 * m->children);
    for (size_t i = 0; i < count; i++)
        add_row(m, table, &file, i);
    return file;
}

static inline world_file series_file(records_maker *m, const wm_series_def *series)
{
    world_file file = {.table = series->name, .columns = 2};
    for (int year = 2013; year <= 2018; year++) {
        world_line line = {
            .cells = wm_arena_alloc(m->arena, 2, sizeof *line.cells),
        };
        if (!line.cells)
            abort();
        bool heading = year == 2013;
        line.cells[0] = heading ? WM_STR("year") : wm_str_format(m->arena, "%d", year);
        line.cells[1] = heading ? WM_STR("value")
                                : wm_str_format(m->arena, "%zu", below(m->chance, 90000));
        if (heading || often(m->chance, 70))
            world_push(m->arena, &file.lines, line);
    }
    return file;
}

/* Every table that is read from a file, for one authority or two. */
static inline void random_records(records_maker *m, world *w)
{
    size_t authorities = 1 + often(m->chance, 25);
    make_pool(m);
    m->blanks = below(m->chance, 3) * 12;
    m->children = 1 + below(m->chance, 4);
    for (size_t a = 0; a < authorities; a++) {
        wm_str authority = a ? WM_STR("E08000002") : WM_STR("E08000001");
        for (size_t t = 0; t < m->schema->tables.count; t++) {
            if (m->schema->tables.items[t].made_from.source != WM_NO_TABLE)
                continue;
            world_file file = random_file(m, (int)t);
            file.authority = authority;
            world_push(m->arena, &w->files, file);
        }
        for (size_t s = 0; s < m->schema->series.count; s++) {
            world_file file = series_file(m, &m->schema->series.items[s]);
            file.authority = authority;
            world_push(m->arena, &w->files, file);
        }
    }
}

#endif
