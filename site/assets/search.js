/* Searches all records. A record is found when every term stands in it, in the names of its people
   or in the numbers of its sub-records, whatever the accents and the case: exactly what
   `officerepo search` finds. MTG-2025-017/D2 leads to the decision. The titles of other pages are
   found beside them. The data are scripts, loaded when needed, newest year first, because a page
   opened from a file share may load nothing else. */
(() => {
  "use strict";
  const { fold, terms, fill, element, keep } = window.officerepo;
  const manifest = window.officerepoShards, asked = new URLSearchParams(location.search);
  if (!manifest) { return; }
  const [form, said, list, more, older] = ["search", "said", "results", "more", "older"]
    .map(name => document.getElementById(name));
  const words = form.dataset, filters = Object.keys(manifest.filters);
  const PAGE = 50, rows = [], loaded = new Set();
  let loading = false, shown = PAGE, everything = asked.has("all"), waiting;

  const number = n => n.toLocaleString(document.documentElement.lang);
  const holds = (text, query) => query.every(term => text.includes(term));

  /* What is known of a filter's value: itself, its title; of a state, its own word and tone too. */
  const known = (name, value) => manifest.filters[name].find(([key]) => key === value) || [];

  window.officerepoRows = (year, given, people) => {
    given.forEach(([id, title, kind, state, date, url, words, unit, former, who, parts]) => {
      const text = [...who.map(n => people[n]), words].join(" ");
      rows.push({
        id, title, kind, year, unit, state: kind + "." + state, date, url, text, parts,
        own: [fold(id), ...former], named: fold(title), folded: fold([text, ...parts].join(" "))
      });
    });
  };

  /* The files that are still to be loaded; for a query of a large office only the newest years, what
     has no year, and any year that is asked for. */
  const missing = query => manifest.shards.filter(([name, year, later]) => !loaded.has(name) &&
    (!query || everything || !later || year === form.year.value ||
      query.some(term => term.includes(year))));

  function load(name) {
    const script = element("script");
    loading = true;
    script.src = "search/" + name;
    script.onload = script.onerror = () => { loaded.add(name); loading = false; answer(); };
    document.head.append(script);
  }

  /* The number of the sub-record that was asked for by it. */
  const partOf = (row, query) => row.parts.find(part => query.includes(fold(part))) || "";

  /* Whose number or whole title was asked for is first; then number and title, number, title, text. */
  const rank = (row, query) => row.own.includes(query.join(" ")) || partOf(row, query) ? 0 :
    4 - 2 * holds(row.own[0] || row.named, query) - holds(row.named, query);

  /* Whether a row passes the filters; in `but` it may have any value, to count what there is. */
  const passes = (row, but) => filters.every(name =>
    name === but || !form[name].value || row[name] === form[name].value);

  /* Offers what would be found with each value of a filter; every year, for not all are loaded. */
  function offer(name, matching) {
    const select = form[name], kept = select.value, counts = {};
    matching.filter(row => passes(row, name)).forEach(row => {
      counts[row[name]] = (counts[row[name]] || 0) + 1;
    });
    select.length = 1;
    manifest.filters[name].forEach(([value, title, word]) => {
      const n = counts[value], text = form.kind.value && word || title;
      if (n || value === kept || name === "year") {
        select.add(new Option(n ? `${text} (${number(n)})` : text, value));
      }
    });
    select.value = kept;
  }

  /* Shows a text with the terms marked, wherever its accents are. */
  function marked(parent, text, query) {
    const letters = [...text], hit = new Set(), from = [];
    let folded = "";
    letters.forEach((letter, n) => {
      folded += fold(letter);
      while (from.length < folded.length) { from.push(n); }
    });
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
  const within = (row, query) => query.filter(term => !(row.own[0] + " " + row.named).includes(term))
    .map(term => {
      const word = row.text.split(" ").find(each => fold(each).includes(term)) || "";
      const at = word.length > 30 ? Math.max(0, fold(word).indexOf(term) - 12) : 0;
      return (at ? "…" : "") + word.slice(at, at + 30) + (word.length > at + 30 ? "…" : "");
    }).join(" · ");

  function item(row, query) {
    const made = element("li"), link = marked(element("a"), row.title, query);
    const meta = element("span", "meta"), text = within(row, query);
    const [, , state, tone] = known("state", row.state);
    const part = partOf(row, query), id = part || row.id;
    link.href = row.url + part.slice(row.id.length).replace("/", "#").toLowerCase();
    made.append(link);
    if (state) { made.append(element("span", "tag " + tone, state)); }
    if (id) { meta.append(marked(element("span", "folio"), id, query), " · "); }
    meta.append([
      known("kind", row.kind)[1] || words.page, known("unit", row.unit)[1], row.date,
      text && words.within + " "
    ].filter(Boolean).join(" · "), marked(element("span"), text, query));
    made.append(meta);
    return made;
  }

  function answer() {
    const query = terms(form.q.value), todo = missing(query);
    const asks = Boolean(query.length || filters.some(name => form[name].value));
    const matching = rows.filter(row => holds(row.folded, query));
    const found = asks ? matching.filter(row => passes(row)).map(row => [rank(row, query), row]) : [];
    found.sort(([a, one], [b, two]) =>
      a - b || two.date.localeCompare(one.date) || one.id.localeCompare(two.id));
    filters.forEach(name => offer(name, matching));
    list.textContent = "";
    found.slice(0, shown).forEach(([, row]) => list.append(item(row, query)));
    more.hidden = found.length <= shown;
    older.hidden = !asks || todo.length || !missing().length;
    said.textContent = !asks ? words.short : (found.length === 1 ? words.one :
      found.length || todo.length ? fill(words.many, { n: number(found.length) }) : words.none) +
      (todo.length ? " " + words.loading : "");
    list.dataset.done = asks && !todo.length;
    if (todo.length && !loading) { load(todo[0][0]); }
  }

  function again(event) {
    event.preventDefault();
    shown = PAGE;
    const query = new URLSearchParams(everything ? "all=1" : "");
    ["q", ...filters].forEach(name => form[name].value && query.set(name, form[name].value));
    keep(query);
    clearTimeout(waiting);
    waiting = setTimeout(answer, 60);
  }

  form.q.value = asked.get("q") || "";
  filters.forEach(name => {
    const [value] = known(name, asked.get(name));
    if (value) { form[name].add(new Option("", value, true, true)); }
  });
  form.oninput = form.onsubmit = again;
  more.onclick = () => { shown += PAGE; answer(); };
  older.onclick = event => { everything = true; again(event); };
  officerepoRows("", manifest.pages, []);
  form.q.focus();
  answer();
})();
