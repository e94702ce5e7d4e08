#include "publish/xlsx_book.h"

#include "base/encoding.h"

/* Names of sheets: what is too long is cut behind a word, and none stands twice. */
enum { SHEET_NAME_CHARACTERS = 31 };

static bool name_is_taken(const wm_book *book, wm_str name)
{
    for (size_t i = 0; i < book->contents_count; i++)
        if (wm_str_equal_fold(wm_str_of(book->contents[i].name), name))
            return true;
    return false;
}

/* No []:*?/\ in a sheet's name, and no ' at its ends: a typed apostrophe may stand
 * anywhere. */
static void add_allowed(wm_text *clean, wm_str text)
{
    for (size_t at = 0, next; at < text.len; at = next) {
        wm_utf8_decode(text, at, &next);
        char c = text.data[at];
        if (c == '\'')
            wm_text_add(clean, WM_STR("\u2019"));
        else if (next - at == 1 && ((unsigned char)c < ' ' || strchr("[]:*?/\\", c)))
            wm_text_byte(clean, ' ');
        else
            wm_text_add(clean, wm_str_slice(text, at, next));
    }
}

/* The words with `&` for `and`. */
static void add_shorter(wm_text *out, wm_str text)
{
    for (wm_str rest = text, word; wm_str_next(&rest, ' ', &word);)
        wm_text_format(out, "%s%.*s", out->len ? " " : "",
                       WM_FMT(wm_str_equal(word, WM_STR("and")) ? WM_STR("&") : word));
}

/* Words that no name ends with. */
static bool leads_on(wm_str word)
{
    static const char *const words[] = {"and", "&",    "of", "or", "in", "to",  "by",
                                        "for", "from", "on", "at", "a",  "the", "with"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wm_str_equal_fold(word, wm_str_of(words[i])))
            return true;
    return false;
}

/* Without its last word. */
static wm_str without_word(wm_str text)
{
    while (text.len && text.data[text.len - 1] != ' ')
        text.len--;
    return wm_str_trim(text);
}

static bool ends_open(wm_str text)
{
    wm_str last = wm_str_slice(text, without_word(text).len, text.len);
    return leads_on(wm_str_trim(last));
}

/* The first `most` characters. */
static wm_str first_characters(wm_str text, size_t most)
{
    size_t at = 0;
    while (at < text.len && most--)
        wm_utf8_decode(text, at, &at);
    return wm_str_slice(text, 0, at);
}

/* Cut behind a word, and not behind one that leads on; within the first word when there
 * is no other way. */
static wm_str cut_at_word(wm_str text, size_t most)
{
    wm_str start = first_characters(text, most);
    bool is_whole = start.len == text.len || text.data[start.len] == ' ';
    wm_str cut = is_whole ? start : without_word(start);
    while (cut.len && ends_open(cut))
        cut = without_word(cut);
    while (cut.len && strchr(",;:-(", cut.data[cut.len - 1]))
        cut.len--;
    return cut.len ? cut : start;
}

/* `1 Contact, referral and assessment` is too long: `1 Contact, referral…`. */
static wm_str fitting_name(wm_book *book, wm_str wanted)
{
    wm_text clean = {0}, shorter = {0};
    add_allowed(&clean, wanted);
    wm_str name = wm_str_trim(wm_text_str(&clean));
    if (wm_utf8_count(name) > SHEET_NAME_CHARACTERS) {
        add_shorter(&shorter, name);
        name = wm_str_trim(wm_text_str(&shorter));
    }
    const char *dots = "";
    if (wm_utf8_count(name) > SHEET_NAME_CHARACTERS) {
        name = cut_at_word(name, SHEET_NAME_CHARACTERS - 1);
        dots = "\u2026";
    }
    if (wm_str_empty(name))
        name = WM_STR("Section");
    wm_str whole = wm_str_format(book->arena, "%.*s%s", WM_FMT(name), dots);
    if (wm_text_status(&clean) != WM_OK || wm_text_status(&shorter) != WM_OK ||
        !whole.data)
        book->status = WM_NOMEM;
    wm_text_end(&clean);
    wm_text_end(&shorter);
    return whole;
}

const char *book_sheet_name(wm_book *book, wm_str wanted)
{
    enum { NUMBER = 4 }; /* characters of ` 256` */
    wm_str fitting = fitting_name(book, wanted);
    const char *name = book_cstr(book, fitting);
    for (unsigned copy = 2; book->status == WM_OK && name_is_taken(book, wm_str_of(name));
         copy++) {
        wm_str start = first_characters(fitting, SHEET_NAME_CHARACTERS - NUMBER);
        wm_str numbered = wm_str_format(book->arena, "%.*s %u", WM_FMT(start), copy);
        name = book_cstr(book, numbered);
    }
    return name;
}
