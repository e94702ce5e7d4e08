#include "lang/layout.h"

#include "base/encoding.h"

enum {
    COLUMNS = 100,
    INDENT = 2,
    REF_GAP = 2,
    CLAUSE_GAP = 3,
    LEAD_MAX = 30, /* a longer target does not push the others to the right */
};

typedef struct layout {
    const wm_bit *bits;
    size_t count;
    wm_text *out;
    size_t column;       /* columns taken on the line so far             */
    size_t ref_width;    /* the widest reference of this section         */
    size_t lead_width;   /* the widest target of this section            */
    size_t comments_end; /* see the functions of these names */
    size_t block_end;
    size_t item_at;     /* where a line goes on that is broken before an item */
    size_t clause_at;   /* where the clause begins that may get a REST  */
    unsigned char line; /* of the clause that stands last on the line   */
    bool in_row;
    bool was_tight;  /* the last head */
    bool must_break; /* a comment ended the line                     */
} layout;

static void write(layout *l, wm_str text)
{
    wm_text_add(l->out, text);
    l->column += wm_utf8_width(text);
}

static void pad_to(layout *l, size_t column)
{
    if (column > l->column) {
        wm_text_repeat(l->out, ' ', column - l->column);
        l->column = column;
    }
}

static void new_line(layout *l, size_t indent)
{
    if (l->out->len)
        wm_text_byte(l->out, '\n');
    l->column = 0;
    l->must_break = false;
    pad_to(l, indent);
}

static void blank_line(layout *l)
{
    if (l->out->len)
        wm_text_byte(l->out, '\n');
}

static bool is_part(wm_bit_kind kind)
{
    return kind == WM_BIT_CLAUSE || kind == WM_BIT_REST;
}

/* The columns of a section are as wide as its rows need. */
static void measure_section(layout *l, size_t head)
{
    l->ref_width = 0;
    l->lead_width = 0;
    for (size_t i = head + 1; i < l->count && l->bits[i].kind != WM_BIT_HEAD; i++) {
        const wm_bit *bit = &l->bits[i];
        size_t width = wm_utf8_width(bit->text);
        if (bit->kind == WM_BIT_ROW && width > l->ref_width)
            l->ref_width = width;
        if (bit->leads && width > l->lead_width && width <= LEAD_MAX)
            l->lead_width = width;
    }
}

static size_t first_column(const layout *l)
{
    return l->in_row ? INDENT + l->ref_width + REF_GAP : INDENT;
}

static size_t second_column(const layout *l)
{
    size_t gap = l->in_row && l->lead_width ? l->lead_width + CLAUSE_GAP : 0;
    return first_column(l) + gap;
}

/* The first bit behind `at` that is no comment. Asked for each comment of a run in turn,
 * and so kept: a file may be one long run of them.
 */
static size_t comments_end(layout *l, size_t at)
{
    if (at >= l->comments_end)
        l->comments_end = at + 1;
    while (l->comments_end < l->count && l->bits[l->comments_end].kind == WM_BIT_COMMENT)
        l->comments_end++;
    return l->comments_end;
}

/* The first bit behind `at` that is not a comment right below it. Kept likewise. */
static size_t block_end(layout *l, size_t at)
{
    if (at >= l->block_end)
        l->block_end = at + 1;
    while (l->block_end < l->count) {
        const wm_bit *bit = &l->bits[l->block_end];
        if (bit->kind != WM_BIT_COMMENT || !bit->own_line || bit->blank_before)
            break;
        l->block_end++;
    }
    return l->block_end;
}

/* Does the block of comments that holds `at` stand right above a head? Then the blank
 * line goes above the comments, which speak of what follows.
 */
static bool belongs_to_head(layout *l, size_t at)
{
    size_t end = block_end(l, at);
    return end < l->count && l->bits[end].kind == WM_BIT_HEAD &&
           !l->bits[end].blank_before;
}

static bool above_comment(const layout *l, size_t at)
{
    return at > 0 && l->bits[at - 1].kind == WM_BIT_COMMENT && l->bits[at - 1].own_line;
}

/* Definitions stand together as they were written, and apart from all else. */
static bool stands_apart(const layout *l, size_t head)
{
    return !l->bits[head].tight || !l->was_tight;
}

static void add_head(layout *l, size_t at)
{
    l->in_row = false;
    measure_section(l, at);
    if (l->bits[at].blank_before || (!above_comment(l, at) && stands_apart(l, at)))
        blank_line(l);
    l->was_tight = l->bits[at].tight;
    new_line(l, 0);
    l->clause_at = 0;
    l->item_at = 2 * INDENT;
    l->line = l->bits[at].line;
    write(l, l->bits[at].text);
}

static void add_row(layout *l, const wm_bit *bit)
{
    l->in_row = true;
    if (bit->blank_before)
        blank_line(l);
    new_line(l, INDENT);
    l->clause_at = INDENT;
    write(l, bit->text);
}

static bool fits(const wm_bit *bit, size_t column)
{
    return column + wm_utf8_width(bit->text) <= COLUMNS;
}

/* Behind the clause before it if there is room, else in the second column of a new line,
 * else further to the left.
 */
static void add_row_clause(layout *l, const wm_bit *bit, bool is_first)
{
    size_t first = first_column(l), second = second_column(l);
    size_t own = bit->leads ? first : second;
    size_t here = is_first ? first : l->column + CLAUSE_GAP;
    if (here < own)
        here = own;
    if (l->must_break || (!is_first && !fits(bit, here)))
        new_line(l, fits(bit, own) ? own : first);
    else if (!fits(bit, here) && !bit->leads)
        pad_to(l, first);
    else
        pad_to(l, here);
}

static void add_head_clause(layout *l, const wm_bit *bit)
{
    bool together = bit->line && bit->line == l->line && !l->must_break;
    if (together && fits(bit, l->column + CLAUSE_GAP))
        pad_to(l, l->column + CLAUSE_GAP);
    else
        new_line(l, INDENT);
    l->line = bit->line;
}

static void add_clause(layout *l, size_t at)
{
    if (l->in_row)
        add_row_clause(l, &l->bits[at], l->bits[at - 1].kind == WM_BIT_ROW);
    else
        add_head_clause(l, &l->bits[at]);
    l->clause_at = l->column;
    l->item_at = l->column + INDENT;
    write(l, l->bits[at].text);
}

static size_t line_indent(const wm_bit *bit)
{
    return bit->ends ? INDENT : 2 * INDENT;
}

static void add_line(layout *l, const wm_bit *bit)
{
    new_line(l, line_indent(bit));
    l->clause_at = l->column;
    l->item_at = l->column + INDENT;
    write(l, bit->text);
}

/* With the items inside it, which are broken when it fits on no line. */
static size_t whole_width(const layout *l, size_t at)
{
    size_t width = wm_utf8_width(l->bits[at].text);
    for (size_t i = at + 1;
         width <= COLUMNS && i < l->count && l->bits[i].kind == WM_BIT_ITEM &&
         l->bits[i].line > l->bits[at].line;
         i++)
        width += 1 + wm_utf8_width(l->bits[i].text);
    return width;
}

static void add_item(layout *l, size_t at)
{
    const wm_bit *bit = &l->bits[at];
    size_t whole = whole_width(l, at);
    bool wants_own = l->column + 1 + whole > COLUMNS && l->item_at + whole <= COLUMNS;
    if (l->must_break || wants_own || !fits(bit, l->column + 1))
        new_line(l, l->item_at);
    else
        pad_to(l, l->column + 1);
    write(l, bit->text);
}

static size_t comment_indent(layout *l, size_t at)
{
    if (belongs_to_head(l, at) || l->bits[at].at_margin)
        return 0;
    size_t next = comments_end(l, at);
    if (next < l->count && l->bits[next].kind == WM_BIT_LINE)
        return line_indent(&l->bits[next]);
    if (next < l->count && l->bits[next].kind == WM_BIT_ITEM)
        return l->item_at;
    if (next == l->count || !is_part(l->bits[next].kind))
        return INDENT;
    return l->bits[next].kind == WM_BIT_REST ? l->clause_at + INDENT : second_column(l);
}

static void add_comment(layout *l, size_t at)
{
    const wm_bit *bit = &l->bits[at];
    if (!bit->own_line) {
        wm_text_add(l->out, WM_STR("  "));
        write(l, bit->text);
        l->must_break = true;
        return;
    }
    bool opens_block = !above_comment(l, at) || bit->blank_before;
    bool opens_head =
        opens_block && belongs_to_head(l, at) && stands_apart(l, block_end(l, at));
    if (bit->blank_before || opens_head)
        blank_line(l);
    new_line(l, comment_indent(l, at));
    write(l, bit->text);
    l->must_break = true;
}

static void add_rest(layout *l, const wm_bit *bit)
{
    new_line(l, l->clause_at + INDENT);
    write(l, bit->text);
}

void wm_lay_out(const wm_bit *bits, size_t count, wm_text *out)
{
    layout l = {.bits = bits, .count = count, .out = out};
    for (size_t at = 0; at < count; at++) {
        switch (bits[at].kind) {
        case WM_BIT_HEAD:
            add_head(&l, at);
            break;
        case WM_BIT_ROW:
            add_row(&l, &bits[at]);
            break;
        case WM_BIT_CLAUSE:
            add_clause(&l, at);
            break;
        case WM_BIT_LINE:
            add_line(&l, &bits[at]);
            break;
        case WM_BIT_ITEM:
            add_item(&l, at);
            break;
        case WM_BIT_REST:
            add_rest(&l, &bits[at]);
            break;
        case WM_BIT_COMMENT:
            add_comment(&l, at);
            break;
        }
    }
    if (count)
        wm_text_byte(out, '\n');
}
