"""All records of one tree: by id, by kind, and their links both ways. Immutable once made."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from operator import attrgetter, is_
from typing import Any, TypeVar

from officerepo.authority import Authority
from officerepo.course import as_of, in_force
from officerepo.finding import Finding
from officerepo.git import TreeFile
from officerepo.kind import Field, Kind
from officerepo.layout import is_record
from officerepo.office import Office
from officerepo.record import ID_SHAPE, Act, Link, Record, by_id, name_in
from officerepo.source import body_in
from officerepo.withheld import Withheld

T = TypeVar("T")

_ORGANISATION = frozenset({"person", "post", "unit"})


@dataclass(frozen=True, eq=False, repr=False)
class Index:
    """The records of an office at one commit or in its working tree.

    `findings` are those that could be said of one file alone, when it was read; `files` are all
    files of the tree by path, attached ones among them. `aliases` are former names of records, each
    with the id it has now; links are resolved already. `policy` is given where somebody else's
    people and posts decide who may do what, as those of the branch that a change is proposed to.
    `elsewhere` are numbers that another branch has given out, `withheld` is what may be told of
    records that were left out.
    """

    office: Office
    records: Mapping[str, Record]
    findings: Sequence[Finding] = ()
    files: Mapping[str, TreeFile] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    policy: Authority | None = None
    elsewhere: frozenset[str] = frozenset()
    withheld: Withheld = field(default_factory=Withheld)
    _once: dict[Any, Any] = field(default_factory=dict, init=False)

    def once(self, make: Callable[..., T], *arguments: Hashable) -> T:
        """Return what `make` gives for this index and arguments, made when first asked for."""
        key = (make, arguments)
        if key not in self._once:
            self._once[key] = make(self, *arguments)
        found: T = self._once[key]
        return found

    @cached_property
    def by_kind(self) -> Mapping[str, list[Record]]:
        """The records of each enabled kind, in the order of their ids."""
        found: dict[str, list[Record]] = {name: [] for name in self.office.kinds}
        for record_id in sorted(self.records):
            record = self.records[record_id]
            found.setdefault(record.kind, []).append(record)
        return found

    @cached_property
    def backlinks(self) -> Mapping[str, list[tuple[Record, Link]]]:
        """For each record that is linked to: who links, and where."""
        found: dict[str, list[tuple[Record, Link]]] = {}
        for (target, _, _), links in self.references.items():
            found.setdefault(target, []).extend(links)
        return found

    @cached_property
    def references(self) -> Mapping[tuple[str, str, str], list[tuple[Record, Link]]]:
        """All links by what they say: (target, sub, allowed kinds) → who says it, and where.

        Most links repeat what others say; a rule looks at each saying once.
        """
        found: dict[tuple[str, str, str], list[tuple[Record, Link]]] = {}
        for record in self.records.values():
            for link in record.links:
                found.setdefault(link[1:], []).append((record, link))
        return found

    @cached_property
    def unread(self) -> frozenset[str]:
        """The ids of the files that could not be read: nobody knows what they say."""
        stems = {name_in(finding.path) for finding in self.findings}
        return frozenset(filter(ID_SHAPE.fullmatch, stems - self.records.keys()))

    def broken(self, paths: Iterable[str]) -> list[str]:
        """Return those of some paths at which a record belongs and a file lies that is none."""
        found = []
        for path in paths:
            if path in self.files and is_record(path, self.office.folders):
                name = name_in(path)
                record = self.records.get(self.aliases.get(name, name))
                if record is None or record.path != path:
                    found.append(path)
        return found

    @cached_property
    def authority(self) -> Authority:
        """Who may do what on which day."""
        if self.policy is not None:
            return self.policy
        kinds = self.by_kind
        return Authority(kinds.get("person", ()), kinds.get("post", ()), kinds.get("unit", ()))

    def books(self, kind: Kind) -> dict[tuple[str, ...], list[Record]]:
        """Return the entries of a register's books, each in the order of its numbers."""
        found: dict[tuple[str, ...], list[tuple[int, Record]]] = {}
        for record in self.of(kind.name):
            if place := kind.place_of(record.id):
                found.setdefault(place.book, []).append((place.number, record))
        return {
            book: [record for _, record in sorted(entries, key=lambda entry: entry[0])]
            for book, entries in sorted(found.items())
        }

    def rights(self, names: Iterable[str] | None = None) -> dict[str, dict[str, Any]]:
        """Return what records lay down of who may do what, by id: all that they say but acts.

        Those are the people, posts and units, and records of kinds with `rights`.
        """
        kinds = {name for name, kind in self.office.kinds.items() if kind.rights} | _ORGANISATION
        every = (record for kind in kinds for record in self.of(kind))
        found = every if names is None else filter(None, map(self.records.get, names))
        return {
            record.id: {name: value for name, value in record.data.items() if name != "acts"}
            for record in found
            if record.kind in kinds
        }

    def with_rights_of(self, other: Index) -> Index:
        """Return these records under the rights that another index lays down.

        People and posts that only this index knows are there and may do nothing. The acts of a
        record, as of a seal that changed hands, are those of this one.
        """
        theirs = {}
        for name, said in other.rights().items():
            record = self.records.get(name)
            if record is None or not record.acts:
                theirs[name] = other.records[name]
            else:
                theirs[name] = replace(record, data={**said, "acts": record.data["acts"]})
        return replace(self, records={**self.records, **theirs}, policy=other.authority)

    def as_of(self, day: str) -> Index:
        """Return the index as acts had made it by the end of a day (ISO date).

        It is itself if no act fell later. Later records are absent. Fields say what they say now.
        """
        found = {r.path: as_of(r, self.kind(r), day) for r in self.records.values()}
        if all(map(is_, found.values(), self.records.values())):
            return self
        kept = by_id(filter(None, found.values()))
        said = tuple(each for each in self.findings if found.get(each.path, True))
        return replace(self, records=kept, findings=said)

    def changed(
        self,
        paths: Collection[str],
        records: Sequence[Record],
        findings: Iterable[Finding],
        files: Mapping[str, TreeFile],
    ) -> Index:
        """Return the index after the files at some paths were changed or removed.

        `records` and `findings` are what these say now, `files` all files of the tree. What is not
        touched is shared, so that one step of a long history costs little.
        """
        held, by_kind = dict(self.records), dict(self.by_kind)
        gone = [r for r in map(held.get, map(name_in, paths)) if r and r.path in paths]
        for kind in {record.kind for record in (*gone, *records)}:
            by_kind[kind] = list(by_kind.get(kind, ()))
        for record in gone:
            del held[record.id]
            same = by_kind[record.kind]
            del same[bisect_left(same, record.id, key=_id)]
        for record in records:
            held[record.id] = record
            insort(by_kind[record.kind], record, key=_id)
        said = (*(f for f in self.findings if f.path not in paths), *findings)
        organised = any(record.kind in _ORGANISATION for record in (*gone, *records))
        policy = None if organised else self.authority
        after = replace(self, records=held, findings=said, files=files, policy=policy)
        vars(after)["by_kind"] = by_kind  # sorted already
        return after

    def kind(self, record: Record) -> Kind:
        """Return the kind of a record."""
        return self.office.kinds[record.kind]

    def of(self, kind: str) -> list[Record]:
        """Return the records of a kind, by id; none when the kind is not enabled."""
        return self.by_kind.get(kind, [])

    def links_to(self, record_id: str) -> list[tuple[Record, Link]]:
        """Return who links to a record, and where."""
        return self.backlinks.get(record_id, [])

    def reaching(self, record: Record, state: str) -> Act | None:
        """Return the last act that brought the record into a state, or None."""
        kind = self.kind(record)
        for act in record.acts[::-1]:
            if kind.acts[act.do].to == state:
                return act
        return None

    def due(self, record: Record) -> str:
        """Return the date a record is due, after all extensions; empty when it has none."""
        field = self.kind(record).views.due
        return self.in_force(record, field) if field else ""

    def owner(self, record: Record) -> str:
        """Return who answers for a record now, after all acts that passed it on; or nothing."""
        field = self.kind(record).views.owner
        return self.in_force(record, field) if field else ""

    def units_of(self, name: str, on: str) -> set[str]:
        """Return the units that a unit, post or person belongs to on a day (ISO date).

        Any other name is its own unit: what a record says may be the name of nothing.
        """
        kind = self.records[name].kind if name in self.records else ""
        if kind not in ("person", "post"):
            return {name}
        held = self.authority.holdings(name, on)
        posts = [holding.post for holding in held] if kind == "person" else [name]
        return {str(self.records[p].data.get("unit", "")) for p in posts if p in self.records}

    def in_force(self, record: Record, field: str, until: Act | None = None) -> str:
        """Return what is in force for a field, today or just before an act of the record.

        Acts that move a field leave it as it is: it says what was first laid down.
        """
        acts = takewhile(lambda act: act is not until, record.acts)
        return in_force(record.data, self.kind(record), field, acts)

    def body(self, record: Record) -> str:
        """Return the text below the front matter of a record; empty where it has none."""
        found = self.files.get(record.path)
        return body_in(found.path, found.raw) if found else ""

    def is_open(self, record: Record) -> bool:
        """Whether something is still to be done: neither done nor dropped."""
        kind = self.kind(record)
        return kind.has_acts and kind.phase_of(record.state) not in ("done", "dropped")

    def parts(self, record: Record) -> Mapping[str, str]:
        """Return the sub-records of a record, name → field path: D1 → decisions[0]."""
        found: dict[str, str] = {}
        kind = self.kind(record)
        _collect_parts(record.data, kind.fields, "", found)
        for number, act in enumerate(record.acts):
            _collect_parts(act.data, kind.acts[act.do].keys, f"acts[{number}].", found)
        return found


_id = attrgetter("id")


def _collect_parts(
    data: Mapping[str, Any], fields: Mapping[str, Field], at: str, found: dict[str, str]
) -> None:
    for name, spec in fields.items():
        if not spec.parts or name not in data:
            continue
        items = data[name]
        for number, item in enumerate(items if isinstance(items, list) else [items]):
            if not isinstance(item, dict):
                continue
            place = f"{at}{name}[{number}]" if isinstance(items, list) else f"{at}{name}"
            named = item if isinstance(items, list) else data  # a group is named beside it
            part = named.get(spec.key) if spec.key else None
            if isinstance(part, str) and part[:1].isalpha():
                found[part] = place  # the last version of a post's duty wins
            _collect_parts(item, spec.parts, f"{place}.", found)
