#include "judge/words_internal.h"

static const struct {
    const char *words;
    const char *one;
    const char *many;
} counted[] = {
    {"looked after children", "child", "children"},
    {"children", "child", "children"},
    {"cla", "child", "children"},
    {"care leavers", "care leaver", "care leavers"},
    {"young people", "young person", "young people"},
};

/* Not the `Children's` of Children's Social Care. */
static bool ends_word(wm_str title, size_t at)
{
    return at == title.len || title.data[at] == ' ' || title.data[at] == ',';
}

const char *wm_row_people(const wm_judged_row *row, int64_t count)
{
    wm_str title = wm_without_fronts(row->title, "average ");
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        wm_str words = wm_str_of(counted[i].words);
        if (wm_str_starts_fold(title, words) && ends_word(title, words.len))
            return count == 1 ? counted[i].one : counted[i].many;
    }
    return "";
}
