"""Values of records as HTML, each by the type its kind gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from officerepo.domain.powers import target_of, title
from officerepo.fields import is_yes
from officerepo.kind import Field
from officerepo.portal.pieces import NOTHING, Html, escaped, fact, folio, joined, listed
from officerepo.portal.site import Site
from officerepo.record import LINK_SHAPE

UNPUBLISHED = frozenset({"git_emails", "signing_keys"})
"""Fields that identify people to git; no page or search file shows them."""


SORTED_AS_WRITTEN = ("date", "moment", "decimal")
"""Types whose cells are sorted by what the record says, and not by the words that show it."""


class Values:
    """Shows values on pages that lie `root` below the portal's top (`../../`).

    Where `most` is given, of longer lists so many values are in sight; the style sheet does that,
    for a table can be narrowed to any of them.
    """

    def __init__(self, site: Site, root: str, *, most: int = 0) -> None:
        self.site = site
        self.root = root
        self.most = most
        self._titles: dict[int, Html] = {}
        self._powers: dict[str, Html] = {}
        language = site.language
        self._yes, self._no = escaped(language.gettext("Yes")), escaped(language.gettext("No"))
        self._by_type: Mapping[str, Callable[[str, bool], Html]] = {
            "text": lambda raw, brief: site.text(root, raw),
            "kind": self._kind,
            "integer": lambda raw, brief: escaped(raw),
            "decimal": lambda raw, brief: escaped(language.decimal(raw)),
            "time": lambda raw, brief: escaped(raw),
            "boolean": lambda raw, brief: self._yes if is_yes(raw) else self._no,
            "date": lambda raw, brief: language.short(raw) if brief else language.date(raw),
            "moment": lambda raw, brief: language.short(raw) if brief else language.date(raw),
            "digest": self._digest,
            "sha256": self._digest,
            "link": self._link,
            "email": self._email,
            "power": self._power,
        }

    def show(self, spec: Field | None, raw: Any, *, brief: bool = False) -> Html:
        """Returns a value as inline HTML; anything that does not fit its type is shown as it is."""
        if isinstance(raw, str):
            if spec is None:
                return self.site.text(self.root, raw)
            if spec.type == "choice":
                words = spec.values.get(raw)
                return escaped((self.site.language.say(words) if words else "") or raw)
            if spec.type == "list" and spec.of:
                return self.show(spec.of, raw, brief=brief)
            # The field of a routine that says which records show it is a text that names a kind.
            names_kind = spec.name == "kind" and spec.type == "text"
            shown = self._by_type.get("kind" if names_kind else spec.type)
            return shown(raw, brief) if shown else self.site.text(self.root, raw)
        if isinstance(raw, list):
            return self._list(spec, raw, brief)
        if isinstance(raw, dict):
            return self._map(spec, raw, brief)
        return NOTHING

    def _list(self, spec: Field | None, raw: list[Any], brief: bool) -> Html:
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
            return joined(shown, self.site.language.marks.item)
        return listed(shown, self._more(len(shown)))

    def _more(self, number: int) -> str:
        """Returns how many of so many values are not printed; nothing where it is but one."""
        rest = number - self.most
        if not self.most or rest < 2:
            return ""
        words = self.site.language.ngettext("{n} more", "{n} more", rest)
        return words.replace("{n}", self.site.language.count(rest))

    def _map(self, spec: Field | None, raw: Mapping[str, Any], brief: bool) -> Html:
        """Shows a group: as a small list of titles and values, or `brief` as pairs in a line."""
        if spec and spec.type == "link" and isinstance(raw.get("title"), str):
            return self._outside(spec.outside, raw, brief)
        parts = spec.parts if spec else {}
        pairs = [
            (self.title(parts.get(name), name), value)
            for name in in_order(parts, raw)
            if (value := self.show(parts.get(name), raw[name], brief=brief))
        ]
        if not pairs:
            return NOTHING
        if brief:
            shown = (f'<span class="pair"><i>{title}</i> {value}</span>' for title, value in pairs)
            return Html(" ".join(shown))
        return Html(f'<dl class="group">{joined(fact(t, value) for t, value in pairs)}</dl>')

    def _outside(self, parts: Mapping[str, Field], raw: Mapping[str, Any], brief: bool) -> Html:
        """Shows a document that is not a record of this office: its title, then the rest."""
        rest = [
            self.show(parts.get(name), raw[name], brief=brief) for name in raw if name != "title"
        ]
        return joined([self.site.text(self.root, raw["title"]), *rest], "<br>")

    def title(self, spec: Field | None, name: str) -> Html:
        """Returns a field's title in the portal's language, else its name."""
        if spec is None:
            return escaped(name.removeprefix("x-").replace("_", " ").capitalize())
        found = self._titles.get(id(spec))
        if found is None:
            words = self.site.language.say(spec.title) if spec.title else ""
            found = escaped(words) if words else self.title(None, name)
            self._titles[id(spec)] = found
        return found

    def series(self, raw: object) -> Html:
        """Returns a series of the file plan by its code; a code that it does not have, alone."""
        code = raw if isinstance(raw, str) else ""
        known = self.site.office.series.get(code)
        return Html(f"{folio(code)} {escaped(known.title)}") if known else escaped(code)

    def _link(self, raw: str, brief: bool) -> Html:
        if LINK_SHAPE.fullmatch(raw):
            return self.site.link(self.root, raw, brief=brief)
        return self.site.text(self.root, raw)

    def _digest(self, raw: str, brief: bool) -> Html:
        digits = raw.removeprefix("sha256:")
        shown = f"{digits[:12]}…" if brief else digits
        return Html(f'<code class="digest">{escaped(shown)}</code>')

    def _email(self, raw: str, brief: bool) -> Html:
        return Html(f'<a href="mailto:{escaped(raw)}">{escaped(raw)}</a>')

    def _kind(self, raw: str, brief: bool) -> Html:
        kind = self.site.office.kinds.get(raw)
        if kind is None:
            return escaped(raw)
        words = escaped(self.site.language.say(kind.plural))
        return Html(f'<a href="{self.root}{kind.folder}/index.html">{words}</a>')

    def _named(self, power: str) -> Html:
        """Returns what a power is called; looking it up costs more than all the rest."""
        words = escaped(self.site.language.say(title(self.site.office, power)))
        self._powers[power] = words
        return words

    def _power(self, raw: str, brief: bool) -> Html:
        words, target = self._powers.get(raw) or self._named(raw), target_of(raw)
        return (
            joined((words, self._link(target, True)), self.site.language.marks.colon)
            if target
            else words
        )


def in_order(parts: Mapping[str, Field], raw: Mapping[str, Any]) -> list[str]:
    """Returns the names of a group's values, in the order of its kind and then of the file."""
    return [*(name for name in parts if name in raw), *(name for name in raw if name not in parts)]
