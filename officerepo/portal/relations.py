"""Relations of a record in words, both ways: what it refers to, and what cites it."""

from __future__ import annotations

import re

from officerepo.portal.paths import anchor
from officerepo.portal.pieces import Html, escaped, joined
from officerepo.portal.site import Site
from officerepo.record import Link, Record

SHOWN = 20
"""Of one relation, so many records are listed; a person's page would have thousands."""

_NUMBER = re.compile(r"\[\d+\]")


class Relations:
    """Words relations; the titles of the fields they stand in are looked up once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._titles: dict[tuple[str, str], str] = {}
        kinds = site.office.kinds
        self._people = {name for name, kind in kinds.items() if kind.group == "organisation"}

    def out(self, record: Record, root: str) -> Html:
        """Returns the papers a record leads to, under the titles of the fields that say so.

        Who belongs to it, people, posts and units, is said in the fields themselves.
        """
        groups: dict[str, dict[str, Html]] = {}
        for link in record.links:
            target = self.site.records.get(link.target)
            if target is None or target.kind in self._people or link.at.startswith("acts["):
                continue
            title = self._title(record.kind, link)
            groups.setdefault(title, {})[link.name] = self._line(root, target, link.sub)
        return joined(
            _group(title, list(lines.values()), Html("")) for title, lines in groups.items()
        )

    def back(self, record: Record, root: str) -> Html:
        """Returns what leads to a record, each once, under its kind and fields, newest first."""
        fields: dict[str, dict[str, None]] = {}
        for source, link in self.site.index.links_to(record.id):
            if not link.at.startswith("appointments["):  # these are in the list of holders
                fields.setdefault(source.id, {})[self._title(source.kind, link)] = None
        groups: dict[tuple[str, str], list[Record]] = {}
        comma = self.site.language.marks.item
        for name, titles in fields.items():
            source = self.site.records[name]
            groups.setdefault((source.kind, comma.join(titles)), []).append(source)
        shown = []
        for (kind, title), sources in groups.items():
            newest = sources[: -SHOWN - 1 : -1]
            more = self._more(record, root, len(sources) - len(newest))
            words = f"{self.site.language.say(self.site.office.kinds[kind].title)} · {title}"
            shown.append(_group(words, [self._line(root, source, "") for source in newest], more))
        return joined(shown)

    def _line(self, root: str, record: Record, sub: str) -> Html:
        face = self.site.face_of(record)
        mark, number = (f"#{anchor(sub)}", f"{record.id}/{sub}") if sub else ("", record.id)
        return Html(
            f'<li><a href="{root}{face.url}{mark}"{face.line}'
            f'<span class="meta folio">{number}</span></li>'
        )

    def _more(self, record: Record, root: str, number: int) -> Html:
        if number <= 0:
            return Html("")
        language = self.site.language
        words = language.ngettext("{n} more", "{n} more", number)
        words = words.replace("{n}", language.count(number))
        return Html(f'<li><a href="{root}search.html?q={record.id}">{escaped(words)}</a></li>')

    def _title(self, kind_name: str, link: Link) -> str:
        """Returns the title of the field a link stands in."""
        found = self._titles.get((kind_name, link.at))
        if found is None:
            at = _NUMBER.sub("", link.at)
            kind = self.site.office.kinds[kind_name]
            first, *steps = at.split(".")
            if first == "acts":
                keys = {name: spec for act in kind.acts.values() for name, spec in act.keys.items()}
                spec = {**keys, **self.site.office.kernel.keys}.get(steps[0]) if steps else None
            else:
                spec = kind.fields.get(first)
                for step in steps:
                    spec = spec.parts.get(step) or spec if spec else None
            words = self.site.language.say(spec.title) if spec else ""
            found = self._titles[kind_name, link.at] = words or at.rpartition(".")[2]
        return found


def _group(title: str, lines: list[Html], more: Html) -> Html:
    return Html(f'<h3>{escaped(title)}</h3><ul class="lines">{joined(lines)}{more}</ul>')
