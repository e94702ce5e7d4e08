#include "synth/printed.h"

/* Mistakes as people make them when they type a scorecard. Each says what would be
 * printed instead, or that it cannot be made of this figure.
 */
typedef struct planting {
    const wm_printed *printed;
    const wm_definition *measure;
    const wm_printed_cell *cell;
    size_t measure_at, period_at;
    wm_chance *chance;
} planting;

const char *wm_plant_name(wm_plant plant)
{
    static const char *const names[] = {
        "none",
        "swapped digits",
        "numerator of the period before",
        "population of the year before",
        "rounded the wrong way",
        "figure of the year before",
        "fraction for percent",
    };
    return names[plant];
}

/* The value to the places in which the true one is printed. */
static wm_decimal as_printed(const planting *p, wm_ratio value)
{
    return wm_ratio_round(value, p->cell->printed.places);
}

/* Of the period that ends before this one begins, or begins a year earlier; NULL: it was
 * not counted, or lies before the records. */
static const wm_printed_cell *cell_of(const planting *p, wm_period period)
{
    const wm_printed *printed = p->printed;
    for (size_t i = 0; i < printed->period_count; i++)
        if (wm_period_equal(printed->periods[i], period) &&
            period.start >= printed->since)
            return wm_printed_at(printed, p->measure_at, i);
    return NULL;
}

static const wm_printed_cell *year_before(const planting *p)
{
    return cell_of(p, wm_period_move_years(p->printed->periods[p->period_at], -1));
}

static const wm_printed_cell *period_before(const planting *p)
{
    const wm_printed *printed = p->printed;
    wm_period period = printed->periods[p->period_at];
    for (size_t i = 0; i < printed->period_count; i++)
        if (printed->periods[i].kind == period.kind &&
            printed->periods[i].end == period.start - 1)
            return cell_of(p, printed->periods[i]);
    return NULL;
}

static bool swap_digits(const planting *p, wm_decimal *out)
{
    int64_t digits = p->cell->printed.digits, unit = 1, places[18];
    int count = 0;
    for (int64_t rest = digits; rest > 0; rest /= 10)
        count++;
    int from = count < 2 ? 0 : wm_chance_below(p->chance, count - 1);
    for (int i = 0; i < count; i++, unit *= 10)
        places[i] = unit;
    for (int i = 0; i + 1 < count; i++) {
        int at = (from + i) % (count - 1);
        int64_t low = digits / places[at] % 10, high = digits / places[at + 1] % 10;
        if (low == high || (low == 0 && at + 2 == count))
            continue;
        *out = p->cell->printed;
        out->digits += (low - high) * (places[at + 1] - places[at]);
        return true;
    }
    return false;
}

static bool take_other_period(const planting *p, wm_decimal *out)
{
    const wm_printed_cell *before = period_before(p);
    wm_body_kind kind = p->measure->body.kind;
    int64_t scale = kind == WM_BODY_PERCENT ? 100 : 10000;
    wm_ratio value;
    if (!before || (kind != WM_BODY_PERCENT && kind != WM_BODY_RATE) ||
        (kind == WM_BODY_PERCENT &&
         before->counts.numerator > p->cell->counts.denominator) ||
        !wm_ratio_of(before->counts.numerator, p->cell->counts.denominator, scale,
                     &value))
        return false;
    *out = as_printed(p, value);
    return true;
}

static bool take_old_population(const planting *p, wm_decimal *out)
{
    const wm_records *records = p->printed->records;
    const wm_counts *counts = &p->cell->counts;
    wm_ratio value;
    if (p->measure->body.kind != WM_BODY_RATE || !records->schema->series.count)
        return false;
    const wm_series *series = &records->series[0];
    for (size_t i = 1; i < series->count; i++)
        if (series->values[i].value == counts->denominator &&
            series->values[i - 1].authority == series->values[i].authority &&
            wm_ratio_of(counts->numerator, series->values[i - 1].value, 10000, &value)) {
            *out = as_printed(p, value);
            return true;
        }
    return false;
}

static bool round_wrongly(const planting *p, wm_decimal *out)
{
    *out = p->cell->printed;
    int side = wm_ratio_compare(wm_ratio_of_decimal(*out), p->cell->value);
    out->digits -= side; /* rounded up: down; rounded down: up */
    return side != 0;
}

static bool take_last_year(const planting *p, wm_decimal *out)
{
    const wm_printed_cell *before = year_before(p);
    if (!before || !before->has_value)
        return false;
    *out = as_printed(p, before->value);
    return true;
}

static bool take_fraction(const planting *p, wm_decimal *out)
{
    *out = p->cell->printed;
    out->places += 2;
    return p->measure->body.kind == WM_BODY_PERCENT;
}

/* A mistake that shows: the figure rounded to the places that are printed is another. */
static bool shows(const planting *p, wm_decimal wrong)
{
    wm_ratio value = wm_ratio_of_decimal(wrong);
    wm_decimal right = wm_ratio_round(p->cell->value, wrong.places);
    return wrong.digits >= 0 && wm_ratio_compare(value, p->cell->value) != 0 &&
           wm_ratio_compare(value, wm_ratio_of_decimal(right)) != 0;
}

static bool make(const planting *p, wm_plant plant, wm_decimal *out)
{
    static bool (*const makers[WM_PLANTS])(const planting *, wm_decimal *) = {
        [WM_PLANT_SWAPPED_DIGITS] = swap_digits,
        [WM_PLANT_OTHER_PERIOD] = take_other_period,
        [WM_PLANT_OLD_POPULATION] = take_old_population,
        [WM_PLANT_ROUNDED_WRONGLY] = round_wrongly,
        [WM_PLANT_LAST_YEAR] = take_last_year,
        [WM_PLANT_FRACTION] = take_fraction,
    };
    return makers[plant](p, out) && shows(p, *out);
}

static bool plant_at(const wm_printed *printed, size_t at, wm_plant plant,
                     wm_chance *chance)
{
    size_t measure = at / printed->shown, period = at % printed->shown;
    wm_printed_cell *cell = wm_printed_at(printed, measure, period);
    planting p = {.printed = printed,
                  .measure = printed->measures[measure],
                  .cell = cell,
                  .measure_at = measure,
                  .period_at = period,
                  .chance = chance};
    wm_decimal wrong;
    if (!cell->has_value || cell->plant != WM_PLANT_NONE || !make(&p, plant, &wrong))
        return false;
    cell->printed = wrong;
    cell->plant = plant;
    return true;
}

/* In the first figure from a drawn one on that takes it. */
static bool plant_one(const wm_printed *printed, wm_plant plant, wm_chance *chance)
{
    size_t figures = printed->measure_count * printed->shown;
    size_t from = (size_t)wm_chance_below(chance, (int)figures);
    for (size_t i = 0; i < figures; i++)
        if (plant_at(printed, (from + i) % figures, plant, chance))
            return true;
    return false;
}

/* Kind after kind, so that a handful holds one of each. */
size_t wm_printed_plant(wm_printed *printed, size_t count, wm_chance *chance)
{
    size_t planted = 0, refused = 0;
    if (!printed->measure_count)
        return 0;
    int first = wm_chance_below(chance, WM_PLANTS - 1);
    for (size_t i = 0; planted < count && refused < WM_PLANTS - 1; i++) {
        wm_plant plant = (wm_plant)(1 + ((size_t)first + i) % (WM_PLANTS - 1));
        bool done = plant_one(printed, plant, chance);
        planted += done;
        refused = done ? 0 : refused + 1;
    }
    return planted;
}
