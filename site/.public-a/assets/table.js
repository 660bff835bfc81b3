/* Sorts and filters a register. The table is complete and in order without this.
   What is chosen stands in the address, so that it can be sent as a link. */
(function () {
  "use strict";
  var table = document.getElementById("register");
  var form = document.querySelector("form[data-filters]");
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var said = document.getElementById("register-said");
  var compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  var asked = new URLSearchParams(location.search);

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ");
  }

  function text(row, column) {
    var cell = row.cells[column];
    return cell ? cell.textContent.trim() : "";
  }

  function remember(name, value) {
    if (value) { asked.set(name, value); } else { asked.delete(name); }
    var query = asked.toString();
    try {
      history.replaceState(null, "", query ? "?" + query : location.pathname);
    } catch (error) { /* some browsers forbid it for files */ }
  }

  /* Sorting */
  var headers = Array.prototype.slice.call(table.tHead.rows[0].cells);

  function sort(column, down) {
    function value(row) {
      var cell = row.cells[column];
      return cell ? cell.dataset.v || cell.textContent.trim() : "";
    }
    headers.forEach(function (header) { header.removeAttribute("aria-sort"); });
    headers[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort(function (a, b) {
      var left = value(a), right = value(b);
      if (!left || !right) { return left ? -1 : right ? 1 : 0; }
      return (down ? -1 : 1) * compare(left, right);
    });
    rows.forEach(function (row) { body.appendChild(row); });
  }

  headers.forEach(function (header, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    header.textContent = "";
    header.appendChild(button);
    button.addEventListener("click", function () {
      var down = header.getAttribute("aria-sort") === "ascending";
      sort(column, down);
      remember("sort", (down ? "-" : "") + column);
      said.textContent = table.dataset[down ? "down" : "up"].replace("{column}", button.textContent);
    });
  });

  /* Filtering */
  var output = form.querySelector("output");
  var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
  var folded = null;

  function filter() {
    var terms = fold(form.q.value).split(/\s+/).filter(Boolean);
    if (terms.length && !folded) {
      folded = new Map(rows.map(function (row) { return [row, fold(row.textContent)]; }));
    }
    var shown = 0, all = 0;
    rows.forEach(function (row) {
      var fits = terms.every(function (term) { return folded.get(row).indexOf(term) >= 0; }) &&
        selects.every(function (select) {
          return !select.value || text(row, Number(select.dataset.column)) === select.value;
        });
      row.hidden = !fits;
      if (!row.classList.contains("gap")) { all += 1; shown += fits ? 1 : 0; }
    });
    output.textContent = output.dataset.text.replace("{shown}", shown).replace("{all}", all);
  }

  form.addEventListener("input", function (event) {
    remember(event.target.name, event.target.value);
    filter();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });

  /* What the address asks for */
  form.q.value = asked.get("q") || "";
  selects.forEach(function (select) { select.value = asked.get(select.name) || ""; });
  var order = asked.get("sort");
  if (order && headers[Math.abs(order)]) { sort(Math.abs(order), order[0] === "-"); }
  filter();
})();
