/* Sorts and filters the table of all measures. The page is whole without it: the
   controls are hidden, or made, until this has run. What is chosen is kept in the
   address (#?section=1&sort=change), so that it can be sent to somebody. */
(function () {
  "use strict";
  var table = document.querySelector("table.all");
  var filters = document.querySelector(".filters");
  if (!table || !filters) return;

  var bodies = Array.prototype.slice.call(table.tBodies);
  var homes = bodies.map(function (body) {
    return {
      body: body,
      over: body.querySelector("tr.over"),
      rows: Array.prototype.slice.call(body.querySelectorAll("tr:not(.over)"))
    };
  });
  var rows = homes.reduce(function (all, home) { return all.concat(home.rows); }, []);
  var sorted = document.createElement("tbody");
  sorted.setAttribute("role", "rowgroup");
  sorted.hidden = true;
  table.appendChild(sorted);

  var heads = Array.prototype.slice.call(table.querySelectorAll("thead th"));
  var chosen = { section: "", grade: "", verdict: "", text: "", sort: "", order: "" };
  var fields = {
    section: document.getElementById("by-section"),
    grade: document.getElementById("by-grade"),
    verdict: document.getElementById("by-verdict"),
    text: document.getElementById("by-text")
  };
  Object.keys(fields).forEach(function (key) {
    if (fields[key]) return;
    delete fields[key]; /* no measure is graded */
    delete chosen[key];
  });
  var shown = document.getElementById("shown");

  function isShown(row) {
    var words = chosen.text.toLowerCase().split(/\s+/);
    var text = row.getAttribute("data-text");
    return (!chosen.section || row.getAttribute("data-section") === chosen.section) &&
      (!chosen.grade || row.getAttribute("data-grade") === chosen.grade) &&
      (!chosen.verdict || row.getAttribute("data-verdict") === chosen.verdict) &&
      words.every(function (word) { return text.indexOf(word) >= 0; });
  }

  function filter() {
    var count = 0;
    rows.forEach(function (row) {
      row.hidden = !isShown(row);
      if (!row.hidden) count++;
    });
    homes.forEach(function (home) {
      home.body.hidden = chosen.sort !== "" ||
        home.rows.every(function (row) { return row.hidden; });
    });
    shown.textContent = "Showing " + count + " of " + rows.length + " measures";
  }

  function valueOf(row, column) {
    var cell = row.cells[column];
    if (heads[column].getAttribute("data-key") === "measure")
      return cell.textContent.toLowerCase();
    var value = cell.getAttribute("data-v");
    return value === null ? null : Number(value);
  }

  /* Rows without a value come last in either order; equal ones keep the scorecard's. */
  function compare(a, b) {
    if (a.value === null || b.value === null)
      return (a.value === null) - (b.value === null) || a.place - b.place;
    var order = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
    return (chosen.order === "descending" ? -order : order) || a.place - b.place;
  }

  function sort() {
    var column = -1;
    heads.forEach(function (head, i) {
      if (!head.getAttribute("data-key")) return;
      var is = head.getAttribute("data-key") === chosen.sort;
      if (is) column = i;
      head.setAttribute("aria-sort", is ? chosen.order : "none");
    });
    sorted.hidden = column < 0;
    if (column < 0) {
      chosen.sort = "";
      homes.forEach(function (home) {
        home.rows.forEach(function (row) { home.body.appendChild(row); });
      });
      return;
    }
    rows.map(function (row, place) {
      return { row: row, place: place, value: valueOf(row, column) };
    }).sort(compare).forEach(function (one) { sorted.appendChild(one.row); });
  }

  function remember() {
    var parts = Object.keys(chosen).filter(function (key) { return chosen[key]; })
      .map(function (key) { return key + "=" + encodeURIComponent(chosen[key]); });
    history.replaceState(null, "", parts.length ? "#?" + parts.join("&") : "#all");
  }

  function show() {
    sort();
    filter();
  }

  function changed() {
    show();
    remember();
  }

  function recall() {
    if (location.hash.slice(0, 2) !== "#?") return false;
    Object.keys(chosen).forEach(function (key) { chosen[key] = ""; });
    location.hash.slice(2).split("&").forEach(function (part) {
      var at = part.indexOf("=");
      var key = part.slice(0, at);
      try {
        if (at > 0 && chosen.hasOwnProperty(key))
          chosen[key] = decodeURIComponent(part.slice(at + 1));
      } catch (broken) { /* an address cut short in a letter: that part is left out */ }
    });
    if (chosen.order !== "descending") chosen.order = chosen.sort ? "ascending" : "";
    Object.keys(fields).forEach(function (key) {
      fields[key].value = chosen[key];
      chosen[key] = fields[key].value;
    });
    return true;
  }

  function addButton(head) {
    var key = head.getAttribute("data-key");
    if (!key) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      chosen.order = chosen.sort === key && chosen.order === "ascending" ?
        "descending" : "ascending";
      chosen.sort = key;
      changed();
    });
  }

  rows.forEach(function (row) {
    row.setAttribute("data-text",
      (row.cells[0].textContent + " " + row.cells[1].textContent).toLowerCase());
  });
  heads.forEach(addButton);
  Object.keys(fields).forEach(function (key) {
    fields[key].addEventListener(key === "text" ? "input" : "change", function () {
      chosen[key] = fields[key].value.trim();
      changed();
    });
  });
  document.getElementById("clear").addEventListener("click", function () {
    Object.keys(chosen).forEach(function (key) { chosen[key] = ""; });
    Object.keys(fields).forEach(function (key) { fields[key].value = ""; });
    changed();
  });
  window.addEventListener("hashchange", function () { if (recall()) show(); });

  document.documentElement.className = "js";
  filters.hidden = false;
  if (recall()) document.getElementById("all").scrollIntoView();
  show();
})();
