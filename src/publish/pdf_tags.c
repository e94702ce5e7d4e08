#include "publish/pdf_internal.h"

#include "base/encoding.h"

#include <stdint.h>
#include <stdio.h>

/* An incremental update: the file stays as it is, and at its end stand again, completed,
 * the objects that lack something; a new table says where they are now.
 *
 *     %PDF-1.5 ... objects ... xref trailer startxref 10423 %%EOF
 *     5 0 obj << /Alt <FEFF...> /Type /StructElem /S /Figure ... >> endobj
 *     46 0 obj << /Lang (en-GB) ... /Type /Catalog ... >> endobj
 *     xref 0 0 / 5 1 / ... trailer << /Size 47 /Root 46 0 R /Prev 10423 >> ...
 *
 * Reading goes only as far as cairo 1.16 writes: one plain table, one object after the
 * other, dictionaries as text. Whatever looks otherwise ends it, with nothing added.
 */
enum { DEPTH_MAX = 32, ENTRY_BYTES = 20 };

typedef struct updating {
    wm_str file;
    size_t table; /* where `xref` stands                  */
    size_t first; /* of its entries                       */
    size_t count; /* of objects                           */
    wm_str trailer;
    wm_text objects; /* completed, as they will follow the file */
    wm_text places;  /* their entries in the new table          */
    const wm_pdf_remarks *remarks;
    size_t figures; /* met so far */
    size_t headings;
    size_t cells;
} updating;

/* A whole number at the start of the text; how many digits it has, or 0. */
static size_t whole_number(wm_str text, size_t *out)
{
    size_t digits = 0;
    size_t number = 0;
    while (digits < text.len && wm_is_digit(text.data[digits]) && digits < 10)
        number = number * 10 + (size_t)(text.data[digits++] - '0');
    *out = number;
    return digits;
}

static wm_str after_space(wm_str text)
{
    size_t at = 0;
    while (at < text.len && wm_is_space(text.data[at]))
        at++;
    return wm_str_slice(text, at, text.len);
}

/* What follows a name in a dictionary: ` 41 0 R ...` of `/StructTreeRoot 41 0 R ...`. */
static bool value_of(wm_str dictionary, wm_str name, wm_str *value_out)
{
    size_t at = wm_str_find(dictionary, name);
    if (at == SIZE_MAX)
        return false;
    *value_out = after_space(wm_str_slice(dictionary, at + name.len, dictionary.len));
    return true;
}

/* `41 0 R` at the start of the text; the bytes it takes, or 0. */
static size_t reference(wm_str text, size_t *object_out)
{
    size_t digits = whole_number(text, object_out);
    wm_str rest = wm_str_slice(text, digits, text.len);
    return digits && wm_str_starts(rest, WM_STR(" 0 R")) ? digits + 4 : 0;
}

static bool reference_of(wm_str dictionary, wm_str name, size_t *object_out)
{
    wm_str value;
    return value_of(dictionary, name, &value) && reference(value, object_out) > 0;
}

/* The last place where the needle stands in the last KiB of the file. */
static size_t find_at_end(wm_str file, wm_str needle)
{
    size_t from = file.len > 1024 ? file.len - 1024 : 0;
    for (size_t at = file.len; at-- > from;)
        if (wm_str_starts(wm_str_slice(file, at, file.len), needle))
            return at;
    return SIZE_MAX;
}

static bool read_table(updating *update)
{
    wm_str file = update->file;
    size_t start = find_at_end(file, WM_STR("startxref"));
    if (start == SIZE_MAX)
        return false;
    wm_str rest = after_space(wm_str_slice(file, start + 9, file.len));
    if (!whole_number(rest, &update->table) || update->table >= file.len)
        return false;
    rest = wm_str_slice(file, update->table, file.len);
    const wm_str head = WM_STR("xref\n0 ");
    if (!wm_str_starts(rest, head))
        return false;
    rest = wm_str_slice(rest, head.len, rest.len);
    size_t digits = whole_number(rest, &update->count);
    update->first = update->table + head.len + digits + 1;
    if (!digits || update->count > file.len / ENTRY_BYTES)
        return false;
    size_t end = update->first + update->count * ENTRY_BYTES;
    update->trailer = wm_str_slice(file, end, start);
    return wm_str_starts(update->trailer, WM_STR("trailer"));
}

/* `<< ... >>` of an object that is a dictionary and nothing more. */
static bool read_object(const updating *update, size_t object, wm_str *dictionary_out)
{
    if (object == 0 || object >= update->count)
        return false;
    size_t entry = update->first + object * ENTRY_BYTES;
    size_t offset;
    if (whole_number(wm_str_slice(update->file, entry, entry + 10), &offset) != 10 ||
        offset >= update->file.len)
        return false;
    size_t number;
    wm_str text = wm_str_slice(update->file, offset, update->file.len);
    size_t digits = whole_number(text, &number);
    const wm_str head = WM_STR(" 0 obj\n");
    text = wm_str_slice(text, digits, text.len);
    if (number != object || !wm_str_starts(text, head))
        return false;
    text = wm_str_slice(text, head.len, text.len);
    size_t end = wm_str_find(text, WM_STR("endobj"));
    if (end == SIZE_MAX || !wm_str_starts(text, WM_STR("<<")))
        return false;
    *dictionary_out = wm_str_slice(text, 0, end);
    return true;
}

/* The object again, with `more` first in its dictionary. */
static void complete(updating *update, size_t object, wm_str dictionary, wm_str more)
{
    size_t offset = update->file.len + update->objects.len;
    wm_text_format(&update->places, "%zu 1\n%010zu 00000 n \n", object, offset);
    wm_text_format(&update->objects, "%zu 0 obj\n<< %.*s%.*sendobj\n", object,
                   WM_FMT(more), WM_FMT(wm_str_slice(dictionary, 2, dictionary.len)));
}

static void add_hex(wm_text *text, uint32_t unit)
{
    wm_text_format(text, "%04X", (unsigned)unit);
}

/* A text string of a PDF: UTF-16BE in hexadecimal. */
static void add_text_string(wm_text *text, wm_str words)
{
    wm_text_add(text, WM_STR("<FEFF"));
    for (size_t at = 0; at < words.len;) {
        uint32_t point = wm_utf8_decode(words, at, &at);
        if (point < 0x10000) {
            add_hex(text, point);
        } else {
            add_hex(text, 0xD800 + ((point - 0x10000) >> 10));
            add_hex(text, 0xDC00 + ((point - 0x10000) & 0x3FF));
        }
    }
    wm_text_byte(text, '>');
}

static bool complete_figure(updating *update, size_t object, wm_str dictionary)
{
    if (update->figures >= update->remarks->figures.count)
        return false;
    wm_text more = {0};
    wm_text_add(&more, WM_STR("/Alt "));
    add_text_string(&more, update->remarks->figures.items[update->figures++]);
    if (wm_text_status(&more) == WM_OK)
        complete(update, object, dictionary, wm_text_str(&more));
    else
        update->objects.status = wm_text_status(&more);
    wm_text_end(&more);
    return true;
}

static bool complete_heading(updating *update, size_t object, wm_str dictionary)
{
    if (update->headings >= update->remarks->headings.count)
        return false;
    bool column =
        update->remarks->headings.items[update->headings++] == WM_PDF_SCOPE_COLUMN;
    complete(update, object, dictionary,
             column ? WM_STR("/A << /O /Table /Scope /Column >>")
                    : WM_STR("/A << /O /Table /Scope /Row >>"));
    return true;
}

static bool complete_cell(updating *update, size_t object, wm_str dictionary)
{
    if (update->cells >= update->remarks->spans.count)
        return false;
    unsigned span = update->remarks->spans.items[update->cells++];
    if (span == 1)
        return true;
    char more[64];
    int bytes = snprintf(more, sizeof more, "/A << /O /Table /ColSpan %u >>", span);
    complete(update, object, dictionary, (wm_str){more, (size_t)bytes});
    return true;
}

/* By its type; one that lacks nothing is left alone. */
static bool complete_element(updating *update, size_t object, wm_str dictionary)
{
    wm_str type;
    if (!value_of(dictionary, WM_STR("/S "), &type))
        return false;
    if (wm_str_starts(type, WM_STR("/Figure")))
        return complete_figure(update, object, dictionary);
    if (wm_str_starts(type, WM_STR("/TH")))
        return complete_heading(update, object, dictionary);
    if (wm_str_starts(type, WM_STR("/TD")))
        return complete_cell(update, object, dictionary);
    return true;
}

/* Every element from `object` down, in reading order: the order in which the tags were
 * opened and the remarks were made. */
static bool walk(updating *update, size_t object, unsigned depth)
{
    wm_str dictionary;
    wm_str kids;
    if (depth > DEPTH_MAX || !read_object(update, object, &dictionary))
        return false;
    if (depth > 0 && !complete_element(update, object, dictionary))
        return false;
    if (!value_of(dictionary, WM_STR("/K "), &kids))
        return true;
    size_t only;
    if (reference(kids, &only))
        return walk(update, only, depth + 1);
    if (!wm_str_starts(kids, WM_STR("[")))
        return true;
    kids = wm_str_slice(kids, 1, wm_str_find_byte(kids, ']'));
    while ((kids = after_space(kids)).len) {
        size_t kid;
        size_t bytes = reference(kids, &kid);
        if (bytes && !walk(update, kid, depth + 1))
            return false;
        size_t space = wm_str_find_byte(kids, ' ');
        kids = wm_str_slice(kids, bytes ? bytes : space, kids.len);
    }
    return true;
}

static bool all_met(const updating *update)
{
    return update->figures == update->remarks->figures.count &&
           update->headings == update->remarks->headings.count &&
           update->cells == update->remarks->spans.count;
}

static bool collect(updating *update, size_t *root_out)
{
    size_t tree;
    wm_str catalog;
    if (!read_table(update) ||
        !reference_of(update->trailer, WM_STR("/Root"), root_out) ||
        !read_object(update, *root_out, &catalog) ||
        !reference_of(catalog, WM_STR("/StructTreeRoot"), &tree) ||
        !walk(update, tree, 0) || !all_met(update))
        return false;
    complete(update, *root_out, catalog,
             WM_STR("/Lang (en-GB) /ViewerPreferences << /DisplayDocTitle true >>"));
    return true;
}

static void append(wm_text *file, updating *update, size_t root, size_t info)
{
    size_t table = file->len + update->objects.len;
    size_t previous = update->table;
    size_t count = update->count;
    wm_text_add(file, wm_text_str(&update->objects));
    wm_text_format(file, "xref\n0 0\n%.*s", WM_FMT(wm_text_str(&update->places)));
    wm_text_format(file,
                   "trailer\n<< /Size %zu /Root %zu 0 R /Info %zu 0 R /Prev %zu >>\n"
                   "startxref\n%zu\n%%%%EOF\n",
                   count, root, info, previous, table);
}

bool wm_pdf_describe(wm_text *file, const wm_pdf_remarks *remarks)
{
    updating update = {.file = wm_text_str(file), .remarks = remarks};
    size_t root;
    size_t info;
    bool done =
        collect(&update, &root) && reference_of(update.trailer, WM_STR("/Info"), &info);
    wm_status status = wm_text_status(&update.objects);
    if (status == WM_OK)
        status = wm_text_status(&update.places);
    if (done && status == WM_OK)
        append(file, &update, root, info);
    else if (status != WM_OK)
        file->status = status;
    wm_text_end(&update.objects);
    wm_text_end(&update.places);
    return done;
}
