/* Sorts and narrows a register. The table is complete and in order without this.
   What is chosen stands in the address, so that it can be sent as a link. */
(() => {
  "use strict";
  const { fold, terms, fill, element, keep } = window.officerepo;
  const table = document.getElementById("register"), body = table.tBodies[0], rows = [...body.rows];
  const headers = [...table.tHead.rows[0].cells], said = document.getElementById("register-said");
  const form = document.querySelector("form[data-filters]"), output = form.querySelector("output");
  const selects = [...form.querySelectorAll("select")];
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const asked = new URLSearchParams(location.search);
  let folded = null;

  const text = cell => cell ? cell.textContent.trim() : "";

  function remember(name, value) {
    if (value) { asked.set(name, value); } else { asked.delete(name); }
    keep(asked);
  }

  function sort(column, down) {
    const value = ({ cells: { [column]: cell } }) => cell && cell.dataset.v || text(cell);
    headers.forEach(header => header.removeAttribute("aria-sort"));
    headers[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort((one, two) => {
      const left = value(one), right = value(two);
      if (!left || !right) { return left ? -1 : right ? 1 : 0; }
      return (down ? -1 : 1) * compare(left, right);
    });
    body.append(...rows);
  }

  headers.forEach((header, column) => {
    const button = element("button", "", header.textContent);
    button.type = "button";
    header.textContent = "";
    header.append(button);
    button.onclick = () => {
      const down = header.getAttribute("aria-sort") === "ascending";
      sort(column, down);
      remember("sort", (down ? "-" : "") + column);
      said.textContent = fill(table.dataset[down ? "down" : "up"], { column: button.textContent });
    };
  });

  function narrow() {
    const query = terms(form.q.value);
    if (query.length && !folded) { folded = new Map(rows.map(row => [row, fold(row.textContent)])); }
    let shown = 0, all = 0;
    rows.forEach(row => {
      row.hidden = !query.every(term => folded.get(row).includes(term)) || !selects.every(select =>
        !select.value || text(row.cells[select.dataset.column]) === select.value);
      if (!row.classList.contains("gap")) { all += 1; shown += !row.hidden; }
    });
    output.textContent = fill(output.dataset.text, { shown, all });
  }

  form.oninput = event => { remember(event.target.name, event.target.value); narrow(); };
  form.onsubmit = event => event.preventDefault();

  /* What the address asks for */
  [form.q, ...selects].forEach(field => { field.value = asked.get(field.name) || ""; });
  const order = asked.get("sort");
  if (order && headers[Math.abs(order)]) { sort(Math.abs(order), order[0] === "-"); }
  narrow();
})();
