/* Within the page: sorts and filters as a reader would, and says what went wrong. */
(function () {
  "use strict";
  var wrong = [];
  function check(is, what) { if (!is) wrong.push(what); }
  function choose(id, value) {
    var field = document.getElementById(id);
    field.value = value;
    field.dispatchEvent(new Event(field.tagName === "INPUT" ? "input" : "change"));
  }
  function shownRows() {
    return Array.prototype.filter.call(
      document.querySelectorAll("table.all tbody tr:not(.over)"),
      function (row) { return row.offsetParent !== null; });
  }
  function refs() {
    return shownRows().map(function (row) { return row.cells[0].textContent; }).join(" ");
  }
  function head(key) { return document.querySelector('th[data-key="' + key + '"]'); }
  function values(column) {
    return shownRows().map(function (row) { return row.cells[column].getAttribute("data-v"); });
  }
  function isAscending(list) {
    return list.every(function (value, i) {
      if (i === 0) return true;
      if (value === null) return true;
      return list[i - 1] !== null && Number(list[i - 1]) <= Number(value);
    });
  }

  var all = refs();
  var count = shownRows().length;
  var status = document.getElementById("shown");
  check(count > 1, "no measures in the table");
  check(!document.querySelector(".filters").hidden, "the filters stay hidden");
  check(status.textContent === "Showing " + count + " of " + count + " measures",
    "count at first: " + status.textContent);

  ["latest", "target", "verdict", "change"].forEach(function (key) {
    var column = head(key).cellIndex;
    head(key).querySelector("button").click();
    check(head(key).getAttribute("aria-sort") === "ascending", key + ": not ascending");
    check(isAscending(values(column)), key + ": wrong order " + values(column));
    check(shownRows().length === count, key + ": rows lost by sorting");
    check(location.hash.indexOf("sort=" + key) > 0, key + ": not in the address");
    head(key).querySelector("button").click();
    check(head(key).getAttribute("aria-sort") === "descending", key + ": not descending");
    var known = values(column).filter(function (value) { return value !== null; });
    check(isAscending(known.reverse()), key + ": wrong order, descending");
    check(values(column).slice(0, known.length).indexOf(null) < 0,
      key + ": without a value, yet not last");
  });
  document.getElementById("clear").click();
  check(refs() === all, "clearing does not bring back the scorecard's order");
  check(document.querySelectorAll('th[aria-sort="ascending"]').length === 0,
    "clearing leaves a column marked");

  choose("by-verdict", "missed");
  var missed = shownRows();
  check(missed.length > 0 && missed.length < count, "target filter shows " + missed.length);
  check(missed.every(function (row) { return row.getAttribute("data-verdict") === "missed"; }),
    "target filter lets others through");
  check(status.textContent.indexOf("Showing " + missed.length + " of ") === 0,
    "count when filtered: " + status.textContent);
  document.getElementById("clear").click();

  var word = document.querySelector('table.all th[scope="row"]').textContent.split(" ")[0];
  choose("by-text", word.toUpperCase());
  check(shownRows().length > 0 && shownRows().every(function (row) {
    return (row.cells[0].textContent + row.cells[1].textContent).toLowerCase()
      .indexOf(word.toLowerCase()) >= 0;
  }), "finding `" + word + "`");
  choose("by-text", "no measure says this");
  check(shownRows().length === 0, "finding nothing shows something");
  check(status.textContent.indexOf("Showing 0 of ") === 0, "count of nothing");
  document.getElementById("clear").click();

  var section = document.getElementById("by-section").options[1].value;
  location.hash = "#?section=" + encodeURIComponent(section) + "&sort=latest&order=descending" +
    "&grade=no%20such&verdict=%E0%A4%A";
  setTimeout(function () {
    check(shownRows().length > 0 && shownRows().every(function (row) {
      return row.getAttribute("data-section") === section;
    }), "the address does not choose the section");
    check(head("latest").getAttribute("aria-sort") === "descending",
      "the address does not sort");
    finish({ wrong: wrong });
  }, 200);
})();
