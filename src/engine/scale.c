#include "engine/scale.h"

bool wm_counts_in_hundredths(const wm_schema *schema, const wm_definition *measure)
{
    const wm_path *total = &measure->body.total;
    return measure->body.kind == WM_BODY_RATIO && total->first.text.len &&
           schema->tables.items[total->table].columns[total->column].type ==
               WM_COLUMN_HUNDREDTHS;
}

int64_t wm_counts_scale(const wm_schema *schema, const wm_definition *measure)
{
    switch (measure->body.kind) {
    case WM_BODY_PERCENT:
        return 100;
    case WM_BODY_RATE:
        return 10000;
    case WM_BODY_RATIO:
        return wm_counts_in_hundredths(schema, measure) ? 100 : 1;
    case WM_BODY_NONE:
    case WM_BODY_COUNT:
    case WM_BODY_HIGHEST:
        break;
    }
    return 1;
}
