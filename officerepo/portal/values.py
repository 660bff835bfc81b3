"""Values of records as HTML, each by the type its kind gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from officerepo.kind import Field, Kind
from officerepo.portal.site import Site
from officerepo.record import LINK_SHAPE

UNPUBLISHED = frozenset({"git_emails", "signing_keys"})
"""Fields that identify people to git; no page or search file shows them."""

NOTHING = Markup("")
_PAIR = Markup('<span class="pair"><i>%s</i> %s</span>')
_ITEM = Markup("<div><dt>%s</dt><dd>%s</dd></div>")
_GROUP = Markup('<dl class="group">%s</dl>')


class Values:
    """Shows values on pages that lie `root` below the portal's top (`../../`)."""

    def __init__(self, site: Site, root: str) -> None:
        self.site = site
        self.root = root
        language = site.language
        self._yes, self._no = escape(language.gettext("Yes")), escape(language.gettext("No"))
        self._by_type: Mapping[str, Callable[[str, bool], Markup]] = {
            "text": lambda raw, brief: site.text(root, raw),
            "integer": lambda raw, brief: escape(raw),
            "decimal": lambda raw, brief: escape(raw),
            "time": lambda raw, brief: escape(raw),
            "boolean": lambda raw, brief: self._yes if raw in ("yes", "true") else self._no,
            "date": lambda raw, brief: language.short(raw) if brief else language.date(raw),
            "moment": lambda raw, brief: language.short(raw) if brief else language.date(raw),
            "digest": self._digest,
            "sha256": self._digest,
            "link": self._link,
            "email": self._email,
            "power": self._power,
        }

    def show(self, spec: Field | None, raw: Any, *, brief: bool = False) -> Markup:
        """Returns a value as inline HTML; anything that does not fit its type is shown as it is."""
        if isinstance(raw, str):
            if spec is None:
                return self.site.text(self.root, raw)
            if spec.type == "choice":
                words = spec.values.get(raw)
                return escape(self.site.language.say(words) or raw) if words else escape(raw)
            if spec.type == "list" and spec.of:
                return self.show(spec.of, raw, brief=brief)
            shown = self._by_type.get(spec.type)
            return shown(raw, brief) if shown else self.site.text(self.root, raw)
        if isinstance(raw, list):
            return self._list(spec, raw, brief)
        if isinstance(raw, dict):
            return self._map(spec, raw, brief)
        return NOTHING

    def _list(self, spec: Field | None, raw: list[Any], brief: bool) -> Markup:
        item = spec.of if spec and spec.of else spec if spec and spec.type != "list" else None
        if spec and spec.type == "list" and spec.parts:
            shown = [self._map(spec, each, True) for each in raw if isinstance(each, dict)]
        else:
            shown = [self.show(item, each, brief=brief) for each in raw]
        if not shown:
            return NOTHING
        if len(shown) == 1:
            return shown[0]
        if item is not None and item.type in ("choice", "integer", "power"):
            return Markup(", ").join(shown)
        return Markup(f'<ul class="plain">{"".join(f"<li>{each}</li>" for each in shown)}</ul>')

    def _map(self, spec: Field | None, raw: Mapping[str, Any], brief: bool) -> Markup:
        """Shows a group: as a small list of titles and values, or `brief` as pairs in a line."""
        if spec and spec.type == "link" and isinstance(raw.get("title"), str):
            return self._outside(spec.outside, raw)
        parts = spec.parts if spec else {}
        pair = _PAIR if brief else _ITEM
        pairs = [
            pair % (self.title(parts.get(name), name), value)
            for name in in_order(parts, raw)
            if (value := self.show(parts.get(name), raw[name], brief=brief))
        ]
        if not pairs:
            return NOTHING
        return Markup(" ").join(pairs) if brief else _GROUP % NOTHING.join(pairs)

    def _outside(self, parts: Mapping[str, Field], raw: Mapping[str, Any]) -> Markup:
        """Shows a document that is not a record of this office: its title, then the rest."""
        rest = [
            self.show(parts.get(name), value)
            for name, value in raw.items()
            if name != "title"
        ]
        return Markup("<br>").join([self.site.text(self.root, raw["title"]), *rest])

    def title(self, spec: Field | None, name: str) -> str:
        """Returns a field's title in the portal's language, else its name."""
        words = self.site.language.say(spec.title) if spec and spec.title else ""
        return words or name.removeprefix("x-").replace("_", " ").capitalize()

    def _link(self, raw: str, brief: bool) -> Markup:
        if LINK_SHAPE.fullmatch(raw):
            return self.site.link(self.root, raw, brief=brief)
        return self.site.text(self.root, raw)

    def _digest(self, raw: str, brief: bool) -> Markup:
        digits = raw.removeprefix("sha256:")
        shown = f"{digits[:12]}…" if brief else digits
        return Markup('<code class="digest">%s</code>') % shown

    def _email(self, raw: str, brief: bool) -> Markup:
        return Markup('<a href="mailto:%s">%s</a>') % (raw, raw)

    def _power(self, raw: str, brief: bool) -> Markup:
        name, _, target = raw.partition(":")
        words = escape(name.replace("_", " "))
        if not target:
            return words
        return Markup("%s: %s") % (words, self.site.link(self.root, target, brief=True))


def in_order(parts: Mapping[str, Field], raw: Mapping[str, Any]) -> list[str]:
    """Returns the names of a group's values, in the order of its kind and then of the file."""
    return [*(name for name in parts if name in raw), *(name for name in raw if name not in parts)]


def field_at(kind: Kind, kernel_keys: Mapping[str, Field], path: str) -> Field | None:
    """Returns the field that a dotted path of a view names: `acts.stamp.by`, `valid.from`."""
    steps = path.split(".")
    if steps[0] == "acts":
        act = kind.acts.get(steps[1]) if len(steps) > 1 else None
        spec = {**kernel_keys, **act.keys}.get(steps[2]) if act and len(steps) > 2 else None
        steps = steps[3:]
    else:
        spec = kind.fields.get(steps[0])
        steps = steps[1:]
    for step in steps:
        spec = spec.parts.get(step) if spec else None
    return spec
