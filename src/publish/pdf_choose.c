#include "publish/pdf_internal.h"

#include <stdlib.h>

/* A row with what it is ordered by: the wider, the earlier. */
typedef struct choosing {
    const wm_judged_row *row;
    size_t index;
    bool known; /* weight means something; those without come last */
    wm_ratio weight;
} choosing;

typedef bool (*rule)(const wm_judged_row *row);
typedef bool (*weigher)(const wm_judged_row *row, wm_ratio *out);

static int by_weight(const void *a, const void *b)
{
    const choosing *left = a;
    const choosing *right = b;
    if (left->known != right->known)
        return left->known ? -1 : 1;
    if (left->known) {
        int order = wm_ratio_compare(right->weight, left->weight);
        if (order)
            return order;
    }
    return left->index < right->index ? -1 : left->index > right->index;
}

static void refuse_memory(wm_pdf *pdf)
{
    if (pdf->status == WM_OK)
        pdf->status = WM_NOMEM;
}

static wm_pdf_choice choose(wm_pdf *pdf, rule meets, weigher weigh, size_t most)
{
    const wm_judged *judged = pdf->judged;
    wm_pdf_choice choice = {0};
    choosing *all = wm_arena_alloc(pdf->arena, judged->row_count, sizeof *all);
    choice.rows = wm_arena_alloc(pdf->arena, most, sizeof *choice.rows);
    if (!all || !choice.rows) {
        refuse_memory(pdf);
        return (wm_pdf_choice){0};
    }
    for (size_t i = 0; i < judged->row_count; i++) {
        if (!judged->rows[i].latest || !meets(&judged->rows[i]))
            continue;
        choosing *one = &all[choice.of++];
        *one = (choosing){.row = &judged->rows[i], .index = i};
        one->known = weigh(one->row, &one->weight);
    }
    if (choice.of)
        qsort(all, choice.of, sizeof *all, by_weight);
    choice.count = choice.of < most ? choice.of : most;
    for (size_t i = 0; i < choice.count; i++)
        choice.rows[i] = all[i].row;
    return choice;
}

static bool is_worse(const wm_judged_row *row)
{
    return row->change.known && row->change.sense == WM_SENSE_WORSE;
}

static bool is_better(const wm_judged_row *row)
{
    return row->change.known && row->change.sense == WM_SENSE_BETTER;
}

static bool is_good(const wm_judged_row *row)
{
    return row->latest->grade >= WM_GRADE_GOOD &&
           row->latest->verdict != WM_VERDICT_MISSED;
}

static bool is_worrying(const wm_judged_row *row)
{
    return row->latest->grade == WM_GRADE_BELOW && is_worse(row);
}

static bool meets_and_holds(const wm_judged_row *row)
{
    return row->latest->verdict == WM_VERDICT_MET && !is_worse(row);
}

static bool misses_and_falls(const wm_judged_row *row)
{
    return row->latest->verdict == WM_VERDICT_MISSED && is_worse(row);
}

wm_pdf_basis wm_pdf_basis_of(const wm_judged *judged)
{
    if (wm_any_graded(judged) && !judged->targets_lead)
        return WM_PDF_BY_GRADES;
    return judged->met + judged->missed ? WM_PDF_BY_TARGETS : WM_PDF_BY_DIRECTION;
}

static bool is_missed(const wm_judged_row *row)
{
    return row->latest->verdict == WM_VERDICT_MISSED;
}

static bool is_exception(const wm_judged_row *row)
{
    return row->latest->grade == WM_GRADE_BELOW || is_missed(row);
}

wm_pdf_choice wm_pdf_choose_good(wm_pdf *pdf, size_t most)
{
    static const rule rules[] = {is_good, meets_and_holds, is_better};
    return choose(pdf, rules[wm_pdf_basis_of(pdf->judged)], wm_change_share, most);
}

wm_pdf_choice wm_pdf_choose_worrying(wm_pdf *pdf, size_t most)
{
    static const rule rules[] = {is_worrying, misses_and_falls, is_worse};
    return choose(pdf, rules[wm_pdf_basis_of(pdf->judged)], wm_change_share, most);
}

wm_pdf_choice wm_pdf_choose_furthest(wm_pdf *pdf, size_t most)
{
    return choose(pdf, is_missed, wm_target_share, most);
}

wm_pdf_choice wm_pdf_choose_exceptions(wm_pdf *pdf, size_t most)
{
    return choose(pdf, is_exception, wm_target_share, most);
}
