"""The page of one record: cover, body, fields, lists, relations both ways, acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from officerepo.kind import Field, Kind
from officerepo.portal.forge import Forge
from officerepo.portal.markdown import Bodies
from officerepo.portal.site import Face, Site, anchor, pick
from officerepo.portal.values import UNPUBLISHED, Values, field_at, in_order
from officerepo.record import Act, Link, Record

ELSEWHERE = frozenset({"title", "label", "lang", "series", "refs", "attachments"}) | UNPUBLISHED
"""Fields that have their own place on the page, or none."""

SHOWN_LINKS = 20
"""Of one relation, so many records are listed; a person's page would have thousands."""

_NUMBER = re.compile(r"\[\d+\]")


@dataclass(slots=True)
class Entry:
    """One numbered item of a record: a decision, an article, a duty."""

    id: str
    anchor: str
    text: Markup
    facts: list[tuple[str, Markup]]
    struck: Markup
    follows: list[tuple[Markup, Face]]
    inner: list[Section] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A list inside a record, as numbered entries or as a table."""

    title: str
    entries: list[Entry] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[Markup]] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """The records that stand in one relation to this one; `more` are not listed."""

    title: str
    faces: list[tuple[Face, str]]
    more: int = 0


class Records:
    """Prepares record pages; what all of them share is worked out once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._forge = Forge(site.office.settings)
        self._bodies = Bodies(site.language.gettext)
        self._values: dict[str, Values] = {}
        self._titles: dict[tuple[str, str], str] = {}
        self._labels = site.office.kernel.fields["label"].values

    def content(self, record: Record) -> dict[str, Any]:
        """Returns what the template of a record page needs."""
        site, say = self.site, self.site.language.say
        kind = site.office.kinds[record.kind]
        face = site.faces[record.id]
        root = "../" * face.url.count("/")
        values = self._values.get(root)
        if values is None:
            values = self._values[root] = Values(site, root)
        label = record.label if record.label in self._labels else "restricted"
        sections, fields = self._parts(record, kind, values)
        return {
            "record": record,
            "face": face,
            "kind_title": say(kind.title),
            "plural": say(kind.plural),
            "register": f"{kind.folder}/index.html",
            "label": say(self._labels[label]),
            "open_label": label in ("public", "internal"),
            "cover": self._cover(record, kind, values),
            "notices": list(self._notices(record, values)),
            "edit": self._forge.edit(record.path),
            "report": self._forge.report(record.id, record.path, site.language.gettext),
            "commits": self._forge.history(record.path),
            "source": self._forge.view(record.path),
            "body": self._body(record, root),
            "fields": fields,
            "sections": sections,
            "attachments": self._attachments(record, kind, values),
            "relations": self._relations(record),
            "cited": self._cited(record),
            "history": [self._act(act, kind, values) for act in record.acts],
        }

    def _cover(self, record: Record, kind: Kind, values: Values) -> list[tuple[str, Markup]]:
        facts = []
        for path in kind.views.cover:
            spec = field_at(kind, self.site.office.kernel.keys, path)
            raw = self.site.index.due(record) if path == kind.views.due else pick(record, path)
            shown = values.show(spec, raw, brief=spec is not None and spec.type == "link")
            if shown:
                facts.append((values.title(spec, path.rpartition(".")[2]), shown))
        return facts

    def _notices(self, record: Record, values: Values) -> Iterator[Markup]:
        """Yields what a reader must know before reading on."""
        gettext = self.site.language.gettext
        if not record.data:
            yield Markup(gettext("Of a confidential record only the number is kept here."))
        if record.state == "void":
            act = record.last("void")
            reason = values.site.text(values.root, str(act.data.get("reason", ""))) if act else ""
            words = Markup(gettext("This number is void. It stays in the register and is not used again."))
            yield words + (Markup(" <q>%s</q>") % reason if reason else "")
        if self.site.is_late(record):
            yield Markup(gettext("Late: it was due on {date}.")).replace(
                "{date}", self.site.language.date(self.site.index.due(record))
            )
        for other, link in self.site.index.links_to(record.id):
            if link.at.startswith(("supersedes", "refs.supersedes")):
                words = Markup(gettext("Superseded by {record}."))
                yield words.replace("{record}", self.site.link(values.root, other.id))

    def _body(self, record: Record, root: str) -> Markup:
        text = self.site.body(record)
        if not text.strip():
            return Markup("")
        pages = self.site.pages_by_path
        return Markup(
            self._bodies.render(
                text,
                title=record.title,
                links=self.site.addresses(root, self.site.reads(record)),
                path=record.path,
                page_of=lambda path: root + pages[path] if path in pages else None,
            )
        )

    def _parts(
        self, record: Record, kind: Kind, values: Values
    ) -> tuple[list[Section], list[tuple[str, Markup]]]:
        """Divides the fields that are not on the cover into lists of groups and the rest."""
        covered = set(kind.views.cover)
        sections: list[Section] = []
        fields: list[tuple[str, Markup]] = []
        for name in in_order(kind.fields, record.data):
            raw = record.data[name]
            if name in ELSEWHERE or name in covered or name in (kind.views.title, "acts"):
                continue
            spec = kind.fields.get(name)
            if spec and spec.type == "list" and spec.parts and isinstance(raw, list):
                groups = [item for item in raw if isinstance(item, dict)]
                if groups:
                    sections += self._section(record, spec, groups, values)
                continue
            if isinstance(raw, dict):
                raw = {k: v for k, v in raw.items() if f"{name}.{k}" not in covered}
            shown = values.show(spec, raw)
            if shown:
                fields.append((values.title(spec, name), shown))
        series = record.data.get("series") or kind.series
        known = self.site.office.series.get(series) if isinstance(series, str) else None
        if known:
            title = values.title(kind.fields.get("series"), "series")
            fields.append((title, Markup('<span class="folio">%s</span> %s') % (known.code, known.title)))
        return sections, fields

    def _section(
        self, record: Record, spec: Field, groups: list[dict[str, Any]], values: Values
    ) -> list[Section]:
        title = values.title(spec, spec.name)
        if not spec.key:
            names = [name for name in spec.parts if any(name in item for item in groups)]
            rows = [
                [values.show(spec.parts[name], item.get(name), brief=True) for name in names]
                for item in groups
            ]
            return [Section(title, columns=[values.title(spec.parts[n], n) for n in names], rows=rows)]
        newest_first = any(part.type == "list" and part.parts for part in spec.parts.values())
        ordered: Iterable[dict[str, Any]] = reversed(groups) if newest_first else groups
        return [Section(title, entries=[self._entry(record, spec, each, values) for each in ordered])]

    def _entry(self, record: Record, spec: Field, item: Mapping[str, Any], values: Values) -> Entry:
        number = str(item.get(spec.key, ""))
        text, facts, inner = Markup(""), [], []
        for name in in_order(spec.parts, item):
            part, raw = spec.parts.get(name), item[name]
            if name in (spec.key, "struck"):
                continue
            if part and part.type == "list" and part.parts and isinstance(raw, list):
                groups = [each for each in raw if isinstance(each, dict)]
                inner += self._section(record, part, groups, values) if groups else []
                continue
            shown = values.show(part, raw, brief=part is not None and part.type == "date")
            if not text and name in ("text", "title", "name"):
                text = shown
            elif shown:
                facts.append((values.title(part, name), shown))
        struck = values.show(spec.parts.get("struck"), item.get("struck"), brief=True)
        follows = [
            (self.site.link(values.root, source.id), self.site.faces[source.id])
            for source, link in self.site.index.links_to(record.id)
            if link.sub == number and number and not link.at.startswith("acts")
        ]
        unique = {face.id: (shown, face) for shown, face in follows}
        return Entry(number, anchor(number), text, facts, struck, list(unique.values()), inner)

    def _attachments(self, record: Record, kind: Kind, values: Values) -> Section | None:
        spec, raw = kind.fields.get("attachments"), record.data.get("attachments")
        groups = [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []
        return self._section(record, spec, groups, values)[0] if spec and groups else None

    def _relations(self, record: Record) -> list[Group]:
        """Groups the records this one leads to by the title of the field that says so."""
        groups: dict[str, dict[str, tuple[Face, str]]] = {}
        for link in record.links:
            face = self.site.faces.get(link.target)
            if face is not None and not link.at.startswith("acts["):
                title = self._title(record.kind, link)
                groups.setdefault(title, {})[link.name] = (face, link.sub)
        return [Group(title, list(found.values())) for title, found in groups.items()]

    def _cited(self, record: Record) -> list[Group]:
        """Groups the records that lead to this one by their kind and field, newest first."""
        groups: dict[str, dict[str, tuple[Face, str]]] = {}
        for source, link in self.site.index.links_to(record.id):
            title = self._title(source.kind, link)
            groups.setdefault(f"{source.kind}\0{title}", {})[source.id] = (
                self.site.faces[source.id],
                link.sub,
            )
        say = self.site.language.say
        return [
            Group(
                f"{say(self.site.office.kinds[kind].title)} · {title}",
                list(found.values())[: -SHOWN_LINKS - 1 : -1],
                max(0, len(found) - SHOWN_LINKS),
            )
            for (kind, _, title), found in ((g.partition("\0"), f) for g, f in groups.items())
        ]

    def _title(self, kind_name: str, link: Link) -> str:
        """Returns the title of the field a link stands in."""
        at = _NUMBER.sub("", link.at)
        found = self._titles.get((kind_name, at))
        if found is None:
            kind = self.site.office.kinds[kind_name]
            first, *steps = at.split(".")
            if first == "acts":
                keys = {k: v for act in kind.acts.values() for k, v in act.keys.items()}
                spec = {**keys, **self.site.office.kernel.keys}.get(steps[0]) if steps else None
            else:
                spec = kind.fields.get(first)
                for step in steps:
                    spec = spec.parts.get(step) if spec and step in spec.parts else spec
            words = self.site.language.say(spec.title) if spec else ""
            found = self._titles[kind_name, at] = words or at.rpartition(".")[2]
        return found

    def _act(self, act: Act, kind: Kind, values: Values) -> dict[str, Any]:
        site, spec = self.site, kind.acts.get(act.do)
        keys = {**site.office.kernel.keys, **(spec.keys if spec else {})}
        post = act.data.get("as")
        posts = [post] if isinstance(post, str) else site.posts_of(act.by, act.at)
        how = act.data.get("how", "git")
        entered_by = act.data.get("entered_by")
        facts = [
            (values.title(keys.get(name), name), shown)
            for name, raw in act.data.items()
            if name not in ("do", "at", "by", "as", "how", "entered_by")
            if (shown := values.show(keys.get(name), raw, brief=name == "digest"))
        ]
        return {
            "when": site.language.short(act.at),
            "title": site.language.say(spec.title) if spec else act.do,
            "to": bool(spec and spec.to),
            "by": site.link(values.root, act.by, brief=True) if act.by else "",
            "posts": [site.link(values.root, each, brief=True) for each in posts[:2]],
            "how": values.show(keys["how"], how) if how != "git" else "",
            "entered_by": site.link(values.root, entered_by, brief=True) if entered_by else "",
            "facts": facts,
        }
