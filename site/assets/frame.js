/* What every page does with script: colours, the build stamp, counts, and "/" for search.
   Loaded before the page is drawn, so that the chosen colours never flash. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function chosen() {
    try { return localStorage.getItem("theme") || ""; } catch (error) { return ""; }
  }

  function paint(theme) {
    if (theme) { root.setAttribute("data-theme", theme); } else { root.removeAttribute("data-theme"); }
  }

  paint(chosen());

  function offerThemes() {
    var buttons = document.querySelectorAll(".theme button");
    function show(theme) {
      buttons.forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
      });
    }
    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        var theme = button.dataset.theme;
        try { localStorage.setItem("theme", theme); } catch (error) { /* for this page only */ }
        paint(theme);
        show(theme);
      });
    });
    show(chosen());
  }

  function stampBuild(build) {
    document.querySelectorAll("[data-stamp]").forEach(function (line) {
      line.textContent = line.dataset.stamp.replace("{built}", build.builtShown)
        .replace("{revision}", build.revision).replace("{today}", build.today);
    });
    document.querySelectorAll("[data-count]").forEach(function (place) {
      var count = build.counts[place.dataset.count];
      if (count) { place.textContent = count.toLocaleString(root.lang); }
    });
    var stamp = document.getElementById("stamp");
    var days = Math.floor((Date.now() - Date.parse(build.built)) / 864e5);
    if (days >= Number(stamp.dataset.staleAfter)) {
      var warning = document.createElement("p");
      warning.className = "stale";
      warning.setAttribute("role", "status");
      warning.textContent = stamp.dataset.stale.replace("{n}", days);
      stamp.insertBefore(warning, stamp.firstChild);
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    offerThemes();
    if (window.officerepoBuild) { stampBuild(window.officerepoBuild); }
    var find = document.getElementById("find");
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
      if (event.key === "/" && find.hasAttribute("aria-keyshortcuts") && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        (document.getElementById("words") || find).focus();
      }
    });
  });
})();
