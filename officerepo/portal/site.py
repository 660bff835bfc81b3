"""What the pages of one build share: the visible records, how each is named, who holds a post."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.office import Office
from officerepo.portal.audience import Hidden
from officerepo.portal.changes import Rows
from officerepo.portal.checkpoints import Kept
from officerepo.portal.language import Language
from officerepo.portal.mentions import Mentions
from officerepo.portal.papers import Papers
from officerepo.portal.paths import anchor, url_of
from officerepo.portal.pieces import Html, escaped, folio, tag
from officerepo.record import LINK_SHAPE, Record, entries_in
from officerepo.register import date_of, words_of_part
from officerepo.theme import Theme

T = TypeVar("T")

TONES: Mapping[str, str] = {
    "todo": "",
    "doing": "info",
    "review": "wait",
    "done": "ok",
    "dropped": "late",
}
"""The tone of a state's tag by its phase; the word in the tag says the same."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a record is shown where another page links to it.

    `tag` is that of its state; `line` the words of a link to it and what follows, for lists.
    """

    id: str
    title: str
    url: str
    state: str
    tag: Html
    line: Html
    numbered: bool
    lang: str


@dataclass(slots=True)
class Site:
    """Everything a page may read. It is complete before the first page is made.

    `index` holds only what the audience may see. `digest` stands for all that every page depends
    on: the program, templates, settings, kinds, audience and language. `papers` are the
    attachments that are published, `changes` what is told of each record's versions, unless the
    past could not be read, `unread` the paths of files that cannot, by kind, `checkpoint` the
    latest that a text holds, `pages` the hand-written ones by name, `assets` the office's own that
    win over the built-in ones, `theme` its crest and colours. Where a portal is made in several
    languages, `editions` are their codes, each with the names of its hand-written pages.
    `printed` are the addresses of documents that are ready as PDF, by record id or by a register's
    folder and year.
    """

    index: Index
    hidden: Hidden
    mentioned: Mentions
    audience: str
    today: date
    language: Language
    digest: str
    revision: str = ""
    built: str = ""
    findings: Sequence[Finding] = ()
    body: Callable[[Record], str] = lambda record: ""
    papers: Papers = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, bytes] = field(default_factory=dict)
    theme: Theme = field(default_factory=Theme)
    editions: Mapping[str, Container[str]] = field(default_factory=dict)
    changes: Mapping[str, Rows] = field(default_factory=dict)
    past_unread: bool = False
    unread: Mapping[str, Sequence[str]] = field(default_factory=dict)
    checkpoint: Kept | None = None
    printed: Mapping[str, str] = field(default_factory=dict)
    record_keys: dict[str, str] = field(default_factory=dict)
    page_keys: dict[str, str] = field(default_factory=dict)
    _faces: dict[str, Face] = field(default_factory=dict)
    _face_keys: dict[str, str] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)
    _links: dict[tuple[str, bool], tuple[str, str]] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)
    _once: dict[str, Any] = field(default_factory=dict)

    def once(self, make: Callable[[Site], T]) -> T:
        """Returns what `make` gives for this site, made when first asked for."""
        name = f"{make.__module__}.{make.__qualname__}"
        if name not in self._once:
            self._once[name] = make(self)
        found: T = self._once[name]
        return found

    @property
    def office(self) -> Office:
        """The office's settings, calendar and kinds."""
        return self.index.office

    @property
    def ahead(self) -> bool:
        """Whether records have acts after the day of the build: their states are not of it."""
        return self.once(_is_ahead)

    @property
    def day_key(self) -> str:
        """A text that differs whenever what is said as of the day may be another."""
        return f"{self.today} {self.ahead}"

    @property
    def records(self) -> Mapping[str, Record]:
        """The visible records by id."""
        return self.index.records

    def face(self, name: str) -> Face | None:
        """Returns how a record is shown in links; None for what is not in this portal."""
        found = self._faces.get(name)
        if found is None:
            record = self.records.get(name)
            return self.face_of(record) if record else None
        return found

    def face_of(self, record: Record) -> Face:
        """Returns how a record of this portal is shown in links."""
        found = self._faces.get(record.id)
        if found is None:
            found = self._faces[record.id] = self._face(record)
        return found

    def _face(self, record: Record) -> Face:
        kind = self.office.kinds[record.kind]
        state = kind.states.get(record.state)
        words = self.language.say(state.title) if state else ""
        mark = tag(words, self.tone(state.phase) if state else "")
        title, lang = self.title_of(record)
        start = f' lang="{escaped(lang)}">' if lang else ">"
        line = Html(f"{start}{escaped(title)}</a>{mark}")
        url = url_of(record)
        return Face(record.id, title, url, words, mark, line, kind.yearly, lang)

    @staticmethod
    def tone(phase: str) -> str:
        """Returns the tone of a tag for states of a phase."""
        return TONES.get(phase, "")

    def _appointments_key(self, person: Record) -> Iterator[str]:
        for item in entries_in(person.data.get("appointments")):
            post = str(item.get("post", "")) if isinstance(item, dict) else ""
            yield f"|{item}{self.face_key(post)}"

    def lang_of(self, record: Record) -> str:
        """Returns the language a record is written in, or nothing if it is the portal's."""
        lang = record.data.get("lang") or self.office.language
        return lang if isinstance(lang, str) and lang != self.language.code else ""

    def title_of(self, record: Record) -> tuple[str, str]:
        """Returns a record's title and its language; for a reference, those of what it leads to."""
        if self.is_named_after(record.kind):
            target, _, sub = record.title.partition("/")
            known = self.records.get(target)
            if known:
                title = self.part(target, sub) if sub else ""
                return title or known.title, self.lang_of(known)
        return record.title, self.lang_of(record)

    def is_named_after(self, kind_name: str) -> bool:
        """Whether records of a kind have another record for their title, as confirmations do."""
        kind = self.office.kinds[kind_name]
        spec = kind.fields.get(kind.views.title)
        return spec is not None and spec.type == "link"

    def reads(self, record: Record) -> list[str]:
        """Returns the references in a record's own text, as written."""
        found = [f"{k.target}/{k.sub}" if k.sub else k.target for k in record.links]
        more = self.mentioned.get(record.id)
        return [*found, *more] if more else found

    def face_key(self, reference: str) -> str:
        """Returns a text that differs whenever a link of that reference would look different."""
        found = self._face_keys.get(reference)
        if found is None:
            target, _, sub = reference.partition("/")
            record = self.records.get(target)
            found = reference
            if record:
                title, lang = self.title_of(record)
                found = f"{target}|{title}|{record.title}|{record.state}|{record.path}|{lang}"
                if sub:
                    found += f"|{self.part(target, sub)}"
                elif record.kind == "person":
                    found += "".join(self._appointments_key(record))
            self._face_keys[reference] = found
        return found

    def record_key(self, record: Record) -> str:
        """Returns a text for a record and the looks of all that it speaks of."""
        found = self.record_keys.get(record.id)
        if found is None:
            keys = self._face_keys
            parts = [record.path, record.blob, record.state]
            parts += [keys.get(name) or self.face_key(name) for name in self.reads(record)]
            whole = "\0".join(parts).encode("utf-8", "surrogatepass")
            found = hashlib.blake2b(whole, digest_size=12).hexdigest()
            self.record_keys[record.id] = found
        return found

    def part(self, target: str, sub: str) -> str:
        """Returns the words of a sub-record such as MTG-2025-003/D2; nothing if it has none."""
        name = f"{target}/{sub}"
        found = self._parts.get(name)
        if found is None:
            record = self.records[target]
            found = words_of_part(record, self.office.kinds[record.kind], sub)
            self._parts[name] = found
        return found

    def link(self, root: str, reference: str, *, brief: bool = False) -> Html:
        """Returns a link that shows number and title, from a page that lies `root` below the top.

        `brief` leaves out the number of what is known by its name, such as posts; of people it is
        always left out. A reference to nothing in this portal is shown as its number.
        """
        found = self._links.get((reference, brief))
        if found is None:
            found = self._links[reference, brief] = self._link(reference, brief)
        return Html(f'<a href="{root}{found[0]}') if found[0] else Html(found[1])

    def _link(self, reference: str, brief: bool) -> tuple[str, str]:
        """Returns a link from its address on, or what stands in its place."""
        target, _, sub = reference.partition("/")
        face = self.face(target)
        if face is None:
            return "", folio(reference)
        title = escaped((self.part(target, sub) if sub else "") or face.title)
        address = f"{face.url}#{anchor(sub)}" if sub else face.url
        lang = f' lang="{escaped(face.lang)}"' if face.lang else ""
        if face.numbered or sub:
            inner = folio(reference)
            if title != face.id:
                inner = Html(f"{inner} <span{lang}>{title}</span>")
            return f'{address}">{inner}</a>', ""
        shown = f'{address}"{lang}>{title}</a>'
        plain = brief or self.records[target].kind == "person"
        return (shown if plain else f"{shown} {folio(face.id)}"), ""

    def text(self, root: str, raw: str) -> Html:
        """Returns a text with the records it mentions as links."""
        shown = escaped(raw)
        if "-" not in raw:
            return shown
        addresses = self.addresses(root, (match[0] for match in LINK_SHAPE.finditer(raw)))
        if not addresses:
            return shown
        return Html(
            LINK_SHAPE.sub(
                lambda match: (
                    f'<a class="folio" href="{addresses[match[0]]}">{match[0]}</a>'
                    if match[0] in addresses
                    else match[0]
                ),
                shown,
            )
        )

    def addresses(self, root: str, references: Iterable[str]) -> dict[str, str]:
        """Returns where each reference leads that is a record of this portal."""
        found = {}
        for reference in references:
            target, _, sub = reference.partition("/")
            face = self.face(target)
            if face is not None:
                found[reference] = f"{root}{face.url}#{anchor(sub)}" if sub else root + face.url
        return found

    def page_of_file(self, path: str) -> str | None:
        """Returns the address of a record's page by its file's path."""
        if not self._paths:
            self._paths.update((record.path, url_of(record)) for record in self.records.values())
        return self._paths.get(path)

    def date_of(self, record: Record) -> str:
        """Returns the record's own date: its view's, else that of its first act, else nothing."""
        return date_of(record, self.office.kinds[record.kind])

    def owner_of(self, record: Record) -> str:
        """Returns the post or unit that answers for a record; nothing where it is a person."""
        known = self.records.get(self.index.owner(record))
        return "" if known is None or known.kind == "person" else known.id

    def key(self, *parts: str) -> str:
        """Returns the digest of the parts and of what every page depends on."""
        whole = "\0".join((self.digest, *parts))
        return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _is_ahead(site: Site) -> bool:
    return site.index.as_of(site.today.isoformat()) is not site.index
