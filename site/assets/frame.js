/* What every page does with script: colours, the build stamp, counts, and "/" for search; and what
   the scripts of registers and of the search share.
   Loaded before the page is drawn, so that the chosen colours never flash. */
(() => {
  "use strict";
  const root = document.documentElement;

  /* The same as `officerepo.text.fold`, and Python's white space. */
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ");
  const terms = text => fold(text).split(/[\s\x1c-\x1f\x85]+/).filter(Boolean);

  const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

  function element(name, className = "", textContent = "") {
    return Object.assign(document.createElement(name), { className, textContent });
  }

  function keep(query) {
    const asked = String(query);
    try {
      history.replaceState(null, "", asked ? "?" + asked : location.pathname);
    } catch (error) { /* some browsers forbid it for files */ }
  }

  function offerThemes() {
    const buttons = document.querySelectorAll(".theme button");
    const show = () => buttons.forEach(button =>
      button.setAttribute("aria-pressed", button.dataset.theme === root.dataset.theme));
    buttons.forEach(button => button.onclick = () => {
      root.dataset.theme = button.dataset.theme;
      try { localStorage.theme = root.dataset.theme; } catch (error) { /* for this page only */ }
      show();
    });
    show();
  }

  function stampBuild(build) {
    document.querySelectorAll("[data-stamp]").forEach(line => {
      line.textContent = fill(line.dataset.stamp, build);
    });
    document.querySelectorAll("[data-count]").forEach(place => {
      const count = build.counts[place.dataset.count];
      if (count) { place.textContent = count.toLocaleString(root.lang); }
    });
    /* "Today" and "2 days late" are true on the day of the build; after it the date stands there. */
    if (new Date(new Date().toDateString()) > new Date(build.made)) {
      document.querySelectorAll("[data-day]").forEach(tag => { tag.textContent = tag.dataset.day; });
    }
    const stamp = document.getElementById("stamp");
    const n = Math.floor((Date.now() - Date.parse(build.made)) / 864e5);
    if (n >= stamp.dataset.staleAfter) {
      const warning = element("p", "stale", fill(stamp.dataset.stale, { n }));
      warning.setAttribute("role", "status");
      stamp.prepend(warning);
    }
  }

  root.classList.add("js");
  root.dataset.theme = "";
  try { root.dataset.theme = localStorage.theme || ""; } catch (error) { /* nothing is kept here */ }
  window.officerepo = { fold, terms, fill, element, keep };
  document.addEventListener("DOMContentLoaded", () => {
    const find = document.getElementById("find");
    offerThemes();
    if (window.officerepoBuild) { stampBuild(window.officerepoBuild); }
    document.addEventListener("keydown", event => {
      const typing = document.activeElement.matches("input, select, textarea");
      if (event.key === "/" && find.hasAttribute("aria-keyshortcuts") && !typing &&
          !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        (document.getElementById("words") || find).focus();
      }
    });
  });
})();
