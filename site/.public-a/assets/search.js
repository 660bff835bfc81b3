/* Searches all records. A record is found when every term stands in it, whatever the accents and
   the case: exactly what `officerepo search` finds. The data are scripts, loaded when needed,
   newest year first, because a page opened from a file share may load nothing else. */
(function () {
  "use strict";
  var PAGE = 50;
  var form = document.getElementById("search");
  var list = document.getElementById("results");
  var said = document.getElementById("said");
  var more = document.getElementById("more");
  var manifest = null, rows = [], loaded = 0, loading = false, shown = PAGE;

  /* The same as `officerepo.text.fold` and Python's white space. */
  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ");
  }
  function terms() {
    return fold(form.q.value).split(/[\s\x1c-\x1f\x85]+/).filter(Boolean);
  }

  window.officerepoRows = function (given) {
    given.forEach(function (row) { row.push(fold(row[0]), fold(row[1])); });
    rows = rows.concat(given);
  };

  function load() {
    if (loading || loaded >= manifest.shards.length) { return; }
    loading = true;
    var script = document.createElement("script");
    script.src = "search/" + manifest.shards[loaded][0];
    script.onload = script.onerror = function () {
      loading = false;
      loaded += 1;
      answer();
    };
    document.head.appendChild(script);
  }

  function rank(row, query) {
    var whole = query.join(" ");
    if (row[7] === whole) { return 0; }
    if (query.every(function (term) { return row[7].indexOf(term) >= 0; })) { return 1; }
    if (query.every(function (term) { return row[8].indexOf(term) >= 0; })) { return 2; }
    return 3;
  }

  function find(query) {
    var kind = form.kind.value, year = form.year.value, state = form.state.value;
    return rows.filter(function (row) {
      return (!kind || row[2] === kind) && (!year || row[4].slice(0, 4) === year) &&
        (!state || stateOf(row)[0] === state) &&
        query.every(function (term) { return row[6].indexOf(term) >= 0; });
    }).map(function (row) { return [rank(row, query), row]; }).sort(function (a, b) {
      return a[0] - b[0] || (a[1][4] < b[1][4] ? 1 : a[1][4] > b[1][4] ? -1 : a[1][0] < b[1][0] ? -1 : 1);
    }).map(function (pair) { return pair[1]; });
  }

  function stateOf(row) {
    return manifest.kinds[row[2]].states[row[3]] || ["", ""];
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  function item(row) {
    var made = element("li"), link = element("a", "", row[1]), state = stateOf(row);
    var meta = element("span", "meta");
    link.href = row[5];
    made.appendChild(link);
    if (state[0]) { made.appendChild(element("span", "tag " + state[1], state[0])); }
    meta.appendChild(element("span", "folio", row[0]));
    meta.appendChild(document.createTextNode(
      [" · " + manifest.kinds[row[2]].title, row[4]].filter(Boolean).join(" · ")));
    made.appendChild(meta);
    return made;
  }

  function answer() {
    var query = terms(), words = form.dataset;
    var asked = query.length || form.kind.value || form.year.value || form.state.value;
    var found = asked ? find(query) : [];
    var done = loaded >= manifest.shards.length;
    list.textContent = "";
    found.slice(0, shown).forEach(function (row) { list.appendChild(item(row)); });
    more.hidden = found.length <= shown;
    said.textContent = !asked ? words.short :
      (found.length === 1 ? words.one :
        found.length || !done ? words.many.replace("{n}", found.length.toLocaleString(document.documentElement.lang)) :
          words.none) + (done ? "" : " " + words.loading);
    list.setAttribute("data-done", String(done && Boolean(asked)));
    if (asked) { load(); }
  }

  function fillStates() {
    var kept = form.state.value, names = new Set();
    Object.keys(manifest.kinds).forEach(function (kind) {
      if (form.kind.value && kind !== form.kind.value) { return; }
      var states = manifest.kinds[kind].states;
      Object.keys(states).forEach(function (state) { names.add(states[state][0]); });
    });
    while (form.state.options.length > 1) { form.state.remove(1); }
    names.forEach(function (name) { form.state.add(new Option(name, name)); });
    form.state.value = names.has(kept) ? kept : "";
  }

  function start() {
    var asked = new URLSearchParams(location.search), years = new Set();
    manifest.shards.forEach(function (shard) { if (shard[1] !== "0") { years.add(shard[1]); } });
    years.forEach(function (year) { form.year.add(new Option(year, year)); });
    form.kind.value = asked.get("kind") || "";
    fillStates();
    ["q", "year", "state"].forEach(function (name) {
      form[name].value = asked.get(name) || "";
    });
    var waiting = 0;
    function again(event) {
      if (event) { event.preventDefault(); }
      shown = PAGE;
      if (form.kind === (event && event.target)) { fillStates(); }
      var query = new URLSearchParams();
      ["q", "kind", "year", "state"].forEach(function (name) {
        if (form[name].value) { query.set(name, form[name].value); }
      });
      try { history.replaceState(null, "", "?" + query); } catch (error) { /* files */ }
      clearTimeout(waiting);
      waiting = setTimeout(answer, 60);
    }
    form.addEventListener("input", again);
    form.addEventListener("submit", again);
    more.addEventListener("click", function () { shown += PAGE; answer(); });
    form.q.focus();
    answer();
  }

  if (window.officerepoShards) {
    manifest = window.officerepoShards;
    start();
  }
})();
