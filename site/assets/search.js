/* Searches all records. A record is found when every term stands in it, in the names of its people
   or in the numbers of its sub-records, whatever the accents and the case: exactly what
   `officerepo search` finds. MTG-2025-017/D2 leads to the decision. The titles of other pages are
   found beside them. The data are scripts, loaded when needed, newest year first, because a page
   opened from a file share may load nothing else. */
(function () {
  "use strict";
  const PAGE = 50, ALL_AT_ONCE = 5000;
  const place = name => document.getElementById(name);
  const form = place("search"), list = place("results"), more = place("more"), older = place("older");
  const words = form.dataset, lang = document.documentElement.lang;
  const manifest = window.officerepoShards, loaded = new Set();
  const rows = [];
  let loading = "", shown = PAGE, large, everything, waiting;

  const stateOf = row => manifest.kinds[row.kind].states[row.state] || ["", ""];
  /* What each filter tells records apart by: the value, and its words. */
  const FILTERS = {
    kind: row => [row.kind, manifest.kinds[row.kind].title],
    year: row => [row.year, row.year],
    unit: row => [row.unit, manifest.units[row.unit]],
    state: row => [stateOf(row)[0], stateOf(row)[0]]
  };
  const names = Object.keys(FILTERS);

  /* The same as `officerepo.text.fold` and Python's white space. */
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ");
  const terms = () => fold(form.q.value).split(/[\s\x1c-\x1f\x85]+/).filter(Boolean);
  const holds = (text, query) => query.every(term => text.includes(term));
  const number = n => n.toLocaleString(lang);

  window.officerepoRows = (given, people) => {
    const year = loading.replace(/^0-.*|-.*/, "");
    given.forEach(([id, title, kind, state, date, url, words, unit, former, who, parts]) => {
      const text = [...who.map(n => people[n]), words].join(" ");
      rows.push({
        id, title, kind, state, date, year, url, text, unit, parts,
        own: [fold(id), ...former], number: fold(id), named: fold(title), folded: fold([text, ...parts].join(" "))
      });
    });
  };

  /* Of a large office the two newest years, what has no year, and any year that is asked for. */
  const wanted = (year, query) => everything || year === "0" || manifest.recent.includes(year) ||
    year === form.year.value || query.some(term => term.includes(year));
  const missing = query => manifest.shards.filter(([name, year]) =>
    !loaded.has(name) && (!query || wanted(year, query)));

  function load(name) {
    if (loading) { return; }
    loading = name;
    const script = document.createElement("script");
    script.src = "search/" + name;
    script.onload = script.onerror = () => { loaded.add(name); loading = ""; answer(); };
    document.head.append(script);
  }

  /* The number of the sub-record that was asked for by it. */
  const partOf = (row, query) => row.parts.find(part => query.includes(fold(part))) || "";

  /* Whose number or whole title was asked for is first; then number and title, number, title, text. */
  const rank = (row, query) => row.own.includes(query.join(" ")) || partOf(row, query) ? 0 :
    4 - 2 * holds(row.number || row.named, query) - holds(row.named, query);

  /* Whether a row passes the filters; in `but` it may have any value, to count what there is. */
  const passes = (row, but) => names.every(name =>
    name === but || !form[name].value || FILTERS[name](row)[0] === form[name].value);

  function count(matching, name) {
    const select = form[name], kept = select.value, found = new Map();
    const note = (value, title, more) => found.set(value, [title, (found.get(value) || [0, 0])[1] + more]);
    if (name === "year") { manifest.shards.forEach(([, year]) => year === "0" || note(year, year, 0)); }
    const known = (manifest[name + "s"] || {})[kept] || kept;
    if (kept) { note(kept, known.title || known, 0); }
    matching.forEach(row => {
      const [value, title] = FILTERS[name](row);
      if (value && passes(row, name)) { note(value, title, 1); }
    });
    select.length = 1;
    [...found].sort(([a, [one]], [b, [two]]) => name === "year" ? b - a : one.localeCompare(two, lang))
      .forEach(([value, [title, n]]) =>
        select.add(new Option(title + (n ? " (" + number(n) + ")" : ""), value)));
    select.value = kept;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className || "";
    made.textContent = text || "";
    return made;
  }

  /* Shows a text with the terms marked, wherever its accents are. */
  function marked(parent, text, query) {
    const letters = Array.from(text), hit = new Set(), from = [];
    let folded = "";
    letters.forEach((letter, n) => fold(letter).split("").forEach(sign => { folded += sign; from.push(n); }));
    query.forEach(term => {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
        from.slice(at, at + term.length).forEach(n => hit.add(n));
      }
    });
    letters.forEach((letter, n) => {
      if (!n || hit.has(n) !== hit.has(n - 1)) { parent.append(hit.has(n) ? element("mark") : ""); }
      parent.lastChild.textContent += letter;
    });
    return parent;
  }

  /* The words that hold the terms which stand in neither number nor title; long ones are cut. */
  const within = (row, query) => query.filter(term => !(row.number + " " + row.named).includes(term))
    .map(term => {
      const word = row.text.split(" ").find(each => fold(each).includes(term)) || "";
      const at = word.length > 30 ? Math.max(0, fold(word).indexOf(term) - 12) : 0;
      return (at ? "…" : "") + word.slice(at, at + 30) + (word.length > at + 30 ? "…" : "");
    }).join(" ");

  function item(row, query) {
    const made = element("li"), link = marked(element("a"), row.title, query), text = within(row, query);
    const meta = element("span", "meta"), [state, tone] = stateOf(row);
    const part = partOf(row, query), id = part || row.id;
    link.href = row.url + part.slice(row.id.length).replace("/", "#").toLowerCase();
    made.append(link);
    if (state) { made.append(element("span", "tag " + tone, state)); }
    if (id) { meta.append(marked(element("span", "folio"), id, query), " · "); }
    meta.append([manifest.kinds[row.kind].title, manifest.units[row.unit], row.date, text && words.within + " "]
      .filter(Boolean).join(" · "), marked(element("span"), text, query));
    made.append(meta);
    return made;
  }

  function answer() {
    const query = terms(), todo = missing(query);
    const asked = query.length || names.some(name => form[name].value);
    const matching = rows.filter(row => holds(row.folded, query));
    const found = asked ? matching.filter(row => passes(row)).map(row => [rank(row, query), row]) : [];
    found.sort(([a, one], [b, two]) =>
      a - b || (one.date < two.date ? 1 : one.date > two.date ? -1 : one.id.localeCompare(two.id)));
    names.forEach(name => count(matching, name));
    list.textContent = "";
    found.slice(0, shown).forEach(([, row]) => list.append(item(row, query)));
    more.hidden = found.length <= shown;
    older.hidden = !asked || todo.length || !missing().length;
    place("said").textContent = !asked ? words.short : (found.length === 1 ? words.one :
      found.length || todo.length ? words.many.replace("{n}", number(found.length)) : words.none) +
      (todo.length ? " " + words.loading : "");
    list.dataset.done = !todo.length && Boolean(asked);
    if (todo.length) { load(todo[0][0]); }
  }

  function again(event) {
    event.preventDefault();
    shown = PAGE;
    const query = new URLSearchParams(everything && large ? "all=1" : "");
    ["q", ...names].forEach(name => form[name].value && query.set(name, form[name].value));
    // A browser may refuse that for files.
    try { history.replaceState(null, "", "?" + query); } catch (error) {}
    clearTimeout(waiting);
    waiting = setTimeout(answer, 60);
  }

  if (manifest) {
    const asked = new URLSearchParams(location.search);
    large = manifest.shards.reduce((n, shard) => n + shard[2], 0) > ALL_AT_ONCE;
    everything = !large || asked.has("all");
    ["q", ...names].forEach(name => {
      const value = asked.get(name) || "";
      if (value && name !== "q") { form[name].add(new Option(value, value)); }
      form[name].value = value;
    });
    form.oninput = form.onsubmit = again;
    more.onclick = () => { shown += PAGE; answer(); };
    officerepoRows(manifest.pages);
    older.onclick = event => { everything = true; again(event); };
    form.q.focus();
    answer();
  }
})();
