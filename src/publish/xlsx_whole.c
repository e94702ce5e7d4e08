#include "publish/xlsx_whole.h"

#include "base/file.h"
#include "base/limits.h"

#define ZLIB_CONST
#include <zlib.h>

/* A workbook is a ZIP file (APPNOTE.TXT of PKWARE) of XML parts:
 *
 *     part part part ... | directory: an entry for each part | end: where that begins
 *
 * Numbers are little-endian. libxlsxwriter writes no comment, so the end is the last 22
 * bytes.
 */
enum {
    END_BYTES = 22,
    ENTRY_BYTES = 46, /* of the directory, before the name */
    PART_BYTES = 30,  /* before the name of the part       */
    DEFLATED = 8,
    PIECE_BYTES = 64 * 1024,
};

static size_t number_at(wm_str bytes, size_t at, unsigned width)
{
    size_t number = 0;
    while (width--)
        number = number << 8 | (unsigned char)bytes.data[at + width];
    return number;
}

static bool has(wm_str bytes, size_t at, size_t count)
{
    return at <= bytes.len && count <= bytes.len - at;
}

/* How deep in elements the XML read so far ends. */
typedef struct nesting {
    long depth;
    bool in_tag;
    bool begins;  /* the byte before was the `<` */
    bool closes;  /* </this> */
    bool is_none; /* <?this?>, which is no element */
    char before;  /* the byte before */
    char quote;   /* of the attribute we are in, or 0 */
    bool any;
} nesting;

static void end_tag(nesting *xml)
{
    xml->in_tag = false;
    if (xml->is_none)
        return;
    xml->any = true;
    if (xml->closes)
        xml->depth--;
    else if (xml->before != '/')
        xml->depth++;
}

static void take(nesting *xml, wm_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (!xml->in_tag) {
            if (c == '<')
                xml->in_tag = xml->begins = true;
            continue;
        }
        if (xml->begins) {
            xml->begins = false;
            xml->closes = c == '/';
            xml->is_none = c == '?' || c == '!';
            xml->quote = 0;
        } else if (xml->quote) {
            xml->quote = c == xml->quote ? 0 : xml->quote;
        } else if (c == '"' || c == '\'') {
            xml->quote = c;
        } else if (c == '>') {
            end_tag(xml);
        }
        xml->before = c;
    }
}

static wm_status take_deflated(nesting *xml, wm_str packed, unsigned char *piece)
{
    z_stream stream = {.next_in = (const unsigned char *)packed.data,
                       .avail_in = (unsigned)packed.len};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return WM_NOMEM;
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = piece;
        stream.avail_out = PIECE_BYTES;
        state = inflate(&stream, Z_NO_FLUSH);
        take(xml, (wm_str){(const char *)piece, PIECE_BYTES - stream.avail_out});
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? WM_OK : state == Z_MEM_ERROR ? WM_NOMEM : WM_IO;
}

/* The part of the directory's entry at `entry`. */
static wm_status part_is_whole(wm_str zip, size_t entry, unsigned char *piece)
{
    size_t method = number_at(zip, entry + 10, 2), packed = number_at(zip, entry + 20, 4),
           part = number_at(zip, entry + 42, 4);
    if (!has(zip, part, PART_BYTES))
        return WM_IO;
    size_t from =
        part + PART_BYTES + number_at(zip, part + 26, 2) + number_at(zip, part + 28, 2);
    if (!has(zip, from, packed))
        return WM_IO;
    nesting xml = {0};
    wm_str bytes = wm_str_slice(zip, from, from + packed);
    if (method == DEFLATED)
        WM_TRY(take_deflated(&xml, bytes, piece));
    else
        take(&xml, bytes);
    return xml.any && xml.depth == 0 && !xml.in_tag ? WM_OK : WM_IO;
}

static wm_status parts_are_whole(wm_str zip, unsigned char *piece)
{
    if (zip.len < END_BYTES ||
        !wm_str_starts(wm_str_slice(zip, zip.len - END_BYTES, zip.len), WM_STR("PK\5\6")))
        return WM_IO;
    size_t end = zip.len - END_BYTES, count = number_at(zip, end + 10, 2),
           entry = number_at(zip, end + 16, 4);
    if (count == 0)
        return WM_IO;
    while (count--) {
        if (!has(zip, entry, ENTRY_BYTES))
            return WM_IO;
        WM_TRY(part_is_whole(zip, entry, piece));
        entry += ENTRY_BYTES + number_at(zip, entry + 28, 2) +
                 number_at(zip, entry + 30, 2) + number_at(zip, entry + 32, 2);
    }
    return WM_OK;
}

wm_status wm_xlsx_whole(const char *path)
{
    wm_arena *arena = wm_arena_new(WM_PROGRAM_BYTES_MAX);
    if (!arena)
        return WM_NOMEM;
    wm_str zip = {0};
    unsigned char *piece = wm_arena_alloc(arena, PIECE_BYTES, 1);
    wm_status status =
        piece ? wm_file_read(path, WM_PROGRAM_BYTES_MAX / 2, arena, &zip, NULL)
              : WM_NOMEM;
    if (status == WM_OK)
        status = parts_are_whole(zip, piece);
    else if (status != WM_NOMEM)
        status = WM_IO;
    wm_arena_end(arena);
    return status;
}
