#include "figure/authority.h"

/* The regions, in the order of their codes. */
#define NORTH_EAST    "E12000001", "North East"
#define NORTH_WEST    "E12000002", "North West"
#define YORKSHIRE     "E12000003", "Yorkshire and The Humber"
#define EAST_MIDLANDS "E12000004", "East Midlands"
#define WEST_MIDLANDS "E12000005", "West Midlands"
#define EAST          "E12000006", "East of England"
#define LONDON        "E12000007", "London"
#define SOUTH_EAST    "E12000008", "South East"
#define SOUTH_WEST    "E12000009", "South West"

static const wm_region regions[] = {
    {NORTH_EAST}, {NORTH_WEST}, {YORKSHIRE},  {EAST_MIDLANDS}, {WEST_MIDLANDS},
    {EAST},       {LONDON},     {SOUTH_EAST}, {SOUTH_WEST},
};

#define AUTHORITY(name, code, old_code, region, until)                                   \
    {code, name, region, old_code, until},
const wm_authority wm_authorities[] = {
#include "figure/authority.def"
};
#undef AUTHORITY

const size_t wm_authority_count = sizeof wm_authorities / sizeof *wm_authorities;

const wm_authority *wm_authority_by_code(wm_str code)
{
    size_t from = 0, to = wm_authority_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = wm_str_compare(code, wm_str_of(wm_authorities[middle].code));
        if (order == 0)
            return &wm_authorities[middle];
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}

/* One that still is goes before one that was replaced under the same name or number. */
static const wm_authority *preferred(const wm_authority *found, const wm_authority *next)
{
    if (!found || (found->until != 0 && next->until == 0))
        return next;
    return found;
}

const wm_authority *wm_authority_by_old_code(int old_code)
{
    const wm_authority *found = NULL;
    for (size_t i = 0; i < wm_authority_count; i++) {
        if (wm_authorities[i].old_code == old_code)
            found = preferred(found, &wm_authorities[i]);
    }
    return found;
}

/* A name reduced to what is alike however it is written: lower-case letters, `&` as
 * `and`, every other mark a single space. `St. Helens` and `St Helens` are both
 * `st helens`. */
enum { PLAIN_BYTES = 96 };

typedef struct plain_name {
    char bytes[PLAIN_BYTES];
    size_t len;
    bool is_whole; /* false: it was longer than any name is */
} plain_name;

static void add_byte(plain_name *plain, char byte)
{
    if (byte == ' ' && (plain->len == 0 || plain->bytes[plain->len - 1] == ' '))
        return;
    if (plain->len == PLAIN_BYTES) {
        plain->is_whole = false;
        return;
    }
    plain->bytes[plain->len++] = byte;
}

static plain_name plain_of(wm_str name)
{
    plain_name plain = {.is_whole = true};
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (wm_is_alpha(c) || wm_is_digit(c)) {
            add_byte(&plain, wm_lower(c));
        } else if (c == '&') {
            add_byte(&plain, ' ');
            add_byte(&plain, 'a');
            add_byte(&plain, 'n');
            add_byte(&plain, 'd');
            add_byte(&plain, ' ');
        } else if (c != '\'') {
            add_byte(&plain, ' ');
        }
    }
    while (plain.len > 0 && plain.bytes[plain.len - 1] == ' ')
        plain.len--;
    return plain;
}

static bool plain_equal(wm_str plain, const char *name)
{
    plain_name other = plain_of(wm_str_of(name));
    return wm_str_equal(plain, (wm_str){other.bytes, other.len});
}

/* What people put around a name. `city of london` is a name itself, so the words in
 * front are only dropped when the whole is not known. */
static const char *const fronts[] = {
    "london borough of ",
    "royal borough of ",
    "metropolitan borough of ",
    "borough of ",
    "city of ",
    "county of ",
    "county ",
    "the ",
    "lb ",
    "rb ",
};
static const char *const backs[] = {
    " metropolitan borough council",
    " metropolitan district council",
    " county borough council",
    " borough council",
    " county council",
    " city council",
    " council",
    " city of",
    " county of",
    " borough",
    " mbc",
    " cc",
    " ua",
    " lbc",
};

static wm_str without_front(wm_str plain)
{
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
        wm_str front = wm_str_of(fronts[i]);
        if (plain.len > front.len && wm_str_starts(plain, front))
            return wm_str_slice(plain, front.len, plain.len);
    }
    return plain;
}

static wm_str without_back(wm_str plain)
{
    for (size_t i = 0; i < sizeof backs / sizeof *backs; i++) {
        wm_str back = wm_str_of(backs[i]);
        if (plain.len > back.len && wm_str_ends(plain, back))
            return wm_str_slice(plain, 0, plain.len - back.len);
    }
    return plain;
}

/* Names in use that no rule leads to. */
static const struct {
    const char *as_written;
    const char *name;
} other_names[] = {
    {"hull", "Kingston upon Hull, City of"},
    {"kingston", "Kingston upon Thames"},
    {"richmond", "Richmond upon Thames"},
    {"newcastle", "Newcastle upon Tyne"},
    {"southend", "Southend-on-Sea"},
    {"stockton", "Stockton-on-Tees"},
    {"stoke", "Stoke-on-Trent"},
    {"medway towns", "Medway"},
    {"bcp", "Bournemouth, Christchurch and Poole"},
    {"telford", "Telford and Wrekin"},
    {"east riding", "East Riding of Yorkshire"},
    {"scilly", "Isles of Scilly"},
};

static const wm_authority *find_plain(wm_str plain, bool replaced)
{
    const wm_authority *found = NULL;
    for (size_t i = 0; i < wm_authority_count; i++) {
        const wm_authority *authority = &wm_authorities[i];
        if ((!replaced || authority->until != 0) && plain_equal(plain, authority->name))
            found = preferred(found, authority);
    }
    return found;
}

/* `Bristol, City of` is known as Bristol and `County Durham` as Durham; but nobody calls
 * the City of London London. */
static wm_str known_as(wm_str plain)
{
    wm_str county = WM_STR("county ");
    if (wm_str_starts(plain, county))
        return wm_str_slice(plain, county.len, plain.len);
    return without_back(plain);
}

static const wm_authority *find_reduced(wm_str plain, bool replaced)
{
    const wm_authority *found = NULL;
    wm_str reduced = without_front(without_back(plain));
    for (size_t i = 0; i < wm_authority_count; i++) {
        const wm_authority *authority = &wm_authorities[i];
        plain_name name = plain_of(wm_str_of(authority->name));
        wm_str other = known_as((wm_str){name.bytes, name.len});
        if ((!replaced || authority->until != 0) && wm_str_equal(reduced, other))
            found = preferred(found, authority);
    }
    return found;
}

static const wm_authority *find_other_name(wm_str plain)
{
    wm_str reduced = without_front(without_back(plain));
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
        if (wm_str_equal(reduced, wm_str_of(other_names[i].as_written))) {
            plain_name name = plain_of(wm_str_of(other_names[i].name));
            return find_plain((wm_str){name.bytes, name.len}, false);
        }
    }
    return NULL;
}

/* Most names are written as they are here, and files name them by the thousand. */
static const wm_authority *find_exact(wm_str name)
{
    const wm_authority *found = NULL;
    for (size_t i = 0; i < wm_authority_count; i++) {
        if (wm_str_equal(name, wm_str_of(wm_authorities[i].name)))
            found = preferred(found, &wm_authorities[i]);
    }
    return found;
}

const wm_authority *wm_authority_by_name(wm_str name)
{
    if (wm_str_empty(name))
        return NULL;
    const wm_authority *exact = find_exact(name);
    if (exact)
        return exact;
    plain_name whole = plain_of(name);
    if (whole.len == 0 || !whole.is_whole)
        return NULL;
    wm_str plain = {whole.bytes, whole.len};
    /* The Department's mark for one that was replaced: `Dorset (Pre LG)`. */
    bool replaced = false;
    wm_str marks[] = {WM_STR(" pre lg"), WM_STR(" pre lgr")};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (wm_str_ends(plain, marks[i])) {
            plain.len -= marks[i].len;
            replaced = true;
            break;
        }
    }
    const wm_authority *found = find_plain(plain, replaced);
    if (!found)
        found = find_reduced(plain, replaced);
    return found ? found : find_other_name(plain);
}

static const struct {
    const char *as_written; /* as plain_of leaves it */
    unsigned region;
} short_regions[] = {
    {"ne", 0},
    {"n east", 0},
    {"nw", 1},
    {"n west", 1},
    {"yh", 2},
    {"y and h", 2},
    {"yorks and humber", 2},
    {"yorks and the humber", 2},
    {"yorks and humberside", 2},
    {"yorkshire and humber", 2},
    {"yorkshire and humberside", 2},
    {"yorkshire", 2},
    {"yorks", 2},
    {"em", 3},
    {"e mids", 3},
    {"e midlands", 3},
    {"east mids", 3},
    {"wm", 4},
    {"w mids", 4},
    {"w midlands", 4},
    {"west mids", 4},
    {"ee", 5},
    {"eoe", 5},
    {"e of e", 5},
    {"e of england", 5},
    {"east", 5},
    {"eastern", 5},
    {"eastern region", 5},
    {"greater london", 6},
    {"ldn", 6},
    {"se", 7},
    {"s east", 7},
    {"sw", 8},
    {"s west", 8},
};

const wm_region *wm_region_by_name(wm_str name)
{
    plain_name whole = plain_of(name);
    if (whole.len == 0 || !whole.is_whole)
        return NULL;
    wm_str plain = without_front((wm_str){whole.bytes, whole.len});
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        if (plain_equal(plain, regions[i].name))
            return &regions[i];
    }
    for (size_t i = 0; i < sizeof short_regions / sizeof *short_regions; i++) {
        if (wm_str_equal(plain, wm_str_of(short_regions[i].as_written)))
            return &regions[short_regions[i].region];
    }
    return NULL;
}

const wm_region *wm_region_by_code(wm_str code)
{
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        if (wm_str_equal(code, wm_str_of(regions[i].code)))
            return &regions[i];
    }
    return NULL;
}
