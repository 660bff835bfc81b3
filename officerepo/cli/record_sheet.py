"""A record in lines of text: what it is, what its fields say, its history, and who links to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import click

from officerepo.computed import RETENTION
from officerepo.course import moved_by
from officerepo.domain.owed import owed_of
from officerepo.index import Index
from officerepo.kind import Field, say
from officerepo.marks import marks_of
from officerepo.output import Translate
from officerepo.record import LINK_SHAPE, Record, day, look_up
from officerepo.register import field_at, in_words, kept
from officerepo.table import fit, width
from officerepo.text import safe

LINKS_SHOWN = 30
_INDENT = "  "
_NUMBERS = re.compile(r"\[\d+\]")
_STANDARD = ("do", "at", "by", "digest")  # keys of an act that its first line says, or nobody reads


class RecordSheet:
    """Shows one record as of a day, in the office's language."""

    def __init__(self, index: Index, record: Record, gettext: Translate, today: date) -> None:
        self.index = index
        self.record = record
        self.kind = index.kind(record)
        self.language = index.office.language
        self.gettext = gettext
        self.today = today

    def lines(self, body: str) -> Iterator[str]:
        """Yield the whole sheet."""
        yield from self._head()
        yield ""
        fields = {k: v for k, v in self.record.data.items() if k != "acts"}
        shown = {k: v for k, v in fields.items() if k not in (self.kind.views.title, "label")}
        yield from self._group(shown, self.kind.fields, "")
        yield from self._retention()
        if body.strip():
            yield from self._section(self.gettext("Text"))
            yield from (safe(line) for line in body.strip("\n").split("\n"))
        if self.record.acts:
            yield from self._section(self.gettext("History"))
            yield from self._history()
        yield from self._backlinks()

    def part(self, name: str, at: str) -> Iterator[str]:
        """Yield a sub-record, such as a decision, and who links to it."""
        yield click.style(f"{self.record.id}/{name}", bold=True) + self._title_of(self.record.id)
        yield ""
        found = look_up(self.record.data, at)
        spec = field_at(self.kind, {}, _NUMBERS.sub("", at))
        yield from self._group(found, spec.parts if spec else {}, "")
        yield from self._backlinks(name)

    def _head(self) -> Iterator[str]:
        record, kind = self.record, self.kind
        state = kind.states.get(record.state)
        label = self.index.office.kernel.fields["label"].values.get(record.label, {})
        facts = [
            say(kind.title, self.language),
            say(state.title, self.language) if state else "",
            say(label, self.language) or record.label,
            *self._owner(),
            *self._due(),
        ]
        yield f"{click.style(record.id, bold=True)}  {safe(' · '.join(filter(None, facts)))}"
        if record.title != record.id:
            yield safe(record.title)
        yield safe(record.path)

    def _owner(self) -> Iterator[str]:
        owner = self.index.owner(self.record)
        if owner and moved_by(self.kind, self.kind.views.owner, self.record.acts):
            yield self.gettext("now with {name}").replace("{name}", owner)

    def _due(self) -> Iterator[str]:
        for found in owed_of(self.index, self.record, self.today)[:1]:
            yield self.gettext("due {date}").replace("{date}", found.day)
            if found.day < self.today.isoformat():
                yield self.gettext("late")

    def _section(self, title: str) -> Iterator[str]:
        yield ""
        yield click.style(title, bold=True)

    def _retention(self) -> Iterator[str]:
        """Yield what the file plan has in store for the record, once its period counts."""
        found = {name: value for name, value in kept(self.index, self.record).items() if value}
        if "retention.cut_off" in found:
            yield from self._section(self.gettext("Retention"))
            yield from self._group(found, RETENTION, _INDENT)

    # -- fields -----------------------------------------------------------------------------------

    def _group(
        self, data: Mapping[str, Any], fields: Mapping[str, Field], indent: str
    ) -> Iterator[str]:
        """Yield the values of a group, titles in one column, in the order of the kind."""
        order = [*(n for n in fields if n in data), *(n for n in data if n not in fields)]
        titles = {name: self._title(fields.get(name), name) for name in order}
        wide = max(map(width, titles.values()), default=0)
        for name in order:
            values = list(self._value(fields.get(name), data[name]))
            title = click.style(fit(titles[name], wide), dim=True)
            if len(values) == 1 or (values and not values[0].startswith(" ")):
                yield f"{indent}{title}  {values[0]}".rstrip()
                yield from (f"{indent}{' ' * wide}  {value}" for value in values[1:])
            elif values:
                yield f"{indent}{titles[name]}"
                yield from (indent + value for value in values)

    def _title(self, spec: Field | None, name: str) -> str:
        return safe((say(spec.title, self.language) if spec else "") or name)

    def _value(self, spec: Field | None, raw: Any) -> Iterator[str]:
        """Yield the lines of a value; those of a group are indented."""
        item = spec.of if spec and spec.of and spec.type == "list" else spec
        if isinstance(raw, list) and any(isinstance(each, dict) for each in raw):
            for each in raw:
                yield from self._item(item, each)
        elif isinstance(raw, list):
            for each in raw:
                yield from self._value(item, each)
        elif isinstance(raw, dict):
            parts = spec.outside if spec and spec.type == "link" else spec.parts if spec else {}
            yield from self._group(raw, parts, _INDENT)
        elif item is not None and item.type == "link" and LINK_SHAPE.fullmatch(raw):
            yield safe(raw) + self._title_of(raw)
        elif "\n" in raw:
            yield from (safe(line) for line in raw.rstrip("\n").split("\n"))
        else:
            yield safe(in_words(item, raw, self.language, self.gettext))

    def _item(self, spec: Field | None, raw: Any) -> Iterator[str]:
        """Yield a group of a list, marked as one of several."""
        if isinstance(raw, dict):
            lines = list(self._group(raw, spec.parts if spec else {}, ""))
        else:
            lines = list(self._value(spec, raw))
        for number, line in enumerate(lines):
            yield f"{_INDENT}{'-' if number == 0 else ' '} {line}"

    def _title_of(self, reference: str) -> str:
        """Return the words behind a number, two blanks before; nothing where there are none."""
        target, _, part = reference.partition("/")
        known = self.index.records.get(target)
        if known is None:
            return ""
        words = self._part_words(known, part) or known.title
        return f"  {safe(words)}" if words != known.id else ""

    def _part_words(self, record: Record, part: str) -> str:
        """Return what a sub-record of a record says: the text of a decision."""
        at = self.index.parts(record).get(part) if part else None
        found = look_up(record.data, at) if at else None
        words = (found.get(name) for name in ("text", "title", "name")) if found else ()
        return next((" ".join(text.split()) for text in words if isinstance(text, str)), "")

    # -- history ----------------------------------------------------------------------------------

    def _history(self) -> Iterator[str]:
        titles = [say(self.kind.acts[act.do].title, self.language) for act in self.record.acts]
        wide = max(map(width, titles))
        for act, title in zip(self.record.acts, titles, strict=True):
            when = act.at[:16].replace("T", " ")
            named = [self._name(act.by), *self._posts(act.by, day(act.at))]
            who = marks_of(self.language).clause.join(named)
            yield safe(f"{_INDENT}{when:<16}  {fit(title, wide)}  {who}")
            keys = {**self.index.office.kernel.keys, **self.kind.acts[act.do].keys}
            rest = {name: value for name, value in act.data.items() if name not in _STANDARD}
            yield from self._group(rest, keys, " " * 20)

    def _name(self, person: str) -> str:
        known = self.index.records.get(person)
        return known.title if known else person

    def _posts(self, person: str, on: str) -> Iterator[str]:
        """Yield the posts a person held on a day, deputised ones only if there is no other."""
        held = self.index.authority.holdings(person, on)
        for holding in [h for h in held if h.type != "deputy"] or held:
            yield self._name(holding.post)

    # -- links from elsewhere ---------------------------------------------------------------------

    def _backlinks(self, part: str = "") -> Iterator[str]:
        """Yield who links here, and by which field; people's own acts are left out."""
        found: dict[str, list[str]] = {}
        for source, link in self.index.links_to(self.record.id):
            if link.sub != part and part:
                continue
            if link.at.startswith("acts[") and link.at.endswith((".by", ".entered_by", ".as")):
                continue
            words = self._field_title(source, link.at)
            found.setdefault(source.id, []).append(f"{words} {link.sub}".strip())
        if not found:
            return
        yield from self._section(self.gettext("Linked from"))
        names = sorted(found, reverse=True)
        wide = max(len(name) for name in names[:LINKS_SHOWN])
        for name in names[:LINKS_SHOWN]:
            through = marks_of(self.language).item.join(dict.fromkeys(found[name]))
            yield safe(f"{_INDENT}{name:<{wide}}{self._title_of(name)} ({through})")
        if len(names) > LINKS_SHOWN:
            more = f"… {len(names) - LINKS_SHOWN:,}"
            yield f"{_INDENT}{more}"

    def _field_title(self, source: Record, at: str) -> str:
        """Return the title of the field or act in which a record links here."""
        kind = self.index.kind(source)
        if at.startswith("acts["):
            number, _, key = at.removeprefix("acts[").partition("].")
            acts: Any = source.data["acts"]
            do = acts[int(number)].get("do")
            act = kind.acts.get(do)
            return say(act.title, self.language) if act else key
        path = _NUMBERS.sub("", at)
        spec = field_at(kind, {}, path)
        return (say(spec.title, self.language) if spec else "") or path
