/* The bank holidays of England and Wales, 1995 to 2025, for the calendar of the peers: by rule,
 * and the days that were moved or given once (gov.uk/bank-holidays and the royal proclamations).
 * Written for itself, so that it does not share a mistake with Waymark's.
 */
"use strict";

const DAY = 86400000;
const at = (year, month, day) => new Date(Date.UTC(year, month - 1, day));
const plus = (date, days) => new Date(date.getTime() + days * DAY);
const text = (date) => date.toISOString().slice(0, 10);

/* Easter Sunday after Meeus, Jones and Butcher. */
function easter(year) {
  const a = year % 19, b = Math.floor(year / 100), c = year % 100;
  const d = Math.floor(b / 4), e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4), k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return at(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

function firstMonday(year, month) {
  const first = at(year, month, 1);
  return plus(first, (8 - first.getUTCDay()) % 7);
}

function lastMonday(year, month) {
  const last = plus(at(year, month + 1, 1), -1);
  return plus(last, -((last.getUTCDay() + 6) % 7));
}

/* Two days of Christmas and one of New Year; what falls on a weekend comes after it. */
function weekday(date, taken) {
  while (date.getUTCDay() === 0 || date.getUTCDay() === 6 || taken.includes(text(date)))
    date = plus(date, 1);
  return date;
}

const once = {
  1995: { without: ["1995-05-01"], with: ["1995-05-08"] },
  1999: { with: ["1999-12-31"] },
  2002: { without: ["2002-05-27"], with: ["2002-06-03", "2002-06-04"] },
  2011: { with: ["2011-04-29"] },
  2012: { without: ["2012-05-28"], with: ["2012-06-04", "2012-06-05"] },
  2020: { without: ["2020-05-04"], with: ["2020-05-08"] },
  2022: { without: ["2022-05-30"], with: ["2022-06-02", "2022-06-03", "2022-09-19"] },
  2023: { with: ["2023-05-08"] },
};

function holidays(year) {
  const sunday = easter(year);
  const days = [
    text(weekday(at(year, 1, 1), [])), text(plus(sunday, -2)), text(plus(sunday, 1)),
    text(firstMonday(year, 5)), text(lastMonday(year, 5)), text(lastMonday(year, 8)),
  ];
  /* Boxing Day keeps to its own day when it can: on a Friday before a Christmas moved to Monday
   * there is nothing to move. */
  const christmas = at(year, 12, 25), boxing = at(year, 12, 26);
  const boxingKept = boxing.getUTCDay() >= 1 && boxing.getUTCDay() <= 5;
  const first = boxingKept ? [text(boxing)] : [];
  days.push(text(weekday(christmas, first)));
  if (boxingKept) days.push(text(boxing));
  else days.push(text(weekday(boxing, [days[days.length - 1]])));
  const change = once[year] || {};
  return days.filter((day) => !(change.without || []).includes(day)).concat(change.with || []);
}

module.exports = function (from, to) {
  const all = [];
  for (let year = from; year <= to; year++) all.push(...holidays(year));
  return all;
};
