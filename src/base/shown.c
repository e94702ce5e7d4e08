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
