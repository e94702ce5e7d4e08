#include "base/shown.h"

#include "base/encoding.h"

/* Characters that would move the cursor, colour the screen or turn the line around. */
static bool would_disturb(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) ||
           (character >= 0x202A && character <= 0x202E) || character == 0x2028 ||
           character == 0x2029 || (character >= 0x2066 && character <= 0x2069);
}

void wm_add_shown(wm_text *out, wm_str text)
{
    size_t valid = wm_utf8_valid_length(text);
    for (size_t at = 0, next; at < text.len; at = next) {
        if (at == valid) {
            wm_text_byte(out, '?');
            next = at + 1;
            valid = next + wm_utf8_valid_length(wm_str_slice(text, next, text.len));
            continue;
        }
        uint32_t character = wm_utf8_decode(text, at, &next);
        if (character == '\t' || character == '\n')
            wm_text_byte(out, ' ');
        else if (would_disturb(character))
            wm_text_byte(out, '?');
        else
            wm_text_add(out, wm_str_slice(text, at, next));
    }
}

static bool is_plain(wm_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        char c = word.data[i];
        if (!wm_is_alpha(c) && !wm_is_digit(c) && (unsigned char)c < 0x80 &&
            !strchr("/._-+,:@%=", c))
            return false;
    }
    return word.len > 0;
}

void wm_add_shell_word(wm_text *out, wm_str word)
{
    if (is_plain(word)) {
        wm_add_shown(out, word);
        return;
    }
    wm_text_byte(out, '\'');
    for (wm_str rest = word; !wm_str_empty(rest);) {
        size_t quote = wm_str_find_byte(rest, '\'');
        wm_add_shown(out, wm_str_slice(rest, 0, quote));
        if (quote == SIZE_MAX)
            break;
        wm_text_add(out, WM_STR("'\\\''"));
        rest = wm_str_slice(rest, quote + 1, rest.len);
    }
    wm_text_byte(out, '\'');
}
