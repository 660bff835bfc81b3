"""What a change does to the files of an office, each named once: records, settings and others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from officerepo.difference import NO_FIELDS, NOTHING, Difference, difference
from officerepo.finding import Finding
from officerepo.git import TreeFile
from officerepo.history.life import formerly
from officerepo.kind import Kind
from officerepo.layout import is_source, unread
from officerepo.office import Office, is_control_file, is_guard
from officerepo.record import under_names
from officerepo.source import Source, parse

Files = Mapping[str, TreeFile]

ABSENT = Source({})


@dataclass(frozen=True, slots=True)
class Alteration:
    """What a change does to a file.

    `what` is one of added, changed, reformatted (it says the same), followed (it says the same of
    records that have other names now), moved, renamed, removed. `role` says what the file is:
    record, settings, guard or other. `id` is the number of a record, `former` the number or path it
    had before. `unreadable` says what keeps the file from being read.
    """

    path: str
    role: str
    what: str
    id: str = ""
    kind: str = ""
    difference: Difference = NOTHING
    former: str = ""
    unreadable: Finding | None = None


def alterations(before: Files, after: Files, office: Office) -> list[Alteration]:
    """Return what differs between two trees, in the order of paths; kinds are those of `office`.

    Both are read under the names of records after the change.
    """
    same = {
        path
        for path in before.keys() & after.keys()
        if before[path].blob == after[path].blob and before[path].trouble == after[path].trouble
    }
    old = {path: before[path] for path in before if path not in same}
    new = {path: after[path] for path in after if path not in same}
    return list(_alterations(old, new, office, _names_of_now(after)))


def _names_of_now(after: Files) -> dict[str, str]:
    """Return the former names that records of a tree say, each with the name of now.

    A name that some record has now, or that two claim, leads nowhere else.
    """
    claims: dict[str, list[str]] = {}
    for path, found in after.items():
        if b"formerly" in found.raw and (record_id := _record_id(path)):
            for name in formerly(_source(found)):
                claims.setdefault(name, []).append(record_id)
    taken = set(map(_record_id, after)) if claims else set()
    return {name: by[0] for name, by in claims.items() if len(by) == 1 and name not in taken}


def _alterations(
    old: Files, new: Files, office: Office, names: Mapping[str, str]
) -> Iterator[Alteration]:
    where = {_record_id(path): path for path in old if path not in new and _record_id(path)}
    taken: dict[str, tuple[str, str, str]] = {}  # path after: (path before, what, former)
    for path in sorted(new.keys() - old.keys()):
        record_id = _record_id(path)
        if record_id in where:
            taken[path] = where.pop(record_id), "moved", ""
            continue
        for name in formerly(_source(new[path])) if record_id else ():
            if name in where:
                taken[path] = where.pop(name), "renamed", name
                break
    gone = old.keys() - new.keys() - {origin for origin, _, _ in taken.values()}
    for path in sorted({*new, *gone}):
        origin, what, former = taken.get(path, (path, "", ""))
        yield _alteration(old.get(origin), new.get(path), what, former, office, names)


def _alteration(
    old: TreeFile | None,
    new: TreeFile | None,
    what: str,
    former: str,
    office: Office,
    names: Mapping[str, str],
) -> Alteration:
    found = new or old
    assert found is not None
    path = found.path
    kind = _kind(path, office)
    role = "record" if kind else _role(path)
    one, other = _source(old), _source(new)
    trouble = unread(found, office) if found.trouble else None
    if other.data is None and not trouble:
        trouble = other.findings[0]
    fields = kind.fields if kind else NO_FIELDS
    told = difference(_called(one, names), _called(other, names), fields)
    if old is None and not what:
        what = "added"
        first = (kind.views.title, *kind.rights) if kind else ()
        told = Difference(tuple(c for c in told.fields if c.names[0] in first), told.acts)
    elif new is None:
        what, told = "removed", NOTHING
    elif not what:
        what = "changed"
        if not (told or trouble or role == "other" or one.data is None):
            what = "followed" if difference(one, other, fields) else "reformatted"
    if what == "renamed":
        kept = tuple(change for change in told.fields if change.names[0] != "formerly")
        told = Difference(kept, told.acts, told.text)
    elif what == "moved":
        former = old.path if old else ""
    return Alteration(
        path,
        role,
        what,
        _record_id(path) if kind else "",
        kind.name if kind else "",
        NOTHING if trouble else told,
        former,
        trouble,
    )


def _role(path: str) -> str:
    if is_control_file(path):
        return "settings"
    return "guard" if is_guard(path) else "other"


def _kind(path: str, office: Office) -> Kind | None:
    """Return the kind of the record in a file; None where the file is none."""
    parts = path.split("/")
    return office.folders.get(parts[1]) if len(parts) > 2 and _record_id(path) else None


def _record_id(path: str) -> str:
    is_record = is_source(path) and not is_control_file(path)
    return PurePosixPath(path).stem if is_record else ""


def _called(source: Source, names: Mapping[str, str]) -> Source:
    """Return what a file says under other names, but for those that its record says it had."""
    if not names or not source.data:
        return source
    kept = {"formerly": source.data["formerly"]} if "formerly" in source.data else {}
    return replace(source, data={**under_names(source.data, names), **kept})


def _source(found: TreeFile | None) -> Source:
    """Return what a file says; of one that is no source, its lines are the text."""
    if found is None or found.trouble:
        return ABSENT
    if is_source(found.path):
        return parse(found.path, found.raw)
    try:
        return Source({}, found.raw.decode("utf-8"))
    except UnicodeDecodeError:
        return ABSENT
