#ifndef WM_PUBLISH_XLSX_H
#define WM_PUBLISH_XLSX_H

/* The workbook, by libxlsxwriter:
 *
 *     Cover       title, authority, as at, marking, how to use it
 *     Contents    a link to each sheet
 *     Notes       symbols, grades, rules, footnotes
 *     Summary     a row per measure
 *     1 ... 11    a sheet per section: the same rows in full, and a chart of each
 *     Comparators, Definitions
 *     Checks      what Waymark found, when it found anything
 *     Data        tidy: a row per figure, the cells of scorecard.csv
 *
 * After the accessible spreadsheets checklist of the Government Analysis Function: a
 * title in A1, one table a sheet with one header row, no merged, blank or hidden cells,
 * numbers as numbers, meaning never in colour alone. Text that people wrote is always a
 * string cell, never a formula.
 */

#endif
